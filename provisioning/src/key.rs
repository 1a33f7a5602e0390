//! The keys beside a phone's display.

/// A key beside the display: what it does, for which number, and what stands beside it.
///
/// ```
/// use switchhook_provisioning::{FunctionKey, KeyFunction};
/// let busy_lamp = FunctionKey::new(KeyFunction::BusyLamp).value("101").label("Reception");
/// let dnd = FunctionKey::new(KeyFunction::DoNotDisturb);
/// assert_ne!(busy_lamp, dnd);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
pub struct FunctionKey {
    pub(crate) function: KeyFunction,
    pub(crate) line: u8,
    pub(crate) label: Option<String>,
    pub(crate) value: Option<String>,
}

impl FunctionKey {
    /// A key on line 1, without label and value.
    pub fn new(function: KeyFunction) -> Self {
        Self {
            function,
            line: 1,
            label: None,
            value: None,
        }
    }

    /// The line that the key acts on, from 1; line 1 by default.
    pub fn line(mut self, line: u8) -> Self {
        self.line = line;
        self
    }

    /// The text beside the key; none by default.
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = Some(label.into());
        self
    }

    /// The number (or digits) that the function needs; none by default.
    pub fn value(mut self, value: impl Into<String>) -> Self {
        self.value = Some(value.into());
        self
    }
}

/// What a key does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum KeyFunction {
    /// Nothing.
    None,
    /// Takes the line.
    Line,
    /// Dials a number.
    SpeedDial,
    /// Shows whether an extension is busy, calls it, and picks its calls up (BLF).
    BusyLamp,
    /// Sends digits within a call.
    Dtmf,
    /// Calls the mailbox.
    Voicemail,
    /// Transfers the call to a number.
    Transfer,
    /// Parks the call.
    Park,
    /// Parks, and shows whether a call is parked there.
    MonitoredPark,
    /// Calls as an intercom.
    Intercom,
    /// Starts a conference.
    Conference,
    /// Opens the call log.
    CallLog,
    /// Switches forwarding.
    Forward,
    /// Switches do-not-disturb.
    DoNotDisturb,
    /// Dials the last number again.
    Redial,
    /// Opens the phone book.
    PhoneBook,
}

impl KeyFunction {
    /// Whether the key does nothing sensible without a value.
    pub(crate) const fn needs_value(self) -> bool {
        matches!(
            self,
            Self::SpeedDial | Self::BusyLamp | Self::Dtmf | Self::Intercom | Self::Park | Self::MonitoredPark
        )
    }

    /// Whether the key acts on a line.
    pub(crate) const fn uses_line(self) -> bool {
        !matches!(self, Self::None)
    }

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::None => "no function",
            Self::Line => "line",
            Self::SpeedDial => "speed dial",
            Self::BusyLamp => "busy lamp",
            Self::Dtmf => "DTMF",
            Self::Voicemail => "voicemail",
            Self::Transfer => "transfer",
            Self::Park => "park",
            Self::MonitoredPark => "monitored park",
            Self::Intercom => "intercom",
            Self::Conference => "conference",
            Self::CallLog => "call log",
            Self::Forward => "forward",
            Self::DoNotDisturb => "do not disturb",
            Self::Redial => "redial",
            Self::PhoneBook => "phone book",
        }
    }
}
