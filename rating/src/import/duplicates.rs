//! Rows for the same calls.

use crate::{Deck, DeckError};

use super::RowProblem;
use super::mapping::Duplicates;

/// Leaves those rows in the deck that stand. Returns the lines of the others.
pub(super) fn settle(deck: &mut Deck, rule: Duplicates) -> Vec<(usize, RowProblem)> {
    let note = |(line, error): (usize, DeckError)| match error {
        DeckError::Duplicate { first, .. } if rule != Duplicates::Refuse => {
            (line, RowProblem::Superseded { by: first })
        }
        error => (line, error.into()),
    };
    // Read backwards the last one is the first one.
    if rule == Duplicates::Last {
        deck.reverse();
    }
    let refused = deck.drop_twins();
    if rule == Duplicates::Last {
        deck.reverse();
    }
    refused.into_iter().map(note).collect()
}
