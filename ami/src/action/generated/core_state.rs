// Generated from ami/catalogue/actions.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

use super::super::list::List;
use super::super::{Action, Expects, Reply, ReplyError};
use crate::event;
use crate::value;
use crate::value::Mailbox;
use crate::wire::{HeaderWriter, MessageBuf};
use std::borrow::Cow;

/// Asks for the state of an extension's hint.
///
/// The account needs write class call or reporting. Part of the core (Asterisk `main/manager.c`) since 0.4.0.
///
/// ```
/// use switchhook_ami::action::{ExtensionState, Request};
/// assert!(Request::new(&ExtensionState::new("some text", "some text")).is_ok());
/// ```
#[derive(Clone, Debug)]
#[must_use = "it does nothing until it is sent"]
pub struct ExtensionState {
    extension: String,
    context: String,
}

impl ExtensionState {
    /// What Asterisk cannot do without:
    ///
    /// - `Exten`: The extension.
    /// - `Context`: The context of the dialplan.
    pub fn new(extension: impl Into<String>, context: impl Into<String>) -> Self {
        Self {
            extension: extension.into(),
            context: context.into(),
        }
    }
}

impl Action for ExtensionState {
    type Response = ExtensionStateReply;

    fn name(&self) -> &str {
        "ExtensionState"
    }

    fn encode(&self, headers: &mut HeaderWriter<'_>) {
        headers
            .header("Exten", &self.extension)
            .header("Context", &self.context);
    }

    fn response(&self, reply: &Reply) -> Result<Self::Response, ReplyError> {
        reply.accepted()?;
        Ok(ExtensionStateReply(reply.response.clone()))
    }
}

/// The answer to [`ExtensionState`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExtensionStateReply(MessageBuf);

impl ExtensionStateReply {
    /// `Message`, exactly as sent, empty too.
    pub fn message(&self) -> Option<Cow<'_, str>> {
        self.0.as_message().text("Message")
    }

    /// `Exten`.
    pub fn exten(&self) -> Option<Cow<'_, str>> {
        self.0.as_message().known("Exten")
    }

    /// `Context`.
    pub fn context(&self) -> Option<Cow<'_, str>> {
        self.0.as_message().known("Context")
    }

    /// `Hint`.
    pub fn hint(&self) -> Option<Cow<'_, str>> {
        self.0.as_message().known("Hint")
    }

    /// `Status`.
    pub fn status(&self) -> Option<value::ExtensionState> {
        self.0
            .as_message()
            .coded("Status", value::ExtensionState::from_code)
    }

    /// `StatusText`.
    pub fn status_text(&self) -> Option<Cow<'_, str>> {
        self.0.as_message().known("StatusText")
    }

    /// The response with every header.
    pub fn response(&self) -> &MessageBuf {
        &self.0
    }
}

/// Lists the state of every hint.
///
/// The account needs write class call or reporting. Part of the core (Asterisk `main/extension_state.c`) since 13.0.0.
///
/// ```
/// use switchhook_ami::action::{ExtensionStateList, Request};
/// assert!(Request::new(&ExtensionStateList).is_ok());
/// ```
#[derive(Clone, Copy, Debug, Default)]
#[must_use = "it does nothing until it is sent"]
pub struct ExtensionStateList;

impl Action for ExtensionStateList {
    type Response = List<event::ExtensionStatus<'static>, event::ListEnd<'static>>;

    fn name(&self) -> &str {
        "ExtensionStateList"
    }

    fn encode(&self, _: &mut HeaderWriter<'_>) {}

    fn expects(&self) -> Expects {
        Expects::List("ExtensionStateListComplete".into())
    }

    fn response(&self, reply: &Reply) -> Result<Self::Response, ReplyError> {
        List::read(reply, "ExtensionStateListComplete")
    }
}

/// Asks how many messages a mailbox holds.
///
/// The account needs write class call or reporting. Part of the core (Asterisk `main/manager.c`) since 0.5.0.
///
/// ```
/// use switchhook_ami::action::{MailboxCount, Request};
/// assert!(Request::new(&MailboxCount::new("100@default")).is_ok());
/// ```
#[derive(Clone, Debug)]
#[must_use = "it does nothing until it is sent"]
pub struct MailboxCount {
    mailbox: Mailbox,
}

impl MailboxCount {
    /// What Asterisk cannot do without:
    ///
    /// - `Mailbox`: The mailbox.
    pub fn new(mailbox: impl Into<Mailbox>) -> Self {
        Self {
            mailbox: mailbox.into(),
        }
    }
}

impl Action for MailboxCount {
    type Response = MailboxCountReply;

    fn name(&self) -> &str {
        "MailboxCount"
    }

    fn encode(&self, headers: &mut HeaderWriter<'_>) {
        headers.header("Mailbox", self.mailbox.as_str());
    }

    fn response(&self, reply: &Reply) -> Result<Self::Response, ReplyError> {
        reply.accepted()?;
        Ok(MailboxCountReply(reply.response.clone()))
    }
}

/// The answer to [`MailboxCount`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MailboxCountReply(MessageBuf);

impl MailboxCountReply {
    /// `Message`, exactly as sent, empty too.
    pub fn message(&self) -> Option<Cow<'_, str>> {
        self.0.as_message().text("Message")
    }

    /// `Mailbox`.
    pub fn mailbox(&self) -> Option<Cow<'_, str>> {
        self.0.as_message().known("Mailbox")
    }

    /// `UrgMessages`.
    pub fn urg_messages(&self) -> Option<u32> {
        self.0.as_message().number("UrgMessages")
    }

    /// `NewMessages`.
    pub fn new_messages(&self) -> Option<u32> {
        self.0.as_message().number("NewMessages")
    }

    /// `OldMessages`.
    pub fn old_messages(&self) -> Option<u32> {
        self.0.as_message().number("OldMessages")
    }

    /// The response with every header.
    pub fn response(&self) -> &MessageBuf {
        &self.0
    }
}

/// Asks whether a mailbox holds new messages.
///
/// The account needs write class call or reporting. Part of the core (Asterisk `main/manager.c`) since 0.4.0.
///
/// ```
/// use switchhook_ami::action::{MailboxStatus, Request};
/// assert!(Request::new(&MailboxStatus::new("100@default")).is_ok());
/// ```
#[derive(Clone, Debug)]
#[must_use = "it does nothing until it is sent"]
pub struct MailboxStatus {
    mailbox: Mailbox,
}

impl MailboxStatus {
    /// What Asterisk cannot do without:
    ///
    /// - `Mailbox`: The mailbox.
    pub fn new(mailbox: impl Into<Mailbox>) -> Self {
        Self {
            mailbox: mailbox.into(),
        }
    }
}

impl Action for MailboxStatus {
    type Response = MailboxStatusReply;

    fn name(&self) -> &str {
        "MailboxStatus"
    }

    fn encode(&self, headers: &mut HeaderWriter<'_>) {
        headers.header("Mailbox", self.mailbox.as_str());
    }

    fn response(&self, reply: &Reply) -> Result<Self::Response, ReplyError> {
        reply.accepted()?;
        Ok(MailboxStatusReply(reply.response.clone()))
    }
}

/// The answer to [`MailboxStatus`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MailboxStatusReply(MessageBuf);

impl MailboxStatusReply {
    /// `Message`, exactly as sent, empty too.
    pub fn message(&self) -> Option<Cow<'_, str>> {
        self.0.as_message().text("Message")
    }

    /// `Mailbox`.
    pub fn mailbox(&self) -> Option<Cow<'_, str>> {
        self.0.as_message().known("Mailbox")
    }

    /// `Waiting`.
    pub fn waiting(&self) -> Option<bool> {
        self.0.as_message().flag("Waiting")
    }

    /// The response with every header.
    pub fn response(&self) -> &MessageBuf {
        &self.0
    }
}

/// Asks for a presence state.
///
/// The account needs write class call or reporting. Part of the core (Asterisk `main/manager.c`) since 11.0.0.
///
/// ```
/// use switchhook_ami::action::{PresenceState, Request};
/// assert!(Request::new(&PresenceState::new("some text")).is_ok());
/// ```
#[derive(Clone, Debug)]
#[must_use = "it does nothing until it is sent"]
pub struct PresenceState {
    provider: String,
}

impl PresenceState {
    /// What Asterisk cannot do without:
    ///
    /// - `Provider`: Whose presence, such as `CustomPresence:100`.
    pub fn new(provider: impl Into<String>) -> Self {
        Self {
            provider: provider.into(),
        }
    }
}

impl Action for PresenceState {
    type Response = PresenceStateReply;

    fn name(&self) -> &str {
        "PresenceState"
    }

    fn encode(&self, headers: &mut HeaderWriter<'_>) {
        headers.header("Provider", &self.provider);
    }

    fn response(&self, reply: &Reply) -> Result<Self::Response, ReplyError> {
        reply.accepted()?;
        Ok(PresenceStateReply(reply.response.clone()))
    }
}

/// The answer to [`PresenceState`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PresenceStateReply(MessageBuf);

impl PresenceStateReply {
    /// `Message`, exactly as sent, empty too.
    pub fn message(&self) -> Option<Cow<'_, str>> {
        self.0.as_message().text("Message")
    }

    /// `State`.
    pub fn state(&self) -> Option<value::PresenceState> {
        self.0
            .as_message()
            .worded("State", value::PresenceState::from_word)
    }

    /// `Subtype`.
    pub fn subtype(&self) -> Option<Cow<'_, str>> {
        self.0.as_message().known("Subtype")
    }

    /// `PresenceMessage`.
    pub fn presence_message(&self) -> Option<Cow<'_, str>> {
        self.0.as_message().known("PresenceMessage")
    }

    /// The response with every header.
    pub fn response(&self) -> &MessageBuf {
        &self.0
    }
}
