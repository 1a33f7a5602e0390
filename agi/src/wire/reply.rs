use std::fmt;

use nom::bytes::complete::{tag, take_while, take_while_m_n};
use nom::character::complete::one_of;
use nom::combinator::{map, map_res, opt, rest};
use nom::sequence::{preceded, terminated};
use nom::{IResult, Offset as _, Parser as _};

/// What the digits at the beginning of a reply say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Code {
    /// 100: the command runs, and its reply is still to come. Only `GOSUB` says so.
    Trying,
    /// 200: done, with a result.
    Done,
    /// 503: out of memory.
    NoMemory,
    /// 510: there is no such command.
    Unknown,
    /// 511: the channel is hung up, and this command needs a living one.
    NotPermitted,
    /// 520: the arguments are wrong; the usage may follow.
    Usage,
    /// Any other.
    Other(u16),
}

impl Code {
    /// The digits as a number.
    pub fn number(self) -> u16 {
        match self {
            Self::Trying => 100,
            Self::Done => 200,
            Self::NoMemory => 503,
            Self::Unknown => 510,
            Self::NotPermitted => 511,
            Self::Usage => 520,
            Self::Other(number) => number,
        }
    }
}

impl From<u16> for Code {
    fn from(number: u16) -> Self {
        match number {
            100 => Self::Trying,
            200 => Self::Done,
            503 => Self::NoMemory,
            510 => Self::Unknown,
            511 => Self::NotPermitted,
            520 => Self::Usage,
            other => Self::Other(other),
        }
    }
}

/// What the text in parentheses of a reply is, which the reply itself does not tell: the command has to say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Shape {
    /// A word such as `(timeout)`, up to the first `)`; attributes may follow. The reply is one line.
    #[default]
    Word,
    /// A value such as that of a variable, up to the last `)`. It may hold parentheses, and line breaks.
    Value,
}

/// One reply of Asterisk to a command: `200 result=1 (value)`, and the like.
///
/// The result is text: that of `GET DATA` may be `007`, `*98`, sixteen digits, or nothing at all. The command knows how
/// to read it.
///
/// ```
/// use switchhook_agi::wire::{Code, Reply, Shape};
/// let reply = Reply::parse(b"200 result=007 (timeout)", Shape::Word)?;
/// assert_eq!((reply.code(), reply.result(), reply.text()), (Code::Done, Some(&b"007"[..]), Some(&b"timeout"[..])));
/// let reply = Reply::parse(b"200 result=0 endpos=12480", Shape::Word)?;
/// assert_eq!(reply.attribute("endpos"), Some(&b"12480"[..]));
/// let reply = Reply::parse(b"200 result=1 (a (b) c)", Shape::Value)?;
/// assert_eq!(reply.text(), Some(&b"a (b) c"[..]));
/// # Ok::<(), switchhook_agi::wire::NotAReply>(())
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Reply {
    bytes: Box<[u8]>,
    code: Code,
    result: Option<Span>,
    text: Option<Span>,
    rest: Span,
}

/// First byte and the one after the last.
type Span = (u32, u32);

/// A line that is no reply.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a reply of Asterisk: it begins with neither three digits and a blank nor `520-`")]
pub struct NotAReply;

impl Reply {
    /// Reads a whole reply, with or without its last line end.
    ///
    /// # Errors
    /// It is none.
    pub fn parse(bytes: &[u8], shape: Shape) -> Result<Self, NotAReply> {
        let bytes = bytes.strip_suffix(b"\n").unwrap_or(bytes);
        // Places are kept in 32 bits; the reader's limit is far below.
        if u32::try_from(bytes.len()).is_err() {
            return Err(NotAReply);
        }
        let (_, parts) = parts(bytes, shape).map_err(|_| NotAReply)?;
        let span = |part: &[u8]| {
            let start = bytes.offset(part);
            (start as u32, (start + part.len()) as u32)
        };
        Ok(Self {
            code: parts.code,
            result: parts.result.map(span),
            text: parts.text.map(span),
            rest: span(parts.rest),
            bytes: bytes.into(),
        })
    }

    /// Its code.
    pub fn code(&self) -> Code {
        self.code
    }

    /// What stands after `result=`, up to the next blank. Empty is not the same as none.
    pub fn result(&self) -> Option<&[u8]> {
        self.result.map(|span| self.slice(span))
    }

    /// The result as a number, if it is one.
    pub fn number(&self) -> Option<i64> {
        std::str::from_utf8(self.result()?).ok()?.parse().ok()
    }

    /// What stands in parentheses right after the result.
    pub fn text(&self) -> Option<&[u8]> {
        self.text.map(|span| self.slice(span))
    }

    /// What comes after result and text; of a reply without a result, what comes after the code.
    pub fn rest(&self) -> &[u8] {
        self.slice(self.rest)
    }

    /// The value of `name=value` after result and text, such as `endpos`. Quotes around a value are removed.
    pub fn attribute(&self, name: &str) -> Option<&[u8]> {
        let mut left = self.rest();
        while !left.is_empty() {
            let (after, (found, value)) = attribute(left).ok()?;
            if found == name.as_bytes() {
                return Some(value);
            }
            left = after;
        }
        None
    }

    /// An [`attribute`](Self::attribute) that is a number.
    pub fn number_of(&self, name: &str) -> Option<u64> {
        std::str::from_utf8(self.attribute(name)?).ok()?.parse().ok()
    }

    /// The lines between the first and the last of a 520 that explains the usage.
    pub fn usage(&self) -> impl Iterator<Item = &[u8]> {
        let explains = self.bytes.starts_with(b"520-");
        let mut lines = self.bytes.split(|byte| *byte == b'\n').skip(1).peekable();
        std::iter::from_fn(move || {
            let line = lines.next()?;
            lines.peek().is_some().then_some(line)
        })
        .filter(move |_| explains)
    }

    /// The reply as it was received, without its last line end.
    pub fn as_bytes(&self) -> &[u8] {
        &self.bytes
    }

    fn slice(&self, (start, end): Span) -> &[u8] {
        &self.bytes[start as usize..end as usize]
    }
}

/// Shows the code and the length only: a result may be a PIN.
impl fmt::Debug for Reply {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Reply({}, {} bytes)", self.code.number(), self.bytes.len())
    }
}

struct Parts<'a> {
    code: Code,
    result: Option<&'a [u8]>,
    text: Option<&'a [u8]>,
    rest: &'a [u8],
}

/// `code ("-" | " ") ["result=" result [" (" text ")"]] rest`.
fn parts(bytes: &[u8], shape: Shape) -> IResult<&[u8], Parts<'_>> {
    let code = map(
        map_res(take_while_m_n(3, 3, |byte: u8| byte.is_ascii_digit()), digits),
        Code::from,
    );
    let (after, code) = terminated(code, one_of(" -")).parse(bytes)?;
    let (after, result) = opt(result).parse(after)?;
    let (after, text) = match result {
        Some(_) => opt(|input| text(input, shape)).parse(after)?,
        None => (after, None),
    };
    let (after, _) = opt(tag(&b" "[..])).parse(after)?;
    map(rest, move |rest| Parts {
        code,
        result,
        text,
        rest,
    })
    .parse(after)
}

/// `result=` and what follows, up to a blank: nothing, a number, or digits of any kind.
pub(super) fn result(input: &[u8]) -> IResult<&[u8], &[u8]> {
    preceded(
        tag(&b"result="[..]),
        take_while(|byte| !matches!(byte, b' ' | b'\n')),
    )
    .parse(input)
}

fn text(input: &[u8], shape: Shape) -> IResult<&[u8], &[u8]> {
    let (inside, _) = tag(&b" ("[..]).parse(input)?;
    let end = match shape {
        Shape::Word => inside.iter().position(|byte| *byte == b')'),
        Shape::Value => inside.iter().rposition(|byte| *byte == b')'),
    };
    let end =
        end.ok_or_else(|| nom::Err::Error(nom::error::Error::new(input, nom::error::ErrorKind::Char)))?;
    Ok((&inside[end + 1..], &inside[..end]))
}

/// `[blanks] name["=" (value | '"' value '"')]`.
fn attribute(input: &[u8]) -> IResult<&[u8], (&[u8], &[u8])> {
    let (input, _) = take_while(|byte| byte == b' ').parse(input)?;
    let (input, name) = take_while(|byte| !matches!(byte, b' ' | b'=')).parse(input)?;
    let quoted = preceded(
        tag(&b"=\""[..]),
        terminated(take_while(|byte| byte != b'"'), tag(&b"\""[..])),
    );
    let plain = preceded(tag(&b"="[..]), take_while(|byte| byte != b' '));
    let (input, value) = opt(nom::branch::alt((quoted, plain))).parse(input)?;
    Ok((input, (name, value.unwrap_or_default())))
}

fn digits(digits: &[u8]) -> Result<u16, NotAReply> {
    let text = std::str::from_utf8(digits).map_err(|_| NotAReply)?;
    text.parse().map_err(|_| NotAReply)
}

#[cfg(test)]
mod tests {
    use super::{Code, Reply, Shape};

    fn text(bytes: &[u8]) -> &str {
        std::str::from_utf8(bytes).expect("the samples are UTF-8")
    }

    #[test]
    fn each_form_of_a_reply_is_taken_apart() {
        use Code::{Done, Other, Trying, Unknown};
        use Shape::{Value, Word};
        for (line, shape, code, result, inside, rest) in [
            ("200 result=0", Word, Done, Some("0"), None, ""),
            ("200 result=-1", Word, Done, Some("-1"), None, ""),
            ("200 result=", Word, Done, Some(""), None, ""),
            ("200 result= (timeout)", Word, Done, Some(""), Some("timeout"), ""),
            ("200 result=*98#", Word, Done, Some("*98#"), None, ""),
            (
                "200 result=0000000000000000",
                Word,
                Done,
                Some("0000000000000000"),
                None,
                "",
            ),
            ("200 result=0 endpos=0", Word, Done, Some("0"), None, "endpos=0"),
            (
                "200 result=0 (timeout) endpos=8000",
                Word,
                Done,
                Some("0"),
                Some("timeout"),
                "endpos=8000",
            ),
            ("200 result=1 ()", Value, Done, Some("1"), Some(""), ""),
            ("200 result=1 (a) (b)", Value, Done, Some("1"), Some("a) (b"), ""),
            (
                "200 result=1 (two\nlines)",
                Value,
                Done,
                Some("1"),
                Some("two\nlines"),
                "",
            ),
            (
                "200 result=0 Gosub complete (abnormal exit)",
                Word,
                Done,
                Some("0"),
                None,
                "Gosub complete (abnormal exit)",
            ),
            (
                "100 result=0 Trying...",
                Word,
                Trying,
                Some("0"),
                None,
                "Trying...",
            ),
            (
                "510 Invalid or unknown command",
                Word,
                Unknown,
                None,
                None,
                "Invalid or unknown command",
            ),
            ("299 what", Word, Other(299), None, None, "what"),
        ] {
            let reply =
                Reply::parse(line.as_bytes(), shape).unwrap_or_else(|error| panic!("{line:?}: {error}"));
            assert_eq!(reply.code(), code, "{line:?}");
            assert_eq!(reply.result().map(text), result, "{line:?}");
            assert_eq!(reply.text().map(text), inside, "{line:?}");
            assert_eq!(text(reply.rest()), rest, "{line:?}");
            assert_eq!(text(reply.as_bytes()), line);
        }
    }

    #[test]
    fn attributes_are_found_by_name_quoted_or_not() {
        let line = br#"200 result=1 (speech) endpos=0 results=1 score0=900 text0="hello (w) x" grammar0=g"#;
        let reply = Reply::parse(line, Shape::Word).unwrap();
        for (name, value) in [
            ("endpos", Some("0")),
            ("score0", Some("900")),
            ("text0", Some("hello (w) x")),
            ("grammar0", Some("g")),
            ("grammar", None),
        ] {
            assert_eq!(reply.attribute(name).map(text), value, "{name}");
        }
        assert_eq!(reply.number_of("score0"), Some(900));
    }

    #[test]
    fn the_usage_is_what_stands_between_first_and_last_line() {
        let block = b"520-Invalid command syntax.  Proper usage follows:\nUsage: X\n\n 200 y\n520 End of proper usage.\n";
        let reply = Reply::parse(block, Shape::Word).unwrap();
        assert_eq!(
            reply.usage().map(text).collect::<Vec<_>>(),
            ["Usage: X", "", " 200 y"]
        );
        let short = b"520 Invalid command syntax.  Proper usage not available.";
        assert_eq!(Reply::parse(short, Shape::Word).unwrap().usage().count(), 0);
    }

    #[test]
    fn what_is_no_reply_is_refused() {
        for line in [
            "",
            "20",
            "HANGUP",
            "2000 x",
            "2x0 result=1",
            "200",
            "agi_network: yes",
            " 200 result=1",
        ] {
            assert!(Reply::parse(line.as_bytes(), Shape::Word).is_err(), "{line:?}");
        }
    }
}
