use std::collections::BTreeSet;
use std::fmt;

use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveDateTime, NaiveTime, TimeZone, Utc, Weekday};

use crate::civil::{first_from, shown};

/// Monday to Friday, for [`Hours::on`].
pub const WORKDAYS: [Weekday; 5] = [
    Weekday::Mon,
    Weekday::Tue,
    Weekday::Wed,
    Weekday::Thu,
    Weekday::Fri,
];

/// When a destination may be called: hours of its own clock, by the day of the week, but for some days.
///
/// Without [`on`](Hours::on) it may be called at every hour. The clock is that of the zone, also on the days on which
/// it is changed.
///
/// ```
/// use chrono::{NaiveDate, NaiveTime};
/// use chrono_tz::Europe::Paris;
/// use switchhook_callfile::pacer::{Hours, WORKDAYS};
///
/// let hour = |hour| NaiveTime::from_hms_opt(hour, 0, 0).unwrap();
/// let hours = Hours::new(Paris)
///     .on(WORKDAYS, hour(9), hour(20))
///     .except(NaiveDate::from_ymd_opt(2026, 12, 25).unwrap());
/// // Thursday evening before a Christmas on a Friday: the next hour is on Monday.
/// let evening = "2026-12-24T19:30:00Z".parse().unwrap();
/// assert!(!hours.allow(evening));
/// assert_eq!(hours.next(evening).unwrap().to_string(), "2026-12-28 08:00:00 UTC");
/// ```
#[derive(Clone, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Hours<Z> {
    zone: Z,
    open: Vec<Open>,
    except: BTreeSet<NaiveDate>,
}

/// Hours of one day of the week.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
struct Open {
    day: Weekday,
    from: NaiveTime,
    to: NaiveTime,
}

impl Open {
    /// Whether they end on the following day, midnight included.
    fn runs_over(self) -> bool {
        self.to <= self.from
    }
}

impl<Z> Hours<Z> {
    /// Every hour of the clock of this zone.
    pub const fn new(zone: Z) -> Self {
        Self {
            zone,
            open: Vec::new(),
            except: BTreeSet::new(),
        }
    }

    /// Allows hours of some days of the week, `to` not included. May be said several times; what is never said is not
    /// allowed. Where `to` is not after `from` it is on the following day: 22:00 to 02:00, or 00:00 to 00:00 for a whole
    /// day.
    #[must_use]
    pub fn on(mut self, days: impl IntoIterator<Item = Weekday>, from: NaiveTime, to: NaiveTime) -> Self {
        self.open
            .extend(days.into_iter().map(|day| Open { day, from, to }));
        self
    }

    /// Leaves out the hours that begin on this day. May be said several times.
    #[must_use]
    pub fn except(mut self, date: NaiveDate) -> Self {
        self.except.insert(date);
        self
    }

    /// Whose clock it is.
    pub const fn zone(&self) -> &Z {
        &self.zone
    }
}

impl<Z: TimeZone> Hours<Z> {
    /// Whether a call may begin at this moment.
    #[must_use]
    pub fn allow(&self, at: DateTime<Utc>) -> bool {
        // Beyond the calendar nobody is called.
        let Some(shown) = shown(at, &self.zone) else {
            return false;
        };
        let (date, time) = (shown.date(), shown.time());
        let begun_today = self
            .of(date)
            .any(|open| open.from <= time && (open.runs_over() || time < open.to));
        begun_today
            || date
                .pred_opt()
                .is_some_and(|yesterday| self.of(yesterday).any(|open| open.runs_over() && time < open.to))
    }

    /// The first moment from `at` on at which a call may begin. None where that is beyond the calendar.
    #[must_use]
    pub fn next(&self, at: DateTime<Utc>) -> Option<DateTime<Utc>> {
        if self.allow(at) {
            return Some(at);
        }
        let shown = shown(at, &self.zone)?;
        // The clock of a place may be set back over midnight, so yesterday counts. Hours come once a week at least, but
        // for the days left out, and for those over which the clock goes forward.
        let mut date = shown.date().pred_opt()?;
        for _ in 0..self.except.len().saturating_add(4).saturating_mul(7) {
            let beginning = |open: Open| first_from(NaiveDateTime::new(date, open.from), &self.zone);
            let first = self
                .of(date)
                .filter_map(beginning)
                .filter(|&beginning| beginning > at && self.allow(beginning))
                .min();
            if first.is_some() {
                return first;
            }
            date = date.checked_add_days(Days::new(1))?;
        }
        None
    }

    /// The hours that begin on a day.
    fn of(&self, date: NaiveDate) -> impl Iterator<Item = Open> {
        const ALWAYS: [Weekday; 7] = [
            Weekday::Mon,
            Weekday::Tue,
            Weekday::Wed,
            Weekday::Thu,
            Weekday::Fri,
            Weekday::Sat,
            Weekday::Sun,
        ];
        let always = self.open.is_empty().then_some(ALWAYS).into_iter().flatten();
        let whole_days = always.map(|day| Open {
            day,
            from: NaiveTime::MIN,
            to: NaiveTime::MIN,
        });
        let left_out = self.except.contains(&date);
        self.open
            .iter()
            .copied()
            .chain(whole_days)
            .filter(move |open| !left_out && open.day == date.weekday())
    }
}

impl<Z: fmt::Debug> fmt::Debug for Hours<Z> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Hours")
            .field("zone", &self.zone)
            .field("open", &self.open)
            .field("except", &self.except)
            .finish()
    }
}

#[cfg(test)]
mod tests {
    use chrono_tz::{Europe, Pacific, Tz};
    use proptest::prelude::*;

    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    fn time(text: &str) -> NaiveTime {
        text.parse().unwrap()
    }

    #[test]
    fn hours_are_those_of_the_place() {
        let hours = Hours::new(Pacific::Noumea).on(WORKDAYS, time("08:00:00"), time("12:00:00"));
        for (text, allowed) in [
            ("2026-11-22T20:59:59Z", false), // Monday, 07:59:59 in Nouméa
            ("2026-11-22T21:00:00Z", true),
            ("2026-11-23T00:59:59Z", true),
            ("2026-11-23T01:00:00Z", false),
            ("2026-11-27T21:00:00Z", false), // Saturday there
        ] {
            assert_eq!(hours.allow(at(text)), allowed, "{text}");
        }
        assert_eq!(
            hours.next(at("2026-11-27T01:00:00Z")),
            Some(at("2026-11-29T21:00:00Z"))
        );
    }

    #[test]
    fn hours_over_midnight_belong_to_the_day_on_which_they_begin() {
        let friday_night = Hours::new(Utc)
            .on([Weekday::Fri], time("22:00:00"), time("02:00:00"))
            .except(NaiveDate::from_ymd_opt(2026, 12, 4).unwrap());
        for (text, allowed) in [
            ("2026-11-27T21:59:59Z", false),
            ("2026-11-27T22:00:00Z", true),
            ("2026-11-28T01:59:59Z", true),
            ("2026-11-28T02:00:00Z", false),
            ("2026-11-27T01:00:00Z", false),
            ("2026-12-04T23:00:00Z", false),
            ("2026-12-05T01:00:00Z", false),
        ] {
            assert_eq!(friday_night.allow(at(text)), allowed, "{text}");
        }
        assert_eq!(
            friday_night.next(at("2026-11-28T02:00:00Z")),
            Some(at("2026-12-11T22:00:00Z"))
        );
        let whole = Hours::new(Utc).on([Weekday::Sun], NaiveTime::MIN, NaiveTime::MIN);
        assert!(whole.allow(at("2026-11-22T23:59:59Z")) && !whole.allow(at("2026-11-23T00:00:00Z")));
    }

    #[test]
    fn the_night_of_the_clock_change_has_its_own_hours() {
        let hours = Hours::new(Europe::Paris).on([Weekday::Sun], time("02:30:00"), time("04:00:00"));
        // No half past two: they begin at three, which is when the clock is changed.
        assert_eq!(
            hours.next(at("2026-03-29T00:00:00Z")),
            Some(at("2026-03-29T01:00:00Z"))
        );
        assert_eq!(
            hours.next(at("2026-10-24T00:00:00Z")),
            Some(at("2026-10-25T00:30:00Z"))
        );
        // Hours that are not there at all that night are those of the week after.
        let hours = Hours::new(Europe::Paris).on([Weekday::Sun], time("02:15:00"), time("02:45:00"));
        assert_eq!(
            hours.next(at("2026-03-29T00:00:00Z")),
            Some(at("2026-04-05T00:15:00Z"))
        );
    }

    #[test]
    fn without_hours_every_hour_is_allowed_but_on_the_days_left_out() {
        let hours = Hours::new(Utc).except(NaiveDate::from_ymd_opt(2026, 12, 25).unwrap());
        assert!(hours.allow(at("2026-12-24T23:59:59Z")));
        assert_eq!(
            hours.next(at("2026-12-25T00:00:00Z")),
            Some(at("2026-12-26T00:00:00Z"))
        );
    }

    fn hours() -> impl Strategy<Value = Hours<Tz>> {
        let zone = prop_oneof![
            Just(Tz::UTC),
            Just(Europe::Paris),
            Just(chrono_tz::Australia::Lord_Howe),
            Just(chrono_tz::America::Santiago),
        ];
        let day = (0_u8..7).prop_map(|day| Weekday::try_from(day).unwrap());
        let minute =
            || (0_u32..48).prop_map(|half| NaiveTime::from_hms_opt(half / 2, half % 2 * 30, 0).unwrap());
        (zone, proptest::collection::vec((day, minute(), minute()), 0..4)).prop_map(|(zone, open)| {
            open.into_iter().fold(Hours::new(zone), |hours, (day, from, to)| {
                hours.on([day], from, to)
            })
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        /// What is next is allowed, and no minute before it is, but where the clock is set back.
        #[test]
        fn the_next_moment_is_allowed_and_none_before_it(hours in hours(), hour in 0_i64..24 * 366) {
            let at = DateTime::from_timestamp(1_767_225_600 + hour * 3600, 0).unwrap();
            let next = hours.next(at).unwrap();
            prop_assert!(hours.allow(next) && next >= at, "{next}");
            let clock = |at: DateTime<Utc>| hours.zone.from_utc_datetime(&at.naive_utc()).naive_local();
            let set_back = clock(next) - clock(at) != next - at;
            let step = chrono::TimeDelta::minutes(10);
            let mut before = at;
            while before < next && !set_back {
                prop_assert!(!hours.allow(before), "{before}");
                before += step;
            }
        }
    }
}
