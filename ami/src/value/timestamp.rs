use std::fmt;

use super::CivilTime;

/// An instant to the microsecond: the `Timestamp` of any event (`timestampevents=yes` in `manager.conf`), and the times
/// of security and RTCP events.
///
/// ```
/// use switchhook_ami::value::Timestamp;
/// let time = Timestamp::parse("1718000000.250000").unwrap();
/// assert_eq!((time.seconds, time.micros), (1_718_000_000, 250_000));
/// // Security events write a date with its distance from Greenwich.
/// assert_eq!(Timestamp::parse("2024-06-10T08:13:20.250+0200"), Some(time));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp {
    /// Since 1970.
    pub seconds: i64,
    /// Below a million.
    pub micros: u32,
}

impl Timestamp {
    /// Reads `seconds.microseconds`, `seconds-microseconds` (security events before Asterisk 12), and
    /// `YYYY-MM-DDTHH:MM:SS.mmm+zzzz`.
    pub fn parse(text: &str) -> Option<Self> {
        if let Some(civil) = text.get(..19).and_then(CivilTime::parse) {
            return zoned(civil, text.get(19..)?);
        }
        let (seconds, fraction) = text.split_once(['.', '-']).unwrap_or((text, ""));
        let seconds: i64 = digits(seconds)?.parse().ok()?;
        let micros = match text.as_bytes().get(text.len() - fraction.len() - 1) {
            // A count of microseconds, not a fraction: it has no leading zeros.
            Some(b'-') => digits(fraction)?
                .parse()
                .ok()
                .filter(|micros| *micros < 1_000_000)?,
            _ => micros(fraction)?,
        };
        Some(Self { seconds, micros })
    }
}

/// What stands after the seconds: a fraction, then the distance from Greenwich.
fn zoned(civil: CivilTime, rest: &str) -> Option<Timestamp> {
    let sign = rest.find(['+', '-'])?;
    let (fraction, zone) = rest.split_at(sign);
    let fraction = fraction.strip_prefix('.').unwrap_or(fraction);
    let zone_digits = digits(&zone[1..]).filter(|digits| digits.len() == 4)?;
    let (hours, minutes) = zone_digits.split_at(2);
    let ahead = hours.parse::<i64>().ok()? * 3600 + minutes.parse::<i64>().ok()? * 60;
    let ahead = if zone.starts_with('-') { -ahead } else { ahead };
    Some(Timestamp {
        seconds: civil.epoch_seconds_in_utc() - ahead,
        micros: micros(fraction)?,
    })
}

/// Digits after a point, six counting.
fn micros(fraction: &str) -> Option<u32> {
    if fraction.is_empty() {
        return Some(0);
    }
    let six: String = digits(fraction)?
        .chars()
        .chain("000000".chars())
        .take(6)
        .collect();
    six.parse().ok()
}

fn digits(text: &str) -> Option<&str> {
    let is_number = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then_some(text)
}

/// Displays `seconds.microseconds`.
impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{:06}", self.seconds, self.micros)
    }
}

#[cfg(test)]
mod tests {
    use super::Timestamp;

    #[test]
    fn every_form_that_asterisk_has_is_read() {
        for (text, expected) in [
            ("1718000000.000001", Some((1_718_000_000, 1))),
            ("1718000000.5", Some((1_718_000_000, 500_000))),
            ("1718000000", Some((1_718_000_000, 0))),
            ("1718000000-1", Some((1_718_000_000, 1))),
            ("2026-11-22T02:17:45.709+0000", Some((1_795_313_865, 709_000))),
            ("2026-11-22T02:17:45-0330", Some((1_795_326_465, 0))),
            ("", None),
            ("1718000000.", Some((1_718_000_000, 0))),
            ("1718000000.x", None),
            ("1718000000-", None),
            ("-1", None),
            (".5", None),
            ("2026-11-22T02:17:45.709", None),
            ("2026-11-22T02:17:45.709+00é", None),
            ("99999999999999999999.1", None),
        ] {
            let parsed = Timestamp::parse(text).map(|time| (time.seconds, time.micros));
            assert_eq!(parsed, expected, "{text:?}");
        }
    }
}
