// Generated from ami/catalogue/actions.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

use super::super::list::List;
use super::super::{Action, Expects, Reply, ReplyError};
use crate::event;
use crate::wire::HeaderWriter;

/// Lists the messages of a mailbox.
///
/// The account needs write class call or reporting. Part of `app_voicemail` (Asterisk `apps/app_voicemail.c`) since 20.5.0, 18.20.0.
///
/// ```
/// use switchhook_ami::action::{VoicemailBoxSummary, Request};
/// assert!(Request::new(&VoicemailBoxSummary::new("some text", "some text")).is_ok());
/// ```
#[derive(Clone, Debug)]
#[must_use = "it does nothing until it is sent"]
pub struct VoicemailBoxSummary {
    context: String,
    mailbox: String,
}

impl VoicemailBoxSummary {
    /// What Asterisk cannot do without:
    ///
    /// - `Context`: The mailbox's context.
    /// - `Mailbox`: The mailbox.
    pub fn new(context: impl Into<String>, mailbox: impl Into<String>) -> Self {
        Self {
            context: context.into(),
            mailbox: mailbox.into(),
        }
    }
}

impl Action for VoicemailBoxSummary {
    type Response = List<event::VoicemailBoxDetail<'static>, event::ListEnd<'static>>;

    fn name(&self) -> &str {
        "VoicemailBoxSummary"
    }

    fn encode(&self, headers: &mut HeaderWriter<'_>) {
        headers
            .header("Context", &self.context)
            .header("Mailbox", &self.mailbox);
    }

    fn expects(&self) -> Expects {
        Expects::List("VoicemailBoxDetailComplete".into())
    }

    fn response(&self, reply: &Reply) -> Result<Self::Response, ReplyError> {
        List::read(reply, "VoicemailBoxDetailComplete")
    }
}

/// Copies a message into another mailbox.
///
/// The account needs write class user. Part of `app_voicemail` (Asterisk `apps/app_voicemail.c`) since 20.5.0, 18.20.0.
///
/// ```
/// use switchhook_ami::action::{VoicemailForward, Request};
/// assert!(Request::new(&VoicemailForward::new("some text", "some text", "some text", "some text", "some text", "some text", "some text")).is_ok());
/// ```
#[derive(Clone, Debug)]
#[must_use = "it does nothing until it is sent"]
pub struct VoicemailForward {
    context: String,
    mailbox: String,
    folder: String,
    id: String,
    to_context: String,
    to_mailbox: String,
    to_folder: String,
}

impl VoicemailForward {
    /// What Asterisk cannot do without:
    ///
    /// - `Context`: The mailbox's context.
    /// - `Mailbox`: The mailbox.
    /// - `Folder`: The message's folder, such as `INBOX`.
    /// - `ID`: The message's id, as a summary tells it.
    /// - `ToContext`: The other mailbox's context.
    /// - `ToMailbox`: The other mailbox.
    /// - `ToFolder`: The folder it goes to.
    pub fn new(
        context: impl Into<String>,
        mailbox: impl Into<String>,
        folder: impl Into<String>,
        id: impl Into<String>,
        to_context: impl Into<String>,
        to_mailbox: impl Into<String>,
        to_folder: impl Into<String>,
    ) -> Self {
        Self {
            context: context.into(),
            mailbox: mailbox.into(),
            folder: folder.into(),
            id: id.into(),
            to_context: to_context.into(),
            to_mailbox: to_mailbox.into(),
            to_folder: to_folder.into(),
        }
    }
}

impl Action for VoicemailForward {
    type Response = ();

    fn name(&self) -> &str {
        "VoicemailForward"
    }

    fn encode(&self, headers: &mut HeaderWriter<'_>) {
        headers
            .header("Context", &self.context)
            .header("Mailbox", &self.mailbox)
            .header("Folder", &self.folder)
            .header("ID", &self.id)
            .header("ToContext", &self.to_context)
            .header("ToMailbox", &self.to_mailbox)
            .header("ToFolder", &self.to_folder);
    }

    fn response(&self, reply: &Reply) -> Result<Self::Response, ReplyError> {
        reply.accepted()
    }
}

/// Moves a message to another folder.
///
/// The account needs write class user. Part of `app_voicemail` (Asterisk `apps/app_voicemail.c`) since 20.5.0, 18.20.0.
///
/// ```
/// use switchhook_ami::action::{VoicemailMove, Request};
/// assert!(Request::new(&VoicemailMove::new("some text", "some text", "some text", "some text", "some text")).is_ok());
/// ```
#[derive(Clone, Debug)]
#[must_use = "it does nothing until it is sent"]
pub struct VoicemailMove {
    context: String,
    mailbox: String,
    folder: String,
    id: String,
    to_folder: String,
}

impl VoicemailMove {
    /// What Asterisk cannot do without:
    ///
    /// - `Context`: The mailbox's context.
    /// - `Mailbox`: The mailbox.
    /// - `Folder`: The message's folder, such as `INBOX`.
    /// - `ID`: The message's id, as a summary tells it.
    /// - `ToFolder`: The folder it goes to.
    pub fn new(
        context: impl Into<String>,
        mailbox: impl Into<String>,
        folder: impl Into<String>,
        id: impl Into<String>,
        to_folder: impl Into<String>,
    ) -> Self {
        Self {
            context: context.into(),
            mailbox: mailbox.into(),
            folder: folder.into(),
            id: id.into(),
            to_folder: to_folder.into(),
        }
    }
}

impl Action for VoicemailMove {
    type Response = ();

    fn name(&self) -> &str {
        "VoicemailMove"
    }

    fn encode(&self, headers: &mut HeaderWriter<'_>) {
        headers
            .header("Context", &self.context)
            .header("Mailbox", &self.mailbox)
            .header("Folder", &self.folder)
            .header("ID", &self.id)
            .header("ToFolder", &self.to_folder);
    }

    fn response(&self, reply: &Reply) -> Result<Self::Response, ReplyError> {
        reply.accepted()
    }
}

/// Looks again how many messages mailboxes hold.
///
/// The account needs write class user. Part of `app_voicemail` (Asterisk `apps/app_voicemail.c`) since 12.0.0.
///
/// ```
/// use switchhook_ami::action::{VoicemailRefresh, Request};
/// assert!(Request::new(&VoicemailRefresh::new()).is_ok());
/// ```
#[derive(Clone, Debug, Default)]
#[must_use = "it does nothing until it is sent"]
pub struct VoicemailRefresh {
    context: Option<String>,
    mailbox: Option<String>,
}

impl VoicemailRefresh {
    /// Without any of what may be said.
    pub fn new() -> Self {
        Self::default()
    }

    /// `Context`: Only mailboxes of this context. Default: all.
    pub fn context(mut self, context: impl Into<String>) -> Self {
        self.context = Some(context.into());
        self
    }

    /// `Mailbox`: Only this mailbox, without its context. Default: all.
    pub fn mailbox(mut self, mailbox: impl Into<String>) -> Self {
        self.mailbox = Some(mailbox.into());
        self
    }
}

impl Action for VoicemailRefresh {
    type Response = ();

    fn name(&self) -> &str {
        "VoicemailRefresh"
    }

    fn encode(&self, headers: &mut HeaderWriter<'_>) {
        headers
            .optional("Context", self.context.as_ref())
            .optional("Mailbox", self.mailbox.as_ref());
    }

    fn response(&self, reply: &Reply) -> Result<Self::Response, ReplyError> {
        reply.accepted()
    }
}

/// Removes a message.
///
/// The account needs write class user. Part of `app_voicemail` (Asterisk `apps/app_voicemail.c`) since 20.5.0, 18.20.0.
///
/// ```
/// use switchhook_ami::action::{VoicemailRemove, Request};
/// assert!(Request::new(&VoicemailRemove::new("some text", "some text", "some text", "some text")).is_ok());
/// ```
#[derive(Clone, Debug)]
#[must_use = "it does nothing until it is sent"]
pub struct VoicemailRemove {
    context: String,
    mailbox: String,
    folder: String,
    id: String,
}

impl VoicemailRemove {
    /// What Asterisk cannot do without:
    ///
    /// - `Context`: The mailbox's context.
    /// - `Mailbox`: The mailbox.
    /// - `Folder`: The message's folder, such as `INBOX`.
    /// - `ID`: The message's id, as a summary tells it.
    pub fn new(
        context: impl Into<String>,
        mailbox: impl Into<String>,
        folder: impl Into<String>,
        id: impl Into<String>,
    ) -> Self {
        Self {
            context: context.into(),
            mailbox: mailbox.into(),
            folder: folder.into(),
            id: id.into(),
        }
    }
}

impl Action for VoicemailRemove {
    type Response = ();

    fn name(&self) -> &str {
        "VoicemailRemove"
    }

    fn encode(&self, headers: &mut HeaderWriter<'_>) {
        headers
            .header("Context", &self.context)
            .header("Mailbox", &self.mailbox)
            .header("Folder", &self.folder)
            .header("ID", &self.id);
    }

    fn response(&self, reply: &Reply) -> Result<Self::Response, ReplyError> {
        reply.accepted()
    }
}

/// Lists the mailboxes.
///
/// The account needs write class call or reporting. Part of `app_voicemail` (Asterisk `apps/app_voicemail.c`) since 1.6.0.
///
/// ```
/// use switchhook_ami::action::{VoicemailUsersList, Request};
/// assert!(Request::new(&VoicemailUsersList).is_ok());
/// ```
#[derive(Clone, Copy, Debug, Default)]
#[must_use = "it does nothing until it is sent"]
pub struct VoicemailUsersList;

impl Action for VoicemailUsersList {
    type Response = List<event::VoicemailUser<'static>, event::ListEnd<'static>>;

    fn name(&self) -> &str {
        "VoicemailUsersList"
    }

    fn encode(&self, _: &mut HeaderWriter<'_>) {}

    fn expects(&self) -> Expects {
        Expects::PerhapsList("VoicemailUserEntryComplete".into())
    }

    fn response(&self, reply: &Reply) -> Result<Self::Response, ReplyError> {
        List::read(reply, "VoicemailUserEntryComplete")
    }
}

/// Asks for the settings and counts of a mailbox.
///
/// The account needs write class call or reporting. Part of `app_voicemail` (Asterisk `apps/app_voicemail.c`) since 16.0.0.
///
/// ```
/// use switchhook_ami::action::{VoicemailUserStatus, Request};
/// assert!(Request::new(&VoicemailUserStatus::new("some text", "some text")).is_ok());
/// ```
#[derive(Clone, Debug)]
#[must_use = "it does nothing until it is sent"]
pub struct VoicemailUserStatus {
    context: String,
    mailbox: String,
}

impl VoicemailUserStatus {
    /// What Asterisk cannot do without:
    ///
    /// - `Context`: The mailbox's context.
    /// - `Mailbox`: The mailbox.
    pub fn new(context: impl Into<String>, mailbox: impl Into<String>) -> Self {
        Self {
            context: context.into(),
            mailbox: mailbox.into(),
        }
    }
}

impl Action for VoicemailUserStatus {
    type Response = List<event::VoicemailUser<'static>, event::ListEnd<'static>>;

    fn name(&self) -> &str {
        "VoicemailUserStatus"
    }

    fn encode(&self, headers: &mut HeaderWriter<'_>) {
        headers
            .header("Context", &self.context)
            .header("Mailbox", &self.mailbox);
    }

    fn expects(&self) -> Expects {
        Expects::PerhapsList("VoicemailUserDetailComplete".into())
    }

    fn response(&self, reply: &Reply) -> Result<Self::Response, ReplyError> {
        List::read(reply, "VoicemailUserDetailComplete")
    }
}
