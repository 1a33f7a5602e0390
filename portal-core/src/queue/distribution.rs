//! When calls came: half-hours of local time.

use std::collections::BTreeSet;
use std::fmt;
use std::ops::Range;

use chrono::{
    DateTime, Days, NaiveDate, NaiveTime, Offset as _, TimeDelta, TimeZone as _, Timelike as _, Utc,
};
use chrono_tz::Tz;

use crate::call_log::midnight;

/// No call is later.
const LAST: Option<NaiveDate> = NaiveDate::from_ymd_opt(3000, 1, 1);

/// A half-hour of a local day.
///
/// When clocks go back, half-hours come twice: the second ones are half-hours of their own, and their names say the offset.
/// When clocks go forward, some do not come at all.
///
/// ```
/// use switchhook_portal_core::queue::distribution::HalfHour;
///
/// let paris = chrono_tz::Europe::Paris;
/// let name = |time: &str| HalfHour::of(time.parse().unwrap(), paris).1.to_string();
/// assert_eq!(name("2026-11-22T06:45:00Z"), "07:30–08:00");
/// assert_eq!(name("2026-10-25T00:10:00Z"), "02:00–02:30");
/// assert_eq!(name("2026-10-25T01:10:00Z"), "02:00–02:30 (+01:00)");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct HalfHour {
    /// Counted from midnight as clocks show it: 15 is 07:30.
    index: u8,
    /// The offset in minutes, where it is the second of two.
    again: Option<i16>,
}

impl HalfHour {
    /// The local day and the half-hour of an instant.
    pub fn of(time: DateTime<Utc>, zone: Tz) -> (NaiveDate, Self) {
        let local = time.with_timezone(&zone);
        let naive = local.naive_local();
        let again = zone
            .from_local_datetime(&naive)
            .earliest()
            .is_some_and(|earliest| earliest < local);
        let half_hour = Self {
            // At most 47.
            index: (naive.num_seconds_from_midnight() / 1800) as u8,
            again: again.then(|| {
                // At most a day.
                (local.offset().fix().local_minus_utc() / 60) as i16
            }),
        };
        (naive.date(), half_hour)
    }

    /// Those of some days, the last one not included.
    pub fn all(days: Range<NaiveDate>, zone: Tz) -> BTreeSet<Self> {
        /// Two years: clocks are changed twice in each, or never.
        const MOST: u64 = 732;
        let mut all = BTreeSet::new();
        // Days that can have calls; those at the ends of the calendar have no next one.
        let mut day = days.start.max(DateTime::UNIX_EPOCH.date_naive());
        let last = LAST.unwrap_or(day);
        let end = days
            .end
            .min(last)
            .min(day.checked_add_days(Days::new(MOST)).unwrap_or(last));
        while day < end {
            let Some(next) = day.succ_opt() else { break };
            let (from, to) = (midnight(day, zone), midnight(next, zone));
            // Days of the usual length are alike.
            if all.len() < 48 || to - from != TimeDelta::hours(24) {
                let mut time = from;
                while time < to {
                    all.insert(Self::of(time, zone).1);
                    time += TimeDelta::minutes(15);
                }
            }
            day = next;
        }
        all
    }

    /// From 0 to 47, as clocks show it.
    pub fn index(self) -> u8 {
        self.index
    }

    pub(super) fn parts(self) -> (u8, Option<i16>) {
        (self.index, self.again)
    }

    pub(super) fn from_parts(index: u8, again: Option<i16>) -> Option<Self> {
        (index < 48).then_some(Self { index, again })
    }

    /// For addresses: `07:30`, or `02:00+01:00` for the second of two.
    pub fn key(self) -> String {
        format!("{}{}", self.start(), self.offset())
    }

    /// The half-hour of a [`key`](Self::key).
    pub fn from_key(key: &str) -> Option<Self> {
        let (start, again) = match key.find(['+', '-', '−']) {
            None => (key, None),
            Some(at) => {
                let (start, offset) = key.split_at(at);
                let sign = if offset.starts_with('+') { 1 } else { -1 };
                let time = NaiveTime::parse_from_str(offset.get(1..)?, "%H:%M").ok()?;
                (start, Some(sign * (time.num_seconds_from_midnight() / 60) as i16))
            }
        };
        let start = NaiveTime::parse_from_str(start, "%H:%M").ok()?;
        (start.num_seconds_from_midnight() % 1800 == 0).then_some(Self {
            index: (start.num_seconds_from_midnight() / 1800) as u8,
            again,
        })
    }

    fn start(self) -> String {
        format!("{:02}:{:02}", self.index / 2, self.index % 2 * 30)
    }

    fn offset(self) -> String {
        self.again.map_or_else(String::new, |minutes| {
            let sign = if minutes < 0 { '-' } else { '+' };
            let minutes = minutes.abs();
            format!("{sign}{:02}:{:02}", minutes / 60, minutes % 60)
        })
    }
}

/// The half-hours of one zone, one instant after the other: those of the same quarter of an hour are looked up once.
#[derive(Clone, Copy, Debug)]
pub(super) struct Calendar {
    zone: Tz,
    /// A quarter of an hour since 1970, and its day and half-hour.
    last: Option<(i64, (NaiveDate, HalfHour))>,
}

impl Calendar {
    pub(super) fn new(zone: Tz) -> Self {
        Self { zone, last: None }
    }

    pub(super) fn zone(&self) -> Tz {
        self.zone
    }

    /// As [`HalfHour::of`].
    pub(super) fn of(&mut self, time: DateTime<Utc>) -> (NaiveDate, HalfHour) {
        let quarter = time.timestamp().div_euclid(QUARTER);
        if let Some((last, found)) = self.last
            && last == quarter
        {
            return found;
        }
        let found = HalfHour::of(time, self.zone);
        // Offsets are whole quarters of an hour, but not of all zones and at all times.
        let of = |seconds: i64| {
            let end = DateTime::from_timestamp(quarter * QUARTER + seconds, 0)?;
            Some(HalfHour::of(end, self.zone))
        };
        let whole = of(0) == Some(found) && of(QUARTER - 1) == Some(found);
        self.last = whole.then_some((quarter, found));
        found
    }
}

/// In seconds.
const QUARTER: i64 = 900;

/// From when to when, as clocks show it.
impl fmt::Display for HalfHour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let end = self.index + 1;
        write!(f, "{}–{:02}:{:02}", self.start(), end / 2, end % 2 * 30)?;
        if self.again.is_some() {
            write!(f, " ({})", self.offset())?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        /// What was looked up for one instant never counts for another one to which it does not apply: not at changes of
        /// clocks, nor in Liberia of 1972, whose clocks were 44 minutes and 30 seconds behind.
        #[test]
        fn a_calendar_gives_what_each_instant_gives_alone(
            zone in prop::sample::select(vec!["Europe/Paris", "Pacific/Tahiti", "Asia/Kathmandu", "Africa/Monrovia", "Australia/Lord_Howe"]),
            start in prop::sample::select(vec![63_000_000i64, 63_590_000, 1_793_491_200, 1_792_890_000, 1_774_745_000]),
            steps in prop::collection::vec(-900i64..2000, 1..60),
        ) {
            let zone: Tz = zone.parse().unwrap();
            let mut calendar = Calendar::new(zone);
            let mut at = start;
            for step in steps {
                at += step;
                let time = DateTime::from_timestamp(at, 0).unwrap();
                prop_assert_eq!(calendar.of(time), HalfHour::of(time, zone), "{}", time);
            }
        }
    }
}
