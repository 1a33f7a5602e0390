// Generated from ami/catalogue/events.toml and types.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

use std::borrow::Cow;

use crate::event::ChannelSnapshot;

view! {
    /// Reads the event `SessionTimeout` (Asterisk `channels/chan_sip.c`).
    pub struct SessionTimeout {
        SessionTimeout
    }
}

impl<'a> SessionTimeout<'a> {
    /// The channel.
    pub fn channel(self) -> ChannelSnapshot<'a> {
        ChannelSnapshot::new(self.0, "")
    }
    /// `Source`.
    pub fn source(self) -> Option<Cow<'a, str>> {
        self.0.known("Source")
    }
}

view! {
    /// Reads the event `SIPQualifyPeerDone` (Asterisk `channels/chan_sip.c`).
    pub struct SipQualifyPeerDone {
        SipQualifyPeerDone
    }
}

impl<'a> SipQualifyPeerDone<'a> {
    /// `Peer`.
    pub fn peer(self) -> Option<Cow<'a, str>> {
        self.0.known("Peer")
    }
}
