//! What Asterisk's queue log says about queues.
//!
//! [`log`] reads lines and rows.

pub mod log;
