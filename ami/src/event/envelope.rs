use std::borrow::Cow;

use crate::value::{EventMask, Timestamp};
use crate::wire::Message;

/// What any event may say besides its own headers.
///
/// ```
/// use switchhook_ami::{EventMask, MessageBuf};
/// let message = MessageBuf::parse(
///     b"Event: Rename\r\nPrivilege: call,all\r\nTimestamp: 1718000000.250000\r\nSystemName: paris\r\n\
///       ChanVariable(PJSIP/a:b-00000001): customer=7\r\n\r\n",
/// ).unwrap();
/// let envelope = message.envelope();
/// assert_eq!(envelope.classes(), EventMask::CALL);
/// assert_eq!(envelope.timestamp().unwrap().seconds, 1_718_000_000);
/// assert_eq!(envelope.system_name().as_deref(), Some("paris"));
/// let (channel, name, value) = envelope.channel_variables().next().unwrap();
/// assert_eq!((&*channel, &*name, &*value), ("PJSIP/a:b-00000001", "customer", "7"));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Envelope<'a>(Message<'a>);

impl<'a> Envelope<'a> {
    pub(super) fn new(message: Message<'a>) -> Self {
        Self(message)
    }

    /// `Privilege`: the classes a reader needs all of; none in an item of a list.
    pub fn classes(self) -> EventMask {
        self.0
            .get("Privilege")
            .map_or(EventMask::NONE, EventMask::of_privilege)
    }

    /// `Timestamp`, with `timestampevents=yes` in `manager.conf`.
    pub fn timestamp(self) -> Option<Timestamp> {
        self.0.timestamp("Timestamp")
    }

    /// `SystemName`, where `asterisk.conf` sets one.
    pub fn system_name(self) -> Option<Cow<'a, str>> {
        self.0.known("SystemName")
    }

    /// `ActionID`: of the action whose answer the event is part of, perhaps another client's.
    pub fn action_id(self) -> Option<&'a str> {
        self.0.action_id()
    }

    /// `SequenceNumber`, with `debug=on` in `manager.conf`.
    pub fn sequence_number(self) -> Option<u64> {
        self.0.number("SequenceNumber")
    }

    /// `File`, `Line` and `Func`: where in Asterisk's source it was made, with `debug=on` in `manager.conf`.
    pub fn origin(self) -> Option<(Cow<'a, str>, u32, Cow<'a, str>)> {
        Some((
            self.0.known("File")?,
            self.0.number("Line")?,
            self.0.known("Func")?,
        ))
    }

    /// `ChanVariable(channel): name=value`, the form of events without a channel snapshot and of Asterisk before 12: the
    /// channel, the variable's name, its value. Those of snapshots are in
    /// [`ChannelSnapshot::variables`](super::ChannelSnapshot::variables).
    pub fn channel_variables(self) -> impl Iterator<Item = (Cow<'a, str>, Cow<'a, str>, Cow<'a, str>)> {
        self.0.headers().filter_map(|header| {
            let name = header.name_bytes();
            let (prefix, rest) = name.split_at_checked("ChanVariable(".len())?;
            let channel = rest.strip_suffix(b")")?;
            let value = header.value_bytes();
            let at = value.iter().position(|byte| *byte == b'=')?;
            prefix.eq_ignore_ascii_case(b"ChanVariable(").then(|| {
                (
                    String::from_utf8_lossy(channel),
                    String::from_utf8_lossy(&value[..at]),
                    String::from_utf8_lossy(&value[at + 1..]),
                )
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use crate::wire::MessageBuf;

    #[test]
    fn an_event_with_debug_tells_where_it_was_made() {
        let message = MessageBuf::parse(
            b"Event: Reload\r\nPrivilege: system,all\r\nSequenceNumber: 12\r\nFile: manager.c\r\nLine: 42\r\nFunc: send\r\n\
              ActionID: 7\r\n\r\n",
        )
        .expect("a whole message");
        let envelope = message.envelope();
        assert_eq!(envelope.sequence_number(), Some(12));
        assert_eq!(envelope.origin(), Some(("manager.c".into(), 42, "send".into())));
        assert_eq!(envelope.action_id(), Some("7"));
        assert_eq!(envelope.channel_variables().count(), 0);
    }
}
