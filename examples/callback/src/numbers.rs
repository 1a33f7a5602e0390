//! Patterns of numbers: who is called back, and where calls may go.

use std::fmt;

use serde::Deserialize;

/// A pattern as in the dialplan: digits, `X` (0 to 9), `Z` (1 to 9), `N` (2 to 9), `[13-5]`, and `.` at the end for one
/// digit or more. `+` may stand at the beginning.
#[derive(Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub(crate) struct Pattern {
    text: String,
    places: Vec<Vec<char>>,
    /// More digits may follow, one at least.
    has_more: bool,
}

/// The longest number that a pattern without end takes: that of the numbering plan of the world.
pub(crate) const LONGEST: usize = 15;

/// Why a pattern is none.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum PatternError {
    #[error("an empty pattern of numbers; write for example \"1XX\"")]
    Empty,
    #[error("the pattern {0:?} takes every number; begin it with digits, such as \"8X.\"")]
    Everything(String),
    #[error("the pattern {0:?} goes on after its \".\"; write that at the end only")]
    AfterEnd(String),
    #[error("{sign:?} in the pattern {pattern:?}; use digits, *, #, X, Z, N, [13-5], and \".\" at the end")]
    Sign { pattern: String, sign: char },
    #[error("the brackets in the pattern {0:?} hold no digits; write for example [13-5]")]
    Brackets(String),
    #[error("the pattern {0:?} has more than 15 digits, which no number has; shorten it")]
    Long(String),
}

impl Pattern {
    /// Whether this number is one of it.
    pub(crate) fn takes(&self, number: &str) -> bool {
        let mut signs = number.chars();
        let begins = self
            .places
            .iter()
            .all(|place| signs.next().is_some_and(|sign| place.contains(&sign)));
        let rest = signs.as_str();
        begins
            && if self.has_more {
                !rest.is_empty() && number.len() <= LONGEST && rest.bytes().all(|byte| byte.is_ascii_digit())
            } else {
                rest.is_empty()
            }
    }

    /// How many digits its numbers have at most.
    pub(crate) fn longest(&self) -> usize {
        if self.has_more { LONGEST } else { self.places.len() }
    }

    /// Whether it takes numbers of any beginning.
    pub(crate) fn is_everything(&self) -> bool {
        self.has_more && self.places.iter().all(|place| place.len() > 1)
    }
}

impl TryFrom<String> for Pattern {
    type Error = PatternError;

    fn try_from(text: String) -> Result<Self, PatternError> {
        let mut signs = text.strip_prefix('_').unwrap_or(&text).chars();
        let (mut places, mut has_more) = (Vec::new(), false);
        while let Some(sign) = signs.next() {
            if has_more {
                return Err(PatternError::AfterEnd(text));
            }
            places.push(match sign {
                '0'..='9' | '*' | '#' => vec![sign],
                '+' if places.is_empty() => vec![sign],
                'X' | 'x' => ('0'..='9').collect(),
                'Z' | 'z' => ('1'..='9').collect(),
                'N' | 'n' => ('2'..='9').collect(),
                '[' => {
                    let set: String = signs.by_ref().take_while(|sign| *sign != ']').collect();
                    digits(&set).ok_or_else(|| PatternError::Brackets(text.clone()))?
                }
                '.' => {
                    has_more = true;
                    continue;
                }
                sign => return Err(PatternError::Sign { pattern: text, sign }),
            });
        }
        match places.len() {
            0 if has_more => Err(PatternError::Everything(text)),
            0 => Err(PatternError::Empty),
            length if length > LONGEST + 1 => Err(PatternError::Long(text)),
            _ => Ok(Self {
                text,
                places,
                has_more,
            }),
        }
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

    fn pattern(text: &str) -> Result<Pattern, PatternError> {
        Pattern::try_from(text.to_owned())
    }

    #[test]
    fn a_pattern_takes_what_the_dialplan_would() {
        for (text, taken, refused) in [
            ("100", vec!["100"], vec!["", "10", "1000", "101", "10a"]),
            ("XXXXXXX", vec!["1234567"], vec!["123456", "12345678", "123456*"]),
            (
                "_8X.",
                vec!["800", "89161112233", "812345678901234"],
                vec!["8", "80", "7916", "8123456789012345", "8916*1", "89 1"],
            ),
            ("NZ0", vec!["210", "990"], vec!["110", "200", "211"]),
            ("8[13-5]#", vec!["81#", "83#", "85#"], vec!["82#", "86#", "81*"]),
            (
                "+7916XXXXXXX",
                vec!["+79161112233"],
                vec!["79161112233", "+7916111223"],
            ),
        ] {
            let pattern = pattern(text).unwrap();
            for number in taken {
                assert!(pattern.takes(number), "{text} {number}");
                assert!(number.len() <= pattern.longest(), "{text} {number}");
            }
            for number in refused {
                assert!(!pattern.takes(number), "{text} {number}");
            }
        }
    }

    #[test]
    fn what_is_no_pattern_is_refused() {
        assert_eq!(pattern("."), Err(PatternError::Everything(".".into())));
        assert_eq!(pattern("8.1"), Err(PatternError::AfterEnd("8.1".into())));
        for text in ["[]", "[", "[a]", "[5-3]", "1[2-]"] {
            assert_eq!(pattern(text), Err(PatternError::Brackets(text.into())), "{text}");
        }
        assert_eq!(pattern("_"), Err(PatternError::Empty));
        assert!(matches!(pattern("XXXXXXXXXXXXXXXXX"), Err(PatternError::Long(_))));
        for text in ["8!", "1 2", "1+", "ä"] {
            assert!(matches!(pattern(text), Err(PatternError::Sign { .. })), "{text}");
        }
        assert!(pattern("X.").unwrap().is_everything() && pattern("[1-9]X.").unwrap().is_everything());
        assert!(!pattern("8X.").unwrap().is_everything() && !pattern("XXX").unwrap().is_everything());
    }
}
