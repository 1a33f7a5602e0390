use super::{Entry, EntryError};

/// Asterisk cuts lines at 8191 bytes; twice that is certainly no line of it.
pub const DEFAULT_LINE_LIMIT: usize = 16 * 1024;

/// Reads a queue log that arrives in pieces: a whole file, or what was added to it.
///
/// Lines are given as they are complete, without a copy. A line that is no UTF-8 is read as ISO 8859-1. A bad line costs
/// that line.
///
/// ```
/// use switchhook_portal_core::queue::log::{Event, Reader};
///
/// let mut reader = Reader::default();
/// let mut events = Vec::new();
/// let mut errors = Vec::new();
/// for piece in ["1795341600|NONE|NONE|NONE|QUEUESTART|\n17953", "41601|NONE\n"] {
///     reader.feed(piece.as_bytes(), |line| match line.entry {
///         Ok(entry) => events.push(matches!(entry.event, Event::QueueStart)),
///         Err(error) => errors.push(error.to_string()),
///     });
/// }
/// assert_eq!(events, [true]);
/// assert!(errors[0].starts_with("line 2: no queue;"));
/// ```
#[derive(Clone, Debug)]
pub struct Reader {
    /// Of the first byte that was not yet given as part of a line.
    position: Position,
    /// The beginning of a line whose end has not come.
    pub(super) partial: Vec<u8>,
    /// How much of a line that is too long was thrown away so far.
    skipped: usize,
    limit: usize,
}

impl Default for Reader {
    fn default() -> Self {
        Self::at(Position::default())
    }
}

/// A place between two lines of a file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    /// In bytes, from 0.
    pub offset: u64,
    /// How many lines end before it.
    pub lines: u64,
}

/// A line of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line<'a> {
    /// Where it begins; with the file it is a key that stays.
    pub start: Position,
    /// Where the next one begins.
    pub end: Position,
    /// Without its line break; nothing if it was too long.
    pub text: &'a str,
    /// What it says.
    pub entry: Result<Entry<'a>, LineError>,
}

/// A line that could not be read. It is left out.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {reason}")]
pub struct LineError {
    /// Its number, from 1.
    pub line: u64,
    /// Why.
    #[source]
    pub reason: EntryError,
}

impl Reader {
    /// Goes on where another reader of the same file had come.
    pub fn at(position: Position) -> Self {
        Self {
            position,
            partial: Vec::new(),
            skipped: 0,
            limit: DEFAULT_LINE_LIMIT,
        }
    }

    /// The longest line in bytes, [`DEFAULT_LINE_LIMIT`] by default.
    #[must_use]
    pub fn line_limit(mut self, bytes: usize) -> Self {
        self.limit = bytes;
        self
    }

    /// Where the first line begins that was not yet given. A reader [`at`](Self::at) this place misses nothing.
    pub fn position(&self) -> Position {
        self.position
    }

    /// Takes the next bytes of the file and gives the lines that are complete. Blank ones are left out.
    pub fn feed(&mut self, mut bytes: &[u8], mut each: impl FnMut(Line<'_>)) {
        if self.skipped > 0 || !self.partial.is_empty() {
            let Some(end) = memchr::memchr(b'\n', bytes) else {
                self.keep(bytes);
                return;
            };
            self.keep(&bytes[..end]);
            self.complete(true, &mut each);
            bytes = &bytes[end + 1..];
        }
        while let Some(end) = memchr::memchr(b'\n', bytes) {
            self.give(&bytes[..end], end + 1, &mut each);
            bytes = &bytes[end + 1..];
        }
        self.keep(bytes);
    }

    /// Gives the last line if no line break ends it. Not for a file that Asterisk is still writing.
    pub fn finish(&mut self, mut each: impl FnMut(Line<'_>)) {
        if self.skipped > 0 || !self.partial.is_empty() {
            self.complete(false, &mut each);
        }
    }

    fn keep(&mut self, bytes: &[u8]) {
        if self.skipped > 0 || self.partial.len() + bytes.len() > self.limit {
            self.skipped += self.partial.len() + bytes.len();
            self.partial = Vec::new();
        } else {
            self.partial.extend_from_slice(bytes);
        }
    }

    fn complete(&mut self, with_break: bool, each: &mut impl FnMut(Line<'_>)) {
        let line = std::mem::take(&mut self.partial);
        let skipped = std::mem::take(&mut self.skipped);
        let length = line.len() + skipped + usize::from(with_break);
        if skipped > 0 {
            self.give_too_long(length, each);
        } else {
            self.give(&line, length, each);
        }
    }

    fn advance(&mut self, length: usize) -> (Position, Position) {
        let start = self.position;
        self.position.offset += length as u64;
        self.position.lines += 1;
        (start, self.position)
    }

    fn give(&mut self, line: &[u8], length: usize, each: &mut impl FnMut(Line<'_>)) {
        if line.len() > self.limit {
            self.give_too_long(length, each);
            return;
        }
        let (start, end) = self.advance(length);
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        if line.is_empty() {
            return;
        }
        let other_charset;
        let text = match std::str::from_utf8(line) {
            Ok(text) => text,
            Err(_) => {
                other_charset = line.iter().map(|&byte| char::from(byte)).collect::<String>();
                &other_charset
            }
        };
        let entry = Entry::parse(text).map_err(|reason| LineError {
            line: end.lines,
            reason,
        });
        each(Line {
            start,
            end,
            text,
            entry,
        });
    }

    fn give_too_long(&mut self, length: usize, each: &mut impl FnMut(Line<'_>)) {
        let (start, end) = self.advance(length);
        let reason = EntryError::TooLong { limit: self.limit };
        let entry = Err(LineError {
            line: end.lines,
            reason,
        });
        each(Line {
            start,
            end,
            text: "",
            entry,
        });
    }
}
