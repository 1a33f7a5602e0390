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
    jid: String,
    message: Secret,
    screen_name: Option<String>,
}

impl JabberSend {
    /// What Asterisk cannot do without:
    ///
    /// - `Jabber`: The client of `xmpp.conf` that sends.
    /// - `JID`: Who receives.
    /// - `Message`: The text. No `Debug` shows it.
    pub fn new(jabber: impl Into<String>, jid: impl Into<String>, message: impl Into<String>) -> Self {
        Self {
            jabber: jabber.into(),
            jid: jid.into(),
            message: Secret::new(message),
            screen_name: None,
        }
    }

    /// `ScreenName`: Who receives, in older releases; not documented by Asterisk.
    pub fn screen_name(mut self, screen_name: impl Into<String>) -> Self {
        self.screen_name = Some(screen_name.into());
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
            .header("JID", &self.jid)
            .header("Message", self.message.expose())
            .optional("ScreenName", self.screen_name.as_ref());
    }

    fn response(&self, reply: &Reply) -> Result<Self::Response, ReplyError> {
        reply.accepted()
    }
}
