//! An exact amount between two steps.

use std::fmt;
use std::str::FromStr;

/// An exact number: what a step of an explanation counts with, before anything is rounded.
///
/// Always in lowest terms. Displays as a decimal where that is exact within nine places, and as a fraction otherwise:
/// `177.65`, `125/6`. Both are read back, and both are how it stands in JSON.
///
/// ```
/// use switchhook_rating::explain::Fraction;
/// assert_eq!(Fraction::new(17_765, 100).unwrap().to_string(), "177.65");
/// assert_eq!(Fraction::new(250, 12).unwrap().to_string(), "125/6");
/// assert_eq!("125/6".parse(), Ok(Fraction::new(250, 12).unwrap()));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Fraction {
    numerator: i128,
    denominator: i128,
}

impl Fraction {
    /// Nothing.
    pub const ZERO: Self = Self::whole(0);
    /// One.
    pub const ONE: Self = Self::whole(1);

    /// A whole number.
    #[must_use]
    pub const fn whole(number: i128) -> Self {
        Self {
            numerator: number,
            denominator: 1,
        }
    }

    /// A fraction in lowest terms; `None` unless the denominator is above zero.
    #[must_use]
    pub fn new(numerator: i128, denominator: i128) -> Option<Self> {
        if denominator <= 0 {
            return None;
        }
        let divisor = gcd(numerator.unsigned_abs(), denominator.unsigned_abs());
        // The divisor is at most the denominator, so it fits.
        let divisor = i128::try_from(divisor).ok()?;
        Some(Self {
            numerator: numerator / divisor,
            denominator: denominator / divisor,
        })
    }

    /// The number above the line.
    #[must_use]
    pub const fn numerator(self) -> i128 {
        self.numerator
    }

    /// The number below the line, above zero.
    #[must_use]
    pub const fn denominator(self) -> i128 {
        self.denominator
    }

    /// Whether it is nothing.
    #[must_use]
    pub const fn is_zero(self) -> bool {
        self.numerator == 0
    }

    /// The decimal text, if it is exact within `places` places.
    #[must_use]
    pub fn decimal(self, places: u32) -> Option<String> {
        let (mut rest, mut fraction) = (self.numerator.unsigned_abs(), String::new());
        let denominator = self.denominator.unsigned_abs();
        let whole = rest / denominator;
        rest %= denominator;
        while rest != 0 {
            if fraction.len() >= places as usize {
                return None;
            }
            rest = rest.checked_mul(10)?;
            fraction.push(char::from(b'0' + u8::try_from(rest / denominator).ok()?));
            rest %= denominator;
        }
        let sign = if self.numerator < 0 { "-" } else { "" };
        Some(match fraction.as_str() {
            "" => format!("{sign}{whole}"),
            fraction => format!("{sign}{whole}.{fraction}"),
        })
    }

    /// The decimal text cut off after `places` places: what people see of a number that no decimal shows whole.
    #[must_use]
    pub fn cut(self, places: u32) -> String {
        if let Some(exact) = self.decimal(places) {
            return exact;
        }
        let sign = if self.numerator < 0 { "-" } else { "" };
        let (denominator, number) = (self.denominator.unsigned_abs(), self.numerator.unsigned_abs());
        let (whole, mut rest) = (number / denominator, number % denominator);
        let mut fraction = String::new();
        for _ in 0..places {
            // Denominators near the end of 128 bits do not occur in prices; such a number shows fewer places.
            let Some(next) = rest.checked_mul(10) else { break };
            fraction.push(u8::try_from(next / denominator).map_or('0', |digit| char::from(b'0' + digit)));
            rest = next % denominator;
        }
        format!("{sign}{whole}.{fraction}")
    }
}

impl fmt::Display for Fraction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.decimal(9) {
            Some(decimal) => f.pad(&decimal),
            None => f.pad(&format!("{}/{}", self.numerator, self.denominator)),
        }
    }
}

impl FromStr for Fraction {
    type Err = ParseFractionError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let fail = || ParseFractionError {
            text: text.chars().take(80).collect(),
        };
        let digits = |part: &str| -> Option<i128> {
            let bare = part.strip_prefix('-').unwrap_or(part);
            if bare.is_empty() || !bare.bytes().all(|byte| byte.is_ascii_digit()) {
                return None;
            }
            part.parse().ok()
        };
        if let Some((above, below)) = text.split_once('/') {
            let fraction = digits(above)
                .zip(digits(below))
                .and_then(|(above, below)| Self::new(above, below));
            return fraction.ok_or_else(fail);
        }
        let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
        if text.ends_with('.') || decimals.len() > 30 || decimals.starts_with('-') {
            return Err(fail());
        }
        let below = 10i128.pow(u32::try_from(decimals.len()).map_err(|_| fail())?);
        digits(&format!("{whole}{decimals}"))
            .filter(|_| digits(whole).is_some())
            .and_then(|above| Self::new(above, below))
            .ok_or_else(fail)
    }
}

/// A text that is no exact number.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{text:?} is not an exact number; write it like 177.65 or 125/6")]
pub struct ParseFractionError {
    /// The text as given, its first 80 characters.
    pub text: String,
}

#[cfg(feature = "serde")]
impl serde::Serialize for Fraction {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(feature = "serde")]
impl<'de> serde::Deserialize<'de> for Fraction {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

fn gcd(mut a: u128, mut b: u128) -> u128 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a.max(1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_fraction_shows_as_a_decimal_where_one_is_exact() {
        for (above, below, shown, cut) in [
            (0, 7, "0", "0"),
            (1, 8, "0.125", "0.125"),
            (-1, 8, "-0.125", "-0.125"),
            (125, 6, "125/6", "20.833333"),
            (-1, 3, "-1/3", "-0.333333"),
            (3, 2_000_000_000, "3/2000000000", "0.000000"),
            (1_000_000, 1, "1000000", "1000000"),
        ] {
            let fraction = Fraction::new(above, below).unwrap();
            assert_eq!(
                (fraction.to_string().as_str(), fraction.cut(6).as_str()),
                (shown, cut)
            );
        }
        assert_eq!(Fraction::new(1, 0), None);
        assert_eq!(Fraction::new(1, -2), None);
    }

    #[test]
    fn what_is_no_exact_number_is_refused() {
        for text in [
            "", "-", ".5", "1.", "1.-5", "1/0", "1/-2", "a", "1e3", "1/2/3", " 1", "+1", "0x10",
        ] {
            assert!(text.parse::<Fraction>().is_err(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn a_fraction_survives_being_shown_and_read(above: i64, below in 1i64..i64::MAX) {
            let fraction = Fraction::new(above.into(), below.into()).unwrap();
            prop_assert_eq!(fraction.to_string().parse(), Ok(fraction));
        }

        #[test]
        fn no_text_makes_the_reader_panic(text in ".*") {
            let _ = text.parse::<Fraction>();
        }
    }
}
