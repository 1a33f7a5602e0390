//! Values that many rows have in common: each is kept once, and has a number.
//!
//! A deck of a million lines may have two thousand prices or a million, and either has to be read in a fraction of a
//! second. The tables of std hash with SipHash, hold every key a second time and move all of them when they grow, so this
//! one is our own: it holds numbers and pieces of hashes only.

use std::hash::{BuildHasher, Hash, Hasher, RandomState};
use std::sync::OnceLock;

/// Values, each once, by their numbers: 0 for the first that came, and so on.
#[derive(Clone)]
pub(crate) struct Pool<T> {
    values: Vec<T>,
    places: Places,
}

impl<T> Default for Pool<T> {
    fn default() -> Self {
        Self {
            values: Vec::new(),
            places: Places::default(),
        }
    }
}

impl<T> std::fmt::Debug for Pool<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} values", self.values.len())
    }
}

impl<T> Pool<T> {
    /// The values, by their numbers.
    pub(crate) fn values(&self) -> &[T] {
        &self.values
    }

    /// The values alone.
    pub(crate) fn into_values(self) -> Vec<T> {
        self.values
    }

    /// The number of the value with this hash that `is_it` tells, or of the one that `make` makes. `None` when there are
    /// more than 32 bits can count.
    pub(crate) fn number_by(
        &mut self,
        hash: u64,
        is_it: impl Fn(&T) -> bool,
        make: impl FnOnce() -> T,
    ) -> Option<u32> {
        let values = &self.values;
        let found = self
            .places
            .find(hash, |number| values.get(number as usize).is_some_and(&is_it));
        if found.is_some() {
            return found;
        }
        // The last number is no number: tables mark empty places by it.
        let number = u32::try_from(self.values.len())
            .ok()
            .filter(|&number| number != u32::MAX)?;
        self.values.push(make());
        self.places.insert(hash, number);
        Some(number)
    }
}

impl<T: Hash + Eq> Pool<T> {
    /// The number of a value.
    pub(crate) fn number(&mut self, value: T) -> Option<u32> {
        let hash = hash_of(&value);
        // Told before it is moved: the closures below would both want it.
        let values = &self.values;
        let found = self
            .places
            .find(hash, |number| values.get(number as usize) == Some(&value));
        match found {
            Some(number) => Some(number),
            None => self.number_by(hash, |_| false, || value),
        }
    }
}

/// Where numbers are found by a hash: a table of as many places as are needed, at most half of them full.
#[derive(Clone, Default)]
pub(crate) struct Places {
    // The upper half of the hash above, the number plus one below; 0 for an empty place. With the hash beside the number
    // the values are looked at only where they are nearly sure to be equal, and never when the table grows.
    slots: Vec<u64>,
    used: usize,
}

impl Places {
    /// The number with this hash that `is_it` tells.
    #[inline]
    pub(crate) fn find(&self, hash: u64, is_it: impl Fn(u32) -> bool) -> Option<u32> {
        let mask = self.slots.len().checked_sub(1)?;
        let tag = hash >> 32;
        let mut at = tag as usize & mask;
        loop {
            match self.slots.get(at) {
                // At least half of the places are empty, so the search ends.
                None | Some(0) => return None,
                Some(&slot) => {
                    let number = (slot as u32).wrapping_sub(1);
                    if slot >> 32 == tag && is_it(number) {
                        return Some(number);
                    }
                }
            }
            at = (at + 1) & mask;
        }
    }

    /// Adds a number that is not there yet.
    pub(crate) fn insert(&mut self, hash: u64, number: u32) {
        if 2 * (self.used + 1) > self.slots.len() {
            let larger = vec![0; (2 * self.slots.len()).max(64)];
            for slot in std::mem::replace(&mut self.slots, larger) {
                if slot != 0 {
                    self.put(slot);
                }
            }
        }
        self.used += 1;
        self.put(hash >> 32 << 32 | (u64::from(number) + 1));
    }

    fn put(&mut self, slot: u64) {
        let mask = self.slots.len() - 1;
        let mut at = (slot >> 32) as usize & mask;
        loop {
            match self.slots.get_mut(at) {
                Some(place) if *place != 0 => at = (at + 1) & mask,
                Some(place) => {
                    *place = slot;
                    return;
                }
                None => return,
            }
        }
    }

    /// Takes all numbers out.
    #[cfg(feature = "csv")]
    pub(crate) fn clear(&mut self) {
        self.slots.fill(0);
        self.used = 0;
    }
}

/// The hash of a value, another one in every process: nobody can write a file whose lines all have the same.
pub(crate) fn hash_of(value: impl Hash) -> u64 {
    static SEED: OnceLock<u64> = OnceLock::new();
    let seed = *SEED.get_or_init(|| RandomState::new().hash_one(0u8));
    let mut folding = Folding(seed);
    value.hash(&mut folding);
    folding.finish()
}

/// Multiplies, and folds the upper half of the product onto the lower one: a few instructions for eight bytes.
struct Folding(u64);

impl Folding {
    #[inline]
    fn fold(&mut self, word: u64) {
        // 2^64 divided by the golden ratio: odd, with ones and zeros well mixed.
        let product = u128::from(self.0 ^ word) * 0x9E37_79B9_7F4A_7C15;
        // The old state stays in it: a word that makes the product zero does not wipe out those before it.
        self.0 = (product as u64 ^ (product >> 64) as u64).wrapping_add(self.0.rotate_left(23));
    }
}

impl Hasher for Folding {
    fn write(&mut self, bytes: &[u8]) {
        let (words, rest) = bytes.as_chunks::<8>();
        for word in words {
            self.fold(u64::from_le_bytes(*word));
        }
        let mut last = [0; 8];
        for (place, byte) in last.iter_mut().zip(rest) {
            *place = *byte;
        }
        // With the count of bytes above those of the rest, which are seven at most.
        self.fold(u64::from_le_bytes(last) | (bytes.len() as u64) << 56);
    }

    fn write_u8(&mut self, value: u8) {
        self.fold(value.into());
    }

    fn write_u16(&mut self, value: u16) {
        self.fold(value.into());
    }

    fn write_u32(&mut self, value: u32) {
        self.fold(value.into());
    }

    fn write_u64(&mut self, value: u64) {
        self.fold(value);
    }

    fn write_i32(&mut self, value: i32) {
        self.fold(u64::from(value as u32));
    }

    fn write_i64(&mut self, value: i64) {
        self.fold(value as u64);
    }

    fn write_usize(&mut self, value: usize) {
        self.fold(value as u64);
    }

    fn write_isize(&mut self, value: isize) {
        self.fold(value as u64);
    }

    fn finish(&self) -> u64 {
        // The lower bits reach the upper ones, of which tables take their places.
        let product = u128::from(self.0) * 0xD6E8_FEB8_6659_FD93;
        product as u64 ^ (product >> 64) as u64
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn values_get_the_numbers_that_a_map_would_give_them(texts in prop::collection::vec("[a-c]{0,4}", 0..400)) {
            let mut pool = Pool::default();
            let mut map: HashMap<&str, u32> = HashMap::new();
            for text in &texts {
                let next = map.len() as u32;
                let expected = *map.entry(text).or_insert(next);
                prop_assert_eq!(pool.number(text.clone()), Some(expected));
            }
            prop_assert_eq!(pool.values().len(), map.len());
        }
    }

    #[test]
    fn numbers_in_a_row_do_not_share_places() {
        // As many places as values: hashes that are as good as random leave one in e of them free, which is 1507.
        let mut taken = vec![0u32; 1 << 12];
        for value in 0u64..1 << 12 {
            taken[(hash_of(value) >> 32) as usize & ((1 << 12) - 1)] += 1;
        }
        let free = taken.iter().filter(|&&count| count == 0).count();
        let most = taken.iter().max().copied().unwrap_or(0);
        assert!((1300..1720).contains(&free), "{free} of 4096 places are free");
        assert!(most < 12, "{most} values in one place");
    }

    #[test]
    fn texts_that_differ_in_one_byte_differ_in_their_hash() {
        let text = b"Destination 1234567,0.1234567,60,60,1";
        let mut hashes = vec![hash_of(&text[..])];
        for at in 0..text.len() {
            for bit in 0..8 {
                let mut other = *text;
                other[at] ^= 1 << bit;
                hashes.push(hash_of(&other[..]));
            }
            hashes.push(hash_of(&text[..at]));
        }
        let all = hashes.len();
        hashes.sort_unstable();
        hashes.dedup();
        assert_eq!(hashes.len(), all);
    }
}
