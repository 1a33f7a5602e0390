//! Fractions of whole numbers, in lowest terms. Every step is checked: an oracle that overflowed would say nothing.

use switchhook_rating::Rounding;

/// A fraction that is not below zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Fraction {
    above: i128,
    below: i128,
}

impl Fraction {
    pub(crate) const ZERO: Self = Self { above: 0, below: 1 };

    pub(crate) fn new(above: i128, below: i128) -> Self {
        assert!(above >= 0 && below > 0, "{above}/{below}");
        let (mut a, mut b) = (above, below);
        while b != 0 {
            (a, b) = (b, a % b);
        }
        Self {
            above: above / a,
            below: below / a,
        }
    }

    pub(crate) fn whole(number: i128) -> Self {
        Self::new(number, 1)
    }

    pub(crate) fn plus(self, other: Self) -> Self {
        let (a, b) = (mul(self.above, other.below), mul(other.above, self.below));
        Self::new(a.checked_add(b).expect("fits"), mul(self.below, other.below))
    }

    pub(crate) fn times(self, other: Self) -> Self {
        Self::new(mul(self.above, other.above), mul(self.below, other.below))
    }

    pub(crate) fn over(self, other: Self) -> Self {
        Self::new(mul(self.above, other.below), mul(self.below, other.above))
    }

    pub(crate) fn is_less(self, other: Self) -> bool {
        mul(self.above, other.below) < mul(other.above, self.below)
    }

    /// To a multiple of `step`.
    pub(crate) fn round(self, mode: Rounding, step: i64) -> i128 {
        let step = i128::from(step);
        let below = mul(self.below, step);
        let (whole, rest) = (self.above / below, self.above % below);
        let twice = mul(2, rest);
        let up = match mode {
            Rounding::Up | Rounding::Ceil => rest > 0,
            Rounding::Down | Rounding::Floor => false,
            Rounding::HalfUp | Rounding::Exact => twice >= below,
            Rounding::HalfDown => twice > below,
            Rounding::HalfEven => twice > below || (twice == below && whole % 2 == 1),
        };
        (whole + i128::from(up)) * step
    }
}

fn mul(a: i128, b: i128) -> i128 {
    a.checked_mul(b).expect("fits 128 bits")
}
