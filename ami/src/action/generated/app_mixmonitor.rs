// Generated from ami/catalogue/actions.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

use super::super::{Action, Reply, ReplyError};
use super::choice::RecordingSide;
use crate::value::ChannelName;
use crate::wire::{HeaderWriter, MessageBuf};
use std::borrow::Cow;

/// Begins to record a channel.
///
/// The account needs write class system. Part of `app_mixmonitor` (Asterisk `apps/app_mixmonitor.c`) since 11.0.0.
///
/// ```
/// use switchhook_ami::action::{MixMonitor, Request};
/// assert!(Request::new(&MixMonitor::new("PJSIP/100-00000001")).is_ok());
/// ```
#[derive(Clone, Debug)]
#[must_use = "it does nothing until it is sent"]
pub struct MixMonitor {
    channel: ChannelName,
    file: Option<String>,
    options: Option<String>,
    command: Option<String>,
}

impl MixMonitor {
    /// What Asterisk cannot do without:
    ///
    /// - `Channel`: The channel.
    pub fn new(channel: impl Into<ChannelName>) -> Self {
        Self {
            channel: channel.into(),
            file: None,
            options: None,
            command: None,
        }
    }

    /// `File`: The file, below the monitor folder. Default: named like the channel.
    pub fn file(mut self, file: impl Into<String>) -> Self {
        self.file = Some(file.into());
        self
    }

    /// `Options`: Options of the application `MixMonitor`.
    pub fn options(mut self, options: impl Into<String>) -> Self {
        self.options = Some(options.into());
        self
    }

    /// `Command`: A command that the system runs afterwards: never from what others typed.
    pub fn command(mut self, command: impl Into<String>) -> Self {
        self.command = Some(command.into());
        self
    }
}

impl Action for MixMonitor {
    type Response = MixMonitorReply;

    fn name(&self) -> &str {
        "MixMonitor"
    }

    fn encode(&self, headers: &mut HeaderWriter<'_>) {
        headers
            .header("Channel", self.channel.as_str())
            .optional("File", self.file.as_ref())
            .optional("Options", self.options.as_ref())
            .optional("Command", self.command.as_ref());
    }

    fn response(&self, reply: &Reply) -> Result<Self::Response, ReplyError> {
        reply.accepted()?;
        Ok(MixMonitorReply(reply.response.clone()))
    }
}

/// The answer to [`MixMonitor`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MixMonitorReply(MessageBuf);

impl MixMonitorReply {
    /// `MixMonitorID`.
    pub fn mix_monitor_id(&self) -> Option<Cow<'_, str>> {
        self.0.as_message().known("MixMonitorID")
    }

    /// The response with every header.
    pub fn response(&self) -> &MessageBuf {
        &self.0
    }
}

/// Silences a recording, or ends that.
///
/// The account needs write class system or call. Part of `app_mixmonitor` (Asterisk `apps/app_mixmonitor.c`) since 1.8.0.
///
/// ```
/// use switchhook_ami::action::{MixMonitorMute, Request};
/// assert!(Request::new(&MixMonitorMute::new("PJSIP/100-00000001", true)).is_ok());
/// ```
#[derive(Clone, Debug)]
#[must_use = "it does nothing until it is sent"]
pub struct MixMonitorMute {
    channel: ChannelName,
    direction: Option<RecordingSide>,
    state: bool,
    mix_monitor_id: Option<String>,
}

impl MixMonitorMute {
    /// What Asterisk cannot do without:
    ///
    /// - `Channel`: The channel.
    /// - `State`: Whether it is silenced.
    pub fn new(channel: impl Into<ChannelName>, state: bool) -> Self {
        Self {
            channel: channel.into(),
            direction: None,
            state,
            mix_monitor_id: None,
        }
    }

    /// `Direction`: Which side. Default: both sides.
    pub fn direction(mut self, direction: RecordingSide) -> Self {
        self.direction = Some(direction);
        self
    }

    /// `MixMonitorID`: Only this recording; not documented by Asterisk. Default: all of the channel.
    pub fn mix_monitor_id(mut self, mix_monitor_id: impl Into<String>) -> Self {
        self.mix_monitor_id = Some(mix_monitor_id.into());
        self
    }
}

impl Action for MixMonitorMute {
    type Response = ();

    fn name(&self) -> &str {
        "MixMonitorMute"
    }

    fn encode(&self, headers: &mut HeaderWriter<'_>) {
        headers
            .header("Channel", self.channel.as_str())
            .optional("Direction", self.direction.map(RecordingSide::as_str))
            .header("State", if self.state { "1" } else { "0" })
            .optional("MixMonitorID", self.mix_monitor_id.as_ref());
    }

    fn response(&self, reply: &Reply) -> Result<Self::Response, ReplyError> {
        reply.accepted()
    }
}

/// Ends the recording of a channel.
///
/// The account needs write class system or call. Part of `app_mixmonitor` (Asterisk `apps/app_mixmonitor.c`) since 11.0.0.
///
/// ```
/// use switchhook_ami::action::{StopMixMonitor, Request};
/// assert!(Request::new(&StopMixMonitor::new("PJSIP/100-00000001")).is_ok());
/// ```
#[derive(Clone, Debug)]
#[must_use = "it does nothing until it is sent"]
pub struct StopMixMonitor {
    channel: ChannelName,
    mix_monitor_id: Option<String>,
}

impl StopMixMonitor {
    /// What Asterisk cannot do without:
    ///
    /// - `Channel`: The channel.
    pub fn new(channel: impl Into<ChannelName>) -> Self {
        Self {
            channel: channel.into(),
            mix_monitor_id: None,
        }
    }

    /// `MixMonitorID`: Only this recording. Default: the channel's first.
    pub fn mix_monitor_id(mut self, mix_monitor_id: impl Into<String>) -> Self {
        self.mix_monitor_id = Some(mix_monitor_id.into());
        self
    }
}

impl Action for StopMixMonitor {
    type Response = ();

    fn name(&self) -> &str {
        "StopMixMonitor"
    }

    fn encode(&self, headers: &mut HeaderWriter<'_>) {
        headers
            .header("Channel", self.channel.as_str())
            .optional("MixMonitorID", self.mix_monitor_id.as_ref());
    }

    fn response(&self, reply: &Reply) -> Result<Self::Response, ReplyError> {
        reply.accepted()
    }
}
