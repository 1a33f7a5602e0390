//! What is wrong with a form: every field at once, as data that the portal translates.

use std::fmt;

/// One field of a form and what is wrong with it.
///
/// Parsers such as [`NewPerson::parse`](crate::NewPerson::parse) collect all of them, so that a person corrects a
/// form once and not once per field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldError {
    /// The name of the form's field, as in the form structures of this crate.
    pub field: &'static str,
    /// What is wrong.
    pub problem: Problem,
}

impl FieldError {
    /// A problem with a field.
    pub fn new(field: &'static str, problem: Problem) -> Self {
        Self { field, problem }
    }
}

impl fmt::Display for FieldError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.field, self.problem)
    }
}

impl std::error::Error for FieldError {}

/// What is wrong with a field.
///
/// [`Problem::key`] names the sentence for a translator; the data of the variant are its arguments.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Problem {
    /// A value is needed.
    #[error("is empty; give a value")]
    Empty,
    /// Fewer characters than needed.
    #[error("is too short; give at least {min} characters")]
    TooShort {
        /// The least number of characters.
        min: usize,
    },
    /// More characters than there is room for.
    #[error("is too long; give at most {max} characters")]
    TooLong {
        /// The greatest number of characters.
        max: usize,
    },
    /// Something else than the digits 0 to 9.
    #[error("takes digits only")]
    NotDigits,
    /// A character that the field cannot hold.
    #[error("cannot contain {character:?}; leave it out")]
    BadCharacter {
        /// The first such character.
        character: char,
    },
    /// Not of the form `name@example.org`.
    #[error("is not an e-mail address; write it as name@example.org")]
    NotAnEmail,
    /// Not a date of the form `2026-11-22`.
    #[error("is not a date; write it as 2026-11-22")]
    NotADate,
    /// Not a month of the form `2026-11`.
    #[error("is not a month; write it as 2026-11")]
    NotAMonth,
    /// Not a time of day of the form `14:30`.
    #[error("is not a time of day; write it as 14:30")]
    NotATime,
    /// A whole number, but too small or too great.
    #[error("is out of range; write a number from {least} to {most}")]
    OutOfRange {
        /// The least number.
        least: u32,
        /// The greatest number.
        most: u32,
    },
    /// Not a number of the form `12` or `12.5`.
    #[error("is not a number; write digits and at most one decimal point")]
    NotANumber,
    /// Another number than the one that had to be confirmed.
    #[error("is not the number that stands there; compare it with the file and type it as it is")]
    NotConfirmed,
    /// A period that ends before it begins.
    #[error("ends before it begins; exchange the two dates")]
    EndsBeforeItBegins,
    /// Two fields that exclude each other were both filled in.
    #[error("cannot be combined with {other}; fill in one of the two")]
    Excludes {
        /// The other field.
        other: &'static str,
    },
    /// Somebody or something else has this value already.
    #[error("is taken already; choose another")]
    Taken,
    /// The value names nothing that exists (any more).
    #[error("names nothing that exists; choose from the list")]
    Unknown,
    /// Something would stand below itself.
    #[error("is below this one; choose another")]
    Loop,
    /// The change would leave nobody who can administer the portal.
    #[error("would leave no administrator; make somebody else one first")]
    LastAdministrator,
    /// The acting person cannot give away what they do not hold themselves.
    #[error("grants more than you hold; ask an administrator")]
    MoreThanYouHold,
}

impl Problem {
    /// The key of the sentence in the portal's translations, such as `problem-too-long`.
    pub fn key(&self) -> &'static str {
        match self {
            Self::Empty => "problem-empty",
            Self::TooShort { .. } => "problem-too-short",
            Self::TooLong { .. } => "problem-too-long",
            Self::NotDigits => "problem-not-digits",
            Self::BadCharacter { .. } => "problem-bad-character",
            Self::NotAnEmail => "problem-not-an-email",
            Self::NotADate => "problem-not-a-date",
            Self::NotAMonth => "problem-not-a-month",
            Self::NotATime => "problem-not-a-time",
            Self::OutOfRange { .. } => "problem-out-of-range",
            Self::NotANumber => "problem-not-a-number",
            Self::NotConfirmed => "problem-not-confirmed",
            Self::EndsBeforeItBegins => "problem-ends-before-it-begins",
            Self::Excludes { .. } => "problem-excludes",
            Self::Taken => "problem-taken",
            Self::Unknown => "problem-unknown",
            Self::Loop => "problem-loop",
            Self::LastAdministrator => "problem-last-administrator",
            Self::MoreThanYouHold => "problem-more-than-you-hold",
        }
    }
}

/// Collects the problems of one form.
#[derive(Debug, Default)]
pub(crate) struct Checks {
    errors: Vec<FieldError>,
}

impl Checks {
    pub(crate) fn report(&mut self, field: &'static str, problem: Problem) {
        self.errors.push(FieldError { field, problem });
    }

    /// The value, or `None` with its problem noted.
    pub(crate) fn take<T>(&mut self, field: &'static str, result: Result<T, Problem>) -> Option<T> {
        match result {
            Ok(value) => Some(value),
            Err(problem) => {
                self.report(field, problem);
                None
            }
        }
    }

    /// Like [`take`](Self::take) for a field that may stay empty.
    pub(crate) fn take_optional<T>(
        &mut self,
        field: &'static str,
        text: &str,
        parse: impl FnOnce(&str) -> Result<T, Problem>,
    ) -> Option<T> {
        let text = text.trim();
        if text.is_empty() {
            None
        } else {
            self.take(field, parse(text))
        }
    }

    /// A line of text without control characters, trimmed, at most `max` characters; may be empty.
    pub(crate) fn line(&mut self, field: &'static str, text: &str, max: usize) -> String {
        self.take(field, line(text, max)).unwrap_or_default()
    }

    /// Like [`line`](Self::line), but not empty.
    pub(crate) fn required(&mut self, field: &'static str, text: &str, max: usize) -> String {
        if text.trim().is_empty() {
            self.report(field, Problem::Empty);
            return String::new();
        }
        self.line(field, text, max)
    }

    /// The finished value, unless something was wrong. `value` is only read when nothing was.
    pub(crate) fn finish<T>(self, value: Option<T>) -> Result<T, Vec<FieldError>> {
        match value {
            Some(value) if self.errors.is_empty() => Ok(value),
            _ => Err(self.errors),
        }
    }
}

/// Trims and checks one line of text.
pub(crate) fn line(text: &str, max: usize) -> Result<String, Problem> {
    let text = text.trim();
    // Control characters would break AMI lines and configuration files; line separators only look harmless.
    if let Some(character) = text
        .chars()
        .find(|&c| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}'))
    {
        return Err(Problem::BadCharacter { character });
    }
    if text.chars().count() > max {
        return Err(Problem::TooLong { max });
    }
    Ok(text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_trimmed_and_holds_no_control_character() {
        for (text, expected) in [
            ("  Ana ", Ok("Ana".to_owned())),
            ("", Ok(String::new())),
            ("abcdef", Err(Problem::TooLong { max: 5 })),
            ("éééé5", Ok("éééé5".to_owned())),
            ("a\r\nb", Err(Problem::BadCharacter { character: '\r' })),
            ("a\0", Err(Problem::BadCharacter { character: '\0' })),
            (
                "a\u{2028}b",
                Err(Problem::BadCharacter {
                    character: '\u{2028}',
                }),
            ),
        ] {
            assert_eq!(line(text, 5), expected, "{text:?}");
        }
    }

    #[test]
    fn all_problems_are_reported_at_once() {
        let mut checks = Checks::default();
        checks.required("a", " ", 5);
        checks.line("b", "abcdef", 5);
        assert_eq!(
            checks.finish(Some(())),
            Err(vec![
                FieldError::new("a", Problem::Empty),
                FieldError::new("b", Problem::TooLong { max: 5 })
            ])
        );
    }
}
