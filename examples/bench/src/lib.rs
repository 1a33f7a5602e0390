//! Measures `switchhook-ami` and `switchhook-agi` beside their peers: the same bytes, the same machine, the same run.
//!
//! `cargo run --release -p switchhook-bench` prints the tables of the README of `switchhook-ami`;
//! `cargo run --release -p switchhook-bench --bin allocations` counts what each event costs the allocator, and
//! `cargo run --release -p switchhook-bench --bin agi -- --help` shows what is measured of AGI.
//!
//! | Module | What it measures |
//! |---|---|
//! | [`stream`] | nothing: it makes the bytes that all are measured on, from a fixed seed |
//! | [`decode`] | bytes in memory to messages and to typed events |
//! | [`server`] | nothing: a manager on loopback that logs in and sends as fast or as slowly as asked |
//! | [`loopback`] | a whole client: events into a handler, a handler that pauses, the time of a Ping |
//! | [`latency`] | how long an event takes from the socket to the handler |
//! | [`agi`] | a FastAGI server in a process of its own: commands a second, idle calls, new calls a second, a soak |
//! | [`report`] | nothing: medians, tables and the machine |

pub mod agi;
pub mod decode;
pub mod latency;
pub mod loopback;
pub mod report;
pub mod server;
pub mod stream;
