//! Every irregularity that a client of AMI meets, with the test that shows what becomes of it.
//!
//! Where it is not said otherwise the test is in this file. The guide (`src/guide/surprises.md`) explains them.
//!
//! Framing
//! - the banner is one line: framing.rs `the_banner_is_one_line_without_an_empty_line`
//! - the banner may say anything: dialect `a_peer_that_names_no_version_may_be_any`,
//!   session.rs `a_port_that_does_not_speak_ami_is_recognised`
//! - no banner: session.rs `a_port_that_does_not_speak_ami_is_recognised`
//! - events in the segment of the login reply: framing.rs `events_may_share_a_segment_with_the_login_reply`
//! - a message text that ends in a bare LF: `a_text_that_ends_in_a_bare_line_feed_makes_no_second_message`
//! - a line in the middle that does: `an_agents_item_with_a_bare_line_feed_is_one_item`
//! - two empty lines at the end: `a_queue_rule_ends_in_two_empty_lines_and_keeps_its_repeats`
//! - text without a response: `text_of_iaxnetstats_is_a_message_of_its_own_kind`,
//!   session.rs `text_without_a_response_ends_at_the_pong_behind_it`
//! - raw line breaks in values: `a_raw_line_break_in_a_value_costs_no_later_message`
//! - a message that breaks off: `a_message_that_breaks_off_is_not_handed_out`
//! - no upper bound: framing.rs `a_large_message_is_just_a_message`
//! - command output up to 13: framing.rs `command_output_up_to_13_ends_at_its_terminator`,
//!   `the_terminator_may_be_glued_to_the_last_line`
//! - command output from 14 on, on errors too: framing.rs `command_output_from_14_on_keeps_every_line_and_its_blanks`
//!
//! Headers
//! - the first line decides: framing.rs `the_first_line_decides_what_a_message_is`
//! - a second `Event:`: framing.rs `a_repeated_event_header_does_not_rename_the_event`
//! - a second `Message:`: `a_second_message_header_is_kept_and_the_first_counts`
//! - repeats: framing.rs `repeated_headers_keep_their_order`
//! - empty values, blanks, colons: framing.rs `values_keep_blanks_colons_and_emptiness`
//! - lines without a colon: framing.rs `lines_without_a_colon_are_kept`,
//!   `nothing_found_is_a_success_with_words`
//! - odd names: `names_with_brackets_slashes_digits_and_colons_are_names`
//! - names that are actions: `the_names_in_list_commands_are_the_actions`
//! - case: framing.rs `header_names_match_without_case`, `spellings_of_one_header_are_one_header`
//! - a header under two names: `newexten_says_its_extension_twice`
//! - escaped values: `names_in_snapshots_are_unescaped_and_nothing_else_is`
//! - not UTF-8: framing.rs `bytes_that_are_not_utf8_survive`
//! - `<unknown>` and its kin: `missing_parties_are_missing_however_it_is_said`
//! - ids: `ids_are_compared_as_text`
//!
//! Replies
//! - ids of others: session.rs `ids_of_other_clients_are_not_ours`
//! - ids that are too long: `our_action_ids_fit_the_smallest_buffer`
//! - replies that lack one, come twice or never: `a_second_reply_is_told_and_disturbs_nobody`,
//!   session.rs `an_action_without_an_answer_times_out_and_its_late_answer_is_shown_as_such`
//! - lists: session.rs `a_list_ends_at_its_completion_event_marked_or_not`, `an_empty_list_may_be_refused`,
//!   `an_error_in_the_middle_of_a_list_refuses_it`, `a_bare_success_ends_what_might_have_been_a_list`;
//!   `list_items_may_count_something_else`
//! - one name for item and event: session.rs `the_same_event_is_an_item_with_our_id_and_live_without`
//! - the value of `DBGet`: dialects.rs `lists_end_with_or_without_markers`
//! - `Originate`: session.rs `an_originate_ends_with_its_event_before_or_after_the_response`
//! - a slow action: session.rs `a_slow_action_is_not_taken_for_silence`
//! - Goodbye: session.rs `a_goodbye_makes_the_end_a_log_off`
//!
//! What is sent
//! - line breaks and NUL: laws.rs
//!   `whatever_stands_in_a_value_one_action_with_exactly_these_headers_is_sent`
//! - 1022 bytes, 128 headers: `the_limits_of_the_receiver_are_kept_and_name_the_header`
//! - a blank after the action's name: `an_action_with_a_blank_at_its_end_is_refused`
//! - one empty line after an action: `an_action_ends_in_exactly_one_empty_line`
//! - a mask of `1`: action `a_mask_is_sent_by_name_since_numbers_mean_something_else`
//! - commas in variables: text `an_escaped_value_arrives_unchanged`
//! - JSON that is none: text `keys_that_repeat_and_control_bytes_are_kept`
//! - steps without gaps: action `steps_are_numbered_from_zero_without_gaps`
//!
//! Reading on a task of its own, bounded queues, reconnecting, and state after it, are the client's: client.rs.
#![allow(
    clippy::disallowed_methods,
    reason = "one reading of the clock, to have a beginning; reads the sources it names"
)]

use std::time::Instant;

use switchhook_ami::action::{Ping, RawAction, Request};
use switchhook_ami::proto::{Connection, LoginMethod, Notice, Options};
use switchhook_ami::text::{ConfigFile, categories, commands};
use switchhook_ami::wire::{EncodeError, Frame, Framer, Kind, Limits, MAX_HEADERS, MAX_LINE, MessageBuf};
use switchhook_ami::{Event, Secret, UniqueId};

fn messages(stream: &str) -> Vec<MessageBuf> {
    let mut framer = Framer::without_banner(Limits::default());
    framer.push(stream.as_bytes());
    let mut all = Vec::new();
    while let Some(frame) = framer.next() {
        let Frame::Message(message) = frame else {
            panic!("{frame:?}")
        };
        all.push(message.to_owned());
    }
    all
}

fn only(stream: &str) -> MessageBuf {
    let mut all = messages(stream);
    assert_eq!(all.len(), 1, "{all:?}");
    all.remove(0)
}

/// Logged in, with nothing left to read.
fn ready(prefix: &str) -> (Connection, Instant) {
    let now = Instant::now();
    let options = Options {
        method: LoginMethod::Plain,
        id_prefix: prefix.to_owned(),
        ..Options::new("ops", Secret::new("secret"))
    };
    let mut connection = Connection::new(options, now).expect("clean credentials");
    let login = format!("Asterisk Call Manager/11.0.0\r\nResponse: Success\r\nActionID: {prefix}-1\r\n\r\n");
    connection.receive(login.as_bytes(), now);
    while connection.poll_transmit().is_some() {}
    while connection.poll_event().is_some() {}
    (connection, now)
}

#[test]
fn a_text_that_ends_in_a_bare_line_feed_makes_no_second_message() {
    // Park, Bridge, MessageSend, most errors of PJSIP: 63 places.
    let all = messages(
        "Response: Error\r\nActionID: 1\r\nMessage: Channel not specified\n\r\n\r\nResponse: Success\r\nActionID: 2\r\n\r\n",
    );
    let ids: Vec<_> = all.iter().map(|message| message.action_id()).collect();
    assert_eq!(ids, [Some("1"), Some("2")]);
    assert_eq!(all[0].get("Message"), Some("Channel not specified"));
}

#[test]
fn an_agents_item_with_a_bare_line_feed_is_one_item() {
    let item = only(
        "Event: Agents\r\nAgent: 7\r\nStatus: AGENT_ONCALL\r\nCallStarted: 1795313937\nActionID: 1\r\n\r\n",
    );
    assert_eq!(
        (item.get("CallStarted"), item.action_id()),
        (Some("1795313937"), Some("1"))
    );
}

#[test]
fn a_queue_rule_ends_in_two_empty_lines_and_keeps_its_repeats() {
    let all = messages(
        "Response: Success\r\nActionID: 1\r\nRuleList: a\r\nRule: 10,5,0\r\nRule: 20,10,0\r\nRuleList: b\r\nRule: 1,2,3\r\n\
         \r\n\r\nEvent: Hangup\r\n\r\n",
    );
    assert_eq!(all.len(), 2);
    let order: Vec<_> = all[0]
        .headers()
        .skip(2)
        .map(|header| format!("{}={}", header.name(), header.value()))
        .collect();
    assert_eq!(
        order,
        [
            "RuleList=a",
            "Rule=10,5,0",
            "Rule=20,10,0",
            "RuleList=b",
            "Rule=1,2,3"
        ]
    );
}

#[test]
fn text_of_iaxnetstats_is_a_message_of_its_own_kind() {
    let text = only("IAX2/a-1 22 -1 0 -1 -1 0 -1 1 0 0 0 0 0 0\nIAX2/b-2 30 -1 0 -1\n\n");
    assert_eq!(
        (text.kind(), text.headers().len(), text.action_id()),
        (Kind::Other, 2, None)
    );
    assert_eq!(
        text.headers().next().expect("a line").line()[..8],
        b"IAX2/a-1"[..]
    );
}

#[test]
fn a_raw_line_break_in_a_value_costs_no_later_message() {
    // A variable brought two lines and an empty one: nobody can tell them from the real ones.
    let all = messages(
        "Event: Newexten\r\nAppData: one\r\nCause: 99\r\n\r\ntwo\r\nUniqueid: 1.2\r\n\r\nEvent: Hangup\r\nCause: 16\r\n\r\n",
    );
    assert_eq!(all.len(), 3);
    assert_eq!(all[1].kind(), Kind::Other);
    assert_eq!(
        (all[2].event_name(), all[2].get("Cause")),
        (Some("Hangup"), Some("16"))
    );
}

#[test]
fn a_message_that_breaks_off_is_not_handed_out() {
    // A reader that was too slow for 100 ms is cut off like this.
    assert_eq!(messages("Event: A\r\n\r\nEvent: Hangup\r\nCause: 1").len(), 1);
}

#[test]
fn a_second_message_header_is_kept_and_the_first_counts() {
    let reply =
        only("Response: Success\r\nActionID: 1\r\nMessage: Presence State\r\nMessage: out to lunch\r\n\r\n");
    assert_eq!(reply.get("Message"), Some("Presence State"));
    assert_eq!(reply.get_all("Message").nth(1), Some(&b"out to lunch"[..]));
}

#[test]
fn nothing_found_is_a_success_with_words() {
    let empty = only("Response: Success\r\nActionID: 1\r\nNo categories found\r\n\r\n");
    assert!(empty.is_success());
    assert_eq!(
        ConfigFile::from_message(empty.as_message()),
        ConfigFile::default()
    );
    let empty = only("Response: Success\r\nActionID: 1\r\nError: no categories found\r\n\r\n");
    assert!(empty.is_success() && categories(empty.as_message()).next().is_none());
}

#[test]
fn names_with_brackets_slashes_digits_and_colons_are_names() {
    let lines = [
        ("Cause-txt", "User busy"),
        ("CID-CallingPres", "0 (Presentation Allowed, Not Screened)"),
        ("100rel", "yes"),
        ("2Channel", "PJSIP/200-00000001"),
        ("ChanVariable(PJSIP/100-00000001)", "a=1"),
        ("ChanVariable(SIP/sip:100@host:5060-1)", "b: 2"),
        ("UnitAmount(0)", "5"),
        ("Charge/Units/0(1)", "7"),
        ("Report0SourceSSRC", "0x00000001"),
    ];
    let text: String = lines
        .iter()
        .map(|(name, value)| format!("{name}: {value}\r\n"))
        .collect();
    let event = only(&format!("Event: X\r\n{text}\r\n"));
    for (name, value) in lines {
        assert_eq!(event.get(name), Some(value), "{name}");
    }
}

#[test]
fn the_names_in_list_commands_are_the_actions() {
    let reply = only(
        "Response: Success\r\nActionID: 1\r\nWaitEvent: Wait for an event to occur.  (Priv: <none>)\r\n\
         Response: Not an action of Asterisk's.  (Priv: call,all)\r\n\r\n",
    );
    let found: Vec<_> = commands(reply.as_message())
        .map(|one| (one.name, one.classes.len()))
        .collect();
    assert_eq!(found, [("WaitEvent".into(), 0), ("Response".into(), 2)]);
    assert!(reply.is_success(), "the first line is the response");
}

#[test]
fn spellings_of_one_header_are_one_header() {
    for name in ["Uniqueid", "UniqueID", "UniqueId", "uniqueid"] {
        let event = only(&format!("Event: Hangup\r\n{name}: 1795313937.3\r\n\r\n"));
        let Event::Hangup(hangup) = event.event() else {
            panic!("{event:?}")
        };
        assert_eq!(
            hangup.channel().unique_id(),
            Some(UniqueId::new("1795313937.3")),
            "{name}"
        );
    }
}

#[test]
fn newexten_says_its_extension_twice() {
    let event = only("Event: Newexten\r\nExten: 200\r\nExtension: 200\r\nApplication: Dial\r\n\r\n");
    let Event::Newexten(step) = event.event() else {
        panic!("{event:?}")
    };
    assert_eq!(step.channel().extension().as_deref(), Some("200"));
    assert_eq!(step.message().get("Extension"), Some("200"));
}

#[test]
fn names_in_snapshots_are_unescaped_and_nothing_else_is() {
    let event = only(
        "Event: Newexten\r\nCallerIDName: Ana \\\"A\\\" \\\\ B\r\nApplication: Set\r\nAppData: X=\\\"1\\\"\r\n\r\n",
    );
    let Event::Newexten(step) = event.event() else {
        panic!("{event:?}")
    };
    assert_eq!(step.channel().caller_name().as_deref(), Some("Ana \"A\" \\ B"));
    assert_eq!(step.message().get("AppData"), Some("X=\\\"1\\\""));
}

#[test]
fn missing_parties_are_missing_however_it_is_said() {
    for value in ["<unknown>", "unknown", "<no name>", ""] {
        let event = only(&format!("Event: Hangup\r\nCallerIDNum: {value}\r\n\r\n"));
        let Event::Hangup(hangup) = event.event() else {
            panic!("{event:?}")
        };
        assert_eq!(hangup.channel().caller_number(), None, "{value:?}");
        assert_eq!(
            event.get("CallerIDNum"),
            Some(value),
            "and what was said is there"
        );
    }
}

#[test]
fn ids_are_compared_as_text() {
    assert_ne!(UniqueId::new("1795313937.3"), UniqueId::new("1795313937.30"));
    assert_ne!(UniqueId::new("paris-1795313937.3"), UniqueId::new("1795313937.3"));
}

#[test]
fn our_action_ids_fit_the_smallest_buffer() {
    // ConfbridgeList copies an id through 80 bytes, and glues two headers together when it is longer than 67.
    let (mut connection, now) = ready(&"p".repeat(40));
    let ping = Request::new(&Ping).expect("it has no headers");
    let id = connection.send(&ping, now).expect("it is ready");
    let most_digits = u64::MAX.to_string().len();
    let id = connection.action_id(id);
    assert!(id.len() - 1 + most_digits <= 67, "{id}");
    let options = Options {
        id_prefix: "p".repeat(41),
        ..Options::new("ops", Secret::new("secret"))
    };
    assert!(
        matches!(Connection::new(options, now), Err(EncodeError::Value { header, .. }) if header == "ActionID")
    );
}

#[test]
fn a_second_reply_is_told_and_disturbs_nobody() {
    // ModuleLoad without LoadType says Error, and then goes on.
    let (mut connection, now) = ready("sh");
    let load = Request::new(&RawAction::new("ModuleLoad").header("Module", "x.so")).expect("sendable");
    connection.send(&load, now).expect("it is ready");
    connection.receive(
        b"Response: Error\r\nActionID: sh-2\r\nMessage: Incomplete\r\n\r\nResponse: Success\r\nActionID: sh-2\r\n\r\n",
        now,
    );
    let notices: Vec<_> = std::iter::from_fn(|| connection.poll_event()).collect();
    assert!(
        matches!(notices[..], [Notice::Reply { .. }, Notice::Unmatched(_)]),
        "{notices:?}"
    );
    assert_eq!(connection.pending(), 0);
}

#[test]
fn list_items_may_count_something_else() {
    let (mut connection, now) = ready("sh");
    let list = Request::new(&RawAction::new("PJSIPShowRegistrationsOutbound")).expect("sendable");
    connection.send(&list, now).expect("it is ready");
    connection.receive(
        b"Response: Success\r\nActionID: sh-2\r\nEventList: start\r\n\r\n\
          Event: OutboundRegistrationDetail\r\nActionID: sh-2\r\n\r\nEvent: AuthDetail\r\nActionID: sh-2\r\n\r\n\
          Event: OutboundRegistrationDetailComplete\r\nActionID: sh-2\r\nEventList: Complete\r\nListItems: 1\r\n\r\n",
        now,
    );
    let Some(Notice::Reply {
        result: Ok(reply), ..
    }) = connection.poll_event()
    else {
        panic!("an answer")
    };
    assert_eq!(reply.events.len(), 3);
}

#[test]
fn the_limits_of_the_receiver_are_kept_and_name_the_header() {
    let line = |length: usize| {
        let value = "x".repeat(length - "Variable: ".len());
        Request::new(&RawAction::new("Setvar").header("Variable", value))
    };
    assert!(line(MAX_LINE).is_ok());
    assert_eq!(
        line(MAX_LINE + 1).unwrap_err(),
        EncodeError::LineTooLong {
            header: "Variable".to_owned(),
            length: MAX_LINE + 1
        }
    );
    let headers = |count: usize| {
        let raw = (0..count).fold(RawAction::new("X"), |raw, number| {
            raw.header(format!("H{number}"), "v")
        });
        Request::new(&raw)
    };
    // Action and ActionID count.
    assert!(headers(MAX_HEADERS - 2).is_ok());
    assert_eq!(
        headers(MAX_HEADERS - 1).unwrap_err(),
        EncodeError::TooManyHeaders {
            header: format!("H{}", MAX_HEADERS - 2)
        }
    );
}

#[test]
fn an_action_with_a_blank_at_its_end_is_refused() {
    for name in ["Ping ", "", " Ping"] {
        assert!(Request::new(&RawAction::new(name)).is_err(), "{name:?}");
    }
}

#[test]
fn an_action_ends_in_exactly_one_empty_line() {
    let (mut connection, now) = ready("sh");
    let ping = Request::new(&Ping).expect("it has no headers");
    connection.send(&ping, now).expect("it is ready");
    let sent = connection.poll_transmit().expect("the ping");
    assert_eq!(sent, b"Action: Ping\r\nActionID: sh-2\r\n\r\n");
}

#[test]
fn every_test_named_above_exists() {
    let mut sources = String::new();
    let mut folders = vec![std::path::Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("readable") {
            let path = entry.expect("readable").path();
            let name = path
                .file_name()
                .and_then(|name| name.to_str())
                .unwrap_or_default();
            if path.is_dir() && !matches!(name, "target" | "testdata") {
                folders.push(path);
            } else if name.ends_with(".rs") {
                sources.push_str(&std::fs::read_to_string(&path).expect("sources are UTF-8"));
            }
        }
    }
    let page = include_str!("surprises.rs");
    let names = page
        .lines()
        .take_while(|line| line.starts_with("//!"))
        .flat_map(|line| line.split('`').skip(1).step_by(2))
        .filter(|name| name.len() > 20 && !name.contains(['.', ' ']));
    let mut count = 0;
    for name in names {
        assert!(
            sources.contains(&format!("fn {name}(")),
            "no test is called {name}"
        );
        count += 1;
    }
    assert!(count > 50, "only {count} were found");
}
