//! Days of a rollup as bytes to keep in a database.

use std::collections::BTreeMap;
use std::time::Duration;

use chrono::NaiveDate;

use super::{Day, Rollup, Totals};
use crate::queue::count::Counts;
use crate::queue::distribution::HalfHour;
use crate::queue::visit::Name;
use crate::queue::wait::Waits;

/// The first byte. Another order of the figures is another version.
const VERSION: u8 = 1;

impl Rollup {
    /// What each queue comes to on each day, as bytes that [`add_stored`](Self::add_stored) reads: a few hundred for a day.
    ///
    /// The zone and the thresholds are not in them. Keep those beside, and make the rollup anew when they change.
    ///
    /// ```
    /// use switchhook_portal_core::queue::log::Refusal;
    /// use switchhook_portal_core::queue::rollup::Rollup;
    /// use switchhook_portal_core::queue::service_level::Thresholds;
    /// use switchhook_portal_core::queue::visit::{LineKey, Refused};
    ///
    /// let paris = chrono_tz::Europe::Paris;
    /// let mut rollup = Rollup::new(paris, Thresholds::default());
    /// let time = "2026-11-22T10:00:00Z".parse().unwrap();
    /// rollup.add_refused(&Refused { line: LineKey::default(), time, call: None, queue: "support".into(), why: Refusal::Closed });
    ///
    /// let mut again = Rollup::new(paris, Thresholds::default());
    /// for (day, queue, bytes) in rollup.stored() {
    ///     again.add_stored(day, queue, &bytes)?;
    /// }
    /// assert_eq!(again, rollup);
    /// # Ok::<(), switchhook_portal_core::queue::rollup::StoredError>(())
    /// ```
    pub fn stored(&self) -> impl Iterator<Item = (NaiveDate, &Name, Vec<u8>)> {
        self.days
            .iter()
            .flat_map(|(date, queues)| queues.iter().map(|(queue, day)| (*date, queue, Writer::of(day))))
    }

    /// Adds a day of a queue that was [stored](Self::stored), with the zone and the thresholds of this rollup.
    ///
    /// # Errors
    ///
    /// The bytes are damaged or of another version; nothing was added.
    pub fn add_stored(&mut self, day: NaiveDate, queue: &str, bytes: &[u8]) -> Result<(), StoredError> {
        let stored = Reader::read(bytes)?;
        let queues = self.days.entry(day).or_default();
        match queues.get_mut(queue) {
            Some(known) => known.merge(&stored),
            None => {
                queues.insert(queue.into(), stored);
            }
        }
        Ok(())
    }
}

/// Why the figures of a day could not be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StoredError {
    /// Another version of the program wrote them.
    #[error("the figures are of version {found}, not of version 1; make them anew from the visits")]
    Version {
        /// The first byte.
        found: u8,
    },
    /// They end too early, go on too long, or contradict each other.
    #[error("the figures are damaged; make them anew from the visits")]
    Damaged,
}

/// Numbers of seven bits a byte, the last one without the eighth bit.
struct Writer(Vec<u8>);

impl Writer {
    fn of(day: &Day) -> Vec<u8> {
        let mut writer = Self(vec![VERSION]);
        let totals = &day.totals;
        writer.counts(&totals.counts);
        for number in [
            totals.answered_in_time,
            totals.abandoned_in_time,
            totals.abandoned_short,
        ] {
            writer.number(number);
        }
        writer.waits(&totals.answered);
        writer.waits(&totals.abandoned);
        for time in [totals.abandoned_not_short, totals.others, totals.talk] {
            writer.number(u64::try_from(time.as_nanos()).unwrap_or(u64::MAX));
        }
        writer.number(day.half_hours.len() as u64);
        for (half_hour, counts) in &day.half_hours {
            let (index, again) = half_hour.parts();
            writer.number(index.into());
            // An offset is less than a day: from 1 on, and 0 is none.
            writer.number(again.map_or(0, |minutes| (i64::from(minutes) + OFFSET).unsigned_abs()));
            writer.counts(counts);
        }
        writer.0
    }

    fn number(&mut self, mut number: u64) {
        while number >= 0x80 {
            self.0.push(number as u8 | 0x80);
            number >>= 7;
        }
        self.0.push(number as u8);
    }

    fn counts(&mut self, counts: &Counts) {
        for number in counts.outcomes.into_iter().chain(counts.refused) {
            self.number(number);
        }
        self.number(counts.lost);
        self.number(counts.unanswered_rings);
    }

    fn waits(&mut self, waits: &Waits) {
        let (bins, milliseconds, longest) = waits.parts();
        self.number(bins.len() as u64);
        for bin in bins {
            self.number(*bin);
        }
        self.number(milliseconds);
        self.number(longest);
    }
}

/// Makes the minutes of an offset a positive number.
const OFFSET: i64 = 24 * 60 + 1;

struct Reader<'a>(&'a [u8]);

impl Reader<'_> {
    fn read(bytes: &[u8]) -> Result<Day, StoredError> {
        let Some((version, rest)) = bytes.split_first() else {
            return Err(StoredError::Damaged);
        };
        if *version != VERSION {
            return Err(StoredError::Version { found: *version });
        }
        let mut reader = Reader(rest);
        let day = reader.day().ok_or(StoredError::Damaged)?;
        if reader.0.is_empty() {
            Ok(day)
        } else {
            Err(StoredError::Damaged)
        }
    }

    fn day(&mut self) -> Option<Day> {
        let totals = Totals {
            counts: self.counts()?,
            answered_in_time: self.number()?,
            abandoned_in_time: self.number()?,
            abandoned_short: self.number()?,
            answered: self.waits()?,
            abandoned: self.waits()?,
            abandoned_not_short: self.time()?,
            others: self.time()?,
            talk: self.time()?,
        };
        let mut half_hours = BTreeMap::new();
        for _ in 0..self.number()? {
            let index = u8::try_from(self.number()?).ok()?;
            let again = match self.number()? {
                0 => None,
                minutes => Some(i16::try_from(i64::try_from(minutes).ok()? - OFFSET).ok()?),
            };
            half_hours.insert(HalfHour::from_parts(index, again)?, self.counts()?);
        }
        Some(Day { totals, half_hours })
    }

    fn number(&mut self) -> Option<u64> {
        let mut number = 0u64;
        for shift in (0..64).step_by(7) {
            let (byte, rest) = self.0.split_first()?;
            self.0 = rest;
            let bits = u64::from(byte & 0x7f);
            if shift == 63 && bits > 1 {
                return None;
            }
            number |= bits << shift;
            if byte & 0x80 == 0 {
                return Some(number);
            }
        }
        None
    }

    fn time(&mut self) -> Option<Duration> {
        self.number().map(Duration::from_nanos)
    }

    fn counts(&mut self) -> Option<Counts> {
        let mut counts = Counts::default();
        for number in counts.outcomes.iter_mut().chain(&mut counts.refused) {
            *number = self.count()?;
        }
        counts.lost = self.count()?;
        counts.unanswered_rings = self.count()?;
        Some(counts)
    }

    /// Far fewer than would overflow a sum of some days.
    fn count(&mut self) -> Option<u64> {
        self.number().filter(|count| *count <= u64::from(u32::MAX))
    }

    fn waits(&mut self) -> Option<Waits> {
        let length = usize::try_from(self.number()?).ok()?;
        if length > crate::queue::wait::BINS {
            return None;
        }
        let bins = (0..length).map(|_| self.count()).collect::<Option<Vec<u64>>>()?;
        Some(Waits::from_parts(bins, self.number()?, self.number()?))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::queue::service_level::Thresholds;
    use crate::queue::visit::tests::{any_log, reduce};

    const PARIS: chrono_tz::Tz = chrono_tz::Europe::Paris;

    fn rollup() -> Rollup {
        Rollup::new(PARIS, Thresholds::default())
    }

    proptest! {
        /// However visits are dealt out to batches, what is kept of them is what all of them come to at once.
        #[test]
        fn days_that_are_kept_batch_by_batch_are_those_of_all_visits(log in any_log(), size in 1usize..9) {
            let visits = reduce(&log.join("\n")).visits;
            let mut whole = rollup();
            visits.iter().for_each(|visit| whole.add(visit));
            let mut kept: BTreeMap<(NaiveDate, Name), Vec<u8>> = BTreeMap::new();
            for batch in visits.chunks(size) {
                let mut sum = rollup();
                batch.iter().for_each(|visit| sum.add(visit));
                for (day, queue, bytes) in sum.stored() {
                    let mut both = rollup();
                    both.add_stored(day, queue, &bytes).unwrap();
                    let key = (day, queue.clone());
                    if let Some(before) = kept.get(&key) {
                        both.add_stored(day, queue, before).unwrap();
                    }
                    let (_, _, bytes) = both.stored().next().unwrap();
                    kept.insert(key, bytes);
                }
            }
            let mut read = rollup();
            for ((day, queue), bytes) in &kept {
                read.add_stored(*day, queue, bytes).unwrap();
            }
            prop_assert_eq!(read, whole);
        }

        /// A database holds whatever was written to it.
        #[test]
        fn no_bytes_make_it_panic(mut bytes in prop::collection::vec(any::<u8>(), 0..80), more in any::<bool>()) {
            if more {
                bytes.insert(0, VERSION);
            }
            let mut sum = rollup();
            if sum.add_stored(NaiveDate::default(), "q", &bytes).is_ok() {
                let report = sum.report(NaiveDate::default()..NaiveDate::default().succ_opt().unwrap(), |_| true);
                prop_assert_eq!(report.queues.len(), 1);
            }
        }
    }

    #[test]
    fn figures_that_were_cut_or_are_of_another_version_are_no_figures() {
        let mut sum = rollup();
        let log = "\
1793491200|1.1|support|NONE|ENTERQUEUE||0687|1
1793491225|1.1|support|Ana|CONNECT|25|1.2|5
1793491285|1.1|support|Ana|COMPLETECALLER|25|60|1
";
        reduce(log).visits.iter().for_each(|visit| sum.add(visit));
        let (day, queue, bytes) = sum.stored().next().unwrap();
        let mut other = rollup();
        for length in 1..bytes.len() {
            assert_eq!(
                other.add_stored(day, queue, &bytes[..length]),
                Err(StoredError::Damaged)
            );
        }
        let mut longer = bytes.clone();
        longer.push(0);
        assert_eq!(other.add_stored(day, queue, &longer), Err(StoredError::Damaged));
        assert_eq!(
            other.add_stored(day, queue, &[2]),
            Err(StoredError::Version { found: 2 })
        );
        assert_eq!(other, rollup(), "nothing was added");
    }
}
