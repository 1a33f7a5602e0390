// Generated from ami/catalogue/actions.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

use super::super::list::List;
use super::super::{Action, Expects, Reply, ReplyError};
use crate::event;
use crate::wire::{HeaderWriter, MessageBuf};
use std::borrow::Cow;

/// Lists the Skinny devices.
///
/// The account needs write class system or reporting. Part of `chan_skinny` (Asterisk `channels/chan_skinny.c`) since 1.6.2.0, removed after 20.
///
/// ```
/// use switchhook_ami::action::{SkinnyDevices, Request};
/// assert!(Request::new(&SkinnyDevices).is_ok());
/// ```
#[derive(Clone, Copy, Debug, Default)]
#[must_use = "it does nothing until it is sent"]
pub struct SkinnyDevices;

impl Action for SkinnyDevices {
    type Response = List<event::DeviceEntry<'static>, event::ListEnd<'static>>;

    fn name(&self) -> &str {
        "SKINNYdevices"
    }

    fn encode(&self, _: &mut HeaderWriter<'_>) {}

    fn expects(&self) -> Expects {
        Expects::List("DevicelistComplete".into())
    }

    fn response(&self, reply: &Reply) -> Result<Self::Response, ReplyError> {
        List::read(reply, "DevicelistComplete")
    }
}

/// Lists the Skinny lines.
///
/// The account needs write class system or reporting. Part of `chan_skinny` (Asterisk `channels/chan_skinny.c`) since 1.6.2.0, removed after 20.
///
/// ```
/// use switchhook_ami::action::{SkinnyLines, Request};
/// assert!(Request::new(&SkinnyLines).is_ok());
/// ```
#[derive(Clone, Copy, Debug, Default)]
#[must_use = "it does nothing until it is sent"]
pub struct SkinnyLines;

impl Action for SkinnyLines {
    type Response = List<event::LineEntry<'static>, event::ListEnd<'static>>;

    fn name(&self) -> &str {
        "SKINNYlines"
    }

    fn encode(&self, _: &mut HeaderWriter<'_>) {}

    fn expects(&self) -> Expects {
        Expects::List("LinelistComplete".into())
    }

    fn response(&self, reply: &Reply) -> Result<Self::Response, ReplyError> {
        List::read(reply, "LinelistComplete")
    }
}

/// Asks for one Skinny device.
///
/// The account needs write class system or reporting. Part of `chan_skinny` (Asterisk `channels/chan_skinny.c`) since 1.6.2.0, removed after 20.
///
/// ```
/// use switchhook_ami::action::{SkinnyShowDevice, Request};
/// assert!(Request::new(&SkinnyShowDevice::new("some text")).is_ok());
/// ```
#[derive(Clone, Debug)]
#[must_use = "it does nothing until it is sent"]
pub struct SkinnyShowDevice {
    device: String,
}

impl SkinnyShowDevice {
    /// What Asterisk cannot do without:
    ///
    /// - `Device`: The device.
    pub fn new(device: impl Into<String>) -> Self {
        Self {
            device: device.into(),
        }
    }
}

impl Action for SkinnyShowDevice {
    type Response = SkinnyShowDeviceReply;

    fn name(&self) -> &str {
        "SKINNYshowdevice"
    }

    fn encode(&self, headers: &mut HeaderWriter<'_>) {
        headers.header("Device", &self.device);
    }

    fn expects(&self) -> Expects {
        Expects::Text
    }

    fn response(&self, reply: &Reply) -> Result<Self::Response, ReplyError> {
        reply.accepted()?;
        Ok(SkinnyShowDeviceReply(reply.text().clone()))
    }
}

/// The answer to [`SkinnyShowDevice`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SkinnyShowDeviceReply(MessageBuf);

impl SkinnyShowDeviceReply {
    /// `Channeltype`.
    pub fn channeltype(&self) -> Option<Cow<'_, str>> {
        self.0.as_message().known("Channeltype")
    }

    /// `ObjectName`.
    pub fn object_name(&self) -> Option<Cow<'_, str>> {
        self.0.as_message().known("ObjectName")
    }

    /// `ChannelObjectType`.
    pub fn channel_object_type(&self) -> Option<Cow<'_, str>> {
        self.0.as_message().known("ChannelObjectType")
    }

    /// `Id`.
    pub fn id(&self) -> Option<Cow<'_, str>> {
        self.0.as_message().known("Id")
    }

    /// `version`.
    pub fn version(&self) -> Option<Cow<'_, str>> {
        self.0.as_message().known("version")
    }

    /// `Ipaddress`.
    pub fn ipaddress(&self) -> Option<Cow<'_, str>> {
        self.0.as_message().known("Ipaddress")
    }

    /// `Port`.
    pub fn port(&self) -> Option<u16> {
        self.0.as_message().number("Port")
    }

    /// `DeviceType`.
    pub fn device_type(&self) -> Option<Cow<'_, str>> {
        self.0.as_message().known("DeviceType")
    }

    /// `Codecs`.
    pub fn codecs(&self) -> Option<Cow<'_, str>> {
        self.0.as_message().known("Codecs")
    }

    /// `CodecOrder`.
    pub fn codec_order(&self) -> Option<Cow<'_, str>> {
        self.0.as_message().known("CodecOrder")
    }

    /// `Devicestatus`.
    pub fn devicestatus(&self) -> Option<Cow<'_, str>> {
        self.0.as_message().known("Devicestatus")
    }

    /// `NumberOfLines`.
    pub fn number_of_lines(&self) -> Option<u32> {
        self.0.as_message().number("NumberOfLines")
    }

    /// `NumberOfAddons`.
    pub fn number_of_addons(&self) -> Option<u32> {
        self.0.as_message().number("NumberOfAddons")
    }

    /// `NumberOfSpeeddials`.
    pub fn number_of_speeddials(&self) -> Option<u32> {
        self.0.as_message().number("NumberOfSpeeddials")
    }

    /// The response with every header.
    pub fn response(&self) -> &MessageBuf {
        &self.0
    }
}

/// Asks for one Skinny line.
///
/// The account needs write class system or reporting. Part of `chan_skinny` (Asterisk `channels/chan_skinny.c`) since 1.6.2.0, removed after 20.
///
/// ```
/// use switchhook_ami::action::{SkinnyShowLine, Request};
/// assert!(Request::new(&SkinnyShowLine::new("some text")).is_ok());
/// ```
#[derive(Clone, Debug)]
#[must_use = "it does nothing until it is sent"]
pub struct SkinnyShowLine {
    line: String,
}

impl SkinnyShowLine {
    /// What Asterisk cannot do without:
    ///
    /// - `Line`: The line.
    pub fn new(line: impl Into<String>) -> Self {
        Self { line: line.into() }
    }
}

impl Action for SkinnyShowLine {
    type Response = SkinnyShowLineReply;

    fn name(&self) -> &str {
        "SKINNYshowline"
    }

    fn encode(&self, headers: &mut HeaderWriter<'_>) {
        headers.header("Line", &self.line);
    }

    fn expects(&self) -> Expects {
        Expects::Text
    }

    fn response(&self, reply: &Reply) -> Result<Self::Response, ReplyError> {
        reply.accepted()?;
        Ok(SkinnyShowLineReply(reply.text().clone()))
    }
}

/// The answer to [`SkinnyShowLine`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SkinnyShowLineReply(MessageBuf);

impl SkinnyShowLineReply {
    /// `Channeltype`.
    pub fn channeltype(&self) -> Option<Cow<'_, str>> {
        self.0.as_message().known("Channeltype")
    }

    /// `ObjectName`.
    pub fn object_name(&self) -> Option<Cow<'_, str>> {
        self.0.as_message().known("ObjectName")
    }

    /// `ChannelObjectType`.
    pub fn channel_object_type(&self) -> Option<Cow<'_, str>> {
        self.0.as_message().known("ChannelObjectType")
    }

    /// `Device`.
    pub fn device(&self) -> Option<Cow<'_, str>> {
        self.0.as_message().known("Device")
    }

    /// `LineLabel`.
    pub fn line_label(&self) -> Option<Cow<'_, str>> {
        self.0.as_message().known("LineLabel")
    }

    /// `Extension`.
    pub fn extension(&self) -> Option<Cow<'_, str>> {
        self.0.as_message().known("Extension")
    }

    /// `Context`.
    pub fn context(&self) -> Option<Cow<'_, str>> {
        self.0.as_message().known("Context")
    }

    /// `CallGroup`.
    pub fn call_group(&self) -> Option<Cow<'_, str>> {
        self.0.as_message().known("CallGroup")
    }

    /// `PickupGroup`.
    pub fn pickup_group(&self) -> Option<Cow<'_, str>> {
        self.0.as_message().known("PickupGroup")
    }

    /// `Language`.
    pub fn language(&self) -> Option<Cow<'_, str>> {
        self.0.as_message().known("Language")
    }

    /// `Accountcode`.
    pub fn accountcode(&self) -> Option<Cow<'_, str>> {
        self.0.as_message().known("Accountcode")
    }

    /// `AMAflags`.
    pub fn am_aflags(&self) -> Option<Cow<'_, str>> {
        self.0.as_message().known("AMAflags")
    }

    /// `Callerid`.
    pub fn callerid(&self) -> Option<Cow<'_, str>> {
        self.0.as_message().known("Callerid")
    }

    /// `HideCallerId`.
    pub fn hide_caller_id(&self) -> Option<bool> {
        self.0.as_message().flag("HideCallerId")
    }

    /// `CFwdAll`.
    pub fn c_fwd_all(&self) -> Option<Cow<'_, str>> {
        self.0.as_message().known("CFwdAll")
    }

    /// `CFwdBusy`.
    pub fn c_fwd_busy(&self) -> Option<Cow<'_, str>> {
        self.0.as_message().known("CFwdBusy")
    }

    /// `CFwdNoAnswer`.
    pub fn c_fwd_no_answer(&self) -> Option<Cow<'_, str>> {
        self.0.as_message().known("CFwdNoAnswer")
    }

    /// `VoicemailBox`.
    pub fn voicemail_box(&self) -> Option<Cow<'_, str>> {
        self.0.as_message().known("VoicemailBox")
    }

    /// `VoicemailNumber`.
    pub fn voicemail_number(&self) -> Option<Cow<'_, str>> {
        self.0.as_message().known("VoicemailNumber")
    }

    /// `MWIblink`.
    pub fn mw_iblink(&self) -> Option<u32> {
        self.0.as_message().number("MWIblink")
    }

    /// `RegExtension`.
    pub fn reg_extension(&self) -> Option<Cow<'_, str>> {
        self.0.as_message().known("RegExtension")
    }

    /// `Regcontext`.
    pub fn regcontext(&self) -> Option<Cow<'_, str>> {
        self.0.as_message().known("Regcontext")
    }

    /// `MoHInterpret`.
    pub fn mo_h_interpret(&self) -> Option<Cow<'_, str>> {
        self.0.as_message().known("MoHInterpret")
    }

    /// `MoHSuggest`.
    pub fn mo_h_suggest(&self) -> Option<Cow<'_, str>> {
        self.0.as_message().known("MoHSuggest")
    }

    /// `LastDialedNr`.
    pub fn last_dialed_nr(&self) -> Option<Cow<'_, str>> {
        self.0.as_message().known("LastDialedNr")
    }

    /// `LastCallerID`.
    pub fn last_caller_id(&self) -> Option<Cow<'_, str>> {
        self.0.as_message().known("LastCallerID")
    }

    /// `Transfer`.
    pub fn transfer(&self) -> Option<bool> {
        self.0.as_message().flag("Transfer")
    }

    /// `Callwaiting`.
    pub fn callwaiting(&self) -> Option<bool> {
        self.0.as_message().flag("Callwaiting")
    }

    /// `3WayCalling`.
    pub fn n3way_calling(&self) -> Option<bool> {
        self.0.as_message().flag("3WayCalling")
    }

    /// `CanForward`.
    pub fn can_forward(&self) -> Option<bool> {
        self.0.as_message().flag("CanForward")
    }

    /// `DoNotDisturb`.
    pub fn do_not_disturb(&self) -> Option<bool> {
        self.0.as_message().flag("DoNotDisturb")
    }

    /// `NAT`.
    pub fn nat(&self) -> Option<bool> {
        self.0.as_message().flag("NAT")
    }

    /// `immediate`.
    pub fn immediate(&self) -> Option<bool> {
        self.0.as_message().flag("immediate")
    }

    /// `Group`.
    pub fn group(&self) -> Option<u32> {
        self.0.as_message().number("Group")
    }

    /// `Parkinglot`.
    pub fn parkinglot(&self) -> Option<Cow<'_, str>> {
        self.0.as_message().known("Parkinglot")
    }

    /// `Codecs`.
    pub fn codecs(&self) -> Option<Cow<'_, str>> {
        self.0.as_message().known("Codecs")
    }

    /// `CodecOrder`.
    pub fn codec_order(&self) -> Option<Cow<'_, str>> {
        self.0.as_message().known("CodecOrder")
    }

    /// The response with every header.
    pub fn response(&self) -> &MessageBuf {
        &self.0
    }
}
