// Generated from ami/catalogue/events.toml and types.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

use std::borrow::Cow;

use crate::event::{BridgeSnapshot, ChannelSnapshot};
use crate::value::UniqueId;

view! {
    /// Reads the events
    /// `BridgeCreate`, `BridgeDestroy`, `BridgeListItem` (Asterisk `main/manager_bridges.c`).
    pub struct BridgeEvent {
        BridgeCreate, BridgeDestroy, BridgeListItem
    }
}

impl<'a> BridgeEvent<'a> {
    /// The bridge.
    pub fn bridge(self) -> BridgeSnapshot<'a> {
        BridgeSnapshot::new(self.0, "")
    }
}

view! {
    /// Reads the events
    /// `BridgeEnter`, `BridgeLeave` (Asterisk `main/manager_bridges.c`).
    pub struct BridgeMember {
        BridgeEnter, BridgeLeave
    }
}

impl<'a> BridgeMember<'a> {
    /// The channel.
    pub fn channel(self) -> ChannelSnapshot<'a> {
        ChannelSnapshot::new(self.0, "")
    }
    /// The bridge.
    pub fn bridge(self) -> BridgeSnapshot<'a> {
        BridgeSnapshot::new(self.0, "")
    }
    /// `SwapUniqueid`.
    pub fn swapped_with(self) -> Option<UniqueId> {
        self.0.unique_id("SwapUniqueid")
    }
}

view! {
    /// Reads the event `BridgeInfoComplete` (Asterisk `main/manager_bridges.c`).
    pub struct BridgeInfoComplete {
        BridgeInfoComplete
    }
}

impl<'a> BridgeInfoComplete<'a> {
    /// The bridge.
    pub fn bridge(self) -> BridgeSnapshot<'a> {
        BridgeSnapshot::new(self.0, "")
    }
    /// `EventList`.
    pub fn event_list(self) -> Option<Cow<'a, str>> {
        self.0.known("EventList")
    }
    /// `ListItems`.
    pub fn list_items(self) -> Option<u32> {
        self.0.number("ListItems")
    }
}

view! {
    /// Reads the event `BridgeMerge` (Asterisk `main/manager_bridges.c`).
    pub struct BridgeMerge {
        BridgeMerge
    }
}

impl<'a> BridgeMerge<'a> {
    /// The bridge whose headers begin with `To`.
    pub fn to(self) -> BridgeSnapshot<'a> {
        BridgeSnapshot::new(self.0, "To")
    }
    /// The bridge whose headers begin with `From`.
    pub fn from(self) -> BridgeSnapshot<'a> {
        BridgeSnapshot::new(self.0, "From")
    }
}

view! {
    /// Reads the event `BridgeVideoSourceUpdate` (Asterisk `main/manager_bridges.c`).
    pub struct BridgeVideoSourceUpdate {
        BridgeVideoSourceUpdate
    }
}

impl<'a> BridgeVideoSourceUpdate<'a> {
    /// The bridge.
    pub fn bridge(self) -> BridgeSnapshot<'a> {
        BridgeSnapshot::new(self.0, "")
    }
    /// `BridgePreviousVideoSource`.
    pub fn bridge_previous_video_source(self) -> Option<Cow<'a, str>> {
        self.0.known("BridgePreviousVideoSource")
    }
}
