// Generated from ami/catalogue/events.toml and types.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

use std::borrow::Cow;

view! {
    /// Reads the event `BridgeTechnologyListItem` (Asterisk `main/bridge.c`).
    pub struct BridgeTechnologyListItem {
        BridgeTechnologyListItem
    }
}

impl<'a> BridgeTechnologyListItem<'a> {
    /// `BridgeTechnology`.
    pub fn bridge_technology(self) -> Option<Cow<'a, str>> {
        self.0.known("BridgeTechnology")
    }
    /// `BridgeType`.
    pub fn bridge_type(self) -> Option<Cow<'a, str>> {
        self.0.known("BridgeType")
    }
    /// `BridgePriority`.
    pub fn bridge_priority(self) -> Option<u32> {
        self.0.number("BridgePriority")
    }
    /// `BridgeSuspended`.
    pub fn bridge_suspended(self) -> Option<bool> {
        self.0.flag("BridgeSuspended")
    }
}
