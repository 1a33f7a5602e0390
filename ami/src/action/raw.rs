use std::borrow::Cow;
use std::time::Duration;

use super::{Action, Expects, Reply, ReplyError};
use crate::wire::{EncodeError, HeaderWriter};

/// Any action at all, with any headers; the answer comes as messages.
///
/// ```
/// use switchhook_ami::action::{RawAction, Request};
/// let pause = RawAction::new("QueuePause").header("Interface", "PJSIP/100").header("Paused", "true");
/// assert!(Request::new(&pause).is_ok());
/// ```
#[derive(Clone)]
pub struct RawAction {
    name: String,
    headers: Vec<(String, Vec<u8>)>,
    expects: Expects,
    extra_time: Duration,
}

impl RawAction {
    /// The action of this name.
    pub fn new(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            headers: Vec::new(),
            expects: Expects::Response,
            extra_time: Duration::ZERO,
        }
    }

    /// Adds a header; repeats and order are kept. `Action` and `ActionID` are written by the connection.
    #[must_use]
    pub fn header(mut self, name: impl Into<String>, value: impl AsRef<[u8]>) -> Self {
        self.headers.push((name.into(), value.as_ref().to_vec()));
        self
    }

    /// Says that the answer is a list ending with the event `end`. Needed only for Asterisk before 13.2 and for
    /// the few lists that still do not announce themselves.
    #[must_use]
    pub fn list(mut self, end: impl Into<Cow<'static, str>>) -> Self {
        self.expects = Expects::List(end.into());
        self
    }

    /// Waits this much longer for the answer.
    #[must_use]
    pub fn extra_time(mut self, time: Duration) -> Self {
        self.extra_time = time;
        self
    }
}

impl Action for RawAction {
    type Response = Reply;

    fn name(&self) -> &str {
        &self.name
    }

    fn encode(&self, headers: &mut HeaderWriter<'_>) {
        for (name, value) in &self.headers {
            if name.eq_ignore_ascii_case("Action") || name.eq_ignore_ascii_case("ActionID") {
                headers.fail(EncodeError::Reserved { header: name.clone() });
            }
            headers.header(name, value);
        }
    }

    fn expects(&self) -> Expects {
        self.expects.clone()
    }

    fn extra_time(&self) -> Duration {
        self.extra_time
    }

    fn response(&self, reply: &Reply) -> Result<Reply, ReplyError> {
        reply.accepted()?;
        Ok(reply.clone())
    }
}

/// Shows the names only: a value may be a secret.
impl std::fmt::Debug for RawAction {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let names = self.headers.iter().map(|(name, _)| name);
        f.debug_struct("RawAction")
            .field("name", &self.name)
            .field("headers", &names.collect::<Vec<_>>())
            .finish()
    }
}

#[cfg(test)]
mod tests {
    use super::RawAction;
    use crate::action::testing::encoded;
    use crate::wire::EncodeError;

    #[test]
    fn what_asterisk_would_refuse_or_change_is_refused_before_it_is_sent() {
        let header = |name: &str, value: &str| encoded(&RawAction::new("X").header(name, value)).unwrap_err();
        for (error, expected) in [
            (
                header("A", "b\nc"),
                "header A: LF at byte 1; remove it, a header cannot carry line breaks or NUL",
            ),
            (
                header("A", "\0"),
                "header A: NUL at byte 0; remove it, a header cannot carry line breaks or NUL",
            ),
            (
                header("A", " b"),
                "header A: the value begins with a blank, which Asterisk drops; remove it",
            ),
            (
                header("a:b", "c"),
                "\"a:b\" cannot name a header; use a name without colon, control characters or outer blanks",
            ),
            (
                header("actionid", "7"),
                "header actionid is written by the connection; leave it out",
            ),
            (
                header("A", &"x".repeat(1020)),
                "header A: 1023 bytes with its name; shorten it, Asterisk refuses lines over 1022",
            ),
        ] {
            assert_eq!(error.to_string(), expected);
        }
        assert!(encoded(&RawAction::new("X").header("A", "x".repeat(1019))).is_ok());
        for name in ["", "Ping ", "Ping\r\nX: y"] {
            assert!(encoded(&RawAction::new(name)).is_err(), "{name:?}");
        }
    }

    #[test]
    fn asterisk_reads_128_headers_and_not_one_more() {
        let action = |count: usize| {
            (0..count).fold(RawAction::new("X"), |action, n| {
                action.header(format!("H{n}"), "v")
            })
        };
        // Action and ActionID count too.
        assert!(encoded(&action(126)).is_ok());
        assert_eq!(
            encoded(&action(127)),
            Err(EncodeError::TooManyHeaders {
                header: "H126".to_owned()
            })
        );
    }

    #[test]
    fn debug_shows_no_values() {
        assert!(!format!("{:?}", RawAction::new("X").header("Secret", "hunter2")).contains("hunter2"));
    }
}
