//! Actions: what a client asks for, each with the type of its answer.
//!
//! There is a type for each action of Asterisk, [`ActionKind`] names them all, and [`RawAction`] sends any other. Most
//! are made from a table (`ami/catalogue` in the repository); those whose answer or whose arguments need more are
//! written by hand. Every one knows its headers, reads its reply, and tells what the account needs
//! ([`Action::classes`]).
//! All of them are
//! values: encoding one has no effect, a [`Connection`](crate::proto::Connection) or a client sends it.

mod channel;
mod command;
mod config;
mod db;
mod filter;
mod generated;
mod iax;
mod kind;
mod list;
mod list_categories;
mod list_commands;
mod login;
mod originate;
mod queue;
mod queue_rule;
mod raw;
mod reload;
pub(crate) mod reply;
mod session;
mod update_config;
mod user_event;
mod variables;
mod wait_event;
mod write;

pub use channel::{Hangup, HungUp, PjsipHangup};
pub use command::{Command, CommandOutput};
pub use config::{CreateConfig, GetConfig};
pub use db::{DbDel, DbGet, DbPut};
pub use filter::{Filter, FilterForm, FilterMethod};
pub use generated::*;
pub use iax::{IaxNetstats, Netstats};
pub use list::{List, Then};
pub use list_categories::ListCategories;
pub use list_commands::{Commands, ListCommands};
pub use login::{Challenge, Login};
pub use originate::{Originate, Outcome, Target};
pub use queue::{Queue, QueueStatus, Queues};
pub use queue_rule::{QueueRule, RuleList};
pub use raw::RawAction;
pub use reload::Reload;
pub use reply::{Reply, ReplyError};
pub use session::{Events, Logoff, Ping, Pong};
pub use update_config::{Operation, UpdateConfig};
pub use user_event::UserEvent;
pub use wait_event::WaitEvent;

pub use crate::text::{Category, ConfigFile, ConfigLine};

use std::borrow::Cow;
use std::time::Duration;

use crate::value::Classes;
use crate::wire::{EncodeError, HeaderWriter};

/// Something to ask of Asterisk, and how to read the answer.
///
/// ```
/// use switchhook_ami::action::{Action, Reply, ReplyError};
/// use switchhook_ami::wire::HeaderWriter;
///
/// /// Stops a recording that a dialplan started.
/// struct StopMixMonitor { channel: String }
///
/// impl Action for StopMixMonitor {
///     type Response = ();
///
///     fn name(&self) -> &str {
///         "StopMixMonitor"
///     }
///
///     fn encode(&self, headers: &mut HeaderWriter<'_>) {
///         headers.header("Channel", &self.channel);
///     }
///
///     fn response(&self, reply: &Reply) -> Result<(), ReplyError> {
///         reply.accepted()
///     }
/// }
/// ```
pub trait Action {
    /// What a successful answer says.
    type Response;

    /// The value of the `Action` header.
    fn name(&self) -> &str;

    /// Writes the headers after `Action` and `ActionID`.
    fn encode(&self, headers: &mut HeaderWriter<'_>);

    /// When the answer is complete. By default after one response, or after the list that this announces.
    fn expects(&self) -> Expects {
        Expects::Response
    }

    /// What the account needs in its `write=`: any one of these classes. By default what the table of known actions
    /// says of [`name`](Self::name); none for other names.
    fn classes(&self) -> Classes {
        ActionKind::of(self.name()).map_or(Classes::NONE, ActionKind::classes)
    }

    /// How much longer than others the action takes, such as the time a telephone may ring. By default not longer.
    fn extra_time(&self) -> Duration {
        Duration::ZERO
    }

    /// Reads a complete answer, refusals too.
    ///
    /// # Errors
    /// The action was refused, or the answer is not what it should be.
    fn response(&self, reply: &Reply) -> Result<Self::Response, ReplyError>;
}

/// When an answer is complete. A response that says `Error` always completes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expects {
    /// One response; if it says `EventList: start`, the list up to `EventList: Complete`.
    Response,
    /// A list whose last event has this name. Asterisk before 13.2 does not mark its lists otherwise.
    List(Cow<'static, str>),
    /// A list whose last event has this name, or a response alone where there is nothing to list
    /// (`VoicemailUsersList`).
    PerhapsList(Cow<'static, str>),
    /// Text that names no action and may even be empty (`IAXnetstats`). Asterisk answers in order, so a `Ping` is
    /// sent behind the action, under the same id: what comes before its answer is the text.
    Text,
    /// A response, and then one event of this name, which goes to subscribers too.
    Event(&'static str),
}

/// An action made ready to send, once it was found to be sendable.
#[derive(Clone, PartialEq, Eq)]
pub struct Request {
    pub(crate) name: String,
    pub(crate) headers: Vec<u8>,
    pub(crate) expects: Expects,
    pub(crate) extra_time: Duration,
    /// Instead of the connection's own.
    pub(crate) reply_timeout: Option<Duration>,
}

impl Request {
    /// Encodes `action`.
    ///
    /// # Errors
    /// The first header that Asterisk would not take as it is meant. Nothing was sent.
    pub fn new<A: Action + ?Sized>(action: &A) -> Result<Self, EncodeError> {
        let name = action.name();
        let mut check = Vec::new();
        let mut writer = HeaderWriter::for_asterisk(&mut check, 0);
        writer.header("Action", name);
        if name.is_empty() || name.ends_with(' ') {
            writer.fail(EncodeError::Value {
                header: "Action".to_owned(),
                problem: "empty or with a blank at the end, which Asterisk does not know; name the action",
            });
        }
        writer.finish()?;

        let mut headers = Vec::new();
        // Action and ActionID come first, so that even a refusal of the rest tells which action it is about.
        let mut writer = HeaderWriter::for_asterisk(&mut headers, 2);
        action.encode(&mut writer);
        writer.finish()?;
        Ok(Self {
            name: name.to_owned(),
            headers,
            expects: action.expects(),
            extra_time: action.extra_time(),
            reply_timeout: None,
        })
    }

    /// How long the answer may take, and a list between two items, instead of the connection's `reply_timeout`.
    #[must_use]
    pub fn reply_timeout(mut self, timeout: Duration) -> Self {
        self.reply_timeout = Some(timeout);
        self
    }

    /// The whole message with this id.
    pub(crate) fn to_bytes(&self, id: &str) -> Vec<u8> {
        let mut bytes = format!("Action: {}\r\nActionID: {id}\r\n", self.name).into_bytes();
        bytes.extend_from_slice(&self.headers);
        bytes.extend_from_slice(b"\r\n");
        bytes
    }
}

/// Shows the name only: headers may hold secrets.
impl std::fmt::Debug for Request {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Request({})", self.name)
    }
}

/// What all tests of actions need: an action's headers as text, and its reading of a reply.
#[cfg(test)]
pub(crate) mod testing {
    use super::{Action, Reply, Request};
    use crate::wire::{EncodeError, MessageBuf};

    pub(crate) fn encoded(action: &impl Action) -> Result<String, EncodeError> {
        let bytes = Request::new(action)?.to_bytes("1");
        Ok(String::from_utf8(bytes)
            .expect("the samples are UTF-8")
            .replace("\r\n", "\n"))
    }

    /// A reply from messages separated by empty lines.
    pub(crate) fn reply(text: &str) -> Reply {
        let mut messages = text.trim_end().split("\n\n").map(|message| {
            let bytes = format!("{}\r\n\r\n", message.replace('\n', "\r\n"));
            MessageBuf::parse(bytes.as_bytes()).expect("a whole message")
        });
        let response = messages.next().expect("a response");
        Reply {
            response,
            events: messages.collect(),
        }
    }
}
