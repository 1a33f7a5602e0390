use std::fmt;
use std::time::SystemTime;

use crate::action::RawAction;

/// A part of the picture: it has a list of its own, and may be missing while the others are there.
///
/// ```
/// use switchhook_ami::mirror::Part;
/// assert_eq!(Part::Queues.list(), "QueueStatus");
/// assert_eq!(Part::ALL.len(), 4);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Part {
    /// Channels, and which bridge each is in. Event class call; the list needs write class system or reporting.
    Channels,
    /// What kind of bridge the bridges are. Event class call; Asterisk 12 and later.
    Bridges,
    /// Queues with members and callers, from `app_queue`. Event class agent.
    Queues,
    /// Device states. Event class call; the list comes from `res_manager_devicestate` and needs write class call or
    /// reporting.
    Devices,
}

impl Part {
    /// All of them, in the order in which they are read.
    pub const ALL: [Self; 4] = [Self::Channels, Self::Bridges, Self::Queues, Self::Devices];

    /// The action that lists it.
    pub fn list(self) -> &'static str {
        match self {
            Self::Channels => "CoreShowChannels",
            Self::Bridges => "BridgeList",
            Self::Queues => "QueueStatus",
            Self::Devices => "DeviceStateList",
        }
    }

    /// The event that ends its list.
    pub fn list_end(self) -> &'static str {
        match self {
            Self::Channels => "CoreShowChannelsComplete",
            Self::Bridges => "BridgeListComplete",
            Self::Queues => "QueueStatusComplete",
            Self::Devices => "DeviceStateListComplete",
        }
    }

    /// What to send when [`Mirror::next_list`](super::Mirror::next_list) names it.
    pub fn action(self) -> RawAction {
        RawAction::new(self.list()).list(self.list_end())
    }
}

/// Displays in words.
impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Channels => "channels",
            Self::Bridges => "bridges",
            Self::Queues => "queues",
            Self::Devices => "devices",
        })
    }
}

/// Whether a part of the picture can be believed.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Health {
    /// It was read, and every change since was heard.
    InSync {
        /// Since when, without a gap.
        since: SystemTime,
    },
    /// It is what was last known; it is being read again, or will be.
    OutOfSync {
        /// Since when.
        since: SystemTime,
        /// Why.
        because: Doubt,
    },
    /// Asterisk does not list it for this account. What events tell is kept, what was there before them is missing.
    Unavailable {
        /// Since when.
        since: SystemTime,
        /// What Asterisk said, and what to do.
        reason: String,
    },
}

impl Health {
    /// Whether the part was read, and every change since was heard.
    pub fn is_in_sync(&self) -> bool {
        matches!(self, Self::InSync { .. })
    }
}

/// Why a part is not in sync.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Doubt {
    /// It was not read yet on this connection.
    NotRead,
    /// There is no connection.
    NotConnected {
        /// Why.
        reason: String,
    },
    /// Events were lost.
    EventsLost {
        /// How many.
        count: u64,
    },
    /// The list did not come, or not whole.
    ListFailed {
        /// Why.
        reason: String,
    },
    /// There are more than the mirror may hold; the others are left out.
    TooMany {
        /// The limit that was met.
        limit: usize,
    },
}

/// Displays what is wrong and what is done about it.
impl fmt::Display for Doubt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotRead => f.write_str("not read yet"),
            Self::NotConnected { reason } => write!(f, "not connected: {reason}; read anew after connecting"),
            Self::EventsLost { count } => write!(f, "{count} events were lost; it is read anew"),
            Self::ListFailed { reason } => write!(f, "its list failed: {reason}; asked for again"),
            Self::TooMany { limit } => write!(f, "there are more than {limit}; raise the limit in Options"),
        }
    }
}
