//! What a telephone has beside its extension: a direct number, what it may call, groups, a language.

use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;

use crate::form::Checks;
use crate::{FieldError, Problem};

/// What a telephone has beside its extension. Nothing of it by default.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PhoneService {
    /// What people outside dial to reach it, and what its calls show outside.
    pub direct_number: Option<DirectNumber>,
    /// What it may call: dialplan contexts of the site. None means what all telephones of the site may call.
    pub rights: BTreeSet<Right>,
    /// Whose ringing telephones others may pick up: Asterisk's `callgroup`.
    pub call_groups: Groups,
    /// Whose ringing telephones it may pick up: Asterisk's `pickupgroup`.
    pub pickup_groups: Groups,
    /// Of announcements and of the display; the site's if there is none.
    pub language: Option<Language>,
}

/// The fields of the form, as typed.
#[derive(Clone, Debug, Default)]
pub struct PhoneServiceForm<'a> {
    /// `direct_number`: may be empty.
    pub direct_number: &'a str,
    /// `rights`: those that are ticked.
    pub rights: Vec<&'a str>,
    /// `call_groups`: numbers with commas or blanks between.
    pub call_groups: &'a str,
    /// `pickup_groups`: the same.
    pub pickup_groups: &'a str,
    /// `language`: a code such as `fr`, or empty.
    pub language: &'a str,
}

impl PhoneService {
    /// Reads a form.
    ///
    /// # Errors
    ///
    /// All fields that are wrong. That a number is taken or a right is none of the site's is for the caller to find out.
    ///
    /// ```
    /// use switchhook_portal_core::{PhoneService, PhoneServiceForm};
    ///
    /// let service = PhoneService::parse(&PhoneServiceForm {
    ///     direct_number: "45 30 30",
    ///     rights: vec!["internal", "national"],
    ///     call_groups: "1, 2",
    ///     ..PhoneServiceForm::default()
    /// })?;
    /// assert_eq!(service.direct_number.unwrap().as_str(), "453030");
    /// assert_eq!(service.call_groups.to_string(), "1,2");
    /// # Ok::<(), Vec<switchhook_portal_core::FieldError>>(())
    /// ```
    pub fn parse(form: &PhoneServiceForm<'_>) -> Result<Self, Vec<FieldError>> {
        let mut checks = Checks::default();
        let direct_number = checks.take_optional("direct_number", form.direct_number, str::parse);
        let rights = form
            .rights
            .iter()
            .filter_map(|right| checks.take("rights", right.parse()))
            .collect();
        let call_groups = checks.take_optional("call_groups", form.call_groups, str::parse);
        let pickup_groups = checks.take_optional("pickup_groups", form.pickup_groups, str::parse);
        let language = checks.take_optional("language", form.language, str::parse);
        checks.finish(Some(Self {
            direct_number,
            rights,
            call_groups: call_groups.unwrap_or_default(),
            pickup_groups: pickup_groups.unwrap_or_default(),
            language,
        }))
    }
}

/// A telephone number of the public network that leads to one telephone: up to 15 digits, perhaps with a `+` in front.
///
/// Blanks, dots and dashes between the digits are taken away.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DirectNumber(String);

impl DirectNumber {
    /// The digits, and the `+` if there is one.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for DirectNumber {
    type Err = Problem;

    fn from_str(text: &str) -> Result<Self, Problem> {
        let plain: String = text
            .chars()
            .filter(|c| !matches!(c, ' ' | '.' | '-' | '\u{a0}' | '\u{202f}'))
            .collect();
        let digits = plain.strip_prefix('+').unwrap_or(&plain);
        if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(Problem::NotDigits);
        }
        match digits.len() {
            0..3 => Err(Problem::TooShort { min: 3 }),
            3..=15 => Ok(Self(plain)),
            _ => Err(Problem::TooLong { max: 15 }),
        }
    }
}

impl fmt::Display for DirectNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Something that a telephone may call: a dialplan context of the site, such as `national`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Right(String);

impl Right {
    /// The context's name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Right {
    type Err = Problem;

    fn from_str(text: &str) -> Result<Self, Problem> {
        if text.is_empty() {
            return Err(Problem::Empty);
        }
        if let Some(character) = text
            .chars()
            .find(|&c| !c.is_ascii_alphanumeric() && !"_-.".contains(c))
        {
            return Err(Problem::BadCharacter { character });
        }
        if text.len() > 79 {
            return Err(Problem::TooLong { max: 79 });
        }
        Ok(Self(text.to_owned()))
    }
}

impl fmt::Display for Right {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Call or pickup groups: numbers from 0 to 63, as Asterisk has them.
///
/// Reads `1, 3` and `1 3`; displays `1,3`.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Groups(BTreeSet<u8>);

impl Groups {
    /// The greatest number.
    pub const MAX: u8 = 63;

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl FromStr for Groups {
    type Err = Problem;

    fn from_str(text: &str) -> Result<Self, Problem> {
        text.split(|c: char| c == ',' || c.is_whitespace())
            .filter(|part| !part.is_empty())
            .map(|part| {
                if !part.bytes().all(|byte| byte.is_ascii_digit()) {
                    return Err(Problem::NotDigits);
                }
                match part.parse::<u8>() {
                    Ok(number) if number <= Self::MAX => Ok(number),
                    _ => Err(Problem::OutOfRange {
                        least: 0,
                        most: Self::MAX.into(),
                    }),
                }
            })
            .collect::<Result<_, _>>()
            .map(Self)
    }
}

impl fmt::Display for Groups {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, number) in self.0.iter().enumerate() {
            if place > 0 {
                f.write_str(",")?;
            }
            write!(f, "{number}")?;
        }
        Ok(())
    }
}

/// A language by its code, such as `fr` or `pt_BR`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Language(String);

impl Language {
    /// The code.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Language {
    type Err = Problem;

    fn from_str(text: &str) -> Result<Self, Problem> {
        if let Some(character) = text.chars().find(|&c| !c.is_ascii_alphabetic() && c != '_') {
            return Err(Problem::BadCharacter { character });
        }
        match text.len() {
            0 | 1 => Err(Problem::TooShort { min: 2 }),
            2..=5 => Ok(Self(text.to_owned())),
            _ => Err(Problem::TooLong { max: 5 }),
        }
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_are_numbers_up_to_63_in_order() {
        for (text, expected) in [
            ("", Ok("")),
            ("3, 1 ,1", Ok("1,3")),
            ("63", Ok("63")),
            ("64", Err(Problem::OutOfRange { least: 0, most: 63 })),
            ("300", Err(Problem::OutOfRange { least: 0, most: 63 })),
            ("1-3", Err(Problem::NotDigits)),
        ] {
            let read = text.parse::<Groups>().map(|groups| groups.to_string());
            assert_eq!(read, expected.map(str::to_owned), "{text:?}");
        }
    }

    #[test]
    fn a_direct_number_is_digits_however_they_are_grouped() {
        for (text, expected) in [
            ("45 30.30", Ok("453030")),
            ("+687 45-30-30", Ok("+687453030")),
            ("12", Err(Problem::TooShort { min: 3 })),
            ("+", Err(Problem::TooShort { min: 3 })),
            ("1234567890123456", Err(Problem::TooLong { max: 15 })),
            ("45x", Err(Problem::NotDigits)),
            ("45\n30", Err(Problem::NotDigits)),
        ] {
            let read = text.parse::<DirectNumber>();
            assert_eq!(
                read.as_ref().map(DirectNumber::as_str),
                expected.as_ref().copied(),
                "{text:?}"
            );
        }
    }

    #[test]
    fn a_right_and_a_language_cannot_carry_syntax() {
        for text in ["a]b", "a b", "a,b", "a\nb", "a;b", ""] {
            assert!(text.parse::<Right>().is_err(), "{text:?}");
            assert!(text.parse::<Language>().is_err(), "{text:?}");
        }
        assert!("from-phones_2.x".parse::<Right>().is_ok());
        assert!("pt_BR".parse::<Language>().is_ok());
    }

    #[test]
    fn every_field_that_is_wrong_is_told() {
        let form = PhoneServiceForm {
            direct_number: "x",
            rights: vec!["internal", "a b"],
            call_groups: "64",
            pickup_groups: "y",
            language: "f",
        };
        let errors = PhoneService::parse(&form).unwrap_err();
        let fields: Vec<_> = errors.iter().map(|error| error.field).collect();
        assert_eq!(
            fields,
            [
                "direct_number",
                "rights",
                "call_groups",
                "pickup_groups",
                "language"
            ]
        );
    }
}
