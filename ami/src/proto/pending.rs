use std::fmt;
use std::time::{Duration, Instant};

use crate::action::{Expects, Reply, Request};
use crate::dialect::Dialect;
use crate::wire::{Malformed, MessageBuf};

/// Names an action that was sent on a [`Connection`](super::Connection).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RequestId(pub(super) u64);

impl fmt::Display for RequestId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Why an action that was sent has no answer. It may have been carried out.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Failure {
    /// None came in time.
    #[error("no answer in {waited:.1?}")]
    Timeout {
        /// How long we waited.
        waited: Duration,
    },
    /// The connection ended first.
    #[error("the connection ended before the answer came")]
    ConnectionLost,
    /// The answer is a list of more than [`Limits::reply_bytes`](crate::wire::Limits::reply_bytes).
    #[error("the answer is over {limit} bytes; raise Limits::reply_bytes")]
    TooLarge {
        /// The limit.
        limit: usize,
    },
    /// The answer is a message that was given up.
    #[error(transparent)]
    Malformed(#[from] Malformed),
}

/// A time that can be added to any moment: the clock has an end, and "for ever" must not reach it.
pub(super) fn bounded(time: Duration) -> Duration {
    time.min(Duration::from_secs(10 * 365 * 24 * 60 * 60))
}

/// An action that waits for its answer.
#[derive(Debug)]
pub(super) struct Pending {
    expects: Expects,
    /// What ends the list if the response does not announce it: older Asterisks.
    unannounced_end: Option<&'static str>,
    patience: Duration,
    pub(super) sent: Instant,
    pub(super) deadline: Instant,
    response: Option<MessageBuf>,
    events: Vec<MessageBuf>,
    bytes: usize,
    /// Items are handed on as they come.
    streamed: bool,
    /// The failure was told; the rest of the answer is only swallowed.
    pub(super) told: bool,
}

/// Whether an event carries the ActionID of whoever caused it to all clients.
pub(super) fn goes_to_all(message: &MessageBuf) -> bool {
    matches!(message.event_name(), Some("OriginateResponse" | "UserEvent"))
}

/// What an action makes of an event that carries its id.
pub(super) enum Step {
    /// It is a part of the answer.
    Taken,
    /// It is a part of an answer that is handed on as it comes.
    Item(MessageBuf),
    /// It is the last part.
    Complete,
    /// It is not a part of the answer.
    NotMine,
}

impl Pending {
    pub(super) fn new(
        request: &Request,
        streamed: bool,
        dialect: Dialect,
        reply_timeout: Duration,
        now: Instant,
    ) -> Self {
        let reply_timeout = request.reply_timeout.unwrap_or(reply_timeout);
        let patience = bounded(reply_timeout.saturating_add(request.extra_time));
        Self {
            expects: request.expects.clone(),
            unannounced_end: dialect.list_end(&request.name),
            patience,
            sent: now,
            deadline: now + patience,
            response: None,
            events: Vec::new(),
            bytes: 0,
            streamed,
            told: false,
        }
    }

    /// Takes a response in and tells whether the answer is complete; gives back one that is no part of it.
    pub(super) fn on_response(&mut self, message: MessageBuf, now: Instant) -> Result<bool, MessageBuf> {
        let refused = !message.is_success();
        if self.response.is_some() && !refused {
            return Err(message);
        }
        let starts_list = message
            .get("EventList")
            .is_some_and(|word| word.trim().eq_ignore_ascii_case("start"));
        if starts_list && self.expects == Expects::Response {
            // It announces itself; the name of its end is not known and not needed.
            self.expects = Expects::List("".into());
        }
        if let (Expects::List(_) | Expects::Response, Some(end), false) =
            (&self.expects, self.unannounced_end, starts_list)
        {
            self.expects = Expects::List(end.into());
        }
        if let Expects::PerhapsList(end) = &self.expects {
            // Before 13.2 only the words tell that a list follows.
            let announced = message
                .get("Message")
                .is_some_and(|words| words.trim().to_ascii_lowercase().ends_with("will follow"));
            self.expects = if starts_list || announced {
                Expects::List(end.clone())
            } else {
                Expects::Response
            };
        }
        // An error in the middle of a list replaces its beginning: the list is refused, what came stays with it.
        self.response = Some(message);
        self.deadline = now + self.patience;
        let complete = match &self.expects {
            // The answer to the Ping behind it ends a text.
            Expects::Response | Expects::Text => true,
            Expects::List(_) | Expects::PerhapsList(_) => false,
            Expects::Event(_) => !self.events.is_empty(),
        };
        Ok(refused || complete)
    }

    /// Whether an event that carries the action's id is a part of its answer.
    pub(super) fn is_part(&self, message: &MessageBuf) -> bool {
        match &self.expects {
            Expects::Response | Expects::PerhapsList(_) | Expects::Text => false,
            Expects::Event(expected) => message.event_name() == Some(expected),
            // Items come after the response. What goes to every client is none, whoever wrote our id into it.
            Expects::List(_) => self.response.is_some() && !goes_to_all(message),
        }
    }

    pub(super) fn on_event(&mut self, message: MessageBuf, limit: usize, now: Instant) -> Step {
        if !self.is_part(&message) {
            return Step::NotMine;
        }
        let ends = match &self.expects {
            Expects::Response | Expects::PerhapsList(_) | Expects::Text | Expects::Event(_) => {
                self.response.is_some()
            }
            Expects::List(end) => {
                let marked = message.get("EventList").is_some_and(|word| {
                    let word = word.trim();
                    word.eq_ignore_ascii_case("complete") || word.eq_ignore_ascii_case("cancelled")
                });
                marked || message.event_name() == Some(end)
            }
        };
        self.deadline = now + self.patience;
        if self.streamed && !ends {
            return Step::Item(message);
        }
        self.bytes += message.as_bytes().len();
        if self.bytes <= limit && !self.told {
            self.events.push(message);
        } else {
            self.events = Vec::new();
        }
        if ends { Step::Complete } else { Step::Taken }
    }

    /// Whether a message that names no action may be its answer.
    pub(super) fn takes_text(&self) -> bool {
        self.expects == Expects::Text
    }

    pub(super) fn on_text(&mut self, message: MessageBuf, limit: usize) {
        self.bytes += message.as_bytes().len();
        if self.bytes <= limit && !self.told {
            self.events.push(message);
        } else {
            self.events = Vec::new();
        }
    }

    pub(super) fn is_over(&self, limit: usize) -> bool {
        self.bytes > limit
    }

    /// The whole answer; a list whose response never came has none.
    pub(super) fn into_reply(self) -> Option<Reply> {
        Some(Reply {
            response: self.response?,
            events: self.events,
        })
    }
}
