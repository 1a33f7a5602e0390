//! Bytes to text.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

/// How characters are written as bytes. Parses and displays as its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Encoding {
    /// `utf-8`.
    Utf8,
    /// `iso-8859-1`, Latin-1.
    Latin1,
    /// `windows-1252`: Latin-1 with quotes, dashes and the euro sign where that has controls.
    Windows1252,
    /// `utf-16`, with a byte order mark: what spreadsheets call Unicode text.
    Utf16,
}

impl Encoding {
    const ALL: [(Self, &'static str); 4] = [
        (Self::Utf8, "utf-8"),
        (Self::Latin1, "iso-8859-1"),
        (Self::Windows1252, "windows-1252"),
        (Self::Utf16, "utf-16"),
    ];

    /// Tells the encoding from the bytes: a byte order mark; what is UTF-8 throughout; else windows-1252 if a byte stands
    /// where Latin-1 has controls that no file holds, and Latin-1 if none does.
    ///
    /// ```
    /// use switchhook_rating::import::Encoding;
    /// assert_eq!(Encoding::detect("Açores".as_bytes()), Encoding::Utf8);
    /// assert_eq!(Encoding::detect(b"A\xe7ores"), Encoding::Latin1);
    /// assert_eq!(Encoding::detect(b"C\xf4te d\x92Ivoire"), Encoding::Windows1252);
    /// ```
    #[must_use]
    pub fn detect(bytes: &[u8]) -> Self {
        if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
            Self::Utf16
        } else if std::str::from_utf8(bytes).is_ok() {
            Self::Utf8
        } else if bytes.iter().any(|byte| (0x80..0xa0).contains(byte)) {
            Self::Windows1252
        } else {
            Self::Latin1
        }
    }

    /// The text. What cannot be in the encoding becomes U+FFFD, by which a row is then refused.
    pub(super) fn decode(self, bytes: &[u8]) -> Cow<'_, str> {
        match self {
            Self::Utf8 => String::from_utf8_lossy(bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes)),
            Self::Latin1 => bytes.iter().copied().map(char::from).collect(),
            Self::Windows1252 => bytes.iter().copied().map(windows_1252).collect(),
            Self::Utf16 => {
                let is_big = bytes.starts_with(&[0xfe, 0xff]);
                let units = bytes.chunks(2).map(|pair| match *pair {
                    [a, b] if is_big => u16::from_be_bytes([a, b]),
                    [a, b] => u16::from_le_bytes([a, b]),
                    // Half a character at the end: one half of a pair alone is none.
                    _ => 0xd800,
                });
                char::decode_utf16(units)
                    .map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER))
                    .skip_while(|&c| c == '\u{feff}')
                    .collect()
            }
        }
    }
}

/// As in the WHATWG Encoding Standard, index windows-1252: the five bytes without a character are controls.
fn windows_1252(byte: u8) -> char {
    const FROM_80: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}',
        '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
    ];
    byte.checked_sub(0x80)
        .and_then(|at| FROM_80.get(usize::from(at)).copied())
        .unwrap_or(char::from(byte))
}

impl fmt::Display for Encoding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = Self::ALL.iter().find(|(known, _)| known == self);
        f.pad(name.map_or("utf-8", |(_, name)| name))
    }
}

impl FromStr for Encoding {
    type Err = ParseEncodingError;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        let known = Self::ALL
            .iter()
            .find(|(_, known)| known.eq_ignore_ascii_case(name));
        known
            .map(|&(encoding, _)| encoding)
            .ok_or_else(|| ParseEncodingError {
                name: name.to_owned(),
            })
    }
}

/// A name that is no encoding's.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{name:?} is no encoding that is read; use utf-8, iso-8859-1, windows-1252, utf-16, or leave it out")]
pub struct ParseEncodingError {
    /// The name as given.
    pub name: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_encoding_is_told_and_read() {
        let utf16 = |bytes: fn(u16) -> [u8; 2]| -> Vec<u8> {
            "\u{feff}Açores €".encode_utf16().flat_map(bytes).collect()
        };
        for (bytes, encoding, text) in [
            ("Açores €".as_bytes().to_vec(), Encoding::Utf8, "Açores €"),
            ("\u{feff}Açores".as_bytes().to_vec(), Encoding::Utf8, "Açores"),
            (b"A\xe7ores".to_vec(), Encoding::Latin1, "Açores"),
            (b"A\xe7ores \x80".to_vec(), Encoding::Windows1252, "Açores €"),
            (utf16(u16::to_le_bytes), Encoding::Utf16, "Açores €"),
            (utf16(u16::to_be_bytes), Encoding::Utf16, "Açores €"),
        ] {
            assert_eq!(Encoding::detect(&bytes), encoding, "{text}");
            assert_eq!(encoding.decode(&bytes), text);
            assert_eq!(encoding.to_string().parse(), Ok(encoding));
        }
        assert_eq!(Encoding::Utf8.decode(b"A\xe7ores"), "A\u{fffd}ores");
        assert_eq!(Encoding::Utf16.decode(b"\xff\xfeA\0B"), "A\u{fffd}");
        assert_eq!(
            (windows_1252(0x7f), windows_1252(0x9f), windows_1252(0xa0)),
            ('\u{7f}', 'Ÿ', '\u{a0}')
        );
    }
}
