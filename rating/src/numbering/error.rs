//! Why a dialled string is no telephone number, and a rule no rule.

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
    pub(super) fn at(dialled: &str, byte: usize) -> Self {
        let position = dialled.get(..byte).map_or(0, |before| before.chars().count()) + 1;
        let found = dialled
            .get(byte..)
            .and_then(|rest| rest.chars().next())
            .unwrap_or(char::REPLACEMENT_CHARACTER);
        Self::Character { found, position }
    }
}
