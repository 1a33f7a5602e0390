// Generated from ami/catalogue/actions.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

use super::super::list::List;
use super::super::{Action, Expects, Reply, ReplyError};
use crate::event;
use crate::wire::HeaderWriter;

/// Logs an agent of the agent pool off.
///
/// The account needs write class agent. Part of `app_agent_pool` (Asterisk `apps/app_agent_pool.c`) since 1.2.0.
///
/// ```
/// use switchhook_ami::action::{AgentLogoff, Request};
/// assert!(Request::new(&AgentLogoff::new("some text")).is_ok());
/// ```
#[derive(Clone, Debug)]
#[must_use = "it does nothing until it is sent"]
pub struct AgentLogoff {
    agent: String,
    soft: Option<bool>,
}

impl AgentLogoff {
    /// What Asterisk cannot do without:
    ///
    /// - `Agent`: The agent's id.
    pub fn new(agent: impl Into<String>) -> Self {
        Self {
            agent: agent.into(),
            soft: None,
        }
    }

    /// `Soft`: Whether the agent's call may go on. Default: the call is ended, too.
    pub fn soft(mut self, soft: bool) -> Self {
        self.soft = Some(soft);
        self
    }
}

impl Action for AgentLogoff {
    type Response = ();

    fn name(&self) -> &str {
        "AgentLogoff"
    }

    fn encode(&self, headers: &mut HeaderWriter<'_>) {
        headers.header("Agent", &self.agent).optional(
            "Soft",
            self.soft.map(|value| if value { "true" } else { "false" }),
        );
    }

    fn response(&self, reply: &Reply) -> Result<Self::Response, ReplyError> {
        reply.accepted()
    }
}

/// Lists the agents of the agent pool.
///
/// The account needs write class agent. Part of `app_agent_pool` (Asterisk `apps/app_agent_pool.c`) since 1.2.0.
///
/// ```
/// use switchhook_ami::action::{Agents, Request};
/// assert!(Request::new(&Agents).is_ok());
/// ```
#[derive(Clone, Copy, Debug, Default)]
#[must_use = "it does nothing until it is sent"]
pub struct Agents;

impl Action for Agents {
    type Response = List<event::Agents<'static>, event::ListEnd<'static>>;

    fn name(&self) -> &str {
        "Agents"
    }

    fn encode(&self, _: &mut HeaderWriter<'_>) {}

    fn expects(&self) -> Expects {
        Expects::List("AgentsComplete".into())
    }

    fn response(&self, reply: &Reply) -> Result<Self::Response, ReplyError> {
        List::read(reply, "AgentsComplete")
    }
}
