//! What stands in AstDB, Asterisk's own small database: which families, with which keys and values, who writes and who
//! reads them. One place for all of it.
//!
//! The portal and the dialplan share these entries: a forward that somebody dials as a feature code and one that is set
//! on a page are the same entry. Asterisk tells nobody when one changes, so what is there is read ([`Found`]), compared
//! ([`diff`]) and changed entry by entry ([`Change`]).

#[cfg(feature = "ami")]
mod ami;
mod difference;
mod family;
mod found;
mod show;

pub use self::difference::{Change, diff};
pub use self::family::{Family, KeyForm, Reader, ValueForm, Writer, markdown};
pub use self::found::{Found, Odd};
pub use self::show::read_show;

use chrono::{DateTime, Utc};

use crate::{DialString, EndpointName, Extension};

/// An entry that may be written: its key and value have the form of its family.
///
/// ```
/// use switchhook_portal_core::astdb::{Entry, Family};
///
/// let entry = Entry::new(Family::ForwardImmediate, "ab12cd34", "106")?;
/// assert_eq!(entry.path(), "/CFIM/ab12cd34");
/// assert!(Entry::new(Family::ForwardImmediate, "ab12cd34", "106&PJSIP/outside").is_err());
/// assert!(Entry::new(Family::Incident, "../exten", "1").is_err());
/// # Ok::<(), switchhook_portal_core::astdb::EntryError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Entry {
    family: Family,
    key: String,
    value: String,
}

/// Why a text cannot stand in AstDB.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum EntryError {
    /// The key is none of the family's.
    #[error("{key:?} is no key of AstDB family {family}; it takes {form}")]
    BadKey {
        /// The family.
        family: Family,
        /// The key.
        key: String,
        /// What it should be.
        form: KeyForm,
    },
    /// The value is none of the family's.
    #[error("{value:?} is no value of AstDB family {family}; it takes {form}")]
    BadValue {
        /// The family.
        family: Family,
        /// The value.
        value: String,
        /// What it should be.
        form: ValueForm,
    },
}

impl Entry {
    /// An entry of a family.
    ///
    /// # Errors
    ///
    /// The key or the value has another form than the family's.
    pub fn new(family: Family, key: impl Into<String>, value: impl Into<String>) -> Result<Self, EntryError> {
        let (key, value) = (key.into(), value.into());
        let (key_form, value_form) = (family.key_form(), family.value_form());
        if !key_form.takes(&key) {
            let form = key_form;
            return Err(EntryError::BadKey { family, key, form });
        }
        if !value_form.takes(&value) {
            let form = value_form;
            return Err(EntryError::BadValue { family, value, form });
        }
        Ok(Self { family, key, value })
    }

    /// Which family.
    pub fn family(&self) -> Family {
        self.family
    }

    /// Which entry of the family.
    pub fn key(&self) -> &str {
        &self.key
    }

    /// What it says.
    pub fn value(&self) -> &str {
        &self.value
    }

    /// As AMI and the command line name it: `/family/key`.
    pub fn path(&self) -> String {
        format!("/{}/{}", self.family, self.key)
    }

    /// The two entries of a telephone: `exten` says whose an extension is, `netxe` the reverse.
    pub fn of_phone(extension: &Extension, endpoint: &EndpointName) -> [Self; 2] {
        let entry = |family, key: &str, value: &str| Self {
            family,
            key: key.to_owned(),
            value: value.to_owned(),
        };
        [
            entry(Family::Exten, extension.as_str(), endpoint.as_str()),
            entry(Family::Netxe, endpoint.as_str(), extension.as_str()),
        ]
    }

    /// A forward; `family` is one of the four.
    pub(crate) fn forward(family: Family, endpoint: &EndpointName, target: &DialString) -> Self {
        Self {
            family,
            key: endpoint.to_string(),
            value: target.to_string(),
        }
    }

    /// When a forward of this family ends.
    pub(crate) fn forward_end(family: Family, endpoint: &EndpointName, until: DateTime<Utc>) -> Self {
        Self {
            family: Family::ForwardEnd,
            key: format!("{family}/{endpoint}"),
            value: until.timestamp().to_string(),
        }
    }
}

#[cfg(test)]
mod tests;
