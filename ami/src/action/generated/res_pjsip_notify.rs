// Generated from ami/catalogue/actions.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

use super::super::variables::Variables;
use super::super::{Action, Reply, ReplyError};
use crate::value::ChannelName;
use crate::wire::HeaderWriter;

/// Sends a SIP NOTIFY, such as the one that makes a telephone restart.
///
/// The account needs write class system. Part of `res_pjsip_notify` (Asterisk `res/res_pjsip_notify.c`) since 12.0.0.
///
/// ```
/// use switchhook_ami::action::{PjsipNotify, Request};
/// assert!(Request::new(&PjsipNotify::new()).is_ok());
/// ```
#[derive(Clone, Debug, Default)]
#[must_use = "it does nothing until it is sent"]
pub struct PjsipNotify {
    endpoint: Option<String>,
    uri: Option<String>,
    channel: Option<ChannelName>,
    option: Option<String>,
    variable: Variables,
}

impl PjsipNotify {
    /// Without any of what may be said.
    pub fn new() -> Self {
        Self::default()
    }

    /// `Endpoint`: The endpoint.
    pub fn endpoint(mut self, endpoint: impl Into<String>) -> Self {
        self.endpoint = Some(endpoint.into());
        self
    }

    /// `URI`: Where to, instead of an endpoint.
    pub fn uri(mut self, uri: impl Into<String>) -> Self {
        self.uri = Some(uri.into());
        self
    }

    /// `channel`: In the dialog of this channel, instead of to an endpoint.
    pub fn channel(mut self, channel: impl Into<ChannelName>) -> Self {
        self.channel = Some(channel.into());
        self
    }

    /// `Option`: The section of `pjsip_notify.conf` that says what to send.
    pub fn option(mut self, option: impl Into<String>) -> Self {
        self.option = Some(option.into());
        self
    }

    /// `Variable`: Adds a header of the NOTIFY; `Content` is its body.
    pub fn variable(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.variable.add(name, value);
        self
    }
}

impl Action for PjsipNotify {
    type Response = ();

    fn name(&self) -> &str {
        "PJSIPNotify"
    }

    fn encode(&self, headers: &mut HeaderWriter<'_>) {
        headers
            .optional("Endpoint", self.endpoint.as_ref())
            .optional("URI", self.uri.as_ref())
            .optional("channel", self.channel.as_ref().map(ChannelName::as_str))
            .optional("Option", self.option.as_ref());
        self.variable.write(headers);
    }

    fn response(&self, reply: &Reply) -> Result<Self::Response, ReplyError> {
        reply.accepted()
    }
}
