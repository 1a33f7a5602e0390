// Generated from ami/catalogue/events.toml and types.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

use std::borrow::Cow;

use crate::event::ChannelSnapshot;
use crate::value::UniqueId;

view! {
    /// Reads the event `LocalBridge` (Asterisk `main/core_local.c`).
    pub struct LocalBridge {
        LocalBridge
    }
}

impl<'a> LocalBridge<'a> {
    /// The channel whose headers begin with `LocalOne`.
    pub fn local_one(self) -> ChannelSnapshot<'a> {
        ChannelSnapshot::new(self.0, "LocalOne")
    }
    /// The channel whose headers begin with `LocalTwo`.
    pub fn local_two(self) -> ChannelSnapshot<'a> {
        ChannelSnapshot::new(self.0, "LocalTwo")
    }
    /// `Context`.
    pub fn context(self) -> Option<Cow<'a, str>> {
        self.0.known("Context")
    }
    /// `Exten`.
    pub fn extension(self) -> Option<Cow<'a, str>> {
        self.0.known("Exten")
    }
    /// `LocalOptimization`.
    pub fn local_optimization(self) -> Option<bool> {
        self.0.flag("LocalOptimization")
    }
}

view! {
    /// Reads the event `LocalOptimizationBegin` (Asterisk `main/core_local.c`).
    pub struct LocalOptimizationBegin {
        LocalOptimizationBegin
    }
}

impl<'a> LocalOptimizationBegin<'a> {
    /// The channel whose headers begin with `LocalOne`.
    pub fn local_one(self) -> ChannelSnapshot<'a> {
        ChannelSnapshot::new(self.0, "LocalOne")
    }
    /// The channel whose headers begin with `LocalTwo`.
    pub fn local_two(self) -> ChannelSnapshot<'a> {
        ChannelSnapshot::new(self.0, "LocalTwo")
    }
    /// The channel whose headers begin with `Source`.
    pub fn source(self) -> Option<ChannelSnapshot<'a>> {
        ChannelSnapshot::new(self.0, "Source").if_present()
    }
    /// `DestUniqueId`.
    pub fn dest_unique_id(self) -> Option<UniqueId> {
        self.0.unique_id("DestUniqueId")
    }
    /// `Id`.
    pub fn id(self) -> Option<Cow<'a, str>> {
        self.0.known("Id")
    }
}

view! {
    /// Reads the event `LocalOptimizationEnd` (Asterisk `main/core_local.c`).
    pub struct LocalOptimizationEnd {
        LocalOptimizationEnd
    }
}

impl<'a> LocalOptimizationEnd<'a> {
    /// The channel whose headers begin with `LocalOne`.
    pub fn local_one(self) -> ChannelSnapshot<'a> {
        ChannelSnapshot::new(self.0, "LocalOne")
    }
    /// The channel whose headers begin with `LocalTwo`.
    pub fn local_two(self) -> ChannelSnapshot<'a> {
        ChannelSnapshot::new(self.0, "LocalTwo")
    }
    /// `Success`.
    pub fn success(self) -> Option<bool> {
        self.0.flag("Success")
    }
    /// `Id`.
    pub fn id(self) -> Option<Cow<'a, str>> {
        self.0.known("Id")
    }
}
