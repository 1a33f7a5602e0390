use std::fmt;
use std::str::FromStr;

use crate::DialString;

/// A number of the public network, whole: country code and national number, 4 to 15 digits, never with a leading 0
/// (ITU-T E.164).
///
/// ```
/// use switchhook_portal_core::numbering::E164;
///
/// let number: E164 = "+689 87 72 12 34".parse()?;
/// assert_eq!(number.to_string(), "+68987721234");
/// assert!("0687721234".parse::<E164>().is_err(), "which country?");
/// # Ok::<(), switchhook_portal_core::numbering::ParseE164Error>(())
/// ```
// Fifteen digits are exact in a u64.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct E164(u64);

impl E164 {
    /// The fewest digits.
    pub const MIN: usize = 4;
    /// The most digits.
    pub const MAX: usize = 15;

    /// The digits, without the `+`.
    pub fn digits(self) -> String {
        self.0.to_string()
    }

    /// Out of digits without a `+`.
    pub(super) fn of_digits(digits: &str) -> Result<Self, ParseE164Error> {
        if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(ParseE164Error::NotDigits);
        }
        if !(Self::MIN..=Self::MAX).contains(&digits.len()) {
            return Err(ParseE164Error::Length { digits: digits.len() });
        }
        if digits.starts_with('0') {
            return Err(ParseE164Error::LeadingZero);
        }
        digits.parse().map(Self).map_err(|_| ParseE164Error::NotDigits)
    }
}

impl FromStr for E164 {
    type Err = ParseE164Error;

    fn from_str(text: &str) -> Result<Self, ParseE164Error> {
        let number = text
            .parse::<DialString>()
            .map_err(|_| ParseE164Error::NotDigits)?;
        let digits = number.as_str().strip_prefix('+').ok_or(ParseE164Error::NoPlus)?;
        Self::of_digits(digits)
    }
}

impl fmt::Display for E164 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "+{}", self.0)
    }
}

/// Why a text is no number of the public network.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ParseE164Error {
    /// Nothing says which country.
    #[error("the number does not begin with +; write it with its country code")]
    NoPlus,
    /// Something that is no digit.
    #[error("the number holds something that is no digit; write + and digits")]
    NotDigits,
    /// Too few or too many.
    #[error("the number has {digits} digits; one of the public network has 4 to 15")]
    Length {
        /// How many there are.
        digits: usize,
    },
    /// No country's code begins so.
    #[error("no country code begins with 0; leave the 0 out")]
    LeadingZero,
}
