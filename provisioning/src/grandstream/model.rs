//! What a model can do.

use std::fmt;
use std::str::FromStr;

use crate::mac::{MacAddr, shown};

/// A model of phone, and what it can do.
///
/// ```
/// use switchhook_provisioning::Model;
/// let model: Model = "grp2614".parse()?;
/// assert_eq!(model, Model::GRP2614);
/// assert_eq!((model.lines(), model.keys()), (12, 16));
///
/// let error = "GRP2699".parse::<Model>().unwrap_err();
/// assert_eq!(error.to_string(), "\"GRP2699\" is no known model; known are GRP2614, GXP2135");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Model(&'static Facts);

#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Facts {
    pub(crate) name: &'static str,
    pub(crate) lines: u8,
    pub(crate) line_keys: u8,
    /// Keys beside the display, line keys among them.
    pub(crate) keys: u8,
    pub(crate) key_codes: KeyCodes,
    pub(crate) ntp_servers: usize,
    /// Shortest and longest password of the phone's own pages.
    pub(crate) password: (usize, usize),
}

/// Which numbers stand for the functions of keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum KeyCodes {
    /// One table for all keys.
    Dynamic,
    /// The line keys have a table of their own.
    FixedLineKeys,
}

impl Model {
    /// Grandstream GRP2614: twelve lines (four with its first firmware), four line keys.
    pub const GRP2614: Self = Self(&Facts {
        name: "GRP2614",
        lines: 12,
        line_keys: 4,
        keys: 16,
        key_codes: KeyCodes::Dynamic,
        ntp_servers: 2,
        password: (6, 25),
    });

    /// Grandstream GXP2135: four lines, eight line keys.
    pub const GXP2135: Self = Self(&Facts {
        name: "GXP2135",
        lines: 4,
        line_keys: 8,
        keys: 32,
        key_codes: KeyCodes::FixedLineKeys,
        ntp_servers: 2,
        // No rule is known for this family; what the stricter one next to it takes, it takes too.
        password: (6, 25),
    });

    /// All models that this crate knows.
    pub const ALL: &'static [Self] = &[Self::GRP2614, Self::GXP2135];

    /// Its name, as on the label.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.0.name
    }

    /// How many lines it has.
    #[must_use]
    pub const fn lines(self) -> u8 {
        self.0.lines
    }

    /// How many of its keys are line keys: the first ones.
    #[must_use]
    pub const fn line_keys(self) -> u8 {
        self.0.line_keys
    }

    /// How many keys stand beside its display, on all pages and with the line keys.
    #[must_use]
    pub const fn keys(self) -> u8 {
        self.0.keys
    }

    /// How many time servers it knows.
    #[must_use]
    pub const fn ntp_servers(self) -> usize {
        self.0.ntp_servers
    }

    /// The shortest and the longest password of its own pages.
    #[must_use]
    pub const fn password_length(self) -> (usize, usize) {
        self.0.password
    }

    pub(crate) const fn facts(self) -> &'static Facts {
        self.0
    }
}

impl fmt::Debug for Model {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Model({})", self.name())
    }
}

impl fmt::Display for Model {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Model {
    type Err = ParseModelError;

    /// Its name in capitals or not.
    fn from_str(text: &str) -> Result<Self, ParseModelError> {
        let known = Self::ALL
            .iter()
            .find(|model| model.name().eq_ignore_ascii_case(text.trim()));
        known
            .copied()
            .ok_or_else(|| ParseModelError { text: shown(text) })
    }
}

/// A text that names no model this crate knows.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{text:?} is no known model; known are {}", Model::ALL.iter().map(|model| model.name()).collect::<Vec<_>>().join(", "))]
pub struct ParseModelError {
    /// What was given, shortened when long.
    pub text: String,
}

impl ParseModelError {
    /// A code that does not change between releases.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        "E-MODEL-UNKNOWN"
    }
}

/// The prefixes registered to Grandstream. Telephones sold under other names have them too.
const PREFIXES: [[u8; 3]; 4] = [
    [0x00, 0x0b, 0x82],
    [0xc0, 0x74, 0xad],
    [0xec, 0x74, 0xd7],
    [0x14, 0x4c, 0xff],
];

/// The first three bytes of the addresses registered to Grandstream.
///
/// ```
/// use switchhook_provisioning::grandstream::maker_prefixes;
/// assert!(maker_prefixes().contains(&[0x00, 0x0b, 0x82]));
/// ```
#[must_use]
pub const fn maker_prefixes() -> &'static [[u8; 3]] {
    &PREFIXES
}

/// Whether an address begins as Grandstream's do.
///
/// A sign, not a proof: addresses can be chosen, and prefixes are added.
///
/// ```
/// use switchhook_provisioning::grandstream::has_maker_prefix;
/// assert!(has_maker_prefix("c0:74:ad:11:22:33".parse()?));
/// assert!(!has_maker_prefix("00:04:f2:11:22:33".parse()?));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn has_maker_prefix(mac: MacAddr) -> bool {
    PREFIXES.contains(&mac.vendor_prefix())
}
