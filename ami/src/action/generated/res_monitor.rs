// Generated from ami/catalogue/actions.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

use super::super::{Action, Reply, ReplyError};
use crate::value::ChannelName;
use crate::wire::HeaderWriter;

/// Renames the file of a recording that runs.
///
/// The account needs write class call. Part of `res_monitor` (Asterisk `res/res_monitor.c`) since 0.4.0, removed after 20.
///
/// ```
/// use switchhook_ami::action::{ChangeMonitor, Request};
/// assert!(Request::new(&ChangeMonitor::new("PJSIP/100-00000001", "some text")).is_ok());
/// ```
#[derive(Clone, Debug)]
#[must_use = "it does nothing until it is sent"]
pub struct ChangeMonitor {
    channel: ChannelName,
    file: String,
}

impl ChangeMonitor {
    /// What Asterisk cannot do without:
    ///
    /// - `Channel`: The channel.
    /// - `File`: The new file.
    pub fn new(channel: impl Into<ChannelName>, file: impl Into<String>) -> Self {
        Self {
            channel: channel.into(),
            file: file.into(),
        }
    }
}

impl Action for ChangeMonitor {
    type Response = ();

    fn name(&self) -> &str {
        "ChangeMonitor"
    }

    fn encode(&self, headers: &mut HeaderWriter<'_>) {
        headers
            .header("Channel", self.channel.as_str())
            .header("File", &self.file);
    }

    fn response(&self, reply: &Reply) -> Result<Self::Response, ReplyError> {
        reply.accepted()
    }
}

/// Begins to record a channel, each side in a file.
///
/// The account needs write class call. Part of `res_monitor` (Asterisk `res/res_monitor.c`) since 0.4.0, removed after 20.
///
/// ```
/// use switchhook_ami::action::{Monitor, Request};
/// assert!(Request::new(&Monitor::new("PJSIP/100-00000001")).is_ok());
/// ```
#[derive(Clone, Debug)]
#[must_use = "it does nothing until it is sent"]
pub struct Monitor {
    channel: ChannelName,
    file: Option<String>,
    format: Option<String>,
    mix: Option<bool>,
}

impl Monitor {
    /// What Asterisk cannot do without:
    ///
    /// - `Channel`: The channel.
    pub fn new(channel: impl Into<ChannelName>) -> Self {
        Self {
            channel: channel.into(),
            file: None,
            format: None,
            mix: None,
        }
    }

    /// `File`: The file, below the monitor folder. Default: named like the channel.
    pub fn file(mut self, file: impl Into<String>) -> Self {
        self.file = Some(file.into());
        self
    }

    /// `Format`: The sound format. Default: `wav`.
    pub fn format(mut self, format: impl Into<String>) -> Self {
        self.format = Some(format.into());
        self
    }

    /// `Mix`: Whether both sides are mixed into one file in the end. Default: no.
    pub fn mix(mut self, mix: bool) -> Self {
        self.mix = Some(mix);
        self
    }
}

impl Action for Monitor {
    type Response = ();

    fn name(&self) -> &str {
        "Monitor"
    }

    fn encode(&self, headers: &mut HeaderWriter<'_>) {
        headers
            .header("Channel", self.channel.as_str())
            .optional("File", self.file.as_ref())
            .optional("Format", self.format.as_ref())
            .optional("Mix", self.mix.map(|value| if value { "true" } else { "false" }));
    }

    fn response(&self, reply: &Reply) -> Result<Self::Response, ReplyError> {
        reply.accepted()
    }
}

/// Pauses a recording.
///
/// The account needs write class call. Part of `res_monitor` (Asterisk `res/res_monitor.c`) since 1.4.0, removed after 20.
///
/// ```
/// use switchhook_ami::action::{PauseMonitor, Request};
/// assert!(Request::new(&PauseMonitor::new("PJSIP/100-00000001")).is_ok());
/// ```
#[derive(Clone, Debug)]
#[must_use = "it does nothing until it is sent"]
pub struct PauseMonitor {
    channel: ChannelName,
}

impl PauseMonitor {
    /// What Asterisk cannot do without:
    ///
    /// - `Channel`: The channel.
    pub fn new(channel: impl Into<ChannelName>) -> Self {
        Self {
            channel: channel.into(),
        }
    }
}

impl Action for PauseMonitor {
    type Response = ();

    fn name(&self) -> &str {
        "PauseMonitor"
    }

    fn encode(&self, headers: &mut HeaderWriter<'_>) {
        headers.header("Channel", self.channel.as_str());
    }

    fn response(&self, reply: &Reply) -> Result<Self::Response, ReplyError> {
        reply.accepted()
    }
}

/// Ends a recording.
///
/// The account needs write class call. Part of `res_monitor` (Asterisk `res/res_monitor.c`) since 0.4.0, removed after 20.
///
/// ```
/// use switchhook_ami::action::{StopMonitor, Request};
/// assert!(Request::new(&StopMonitor::new("PJSIP/100-00000001")).is_ok());
/// ```
#[derive(Clone, Debug)]
#[must_use = "it does nothing until it is sent"]
pub struct StopMonitor {
    channel: ChannelName,
}

impl StopMonitor {
    /// What Asterisk cannot do without:
    ///
    /// - `Channel`: The channel.
    pub fn new(channel: impl Into<ChannelName>) -> Self {
        Self {
            channel: channel.into(),
        }
    }
}

impl Action for StopMonitor {
    type Response = ();

    fn name(&self) -> &str {
        "StopMonitor"
    }

    fn encode(&self, headers: &mut HeaderWriter<'_>) {
        headers.header("Channel", self.channel.as_str());
    }

    fn response(&self, reply: &Reply) -> Result<Self::Response, ReplyError> {
        reply.accepted()
    }
}

/// Goes on with a recording.
///
/// The account needs write class call. Part of `res_monitor` (Asterisk `res/res_monitor.c`) since 1.4.0, removed after 20.
///
/// ```
/// use switchhook_ami::action::{UnpauseMonitor, Request};
/// assert!(Request::new(&UnpauseMonitor::new("PJSIP/100-00000001")).is_ok());
/// ```
#[derive(Clone, Debug)]
#[must_use = "it does nothing until it is sent"]
pub struct UnpauseMonitor {
    channel: ChannelName,
}

impl UnpauseMonitor {
    /// What Asterisk cannot do without:
    ///
    /// - `Channel`: The channel.
    pub fn new(channel: impl Into<ChannelName>) -> Self {
        Self {
            channel: channel.into(),
        }
    }
}

impl Action for UnpauseMonitor {
    type Response = ();

    fn name(&self) -> &str {
        "UnpauseMonitor"
    }

    fn encode(&self, headers: &mut HeaderWriter<'_>) {
        headers.header("Channel", self.channel.as_str());
    }

    fn response(&self, reply: &Reply) -> Result<Self::Response, ReplyError> {
        reply.accepted()
    }
}
