//! Asterisk 1.4, 1.8, 11 and 13 through the protocol: login, ping, command, lists and the events of a call.
//!
//! The conversations in `testdata/synthetic` were built, not recorded; its README says from what.
#![allow(
    clippy::disallowed_methods,
    reason = "reads the transcripts; one reading of the clock, to have a beginning"
)]

mod conversation;

use conversation::{Outcome, replay};
use switchhook_ami::Event;
use switchhook_ami::action::{Action, Command, DbGet, Ping, QueueStatus, Reply};
use switchhook_ami::dialect::{CommandOutput, EventFamily, ListMarkers, PingReply};
use switchhook_ami::proto::CloseReason;
use switchhook_ami::text::{VariableOwner, channel_variables};
use switchhook_ami::wire::{Kind, MessageBuf};

const PEERS: [&str; 4] = ["1.4", "1.8", "11", "13"];

fn talk(peer: &str, piece: usize) -> Outcome {
    replay(&format!("synthetic/{peer}-session.txt"), piece)
}

fn answers(outcome: &Outcome, action: &str) -> Vec<Reply> {
    let of = outcome
        .replies
        .iter()
        .filter(|(asked, _)| asked.get("Action") == Some(action));
    of.map(|(_, reply)| reply.clone()).collect()
}

fn names(events: &[MessageBuf]) -> Vec<&str> {
    events.iter().filter_map(MessageBuf::event_name).collect()
}

#[test]
fn every_action_has_its_answer_however_the_stream_is_cut() {
    for peer in PEERS {
        for piece in [1, 100, usize::MAX] {
            let outcome = talk(peer, piece);
            assert_eq!(outcome.closed, Some(CloseReason::LoggedOff), "{peer}");
            // The banner of 1.8 is that of 1.6, where the value itself ends the answer to DBGet.
            let late: &[&str] = if peer == "1.8" { &["DBGetComplete"] } else { &[] };
            assert_eq!(names(&outcome.unmatched), late, "{peer}");
        }
    }
}

#[test]
fn the_banner_says_what_to_expect() {
    for (peer, releases, output, lists) in [
        ("1.4", "1.0 1.4", CommandOutput::Follows, ListMarkers::None),
        ("1.8", "1.6 1.8", CommandOutput::Follows, ListMarkers::Some),
        ("11", "11.0 11.25", CommandOutput::Follows, ListMarkers::Some),
        ("13", "13.35 13.38", CommandOutput::Follows, ListMarkers::All),
    ] {
        let dialect = talk(peer, usize::MAX).dialect;
        let found = dialect
            .asterisk()
            .map(|range| format!("{} {}", range.start(), range.end()));
        assert_eq!(found.as_deref(), Some(releases));
        assert_eq!(
            (dialect.command_output(), dialect.list_markers()),
            (output, lists),
            "{peer}"
        );
    }
}

#[test]
fn a_ping_is_answered_in_either_form() {
    for peer in PEERS {
        let outcome = talk(peer, 1460);
        let reply = &answers(&outcome, "Ping")[0];
        let old = outcome.dialect.ping_reply() == PingReply::Pong;
        assert_eq!(reply.response.response_word() == Some("Pong"), old, "{peer}");
        assert_eq!(reply.response.kind(), Kind::Response);
        let pong = Ping.response(reply).expect("accepted");
        assert_eq!(
            format!("{pong:?}").contains("None"),
            old,
            "{peer}: 1.4 tells no time: {pong:?}"
        );
    }
}

#[test]
fn command_output_is_whole_with_empty_lines_and_lines_with_colons() {
    for peer in PEERS {
        let outcome = talk(peer, 7);
        let commands = answers(&outcome, "Command");
        let read = |reply: &Reply| Command::new("x").response(reply).expect("accepted").lines;
        let lines = read(&commands[0]);
        assert_eq!(lines.len(), 3, "{peer}: {lines:?}");
        assert_eq!((&*lines[1], &*lines[2]), ("", "Name: not a header"));
        // The terminator was glued to the only line.
        let version = read(&commands[1]);
        assert!(
            version[0].starts_with("Asterisk 1") && version[0].ends_with("by root"),
            "{version:?}"
        );
    }
}

#[test]
fn lists_end_with_or_without_markers() {
    for peer in PEERS {
        let outcome = talk(peer, 1460);
        let queues = answers(&outcome, "QueueStatus");
        let queues = QueueStatus::all().response(&queues[0]).expect("accepted");
        let members: Vec<_> = queues.iter().flat_map(|queue| queue.members).collect();
        assert_eq!(members.len(), 1, "{peer}");
        let value = DbGet::new("CFIM", "100").response(&answers(&outcome, "DBGet")[0]);
        assert_eq!(value.as_deref(), Ok("0611223344"), "{peer}");
        let channels = answers(&outcome, "CoreShowChannels");
        assert_eq!(
            channels.first().map_or(1, |reply| reply.events.len()),
            1,
            "{peer}: the completion alone"
        );
    }
}

#[test]
fn a_call_is_told_in_the_words_of_its_release() {
    use EventFamily::{Bridge, Dial, MemberPause, QueueCaller};
    for (peer, expected) in [
        (
            "1.4",
            "Newchannel Newstate Newexten Dial Link Unlink Hangup Hangup",
        ),
        (
            "1.8",
            "FullyBooted Newchannel Newstate Newexten Newchannel Dial Bridge Unlink Hangup Dial Hangup Join \
             QueueMemberPaused Leave",
        ),
        (
            "11",
            "FullyBooted Newchannel Newstate Newexten Newchannel Dial Bridge Hangup Dial Hangup Join \
             QueueMemberPaused Leave",
        ),
        (
            "13",
            "FullyBooted Newchannel Newstate Newexten Newchannel DialBegin DialEnd BridgeCreate BridgeEnter BridgeEnter \
             BridgeLeave BridgeDestroy Hangup Hangup QueueCallerJoin QueueMemberPause QueueCallerLeave",
        ),
    ] {
        let outcome = talk(peer, 1460);
        assert_eq!(names(&outcome.events).join(" "), expected, "{peer}");
        // Those are the names that the dialect promises, and no others.
        let known: Vec<_> = [Dial, Bridge, QueueCaller, MemberPause]
            .into_iter()
            .flat_map(|family| outcome.dialect.events(family))
            .collect();
        for name in names(&outcome.events) {
            let always = ["FullyBooted", "Newchannel", "Newstate", "Newexten", "Hangup"].contains(&name);
            assert!(always || known.contains(&name), "{peer}: {name}");
        }
        let hangups = outcome.events.iter().filter_map(|event| match event.event() {
            Event::Hangup(hangup) => Some((
                hangup.channel().unique_id().expect("it has one").to_string(),
                hangup.cause().expect("it has one").code(),
            )),
            _ => None,
        });
        let hangups: Vec<_> = hangups.collect();
        assert_eq!(hangups.len(), 2, "{peer}");
        assert!(
            hangups.iter().all(|(id, cause)| id.contains('.') && *cause == 16),
            "{hangups:?}"
        );
    }
}

#[test]
fn channel_variables_are_found_in_the_older_form() {
    let outcome = talk("11", 1460);
    let bridge = outcome
        .events
        .iter()
        .find(|event| event.event_name() == Some("Bridge"))
        .expect("the call was answered");
    let found: Vec<_> = channel_variables(bridge.as_message()).collect();
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].of, VariableOwner::Channel("SIP/100-0000000a".into()));
    assert_eq!((&*found[0].name, found[0].value), ("NOTE", &b"a=b"[..]));
}

#[test]
fn names_are_unescaped_where_they_are_escaped() {
    let outcome = talk("13", 1460);
    let Event::Newchannel(event) = outcome.events[1].event() else {
        panic!("{:?}", outcome.events[1])
    };
    assert_eq!(event.channel().caller_name().as_deref(), Some("Ana \"A\""));
    assert!(outcome.dialect.escaped_names().is_yes());
}
