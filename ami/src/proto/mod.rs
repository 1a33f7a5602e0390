//! The protocol, without I/O: bytes and time go in, bytes and notices come out.
//!
//! A [`Connection`] logs in, ties replies to actions, collects lists, notices silence. Whoever drives it keeps
//! this contract:
//!
//! 1. Give it what the peer sent ([`receive`](Connection::receive)), and its end
//!    ([`closed_by_peer`](Connection::closed_by_peer)).
//! 2. After that, and after each [`send`](Connection::send), write all that
//!    [`poll_transmit`](Connection::poll_transmit) returns and look at all that
//!    [`poll_event`](Connection::poll_event) returns, until both are `None`.
//! 3. At the time that [`poll_timeout`](Connection::poll_timeout) says, call
//!    [`handle_timeout`](Connection::handle_timeout), then do step 2.
//! 4. After [`Notice::Closed`] drop it with its socket. A new socket needs a new `Connection`.
//!
//! A complete program over any byte stream (here one in memory):
//!
//! ```
//! use std::io::{Read, Write};
//! use std::time::Instant;
//! use switchhook_ami::{Secret, action::{Ping, Request}};
//! use switchhook_ami::proto::{Connection, LoginMethod, Notice, Options};
//!
//! fn ping_once(stream: &mut (impl Read + Write)) -> std::io::Result<bool> {
//!     let options = Options { method: LoginMethod::Plain, ..Options::new("ops", Secret::new("secret")) };
//!     let mut connection = Connection::new(options, Instant::now()).map_err(std::io::Error::other)?;
//!     let mut buffer = [0; 4096];
//!     loop {
//!         while let Some(notice) = connection.poll_event() {
//!             match notice {
//!                 Notice::Ready(_) => {
//!                     let request = Request::new(&Ping).expect("a Ping has no headers");
//!                     connection.send(&request, Instant::now()).expect("it is ready");
//!                 }
//!                 Notice::Reply { result, .. } => return Ok(result.is_ok_and(|reply| reply.accepted().is_ok())),
//!                 Notice::Closed(reason) => return Err(std::io::Error::other(reason)),
//!                 other => println!("{other:?}"),
//!             }
//!         }
//!         while let Some(bytes) = connection.poll_transmit() {
//!             stream.write_all(&bytes)?;
//!         }
//!         // A driver with a clock waits no longer than `poll_timeout` here.
//!         match stream.read(&mut buffer)? {
//!             0 => connection.closed_by_peer(Instant::now()),
//!             length => connection.receive(&buffer[..length], Instant::now()),
//!         }
//!     }
//! }
//!
//! # struct Script(Vec<&'static [u8]>);
//! # impl Read for Script {
//! #     fn read(&mut self, to: &mut [u8]) -> std::io::Result<usize> { self.0.remove(0).read(to) }
//! # }
//! # impl Write for Script {
//! #     fn write(&mut self, b: &[u8]) -> std::io::Result<usize> { Ok(b.len()) }
//! #     fn flush(&mut self) -> std::io::Result<()> { Ok(()) }
//! # }
//! # let mut stream = Script(vec![
//! #     b"Asterisk Call Manager/11.0.0\r\n",
//! #     b"Response: Success\r\nActionID: sh-1\r\n\r\n",
//! #     b"Response: Success\r\nActionID: sh-2\r\nPing: Pong\r\n\r\n",
//! # ]);
//! assert!(ping_once(&mut stream)?);
//! # Ok::<(), std::io::Error>(())
//! ```

mod connection;
mod pending;

pub use connection::{Connection, NotReady};
pub use pending::{Failure, RequestId};

use std::time::Duration;

use crate::action::Reply;
use crate::value::{EventMask, Secret};
use crate::wire::{Banner, Limits, Malformed, Message, MessageBuf};

/// Who logs in, and how patiently.
///
/// ```
/// use switchhook_ami::{EventMask, Secret, proto::Options};
/// let options = Options { events: Some(EventMask::CALL), ..Options::new("ops", Secret::new("secret")) };
/// assert!(options.keepalive.is_some());
/// ```
#[derive(Clone, Debug)]
pub struct Options {
    /// The user of `manager.conf`.
    pub username: String,
    /// The user's secret.
    pub secret: Secret,
    /// How to prove that we know it. Default [`LoginMethod::Md5`].
    pub method: LoginMethod,
    /// Which events to receive. Default `None`: all that the user may read.
    pub events: Option<EventMask>,
    /// After this much silence a Ping is sent, and silence after that ends the connection. Default 30 s.
    pub keepalive: Option<Duration>,
    /// How long an answer may take, and a list between two items. Default 10 s.
    pub reply_timeout: Duration,
    /// How long banner and login may take together. Default 10 s.
    pub login_timeout: Duration,
    /// What the peer may make us hold.
    pub limits: Limits,
    /// Begins every ActionID, so that those of other clients, which are seen in some events, are not taken for
    /// ours. Default `sh`; make it differ between connections. At most 40 ASCII letters and digits.
    pub id_prefix: String,
}

impl Options {
    /// The defaults for this user.
    pub fn new(username: impl Into<String>, secret: Secret) -> Self {
        Self {
            username: username.into(),
            secret,
            method: LoginMethod::default(),
            events: None,
            keepalive: Some(Duration::from_secs(30)),
            reply_timeout: Duration::from_secs(10),
            login_timeout: Duration::from_secs(10),
            limits: Limits::default(),
            id_prefix: "sh".to_owned(),
        }
    }
}

/// How to log in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum LoginMethod {
    /// MD5 or not at all: whoever answers in Asterisk's place does not learn the secret. Every Asterisk can.
    #[default]
    Md5,
    /// MD5; the plain secret if the server refuses to give a challenge.
    PreferMd5,
    /// The plain secret, readable on the way.
    Plain,
}

/// What a [`Connection`] has to say.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Notice {
    /// Logged in: actions may be sent.
    Ready(Banner),
    /// An action is done with. Each accepted [`Connection::send`] gets exactly one.
    Reply {
        /// Which action.
        id: RequestId,
        /// The complete answer, refusals included, or why there is none.
        result: Result<Reply, Failure>,
    },
    /// An item of a list that is not collected; see [`Connection::send_streamed`].
    Item {
        /// Which action it answers.
        id: RequestId,
        /// The item.
        message: MessageBuf,
    },
    /// An event that is not an item of one of our lists.
    Event(MessageBuf),
    /// A message that answers nothing we still wait for.
    Unmatched(MessageBuf),
    /// A message was given up; the connection goes on.
    Malformed(Malformed),
    /// The last notice.
    Closed(CloseReason),
}

/// What [`Connection::receive_with`] tells, in the order in which it came.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Incoming<'a> {
    /// An event that belongs to no action of ours, borrowed from what was received.
    Event(Message<'a>),
    /// Anything else; an event here answers an action and is told to everybody, too.
    Notice(Notice),
}

/// Why a connection ended, or never began.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CloseReason {
    /// Wrong user or secret, an address that is not permitted, or a user that may log in only once: Asterisk does
    /// not tell which.
    #[error("login refused ({message}); check user, secret, permit and deny in manager.conf")]
    LoginRefused {
        /// Asterisk's words.
        message: String,
    },
    /// The peer speaks, but not AMI.
    #[error("not an Asterisk manager port: it said {said:?}; check host and port (5038 by default)")]
    NotAmi {
        /// Its first line.
        said: String,
    },
    /// No banner in time.
    #[error("no banner in {waited:.1?}; is this the manager port (5038, or 5039 which needs TLS)?")]
    NoBanner {
        /// How long.
        waited: Duration,
    },
    /// A banner, but no answer to the login in time.
    #[error("no answer to the login in {waited:.1?}; is the PBX overloaded, or is a proxy in between?")]
    NoLoginReply {
        /// How long, from the beginning of the connection.
        waited: Duration,
    },
    /// Closed before the banner.
    #[error("closed without a banner; too many unauthenticated sessions (authlimit), or a TLS port")]
    ClosedBeforeBanner,
    /// Closed during the login.
    #[error("closed during the login, without an answer")]
    ClosedDuringLogin,
    /// The peer ended the connection: it stops, restarts, or has kicked us.
    #[error("closed by the peer")]
    ClosedByPeer,
    /// The network failed.
    #[error("connection lost: {error}")]
    Lost {
        /// What the operating system said.
        error: String,
    },
    /// The peer no longer answers.
    #[error("no sign of life for {silence:.1?}")]
    Silent {
        /// How long.
        silence: Duration,
    },
    /// We have logged off.
    #[error("logged off")]
    LoggedOff,
}

impl CloseReason {
    /// Whether the login was refused, so that trying again with the same secret is of no use.
    pub fn is_refused(&self) -> bool {
        matches!(self, Self::LoginRefused { .. })
    }
}
