// Generated from ami/catalogue/actions.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

use super::super::{Action, Reply, ReplyError};
use super::choice::PlaybackControl;
use crate::value::ChannelName;
use crate::wire::HeaderWriter;

/// Controls a file that is being played to a channel.
///
/// The account needs write class call. Part of `app_controlplayback` (Asterisk `apps/app_controlplayback.c`) since 12.0.0.
///
/// ```
/// use switchhook_ami::action::{ControlPlayback, Request};
/// use switchhook_ami::action::PlaybackControl;
/// assert!(Request::new(&ControlPlayback::new("PJSIP/100-00000001", PlaybackControl::Stop)).is_ok());
/// ```
#[derive(Clone, Debug)]
#[must_use = "it does nothing until it is sent"]
pub struct ControlPlayback {
    channel: ChannelName,
    control: PlaybackControl,
}

impl ControlPlayback {
    /// What Asterisk cannot do without:
    ///
    /// - `Channel`: The channel.
    /// - `Control`: What to do.
    pub fn new(channel: impl Into<ChannelName>, control: PlaybackControl) -> Self {
        Self {
            channel: channel.into(),
            control,
        }
    }
}

impl Action for ControlPlayback {
    type Response = ();

    fn name(&self) -> &str {
        "ControlPlayback"
    }

    fn encode(&self, headers: &mut HeaderWriter<'_>) {
        headers
            .header("Channel", self.channel.as_str())
            .header("Control", self.control.as_str());
    }

    fn response(&self, reply: &Reply) -> Result<Self::Response, ReplyError> {
        reply.accepted()
    }
}
