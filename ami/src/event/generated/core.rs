// Generated from ami/catalogue/events.toml and types.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

use std::borrow::Cow;

use crate::event::ChannelSnapshot;
use crate::value::{ChannelName, DeviceState, PresenceState, UniqueId};

view! {
    /// Reads the event `DeadlockStart` (Asterisk `main/lock.c`).
    pub struct DeadlockStart {
        DeadlockStart
    }
}

impl<'a> DeadlockStart<'a> {
    /// `Mutex`.
    pub fn mutex(self) -> Option<Cow<'a, str>> {
        self.0.known("Mutex")
    }
}

view! {
    /// Reads the event `DeviceStateChange` (Asterisk `main/devicestate.c`).
    pub struct DeviceStateChange {
        DeviceStateChange
    }
}

impl<'a> DeviceStateChange<'a> {
    /// `Device`.
    pub fn device(self) -> Option<Cow<'a, str>> {
        self.0.known("Device")
    }
    /// `State`.
    pub fn state(self) -> Option<DeviceState> {
        self.0.worded("State", DeviceState::from_word)
    }
}

view! {
    /// Reads the event `LogChannel` (Asterisk `main/logger_doc.xml`).
    pub struct LogChannel {
        LogChannel
    }
}

impl<'a> LogChannel<'a> {
    /// `Channel`.
    pub fn channel(self) -> Option<Cow<'a, str>> {
        self.0.known("Channel")
    }
    /// `Enabled`.
    pub fn enabled(self) -> Option<bool> {
        self.0.flag("Enabled")
    }
    /// `Reason`.
    pub fn reason(self) -> Option<Cow<'a, str>> {
        self.0.known("Reason")
    }
}

view! {
    /// Reads the event `MessageWaiting` (Asterisk `main/manager_mwi.c`).
    pub struct MessageWaiting {
        MessageWaiting
    }
}

impl<'a> MessageWaiting<'a> {
    /// The channel.
    pub fn channel(self) -> ChannelSnapshot<'a> {
        ChannelSnapshot::new(self.0, "")
    }
    /// `Mailbox`.
    pub fn mailbox(self) -> Option<Cow<'a, str>> {
        self.0.known("Mailbox")
    }
    /// `Waiting`.
    pub fn waiting(self) -> Option<bool> {
        self.0.flag("Waiting")
    }
    /// `New`.
    pub fn new_messages(self) -> Option<u32> {
        self.0.number("New")
    }
    /// `Old`.
    pub fn old_messages(self) -> Option<u32> {
        self.0.number("Old")
    }
}

view! {
    /// Reads the event `Pickup` (Asterisk `main/pickup.c`).
    pub struct Pickup {
        Pickup
    }
}

impl<'a> Pickup<'a> {
    /// The channel.
    pub fn channel(self) -> ChannelSnapshot<'a> {
        ChannelSnapshot::new(self.0, "")
    }
    /// The channel whose headers begin with `Target`.
    pub fn target(self) -> ChannelSnapshot<'a> {
        ChannelSnapshot::new(self.0, "Target")
    }
}

view! {
    /// Reads the event `PresenceStateChange` (Asterisk `main/presencestate.c`).
    pub struct PresenceStateChange {
        PresenceStateChange
    }
}

impl<'a> PresenceStateChange<'a> {
    /// `Presentity`.
    pub fn presentity(self) -> Option<Cow<'a, str>> {
        self.0.known("Presentity")
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
    /// Reads the event `TestEvent` (Asterisk `main/test.c`).
    pub struct TestEvent {
        TestEvent
    }
}

impl<'a> TestEvent<'a> {
    /// `Type`.
    pub fn type_(self) -> Option<Cow<'a, str>> {
        self.0.known("Type")
    }
    /// `State`.
    pub fn state(self) -> Option<Cow<'a, str>> {
        self.0.known("State")
    }
    /// `AppFile`.
    pub fn app_file(self) -> Option<Cow<'a, str>> {
        self.0.known("AppFile")
    }
    /// `AppFunction`.
    pub fn app_function(self) -> Option<Cow<'a, str>> {
        self.0.known("AppFunction")
    }
    /// `AppLine`.
    pub fn app_line(self) -> Option<u32> {
        self.0.number("AppLine")
    }
    /// `CallID`.
    pub fn call_id(self) -> Option<Cow<'a, str>> {
        self.0.known("CallID")
    }
    /// `PriorCallID`.
    pub fn prior_call_id(self) -> Option<Cow<'a, str>> {
        self.0.known("PriorCallID")
    }
    /// `Channel`.
    pub fn channel(self) -> Option<ChannelName> {
        self.0.channel_name("Channel")
    }
}

view! {
    /// Reads the event `Transfer` (Asterisk `channels/chan_sip.c`).
    pub struct LegacyTransfer {
        Transfer
    }
}

impl<'a> LegacyTransfer<'a> {
    /// `TransferMethod`.
    pub fn transfer_method(self) -> Option<Cow<'a, str>> {
        self.0.known("TransferMethod")
    }
    /// `TransferType`.
    pub fn transfer_type(self) -> Option<Cow<'a, str>> {
        self.0.known("TransferType")
    }
    /// `Channel`.
    pub fn channel(self) -> Option<ChannelName> {
        self.0.channel_name("Channel")
    }
    /// `Uniqueid`.
    pub fn unique_id(self) -> Option<UniqueId> {
        self.0.unique_id("Uniqueid")
    }
    /// `SIP-Callid`.
    pub fn sip_callid(self) -> Option<Cow<'a, str>> {
        self.0.known("SIP-Callid")
    }
    /// `TargetChannel`.
    pub fn target_channel(self) -> Option<ChannelName> {
        self.0.channel_name("TargetChannel")
    }
    /// `TargetUniqueid`.
    pub fn target_unique_id(self) -> Option<UniqueId> {
        self.0.unique_id("TargetUniqueid")
    }
    /// `TransferExten`.
    pub fn transfer_extension(self) -> Option<Cow<'a, str>> {
        self.0.known("TransferExten")
    }
    /// `TransferContext`.
    pub fn transfer_context(self) -> Option<Cow<'a, str>> {
        self.0.known("TransferContext")
    }
    /// `Transfer2Parking`.
    pub fn transfer2parking(self) -> Option<Cow<'a, str>> {
        self.0.known("Transfer2Parking")
    }
    /// `ParkedSlot`.
    pub fn parked_slot(self) -> Option<Cow<'a, str>> {
        self.0.known("ParkedSlot")
    }
}

view! {
    /// Reads the event `UserEvent` (Asterisk `main/stasis.c`).
    pub struct UserEvent {
        UserEvent
    }
}

impl<'a> UserEvent<'a> {
    /// The channel.
    pub fn channel(self) -> Option<ChannelSnapshot<'a>> {
        ChannelSnapshot::new(self.0, "").if_present()
    }
    /// `UserEvent`.
    pub fn name(self) -> Option<Cow<'a, str>> {
        self.0.known("UserEvent")
    }
}
