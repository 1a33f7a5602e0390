use std::fmt;
use std::net::SocketAddr;

use crate::proto::CloseReason;
use crate::wire::Text;

/// Something that whoever runs a server wants to know. Displays as one line for a log.
///
/// ```
/// use switchhook_agi::server::{Incident, Report};
/// # let report = Report::example();
/// assert_eq!(report.to_string(), "agi call 1700000000.12 from 127.0.0.1:40000: the handler panicked: no menu");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Report {
    /// Who connected.
    pub peer: Option<SocketAddr>,
    /// `agi_uniqueid` of the call, once it is known.
    pub unique_id: Option<Text>,
    /// What happened.
    pub incident: Incident,
}

/// What happened to a connection or call.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Incident {
    /// There were too many, or the server was stopping.
    #[error("refused: {limit} calls run already, or the server stops; see Config::max_calls")]
    Refused {
        /// [`Config::max_calls`](super::Config::max_calls).
        limit: usize,
    },
    /// There were too many from the same address.
    #[error("refused: {limit} calls from this address run already; see Config::max_calls_per_address")]
    RefusedAddress {
        /// [`Config::max_calls_per_address`](super::Config::max_calls_per_address).
        limit: usize,
    },
    /// It was no call.
    #[error("no call: {reason}")]
    NotBegun {
        /// Why.
        reason: CloseReason,
    },
    /// The handler returned an error.
    #[error("the handler failed: {error}")]
    HandlerFailed {
        /// Its words.
        error: String,
    },
    /// The handler panicked.
    #[error("the handler panicked: {message}")]
    HandlerPanicked {
        /// Its words.
        message: String,
    },
    /// The handler went on after the call was taken from it, and was stopped.
    #[error("the handler was stopped: {reason}")]
    HandlerStopped {
        /// Why the call was taken from it.
        reason: CloseReason,
    },
    /// The operating system could not accept a connection.
    #[error("cannot accept connections: {error}; the limit of open files may be too low")]
    AcceptFailed {
        /// Its words.
        error: String,
    },
}

impl Report {
    /// For the example above.
    #[doc(hidden)]
    pub fn example() -> Self {
        Self {
            peer: Some(SocketAddr::from(([127, 0, 0, 1], 40000))),
            unique_id: Some(Text::from("1700000000.12")),
            incident: Incident::HandlerPanicked {
                message: "no menu".to_owned(),
            },
        }
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("agi")?;
        if let Some(id) = &self.unique_id {
            write!(f, " call {}", OneLine(&id.to_string_lossy()))?;
        }
        if let Some(peer) = &self.peer {
            write!(f, " from {peer}")?;
        }
        write!(f, ": {}", OneLine(&self.incident.to_string()))
    }
}

/// A log line is one line, whatever a handler or a peer said.
struct OneLine<'a>(&'a str);

impl fmt::Display for OneLine<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for part in self.0.split_inclusive(char::is_control) {
            match part.char_indices().next_back() {
                Some((end, last)) if last.is_control() => {
                    write!(f, "{}{}", &part[..end], last.escape_default())?;
                }
                _ => f.write_str(part)?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::{Incident, Report};

    #[test]
    fn a_report_is_one_line_whatever_the_handler_said() {
        let report = Report {
            peer: None,
            unique_id: None,
            incident: Incident::HandlerFailed {
                error: "a\nagi: forged\r\u{1b}[31m é".to_owned(),
            },
        };
        assert_eq!(
            report.to_string(),
            r"agi: the handler failed: a\nagi: forged\r\u{1b}[31m é"
        );
    }
}
