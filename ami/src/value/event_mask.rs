use std::fmt;
use std::ops::BitOr;

use super::classes::CLASS_NAMES;

/// Which classes of events to receive. Asterisk cuts it down to the `read` rights of the user.
///
/// Set at login, so that no flood arrives before it; it holds again after each reconnect.
///
/// ```
/// use switchhook_ami::EventMask;
/// let mask = EventMask::CALL | EventMask::AGENT;
/// assert_eq!(mask.to_string(), "call,agent");
/// assert_eq!(EventMask::ALL.to_string(), "on");
/// assert_eq!(EventMask::NONE.to_string(), "off");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct EventMask(u32);

impl EventMask {
    /// No events.
    pub const NONE: Self = Self(0);
    /// All that the user may read.
    pub const ALL: Self = Self(u32::MAX);
    /// Modules, registrations, start and end of Asterisk.
    pub const SYSTEM: Self = Self(1);
    /// Channels, bridges, dialling, devices.
    pub const CALL: Self = Self(1 << 1);
    /// Queues and agents.
    pub const AGENT: Self = Self(1 << 5);
    /// Events that a dialplan or a client made.
    pub const USER: Self = Self(1 << 6);
    /// Digits pressed in a call.
    pub const DTMF: Self = Self(1 << 8);
    /// RTP statistics.
    pub const REPORTING: Self = Self(1 << 9);
    /// Call detail records; needs `cdr_manager.conf`.
    pub const CDR: Self = Self(1 << 10);
    /// Each dialplan step and variable: many.
    pub const DIALPLAN: Self = Self(1 << 11);
    /// AGI, AsyncAGI included.
    pub const AGI: Self = Self(1 << 13);
    /// Call completion.
    pub const CC: Self = Self(1 << 15);
    /// Advice of charge.
    pub const AOC: Self = Self(1 << 16);
    /// Logins and refusals.
    pub const SECURITY: Self = Self(1 << 18);

    /// Both together.
    pub const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// The classes that an event's `Privilege` lists, such as `call,all`.
    pub fn of_privilege(privilege: &str) -> Self {
        privilege.split(',').fold(Self::NONE, |mask, word| {
            let word = word.trim();
            let named = CLASS_NAMES
                .iter()
                .find(|(_, name)| word.eq_ignore_ascii_case(name));
            mask | named.map_or(Self::NONE, |(bit, _)| Self(*bit))
        })
    }

    /// Whether one class at least is in both.
    pub const fn intersects(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Whether there is no class in it.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether all classes of `other` are in this mask.
    pub const fn contains(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }
}

impl BitOr for EventMask {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        self.with(other)
    }
}

/// Displays as `EventMask:` wants it: names, since a number such as `1` would mean a class and not "on".
impl fmt::Display for EventMask {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if *self == Self::ALL {
            return f.write_str("on");
        }
        let mut separator = "";
        for (_, name) in CLASS_NAMES.iter().filter(|(bit, _)| self.0 & bit != 0) {
            write!(f, "{separator}{name}")?;
            separator = ",";
        }
        if separator.is_empty() {
            f.write_str("off")
        } else {
            Ok(())
        }
    }
}
