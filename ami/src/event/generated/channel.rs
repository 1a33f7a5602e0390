// Generated from ami/catalogue/events.toml and types.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

use std::borrow::Cow;

use crate::value::{ChannelName, DtmfDirection, UniqueId};

view! {
    /// Reads the events
    /// `Bridge`, `Link`, `Unlink` (Asterisk `main/channel.c`).
    pub struct LegacyBridge {
        Bridge, Link, Unlink
    }
}

impl<'a> LegacyBridge<'a> {
    /// `Bridgestate`.
    pub fn bridge_state(self) -> Option<Cow<'a, str>> {
        self.0.known("Bridgestate")
    }
    /// `Bridgetype`.
    pub fn bridge_type(self) -> Option<Cow<'a, str>> {
        self.0.known("Bridgetype")
    }
    /// `Channel1`.
    pub fn channel_1(self) -> Option<ChannelName> {
        self.0.channel_name("Channel1")
    }
    /// `Channel2`.
    pub fn channel_2(self) -> Option<ChannelName> {
        self.0.channel_name("Channel2")
    }
    /// `Uniqueid1`.
    pub fn unique_id_1(self) -> Option<UniqueId> {
        self.0.unique_id("Uniqueid1")
    }
    /// `Uniqueid2`.
    pub fn unique_id_2(self) -> Option<UniqueId> {
        self.0.unique_id("Uniqueid2")
    }
    /// `CallerID1`.
    pub fn caller_id_1(self) -> Option<Cow<'a, str>> {
        self.0.known("CallerID1")
    }
    /// `CallerID2`.
    pub fn caller_id_2(self) -> Option<Cow<'a, str>> {
        self.0.known("CallerID2")
    }
}

view! {
    /// Reads the event `DTMF` (Asterisk `main/channel.c`).
    pub struct LegacyDtmf {
        Dtmf
    }
}

impl<'a> LegacyDtmf<'a> {
    /// `Channel`.
    pub fn channel(self) -> Option<ChannelName> {
        self.0.channel_name("Channel")
    }
    /// `Uniqueid`.
    pub fn unique_id(self) -> Option<UniqueId> {
        self.0.unique_id("Uniqueid")
    }
    /// `Digit`.
    pub fn digit(self) -> Option<Cow<'a, str>> {
        self.0.known("Digit")
    }
    /// `Direction`.
    pub fn direction(self) -> Option<DtmfDirection> {
        self.0.worded("Direction", DtmfDirection::from_word)
    }
    /// `Begin`.
    pub fn begin(self) -> Option<bool> {
        self.0.flag("Begin")
    }
    /// `End`.
    pub fn end(self) -> Option<bool> {
        self.0.flag("End")
    }
}

view! {
    /// Reads the event `Masquerade` (Asterisk `main/channel.c`).
    pub struct LegacyMasquerade {
        Masquerade
    }
}

impl<'a> LegacyMasquerade<'a> {
    /// `Clone`.
    pub fn cloned(self) -> Option<ChannelName> {
        self.0.channel_name("Clone")
    }
    /// `CloneState`.
    pub fn clone_state(self) -> Option<Cow<'a, str>> {
        self.0.known("CloneState")
    }
    /// `Original`.
    pub fn original(self) -> Option<ChannelName> {
        self.0.channel_name("Original")
    }
    /// `OriginalState`.
    pub fn original_state(self) -> Option<Cow<'a, str>> {
        self.0.known("OriginalState")
    }
}

view! {
    /// Reads the event `Rename` (Asterisk `main/channel.c`).
    pub struct Rename {
        Rename
    }
}

impl Rename<'_> {
    /// `Channel`.
    pub fn old_name(self) -> Option<ChannelName> {
        self.0.channel_name("Channel")
    }
    /// `Newname`.
    pub fn new_name(self) -> Option<ChannelName> {
        self.0.channel_name("Newname")
    }
    /// `Uniqueid`.
    pub fn unique_id(self) -> Option<UniqueId> {
        self.0.unique_id("Uniqueid")
    }
}
