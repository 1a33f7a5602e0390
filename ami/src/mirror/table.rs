//! Rows by key, shared with readers, that know which of them changed.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::change::Step;

/// What readers hold: cloning it clones one pointer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Rows<V>(Arc<BTreeMap<Arc<str>, Arc<V>>>);

impl<V> Default for Rows<V> {
    fn default() -> Self {
        Self(Arc::default())
    }
}

impl<V> Rows<V> {
    pub(super) fn get(&self, key: &str) -> Option<&V> {
        self.0.get(key).map(|row| &**row)
    }

    pub(super) fn iter(&self) -> impl ExactSizeIterator<Item = (&str, &V)> {
        self.0.iter().map(|(key, row)| (&**key, &**row))
    }

    pub(super) fn values(&self) -> impl ExactSizeIterator<Item = &V> {
        self.0.values().map(|row| &**row)
    }
}

/// What the mirror writes.
#[derive(Clone, Debug)]
pub(super) struct Table<V> {
    rows: Rows<V>,
    /// As readers last saw them.
    told: Rows<V>,
    touched: BTreeSet<Arc<str>>,
}

impl<V> Default for Table<V> {
    fn default() -> Self {
        Self {
            rows: Rows::default(),
            told: Rows::default(),
            touched: BTreeSet::new(),
        }
    }
}

impl<V: Clone + PartialEq> Table<V> {
    pub(super) fn rows(&self) -> &Rows<V> {
        &self.rows
    }

    pub(super) fn len(&self) -> usize {
        self.rows.0.len()
    }

    pub(super) fn contains(&self, key: &str) -> bool {
        self.rows.0.contains_key(key)
    }

    pub(super) fn get(&self, key: &str) -> Option<&V> {
        self.rows.get(key)
    }

    /// A row to change. Readers keep theirs.
    pub(super) fn edit(&mut self, key: &str) -> Option<&mut V> {
        // A table that readers hold is not copied for a key that it lacks.
        if Arc::get_mut(&mut self.rows.0).is_none() && !self.contains(key) {
            return None;
        }
        let row = Arc::make_mut(&mut self.rows.0).get_mut(key)?;
        // One that nobody shares has changed since readers saw it.
        if Arc::get_mut(row).is_none() {
            touch(&mut self.touched, key);
        }
        Some(Arc::make_mut(row))
    }

    pub(super) fn insert(&mut self, key: &str, row: V) {
        let key = touch(&mut self.touched, key);
        Arc::make_mut(&mut self.rows.0).insert(key, Arc::new(row));
    }

    pub(super) fn remove(&mut self, key: &str) -> bool {
        if !self.contains(key) {
            return false;
        }
        touch(&mut self.touched, key);
        Arc::make_mut(&mut self.rows.0).remove(key);
        true
    }

    pub(super) fn keys_where(&self, mut wanted: impl FnMut(&str, &V) -> bool) -> Vec<String> {
        self.rows
            .iter()
            .filter(|(key, row)| wanted(key, row))
            .map(|(key, _)| key.to_owned())
            .collect()
    }

    pub(super) fn has_touched(&self) -> bool {
        !self.touched.is_empty()
    }

    /// What differs from the last time, one row at most once.
    pub(super) fn settle(&mut self) -> Vec<(String, Step)> {
        let touched = std::mem::take(&mut self.touched);
        let changes = touched
            .into_iter()
            .filter_map(|key| {
                let step = match (self.told.0.get(&key), self.rows.0.get(&key)) {
                    (None, Some(_)) => Step::Added,
                    (Some(_), None) => Step::Removed,
                    (Some(before), Some(now)) if !Arc::ptr_eq(before, now) && before != now => Step::Changed,
                    _ => return None,
                };
                Some((key.to_string(), step))
            })
            .collect();
        self.told = self.rows.clone();
        changes
    }
}

/// Notes that a row changes, and gives its key.
fn touch(touched: &mut BTreeSet<Arc<str>>, key: &str) -> Arc<str> {
    if let Some(key) = touched.get(key) {
        return Arc::clone(key);
    }
    let key: Arc<str> = key.into();
    touched.insert(Arc::clone(&key));
    key
}

#[cfg(test)]
mod tests {
    use super::{Step, Table};

    #[test]
    fn a_row_is_told_once_and_only_if_it_differs() {
        let mut table = Table::default();
        table.insert("a", 1);
        table.insert("b", 1);
        assert_eq!(
            table.settle(),
            [("a".into(), Step::Added), ("b".into(), Step::Added)]
        );
        *table.edit("a").unwrap() = 2;
        *table.edit("a").unwrap() = 1;
        *table.edit("b").unwrap() = 3;
        assert_eq!(table.settle(), [("b".into(), Step::Changed)]);
        table.insert("c", 1);
        assert!(table.remove("c") && table.remove("a") && !table.remove("a"));
        assert_eq!(table.settle(), [("a".into(), Step::Removed)]);
        assert_eq!(table.settle(), []);
    }

    #[test]
    fn readers_keep_what_they_have() {
        let mut table = Table::default();
        table.insert("a", 1);
        let before = table.rows().clone();
        *table.edit("a").unwrap() = 2;
        assert_eq!((before.get("a"), table.get("a")), (Some(&1), Some(&2)));
    }
}
