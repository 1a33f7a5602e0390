// Generated from ami/catalogue/events.toml and types.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

use std::borrow::Cow;

use crate::event::ChannelSnapshot;

view! {
    /// Reads the event `MixMonitorMute` (Asterisk `apps/app_mixmonitor.c`).
    pub struct MixMonitorMute {
        MixMonitorMute
    }
}

impl<'a> MixMonitorMute<'a> {
    /// The channel.
    pub fn channel(self) -> ChannelSnapshot<'a> {
        ChannelSnapshot::new(self.0, "")
    }
    /// `Direction`.
    pub fn direction(self) -> Option<Cow<'a, str>> {
        self.0.known("Direction")
    }
    /// `State`.
    pub fn muted(self) -> Option<bool> {
        self.0.flag("State")
    }
}
