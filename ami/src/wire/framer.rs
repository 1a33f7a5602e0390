use std::fmt;

use memchr::memchr;

use super::banner::Banner;
use super::limits::Limits;
use super::message::{Line, Message};

/// Ends the raw text of a `Response: Follows`, on a line of its own or glued to the last one.
const TERMINATOR: &[u8] = b"--END COMMAND--";

/// How much of an overlong line is kept to recognise its end: more than terminator and line end.
const KEPT_TAIL: usize = 32;

/// Buffers larger than this are given back once they are empty.
const KEPT_CAPACITY: usize = 256 * 1024;

/// Cuts a byte stream into messages, wherever the network cut it before.
///
/// Push what arrived, then call [`next`](Self::next) until it returns `None`. Cost is linear in the bytes
/// pushed, even one at a time. A message over the [`Limits`] costs that message: it is reported once, its rest is
/// skipped and framing goes on. Both CR LF and bare LF end a line; surplus empty lines are ignored.
///
/// ```
/// use switchhook_ami::wire::{Frame, Framer, Limits};
///
/// let mut framer = Framer::new(Limits::default());
/// framer.push(b"Asterisk Call Manager/11.0.0\r\nResponse: Succ");
/// assert!(matches!(framer.next(), Some(Frame::Banner(banner)) if banner.version() == Some("11.0.0")));
/// assert!(framer.next().is_none());
/// framer.push(b"ess\r\n\r\n");
/// assert!(matches!(framer.next(), Some(Frame::Message(message)) if message.is_success()));
/// ```
pub struct Framer {
    limits: Limits,
    buffer: Vec<u8>,
    /// First byte of the current message; all before it is done with.
    start: usize,
    /// First byte of the current line.
    line_start: usize,
    /// No line end lies between `line_start` and here.
    scanned: usize,
    lines: Vec<Line>,
    mode: Mode,
}

/// What the framer hands out.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Frame<'a> {
    /// The first line of a connection.
    Banner(Banner),
    /// A whole message.
    Message(Message<'a>),
    /// A message that was given up; the next ones are not affected.
    Malformed(Malformed),
}

/// Why a message was given up.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Malformed {
    /// The first line does not end.
    #[error("no banner line within {limit} bytes; is this the manager port of an Asterisk?")]
    BannerTooLong {
        /// [`Limits::banner_bytes`].
        limit: usize,
    },
    /// It is longer than allowed.
    #[error(
        "a message of over {limit} bytes was skipped (it begins with {first_line:?}); raise Limits::message_bytes"
    )]
    TooLarge {
        /// [`Limits::message_bytes`].
        limit: usize,
        /// At most 80 characters of its first line.
        first_line: String,
        /// Of the action it answers, where that could still be read.
        action_id: Option<String>,
    },
    /// It has more lines than allowed.
    #[error(
        "a message of over {limit} lines was skipped (it begins with {first_line:?}); raise Limits::headers"
    )]
    TooManyHeaders {
        /// [`Limits::headers`].
        limit: usize,
        /// At most 80 characters of its first line.
        first_line: String,
        /// Of the action it answers, where that could still be read.
        action_id: Option<String>,
    },
    /// One of its lines is longer than allowed.
    #[error(
        "a message with a line of over {limit} bytes was skipped (it begins with {first_line:?}); raise Limits::line_bytes"
    )]
    LineTooLong {
        /// [`Limits::line_bytes`].
        limit: usize,
        /// At most 80 characters of its first line.
        first_line: String,
        /// Of the action it answers, where that could still be read.
        action_id: Option<String>,
    },
}

impl Malformed {
    /// The action whose answer was given up, where that could still be read.
    pub fn action_id(&self) -> Option<&str> {
        match self {
            Self::BannerTooLong { .. } => None,
            Self::TooLarge { action_id, .. }
            | Self::TooManyHeaders { action_id, .. }
            | Self::LineTooLong { action_id, .. } => action_id.as_deref(),
        }
    }
}

#[derive(Clone, Copy, Debug)]
enum Mode {
    Banner,
    /// Passing over the rest of an endless banner.
    SkipLine,
    Headers,
    /// Raw text of a command follows the headers; places count from the start of the message.
    Follows {
        body: Option<usize>,
        terminator: Option<usize>,
    },
    /// Passing over the rest of a message that was given up.
    Skip {
        follows: bool,
        terminated: bool,
    },
}

impl Framer {
    /// For a client: the stream begins with a banner line.
    pub fn new(limits: Limits) -> Self {
        Self::in_mode(limits, Mode::Banner)
    }

    /// For a server or a recording: the stream begins with a message.
    pub fn without_banner(limits: Limits) -> Self {
        Self::in_mode(limits, Mode::Headers)
    }

    fn in_mode(mut limits: Limits, mode: Mode) -> Self {
        // Lines are indexed with 32 bits.
        limits.message_bytes = limits.message_bytes.min(u32::MAX as usize);
        Self {
            limits,
            buffer: Vec::new(),
            start: 0,
            line_start: 0,
            scanned: 0,
            lines: Vec::new(),
            mode,
        }
    }

    /// Takes bytes as they came.
    pub fn push(&mut self, bytes: &[u8]) {
        if self.start == self.buffer.len() {
            if self.buffer.capacity() > KEPT_CAPACITY {
                self.buffer = Vec::new();
                self.lines = Vec::new();
            }
            self.buffer.clear();
            self.shift(self.start);
        } else if self.start > self.buffer.len() / 2 {
            // Moves fewer bytes than were consumed since the last move: linear over the whole stream.
            self.buffer.drain(..self.start);
            self.shift(self.start);
        }
        self.buffer.extend_from_slice(bytes);
    }

    fn shift(&mut self, by: usize) {
        self.start -= by;
        self.line_start -= by;
        self.scanned -= by;
    }

    /// Bytes held back for a message that is not complete yet.
    pub fn buffered(&self) -> usize {
        self.buffer.len() - self.start
    }

    /// The next message, or `None` until more is pushed.
    #[expect(
        clippy::should_implement_trait,
        reason = "it lends from the buffer, which Iterator cannot"
    )]
    pub fn next(&mut self) -> Option<Frame<'_>> {
        // A new message begins: the index of the one handed out last is no longer borrowed.
        if self.start == self.line_start {
            self.lines.clear();
        }
        loop {
            if matches!(self.mode, Mode::Headers) {
                self.take_headers();
            }
            let Some(offset) = memchr(b'\n', &self.buffer[self.scanned..]) else {
                self.scanned = self.buffer.len();
                return self.without_line_end().map(Frame::Malformed);
            };
            let after = self.scanned + offset + 1;
            if let Some(malformed) = self.over_limit(after) {
                self.scanned = self.line_start;
                return Some(Frame::Malformed(malformed));
            }
            let line = without_ending(&self.buffer[self.line_start..after]);
            let at = self.line_start - self.start;
            match &mut self.mode {
                Mode::Banner => {
                    let banner = Banner::new(String::from_utf8_lossy(line));
                    self.mode = Mode::Headers;
                    self.begin(after);
                    return Some(Frame::Banner(banner));
                }
                Mode::SkipLine => {
                    self.mode = Mode::Headers;
                    self.begin(after);
                }
                Mode::Headers if line.is_empty() => {
                    let start = self.start;
                    self.begin(after);
                    if !self.lines.is_empty() {
                        let bytes = &self.buffer[start..after];
                        return Some(Frame::Message(Message::new(bytes, &self.lines, None)));
                    }
                }
                Mode::Headers => {
                    let first = Line::new(at, line);
                    if self.lines.is_empty() && is_follows(line) {
                        self.mode = Mode::Follows {
                            body: None,
                            terminator: None,
                        };
                    }
                    self.lines.push(first);
                    self.next_line(after);
                }
                Mode::Follows {
                    body: Some(body),
                    terminator: Some(terminator),
                } if line.is_empty() => {
                    let (start, body) = (self.start, *body..*terminator);
                    self.mode = Mode::Headers;
                    self.begin(after);
                    let bytes = &self.buffer[start..after];
                    return Some(Frame::Message(Message::new(bytes, &self.lines, Some(body))));
                }
                Mode::Follows { body, terminator } => {
                    if body.is_none() && is_header_of_follows(line) {
                        self.lines.push(Line::new(at, line));
                    } else {
                        body.get_or_insert(at);
                        *terminator = line
                            .ends_with(TERMINATOR)
                            .then(|| at + line.len() - TERMINATOR.len());
                    }
                    self.next_line(after);
                }
                Mode::Skip { follows, terminated } => {
                    let over = line.is_empty() && (!*follows || *terminated);
                    *terminated = line.ends_with(TERMINATOR);
                    if over {
                        self.mode = Mode::Headers;
                    }
                    self.begin(after);
                }
            }
        }
    }

    /// Takes in the lines that are no more than headers: nearly all there are, so this is the loop that has to be
    /// fast. Stops at the first that is something else, or too much, or not complete.
    fn take_headers(&mut self) {
        if self.lines.is_empty() {
            // The first line decides what the others are.
            return;
        }
        let most_lines = self.limits.headers;
        let end_of_message = self.start.saturating_add(self.limits.message_bytes);
        while let Some(offset) = memchr(b'\n', &self.buffer[self.scanned..]) {
            let after = self.scanned + offset + 1;
            let line = without_ending(&self.buffer[self.line_start..after]);
            let too_much = after > end_of_message
                || after - self.line_start > self.limits.line_bytes
                || self.lines.len() >= most_lines;
            if line.is_empty() || too_much {
                return;
            }
            self.lines.push(Line::new(self.line_start - self.start, line));
            self.next_line(after);
        }
        self.scanned = self.buffer.len();
    }

    fn next_line(&mut self, at: usize) {
        self.line_start = at;
        self.scanned = at;
    }

    /// Lets go of all before `at`.
    fn begin(&mut self, at: usize) {
        self.start = at;
        self.next_line(at);
    }

    /// The current line would end at `after`: is the message too much with it?
    fn over_limit(&mut self, after: usize) -> Option<Malformed> {
        let size = after - self.start;
        match self.mode {
            Mode::Banner if size > self.limits.banner_bytes => {
                self.mode = Mode::SkipLine;
                Some(Malformed::BannerTooLong {
                    limit: self.limits.banner_bytes,
                })
            }
            Mode::Headers | Mode::Follows { .. }
                if size > self.limits.message_bytes && !self.line_was_first(after) =>
            {
                let (first_line, action_id) = self.give_up();
                Some(Malformed::TooLarge {
                    limit: self.limits.message_bytes,
                    first_line,
                    action_id,
                })
            }
            Mode::Headers | Mode::Follows { .. } if after - self.line_start > self.limits.line_bytes => {
                let (first_line, action_id) = self.give_up();
                Some(Malformed::LineTooLong {
                    limit: self.limits.line_bytes,
                    first_line,
                    action_id,
                })
            }
            Mode::Headers | Mode::Follows { .. }
                if self.lines.len() == self.limits.headers && self.line_adds_a_header(after) =>
            {
                let (first_line, action_id) = self.give_up();
                Some(Malformed::TooManyHeaders {
                    limit: self.limits.headers,
                    first_line,
                    action_id,
                })
            }
            _ => None,
        }
    }

    /// Whether the limit of the current line is passed before that of the message: what is reported must not depend
    /// on how much had arrived by then.
    fn line_was_first(&self, after: usize) -> bool {
        after - self.line_start > self.limits.line_bytes
            && self.line_start.saturating_add(self.limits.line_bytes)
                < self.start.saturating_add(self.limits.message_bytes)
    }

    /// An empty line ends the message, and the text of a command has no headers.
    fn line_adds_a_header(&self, after: usize) -> bool {
        let line = &self.buffer[self.line_start..after];
        match self.mode {
            Mode::Follows { body, .. } => body.is_none() && is_header_of_follows(line),
            _ => !matches!(line, b"\n" | b"\r\n"),
        }
    }

    /// All that is buffered was looked at, and the current line goes on.
    fn without_line_end(&mut self) -> Option<Malformed> {
        let size = self.buffer.len() - self.start;
        match self.mode {
            Mode::Skip { .. } | Mode::SkipLine => {
                if self.buffer.len() - self.line_start > 2 * KEPT_TAIL {
                    self.start = self.buffer.len() - KEPT_TAIL;
                    self.line_start = self.start;
                }
                None
            }
            Mode::Banner if size > self.limits.banner_bytes => self.over_limit(self.buffer.len()),
            Mode::Headers | Mode::Follows { .. }
                if size > self.limits.message_bytes
                    || self.buffer.len() - self.line_start > self.limits.line_bytes =>
            {
                self.over_limit(self.buffer.len())
            }
            _ => None,
        }
    }

    /// Turns to skipping the current message; returns how it began.
    fn give_up(&mut self) -> (String, Option<String>) {
        let bytes = &self.buffer[self.start..];
        let first_line = match self.lines.first() {
            Some(line) => line.header(bytes).line(),
            None => {
                &bytes[..bytes
                    .len()
                    .min(self.limits.message_bytes)
                    .min(self.limits.line_bytes)]
            }
        };
        let first_line = String::from_utf8_lossy(&first_line[..first_line.len().min(320)]);
        let first_line = first_line.chars().take(80).collect();
        let action_id = self
            .lines
            .iter()
            .map(|line| line.header(bytes))
            .find(|header| header.is("ActionID"))
            // Asterisk takes no longer line, so a longer one was never asked for.
            .filter(|header| header.value_bytes().len() < 1024)
            .map(|header| header.value().into_owned());
        let follows = matches!(self.mode, Mode::Follows { .. });
        let terminated = matches!(
            self.mode,
            Mode::Follows {
                terminator: Some(_),
                ..
            }
        );
        self.mode = Mode::Skip { follows, terminated };
        self.lines = Vec::new();
        self.start = self.line_start;
        (first_line, action_id)
    }
}

/// Shows no bytes: a configuration file with its passwords may be among them.
impl fmt::Debug for Framer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Framer")
            .field("mode", &self.mode)
            .field("buffered", &self.buffered())
            .field("limits", &self.limits)
            .finish_non_exhaustive()
    }
}

/// A line without its LF or CR LF.
fn without_ending(line: &[u8]) -> &[u8] {
    let line = line.strip_suffix(b"\n").unwrap_or(line);
    line.strip_suffix(b"\r").unwrap_or(line)
}

fn is_follows(line: &[u8]) -> bool {
    line.eq_ignore_ascii_case(b"Response: Follows")
}

/// The headers that stand before the text; anything else is the text already.
fn is_header_of_follows(line: &[u8]) -> bool {
    [&b"Privilege: "[..], b"ActionID: ", b"Message: "]
        .iter()
        .any(|name| {
            line.get(..name.len())
                .is_some_and(|start| start.eq_ignore_ascii_case(name))
        })
}
