//! The directory: colleagues with a telephone and contacts, in one list.
//!
//! Entries come from three sources. Where several say something of the same person, the own private contact goes before the
//! telephone of the site, and that before a contact of everybody: [`Kind::precedence`]. [`Index`] finds and joins them.

pub mod exchange;
mod index;
mod keypad;
mod order;
mod query;
mod search;
mod texts;

use std::collections::BTreeMap;

pub use self::index::{Full, Hits, Index};
pub use self::keypad::keypad;
pub use self::search::{Column, Direction, Search};
use crate::person::display_name;
use crate::{
    Contact, ContactId, Department, DepartmentId, DirectNumber, EndpointName, Person, PersonId, Phone,
    PhoneId,
};

/// Where an entry comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Source {
    /// A telephone of ours.
    Phone(PhoneId),
    /// A contact that somebody added.
    Contact(ContactId),
}

/// What kind of entry to look for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Our own telephones.
    #[default]
    Colleague,
    /// Contacts that everybody sees.
    Shared,
    /// Contacts that only their creator sees.
    Private,
}

impl Kind {
    /// Which goes first where several say something of the same person or number: the least.
    ///
    /// ```
    /// use switchhook_portal_core::directory::Kind;
    ///
    /// let mut kinds = [Kind::Colleague, Kind::Shared, Kind::Private];
    /// kinds.sort_by_key(|kind| kind.precedence());
    /// assert_eq!(kinds, [Kind::Private, Kind::Colleague, Kind::Shared]);
    /// ```
    pub fn precedence(self) -> u8 {
        match self {
            Self::Private => 0,
            Self::Colleague => 1,
            Self::Shared => 2,
        }
    }
}

/// A line of the directory, as one person sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Where it comes from.
    pub source: Source,
    /// What kind it is.
    pub kind: Kind,
    /// May be empty.
    pub first_name: String,
    /// The last name or, for a phone with a label, the label; may be empty.
    pub last_name: String,
    /// The contact's company, or the own one.
    pub company: String,
    /// The colleague's department.
    pub department: Option<DepartmentId>,
    /// Its short name; may be empty.
    pub department_name: String,
    /// May be empty.
    pub email: String,
    /// What can be dialled, best first; never empty.
    pub numbers: Vec<String>,
    /// The owner of the phone.
    pub person: Option<PersonId>,
    /// The SIP account, by which the portal finds the presence.
    pub endpoint: Option<EndpointName>,
    /// The person who looks may change and delete it.
    pub editable: bool,
}

impl Entry {
    /// First and last name, or else the company, or else the first number.
    pub fn display_name(&self) -> String {
        let name = display_name(&self.first_name, &self.last_name);
        match (name.is_empty(), self.kind) {
            (false, _) => name,
            (true, Kind::Colleague) => self.numbers.first().cloned().unwrap_or_default(),
            (true, _) => self.company.clone(),
        }
    }
}

/// What the directory is made of.
#[derive(Clone, Copy, Debug)]
pub struct Facts<'a> {
    /// All telephones.
    pub phones: &'a [Phone],
    /// All people.
    pub people: &'a [Person],
    /// All departments.
    pub departments: &'a [Department],
    /// All contacts, also those of others.
    pub contacts: &'a [Contact],
    /// The numbers by which telephones are reached from outside.
    pub direct_numbers: &'a BTreeMap<PhoneId, DirectNumber>,
    /// The name of the own company.
    pub company: &'a str,
}

/// Several entries of one person, as one line. Nothing of them is lost: [`parts`](Self::parts) has each as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Joined {
    /// What the first says, and what it leaves empty from the others; the numbers of all.
    pub entry: Entry,
    /// Each by itself, in the order of their precedence; at least one.
    pub parts: Vec<Entry>,
}

impl Joined {
    fn of(parts: Vec<Entry>) -> Self {
        let mut entry = parts.first().cloned().expect("an entry is its own first part");
        for part in parts.iter().skip(1) {
            let fill = |ours: &mut String, theirs: &String| {
                if ours.is_empty() {
                    ours.clone_from(theirs);
                }
            };
            fill(&mut entry.company, &part.company);
            fill(&mut entry.email, &part.email);
            if entry.department.is_none() {
                entry.department = part.department;
                entry.department_name.clone_from(&part.department_name);
            }
            entry.person = entry.person.or(part.person);
            if entry.endpoint.is_none() {
                entry.endpoint.clone_from(&part.endpoint);
            }
            entry.editable |= part.editable;
            for number in &part.numbers {
                if !entry.numbers.contains(number) {
                    entry.numbers.push(number.clone());
                }
            }
        }
        Self { entry, parts }
    }

    /// The companies that the parts name, each once.
    pub fn companies(&self) -> Vec<&str> {
        self.values(|part| &part.company)
    }

    /// The addresses that the parts name, each once.
    pub fn emails(&self) -> Vec<&str> {
        self.values(|part| &part.email)
    }

    fn values(&self, field: impl Fn(&Entry) -> &String) -> Vec<&str> {
        let mut values: Vec<&str> = Vec::new();
        for part in &self.parts {
            let value = field(part).as_str();
            if !value.is_empty() && !values.contains(&value) {
                values.push(value);
            }
        }
        values
    }
}

/// Who has a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Named<'a> {
    /// Of whom there are several, the first by name.
    pub entry: &'a Entry,
    /// How many others of another name have it too, from a source of the same precedence.
    pub others: usize,
}

impl Named<'_> {
    /// The name of the first.
    pub fn name(&self) -> String {
        self.entry.display_name()
    }

    /// Whether the number alone does not say who it is.
    pub fn is_ambiguous(&self) -> bool {
        self.others > 0
    }
}

/// The telephones that are not hidden. The name of a disabled person is not shown.
fn colleagues<'a>(facts: &Facts<'a>) -> impl Iterator<Item = Entry> + use<'a> {
    let facts = *facts;
    let people: BTreeMap<PersonId, &Person> = facts.people.iter().map(|person| (person.id, person)).collect();
    let departments: BTreeMap<DepartmentId, &Department> = facts
        .departments
        .iter()
        .map(|department| (department.id, department))
        .collect();
    facts
        .phones
        .iter()
        .filter(|phone| !phone.hidden)
        .map(move |phone| {
            let owner = phone
                .owner
                .and_then(|owner| people.get(&owner))
                .filter(|owner| !owner.disabled);
            let department = phone
                .department
                .or_else(|| owner.and_then(|owner| owner.department));
            let (first_name, last_name) = match owner {
                _ if !phone.label.is_empty() => (String::new(), phone.label.clone()),
                Some(owner) => (owner.first_name.clone(), owner.last_name.clone()),
                None => Default::default(),
            };
            let direct = facts.direct_numbers.get(&phone.id);
            Entry {
                source: Source::Phone(phone.id),
                kind: Kind::Colleague,
                first_name,
                last_name,
                company: facts.company.to_owned(),
                department,
                department_name: department
                    .and_then(|id| departments.get(&id))
                    .map(|department| department.short_name.clone())
                    .unwrap_or_default(),
                email: owner
                    .and_then(|owner| owner.email.as_ref())
                    .map(ToString::to_string)
                    .unwrap_or_default(),
                numbers: std::iter::once(phone.extension.to_string())
                    .chain(direct.map(|number| number.as_str().to_owned()))
                    .collect(),
                person: owner.map(|owner| owner.id),
                endpoint: Some(phone.endpoint.clone()),
                editable: false,
            }
        })
}

fn contact_entry(contact: &Contact) -> Entry {
    contact.details.to_entry(contact.id)
}

#[cfg(test)]
mod tests;
