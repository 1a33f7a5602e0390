// Generated from ami/catalogue/actions.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

use super::super::write::milliseconds;
use super::super::{Action, Reply, ReplyError};
use crate::value::ChannelName;
use crate::wire::HeaderWriter;
use std::time::Duration;

/// Plays an MF digit on a channel.
///
/// The account needs write class call. Part of `app_mf` (Asterisk `apps/app_mf.c`) since 16.21.0, 18.7.0, 19.0.0.
///
/// ```
/// use switchhook_ami::action::{PlayMf, Request};
/// assert!(Request::new(&PlayMf::new("PJSIP/100-00000001", "some text")).is_ok());
/// ```
#[derive(Clone, Debug)]
#[must_use = "it does nothing until it is sent"]
pub struct PlayMf {
    channel: ChannelName,
    digit: String,
    duration: Option<Duration>,
}

impl PlayMf {
    /// What Asterisk cannot do without:
    ///
    /// - `Channel`: The channel.
    /// - `Digit`: The digit.
    pub fn new(channel: impl Into<ChannelName>, digit: impl Into<String>) -> Self {
        Self {
            channel: channel.into(),
            digit: digit.into(),
            duration: None,
        }
    }

    /// `Duration`: How long it sounds. Sent in milliseconds. Default: as the channel's technology has it.
    pub fn duration(mut self, duration: Duration) -> Self {
        self.duration = Some(duration);
        self
    }
}

impl Action for PlayMf {
    type Response = ();

    fn name(&self) -> &str {
        "PlayMF"
    }

    fn encode(&self, headers: &mut HeaderWriter<'_>) {
        headers
            .header("Channel", self.channel.as_str())
            .header("Digit", &self.digit)
            .optional("Duration", self.duration.map(milliseconds));
    }

    fn response(&self, reply: &Reply) -> Result<Self::Response, ReplyError> {
        reply.accepted()
    }
}
