//! Journeys of call detail records alone.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use super::{Ending, Journey, Leg, Side, Source, Step, What};
use crate::call_log::{Cdr, Disposition};

/// Makes one journey of the records of each linked id, in the order of their begins: who was connected to whom, when,
/// and how each attempt ended.
///
/// ```
/// use switchhook_portal_core::call_log::Cdr;
/// use switchhook_portal_core::journey::{Ending, Source, from_records};
///
/// let record = [
///     ("Source", "100"), ("Destination", "101"), ("Channel", "PJSIP/100-1"), ("DestinationChannel", "PJSIP/101-2"),
///     ("StartTime", "2026-11-22 10:00:00"), ("EndTime", "2026-11-22 10:00:20"), ("Duration", "20"),
///     ("BillableSeconds", "0"), ("Disposition", "NO ANSWER"), ("UniqueID", "1.1"),
/// ];
/// let journeys = from_records(&[Cdr::from_headers(&record, chrono_tz::UTC)?]);
/// assert_eq!((journeys[0].source, journeys[0].ending), (Source::Records, Ending::NoAnswer));
/// assert_eq!(journeys[0].legs.len(), 2);
/// # Ok::<(), switchhook_portal_core::call_log::CdrError>(())
/// ```
pub fn from_records(records: &[Cdr]) -> Vec<Journey> {
    let mut calls: BTreeMap<&str, Vec<&Cdr>> = BTreeMap::new();
    for record in records {
        calls.entry(record.linked_id.as_str()).or_default().push(record);
    }
    let mut journeys: Vec<Journey> = calls
        .into_iter()
        .filter_map(|(id, mut records)| {
            records.sort_by_key(|record| (record.start, record.sequence));
            journey(id, &records)
        })
        .collect();
    journeys.sort_by(|one, other| (one.began, &one.id).cmp(&(other.began, &other.id)));
    journeys
}

fn journey(id: &str, records: &[&Cdr]) -> Option<Journey> {
    let mut legs: Vec<Leg> = Vec::new();
    let mut steps = Vec::new();
    for record in records {
        let ending = ending(record);
        if !record.channel.starts_with("Local/") {
            let calling = Leg {
                number: record.source.clone(),
                name: record.caller_name().to_owned(),
                dialled: record.destination.clone(),
                ..leg(record, &record.unique_id, &record.channel, Side::Calling, ending)
            };
            add(&mut legs, calling);
        }
        let other = record.destination_channel.as_str();
        if !other.is_empty() && !other.starts_with("Local/") {
            // Records have no unique id of the called channel; its name is as unique.
            add(&mut legs, leg(record, other, other, Side::Called, ending));
            if let (Some(at), true) = (record.answer, ending == Ending::Answered)
                && !record.channel.starts_with("Local/")
            {
                steps.push(Step {
                    at,
                    until: Some(record.end),
                    what: What::Talk {
                        legs: vec![record.unique_id.clone(), other.to_owned()],
                    },
                });
            }
        }
        if let Some(queue) = record.queue() {
            let left = if ending == Ending::Answered {
                record.answer
            } else {
                None
            };
            steps.push(Step {
                at: record.start,
                until: left.or(Some(record.end)),
                what: What::Queue {
                    leg: record.unique_id.clone(),
                    queue: queue.to_owned(),
                    ending: if record.has_talk() {
                        Ending::Answered
                    } else {
                        Ending::LeftQueue
                    },
                },
            });
        } else if ending == Ending::Voicemail {
            steps.push(Step {
                at: record.answer.unwrap_or(record.start),
                until: Some(record.end),
                what: What::Voicemail {
                    leg: record.unique_id.clone(),
                    mailbox: record.last_data.split(',').next().unwrap_or_default().to_owned(),
                },
            });
        }
    }
    steps.sort_by_key(|step| step.at);
    let endings: Vec<Ending> = records.iter().map(|record| ending(record)).collect();
    let won = endings.iter().copied().find(|ending| *ending == Ending::Answered);
    Some(Journey {
        id: id.to_owned(),
        joined: Vec::new(),
        source: Source::Records,
        began: records.iter().map(|record| record.start).min()?,
        ended: records.iter().map(|record| record.end).max(),
        ending: won.or(endings.last().copied())?,
        legs,
        steps,
        is_incomplete: false,
    })
}

fn ending(record: &Cdr) -> Ending {
    match record.disposition {
        Disposition::Answered if record.has_talk() => Ending::Answered,
        Disposition::Answered if record.last_application.eq_ignore_ascii_case("VoiceMail") => {
            Ending::Voicemail
        }
        Disposition::Answered if record.queue().is_some() => Ending::LeftQueue,
        Disposition::Answered => Ending::Service,
        Disposition::NoAnswer => Ending::NoAnswer,
        Disposition::Busy => Ending::Busy,
        Disposition::Congestion => Ending::Congestion,
        Disposition::Cancelled => Ending::Cancelled,
        Disposition::Failed => Ending::Failed,
    }
}

fn leg(record: &Cdr, unique_id: &str, channel: &str, side: Side, ending: Ending) -> Leg {
    Leg {
        unique_id: unique_id.to_owned(),
        channel: channel.to_owned(),
        number: String::new(),
        name: String::new(),
        dialled: String::new(),
        side,
        began: record.start,
        ringing: None,
        answered: record.answer,
        ended: Some(record.end),
        cause: None,
        ending,
    }
}

/// Several records may tell of one channel.
fn add(legs: &mut Vec<Leg>, leg: Leg) {
    let Some(known) = legs.iter_mut().find(|known| known.channel == leg.channel) else {
        legs.push(leg);
        return;
    };
    let earlier =
        |one: Option<DateTime<Utc>>, other: Option<DateTime<Utc>>| one.into_iter().chain(other).min();
    known.began = known.began.min(leg.began);
    known.answered = earlier(known.answered, leg.answered);
    known.ended = known.ended.max(leg.ended);
    if leg.ending == Ending::Answered {
        known.ending = leg.ending;
    }
}
