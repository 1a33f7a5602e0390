//! Calls in progress.

use askama::Template;

use super::common::{Direction, Party, Picture};
use crate::i18n::Texts;
use crate::web::frame::Frame;

/// `GET /live`; kept up to date by the topic `calls`.
#[derive(Debug, Template)]
#[template(path = "live.html")]
pub(crate) struct LivePage {
    pub(crate) frame: Frame,
    pub(crate) calls: LiveCalls,
    /// Whether the reader may also see every channel.
    pub(crate) all: bool,
}

/// The event `calls` of the live stream, also part of the page.
#[derive(Debug, Template)]
#[template(path = "fragments/calls.html")]
pub(crate) struct LiveCalls {
    pub(crate) t: Texts,
    pub(crate) picture: Picture,
    pub(crate) calls: Vec<LiveCall>,
}

impl LiveCalls {
    fn count(&self) -> i64 {
        i64::try_from(self.calls.len()).unwrap_or(i64::MAX)
    }
}

/// A call in progress.
#[derive(Clone, Debug)]
pub(crate) struct LiveCall {
    /// Stable while the call lasts: the linked id.
    pub(crate) id: String,
    pub(crate) direction: Direction,
    pub(crate) from: Party,
    pub(crate) to: Party,
    pub(crate) state: CallState,
    /// The queue that the caller came through; empty for other calls.
    pub(crate) queue: String,
    /// When the present state began, in milliseconds of the epoch.
    pub(crate) since_ms: i64,
}

/// How far a call is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CallState {
    Ringing,
    Waiting,
    Talking,
    Held,
    /// With the exchange itself: a menu, a voice mailbox, or for a moment after the own phone of a click was lifted.
    Service,
}

impl CallState {
    /// Its symbol.
    pub(crate) fn icon(self) -> &'static str {
        match self {
            Self::Ringing => "ring",
            Self::Waiting => "clock",
            Self::Talking => "phone",
            Self::Held => "pause",
            Self::Service => "settings",
        }
    }

    /// The tone of its colours.
    pub(crate) fn tone(self) -> &'static str {
        match self {
            Self::Ringing | Self::Waiting => "warn",
            Self::Talking => "good",
            Self::Held | Self::Service => "muted",
        }
    }

    /// Its word.
    pub(crate) fn word(self, t: &Texts) -> String {
        match self {
            Self::Ringing => t.call_ringing(),
            Self::Waiting => t.call_waiting(),
            Self::Talking => t.call_talking(),
            Self::Held => t.call_held(),
            Self::Service => t.call_service(),
        }
    }
}
