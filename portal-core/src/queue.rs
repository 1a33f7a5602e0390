//! What Asterisk's queue log says about queues, and how many people they need.
//!
//! [`log`] reads lines and rows, [`visit`] makes one stay of one call in one queue of them. [`staffing`] reckons agents
//! from calls.

pub mod log;
pub mod staffing;
pub mod visit;
