// Generated from ami/catalogue/events.toml and types.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

use std::borrow::Cow;

view! {
    /// Reads the event `MobileStatus` (Asterisk `addons/chan_mobile.c`).
    pub struct MobileStatus {
        MobileStatus
    }
}

impl<'a> MobileStatus<'a> {
    /// `Status`.
    pub fn status(self) -> Option<Cow<'a, str>> {
        self.0.known("Status")
    }
    /// `Device`.
    pub fn device(self) -> Option<Cow<'a, str>> {
        self.0.known("Device")
    }
}
