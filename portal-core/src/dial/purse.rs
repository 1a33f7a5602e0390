//! Whose budgets a call has to pass, and what each has spent.

use chrono::NaiveDateTime;

use super::budget::{Budget, Limit, Spent};
use super::{Decision, OriginateEffect, Reason};
use crate::audit::{AuditEntry, Outcome};
use crate::numbering::{Number, Site};
use crate::{DialString, schedule};

/// What one payer, such as a person or a department, may spend and has spent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Purse {
    /// What it may.
    pub budget: Budget,
    /// What it has.
    pub spent: Spent,
}

/// All purses that a call is charged to. It must pass each.
///
/// ```
/// use switchhook_portal_core::dial::budget::{Budget, Limit, Spent};
/// use switchhook_portal_core::dial::{Purse, Purses};
/// use switchhook_portal_core::numbering::Site;
///
/// let person = Purse { budget: Budget { minutes_per_day: Some(60), ..Budget::default() }, spent: Spent::default() };
/// let spent = Spent { seconds_today: 36_000, ..Spent::default() };
/// let department = Purse { budget: Budget { minutes_per_day: Some(600), ..Budget::default() }, spent };
/// let purses = Purses {
///     site: Site { country: "689".parse()?, internal_digits: 3, ..Site::default() },
///     local: "2026-11-23T10:00:00".parse().unwrap(),
///     purses: vec![person, department],
/// };
/// assert_eq!(purses.check(&"40501234".parse().unwrap()), Err(Limit::MinutesPerDay { limit: 600 }));
/// assert_eq!(purses.check(&"107".parse().unwrap()), Ok(()), "a colleague");
/// # Ok::<(), switchhook_portal_core::numbering::ParseDigitsError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Purses {
    /// What numbers mean at the site.
    pub site: Site,
    /// What the site's clock shows when the call begins.
    pub local: NaiveDateTime,
    /// The purses, in the order in which they are asked.
    pub purses: Vec<Purse>,
}

impl Purses {
    /// Whether a number may be called, as it is dialled: with the prefix for a line.
    ///
    /// # Errors
    ///
    /// The first limit that the call would pass.
    pub fn check(&self, dialled: &DialString) -> Result<(), Limit> {
        let number = self.read(dialled);
        self.purses
            .iter()
            .try_for_each(|purse| purse.budget.check(&number, &self.site, &purse.spent, self.local))
    }

    /// Whoever dials the prefix for a line gets one, however short the rest is.
    fn read(&self, dialled: &DialString) -> Number {
        let prefix = self.site.line_prefix.as_str();
        let rest = dialled.as_str().strip_prefix(prefix).unwrap_or_default();
        match self.site.read_dialled(dialled) {
            Number::Internal(_) if !prefix.is_empty() && !rest.is_empty() => {
                let rest = rest.parse().map(|rest| self.site.read(&rest));
                rest.ok()
                    .filter(|number| matches!(number, Number::Emergency(_)))
                    .unwrap_or_else(|| Number::Other(dialled.clone()))
            }
            number => number,
        }
    }

    fn refusal(&self, effect: &OriginateEffect, audit: &AuditEntry) -> Option<(Reason, AuditEntry)> {
        let limit = self.check(&effect.extension).err()?;
        let audit = audit.clone().outcome(Outcome::Refused(limit.key().to_owned()));
        Some((Reason::Limit(limit), audit))
    }
}

impl Decision {
    /// The same decision, refused where a budget does not allow the call.
    #[must_use]
    pub fn within(self, purses: &Purses) -> Self {
        let Self::Dial(approved) = &self else { return self };
        match purses.refusal(approved.effect(), approved.audit()) {
            None => self,
            Some((reason, audit)) => Self::Denied { reason, audit },
        }
    }
}

impl schedule::Decision {
    /// The same decision, refused where a budget does not allow the call. [`Purses::local`] is when it is due.
    #[must_use]
    pub fn within(self, purses: &Purses) -> Self {
        let Self::Plan { effect, audit, .. } = &self else {
            return self;
        };
        match purses.refusal(effect, audit) {
            None => self,
            Some((reason, audit)) => Self::Denied {
                reason: reason.into(),
                audit,
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::numbering::{Class, ClassKind};

    fn purses(budget: Budget) -> Purses {
        Purses {
            site: Site {
                country: "687".parse().unwrap(),
                line_prefix: "0".parse().unwrap(),
                emergency: vec!["15".parse().unwrap()],
                classes: vec![Class {
                    right: "premium".parse().unwrap(),
                    kind: ClassKind::Premium,
                    numbers: vec!["36XX".parse().unwrap()],
                }],
                ..Site::default()
            },
            local: "2026-11-23T10:00:00".parse().unwrap(),
            purses: vec![Purse {
                budget,
                spent: Spent {
                    seconds_today: 3600,
                    ..Spent::default()
                },
            }],
        }
    }

    fn ask(purses: &Purses, dialled: &str) -> &'static str {
        let answer = purses.check(&dialled.parse().unwrap());
        answer.map_or_else(|limit| limit.key(), |()| "called")
    }

    #[test]
    fn a_number_as_short_as_an_extension_is_outside_behind_the_prefix_for_a_line() {
        let purses = purses(Budget {
            minutes_per_day: Some(60),
            ..Budget::default()
        });
        for (dialled, expected) in [
            ("3612", "called"),
            ("03612", "minutes-per-day"),
            ("0272410", "minutes-per-day"),
            ("00033140506070", "minutes-per-day"),
            ("015", "called"),
            ("15", "called"),
        ] {
            assert_eq!(ask(&purses, dialled), expected, "{dialled}");
        }
    }

    #[test]
    fn premium_numbers_as_short_as_extensions_are_premium() {
        let purses = purses(Budget {
            no_premium: true,
            ..Budget::default()
        });
        for (dialled, expected) in [("3612", "premium"), ("3712", "called"), ("0272410", "called")] {
            assert_eq!(ask(&purses, dialled), expected, "{dialled}");
        }
    }
}
