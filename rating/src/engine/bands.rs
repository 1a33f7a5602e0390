//! Which band holds at each moment of a call: elapsed time, by the local clock of each instant.

use crate::calendar::Calendar;
use crate::clock::Clock;

/// The bands over a call.
pub(crate) struct Bands<'a> {
    pub(crate) calendar: &'a Calendar,
    pub(crate) clock: &'a Clock,
    /// When the call began, in milliseconds of Unix time.
    pub(crate) start_ms: i64,
}

impl Bands<'_> {
    /// The band `at` milliseconds after the start, and the milliseconds after the start at which another begins, or
    /// `limit` if none does before.
    ///
    /// `None` at the end of the calendar.
    pub(crate) fn at(&self, at: u64, limit: u64) -> Option<(usize, u64)> {
        let start = self.start_ms.checked_add(i64::try_from(at).ok()?)?;
        let band = self.calendar.band_at_second(self.local(start)?);
        let limit_ms = self.start_ms.checked_add(i64::try_from(limit).ok()?)?;
        let mut now = start;
        while now < limit_ms {
            now = self.next_edge(now)?;
            if now >= limit_ms || self.calendar.band_at_second(self.local(now)?) != band {
                break;
            }
        }
        let end = now.min(limit_ms).checked_sub(self.start_ms)?;
        Some((band, u64::try_from(end).ok()?.max(at)))
    }

    /// The next instant at which the band may change: an edge of a window, midnight, or a change of the clock.
    fn next_edge(&self, now_ms: i64) -> Option<i64> {
        let local = self.local(now_ms)?;
        // Day by day, so that no two changes of the clock lie within one step.
        let edge = self.calendar.next_change(local, local.checked_add(86_400)?);
        let next = now_ms
            .checked_add((edge - local) * 1000)?
            .checked_sub(now_ms.rem_euclid(1000))?;
        let offset = self.offset(now_ms)?;
        if self.offset(next)? == offset {
            return Some(next);
        }
        // The clock is put forward or back in between: the band may change with it. At most once within a day.
        let (mut before, mut after) = (now_ms, next);
        while after - before > 1 {
            let middle = before + (after - before) / 2;
            if self.offset(middle)? == offset {
                before = middle;
            } else {
                after = middle;
            }
        }
        Some(after)
    }

    /// What the clock shows.
    fn local(&self, at_ms: i64) -> Option<i64> {
        self.clock.reading(at_ms.div_euclid(1000))
    }

    fn offset(&self, at_ms: i64) -> Option<i32> {
        self.clock.ahead(at_ms.div_euclid(1000))
    }
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, Utc};
    use chrono_tz::Tz;

    use super::*;
    use crate::{Band, Days, Hours};

    const EVERY_DAY: Days = Days::WORKING.with(Days::WEEKEND);

    fn stretches(zone: Tz, start: &str, hours: u64) -> Vec<(String, u64)> {
        let night = Band::new("night", EVERY_DAY, Hours::new(150, 360).unwrap());
        let calendar = Calendar::new(&[night], "day", &[]);
        let start: DateTime<Utc> = start.parse().unwrap();
        let bands = Bands {
            calendar: &calendar,
            clock: &Clock::of(zone),
            start_ms: start.timestamp_millis(),
        };
        let (mut at, limit, mut found) = (0, hours * 3_600_000, Vec::new());
        while at < limit {
            let (band, end) = bands.at(at, limit).unwrap();
            found.push((calendar.names()[band].to_string(), (end - at) / 60_000));
            at = end;
        }
        found
    }

    #[test]
    fn bands_go_by_the_clock_of_each_instant() {
        let paris = chrono_tz::Europe::Paris;
        let minutes = |list: &[(&str, u64)]| {
            list.iter()
                .map(|(band, m)| ((*band).to_owned(), *m))
                .collect::<Vec<_>>()
        };
        // An ordinary day from midnight: 150 minutes, 210 of night, the rest.
        assert_eq!(
            stretches(paris, "2025-06-10T22:00:00Z", 24),
            minutes(&[("day", 150), ("night", 210), ("day", 1080)])
        );
        // 2025-03-30, 23 hours: 02:00 becomes 03:00, so that night begins at once and lasts to 06:00.
        assert_eq!(
            stretches(paris, "2025-03-29T23:00:00Z", 23),
            minutes(&[("day", 120), ("night", 180), ("day", 1080)])
        );
        // 2025-10-26, 25 hours: the clock shows 02:30 to 03:00 twice, with half an hour of day between.
        assert_eq!(
            stretches(paris, "2025-10-25T22:00:00Z", 25),
            minutes(&[
                ("day", 150),
                ("night", 30),
                ("day", 30),
                ("night", 210),
                ("day", 1080)
            ])
        );
    }

    #[test]
    fn a_single_band_has_no_edges() {
        let calendar = Calendar::new(&[], "all", &[]);
        let bands = Bands {
            calendar: &calendar,
            clock: &Clock::of(chrono_tz::UTC),
            start_ms: 0,
        };
        assert_eq!(bands.at(0, 400 * 86_400_000), Some((0, 400 * 86_400_000)));
        assert_eq!(bands.at(u64::MAX, u64::MAX), None);
    }
}
