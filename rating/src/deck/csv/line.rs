//! Lines of a deck to fields.

use super::RowError;
use crate::span::Span;
use crate::split::{Fields, SplitError};

/// Bytes in a line beyond which it is no row of a deck.
pub(super) const LONGEST_LINE: usize = 16 * 1024;
/// Fields in a line beyond which it is no row of a deck.
const MOST_FIELDS: usize = 64;

/// Splits one line at a time, so that an open quote cannot swallow the lines after it.
#[derive(Default)]
pub(super) struct LineReader {
    // A line with doubled quotes, and behind it those fields with single ones.
    text: String,
    fields: Fields,
}

/// The fields of a line.
#[derive(Clone, Copy)]
pub(super) struct Line<'a> {
    text: &'a str,
    spans: &'a [Span],
}

impl<'a> Line<'a> {
    pub(super) const fn len(self) -> usize {
        self.spans.len()
    }

    /// The field at a place counted from 0; empty where there is none.
    pub(super) fn get(self, place: usize) -> &'a str {
        self.spans.get(place).map_or("", |span| span.of(self.text))
    }
}

impl LineReader {
    /// The fields of a line; they live until the next one.
    pub(super) fn read<'a>(&'a mut self, line: &'a str, delimiter: u8) -> Result<Line<'a>, RowError> {
        // Doubled quotes inside a field come in pairs too.
        if memchr::memchr_iter(b'"', line.as_bytes()).count() % 2 == 1 {
            return Err(RowError::OpenQuote);
        }
        if line.len() > LONGEST_LINE {
            return Err(RowError::TooLong);
        }
        if memchr::memchr(b'\r', line.as_bytes()).is_some() {
            return Err(RowError::LineEnding);
        }
        self.fields
            .find(line.as_bytes(), delimiter)
            .map_err(|error| match error {
                SplitError::Open => RowError::OpenQuote,
                SplitError::AfterQuote(field) => RowError::AfterQuote { field },
            })?;
        let text = if self.fields.has_doubled() {
            self.text.clear();
            self.text.push_str(line);
            self.fields.undouble(&mut self.text);
            &self.text
        } else {
            line
        };
        if self.fields.spans().len() > MOST_FIELDS {
            return Err(RowError::TooLong);
        }
        Ok(Line {
            text,
            spans: self.fields.spans(),
        })
    }
}
