//! What is known of a call before it has a price.

use std::fmt;
use std::str::FromStr;
use std::time::Duration;

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime, Offset, TimeZone, Utc};
use chrono_tz::Tz;

/// A call to be rated.
///
/// ```
/// use std::time::Duration;
/// use switchhook_rating::{Call, Start};
/// let start: Start = "2011-12-19 11:08:58".parse()?;
/// let call = Call::new("872345", start, Duration::from_secs(979)).trunk("PJSIP/gw-00000012");
/// assert_eq!((call.number, call.account), ("872345", ""));
/// # Ok::<(), switchhook_rating::ParseStartError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Call<'a> {
    /// What was dialled.
    pub number: &'a str,
    /// When the called party answered, or when the call began where that is what the tariff goes by.
    pub start: Start,
    /// How long the parties talked; zero when nobody answered.
    pub duration: Duration,
    /// The number of the caller; empty when it is withheld or not known.
    pub caller: &'a str,
    /// The account that pays; empty when it is not known.
    pub account: &'a str,
    /// The telephone that called; empty when it is not known.
    pub extension: &'a str,
    /// The trunk that the call left by, as the call record names it; empty when it is not known.
    pub trunk: &'a str,
}

impl<'a> Call<'a> {
    /// A call of which no more is known than this.
    #[must_use]
    pub fn new(number: &'a str, start: impl Into<Start>, duration: Duration) -> Self {
        Self {
            number,
            start: start.into(),
            duration,
            caller: "",
            account: "",
            extension: "",
            trunk: "",
        }
    }

    /// The number of the caller. Default: not known.
    #[must_use]
    pub const fn caller(mut self, number: &'a str) -> Self {
        self.caller = number;
        self
    }

    /// The account that pays. Default: not known.
    #[must_use]
    pub const fn account(mut self, account: &'a str) -> Self {
        self.account = account;
        self
    }

    /// The telephone that called. Default: not known.
    #[must_use]
    pub const fn extension(mut self, extension: &'a str) -> Self {
        self.extension = extension;
        self
    }

    /// The trunk that the call left by. Default: not known.
    #[must_use]
    pub const fn trunk(mut self, trunk: &'a str) -> Self {
        self.trunk = trunk;
        self
    }
}

/// When a call began: an instant, or what the clock showed in the zone of the plan.
///
/// Parses what Asterisk writes into call records (`2011-12-19 11:08:58`, a clock reading) and RFC 3339 with an offset
/// (`2011-12-19T00:08:58Z`, an instant).
///
/// An instant is the better choice where there is one: where clocks go back, an hour of clock readings happens twice.
/// Prices go by the clock, so both get the price of that hour; but a reading that the clock never showed, in the hour
/// that is left out in spring, is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Start {
    /// A point in time.
    Instant(DateTime<Utc>),
    /// A reading of the clock in the zone of the plan.
    Local(NaiveDateTime),
}

impl Start {
    /// What the clock of a zone shows then; a reading stays what it is. `None` at the ends of chrono's calendar, a
    /// quarter of a million years away.
    ///
    /// ```
    /// use switchhook_rating::Start;
    /// let start: Start = "2011-12-19T00:08:58Z".parse()?;
    /// let reading = start.reading_in(chrono_tz::Pacific::Noumea).unwrap();
    /// assert_eq!(reading.to_string(), "2011-12-19 11:08:58");
    /// # Ok::<(), switchhook_rating::ParseStartError>(())
    /// ```
    #[must_use]
    pub fn reading_in(self, zone: Tz) -> Option<NaiveDateTime> {
        match self {
            Self::Local(reading) => Some(reading),
            Self::Instant(instant) => {
                let utc = instant.naive_utc();
                utc.checked_add_offset(zone.offset_from_utc_datetime(&utc).fix())
            }
        }
    }
}

impl From<DateTime<Utc>> for Start {
    fn from(instant: DateTime<Utc>) -> Self {
        Self::Instant(instant)
    }
}

impl From<DateTime<FixedOffset>> for Start {
    fn from(instant: DateTime<FixedOffset>) -> Self {
        Self::Instant(instant.to_utc())
    }
}

impl From<NaiveDateTime> for Start {
    fn from(reading: NaiveDateTime) -> Self {
        Self::Local(reading)
    }
}

impl FromStr for Start {
    type Err = ParseStartError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        // Years of more than four digits are legal in neither form; chrono would take them, blanks before them too.
        let local = |format| NaiveDateTime::parse_from_str(text, format).map(Self::Local);
        if text.len() > 40 || text.trim_start().starts_with(['+', '-']) {
            return Err(ParseStartError {
                text: text.chars().take(40).collect(),
            });
        }
        if let Some(reading) = plain_reading(text.as_bytes()) {
            return Ok(reading);
        }
        DateTime::parse_from_rfc3339(text)
            .map(Self::from)
            .or_else(|_| local("%Y-%m-%d %H:%M:%S%.f"))
            .or_else(|_| local("%Y-%m-%dT%H:%M:%S%.f"))
            .map_err(|_| ParseStartError {
                text: text.to_owned(),
            })
    }
}

/// `2011-12-19 11:08:58`, which is what Asterisk writes: a tenth of the time that a general parser takes.
pub(crate) fn plain_reading(text: &[u8]) -> Option<Start> {
    let &[
        y1,
        y2,
        y3,
        y4,
        b'-',
        m1,
        m2,
        b'-',
        d1,
        d2,
        b' ' | b'T',
        h1,
        h2,
        b':',
        min1,
        min2,
        b':',
        s1,
        s2,
    ] = text
    else {
        return None;
    };
    let digit = |byte: u8| Some(u32::from(byte.wrapping_sub(b'0'))).filter(|&digit| digit < 10);
    let two = |tens, units| Some(digit(tens)? * 10 + digit(units)?);
    let year = i32::try_from(two(y1, y2)? * 100 + two(y3, y4)?).ok()?;
    NaiveDate::from_ymd_opt(year, two(m1, m2)?, two(d1, d2)?)?
        .and_hms_opt(two(h1, h2)?, two(min1, min2)?, two(s1, s2)?)
        .map(Start::Local)
}

impl fmt::Display for Start {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Instant(instant) => write!(f, "{}", instant.format("%Y-%m-%dT%H:%M:%S%.fZ")),
            Self::Local(reading) => write!(f, "{}", reading.format("%Y-%m-%d %H:%M:%S%.f")),
        }
    }
}

/// A text that says no time.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{text:?} is not a time; write 2011-12-19 11:08:58, or 2011-12-19T11:08:58+11:00")]
pub struct ParseStartError {
    /// The text as given, its first 40 characters.
    pub text: String,
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn clock_readings_and_instants_are_told_apart() {
        for (text, shown) in [
            ("2011-12-19 11:08:58", "2011-12-19 11:08:58"),
            ("2011-12-19T11:08:58", "2011-12-19 11:08:58"),
            ("2011-12-19 11:08:58.250", "2011-12-19 11:08:58.250"),
            ("2011-12-19T11:08:58+11:00", "2011-12-19T00:08:58Z"),
            ("2011-12-19T00:08:58Z", "2011-12-19T00:08:58Z"),
        ] {
            let start: Start = text.parse().unwrap();
            assert_eq!(start.to_string(), shown);
            assert_eq!(shown.parse(), Ok(start));
        }
    }

    #[test]
    fn what_says_no_time_is_refused() {
        for text in [
            "",
            "19/12/2011 11:08",
            "2011-02-30 10:00:00",
            "2011-12-19",
            "+9999999-01-01 00:00:00",
            " +9999999-01-01 00:00:00",
            "\u{c}-0011-12-19 11:08:58",
        ] {
            assert!(text.parse::<Start>().is_err(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn a_start_survives_being_shown_and_read(
            seconds in -62_167_219_200i64..253_402_300_800, nanos in prop::sample::select(vec![0, 250_000_000, 1]), local: bool,
        ) {
            let instant = DateTime::from_timestamp(seconds, nanos).unwrap();
            let start = if local { Start::Local(instant.naive_utc()) } else { Start::Instant(instant) };
            prop_assert_eq!(start.to_string().parse(), Ok(start));
        }

        /// What is taken is read back from what is shown.
        #[test]
        fn no_text_is_taken_that_cannot_be_shown(
            text in "[ \u{c}]?[-+]?[0-9]{1,5}-[01]?[0-9]-[0-3][0-9][T ][0-2][0-9]:[0-5][0-9]:[0-6][0-9](\\.[0-9]{1,10})?(Z|\\+11:00)?|.*",
        ) {
            if let Ok(start) = text.parse::<Start>() {
                prop_assert_eq!(start.to_string().parse(), Ok(start));
            }
        }
    }
}
