//! Real conversations, replayed through the protocol with a virtual clock.
#![allow(
    clippy::disallowed_methods,
    reason = "reads the transcripts; one reading of the clock, to have a beginning"
)]

mod conversation;

use std::time::Duration;

use conversation::replay;
use switchhook_ami::Event;
use switchhook_ami::action::{Action, CoreSettings, GetConfig, QueueStatus, Reply};
use switchhook_ami::event::QueueMember;
use switchhook_ami::proto::CloseReason;

const CAPTURED: [(&str, &str); 2] = [("22.10-session.txt", "22.10"), ("16.28-session.txt", "16.28")];

#[test]
fn a_captured_conversation_has_an_answer_to_every_action_however_it_is_cut() {
    for (name, _) in CAPTURED {
        for piece in [1, 100, usize::MAX] {
            let outcome = replay(name, piece);
            assert_eq!(outcome.closed, Some(CloseReason::LoggedOff), "{name}");
            assert!(outcome.dialect.asterisk().is_some(), "{name}");
            assert!(outcome.events.len() > 50, "{name}: {}", outcome.events.len());
            assert!(outcome.unmatched.is_empty(), "{name}: {:?}", outcome.unmatched);
        }
    }
}

#[test]
fn captured_answers_read_as_what_was_asked() {
    for (name, version) in CAPTURED {
        let outcome = replay(name, 1460);
        let answers = |action: &str| -> Vec<Reply> {
            let of = outcome
                .replies
                .iter()
                .filter(|(asked, _)| asked.get("Action") == Some(action));
            of.map(|(_, reply)| reply.clone()).collect()
        };
        let settings = CoreSettings
            .response(&answers("CoreSettings")[0])
            .expect("accepted");
        assert!(
            settings
                .asterisk_version()
                .is_some_and(|found| found.starts_with(version)),
            "{name}"
        );

        let queues = QueueStatus::all()
            .response(&answers("QueueStatus")[0])
            .expect("accepted");
        let mut members: Vec<_> = queues
            .iter()
            .flat_map(|queue| queue.members)
            .filter_map(QueueMember::name)
            .collect();
        members.sort();
        assert_eq!(members, ["Ana", "Bob"], "{name}");

        let file = GetConfig::file("queues.conf")
            .response(&answers("GetConfig")[0])
            .expect("accepted");
        assert_eq!(
            file.category("support")
                .expect("the queue")
                .get_all("member")
                .count(),
            2,
            "{name}"
        );

        let refused = answers("DBGet")
            .into_iter()
            .filter(|reply| reply.accepted().is_err())
            .count();
        assert_eq!(refused, 1, "{name}: one key was not there");
        let value = answers("DBGet")[0]
            .events_named("DBGetResponse")
            .next()
            .and_then(|event| event.get("Val").map(str::to_owned));
        assert_eq!(
            value.as_deref(),
            Some("café: x "),
            "{name}: blanks at the end are kept"
        );

        let commands: Vec<_> = answers("Command")
            .iter()
            .map(|reply| reply.response.output().count())
            .collect();
        assert!(commands[0] > 20 && commands[1] >= 1, "{name}: {commands:?}");
        let ends = |reply: &Reply| reply.events_named("ChannelsHungupListComplete").count();
        let ends: Vec<_> = answers("Hangup").iter().map(ends).collect();
        assert_eq!(ends, [0, 1, 1], "{name}: patterns are answered by lists");
    }
}

/// chan_skinny ends no item with an empty line: all items and the end of the list are one message.
const GLUED: [&str; 2] = ["SKINNYdevices", "SKINNYlines"];
const LISTS: [&str; 2] = ["22-lists-session.txt", "16-lists-session.txt"];

/// Lists that have nothing to say there, and `IAXpeers`, whose items bear no `ActionID`: they come as events.
const EMPTY: [&str; 3] = ["PJSIPShowSubscriptionsOutbound", "PJSIPHangup", "IAXpeers"];
/// Lists whose `ListItems` is not the number of their items; that of `DBGetTree` is 1 in 16, whatever it lists.
const MISCOUNTED: [&str; 4] = [
    "DBGetTree",
    "IAXpeers",
    "PJSIPShowRegistrationsOutbound",
    "ShowDialPlan",
];

#[test]
fn every_list_that_was_captured_arrives_whole_however_it_is_cut() {
    for name in LISTS {
        let whole = replay(name, usize::MAX);
        assert_eq!(whole.closed, Some(CloseReason::LoggedOff), "{name}");
        assert_eq!(replay(name, 7).replies, whole.replies, "{name}");
        let mut lists = 0;
        for (asked, reply) in &whole.replies {
            let action = asked.get("Action").expect("an action");
            if reply.response.get("EventList").is_none() {
                assert!(reply.events.is_empty(), "{name}: {action} is no list");
                continue;
            }
            lists += 1;
            for event in &reply.events {
                assert!(
                    !matches!(event.event(), Event::Other(_)),
                    "{name}: {action}: {event:?}"
                );
            }
            if GLUED.contains(&action) {
                assert_eq!(reply.events.len(), 1, "{name}: {action}");
                assert_eq!(reply.events[0].get_all("Event").count(), 2, "{name}: {action}");
                continue;
            }
            let (end, items) = reply.events.split_last().expect("what ends it");
            assert!(
                end.event_name().is_some_and(|end| end.ends_with("Complete")),
                "{name}: {end:?}"
            );
            let counted = end.get("ListItems").and_then(|count| count.parse().ok());
            if !MISCOUNTED.contains(&action) {
                assert_eq!(counted, Some(items.len()), "{name}: {action}");
            }
            let asked_for_nothing = asked.headers().any(|header| header.value_bytes() == b"nowhere");
            let nothing = EMPTY.contains(&action) || asked_for_nothing;
            assert_eq!(items.is_empty(), nothing, "{name}: {action}");
        }
        assert!(lists >= 40, "{name}: {lists}");
        let later: Vec<_> = whole.unmatched.iter().map(|event| event.event_name()).collect();
        assert_eq!(later, [Some("FAXSession"), Some("FAXStats")], "{name}");
    }
}

#[test]
fn a_captured_call_is_seen_from_beginning_to_end() {
    for (name, _) in CAPTURED {
        let outcome = replay(name, 1460);
        let mut steps = Vec::new();
        for event in &outcome.events {
            let ours = |channel: switchhook_ami::event::ChannelSnapshot<'_>| {
                channel.unique_id().is_some_and(|id| id.as_str() == "click-1")
            };
            match event.event() {
                Event::Newchannel(event) if ours(event.channel()) => steps.push("made"),
                Event::OriginateResponse(event)
                    if event.unique_id().is_some_and(|id| id.as_str() == "click-1") =>
                {
                    assert!(event.is_success() && event.reason() == Some(4), "{name}");
                    steps.push("answered");
                }
                Event::Hangup(event) if ours(event.channel()) => steps.push("gone"),
                Event::Cdr(cdr) if cdr.unique_id().is_some_and(|id| id.as_str() == "click-1") => {
                    assert_eq!(cdr.source().as_deref(), Some("100"), "{name}");
                    assert!(
                        cdr.billable()
                            .is_some_and(|billable| billable <= Duration::from_secs(3)),
                        "{name}"
                    );
                    steps.push("recorded");
                }
                _ => {}
            }
        }
        let (first, rest) = steps.split_first().expect("the call");
        assert_eq!(*first, "made", "{name}: {steps:?}");
        for step in ["answered", "gone", "recorded"] {
            assert!(rest.contains(&step), "{name}: {steps:?}");
        }
    }
}
