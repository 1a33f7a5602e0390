//! Values by their names: what a file of configuration version 2 holds.

use std::fmt;

use crate::mac::shown;

use super::p_values::may_stand_in_a_file;

/// Longest name that is read; the longest known has 60 characters.
pub(super) const LONGEST_NAME: usize = 200;

/// Values by their names, in an order of their own.
///
/// As [`PValues`](super::PValues), with names: none stands twice, one that is not there stays on the phone as it is, an empty
/// one is cleared. `Debug` shows the names and never the values.
///
/// ```
/// use switchhook_provisioning::grandstream::alias::NamedValues;
/// let mut values = NamedValues::new();
/// values.set("account.1.sip.userid", "u4711")?;
/// values.set("users.admin.password", "a secret")?;
/// assert_eq!(values.get("account.1.sip.userid"), Some("u4711"));
/// assert_eq!(format!("{values:?}"), "NamedValues(account.1.sip.userid, users.admin.password)");
///
/// let error = values.set("account 1", "x").unwrap_err();
/// assert_eq!(error.to_string(), "\"account 1\" is no name of a value; write words and numbers with points between, such as account.1.name");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Default, PartialEq, Eq)]
pub struct NamedValues {
    list: Vec<(String, String)>,
}

impl NamedValues {
    /// No values yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets a value: in its place if the name is there already, else at the end.
    ///
    /// # Errors
    ///
    /// When the name is none, or the text has a character that the file cannot carry.
    pub fn set(&mut self, name: &str, text: impl Into<String>) -> Result<(), NamedValueError> {
        let text = text.into();
        if !is_name(name) {
            return Err(NamedValueError::Name { name: shown(name) });
        }
        check(name, &text)?;
        match self.list.iter_mut().find(|(there, _)| there == name) {
            Some((_, old)) => *old = text,
            None => self.list.push((name.to_owned(), text)),
        }
        Ok(())
    }

    /// Adds a value whose name the caller knows to be new and one, and whose text was checked.
    pub(super) fn push_checked(&mut self, name: String, text: String) {
        self.list.push((name, text));
    }

    /// The value with this name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.iter()
            .find(|(there, _)| *there == name)
            .map(|(_, text)| text)
    }

    /// All of them, in their order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&str, &str)> {
        self.list
            .iter()
            .map(|(name, text)| (name.as_str(), text.as_str()))
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }
}

impl fmt::Debug for NamedValues {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<_> = self.iter().map(|(name, _)| name).collect();
        write!(f, "NamedValues({})", names.join(", "))
    }
}

/// Why a name or text cannot be a value's. It never repeats the text, which may be a password.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NamedValueError {
    /// No name.
    #[error(
        "{name:?} is no name of a value; write words and numbers with points between, such as account.1.name"
    )]
    Name {
        /// What was given, shortened when long.
        name: String,
    },
    /// A character that the file cannot carry.
    #[error(
        "{name}: character {position} is U+{:04X}, which no configuration file can carry; take it out",
        u32::from(*found)
    )]
    Character {
        /// Which value, shortened when long.
        name: String,
        /// Which character of it, from 1.
        position: usize,
        /// The character.
        found: char,
    },
}

impl NamedValueError {
    /// A code that does not change between releases.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Name { .. } => "E-ALIAS-NAME",
            Self::Character { .. } => "E-CHAR-FORBIDDEN",
        }
    }
}

/// Words of letters, digits, `_` and `-` with points between.
pub(super) fn is_name(name: &str) -> bool {
    let word = |word: &str| {
        !word.is_empty()
            && word
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'))
    };
    name.len() <= LONGEST_NAME && name.split('.').all(word)
}

pub(super) fn check(name: &str, text: &str) -> Result<(), NamedValueError> {
    match text
        .chars()
        .enumerate()
        .find(|(_, found)| !may_stand_in_a_file(*found))
    {
        None => Ok(()),
        Some((index, found)) => Err(NamedValueError::Character {
            name: shown(name),
            position: index + 1,
            found,
        }),
    }
}
