//! What is doubtful in a phone book, one contact at a time.

use std::fmt;

use super::GroupId;

/// Something that was put right or passed over, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Finding {
    /// Which contact, from 1; `None` for what is no contact's.
    pub contact: Option<usize>,
    /// The line of the file, when one was read.
    pub line: Option<usize>,
    /// What was found.
    pub problem: Problem,
}

impl Finding {
    /// A code that does not change between releases.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        self.problem.code()
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(line) = self.line {
            write!(f, "line {line}: ")?;
        }
        if let Some(contact) = self.contact {
            write!(f, "contact {contact}: ")?;
        }
        self.problem.fmt(f)
    }
}

/// What is doubtful.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Problem {
    /// No name at all.
    #[error("no name; it is shown as ?")]
    NoName,
    /// No number.
    #[error("no number; it is left out, as phones refuse such a contact")]
    NoNumber,
    /// A number that is blank.
    #[error("a blank number; it is left out, as phones refuse it")]
    BlankNumber,
    /// A character that no XML file can carry.
    #[error("U+{:04X} in a text, which no file can carry; it is left out", u32::from(*found))]
    Character {
        /// The character.
        found: char,
    },
    /// An account that no phone has.
    #[error("no account {account}; give one from 1 to 16, the first is taken")]
    Account {
        /// Which account, counted from 1.
        account: i64,
    },
    /// An account that is no number.
    #[error("an account that is no number; give the account's index, the first is taken")]
    AccountText,
    /// A group that the book does not have.
    #[error("no group {group}; add it to the book, the contact is not in it")]
    Group {
        /// Which group.
        group: GroupId,
    },
    /// A group that is no number.
    #[error("a group without a number; give each group an id, this one is left out")]
    GroupText,
    /// A group twice.
    #[error("group {group} is there twice; keep one of the two, the first is taken")]
    GroupTwice {
        /// Which group.
        group: GroupId,
    },
    /// A kind of number that is not known.
    #[error(
        "a kind of number that phones do not have; write Work, Home, Cell, Mobile, Fax or Other, it is taken as Other"
    )]
    Kind,
    /// An element that is not known. Told once for each name.
    #[error("<{name}> is not known here; it is passed over")]
    Element {
        /// Its name, shortened when long.
        name: String,
    },
    /// A text longer than the limit.
    #[error("<{name}> is longer than {limit} bytes; it is left out")]
    TooLong {
        /// Its name.
        name: String,
        /// How long it may be.
        limit: usize,
    },
    /// More numbers or groups than one contact may have.
    #[error("more than {limit} numbers or groups; the others are left out")]
    TooMany {
        /// How many there may be.
        limit: usize,
    },
}

impl Problem {
    /// A code that does not change between releases.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NoName => "W-PHONEBOOK-NAME",
            Self::NoNumber | Self::BlankNumber => "W-PHONEBOOK-NUMBER",
            Self::Character { .. } => "W-CHAR-FORBIDDEN",
            Self::Account { .. } | Self::AccountText => "W-PHONEBOOK-ACCOUNT",
            Self::Group { .. } | Self::GroupText | Self::GroupTwice { .. } => "W-PHONEBOOK-GROUP",
            Self::Kind => "W-PHONEBOOK-KIND",
            Self::Element { .. } => "W-PHONEBOOK-ELEMENT",
            Self::TooLong { .. } => "W-PHONEBOOK-LONG",
            Self::TooMany { .. } => "W-PHONEBOOK-MANY",
        }
    }
}
