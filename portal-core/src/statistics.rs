//! Global statistics: how many calls there were, by month, by day and by hour.
//!
//! Each row of the call log counts once, answered or not, where it began: in a month, a day and an hour of local time. A
//! day has 23 or 25 hours when clocks are changed; the hour that comes twice is one row with both of them in it. Rows
//! without a call are there, with zeros.
//!
//! A [`Rollup`] keeps sums by hour, so those of two periods or two systems can be put together, and come to the figures that
//! all calls together give.

mod csv;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::ops::AddAssign;
use std::time::Duration;

use chrono::{DateTime, NaiveDate, TimeDelta, Timelike as _, Utc};
use chrono_tz::Tz;

pub use self::csv::CsvTexts;
use crate::Month;
use crate::call_log::{CallRecord, Direction, Disposition, midnight};

/// Sums of calls.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// All of them.
    pub calls: u64,
    /// Those that somebody or something answered.
    pub answered: u64,
    /// From answer to end, of all together.
    pub talk: Duration,
}

impl Figures {
    /// How long an answered call took, in whole seconds, half a second up; `None` without any.
    ///
    /// ```
    /// use std::time::Duration;
    /// use switchhook_portal_core::statistics::Figures;
    ///
    /// let figures = Figures { calls: 4, answered: 2, talk: Duration::from_secs(125) };
    /// assert_eq!(figures.mean_talk(), Some(Duration::from_secs(63)));
    /// assert_eq!(Figures::default().mean_talk(), None);
    /// ```
    pub fn mean_talk(&self) -> Option<Duration> {
        let twice = self.answered.checked_mul(2).filter(|twice| *twice > 0)?;
        let seconds = self
            .talk
            .as_secs()
            .saturating_mul(2)
            .saturating_add(self.answered)
            / twice;
        Some(Duration::from_secs(seconds))
    }
}

impl AddAssign for Figures {
    fn add_assign(&mut self, other: Self) {
        self.calls = self.calls.saturating_add(other.calls);
        self.answered = self.answered.saturating_add(other.answered);
        self.talk = self.talk.saturating_add(other.talk);
    }
}

/// Sums of calls by where they went.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// From the outside.
    pub incoming: Figures,
    /// To the outside.
    pub outgoing: Figures,
    /// Between own phones, or from one to an application.
    pub internal: Figures,
}

impl Count {
    /// Those of a direction.
    pub fn of(&self, direction: Direction) -> Figures {
        match direction {
            Direction::Incoming => self.incoming,
            Direction::Outgoing => self.outgoing,
            Direction::Internal => self.internal,
        }
    }

    /// All of them.
    pub fn all(&self) -> Figures {
        let mut all = self.incoming;
        all += self.outgoing;
        all += self.internal;
        all
    }

    fn add(&mut self, direction: Direction, figures: Figures) {
        match direction {
            Direction::Incoming => self.incoming += figures,
            Direction::Outgoing => self.outgoing += figures,
            Direction::Internal => self.internal += figures,
        }
    }
}

impl AddAssign for Count {
    fn add_assign(&mut self, other: Self) {
        for direction in Direction::ALL {
            self.add(direction, other.of(direction));
        }
    }
}

/// Sums of calls by hour of local time.
///
/// ```
/// use std::time::Duration;
/// use switchhook_portal_core::call_log::Direction;
/// use switchhook_portal_core::statistics::{Figures, Rollup};
///
/// let mut rollup = Rollup::new(chrono_tz::Pacific::Noumea);
/// let one = Figures { calls: 1, answered: 1, talk: Duration::from_secs(60) };
/// rollup.add_figures("2026-10-31T13:30:00Z".parse().unwrap(), Direction::Incoming, one);
///
/// // In Nouméa it was already November.
/// let table = rollup.months("2026-11".parse().unwrap(), 2);
/// let calls: Vec<_> = table.rows.iter().map(|row| (row.key.to_string(), row.count.all().calls)).collect();
/// assert_eq!(calls, [("2026-10".to_owned(), 0), ("2026-11".to_owned(), 1)]);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rollup {
    zone: Tz,
    hours: BTreeMap<(NaiveDate, u8), Count>,
}

/// Months in a table at most.
const MOST_MONTHS: usize = 1200;

impl Rollup {
    /// No calls yet. The zone is that of days and hours.
    pub fn new(zone: Tz) -> Self {
        Self {
            zone,
            hours: BTreeMap::new(),
        }
    }

    /// Counts a call.
    pub fn add(&mut self, call: &CallRecord) {
        let answered = call.cdr.disposition == Disposition::Answered;
        let figures = Figures {
            calls: 1,
            answered: u64::from(answered),
            talk: call.cdr.billable,
        };
        self.add_figures(call.cdr.start, call.direction, figures);
    }

    /// Counts calls that began at a time, or within a quarter of an hour from it: local hours begin on quarters.
    pub fn add_figures(&mut self, start: DateTime<Utc>, direction: Direction, figures: Figures) {
        let local = start.with_timezone(&self.zone);
        self.hours
            .entry((local.date_naive(), local.hour() as u8))
            .or_default()
            .add(direction, figures);
    }

    /// Takes over the calls of another one.
    ///
    /// # Errors
    ///
    /// Its hours are those of another zone.
    pub fn merge(&mut self, other: &Self) -> Result<(), OtherZone> {
        if self.zone != other.zone {
            return Err(OtherZone {
                ours: self.zone,
                theirs: other.zone,
            });
        }
        for (hour, count) in &other.hours {
            *self.hours.entry(*hour).or_default() += *count;
        }
        Ok(())
    }

    /// The month of the first call.
    pub fn first_month(&self) -> Option<Month> {
        self.hours.keys().next().map(|(day, _)| Month::of(*day))
    }

    /// So many months up to the last one, at most 1200, oldest first.
    pub fn months(&self, last: Month, count: usize) -> Table<Month> {
        let mut months = Month::last(count.min(MOST_MONTHS), last.first_day());
        months.reverse();
        self.table(months, |month| (month.first_day(), month.next().first_day()))
    }

    /// The days of a month.
    pub fn days(&self, month: Month) -> Table<NaiveDate> {
        self.table(month.days().collect(), |day| (day, day.succ_opt().unwrap_or(day)))
    }

    fn table<K: Copy>(&self, keys: Vec<K>, bounds: impl Fn(K) -> (NaiveDate, NaiveDate)) -> Table<K> {
        Table::new(keys.into_iter().map(|key| {
            let (from, until) = bounds(key);
            let mut count = Count::default();
            if from < until {
                for (_, of_hour) in self.hours.range((from, 0)..(until, 0)) {
                    count += *of_hour;
                }
            }
            let length = midnight(until, self.zone) - midnight(from, self.zone);
            Row {
                key,
                hours: u32::try_from(length.num_hours()).unwrap_or(0),
                count,
            }
        }))
    }

    /// The 24 hours of the clock, over a month or over months up to the last one as [`Self::months`] gives them.
    pub fn hours(&self, last: Month, count: usize) -> Table<u8> {
        let first = Month::last(count.min(MOST_MONTHS), last.first_day())
            .pop()
            .unwrap_or(last);
        let (from, until) = (first.first_day(), last.next().first_day());
        let mut rows: [Row<u8>; 24] = std::array::from_fn(|hour| Row {
            key: hour as u8,
            hours: 0,
            count: Count::default(),
        });
        if count > 0 && from < until {
            for ((_, hour), of_hour) in self.hours.range((from, 0)..(until, 0)) {
                rows[usize::from(*hour)].count += *of_hour;
            }
            // Walked through hour by hour, since clocks leave out some and show others twice.
            let (mut time, end) = (midnight(from, self.zone), midnight(until, self.zone));
            while time < end {
                rows[time.with_timezone(&self.zone).hour() as usize].hours += 1;
                time += TimeDelta::hours(1);
            }
        }
        Table::new(rows)
    }
}

/// Two rollups have the hours of different zones.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "these calls are counted by the hours of {theirs}, those by the hours of {ours}; count the calls again"
)]
pub struct OtherZone {
    /// Of the one that was to take over calls.
    pub ours: Tz,
    /// Of the other one.
    pub theirs: Tz,
}

/// Rows in order, with their total.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table<K> {
    /// Every one, also those without a call.
    pub rows: Vec<Row<K>>,
    /// All of them together.
    pub total: Count,
}

impl<K> Table<K> {
    fn new(rows: impl IntoIterator<Item = Row<K>>) -> Self {
        let rows: Vec<_> = rows.into_iter().collect();
        let mut total = Count::default();
        for row in &rows {
            total += row.count;
        }
        Self { rows, total }
    }

    /// The row with most calls, the first of several; `None` without a call.
    pub fn busiest(&self) -> Option<&Row<K>> {
        let most = self.rows.iter().map(|row| row.count.all().calls).max()?;
        self.rows
            .iter()
            .find(|row| row.count.all().calls == most && most > 0)
    }
}

/// A month, a day or an hour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row<K> {
    /// Which one.
    pub key: K,
    /// How many hours it had: 23 to 25 for a day. For an hour of the clock, how often it came.
    pub hours: u32,
    /// Its calls.
    pub count: Count,
}
