//! Files with a name and a text on each line.
//!
//! ```text
//! # Desk 12
//! sip line1 user name: u4711
//! ^sip line1 password: kT9-vV2_mQ7.xR4-pL1s
//! sip dial plan: "x+#|xx+*"
//! ```
//!
//! A `#` begins a comment; a text that has one stands between quotes. `^` before a name says that it counts above what was set on
//! the phone, `!` that nobody may change it there ("Mitel 6800 Series SIP Phones Administrator Guide", configuration files).

use crate::brand::{Brand, Entries};
use crate::grandstream::Limits;

/// Longer than any name of a setting.
const LONGEST_NAME: usize = 100;

/// What the phone must not keep as it was: whose it is, and how it is guarded.
fn is_upheld(name: &str) -> bool {
    name.starts_with("sip line") || name.ends_with("password")
}

/// Writes a file.
///
/// ```
/// use switchhook_provisioning::brand::{Brand, Entries};
/// use switchhook_provisioning::grandstream::Limits;
/// use switchhook_provisioning::mitel::text;
/// let mut entries = Entries::new(Brand::Mitel);
/// entries.set("time server1", "ntp.example.net");
/// entries.set("softkey1 value", "*21#");
/// let file = text::write(&entries);
/// assert_eq!(file, "time server1: ntp.example.net\nsoftkey1 value: \"*21#\"\n");
/// assert_eq!(text::read(file.as_bytes(), &Limits::default())?.entries, entries);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn write(entries: &Entries) -> String {
    let mut file = String::with_capacity(
        entries
            .iter()
            .map(|(name, text)| name.len() + text.len() + 6)
            .sum(),
    );
    for (name, text) in entries.iter() {
        if is_upheld(name) {
            file.push('^');
        }
        file.push_str(name);
        file.push(':');
        if !text.is_empty() {
            let quoted = text.contains('#') || text.trim() != text;
            file.push(' ');
            file.push_str(if quoted { "\"" } else { "" });
            file.push_str(text);
            file.push_str(if quoted { "\"" } else { "" });
        }
        file.push('\n');
    }
    file
}

/// Whether a name can be one of a setting.
pub(crate) fn is_name(name: &str) -> bool {
    let fits = |found: char| found.is_ascii_alphanumeric() || " -_.|[]/".contains(found);
    name.len() <= LONGEST_NAME
        && name.starts_with(|first: char| first.is_ascii_alphanumeric())
        && !name.ends_with(' ')
        && name.chars().all(fits)
}

/// Whether a file is one, by its first line that is none but a comment.
pub(crate) fn is_one(file: &[u8]) -> bool {
    let begin = String::from_utf8_lossy(&file[..file.len().min(20_000)]);
    let first = begin
        .lines()
        .map(str::trim)
        .find(|line| !line.is_empty() && !line.starts_with('#'));
    first
        .and_then(|line| line.split_once(':'))
        .is_some_and(|(name, _)| is_name(name.trim_start_matches(['^', '!']).trim()) && name.contains(' '))
}

/// What a file says.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Text {
    /// Names and texts; of two lines with one name the last counts, as on the phone.
    pub entries: Entries,
    /// Lines that are none of a name and a text, from 1. They cost themselves alone.
    pub left: Vec<usize>,
}

/// Reads a file, such as one that another program wrote.
///
/// # Errors
///
/// When it holds more than the limits allow or is no text. A line that cannot be read is told in [`Text::left`].
pub fn read(file: &[u8], limits: &Limits) -> Result<Text, ReadTextError> {
    if file.len() > limits.bytes {
        return Err(ReadTextError::TooLong {
            bytes: file.len(),
            limit: limits.bytes,
        });
    }
    let text = std::str::from_utf8(file).map_err(|error| ReadTextError::NotUtf8 {
        line: file[..error.valid_up_to()]
            .iter()
            .filter(|byte| **byte == b'\n')
            .count()
            + 1,
    })?;
    let mut read = Text {
        entries: Entries::new(Brand::Mitel),
        left: Vec::new(),
    };
    for (index, line) in text.strip_prefix('\u{feff}').unwrap_or(text).lines().enumerate() {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let pair = line
            .split_once(':')
            .map(|(name, text)| (name.trim_start_matches(['^', '!']).trim(), text.trim()));
        let Some((name, text)) =
            pair.filter(|(name, text)| is_name(name) && text.len() <= limits.value_bytes)
        else {
            read.left.push(index + 1);
            continue;
        };
        if read.entries.get(name).is_none() && read.entries.len() >= limits.values {
            return Err(ReadTextError::TooMany { limit: limits.values });
        }
        let plain = match text.strip_prefix('"') {
            // What stands behind the second quote is a comment.
            Some(quoted) => quoted.split('"').next().unwrap_or(quoted),
            None => text.split(" #").next().unwrap_or(text).trim_end(),
        };
        if plain.contains(char::is_control) {
            read.left.push(index + 1);
        } else {
            read.entries.set(name, plain);
        }
    }
    Ok(read)
}

/// Why a file could not be read. Lines count from 1.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ReadTextError {
    /// Longer than the limit.
    #[error("the file has {bytes} bytes and the limit is {limit}; give a phone's own file")]
    TooLong {
        /// How long it is.
        bytes: usize,
        /// How long it may be.
        limit: usize,
    },
    /// Not UTF-8.
    #[error("line {line}: not UTF-8; save the file in UTF-8, or decrypt it (.tuz) first")]
    NotUtf8 {
        /// Where.
        line: usize,
    },
    /// More settings than the limit.
    #[error("more than {limit} settings; give one phone's own file")]
    TooMany {
        /// How many there may be.
        limit: usize,
    },
}

impl ReadTextError {
    /// A code that does not change between releases.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::TooLong { .. } => "E-CFG-TOO-LONG",
            Self::NotUtf8 { .. } => "E-CFG-UTF8",
            Self::TooMany { .. } => "E-CFG-MANY",
        }
    }
}
