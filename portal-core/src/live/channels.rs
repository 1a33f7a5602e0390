//! Channels, by the unique id that they keep when their name changes.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use chrono::{DateTime, TimeDelta, Utc};

use super::{number, set, text};
use crate::{DialString, Headers};

/// The events that change a channel.
pub(super) const EVENTS: [&str; 16] = [
    "Newchannel",
    "Newstate",
    "Newexten",
    "NewCallerid",
    "NewConnectedLine",
    "Hold",
    "Unhold",
    "BridgeEnter",
    "BridgeLeave",
    "BridgeDestroy",
    "CoreShowChannel",
    "DialBegin",
    "DialEnd",
    "Rename",
    "OriginateResponse",
    "Hangup",
];

/// More channels at once than any PBX of this size has.
const MAX_CHANNELS: usize = 20_000;
/// How many ended channels are remembered, so that a late message does not bring one back.
const MAX_ENDED: usize = 4_096;

#[derive(Clone, Debug, Default)]
pub(super) struct Channels {
    by_id: BTreeMap<String, Channel>,
    ended: BTreeSet<String>,
    ended_in_order: VecDeque<String>,
}

#[derive(Clone, Debug)]
pub(super) struct Channel {
    pub(super) name: String,
    pub(super) linked_id: String,
    pub(super) state: u8,
    pub(super) state_since: DateTime<Utc>,
    pub(super) created: DateTime<Utc>,
    pub(super) number: String,
    pub(super) caller_name: String,
    pub(super) connected_number: String,
    pub(super) connected_name: String,
    /// The first extension that is a number: later ones are routines of the dialplan.
    pub(super) dialled: String,
    pub(super) application: String,
    pub(super) bridge: String,
    pub(super) held_since: Option<DateTime<Utc>>,
    /// Another channel dialled it.
    pub(super) called: bool,
    generation: u64,
}

impl Channel {
    pub(super) const UP: u8 = 6;

    /// A telephone or a line, and not one of the dialplan's own.
    pub(super) fn is_device(&self) -> bool {
        !self.name.starts_with("Local/") && !self.name.ends_with("<ZOMBIE>") && !self.name.contains("<MASQ>")
    }

    /// A device that at least rings: states 0 and 1 are channels in the making.
    pub(super) fn is_visible(&self) -> bool {
        self.is_device() && self.state > 1
    }

    /// Notes what it dials, if that is a number and the first one.
    fn dial(&mut self, extension: Option<String>) {
        if self.dialled.is_empty() {
            set(
                &mut self.dialled,
                extension.filter(|extension| extension.parse::<DialString>().is_ok()),
            );
        }
    }

    pub(super) fn is_up(&self) -> bool {
        self.state == Self::UP
    }
}

impl Channels {
    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, &Channel)> {
        self.by_id.iter().map(|(id, channel)| (id.as_str(), channel))
    }

    /// Takes an event in; true if it made a channel known.
    pub(super) fn apply(
        &mut self,
        event: &str,
        message: &(impl Headers + ?Sized),
        now: DateTime<Utc>,
        generation: u64,
    ) -> bool {
        match event {
            "Hangup" => {
                if let Some(id) = text(message, "Uniqueid") {
                    self.end(id);
                }
                false
            }
            "Rename" => {
                let id = text(message, "Uniqueid").unwrap_or_default();
                if let (Some(channel), Some(name)) = (self.by_id.get_mut(&id), text(message, "Newname")) {
                    channel.name = name;
                    channel.generation = generation;
                }
                false
            }
            "OriginateResponse" => {
                // Accounts without the class `dialplan` get no Newexten: this alone tells them what a click dials.
                let id = text(message, "Uniqueid").unwrap_or_default();
                if let Some(channel) = self.by_id.get_mut(&id) {
                    channel.dial(text(message, "Exten"));
                }
                false
            }
            "BridgeDestroy" => {
                let bridge = text(message, "BridgeUniqueid").unwrap_or_default();
                self.by_id
                    .values_mut()
                    .filter(|channel| channel.bridge == bridge)
                    .for_each(|c| c.bridge.clear());
                false
            }
            "DialBegin" | "DialEnd" => {
                // An Originate dials without a source: then the destination is who calls.
                let source = self.update("", message, now, generation);
                let destination = self.update("Dest", message, now, generation);
                let called = source
                    .and(destination)
                    .and_then(|destination| self.by_id.get_mut(&destination));
                if let Some(channel) = called {
                    channel.called = true;
                }
                false
            }
            name if EVENTS.contains(&name) => {
                let before = self.by_id.len();
                let Some(id) = self.update("", message, now, generation) else {
                    return false;
                };
                let Some(channel) = self.by_id.get_mut(&id) else {
                    return false;
                };
                match name {
                    "Newexten" => set(&mut channel.application, text(message, "Application")),
                    "CoreShowChannel" => {
                        set(&mut channel.application, text(message, "Application"));
                        set(&mut channel.bridge, text(message, "BridgeId"));
                    }
                    "BridgeEnter" => set(&mut channel.bridge, text(message, "BridgeUniqueid")),
                    "BridgeLeave" => channel.bridge.clear(),
                    "Hold" => channel.held_since = channel.held_since.or(Some(now)),
                    "Unhold" => channel.held_since = None,
                    _ => {}
                }
                self.by_id.len() > before
            }
            _ => false,
        }
    }

    /// Takes the snapshot of a channel in, whose headers begin with `prefix`, and gives its unique id.
    fn update(
        &mut self,
        prefix: &str,
        message: &(impl Headers + ?Sized),
        now: DateTime<Utc>,
        generation: u64,
    ) -> Option<String> {
        let header = |name: &str| text(message, &format!("{prefix}{name}"));
        let id = header("Uniqueid").filter(|id| !id.is_empty())?;
        if self.ended.contains(&id) || (self.by_id.len() >= MAX_CHANNELS && !self.by_id.contains_key(&id)) {
            return None;
        }
        let age = message
            .header("Duration")
            .and_then(|text| duration(&text))
            .unwrap_or_default();
        let created = now.checked_sub_signed(age).unwrap_or(now);
        let channel = self.by_id.entry(id.clone()).or_insert_with(|| Channel {
            name: String::new(),
            linked_id: id.clone(),
            state: 0,
            state_since: created,
            created,
            number: String::new(),
            caller_name: String::new(),
            connected_number: String::new(),
            connected_name: String::new(),
            dialled: String::new(),
            application: String::new(),
            bridge: String::new(),
            held_since: None,
            called: false,
            generation,
        });
        channel.generation = generation;
        if let Some(state) = number(message, &format!("{prefix}ChannelState")) {
            if state != channel.state {
                // A call that was already going on when the portal came has been so since it began, as far as one
                // can know.
                channel.state_since = if channel.name.is_empty() { created } else { now };
            }
            channel.state = state;
        }
        set(&mut channel.name, header("Channel"));
        set(
            &mut channel.linked_id,
            header("Linkedid").filter(|linked| !linked.is_empty()),
        );
        set(&mut channel.number, header("CallerIDNum"));
        set(&mut channel.caller_name, header("CallerIDName"));
        set(&mut channel.connected_number, header("ConnectedLineNum"));
        set(&mut channel.connected_name, header("ConnectedLineName"));
        channel.dial(header("Exten"));
        Some(id)
    }

    fn end(&mut self, id: String) {
        self.by_id.remove(&id);
        if self.ended.insert(id.clone()) {
            self.ended_in_order.push_back(id);
        }
        if self.ended_in_order.len() > MAX_ENDED {
            self.ended_in_order
                .pop_front()
                .map(|oldest| self.ended.remove(&oldest));
        }
    }

    /// Removes the channels that a generation did not see, and counts them.
    pub(super) fn retain(&mut self, generation: u64) -> u64 {
        let before = self.by_id.len();
        self.by_id.retain(|_, channel| channel.generation == generation);
        (before - self.by_id.len()) as u64
    }
}

/// `00:01:23` or a number of seconds.
fn duration(text: &str) -> Option<TimeDelta> {
    let seconds = text.split(':').try_fold(0i64, |sum, part| {
        sum.checked_mul(60)?.checked_add(part.parse().ok()?)
    })?;
    TimeDelta::try_seconds(seconds)
}
