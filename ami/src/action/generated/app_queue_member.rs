// Generated from ami/catalogue/actions.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

use super::super::write::whole_seconds;
use super::super::{Action, Reply, ReplyError};
use crate::wire::HeaderWriter;
use std::time::Duration;

/// Adds a member to a queue.
///
/// The account needs write class agent. Part of `app_queue` (Asterisk `apps/app_queue.c`) since 1.0.0.
///
/// ```
/// use switchhook_ami::action::{QueueAdd, Request};
/// assert!(Request::new(&QueueAdd::new("some text", "some text")).is_ok());
/// ```
#[derive(Clone, Debug)]
#[must_use = "it does nothing until it is sent"]
pub struct QueueAdd {
    queue: String,
    interface: String,
    penalty: Option<u32>,
    paused: Option<bool>,
    reason: Option<String>,
    member_name: Option<String>,
    state_interface: Option<String>,
    wrap_up_time: Option<Duration>,
}

impl QueueAdd {
    /// What Asterisk cannot do without:
    ///
    /// - `Queue`: The queue.
    /// - `Interface`: What the queue dials, such as `PJSIP/100`: it identifies the member.
    pub fn new(queue: impl Into<String>, interface: impl Into<String>) -> Self {
        Self {
            queue: queue.into(),
            interface: interface.into(),
            penalty: None,
            paused: None,
            reason: None,
            member_name: None,
            state_interface: None,
            wrap_up_time: None,
        }
    }

    /// `Penalty`: Members of a lower penalty are rung first. Default: 0.
    pub fn penalty(mut self, penalty: u32) -> Self {
        self.penalty = Some(penalty);
        self
    }

    /// `Paused`: Whether the member begins with a pause. Default: not paused.
    pub fn paused(mut self, paused: bool) -> Self {
        self.paused = Some(paused);
        self
    }

    /// `Reason`: Why, for the events and the queue log. Default: none.
    pub fn reason(mut self, reason: impl Into<String>) -> Self {
        self.reason = Some(reason.into());
        self
    }

    /// `MemberName`: A name for people. Default: the interface.
    pub fn member_name(mut self, member_name: impl Into<String>) -> Self {
        self.member_name = Some(member_name.into());
        self
    }

    /// `StateInterface`: The device whose state counts. Default: the interface.
    pub fn state_interface(mut self, state_interface: impl Into<String>) -> Self {
        self.state_interface = Some(state_interface.into());
        self
    }

    /// `Wrapuptime`: How long the member rests after a call; not documented by Asterisk. Sent in whole seconds, rounded up. Default: the queue's.
    pub fn wrap_up_time(mut self, wrap_up_time: Duration) -> Self {
        self.wrap_up_time = Some(wrap_up_time);
        self
    }
}

impl Action for QueueAdd {
    type Response = ();

    fn name(&self) -> &str {
        "QueueAdd"
    }

    fn encode(&self, headers: &mut HeaderWriter<'_>) {
        headers
            .header("Queue", &self.queue)
            .header("Interface", &self.interface)
            .optional("Penalty", self.penalty.map(|value| value.to_string()))
            .optional(
                "Paused",
                self.paused.map(|value| if value { "true" } else { "false" }),
            )
            .optional("Reason", self.reason.as_ref())
            .optional("MemberName", self.member_name.as_ref())
            .optional("StateInterface", self.state_interface.as_ref())
            .optional("Wrapuptime", self.wrap_up_time.map(whole_seconds));
    }

    fn response(&self, reply: &Reply) -> Result<Self::Response, ReplyError> {
        reply.accepted()
    }
}

/// Says whether a member is rung while in a call.
///
/// The account needs write class agent. Part of `app_queue` (Asterisk `apps/app_queue.c`) since 11.0.0.
///
/// ```
/// use switchhook_ami::action::{QueueMemberRingInUse, Request};
/// assert!(Request::new(&QueueMemberRingInUse::new("some text", true)).is_ok());
/// ```
#[derive(Clone, Debug)]
#[must_use = "it does nothing until it is sent"]
pub struct QueueMemberRingInUse {
    interface: String,
    ring_in_use: bool,
    queue: Option<String>,
}

impl QueueMemberRingInUse {
    /// What Asterisk cannot do without:
    ///
    /// - `Interface`: What the queue dials, such as `PJSIP/100`: it identifies the member.
    /// - `RingInUse`: Whether the member is rung while in a call.
    pub fn new(interface: impl Into<String>, ring_in_use: bool) -> Self {
        Self {
            interface: interface.into(),
            ring_in_use,
            queue: None,
        }
    }

    /// `Queue`: Only in this queue. Default: all queues the member is in.
    pub fn queue(mut self, queue: impl Into<String>) -> Self {
        self.queue = Some(queue.into());
        self
    }
}

impl Action for QueueMemberRingInUse {
    type Response = ();

    fn name(&self) -> &str {
        "QueueMemberRingInUse"
    }

    fn encode(&self, headers: &mut HeaderWriter<'_>) {
        headers
            .header("Interface", &self.interface)
            .header("RingInUse", if self.ring_in_use { "true" } else { "false" })
            .optional("Queue", self.queue.as_ref());
    }

    fn response(&self, reply: &Reply) -> Result<Self::Response, ReplyError> {
        reply.accepted()
    }
}

/// Pauses a queue member, or ends the pause.
///
/// The account needs write class agent. Part of `app_queue` (Asterisk `apps/app_queue.c`) since 1.2.0.
///
/// ```
/// use switchhook_ami::action::{QueuePause, Request};
/// assert!(Request::new(&QueuePause::new("some text", true)).is_ok());
/// ```
#[derive(Clone, Debug)]
#[must_use = "it does nothing until it is sent"]
pub struct QueuePause {
    interface: String,
    paused: bool,
    queue: Option<String>,
    reason: Option<String>,
}

impl QueuePause {
    /// What Asterisk cannot do without:
    ///
    /// - `Interface`: What the queue dials, such as `PJSIP/100`: it identifies the member.
    /// - `Paused`: Whether the member is paused.
    pub fn new(interface: impl Into<String>, paused: bool) -> Self {
        Self {
            interface: interface.into(),
            paused,
            queue: None,
            reason: None,
        }
    }

    /// `Queue`: Only in this queue. Default: all queues the member is in.
    pub fn queue(mut self, queue: impl Into<String>) -> Self {
        self.queue = Some(queue.into());
        self
    }

    /// `Reason`: Why, for the events and the queue log. Default: none.
    pub fn reason(mut self, reason: impl Into<String>) -> Self {
        self.reason = Some(reason.into());
        self
    }
}

impl Action for QueuePause {
    type Response = ();

    fn name(&self) -> &str {
        "QueuePause"
    }

    fn encode(&self, headers: &mut HeaderWriter<'_>) {
        headers
            .header("Interface", &self.interface)
            .header("Paused", if self.paused { "true" } else { "false" })
            .optional("Queue", self.queue.as_ref())
            .optional("Reason", self.reason.as_ref());
    }

    fn response(&self, reply: &Reply) -> Result<Self::Response, ReplyError> {
        reply.accepted()
    }
}

/// Changes the penalty of a queue member.
///
/// The account needs write class agent. Part of `app_queue` (Asterisk `apps/app_queue.c`) since 1.6.0.
///
/// ```
/// use switchhook_ami::action::{QueuePenalty, Request};
/// assert!(Request::new(&QueuePenalty::new("some text", 7)).is_ok());
/// ```
#[derive(Clone, Debug)]
#[must_use = "it does nothing until it is sent"]
pub struct QueuePenalty {
    interface: String,
    penalty: u32,
    queue: Option<String>,
}

impl QueuePenalty {
    /// What Asterisk cannot do without:
    ///
    /// - `Interface`: What the queue dials, such as `PJSIP/100`: it identifies the member.
    /// - `Penalty`: Members of a lower penalty are rung first.
    pub fn new(interface: impl Into<String>, penalty: u32) -> Self {
        Self {
            interface: interface.into(),
            penalty,
            queue: None,
        }
    }

    /// `Queue`: Only in this queue. Default: all queues the member is in.
    pub fn queue(mut self, queue: impl Into<String>) -> Self {
        self.queue = Some(queue.into());
        self
    }
}

impl Action for QueuePenalty {
    type Response = ();

    fn name(&self) -> &str {
        "QueuePenalty"
    }

    fn encode(&self, headers: &mut HeaderWriter<'_>) {
        headers
            .header("Interface", &self.interface)
            .display("Penalty", self.penalty)
            .optional("Queue", self.queue.as_ref());
    }

    fn response(&self, reply: &Reply) -> Result<Self::Response, ReplyError> {
        reply.accepted()
    }
}

/// Removes a member from a queue.
///
/// The account needs write class agent. Part of `app_queue` (Asterisk `apps/app_queue.c`) since 1.0.0.
///
/// ```
/// use switchhook_ami::action::{QueueRemove, Request};
/// assert!(Request::new(&QueueRemove::new("some text", "some text")).is_ok());
/// ```
#[derive(Clone, Debug)]
#[must_use = "it does nothing until it is sent"]
pub struct QueueRemove {
    queue: String,
    interface: String,
}

impl QueueRemove {
    /// What Asterisk cannot do without:
    ///
    /// - `Queue`: The queue.
    /// - `Interface`: What the queue dials, such as `PJSIP/100`: it identifies the member.
    pub fn new(queue: impl Into<String>, interface: impl Into<String>) -> Self {
        Self {
            queue: queue.into(),
            interface: interface.into(),
        }
    }
}

impl Action for QueueRemove {
    type Response = ();

    fn name(&self) -> &str {
        "QueueRemove"
    }

    fn encode(&self, headers: &mut HeaderWriter<'_>) {
        headers
            .header("Queue", &self.queue)
            .header("Interface", &self.interface);
    }

    fn response(&self, reply: &Reply) -> Result<Self::Response, ReplyError> {
        reply.accepted()
    }
}
