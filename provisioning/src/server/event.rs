//! What happened, for the audit: who, what, when, from where. No event holds a token, a password or a path.

use std::net::IpAddr;
use std::time::SystemTime;

use crate::lifecycle::{Cause, State};
use crate::mac::MacAddr;

use super::record::Exceptions;
use super::token::FileHash;

/// One thing that happened.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Event {
    /// When.
    pub at: SystemTime,
    /// What.
    pub what: What,
    /// Who did it.
    pub who: Who,
    /// The device that it is about: of a refused request the one it named, which need not be known.
    pub mac: Option<MacAddr>,
    /// Where the request came from.
    pub address: Option<IpAddr>,
    /// What the request said it was, shortened when long.
    pub user_agent: Option<String>,
}

impl Event {
    /// Whether somebody should look at it soon.
    #[must_use]
    pub fn is_alert(&self) -> bool {
        match &self.what {
            What::State { to, .. } => matches!(to, State::Quarantined | State::Failed | State::Drift),
            What::Refused(refusal) => matches!(
                refusal,
                Refusal::Retired
                    | Refusal::WrongDevice
                    | Refusal::UserAgent
                    | Refusal::Digest
                    | Refusal::Certificate
                    | Refusal::PrefixRate
            ),
            What::ClaimedAgain | What::Unavailable { .. } => true,
            What::Enrolled
            | What::Claimed
            | What::Renewed
            | What::Challenged { .. }
            | What::Sent { .. }
            | What::Delivered { .. }
            | What::Interrupted { .. } => false,
        }
    }
}

/// Who did something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Who {
    /// Whoever sent the request.
    Request,
    /// The registrar, as the host tells.
    Registrar,
    /// The clock.
    Clock,
    /// A person or program, by a name that the host gave.
    Operator(String),
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum What {
    /// A device was added.
    Enrolled,
    /// It was given its first file.
    Claimed,
    /// It was given its first file once more: the one before may have been lost, or somebody else had it.
    ClaimedAgain,
    /// It is to have a new token and new passwords, with its next file.
    Renewed,
    /// It passed from one state to another.
    State {
        /// What it was.
        from: State,
        /// What it is.
        to: State,
        /// Why.
        cause: Cause,
    },
    /// A request was answered as a stranger's is.
    Refused(Refusal),
    /// A request was asked for a digest.
    Challenged {
        /// Whether it had one that was right but too old.
        stale: bool,
    },
    /// A file is on its way.
    Sent {
        /// Which one.
        file: Sent,
        /// The hash of the plain file.
        hash: FileHash,
        /// What the device was spared.
        exceptions: Exceptions,
    },
    /// The last byte of a file was given to the connection.
    Delivered {
        /// Which one.
        file: Sent,
        /// The hash of the plain file.
        hash: FileHash,
    },
    /// The connection ended before a file did.
    Interrupted {
        /// Which one.
        file: Sent,
        /// The hash of the plain file.
        hash: FileHash,
    },
    /// The host could not say what the device gets, or the store or the source of randomness failed.
    Unavailable {
        /// What it says.
        why: String,
    },
}

/// Which file was sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Sent {
    /// The first one, which tells the device where its own are.
    First,
    /// Its configuration.
    Configuration,
    /// Its phone book.
    PhoneBook,
    /// Its screen.
    Screen,
    /// Firmware.
    Firmware,
}

impl Sent {
    /// Its name in logs.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::First => "first",
            Self::Configuration => "configuration",
            Self::PhoneBook => "phone-book",
            Self::Screen => "screen",
            Self::Firmware => "firmware",
        }
    }
}

/// Why a request was answered as a stranger's is. The answer does not tell; the event does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Refusal {
    /// The host does not tell addresses: the router has to be served with `ConnectInfo`.
    NoAddress,
    /// The address is outside the networks that may ask.
    Network,
    /// Too many requests of this address.
    AddressRate,
    /// Too many requests with this token.
    TokenRate,
    /// Too many first requests under this maker's prefix.
    PrefixRate,
    /// No such path, method or name.
    Shape,
    /// No such token, or no such device.
    Unknown,
    /// The token is another device's.
    WrongDevice,
    /// The device is not in a state in which it is given this.
    State,
    /// The device is retired: it may be lost or stolen.
    Retired,
    /// The time in which it may be enrolled is over, or never began.
    Window,
    /// Without TLS.
    PlainHttp,
    /// Without the device's own certificate.
    Certificate,
    /// The digest is wrong.
    Digest,
    /// The User-Agent is missing, or is another device's.
    UserAgent,
    /// No such firmware, or its file changed.
    Firmware,
}

impl Refusal {
    /// All of them.
    pub const ALL: [Self; 16] = [
        Self::NoAddress,
        Self::Network,
        Self::AddressRate,
        Self::TokenRate,
        Self::PrefixRate,
        Self::Shape,
        Self::Unknown,
        Self::WrongDevice,
        Self::State,
        Self::Retired,
        Self::Window,
        Self::PlainHttp,
        Self::Certificate,
        Self::Digest,
        Self::UserAgent,
        Self::Firmware,
    ];

    /// Its name in logs.
    ///
    /// ```
    /// use switchhook_provisioning::server::Refusal;
    /// assert_eq!(Refusal::WrongDevice.name(), "wrong-device");
    /// ```
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::NoAddress => "no-address",
            Self::Network => "network",
            Self::AddressRate => "address-rate",
            Self::TokenRate => "token-rate",
            Self::PrefixRate => "prefix-rate",
            Self::Shape => "shape",
            Self::Unknown => "unknown",
            Self::WrongDevice => "wrong-device",
            Self::State => "state",
            Self::Retired => "retired",
            Self::Window => "window",
            Self::PlainHttp => "plain-http",
            Self::Certificate => "certificate",
            Self::Digest => "digest",
            Self::UserAgent => "user-agent",
            Self::Firmware => "firmware",
        }
    }
}

/// Where events go. It has to be quick: to a channel, a log, a list.
pub trait Audit: Send + Sync + 'static {
    /// Takes an event.
    fn record(&self, event: Event);
}

impl<F: Fn(Event) + Send + Sync + 'static> Audit for F {
    fn record(&self, event: Event) {
        self(event);
    }
}

/// As much of a User-Agent as an event holds, on one line.
pub(super) fn shortened(user_agent: &str) -> String {
    const LONGEST: usize = 120;
    user_agent
        .chars()
        .filter(|letter| !letter.is_control())
        .take(LONGEST)
        .collect()
}
