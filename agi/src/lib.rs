//! FastAGI for Asterisk: a server whose handlers are `async fn(Call)`, and the pieces it is made of.
//!
//! ```no_run
//! # #[cfg(feature = "tokio")]
//! # async fn run() -> Result<(), Box<dyn std::error::Error>> {
//! use switchhook_agi::command::GetData;
//! use switchhook_agi::server::{Config, Router, Server};
//! use switchhook_agi::{Call, CallError};
//!
//! async fn pin(call: Call) -> Result<(), CallError> {
//!     call.answer().await?;
//!     let pin = call.send(GetData::new("vm-password").max_digits(4)).await?;
//!     call.set_variable("PIN", pin.digits()).await
//! }
//!
//! // In the dialplan: AGI(agi://127.0.0.1/pin)
//! let server = Server::start(Config::default(), Router::new().route("/pin", pin)?).await?;
//! # server.shutdown(std::time::Duration::ZERO).await;
//! # Ok(())
//! # }
//! ```
//!
//! Without a network, the same lines:
//!
//! ```
//! use switchhook_agi::command::{Command, GetData, Request};
//! use switchhook_agi::wire::{LineLimit, Reply};
//!
//! let get = GetData::new("vm-password").max_digits(4);
//! assert_eq!(Request::new(&get, LineLimit::BYTES_2046)?.as_bytes(), b"GET DATA \"vm-password\" \"0\" \"4\"\n");
//! // Digits are text: 007 is not 7.
//! assert_eq!(get.response(&Reply::parse(b"200 result=007", get.shape())?)?.digits(), "007");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! | Layer | What it does | I/O |
//! |---|---|---|
//! | [`wire`] | bytes to environments and replies, commands to lines | none |
//! | [`command`] | what can be asked, and what the answers mean | none |
//! | [`proto`] | one command at a time, hangups, deadlines; time and bytes are arguments | none |
//! | [`conversation`] | numbers and money as prompts; with feature `tokio` questions, menus, messages | a call's |
//! | `call` (feature `tokio`) | a call as its handler sees it, over any stream | a stream |
//! | `server` (feature `tokio`) | accepts calls, chooses handlers, keeps bounds | TCP |
//! | `async_agi` (feature `async-agi`) | the same handlers, over the manager interface | AMI |
//! | `layer` (feature `tower`) | what surrounds handlers: allowed networks, tokens, traces, and the layers of tower | none |
//! | `stdio`, `eagi` (feature `stdio`) | programs that Asterisk starts itself, and the caller's voice | pipes |
//! | `blocking`, `eagi` (feature `blocking`) | the same without tokio | pipes |
//! | `testing` (feature `testing`) | plays Asterisk in the tests of handlers | a stream, TCP |
//!
//! # What a handler can rely on
//!
//! - One command runs at a time, as Asterisk demands, from however many tasks it is sent.
//! - What is written is what Asterisk reads: every argument is quoted; line breaks, NUL, lines that this version of
//!   Asterisk would cut and words that it would drop are refused before a byte is sent.
//! - A hangup is noticed when it happens, also while the handler does something else: `Call::hung_up` is a future.
//!   After it, what a dead channel allows still works, and everything else is `CallError::HungUp`.
//! - A handler that panics, fails, or outlives its deadlines harms no other call, and the dialplan is told:
//!   `AGISTATUS` is `FAILURE`. So is it where the server has no room left.
//!
//! Works with Asterisk 1.6 to 23 as far as their wire is known; the live tests run against 22 and 16.

// Values in, values out: no I/O, no clock.
pub mod command;
pub mod conversation;
#[cfg(feature = "tokio")]
pub mod guide;
pub mod proto;
pub mod wire;

mod error;
#[cfg(any(feature = "tokio", feature = "blocking"))]
mod outcome;

// What moves bytes.
#[cfg(feature = "async-agi")]
#[allow(
    clippy::disallowed_methods,
    reason = "a driver of calls: it reads the clock and starts tasks"
)]
pub mod async_agi;
#[cfg(all(unix, feature = "blocking"))]
#[allow(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "reads and writes pipes, and the clock"
)]
pub mod blocking;
#[cfg(feature = "tokio")]
#[allow(
    clippy::disallowed_methods,
    reason = "the driver of a call: it reads the clock"
)]
pub mod call;
#[cfg(all(unix, any(feature = "stdio", feature = "blocking")))]
#[allow(clippy::disallowed_methods, reason = "what is missing is what the clock says")]
pub mod eagi;
#[cfg(feature = "tower")]
#[allow(
    clippy::disallowed_methods,
    reason = "around the handlers of a server: a trace reads the clock"
)]
pub mod layer;
#[cfg(feature = "tokio")]
#[allow(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "a server: sockets, clock and tasks are its work"
)]
pub mod server;
#[cfg(all(unix, feature = "stdio"))]
pub mod stdio;
#[cfg(feature = "testing")]
pub mod testing;

#[cfg(feature = "tokio")]
pub use call::{Call, Handler};
pub use command::{Command, ReplyError};
pub use error::CallError;
#[cfg(any(feature = "tokio", feature = "blocking"))]
pub use outcome::{HandlerError, Outcome};
#[cfg(feature = "tokio")]
pub use server::Server;
pub use wire::{Environment, Text};

#[doc = include_str!("../README.md")]
#[cfg(all(doctest, feature = "testing"))]
struct ReadmeDoctests;
