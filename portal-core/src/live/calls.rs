//! Channels made into calls: one line for everybody who talks to each other.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use super::channels::{Channel, Channels};
use super::queues::Queues;

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
pub(super) fn calls(channels: &Channels, queues: &Queues) -> Vec<Call> {
    let mut calls: Vec<Call> = groups(channels)
        .into_iter()
        .filter_map(|group| call(&group, queues))
        .collect();
    calls.sort_by(|one, other| (one.begun, &one.id).cmp(&(other.begun, &other.id)));
    calls
}

/// Channels that share a linked id or a bridge, directly or through others.
fn groups(channels: &Channels) -> Vec<Vec<(&str, &Channel)>> {
    let all: Vec<(&str, &Channel)> = channels.iter().collect();
    let mut parent: Vec<usize> = (0..all.len()).collect();
    let root = |parent: &mut Vec<usize>, mut index: usize| {
        while parent[index] != index {
            parent[index] = parent[parent[index]];
            index = parent[index];
        }
        index
    };
    let mut first: BTreeMap<(bool, &str), usize> = BTreeMap::new();
    for (index, (_, channel)) in all.iter().enumerate() {
        let keys = [
            (false, channel.linked_id.as_str()),
            (true, channel.bridge.as_str()),
        ];
        for key in keys.into_iter().filter(|(_, id)| !id.is_empty()) {
            let other = *first.entry(key).or_insert(index);
            let (one, other) = (root(&mut parent, index), root(&mut parent, other));
            parent[one] = other;
        }
    }
    let mut groups: BTreeMap<usize, Vec<(&str, &Channel)>> = BTreeMap::new();
    for (index, channel) in all.iter().enumerate() {
        groups.entry(root(&mut parent, index)).or_default().push(*channel);
    }
    groups.into_values().collect()
}

fn call(group: &[(&str, &Channel)], queues: &Queues) -> Option<Call> {
    let age = |channel: &(&str, &Channel)| (channel.1.created, channel.0.to_owned());
    let (_, first) = group.iter().min_by_key(|channel| age(channel))?;
    let visible: Vec<_> = group.iter().filter(|(_, channel)| channel.is_visible()).collect();
    // Who was called by nobody calls. Where everybody was (the caller of a queue that is transferred), the oldest.
    let &&(caller_id, caller) = visible
        .iter()
        .min_by_key(|channel| (channel.1.called, age(channel)))?;
    let others: Vec<&Channel> = visible
        .iter()
        .filter(|(id, _)| *id != caller_id)
        .map(|(_, channel)| *channel)
        .collect();
    let answered = others
        .iter()
        .filter(|channel| channel.is_up())
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
        .any(|(_, channel)| channel.is_device() && channel.called && !channel.is_visible());
    let started = others
        .iter()
        .map(|channel| channel.created)
        .min()
        .unwrap_or(caller.created);
    let (state, since) = match answered {
        _ if queues.waiting(caller_id).is_some() => {
            let (queue, since) = queues.waiting(caller_id)?;
            (
                CallState::Waiting {
                    queue: queue.to_owned(),
                },
                since,
            )
        }
        Some(answered) if caller.is_up() => match answered.held_since.max(caller.held_since) {
            Some(since) => (CallState::OnHold, since),
            None => (CallState::Talking, answered.state_since.max(caller.state_since)),
        },
        // The own phone rings first when a call is made by a click.
        None if others.is_empty() && caller.state == RINGING => (CallState::Ringing, caller.state_since),
        None if others.is_empty() && caller.is_up() && !in_the_making => (
            CallState::InService {
                application: caller.application.clone(),
            },
            caller.state_since,
        ),
        None if others.is_empty() => (CallState::Dialing, started),
        _ => (CallState::Ringing, started),
    };
    Some(Call {
        id: first.linked_id.clone(),
        state,
        since,
        begun: first.created,
        caller: leg(caller),
        called,
        channels: visible.len(),
        channel_names: visible.iter().map(|(_, channel)| channel.name.clone()).collect(),
    })
}

/// `AST_STATE_RINGING`: the telephone rings. (4 is `Ring`: the telephone dials.)
const RINGING: u8 = 5;

fn leg(channel: &Channel) -> Leg {
    Leg {
        channel: channel.name.clone(),
        number: channel.number.clone(),
        name: channel.caller_name.clone(),
    }
}

fn called_without_channel(caller: &Channel) -> Leg {
    let (number, name) = if !caller.dialled.is_empty() {
        (caller.dialled.as_str(), "")
    } else if caller.connected_number != caller.number {
        (caller.connected_number.as_str(), caller.connected_name.as_str())
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
