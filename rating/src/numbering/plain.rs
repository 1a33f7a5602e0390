//! Numbers of at most fifteen digits, which nearly all are: one register, and several times as fast.

use crate::Prefix;

use super::number::{Digits, END, Number};
use super::{Code, NumberError};

/// Digits while codes are taken off them and put in front.
pub(super) trait Run: Copy {
    fn len(self) -> usize;

    fn begins(self, code: &Code) -> bool;

    /// See [`Digits::strip`].
    fn strip(&mut self, code: &Code, least: usize) -> bool;

    /// See [`Digits::prepend`].
    fn prepend(&mut self, code: &Code) -> Result<(), NumberError>;
}

impl Run for Digits {
    fn len(self) -> usize {
        self.len()
    }

    fn begins(self, code: &Code) -> bool {
        self.begins(code.digits)
    }

    fn strip(&mut self, code: &Code, least: usize) -> bool {
        self.strip(code.digits, least)
    }

    fn prepend(&mut self, code: &Code) -> Result<(), NumberError> {
        self.prepend(code.digits)
    }
}

/// A number of one to fifteen digits.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Plain {
    // See `Number::head`.
    head: u64,
    len: u32,
    pub(super) international: bool,
}

/// A code as numbers are compared with it: those begin with it that have its bits under its mask. A number that is
/// shorter has its end mark there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Key {
    bits: u64,
    mask: u64,
    len: u32,
}

impl Key {
    pub(super) fn new(digits: Digits) -> Self {
        let len = digits.len() as u32;
        if len > Prefix::MAX_DIGITS as u32 {
            // No number of fifteen digits begins so: none has these bits.
            return Self {
                bits: u64::MAX,
                mask: u64::MAX,
                len,
            };
        }
        Self {
            bits: digits.top(),
            mask: !(u64::MAX >> (4 * len)),
            len,
        }
    }
}

impl Plain {
    /// Reads one to fifteen digits and nothing else.
    #[inline]
    pub(super) fn pack(text: &[u8]) -> Option<Self> {
        let len = text.len();
        let bits = if len <= Prefix::MAX_DIGITS {
            pack(text)?
        } else {
            return None;
        };
        Some(Self {
            head: bits | END << (60 - 4 * len),
            len: len as u32,
            international: false,
        })
    }

    /// The number in full.
    #[inline]
    pub(crate) fn number(self) -> Number {
        let bits = self.head ^ END << (60 - 4 * self.len);
        Number {
            digits: Digits {
                bits: u128::from(bits) << 64,
                len: self.len as u8,
            },
            international: self.international,
        }
    }

    /// See [`Number::is_international`].
    pub(crate) const fn is_international(self) -> bool {
        self.international
    }

    /// See [`Number::head`].
    pub(crate) const fn head(self) -> u64 {
        self.head
    }

    /// See [`Number::len`].
    pub(crate) const fn len(self) -> usize {
        self.len as usize
    }
}

impl Run for Plain {
    #[inline]
    fn len(self) -> usize {
        self.len as usize
    }

    #[inline]
    fn begins(self, Code { key, .. }: &Code) -> bool {
        (self.head ^ key.bits) & key.mask == 0
    }

    #[inline]
    fn strip(&mut self, code: &Code, least: usize) -> bool {
        let len = code.key.len;
        let found = self.begins(code) && len + least as u32 <= self.len;
        if found {
            self.head <<= 4 * len;
            self.len -= len;
        }
        found
    }

    #[inline]
    fn prepend(&mut self, Code { key, .. }: &Code) -> Result<(), NumberError> {
        if self.len + key.len > Prefix::MAX_DIGITS as u32 {
            return Err(NumberError::TooLong);
        }
        self.head = key.bits | self.head >> (4 * key.len);
        self.len += key.len;
        Ok(())
    }
}

/// Packs one to sixteen digits, eight bytes at a time; `None` for anything else.
#[inline(always)]
fn pack(text: &[u8]) -> Option<u64> {
    let len = text.len();
    if (9..=16).contains(&len) {
        // The last eight bytes overlap the first eight; shifting drops what is there twice.
        let (first, last) = (text.first_chunk()?, text.last_chunk()?);
        let (first, last) = (
            u64::from_be_bytes(*first) ^ ZEROS,
            u64::from_be_bytes(*last) ^ ZEROS,
        );
        ((misfits(first) | misfits(last)) == 0)
            .then(|| squeeze(first) << 32 | squeeze(last) << (4 * (16 - len)))
    } else if (4..=8).contains(&len) {
        let (first, last) = (text.first_chunk()?, text.last_chunk()?);
        let first = u64::from(u32::from_be_bytes(*first)) << 32;
        // The same overlap, in bytes; with exactly four nothing is left of the second half but zeros to fill up.
        let last = (u64::from(u32::from_be_bytes(*last)) << (8 * (8 - len))) & 0xFFFF_FFFF;
        let missing = ZEROS.checked_shr(8 * len as u32).unwrap_or(0);
        let digits = (first | last | missing) ^ ZEROS;
        (misfits(digits) == 0).then(|| squeeze(digits) << 32)
    } else {
        if len == 0 || len > 16 {
            return None;
        }
        text.iter().zip(0u32..).try_fold(0u64, |bits, (byte, at)| {
            byte.is_ascii_digit()
                .then(|| bits | u64::from(byte - b'0') << (60 - 4 * at))
        })
    }
}

/// Eight times the character `0`.
const ZEROS: u64 = 0x3030_3030_3030_3030;

/// Zero if all of eight bytes are digits: the characters `0` to `9` less those of [`ZEROS`].
const fn misfits(digits: u64) -> u64 {
    // Adding 6 to more than 9 carries into the high half of a byte. A byte that was no digit has something there already,
    // or a carry from it spoils its neighbour: none is taken in any case.
    (digits | digits.wrapping_add(0x0606_0606_0606_0606)) & 0xF0F0_F0F0_F0F0_F0F0
}

/// Eight digits of a byte each, the first one highest, to four bits each.
const fn squeeze(digits: u64) -> u64 {
    let pairs = (digits | digits >> 4) & 0x00FF_00FF_00FF_00FF;
    let fours = (pairs | pairs >> 8) & 0x0000_FFFF_0000_FFFF;
    (fours | fours >> 16) & 0xFFFF_FFFF
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// A digit at a time.
    fn plainly(text: &str) -> Option<u64> {
        let fits = (1..=16).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
        fits.then(|| u64::from_str_radix(&format!("{text:0<16}"), 16).unwrap())
    }

    #[test]
    fn every_length_is_packed() {
        for len in 0..=18 {
            let text = &"987654321012345678"[..len];
            assert_eq!(pack(text.as_bytes()), plainly(text), "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn packing_is_reading_one_by_one(text in "[0-9]{0,18}|[0-9]{0,8}[ -~\u{80}-\u{ff}][0-9]{0,8}") {
            prop_assert_eq!(pack(text.as_bytes()), plainly(&text));
        }

        #[test]
        fn any_bytes_are_digits_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..20)) {
            let plain = String::from_utf8(bytes.clone()).ok().and_then(|text| plainly(&text));
            prop_assert_eq!(pack(&bytes), plain);
        }

        #[test]
        fn codes_come_off_and_go_on_as_with_longer_numbers(
            text in "[0-9]{1,15}", code in "[0-9]{0,17}", other in "[0-9]{0,8}", least in 0usize..2,
        ) {
            let mut plain = Plain::pack(text.as_bytes()).unwrap();
            let mut digits = Digits::from_text(&text).unwrap();
            let number = |digits| Number { digits, international: false };
            for (code, strips) in [(&code, true), (&text, true), (&other, false)] {
                let code = Code::new(code);
                prop_assert_eq!(plain.begins(&code), digits.begins(code.digits));
                if strips {
                    prop_assert_eq!(plain.strip(&code, least), digits.strip(code.digits, least));
                } else {
                    // What grows too long is no plain number any more.
                    let fits = digits.len() + code.digits.len() <= Prefix::MAX_DIGITS;
                    prop_assert_eq!(plain.prepend(&code).is_ok(), fits);
                    if fits {
                        digits.prepend(code.digits).unwrap();
                    }
                }
                prop_assert_eq!(plain.number(), number(digits));
                prop_assert_eq!((plain.head(), plain.len()), (number(digits).head(), digits.len()));
            }
        }
    }
}
