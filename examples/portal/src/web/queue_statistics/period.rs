//! The periods of the form.

use std::ops::Range;

use chrono::{DateTime, Datelike as _, Days, Months, NaiveDate, NaiveTime, TimeZone as _, Utc};
use chrono_tz::Tz;

use crate::i18n::Texts;
use crate::web::views::common::Choice;

/// Months that the form offers, this one included.
const MONTHS: u32 = 13;

/// Which days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Period {
    Today,
    Yesterday,
    /// Without today.
    TenDays,
    /// Its first day.
    Month(NaiveDate),
    /// Both included.
    Dates(NaiveDate, NaiveDate),
}

impl Period {
    /// A month or another word; without one, the dates, of which one is enough.
    pub(super) fn parse(period: &str, from: &str, to: &str) -> Option<Self> {
        let date = |text: &str| {
            NaiveDate::parse_from_str(text, "%Y-%m-%d")
                .ok()
                .filter(|date| (1970..=2999).contains(&date.year()))
        };
        Some(match period {
            "today" => Self::Today,
            "yesterday" => Self::Yesterday,
            "ten-days" => Self::TenDays,
            "" => {
                let (from, to) = match (from, to) {
                    ("", to) => (date(to)?, date(to)?),
                    (from, "") => (date(from)?, date(from)?),
                    (from, to) => (date(from)?, date(to)?),
                };
                (from <= to).then_some(Self::Dates(from, to))?
            }
            month => Self::Month(date(&format!("{month}-01"))?),
        })
    }

    /// Its days, the last one not included.
    pub(super) fn days(self, today: NaiveDate) -> Range<NaiveDate> {
        // Years from 1970 to 2999 have neighbours.
        let next = |day: NaiveDate| day.succ_opt().unwrap_or(day);
        match self {
            Self::Today => today..next(today),
            Self::Yesterday => today - Days::new(1)..today,
            Self::TenDays => today - Days::new(10)..today,
            Self::Month(first) => first..first + Months::new(1),
            Self::Dates(from, to) => from..next(to),
        }
    }
}

/// The instants at which days begin and end.
pub(super) fn bounds(days: &Range<NaiveDate>, zone: Tz) -> Range<DateTime<Utc>> {
    let midnight = |day: NaiveDate| {
        // Where clocks are put forward at midnight, the day begins later.
        let start = day.and_time(NaiveTime::MIN);
        (0..12)
            .find_map(|quarter| {
                let time = start + chrono::TimeDelta::minutes(15 * quarter);
                zone.from_local_datetime(&time).earliest()
            })
            .map_or_else(|| start.and_utc(), |instant| instant.to_utc())
    };
    midnight(days.start)..midnight(days.end)
}

pub(super) fn choices(t: Texts, today: NaiveDate, chosen: &str) -> Vec<Choice> {
    let this_month = today.with_day(1).unwrap_or(today);
    let months = (0..MONTHS).filter_map(|back| {
        let month = this_month.checked_sub_months(Months::new(back))?;
        Some((month.format("%Y-%m").to_string(), t.month(month)))
    });
    let fixed = [
        (String::new(), t.costs_month_none()),
        ("today".to_owned(), t.qs_today()),
        ("yesterday".to_owned(), t.qs_yesterday()),
        ("ten-days".to_owned(), t.qs_ten_days()),
    ];
    fixed
        .into_iter()
        .chain(months)
        .map(|(value, label)| Choice {
            selected: value == chosen,
            value,
            label,
        })
        .collect()
}

/// A month by its name, else the first day and the last.
pub(super) fn text(t: Texts, period: Period, days: &Range<NaiveDate>) -> String {
    let last = days.end.pred_opt().unwrap_or(days.end);
    match period {
        Period::Month(first) => t.month(first),
        _ if days.start == last => t.date(last),
        _ => t.costs_days(&t.date(days.start), &t.date(last)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn periods_have_their_days() {
        let today = day("2026-11-23");
        for (period, from, to, first, end) in [
            ("today", "", "", "2026-11-23", "2026-11-24"),
            ("yesterday", "", "", "2026-11-22", "2026-11-23"),
            ("ten-days", "2020-01-01", "", "2026-11-13", "2026-11-23"),
            ("2026-02", "", "", "2026-02-01", "2026-03-01"),
            ("", "2026-11-01", "2026-11-03", "2026-11-01", "2026-11-04"),
            ("", "2026-11-01", "", "2026-11-01", "2026-11-02"),
        ] {
            let days = Period::parse(period, from, to).unwrap().days(today);
            assert_eq!(
                (days.start, days.end),
                (day(first), day(end)),
                "{period} {from} {to}"
            );
        }
        for (period, from, to) in [
            ("", "", ""),
            ("", "2026-11-03", "2026-11-01"),
            ("last", "", ""),
            ("", "9999-01-01", ""),
        ] {
            assert_eq!(Period::parse(period, from, to), None, "{period} {from} {to}");
        }
    }

    #[test]
    fn days_begin_at_midnight_of_the_zone_whatever_their_length() {
        let paris = chrono_tz::Europe::Paris;
        let length = |text: &str| {
            let bounds = bounds(&(day(text)..day(text).succ_opt().unwrap()), paris);
            (bounds.end - bounds.start).num_hours()
        };
        assert_eq!(
            ["2026-03-29", "2026-10-25", "2026-11-22"].map(length),
            [23, 25, 24]
        );
    }
}
