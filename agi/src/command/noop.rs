use super::{Command, ReplyError};
use crate::wire::{LineWriter, Reply};

/// Does nothing, and is answered. Runs on a dead channel too.
///
/// ```
/// use switchhook_agi::command::{Noop, Request};
/// use switchhook_agi::wire::LineLimit;
/// assert_eq!(Request::new(&Noop, LineLimit::BYTES_2046).unwrap().as_bytes(), b"NOOP\n");
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Noop;

impl Command for Noop {
    type Response = ();

    fn name(&self) -> &str {
        "NOOP"
    }

    fn encode(&self, _line: &mut LineWriter) {}

    fn is_for_the_dead(&self) -> bool {
        true
    }

    fn response(&self, reply: &Reply) -> Result<(), ReplyError> {
        ReplyError::unless_failed(reply).map(drop)
    }
}

/// Writes a line to Asterisk's console and log. Runs on a dead channel too.
///
/// ```
/// use switchhook_agi::command::{Request, Verbose};
/// use switchhook_agi::wire::LineLimit;
/// let request = Request::new(&Verbose::new("menu begins").level(3), LineLimit::BYTES_2046)?;
/// assert_eq!(request.as_bytes(), b"VERBOSE \"menu begins\" \"3\"\n");
/// # Ok::<(), switchhook_agi::wire::EncodeError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verbose {
    text: String,
    level: u8,
}

impl Verbose {
    /// With this text, at level 1.
    pub fn new(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            level: 1,
        }
    }

    /// Shown only where the console's verbosity is at least this. Asterisk knows 0 to 4. 1 by default.
    #[must_use]
    pub fn level(mut self, level: u8) -> Self {
        self.level = level;
        self
    }
}

impl Command for Verbose {
    type Response = ();

    fn name(&self) -> &str {
        "VERBOSE"
    }

    fn encode(&self, line: &mut LineWriter) {
        line.argument(&self.text).display(self.level);
    }

    fn is_for_the_dead(&self) -> bool {
        true
    }

    fn response(&self, reply: &Reply) -> Result<(), ReplyError> {
        ReplyError::unless_failed(reply).map(drop)
    }
}
