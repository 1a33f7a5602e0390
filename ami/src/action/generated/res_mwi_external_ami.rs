// Generated from ami/catalogue/actions.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

use super::super::list::List;
use super::super::{Action, Expects, Reply, ReplyError};
use crate::event;
use crate::value::Mailbox;
use crate::wire::HeaderWriter;

/// Removes mailboxes whose messages are counted outside Asterisk.
///
/// The account needs write class call. Part of `res_mwi_external_ami` (Asterisk `res/res_mwi_external_ami.c`) since 12.1.0.
///
/// ```
/// use switchhook_ami::action::{MwiDelete, Request};
/// assert!(Request::new(&MwiDelete::new("some text")).is_ok());
/// ```
#[derive(Clone, Debug)]
#[must_use = "it does nothing until it is sent"]
pub struct MwiDelete {
    mailbox: String,
}

impl MwiDelete {
    /// What Asterisk cannot do without:
    ///
    /// - `Mailbox`: The mailbox, or `/regex/` for several.
    pub fn new(mailbox: impl Into<String>) -> Self {
        Self {
            mailbox: mailbox.into(),
        }
    }
}

impl Action for MwiDelete {
    type Response = ();

    fn name(&self) -> &str {
        "MWIDelete"
    }

    fn encode(&self, headers: &mut HeaderWriter<'_>) {
        headers.header("Mailbox", &self.mailbox);
    }

    fn response(&self, reply: &Reply) -> Result<Self::Response, ReplyError> {
        reply.accepted()
    }
}

/// Lists mailboxes whose messages are counted outside Asterisk.
///
/// The account needs write class call or reporting. Part of `res_mwi_external_ami` (Asterisk `res/res_mwi_external_ami.c`) since 12.1.0.
///
/// ```
/// use switchhook_ami::action::{MwiGet, Request};
/// assert!(Request::new(&MwiGet::new("some text")).is_ok());
/// ```
#[derive(Clone, Debug)]
#[must_use = "it does nothing until it is sent"]
pub struct MwiGet {
    mailbox: String,
}

impl MwiGet {
    /// What Asterisk cannot do without:
    ///
    /// - `Mailbox`: The mailbox, or `/regex/` for several.
    pub fn new(mailbox: impl Into<String>) -> Self {
        Self {
            mailbox: mailbox.into(),
        }
    }
}

impl Action for MwiGet {
    type Response = List<event::MwiGet<'static>, event::ListEnd<'static>>;

    fn name(&self) -> &str {
        "MWIGet"
    }

    fn encode(&self, headers: &mut HeaderWriter<'_>) {
        headers.header("Mailbox", &self.mailbox);
    }

    fn expects(&self) -> Expects {
        Expects::List("MWIGetComplete".into())
    }

    fn response(&self, reply: &Reply) -> Result<Self::Response, ReplyError> {
        List::read(reply, "MWIGetComplete")
    }
}

/// Sets the message counts of a mailbox that is kept outside Asterisk.
///
/// The account needs write class call. Part of `res_mwi_external_ami` (Asterisk `res/res_mwi_external_ami.c`) since 12.1.0.
///
/// ```
/// use switchhook_ami::action::{MwiUpdate, Request};
/// assert!(Request::new(&MwiUpdate::new("100@default")).is_ok());
/// ```
#[derive(Clone, Debug)]
#[must_use = "it does nothing until it is sent"]
pub struct MwiUpdate {
    mailbox: Mailbox,
    old_messages: Option<u32>,
    new_messages: Option<u32>,
}

impl MwiUpdate {
    /// What Asterisk cannot do without:
    ///
    /// - `Mailbox`: The mailbox.
    pub fn new(mailbox: impl Into<Mailbox>) -> Self {
        Self {
            mailbox: mailbox.into(),
            old_messages: None,
            new_messages: None,
        }
    }

    /// `OldMessages`: How many were heard. Default: 0.
    pub fn old_messages(mut self, old_messages: u32) -> Self {
        self.old_messages = Some(old_messages);
        self
    }

    /// `NewMessages`: How many were not heard. Default: 0.
    pub fn new_messages(mut self, new_messages: u32) -> Self {
        self.new_messages = Some(new_messages);
        self
    }
}

impl Action for MwiUpdate {
    type Response = ();

    fn name(&self) -> &str {
        "MWIUpdate"
    }

    fn encode(&self, headers: &mut HeaderWriter<'_>) {
        headers
            .header("Mailbox", self.mailbox.as_str())
            .optional("OldMessages", self.old_messages.map(|value| value.to_string()))
            .optional("NewMessages", self.new_messages.map(|value| value.to_string()));
    }

    fn response(&self, reply: &Reply) -> Result<Self::Response, ReplyError> {
        reply.accepted()
    }
}
