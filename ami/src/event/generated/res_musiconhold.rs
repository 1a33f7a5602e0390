// Generated from ami/catalogue/events.toml and types.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

use std::borrow::Cow;

use crate::value::{ChannelName, UniqueId};

view! {
    /// Reads the event `MusicOnHold` (Asterisk `res/res_musiconhold.c`).
    pub struct LegacyMusicOnHold {
        MusicOnHold
    }
}

impl<'a> LegacyMusicOnHold<'a> {
    /// `State`.
    pub fn state(self) -> Option<Cow<'a, str>> {
        self.0.known("State")
    }
    /// `Channel`.
    pub fn channel(self) -> Option<ChannelName> {
        self.0.channel_name("Channel")
    }
    /// `UniqueID`.
    pub fn unique_id(self) -> Option<UniqueId> {
        self.0.unique_id("UniqueID")
    }
    /// `Class`.
    pub fn class(self) -> Option<Cow<'a, str>> {
        self.0.known("Class")
    }
}
