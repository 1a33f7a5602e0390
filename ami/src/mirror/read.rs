//! Headers as the mirror wants them: of bounded length, and with "none" told apart from "not mentioned".

use std::borrow::Cow;
use std::str::FromStr;
use std::time::{Duration, SystemTime};

use crate::value::is_missing;
use crate::wire::Message;

/// The longest text that is kept. Asterisk's own limits are below it; a message may hold more.
const LONGEST: usize = 256;

/// The value of `prefix` and `name` joined: `None` if there is no such header, empty if it says that there is none.
pub(super) fn text<'a>(message: Message<'a>, prefix: &str, name: &str) -> Option<Cow<'a, str>> {
    let value = String::from_utf8_lossy(message.get_joined(prefix, name)?);
    Some(if is_missing(&value) {
        Cow::Borrowed("")
    } else {
        clipped(value)
    })
}

/// A text that names something: `None` also where it says that there is none.
pub(super) fn name<'a>(message: Message<'a>, prefix: &str, name: &str) -> Option<Cow<'a, str>> {
    text(message, prefix, name).filter(|name| !name.is_empty())
}

pub(super) fn number<T: FromStr>(message: Message<'_>, prefix: &str, name: &str) -> Option<T> {
    text(message, prefix, name)?.trim().parse().ok()
}

pub(super) fn seconds(message: Message<'_>, name: &str) -> Option<Duration> {
    number(message, "", name).map(Duration::from_secs)
}

/// A switch written `1` or `0`.
pub(super) fn flag(message: Message<'_>, name: &str) -> Option<bool> {
    match text(message, "", name)?.trim() {
        "1" => Some(true),
        "0" => Some(false),
        _ => None,
    }
}

/// A moment in seconds since 1970, where 0 means never. The outer `None`: no such header.
pub(super) fn moment(message: Message<'_>, name: &str) -> Option<Option<SystemTime>> {
    let seconds: u64 = number(message, "", name)?;
    let moment = SystemTime::UNIX_EPOCH.checked_add(Duration::from_secs(seconds));
    Some(moment.filter(|_| seconds > 0))
}

/// `now` less an age, as far back as time goes.
pub(super) fn before(now: SystemTime, age: Duration) -> SystemTime {
    now.checked_sub(age).unwrap_or(now)
}

/// `HH:MM:SS`, or seconds as older versions write.
pub(super) fn clock(message: Message<'_>, name: &str) -> Option<Duration> {
    let seconds = text(message, "", name)?.split(':').try_fold(0u64, |sum, part| {
        sum.checked_mul(60)?.checked_add(part.trim().parse().ok()?)
    })?;
    Some(Duration::from_secs(seconds))
}

/// Changes a value only if there is a new one that differs, so that rows are not copied for nothing.
pub(super) fn set(field: &mut String, value: Option<Cow<'_, str>>) {
    if let Some(value) = value.filter(|value| *field != **value) {
        field.clear();
        field.push_str(&value);
    }
}

fn clipped(text: Cow<'_, str>) -> Cow<'_, str> {
    if text.len() <= LONGEST {
        return text;
    }
    let end = (0..=LONGEST)
        .rev()
        .find(|end| text.is_char_boundary(*end))
        .unwrap_or(0);
    match text {
        Cow::Borrowed(text) => Cow::Borrowed(&text[..end]),
        Cow::Owned(mut text) => {
            text.truncate(end);
            Cow::Owned(text)
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, SystemTime};

    use super::*;
    use crate::MessageBuf;

    #[test]
    fn none_is_told_apart_from_not_mentioned() {
        let message =
            MessageBuf::parse(b"Event: X\r\nDestA: <unknown>\r\nDestB: b\r\nC: 0\r\nD: 90\r\n\r\n").unwrap();
        let message = message.as_message();
        assert_eq!(text(message, "Dest", "A").as_deref(), Some(""));
        assert_eq!(name(message, "Dest", "A"), None);
        assert_eq!(text(message, "", "A"), None);
        assert_eq!(text(message, "dest", "b").as_deref(), Some("b"));
        assert_eq!((moment(message, "C"), moment(message, "E")), (Some(None), None));
        let later = SystemTime::UNIX_EPOCH + Duration::from_secs(90);
        assert_eq!(moment(message, "D"), Some(Some(later)));
    }

    #[test]
    fn a_text_is_cut_between_letters() {
        let long = format!("{}é", "x".repeat(255));
        assert_eq!(clipped(Cow::Borrowed(&long)).len(), 255);
        assert_eq!(clipped(Cow::Owned(long)).len(), 255);
    }

    #[test]
    fn ages_are_clock_times_or_seconds() {
        for (written, expected) in [
            ("00:01:05", Some(65)),
            ("65", Some(65)),
            ("x", None),
            ("99999999999999999999", None),
        ] {
            let message = format!("Event: X\r\nDuration: {written}\r\n\r\n");
            let message = MessageBuf::parse(message.as_bytes()).unwrap();
            let age = clock(message.as_message(), "Duration");
            assert_eq!(age, expected.map(Duration::from_secs), "{written}");
        }
    }
}
