use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::RigError;

/// The Asterisk versions that Debian still carries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub enum Version {
    /// Any 22.x, from Debian unstable.
    V22,
    /// 16.28, from Debian 11 (bullseye).
    V16,
}

impl Version {
    /// Both.
    pub const ALL: [Self; 2] = [Self::V22, Self::V16];

    /// The major version.
    pub fn major(self) -> u8 {
        match self {
            Self::V22 => 22,
            Self::V16 => 16,
        }
    }

    /// The versions that live tests should run against: what `SWITCHHOOK_ASTERISK` names (`22` or `16`), else both.
    ///
    /// # Errors
    ///
    /// The variable names another version.
    pub fn wanted() -> Result<Vec<Self>, RigError> {
        match std::env::var("SWITCHHOOK_ASTERISK") {
            Ok(text) if !text.is_empty() => Ok(vec![text.parse()?]),
            _ => Ok(Self::ALL.to_vec()),
        }
    }

    /// The Debian release that has it.
    pub(crate) fn suite(self) -> &'static str {
        match self {
            Self::V22 => "sid",
            Self::V16 => "bullseye",
        }
    }

    /// The packages to install. Version 16 has voicemail in one of its own.
    pub(crate) fn packages(self) -> &'static str {
        match self {
            Self::V22 => "asterisk,asterisk-core-sounds-en-gsm",
            Self::V16 => "asterisk,asterisk-voicemail,asterisk-core-sounds-en-gsm",
        }
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.major())
    }
}

impl FromStr for Version {
    type Err = RigError;

    fn from_str(text: &str) -> Result<Self, RigError> {
        Self::ALL
            .into_iter()
            .find(|v| v.to_string() == text)
            .ok_or_else(|| RigError::UnknownVersion(text.to_owned()))
    }
}

impl TryFrom<u8> for Version {
    type Error = RigError;

    fn try_from(major: u8) -> Result<Self, RigError> {
        major.to_string().parse()
    }
}

impl From<Version> for u8 {
    fn from(version: Version) -> Self {
        version.major()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_two_versions_parse() {
        for (text, expected) in [
            ("22", Some(Version::V22)),
            ("16", Some(Version::V16)),
            ("18", None),
            ("", None),
        ] {
            assert_eq!(text.parse::<Version>().ok(), expected, "{text:?}");
        }
    }
}
