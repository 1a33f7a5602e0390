//! The texts of many entries in one, so that one scan goes through all of them.

use memchr::memmem::Finder;

/// Parts the fields of an entry; stands in none.
pub(super) const BETWEEN: char = '\u{1f}';

/// Below this nothing is gained by closing gaps.
const WORTHWHILE: usize = 64 * 1024;

/// A text for each slot.
#[derive(Clone, Debug, Default)]
pub(super) struct Texts {
    all: String,
    /// By slot: beginning and length; nothing for a slot without text.
    spans: Vec<Option<(usize, usize)>>,
    /// By slot: what stands in the text at most.
    signs: Vec<Sign>,
    gaps: usize,
}

/// Which bytes and which neighbours stand in a text. Several share a bit: what is missing here is missing there, what is
/// not has to be looked for.
#[derive(Clone, Copy, Debug, Default)]
struct Sign {
    bytes: u64,
    neighbours: [u64; 4],
}

impl Sign {
    fn of(text: &[u8]) -> Self {
        let mut sign = Self::default();
        for &byte in text {
            sign.bytes |= 1 << Self::bit(byte).0;
        }
        for pair in text.windows(2) {
            let hash = u32::from_be_bytes([0, 0, pair[0], pair[1]]).wrapping_mul(0x9e37_79b1) >> 24;
            sign.neighbours[hash as usize / 64] |= 1 << (hash % 64);
        }
        sign
    }

    /// The bit of a byte, and whether no other byte has it.
    fn bit(byte: u8) -> (u8, bool) {
        match byte {
            b'a'..=b'z' => (byte - b'a', true),
            b'0'..=b'9' => (26 + byte - b'0', true),
            _ => (36 + byte % 28, false),
        }
    }

    fn covers(&self, other: &Self) -> bool {
        other.bytes & !self.bytes == 0
            && self
                .neighbours
                .iter()
                .zip(&other.neighbours)
                .all(|(own, other)| other & !own == 0)
    }
}

/// What is looked for, prepared once.
#[derive(Debug)]
pub(super) struct Needle {
    finder: Finder<'static>,
    sign: Sign,
    /// Where the sign says that it is there, it is.
    is_exact: bool,
}

impl Needle {
    pub(super) fn new(text: &str) -> Self {
        Self {
            finder: Finder::new(text).into_owned(),
            sign: Sign::of(text.as_bytes()),
            is_exact: matches!(text.as_bytes(), [byte] if Sign::bit(*byte).1),
        }
    }

    pub(super) fn as_bytes(&self) -> &[u8] {
        self.finder.needle()
    }

    pub(super) fn is_in(&self, text: &str) -> bool {
        self.finder.find(text.as_bytes()).is_some()
    }
}

impl Texts {
    pub(super) fn get(&self, slot: u32) -> &str {
        let span = self.spans.get(slot as usize).copied().flatten();
        span.map_or("", |(start, length)| &self.all[start..start + length])
    }

    /// Fills an empty slot.
    pub(super) fn put(&mut self, slot: u32, text: &str) {
        let at = slot as usize;
        if self.spans.len() <= at {
            self.spans.resize(at + 1, None);
            self.signs.resize(at + 1, Sign::default());
        }
        self.spans[at] = Some((self.all.len(), text.len()));
        self.signs[at] = Sign::of(text.as_bytes());
        self.all.push_str(text);
    }

    /// Empties a slot. Gaps are closed when they are as large as what is left: each change costs little on average, and the
    /// text is never more than twice what it holds.
    pub(super) fn remove(&mut self, slot: u32) {
        let Some((_, length)) = self.spans.get_mut(slot as usize).and_then(Option::take) else {
            return;
        };
        self.gaps += length;
        if self.gaps > WORTHWHILE && self.gaps * 2 > self.all.len() {
            let old = std::mem::take(&mut self.all);
            // Room until gaps are closed again.
            self.all.reserve((old.len() - self.gaps) * 2 + WORTHWHILE);
            for (start, length) in self.spans.iter_mut().flatten() {
                let text = &old[*start..*start + *length];
                *start = self.all.len();
                self.all.push_str(text);
            }
            self.gaps = 0;
        }
    }

    /// Whether the text of a slot holds the needle.
    pub(super) fn holds(&self, slot: u32, needle: &Needle) -> bool {
        let (sign, span) = (self.signs.get(slot as usize), self.spans.get(slot as usize));
        let (Some(sign), Some(Some(span))) = (sign, span) else {
            return false;
        };
        self.is_there(sign, *span, needle)
    }

    fn is_there(&self, sign: &Sign, (start, length): (usize, usize), needle: &Needle) -> bool {
        sign.covers(&needle.sign) && (needle.is_exact || needle.is_in(&self.all[start..start + length]))
    }

    /// Calls with each slot whose text holds the needle, in their order.
    pub(super) fn scan(&self, needle: &Needle, mut found: impl FnMut(u32)) {
        for (slot, (sign, span)) in (0..).zip(self.signs.iter().zip(&self.spans)) {
            if let Some(span) = *span
                && self.is_there(sign, span, needle)
            {
                found(slot);
            }
        }
    }

    /// What it takes in memory.
    pub(super) fn bytes(&self) -> usize {
        self.all.capacity()
            + self.spans.capacity() * size_of::<Option<(usize, usize)>>()
            + self.signs.capacity() * size_of::<Sign>()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn found(texts: &Texts, needle: &str) -> Vec<u32> {
        let mut slots = Vec::new();
        texts.scan(&Needle::new(needle), |slot| slots.push(slot));
        slots
    }

    #[test]
    fn a_slot_is_found_once_by_its_own_text_alone() {
        let mut texts = Texts::default();
        for (slot, text) in [(0, "anna"), (2, "bea"), (1, "nan")] {
            texts.put(slot, text);
        }
        assert_eq!(found(&texts, "n"), [0, 1]);
        assert_eq!(found(&texts, "a"), [0, 1, 2]);
        assert!(found(&texts, "abea").is_empty(), "two texts are not one");
        texts.remove(0);
        texts.put(0, "zoe");
        assert_eq!((found(&texts, "n"), found(&texts, "zoe")), (vec![1], vec![0]));
        texts.remove(7);
        assert_eq!((texts.get(0), texts.get(7)), ("zoe", ""));
    }

    #[test]
    fn a_million_changes_leave_no_more_than_twice_the_text() {
        let mut texts = Texts::default();
        let text = "x".repeat(99);
        for slot in 0..100 {
            texts.put(slot, &text);
        }
        for change in 0..1_000_000 {
            texts.remove(change % 100);
            texts.put(change % 100, &text);
        }
        assert!(texts.bytes() < 4 * WORTHWHILE, "{}", texts.bytes());
        assert_eq!(found(&texts, "xx").len(), 100);
    }

    proptest! {
        #[test]
        fn what_is_found_is_what_stands_there(
            lines in prop::collection::vec("[a-d0-2 é\u{1f}]{0,12}", 1..20),
            needle in "[a-e0-3 é\u{1f}]{1,4}",
            gone in 0..20_u32,
        ) {
            let mut texts = Texts::default();
            for (slot, line) in (0..).zip(&lines) {
                texts.put(slot, line);
            }
            texts.remove(gone);
            let there = (0..)
                .zip(&lines)
                .filter(|(slot, line)| *slot != gone && line.contains(&needle))
                .map(|(slot, _)| slot);
            prop_assert_eq!(found(&texts, &needle), there.collect::<Vec<u32>>());
        }
    }
}
