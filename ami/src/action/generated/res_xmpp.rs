// Generated from ami/catalogue/actions.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

use super::super::{Action, Reply, ReplyError};
use crate::value::Secret;
use crate::wire::HeaderWriter;

/// Sends an XMPP message.
///
/// The account needs write class system. Part of `res_xmpp` (Asterisk `res/res_xmpp.c`) since 1.4.0.
///
/// ```
/// use switchhook_ami::action::{JabberSend, Request};
/// assert!(Request::new(&JabberSend::new("some text", "some text", "hunter2")).is_ok());
/// ```
#[derive(Clone, Debug)]
#[must_use = "it does nothing until it is sent"]
pub struct JabberSend {
    jabber: String,
    screen_name: String,
    message: Secret,
    jid: Option<String>,
}

impl JabberSend {
    /// What Asterisk cannot do without:
    ///
    /// - `Jabber`: The client of `xmpp.conf` that sends.
    /// - `ScreenName`: Who receives; not documented by Asterisk, which refuses to do without.
    /// - `Message`: The text. No `Debug` shows it.
    pub fn new(
        jabber: impl Into<String>,
        screen_name: impl Into<String>,
        message: impl Into<String>,
    ) -> Self {
        Self {
            jabber: jabber.into(),
            screen_name: screen_name.into(),
            message: Secret::new(message),
            jid: None,
        }
    }

    /// `JID`: Who receives. Default: none; Asterisk does not read it.
    pub fn jid(mut self, jid: impl Into<String>) -> Self {
        self.jid = Some(jid.into());
        self
    }
}

impl Action for JabberSend {
    type Response = ();

    fn name(&self) -> &str {
        "JabberSend"
    }

    fn encode(&self, headers: &mut HeaderWriter<'_>) {
        headers
            .header("Jabber", &self.jabber)
            .header("ScreenName", &self.screen_name)
            .header("Message", self.message.expose())
            .optional("JID", self.jid.as_ref());
    }

    fn response(&self, reply: &Reply) -> Result<Self::Response, ReplyError> {
        reply.accepted()
    }
}
