//! Exact fractions: prices, factors, exchange rates.

use std::fmt;
use std::str::FromStr;

use crate::{Decimal, ParseDecimalError};

/// An exact fraction in lowest terms, such as a price or a rate of exchange.
///
/// Read from decimal text (`10.45`) or from two numbers (`170/11`, `11/1.1`), for a price that holds a tax which is to be
/// taken out: 17 F with 10 % tax are `17/1.1` before it, which no decimal can say. Both parts in lowest terms have at
/// most 15 digits. It displays as a decimal where it is one, else as `170/11`.
///
/// ```
/// use switchhook_rating::Ratio;
/// let before_tax: Ratio = "17/1.1".parse()?;
/// assert_eq!((before_tax.numerator(), before_tax.denominator()), (170, 11));
/// assert_eq!(before_tax.to_string(), "170/11");
/// assert_eq!("10.450".parse::<Ratio>()?.to_string(), "10.45");
/// assert!("1/0".parse::<Ratio>().is_err());
/// # Ok::<(), switchhook_rating::ParseRatioError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Ratio {
    // In lowest terms, the denominator above zero: derived equality holds.
    numerator: i64,
    denominator: i64,
}

/// The largest part of a ratio: 15 digits.
const MOST: i128 = 999_999_999_999_999;

impl Ratio {
    /// Zero.
    pub const ZERO: Self = Self::whole(0);
    /// One.
    pub const ONE: Self = Self::whole(1);

    const fn whole(numerator: i64) -> Self {
        Self {
            numerator,
            denominator: 1,
        }
    }

    /// A fraction; `None` when the denominator is not above zero, or a part in lowest terms has more than 15 digits.
    #[must_use]
    pub fn new(numerator: i64, denominator: i64) -> Option<Self> {
        Self::reduced(i128::from(numerator), i128::from(denominator))
    }

    pub(crate) fn reduced(numerator: i128, denominator: i128) -> Option<Self> {
        if denominator <= 0 {
            return None;
        }
        let common = gcd(numerator.unsigned_abs(), denominator.unsigned_abs());
        let common = i128::try_from(common).ok().filter(|&common| common > 0)?;
        let (numerator, denominator) = (numerator / common, denominator / common);
        if numerator.unsigned_abs() > MOST.unsigned_abs() || denominator > MOST {
            return None;
        }
        Some(Self {
            numerator: i64::try_from(numerator).ok()?,
            denominator: i64::try_from(denominator).ok()?,
        })
    }

    /// Reads a ratio whose decimal mark is `mark`, for files written `10,45`.
    ///
    /// # Errors
    ///
    /// As for [`FromStr`], with `mark` in place of the point.
    pub fn parse_with_mark(text: &str, mark: char) -> Result<Self, ParseRatioError> {
        let Some((above, below)) = text.split_once('/') else {
            return Ok(Decimal::parse_with_mark(text, mark)?.into());
        };
        let (above, below) = (
            Decimal::parse_with_mark(above, mark)?,
            Decimal::parse_with_mark(below, mark)?,
        );
        if below.is_zero() || below.is_negative() {
            return Err(ParseRatioError::Denominator {
                text: text.to_owned(),
            });
        }
        // At most 15 digits and 10^9: the products fit with room to spare.
        Self::reduced(
            i128::from(above.mantissa()) * below.divisor(),
            i128::from(below.mantissa()) * above.divisor(),
        )
        .ok_or_else(|| ParseRatioError::TooLong {
            text: text.to_owned(),
        })
    }

    /// What stands above the line, in lowest terms.
    #[must_use]
    pub const fn numerator(self) -> i64 {
        self.numerator
    }

    /// What stands below the line, in lowest terms: above zero.
    #[must_use]
    pub const fn denominator(self) -> i64 {
        self.denominator
    }

    /// Whether it is 0.
    #[must_use]
    pub const fn is_zero(self) -> bool {
        self.numerator == 0
    }

    /// Whether it is below 0.
    #[must_use]
    pub const fn is_negative(self) -> bool {
        self.numerator < 0
    }

    /// The product; `None` when a part of it has more than 15 digits.
    #[must_use]
    pub fn checked_mul(self, other: Self) -> Option<Self> {
        if other == Self::ONE {
            return Some(self);
        }
        Self::reduced(
            i128::from(self.numerator) * i128::from(other.numerator),
            i128::from(self.denominator) * i128::from(other.denominator),
        )
    }

    /// Seconds in thousandths, where they are whole ones that fit 32 bits.
    pub(crate) fn to_millis(self) -> Option<u32> {
        if self.denominator == 1 {
            return u32::try_from(self.numerator.checked_mul(1000)?).ok();
        }
        let millis = i128::from(self.numerator) * 1000;
        let denominator = i128::from(self.denominator);
        (millis % denominator == 0)
            .then(|| u32::try_from(millis / denominator).ok())
            .flatten()
    }

    /// An amount in millionths, where they are whole ones.
    #[cfg(feature = "serde")]
    pub(crate) fn to_micros(self) -> Option<i64> {
        let micros = i128::from(self.numerator) * 1_000_000;
        let denominator = i128::from(self.denominator);
        (micros % denominator == 0)
            .then(|| i64::try_from(micros / denominator).ok())
            .flatten()
    }

    /// The same as a decimal, where it is one of at most 15 digits.
    #[must_use]
    pub fn to_decimal(self) -> Option<Decimal> {
        (0..=Decimal::MAX_SCALE as u32).find_map(|scale| {
            let scaled = i128::from(self.numerator) * 10i128.pow(scale);
            let denominator = i128::from(self.denominator);
            (scaled % denominator == 0)
                .then(|| Decimal::from_parts(scaled / denominator, scale as u8))
                .flatten()
        })
    }
}

impl Default for Ratio {
    fn default() -> Self {
        Self::ZERO
    }
}

impl From<Decimal> for Ratio {
    fn from(decimal: Decimal) -> Self {
        // A decimal has at most 15 digits and a divisor of at most 10^9: always a ratio, and of 64 bits.
        let divisor = 10u64.pow(u32::from(decimal.scale()));
        let common = gcd64(decimal.mantissa().unsigned_abs(), divisor) as i64;
        Self {
            numerator: decimal.mantissa() / common,
            denominator: divisor as i64 / common,
        }
    }
}

impl PartialOrd for Ratio {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Ratio {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        let cross = |a: &Self, b: &Self| i128::from(a.numerator) * i128::from(b.denominator);
        cross(self, other).cmp(&cross(other, self))
    }
}

impl fmt::Display for Ratio {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.to_decimal() {
            Some(decimal) => fmt::Display::fmt(&decimal, f),
            None => write!(f, "{}/{}", self.numerator, self.denominator),
        }
    }
}

impl fmt::Debug for Ratio {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Ratio {
    type Err = ParseRatioError;

    /// Reads `10.45` or `170/11`.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse_with_mark(text, '.')
    }
}

/// The greatest common divisor; that of 0 and 0 is 0.
pub(crate) fn gcd(mut a: u128, mut b: u128) -> u128 {
    // Nearly always both fit 64 bits, or do after a step: a 128-bit division costs several times as much.
    while b != 0 {
        if let (Ok(x), Ok(y)) = (u64::try_from(a), u64::try_from(b)) {
            return gcd64(x, y).into();
        }
        (a, b) = (b, a % b);
    }
    a
}

/// By shifts and differences: a deck may have a million prices, each with several divisors to find, and a division takes
/// as long as ten of these steps.
fn gcd64(mut a: u64, mut b: u64) -> u64 {
    if a == 0 || b == 0 {
        return a | b;
    }
    let twos = (a | b).trailing_zeros();
    a >>= a.trailing_zeros();
    while b != 0 {
        b >>= b.trailing_zeros();
        (a, b) = (a.min(b), a.abs_diff(b));
    }
    a << twos
}

/// Why a text is no ratio.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ParseRatioError {
    /// It, or a part of it, is no number.
    #[error(transparent)]
    Number(#[from] ParseDecimalError),
    /// Nothing, or less, below the line.
    #[error("{text:?} divides by nothing; write a number above zero after the /")]
    Denominator {
        /// The text as given.
        text: String,
    },
    /// More digits than can be kept exactly.
    #[error("{text:?} has more than 15 digits above or below the line; shorten it")]
    TooLong {
        /// The text as given.
        text: String,
    },
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn ratios_are_kept_in_lowest_terms() {
        for (text, shown, parts) in [
            ("0", "0", (0, 1)),
            ("10.45", "10.45", (209, 20)),
            ("17/1.1", "170/11", (170, 11)),
            ("6/4", "1.5", (3, 2)),
            ("-1/3", "-1/3", (-1, 3)),
            ("999999999999999", "999999999999999", (999_999_999_999_999, 1)),
            ("0.000000001", "0.000000001", (1, 1_000_000_000)),
        ] {
            let ratio: Ratio = text.parse().unwrap();
            assert_eq!(ratio.to_string(), shown, "{text}");
            assert_eq!((ratio.numerator(), ratio.denominator()), parts, "{text}");
        }
    }

    #[test]
    fn what_is_no_ratio_is_refused() {
        for (text, part) in [
            ("", "digits are missing"),
            ("/2", "digits are missing"),
            ("1/0", "divides by nothing"),
            ("1/-2", "divides by nothing"),
            ("1/2/3", "'/' does not belong"),
            ("999999999999999/0.7", "more than 15 digits"),
        ] {
            let error = text.parse::<Ratio>().unwrap_err().to_string();
            assert!(error.contains(part), "{text:?}: {error}");
        }
    }

    proptest! {
        #[test]
        fn a_ratio_survives_being_shown_and_read(numerator in -999_999_999_999_999i64..=999_999_999_999_999, denominator in 1i64..=999_999_999_999_999) {
            let ratio = Ratio::new(numerator, denominator).unwrap();
            prop_assert_eq!(ratio.to_string().parse::<Ratio>().unwrap(), ratio);
        }
    }
}
