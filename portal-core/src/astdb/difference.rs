use std::collections::BTreeMap;

use super::{Entry, Family, Found};

/// One step towards what AstDB ought to hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// Write an entry.
    Put(Entry),
    /// Remove an entry.
    Delete {
        /// Its family.
        family: Family,
        /// Its key.
        key: String,
    },
}

impl Change {
    /// Whether AstDB holds what the change wanted: for the look after it.
    pub fn is_done(&self, found: &Found) -> bool {
        match self {
            Self::Put(entry) => found.value(entry.family(), entry.key()) == Some(entry.value()),
            Self::Delete { family, key } => found.value(*family, key).is_none(),
        }
    }

    /// The family that it is about.
    pub fn family(&self) -> Family {
        match self {
            Self::Put(entry) => entry.family(),
            Self::Delete { family, .. } => *family,
        }
    }

    /// The key that it is about.
    pub fn key(&self) -> &str {
        match self {
            Self::Put(entry) => entry.key(),
            Self::Delete { key, .. } => key,
        }
    }
}

/// What has to be written and removed so that these families hold the desired entries and no others.
///
/// ```
/// use switchhook_portal_core::astdb::{Change, Entry, Family, Found, diff};
///
/// let found = Found::read([("/exten/106", "ab12cd34"), ("/exten/107", "old"), ("/DND/old", "1")]);
/// let [exten, netxe] = Entry::of_phone(&"106".parse().unwrap(), &"ab12cd34".parse().unwrap());
/// let changes = diff(&[exten, netxe.clone()], &found, &[Family::Exten, Family::Netxe]);
/// assert_eq!(changes, [
///     Change::Delete { family: Family::Exten, key: "107".into() },
///     Change::Put(netxe),
/// ]);
/// ```
pub fn diff(desired: &[Entry], found: &Found, families: &[Family]) -> Vec<Change> {
    let desired: BTreeMap<_, _> = desired
        .iter()
        .filter(|entry| families.contains(&entry.family()))
        .map(|entry| ((entry.family(), entry.key()), entry))
        .collect();
    let deletions = found
        .entries()
        .filter(|(family, key, _)| families.contains(family) && !desired.contains_key(&(*family, *key)))
        .map(|(family, key, _)| Change::Delete {
            family,
            key: key.to_owned(),
        });
    let additions = desired
        .values()
        .filter(|entry| found.value(entry.family(), entry.key()) != Some(entry.value()))
        .map(|entry| Change::Put((*entry).clone()));
    deletions.chain(additions).collect()
}
