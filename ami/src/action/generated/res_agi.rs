// Generated from ami/catalogue/actions.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

use super::super::{Action, Reply, ReplyError};
use crate::value::ChannelName;
use crate::wire::HeaderWriter;

/// Gives a channel that is in AsyncAGI its next AGI command.
///
/// The account needs write class agi. Part of `res_agi` (Asterisk `res/res_agi.c`) since 1.6.0.
///
/// ```
/// use switchhook_ami::action::{Agi, Request};
/// assert!(Request::new(&Agi::new("PJSIP/100-00000001", "some text")).is_ok());
/// ```
#[derive(Clone, Debug)]
#[must_use = "it does nothing until it is sent"]
pub struct Agi {
    channel: ChannelName,
    command: String,
    command_id: Option<String>,
}

impl Agi {
    /// What Asterisk cannot do without:
    ///
    /// - `Channel`: The channel, which waits in `AGI(agi:async)`.
    /// - `Command`: The AGI command, such as `ANSWER`.
    pub fn new(channel: impl Into<ChannelName>, command: impl Into<String>) -> Self {
        Self {
            channel: channel.into(),
            command: command.into(),
            command_id: None,
        }
    }

    /// `CommandID`: Comes back in the events about this command. Default: none.
    pub fn command_id(mut self, command_id: impl Into<String>) -> Self {
        self.command_id = Some(command_id.into());
        self
    }
}

impl Action for Agi {
    type Response = ();

    fn name(&self) -> &str {
        "AGI"
    }

    fn encode(&self, headers: &mut HeaderWriter<'_>) {
        headers
            .header("Channel", self.channel.as_str())
            .header("Command", &self.command)
            .optional("CommandID", self.command_id.as_ref());
    }

    fn response(&self, reply: &Reply) -> Result<Self::Response, ReplyError> {
        reply.accepted()
    }
}
