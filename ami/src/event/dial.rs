use std::borrow::Cow;

use super::snapshot::ChannelSnapshot;
use crate::value::{ChannelName, DialStatus, UniqueId};

view! {
    /// The events `DialBegin`, `DialState` and `DialEnd` (Asterisk `main/manager_channels.c`).
    pub struct Dial;
}

view! {
    /// The event `OriginateResponse`, sent to every client with read class call.
    pub struct OriginateResponse;
}

impl<'a> Dial<'a> {
    /// The channel that dials; absent for an originated call.
    pub fn caller(self) -> Option<ChannelSnapshot<'a>> {
        Some(ChannelSnapshot::new(self.0, "")).filter(|caller| caller.is_present())
    }

    /// The channel that is dialled.
    pub fn dialled(self) -> ChannelSnapshot<'a> {
        ChannelSnapshot::new(self.0, "Dest")
    }

    /// `DialString`: what was dialled, without the technology.
    pub fn dial_string(self) -> Option<Cow<'a, str>> {
        self.0.known("DialString")
    }

    /// How far it came; none in `DialBegin`.
    pub fn status(self) -> Option<DialStatus> {
        self.0
            .known("DialStatus")
            .map(|word| DialStatus::from_word(&word))
    }

    /// Where the dialled device has sent the call.
    pub fn forwarded_to(self) -> Option<Cow<'a, str>> {
        self.0.known("Forward")
    }
}

impl OriginateResponse<'_> {
    /// Whether the far end answered.
    pub fn is_success(self) -> bool {
        self.0
            .get("Response")
            .is_some_and(|word| word.eq_ignore_ascii_case("Success"))
    }

    /// `Reason`: 4 answered, 5 busy, 3 no answer, 8 congestion, 1 hung up, 0 failure; other numbers occur.
    pub fn reason(self) -> Option<i32> {
        self.0.number("Reason")
    }

    /// The channel; what was asked for (`PJSIP/100`) if none was made.
    pub fn channel(self) -> Option<ChannelName> {
        self.0.known("Channel").map(ChannelName::new)
    }

    /// The channel's id, or the one asked for with
    /// [`channel_id`](crate::action::Originate::channel_id).
    pub fn unique_id(self) -> Option<UniqueId> {
        self.0.known("Uniqueid").map(UniqueId::new)
    }
}

#[cfg(test)]
mod tests {
    use crate::Event;
    use crate::value::DialStatus;
    use crate::wire::MessageBuf;

    #[test]
    fn an_originated_call_is_dialled_without_a_caller() {
        let message = MessageBuf::parse(
            b"Event: DialEnd\r\nDestChannel: PJSIP/200-00000002\r\nDestUniqueid: 1.2\r\nDialStatus: BUSY\r\n\r\n",
        )
        .expect("a whole message");
        let Event::DialEnd(dial) = message.event() else {
            panic!("{message:?}")
        };
        assert!(dial.caller().is_none());
        assert_eq!(
            dial.dialled().name().expect("it is there").endpoint(),
            "PJSIP/200"
        );
        assert_eq!(dial.status(), Some(DialStatus::Busy));
    }
}
