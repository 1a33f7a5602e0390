//! A client for the Asterisk Manager Interface (AMI), and the pieces it is made of.
//!
//! ```no_run
//! # #[cfg(feature = "tokio")]
//! # async fn run() -> Result<(), Box<dyn std::error::Error>> {
//! use switchhook_ami::action::{Originate, Target};
//! use switchhook_ami::client::{Client, Config};
//! use switchhook_ami::Secret;
//!
//! let client = Client::connect(Config::new("127.0.0.1:5038", "ops", Secret::new("secret"))).await?;
//! let call = Originate::new("PJSIP/100", Target::extension("from-internal", "200"));
//! println!("{:?}", client.dial(call).await?);
//! client.close().await;
//! # Ok(())
//! # }
//! ```
//!
//! Without a network, the same messages:
//!
//! ```
//! use switchhook_ami::{Event, HangupCause, MessageBuf};
//!
//! let message = MessageBuf::parse(b"Event: Hangup\r\nCause: 16\r\nAccountCode: sales\r\n\r\n").unwrap();
//! let Event::Hangup(hangup) = message.event() else { panic!("it says so") };
//! assert_eq!(hangup.cause(), Some(HangupCause::NormalClearing));
//! // A typed event is a view: every other header is there too.
//! assert_eq!(hangup.message().get("AccountCode"), Some("sales"));
//! ```
//!
//! And the protocol without a socket or a clock: bytes and moments go in, bytes and notices come out, in a loop that
//! [`guide::sans_io`] shows whole.
//!
//! ```
//! use std::time::Instant;
//! use switchhook_ami::Secret;
//! use switchhook_ami::proto::{Connection, Options};
//!
//! let now = Instant::now();
//! let mut connection = Connection::new(Options::new("ops", Secret::new("secret")), now)?;
//! connection.receive(b"Asterisk Call Manager/11.0.0\r\n", now);
//! // Nothing is sent behind your back: these bytes are for you to write.
//! let bytes = connection.poll_transmit().expect("it asks for a challenge");
//! assert!(bytes.starts_with(b"Action: Challenge\r\n"));
//! assert!(connection.poll_timeout().expect("it will not wait for ever") > now);
//! # Ok::<(), switchhook_ami::wire::EncodeError>(())
//! ```
//!
//! | Layer | What it does | I/O |
//! |---|---|---|
//! | [`wire`] | bytes to messages and back | none |
//! | [`text`] | the small languages inside values | none |
//! | [`dialect`] | what differs between Asterisk 1.4 and 23 | none |
//! | [`value`], [`event`], [`action`] | what stands in messages, typed | none |
//! | [`mirror`] | channels, bridges, queues and devices as they are now | none |
//! | [`proto`] | login, replies, lists, timeouts; time and bytes are arguments | none |
//! | `client` (feature `tokio`) | moves the bytes, reconnects | TCP, TLS (feature `tls`), any byte stream |
//! | `sim` (feature `sim`) | a simulated PBX that speaks AMI | TCP on loopback |
//!
//! Programs to copy and what surprises people about AMI stand in the [`guide`].
//!
//! Works with Asterisk 1.4 to 23 as far as their wire is known; the live tests run against 22 and 16, older ones are played
//! from conversations made after their source.

pub mod guide;

// Values in, values out: no I/O, no clock.
pub mod action;
pub mod dialect;
pub mod event;
pub mod mirror;
pub mod proto;
pub mod text;
pub mod value;
pub mod wire;

// What moves bytes.
#[cfg(feature = "tokio")]
#[allow(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "the driver: sockets, clock and tasks are its work"
)]
pub mod client;
#[cfg(feature = "sim")]
pub mod sim;

pub use action::Action;
#[cfg(feature = "tokio")]
pub use client::Client;
pub use event::Event;
pub use value::{ChannelName, EventMask, HangupCause, LinkedId, Secret, UniqueId};
pub use wire::{Message, MessageBuf};

#[doc = include_str!("../README.md")]
#[cfg(all(doctest, feature = "tokio"))]
struct ReadmeDoctests;
