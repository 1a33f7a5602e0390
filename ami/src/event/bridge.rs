use std::borrow::Cow;

use crate::value::UniqueId;
use crate::wire::Message;

/// What an event says of one bridge: the block of headers from `BridgeUniqueid` to `BridgeVideoSource`, with a prefix
/// where an event speaks of several (`ToBridgeUniqueid`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BridgeSnapshot<'a> {
    message: Message<'a>,
    prefix: &'static str,
}

impl<'a> BridgeSnapshot<'a> {
    /// The snapshot whose headers begin with `prefix`.
    pub fn new(message: Message<'a>, prefix: &'static str) -> Self {
        Self { message, prefix }
    }

    fn field(self, name: &str) -> Option<Cow<'a, str>> {
        self.message.joined(self.prefix, name)
    }

    /// The snapshot, if the event speaks of such a bridge at all.
    pub fn if_present(self) -> Option<Self> {
        self.id().map(|_| self)
    }

    /// `BridgeUniqueid`.
    pub fn id(self) -> Option<Cow<'a, str>> {
        self.field("BridgeUniqueid")
    }

    /// `BridgeType`, such as `basic` or `parking`.
    pub fn kind(self) -> Option<Cow<'a, str>> {
        self.field("BridgeType")
    }

    /// `BridgeTechnology`, such as `simple_bridge`.
    pub fn technology(self) -> Option<Cow<'a, str>> {
        self.field("BridgeTechnology")
    }

    /// `BridgeCreator`, such as `ConfBridge`.
    pub fn creator(self) -> Option<Cow<'a, str>> {
        self.field("BridgeCreator")
    }

    /// `BridgeName`, such as a conference's.
    pub fn name(self) -> Option<Cow<'a, str>> {
        self.field("BridgeName")
    }

    /// `BridgeNumChannels`.
    pub fn channels(self) -> Option<u32> {
        self.field("BridgeNumChannels")?.parse().ok()
    }

    /// `BridgeVideoSourceMode`, such as `talker`; Asterisk 13.13, 14.2 and later.
    pub fn video_source_mode(self) -> Option<Cow<'a, str>> {
        self.field("BridgeVideoSourceMode")
    }

    /// `BridgeVideoSource`: the channel that everybody sees, where there is one.
    pub fn video_source(self) -> Option<UniqueId> {
        self.field("BridgeVideoSource").map(UniqueId::new)
    }
}

#[cfg(test)]
mod tests {
    use crate::Event;
    use crate::value::UniqueId;
    use crate::wire::MessageBuf;

    #[test]
    fn a_merge_tells_its_two_bridges_apart() {
        let message = MessageBuf::parse(
            b"Event: BridgeMerge\r\nToBridgeUniqueid: a\r\nToBridgeNumChannels: 2\r\nFromBridgeUniqueid: b\r\n\r\n",
        )
        .expect("a whole message");
        let Event::BridgeMerge(merge) = message.event() else {
            panic!("{message:?}")
        };
        assert_eq!(
            (merge.to().id().as_deref(), merge.from().id().as_deref()),
            (Some("a"), Some("b"))
        );
        assert_eq!((merge.to().channels(), merge.from().channels()), (Some(2), None));
    }

    #[test]
    fn every_header_of_a_bridge_is_read() {
        let message = MessageBuf::parse(
            b"Event: BridgeCreate\r\nBridgeUniqueid: a\r\nBridgeType: basic\r\nBridgeTechnology: simple_bridge\r\n\
              BridgeCreator: <unknown>\r\nBridgeName: 800\r\nBridgeNumChannels: 0\r\nBridgeVideoSourceMode: single\r\n\
              BridgeVideoSource: 1.2\r\n\r\n",
        )
        .expect("a whole message");
        let Event::BridgeCreate(event) = message.event() else {
            panic!("{message:?}")
        };
        let bridge = event.bridge();
        assert_eq!(bridge.kind().as_deref(), Some("basic"));
        assert_eq!(bridge.technology().as_deref(), Some("simple_bridge"));
        assert_eq!(bridge.creator(), None);
        assert_eq!(bridge.name().as_deref(), Some("800"));
        assert_eq!(bridge.video_source_mode().as_deref(), Some("single"));
        assert_eq!(bridge.video_source(), Some(UniqueId::new("1.2")));
    }
}
