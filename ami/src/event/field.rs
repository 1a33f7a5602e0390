//! Reading single headers, and what every view has.

use std::borrow::Cow;
use std::str::FromStr;
use std::time::Duration;

use crate::value::is_missing;
use crate::wire::Message;

/// Declares a view: a message known to be of one shape.
macro_rules! view {
    ($(#[$doc:meta])* pub struct $name:ident;) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub struct $name<'a>(crate::wire::Message<'a>);

        impl<'a> $name<'a> {
            pub(crate) fn new(message: crate::wire::Message<'a>) -> Self {
                Self(message)
            }

            /// The message with every header.
            pub fn message(self) -> crate::wire::Message<'a> {
                self.0
            }
        }
    };
}

impl<'a> Message<'a> {
    /// The value of `prefix` and `name` joined, unless it says that there is none.
    pub(crate) fn joined(self, prefix: &str, name: &str) -> Option<Cow<'a, str>> {
        let value = String::from_utf8_lossy(self.get_joined(prefix, name)?);
        (!is_missing(&value)).then_some(value)
    }

    /// The value of `name`, unless it says that there is none.
    pub(crate) fn known(self, name: &str) -> Option<Cow<'a, str>> {
        self.joined("", name)
    }

    /// The number in `name`, if it is one.
    pub(crate) fn number<T: FromStr>(self, name: &str) -> Option<T> {
        self.get(name)?.trim().parse().ok()
    }

    /// The whole seconds in `name`.
    pub(crate) fn seconds(self, name: &str) -> Option<Duration> {
        self.number(name).map(Duration::from_secs)
    }

    /// A switch written `1` or `0`.
    pub(crate) fn flag(self, name: &str) -> Option<bool> {
        match self.get(name)?.trim() {
            "1" => Some(true),
            "0" => Some(false),
            _ => None,
        }
    }

    /// Seconds since 1970, where 0 means never.
    pub(crate) fn epoch(self, name: &str) -> Option<i64> {
        self.number(name).filter(|seconds| *seconds != 0)
    }
}

/// Undoes the backslashes that Asterisk (13.5 and later) puts into the names of channel snapshots.
pub(crate) fn unescape(text: Cow<'_, str>) -> Cow<'_, str> {
    if !text.contains('\\') {
        return text;
    }
    let mut plain = String::with_capacity(text.len());
    let mut rest = text.chars();
    while let Some(next) = rest.next() {
        if next != '\\' {
            plain.push(next);
            continue;
        }
        match rest.next() {
            Some('n') => plain.push('\n'),
            Some('r') => plain.push('\r'),
            Some('t') => plain.push('\t'),
            Some('a') => plain.push('\u{7}'),
            Some('b') => plain.push('\u{8}'),
            Some('f') => plain.push('\u{c}'),
            Some('v') => plain.push('\u{b}'),
            Some(quoted @ ('\\' | '\'' | '"' | '?')) => plain.push(quoted),
            // Not one of its escapes: an older Asterisk, which does not escape.
            Some(other) => plain.extend(['\\', other]),
            None => plain.push('\\'),
        }
    }
    Cow::Owned(plain)
}

#[cfg(test)]
mod tests {
    use super::unescape;

    #[test]
    fn names_lose_the_backslashes_that_asterisk_added() {
        for (sent, meant) in [
            ("Bob", "Bob"),
            (r#"Bob \"the\" O\'Neil"#, r#"Bob "the" O'Neil"#),
            (r"a\\b", r"a\b"),
            (r"tab\there", "tab\there"),
            (r"old\zstyle", r"old\zstyle"),
            (r"end\", r"end\"),
        ] {
            assert_eq!(unescape(sent.into()), meant, "{sent}");
        }
    }
}
