//! The clock of a zone, from a table of its own.
//!
//! Asking the zone database for one instant costs more than rating a whole call may. So the days on which the clock was
//! or will be put forward or back are asked for once, and an instant needs a look into a small table.

use std::collections::HashMap;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use chrono::{DateTime, MappedLocalTime, NaiveDateTime, Offset, TimeZone};
use chrono_tz::Tz;

use crate::Start;

/// The last instant before the table ends: that of 2100. Instants before 1970 and after 2100 are asked of the zone
/// database, one by one.
const END: i64 = 4_133_980_800;

/// The width of a slot of the table as a power of two, in seconds: 97 days, so that most slots hold one change at most.
const SLOT: u32 = 23;

/// The clock of a zone. Instants are seconds since 1970 in UTC; readings are seconds since 1970 by that clock.
#[derive(Clone, Debug)]
pub(crate) struct Clock {
    zone: Tz,
    // The clock is so many seconds ahead from this instant on. The first is 1970, and one that never comes follows the
    // last.
    changes: Vec<(i64, i32)>,
    // The change that holds when a slot begins.
    slots: Vec<u16>,
}

/// When a clock showed a reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Instants {
    /// Never: it was put forward over it.
    None,
    /// Once.
    Once(i64),
    /// Twice: it was put back behind it.
    Twice(i64, i64),
}

/// The clocks that were asked for: it takes milliseconds to make one, and they never change.
static MADE: LazyLock<Mutex<HashMap<Tz, Arc<Clock>>>> = LazyLock::new(Mutex::default);

impl Clock {
    /// The clock of a zone, made when it is asked for the first time.
    pub(crate) fn of(zone: Tz) -> Arc<Self> {
        // A panic elsewhere leaves whole clocks behind.
        let mut made = MADE.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(made.entry(zone).or_insert_with(|| Arc::new(Self::new(zone))))
    }

    /// Reads the changes of a zone from the zone database.
    fn new(zone: Tz) -> Self {
        let ahead = |at: i64| ask(zone, at).unwrap_or(0);
        let mut changes = vec![(0, ahead(0))];
        let mut day = 0;
        while day < END {
            let next = (day + 86_400).min(END);
            let (mut before, mut after) = (day, next);
            let old = changes.last().map_or(0, |(_, offset)| *offset);
            let new = ahead(next);
            if new != old {
                while after - before > 1 {
                    let middle = before + (after - before) / 2;
                    if ahead(middle) == old {
                        before = middle;
                    } else {
                        after = middle;
                    }
                }
                changes.push((after, new));
            }
            day = next;
        }
        changes.push((i64::MAX, 0));
        let mut at = 0;
        let slots = (0..=(END >> SLOT))
            .map(|slot| {
                while changes
                    .get(at + 1usize)
                    .is_some_and(|(change, _)| *change <= slot << SLOT)
                {
                    at += 1;
                }
                // Two changes a year are 262.
                at as u16
            })
            .collect();
        changes.shrink_to_fit();
        Self { zone, changes, slots }
    }

    /// The zone.
    pub(crate) const fn zone(&self) -> Tz {
        self.zone
    }

    /// How many seconds the clock is ahead of UTC; `None` at the ends of the calendar.
    #[inline]
    pub(crate) fn ahead(&self, instant: i64) -> Option<i32> {
        if (0..END).contains(&instant) {
            self.changes
                .get(self.change_at(instant))
                .map(|(_, offset)| *offset)
        } else {
            ask(self.zone, instant)
        }
    }

    /// The stretch of time around an instant in which the clock is equally far ahead: its first second, the one after
    /// its last, and how far. `None` outside of the table.
    pub(crate) fn stretch(&self, instant: i64) -> Option<(i64, i64, i64)> {
        let at = (0..END).contains(&instant).then(|| self.change_at(instant))?;
        let (from, ahead) = *self.changes.get(at)?;
        let (until, _) = *self.changes.get(at + 1)?;
        Some((from, until.min(END), i64::from(ahead)))
    }

    /// What the clock shows; `None` at the ends of the calendar.
    #[inline]
    pub(crate) fn reading(&self, instant: i64) -> Option<i64> {
        instant.checked_add(i64::from(self.ahead(instant)?))
    }

    /// What the clock shows at the start of a call; `None` for a reading that it never shows, and far from our times.
    #[inline]
    pub(crate) fn reading_of(&self, start: Start) -> Option<i64> {
        let reading = match start {
            Start::Instant(instant) => self.reading(instant.timestamp())?,
            Start::Local(local) => {
                let reading = local.and_utc().timestamp();
                (self.instants(reading)? != Instants::None).then_some(reading)?
            }
        };
        Some(reading).filter(|reading| reading.unsigned_abs() < 1 << 40)
    }

    /// When the clock shows a reading; `None` at the ends of the calendar.
    pub(crate) fn instants(&self, reading: i64) -> Option<Instants> {
        // Clocks are less than a day ahead or behind, so two days around the reading hold every change that matters.
        let (early, late) = (reading.checked_sub(172_800)?, reading.checked_add(172_800)?);
        if early < 0 || late >= END {
            return self.ask_instants(reading);
        }
        let mut found = Instants::None;
        for at in self.change_at(early)..=self.change_at(late) {
            let (from, ahead) = self.changes.get(at).copied()?;
            let until = self.changes.get(at + 1)?.0;
            let instant = reading - i64::from(ahead);
            if (from..until).contains(&instant) {
                found = match found {
                    Instants::None => Instants::Once(instant),
                    Instants::Once(first) | Instants::Twice(first, _) => Instants::Twice(first, instant),
                };
            }
        }
        Some(found)
    }

    /// How many bytes of memory it takes.
    pub(crate) fn memory(&self) -> usize {
        size_of_val(self.changes.as_slice()) + size_of_val(self.slots.as_slice())
    }

    /// The last change at or before an instant from 1970 on.
    #[inline]
    fn change_at(&self, instant: i64) -> usize {
        let slot = (instant >> SLOT) as usize;
        let mut at = self
            .slots
            .get(slot)
            .or(self.slots.last())
            .map_or(0, |&at| usize::from(at));
        while self
            .changes
            .get(at + 1)
            .is_some_and(|(change, _)| *change <= instant)
        {
            at += 1;
        }
        at
    }

    #[cold]
    fn ask_instants(&self, reading: i64) -> Option<Instants> {
        let local = naive(reading)?;
        let instant = |offset: &<Tz as TimeZone>::Offset| reading - i64::from(offset.fix().local_minus_utc());
        Some(match self.zone.offset_from_local_datetime(&local) {
            MappedLocalTime::None => Instants::None,
            MappedLocalTime::Single(offset) => Instants::Once(instant(&offset)),
            MappedLocalTime::Ambiguous(first, second) => Instants::Twice(instant(&first), instant(&second)),
        })
    }
}

fn naive(seconds: i64) -> Option<NaiveDateTime> {
    DateTime::from_timestamp(seconds, 0).map(|time| time.naive_utc())
}

/// What the zone database says.
#[cold]
fn ask(zone: Tz, instant: i64) -> Option<i32> {
    let utc = naive(instant)?;
    Some(zone.offset_from_utc_datetime(&utc).fix().local_minus_utc())
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use proptest::prelude::*;

    use super::*;

    /// Summer time, none, half an hour of it, a skipped day, Ramadan, a change at midnight, odd offsets.
    const ZONES: [Tz; 14] = [
        Tz::Europe__Paris,
        Tz::Europe__Dublin,
        Tz::Pacific__Noumea,
        Tz::Pacific__Tahiti,
        Tz::Pacific__Apia,
        Tz::Australia__Lord_Howe,
        Tz::Africa__Casablanca,
        Tz::Africa__Monrovia,
        Tz::America__New_York,
        Tz::America__Sao_Paulo,
        Tz::Asia__Tehran,
        Tz::Asia__Kathmandu,
        Tz::Antarctica__Troll,
        Tz::UTC,
    ];
    static CLOCKS: LazyLock<Vec<Clock>> =
        LazyLock::new(|| ZONES.iter().map(|&zone| Clock::new(zone)).collect());

    fn assert_same(clock: &Clock, instant: i64) {
        let zone = clock.zone();
        let reading = clock.reading(instant).unwrap();
        assert_eq!(
            Some(reading - instant),
            ask(zone, instant).map(i64::from),
            "{zone} at {instant}"
        );
        for near in [reading, reading - 3600, reading - 1800, reading + 3600] {
            assert_eq!(
                clock.instants(near),
                clock.ask_instants(near),
                "{zone} shows {near}"
            );
        }
    }

    /// Every second where something happens, of every zone named and of some of all others.
    #[test]
    fn the_table_says_what_the_database_says_around_every_change() {
        let others: Vec<Clock> = chrono_tz::TZ_VARIANTS
            .iter()
            .step_by(41)
            .map(|&zone| Clock::new(zone))
            .collect();
        let mut changes = 0;
        for clock in CLOCKS.iter().chain(&others) {
            for &(change, _) in clock
                .changes
                .iter()
                .filter(|(change, _)| (0..END).contains(change))
            {
                changes += 1;
                for near in [change - 1, change, change + 1] {
                    assert_same(clock, near);
                }
            }
        }
        assert!(changes > 2000, "{changes}");
    }

    /// No change hides between two days that agree. Six hours are the closest look that a test has time for.
    #[test]
    fn no_change_is_missed() {
        for clock in CLOCKS.iter().take(8) {
            for instant in (0..END).step_by(21_601 * 3) {
                assert_eq!(
                    clock.ahead(instant),
                    ask(clock.zone(), instant),
                    "{} at {instant}",
                    clock.zone()
                );
            }
        }
    }

    #[test]
    fn the_ends_of_time_are_answered() {
        for clock in CLOCKS.iter() {
            for instant in [i64::MIN, i64::MIN + 1, i64::MAX, i64::MAX - 1] {
                assert_eq!((clock.ahead(instant), clock.instants(instant)), (None, None));
            }
            for instant in [
                -1,
                -2,
                0,
                1,
                END - 1,
                END,
                END + 1,
                -10_000_000_000,
                100_000_000_000,
            ] {
                assert_same(clock, instant);
            }
        }
    }

    proptest! {
        #[test]
        fn the_table_says_what_the_database_says(
            zone in 0..ZONES.len(), instants in prop::collection::vec(-3_000_000_000i64..6_000_000_000, 50),
        ) {
            for instant in instants {
                assert_same(&CLOCKS[zone], instant);
            }
        }
    }
}
