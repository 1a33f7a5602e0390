//! What one person may see of what goes on.

use chrono::{DateTime, Utc};

use super::{Call, CallState, Leg, LiveState, Member, MemberState, Pause, Queue, Waiting};
use crate::call_log::{Visibility, masked};
use crate::phone::endpoint_of;
use crate::{Capability, Party, PartyIndex, Presence, Subject};

/// A call, as one person may see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LiveCall {
    /// The linked id.
    pub id: String,
    /// What is happening.
    pub state: CallState,
    /// Since when.
    pub since: DateTime<Utc>,
    /// When the call began.
    pub begun: DateTime<Utc>,
    /// Who calls.
    pub caller: Party,
    /// Who is called.
    pub called: Party,
    /// How many telephones and lines take part.
    pub channels: usize,
    /// Whether numbers are shown whole.
    pub visibility: Visibility,
}

/// A queue, as one person may see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LiveQueue {
    /// Its name.
    pub name: String,
    /// How it chooses members.
    pub strategy: String,
    /// Calls that members took and ended.
    pub completed: u64,
    /// Callers who gave up.
    pub abandoned: u64,
    /// Who takes calls.
    pub members: Vec<LiveMember>,
    /// Who waits, with masked numbers.
    pub waiting: Vec<Waiting>,
}

/// A member, as one person may see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LiveMember {
    /// The name of the phone's owner, or else the one that the queue was given.
    pub name: String,
    /// Whose phone it is, if it is one of ours.
    pub party: Option<Party>,
    /// What the member does.
    pub state: MemberState,
    /// Since when, where that is known.
    pub since: Option<DateTime<Utc>>,
    /// A pause, also during a call.
    pub pause: Option<Pause>,
    /// Members with a higher one are asked later.
    pub penalty: u32,
    /// Calls taken.
    pub calls_taken: u64,
    /// When the last one ended.
    pub last_call: Option<DateTime<Utc>>,
}

impl LiveState {
    /// The calls that a person may see, oldest first; others' numbers are masked as in the call log.
    pub fn calls_for(&self, subject: &Subject, index: &PartyIndex) -> Vec<LiveCall> {
        let reaches =
            |capability, parties: &[Party]| parties.iter().any(|party| subject.reaches(capability, party));
        let seen = |call: &Call| {
            let caller = party(&call.caller, index);
            let called = party(&call.called, index);
            // Everybody whose phone rings takes part, also where only the dialled number is shown.
            let others = call
                .channel_names
                .iter()
                .filter_map(|name| index.by_channel(name))
                .cloned();
            let parties: Vec<Party> = [caller.clone(), called.clone()]
                .into_iter()
                .chain(others)
                .collect();
            if !reaches(Capability::LiveCallsRead, &parties) {
                return None;
            }
            let whole =
                reaches(Capability::CallLogUnmask, &parties) || parties.iter().any(|party| subject.is(party));
            let shown = |party: Party| {
                if whole {
                    party
                } else {
                    masked(subject, Capability::LiveCallsRead, &party)
                }
            };
            Some(LiveCall {
                id: call.id.clone(),
                state: call.state.clone(),
                since: call.since,
                begun: call.begun,
                caller: shown(caller),
                called: shown(called),
                channels: call.channels,
                visibility: if whole {
                    Visibility::Full
                } else {
                    Visibility::Masked
                },
            })
        };
        self.calls().iter().filter_map(seen).collect()
    }

    /// The queues that [`Capability::QueueBoardRead`] reaches: by a profile of theirs, or by a member within the scope, so
    /// that members see the board of their own queues.
    pub fn queues_for(&self, subject: &Subject, index: &PartyIndex) -> Vec<LiveQueue> {
        let reached = |queue: &&Queue| {
            let parties = queue
                .members
                .iter()
                .filter_map(|member| member_party(member, index));
            subject.reaches_queue(Capability::QueueBoardRead, &queue.name)
                || parties
                    .into_iter()
                    .any(|party| subject.reaches(Capability::QueueBoardRead, party))
        };
        self.queues()
            .iter()
            .filter(reached)
            .map(|queue| board(queue, subject, index))
            .collect()
    }

    /// The presence of the telephones of ours, by SIP account: everybody who may read the directory sees it.
    pub fn presences(&self) -> impl Iterator<Item = (&str, Presence)> {
        self.devices
            .iter()
            .map(|(name, presence)| (name.as_str(), *presence))
    }
}

fn board(queue: &Queue, subject: &Subject, index: &PartyIndex) -> LiveQueue {
    let members = queue.members.iter().map(|member| {
        let party = member_party(member, index).cloned();
        let (state, since) = member.state();
        let own_name = party
            .as_ref()
            .map(|party| party.name.clone())
            .filter(|name| !name.is_empty());
        LiveMember {
            name: own_name.unwrap_or_else(|| member.name.clone()),
            party,
            state,
            since,
            pause: member.pause.clone(),
            penalty: member.penalty,
            calls_taken: member.calls_taken,
            last_call: member.last_call,
        }
    });
    let waiting = queue.waiting.iter().map(|waiting| {
        let caller = party(
            &Leg {
                channel: waiting.channel.clone(),
                number: waiting.number.clone(),
                name: waiting.name.clone(),
            },
            index,
        );
        let shown = if subject.is(&caller)
            || subject.reaches(Capability::CallLogUnmask, &caller)
            || subject.reaches_queue(Capability::CallLogUnmask, &queue.name)
        {
            caller
        } else {
            masked(subject, Capability::QueueBoardRead, &caller)
        };
        Waiting {
            number: shown.number,
            name: shown.name,
            ..waiting.clone()
        }
    });
    LiveQueue {
        name: queue.name.clone(),
        strategy: queue.strategy.clone(),
        completed: queue.completed,
        abandoned: queue.abandoned,
        members: members.collect(),
        waiting: waiting.collect(),
    }
}

/// The party behind a leg: the phone of its channel, or while there is none, the one of the number dialled.
fn party(leg: &Leg, index: &PartyIndex) -> Party {
    let inside = if leg.channel.is_empty() {
        index.by_extension(&leg.number)
    } else {
        index.by_channel(&leg.channel)
    };
    inside
        .cloned()
        .unwrap_or_else(|| Party::outside(&*leg.number, &*leg.name))
}

fn member_party<'a>(member: &Member, index: &'a PartyIndex) -> Option<&'a Party> {
    // `PJSIP/ab12cd34` has no number of a call behind it, so it is not cut off at a dash.
    let endpoint = endpoint_of(&member.state_interface)
        .and(member.state_interface.split_once('/'))?
        .1;
    index.by_endpoint(endpoint)
}
