//! From a number to the rows whose prefixes begin it, the longest first.
//!
//! Every prefix is a range of numbers, and where prefixes nest the ranges are cut into disjoint ones, each with the
//! longest prefix that holds there. The first four digits of a number choose a bucket of ranges; in a crowded bucket the
//! next two digits narrow it; a search among 16-bit keys (digits five to eight) ends at the range. Prefixes longer than
//! eight digits are buckets within a range, four digits deeper. This is DXR (Zec, Rizzo, Mikuc: "DXR: towards a billion
//! routing lookups per second in software", 2012) over digits instead of bits.
//!
//! A digit has four bits, and eleven values: the end of a number is one too, greater than all digits, so that `33` does
//! not match the prefix `330`.

mod build;
#[cfg(feature = "serde")]
mod stored;

use std::hint::select_unpredictable;

use crate::{Number, Prefix};

/// A prefix and the row that it leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Entry {
    pub(crate) prefix: Prefix,
    pub(crate) row: u32,
    /// Whether the row is for every number that begins so. If not, the rows after it are candidates too.
    pub(crate) certain: bool,
}

/// A row that may be for a number, and how many of its digits say so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Candidate {
    pub(crate) row: u32,
    pub(crate) digits: u8,
}

/// The compiled prefixes of a deck.
#[derive(Clone, Debug)]
pub(crate) struct Index {
    // For every four digits.
    top: Vec<Bucket>,
    // Where the ranges of a place begin in `keys`. They end where those of the next place begin.
    fine: Vec<u32>,
    // The four digits with which a range begins, and what it leads to.
    keys: Vec<u16>,
    leaves: Vec<Leaf>,
    // The ranges of each bucket within a range.
    deeper: Vec<(u32, u32)>,
    // Where one row may not be the answer.
    nodes: Vec<Node>,
    node_rows: Vec<u32>,
}

/// What the number in a leaf means: a row that is for all numbers which begin with so many digits, or one of the three
/// others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Tag(u8);

impl Tag {
    /// Nothing: no prefix begins these numbers.
    const NOTHING: Self = Self(31);
    /// A node: candidates that need a closer look.
    const NODE: Self = Self(30);
    /// A bucket: numbers that differ four digits further on.
    const DEEPER: Self = Self(29);
}

/// The rows of one prefix, and where the search goes on if none of them fits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Node {
    first: u32,
    end: u32,
    digits: u8,
    up: Leaf,
}

/// A row, node or bucket in the lower 27 bits, its tag above: a range takes no more than it must.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Leaf(u32);

/// Values of a leaf's number.
const NUMBERS: u32 = 1 << 27;

/// The most rows and prefixes of a deck: each makes at most two leaves with a number of their own.
pub(crate) const MOST: usize = NUMBERS as usize / 2;

impl Leaf {
    const NOTHING: Self = Self::new(0, Tag::NOTHING);

    const fn new(row: u32, tag: Tag) -> Self {
        Self(row | (tag.0 as u32) << 27)
    }

    const fn row(self) -> u32 {
        self.0 & (NUMBERS - 1)
    }

    const fn tag(self) -> Tag {
        Tag((self.0 >> 27) as u8)
    }
}

/// Values of a digit, its end included.
const BASE: u32 = 11;
/// Values of four digits.
const BUCKETS: u32 = BASE * BASE * BASE * BASE;

/// Where the ranges of a bucket are: a place in `fine`, or several by some of the digits five to seven. Places begin where
/// the bucket's second range does and end with its last range, so that none is wasted on digits that all numbers of a
/// bucket share.
///
/// From the lowest bit: the first place (32), what the digits are at it (12), how many places follow (12), and how far
/// the digits five to eight are shifted to leave those that count (8).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Bucket(u64);

impl Bucket {
    const fn new(first: u32, least: u16, more: u16, shift: u32) -> Self {
        Self(first as u64 | (least as u64) << 32 | (more as u64) << 44 | (shift as u64) << 56)
    }

    /// The place of a number in `fine`.
    #[inline]
    const fn place(self, key: u16) -> u64 {
        let digits = (key as u64) >> ((self.0 >> 56) & 31);
        let over = digits.saturating_sub((self.0 >> 32) & 0xFFF);
        let more = self.more();
        (self.0 & 0xFFFF_FFFF) + if over < more { over } else { more }
    }

    /// The last of its places.
    #[cfg(feature = "serde")]
    const fn last(self) -> u64 {
        (self.0 & 0xFFFF_FFFF) + self.more()
    }

    /// How many places follow the first one.
    const fn more(self) -> u64 {
        (self.0 >> 44) & 0xFFF
    }
}

/// Among so many keys a search takes the same four steps, however many of them count: no branch of it depends on the
/// number.
const WINDOW: usize = 16;

/// The last of the first keys of a window that lies at or before a key, or the first one.
#[inline]
fn last_before(window: &[u16; WINDOW], mut count: u32, key: u16) -> u32 {
    let mut found = 0;
    for _ in 0..WINDOW.ilog2() {
        let half = count / 2;
        let middle = found + half;
        // The middle is within the window anyway; so the compiler sees it too.
        let is_before = window[middle as usize % WINDOW] <= key;
        found = select_unpredictable(is_before, middle, found);
        count -= half;
    }
    found
}

impl Index {
    /// The rows for a number: those of the longest prefix in the order given, then those of shorter ones, up to one
    /// that is for all of its numbers.
    pub(crate) fn candidates(&self, number: Number) -> Candidates<'_> {
        let at = self.find(number.is_international(), number.head());
        Candidates {
            index: self,
            leaf: self.leaf(at),
            done: 0,
        }
    }

    /// The range of a number.
    pub(crate) fn find(&self, international: bool, head: u64) -> u32 {
        let (from, end) = self.bucket(international, head);
        self.descend(self.search(from, end, head), head)
    }

    /// The first of the ranges of a number's bucket, and the one after the last.
    #[inline]
    pub(crate) fn bucket(&self, international: bool, head: u64) -> (u32, u32) {
        // Four digits of base 11: first pairs side by side, then both.
        let four = (head >> 48) as u32;
        let pairs = (four & 0x0F0F) + BASE * ((four >> 4) & 0x0F0F);
        let slot = (pairs & 0xFF) + BASE * BASE * (pairs >> 8) + BUCKETS * u32::from(international);
        let bucket = self.top.get(slot as usize).copied().unwrap_or(Bucket(0));
        let at = bucket.place((head >> 32) as u16) as usize;
        match self.fine.get(at..at + 2) {
            Some(&[from, end]) => (from, end),
            _ => (0, 0),
        }
    }

    /// The range of a number in its bucket, by its first eight digits: but for [`descend`](Self::descend).
    #[inline]
    pub(crate) fn search(&self, from: u32, end: u32, head: u64) -> u32 {
        self.last_before(from, end, (head >> 32) as u16)
    }

    /// The last range that begins at or before a key. The first one always does.
    #[inline]
    fn last_before(&self, mut from: u32, end: u32, key: u16) -> u32 {
        let mut count = end - from;
        while count > WINDOW as u32 {
            let half = count / 2;
            let middle = from + half;
            // A branch here would be guessed wrong every other time.
            from = select_unpredictable(self.key(middle) <= key, middle, from);
            count -= half;
        }
        let keys = self.keys.get(from as usize..).unwrap_or_default();
        from + match keys.first_chunk() {
            Some(window) => last_before(window, count, key),
            // Near the end there are fewer.
            None => {
                let before = keys
                    .iter()
                    .take(count as usize)
                    .take_while(|&&other| other <= key);
                (before.count() as u32).saturating_sub(1)
            }
        }
    }

    #[inline]
    fn key(&self, at: u32) -> u16 {
        self.keys.get(at as usize).copied().unwrap_or(u16::MAX)
    }

    /// The range of a number from that of its first eight digits.
    #[inline]
    pub(crate) fn descend(&self, mut at: u32, head: u64) -> u32 {
        let mut shift = 16;
        loop {
            let leaf = self.leaf(at);
            if leaf.tag() != Tag::DEEPER {
                return at;
            }
            let bucket = self.deeper.get(leaf.row() as usize);
            let (from, end) = bucket.copied().unwrap_or((at, at + 1));
            at = self.last_before(from, end, (head >> shift) as u16);
            if shift == 0 {
                return at;
            }
            shift -= 16;
        }
    }

    #[inline]
    fn leaf(&self, at: u32) -> Leaf {
        self.leaves.get(at as usize).copied().unwrap_or(Leaf::NOTHING)
    }

    /// Something for each range, told from its first candidate; `None` where no prefix begins the numbers. A range that
    /// goes on deeper gets `deeper`.
    pub(crate) fn for_each_range<T>(&self, deeper: T, mut of: impl FnMut(Option<Candidate>) -> T) -> Vec<T>
    where
        T: Copy,
    {
        (0..self.keys.len() as u32)
            .map(|at| match self.leaf(at).tag() {
                Tag::DEEPER => deeper,
                _ => of(self.first(at)),
            })
            .collect()
    }

    /// How many ranges there are.
    #[cfg(feature = "arrow")]
    pub(crate) const fn range_count(&self) -> usize {
        self.keys.len()
    }

    /// The first candidate of a range.
    pub(crate) fn first(&self, at: u32) -> Option<Candidate> {
        Candidates {
            index: self,
            leaf: self.leaf(at),
            done: 0,
        }
        .next()
    }

    /// How many bytes of memory it takes.
    pub(crate) fn memory(&self) -> usize {
        size_of_val(self.top.as_slice())
            + size_of_val(self.fine.as_slice())
            + size_of_val(self.keys.as_slice())
            + size_of_val(self.leaves.as_slice())
            + size_of_val(self.deeper.as_slice())
            + size_of_val(self.nodes.as_slice())
            + size_of_val(self.node_rows.as_slice())
    }
}

/// The rows that may be for a number, one after the other.
#[derive(Clone, Debug)]
pub(crate) struct Candidates<'i> {
    index: &'i Index,
    leaf: Leaf,
    // How many rows of the node were given out.
    done: u32,
}

impl Iterator for Candidates<'_> {
    type Item = Candidate;

    #[inline]
    fn next(&mut self) -> Option<Candidate> {
        loop {
            match self.leaf.tag() {
                Tag::NOTHING | Tag::DEEPER => return None,
                Tag::NODE => {
                    let node = self.index.nodes.get(self.leaf.row() as usize)?;
                    let at = node.first + self.done;
                    if at < node.end {
                        self.done += 1;
                        let row = self.index.node_rows.get(at as usize).copied()?;
                        return Some(Candidate {
                            row,
                            digits: node.digits,
                        });
                    }
                    (self.leaf, self.done) = (node.up, 0);
                }
                Tag(digits) => {
                    let row = self.leaf.row();
                    self.leaf = Leaf::NOTHING;
                    return Some(Candidate { row, digits });
                }
            }
        }
    }
}

#[cfg(test)]
mod tests;
