//! Events as views: typed access to a message that keeps every header.
//!
//! ```
//! use switchhook_ami::event::{Event, EventKind, Hangup};
//! use switchhook_ami::{HangupCause, MessageBuf};
//!
//! let message = MessageBuf::parse(b"Event: Hangup\r\nCause: 17\r\nNovelty: 1\r\n\r\n").unwrap();
//!
//! // One event among all that there are:
//! match message.event() {
//!     Event::Hangup(hangup) => assert_eq!(hangup.cause(), Some(HangupCause::Busy)),
//!     other => println!("{other:?}"),
//! }
//! // Only the one that is wanted; the others are not even linked into the program:
//! let hangup: Hangup<'_> = message.event_as().expect("it says so");
//! // By name, and every header there is:
//! assert_eq!(message.event_kind(), Some(EventKind::Hangup));
//! assert_eq!(hangup.message().get("Novelty"), Some("1"));
//! ```
//!
//! - A header that is missing, says `<unknown>` or is not what it should be, is `None`; the message itself is always
//!   there, so nothing is ever out of reach. Words and numbers that are not known survive in `Other`.
//! - Names of events and headers are compared without case, since Asterisk's own spelling differs between versions.
//! - Several events share a view where Asterisk sends the same headers: `QueueMember` reads members in live events, in
//!   lists, and in the `QueueMemberPaused` of Asterisk 11.
//! - What Asterisk says of a channel is a [`ChannelSnapshot`], of a bridge a [`BridgeSnapshot`], each with the prefix
//!   that its event gives it; what any event may say is an [`Envelope`].
//!
//! The kinds and views are generated from a table, `ami/catalogue/events.toml` in the repository. Written by hand are
//! [`OriginateResponse::is_success`], [`AgentCall::ring_time`], [`Status::variables`], [`Rtcp::reports`] and
//! [`ResourceListDetail::event_package`], which need more than a header's value.

#[macro_use]
mod view;

mod bridge;
mod by_hand;
mod envelope;
mod field;
mod filter;
mod generated;
mod snapshot;

pub use bridge::BridgeSnapshot;
pub use by_hand::RtcpReport;
pub use envelope::Envelope;
pub(crate) use field::unescape;
pub use filter::Filter;
pub use generated::*;
pub use snapshot::ChannelSnapshot;
pub use view::{EventView, Owned};

use crate::wire::{Message, MessageBuf};

impl EventKind {
    /// The kind of this name, compared without case.
    pub fn of(name: &str) -> Option<Self> {
        generated::candidate(name.as_bytes()).filter(|kind| kind.as_str().eq_ignore_ascii_case(name))
    }
}

/// Displays the name as Asterisk writes it.
impl std::fmt::Display for EventKind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}

impl<'a> Message<'a> {
    /// This message as an event.
    pub fn event(self) -> Event<'a> {
        Event::of(self)
    }

    /// This message as the events that `V` reads, if it is one of them.
    pub fn event_as<V: EventView<'a>>(self) -> Option<V> {
        V::from_message(self)
    }

    /// Which event this is, if it is one and its name is known.
    pub fn event_kind(self) -> Option<EventKind> {
        self.event_name().and_then(EventKind::of)
    }

    /// What any event may say.
    pub fn envelope(self) -> Envelope<'a> {
        Envelope::new(self)
    }
}

impl MessageBuf {
    /// See [`Message::event`].
    pub fn event(&self) -> Event<'_> {
        self.as_message().event()
    }

    /// See [`Message::event_as`].
    pub fn event_as<'a, V: EventView<'a>>(&'a self) -> Option<V> {
        self.as_message().event_as()
    }

    /// See [`Message::event_kind`].
    pub fn event_kind(&self) -> Option<EventKind> {
        self.as_message().event_kind()
    }

    /// See [`Message::envelope`].
    pub fn envelope(&self) -> Envelope<'_> {
        self.as_message().envelope()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message(text: &str) -> MessageBuf {
        MessageBuf::parse(text.as_bytes()).expect("a whole message")
    }

    #[test]
    fn every_kind_is_recognised_by_its_name_in_any_case_and_keeps_its_message() {
        for kind in EventKind::ALL {
            let name = kind.as_str();
            for spelling in [name.to_owned(), name.to_lowercase(), name.to_uppercase()] {
                assert_eq!(EventKind::of(&spelling), Some(kind));
                let message = message(&format!("Event: {spelling}\r\nExtra: kept\r\n\r\n"));
                assert_eq!(message.event_kind(), Some(kind));
                assert!(!matches!(message.event(), Event::Other(_)), "{spelling}");
                assert_eq!(message.event().message().get("Extra"), Some("kept"));
            }
        }
    }

    #[test]
    fn a_name_that_is_almost_known_is_not() {
        for kind in EventKind::ALL {
            let name = kind.as_str();
            for at in 0..name.len() {
                let mut other = name.as_bytes().to_vec();
                other[at] ^= 0x40;
                let other = String::from_utf8(other).expect("still ASCII");
                assert_eq!(EventKind::of(&other), None, "{other:?}");
            }
        }
        for name in ["", "H", "Hangup ", "Hängup", &"x".repeat(1000)] {
            assert_eq!(EventKind::of(name), None, "{name:?}");
        }
    }

    #[test]
    fn an_unknown_event_is_reachable_as_a_message() {
        let message = message("Event: Novelty\r\nX: 1\r\n\r\n");
        assert!(matches!(message.event(), Event::Other(_)));
        assert_eq!(message.event().message().get("X"), Some("1"));
        assert_eq!(message.event_kind(), None);
    }

    #[test]
    fn a_view_takes_its_own_events_only() {
        let status = message("Event: QueueMemberStatus\r\nInterface: PJSIP/100\r\n\r\n");
        assert!(status.event_as::<QueueMember<'_>>().is_some());
        assert!(status.event_as::<Hangup<'_>>().is_none());
        let response = message("Response: Success\r\nEvent: Hangup\r\n\r\n");
        assert!(
            response.event_as::<Hangup<'_>>().is_none(),
            "not an event by its first line"
        );
    }

    #[test]
    fn an_owned_event_gives_back_what_is_not_its_own() {
        let other = message("Event: Newstate\r\n\r\n");
        let refused = Owned::<Hangup<'static>>::new(other.clone()).expect_err("another event");
        assert_eq!(refused, other);
    }
}
