//! What goes on right now: calls, queues and telephones, from the manager's events.
//!
//! [`LiveState`] is fed every message and the time; it asks no clock. After a (re)connection the portal calls
//! [`begin_snapshot`](LiveState::begin_snapshot), sends `CoreShowChannels`, `QueueStatus` and `DeviceStateList`, and
//! feeds what comes back in among the events that go on meanwhile: what the lists do not confirm is gone at their end.
//! The same once a minute repairs what an event lost on the way would leave behind.
//!
//! Readers see what was there at the last [`settle`](LiveState::settle). Each topic has a version that changes only
//! when something that can be seen of it changed.

mod calls;
mod channels;
mod queues;
mod view;

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

pub use self::calls::{Call, CallState, Leg};
use self::channels::Channels;
use self::queues::Queues;
pub use self::queues::{Member, MemberState, Pause, Queue, Waiting};
pub use self::view::{LiveCall, LiveMember, LiveQueue};
use crate::phone::endpoint_of;
use crate::text::clip;
use crate::{Headers, Presence};

/// The state of the PBX as far as people see it.
///
/// ```
/// use chrono::{DateTime, TimeDelta, Utc};
/// use switchhook_portal_core::live::{CallState, LiveState};
///
/// let mut live = LiveState::new();
/// let now = DateTime::<Utc>::UNIX_EPOCH;
/// let event = [
///     ("Event", "Newchannel"),
///     ("Channel", "PJSIP/ab12cd34-00000001"),
///     ("ChannelState", "4"),
///     ("CallerIDNum", "106"),
///     ("Exten", "107"),
///     ("Uniqueid", "1.1"),
///     ("Linkedid", "1.1"),
/// ];
/// live.apply(&event, now);
/// let versions = live.settle();
/// assert_eq!(live.calls()[0].state, CallState::Dialing);
/// assert_eq!(live.calls()[0].called.number, "107");
///
/// live.apply(&event, now + TimeDelta::seconds(1));
/// assert_eq!(live.settle(), versions, "nothing new to see");
/// ```
#[derive(Clone, Debug, Default)]
pub struct LiveState {
    channels: Channels,
    queues: Queues,
    devices: BTreeMap<String, Device>,
    lists: [List; 3],
    generation: u64,
    current: bool,
    repairs: Repairs,
    dirty: Dirty,
    settled: Settled,
}

#[derive(Clone, Debug, Default)]
struct Settled {
    calls: Vec<Call>,
    queues: Vec<Queue>,
    devices: BTreeMap<String, Presence>,
    current: bool,
    versions: Versions,
}

#[derive(Clone, Copy, Debug, Default)]
struct Dirty {
    calls: bool,
    queues: bool,
    devices: bool,
}

#[derive(Clone, Copy, Debug)]
struct Device {
    presence: Presence,
    generation: u64,
}

/// A list that is coming in.
#[derive(Clone, Copy, Debug, Default)]
struct List {
    open: bool,
    items: u64,
}

/// The places in [`LiveState::lists`].
#[derive(Clone, Copy, Debug)]
enum Topic {
    Calls,
    Queues,
    Devices,
}

/// How often each topic changed visibly.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Versions {
    /// The calls.
    pub calls: u64,
    /// The queues.
    pub queues: u64,
    /// The telephones.
    pub devices: u64,
}

/// What snapshots had to repair: events that were lost on the way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Repairs {
    /// What was here and not there any more.
    pub ghosts: u64,
    /// What was there and not here yet.
    pub missed: u64,
    /// Snapshots that were not complete, so that nothing was taken away.
    pub incomplete: u64,
}

/// The most telephones that are remembered.
const MAX_DEVICES: usize = 50_000;

impl LiveState {
    /// Nothing is known yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes a message in; one that says nothing about calls, queues or telephones is ignored.
    pub fn apply(&mut self, message: &(impl Headers + ?Sized), now: DateTime<Utc>) {
        let Some(event) = message.header("Event") else {
            return;
        };
        match &*event {
            "CoreShowChannel" => {
                self.count(Topic::Calls);
                let new = self.channels.apply(&event, message, now, self.generation);
                self.repairs.missed += u64::from(new && self.current);
                self.dirty.calls = true;
            }
            "CoreShowChannelsComplete" => self.complete(Topic::Calls, message),
            "QueueParams" | "QueueMember" | "QueueEntry" => {
                self.count(Topic::Queues);
                self.apply_queue(&event, message, now);
            }
            "QueueStatusComplete" => self.complete(Topic::Queues, message),
            "DeviceStateChange" => {
                self.count(Topic::Devices);
                self.apply_device(message);
            }
            "DeviceStateListComplete" => self.complete(Topic::Devices, message),
            name if name.starts_with("Queue") || name == "AgentComplete" => {
                self.apply_queue(name, message, now);
            }
            name => {
                self.channels.apply(name, message, now, self.generation);
                self.dirty.calls |= channels::EVENTS.contains(&name);
                if name == "Hangup" {
                    // A caller who is gone does not wait, even if the queue's own event was lost.
                    self.dirty.queues |= self
                        .queues
                        .forget_caller(&message.header("Uniqueid").unwrap_or_default());
                }
            }
        }
    }

    fn apply_queue(&mut self, event: &str, message: &(impl Headers + ?Sized), now: DateTime<Utc>) {
        self.queues.apply(event, message, now, self.generation);
        self.dirty.queues = true;
        // Whether a caller waits in a queue is part of the call.
        self.dirty.calls = true;
    }

    fn apply_device(&mut self, message: &(impl Headers + ?Sized)) {
        let device = message.header("Device").unwrap_or_default();
        // `Queue:`, `Custom:`, `confbridge:` and the like have states too, but are no telephones.
        let Some((_, name)) = device.split_once('/').filter(|_| endpoint_of(&device).is_some()) else {
            return;
        };
        let name = clip(name, 80);
        if self.devices.len() >= MAX_DEVICES && !self.devices.contains_key(&name) {
            return;
        }
        let presence = Presence::from_device_state(&message.header("State").unwrap_or_default());
        self.devices.insert(
            name,
            Device {
                presence,
                generation: self.generation,
            },
        );
        self.dirty.devices = true;
    }

    /// Lists are about to come in: what they and the events from now on do not mention is gone at their end.
    pub fn begin_snapshot(&mut self) {
        self.generation += 1;
        self.lists = [List { open: true, items: 0 }; 3];
    }

    fn count(&mut self, topic: Topic) {
        let list = &mut self.lists[topic as usize];
        list.items += u64::from(list.open);
    }

    fn complete(&mut self, topic: Topic, message: &(impl Headers + ?Sized)) {
        let list = std::mem::take(&mut self.lists[topic as usize]);
        if !list.open {
            return;
        }
        let cancelled = message
            .header("EventList")
            .is_some_and(|word| word.eq_ignore_ascii_case("cancelled"));
        // Live events of the same name are counted too, so there may be more than announced, never fewer.
        let announced = message
            .header("ListItems")
            .and_then(|text| text.trim().parse::<u64>().ok());
        if cancelled || announced.is_some_and(|announced| list.items < announced) {
            self.repairs.incomplete += 1;
            return;
        }
        let generation = self.generation;
        self.repairs.ghosts += match topic {
            Topic::Calls => {
                self.dirty.calls = true;
                self.channels.retain(generation)
            }
            Topic::Queues => {
                self.dirty.queues = true;
                self.dirty.calls = true;
                self.queues.retain(generation)
            }
            Topic::Devices => {
                self.dirty.devices = true;
                let before = self.devices.len();
                self.devices.retain(|_, device| device.generation == generation);
                (before - self.devices.len()) as u64
            }
        };
        // A PBX without queues or device states answers those lists with an error: the calls decide.
        self.current |= matches!(topic, Topic::Calls);
    }

    /// The connection is gone: what is known stays to be seen, but is not current.
    pub fn disconnected(&mut self) {
        self.current = false;
        self.lists = Default::default();
    }

    /// Makes what was taken in visible, and says which topics changed by it.
    pub fn settle(&mut self) -> Versions {
        let dirty = std::mem::take(&mut self.dirty);
        let seen = &mut self.settled;
        // Whether the picture is current can be seen on every page.
        let turned = u64::from(std::mem::replace(&mut seen.current, self.current) != self.current);
        if dirty.calls {
            let calls = calls::calls(&self.channels, &self.queues);
            seen.versions.calls += u64::from(replace(&mut seen.calls, calls) && turned == 0);
        }
        if dirty.queues {
            seen.versions.queues +=
                u64::from(replace(&mut seen.queues, self.queues.settled()) && turned == 0);
        }
        if dirty.devices {
            let devices = self
                .devices
                .iter()
                .map(|(name, device)| (name.clone(), device.presence))
                .collect();
            seen.versions.devices += u64::from(replace(&mut seen.devices, devices) && turned == 0);
        }
        seen.versions.calls += turned;
        seen.versions.queues += turned;
        seen.versions.devices += turned;
        seen.versions
    }

    /// Whether the picture is whole and the connection stands.
    pub fn is_current(&self) -> bool {
        self.settled.current
    }

    /// The versions at the last [`settle`](Self::settle).
    pub fn versions(&self) -> Versions {
        self.settled.versions
    }

    /// All calls, oldest first. Pages show [`calls_for`](Self::calls_for) a person.
    pub fn calls(&self) -> &[Call] {
        &self.settled.calls
    }

    /// All queues, by name. Pages show [`queues_for`](Self::queues_for) a person.
    pub fn queues(&self) -> &[Queue] {
        &self.settled.queues
    }

    /// The presence of a telephone, by the name of its SIP account.
    pub fn presence(&self, endpoint: &str) -> Presence {
        self.settled.devices.get(endpoint).copied().unwrap_or_default()
    }

    /// What snapshots had to repair so far, for the health page.
    pub fn repairs(&self) -> Repairs {
        self.repairs
    }
}

fn replace<T: PartialEq>(old: &mut T, new: T) -> bool {
    let differs = *old != new;
    *old = new;
    differs
}

/// A header with a length that a display can take; `<unknown>` is how Asterisk writes nothing.
fn text(message: &(impl Headers + ?Sized), name: &str) -> Option<String> {
    let value = message.header(name)?;
    Some(if value == "<unknown>" || value == "unknown" {
        String::new()
    } else {
        clip(&value, 120)
    })
}

/// A header that is a number.
fn number<T: std::str::FromStr>(message: &(impl Headers + ?Sized), name: &str) -> Option<T> {
    message.header(name)?.trim().parse().ok()
}

/// Changes a value if there is a new one.
fn set<T>(field: &mut T, value: Option<T>) {
    if let Some(value) = value {
        *field = value;
    }
}

#[cfg(test)]
mod tests;
