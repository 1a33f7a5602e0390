// Generated from ami/catalogue/events.toml and types.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

use std::borrow::Cow;

use crate::event::ChannelSnapshot;
use crate::value::{ChannelName, UniqueId};

view! {
    /// Reads the events
    /// `Alarm`, `AlarmClear` (Asterisk `channels/chan_dahdi.c`).
    pub struct DahdiAlarm {
        Alarm, AlarmClear
    }
}

impl<'a> DahdiAlarm<'a> {
    /// `DAHDIChannel`.
    pub fn dahdi_channel(self) -> Option<Cow<'a, str>> {
        self.0.known("DAHDIChannel")
    }
    /// `Alarm`.
    pub fn alarm(self) -> Option<Cow<'a, str>> {
        self.0.known("Alarm")
    }
}

view! {
    /// Reads the event `DAHDIChannel` (Asterisk `channels/chan_dahdi.c`).
    pub struct DahdiChannel {
        DahdiChannel
    }
}

impl<'a> DahdiChannel<'a> {
    /// The channel.
    pub fn channel(self) -> ChannelSnapshot<'a> {
        ChannelSnapshot::new(self.0, "")
    }
    /// `DAHDIGroup`.
    pub fn dahdi_group(self) -> Option<Cow<'a, str>> {
        self.0.known("DAHDIGroup")
    }
    /// `DAHDISpan`.
    pub fn dahdi_span(self) -> Option<u32> {
        self.0.number("DAHDISpan")
    }
    /// `DAHDIChannel`.
    pub fn dahdi_channel(self) -> Option<Cow<'a, str>> {
        self.0.known("DAHDIChannel")
    }
}

view! {
    /// Reads the event `DAHDIShowChannels` (Asterisk `channels/chan_dahdi.c`).
    pub struct DahdiShowChannels {
        DahdiShowChannels
    }
}

impl<'a> DahdiShowChannels<'a> {
    /// `DAHDIChannel`.
    pub fn dahdi_channel(self) -> Option<Cow<'a, str>> {
        self.0.known("DAHDIChannel")
    }
    /// `Channel`.
    pub fn channel(self) -> Option<ChannelName> {
        self.0.channel_name("Channel")
    }
    /// `Uniqueid`.
    pub fn unique_id(self) -> Option<UniqueId> {
        self.0.unique_id("Uniqueid")
    }
    /// `AccountCode`.
    pub fn account_code(self) -> Option<Cow<'a, str>> {
        self.0.known("AccountCode")
    }
    /// `Signalling`.
    pub fn signalling(self) -> Option<Cow<'a, str>> {
        self.0.known("Signalling")
    }
    /// `SignallingCode`.
    pub fn signalling_code(self) -> Option<Cow<'a, str>> {
        self.0.known("SignallingCode")
    }
    /// `Context`.
    pub fn context(self) -> Option<Cow<'a, str>> {
        self.0.known("Context")
    }
    /// `DND`.
    pub fn dnd(self) -> Option<bool> {
        self.0.flag("DND")
    }
    /// `Alarm`.
    pub fn alarm(self) -> Option<Cow<'a, str>> {
        self.0.known("Alarm")
    }
    /// `Description`.
    pub fn description(self) -> Option<Cow<'a, str>> {
        self.0.known("Description")
    }
}

view! {
    /// Reads the event `DAHDIShowStatus` (Asterisk `channels/chan_dahdi.c`).
    pub struct DahdiShowStatus {
        DahdiShowStatus
    }
}

impl<'a> DahdiShowStatus<'a> {
    /// `Span`.
    pub fn span(self) -> Option<u32> {
        self.0.number("Span")
    }
    /// `Description`.
    pub fn description(self) -> Option<Cow<'a, str>> {
        self.0.known("Description")
    }
    /// `Alarms`.
    pub fn alarms(self) -> Option<Cow<'a, str>> {
        self.0.known("Alarms")
    }
    /// `IRQ`.
    pub fn irq(self) -> Option<u32> {
        self.0.number("IRQ")
    }
    /// `bpviol`.
    pub fn bipolar_violations(self) -> Option<u32> {
        self.0.number("bpviol")
    }
    /// `CRC`.
    pub fn crc(self) -> Option<Cow<'a, str>> {
        self.0.known("CRC")
    }
    /// `Framing`.
    pub fn framing(self) -> Option<Cow<'a, str>> {
        self.0.known("Framing")
    }
    /// `Coding`.
    pub fn coding(self) -> Option<Cow<'a, str>> {
        self.0.known("Coding")
    }
    /// `Options`.
    pub fn options(self) -> Option<Cow<'a, str>> {
        self.0.known("Options")
    }
    /// `LBO`.
    pub fn lbo(self) -> Option<Cow<'a, str>> {
        self.0.known("LBO")
    }
}

view! {
    /// Reads the event `DNDState` (Asterisk `channels/chan_dahdi.c`).
    pub struct DndState {
        DndState
    }
}

impl<'a> DndState<'a> {
    /// `DAHDIChannel`.
    pub fn dahdi_channel(self) -> Option<Cow<'a, str>> {
        self.0.known("DAHDIChannel")
    }
    /// `Status`.
    pub fn enabled(self) -> Option<bool> {
        self.0.flag("Status")
    }
}

view! {
    /// Reads the event `MCID` (Asterisk `channels/sig_pri.c`).
    pub struct Mcid {
        Mcid
    }
}

impl<'a> Mcid<'a> {
    /// The channel.
    pub fn channel(self) -> ChannelSnapshot<'a> {
        ChannelSnapshot::new(self.0, "")
    }
    /// `MCallerIDNumValid`.
    pub fn m_caller_id_num_valid(self) -> Option<bool> {
        self.0.flag("MCallerIDNumValid")
    }
    /// `MCallerIDNum`.
    pub fn m_caller_id_num(self) -> Option<Cow<'a, str>> {
        self.0.known("MCallerIDNum")
    }
    /// `MCallerIDton`.
    pub fn m_caller_id_ton(self) -> Option<Cow<'a, str>> {
        self.0.known("MCallerIDton")
    }
    /// `MCallerIDNumPlan`.
    pub fn m_caller_id_num_plan(self) -> Option<Cow<'a, str>> {
        self.0.known("MCallerIDNumPlan")
    }
    /// `MCallerIDNumPres`.
    pub fn m_caller_id_num_pres(self) -> Option<Cow<'a, str>> {
        self.0.known("MCallerIDNumPres")
    }
    /// `MCallerIDNameValid`.
    pub fn m_caller_id_name_valid(self) -> Option<bool> {
        self.0.flag("MCallerIDNameValid")
    }
    /// `MCallerIDName`.
    pub fn m_caller_id_name(self) -> Option<Cow<'a, str>> {
        self.0.known("MCallerIDName")
    }
    /// `MCallerIDNameCharSet`.
    pub fn m_caller_id_name_char_set(self) -> Option<Cow<'a, str>> {
        self.0.known("MCallerIDNameCharSet")
    }
    /// `MCallerIDNamePres`.
    pub fn m_caller_id_name_pres(self) -> Option<Cow<'a, str>> {
        self.0.known("MCallerIDNamePres")
    }
    /// `MCallerIDSubaddr`.
    pub fn m_caller_id_subaddr(self) -> Option<Cow<'a, str>> {
        self.0.known("MCallerIDSubaddr")
    }
    /// `MCallerIDSubaddrType`.
    pub fn m_caller_id_subaddr_type(self) -> Option<Cow<'a, str>> {
        self.0.known("MCallerIDSubaddrType")
    }
    /// `MCallerIDSubaddrOdd`.
    pub fn m_caller_id_subaddr_odd(self) -> Option<bool> {
        self.0.flag("MCallerIDSubaddrOdd")
    }
    /// `MCallerIDPres`.
    pub fn m_caller_id_pres(self) -> Option<Cow<'a, str>> {
        self.0.known("MCallerIDPres")
    }
    /// `MConnectedIDNumValid`.
    pub fn m_connected_id_num_valid(self) -> Option<bool> {
        self.0.flag("MConnectedIDNumValid")
    }
    /// `MConnectedIDNum`.
    pub fn m_connected_id_num(self) -> Option<Cow<'a, str>> {
        self.0.known("MConnectedIDNum")
    }
    /// `MConnectedIDton`.
    pub fn m_connected_id_ton(self) -> Option<Cow<'a, str>> {
        self.0.known("MConnectedIDton")
    }
    /// `MConnectedIDNumPlan`.
    pub fn m_connected_id_num_plan(self) -> Option<Cow<'a, str>> {
        self.0.known("MConnectedIDNumPlan")
    }
    /// `MConnectedIDNumPres`.
    pub fn m_connected_id_num_pres(self) -> Option<Cow<'a, str>> {
        self.0.known("MConnectedIDNumPres")
    }
    /// `MConnectedIDNameValid`.
    pub fn m_connected_id_name_valid(self) -> Option<bool> {
        self.0.flag("MConnectedIDNameValid")
    }
    /// `MConnectedIDName`.
    pub fn m_connected_id_name(self) -> Option<Cow<'a, str>> {
        self.0.known("MConnectedIDName")
    }
    /// `MConnectedIDNameCharSet`.
    pub fn m_connected_id_name_char_set(self) -> Option<Cow<'a, str>> {
        self.0.known("MConnectedIDNameCharSet")
    }
    /// `MConnectedIDNamePres`.
    pub fn m_connected_id_name_pres(self) -> Option<Cow<'a, str>> {
        self.0.known("MConnectedIDNamePres")
    }
    /// `MConnectedIDSubaddr`.
    pub fn m_connected_id_subaddr(self) -> Option<Cow<'a, str>> {
        self.0.known("MConnectedIDSubaddr")
    }
    /// `MConnectedIDSubaddrType`.
    pub fn m_connected_id_subaddr_type(self) -> Option<Cow<'a, str>> {
        self.0.known("MConnectedIDSubaddrType")
    }
    /// `MConnectedIDSubaddrOdd`.
    pub fn m_connected_id_subaddr_odd(self) -> Option<bool> {
        self.0.flag("MConnectedIDSubaddrOdd")
    }
    /// `MConnectedIDPres`.
    pub fn m_connected_id_pres(self) -> Option<Cow<'a, str>> {
        self.0.known("MConnectedIDPres")
    }
}

view! {
    /// Reads the event `PRIShowSpans` (Asterisk `channels/sig_pri.c`).
    pub struct PriShowSpans {
        PriShowSpans
    }
}

impl<'a> PriShowSpans<'a> {
    /// `Span`.
    pub fn span(self) -> Option<u32> {
        self.0.number("Span")
    }
    /// `DChannel`.
    pub fn d_channel(self) -> Option<u32> {
        self.0.number("DChannel")
    }
    /// `Order`.
    pub fn order(self) -> Option<Cow<'a, str>> {
        self.0.known("Order")
    }
    /// `Active`.
    pub fn active(self) -> Option<bool> {
        self.0.flag("Active")
    }
    /// `Alarm`.
    pub fn alarm(self) -> Option<Cow<'a, str>> {
        self.0.known("Alarm")
    }
    /// `Up`.
    pub fn up(self) -> Option<bool> {
        self.0.flag("Up")
    }
}

view! {
    /// Reads the events
    /// `SpanAlarm`, `SpanAlarmClear` (Asterisk `channels/chan_dahdi.c`).
    pub struct SpanAlarm {
        SpanAlarm, SpanAlarmClear
    }
}

impl<'a> SpanAlarm<'a> {
    /// `Span`.
    pub fn span(self) -> Option<u32> {
        self.0.number("Span")
    }
    /// `Alarm`.
    pub fn alarm(self) -> Option<Cow<'a, str>> {
        self.0.known("Alarm")
    }
}
