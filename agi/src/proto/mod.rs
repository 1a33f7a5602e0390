//! The conversation of one call: what comes when, and how long it may take. No I/O, no clock: time and bytes are
//! arguments.
//!
//! # How to drive it
//!
//! 1. Give [`Session::receive`] what the peer sent, or [`Session::closed_by_peer`] when it closed.
//! 2. Call [`Session::poll_event`] until it returns `None`, and [`Session::poll_transmit`] likewise, writing each.
//! 3. Wait for bytes, but no longer than [`Session::poll_timeout`]; then call [`Session::handle_timeout`].
//! 4. Send the next command once [`Session::is_idle`]: Asterisk takes one at a time.
//!
//! ```
//! use std::time::Instant;
//! use switchhook_agi::command::{Command, GetVariable, Request};
//! use switchhook_agi::proto::{Notice, Options, Session};
//!
//! let now = Instant::now();
//! let mut session = Session::new(Options::default(), now);
//! session.receive(b"agi_network: yes\nagi_version: 22.10.1\n\n", now);
//! assert!(matches!(session.poll_event(), Some(Notice::Started(call)) if call.version().is_some()));
//!
//! let get = GetVariable::new("PIN");
//! session.send(&Request::new(&get, session.line_limit())?, now)?;
//! assert_eq!(session.poll_transmit().unwrap(), b"GET VARIABLE \"PIN\"\n");
//! session.receive(b"200 result=1 (007)\nHANGUP\n", now);
//! let Some(Notice::Reply(Ok(reply))) = session.poll_event() else { panic!("a whole reply came") };
//! assert_eq!(get.response(&reply)?.unwrap(), *"007");
//! assert!(matches!(session.poll_event(), Some(Notice::HungUp)));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod session;

use std::time::Duration;

pub use session::Session;

use crate::wire::{Environment, Limits, NotAgi, Reply, Text};

/// How a session behaves.
///
/// ```
/// use std::time::Duration;
/// use switchhook_agi::proto::Options;
/// let mut options = Options::default();
/// options.call_timeout = Duration::from_secs(600);
/// assert_eq!(options.environment_timeout, Duration::from_secs(10));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Options {
    /// What is too much.
    pub limits: Limits,
    /// How long the environment may take to arrive. 10 s by default.
    pub environment_timeout: Duration,
    /// How long a command may take that neither plays nor waits for something. Once the caller has hung up, any
    /// command. 30 s by default.
    pub reply_timeout: Duration,
    /// How long no command may be under way: a program that thinks longer is believed to hang, and the call goes on in
    /// the dialplan without it. 5 minutes by default.
    pub idle_timeout: Duration,
    /// How long the session may last in all. 4 hours by default.
    pub call_timeout: Duration,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            limits: Limits::default(),
            environment_timeout: Duration::from_secs(10),
            reply_timeout: Duration::from_secs(30),
            idle_timeout: Duration::from_secs(5 * 60),
            call_timeout: Duration::from_secs(4 * 60 * 60),
        }
    }
}

/// What happened in a session.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Notice {
    /// The environment is there: commands may be sent.
    Started(Environment),
    /// The command under way has its reply; the next may be sent.
    Reply(Result<Reply, TooLong>),
    /// The command under way began, and its reply is still to come (`GOSUB`).
    Trying(Reply),
    /// The command under way was stopped by [`Session::interrupt`] and has no reply; the next may be sent.
    Interrupted,
    /// The channel is hung up. Told once; what is allowed on a dead channel still works.
    HungUp,
    /// A line that answers nothing and was dropped.
    Unexpected(Text),
    /// The session is over. Nothing more comes after this.
    Closed(CloseReason),
}

/// A reply over [`Limits::reply_bytes`]. It was dropped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooLong {
    /// The limit.
    pub limit: usize,
}

/// Why a session is over.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CloseReason {
    /// Asterisk closed it, as it does when the call is over and `AGIEXITONHANGUP` is set, or when it stops.
    #[error("Asterisk ended the session")]
    ClosedByPeer,
    /// It was closed before the environment was there.
    #[error("closed before the environment was complete")]
    ClosedBeforeEnvironment,
    /// The network failed.
    #[error("the connection failed: {error}")]
    Lost {
        /// What the operating system said.
        error: String,
    },
    /// The peer is no Asterisk.
    #[error(transparent)]
    NotAgi(#[from] NotAgi),
    /// The environment has too many bytes.
    #[error("an environment of over {limit} bytes; raise Limits::environment_bytes if it is real")]
    EnvironmentTooLong {
        /// [`Limits::environment_bytes`].
        limit: usize,
    },
    /// Too many bytes answered nothing.
    #[error("over {limit} bytes came that answer no command; is something between us and Asterisk?")]
    Flooded {
        /// [`Limits::unexpected_bytes`].
        limit: usize,
    },
    /// The environment did not come in time.
    #[error("no complete environment within {waited:?}")]
    EnvironmentTimeout {
        /// [`Options::environment_timeout`].
        waited: Duration,
    },
    /// A reply did not come in time.
    #[error("no reply to {command} within {waited:?}")]
    ReplyTimeout {
        /// To which command.
        command: String,
        /// [`Options::reply_timeout`].
        waited: Duration,
    },
    /// The program sent no command for too long.
    #[error("the program sent no command for {waited:?}; raise Options::idle_timeout if it needs longer")]
    Idle {
        /// [`Options::idle_timeout`].
        waited: Duration,
    },
    /// The call lasted too long.
    #[error("the session lasted {waited:?}; raise Options::call_timeout if calls are longer")]
    CallTimeout {
        /// [`Options::call_timeout`].
        waited: Duration,
    },
    /// The program is done.
    #[error("the program ended the session")]
    Finished,
    /// The server stops.
    #[error("the server stops")]
    Shutdown,
}

impl CloseReason {
    /// Whether a deadline of ours, not the peer, ended the session.
    pub fn is_timeout(&self) -> bool {
        matches!(
            self,
            Self::EnvironmentTimeout { .. }
                | Self::ReplyTimeout { .. }
                | Self::Idle { .. }
                | Self::CallTimeout { .. }
        )
    }
}

/// Why a command was not sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NotSent {
    /// The environment is not there yet.
    #[error("the session has not begun; wait for Notice::Started")]
    NotStarted,
    /// Another command is under way, and a second one would cut it short or be lost.
    #[error("another command is under way; wait for its Notice::Reply")]
    Busy,
    /// The channel is hung up, and this command needs a living one.
    #[error("the channel is hung up, and this command needs a living one")]
    HungUp,
    /// The session is over.
    #[error("the session is over")]
    Over,
}
