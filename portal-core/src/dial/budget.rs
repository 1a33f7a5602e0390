//! How much may be called to the outside: limits against toll fraud, each refused by its name.
//!
//! Who finds an open browser, a token or a telephone without its owner calls numbers that pay for being called: many, at
//! night, far away. The rules are pure; who knows what was spent asks [`Budget::check`] before each call. Emergency numbers
//! always pass, and what stays in the house costs nothing.

use std::collections::BTreeSet;

use chrono::{Datelike as _, NaiveDateTime, NaiveTime, Weekday};

use crate::numbering::{ClassKind, Digits, Number, Site};

/// What somebody, or a line to the outside, may spend. Nothing is limited by default.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Budget {
    /// Calls begun within a minute.
    pub calls_per_minute: Option<u32>,
    /// Minutes to the outside on one day.
    pub minutes_per_day: Option<u32>,
    /// What the calls of one day may cost, in millionths of the site's currency.
    pub cost_per_day: Option<u64>,
    /// Calls to the outside at the same time.
    pub simultaneous: Option<u32>,
    /// Less is allowed while nobody works.
    pub closed: Option<Closed>,
    /// The countries that may be called, by code; all if empty.
    pub countries: Vec<Digits>,
    /// Numbers that cost more than a call are refused; a site whose classes name none has none.
    pub no_premium: bool,
}

/// When nobody works, and what may be called then.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Closed {
    /// The end of the working day, by the clock of the site.
    pub from: NaiveTime,
    /// Its beginning, on the same day or on the next.
    pub until: NaiveTime,
    /// Saturdays and Sundays are closed all day.
    pub weekend: bool,
    /// The kinds of numbers that may be called all the same.
    pub allowed: BTreeSet<ClassKind>,
}

impl Closed {
    /// Whether nobody works at this time of the site's clock.
    pub fn holds(&self, local: NaiveDateTime) -> bool {
        if self.weekend && matches!(local.weekday(), Weekday::Sat | Weekday::Sun) {
            return true;
        }
        let time = local.time();
        if self.from <= self.until {
            self.from <= time && time < self.until
        } else {
            // Over midnight.
            self.from <= time || time < self.until
        }
    }
}

/// What was spent until now.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Spent {
    /// Calls begun in the last minute.
    pub recent_calls: u32,
    /// Seconds of the calls of this day, those that go on too.
    pub seconds_today: u64,
    /// What they cost, in millionths of the site's currency.
    pub cost_today: u64,
    /// Calls to the outside that go on now.
    pub outside_now: u32,
}

/// Which limit a call would pass.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Limit {
    /// Too many calls within a minute.
    #[error("more than {limit} calls within a minute; wait a moment")]
    CallsPerMinute {
        /// The most.
        limit: u32,
    },
    /// The minutes of the day are used up.
    #[error("the {limit} minutes of this day are used up; an administrator can allow more")]
    MinutesPerDay {
        /// The most.
        limit: u32,
    },
    /// The money of the day is used up.
    #[error("what calls may cost on one day is used up; an administrator can allow more")]
    CostPerDay,
    /// Too many calls to the outside at once.
    #[error("{limit} calls to the outside go on already; end one first")]
    Simultaneous {
        /// The most.
        limit: u32,
    },
    /// Nobody works now.
    #[error("numbers of this kind are not called at night and on week-ends")]
    Closed,
    /// The country is not on the list.
    #[error("calls to this country are not allowed; an administrator can add it to the list")]
    Country,
    /// The number costs more than a call.
    #[error("numbers that cost more than a call are not allowed")]
    Premium,
}

impl Limit {
    /// A stable name such as `minutes-per-day`, for translations and the audit trail.
    pub fn key(&self) -> &'static str {
        match self {
            Self::CallsPerMinute { .. } => "calls-per-minute",
            Self::MinutesPerDay { .. } => "minutes-per-day",
            Self::CostPerDay => "cost-per-day",
            Self::Simultaneous { .. } => "simultaneous",
            Self::Closed => "closed",
            Self::Country => "country",
            Self::Premium => "premium",
        }
    }
}

impl Budget {
    /// Whether one more call may begin. `local` is what the site's clock shows.
    ///
    /// What a number is comes first, then what was spent: waiting does not help against the former.
    ///
    /// # Errors
    ///
    /// The first limit that the call would pass.
    ///
    /// ```
    /// use switchhook_portal_core::dial::budget::{Budget, Limit, Spent};
    /// use switchhook_portal_core::numbering::Site;
    ///
    /// let site = Site { country: "689".parse()?, emergency: vec!["15".parse().unwrap()], ..Site::default() };
    /// let budget = Budget { minutes_per_day: Some(60), countries: vec!["689".parse()?], ..Budget::default() };
    /// let now = "2026-11-23T10:00:00".parse().unwrap();
    /// let ask = |number: &str, minutes: u64| {
    ///     let spent = Spent { seconds_today: minutes * 60, ..Spent::default() };
    ///     budget.check(&site.read(&number.parse().unwrap()), &site, &spent, now)
    /// };
    /// assert_eq!(ask("+68987721234", 59), Ok(()));
    /// assert_eq!(ask("+68987721234", 60), Err(Limit::MinutesPerDay { limit: 60 }));
    /// assert_eq!(ask("+33140506070", 0), Err(Limit::Country));
    /// assert_eq!(ask("15", 60), Ok(()), "help is always allowed");
    /// # Ok::<(), switchhook_portal_core::numbering::ParseDigitsError>(())
    /// ```
    pub fn check(
        &self,
        number: &Number,
        site: &Site,
        spent: &Spent,
        local: NaiveDateTime,
    ) -> Result<(), Limit> {
        if matches!(number, Number::Emergency(_)) {
            return Ok(());
        }
        let most = |limit: Option<u32>, used: u64| limit.filter(|limit| used >= u64::from(*limit));
        if let Some(limit) = most(self.calls_per_minute, spent.recent_calls.into()) {
            return Err(Limit::CallsPerMinute { limit });
        }
        let kind = site.kind_of(number);
        if self.no_premium && kind == Some(ClassKind::Premium) {
            return Err(Limit::Premium);
        }
        if matches!(number, Number::Internal(_) | Number::Code(_)) {
            return Ok(());
        }
        let digits = match number {
            Number::Outside(number) => number.digits(),
            // A number that is not known whole may be anywhere.
            _ => String::new(),
        };
        let listed = |country: &Digits| !country.as_str().is_empty() && digits.starts_with(country.as_str());
        if !self.countries.is_empty() && !self.countries.iter().any(listed) {
            return Err(Limit::Country);
        }
        if let Some(closed) = self.closed.as_ref().filter(|closed| closed.holds(local))
            && !kind.is_some_and(|kind| closed.allowed.contains(&kind))
        {
            return Err(Limit::Closed);
        }
        if let Some(limit) = most(self.simultaneous, spent.outside_now.into()) {
            return Err(Limit::Simultaneous { limit });
        }
        if let Some(limit) = most(self.minutes_per_day, spent.seconds_today / 60) {
            return Err(Limit::MinutesPerDay { limit });
        }
        if self.cost_per_day.is_some_and(|limit| spent.cost_today >= limit) {
            return Err(Limit::CostPerDay);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::numbering::Class;

    fn site() -> Site {
        let class = |right: &str, kind, numbers: &[&str]| Class {
            right: right.parse().unwrap(),
            kind,
            numbers: numbers.iter().map(|text| text.parse().unwrap()).collect(),
        };
        Site {
            country: "689".parse().unwrap(),
            internal_digits: 3,
            emergency: vec!["15".parse().unwrap()],
            classes: vec![
                class("premium", ClassKind::Premium, &["36XXXX"]),
                class("local", ClassKind::National, &[]),
                class("international", ClassKind::International, &[]),
            ],
            ..Site::default()
        }
    }

    fn strict() -> Budget {
        Budget {
            calls_per_minute: Some(10),
            minutes_per_day: Some(60),
            cost_per_day: Some(5_000_000),
            simultaneous: Some(2),
            closed: Some(Closed {
                from: NaiveTime::from_hms_opt(19, 0, 0).unwrap(),
                until: NaiveTime::from_hms_opt(7, 0, 0).unwrap(),
                weekend: true,
                allowed: [ClassKind::National].into(),
            }),
            countries: ["689", "33"].map(|code| code.parse().unwrap()).into(),
            no_premium: true,
        }
    }

    fn ask(number: &str, spent: Spent, local: &str) -> &'static str {
        let site = site();
        let number = site.read(&number.parse().unwrap());
        match strict().check(&number, &site, &spent, local.parse().unwrap()) {
            Ok(()) => "called",
            Err(limit) => limit.key(),
        }
    }

    /// A Monday.
    const DAY: &str = "2026-11-23T10:00:00";

    #[test]
    fn budget_ends_calls_to_the_outside_and_each_limit_has_its_name() {
        let none = Spent::default();
        for (spent, expected) in [
            (none, "called"),
            (
                Spent {
                    recent_calls: 10,
                    ..none
                },
                "calls-per-minute",
            ),
            (
                Spent {
                    recent_calls: 9,
                    ..none
                },
                "called",
            ),
            (
                Spent {
                    seconds_today: 3600,
                    ..none
                },
                "minutes-per-day",
            ),
            (
                Spent {
                    seconds_today: 3599,
                    ..none
                },
                "called",
            ),
            (
                Spent {
                    cost_today: 5_000_000,
                    ..none
                },
                "cost-per-day",
            ),
            (
                Spent {
                    cost_today: 4_999_999,
                    ..none
                },
                "called",
            ),
            (
                Spent {
                    outside_now: 2,
                    ..none
                },
                "simultaneous",
            ),
            (
                Spent {
                    outside_now: 1,
                    ..none
                },
                "called",
            ),
        ] {
            assert_eq!(ask("40501234", spent, DAY), expected, "{spent:?}");
        }
    }

    #[test]
    fn night_and_weekend_leave_the_kinds_of_numbers_that_are_listed() {
        for (number, local, expected) in [
            ("+33140506070", DAY, "called"),
            ("+33140506070", "2026-11-23T18:59:59", "called"),
            ("+33140506070", "2026-11-23T19:00:00", "closed"),
            ("+33140506070", "2026-11-24T06:59:59", "closed"),
            ("+33140506070", "2026-11-24T07:00:00", "called"),
            ("+33140506070", "2026-11-28T10:00:00", "closed"),
            ("40501234", "2026-11-28T10:00:00", "called"),
            ("40501234", "2026-11-23T23:00:00", "called"),
        ] {
            assert_eq!(ask(number, Spent::default(), local), expected, "{number} {local}");
        }
    }

    #[test]
    fn premium_numbers_and_countries_off_the_list_are_never_called() {
        for (number, expected) in [
            ("364000", "premium"),
            ("+68936400", "called"),
            ("+33140506070", "called"),
            ("+2525551234", "country"),
            ("+4512345678", "country"),
        ] {
            assert_eq!(ask(number, Spent::default(), DAY), expected, "{number}");
        }
    }

    #[test]
    fn colleagues_are_called_when_the_money_is_gone() {
        let spent = Spent {
            recent_calls: 0,
            seconds_today: u64::MAX,
            cost_today: u64::MAX,
            outside_now: u32::MAX,
        };
        assert_eq!(ask("107", spent, "2026-11-28T03:00:00"), "called");
    }

    proptest! {
        /// Whatever was spent, whenever it is: help is called.
        #[test]
        fn emergency_numbers_pass_every_budget(
            recent_calls: u32, seconds_today: u64, cost_today: u64, outside_now: u32, minute in 0u32..1440, day in 1u32..29,
        ) {
            let spent = Spent { recent_calls, seconds_today, cost_today, outside_now };
            let local = format!("2026-11-{day:02}T{:02}:{:02}:00", minute / 60, minute % 60);
            prop_assert_eq!(ask("15", spent, &local), "called");
        }

        /// Who has spent more may not call more.
        #[test]
        fn spending_more_never_allows_more(
            less in (0u32..20, 0u64..10_000, 0u64..9_000_000, 0u32..4), more in (0u32..20, 0u64..10_000, 0u64..9_000_000, 0u32..4),
        ) {
            let spent = |s: (u32, u64, u64, u32)| Spent { recent_calls: s.0, seconds_today: s.1, cost_today: s.2, outside_now: s.3 };
            let sum = spent((less.0 + more.0, less.1 + more.1, less.2 + more.2, less.3 + more.3));
            if ask("40501234", sum, DAY) == "called" {
                prop_assert_eq!(ask("40501234", spent(less), DAY), "called");
            }
        }
    }
}
