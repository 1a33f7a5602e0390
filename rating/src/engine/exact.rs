//! Fractions of 128 bits: what is reckoned with until the one rounding.

use std::cmp::Ordering;
use std::fmt;

use crate::ratio::gcd;
use crate::{Ratio, Rounding};

/// An exact amount in millionths of a currency, before it is rounded.
///
/// Every operation is checked: one that does not fit, even in lowest terms, is `None`. Displays as `1/3`.
#[derive(Clone, Copy)]
pub struct Exact {
    numerator: i128,
    // Above zero.
    denominator: i128,
}

/// Millionths in one unit of a currency.
const MICROS: i128 = 1_000_000;

impl Exact {
    /// Zero.
    pub const ZERO: Self = Self {
        numerator: 0,
        denominator: 1,
    };

    /// A fraction; `None` unless the denominator is above zero.
    #[must_use]
    pub const fn new(numerator: i128, denominator: i128) -> Option<Self> {
        if denominator > 0 {
            Some(Self {
                numerator,
                denominator,
            })
        } else {
            None
        }
    }

    /// An amount of a currency, in millionths.
    #[must_use]
    pub fn amount(units: Ratio) -> Self {
        // 15 digits and 6 more.
        Self {
            numerator: i128::from(units.numerator()) * MICROS,
            denominator: i128::from(units.denominator()),
        }
    }

    /// Whole millionths.
    #[must_use]
    pub const fn micros(micros: i64) -> Self {
        Self {
            numerator: micros as i128,
            denominator: 1,
        }
    }

    /// What stands above the line, not always in lowest terms.
    #[must_use]
    pub const fn numerator(self) -> i128 {
        self.numerator
    }

    /// What stands below the line: above zero.
    #[must_use]
    pub const fn denominator(self) -> i128 {
        self.denominator
    }

    /// Whether it is 0.
    #[must_use]
    pub const fn is_zero(self) -> bool {
        self.numerator == 0
    }

    /// The sum.
    #[must_use]
    pub fn plus(self, other: Self) -> Option<Self> {
        if other.numerator == 0 {
            return Some(self);
        }
        if self.numerator == 0 {
            return Some(other);
        }
        if self.denominator == other.denominator {
            return Self::new(self.numerator.checked_add(other.numerator)?, self.denominator);
        }
        Self::cross(self, other).or_else(|| Self::cross(self.reduced(), other.reduced()))
    }

    fn cross(a: Self, b: Self) -> Option<Self> {
        // Over the least common denominator, so that a long sum of the same few prices stays small.
        let common = gcd(a.denominator.unsigned_abs(), b.denominator.unsigned_abs());
        let common = i128::try_from(common).ok()?;
        let (a_part, b_part) = (b.denominator / common, a.denominator / common);
        let numerator = a
            .numerator
            .checked_mul(a_part)?
            .checked_add(b.numerator.checked_mul(b_part)?)?;
        Self::new(numerator, a.denominator.checked_mul(a_part)?)
    }

    /// The difference.
    #[must_use]
    pub fn minus(self, other: Self) -> Option<Self> {
        self.plus(Self {
            numerator: other.numerator.checked_neg()?,
            ..other
        })
    }

    /// The product with a whole number.
    #[must_use]
    pub fn times(self, count: u64) -> Option<Self> {
        let whole = i128::from(count);
        let product = |a: Self| Self::new(a.numerator.checked_mul(whole)?, a.denominator);
        product(self).or_else(|| {
            // The common part of the count and the denominator cancels.
            let common = i128::try_from(gcd(self.denominator.unsigned_abs(), u128::from(count))).ok()?;
            let numerator = self.numerator.checked_mul(whole.checked_div(common)?)?;
            Self::new(numerator, self.denominator / common)
        })
    }

    /// The product with a ratio.
    #[must_use]
    pub fn scaled(self, by: Ratio) -> Option<Self> {
        if by == Ratio::ONE {
            return Some(self);
        }
        let product = |a: Self| {
            Self::new(
                a.numerator.checked_mul(i128::from(by.numerator()))?,
                a.denominator.checked_mul(i128::from(by.denominator()))?,
            )
        };
        product(self).or_else(|| product(self.reduced()))
    }

    /// Divided by a whole number above zero.
    #[must_use]
    pub fn over(self, divisor: i128) -> Option<Self> {
        let quotient = |a: Self| Self::new(a.numerator, a.denominator.checked_mul(divisor)?);
        quotient(self).or_else(|| quotient(self.reduced()))
    }

    /// In lowest terms.
    #[must_use]
    pub fn reduced(self) -> Self {
        let common = gcd(self.numerator.unsigned_abs(), self.denominator.unsigned_abs());
        match i128::try_from(common) {
            Ok(common) if common > 1 => Self {
                numerator: self.numerator / common,
                denominator: self.denominator / common,
            },
            _ => self,
        }
    }

    /// Whole millionths in multiples of `step`, and whether that changed the amount.
    #[must_use]
    pub fn round(self, mode: Rounding, step: i64) -> Option<(i64, bool)> {
        let step = i128::from(step);
        let (numerator, denominator) = match self.denominator.checked_mul(step) {
            Some(denominator) => (self.numerator, denominator),
            None => {
                let reduced = self.reduced();
                (reduced.numerator, reduced.denominator.checked_mul(step)?)
            }
        };
        let steps = mode.divide(numerator, denominator)?;
        let is_rounded = steps.checked_mul(denominator) != Some(numerator);
        Some((i64::try_from(steps.checked_mul(step)?).ok()?, is_rounded))
    }

    /// The order of the two; `None` when it cannot be reckoned in 128 bits.
    #[must_use]
    pub fn compare(self, other: Self) -> Option<Ordering> {
        let (a, b) = (self.reduced(), other.reduced());
        let left = a.numerator.checked_mul(b.denominator)?;
        Some(left.cmp(&b.numerator.checked_mul(a.denominator)?))
    }
}

impl PartialEq for Exact {
    fn eq(&self, other: &Self) -> bool {
        let (a, b) = (self.reduced(), other.reduced());
        (a.numerator, a.denominator) == (b.numerator, b.denominator)
    }
}

impl Eq for Exact {}

impl fmt::Display for Exact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            numerator,
            denominator,
        } = self.reduced();
        match denominator {
            1 => write!(f, "{numerator}"),
            _ => write!(f, "{numerator}/{denominator}"),
        }
    }
}

impl fmt::Debug for Exact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn exact(numerator: i128, denominator: i128) -> Exact {
        Exact::new(numerator, denominator).unwrap()
    }

    #[test]
    fn sums_and_products_are_exact() {
        assert_eq!(exact(1, 3).plus(exact(1, 6)), Some(exact(1, 2)));
        assert_eq!(exact(1, 2).minus(exact(1, 3)), Some(exact(1, 6)));
        assert_eq!(exact(5, 6).times(12), Some(exact(10, 1)));
        assert_eq!(exact(5, 6).over(5), Some(exact(1, 6)));
        assert_eq!(
            exact(11, 10).scaled(Ratio::new(10, 11).unwrap()),
            Some(exact(1, 1))
        );
        assert_eq!(exact(1, 3).compare(exact(333, 1000)), Some(Ordering::Greater));
    }

    #[test]
    fn what_fits_in_lowest_terms_is_reckoned() {
        let wide = exact(i128::MAX / 2, i128::MAX / 2);
        assert_eq!(wide.plus(exact(1, 2)), Some(exact(3, 2)));
        assert_eq!(wide.scaled(Ratio::new(1, 3).unwrap()), Some(exact(1, 3)));
        assert_eq!(wide.over(3), Some(exact(1, 3)));
        assert_eq!(wide.round(Rounding::HalfUp, 1_000_000), Some((0, true)));
    }

    #[test]
    fn what_does_not_fit_is_none() {
        assert_eq!(exact(i128::MAX, 1).plus(exact(1, 1)), None);
        assert_eq!(exact(i128::MAX, 1).times(2), None);
        assert_eq!(exact(i128::MAX, 1).round(Rounding::Down, 1), None);
        assert_eq!(Exact::new(1, 0), None);
    }
}
