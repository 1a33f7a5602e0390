//! `ivr.toml`: read once at the start; every mistake with its place and what to do.

mod references;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use switchhook_agi::command::Digit;

use crate::hours::Hours;
use crate::numbers::Pattern;
use crate::pin::Hash;

/// Sounds, one after the other, as Asterisk names them.
pub(crate) type Sounds = Vec<String>;

/// A checked configuration: every name in it leads somewhere.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Config {
    /// Where Asterisk finds the program. Loopback only.
    #[serde(default = "listen")]
    pub(crate) listen: String,
    #[serde(default = "max_calls")]
    pub(crate) max_calls: usize,
    /// The longest call.
    #[serde(default = "call_minutes")]
    pub(crate) call_minutes: u32,
    /// How long calls may go on once the program was told to stop.
    #[serde(default = "stop_seconds")]
    pub(crate) stop_seconds: u32,
    /// The languages that there are sounds for; the first is that of callers who did not choose.
    #[serde(default = "languages")]
    pub(crate) languages: Vec<String>,
    /// Languages by the beginning of the caller's number.
    #[serde(default)]
    pub(crate) language_by_number: BTreeMap<String, String>,
    pub(crate) transfer: Transfer,
    #[serde(default)]
    pub(crate) hours: BTreeMap<String, Hours>,
    #[serde(default)]
    pub(crate) pin: BTreeMap<String, Pin>,
    #[serde(default)]
    pub(crate) record: BTreeMap<String, Record>,
    pub(crate) menu: BTreeMap<String, Menu>,
}

/// Where calls may go, and how.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Transfer {
    /// All numbers, ours and those that callers key in.
    pub(crate) numbers: Vec<Pattern>,
    /// The context of the dialplan in which a call goes on, at the number's extension.
    pub(crate) context: Option<String>,
    /// Or what to dial, such as `PJSIP/{number}`.
    pub(crate) dial: Option<String>,
    /// How long that rings.
    #[serde(default = "ring_seconds")]
    pub(crate) ring_seconds: u32,
    /// What is said when nobody answers there, or nothing is there.
    #[serde(default)]
    pub(crate) unavailable: Sounds,
}

impl Transfer {
    /// Whether calls may go to this number.
    pub(crate) fn allows(&self, number: &str) -> bool {
        self.numbers.iter().any(|pattern| pattern.allows(number))
    }
}

/// What a caller may do.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Action {
    /// Goes to another menu.
    Menu(String),
    /// Sends the call to a number.
    Transfer(String),
    /// Asks for the number to send the call to.
    AskExtension(Sounds),
    /// Asks for a PIN.
    Pin(String),
    /// Takes a message.
    Record(String),
    /// Plays sounds, then the menu again.
    Play(Sounds),
    /// Changes the language, then the menu again.
    Language(String),
    /// Ends the call.
    Hangup,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Menu {
    /// Opening hours, if there are any.
    pub(crate) hours: Option<String>,
    /// What is said outside of them.
    #[serde(default)]
    pub(crate) closed: Sounds,
    /// And what is done then.
    #[serde(default = "hangup")]
    pub(crate) closed_then: Action,
    /// What is said once, at the beginning.
    #[serde(default)]
    pub(crate) greeting: Sounds,
    pub(crate) prompt: Sounds,
    #[serde(default)]
    pub(crate) invalid: Sounds,
    #[serde(default)]
    pub(crate) nothing: Sounds,
    #[serde(default = "timeout_seconds")]
    pub(crate) timeout_seconds: u32,
    #[serde(default = "tries")]
    pub(crate) tries: u32,
    pub(crate) keys: BTreeMap<Key, Action>,
    /// What is done with a caller who chooses nothing.
    #[serde(default = "hangup")]
    pub(crate) otherwise: Action,
}

/// Who comes further with a PIN.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Pin {
    pub(crate) prompt: Sounds,
    #[serde(default)]
    pub(crate) invalid: Sounds,
    #[serde(default = "tries")]
    pub(crate) tries: u32,
    /// After this many wrong ones in ten minutes, of all callers, nobody is asked any more.
    #[serde(default = "lock_after")]
    pub(crate) lock_after: usize,
    /// Names, and hashes of PINs.
    pub(crate) people: BTreeMap<String, Hash>,
    pub(crate) right: Action,
    pub(crate) wrong: Action,
}

/// Where messages are left.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Record {
    /// The folder as Asterisk sees it.
    pub(crate) folder: PathBuf,
    /// The same folder as this program sees it, where that is another path.
    pub(crate) local_folder: Option<PathBuf>,
    #[serde(default)]
    pub(crate) prompt: Sounds,
    /// What is said when there are too many messages.
    #[serde(default)]
    pub(crate) full: Sounds,
    #[serde(default = "max_seconds")]
    pub(crate) max_seconds: u32,
    #[serde(default = "min_seconds")]
    pub(crate) min_seconds: u32,
    #[serde(default = "silence_seconds")]
    pub(crate) silence_seconds: u32,
    /// How many messages the folder may hold.
    #[serde(default = "max_messages")]
    pub(crate) max_messages: usize,
    /// What offers to keep (1), hear (2) or repeat (3) a message.
    #[serde(default)]
    pub(crate) review: Sounds,
    #[serde(default = "hangup")]
    pub(crate) then: Action,
}

impl Record {
    /// The folder as this program sees it.
    pub(crate) fn local_folder(&self) -> &Path {
        self.local_folder.as_deref().unwrap_or(&self.folder)
    }
}

/// A key of a menu.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(try_from = "String")]
pub(crate) struct Key(pub(crate) Digit);

impl TryFrom<String> for Key {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let mut signs = text.chars();
        match (signs.next().and_then(Digit::new), signs.next()) {
            (Some(key), None) => Ok(Self(key)),
            _ => Err(format!(
                "{text:?} is no key of a telephone; write 0 to 9, \"*\" or \"#\""
            )),
        }
    }
}

fn listen() -> String {
    "127.0.0.1:4573".to_owned()
}
fn max_calls() -> usize {
    200
}
fn call_minutes() -> u32 {
    30
}
fn stop_seconds() -> u32 {
    60
}
fn languages() -> Vec<String> {
    vec!["en".to_owned()]
}
fn ring_seconds() -> u32 {
    30
}
fn timeout_seconds() -> u32 {
    6
}
fn tries() -> u32 {
    3
}
fn lock_after() -> usize {
    20
}
fn max_seconds() -> u32 {
    120
}
fn min_seconds() -> u32 {
    1
}
fn silence_seconds() -> u32 {
    5
}
fn max_messages() -> usize {
    500
}
fn hangup() -> Action {
    Action::Hangup
}

/// Why a configuration cannot be used.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ConfigError {
    #[error("cannot read {path}: {source}; give the path of a configuration such as ivr.example.toml")]
    Unreadable { path: PathBuf, source: std::io::Error },
    /// Without what stands there: it may be a PIN.
    #[error("{path}, line {line}, column {column}: {message}")]
    Syntax {
        path: PathBuf,
        line: usize,
        column: usize,
        message: String,
    },
    #[error("{path}: {}", problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))]
    Values { path: PathBuf, problems: Vec<Problem> },
}

/// A value that does not do.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{key}`: {problem}; {remedy}")]
pub(crate) struct Problem {
    pub(crate) key: String,
    pub(crate) problem: String,
    pub(crate) remedy: String,
}

impl Config {
    /// Reads and checks a file.
    pub(crate) fn read(path: &Path) -> Result<Self, ConfigError> {
        let text = std::fs::read_to_string(path).map_err(|source| ConfigError::Unreadable {
            path: path.to_owned(),
            source,
        })?;
        Self::parse(&text, path)
    }

    /// Checks a text; the path is for messages.
    pub(crate) fn parse(text: &str, path: &Path) -> Result<Self, ConfigError> {
        let config: Self = toml::from_str(text).map_err(|error| {
            let before = text
                .get(..error.span().unwrap_or_default().start)
                .unwrap_or_default();
            let line_start = before.rfind('\n').map_or(0, |end| end + 1);
            ConfigError::Syntax {
                path: path.to_owned(),
                line: before.matches('\n').count() + 1,
                column: before[line_start..].chars().count() + 1,
                message: error.message().trim_end().replace('\n', "; "),
            }
        })?;
        let problems = references::problems(&config);
        if problems.is_empty() {
            return Ok(config);
        }
        Err(ConfigError::Values {
            path: path.to_owned(),
            problems,
        })
    }
}
