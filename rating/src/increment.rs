//! The steps in which time is billed.

use std::fmt;
use std::str::FromStr;
use std::time::Duration;

use crate::Ratio;

/// The steps in which the length of a call is billed: a first block, then blocks of one size.
///
/// The first block is indivisible; after it the [`Counting`] rule says which blocks count. An unanswered call (zero)
/// bills nothing. Unless the rule says otherwise, blocks are counted after the first one, not from the start of the
/// call: with 90/60 a call of 100 s is billed 150 s.
///
/// ```
/// # use std::time::Duration; use switchhook_rating::{Counting, Increment};
/// let minute_then_seconds = Increment::new(60, 1);
/// assert_eq!(minute_then_seconds.billed(Duration::from_secs(5)), Some(Duration::from_secs(60)));
/// assert_eq!(minute_then_seconds.billed(Duration::from_millis(61_200)), Some(Duration::from_secs(62)));
///
/// let satellite = Increment::from_millis(4_500, 4_500);
/// assert_eq!(satellite.blocks(Duration::from_secs(10)), Some(3));
///
/// let from_zero = Increment::new(90, 60).counting(Counting::FromZero);
/// assert_eq!(from_zero.billed(Duration::from_secs(100)), Some(Duration::from_secs(120)));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Increment {
    first_ms: u32,
    next_ms: u32,
    counting: Counting,
}

/// Which blocks of an [`Increment`] count. Parses and displays as one word.
///
/// The last two are here because invoices of operators, and figures stored by older programs, were made so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum Counting {
    /// `started`: every block that was started, counted after the first one.
    #[default]
    Started,
    /// `from_zero`: every block that was started, counted from the start of the billed time once the call is longer
    /// than the first block. 90/60 of 100 s is 120 s: two blocks of 60 s. Where blocks are rounded or cut at bands, the
    /// first one stays in one piece, here 90 s and 30 s after it, so that a longer call never costs less.
    FromZero,
    /// `completed`: only whole blocks. 60/60 of 119 s is 60 s, and of 59 s nothing.
    Completed,
    /// `next`: the whole blocks and one more, so that an exact multiple pays a block too many. 60/60 of 60 s is 120 s.
    Next,
}

impl Counting {
    /// Every rule.
    pub const ALL: [Self; 4] = [Self::Started, Self::FromZero, Self::Completed, Self::Next];

    /// The word used in files.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Started => "started",
            Self::FromZero => "from_zero",
            Self::Completed => "completed",
            Self::Next => "next",
        }
    }
}

impl fmt::Display for Counting {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Counting {
    type Err = ParseCountingError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|rule| rule.name() == text)
            .ok_or_else(|| ParseCountingError {
                text: text.to_owned(),
            })
    }
}

/// A word that names no counting rule.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{text:?} is not a counting rule; use started, from_zero, completed or next")]
pub struct ParseCountingError {
    /// The word as given.
    pub text: String,
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
            counting: Counting::Started,
        }
    }

    /// Which blocks count. Default: [`Counting::Started`].
    #[must_use]
    pub const fn counting(mut self, rule: Counting) -> Self {
        self.counting = rule;
        self
    }

    /// Which blocks count.
    #[must_use]
    pub const fn rule(self) -> Counting {
        self.counting
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

    fn count(self, length: Duration) -> Option<(u64, u64)> {
        self.count_ms(whole_millis(length)?)
    }

    /// Blocks and billed milliseconds of a length in milliseconds.
    pub(crate) fn count_ms(self, length: u64) -> Option<(u64, u64)> {
        if length == 0 {
            return Some((0, 0));
        }
        let (first, next) = (u64::from(self.first_ms), u64::from(self.next_ms));
        let has_first = u64::from(first > 0);
        let after = match self.counting {
            Counting::Started => length.saturating_sub(first).div_ceil(next),
            Counting::FromZero if length <= first => 0,
            Counting::FromZero => {
                let blocks = length.div_ceil(next);
                return Some((blocks, blocks.checked_mul(next)?));
            }
            Counting::Completed if length < first => return Some((0, 0)),
            Counting::Completed => (length - first) / next,
            Counting::Next if length < first => 0,
            Counting::Next => (length - first) / next + 1,
        };
        let billed = first.checked_add(after.checked_mul(next)?)?;
        Some((after.checked_add(has_first)?, billed))
    }

    pub(crate) const fn first_ms(self) -> u64 {
        self.first_ms as u64
    }

    pub(crate) const fn next_ms(self) -> u64 {
        self.next_ms as u64
    }
}

/// A length in whole milliseconds; a started thousandth counts, as every started block does. `None` when there are more
/// than can be counted.
pub(crate) fn whole_millis(length: Duration) -> Option<u64> {
    let started = u64::from(length.subsec_nanos().div_ceil(1_000_000));
    length.as_secs().checked_mul(1000)?.checked_add(started)
}

impl fmt::Display for Increment {
    /// First and next in seconds, as carriers write it: `60/1`, `4.5/4.5`; any rule but the usual one after it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", seconds_text(self.first()), seconds_text(self.next()))?;
        match self.counting {
            Counting::Started => Ok(()),
            rule => write!(f, " {rule}"),
        }
    }
}

impl FromStr for Increment {
    type Err = ParseIncrementError;

    /// Reads what [`Display`](fmt::Display) writes: `60/1`, `4.5/4.5`, `0/30 next`.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (steps, rule) = text.split_once(' ').unwrap_or((text, "started"));
        let millis = |text: &str| text.trim().parse::<Ratio>().ok()?.to_millis();
        let read = || {
            let (first, next) = steps.split_once('/')?;
            let next = millis(next).filter(|&next| next > 0)?;
            let rule: Counting = rule.trim().parse().ok()?;
            Some(Self::from_millis(millis(first)?, next).counting(rule))
        };
        read().ok_or_else(|| ParseIncrementError {
            text: text.to_owned(),
        })
    }
}

/// A text that holds no steps of billing.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "{text:?} are no steps of billing; write seconds such as 60/1, and perhaps a counting rule, such as 60/60 completed"
)]
pub struct ParseIncrementError {
    /// The text as given.
    pub text: String,
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
    fn each_rule_counts_as_its_name_says() {
        use Counting::{Completed, FromZero, Next, Started};
        for (rule, first, next, length, blocks, billed) in [
            (Started, 90, 60, 100, 2, 150),
            (FromZero, 90, 60, 100, 2, 120),
            (FromZero, 90, 60, 90, 1, 90),
            (FromZero, 90, 60, 50, 1, 90),
            (FromZero, 10, 60, 150, 3, 180),
            (Completed, 60, 60, 119, 1, 60),
            (Completed, 60, 60, 59, 0, 0),
            (Completed, 60, 60, 60, 1, 60),
            (Completed, 0, 6, 95, 15, 90),
            (Next, 60, 60, 59, 1, 60),
            (Next, 60, 60, 60, 2, 120),
            (Next, 30, 30, 123, 5, 150),
            (Next, 0, 60, 979, 17, 1020),
            (Next, 0, 60, 0, 0, 0),
        ] {
            let increment = Increment::new(first, next).counting(rule);
            let got = increment.count(Duration::from_secs(length));
            assert_eq!(got, Some((blocks, billed * 1000)), "{increment} for {length} s");
            assert_eq!(rule.name().parse(), Ok(rule));
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

    #[test]
    fn what_holds_no_steps_is_refused() {
        for text in [
            "",
            "60",
            "60/",
            "/1",
            "60/0",
            "60/1 always",
            "60/0.0001",
            "-1/1",
            "60 /1",
            "9999999/1",
        ] {
            let error = text.parse::<Increment>().unwrap_err().to_string();
            assert!(error.contains("such as 60/1"), "{text:?}: {error}");
        }
    }

    proptest! {
        #[test]
        fn increments_survive_being_shown_and_read(first in 0u32.., next in 1u32.., rule in 0usize..4) {
            let increment = Increment::from_millis(first, next).counting(Counting::ALL[rule]);
            prop_assert_eq!(increment.to_string().parse(), Ok(increment));
        }

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
