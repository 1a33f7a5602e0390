//! Whether somebody can be reached right now.

/// The state of a telephone, from Asterisk's device states.
///
/// ```
/// use switchhook_portal_core::Presence;
///
/// assert_eq!(Presence::from_device_state("NOT_INUSE"), Presence::Available);
/// assert_eq!(Presence::from_queue_status(6), Presence::Ringing);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Presence {
    /// Registered and free.
    Available,
    /// In a call.
    InUse,
    /// In as many calls as it takes.
    Busy,
    /// Ringing, perhaps besides a call.
    Ringing,
    /// The call is on hold.
    OnHold,
    /// Not registered.
    Unavailable,
    /// Asterisk knows no such device.
    Invalid,
    /// Nothing is known (yet).
    #[default]
    Unknown,
}

impl Presence {
    /// Reads the text of `DeviceStateChange` (Asterisk `main/devicestate.c`).
    pub fn from_device_state(text: &str) -> Self {
        match text {
            "NOT_INUSE" => Self::Available,
            "INUSE" => Self::InUse,
            "BUSY" => Self::Busy,
            "RINGING" | "RINGINUSE" => Self::Ringing,
            "ONHOLD" => Self::OnHold,
            "UNAVAILABLE" => Self::Unavailable,
            "INVALID" => Self::Invalid,
            _ => Self::Unknown,
        }
    }

    /// Reads the number of `QueueMember` and `QueueMemberStatus`.
    pub fn from_queue_status(number: u8) -> Self {
        match number {
            1 => Self::Available,
            2 => Self::InUse,
            3 => Self::Busy,
            4 => Self::Invalid,
            5 => Self::Unavailable,
            6 | 7 => Self::Ringing,
            8 => Self::OnHold,
            _ => Self::Unknown,
        }
    }

    /// A stable name such as `in-use`, for translations and style sheets.
    pub fn key(self) -> &'static str {
        match self {
            Self::Available => "available",
            Self::InUse => "in-use",
            Self::Busy => "busy",
            Self::Ringing => "ringing",
            Self::OnHold => "on-hold",
            Self::Unavailable => "unavailable",
            Self::Invalid => "invalid",
            Self::Unknown => "unknown",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_spellings_of_a_state_agree() {
        for (number, text) in [
            (0, "UNKNOWN"),
            (1, "NOT_INUSE"),
            (2, "INUSE"),
            (3, "BUSY"),
            (4, "INVALID"),
            (5, "UNAVAILABLE"),
            (6, "RINGING"),
            (7, "RINGINUSE"),
            (8, "ONHOLD"),
            (99, "SOMETHING NEW"),
        ] {
            assert_eq!(
                Presence::from_queue_status(number),
                Presence::from_device_state(text),
                "{text}"
            );
        }
    }
}
