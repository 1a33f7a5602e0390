//! Text with a value on each line, as the maker's templates and many older programs have it.
//!
//! ```text
//! # Account 1
//! P271 = 1
//! P47 = pbx.example.net
//! P270=Desk 12
//! ```
//!
//! No phone reads this form: templates are turned into XML or binary files first, and this is where they can be read for that.
//! A `#` that begins a line makes it a comment; elsewhere it is part of the value, as in star codes. Where blanks stand around
//! the `=`, one on each side belongs to it and not to the value; all other blanks are kept, as a name may hold them.

use std::collections::HashSet;

use crate::mac::MacAddr;

use super::Limits;
use super::p_values::{self, PNumber, PValueError, PValues};

/// How lines are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Style {
    /// `P271 = 1`, as in the maker's templates.
    #[default]
    Template,
    /// `P271=1`, as in the files `cfg<mac>.txt` of other programs.
    Plain,
}

/// Writes a file. The values stand in their order.
///
/// ```
/// use switchhook_provisioning::grandstream::text::{self, Style};
/// use switchhook_provisioning::grandstream::{PNumber, PValues};
/// let mut values = PValues::new();
/// values.set(PNumber::new(271), "1")?;
/// values.set(PNumber::new(270), "Desk 12")?;
/// assert_eq!(text::write(&values, Style::Template)?, "P271 = 1\nP270 = Desk 12\n");
/// assert_eq!(text::write(&values, Style::Plain)?, "P271=1\nP270=Desk 12\n");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// When a value has a line break, as certificates do: a line cannot hold it.
pub fn write(values: &PValues, style: Style) -> Result<String, WriteTextError> {
    let equals = match style {
        Style::Template => " = ",
        Style::Plain => "=",
    };
    let length: usize = values.iter().map(|(_, text)| text.len() + 10).sum();
    let mut file = String::with_capacity(length);
    for (number, text) in values.iter() {
        if text.contains('\n') {
            return Err(WriteTextError { number });
        }
        file.push_str(&number.to_string());
        file.push_str(equals);
        file.push_str(text);
        file.push('\n');
    }
    Ok(file)
}

/// A value that has no place on one line.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{number} has a line break, which this form cannot carry; write it as XML")]
pub struct WriteTextError {
    /// Which value.
    pub number: PNumber,
}

impl WriteTextError {
    /// A code that does not change between releases.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        "E-TEXT-LINE-BREAK"
    }
}

/// Reads a file, whatever its style. A line `gnkey=…`, which belongs to the binary form, is passed over.
///
/// ```
/// use switchhook_provisioning::grandstream::{Limits, PNumber, text};
/// let file = b"# Forwarding\r\n\r\nP270 = Desk 12\r\nP4200=*21#\n";
/// let values = text::read(file, &Limits::default())?;
/// assert_eq!(values.get(PNumber::new(270)), Some("Desk 12"));
/// assert_eq!(values.get(PNumber::new(4200)), Some("*21#"));
///
/// let error = text::read(b"P271 = 1\nregistrar pbx", &Limits::default()).unwrap_err();
/// assert_eq!(error.to_string(), "line 2: no `=`; write each value as P47 = text, and # before a comment");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// When a line is neither a value nor a comment nor blank, or the file holds more than the limits allow. Errors never repeat
/// what stands in a line.
pub fn read(file: &[u8], limits: &Limits) -> Result<PValues, ReadTextError> {
    if file.len() > limits.bytes {
        return Err(ReadTextError::TooLong {
            bytes: file.len(),
            limit: limits.bytes,
        });
    }
    let text = std::str::from_utf8(file).map_err(|error| {
        let before = &file[..error.valid_up_to()];
        ReadTextError::NotUtf8 {
            line: before.iter().filter(|byte| **byte == b'\n').count() + 1,
        }
    })?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut values = PValues::new();
    let mut seen = HashSet::new();
    for (index, content) in text.split('\n').enumerate() {
        let line = index + 1;
        let content = content.strip_suffix('\r').unwrap_or(content);
        let begins = content.trim_start_matches(BLANKS);
        if begins.is_empty() || begins.starts_with('#') {
            continue;
        }
        let (key, value) = begins.split_once('=').ok_or(ReadTextError::NoEquals { line })?;
        // A blank before the `=` says that the one after it is of the style too.
        let (key, value) = match key.strip_suffix(BLANKS) {
            None => (key, value),
            Some(key) => (
                key.trim_end_matches(BLANKS),
                value.strip_prefix(BLANKS).unwrap_or(value),
            ),
        };
        if key == "gnkey" {
            continue;
        }
        let number: PNumber = key.parse().map_err(|_| ReadTextError::Key { line })?;
        if value.len() > limits.value_bytes {
            return Err(ReadTextError::ValueTooLong {
                line,
                number,
                limit: limits.value_bytes,
            });
        }
        p_values::check(number, value).map_err(|source| ReadTextError::Value { line, source })?;
        if !seen.insert(number) {
            return Err(ReadTextError::Twice { line, number });
        }
        if values.len() == limits.values {
            return Err(ReadTextError::TooMany { limit: limits.values });
        }
        values.push_checked(number, value);
    }
    Ok(values)
}

const BLANKS: [char; 2] = [' ', '\t'];

/// Whose file it is by its name: `cfg000b82123456.txt`, also without ending, with `.xml` or `.bin`, and in capitals.
///
/// A text says nothing of the phone that it is for, and an XML file need not.
///
/// ```
/// use switchhook_provisioning::grandstream::text;
/// assert_eq!(text::mac_of("cfg000b82123456.txt"), Some("00:0b:82:12:34:56".parse()?));
/// assert_eq!(text::mac_of("CFG000B82123456"), Some("00:0b:82:12:34:56".parse()?));
/// assert_eq!(text::mac_of("cfggrp2614.xml"), None);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn mac_of(name: &str) -> Option<MacAddr> {
    let (begin, rest) = name.split_at_checked(3)?;
    let (digits, ending) = rest.split_at_checked(12)?;
    let ours = begin.eq_ignore_ascii_case("cfg")
        && digits.bytes().all(|byte| byte.is_ascii_hexdigit())
        && (ending.is_empty() || ending.starts_with('.'));
    ours.then(|| digits.parse().ok()).flatten()
}

/// Why a text file could not be read. Lines count from 1.
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
    #[error("line {line}: not UTF-8; save the file in UTF-8")]
    NotUtf8 {
        /// Where.
        line: usize,
    },
    /// A line without `=`.
    #[error("line {line}: no `=`; write each value as P47 = text, and # before a comment")]
    NoEquals {
        /// Where.
        line: usize,
    },
    /// No number before the `=`.
    #[error("line {line}: no number of a value before the `=`; write P and the digits, such as P47 = text")]
    Key {
        /// Where.
        line: usize,
    },
    /// A character that a value cannot have.
    #[error("line {line}: {source}")]
    Value {
        /// Where.
        line: usize,
        /// Which value and character.
        source: PValueError,
    },
    /// A value longer than the limit.
    #[error("line {line}: {number} is longer than {limit} bytes; shorten it")]
    ValueTooLong {
        /// Where.
        line: usize,
        /// Which value.
        number: PNumber,
        /// How long it may be.
        limit: usize,
    },
    /// A number that stands twice.
    #[error("line {line}: {number} stands twice; keep one of the two")]
    Twice {
        /// Where the second one stands.
        line: usize,
        /// Which number.
        number: PNumber,
    },
    /// More values than the limit.
    #[error("more than {limit} values; give a phone's own file")]
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
            Self::TooLong { .. } => "E-TEXT-TOO-LONG",
            Self::NotUtf8 { .. } => "E-TEXT-UTF8",
            Self::NoEquals { .. } => "E-TEXT-NO-EQUALS",
            Self::Key { .. } => "E-PVALUE-NUMBER",
            Self::Value { source, .. } => source.code(),
            Self::ValueTooLong { .. } => "E-PVALUE-LONG",
            Self::Twice { .. } => "E-PVALUE-TWICE",
            Self::TooMany { .. } => "E-PVALUE-MANY",
        }
    }

    /// The line, where the error has one.
    #[must_use]
    pub const fn line(&self) -> Option<usize> {
        match self {
            Self::NotUtf8 { line }
            | Self::NoEquals { line }
            | Self::Key { line }
            | Self::Value { line, .. }
            | Self::ValueTooLong { line, .. }
            | Self::Twice { line, .. } => Some(*line),
            Self::TooLong { .. } | Self::TooMany { .. } => None,
        }
    }
}
