//! The small texts of a book file: dates, days, hours, lengths. Each is read and written here.

use std::fmt::Display;
use std::str::FromStr;
use std::time::Duration;

use chrono::{NaiveDate, Weekday};

use super::FileError;
use crate::increment::seconds_text;
use crate::{Days, Hours, Ratio};

/// Reads a value that knows how to read itself.
pub(super) fn parse<T: FromStr<Err: Display>>(key: &str, text: &str) -> Result<T, FileError> {
    text.parse().map_err(|error: T::Err| FileError::value(key, error))
}

/// Reads a value that need not be there.
pub(super) fn parse_some<T: FromStr<Err: Display>>(
    key: &str,
    text: Option<&str>,
) -> Result<Option<T>, FileError> {
    text.map(|text| parse(key, text)).transpose()
}

/// `2013-10-01`.
pub(super) fn read_date(key: &str, text: &str) -> Result<NaiveDate, FileError> {
    // Signs and years of other lengths, which the reader of dates would take, are no dates of a tariff.
    let is_written_out = text.len() == 10 && text.as_bytes().first().is_some_and(u8::is_ascii_digit);
    text.parse().ok().filter(|_| is_written_out).ok_or_else(|| {
        FileError::value(
            key,
            format!("{text:?} is not a date; write year-month-day such as 2013-10-01"),
        )
    })
}

const DAYS: [(&str, Weekday); 7] = [
    ("mon", Weekday::Mon),
    ("tue", Weekday::Tue),
    ("wed", Weekday::Wed),
    ("thu", Weekday::Thu),
    ("fri", Weekday::Fri),
    ("sat", Weekday::Sat),
    ("sun", Weekday::Sun),
];

pub(super) fn weekday(text: &str) -> Option<Weekday> {
    DAYS.iter()
        .find(|(name, _)| *name == text.trim())
        .map(|(_, day)| *day)
}

/// `mon`, `mon-fri` or `holiday`.
pub(super) fn read_days(key: &str, text: &str) -> Result<Days, FileError> {
    if text == "holiday" {
        return Ok(Days::HOLIDAY);
    }
    let (from, to) = text.split_once('-').unwrap_or((text, text));
    weekday(from)
        .zip(weekday(to))
        .map(|(from, to)| Days::range(from, to))
        .ok_or_else(|| {
            FileError::value(
                key,
                format!("{text:?} is no day; write mon, tue, wed, thu, fri, sat, sun, mon-fri or holiday"),
            )
        })
}

/// The shortest list that reads as these days.
pub(super) fn days_texts(days: Days) -> Vec<String> {
    let mut texts = Vec::new();
    let mut run: Vec<&str> = Vec::new();
    for (name, day) in DAYS {
        if days.contains(Days::weekday(day)) {
            run.push(name);
        } else {
            end_run(&mut run, &mut texts);
        }
    }
    end_run(&mut run, &mut texts);
    if days.contains(Days::HOLIDAY) {
        texts.push("holiday".to_owned());
    }
    texts
}

fn end_run(run: &mut Vec<&str>, texts: &mut Vec<String>) {
    match run.as_slice() {
        [] => {}
        [day] => texts.push((*day).to_owned()),
        [first, .., last] => texts.push(format!("{first}-{last}")),
    }
    run.clear();
}

/// `07:00-19:00`.
pub(super) fn read_hours(key: &str, text: &str) -> Result<Hours, FileError> {
    let minute = |text: &str| {
        let (hours, minutes) = text.trim().split_once(':')?;
        let two_digits = |text: &str| text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit());
        let (hours, minutes) = (
            two_digits(hours).then_some(hours)?,
            two_digits(minutes).then_some(minutes)?,
        );
        let (hours, minutes): (u16, u16) = (hours.parse().ok()?, minutes.parse().ok()?);
        (minutes < 60).then_some(hours * 60 + minutes)
    };
    text.split_once('-')
        .and_then(|(from, to)| Hours::new(minute(from)?, minute(to)?))
        .ok_or_else(|| {
            FileError::value(
                key,
                format!("{text:?} are no hours; write 07:00-19:00, or 22:00-06:00 over midnight"),
            )
        })
}

pub(super) fn hours_text(hours: Hours) -> String {
    let clock = |minute: u16| format!("{:02}:{:02}", minute / 60, minute % 60);
    format!("{}-{}", clock(hours.from()), clock(hours.to()))
}

/// Seconds with at most three decimals: `60`, `4.5`.
pub(super) fn read_seconds(key: &str, text: &str) -> Result<Duration, FileError> {
    let number: Ratio = parse(key, text)?;
    number
        .to_micros()
        .and_then(|micros| u64::try_from(micros).ok())
        .filter(|micros| micros % 1000 == 0)
        .map(Duration::from_micros)
        .ok_or_else(|| {
            FileError::value(
                key,
                format!(
                    "{text:?} is no length; write seconds, with at most three decimals, such as 60 or 4.5"
                ),
            )
        })
}

pub(super) fn seconds(length: Duration) -> String {
    seconds_text(length)
}
