//! What goes on in Asterisk right now: one picture of channels, bridges, queues and device states, made of lists and
//! of the events after them, checked against lists and mended.
//!
//! [`Mirror`] has no I/O and no clock. Feed it the connection's ups and downs, every event, and the lists that it asks
//! for; read a [`State`] and the [`Change`]s from it. `Client::mirror` (feature `tokio`) does all of that.
//!
//! ```
//! use std::time::{Duration, SystemTime};
//! use switchhook_ami::action::Reply;
//! use switchhook_ami::mirror::{Change, Mirror, Options, Part, Step};
//! use switchhook_ami::MessageBuf;
//!
//! let message = |text: &str| MessageBuf::parse(text.replace('\n', "\r\n").as_bytes()).unwrap();
//! let now = SystemTime::UNIX_EPOCH + Duration::from_secs(1_800_000_000);
//! let mut mirror = Mirror::new(Options::default().only(&[Part::Queues]), now);
//!
//! mirror.connected(now);
//! while let Some(part) = mirror.next_list() {
//!     // Send `part.action()`, and give back what was answered.
//!     let reply = Reply {
//!         response: message("Response: Success\nEventList: start\n\n"),
//!         events: vec![
//!             message("Event: QueueParams\nQueue: support\nStrategy: ringall\n\n"),
//!             message("Event: QueueEntry\nQueue: support\nPosition: 1\nUniqueid: 1.1\nWait: 30\n\n"),
//!             message("Event: QueueStatusComplete\nEventList: Complete\nListItems: 2\n\n"),
//!         ],
//!     };
//!     mirror.listed(part, &reply, now);
//! }
//! let leave = message("Event: QueueCallerLeave\nQueue: support\nUniqueid: 1.1\n\n");
//! mirror.event(leave.as_message(), now);
//!
//! let changes = mirror.settle(now);
//! assert!(changes.contains(&Change::Queue { name: "support".into(), step: Step::Added }));
//! assert!(mirror.state().queue("support").unwrap().callers.is_empty());
//! assert!(mirror.state().is_in_sync());
//! ```
//!
//! # What holds
//!
//! Asterisk writes events that happened before a list after it, repeats nothing after a reconnection, and may lose
//! what a slow reader does not take. So:
//!
//! - **Order.** Feed events and lists in the order of the wire, or a list before the events that came while it was
//!   read. Events that are older than the list lead back to what it said: an event sets, it does not add, and what
//!   ended stays ended.
//! - **Gaps.** After [`connected`](Mirror::connected), [`lagged`](Mirror::lagged), `FullyBooted`, a `Reload` of
//!   `app_queue` and the loading of modules, everything concerned is read anew. Until then the last known picture
//!   stays, and its [`Health`] says that it is one.
//! - **Checks.** [`check`](Mirror::check) reads everything again. A difference that no event explains within
//!   [`Options::grace`] is a [`Repair`]: told, counted, and mended at once.
//! - **Gone.** What a whole list does not show is gone. A list that is cut short takes nothing away.
//! - **Parts.** What the account may not list, or no module provides, is [`Health::Unavailable`] with Asterisk's
//!   words; the rest goes on. An account without the *event* class is not told apart from a quiet PBX by Asterisk: its
//!   picture is only as new as the last check, and [`Repairs`] grow with each.
//! - **Memory.** [`Options`] limit everything. Over a limit, what is new is left out and the part says
//!   [`Doubt::TooMany`] until a list shows that all fit.

mod change;
mod channels;
mod options;
mod part;
mod queues;
mod read;
mod state;
mod suspects;
mod table;

pub use change::{Change, Fault, Repair, Repairs, Step, Subject};
pub use options::Options;
pub use part::{Doubt, Health, Part};
pub use state::{Bridge, Caller, Channel, Device, Member, Party, Pause, Queue, Served, State};

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::SystemTime;

use self::channels::Channels;
use self::queues::Queues;
use self::suspects::Suspects;
use self::table::{Rows, Table};
use crate::action::Reply;
use crate::value::DeviceState;
use crate::wire::{Message, MessageBuf};

/// Makes a [`State`] of lists and events; the [module](self) says how.
#[derive(Clone, Debug)]
pub struct Mirror {
    options: Options,
    channels: Channels,
    queues: Queues,
    devices: Table<Device>,
    devices_overflowed: bool,
    health: Arc<BTreeMap<Part, Health>>,
    told_health: Arc<BTreeMap<Part, Health>>,
    wanted: BTreeSet<Part>,
    asked: Option<Part>,
    is_connected: bool,
    /// What the next list of queues shows was changed by a reload.
    queues_reloaded: bool,
    suspects: Suspects,
    state: State,
    repairs: Repairs,
    connections: u64,
}

impl Mirror {
    /// A mirror that knows nothing and is not connected.
    pub fn new(options: Options, now: SystemTime) -> Self {
        let unread = Health::OutOfSync {
            since: now,
            because: Doubt::NotRead,
        };
        let health: BTreeMap<Part, Health> =
            options.parts.iter().map(|part| (*part, unread.clone())).collect();
        let health = Arc::new(health);
        Self {
            channels: Channels::new(options.channels),
            queues: Queues::new(options.queues, options.queue_entries),
            devices: Table::default(),
            devices_overflowed: false,
            told_health: Arc::clone(&health),
            wanted: BTreeSet::new(),
            asked: None,
            is_connected: false,
            queues_reloaded: false,
            suspects: Suspects::default(),
            state: State {
                channels: Rows::default(),
                bridges: Rows::default(),
                queues: Rows::default(),
                devices: Rows::default(),
                health: Arc::clone(&health),
                repairs: Repairs::default(),
                connections: 0,
                version: 0,
            },
            health,
            repairs: Repairs::default(),
            connections: 0,
            options,
        }
    }

    /// There is a connection, for the first time or again: everything is read.
    pub fn connected(&mut self, now: SystemTime) {
        self.is_connected = true;
        self.connections += 1;
        self.asked = None;
        self.channels.forget_ended();
        self.read_anew(&Doubt::NotRead, now);
    }

    /// The connection is gone. What is known stays, out of sync.
    pub fn disconnected(&mut self, reason: impl Into<String>, now: SystemTime) {
        self.is_connected = false;
        self.asked = None;
        self.read_anew(
            &Doubt::NotConnected {
                reason: reason.into(),
            },
            now,
        );
        self.wanted.clear();
    }

    /// Events were lost here: everything is read anew.
    pub fn lagged(&mut self, count: u64, now: SystemTime) {
        self.read_anew(&Doubt::EventsLost { count }, now);
    }

    /// Reads everything again to see whether it is as believed. Call it now and then, once a minute or so.
    pub fn check(&mut self) {
        self.want(|_| true);
    }

    /// The list to ask for now, one at a time: answer with [`listed`](Self::listed) or [`failed`](Self::failed).
    pub fn next_list(&mut self) -> Option<Part> {
        if self.asked.is_some() {
            return None;
        }
        self.asked = self.wanted.pop_first();
        self.asked
    }

    /// Takes in the answer to the list that [`next_list`](Self::next_list) named; a refusal too.
    pub fn listed(&mut self, part: Part, reply: &Reply, now: SystemTime) {
        if self.asked != Some(part) {
            // Asked on a connection that is no more.
            return;
        }
        self.asked = None;
        if let Err(error) = reply.accepted() {
            self.leave_out(part, error.to_string(), now);
            return;
        }
        if let Some(reason) = cut_short(part, &reply.events) {
            self.list_failed(part, reason, now);
            return;
        }
        let was_in_sync = self.health.get(&part).is_some_and(Health::is_in_sync);
        let (items, suspects) = (&reply.events, &mut self.suspects);
        let too_many = match part {
            Part::Channels => {
                self.channels.list(items, now, was_in_sync, suspects);
                let channels = &self.channels;
                self.queues.prune_served(|id| channels.channels.contains(id));
                if matches!(
                    self.health.get(&Part::Bridges),
                    Some(Health::Unavailable { .. }) | None
                ) {
                    self.channels.drop_empty_bridges();
                }
                self.channels.overflowed.then_some(self.options.channels)
            }
            Part::Bridges => {
                self.channels.list_bridges(items, now, was_in_sync, suspects);
                None
            }
            Part::Queues => {
                let channels = &self.channels;
                let has_ended = |id: &str| channels.has_ended(id);
                let reloaded = std::mem::take(&mut self.queues_reloaded);
                let blames = was_in_sync && !reloaded;
                self.queues.list(items, now, blames, has_ended, suspects);
                self.queues.overflowed.then_some(self.options.queues)
            }
            Part::Devices => {
                self.list_devices(items, now, was_in_sync);
                self.devices_overflowed.then_some(self.options.devices)
            }
        };
        // What is wanted again is not whole yet.
        if self.wanted.contains(&part) && !was_in_sync {
            return;
        }
        match too_many {
            Some(limit) => self.doubt(part, Doubt::TooMany { limit }, now),
            None if was_in_sync => {}
            None => self.set_health(part, Health::InSync { since: now }),
        }
    }

    /// The list that [`next_list`](Self::next_list) named did not come. The next [`check`](Self::check) asks again.
    pub fn failed(&mut self, part: Part, reason: impl Into<String>, now: SystemTime) {
        if self.asked == Some(part) {
            self.asked = None;
            self.list_failed(part, reason.into(), now);
        }
    }

    /// Asterisk refused the list that [`next_list`](Self::next_list) named: the part is left out, with this reason.
    pub fn refused(&mut self, part: Part, reason: impl Into<String>, now: SystemTime) {
        if self.asked == Some(part) {
            self.asked = None;
            self.leave_out(part, reason.into(), now);
        }
    }

    /// Reads again whatever is out of sync. Call it some seconds after a list [failed](Self::failed).
    pub fn read_failed(&mut self) {
        self.want(|health| matches!(health, Health::OutOfSync { .. }));
    }

    /// Takes in an event; one that says nothing about what is mirrored is ignored.
    pub fn event(&mut self, message: Message<'_>, now: SystemTime) {
        let Some(event) = message.event_name() else {
            return;
        };
        match event {
            // Asterisk lets us in before its modules are there: what it listed until now is not all.
            "FullyBooted" => self.want(|_| true),
            "Load" | "Unload" => self.want(|health| !health.is_in_sync()),
            // It tells nobody which members and queues came and went.
            "Reload" => {
                let module = message.text("Module").unwrap_or_default();
                if module.starts_with("app_queue") || module.eq_ignore_ascii_case("all") {
                    self.suspects.explain_queues();
                    self.queues_reloaded = true;
                    self.want_part(Part::Queues);
                }
            }
            "DeviceStateChange" => {
                if self.has(Part::Devices) {
                    self.device(message, Some(now));
                }
            }
            // Up to Asterisk 11 a caller's events are called Join and Leave.
            _ if event.starts_with("Queue")
                || event.starts_with("Agent")
                || matches!(event, "Join" | "Leave") =>
            {
                if self.has(Part::Queues) {
                    let channels = &self.channels;
                    let has_ended = |id: &str| channels.has_ended(id);
                    self.queues
                        .event(event, message, now, has_ended, &mut self.suspects);
                    if self.queues.overflowed {
                        let limit = self.options.queues;
                        self.doubt(Part::Queues, Doubt::TooMany { limit }, now);
                    }
                }
            }
            // The queues need to know which channels ended, even where nobody asks for channels.
            _ if !self.has(Part::Channels) && event != "Hangup" => {}
            _ => {
                let ended = self.channels.event(event, message, now, &mut self.suspects);
                if let Some(id) = ended {
                    self.queues.channel_ended(&id);
                }
                if self.channels.overflowed {
                    let limit = self.options.channels;
                    self.doubt(Part::Channels, Doubt::TooMany { limit }, now);
                }
            }
        }
    }

    /// Makes what was taken in visible in [`state`](Self::state), and says what differs from the time before. Call it
    /// when there is nothing more to take in, and once [`Options::grace`] after a list.
    pub fn settle(&mut self, now: SystemTime) -> Vec<Change> {
        let mut changes = Vec::new();
        for (id, step) in self.channels.channels.settle() {
            changes.push(Change::Channel { id, step });
        }
        for (id, step) in self.channels.bridges.settle() {
            changes.push(Change::Bridge { id, step });
        }
        for (name, step) in self.queues.queues.settle() {
            changes.push(Change::Queue { name, step });
        }
        for (name, step) in self.devices.settle() {
            changes.push(Change::Device { name, step });
        }
        for (part, health) in &*self.health {
            if self.told_health.get(part) != Some(health) {
                changes.push(Change::Health {
                    part: *part,
                    health: health.clone(),
                });
            }
        }
        for repair in self.suspects.convict(now, self.options.grace) {
            self.repairs.count(repair.fault);
            changes.push(Change::Repaired(repair));
        }
        self.told_health = Arc::clone(&self.health);
        if !changes.is_empty() || self.repairs != self.state.repairs {
            self.state = State {
                channels: self.channels.channels.rows().clone(),
                bridges: self.channels.bridges.rows().clone(),
                queues: self.queues.queues.rows().clone(),
                devices: self.devices.rows().clone(),
                health: Arc::clone(&self.health),
                repairs: self.repairs,
                connections: self.connections,
                version: self.state.version + 1,
            };
        }
        changes
    }

    /// The picture at the last [`settle`](Self::settle).
    pub fn state(&self) -> &State {
        &self.state
    }

    /// Whether [`settle`](Self::settle) may have something to say.
    pub fn has_news(&self) -> bool {
        self.channels.channels.has_touched()
            || self.channels.bridges.has_touched()
            || self.queues.queues.has_touched()
            || self.devices.has_touched()
            || !Arc::ptr_eq(&self.health, &self.told_health)
            || self.repairs != self.state.repairs
    }

    /// Whether a difference waits for its explanation: then [`settle`](Self::settle) is due after
    /// [`Options::grace`].
    pub fn has_suspects(&self) -> bool {
        !self.suspects.is_empty()
    }

    fn has(&self, part: Part) -> bool {
        self.health.contains_key(&part)
    }

    fn want(&mut self, which: impl Fn(&Health) -> bool) {
        if self.is_connected {
            let wanted = self.health.iter().filter(|(_, health)| which(health));
            self.wanted.extend(wanted.map(|(part, _)| *part));
        }
    }

    fn want_part(&mut self, part: Part) {
        if self.is_connected && self.has(part) {
            self.wanted.insert(part);
        }
    }

    fn read_anew(&mut self, because: &Doubt, now: SystemTime) {
        self.want(|_| true);
        self.suspects.clear();
        for part in self.options.parts.clone() {
            self.doubt(part, because.clone(), now);
        }
    }

    fn doubt(&mut self, part: Part, because: Doubt, now: SystemTime) {
        let since = match self.health.get(&part) {
            Some(Health::OutOfSync { because: before, .. }) if *before == because => return,
            Some(Health::OutOfSync { since, .. }) => *since,
            _ => now,
        };
        self.set_health(part, Health::OutOfSync { since, because });
    }

    fn set_health(&mut self, part: Part, health: Health) {
        if self.health.get(&part).is_some_and(|before| *before != health) {
            Arc::make_mut(&mut self.health).insert(part, health);
        }
    }

    fn list_failed(&mut self, part: Part, reason: String, now: SystemTime) {
        self.repairs.failed_lists += 1;
        self.doubt(part, Doubt::ListFailed { reason }, now);
    }

    /// What was believed before cannot be checked, so it is forgotten, once.
    fn leave_out(&mut self, part: Part, reason: String, now: SystemTime) {
        match self.health.get(&part) {
            Some(Health::Unavailable { reason: before, .. }) if *before == reason => return,
            _ => {}
        }
        match part {
            Part::Channels => self.channels.clear(),
            Part::Bridges => self.channels.drop_empty_bridges(),
            Part::Queues => self.queues.clear(),
            Part::Devices => {
                for name in self.devices.keys_where(|_, _| true) {
                    self.devices.remove(&name);
                }
            }
        }
        self.set_health(part, Health::Unavailable { since: now, reason });
    }

    fn list_devices(&mut self, items: &[MessageBuf], now: SystemTime, was_in_sync: bool) {
        self.devices_overflowed = false;
        let mut listed = BTreeSet::new();
        for item in items
            .iter()
            .filter(|item| item.event_name() == Some("DeviceStateChange"))
        {
            let Some(name) = read::name(item.as_message(), "", "Device").map(std::borrow::Cow::into_owned)
            else {
                continue;
            };
            let before = self.devices.get(&name).map(|device| device.state.clone());
            self.device(item.as_message(), None);
            let fault = match (before, self.devices.get(&name)) {
                (None, _) => Some(Fault::Missed),
                (Some(before), Some(device)) if before != device.state => Some(Fault::Differed),
                _ => None,
            };
            if let Some(fault) = fault.filter(|_| was_in_sync) {
                self.suspects.add(Subject::Device(name.clone()), fault, now);
            }
            listed.insert(name);
        }
        for ghost in self.devices.keys_where(|name, _| !listed.contains(name)) {
            if was_in_sync {
                self.suspects
                    .add(Subject::Device(ghost.clone()), Fault::Ghost, now);
            }
            self.devices.remove(&ghost);
        }
    }

    /// Takes in the state of a device; `heard` is when a live event came, `None` for a list.
    fn device(&mut self, message: Message<'_>, heard: Option<SystemTime>) {
        let Some(name) = read::name(message, "", "Device") else {
            return;
        };
        // `UNKNOWN` is a state here, not the absence of one.
        let state = DeviceState::from_word(&message.text("State").unwrap_or_default());
        if let Some(now) = heard {
            if !self.suspects.is_empty() {
                self.suspects.explain(&Subject::Device(name.to_string()));
            }
            if !self.devices.contains(&name) && self.devices.len() >= self.options.devices {
                let limit = self.options.devices;
                self.doubt(Part::Devices, Doubt::TooMany { limit }, now);
                return;
            }
        } else if !self.devices.contains(&name) && self.devices.len() >= self.options.devices {
            self.devices_overflowed = true;
            return;
        }
        match self.devices.get(&name) {
            Some(device) if device.state == state => {}
            _ => self.devices.insert(&name, Device { state, since: heard }),
        }
    }
}

/// Why a list is not whole, if it is not.
fn cut_short(part: Part, items: &[MessageBuf]) -> Option<String> {
    let Some(end) = items
        .last()
        .filter(|last| last.event_name() == Some(part.list_end()))
    else {
        return Some(format!("it did not end with {}", part.list_end()));
    };
    let listed = items.len() - 1;
    let announced: Option<usize> = read::number(end.as_message(), "", "ListItems");
    let cancelled = end
        .get("EventList")
        .is_some_and(|word| word.eq_ignore_ascii_case("cancelled"));
    match announced {
        _ if cancelled => Some("Asterisk cancelled it".to_owned()),
        Some(announced) if listed < announced => Some(format!("{listed} of {announced} items came")),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
