//! What Asterisk's queue log says about queues, and how many people they need.
//!
//! [`log`] reads lines and rows, [`visit`] makes one stay of one call in one queue of them. Everything else counts visits:
//! [`count`] what became of them, [`service_level`], [`wait`] and [`abandon`] the figures, [`distribution`] when they came,
//! [`rollup`] adds up days, [`table`] shows it. [`reconcile`] says why kinds of lines, counted each on its own, do not add
//! up. [`agent`] tells what agents did with their time, [`staffing`] reckons agents from calls.

pub mod abandon;
pub mod agent;
pub mod count;
pub mod distribution;
pub mod log;
pub mod ratio;
pub mod reconcile;
pub mod rollup;
pub mod service_level;
pub mod staffing;
pub mod table;
#[cfg(test)]
mod tests;
pub mod visit;
pub mod wait;
