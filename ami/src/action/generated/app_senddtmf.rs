// Generated from ami/catalogue/actions.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

use super::super::write::milliseconds;
use super::super::{Action, Reply, ReplyError};
use crate::value::ChannelName;
use crate::wire::HeaderWriter;
use std::time::Duration;

/// Plays a DTMF digit on a channel.
///
/// The account needs write class call. Part of `app_senddtmf` (Asterisk `apps/app_senddtmf.c`) since 1.4.0.
///
/// ```
/// use switchhook_ami::action::{PlayDtmf, Request};
/// assert!(Request::new(&PlayDtmf::new("PJSIP/100-00000001", "some text")).is_ok());
/// ```
#[derive(Clone, Debug)]
#[must_use = "it does nothing until it is sent"]
pub struct PlayDtmf {
    channel: ChannelName,
    digit: String,
    duration: Option<Duration>,
    receive: Option<bool>,
}

impl PlayDtmf {
    /// What Asterisk cannot do without:
    ///
    /// - `Channel`: The channel.
    /// - `Digit`: The digit.
    pub fn new(channel: impl Into<ChannelName>, digit: impl Into<String>) -> Self {
        Self {
            channel: channel.into(),
            digit: digit.into(),
            duration: None,
            receive: None,
        }
    }

    /// `Duration`: How long it sounds. Sent in milliseconds. Default: 100 ms.
    pub fn duration(mut self, duration: Duration) -> Self {
        self.duration = Some(duration);
        self
    }

    /// `Receive`: Whether the channel receives it instead of sending it. Default: no.
    pub fn receive(mut self, receive: bool) -> Self {
        self.receive = Some(receive);
        self
    }
}

impl Action for PlayDtmf {
    type Response = ();

    fn name(&self) -> &str {
        "PlayDTMF"
    }

    fn encode(&self, headers: &mut HeaderWriter<'_>) {
        headers
            .header("Channel", self.channel.as_str())
            .header("Digit", &self.digit)
            .optional("Duration", self.duration.map(milliseconds))
            .optional(
                "Receive",
                self.receive.map(|value| if value { "true" } else { "false" }),
            );
    }

    fn response(&self, reply: &Reply) -> Result<Self::Response, ReplyError> {
        reply.accepted()
    }
}

/// Presses the hook of a channel shortly.
///
/// The account needs write class call. Part of `app_senddtmf` (Asterisk `apps/app_senddtmf.c`) since 20.3.0, 18.18.0.
///
/// ```
/// use switchhook_ami::action::{SendFlash, Request};
/// assert!(Request::new(&SendFlash::new("PJSIP/100-00000001")).is_ok());
/// ```
#[derive(Clone, Debug)]
#[must_use = "it does nothing until it is sent"]
pub struct SendFlash {
    channel: ChannelName,
    receive: Option<bool>,
}

impl SendFlash {
    /// What Asterisk cannot do without:
    ///
    /// - `Channel`: The channel.
    pub fn new(channel: impl Into<ChannelName>) -> Self {
        Self {
            channel: channel.into(),
            receive: None,
        }
    }

    /// `Receive`: Whether the channel receives it instead of sending it. Default: no.
    pub fn receive(mut self, receive: bool) -> Self {
        self.receive = Some(receive);
        self
    }
}

impl Action for SendFlash {
    type Response = ();

    fn name(&self) -> &str {
        "SendFlash"
    }

    fn encode(&self, headers: &mut HeaderWriter<'_>) {
        headers.header("Channel", self.channel.as_str()).optional(
            "Receive",
            self.receive.map(|value| if value { "true" } else { "false" }),
        );
    }

    fn response(&self, reply: &Reply) -> Result<Self::Response, ReplyError> {
        reply.accepted()
    }
}
