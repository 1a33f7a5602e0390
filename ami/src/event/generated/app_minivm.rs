// Generated from ami/catalogue/events.toml and types.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

use std::borrow::Cow;

use crate::event::ChannelSnapshot;

view! {
    /// Reads the event `MiniVoiceMail` (Asterisk `apps/app_minivm.c`).
    pub struct MiniVoiceMail {
        MiniVoiceMail
    }
}

impl<'a> MiniVoiceMail<'a> {
    /// The channel.
    pub fn channel(self) -> ChannelSnapshot<'a> {
        ChannelSnapshot::new(self.0, "")
    }
    /// `Action`.
    pub fn action(self) -> Option<Cow<'a, str>> {
        self.0.known("Action")
    }
    /// `Mailbox`.
    pub fn mailbox(self) -> Option<Cow<'a, str>> {
        self.0.known("Mailbox")
    }
    /// `Counter`.
    pub fn counter(self) -> Option<u32> {
        self.0.number("Counter")
    }
}
