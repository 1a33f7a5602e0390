//! Exact decimal numbers, read from text only.

use std::fmt;
use std::str::FromStr;

/// An exact decimal number, such as the price of a minute.
///
/// It is made from decimal text and from nothing else: a price that went through a binary float is no longer the
/// price in the contract. At most 15 digits, 9 of them after the point. Trailing zeros do not count: `10.50` equals
/// `10.5` and displays as it.
///
/// ```
/// use switchhook_rating::Decimal;
/// let price: Decimal = "10.45".parse()?;
/// assert_eq!(price.to_string(), "10.45");
/// assert!("10,45".parse::<Decimal>().is_err());
/// assert!("1e3".parse::<Decimal>().is_err());
/// # Ok::<(), switchhook_rating::ParseDecimalError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Decimal {
    // value = mantissa / 10^scale; no trailing zero in the mantissa unless the scale is 0, so derived equality holds.
    mantissa: i64,
    scale: u8,
}

impl Decimal {
    /// Zero.
    pub const ZERO: Self = Self {
        mantissa: 0,
        scale: 0,
    };
    /// The most digits that a number may have.
    pub const MAX_DIGITS: usize = 15;
    /// The most digits that may follow the point.
    pub const MAX_SCALE: usize = 9;

    /// Reads a number whose decimal mark is `mark`, for files written `10,45`.
    ///
    /// # Errors
    ///
    /// As for [`FromStr`], with `mark` in place of the point.
    pub fn parse_with_mark(text: &str, mark: char) -> Result<Self, ParseDecimalError> {
        if let Some(plain) = Self::parse_plain(text.as_bytes(), mark) {
            return Ok(plain);
        }
        let fail = |problem| ParseDecimalError {
            text: text.to_owned(),
            problem,
        };
        let (negative, unsigned) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (whole, fraction) = match unsigned.split_once(mark) {
            Some((_, "")) => return Err(fail(DecimalProblem::NoDigits)),
            Some(parts) => parts,
            None => (unsigned, ""),
        };
        if whole.is_empty() {
            return Err(fail(DecimalProblem::NoDigits));
        }
        if let Some(found) = whole
            .chars()
            .chain(fraction.chars())
            .find(|c| !c.is_ascii_digit())
        {
            return Err(fail(DecimalProblem::Character { found, mark }));
        }
        let fraction = fraction.trim_end_matches('0');
        let digits = whole.trim_start_matches('0').len() + fraction.len();
        if digits > Self::MAX_DIGITS || fraction.len() > Self::MAX_SCALE {
            return Err(fail(DecimalProblem::TooLong));
        }
        // Fifteen digits fit an i64 with room to spare, so neither step can overflow.
        let mantissa = whole
            .bytes()
            .chain(fraction.bytes())
            .fold(0i64, |value, digit| value * 10 + i64::from(digit - b'0'));
        let scale = u8::try_from(fraction.len()).map_err(|_| fail(DecimalProblem::TooLong))?;
        Ok(Self {
            mantissa: if negative { -mantissa } else { mantissa },
            scale,
        })
    }

    /// The ordinary case at once: digits, and perhaps a mark and at most nine more. `None` for everything else.
    fn parse_plain(text: &[u8], mark: char) -> Option<Self> {
        let mark = u8::try_from(mark).ok().filter(u8::is_ascii_punctuation)?;
        if text.len() > Self::MAX_DIGITS {
            return None;
        }
        let (mut mantissa, mut decimals) = (0i64, None);
        for (at, &byte) in text.iter().enumerate() {
            if byte.is_ascii_digit() {
                mantissa = mantissa * 10 + i64::from(byte - b'0');
            } else if byte == mark && at > 0 && decimals.is_none() {
                decimals = Some(text.len() - at - 1);
            } else {
                return None;
            }
        }
        let mut scale = match decimals {
            Some(0) => return None,
            Some(count) => u8::try_from(count)
                .ok()
                .filter(|&count| usize::from(count) <= Self::MAX_SCALE)?,
            None if text.is_empty() => return None,
            None => 0,
        };
        while scale > 0 && mantissa % 10 == 0 {
            (mantissa, scale) = (mantissa / 10, scale - 1);
        }
        Some(Self { mantissa, scale })
    }

    /// `mantissa / 10^scale`; `None` when it has more than 15 digits or 9 decimals.
    pub(crate) fn from_parts(mantissa: i128, scale: u8) -> Option<Self> {
        let (mut mantissa, mut scale) = (mantissa, scale);
        while scale > 0 && mantissa % 10 == 0 {
            (mantissa, scale) = (mantissa / 10, scale - 1);
        }
        let fits = mantissa.unsigned_abs() < 10u128.pow(Self::MAX_DIGITS as u32)
            && usize::from(scale) <= Self::MAX_SCALE;
        let mantissa = i64::try_from(mantissa).ok().filter(|_| fits)?;
        Some(Self { mantissa, scale })
    }

    /// The number without its point: 1045 for `10.45`.
    #[must_use]
    pub const fn mantissa(self) -> i64 {
        self.mantissa
    }

    /// How many digits follow the point.
    #[must_use]
    pub const fn scale(self) -> u8 {
        self.scale
    }

    /// Whether the number is 0.
    #[must_use]
    pub const fn is_zero(self) -> bool {
        self.mantissa == 0
    }

    /// Whether the number is below 0.
    #[must_use]
    pub const fn is_negative(self) -> bool {
        self.mantissa < 0
    }

    /// 10 to the power of the scale.
    pub(crate) fn divisor(self) -> i128 {
        10i128.pow(u32::from(self.scale))
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.mantissa < 0 { "-" } else { "" };
        let digits = self.mantissa.unsigned_abs();
        if self.scale == 0 {
            return write!(f, "{sign}{digits}");
        }
        let divisor = 10u64.pow(u32::from(self.scale));
        write!(
            f,
            "{sign}{}.{:0width$}",
            digits / divisor,
            digits % divisor,
            width = usize::from(self.scale)
        )
    }
}

impl fmt::Debug for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Decimal {
    type Err = ParseDecimalError;

    /// Reads `10`, `10.45` or `-0.5`: digits, and at most one point with digits on both sides.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse_with_mark(text, '.')
    }
}

/// Why a text is no decimal number.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{text:?} is not a number: {problem}")]
pub struct ParseDecimalError {
    /// The text as given.
    pub text: String,
    /// What is wrong with it.
    pub problem: DecimalProblem,
}

/// What is wrong with a text that should be a number.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DecimalProblem {
    /// Something other than a digit, or a second decimal mark.
    #[error("{found:?} does not belong there; write digits and at most one {mark:?}")]
    Character {
        /// The first character out of place.
        found: char,
        /// The decimal mark that was expected.
        mark: char,
    },
    /// Nothing before or after the decimal mark.
    #[error("digits are missing; write it like 0.5")]
    NoDigits,
    /// More digits than can be kept exactly.
    #[error("too many digits; at most 15, and 9 after the decimal mark")]
    TooLong,
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn numbers_are_read_exactly() {
        for (text, mantissa, scale, shown) in [
            ("0", 0, 0, "0"),
            ("-0", 0, 0, "0"),
            ("10.45", 1045, 2, "10.45"),
            ("9.450", 945, 2, "9.45"),
            ("007", 7, 0, "7"),
            ("-0.5", -5, 1, "-0.5"),
            ("0.000000001", 1, 9, "0.000000001"),
            ("999999999999999", 999_999_999_999_999, 0, "999999999999999"),
        ] {
            let number: Decimal = text.parse().unwrap();
            assert_eq!((number.mantissa(), number.scale()), (mantissa, scale), "{text}");
            assert_eq!(number.to_string(), shown);
        }
        assert_eq!(Decimal::parse_with_mark("10,45", ','), "10.45".parse());
    }

    #[test]
    fn what_is_no_number_is_refused_with_its_reason() {
        for (text, part) in [
            ("", "digits are missing"),
            ("-", "digits are missing"),
            (".5", "digits are missing"),
            ("5.", "digits are missing"),
            ("1O.45", "'O' does not belong"),
            ("1.2.3", "'.' does not belong"),
            ("+1", "'+' does not belong"),
            ("1e3", "'e' does not belong"),
            (" 1", "' ' does not belong"),
            ("68 `", "' ' does not belong"),
            ("\u{0663}", "does not belong"),
            ("1000000000000000", "too many digits"),
            ("0.0000000001", "too many digits"),
        ] {
            let error = text.parse::<Decimal>().unwrap_err().to_string();
            assert!(error.contains(part), "{text:?}: {error}");
        }
    }

    proptest! {
        #[test]
        fn a_number_survives_being_shown_and_read(mantissa in -999_999_999_999_999i64..=999_999_999_999_999, scale in 0u8..=9) {
            let text = {
                let divisor = 10u64.pow(u32::from(scale));
                let digits = mantissa.unsigned_abs();
                let sign = if mantissa < 0 { "-" } else { "" };
                match scale {
                    0 => format!("{sign}{digits}"),
                    _ => format!("{sign}{}.{:0width$}", digits / divisor, digits % divisor, width = usize::from(scale)),
                }
            };
            let number: Decimal = text.parse().unwrap();
            prop_assert_eq!(number.to_string().parse::<Decimal>().unwrap(), number);
            prop_assert_eq!(
                i128::from(number.mantissa()) * 10i128.pow(u32::from(scale)),
                i128::from(mantissa) * number.divisor()
            );
        }

        #[test]
        fn no_text_makes_the_reader_panic(text in ".*") {
            let _ = text.parse::<Decimal>();
        }
    }
}
