//! Reading single headers: what generated accessors call.

use std::borrow::Cow;
use std::str::FromStr;
use std::time::Duration;

use crate::value::{
    ChannelName, CivilTime, LinkedId, Priority, Secret, Timestamp, TransportAddress, UniqueId, is_missing,
};
use crate::wire::Message;

impl<'a> Message<'a> {
    /// The value of `prefix` and `name` joined, unless it says that there is none.
    pub(crate) fn joined(self, prefix: &str, name: &str) -> Option<Cow<'a, str>> {
        let value = String::from_utf8_lossy(self.get_joined(prefix, name)?);
        (!is_missing(&value)).then_some(value)
    }

    /// The value of `name`, unless it says that there is none.
    pub(crate) fn known(self, name: &str) -> Option<Cow<'a, str>> {
        self.text(name).filter(|value| !is_missing(value))
    }

    /// The value of `name` without Asterisk's backslashes; empty is a value.
    pub(crate) fn escaped(self, name: &str) -> Option<Cow<'a, str>> {
        self.text(name).map(unescape)
    }

    /// The value of the first header that is called `name`, or whose path ends in it: `Charge/Currency/Name`.
    pub(crate) fn part(self, name: &str) -> Option<Cow<'a, str>> {
        let is_it = |header: &crate::wire::Header<'_>| {
            let bytes = header.name_bytes();
            let last = bytes.rsplit(|byte| *byte == b'/').next().unwrap_or(bytes);
            last.eq_ignore_ascii_case(name.as_bytes())
        };
        let value = self.headers().find(is_it)?.value();
        (!is_missing(&value)).then_some(value)
    }

    /// The number in `name`, if it is one.
    pub(crate) fn number<T: FromStr>(self, name: &str) -> Option<T> {
        self.get(name)?.trim().parse().ok()
    }

    /// The number in `name`, where 0 means no limit.
    pub(crate) fn limit(self, name: &str) -> Option<u32> {
        self.number(name).filter(|limit| *limit != 0)
    }

    /// The whole seconds in `name`.
    pub(crate) fn seconds(self, name: &str) -> Option<Duration> {
        self.number(name).map(Duration::from_secs)
    }

    /// The whole minutes in `name`.
    pub(crate) fn minutes(self, name: &str) -> Option<Duration> {
        Some(Duration::from_secs(self.number::<u64>(name)?.checked_mul(60)?))
    }

    /// The whole milliseconds in `name`.
    pub(crate) fn milliseconds(self, name: &str) -> Option<Duration> {
        self.number(name).map(Duration::from_millis)
    }

    /// The whole microseconds in `name`.
    pub(crate) fn microseconds(self, name: &str) -> Option<Duration> {
        self.number(name).map(Duration::from_micros)
    }

    /// The seconds in `name`, with a point.
    pub(crate) fn decimal_seconds(self, name: &str) -> Option<Duration> {
        Duration::try_from_secs_f64(self.number(name)?).ok()
    }

    /// The duration in `name`, written `HH:MM:SS`.
    pub(crate) fn clock(self, name: &str) -> Option<Duration> {
        let mut parts = self.get(name)?.splitn(3, ':').map(str::parse::<u64>);
        let mut part = || parts.next()?.ok();
        let (hours, minutes, seconds) = (part()?, part()?, part()?);
        let total = hours
            .checked_mul(60)?
            .checked_add(minutes)?
            .checked_mul(60)?
            .checked_add(seconds)?;
        Some(Duration::from_secs(total))
    }

    /// A switch, in any of Asterisk's spellings.
    pub(crate) fn flag(self, name: &str) -> Option<bool> {
        let word = self.get(name)?.trim();
        let is_one_of = |words: &[&str]| words.iter().any(|one| one.eq_ignore_ascii_case(word));
        if is_one_of(&["1", "yes", "true", "on", "y", "t", "enabled"]) {
            Some(true)
        } else if is_one_of(&["0", "no", "false", "off", "n", "f", "disabled"]) {
            Some(false)
        } else {
            None
        }
    }

    /// Seconds since 1970, where 0 means never.
    pub(crate) fn epoch(self, name: &str) -> Option<i64> {
        self.number(name).filter(|seconds| *seconds != 0)
    }

    pub(crate) fn timestamp(self, name: &str) -> Option<Timestamp> {
        Timestamp::parse(self.get(name)?)
    }

    pub(crate) fn civil(self, name: &str) -> Option<CivilTime> {
        CivilTime::parse(self.get(name)?)
    }

    pub(crate) fn address(self, name: &str) -> Option<TransportAddress> {
        TransportAddress::parse(self.get(name)?)
    }

    pub(crate) fn secret(self, name: &str) -> Option<Secret> {
        self.known(name).map(Secret::new)
    }

    pub(crate) fn channel_name(self, name: &str) -> Option<ChannelName> {
        self.known(name).map(ChannelName::new)
    }

    pub(crate) fn unique_id(self, name: &str) -> Option<UniqueId> {
        self.known(name).map(UniqueId::new)
    }

    pub(crate) fn linked_id(self, name: &str) -> Option<LinkedId> {
        self.known(name).map(LinkedId::new)
    }

    pub(crate) fn priority(self, name: &str) -> Option<Priority> {
        self.known(name).map(|text| Priority::from(text.into_owned()))
    }

    /// A number that stands for something.
    pub(crate) fn coded<N: FromStr, T>(self, name: &str, from_code: fn(N) -> T) -> Option<T> {
        self.number(name).map(from_code)
    }

    /// A word that stands for something; `UNKNOWN` is a state, not the absence of one.
    pub(crate) fn worded<T>(self, name: &str, from_word: fn(&str) -> T) -> Option<T> {
        let word = self.text(name)?;
        (!word.is_empty()).then(|| from_word(&word))
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
    use crate::wire::MessageBuf;

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

    fn message(text: &str) -> MessageBuf {
        let text = format!("Event: Novelty\r\n{text}\r\n\r\n");
        MessageBuf::parse(text.as_bytes()).expect("a whole message")
    }

    #[test]
    fn switches_are_read_in_every_spelling() {
        for (word, expected) in [
            ("1", Some(true)),
            ("Yes", Some(true)),
            ("true", Some(true)),
            ("on", Some(true)),
            ("enabled", Some(true)),
            ("0", Some(false)),
            ("no", Some(false)),
            ("False", Some(false)),
            ("OFF", Some(false)),
            ("Disabled", Some(false)),
            ("By admin", None),
            ("", None),
            ("2", None),
        ] {
            let message = message(&format!("Muted: {word}"));
            assert_eq!(message.as_message().flag("Muted"), expected, "{word:?}");
        }
    }

    #[test]
    fn a_duration_that_is_none_is_not_there() {
        for text in ["N/A", "", "-1", "1e400", "inf", "NaN"] {
            let message = message(&format!("A: {text}"));
            let message = message.as_message();
            assert_eq!(message.decimal_seconds("A"), None, "{text:?}");
            assert_eq!(message.microseconds("A"), None, "{text:?}");
        }
        for text in [
            "5",
            "a:b:c",
            "99999999999999999999:0:0",
            "18446744073709551615:00:00",
        ] {
            assert_eq!(
                message(&format!("A: {text}")).as_message().clock("A"),
                None,
                "{text:?}"
            );
        }
    }

    #[test]
    fn a_part_is_found_at_the_end_of_its_path() {
        let message =
            message("Charge/Type: Currency\r\nCharge/Currency/Name: EUR\r\nCharge/Units(0)/NumberOf: 3");
        let message = message.as_message();
        assert_eq!(message.part("Type").as_deref(), Some("Currency"));
        assert_eq!(message.part("name").as_deref(), Some("EUR"));
        assert_eq!(message.part("NumberOf").as_deref(), Some("3"));
        assert_eq!(message.part("Cost"), None);
    }
}
