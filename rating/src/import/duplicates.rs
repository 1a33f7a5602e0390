//! Rows for the same calls.

use std::collections::{HashMap, HashSet};

use crate::{Deck, DeckError, DigitCount, Kind, Prefix, Rate};

use super::RowProblem;
use super::mapping::Duplicates;

/// A row that was read, before it is clear whether it stands.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    pub(super) line: usize,
    pub(super) prefixes: Vec<Prefix>,
    pub(super) digits: DigitCount,
    pub(super) rate: Rate,
}

/// Where a prefix has rows of several kinds, each of them asks for its kind. Rows of no particular kind stay as they
/// are: they take what the others leave.
pub(super) fn ask_kinds(drafts: &mut [Draft]) {
    let mut kinds: HashMap<Prefix, (Kind, bool)> = HashMap::new();
    for draft in &*drafts {
        let kind = draft.rate.destination().kind;
        for &prefix in &draft.prefixes {
            let (first, are_several) = kinds.entry(prefix).or_insert((kind, false));
            *are_several |= *first != kind;
        }
    }
    let are_several = |prefix| kinds.get(prefix).is_some_and(|&(_, are_several)| are_several);
    for draft in drafts {
        let kind = draft.rate.destination().kind;
        if kind != Kind::Other && draft.prefixes.iter().any(are_several) {
            draft.rate = draft.rate.clone().only(kind);
        }
    }
}

/// Puts the rows that stand into the deck. Returns the lines of the others.
pub(super) fn settle(drafts: &[Draft], rule: Duplicates, deck: &mut Deck) -> Vec<(usize, RowProblem)> {
    let mut refused = Vec::new();
    let note = |(line, error): (usize, DeckError)| match error {
        DeckError::Duplicate { first, .. } if rule != Duplicates::Refuse => {
            (line, RowProblem::Superseded { by: first })
        }
        error => (line, error.into()),
    };
    let mut fill = |deck: &mut Deck, drafts: &mut dyn Iterator<Item = &Draft>| {
        for draft in drafts {
            let added = deck
                .share_rate(draft.rate.clone(), draft.digits)
                .and_then(|parts| deck.push(&draft.prefixes, parts, draft.line));
            if let Err(error) = added {
                refused.push(note((draft.line, error)));
            }
        }
        refused.extend(deck.drop_twins().into_iter().map(note));
    };
    if rule == Duplicates::Last {
        // Read backwards the last one is the first one; what stands then goes in as it is written.
        let mut backwards = Deck::new();
        fill(&mut backwards, &mut drafts.iter().rev());
        let standing: HashSet<usize> = backwards.rows().map(|row| row.line).collect();
        fill(
            deck,
            &mut drafts.iter().filter(|draft| standing.contains(&draft.line)),
        );
    } else {
        fill(deck, &mut drafts.iter());
    }
    refused
}
