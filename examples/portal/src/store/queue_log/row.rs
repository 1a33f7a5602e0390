//! Visits, refused calls and strays as rows.

use std::time::Duration;

use chrono::{DateTime, Utc};
use sqlx::query_builder::Separated;
use sqlx::{FromRow, Sqlite};
use switchhook_portal_core::queue::log::{HungUp, Refusal};
use switchhook_portal_core::queue::visit::{
    Answer, Attempt, AttemptResult, End, Ending, Flags, LineKey, Name, Refused, Stray, StrayEvent,
    StrayReason, Visit,
};

use crate::store::{Seconds, StoreError};

#[derive(Debug, FromRow)]
pub(super) struct VisitRow {
    generation: i64,
    position: i64,
    call: String,
    queue: String,
    nth: i64,
    entered: Seconds,
    caller: String,
    caller_name: String,
    position_in: Option<i64>,
    position_out: Option<i64>,
    attempts: String,
    answered: Option<Seconds>,
    agent: Option<String>,
    ring: Option<i64>,
    channel: Option<String>,
    ended: Option<Seconds>,
    ending: Option<String>,
    detail: Option<String>,
    wait: Option<i64>,
    talk: Option<i64>,
    flags: i64,
}

#[derive(Debug, FromRow)]
pub(super) struct RefusedRow {
    generation: i64,
    position: i64,
    time: Seconds,
    call: Option<String>,
    queue: String,
    why: String,
}

#[derive(Debug, FromRow)]
pub(super) struct StrayRow {
    generation: i64,
    position: i64,
    time: Seconds,
    call: String,
    queue: String,
    event: String,
    why: String,
}

pub(super) fn key(generation: i64, position: i64) -> LineKey {
    LineKey {
        generation: u32::try_from(generation).unwrap_or_default(),
        position: position.unsigned_abs(),
    }
}

fn instant(seconds: Seconds) -> DateTime<Utc> {
    DateTime::from_timestamp(seconds, 0).unwrap_or_default()
}

fn length(milliseconds: i64) -> Duration {
    Duration::from_millis(milliseconds.unsigned_abs())
}

fn milliseconds(length: Duration) -> i64 {
    i64::try_from(length.as_millis()).unwrap_or(i64::MAX)
}

fn place(number: i64) -> u32 {
    u32::try_from(number).unwrap_or_default()
}

impl VisitRow {
    /// In the order of the table's columns.
    pub(super) fn bind(self, mut values: Separated<'_, Sqlite, &'static str>) {
        values
            .push_bind(self.generation)
            .push_bind(self.position)
            .push_bind(self.call)
            .push_bind(self.queue)
            .push_bind(self.nth)
            .push_bind(self.entered)
            .push_bind(self.caller)
            .push_bind(self.caller_name)
            .push_bind(self.position_in)
            .push_bind(self.position_out)
            .push_bind(self.attempts)
            .push_bind(self.answered)
            .push_bind(self.agent)
            .push_bind(self.ring)
            .push_bind(self.channel)
            .push_bind(self.ended)
            .push_bind(self.ending)
            .push_bind(self.detail)
            .push_bind(self.wait)
            .push_bind(self.talk)
            .push_bind(self.flags);
    }
}

impl From<&Visit> for VisitRow {
    fn from(visit: &Visit) -> Self {
        let (ending, detail) = match visit.end.as_ref().map(|end| &end.how) {
            None => (None, None),
            Some(how) => {
                let (key, detail) = ending_text(how);
                (Some(key.to_owned()), detail)
            }
        };
        let answer = visit.answer.as_ref();
        let attempts: Vec<String> = visit.attempts.iter().map(attempt_text).collect();
        Self {
            generation: visit.line.generation.into(),
            position: visit.line.position.cast_signed(),
            call: visit.call.to_string(),
            queue: visit.queue.to_string(),
            nth: visit.nth.into(),
            entered: visit.entered.timestamp(),
            caller: visit.caller.to_string(),
            caller_name: visit.caller_name.to_string(),
            position_in: visit.position_in.map(i64::from),
            position_out: visit.position_out.map(i64::from),
            attempts: attempts.join("\n"),
            answered: answer.map(|answer| answer.time.timestamp()),
            agent: answer.and_then(|answer| answer.agent.as_deref().map(str::to_owned)),
            ring: answer.and_then(|answer| answer.ring.map(milliseconds)),
            channel: answer.map(|answer| answer.channel.to_string()),
            ended: visit.end.as_ref().map(|end| end.time.timestamp()),
            ending,
            detail,
            wait: visit.wait.map(milliseconds),
            talk: visit.talk.map(milliseconds),
            flags: visit.flags.bits().into(),
        }
    }
}

impl TryFrom<VisitRow> for Visit {
    type Error = StoreError;

    fn try_from(row: VisitRow) -> Result<Self, StoreError> {
        let end = match (row.ended, &row.ending) {
            (Some(ended), Some(ending)) => Some(End {
                time: instant(ended),
                how: ending_of(ending, row.detail.as_deref().unwrap_or_default())
                    .ok_or_else(|| unknown("queue_visit.ending", ending))?,
            }),
            _ => None,
        };
        let attempts = row
            .attempts
            .lines()
            .map(|line| attempt_of(line).ok_or_else(|| unknown("queue_visit.attempts", line)));
        Ok(Self {
            call: row.call.into(),
            queue: row.queue.into(),
            nth: place(row.nth),
            line: key(row.generation, row.position),
            entered: instant(row.entered),
            caller: row.caller.into(),
            caller_name: row.caller_name.into(),
            position_in: row.position_in.map(place),
            position_out: row.position_out.map(place),
            attempts: attempts.collect::<Result<_, _>>()?,
            answer: row.answered.map(|answered| Answer {
                time: instant(answered),
                agent: row.agent.map(Name::from),
                ring: row.ring.map(length),
                channel: row.channel.unwrap_or_default().into(),
            }),
            end,
            wait: row.wait.map(length),
            talk: row.talk.map(length),
            flags: Flags::from_bits(u8::try_from(row.flags).unwrap_or_default()),
        })
    }
}

impl TryFrom<RefusedRow> for Refused {
    type Error = StoreError;

    fn try_from(row: RefusedRow) -> Result<Self, StoreError> {
        Ok(Self {
            line: key(row.generation, row.position),
            time: instant(row.time),
            call: row.call.map(Name::from),
            queue: row.queue.into(),
            why: Refusal::from_key(&row.why).ok_or_else(|| unknown("queue_refused.why", &row.why))?,
        })
    }
}

impl TryFrom<StrayRow> for Stray {
    type Error = StoreError;

    fn try_from(row: StrayRow) -> Result<Self, StoreError> {
        Ok(Self {
            line: key(row.generation, row.position),
            time: instant(row.time),
            call: row.call.into(),
            queue: row.queue.into(),
            event: StrayEvent::from_key(&row.event)
                .ok_or_else(|| unknown("queue_stray.event", &row.event))?,
            why: StrayReason::from_key(&row.why).ok_or_else(|| unknown("queue_stray.why", &row.why))?,
        })
    }
}

fn unknown(column: &'static str, value: &str) -> StoreError {
    StoreError::Value {
        column,
        value: value.to_owned(),
    }
}

/// The word of an ending, and what belongs to it.
fn ending_text(how: &Ending) -> (&'static str, Option<String>) {
    match how {
        Ending::Completed(HungUp::Agent) => ("agent", None),
        Ending::Completed(HungUp::Caller) => ("caller", None),
        Ending::BlindTransfer { extension, context } => ("blind", Some(format!("{extension}@{context}"))),
        Ending::AttendedTransfer { to } => ("attended", Some(to.to_string())),
        Ending::Abandoned => ("abandoned", None),
        Ending::TimedOut => ("timed-out", None),
        Ending::Key(key) => ("key", Some(key.to_string())),
        Ending::Empty => ("empty", None),
        Ending::Withdrawn(info) => ("withdrawn", Some(info.to_string())),
        Ending::Incompatible => ("incompatible", None),
        Ending::AgentDump => ("agent-dump", None),
        Ending::Lost => ("lost", None),
    }
}

fn ending_of(key: &str, detail: &str) -> Option<Ending> {
    Some(match key {
        "agent" => Ending::Completed(HungUp::Agent),
        "caller" => Ending::Completed(HungUp::Caller),
        "blind" => {
            let (extension, context) = detail.split_once('@').unwrap_or((detail, ""));
            Ending::BlindTransfer {
                extension: extension.into(),
                context: context.into(),
            }
        }
        "attended" => Ending::AttendedTransfer { to: detail.into() },
        "abandoned" => Ending::Abandoned,
        "timed-out" => Ending::TimedOut,
        "key" => Ending::Key(detail.into()),
        "empty" => Ending::Empty,
        "withdrawn" => Ending::Withdrawn(detail.into()),
        "incompatible" => Ending::Incompatible,
        "agent-dump" => Ending::AgentDump,
        "lost" => Ending::Lost,
        _ => return None,
    })
}

/// `1795341615|15000|no-answer|Ana`; without milliseconds where nobody knows them, without an agent likewise.
fn attempt_text(attempt: &Attempt) -> String {
    let ring = attempt
        .ring
        .map_or_else(String::new, |ring| milliseconds(ring).to_string());
    let result = match attempt.result {
        AttemptResult::NoAnswer => "no-answer",
        AttemptResult::Canceled => "canceled",
        AttemptResult::Dumped => "dumped",
    };
    let agent = attempt.agent.as_deref().unwrap_or_default();
    format!("{}|{ring}|{result}|{agent}", attempt.time.timestamp())
}

fn attempt_of(line: &str) -> Option<Attempt> {
    let mut parts = line.splitn(4, '|');
    let (time, ring, result, agent) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
    Some(Attempt {
        time: instant(time.parse().ok()?),
        ring: ring.parse().ok().map(length),
        result: match result {
            "no-answer" => AttemptResult::NoAnswer,
            "canceled" => AttemptResult::Canceled,
            "dumped" => AttemptResult::Dumped,
            _ => return None,
        },
        agent: (!agent.is_empty()).then(|| agent.into()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_ending_is_read_as_it_was_written() {
        for how in [
            Ending::Completed(HungUp::Agent),
            Ending::Completed(HungUp::Caller),
            Ending::BlindTransfer {
                extension: "200".into(),
                context: "from-queue".into(),
            },
            Ending::AttendedTransfer { to: "b-1".into() },
            Ending::Abandoned,
            Ending::TimedOut,
            Ending::Key("*".into()),
            Ending::Empty,
            Ending::Withdrawn("VIP".into()),
            Ending::Incompatible,
            Ending::AgentDump,
            Ending::Lost,
        ] {
            let (key, detail) = ending_text(&how);
            assert_eq!(ending_of(key, detail.as_deref().unwrap_or_default()), Some(how));
        }
    }

    #[test]
    fn an_attempt_is_read_as_it_was_written() {
        for line in [
            "1795341615|15000|no-answer|Ana | Souza",
            "5||dumped|",
            "7|20|canceled|B",
        ] {
            assert_eq!(attempt_text(&attempt_of(line).unwrap()), line);
        }
        assert_eq!(attempt_of("5||gone|"), None);
    }
}
