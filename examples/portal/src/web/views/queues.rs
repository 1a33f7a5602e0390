//! The board of the queues.

use askama::Template;

use super::common::{Party, Picture};
use crate::i18n::Texts;
use crate::web::frame::Frame;

/// `GET /queues`; kept up to date by the topic `queues`.
#[derive(Debug, Template)]
#[template(path = "queues.html")]
pub(crate) struct QueuesPage {
    pub(crate) frame: Frame,
    pub(crate) board: QueueBoard,
}

/// The event `queues` of the live stream, also part of the page.
#[derive(Debug, Template)]
#[template(path = "fragments/queues.html")]
pub(crate) struct QueueBoard {
    pub(crate) t: Texts,
    pub(crate) picture: Picture,
    pub(crate) queues: Vec<Queue>,
}

/// A queue as it is now.
#[derive(Clone, Debug)]
pub(crate) struct Queue {
    /// Asterisk's name, also the anchor in the page.
    pub(crate) name: String,
    pub(crate) label: String,
    pub(crate) answered: i64,
    pub(crate) abandoned: i64,
    pub(crate) callers: Vec<Caller>,
    pub(crate) agents: Vec<Agent>,
}

impl Queue {
    fn waiting(&self) -> i64 {
        i64::try_from(self.callers.len()).unwrap_or(i64::MAX)
    }

    /// When the caller who waits longest came.
    fn longest(&self) -> Option<i64> {
        self.callers.iter().map(|caller| caller.since_ms).min()
    }

    fn count(&self, states: &[AgentState]) -> i64 {
        let matching = self.agents.iter().filter(|agent| states.contains(&agent.state));
        i64::try_from(matching.count()).unwrap_or(i64::MAX)
    }

    fn free(&self) -> i64 {
        self.count(&[AgentState::Free])
    }

    fn busy(&self) -> i64 {
        self.count(&[AgentState::Ringing, AgentState::Busy])
    }
}

/// Somebody who waits.
#[derive(Clone, Debug)]
pub(crate) struct Caller {
    pub(crate) position: i64,
    pub(crate) party: Party,
    /// Since when, in milliseconds of the epoch.
    pub(crate) since_ms: i64,
}

/// A member of a queue.
#[derive(Clone, Debug)]
pub(crate) struct Agent {
    pub(crate) name: String,
    pub(crate) extension: String,
    pub(crate) state: AgentState,
    /// Why the agent is paused; empty where no reason was given.
    pub(crate) reason: String,
    /// When the state began, in milliseconds of the epoch, where it is known.
    pub(crate) since_ms: Option<i64>,
    pub(crate) calls_taken: i64,
}

impl Agent {
    fn word(&self, t: &Texts) -> String {
        match self.state {
            AgentState::Free => t.agent_free(),
            AgentState::Ringing => t.agent_ringing(),
            AgentState::Busy => t.agent_busy(),
            AgentState::Paused if self.reason.is_empty() => t.agent_paused(),
            AgentState::Paused => t.agent_paused_for(&self.reason),
            AgentState::Unavailable => t.agent_unavailable(),
        }
    }
}

/// What an agent is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum AgentState {
    Free,
    Ringing,
    Busy,
    Paused,
    Unavailable,
}

impl AgentState {
    fn icon(self) -> &'static str {
        match self {
            Self::Free => "check",
            Self::Ringing => "ring",
            Self::Busy => "phone",
            Self::Paused => "pause",
            Self::Unavailable => "minus",
        }
    }

    fn tone(self) -> &'static str {
        match self {
            Self::Free => "good",
            Self::Ringing => "warn",
            Self::Busy => "busy",
            Self::Paused => "pause",
            Self::Unavailable => "muted",
        }
    }
}
