// Generated from ami/catalogue/actions.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

use super::super::{Action, Reply, ReplyError};
use super::choice::AudioSide;
use crate::value::ChannelName;
use crate::wire::HeaderWriter;

/// Mutes the sound of a channel, or ends that.
///
/// The account needs write class system. Part of `res_mutestream` (Asterisk `res/res_mutestream.c`) since 1.8.0.
///
/// ```
/// use switchhook_ami::action::{MuteAudio, Request};
/// use switchhook_ami::action::AudioSide;
/// assert!(Request::new(&MuteAudio::new("PJSIP/100-00000001", AudioSide::In, true)).is_ok());
/// ```
#[derive(Clone, Debug)]
#[must_use = "it does nothing until it is sent"]
pub struct MuteAudio {
    channel: ChannelName,
    direction: AudioSide,
    state: bool,
}

impl MuteAudio {
    /// What Asterisk cannot do without:
    ///
    /// - `Channel`: The channel.
    /// - `Direction`: Which side.
    /// - `State`: Whether it is muted.
    pub fn new(channel: impl Into<ChannelName>, direction: AudioSide, state: bool) -> Self {
        Self {
            channel: channel.into(),
            direction,
            state,
        }
    }
}

impl Action for MuteAudio {
    type Response = ();

    fn name(&self) -> &str {
        "MuteAudio"
    }

    fn encode(&self, headers: &mut HeaderWriter<'_>) {
        headers
            .header("Channel", self.channel.as_str())
            .header("Direction", self.direction.as_str())
            .header("State", if self.state { "on" } else { "off" });
    }

    fn response(&self, reply: &Reply) -> Result<Self::Response, ReplyError> {
        reply.accepted()
    }
}
