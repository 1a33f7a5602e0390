//! Bytes to lines, and a line to key and value, as `pbx_spool.c` does it (`apply_outgoing`, `parse_line`).

use std::borrow::Cow;

use nom::bytes::complete::{tag, take_till, take_while};
use nom::sequence::separated_pair;
use nom::{IResult, Parser};

/// Asterisk reads lines into 1024 bytes, one of which ends the string and one of which is the line feed.
pub(crate) const MAX_LINE: usize = 1022;
/// The most that one read of a line gives.
const CHUNK: usize = MAX_LINE + 1;

/// What Asterisk strips at the ends of lines and at the beginning of values.
pub(crate) const fn is_blank(byte: u8) -> bool {
    byte < 0x21
}

/// What Asterisk takes for one line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Line<'a> {
    /// From 1, as an editor counts.
    pub(crate) number: usize,
    pub(crate) content: Content<'a>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Content<'a> {
    /// Read, with its line feed if it has one.
    Text(&'a [u8]),
    /// Read up to a NUL, which only the last line of a file survives.
    UpToNul(&'a [u8]),
    /// Skipped because it is too long.
    TooLong,
    /// Skipped because of a NUL, up to and with line `last`.
    Nul { last: usize },
}

/// The lines of a file.
#[derive(Clone, Debug)]
pub(crate) struct Lines<'a> {
    rest: &'a [u8],
    number: usize,
    /// Whether the last chunk ended with a line feed.
    fed: bool,
}

impl<'a> Lines<'a> {
    pub(crate) fn new(file: &'a [u8]) -> Self {
        Self {
            rest: file,
            number: 1,
            fed: false,
        }
    }

    /// C's `fgets`: up to and with a line feed, but not more than fits. Then what `strlen` sees of it, and whether
    /// Asterisk takes it for the end of a line.
    fn chunk(&mut self) -> Option<Chunk<'a>> {
        if self.rest.is_empty() {
            return None;
        }
        let window = self.rest.get(..CHUNK).unwrap_or(self.rest);
        let feed = window.iter().position(|&byte| byte == b'\n');
        let (bytes, rest) = self.rest.split_at(feed.map_or(window.len(), |feed| feed + 1));
        self.rest = rest;
        self.fed = feed.is_some();
        self.number += usize::from(self.fed);
        let at_end = feed.is_none() && bytes.len() < CHUNK;
        let nul = bytes.iter().position(|&byte| byte == 0);
        Some(Chunk {
            bytes: &bytes[..nul.unwrap_or(bytes.len())],
            nul: nul.is_some(),
            ends: at_end || (feed.is_some() && nul.is_none()),
        })
    }
}

struct Chunk<'a> {
    bytes: &'a [u8],
    nul: bool,
    ends: bool,
}

impl<'a> Iterator for Lines<'a> {
    type Item = Line<'a>;

    fn next(&mut self) -> Option<Self::Item> {
        let number = self.number;
        let first = self.chunk()?;
        let content = match first {
            Chunk {
                bytes,
                nul: false,
                ends: true,
            } => Content::Text(bytes),
            Chunk {
                bytes,
                nul: true,
                ends: true,
            } => Content::UpToNul(bytes),
            Chunk { nul, .. } => {
                let mut hidden = nul;
                while let Some(chunk) = self.chunk() {
                    hidden |= chunk.nul;
                    if chunk.ends {
                        break;
                    }
                }
                if hidden {
                    // `self.number` is that of the line to come, except behind a last line without line feed.
                    Content::Nul {
                        last: self.number - usize::from(self.fed),
                    }
                } else {
                    Content::TooLong
                }
            }
        };
        Some(Line { number, content })
    }
}

/// The line without its comment, its line feed and other blanks at its end.
///
/// `#` begins a comment in the first column and after a blank or tab; `;` does anywhere, unless a backslash stands
/// before it, which then goes away.
pub(crate) fn uncommented(line: &[u8]) -> Cow<'_, [u8]> {
    let hash = line
        .iter()
        .enumerate()
        .position(|(at, &byte)| byte == b'#' && (at == 0 || matches!(line[at - 1], b' ' | b'\t')));
    let line = &line[..hash.unwrap_or(line.len())];
    let Some(first) = line.iter().position(|&byte| byte == b';') else {
        return Cow::Borrowed(trim_end(line));
    };
    if first == 0 || line[first - 1] != b'\\' {
        return Cow::Borrowed(trim_end(&line[..first]));
    }
    let mut text = Vec::with_capacity(line.len());
    for &byte in line {
        if byte == b';' && text.pop_if(|last| *last == b'\\').is_none() {
            break;
        }
        text.push(byte);
    }
    text.truncate(trim_end(&text).len());
    Cow::Owned(text)
}

fn trim_end(text: &[u8]) -> &[u8] {
    let end = text
        .iter()
        .rposition(|&byte| !is_blank(byte))
        .map_or(0, |last| last + 1);
    &text[..end]
}

/// What stands before the first colon, and what follows it without the blanks between.
pub(crate) fn key_and_value(line: &[u8]) -> Option<(&[u8], &[u8])> {
    fn split(line: &[u8]) -> IResult<&[u8], (&[u8], &[u8])> {
        let colon = (tag(&b":"[..]), take_while(is_blank));
        separated_pair(take_till(|byte| byte == b':'), colon, nom::combinator::rest).parse(line)
    }
    split(line).ok().map(|(_, pair)| pair)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn contents(file: &[u8]) -> Vec<(usize, Content<'_>)> {
        Lines::new(file).map(|line| (line.number, line.content)).collect()
    }

    #[test]
    fn the_last_line_needs_no_line_feed() {
        assert_eq!(
            contents(b"a\n\nb"),
            [
                (1, Content::Text(b"a\n")),
                (2, Content::Text(b"\n")),
                (3, Content::Text(b"b"))
            ]
        );
    }

    #[test]
    fn a_line_of_1022_bytes_is_read_and_one_of_1023_is_skipped() {
        for (length, end, read) in [
            (1022, "\n", true),
            (1023, "\n", false),
            (1022, "", true),
            (1023, "", false),
            (2046, "\n", false),
            (5000, "", false),
        ] {
            let file = [&vec![b'x'; length][..], end.as_bytes()].concat();
            let expected = if read {
                Content::Text(&file)
            } else {
                Content::TooLong
            };
            assert_eq!(contents(&file), [(1, expected)], "{length} {end:?}");
        }
        let file = [&[b'x'; 3000][..], b"\nnext"].concat();
        assert_eq!(
            contents(&file),
            [(1, Content::TooLong), (2, Content::Text(b"next"))]
        );
    }

    #[test]
    fn a_nul_takes_the_next_line_with_it() {
        assert_eq!(
            contents(b"a\0b\nc\nd\n"),
            [(1, Content::Nul { last: 2 }), (3, Content::Text(b"d\n"))]
        );
        assert_eq!(
            contents(b"a\0\nc\0\nd\ne\n"),
            [(1, Content::Nul { last: 3 }), (4, Content::Text(b"e\n"))]
        );
        assert_eq!(contents(b"a\0b\nc\n"), [(1, Content::Nul { last: 2 })]);
        assert_eq!(contents(b"a\0b\n"), [(1, Content::Nul { last: 1 })]);
        assert_eq!(contents(b"a\0b"), [(1, Content::UpToNul(b"a"))]);
        assert_eq!(contents(b"a\0\nb"), [(1, Content::Nul { last: 2 })]);
    }

    #[test]
    fn comments_end_a_line() {
        for (line, expected) in [
            (&b"a: b # c\n"[..], &b"a: b"[..]),
            (b"a: b\t#c\r\n", b"a: b"),
            (b"a: b#c", b"a: b#c"),
            (b"a:#c", b"a:#c"),
            (b"#a: b", b""),
            (b" #a: b", b""),
            (b"a: b;c", b"a: b"),
            (b";a", b""),
            (br"a: b\;c;d", b"a: b;c"),
            (br"a: b\\;c", br"a: b\;c"),
            (br"a: b\;;c", b"a: b;"),
            (br"a: \b\", br"a: \b\"),
            // The hash goes first, so what hides it from the semicolon does not count.
            (br"a: b \; #c;d", b"a: b ;"),
            (b"a: b;c #d", b"a: b"),
            (b" \t\r\n", b""),
            (b"a: \xc3\xa9\n", b"a: \xc3\xa9"),
        ] {
            assert_eq!(&*uncommented(line), expected, "{}", line.escape_ascii());
        }
    }

    #[test]
    fn a_key_ends_at_the_first_colon_and_keeps_its_blanks() {
        for (line, expected) in [
            (
                &b"Channel: PJSIP/100"[..],
                Some((&b"Channel"[..], &b"PJSIP/100"[..])),
            ),
            (b"Channel:PJSIP/100", Some((b"Channel", b"PJSIP/100"))),
            (b"Data:\x01\t a:b: c", Some((b"Data", b"a:b: c"))),
            (b" Channel : x", Some((b" Channel ", b"x"))),
            (b"Data:", Some((b"Data", b""))),
            (b":", Some((b"", b""))),
            (b"Channel PJSIP/100", None),
        ] {
            assert_eq!(key_and_value(line), expected, "{}", line.escape_ascii());
        }
    }
}
