//! Phone books: people and numbers to the XML files that phones download, and back.
//!
//! A phone fetches `phonebook.xml` (old ones `gs_phonebook.xml`) from the path in `P331`. The root is `AddressBook` for all;
//! what stands inside differs by [`Generation`]:
//!
//! | | [`Old`](Generation::Old) | [`New`](Generation::New) | [`Dect`](Generation::Dect) |
//! |---|---|---|---|
//! | phones | GXP20xx, 14xx, 2100 to 2124, GXV3140 | GXP16xx, 17xx, 2130 to 2170, 2200, GRP, GHP, GXV32xx and later, WP | DP7xx |
//! | a name alone | is the last name | is the first name | is the first name |
//! | kind of a number | | yes | yes |
//! | groups of a contact | `Groups/groupid` | `Group` | none |
//! | department, company, mail, favourite, picture, ring tone | | yes | yes |
//!
//! [`PhoneBook::render`] writes any book: what a phone would choke on is put right and told as a [`Finding`], since one contact
//! without a number must not cost the book (an UCM refused a whole file for that). [`parse`] reads what phones, UCMs and FusionPBX
//! write and passes over what it does not know, with findings. Each file has a size that its phone can hold: [`PhoneBook::split`].
//!
//! ```
//! use switchhook_provisioning::phonebook::{Contact, Generation, Number, NumberKind, PhoneBook};
//! let mut book = PhoneBook::new();
//! let sales = book.group("Sales");
//! book.contacts.push(
//!     Contact::new("Ana", "Teva")
//!         .number(Number::new("201"))
//!         .number(Number::new("+687 78 12 34").kind(NumberKind::Cell))
//!         .group(sales),
//! );
//! book.contacts.push(Contact::new("", "").number(Number::new("202")));
//!
//! let rendered = book.render(Generation::New);
//! assert!(rendered.file.contains("<FirstName>Ana</FirstName>"));
//! assert!(rendered.file.contains("<Phone type=\"Cell\">"));
//! assert_eq!(rendered.findings[0].to_string(), "contact 2: no name; it is shown as ?");
//! ```

use std::fmt;
use std::num::NonZeroUsize;
use std::str::FromStr;

mod parse;
mod problem;
mod render;

pub use parse::{AccountIndex, Limits, Parsed, ReadPhoneBookError, parse};
pub use problem::{Finding, Problem};
pub use render::{Generation, Rendered};

/// People and numbers, in the order in which the phone gets them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PhoneBook {
    /// Groups that contacts can be in.
    pub groups: Vec<Group>,
    /// The contacts.
    pub contacts: Vec<Contact>,
}

impl PhoneBook {
    /// An empty book.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The group of this name: the one that is there, or a new one with the next free number.
    pub fn group(&mut self, name: &str) -> GroupId {
        if let Some(group) = self.groups.iter().find(|group| group.name == name) {
            return group.id;
        }
        let highest = self.groups.iter().map(|group| group.id.0).max().unwrap_or(0);
        // Groups with the highest number of all came from a file; a gap below it is free then.
        let id = highest
            .checked_add(1)
            .or_else(|| (1..u32::MAX).find(|id| self.groups.iter().all(|group| group.id.0 != *id)));
        let id = GroupId(id.unwrap_or(u32::MAX));
        self.groups.push(Group::new(id, name));
        id
    }

    /// Sorts the contacts by last name, then first name, whatever the case of their letters.
    pub fn sort(&mut self) {
        self.contacts.sort_by_cached_key(|contact| {
            let first = contact.first_name.trim().to_lowercase();
            match contact.last_name.trim().to_lowercase() {
                // A name alone is looked for by what it is.
                last if last.is_empty() => (first, String::new()),
                last => (last, first),
            }
        });
    }

    /// Books of at most so many contacts each, for phones that hold no more.
    ///
    /// Each contact is in one of them: with its first group, or after all groups when it has none. A group stays together
    /// where it fits into one book. Each book has the groups that its contacts name.
    ///
    /// How many a phone holds is known by the order of size only: 500 on GXP14xx, 1 000 to 2 000 on GXP21xx. LDAP has no
    /// such limit.
    ///
    /// ```
    /// use switchhook_provisioning::phonebook::{Contact, Number, PhoneBook};
    /// let mut book = PhoneBook::new();
    /// for group in ["Sales", "Stores"] {
    ///     let group = book.group(group);
    ///     for number in 1..=3 {
    ///         book.contacts.push(Contact::new("Ana", "Teva").number(Number::new(format!("20{number}"))).group(group));
    ///     }
    /// }
    /// let parts = book.split(4.try_into()?);
    /// let sizes: Vec<_> = parts.iter().map(|part| (part.groups[0].name.as_str(), part.contacts.len())).collect();
    /// assert_eq!(sizes, [("Sales", 3), ("Stores", 3)]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn split(&self, limit: NonZeroUsize) -> Vec<Self> {
        let limit = limit.get();
        let rank = |contact: &Contact| {
            let first = contact.groups.first()?;
            self.groups.iter().position(|group| group.id == *first)
        };
        let mut ranked: Vec<_> = self
            .contacts
            .iter()
            .map(|contact| (rank(contact).unwrap_or(usize::MAX), contact))
            .collect();
        ranked.sort_by_key(|(rank, _)| *rank);
        let mut parts: Vec<Vec<&Contact>> = Vec::new();
        for together in ranked.chunk_by(|(one, _), (other, _)| one == other) {
            let room = parts.last().map_or(0, |part| limit - part.len());
            if together.len() > room {
                parts.push(Vec::new());
            }
            for (_, contact) in together {
                if parts.last().is_some_and(|part| part.len() == limit) {
                    parts.push(Vec::new());
                }
                if let Some(part) = parts.last_mut() {
                    part.push(contact);
                }
            }
        }
        parts.into_iter().map(|part| self.part(part)).collect()
    }

    fn part(&self, contacts: Vec<&Contact>) -> Self {
        let mut named: Vec<GroupId> = contacts
            .iter()
            .flat_map(|contact| contact.groups.iter().copied())
            .collect();
        named.sort_unstable();
        let groups = self
            .groups
            .iter()
            .filter(|group| named.binary_search(&group.id).is_ok());
        Self {
            groups: groups.cloned().collect(),
            contacts: contacts.into_iter().cloned().collect(),
        }
    }
}

/// The number of a group inside its book.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct GroupId(pub u32);

impl fmt::Display for GroupId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A group of contacts.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Group {
    /// Its number.
    pub id: GroupId,
    /// What the phone shows.
    pub name: String,
    /// Where its ring tone is; empty for the phone's own.
    pub ringtone: String,
}

impl Group {
    /// A group with the phone's own ring tone.
    pub fn new(id: GroupId, name: impl Into<String>) -> Self {
        Self {
            id,
            name: name.into(),
            ringtone: String::new(),
        }
    }
}

/// Somebody with numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Contact {
    /// First name.
    pub first_name: String,
    /// Last name.
    pub last_name: String,
    /// Department.
    pub department: String,
    /// Company.
    pub company: String,
    /// Mail address.
    pub mail: String,
    /// Whether the phone lists it first of all.
    pub favourite: bool,
    /// Where its picture is.
    pub photo: String,
    /// Where its ring tone is.
    pub ringtone: String,
    /// Its numbers; the first is the one that is dialled unless another is chosen.
    pub numbers: Vec<Number>,
    /// The groups that it is in.
    pub groups: Vec<GroupId>,
}

impl Contact {
    /// Somebody without numbers yet. One of the names may be empty.
    pub fn new(first_name: impl Into<String>, last_name: impl Into<String>) -> Self {
        Self {
            first_name: first_name.into(),
            last_name: last_name.into(),
            ..Self::default()
        }
    }

    /// Adds a number.
    #[must_use]
    pub fn number(mut self, number: Number) -> Self {
        self.numbers.push(number);
        self
    }

    /// Puts the contact into a group.
    #[must_use]
    pub fn group(mut self, group: GroupId) -> Self {
        self.groups.push(group);
        self
    }

    /// Sets the department.
    #[must_use]
    pub fn department(mut self, department: impl Into<String>) -> Self {
        self.department = department.into();
        self
    }

    /// Sets the company.
    #[must_use]
    pub fn company(mut self, company: impl Into<String>) -> Self {
        self.company = company.into();
        self
    }

    /// Sets the mail address.
    #[must_use]
    pub fn mail(mut self, mail: impl Into<String>) -> Self {
        self.mail = mail.into();
        self
    }

    /// Says whether the phone lists it first of all.
    #[must_use]
    pub fn favourite(mut self, favourite: bool) -> Self {
        self.favourite = favourite;
        self
    }
}

/// One number of a contact.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Number {
    /// As it is dialled.
    pub number: String,
    /// What it is.
    pub kind: NumberKind,
    /// Through which of the phone's accounts it is dialled, from 1. Files count from 0, and [`Generation`] does that.
    pub account: u8,
}

impl Number {
    /// A number at work, dialled through the first account.
    pub fn new(number: impl Into<String>) -> Self {
        Self {
            number: number.into(),
            kind: NumberKind::default(),
            account: 1,
        }
    }

    /// Says what it is.
    #[must_use]
    pub fn kind(mut self, kind: NumberKind) -> Self {
        self.kind = kind;
        self
    }

    /// Says through which account it is dialled, from 1.
    #[must_use]
    pub fn account(mut self, account: u8) -> Self {
        self.account = account;
        self
    }
}

/// What a number is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum NumberKind {
    /// At work.
    #[default]
    Work,
    /// At home.
    Home,
    /// Mobile, as phones and FusionPBX mostly call it.
    Cell,
    /// Mobile, by its other name.
    Mobile,
    /// A fax.
    Fax,
    /// Something else.
    Other,
}

impl NumberKind {
    const ALL: [Self; 6] = [
        Self::Work,
        Self::Home,
        Self::Cell,
        Self::Mobile,
        Self::Fax,
        Self::Other,
    ];

    /// Its name in files.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Work => "Work",
            Self::Home => "Home",
            Self::Cell => "Cell",
            Self::Mobile => "Mobile",
            Self::Fax => "Fax",
            Self::Other => "Other",
        }
    }
}

impl fmt::Display for NumberKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// A text that names no kind of number.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no kind of number; write Work, Home, Cell, Mobile, Fax or Other")]
pub struct ParseNumberKindError;

impl FromStr for NumberKind {
    type Err = ParseNumberKindError;

    fn from_str(text: &str) -> Result<Self, ParseNumberKindError> {
        Self::ALL
            .into_iter()
            .find(|kind| kind.name().eq_ignore_ascii_case(text))
            .ok_or(ParseNumberKindError)
    }
}
