//! What can be set on a phone, in our own words.

use std::fmt;

/// One setting of a phone: where an error points to, and what a value of a file is for.
///
/// Shows itself in words; [`path`](Self::path) is the same for programs.
///
/// ```
/// use switchhook_provisioning::{LineSetting, Setting};
/// let setting = Setting::Line(1, LineSetting::DisplayName);
/// assert_eq!(setting.to_string(), "line 1, display name");
/// assert_eq!(setting.path(), "line.1.display_name");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Setting {
    /// Nothing in particular: the phone as a whole.
    Phone,
    /// Its hardware address.
    Mac,
    /// A setting of a line; lines count from 1.
    Line(u8, LineSetting),
    /// A setting of a function key; keys count from 1.
    Key(u8, KeySetting),
    /// The password of the administrator.
    AdminPassword,
    /// The password of the person at the phone.
    UserPassword,
    /// The VLAN of the phone.
    Vlan,
    /// The priority within the VLAN.
    VlanPriority,
    /// A DNS server, from 1.
    Dns(u8),
    /// A time server, from 1.
    Ntp(u8),
    /// Whether DHCP may name another time server.
    NtpByDhcp,
    /// The time zone.
    TimeZone,
    /// Whether DHCP may set another time zone.
    TimeZoneByDhcp,
    /// Where the log goes.
    SyslogServer,
    /// How much is logged.
    SyslogLevel,
    /// Where the phone fetches its configuration.
    ConfigServer,
    /// How it fetches it.
    ConfigProtocol,
    /// Whether DHCP may name another configuration server.
    ConfigServerByDhcp,
    /// Where the phone fetches its firmware.
    FirmwareServer,
    /// How it fetches it.
    FirmwareProtocol,
    /// When the phone looks for a new configuration.
    Schedule,
    /// The language of the display.
    Language,
}

/// A setting of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum LineSetting {
    /// Whether the phone uses the line.
    Active,
    /// The SIP server that it registers with.
    Registrar,
    /// The SIP server for when the first one is silent.
    SecondaryRegistrar,
    /// The SIP user.
    User,
    /// The user for authentication.
    AuthId,
    /// The SIP secret.
    Secret,
    /// The name sent with calls.
    DisplayName,
    /// The name on the phone's own display.
    Label,
    /// The number behind the message key.
    Voicemail,
    /// Whether the phone asks for waiting messages.
    MessageWaiting,
    /// Whether it registers.
    Register,
    /// UDP, TCP or TLS.
    Transport,
    /// Whether the phone acts on star codes itself.
    StarCodes,
}

/// A setting of a function key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum KeySetting {
    /// What the key does.
    Function,
    /// Which line it does it on.
    Line,
    /// The text beside it.
    Label,
    /// The number or text that the function needs.
    Value,
}

impl Setting {
    /// Whether its value is a password.
    #[must_use]
    pub const fn is_secret(self) -> bool {
        matches!(
            self,
            Self::AdminPassword | Self::UserPassword | Self::Line(_, LineSetting::Secret)
        )
    }

    /// Whether a phone can do without it.
    pub(crate) const fn is_optional(self) -> bool {
        !matches!(
            self,
            Self::Line(
                _,
                LineSetting::Registrar | LineSetting::User | LineSetting::Secret
            )
        )
    }

    /// Its name for programs, which does not change between releases.
    #[must_use]
    pub fn path(self) -> String {
        match self {
            Self::Line(line, of) => format!("line.{line}.{}", of.name().replace(' ', "_")),
            Self::Key(key, of) => format!("key.{key}.{}", of.name()),
            Self::Dns(number) => format!("dns.{number}"),
            Self::Ntp(number) => format!("ntp.{number}"),
            _ => self.name().replace([' ', '-'], "_").to_lowercase(),
        }
    }

    /// What it is called, without its number.
    const fn name(self) -> &'static str {
        match self {
            Self::Phone => "phone",
            Self::Mac => "MAC",
            Self::Line(_, of) => of.name(),
            Self::Key(_, of) => of.name(),
            Self::AdminPassword => "admin password",
            Self::UserPassword => "user password",
            Self::Vlan => "VLAN",
            Self::VlanPriority => "VLAN priority",
            Self::Dns(_) => "DNS server",
            Self::Ntp(_) => "NTP server",
            Self::NtpByDhcp => "NTP by DHCP",
            Self::TimeZone => "time zone",
            Self::TimeZoneByDhcp => "time zone by DHCP",
            Self::SyslogServer => "syslog server",
            Self::SyslogLevel => "syslog level",
            Self::ConfigServer => "config server",
            Self::ConfigProtocol => "config protocol",
            Self::ConfigServerByDhcp => "config server by DHCP",
            Self::FirmwareServer => "firmware server",
            Self::FirmwareProtocol => "firmware protocol",
            Self::Schedule => "schedule",
            Self::Language => "language",
        }
    }
}

impl LineSetting {
    pub(crate) const ALL: [Self; 13] = [
        Self::Active,
        Self::Registrar,
        Self::SecondaryRegistrar,
        Self::User,
        Self::AuthId,
        Self::Secret,
        Self::DisplayName,
        Self::Label,
        Self::Voicemail,
        Self::MessageWaiting,
        Self::Register,
        Self::Transport,
        Self::StarCodes,
    ];

    const fn name(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Registrar => "registrar",
            Self::SecondaryRegistrar => "secondary registrar",
            Self::User => "user",
            Self::AuthId => "auth id",
            Self::Secret => "secret",
            Self::DisplayName => "display name",
            Self::Label => "label",
            Self::Voicemail => "voicemail",
            Self::MessageWaiting => "message waiting",
            Self::Register => "register",
            Self::Transport => "transport",
            Self::StarCodes => "star codes",
        }
    }
}

impl KeySetting {
    pub(crate) const ALL: [Self; 4] = [Self::Function, Self::Line, Self::Label, Self::Value];

    const fn name(self) -> &'static str {
        match self {
            Self::Function => "function",
            Self::Line => "line",
            Self::Label => "label",
            Self::Value => "value",
        }
    }
}

impl fmt::Display for Setting {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = self.name();
        match self {
            Self::Line(line, _) => write!(f, "line {line}, {name}"),
            Self::Key(key, _) => write!(f, "key {key}, {name}"),
            Self::Dns(number) | Self::Ntp(number) => write!(f, "{name} {number}"),
            _ => f.write_str(name),
        }
    }
}
