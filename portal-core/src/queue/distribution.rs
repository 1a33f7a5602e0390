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
