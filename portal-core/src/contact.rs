//! Contacts: people outside whom anybody may add to the directory.
//!
//! [`add`], [`change`] and [`remove`] decide; a store takes what they approve and nothing else.

mod changes;
mod import;

pub use changes::{AddContact, ChangeContact, RemoveContact, add, change, remove};
pub use import::{Plan, plan_import};

use crate::directory::{Entry, Kind, Source};
use crate::form::Checks;
use crate::{Capability, ContactId, DialString, Email, FieldError, PersonId, Problem, Subject, person};

/// A contact in the directory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contact {
    /// Which.
    pub id: ContactId,
    /// Who added it.
    pub creator: PersonId,
    /// What was filled in.
    pub details: ContactDetails,
}

impl Contact {
    /// A private contact is seen by its creator only, whatever anybody else may do.
    pub fn is_visible_to(&self, subject: &Subject) -> bool {
        subject.may(Capability::DirectoryRead) && (!self.details.private || self.creator == subject.person)
    }

    /// Whether the person may change and delete it: its creator may, and administrators may unless it is private.
    pub fn is_editable_by(&self, subject: &Subject) -> bool {
        match subject.scope(Capability::ContactWrite) {
            None => false,
            Some(_) if self.creator == subject.person => true,
            Some(scopes) => scopes.is_all() && !self.details.private,
        }
    }
}

/// What a form says about a contact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContactDetails {
    /// May be empty.
    pub first_name: String,
    /// May be empty if there is a company.
    pub last_name: String,
    /// May be empty if there is a last name.
    pub company: String,
    /// One to three numbers.
    pub numbers: Vec<DialString>,
    /// Where to write.
    pub email: Option<Email>,
    /// Seen by the creator only.
    pub private: bool,
}

/// The fields of the form for a contact, as typed.
///
/// ```
/// use switchhook_portal_core::{ContactDetails, ContactForm, Problem};
///
/// let form = ContactForm { last_name: "Girard", phone1: "19689 50-10-40", ..ContactForm::default() };
/// let contact = ContactDetails::parse(&form)?;
/// assert!(contact.private, "unless said otherwise");
/// assert_eq!(contact.numbers[0].as_str(), "19689501040");
///
/// let errors = ContactDetails::parse(&ContactForm { phone1: "call me", ..form }).unwrap_err();
/// assert_eq!((errors[0].field, &errors[0].problem), ("phone1", &Problem::BadCharacter { character: 'c' }));
/// # Ok::<(), Vec<switchhook_portal_core::FieldError>>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct ContactForm<'a> {
    /// `first_name`: at most 32.
    pub first_name: &'a str,
    /// `last_name`: at most 32; this or the company is needed.
    pub last_name: &'a str,
    /// `company`: at most 32.
    pub company: &'a str,
    /// `phone1`: needed.
    pub phone1: &'a str,
    /// `phone2`: may be empty.
    pub phone2: &'a str,
    /// `phone3`: may be empty.
    pub phone3: &'a str,
    /// `email`: may be empty.
    pub email: &'a str,
    /// `private`: the box is ticked; it is on by default.
    pub private: bool,
}

impl Default for ContactForm<'_> {
    fn default() -> Self {
        Self {
            first_name: "",
            last_name: "",
            company: "",
            phone1: "",
            phone2: "",
            phone3: "",
            email: "",
            private: true,
        }
    }
}

impl ContactDetails {
    /// Reads a form.
    ///
    /// # Errors
    ///
    /// All fields that are wrong.
    pub fn parse(form: &ContactForm<'_>) -> Result<Self, Vec<FieldError>> {
        let mut checks = Checks::default();
        let first_name = checks.line("first_name", form.first_name, 32);
        let last_name = checks.line("last_name", form.last_name, 32);
        let company = checks.line("company", form.company, 32);
        if form.last_name.trim().is_empty() && form.company.trim().is_empty() {
            checks.report("last_name", Problem::Empty);
        }
        let mut numbers = Vec::new();
        if form.phone1.trim().is_empty() {
            checks.report("phone1", Problem::Empty);
        }
        for (field, text) in [
            ("phone1", form.phone1),
            ("phone2", form.phone2),
            ("phone3", form.phone3),
        ] {
            let parse = |text: &str| text.parse::<DialString>().map_err(Problem::from);
            numbers.extend(checks.take_optional(field, text, parse));
        }
        let email = checks.take_optional("email", form.email, str::parse);
        checks.finish(Some(Self {
            first_name,
            last_name,
            company,
            numbers,
            email,
            private: form.private,
        }))
    }

    /// The line of the directory, for who may not change it.
    pub fn to_entry(&self, id: ContactId) -> Entry {
        Entry {
            source: Source::Contact(id),
            kind: if self.private { Kind::Private } else { Kind::Shared },
            first_name: self.first_name.clone(),
            last_name: self.last_name.clone(),
            company: self.company.clone(),
            department: None,
            department_name: String::new(),
            email: self.email.as_ref().map(ToString::to_string).unwrap_or_default(),
            numbers: self.numbers.iter().map(ToString::to_string).collect(),
            person: None,
            endpoint: None,
            editable: false,
        }
    }

    /// First and last name, or the company.
    pub fn display_name(&self) -> String {
        let name = person::display_name(&self.first_name, &self.last_name);
        if name.is_empty() {
            self.company.clone()
        } else {
            name
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Profile;
    use crate::testing::{contact, subject};

    #[test]
    fn the_form_of_the_manual_is_a_contact() {
        let details = ContactDetails::parse(&ContactForm {
            first_name: "Jean-Denis",
            last_name: "Girard",
            company: "SysNux",
            phone1: "19689501040",
            phone2: "19689797527",
            ..ContactForm::default()
        })
        .unwrap();
        assert_eq!(details.display_name(), "Jean-Denis Girard");
        assert_eq!(details.numbers.len(), 2);
    }

    #[test]
    fn a_contact_needs_a_name_and_a_number() {
        let fields = |form| {
            let errors = ContactDetails::parse(&form).unwrap_err();
            errors.into_iter().map(|error| error.field).collect::<Vec<_>>()
        };
        assert_eq!(fields(ContactForm::default()), ["last_name", "phone1"]);
        let form = ContactForm {
            company: "SysNux",
            phone2: "12",
            phone3: "x",
            ..ContactForm::default()
        };
        assert_eq!(fields(form), ["phone1", "phone3"]);
    }

    #[test]
    fn private_contacts_are_the_creators_alone() {
        let creator = subject(1, &[Profile::User], &[], &[]);
        let colleague = subject(2, &[Profile::User], &[], &[]);
        let administrator = subject(3, &[Profile::Administrator], &[], &[]);
        let auditor = subject(1, &[Profile::Auditor], &[], &[]);
        for (private, who, visible, editable) in [
            (true, &creator, true, true),
            (true, &colleague, false, false),
            (true, &administrator, false, false),
            (true, &auditor, false, false),
            (false, &creator, true, true),
            (false, &colleague, true, false),
            (false, &administrator, true, true),
            (false, &auditor, false, false),
        ] {
            let contact = contact(5, 1, "Girard", private);
            assert_eq!(contact.is_visible_to(who), visible, "{private} {who:?}");
            assert_eq!(contact.is_editable_by(who), editable, "{private} {who:?}");
        }
    }
}
