// Generated from ami/catalogue/events.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

/// The name of an event: all that Asterisk 1.4 to 23 are known to send.
///
/// ```
/// use switchhook_ami::event::EventKind;
/// assert_eq!(EventKind::of("Hangup"), Some(EventKind::Hangup));
/// assert_eq!(EventKind::AocD.as_str(), "AOC-D");
/// // A name of your own, or of a newer Asterisk.
/// assert_eq!(EventKind::of("Novelty"), None);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum EventKind {
    /// `AgentCalled`, class agent.
    AgentCalled,
    /// `AgentComplete`, class agent.
    AgentComplete,
    /// `AgentConnect`, class agent.
    AgentConnect,
    /// `AgentDump`, class agent.
    AgentDump,
    /// `AgentLogin`, class agent.
    AgentLogin,
    /// `AgentLogoff`, class agent.
    AgentLogoff,
    /// `AgentRingNoAnswer`, class agent.
    AgentRingNoAnswer,
    /// `Agents`, part of the answer to `Agents`.
    Agents,
    /// `AgentsComplete`, part of the answer to `Agents`.
    AgentsComplete,
    /// `AGIExec`, class agi, up to Asterisk 11.
    AgiExec,
    /// `AGIExecEnd`, class agi.
    AgiExecEnd,
    /// `AGIExecStart`, class agi.
    AgiExecStart,
    /// `Alarm`, class system.
    Alarm,
    /// `AlarmClear`, class system.
    AlarmClear,
    /// `AOC-D`, class aoc.
    AocD,
    /// `AOC-E`, class aoc.
    AocE,
    /// `AOC-S`, class aoc.
    AocS,
    /// `AorDetail`, part of the answer to `PJSIPShowEndpoint`.
    AorDetail,
    /// `AorList`, part of the answer to `PJSIPShowAors`.
    AorList,
    /// `AorListComplete`, part of the answer to `PJSIPShowAors`.
    AorListComplete,
    /// `AsyncAGI`, class agi, up to Asterisk 11.
    AsyncAgi,
    /// `AsyncAGIEnd`, class agi.
    AsyncAgiEnd,
    /// `AsyncAGIExec`, class agi.
    AsyncAgiExec,
    /// `AsyncAGIStart`, class agi.
    AsyncAgiStart,
    /// `AttendedTransfer`, class call.
    AttendedTransfer,
    /// `AuthDetail`, part of the answers to `PJSIPShowEndpoint`, `PJSIPShowRegistrationsOutbound`.
    AuthDetail,
    /// `AuthList`, part of the answer to `PJSIPShowAuths`.
    AuthList,
    /// `AuthListComplete`, part of the answer to `PJSIPShowAuths`.
    AuthListComplete,
    /// `AuthMethodNotAllowed`, class security.
    AuthMethodNotAllowed,
    /// `BlindTransfer`, class call.
    BlindTransfer,
    /// `Bridge`, class call, up to Asterisk 11.
    Bridge,
    /// `BridgeCreate`, class call.
    BridgeCreate,
    /// `BridgeDestroy`, class call.
    BridgeDestroy,
    /// `BridgeEnter`, class call.
    BridgeEnter,
    /// `BridgeInfoChannel`, part of the answer to `BridgeInfo`.
    BridgeInfoChannel,
    /// `BridgeInfoComplete`, part of the answer to `BridgeInfo`.
    BridgeInfoComplete,
    /// `BridgeLeave`, class call.
    BridgeLeave,
    /// `BridgeListComplete`, part of the answer to `BridgeList`.
    BridgeListComplete,
    /// `BridgeListItem`, part of the answer to `BridgeList`.
    BridgeListItem,
    /// `BridgeMerge`, class call.
    BridgeMerge,
    /// `BridgeTechnologyListComplete`, part of the answer to `BridgeTechnologyList`.
    BridgeTechnologyListComplete,
    /// `BridgeTechnologyListItem`, part of the answer to `BridgeTechnologyList`.
    BridgeTechnologyListItem,
    /// `BridgeVideoSourceUpdate`, class call.
    BridgeVideoSourceUpdate,
    /// `CCAvailable`, class cc.
    CcAvailable,
    /// `CCCallerRecalling`, class cc.
    CcCallerRecalling,
    /// `CCCallerStartMonitoring`, class cc.
    CcCallerStartMonitoring,
    /// `CCCallerStopMonitoring`, class cc.
    CcCallerStopMonitoring,
    /// `CCFailure`, class cc.
    CcFailure,
    /// `CCMonitorFailed`, class cc.
    CcMonitorFailed,
    /// `CCOfferTimerStart`, class cc.
    CcOfferTimerStart,
    /// `CCRecallComplete`, class cc.
    CcRecallComplete,
    /// `CCRequestAcknowledged`, class cc.
    CcRequestAcknowledged,
    /// `CCRequested`, class cc.
    CcRequested,
    /// `Cdr`, class cdr.
    Cdr,
    /// `CEL`, class call.
    Cel,
    /// `ChallengeResponseFailed`, class security.
    ChallengeResponseFailed,
    /// `ChallengeSent`, class security.
    ChallengeSent,
    /// `ChannelHungup`, part of the answers to `Hangup`, `PJSIPHangup`.
    ChannelHungup,
    /// `ChannelsHungupListComplete`, part of the answers to `Hangup`, `PJSIPHangup`.
    ChannelsHungupListComplete,
    /// `ChannelTalkingStart`, class call.
    ChannelTalkingStart,
    /// `ChannelTalkingStop`, class call.
    ChannelTalkingStop,
    /// `ChanSpyStart`, class call.
    ChanSpyStart,
    /// `ChanSpyStop`, class call.
    ChanSpyStop,
    /// `ConfbridgeEnd`, class call.
    ConfbridgeEnd,
    /// `ConfbridgeJoin`, class call.
    ConfbridgeJoin,
    /// `ConfbridgeLeave`, class call.
    ConfbridgeLeave,
    /// `ConfbridgeList`, part of the answer to `ConfbridgeList`.
    ConfbridgeList,
    /// `ConfbridgeListComplete`, part of the answer to `ConfbridgeList`.
    ConfbridgeListComplete,
    /// `ConfbridgeListRooms`, part of the answer to `ConfbridgeListRooms`.
    ConfbridgeListRooms,
    /// `ConfbridgeListRoomsComplete`, part of the answer to `ConfbridgeListRooms`.
    ConfbridgeListRoomsComplete,
    /// `ConfbridgeMute`, class call.
    ConfbridgeMute,
    /// `ConfbridgeRecord`, class call.
    ConfbridgeRecord,
    /// `ConfbridgeStart`, class call.
    ConfbridgeStart,
    /// `ConfbridgeStopRecord`, class call.
    ConfbridgeStopRecord,
    /// `ConfbridgeTalking`, class call.
    ConfbridgeTalking,
    /// `ConfbridgeUnmute`, class call.
    ConfbridgeUnmute,
    /// `ContactList`, part of the answer to `PJSIPShowContacts`.
    ContactList,
    /// `ContactListComplete`, part of the answer to `PJSIPShowContacts`.
    ContactListComplete,
    /// `ContactStatus`, class system.
    ContactStatus,
    /// `ContactStatusDetail`, part of the answers to `PJSIPShowEndpoint`, `PJSIPShowRegistrationInboundContactStatuses`.
    ContactStatusDetail,
    /// `ContactStatusDetailComplete`, part of the answer to `PJSIPShowRegistrationInboundContactStatuses`.
    ContactStatusDetailComplete,
    /// `CoreShowChannel`, part of the answer to `CoreShowChannels`.
    CoreShowChannel,
    /// `CoreShowChannelMap`, part of the answer to `CoreShowChannelMap`, Asterisk 18 and later.
    CoreShowChannelMap,
    /// `CoreShowChannelMapComplete`, part of the answer to `CoreShowChannelMap`, Asterisk 18 and later.
    CoreShowChannelMapComplete,
    /// `CoreShowChannelsComplete`, part of the answer to `CoreShowChannels`.
    CoreShowChannelsComplete,
    /// `DAHDIChannel`, class call.
    DahdiChannel,
    /// `DAHDIShowChannels`, part of the answer to `DAHDIShowChannels`.
    DahdiShowChannels,
    /// `DAHDIShowChannelsComplete`, part of the answer to `DAHDIShowChannels`.
    DahdiShowChannelsComplete,
    /// `DAHDIShowStatus`, part of the answer to `DAHDIShowStatus`, Asterisk 18 and later.
    DahdiShowStatus,
    /// `DAHDIShowStatusComplete`, part of the answer to `DAHDIShowStatus`, Asterisk 18 and later.
    DahdiShowStatusComplete,
    /// `DBGetComplete`, part of the answer to `DBGet`.
    DbGetComplete,
    /// `DBGetResponse`, part of the answer to `DBGet`.
    DbGetResponse,
    /// `DBGetTreeComplete`, part of the answer to `DBGetTree`.
    DbGetTreeComplete,
    /// `DBGetTreeResponse`, part of the answer to `DBGetTree`.
    DbGetTreeResponse,
    /// `DeadlockStart`, class system.
    DeadlockStart,
    /// `DeviceEntry`, part of the answer to `SKINNYdevices`, up to Asterisk 20.
    DeviceEntry,
    /// `DevicelistComplete`, part of the answer to `SKINNYdevices`, up to Asterisk 20.
    DevicelistComplete,
    /// `DeviceStateChange`, part of the answer to `DeviceStateList` and sent by itself, class call.
    DeviceStateChange,
    /// `DeviceStateListComplete`, part of the answer to `DeviceStateList`.
    DeviceStateListComplete,
    /// `Dial`, class call, up to Asterisk 11.
    Dial,
    /// `DialBegin`, class call.
    DialBegin,
    /// `DialEnd`, class call.
    DialEnd,
    /// `DialState`, class call.
    DialState,
    /// `DNDState`, class system.
    DndState,
    /// `DTMF`, class dtmf, up to Asterisk 11.
    Dtmf,
    /// `DTMFBegin`, class dtmf.
    DtmfBegin,
    /// `DTMFEnd`, class dtmf.
    DtmfEnd,
    /// `EndpointDetail`, part of the answer to `PJSIPShowEndpoint`.
    EndpointDetail,
    /// `EndpointDetailComplete`, part of the answer to `PJSIPShowEndpoint`.
    EndpointDetailComplete,
    /// `EndpointList`, part of the answer to `PJSIPShowEndpoints`.
    EndpointList,
    /// `EndpointListComplete`, part of the answer to `PJSIPShowEndpoints`.
    EndpointListComplete,
    /// `ExtensionStateListComplete`, part of the answer to `ExtensionStateList`.
    ExtensionStateListComplete,
    /// `ExtensionStatus`, part of the answer to `ExtensionStateList` and sent by itself, class call.
    ExtensionStatus,
    /// `FailedACL`, class security.
    FailedAcl,
    /// `FAXSession`, part of the answer to `FAXSession`.
    FaxSession,
    /// `FAXSessionsComplete`, part of the answer to `FAXSessions`.
    FaxSessionsComplete,
    /// `FAXSessionsEntry`, part of the answer to `FAXSessions`.
    FaxSessionsEntry,
    /// `FAXStats`, part of the answer to `FAXStats`.
    FaxStats,
    /// `FAXStatus`, class call.
    FaxStatus,
    /// `Flash`, class call.
    Flash,
    /// `FullyBooted`, class system.
    FullyBooted,
    /// `Hangup`, class call.
    Hangup,
    /// `HangupHandlerPop`, class dialplan.
    HangupHandlerPop,
    /// `HangupHandlerPush`, class dialplan.
    HangupHandlerPush,
    /// `HangupHandlerRun`, class dialplan.
    HangupHandlerRun,
    /// `HangupRequest`, class call.
    HangupRequest,
    /// `Hold`, class call.
    Hold,
    /// `IdentifyDetail`, part of the answer to `PJSIPShowEndpoint`.
    IdentifyDetail,
    /// `InboundRegistrationDetail`, part of the answer to `PJSIPShowRegistrationsInbound`.
    InboundRegistrationDetail,
    /// `InboundRegistrationDetailComplete`, part of the answer to `PJSIPShowRegistrationsInbound`.
    InboundRegistrationDetailComplete,
    /// `InboundSubscriptionDetail`, part of the answer to `PJSIPShowSubscriptionsInbound`, Asterisk 20 and later.
    InboundSubscriptionDetail,
    /// `InboundSubscriptionDetailComplete`, part of the answer to `PJSIPShowSubscriptionsInbound`.
    InboundSubscriptionDetailComplete,
    /// `InvalidAccountID`, class security.
    InvalidAccountId,
    /// `InvalidPassword`, class security.
    InvalidPassword,
    /// `InvalidTransport`, class security.
    InvalidTransport,
    /// `JabberStatus`, class user.
    JabberStatus,
    /// `Join`, class call, up to Asterisk 11.
    Join,
    /// `Leave`, class call, up to Asterisk 11.
    Leave,
    /// `LineEntry`, part of the answer to `SKINNYlines`, up to Asterisk 20.
    LineEntry,
    /// `LinelistComplete`, part of the answer to `SKINNYlines`, up to Asterisk 20.
    LinelistComplete,
    /// `Link`, class call, Asterisk 1.4.
    Link,
    /// `ListDialplan`, part of the answer to `ShowDialPlan`.
    ListDialplan,
    /// `Load`, class system.
    Load,
    /// `LoadAverageLimit`, class security.
    LoadAverageLimit,
    /// `LocalBridge`, class call.
    LocalBridge,
    /// `LocalOptimizationBegin`, class call.
    LocalOptimizationBegin,
    /// `LocalOptimizationEnd`, class call.
    LocalOptimizationEnd,
    /// `LogChannel`, class system.
    LogChannel,
    /// `Masquerade`, class call, up to Asterisk 11.
    Masquerade,
    /// `MCID`, class call.
    Mcid,
    /// `MeetmeEnd`, class call.
    MeetmeEnd,
    /// `MeetmeJoin`, class call.
    MeetmeJoin,
    /// `MeetmeLeave`, class call.
    MeetmeLeave,
    /// `MeetmeList`, part of the answer to `MeetmeList`.
    MeetmeList,
    /// `MeetmeListComplete`, part of the answer to `MeetmeList`.
    MeetmeListComplete,
    /// `MeetmeListRooms`, part of the answer to `MeetmeListRooms`.
    MeetmeListRooms,
    /// `MeetmeListRoomsComplete`, part of the answer to `MeetmeListRooms`.
    MeetmeListRoomsComplete,
    /// `MeetmeMute`, class call.
    MeetmeMute,
    /// `MeetmeTalking`, class call.
    MeetmeTalking,
    /// `MeetmeTalkRequest`, class call.
    MeetmeTalkRequest,
    /// `MemoryLimit`, class security.
    MemoryLimit,
    /// `MessageWaiting`, class call.
    MessageWaiting,
    /// `MiniVoiceMail`, class call.
    MiniVoiceMail,
    /// `MixMonitorMute`, class call.
    MixMonitorMute,
    /// `MixMonitorStart`, class call.
    MixMonitorStart,
    /// `MixMonitorStop`, class call.
    MixMonitorStop,
    /// `MobileStatus`, class system.
    MobileStatus,
    /// `MonitorStart`, class call, up to Asterisk 20.
    MonitorStart,
    /// `MonitorStop`, class call, up to Asterisk 20.
    MonitorStop,
    /// `MusicOnHold`, class call, up to Asterisk 11.
    MusicOnHold,
    /// `MusicOnHoldStart`, class call.
    MusicOnHoldStart,
    /// `MusicOnHoldStop`, class call.
    MusicOnHoldStop,
    /// `MWIGet`, part of the answer to `MWIGet`.
    MwiGet,
    /// `MWIGetComplete`, part of the answer to `MWIGet`.
    MwiGetComplete,
    /// `NewAccountCode`, class call.
    NewAccountCode,
    /// `NewCallerid`, class call.
    NewCallerid,
    /// `Newchannel`, class call.
    Newchannel,
    /// `NewConnectedLine`, class call.
    NewConnectedLine,
    /// `Newexten`, class dialplan.
    Newexten,
    /// `Newstate`, class call.
    Newstate,
    /// `OriginateResponse`, class call.
    OriginateResponse,
    /// `OutboundRegistrationDetail`, part of the answer to `PJSIPShowRegistrationsOutbound`.
    OutboundRegistrationDetail,
    /// `OutboundRegistrationDetailComplete`, part of the answer to `PJSIPShowRegistrationsOutbound`.
    OutboundRegistrationDetailComplete,
    /// `OutboundSubscriptionDetail`, part of the answer to `PJSIPShowSubscriptionsOutbound`, Asterisk 20 and later.
    OutboundSubscriptionDetail,
    /// `OutboundSubscriptionDetailComplete`, part of the answer to `PJSIPShowSubscriptionsOutbound`.
    OutboundSubscriptionDetailComplete,
    /// `ParkedCall`, part of the answer to `ParkedCalls` and sent by itself, class call.
    ParkedCall,
    /// `ParkedCallGiveUp`, class call.
    ParkedCallGiveUp,
    /// `ParkedCallsComplete`, part of the answer to `ParkedCalls`.
    ParkedCallsComplete,
    /// `ParkedCallSwap`, class call.
    ParkedCallSwap,
    /// `ParkedCallTimeOut`, class call.
    ParkedCallTimeOut,
    /// `Parkinglot`, part of the answer to `Parkinglots`.
    Parkinglot,
    /// `ParkinglotsComplete`, part of the answer to `Parkinglots`.
    ParkinglotsComplete,
    /// `PeerEntry`, part of the answers to `IAXpeerlist`, `IAXpeers`.
    PeerEntry,
    /// `PeerlistComplete`, part of the answers to `IAXpeerlist`, `IAXpeers`.
    PeerlistComplete,
    /// `PeerStatus`, class system.
    PeerStatus,
    /// `Pickup`, class call.
    Pickup,
    /// `PJSIPMaintenanceStatus`, part of the answer to `PJSIPShowMaintenance` and sent by itself, class system, late Asterisk 20, 22 and later.
    PjsipMaintenanceStatus,
    /// `PJSIPMaintenanceStatusComplete`, part of the answer to `PJSIPShowMaintenance`, late Asterisk 20, 22 and later.
    PjsipMaintenanceStatusComplete,
    /// `PresenceStateChange`, part of the answer to `PresenceStateList` and sent by itself, class call.
    PresenceStateChange,
    /// `PresenceStateListComplete`, part of the answer to `PresenceStateList`.
    PresenceStateListComplete,
    /// `PresenceStatus`, class call.
    PresenceStatus,
    /// `PRIShowSpans`, part of the answer to `PRIShowSpans`.
    PriShowSpans,
    /// `PRIShowSpansComplete`, part of the answer to `PRIShowSpans`.
    PriShowSpansComplete,
    /// `QueueCallerAbandon`, class agent.
    QueueCallerAbandon,
    /// `QueueCallerJoin`, class agent.
    QueueCallerJoin,
    /// `QueueCallerLeave`, class agent.
    QueueCallerLeave,
    /// `QueueEntry`, part of the answer to `QueueStatus`.
    QueueEntry,
    /// `QueueMember`, part of the answer to `QueueStatus`.
    QueueMember,
    /// `QueueMemberAdded`, class agent.
    QueueMemberAdded,
    /// `QueueMemberPause`, class agent.
    QueueMemberPause,
    /// `QueueMemberPaused`, class agent, up to Asterisk 11.
    QueueMemberPaused,
    /// `QueueMemberPenalty`, class agent.
    QueueMemberPenalty,
    /// `QueueMemberRemoved`, class agent.
    QueueMemberRemoved,
    /// `QueueMemberRinginuse`, class agent.
    QueueMemberRinginuse,
    /// `QueueMemberStatus`, class agent.
    QueueMemberStatus,
    /// `QueueParams`, part of the answer to `QueueStatus`.
    QueueParams,
    /// `QueueStatusComplete`, part of the answer to `QueueStatus`.
    QueueStatusComplete,
    /// `QueueSummary`, part of the answer to `QueueSummary`.
    QueueSummary,
    /// `QueueSummaryComplete`, part of the answer to `QueueSummary`.
    QueueSummaryComplete,
    /// `ReceiveFAX`, class call.
    ReceiveFax,
    /// `RegistrationsComplete`, part of the answer to `IAXregistry`.
    RegistrationsComplete,
    /// `Registry`, class system.
    Registry,
    /// `RegistryEntry`, part of the answer to `IAXregistry`.
    RegistryEntry,
    /// `Reload`, class system.
    Reload,
    /// `Rename`, class call.
    Rename,
    /// `RequestBadFormat`, class security.
    RequestBadFormat,
    /// `RequestNotAllowed`, class security.
    RequestNotAllowed,
    /// `RequestNotSupported`, class security.
    RequestNotSupported,
    /// `ResourceListDetail`, part of the answer to `PJSIPShowResourceLists`.
    ResourceListDetail,
    /// `ResourceListDetailComplete`, part of the answer to `PJSIPShowResourceLists`.
    ResourceListDetailComplete,
    /// `RTCPReceived`, class reporting.
    RtcpReceived,
    /// `RTCPSent`, class reporting.
    RtcpSent,
    /// `SendFAX`, class call.
    SendFax,
    /// `SessionLimit`, class security.
    SessionLimit,
    /// `SessionTimeout`, class call, up to Asterisk 20.
    SessionTimeout,
    /// `ShowDialPlanComplete`, part of the answer to `ShowDialPlan`.
    ShowDialPlanComplete,
    /// `Shutdown`, class system.
    Shutdown,
    /// `SIPpeerstatusComplete`, part of the answer to `SIPpeerstatus`, up to Asterisk 20.
    SiPpeerstatusComplete,
    /// `SIPQualifyPeerDone`, class call, up to Asterisk 20.
    SipQualifyPeerDone,
    /// `SoftHangupRequest`, class call.
    SoftHangupRequest,
    /// `SpanAlarm`, class system.
    SpanAlarm,
    /// `SpanAlarmClear`, class system.
    SpanAlarmClear,
    /// `Status`, part of the answer to `Status`.
    Status,
    /// `StatusComplete`, part of the answer to `Status`.
    StatusComplete,
    /// `SuccessfulAuth`, class security.
    SuccessfulAuth,
    /// `TestEvent`, class reporting.
    TestEvent,
    /// `Transfer`, class call, up to Asterisk 11.
    Transfer,
    /// `TransportDetail`, part of the answer to `PJSIPShowEndpoint`.
    TransportDetail,
    /// `UnexpectedAddress`, class security.
    UnexpectedAddress,
    /// `Unhold`, class call.
    Unhold,
    /// `Unlink`, class call, Asterisk 1.4.
    Unlink,
    /// `Unload`, class system.
    Unload,
    /// `UnParkedCall`, class call.
    UnParkedCall,
    /// `UserEvent`, class user.
    UserEvent,
    /// `VarSet`, class dialplan.
    VarSet,
    /// `VoicemailBoxDetail`, part of the answer to `VoicemailBoxSummary`, Asterisk 18 and later.
    VoicemailBoxDetail,
    /// `VoicemailBoxDetailComplete`, part of the answer to `VoicemailBoxSummary`, Asterisk 18 and later.
    VoicemailBoxDetailComplete,
    /// `VoicemailPasswordChange`, class system and user, Asterisk 18 and later.
    VoicemailPasswordChange,
    /// `VoicemailUserDetail`, part of the answer to `VoicemailUserStatus`.
    VoicemailUserDetail,
    /// `VoicemailUserDetailComplete`, part of the answer to `VoicemailUserStatus`.
    VoicemailUserDetailComplete,
    /// `VoicemailUserEntry`, part of the answer to `VoicemailUsersList`.
    VoicemailUserEntry,
    /// `VoicemailUserEntryComplete`, part of the answer to `VoicemailUsersList`.
    VoicemailUserEntryComplete,
    /// `WaitEventComplete`, part of the answer to `WaitEvent`.
    WaitEventComplete,
    /// `Wink`, class call.
    Wink,
}
