//! Costs: a question in three steps (when, how detailed, for whom), and the report that answers.
//!
//! Totals add the unrounded amounts; each figure is rounded for itself when it is shown. So a total may differ by a
//! franc from the sum of the figures above it, and is right: 2599.9 + 106.9 + 10.45 = 2717.25 is shown as
//! `2599`, `106`, `10` and `2717`.

mod csv;
mod explained;
mod query;

use std::cmp::Reverse;
use std::time::Duration;

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use switchhook_rating::{Currency, Money, Rounding};

pub use self::csv::{CsvTexts, file_name};
pub use self::explained::{Called, called};
pub use self::query::{Detail, Period, Query, QueryForm, Who};
pub use crate::Month;
use crate::call_log::{CallRecord, Pricing};
use crate::number::abridge;
use crate::text::fold;
use crate::{CallId, Capability, Denied, Department, DepartmentId, Party, PersonId, PhoneId, Subject};

/// The costs that a person asked for, by department.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// One line per phone, or one per call.
    pub detail: Detail,
    /// How figures are rounded when they are shown.
    pub rounding: Rounding,
    /// The departments, by name; calls without one come last.
    pub groups: Vec<Group>,
    /// All of it.
    pub total: Total,
}

/// The costs of a department.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// Which; `None` gathers what belongs to none, or to one that is gone.
    pub department: Option<DepartmentId>,
    /// `short name (full name)`; empty without a department.
    pub heading: String,
    /// Its lines, by name.
    pub lines: Vec<Line>,
    /// Their sum.
    pub total: Total,
}

/// A phone with all its calls, or a single call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Whose phone it was.
    pub person: Option<PersonId>,
    /// Which phone.
    pub phone: Option<PhoneId>,
    /// The name then; may be empty.
    pub name: String,
    /// The extension then.
    pub extension: String,
    /// The line before has another phone, so that a table prints the name only once.
    pub first: bool,
    /// The call, in a detailed report.
    pub call: Option<ReportedCall>,
    /// Calls, time and money.
    pub total: Total,
}

/// A call in a detailed report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportedCall {
    /// Which.
    pub id: CallId,
    /// When it began.
    pub at: DateTime<Utc>,
    /// The number: whole for one's own calls, else its first three characters and `***`.
    pub number: String,
}

/// A number of calls with their time and money.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Total {
    /// How many calls.
    pub calls: u64,
    /// How long they lasted in all.
    pub duration: Duration,
    /// Unrounded.
    pub before_tax: Money,
    /// Unrounded.
    pub after_tax: Money,
}

impl Total {
    fn zero(currency: Currency) -> Self {
        Self {
            calls: 0,
            duration: Duration::ZERO,
            before_tax: Money::zero(currency),
            after_tax: Money::zero(currency),
        }
    }

    fn add(self, other: &Self) -> Result<Self, ReportError> {
        let sum = |one: Money, other: Money| one.checked_add(other).ok_or(ReportError::TooLarge);
        Ok(Self {
            calls: self.calls + other.calls,
            duration: self.duration.saturating_add(other.duration),
            before_tax: sum(self.before_tax, other.before_tax)?,
            after_tax: sum(self.after_tax, other.after_tax)?,
        })
    }
}

/// What a report is made from.
#[derive(Clone, Copy, Debug)]
pub struct Facts<'a> {
    /// The calls of the period; others are left out again.
    pub calls: &'a [(CallId, CallRecord)],
    /// All departments.
    pub departments: &'a [Department],
    /// The zone in which days begin.
    pub zone: Tz,
    /// The currency of all calls.
    pub currency: Currency,
    /// How figures are rounded when they are shown; [`Rounding::Floor`] cuts off what is less than a coin.
    pub rounding: Rounding,
}

impl Report {
    /// Gathers the calls that have a cost, answer the query and may be seen by the person.
    ///
    /// # Errors
    ///
    /// The person may not see costs, or amounts cannot be added up.
    pub fn build(subject: &Subject, query: &Query, facts: &Facts<'_>) -> Result<Self, ReportError> {
        subject.require(Capability::CostRead)?;
        let (from, until) = query.period.bounds(facts.zone);
        let mut rows = Vec::new();
        for (id, call) in facts.calls {
            let start = call.cdr.start;
            let fits = from.is_none_or(|from| start >= from)
                && until.is_none_or(|until| start < until)
                && query.who.includes(&call.caller)
                && subject.reaches(Capability::CostRead, &call.caller);
            if fits {
                rows.extend(Row::of(*id, call, facts)?);
            }
        }
        // The keys are folded once per call, not once per comparison.
        rows.sort_by_cached_key(Row::key);

        let mut groups: Vec<Group> = Vec::new();
        for row in &rows {
            let new = groups
                .last()
                .is_none_or(|group| group.department != row.department.map(|(id, _)| id));
            if new {
                groups.push(Group {
                    department: row.department.map(|(id, _)| id),
                    heading: row.heading.clone(),
                    lines: Vec::new(),
                    total: Total::zero(facts.currency),
                });
            }
            if let Some(group) = groups.last_mut() {
                group.total = group.total.add(&row.total)?;
                push(&mut group.lines, row, subject, query.detail)?;
            }
        }
        let total = groups
            .iter()
            .try_fold(Total::zero(facts.currency), |sum, group| sum.add(&group.total))?;
        Ok(Self {
            detail: query.detail,
            rounding: facts.rounding,
            groups,
            total,
        })
    }

    /// An amount as the report shows it: in the decimals of its currency, without its code.
    pub fn shown(&self, amount: Money) -> String {
        amount.rounded_text(self.rounding)
    }
}

fn push(lines: &mut Vec<Line>, row: &Row<'_>, subject: &Subject, detail: Detail) -> Result<(), ReportError> {
    let caller = row.caller;
    let same = |line: &Line| {
        (line.person, line.phone, &line.extension) == (caller.person, caller.phone, &caller.number)
    };
    let first = !lines.last().is_some_and(same);
    match lines.last_mut() {
        Some(line) if detail == Detail::Summary && !first => line.total = line.total.add(&row.total)?,
        _ => lines.push(Line {
            person: caller.person,
            phone: caller.phone,
            name: caller.name.clone(),
            extension: caller.number.clone(),
            first,
            call: (detail == Detail::Calls).then(|| ReportedCall {
                id: row.id,
                at: row.at,
                number: if subject.is(caller) {
                    row.number.to_owned()
                } else {
                    abridge(row.number)
                },
            }),
            total: row.total,
        }),
    }
    Ok(())
}

/// A call that has a cost.
struct Row<'a> {
    id: CallId,
    department: Option<(DepartmentId, &'a Department)>,
    heading: String,
    caller: &'a Party,
    number: &'a str,
    at: DateTime<Utc>,
    total: Total,
}

/// Department (none last), name, extension, phone, person, newest first.
type Key = (
    bool,
    String,
    Option<DepartmentId>,
    String,
    String,
    Option<PhoneId>,
    Option<PersonId>,
    Reverse<DateTime<Utc>>,
);

impl<'a> Row<'a> {
    fn of(id: CallId, call: &'a CallRecord, facts: &Facts<'a>) -> Result<Option<Self>, ReportError> {
        let Pricing::Priced(price) = &call.pricing else {
            return Ok(None);
        };
        // A report of costs lists what costs something.
        if price.before_tax_micros == 0 && price.after_tax_micros == 0 {
            return Ok(None);
        }
        if price.currency != facts.currency.code() {
            return Err(ReportError::OtherCurrency {
                found: price.currency.clone(),
                expected: facts.currency,
            });
        }
        let amount = |micros| Money::from_micros(micros, facts.currency);
        let department = facts
            .departments
            .iter()
            .find(|department| Some(department.id) == call.caller.department);
        Ok(Some(Self {
            id,
            department: department.map(|department| (department.id, department)),
            heading: department.map(Department::heading).unwrap_or_default(),
            caller: &call.caller,
            number: &call.cdr.destination,
            at: call.cdr.start,
            total: Total {
                calls: 1,
                duration: call.cdr.billable,
                before_tax: amount(price.before_tax_micros),
                after_tax: amount(price.after_tax_micros),
            },
        }))
    }

    fn key(&self) -> Key {
        (
            self.department.is_none(),
            fold(&self.heading),
            self.department.map(|(id, _)| id),
            fold(&self.caller.name),
            self.caller.number.clone(),
            self.caller.phone,
            self.caller.person,
            Reverse(self.at),
        )
    }
}

/// Why there is no report.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ReportError {
    /// The person may not see costs.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// Amounts of two currencies cannot be added.
    #[error("a call is rated in {found}, not in {expected}; rate it again with the current tariffs")]
    OtherCurrency {
        /// The currency of the call.
        found: String,
        /// The currency of the report.
        expected: Currency,
    },
    /// The sum is larger than an amount can be.
    #[error("the sum is too large for an amount; choose a shorter period")]
    TooLarge,
}

/// A length of time as reports show it: `2:58:04`.
///
/// ```
/// use std::time::Duration;
/// use switchhook_portal_core::cost::clock;
///
/// assert_eq!(clock(Duration::from_secs(10_684)), "2:58:04");
/// assert_eq!(clock(Duration::from_secs(4)), "0:00:04");
/// ```
pub fn clock(duration: Duration) -> String {
    let seconds = duration.as_secs();
    format!("{}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60)
}

#[cfg(test)]
mod tests;
