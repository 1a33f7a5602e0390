//! Lines of a source, each at most so long, whatever the source sends.

use std::collections::VecDeque;
use std::io::{self, BufRead};

use memchr::memchr;

/// What came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Line {
    /// A line, without its ending.
    Whole,
    /// The beginning of one that is longer than the limit; the rest was left out.
    TooLong,
    /// Nothing: the end.
    End,
}

/// Reads lines, counts them, and takes some back.
#[derive(Debug)]
pub(super) struct Lines<R> {
    source: R,
    limit: usize,
    // The number of the line that was read last.
    number: u64,
    taken_back: VecDeque<(Vec<u8>, Line)>,
}

impl<R: BufRead> Lines<R> {
    pub(super) fn new(source: R) -> Self {
        Self {
            source,
            limit: 0,
            number: 0,
            taken_back: VecDeque::new(),
        }
    }

    /// The most bytes in a line. To be set before the first one is read.
    pub(super) fn set_limit(&mut self, limit: usize) {
        // Places in a record are 32 bits wide.
        self.limit = limit.min(1 << 30);
    }

    /// The number of the line that was read last, counted from 1.
    pub(super) const fn number(&self) -> u64 {
        self.number
    }

    /// Reads a line over what is in `line`.
    pub(super) fn read(&mut self, line: &mut Vec<u8>) -> io::Result<Line> {
        if let Some((text, kind)) = self.taken_back.pop_front() {
            self.number += u64::from(kind != Line::End);
            *line = text;
            return Ok(kind);
        }
        line.clear();
        let mut kind = Line::Whole;
        let mut is_read = false;
        loop {
            let bytes = match self.source.fill_buf() {
                Ok(bytes) => bytes,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(error),
            };
            if bytes.is_empty() {
                break;
            }
            is_read = true;
            let end = memchr(b'\n', bytes);
            let text = bytes.get(..end.unwrap_or(bytes.len())).unwrap_or_default();
            let room = self.limit.saturating_sub(line.len());
            if text.len() > room {
                kind = Line::TooLong;
            }
            line.extend_from_slice(text.get(..room).unwrap_or(text));
            let used = end.map_or(bytes.len(), |end| end + 1);
            self.source.consume(used);
            if end.is_some() {
                break;
            }
        }
        if !is_read {
            return Ok(Line::End);
        }
        if line.last() == Some(&b'\r') {
            line.pop();
        }
        self.number += 1;
        Ok(kind)
    }

    /// Gives lines back that were read last, in their order: the next ones that are read are these.
    #[cfg(feature = "csv")]
    pub(super) fn take_back(&mut self, lines: impl DoubleEndedIterator<Item = (Vec<u8>, Line)>) {
        for (text, kind) in lines.rev() {
            self.number -= u64::from(kind != Line::End);
            self.taken_back.push_front((text, kind));
        }
    }
}

/// The text of a line, and whether it was no UTF-8 and every byte became a character of ISO-8859-1.
pub(super) fn into_text(line: Vec<u8>) -> (String, bool) {
    match String::from_utf8(line) {
        Ok(text) => (text, false),
        Err(error) => (error.as_bytes().iter().copied().map(char::from).collect(), true),
    }
}

/// The beginning of a line, to recognise it by.
pub(super) fn beginning(line: &str) -> String {
    line.chars().take(80).collect()
}
