//! Contacts as files: CSV of spreadsheets, and vCard.
//!
//! What cannot be taken is said with its line and reason, and what has no place here is counted by name: nothing of a file is
//! lost silently.

mod csv;
mod encoding;
mod header;
mod vcard;

use std::collections::BTreeMap;

pub use self::csv::{read_csv, write_csv};
pub use self::encoding::Encoding;
pub use self::header::Words;
pub use self::vcard::{VcardVersion, read_vcard, write_vcard};
use crate::text::clip;
use crate::{ContactDetails, FieldError};

/// What a file of contacts holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Import {
    /// How its characters were written.
    pub encoding: Encoding,
    /// What can be taken, in the order of the file.
    pub contacts: Vec<Imported>,
    /// What cannot; at most [`MAX_REFUSED`](Self::MAX_REFUSED).
    pub refused: Vec<Refused>,
    /// How many more cannot.
    pub more_refused: usize,
    /// How often something of a contact that is taken has no place here, by the name of its column or property; `…` for all
    /// after [`MAX_LEFT_OUT`](Self::MAX_LEFT_OUT) names.
    pub left_out: BTreeMap<String, usize>,
}

/// A contact of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Imported {
    /// Where it begins, from 1.
    pub line: usize,
    /// As if it had been typed.
    pub details: ContactDetails,
}

/// Something of a file that is no contact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// Where it begins, from 1.
    pub line: usize,
    /// Why.
    pub reason: Reason,
}

/// Why something of a file is refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Reason {
    /// A field is not what a form would take. The names are those of [`ContactForm`](crate::ContactForm).
    #[error("{0}")]
    Field(FieldError),
    /// A quote that is never closed.
    #[error("the quote is never closed; double the quotes that belong to a text")]
    OpenQuote,
    /// More text in a row than any contact has.
    #[error("the row is longer than {max} bytes; split it")]
    TooLong {
        /// The most.
        max: usize,
    },
    /// The heading names no column with a name and one with a number.
    #[error(
        "no heading names a column with a last name, name or company and one with a number; name them in the first line"
    )]
    NoHeading,
    /// Outside of any card.
    #[error("stands outside of any card; write it between BEGIN:VCARD and END:VCARD")]
    OutsideCard,
    /// A card without its end.
    #[error("the card does not end; write END:VCARD behind it")]
    NotEnded,
    /// Another version than 2.1, 3.0 and 4.0.
    #[error("version {version:?} of vCard is not known; write 3.0 or 4.0")]
    UnknownVersion {
        /// As it stands there.
        version: String,
    },
    /// A card that stands for several people.
    #[error("is a group and nobody's card; export its members")]
    Group,
    /// There are too many contacts: this and all that follow are left.
    #[error("a file brings {max} contacts at most; split it")]
    TooMany {
        /// The most.
        max: usize,
    },
}

impl Import {
    /// The most contacts of a file.
    pub const MAX: usize = 100_000;
    /// How many refusals are told in full.
    pub const MAX_REFUSED: usize = 1_000;
    /// How many names of what is left out are told.
    pub const MAX_LEFT_OUT: usize = 50;

    fn new(encoding: Encoding) -> Self {
        Self {
            encoding,
            contacts: Vec::new(),
            refused: Vec::new(),
            more_refused: 0,
            left_out: BTreeMap::new(),
        }
    }

    fn refuse(&mut self, line: usize, reason: Reason) {
        if self.refused.len() < Self::MAX_REFUSED {
            self.refused.push(Refused { line, reason });
        } else {
            self.more_refused += 1;
        }
    }

    /// Takes a contact or says every field that is wrong; `false` when no more are taken.
    fn take(&mut self, line: usize, details: Result<ContactDetails, Vec<FieldError>>) -> bool {
        match details {
            Ok(_) if self.contacts.len() >= Self::MAX => {
                self.refuse(line, Reason::TooMany { max: Self::MAX });
                return false;
            }
            Ok(details) => self.contacts.push(Imported { line, details }),
            Err(errors) => {
                for error in errors {
                    self.refuse(line, Reason::Field(error));
                }
            }
        }
        true
    }

    fn leave_out(&mut self, name: &str) {
        let name = clip(name, 40).replace(char::is_control, " ");
        let name = if self.left_out.len() >= Self::MAX_LEFT_OUT && !self.left_out.contains_key(&name) {
            "…".to_owned()
        } else {
            name
        };
        *self.left_out.entry(name).or_default() += 1;
    }

    /// How many refusals there are in all.
    pub fn count_refused(&self) -> usize {
        self.refused.len() + self.more_refused
    }
}

/// Reads a file of either kind: one with cards is vCard, all others are CSV.
///
/// ```
/// use switchhook_portal_core::directory::exchange::read;
///
/// let table = read(b"Nom;T\xe9l\xe9phone\nGirard;689 50-10-40\nSouza;call me\n", true);
/// assert_eq!(table.contacts[0].details.last_name, "Girard");
/// assert_eq!(table.encoding.to_string(), "windows-1252");
/// assert_eq!(table.refused[0].line, 3);
/// assert_eq!(table.refused[0].reason.to_string(), "phone1: cannot contain 'c'; leave it out");
///
/// let cards = read(b"BEGIN:VCARD\nVERSION:4.0\nFN:Girard\nTEL:68950\nPHOTO:data:,\nEND:VCARD\n", true);
/// assert_eq!(cards.contacts.len(), 1);
/// assert_eq!(cards.left_out["PHOTO"], 1);
/// ```
pub fn read(bytes: &[u8], private: bool) -> Import {
    let (text, _) = encoding::decode(&bytes[..bytes.len().min(4096)]);
    let first = text.lines().map(str::trim).find(|line| !line.is_empty());
    if first.is_some_and(|line| line.to_ascii_uppercase().starts_with("BEGIN:")) {
        read_vcard(bytes, private)
    } else {
        read_csv(bytes, private)
    }
}

#[cfg(test)]
mod tests;
