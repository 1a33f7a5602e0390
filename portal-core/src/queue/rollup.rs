//! Days added up: the same figures as from the visits themselves, from a few kilobytes a day.

mod stored;

use std::collections::BTreeMap;
use std::ops::Range;
use std::time::Duration;

use chrono::{DateTime, Datelike as _, NaiveDate, Utc};
use chrono_tz::Tz;

use super::count::Counts;
use super::distribution::{Calendar, HalfHour};
use super::service_level::Thresholds;
use super::visit::{Name, Outcome, Refused, Visit};
use super::wait::{Waits, mean};

pub use stored::StoredError;

/// Everything that is counted of some visits. Totals of parts add up to those of the whole.
///
/// Figures of threshold are counted with the thresholds that were given to [`add`](Self::add).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// How many there were, by outcome.
    pub counts: Counts,
    /// Answered within the service threshold.
    pub answered_in_time: u64,
    /// Abandoned within the service threshold.
    pub abandoned_in_time: u64,
    /// Abandoned within the threshold of short abandons.
    pub abandoned_short: u64,
    /// How long those waited who were answered.
    pub answered: Waits,
    /// How long those waited who gave up.
    pub abandoned: Waits,
    /// How long those waited who gave up, without short abandons.
    pub abandoned_not_short: Duration,
    /// How long those waited who left in another way.
    pub others: Duration,
    /// How long was talked.
    pub talk: Duration,
}

impl Totals {
    /// Adds a visit.
    pub fn add(&mut self, visit: &Visit, thresholds: &Thresholds) {
        self.counts.add(visit);
        self.talk = self.talk.saturating_add(visit.talk.unwrap_or_default());
        let Some(wait) = visit.wait else { return };
        match visit.outcome() {
            Outcome::Answered => {
                self.answered.add(wait);
                self.answered_in_time += u64::from(wait <= thresholds.service);
            }
            Outcome::Abandoned => {
                self.abandoned.add(wait);
                self.abandoned_in_time += u64::from(wait <= thresholds.service);
                if wait <= thresholds.short_abandon {
                    self.abandoned_short += 1;
                } else {
                    self.abandoned_not_short = self.abandoned_not_short.saturating_add(wait);
                }
            }
            _ => self.others = self.others.saturating_add(wait),
        }
    }

    /// Adds a call that was not let in.
    pub fn add_refused(&mut self, refused: &Refused) {
        self.counts.add_refused(refused);
    }

    /// Adds other totals, which were made with the same thresholds.
    pub fn merge(&mut self, other: &Self) {
        self.counts.merge(&other.counts);
        self.answered_in_time += other.answered_in_time;
        self.abandoned_in_time += other.abandoned_in_time;
        self.abandoned_short += other.abandoned_short;
        self.answered.merge(&other.answered);
        self.abandoned.merge(&other.abandoned);
        self.abandoned_not_short = self.abandoned_not_short.saturating_add(other.abandoned_not_short);
        self.others = self.others.saturating_add(other.others);
        self.talk = self.talk.saturating_add(other.talk);
    }

    /// ASA, the mean wait of those who were answered.
    pub fn speed_of_answer(&self) -> Option<Duration> {
        self.answered.mean()
    }

    /// AWT, the mean wait of all who do not wait any more. Visits without an end count as no wait.
    pub fn mean_wait(&self) -> Option<Duration> {
        let sum = self.answered.sum() + self.abandoned.sum();
        mean(sum.saturating_add(self.others), self.counts.closed())
    }

    /// ATA, the mean wait of those who gave up, without short abandons.
    pub fn time_to_abandon(&self) -> Option<Duration> {
        mean(
            self.abandoned_not_short,
            self.counts.of(Outcome::Abandoned) - self.abandoned_short,
        )
    }
}

/// Totals of each queue and each day of a zone, with counts by half-hour. Rollups of several files, queues or times merge.
///
/// A visit counts on the day and in the half-hour in which it began, whatever became of it later.
#[derive(Clone, Debug)]
pub struct Rollup {
    calendar: Calendar,
    thresholds: Thresholds,
    days: BTreeMap<NaiveDate, BTreeMap<Name, Day>>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Day {
    totals: Totals,
    half_hours: BTreeMap<HalfHour, Counts>,
}

impl Day {
    fn merge(&mut self, other: &Self) {
        self.totals.merge(&other.totals);
        for (half_hour, counts) in &other.half_hours {
            self.half_hours.entry(*half_hour).or_default().merge(counts);
        }
    }
}

/// Rollups of another zone or with other thresholds do not add up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the rollups have different zones or thresholds; make both anew with the same")]
pub struct Mismatch;

impl Rollup {
    /// Of nothing. Days begin at midnight of the zone.
    pub fn new(zone: Tz, thresholds: Thresholds) -> Self {
        Self {
            calendar: Calendar::new(zone),
            thresholds,
            days: BTreeMap::new(),
        }
    }

    /// Adds a visit, once it has ended. One that has not is best added to a copy, for a report of now.
    pub fn add(&mut self, visit: &Visit) {
        let thresholds = self.thresholds;
        let (day, half_hour) = self.day(&visit.queue, visit.entered);
        day.totals.add(visit, &thresholds);
        day.half_hours.entry(half_hour).or_default().add(visit);
    }

    /// Adds a call that was not let in.
    pub fn add_refused(&mut self, refused: &Refused) {
        let (day, half_hour) = self.day(&refused.queue, refused.time);
        day.totals.add_refused(refused);
        day.half_hours.entry(half_hour).or_default().add_refused(refused);
    }

    /// The zone and the thresholds that it was made with.
    pub fn made_with(&self) -> (Tz, Thresholds) {
        (self.calendar.zone(), self.thresholds)
    }

    fn day(&mut self, queue: &Name, time: DateTime<Utc>) -> (&mut Day, HalfHour) {
        let (date, half_hour) = self.calendar.of(time);
        let queues = self.days.entry(date).or_default();
        (queues.entry(queue.clone()).or_default(), half_hour)
    }

    /// Adds another rollup.
    ///
    /// # Errors
    ///
    /// Its zone or its thresholds are others; nothing was added.
    pub fn merge(&mut self, other: &Self) -> Result<(), Mismatch> {
        if self.made_with() != other.made_with() {
            return Err(Mismatch);
        }
        for (date, queues) in &other.days {
            let days = self.days.entry(*date).or_default();
            for (queue, day) in queues {
                days.entry(queue.clone()).or_default().merge(day);
            }
        }
        Ok(())
    }

    /// The figures of some days, the last one not included, of the queues for which `of` is true.
    pub fn report(&self, days: Range<NaiveDate>, of: impl Fn(&str) -> bool) -> Report {
        let mut report = Report::new(self.calendar.zone(), days.clone());
        if days.is_empty() {
            return report;
        }
        for (date, queues) in self.days.range(days) {
            for (queue, day) in queues.iter().filter(|(queue, _)| of(queue)) {
                match report.queues.get_mut(queue) {
                    Some(totals) => totals.merge(&day.totals),
                    None => {
                        report.queues.insert(queue.clone(), day.totals.clone());
                    }
                }
                let weekday = date.weekday().num_days_from_monday() as usize;
                report.weekdays[weekday].merge(&day.totals.counts);
                for (half_hour, counts) in &day.half_hours {
                    report.half_hours.entry(*half_hour).or_default().merge(counts);
                }
            }
        }
        for totals in report.queues.values() {
            report.total.merge(totals);
        }
        report
    }
}

impl PartialEq for Rollup {
    fn eq(&self, other: &Self) -> bool {
        self.made_with() == other.made_with() && self.days == other.days
    }
}

impl Eq for Rollup {}

/// The figures of some queues in some days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// Of each queue that a call came to, or tried to.
    pub queues: BTreeMap<Name, Totals>,
    /// Of all of them.
    pub total: Totals,
    /// By weekday, Monday first.
    pub weekdays: [Counts; 7],
    /// By half-hour: all that the days have, the empty ones too.
    pub half_hours: BTreeMap<HalfHour, Counts>,
}

impl Report {
    fn new(zone: Tz, days: Range<NaiveDate>) -> Self {
        Self {
            queues: BTreeMap::new(),
            total: Totals::default(),
            weekdays: [Counts::default(); 7],
            half_hours: HalfHour::all(days, zone)
                .into_iter()
                .map(|half_hour| (half_hour, Counts::default()))
                .collect(),
        }
    }
}
