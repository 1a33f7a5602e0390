//! Days that count as holidays: dates, and days that move from year to year.

use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, NaiveDate, Weekday};
use nom::branch::alt;
use nom::bytes::complete::{tag, take_while_m_n};
use nom::character::complete::{alpha1, char, one_of, space0, space1, u16 as number};
use nom::combinator::{all_consuming, map, map_opt, opt, value};
use nom::sequence::{delimited, pair, preceded, separated_pair, terminated};
use nom::{IResult, Parser};

/// A day that counts as a holiday. Parses and displays as in the examples.
///
/// ```
/// use switchhook_rating::Holiday;
/// for text in ["12-25", "2025-06-09", "easter+1", "orthodox-2", "last mon may", "4th thu nov"] {
///     assert_eq!(text.parse::<Holiday>()?.to_string(), text);
/// }
/// # Ok::<(), switchhook_rating::ParseHolidayError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Holiday {
    /// The same date every year: `12-25`.
    Yearly {
        /// 1 to 12.
        month: u8,
        /// 1 to 31.
        day: u8,
    },
    /// One date: `2025-06-09`.
    Once(NaiveDate),
    /// So many days after Easter Sunday of the western churches, or before: `easter+1`.
    Easter(i16),
    /// So many days after Easter Sunday of the orthodox churches, or before: `orthodox-2`.
    OrthodoxEaster(i16),
    /// A weekday of a month, counted from its beginning: `4th thu nov`.
    Nth {
        /// 1 to 5; in a month that has only four there is none.
        nth: u8,
        /// The weekday.
        weekday: Weekday,
        /// 1 to 12.
        month: u8,
    },
    /// The last such weekday of a month: `last mon may`.
    Last {
        /// The weekday.
        weekday: Weekday,
        /// 1 to 12.
        month: u8,
    },
}

impl Holiday {
    /// Whether it is that day.
    #[must_use]
    pub fn is(self, date: NaiveDate) -> bool {
        // Days before or after Easter may lie in another year.
        (-1..=1).any(|off| self.in_year(date.year().saturating_add(off)) == Some(date))
    }

    /// Its date in a year, or the one that belongs to the Easter of that year; `None` if there is none.
    #[must_use]
    pub fn in_year(self, year: i32) -> Option<NaiveDate> {
        let date = |month: u8, day: u8| NaiveDate::from_ymd_opt(year, u32::from(month), u32::from(day));
        match self {
            Self::Yearly { month, day } => date(month, day),
            Self::Once(once) => (once.year() == year).then_some(once),
            Self::Easter(days) => easter(year)?.checked_add_signed(chrono::TimeDelta::days(days.into())),
            Self::OrthodoxEaster(days) => {
                orthodox_easter(year)?.checked_add_signed(chrono::TimeDelta::days(days.into()))
            }
            Self::Nth { nth, weekday, month } => {
                NaiveDate::from_weekday_of_month_opt(year, u32::from(month), weekday, nth)
            }
            Self::Last { weekday, month } => {
                // The fifth, or the fourth where there is no fifth.
                let nth = |nth| NaiveDate::from_weekday_of_month_opt(year, u32::from(month), weekday, nth);
                nth(5).or_else(|| nth(4))
            }
        }
    }
}

/// Easter Sunday of the western churches: the Gregorian computus in the form that Butcher's Ecclesiastical Calendar gave
/// it (Meeus, "Astronomical Algorithms", chapter 8).
fn easter(year: i32) -> Option<NaiveDate> {
    let (a, b, c) = (year.rem_euclid(19), year.div_euclid(100), year.rem_euclid(100));
    let (d, e) = (b.div_euclid(4), b.rem_euclid(4));
    let g = (b - (b + 8).div_euclid(25) + 1).div_euclid(3);
    let h = (19 * a + b - d - g + 15).rem_euclid(30);
    let l = (32 + 2 * e + 2 * (c / 4) - h - c % 4).rem_euclid(7);
    let m = (a + 11 * h + 22 * l) / 451;
    let day = h + l - 7 * m + 114;
    NaiveDate::from_ymd_opt(
        year,
        u32::try_from(day / 31).ok()?,
        u32::try_from(day % 31 + 1).ok()?,
    )
}

/// Easter Sunday of the orthodox churches, which reckon it by the Julian calendar, as a date of ours.
fn orthodox_easter(year: i32) -> Option<NaiveDate> {
    let (a, b, c) = (year.rem_euclid(4), year.rem_euclid(7), year.rem_euclid(19));
    let d = (19 * c + 15) % 30;
    let e = (2 * a + 4 * b - d + 34) % 7;
    let day = d + e + 114;
    let julian = NaiveDate::from_ymd_opt(
        year,
        u32::try_from(day / 31).ok()?,
        u32::try_from(day % 31 + 1).ok()?,
    )?;
    let behind = year.div_euclid(100) - year.div_euclid(400) - 2;
    julian.checked_add_signed(chrono::TimeDelta::days(behind.into()))
}

const WEEKDAYS: [(&str, Weekday); 7] = [
    ("mon", Weekday::Mon),
    ("tue", Weekday::Tue),
    ("wed", Weekday::Wed),
    ("thu", Weekday::Thu),
    ("fri", Weekday::Fri),
    ("sat", Weekday::Sat),
    ("sun", Weekday::Sun),
];
const MONTHS: [&str; 12] = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
];
const ORDINALS: [&str; 5] = ["1st", "2nd", "3rd", "4th", "5th"];

impl fmt::Display for Holiday {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name_of = |month: u8| {
            MONTHS
                .get(usize::from(month).wrapping_sub(1))
                .copied()
                .unwrap_or("?")
        };
        let day_of = |weekday: Weekday| {
            WEEKDAYS
                .iter()
                .find(|(_, known)| *known == weekday)
                .map_or("?", |(name, _)| name)
        };
        match *self {
            Self::Yearly { month, day } => write!(f, "{month:02}-{day:02}"),
            Self::Once(date) => write!(f, "{date}"),
            Self::Easter(0) => f.write_str("easter"),
            Self::Easter(days) => write!(f, "easter{days:+}"),
            Self::OrthodoxEaster(0) => f.write_str("orthodox"),
            Self::OrthodoxEaster(days) => write!(f, "orthodox{days:+}"),
            Self::Nth { nth, weekday, month } => {
                let nth = ORDINALS
                    .get(usize::from(nth).wrapping_sub(1))
                    .copied()
                    .unwrap_or("?");
                write!(f, "{nth} {} {}", day_of(weekday), name_of(month))
            }
            Self::Last { weekday, month } => write!(f, "last {} {}", day_of(weekday), name_of(month)),
        }
    }
}

impl FromStr for Holiday {
    type Err = ParseHolidayError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (_, holiday) = all_consuming(delimited(space0, holiday, space0))
            .parse(text)
            .map_err(|_: nom::Err<nom::error::Error<&str>>| ParseHolidayError {
                text: text.chars().take(40).collect(),
            })?;
        Ok(holiday)
    }
}

/// A text that says no holiday.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{text:?} is not a day; write 12-25, 2025-06-09, easter+1, orthodox-2, last mon may or 4th thu nov")]
pub struct ParseHolidayError {
    /// The text as given, its first 40 characters.
    pub text: String,
}

fn holiday(input: &str) -> IResult<&str, Holiday> {
    let word = |list: &'static [&'static str]| {
        map_opt(alpha1, move |word: &str| {
            list.iter().position(|known| known.eq_ignore_ascii_case(word))
        })
    };
    // At most 11, so the month fits.
    let month = || map(word(&MONTHS), |at| at as u8 + 1);
    let weekday = || {
        map_opt(alpha1, |word: &str| {
            WEEKDAYS
                .iter()
                .find(|(name, _)| name.eq_ignore_ascii_case(word))
                .map(|(_, weekday)| *weekday)
        })
    };
    let ordinal = alt((
        value(1, tag("1st")),
        value(2, tag("2nd")),
        value(3, tag("3rd")),
        value(4, tag("4th")),
        value(5, tag("5th")),
    ));
    let day = || separated_pair(weekday(), space1, month());
    alt((
        map(preceded(tag("easter"), days), Holiday::Easter),
        map(preceded(tag("orthodox"), days), Holiday::OrthodoxEaster),
        map(preceded(pair(tag("last"), space1), day()), |(weekday, month)| {
            Holiday::Last { weekday, month }
        }),
        map(
            pair(terminated(ordinal, space1), day()),
            |(nth, (weekday, month))| Holiday::Nth { nth, weekday, month },
        ),
        map_opt(
            (digits(4), char('-'), digits(2), char('-'), digits(2)),
            |(year, _, month, _, day)| {
                NaiveDate::from_ymd_opt(year.into(), month.into(), day.into()).map(Holiday::Once)
            },
        ),
        map_opt(separated_pair(digits(2), char('-'), digits(2)), |(month, day)| {
            // A leap year, so that 29 February is a day.
            NaiveDate::from_ymd_opt(2024, month.into(), day.into())?;
            Some(Holiday::Yearly {
                month: u8::try_from(month).ok()?,
                day: u8::try_from(day).ok()?,
            })
        }),
    ))
    .parse(input)
}

/// Exactly so many digits.
fn digits<'a>(count: usize) -> impl Parser<&'a str, Output = u16, Error = nom::error::Error<&'a str>> {
    map_opt(
        take_while_m_n(count, count, |c: char| c.is_ascii_digit()),
        |text: &str| text.parse().ok(),
    )
}

/// `+1`, `-47` or nothing; at most a year.
fn days(input: &str) -> IResult<&str, i16> {
    let signed = map_opt(pair(one_of("+-"), number), |(sign, days)| {
        let days = i16::try_from(days).ok().filter(|days| (1..=366).contains(days))?;
        Some(if sign == '-' { -days } else { days })
    });
    map(opt(signed), Option::unwrap_or_default).parse(input)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The table of the Book of Common Prayer for 1900 to 2199: the full moon of each year of the moon's cycle.
    const WESTERN: [(u32, u32); 19] = [
        (4, 14),
        (4, 3),
        (3, 23),
        (4, 11),
        (3, 31),
        (4, 18),
        (4, 8),
        (3, 28),
        (4, 16),
        (4, 5),
        (3, 25),
        (4, 13),
        (4, 2),
        (3, 22),
        (4, 10),
        (3, 30),
        (4, 17),
        (4, 7),
        (3, 27),
    ];
    /// The same of the Julian calendar, in its own dates; thirteen days behind ours from 1900 to 2099.
    const JULIAN: [(u32, u32); 19] = [
        (4, 5),
        (3, 25),
        (4, 13),
        (4, 2),
        (3, 22),
        (4, 10),
        (3, 30),
        (4, 18),
        (4, 7),
        (3, 27),
        (4, 15),
        (4, 4),
        (3, 24),
        (4, 12),
        (4, 1),
        (3, 21),
        (4, 9),
        (3, 29),
        (4, 17),
    ];

    fn date(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    /// Easter is the Sunday after the full moon.
    #[test]
    fn easter_is_the_sunday_after_the_full_moon() {
        for year in 1900..2100i32 {
            let sunday_after =
                |moon: NaiveDate| moon.iter_days().skip(1).find(|day| day.weekday() == Weekday::Sun);
            let golden = year.rem_euclid(19) as usize;
            let (month, day) = WESTERN[golden];
            assert_eq!(
                Holiday::Easter(0).in_year(year),
                sunday_after(date(year, month, day)),
                "{year}"
            );
            let (month, day) = JULIAN[golden];
            let moon = date(year, month, day) + chrono::TimeDelta::days(13);
            assert_eq!(
                Holiday::OrthodoxEaster(0).in_year(year),
                sunday_after(moon),
                "orthodox {year}"
            );
        }
    }

    #[test]
    fn days_that_everybody_knows() {
        for (holiday, day) in [
            ("easter", date(2025, 4, 20)),
            ("orthodox", date(2025, 4, 20)),
            ("easter", date(2026, 4, 5)),
            ("orthodox", date(2026, 4, 12)),
            ("easter+1", date(2026, 4, 6)),
            ("easter+39", date(2026, 5, 14)),
            ("easter-47", date(2026, 2, 17)),
            ("easter", date(2100, 3, 28)),
            ("easter-366", date(2025, 4, 4)), // a year before that of 2026
            ("4th thu nov", date(2026, 11, 26)),
            ("last mon may", date(2026, 5, 25)),
            ("last fri may", date(2026, 5, 29)), // a fifth one
            ("1st mon sep", date(2026, 9, 7)),
            ("02-29", date(2024, 2, 29)),
        ] {
            let holiday: Holiday = holiday.parse().unwrap();
            assert!(holiday.is(day), "{holiday} on {day}");
            assert!(
                !holiday.is(day.succ_opt().unwrap()),
                "{holiday} the day after {day}"
            );
        }
        assert_eq!("5th mon feb".parse::<Holiday>().unwrap().in_year(2026), None);
        assert_eq!("02-29".parse::<Holiday>().unwrap().in_year(2025), None);
    }

    /// The plain definition: count the days of the month.
    #[test]
    fn weekdays_of_months_are_those_that_counting_finds() {
        for (name, weekday) in WEEKDAYS {
            for (month, month_name) in (1u32..).zip(MONTHS) {
                for year in [1999, 2024, 2025, 2100] {
                    let all: Vec<_> = date(year, month, 1)
                        .iter_days()
                        .take_while(|day| day.month() == month)
                        .filter(|day| day.weekday() == weekday)
                        .collect();
                    for (nth, ordinal) in ORDINALS.iter().enumerate() {
                        let holiday: Holiday = format!("{ordinal} {name} {month_name}").parse().unwrap();
                        assert_eq!(holiday.in_year(year), all.get(nth).copied());
                    }
                    let last: Holiday = format!("last {name} {month_name}").parse().unwrap();
                    assert_eq!(last.in_year(year), all.last().copied());
                }
            }
        }
    }

    #[test]
    fn what_says_no_day_is_refused() {
        for text in [
            "",
            "13-01",
            "02-30",
            "2025-02-29",
            "easter1",
            "easter+367",
            "easter+0",
            "6th mon may",
            "last may",
            "last mon",
            "mon may",
            "12-25-",
            "2025-6-9",
            "1-1",
        ] {
            let error = text.parse::<Holiday>().unwrap_err().to_string();
            assert!(error.contains("is not a day; write 12-25"), "{error}");
        }
        assert!(
            " LAST mon MAY".parse::<Holiday>().is_err(),
            "the words are written small"
        );
        assert_eq!(
            " last Mon May "
                .parse::<Holiday>()
                .map(|holiday| holiday.to_string())
                .as_deref(),
            Ok("last mon may")
        );
    }
}
