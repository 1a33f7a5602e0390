use std::collections::BTreeMap;

use super::{Change, Entry, EntryError, Family};

/// What was found in AstDB: the entries of the portal's families, and those that have another form than theirs.
///
/// ```
/// use switchhook_portal_core::astdb::{Family, Found};
///
/// let found = Found::read([
///     ("/CFIM/ab12cd34", "106"),
///     ("/registrar/contact/ab12cd34;@0f", "{}"),
///     ("/CFIM/ab12cd34x", "call me"),
/// ]);
/// assert_eq!(found.value(Family::ForwardImmediate, "ab12cd34"), Some("106"));
/// assert_eq!((found.entries().count(), found.odd().len(), found.foreign()), (1, 1, 1));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    entries: BTreeMap<(Family, String), String>,
    odd: Vec<Odd>,
    foreign: usize,
}

/// An entry of one of the portal's families that no page of it would have written. It costs nothing but itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Odd {
    /// `/family/key`.
    pub path: String,
    /// What is wrong with it.
    pub error: EntryError,
}

impl Found {
    /// The most entries of another form that are kept.
    pub const MAX_ODD: usize = 1000;

    /// Reads pairs of `/family/key` and value, as `DBGetTree` and `database show` give them. A key may hold slashes.
    pub fn read<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let mut found = Self::default();
        for (path, value) in pairs {
            let name = path.strip_prefix('/').and_then(|path| path.split_once('/'));
            match name.map(|(family, key)| (family.parse::<Family>(), key)) {
                Some((Ok(family), key)) => found.add(family, key, value),
                _ => found.foreign += 1,
            }
        }
        found
    }

    /// Adds an entry that was asked for by name, as with `DBGet`.
    pub fn add(&mut self, family: Family, key: &str, value: &str) {
        match Entry::new(family, key, value) {
            Ok(entry) => {
                self.entries.insert((family, entry.key), entry.value);
            }
            Err(error) if self.odd.len() < Self::MAX_ODD => self.odd.push(Odd {
                path: format!("/{family}/{key}"),
                error,
            }),
            Err(_) => {}
        }
    }

    /// Adds what was read from another family.
    pub fn extend(&mut self, other: Self) {
        self.entries.extend(other.entries);
        self.odd.extend(other.odd);
        self.odd.truncate(Self::MAX_ODD);
        self.foreign += other.foreign;
    }

    /// The value of an entry.
    pub fn value(&self, family: Family, key: &str) -> Option<&str> {
        // A map of pairs cannot be asked with borrowed ones; keys are short.
        self.entries.get(&(family, key.to_owned())).map(String::as_str)
    }

    /// All entries of the portal's families, by family and key.
    pub fn entries(&self) -> impl Iterator<Item = (Family, &str, &str)> {
        self.entries
            .iter()
            .map(|((family, key), value)| (*family, key.as_str(), value.as_str()))
    }

    /// Those of one family.
    pub fn family(&self, family: Family) -> impl Iterator<Item = (&str, &str)> {
        self.entries
            .range((family, String::new())..)
            .take_while(move |((of, _), _)| *of == family)
            .map(|((_, key), value)| (key.as_str(), value.as_str()))
    }

    /// Entries of the portal's families that have another form; the first thousand.
    pub fn odd(&self) -> &[Odd] {
        &self.odd
    }

    /// How many entries belong to other families.
    pub fn foreign(&self) -> usize {
        self.foreign
    }

    /// What will be found after these changes.
    pub fn apply<'a>(&mut self, changes: impl IntoIterator<Item = &'a Change>) {
        for change in changes {
            match change {
                Change::Put(entry) => {
                    self.entries
                        .insert((entry.family, entry.key.clone()), entry.value.clone());
                }
                Change::Delete { family, key } => {
                    self.entries.remove(&(*family, key.clone()));
                }
            }
        }
    }
}
