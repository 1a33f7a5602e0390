use chrono::{DateTime, Datelike as _, NaiveDateTime, TimeDelta, Utc};
use chrono_tz::Tz;

use super::{Data, Entry, EntryError};
use crate::call_log::{YEARS, instants};
use crate::text::clip;

/// A row of the table `queue_log`, as text.
///
/// ```
/// use switchhook_portal_core::queue::log::{Clock, Data, Event, Row};
///
/// let mut clock = Clock::local(chrono_tz::Europe::Paris);
/// let row = Row {
///     time: "2026-11-22 10:00:25.123456",
///     call: "1795338000.7",
///     queue: "support",
///     agent: "NONE",
///     event: "ABANDON",
///     data: Data::columns(["1", "3", "25", "", ""]),
/// };
/// let entry = row.entry(&mut clock)?;
/// assert_eq!(entry.time.to_rfc3339(), "2026-11-22T09:00:25.123456+00:00");
/// assert!(matches!(entry.event, Event::Abandon { original_position: Some(3), .. }));
/// # Ok::<(), switchhook_portal_core::queue::log::EntryError>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Row<'a> {
    /// `2026-11-22 10:00:25.123456`, or seconds since 1970.
    pub time: &'a str,
    /// The column `callid`.
    pub call: &'a str,
    /// The column `queuename`.
    pub queue: &'a str,
    /// The column `agent`.
    pub agent: &'a str,
    /// The column `event`.
    pub event: &'a str,
    /// The columns `data1` to `data5`, or the column `data`.
    pub data: Data<'a>,
}

impl<'a> Row<'a> {
    /// Reads it. Rows are to come in the order in which they were inserted: that tells apart the two hours that one
    /// hour of local time is when clocks go back.
    ///
    /// # Errors
    ///
    /// See [`EntryError`].
    pub fn entry(&self, clock: &mut Clock) -> Result<Entry<'a>, EntryError> {
        let time = clock.instant(self.time).ok_or_else(|| EntryError::NotATime {
            text: clip(self.time, 40),
        })?;
        Entry::assemble(time, [self.call, self.queue, self.agent, self.event], self.data)
    }
}

/// How the times of a table are read.
#[derive(Clone, Debug)]
pub struct Clock {
    zone: Tz,
    last: Option<DateTime<Utc>>,
    /// The first row known to be of the second of the two hours.
    second: Option<DateTime<Utc>>,
}

impl Clock {
    /// Asterisk writes wall-clock times of this zone.
    pub fn local(zone: Tz) -> Self {
        Self {
            zone,
            last: None,
            second: None,
        }
    }

    /// Asterisk writes GMT (`queue_log_realtime_use_gmt=yes`).
    pub fn gmt() -> Self {
        Self::local(Tz::UTC)
    }

    /// Of the hour that comes twice, the first one unless that would be more than a minute before the row before: rows
    /// written at once by several threads are seconds apart. Once the second hour has begun, the first does not return.
    fn instant(&mut self, text: &str) -> Option<DateTime<Utc>> {
        let text = text.trim();
        let instant = match epoch(text) {
            Some(instant) => instant,
            None => {
                let local = ["%Y-%m-%d %H:%M:%S%.f", "%Y-%m-%dT%H:%M:%S%.f"]
                    .iter()
                    .find_map(|form| NaiveDateTime::parse_from_str(text, form).ok())
                    .filter(|time| YEARS.contains(&time.year()))?;
                let [earlier, later] = instants(local, self.zone);
                let before_the_last = self
                    .last
                    .is_some_and(|last| earlier < last - TimeDelta::seconds(60));
                if earlier < later && (before_the_last || self.second.is_some_and(|second| earlier < second))
                {
                    if self.second.is_none_or(|second| second < earlier) {
                        self.second = Some(later);
                    }
                    later
                } else {
                    earlier
                }
            }
        };
        self.last = Some(instant);
        Some(instant)
    }
}

/// Seconds since 1970, perhaps with a fraction.
pub(super) fn epoch(text: &str) -> Option<DateTime<Utc>> {
    let (whole, fraction) = match text.split_once('.') {
        Some((whole, fraction)) => (whole, fraction),
        None => (text, ""),
    };
    if whole.is_empty() || whole.len() > 12 || fraction.len() > 9 {
        return None;
    }
    let digits = |text: &str| {
        text.bytes().try_fold(0i64, |value, byte| {
            byte.is_ascii_digit().then(|| value * 10 + i64::from(byte - b'0'))
        })
    };
    let mut nanos = digits(fraction)?;
    for _ in fraction.len()..9 {
        nanos *= 10;
    }
    // Years in which calls are made: the last one is 2999.
    let seconds = digits(whole).filter(|seconds| *seconds < 32_503_680_000)?;
    DateTime::from_timestamp(seconds, u32::try_from(nanos).ok()?)
}
