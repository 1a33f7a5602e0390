use std::collections::HashMap;
use std::time::Duration;

use chrono::{DateTime, Utc};

use super::span::Instant;
use super::{Agent, Aliases};
use crate::queue::log::{Entry, Event};
use crate::queue::visit::Name;

/// How much a [`Timeline`] keeps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Agents, queues and reasons of pauses; 100,000 by default. A log names as many people as its writer likes.
    pub names: usize,
    /// Sessions, pauses, rings and talks; 5 million by default, at 40 bytes each.
    pub pieces: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            names: 100_000,
            pieces: 5_000_000,
        }
    }
}

/// Talks of an agent that are open at the same time; one more and the oldest has lost its end.
const TALKS: usize = 16;

/// Without an end a talk is cut after a day, as a visit is.
pub(super) const LONGEST_TALK: Instant = 24 * 3600 * 1000;

/// What agents did, from the lines of the queue log.
///
/// Give it the lines in order, from well before the period that is asked for: a session whose beginning it has not seen
/// begins with the first line.
#[derive(Clone, Debug, Default)]
pub struct Timeline {
    limits: Limits,
    aliases: Aliases,
    pub(super) agents: Table<Agent>,
    /// Agents by the names of the log.
    by_name: HashMap<String, u32>,
    /// Queues and reasons.
    pub(super) names: Table<Name>,
    pub(super) pieces: Vec<Piece>,
    pub(super) members: HashMap<(u32, u32), Instant>,
    pub(super) logins: HashMap<u32, Instant>,
    pub(super) pauses: HashMap<(u32, u32), OpenPause>,
    pub(super) talks: HashMap<u32, Vec<OpenTalk>>,
    /// From when on it is known who is a member: the first line, or the last `QUEUESTART`.
    since: Option<Instant>,
    left_out: u64,
}

/// Something that lasted. A pause counts in its queue, a login in none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) agent: u32,
    pub(super) queue: u32,
    pub(super) from: Instant,
    pub(super) until: Instant,
    pub(super) kind: Kind,
    pub(super) doubt: Doubt,
}

/// For what is in no queue.
pub(super) const NO_QUEUE: u32 = u32::MAX;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Member,
    Login,
    Pause { reason: u32 },
    Ring(Ring),
    Talk,
    Made,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ring {
    Answered,
    Unanswered,
    Canceled,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Doubt {
    None,
    MissingStart,
    MissingEnd,
    /// A pause ended with its session.
    Unfinished,
    Open,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct OpenPause {
    pub(super) from: Instant,
    pub(super) reason: u32,
}

#[derive(Clone, Debug)]
pub(super) struct OpenTalk {
    call: Box<str>,
    pub(super) queue: u32,
    pub(super) from: Instant,
    /// When the agent's next call began: by then it was over.
    next: Option<Instant>,
}

impl OpenTalk {
    /// Until when it can have lasted at most.
    pub(super) fn end(&self, latest: Instant) -> Instant {
        self.next
            .unwrap_or(latest)
            .min(latest)
            .min(self.from.saturating_add(LONGEST_TALK))
    }
}

/// Things by number.
#[derive(Clone, Debug)]
pub(super) struct Table<T> {
    numbers: HashMap<T, u32>,
    pub(super) all: Vec<T>,
}

impl<T> Default for Table<T> {
    fn default() -> Self {
        Self {
            numbers: HashMap::new(),
            all: Vec::new(),
        }
    }
}

impl<T: Clone + Eq + std::hash::Hash> Table<T> {
    fn number(&mut self, thing: T, limit: usize) -> Option<u32> {
        if let Some(number) = self.numbers.get(&thing) {
            return Some(*number);
        }
        if self.all.len() >= limit {
            return None;
        }
        let number = u32::try_from(self.all.len())
            .ok()
            .filter(|number| *number != NO_QUEUE)?;
        self.all.push(thing.clone());
        self.numbers.insert(thing, number);
        Some(number)
    }
}

impl Timeline {
    /// Knows of nobody yet. Names of the log become people by `aliases` as the lines are read, so a session goes on though
    /// its agent is renamed meanwhile.
    pub fn new(limits: Limits, aliases: Aliases) -> Self {
        Self {
            limits,
            aliases,
            ..Self::default()
        }
    }

    /// Lines and calls that did not fit into the [`Limits`].
    pub fn left_out(&self) -> u64 {
        self.left_out
    }

    /// Takes in the next line. Those that say nothing about agents change nothing.
    pub fn feed(&mut self, entry: &Entry<'_>) {
        let at = entry.time.timestamp_millis();
        self.since.get_or_insert(at);
        if entry.event == Event::QueueStart {
            self.restart(at);
            return;
        }
        let Some(agent) = entry.agent else { return };
        if !says_something(&entry.event) {
            return;
        }
        let queue = match entry.queue {
            None => Some(NO_QUEUE),
            Some(queue) => self.names.number(queue.into(), self.limits.names),
        };
        let (Some(agent), Some(queue)) = (self.agent(agent), queue) else {
            self.left_out += 1;
            return;
        };
        self.take(at, agent, queue, entry);
    }

    /// A call that an agent made, as the call log knows it. `talk` is zero if nobody answered.
    pub fn made(&mut self, agent: Agent, start: DateTime<Utc>, talk: Duration) {
        let Some(agent) = self.agents.number(agent, self.limits.names) else {
            self.left_out += 1;
            return;
        };
        let from = start.timestamp_millis();
        self.push(
            agent,
            NO_QUEUE,
            from,
            from.saturating_add(millis(talk)),
            Kind::Made,
            Doubt::None,
        );
    }

    fn take(&mut self, at: Instant, agent: u32, queue: u32, entry: &Entry<'_>) {
        let in_queue = queue != NO_QUEUE;
        match entry.event {
            Event::AddMember { paused } if in_queue => {
                if let Some(from) = self.members.insert((agent, queue), at) {
                    self.close_pause(agent, queue, at, Doubt::Unfinished);
                    self.push(agent, queue, from, at, Kind::Member, Doubt::MissingEnd);
                }
                if paused {
                    self.open_pause(agent, queue, at, "");
                }
            }
            Event::RemoveMember if in_queue => {
                self.close_pause(agent, queue, at, Doubt::Unfinished);
                let (from, doubt) = match self.members.remove(&(agent, queue)) {
                    Some(from) => (from, Doubt::None),
                    None => (self.since.unwrap_or(at), Doubt::MissingStart),
                };
                self.push(agent, queue, from, at, Kind::Member, doubt);
            }
            Event::AgentLogin { .. } => {
                if let Some(from) = self.logins.insert(agent, at) {
                    self.push(agent, NO_QUEUE, from, at, Kind::Login, Doubt::MissingEnd);
                }
            }
            Event::AgentLogoff { login, .. } => {
                let (from, doubt) = match (self.logins.remove(&agent), login) {
                    (Some(from), _) => (from, Doubt::None),
                    (None, Some(length)) => (at.saturating_sub(millis(length)), Doubt::MissingStart),
                    (None, None) => (self.since.unwrap_or(at), Doubt::MissingStart),
                };
                self.push(agent, NO_QUEUE, from, at, Kind::Login, doubt);
            }
            Event::Pause { reason } if in_queue => self.open_pause(agent, queue, at, reason),
            Event::Unpause { .. } if in_queue => self.close_pause(agent, queue, at, Doubt::None),
            // A line for each queue follows. They change nothing then, and if they are missing this one is enough.
            Event::PauseAll { reason } => {
                for queue in self.queues_of(agent) {
                    self.open_pause(agent, queue, at, reason);
                }
            }
            Event::UnpauseAll { .. } => {
                for queue in self.paused_queues_of(agent) {
                    self.close_pause(agent, queue, at, Doubt::None);
                }
            }
            Event::RingNoAnswer { ring } => self.rang(agent, queue, at, ring, Ring::Unanswered),
            Event::RingCanceled { ring } => self.rang(agent, queue, at, ring, Ring::Canceled),
            Event::AgentDump => self.rang(agent, queue, at, None, Ring::Unanswered),
            Event::Connect { ring, .. } => self.connect(agent, queue, at, ring, entry.call),
            Event::Complete { talk, .. } | Event::Transfer { talk, .. } => {
                self.complete(agent, queue, at, talk, entry.call);
            }
            Event::OutCall { talk, .. } => {
                let from = at.saturating_sub(millis(talk.unwrap_or_default()));
                self.push(agent, queue, from, at, Kind::Made, Doubt::None);
            }
            _ => {}
        }
    }

    fn connect(&mut self, agent: u32, queue: u32, at: Instant, ring: Option<Duration>, call: Option<&str>) {
        self.rang(agent, queue, at, ring, Ring::Answered);
        let began = at.saturating_sub(millis(ring.unwrap_or_default()));
        let talks = self.talks.entry(agent).or_default();
        for talk in talks.iter_mut() {
            talk.next.get_or_insert(began.max(talk.from));
        }
        let oldest = (talks.len() >= TALKS).then(|| talks.remove(0));
        talks.push(OpenTalk {
            call: call.unwrap_or_default().into(),
            queue,
            from: at,
            next: None,
        });
        if let Some(lost) = oldest {
            self.push(
                agent,
                lost.queue,
                lost.from,
                lost.end(at),
                Kind::Talk,
                Doubt::MissingEnd,
            );
        }
    }

    fn complete(&mut self, agent: u32, queue: u32, at: Instant, talk: Option<Duration>, call: Option<&str>) {
        let call = call.unwrap_or_default();
        let open = self.talks.get_mut(&agent).and_then(|talks| {
            let index = talks
                .iter()
                .position(|talk| talk.queue == queue && &*talk.call == call)?;
            Some(talks.remove(index))
        });
        let said = talk.map(|talk| at.saturating_sub(millis(talk)));
        match (open, said) {
            // The length is what is written, so that sums are those of the log.
            (Some(_), Some(from)) => self.push(agent, queue, from, at, Kind::Talk, Doubt::None),
            (Some(open), None) => self.push(agent, queue, open.from, at, Kind::Talk, Doubt::None),
            (None, from) => self.push(
                agent,
                queue,
                from.unwrap_or(at),
                at,
                Kind::Talk,
                Doubt::MissingStart,
            ),
        }
    }

    fn rang(&mut self, agent: u32, queue: u32, at: Instant, ring: Option<Duration>, how: Ring) {
        let from = at.saturating_sub(millis(ring.unwrap_or_default()));
        self.push(agent, queue, from, at, Kind::Ring(how), Doubt::None);
    }

    /// A new reason ends the pause before it.
    fn open_pause(&mut self, agent: u32, queue: u32, at: Instant, reason: &str) {
        let Some(reason) = self.names.number(reason.into(), self.limits.names) else {
            self.left_out += 1;
            return;
        };
        if self
            .pauses
            .get(&(agent, queue))
            .is_some_and(|open| open.reason == reason)
        {
            return;
        }
        self.close_pause(agent, queue, at, Doubt::None);
        self.pauses.insert((agent, queue), OpenPause { from: at, reason });
    }

    fn close_pause(&mut self, agent: u32, queue: u32, at: Instant, doubt: Doubt) {
        if let Some(open) = self.pauses.remove(&(agent, queue)) {
            let kind = Kind::Pause { reason: open.reason };
            self.push(agent, queue, open.from, at, kind, doubt);
        }
    }

    fn queues_of(&self, agent: u32) -> Vec<u32> {
        let of_agent = self.members.keys().filter(|(who, _)| *who == agent);
        of_agent.map(|(_, queue)| *queue).collect()
    }

    fn paused_queues_of(&self, agent: u32) -> Vec<u32> {
        let of_agent = self.pauses.keys().filter(|(who, _)| *who == agent);
        of_agent.map(|(_, queue)| *queue).collect()
    }

    /// Asterisk began anew: nothing from before goes on.
    fn restart(&mut self, at: Instant) {
        for piece in self.open(at) {
            self.keep(Piece {
                doubt: Doubt::MissingEnd,
                ..piece
            });
        }
        self.members.clear();
        self.logins.clear();
        self.pauses.clear();
        self.talks.clear();
        self.since = Some(at);
    }

    /// What goes on, as it is at a time.
    pub(super) fn open(&self, at: Instant) -> Vec<Piece> {
        let piece = |agent, queue, from, until, kind| Piece {
            agent,
            queue,
            from,
            until,
            kind,
            doubt: Doubt::Open,
        };
        let members = self
            .members
            .iter()
            .map(|((agent, queue), from)| piece(*agent, *queue, *from, at, Kind::Member));
        let logins = self
            .logins
            .iter()
            .map(|(agent, from)| piece(*agent, NO_QUEUE, *from, at, Kind::Login));
        let pauses = self.pauses.iter().map(|((agent, queue), open)| {
            let kind = Kind::Pause { reason: open.reason };
            piece(*agent, *queue, open.from, at, kind)
        });
        let talks = self.talks.iter().flat_map(|(agent, talks)| {
            talks.iter().map(move |talk| {
                let until = talk.end(at);
                Piece {
                    doubt: if until < at {
                        Doubt::MissingEnd
                    } else {
                        Doubt::Open
                    },
                    ..piece(*agent, talk.queue, talk.from, until, Kind::Talk)
                }
            })
        });
        members.chain(logins).chain(pauses).chain(talks).collect()
    }

    fn agent(&mut self, name: &str) -> Option<u32> {
        if let Some(agent) = self.by_name.get(name) {
            return Some(*agent);
        }
        if self.by_name.len() >= self.limits.names {
            return None;
        }
        let agent = self.agents.number(self.aliases.agent(name), self.limits.names)?;
        self.by_name.insert(name.to_owned(), agent);
        Some(agent)
    }

    fn push(&mut self, agent: u32, queue: u32, from: Instant, until: Instant, kind: Kind, doubt: Doubt) {
        self.keep(Piece {
            agent,
            queue,
            from,
            until,
            kind,
            doubt,
        });
    }

    fn keep(&mut self, piece: Piece) {
        if self.pieces.len() < self.limits.pieces {
            self.pieces.push(piece);
        } else {
            self.left_out += 1;
        }
    }
}

fn says_something(event: &Event<'_>) -> bool {
    matches!(
        event,
        Event::AddMember { .. }
            | Event::RemoveMember
            | Event::AgentLogin { .. }
            | Event::AgentLogoff { .. }
            | Event::Pause { .. }
            | Event::Unpause { .. }
            | Event::PauseAll { .. }
            | Event::UnpauseAll { .. }
            | Event::RingNoAnswer { .. }
            | Event::RingCanceled { .. }
            | Event::AgentDump
            | Event::Connect { .. }
            | Event::Complete { .. }
            | Event::Transfer { .. }
            | Event::OutCall { .. }
    )
}

fn millis(time: Duration) -> Instant {
    Instant::try_from(time.as_millis()).unwrap_or(Instant::MAX)
}
