//! One alarm: what it says, whose turn it is, and all that happened to it.

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use switchhook_callfile::pacer::ContactId;

use crate::config::List;

/// An alarm, from the moment at which it was raised.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Alarm {
    /// Never used again, so that no call is taken for another's.
    pub(crate) id: String,
    /// Alarms of one key are one alarm.
    pub(crate) key: String,
    pub(crate) list: String,
    pub(crate) text: String,
    /// Sounds, played instead of the text.
    pub(crate) prompts: Vec<String>,
    pub(crate) speech: Speech,
    pub(crate) raised: DateTime<Utc>,
    /// When it was raised last, and how often in all.
    pub(crate) last: DateTime<Utc>,
    pub(crate) times: u32,
    pub(crate) turn: Turn,
    pub(crate) standing: Standing,
    /// The next call as the pacer has it, until it is over.
    pub(crate) contact: Option<ContactId>,
    /// The call that is being made.
    pub(crate) call: Option<Call>,
    /// How many calls there were.
    pub(crate) calls: u32,
    /// Whoever is on the telephone asked for the next person.
    pub(crate) is_passed_on: bool,
    pub(crate) journal: Vec<Entry>,
}

/// The text as a sound.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Speech {
    /// Nobody speaks it.
    None,
    /// It is being made.
    Pending,
    /// A sound as Asterisk names it.
    Sound(String),
}

/// Whose turn it is. All count from 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Turn {
    pub(crate) round: u32,
    pub(crate) person: usize,
    pub(crate) attempt: u32,
}

/// How an alarm stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Standing {
    /// Nobody acknowledged it yet.
    Open,
    /// Somebody did.
    Acknowledged { by: String, at: DateTime<Utc> },
    /// All were called in vain.
    Unanswered { at: DateTime<Utc> },
}

/// A call that is being made.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Call {
    /// Its call file.
    pub(crate) file: String,
    pub(crate) person: String,
    pub(crate) since: DateTime<Utc>,
}

/// What happened, and when.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Entry {
    pub(crate) at: DateTime<Utc>,
    #[serde(flatten)]
    pub(crate) what: Happened,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "what")]
pub(crate) enum Happened {
    Raised,
    RaisedAgain,
    Calling { person: String, file: String },
    Over { person: String, how: String },
    Heard { person: String },
    PassedOn { person: String },
    Acknowledged { by: String },
    Unanswered,
}

/// More of the same says nothing new: an alarm that is raised every second for days is no journal of it.
const MAX_ENTRIES: usize = 1000;

impl Alarm {
    pub(crate) fn note(&mut self, at: DateTime<Utc>, what: Happened) {
        if self.journal.len() < MAX_ENTRIES {
            self.journal.push(Entry { at, what });
        }
    }

    pub(crate) fn is_open(&self) -> bool {
        self.standing == Standing::Open
    }

    pub(crate) fn is_unanswered(&self) -> bool {
        matches!(self.standing, Standing::Unanswered { .. })
    }

    /// When it was over; none while it is open.
    pub(crate) fn over(&self) -> Option<DateTime<Utc>> {
        match &self.standing {
            Standing::Open => None,
            Standing::Acknowledged { at, .. } | Standing::Unanswered { at } => Some(*at),
        }
    }
}

impl Turn {
    /// Whose turn is next, and how long after the last call. None when all had theirs.
    pub(crate) fn next(self, list: &List, is_passed_on: bool) -> Option<(Self, TimeDelta)> {
        let seconds = |seconds: u32| TimeDelta::seconds(seconds.into());
        let Self {
            round,
            person,
            attempt,
        } = self;
        if !is_passed_on && attempt + 1 < list.attempts {
            let attempt = attempt + 1;
            return Some((Self { attempt, ..self }, seconds(list.retry_seconds)));
        }
        if person + 1 < list.people.len() {
            let next = Self {
                round,
                person: person + 1,
                attempt: 0,
            };
            return Some((next, TimeDelta::zero()));
        }
        let next = Self {
            round: round + 1,
            person: 0,
            attempt: 0,
        };
        (next.round < list.rounds).then_some((next, seconds(list.pause_seconds)))
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::Turn;
    use crate::config::List;

    #[test]
    fn everybody_has_their_attempts_and_then_it_begins_again() {
        let list = List {
            people: vec!["anna".into(), "bruno".into()],
            attempts: 2,
            retry_seconds: 20,
            rounds: 2,
            pause_seconds: 300,
        };
        let mut turn = Turn::default();
        let mut seen = Vec::new();
        while let Some((next, wait)) = turn.next(&list, false) {
            seen.push((next.round, next.person, next.attempt, wait.num_seconds()));
            turn = next;
        }
        assert_eq!(
            seen,
            [
                (0, 0, 1, 20),
                (0, 1, 0, 0),
                (0, 1, 1, 20),
                (1, 0, 0, 300),
                (1, 0, 1, 20),
                (1, 1, 0, 0),
                (1, 1, 1, 20)
            ]
        );
        // Who passes it on is not called again at once.
        let (next, wait) = Turn::default().next(&list, true).unwrap();
        assert_eq!((next.person, next.attempt, wait), (1, 0, TimeDelta::zero()));
        let last = Turn {
            round: 1,
            person: 1,
            attempt: 0,
        };
        assert_eq!(last.next(&list, true), None);
    }
}
