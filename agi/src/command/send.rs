use super::{Command, ReplyError};
use crate::wire::{LineWriter, Reply};

/// Sends an image, as far as the channel can; few can, and Asterisk does not tell.
///
/// ```
/// use switchhook_agi::command::{Request, SendImage};
/// use switchhook_agi::wire::LineLimit;
/// let request = Request::new(&SendImage::new("logo"), LineLimit::BYTES_2046)?;
/// assert_eq!(request.as_bytes(), b"SEND IMAGE \"logo\"\n");
/// # Ok::<(), switchhook_agi::wire::EncodeError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SendImage {
    file: String,
}

impl SendImage {
    /// This file, named without its ending.
    pub fn new(file: impl Into<String>) -> Self {
        Self { file: file.into() }
    }
}

impl Command for SendImage {
    type Response = ();

    fn name(&self) -> &str {
        "SEND IMAGE"
    }

    fn encode(&self, line: &mut LineWriter) {
        line.argument(&self.file);
    }

    fn response(&self, reply: &Reply) -> Result<(), ReplyError> {
        ReplyError::unless_failed(reply).map(drop)
    }
}

/// Sends a text, as far as the channel can; Asterisk does not tell whether it could. `Debug` shows how long it is.
///
/// ```
/// use switchhook_agi::command::{Request, SendText};
/// use switchhook_agi::wire::LineLimit;
/// let request = Request::new(&SendText::new("hello you"), LineLimit::BYTES_2046)?;
/// assert_eq!(request.as_bytes(), b"SEND TEXT \"hello you\"\n");
/// # Ok::<(), switchhook_agi::wire::EncodeError>(())
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct SendText {
    text: String,
}

impl SendText {
    /// This text.
    pub fn new(text: impl Into<String>) -> Self {
        Self { text: text.into() }
    }
}

impl Command for SendText {
    type Response = ();

    fn name(&self) -> &str {
        "SEND TEXT"
    }

    fn encode(&self, line: &mut LineWriter) {
        line.argument(&self.text);
    }

    fn response(&self, reply: &Reply) -> Result<(), ReplyError> {
        ReplyError::unless_failed(reply).map(drop)
    }
}

impl std::fmt::Debug for SendText {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "SendText({} bytes)", self.text.len())
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::read;
    use super::{ReplyError, SendImage, SendText};

    #[test]
    fn what_is_sent_may_fail_with_the_channel() {
        assert_eq!(read(&SendImage::new("x"), "200 result=0"), Ok(()));
        assert_eq!(read(&SendText::new("x"), "200 result=0"), Ok(()));
        assert_eq!(
            read(&SendText::new("x"), "200 result=-1"),
            Err(ReplyError::Failed)
        );
    }
}
