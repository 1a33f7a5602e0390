//! The call log.

use askama::Template;

use super::common::{Chip, Choice, Column, Direction, Errors, Party};
use super::journey::JourneyPanel;
use crate::i18n::Texts;
use crate::web::frame::Frame;

/// `GET /calls?number=&direction=&date=&time=`.
#[derive(Debug, Template)]
#[template(path = "calls.html")]
pub(crate) struct CallsPage {
    pub(crate) frame: Frame,
    pub(crate) number: String,
    /// The first entry is "all" with an empty value.
    pub(crate) directions: Vec<Choice>,
    /// `2026-11-22` or empty, as a date field wants it.
    pub(crate) date: String,
    /// `14:05` or empty, as a time field wants it.
    pub(crate) time: String,
    /// What is wrong with the filters; then nothing is listed.
    pub(crate) errors: Errors,
    pub(crate) chips: Vec<Chip>,
    /// Whose calls these are.
    pub(crate) scope: String,
    /// Whether the ends of numbers are hidden from this reader.
    pub(crate) masked: bool,
    /// Direction, date, from, to, result, duration, cost: all headings in this order.
    pub(crate) columns: Vec<Column>,
    pub(crate) rows: Vec<CallRow>,
    /// How many match in all.
    pub(crate) total: i64,
    pub(crate) more: Option<String>,
    pub(crate) csv: Option<String>,
}

/// A call that ended.
#[derive(Clone, Debug)]
pub(crate) struct CallRow {
    /// Its page.
    pub(crate) href: String,
    pub(crate) when: String,
    pub(crate) direction: Direction,
    pub(crate) from: Party,
    pub(crate) to: Party,
    pub(crate) result: CallResult,
    /// Talking time, `0:03:10`.
    pub(crate) duration: String,
    pub(crate) cost: Cost,
    /// What calls the other side back, as dialled.
    pub(crate) dial: Option<String>,
    /// Where its recording is heard, for whoever may.
    pub(crate) recording: Option<String>,
}

/// `GET /calls/{id}`.
#[derive(Debug, Template)]
#[template(path = "call.html")]
pub(crate) struct CallPage {
    pub(crate) frame: Frame,
    pub(crate) when: String,
    pub(crate) direction: Direction,
    pub(crate) from: Party,
    pub(crate) to: Party,
    pub(crate) result: CallResult,
    pub(crate) duration: String,
    pub(crate) recording: Option<String>,
    /// What happened to it, for who sees it in the log.
    pub(crate) journey: Option<JourneyPanel>,
    /// Whether the reader may know its cost at all.
    pub(crate) may_read_cost: bool,
    /// Absent before it was rated.
    pub(crate) price: Option<CallPrice>,
    /// The list in which the reader finds it.
    pub(crate) back: &'static str,
}

/// What a call cost, and why.
#[derive(Clone, Debug)]
pub(crate) struct CallPrice {
    pub(crate) state: PriceBadge,
    /// Before tax, tax, with tax.
    pub(crate) amounts: Option<(String, String, String)>,
    pub(crate) destination: String,
    /// How the price comes about, or why there is none.
    pub(crate) steps: Vec<String>,
    /// The same as older portals kept it.
    pub(crate) english: String,
    /// Name of the tariff that made it, empty if it is gone, and where it is shown for who may see that.
    pub(crate) tariff: (String, Option<String>),
    pub(crate) fingerprint: String,
    /// When it was made.
    pub(crate) rated: String,
}

/// What became of a price: symbol, tone of its colours, word.
#[derive(Clone, Debug)]
pub(crate) struct PriceBadge {
    pub(crate) icon: &'static str,
    pub(crate) tone: &'static str,
    pub(crate) word: String,
}

/// How a call ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CallResult {
    Answered,
    Missed,
    Busy,
    Failed,
}

impl CallResult {
    /// Its symbol.
    pub(crate) fn icon(self) -> &'static str {
        match self {
            Self::Answered => "check",
            Self::Missed => "ring",
            Self::Busy => "minus",
            Self::Failed => "cross",
        }
    }

    /// The tone of its colours.
    pub(crate) fn tone(self) -> &'static str {
        match self {
            Self::Answered => "good",
            Self::Missed => "warn",
            Self::Busy => "busy",
            Self::Failed => "bad",
        }
    }

    /// Its word.
    pub(crate) fn word(self, t: &Texts) -> String {
        match self {
            Self::Answered => t.result_answered(),
            Self::Missed => t.result_missed(),
            Self::Busy => t.result_busy(),
            Self::Failed => t.result_failed(),
        }
    }
}

/// What a call cost.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Cost {
    /// The call has no price: incoming, internal or not answered, or the reader may not see it.
    None,
    /// With its currency: `17 XPF`.
    Amount(String),
    /// It should have a price, and no tariff fits.
    NoTariff,
}
