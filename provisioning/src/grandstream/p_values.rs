//! Numbered values: what a Grandstream phone is configured with.

use std::fmt;
use std::ops::Range;
use std::str::FromStr;

use crate::mac::shown;

/// The number of a value: `P47` is the SIP server of account 1.
///
/// ```
/// use switchhook_provisioning::grandstream::PNumber;
/// let registrar: PNumber = "P47".parse()?;
/// assert_eq!(registrar, PNumber::new(47));
/// assert_eq!(registrar.to_string(), "P47");
/// assert!("P047".parse::<PNumber>().is_err());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PNumber(u32);

impl PNumber {
    /// The value with this number. Phones have no `P0`, and a file with it is not read back.
    #[must_use]
    pub const fn new(number: u32) -> Self {
        Self(number)
    }

    /// The number without its `P`.
    #[must_use]
    pub const fn get(self) -> u32 {
        self.0
    }

    /// Its digits, written into a piece of memory that is used again.
    pub(crate) fn digits(self, room: &mut [u8; 10]) -> &str {
        let (mut at, mut rest) = (room.len(), self.0);
        loop {
            at -= 1;
            room[at] = b'0' + (rest % 10) as u8;
            rest /= 10;
            if rest == 0 {
                break;
            }
        }
        // Digits are text.
        std::str::from_utf8(&room[at..]).unwrap_or_default()
    }
}

impl fmt::Display for PNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "P{}", self.0)
    }
}

/// A text that is no number of a value.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{text:?} is no number of a value; write P and the digits, such as P47")]
pub struct ParsePNumberError {
    /// What was given, shortened when long.
    pub text: String,
}

impl ParsePNumberError {
    /// A code that does not change between releases.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        "E-PVALUE-NUMBER"
    }
}

impl FromStr for PNumber {
    type Err = ParsePNumberError;

    fn from_str(text: &str) -> Result<Self, ParsePNumberError> {
        text.strip_prefix('P')
            // One spelling for each number, so that no value can hide behind a second one.
            .filter(|digits| !digits.starts_with(['0', '+']))
            .and_then(|digits| digits.parse().ok())
            .map(Self)
            .ok_or_else(|| ParsePNumberError { text: shown(text) })
    }
}

/// Values by their numbers, in an order of their own.
///
/// A value that is not there stays on the phone as it is; an empty one clears it. The order is kept, since the oldest
/// phones read their file in order; no number stands twice. A value is text that both file forms can carry: control
/// characters are refused, except the line feed and tab that certificates contain.
///
/// `Debug` shows the numbers and never the values: among them are passwords.
///
/// ```
/// use switchhook_provisioning::grandstream::{PNumber, PValues};
/// let mut values = PValues::new();
/// values.set(PNumber::new(47), "pbx.example.net")?;
/// values.set(PNumber::new(34), "a secret")?;
/// assert_eq!(values.get(PNumber::new(47)), Some("pbx.example.net"));
/// assert_eq!(format!("{values:?}"), "PValues(P47, P34)");
///
/// let error = values.set(PNumber::new(270), "Desk\u{0}12").unwrap_err();
/// assert_eq!(error.to_string(), "P270: character 5 is U+0000, which no configuration file can carry; take it out");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Default, PartialEq, Eq)]
pub struct PValues {
    /// Each number, and where its text ends.
    list: Vec<(PNumber, usize)>,
    /// All texts in that order, without anything between them: one piece of memory for a whole file.
    texts: String,
}

impl PValues {
    /// No values yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets a value: in its place if the number is there already, else at the end.
    ///
    /// # Errors
    ///
    /// When the text has a character that the files cannot carry.
    pub fn set(&mut self, number: PNumber, text: impl Into<String>) -> Result<(), PValueError> {
        let text = text.into();
        check(number, &text)?;
        match self.list.iter().position(|(there, _)| *there == number) {
            Some(index) => {
                let old = self.place(index);
                for (_, end) in &mut self.list[index..] {
                    *end = *end - old.len() + text.len();
                }
                self.texts.replace_range(old, &text);
            }
            None => self.push_checked(number, &text),
        }
        Ok(())
    }

    /// The value with this number.
    #[must_use]
    pub fn get(&self, number: PNumber) -> Option<&str> {
        let index = self.list.iter().position(|(there, _)| *there == number)?;
        Some(&self.texts[self.place(index)])
    }

    /// Where a text stands.
    fn place(&self, index: usize) -> Range<usize> {
        let before = index.checked_sub(1).map_or(0, |before| self.list[before].1);
        before..self.list[index].1
    }

    /// All of them, in their order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (PNumber, &str)> {
        let mut start = 0;
        self.list.iter().map(move |(number, end)| {
            let text = &self.texts[start..*end];
            start = *end;
            (*number, text)
        })
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// Adds a value whose number the caller knows to be new and whose text was checked.
    pub(crate) fn push_checked(&mut self, number: PNumber, text: &str) {
        self.texts.push_str(text);
        self.list.push((number, self.texts.len()));
    }

    /// With room for so many values, and bytes of texts.
    pub(crate) fn with_capacity(values: usize, bytes: usize) -> Self {
        Self {
            list: Vec::with_capacity(values),
            texts: String::with_capacity(bytes),
        }
    }

    /// How many bytes the texts have together.
    pub(crate) fn text_bytes(&self) -> usize {
        self.texts.len()
    }
}

impl fmt::Debug for PValues {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PValues(")?;
        for (index, (number, _)) in self.list.iter().enumerate() {
            let comma = if index == 0 { "" } else { ", " };
            write!(f, "{comma}{number}")?;
        }
        f.write_str(")")
    }
}

/// Why a text cannot be a value. It never repeats the text, which may be a password.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "{number}: character {position} is U+{:04X}, which no configuration file can carry; take it out",
    u32::from(*found)
)]
pub struct PValueError {
    /// Which value.
    pub number: PNumber,
    /// Which character of it, from 1.
    pub position: usize,
    /// The character.
    pub found: char,
}

impl PValueError {
    /// A code that does not change between releases.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        "E-CHAR-FORBIDDEN"
    }
}

/// Whether both file forms carry the text unchanged.
pub(crate) fn check(number: PNumber, text: &str) -> Result<(), PValueError> {
    match text
        .chars()
        .enumerate()
        .find(|(_, found)| !may_stand_in_a_file(*found))
    {
        None => Ok(()),
        Some((index, found)) => Err(PValueError {
            number,
            position: index + 1,
            found,
        }),
    }
}

/// XML 1.0 forbids the control characters and the two non-characters; a carriage return would come back as a line feed.
pub(crate) fn may_stand_in_a_file(found: char) -> bool {
    match found {
        '\n' | '\t' => true,
        '\u{fffe}' | '\u{ffff}' => false,
        _ => !found.is_control(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_has_one_spelling() {
        for (text, number) in [
            ("P2", Some(2)),
            ("P50601", Some(50601)),
            ("p2", None),
            ("P", None),
            ("P0", None),
            ("P02", None),
            ("P+2", None),
            ("P-1", None),
            ("P2 ", None),
            ("2", None),
            ("P4294967296", None),
            ("gnkey", None),
        ] {
            let parsed = text.parse::<PNumber>().ok().map(PNumber::get);
            assert_eq!(parsed, number, "{text:?}");
        }
    }

    #[test]
    fn control_characters_are_refused_and_certificates_are_not() {
        let mut values = PValues::new();
        let number = PNumber::new(1);
        for found in ['\0', '\r', '\u{1b}', '\u{7f}', '\u{85}', '\u{fffe}'] {
            let error = values.set(number, format!("ab{found}")).unwrap_err();
            assert_eq!((error.position, error.found), (3, found));
        }
        assert!(values.is_empty());
        let pem = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n";
        values.set(number, pem).unwrap();
        assert_eq!(values.get(number), Some(pem));
    }

    #[test]
    fn digits_are_those_that_are_displayed() {
        for number in [0, 1, 9, 10, 47, 26_015, u32::MAX] {
            let number = PNumber::new(number);
            assert_eq!(format!("P{}", number.digits(&mut [0; 10])), number.to_string());
        }
    }

    #[test]
    fn a_longer_and_a_shorter_text_in_place_of_another_leave_the_others_as_they_were() {
        let list = |values: &PValues| -> Vec<(u32, String)> {
            values
                .iter()
                .map(|(number, text)| (number.get(), text.to_owned()))
                .collect()
        };
        let mut values = PValues::new();
        for (number, text) in [(1, "one"), (2, "deux"), (3, ""), (4, "é")] {
            values.set(PNumber::new(number), text).unwrap();
        }
        for (number, text) in [
            (2, "d"),
            (1, "longer than it was"),
            (3, "no more empty"),
            (4, ""),
            (2, ""),
        ] {
            let mut expected = list(&values);
            expected[number as usize - 1].1 = text.to_owned();
            values.set(PNumber::new(number), text).unwrap();
            assert_eq!(list(&values), expected);
            assert_eq!(values.get(PNumber::new(number)), Some(text));
            let mut anew = PValues::new();
            for (number, text) in &expected {
                anew.set(PNumber::new(*number), text.as_str()).unwrap();
            }
            assert_eq!(values, anew, "however it came to be");
        }
    }

    #[test]
    fn a_number_stands_once_and_keeps_its_place() {
        let mut values = PValues::new();
        for (number, text) in [(271, "1"), (47, "old"), (3, "x"), (47, "new")] {
            values.set(PNumber::new(number), text).unwrap();
        }
        let list: Vec<_> = values.iter().map(|(number, text)| (number.get(), text)).collect();
        assert_eq!(list, [(271, "1"), (47, "new"), (3, "x")]);
    }
}
