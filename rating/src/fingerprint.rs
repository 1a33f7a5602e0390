//! By what a stored price says which book made it.

use std::fmt;
use std::str::FromStr;

/// What tells one book from another: the first half of a SHA-256 over everything that its prices come from.
///
/// The same plans, decks, packages, rules and numbering give the same fingerprint, in every process, on every platform
/// and in every version of this crate that prices them in the same way; a book that differs in anything gives another
/// one. Names of files are no part of it. SHA-256, so that nobody can make a second tariff with the fingerprint of the
/// first; half of it, since 32 digits are enough in a column. Parses and displays as hexadecimal digits.
///
/// ```
/// use switchhook_rating::Fingerprint;
/// let fingerprint: Fingerprint = "00112233445566778899aabbccddeeff".parse()?;
/// assert_eq!(fingerprint.bytes()[1], 0x11);
/// assert_eq!(fingerprint.to_string(), "00112233445566778899aabbccddeeff");
/// # Ok::<(), switchhook_rating::ParseFingerprintError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fingerprint([u8; 16]);

impl Fingerprint {
    /// From bytes that were stored.
    #[must_use]
    pub const fn new(bytes: [u8; 16]) -> Self {
        Self(bytes)
    }

    /// The bytes.
    #[must_use]
    pub const fn bytes(&self) -> &[u8; 16] {
        &self.0
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}", u128::from_be_bytes(self.0))
    }
}

impl fmt::Debug for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Fingerprint {
    type Err = ParseFingerprintError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let digits = text.len() == 32 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
        u128::from_str_radix(text, 16)
            .ok()
            .filter(|_| digits)
            .map(|number| Self(number.to_be_bytes()))
            .ok_or_else(|| ParseFingerprintError {
                text: text.to_owned(),
            })
    }
}

/// A text that is no fingerprint.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{text:?} is no fingerprint of a book; it has 32 hexadecimal digits")]
pub struct ParseFingerprintError {
    /// The text as given.
    pub text: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_fingerprint_is_refused() {
        for text in [
            "",
            "0",
            "+0112233445566778899aabbccddeeff",
            "g0112233445566778899aabbccddeeff",
        ] {
            let error = text.parse::<Fingerprint>().unwrap_err();
            assert!(error.to_string().contains("32 hexadecimal digits"), "{text:?}");
        }
    }
}
