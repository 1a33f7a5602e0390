use chrono::{DateTime, TimeDelta, Utc};

use super::{Builder, CelError, CelRow, Ending, Limits, Side, Source, What};

fn at(seconds: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(1_795_404_450 + seconds, 0).unwrap()
}

/// An event about one channel.
fn event<'a>(
    name: &'a str,
    channel: &'a str,
    linked_id: &'a str,
    more: &[(&'a str, &'a str)],
) -> Vec<(&'a str, &'a str)> {
    let mut event = vec![
        ("Event", name),
        ("Channel", channel),
        // The channel's name is its unique id here.
        ("Uniqueid", channel),
        ("Linkedid", linked_id),
    ];
    event.extend(more);
    event
}

fn events() -> Builder {
    Builder::new(Limits::default(), Source::Events)
}

#[test]
fn more_calls_than_the_limit_push_the_oldest_out_and_say_so() {
    let limits = Limits {
        journeys: 10,
        ..Limits::default()
    };
    let mut builder = Builder::new(limits, Source::Events);
    let names: Vec<String> = (0..25).map(|number| format!("PJSIP/{number:03}")).collect();
    let mut unheard = builder.clone();
    let mut journeys = Vec::new();
    for (second, name) in (0..).zip(&names) {
        builder.event(event("Newchannel", name, name, &[]).as_slice(), at(second));
        unheard.event(event("Newchannel", name, name, &[]).as_slice(), at(second));
        journeys.extend(builder.finished(at(second)));
    }
    assert_eq!((builder.len(), builder.lost()), (10, 0));
    assert_eq!((unheard.finished(at(25)).len(), unheard.lost()), (10, 5));
    let ids: Vec<&String> = journeys.iter().map(|journey| &journey.id).collect();
    assert_eq!(ids, names[..15].iter().collect::<Vec<_>>());
    assert!(journeys.iter().all(|journey| journey.is_incomplete));
}

#[test]
fn channels_and_steps_beyond_the_limit_are_left_out_and_the_journey_says_so() {
    let limits = Limits {
        legs: 3,
        steps: 4,
        ..Limits::default()
    };
    let mut builder = Builder::new(limits, Source::Events);
    let names: Vec<String> = (0..50).map(|number| format!("PJSIP/{number:03}")).collect();
    for (second, name) in (0..).zip(&names) {
        builder.event(event("Newchannel", name, "1.1", &[]).as_slice(), at(second));
        let joins = [("Queue", "support")];
        builder.event(
            event("QueueCallerJoin", &names[0], "1.1", &joins).as_slice(),
            at(second),
        );
    }
    let journey = builder.open().next().unwrap();
    assert_eq!((journey.legs.len(), journey.steps.len()), (3, 4));
    assert!(journey.is_incomplete);
}

#[test]
fn memory_stays_bounded_whatever_linked_ids_a_channel_is_said_to_bear() {
    let limits = Limits {
        journeys: 4,
        legs: 5,
        steps: 5,
        remembered: 6,
        ..Limits::default()
    };
    let mut builder = Builder::new(limits, Source::Events);
    let names: Vec<String> = (0..200).map(|number| format!("PJSIP/{number:03}")).collect();
    for (second, name) in (0..).zip(&names) {
        let enters = [("BridgeUniqueid", name.as_str())];
        builder.event(
            event("BridgeEnter", "PJSIP/one", name, &enters).as_slice(),
            at(second),
        );
        builder.event(event("BridgeEnter", name, "1.1", &enters).as_slice(), at(second));
    }
    let size = format!("{builder:?}").len();
    assert!(size < 20_000, "{size} bytes");
}

#[test]
fn late_news_of_a_call_that_was_given_makes_no_second_one() {
    let mut builder = events();
    builder.event(event("Newchannel", "PJSIP/100-1", "1.1", &[]).as_slice(), at(0));
    builder.event(
        event("Hangup", "PJSIP/100-1", "1.1", &[("Cause", "16")]).as_slice(),
        at(1),
    );
    assert_eq!(builder.finished(at(2)), [], "it may still be told more");
    assert_eq!(builder.finished(at(3)).len(), 1);
    builder.event(
        event("Hangup", "PJSIP/100-1", "1.1", &[("Cause", "16")]).as_slice(),
        at(1),
    );
    assert!(builder.is_empty());
}

#[test]
fn a_call_of_which_nothing_is_heard_for_a_day_is_given_up() {
    let mut builder = events();
    builder.event(event("Newchannel", "PJSIP/100-1", "1.1", &[]).as_slice(), at(0));
    assert_eq!(builder.finished(at(86_399)), []);
    let journeys = builder.finished(at(86_400));
    assert_eq!((journeys.len(), journeys[0].ending), (1, Ending::Open));
    assert!(builder.is_empty());
}

#[test]
fn a_list_of_channels_ends_none_of_which_there_was_news_since() {
    let mut builder = events();
    builder.event(event("Newchannel", "PJSIP/100-1", "1.1", &[]).as_slice(), at(0));
    builder.event(event("Newchannel", "PJSIP/101-2", "1.1", &[]).as_slice(), at(10));
    builder.reconcile(at(5), []);
    let journey = builder.open().next().unwrap();
    assert_eq!(journey.legs[0].ended, Some(at(5)));
    assert_eq!(journey.legs[1].ended, None);
    builder.reconcile(at(20), ["PJSIP/101-2"]);
    assert_eq!(builder.open().next().unwrap().legs[1].ended, None);
}

#[test]
fn an_end_that_is_told_after_all_replaces_the_repaired_one() {
    let mut builder = events();
    builder.event(event("Newchannel", "PJSIP/100-1", "1.1", &[]).as_slice(), at(0));
    builder.reconcile(at(9), []);
    builder.event(
        event("Hangup", "PJSIP/100-1", "1.1", &[("Cause", "17")]).as_slice(),
        at(4),
    );
    let journey = &builder.finished(at(60))[0];
    assert_eq!((journey.ended, journey.is_incomplete), (Some(at(4)), false));
}

#[test]
fn members_of_a_group_that_ring_at_once_through_local_channels_are_no_forwards() {
    let mut builder = events();
    builder.event(
        event(
            "Newchannel",
            "PJSIP/100-1",
            "1.1",
            &[("Exten", "600"), ("ChannelState", "4")],
        )
        .as_slice(),
        at(0),
    );
    for (half, number) in [("Local/101@in-1;2", "101"), ("Local/102@in-2;2", "102")] {
        let more = [("Exten", number), ("ChannelState", "4")];
        builder.event(event("Newchannel", half, "1.1", &more).as_slice(), at(1));
    }
    let journey = builder.open().next().unwrap();
    assert_eq!(journey.steps, []);
    assert_eq!(journey.legs.len(), 1, "local channels are nobody");
}

#[test]
fn keys_of_mailboxes_and_of_talks_are_left_out() {
    let mut builder = events();
    let press = |builder: &mut Builder, key, second| {
        let more = [("Digit", key), ("Direction", "Received")];
        builder.event(
            event("DTMFEnd", "PJSIP/100-1", "1.1", &more).as_slice(),
            at(second),
        );
    };
    let hears = |builder: &mut Builder, name, second| {
        let more = [("Application", name), ("AppData", "")];
        builder.event(
            event("Newexten", "PJSIP/100-1", "1.1", &more).as_slice(),
            at(second),
        );
    };
    builder.event(
        event("Newchannel", "PJSIP/100-1", "1.1", &[("Exten", "797")]).as_slice(),
        at(0),
    );
    hears(&mut builder, "Background", 1);
    press(&mut builder, "7", 2);
    hears(&mut builder, "VoiceMailMain", 3);
    press(&mut builder, "1", 4);
    for (channel, second) in [("PJSIP/100-1", 10), ("PJSIP/101-2", 10)] {
        builder.event(
            event("BridgeEnter", channel, "1.1", &[("BridgeUniqueid", "b")]).as_slice(),
            at(second),
        );
    }
    hears(&mut builder, "Playback", 11);
    press(&mut builder, "2", 12);
    let journey = builder.open().next().unwrap();
    let digits: Vec<&String> = journey
        .steps
        .iter()
        .filter_map(|step| match &step.what {
            What::Digits { digits, .. } => Some(digits),
            _ => None,
        })
        .collect();
    assert_eq!(digits, ["7"]);
}

#[test]
fn a_call_from_a_line_without_a_number_calls() {
    let mut builder = events();
    let more = [("Exten", "s"), ("ChannelState", "4")];
    builder.event(event("Newchannel", "DAHDI/1-1", "1.1", &more).as_slice(), at(0));
    assert_eq!(builder.open().next().unwrap().legs[0].side, Side::Calling);
}

#[test]
fn a_row_says_what_it_lacks_and_takes_both_kinds_of_time() {
    let row = |time| [("eventtype", "ANSWER"), ("eventtime", time), ("uniqueid", "1.1")];
    let read = |time| CelRow::from_headers(&row(time), chrono_tz::Europe::Paris).map(|row| row.at());
    let expected = at(0) + TimeDelta::milliseconds(250);
    assert_eq!(read("1795404450.25"), Ok(expected));
    assert_eq!(read("2026-11-23 04:27:30.250"), Ok(expected));
    let text = "yesterday".to_owned();
    assert_eq!(read("yesterday"), Err(CelError::NotATime { text }));
    let missing = CelRow::from_headers(&[("eventtype", "ANSWER")], chrono_tz::UTC);
    assert_eq!(missing.unwrap_err(), CelError::Missing { field: "eventtime" });
}

#[test]
fn a_call_whose_begin_was_not_heard_or_during_which_news_was_lost_says_that_it_is_incomplete() {
    let hangup = event("Hangup", "PJSIP/100-1", "1.1", &[("Cause", "16")]);
    let begin = event("Newchannel", "PJSIP/100-1", "1.1", &[]);
    let whole = |lost: bool, heard: bool| {
        let mut builder = events();
        if heard {
            builder.event(begin.as_slice(), at(0));
        }
        if lost {
            builder.interrupted();
        }
        builder.event(hangup.as_slice(), at(1));
        !builder.finished(at(10))[0].is_incomplete
    };
    assert!(whole(false, true));
    assert!(!whole(true, true));
    assert!(!whole(false, false));
}
