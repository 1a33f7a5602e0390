// Generated from ami/catalogue/events.toml and types.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

use std::borrow::Cow;

use crate::value::{ChannelName, DialStatus, UniqueId};

view! {
    /// Reads the event `Dial` (Asterisk `apps/app_dial.c`).
    pub struct LegacyDial {
        Dial
    }
}

impl<'a> LegacyDial<'a> {
    /// `SubEvent`.
    pub fn sub_event(self) -> Option<Cow<'a, str>> {
        self.0.known("SubEvent")
    }
    /// `Channel`.
    pub fn channel(self) -> Option<ChannelName> {
        self.0.channel_name("Channel")
    }
    /// `Source`.
    pub fn source(self) -> Option<ChannelName> {
        self.0.channel_name("Source")
    }
    /// `Destination`.
    pub fn destination(self) -> Option<ChannelName> {
        self.0.channel_name("Destination")
    }
    /// `CallerID`.
    pub fn caller_id(self) -> Option<Cow<'a, str>> {
        self.0.known("CallerID")
    }
    /// `CallerIDNum`.
    pub fn caller_number(self) -> Option<Cow<'a, str>> {
        self.0.known("CallerIDNum")
    }
    /// `CallerIDName`.
    pub fn caller_name(self) -> Option<Cow<'a, str>> {
        self.0.known("CallerIDName")
    }
    /// `ConnectedLineNum`.
    pub fn connected_number(self) -> Option<Cow<'a, str>> {
        self.0.known("ConnectedLineNum")
    }
    /// `ConnectedLineName`.
    pub fn connected_name(self) -> Option<Cow<'a, str>> {
        self.0.known("ConnectedLineName")
    }
    /// `UniqueID`.
    pub fn unique_id(self) -> Option<UniqueId> {
        self.0.unique_id("UniqueID")
    }
    /// `SrcUniqueID`.
    pub fn src_unique_id(self) -> Option<UniqueId> {
        self.0.unique_id("SrcUniqueID")
    }
    /// `DestUniqueID`.
    pub fn dest_unique_id(self) -> Option<UniqueId> {
        self.0.unique_id("DestUniqueID")
    }
    /// `Dialstring`.
    pub fn dial_string(self) -> Option<Cow<'a, str>> {
        self.0.known("Dialstring")
    }
    /// `DialStatus`.
    pub fn dial_status(self) -> Option<DialStatus> {
        self.0.worded("DialStatus", DialStatus::from_word)
    }
}
