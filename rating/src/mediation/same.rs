//! Records that were there before.

use std::collections::{HashSet, VecDeque};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::time::Duration;

use crate::cdr::{CdrRecord, Field};

use super::whole_seconds;

/// The records of a window of time, as 128 bits each.
///
/// Two different records get the same 128 bits once in more records than telephones will ever write.
#[derive(Debug)]
pub(super) struct Seen {
    window: i64,
    most: usize,
    known: HashSet<u128>,
    // In the order in which they came, with their ends.
    order: VecDeque<(i64, u128)>,
}

impl Seen {
    pub(super) fn new(window: Duration, most: usize) -> Self {
        Self {
            window: whole_seconds(window),
            most: most.max(1),
            known: HashSet::new(),
            order: VecDeque::new(),
        }
    }

    /// Whether the record was there before; from now on it was. `now` is where time has come to.
    pub(super) fn is_known(&mut self, record: &CdrRecord, ends: i64, now: i64) -> bool {
        while let Some(&(old, mark)) = self.order.front() {
            if old.saturating_add(self.window) >= now && self.order.len() < self.most {
                break;
            }
            self.order.pop_front();
            self.known.remove(&mark);
        }
        let mark = mark(record);
        let is_new = self.known.insert(mark);
        if is_new {
            self.order.push_back((ends, mark));
        }
        !is_new
    }
}

/// The fields that make a record that record.
const IDENTITY: [Field; 6] = [
    Field::UniqueId,
    Field::Sequence,
    Field::Start,
    Field::Channel,
    Field::DstChannel,
    Field::Dst,
];

fn mark(record: &CdrRecord) -> u128 {
    let has_identity = !record.uniqueid().is_empty() && record.sequence().is_some();
    let fields: &[Field] = if has_identity { &IDENTITY } else { &Field::ALL };
    let half = |salt: u8| {
        let mut hasher = DefaultHasher::new();
        salt.hash(&mut hasher);
        for &field in fields {
            record.text(field).hash(&mut hasher);
        }
        u128::from(hasher.finish())
    };
    half(0) << 64 | half(1)
}
