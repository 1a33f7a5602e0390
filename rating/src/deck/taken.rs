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

/// The rows that share a prefix with another one, in their order. Only these can be for the same calls.
///
/// Sorting costs a tenth of what a table of all prefixes does, and files are mostly in order already.
#[cfg(feature = "csv")]
pub(super) fn suspects(deck: &Deck) -> Vec<usize> {
    let mut prefixes: Vec<((bool, u64), u32)> = Vec::with_capacity(deck.prefix_count());
    for (number, row) in (0u32..).zip(deck.rows()) {
        prefixes.extend(row.prefixes.iter().map(|prefix| (prefix.rank(), number)));
    }
    prefixes.sort_unstable();
    let mut suspects: Vec<usize> = prefixes
        .chunk_by(|a, b| a.0 == b.0)
        .filter(|rows| rows.first().map(|row| row.1) != rows.last().map(|row| row.1))
        .flatten()
        .map(|&(_, row)| row as usize)
        .collect();
    suspects.sort_unstable();
    suspects.dedup();
    suspects
}
