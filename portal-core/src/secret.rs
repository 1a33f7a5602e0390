//! Values that must never be printed.

use std::fmt;

/// A secret: readable on purpose only, redacted in `Debug`.
///
/// ```
/// use switchhook_portal_core::Secret;
///
/// let secret = Secret::new("correct horse");
/// assert_eq!(format!("{secret:?}"), "Secret(…)");
/// assert_eq!(secret.expose(), "correct horse");
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// Marks a text as secret.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// A SIP secret of 26 letters and digits from 16 random bytes (128 bits), which the caller draws from a
    /// cryptographic generator.
    pub fn sip(random: [u8; 16]) -> Self {
        Self(base32(&random))
    }

    /// The text itself.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// Letters and digits that nobody confuses: no `l`, `o`, `0` or `1`.
const ALPHABET: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";

/// Five bits a character.
pub(crate) fn base32(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len() * 8 / 5 + 1);
    let (mut buffer, mut bits) = (0u32, 0);
    for &byte in bytes {
        buffer = buffer << 8 | u32::from(byte);
        bits += 8;
        while bits >= 5 {
            bits -= 5;
            text.push(char::from(ALPHABET[(buffer >> bits & 31) as usize]));
        }
        buffer &= (1 << bits) - 1;
    }
    if bits > 0 {
        text.push(char::from(ALPHABET[(buffer << (5 - bits) & 31) as usize]));
    }
    text
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_bit_of_the_random_bytes_counts() {
        let mut seen = BTreeSet::from([Secret::sip([0; 16]).expose().to_owned()]);
        for bit in 0..128 {
            let mut random = [0; 16];
            random[bit / 8] = 1 << (bit % 8);
            assert!(seen.insert(Secret::sip(random).expose().to_owned()), "bit {bit}");
        }
        assert!(seen.iter().all(|text| text.len() == 26));
    }
}
