//! What happened to a call: a part of its page.

use super::common::Party;
use crate::web::timeline::Timeline;

/// The part of a call's page.
#[derive(Debug)]
pub(crate) struct JourneyPanel {
    /// What its reader has to know first: that something is missing, or where it is known from.
    pub(crate) notes: Vec<Note>,
    /// Label and value.
    pub(crate) figures: Vec<(String, String)>,
    pub(crate) timeline: Timeline,
    pub(crate) legs: Vec<LegRow>,
    pub(crate) steps: Vec<StepRow>,
    /// Whether the reader sees why channels were hung up, and with what applications ran.
    pub(crate) technical: bool,
}

/// A sentence above it.
#[derive(Clone, Debug)]
pub(crate) struct Note {
    pub(crate) warns: bool,
    pub(crate) text: String,
}

/// Somebody who took part.
#[derive(Clone, Debug)]
pub(crate) struct LegRow {
    pub(crate) party: Party,
    pub(crate) side: String,
    pub(crate) dialled: String,
    /// Time of day.
    pub(crate) began: String,
    /// `0:00:05`, or empty where it did not ring or nobody knows.
    pub(crate) rang: String,
    pub(crate) talked: String,
    pub(crate) ending: EndingBadge,
    /// As Asterisk says it.
    pub(crate) cause: String,
}

/// How it ended: symbol, tone of its colours, word.
#[derive(Clone, Debug)]
pub(crate) struct EndingBadge {
    pub(crate) icon: &'static str,
    pub(crate) tone: &'static str,
    pub(crate) word: String,
}

/// Something that happened.
#[derive(Clone, Debug)]
pub(crate) struct StepRow {
    /// Time of day.
    pub(crate) at: String,
    /// How long; empty for a moment.
    pub(crate) lasted: String,
    pub(crate) text: String,
    /// What the dialplan said to an application; for technicians.
    pub(crate) data: String,
}
