//! Rating calls again after the tariff changed: which, and whether what came out may replace what is stored.

use std::fmt;
use std::str::FromStr;

use crate::audit::{Action, Actor, AuditEntry, Object};
use crate::call_log::date;
use crate::cost::Period;
use crate::form::Checks;
use crate::{Capability, Denied, FieldError, Problem, Subject};

/// Which calls are rated again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rerating {
    /// When they began.
    pub period: Period,
    /// Which of them.
    pub which: Which,
}

/// The fields of the form, as typed.
#[derive(Clone, Copy, Debug, Default)]
pub struct ReratingForm<'a> {
    /// `from`: the first day; since ever by default.
    pub from: &'a str,
    /// `to`: the last day, which counts in full; until now by default.
    pub to: &'a str,
    /// `which`: all by default.
    pub which: &'a str,
}

/// Which calls of a period are rated again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Which {
    /// Every call.
    All,
    /// Calls whose price is of another tariff than the one in force on their day.
    Stale,
    /// Calls that no tariff had a price for.
    Unmatched,
}

impl Which {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::Stale, Self::Unmatched, Self::All];

    /// A stable name, for forms and the store.
    pub fn key(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Stale => "stale",
            Self::Unmatched => "unmatched",
        }
    }
}

impl FromStr for Which {
    type Err = Problem;

    fn from_str(key: &str) -> Result<Self, Problem> {
        Self::ALL
            .into_iter()
            .find(|which| which.key() == key)
            .ok_or(Problem::Unknown)
    }
}

impl Rerating {
    /// Reads the form.
    ///
    /// # Errors
    ///
    /// All fields that are wrong.
    pub fn parse(form: &ReratingForm<'_>) -> Result<Self, Vec<FieldError>> {
        let mut checks = Checks::default();
        let from = checks.take_optional("from", form.from, date);
        let to = checks.take_optional("to", form.to, date);
        if from.zip(to).is_some_and(|(from, to)| to < from) {
            checks.report("to", Problem::EndsBeforeItBegins);
        }
        let which = checks
            .take_optional("which", form.which, str::parse)
            .unwrap_or(Which::All);
        checks.finish(Some(Self {
            period: Period::Days { from, to },
            which,
        }))
    }
}

/// How far the job has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum JobState {
    /// It rates; nothing that is stored has changed.
    Running,
    /// Everything was rated: the difference can be read, and nothing that is stored has changed.
    Ready,
    /// The new prices are the stored ones.
    Applied,
    /// Somebody stopped it, or did not want what came out.
    Cancelled,
    /// It could not go on.
    Failed,
}

impl JobState {
    /// All of them.
    pub const ALL: [Self; 5] = [
        Self::Running,
        Self::Ready,
        Self::Applied,
        Self::Cancelled,
        Self::Failed,
    ];

    /// A stable name, for the store.
    pub fn key(self) -> &'static str {
        match self {
            Self::Running => "running",
            Self::Ready => "ready",
            Self::Applied => "applied",
            Self::Cancelled => "cancelled",
            Self::Failed => "failed",
        }
    }

    /// Whether another one has to wait for it.
    pub fn is_open(self) -> bool {
        matches!(self, Self::Running | Self::Ready)
    }
}

impl fmt::Display for JobState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.key())
    }
}

impl FromStr for JobState {
    type Err = Problem;

    fn from_str(key: &str) -> Result<Self, Problem> {
        Self::ALL
            .into_iter()
            .find(|state| state.key() == key)
            .ok_or(Problem::Unknown)
    }
}

/// Why the stored prices stay, or the job goes on.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NotApplied {
    /// The person may not.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// It is not in a state from which this leads on.
    #[error("the job is {0}; look at its page again")]
    State(JobState),
    /// The tariff changed after the prices were made, so the difference that was read is not the one that would come.
    #[error("the tariff was changed meanwhile; rate again")]
    TariffChanged,
}

/// Decides whether the new prices may become the stored ones. `made_with` and `in_force` are fingerprints of all
/// tariffs together.
///
/// # Errors
///
/// The person may not, the job is not ready, or the tariff changed since.
pub fn apply(
    subject: &Subject,
    state: JobState,
    made_with: &str,
    in_force: &str,
) -> Result<AuditEntry, NotApplied> {
    subject.require(Capability::TariffManage)?;
    if state != JobState::Ready {
        return Err(NotApplied::State(state));
    }
    if made_with != in_force {
        return Err(NotApplied::TariffChanged);
    }
    Ok(entry(subject, state, JobState::Applied))
}

/// Decides whether the job may be stopped, or what came out thrown away.
///
/// # Errors
///
/// The person may not, or the job is over.
pub fn cancel(subject: &Subject, state: JobState) -> Result<AuditEntry, NotApplied> {
    subject.require(Capability::TariffManage)?;
    if !state.is_open() {
        return Err(NotApplied::State(state));
    }
    Ok(entry(subject, state, JobState::Cancelled))
}

fn entry(subject: &Subject, before: JobState, after: JobState) -> AuditEntry {
    AuditEntry::new(Actor::Person(subject.person), Action::Rate, Object::Tariffs).change(
        "rerating",
        before.key(),
        after.key(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Profile;
    use crate::testing::subject;

    #[test]
    fn prices_are_replaced_only_as_they_were_shown() {
        let admin = subject(1, &[Profile::Administrator], &[], &[]);
        for state in JobState::ALL {
            let result = apply(&admin, state, "a", "a");
            assert_eq!(result.is_ok(), state == JobState::Ready, "{state}");
            assert_eq!(cancel(&admin, state).is_ok(), state.is_open(), "{state}");
            assert_eq!(state.key().parse(), Ok(state));
        }
        assert_eq!(
            apply(&admin, JobState::Ready, "a", "b"),
            Err(NotApplied::TariffChanged)
        );
    }

    #[test]
    fn only_who_manages_tariffs_rates_again() {
        for profile in Profile::ALL {
            let subject = subject(1, &[profile], &[], &[]);
            let may = profile.grants(Capability::TariffManage).is_some();
            assert_eq!(
                apply(&subject, JobState::Ready, "a", "a").is_ok(),
                may,
                "{profile}"
            );
            assert_eq!(cancel(&subject, JobState::Running).is_ok(), may, "{profile}");
        }
    }

    #[test]
    fn an_empty_form_means_every_call() {
        let form = ReratingForm::default();
        assert_eq!(
            Rerating::parse(&form),
            Ok(Rerating {
                period: Period::Days { from: None, to: None },
                which: Which::All
            })
        );
        let form = ReratingForm {
            from: "2026-11-20",
            to: "2026-11-19",
            which: "some",
        };
        let fields: Vec<_> = Rerating::parse(&form)
            .unwrap_err()
            .iter()
            .map(|error| error.field)
            .collect();
        assert_eq!(fields, ["to", "which"]);
    }
}
