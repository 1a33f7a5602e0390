//! What the texts of fields mean.

use std::time::Duration;

use super::{Field, RecordProblem, Settings};
use crate::Start;
use crate::call::plain_reading;

/// Characters of a field that an error repeats.
const SHOWN: usize = 40;

fn shown(text: &str) -> String {
    text.chars().take(SHOWN).collect()
}

pub(super) fn not_a_number(field: Field, text: &str) -> RecordProblem {
    RecordProblem::Number {
        field,
        text: shown(text),
    }
}

/// A time; `None` for a field that is empty, or holds what databases write for none.
pub(super) fn time(field: Field, text: &str, settings: &Settings) -> Result<Option<Start>, RecordProblem> {
    if text.is_empty() || text.starts_with("0000-00-00") || text == "NULL" || text == "\\N" {
        return Ok(None);
    }
    let start = match plain_reading(text.as_bytes()) {
        Some(start) => start,
        None => text.parse().map_err(|_| RecordProblem::Time {
            field,
            text: shown(text),
        })?,
    };
    Ok(Some(match start {
        Start::Local(reading) if settings.utc => Start::Instant(reading.and_utc()),
        start => start,
    }))
}

/// A length in seconds; nothing is zero. Up to three decimals, further ones only if they are zeros.
pub(super) fn seconds(field: Field, text: &str, settings: &Settings) -> Result<Duration, RecordProblem> {
    let whole = |text: &str| -> Option<u64> {
        if text.is_empty() || text.len() > 18 {
            return None;
        }
        text.bytes().try_fold(0u64, |value, byte| {
            byte.is_ascii_digit().then(|| value * 10 + u64::from(byte - b'0'))
        })
    };
    let length = match text {
        "" | "NULL" | "\\N" => Some(Duration::ZERO),
        _ => match whole(text) {
            Some(seconds) => Some(Duration::from_secs(seconds)),
            None => text.split_once('.').and_then(|(seconds, fraction)| {
                let kept = fraction.trim_end_matches('0');
                if fraction.is_empty() || kept.len() > 3 {
                    return None;
                }
                let millis = whole(&format!("{kept:0<3}"))?;
                Some(Duration::from_secs(whole(seconds)?) + Duration::from_millis(millis))
            }),
        },
    };
    let Some(length) = length else {
        let is_negative = text.strip_prefix('-').is_some_and(|rest| {
            rest.starts_with(|c: char| c.is_ascii_digit())
                && !rest.contains(|c: char| !c.is_ascii_digit() && c != '.')
        });
        return Err(match is_negative {
            true => RecordProblem::Negative {
                field,
                text: shown(text),
            },
            false => not_a_number(field, text),
        });
    };
    if length > settings.longest_call {
        return Err(RecordProblem::Absurd {
            field,
            seconds: length.as_secs(),
            limit: settings.longest_call.as_secs(),
        });
    }
    Ok(length)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_readings_of_a_clock_unless_something_says_utc() {
        let local = Settings::new();
        for (text, utc, shown) in [
            ("2011-12-19 11:08:58", false, Some("2011-12-19 11:08:58")),
            ("2011-12-19 11:08:58", true, Some("2011-12-19T11:08:58Z")),
            ("2011-12-19T11:08:58+11:00", false, Some("2011-12-19T00:08:58Z")),
            ("2011-12-19 11:08:58.250", false, Some("2011-12-19 11:08:58.250")),
            ("", false, None),
            ("0000-00-00 00:00:00", false, None),
            ("NULL", false, None),
        ] {
            let got = time(Field::Start, text, &local.utc(utc)).unwrap();
            assert_eq!(got.map(|start| start.to_string()).as_deref(), shown, "{text}");
        }
        for text in [
            "2011-02-30 00:00:00",
            "2011-12-19 24:00:00",
            "yesterday",
            "20111219110858",
            "1324253330",
        ] {
            let error = time(Field::Answer, text, &local).unwrap_err();
            assert!(error.to_string().starts_with("answer: "), "{error}");
        }
    }

    #[test]
    fn lengths_are_exact_and_absurd_ones_are_refused() {
        let settings = Settings::new();
        for (text, millis) in [
            ("", 0),
            ("0", 0),
            ("979", 979_000),
            ("12.5", 12_500),
            ("7.125000", 7_125),
        ] {
            let got = seconds(Field::Billsec, text, &settings).unwrap();
            assert_eq!(got, Duration::from_millis(millis), "{text}");
        }
        for (text, reason) in [
            ("-3", "below zero"),
            ("-0.5", "below zero"),
            ("315360001", "may last"),
            ("18446744073709551616", "not a number"),
            ("1e3", "not a number"),
            ("7.1234", "not a number"),
            ("--1", "not a number"),
            (" 7", "not a number"),
        ] {
            let error = seconds(Field::Duration, text, &settings).unwrap_err().to_string();
            assert!(
                error.starts_with("duration: ") && error.contains(reason),
                "{text}: {error}"
            );
        }
    }
}
