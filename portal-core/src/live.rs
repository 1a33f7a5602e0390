//! What goes on right now, as people see it: channels made into calls, queues with names and states, telephones.
//!
//! The picture itself is [`switchhook_ami::mirror`]'s: it is read from the PBX, followed, checked and mended there.
//! [`LiveState::show`] turns it into what pages show, and says which topic changed visibly.

mod calls;
mod channels;
mod queues;
mod view;

use std::collections::BTreeMap;
use std::time::SystemTime;

use chrono::{DateTime, TimeDelta, Utc};
use switchhook_ami::mirror::{Part, State};

pub use self::calls::{Call, CallState, Leg};
pub use self::channels::{LiveBridge, LiveChannel};
pub use self::queues::{Member, MemberState, Pause, Queue, Waiting};
pub use self::view::{LiveCall, LiveMember, LiveQueue};
use crate::Presence;
use crate::phone::endpoint_of;

/// The state of the PBX as far as people see it.
///
/// ```
/// use std::time::SystemTime;
/// use switchhook_ami::MessageBuf;
/// use switchhook_ami::mirror::{Mirror, Options};
/// use switchhook_portal_core::live::{CallState, LiveState};
///
/// let now = SystemTime::UNIX_EPOCH;
/// let mut mirror = Mirror::new(Options::default(), now);
/// let event = MessageBuf::parse(
///     b"Event: Newchannel\r\nChannel: PJSIP/ab12cd34-00000001\r\nChannelState: 4\r\n\
///       CallerIDNum: 106\r\nExten: 107\r\nUniqueid: 1.1\r\nLinkedid: 1.1\r\n\r\n",
/// ).unwrap();
/// mirror.event(event.as_message(), now);
/// mirror.settle(now);
///
/// let mut live = LiveState::new();
/// let versions = live.show(mirror.state());
/// assert_eq!(live.calls()[0].state, CallState::Dialing);
/// assert_eq!(live.calls()[0].called.number, "107");
/// assert_eq!(live.show(mirror.state()), versions, "nothing new to see");
/// ```
#[derive(Clone, Debug, Default)]
pub struct LiveState {
    state: Option<State>,
    calls: Vec<Call>,
    queues: Vec<Queue>,
    devices: BTreeMap<String, Presence>,
    current: bool,
    versions: Versions,
}

/// How often each topic changed visibly.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Versions {
    /// The calls.
    pub calls: u64,
    /// The channels and bridges that the calls are made of.
    pub channels: u64,
    /// The queues.
    pub queues: u64,
    /// The telephones.
    pub devices: u64,
}

impl LiveState {
    /// Nothing is known yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes a new picture in, and says which topics changed by it.
    pub fn show(&mut self, state: &State) -> Versions {
        // Whether the picture is current can be seen on every page.
        let current = state.is_in_sync();
        let turned = std::mem::replace(&mut self.current, current) != current;
        let before = self.state.as_ref();
        let same = |part| before.is_some_and(|before| state.has_same(part, before));
        let has_same_channels = same(Part::Channels) && same(Part::Bridges);
        let (has_same_queues, has_same_devices) = (same(Part::Queues), same(Part::Devices));
        let nothing = before.is_none() && state.channels().len() + state.bridges().len() == 0;
        let channels = !has_same_channels && !nothing;
        // Who waits is told by the queues.
        let calls = !(has_same_channels && has_same_queues) && replace(&mut self.calls, calls::calls(state));
        let queues = !has_same_queues && replace(&mut self.queues, state.queues().map(Queue::from).collect());
        let devices = !has_same_devices && replace(&mut self.devices, devices(state));
        self.state = Some(state.clone());
        let versions = &mut self.versions;
        versions.calls += u64::from(calls || turned);
        versions.channels += u64::from(channels || turned);
        versions.queues += u64::from(queues || turned);
        versions.devices += u64::from(devices || turned);
        *versions
    }

    /// Whether the picture is whole and the connection stands.
    pub fn is_current(&self) -> bool {
        self.current
    }

    /// The versions at the last [`show`](Self::show).
    pub fn versions(&self) -> Versions {
        self.versions
    }

    /// The picture that is shown: how each part is, and what checks had to repair.
    pub fn state(&self) -> Option<&State> {
        self.state.as_ref()
    }

    /// All calls, oldest first. Pages show [`calls_for`](Self::calls_for) a person.
    pub fn calls(&self) -> &[Call] {
        &self.calls
    }

    /// All queues, by name. Pages show [`queues_for`](Self::queues_for) a person.
    pub fn queues(&self) -> &[Queue] {
        &self.queues
    }

    /// The presence of a telephone, by the name of its SIP account.
    pub fn presence(&self, endpoint: &str) -> Presence {
        self.devices.get(endpoint).copied().unwrap_or_default()
    }
}

/// Telephones by the name of their SIP account: `Queue:`, `Custom:`, `confbridge:` and the like have states too.
fn devices(state: &State) -> BTreeMap<String, Presence> {
    state
        .devices()
        .filter_map(|(name, device)| {
            let (_, account) = name.split_once('/').filter(|_| endpoint_of(name).is_some())?;
            Some((
                account.to_owned(),
                Presence::from_device_state(device.state.as_str()),
            ))
        })
        .collect()
}

fn replace<T: PartialEq>(old: &mut T, new: T) -> bool {
    let differs = *old != new;
    *old = new;
    differs
}

/// A moment for pages; one out of range, which no clock tells, is the beginning of time.
fn moment(time: SystemTime) -> DateTime<Utc> {
    time.duration_since(SystemTime::UNIX_EPOCH)
        .ok()
        .and_then(|since| TimeDelta::from_std(since).ok())
        .and_then(|since| DateTime::<Utc>::UNIX_EPOCH.checked_add_signed(since))
        .unwrap_or(DateTime::<Utc>::UNIX_EPOCH)
}

#[cfg(test)]
mod tests;
