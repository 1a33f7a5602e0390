use super::{Action, Expects, Reply, ReplyError};
use crate::wire::{HeaderWriter, MessageBuf};

/// Asks for the network statistics of IAX2 calls. Needs write class system or reporting.
///
/// Asterisk answers with bare text, and where there is no call with nothing at all.
///
/// ```
/// use switchhook_ami::action::{IaxNetstats, Request};
/// assert!(Request::new(&IaxNetstats).is_ok());
/// ```
#[derive(Clone, Copy, Debug)]
pub struct IaxNetstats;

/// The answer to [`IaxNetstats`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Netstats {
    /// The lines as Asterisk prints them, a table for people.
    pub lines: Vec<String>,
}

impl Action for IaxNetstats {
    type Response = Netstats;

    fn name(&self) -> &str {
        "IAXnetstats"
    }

    fn encode(&self, _: &mut HeaderWriter<'_>) {}

    fn expects(&self) -> Expects {
        Expects::Text
    }

    fn response(&self, reply: &Reply) -> Result<Netstats, ReplyError> {
        reply.accepted()?;
        let lines = reply
            .events
            .iter()
            .flat_map(MessageBuf::headers)
            .map(|header| String::from_utf8_lossy(header.line()).into_owned())
            .collect();
        Ok(Netstats { lines })
    }
}
