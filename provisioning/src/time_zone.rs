//! The clock on the display.

use std::fmt;
use std::str::FromStr;

use crate::mac::shown;

/// Which clock the display shows.
///
/// ```
/// use switchhook_provisioning::TimeZone;
/// let nouméa = TimeZone::Utc("+11".parse()?);
/// let paris = TimeZone::Named("Europe/Paris".into());
/// assert_ne!(nouméa, paris);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TimeZone {
    /// A zone by its name in the time zone database, such as `Europe/Paris`, with the rules of release 2025b.
    Named(String),
    /// A fixed distance from UTC, without summer time.
    Utc(UtcOffset),
    /// A rule as POSIX writes them, with the sign turned round: `CET-1CEST,M3.5.0,M10.5.0/3` is Central Europe. Names are
    /// letters, and a summer time says when it begins and ends.
    Posix(String),
    /// A code of the maker's own list, such as `HAW10`. Passed on without knowing whether the phone has it.
    Maker(String),
}

/// How far a clock is from UTC, in whole minutes; east is positive.
///
/// Reads hours as people write them: `+11`, `-10.0`, `5.5`, `05:45`.
///
/// ```
/// use switchhook_provisioning::UtcOffset;
/// assert_eq!("-9.5".parse::<UtcOffset>()?.minutes(), -570);
/// assert_eq!("05:45".parse::<UtcOffset>()?.to_string(), "UTC+05:45");
/// assert!("15".parse::<UtcOffset>().is_err());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UtcOffset {
    minutes: i16,
}

impl UtcOffset {
    /// From minutes east of UTC; `None` when no place on earth has that: less than -12 or more than 14 hours.
    #[must_use]
    pub const fn from_minutes(minutes: i16) -> Option<Self> {
        if minutes < -12 * 60 || minutes > 14 * 60 {
            return None;
        }
        Some(Self { minutes })
    }

    /// Minutes east of UTC.
    #[must_use]
    pub const fn minutes(self) -> i16 {
        self.minutes
    }
}

impl fmt::Display for UtcOffset {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.minutes < 0 { '-' } else { '+' };
        let minutes = self.minutes.unsigned_abs();
        write!(f, "UTC{sign}{:02}:{:02}", minutes / 60, minutes % 60)
    }
}

/// A text that is no distance from UTC.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "{text:?} is no distance from UTC; write hours between -12 and 14 that make whole minutes, such as +11, -9.5 or 05:45"
)]
pub struct ParseUtcOffsetError {
    /// What was given, shortened when long.
    pub text: String,
}

impl ParseUtcOffsetError {
    /// A code that does not change between releases.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        "E-ZONE-OFFSET"
    }
}

impl FromStr for UtcOffset {
    type Err = ParseUtcOffsetError;

    fn from_str(text: &str) -> Result<Self, ParseUtcOffsetError> {
        read_offset(text.trim()).ok_or_else(|| ParseUtcOffsetError { text: shown(text) })
    }
}

fn read_offset(text: &str) -> Option<UtcOffset> {
    let (sign, rest) = match text.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, text.strip_prefix('+').unwrap_or(text)),
    };
    let number = |digits: &str, longest: usize| {
        let good =
            (1..=longest).contains(&digits.len()) && digits.bytes().all(|digit| digit.is_ascii_digit());
        good.then(|| digits.parse::<i32>().ok()).flatten()
    };
    let (hours, minutes) = if let Some((hours, minutes)) = rest.split_once(':') {
        let minutes = number(minutes, 2).filter(|minutes| *minutes < 60)?;
        (number(hours, 2)?, minutes)
    } else if let Some((hours, fraction)) = rest.split_once('.') {
        // Exact: a quarter is 15 minutes, and a third is refused.
        let scale = 10i32.pow(u32::try_from(fraction.len()).ok().filter(|length| *length <= 4)?);
        let scaled = number(fraction, 4)? * 60;
        (
            number(hours, 2)?,
            (scaled % scale == 0).then_some(scaled / scale)?,
        )
    } else {
        (number(rest, 2)?, 0)
    };
    UtcOffset::from_minutes(i16::try_from(sign * (hours * 60 + minutes)).ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn hours_are_read_as_people_write_them() {
        for (text, minutes) in [
            ("0", Some(0)),
            ("11", Some(660)),
            ("+11", Some(660)),
            ("-10.0", Some(-600)),
            ("-9.5", Some(-570)),
            ("5.75", Some(345)),
            ("05:45", Some(345)),
            ("-00:30", Some(-30)),
            ("14", Some(840)),
            ("-12", Some(-720)),
            ("14:01", None),
            ("-12.5", None),
            ("5.333", None),
            ("05:60", None),
            ("", None),
            ("-", None),
            ("1.", None),
            (".5", None),
            ("+-1", None),
            ("1e1", None),
            ("99999999999", None),
        ] {
            let read = text.parse::<UtcOffset>().ok().map(UtcOffset::minutes);
            assert_eq!(read, minutes, "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn what_is_shown_reads_back(minutes in -720i16..=840) {
            let offset = UtcOffset::from_minutes(minutes).unwrap();
            let shown = offset.to_string();
            prop_assert_eq!(shown.trim_start_matches("UTC").parse(), Ok(offset));
        }
    }
}
