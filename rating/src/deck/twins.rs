//! What readers of files do with the rows of one prefix, once for the whole deck.

use super::taken::{Sorted, Taken};
use super::{Deck, DeckError, Stored};
use crate::{Conditions, Kind};

impl Deck {
    /// Takes out each row for calls that an earlier one is for. Returns their lines.
    pub(crate) fn drop_twins(&mut self) -> Vec<(usize, DeckError)> {
        let sorted = Sorted::of(self);
        let suspects = sorted.suspects();
        let mut taken = Taken::default();
        let mut refused = Vec::new();
        let mut refused_rows = Vec::new();
        let mut suspects = suspects.into_iter().peekable();
        if suspects.peek().is_some() {
            for (number, row) in self.rows().enumerate() {
                if suspects.next_if_eq(&number).is_none() {
                    continue;
                }
                match taken.is_free(self, row.prefixes, row.digits, row.rate.conditions()) {
                    Ok(()) => taken.take(row.prefixes, row.rate.conditions(), number),
                    Err(error) => {
                        refused.push((row.line, error));
                        refused_rows.push(number);
                    }
                }
            }
        }
        if refused.is_empty() {
            self.sorted = Some(sorted);
        } else {
            self.remove(&refused_rows);
        }
        refused
    }

    /// Takes rows out, given in their order.
    fn remove(&mut self, numbers: &[usize]) {
        let mut numbers = numbers.iter().copied().peekable();
        let (mut rows, mut prefixes) = (Vec::with_capacity(self.rows.len()), Vec::new());
        for (number, (of_row, parts, line)) in self.lines().enumerate() {
            if numbers.next_if_eq(&number).is_some() {
                continue;
            }
            prefixes.extend_from_slice(of_row);
            rows.push(stored(prefixes.len(), line, parts));
        }
        (self.rows, self.prefixes) = (rows, prefixes);
        (self.taken, self.sorted) = (None, None);
    }

    /// The last row first.
    pub(crate) fn reverse(&mut self) {
        let all: Vec<_> = self.lines().collect();
        let (mut rows, mut prefixes) = (Vec::with_capacity(all.len()), Vec::new());
        for (of_row, parts, line) in all.into_iter().rev() {
            prefixes.extend_from_slice(of_row);
            rows.push(stored(prefixes.len(), line, parts));
        }
        (self.rows, self.prefixes) = (rows, prefixes);
        (self.taken, self.sorted) = (None, None);
    }

    /// Where a prefix has rows of several kinds, each of them asks for its kind. Rows of no particular kind stay as they
    /// are: they take what the others leave.
    pub(crate) fn ask_kinds(&mut self) {
        let kinds: Vec<Kind> = self.rows().map(|row| row.rate.destination().kind).collect();
        let kind = |row: u32| kinds.get(row as usize).copied().unwrap_or_default();
        let entries: Vec<_> = Sorted::of(self).entries().collect();
        let mut asking: Vec<u32> = entries
            .chunk_by(|a, b| a.0 == b.0)
            .filter(|rows| {
                rows.windows(2)
                    .any(|pair| matches!(pair, [a, b] if kind(a.1) != kind(b.1)))
            })
            .flatten()
            .map(|(_, row)| *row)
            .filter(|row| kind(*row) != Kind::Other)
            .collect();
        asking.sort_unstable();
        asking.dedup();
        for row in asking {
            let Some(stored) = self.rows.get_mut(row as usize) else {
                continue;
            };
            let known = self.conditions.values().get(stored.parts.conditions as usize);
            let conditions = Conditions {
                only: Some(kind(row)),
                ..known.copied().unwrap_or_default()
            };
            // There are no more of them than rows.
            if let Some(number) = self.conditions.number(conditions) {
                stored.parts.conditions = number;
            }
        }
        (self.taken, self.sorted) = (None, None);
    }
}

fn stored(end: usize, line: usize, parts: super::Parts) -> Stored {
    Stored {
        // Both were 32 bits when the row was added.
        end: u32::try_from(end).unwrap_or(u32::MAX),
        line: u32::try_from(line).unwrap_or(u32::MAX),
        parts,
    }
}
