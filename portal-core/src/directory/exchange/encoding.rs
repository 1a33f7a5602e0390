//! Bytes to text.

use std::borrow::Cow;
use std::fmt;

use encoding_rs::{UTF_8, WINDOWS_1251, WINDOWS_1252};

/// How the characters of a file are written as bytes. Displays as its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Encoding {
    /// `UTF-8`.
    Utf8,
    /// `UTF-16`, which begins with its byte order mark: what spreadsheets call Unicode text.
    Utf16,
    /// `windows-1252`: Western Europe.
    Windows1252,
    /// `windows-1251`: Cyrillic.
    Windows1251,
}

impl fmt::Display for Encoding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Utf8 => "UTF-8",
            Self::Utf16 => "UTF-16",
            Self::Windows1252 => "windows-1252",
            Self::Windows1251 => "windows-1251",
        })
    }
}

/// The text, and how it was written: by its byte order mark; as UTF-8 where it is that throughout; else by [`guess`].
pub(super) fn decode(bytes: &[u8]) -> (Cow<'_, str>, Encoding) {
    match encoding_rs::Encoding::for_bom(bytes) {
        Some((encoding, _)) if encoding == UTF_8 => (encoding.decode(bytes).0, Encoding::Utf8),
        Some((encoding, _)) => (encoding.decode(bytes).0, Encoding::Utf16),
        None => match std::str::from_utf8(bytes) {
            Ok(text) => (text.into(), Encoding::Utf8),
            Err(_) => decode_as(guess(bytes), bytes),
        },
    }
}

pub(super) fn decode_as(encoding: Encoding, bytes: &[u8]) -> (Cow<'_, str>, Encoding) {
    let decoder = match encoding {
        Encoding::Windows1251 => WINDOWS_1251,
        Encoding::Windows1252 => WINDOWS_1252,
        _ => UTF_8,
    };
    (decoder.decode_without_bom_handling(bytes).0, encoding)
}

/// Cyrillic words have letters beyond 0xc0 in a row, Western ones one or two among letters of ASCII.
pub(super) fn guess(bytes: &[u8]) -> Encoding {
    let (mut in_rows, mut alone) = (0_usize, 0_usize);
    for row in bytes.split(|byte| *byte < 0xc0).filter(|row| !row.is_empty()) {
        match row.len() {
            0..=2 => alone += row.len(),
            long => in_rows += long,
        }
    }
    if in_rows > alone {
        Encoding::Windows1251
    } else {
        Encoding::Windows1252
    }
}
