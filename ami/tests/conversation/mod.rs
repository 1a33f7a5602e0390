//! Plays a conversation of `testdata` through the protocol again, with a virtual clock.

use std::path::Path;
use std::time::{Duration, Instant};

use switchhook_ami::Secret;
use switchhook_ami::action::{RawAction, Reply, Request};
use switchhook_ami::dialect::Dialect;
use switchhook_ami::proto::{CloseReason, Connection, LoginMethod, Notice, Options};
use switchhook_ami::wire::MessageBuf;

/// What one side said before the other answered.
#[derive(Debug)]
enum Turn {
    Client(MessageBuf),
    Server(Vec<u8>),
}

fn turns(name: &str) -> Vec<Turn> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata").join(name);
    let text = std::fs::read(path).expect("readable");
    let mut turns = Vec::new();
    let mut asked = Vec::new();
    for line in text.split_inclusive(|byte| *byte == b'\n') {
        if let Some(line) = line.strip_prefix(b"S: ") {
            match turns.last_mut() {
                Some(Turn::Server(said)) => said.extend_from_slice(line),
                _ => turns.push(Turn::Server(line.to_vec())),
            }
        } else if let Some(line) = line.strip_prefix(b"C: ") {
            asked.extend_from_slice(line);
            if let Some(action) = MessageBuf::parse(&asked) {
                turns.push(Turn::Client(action));
                asked.clear();
            }
        }
    }
    turns
}

/// What came of a conversation.
#[derive(Default)]
pub(crate) struct Outcome {
    /// Each action after the login, with its answer.
    pub(crate) replies: Vec<(MessageBuf, Reply)>,
    pub(crate) events: Vec<MessageBuf>,
    /// What answers nothing that was still waited for.
    pub(crate) unmatched: Vec<MessageBuf>,
    pub(crate) closed: Option<CloseReason>,
    /// What the connection took the server for.
    pub(crate) dialect: Dialect,
}

/// Says what the client said, and checks that it is the same bytes; hears what the server said, in pieces.
pub(crate) fn replay(name: &str, piece: usize) -> Outcome {
    let options = Options {
        id_prefix: "t".to_owned(),
        method: LoginMethod::Md5,
        ..Options::new("ops", Secret::new("live"))
    };
    let mut now = Instant::now();
    let mut connection = Connection::new(options, now).expect("clean credentials");
    let mut outcome = Outcome::default();
    let mut asked = Vec::new();
    for turn in turns(name) {
        now += Duration::from_secs(1);
        connection.handle_timeout(now);
        match turn {
            Turn::Server(said) => said
                .chunks(piece)
                .for_each(|piece| connection.receive(piece, now)),
            Turn::Client(action) => {
                if connection.is_ready() {
                    let name = action.get("Action").expect("an action");
                    // Action and ActionID are the connection's to write.
                    let raw = action
                        .headers()
                        .skip(2)
                        .fold(RawAction::new(name), |raw, header| {
                            raw.header(header.name(), header.value_bytes())
                        });
                    let request = Request::new(&raw).expect("sendable");
                    connection.send(&request, now).expect("ready");
                    asked.push(action.clone());
                }
                let sent = connection.poll_transmit().expect("something to say");
                assert_eq!(
                    String::from_utf8_lossy(&sent),
                    String::from_utf8_lossy(action.as_bytes()),
                    "{name}"
                );
            }
        }
        while let Some(notice) = connection.poll_event() {
            match notice {
                Notice::Ready(banner) => assert!(banner.is_asterisk()),
                Notice::Reply { id, result } => {
                    let id = connection.action_id(id);
                    let action = asked
                        .iter()
                        .find(|action| action.action_id() == Some(&id))
                        .expect("asked");
                    outcome.replies.push((action.clone(), result.expect("an answer")));
                }
                Notice::Event(event) => outcome.events.push(event),
                Notice::Unmatched(message) => outcome.unmatched.push(message),
                other => panic!("{name}: {other:?}"),
            }
        }
    }
    outcome.dialect = connection.dialect();
    connection.closed_by_peer(now);
    outcome.closed = std::iter::from_fn(|| connection.poll_event()).find_map(|notice| match notice {
        Notice::Closed(reason) => Some(reason),
        _ => None,
    });
    assert_eq!(
        outcome.replies.len(),
        asked.len(),
        "{name}: every action has its answer"
    );
    outcome
}
