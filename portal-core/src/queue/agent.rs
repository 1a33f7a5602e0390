//! The time of agents: how long they were there, paused, rang, talked and wrapped up.
//!
//! An agent in three queues is there once: totals are the time in at least one queue, never the sum over queues. A period
//! cuts at its bounds what began before or goes on after it; numbers (of sessions, pauses, calls) count where they began.
//! So reports of days that follow each other add up to the report of all of them.
//!
//! What the log does not say is not made up but flagged in [`Doubts`]: a session whose end is missing lasts until Asterisk
//! wrote its next `QUEUESTART`, the agent's next start, or now.
//!
//! ```
//! use std::time::Duration;
//! use switchhook_portal_core::queue::agent::{Choice, Rules, Timeline};
//! use switchhook_portal_core::queue::log::Entry;
//!
//! let mut timeline = Timeline::default();
//! for line in [
//!     "1795341600|MANAGER|support|Ana|ADDMEMBER|",
//!     "1795341720|1795341690.7|support|Ana|CONNECT|20|1795341700.8|10",
//!     "1795341780|1795341690.7|support|Ana|COMPLETECALLER|20|60|1",
//!     "1795345200|MANAGER|support|Ana|REMOVEMEMBER|",
//! ] {
//!     timeline.feed(&Entry::parse(line)?);
//! }
//! let now = "2026-11-22T12:00:00Z".parse().unwrap();
//! let day = "2026-11-22T00:00:00Z".parse().unwrap()..now;
//! let report = timeline.report(&day, now, &Choice::default(), &Rules::default());
//! let ana = &report.rows[0].total;
//! assert_eq!((ana.staffed, ana.talk, ana.ring), (Duration::from_secs(3600), Duration::from_secs(60), Duration::from_secs(10)));
//! assert_eq!(ana.utilisation().to_string(), "1.7");
//! # Ok::<(), switchhook_portal_core::queue::log::EntryError>(())
//! ```

mod csv;
mod report;
mod span;
#[cfg(test)]
mod tests;
mod timeline;
mod times;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::time::Duration;

pub use csv::CsvTexts;
pub use timeline::{Limits, Timeline};
pub use times::{Doubts, Pauses, Times};

use super::visit::Name;
use crate::PersonId;

/// Who an agent is: a person, or a name in the log that no person is known to have.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Agent {
    /// Whatever name the log has for them, now or then.
    Person(PersonId),
    /// A member's name or interface.
    Name(Name),
}

impl fmt::Display for Agent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Person(id) => write!(f, "person {id}"),
            Self::Name(name) => f.write_str(name),
        }
    }
}

/// Which names in the log are which person: the present name of a member, earlier ones, interfaces.
///
/// ```
/// use switchhook_portal_core::PersonId;
/// use switchhook_portal_core::queue::agent::{Agent, Aliases};
///
/// let aliases = Aliases::new([
///     ("Ana Souza", PersonId(1)),
///     ("Ana Teriitahi", PersonId(1)), // before she married
///     ("Teva Maruhi", PersonId(2)),
///     ("Teva Maruhi", PersonId(3)), // two people of one name: nobody knows which
/// ]);
/// assert_eq!(aliases.agent("Ana Teriitahi"), Agent::Person(PersonId(1)));
/// assert_eq!(aliases.agent("Teva Maruhi"), Agent::Name("Teva Maruhi".into()));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Aliases(BTreeMap<String, Option<PersonId>>);

impl Aliases {
    /// Pairs of a name and whose it is. A name of several people is nobody's.
    pub fn new<N: Into<String>>(names: impl IntoIterator<Item = (N, PersonId)>) -> Self {
        let mut aliases: BTreeMap<String, Option<PersonId>> = BTreeMap::new();
        for (name, person) in names {
            aliases
                .entry(name.into())
                .and_modify(|known| *known = known.filter(|known| *known == person))
                .or_insert(Some(person));
        }
        Self(aliases)
    }

    /// Who has a name.
    pub fn agent(&self, name: &str) -> Agent {
        match self.0.get(name).copied().flatten() {
            Some(person) => Agent::Person(person),
            None => Agent::Name(name.into()),
        }
    }
}

/// Whom and what a report is about; everything by default.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    /// Only these queues: time in others counts for nothing, but keeps agents from being available.
    pub queues: Option<BTreeSet<Name>>,
    /// Only these agents: others do not appear.
    pub agents: Option<BTreeSet<Agent>>,
}

/// What the log does not say about wrap-up.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rules {
    /// The queue's `wrapuptime`: how long an agent is left alone after a talk, unless something begins before. Zero by
    /// default.
    pub wrap_up: Duration,
    /// Reasons of pauses that are wrap-up and no pause; none by default.
    pub wrap_up_reasons: BTreeSet<Name>,
}

/// The time of agents in a period.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Those of whom the period has something, in order of [`Agent`].
    pub rows: Vec<Row>,
}

/// The time of an agent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Who.
    pub agent: Agent,
    /// In at least one of the queues.
    pub total: Times,
    /// In each queue.
    pub queues: BTreeMap<Name, Times>,
}

impl Report {
    /// Adds the report of another period that does not overlap, made with the same choice and rules.
    pub fn merge(&mut self, other: Self) {
        for row in other.rows {
            match self.rows.binary_search_by(|known| known.agent.cmp(&row.agent)) {
                Ok(index) => {
                    let known = &mut self.rows[index];
                    known.total += row.total;
                    for (queue, times) in row.queues {
                        *known.queues.entry(queue).or_default() += times;
                    }
                }
                Err(index) => self.rows.insert(index, row),
            }
        }
    }

    /// All agents together. Here times are sums: two agents who are there for an hour are two hours.
    pub fn total(&self) -> Times {
        let mut total = Times::default();
        for row in &self.rows {
            total += row.total.clone();
        }
        total
    }
}
