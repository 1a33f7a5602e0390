//! Lines of a card: put together, and taken apart.

use super::super::encoding::{self, Encoding};

/// What is preferred comes first, a fax and a pager last.
const MIDDLE: u32 = 1_000;

/// The lines of a file as they were before they were cut, each with the number of its first line.
pub(super) fn unfolded(bytes: &[u8]) -> Vec<(usize, Vec<u8>)> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let mut lines: Vec<(usize, Vec<u8>)> = Vec::new();
    // 2.1 goes on behind a `=` at the end of a line.
    let mut goes_on = false;
    for (number, line) in (1..).zip(bytes.split(|byte| *byte == b'\n')) {
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        match (lines.last_mut(), line) {
            (Some((_, open)), line) if goes_on => open.extend_from_slice(line),
            (Some((_, open)), [b' ' | b'\t', rest @ ..]) => open.extend_from_slice(rest),
            _ => lines.push((number, line.to_vec())),
        }
        goes_on = lines.last_mut().is_some_and(|(_, open)| {
            let goes_on = open.ends_with(b"=") && is_quoted_printable(open);
            if goes_on {
                open.pop();
            }
            goes_on
        });
    }
    lines
}

fn is_quoted_printable(line: &[u8]) -> bool {
    let head = line.split(|byte| *byte == b':').next().unwrap_or_default();
    head.to_ascii_uppercase()
        .windows(b"QUOTED-PRINTABLE".len())
        .any(|window| window == b"QUOTED-PRINTABLE")
}

/// A property: `group.NAME;PARAMETER=a,b:value`.
#[derive(Debug)]
pub(super) struct Line<'a> {
    /// In capitals, without its group.
    pub(super) name: String,
    /// Names in capitals and values, of which each stands by itself; 2.1 leaves the name out.
    parameters: Vec<(String, String)>,
    /// As it stands there.
    pub(super) value: &'a str,
}

impl<'a> Line<'a> {
    /// Nothing where there is no name or value.
    pub(super) fn read(text: &'a str) -> Option<Self> {
        let (head, value) = split_outside(text, ':')?;
        let mut rest = Some(head);
        let mut next = || {
            let text = rest?;
            let (part, more) =
                split_outside(text, ';').map_or((text, None), |(part, more)| (part, Some(more)));
            rest = more;
            Some(part)
        };
        let name = next()?.trim();
        let name = name.rsplit('.').next().unwrap_or(name).to_ascii_uppercase();
        if name.is_empty() {
            return None;
        }
        let mut parameters = Vec::new();
        while let Some(parameter) = next() {
            let (name, values) = parameter.split_once('=').unwrap_or(("TYPE", parameter));
            let name = name.trim().to_ascii_uppercase();
            for value in values.split(',') {
                parameters.push((name.clone(), value.trim_matches([' ', '"']).to_ascii_lowercase()));
            }
        }
        Some(Self {
            name,
            parameters,
            value,
        })
    }

    fn parameter(&self, name: &str) -> Option<&str> {
        self.parameters
            .iter()
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.as_str())
    }

    fn is_of_type(&self, wanted: &str) -> bool {
        self.parameters
            .iter()
            .any(|(name, value)| name == "TYPE" && value == wanted)
    }

    /// Its place among others of its name: the least is preferred.
    pub(super) fn preference(&self) -> u32 {
        let stated = self.parameter("PREF").and_then(|text| text.parse::<u32>().ok());
        let last = if self.is_of_type("fax") || self.is_of_type("pager") {
            MIDDLE
        } else {
            0
        };
        last + match stated {
            Some(stated) => stated.min(100),
            None if self.is_of_type("pref") => 0,
            None => 101,
        }
    }

    /// The value as people wrote it.
    pub(super) fn text(&self, encoding: Encoding) -> String {
        unescaped(&self.decoded(encoding)).trim().to_owned()
    }

    /// The values between semicolons that are not escaped. Commas that are not part lists, where there may be any: a blank
    /// stands for them then.
    pub(super) fn parts(&self, encoding: Encoding, are_lists: bool) -> Vec<String> {
        let decoded = self.decoded(encoding);
        let mut parts = vec![String::new()];
        let mut is_escaped = false;
        for character in decoded.chars() {
            if character == ';' && !is_escaped {
                parts.push(String::new());
            } else if character == ',' && !is_escaped && are_lists {
                let part = parts.pop().unwrap_or_default();
                parts.push(part + " ");
            } else if let Some(part) = parts.last_mut() {
                part.push(character);
            }
            is_escaped = character == '\\' && !is_escaped;
        }
        parts.iter().map(|part| unescaped(part)).collect()
    }

    fn decoded(&self, encoding: Encoding) -> String {
        let is_quoted = self
            .parameters
            .iter()
            .any(|(_, value)| value == "quoted-printable");
        if !is_quoted {
            return self.value.to_owned();
        }
        let bytes = quoted_printable(self.value);
        match self
            .parameter("CHARSET")
            .and_then(|label| encoding_rs::Encoding::for_label(label.as_bytes()))
        {
            Some(charset) => charset.decode(&bytes).0.into_owned(),
            None if std::str::from_utf8(&bytes).is_ok() => String::from_utf8_lossy(&bytes).into_owned(),
            None if encoding == Encoding::Utf8 => encoding::decode(&bytes).0.into_owned(),
            None => encoding::decode_as(encoding, &bytes).0.into_owned(),
        }
    }
}

/// The text before and behind the first such character that does not stand in quotes.
fn split_outside(text: &str, wanted: char) -> Option<(&str, &str)> {
    let mut is_quoted = false;
    let at = text.find(|character| {
        is_quoted ^= character == '"';
        character == wanted && !is_quoted
    })?;
    Some((&text[..at], &text[at + wanted.len_utf8()..]))
}

fn unescaped(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        match character {
            '\\' => match characters.next() {
                // A name is one line.
                Some('n' | 'N') => plain.push(' '),
                Some(next) => plain.push(next),
                None => plain.push('\\'),
            },
            _ => plain.push(character),
        }
    }
    plain
}

fn quoted_printable(text: &str) -> Vec<u8> {
    let digit = |byte: u8| {
        char::from(byte)
            .to_digit(16)
            .and_then(|digit| u8::try_from(digit).ok())
    };
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, more @ ..] = rest {
        match (first, more) {
            (b'=', [high, low, after @ ..]) if digit(*high).is_some() && digit(*low).is_some() => {
                bytes.push(digit(*high).unwrap_or(0) << 4 | digit(*low).unwrap_or(0));
                rest = after;
            }
            _ => {
                bytes.push(*first);
                rest = more;
            }
        }
    }
    bytes
}
