//! The simulated phone against small servers that behave well or badly.

#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "servers on loopback: sockets and tasks are their work"
)]

mod browser;
mod catalogue;
mod fetching;
mod files;
mod notified;
mod pages;
mod pushed;
mod server;
