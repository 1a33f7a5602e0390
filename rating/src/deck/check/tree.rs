//! The prefixes of a deck as a tree of digits: what covers what, and where a digit is missing.

use std::collections::HashMap;

use super::{Finding, is_open};
use crate::deck::diff::order;
use crate::{Prefix, Row};

/// Of how many of the ten next digits must have rows for the missing ones to look like a mistake. With fewer, somebody
/// meant to price some destinations only.
const GAP_FROM: u32 = 6;

/// The prefix without its last digit, and that digit; `None` for an empty one.
pub(super) fn parent(prefix: Prefix) -> Option<(Prefix, u8)> {
    let len = u8::try_from(prefix.len()).ok()?.checked_sub(1)?;
    let digit = prefix.bits() >> (60 - 4 * u32::from(len)) & 15;
    let parent = Prefix::from_bits(prefix.is_international(), prefix.bits(), len);
    Some((parent, u8::try_from(digit).ok()?))
}

/// The prefix with one more digit; `None` when it is as long as prefixes get.
fn child(prefix: Prefix, digit: u8) -> Option<Prefix> {
    let len = u8::try_from(prefix.len())
        .ok()
        .filter(|_| prefix.len() < Prefix::MAX_DIGITS)?;
    let bits = prefix.bits() | u64::from(digit) << (60 - 4 * u32::from(len));
    Some(Prefix::from_bits(prefix.is_international(), bits, len + 1))
}

/// The prefixes of a deck as a tree of digits.
pub(super) struct Tree {
    nodes: HashMap<Prefix, Node>,
    // Longest first, so that children come before their parents.
    order: Vec<Prefix>,
}

#[derive(Clone, Copy, Default)]
struct Node {
    /// Bit by bit, the next digits all of whose numbers have a row of their own or below.
    covered: u16,
    /// The next digits that some row begins with.
    used: u16,
    /// Whether a row is for this very prefix.
    has_row: bool,
    /// Whether one of these takes every call.
    is_open: bool,
}

const ALL_TEN: u16 = 0b11_1111_1111;

impl Tree {
    pub(super) fn new(entries: &[(Prefix, Row<'_>)]) -> Self {
        let mut nodes: HashMap<Prefix, Node> = HashMap::new();
        for (prefix, row) in entries {
            let node = nodes.entry(*prefix).or_default();
            node.has_row = true;
            node.is_open |= is_open(row);
            let mut at = *prefix;
            while let Some((parent, digit)) = parent(at) {
                let is_known = nodes
                    .get(&parent)
                    .is_some_and(|node| node.used & (1 << digit) != 0);
                if is_known {
                    break;
                }
                nodes.entry(parent).or_default().used |= 1 << digit;
                at = parent;
            }
        }
        let mut longest_first: Vec<Prefix> = nodes.keys().copied().collect();
        longest_first.sort_unstable_by_key(|prefix| (std::cmp::Reverse(prefix.len()), order(*prefix)));
        for prefix in &longest_first {
            let node = nodes.get(prefix).copied().unwrap_or_default();
            if (node.is_open || node.covered == ALL_TEN)
                && let Some((parent, digit)) = parent(*prefix)
                && let Some(parent) = nodes.get_mut(&parent)
            {
                parent.covered |= 1 << digit;
            }
        }
        longest_first.reverse();
        Self {
            nodes,
            order: longest_first,
        }
    }

    /// Whether longer prefixes take every longer number.
    pub(super) fn is_covered_below(&self, prefix: Prefix) -> bool {
        self.nodes
            .get(&prefix)
            .is_some_and(|node| node.covered == ALL_TEN)
    }

    /// Whether a shorter prefix takes every call.
    pub(super) fn has_open_above(&self, prefix: Prefix) -> bool {
        let mut at = prefix;
        while let Some((parent, _)) = parent(at) {
            if self.nodes.get(&parent).is_some_and(|node| node.is_open) {
                return true;
            }
            at = parent;
        }
        false
    }

    pub(super) fn gaps(&self, findings: &mut Vec<Finding>) {
        for &prefix in &self.order {
            let node = self.nodes.get(&prefix).copied().unwrap_or_default();
            // No country begins with 0, so a deck of the whole world has a gap there.
            let is_world = prefix.is_empty() && prefix.is_international();
            if is_world || node.used.count_ones() < GAP_FROM || node.has_row || self.has_row_above(prefix) {
                continue;
            }
            let missing: Vec<String> = (0..10u8)
                .filter(|&digit| self.is_missing(prefix, digit))
                .map(|digit| format!("{prefix}{digit}"))
                .collect();
            if missing.is_empty() {
                continue;
            }
            findings.push(Finding::Gap {
                parent: prefix.to_string(),
                missing,
            });
        }
    }

    /// Whether numbers with this next digit have no row, or a few of them only.
    fn is_missing(&self, prefix: Prefix, digit: u8) -> bool {
        let child = child(prefix, digit).and_then(|child| self.nodes.get(&child));
        // Most of them is a gap of its own, and is reported there.
        child.is_none_or(|child| !child.has_row && child.used.count_ones() < GAP_FROM)
    }

    fn has_row_above(&self, prefix: Prefix) -> bool {
        let mut at = prefix;
        while let Some((parent, _)) = parent(at) {
            if self.nodes.get(&parent).is_some_and(|node| node.has_row) {
                return true;
            }
            at = parent;
        }
        false
    }
}
