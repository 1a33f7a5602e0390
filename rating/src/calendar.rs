//! Which time band it is: a weekly calendar with holidays.

use std::sync::Arc;

use chrono::{Datelike, NaiveDate, NaiveDateTime, Timelike, Weekday};

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

/// A day that counts as a holiday.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Holiday {
    /// The same date every year.
    Yearly {
        /// 1 to 12.
        month: u8,
        /// 1 to 31.
        day: u8,
    },
    /// One date.
    Once(NaiveDate),
}

impl Holiday {
    fn is(self, date: NaiveDate) -> bool {
        match self {
            Self::Yearly { month, day } => date.month() == u32::from(month) && date.day() == u32::from(day),
            Self::Once(once) => once == date,
        }
    }
}

/// Bands and holidays, with bands as numbers.
#[derive(Clone, Debug)]
pub(crate) struct Calendar {
    names: Vec<Arc<str>>,
    windows: Vec<(usize, Days, Hours)>,
    otherwise: usize,
    holidays: Vec<Holiday>,
}

impl Calendar {
    /// `otherwise` is the band outside all windows.
    pub(crate) fn new(windows: &[Band], otherwise: &str, holidays: &[Holiday]) -> Self {
        let mut calendar = Self {
            names: Vec::new(),
            windows: Vec::new(),
            otherwise: 0,
            holidays: holidays.to_vec(),
        };
        for window in windows {
            let band = calendar.number(&window.name);
            calendar.windows.push((band, window.days, window.hours));
        }
        calendar.otherwise = calendar.number(&otherwise.into());
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
        let date = reading.date();
        // At most 1439.
        let minute = (reading.hour() * 60 + reading.minute()) as u16;
        let today = self.day_class(date);
        let yesterday = date.pred_opt().map_or(Days::NONE, |date| self.day_class(date));
        let applies = |days: Days, hours: Hours| {
            (days.contains(today) && hours.opens_to(minute))
                || (yesterday != Days::NONE && days.contains(yesterday) && hours.spills_to(minute))
        };
        self.windows
            .iter()
            .find(|(_, days, hours)| applies(*days, *hours))
            .map_or(self.otherwise, |(band, ..)| *band)
    }

    /// The second of the day after `second` at which a band may begin or end; midnight, 86400, at the latest.
    pub(crate) fn edge_after(&self, second: u32) -> u32 {
        self.windows
            .iter()
            .flat_map(|(_, _, hours)| [hours.from, hours.to])
            .map(|minute| u32::from(minute) * 60)
            .filter(|&edge| edge > second)
            .min()
            .unwrap_or(86_400)
            .max(second + 1)
    }

    fn day_class(&self, date: NaiveDate) -> Days {
        if self.holidays.iter().any(|holiday| holiday.is(date)) {
            Days::HOLIDAY
        } else {
            Days::weekday(date.weekday())
        }
    }
}

#[cfg(test)]
mod tests {
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
}
