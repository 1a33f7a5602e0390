//! What a device is to its server, from being expected to being retired.

use std::fmt;
use std::str::FromStr;
use std::time::Duration;

use crate::mac::shown;

/// What a device is to its server.
///
/// [`TRANSITIONS`] lists every way from one state to another; there is no other.
///
/// ```
/// use switchhook_provisioning::lifecycle::{Cause, State};
/// let state = State::Expected.after(Cause::FirstFile).unwrap();
/// assert_eq!(state, State::Claimed);
/// assert_eq!(state.after(Cause::OwnToken), Some(State::Active));
/// // A telephone that was never told where its files are cannot come from there.
/// assert_eq!(State::Expected.after(Cause::OwnToken), None);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// In the inventory, and not yet seen.
    Expected,
    /// It was given its first file, and has not used its own token yet.
    Claimed,
    /// It fetches with its own token; the registrar has not confirmed it since.
    Active,
    /// It fetched, and registered with what it was given.
    Verified,
    /// Not seen for two periods of its schedule.
    Stale,
    /// What was read back from it differs from its file.
    Drift,
    /// It fetched, and did not register.
    Failed,
    /// Something about it did not fit. It is given nothing until an operator has looked.
    Quarantined,
    /// Out of service. Whoever asks in its name is told what a stranger is told.
    Retired,
}

impl State {
    /// All of them.
    pub const ALL: [Self; 9] = [
        Self::Expected,
        Self::Claimed,
        Self::Active,
        Self::Verified,
        Self::Stale,
        Self::Drift,
        Self::Failed,
        Self::Quarantined,
        Self::Retired,
    ];

    /// What it becomes, or `None` when the cause cannot be in this state.
    #[must_use]
    pub fn after(self, cause: Cause) -> Option<Self> {
        TRANSITIONS
            .iter()
            .find(|row| row.from == self && row.cause == cause)
            .map(|row| row.to)
    }

    /// Whether a device in this state is given its files by its own token.
    #[must_use]
    pub const fn is_served(self) -> bool {
        match self {
            Self::Claimed | Self::Active | Self::Verified | Self::Stale | Self::Drift | Self::Failed => true,
            Self::Expected | Self::Quarantined | Self::Retired => false,
        }
    }

    /// Its name in records and logs.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Expected => "expected",
            Self::Claimed => "claimed",
            Self::Active => "active",
            Self::Verified => "verified",
            Self::Stale => "stale",
            Self::Drift => "drift",
            Self::Failed => "failed",
            Self::Quarantined => "quarantined",
            Self::Retired => "retired",
        }
    }
}

impl fmt::Display for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for State {
    type Err = ParseStateError;

    fn from_str(text: &str) -> Result<Self, ParseStateError> {
        Self::ALL
            .into_iter()
            .find(|state| state.name() == text)
            .ok_or_else(|| ParseStateError { text: shown(text) })
    }
}

/// A text that names no state.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{text:?} is no state of a device; they are {}", State::ALL.map(State::name).join(", "))]
pub struct ParseStateError {
    /// What was given, shortened when long.
    pub text: String,
}

/// Why a device passes from one state to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Cause {
    /// It was given its first file.
    FirstFile,
    /// It used its own token.
    OwnToken,
    /// It was given a file other than the last one: whether it registers with it is to be seen.
    NewFile,
    /// The registrar saw it, from where it fetched and as the device it is.
    Registered,
    /// It fetched, and the registrar has not seen it in time.
    NotRegistered,
    /// It has not fetched for two periods of its schedule.
    NotSeen,
    /// What was read back from it differs from its file.
    Differs,
    /// What was read back from it is its file.
    Agrees,
    /// Requests in its name did not fit it, and too many of them.
    Mismatch,
    /// An operator put it into quarantine.
    Suspected,
    /// An operator let it go on as it was.
    Released,
    /// An operator opened a window in which it may fetch a first file, as after a factory reset.
    Reopened,
    /// An operator took it out of service.
    Retired,
}

impl Cause {
    /// All of them.
    pub const ALL: [Self; 13] = [
        Self::FirstFile,
        Self::OwnToken,
        Self::NewFile,
        Self::Registered,
        Self::NotRegistered,
        Self::NotSeen,
        Self::Differs,
        Self::Agrees,
        Self::Mismatch,
        Self::Suspected,
        Self::Released,
        Self::Reopened,
        Self::Retired,
    ];

    /// Its name in logs.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::FirstFile => "first file",
            Self::OwnToken => "own token",
            Self::NewFile => "new file",
            Self::Registered => "registered",
            Self::NotRegistered => "not registered",
            Self::NotSeen => "not seen",
            Self::Differs => "differs",
            Self::Agrees => "agrees",
            Self::Mismatch => "mismatch",
            Self::Suspected => "suspected",
            Self::Released => "released",
            Self::Reopened => "reopened",
            Self::Retired => "retired",
        }
    }
}

impl fmt::Display for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// One way from a state to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Transition {
    /// What the device is.
    pub from: State,
    /// What happens.
    pub cause: Cause,
    /// What it is then.
    pub to: State,
}

const fn row(from: State, cause: Cause, to: State) -> Transition {
    Transition { from, cause, to }
}

/// Every way from one state to another. A cause leads from a state to one state at most.
pub const TRANSITIONS: &[Transition] = &[
    row(State::Expected, Cause::FirstFile, State::Claimed),
    row(State::Expected, Cause::Mismatch, State::Quarantined),
    row(State::Expected, Cause::Reopened, State::Expected),
    row(State::Expected, Cause::Retired, State::Retired),
    // The first file may have been lost on its way.
    row(State::Claimed, Cause::FirstFile, State::Claimed),
    row(State::Claimed, Cause::OwnToken, State::Active),
    row(State::Claimed, Cause::Mismatch, State::Quarantined),
    row(State::Claimed, Cause::Suspected, State::Quarantined),
    row(State::Claimed, Cause::Reopened, State::Expected),
    row(State::Claimed, Cause::Retired, State::Retired),
    row(State::Active, Cause::NewFile, State::Active),
    row(State::Active, Cause::Registered, State::Verified),
    row(State::Active, Cause::NotRegistered, State::Failed),
    row(State::Active, Cause::NotSeen, State::Stale),
    row(State::Active, Cause::Differs, State::Drift),
    row(State::Active, Cause::Mismatch, State::Quarantined),
    row(State::Active, Cause::Suspected, State::Quarantined),
    row(State::Active, Cause::Reopened, State::Expected),
    row(State::Active, Cause::Retired, State::Retired),
    row(State::Verified, Cause::NewFile, State::Active),
    row(State::Verified, Cause::Registered, State::Verified),
    row(State::Verified, Cause::NotSeen, State::Stale),
    row(State::Verified, Cause::Differs, State::Drift),
    row(State::Verified, Cause::Agrees, State::Verified),
    row(State::Verified, Cause::Mismatch, State::Quarantined),
    row(State::Verified, Cause::Suspected, State::Quarantined),
    row(State::Verified, Cause::Reopened, State::Expected),
    row(State::Verified, Cause::Retired, State::Retired),
    row(State::Stale, Cause::OwnToken, State::Active),
    row(State::Stale, Cause::NewFile, State::Active),
    row(State::Stale, Cause::Mismatch, State::Quarantined),
    row(State::Stale, Cause::Suspected, State::Quarantined),
    row(State::Stale, Cause::Reopened, State::Expected),
    row(State::Stale, Cause::Retired, State::Retired),
    row(State::Drift, Cause::NewFile, State::Active),
    row(State::Drift, Cause::Agrees, State::Active),
    row(State::Drift, Cause::NotSeen, State::Stale),
    row(State::Drift, Cause::Mismatch, State::Quarantined),
    row(State::Drift, Cause::Suspected, State::Quarantined),
    row(State::Drift, Cause::Reopened, State::Expected),
    row(State::Drift, Cause::Retired, State::Retired),
    row(State::Failed, Cause::NewFile, State::Active),
    row(State::Failed, Cause::Registered, State::Verified),
    row(State::Failed, Cause::NotSeen, State::Stale),
    row(State::Failed, Cause::Differs, State::Drift),
    row(State::Failed, Cause::Mismatch, State::Quarantined),
    row(State::Failed, Cause::Suspected, State::Quarantined),
    row(State::Failed, Cause::Reopened, State::Expected),
    row(State::Failed, Cause::Retired, State::Retired),
    row(State::Quarantined, Cause::Released, State::Active),
    row(State::Quarantined, Cause::Reopened, State::Expected),
    row(State::Quarantined, Cause::Retired, State::Retired),
    row(State::Retired, Cause::Reopened, State::Expected),
];

/// How long a state may last before it says something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Periods {
    /// From the fetch to the registration; a quarter of an hour by default.
    pub registration: Duration,
    /// Between two fetches by the device's schedule; a day by default.
    pub schedule: Duration,
}

impl Default for Periods {
    fn default() -> Self {
        Self {
            registration: Duration::from_secs(15 * 60),
            schedule: Duration::from_secs(24 * 3600),
        }
    }
}

impl Periods {
    /// What the mere passing of time means for a device in this state.
    ///
    /// ```
    /// use std::time::Duration;
    /// use switchhook_provisioning::lifecycle::{Cause, Periods, State};
    /// let minutes = |n: u64| Duration::from_secs(n * 60);
    /// let periods = Periods::default();
    /// assert_eq!(periods.overdue(State::Active, minutes(14), minutes(14)), None);
    /// assert_eq!(periods.overdue(State::Active, minutes(16), minutes(16)), Some(Cause::NotRegistered));
    /// assert_eq!(periods.overdue(State::Verified, minutes(9), minutes(3 * 24 * 60)), Some(Cause::NotSeen));
    /// ```
    #[must_use]
    pub fn overdue(&self, state: State, in_it_for: Duration, unseen_for: Duration) -> Option<Cause> {
        let cause = if unseen_for > self.schedule.saturating_mul(2) {
            Cause::NotSeen
        } else if in_it_for > self.registration {
            Cause::NotRegistered
        } else {
            return None;
        };
        state.after(cause).map(|_| cause)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn a_cause_leads_to_one_state() {
        let mut pairs = HashSet::new();
        for row in TRANSITIONS {
            assert!(pairs.insert((row.from, row.cause)), "{row:?}");
        }
    }

    #[test]
    fn every_state_can_be_reached_and_every_one_can_be_retired() {
        let mut reached = HashSet::from([State::Expected]);
        while let Some(row) = TRANSITIONS
            .iter()
            .find(|row| reached.contains(&row.from) && !reached.contains(&row.to))
        {
            reached.insert(row.to);
        }
        assert_eq!(reached.len(), State::ALL.len());
        for state in State::ALL.into_iter().filter(|&state| state != State::Retired) {
            assert_eq!(state.after(Cause::Retired), Some(State::Retired), "{state}");
        }
    }

    #[test]
    fn only_an_operator_ends_a_quarantine_or_a_retirement() {
        for row in TRANSITIONS {
            if matches!(row.from, State::Quarantined | State::Retired) {
                assert!(
                    matches!(row.cause, Cause::Released | Cause::Reopened | Cause::Retired),
                    "{row:?}"
                );
            }
        }
    }

    #[test]
    fn every_cause_is_of_use_and_every_name_reads_back() {
        for cause in Cause::ALL {
            assert!(TRANSITIONS.iter().any(|row| row.cause == cause), "{cause}");
        }
        for state in State::ALL {
            assert_eq!(state.name().parse(), Ok(state));
        }
        let error = "gone".parse::<State>().unwrap_err();
        assert!(error.to_string().contains("expected, claimed, active"), "{error}");
    }
}
