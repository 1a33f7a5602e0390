// Generated from ami/catalogue/actions.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

use super::super::list::List;
use super::super::variables::Variables;
use super::super::{Action, Expects, Reply, ReplyError};
use crate::event;
use crate::wire::{HeaderWriter, MessageBuf};
use std::borrow::Cow;

/// Sends a SIP NOTIFY.
///
/// The account needs write class system. Part of `chan_sip` (Asterisk `channels/chan_sip.c`) since 1.6.1.0, removed after 20.
///
/// ```
/// use switchhook_ami::action::{SipNotify, Request};
/// assert!(Request::new(&SipNotify::new("some text", "NAME", "hunter2,b")).is_ok());
/// ```
#[derive(Clone, Debug)]
#[must_use = "it does nothing until it is sent"]
pub struct SipNotify {
    channel: String,
    variable: Variables,
    call_id: Option<String>,
}

impl SipNotify {
    /// What Asterisk cannot do without:
    ///
    /// - `Channel`: The peer.
    /// - `Variable`: Adds a header of the NOTIFY; `Content` is its body.
    pub fn new(channel: impl Into<String>, name: impl Into<String>, value: impl Into<String>) -> Self {
        Self {
            channel: channel.into(),
            variable: Variables::of(name, value),
            call_id: None,
        }
    }

    /// `Variable`: Adds a header of the NOTIFY; `Content` is its body.
    pub fn variable(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.variable.add(name, value);
        self
    }

    /// `Call-ID`: The dialog that the NOTIFY is part of.
    pub fn call_id(mut self, call_id: impl Into<String>) -> Self {
        self.call_id = Some(call_id.into());
        self
    }
}

impl Action for SipNotify {
    type Response = ();

    fn name(&self) -> &str {
        "SIPnotify"
    }

    fn encode(&self, headers: &mut HeaderWriter<'_>) {
        headers.header("Channel", &self.channel);
        self.variable.write(headers);
        headers.optional("Call-ID", self.call_id.as_ref());
    }

    fn response(&self, reply: &Reply) -> Result<Self::Response, ReplyError> {
        reply.accepted()
    }
}

/// Lists the SIP peers.
///
/// The account needs write class system or reporting. Part of `chan_sip` (Asterisk `channels/chan_sip.c`) since 1.2.0, removed after 20.
///
/// ```
/// use switchhook_ami::action::{SipPeers, Request};
/// assert!(Request::new(&SipPeers).is_ok());
/// ```
#[derive(Clone, Copy, Debug, Default)]
#[must_use = "it does nothing until it is sent"]
pub struct SipPeers;

impl Action for SipPeers {
    type Response = List<event::PeerEntry<'static>, event::ListEnd<'static>>;

    fn name(&self) -> &str {
        "SIPpeers"
    }

    fn encode(&self, _: &mut HeaderWriter<'_>) {}

    fn expects(&self) -> Expects {
        Expects::List("PeerlistComplete".into())
    }

    fn response(&self, reply: &Reply) -> Result<Self::Response, ReplyError> {
        List::read(reply, "PeerlistComplete")
    }
}

/// Lists the state of SIP peers.
///
/// The account needs write class system. Part of `chan_sip` (Asterisk `channels/chan_sip.c`) since 11.0.0, removed after 20.
///
/// ```
/// use switchhook_ami::action::{SipPeerStatus, Request};
/// assert!(Request::new(&SipPeerStatus::new()).is_ok());
/// ```
#[derive(Clone, Debug, Default)]
#[must_use = "it does nothing until it is sent"]
pub struct SipPeerStatus {
    peer: Option<String>,
}

impl SipPeerStatus {
    /// Without any of what may be said.
    pub fn new() -> Self {
        Self::default()
    }

    /// `Peer`: Only this peer. Default: all.
    pub fn peer(mut self, peer: impl Into<String>) -> Self {
        self.peer = Some(peer.into());
        self
    }
}

impl Action for SipPeerStatus {
    type Response = List<event::PeerStatus<'static>, event::ListEnd<'static>>;

    fn name(&self) -> &str {
        "SIPpeerstatus"
    }

    fn encode(&self, headers: &mut HeaderWriter<'_>) {
        headers.optional("Peer", self.peer.as_ref());
    }

    fn expects(&self) -> Expects {
        Expects::List("SIPpeerstatusComplete".into())
    }

    fn response(&self, reply: &Reply) -> Result<Self::Response, ReplyError> {
        List::read(reply, "SIPpeerstatusComplete")
    }
}

/// Asks a SIP peer whether it is there.
///
/// The account needs write class system or reporting. Part of `chan_sip` (Asterisk `channels/chan_sip.c`) since 1.6.1.0, removed after 20.
///
/// ```
/// use switchhook_ami::action::{SipQualifyPeer, Request};
/// assert!(Request::new(&SipQualifyPeer::new("some text")).is_ok());
/// ```
#[derive(Clone, Debug)]
#[must_use = "it does nothing until it is sent"]
pub struct SipQualifyPeer {
    peer: String,
}

impl SipQualifyPeer {
    /// What Asterisk cannot do without:
    ///
    /// - `Peer`: The peer.
    pub fn new(peer: impl Into<String>) -> Self {
        Self { peer: peer.into() }
    }
}

impl Action for SipQualifyPeer {
    type Response = ();

    fn name(&self) -> &str {
        "SIPqualifypeer"
    }

    fn encode(&self, headers: &mut HeaderWriter<'_>) {
        headers.header("Peer", &self.peer);
    }

    fn response(&self, reply: &Reply) -> Result<Self::Response, ReplyError> {
        reply.accepted()
    }
}

/// Asks for one SIP peer.
///
/// The account needs write class system or reporting. Part of `chan_sip` (Asterisk `channels/chan_sip.c`) since 1.2.0, removed after 20.
///
/// ```
/// use switchhook_ami::action::{SipShowPeer, Request};
/// assert!(Request::new(&SipShowPeer::new("some text")).is_ok());
/// ```
#[derive(Clone, Debug)]
#[must_use = "it does nothing until it is sent"]
pub struct SipShowPeer {
    peer: String,
}

impl SipShowPeer {
    /// What Asterisk cannot do without:
    ///
    /// - `Peer`: The peer.
    pub fn new(peer: impl Into<String>) -> Self {
        Self { peer: peer.into() }
    }
}

impl Action for SipShowPeer {
    type Response = SipShowPeerReply;

    fn name(&self) -> &str {
        "SIPshowpeer"
    }

    fn encode(&self, headers: &mut HeaderWriter<'_>) {
        headers.header("Peer", &self.peer);
    }

    fn response(&self, reply: &Reply) -> Result<Self::Response, ReplyError> {
        reply.accepted()?;
        Ok(SipShowPeerReply(reply.response.clone()))
    }
}

/// The answer to [`SipShowPeer`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SipShowPeerReply(MessageBuf);

impl SipShowPeerReply {
    /// `Channeltype`.
    pub fn channeltype(&self) -> Option<Cow<'_, str>> {
        self.0.as_message().known("Channeltype")
    }

    /// `ObjectName`.
    pub fn object_name(&self) -> Option<Cow<'_, str>> {
        self.0.as_message().known("ObjectName")
    }

    /// `ChanObjectType`.
    pub fn chan_object_type(&self) -> Option<Cow<'_, str>> {
        self.0.as_message().known("ChanObjectType")
    }

    /// `SecretExist`.
    pub fn secret_exist(&self) -> Option<bool> {
        self.0.as_message().flag("SecretExist")
    }

    /// `RemoteSecretExist`.
    pub fn remote_secret_exist(&self) -> Option<bool> {
        self.0.as_message().flag("RemoteSecretExist")
    }

    /// `MD5SecretExist`.
    pub fn md5secret_exist(&self) -> Option<bool> {
        self.0.as_message().flag("MD5SecretExist")
    }

    /// `Context`.
    pub fn context(&self) -> Option<Cow<'_, str>> {
        self.0.as_message().known("Context")
    }

    /// `Language`.
    pub fn language(&self) -> Option<Cow<'_, str>> {
        self.0.as_message().known("Language")
    }

    /// `ToneZone`.
    pub fn tone_zone(&self) -> Option<Cow<'_, str>> {
        self.0.as_message().known("ToneZone")
    }

    /// `Accountcode`.
    pub fn accountcode(&self) -> Option<Cow<'_, str>> {
        self.0.as_message().known("Accountcode")
    }

    /// `AMAflags`.
    pub fn am_aflags(&self) -> Option<Cow<'_, str>> {
        self.0.as_message().known("AMAflags")
    }

    /// `CID-CallingPres`.
    pub fn cid_calling_pres(&self) -> Option<Cow<'_, str>> {
        self.0.as_message().known("CID-CallingPres")
    }

    /// `Callgroup`.
    pub fn callgroup(&self) -> Option<Cow<'_, str>> {
        self.0.as_message().known("Callgroup")
    }

    /// `Pickupgroup`.
    pub fn pickupgroup(&self) -> Option<Cow<'_, str>> {
        self.0.as_message().known("Pickupgroup")
    }

    /// `Named Callgroup`.
    pub fn named_callgroup(&self) -> Option<Cow<'_, str>> {
        self.0.as_message().known("Named Callgroup")
    }

    /// `Named Pickupgroup`.
    pub fn named_pickupgroup(&self) -> Option<Cow<'_, str>> {
        self.0.as_message().known("Named Pickupgroup")
    }

    /// `MOHSuggest`.
    pub fn moh_suggest(&self) -> Option<Cow<'_, str>> {
        self.0.as_message().known("MOHSuggest")
    }

    /// `VoiceMailbox`.
    pub fn voice_mailbox(&self) -> Option<Cow<'_, str>> {
        self.0.as_message().known("VoiceMailbox")
    }

    /// `TransferMode`.
    pub fn transfer_mode(&self) -> Option<Cow<'_, str>> {
        self.0.as_message().known("TransferMode")
    }

    /// `LastMsgsSent`.
    pub fn last_msgs_sent(&self) -> Option<i32> {
        self.0.as_message().number("LastMsgsSent")
    }

    /// `Maxforwards`.
    pub fn maxforwards(&self) -> Option<u32> {
        self.0.as_message().number("Maxforwards")
    }

    /// `Call-limit`.
    pub fn call_limit(&self) -> Option<u32> {
        self.0.as_message().number("Call-limit")
    }

    /// `Busy-level`.
    pub fn busy_level(&self) -> Option<u32> {
        self.0.as_message().number("Busy-level")
    }

    /// `MaxCallBR`.
    pub fn max_call_br(&self) -> Option<Cow<'_, str>> {
        self.0.as_message().known("MaxCallBR")
    }

    /// `Dynamic`.
    pub fn dynamic(&self) -> Option<bool> {
        self.0.as_message().flag("Dynamic")
    }

    /// `Callerid`.
    pub fn callerid(&self) -> Option<Cow<'_, str>> {
        self.0.as_message().known("Callerid")
    }

    /// `RegExpire`.
    pub fn reg_expire(&self) -> Option<Cow<'_, str>> {
        self.0.as_message().known("RegExpire")
    }

    /// `SIP-AuthInsecure`.
    pub fn sip_auth_insecure(&self) -> Option<Cow<'_, str>> {
        self.0.as_message().known("SIP-AuthInsecure")
    }

    /// `SIP-Forcerport`.
    pub fn sip_forcerport(&self) -> Option<bool> {
        self.0.as_message().flag("SIP-Forcerport")
    }

    /// `SIP-Comedia`.
    pub fn sip_comedia(&self) -> Option<bool> {
        self.0.as_message().flag("SIP-Comedia")
    }

    /// `ACL`.
    pub fn acl(&self) -> Option<bool> {
        self.0.as_message().flag("ACL")
    }

    /// `SIP-CanReinvite`.
    pub fn sip_can_reinvite(&self) -> Option<bool> {
        self.0.as_message().flag("SIP-CanReinvite")
    }

    /// `SIP-DirectMedia`.
    pub fn sip_direct_media(&self) -> Option<bool> {
        self.0.as_message().flag("SIP-DirectMedia")
    }

    /// `SIP-PromiscRedir`.
    pub fn sip_promisc_redir(&self) -> Option<bool> {
        self.0.as_message().flag("SIP-PromiscRedir")
    }

    /// `SIP-UserPhone`.
    pub fn sip_user_phone(&self) -> Option<bool> {
        self.0.as_message().flag("SIP-UserPhone")
    }

    /// `SIP-VideoSupport`.
    pub fn sip_video_support(&self) -> Option<bool> {
        self.0.as_message().flag("SIP-VideoSupport")
    }

    /// `SIP-TextSupport`.
    pub fn sip_text_support(&self) -> Option<bool> {
        self.0.as_message().flag("SIP-TextSupport")
    }

    /// `SIP-T.38Support`.
    pub fn sip_t_38support(&self) -> Option<bool> {
        self.0.as_message().flag("SIP-T.38Support")
    }

    /// `SIP-T.38EC`.
    pub fn sip_t_38ec(&self) -> Option<Cow<'_, str>> {
        self.0.as_message().known("SIP-T.38EC")
    }

    /// `SIP-T.38MaxDtgrm`.
    pub fn sip_t_38max_dtgrm(&self) -> Option<u32> {
        self.0.as_message().number("SIP-T.38MaxDtgrm")
    }

    /// `SIP-Sess-Timers`.
    pub fn sip_sess_timers(&self) -> Option<Cow<'_, str>> {
        self.0.as_message().known("SIP-Sess-Timers")
    }

    /// `SIP-Sess-Refresh`.
    pub fn sip_sess_refresh(&self) -> Option<Cow<'_, str>> {
        self.0.as_message().known("SIP-Sess-Refresh")
    }

    /// `SIP-Sess-Expires`.
    pub fn sip_sess_expires(&self) -> Option<u32> {
        self.0.as_message().number("SIP-Sess-Expires")
    }

    /// `SIP-Sess-Min`.
    pub fn sip_sess_min(&self) -> Option<u32> {
        self.0.as_message().number("SIP-Sess-Min")
    }

    /// `SIP-RTP-Engine`.
    pub fn sip_rtp_engine(&self) -> Option<Cow<'_, str>> {
        self.0.as_message().known("SIP-RTP-Engine")
    }

    /// `SIP-Encryption`.
    pub fn sip_encryption(&self) -> Option<bool> {
        self.0.as_message().flag("SIP-Encryption")
    }

    /// `SIP-RTCP-Mux`.
    pub fn sip_rtcp_mux(&self) -> Option<bool> {
        self.0.as_message().flag("SIP-RTCP-Mux")
    }

    /// `SIP-DTMFmode`.
    pub fn sip_dtm_fmode(&self) -> Option<Cow<'_, str>> {
        self.0.as_message().known("SIP-DTMFmode")
    }

    /// `ToHost`.
    pub fn to_host(&self) -> Option<Cow<'_, str>> {
        self.0.as_message().known("ToHost")
    }

    /// `Address-IP`.
    pub fn address_ip(&self) -> Option<Cow<'_, str>> {
        self.0.as_message().known("Address-IP")
    }

    /// `Address-Port`.
    pub fn address_port(&self) -> Option<u16> {
        self.0.as_message().number("Address-Port")
    }

    /// `Default-addr-IP`.
    pub fn default_addr_ip(&self) -> Option<Cow<'_, str>> {
        self.0.as_message().known("Default-addr-IP")
    }

    /// `Default-addr-port`.
    pub fn default_addr_port(&self) -> Option<u16> {
        self.0.as_message().number("Default-addr-port")
    }

    /// `Default-Username`.
    pub fn default_username(&self) -> Option<Cow<'_, str>> {
        self.0.as_message().known("Default-Username")
    }

    /// `Codecs`.
    pub fn codecs(&self) -> Option<Cow<'_, str>> {
        self.0.as_message().known("Codecs")
    }

    /// `Status`.
    pub fn status(&self) -> Option<Cow<'_, str>> {
        self.0.as_message().known("Status")
    }

    /// `SIP-Useragent`.
    pub fn sip_useragent(&self) -> Option<Cow<'_, str>> {
        self.0.as_message().known("SIP-Useragent")
    }

    /// `Reg-Contact`.
    pub fn reg_contact(&self) -> Option<Cow<'_, str>> {
        self.0.as_message().known("Reg-Contact")
    }

    /// `QualifyFreq`.
    pub fn qualify_freq(&self) -> Option<Cow<'_, str>> {
        self.0.as_message().known("QualifyFreq")
    }

    /// `Parkinglot`.
    pub fn parkinglot(&self) -> Option<Cow<'_, str>> {
        self.0.as_message().known("Parkinglot")
    }

    /// `SIP-Use-Reason-Header`.
    pub fn sip_use_reason_header(&self) -> Option<bool> {
        self.0.as_message().flag("SIP-Use-Reason-Header")
    }

    /// `Description`.
    pub fn description(&self) -> Option<Cow<'_, str>> {
        self.0.as_message().known("Description")
    }

    /// The response with every header.
    pub fn response(&self) -> &MessageBuf {
        &self.0
    }
}

/// Lists the SIP registrations that are kept up elsewhere.
///
/// The account needs write class system or reporting. Part of `chan_sip` (Asterisk `channels/chan_sip.c`) since 1.6.0, removed after 20.
///
/// ```
/// use switchhook_ami::action::{SipShowRegistry, Request};
/// assert!(Request::new(&SipShowRegistry).is_ok());
/// ```
#[derive(Clone, Copy, Debug, Default)]
#[must_use = "it does nothing until it is sent"]
pub struct SipShowRegistry;

impl Action for SipShowRegistry {
    type Response = List<event::RegistryEntry<'static>, event::ListEnd<'static>>;

    fn name(&self) -> &str {
        "SIPshowregistry"
    }

    fn encode(&self, _: &mut HeaderWriter<'_>) {}

    fn expects(&self) -> Expects {
        Expects::List("RegistrationsComplete".into())
    }

    fn response(&self, reply: &Reply) -> Result<Self::Response, ReplyError> {
        List::read(reply, "RegistrationsComplete")
    }
}
