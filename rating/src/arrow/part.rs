//! The rows of a batch that are priced at once.

use std::ops::Range;

use arrow_array::GenericByteArray;
use arrow_array::types::ByteArrayType;
use arrow_buffer::ArrowNativeType;

use super::input::{Columns, Text};
use super::{BatchError, KNOWN};
use crate::{Book, Calls, Charges, ColumnError, Starts, Texts};

/// Rows that are priced at once: as columns of calls and of charges they stay in the cache of a core.
pub(super) const ROWS: usize = 1024;

/// Some rows as columns of calls. What Arrow keeps in the same way is not copied.
pub(super) struct Part<'a> {
    columns: &'a Columns<'a>,
    rows: Range<usize>,
    number: Packed<'a>,
    known: [Packed<'a>; KNOWN.len()],
    // The starts as they are, or else those in the field behind.
    given: Option<&'a [i64]>,
    starts: Vec<i64>,
    durations: Vec<u64>,
    // Rows that such columns cannot say, in their order. They stand there as calls of no length.
    odd: Vec<usize>,
}

impl<'a> Part<'a> {
    pub(super) fn new(columns: &'a Columns<'a>) -> Self {
        Self {
            columns,
            rows: 0..0,
            number: Packed::default(),
            known: Default::default(),
            given: None,
            starts: Vec::new(),
            durations: Vec::new(),
            odd: Vec::new(),
        }
    }

    /// Takes these rows instead of those that are there.
    pub(super) fn fill(&mut self, rows: Range<usize>) {
        let columns = self.columns;
        self.odd.clear();
        self.durations.clear();
        self.starts.clear();
        self.given = columns.start.slice(&rows);
        let is_whole = !columns.number.has_nulls(&rows)
            && (self.given.is_some() || columns.start.extend(&rows, &mut self.starts))
            && columns.duration.extend(&rows, &mut self.durations);
        if !is_whole {
            self.starts.clear();
            self.durations.clear();
            self.given = None;
            for row in rows.clone() {
                let (start, duration) = columns.whole(row).unwrap_or_else(|| {
                    self.odd.push(row - rows.start);
                    (0, 0)
                });
                self.starts.push(start);
                self.durations.push(duration);
            }
        }
        self.number.fill(&columns.number, &rows);
        for (packed, text) in self.known.iter_mut().zip(&columns.known) {
            if let Some(text) = text {
                packed.fill(text, &rows);
            }
        }
        self.rows = rows;
    }

    /// Prices them.
    pub(super) fn rate(&self, book: &Book, charges: &mut Charges) -> Result<(), BatchError> {
        let calls = self.calls();
        // Never taken: all columns are of the same rows.
        let calls = calls.map_err(|error| BatchError::Result(error.to_string()))?;
        book.rate_batch(&calls, charges);
        Ok(())
    }

    fn calls(&self) -> Result<Calls<'_>, ColumnError> {
        let starts = self.given.unwrap_or(&self.starts);
        let starts = if self.columns.start.is_local() {
            Starts::Readings(starts)
        } else if self.columns.start.in_seconds() {
            Starts::Seconds(starts)
        } else {
            Starts::Millis(starts)
        };
        let known = |at: usize| match self.columns.known.get(at) {
            Some(Some(text)) => self
                .known
                .get(at)
                .map_or(Texts::Unknown, |packed| packed.texts(text, &self.rows)),
            _ => Texts::Unknown,
        };
        let number = self.number.texts(&self.columns.number, &self.rows);
        Calls::new(number, starts, &self.durations)?
            .callers(known(0))?
            .accounts(known(1))?
            .extensions(known(2))?
            .trunks(known(3))
    }

    /// Which of the rows have to be rated one by one, counted from the first, in their order.
    pub(super) fn odd(&self) -> &[usize] {
        &self.odd
    }
}

/// The texts of some rows, one behind the other or each by itself; those of a dictionary stay where they are.
#[derive(Default)]
struct Packed<'a> {
    text: Option<&'a str>,
    offsets: Vec<i32>,
    each: Vec<&'a str>,
}

impl<'a> Packed<'a> {
    fn fill(&mut self, text: &'a Text<'a>, rows: &Range<usize>) {
        self.text = match text {
            Text::Dictionary { .. } => return,
            // What a null hides may be any text.
            _ if text.has_nulls(rows) => None,
            Text::Utf8(array) => self.pack(array, rows),
            Text::Large(array) => self.pack(array, rows),
            _ => None,
        };
        if self.text.is_none() {
            self.each.clear();
            self.each
                .extend(rows.clone().map(|row| text.get(row).unwrap_or_default()));
        }
    }

    fn pack<T>(&mut self, array: &'a GenericByteArray<T>, rows: &Range<usize>) -> Option<&'a str>
    where
        T: ByteArrayType<Native = str>,
    {
        let offsets = array.value_offsets().get(rows.start..=rows.end)?;
        let (from, end) = (offsets.first()?.as_usize(), offsets.last()?.as_usize());
        i32::try_from(end.checked_sub(from)?).ok()?;
        self.offsets.clear();
        self.offsets.extend(
            offsets
                .iter()
                .map(|offset| offset.as_usize().wrapping_sub(from) as i32),
        );
        std::str::from_utf8(array.value_data().get(from..end)?).ok()
    }

    fn texts<'p>(&'p self, text: &'p Text<'a>, rows: &Range<usize>) -> Texts<'p> {
        match (text, self.text) {
            (Text::Dictionary { keys, values }, _) => Texts::Dictionary {
                keys: keys.get(rows.clone()).unwrap_or_default(),
                values,
            },
            (_, Some(text)) => Texts::Packed {
                offsets: &self.offsets,
                text,
            },
            _ => Texts::Each(&self.each),
        }
    }
}
