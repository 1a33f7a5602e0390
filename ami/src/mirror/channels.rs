//! Channels and bridges, by the ids that they keep when a name changes.

use std::borrow::Cow;
use std::collections::{BTreeSet, VecDeque};
use std::time::SystemTime;

use super::change::{Fault, Subject};
use super::read::{self, clock, name, number, set, text};
use super::state::{Bridge, Channel, Party};
use super::suspects::Suspects;
use super::table::Table;
use crate::event::unescape;
use crate::value::{ChannelName, ChannelState, LinkedId, UniqueId};
use crate::wire::{Message, MessageBuf};

/// How many ended channels are remembered, so that a late message does not bring one back.
const MAX_ENDED: usize = 4_096;

/// How many names of a channel are remembered; a masquerade gives it two.
const MAX_FORMER: usize = 4;

#[derive(Clone, Debug)]
pub(super) struct Channels {
    pub(super) channels: Table<Channel>,
    pub(super) bridges: Table<Bridge>,
    ended: BTreeSet<String>,
    ended_in_order: VecDeque<String>,
    limit: usize,
    /// Whether one was left out because of the limit.
    pub(super) overflowed: bool,
}

impl Channels {
    pub(super) fn new(limit: usize) -> Self {
        Self {
            channels: Table::default(),
            bridges: Table::default(),
            ended: BTreeSet::new(),
            ended_in_order: VecDeque::new(),
            limit,
            overflowed: false,
        }
    }

    /// Takes in an event; the id of a channel that it ended comes back.
    pub(super) fn event(
        &mut self,
        event: &str,
        message: Message<'_>,
        now: SystemTime,
        suspects: &mut Suspects,
    ) -> Option<String> {
        match event {
            "Newchannel" => {
                // A client may choose the id of an ended channel again.
                if let Some(id) = name(message, "", "Uniqueid") {
                    self.ended.remove(&*id);
                }
                self.update("", message, now, true, suspects);
            }
            "Newstate" | "NewCallerid" | "NewConnectedLine" | "NewAccountCode" => {
                self.update("", message, now, true, suspects);
            }
            "Newexten" => {
                if let Some(channel) = self.update("", message, now, true, suspects) {
                    set(&mut channel.application, text(message, "", "Application"));
                    set(&mut channel.data, text(message, "", "AppData"));
                }
            }
            "Hold" | "Unhold" => {
                if let Some(channel) = self.update("", message, now, true, suspects) {
                    channel.held_since = (event == "Hold").then(|| channel.held_since.unwrap_or(now));
                }
            }
            "DialBegin" | "DialState" | "DialEnd" => self.dial(event, message, now, suspects),
            // Accounts without the class dialplan get no Newexten: this alone tells them what a click dials.
            "OriginateResponse" => {
                let id = name(message, "", "Uniqueid")?;
                if let Some(channel) = self.channels.edit(&id) {
                    note_dialled(channel, text(message, "", "Exten"));
                }
            }
            "Rename" => self.rename(message, suspects),
            "BridgeCreate" => {
                self.bridge("", message, Some(now), suspects);
            }
            "BridgeEnter" => self.enter(message, now, suspects),
            "BridgeLeave" => {
                let bridge = self.bridge("", message, None, suspects)?;
                // A leave that comes late says nothing about the bridge that the channel is in now.
                if let Some(channel) = self.update("", message, now, false, suspects)
                    && channel.bridge.as_deref() == Some(&*bridge)
                {
                    channel.bridge = None;
                }
            }
            "BridgeMerge" => {
                let (from, to) = (
                    self.bridge("From", message, None, suspects)?,
                    self.bridge("To", message, None, suspects)?,
                );
                self.move_channels(&from, Some(&to));
            }
            "BridgeDestroy" => {
                let id = name(message, "", "BridgeUniqueid")?;
                suspects.explain(&Subject::Bridge(id.to_string()));
                self.move_channels(&id, None);
                self.bridges.remove(&id);
            }
            "Hangup" => {
                let id = name(message, "", "Uniqueid")?.into_owned();
                suspects.explain(&Subject::Channel(id.clone()));
                self.end(&id);
                return Some(id);
            }
            _ => {}
        }
        None
    }

    /// Makes the channels those of a whole list; `was_in_sync` says whether a difference is a fault.
    pub(super) fn list(
        &mut self,
        items: &[MessageBuf],
        now: SystemTime,
        was_in_sync: bool,
        suspects: &mut Suspects,
    ) {
        self.overflowed = false;
        let mut listed = BTreeSet::new();
        for item in items
            .iter()
            .filter(|item| item.event_name() == Some("CoreShowChannel"))
        {
            let message = item.as_message();
            let Some(id) = name(message, "", "Uniqueid") else {
                continue;
            };
            let before = self.channels.get(&id).map(essence);
            if before.is_some()
                && let Some(channel) = self.channels.edit(&id)
            {
                // What a list says is newer than any Rename that was heard.
                let listed = name(message, "", "Channel").unwrap_or_default();
                channel.former_names.retain(|former| *former != listed);
            }
            let Some(channel) = self.update("", message, now, true, &mut Suspects::default()) else {
                continue;
            };
            set(&mut channel.application, text(message, "", "Application"));
            set(&mut channel.data, text(message, "", "ApplicationData"));
            let bridge = name(message, "", "BridgeId").map(Cow::into_owned);
            channel.bridge.clone_from(&bridge);
            let fault = match before {
                None => Some(Fault::Missed),
                Some(before) => (before != essence(channel)).then_some(Fault::Differed),
            };
            if let Some(fault) = fault.filter(|_| was_in_sync) {
                suspects.add(Subject::Channel(id.to_string()), fault, now);
            }
            if let Some(bridge) = bridge.filter(|bridge| !self.bridges.contains(bridge)) {
                self.bridges.insert(&bridge, unknown_bridge(&bridge));
            }
            listed.insert(id.into_owned());
        }
        for ghost in self.channels.keys_where(|id, _| !listed.contains(id)) {
            if was_in_sync {
                suspects.add(Subject::Channel(ghost.clone()), Fault::Ghost, now);
            }
            self.channels.remove(&ghost);
        }
    }

    /// Makes the bridges those of a whole list.
    pub(super) fn list_bridges(
        &mut self,
        items: &[MessageBuf],
        now: SystemTime,
        was_in_sync: bool,
        suspects: &mut Suspects,
    ) {
        let mut listed = BTreeSet::new();
        for item in items
            .iter()
            .filter(|item| item.event_name() == Some("BridgeListItem"))
        {
            let message = item.as_message();
            let missed = name(message, "", "BridgeUniqueid").is_some_and(|id| !self.bridges.contains(&id));
            let Some(id) = self.bridge("", message, None, &mut Suspects::default()) else {
                continue;
            };
            if missed && was_in_sync {
                suspects.add(Subject::Bridge(id.clone()), Fault::Missed, now);
            }
            listed.insert(id);
        }
        for ghost in self.bridges.keys_where(|id, _| !listed.contains(id)) {
            if was_in_sync {
                suspects.add(Subject::Bridge(ghost.clone()), Fault::Ghost, now);
            }
            self.move_channels(&ghost, None);
            self.bridges.remove(&ghost);
        }
    }

    /// Forgets bridges that nobody is in: without a list their end may have been missed.
    pub(super) fn drop_empty_bridges(&mut self) {
        let used: BTreeSet<&str> = self
            .channels
            .rows()
            .values()
            .filter_map(|channel| channel.bridge.as_deref())
            .collect();
        for id in self.bridges.keys_where(|id, _| !used.contains(id)) {
            self.bridges.remove(&id);
        }
    }

    /// Forgets all channels.
    pub(super) fn clear(&mut self) {
        for id in self.channels.keys_where(|_, _| true) {
            self.channels.remove(&id);
        }
    }

    /// Another connection, perhaps to another run of Asterisk: ids of the past mean nothing any more.
    pub(super) fn forget_ended(&mut self) {
        self.ended.clear();
        self.ended_in_order.clear();
    }

    pub(super) fn has_ended(&self, id: &str) -> bool {
        self.ended.contains(id)
    }

    /// Takes in what a message says of one channel, if the mirror knows it or `create` lets it become known.
    fn update(
        &mut self,
        prefix: &str,
        message: Message<'_>,
        now: SystemTime,
        create: bool,
        suspects: &mut Suspects,
    ) -> Option<&mut Channel> {
        let id = name(message, prefix, "Uniqueid")?;
        if !suspects.is_empty() {
            suspects.explain(&Subject::Channel(id.to_string()));
        }
        if !self.channels.contains(&id) {
            if !create || self.ended.contains(&*id) {
                return None;
            }
            if self.channels.len() >= self.limit {
                self.overflowed = true;
                return None;
            }
            let created = read::before(now, clock(message, "Duration").unwrap_or_default());
            self.channels.insert(&id, new_channel(&id, created));
        }
        let channel = self.channels.edit(&id)?;
        if let Some(state) = number(message, prefix, "ChannelState").map(ChannelState::from_code)
            && state != channel.state
        {
            // What a channel does when it is first seen, it has done since it was made, as far as one can know.
            if !channel.name.as_str().is_empty() {
                channel.state_since = now;
            }
            channel.state = state;
        }
        if let Some(name) = name(message, prefix, "Channel")
            && channel.name.as_str() != name
            && !channel.former_names.iter().any(|former| **former == *name)
        {
            channel.name = ChannelName::new(name);
        }
        if let Some(linked) = name(message, prefix, "Linkedid").filter(|id| channel.linked_id.as_str() != *id)
        {
            channel.linked_id = LinkedId::new(linked);
        }
        set(&mut channel.caller.number, text(message, prefix, "CallerIDNum"));
        set(
            &mut channel.caller.name,
            text(message, prefix, "CallerIDName").map(unescape),
        );
        set(
            &mut channel.connected.number,
            text(message, prefix, "ConnectedLineNum"),
        );
        set(
            &mut channel.connected.name,
            text(message, prefix, "ConnectedLineName").map(unescape),
        );
        set(&mut channel.account_code, text(message, prefix, "AccountCode"));
        set(&mut channel.context, text(message, prefix, "Context"));
        let extension = text(message, prefix, "Exten");
        note_dialled(channel, extension.clone());
        set(&mut channel.extension, extension);
        Some(channel)
    }

    fn dial(&mut self, event: &str, message: Message<'_>, now: SystemTime, suspects: &mut Suspects) {
        // The end of a leg may be told after the end of its channel: it makes nobody known.
        let create = event == "DialBegin";
        let source = self
            .update("", message, now, create, suspects)
            .map(|channel| channel.unique_id.clone());
        // An Originate dials without a source: nobody called the one that it rings.
        if let Some(called) = self.update("Dest", message, now, create, suspects)
            && let Some(source) = source
        {
            called.called_by = Some(source);
        }
    }

    fn rename(&mut self, message: Message<'_>, suspects: &mut Suspects) {
        let (Some(id), Some(new)) = (name(message, "", "Uniqueid"), name(message, "", "Newname")) else {
            return;
        };
        suspects.explain(&Subject::Channel(id.to_string()));
        let Some(channel) = self.channels.edit(&id) else {
            return;
        };
        // A Rename overtakes events that were made before it and say the old name.
        let known = std::mem::replace(&mut channel.name, ChannelName::new(new));
        let new = channel.name.as_str();
        channel.former_names.retain(|former| former != new);
        let old = name(message, "", "Channel").unwrap_or_default();
        for former in [known.as_str(), &*old] {
            if !former.is_empty()
                && former != new
                && !channel.former_names.iter().any(|known| known == former)
            {
                channel.former_names.push(former.to_owned());
            }
        }
        while channel.former_names.len() > MAX_FORMER {
            channel.former_names.remove(0);
        }
    }

    /// Takes in what a message says of a bridge, and gives its id.
    fn bridge(
        &mut self,
        prefix: &str,
        message: Message<'_>,
        made: Option<SystemTime>,
        suspects: &mut Suspects,
    ) -> Option<String> {
        let id = name(message, prefix, "BridgeUniqueid")?.into_owned();
        if !suspects.is_empty() {
            suspects.explain(&Subject::Bridge(id.clone()));
        }
        if !self.bridges.contains(&id) {
            // As many bridges as channels: each that matters has one in it.
            if self.bridges.len() >= self.limit {
                self.overflowed = true;
                return Some(id);
            }
            let bridge = Bridge {
                since: made,
                ..unknown_bridge(&id)
            };
            self.bridges.insert(&id, bridge);
        }
        if let Some(bridge) = self.bridges.edit(&id) {
            set(&mut bridge.kind, text(message, prefix, "BridgeType"));
            set(&mut bridge.technology, text(message, prefix, "BridgeTechnology"));
            set(&mut bridge.creator, text(message, prefix, "BridgeCreator"));
            set(&mut bridge.name, text(message, prefix, "BridgeName"));
        }
        Some(id)
    }

    fn enter(&mut self, message: Message<'_>, now: SystemTime, suspects: &mut Suspects) {
        let Some(bridge) = self.bridge("", message, None, suspects) else {
            return;
        };
        // Who takes another's place: that one's leave may come later.
        if let Some(swapped) = name(message, "", "SwapUniqueid")
            && let Some(channel) = self.channels.edit(&swapped)
            && channel.bridge.as_deref() == Some(&*bridge)
        {
            channel.bridge = None;
        }
        if let Some(channel) = self.update("", message, now, true, suspects) {
            channel.bridge = Some(bridge);
        }
    }

    fn move_channels(&mut self, from: &str, to: Option<&str>) {
        for id in self
            .channels
            .keys_where(|_, channel| channel.bridge.as_deref() == Some(from))
        {
            if let Some(channel) = self.channels.edit(&id) {
                channel.bridge = to.map(str::to_owned);
            }
        }
    }

    fn end(&mut self, id: &str) {
        self.channels.remove(id);
        if self.ended.insert(id.to_owned()) {
            self.ended_in_order.push_back(id.to_owned());
        }
        if self.ended_in_order.len() > MAX_ENDED
            && let Some(oldest) = self.ended_in_order.pop_front()
        {
            self.ended.remove(&oldest);
        }
    }
}

/// What events tell of a channel, so that a difference in it is a fault.
fn essence(channel: &Channel) -> (ChannelState, String, Option<String>) {
    (
        channel.state,
        channel.name.as_str().to_owned(),
        channel.bridge.clone(),
    )
}

/// Notes what it dials, if that is a number and the first one.
fn note_dialled(channel: &mut Channel, extension: Option<Cow<'_, str>>) {
    let is_number = |extension: &str| {
        extension
            .bytes()
            .all(|byte| byte.is_ascii_digit() || b"*#+".contains(&byte))
    };
    if channel.dialled.is_empty() {
        set(
            &mut channel.dialled,
            extension.filter(|extension| is_number(extension)),
        );
    }
}

fn new_channel(id: &str, created: SystemTime) -> Channel {
    Channel {
        unique_id: UniqueId::new(id),
        name: ChannelName::new(""),
        linked_id: LinkedId::new(id),
        state: ChannelState::Down,
        state_since: created,
        created,
        caller: Party::default(),
        connected: Party::default(),
        account_code: String::new(),
        context: String::new(),
        extension: String::new(),
        dialled: String::new(),
        application: String::new(),
        data: String::new(),
        bridge: None,
        held_since: None,
        called_by: None,
        former_names: Vec::new(),
    }
}

fn unknown_bridge(id: &str) -> Bridge {
    Bridge {
        id: id.to_owned(),
        kind: String::new(),
        technology: String::new(),
        creator: String::new(),
        name: String::new(),
        since: None,
    }
}
