//! Values that survive being written on a line and read by Asterisk.

use std::fmt;
use std::str::FromStr;

use crate::key::Key;
use crate::line::{MAX_LINE, is_blank};

/// Why something cannot stand in a call file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{key}: {problem}")]
pub struct ValueError {
    /// The key it was meant for.
    pub key: Key,
    /// What is wrong with it.
    pub problem: ValueProblem,
}

/// What is wrong with a value. Positions are bytes from 0.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ValueProblem {
    /// A line break would begin a line of somebody else's choice; Asterisk stops reading at NUL.
    #[error("{} at byte {position}; remove it, no line of a call file can carry it", name(*.byte))]
    Forbidden {
        /// CR, LF or NUL.
        byte: u8,
        /// Where.
        position: usize,
    },
    /// Nothing there, where something is needed.
    #[error("empty; {remedy}")]
    Empty {
        /// What to write.
        remedy: &'static str,
    },
    /// A blank or control character at an end, which Asterisk strips.
    #[error("a blank or control character at byte {position}, an end that Asterisk strips; remove it")]
    BlankAtEnd {
        /// Where.
        position: usize,
    },
    /// `#` after a blank.
    #[error(
        "`#` after a blank at byte {position} would begin a comment, and the format has no way to write it; \
         remove the blank"
    )]
    Comment {
        /// Where the `#` is.
        position: usize,
    },
    /// More than Asterisk reads of a line.
    #[error("{length} bytes; at most {limit} fit, Asterisk skips longer lines (each `;` counts twice)")]
    TooLong {
        /// Bytes it takes on the line.
        length: usize,
        /// The most there may be.
        limit: usize,
    },
    /// More variables or codecs than there is room for in a file.
    #[error("the whole file has {length} bytes; at most {limit} are read back, set fewer or shorter ones")]
    FileTooLong {
        /// Bytes of the file.
        length: usize,
        /// The most there may be.
        limit: usize,
    },
    /// A channel without technology or without resource.
    #[error("{text:?} is not `Technology/Resource`; write it such as PJSIP/100")]
    NotAChannel {
        /// As given.
        text: String,
    },
    /// `=` in the name of a variable.
    #[error("`=` at byte {position} would end the name; remove it")]
    Equals {
        /// Where.
        position: usize,
    },
    /// `<` or `>` in a caller's number.
    #[error("{character:?} at byte {position}; remove it, it would end the number")]
    Bracket {
        /// Which.
        character: char,
        /// Where in the number.
        position: usize,
    },
    /// A caller's name or number that Asterisk would cut.
    #[error("a {part} of {length} bytes; Asterisk cuts it at 79, shorten it")]
    CallerIdTooLong {
        /// `name` or `number`.
        part: &'static str,
        /// How long it is.
        length: usize,
    },
    /// A number that Asterisk refuses or cannot calculate with.
    #[error("{value} is out of range; use {least} to {most}")]
    OutOfRange {
        /// As given.
        value: i64,
        /// The least that works.
        least: u32,
        /// The most that works.
        most: u32,
    },
}

fn name(byte: u8) -> &'static str {
    match byte {
        b'\r' => "CR",
        b'\n' => "LF",
        _ => "NUL",
    }
}

impl ValueProblem {
    pub(crate) fn of(self, key: Key) -> ValueError {
        ValueError { key, problem: self }
    }
}

/// Refuses what a line `key: value` cannot carry, so that Asterisk reads exactly what was written.
pub(crate) fn check(key: Key, value: &[u8]) -> Result<(), ValueError> {
    let mut escapes = 0;
    let mut before = 0;
    for (position, &byte) in value.iter().enumerate() {
        match byte {
            b'\r' | b'\n' | 0 => return Err(ValueProblem::Forbidden { byte, position }.of(key)),
            b'#' if before == b' ' || before == b'\t' => {
                return Err(ValueProblem::Comment { position }.of(key));
            }
            b';' => escapes += 1,
            _ => {}
        }
        before = byte;
    }
    if value.first().is_some_and(|&byte| is_blank(byte)) {
        return Err(ValueProblem::BlankAtEnd { position: 0 }.of(key));
    }
    if value.last().is_some_and(|&byte| is_blank(byte)) {
        let position = value.len() - 1;
        return Err(ValueProblem::BlankAtEnd { position }.of(key));
    }
    let length = value.len() + escapes;
    let limit = MAX_LINE - key.as_str().len() - 1;
    if length > limit {
        return Err(ValueProblem::TooLong { length, limit }.of(key));
    }
    Ok(())
}

/// Writes `key: value` so that Asterisk reads the value back: `;` is escaped, and the blank after the colon is left
/// out where it would make a comment of the value or a line too long.
pub(crate) fn print_line(out: &mut Vec<u8>, key: Key, value: &[u8]) {
    let escapes = value.iter().filter(|&&byte| byte == b';').count();
    out.extend_from_slice(key.as_str().as_bytes());
    out.push(b':');
    let fits = key.as_str().len() + 2 + value.len() + escapes <= MAX_LINE;
    if fits && value.first().is_some_and(|&first| first != b'#') {
        out.push(b' ');
    }
    if escapes == 0 {
        out.extend_from_slice(value);
    } else {
        for &byte in value {
            if byte == b';' {
                out.push(b'\\');
            }
            out.push(byte);
        }
    }
    out.push(b'\n');
}

/// A newtype over bytes that passed [`check`], and what every one of them can do.
macro_rules! line_value {
    ($(#[$doc:meta])* $name:ident, $key:expr, $further:expr) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Box<[u8]>);

        impl $name {
            /// Checks it.
            ///
            /// # Errors
            ///
            /// [`ValueError`] says what Asterisk would not read as written.
            pub fn new(value: impl AsRef<[u8]>) -> Result<Self, ValueError> {
                let value = value.as_ref();
                check($key, value)?;
                let further: fn(&[u8]) -> Result<(), ValueProblem> = $further;
                further(value).map_err(|problem| problem.of($key))?;
                Ok(Self(value.into()))
            }

            /// As Asterisk reads it. Mostly UTF-8, but Asterisk takes any bytes.
            #[must_use]
            pub fn as_bytes(&self) -> &[u8] {
                &self.0
            }
        }

        impl AsRef<[u8]> for $name {
            fn as_ref(&self) -> &[u8] {
                &self.0
            }
        }

        impl FromStr for $name {
            type Err = ValueError;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Self::new(text)
            }
        }

        /// Bytes that are not UTF-8 show as U+FFFD.
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&String::from_utf8_lossy(&self.0))
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{:?}", String::from_utf8_lossy(&self.0))
            }
        }
    };
}
pub(crate) use line_value;

fn not_empty(value: &[u8], remedy: &'static str) -> Result<(), ValueProblem> {
    match value {
        [] => Err(ValueProblem::Empty { remedy }),
        _ => Ok(()),
    }
}

line_value! {
    /// Who is called: `PJSIP/100`, `Local/200@internal`. Technology and resource are both there.
    ///
    /// ```
    /// use switchhook_callfile::Channel;
    /// let channel = Channel::new("PJSIP/100@trunk/x")?;
    /// assert_eq!((channel.technology(), channel.resource()), (&b"PJSIP"[..], &b"100@trunk/x"[..]));
    /// assert!(Channel::new("100").is_err());
    /// # Ok::<(), switchhook_callfile::ValueError>(())
    /// ```
    Channel, Key::Channel, |value| match split_channel(value) {
        Some((technology, resource)) if !technology.is_empty() && !resource.is_empty() => Ok(()),
        _ => Err(ValueProblem::NotAChannel { text: String::from_utf8_lossy(value).into_owned() }),
    }
}

/// As Asterisk does: at the first slash.
pub(crate) fn split_channel(value: &[u8]) -> Option<(&[u8], &[u8])> {
    let slash = value.iter().position(|&byte| byte == b'/')?;
    Some((&value[..slash], &value[slash + 1..]))
}

impl Channel {
    /// What stands before the first slash.
    #[must_use]
    pub fn technology(&self) -> &[u8] {
        split_channel(&self.0).map_or(&[], |(technology, _)| technology)
    }

    /// What stands after it.
    #[must_use]
    pub fn resource(&self) -> &[u8] {
        split_channel(&self.0).map_or(&[], |(_, resource)| resource)
    }
}

line_value! {
    /// A context of the dialplan.
    ///
    /// ```
    /// # use switchhook_callfile::Context;
    /// assert_eq!(Context::new("internal")?.to_string(), "internal");
    /// # Ok::<(), switchhook_callfile::ValueError>(())
    /// ```
    Context, Key::Context, |value| not_empty(value, "name a context, or give none")
}

line_value! {
    /// What is dialled in a context: `200`, `s`, `0033123456789`.
    ///
    /// ```
    /// # use switchhook_callfile::Extension;
    /// assert_eq!(Extension::new("200")?.as_bytes(), b"200");
    /// # Ok::<(), switchhook_callfile::ValueError>(())
    /// ```
    Extension, Key::Extension, |value| not_empty(value, "name an extension of the context, such as s or 200")
}

line_value! {
    /// The name of a dialplan application: `Playback`.
    ///
    /// ```
    /// # use switchhook_callfile::AppName;
    /// assert_eq!(AppName::new("Playback")?.to_string(), "Playback");
    /// # Ok::<(), switchhook_callfile::ValueError>(())
    /// ```
    AppName, Key::Application, |value| not_empty(value, "name an application, such as Playback")
}

line_value! {
    /// The arguments of an application, commas and all. May be empty.
    ///
    /// ```
    /// # use switchhook_callfile::AppData;
    /// assert_eq!(AppData::new("hello-world&vm-goodbye,noanswer")?.as_bytes().len(), 31);
    /// # Ok::<(), switchhook_callfile::ValueError>(())
    /// ```
    AppData, Key::Data, |_| Ok(())
}

line_value! {
    /// An account code; Asterisk sets it as the call's own and as its peer's.
    ///
    /// ```
    /// # use switchhook_callfile::Account;
    /// assert!(Account::new("alarm\nSet: PIN=").is_err());
    /// ```
    Account, Key::Account, |value| not_empty(value, "give an account code, or none")
}

line_value! {
    /// Codecs to offer beside the default ones, `!` takes one away: `ulaw,alaw`, `!all,g722`.
    ///
    /// ```
    /// # use switchhook_callfile::Codecs;
    /// assert_eq!(Codecs::new("!all,g722")?.to_string(), "!all,g722");
    /// # Ok::<(), switchhook_callfile::ValueError>(())
    /// ```
    Codecs, Key::Codecs, |value| not_empty(value, "list codecs, such as ulaw,alaw, or give none")
}

impl Default for AppData {
    /// No arguments.
    fn default() -> Self {
        Self(Box::default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_asterisk_would_not_read_back_is_refused_with_the_place() {
        for (value, problem) in [
            ("a\rb", "CR at byte 1; remove it"),
            ("a\n", "LF at byte 1; remove it"),
            ("\0a", "NUL at byte 0; remove it"),
            (" a", "a blank or control character at byte 0"),
            ("a\t", "a blank or control character at byte 1"),
            ("a #b", "`#` after a blank at byte 2"),
            ("a\t#b", "`#` after a blank at byte 2"),
            (&"x".repeat(1018), "1018 bytes; at most 1017 fit"),
            (&";".repeat(509), "1018 bytes; at most 1017 fit"),
        ] {
            let error = AppData::new(value).unwrap_err();
            assert_eq!(error.key, Key::Data);
            assert!(
                error.to_string().starts_with(&format!("Data: {problem}")),
                "{value:?}: {error}"
            );
        }
        for value in ["", "#a", "a#b", "a; b", "a\tb", "é", "\u{7f}", &"x".repeat(1017)] {
            assert!(AppData::new(value).is_ok(), "{value:?}");
        }
        for channel in ["", "PJSIP", "/100", "PJSIP/", "/"] {
            let error = Channel::new(channel).unwrap_err().to_string();
            assert!(
                error.contains("is not `Technology/Resource`"),
                "{channel:?}: {error}"
            );
        }
        for empty in [
            Context::new("").unwrap_err(),
            Extension::new("").unwrap_err(),
            AppName::new("").unwrap_err(),
            Account::new("").unwrap_err(),
            Codecs::new("").unwrap_err(),
        ] {
            assert!(matches!(empty.problem, ValueProblem::Empty { .. }), "{empty}");
        }
    }

    #[test]
    fn lines_are_printed_so_that_they_read_back() {
        for (value, line) in [
            ("", "Data:"),
            ("a", "Data: a"),
            ("#a", "Data:#a"),
            (";", "Data: \\;"),
            ("a\\;b\\", "Data: a\\\\;b\\"),
            (&"x".repeat(1016), &format!("Data: {}", "x".repeat(1016))),
            (&"x".repeat(1017), &format!("Data:{}", "x".repeat(1017))),
        ] {
            let mut out = Vec::new();
            print_line(&mut out, Key::Data, value.as_bytes());
            assert_eq!(String::from_utf8(out).unwrap(), format!("{line}\n"));
        }
    }
}
