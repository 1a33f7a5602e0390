//! What holds for every action, and for whatever a server says.
#![allow(
    clippy::disallowed_methods,
    reason = "one reading of the clock, to have a beginning"
)]

use std::time::{Duration, Instant};

use proptest::prelude::*;
use switchhook_ami::Secret;
use switchhook_ami::action::{Logoff, Originate, Ping, QueueStatus, RawAction, Request, Target};
use switchhook_ami::proto::{Connection, LoginMethod, Notice, Options, RequestId};
use switchhook_ami::wire::{Frame, Framer, Limits, MessageBuf};

/// Logged in, with nothing left to read.
fn ready(now: Instant) -> Connection {
    let options = Options {
        method: LoginMethod::Plain,
        ..Options::new("ops", Secret::new("secret"))
    };
    let mut connection = Connection::new(options, now).expect("clean credentials");
    let login = b"Asterisk Call Manager/11.0.0\r\nResponse: Success\r\nActionID: sh-1\r\n\r\n";
    connection.receive(login, now);
    while connection.poll_transmit().is_some() {}
    while connection.poll_event().is_some() {}
    assert!(connection.is_ready());
    connection
}

/// Values as people and programs give them: mostly harmless, some with what would begin a line.
fn value() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![
        "[ -~é]{0,30}".prop_map(String::into_bytes),
        "[a-z]{0,4}(\r\n|\n|\r|\0)Action: Logoff(\r\n){0,2}".prop_map(String::into_bytes),
        prop::collection::vec(any::<u8>(), 0..20),
        (1000usize..1030).prop_map(|length| vec![b'x'; length]),
    ]
}

/// Names that a header can have, and some that it cannot.
fn name() -> impl Strategy<Value = String> {
    prop_oneof![
        8 => "[A-Za-z][A-Za-z0-9()/-]{0,12}",
        1 => "[ -~]{0,6}",
        1 => prop::sample::select(vec!["Action", "ActionID", "x\r\ny", ""]).prop_map(str::to_owned),
    ]
}

/// One thing that happens on a connection.
#[derive(Clone, Debug)]
enum Step {
    Send(u8),
    Hear(String),
    Pass(u64),
}

fn step() -> impl Strategy<Value = Step> {
    let said = prop_oneof![
        (1u8..8, "(Success|Error|Goodbye|Follows)")
            .prop_map(|(id, word)| format!("Response: {word}\r\nActionID: sh-{id}\r\n\r\n")),
        (
            1u8..8,
            "(start|Complete|Cancelled)",
            "(Response: Success|Event: QueueStatusComplete)"
        )
            .prop_map(|(id, list, first)| format!(
                "{first}\r\nActionID: sh-{id}\r\nEventList: {list}\r\n\r\n"
            )),
        (1u8..8, "(OriginateResponse|QueueParams|Hangup)").prop_map(|(id, event)| format!(
            "Event: {event}\r\nActionID: sh-{id}\r\nResponse: Failure\r\n\r\n"
        )),
        "[ -~\r\n]{0,40}",
    ];
    prop_oneof![
        any::<u8>().prop_map(Step::Send),
        said.prop_map(Step::Hear),
        (0u64..40).prop_map(Step::Pass),
    ]
}

fn request(kind: u8) -> Request {
    match kind % 5 {
        0 => Request::new(&Ping),
        1 => Request::new(&QueueStatus::all()),
        2 => Request::new(&Originate::new("PJSIP/100", Target::extension("internal", "200"))),
        3 => Request::new(&RawAction::new("Old").list("OldComplete")),
        _ => Request::new(&Logoff),
    }
    .expect("these can be sent")
}

proptest! {
    /// A value that could begin a header, or an action, would be an order of the attacker's choice.
    #[test]
    fn whatever_stands_in_a_value_one_action_with_exactly_these_headers_is_sent(
        action in name(),
        headers in prop::collection::vec((name(), value()), 0..8),
    ) {
        let raw = headers.iter().fold(RawAction::new(&action), |raw, (name, value)| raw.header(name, value));
        let bad = headers.iter().any(|(_, value)| value.iter().any(|byte| b"\r\n\0".contains(byte)));
        let Ok(request) = Request::new(&raw) else { return Ok(()) };
        prop_assert!(!bad, "a line break was taken");

        let now = Instant::now();
        let mut connection = ready(now);
        let id = connection.send(&request, now).expect("it is ready");
        let sent = connection.poll_transmit().expect("what is accepted is sent");
        let mut framer = Framer::without_banner(Limits::default());
        framer.push(&sent);
        let Some(Frame::Message(message)) = framer.next() else { panic!("one message") };
        let read: Vec<_> = message
            .headers()
            .map(|header| (header.name().into_owned(), header.value_bytes().to_vec()))
            .collect();
        let mut expected = vec![
            ("Action".to_owned(), action.into_bytes()),
            ("ActionID".to_owned(), connection.action_id(id).into_bytes()),
        ];
        expected.extend(headers);
        prop_assert_eq!(read, expected);
        prop_assert!(framer.next().is_none() && framer.buffered() == 0);
    }

    /// Nobody who asked waits for ever, and nobody is told twice.
    #[test]
    fn each_accepted_action_gets_exactly_one_reply_and_the_end_comes_once(steps in prop::collection::vec(step(), 0..40)) {
        let mut now = Instant::now();
        let mut connection = ready(now);
        let mut waiting: Vec<RequestId> = Vec::new();
        let mut ends = 0;
        for step in steps.into_iter().map(Some).chain([None]) {
            match step {
                Some(Step::Send(kind)) => {
                    if let Ok(id) = connection.send(&request(kind), now) {
                        waiting.push(id);
                    }
                }
                Some(Step::Hear(said)) => connection.receive(said.as_bytes(), now),
                Some(Step::Pass(seconds)) => {
                    now += Duration::from_secs(seconds);
                    connection.handle_timeout(now);
                }
                None => connection.closed_by_peer(now),
            }
            while let Some(bytes) = connection.poll_transmit() {
                let sent = MessageBuf::parse(&bytes).expect("a message");
                prop_assert_eq!(sent.as_bytes(), bytes, "and nothing else");
            }
            while let Some(notice) = connection.poll_event() {
                prop_assert_eq!(ends, 0, "{:?} after the end", notice);
                match notice {
                    Notice::Reply { id, .. } => {
                        let at = waiting.iter().position(|waiting| *waiting == id);
                        prop_assert!(at.is_some(), "{id} was answered twice, or never asked");
                        waiting.remove(at.expect("just looked"));
                    }
                    Notice::Closed(_) => ends += 1,
                    _ => {}
                }
            }
        }
        prop_assert_eq!((ends, waiting), (1, Vec::new()));
    }
}
