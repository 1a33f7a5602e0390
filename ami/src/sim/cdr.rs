//! Call detail records, as the `Cdr` event carries them.

use chrono::NaiveDateTime;

use super::class::Classes;
use super::text::{Event, Message};

/// One record, with the fields of a `Cdr` event.
///
/// A call can leave several: they share [`linked_id`](Self::linked_id) and are in order of [`sequence`](Self::sequence).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CdrRecord {
    /// Empty in this simulation, as where nobody sets one.
    pub account_code: String,
    /// The caller's number.
    pub source: String,
    /// What was dialled.
    pub destination: String,
    /// The context it was dialled in.
    pub destination_context: String,
    /// `"Name" <number>`, or the number alone.
    pub caller_id: String,
    /// The caller's channel.
    pub channel: String,
    /// The called channel; empty if there was none.
    pub destination_channel: String,
    /// The application the caller's channel ran last: `Dial`, `Queue`, …
    pub last_application: String,
    /// Its arguments.
    pub last_data: String,
    /// Local time at which the call began.
    pub start_time: NaiveDateTime,
    /// Local time at which it was answered, if it was.
    pub answer_time: Option<NaiveDateTime>,
    /// Local time at which it ended.
    pub end_time: NaiveDateTime,
    /// Seconds from start to end.
    pub duration: u64,
    /// Seconds from answer to end; 0 if it was not answered.
    pub billable_seconds: u64,
    /// `ANSWERED`, `NO ANSWER`, `BUSY` or `FAILED`.
    pub disposition: String,
    /// `DOCUMENTATION`, Asterisk's default.
    pub ama_flags: String,
    /// That of the caller's channel.
    pub unique_id: String,
    /// Empty in this simulation.
    pub user_field: String,
    /// The unique id of the call's first channel. On a real PBX: `linkedid => LinkedID` in `cdr_manager.conf`.
    pub linked_id: String,
    /// Numbers all records of the PBX. On a real PBX: `sequence => Sequence` in `cdr_manager.conf`.
    pub sequence: u64,
}

impl CdrRecord {
    /// The headers of the `Cdr` event that carries this record, in Asterisk's order.
    ///
    /// Asterisk `cdr/cdr_manager.c`; an unset answer time is an empty value.
    pub fn headers(&self) -> Vec<(&'static str, String)> {
        let time = |t: NaiveDateTime| t.format("%Y-%m-%d %H:%M:%S").to_string();
        vec![
            ("AccountCode", self.account_code.clone()),
            ("Source", self.source.clone()),
            ("Destination", self.destination.clone()),
            ("DestinationContext", self.destination_context.clone()),
            ("CallerID", self.caller_id.clone()),
            ("Channel", self.channel.clone()),
            ("DestinationChannel", self.destination_channel.clone()),
            ("LastApplication", self.last_application.clone()),
            ("LastData", self.last_data.clone()),
            ("StartTime", time(self.start_time)),
            ("AnswerTime", self.answer_time.map(time).unwrap_or_default()),
            ("EndTime", time(self.end_time)),
            ("Duration", self.duration.to_string()),
            ("BillableSeconds", self.billable_seconds.to_string()),
            ("Disposition", self.disposition.clone()),
            ("AMAFlags", self.ama_flags.clone()),
            ("UniqueID", self.unique_id.clone()),
            ("UserField", self.user_field.clone()),
            ("LinkedID", self.linked_id.clone()),
            ("Sequence", self.sequence.to_string()),
        ]
    }

    /// The whole event as Asterisk sends it, with its empty line.
    pub fn event_text(&self) -> String {
        self.event().text
    }

    pub(super) fn event(&self) -> Event {
        self.headers()
            .into_iter()
            .fold(Message::event("Cdr", Classes::CDR), |message, (name, value)| {
                message.header(name, value)
            })
            .into_event()
    }
}

/// `"Name" <number>`, as `ast_callerid_merge` writes it.
pub(super) fn caller_id(name: &str, number: &str) -> String {
    match (name.is_empty(), number.is_empty()) {
        (false, false) => format!("\"{name}\" <{number}>"),
        (true, _) => number.to_owned(),
        (_, true) => name.to_owned(),
    }
}
