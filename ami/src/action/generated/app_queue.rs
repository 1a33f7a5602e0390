// Generated from ami/catalogue/actions.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

use super::super::list::List;
use super::super::{Action, Expects, Reply, ReplyError};
use crate::event;
use crate::value::{ChannelName, UniqueId};
use crate::wire::HeaderWriter;

/// Changes the priority of a caller who waits in a queue.
///
/// The account needs no class. Part of `app_queue` (Asterisk `apps/app_queue.c`) since 15.0.0.
///
/// ```
/// use switchhook_ami::action::{QueueChangePriorityCaller, Request};
/// assert!(Request::new(&QueueChangePriorityCaller::new("some text", "PJSIP/100-00000001", 7)).is_ok());
/// ```
#[derive(Clone, Debug)]
#[must_use = "it does nothing until it is sent"]
pub struct QueueChangePriorityCaller {
    queue: String,
    caller: ChannelName,
    priority: i32,
    immediate: Option<bool>,
}

impl QueueChangePriorityCaller {
    /// What Asterisk cannot do without:
    ///
    /// - `Queue`: The queue.
    /// - `Caller`: The caller's channel.
    /// - `Priority`: The priority; higher ones are served first.
    pub fn new(queue: impl Into<String>, caller: impl Into<ChannelName>, priority: i32) -> Self {
        Self {
            queue: queue.into(),
            caller: caller.into(),
            priority,
            immediate: None,
        }
    }

    /// `Immediate`: Whether the caller changes place at once. Default: no.
    pub fn immediate(mut self, immediate: bool) -> Self {
        self.immediate = Some(immediate);
        self
    }
}

impl Action for QueueChangePriorityCaller {
    type Response = ();

    fn name(&self) -> &str {
        "QueueChangePriorityCaller"
    }

    fn encode(&self, headers: &mut HeaderWriter<'_>) {
        headers
            .header("Queue", &self.queue)
            .header("Caller", self.caller.as_str())
            .display("Priority", self.priority)
            .optional(
                "Immediate",
                self.immediate.map(|value| if value { "true" } else { "false" }),
            );
    }

    fn response(&self, reply: &Reply) -> Result<Self::Response, ReplyError> {
        reply.accepted()
    }
}

/// Writes a line into the queue log.
///
/// The account needs write class agent. Part of `app_queue` (Asterisk `apps/app_queue.c`) since 1.6.0.
///
/// ```
/// use switchhook_ami::action::{QueueLog, Request};
/// assert!(Request::new(&QueueLog::new("some text", "some text")).is_ok());
/// ```
#[derive(Clone, Debug)]
#[must_use = "it does nothing until it is sent"]
pub struct QueueLog {
    queue: String,
    event: String,
    unique_id: Option<UniqueId>,
    interface: Option<String>,
    message: Option<String>,
}

impl QueueLog {
    /// What Asterisk cannot do without:
    ///
    /// - `Queue`: The queue.
    /// - `Event`: What happened, in the log's capitals.
    pub fn new(queue: impl Into<String>, event: impl Into<String>) -> Self {
        Self {
            queue: queue.into(),
            event: event.into(),
            unique_id: None,
            interface: None,
            message: None,
        }
    }

    /// `Uniqueid`: The call the line is about. Default: `NONE`.
    pub fn unique_id(mut self, unique_id: impl Into<UniqueId>) -> Self {
        self.unique_id = Some(unique_id.into());
        self
    }

    /// `Interface`: The member the line is about, such as `PJSIP/100`. Default: `NONE`.
    pub fn interface(mut self, interface: impl Into<String>) -> Self {
        self.interface = Some(interface.into());
        self
    }

    /// `Message`: What else the line says. Default: empty.
    pub fn message(mut self, message: impl Into<String>) -> Self {
        self.message = Some(message.into());
        self
    }
}

impl Action for QueueLog {
    type Response = ();

    fn name(&self) -> &str {
        "QueueLog"
    }

    fn encode(&self, headers: &mut HeaderWriter<'_>) {
        headers
            .header("Queue", &self.queue)
            .header("Event", &self.event)
            .optional("Uniqueid", self.unique_id.as_ref().map(UniqueId::as_str))
            .optional("Interface", self.interface.as_ref())
            .optional("Message", self.message.as_ref());
    }

    fn response(&self, reply: &Reply) -> Result<Self::Response, ReplyError> {
        reply.accepted()
    }
}

/// Reads the configuration of queues again.
///
/// The account needs no class. Part of `app_queue` (Asterisk `apps/app_queue.c`) since 1.6.2.0.
///
/// ```
/// use switchhook_ami::action::{QueueReload, Request};
/// assert!(Request::new(&QueueReload::new()).is_ok());
/// ```
#[derive(Clone, Debug, Default)]
#[must_use = "it does nothing until it is sent"]
pub struct QueueReload {
    queue: Option<String>,
    members: Option<bool>,
    rules: Option<bool>,
    parameters: Option<bool>,
}

impl QueueReload {
    /// Without any of what may be said.
    pub fn new() -> Self {
        Self::default()
    }

    /// `Queue`: Only this queue. Default: all.
    pub fn queue(mut self, queue: impl Into<String>) -> Self {
        self.queue = Some(queue.into());
        self
    }

    /// `Members`: Whether the members are read. Default: no.
    pub fn members(mut self, members: bool) -> Self {
        self.members = Some(members);
        self
    }

    /// `Rules`: Whether `queuerules.conf` is read. Default: no.
    pub fn rules(mut self, rules: bool) -> Self {
        self.rules = Some(rules);
        self
    }

    /// `Parameters`: Whether all other settings are read. Default: no.
    pub fn parameters(mut self, parameters: bool) -> Self {
        self.parameters = Some(parameters);
        self
    }
}

impl Action for QueueReload {
    type Response = ();

    fn name(&self) -> &str {
        "QueueReload"
    }

    fn encode(&self, headers: &mut HeaderWriter<'_>) {
        headers
            .optional("Queue", self.queue.as_ref())
            .optional(
                "Members",
                self.members.map(|value| if value { "yes" } else { "no" }),
            )
            .optional("Rules", self.rules.map(|value| if value { "yes" } else { "no" }))
            .optional(
                "Parameters",
                self.parameters.map(|value| if value { "yes" } else { "no" }),
            );
    }

    fn response(&self, reply: &Reply) -> Result<Self::Response, ReplyError> {
        reply.accepted()
    }
}

/// Sets the statistics of a queue to zero.
///
/// The account needs no class. Part of `app_queue` (Asterisk `apps/app_queue.c`) since 1.6.2.0.
///
/// ```
/// use switchhook_ami::action::{QueueReset, Request};
/// assert!(Request::new(&QueueReset::new()).is_ok());
/// ```
#[derive(Clone, Debug, Default)]
#[must_use = "it does nothing until it is sent"]
pub struct QueueReset {
    queue: Option<String>,
}

impl QueueReset {
    /// Without any of what may be said.
    pub fn new() -> Self {
        Self::default()
    }

    /// `Queue`: Only this queue. Default: all.
    pub fn queue(mut self, queue: impl Into<String>) -> Self {
        self.queue = Some(queue.into());
        self
    }
}

impl Action for QueueReset {
    type Response = ();

    fn name(&self) -> &str {
        "QueueReset"
    }

    fn encode(&self, headers: &mut HeaderWriter<'_>) {
        headers.optional("Queue", self.queue.as_ref());
    }

    fn response(&self, reply: &Reply) -> Result<Self::Response, ReplyError> {
        reply.accepted()
    }
}

/// Asks for the figures of queues.
///
/// The account needs no class. Part of `app_queue` (Asterisk `apps/app_queue.c`) since 1.6.0.
///
/// ```
/// use switchhook_ami::action::{QueueSummary, Request};
/// assert!(Request::new(&QueueSummary::new()).is_ok());
/// ```
#[derive(Clone, Debug, Default)]
#[must_use = "it does nothing until it is sent"]
pub struct QueueSummary {
    queue: Option<String>,
}

impl QueueSummary {
    /// Without any of what may be said.
    pub fn new() -> Self {
        Self::default()
    }

    /// `Queue`: Only this queue. Default: all.
    pub fn queue(mut self, queue: impl Into<String>) -> Self {
        self.queue = Some(queue.into());
        self
    }
}

impl Action for QueueSummary {
    type Response = List<event::QueueSummary<'static>, event::ListEnd<'static>>;

    fn name(&self) -> &str {
        "QueueSummary"
    }

    fn encode(&self, headers: &mut HeaderWriter<'_>) {
        headers.optional("Queue", self.queue.as_ref());
    }

    fn expects(&self) -> Expects {
        Expects::List("QueueSummaryComplete".into())
    }

    fn response(&self, reply: &Reply) -> Result<Self::Response, ReplyError> {
        List::read(reply, "QueueSummaryComplete")
    }
}

/// Takes a caller out of a queue, back to the dialplan.
///
/// The account needs no class. Part of `app_queue` (Asterisk `apps/app_queue.c`) since 19.3.0, 18.11.0, 16.25.0.
///
/// ```
/// use switchhook_ami::action::{QueueWithdrawCaller, Request};
/// assert!(Request::new(&QueueWithdrawCaller::new("some text", "PJSIP/100-00000001")).is_ok());
/// ```
#[derive(Clone, Debug)]
#[must_use = "it does nothing until it is sent"]
pub struct QueueWithdrawCaller {
    queue: String,
    caller: ChannelName,
    withdraw_info: Option<String>,
}

impl QueueWithdrawCaller {
    /// What Asterisk cannot do without:
    ///
    /// - `Queue`: The queue.
    /// - `Caller`: The caller's channel.
    pub fn new(queue: impl Into<String>, caller: impl Into<ChannelName>) -> Self {
        Self {
            queue: queue.into(),
            caller: caller.into(),
            withdraw_info: None,
        }
    }

    /// `WithdrawInfo`: A text for the dialplan, `QUEUE_WITHDRAW_INFO`.
    pub fn withdraw_info(mut self, withdraw_info: impl Into<String>) -> Self {
        self.withdraw_info = Some(withdraw_info.into());
        self
    }
}

impl Action for QueueWithdrawCaller {
    type Response = ();

    fn name(&self) -> &str {
        "QueueWithdrawCaller"
    }

    fn encode(&self, headers: &mut HeaderWriter<'_>) {
        headers
            .header("Queue", &self.queue)
            .header("Caller", self.caller.as_str())
            .optional("WithdrawInfo", self.withdraw_info.as_ref());
    }

    fn response(&self, reply: &Reply) -> Result<Self::Response, ReplyError> {
        reply.accepted()
    }
}
