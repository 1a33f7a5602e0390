//! What can be set, in our own words, and the values that it takes.
//!
//! A [`Setting`] says what (`net.vlan`) and of which account or key (`account.2.user_id`, `key.line.5.function`); a [`Value`]
//! is checked against the setting's [`Kind`]. Neither knows a number: which one a family writes, and as which code, is the
//! dialect's affair ([`Model::number`](crate::catalogue::Model::number)).
//!
//! ```
//! use switchhook_provisioning::setting::{AccountSetting, Setting, Value};
//! let setting: Setting = "account.2.transport".parse()?;
//! assert_eq!(setting, Setting::Account(2, AccountSetting::Transport));
//! assert_eq!(Value::parse(setting, "tls")?, Value::Choice("tls"));
//!
//! let error = Value::parse(setting, "sctp").unwrap_err();
//! assert_eq!(error.to_string(), "account.2.transport: \"sctp\" is none of udp, tcp, tls; choose one of them");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod codec;
mod key;
mod kind;
mod path;
mod value;

pub use crate::catalogue::tables::accounts::AccountSetting;
pub use crate::catalogue::tables::device::DeviceSetting;
pub use crate::catalogue::tables::keys::KeyFunction;
pub use codec::Codec;
pub use key::{Key, KeySetting};
pub use kind::Kind;
pub use path::ParseSettingError;
pub use value::{ParseValueError, Value};

use std::fmt;

use crate::catalogue::choices::{Codes, Row};
use crate::catalogue::tables::{account_rows, account_texts, device_rows, device_texts};
use crate::catalogue::{Confidence, Family};
use crate::grandstream::PNumber;

/// One setting: where a value belongs and where an error points to.
///
/// Shows itself as its path, which does not change between releases and reads back.
///
/// ```
/// use switchhook_provisioning::setting::{DeviceSetting, Key, KeySetting, Setting};
/// assert_eq!(Setting::Device(DeviceSetting::NetVlan).to_string(), "net.vlan");
/// assert_eq!(Setting::Key(Key::Line(5), KeySetting::Function).to_string(), "key.line.5.function");
/// assert_eq!("raw.P47".parse::<Setting>()?.to_string(), "raw.P47");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Setting {
    /// Nothing in particular: the device as a whole. It has no value; findings point to it.
    Phone,
    /// Its hardware address. It has no value; findings point to it.
    Mac,
    /// A setting of an account, from 1. On adapters and gateways, of a port.
    Account(u8, AccountSetting),
    /// A setting of a server profile, from 1, on devices whose ports share them.
    Profile(u8, AccountSetting),
    /// The name of a handset of a DECT base, from 1.
    Handset(u8),
    /// A setting of the device as a whole.
    Device(DeviceSetting),
    /// A setting of a key.
    Key(Key, KeySetting),
    /// A number for which this crate has no words. It is written as it is: nothing is checked but that files can carry it.
    Raw(PNumber),
}

impl Setting {
    /// Every setting that is not of a key and not raw, for the accounts and profiles 1.
    pub fn all() -> impl Iterator<Item = Self> {
        let device = DeviceSetting::ALL.iter().map(|of| Self::Device(*of));
        device.chain(AccountSetting::ALL.iter().map(|of| Self::Account(1, *of)))
    }

    fn row(self) -> Option<&'static Row> {
        match self {
            Self::Account(_, of) | Self::Profile(_, of) => Some(of.row()),
            Self::Device(of) => Some(of.row()),
            _ => None,
        }
    }

    /// Which values it takes.
    #[must_use]
    pub fn kind(self) -> Kind {
        match self {
            Self::Key(_, of) => of.kind(),
            Self::Handset(_) | Self::Phone | Self::Mac => Kind::Text,
            Self::Raw(_) => Kind::Raw,
            _ => self.row().map_or(Kind::Raw, |row| row.kind),
        }
    }

    /// Whether its value is a password or a private key. What stands behind a raw number is not known, so that is treated
    /// as one.
    #[must_use]
    pub fn is_secret(self) -> bool {
        matches!(self.kind(), Kind::Secret | Kind::PrivateKey | Kind::Raw)
    }

    /// Whether a device can do without it.
    pub(crate) const fn is_optional(self) -> bool {
        !matches!(
            self,
            Self::Account(
                _,
                AccountSetting::Server1 | AccountSetting::UserId | AccountSetting::Password
            )
        )
    }

    /// What it is, for people.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Phone => "The device",
            Self::Mac => "Hardware address",
            Self::Account(_, of) | Self::Profile(_, of) => of.title(),
            Self::Device(of) => of.title(),
            Self::Handset(_) => "Name of the handset",
            Self::Key(_, of) => of.title(),
            Self::Raw(_) => "A number without words",
        }
    }

    /// The words that it takes anywhere; none unless it is a [`Kind::Choice`].
    #[must_use]
    pub fn words(self) -> &'static [&'static str] {
        let choices = self.row().and_then(|row| row.choices);
        match choices {
            Some(choices) if self.kind() == Kind::Choice => choices.words,
            _ => &[],
        }
    }

    /// The words that a family can express, which may be none.
    pub fn words_of(self, family: Family) -> impl Iterator<Item = &'static str> {
        let choices = self
            .row()
            .and_then(|row| row.choices)
            .filter(|_| self.kind() == Kind::Choice);
        let list = choices
            .and_then(|choices| choices.of(family))
            .map_or(&[][..], |codes| codes.list);
        list.iter().map(|(word, _)| *word)
    }

    /// What stands for its words, or for yes and no, in a family.
    pub(crate) fn codes(self, family: Family) -> Option<&'static Codes> {
        self.row()?.choices?.of(family)
    }

    /// How well its numbers are proved, all families together.
    #[must_use]
    pub fn confidence(self) -> Confidence {
        self.row().map_or(Confidence::High, |row| row.confidence)
    }

    /// Its path, such as `account.1.user_id`.
    #[must_use]
    pub fn path(self) -> String {
        self.to_string()
    }
}

impl AccountSetting {
    pub(crate) fn row(self) -> &'static Row {
        &account_rows::ROWS[self as usize]
    }

    /// Its name below `account.N`.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.row().name
    }

    /// What it is, for people.
    #[must_use]
    pub fn title(self) -> &'static str {
        account_texts::TEXTS[self as usize].1
    }

    /// Its name in configuration version 2 below `account.N`, if it is known.
    #[must_use]
    pub fn alias(self) -> Option<&'static str> {
        Some(account_texts::TEXTS[self as usize].0).filter(|alias| !alias.is_empty())
    }
}

impl DeviceSetting {
    pub(crate) fn row(self) -> &'static Row {
        &device_rows::ROWS[self as usize]
    }

    /// Its path.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.row().name
    }

    /// What it is, for people.
    #[must_use]
    pub fn title(self) -> &'static str {
        device_texts::TEXTS[self as usize].1
    }

    /// Its name in configuration version 2, if it is known.
    #[must_use]
    pub fn alias(self) -> Option<&'static str> {
        Some(device_texts::TEXTS[self as usize].0).filter(|alias| !alias.is_empty())
    }
}

impl From<AccountSetting> for Setting {
    /// Of account 1.
    fn from(of: AccountSetting) -> Self {
        Self::Account(1, of)
    }
}

impl From<DeviceSetting> for Setting {
    fn from(of: DeviceSetting) -> Self {
        Self::Device(of)
    }
}

impl fmt::Display for Setting {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Phone => f.write_str("phone"),
            Self::Mac => f.write_str("mac"),
            Self::Account(number, of) => write!(f, "account.{number}.{}", of.name()),
            Self::Profile(number, of) => write!(f, "profile.{number}.{}", of.name()),
            Self::Handset(number) => write!(f, "handset.{number}.name"),
            Self::Device(of) => f.write_str(of.name()),
            Self::Key(key, of) => write!(f, "key.{key}.{of}"),
            Self::Raw(number) => write!(f, "raw.{number}"),
        }
    }
}
