// Generated from ami/catalogue/events.toml and types.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

use std::borrow::Cow;

use crate::event::{BridgeSnapshot, ChannelSnapshot};
use crate::value::{ChannelName, TransferResult};

view! {
    /// Reads the event `AttendedTransfer` (Asterisk `main/stasis_bridges.c`).
    pub struct AttendedTransfer {
        AttendedTransfer
    }
}

impl<'a> AttendedTransfer<'a> {
    /// The channel whose headers begin with `OrigTransferer`.
    pub fn orig_transferer(self) -> Option<ChannelSnapshot<'a>> {
        ChannelSnapshot::new(self.0, "OrigTransferer").if_present()
    }
    /// The channel whose headers begin with `SecondTransferer`.
    pub fn second_transferer(self) -> Option<ChannelSnapshot<'a>> {
        ChannelSnapshot::new(self.0, "SecondTransferer").if_present()
    }
    /// The channel whose headers begin with `LocalOne`.
    pub fn local_one(self) -> Option<ChannelSnapshot<'a>> {
        ChannelSnapshot::new(self.0, "LocalOne").if_present()
    }
    /// The channel whose headers begin with `LocalTwo`.
    pub fn local_two(self) -> Option<ChannelSnapshot<'a>> {
        ChannelSnapshot::new(self.0, "LocalTwo").if_present()
    }
    /// The channel whose headers begin with `Transferee`.
    pub fn transferee(self) -> Option<ChannelSnapshot<'a>> {
        ChannelSnapshot::new(self.0, "Transferee").if_present()
    }
    /// The channel whose headers begin with `TransferTarget`.
    pub fn transfer_target(self) -> Option<ChannelSnapshot<'a>> {
        ChannelSnapshot::new(self.0, "TransferTarget").if_present()
    }
    /// The bridge whose headers begin with `Orig`.
    pub fn orig_bridge(self) -> Option<BridgeSnapshot<'a>> {
        BridgeSnapshot::new(self.0, "Orig").if_present()
    }
    /// The bridge whose headers begin with `Second`.
    pub fn second_bridge(self) -> Option<BridgeSnapshot<'a>> {
        BridgeSnapshot::new(self.0, "Second").if_present()
    }
    /// `Result`.
    pub fn result(self) -> Option<TransferResult> {
        self.0.worded("Result", TransferResult::from_word)
    }
    /// `DestType`.
    pub fn dest_type(self) -> Option<Cow<'a, str>> {
        self.0.known("DestType")
    }
    /// `DestBridgeUniqueid`.
    pub fn dest_bridge_id(self) -> Option<Cow<'a, str>> {
        self.0.known("DestBridgeUniqueid")
    }
    /// `DestApp`.
    pub fn dest_app(self) -> Option<Cow<'a, str>> {
        self.0.known("DestApp")
    }
    /// `DestTransfererChannel`.
    pub fn dest_transferer_channel(self) -> Option<ChannelName> {
        self.0.channel_name("DestTransfererChannel")
    }
    /// `IsExternal`.
    pub fn is_external(self) -> Option<bool> {
        self.0.flag("IsExternal")
    }
}

view! {
    /// Reads the event `BlindTransfer` (Asterisk `main/stasis_bridges.c`).
    pub struct BlindTransfer {
        BlindTransfer
    }
}

impl<'a> BlindTransfer<'a> {
    /// The channel whose headers begin with `Transferer`.
    pub fn transferer(self) -> ChannelSnapshot<'a> {
        ChannelSnapshot::new(self.0, "Transferer")
    }
    /// The channel whose headers begin with `Transferee`.
    pub fn transferee(self) -> Option<ChannelSnapshot<'a>> {
        ChannelSnapshot::new(self.0, "Transferee").if_present()
    }
    /// The bridge.
    pub fn bridge(self) -> Option<BridgeSnapshot<'a>> {
        BridgeSnapshot::new(self.0, "").if_present()
    }
    /// `Result`.
    pub fn result(self) -> Option<TransferResult> {
        self.0.worded("Result", TransferResult::from_word)
    }
    /// `IsExternal`.
    pub fn is_external(self) -> Option<bool> {
        self.0.flag("IsExternal")
    }
    /// `Context`.
    pub fn context(self) -> Option<Cow<'a, str>> {
        self.0.known("Context")
    }
    /// `Extension`.
    pub fn extension(self) -> Option<Cow<'a, str>> {
        self.0.known("Extension")
    }
}
