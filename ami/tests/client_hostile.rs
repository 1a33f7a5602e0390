//! Peers that talk without end, do not read, or write what is not theirs; and programs that panic.
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "plays a server over real sockets"
)]

mod client_common;

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use client_common::{Peer, connected, listener, next, within};
use switchhook_ami::Secret;
use switchhook_ami::action::{Ping, RawAction};
use switchhook_ami::client::record::{Recording, Replay};
use switchhook_ami::client::{
    BoxTransport, Client, Config, ConnectError, Connecting, Connector, Item, ItemRef, SendError, State,
};
use switchhook_ami::mirror::{Health, Options, Part};
use switchhook_ami::proto::{CloseReason, Failure, LoginMethod};
use tokio::io::{AsyncRead, AsyncWrite, AsyncWriteExt, ReadBuf};
use tokio::net::TcpStream;
use tokio::task::AbortHandle;

const EVENT: &str = "Event: VarSet\r\nVariable: a\r\nValue: b\r\n\r\n";

/// Writes events for as long as anybody takes them, or this is dropped.
struct Flood(AbortHandle);

impl Flood {
    fn of(mut stream: impl AsyncWrite + Unpin + Send + 'static) -> Self {
        let events = EVENT.repeat(1000);
        let task = tokio::spawn(async move { while stream.write_all(events.as_bytes()).await.is_ok() {} });
        Self(task.abort_handle())
    }
}

impl Drop for Flood {
    fn drop(&mut self) {
        self.0.abort();
    }
}

fn split(stream: TcpStream) -> (impl Send, impl AsyncWrite + Unpin + Send + 'static) {
    stream.into_split()
}

/// Opens streams that begin with these words and go on with events for ever: there is always something to read.
#[derive(Debug)]
struct Endless(&'static str);

struct EndlessStream {
    begin: &'static [u8],
    events: Vec<u8>,
}

impl Connector for Endless {
    fn connect(&self) -> Connecting<'_> {
        let begin = self.0.as_bytes();
        let events = EVENT.repeat(1000).into_bytes();
        Box::pin(async move { Ok(Box::new(EndlessStream { begin, events }) as BoxTransport) })
    }

    fn name(&self) -> String {
        "endless".to_owned()
    }
}

impl AsyncRead for EndlessStream {
    fn poll_read(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
        room: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        room.put_slice(std::mem::take(&mut self.begin));
        // Whole events: what does not fit would begin anew.
        let length = room.remaining().min(self.events.len()) / EVENT.len() * EVENT.len();
        room.put_slice(&self.events[..length]);
        Poll::Ready(Ok(()))
    }
}

impl AsyncWrite for EndlessStream {
    fn poll_write(self: Pin<&mut Self>, _: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        Poll::Ready(Ok(bytes.len()))
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }
}

fn endless(begin: &'static str) -> Config {
    Config::over(Endless(begin), "ops", Secret::new("hunter2")).login(LoginMethod::Plain)
}

#[tokio::test]
async fn a_flood_of_events_does_not_keep_an_answer_from_being_late_nor_other_tasks_from_running() {
    let config = endless("Asterisk Call Manager/11.0.0\r\nResponse: Success\r\n\r\n");
    let client = within(Client::connect(config)).await.expect("let in");
    let answer = within(client.send_within(Ping, Duration::from_millis(200))).await;
    assert!(
        matches!(
            answer,
            Err(SendError::OutcomeUnknown {
                failure: Failure::Timeout { .. }
            })
        ),
        "{answer:?}"
    );
    within(client.close()).await;
}

#[tokio::test]
async fn a_flood_of_events_does_not_make_a_login_last_for_ever() {
    let config = endless("Asterisk Call Manager/11.0.0\r\n").connect_timeout(Duration::from_millis(300));
    let client = within(Client::connect(config)).await;
    assert!(
        matches!(
            client,
            Err(ConnectError::Session {
                source: CloseReason::NoLoginReply { .. },
                ..
            })
        ),
        "{client:?}"
    );
}

#[tokio::test]
async fn a_client_can_be_closed_in_the_middle_of_a_login_that_is_flooded() {
    let client = Client::start(endless("Asterisk Call Manager/11.0.0\r\n"));
    tokio::task::yield_now().await;
    within(client.close()).await;
    assert_eq!(
        client.stats().failed_attempts,
        0,
        "it ended before the login was given up"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_client_can_be_closed_though_its_peer_talks_and_does_not_read() {
    let (listener, config) = listener().await;
    let config = config.reply_timeout(Duration::from_secs(1));
    let (peer, client) = tokio::join!(Peer::log_in(&listener), Client::connect(config));
    let (peer, client) = (peer, client.expect("let in"));
    let (_unread, writer) = split(peer.stream);
    let _flood = Flood::of(writer);
    let actions = (0..200).map(|_| {
        let client = client.clone();
        let long = "x".repeat(900);
        let action = (0..100).fold(RawAction::new("UserEvent"), |action, number| {
            action.header(format!("Header{number}"), long.clone())
        });
        tokio::spawn(async move { client.send(action).await })
    });
    let actions: Vec<_> = actions.collect();
    let mut congested = 0;
    for action in actions {
        let answer = within(action).await.expect("no panic");
        congested += usize::from(matches!(answer, Err(SendError::Congested { .. })));
    }
    assert!(congested > 0, "the peer was to leave no room");
    within(client.close()).await;
    assert!(matches!(client.state(), State::Closed));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_handler_that_panics_ends_the_client_and_leaves_nobody_waiting() {
    let (_listener, mut peer, client) = connected().await;
    let mut items = client.subscribe();
    assert!(matches!(next(&mut items).await, Item::Connected(_)));
    let _handler = client.handle(|item| {
        if let ItemRef::Event(_) = item {
            panic!("on purpose");
        }
    });
    let waiting = tokio::spawn({
        let client = client.clone();
        async move { client.send(Ping).await }
    });
    peer.hear().await.expect("the Ping");
    peer.say("Event: Hangup\n\n").await;
    assert!(within(items.next()).await.is_none(), "the subscription ends");
    assert!(matches!(
        within(waiting).await.expect("no panic here"),
        Err(SendError::OutcomeUnknown { .. })
    ));
    assert!(matches!(client.state(), State::Closed));
    assert_eq!(within(client.send(Ping)).await, Err(SendError::Closed));
}

#[tokio::test]
async fn an_event_for_everybody_under_the_id_of_a_list_is_no_item_of_it_and_does_not_end_it() {
    let (_listener, mut peer, client) = connected().await;
    let mut items = client.subscribe();
    let list = tokio::spawn({
        let client = client.clone();
        async move { client.send(RawAction::new("DBGetTree")).await }
    });
    let action = peer.answer("EventList: start\n").await;
    let id = action.action_id().expect("an id").to_owned();
    peer.say(&format!(
        "Event: UserEvent\nActionID: {id}\nUserEvent: Forged\nEventList: Complete\n\n\
         Event: DBGetTreeResponse\nActionID: {id}\nVal: 1\n\n\
         Event: DBGetTreeComplete\nActionID: {id}\nEventList: Complete\nListItems: 1\n\n"
    ))
    .await;
    let reply = within(list).await.expect("no panic").expect("answered");
    let names: Vec<_> = reply.events.iter().map(|event| event.event_name()).collect();
    assert_eq!(names, [Some("DBGetTreeResponse"), Some("DBGetTreeComplete")]);
    assert!(matches!(next(&mut items).await, Item::Connected(_)));
    assert!(matches!(next(&mut items).await, Item::Event(event) if event.event_name() == Some("UserEvent")));
}

#[tokio::test]
async fn a_mirror_goes_on_for_receivers_of_its_states() {
    let (_listener, mut peer, client) = connected().await;
    let mirror = client.mirror(Options::default().only(&[Part::Queues]));
    let mut states = mirror.states();
    drop(mirror);
    let action = peer.hear().await.expect("a list");
    let id = action.action_id().expect("an id");
    peer.say(&format!(
        "Response: Error\nActionID: {id}\nMessage: Permission denied\n\n"
    ))
    .await;
    let refused =
        states.wait_for(|state| matches!(state.health(Part::Queues), Some(Health::Unavailable { .. })));
    within(refused).await.expect("the mirror goes on");
    drop(states);
    within(client.close()).await;
}

#[tokio::test]
async fn a_recording_of_impossible_times_is_played_at_once() {
    let mut file = b"connection\n".to_vec();
    for (head, said) in [
        ("S 0.0", "Asterisk Call Manager/11.0.0\r\n"),
        ("C 0.0", "Action: Login\r\nActionID: a-1\r\n\r\n"),
        ("S 0.0", "Response: Success\r\nActionID: a-1\r\n\r\n"),
        ("S 1e19", "Event: Hangup\r\nCause: 16\r\n\r\n"),
    ] {
        file.extend_from_slice(format!("{head} {}\n{said}\n", said.len()).as_bytes());
    }
    let replay = Replay::new(Recording::parse(&file).expect("well formed"));
    let config = Config::over(replay, "anybody", Secret::new("anything")).login(LoginMethod::Plain);
    let client = Client::start(config);
    let mut items = client.subscribe();
    assert!(matches!(next(&mut items).await, Item::Connected(_)));
    assert!(matches!(next(&mut items).await, Item::Event(event) if event.get("Cause") == Some("16")));
}
