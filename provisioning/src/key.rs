//! The keys beside a phone's display.

use crate::named::names;

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
}

names!(KeyFunction, "function of a key", {
    None => "none",
    Line => "line",
    SpeedDial => "speed_dial",
    BusyLamp => "busy_lamp",
    Dtmf => "dtmf",
    Voicemail => "voicemail",
    Transfer => "transfer",
    Park => "park",
    MonitoredPark => "monitored_park",
    Intercom => "intercom",
    Conference => "conference",
    CallLog => "call_log",
    Forward => "forward",
    DoNotDisturb => "do_not_disturb",
    Redial => "redial",
    PhoneBook => "phone_book",
});
