use super::{Command, ReplyError};
use crate::wire::{LineWriter, Reply};

/// Plays music on hold to the caller while the program thinks, or ends it. Another playback ends it too.
///
/// ```
/// use switchhook_agi::command::{Request, SetMusic};
/// use switchhook_agi::wire::LineLimit;
/// let line = |set: SetMusic| Request::new(&set, LineLimit::BYTES_2046).unwrap().as_bytes().to_vec();
/// assert_eq!(line(SetMusic::on().class("jazz")), b"SET MUSIC \"ON\" \"jazz\"\n");
/// assert_eq!(line(SetMusic::off()), b"SET MUSIC \"OFF\"\n");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SetMusic {
    on: bool,
    class: Option<String>,
}

impl SetMusic {
    /// Begins.
    pub fn on() -> Self {
        Self {
            on: true,
            class: None,
        }
    }

    /// Ends.
    pub fn off() -> Self {
        Self {
            on: false,
            class: None,
        }
    }

    /// Music of this class of `musiconhold.conf`. That of the channel by default.
    #[must_use]
    pub fn class(mut self, class: impl Into<String>) -> Self {
        self.class = Some(class.into());
        self
    }
}

impl Command for SetMusic {
    type Response = ();

    fn name(&self) -> &str {
        "SET MUSIC"
    }

    fn encode(&self, line: &mut LineWriter) {
        line.argument(if self.on { "ON" } else { "OFF" });
        line.optional(self.class.as_ref());
    }

    fn response(&self, reply: &Reply) -> Result<(), ReplyError> {
        ReplyError::unless_failed(reply).map(drop)
    }
}
