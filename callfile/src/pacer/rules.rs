use std::collections::BTreeMap;
use std::time::Duration;

use chrono::{DateTime, Utc};

use super::{Hours, Outcome};

/// What a campaign keeps to: its trunks, its destinations, its attempts.
///
/// ```
/// use std::time::Duration;
/// use chrono::{NaiveTime, Utc};
/// use switchhook_callfile::pacer::{Hours, Outcome, Rules, Trunk, WORKDAYS};
///
/// let hour = |hour| NaiveTime::from_hms_opt(hour, 0, 0).unwrap();
/// let rules = Rules::new()
///     .trunk("provider", Trunk { at_once: 10, per_minute: 30 })
///     .destination("france", "provider", Hours::new(Utc).on(WORKDAYS, hour(9), hour(20)))
///     .attempts(3)
///     .retry_after(Outcome::Busy, Duration::from_secs(300))
///     .give_up_after(Outcome::Failed);
/// assert!(rules.check().is_ok());
///
/// let error = Rules::<Utc>::new().destination("france", "provider", Hours::new(Utc)).check().unwrap_err();
/// assert_eq!(error.to_string(), "destination \"france\" goes over trunk \"provider\", which is none; add the trunk");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Rules<Z> {
    pub(super) trunks: BTreeMap<String, Trunk>,
    pub(super) destinations: BTreeMap<String, Destination<Z>>,
    pub(super) attempts: u32,
    /// Seconds after each outcome; none where it is the last.
    pub(super) delays: BTreeMap<Outcome, Option<u64>>,
    pub(super) until: Option<DateTime<Utc>>,
}

/// What a way out bears.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Trunk {
    /// At most so many calls at once.
    pub at_once: u32,
    /// At most so many calls begun in any 60 seconds.
    pub per_minute: u32,
}

/// Where contacts are: one trunk, and one set of hours.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub(super) struct Destination<Z> {
    pub(super) trunk: String,
    pub(super) hours: Hours<Z>,
}

/// Rules under which a contact could never be called.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RulesError {
    /// A destination over a trunk that is not there.
    #[error("destination {destination:?} goes over trunk {trunk:?}, which is none; add the trunk")]
    NoTrunk {
        /// The destination.
        destination: String,
        /// Its trunk.
        trunk: String,
    },
    /// A trunk that bears nothing.
    #[error("trunk {trunk:?} bears {what} 0 calls; allow at least 1, or stop the campaign")]
    Closed {
        /// The trunk.
        trunk: String,
        /// `at once` or `per minute`.
        what: &'static str,
    },
    /// More calls a minute than are kept account of.
    #[error("trunk {trunk:?} bears {per_minute} calls per minute; say at most {most}")]
    TooMany {
        /// The trunk.
        trunk: String,
        /// As given.
        per_minute: u32,
        /// The most that there may be.
        most: u32,
    },
    /// No attempt at all.
    #[error("contacts are tried 0 times; say at least 1")]
    NoAttempt,
}

/// Of each call of the last minute the time is kept.
const MOST_PER_MINUTE: u32 = 1_000_000;

impl<Z> Default for Rules<Z> {
    fn default() -> Self {
        Self::new()
    }
}

impl<Z> Rules<Z> {
    /// No trunk and no destination yet.
    #[must_use]
    pub fn new() -> Self {
        Self {
            trunks: BTreeMap::new(),
            destinations: BTreeMap::new(),
            attempts: 3,
            delays: BTreeMap::new(),
            until: None,
        }
    }

    /// Adds a way out, in place of one of that name.
    #[must_use]
    pub fn trunk(mut self, name: impl Into<String>, trunk: Trunk) -> Self {
        self.trunks.insert(name.into(), trunk);
        self
    }

    /// Adds numbers that share a trunk and hours, in place of those of that name: a country, say.
    #[must_use]
    pub fn destination(mut self, name: impl Into<String>, trunk: impl Into<String>, hours: Hours<Z>) -> Self {
        let trunk = trunk.into();
        self.destinations
            .insert(name.into(), Destination { trunk, hours });
        self
    }

    /// How often a contact is tried at most. Default: 3.
    #[must_use]
    pub const fn attempts(mut self, most: u32) -> Self {
        self.attempts = most;
        self
    }

    /// How long after this outcome a contact is tried again; the defaults stand at [`Outcome`].
    #[must_use]
    pub fn retry_after(mut self, outcome: Outcome, delay: Duration) -> Self {
        let part = u64::from(delay.subsec_nanos() > 0);
        self.delays
            .insert(outcome, Some(delay.as_secs().saturating_add(part)));
        self
    }

    /// After this outcome a contact is not tried again.
    #[must_use]
    pub fn give_up_after(mut self, outcome: Outcome) -> Self {
        self.delays.insert(outcome, None);
        self
    }

    /// No call begins from this moment on. Default: the campaign has no end of its own.
    #[must_use]
    pub const fn until(mut self, end: DateTime<Utc>) -> Self {
        self.until = Some(end);
        self
    }

    /// The seconds to wait after an outcome; none where the contact is not tried again.
    pub(super) fn delay(&self, outcome: Outcome) -> Option<u64> {
        match self.delays.get(&outcome) {
            Some(delay) => *delay,
            None => outcome.default_delay(),
        }
    }

    /// Looks for what would make a campaign that cannot go on.
    ///
    /// # Errors
    ///
    /// The first thing found; [`Pacer::new`](super::Pacer::new) finds the same.
    pub fn check(&self) -> Result<(), RulesError> {
        if self.attempts == 0 {
            return Err(RulesError::NoAttempt);
        }
        for (name, &Trunk { at_once, per_minute }) in &self.trunks {
            let trunk = || name.clone();
            if at_once == 0 {
                let what = "at once";
                return Err(RulesError::Closed { trunk: trunk(), what });
            }
            if per_minute == 0 {
                let what = "per minute";
                return Err(RulesError::Closed { trunk: trunk(), what });
            }
            if per_minute > MOST_PER_MINUTE {
                let (trunk, most) = (trunk(), MOST_PER_MINUTE);
                return Err(RulesError::TooMany {
                    trunk,
                    per_minute,
                    most,
                });
            }
        }
        let stray =
            |(_, destination): &(&String, &Destination<Z>)| !self.trunks.contains_key(&destination.trunk);
        match self.destinations.iter().find(stray) {
            Some((destination, Destination { trunk, .. })) => Err(RulesError::NoTrunk {
                destination: destination.clone(),
                trunk: trunk.clone(),
            }),
            None => Ok(()),
        }
    }
}
