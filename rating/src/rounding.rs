//! The named ways to round.

use std::fmt;
use std::str::FromStr;

/// How a number between two steps is brought to one of them.
///
/// The names are those of plan files. The table shows each mode at two decimals:
///
/// | mode | 0.125 | −0.125 | 0.135 | 0.1201 |
/// |---|---|---|---|---|
/// | `up` | 0.13 | −0.13 | 0.14 | 0.13 |
/// | `down` | 0.12 | −0.12 | 0.13 | 0.12 |
/// | `ceil` | 0.13 | −0.12 | 0.14 | 0.13 |
/// | `floor` | 0.12 | −0.13 | 0.13 | 0.12 |
/// | `half_up` | 0.13 | −0.13 | 0.14 | 0.12 |
/// | `half_down` | 0.12 | −0.12 | 0.13 | 0.12 |
/// | `half_even` | 0.12 | −0.12 | 0.14 | 0.12 |
/// | `none` | 0.125 | −0.125 | 0.135 | 0.1201 |
///
/// ```
/// use switchhook_rating::{Money, Rounding};
/// let amount: Money = "177.65 XPF".parse()?;
/// assert_eq!(amount.round(Rounding::Floor).unwrap().to_string(), "177 XPF");
/// assert_eq!(amount.round(Rounding::HalfUp).unwrap().to_string(), "178 XPF");
/// # Ok::<(), switchhook_rating::ParseMoneyError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum Rounding {
    /// Away from zero.
    Up,
    /// Towards zero: what is left over is cut off.
    Down,
    /// Towards plus infinity.
    Ceil,
    /// Towards minus infinity.
    Floor,
    /// To the nearest; a half goes away from zero.
    #[default]
    HalfUp,
    /// To the nearest; a half goes towards zero.
    HalfDown,
    /// To the nearest; a half goes to the even neighbour.
    HalfEven,
    /// `none`: not rounded. What has to be kept in millionths all the same is brought to the nearest of them, a half
    /// away from zero.
    Exact,
}

impl Rounding {
    /// Every mode, in the order of the table above.
    pub const ALL: [Self; 8] = [
        Self::Up,
        Self::Down,
        Self::Ceil,
        Self::Floor,
        Self::HalfUp,
        Self::HalfDown,
        Self::HalfEven,
        Self::Exact,
    ];

    /// The name used in plan files.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Up => "up",
            Self::Down => "down",
            Self::Ceil => "ceil",
            Self::Floor => "floor",
            Self::HalfUp => "half_up",
            Self::HalfDown => "half_down",
            Self::HalfEven => "half_even",
            Self::Exact => "none",
        }
    }

    /// `numerator / denominator` as a whole number. `None` when the denominator is not positive.
    pub(crate) fn divide(self, numerator: i128, denominator: i128) -> Option<i128> {
        if denominator <= 0 {
            return None;
        }
        // A 128-bit division costs several times a 64-bit one, and nearly every call fits.
        let (quotient, rest) = match (i64::try_from(numerator), i64::try_from(denominator)) {
            (Ok(n), Ok(d)) => (i128::from(n / d), i128::from(n % d)),
            _ => (numerator / denominator, numerator % denominator),
        };
        if rest == 0 {
            return Some(quotient);
        }
        let away = if numerator < 0 { -1 } else { 1 };
        // Compared as `rest` against what is missing to the next step: doubling `rest` could overflow.
        let to_half = rest.abs().cmp(&(denominator - rest.abs()));
        let step = match self {
            Self::Up => true,
            Self::Down => false,
            Self::Ceil => numerator > 0,
            Self::Floor => numerator < 0,
            Self::HalfUp | Self::Exact => to_half.is_ge(),
            Self::HalfDown => to_half.is_gt(),
            Self::HalfEven => to_half.is_gt() || (to_half.is_eq() && quotient % 2 != 0),
        };
        Some(if step { quotient + away } else { quotient })
    }
}

impl fmt::Display for Rounding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Rounding {
    type Err = ParseRoundingError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|mode| mode.name() == text)
            .ok_or_else(|| ParseRoundingError {
                text: text.to_owned(),
            })
    }
}

/// A word that names no way to round.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{text:?} is not a rounding mode; use up, down, ceil, floor, half_up, half_down, half_even or none")]
pub struct ParseRoundingError {
    /// The word as given.
    pub text: String,
}

#[cfg(test)]
mod tests {
    use super::*;
    use Rounding::*;

    #[test]
    fn each_mode_rounds_as_its_row_in_the_table_says() {
        // Numerators over 10 000, rounded to hundredths: 0.125, −0.125, 0.135, 0.1201.
        for (mode, expected) in [
            (Up, [13, -13, 14, 13]),
            (Down, [12, -12, 13, 12]),
            (Ceil, [13, -12, 14, 13]),
            (Floor, [12, -13, 13, 12]),
            (HalfUp, [13, -13, 14, 12]),
            (HalfDown, [12, -12, 13, 12]),
            (HalfEven, [12, -12, 14, 12]),
        ] {
            let got = [1250, -1250, 1350, 1201].map(|n| mode.divide(n, 100).unwrap());
            assert_eq!(got, expected, "{mode}");
            assert_eq!(mode.name().parse(), Ok(mode));
        }
    }

    #[test]
    fn wide_and_narrow_division_agree() {
        let wide = i128::from(i64::MAX) * 10;
        for mode in Rounding::ALL {
            for n in [-25i128, -21, 21, 25, 35] {
                assert_eq!(mode.divide(n * wide, 10 * wide), mode.divide(n, 10), "{mode} {n}");
            }
        }
    }

    #[test]
    fn nothing_is_divided_by_zero() {
        assert_eq!(HalfUp.divide(1, 0), None);
        assert_eq!(HalfUp.divide(i128::MIN, 1), Some(i128::MIN));
    }
}
