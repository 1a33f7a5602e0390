//! Asterisk's queue log: the lines of its file and the rows of its table.
//!
//! A line is `seconds|call|queue|agent|event|data…`, at most 8191 bytes long (Asterisk `main/logger.c`,
//! `ast_queue_log_va`). In a database the data are five columns or one (family `queue_log` of `extconfig.conf`); a sixth
//! value stays inside the fifth column. `NONE` stands for no call, no queue and no agent.
//!
//! Fields that older releases did not write are `None` (the ring time of 1.4, the positions of 1.4 to 1.8); what newer
//! ones add at the end is kept where it is known (`ENTERQUEUE`'s name since 20.14) and else left alone.

mod data;
mod event;
mod reader;
mod row;
#[cfg(test)]
mod tests;

use chrono::{DateTime, Utc};

use crate::text::clip;

pub use data::{Data, Values};
pub use event::{Event, HungUp, Refusal, TransferTarget};
pub use reader::{DEFAULT_LINE_LIMIT, Line, LineError, Position, Reader};
pub use row::{Clock, Row};

/// One entry of the queue log. It borrows from the line or the row.
///
/// ```
/// use std::time::Duration;
/// use switchhook_portal_core::queue::log::{Entry, Event};
///
/// let entry = Entry::parse("1795341625|1795341600.7|support|Ana Souza|CONNECT|25|1795341620.8|5")?;
/// assert_eq!((entry.call, entry.queue, entry.agent), (Some("1795341600.7"), Some("support"), Some("Ana Souza")));
/// assert!(matches!(entry.event, Event::Connect { wait: Some(wait), .. } if wait == Duration::from_secs(25)));
///
/// // Only seconds are in a file; what is missing is not made up.
/// let old = Entry::parse("1795341625|1795341600.7|support|Ana Souza|CONNECT|25")?;
/// assert!(matches!(old.event, Event::Connect { ring: None, .. }));
/// # Ok::<(), switchhook_portal_core::queue::log::EntryError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry<'a> {
    /// When it was written: whole seconds in a file, microseconds in a table.
    pub time: DateTime<Utc>,
    /// The unique id of the caller's channel. Changes of members have `REALTIME`, `MANAGER` or `CLI` here.
    pub call: Option<&'a str>,
    /// The queue.
    pub queue: Option<&'a str>,
    /// The member's name, or its interface if it has none.
    pub agent: Option<&'a str>,
    /// What happened.
    pub event: Event<'a>,
}

impl<'a> Entry<'a> {
    /// Reads a line of the file, without its line break. The time may have a fraction.
    ///
    /// # Errors
    ///
    /// See [`EntryError`]. The other lines of the file are not touched by it.
    pub fn parse(line: &'a str) -> Result<Self, EntryError> {
        let mut fields = data::Values::of(line);
        let mut next = |field| fields.next().ok_or(EntryError::Missing { field });
        let time = next("time")?;
        let time = row::epoch(time).ok_or_else(|| EntryError::NotATime { text: clip(time, 40) })?;
        let (call, queue, agent, event) = (next("call")?, next("queue")?, next("agent")?, next("event")?);
        Self::assemble(time, [call, queue, agent, event], Data::joined(fields.rest()))
    }

    fn assemble(
        time: DateTime<Utc>,
        [call, queue, agent, event]: [&'a str; 4],
        data: Data<'a>,
    ) -> Result<Self, EntryError> {
        if event.is_empty() {
            return Err(EntryError::Missing { field: "event" });
        }
        let entry = Self {
            time,
            call: named(call),
            queue: named(queue),
            agent: named(agent),
            event: Event::read(event, data),
        };
        let of_a_visit = entry.event.is_of_a_visit();
        if of_a_visit && entry.call.is_none() {
            return Err(EntryError::Missing { field: "call" });
        }
        if (of_a_visit || matches!(entry.event, Event::Refused(_))) && entry.queue.is_none() {
            return Err(EntryError::Missing { field: "queue" });
        }
        Ok(entry)
    }
}

fn named(field: &str) -> Option<&str> {
    (!field.is_empty() && field != "NONE").then_some(field)
}

/// Why a line or a row could not be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum EntryError {
    /// A field without which the entry means nothing.
    #[error("no {field}; a line is time|call|queue|agent|event|data, so look what wrote this one")]
    Missing {
        /// Which.
        field: &'static str,
    },
    /// Neither seconds nor a date with a time of day, or of no year in which calls are made.
    #[error("the time is {text:?}; it must be seconds since 1970 or like 2026-11-22 10:00:00")]
    NotATime {
        /// What stands there, cut.
        text: String,
    },
    /// Longer than the limit; Asterisk writes at most 8191 bytes.
    #[error("longer than {limit} bytes; this is no queue log, or it was damaged here")]
    TooLong {
        /// In bytes.
        limit: usize,
    },
}
