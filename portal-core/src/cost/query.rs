//! What a person wants to know about costs.

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;

use crate::call_log::{date, midnight};
use crate::form::Checks;
use crate::person::reference;
use crate::{DepartmentId, FieldError, Month, Party, PhoneId, Problem};

/// When, how detailed, for whom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Query {
    /// When the calls began.
    pub period: Period,
    /// How detailed the report is.
    pub detail: Detail,
    /// Whose calls they are.
    pub who: Who,
}

/// The fields of the form, as typed.
#[derive(Clone, Copy, Debug, Default)]
pub struct QueryForm<'a> {
    /// `month`: such as `2026-11`; this or dates.
    pub month: &'a str,
    /// `from`: the first day, such as `2026-11-01`.
    pub from: &'a str,
    /// `to`: the last day, which counts in full.
    pub to: &'a str,
    /// `report`: `summary` or `detail`; a summary by default.
    pub report: &'a str,
    /// `department`: an identifier; this or phones, all by default.
    pub department: &'a str,
    /// `phones`: identifiers.
    pub phones: &'a [&'a str],
}

impl Query {
    /// Reads the form.
    ///
    /// # Errors
    ///
    /// All fields that are wrong, also those that exclude each other: a month and dates, a department and phones.
    ///
    /// ```
    /// use switchhook_portal_core::cost::{Query, QueryForm};
    ///
    /// let form = QueryForm { month: "2026-11", to: "2026-11-05", ..QueryForm::default() };
    /// let errors = Query::parse(&form).unwrap_err();
    /// assert_eq!(errors[0].to_string(), "to: cannot be combined with month; fill in one of the two");
    /// ```
    pub fn parse(form: &QueryForm<'_>) -> Result<Self, Vec<FieldError>> {
        let mut checks = Checks::default();
        let month = checks.take_optional("month", form.month, str::parse);
        let from = checks.take_optional("from", form.from, date);
        let to = checks.take_optional("to", form.to, date);
        let filled = |text: &str| !text.trim().is_empty();
        if filled(form.month) {
            for (field, text) in [("from", form.from), ("to", form.to)] {
                if filled(text) {
                    checks.report(field, Problem::Excludes { other: "month" });
                }
            }
        } else if !filled(form.from) && !filled(form.to) {
            checks.report("month", Problem::Empty);
        }
        if from.zip(to).is_some_and(|(from, to)| to < from) {
            checks.report("to", Problem::EndsBeforeItBegins);
        }
        let detail = match form.report.trim() {
            "" | "summary" => Detail::Summary,
            "detail" => Detail::Calls,
            _ => {
                checks.report("report", Problem::Unknown);
                Detail::Summary
            }
        };
        let department = checks.take_optional("department", form.department, |text| {
            reference(text).map(DepartmentId)
        });
        let mut phones = Vec::new();
        for text in form.phones {
            phones.extend(checks.take_optional("phones", text, |text| reference(text).map(PhoneId)));
        }
        let who = match (department, phones.is_empty()) {
            (Some(_), false) => {
                checks.report("phones", Problem::Excludes { other: "department" });
                Who::Everybody
            }
            (Some(department), true) => Who::Department(department),
            (None, false) => Who::Phones(phones),
            (None, true) => Who::Everybody,
        };
        let period = month.map_or(Period::Days { from, to }, Period::Month);
        checks.finish(Some(Self { period, detail, who }))
    }
}

/// When the calls began.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Period {
    /// In a month.
    Month(Month),
    /// On days, the last one included.
    Days {
        /// The first day.
        from: Option<NaiveDate>,
        /// The last day.
        to: Option<NaiveDate>,
    },
}

impl Period {
    /// At or after the first instant, before the second.
    pub fn bounds(self, zone: Tz) -> (Option<DateTime<Utc>>, Option<DateTime<Utc>>) {
        let (from, until) = match self {
            Self::Month(month) => (Some(month.first_day()), Some(month.next().first_day())),
            Self::Days { from, to } => (from, to.and_then(|to| to.succ_opt())),
        };
        (
            from.map(|day| midnight(day, zone)),
            until.map(|day| midnight(day, zone)),
        )
    }
}

/// How detailed a report is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Detail {
    /// A line for each phone.
    Summary,
    /// A line for each call.
    Calls,
}

impl Detail {
    /// `summary` or `detail`, as in the form.
    pub fn key(self) -> &'static str {
        match self {
            Self::Summary => "summary",
            Self::Calls => "detail",
        }
    }
}

/// Whose calls.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Who {
    /// All that the person may see.
    Everybody,
    /// Those of a department.
    Department(DepartmentId),
    /// Those from some phones.
    Phones(Vec<PhoneId>),
}

impl Who {
    /// Whether it is one of these who called.
    pub fn includes(&self, caller: &Party) -> bool {
        match self {
            Self::Everybody => true,
            Self::Department(department) => caller.department == Some(*department),
            Self::Phones(phones) => caller.phone.is_some_and(|phone| phones.contains(&phone)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_period_is_a_month_or_dates() {
        let none = QueryForm::default();
        let fields = |form: &QueryForm<'_>| {
            let errors = Query::parse(form).unwrap_err();
            errors
                .into_iter()
                .map(|error| (error.field, error.problem.key()))
                .collect::<Vec<_>>()
        };
        assert_eq!(fields(&none), [("month", "problem-empty")]);
        let both = QueryForm {
            month: "2026-11",
            from: "2026-11-01",
            to: "2026-11-02",
            ..none
        };
        assert_eq!(
            fields(&both),
            [("from", "problem-excludes"), ("to", "problem-excludes")]
        );
        let wrong = QueryForm {
            month: "2026-13",
            report: "x",
            department: "x",
            phones: &["y"],
            ..none
        };
        assert_eq!(
            fields(&wrong),
            [
                ("month", "problem-not-a-month"),
                ("report", "problem-unknown"),
                ("department", "problem-unknown"),
                ("phones", "problem-unknown")
            ]
        );
        let backwards = QueryForm {
            from: "2026-11-02",
            to: "2026-11-01",
            ..none
        };
        assert_eq!(fields(&backwards), [("to", "problem-ends-before-it-begins")]);
        let two = QueryForm {
            month: "2026-11",
            department: "1",
            phones: &["2"],
            ..none
        };
        assert_eq!(fields(&two), [("phones", "problem-excludes")]);
    }

    #[test]
    fn the_last_day_counts_in_full() {
        let query = |month, from, to| {
            Query::parse(&QueryForm {
                month,
                from,
                to,
                ..QueryForm::default()
            })
            .unwrap()
        };
        let bounds = |query: Query| {
            let (from, until) = query.period.bounds(chrono_tz::Europe::Paris);
            [from, until].map(|bound| bound.map(|bound| bound.to_rfc3339()))
        };
        let text = |text: &str| Some(text.to_owned());
        assert_eq!(
            bounds(query("", "2026-10-25", "2026-10-25")),
            [
                text("2026-10-24T22:00:00+00:00"),
                text("2026-10-25T23:00:00+00:00")
            ]
        );
        assert_eq!(
            bounds(query("2026-12", "", "")),
            [
                text("2026-11-30T23:00:00+00:00"),
                text("2026-12-31T23:00:00+00:00")
            ]
        );
        assert_eq!(
            bounds(query("", "", "2026-12-01")),
            [None, text("2026-12-01T23:00:00+00:00")]
        );
    }
}
