//! A peer that a test plays, for the tests of the client.
#![allow(dead_code, reason = "each test uses a part of it")]

use std::time::Duration;

use switchhook_ami::Secret;
use switchhook_ami::client::{Backoff, Client, Config, Item, Subscription};
use switchhook_ami::proto::LoginMethod;
use switchhook_ami::wire::{Frame, Framer, Limits, MessageBuf};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// Longer than anything here takes: what waits for more is broken.
pub(crate) const PATIENCE: Duration = Duration::from_secs(20);

/// The server's side of one connection.
pub(crate) struct Peer {
    pub(crate) stream: TcpStream,
    framer: Framer,
}

impl Peer {
    pub(crate) async fn accept(listener: &TcpListener) -> Self {
        let (stream, _) = within(listener.accept()).await.expect("loopback");
        Self {
            stream,
            framer: Framer::without_banner(Limits::default()),
        }
    }

    /// Accepts and lets the client in.
    pub(crate) async fn log_in(listener: &TcpListener) -> Self {
        let mut peer = Self::accept(listener).await;
        peer.say("Asterisk Call Manager/11.0.0\n").await;
        peer.answer("Message: Authentication accepted\n").await;
        peer
    }

    pub(crate) async fn say(&mut self, text: &str) {
        self.stream
            .write_all(text.replace('\n', "\r\n").as_bytes())
            .await
            .expect("the client reads");
    }

    /// The next action, or `None` at the end.
    pub(crate) async fn hear(&mut self) -> Option<MessageBuf> {
        let mut buffer = [0; 4096];
        loop {
            match self.framer.next() {
                Some(Frame::Message(message)) => return Some(message.to_owned()),
                Some(other) => panic!("{other:?}"),
                None => {}
            }
            match within(self.stream.read(&mut buffer)).await {
                Ok(0) | Err(_) => return None,
                Ok(length) => self.framer.push(&buffer[..length]),
            }
        }
    }

    /// Hears an action and says Success with these headers.
    pub(crate) async fn answer(&mut self, headers: &str) -> MessageBuf {
        let action = self.hear().await.expect("an action");
        let id = action.action_id().expect("an id").to_owned();
        self.say(&format!("Response: Success\nActionID: {id}\n{headers}\n"))
            .await;
        action
    }
}

pub(crate) async fn within<T>(work: impl Future<Output = T>) -> T {
    tokio::time::timeout(PATIENCE, work).await.expect("in time")
}

pub(crate) async fn listener() -> (TcpListener, Config) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("loopback");
    let address = listener.local_addr().expect("bound").to_string();
    let config = Config::new(address, "ops", Secret::new("hunter2"))
        .login(LoginMethod::Plain)
        .reconnect(Backoff::new(Duration::from_millis(5), Duration::from_millis(20)));
    (listener, config)
}

pub(crate) async fn connected() -> (TcpListener, Peer, Client) {
    let (listener, config) = listener().await;
    let (peer, client) = tokio::join!(Peer::log_in(&listener), Client::connect(config));
    (listener, peer, client.expect("let in"))
}

pub(crate) async fn next(items: &mut Subscription) -> Item {
    within(items.next()).await.expect("the client is open")
}
