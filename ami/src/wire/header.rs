use std::borrow::Cow;
use std::fmt;

use memchr::{memchr, memchr_iter};

/// One line of a message: a name and a value, as bytes.
///
/// A line without a colon exists inside real responses (`No categories found`): its name is empty and its
/// value is the whole line.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Header<'a> {
    line: &'a [u8],
    parts: Parts,
}

impl<'a> Header<'a> {
    pub(super) fn new(line: &'a [u8], parts: Parts) -> Self {
        Self { line, parts }
    }

    /// The name as text; what is not UTF-8 is replaced.
    pub fn name(&self) -> Cow<'a, str> {
        String::from_utf8_lossy(self.name_bytes())
    }

    /// The name as it was sent. Empty for a line without a colon.
    pub fn name_bytes(&self) -> &'a [u8] {
        &self.line[..self.parts.name_end]
    }

    /// The value as text; what is not UTF-8 is replaced.
    pub fn value(&self) -> Cow<'a, str> {
        String::from_utf8_lossy(self.value_bytes())
    }

    /// The value as it was sent: all after `: `, further blanks at both ends included.
    pub fn value_bytes(&self) -> &'a [u8] {
        &self.line[self.parts.value_start..]
    }

    /// The whole line without its ending.
    pub fn line(&self) -> &'a [u8] {
        self.line
    }

    /// Whether the name is `name`, compared without case as Asterisk does.
    pub fn is(&self, name: &str) -> bool {
        self.name_bytes().eq_ignore_ascii_case(name.as_bytes())
    }
}

/// Shows the name only: a value may be a secret.
impl fmt::Debug for Header<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Header({:?}, {} bytes)", self.name(), self.value_bytes().len())
    }
}

/// Where name and value of a line are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Parts {
    pub(super) name_end: usize,
    pub(super) value_start: usize,
}

impl Parts {
    /// Splits `line` at its first `: `, or else at its first colon.
    ///
    /// A name may hold a colon itself, as in `ChanVariable(SIP/a:b-1): x=y`, so the blank counts.
    pub(super) fn of(line: &[u8]) -> Self {
        let Some(first) = memchr(b':', line) else {
            return Self {
                name_end: 0,
                value_start: 0,
            };
        };
        let followed = |at: usize| line.get(at + 1) == Some(&b' ');
        // Nearly always the first colon is the one.
        let at = if followed(first) {
            Some(first)
        } else {
            let rest = &line[first + 1..];
            memchr_iter(b':', rest)
                .map(|offset| first + 1 + offset)
                .find(|at| followed(*at))
        };
        match at {
            Some(at) => Self {
                name_end: at,
                value_start: at + 2,
            },
            None => Self {
                name_end: first,
                value_start: first + 1,
            },
        }
    }
}
