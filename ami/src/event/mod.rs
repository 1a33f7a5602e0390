//! Events as views: typed access to a message that keeps every header.
//!
//! A header that is missing, says `<unknown>` or is not what it should be, is `None`; the message itself is
//! always there ([`Event::message`]), so nothing is ever out of reach. Several events share a view where Asterisk
//! sends the same headers.

#[macro_use]
mod field;

mod bridge;
mod cdr;
mod channel;
mod device;
mod dial;
mod queue;
mod snapshot;
mod system;

pub use bridge::{BridgeChange, BridgeMember, BridgeMerge, BridgeSnapshot};
pub use cdr::Cdr;
pub use channel::{ChannelChange, CoreShowChannel, Hangup, Newexten, Rename};
pub use device::DeviceStateChange;
pub use dial::{Dial, OriginateResponse};
pub(crate) use field::unescape;
pub use queue::{AgentCall, QueueCaller, QueueEntry, QueueMember, QueueParams};
pub use snapshot::ChannelSnapshot;
pub use system::{FullyBooted, Shutdown};

use crate::wire::{Message, MessageBuf};

/// Declares [`Event`]: the variant, its view, the name on the wire.
macro_rules! events {
    ($($(#[$doc:meta])* $variant:ident($view:ident) = $($name:literal)|+,)+) => {
        /// An event, recognised by its name.
        ///
        /// ```
        /// use switchhook_ami::{Event, HangupCause, wire::MessageBuf};
        /// let message = MessageBuf::parse(b"Event: Hangup\r\nChannel: PJSIP/100-00000001\r\nCause: 17\r\n\r\n").unwrap();
        /// let Event::Hangup(hangup) = message.event() else { panic!("it says so") };
        /// assert_eq!(hangup.cause(), Some(HangupCause::Busy));
        /// assert_eq!(hangup.channel().name().unwrap().endpoint(), "PJSIP/100");
        /// ```
        #[derive(Clone, Copy, Debug)]
        #[non_exhaustive]
        pub enum Event<'a> {
            $($(#[$doc])* $variant($view<'a>),)+
            /// Any other message: read its headers by name.
            Other(Message<'a>),
        }

        impl<'a> Event<'a> {
            /// Recognises `message`.
            pub fn of(message: Message<'a>) -> Self {
                match message.event_name() {
                    $($(Some($name))|+ => Self::$variant($view::new(message)),)+
                    _ => Self::Other(message),
                }
            }

            /// The message with every header.
            pub fn message(&self) -> Message<'a> {
                match self {
                    $(Self::$variant(view) => view.message(),)+
                    Self::Other(message) => *message,
                }
            }
        }

        #[cfg(test)]
        mod tests {
            use super::*;

            #[test]
            fn every_name_is_recognised_and_keeps_its_message() {
                $($({
                    let text = format!("Event: {}\r\nExtra: kept\r\n\r\n", $name);
                    let message = MessageBuf::parse(text.as_bytes()).expect("a whole message");
                    let event = message.event();
                    assert!(matches!(event, Event::$variant(_)), "{text}");
                    assert_eq!(event.message().get("Extra"), Some("kept"));
                })+)+
            }

            #[test]
            fn an_unknown_event_is_reachable_as_a_message() {
                let message = MessageBuf::parse(b"Event: Novelty\r\nX: 1\r\n\r\n").expect("a whole message");
                assert_eq!(message.event().message().get("X"), Some("1"));
            }
        }
    };
}

events! {
    /// A channel was made.
    Newchannel(ChannelChange) = "Newchannel",
    /// A channel rings, was answered, and so on.
    Newstate(ChannelChange) = "Newstate",
    /// A channel talks to another party now.
    NewConnectedLine(ChannelChange) = "NewConnectedLine",
    /// A channel's own number or name has changed.
    NewCallerid(ChannelChange) = "NewCallerid",
    /// A channel's account code has changed.
    NewAccountCode(ChannelChange) = "NewAccountCode",
    /// A channel was put on hold.
    Hold(ChannelChange) = "Hold",
    /// A channel was taken off hold.
    Unhold(ChannelChange) = "Unhold",
    /// A channel reached another step of the dialplan (class dialplan).
    Newexten(Newexten) = "Newexten",
    /// A channel has another name.
    Rename(Rename) = "Rename",
    /// A channel is gone.
    Hangup(Hangup) = "Hangup",
    /// A channel in a list.
    CoreShowChannel(CoreShowChannel) = "CoreShowChannel",
    /// A bridge was made.
    BridgeCreate(BridgeChange) = "BridgeCreate",
    /// A bridge is gone.
    BridgeDestroy(BridgeChange) = "BridgeDestroy",
    /// A channel entered a bridge.
    BridgeEnter(BridgeMember) = "BridgeEnter",
    /// A channel left a bridge.
    BridgeLeave(BridgeMember) = "BridgeLeave",
    /// The channels of one bridge moved into another.
    BridgeMerge(BridgeMerge) = "BridgeMerge",
    /// A leg is being dialled.
    DialBegin(Dial) = "DialBegin",
    /// A dialled leg rings or progresses.
    DialState(Dial) = "DialState",
    /// Dialling a leg is over.
    DialEnd(Dial) = "DialEnd",
    /// What became of an asynchronous `Originate`, perhaps of another client.
    OriginateResponse(OriginateResponse) = "OriginateResponse",
    /// A member was added to a queue.
    QueueMemberAdded(QueueMember) = "QueueMemberAdded",
    /// A member was removed from a queue.
    QueueMemberRemoved(QueueMember) = "QueueMemberRemoved",
    /// A member's device rings, is in use and so on.
    QueueMemberStatus(QueueMember) = "QueueMemberStatus",
    /// A member paused or resumed; `QueueMemberPaused` up to Asterisk 11.
    QueueMemberPause(QueueMember) = "QueueMemberPause" | "QueueMemberPaused",
    /// A member's penalty has changed.
    QueueMemberPenalty(QueueMember) = "QueueMemberPenalty",
    /// A caller entered a queue.
    QueueCallerJoin(QueueCaller) = "QueueCallerJoin",
    /// A caller left a queue, for whatever reason.
    QueueCallerLeave(QueueCaller) = "QueueCallerLeave",
    /// A caller gave up waiting.
    QueueCallerAbandon(QueueCaller) = "QueueCallerAbandon",
    /// A member's telephone is being rung for a caller.
    AgentCalled(AgentCall) = "AgentCalled",
    /// A member answered a caller.
    AgentConnect(AgentCall) = "AgentConnect",
    /// A member's call with a caller is over.
    AgentComplete(AgentCall) = "AgentComplete",
    /// A member did not answer.
    AgentRingNoAnswer(AgentCall) = "AgentRingNoAnswer",
    /// A queue in a list.
    QueueParams(QueueParams) = "QueueParams",
    /// A member in a list.
    QueueMember(QueueMember) = "QueueMember",
    /// A waiting caller in a list.
    QueueEntry(QueueEntry) = "QueueEntry",
    /// A device changed its state, or stands in a list.
    DeviceStateChange(DeviceStateChange) = "DeviceStateChange",
    /// The record of a call (class cdr).
    Cdr(Cdr) = "Cdr",
    /// Asterisk is ready. May come right after login, later or never.
    FullyBooted(FullyBooted) = "FullyBooted",
    /// Asterisk ends; not guaranteed before the connection does.
    Shutdown(Shutdown) = "Shutdown",
}

impl<'a> Message<'a> {
    /// This message as an event.
    pub fn event(self) -> Event<'a> {
        Event::of(self)
    }
}

impl MessageBuf {
    /// This message as an event.
    pub fn event(&self) -> Event<'_> {
        Event::of(self.as_message())
    }
}
