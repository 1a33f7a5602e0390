// Generated from ami/catalogue/actions.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

use super::super::{Action, Reply, ReplyError};
use crate::value::{ChannelName, Priority, Secret};
use crate::wire::HeaderWriter;

/// Begins an attended transfer, as if the channel had dialled the feature code.
///
/// The account needs write class call. Part of the core (Asterisk `main/manager.c`) since 1.6.1.0.
///
/// ```
/// use switchhook_ami::action::{Atxfer, Request};
/// assert!(Request::new(&Atxfer::new("PJSIP/100-00000001", "some text")).is_ok());
/// ```
#[derive(Clone, Debug)]
#[must_use = "it does nothing until it is sent"]
pub struct Atxfer {
    channel: ChannelName,
    extension: String,
    context: Option<String>,
}

impl Atxfer {
    /// What Asterisk cannot do without:
    ///
    /// - `Channel`: The channel.
    /// - `Exten`: What the channel dials.
    pub fn new(channel: impl Into<ChannelName>, extension: impl Into<String>) -> Self {
        Self {
            channel: channel.into(),
            extension: extension.into(),
            context: None,
        }
    }

    /// `Context`: Where that is dialled. Default: the channel's own.
    pub fn context(mut self, context: impl Into<String>) -> Self {
        self.context = Some(context.into());
        self
    }
}

impl Action for Atxfer {
    type Response = ();

    fn name(&self) -> &str {
        "Atxfer"
    }

    fn encode(&self, headers: &mut HeaderWriter<'_>) {
        headers
            .header("Channel", self.channel.as_str())
            .header("Exten", &self.extension)
            .optional("Context", self.context.as_ref());
    }

    fn response(&self, reply: &Reply) -> Result<Self::Response, ReplyError> {
        reply.accepted()
    }
}

/// Transfers the other side of a channel's bridge at once.
///
/// The account needs write class call. Part of the core (Asterisk `main/manager.c`) since 12.0.0.
///
/// ```
/// use switchhook_ami::action::{BlindTransfer, Request};
/// assert!(Request::new(&BlindTransfer::new("PJSIP/100-00000001", "some text")).is_ok());
/// ```
#[derive(Clone, Debug)]
#[must_use = "it does nothing until it is sent"]
pub struct BlindTransfer {
    channel: ChannelName,
    context: Option<String>,
    extension: String,
}

impl BlindTransfer {
    /// What Asterisk cannot do without:
    ///
    /// - `Channel`: The channel.
    /// - `Exten`: Where the other side goes.
    pub fn new(channel: impl Into<ChannelName>, extension: impl Into<String>) -> Self {
        Self {
            channel: channel.into(),
            context: None,
            extension: extension.into(),
        }
    }

    /// `Context`: In which context that is. Default: the channel's own.
    pub fn context(mut self, context: impl Into<String>) -> Self {
        self.context = Some(context.into());
        self
    }
}

impl Action for BlindTransfer {
    type Response = ();

    fn name(&self) -> &str {
        "BlindTransfer"
    }

    fn encode(&self, headers: &mut HeaderWriter<'_>) {
        headers
            .header("Channel", self.channel.as_str())
            .optional("Context", self.context.as_ref())
            .header("Exten", &self.extension);
    }

    fn response(&self, reply: &Reply) -> Result<Self::Response, ReplyError> {
        reply.accepted()
    }
}

/// Takes an attended transfer back that has not ended.
///
/// The account needs write class call. Part of the core (Asterisk `main/manager.c`) since 15.1.0, 14.7.0, 13.18.0.
///
/// ```
/// use switchhook_ami::action::{CancelAtxfer, Request};
/// assert!(Request::new(&CancelAtxfer::new("PJSIP/100-00000001")).is_ok());
/// ```
#[derive(Clone, Debug)]
#[must_use = "it does nothing until it is sent"]
pub struct CancelAtxfer {
    channel: ChannelName,
}

impl CancelAtxfer {
    /// What Asterisk cannot do without:
    ///
    /// - `Channel`: The channel.
    pub fn new(channel: impl Into<ChannelName>) -> Self {
        Self {
            channel: channel.into(),
        }
    }
}

impl Action for CancelAtxfer {
    type Response = ();

    fn name(&self) -> &str {
        "CancelAtxfer"
    }

    fn encode(&self, headers: &mut HeaderWriter<'_>) {
        headers.header("Channel", self.channel.as_str());
    }

    fn response(&self, reply: &Reply) -> Result<Self::Response, ReplyError> {
        reply.accepted()
    }
}

/// Sends a channel, or two that are bridged, to another step of the dialplan.
///
/// The account needs write class call. Part of the core (Asterisk `main/manager.c`) since 0.2.0.
///
/// ```
/// use switchhook_ami::action::{Redirect, Request};
/// assert!(Request::new(&Redirect::new("PJSIP/100-00000001", "some text", "some text", 1)).is_ok());
/// ```
#[derive(Clone, Debug)]
#[must_use = "it does nothing until it is sent"]
pub struct Redirect {
    channel: ChannelName,
    extra_channel: Option<ChannelName>,
    extension: String,
    extra_extension: Option<String>,
    context: String,
    extra_context: Option<String>,
    priority: Priority,
    extra_priority: Option<Priority>,
}

impl Redirect {
    /// What Asterisk cannot do without:
    ///
    /// - `Channel`: The channel.
    /// - `Exten`: The extension it goes to.
    /// - `Context`: The context it goes to.
    /// - `Priority`: The step it goes to, a number or a label.
    pub fn new(
        channel: impl Into<ChannelName>,
        extension: impl Into<String>,
        context: impl Into<String>,
        priority: impl Into<Priority>,
    ) -> Self {
        Self {
            channel: channel.into(),
            extra_channel: None,
            extension: extension.into(),
            extra_extension: None,
            context: context.into(),
            extra_context: None,
            priority: priority.into(),
            extra_priority: None,
        }
    }

    /// `ExtraChannel`: The other channel of the bridge, which is sent somewhere, too. Default: none.
    pub fn extra_channel(mut self, extra_channel: impl Into<ChannelName>) -> Self {
        self.extra_channel = Some(extra_channel.into());
        self
    }

    /// `ExtraExten`: The extension the other channel goes to. Default: the first channel's.
    pub fn extra_extension(mut self, extra_extension: impl Into<String>) -> Self {
        self.extra_extension = Some(extra_extension.into());
        self
    }

    /// `ExtraContext`: The context the other channel goes to. Default: the first channel's.
    pub fn extra_context(mut self, extra_context: impl Into<String>) -> Self {
        self.extra_context = Some(extra_context.into());
        self
    }

    /// `ExtraPriority`: The step the other channel goes to, a number or a label. Default: the first channel's.
    pub fn extra_priority(mut self, extra_priority: impl Into<Priority>) -> Self {
        self.extra_priority = Some(extra_priority.into());
        self
    }
}

impl Action for Redirect {
    type Response = ();

    fn name(&self) -> &str {
        "Redirect"
    }

    fn encode(&self, headers: &mut HeaderWriter<'_>) {
        headers
            .header("Channel", self.channel.as_str())
            .optional(
                "ExtraChannel",
                self.extra_channel.as_ref().map(ChannelName::as_str),
            )
            .header("Exten", &self.extension)
            .optional("ExtraExten", self.extra_extension.as_ref())
            .header("Context", &self.context)
            .optional("ExtraContext", self.extra_context.as_ref())
            .display("Priority", &self.priority)
            .optional(
                "ExtraPriority",
                self.extra_priority.as_ref().map(ToString::to_string),
            );
    }

    fn response(&self, reply: &Reply) -> Result<Self::Response, ReplyError> {
        reply.accepted()
    }
}

/// Sends a text to the telephone of a call.
///
/// The account needs write class call. Part of the core (Asterisk `main/manager.c`) since 1.6.0.
///
/// ```
/// use switchhook_ami::action::{SendText, Request};
/// assert!(Request::new(&SendText::new("PJSIP/100-00000001", "hunter2")).is_ok());
/// ```
#[derive(Clone, Debug)]
#[must_use = "it does nothing until it is sent"]
pub struct SendText {
    channel: ChannelName,
    message: Secret,
    content_type: Option<String>,
}

impl SendText {
    /// What Asterisk cannot do without:
    ///
    /// - `Channel`: The channel.
    /// - `Message`: The text. No `Debug` shows it.
    pub fn new(channel: impl Into<ChannelName>, message: impl Into<String>) -> Self {
        Self {
            channel: channel.into(),
            message: Secret::new(message),
            content_type: None,
        }
    }

    /// `Content-Type`: Its type. Default: `text/plain`.
    pub fn content_type(mut self, content_type: impl Into<String>) -> Self {
        self.content_type = Some(content_type.into());
        self
    }
}

impl Action for SendText {
    type Response = ();

    fn name(&self) -> &str {
        "SendText"
    }

    fn encode(&self, headers: &mut HeaderWriter<'_>) {
        headers
            .header("Channel", self.channel.as_str())
            .header("Message", self.message.expose())
            .optional("Content-Type", self.content_type.as_ref());
    }

    fn response(&self, reply: &Reply) -> Result<Self::Response, ReplyError> {
        reply.accepted()
    }
}
