//! The hardware address of a phone.

use std::fmt;
use std::str::FromStr;

/// The hardware address of a phone, as printed on its label.
///
/// Reads what labels, phones, switches and people write: `000b82aabbcc`, `00:0B:82:AA:BB:CC`, `00-0b-82-aa-bb-cc` and
/// `000b.82aa.bbcc`. Shows lower-case hex with colons; `{:x}` gives the twelve digits of a file name.
///
/// ```
/// use switchhook_provisioning::MacAddr;
/// let mac: MacAddr = "00-0B-82-AA-BB-CC".parse()?;
/// assert_eq!(mac.to_string(), "00:0b:82:aa:bb:cc");
/// assert_eq!(format!("cfg{mac:x}.xml"), "cfg000b82aabbcc.xml");
/// assert_eq!(format!("{mac:?}"), "MacAddr(00:0b:82:aa:bb:cc)");
///
/// let error = "00:0b:82:aa:bb".parse::<MacAddr>().unwrap_err();
/// assert_eq!(error.to_string(), "\"00:0b:82:aa:bb\" has 10 hexadecimal digits; a MAC address has 12, such as 00:0b:82:aa:bb:cc");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MacAddr([u8; 6]);

impl MacAddr {
    /// An address from its six bytes.
    #[must_use]
    pub const fn new(bytes: [u8; 6]) -> Self {
        Self(bytes)
    }

    /// The six bytes, first printed first.
    #[must_use]
    pub const fn octets(self) -> [u8; 6] {
        self.0
    }

    /// The first three bytes: who made the device.
    #[must_use]
    pub const fn vendor_prefix(self) -> [u8; 3] {
        [self.0[0], self.0[1], self.0[2]]
    }

    /// Whether one device can have this address: neither all zeros nor a group's.
    #[must_use]
    pub const fn is_of_one_device(self) -> bool {
        self.0[0] & 1 == 0
            && u64::from_be_bytes([
                0, 0, self.0[0], self.0[1], self.0[2], self.0[3], self.0[4], self.0[5],
            ]) != 0
    }
}

/// Why a text is no MAC address.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ParseMacError {
    /// Too few or too many digits.
    #[error("{text:?} has {digits} hexadecimal digits; a MAC address has 12, such as 00:0b:82:aa:bb:cc")]
    Length {
        /// What was given, shortened when long.
        text: String,
        /// How many digits it has.
        digits: usize,
    },
    /// Something that is neither a digit nor a separator.
    #[error(
        "{text:?}: {found:?} is no hexadecimal digit; write the address as on the label, such as 00:0b:82:aa:bb:cc"
    )]
    Digit {
        /// What was given, shortened when long.
        text: String,
        /// The character that does not belong.
        found: char,
    },
    /// Separators that are mixed, or do not stand after every two (or four) digits.
    #[error(
        "{text:?}: the separators do not fit; write 000b82aabbcc, 00:0b:82:aa:bb:cc, 00-0b-82-aa-bb-cc or 000b.82aa.bbcc"
    )]
    Separators {
        /// What was given, shortened when long.
        text: String,
    },
}

impl ParseMacError {
    /// A code that does not change between releases.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Length { .. } => "E-MAC-LENGTH",
            Self::Digit { .. } => "E-MAC-DIGIT",
            Self::Separators { .. } => "E-MAC-SEPARATORS",
        }
    }
}

impl FromStr for MacAddr {
    type Err = ParseMacError;

    fn from_str(given: &str) -> Result<Self, ParseMacError> {
        let text = given.trim();
        let mut bytes = [0u8; 6];
        let mut digits = 0usize;
        let mut separators = Vec::new();
        for found in text.chars() {
            if let Some(value) = found.to_digit(16) {
                if let Some(byte) = bytes.get_mut(digits / 2) {
                    *byte = *byte << 4 | value as u8;
                }
                digits += 1;
            } else if matches!(found, ':' | '-' | '.') {
                separators.push((digits, found));
            } else {
                return Err(ParseMacError::Digit {
                    text: shown(text),
                    found,
                });
            }
        }
        if digits != 12 {
            return Err(ParseMacError::Length {
                text: shown(text),
                digits,
            });
        }
        let every = |step: usize, allowed: &[char]| {
            let first = separators.first().map(|&(_, found)| found);
            first.is_some_and(|first| allowed.contains(&first))
                && separators.len() == 12 / step - 1
                && separators
                    .iter()
                    .enumerate()
                    .all(|(index, &(after, found))| after == (index + 1) * step && Some(found) == first)
        };
        if separators.is_empty() || every(2, &[':', '-']) || every(4, &['.']) {
            Ok(Self(bytes))
        } else {
            Err(ParseMacError::Separators { text: shown(text) })
        }
    }
}

impl fmt::Display for MacAddr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [a, b, c, d, e, g] = self.0;
        write!(f, "{a:02x}:{b:02x}:{c:02x}:{d:02x}:{e:02x}:{g:02x}")
    }
}

/// As shown, since nobody knows a phone by decimal bytes.
impl fmt::Debug for MacAddr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "MacAddr({self})")
    }
}

impl fmt::LowerHex for MacAddr {
    /// Twelve lower-case digits, as in the names of configuration files.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

/// Enough of an outsider's text to recognise it by.
pub(crate) fn shown(text: &str) -> String {
    const LONGEST: usize = 60;
    match text.char_indices().nth(LONGEST) {
        None => text.to_owned(),
        Some((end, _)) => format!("{}…", &text[..end]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_usual_shapes_are_the_same_address() {
        for text in [
            "000b82aabbcc",
            "000B82AABBCC",
            "00:0b:82:aa:bb:cc",
            "00:0B:82:AA:BB:CC",
            "00-0b-82-aa-bb-cc",
            "000b.82aa.bbcc",
            "  000b82aabbcc\n",
        ] {
            assert_eq!(
                text.parse(),
                Ok(MacAddr::new([0, 0x0b, 0x82, 0xaa, 0xbb, 0xcc])),
                "{text:?}"
            );
        }
    }

    #[test]
    fn what_is_no_address_is_told_apart() {
        for (text, code) in [
            ("", "E-MAC-LENGTH"),
            ("000b82aabbc", "E-MAC-LENGTH"),
            ("000b82aabbcc00", "E-MAC-LENGTH"),
            ("000b82aabbcg", "E-MAC-DIGIT"),
            ("10.0.0.17/24", "E-MAC-DIGIT"),
            ("00 0b 82 aa bb cc", "E-MAC-DIGIT"),
            ("00:0b-82:aa:bb:cc", "E-MAC-SEPARATORS"),
            ("000b:82aa:bbcc", "E-MAC-SEPARATORS"),
            ("000b82:aabbcc", "E-MAC-SEPARATORS"),
            (":00:0b:82:aa:bb:cc", "E-MAC-SEPARATORS"),
            ("00.0b.82.aa.bb.cc", "E-MAC-SEPARATORS"),
        ] {
            assert_eq!(
                text.parse::<MacAddr>().map_err(|error| error.code()),
                Err(code),
                "{text:?}"
            );
        }
    }

    #[test]
    fn a_long_text_is_not_repeated_in_full() {
        let error = "z".repeat(10_000).parse::<MacAddr>().unwrap_err();
        assert!(error.to_string().len() < 300, "{error}");
    }

    #[test]
    fn groups_and_nobody_are_no_single_device() {
        for (text, single) in [
            ("c074ad000001", true),
            ("000000000000", false),
            ("ffffffffffff", false),
            ("01005e000001", false),
        ] {
            assert_eq!(
                text.parse::<MacAddr>().unwrap().is_of_one_device(),
                single,
                "{text}"
            );
        }
    }

    proptest! {
        #[test]
        fn what_is_shown_reads_back(bytes: [u8; 6]) {
            let mac = MacAddr::new(bytes);
            prop_assert_eq!(mac.to_string().parse(), Ok(mac));
            prop_assert_eq!(format!("{mac:x}").parse(), Ok(mac));
        }

        #[test]
        fn no_text_is_too_strange(text: String) {
            let _ = text.parse::<MacAddr>();
        }
    }
}
