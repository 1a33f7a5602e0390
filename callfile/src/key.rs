use std::fmt;

/// The keys that `pbx_spool` knows, spelled as this crate prints them. Asterisk compares them without case.
///
/// ```
/// use switchhook_callfile::Key;
/// assert_eq!(Key::from_bytes(b"MAXRETRIES"), Some(Key::MaxRetries));
/// assert_eq!(Key::from_bytes(b"EarlyMedia"), None); // only `early_media` exists
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Key {
    /// Who is called: `Technology/Resource`.
    Channel,
    /// What the called telephone shows.
    CallerId,
    /// How long it may ring.
    WaitTime,
    /// How long to wait between attempts.
    RetryTime,
    /// How many attempts may follow the first.
    MaxRetries,
    /// Account code of the call.
    Account,
    /// Codecs to offer.
    Codecs,
    /// The application that an answered call runs.
    Application,
    /// Its arguments.
    Data,
    /// The context in which an answered call begins.
    Context,
    /// The extension there.
    Extension,
    /// The priority there.
    Priority,
    /// A variable of the channel.
    Set,
    /// The same as [`Key::Set`].
    Setvar,
    /// Whether a file is removed though its time lies in the future.
    AlwaysDelete,
    /// Whether a finished file is kept in `outgoing_done`.
    Archive,
    /// Whether sound before the answer already counts as one.
    EarlyMedia,
    /// Written by old versions of Asterisk: an attempt was made.
    Retry,
    /// Written by Asterisk: an attempt begins.
    StartRetry,
    /// Written by Asterisk: an attempt failed.
    EndRetry,
    /// Written by Asterisk: an attempt was cut off by a restart.
    AbortRetry,
    /// Written by Asterisk: an attempt is still running.
    DelayedRetry,
}

impl Key {
    /// All of them, in the order in which they are printed.
    pub const ALL: [Self; 22] = [
        Self::Channel,
        Self::CallerId,
        Self::WaitTime,
        Self::RetryTime,
        Self::MaxRetries,
        Self::Account,
        Self::Codecs,
        Self::Application,
        Self::Data,
        Self::Context,
        Self::Extension,
        Self::Priority,
        Self::Set,
        Self::Setvar,
        Self::AlwaysDelete,
        Self::Archive,
        Self::EarlyMedia,
        Self::Retry,
        Self::StartRetry,
        Self::EndRetry,
        Self::AbortRetry,
        Self::DelayedRetry,
    ];

    /// As printed.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Channel => "Channel",
            Self::CallerId => "CallerID",
            Self::WaitTime => "WaitTime",
            Self::RetryTime => "RetryTime",
            Self::MaxRetries => "MaxRetries",
            Self::Account => "Account",
            Self::Codecs => "Codecs",
            Self::Application => "Application",
            Self::Data => "Data",
            Self::Context => "Context",
            Self::Extension => "Extension",
            Self::Priority => "Priority",
            Self::Set => "Set",
            Self::Setvar => "Setvar",
            Self::AlwaysDelete => "AlwaysDelete",
            Self::Archive => "Archive",
            Self::EarlyMedia => "early_media",
            Self::Retry => "Retry",
            Self::StartRetry => "StartRetry",
            Self::EndRetry => "EndRetry",
            Self::AbortRetry => "AbortRetry",
            Self::DelayedRetry => "DelayedRetry",
        }
    }

    /// The key that Asterisk takes these bytes for: any case, but not a blank more.
    #[must_use]
    pub fn from_bytes(name: &[u8]) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|key| key.as_str().as_bytes().eq_ignore_ascii_case(name))
    }

    /// Whether Asterisk writes it, not people.
    #[must_use]
    pub const fn is_bookkeeping(self) -> bool {
        matches!(
            self,
            Self::Retry | Self::StartRetry | Self::EndRetry | Self::AbortRetry | Self::DelayedRetry
        )
    }

    /// Whether every line of it counts, rather than the last.
    pub(crate) const fn accumulates(self) -> bool {
        matches!(self, Self::Set | Self::Setvar | Self::Codecs) || self.is_bookkeeping()
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_is_found_in_any_case_and_by_no_other_spelling() {
        for key in Key::ALL {
            for name in [
                key.as_str().to_owned(),
                key.as_str().to_ascii_uppercase(),
                key.as_str().to_ascii_lowercase(),
            ] {
                assert_eq!(Key::from_bytes(name.as_bytes()), Some(key), "{name}");
                assert_eq!(Key::from_bytes(format!("{name} ").as_bytes()), None, "{name}");
                assert_eq!(Key::from_bytes(format!(" {name}").as_bytes()), None, "{name}");
            }
        }
        for name in ["", "Exten", "CallerId ", "Early Media", "Status", "Timeout"] {
            assert_eq!(Key::from_bytes(name.as_bytes()), None, "{name}");
        }
    }
}
