//! The texts of many entries in one, so that one scan goes through all of them.

use memchr::memmem::Finder;

/// Ends an entry; stands in no field.
const END: char = '\u{1e}';
/// Parts the fields of an entry; stands in none.
pub(super) const BETWEEN: char = '\u{1f}';

/// Below this nothing is gained by closing gaps.
const WORTHWHILE: usize = 64 * 1024;

/// A text for each slot.
#[derive(Clone, Debug, Default)]
pub(super) struct Texts {
    all: String,
    /// Where each text begins and whose it is, by place; removed ones stay until the gaps are closed.
    begins: Vec<(usize, u32)>,
    /// By slot: place and length; nothing for a slot without text.
    spans: Vec<Option<(usize, usize)>>,
    gaps: usize,
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
        }
        self.spans[at] = Some((self.all.len(), text.len()));
        self.begins.push((self.all.len(), slot));
        self.all.push_str(text);
        self.all.push(END);
    }

    /// Empties a slot. Gaps are closed when they are as large as what is left: each change costs little on average, and the
    /// text is never more than twice what it holds.
    pub(super) fn remove(&mut self, slot: u32) {
        let Some((_, length)) = self.spans.get_mut(slot as usize).and_then(Option::take) else {
            return;
        };
        self.gaps += length + 1;
        if self.gaps > WORTHWHILE && self.gaps * 2 > self.all.len() {
            let old = std::mem::take(self);
            self.spans = vec![None; old.spans.len()];
            self.all.reserve(old.all.len() - old.gaps);
            for &(start, slot) in &old.begins {
                if let Some((begins, length)) = old.spans[slot as usize]
                    && begins == start
                {
                    self.put(slot, &old.all[start..start + length]);
                }
            }
        }
    }

    /// Calls with the slot of each text that holds the needle, once for each.
    pub(super) fn scan(&self, needle: &Finder<'_>, mut found: impl FnMut(u32)) {
        let (mut from, mut index) = (0, 0);
        while let Some(at) = needle.find(&self.all.as_bytes()[from..]) {
            let at = from + at;
            while self.begins.get(index + 1).is_some_and(|(next, _)| *next <= at) {
                index += 1;
            }
            let Some(&(start, slot)) = self.begins.get(index) else {
                return;
            };
            // A removed text is in no span, and its slot may hold another one by now.
            if self.spans[slot as usize].is_some_and(|(begins, _)| begins == start) {
                found(slot);
            }
            from = self
                .begins
                .get(index + 1)
                .map_or(self.all.len(), |(next, _)| *next);
        }
    }

    /// What it takes in memory.
    pub(super) fn bytes(&self) -> usize {
        self.all.capacity()
            + self.begins.capacity() * size_of::<(usize, u32)>()
            + self.spans.capacity() * size_of::<Option<(usize, usize)>>()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(texts: &Texts, needle: &str) -> Vec<u32> {
        let mut slots = Vec::new();
        texts.scan(&Finder::new(needle), |slot| slots.push(slot));
        slots
    }

    #[test]
    fn a_slot_is_found_once_by_its_own_text_alone() {
        let mut texts = Texts::default();
        for (slot, text) in [(0, "anna"), (2, "bea"), (1, "nan")] {
            texts.put(slot, text);
        }
        assert_eq!(found(&texts, "n"), [0, 1]);
        assert_eq!(found(&texts, "a"), [0, 2, 1]);
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
}
