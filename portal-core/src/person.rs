//! People: the accounts of the portal.

mod changes;

use std::fmt;
use std::str::FromStr;

pub use self::changes::{
    AddPerson, ChangePerson, Decision, DropQueueProfiles, InvitePerson, PersonError, add, change,
    drop_queue_profiles, invite,
};

use crate::form::{self, Checks};
use crate::rights::Profiles;
use crate::{DepartmentId, FieldError, PersonId, Problem, Profile, text};

/// A person with an account.
///
/// ```
/// use switchhook_portal_core::{Person, PersonId, Profile};
///
/// let zoe = Person {
///     id: PersonId(1),
///     login: "zoe".parse()?,
///     first_name: "Zoë".into(),
///     last_name: "Müller".into(),
///     email: None,
///     department: None,
///     profiles: [Profile::User].into(),
///     disabled: false,
/// };
/// assert_eq!(zoe.display_name(), "Zoë Müller");
/// assert_eq!(zoe.ascii_name(), "Zoe Muller");
/// # Ok::<(), switchhook_portal_core::Problem>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// Who.
    pub id: PersonId,
    /// The name typed at login.
    pub login: Login,
    /// May be empty.
    pub first_name: String,
    /// Never empty.
    pub last_name: String,
    /// Where messages go.
    pub email: Option<Email>,
    /// Where the person works.
    pub department: Option<DepartmentId>,
    /// What the person may do; see [`TABLE`](crate::rights::TABLE).
    pub profiles: Profiles,
    /// Kept for history, but cannot log in.
    pub disabled: bool,
}

impl Person {
    /// First and last name, as people read it.
    pub fn display_name(&self) -> String {
        display_name(&self.first_name, &self.last_name)
    }

    /// The name as Asterisk and telephones show it; see [`ascii_name`](text::ascii_name). Falls back to the login
    /// where a name has no Latin spelling.
    pub fn ascii_name(&self) -> String {
        let name = text::ascii_name(&self.display_name());
        if name.is_empty() {
            self.login.to_string()
        } else {
            name
        }
    }
}

pub(crate) fn display_name(first: &str, last: &str) -> String {
    format!("{first} {last}").trim().to_owned()
}

/// The fields of the form for a person, as typed.
#[derive(Clone, Copy, Debug, Default)]
pub struct PersonForm<'a> {
    /// `login`: letters, digits and `.`, `_`, `-`, `@`; at most 64.
    pub login: &'a str,
    /// `first_name`: may be empty; at most 80.
    pub first_name: &'a str,
    /// `last_name`: needed; at most 80.
    pub last_name: &'a str,
    /// `email`: may be empty.
    pub email: &'a str,
    /// `department`: the identifier, or empty.
    pub department: &'a str,
    /// `profiles`: keys such as `user`, `agent:support` or `grant:recording-listen`; at least one.
    pub profiles: &'a [&'a str],
    /// `disabled`: the box is ticked.
    pub disabled: bool,
}

/// A person as a form describes one: everything but the identifier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewPerson {
    /// The name typed at login.
    pub login: Login,
    /// May be empty.
    pub first_name: String,
    /// Never empty.
    pub last_name: String,
    /// Where messages go.
    pub email: Option<Email>,
    /// Where the person works.
    pub department: Option<DepartmentId>,
    /// What the person may do.
    pub profiles: Profiles,
    /// Cannot log in.
    pub disabled: bool,
}

impl NewPerson {
    /// Reads a form.
    ///
    /// # Errors
    ///
    /// All fields that are wrong. That a login is taken or a department unknown is for the store to find out.
    ///
    /// ```
    /// use switchhook_portal_core::{NewPerson, PersonForm, Problem};
    ///
    /// let form = PersonForm { login: "ana maria", last_name: "", profiles: &["user"], ..PersonForm::default() };
    /// let errors = NewPerson::parse(&form).unwrap_err();
    /// assert_eq!(errors[0].problem, Problem::BadCharacter { character: ' ' });
    /// assert_eq!((errors[1].field, &errors[1].problem), ("last_name", &Problem::Empty));
    /// ```
    pub fn parse(form: &PersonForm<'_>) -> Result<Self, Vec<FieldError>> {
        let mut checks = Checks::default();
        let login = checks.take("login", form.login.trim().parse::<Login>());
        let first_name = checks.line("first_name", form.first_name, 80);
        let last_name = checks.required("last_name", form.last_name, 80);
        let email = checks.take_optional("email", form.email, str::parse);
        let department = checks.take_optional("department", form.department, |text| {
            reference(text).map(DepartmentId)
        });
        let mut profiles = Profiles::default();
        for key in form.profiles {
            checks.take("profiles", profiles.add(key).map_err(|_| Problem::Unknown));
        }
        if form.profiles.is_empty() {
            checks.report("profiles", Problem::Empty);
        }
        checks.finish(login.map(|login| Self {
            login,
            first_name,
            last_name,
            email,
            department,
            profiles,
            disabled: form.disabled,
        }))
    }

    /// The person with an identifier.
    pub fn with_id(self, id: PersonId) -> Person {
        let Self {
            login,
            first_name,
            last_name,
            email,
            department,
            profiles,
            disabled,
        } = self;
        Person {
            id,
            login,
            first_name,
            last_name,
            email,
            department,
            profiles,
            disabled,
        }
    }
}

/// Checks that at least one person can still administer the portal after `changed` took the place of the person with
/// the same identifier; `people` is everybody as stored.
///
/// # Errors
///
/// [`Problem::LastAdministrator`] at `profiles` or at `disabled`, whichever took the right away.
pub fn keeps_an_administrator(people: &[Person], changed: &Person) -> Result<(), FieldError> {
    let active = |person: &Person| !person.disabled && person.profiles.contains(Profile::Administrator);
    let was = people.iter().any(active);
    let others = people
        .iter()
        .any(|person| person.id != changed.id && active(person));
    if !was || others || active(changed) {
        return Ok(());
    }
    let field = if changed.profiles.contains(Profile::Administrator) {
        "disabled"
    } else {
        "profiles"
    };
    Err(FieldError::new(field, Problem::LastAdministrator))
}

/// The name typed at login: lower case, without blanks.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Login(String);

impl Login {
    /// The longest login, in characters.
    pub const MAX: usize = 64;

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Login {
    type Err = Problem;

    fn from_str(text: &str) -> Result<Self, Problem> {
        if text.is_empty() {
            return Err(Problem::Empty);
        }
        if let Some(character) = text
            .chars()
            .find(|&c| !c.is_ascii_alphanumeric() && !"._-@".contains(c))
        {
            return Err(Problem::BadCharacter { character });
        }
        if text.len() > Self::MAX {
            return Err(Problem::TooLong { max: Self::MAX });
        }
        // `Ana` and `ana` would be two accounts that nobody can tell apart.
        Ok(Self(text.to_ascii_lowercase()))
    }
}

impl fmt::Display for Login {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// An e-mail address: one `@` with something sensible on both sides. Whether it works shows when it is used.
///
/// ```
/// use switchhook_portal_core::{Email, Problem};
///
/// assert_eq!("ana@example.org".parse::<Email>()?.as_str(), "ana@example.org");
/// assert_eq!("ana@".parse::<Email>(), Err(Problem::NotAnEmail));
/// # Ok::<(), Problem>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Email(String);

impl Email {
    /// The longest address: RFC 5321 leaves 254.
    pub const MAX: usize = 254;

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Email {
    type Err = Problem;

    fn from_str(text: &str) -> Result<Self, Problem> {
        let text = form::line(text, Self::MAX)?;
        let (local, domain) = text.split_once('@').ok_or(Problem::NotAnEmail)?;
        let bad = |c: char| c.is_whitespace() || "@<>\"(),;:\\[]".contains(c);
        let sound = !local.is_empty()
            && !domain.is_empty()
            && !text.contains("..")
            && !domain.starts_with(['.', '-'])
            && !domain.ends_with(['.', '-'])
            && !local.contains(bad)
            && !domain.contains(bad);
        if sound {
            Ok(Self(text))
        } else {
            Err(Problem::NotAnEmail)
        }
    }
}

impl fmt::Display for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The identifier in a form's list, which only a broken or forged form gets wrong.
pub(crate) fn reference(text: &str) -> Result<i64, Problem> {
    text.parse().map_err(|_| Problem::Unknown)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form() -> PersonForm<'static> {
        PersonForm {
            login: "Ana.Souza",
            last_name: "Souza",
            profiles: &["user"],
            ..PersonForm::default()
        }
    }

    fn person(id: i64, profiles: &[Profile], disabled: bool) -> Person {
        let new = NewPerson::parse(&form()).unwrap();
        Person {
            profiles: profiles.iter().copied().collect(),
            disabled,
            ..new.with_id(PersonId(id))
        }
    }

    #[test]
    fn a_complete_form_is_a_person() {
        let new = NewPerson::parse(&PersonForm {
            first_name: " Ana ",
            email: " ana@example.org ",
            department: "3",
            profiles: &["user", "department-head", "user"],
            ..form()
        })
        .unwrap();
        assert_eq!(new.login.as_str(), "ana.souza");
        assert_eq!(new.first_name, "Ana");
        assert_eq!(new.email.as_ref().map(Email::as_str), Some("ana@example.org"));
        assert_eq!(new.department, Some(DepartmentId(3)));
        assert_eq!(new.profiles, [Profile::User, Profile::DepartmentHead].into());
    }

    #[test]
    fn every_wrong_field_is_named() {
        let errors = NewPerson::parse(&PersonForm {
            login: "",
            first_name: &"x".repeat(81),
            last_name: "A\nB",
            email: "nobody",
            department: "x",
            profiles: &["root"],
            disabled: false,
        })
        .unwrap_err();
        let expected = [
            ("login", Problem::Empty),
            ("first_name", Problem::TooLong { max: 80 }),
            ("last_name", Problem::BadCharacter { character: '\n' }),
            ("email", Problem::NotAnEmail),
            ("department", Problem::Unknown),
            ("profiles", Problem::Unknown),
        ];
        assert_eq!(
            errors,
            expected.map(|(field, problem)| FieldError::new(field, problem))
        );
    }

    #[test]
    fn addresses_that_would_break_a_header_are_refused() {
        for text in ["a@b@c", "a b@c", "a@b..c", "@b", "a@.b", "a@b-", "a,b@c", "<a@b>"] {
            assert_eq!(text.parse::<Email>(), Err(Problem::NotAnEmail), "{text:?}");
        }
        assert_eq!(
            "a\r\n@b".parse::<Email>(),
            Err(Problem::BadCharacter { character: '\r' })
        );
    }

    #[test]
    fn the_last_administrator_stays() {
        let admin = person(1, &[Profile::Administrator], false);
        let user = person(2, &[Profile::User], false);
        let sleeping = person(3, &[Profile::Administrator], true);
        let people = [admin.clone(), user.clone(), sleeping.clone()];

        let demoted = Person {
            profiles: [Profile::User].into(),
            ..admin.clone()
        };
        let error = keeps_an_administrator(&people, &demoted).unwrap_err();
        assert_eq!(
            (error.field, error.problem),
            ("profiles", Problem::LastAdministrator)
        );

        let disabled = Person {
            disabled: true,
            ..admin.clone()
        };
        assert_eq!(
            keeps_an_administrator(&people, &disabled).unwrap_err().field,
            "disabled"
        );

        let woken = Person {
            disabled: false,
            ..sleeping
        };
        assert_eq!(keeps_an_administrator(&people, &woken), Ok(()));
        assert_eq!(keeps_an_administrator(&[admin, woken], &demoted), Ok(()));
        assert_eq!(keeps_an_administrator(&people, &user), Ok(()));
    }
}
