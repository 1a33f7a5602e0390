// Generated from ami/catalogue/actions.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

use super::super::list::List;
use super::super::write::seconds;
use super::super::{Action, Expects, Reply, ReplyError};
use crate::event;
use crate::value::{ChannelName, Secret};
use crate::wire::{HeaderWriter, MessageBuf};
use std::borrow::Cow;
use std::time::Duration;

/// Hangs a channel up after a time.
///
/// The account needs write class system or call. Part of the core (Asterisk `main/manager.c`) since 0.5.0.
///
/// ```
/// use switchhook_ami::action::{AbsoluteTimeout, Request};
/// use std::time::Duration;
/// assert!(Request::new(&AbsoluteTimeout::new("PJSIP/100-00000001", Duration::from_millis(1_500))).is_ok());
/// ```
#[derive(Clone, Debug)]
#[must_use = "it does nothing until it is sent"]
pub struct AbsoluteTimeout {
    channel: ChannelName,
    timeout: Duration,
}

impl AbsoluteTimeout {
    /// What Asterisk cannot do without:
    ///
    /// - `Channel`: The channel.
    /// - `Timeout`: The time from now. Zero is refused by Asterisk.
    pub fn new(channel: impl Into<ChannelName>, timeout: Duration) -> Self {
        Self {
            channel: channel.into(),
            timeout,
        }
    }
}

impl Action for AbsoluteTimeout {
    type Response = ();

    fn name(&self) -> &str {
        "AbsoluteTimeout"
    }

    fn encode(&self, headers: &mut HeaderWriter<'_>) {
        headers
            .header("Channel", self.channel.as_str())
            .header("Timeout", seconds(self.timeout));
    }

    fn response(&self, reply: &Reply) -> Result<Self::Response, ReplyError> {
        reply.accepted()
    }
}

/// Lists the channels that are connected with a channel, through bridges and local channels too.
///
/// The account needs write class system or reporting. Part of the core (Asterisk `main/manager.c`) since 20.4.0, 18.19.0.
///
/// ```
/// use switchhook_ami::action::{CoreShowChannelMap, Request};
/// assert!(Request::new(&CoreShowChannelMap::new()).is_ok());
/// ```
#[derive(Clone, Debug, Default)]
#[must_use = "it does nothing until it is sent"]
pub struct CoreShowChannelMap {
    channel: Option<ChannelName>,
}

impl CoreShowChannelMap {
    /// Without any of what may be said.
    pub fn new() -> Self {
        Self::default()
    }

    /// `Channel`: The channel to begin with. Default: none, and an empty list.
    pub fn channel(mut self, channel: impl Into<ChannelName>) -> Self {
        self.channel = Some(channel.into());
        self
    }
}

impl Action for CoreShowChannelMap {
    type Response = List<event::CoreShowChannelMap<'static>, event::ListEnd<'static>>;

    fn name(&self) -> &str {
        "CoreShowChannelMap"
    }

    fn encode(&self, headers: &mut HeaderWriter<'_>) {
        headers.optional("Channel", self.channel.as_ref().map(ChannelName::as_str));
    }

    fn expects(&self) -> Expects {
        Expects::List("CoreShowChannelMapComplete".into())
    }

    fn response(&self, reply: &Reply) -> Result<Self::Response, ReplyError> {
        List::read(reply, "CoreShowChannelMapComplete")
    }
}

/// Lists the channels there are.
///
/// The account needs write class system or reporting. Part of the core (Asterisk `main/manager.c`) since 1.6.0.
///
/// ```
/// use switchhook_ami::action::{CoreShowChannels, Request};
/// assert!(Request::new(&CoreShowChannels).is_ok());
/// ```
#[derive(Clone, Copy, Debug, Default)]
#[must_use = "it does nothing until it is sent"]
pub struct CoreShowChannels;

impl Action for CoreShowChannels {
    type Response = List<event::CoreShowChannel<'static>, event::ListEnd<'static>>;

    fn name(&self) -> &str {
        "CoreShowChannels"
    }

    fn encode(&self, _: &mut HeaderWriter<'_>) {}

    fn expects(&self) -> Expects {
        Expects::List("CoreShowChannelsComplete".into())
    }

    fn response(&self, reply: &Reply) -> Result<Self::Response, ReplyError> {
        List::read(reply, "CoreShowChannelsComplete")
    }
}

/// Reads a variable of a channel, or a global one.
///
/// The account needs write class call or reporting. Part of the core (Asterisk `main/manager.c`) since 1.0.0.
///
/// ```
/// use switchhook_ami::action::{Getvar, Request};
/// assert!(Request::new(&Getvar::new("some text")).is_ok());
/// ```
#[derive(Clone, Debug)]
#[must_use = "it does nothing until it is sent"]
pub struct Getvar {
    channel: Option<ChannelName>,
    variable: String,
}

impl Getvar {
    /// What Asterisk cannot do without:
    ///
    /// - `Variable`: The variable, or a function with its arguments.
    pub fn new(variable: impl Into<String>) -> Self {
        Self {
            channel: None,
            variable: variable.into(),
        }
    }

    /// `Channel`: The channel. Default: none: a global variable.
    pub fn channel(mut self, channel: impl Into<ChannelName>) -> Self {
        self.channel = Some(channel.into());
        self
    }
}

impl Action for Getvar {
    type Response = GetvarReply;

    fn name(&self) -> &str {
        "Getvar"
    }

    fn encode(&self, headers: &mut HeaderWriter<'_>) {
        headers
            .optional("Channel", self.channel.as_ref().map(ChannelName::as_str))
            .header("Variable", &self.variable);
    }

    fn response(&self, reply: &Reply) -> Result<Self::Response, ReplyError> {
        reply.accepted()?;
        Ok(GetvarReply(reply.response.clone()))
    }
}

/// The answer to [`Getvar`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GetvarReply(MessageBuf);

impl GetvarReply {
    /// `Variable`, exactly as sent, empty too.
    pub fn variable(&self) -> Option<Cow<'_, str>> {
        self.0.as_message().text("Variable")
    }

    /// `Value`, exactly as sent, empty too.
    pub fn value(&self) -> Option<Cow<'_, str>> {
        self.0.as_message().text("Value")
    }

    /// The response with every header.
    pub fn response(&self) -> &MessageBuf {
        &self.0
    }
}

/// Lets a pair of local channels optimise itself away.
///
/// The account needs write class system or call. Part of the core (Asterisk `main/core_local.c`) since 1.8.0.
///
/// ```
/// use switchhook_ami::action::{LocalOptimizeAway, Request};
/// assert!(Request::new(&LocalOptimizeAway::new("PJSIP/100-00000001")).is_ok());
/// ```
#[derive(Clone, Debug)]
#[must_use = "it does nothing until it is sent"]
pub struct LocalOptimizeAway {
    channel: ChannelName,
}

impl LocalOptimizeAway {
    /// What Asterisk cannot do without:
    ///
    /// - `Channel`: The channel.
    pub fn new(channel: impl Into<ChannelName>) -> Self {
        Self {
            channel: channel.into(),
        }
    }
}

impl Action for LocalOptimizeAway {
    type Response = ();

    fn name(&self) -> &str {
        "LocalOptimizeAway"
    }

    fn encode(&self, headers: &mut HeaderWriter<'_>) {
        headers.header("Channel", self.channel.as_str());
    }

    fn response(&self, reply: &Reply) -> Result<Self::Response, ReplyError> {
        reply.accepted()
    }
}

/// Sets a variable of a channel, or a global one.
///
/// The account needs write class call. Part of the core (Asterisk `main/manager.c`) since 1.0.0.
///
/// ```
/// use switchhook_ami::action::{Setvar, Request};
/// assert!(Request::new(&Setvar::new("some text", "hunter2")).is_ok());
/// ```
#[derive(Clone, Debug)]
#[must_use = "it does nothing until it is sent"]
pub struct Setvar {
    channel: Option<ChannelName>,
    variable: String,
    value: Secret,
}

impl Setvar {
    /// What Asterisk cannot do without:
    ///
    /// - `Variable`: The variable, or a function with its arguments.
    /// - `Value`: The value, exactly. No `Debug` shows it.
    pub fn new(variable: impl Into<String>, value: impl Into<String>) -> Self {
        Self {
            channel: None,
            variable: variable.into(),
            value: Secret::new(value),
        }
    }

    /// `Channel`: The channel. Default: none: a global variable.
    pub fn channel(mut self, channel: impl Into<ChannelName>) -> Self {
        self.channel = Some(channel.into());
        self
    }
}

impl Action for Setvar {
    type Response = ();

    fn name(&self) -> &str {
        "Setvar"
    }

    fn encode(&self, headers: &mut HeaderWriter<'_>) {
        headers
            .optional("Channel", self.channel.as_ref().map(ChannelName::as_str))
            .header("Variable", &self.variable)
            .header("Value", self.value.expose());
    }

    fn response(&self, reply: &Reply) -> Result<Self::Response, ReplyError> {
        reply.accepted()
    }
}

/// Lists channels with many details.
///
/// The account needs write class system or call or reporting. Part of the core (Asterisk `main/manager.c`) since 0.2.0.
///
/// ```
/// use switchhook_ami::action::{Status, Request};
/// assert!(Request::new(&Status::new()).is_ok());
/// ```
#[derive(Clone, Debug, Default)]
#[must_use = "it does nothing until it is sent"]
pub struct Status {
    channel: Option<ChannelName>,
    variables: Option<Vec<String>>,
    all_variables: Option<bool>,
}

impl Status {
    /// Without any of what may be said.
    pub fn new() -> Self {
        Self::default()
    }

    /// `Channel`: Only this channel. Default: all.
    pub fn channel(mut self, channel: impl Into<ChannelName>) -> Self {
        self.channel = Some(channel.into());
        self
    }

    /// `Variables`: Variables and functions whose values to tell, 100 at most. Default: none.
    pub fn variables(mut self, variables: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.variables = Some(variables.into_iter().map(Into::into).collect());
        self
    }

    /// `AllVariables`: Whether the values of all variables are told. Default: no.
    pub fn all_variables(mut self, all_variables: bool) -> Self {
        self.all_variables = Some(all_variables);
        self
    }
}

impl Action for Status {
    type Response = List<event::Status<'static>, event::ListEnd<'static>>;

    fn name(&self) -> &str {
        "Status"
    }

    fn encode(&self, headers: &mut HeaderWriter<'_>) {
        headers
            .optional("Channel", self.channel.as_ref().map(ChannelName::as_str))
            .optional("Variables", self.variables.as_ref().map(|value| value.join(",")))
            .optional(
                "AllVariables",
                self.all_variables
                    .map(|value| if value { "true" } else { "false" }),
            );
    }

    fn expects(&self) -> Expects {
        Expects::List("StatusComplete".into())
    }

    fn response(&self, reply: &Reply) -> Result<Self::Response, ReplyError> {
        List::read(reply, "StatusComplete")
    }
}
