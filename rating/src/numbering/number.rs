//! A number as one integer: four bits a digit.

use std::fmt;

use super::NumberError;
use crate::Prefix;

/// The most digits that a dialled string may hold.
pub(super) const MAX_DIGITS: usize = 32;

/// Follows the last digit in [`Number::head`]. Without it `33` would be the same key as `330`, and match the prefix
/// `330`.
pub(super) const END: u64 = 10;

/// A number in the form that decks know. Made by [`Numbering::number`](super::Numbering::number); displays as
/// `+33123456789` or `872345`.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Number {
    pub(super) digits: Digits,
    pub(super) international: bool,
}

impl Number {
    /// Whether it belongs to another country.
    #[must_use]
    pub const fn is_international(self) -> bool {
        self.international
    }

    /// The digits as ASCII, without the `+`.
    pub fn digits(self) -> impl ExactSizeIterator<Item = u8> {
        (0..self.digits.len).map(move |at| b'0' + self.digits.at(at))
    }

    /// How many digits there are.
    #[must_use]
    pub const fn len(self) -> usize {
        self.digits.len as usize
    }

    /// Never: a number has a digit at least.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.digits.len == 0
    }

    /// Its first digits, at most [`Prefix::MAX_DIGITS`].
    pub(crate) const fn prefix(self, digits: u8) -> Prefix {
        Prefix::from_bits(self.international, self.digits.top(), digits)
    }

    /// Whether it begins with a prefix, which has to be in the form that numbers have.
    #[must_use]
    pub fn begins_with(self, prefix: Prefix) -> bool {
        // At most fifteen digits.
        self.begins(prefix.is_international(), prefix.bits(), prefix.len() as u8)
    }

    /// The first sixteen digits, four bits each, the first one highest; after the last an end mark and zeros.
    pub(crate) const fn head(self) -> u64 {
        head(self.digits.top(), self.digits.len)
    }

    /// Whether it begins with the digits of a key as [`Number::head`] makes it, `len` of them.
    pub(crate) const fn begins(self, international: bool, bits: u64, len: u8) -> bool {
        self.international == international
            && self.digits.len >= len
            && (len == 0 || (self.digits.top() ^ bits) >> (64 - 4 * len as u32) == 0)
    }
}

/// Puts the end mark behind `len` digits.
pub(crate) const fn head(bits: u64, len: u8) -> u64 {
    if len < 16 {
        bits | END << (60 - 4 * len as u32)
    } else {
        bits
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = [b'+'; MAX_DIGITS + 1];
        let mut end = usize::from(self.international);
        for digit in self.digits() {
            if let Some(place) = text.get_mut(end) {
                *place = digit;
                end += 1;
            }
        }
        f.pad(
            text.get(..end)
                .and_then(|text| str::from_utf8(text).ok())
                .unwrap_or_default(),
        )
    }
}

impl fmt::Debug for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// Up to 32 digits, the first one highest, zeros behind the last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub(super) struct Digits {
    pub(super) bits: u128,
    pub(super) len: u8,
}

impl Digits {
    pub(super) const EMPTY: Self = Self { bits: 0, len: 0 };

    pub(super) const fn len(self) -> usize {
        self.len as usize
    }

    /// The first sixteen.
    pub(super) const fn top(self) -> u64 {
        (self.bits >> 64) as u64
    }

    const fn at(self, at: u8) -> u8 {
        (self.bits >> (124 - 4 * at as u32)) as u8 & 15
    }

    /// Reads the digits of a setting; `None` when there are others, or too many.
    pub(super) fn from_text(text: &str) -> Option<Self> {
        let mut digits = Self::EMPTY;
        for byte in text.bytes() {
            digits.push(byte.is_ascii_digit().then(|| byte - b'0')?).ok()?;
        }
        Some(digits)
    }

    /// Adds a digit from 0 to 9 behind.
    pub(super) fn push(&mut self, digit: u8) -> Result<(), NumberError> {
        if usize::from(self.len) >= MAX_DIGITS {
            return Err(NumberError::TooLong);
        }
        self.bits |= u128::from(digit) << (124 - 4 * u32::from(self.len));
        self.len += 1;
        Ok(())
    }

    /// Whether these digits begin with those.
    pub(super) const fn begins(self, code: Self) -> bool {
        // A shift by all 128 bits is no shift in Rust, so nothing to compare is a case of its own.
        self.len >= code.len && (code.len == 0 || (self.bits ^ code.bits) >> (128 - 4 * code.len as u32) == 0)
    }

    /// Takes `code` off the front if it is there and at least `least` digits stay; whether it did.
    pub(super) fn strip(&mut self, code: Self, least: usize) -> bool {
        let found = code.len() + least <= self.len() && self.begins(code);
        if found {
            self.bits = self.bits.checked_shl(4 * u32::from(code.len)).unwrap_or(0);
            self.len -= code.len;
        }
        found
    }

    /// Puts `code` in front.
    pub(super) fn prepend(&mut self, code: Self) -> Result<(), NumberError> {
        if self.len() + code.len() > MAX_DIGITS {
            return Err(NumberError::TooLong);
        }
        self.bits = code.bits | self.bits.checked_shr(4 * u32::from(code.len)).unwrap_or(0);
        self.len += code.len;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_end_of_a_number_is_no_zero() {
        let head = |text: &str| {
            let number = Number {
                digits: Digits::from_text(text).unwrap(),
                international: false,
            };
            number.head()
        };
        assert_eq!(head("33"), 0x33A0_0000_0000_0000);
        assert_eq!(head("330"), 0x330A_0000_0000_0000);
        assert_eq!(head("1234567890123456"), 0x1234_5678_9012_3456);
        assert_eq!(head("12345678901234567"), 0x1234_5678_9012_3456);
    }

    proptest! {
        #[test]
        fn codes_come_off_and_go_on(text in "[0-9]{0,24}", code in "[0-9]{0,8}", other in "[0-9]{0,8}") {
            let digits = |text: &str| Digits::from_text(text).unwrap();
            let show = |digits| Number { digits, international: false }.to_string();
            let mut number = digits(&text);
            number.prepend(digits(&code)).unwrap();
            prop_assert_eq!(show(number), format!("{code}{text}"));
            prop_assert_eq!(number.begins(digits(&other)), format!("{code}{text}").starts_with(&other));
            prop_assert!(number.strip(digits(&code), 0));
            prop_assert_eq!(number, digits(&text));
            prop_assert!(!number.strip(digits(&text), 1), "one digit stays");
        }
    }
}
