//! Queues with their members and those who wait.

use chrono::{DateTime, Utc};
use switchhook_ami::mirror;

use super::moment;
use crate::Presence;

/// A queue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Queue {
    /// Its name.
    pub name: String,
    /// How it chooses members, such as `ringall`.
    pub strategy: String,
    /// Calls that members took and ended, since Asterisk counts.
    pub completed: u64,
    /// Callers who gave up.
    pub abandoned: u64,
    /// Who takes calls, by name.
    pub members: Vec<Member>,
    /// Who waits, in order.
    pub waiting: Vec<Waiting>,
}

/// Somebody who takes calls of a queue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// What the queue dials, such as `Local/106@members/n`.
    pub interface: String,
    /// The telephone whose state counts, such as `PJSIP/ab12cd34`.
    pub state_interface: String,
    /// The name that the queue was given.
    pub name: String,
    /// Members with a higher one are asked later.
    pub penalty: u32,
    /// The state of the telephone.
    pub presence: Presence,
    /// Since when, where that was heard.
    pub presence_since: Option<DateTime<Utc>>,
    /// Takes no calls for the time being.
    pub pause: Option<Pause>,
    /// Calls taken, since Asterisk counts.
    pub calls_taken: u64,
    /// When the last one ended.
    pub last_call: Option<DateTime<Utc>>,
}

/// A pause.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pause {
    /// Why; may be empty.
    pub reason: String,
    /// Since when, where that is known.
    pub since: Option<DateTime<Utc>>,
}

/// What a member does: one word for the board.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MemberState {
    /// Waits for a call.
    Available,
    /// The telephone rings.
    Ringing,
    /// Talks, also during a pause.
    InCall,
    /// Holds a call.
    OnHold,
    /// Pauses.
    Paused,
    /// Cannot be reached.
    Unavailable,
    /// Nothing is known.
    Unknown,
}

impl MemberState {
    /// A stable name such as `in-call`, for translations and style sheets.
    pub fn key(self) -> &'static str {
        match self {
            Self::Available => "available",
            Self::Ringing => "ringing",
            Self::InCall => "in-call",
            Self::OnHold => "on-hold",
            Self::Paused => "paused",
            Self::Unavailable => "unavailable",
            Self::Unknown => "unknown",
        }
    }
}

impl Member {
    /// What the member does, and since when, where that is known. A call is shown even during a pause; the pause comes
    /// after it. Who is free and was so before we looked has been so since the last call of the queue.
    pub fn state(&self) -> (MemberState, Option<DateTime<Utc>>) {
        let state = match (self.presence, &self.pause) {
            (Presence::InUse | Presence::Busy, _) => MemberState::InCall,
            (Presence::OnHold, _) => MemberState::OnHold,
            (Presence::Ringing, _) => MemberState::Ringing,
            (Presence::Unavailable | Presence::Invalid, _) => MemberState::Unavailable,
            (_, Some(pause)) => return (MemberState::Paused, pause.since),
            (Presence::Available, None) => {
                return (MemberState::Available, self.presence_since.or(self.last_call));
            }
            (Presence::Unknown, None) => MemberState::Unknown,
        };
        (state, self.presence_since)
    }
}

/// Somebody who waits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// The channel's unique id.
    pub unique_id: String,
    /// The channel.
    pub channel: String,
    /// The caller's number.
    pub number: String,
    /// The caller's name; may be empty.
    pub name: String,
    /// The place in the queue, from 1.
    pub position: u32,
    /// Since when.
    pub since: DateTime<Utc>,
}

impl From<&mirror::Queue> for Queue {
    fn from(queue: &mirror::Queue) -> Self {
        let mut members: Vec<Member> = queue.members.values().map(Member::from).collect();
        members.sort_by(|one, other| (&one.name, &one.interface).cmp(&(&other.name, &other.interface)));
        let waiting = queue
            .callers
            .iter()
            .zip(1u32..)
            .map(|(caller, position)| Waiting {
                unique_id: caller.unique_id.as_str().to_owned(),
                channel: caller.channel.as_str().to_owned(),
                number: caller.party.number.clone(),
                name: caller.party.name.clone(),
                position,
                since: moment(caller.since),
            });
        Self {
            name: queue.name.clone(),
            strategy: queue.strategy.clone(),
            completed: queue.completed,
            abandoned: queue.abandoned,
            members,
            waiting: waiting.collect(),
        }
    }
}

impl From<&mirror::Member> for Member {
    fn from(member: &mirror::Member) -> Self {
        Self {
            interface: member.interface.clone(),
            state_interface: member.state_interface.clone(),
            name: member.name.clone(),
            penalty: member.penalty,
            presence: Presence::from_queue_status(member.status.code()),
            presence_since: member.status_since.map(moment),
            pause: member.pause.as_ref().map(|pause| Pause {
                reason: pause.reason.clone(),
                since: pause.since.map(moment),
            }),
            calls_taken: member.calls_taken.into(),
            last_call: member.last_call.map(moment),
        }
    }
}
