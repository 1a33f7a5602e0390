//! Keys and what is set of each.

use std::fmt;

use super::{KeyFunction, Kind};
use crate::catalogue::choices::KeyCodes;
use crate::catalogue::tables::keys::KEYS;
use crate::named::names;

/// A key, by where it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Key {
    /// Beside the display, on all its pages, from 1. The line keys are the first ones (VPK).
    Line(u8),
    /// Apart from the display, from 1 (MPK).
    Side(u8),
    /// On the expansion boards, from 1, through all boards.
    Board(u8),
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Line(key) => write!(f, "line.{key}"),
            Self::Side(key) => write!(f, "side.{key}"),
            Self::Board(key) => write!(f, "board.{key}"),
        }
    }
}

/// A setting of a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum KeySetting {
    /// What it does.
    Function,
    /// The account that it acts on, from 1.
    Account,
    /// The text beside it.
    Label,
    /// The number or text that the function needs.
    Value,
    /// Whether the person at the phone may not change it; on keys beside the display.
    Locked,
}

names!(KeySetting, "setting of a key", {
    Function => "function",
    Account => "account",
    Label => "label",
    Value => "value",
    Locked => "locked",
});

impl KeySetting {
    pub(super) fn kind(self) -> Kind {
        match self {
            Self::Function => Kind::KeyFunction,
            Self::Account => Kind::Integer { least: 1, most: 16 },
            Self::Label => Kind::Text,
            Self::Value => Kind::Dialled,
            Self::Locked => Kind::Bool,
        }
    }

    pub(super) fn title(self) -> &'static str {
        match self {
            Self::Function => "What the key does",
            Self::Account => "Account that the key acts on",
            Self::Label => "Text beside the key",
            Self::Value => "Number or text that the function needs",
            Self::Locked => "Locked for the person at the phone",
        }
    }
}

impl KeyFunction {
    pub(crate) fn codes(self) -> &'static KeyCodes {
        &KEYS[self as usize]
    }

    /// Its name for forms and scripts: `busy_lamp`.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.codes().name
    }

    /// Its name in configuration version 2, where somebody has seen one.
    #[must_use]
    pub fn alias(self) -> Option<&'static str> {
        Some(self.codes().alias).filter(|alias| !alias.is_empty())
    }

    /// Whether the key does nothing sensible without a value.
    pub(crate) const fn needs_value(self) -> bool {
        matches!(
            self,
            Self::SpeedDial
                | Self::BusyLamp
                | Self::BusyLampList
                | Self::Presence
                | Self::PresenceList
                | Self::ActiveSpeedDial
                | Self::Dtmf
                | Self::Intercom
                | Self::Park
                | Self::MonitoredPark
                | Self::MulticastPage
                | Self::MulticastListen
        )
    }
}

impl fmt::Display for KeyFunction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl std::str::FromStr for KeyFunction {
    type Err = crate::named::ParseNameError;

    /// By its name.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        crate::named::by_name(text, "function of a key", Self::ALL, Self::name)
    }
}
