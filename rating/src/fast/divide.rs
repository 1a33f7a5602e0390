//! Division by numbers that are known beforehand: a multiplication is several times as fast.

use crate::Rounding;

/// Numbers up to here may be divided, by numbers up to here: their sum has 63 bits.
pub(super) const LARGEST: u64 = u64::MAX >> 2;

/// Divides amounts and rounds what comes out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Divider {
    divisor: u64,
    // 2^(63 + shift) ÷ divisor, rounded up, where 2^shift is the first power that is not below the divisor. That is
    // exact for numbers of 63 bits (Granlund, Montgomery: "Division by invariant integers using multiplication", 1994).
    reciprocal: u64,
    shift: u32,
    // What is added before: then cutting off is rounding.
    bias: u64,
    // Whether a half goes to the even neighbour. An odd divisor has no half.
    to_even: bool,
}

impl Divider {
    /// `None` unless the divisor lies above zero and leaves room.
    pub(super) fn new(divisor: i128, mode: Rounding) -> Option<Self> {
        let divisor = u64::try_from(divisor)
            .ok()
            .filter(|&divisor| 0 < divisor && divisor <= LARGEST)?;
        let shift = divisor.next_power_of_two().trailing_zeros();
        let reciprocal = (1u128 << (63 + shift)).div_ceil(u128::from(divisor));
        let bias = match mode {
            Rounding::Up | Rounding::Ceil => divisor - 1,
            Rounding::Down | Rounding::Floor => 0,
            Rounding::HalfUp | Rounding::HalfEven | Rounding::Exact => divisor / 2,
            Rounding::HalfDown => (divisor - 1) / 2,
        };
        Some(Self {
            divisor,
            reciprocal: u64::try_from(reciprocal).ok()?,
            shift,
            bias,
            to_even: mode == Rounding::HalfEven && divisor % 2 == 0,
        })
    }

    /// The quotient of a number up to [`LARGEST`], rounded.
    #[inline]
    pub(super) fn divide(&self, number: u64) -> u64 {
        let number = number + self.bias;
        let high = (u128::from(number << 1) * u128::from(self.reciprocal)) >> 64;
        let quotient = high as u64 >> self.shift;
        // A branch that always goes one way costs less than what it skips.
        if self.to_even && quotient * self.divisor == number {
            quotient & !1
        } else {
            quotient
        }
    }

    /// Up to this number no quotient is above the one given.
    pub(super) fn most(&self, quotient: u64) -> u64 {
        // What is rounded up to a quotient lies less than a divisor below its multiple.
        quotient
            .saturating_mul(self.divisor)
            .saturating_sub(self.divisor)
            .min(LARGEST)
    }
}

/// Counts the started blocks of calls.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Blocks {
    first_ms: u32,
    next_ms: u32,
    // (2^64 - 1) ÷ next, cut off.
    reciprocal: u64,
}

impl Blocks {
    /// `None` if either is too long, or there is no next block.
    pub(super) fn new(first_ms: u64, next_ms: u64) -> Option<Self> {
        let next_ms = u32::try_from(next_ms).ok()?;
        Some(Self {
            first_ms: u32::try_from(first_ms).ok()?,
            next_ms,
            reciprocal: u64::MAX.checked_div(u64::from(next_ms))?,
        })
    }

    /// How many blocks and milliseconds are billed for a call of some milliseconds.
    #[inline]
    pub(super) fn count(&self, length_ms: u32) -> (u64, u64) {
        let over = u64::from(length_ms.saturating_sub(self.first_ms));
        // Of a number of 32 bits, this product has the quotient of the number before it in its upper half: so it is the
        // blocks but for the one that was begun.
        let whole = ((u128::from(over) * u128::from(self.reciprocal)) >> 64) as u64;
        let blocks = whole + u64::from(over > 0);
        (
            blocks + u64::from(self.first_ms > 0),
            u64::from(self.first_ms) + blocks * u64::from(self.next_ms),
        )
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::Increment;

    proptest! {
        #[test]
        fn dividing_by_multiplying_is_dividing(
            number in prop_oneof![0..=LARGEST, 0..1000u64, LARGEST - 1000..=LARGEST],
            divisor in prop_oneof![1..=LARGEST, 1..100u64, LARGEST - 10..=LARGEST, (0..62u32).prop_map(|bits| 1 << bits)],
            mode in prop::sample::select(Rounding::ALL.to_vec()),
        ) {
            // Next to a multiple of the divisor, where a reciprocal that is off by a little shows.
            for number in [number, number - number % divisor, (number - number % divisor).saturating_sub(1)] {
                let rounded = mode.divide(i128::from(number), i128::from(divisor));
                let divider = Divider::new(i128::from(divisor), mode).unwrap();
                prop_assert_eq!(Some(i128::from(divider.divide(number))), rounded, "{} {}", number, mode);
            }
        }

        /// Halves are where the modes differ.
        #[test]
        fn halves_are_rounded_as_the_mode_says(quotient in 0..1000u64, half in 1..1000u64, off in -1i64..2) {
            for mode in Rounding::ALL {
                let divider = Divider::new(i128::from(2 * half), mode).unwrap();
                let number = (quotient * 2 * half + half).saturating_add_signed(off);
                let rounded = mode.divide(i128::from(number), i128::from(2 * half));
                prop_assert_eq!(Some(i128::from(divider.divide(number))), rounded, "{}", mode);
            }
        }

        #[test]
        fn blocks_are_those_of_the_increment(
            first in prop_oneof![Just(0u32), 1..100_000u32, any::<u32>()],
            next in prop_oneof![Just(1u32), 1..100_000u32, 1..=u32::MAX],
            length in prop_oneof![1..10_000_000u32, 1..=u32::MAX, u32::MAX - 10..=u32::MAX],
        ) {
            let blocks = Blocks::new(u64::from(first), u64::from(next)).unwrap();
            let multiple = (length - length % next).saturating_add(first % next);
            for length in [length, multiple, multiple.saturating_add(1), multiple.saturating_sub(1)] {
                if length > 0 {
                    let expected = Increment::from_millis(first, next).count_ms(u64::from(length));
                    prop_assert_eq!(Some(blocks.count(length)), expected, "{} ms", length);
                }
            }
        }
    }

    #[test]
    fn what_leaves_no_room_has_no_divider() {
        for divisor in [0, -1, i128::from(u64::MAX), i128::MAX] {
            assert!(Divider::new(divisor, Rounding::HalfUp).is_none());
        }
        assert!(Blocks::new(0, 0).is_none() && Blocks::new(1 << 32, 1).is_none());
    }
}
