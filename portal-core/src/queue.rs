//! What Asterisk's queue log says about queues.
//!
//! [`log`] reads lines and rows, [`visit`] makes one stay of one call in one queue of them.

pub mod log;
pub mod visit;
