// Generated from ami/catalogue/events.toml and types.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

use std::borrow::Cow;
use std::time::Duration;

use crate::event::{BridgeSnapshot, ChannelSnapshot};

view! {
    /// Reads the events
    /// `ConfbridgeEnd`, `ConfbridgeRecord`, `ConfbridgeStart`, `ConfbridgeStopRecord` (Asterisk
    /// `apps/confbridge/confbridge_manager.c`).
    pub struct ConfbridgeRoom {
        ConfbridgeEnd, ConfbridgeRecord, ConfbridgeStart, ConfbridgeStopRecord
    }
}

impl<'a> ConfbridgeRoom<'a> {
    /// The bridge.
    pub fn bridge(self) -> BridgeSnapshot<'a> {
        BridgeSnapshot::new(self.0, "")
    }
    /// `Conference`.
    pub fn conference(self) -> Option<Cow<'a, str>> {
        self.0.known("Conference")
    }
}

view! {
    /// Reads the events
    /// `ConfbridgeJoin`, `ConfbridgeLeave`, `ConfbridgeMute`, `ConfbridgeTalking`, `ConfbridgeUnmute`
    /// (Asterisk `apps/confbridge/confbridge_manager.c`).
    pub struct ConfbridgeMember {
        ConfbridgeJoin, ConfbridgeLeave, ConfbridgeMute, ConfbridgeTalking, ConfbridgeUnmute
    }
}

impl<'a> ConfbridgeMember<'a> {
    /// The channel.
    pub fn channel(self) -> ChannelSnapshot<'a> {
        ChannelSnapshot::new(self.0, "")
    }
    /// The bridge.
    pub fn bridge(self) -> BridgeSnapshot<'a> {
        BridgeSnapshot::new(self.0, "")
    }
    /// `Conference`.
    pub fn conference(self) -> Option<Cow<'a, str>> {
        self.0.known("Conference")
    }
    /// `Admin`.
    pub fn admin(self) -> Option<bool> {
        self.0.flag("Admin")
    }
    /// `Muted`.
    pub fn muted(self) -> Option<bool> {
        self.0.flag("Muted")
    }
    /// `TalkingStatus`.
    pub fn talking_status(self) -> Option<bool> {
        self.0.flag("TalkingStatus")
    }
}

view! {
    /// Reads the event `ConfbridgeList` (Asterisk `apps/app_confbridge.c`).
    pub struct ConfbridgeList {
        ConfbridgeList
    }
}

impl<'a> ConfbridgeList<'a> {
    /// The channel.
    pub fn channel(self) -> ChannelSnapshot<'a> {
        ChannelSnapshot::new(self.0, "")
    }
    /// `Conference`.
    pub fn conference(self) -> Option<Cow<'a, str>> {
        self.0.known("Conference")
    }
    /// `Admin`.
    pub fn admin(self) -> Option<bool> {
        self.0.flag("Admin")
    }
    /// `MarkedUser`.
    pub fn marked_user(self) -> Option<bool> {
        self.0.flag("MarkedUser")
    }
    /// `WaitMarked`.
    pub fn wait_marked(self) -> Option<bool> {
        self.0.flag("WaitMarked")
    }
    /// `EndMarked`.
    pub fn end_marked(self) -> Option<bool> {
        self.0.flag("EndMarked")
    }
    /// `Waiting`.
    pub fn waiting(self) -> Option<bool> {
        self.0.flag("Waiting")
    }
    /// `Muted`.
    pub fn muted(self) -> Option<bool> {
        self.0.flag("Muted")
    }
    /// `Talking`.
    pub fn talking(self) -> Option<bool> {
        self.0.flag("Talking")
    }
    /// `AnsweredTime`.
    pub fn answered_for(self) -> Option<Duration> {
        self.0.seconds("AnsweredTime")
    }
    /// `EndMarkedAny`.
    pub fn end_marked_any(self) -> Option<bool> {
        self.0.flag("EndMarkedAny")
    }
}

view! {
    /// Reads the event `ConfbridgeListRooms` (Asterisk `apps/app_confbridge.c`).
    pub struct ConfbridgeRoomItem {
        ConfbridgeListRooms
    }
}

impl<'a> ConfbridgeRoomItem<'a> {
    /// `Conference`.
    pub fn conference(self) -> Option<Cow<'a, str>> {
        self.0.known("Conference")
    }
    /// `Parties`.
    pub fn parties(self) -> Option<u32> {
        self.0.number("Parties")
    }
    /// `Marked`.
    pub fn marked(self) -> Option<u32> {
        self.0.number("Marked")
    }
    /// `Locked`.
    pub fn locked(self) -> Option<bool> {
        self.0.flag("Locked")
    }
    /// `Muted`.
    pub fn muted(self) -> Option<bool> {
        self.0.flag("Muted")
    }
}
