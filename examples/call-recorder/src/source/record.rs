//! A call detail record by the names of its columns.

use std::collections::BTreeMap;

use super::Register;
use crate::call::{Call, CallError};
use crate::time;

/// Which column of a line is which.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Columns(&'static [&'static str]);

/// What every `Master.csv` has.
const BASE: [&str; 16] = [
    "accountcode",
    "src",
    "dst",
    "dcontext",
    "clid",
    "channel",
    "dstchannel",
    "lastapp",
    "lastdata",
    "start",
    "answer",
    "end",
    "duration",
    "billsec",
    "disposition",
    "amaflags",
];
/// What `loguniqueid`, `loguserfield` and `newcdrcolumns` add.
const WITH_ID: [&str; 1] = ["uniqueid"];
const WITH_FIELD: [&str; 2] = ["uniqueid", "userfield"];
const WITH_NEW: [&str; 4] = ["uniqueid", "peeraccount", "linkedid", "sequence"];
const WITH_ALL: [&str; 5] = ["uniqueid", "userfield", "peeraccount", "linkedid", "sequence"];

/// Seconds: what says that it lasted ten years is wrong.
const LONGEST_CALL: i64 = 315_360_000;

impl Columns {
    /// By their number: the file has no header.
    pub fn of(count: usize) -> Option<Self> {
        match count {
            17 => Some(Self(&WITH_ID)),
            18 => Some(Self(&WITH_FIELD)),
            20 => Some(Self(&WITH_NEW)),
            21 => Some(Self(&WITH_ALL)),
            _ => None,
        }
    }

    /// The values by their names.
    pub fn name(self, values: Vec<String>) -> BTreeMap<&'static str, String> {
        BASE.into_iter()
            .chain(self.0.iter().copied())
            .zip(values)
            .collect()
    }
}

/// What a table may have besides: where the dialplan of many sites says what MixMonitor writes.
const IN_TABLES: [&str; 1] = ["recordingfile"];

/// The names that a record may have.
pub fn names() -> impl Iterator<Item = &'static str> {
    BASE.into_iter().chain(WITH_ALL).chain(IN_TABLES)
}

/// What tables call it that do not use Asterisk's own name.
pub fn other_name(name: &str) -> Option<&'static str> {
    (name == "start").then_some("calldate")
}

/// The call that a record is about.
pub fn call(mut record: BTreeMap<&'static str, String>, register: &Register) -> Result<Call, CallError> {
    let mut take = |name| record.remove(name).unwrap_or_default();
    let number = |text: String| text.trim().parse().unwrap_or(0);
    let moment = |text: String| time::moment(&text, register.zone);
    let (start, answer, end) = (moment(take("start")), moment(take("answer")), moment(take("end")));
    let duration = number(take("duration"));
    // Tables with `calldate` have no end.
    let lasted = chrono::Duration::seconds(i64::try_from(duration).unwrap_or(0).min(LONGEST_CALL));
    let end = end.or_else(|| start.and_then(|start| start.checked_add_signed(lasted)));
    let call = Call {
        unique_id: take("uniqueid"),
        linked_id: take("linkedid"),
        sequence: take("sequence"),
        caller: take("src"),
        caller_name: name_of(&take("clid")),
        called: take("dst"),
        context: take("dcontext"),
        channel: take("channel"),
        called_channel: take("dstchannel"),
        account: take("accountcode"),
        user_field: take("userfield"),
        start: time::text(start),
        answer: time::text(answer),
        end: time::text(end),
        duration,
        talk: number(take("billsec")),
        disposition: take("disposition"),
        application: take("lastapp"),
        recorded_to: take("recordingfile"),
        ..Call::default()
    };
    // Without a sequence, its end and its last application tell records of one channel apart.
    let call = match call.sequence.is_empty() {
        true => Call {
            sequence: format!("{} {} {}", call.end, call.duration, call.application),
            ..call
        },
        false => call,
    };
    register.finish(call)
}

/// The name in `"Alice Martin" <100>`.
fn name_of(caller_id: &str) -> String {
    let name = caller_id.rsplit_once('<').map_or("", |(name, _)| name);
    name.trim().trim_matches('"').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_a_caller_is_what_stands_before_the_number() {
        for (caller_id, name) in [
            ("\"Alice Martin\" <100>", "Alice Martin"),
            ("\"\" <100>", ""),
            ("\"a < b\" <100>", "a < b"),
            ("100", ""),
            ("", ""),
        ] {
            assert_eq!(name_of(caller_id), name, "{caller_id}");
        }
    }
}
