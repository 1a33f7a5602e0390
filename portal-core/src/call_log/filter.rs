//! What to look for in the call log.

use chrono::{DateTime, Datelike as _, MappedLocalTime, NaiveDate, NaiveTime, TimeDelta, TimeZone as _, Utc};
use chrono_tz::Tz;

use super::{CallRecord, CallView, Direction, Disposition};
use crate::form::Checks;
use crate::number::digits;
use crate::{DepartmentId, FieldError, PersonId, Problem};

/// What to look for; what is empty does not narrow.
///
/// ```
/// use switchhook_portal_core::call_log::{Filter, FilterForm};
///
/// let filter = Filter::parse(&FilterForm { from: "2026-11-22", time: "23:50", ..FilterForm::default() })?;
/// let (from, until) = filter.bounds(chrono_tz::Pacific::Noumea);
/// assert_eq!(from.unwrap().to_rfc3339(), "2026-11-21T13:00:00+00:00");
/// assert_eq!(until, None);
/// # Ok::<(), Vec<switchhook_portal_core::FieldError>>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Contained in the number of the caller or of the called.
    pub number: String,
    /// Which way it went.
    pub direction: Option<Direction>,
    /// How it ended.
    pub disposition: Option<Disposition>,
    /// The first day.
    pub from: Option<NaiveDate>,
    /// The last day, which counts in full.
    pub to: Option<NaiveDate>,
    /// Begun within half an hour of this time of day.
    pub time: Option<NaiveTime>,
    /// This person called or was called.
    pub person: Option<PersonId>,
    /// Somebody of this department called or was called.
    pub department: Option<DepartmentId>,
}

/// The fields of the search form, as typed.
#[derive(Clone, Copy, Debug, Default)]
pub struct FilterForm<'a> {
    /// `number`: digits, with or without separators.
    pub number: &'a str,
    /// `direction`: a key such as `outgoing`.
    pub direction: &'a str,
    /// `disposition`: a key such as `answered`.
    pub disposition: &'a str,
    /// `from`: a date such as `2026-11-22`.
    pub from: &'a str,
    /// `to`: a date; the same as `from` for one day.
    pub to: &'a str,
    /// `time`: a time of day such as `14:30`.
    pub time: &'a str,
    /// `person`: an identifier.
    pub person: &'a str,
    /// `department`: an identifier.
    pub department: &'a str,
}

/// Half of the hour around [`Filter::time`], in seconds.
const AROUND: i64 = 30 * 60;
const DAY: i64 = 24 * 60 * 60;

impl Filter {
    /// Reads the search form.
    ///
    /// # Errors
    ///
    /// All fields that are wrong.
    pub fn parse(form: &FilterForm<'_>) -> Result<Self, Vec<FieldError>> {
        let mut checks = Checks::default();
        let number = checks.take_optional("number", form.number, |text| {
            text.parse::<crate::DialString>().map_err(Problem::from)
        });
        let direction = checks.take_optional("direction", form.direction, |text| {
            Direction::from_key(text).ok_or(Problem::Unknown)
        });
        let disposition = checks.take_optional("disposition", form.disposition, |text| {
            Disposition::from_key(text).ok_or(Problem::Unknown)
        });
        let from = checks.take_optional("from", form.from, date);
        let to = checks.take_optional("to", form.to, date);
        if from.zip(to).is_some_and(|(from, to)| to < from) {
            checks.report("to", Problem::EndsBeforeItBegins);
        }
        let time = checks.take_optional("time", form.time, time_of_day);
        let id = crate::person::reference;
        let person = checks.take_optional("person", form.person, |text| id(text).map(PersonId));
        let department =
            checks.take_optional("department", form.department, |text| id(text).map(DepartmentId));
        let number = number.map(|number| number.to_string()).unwrap_or_default();
        checks.finish(Some(Self {
            number,
            direction,
            disposition,
            from,
            to,
            time,
            person,
            department,
        }))
    }

    /// Whether everything is found.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The instants between which a call begins: at or after the first, before the second.
    pub fn bounds(&self, zone: Tz) -> (Option<DateTime<Utc>>, Option<DateTime<Utc>>) {
        let after = |day: NaiveDate| day.succ_opt().map(|day| midnight(day, zone));
        (self.from.map(|day| midnight(day, zone)), self.to.and_then(after))
    }

    /// Whether a call fits, as a person sees it.
    ///
    /// A number is looked for in what that person sees of it: otherwise searching digit by digit would tell the
    /// masked ones.
    pub fn matches(&self, call: &CallRecord, view: &CallView, zone: Tz) -> bool {
        let (from, until) = self.bounds(zone);
        let parties = [&call.caller, &call.callee];
        let start = call.cdr.start;
        self.direction.is_none_or(|direction| call.direction == direction)
            && self
                .disposition
                .is_none_or(|disposition| call.cdr.disposition == disposition)
            && from.is_none_or(|from| start >= from)
            && until.is_none_or(|until| start < until)
            && self
                .time
                .is_none_or(|time| is_around(start.with_timezone(&zone).time(), time))
            && self
                .person
                .is_none_or(|person| parties.iter().any(|party| party.person == Some(person)))
            && self
                .department
                .is_none_or(|id| parties.iter().any(|party| party.department == Some(id)))
            && (self.number.is_empty()
                || [&view.caller, &view.callee]
                    .iter()
                    .any(|party| visible(&party.number).contains(&self.number)))
    }
}

/// The part of a number before its mask: a `*` in a search is a `*` that was dialled.
fn visible(number: &str) -> String {
    digits(number.strip_suffix("***").unwrap_or(number))
}

pub(crate) fn date(text: &str) -> Result<NaiveDate, Problem> {
    let date = NaiveDate::parse_from_str(text, "%Y-%m-%d").ok();
    // Far from the ends of the calendar no instant of the day can overflow.
    date.filter(|date| (1970..=2999).contains(&date.year()))
        .ok_or(Problem::NotADate)
}

fn time_of_day(text: &str) -> Result<NaiveTime, Problem> {
    // Browsers add seconds where a form asks for them.
    let parsed =
        NaiveTime::parse_from_str(text, "%H:%M").or_else(|_| NaiveTime::parse_from_str(text, "%H:%M:%S"));
    parsed.map_err(|_| Problem::NotATime)
}

fn is_around(time: NaiveTime, centre: NaiveTime) -> bool {
    let apart = (time - centre).num_seconds().abs();
    // Ten to midnight and ten past it are twenty minutes apart.
    apart.min(DAY - apart) <= AROUND
}

/// The first instant of a day. Where clocks are put forward at midnight, the day begins at the first time they show.
pub(crate) fn midnight(day: NaiveDate, zone: Tz) -> DateTime<Utc> {
    let start = day.and_time(NaiveTime::MIN);
    for quarter in 0..12 {
        match zone.from_local_datetime(&(start + TimeDelta::minutes(15 * quarter))) {
            MappedLocalTime::Single(instant) | MappedLocalTime::Ambiguous(instant, _) => {
                return instant.to_utc();
            }
            MappedLocalTime::None => {}
        }
    }
    // A zone skipped the whole day (Samoa, 30 December 2011): it began and ended at the same instant.
    start.and_utc() - TimeDelta::seconds(i64::from(offset_before(start, zone)))
}

fn offset_before(start: chrono::NaiveDateTime, zone: Tz) -> i32 {
    use chrono::Offset as _;
    zone.offset_from_utc_datetime(&(start - TimeDelta::days(1)))
        .fix()
        .local_minus_utc()
}

#[cfg(test)]
mod tests {
    use chrono_tz::{America::Santiago, Europe::Paris, Pacific::Apia};

    use super::*;
    use crate::call_log::tests::{cdr, index};
    use crate::testing::subject;
    use crate::{Profile, Subject};

    fn call() -> CallRecord {
        // Begins at 10:00 UTC, 11:00 in Paris.
        CallRecord::new(
            cdr("106", "PJSIP/phone106-01", "0687123456", "PJSIP/trunk-02"),
            &index(),
        )
    }

    fn found(form: &FilterForm<'_>, subject: &Subject) -> bool {
        let call = call();
        Filter::parse(form)
            .unwrap()
            .matches(&call, &call.seen_by(subject).unwrap(), Paris)
    }

    #[test]
    fn every_field_narrows() {
        let own = subject(1, &[Profile::User], &[], &[]);
        let none = FilterForm::default();
        for (form, expected) in [
            (none, true),
            (
                FilterForm {
                    number: "7 12",
                    ..none
                },
                true,
            ),
            (
                FilterForm {
                    number: "106",
                    ..none
                },
                true,
            ),
            (
                FilterForm {
                    number: "999",
                    ..none
                },
                false,
            ),
            (
                FilterForm {
                    direction: "outgoing",
                    ..none
                },
                true,
            ),
            (
                FilterForm {
                    direction: "incoming",
                    ..none
                },
                false,
            ),
            (
                FilterForm {
                    disposition: "answered",
                    ..none
                },
                true,
            ),
            (
                FilterForm {
                    disposition: "busy",
                    ..none
                },
                false,
            ),
            (
                FilterForm {
                    from: "2026-11-22",
                    ..none
                },
                true,
            ),
            (
                FilterForm {
                    from: "2026-11-23",
                    ..none
                },
                false,
            ),
            (
                FilterForm {
                    to: "2026-11-22",
                    ..none
                },
                true,
            ),
            (
                FilterForm {
                    to: "2026-11-21",
                    ..none
                },
                false,
            ),
            (
                FilterForm {
                    from: "2026-11-22",
                    to: "2026-11-22",
                    ..none
                },
                true,
            ),
            (
                FilterForm {
                    time: "11:30",
                    ..none
                },
                true,
            ),
            (
                FilterForm {
                    time: "10:30",
                    ..none
                },
                true,
            ),
            (
                FilterForm {
                    time: "11:31",
                    ..none
                },
                false,
            ),
            (
                FilterForm {
                    time: "10:29",
                    ..none
                },
                false,
            ),
            (FilterForm { person: "1", ..none }, true),
            (FilterForm { person: "2", ..none }, false),
            (
                FilterForm {
                    department: "1",
                    ..none
                },
                true,
            ),
            (
                FilterForm {
                    department: "2",
                    ..none
                },
                false,
            ),
        ] {
            assert_eq!(found(&form, &own), expected, "{form:?}");
        }
    }

    #[test]
    fn masked_digits_cannot_be_searched_for() {
        let calls = subject(9, &[Profile::Calls], &[], &[]);
        for (number, expected) in [
            ("0687123", true),
            ("06871234", false),
            ("456", false),
            // A colleague's extension is in the directory for everybody.
            ("106", true),
            ("*", false),
        ] {
            assert_eq!(
                found(
                    &FilterForm {
                        number,
                        ..FilterForm::default()
                    },
                    &calls
                ),
                expected,
                "{number}"
            );
        }
    }

    #[test]
    fn wrong_fields_are_named() {
        let errors = Filter::parse(&FilterForm {
            number: "12x",
            direction: "sideways",
            disposition: "maybe",
            from: "2026-11-22",
            to: "2026-11-21",
            time: "25:00",
            person: "me",
            department: "",
        })
        .unwrap_err();
        let expected = [
            ("number", Problem::BadCharacter { character: 'x' }),
            ("direction", Problem::Unknown),
            ("disposition", Problem::Unknown),
            ("to", Problem::EndsBeforeItBegins),
            ("time", Problem::NotATime),
            ("person", Problem::Unknown),
        ];
        assert_eq!(
            errors,
            expected.map(|(field, problem)| FieldError::new(field, problem))
        );
    }

    #[test]
    fn half_hours_reach_over_midnight() {
        let time = |text| time_of_day(text).unwrap();
        for (one, other, expected) in [
            ("23:50", "00:10", true),
            ("00:00", "23:30", true),
            ("00:00", "23:29", false),
            ("12:00:30", "12:31", false),
        ] {
            assert_eq!(is_around(time(one), time(other)), expected, "{one} {other}");
            assert_eq!(is_around(time(other), time(one)), expected, "{other} {one}");
        }
    }

    #[test]
    fn days_of_23_24_and_25_hours_are_whole() {
        for (zone, day, hours) in [
            (Paris, "2026-03-29", 23),
            (Paris, "2026-10-25", 25),
            (Paris, "2026-11-22", 24),
            // Clocks in Chile are put forward at midnight.
            (Santiago, "2026-09-06", 23),
            (Santiago, "2026-04-04", 25),
            (Apia, "2011-12-30", 0),
        ] {
            let filter = Filter {
                from: date(day).ok(),
                to: date(day).ok(),
                ..Filter::default()
            };
            let (from, until) = filter.bounds(zone);
            assert_eq!(
                until.unwrap() - from.unwrap(),
                TimeDelta::hours(hours),
                "{zone} {day}"
            );
        }
    }
}
