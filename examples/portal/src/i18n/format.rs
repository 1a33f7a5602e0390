//! Numbers, dates, durations and lists as each language writes them.
//!
//! The forms are those of CLDR's short patterns with a four-digit year; times are on the 24-hour clock everywhere,
//! as telephone systems show them.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};

use super::{Lang, Texts};

impl Texts {
    /// A whole number with its groups of thousands: `12 345`, `12,345`, `12.345`.
    pub(crate) fn integer(self, number: i64) -> String {
        let digits = self.grouped(&number.unsigned_abs().to_string());
        if number < 0 { format!("-{digits}") } else { digits }
    }

    /// `unscaled` divided by ten to the power of `decimals`, with exactly so many decimals: `(123456, 2)` is
    /// `1 234,56`.
    pub(crate) fn decimal(self, unscaled: i64, decimals: u32) -> String {
        // No currency has more than four decimals; eighteen is what fits.
        let decimals = decimals.min(18);
        if decimals == 0 {
            return self.integer(unscaled);
        }
        let scale = 10_u64.pow(decimals);
        let magnitude = unscaled.unsigned_abs();
        let whole = self.grouped(&(magnitude / scale).to_string());
        let mark = if self.lang == Lang::En { '.' } else { ',' };
        let sign = if unscaled < 0 { "-" } else { "" };
        format!("{sign}{whole}{mark}{:01$}", magnitude % scale, decimals as usize)
    }

    /// A day: `31/12/2026`, in Russian `31.12.2026`.
    pub(crate) fn date(self, date: NaiveDate) -> String {
        let pattern = if self.lang == Lang::Ru {
            "%d.%m.%Y"
        } else {
            "%d/%m/%Y"
        };
        date.format(pattern).to_string()
    }

    /// A time of day to the minute: `14:05`.
    pub(crate) fn time(self, time: NaiveTime) -> String {
        time.format("%H:%M").to_string()
    }

    /// A day and a time of day to the second, already in the zone of the reader.
    pub(crate) fn date_time(self, at: NaiveDateTime) -> String {
        format!("{} {}", self.date(at.date()), at.format("%H:%M:%S"))
    }

    /// A length of time: `0:00:49`, `103:00:00`.
    pub(crate) fn duration(self, seconds: u64) -> String {
        format!("{}:{:02}:{:02}", seconds / 3_600, seconds / 60 % 60, seconds % 60)
    }

    /// A month of a year with its name: `novembre 2026`.
    pub(crate) fn month(self, first_day: NaiveDate) -> String {
        let name = self.month_name(&first_day.format("m%m").to_string());
        self.month_of_year(&name, &first_day.format("%Y").to_string())
    }

    /// `a`, `a and b`, `a, b and c`.
    pub(crate) fn list<T: AsRef<str>>(self, items: &[T]) -> String {
        let Some((last, others)) = items.split_last() else {
            return String::new();
        };
        if others.is_empty() {
            return last.as_ref().to_owned();
        }
        let others: Vec<&str> = others.iter().map(AsRef::as_ref).collect();
        self.list_last(&others.join(", "), last.as_ref())
    }

    fn grouped(self, digits: &str) -> String {
        let separator = match self.lang {
            Lang::Fr => '\u{202f}',
            Lang::En => ',',
            Lang::Es => '.',
            Lang::Ru => '\u{a0}',
        };
        // Spanish groups from five digits on (CLDR `minimumGroupingDigits` 2).
        if self.lang == Lang::Es && digits.len() < 5 {
            return digits.to_owned();
        }
        let mut out = String::with_capacity(digits.len() + digits.len());
        for (index, digit) in digits.chars().enumerate() {
            if index > 0 && (digits.len() - index).is_multiple_of(3) {
                out.push(separator);
            }
            out.push(digit);
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn each<T>(write: impl Fn(Texts) -> T) -> [T; 4] {
        Lang::ALL.map(|lang| write(Texts::new(lang)))
    }

    #[test]
    fn numbers_are_grouped_by_the_language() {
        assert_eq!(
            each(|t| t.integer(1_234_567)),
            [
                "1\u{202f}234\u{202f}567",
                "1,234,567",
                "1.234.567",
                "1\u{a0}234\u{a0}567"
            ]
        );
        assert_eq!(
            each(|t| t.integer(1_234)),
            ["1\u{202f}234", "1,234", "1234", "1\u{a0}234"]
        );
        assert_eq!(each(|t| t.integer(-999)), ["-999"; 4]);
        assert_eq!(
            Texts::new(Lang::En).integer(i64::MIN),
            "-9,223,372,036,854,775,808"
        );
    }

    #[test]
    fn decimals_are_exact_and_as_many_as_asked() {
        assert_eq!(
            each(|t| t.decimal(1_234_556, 2)),
            ["12\u{202f}345,56", "12,345.56", "12.345,56", "12\u{a0}345,56"]
        );
        for (unscaled, decimals, expected) in [
            (0, 2, "0.00"),
            (5, 3, "0.005"),
            (-5, 2, "-0.05"),
            (2717, 0, "2,717"),
            (i64::MIN, 18, "-9.223372036854775808"),
        ] {
            assert_eq!(Texts::new(Lang::En).decimal(unscaled, decimals), expected);
        }
    }

    #[test]
    fn days_and_times_follow_the_language() {
        let day = NaiveDate::from_ymd_opt(2026, 11, 2).unwrap();
        assert_eq!(
            each(|t| t.date(day)),
            ["02/11/2026", "02/11/2026", "02/11/2026", "02.11.2026"]
        );
        let at = day.and_hms_opt(9, 5, 7).unwrap();
        assert_eq!(Texts::new(Lang::Ru).date_time(at), "02.11.2026 09:05:07");
        assert_eq!(Texts::new(Lang::Fr).time(at.time()), "09:05");
        assert_eq!(
            each(|t| t.month(day)),
            [
                "novembre 2026",
                "November 2026",
                "noviembre de 2026",
                "ноябрь 2026 г."
            ]
        );
    }

    #[test]
    fn durations_are_hours_minutes_seconds() {
        for (seconds, expected) in [
            (0, "0:00:00"),
            (49, "0:00:49"),
            (3_599, "0:59:59"),
            (3_600, "1:00:00"),
            (370_800, "103:00:00"),
        ] {
            assert_eq!(Texts::new(Lang::Fr).duration(seconds), expected);
        }
    }

    #[test]
    fn lists_end_with_and() {
        assert_eq!(
            each(|t| t.list(&["A", "B", "C"])),
            ["A, B et C", "A, B and C", "A, B y C", "A, B и C"]
        );
        assert_eq!(Texts::new(Lang::Es).list(&["A"]), "A");
        assert_eq!(Texts::new(Lang::Es).list::<&str>(&[]), "");
    }
}
