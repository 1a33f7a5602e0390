//! Telephones: a SIP account, its extension and whose it is.

mod service;

use std::fmt;
use std::str::FromStr;

pub use self::service::{DirectNumber, Groups, Language, PhoneService, PhoneServiceForm, Right};

use crate::form::Checks;
use crate::person::reference;
use crate::{DepartmentId, FieldError, PersonId, PhoneId, Problem, secret};

/// A telephone. Its SIP secret is kept apart, so that lists of phones can be shown and logged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phone {
    /// Which.
    pub id: PhoneId,
    /// Its SIP account.
    pub endpoint: EndpointName,
    /// What colleagues dial.
    pub extension: Extension,
    /// Whose it is; meeting rooms have none.
    pub owner: Option<PersonId>,
    /// To which department its calls are billed.
    pub department: Option<DepartmentId>,
    /// Shown in the directory instead of the owner's name, such as `Meeting room`; may be empty.
    pub label: String,
    /// Left out of the directory.
    pub hidden: bool,
}

/// The fields of the form for a phone, as typed.
#[derive(Clone, Copy, Debug, Default)]
pub struct PhoneForm<'a> {
    /// `extension`: 2 to 6 digits.
    pub extension: &'a str,
    /// `label`: may be empty; at most 64.
    pub label: &'a str,
    /// `owner`: the person's identifier, or empty.
    pub owner: &'a str,
    /// `department`: the identifier, or empty.
    pub department: &'a str,
    /// `hidden`: the box is ticked.
    pub hidden: bool,
}

/// A phone as a form describes one: the SIP account and its secret are drawn, not typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewPhone {
    /// What colleagues dial.
    pub extension: Extension,
    /// Shown in the directory instead of the owner's name.
    pub label: String,
    /// Whose it is.
    pub owner: Option<PersonId>,
    /// To which department its calls are billed.
    pub department: Option<DepartmentId>,
    /// Left out of the directory.
    pub hidden: bool,
}

impl NewPhone {
    /// Reads a form.
    ///
    /// # Errors
    ///
    /// All fields that are wrong. That an extension is taken or an owner unknown is for the store to find out.
    ///
    /// ```
    /// use switchhook_portal_core::{NewPhone, PhoneForm, Problem};
    ///
    /// let errors = NewPhone::parse(&PhoneForm { extension: "10a", ..PhoneForm::default() }).unwrap_err();
    /// assert_eq!((errors[0].field, &errors[0].problem), ("extension", &Problem::NotDigits));
    /// ```
    pub fn parse(form: &PhoneForm<'_>) -> Result<Self, Vec<FieldError>> {
        let mut checks = Checks::default();
        let extension = checks.take("extension", form.extension.trim().parse::<Extension>());
        let label = checks.line("label", form.label, 64);
        let owner = checks.take_optional("owner", form.owner, |text| reference(text).map(PersonId));
        let department = checks.take_optional("department", form.department, |text| {
            reference(text).map(DepartmentId)
        });
        checks.finish(extension.map(|extension| Self {
            extension,
            label,
            owner,
            department,
            hidden: form.hidden,
        }))
    }

    /// The phone with an identifier and a SIP account.
    pub fn with_account(self, id: PhoneId, endpoint: EndpointName) -> Phone {
        let Self {
            extension,
            label,
            owner,
            department,
            hidden,
        } = self;
        Phone {
            id,
            endpoint,
            extension,
            owner,
            department,
            label,
            hidden,
        }
    }
}

/// The name of a SIP account, such as `ab12cd34` in `PJSIP/ab12cd34`.
///
/// Letters, digits and `_`, `-`, `.`; at most 40.
///
/// ```
/// use switchhook_portal_core::EndpointName;
///
/// assert_eq!("ab12cd34".parse::<EndpointName>()?.channel(), "PJSIP/ab12cd34");
/// let drawn = EndpointName::from_random([7; 8]);
/// assert_eq!(drawn.as_str().len(), 14);
/// # Ok::<(), switchhook_portal_core::Problem>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EndpointName(String);

impl EndpointName {
    /// The longest name, in characters.
    pub const MAX: usize = 40;

    /// A name of fourteen letters and digits out of eight random bytes, which the caller draws.
    ///
    /// It says nothing about the extension, so a scanner that tries `100`, `101`, … finds no account.
    pub fn from_random(random: [u8; 8]) -> Self {
        // A letter first: Asterisk takes a section that is a number for one, here and there.
        Self(format!("p{}", secret::base32(&random)))
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What Asterisk dials: `PJSIP/ab12cd34`.
    pub fn channel(&self) -> String {
        format!("PJSIP/{}", self.0)
    }
}

impl FromStr for EndpointName {
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
        if text.len() > Self::MAX {
            return Err(Problem::TooLong { max: Self::MAX });
        }
        Ok(Self(text.to_owned()))
    }
}

impl fmt::Display for EndpointName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// An internal number: 2 to 6 digits.
///
/// ```
/// use switchhook_portal_core::{Extension, Problem};
///
/// assert_eq!("0106".parse::<Extension>()?.as_str(), "0106");
/// assert_eq!("1".parse::<Extension>(), Err(Problem::TooShort { min: 2 }));
/// # Ok::<(), Problem>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Extension(String);

impl Extension {
    /// The fewest digits.
    pub const MIN: usize = 2;
    /// The most digits.
    pub const MAX: usize = 6;

    /// The digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Extension {
    type Err = Problem;

    fn from_str(text: &str) -> Result<Self, Problem> {
        if text.is_empty() {
            return Err(Problem::Empty);
        }
        if !text.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(Problem::NotDigits);
        }
        if text.len() < Self::MIN {
            return Err(Problem::TooShort { min: Self::MIN });
        }
        if text.len() > Self::MAX {
            return Err(Problem::TooLong { max: Self::MAX });
        }
        Ok(Self(text.to_owned()))
    }
}

impl fmt::Display for Extension {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The endpoint behind a channel's name: `ab12cd34` for `PJSIP/ab12cd34-0000001f`, `None` for a `Local/` channel.
///
/// ```
/// use switchhook_portal_core::phone::endpoint_of;
///
/// assert_eq!(endpoint_of("PJSIP/my-trunk-0000001f"), Some("my-trunk"));
/// assert_eq!(endpoint_of("PJSIP/ab12cd34-00000002<ZOMBIE>"), Some("ab12cd34"));
/// assert_eq!(endpoint_of("Local/106@phones-0000000a;2"), None);
/// ```
pub fn endpoint_of(channel: &str) -> Option<&str> {
    let (technology, rest) = channel.split_once('/')?;
    if !matches!(technology, "PJSIP" | "SIP" | "IAX2" | "DAHDI") {
        return None;
    }
    // The last dash begins the number of the call; what is before it may hold dashes of its own.
    let name = rest.rsplit_once('-').map_or(rest, |(name, _)| name);
    (!name.is_empty()).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn extensions_are_two_to_six_digits() {
        for (text, expected) in [
            ("", Err(Problem::Empty)),
            ("1", Err(Problem::TooShort { min: 2 })),
            ("12", Ok("12")),
            ("123456", Ok("123456")),
            ("1234567", Err(Problem::TooLong { max: 6 })),
            ("12a", Err(Problem::NotDigits)),
            ("12\r", Err(Problem::NotDigits)),
            ("१२३", Err(Problem::NotDigits)),
        ] {
            assert_eq!(
                text.parse::<Extension>().as_ref().map(Extension::as_str),
                expected.as_ref().copied(),
                "{text:?}"
            );
        }
    }

    #[test]
    fn drawn_accounts_are_valid_and_differ() {
        let one = EndpointName::from_random([0; 8]);
        let other = EndpointName::from_random([0, 0, 0, 0, 0, 0, 0, 1]);
        assert_ne!(one, other);
        assert_eq!(one.as_str().parse::<EndpointName>(), Ok(one.clone()));
    }

    #[test]
    fn account_names_cannot_carry_syntax() {
        for (text, character) in [
            ("a]b", ']'),
            ("a\nb", '\n'),
            ("a;b", ';'),
            ("a/b", '/'),
            ("é", 'é'),
        ] {
            assert_eq!(
                text.parse::<EndpointName>(),
                Err(Problem::BadCharacter { character }),
                "{text:?}"
            );
        }
    }

    #[test]
    fn a_form_names_owner_and_department() {
        let form = PhoneForm {
            extension: " 106 ",
            label: "Salle",
            owner: "4",
            department: "",
            hidden: true,
        };
        let phone = NewPhone::parse(&form)
            .unwrap()
            .with_account(PhoneId(1), EndpointName::from_random([1; 8]));
        assert_eq!(
            (phone.extension.as_str(), phone.owner, phone.department),
            ("106", Some(PersonId(4)), None)
        );
        assert!(phone.hidden);
    }
}
