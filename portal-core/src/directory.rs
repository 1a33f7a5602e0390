//! The directory: colleagues with a telephone and contacts, in one list.

mod search;

use std::collections::BTreeMap;

pub use self::search::{Column, Direction, Search, sort};
use crate::person::display_name;
use crate::{
    Capability, Contact, ContactId, Denied, Department, DepartmentId, EndpointName, Person, PersonId, Phone,
    PhoneId, Subject,
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Our own telephones.
    Colleague,
    /// Contacts that everybody sees.
    Shared,
    /// Contacts that only their creator sees.
    Private,
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
    /// The name of the own company.
    pub company: &'a str,
}

/// The entries that a person may see, by last name.
///
/// Phones that are hidden and private contacts of others are left out. The name of a disabled person is not shown.
///
/// # Errors
///
/// The person may not see the directory.
pub fn entries(subject: &Subject, facts: &Facts<'_>) -> Result<Vec<Entry>, Denied> {
    subject.require(Capability::DirectoryRead)?;
    let people: BTreeMap<PersonId, &Person> = facts.people.iter().map(|person| (person.id, person)).collect();
    let departments: BTreeMap<DepartmentId, &Department> = facts
        .departments
        .iter()
        .map(|department| (department.id, department))
        .collect();
    let colleagues = facts.phones.iter().filter(|phone| !phone.hidden).map(|phone| {
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
            numbers: vec![phone.extension.to_string()],
            person: owner.map(|owner| owner.id),
            endpoint: Some(phone.endpoint.clone()),
            editable: false,
        }
    });
    let contacts = facts
        .contacts
        .iter()
        .filter(|contact| contact.is_visible_to(subject))
        .map(|contact| {
            let details = &contact.details;
            Entry {
                source: Source::Contact(contact.id),
                kind: if details.private {
                    Kind::Private
                } else {
                    Kind::Shared
                },
                first_name: details.first_name.clone(),
                last_name: details.last_name.clone(),
                company: details.company.clone(),
                department: None,
                department_name: String::new(),
                email: details
                    .email
                    .as_ref()
                    .map(ToString::to_string)
                    .unwrap_or_default(),
                numbers: details.numbers.iter().map(ToString::to_string).collect(),
                person: None,
                endpoint: None,
                editable: contact.is_editable_by(subject),
            }
        });
    let mut entries: Vec<Entry> = colleagues.chain(contacts).collect();
    sort(&mut entries, Column::default(), Direction::default());
    Ok(entries)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::Profile;
    use crate::testing::{contact, person, phone, subject};
    use crate::text::fold;

    struct Company {
        phones: Vec<Phone>,
        people: Vec<Person>,
        departments: Vec<Department>,
        contacts: Vec<Contact>,
    }

    impl Company {
        fn new() -> Self {
            let named = |id, first: &str, last: &str| Person {
                first_name: first.into(),
                last_name: last.into(),
                email: Some(format!("p{id}@example.org").parse().unwrap()),
                department: Some(DepartmentId(1)),
                ..person(id, &[Profile::User])
            };
            Self {
                phones: vec![
                    phone(10, "106", Some(1)),
                    phone(11, "107", Some(2)),
                    Phone {
                        label: "Salle Conseil".into(),
                        ..phone(12, "293", None)
                    },
                    Phone {
                        hidden: true,
                        ..phone(13, "299", Some(1))
                    },
                ],
                people: vec![named(1, "Éloïse", "Zébre"), named(2, "Ana", "Álvarez")],
                departments: vec![Department {
                    id: DepartmentId(1),
                    short_name: "Ventes".into(),
                    full_name: String::new(),
                    parent: None,
                }],
                contacts: vec![contact(1, 1, "Girard", false), contact(2, 2, "Secret", true)],
            }
        }

        fn seen_by(&self, who: i64) -> Vec<Entry> {
            let facts = Facts {
                phones: &self.phones,
                people: &self.people,
                departments: &self.departments,
                contacts: &self.contacts,
                company: "Switchhook",
            };
            entries(&subject(who, &[Profile::User], &[], &[]), &facts).unwrap()
        }
    }

    fn names<'a>(entries: impl IntoIterator<Item = &'a Entry>) -> Vec<String> {
        entries.into_iter().map(Entry::display_name).collect()
    }

    #[test]
    fn colleagues_and_contacts_stand_in_one_list() {
        let company = Company::new();
        assert_eq!(
            names(&company.seen_by(1)),
            ["Ana Álvarez", "First Girard", "Salle Conseil", "Éloïse Zébre"]
        );
        assert_eq!(
            names(&company.seen_by(2)),
            [
                "Ana Álvarez",
                "First Girard",
                "Salle Conseil",
                "First Secret",
                "Éloïse Zébre"
            ]
        );
    }

    #[test]
    fn an_auditor_sees_no_directory() {
        let facts = Facts {
            phones: &[],
            people: &[],
            departments: &[],
            contacts: &[],
            company: "",
        };
        let denied = entries(&subject(1, &[Profile::Auditor], &[], &[]), &facts);
        assert_eq!(
            denied,
            Err(Denied {
                capability: Capability::DirectoryRead
            })
        );
    }

    #[test]
    fn the_name_of_a_person_who_left_is_gone() {
        let mut company = Company::new();
        company.people[1].disabled = true;
        let seen = company.seen_by(1);
        let entry = seen
            .iter()
            .find(|entry| entry.source == Source::Phone(PhoneId(11)))
            .unwrap();
        assert_eq!(
            (entry.display_name().as_str(), entry.email.as_str(), entry.person),
            ("107", "", None)
        );
    }

    #[test]
    fn searches_narrow_by_every_field_that_is_filled_in() {
        let seen = Company::new().seen_by(2);
        let empty = Search::default();
        for (search, expected) in [
            (empty.clone(), 5),
            (
                Search {
                    text: "ELOISE".into(),
                    ..empty.clone()
                },
                1,
            ),
            (
                Search {
                    text: "zebre ventes".into(),
                    ..empty.clone()
                },
                1,
            ),
            (
                Search {
                    text: "zebre ana".into(),
                    ..empty.clone()
                },
                0,
            ),
            (
                Search {
                    text: "10".into(),
                    ..empty.clone()
                },
                2,
            ),
            (
                Search {
                    text: "p2@".into(),
                    ..empty.clone()
                },
                1,
            ),
            (
                Search {
                    first_name: "alvarez".into(),
                    ..empty.clone()
                },
                0,
            ),
            (
                Search {
                    last_name: "alvarez".into(),
                    ..empty.clone()
                },
                1,
            ),
            (
                Search {
                    company: "switch".into(),
                    ..empty.clone()
                },
                3,
            ),
            (
                Search {
                    company: "switch".into(),
                    number: "1-0 7".into(),
                    ..empty.clone()
                },
                1,
            ),
            (
                Search {
                    number: "abc".into(),
                    ..empty.clone()
                },
                0,
            ),
            (
                Search {
                    email: "example".into(),
                    ..empty.clone()
                },
                2,
            ),
            (
                Search {
                    department: Some(DepartmentId(1)),
                    ..empty.clone()
                },
                2,
            ),
            (
                Search {
                    department: Some(DepartmentId(2)),
                    ..empty.clone()
                },
                0,
            ),
            (
                Search {
                    kind: Some(Kind::Shared),
                    ..empty.clone()
                },
                1,
            ),
            (
                Search {
                    kind: Some(Kind::Private),
                    ..empty.clone()
                },
                1,
            ),
        ] {
            assert_eq!(search.filter(&seen).len(), expected, "{search:?}");
        }
    }

    #[test]
    fn columns_sort_both_ways_and_empty_ones_stay_last() {
        let mut seen = Company::new().seen_by(1);
        sort(&mut seen, Column::LastName, Direction::Descending);
        assert_eq!(
            names(&seen),
            ["Éloïse Zébre", "Salle Conseil", "First Girard", "Ana Álvarez"]
        );
        sort(&mut seen, Column::FirstName, Direction::Descending);
        assert_eq!(
            names(&seen),
            ["First Girard", "Éloïse Zébre", "Ana Álvarez", "Salle Conseil"]
        );
        sort(&mut seen, Column::Number, Direction::Ascending);
        assert_eq!(
            names(&seen),
            ["Éloïse Zébre", "Ana Álvarez", "Salle Conseil", "First Girard"]
        );
        for (column, first) in [
            (Column::Email, "Éloïse Zébre"),
            (Column::Department, "Ana Álvarez"),
            (Column::Company, "Ana Álvarez"),
        ] {
            sort(&mut seen, column, Direction::Ascending);
            assert_eq!(names(&seen)[0], first, "{column:?}");
        }
    }

    proptest! {
        /// Whoever types a name without accents and capitals finds its owner.
        #[test]
        fn every_entry_is_found_by_its_own_plain_name(first in "\\PC{1,12}", last in "\\PC{1,12}") {
            let mut company = Company::new();
            company.people[0].first_name = first;
            company.people[0].last_name = last;
            let seen = company.seen_by(1);
            for entry in &seen {
                let plain = fold(&entry.display_name()).to_uppercase();
                let search = Search { text: plain, ..Search::default() };
                prop_assert!(search.matches(entry), "{:?}", entry.display_name());
            }
        }

        /// Sorting loses nobody, and sorting again changes nothing.
        #[test]
        fn sorting_is_stable(column in prop::sample::select(vec![Column::FirstName, Column::Number, Column::Email])) {
            let mut once = Company::new().seen_by(1);
            once.reverse();
            sort(&mut once, column, Direction::Ascending);
            let mut twice = once.clone();
            sort(&mut twice, column, Direction::Ascending);
            prop_assert_eq!(once.len(), 4);
            prop_assert_eq!(once, twice);
        }
    }
}
