//! Framing: what real and awkward servers send, cut anywhere.

use proptest::prelude::*;
use switchhook_ami::wire::{Frame, Framer, Kind, Limits, Malformed, MessageBuf};

/// A frame that outlives its framer, for comparison.
#[derive(Clone, Debug, PartialEq)]
enum Owned {
    Banner(String),
    Message(MessageBuf),
    Malformed(Malformed),
}

fn frames<'a>(mut framer: Framer, chunks: impl IntoIterator<Item = &'a [u8]>) -> Vec<Owned> {
    let mut frames = Vec::new();
    for chunk in chunks {
        framer.push(chunk);
        while let Some(frame) = framer.next() {
            frames.push(match frame {
                Frame::Banner(banner) => Owned::Banner(banner.to_string()),
                Frame::Message(message) => Owned::Message(message.to_owned()),
                Frame::Malformed(malformed) => Owned::Malformed(malformed),
                other => panic!("a new kind of frame: {other:?}"),
            });
        }
    }
    frames
}

fn messages(stream: &[u8]) -> Vec<MessageBuf> {
    frames(Framer::without_banner(Limits::default()), [stream])
        .into_iter()
        .map(|frame| match frame {
            Owned::Message(message) => message,
            other => panic!("not a message: {other:?}"),
        })
        .collect()
}

fn only(stream: &[u8]) -> MessageBuf {
    let mut all = messages(stream);
    assert_eq!(all.len(), 1, "{all:?}");
    all.remove(0)
}

fn output(message: &MessageBuf) -> Vec<&str> {
    message
        .output()
        .map(|line| std::str::from_utf8(line).expect("the samples are ASCII"))
        .collect()
}

fn headers(message: &MessageBuf) -> Vec<(String, String)> {
    message
        .headers()
        .map(|header| (header.name().into_owned(), header.value().into_owned()))
        .collect()
}

#[test]
fn the_banner_is_one_line_without_an_empty_line() {
    let frames = frames(Framer::new(Limits::default()), [&b"Our PBX/1.2\r\n"[..]]);
    assert_eq!(frames, [Owned::Banner("Our PBX/1.2".to_owned())]);
}

#[test]
fn events_may_share_a_segment_with_the_login_reply() {
    let all =
        messages(b"Response: Success\r\nMessage: Authentication accepted\r\n\r\nEvent: FullyBooted\r\n\r\n");
    assert_eq!(
        all.iter().map(MessageBuf::kind).collect::<Vec<_>>(),
        [Kind::Response, Kind::Event]
    );
}

#[test]
fn the_first_line_decides_what_a_message_is() {
    let event = only(b"Event: OriginateResponse\r\nActionID: 7\r\nResponse: Failure\r\nReason: 5\r\n\r\n");
    assert_eq!(event.kind(), Kind::Event);
    assert_eq!(event.get("Response"), Some("Failure"));
    assert_eq!(event.response_word(), None);
}

#[test]
fn a_repeated_event_header_does_not_rename_the_event() {
    let event = only(b"Event: ResourceListDetail\r\nEvent: presence\r\n\r\n");
    assert_eq!(event.event_name(), Some("ResourceListDetail"));
    assert_eq!(event.get_all("event").count(), 2);
}

#[test]
fn command_output_up_to_13_ends_at_its_terminator() {
    let stream = b"Response: Follows\r\nPrivilege: Command\r\nActionID: 4\r\nName: x\n\nlast: y\n\
        --END COMMAND--\r\n\r\nEvent: Hangup\r\n\r\n";
    let all = messages(stream);
    assert_eq!(all.len(), 2);
    assert_eq!(all[0].action_id(), Some("4"));
    assert_eq!(output(&all[0]), ["Name: x", "", "last: y"]);
    assert_eq!(all[1].event_name(), Some("Hangup"));
}

#[test]
fn the_terminator_may_be_glued_to_the_last_line() {
    let message = only(b"Response: Follows\r\nPrivilege: Command\r\nno newline--END COMMAND--\r\n\r\n");
    assert_eq!(output(&message), ["no newline"]);
}

#[test]
fn a_terminator_quoted_in_the_text_does_not_end_it() {
    let message = only(b"Response: Follows\r\na --END COMMAND--\nb\n--END COMMAND--\r\n\r\n");
    assert_eq!(output(&message), ["a --END COMMAND--", "b"]);
}

#[test]
fn a_command_without_any_output_has_no_lines() {
    assert!(
        output(&only(
            b"Response: Follows\r\nPrivilege: Command\r\n--END COMMAND--\r\n\r\n"
        ))
        .is_empty()
    );
}

#[test]
fn command_output_from_14_on_keeps_every_line_and_its_blanks() {
    let message = only(
        b"Response: Error\r\nMessage: Command output follows\r\nOutput:   a  b \r\nOutput: \r\nOutput: c: d\r\n\r\n",
    );
    assert_eq!(output(&message), ["  a  b ", "", "c: d"]);
    assert!(!message.is_success());
}

#[test]
fn repeated_headers_keep_their_order() {
    let message = only(b"Event: Newchannel\r\nChanVariable: b=2\r\nChannel: x\r\nChanVariable: a=1\r\n\r\n");
    assert_eq!(
        message.get_all("ChanVariable").collect::<Vec<_>>(),
        [b"b=2", b"a=1"]
    );
    assert_eq!(headers(&message)[2], ("Channel".to_owned(), "x".to_owned()));
}

#[test]
fn values_keep_blanks_colons_and_emptiness() {
    for (line, expected) in [
        ("Key: ", ""),
        ("Key:", ""),
        ("Key: value ", "value "),
        ("Key:  two", " two"),
        ("Key: sip:100@[::1]:5060", "sip:100@[::1]:5060"),
        ("Key:no blank", "no blank"),
    ] {
        let message = only(format!("Response: Success\r\n{line}\r\n\r\n").as_bytes());
        assert_eq!(message.get("Key"), Some(expected), "{line:?}");
    }
}

#[test]
fn odd_header_names_are_names() {
    for name in [
        "Cause-txt",
        "100rel",
        "ChanVariable(SIP/a:b-1)",
        "UnitAmount(0)",
        "2Channel",
        "a/b(1)",
    ] {
        let message = only(format!("Event: X\r\n{name}: v\r\n\r\n").as_bytes());
        assert_eq!(message.get(name), Some("v"), "{name}");
    }
}

#[test]
fn lines_without_a_colon_are_kept() {
    let message = only(b"Response: Success\r\nNo categories found\r\n\r\n");
    assert_eq!(
        headers(&message)[1],
        (String::new(), "No categories found".to_owned())
    );
}

#[test]
fn bare_line_feeds_end_lines_and_stray_empty_lines_are_nothing() {
    let all = messages(b"Response: Error\r\nMessage: text\n\r\n\r\n\r\nEvent: A\n\nEvent: B\r\n\r\n\r\n");
    assert_eq!(all.len(), 3);
    assert_eq!(all[0].get("Message"), Some("text"));
}

#[test]
fn bytes_that_are_not_utf8_survive() {
    let message = only(b"Event: Newchannel\r\nCallerIDName: Caf\xe9\r\n\r\n");
    assert_eq!(message.get("CallerIDName"), None);
    assert_eq!(message.get_bytes("CallerIDName"), Some(&b"Caf\xe9"[..]));
    assert_eq!(message.text("CallerIDName").as_deref(), Some("Caf\u{fffd}"));
}

#[test]
fn header_names_match_without_case() {
    assert_eq!(
        only(b"Event: Cdr\r\nUniqueID: 1.2\r\n\r\n").get("uniqueid"),
        Some("1.2")
    );
}

#[test]
fn a_large_message_is_just_a_message() {
    let mut stream = b"Response: Success\r\n".to_vec();
    for line in 0..20_000 {
        stream.extend_from_slice(format!("Line-000000-{line:06}: name=value\r\n").as_bytes());
    }
    stream.extend_from_slice(b"\r\n");
    assert_eq!(only(&stream).headers().len(), 20_001);
}

fn small() -> Limits {
    Limits {
        banner_bytes: 40,
        message_bytes: 120,
        headers: 6,
        line_bytes: 90,
        ..Limits::default()
    }
}

#[test]
fn an_oversized_message_costs_that_message() {
    let long = "x".repeat(500);
    let stream = format!(
        "Event: A\r\n\r\nResponse: Success\r\nActionID: 9\r\nData: {long}\r\nEvent: no\r\n\r\nEvent: B\r\n\r\n"
    );
    for size in [1, 7, 64, stream.len()] {
        let frames = frames(Framer::without_banner(small()), stream.as_bytes().chunks(size));
        assert_eq!(frames.len(), 3, "{frames:?}");
        let Owned::Malformed(malformed) = &frames[1] else {
            panic!("{frames:?}")
        };
        assert_eq!(malformed.action_id(), Some("9"));
        assert!(
            malformed.to_string().contains("\"Response: Success\""),
            "{malformed}"
        );
        assert!(matches!(&frames[2], Owned::Message(message) if message.event_name() == Some("B")));
    }
}

#[test]
fn an_overlong_line_costs_its_message() {
    let long = "x".repeat(90);
    for (stream, action_id) in [
        (
            format!("Event: A\r\nActionID: 9\r\nLong: {long}\r\nEvent: no\r\n\r\nEvent: B\r\n\r\n"),
            Some("9"),
        ),
        (
            format!("Event: {long}\r\nActionID: 9\r\n\r\nEvent: B\r\n\r\n"),
            None,
        ),
        (
            format!("Response: Follows\r\n{long}\n\n--END COMMAND--\r\n\r\nEvent: B\r\n\r\n"),
            None,
        ),
    ] {
        for size in [1, 7, 64, stream.len()] {
            let frames = frames(Framer::without_banner(small()), stream.as_bytes().chunks(size));
            let [Owned::Malformed(malformed), Owned::Message(next)] = &frames[..] else {
                panic!("{frames:?}")
            };
            assert!(
                matches!(malformed, Malformed::LineTooLong { limit: 90, .. }),
                "{malformed:?}"
            );
            assert_eq!(malformed.action_id(), action_id);
            assert!(
                malformed.to_string().ends_with("raise Limits::line_bytes"),
                "{malformed}"
            );
            assert_eq!(next.event_name(), Some("B"));
        }
    }
}

#[test]
fn too_many_headers_cost_that_message() {
    let stream = format!("Event: A\r\n{}\r\nEvent: B\r\n\r\n", "K: v\r\n".repeat(6));
    let frames = frames(Framer::without_banner(small()), [stream.as_bytes()]);
    assert!(
        matches!(
            &frames[0],
            Owned::Malformed(Malformed::TooManyHeaders { limit: 6, .. })
        ),
        "{frames:?}"
    );
    assert_eq!(frames.len(), 2);
}

#[test]
fn too_many_headers_before_the_text_of_a_command_cost_that_message() {
    let headers = "ActionID: 1\r\n".repeat(6);
    let stream = format!("Response: Follows\r\n{headers}text\n--END COMMAND--\r\n\r\nEvent: B\r\n\r\n");
    for size in [1, 13, stream.len()] {
        let frames = frames(Framer::without_banner(small()), stream.as_bytes().chunks(size));
        assert!(
            matches!(
                &frames[..],
                [
                    Owned::Malformed(Malformed::TooManyHeaders { limit: 6, .. }),
                    Owned::Message(_)
                ]
            ),
            "{frames:?}"
        );
    }
}

#[test]
fn as_many_headers_as_allowed_are_fine() {
    let stream = format!("Event: A\r\n{}\r\n", "K: v\r\n".repeat(5));
    let frames = frames(Framer::without_banner(small()), [stream.as_bytes()]);
    assert!(
        matches!(&frames[..], [Owned::Message(message)] if message.headers().len() == 6),
        "{frames:?}"
    );
}

#[test]
fn oversized_command_text_is_skipped_up_to_its_terminator() {
    let text = "line\n\n".repeat(100);
    let long = "y".repeat(300);
    let stream =
        format!("Response: Follows\r\nActionID: 3\r\n{text}{long}--END COMMAND--\r\n\r\nEvent: B\r\n\r\n");
    for size in [1, 13, stream.len()] {
        let frames = frames(Framer::without_banner(small()), stream.as_bytes().chunks(size));
        assert_eq!(frames.len(), 2, "{frames:?}");
        assert!(matches!(&frames[0], Owned::Malformed(malformed) if malformed.action_id() == Some("3")));
    }
}

#[test]
fn memory_stays_bounded_when_a_message_never_ends() {
    let mut framer = Framer::without_banner(small());
    let mut reports = 0;
    framer.push(b"Event: A\r\nEndless: ");
    for _ in 0..10_000 {
        framer.push(&[b'x'; 100]);
        while let Some(frame) = framer.next() {
            assert!(matches!(frame, Frame::Malformed(_)));
            reports += 1;
        }
        assert!(framer.buffered() <= small().message_bytes + 100);
    }
    assert_eq!(reports, 1);
}

#[test]
fn an_endless_banner_is_reported() {
    let frames = frames(Framer::new(small()), [&[b'x'; 100][..], b"\r\nEvent: A\r\n\r\n"]);
    assert_eq!(
        frames[0],
        Owned::Malformed(Malformed::BannerTooLong { limit: 40 })
    );
    assert!(matches!(&frames[1], Owned::Message(_)));
}

#[test]
fn debug_shows_no_values() {
    let message = only(b"Action: Login\r\nSecret: hunter2\r\n\r\n");
    assert!(!format!("{message:?}{:?}", message.headers().last()).contains("hunter2"));
}

/// Streams made of what servers send and of what they should not.
fn stream() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        Just(b"Response: Success\r\n".to_vec()),
        Just(b"Response: Follows\r\n".to_vec()),
        Just(b"Privilege: Command\r\n".to_vec()),
        Just(b"--END COMMAND--\r\n\r\n".to_vec()),
        Just(b"Event: Hangup\r\n".to_vec()),
        Just(b"ActionID: 12\r\n".to_vec()),
        Just(b"\r\n".to_vec()),
        Just(b"\n".to_vec()),
        Just(b"\r".to_vec()),
        Just(vec![b'x'; 70]),
        proptest::collection::vec(any::<u8>(), 0..12),
        "[A-Za-z-]{1,8}: [ -~]{0,20}\r\n".prop_map(String::into_bytes),
    ];
    proptest::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    /// TCP may cut a stream anywhere; where it does must not matter, for malformed messages neither.
    #[test]
    fn chunking_never_changes_the_messages(stream in stream(), size in 1usize..64, banner: bool) {
        let framer = || if banner { Framer::new(small()) } else { Framer::without_banner(small()) };
        prop_assert_eq!(frames(framer(), [&stream[..]]), frames(framer(), stream.chunks(size)));
    }

    /// What is built is what is read, and building what was read gives the same bytes.
    #[test]
    fn parsing_undoes_building(
        fields in proptest::collection::vec(("[!-9;-~]{1,12}", "[^\r\n\0]{0,30}"), 0..10),
    ) {
        let built = MessageBuf::build(|headers| {
            headers.header("Event", "Test");
            for (name, value) in &fields {
                headers.header(name, value);
            }
        }).expect("names and values are clean");
        let read: Vec<_> = headers(&built).into_iter().skip(1).collect();
        prop_assert_eq!(read, fields);
        let again = MessageBuf::build(|writer| {
            for header in built.headers() {
                writer.header(&header.name(), header.value_bytes());
            }
        });
        prop_assert_eq!(again.as_ref().map(MessageBuf::as_bytes), Ok(built.as_bytes()));
    }

    /// All bytes of a stream are in its messages, but for stray empty lines.
    #[test]
    fn no_byte_is_lost(stream in stream()) {
        let mut whole = stream;
        whole.extend_from_slice(b"\n--END COMMAND--\n\n");
        let mut framer = Framer::without_banner(Limits::default());
        framer.push(&whole);
        let mut kept = Vec::new();
        while let Some(frame) = framer.next() {
            let Frame::Message(message) = frame else { panic!("{frame:?}") };
            kept.extend_from_slice(message.as_bytes());
        }
        prop_assert_eq!(framer.buffered(), 0);
        let visible = |bytes: &[u8]| -> Vec<u8> {
            bytes.iter().filter(|byte| !matches!(byte, b'\r' | b'\n')).copied().collect()
        };
        prop_assert_eq!(visible(&kept), visible(&whole));
    }
}
