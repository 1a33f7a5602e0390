//! Channels made into calls: one line for everybody who talks to each other.

use std::collections::{BTreeMap, HashMap};
use std::time::SystemTime;

use chrono::{DateTime, Utc};

use switchhook_ami::mirror::{Channel, State};
use switchhook_ami::value::{ChannelState, UniqueId};

use super::moment;

/// A call that goes on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Call {
    /// The linked id: the unique id of the call's first channel.
    pub id: String,
    /// What is happening.
    pub state: CallState,
    /// Since when.
    pub since: DateTime<Utc>,
    /// When the call began.
    pub begun: DateTime<Utc>,
    /// Who calls.
    pub caller: Leg,
    /// Who is called; several that ring at once are shown as the number that was dialled.
    pub called: Leg,
    /// How many telephones and lines take part.
    pub channels: usize,
    /// The names of their channels, by which rights are decided.
    pub channel_names: Vec<String>,
}

/// One side of a call.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Leg {
    /// Its channel; empty while there is none.
    pub channel: String,
    /// Its number; may be empty.
    pub number: String,
    /// Its name, as Asterisk knows it; may be empty.
    pub name: String,
}

/// What is happening in a call.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum CallState {
    /// A number was dialled, but nothing rings yet.
    Dialing,
    /// A telephone rings.
    Ringing,
    /// The caller waits in a queue.
    Waiting {
        /// The queue.
        queue: String,
    },
    /// Two sides talk.
    Talking,
    /// One side holds the other.
    OnHold,
    /// An application answers: a menu, a mailbox, music.
    InService {
        /// Asterisk's name of it, such as `VoiceMail`; empty for an account without the class `dialplan`.
        application: String,
    },
}

impl CallState {
    /// A stable name such as `on-hold`, for translations and style sheets.
    pub fn key(&self) -> &'static str {
        match self {
            Self::Dialing => "dialing",
            Self::Ringing => "ringing",
            Self::Waiting { .. } => "waiting",
            Self::Talking => "talking",
            Self::OnHold => "on-hold",
            Self::InService { .. } => "in-service",
        }
    }
}

/// All calls, oldest first.
pub(super) fn calls(state: &State) -> Vec<Call> {
    let waiting = waiting(state);
    let mut calls: Vec<Call> = groups(state)
        .into_iter()
        .filter_map(|group| call(&group, &waiting))
        .collect();
    calls.sort_by(|one, other| (one.begun, &one.id).cmp(&(other.begun, &other.id)));
    calls
}

/// The queue in which a channel waits, and since when.
type WaitingIn<'a> = HashMap<&'a str, (&'a str, DateTime<Utc>)>;

fn waiting(state: &State) -> WaitingIn<'_> {
    state
        .queues()
        .flat_map(|queue| {
            queue.callers.iter().map(|caller| {
                let place = (queue.name.as_str(), moment(caller.since));
                (caller.unique_id.as_str(), place)
            })
        })
        .collect()
}

/// Channels that share a linked id or a bridge, directly or through others.
fn groups(state: &State) -> Vec<Vec<&Channel>> {
    let all: Vec<&Channel> = state.channels().collect();
    let mut parent: Vec<usize> = (0..all.len()).collect();
    let root = |parent: &mut Vec<usize>, mut index: usize| {
        while parent[index] != index {
            parent[index] = parent[parent[index]];
            index = parent[index];
        }
        index
    };
    let mut first: HashMap<(bool, &str), usize> = HashMap::with_capacity(all.len());
    for (index, channel) in all.iter().enumerate() {
        let keys = [
            (false, channel.linked_id.as_str()),
            (true, channel.bridge.as_deref().unwrap_or_default()),
        ];
        for key in keys.into_iter().filter(|(_, id)| !id.is_empty()) {
            let other = *first.entry(key).or_insert(index);
            let (one, other) = (root(&mut parent, index), root(&mut parent, other));
            parent[one] = other;
        }
    }
    let mut groups: BTreeMap<usize, Vec<&Channel>> = BTreeMap::new();
    for (index, channel) in all.iter().enumerate() {
        groups.entry(root(&mut parent, index)).or_default().push(channel);
    }
    groups.into_values().collect()
}

fn call(group: &[&Channel], waiting: &WaitingIn<'_>) -> Option<Call> {
    let first = group.iter().copied().min_by_key(|channel| age(channel))?;
    let visible: Vec<&Channel> = group
        .iter()
        .copied()
        .filter(|channel| is_visible(channel))
        .collect();
    // Who was called by nobody calls. Where everybody was (the caller of a queue that is transferred), the oldest.
    let caller = visible
        .iter()
        .copied()
        .min_by_key(|channel| (channel.called_by.is_some(), age(channel)))?;
    let others: Vec<&Channel> = visible
        .iter()
        .copied()
        .filter(|channel| channel.unique_id != caller.unique_id)
        .collect();
    let answered = others
        .iter()
        .filter(|channel| is_up(channel))
        .max_by_key(|channel| channel.state_since);
    let called = match (answered, others.as_slice()) {
        (Some(channel), _) | (None, [channel]) => leg(channel),
        _ => called_without_channel(caller),
    };
    let dialled = called.number.is_empty().then(|| called_without_channel(caller));
    let called = Leg {
        number: dialled.map_or(called.number, |dialled| dialled.number),
        ..called
    };

    let in_the_making = group
        .iter()
        .any(|channel| is_device(channel) && channel.called_by.is_some() && !is_visible(channel));
    let started = others
        .iter()
        .map(|channel| channel.created)
        .min()
        .unwrap_or(caller.created);
    let (state, since) = match answered {
        _ if waiting.contains_key(caller.unique_id.as_str()) => {
            let (queue, since) = waiting.get(caller.unique_id.as_str())?;
            let queue = (*queue).to_owned();
            (CallState::Waiting { queue }, *since)
        }
        Some(answered) if is_up(caller) => match answered.held_since.max(caller.held_since) {
            Some(since) => (CallState::OnHold, moment(since)),
            None => (
                CallState::Talking,
                moment(answered.state_since.max(caller.state_since)),
            ),
        },
        // The own phone rings first when a call is made by a click.
        None if others.is_empty() && caller.state == ChannelState::Ringing => {
            (CallState::Ringing, moment(caller.state_since))
        }
        None if others.is_empty() && is_up(caller) && !in_the_making => (
            CallState::InService {
                application: caller.application.clone(),
            },
            moment(caller.state_since),
        ),
        None if others.is_empty() => (CallState::Dialing, moment(started)),
        _ => (CallState::Ringing, moment(started)),
    };
    Some(Call {
        id: first.linked_id.as_str().to_owned(),
        state,
        since,
        begun: moment(first.created),
        caller: leg(caller),
        called,
        channels: visible.len(),
        channel_names: visible
            .iter()
            .map(|channel| channel.name.as_str().to_owned())
            .collect(),
    })
}

/// By which the oldest is found; of channels made at once, the one that Asterisk counts first.
fn age(channel: &Channel) -> (SystemTime, &UniqueId) {
    (channel.created, &channel.unique_id)
}

/// A telephone or a line, and not one of the dialplan's own.
fn is_device(channel: &Channel) -> bool {
    let name = channel.name.as_str();
    !name.starts_with("Local/") && !name.ends_with("<ZOMBIE>") && !name.contains("<MASQ>")
}

/// A device that at least rings: the other two states are channels in the making.
fn is_visible(channel: &Channel) -> bool {
    is_device(channel) && !matches!(channel.state, ChannelState::Down | ChannelState::Reserved)
}

fn is_up(channel: &Channel) -> bool {
    channel.state == ChannelState::Up
}

fn leg(channel: &Channel) -> Leg {
    Leg {
        channel: channel.name.as_str().to_owned(),
        number: channel.caller.number.clone(),
        name: channel.caller.name.clone(),
    }
}

fn called_without_channel(caller: &Channel) -> Leg {
    let (number, name) = if !caller.dialled.is_empty() {
        (caller.dialled.as_str(), "")
    } else if caller.connected.number != caller.caller.number {
        (caller.connected.number.as_str(), caller.connected.name.as_str())
    } else {
        // A click first connects the own phone to itself.
        ("", "")
    };
    Leg {
        channel: String::new(),
        number: number.to_owned(),
        name: name.to_owned(),
    }
}
