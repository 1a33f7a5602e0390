// Generated from ami/catalogue/events.toml and types.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

use std::borrow::Cow;
use std::time::Duration;

view! {
    /// Reads the event `EndpointDetail` (Asterisk `res/res_pjsip/pjsip_manager.xml`).
    pub struct EndpointDetail {
        EndpointDetail
    }
}

impl<'a> EndpointDetail<'a> {
    /// `ObjectType`.
    pub fn object_type(self) -> Option<Cow<'a, str>> {
        self.0.known("ObjectType")
    }
    /// `ObjectName`.
    pub fn object_name(self) -> Option<Cow<'a, str>> {
        self.0.known("ObjectName")
    }
    /// `Context`.
    pub fn context(self) -> Option<Cow<'a, str>> {
        self.0.known("Context")
    }
    /// `Allow`.
    pub fn allow(self) -> Option<Cow<'a, str>> {
        self.0.known("Allow")
    }
    /// `DtmfMode`.
    pub fn dtmf_mode(self) -> Option<Cow<'a, str>> {
        self.0.known("DtmfMode")
    }
    /// `RtpIpv6`.
    pub fn rtp_ipv6(self) -> Option<bool> {
        self.0.flag("RtpIpv6")
    }
    /// `RtpSymmetric`.
    pub fn rtp_symmetric(self) -> Option<bool> {
        self.0.flag("RtpSymmetric")
    }
    /// `IceSupport`.
    pub fn ice_support(self) -> Option<bool> {
        self.0.flag("IceSupport")
    }
    /// `UsePtime`.
    pub fn use_ptime(self) -> Option<bool> {
        self.0.flag("UsePtime")
    }
    /// `ForceRport`.
    pub fn force_rport(self) -> Option<bool> {
        self.0.flag("ForceRport")
    }
    /// `RewriteContact`.
    pub fn rewrite_contact(self) -> Option<bool> {
        self.0.flag("RewriteContact")
    }
    /// `Transport`.
    pub fn transport(self) -> Option<Cow<'a, str>> {
        self.0.known("Transport")
    }
    /// `OutboundProxy`.
    pub fn outbound_proxy(self) -> Option<Cow<'a, str>> {
        self.0.known("OutboundProxy")
    }
    /// `MohSuggest`.
    pub fn moh_suggest(self) -> Option<Cow<'a, str>> {
        self.0.known("MohSuggest")
    }
    /// `100rel`.
    pub fn n100rel(self) -> Option<Cow<'a, str>> {
        self.0.known("100rel")
    }
    /// `Timers`.
    pub fn timers(self) -> Option<Cow<'a, str>> {
        self.0.known("Timers")
    }
    /// `TimersMinSe`.
    pub fn timers_min_se(self) -> Option<Duration> {
        self.0.seconds("TimersMinSe")
    }
    /// `TimersSessExpires`.
    pub fn timers_sess_expires(self) -> Option<Duration> {
        self.0.seconds("TimersSessExpires")
    }
    /// `Auth`.
    pub fn auth(self) -> Option<Cow<'a, str>> {
        self.0.known("Auth")
    }
    /// `OutboundAuth`.
    pub fn outbound_auth(self) -> Option<Cow<'a, str>> {
        self.0.known("OutboundAuth")
    }
    /// `Aors`.
    pub fn aors(self) -> Option<Cow<'a, str>> {
        self.0.known("Aors")
    }
    /// `MediaAddress`.
    pub fn media_address(self) -> Option<Cow<'a, str>> {
        self.0.known("MediaAddress")
    }
    /// `IdentifyBy`.
    pub fn identify_by(self) -> Option<Cow<'a, str>> {
        self.0.known("IdentifyBy")
    }
    /// `DirectMedia`.
    pub fn direct_media(self) -> Option<bool> {
        self.0.flag("DirectMedia")
    }
    /// `DirectMediaMethod`.
    pub fn direct_media_method(self) -> Option<Cow<'a, str>> {
        self.0.known("DirectMediaMethod")
    }
    /// `TrustConnectedLine`.
    pub fn trust_connected_line(self) -> Option<bool> {
        self.0.flag("TrustConnectedLine")
    }
    /// `SendConnectedLine`.
    pub fn send_connected_line(self) -> Option<bool> {
        self.0.flag("SendConnectedLine")
    }
    /// `ConnectedLineMethod`.
    pub fn connected_line_method(self) -> Option<Cow<'a, str>> {
        self.0.known("ConnectedLineMethod")
    }
    /// `DirectMediaGlareMitigation`.
    pub fn direct_media_glare_mitigation(self) -> Option<Cow<'a, str>> {
        self.0.known("DirectMediaGlareMitigation")
    }
    /// `DisableDirectMediaOnNat`.
    pub fn disable_direct_media_on_nat(self) -> Option<bool> {
        self.0.flag("DisableDirectMediaOnNat")
    }
    /// `Callerid`.
    pub fn caller_id(self) -> Option<Cow<'a, str>> {
        self.0.known("Callerid")
    }
    /// `CalleridPrivacy`.
    pub fn caller_id_privacy(self) -> Option<Cow<'a, str>> {
        self.0.known("CalleridPrivacy")
    }
    /// `CalleridTag`.
    pub fn caller_id_tag(self) -> Option<Cow<'a, str>> {
        self.0.known("CalleridTag")
    }
    /// `TrustIdInbound`.
    pub fn trust_id_inbound(self) -> Option<bool> {
        self.0.flag("TrustIdInbound")
    }
    /// `TrustIdOutbound`.
    pub fn trust_id_outbound(self) -> Option<bool> {
        self.0.flag("TrustIdOutbound")
    }
    /// `SendPai`.
    pub fn send_pai(self) -> Option<bool> {
        self.0.flag("SendPai")
    }
    /// `SendRpid`.
    pub fn send_rpid(self) -> Option<bool> {
        self.0.flag("SendRpid")
    }
    /// `SendDiversion`.
    pub fn send_diversion(self) -> Option<bool> {
        self.0.flag("SendDiversion")
    }
    /// `Mailboxes`.
    pub fn mailboxes(self) -> Option<Cow<'a, str>> {
        self.0.known("Mailboxes")
    }
    /// `AggregateMwi`.
    pub fn aggregate_mwi(self) -> Option<bool> {
        self.0.flag("AggregateMwi")
    }
    /// `MediaEncryption`.
    pub fn media_encryption(self) -> Option<Cow<'a, str>> {
        self.0.known("MediaEncryption")
    }
    /// `MediaEncryptionOptimistic`.
    pub fn media_encryption_optimistic(self) -> Option<bool> {
        self.0.flag("MediaEncryptionOptimistic")
    }
    /// `UseAvpf`.
    pub fn use_avpf(self) -> Option<bool> {
        self.0.flag("UseAvpf")
    }
    /// `ForceAvp`.
    pub fn force_avp(self) -> Option<bool> {
        self.0.flag("ForceAvp")
    }
    /// `MediaUseReceivedTransport`.
    pub fn media_use_received_transport(self) -> Option<bool> {
        self.0.flag("MediaUseReceivedTransport")
    }
    /// `OneTouchRecording`.
    pub fn one_touch_recording(self) -> Option<bool> {
        self.0.flag("OneTouchRecording")
    }
    /// `InbandProgress`.
    pub fn inband_progress(self) -> Option<bool> {
        self.0.flag("InbandProgress")
    }
    /// `CallGroup`.
    pub fn call_group(self) -> Option<Cow<'a, str>> {
        self.0.known("CallGroup")
    }
    /// `PickupGroup`.
    pub fn pickup_group(self) -> Option<Cow<'a, str>> {
        self.0.known("PickupGroup")
    }
    /// `NamedCallGroup`.
    pub fn named_call_group(self) -> Option<Cow<'a, str>> {
        self.0.known("NamedCallGroup")
    }
    /// `NamedPickupGroup`.
    pub fn named_pickup_group(self) -> Option<Cow<'a, str>> {
        self.0.known("NamedPickupGroup")
    }
    /// `DeviceStateBusyAt`.
    pub fn device_state_busy_at(self) -> Option<u32> {
        self.0.number("DeviceStateBusyAt")
    }
    /// `T38Udptl`.
    pub fn t38udptl(self) -> Option<bool> {
        self.0.flag("T38Udptl")
    }
    /// `T38UdptlEc`.
    pub fn t38udptl_ec(self) -> Option<Cow<'a, str>> {
        self.0.known("T38UdptlEc")
    }
    /// `T38UdptlMaxdatagram`.
    pub fn t38udptl_maxdatagram(self) -> Option<u32> {
        self.0.number("T38UdptlMaxdatagram")
    }
    /// `FaxDetect`.
    pub fn fax_detect(self) -> Option<bool> {
        self.0.flag("FaxDetect")
    }
    /// `T38UdptlNat`.
    pub fn t38udptl_nat(self) -> Option<bool> {
        self.0.flag("T38UdptlNat")
    }
    /// `T38UdptlIpv6`.
    pub fn t38udptl_ipv6(self) -> Option<bool> {
        self.0.flag("T38UdptlIpv6")
    }
    /// `T38BindUdptlToMediaAddress`.
    pub fn t38bind_udptl_to_media_address(self) -> Option<bool> {
        self.0.flag("T38BindUdptlToMediaAddress")
    }
    /// `ToneZone`.
    pub fn tone_zone(self) -> Option<Cow<'a, str>> {
        self.0.known("ToneZone")
    }
    /// `Language`.
    pub fn language(self) -> Option<Cow<'a, str>> {
        self.0.known("Language")
    }
    /// `RecordOnFeature`.
    pub fn record_on_feature(self) -> Option<Cow<'a, str>> {
        self.0.known("RecordOnFeature")
    }
    /// `RecordOffFeature`.
    pub fn record_off_feature(self) -> Option<Cow<'a, str>> {
        self.0.known("RecordOffFeature")
    }
    /// `AllowTransfer`.
    pub fn allow_transfer(self) -> Option<bool> {
        self.0.flag("AllowTransfer")
    }
    /// `UserEqPhone`.
    pub fn user_eq_phone(self) -> Option<bool> {
        self.0.flag("UserEqPhone")
    }
    /// `MohPassthrough`.
    pub fn moh_passthrough(self) -> Option<bool> {
        self.0.flag("MohPassthrough")
    }
    /// `SdpOwner`.
    pub fn sdp_owner(self) -> Option<Cow<'a, str>> {
        self.0.known("SdpOwner")
    }
    /// `SdpSession`.
    pub fn sdp_session(self) -> Option<Cow<'a, str>> {
        self.0.known("SdpSession")
    }
    /// `TosAudio`.
    pub fn tos_audio(self) -> Option<u32> {
        self.0.number("TosAudio")
    }
    /// `TosVideo`.
    pub fn tos_video(self) -> Option<u32> {
        self.0.number("TosVideo")
    }
    /// `CosAudio`.
    pub fn cos_audio(self) -> Option<u32> {
        self.0.number("CosAudio")
    }
    /// `CosVideo`.
    pub fn cos_video(self) -> Option<u32> {
        self.0.number("CosVideo")
    }
    /// `AllowSubscribe`.
    pub fn allow_subscribe(self) -> Option<bool> {
        self.0.flag("AllowSubscribe")
    }
    /// `SubMinExpiry`.
    pub fn sub_min_expiry(self) -> Option<Duration> {
        self.0.seconds("SubMinExpiry")
    }
    /// `FromUser`.
    pub fn from_user(self) -> Option<Cow<'a, str>> {
        self.0.known("FromUser")
    }
    /// `FromDomain`.
    pub fn from_domain(self) -> Option<Cow<'a, str>> {
        self.0.known("FromDomain")
    }
    /// `MwiFromUser`.
    pub fn mwi_from_user(self) -> Option<Cow<'a, str>> {
        self.0.known("MwiFromUser")
    }
    /// `RtpEngine`.
    pub fn rtp_engine(self) -> Option<Cow<'a, str>> {
        self.0.known("RtpEngine")
    }
    /// `DtlsVerify`.
    pub fn dtls_verify(self) -> Option<Cow<'a, str>> {
        self.0.known("DtlsVerify")
    }
    /// `DtlsRekey`.
    pub fn dtls_rekey(self) -> Option<Duration> {
        self.0.seconds("DtlsRekey")
    }
    /// `DtlsCertFile`.
    pub fn dtls_cert_file(self) -> Option<Cow<'a, str>> {
        self.0.known("DtlsCertFile")
    }
    /// `DtlsPrivateKey`.
    pub fn dtls_private_key(self) -> Option<Cow<'a, str>> {
        self.0.known("DtlsPrivateKey")
    }
    /// `DtlsCipher`.
    pub fn dtls_cipher(self) -> Option<Cow<'a, str>> {
        self.0.known("DtlsCipher")
    }
    /// `DtlsCaFile`.
    pub fn dtls_ca_file(self) -> Option<Cow<'a, str>> {
        self.0.known("DtlsCaFile")
    }
    /// `DtlsCaPath`.
    pub fn dtls_ca_path(self) -> Option<Cow<'a, str>> {
        self.0.known("DtlsCaPath")
    }
    /// `DtlsSetup`.
    pub fn dtls_setup(self) -> Option<Cow<'a, str>> {
        self.0.known("DtlsSetup")
    }
    /// `SrtpTag32`.
    pub fn srtp_tag32(self) -> Option<bool> {
        self.0.flag("SrtpTag32")
    }
    /// `RedirectMethod`.
    pub fn redirect_method(self) -> Option<Cow<'a, str>> {
        self.0.known("RedirectMethod")
    }
    /// `SetVar`.
    pub fn set_var(self) -> Option<Cow<'a, str>> {
        self.0.known("SetVar")
    }
    /// `MessageContext`.
    pub fn message_context(self) -> Option<Cow<'a, str>> {
        self.0.known("MessageContext")
    }
    /// `Accountcode`.
    pub fn account_code(self) -> Option<Cow<'a, str>> {
        self.0.known("Accountcode")
    }
    /// `PreferredCodecOnly`.
    pub fn preferred_codec_only(self) -> Option<bool> {
        self.0.flag("PreferredCodecOnly")
    }
    /// `DeviceState`.
    pub fn device_state(self) -> Option<Cow<'a, str>> {
        self.0.known("DeviceState")
    }
    /// `ActiveChannels`.
    pub fn active_channels(self) -> Option<Cow<'a, str>> {
        self.0.known("ActiveChannels")
    }
    /// `SubscribeContext`.
    pub fn subscribe_context(self) -> Option<Cow<'a, str>> {
        self.0.known("SubscribeContext")
    }
    /// `AllowOverlap`.
    pub fn allow_overlap(self) -> Option<bool> {
        self.0.flag("AllowOverlap")
    }
    /// `OverlapContext`.
    pub fn overlap_context(self) -> Option<Cow<'a, str>> {
        self.0.known("OverlapContext")
    }
    /// `AcceptMultipleSdpAnswers`.
    pub fn accept_multiple_sdp_answers(self) -> Option<bool> {
        self.0.flag("AcceptMultipleSdpAnswers")
    }
    /// `Acl`.
    pub fn acl(self) -> Option<Cow<'a, str>> {
        self.0.known("Acl")
    }
    /// `AllowUnauthenticatedOptions`.
    pub fn allow_unauthenticated_options(self) -> Option<bool> {
        self.0.flag("AllowUnauthenticatedOptions")
    }
    /// `AsymmetricRtpCodec`.
    pub fn asymmetric_rtp_codec(self) -> Option<bool> {
        self.0.flag("AsymmetricRtpCodec")
    }
    /// `BindRtpToMediaAddress`.
    pub fn bind_rtp_to_media_address(self) -> Option<bool> {
        self.0.flag("BindRtpToMediaAddress")
    }
    /// `Bundle`.
    pub fn bundle(self) -> Option<bool> {
        self.0.flag("Bundle")
    }
    /// `CodecPrefsIncomingAnswer`.
    pub fn codec_prefs_incoming_answer(self) -> Option<Cow<'a, str>> {
        self.0.known("CodecPrefsIncomingAnswer")
    }
    /// `CodecPrefsIncomingOffer`.
    pub fn codec_prefs_incoming_offer(self) -> Option<Cow<'a, str>> {
        self.0.known("CodecPrefsIncomingOffer")
    }
    /// `CodecPrefsOutgoingAnswer`.
    pub fn codec_prefs_outgoing_answer(self) -> Option<Cow<'a, str>> {
        self.0.known("CodecPrefsOutgoingAnswer")
    }
    /// `CodecPrefsOutgoingOffer`.
    pub fn codec_prefs_outgoing_offer(self) -> Option<Cow<'a, str>> {
        self.0.known("CodecPrefsOutgoingOffer")
    }
    /// `ContactAcl`.
    pub fn contact_acl(self) -> Option<Cow<'a, str>> {
        self.0.known("ContactAcl")
    }
    /// `DtlsAutoGenerateCert`.
    pub fn dtls_auto_generate_cert(self) -> Option<bool> {
        self.0.flag("DtlsAutoGenerateCert")
    }
    /// `DtlsFingerprint`.
    pub fn dtls_fingerprint(self) -> Option<Cow<'a, str>> {
        self.0.known("DtlsFingerprint")
    }
    /// `FaxDetectTimeout`.
    pub fn fax_detect_timeout(self) -> Option<Duration> {
        self.0.seconds("FaxDetectTimeout")
    }
    /// `FollowEarlyMediaFork`.
    pub fn follow_early_media_fork(self) -> Option<bool> {
        self.0.flag("FollowEarlyMediaFork")
    }
    /// `G726NonStandard`.
    pub fn g726non_standard(self) -> Option<bool> {
        self.0.flag("G726NonStandard")
    }
    /// `GeolocIncomingCallProfile`.
    pub fn geoloc_incoming_call_profile(self) -> Option<Cow<'a, str>> {
        self.0.known("GeolocIncomingCallProfile")
    }
    /// `GeolocOutgoingCallProfile`.
    pub fn geoloc_outgoing_call_profile(self) -> Option<Cow<'a, str>> {
        self.0.known("GeolocOutgoingCallProfile")
    }
    /// `Ignore183WithoutSdp`.
    pub fn ignore183without_sdp(self) -> Option<bool> {
        self.0.flag("Ignore183WithoutSdp")
    }
    /// `IncomingCallOfferPref`.
    pub fn incoming_call_offer_pref(self) -> Option<Cow<'a, str>> {
        self.0.known("IncomingCallOfferPref")
    }
    /// `IncomingMwiMailbox`.
    pub fn incoming_mwi_mailbox(self) -> Option<Cow<'a, str>> {
        self.0.known("IncomingMwiMailbox")
    }
    /// `MaxAudioStreams`.
    pub fn max_audio_streams(self) -> Option<u32> {
        self.0.number("MaxAudioStreams")
    }
    /// `MaxVideoStreams`.
    pub fn max_video_streams(self) -> Option<u32> {
        self.0.number("MaxVideoStreams")
    }
    /// `MwiSubscribeReplacesUnsolicited`.
    pub fn mwi_subscribe_replaces_unsolicited(self) -> Option<bool> {
        self.0.flag("MwiSubscribeReplacesUnsolicited")
    }
    /// `NotifyEarlyInuseRinging`.
    pub fn notify_early_inuse_ringing(self) -> Option<bool> {
        self.0.flag("NotifyEarlyInuseRinging")
    }
    /// `OutgoingCallOfferPref`.
    pub fn outgoing_call_offer_pref(self) -> Option<Cow<'a, str>> {
        self.0.known("OutgoingCallOfferPref")
    }
    /// `ReferBlindProgress`.
    pub fn refer_blind_progress(self) -> Option<bool> {
        self.0.flag("ReferBlindProgress")
    }
    /// `RpidImmediate`.
    pub fn rpid_immediate(self) -> Option<bool> {
        self.0.flag("RpidImmediate")
    }
    /// `RtcpMux`.
    pub fn rtcp_mux(self) -> Option<bool> {
        self.0.flag("RtcpMux")
    }
    /// `RtpKeepalive`.
    pub fn rtp_keepalive(self) -> Option<Duration> {
        self.0.seconds("RtpKeepalive")
    }
    /// `RtpTimeout`.
    pub fn rtp_timeout(self) -> Option<Duration> {
        self.0.seconds("RtpTimeout")
    }
    /// `RtpTimeoutHold`.
    pub fn rtp_timeout_hold(self) -> Option<Duration> {
        self.0.seconds("RtpTimeoutHold")
    }
    /// `RtpPortStart`.
    pub fn rtp_port_start(self) -> Option<u32> {
        self.0.number("RtpPortStart")
    }
    /// `RtpPortEnd`.
    pub fn rtp_port_end(self) -> Option<u32> {
        self.0.number("RtpPortEnd")
    }
    /// `SecurityNegotiation`.
    pub fn security_negotiation(self) -> Option<Cow<'a, str>> {
        self.0.known("SecurityNegotiation")
    }
    /// `SendAoc`.
    pub fn send_aoc(self) -> Option<bool> {
        self.0.flag("SendAoc")
    }
    /// `SendHistoryInfo`.
    pub fn send_history_info(self) -> Option<bool> {
        self.0.flag("SendHistoryInfo")
    }
    /// `StirShaken`.
    pub fn stir_shaken(self) -> Option<Cow<'a, str>> {
        self.0.known("StirShaken")
    }
    /// `StirShakenProfile`.
    pub fn stir_shaken_profile(self) -> Option<Cow<'a, str>> {
        self.0.known("StirShakenProfile")
    }
    /// `SuppressMohOnSendonly`.
    pub fn suppress_moh_on_sendonly(self) -> Option<bool> {
        self.0.flag("SuppressMohOnSendonly")
    }
    /// `SuppressQ850ReasonHeaders`.
    pub fn suppress_q850reason_headers(self) -> Option<bool> {
        self.0.flag("SuppressQ850ReasonHeaders")
    }
    /// `Tenantid`.
    pub fn tenant_id(self) -> Option<Cow<'a, str>> {
        self.0.known("Tenantid")
    }
    /// `VoicemailExtension`.
    pub fn voicemail_extension(self) -> Option<Cow<'a, str>> {
        self.0.known("VoicemailExtension")
    }
    /// `Webrtc`.
    pub fn webrtc(self) -> Option<bool> {
        self.0.flag("Webrtc")
    }
    /// `FollowRedirectMethods`.
    pub fn follow_redirect_methods(self) -> Option<Cow<'a, str>> {
        self.0.known("FollowRedirectMethods")
    }
}
