use super::{Command, ReplyError};
use crate::wire::{LineWriter, Reply};

/// Hangs up this channel, or another one. The session goes on for what may be done on a dead channel.
///
/// ```
/// use switchhook_agi::command::{Hangup, Request};
/// use switchhook_agi::wire::LineLimit;
/// let line = |hangup: Hangup| Request::new(&hangup, LineLimit::BYTES_2046).unwrap().as_bytes().to_vec();
/// assert_eq!(line(Hangup::new()), b"HANGUP\n");
/// assert_eq!(line(Hangup::of("PJSIP/101-00000002")), b"HANGUP \"PJSIP/101-00000002\"\n");
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hangup {
    channel: Option<String>,
}

impl Hangup {
    /// This channel.
    pub fn new() -> Self {
        Self::default()
    }

    /// The channel of this name. It fails if there is none.
    pub fn of(channel: impl Into<String>) -> Self {
        Self {
            channel: Some(channel.into()),
        }
    }
}

impl Command for Hangup {
    type Response = ();

    fn name(&self) -> &str {
        "HANGUP"
    }

    fn encode(&self, line: &mut LineWriter) {
        line.optional(self.channel.as_ref());
    }

    fn response(&self, reply: &Reply) -> Result<(), ReplyError> {
        ReplyError::unless_failed(reply).map(drop)
    }
}
