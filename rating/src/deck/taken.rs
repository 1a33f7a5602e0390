//! Which rows a prefix has, to find a second one for the same calls.

use std::collections::HashMap;

use super::Deck;
use crate::rate::Claim;
use crate::{Conditions, DeckError, DigitCount, Prefix};

/// The rows of each prefix.
#[derive(Clone, Debug, Default)]
pub(super) struct Taken {
    first: HashMap<Prefix, usize>,
    // Of prefixes that have several, by what they claim.
    others: HashMap<(Prefix, Claim), Vec<usize>>,
}

impl Taken {
    /// Those of a deck.
    pub(super) fn of(deck: &Deck) -> Self {
        let mut taken = Self::default();
        for (number, row) in deck.rows().enumerate() {
            taken.take(row.prefixes, row.rate.conditions(), number);
        }
        taken
    }

    /// Notes a row.
    pub(super) fn take(&mut self, prefixes: &[Prefix], conditions: &Conditions, row: usize) {
        for &prefix in prefixes {
            match self.first.get(&prefix) {
                None => {
                    self.first.insert(prefix, row);
                }
                // One that is twice in a row says the same twice.
                Some(&first) if first == row => {}
                Some(_) => self
                    .others
                    .entry((prefix, conditions.claim()))
                    .or_default()
                    .push(row),
            }
        }
    }

    /// Whether no row is for the calls that another one would be for.
    pub(super) fn is_free(
        &self,
        deck: &Deck,
        prefixes: &[Prefix],
        digits: DigitCount,
        conditions: &Conditions,
    ) -> Result<(), DeckError> {
        for &prefix in prefixes {
            let first = self.first.get(&prefix);
            let others = self.others.get(&(prefix, conditions.claim()));
            let twin = first
                .into_iter()
                .chain(others.into_iter().flatten())
                .filter_map(|&row| deck.row(row))
                .find(|row| row.digits.overlaps(digits) && row.rate.conditions().contends(conditions));
            if let Some(twin) = twin {
                return Err(DeckError::Duplicate {
                    prefix,
                    first: twin.line,
                });
            }
        }
        Ok(())
    }
}

/// The prefixes of a deck in their order, each with the number of its row; rows of one prefix in theirs.
///
/// Sorting costs a tenth of what a table of all prefixes does, and files are mostly in order already.
#[derive(Clone, Debug)]
pub(crate) struct Sorted {
    // By the rank of the prefix without its first part, which is told apart by list: half as much to move.
    national: Vec<(u64, u32)>,
    international: Vec<(u64, u32)>,
}

impl Sorted {
    /// Those of a deck.
    pub(super) fn of(deck: &Deck) -> Self {
        let mut sorted = Self {
            national: Vec::new(),
            international: Vec::new(),
        };
        for (number, (prefixes, ..)) in (0u32..).zip(deck.lines()) {
            for prefix in prefixes {
                let (is_international, rank) = prefix.rank();
                let list = match is_international {
                    false => &mut sorted.national,
                    true => &mut sorted.international,
                };
                list.push((rank, number));
            }
        }
        for list in [&mut sorted.national, &mut sorted.international] {
            list.sort_unstable();
            list.shrink_to_fit();
        }
        sorted
    }

    /// All of them, those that are not international first.
    pub(crate) fn entries(&self) -> impl Iterator<Item = (Prefix, u32)> {
        let national = self.national.iter().map(|entry| (false, entry));
        let international = self.international.iter().map(|entry| (true, entry));
        national
            .chain(international)
            .map(|(is_international, &(rank, row))| (Prefix::from_rank(is_international, rank), row))
    }

    /// The rows that share a prefix with another one, in their order. Only these can be for the same calls.
    #[cfg(feature = "csv")]
    pub(super) fn suspects(&self) -> Vec<usize> {
        let mut suspects: Vec<usize> = [&self.national, &self.international]
            .into_iter()
            .flat_map(|list| list.chunk_by(|a, b| a.0 == b.0))
            .filter(|rows| rows.first().map(|row| row.1) != rows.last().map(|row| row.1))
            .flatten()
            .map(|&(_, row)| row as usize)
            .collect();
        suspects.sort_unstable();
        suspects.dedup();
        suspects
    }
}
