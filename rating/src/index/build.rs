//! Prefixes to ranges, and ranges to buckets.

use super::{BASE, BUCKETS, Bucket, Entry, Index, Leaf, Node, Tag, WINDOW};
use crate::Prefix;

/// So many bytes a range may take for not being among too many for one window.
const WORTH: usize = 8;

/// A number as it is sorted: the bit above the highest digit says whether it is international.
type Key = u128;

/// A range begins here.
type Boundary = (Key, Leaf);

impl Index {
    /// Compiles prefixes. Rows of the same prefix stay in the order in which they are given.
    pub(crate) fn new(mut entries: Vec<Entry>) -> Self {
        entries.sort_by_key(|entry| (start(entry.prefix), entry.prefix.len()));
        // Two spellings of one prefix in one row say the same twice.
        entries.dedup();
        let mut index = Self {
            top: Vec::with_capacity(2 * BUCKETS as usize),
            fine: Vec::new(),
            keys: Vec::with_capacity(entries.len() + entries.len() / 2 + 2 * BUCKETS as usize),
            leaves: Vec::new(),
            deeper: Vec::new(),
            nodes: Vec::new(),
            node_rows: Vec::new(),
        };
        let boundaries = index.boundaries(&entries);
        index.fill(&boundaries);
        index.shrink();
        index
    }

    /// Cuts nested prefixes into ranges that do not overlap.
    fn boundaries(&mut self, entries: &[Entry]) -> Vec<Boundary> {
        let mut boundaries: Vec<Boundary> = Vec::with_capacity(entries.len() + entries.len() / 2 + 1);
        boundaries.push((0, Leaf::NOTHING));
        let mut from = |key: Key, leaf: Leaf| {
            if boundaries.last().is_some_and(|(last, _)| *last == key) {
                boundaries.pop();
            }
            if boundaries.last().is_none_or(|(_, last)| *last != leaf) {
                boundaries.push((key, leaf));
            }
        };
        // The prefixes that hold at this point, each with the key at which it ends.
        let mut open: Vec<(Key, Leaf)> = Vec::new();
        let around = |open: &[(Key, Leaf)]| open.last().map_or(Leaf::NOTHING, |(_, leaf)| *leaf);
        for group in entries.chunk_by(|a, b| a.prefix == b.prefix) {
            let Some(&Entry { prefix, .. }) = group.first() else {
                continue;
            };
            let key = start(prefix);
            while let Some((closed, _)) = open.pop_if(|(end, _)| *end <= key) {
                from(closed, around(&open));
            }
            let leaf = self.leaf_of(prefix, group, around(&open));
            from(key, leaf);
            open.push((key + (1 << (64 - 4 * prefix.len())), leaf));
        }
        while let Some((closed, _)) = open.pop() {
            from(closed, around(&open));
        }
        boundaries
    }

    /// What a prefix leads to: its row, or a node if that may not fit.
    fn leaf_of(&mut self, prefix: Prefix, group: &[Entry], up: Leaf) -> Leaf {
        // At most 15.
        let digits = prefix.len() as u8;
        let sure = group.iter().position(|entry| entry.certain);
        if let (Some(0), Some(entry)) = (sure, group.first()) {
            return Leaf::new(entry.row, Tag(digits));
        }
        let first = self.node_rows.len() as u32;
        let tried = group.get(..=sure.unwrap_or(group.len() - 1)).unwrap_or(group);
        self.node_rows.extend(tried.iter().map(|entry| entry.row));
        let up = if sure.is_some() { Leaf::NOTHING } else { up };
        self.nodes.push(Node {
            first,
            end: self.node_rows.len() as u32,
            digits,
            up,
        });
        Leaf::new(self.nodes.len() as u32 - 1, Tag::NODE)
    }

    /// All buckets of four digits, then those within ranges.
    fn fill(&mut self, boundaries: &[Boundary]) {
        let mut todo = Vec::new();
        let mut ranges = Vec::new();
        let mut rest = boundaries;
        for slot in 0..2 * BUCKETS {
            let start = Key::from(slot / BUCKETS) << 64 | Key::from(digits_of(slot % BUCKETS)) << 48;
            // Numbers end only once, so of the places after an end only the first is ever looked at; the others hold
            // what comes before them.
            let inside = cut(&mut rest, start, 48);
            self.ranges(inside, start, 32, &mut ranges, &mut todo);
            let places = Places::best(&ranges);
            let first = self.fine.len() as u32;
            self.top
                .push(Bucket::new(first, places.least, places.more, places.shift));
            for ranges in places.cut(&ranges) {
                self.fine.push(self.keys.len() as u32);
                self.append(ranges);
            }
        }
        self.fine.push(self.keys.len() as u32);
        // A bucket within a range may hold further ones, so the list grows while it is worked off.
        while let Some((which, inside, start, shift)) = todo.pop() {
            self.ranges(inside, start, shift, &mut ranges, &mut todo);
            let from = self.keys.len() as u32;
            self.append(&ranges);
            if let Some(deeper) = self.deeper.get_mut(which as usize) {
                *deeper = (from, self.keys.len() as u32);
            }
        }
    }

    /// The ranges of one bucket by four digits, which end `shift` bits above the lowest. The first boundary is at or
    /// before the bucket, the others are inside.
    fn ranges<'b>(
        &mut self,
        inside: &'b [Boundary],
        start: Key,
        shift: u32,
        ranges: &mut Vec<(u16, Leaf)>,
        todo: &mut Vec<(u32, &'b [Boundary], Key, u32)>,
    ) {
        ranges.clear();
        let digits = |key: Key| (key >> shift) as u16;
        let mut put = |key: u16, leaf: Leaf| {
            ranges.pop_if(|(last, _)| *last == key);
            if ranges.last().is_none_or(|(_, last)| *last != leaf) {
                ranges.push((key, leaf));
            }
        };
        let before = inside.first().map_or(Leaf::NOTHING, |(_, leaf)| *leaf);
        put(0, before);
        let mut at = 1;
        while let Some(&(key, leaf)) = inside.get(at) {
            let same = inside
                .iter()
                .skip(at)
                .take_while(|(other, _)| digits(*other) == digits(key))
                .count();
            let slot = start | Key::from(digits(key)) << shift;
            if same == 1 && key == slot || shift == 0 {
                put(digits(key), leaf);
            } else {
                // Boundaries within four digits: one goes on deeper there, and behind them holds what holds last.
                let first = if key == slot { at } else { at - 1 };
                let which = self.deeper.len() as u32;
                self.deeper.push((0, 0));
                todo.push((
                    which,
                    inside.get(first..at + same).unwrap_or_default(),
                    slot,
                    shift - 16,
                ));
                put(digits(key), Leaf::new(which, Tag::DEEPER));
                let last = inside.get(at + same - 1).map_or(leaf, |(_, leaf)| *leaf);
                if let Some(next) = digits(key).checked_add(1) {
                    put(next, last);
                }
            }
            at += same;
        }
    }

    fn append(&mut self, ranges: &[(u16, Leaf)]) {
        self.keys.extend(ranges.iter().map(|(key, _)| *key));
        self.leaves.extend(ranges.iter().map(|(_, leaf)| *leaf));
    }

    fn shrink(&mut self) {
        self.fine.shrink_to_fit();
        self.keys.shrink_to_fit();
        self.leaves.shrink_to_fit();
        self.deeper.shrink_to_fit();
        self.nodes.shrink_to_fit();
        self.node_rows.shrink_to_fit();
    }
}

/// How a bucket is cut into places by some of its digits five to seven.
#[derive(Clone, Copy, Debug)]
struct Places {
    /// What the digits are at the first place. Those below go there too.
    least: u16,
    /// How many places follow. What the digits are at the last, or more.
    more: u16,
    /// How far keys are shifted to leave the digits.
    shift: u32,
}

impl Places {
    /// What gets the most ranges into places that are searched at once, for the least memory.
    fn best(ranges: &[(u16, Leaf)]) -> Self {
        let mut best = Self {
            least: 0,
            more: 0,
            shift: 16,
        };
        let (Some((from, _)), Some((last, _))) = (ranges.get(1), ranges.last()) else {
            return best;
        };
        let mut least_cost = best.cost(ranges);
        for shift in [12, 8, 4] {
            // It takes at least the memory of its places.
            let (least, more) = (from >> shift, (last >> shift) - (from >> shift));
            if usize::from(more) * size_of::<u32>() >= least_cost {
                break;
            }
            let places = Self { least, more, shift };
            let cost = places.cost(ranges);
            if cost < least_cost {
                (best, least_cost) = (places, cost);
            }
        }
        best
    }

    /// Bytes of memory, and what too many ranges in a place are worth.
    fn cost(self, ranges: &[(u16, Leaf)]) -> usize {
        const RANGE: usize = size_of::<u16>() + size_of::<Leaf>();
        let of_place = |ranges: &[_]| {
            let crowd = if ranges.len() > WINDOW {
                ranges.len() * WORTH
            } else {
                0
            };
            size_of::<u32>() + ranges.len() * RANGE + crowd
        };
        self.cut(ranges).map(of_place).sum()
    }

    /// The ranges of each place, the first of which may begin before. A place that no number has gets none.
    fn cut(self, ranges: &[(u16, Leaf)]) -> impl Iterator<Item = &[(u16, Leaf)]> {
        let mut from = 0;
        (0..=self.more).map(move |place| {
            let digits = u32::from(self.least + place);
            let start = if place == 0 { 0 } else { digits << self.shift };
            let end = if place == self.more {
                0x1_0000
            } else {
                (digits + 1) << self.shift
            };
            let begun = |at: usize, end: u32| ranges.get(at).is_some_and(|(key, _)| u32::from(*key) < end);
            while begun(from + 1, start + 1) {
                from += 1;
            }
            let first = from;
            while begun(from + 1, end) {
                from += 1;
            }
            let is_of_digits = [0, 4, 8].iter().all(|shift| (digits >> shift) & 0xF < BASE);
            let count = if first < from || is_of_digits {
                from + 1 - first
            } else {
                0
            };
            ranges.get(first..first + count).unwrap_or_default()
        })
    }
}

fn start(prefix: Prefix) -> Key {
    Key::from(prefix.is_international()) << 64 | Key::from(prefix.bits())
}

/// The four digits, four bits each, of a number of base 11.
const fn digits_of(slot: u32) -> u64 {
    let (a, b, c, d) = (
        slot / (BASE * BASE * BASE),
        slot / (BASE * BASE) % BASE,
        slot / BASE % BASE,
        slot % BASE,
    );
    (a << 12 | b << 8 | c << 4 | d) as u64
}

/// The boundaries of one bucket: the one that holds at its start, and those after it up to its end. The rest begins with
/// the one that holds at the end.
fn cut<'b>(rest: &mut &'b [Boundary], start: Key, width: u32) -> &'b [Boundary] {
    let first = rest
        .iter()
        .take_while(|(key, _)| *key <= start)
        .count()
        .saturating_sub(1);
    let from = rest.get(first..).unwrap_or_default();
    let end = start + (1 << width);
    let count = from.iter().skip(1).take_while(|(key, _)| *key < end).count() + 1;
    *rest = from.get(count - 1..).unwrap_or_default();
    from.get(..count).unwrap_or(from)
}
