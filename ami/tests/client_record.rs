//! A session that is recorded, and played again: over memory and over a socket.
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "plays a server over real sockets"
)]

mod client_common;

use std::io::Write;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use client_common::{Peer, listener, next, within};
use switchhook_ami::Secret;
use switchhook_ami::action::{Ping, RawAction};
use switchhook_ami::client::record::{Recording, Replay};
use switchhook_ami::client::{Client, Config, Item};
use switchhook_ami::proto::LoginMethod;

#[derive(Clone, Default)]
struct Memory(Arc<Mutex<Vec<u8>>>);

impl Write for Memory {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().expect("no panic").extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// A session with a login, an action, two events and a list, as it was written down.
async fn recorded(method: LoginMethod) -> Vec<u8> {
    let file = Memory::default();
    let (listener, config) = listener().await;
    let config = config.login(method).record(file.clone());
    let serve = async {
        let mut peer = Peer::accept(&listener).await;
        peer.say("Asterisk Call Manager/11.0.0\n").await;
        if method == LoginMethod::Md5 {
            peer.answer("Challenge: 847159301\n").await;
        }
        peer.answer("Message: Authentication accepted\n").await;
        peer.say("Event: One\n\n").await;
        peer
    };
    let (client, mut peer) = tokio::join!(Client::connect(config), serve);
    let client = client.expect("let in");
    let (pong, _) = tokio::join!(client.send(Ping), peer.answer("Ping: Pong\nTimestamp: 17.5\n"));
    pong.expect("answered");
    let serve = async {
        let list = peer.answer("EventList: start\n").await;
        let id = list.action_id().expect("an id");
        peer.say(&format!("Event: Two\n\nEvent: Entry\nActionID: {id}\n\nEvent: End\nActionID: {id}\nEventList: Complete\n\n"))
            .await;
    };
    let (list, ()) = tokio::join!(client.send(RawAction::new("List")), serve);
    assert_eq!(list.expect("answered").events.len(), 2);
    drop(peer);
    let mut changes = client.state_changes();
    drop(
        within(changes.wait_for(|state| !state.is_connected()))
            .await
            .expect("open"),
    );
    file.0.lock().expect("no panic").clone()
}

async fn plays_as_it_was(config: Config) {
    let client = Client::start(config);
    let mut items = client.subscribe();
    assert!(matches!(next(&mut items).await, Item::Connected(_)));
    assert!(matches!(next(&mut items).await, Item::Event(event) if event.event_name() == Some("One")));
    // Asked in another order than then.
    let list = within(client.send(RawAction::new("List")))
        .await
        .expect("answered");
    assert_eq!(list.events.len(), 2);
    let pong = within(client.send(Ping)).await.expect("answered");
    assert_eq!(pong.timestamp.as_deref(), Some("17.5"));
    assert!(matches!(next(&mut items).await, Item::Event(event) if event.event_name() == Some("Two")));
    assert!(matches!(next(&mut items).await, Item::Disconnected { .. }));
}

#[tokio::test]
async fn a_recording_plays_as_it_was_over_memory_and_over_a_socket() {
    let recording = Recording::parse(&recorded(LoginMethod::Plain).await).expect("a recording");
    assert_eq!(recording.connections(), 1);
    let replay = || Replay::new(recording.clone()).speed(f64::INFINITY);
    let somebody = |config: Config| config.login(LoginMethod::Plain);
    plays_as_it_was(somebody(Config::over(replay(), "somebody", Secret::new("else")))).await;
    let server = replay().listen("127.0.0.1:0").await.expect("loopback");
    let address = server.address().to_string();
    plays_as_it_was(somebody(Config::new(address, "somebody", Secret::new("else")))).await;
}

#[tokio::test]
async fn neither_secret_nor_key_is_written_down() {
    for method in [LoginMethod::Plain, LoginMethod::Md5] {
        let file = String::from_utf8(recorded(method).await).expect("text");
        assert!(
            file.contains("(not recorded)") && file.contains("Username: ops"),
            "{file}"
        );
        assert!(!file.contains("hunter2"), "{file}");
        // printf '847159301hunter2' | md5sum
        assert!(
            !file.contains("Key: 0") && !file.to_lowercase().contains("key: a"),
            "{file}"
        );
        assert!(
            file.lines()
                .filter(|line| line.starts_with("Key:"))
                .all(|line| line == "Key: (not recorded)"),
            "{file}"
        );
    }
}

#[tokio::test(start_paused = true)]
async fn a_recording_takes_its_time_unless_told_otherwise() {
    let mut file = b"connection\n".to_vec();
    for (sender, at, said) in [
        ('S', 0, "Asterisk Call Manager/11.0.0\r\n"),
        ('C', 0, "Action: Login\r\nActionID: a-1\r\n\r\n"),
        ('S', 0, "Response: Success\r\nActionID: a-1\r\n\r\n"),
        ('S', 3600, "Event: Late\r\n\r\n"),
    ] {
        file.extend_from_slice(format!("{sender} {at} {}\n{said}\n", said.len()).as_bytes());
    }
    let recording = Recording::parse(&file).expect("a recording");
    let real = Instant::now();
    for (speed, expected) in [(1.0, 3600), (60.0, 60)] {
        let began = tokio::time::Instant::now();
        let replay = Replay::new(recording.clone()).speed(speed);
        let config = Config::over(replay, "ops", Secret::new("x"))
            .login(LoginMethod::Plain)
            .keepalive(None);
        let client = Client::connect(config).await.expect("let in");
        let mut items = client.subscribe();
        while !matches!(items.next().await, Some(Item::Event(_))) {}
        assert_eq!(began.elapsed().as_secs(), expected);
    }
    assert!(
        real.elapsed() < Duration::from_secs(60),
        "on the clock of the test"
    );
}

#[test]
fn what_is_no_recording_is_told_by_its_place() {
    for (text, expected) in [
        (
            &b"nonsense"[..],
            "byte 0: no line that begins a piece; is this a recording?",
        ),
        (
            b"S 0 1\nx\n",
            "byte 0: not a line of sender, seconds and length after the line `connection`",
        ),
        (
            b"connection\nS 0 18446744073709551615\n",
            "byte 11: the recording ends in the middle of a piece; it was cut off",
        ),
        (
            b"connection\nX 0 1\nx\n",
            "byte 11: the sender of a piece is S or C",
        ),
    ] {
        assert_eq!(Recording::parse(text).expect_err("none").to_string(), expected);
    }
}
