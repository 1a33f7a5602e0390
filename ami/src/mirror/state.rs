use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use super::change::Repairs;
use super::part::{Health, Part};
use super::table::Rows;
use crate::value::{ChannelName, ChannelState, DeviceState, LinkedId, QueueMemberStatus, UniqueId};

/// The picture at one moment. Clones share their memory, so one costs next to nothing.
///
/// ```
/// use std::time::SystemTime;
/// use switchhook_ami::mirror::{Mirror, Options};
/// use switchhook_ami::MessageBuf;
///
/// let now = SystemTime::UNIX_EPOCH;
/// let mut mirror = Mirror::new(Options::default(), now);
/// mirror.connected(now);
/// let ring = MessageBuf::parse(
///     b"Event: Newchannel\r\nChannel: PJSIP/100-00000001\r\nChannelState: 4\r\nUniqueid: 1.1\r\n\r\n",
/// ).unwrap();
/// mirror.event(ring.as_message(), now);
/// mirror.settle(now);
/// let state = mirror.state();
/// assert_eq!(state.channel("1.1").unwrap().name.endpoint(), "PJSIP/100");
/// assert!(!state.is_in_sync(), "no list was read yet");
/// ```
#[derive(Clone, Debug)]
pub struct State {
    pub(super) channels: Rows<Channel>,
    pub(super) bridges: Rows<Bridge>,
    pub(super) queues: Rows<Queue>,
    pub(super) devices: Rows<Device>,
    pub(super) health: Arc<BTreeMap<Part, Health>>,
    pub(super) repairs: Repairs,
    pub(super) connections: u64,
    pub(super) version: u64,
}

/// A channel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Channel {
    /// Its id, which stays when the name changes.
    pub unique_id: UniqueId,
    /// Its name now.
    pub name: ChannelName,
    /// The id of the call's first channel.
    pub linked_id: LinkedId,
    /// What it does.
    pub state: ChannelState,
    /// Since when. A list does not tell it: for a channel first seen in one, it is when the channel was made.
    pub state_since: SystemTime,
    /// When it was made.
    pub created: SystemTime,
    /// Its own party.
    pub caller: Party,
    /// The party it talks to.
    pub connected: Party,
    /// Its account code; may be empty.
    pub account_code: String,
    /// The context of the dialplan where it is.
    pub context: String,
    /// The extension of the dialplan where it is.
    pub extension: String,
    /// The first extension that was a number: what was dialled, before routines of the dialplan took over. Empty if
    /// there was none.
    pub dialled: String,
    /// The application it runs. Kept up to date for accounts with event class dialplan, else as of the last list.
    pub application: String,
    /// The application's arguments, likewise.
    pub data: String,
    /// The bridge it is in.
    pub bridge: Option<String>,
    /// Since when it is on hold. Only events tell this, no list does.
    pub held_since: Option<SystemTime>,
    /// The channel that dialled it. Only events tell this, no list does.
    pub called_by: Option<UniqueId>,
    /// Names it had, newest last: an event that was overtaken by a `Rename` still says them.
    pub(super) former_names: Vec<String>,
}

/// A number and a name; empty where Asterisk knows none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Party {
    /// The number.
    pub number: String,
    /// The name.
    pub name: String,
}

/// A bridge; who is in it: [`State::channels_in`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bridge {
    /// Its id.
    pub id: String,
    /// `BridgeType` such as `basic` or `parking`; empty where only a channel told of it.
    pub kind: String,
    /// `BridgeTechnology` such as `simple_bridge`.
    pub technology: String,
    /// `BridgeCreator` such as `ConfBridge`.
    pub creator: String,
    /// `BridgeName` such as a conference's.
    pub name: String,
    /// When it was made; `None` for one that was there before us.
    pub since: Option<SystemTime>,
}

/// A queue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Queue {
    /// Its name.
    pub name: String,
    /// How it chooses members, such as `ringall`.
    pub strategy: String,
    /// Most callers who may wait; `None` for no limit.
    pub max: Option<u32>,
    /// Calls answered and ended since Asterisk counts. Counted up by events between two lists: a call that ends while
    /// a list is on its way may count twice until the next.
    pub completed: u64,
    /// Calls given up, likewise.
    pub abandoned: u64,
    /// Moving average of the time waited, as of the last list.
    pub hold_time: Duration,
    /// Moving average of the time talked, as of the last list.
    pub talk_time: Duration,
    /// Within which time a call should be answered.
    pub service_level: Duration,
    /// Who takes calls, by interface.
    pub members: BTreeMap<String, Member>,
    /// Who waits, in order: the place of the first is 1.
    pub callers: Vec<Caller>,
    /// Calls that members are taking, by the caller's unique id. Only events tell this, no list does: see also
    /// [`Member::in_call`].
    pub served: BTreeMap<String, Served>,
}

/// Somebody who takes calls of a queue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// What the queue dials, such as `PJSIP/100` or `Local/100@members/n`.
    pub interface: String,
    /// The device whose state counts.
    pub state_interface: String,
    /// The name; Asterisk puts the interface here if there is none.
    pub name: String,
    /// `static`, `dynamic` or `realtime`. Lists call realtime members static.
    pub membership: String,
    /// Members of a lower one are rung first.
    pub penalty: u32,
    /// What the device does.
    pub status: QueueMemberStatus,
    /// Since when; `None` until it changes for the first time, as lists do not tell.
    pub status_since: Option<SystemTime>,
    /// Whether the member is in a call of this queue.
    pub in_call: bool,
    /// Takes no calls for the time being.
    pub pause: Option<Pause>,
    /// Calls taken since Asterisk counts.
    pub calls_taken: u32,
    /// When the last one ended.
    pub last_call: Option<SystemTime>,
    /// When the member was added; Asterisk 16.23, 18.9, 20 and later.
    pub login_time: Option<SystemTime>,
}

/// A pause.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pause {
    /// Why; may be empty.
    pub reason: String,
    /// Since when, as heard or by Asterisk's own clock.
    pub since: Option<SystemTime>,
}

/// Somebody who waits in a queue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Caller {
    /// The channel.
    pub unique_id: UniqueId,
    /// Its name.
    pub channel: ChannelName,
    /// Who it is.
    pub party: Party,
    /// Since when.
    pub since: SystemTime,
}

/// A call that a member of a queue is taking.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Served {
    /// The caller's channel.
    pub caller: UniqueId,
    /// Who the caller is.
    pub party: Party,
    /// The member's interface.
    pub interface: String,
    /// The member's channel.
    pub channel: UniqueId,
    /// Since when they talk.
    pub since: SystemTime,
    /// How long the caller waited before.
    pub waited: Duration,
}

/// The state of a device.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Device {
    /// What it does.
    pub state: DeviceState,
    /// Since when; `None` until it changes for the first time, as lists do not tell.
    pub since: Option<SystemTime>,
}

impl State {
    /// The channels, by unique id.
    pub fn channels(&self) -> impl ExactSizeIterator<Item = &Channel> {
        self.channels.values()
    }

    /// A channel, by its unique id.
    pub fn channel(&self, unique_id: impl AsRef<str>) -> Option<&Channel> {
        self.channels.get(unique_id.as_ref())
    }

    /// The bridges, by id.
    pub fn bridges(&self) -> impl ExactSizeIterator<Item = &Bridge> {
        self.bridges.values()
    }

    /// A bridge, by its id.
    pub fn bridge(&self, id: &str) -> Option<&Bridge> {
        self.bridges.get(id)
    }

    /// Who is in a bridge.
    pub fn channels_in<'a>(&'a self, bridge: &'a str) -> impl Iterator<Item = &'a Channel> {
        self.channels()
            .filter(move |channel| channel.bridge.as_deref() == Some(bridge))
    }

    /// The queues, by name.
    pub fn queues(&self) -> impl ExactSizeIterator<Item = &Queue> {
        self.queues.values()
    }

    /// A queue, by its name.
    pub fn queue(&self, name: &str) -> Option<&Queue> {
        self.queues.get(name)
    }

    /// The devices by name, such as `PJSIP/100`.
    pub fn devices(&self) -> impl ExactSizeIterator<Item = (&str, &Device)> {
        self.devices.iter()
    }

    /// The state of a device, by its name.
    pub fn device(&self, name: &str) -> Option<&Device> {
        self.devices.get(name)
    }

    /// Whether a part has the same rows as in another picture. Rows that did not change between the two share their
    /// memory and are not looked at.
    pub fn has_same(&self, part: Part, other: &Self) -> bool {
        match part {
            Part::Channels => self.channels == other.channels,
            Part::Bridges => self.bridges == other.bridges,
            Part::Queues => self.queues == other.queues,
            Part::Devices => self.devices == other.devices,
        }
    }

    /// Whether a part can be believed; `None` for one that [`Options`](super::Options) leave out.
    pub fn health(&self, part: Part) -> Option<&Health> {
        self.health.get(&part)
    }

    /// Whether everything that Asterisk lists for this account was read, and every change since was heard.
    pub fn is_in_sync(&self) -> bool {
        let mut listed = self
            .health
            .values()
            .filter(|health| !matches!(health, Health::Unavailable { .. }))
            .peekable();
        listed.peek().is_some() && listed.all(Health::is_in_sync)
    }

    /// How often checks mended something.
    pub fn repairs(&self) -> Repairs {
        self.repairs
    }

    /// How many connections there were so far, the one now included.
    pub fn connections(&self) -> u64 {
        self.connections
    }

    /// Grows whenever something in here changes.
    pub fn version(&self) -> u64 {
        self.version
    }
}

impl Queue {
    pub(super) fn new(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            strategy: String::new(),
            max: None,
            completed: 0,
            abandoned: 0,
            hold_time: Duration::ZERO,
            talk_time: Duration::ZERO,
            service_level: Duration::ZERO,
            members: BTreeMap::new(),
            callers: Vec::new(),
            served: BTreeMap::new(),
        }
    }
}
