//! Queues with their members and those who wait.

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};

use super::{number, set, text};
use crate::{Headers, Presence};

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
    /// Since when.
    pub presence_since: DateTime<Utc>,
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
    /// Since when.
    pub since: DateTime<Utc>,
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
    /// What the member does, and since when. A call is shown even during a pause; the pause comes after it.
    pub fn state(&self) -> (MemberState, DateTime<Utc>) {
        let state = match (self.presence, &self.pause) {
            (Presence::InUse | Presence::Busy, _) => MemberState::InCall,
            (Presence::OnHold, _) => MemberState::OnHold,
            (Presence::Ringing, _) => MemberState::Ringing,
            (Presence::Unavailable | Presence::Invalid, _) => MemberState::Unavailable,
            (_, Some(pause)) => return (MemberState::Paused, pause.since),
            (Presence::Available, None) => MemberState::Available,
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

#[derive(Clone, Debug, Default)]
pub(super) struct Queues {
    by_name: BTreeMap<String, State>,
}

#[derive(Clone, Debug, Default)]
struct State {
    strategy: String,
    completed: u64,
    abandoned: u64,
    members: BTreeMap<String, Seen<Option<Member>>>,
    waiting: BTreeMap<String, Seen<Option<Waiting>>>,
    generation: u64,
}

/// When something was last seen. `None` in it is something that went: a list that was made before may still name it.
#[derive(Clone, Debug)]
struct Seen<T> {
    value: T,
    generation: u64,
}

/// More than any PBX of this size has; keeps a flood of made-up names from filling the memory.
const MAX_QUEUES: usize = 2_000;
const MAX_ENTRIES: usize = 10_000;

impl Queues {
    pub(super) fn apply(
        &mut self,
        event: &str,
        message: &(impl Headers + ?Sized),
        now: DateTime<Utc>,
        generation: u64,
    ) {
        let Some(name) = text(message, "Queue").filter(|name| !name.is_empty()) else {
            return;
        };
        if self.by_name.len() >= MAX_QUEUES && !self.by_name.contains_key(&name) {
            return;
        }
        let queue = self.by_name.entry(name).or_default();
        queue.generation = generation;
        match event {
            "QueueParams" => {
                set(&mut queue.strategy, text(message, "Strategy"));
                set(&mut queue.completed, number(message, "Completed"));
                set(&mut queue.abandoned, number(message, "Abandoned"));
            }
            "QueueMember" | "QueueMemberAdded" | "QueueMemberStatus" | "QueueMemberPause"
            | "QueueMemberPenalty" => {
                queue.member(event, message, now, generation);
            }
            "QueueMemberRemoved" => {
                let interface = interface(message);
                queue.members.insert(
                    interface,
                    Seen {
                        value: None,
                        generation,
                    },
                );
            }
            "QueueEntry" | "QueueCallerJoin" => queue.enter(event, message, now, generation),
            "QueueCallerLeave" => queue.leave(&text(message, "Uniqueid").unwrap_or_default(), generation),
            "QueueCallerAbandon" => {
                queue.abandoned += 1;
                queue.leave(&text(message, "Uniqueid").unwrap_or_default(), generation);
            }
            "AgentComplete" => queue.completed += 1,
            _ => {}
        }
    }

    /// The queue in which a channel waits, and since when.
    pub(super) fn waiting(&self, unique_id: &str) -> Option<(&str, DateTime<Utc>)> {
        self.by_name.iter().find_map(|(name, queue)| {
            let waiting = queue.waiting.get(unique_id)?.value.as_ref()?;
            Some((name.as_str(), waiting.since))
        })
    }

    /// A channel is gone; true if it waited somewhere.
    pub(super) fn forget_caller(&mut self, unique_id: &str) -> bool {
        let mut waited = false;
        for queue in self.by_name.values_mut() {
            if queue
                .waiting
                .get(unique_id)
                .is_some_and(|seen| seen.value.is_some())
            {
                waited = true;
                queue.leave(unique_id, queue.generation);
            }
        }
        waited
    }

    /// Removes what a generation did not see, and counts it.
    pub(super) fn retain(&mut self, generation: u64) -> u64 {
        let before = self.count();
        self.by_name.retain(|_, queue| queue.generation == generation);
        for queue in self.by_name.values_mut() {
            queue
                .members
                .retain(|_, seen| seen.generation == generation && seen.value.is_some());
            queue
                .waiting
                .retain(|_, seen| seen.generation == generation && seen.value.is_some());
        }
        before - self.count()
    }

    fn count(&self) -> u64 {
        let entries = |queue: &State| {
            let members = queue.members.values().filter(|seen| seen.value.is_some()).count();
            1 + members + queue.waiting.values().filter(|seen| seen.value.is_some()).count()
        };
        self.by_name.values().map(entries).sum::<usize>() as u64
    }

    pub(super) fn settled(&self) -> Vec<Queue> {
        let settle = |(name, queue): (&String, &State)| {
            let mut members: Vec<_> = queue
                .members
                .values()
                .filter_map(|seen| seen.value.clone())
                .collect();
            members.sort_by(|one, other| (&one.name, &one.interface).cmp(&(&other.name, &other.interface)));
            let mut waiting: Vec<_> = queue
                .waiting
                .values()
                .filter_map(|seen| seen.value.clone())
                .collect();
            waiting.sort_by(|one, other| {
                (one.position, one.since, &one.unique_id).cmp(&(
                    other.position,
                    other.since,
                    &other.unique_id,
                ))
            });
            Queue {
                name: name.clone(),
                strategy: queue.strategy.clone(),
                completed: queue.completed,
                abandoned: queue.abandoned,
                members,
                waiting,
            }
        };
        self.by_name.iter().map(settle).collect()
    }
}

impl State {
    fn member(
        &mut self,
        event: &str,
        message: &(impl Headers + ?Sized),
        now: DateTime<Utc>,
        generation: u64,
    ) {
        let interface = interface(message);
        let listed = event == "QueueMember";
        let went = self
            .members
            .get(&interface)
            .is_some_and(|seen| seen.value.is_none() && seen.generation == generation);
        if interface.is_empty() || listed && went || self.members.len() >= MAX_ENTRIES {
            return;
        }
        let seen = self.members.entry(interface.clone()).or_insert(Seen {
            value: None,
            generation,
        });
        seen.generation = generation;
        let member = seen.value.get_or_insert_with(|| Member {
            interface: interface.clone(),
            state_interface: interface.clone(),
            name: interface,
            penalty: 0,
            presence: Presence::Unknown,
            presence_since: now,
            pause: None,
            calls_taken: 0,
            last_call: None,
        });
        set(
            &mut member.state_interface,
            text(message, "StateInterface").filter(|text| !text.is_empty()),
        );
        // `Name` in the list, `MemberName` in events.
        set(
            &mut member.name,
            text(message, "MemberName")
                .or(text(message, "Name"))
                .filter(|name| !name.is_empty()),
        );
        set(&mut member.penalty, number(message, "Penalty"));
        set(&mut member.calls_taken, number(message, "CallsTaken"));
        if let Some(seconds) = number::<i64>(message, "LastCall") {
            member.last_call = moment(seconds);
        }
        if let Some(presence) = number(message, "Status").map(Presence::from_queue_status) {
            if presence != member.presence {
                member.presence_since = now;
            }
            member.presence = presence;
        }
        match text(message, "Paused").as_deref() {
            Some("1") => {
                // Asterisk tells when the last pause began, which a portal that was just started cannot know.
                let told = number::<i64>(message, "LastPause")
                    .and_then(moment)
                    .filter(|told| listed && *told <= now);
                let since = member
                    .pause
                    .as_ref()
                    .map(|pause| pause.since)
                    .or(told)
                    .unwrap_or(now);
                let reason = text(message, "PausedReason")
                    .or(text(message, "Reason"))
                    .unwrap_or_default();
                member.pause = Some(Pause { reason, since });
            }
            Some(_) => member.pause = None,
            None => {}
        }
    }

    fn enter(&mut self, event: &str, message: &(impl Headers + ?Sized), now: DateTime<Utc>, generation: u64) {
        let unique_id = text(message, "Uniqueid").unwrap_or_default();
        let listed = event == "QueueEntry";
        let known = self.waiting.get(&unique_id);
        let went = known.is_some_and(|seen| seen.value.is_none() && seen.generation == generation);
        if unique_id.is_empty() || listed && went || self.waiting.len() >= MAX_ENTRIES {
            return;
        }
        let position = number(message, "Position").unwrap_or(u32::MAX);
        let known_since = known
            .and_then(|seen| seen.value.as_ref())
            .map(|waiting| waiting.since);
        if known_since.is_none() && !listed {
            // A caller with priority moves those behind.
            let others = self.waiting.values_mut().filter_map(|seen| seen.value.as_mut());
            others
                .filter(|other| other.position >= position)
                .for_each(|other| other.position = other.position.saturating_add(1));
        }
        let waited = number::<i64>(message, "Wait")
            .and_then(TimeDelta::try_seconds)
            .unwrap_or_default();
        let since = known_since.or(now.checked_sub_signed(waited)).unwrap_or(now);
        let waiting = Waiting {
            unique_id: unique_id.clone(),
            channel: text(message, "Channel").unwrap_or_default(),
            number: text(message, "CallerIDNum").unwrap_or_default(),
            name: text(message, "CallerIDName").unwrap_or_default(),
            position,
            since,
        };
        self.waiting.insert(
            unique_id,
            Seen {
                value: Some(waiting),
                generation,
            },
        );
    }

    fn leave(&mut self, unique_id: &str, generation: u64) {
        let left = self.waiting.insert(
            unique_id.to_owned(),
            Seen {
                value: None,
                generation,
            },
        );
        if let Some(left) = left.and_then(|seen| seen.value) {
            let others = self.waiting.values_mut().filter_map(|seen| seen.value.as_mut());
            others
                .filter(|other| other.position > left.position)
                .for_each(|other| other.position -= 1);
        }
        if self.waiting.len() > MAX_ENTRIES / 2 {
            self.waiting.retain(|_, seen| seen.value.is_some());
        }
    }
}

/// `Location` in the list, `Interface` in events.
fn interface(message: &(impl Headers + ?Sized)) -> String {
    text(message, "Interface")
        .or(text(message, "Location"))
        .unwrap_or_default()
}

/// Seconds of Unix time; 0 is how Asterisk writes never.
fn moment(seconds: i64) -> Option<DateTime<Utc>> {
    DateTime::from_timestamp(seconds, 0).filter(|_| seconds > 0)
}
