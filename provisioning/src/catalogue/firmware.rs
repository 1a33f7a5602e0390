//! Versions of firmware.

use std::fmt;
use std::str::FromStr;

use crate::mac::shown;

/// A version of firmware, as devices tell it: `1.0.7.81`.
///
/// ```
/// use switchhook_provisioning::catalogue::Firmware;
/// let fixed: Firmware = "1.0.7.81".parse()?;
/// assert!("1.0.7.9".parse::<Firmware>()? < fixed, "by number, not by letter");
/// assert_eq!(fixed.to_string(), "1.0.7.81");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Firmware([u16; 4]);

impl Firmware {
    /// The version with these four numbers.
    #[must_use]
    pub const fn new(a: u16, b: u16, c: u16, d: u16) -> Self {
        Self([a, b, c, d])
    }
}

impl fmt::Display for Firmware {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [a, b, c, d] = self.0;
        write!(f, "{a}.{b}.{c}.{d}")
    }
}

/// A text that is no version of firmware.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{text:?} is no version of firmware; write two to four numbers with dots between, such as 1.0.7.81")]
pub struct ParseFirmwareError {
    /// What was given, shortened when long.
    pub text: String,
}

impl ParseFirmwareError {
    /// A code that does not change between releases.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        "E-FIRMWARE-VERSION"
    }
}

impl FromStr for Firmware {
    type Err = ParseFirmwareError;

    /// Two to four numbers; what is missing is 0.
    fn from_str(text: &str) -> Result<Self, ParseFirmwareError> {
        read(text).ok_or_else(|| ParseFirmwareError { text: shown(text) })
    }
}

fn read(text: &str) -> Option<Firmware> {
    let mut numbers = [0; 4];
    let mut count = 0;
    for part in text.split('.') {
        if part.is_empty() || !part.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        *numbers.get_mut(count)? = part.parse().ok()?;
        count += 1;
    }
    (count >= 2).then_some(Firmware(numbers))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_two_to_four_numbers() {
        for (text, expected) in [
            ("1.0.7.81", Some([1, 0, 7, 81])),
            ("1.1.0.31", Some([1, 1, 0, 31])),
            ("1.0.8", Some([1, 0, 8, 0])),
            ("2.1", Some([2, 1, 0, 0])),
            ("1", None),
            ("", None),
            ("1.0.0.0.1", None),
            ("1.0.x", None),
            ("1..2", None),
            ("1.+2", None),
            ("1.65536", None),
        ] {
            let read = text.parse::<Firmware>().ok();
            assert_eq!(read, expected.map(Firmware), "{text:?}");
        }
    }
}
