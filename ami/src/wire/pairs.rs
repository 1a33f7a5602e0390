//! Messages as data (feature `serde`): an ordered list of names and values.
//!
//! ```json
//! [["Event", "Hangup"], ["Cause", "16"], ["CallerIDName", [67, 97, 102, 233]]]
//! ```
//!
//! Repeats and order are kept. Bytes that are not UTF-8 come as a list of numbers, so that they are not lost; a line
//! without a colon has an empty name; the raw text of a command (Asterisk 13 and before) stands last, under `null`. What
//! is not kept is how lines ended, and whether a blank followed the colon. A format must describe itself, as JSON and
//! CBOR do.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Error as _, SeqAccess, Visitor};
use serde::ser::SerializeSeq;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::framer::{Frame, Framer};
use super::limits::Limits;
use super::message::{Message, MessageBuf};

/// Text where it is text, numbers where it is not.
#[derive(PartialEq)]
struct Bytes<'a>(Cow<'a, [u8]>);

/// A header, or the raw text of a command.
type Pair<'a> = (Option<Bytes<'a>>, Bytes<'a>);

impl Serialize for Bytes<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match std::str::from_utf8(&self.0) {
            Ok(text) => serializer.serialize_str(text),
            Err(_) => serializer.collect_seq(self.0.iter()),
        }
    }
}

impl<'de> Deserialize<'de> for Bytes<'static> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(BytesVisitor)
    }
}

struct BytesVisitor;

impl<'de> Visitor<'de> for BytesVisitor {
    type Value = Bytes<'static>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("text, or a list of bytes where it is not UTF-8")
    }

    fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Bytes(Cow::Owned(text.as_bytes().to_vec())))
    }

    fn visit_bytes<E>(self, bytes: &[u8]) -> Result<Self::Value, E> {
        Ok(Bytes(Cow::Owned(bytes.to_vec())))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut sequence: A) -> Result<Self::Value, A::Error> {
        // The length that a sequence claims is not believed.
        let mut bytes = Vec::new();
        while let Some(byte) = sequence.next_element()? {
            bytes.push(byte);
        }
        Ok(Bytes(Cow::Owned(bytes)))
    }
}

impl<'a> Message<'a> {
    fn pairs(self) -> impl Iterator<Item = Pair<'a>> {
        let headers = self.headers().map(|header| {
            let (name, value) = match header.name_bytes() {
                b"" => (&b""[..], header.line()),
                name => (name, header.value_bytes()),
            };
            (Some(Bytes(name.into())), Bytes(value.into()))
        });
        let body = self.body().map(|body| (None, Bytes(body.into())));
        headers.chain(body)
    }
}

impl Serialize for Message<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let length = self.headers().len() + usize::from(self.body().is_some());
        let mut list = serializer.serialize_seq(Some(length))?;
        for pair in self.pairs() {
            list.serialize_element(&pair)?;
        }
        list.end()
    }
}

impl Serialize for MessageBuf {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.as_message().serialize(serializer)
    }
}

/// Refuses what no message could say: a line feed in a value, or text that would be read as other headers.
impl<'de> Deserialize<'de> for MessageBuf {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let pairs = Vec::<Pair<'static>>::deserialize(deserializer)?;
        if pairs.is_empty() {
            return MessageBuf::build(|_| {}).map_err(D::Error::custom);
        }
        let mut bytes = Vec::new();
        let mut has_body = false;
        for (number, (name, Bytes(value))) in pairs.iter().enumerate() {
            match name {
                None => {
                    has_body = true;
                    bytes.extend_from_slice(value);
                    bytes.extend_from_slice(b"--END COMMAND--\r\n");
                }
                Some(Bytes(name)) => {
                    if name.contains(&b'\n') || value.contains(&b'\n') {
                        return Err(D::Error::custom(format_args!(
                            "header {number} (from 0) holds a line feed; remove it"
                        )));
                    }
                    bytes.extend_from_slice(name);
                    bytes.extend_from_slice(if name.is_empty() { b"" } else { b": " });
                    bytes.extend_from_slice(value);
                    bytes.extend_from_slice(b"\r\n");
                }
            }
        }
        bytes.extend_from_slice(b"\r\n");
        let limits = Limits {
            message_bytes: usize::MAX,
            line_bytes: usize::MAX,
            headers: usize::MAX,
            ..Limits::default()
        };
        let mut framer = Framer::without_banner(limits);
        framer.push(&bytes);
        match framer.next() {
            Some(Frame::Message(message))
                if message.as_bytes().len() == bytes.len()
                    && message.body().is_some() == has_body
                    && message.pairs().eq(pairs) =>
            {
                Ok(message.to_owned())
            }
            _ => Err(D::Error::custom(
                "no message could say this: a name holds a colon and a blank, a line is empty, or the text of a command \
                 does not stand last under null",
            )),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use crate::wire::{Frame, Framer, Limits, MessageBuf};

    fn json(message: &MessageBuf) -> String {
        serde_json::to_string(message).expect("a list")
    }

    #[test]
    fn order_repeats_and_bytes_are_kept() {
        for (wire, expected) in [
            (
                &b"Event: Hangup\r\nCause: 16\r\nCallerIDName: Caf\xe9\r\n\r\n"[..],
                r#"[["Event","Hangup"],["Cause","16"],["CallerIDName",[67,97,102,233]]]"#,
            ),
            (
                b"Response: Success\r\nRule: a\r\nNo categories found\r\nRule: \r\n\r\n",
                r#"[["Response","Success"],["Rule","a"],["","No categories found"],["Rule",""]]"#,
            ),
            (
                b"Response: Follows\r\nActionID: 1\r\na: b\n\nc--END COMMAND--\r\n\r\n",
                r#"[["Response","Follows"],["ActionID","1"],[null,"a: b\n\nc"]]"#,
            ),
        ] {
            let message = MessageBuf::parse(wire).expect("whole");
            assert_eq!(json(&message), expected);
            let back: MessageBuf = serde_json::from_str(expected).expect("it was a message");
            assert_eq!(back.as_bytes(), wire);
        }
    }

    #[test]
    fn what_no_message_could_say_is_refused() {
        for (text, expected) in [
            (
                r#"[["a","b\r\nAction: Logoff"]]"#,
                "header 0 (from 0) holds a line feed",
            ),
            (r#"[["a: b","c"]]"#, "no message could say this"),
            (r#"[["",""]]"#, "no message could say this"),
            (r#"[["Response","Follows"]]"#, "no message could say this"),
            (r#"[[null,"text"]]"#, "no message could say this"),
            (r#"[["a",[300]]]"#, "invalid value"),
            (r#"[["a",{}]]"#, "text, or a list of bytes"),
        ] {
            let error = serde_json::from_str::<MessageBuf>(text)
                .expect_err(text)
                .to_string();
            assert!(error.contains(expected), "{text}: {error}");
        }
        assert_eq!(json(&serde_json::from_str("[]").expect("nothing")), "[]");
    }

    proptest! {
        /// Whatever a message holds, as data it says the same, and reads back.
        #[test]
        fn what_is_written_as_data_reads_back(
            lines in prop::collection::vec(
                prop_oneof![
                    "[A-Za-z():;]{1,6}(: |:)?[ -~é]{0,8}".prop_map(String::into_bytes),
                    prop::collection::vec(any::<u8>(), 1..12),
                    Just(b"Response: Follows".to_vec()),
                ],
                1..6,
            ),
        ) {
            let stream = [lines.join(&b"\r\n"[..]), b"\r\n--END COMMAND--\r\n\r\n".to_vec()].concat();
            let mut framer = Framer::without_banner(Limits::default());
            framer.push(&stream);
            while let Some(frame) = framer.next() {
                let Frame::Message(message) = frame else { panic!("{frame:?}") };
                let written = serde_json::to_string(&message).expect("a list");
                let back: MessageBuf = serde_json::from_str(&written).expect(&written);
                prop_assert_eq!(json(&back), written);
            }
        }
    }
}
