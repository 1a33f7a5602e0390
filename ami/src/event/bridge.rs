use std::borrow::Cow;

use super::snapshot::ChannelSnapshot;
use crate::value::UniqueId;
use crate::wire::Message;

view! {
    /// The events `BridgeCreate` and `BridgeDestroy` (Asterisk `main/manager_bridges.c`).
    pub struct BridgeChange;
}

view! {
    /// The events `BridgeEnter` and `BridgeLeave`: who talks with whom.
    pub struct BridgeMember;
}

view! {
    /// The event `BridgeMerge`.
    pub struct BridgeMerge;
}

/// What an event says of one bridge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BridgeSnapshot<'a> {
    message: Message<'a>,
    prefix: &'static str,
}

impl<'a> BridgeChange<'a> {
    /// The bridge.
    pub fn bridge(self) -> BridgeSnapshot<'a> {
        BridgeSnapshot {
            message: self.0,
            prefix: "",
        }
    }
}

impl<'a> BridgeMember<'a> {
    /// The bridge, as it is after the step.
    pub fn bridge(self) -> BridgeSnapshot<'a> {
        BridgeSnapshot {
            message: self.0,
            prefix: "",
        }
    }

    /// The channel that entered or left.
    pub fn channel(self) -> ChannelSnapshot<'a> {
        ChannelSnapshot::new(self.0, "")
    }

    /// The channel whose place the entering one took.
    pub fn swapped_with(self) -> Option<UniqueId> {
        self.0.known("SwapUniqueid").map(UniqueId::new)
    }
}

impl<'a> BridgeMerge<'a> {
    /// The bridge that is left empty.
    pub fn from(self) -> BridgeSnapshot<'a> {
        BridgeSnapshot {
            message: self.0,
            prefix: "From",
        }
    }

    /// The bridge that takes the channels.
    pub fn to(self) -> BridgeSnapshot<'a> {
        BridgeSnapshot {
            message: self.0,
            prefix: "To",
        }
    }
}

impl<'a> BridgeSnapshot<'a> {
    fn field(self, name: &str) -> Option<Cow<'a, str>> {
        self.message.joined(self.prefix, name)
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

    /// `BridgeName`, such as a conference's.
    pub fn name(self) -> Option<Cow<'a, str>> {
        self.field("BridgeName")
    }

    /// `BridgeNumChannels`.
    pub fn channels(self) -> Option<u32> {
        self.field("BridgeNumChannels")?.parse().ok()
    }
}

#[cfg(test)]
mod tests {
    use crate::Event;
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
}
