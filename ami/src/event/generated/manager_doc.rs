// Generated from ami/catalogue/events.toml and types.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

use std::borrow::Cow;
use std::time::Duration;

use crate::event::ChannelSnapshot;
use crate::value::{ChannelName, ExtensionState, PresenceState, UniqueId};

view! {
    /// Reads the event `CoreShowChannel` (Asterisk `main/manager_doc.xml`).
    pub struct CoreShowChannel {
        CoreShowChannel
    }
}

impl<'a> CoreShowChannel<'a> {
    /// The channel.
    pub fn channel(self) -> ChannelSnapshot<'a> {
        ChannelSnapshot::new(self.0, "")
    }
    /// `BridgeId`.
    pub fn bridge(self) -> Option<Cow<'a, str>> {
        self.0.known("BridgeId")
    }
    /// `Application`.
    pub fn application(self) -> Option<Cow<'a, str>> {
        self.0.known("Application")
    }
    /// `ApplicationData`.
    pub fn data(self) -> Option<Cow<'a, str>> {
        self.0.known("ApplicationData")
    }
    /// `Duration`, Asterisk writes `HH:MM:SS`.
    pub fn duration(self) -> Option<Duration> {
        self.0.clock("Duration")
    }
}

view! {
    /// Reads the event `ExtensionStatus` (Asterisk `main/manager_doc.xml`).
    pub struct ExtensionStatus {
        ExtensionStatus
    }
}

impl<'a> ExtensionStatus<'a> {
    /// `Exten`.
    pub fn extension(self) -> Option<Cow<'a, str>> {
        self.0.known("Exten")
    }
    /// `Context`.
    pub fn context(self) -> Option<Cow<'a, str>> {
        self.0.known("Context")
    }
    /// `Hint`.
    pub fn hint(self) -> Option<Cow<'a, str>> {
        self.0.known("Hint")
    }
    /// `Status`.
    pub fn status(self) -> Option<ExtensionState> {
        self.0.coded("Status", ExtensionState::from_code)
    }
    /// `StatusText`.
    pub fn status_text(self) -> Option<Cow<'a, str>> {
        self.0.known("StatusText")
    }
}

view! {
    /// Reads the event `OriginateResponse` (Asterisk `main/manager_doc.xml`).
    pub struct OriginateResponse {
        OriginateResponse
    }
}

impl<'a> OriginateResponse<'a> {
    /// `Channel`.
    pub fn channel(self) -> Option<ChannelName> {
        self.0.channel_name("Channel")
    }
    /// `Context`.
    pub fn context(self) -> Option<Cow<'a, str>> {
        self.0.known("Context")
    }
    /// `Exten`.
    pub fn extension(self) -> Option<Cow<'a, str>> {
        self.0.known("Exten")
    }
    /// `Application`.
    pub fn application(self) -> Option<Cow<'a, str>> {
        self.0.known("Application")
    }
    /// `Data`, exactly as sent, empty too.
    pub fn data(self) -> Option<Cow<'a, str>> {
        self.0.text("Data")
    }
    /// `Reason`.
    pub fn reason(self) -> Option<i32> {
        self.0.number("Reason")
    }
    /// `Uniqueid`.
    pub fn unique_id(self) -> Option<UniqueId> {
        self.0.unique_id("Uniqueid")
    }
    /// `CallerIDNum`.
    pub fn caller_number(self) -> Option<Cow<'a, str>> {
        self.0.known("CallerIDNum")
    }
    /// `CallerIDName`.
    pub fn caller_name(self) -> Option<Cow<'a, str>> {
        self.0.known("CallerIDName")
    }
}

view! {
    /// Reads the event `PresenceStatus` (Asterisk `main/manager_doc.xml`).
    pub struct PresenceStatus {
        PresenceStatus
    }
}

impl<'a> PresenceStatus<'a> {
    /// `Exten`.
    pub fn extension(self) -> Option<Cow<'a, str>> {
        self.0.known("Exten")
    }
    /// `Context`.
    pub fn context(self) -> Option<Cow<'a, str>> {
        self.0.known("Context")
    }
    /// `Hint`.
    pub fn hint(self) -> Option<Cow<'a, str>> {
        self.0.known("Hint")
    }
    /// `Status`.
    pub fn status(self) -> Option<PresenceState> {
        self.0.worded("Status", PresenceState::from_word)
    }
    /// `Subtype`, without the backslashes that Asterisk adds.
    pub fn subtype(self) -> Option<Cow<'a, str>> {
        self.0.escaped("Subtype")
    }
    /// `Message`, without the backslashes that Asterisk adds.
    pub fn note(self) -> Option<Cow<'a, str>> {
        self.0.escaped("Message")
    }
}

view! {
    /// Reads the event `Status` (Asterisk `main/manager_doc.xml`).
    pub struct Status {
        Status
    }
}

impl<'a> Status<'a> {
    /// The channel.
    pub fn channel(self) -> ChannelSnapshot<'a> {
        ChannelSnapshot::new(self.0, "")
    }
    /// `Type`.
    pub fn type_(self) -> Option<Cow<'a, str>> {
        self.0.known("Type")
    }
    /// `DNID`.
    pub fn dnid(self) -> Option<Cow<'a, str>> {
        self.0.known("DNID")
    }
    /// `EffectiveConnectedLineNum`.
    pub fn effective_connected_line_num(self) -> Option<Cow<'a, str>> {
        self.0.known("EffectiveConnectedLineNum")
    }
    /// `EffectiveConnectedLineName`.
    pub fn effective_connected_line_name(self) -> Option<Cow<'a, str>> {
        self.0.known("EffectiveConnectedLineName")
    }
    /// `TimeToHangup`, in seconds since 1970; `None` for never.
    pub fn hangs_up_at(self) -> Option<i64> {
        self.0.epoch("TimeToHangup")
    }
    /// `BridgeID`.
    pub fn bridge_id(self) -> Option<Cow<'a, str>> {
        self.0.known("BridgeID")
    }
    /// `Application`.
    pub fn application(self) -> Option<Cow<'a, str>> {
        self.0.known("Application")
    }
    /// `Data`.
    pub fn data(self) -> Option<Cow<'a, str>> {
        self.0.known("Data")
    }
    /// `Nativeformats`.
    pub fn native_formats(self) -> Option<Cow<'a, str>> {
        self.0.known("Nativeformats")
    }
    /// `Readformat`.
    pub fn read_format(self) -> Option<Cow<'a, str>> {
        self.0.known("Readformat")
    }
    /// `Readtrans`.
    pub fn read_translation(self) -> Option<Cow<'a, str>> {
        self.0.known("Readtrans")
    }
    /// `Writeformat`.
    pub fn write_format(self) -> Option<Cow<'a, str>> {
        self.0.known("Writeformat")
    }
    /// `Writetrans`.
    pub fn write_translation(self) -> Option<Cow<'a, str>> {
        self.0.known("Writetrans")
    }
    /// `Callgroup`.
    pub fn call_group(self) -> Option<u64> {
        self.0.number("Callgroup")
    }
    /// `Pickupgroup`.
    pub fn pickup_group(self) -> Option<u64> {
        self.0.number("Pickupgroup")
    }
    /// `Seconds`.
    pub fn seconds(self) -> Option<Duration> {
        self.0.seconds("Seconds")
    }
}
