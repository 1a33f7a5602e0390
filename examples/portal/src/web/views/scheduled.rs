//! Scheduled calls: the list, and the form of one.

use askama::Template;

use super::common::{Choice, Errors, Party};
use crate::i18n::Texts;
use crate::web::frame::Frame;

/// `GET /scheduled`.
#[derive(Debug, Template)]
#[template(path = "scheduled.html")]
pub(crate) struct ScheduledPage {
    pub(crate) frame: Frame,
    /// Why nothing can be scheduled.
    pub(crate) trouble: Option<String>,
    /// Whose calls these are.
    pub(crate) scope: String,
    pub(crate) open: Vec<ScheduledRow>,
    pub(crate) done: Vec<ScheduledRow>,
    pub(crate) more: Option<String>,
}

/// A scheduled call.
#[derive(Clone, Debug)]
pub(crate) struct ScheduledRow {
    pub(crate) when: String,
    /// Who scheduled it, with the telephone that rings first.
    pub(crate) from: Party,
    pub(crate) to: Party,
    /// Only the own.
    pub(crate) note: String,
    pub(crate) state: ScheduledState,
    /// Empty unless there were several.
    pub(crate) attempts: String,
    /// Where another time is chosen.
    pub(crate) change: Option<String>,
    /// Where it is cancelled (POST).
    pub(crate) cancel: Option<String>,
}

/// How far a call is, or how it ended: a word of the store.
#[derive(Clone, Debug)]
pub(crate) struct ScheduledState(pub(crate) String);

impl ScheduledState {
    /// Its symbol.
    pub(crate) fn icon(&self) -> &'static str {
        match &*self.0 {
            "placing" | "waiting" | "retrying" => "clock",
            "calling" => "ring",
            "talking" => "phone",
            "answered" => "check",
            "cancelled" | "withdrawn" => "cross",
            "unknown" => "question",
            _ => "alert",
        }
    }

    /// The tone of its colours.
    pub(crate) fn tone(&self) -> &'static str {
        match &*self.0 {
            "placing" | "waiting" => "info",
            "retrying" | "calling" => "warn",
            "talking" => "busy",
            "answered" => "good",
            "failed" | "discarded" => "bad",
            "busy" | "no-answer" | "expired" => "warn",
            _ => "muted",
        }
    }

    /// Its word.
    pub(crate) fn word(&self, t: &Texts) -> String {
        t.scheduled_state_word(&self.0)
    }
}

/// `GET /scheduled/new?number=` and `GET /scheduled/{id}`.
///
/// Posts `number`, `phone`, `date`, `time` and `note`; for another time only `date` and `time`.
#[derive(Debug, Template)]
#[template(path = "scheduled_call.html")]
pub(crate) struct ScheduledCallPage {
    pub(crate) frame: Frame,
    pub(crate) action: String,
    /// Only the time of an existing call changes.
    pub(crate) existing: bool,
    pub(crate) call: ScheduledForm,
    /// Of the reader; empty where there is only one.
    pub(crate) phones: Vec<Choice>,
    /// By which clock, and what holds when it is changed.
    pub(crate) clock: String,
    pub(crate) limits: String,
    pub(crate) errors: Errors,
}

/// A call as typed.
#[derive(Clone, Debug, Default)]
pub(crate) struct ScheduledForm {
    pub(crate) number: String,
    pub(crate) date: String,
    pub(crate) time: String,
    pub(crate) note: String,
}
