// Generated from ami/catalogue/events.toml and types.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

use std::borrow::Cow;

view! {
    /// Reads the event `DeviceEntry` (Asterisk `channels/chan_skinny.c`).
    pub struct DeviceEntry {
        DeviceEntry
    }
}

impl<'a> DeviceEntry<'a> {
    /// `Channeltype`.
    pub fn channel_type(self) -> Option<Cow<'a, str>> {
        self.0.known("Channeltype")
    }
    /// `ObjectName`.
    pub fn object_name(self) -> Option<Cow<'a, str>> {
        self.0.known("ObjectName")
    }
    /// `ChannelObjectType`.
    pub fn channel_object_type(self) -> Option<Cow<'a, str>> {
        self.0.known("ChannelObjectType")
    }
    /// `DeviceId`.
    pub fn device_id(self) -> Option<Cow<'a, str>> {
        self.0.known("DeviceId")
    }
    /// `IPaddress`.
    pub fn ip_address(self) -> Option<Cow<'a, str>> {
        self.0.known("IPaddress")
    }
    /// `Type`.
    pub fn type_(self) -> Option<Cow<'a, str>> {
        self.0.known("Type")
    }
    /// `Devicestatus`.
    pub fn device_status(self) -> Option<Cow<'a, str>> {
        self.0.known("Devicestatus")
    }
    /// `NumberOfLines`.
    pub fn number_of_lines(self) -> Option<u32> {
        self.0.number("NumberOfLines")
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
    /// Reads the event `LineEntry` (Asterisk `channels/chan_skinny.c`).
    pub struct LineEntry {
        LineEntry
    }
}

impl<'a> LineEntry<'a> {
    /// `Channeltype`.
    pub fn channel_type(self) -> Option<Cow<'a, str>> {
        self.0.known("Channeltype")
    }
    /// `ObjectName`.
    pub fn object_name(self) -> Option<Cow<'a, str>> {
        self.0.known("ObjectName")
    }
    /// `ChannelObjectType`.
    pub fn channel_object_type(self) -> Option<Cow<'a, str>> {
        self.0.known("ChannelObjectType")
    }
    /// `Device`.
    pub fn device(self) -> Option<Cow<'a, str>> {
        self.0.known("Device")
    }
    /// `Instance`.
    pub fn instance(self) -> Option<u32> {
        self.0.number("Instance")
    }
    /// `Label`.
    pub fn label(self) -> Option<Cow<'a, str>> {
        self.0.known("Label")
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
