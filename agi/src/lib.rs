#![doc = include_str!("../README.md")]
pub mod command;
pub mod proto;
pub mod wire;
// What moves bytes.
#[cfg(feature = "tokio")]
#[allow(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "the driver of a call: it reads the clock"
)]
pub mod call;
#[cfg(feature = "tokio")]
#[allow(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "a server: sockets, clock and tasks are its work"
)]
pub mod server;
#[cfg(feature = "tokio")]
pub use call::{Call, CallError, Handler};
