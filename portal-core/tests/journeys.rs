//! What real Asterisks 16.28 and 22.10 said about calls, made into journeys: from manager events, from the channel event
//! log, and from call detail records.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use chrono::{DateTime, TimeDelta, Utc};
use proptest::prelude::*;
use switchhook_portal_core::Headers as _;
use switchhook_portal_core::call_log::Cdr;
use switchhook_portal_core::journey::{
    Builder, CelRow, Ending, Journey, Limits, Side, Source, Step, What, from_records,
};

type Event = Vec<(&'static str, &'static str)>;

macro_rules! traces {
    ($($name:literal),* $(,)?) => {
        const TRACES: [(&str, &str, &str); 21] = [$(
            (
                $name,
                include_str!(concat!("../testdata/calls/16-", $name, ".txt")),
                include_str!(concat!("../testdata/calls/22-", $name, ".txt")),
            ),
        )*];
    };
}

traces!(
    "answered",
    "attended-transfer",
    "attended-transfer-sip",
    "blind-transfer",
    "busy",
    "call-file",
    "cancelled",
    "click-to-dial",
    "crossed",
    "forwarded-immediate",
    "forwarded-no-answer",
    "ivr",
    "no-answer",
    "parked",
    "picked-up",
    "queue-abandoned",
    "queue-answered",
    "queue-to-queue",
    "rejected",
    "three-way",
    "voicemail",
);

fn events(trace: &'static str) -> Vec<Event> {
    trace
        .split("\n\n")
        .map(|block| {
            let lines = block.lines().filter(|line| !line.starts_with('#'));
            lines
                .filter_map(|line| line.split_once(": ").or(line.split_once(':')))
                .collect()
        })
        .filter(|event: &Event| !event.is_empty())
        .collect()
}

fn moment(event: &Event) -> DateTime<Utc> {
    let stamp = event.header("Timestamp").unwrap();
    DateTime::from_timestamp_micros(stamp.replace('.', "").parse().unwrap()).unwrap()
}

fn later() -> DateTime<Utc> {
    DateTime::from_timestamp(1_900_000_000, 0).unwrap()
}

fn is_cel(event: &Event) -> bool {
    event.header("Event").as_deref() == Some("CEL")
}

fn from_events<'a>(events: impl IntoIterator<Item = &'a Event>) -> Vec<Journey> {
    let mut builder = Builder::new(Limits::default(), Source::Events);
    for event in events {
        builder.event(event.as_slice(), moment(event));
    }
    builder.finished(later())
}

fn of_trace(trace: &'static str) -> Vec<Journey> {
    from_events(events(trace).iter().filter(|event| !is_cel(event)))
}

/// The rows that the trace's `CEL` events are, with the time of the event, which has a fraction.
fn cel_of(trace: &'static str) -> Vec<Journey> {
    let mut builder = Builder::new(Limits::default(), Source::Cel);
    for event in events(trace).iter().filter(|event| is_cel(event)) {
        let stamp = event.header("Timestamp").unwrap();
        let row: Vec<(&str, &str)> = event
            .iter()
            .map(|(name, value)| match *name {
                "EventTime" => (*name, stamp.as_ref()),
                _ => (*name, *value),
            })
            .collect();
        builder.cel(CelRow::from_headers(row.as_slice(), chrono_tz::UTC).unwrap());
    }
    builder.finished(later())
}

/// What the traces say, in words: a section for each.
const TOLD: &str = include_str!("../testdata/calls/README.md");

/// The section of a trace, calls parted by a line of dashes.
fn expected(name: &str) -> Vec<String> {
    let begin = format!("\n## {name}\n\n```\n");
    let (_, section) = TOLD.split_once(&begin).expect(name);
    let (section, _) = section.split_once("\n```").unwrap();
    section.split("\n---\n").map(str::to_owned).collect()
}

/// The journey in words, without moments and without what differs between runs.
fn told(journey: &Journey) -> String {
    let who = |unique_id: &String| match journey.legs.iter().position(|leg| leg.unique_id == *unique_id) {
        Some(place) => format!("{}({})", journey.legs[place].number, place + 1),
        None => "-".to_owned(),
    };
    let mut text = String::new();
    for (place, leg) in journey.legs.iter().enumerate() {
        let dialled = match leg.side {
            Side::Calling => format!(" dials {}", leg.dialled),
            Side::Called => String::new(),
        };
        let answered = if leg.answered.is_some() { ", answered" } else { "" };
        let (number, ending) = (&leg.number, leg.ending.key());
        writeln!(text, "{}: {number}{dialled}{answered}: {ending}", place + 1).unwrap();
    }
    for Step { what, .. } in &journey.steps {
        let line = match what {
            What::Application { leg, name, data } => format!("{} hears {name} {data}", who(leg)),
            What::Digits { leg, digits } => format!("{} presses {digits}", who(leg)),
            What::Queue { leg, queue, ending } => format!("{} in queue {queue}: {}", who(leg), ending.key()),
            What::Talk { legs } => format!("talk {}", legs.iter().map(who).collect::<Vec<_>>().join(" ")),
            What::Forward { from, to } => format!("forward from {from} to {to}"),
            What::BlindTransfer { by, whom, to } => format!("{} sends {} to {to}", who(by), who(whom)),
            What::AttendedTransfer { by, whom, to } => {
                format!("{} joins {} and {}", who(by), who(whom), who(to))
            }
            What::ThreeWay { by, whom, to } => format!("{} meets {} and {}", who(by), who(whom), who(to)),
            What::Pickup { by, from } => format!("{} takes the call of {}", who(by), who(from)),
            What::Park { leg, fetched, .. } => format!("{} parked, fetched by {}", who(leg), who(fetched)),
            What::Voicemail { leg, mailbox } => format!("{} at mailbox {mailbox}", who(leg)),
            other => panic!("{other:?}"),
        };
        writeln!(text, "{line}").unwrap();
    }
    write!(text, "{}", journey.ending.key()).unwrap();
    text
}

fn all_told(journeys: &[Journey]) -> Vec<String> {
    journeys.iter().map(told).collect()
}

#[test]
fn both_asterisks_tell_the_same_journeys_by_events() {
    for (name, old, new) in TRACES {
        assert_eq!(all_told(&of_trace(old)), expected(name), "{name} 16");
        assert_eq!(all_told(&of_trace(new)), expected(name), "{name} 22");
    }
}

#[test]
fn the_channel_event_log_tells_the_same_journeys_as_events() {
    for (name, old, new) in TRACES {
        let mut without_keys = expected(name);
        for told in &mut without_keys {
            let lines: Vec<&str> = told.lines().filter(|line| !line.contains(" presses ")).collect();
            *told = lines.join("\n");
        }
        assert_eq!(
            all_told(&cel_of(old)),
            without_keys,
            "{name} 16, which logs no keys"
        );
        assert_eq!(all_told(&cel_of(new)), expected(name), "{name} 22");
    }
}

/// Moments of two sources of one call; ringing is told by events only.
#[test]
fn the_channel_event_log_and_events_agree_about_when() {
    let near = |one: DateTime<Utc>, other: DateTime<Utc>| (one - other).abs() < TimeDelta::milliseconds(250);
    for (name, old, new) in TRACES {
        for trace in [old, new] {
            for (one, other) in of_trace(trace).iter().zip(&cel_of(trace)) {
                assert_eq!(one.id, other.id, "{name}");
                for (leg, theirs) in one.legs.iter().zip(&other.legs) {
                    let (id, cause) = (&leg.unique_id, leg.cause);
                    assert_eq!((id, cause), (&theirs.unique_id, theirs.cause), "{name}");
                    assert!(near(leg.began, theirs.began), "{name} {id}");
                    assert!(near(leg.ended.unwrap(), theirs.ended.unwrap()), "{name} {id}");
                    assert_eq!(leg.answered.is_some(), theirs.answered.is_some(), "{name} {id}");
                    if let Some((ours, theirs)) = leg.answered.zip(theirs.answered) {
                        assert!(near(ours, theirs), "{name} {id}");
                    }
                }
                let talks = |journey: &Journey| -> Vec<Step> {
                    let steps = journey.steps.iter().cloned();
                    steps
                        .filter(|step| matches!(step.what, What::Talk { .. } | What::Queue { .. }))
                        .collect()
                };
                for (step, theirs) in talks(one).iter().zip(&talks(other)) {
                    assert!(near(step.at, theirs.at), "{name} {:?}", step.what);
                    assert!(
                        near(step.until.unwrap(), theirs.until.unwrap()),
                        "{name} {:?}",
                        step.what
                    );
                }
            }
        }
    }
}

#[test]
fn causes_and_ringing_are_those_of_the_legs() {
    for (name, leg, cause, rings) in [
        ("busy", 1, 17, false),
        ("rejected", 1, 21, false),
        ("picked-up", 1, 26, true),
        ("answered", 1, 16, true),
    ] {
        let (_, old, new) = *TRACES.iter().find(|(other, ..)| *other == name).unwrap();
        for trace in [old, new] {
            let leg = &of_trace(trace)[0].legs[leg];
            assert_eq!((leg.cause, leg.ringing.is_some()), (Some(cause), rings), "{name}");
        }
    }
}

#[test]
fn two_calls_that_an_attended_transfer_joins_are_one_journey_with_the_id_of_the_first() {
    for (_, old, new) in TRACES
        .into_iter()
        .filter(|(name, ..)| *name == "attended-transfer-sip")
    {
        for trace in [old, new] {
            let journeys = of_trace(trace);
            let first = events(trace)
                .iter()
                .find_map(|event| event.filled("Linkedid").map(std::borrow::Cow::into_owned));
            assert_eq!(journeys.len(), 1);
            assert_eq!(Some(&journeys[0].id), first.as_ref());
            assert_eq!(journeys[0].joined.len(), 1);
        }
    }
}

/// Applications reach an account without the class `dialplan` by CEL only.
#[test]
fn an_account_without_the_class_dialplan_hears_of_mailboxes_and_menus_from_cel() {
    for (name, old, new) in TRACES
        .into_iter()
        .filter(|(name, ..)| matches!(*name, "voicemail" | "ivr"))
    {
        for trace in [old, new] {
            let events = events(trace);
            let heard: Vec<_> = events
                .iter()
                .filter(|event| event.header("Event").as_deref() != Some("Newexten"))
                .collect();
            assert_eq!(all_told(&from_events(heard)), expected(name), "{name}");
            let neither: Vec<_> = events
                .iter()
                .filter(|event| event.header("Event").as_deref() != Some("Newexten") && !is_cel(event))
                .collect();
            let told = all_told(&from_events(neither)).concat();
            assert!(!told.contains("mailbox") && !told.contains("hears"), "{told}");
        }
    }
}

#[test]
fn records_alone_say_who_was_reached_and_how_it_ended() {
    let expected: BTreeMap<&str, Ending> = [
        ("answered", Ending::Answered),
        ("busy", Ending::Busy),
        ("cancelled", Ending::NoAnswer),
        ("no-answer", Ending::NoAnswer),
        ("queue-answered", Ending::Answered),
        ("blind-transfer", Ending::Answered),
        // Its record names the `Dial` before.
        ("voicemail", Ending::Service),
    ]
    .into();
    for (name, old, new) in TRACES {
        let Some(ending) = expected.get(name) else {
            continue;
        };
        for trace in [old, new] {
            let records: Vec<Cdr> = events(trace)
                .iter()
                .filter(|event| event.header("Event").as_deref() == Some("Cdr"))
                .map(|event| Cdr::from_headers(event.as_slice(), chrono_tz::UTC).unwrap())
                .collect();
            let journeys = from_records(&records);
            let told: Vec<_> = journeys
                .iter()
                .map(|journey| (journey.source, journey.ending))
                .collect();
            assert_eq!(told, [(Source::Records, *ending)], "{name}");
        }
    }
}

fn any_trace() -> impl Strategy<Value = (&'static str, Vec<Event>)> {
    (0..TRACES.len(), any::<bool>()).prop_map(|(place, is_old)| {
        let (name, old, new) = TRACES[place];
        let mut events = events(if is_old { old } else { new });
        events.retain(|event| !is_cel(event));
        (name, events)
    })
}

proptest! {
    /// Events of channels that have nothing to do with each other come in any order; each bears its moment.
    #[test]
    fn the_order_in_which_events_arrive_does_not_matter(
        (name, shuffled) in any_trace().prop_flat_map(|(name, events)| (Just(name), Just(events).prop_shuffle())),
    ) {
        prop_assert_eq!(all_told(&from_events(&shuffled)), expected(name));
    }

    #[test]
    fn events_that_come_twice_change_nothing(
        (name, events) in any_trace(),
        places in prop::collection::vec(any::<prop::sample::Index>(), 1..20),
    ) {
        let mut doubled: Vec<&Event> = events.iter().collect();
        doubled.extend(places.iter().map(|place| place.get(&events)));
        prop_assert_eq!(all_told(&from_events(doubled)), expected(name));
    }

    #[test]
    fn whatever_is_lost_no_call_goes_on_after_the_pbx_said_that_none_does(
        (name, events) in any_trace(),
        lost in prop::collection::vec(any::<bool>(), 400),
    ) {
        let mut builder = Builder::new(Limits::default(), Source::Events);
        for (event, _) in events.iter().zip(lost.iter().cycle()).filter(|(_, lost)| !**lost) {
            builder.event(event.as_slice(), moment(event));
        }
        let last = events.iter().map(moment).max().unwrap() + TimeDelta::seconds(1);
        builder.reconcile(last, []);
        let journeys = builder.finished(later());
        prop_assert!(builder.is_empty(), "{}", name);
        prop_assert!(journeys.iter().all(|journey| journey.ended.is_some() && journey.ending != Ending::Open));
    }
}

#[test]
fn a_lost_hangup_is_mended_by_a_list_of_channels_and_said() {
    for (name, _, new) in TRACES {
        let events = events(new);
        let kept = events
            .iter()
            .filter(|event| !is_cel(event) && event.header("Event").as_deref() != Some("Hangup"));
        let mut builder = Builder::new(Limits::default(), Source::Events);
        for event in kept {
            builder.event(event.as_slice(), moment(event));
        }
        assert!(
            builder
                .finished(events.iter().map(moment).max().unwrap() + TimeDelta::hours(1))
                .is_empty()
        );
        assert!(
            builder
                .open()
                .all(|journey| journey.ending == Ending::Open && !journey.is_incomplete)
        );
        builder.reconcile(later(), []);
        let journeys = builder.finished(later() + TimeDelta::hours(1));
        assert_eq!(journeys.len(), expected(name).len(), "{name}");
        assert!(journeys.iter().all(|journey| journey.is_incomplete), "{name}");
    }
}

#[test]
fn a_lost_hangup_is_mended_by_the_end_of_the_linked_id() {
    let (_, _, new) = TRACES.into_iter().find(|(name, ..)| *name == "answered").unwrap();
    let mut builder = Builder::new(Limits::default(), Source::Cel);
    for event in events(new).iter().filter(|event| is_cel(event)) {
        let name = event.header("EventName").unwrap();
        if name != "HANGUP" && name != "CHAN_END" {
            builder.cel(CelRow::from_headers(event.as_slice(), chrono_tz::UTC).unwrap());
        }
    }
    let journeys = builder.finished(later());
    assert_eq!(all_told(&journeys), expected("answered"));
    assert!(journeys[0].is_incomplete);
}
