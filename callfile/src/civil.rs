//! Clock times of a place, and the instants that they are.

use std::fmt;

use chrono::{DateTime, MappedLocalTime, NaiveDateTime, Offset, TimeDelta, TimeZone, Timelike, Utc};

/// What a clock time means that a place's clock shows twice, or never, because it is changed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum ClockChange {
    /// Shown twice: the first. Never shown: as long after the change as the time is after the clock stopped, so that
    /// half past two is half past three in the night that has no hour from two to three. This is what calendars do
    /// (RFC 5545, section 3.3.5).
    #[default]
    First,
    /// Shown twice: the second. Never shown: like [`First`](ClockChange::First).
    Second,
    /// Neither: an error, as `touch` has it for a time that is never shown.
    Refuse,
}

/// A clock time that is no single instant, and [`ClockChange::Refuse`] was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CivilError {
    /// The clock goes forward over it.
    #[error(
        "the clock goes forward over {time} and never shows it; choose another time, or ClockChange::First"
    )]
    NeverShown {
        /// As given.
        time: NaiveDateTime,
    },
    /// The clock goes back over it.
    #[error("the clock goes back and shows {time} twice; choose ClockChange::First or Second")]
    ShownTwice {
        /// As given.
        time: NaiveDateTime,
    },
    /// Further away than calendars go.
    #[error("{time} is beyond the calendar; choose a nearer time")]
    OutOfRange {
        /// As given.
        time: NaiveDateTime,
    },
}

/// The instant at which the clock of a place shows a time.
///
/// The zone is the caller's: one of chrono-tz, [`Utc`], a fixed offset, or the machine's own. A leap second (second 60)
/// is the second after 59, as it is to `touch` and to every Unix clock.
///
/// ```
/// use chrono::{NaiveDate, Utc};
/// use chrono_tz::Europe::Paris;
/// use switchhook_callfile::{ClockChange, instant};
///
/// let date = |month, day| NaiveDate::from_ymd_opt(2026, month, day).unwrap();
/// let summer = date(7, 14).and_hms_opt(6, 30, 0).unwrap();
/// assert_eq!(instant(summer, &Paris, ClockChange::First)?.to_string(), "2026-07-14 04:30:00 UTC");
/// // As `Spool::submit_at` and `Spool::reschedule` take it.
/// let time: std::time::SystemTime = instant(summer, &Paris, ClockChange::First)?.into();
///
/// // The night without an hour from two to three, and the one with two of them.
/// let never = date(3, 29).and_hms_opt(2, 30, 0).unwrap();
/// assert_eq!(instant(never, &Paris, ClockChange::First)?.with_timezone(&Paris).to_string(), "2026-03-29 03:30:00 CEST");
/// assert!(instant(never, &Paris, ClockChange::Refuse).is_err());
/// let twice = date(10, 25).and_hms_opt(2, 30, 0).unwrap();
/// assert_eq!(instant(twice, &Paris, ClockChange::First)?.to_string(), "2026-10-25 00:30:00 UTC");
/// assert_eq!(instant(twice, &Paris, ClockChange::Second)?.to_string(), "2026-10-25 01:30:00 UTC");
/// # Ok::<(), switchhook_callfile::CivilError>(())
/// ```
///
/// # Errors
///
/// The clock shows the time twice or never, and that was to be refused; or no calendar reaches that far.
pub fn instant<Z: TimeZone>(
    time: NaiveDateTime,
    zone: &Z,
    change: ClockChange,
) -> Result<DateTime<Utc>, CivilError> {
    let out_of_range = CivilError::OutOfRange { time };
    // chrono keeps second 60 as 59 and more than a thousand million nanoseconds.
    let (plain, leap) = match time.nanosecond().checked_sub(1_000_000_000) {
        None => (time, TimeDelta::zero()),
        Some(part) => (
            time.with_nanosecond(part).ok_or(out_of_range)?,
            TimeDelta::seconds(1),
        ),
    };
    let found = match zone.from_local_datetime(&plain) {
        MappedLocalTime::Single(one) => one.to_utc(),
        MappedLocalTime::Ambiguous(first, second) => match change {
            ClockChange::First => first.to_utc(),
            ClockChange::Second => second.to_utc(),
            ClockChange::Refuse => return Err(CivilError::ShownTwice { time }),
        },
        MappedLocalTime::None => match change {
            ClockChange::Refuse => return Err(CivilError::NeverShown { time }),
            _ => as_before_the_change(plain, zone).ok_or(out_of_range)?,
        },
    };
    found.checked_add_signed(leap).ok_or(out_of_range)
}

/// The longest time that a clock ever skipped is a day (Samoa, 2011); in steps that meet every offset in use.
const STEP: TimeDelta = TimeDelta::minutes(15);
const STEPS: usize = 26 * 4;

/// The instant of a time that is never shown, had the clock not been changed yet.
fn as_before_the_change<Z: TimeZone>(time: NaiveDateTime, zone: &Z) -> Option<DateTime<Utc>> {
    let mut before = time;
    for _ in 0..STEPS {
        before = before.checked_sub_signed(STEP)?;
        if let Some(shown) = zone.from_local_datetime(&before).latest() {
            let offset = TimeDelta::seconds(i64::from(shown.offset().fix().local_minus_utc()));
            return Some(time.checked_sub_signed(offset)?.and_utc());
        }
    }
    None
}

/// The first instant at which the clock shows `time` or more: where it never shows it, the moment of the change.
pub(crate) fn first_from<Z: TimeZone>(time: NaiveDateTime, zone: &Z) -> Option<DateTime<Utc>> {
    if let Some(shown) = zone.from_local_datetime(&time).earliest() {
        return Some(shown.to_utc());
    }
    // The change is within the step before which the clock still showed less, and not after this.
    let after = as_before_the_change(time, zone)?;
    let shows_less = |at: DateTime<Utc>| shown(at, zone).is_some_and(|shown| shown < time);
    let (mut less, mut more) = (after.timestamp() - 26 * 3600, after.timestamp());
    while less + 1 < more {
        let middle = i64::midpoint(less, more);
        if shows_less(DateTime::from_timestamp(middle, 0)?) {
            less = middle;
        } else {
            more = middle;
        }
    }
    DateTime::from_timestamp(more, 0)
}

/// What the clock of a place shows then. None beyond the calendar, where chrono's own `naive_local` panics.
pub(crate) fn shown<Z: TimeZone>(at: DateTime<Utc>, zone: &Z) -> Option<NaiveDateTime> {
    let utc = at.naive_utc();
    utc.checked_add_offset(zone.offset_from_utc_datetime(&utc).fix())
}

/// A clock time as `touch -t` takes it: `[[CC]YY]MMDDhhmm[.SS]`.
///
/// Read exactly as GNU and POSIX `touch` read it: the years 69 to 99 without century are 1969 to 1999, 00 to 68 are
/// 2000 to 2068; a time without year is in the current one; second 60 is the second after 59. Shown in the long form.
///
/// ```
/// use chrono::NaiveDate;
/// use switchhook_callfile::TouchTime;
///
/// let time = TouchTime::parse("1007091918.55", 2026)?;
/// let expected = NaiveDate::from_ymd_opt(2010, 7, 9).and_then(|date| date.and_hms_opt(19, 18, 55));
/// assert_eq!(Some(time.civil()), expected);
/// assert_eq!(time.to_string(), "201007091918.55");
/// // Without a year it is in the one that the caller says is now.
/// assert_eq!(TouchTime::parse("07091918", 2026)?.to_string(), "202607091918.00");
/// # Ok::<(), switchhook_callfile::TouchTimeError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TouchTime(NaiveDateTime);

/// Why a text is no time for `touch -t`.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{text:?} is no time: {problem}; write [[CC]YY]MMDDhhmm[.SS], such as 202612240630.00")]
pub struct TouchTimeError {
    /// The beginning of what was given.
    pub text: String,
    /// What is wrong.
    pub problem: &'static str,
}

impl TouchTime {
    /// Reads it. `year` is the current one, for a time that has none.
    ///
    /// # Errors
    ///
    /// Anything that `touch` refuses, such as a thirteenth month, 24 o'clock, or 29 February of a common year; a year
    /// beyond the calendar.
    pub fn parse(text: &str, year: i32) -> Result<Self, TouchTimeError> {
        read(text, year).map(Self).map_err(|problem| TouchTimeError {
            text: text.chars().take(40).collect(),
            problem,
        })
    }

    /// A clock time, to be written. None if its year does not have four digits or it has a part of a second, which
    /// the form cannot say.
    #[must_use]
    pub fn new(civil: NaiveDateTime) -> Option<Self> {
        use chrono::Datelike;
        ((0..=9999).contains(&civil.year()) && civil.nanosecond().is_multiple_of(1_000_000_000))
            .then_some(Self(civil))
    }

    /// What a clock shows then. Second 60 is chrono's leap second: second 59, and a thousand million nanoseconds.
    #[must_use]
    pub const fn civil(self) -> NaiveDateTime {
        self.0
    }
}

/// As coreutils' `posix_time_parse`.
fn read(text: &str, year: i32) -> Result<NaiveDateTime, &'static str> {
    let (digits, second) = match text.split_once('.') {
        None => (text, "00"),
        Some((digits, second)) if second.len() == 2 => (digits, second),
        Some(_) => return Err("seconds have two digits"),
    };
    if ![digits, second]
        .iter()
        .all(|part| part.bytes().all(|byte| byte.is_ascii_digit()))
    {
        return Err("it has something else than digits and one dot");
    }
    // All are digits by now, so every byte is a character.
    let pairs: Vec<u32> = digits
        .as_bytes()
        .chunks(2)
        .map(|pair| {
            pair.iter()
                .fold(0, |number, digit| number * 10 + u32::from(digit - b'0'))
        })
        .collect();
    let (year, rest) = match (digits.len(), &pairs[..]) {
        (8, rest) => (year, rest),
        (10, [short, rest @ ..]) => (if *short < 69 { 2000 } else { 1900 } + *short as i32, rest),
        (12, [century, short, rest @ ..]) => ((century * 100 + short) as i32, rest),
        _ => return Err("it has not 8, 10 or 12 digits before the seconds"),
    };
    let &[month, day, hour, minute] = rest else {
        return Err("it has not 8, 10 or 12 digits before the seconds");
    };
    let date = chrono::NaiveDate::from_ymd_opt(year, month, day).ok_or("there is no such day")?;
    let second: u32 = second.parse().map_err(|_| "seconds have two digits")?;
    let (second, nano) = if second == 60 {
        (59, 1_000_000_000)
    } else {
        (second, 0)
    };
    date.and_hms_nano_opt(hour, minute, second, nano)
        .ok_or("there is no such hour, minute or second")
}

/// `CCYYMMDDhhmm.SS`.
impl fmt::Display for TouchTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.format("%Y%m%d%H%M.%S").fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use chrono_tz::{Africa, America, Asia, Australia, Europe, Pacific};

    use super::*;

    fn civil(text: &str) -> NaiveDateTime {
        TouchTime::parse(text, 2026).unwrap().civil()
    }

    #[test]
    fn clock_changes_have_a_stated_answer() {
        use ClockChange::{First, Second};
        for (zone, text, change, expected) in [
            (Europe::Paris, "202603290230", First, "2026-03-29 01:30:00 UTC"),
            (Europe::Paris, "202603290230", Second, "2026-03-29 01:30:00 UTC"),
            (Europe::Paris, "202603290200", First, "2026-03-29 01:00:00 UTC"),
            (Europe::Paris, "202610250259", First, "2026-10-25 00:59:00 UTC"),
            (Europe::Paris, "202610250259", Second, "2026-10-25 01:59:00 UTC"),
            (Europe::Paris, "202610250300", First, "2026-10-25 02:00:00 UTC"),
            // Half an hour, midnight, and a whole day.
            (
                Australia::Lord_Howe,
                "202610040215",
                First,
                "2026-10-03 15:45:00 UTC",
            ),
            (
                America::Santiago,
                "202609060030",
                First,
                "2026-09-06 04:30:00 UTC",
            ),
            (Pacific::Apia, "201112301200", First, "2011-12-30 22:00:00 UTC"),
            (
                Africa::Casablanca,
                "202602150230",
                First,
                "2026-02-15 01:30:00 UTC",
            ),
            (Asia::Kathmandu, "202601010000", First, "2025-12-31 18:15:00 UTC"),
            // The second after, on either side of a change.
            (Europe::Paris, "202603290159.60", First, "2026-03-29 01:00:00 UTC"),
            (
                Europe::Paris,
                "202610250259.60",
                Second,
                "2026-10-25 02:00:00 UTC",
            ),
        ] {
            let found = instant(civil(text), &zone, change).unwrap();
            assert_eq!(found.to_string(), expected, "{zone} {text}");
        }
    }

    #[test]
    fn a_time_shown_twice_or_never_can_be_refused_with_the_remedy() {
        for (text, part) in [
            (
                "202603290230",
                "goes forward over 2026-03-29 02:30:00 and never shows it",
            ),
            ("202610250230", "shows 2026-10-25 02:30:00 twice"),
        ] {
            let error = instant(civil(text), &Europe::Paris, ClockChange::Refuse).unwrap_err();
            assert!(error.to_string().contains(part), "{error}");
        }
        let late = NaiveDateTime::MAX;
        let error = instant(
            late,
            &chrono::FixedOffset::west_opt(3600).unwrap(),
            ClockChange::First,
        );
        assert_eq!(error, Err(CivilError::OutOfRange { time: late }));
    }

    #[test]
    fn what_opens_in_the_hour_that_is_not_there_opens_when_the_clock_is_changed() {
        for (zone, text, expected) in [
            (Europe::Paris, "202603290230", "2026-03-29 01:00:00 UTC"),
            (Europe::Paris, "202610250230", "2026-10-25 00:30:00 UTC"),
            (Pacific::Apia, "201112301200", "2011-12-30 10:00:00 UTC"),
            (Australia::Lord_Howe, "202610040215", "2026-10-03 15:30:00 UTC"),
        ] {
            let found = first_from(civil(text), &zone).unwrap();
            assert_eq!(found.to_string(), expected, "{zone} {text}");
        }
    }

    #[test]
    fn the_form_of_touch_is_read_to_its_edges() {
        for (text, expected) in [
            ("202612240630.15", "202612240630.15"),
            ("6901010000", "196901010000.00"),
            ("6801010000", "206801010000.00"),
            ("9912312359.59", "199912312359.59"),
            ("12240630", "202612240630.00"),
            ("000001010000", "000001010000.00"),
            ("202402290000", "202402290000.00"),
            ("202601010135.60", "202601010135.60"),
        ] {
            assert_eq!(
                TouchTime::parse(text, 2026).unwrap().to_string(),
                expected,
                "{text}"
            );
        }
        for text in [
            "",
            ".",
            "1224063",
            "122406300",
            "20261224063000",
            "202612240630.",
            "202612240630.1",
            "202612240630.61",
            "202612240630.150",
            "202612240630.15.",
            "202613010000",
            "202600010000",
            "202602290000",
            "202604310000",
            "202601012400",
            "202601010060",
            "02290000",
            "2026-2240630",
            "+02612240630",
            "20261224 630",
            "202612240630,15",
            "２０２６",
            "é2240630",
        ] {
            let error = TouchTime::parse(text, 2026).unwrap_err();
            assert!(
                error.to_string().contains("write [[CC]YY]MMDDhhmm[.SS]"),
                "{error}"
            );
        }
        assert!(TouchTime::parse("01010000", i32::MAX).is_err());
    }

    #[test]
    fn what_the_form_cannot_say_is_not_written() {
        let date = |year| chrono::NaiveDate::from_ymd_opt(year, 1, 2).unwrap();
        assert!(TouchTime::new(date(10_000).and_hms_opt(0, 0, 0).unwrap()).is_none());
        assert!(TouchTime::new(date(2026).and_hms_milli_opt(0, 0, 0, 1).unwrap()).is_none());
        let time = TouchTime::new(date(2026).and_hms_opt(3, 4, 5).unwrap()).unwrap();
        assert_eq!(time.to_string(), "202601020304.05");
    }
}
