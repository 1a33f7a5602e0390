//! Which time band it is: a weekly calendar with holidays.

mod holiday;

use std::sync::Arc;

use chrono::{DateTime, Datelike, NaiveDateTime, Weekday};

pub use holiday::{Holiday, ParseHolidayError};

/// The days on which a [`Band`] applies: a set of weekdays, and perhaps holidays.
///
/// A holiday is a day of its own kind: on it only bands that name [`HOLIDAY`](Self::HOLIDAY) apply.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub struct Days(u8);

impl Days {
    /// No day.
    pub const NONE: Self = Self(0);
    /// Monday to Friday.
    pub const WORKING: Self = Self(0b0001_1111);
    /// Saturday and Sunday.
    pub const WEEKEND: Self = Self(0b0110_0000);
    /// Holidays, whatever the weekday.
    pub const HOLIDAY: Self = Self(0b1000_0000);

    /// One weekday.
    #[must_use]
    pub fn weekday(day: Weekday) -> Self {
        Self(1 << day.num_days_from_monday())
    }

    /// From one weekday to another, over the end of the week if need be.
    #[must_use]
    pub fn range(from: Weekday, to: Weekday) -> Self {
        let mut days = Self::weekday(to);
        let mut day = from;
        while day != to {
            days = days.with(Self::weekday(day));
            day = day.succ();
        }
        days
    }

    /// These days and those.
    #[must_use]
    pub const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether all of `other` are among these.
    #[must_use]
    pub const fn contains(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }
}

/// A stretch of every day on which it applies: whole minutes, from the first to before the last.
///
/// `22:00-06:00` runs over midnight, and belongs to the day on which it opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Hours {
    from: u16,
    to: u16,
}

impl Hours {
    /// From midnight to midnight.
    pub const ALL_DAY: Self = Self {
        from: 0,
        to: MINUTES_A_DAY,
    };

    /// From minute to minute of the day; `None` unless `from` lies within the day, `to` at most at its end
    /// (minute 1440), and they differ.
    #[must_use]
    pub fn new(from: u16, to: u16) -> Option<Self> {
        (from < MINUTES_A_DAY && to <= MINUTES_A_DAY && from != to).then_some(Self { from, to })
    }

    /// The first minute of the day.
    #[must_use]
    pub const fn from(self) -> u16 {
        self.from
    }

    /// The minute of the day before which it ends; smaller than the first one if that is on the next day.
    #[must_use]
    pub const fn to(self) -> u16 {
        self.to
    }

    /// Whether the minute of the day on which it opened lies in it.
    const fn opens_to(self, minute: u16) -> bool {
        self.from <= minute && (minute < self.to || self.to < self.from)
    }

    /// Whether the minute of the day after lies in it.
    const fn spills_to(self, minute: u16) -> bool {
        self.to < self.from && minute < self.to
    }
}

const MINUTES_A_DAY: u16 = 24 * 60;

/// A window of the week in which a price of its own applies. Several windows may share a name.
///
/// ```
/// use switchhook_rating::{Band, Days, Hours};
/// let peak = Band::new("peak", Days::WORKING, Hours::new(7 * 60, 19 * 60).unwrap());
/// assert_eq!(peak.name(), "peak");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Band {
    name: Arc<str>,
    days: Days,
    hours: Hours,
}

impl Band {
    /// A window.
    #[must_use]
    pub fn new(name: &str, days: Days, hours: Hours) -> Self {
        Self {
            name: name.into(),
            days,
            hours,
        }
    }

    /// The name, which prices refer to.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The days.
    #[must_use]
    pub const fn days(&self) -> Days {
        self.days
    }

    /// The hours.
    #[must_use]
    pub const fn hours(&self) -> Hours {
        self.hours
    }
}

/// Bands and holidays, with bands as numbers, and the week as a table.
#[derive(Clone, Debug)]
pub(crate) struct Calendar {
    names: Vec<Arc<str>>,
    windows: Vec<(usize, Days, Hours)>,
    otherwise: usize,
    holidays: Vec<Holiday>,
    table: Table,
}

/// The band of each stretch of each day from 1970 to 2100.
#[derive(Clone, Debug, Default)]
struct Table {
    // Windows begin and end at multiples of so many seconds, so a stretch of that length is in one band.
    stretch: u32,
    // 2^40 ÷ stretch, rounded up: multiplying by it is dividing by the stretch for every second of a day.
    reciprocal: u64,
    // How many stretches a day has.
    stretches: usize,
    // The pattern of each day, by its number since 1970. Empty if there is only one band.
    days: Vec<u8>,
    // The bands of the stretches of pattern 0, then those of pattern 1, and so on.
    bands: Vec<u16>,
}

/// The table of a calendar, and whether it has but one band.
#[derive(Clone, Copy, Debug)]
pub(crate) struct View<'c> {
    reciprocal: u64,
    stretches: usize,
    days: &'c [u8],
    bands: &'c [u16],
    has_one: bool,
}

impl View<'_> {
    /// The number of the band at a reading of the clock; `None` beyond the table.
    #[inline]
    pub(crate) fn band_at(self, reading: i64) -> Option<u16> {
        if self.has_one {
            return Some(0);
        }
        // The table ends before 32 bits do.
        let reading = u32::try_from(reading).ok()?;
        let (day, second) = (reading / SECONDS_A_DAY as u32, reading % SECONDS_A_DAY as u32);
        let stretch = (u64::from(second) * self.reciprocal) >> 40;
        let pattern = *self.days.get(day as usize)?;
        let at = usize::from(pattern) * self.stretches + stretch as usize;
        self.bands.get(at).copied()
    }
}

/// The days from 1970 to 2100.
const TABLE_DAYS: i64 = 47_847;
const SECONDS_A_DAY: i64 = 86_400;

impl Calendar {
    /// `otherwise` is the band outside all windows.
    pub(crate) fn new(windows: &[Band], otherwise: &str, holidays: &[Holiday]) -> Self {
        let mut calendar = Self {
            names: Vec::new(),
            windows: Vec::new(),
            otherwise: 0,
            holidays: holidays.to_vec(),
            table: Table::default(),
        };
        for window in windows {
            let band = calendar.number(&window.name);
            calendar.windows.push((band, window.days, window.hours));
        }
        calendar.otherwise = calendar.number(&otherwise.into());
        calendar.build();
        calendar
    }

    fn number(&mut self, name: &Arc<str>) -> usize {
        self.names
            .iter()
            .position(|known| known == name)
            .unwrap_or_else(|| {
                self.names.push(Arc::clone(name));
                self.names.len() - 1
            })
    }

    /// The names of the bands, by number.
    pub(crate) fn names(&self) -> &[Arc<str>] {
        &self.names
    }

    /// The number of the band at a reading of the clock. The first window that fits counts.
    pub(crate) fn band_at(&self, reading: NaiveDateTime) -> usize {
        self.band_at_second(reading.and_utc().timestamp())
    }

    /// The same with the reading as seconds since 1970 by that clock.
    #[inline]
    pub(crate) fn band_at_second(&self, reading: i64) -> usize {
        match self.view().band_at(reading) {
            Some(band) => usize::from(band),
            None => {
                let second = reading.rem_euclid(SECONDS_A_DAY) as u64;
                let stretch = (second * self.table.reciprocal) >> 40;
                self.band_of(reading.div_euclid(SECONDS_A_DAY), stretch as usize)
            }
        }
    }

    /// The table by itself, for many readings.
    #[inline]
    pub(crate) fn view(&self) -> View<'_> {
        let Table {
            reciprocal,
            stretches,
            days,
            bands,
            ..
        } = &self.table;
        View {
            reciprocal: *reciprocal,
            stretches: *stretches,
            days,
            bands,
            has_one: self.names.len() <= 1,
        }
    }

    /// The first reading after this one at which another band holds, or `limit` if none does before it: as if the clock
    /// were never put forward or back.
    pub(crate) fn next_change(&self, reading: i64, limit: i64) -> i64 {
        if self.names.len() <= 1 {
            return limit;
        }
        let band = self.band_at_second(reading);
        let mut day = reading.div_euclid(SECONDS_A_DAY);
        let stretch = i64::from(self.table.stretch);
        let mut at = (reading.rem_euclid(SECONDS_A_DAY) / stretch) as usize + 1;
        while day.saturating_mul(SECONDS_A_DAY) < limit {
            let change = (at..self.table.stretches).find(|&at| self.band_of(day, at) != band);
            if let Some(change) = change {
                return (day * SECONDS_A_DAY + change as i64 * stretch).min(limit);
            }
            (day, at) = (day + 1, 0);
        }
        limit
    }

    /// How many bytes of memory it takes.
    pub(crate) fn memory(&self) -> usize {
        size_of_val(self.table.days.as_slice()) + size_of_val(self.table.bands.as_slice())
    }

    #[inline]
    fn band_of(&self, day: i64, stretch: usize) -> usize {
        let pattern = usize::try_from(day).ok().and_then(|day| self.table.days.get(day));
        match pattern {
            Some(&pattern) => {
                let at = usize::from(pattern) * self.table.stretches + stretch;
                self.table
                    .bands
                    .get(at)
                    .map_or(self.otherwise, |&band| usize::from(band))
            }
            None => self.band_outside(day, stretch),
        }
    }

    /// The band of a day beyond the table.
    #[cold]
    fn band_outside(&self, day: i64, stretch: usize) -> usize {
        let minute = (stretch as u32 * self.table.stretch / 60) as u16;
        self.plainly(self.day_class(day - 1), self.day_class(day), minute)
    }

    /// The definition: the first window that is open on a day, or was opened the day before and lasts.
    fn plainly(&self, yesterday: Days, today: Days, minute: u16) -> usize {
        let applies = |days: Days, hours: Hours| {
            (days.contains(today) && hours.opens_to(minute))
                || (yesterday != Days::NONE && days.contains(yesterday) && hours.spills_to(minute))
        };
        self.windows
            .iter()
            .find(|(_, days, hours)| applies(*days, *hours))
            .map_or(self.otherwise, |(band, ..)| *band)
    }

    /// What kind of day it is; none at the ends of the calendar.
    fn day_class(&self, day: i64) -> Days {
        let Some(date) =
            DateTime::from_timestamp(day.saturating_mul(SECONDS_A_DAY), 0).map(|time| time.date_naive())
        else {
            return Days::NONE;
        };
        if self.holidays.iter().any(|holiday| holiday.is(date)) {
            Days::HOLIDAY
        } else {
            Days::weekday(date.weekday())
        }
    }

    fn build(&mut self) {
        if self.names.len() <= 1 {
            return;
        }
        let minutes = self
            .windows
            .iter()
            .flat_map(|(_, _, hours)| [hours.from, hours.to]);
        let stretch = 60 * u32::from(minutes.fold(MINUTES_A_DAY, common_divisor));
        let stretches = SECONDS_A_DAY as usize / stretch as usize;
        let mut patterns: Vec<Vec<u16>> = Vec::new();
        let mut pattern = |yesterday: Days, today: Days| {
            let bands: Vec<u16> = (0..stretches)
                .map(|at| self.plainly(yesterday, today, (at as u32 * stretch / 60) as u16) as u16)
                .collect();
            let known = patterns.iter().position(|known| *known == bands);
            // Eight classes of days make 64 patterns at most.
            known.unwrap_or_else(|| {
                patterns.push(bands);
                patterns.len() - 1
            }) as u8
        };
        // Weeks without holidays first, and then the holidays and the days behind them.
        let weekday = |day: i64| Days::weekday(weekday_of(day));
        let week: Vec<u8> = (0..7)
            .map(|day| pattern(weekday(day - 1), weekday(day)))
            .collect();
        let mut days: Vec<u8> = week.into_iter().cycle().take(TABLE_DAYS as usize).collect();
        let holidays = self.holiday_days();
        let class = |day: i64| {
            if holidays.contains(&day) {
                Days::HOLIDAY
            } else {
                weekday(day)
            }
        };
        for day in holidays.iter().flat_map(|day| [*day, day + 1]) {
            if let Some(place) = usize::try_from(day).ok().and_then(|at| days.get_mut(at)) {
                *place = pattern(class(day - 1), class(day));
            }
        }
        let reciprocal = (1u64 << 40).div_ceil(u64::from(stretch));
        self.table = Table {
            stretch,
            reciprocal,
            stretches,
            days,
            bands: patterns.concat(),
        };
    }

    /// The holidays of the table, by their number since 1970.
    fn holiday_days(&self) -> std::collections::HashSet<i64> {
        // Days before or after Easter may belong to the year beside.
        (1968..=2102)
            .flat_map(|year| {
                self.holidays
                    .iter()
                    .filter_map(move |holiday| holiday.in_year(year))
            })
            .map(|date| {
                date.and_time(chrono::NaiveTime::MIN)
                    .and_utc()
                    .timestamp()
                    .div_euclid(SECONDS_A_DAY)
            })
            .collect()
    }
}

/// 1970 began on a Thursday.
fn weekday_of(day: i64) -> Weekday {
    Weekday::try_from(((day + 3).rem_euclid(7)) as u8).unwrap_or(Weekday::Mon)
}

const fn common_divisor(a: u16, b: u16) -> u16 {
    if b == 0 { a } else { common_divisor(b, a % b) }
}

#[cfg(test)]
mod tests {
    use chrono::{NaiveDate, TimeDelta};
    use proptest::prelude::*;

    use super::*;

    fn calendar() -> Calendar {
        let hours = |from: u16, to: u16| Hours::new(from * 60, to * 60).unwrap();
        Calendar::new(
            &[
                Band::new("peak", Days::WORKING, hours(7, 19)),
                Band::new("peak", Days::weekday(Weekday::Sat), hours(8, 12)),
                Band::new("night", Days::WORKING, hours(22, 6)),
                Band::new("feast", Days::HOLIDAY, hours(10, 24)),
            ],
            "offpeak",
            &[
                Holiday::Yearly { month: 9, day: 24 },
                Holiday::Once(NaiveDate::from_ymd_opt(2025, 6, 9).unwrap()),
            ],
        )
    }

    #[test]
    fn the_clock_decides_the_band() {
        // 2025-06-13 is a Friday.
        for (reading, band) in [
            ("2025-06-13 06:59:59", "offpeak"),
            ("2025-06-13 07:00:00", "peak"),
            ("2025-06-13 18:59:59", "peak"),
            ("2025-06-13 19:00:00", "offpeak"),
            ("2025-06-13 22:00:00", "night"),
            ("2025-06-14 05:59:59", "night"), // opened on Friday
            ("2025-06-14 06:00:00", "offpeak"),
            ("2025-06-14 08:00:00", "peak"),
            ("2025-06-14 12:00:00", "offpeak"),
            ("2025-06-14 23:00:00", "offpeak"), // Saturday has no night
            ("2025-06-16 05:00:00", "offpeak"), // and Sunday opened none
            ("2025-06-09 09:00:00", "offpeak"), // a Monday, but a holiday
            ("2025-06-09 10:00:00", "feast"),
            ("2025-06-09 23:59:59", "feast"),
            ("2026-06-09 09:00:00", "peak"), // the same date a year later is none
            ("2025-09-24 12:00:00", "feast"),
            ("2031-09-24 12:00:00", "feast"),
        ] {
            let calendar = calendar();
            let at = NaiveDateTime::parse_from_str(reading, "%Y-%m-%d %H:%M:%S").unwrap();
            assert_eq!(&*calendar.names()[calendar.band_at(at)], band, "{reading}");
        }
    }

    #[test]
    fn the_ends_of_time_have_a_band_too() {
        let calendar = calendar();
        for reading in [NaiveDateTime::MIN, NaiveDateTime::MAX] {
            assert!(calendar.band_at(reading) < calendar.names().len());
        }
    }

    #[test]
    fn ranges_of_days_run_over_the_end_of_the_week() {
        assert_eq!(Days::range(Weekday::Mon, Weekday::Fri), Days::WORKING);
        assert_eq!(Days::range(Weekday::Sat, Weekday::Sun), Days::WEEKEND);
        let days = Days::range(Weekday::Sun, Weekday::Mon);
        assert_eq!(
            days,
            Days::weekday(Weekday::Sun).with(Days::weekday(Weekday::Mon))
        );
        assert_eq!(
            Days::range(Weekday::Wed, Weekday::Wed),
            Days::weekday(Weekday::Wed)
        );
    }

    #[test]
    fn hours_lie_within_a_day() {
        assert!(Hours::new(0, 1440).is_some());
        assert_eq!(
            (Hours::new(1440, 1), Hours::new(0, 1441), Hours::new(5, 5)),
            (None, None, None)
        );
    }

    /// Windows that end at odd minutes, and holidays of every sort.
    fn calendars() -> impl Strategy<Value = Calendar> {
        let hours = (
            0u16..24,
            0u16..=24,
            0u16..60,
            prop::sample::select(vec![1u16, 15, 60]),
        )
            .prop_filter_map("within a day", |(from, to, minute, step)| {
                let odd = |hour: u16| (hour * 60 + minute / step * step).min(MINUTES_A_DAY);
                Hours::new(odd(from), odd(to))
            });
        let band = (prop::sample::select(vec!["a", "b", "c"]), any::<u8>(), hours)
            .prop_map(|(name, days, hours)| Band::new(name, Days(days), hours));
        let holiday = prop::sample::select(vec![
            "12-25",
            "01-01",
            "02-29",
            "easter",
            "easter+1",
            "easter-47",
            "orthodox+1",
            "last mon may",
            "4th thu nov",
            "2025-06-09",
            "easter+300",
        ])
        .prop_map(|text| text.parse::<Holiday>().unwrap());
        (
            prop::collection::vec(band, 0..5),
            prop::collection::vec(holiday, 0..5),
        )
            .prop_map(|(bands, holidays)| Calendar::new(&bands, "else", &holidays))
    }

    /// The definition, from the date alone.
    fn plainly(calendar: &Calendar, reading: i64) -> usize {
        let reading = DateTime::from_timestamp(reading, 0).unwrap().naive_utc();
        let class = |date: NaiveDate| {
            let is_holiday = calendar.holidays.iter().any(|holiday| holiday.is(date));
            if is_holiday {
                Days::HOLIDAY
            } else {
                Days::weekday(date.weekday())
            }
        };
        let date = reading.date();
        let minute = (reading - date.and_time(chrono::NaiveTime::MIN)).num_minutes() as u16;
        calendar.plainly(class(date - TimeDelta::days(1)), class(date), minute)
    }

    proptest! {
        #[test]
        fn the_table_says_what_the_definition_says(
            calendar in calendars(), readings in prop::collection::vec(-400_000_000i64..4_500_000_000, 20),
        ) {
            for reading in readings {
                prop_assert_eq!(calendar.band_at_second(reading), plainly(&calendar, reading), "{}", reading);
            }
        }

        #[test]
        fn the_next_change_is_the_first_minute_in_another_band(
            calendar in calendars(), reading in prop_oneof![1_700_000_000i64..1_780_000_000, -100_000i64..100_000, 4_133_900_000i64..4_134_100_000],
            hours in 0i64..100,
        ) {
            let limit = reading + hours * 3600;
            let band = plainly(&calendar, reading);
            let first = (reading + 1..limit).find(|&at| at % 60 == 0 && plainly(&calendar, at) != band);
            prop_assert_eq!(calendar.next_change(reading, limit), first.unwrap_or(limit));
        }
    }
}
