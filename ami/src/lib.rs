#![doc = include_str!("../README.md")]

// Values in, values out: no I/O, no clock.
pub mod action;
pub mod event;
pub mod proto;
pub mod value;
pub mod wire;

// What moves bytes.
#[cfg(feature = "tokio")]
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
#[cfg(doctest)]
struct ReadmeDoctests;
