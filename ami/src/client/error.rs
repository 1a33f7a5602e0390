use std::io;
use std::time::Duration;

use crate::action::{ReplyError, reply};
use crate::proto::{CloseReason, Failure};
use crate::value::EventMask;
use crate::wire::EncodeError;

/// Why there is no connection.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ConnectError {
    /// The socket could not be opened.
    #[error("cannot connect to {address:?}: {source}; {}", remedy(.source))]
    Unreachable {
        /// `host:port`.
        address: String,
        /// What the operating system said.
        source: io::Error,
    },
    /// There is no TLS with the other end that can be trusted. Nothing was sent that it should not see.
    #[cfg(feature = "tls")]
    #[error("no TLS with {address:?}: {source}")]
    Tls {
        /// `host:port`.
        address: String,
        /// Why.
        source: super::tls::TlsError,
    },
    /// The stream did not open in time.
    #[error("cannot connect to {address:?}: no answer in {waited:?}; is a firewall in between?")]
    Timeout {
        /// `host:port`.
        address: String,
        /// How long.
        waited: Duration,
    },
    /// The socket was opened, but the session did not begin, or has ended.
    #[error("{address}: {source}")]
    Session {
        /// `host:port`.
        address: String,
        /// Why.
        source: CloseReason,
    },
    /// A filter of [`Config::filter`](super::Config::filter) was not set.
    #[error("{address}: a filter of events was not set: {source}")]
    Filter {
        /// `host:port`.
        address: String,
        /// Why.
        source: SendError,
    },
    /// User or secret cannot be sent.
    #[error("user or secret cannot be sent: {0}")]
    Credentials(#[from] EncodeError),
}

impl ConnectError {
    /// What a [`Connector`](super::Connector) failed with.
    pub(super) fn opening(address: String, source: io::Error) -> Self {
        #[cfg(feature = "tls")]
        let source = match source.downcast() {
            Ok(source) => return Self::Tls { address, source },
            Err(source) => source,
        };
        Self::Unreachable { address, source }
    }

    /// Whether the login was refused, or the certificate: trying again is of no use before something is changed.
    pub fn is_refused(&self) -> bool {
        match self {
            Self::Session { source, .. } => source.is_refused(),
            Self::Filter { source, .. } => !matches!(source, SendError::OutcomeUnknown { .. }),
            Self::Credentials(_) => true,
            // A certificate does not become right by asking often.
            #[cfg(feature = "tls")]
            Self::Tls { source, .. } => source.is_distrust(),
            Self::Unreachable { .. } | Self::Timeout { .. } => false,
        }
    }
}

/// Why an action has no answer, or not the one hoped for.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SendError {
    /// There is no connection now. The action was not sent.
    #[error("not connected to Asterisk; the action was not sent")]
    NotConnected,
    /// The client was closed, and connects no more. The action was not sent.
    #[error("the client was closed; the action was not sent, make another client")]
    Closed,
    /// Too many actions are under way, or the peer does not read. The action was not sent.
    #[error("the action was not sent: no room for it in {waited:.1?}; see Config::in_flight")]
    Congested {
        /// How long it waited to be sent.
        waited: Duration,
    },
    /// The action was sent, and perhaps carried out.
    #[error("the action was sent, but its outcome is unknown: {failure}")]
    OutcomeUnknown {
        /// Why.
        failure: Failure,
    },
    /// Asterisk said no.
    #[error("refused by Asterisk: {message}{}", reply::hint(.message))]
    Refused {
        /// Its words: for people, they change between releases. See [`SendError::is_not_found`].
        message: String,
    },
    /// The action cannot be written as AMI. It was not sent.
    #[error("the action was not sent: {0}")]
    Invalid(EncodeError),
    /// The connection does not receive the events that bring the answer. The action was not sent.
    #[error("the action was not sent: its answer comes as an event; add class {mask} to Config::events")]
    NeedsEvents {
        /// Those missing.
        mask: EventMask,
    },
    /// The call was sent, but no event told anything of it. The telephone may have rung.
    #[error(
        "the call was sent, but no event told of it in {waited:.1?}; give the user read class call, in manager.conf"
    )]
    NoCallEvents {
        /// How long we waited.
        waited: Duration,
    },
    /// The answer is not what it should be. The action was carried out.
    #[error("the answer was not understood: {0}")]
    Malformed(ReplyError),
}

impl SendError {
    /// Whether sending the same again, once connected, can do no harm and may help.
    pub fn is_retryable(&self) -> bool {
        matches!(self, Self::NotConnected | Self::Congested { .. })
    }

    /// Whether Asterisk refused because what the action names is not there: the key of AstDB in a
    /// `DbGet`, the configuration file, the channel.
    ///
    /// ```
    /// # async fn example(client: &switchhook_ami::Client) -> Result<(), switchhook_ami::client::SendError> {
    /// use switchhook_ami::action::DbGet;
    /// let forwarded_to = match client.send(DbGet::new("CFIM", "100")).await {
    ///     Ok(number) => Some(number),
    ///     Err(error) if error.is_not_found() => None,
    ///     Err(error) => return Err(error),
    /// };
    /// # Ok(())
    /// # }
    /// ```
    pub fn is_not_found(&self) -> bool {
        matches!(self, Self::Refused { message } if reply::is_not_found(message))
    }
}

/// What may help against an error of the system.
fn remedy(error: &io::Error) -> &'static str {
    match error.kind() {
        io::ErrorKind::InvalidInput => "write it as host:port, such as 127.0.0.1:5038",
        io::ErrorKind::ConnectionRefused => "is Asterisk running, with enabled=yes in manager.conf?",
        _ => "check host, port and network",
    }
}

impl From<EncodeError> for SendError {
    fn from(error: EncodeError) -> Self {
        Self::Invalid(error)
    }
}

impl From<ReplyError> for SendError {
    fn from(error: ReplyError) -> Self {
        match error {
            ReplyError::Refused { message } => Self::Refused { message },
            other => Self::Malformed(other),
        }
    }
}
