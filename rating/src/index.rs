//! From a number to the row whose prefix is the longest.
//!
//! Every prefix is a range of keys (see [`crate::prefix`]). The ranges are flattened into one sorted list of
//! boundaries, each with the longest prefix that holds from there on; a table over the leading digits narrows the
//! binary search to a few steps. A prefix points to the next shorter one that begins it, which is where the search
//! goes on when the number is too short or of a length that the row is not for.

use crate::numbering::Number;
use crate::prefix::{self, KEY_END};
use crate::{DigitCount, Prefix};

/// Marks "no prefix holds here".
const NONE: u32 = u32::MAX;

/// The compiled prefixes of a deck.
#[derive(Clone, Debug)]
pub(crate) struct Index {
    starts: Vec<u64>,
    longest: Vec<u32>,
    nodes: Vec<Node>,
    rows: Vec<(DigitCount, u32)>,
    // For each value of the leading digits, the last boundary at or before the first key that has them.
    top: Vec<u32>,
    top_width: u64,
}

#[derive(Clone, Debug)]
struct Node {
    prefix: Prefix,
    parent: u32,
    rows: std::ops::Range<u32>,
}

impl Index {
    /// Compiles prefixes, each with the lengths of number and the row that it stands for. Rows of one prefix stay in
    /// the order in which they are given.
    pub(crate) fn new(mut entries: Vec<(Prefix, DigitCount, u32)>) -> Self {
        entries.sort_by_key(|(prefix, ..)| (prefix.key_range().0, prefix.len()));
        // Two spellings of one prefix in one row say the same twice.
        entries.dedup();
        let mut index = Self {
            starts: vec![0],
            longest: vec![NONE],
            nodes: Vec::new(),
            rows: Vec::with_capacity(entries.len()),
            top: Vec::new(),
            top_width: KEY_END,
        };
        // The prefixes that hold at this point, each with the key at which it ends.
        let mut open: Vec<(u64, u32)> = Vec::new();
        for group in entries.chunk_by(|a, b| a.0 == b.0) {
            let Some(&(prefix, ..)) = group.first() else {
                continue;
            };
            let (start, end) = prefix.key_range();
            while let Some((closed, _)) = open.pop_if(|(end, _)| *end <= start) {
                index.boundary(closed, open.last().map_or(NONE, |(_, node)| *node));
            }
            // Fewer than u32::MAX nodes: rows are counted in u32 and a deck is far smaller.
            let node = index.nodes.len() as u32;
            let parent = open.last().map_or(NONE, |(_, node)| *node);
            let first = index.rows.len() as u32;
            index
                .rows
                .extend(group.iter().map(|&(_, digits, row)| (digits, row)));
            index.nodes.push(Node {
                prefix,
                parent,
                rows: first..index.rows.len() as u32,
            });
            index.boundary(start, node);
            open.push((end, node));
        }
        while let Some((closed, _)) = open.pop() {
            index.boundary(closed, open.last().map_or(NONE, |(_, node)| *node));
        }
        index.build_top();
        index
    }

    /// From `start` on, `node` is the longest prefix.
    fn boundary(&mut self, start: u64, node: u32) {
        if self.starts.last() == Some(&start) {
            self.starts.pop();
            self.longest.pop();
        }
        self.starts.push(start);
        self.longest.push(node);
    }

    /// About as many slots as boundaries, so that most slots hold one or two.
    fn build_top(&mut self) {
        while self.top_width > KEY_END / 200_000 && (KEY_END / self.top_width) < self.starts.len() as u64 {
            self.top_width /= 10;
        }
        let mut at = 0;
        for slot in 0..=KEY_END / self.top_width {
            let key = slot * self.top_width;
            while self.starts.get(at + 1).is_some_and(|&start| start <= key) {
                at += 1;
            }
            self.top.push(at as u32);
        }
    }

    /// The prefixes that begin the number, longest first, each with its rows.
    pub(crate) fn candidates<'a>(
        &'a self,
        number: &Number,
    ) -> impl Iterator<Item = (Prefix, &'a [(DigitCount, u32)])> {
        let len = number.len();
        let longest = self.longest_at(prefix::key(number.is_international(), number.digits()));
        let node = |at: u32| self.nodes.get(at as usize);
        std::iter::successors(node(longest), move |known| node(known.parent))
            // A short number is filled up with zeros in its key, and must not match a longer prefix through them.
            .filter(move |node| node.prefix.len() <= len)
            .map(|node| {
                let rows = self.rows.get(node.rows.start as usize..node.rows.end as usize);
                (node.prefix, rows.unwrap_or_default())
            })
    }

    fn longest_at(&self, key: u64) -> u32 {
        let slot = (key / self.top_width) as usize;
        let bound = |slot: usize| self.top.get(slot).map_or(self.starts.len(), |&at| at as usize);
        let (low, high) = (bound(slot), (bound(slot + 1) + 1).min(self.starts.len()));
        let starts = self.starts.get(low..high).unwrap_or_default();
        // At least one boundary is at or before the key: the first of the slot, and 0 before all.
        let at = low + starts.partition_point(|&start| start <= key).saturating_sub(1);
        self.longest.get(at).copied().unwrap_or(NONE)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Numbering;
    use proptest::prelude::*;

    /// The obviously right way: look at every prefix, keep the longest that fits.
    fn scan(entries: &[(Prefix, DigitCount, u32)], number: &Number) -> Option<u32> {
        let text = number.to_string();
        entries
            .iter()
            .filter(|(prefix, allowed, _)| {
                prefix.is_international() == number.is_international()
                    && text.trim_start_matches('+').starts_with(&prefix.digits())
                    && allowed.allows(number.len())
            })
            .max_by_key(|(prefix, ..)| prefix.len())
            .map(|(.., row)| *row)
    }

    fn find(index: &Index, number: &Number) -> Option<u32> {
        let digits = number.len();
        index
            .candidates(number)
            .flat_map(|(_, rows)| rows)
            .find(|(allowed, _)| allowed.allows(digits))
            .map(|(_, row)| *row)
    }

    fn number(text: &str) -> Number {
        Numbering::new().number(text).unwrap()
    }

    #[test]
    fn the_longest_prefix_of_the_right_length_wins() {
        let entries = [
            ("8", "6-7"),
            ("87", "4"),
            ("+33", "1-20"),
            ("+336", "1-20"),
            ("330", "1-20"),
            ("33", "1-20"),
        ]
        .iter()
        .zip(0..)
        .map(|((prefix, digits), row)| (prefix.parse().unwrap(), digits.parse().unwrap(), row))
        .collect();
        let index = Index::new(entries);
        for (dialled, expected) in [
            ("872345", Some(0)),
            ("8723", Some(1)),
            ("87234", None),
            ("+33612345678", Some(3)),
            ("+33112345678", Some(2)),
            ("33012", Some(4)),
            ("33", Some(5)), // 330 does not match through the zeros that fill the key
            ("+3", None),
            ("9", None),
        ] {
            assert_eq!(find(&index, &number(dialled)), expected, "{dialled}");
        }
    }

    #[test]
    fn candidates_come_longest_first_each_with_its_rows_in_order() {
        let entry = |prefix: &str, row| (prefix.parse().unwrap(), DigitCount::ANY, row);
        let index = Index::new(vec![entry("87", 2), entry("8", 0), entry("87", 1)]);
        let found: Vec<_> = index
            .candidates(&number("872"))
            .map(|(prefix, rows)| {
                (
                    prefix.to_string(),
                    rows.iter().map(|(_, row)| *row).collect::<Vec<_>>(),
                )
            })
            .collect();
        assert_eq!(found, [("87".to_owned(), vec![2, 1]), ("8".to_owned(), vec![0])]);
    }

    #[test]
    fn an_empty_deck_matches_nothing() {
        assert_eq!(find(&Index::new(Vec::new()), &number("1")), None);
    }

    proptest! {
        #[test]
        fn the_index_finds_what_a_scan_finds(
            prefixes in prop::collection::btree_map("\\+?[0-3]{1,6}", (1u8..8, 0u8..8), 0..60),
            numbers in prop::collection::vec("\\+?[0-3]{1,9}", 1..40),
        ) {
            let entries: Vec<_> = prefixes
                .iter()
                .zip(0..)
                .map(|((prefix, (least, more)), row)| {
                    (prefix.parse().unwrap(), DigitCount::new(*least, least + more).unwrap(), row)
                })
                .collect();
            let index = Index::new(entries.clone());
            for text in numbers {
                let number = number(&text);
                prop_assert_eq!(find(&index, &number), scan(&entries, &number), "{}", text);
            }
        }

        #[test]
        fn a_large_index_finds_what_a_scan_finds(seed in prop::collection::btree_set(0u32..1_000_000, 2000..2500), probes in prop::collection::vec(0u64..10_000_000_000, 50)) {
            let entries: Vec<_> = seed
                .iter()
                .zip(0..)
                .map(|(value, row)| {
                    // Lengths of one to six digits, so that ranges nest.
                    let digits = format!("{value:06}");
                    let len = 1 + (*value as usize % 6);
                    (digits[..len].parse::<Prefix>().unwrap(), row)
                })
                .collect::<std::collections::HashMap<_, _>>()
                .into_iter()
                .map(|(prefix, row): (Prefix, u32)| (prefix, DigitCount::ANY, row))
                .collect();
            let index = Index::new(entries.clone());
            for probe in probes {
                let number = number(&probe.to_string());
                prop_assert_eq!(find(&index, &number), scan(&entries, &number));
            }
        }
    }
}
