//! Months.

use std::fmt;
use std::str::FromStr;

use chrono::{Datelike as _, NaiveDate};

use crate::Problem;
use crate::call_log::date;

/// A month of a year, written `2026-11`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month {
    year: i32,
    month: u32,
}

impl Month {
    /// The month of a day.
    pub fn of(day: NaiveDate) -> Self {
        Self {
            year: day.year(),
            month: day.month(),
        }
    }

    /// The newest months up to that of `today`, which comes first: what the form offers.
    ///
    /// ```
    /// use chrono::NaiveDate;
    /// use switchhook_portal_core::Month;
    ///
    /// let months = Month::last(18, NaiveDate::from_ymd_opt(2026, 11, 22).unwrap());
    /// assert_eq!((months[0].to_string(), months[17].to_string()), ("2026-11".into(), "2025-06".into()));
    /// ```
    pub fn last(count: usize, today: NaiveDate) -> Vec<Self> {
        std::iter::successors(Some(Self::of(today)), |month| Some(month.previous()))
            .take(count)
            .collect()
    }

    /// Its first day.
    pub fn first_day(self) -> NaiveDate {
        // The month is 1 to 12; only beyond the last year of the calendar is there none.
        NaiveDate::from_ymd_opt(self.year, self.month, 1).unwrap_or(NaiveDate::MAX)
    }

    /// Its days in order.
    pub fn days(self) -> impl Iterator<Item = NaiveDate> {
        let first = self.first_day();
        first.iter_days().take_while(move |day| Self::of(*day) == self)
    }

    /// The one after it.
    #[must_use]
    pub fn next(self) -> Self {
        if self.month == 12 {
            Self {
                year: self.year + 1,
                month: 1,
            }
        } else {
            Self {
                month: self.month + 1,
                ..self
            }
        }
    }

    /// The one before it.
    #[must_use]
    pub fn previous(self) -> Self {
        if self.month == 1 {
            Self {
                year: self.year - 1,
                month: 12,
            }
        } else {
            Self {
                month: self.month - 1,
                ..self
            }
        }
    }
}

impl FromStr for Month {
    type Err = Problem;

    fn from_str(text: &str) -> Result<Self, Problem> {
        date(&format!("{text}-01"))
            .map(Self::of)
            .map_err(|_| Problem::NotAMonth)
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year, self.month)
    }
}
