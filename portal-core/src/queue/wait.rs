//! How long callers waited.

use std::time::Duration;

/// Bins of a [`Waits`], the one without an end included.
pub const BINS: usize = 317;

/// Seconds from which on waits are no longer told apart.
const LONGEST: u64 = 3600;

/// Waits, in a histogram that merges exactly: bins of 1 s up to 120 s, of 5 s up to 600 s, of 30 s up to 3600 s, and one
/// for the rest. The sum and the longest wait are kept to the millisecond.
///
/// ```
/// use std::time::Duration;
/// use switchhook_portal_core::queue::wait::Waits;
///
/// let mut waits = Waits::default();
/// for seconds in [5, 10, 15, 40] {
///     waits.add(Duration::from_secs(seconds));
/// }
/// assert_eq!(waits.mean(), Some(Duration::from_millis(17_500)));
/// assert_eq!(waits.percentile(50), Some(Duration::from_secs(10)));
/// assert_eq!(waits.longest(), Some(Duration::from_secs(40)));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Waits {
    /// Without the empty bins at the end.
    bins: Vec<u64>,
    count: u64,
    milliseconds: u64,
    longest: u64,
}

impl Waits {
    /// Adds a wait.
    pub fn add(&mut self, wait: Duration) {
        let bin = bin(wait.as_secs());
        if self.bins.len() <= bin {
            self.bins.resize(bin + 1, 0);
        }
        self.bins[bin] += 1;
        let milliseconds = u64::try_from(wait.as_millis()).unwrap_or(u64::MAX);
        self.count += 1;
        self.milliseconds = self.milliseconds.saturating_add(milliseconds);
        self.longest = self.longest.max(milliseconds);
    }

    /// Adds other waits.
    pub fn merge(&mut self, other: &Self) {
        if self.bins.len() < other.bins.len() {
            self.bins.resize(other.bins.len(), 0);
        }
        for (sum, more) in self.bins.iter_mut().zip(&other.bins) {
            *sum += more;
        }
        self.count += other.count;
        self.milliseconds = self.milliseconds.saturating_add(other.milliseconds);
        self.longest = self.longest.max(other.longest);
    }

    /// The bins, all of them together and the longest, in milliseconds.
    pub(super) fn parts(&self) -> (&[u64], u64, u64) {
        (&self.bins, self.milliseconds, self.longest)
    }

    /// `bins` are at most [`BINS`].
    pub(super) fn from_parts(bins: Vec<u64>, milliseconds: u64, longest: u64) -> Self {
        Self {
            count: bins.iter().sum(),
            bins,
            milliseconds,
            longest,
        }
    }

    /// How many there are.
    pub fn count(&self) -> u64 {
        self.count
    }

    /// All of them together.
    pub fn sum(&self) -> Duration {
        Duration::from_millis(self.milliseconds)
    }

    /// The mean, to the millisecond; `None` if there is none.
    pub fn mean(&self) -> Option<Duration> {
        mean(self.sum(), self.count)
    }

    /// The longest one; `None` if there is none.
    pub fn longest(&self) -> Option<Duration> {
        (self.count > 0).then(|| Duration::from_millis(self.longest))
    }

    /// The wait that so many percent of the callers did not exceed: exact below 120 s, and else the end of its bin.
    /// `None` if there is none.
    pub fn percentile(&self, percent: u8) -> Option<Duration> {
        let rank = (u128::from(self.count) * u128::from(percent.min(100)))
            .div_ceil(100)
            .max(1);
        let mut seen = 0u128;
        for (bin, count) in self.bins.iter().enumerate() {
            seen += u128::from(*count);
            if seen >= rank {
                let last = bounds(bin).1.map(|end| Duration::from_secs(end - 1));
                let longest = Duration::from_millis(self.longest);
                return Some(last.map_or(longest, |last| last.min(longest)));
            }
        }
        None
    }

    /// How many waits are in each slot of a scale, with empty slots, up to the last one that is not empty.
    pub fn slots(&self, scale: Scale) -> Vec<Slot> {
        let mut slots: Vec<Slot> = scale.slots();
        let mut at = 0;
        for (bin, count) in self.bins.iter().enumerate() {
            let from = bounds(bin).0;
            while slots[at].to.is_some_and(|to| to <= from) {
                at += 1;
            }
            slots[at].count += count;
        }
        let used = slots
            .iter()
            .rposition(|slot| slot.count > 0)
            .map_or(0, |last| last + 1);
        slots.truncate(used);
        slots
    }
}

/// The mean of so many, rounded half up to the millisecond.
pub(super) fn mean(sum: Duration, count: u64) -> Option<Duration> {
    let mean = (2 * sum.as_millis() + u128::from(count)).checked_div(2 * u128::from(count))?;
    Some(Duration::from_millis(u64::try_from(mean).unwrap_or(u64::MAX)))
}

/// How waits are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Scale {
    /// Every half minute up to an hour.
    #[default]
    HalfMinutes,
    /// 5, 10, 20, 30, 45, 60, 90, 120, 180, 300 and 600 seconds.
    Growing,
}

impl Scale {
    /// The slots, all empty. The last one has no end.
    pub fn slots(self) -> Vec<Slot> {
        let ends: Vec<u64> = match self {
            Self::HalfMinutes => (1..=LONGEST / 30).map(|slot| slot * 30).collect(),
            Self::Growing => vec![5, 10, 20, 30, 45, 60, 90, 120, 180, 300, 600],
        };
        let begins = [0].into_iter().chain(ends.iter().copied());
        let ends = ends.iter().copied().map(Some).chain([None]);
        begins
            .zip(ends)
            .map(|(from, to)| Slot { from, to, count: 0 })
            .collect()
    }
}

/// Waits from one time on, up to another that is not included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Slot {
    /// In seconds.
    pub from: u64,
    /// In seconds; without an end, if there is none.
    pub to: Option<u64>,
    /// How many.
    pub count: u64,
}

impl Slot {
    /// Whether a wait belongs here.
    pub fn contains(&self, wait: Duration) -> bool {
        let seconds = wait.as_secs();
        self.from <= seconds && self.to.is_none_or(|to| seconds < to)
    }
}

fn bin(seconds: u64) -> usize {
    let bin = match seconds {
        0..120 => seconds,
        120..600 => 120 + (seconds - 120) / 5,
        600..LONGEST => 216 + (seconds - 600) / 30,
        _ => 316,
    };
    // At most 316.
    bin as usize
}

fn bounds(bin: usize) -> (u64, Option<u64>) {
    let bin = bin as u64;
    match bin {
        0..120 => (bin, Some(bin + 1)),
        120..216 => {
            let from = 120 + (bin - 120) * 5;
            (from, Some(from + 5))
        }
        216..316 => {
            let from = 600 + (bin - 216) * 30;
            (from, Some(from + 30))
        }
        _ => (LONGEST, None),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_bins_cover_all_times_without_gaps() {
        let mut next = 0;
        for at in 0..BINS {
            let (from, to) = bounds(at);
            assert_eq!(from, next, "{at}");
            assert_eq!(bin(from), at);
            next = to.unwrap_or(u64::MAX);
            assert_eq!(bin(next - 1), at);
        }
        assert_eq!(bin(u64::MAX), BINS - 1);
    }

    #[test]
    fn slots_keep_those_that_are_empty_and_say_their_bounds() {
        let mut waits = Waits::default();
        for seconds in [25, 70, 119, 120, 150] {
            waits.add(Duration::from_secs(seconds));
        }
        let shown: Vec<_> = waits
            .slots(Scale::HalfMinutes)
            .iter()
            .map(|slot| (slot.from, slot.to, slot.count))
            .collect();
        assert_eq!(
            shown,
            [
                (0, Some(30), 1),
                (30, Some(60), 0),
                (60, Some(90), 1),
                (90, Some(120), 1),
                (120, Some(150), 1),
                (150, Some(180), 1)
            ]
        );
        waits.add(Duration::from_secs(4000));
        let last = *waits.slots(Scale::HalfMinutes).last().unwrap();
        assert_eq!((last.from, last.to, last.count), (3600, None, 1));
        assert_eq!(Waits::default().slots(Scale::Growing), []);
    }

    proptest! {
        /// A slot has the waits that are in it, whatever the scale, and a percentile is at most one bin above the exact one.
        #[test]
        fn histograms_agree_with_the_waits_themselves(all in prop::collection::vec(0u64..5000, 0..200), percent in 1u8..=100) {
            let mut waits = Waits::default();
            for seconds in &all {
                waits.add(Duration::from_secs(*seconds));
            }
            for scale in [Scale::HalfMinutes, Scale::Growing] {
                let slots = waits.slots(scale);
                prop_assert_eq!(slots.iter().map(|slot| slot.count).sum::<u64>(), all.len() as u64);
                for slot in slots {
                    let brute = all.iter().filter(|seconds| slot.contains(Duration::from_secs(**seconds))).count();
                    prop_assert_eq!(slot.count, brute as u64, "{:?}", slot);
                }
            }
            let mut sorted = all.clone();
            sorted.sort_unstable();
            if let Some(shown) = waits.percentile(percent) {
                let exact = sorted[(sorted.len() * usize::from(percent)).div_ceil(100).max(1) - 1];
                let (from, to) = bounds(bin(exact));
                prop_assert!(shown.as_secs() >= exact && shown.as_secs() >= from);
                prop_assert!(to.is_none_or(|to| shown.as_secs() < to));
                prop_assert!(shown.as_secs() <= *sorted.last().unwrap());
            } else {
                prop_assert!(all.is_empty());
            }
        }
    }
}
