//! Entries in the order of a column.

use super::{Column, Direction, Entry, Source};
use crate::person::display_name;
use crate::text::fold;

/// All entries, sorted once.
#[derive(Clone, Debug)]
pub(super) struct Order {
    slots: Vec<u32>,
    /// By slot: its place. What stands there for an empty slot means nothing.
    ranks: Vec<u32>,
    /// From here on the column is empty.
    filled: usize,
}

/// Of so many entries one is listed: then it is quicker to go through all of them than to sort those.
const MANY: usize = 16;

/// What is compared: what is empty comes last, then the column, then the name.
type Key = (bool, usize, String, String, Source);

fn key(entry: &Entry, column: Column) -> Key {
    let text = match column {
        Column::FirstName => fold(&entry.first_name),
        Column::LastName => fold(&entry.last_name),
        Column::Company => fold(&entry.company),
        Column::Department => fold(&entry.department_name),
        Column::Email => fold(&entry.email),
        Column::Number => entry.numbers.first().cloned().unwrap_or_default(),
    };
    let length = if column == Column::Number { text.len() } else { 0 };
    let name = fold(&display_name(&entry.last_name, &entry.first_name));
    (text.is_empty(), length, text, name, entry.source)
}

impl Order {
    pub(super) fn new(column: Column, entries: &[Option<Entry>]) -> Self {
        let mut keyed: Vec<(Key, u32)> = entries
            .iter()
            .zip(0..)
            .filter_map(|(entry, slot)| Some((key(entry.as_ref()?, column), slot)))
            .collect();
        keyed.sort_unstable();
        let filled = keyed.partition_point(|((is_empty, ..), _)| !is_empty);
        let mut order = Self {
            slots: keyed.into_iter().map(|(_, slot)| slot).collect(),
            ranks: Vec::new(),
            filled,
        };
        order.rank(0, entries.len());
        order
    }

    pub(super) fn slots(&self) -> &[u32] {
        &self.slots
    }

    /// Where an entry stands or would stand.
    fn place(&self, entry: &Entry, column: Column, entries: &[Option<Entry>]) -> (Key, usize) {
        let new = key(entry, column);
        let place = self.slots.partition_point(|&slot| {
            entries[slot as usize]
                .as_ref()
                .is_some_and(|entry| key(entry, column) < new)
        });
        (new, place)
    }

    pub(super) fn insert(&mut self, slot: u32, column: Column, entries: &[Option<Entry>]) {
        let Some(entry) = &entries[slot as usize] else {
            return;
        };
        let (key, place) = self.place(entry, column, entries);
        self.filled += usize::from(!key.0);
        self.slots.insert(place, slot);
        self.rank(place, entries.len());
    }

    /// Before the entry itself goes.
    pub(super) fn remove(&mut self, slot: u32, column: Column, entries: &[Option<Entry>]) {
        let Some(entry) = &entries[slot as usize] else {
            return;
        };
        let place = self.ranks[slot as usize] as usize;
        self.filled -= usize::from(!key(entry, column).0);
        self.slots.remove(place);
        self.rank(place, entries.len());
    }

    /// Numbers the places anew from one on.
    fn rank(&mut self, from: usize, slots: usize) {
        self.ranks.resize(slots, 0);
        for (&slot, rank) in self.slots.iter().zip(0..).skip(from) {
            self.ranks[slot as usize] = rank;
        }
    }

    pub(super) fn sort(&self, slots: &mut Vec<u32>, direction: Direction) {
        if slots.len() * MANY > self.slots.len() {
            self.pick(slots, direction);
            return;
        }
        let rank = |slot: &u32| self.ranks[*slot as usize];
        match direction {
            Direction::Ascending => {
                if !slots.is_sorted_by_key(rank) {
                    slots.sort_unstable_by_key(rank);
                }
            }
            Direction::Descending => slots.sort_unstable_by_key(|slot| {
                let is_empty = rank(slot) as usize >= self.filled;
                (is_empty, std::cmp::Reverse(rank(slot)))
            }),
        }
    }

    /// As [`sort`](Self::sort), by going through all of them.
    fn pick(&self, slots: &mut Vec<u32>, direction: Direction) {
        let mut is_listed = vec![false; self.ranks.len()];
        for slot in slots.drain(..) {
            is_listed[slot as usize] = true;
        }
        let (filled, empty) = self.slots.split_at(self.filled);
        let listed = |slot: &&u32| is_listed[**slot as usize];
        match direction {
            Direction::Ascending => slots.extend(self.slots.iter().filter(listed)),
            Direction::Descending => {
                slots.extend(filled.iter().rev().chain(empty.iter().rev()).filter(listed));
            }
        }
    }

    /// What it takes in memory.
    pub(super) fn bytes(&self) -> usize {
        (self.slots.capacity() + self.ranks.capacity()) * size_of::<u32>()
    }
}
