//! The shapes of the generated tables of settings and codes.

use super::family::Family;
use super::model::Confidence;
use crate::setting::Kind;

/// What is known about a setting.
#[derive(Debug)]
pub(crate) struct Row {
    pub(crate) name: &'static str,
    pub(crate) kind: Kind,
    /// The number of a setting of the device; the numbers of accounts are in tables of their own.
    pub(crate) number: u32,
    pub(crate) choices: Option<&'static Choices>,
    pub(crate) confidence: Confidence,
}

pub(crate) const fn row(
    name: &'static str,
    kind: Kind,
    number: u32,
    choices: Option<&'static Choices>,
    confidence: Confidence,
) -> Row {
    Row {
        name,
        kind,
        number,
        choices,
        confidence,
    }
}

/// The words of a setting, and what stands for them where.
#[derive(Debug)]
pub(crate) struct Choices {
    /// The words of all families.
    pub(crate) words: &'static [&'static str],
    /// The first that names a family counts.
    pub(crate) codes: &'static [Codes],
}

/// The codes of some families; of all, when none is named.
#[derive(Debug)]
pub(crate) struct Codes {
    pub(crate) families: &'static [Family],
    /// The number in place of the setting's own; 0 is none.
    pub(crate) number: u32,
    /// A code with dots goes into several numbers in a row.
    pub(crate) list: &'static [(&'static str, &'static str)],
}

impl Choices {
    /// What stands for the words in a family.
    pub(crate) fn of(&self, family: Family) -> Option<&'static Codes> {
        self.codes
            .iter()
            .find(|codes| codes.families.is_empty() || codes.families.contains(&family))
    }
}

impl Codes {
    pub(crate) fn code(&self, word: &str) -> Option<&'static str> {
        let found = self.list.iter().find(|(there, _)| *there == word);
        found.map(|(_, code)| *code)
    }

    pub(crate) fn word(&self, code: &str) -> Option<&'static str> {
        let found = self.list.iter().find(|(_, there)| *there == code);
        found.map(|(word, _)| *word)
    }

    /// How many numbers a code goes into.
    pub(crate) fn width(&self) -> u32 {
        let dots = |code: &str| code.bytes().filter(|byte| *byte == b'.').count();
        self.list.first().map_or(1, |(_, code)| dots(code) as u32 + 1)
    }
}

/// The codes of a schedule; `None` where a family has no such thing.
#[derive(Debug)]
pub(crate) struct ScheduleCodes {
    pub(crate) families: &'static [Family],
    pub(crate) off: Option<&'static str>,
    pub(crate) every: Option<&'static str>,
    /// The time between two checks is in days, else in minutes.
    pub(crate) in_days: bool,
    pub(crate) daily: Option<&'static str>,
    pub(crate) weekly: Option<&'static str>,
}

/// How a family writes a time zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ZoneForm {
    /// A name of the maker's list, or a rule.
    Posix,
    /// Minutes east of UTC, and 720.
    Minutes,
    /// A name of the time zone database.
    Names,
}

/// What stands for a function of a key.
#[derive(Debug)]
pub(crate) struct KeyCodes {
    pub(crate) name: &'static str,
    /// On fixed line keys, if they can do it.
    pub(crate) fixed: Option<&'static str>,
    /// On all other keys.
    pub(crate) dynamic: &'static str,
    /// In configuration version 2; empty when nobody has seen it.
    pub(crate) alias: &'static str,
}

pub(crate) const fn key(
    name: &'static str,
    fixed: Option<&'static str>,
    dynamic: &'static str,
    alias: &'static str,
) -> KeyCodes {
    KeyCodes {
        name,
        fixed,
        dynamic,
        alias,
    }
}
