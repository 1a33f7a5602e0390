//! Lines of bounded length.

use std::io::{self, BufRead, Read as _};

/// Bytes beyond which a line is none of ours.
pub(crate) const LONGEST: u64 = 1024 * 1024;

/// A line of an input.
pub(crate) enum Line<'a> {
    /// Its text, without its end.
    Text(&'a str),
    /// Too long, or no UTF-8; it is read over.
    Unusable(&'static str),
}

/// Lines with their numbers, in one buffer.
#[derive(Debug)]
pub(crate) struct Lines<R> {
    input: R,
    buffer: Vec<u8>,
    /// The line read last, counted from 1.
    pub(crate) number: u64,
}

impl<R: BufRead> Lines<R> {
    pub(crate) fn new(input: R) -> Self {
        Self {
            input,
            buffer: Vec::new(),
            number: 0,
        }
    }

    /// The next line; `None` at the end.
    pub(crate) fn next(&mut self) -> io::Result<Option<Line<'_>>> {
        self.buffer.clear();
        let read = (&mut self.input)
            .take(LONGEST)
            .read_until(b'\n', &mut self.buffer)?;
        if read == 0 {
            return Ok(None);
        }
        self.number += 1;
        if read as u64 == LONGEST && !self.buffer.ends_with(b"\n") {
            self.input.skip_until(b'\n')?;
            return Ok(Some(Line::Unusable(
                "longer than 1048576 bytes; is this a file of rated calls?",
            )));
        }
        let end = self
            .buffer
            .iter()
            .rposition(|byte| !b"\r\n".contains(byte))
            .map_or(0, |at| at + 1);
        let line = self.buffer.get(..end).unwrap_or_default();
        Ok(Some(match std::str::from_utf8(line) {
            Ok(text) => Line::Text(text),
            Err(_) => Line::Unusable("no UTF-8; write the file again with `rating rate`"),
        }))
    }
}
