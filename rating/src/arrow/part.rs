//! The rows of a batch that are priced at once.

use std::ops::Range;

use super::input::Columns;
use super::{BatchError, KNOWN};
use crate::{Book, Calls, Charges, ColumnError, Starts, Texts};

/// Rows that are priced at once: as columns of calls and of charges they stay in the cache of a core.
pub(super) const ROWS: usize = 2048;

/// Some rows as columns of calls.
#[derive(Default)]
pub(super) struct Part<'a> {
    numbers: Vec<&'a str>,
    starts: Vec<i64>,
    durations: Vec<u64>,
    known: [Vec<&'a str>; KNOWN.len()],
    // Rows that such columns cannot say, in their order. They stand there as calls of no length.
    odd: Vec<usize>,
}

impl<'a> Part<'a> {
    /// Takes these rows instead of those that are there.
    pub(super) fn fill(&mut self, columns: &Columns<'a>, rows: Range<usize>) {
        self.numbers.clear();
        self.starts.clear();
        self.durations.clear();
        self.odd.clear();
        for row in rows.clone() {
            let (number, start, duration) = columns.whole(row).unwrap_or_else(|| {
                self.odd.push(row);
                ("", 0, 0)
            });
            self.numbers.push(number);
            self.starts.push(start);
            self.durations.push(duration);
        }
        for (at, texts) in self.known.iter_mut().enumerate() {
            texts.clear();
            if let Some(text) = columns.known(at) {
                texts.extend(rows.clone().map(|row| text.get(row).unwrap_or_default()));
            }
        }
    }

    /// Prices them.
    pub(super) fn rate(&self, book: &Book, is_local: bool, charges: &mut Charges) -> Result<(), BatchError> {
        let calls = self.calls(is_local);
        // Never taken: all columns are of the same rows.
        let calls = calls.map_err(|error| BatchError::Result(error.to_string()))?;
        book.rate_batch(&calls, charges);
        Ok(())
    }

    fn calls(&self, is_local: bool) -> Result<Calls<'_>, ColumnError> {
        let starts = if is_local {
            Starts::Readings(&self.starts)
        } else {
            Starts::Millis(&self.starts)
        };
        let known = self.known.each_ref().map(|texts| match texts.len() {
            0 => Texts::Unknown,
            _ => Texts::Each(texts),
        });
        let [callers, accounts, extensions, trunks] = known;
        Calls::new(Texts::Each(&self.numbers), starts, &self.durations)?
            .callers(callers)?
            .accounts(accounts)?
            .extensions(extensions)?
            .trunks(trunks)
    }

    /// The rows that have to be rated one by one, in their order.
    pub(super) fn odd(&self) -> &[usize] {
        &self.odd
    }
}
