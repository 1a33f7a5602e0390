// Generated from provisioning/catalogue/accounts.txt by
// `cargo run -p switchhook-provisioning-catalogue -- generate`; do not edit.

//! A setting of an account, by name.

/// A setting of an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum AccountSetting {
    /// Use this account.
    Active,
    /// Label of the account on the device.
    Name,
    /// Registrar/SIP server, host\[:port\].
    Server1,
    /// Fallback SIP server, host\[:port\].
    Server2,
    /// Outbound proxy, host\[:port\].
    Proxy1,
    /// Fallback outbound proxy.
    Proxy2,
    /// Server the busy-lamp subscriptions go to.
    BlfServer,
    /// SIP user part of the address of record.
    UserId,
    /// User name for digest authentication.
    AuthId,
    /// Digest password.
    Password,
    /// Name sent in From.
    DisplayName,
    /// Number the message key dials.
    Voicemail,
    /// How the server name is resolved.
    DnsMode,
    /// Which SRV target to keep after a failover.
    DnsSrvFailover,
    /// Fixed address 1 for dns_mode 3.
    PrimaryIp,
    /// Fixed address 2 for dns_mode 3.
    BackupIp1,
    /// Fixed address 3 for dns_mode 3.
    BackupIp2,
    /// NAT help.
    Nat,
    /// Proxy-Require header value.
    ProxyRequire,
    /// tel: or user=phone addressing.
    TelUri,
    /// Send REGISTER.
    Register,
    /// Remove bindings when starting.
    UnregisterOnBoot,
    /// Registration lifetime, minutes.
    RegisterExpiry,
    /// Subscription lifetime, minutes.
    SubscribeExpiry,
    /// Refresh this many seconds early.
    RegisterBeforeExpiry,
    /// OPTIONS pings.
    OptionsKeepalive,
    /// Seconds between OPTIONS pings.
    OptionsInterval,
    /// Lost pings before re-registering.
    OptionsMaxLost,
    /// SIP port of this account on the device.
    LocalPort,
    /// Seconds before retrying a failed registration.
    RegisterRetry,
    /// T1 in 10 ms units.
    TimerT1,
    /// T2 in 10 ms units.
    TimerT2,
    /// SIP transport.
    Transport,
    /// Transports listened on.
    ListeningMode,
    /// URI scheme over TLS.
    TlsUriScheme,
    /// Real source port in Contact over TCP/TLS.
    EphemeralContactPort,
    /// How the outbound proxy is used.
    ProxyMode,
    /// Send a SIP instance id.
    InstanceId,
    /// Subscribe for message waiting.
    SubscribeMwi,
    /// Subscribe to registration state.
    SubscribeReg,
    /// 100rel.
    Prack,
    /// Callee name source.
    CalleeIdSource,
    /// Caller name source.
    CallerIdSource,
    /// Authorization header in the first REGISTER.
    AuthOnFirstRegister,
    /// Obey a SIP NOTIFY that resets to factory settings.
    AllowSipFactoryReset,
    /// Ignore Alert-Info.
    IgnoreAlertInfo,
    /// Privacy header.
    HeaderPrivacy,
    /// P-Preferred-Identity header.
    HeaderPpi,
    /// X-Grandstream-PBX header.
    HeaderXGrandstreamPbx,
    /// P-Access-Network-Info header.
    HeaderPani,
    /// P-Emergency-Info header.
    HeaderPei,
    /// MAC address in SIP headers.
    HeaderMac,
    /// Shared-line seizure timeout, seconds.
    LineSeizeTimeout,
    /// URI of the BLF resource list.
    EventlistUri,
    /// Make keys from the resource list.
    EventlistAutoKeys,
    /// Server conference URI.
    ConferenceUri,
    /// Music on hold URI.
    MohUri,
    /// Always pick up with the prefix.
    BlfPickupForcePrefix,
    /// Prefix dialled to pick up a ringing BLF.
    BlfPickupPrefix,
    /// Code to barge into a picked-up call.
    PickupBargeCode,
    /// PUBLISH presence.
    PublishPresence,
    /// No charset in MESSAGE.
    OmitCharset,
    /// Accept REFER outside a dialog.
    UnsolicitedRefer,
    /// Soft-switch dialect.
    SpecialFeature,
    /// BroadSoft call centre.
    BsCallCenter,
    /// BroadSoft hoteling event.
    BsHoteling,
    /// BroadSoft call centre status.
    BsCallCenterStatus,
    /// BroadSoft executive/assistant.
    BsExecutive,
    /// Feature key synchronisation (as-feature-event).
    FeatureKeySync,
    /// BroadSoft call park.
    BsCallPark,
    /// Session timers.
    SessionTimer,
    /// Session-Expires, seconds.
    SessionExpires,
    /// Min-SE, seconds; at most session_expires.
    SessionMinSe,
    /// Ask for a timer when calling.
    SessionRequestCaller,
    /// Ask for a timer when called.
    SessionRequestCallee,
    /// Timer even if the peer lacks it.
    SessionForce,
    /// Refresher when calling.
    SessionUacRefresher,
    /// Refresher when called.
    SessionUasRefresher,
    /// Refresh with INVITE.
    SessionForceInvite,
    /// Check the domain in the TLS certificate.
    TlsCheckDomain,
    /// Check the TLS certificate chain.
    TlsCheckChain,
    /// Validate incoming SIP messages.
    ValidateIncoming,
    /// Reject INVITE to another user id.
    CheckInviteUser,
    /// Accept SIP only from the proxy.
    OnlyFromProxy,
    /// Challenge incoming INVITE.
    AuthIncomingInvite,
    /// Codec, first choice.
    Codec1,
    /// Codec, second choice.
    Codec2,
    /// Codec, third choice.
    Codec3,
    /// Codec, fourth choice.
    Codec4,
    /// Codec, fifth choice.
    Codec5,
    /// Codec, sixth choice.
    Codec6,
    /// Codec, seventh choice.
    Codec7,
    /// Codec, eighth choice.
    Codec8,
    /// Answer with the first common codec.
    CodecFirstMatch,
    /// Whose codec order wins.
    CodecPriority,
    /// Do not show the codec in calls.
    CodecHide,
    /// No multiple m= lines.
    SdpSingleM,
    /// SRTP.
    Srtp,
    /// SRTP key length.
    SrtpKeyLength,
    /// Key lifetime in the crypto attribute.
    SrtpLifetime,
    /// Symmetric RTP.
    SymmetricRtp,
    /// Silence suppression.
    Vad,
    /// Jitter buffer.
    JitterType,
    /// Length of the jitter buffer.
    JitterLength,
    /// Voice frames per packet.
    FramesPerTx,
    /// G.723 rate.
    G723Rate,
    /// G.726-32 packing.
    G726Packing,
    /// iLBC frame.
    IlbcFrame,
    /// iLBC payload type.
    IlbcPt,
    /// Opus payload type.
    OpusPt,
    /// RFC 4733 payload type.
    DtmfPt,
    /// How digits are sent: three switches on phones, a mask or an order elsewhere.
    Dtmf,
    /// DTMF delay, ms.
    DtmfDelay,
    /// Send digits as dialled (server answers 484).
    EarlyDial,
    /// Prefix put before every number.
    DialPrefix,
    /// Dial plan expression.
    DialPlan,
    /// Call log.
    CallLog,
    /// Ring tone of the account.
    Ringtone,
    /// Caller pattern 1.
    Match1Caller,
    /// Ring tone for pattern 1.
    Match1Ring,
    /// Caller pattern 2.
    Match2Caller,
    /// Ring tone for pattern 2.
    Match2Ring,
    /// Caller pattern 3.
    Match3Caller,
    /// Ring tone for pattern 3.
    Match3Ring,
    /// Ring this many seconds.
    RingTimeout,
    /// Hide the caller id.
    SendAnonymous,
    /// Refuse anonymous calls.
    RejectAnonymous,
    /// Answer every call.
    AutoAnswer,
    /// Use the target's contact in Refer-To.
    ReferToContact,
    /// Join the others when leaving a conference.
    TransferOnConfHangup,
    /// No recovery after a failed blind transfer.
    NoBlindRecovery,
    /// Blind transfer timeout, seconds.
    BlindTransferWait,
    /// Dial after this many seconds without a key.
    NoKeyTimeout,
    /// Key that dials at once.
    DialKey,
    /// Reminder tone while on hold.
    HoldReminder,
    /// Old style hold (c=0.0.0.0).
    HoldRfc2543,
    /// Prefix after which dialled digits are hidden.
    HideDigitsPrefix,
    /// How many digits are hidden.
    HideDigitsLength,
    /// Call waiting off.
    CallWaitingOff,
    /// Answer when Call-Info/Alert-Info asks.
    IntercomAutoAnswer,
    /// Let Call-Info/Alert-Info barge in.
    IntercomBarge,
    /// Muted after an intercom answer.
    IntercomMute,
    /// Warning tone before auto answer.
    IntercomTone,
    /// Own Call-Info text for auto answer.
    IntercomCallInfo,
    /// Star codes handled by the device.
    LocalFeatures,
    /// Code sent for DND on.
    CodeDndOn,
    /// Code sent for DND off.
    CodeDndOff,
    /// Code for forward-all on.
    CodeCfuOn,
    /// Code for forward-all off.
    CodeCfuOff,
    /// Code for forward-busy on.
    CodeCfbOn,
    /// Code for forward-busy off.
    CodeCfbOff,
    /// Code for forward-no-answer on.
    CodeCfnaOn,
    /// Code for forward-no-answer off.
    CodeCfnaOff,
    /// Forward after this many seconds.
    CfnaDelay,
    /// Go back to the first server as soon as it answers.
    PreferPrimary,
    /// Number dialled when the handset is lifted.
    OffhookDial,
    /// Seconds before the off-hook number is dialled.
    OffhookDelay,
    /// Caller that rings with pattern 1.
    DistinctiveRing1,
    /// Caller that rings with pattern 2.
    DistinctiveRing2,
    /// Caller that rings with pattern 3.
    DistinctiveRing3,
    /// Hunt group of the port.
    HuntGroup,
    /// Server profile of the port.
    Profile,
}

impl AccountSetting {
    /// All of them.
    pub const ALL: &'static [Self] = &[
        Self::Active,
        Self::Name,
        Self::Server1,
        Self::Server2,
        Self::Proxy1,
        Self::Proxy2,
        Self::BlfServer,
        Self::UserId,
        Self::AuthId,
        Self::Password,
        Self::DisplayName,
        Self::Voicemail,
        Self::DnsMode,
        Self::DnsSrvFailover,
        Self::PrimaryIp,
        Self::BackupIp1,
        Self::BackupIp2,
        Self::Nat,
        Self::ProxyRequire,
        Self::TelUri,
        Self::Register,
        Self::UnregisterOnBoot,
        Self::RegisterExpiry,
        Self::SubscribeExpiry,
        Self::RegisterBeforeExpiry,
        Self::OptionsKeepalive,
        Self::OptionsInterval,
        Self::OptionsMaxLost,
        Self::LocalPort,
        Self::RegisterRetry,
        Self::TimerT1,
        Self::TimerT2,
        Self::Transport,
        Self::ListeningMode,
        Self::TlsUriScheme,
        Self::EphemeralContactPort,
        Self::ProxyMode,
        Self::InstanceId,
        Self::SubscribeMwi,
        Self::SubscribeReg,
        Self::Prack,
        Self::CalleeIdSource,
        Self::CallerIdSource,
        Self::AuthOnFirstRegister,
        Self::AllowSipFactoryReset,
        Self::IgnoreAlertInfo,
        Self::HeaderPrivacy,
        Self::HeaderPpi,
        Self::HeaderXGrandstreamPbx,
        Self::HeaderPani,
        Self::HeaderPei,
        Self::HeaderMac,
        Self::LineSeizeTimeout,
        Self::EventlistUri,
        Self::EventlistAutoKeys,
        Self::ConferenceUri,
        Self::MohUri,
        Self::BlfPickupForcePrefix,
        Self::BlfPickupPrefix,
        Self::PickupBargeCode,
        Self::PublishPresence,
        Self::OmitCharset,
        Self::UnsolicitedRefer,
        Self::SpecialFeature,
        Self::BsCallCenter,
        Self::BsHoteling,
        Self::BsCallCenterStatus,
        Self::BsExecutive,
        Self::FeatureKeySync,
        Self::BsCallPark,
        Self::SessionTimer,
        Self::SessionExpires,
        Self::SessionMinSe,
        Self::SessionRequestCaller,
        Self::SessionRequestCallee,
        Self::SessionForce,
        Self::SessionUacRefresher,
        Self::SessionUasRefresher,
        Self::SessionForceInvite,
        Self::TlsCheckDomain,
        Self::TlsCheckChain,
        Self::ValidateIncoming,
        Self::CheckInviteUser,
        Self::OnlyFromProxy,
        Self::AuthIncomingInvite,
        Self::Codec1,
        Self::Codec2,
        Self::Codec3,
        Self::Codec4,
        Self::Codec5,
        Self::Codec6,
        Self::Codec7,
        Self::Codec8,
        Self::CodecFirstMatch,
        Self::CodecPriority,
        Self::CodecHide,
        Self::SdpSingleM,
        Self::Srtp,
        Self::SrtpKeyLength,
        Self::SrtpLifetime,
        Self::SymmetricRtp,
        Self::Vad,
        Self::JitterType,
        Self::JitterLength,
        Self::FramesPerTx,
        Self::G723Rate,
        Self::G726Packing,
        Self::IlbcFrame,
        Self::IlbcPt,
        Self::OpusPt,
        Self::DtmfPt,
        Self::Dtmf,
        Self::DtmfDelay,
        Self::EarlyDial,
        Self::DialPrefix,
        Self::DialPlan,
        Self::CallLog,
        Self::Ringtone,
        Self::Match1Caller,
        Self::Match1Ring,
        Self::Match2Caller,
        Self::Match2Ring,
        Self::Match3Caller,
        Self::Match3Ring,
        Self::RingTimeout,
        Self::SendAnonymous,
        Self::RejectAnonymous,
        Self::AutoAnswer,
        Self::ReferToContact,
        Self::TransferOnConfHangup,
        Self::NoBlindRecovery,
        Self::BlindTransferWait,
        Self::NoKeyTimeout,
        Self::DialKey,
        Self::HoldReminder,
        Self::HoldRfc2543,
        Self::HideDigitsPrefix,
        Self::HideDigitsLength,
        Self::CallWaitingOff,
        Self::IntercomAutoAnswer,
        Self::IntercomBarge,
        Self::IntercomMute,
        Self::IntercomTone,
        Self::IntercomCallInfo,
        Self::LocalFeatures,
        Self::CodeDndOn,
        Self::CodeDndOff,
        Self::CodeCfuOn,
        Self::CodeCfuOff,
        Self::CodeCfbOn,
        Self::CodeCfbOff,
        Self::CodeCfnaOn,
        Self::CodeCfnaOff,
        Self::CfnaDelay,
        Self::PreferPrimary,
        Self::OffhookDial,
        Self::OffhookDelay,
        Self::DistinctiveRing1,
        Self::DistinctiveRing2,
        Self::DistinctiveRing3,
        Self::HuntGroup,
        Self::Profile,
    ];
}
