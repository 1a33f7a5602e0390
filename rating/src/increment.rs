//! The steps in which time is billed.

use std::fmt;
use std::time::Duration;

/// The steps in which the length of a call is billed: a first block, then blocks of one size.
///
/// The first block is indivisible; after it every block that was started counts. An unanswered call (zero) bills
/// nothing. Blocks are counted after the first one, not from the start of the call: with 90/60 a call of 100 s is
/// billed 150 s.
///
/// ```
/// # use std::time::Duration; use switchhook_rating::Increment;
/// let minute_then_seconds = Increment::new(60, 1);
/// assert_eq!(minute_then_seconds.billed(Duration::from_secs(5)), Some(Duration::from_secs(60)));
/// assert_eq!(minute_then_seconds.billed(Duration::from_millis(61_200)), Some(Duration::from_secs(62)));
///
/// let satellite = Increment::from_millis(4_500, 4_500);
/// assert_eq!(satellite.blocks(Duration::from_secs(10)), Some(3));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Increment {
    first_ms: u32,
    next_ms: u32,
}

impl Increment {
    /// A first block and the blocks after it, in whole seconds. See [`from_millis`](Self::from_millis) for zeros.
    #[must_use]
    pub const fn new(first: u32, next: u32) -> Self {
        Self::from_millis(first.saturating_mul(1000), next.saturating_mul(1000))
    }

    /// The same in thousandths of a second, for tariffs with units such as 4.5 s.
    ///
    /// A `first` of 0 is no first block. A `next` of 0 is the finest step there is: a thousandth of a second.
    #[must_use]
    pub const fn from_millis(first: u32, next: u32) -> Self {
        Self {
            first_ms: first,
            next_ms: if next == 0 { 1 } else { next },
        }
    }

    /// The first block.
    #[must_use]
    pub const fn first(self) -> Duration {
        Duration::from_millis(self.first_ms as u64)
    }

    /// Each block after the first.
    #[must_use]
    pub const fn next(self) -> Duration {
        Duration::from_millis(self.next_ms as u64)
    }

    /// How long a call of this length is billed for; `None` when that is more than can be counted
    /// (half a thousand million years).
    #[must_use]
    pub fn billed(self, length: Duration) -> Option<Duration> {
        self.count(length)
            .map(|(_, billed_ms)| Duration::from_millis(billed_ms))
    }

    /// How many blocks a call of this length takes, the first one included; `None` as for [`billed`](Self::billed).
    #[must_use]
    pub fn blocks(self, length: Duration) -> Option<u64> {
        self.count(length).map(|(blocks, _)| blocks)
    }

    /// Blocks and billed milliseconds.
    pub(crate) fn count(self, length: Duration) -> Option<(u64, u64)> {
        if length.is_zero() {
            return Some((0, 0));
        }
        // A started thousandth counts, as every started block does.
        let started = u64::from(length.subsec_nanos().div_ceil(1_000_000));
        let length_ms = length.as_secs().checked_mul(1000)?.checked_add(started)?;
        let first = u64::from(self.first_ms);
        let next = u64::from(self.next_ms);
        let after = length_ms.saturating_sub(first).div_ceil(next);
        let billed = first.checked_add(after.checked_mul(next)?)?;
        Some((after.checked_add(u64::from(first > 0))?, billed))
    }
}

impl fmt::Display for Increment {
    /// First and next in seconds, as carriers write it: `60/1`, `4.5/4.5`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", seconds_text(self.first()), seconds_text(self.next()))
    }
}

/// A length in seconds, with decimals only where there are any.
pub(crate) fn seconds_text(length: Duration) -> String {
    let millis = length.subsec_millis();
    match millis {
        0 => length.as_secs().to_string(),
        _ => format!("{}.{millis:03}", length.as_secs())
            .trim_end_matches('0')
            .to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_started_block_counts_and_an_exact_one_is_not_doubled() {
        for (first, next, length_ms, blocks, billed_ms) in [
            (60_000, 60_000, 0, 0, 0),
            (60_000, 60_000, 1, 1, 60_000),
            (60_000, 60_000, 60_000, 1, 60_000),
            (60_000, 60_000, 60_001, 2, 120_000),
            (30_000, 6_000, 57_000, 6, 60_000),
            (90_000, 60_000, 100_000, 2, 150_000),
            (0, 6_000, 95_000, 16, 96_000),
            (4_500, 4_500, 10_000, 3, 13_500),
            (3_750, 3_750, 3_750, 1, 3_750),
            (0, 0, 1_234, 1_234, 1_234),
        ] {
            let increment = Increment::from_millis(first, next);
            let got = increment.count(Duration::from_millis(length_ms));
            assert_eq!(got, Some((blocks, billed_ms)), "{increment} for {length_ms} ms");
        }
    }

    #[test]
    fn a_length_beyond_counting_is_none() {
        assert_eq!(Increment::new(60, 60).billed(Duration::MAX), None);
        assert_eq!(
            Increment::new(60, 60).billed(Duration::from_millis(u64::MAX)),
            None
        );
    }

    #[test]
    fn increments_show_as_carriers_write_them() {
        assert_eq!(Increment::new(60, 1).to_string(), "60/1");
        assert_eq!(Increment::from_millis(3_750, 4_500).to_string(), "3.75/4.5");
    }

    proptest! {
        #[test]
        fn what_is_billed_covers_the_call_and_by_less_than_a_block(
            first in 0u32..100_000, next in 1u32..100_000, length_ms in 1u64..100_000_000,
        ) {
            let increment = Increment::from_millis(first, next);
            let billed = increment.billed(Duration::from_millis(length_ms)).unwrap().as_millis();
            prop_assert!(billed >= u128::from(length_ms));
            prop_assert!(billed < u128::from(length_ms) + u128::from(first.max(next)));
        }
    }
}
