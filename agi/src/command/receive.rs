use std::time::Duration;

use super::time::some_milliseconds;
use super::{Command, ReplyError};
use crate::wire::{LineWriter, Reply, Shape, Text};

/// Waits for a character of text, which few telephones can send.
///
/// Asterisk gives the same answer for time that is up, a channel without text and a hangup: [`ReplyError::Failed`].
///
/// ```
/// use std::time::Duration;
/// use switchhook_agi::command::{Command, ReceiveChar};
/// use switchhook_agi::wire::Reply;
/// let receive = ReceiveChar::at_most(Duration::from_secs(5));
/// assert_eq!(receive.response(&Reply::parse(b"200 result=65", receive.shape())?)?, Some(b'A'));
/// assert!(receive.response(&Reply::parse(b"200 result=-1 (hangup)", receive.shape())?).is_err());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReceiveChar {
    timeout: Option<Duration>,
}

impl ReceiveChar {
    /// This long, in whole milliseconds.
    pub fn at_most(timeout: Duration) -> Self {
        Self {
            timeout: Some(timeout),
        }
    }

    /// Until one comes or the caller hangs up.
    pub fn forever() -> Self {
        Self { timeout: None }
    }
}

impl Command for ReceiveChar {
    /// The first byte of the text that came; `None` if it was empty.
    type Response = Option<u8>;

    fn name(&self) -> &str {
        "RECEIVE CHAR"
    }

    fn encode(&self, line: &mut LineWriter) {
        line.display(self.timeout.map_or(0, some_milliseconds));
    }

    fn is_open_ended(&self) -> bool {
        true
    }

    fn response(&self, reply: &Reply) -> Result<Option<u8>, ReplyError> {
        match ReplyError::unless_failed(reply)? {
            0 => Ok(None),
            code => match u8::try_from(code) {
                Ok(byte) => Ok(Some(byte)),
                Err(_) => Err(ReplyError::Malformed {
                    problem: format!("result {code}, which is no byte").into(),
                }),
            },
        }
    }
}

/// Waits for a text, which few telephones can send.
///
/// Asterisk gives the same answer for time that is up, a channel without text and a hangup: [`ReplyError::Failed`].
///
/// ```
/// use switchhook_agi::command::{Command, ReceiveText};
/// use switchhook_agi::wire::Reply;
/// let receive = ReceiveText::forever();
/// assert_eq!(receive.response(&Reply::parse(b"200 result=1 (hello (you))", receive.shape())?)?, *"hello (you)");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReceiveText {
    timeout: Option<Duration>,
}

impl ReceiveText {
    /// This long, in whole milliseconds.
    pub fn at_most(timeout: Duration) -> Self {
        Self {
            timeout: Some(timeout),
        }
    }

    /// Until one comes or the caller hangs up.
    pub fn forever() -> Self {
        Self { timeout: None }
    }
}

impl Command for ReceiveText {
    type Response = Text;

    fn name(&self) -> &str {
        "RECEIVE TEXT"
    }

    fn encode(&self, line: &mut LineWriter) {
        line.display(self.timeout.map_or(0, some_milliseconds));
    }

    fn is_open_ended(&self) -> bool {
        true
    }

    fn shape(&self) -> Shape {
        Shape::Value
    }

    fn response(&self, reply: &Reply) -> Result<Text, ReplyError> {
        ReplyError::unless_failed(reply)?;
        reply.text().map(Text::from).ok_or(ReplyError::Malformed {
            problem: "no text in parentheses".into(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{line, read};
    use super::{Duration, ReceiveChar, ReceiveText, ReplyError};

    #[test]
    fn a_moment_is_not_for_ever() {
        assert_eq!(line(&ReceiveChar::forever()), r#"RECEIVE CHAR "0""#);
        assert_eq!(line(&ReceiveChar::at_most(Duration::ZERO)), r#"RECEIVE CHAR "1""#);
        assert_eq!(
            line(&ReceiveText::at_most(Duration::from_secs(2))),
            r#"RECEIVE TEXT "2000""#
        );
    }

    #[test]
    fn a_character_none_and_a_failure_are_told_apart() {
        let receive = ReceiveChar::forever();
        assert_eq!(read(&receive, "200 result=65"), Ok(Some(b'A')));
        assert_eq!(read(&receive, "200 result=0 (timeout)"), Ok(None));
        assert_eq!(read(&receive, "200 result=-1 (hangup)"), Err(ReplyError::Failed));
        assert!(matches!(
            read(&receive, "200 result=256"),
            Err(ReplyError::Malformed { .. })
        ));
        let receive = ReceiveText::forever();
        assert_eq!(read(&receive, "200 result=1 (a\nb)").unwrap(), *"a\nb");
        assert_eq!(read(&receive, "200 result=-1"), Err(ReplyError::Failed));
    }
}
