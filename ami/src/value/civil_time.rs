use std::fmt;

/// A date and a time of day as a clock on the wall shows them, without a zone: what `Cdr` and `CEL` write.
///
/// They are of the server's zone, which Asterisk does not name; it is yours to know.
///
/// ```
/// use switchhook_ami::value::CivilTime;
/// let time = CivilTime::parse("2026-11-22 02:17:51").unwrap();
/// assert_eq!((time.year, time.month, time.day), (2026, 11, 22));
/// assert_eq!(time.to_string(), "2026-11-22 02:17:51");
/// // An unanswered call has no time of answer.
/// assert_eq!(CivilTime::parse(""), None);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CivilTime {
    /// Four digits.
    pub year: u16,
    /// From 1.
    pub month: u8,
    /// From 1.
    pub day: u8,
    /// 0 to 23.
    pub hour: u8,
    /// 0 to 59.
    pub minute: u8,
    /// 0 to 60: clocks have leap seconds.
    pub second: u8,
}

impl CivilTime {
    /// Reads `YYYY-MM-DD HH:MM:SS`; also with a `T` between.
    pub fn parse(text: &str) -> Option<Self> {
        let bytes = text.as_bytes();
        let marks = [(4, b'-'), (7, b'-'), (13, b':'), (16, b':')];
        let is_marked = bytes.len() == 19 && marks.iter().all(|(at, mark)| bytes[*at] == *mark);
        if !is_marked || !matches!(bytes[10], b' ' | b'T') {
            return None;
        }
        let number = |from: usize, to: usize| {
            let digits = bytes[from..to].iter();
            digits.into_iter().try_fold(0_u16, |number, digit| {
                digit
                    .is_ascii_digit()
                    .then(|| number * 10 + u16::from(digit - b'0'))
            })
        };
        let small = |from: usize, range: std::ops::RangeInclusive<u16>| {
            let number = number(from, from + 2).filter(|number| range.contains(number))?;
            u8::try_from(number).ok()
        };
        let time = Self {
            year: number(0, 4)?,
            month: small(5, 1..=12)?,
            day: small(8, 1..=31)?,
            hour: small(11, 0..=23)?,
            minute: small(14, 0..=59)?,
            second: small(17, 0..=60)?,
        };
        (time.day <= time.days_in_month()).then_some(time)
    }

    fn days_in_month(self) -> u8 {
        match self.month {
            4 | 6 | 9 | 11 => 30,
            2 if self.year.is_multiple_of(4)
                && (!self.year.is_multiple_of(100) || self.year.is_multiple_of(400)) =>
            {
                29
            }
            2 => 28,
            _ => 31,
        }
    }

    /// Seconds since 1970, if this were the time in Greenwich.
    pub fn epoch_seconds_in_utc(self) -> i64 {
        // Years that begin in March: the leap day is then the last.
        let month = (i64::from(self.month) + 9) % 12;
        let year = i64::from(self.year) - i64::from(self.month <= 2);
        let day_of_year = (153 * month + 2) / 5 + i64::from(self.day) - 1;
        let days =
            year * 365 + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400) + day_of_year
                - 719_468;
        days * 86_400 + i64::from(self.hour) * 3600 + i64::from(self.minute) * 60 + i64::from(self.second)
    }
}

/// Displays as Asterisk writes it.
impl fmt::Display for CivilTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            year,
            month,
            day,
            hour,
            minute,
            second,
        } = self;
        write!(
            f,
            "{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}"
        )
    }
}

#[cfg(test)]
mod tests {
    use super::CivilTime;

    #[test]
    fn what_is_no_time_is_refused() {
        for text in [
            "2026-11-22",
            "2026-13-01 00:00:00",
            "2026-02-29 00:00:00",
            "2026-11-31 00:00:00",
            "2026-11-22 24:00:00",
            "2026-11-22 00:60:00",
            "2026-11-22 00:00:6x",
            "2026/11/22 00:00:00",
            "2026-11-22é00:00:0",
            "1718000000",
        ] {
            assert_eq!(CivilTime::parse(text), None, "{text:?}");
        }
    }

    #[test]
    fn seconds_since_1970_are_counted_over_leap_days() {
        for (text, seconds) in [
            ("1970-01-01 00:00:00", 0),
            ("2000-02-29 12:00:00", 951_825_600),
            ("2024-06-10 06:13:20", 1_718_000_000),
            ("1969-12-31 23:59:59", -1),
        ] {
            let time = CivilTime::parse(text).unwrap();
            assert_eq!(time.epoch_seconds_in_utc(), seconds, "{text}");
            assert_eq!(time.to_string(), text);
        }
    }
}
