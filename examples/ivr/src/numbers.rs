//! Which numbers calls may go to.

use std::fmt;

use serde::Deserialize;

/// A pattern of numbers as in the dialplan, of one length: digits, `X` (0 to 9), `Z` (1 to 9), `N` (2 to 9), `[13-5]`.
///
/// A pattern without end, such as `_0.`, is refused: whoever can key in numbers would call the world at our cost.
#[derive(Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub(crate) struct Pattern {
    text: String,
    places: Vec<Vec<char>>,
}

/// Why a pattern is none.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum PatternError {
    #[error("an empty pattern of numbers; write for example \"1XX\"")]
    Empty,
    #[error(
        "the pattern {0:?} has no end, which invites calls to anywhere; write one X for each digit, and several \
         patterns for several lengths"
    )]
    Endless(String),
    #[error("{sign:?} in the pattern {pattern:?}; use digits, *, #, X, Z, N and [13-5]")]
    Sign { pattern: String, sign: char },
    #[error("the brackets in the pattern {0:?} hold no digits; write for example [13-5]")]
    Brackets(String),
}

impl Pattern {
    /// Whether this number may be called.
    pub(crate) fn allows(&self, number: &str) -> bool {
        let mut signs = number.chars();
        self.places
            .iter()
            .all(|place| signs.next().is_some_and(|sign| place.contains(&sign)))
            && signs.next().is_none()
    }

    /// How many digits its numbers have.
    pub(crate) fn length(&self) -> usize {
        self.places.len()
    }
}

impl TryFrom<String> for Pattern {
    type Error = PatternError;

    fn try_from(text: String) -> Result<Self, PatternError> {
        let mut signs = text.strip_prefix('_').unwrap_or(&text).chars();
        let mut places = Vec::new();
        while let Some(sign) = signs.next() {
            places.push(match sign {
                '0'..='9' | '*' | '#' => vec![sign],
                'X' | 'x' => ('0'..='9').collect(),
                'Z' | 'z' => ('1'..='9').collect(),
                'N' | 'n' => ('2'..='9').collect(),
                '[' => {
                    let set: String = signs.by_ref().take_while(|sign| *sign != ']').collect();
                    digits(&set).ok_or_else(|| PatternError::Brackets(text.clone()))?
                }
                '.' | '!' => return Err(PatternError::Endless(text)),
                sign => return Err(PatternError::Sign { pattern: text, sign }),
            });
        }
        if places.is_empty() {
            return Err(PatternError::Empty);
        }
        Ok(Self { text, places })
    }
}

/// What stands between brackets: `13-5`.
fn digits(set: &str) -> Option<Vec<char>> {
    let signs: Vec<char> = set.chars().collect();
    let mut found = Vec::new();
    let mut rest = signs.as_slice();
    loop {
        rest = match rest {
            [] => break,
            [first, '-', last, rest @ ..]
                if first.is_ascii_digit() && last.is_ascii_digit() && first <= last =>
            {
                found.extend(*first..=*last);
                rest
            }
            [digit, rest @ ..] if digit.is_ascii_digit() => {
                found.push(*digit);
                rest
            }
            _ => return None,
        };
    }
    (!found.is_empty()).then_some(found)
}

impl fmt::Debug for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.text)
    }
}

#[cfg(test)]
mod tests {
    use super::{Pattern, PatternError};

    #[test]
    fn a_pattern_allows_numbers_of_its_length() {
        for (pattern, allowed, refused) in [
            ("100", vec!["100"], vec!["", "10", "1000", "101", "10a"]),
            ("_1XX", vec!["100", "199"], vec!["200", "10", "1000", "1*0"]),
            ("NZ0", vec!["210", "990"], vec!["110", "200", "211"]),
            ("8[13-5]#", vec!["81#", "83#", "85#"], vec!["82#", "86#", "81*"]),
            ("*9", vec!["*9"], vec!["9", "*98"]),
        ] {
            let pattern = Pattern::try_from(pattern.to_owned()).unwrap();
            for number in allowed {
                assert!(pattern.allows(number), "{pattern:?} {number}");
                assert_eq!(pattern.length(), number.len());
            }
            for number in refused {
                assert!(!pattern.allows(number), "{pattern:?} {number}");
            }
        }
    }

    #[test]
    fn a_pattern_without_end_is_refused() {
        let pattern = |text: &str| Pattern::try_from(text.to_owned());
        for text in ["_0.", "00X!", "."] {
            assert_eq!(pattern(text), Err(PatternError::Endless(text.to_owned())));
        }
        for text in ["[]", "[", "[a]", "[5-3]", "[-]", "1[2-]"] {
            assert_eq!(
                pattern(text),
                Err(PatternError::Brackets(text.to_owned())),
                "{text}"
            );
        }
        assert_eq!(pattern(""), Err(PatternError::Empty));
        assert_eq!(pattern("_"), Err(PatternError::Empty));
        let error = pattern("1 23").unwrap_err().to_string();
        assert!(
            error.starts_with("' ' in the pattern \"1 23\"; use digits"),
            "{error}"
        );
    }
}
