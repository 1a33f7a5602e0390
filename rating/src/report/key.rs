//! By what a report gathers calls.

use std::fmt::{self, Write as _};
use std::str::FromStr;

use super::{Entry, SEPARATOR};

/// By what a report gathers calls.
///
/// ```
/// use switchhook_rating::report::Key;
/// assert_eq!("phone".parse(), Ok(Key::Extension));
/// assert_eq!(Key::Month.name(), "month");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Key {
    /// The owner's department.
    Department,
    /// The owner's telephone, by its extension.
    Extension,
    /// The owner.
    Person,
    /// What was called.
    Destination,
    /// The trunk that the call went over.
    Trunk,
    /// The month by the clock of the report's zone.
    Month,
    /// The day by the clock of the report's zone.
    Day,
}

impl Key {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::Department,
        Self::Extension,
        Self::Person,
        Self::Destination,
        Self::Trunk,
        Self::Month,
        Self::Day,
    ];

    /// The name in options: `department`, `phone`, `person`, `destination`, `trunk`, `month`, `day`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Department => "department",
            Self::Extension => "phone",
            Self::Person => "person",
            Self::Destination => "destination",
            Self::Trunk => "trunk",
            Self::Month => "month",
            Self::Day => "day",
        }
    }

    /// Appends what an entry has there.
    pub(super) fn write(self, entry: &Entry<'_>, to: &mut String) {
        let text = match self {
            Self::Department => entry.owner.department,
            Self::Extension => entry.owner.extension,
            Self::Person => entry.owner.person,
            Self::Destination => entry.destination,
            Self::Trunk => entry.trunk,
            Self::Month | Self::Day => {
                if let Some(at) = entry.at {
                    let format = if self == Self::Month { "%Y-%m" } else { "%Y-%m-%d" };
                    // A string takes all that is written to it.
                    let _ = write!(to, "{}", at.format(format));
                }
                return;
            }
        };
        if text.contains(SEPARATOR) {
            to.push_str(&text.replace(SEPARATOR, "\u{fffd}"));
        } else {
            to.push_str(text);
        }
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Key {
    type Err = ParseKeyError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text == "extension" {
            return Ok(Self::Extension);
        }
        Self::ALL
            .into_iter()
            .find(|key| key.name() == text)
            .ok_or_else(|| ParseKeyError {
                text: text.chars().take(40).collect(),
            })
    }
}

/// A word by which calls cannot be gathered.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{text:?} is nothing to group by; use department, phone, person, destination, trunk, month or day")]
pub struct ParseKeyError {
    /// The text as given, its first 40 characters.
    pub text: String,
}
