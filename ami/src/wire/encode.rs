use std::fmt::{self, Display};

use super::text::{ForbiddenByte, WireText};

/// Most bytes of a line that Asterisk accepts, without its CR LF. Longer ones make it refuse the action
/// (`main/manager.c`, the 1024-byte input buffer).
pub const MAX_LINE: usize = 1022;

/// Most headers of an action that Asterisk accepts, `Action` and `ActionID` included (`AST_MAX_MANHEADERS`).
pub const MAX_HEADERS: usize = 128;

/// Writes headers into a buffer and remembers the first that could not be written.
///
/// Calls chain and never fail; whoever made the writer asks for the error at the end, before a byte is sent.
///
/// ```
/// use switchhook_ami::wire::{EncodeError, MessageBuf};
/// let injected = MessageBuf::build(|headers| {
///     headers.header("Action", "Hangup").header("Channel", "x\r\nAction: Logoff");
/// });
/// assert!(matches!(injected, Err(EncodeError::Forbidden { header, .. }) if header == "Channel"));
/// ```
pub struct HeaderWriter<'a> {
    out: &'a mut Vec<u8>,
    for_asterisk: bool,
    count: usize,
    error: Option<EncodeError>,
}

impl<'a> HeaderWriter<'a> {
    /// A writer for messages to Asterisk, which limits lines and their number. `reserved` headers are already
    /// written or will be.
    pub(crate) fn for_asterisk(out: &'a mut Vec<u8>, reserved: usize) -> Self {
        Self {
            out,
            for_asterisk: true,
            count: reserved,
            error: None,
        }
    }

    /// A writer for what a server says, which has no limits.
    pub(crate) fn unlimited(out: &'a mut Vec<u8>) -> Self {
        Self {
            out,
            for_asterisk: false,
            count: 0,
            error: None,
        }
    }

    /// Writes one header.
    pub fn header(&mut self, name: &str, value: impl AsRef<[u8]>) -> &mut Self {
        if self.error.is_none() {
            self.error = self.write(name, value.as_ref()).err();
        }
        self
    }

    /// Writes one header if there is a value.
    pub fn optional(&mut self, name: &str, value: Option<impl AsRef<[u8]>>) -> &mut Self {
        match value {
            Some(value) => self.header(name, value),
            None => self,
        }
    }

    /// Writes one header whose value is displayed, such as a number.
    pub fn display(&mut self, name: &str, value: impl Display) -> &mut Self {
        self.header(name, value.to_string())
    }

    /// Remembers `error` unless there is one already: for values that have rules of their own.
    pub fn fail(&mut self, error: EncodeError) {
        self.error.get_or_insert(error);
    }

    /// The first error, if any.
    pub(crate) fn finish(self) -> Result<(), EncodeError> {
        self.error.map_or(Ok(()), Err)
    }

    fn write(&mut self, name: &str, value: &[u8]) -> Result<(), EncodeError> {
        let name_is_good = !name.is_empty()
            && !name.contains(':')
            && !name.starts_with(' ')
            && !name.ends_with(' ')
            && !name.chars().any(char::is_control);
        if !name_is_good {
            return Err(EncodeError::Name {
                name: name.to_owned(),
            });
        }
        let value = WireText::new(value)
            .map_err(|source| EncodeError::Forbidden {
                header: name.to_owned(),
                source,
            })?
            .as_bytes();
        if self.for_asterisk {
            // Asterisk skips blanks and control bytes in front of a value, so it would store something else.
            if value.first().is_some_and(|first| *first < 0x21) {
                return Err(EncodeError::LeadingBlank {
                    header: name.to_owned(),
                });
            }
            let length = name.len() + 2 + value.len();
            if length > MAX_LINE {
                return Err(EncodeError::LineTooLong {
                    header: name.to_owned(),
                    length,
                });
            }
            if self.count == MAX_HEADERS {
                return Err(EncodeError::TooManyHeaders {
                    header: name.to_owned(),
                });
            }
        }
        self.count += 1;
        self.out.extend_from_slice(name.as_bytes());
        self.out.extend_from_slice(b": ");
        self.out.extend_from_slice(value);
        self.out.extend_from_slice(b"\r\n");
        Ok(())
    }
}

/// Shows no bytes: a secret may be among them.
impl fmt::Debug for HeaderWriter<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HeaderWriter")
            .field("count", &self.count)
            .field("error", &self.error)
            .finish_non_exhaustive()
    }
}

/// Why a message was not written. Nothing of it was sent.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum EncodeError {
    /// A value holds a line break or NUL.
    #[error("header {header}: {source}")]
    Forbidden {
        /// Whose value it is.
        header: String,
        /// Which byte, and where.
        source: ForbiddenByte,
    },
    /// A value begins with a blank, which Asterisk would drop silently.
    #[error("header {header}: the value begins with a blank, which Asterisk drops; remove it")]
    LeadingBlank {
        /// Whose value it is.
        header: String,
    },
    /// A name that no header can have.
    #[error("{name:?} cannot name a header; use a name without colon, control characters or outer blanks")]
    Name {
        /// The name.
        name: String,
    },
    /// A header that this crate writes itself.
    #[error("header {header} is written by the connection; leave it out")]
    Reserved {
        /// Its name.
        header: String,
    },
    /// A line longer than Asterisk reads.
    #[error(
        "header {header}: {length} bytes with its name; shorten it, Asterisk refuses lines over {MAX_LINE}"
    )]
    LineTooLong {
        /// Its name.
        header: String,
        /// Bytes of the line without its ending.
        length: usize,
    },
    /// More headers than Asterisk reads.
    #[error("header {header}: one more than the {MAX_HEADERS} that Asterisk reads; split the action")]
    TooManyHeaders {
        /// The first that does not fit.
        header: String,
    },
    /// A value that Asterisk would not understand.
    #[error("header {header}: {problem}")]
    Value {
        /// Its name.
        header: String,
        /// What is wrong and what to do.
        problem: &'static str,
    },
}
