//! Numbers as people dial them, and how much of a number others may see.

use std::fmt;
use std::str::FromStr;

/// What a telephone may dial: digits, `*`, `#`, and one `+` in front.
///
/// Blanks, dots, dashes and brackets, with which people write numbers, are left out. Nothing that can be parsed holds
/// a letter, a line break or a character with a meaning in a dial string (`&`, `/`, `,`, `@`).
///
/// ```
/// use switchhook_portal_core::number::{DialString, DialStringError};
///
/// assert_eq!("+689 87.72-12 34".parse::<DialString>()?.as_str(), "+68987721234");
/// assert_eq!("*98".parse::<DialString>()?.as_str(), "*98");
/// let error = "call me".parse::<DialString>().unwrap_err();
/// assert_eq!(error, DialStringError::BadCharacter { character: 'c' });
/// # Ok::<(), DialStringError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DialString(String);

impl DialString {
    /// The longest number, without separators.
    pub const MAX: usize = 32;

    /// The number without separators.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for DialString {
    type Err = DialStringError;

    fn from_str(text: &str) -> Result<Self, DialStringError> {
        let mut number = String::new();
        for character in text.trim().chars() {
            match character {
                '0'..='9' | '*' | '#' => number.push(character),
                '+' if number.is_empty() => number.push(character),
                // Pages and spreadsheets put narrow and non-breaking blanks and dashes into numbers.
                ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}' | '.' | '-' | '\u{2010}' | '\u{2011}' | '('
                | ')' => {}
                _ => return Err(DialStringError::BadCharacter { character }),
            }
            if number.len() > Self::MAX {
                return Err(DialStringError::TooLong { max: Self::MAX });
            }
        }
        if number.is_empty() || number == "+" {
            return Err(DialStringError::Empty);
        }
        Ok(Self(number))
    }
}

impl fmt::Display for DialString {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Why a text cannot be dialled.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DialStringError {
    /// No digit at all.
    #[error("the number is empty; type digits")]
    Empty,
    /// A character that telephones cannot dial.
    #[error("a telephone cannot dial {character:?}; use digits, +, * and #")]
    BadCharacter {
        /// The first one.
        character: char,
    },
    /// Too many digits.
    #[error("the number is longer than {max} digits; shorten it")]
    TooLong {
        /// The most that are taken.
        max: usize,
    },
}

impl From<DialStringError> for crate::Problem {
    fn from(error: DialStringError) -> Self {
        match error {
            DialStringError::Empty => Self::Empty,
            DialStringError::BadCharacter { character } => Self::BadCharacter { character },
            DialStringError::TooLong { max } => Self::TooLong { max },
        }
    }
}

/// The number with its last three characters hidden, as others than its parties see it in the call log.
///
/// ```
/// use switchhook_portal_core::number::mask;
///
/// assert_eq!(mask("872123"), "872***");
/// assert_eq!(mask("12"), "**");
/// ```
pub fn mask(number: &str) -> String {
    let shown = number.chars().count().saturating_sub(3);
    number
        .chars()
        .enumerate()
        .map(|(index, character)| if index < shown { character } else { '*' })
        .collect()
}

/// The first three characters and `***`, whatever the length: how the detail of the costs shows a called number.
///
/// ```
/// use switchhook_portal_core::number::abridge;
///
/// assert_eq!(abridge("0068987721234"), "006***");
/// assert_eq!(abridge("872"), "***");
/// ```
pub fn abridge(number: &str) -> String {
    // A number of three characters or fewer would be shown whole.
    let shown = if number.chars().count() > 3 { 3 } else { 0 };
    number.chars().take(shown).chain("***".chars()).collect()
}

/// Only what can be dialled, for comparing numbers that were written differently.
pub(crate) fn digits(text: &str) -> String {
    text.chars()
        .filter(|c| matches!(c, '0'..='9' | '+' | '*' | '#'))
        .collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn numbers_lose_their_separators_and_nothing_else() {
        for (text, expected) in [
            ("106", Ok("106")),
            (" (04) 12-34.56 ", Ok("04123456")),
            ("12\u{a0}34\u{202f}56", Ok("123456")),
            ("*21*106#", Ok("*21*106#")),
            ("+", Err(DialStringError::Empty)),
            ("", Err(DialStringError::Empty)),
            ("--", Err(DialStringError::Empty)),
            ("1+2", Err(DialStringError::BadCharacter { character: '+' })),
            (
                "106&PJSIP/x",
                Err(DialStringError::BadCharacter { character: '&' }),
            ),
            ("106/1", Err(DialStringError::BadCharacter { character: '/' })),
            (
                "106\r\nAction: Logoff",
                Err(DialStringError::BadCharacter { character: '\r' }),
            ),
            ("1,2", Err(DialStringError::BadCharacter { character: ',' })),
            (
                "0800-FLOWERS",
                Err(DialStringError::BadCharacter { character: 'F' }),
            ),
            ("٣", Err(DialStringError::BadCharacter { character: '٣' })),
        ] {
            let parsed = text.parse::<DialString>();
            assert_eq!(
                parsed.as_ref().map(DialString::as_str),
                expected.as_ref().copied(),
                "{text:?}"
            );
        }
        assert_eq!(
            "1".repeat(33).parse::<DialString>(),
            Err(DialStringError::TooLong { max: 32 })
        );
    }

    proptest! {
        /// Whatever was typed, what comes out can stand in an AMI line and in a dialplan.
        #[test]
        fn nothing_but_dial_characters_comes_out(text in any::<String>()) {
            if let Ok(number) = text.parse::<DialString>() {
                prop_assert!(number.as_str().bytes().all(|b| b.is_ascii_digit() || b"+*#".contains(&b)));
                prop_assert!((1..=32).contains(&number.as_str().len()));
                prop_assert_eq!(number.as_str().parse::<DialString>(), Ok(number.clone()));
            }
        }

        /// A mask of another length would tell two numbers apart by how they line up.
        #[test]
        fn masking_keeps_the_length_and_hides_three(number in "[0-9+*#]{0,20}") {
            let masked = mask(&number);
            prop_assert_eq!(masked.chars().count(), number.chars().count());
            let tail = number.len().saturating_sub(3);
            prop_assert_eq!(&masked[..tail], &number[..tail]);
            prop_assert!(masked[tail..].chars().all(|c| c == '*'));
        }

        /// The detail of the costs never shows more than three characters.
        #[test]
        fn abridging_shows_three_at_most(number in "[0-9]{0,20}") {
            let shown = abridge(&number);
            prop_assert!(shown.ends_with("***") && shown.len() <= 6);
        }
    }
}
