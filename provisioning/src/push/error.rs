//! Why a phone could not be reached or changed.

use std::net::SocketAddr;

use super::tls::Fingerprint;
use crate::webui::WebError;

/// Why a phone could not be reached or changed. Passwords and values are never part of it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PushError {
    /// Nobody answers at this address and port.
    #[error("{address}: {problem}; is the phone on, in this network, and its web access enabled?")]
    Unreachable {
        /// Where.
        address: SocketAddr,
        /// What the system says.
        problem: String,
    },
    /// No answer in time.
    #[error("{address}: no answer to {what} in time; the phone may be busy or restarting: try again")]
    Timeout {
        /// Where.
        address: SocketAddr,
        /// What was waited for.
        what: &'static str,
    },
    /// The phone showed another certificate than the one that is known.
    #[error(
        "{address} shows the certificate {found}, and {pinned} is known: somebody else answers, or the phone was reset; \
         look at it before you pin the new one"
    )]
    WrongCertificate {
        /// Where.
        address: SocketAddr,
        /// What it shows.
        found: Fingerprint,
        /// What is known.
        pinned: Fingerprint,
    },
    /// No TLS with this phone.
    #[error(
        "{address}: {problem}; firmware that knows only TLS 1.0 needs an update, or Options::plain_http in a network of \
         its own"
    )]
    Tls {
        /// Where.
        address: SocketAddr,
        /// What went wrong.
        problem: String,
    },
    /// Something that is no HTTP.
    #[error("{address}: {problem}; what answers there is no web page of a phone")]
    Http {
        /// Where.
        address: SocketAddr,
        /// What went wrong.
        problem: String,
    },
    /// The phone's pages did not do what was asked.
    #[error(transparent)]
    Web(#[from] WebError),
}

impl PushError {
    /// A code that does not change between releases.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Unreachable { .. } => "E-PUSH-UNREACHABLE",
            Self::Timeout { .. } => "E-PUSH-TIMEOUT",
            Self::WrongCertificate { .. } => "E-PUSH-CERTIFICATE",
            Self::Tls { .. } => "E-PUSH-TLS",
            Self::Http { .. } => "E-PUSH-HTTP",
            Self::Web(error) => error.code(),
        }
    }
}
