//! Shapes of numbers, written as in Asterisk's dialplan.

use std::fmt;
use std::str::FromStr;

use crate::DialString;

/// Numbers that may be dialled, written as in Asterisk's dialplan: `X` is a digit, `Z` 1 to 9, `N` 2 to 9, a `.` at
/// the end one or more characters, a `!` there any number of them; everything else is itself.
///
/// ```
/// use switchhook_portal_core::dial::Pattern;
///
/// let mobile: Pattern = "06XXXXXXXX".parse()?;
/// assert!(mobile.matches(&"06 87 12 34 56".parse().unwrap()));
/// assert!(!mobile.matches(&"0687123".parse().unwrap()));
/// assert!("06[1-5]".parse::<Pattern>().is_err());
/// # Ok::<(), switchhook_portal_core::dial::ParsePatternError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Pattern(String);

impl Pattern {
    /// Whether a number fits.
    pub fn matches(&self, number: &DialString) -> bool {
        let mut rest = number.as_str().chars();
        for wanted in self.0.chars() {
            let fits = match (wanted, rest.next()) {
                ('.', next) => return next.is_some(),
                ('!', _) => return true,
                (_, None) => false,
                ('X', Some(digit)) => digit.is_ascii_digit(),
                ('Z', Some(digit)) => matches!(digit, '1'..='9'),
                ('N', Some(digit)) => matches!(digit, '2'..='9'),
                (wanted, Some(character)) => wanted == character,
            };
            if !fits {
                return false;
            }
        }
        rest.next().is_none()
    }

    /// The fewest characters of a number that fits.
    pub(super) fn shortest(&self) -> usize {
        self.0.chars().filter(|&character| character != '!').count()
    }
}

impl FromStr for Pattern {
    type Err = ParsePatternError;

    fn from_str(text: &str) -> Result<Self, ParsePatternError> {
        // Asterisk marks patterns by an underscore; here everything is one.
        let pattern = text.trim().trim_start_matches('_');
        if pattern.is_empty() {
            return Err(ParsePatternError::Empty);
        }
        for (position, character) in pattern.char_indices() {
            match character {
                '0'..='9' | '+' | '*' | '#' | 'X' | 'Z' | 'N' => {}
                '.' | '!' if position + 1 == pattern.len() => {}
                _ => {
                    return Err(ParsePatternError::BadCharacter {
                        character,
                        pattern: pattern.to_owned(),
                    });
                }
            }
        }
        Ok(Self(pattern.to_owned()))
    }
}

impl fmt::Display for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Why a text is no pattern.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ParsePatternError {
    /// Nothing.
    #[error("the pattern is empty; write X. for every number")]
    Empty,
    /// Something that is neither a digit nor one of the signs, or stands in the wrong place.
    #[error(
        "{character:?} in pattern {pattern:?} means nothing there; use digits, X, Z, N, and . or ! at the end"
    )]
    BadCharacter {
        /// The first one.
        character: char,
        /// The whole pattern.
        pattern: String,
    },
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_fit_as_in_the_dialplan() {
        for (pattern, number, expected) in [
            ("_1XX", "106", true),
            ("1XX", "1066", false),
            ("NXX", "106", false),
            ("ZXX", "106", true),
            ("00.", "00", false),
            ("00.", "0033", true),
            ("00!", "00", true),
            ("*98", "*98", true),
            ("X.", "*98", false),
            ("+33X.", "+3361", true),
        ] {
            let pattern: Pattern = pattern.parse().unwrap();
            assert_eq!(
                pattern.matches(&number.parse().unwrap()),
                expected,
                "{pattern} {number}"
            );
        }
        for text in ["", "_", "0.1", "0[12]", "abc", "x"] {
            assert!(text.parse::<Pattern>().is_err(), "{text:?}");
        }
    }
}
