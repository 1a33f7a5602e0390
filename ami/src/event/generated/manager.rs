// Generated from ami/catalogue/events.toml and types.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

use crate::value::ChannelName;

view! {
    /// Reads the event `ChannelHungup` (Asterisk `main/manager.c`).
    pub struct ChannelHungup {
        ChannelHungup
    }
}

impl ChannelHungup<'_> {
    /// `Channel`.
    pub fn channel(self) -> Option<ChannelName> {
        self.0.channel_name("Channel")
    }
}

view! {
    /// Reads the event `CoreShowChannelMap` (Asterisk `main/manager.c`).
    pub struct CoreShowChannelMap {
        CoreShowChannelMap
    }
}

impl CoreShowChannelMap<'_> {
    /// `Channel`.
    pub fn channel(self) -> Option<ChannelName> {
        self.0.channel_name("Channel")
    }
    /// `ConnectedChannel`.
    pub fn connected_channel(self) -> Option<ChannelName> {
        self.0.channel_name("ConnectedChannel")
    }
}
