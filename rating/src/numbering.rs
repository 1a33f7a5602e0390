//! From a dialled string to the number that a deck knows.

use crate::Prefix;

/// How numbers are dialled at a site.
///
/// A call record holds what was dialled: perhaps with a digit for the outside line, the code of a carrier, `00` or
/// `+`. A deck knows numbers in two forms only: `+33…` for other countries and `872345` for one's own. This type
/// brings the one into the other, in this order:
///
/// 1. Blanks and the signs `-`, `.`, `/`, `(` and `)` are dropped.
/// 2. A number with a `+` is international. Otherwise the outside line is taken off if it is there, then the
///    longest access code that fits, and then a number beginning with one of the international codes is
///    international.
/// 3. An international number of one's own country becomes a national one.
///
/// Set the outside line only if call records still hold it: with `0` set, `0033…` means `033…`.
///
/// ```
/// use switchhook_rating::Numbering;
/// let numbering = Numbering::new().country("33").national("0").international("00").outside_line("9");
/// for (dialled, number) in [
///     ("+33 1 23 45 67 89", "0123456789"),
///     ("90123456789", "0123456789"),
///     ("900 44 20 7946 0000", "+442079460000"),
/// ] {
///     assert_eq!(numbering.number(dialled)?.to_string(), number);
/// }
/// assert!(numbering.number("555-HELP").is_err());
/// # Ok::<(), switchhook_rating::NumberError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Numbering {
    country: String,
    national: String,
    international: Vec<String>,
    outside_line: String,
    access_codes: Vec<String>,
}

impl Numbering {
    /// No rules: numbers stay as dialled, and those with a `+` are international.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The code of one's own country, such as `687`. Default: none, so that no international number is one's own.
    #[must_use]
    pub fn country(mut self, code: &str) -> Self {
        code.clone_into(&mut self.country);
        self
    }

    /// What people of the country dial before a national number, such as `0` in France. Default: nothing.
    #[must_use]
    pub fn national(mut self, code: &str) -> Self {
        code.clone_into(&mut self.national);
        self
    }

    /// A code dialled before a country code, such as `00`. May be called more than once. Default: none.
    #[must_use]
    pub fn international(mut self, code: &str) -> Self {
        add(&mut self.international, code);
        self
    }

    /// What is dialled first for an outside line. Default: nothing.
    #[must_use]
    pub fn outside_line(mut self, code: &str) -> Self {
        code.clone_into(&mut self.outside_line);
        self
    }

    /// A code that chooses a carrier and is no part of the number. May be called more than once. Default: none.
    #[must_use]
    pub fn access_code(mut self, code: &str) -> Self {
        add(&mut self.access_codes, code);
        self
    }

    /// Reads a dialled string.
    ///
    /// # Errors
    ///
    /// [`NumberError`] for an empty string, a character that is no digit, and more than 32 digits.
    pub fn number(&self, dialled: &str) -> Result<Number, NumberError> {
        let mut international = false;
        let mut number = Number::EMPTY;
        for (index, byte) in dialled.bytes().enumerate() {
            match byte {
                b'0'..=b'9' => number.push(byte)?,
                b'+' if number.len == 0 && !international => international = true,
                b' ' | b'-' | b'.' | b'/' | b'(' | b')' => {}
                _ => return Err(NumberError::at(dialled, index)),
            }
        }
        if number.len == 0 {
            return Err(NumberError::Empty);
        }
        if !international {
            number.strip(&self.outside_line, 1);
            if let Some(code) = longest(&self.access_codes, number.digits()) {
                number.strip(code, 1);
            }
        }
        self.resolve(international, &mut number, 1)?;
        Ok(number)
    }

    /// A prefix of a deck in the form that numbers have: one written `0033` and one written `+33` are the same.
    pub(crate) fn prefix(&self, prefix: Prefix) -> Result<Prefix, NumberError> {
        let mut number = Number::EMPTY;
        prefix.digits().bytes().try_for_each(|digit| number.push(digit))?;
        self.resolve(prefix.is_international(), &mut number, 0)?;
        Prefix::from_digits(number.international, number.digits()).ok_or(NumberError::TooLong)
    }

    /// Steps 2 (its last part) and 3 of the type's description.
    ///
    /// `least` digits stay: a number never becomes empty, a prefix may (`00` is every international number).
    fn resolve(&self, international: bool, number: &mut Number, least: usize) -> Result<(), NumberError> {
        number.international = international;
        if !international && let Some(code) = longest(&self.international, number.digits()) {
            number.international = number.strip(code, least);
        }
        if number.international && !self.country.is_empty() && number.strip(&self.country, least) {
            number.international = false;
            number.prepend(&self.national)?;
        }
        Ok(())
    }

    /// The first setting that holds something other than digits, with its key.
    pub(crate) fn misfit(&self) -> Option<(&'static str, &str)> {
        let single = [
            ("country", &self.country),
            ("national", &self.national),
            ("outside_line", &self.outside_line),
        ];
        let lists = [
            ("international", &self.international),
            ("access_codes", &self.access_codes),
        ];
        let in_lists = lists
            .into_iter()
            .flat_map(|(key, codes)| codes.iter().map(move |code| (key, code)));
        let is_code = |code: &str| code.len() <= MAX_CODE && code.bytes().all(|byte| byte.is_ascii_digit());
        single
            .into_iter()
            .find(|(_, code)| !is_code(code))
            .or_else(|| {
                in_lists
                    .into_iter()
                    .find(|(_, code)| code.is_empty() || !is_code(code))
            })
            .map(|(key, code)| (key, code.as_str()))
    }
}

/// Longest first, so that the first that fits is the longest that does.
fn add(codes: &mut Vec<String>, code: &str) {
    codes.push(code.to_owned());
    codes.sort_by_key(|code| std::cmp::Reverse(code.len()));
    codes.dedup();
}

fn longest<'a>(codes: &'a [String], digits: &[u8]) -> Option<&'a str> {
    codes
        .iter()
        .map(String::as_str)
        .find(|code| !code.is_empty() && begins(digits, code))
}

/// `starts_with`, a byte at a time: the digits were just written one by one, and a wide comparison would wait for those
/// writes to leave the store buffer, which costs more than all the rest of reading a number.
fn begins(digits: &[u8], code: &str) -> bool {
    digits.len() >= code.len()
        && digits
            .iter()
            .zip(code.bytes())
            .all(|(digit, code)| *digit == code)
}

/// The most digits that a dialled string may hold.
const MAX_DIGITS: usize = 32;

/// The longest national code, for which every number keeps room in front.
const MAX_CODE: usize = 8;

/// A number in the form that decks know. Made by [`Numbering::number`]; displays as `+33123456789` or `872345`.
#[derive(Clone, Copy)]
pub struct Number {
    international: bool,
    // The digits stand in `buffer[start..start + len]`: codes come off and go on in front without moving the rest.
    start: u8,
    len: u8,
    buffer: [u8; MAX_CODE + MAX_DIGITS],
}

impl Number {
    const EMPTY: Self = Self {
        international: false,
        start: MAX_CODE as u8,
        len: 0,
        buffer: [0; MAX_CODE + MAX_DIGITS],
    };

    /// Whether it belongs to another country.
    #[must_use]
    pub const fn is_international(&self) -> bool {
        self.international
    }

    /// The digits, without the `+`, as ASCII.
    #[must_use]
    pub fn digits(&self) -> &[u8] {
        let start = usize::from(self.start);
        self.buffer
            .get(start..start + usize::from(self.len))
            .unwrap_or_default()
    }

    fn push(&mut self, digit: u8) -> Result<(), NumberError> {
        let end = usize::from(self.start) + usize::from(self.len);
        *self.buffer.get_mut(end).ok_or(NumberError::TooLong)? = digit;
        self.len += 1;
        Ok(())
    }

    /// Takes `code` off the front if it is there and at least `least` digits stay; whether it did.
    fn strip(&mut self, code: &str, least: usize) -> bool {
        let found = code.len() + least <= usize::from(self.len) && begins(self.digits(), code);
        if found {
            // Not longer than the number, whose length is a u8.
            let len = code.len() as u8;
            self.start += len;
            self.len -= len;
        }
        found
    }

    fn prepend(&mut self, code: &str) -> Result<(), NumberError> {
        let end = usize::from(self.start);
        let start = end.checked_sub(code.len()).ok_or(NumberError::TooLong)?;
        let front = self.buffer.get_mut(start..end).ok_or(NumberError::TooLong)?;
        front.copy_from_slice(code.as_bytes());
        // Both fit: the code is no longer than the room in front of the number.
        self.start = start as u8;
        self.len += code.len() as u8;
        Ok(())
    }
}

impl PartialEq for Number {
    fn eq(&self, other: &Self) -> bool {
        self.international == other.international && self.digits() == other.digits()
    }
}

impl Eq for Number {}

impl std::hash::Hash for Number {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        (self.international, self.digits()).hash(state);
    }
}

impl std::fmt::Display for Number {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let plus = if self.international { "+" } else { "" };
        write!(
            f,
            "{plus}{}",
            std::str::from_utf8(self.digits()).unwrap_or_default()
        )
    }
}

impl std::fmt::Debug for Number {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        std::fmt::Display::fmt(self, f)
    }
}

/// Why a dialled string is no telephone number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NumberError {
    /// Not a single digit.
    #[error("no digit in the number; check which field of the call record is read")]
    Empty,
    /// Something that is not dialled in a number.
    #[error(
        "{found:?} at character {position} of the number; only digits, a leading + and blanks belong there"
    )]
    Character {
        /// The first such character.
        found: char,
        /// Its place, counted from 1.
        position: usize,
    },
    /// More digits than any number has.
    #[error("more than 32 digits in the number; check which field of the call record is read")]
    TooLong,
}

impl NumberError {
    /// The character at a byte of a dialled string.
    #[cold]
    fn at(dialled: &str, byte: usize) -> Self {
        let position = dialled.get(..byte).map_or(0, |before| before.chars().count()) + 1;
        let found = dialled
            .get(byte..)
            .and_then(|rest| rest.chars().next())
            .unwrap_or(char::REPLACEMENT_CHARACTER);
        Self::Character { found, position }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn dialled_strings_come_to_the_form_that_decks_know() {
        let plain = Numbering::new();
        let tahiti = Numbering::new()
            .country("689")
            .international("00")
            .outside_line("0")
            .access_code("1688");
        for (numbering, dialled, number) in [
            (&plain, "872345", "872345"),
            (&plain, "0033 1", "00331"),
            (&plain, "+33 (1) 23-45.67/89", "+33123456789"),
            (&tahiti, "000 33 6 12", "+33612"),
            (&tahiti, "0431234", "431234"),
            (&tahiti, "431234", "431234"),
            (&tahiti, "+689 40 43 12 34", "40431234"),
            (&tahiti, "000689 40431234", "40431234"),
            (&tahiti, "01688 0033 1", "+331"),
            (&tahiti, "0", "0"),
        ] {
            assert_eq!(
                numbering.number(dialled).unwrap().to_string(),
                number,
                "{dialled}"
            );
        }
    }

    #[test]
    fn rubbish_is_named_with_its_place() {
        let numbering = Numbering::new();
        for (dialled, error) in [
            ("", NumberError::Empty),
            ("+", NumberError::Empty),
            (
                "87A345",
                NumberError::Character {
                    found: 'A',
                    position: 3,
                },
            ),
            (
                "*98",
                NumberError::Character {
                    found: '*',
                    position: 1,
                },
            ),
            (
                "33+1",
                NumberError::Character {
                    found: '+',
                    position: 3,
                },
            ),
            (
                "++33",
                NumberError::Character {
                    found: '+',
                    position: 2,
                },
            ),
            (
                "8\u{0663}",
                NumberError::Character {
                    found: '\u{0663}',
                    position: 2,
                },
            ),
        ] {
            assert_eq!(numbering.number(dialled), Err(error), "{dialled:?}");
        }
        assert_eq!(numbering.number(&"1".repeat(33)), Err(NumberError::TooLong));
    }

    #[test]
    fn a_prefix_means_the_same_in_every_spelling() {
        let numbering = Numbering::new().country("687").international("00");
        for (spelt, meant) in [
            ("0033", "+33"),
            ("+33", "+33"),
            ("+6877", "7"),
            ("006877", "7"),
            ("0", "0"),
            ("00", "+"),
            ("+687", ""),
        ] {
            assert_eq!(
                numbering.prefix(spelt.parse().unwrap()).unwrap().to_string(),
                meant,
                "{spelt}"
            );
        }
    }

    proptest! {
        #[test]
        fn no_dialled_string_panics(dialled in ".*", national in "[0-9]{0,8}") {
            let numbering = Numbering::new().country("3").national(&national).international("00").outside_line("0");
            let _ = numbering.number(&dialled);
        }
    }
}
