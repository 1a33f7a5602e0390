//! Call detail records of calls that end.

use super::super::cdr::{CdrRecord, caller_id};
use super::super::channel::Channel;
use super::super::clock::Moment;
use super::{Key, Model};

/// What a record says beside its channels.
#[derive(Clone, Copy, Debug)]
pub(super) struct Span {
    pub(super) start: Moment,
    pub(super) answered: Option<Moment>,
    /// Said when nobody answered.
    pub(super) unanswered: &'static str,
}

impl Model {
    /// Emits the record of a call between its first channel and `called`.
    pub(super) fn record(&mut self, call: Key, channel: &Channel, called: Option<&Channel>, span: Span) {
        let Some(call) = self.calls.get(&call) else { return };
        self.next_sequence += 1;
        let end = self.now;
        let civil = |moment: Moment| moment.civil(self.utc_offset);
        let record = CdrRecord {
            account_code: channel.account.clone(),
            source: channel.caller.number.clone(),
            destination: call.destination.clone(),
            destination_context: call.context.clone(),
            caller_id: caller_id(&channel.caller.name, &channel.caller.number),
            channel: channel.name.clone(),
            destination_channel: called.map(|c| c.name.clone()).unwrap_or_default(),
            last_application: channel.application.clone(),
            last_data: channel.data.clone(),
            start_time: civil(span.start),
            answer_time: span.answered.map(civil),
            end_time: civil(end),
            duration: end.since(span.start).as_secs(),
            billable_seconds: span.answered.map_or(0, |at| end.since(at).as_secs()),
            disposition: if span.answered.is_some() {
                "ANSWERED"
            } else {
                span.unanswered
            }
            .to_owned(),
            ama_flags: "DOCUMENTATION".to_owned(),
            unique_id: channel.unique_id.clone(),
            user_field: String::new(),
            linked_id: channel.linked_id.clone(),
            sequence: self.next_sequence,
        };
        self.events.push(record.event());
    }
}
