//! A client that runs the list against any PBX and notes what it hears.
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "a test is a client: it connects and takes time"
)]

use std::collections::BTreeMap;
use std::time::Duration;

use md5::{Digest as _, Md5};
use switchhook_ami::sim::Version;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use crate::shape::{Shape, collapse, gather};
use crate::steps::{Connection, Step};

/// Nothing in the list takes this long unless it is broken.
const PATIENCE: Duration = Duration::from_secs(12);

/// Events that say what the machine, the dialplan or the sound does rather than the action.
const IGNORED: &[&str] = &[
    "VarSet",
    "RTCPSent",
    "RTCPReceived",
    "ContactStatus",
    "PeerStatus",
    "MessageWaiting",
    "ChallengeResponseFailed",
    "ChallengeSent",
    "SuccessfulAuth",
    "InvalidPassword",
    "InvalidAccountID",
    "RequestNotAllowed",
    "RequestBadFormat",
];

/// Where a PBX is, and how long it is silent when it has nothing more to say.
#[derive(Clone, Debug)]
pub(crate) struct Peer {
    pub(crate) address: String,
    pub(crate) user: String,
    pub(crate) secret: String,
    pub(crate) quiet: Duration,
    /// Different in each run, for the names of files and keys.
    pub(crate) run: String,
}

/// What one step heard: the answer in order, the events by name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Heard {
    pub(crate) title: String,
    pub(crate) answer: Vec<Shape>,
    pub(crate) events: Vec<Shape>,
}

/// A raw connection.
struct Wire {
    stream: TcpStream,
    unread: Vec<u8>,
}

impl Wire {
    async fn open(peer: &Peer) -> Self {
        let stream = TcpStream::connect(&peer.address)
            .await
            .unwrap_or_else(|error| panic!("{}: {error}", peer.address));
        let mut wire = Self {
            stream,
            unread: Vec::new(),
        };
        wire.until("\r\n", PATIENCE).await.expect("a banner");
        wire
    }

    async fn send(&mut self, action: &str) {
        self.stream
            .write_all(action.as_bytes())
            .await
            .expect("the PBX reads");
    }

    /// The next message; `None` when nothing comes within `wait`, or the connection ends.
    async fn message(&mut self, wait: Duration) -> Option<String> {
        loop {
            let message = self.until("\r\n\r\n", wait).await?;
            // Some texts end in a line end of their own, which makes an empty message.
            let message = message.trim_start_matches(['\r', '\n']);
            if !message.is_empty() {
                return Some(message.to_owned());
            }
        }
    }

    async fn until(&mut self, end: &str, wait: Duration) -> Option<String> {
        let mut buffer = [0; 4096];
        loop {
            let found = self
                .unread
                .windows(end.len())
                .position(|window| window == end.as_bytes());
            if let Some(at) = found {
                let message: Vec<u8> = self.unread.drain(..at + end.len()).collect();
                return Some(String::from_utf8_lossy(&message).into_owned());
            }
            match tokio::time::timeout(wait, self.stream.read(&mut buffer)).await {
                Ok(Ok(count @ 1..)) => self.unread.extend_from_slice(&buffer[..count]),
                _ => return None,
            }
        }
    }
}

/// The value of a header in a message.
fn value<'m>(message: &'m str, name: &str) -> Option<&'m str> {
    let header = |line: &'m str| {
        let (found, value) = line.split_once(':')?;
        (found == name).then(|| value.strip_prefix(' ').unwrap_or(value))
    };
    message.split("\r\n").find_map(header)
}

/// Whether a message is told to everybody; items of lists lack a Privilege or, in Status, lack `all`.
fn is_broadcast(message: &str) -> bool {
    message.starts_with("Event: ") && value(message, "Privilege").is_some_and(|p| p.ends_with(",all"))
}

/// Runs the list.
pub(crate) async fn run(peer: &Peer, steps: &[Step]) -> Vec<Heard> {
    let mut variables: BTreeMap<String, String> = [
        ("user", peer.user.clone()),
        ("secret", peer.secret.clone()),
        ("run", peer.run.clone()),
    ]
    .map(|(name, value)| (name.to_owned(), value))
    .into();
    let mut main = Wire::open(peer).await;
    main.send(&format!(
        "Action: Login\r\nUsername: {}\r\nSecret: {}\r\nEvents: system,call,agent,user,cdr,dialplan\r\n\r\n",
        peer.user, peer.secret
    ))
    .await;
    let login = main.message(PATIENCE).await.expect("an answer to Login");
    assert!(login.contains("Authentication accepted"), "{login}");
    // What an earlier run left is no part of this one.
    main.send("Action: Hangup\r\nChannel: /.*/\r\n\r\n").await;
    quiet(&mut main, peer).await;

    let mut stranger = None;
    let mut heard = Vec::new();
    for (index, step) in steps.iter().enumerate() {
        if step.connection == Connection::Stranger {
            stranger = Some(Wire::open(peer).await);
        }
        let wire = match (step.connection, &mut stranger) {
            (Connection::Main, _) => &mut main,
            (_, Some(stranger)) => stranger,
            (..) => panic!("{}: no stranger before @same", step.title),
        };
        let (answer, events) = take(wire, peer, step, index, &variables).await;
        for (name, source, header) in &step.saved {
            let found = if source == "Response" {
                answer.first().and_then(|message| value(message, header))
            } else {
                let mut named = events.iter().filter(|m| value(m, "Event") == Some(source));
                named.next_back().and_then(|message| value(message, header))
            };
            let found =
                found.unwrap_or_else(|| panic!("{}: no {header} in {source}: {events:#?}", step.title));
            variables.insert(name.clone(), found.to_owned());
        }
        if let Some(challenge) = answer.first().and_then(|message| value(message, "Challenge")) {
            let digest = Md5::digest(format!("{challenge}{}", peer.secret));
            let key: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
            variables.insert("key".into(), key);
        }
        heard.push(Heard {
            title: step.title.clone(),
            answer: collapse(answer.iter().map(|message| Shape::of(message))),
            events: gather(events.iter().map(|message| Shape::of(message))),
        });
    }
    main.send("Action: Logoff\r\n\r\n").await;
    heard
}

/// What is left over from before is nobody's answer.
async fn quiet(wire: &mut Wire, peer: &Peer) {
    while wire.message(peer.quiet).await.is_some() {}
}

/// Sends one action; returns the messages that answer it and the events that come meanwhile.
async fn take(
    wire: &mut Wire,
    peer: &Peer,
    step: &Step,
    index: usize,
    variables: &BTreeMap<String, String>,
) -> (Vec<String>, Vec<String>) {
    let id = format!("c-{index}");
    let mut action = step.action.join("\r\n");
    for (name, value) in variables {
        action = action.replace(&format!("{{{name}}}"), value);
    }
    wire.send(&format!("{action}\r\nActionID: {id}\r\n\r\n")).await;
    let (mut answer, mut events): (Vec<String>, Vec<String>) = Default::default();
    let mut awaited = step.awaited.clone();
    let mut answered = false;
    loop {
        // When all that is awaited is there, silence is the end.
        let done = answered && awaited.is_empty();
        // An action that awaits nothing causes nothing, or at once.
        let quiet = if step.awaited.is_empty() {
            peer.quiet / 4
        } else {
            peer.quiet
        };
        let wait = if done { quiet } else { PATIENCE };
        let Some(message) = wire.message(wait).await else {
            assert!(
                done,
                "{}: waited in vain for {awaited:?}; answer: {answer:#?}, events: {:#?}",
                step.title,
                events
                    .iter()
                    .filter_map(|m| value(m, "Event"))
                    .collect::<Vec<_>>()
            );
            return (answer, events);
        };
        if is_broadcast(&message) {
            let name = value(&message, "Event").unwrap_or_default();
            if let Some(at) = awaited.iter().position(|wanted| wanted == name) {
                awaited.remove(at);
            }
            // What Asterisk derives for its own modules is no telephone's state.
            let derived = value(&message, "Device").is_some_and(|device| !device.starts_with("PJSIP/"));
            // The member's channel may be gone before Asterisk tells of the end of its call.
            let torn = name == "AgentComplete" && value(&message, "DestChannel").is_none();
            if !IGNORED.contains(&name) && !derived && !torn {
                events.push(message);
            }
        } else if value(&message, "ActionID") == Some(&id) {
            let list = value(&message, "EventList").map(str::to_ascii_lowercase);
            answered = match list.as_deref() {
                Some("start") => false,
                Some(_) => true,
                None => answer.is_empty(),
            };
            answer.push(message);
        }
    }
}

/// Which Asterisk it is, by its banner.
pub(crate) async fn version(peer: &Peer) -> Version {
    let mut stream = TcpStream::connect(&peer.address)
        .await
        .unwrap_or_else(|error| panic!("needs a real Asterisk: see examples/asterisk ({error})"));
    let mut banner = [0; 64];
    let count = tokio::time::timeout(PATIENCE, stream.read(&mut banner)).await;
    let count = count.expect("a banner").expect("a banner");
    if banner[..count].starts_with(b"Asterisk Call Manager/5.") {
        Version::V16
    } else {
        Version::V22
    }
}
