#![doc = include_str!("../README.md")]

pub mod action;
pub mod event;
#[cfg(feature = "sim")]
pub mod sim;
pub mod value;
pub mod wire;

pub use action::Action;
pub use event::Event;
pub use value::{ChannelName, EventMask, HangupCause, LinkedId, Secret, UniqueId};
pub use wire::{Message, MessageBuf};
