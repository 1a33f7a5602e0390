//! Rows by key, shared with readers, that know which of them changed.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::change::Step;

/// What readers hold: cloning it clones one pointer.
#[derive(Clone, Debug)]
pub(super) struct Rows<V>(Arc<BTreeMap<String, Arc<V>>>);

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
        self.0.iter().map(|(key, row)| (key.as_str(), &**row))
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
    touched: BTreeSet<String>,
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
        // Looked up first: a table is not copied for a key that it lacks.
        if !self.contains(key) {
            return None;
        }
        self.touch(key);
        Arc::make_mut(&mut self.rows.0).get_mut(key).map(Arc::make_mut)
    }

    pub(super) fn insert(&mut self, key: &str, row: V) {
        self.touch(key);
        Arc::make_mut(&mut self.rows.0).insert(key.to_owned(), Arc::new(row));
    }

    pub(super) fn remove(&mut self, key: &str) -> bool {
        if !self.contains(key) {
            return false;
        }
        self.touch(key);
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
                Some((key, step))
            })
            .collect();
        self.told = self.rows.clone();
        changes
    }

    fn touch(&mut self, key: &str) {
        if !self.touched.contains(key) {
            self.touched.insert(key.to_owned());
        }
    }
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
