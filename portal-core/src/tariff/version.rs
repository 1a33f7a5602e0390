//! Versions of the tariff: what may be done with each.

use std::fmt;
use std::str::FromStr;

use crate::audit::{Action, Actor, AuditEntry, Object};
use crate::form::Checks;
use crate::{Capability, Denied, FieldError, Problem, Subject, TariffVersionId};

/// How far a version has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum VersionState {
    /// Made, and prices nothing yet.
    Draft,
    /// Prices calls from its day on.
    Active,
    /// Priced calls once, and does not any more.
    Withdrawn,
}

impl VersionState {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Draft, Self::Active, Self::Withdrawn];

    /// A stable name, for the store.
    pub fn key(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Active => "active",
            Self::Withdrawn => "withdrawn",
        }
    }
}

impl fmt::Display for VersionState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.key())
    }
}

impl FromStr for VersionState {
    type Err = Problem;

    fn from_str(key: &str) -> Result<Self, Problem> {
        Self::ALL
            .into_iter()
            .find(|state| state.key() == key)
            .ok_or(Problem::Unknown)
    }
}

/// What decides about a version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Version {
    /// Which.
    pub id: TariffVersionId,
    /// How far it has come.
    pub state: VersionState,
    /// Rows that price calls.
    pub rows: usize,
    /// Lines of its files that were refused.
    pub refused: usize,
}

/// The form that activates a version, as typed.
#[derive(Clone, Copy, Debug, Default)]
pub struct Activation<'a> {
    /// `rows`: how many rows the version has, typed by whoever looked at them. A file that was cut off on its way has
    /// fewer than it should, and nothing else tells so.
    pub rows: &'a str,
    /// `refused`: the lines that were refused may stay out.
    pub without_refused: bool,
}

/// Why a version stays as it is.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NotChanged {
    /// The person may not.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// It is not in a state from which this leads on, because somebody else was faster.
    #[error("the version is {0}; look at the list of versions again")]
    State(VersionState),
    /// What was typed.
    #[error("the form has errors")]
    Form(Vec<FieldError>),
}

/// Decides whether a version may begin to price calls.
///
/// # Errors
///
/// The person may not, it does so already, or the number of its rows was not confirmed.
///
/// ```
/// use switchhook_portal_core::tariff::{Activation, NotChanged, Version, VersionState, activate};
/// use switchhook_portal_core::{PersonId, Profile, Subject};
///
/// let subject = Subject {
///     person: PersonId(1),
///     profiles: [Profile::Administrator].into(),
///     phones: vec![],
///     departments: [].into(),
/// };
/// let version = Version { id: 3.into(), state: VersionState::Draft, rows: 1200, refused: 0 };
/// assert!(activate(&subject, &version, &Activation { rows: "1 200", without_refused: false }).is_ok());
/// let cut_off = Activation { rows: "5000", without_refused: false };
/// assert!(matches!(activate(&subject, &version, &cut_off), Err(NotChanged::Form(_))));
/// ```
pub fn activate(
    subject: &Subject,
    version: &Version,
    form: &Activation<'_>,
) -> Result<AuditEntry, NotChanged> {
    subject.require(Capability::TariffManage)?;
    if version.state == VersionState::Active {
        return Err(NotChanged::State(version.state));
    }
    let mut checks = Checks::default();
    // As numbers are written on the page, in any of its languages.
    let typed: String = form
        .rows
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '.' | ',' | '\''))
        .collect();
    match typed.parse::<usize>() {
        Ok(rows) if rows == version.rows => {}
        Ok(_) => checks.report("rows", Problem::NotConfirmed),
        Err(_) if typed.is_empty() => checks.report("rows", Problem::Empty),
        Err(_) => checks.report("rows", Problem::NotDigits),
    }
    if version.refused > 0 && !form.without_refused {
        checks.report("refused", Problem::Empty);
    }
    checks.finish(Some(())).map_err(NotChanged::Form)?;
    Ok(changed(subject, version, VersionState::Active).change("rows", "", version.rows.to_string()))
}

/// Decides whether an active version may stop pricing calls.
///
/// # Errors
///
/// The person may not, or it is not active.
pub fn withdraw(subject: &Subject, version: &Version) -> Result<AuditEntry, NotChanged> {
    subject.require(Capability::TariffManage)?;
    match version.state {
        VersionState::Active => Ok(changed(subject, version, VersionState::Withdrawn)),
        other => Err(NotChanged::State(other)),
    }
}

/// Decides whether a version may be deleted: only a draft, which never priced a call.
///
/// # Errors
///
/// The person may not, or it is no draft.
pub fn discard(subject: &Subject, version: &Version) -> Result<AuditEntry, NotChanged> {
    subject.require(Capability::TariffManage)?;
    match version.state {
        VersionState::Draft => Ok(AuditEntry::new(
            Actor::Person(subject.person),
            Action::Delete,
            Object::Tariff(version.id),
        )),
        other => Err(NotChanged::State(other)),
    }
}

fn changed(subject: &Subject, version: &Version, state: VersionState) -> AuditEntry {
    AuditEntry::new(
        Actor::Person(subject.person),
        Action::Update,
        Object::Tariff(version.id),
    )
    .change("state", version.state.key(), state.key())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Profile;
    use crate::testing::subject;

    fn version(state: VersionState, refused: usize) -> Version {
        Version {
            id: TariffVersionId(1),
            state,
            rows: 4,
            refused,
        }
    }

    #[test]
    fn the_count_of_rows_has_to_be_confirmed_and_so_do_refused_lines() {
        let admin = subject(1, &[Profile::Administrator], &[], &[]);
        for (rows, without_refused, refused, wrong) in [
            ("4", false, 0, vec![]),
            (" 4 ", true, 2, vec![]),
            ("", true, 0, vec![("rows", Problem::Empty)]),
            ("5", true, 0, vec![("rows", Problem::NotConfirmed)]),
            ("four", true, 0, vec![("rows", Problem::NotDigits)]),
            ("4", false, 1, vec![("refused", Problem::Empty)]),
        ] {
            let form = Activation {
                rows,
                without_refused,
            };
            let expected: Vec<_> = wrong
                .into_iter()
                .map(|(field, problem)| FieldError::new(field, problem))
                .collect();
            match activate(&admin, &version(VersionState::Draft, refused), &form) {
                Ok(_) => assert_eq!(expected, [], "{rows:?}"),
                Err(NotChanged::Form(errors)) => assert_eq!(errors, expected, "{rows:?}"),
                Err(other) => panic!("{rows:?}: {other}"),
            }
        }
    }

    #[test]
    fn each_step_leads_on_from_its_own_states_only() {
        let admin = subject(1, &[Profile::Administrator], &[], &[]);
        let form = Activation {
            rows: "4",
            without_refused: false,
        };
        for (state, activated, withdrawn, discarded) in [
            (VersionState::Draft, true, false, true),
            (VersionState::Active, false, true, false),
            (VersionState::Withdrawn, true, false, false),
        ] {
            let version = version(state, 0);
            assert_eq!(activate(&admin, &version, &form).is_ok(), activated, "{state}");
            assert_eq!(withdraw(&admin, &version).is_ok(), withdrawn, "{state}");
            assert_eq!(discard(&admin, &version).is_ok(), discarded, "{state}");
        }
    }

    #[test]
    fn only_who_manages_tariffs_changes_them() {
        for profile in Profile::ALL {
            let subject = subject(1, &[profile], &[], &[]);
            let may = profile.grants(Capability::TariffManage).is_some();
            let draft = version(VersionState::Draft, 0);
            let form = Activation {
                rows: "4",
                without_refused: false,
            };
            assert_eq!(activate(&subject, &draft, &form).is_ok(), may, "{profile}");
            assert_eq!(discard(&subject, &draft).is_ok(), may, "{profile}");
            assert_eq!(
                withdraw(&subject, &version(VersionState::Active, 0)).is_ok(),
                may,
                "{profile}"
            );
        }
    }
}
