//! How long something is kept, and when what is older is deleted.

use std::num::NonZeroU32;

use chrono::{DateTime, Days, MappedLocalTime, NaiveTime, TimeDelta, TimeZone as _, Utc};
use chrono_tz::Tz;

/// How long something is kept.
///
/// ```
/// use chrono::{DateTime, TimeDelta};
/// use switchhook_portal_core::recording::Keep;
///
/// let now = DateTime::from_timestamp(1_795_341_600, 0).unwrap();
/// let two_weeks = Keep::days(14);
/// assert!(two_weeks.is_over(now - TimeDelta::days(15), false, now));
/// assert!(!two_weeks.is_over(now - TimeDelta::days(13), false, now));
/// // Somebody decided that this one stays.
/// assert!(!two_weeks.is_over(now - TimeDelta::days(15), true, now));
/// assert!(!Keep::days(0).is_over(now - TimeDelta::days(5000), false, now));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Keep {
    /// Nothing is deleted.
    ForEver,
    /// This many days of 24 hours.
    Days(NonZeroU32),
}

impl Keep {
    /// So many days; 0 is for ever.
    pub fn days(days: u32) -> Self {
        NonZeroU32::new(days).map_or(Self::ForEver, Self::Days)
    }

    /// What was made at this moment or earlier has been kept for long enough; `None` for ever.
    pub fn cutoff(self, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        match self {
            Self::ForEver => None,
            Self::Days(days) => now.checked_sub_days(Days::new(days.get().into())),
        }
    }

    /// When something made at this moment has been kept for long enough; `None` never.
    pub fn until(self, made: DateTime<Utc>) -> Option<DateTime<Utc>> {
        match self {
            Self::ForEver => None,
            Self::Days(days) => made.checked_add_days(Days::new(days.get().into())),
        }
    }

    /// Whether something goes. What is held stays, however old.
    pub fn is_over(self, made: DateTime<Utc>, held: bool, now: DateTime<Utc>) -> bool {
        !held && self.until(made).is_some_and(|until| until <= now)
    }
}

/// The first moment after `after` at which clocks show this time of day. On the day on which they leave it out, it is when
/// they have been put forward; on the day on which they show it twice, the first of the two.
pub fn next_run(after: DateTime<Utc>, at: NaiveTime, zone: Tz) -> DateTime<Utc> {
    let today = after.with_timezone(&zone).date_naive();
    (0..4)
        .filter_map(|day| today.checked_add_days(Days::new(day)))
        .filter_map(|day| {
            let wall = day.and_time(at);
            // A gap is an hour wide, rarely two; a zone may skip a whole day.
            (0..12).find_map(|quarter| {
                match zone.from_local_datetime(&(wall + TimeDelta::minutes(15 * quarter))) {
                    MappedLocalTime::Single(moment) | MappedLocalTime::Ambiguous(moment, _) => {
                        Some(moment.to_utc())
                    }
                    MappedLocalTime::None => None,
                }
            })
        })
        .find(|moment| *moment > after)
        // No clock of this world leaves out its time on four days in a row.
        .unwrap_or(after + TimeDelta::days(1))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn moment(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    #[test]
    fn the_next_run_is_at_the_quiet_hour_of_the_site() {
        use chrono_tz::{Europe::Paris, Pacific::Apia, Pacific::Noumea};
        for (after, at, zone, expected) in [
            ("2026-11-22T00:00:00Z", "03:30", Noumea, "2026-11-22T16:30:00Z"),
            ("2026-11-22T16:30:00Z", "03:30", Noumea, "2026-11-23T16:30:00Z"),
            // 02:30 is left out on 29 March, and comes twice on 25 October.
            ("2026-03-28T12:00:00Z", "02:30", Paris, "2026-03-29T01:00:00Z"),
            ("2026-10-24T12:00:00Z", "02:30", Paris, "2026-10-25T00:30:00Z"),
            ("2026-10-25T00:30:00Z", "02:30", Paris, "2026-10-26T01:30:00Z"),
            // Samoa had no 30 December 2011.
            ("2011-12-29T20:00:00Z", "03:30", Apia, "2011-12-30T13:30:00Z"),
        ] {
            let at = NaiveTime::parse_from_str(at, "%H:%M").unwrap();
            assert_eq!(
                next_run(moment(after), at, zone),
                moment(expected),
                "{after} {zone}"
            );
        }
    }

    proptest! {
        /// Time never brings back what has been kept for long enough, and what is held never goes.
        #[test]
        fn what_is_over_stays_over(made in 0i64..4_000_000_000, age in 0i64..400_000_000, more in 0i64..400_000_000, days in 0u32..5000) {
            let keep = Keep::days(days);
            let made = DateTime::from_timestamp(made, 0).unwrap();
            let now = made + TimeDelta::seconds(age);
            let over = keep.is_over(made, false, now);
            prop_assert!(!over || keep.is_over(made, false, now + TimeDelta::seconds(more)));
            prop_assert!(!keep.is_over(made, true, now));
            // The cutoff says the same, for a store that looks for what goes.
            prop_assert_eq!(over, keep.cutoff(now).is_some_and(|cutoff| made <= cutoff));
            prop_assert_eq!(days == 0, keep == Keep::ForEver);
        }

        /// There is a run on every day, after the last and at most two days on.
        #[test]
        fn runs_follow_each_other(after in 0i64..4_000_000_000, minute in 0u32..1440) {
            let after = DateTime::from_timestamp(after, 0).unwrap();
            let at = NaiveTime::from_num_seconds_from_midnight_opt(minute * 60, 0).unwrap();
            for zone in [Tz::UTC, chrono_tz::Europe::Paris, chrono_tz::Pacific::Apia] {
                let next = next_run(after, at, zone);
                prop_assert!(next > after && next <= after + TimeDelta::hours(49), "{}", next);
            }
        }
    }
}
