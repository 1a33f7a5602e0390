use super::{Command, ReplyError};
use crate::wire::{LineWriter, Reply};

/// Leaves AsyncAGI: the call goes on in the dialplan. In the other kinds of AGI it is answered and does nothing. Runs on
/// a dead channel too.
///
/// ```
/// use switchhook_agi::command::{AsyncAgiBreak, Request};
/// use switchhook_agi::wire::LineLimit;
/// assert_eq!(Request::new(&AsyncAgiBreak, LineLimit::BYTES_2046).unwrap().as_bytes(), b"ASYNCAGI BREAK\n");
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct AsyncAgiBreak;

impl Command for AsyncAgiBreak {
    type Response = ();

    fn name(&self) -> &str {
        "ASYNCAGI BREAK"
    }

    fn encode(&self, _line: &mut LineWriter) {}

    fn is_for_the_dead(&self) -> bool {
        true
    }

    fn response(&self, reply: &Reply) -> Result<(), ReplyError> {
        ReplyError::unless_failed(reply).map(drop)
    }
}
