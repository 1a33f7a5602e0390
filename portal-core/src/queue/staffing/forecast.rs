//! How many calls are to be expected, half-hour by half-hour.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Datelike as _, Days, NaiveDate, TimeDelta, Timelike as _, Utc};
use chrono_tz::Tz;

use crate::call_log::midnight;

/// Half-hours of a day, by the time on the clock.
pub const SLOTS: usize = 48;

/// Like days that a forecast looks back at.
pub const LIKE_DAYS: usize = 8;

/// What each like day counts for, as a part of the next younger one.
pub const DECAY: f64 = 0.8;

/// Days that the level is taken from.
const LEVEL_DAYS: u64 = 14;

/// Days that a forecast is tried on.
const TRIED_DAYS: u64 = 28;

/// The level of two weeks is not taken to be more than double or less than half that of the weeks before.
const LEVEL: std::ops::RangeInclusive<f64> = 0.5..=2.0;

/// The calls of past days, by half-hour of local time.
///
/// A day that was looked at without a call is a day with zero calls; a day that was never looked at is not known. On the
/// day on which clocks go back, a half-hour that comes twice counts half of its calls for a like day, and one that is left
/// out counts for nothing.
///
/// ```
/// use chrono::{Days, NaiveDate};
/// use switchhook_portal_core::queue::staffing::History;
///
/// let mut history = History::new(chrono_tz::Europe::Paris);
/// let monday = NaiveDate::from_ymd_opt(2026, 11, 2).unwrap();
/// for week in 0..3 {
///     let day = monday + Days::new(7 * week);
///     history.know(day);
///     for _ in 0..10 {
///         history.add(day.and_hms_opt(8, 10, 0).unwrap().and_utc()); // 9:10 in Paris
///     }
/// }
/// let forecast = history.forecast(monday + Days::new(21)).unwrap();
/// assert_eq!(forecast.slots[18].expected, 10.0); // 9:00 to 9:30
/// assert_eq!(forecast.slots[18].last_week, Some(10));
/// assert_eq!(forecast.slots[19].expected, 0.0);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct History {
    zone: Tz,
    holidays: BTreeSet<NaiveDate>,
    days: BTreeMap<NaiveDate, [u32; SLOTS]>,
}

impl History {
    /// Knows nothing yet.
    pub fn new(zone: Tz) -> Self {
        Self {
            zone,
            holidays: BTreeSet::new(),
            days: BTreeMap::new(),
        }
    }

    /// Days on which people call as on other holidays and not as on that day of the week; past and coming ones.
    #[must_use]
    pub fn holidays(mut self, days: impl IntoIterator<Item = NaiveDate>) -> Self {
        self.holidays.extend(days);
        self
    }

    /// Notes that a day was looked at, whether somebody called or not.
    pub fn know(&mut self, day: NaiveDate) {
        self.days.entry(day).or_insert([0; SLOTS]);
    }

    /// Counts a call that came at this time; its day is known from then on.
    pub fn add(&mut self, at: DateTime<Utc>) {
        let local = at.with_timezone(&self.zone);
        let slots = self.days.entry(local.date_naive()).or_insert([0; SLOTS]);
        let slot = &mut slots[slot_of(local.hour(), local.minute())];
        *slot = slot.saturating_add(1);
    }

    /// What to expect on a day, from the days before it that are known; `None` if no day like it is among them.
    pub fn forecast(&self, day: NaiveDate) -> Option<Forecast> {
        let mut memory = Memory::default();
        let forecast = self.expected(day, &mut memory)?;
        let last_week = day
            .checked_sub_days(Days::new(7))
            .and_then(|before| self.days.get(&before));
        let mut slots = [Slot::default(); SLOTS];
        for (slot, place) in slots.iter_mut().enumerate() {
            *place = Slot {
                expected: forecast.slots[slot],
                last_week: last_week.map(|calls| calls[slot]),
            };
        }
        Some(Forecast {
            day,
            level: forecast.level,
            like_days: forecast.like_days,
            slots,
        })
    }

    /// How far off the forecasts of the 28 days before a day would have been, each made on its eve; and how far off it
    /// would have been to expect what was the week before.
    pub fn accuracy(&self, before: NaiveDate) -> Accuracy {
        let mut memory = Memory::default();
        let mut accuracy = Accuracy::default();
        for day in days_before(before, TRIED_DAYS) {
            let Some(actual) = self.days.get(&day) else {
                continue;
            };
            let forecast = self.expected(day, &mut memory);
            let last_week = day
                .checked_sub_days(Days::new(7))
                .and_then(|before| self.days.get(&before));
            for (slot, calls) in actual.iter().enumerate() {
                // A percentage of nothing is none.
                if *calls == 0 {
                    continue;
                }
                let actual = f64::from(*calls);
                if let Some(forecast) = &forecast {
                    accuracy
                        .forecast
                        .add((forecast.slots[slot] - actual).abs() / actual);
                }
                if let Some(before) = last_week {
                    accuracy
                        .last_week
                        .add((f64::from(before[slot]) - actual).abs() / actual);
                }
            }
        }
        accuracy
    }

    /// The calls to expect on a day from the days before it that are known, at the level of the two weeks before.
    fn expected(&self, day: NaiveDate, memory: &mut Memory) -> Option<Expected> {
        let (usual, like_days) = self.usual(day, memory)?;
        let (mut was, mut would_be) = (0.0, 0.0);
        for past in days_before(self.eve(day), LEVEL_DAYS) {
            let Some(actual) = self.days.get(&past) else {
                continue;
            };
            let Some((usual, _)) = self.usual(past, memory) else {
                continue;
            };
            was += actual.iter().map(|calls| f64::from(*calls)).sum::<f64>();
            would_be += usual.iter().sum::<f64>();
        }
        let level = if would_be > 0.0 {
            (was / would_be).clamp(*LEVEL.start(), *LEVEL.end())
        } else {
            1.0
        };
        Some(Expected {
            slots: usual.map(|calls| calls * level),
            level,
            like_days,
        })
    }

    /// The day itself; for one that lies ahead the day after the last one that is known.
    fn eve(&self, day: NaiveDate) -> NaiveDate {
        let last = self.days.range(..day).next_back().map(|(last, _)| *last);
        last.and_then(|last| last.succ_opt())
            .map_or(day, |next| next.min(day))
    }

    /// What is usual on a day, without its level, and from how many like days that is.
    pub(super) fn usual(&self, day: NaiveDate, memory: &mut Memory) -> Option<([f64; SLOTS], usize)> {
        if let Some(known) = memory.usual.get(&day) {
            return *known;
        }
        let like: Vec<([u32; SLOTS], [u8; SLOTS])> = self
            .days
            .range(..day)
            .rev()
            .filter(|(past, _)| self.is_like(**past, day))
            .take(LIKE_DAYS)
            .map(|(past, calls)| (*calls, self.times_shown(*past)))
            .collect();
        let shown = self.times_shown(day);
        let usual = (!like.is_empty()).then(|| {
            let mut usual = [0.0; SLOTS];
            for (slot, place) in usual.iter_mut().enumerate() {
                let calls = like
                    .iter()
                    .enumerate()
                    .filter(|(_, (_, shown))| shown[slot] > 0)
                    .map(|(age, (calls, shown))| {
                        (
                            f64::from(calls[slot]) / f64::from(shown[slot]),
                            DECAY.powi(age as i32),
                        )
                    });
                *place = median(calls.collect()) * f64::from(shown[slot]);
            }
            (usual, like.len())
        });
        memory.usual.insert(day, usual);
        usual
    }

    fn is_like(&self, past: NaiveDate, day: NaiveDate) -> bool {
        match (self.holidays.contains(&past), self.holidays.contains(&day)) {
            (true, true) => true,
            (false, false) => past.weekday() == day.weekday(),
            _ => false,
        }
    }

    /// How often clocks show each half-hour on a day: once, but for the days on which they are changed.
    fn times_shown(&self, day: NaiveDate) -> [u8; SLOTS] {
        let mut shown = [0; SLOTS];
        let mut time = midnight(day, self.zone);
        let end = day.succ_opt().map_or(time, |next| midnight(next, self.zone));
        while time < end {
            let local = time.with_timezone(&self.zone);
            shown[slot_of(local.hour(), local.minute())] += 1;
            time += TimeDelta::minutes(30);
        }
        shown
    }
}

fn slot_of(hour: u32, minute: u32) -> usize {
    (hour * 2 + minute / 30) as usize % SLOTS
}

fn days_before(day: NaiveDate, count: u64) -> impl Iterator<Item = NaiveDate> {
    (1..=count).filter_map(move |days| day.checked_sub_days(Days::new(days)))
}

/// The value with half of the weight on either side; between two of them their mean. Zero without any.
fn median(mut values: Vec<(f64, f64)>) -> f64 {
    values.sort_by(|(left, _), (right, _)| left.total_cmp(right));
    let half = values.iter().map(|(_, weight)| weight).sum::<f64>() / 2.0;
    let mut below = 0.0;
    for (index, (value, weight)) in values.iter().enumerate() {
        below += weight;
        if (below - half).abs() < 1e-9 {
            let next = values.get(index + 1).map_or(*value, |(next, _)| *next);
            return f64::midpoint(*value, next);
        }
        if below > half {
            return *value;
        }
    }
    0.0
}

/// What is usual on each day: asked for many times over.
#[derive(Default)]
pub(super) struct Memory {
    usual: BTreeMap<NaiveDate, Option<([f64; SLOTS], usize)>>,
}

struct Expected {
    slots: [f64; SLOTS],
    level: f64,
    like_days: usize,
}

/// The calls to expect on a day.
#[derive(Clone, Debug, PartialEq)]
pub struct Forecast {
    /// Which day.
    pub day: NaiveDate,
    /// What the last two weeks were, as a part of what was usual: 1.1 is a tenth more. From 0.5 to 2.
    pub level: f64,
    /// From how many like days it is made, at most [`LIKE_DAYS`]: few make it worth little.
    pub like_days: usize,
    /// Each half-hour from midnight.
    pub slots: [Slot; SLOTS],
}

/// A half-hour of a forecast.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Slot {
    /// The calls to expect.
    pub expected: f64,
    /// The calls a week before; `None` if that day is not known.
    pub last_week: Option<u32>,
}

/// How far off forecasts were, as the mean of what each half-hour with calls was off by, in parts of its calls.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Accuracy {
    /// Of the forecast.
    pub forecast: MeanError,
    /// Of expecting the same as the week before.
    pub last_week: MeanError,
}

/// A mean absolute percentage error (MAPE).
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct MeanError {
    sum: f64,
    /// Half-hours that it is made of.
    pub slots: u32,
}

impl MeanError {
    fn add(&mut self, error: f64) {
        self.sum += error;
        self.slots += 1;
    }

    /// 0.1 is a tenth; `None` if there was nothing to compare with.
    pub fn mean(&self) -> Option<f64> {
        (self.slots > 0).then(|| self.sum / f64::from(self.slots))
    }
}
