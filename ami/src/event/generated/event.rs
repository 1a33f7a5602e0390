// Generated from ami/catalogue/events.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

use crate::event::*;
use crate::wire::Message;

/// An event, recognised by its name: a variant for each [`EventKind`], holding the view that reads it.
///
/// ```
/// use switchhook_ami::{Event, HangupCause, wire::MessageBuf};
/// let message = MessageBuf::parse(b"Event: Hangup\r\nChannel: PJSIP/100-00000001\r\nCause: 17\r\n\r\n").unwrap();
/// let Event::Hangup(hangup) = message.event() else { panic!("it says so") };
/// assert_eq!(hangup.cause(), Some(HangupCause::Busy));
/// assert_eq!(hangup.channel().name().unwrap().endpoint(), "PJSIP/100");
/// ```
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum Event<'a> {
    /// `AgentCalled`, class agent.
    AgentCalled(AgentCall<'a>),
    /// `AgentComplete`, class agent.
    AgentComplete(AgentCall<'a>),
    /// `AgentConnect`, class agent.
    AgentConnect(AgentCall<'a>),
    /// `AgentDump`, class agent.
    AgentDump(AgentCall<'a>),
    /// `AgentLogin`, class agent.
    AgentLogin(AgentLogin<'a>),
    /// `AgentLogoff`, class agent.
    AgentLogoff(AgentLogoff<'a>),
    /// `AgentRingNoAnswer`, class agent.
    AgentRingNoAnswer(AgentCall<'a>),
    /// `Agents`, part of the answer to `Agents`.
    Agents(Agents<'a>),
    /// `AgentsComplete`, part of the answer to `Agents`.
    AgentsComplete(ListEnd<'a>),
    /// `AGIExec`, class agi, up to Asterisk 11.
    AgiExec(LegacyAgiExec<'a>),
    /// `AGIExecEnd`, class agi.
    AgiExecEnd(AgiExec<'a>),
    /// `AGIExecStart`, class agi.
    AgiExecStart(AgiExec<'a>),
    /// `Alarm`, class system.
    Alarm(DahdiAlarm<'a>),
    /// `AlarmClear`, class system.
    AlarmClear(DahdiAlarm<'a>),
    /// `AOC-D`, class aoc.
    AocD(AocCharge<'a>),
    /// `AOC-E`, class aoc.
    AocE(AocCharge<'a>),
    /// `AOC-S`, class aoc.
    AocS(AocRates<'a>),
    /// `AorDetail`, part of the answer to `PJSIPShowEndpoint`.
    AorDetail(AorDetail<'a>),
    /// `AorList`, part of the answer to `PJSIPShowAors`.
    AorList(AorList<'a>),
    /// `AorListComplete`, part of the answer to `PJSIPShowAors`.
    AorListComplete(ListEnd<'a>),
    /// `AsyncAGI`, class agi, up to Asterisk 11.
    AsyncAgi(LegacyAsyncAgi<'a>),
    /// `AsyncAGIEnd`, class agi.
    AsyncAgiEnd(ChannelEvent<'a>),
    /// `AsyncAGIExec`, class agi.
    AsyncAgiExec(AsyncAgiExec<'a>),
    /// `AsyncAGIStart`, class agi.
    AsyncAgiStart(AsyncAgiStart<'a>),
    /// `AttendedTransfer`, class call.
    AttendedTransfer(AttendedTransfer<'a>),
    /// `AuthDetail`, part of the answers to `PJSIPShowEndpoint`, `PJSIPShowRegistrationsOutbound`.
    AuthDetail(AuthDetail<'a>),
    /// `AuthList`, part of the answer to `PJSIPShowAuths`.
    AuthList(AuthDetail<'a>),
    /// `AuthListComplete`, part of the answer to `PJSIPShowAuths`.
    AuthListComplete(ListEnd<'a>),
    /// `AuthMethodNotAllowed`, class security.
    AuthMethodNotAllowed(SecurityEvent<'a>),
    /// `BlindTransfer`, class call.
    BlindTransfer(BlindTransfer<'a>),
    /// `Bridge`, class call, up to Asterisk 11.
    Bridge(LegacyBridge<'a>),
    /// `BridgeCreate`, class call.
    BridgeCreate(BridgeEvent<'a>),
    /// `BridgeDestroy`, class call.
    BridgeDestroy(BridgeEvent<'a>),
    /// `BridgeEnter`, class call.
    BridgeEnter(BridgeMember<'a>),
    /// `BridgeInfoChannel`, part of the answer to `BridgeInfo`.
    BridgeInfoChannel(ChannelEvent<'a>),
    /// `BridgeInfoComplete`, part of the answer to `BridgeInfo`.
    BridgeInfoComplete(BridgeInfoComplete<'a>),
    /// `BridgeLeave`, class call.
    BridgeLeave(BridgeMember<'a>),
    /// `BridgeListComplete`, part of the answer to `BridgeList`.
    BridgeListComplete(ListEnd<'a>),
    /// `BridgeListItem`, part of the answer to `BridgeList`.
    BridgeListItem(BridgeEvent<'a>),
    /// `BridgeMerge`, class call.
    BridgeMerge(BridgeMerge<'a>),
    /// `BridgeTechnologyListComplete`, part of the answer to `BridgeTechnologyList`.
    BridgeTechnologyListComplete(ListEnd<'a>),
    /// `BridgeTechnologyListItem`, part of the answer to `BridgeTechnologyList`.
    BridgeTechnologyListItem(BridgeTechnologyListItem<'a>),
    /// `BridgeVideoSourceUpdate`, class call.
    BridgeVideoSourceUpdate(BridgeVideoSourceUpdate<'a>),
    /// `CCAvailable`, class cc.
    CcAvailable(CallCompletion<'a>),
    /// `CCCallerRecalling`, class cc.
    CcCallerRecalling(CallCompletion<'a>),
    /// `CCCallerStartMonitoring`, class cc.
    CcCallerStartMonitoring(CallCompletion<'a>),
    /// `CCCallerStopMonitoring`, class cc.
    CcCallerStopMonitoring(CallCompletion<'a>),
    /// `CCFailure`, class cc.
    CcFailure(CallCompletion<'a>),
    /// `CCMonitorFailed`, class cc.
    CcMonitorFailed(CallCompletion<'a>),
    /// `CCOfferTimerStart`, class cc.
    CcOfferTimerStart(CallCompletion<'a>),
    /// `CCRecallComplete`, class cc.
    CcRecallComplete(CallCompletion<'a>),
    /// `CCRequestAcknowledged`, class cc.
    CcRequestAcknowledged(CallCompletion<'a>),
    /// `CCRequested`, class cc.
    CcRequested(CallCompletion<'a>),
    /// `Cdr`, class cdr.
    Cdr(Cdr<'a>),
    /// `CEL`, class call.
    Cel(Cel<'a>),
    /// `ChallengeResponseFailed`, class security.
    ChallengeResponseFailed(SecurityEvent<'a>),
    /// `ChallengeSent`, class security.
    ChallengeSent(SecurityEvent<'a>),
    /// `ChannelHungup`, part of the answers to `Hangup`, `PJSIPHangup`.
    ChannelHungup(ChannelHungup<'a>),
    /// `ChannelsHungupListComplete`, part of the answers to `Hangup`, `PJSIPHangup`.
    ChannelsHungupListComplete(ListEnd<'a>),
    /// `ChannelTalkingStart`, class call.
    ChannelTalkingStart(ChannelEvent<'a>),
    /// `ChannelTalkingStop`, class call.
    ChannelTalkingStop(ChannelTalkingStop<'a>),
    /// `ChanSpyStart`, class call.
    ChanSpyStart(ChanSpy<'a>),
    /// `ChanSpyStop`, class call.
    ChanSpyStop(ChanSpy<'a>),
    /// `ConfbridgeEnd`, class call.
    ConfbridgeEnd(ConfbridgeRoom<'a>),
    /// `ConfbridgeJoin`, class call.
    ConfbridgeJoin(ConfbridgeMember<'a>),
    /// `ConfbridgeLeave`, class call.
    ConfbridgeLeave(ConfbridgeMember<'a>),
    /// `ConfbridgeList`, part of the answer to `ConfbridgeList`.
    ConfbridgeList(ConfbridgeList<'a>),
    /// `ConfbridgeListComplete`, part of the answer to `ConfbridgeList`.
    ConfbridgeListComplete(ListEnd<'a>),
    /// `ConfbridgeListRooms`, part of the answer to `ConfbridgeListRooms`.
    ConfbridgeListRooms(ConfbridgeRoomItem<'a>),
    /// `ConfbridgeListRoomsComplete`, part of the answer to `ConfbridgeListRooms`.
    ConfbridgeListRoomsComplete(ListEnd<'a>),
    /// `ConfbridgeMute`, class call.
    ConfbridgeMute(ConfbridgeMember<'a>),
    /// `ConfbridgeRecord`, class call.
    ConfbridgeRecord(ConfbridgeRoom<'a>),
    /// `ConfbridgeStart`, class call.
    ConfbridgeStart(ConfbridgeRoom<'a>),
    /// `ConfbridgeStopRecord`, class call.
    ConfbridgeStopRecord(ConfbridgeRoom<'a>),
    /// `ConfbridgeTalking`, class call.
    ConfbridgeTalking(ConfbridgeMember<'a>),
    /// `ConfbridgeUnmute`, class call.
    ConfbridgeUnmute(ConfbridgeMember<'a>),
    /// `ContactList`, part of the answer to `PJSIPShowContacts`.
    ContactList(ContactList<'a>),
    /// `ContactListComplete`, part of the answer to `PJSIPShowContacts`.
    ContactListComplete(ListEnd<'a>),
    /// `ContactStatus`, class system.
    ContactStatus(ContactStatus<'a>),
    /// `ContactStatusDetail`, part of the answers to `PJSIPShowEndpoint`, `PJSIPShowRegistrationInboundContactStatuses`.
    ContactStatusDetail(ContactStatusDetail<'a>),
    /// `ContactStatusDetailComplete`, part of the answer to `PJSIPShowRegistrationInboundContactStatuses`.
    ContactStatusDetailComplete(ListEnd<'a>),
    /// `CoreShowChannel`, part of the answer to `CoreShowChannels`.
    CoreShowChannel(CoreShowChannel<'a>),
    /// `CoreShowChannelMap`, part of the answer to `CoreShowChannelMap`, Asterisk 18 and later.
    CoreShowChannelMap(CoreShowChannelMap<'a>),
    /// `CoreShowChannelMapComplete`, part of the answer to `CoreShowChannelMap`, Asterisk 18 and later.
    CoreShowChannelMapComplete(ListEnd<'a>),
    /// `CoreShowChannelsComplete`, part of the answer to `CoreShowChannels`.
    CoreShowChannelsComplete(ListEnd<'a>),
    /// `DAHDIChannel`, class call.
    DahdiChannel(DahdiChannel<'a>),
    /// `DAHDIShowChannels`, part of the answer to `DAHDIShowChannels`.
    DahdiShowChannels(DahdiShowChannels<'a>),
    /// `DAHDIShowChannelsComplete`, part of the answer to `DAHDIShowChannels`.
    DahdiShowChannelsComplete(ListEnd<'a>),
    /// `DAHDIShowStatus`, part of the answer to `DAHDIShowStatus`, Asterisk 18 and later.
    DahdiShowStatus(DahdiShowStatus<'a>),
    /// `DAHDIShowStatusComplete`, part of the answer to `DAHDIShowStatus`, Asterisk 18 and later.
    DahdiShowStatusComplete(ListEnd<'a>),
    /// `DBGetComplete`, part of the answer to `DBGet`.
    DbGetComplete(ListEnd<'a>),
    /// `DBGetResponse`, part of the answer to `DBGet`.
    DbGetResponse(DbGetResponse<'a>),
    /// `DBGetTreeComplete`, part of the answer to `DBGetTree`.
    DbGetTreeComplete(ListEnd<'a>),
    /// `DBGetTreeResponse`, part of the answer to `DBGetTree`.
    DbGetTreeResponse(DbGetTreeResponse<'a>),
    /// `DeadlockStart`, class system.
    DeadlockStart(DeadlockStart<'a>),
    /// `DeviceEntry`, part of the answer to `SKINNYdevices`, up to Asterisk 20.
    DeviceEntry(DeviceEntry<'a>),
    /// `DevicelistComplete`, part of the answer to `SKINNYdevices`, up to Asterisk 20.
    DevicelistComplete(ListEnd<'a>),
    /// `DeviceStateChange`, part of the answer to `DeviceStateList` and sent by itself, class call.
    DeviceStateChange(DeviceStateChange<'a>),
    /// `DeviceStateListComplete`, part of the answer to `DeviceStateList`.
    DeviceStateListComplete(ListEnd<'a>),
    /// `Dial`, class call, up to Asterisk 11.
    Dial(LegacyDial<'a>),
    /// `DialBegin`, class call.
    DialBegin(Dial<'a>),
    /// `DialEnd`, class call.
    DialEnd(Dial<'a>),
    /// `DialState`, class call.
    DialState(Dial<'a>),
    /// `DNDState`, class system.
    DndState(DndState<'a>),
    /// `DTMF`, class dtmf, up to Asterisk 11.
    Dtmf(LegacyDtmf<'a>),
    /// `DTMFBegin`, class dtmf.
    DtmfBegin(DtmfBegin<'a>),
    /// `DTMFEnd`, class dtmf.
    DtmfEnd(DtmfEnd<'a>),
    /// `EndpointDetail`, part of the answer to `PJSIPShowEndpoint`.
    EndpointDetail(EndpointDetail<'a>),
    /// `EndpointDetailComplete`, part of the answer to `PJSIPShowEndpoint`.
    EndpointDetailComplete(ListEnd<'a>),
    /// `EndpointList`, part of the answer to `PJSIPShowEndpoints`.
    EndpointList(EndpointList<'a>),
    /// `EndpointListComplete`, part of the answer to `PJSIPShowEndpoints`.
    EndpointListComplete(ListEnd<'a>),
    /// `ExtensionStateListComplete`, part of the answer to `ExtensionStateList`.
    ExtensionStateListComplete(ListEnd<'a>),
    /// `ExtensionStatus`, part of the answer to `ExtensionStateList` and sent by itself, class call.
    ExtensionStatus(ExtensionStatus<'a>),
    /// `FailedACL`, class security.
    FailedAcl(SecurityEvent<'a>),
    /// `FAXSession`, part of the answer to `FAXSession`.
    FaxSession(FaxSession<'a>),
    /// `FAXSessionsComplete`, part of the answer to `FAXSessions`.
    FaxSessionsComplete(ListEnd<'a>),
    /// `FAXSessionsEntry`, part of the answer to `FAXSessions`.
    FaxSessionsEntry(FaxSessionsEntry<'a>),
    /// `FAXStats`, part of the answer to `FAXStats`.
    FaxStats(FaxStats<'a>),
    /// `FAXStatus`, class call.
    FaxStatus(FaxStatus<'a>),
    /// `Flash`, class call.
    Flash(ChannelEvent<'a>),
    /// `FullyBooted`, class system.
    FullyBooted(FullyBooted<'a>),
    /// `Hangup`, class call.
    Hangup(Hangup<'a>),
    /// `HangupHandlerPop`, class dialplan.
    HangupHandlerPop(HangupHandler<'a>),
    /// `HangupHandlerPush`, class dialplan.
    HangupHandlerPush(HangupHandler<'a>),
    /// `HangupHandlerRun`, class dialplan.
    HangupHandlerRun(HangupHandler<'a>),
    /// `HangupRequest`, class call.
    HangupRequest(HangupRequest<'a>),
    /// `Hold`, class call.
    Hold(Hold<'a>),
    /// `IdentifyDetail`, part of the answer to `PJSIPShowEndpoint`.
    IdentifyDetail(IdentifyDetail<'a>),
    /// `InboundRegistrationDetail`, part of the answer to `PJSIPShowRegistrationsInbound`.
    InboundRegistrationDetail(InboundRegistrationDetail<'a>),
    /// `InboundRegistrationDetailComplete`, part of the answer to `PJSIPShowRegistrationsInbound`.
    InboundRegistrationDetailComplete(ListEnd<'a>),
    /// `InboundSubscriptionDetail`, part of the answer to `PJSIPShowSubscriptionsInbound`, Asterisk 20 and later.
    InboundSubscriptionDetail(SubscriptionDetail<'a>),
    /// `InboundSubscriptionDetailComplete`, part of the answer to `PJSIPShowSubscriptionsInbound`.
    InboundSubscriptionDetailComplete(ListEnd<'a>),
    /// `InvalidAccountID`, class security.
    InvalidAccountId(SecurityEvent<'a>),
    /// `InvalidPassword`, class security.
    InvalidPassword(SecurityEvent<'a>),
    /// `InvalidTransport`, class security.
    InvalidTransport(SecurityEvent<'a>),
    /// `JabberStatus`, class user.
    JabberStatus(JabberStatus<'a>),
    /// `Join`, class call, up to Asterisk 11.
    Join(QueueCaller<'a>),
    /// `Leave`, class call, up to Asterisk 11.
    Leave(QueueCaller<'a>),
    /// `LineEntry`, part of the answer to `SKINNYlines`, up to Asterisk 20.
    LineEntry(LineEntry<'a>),
    /// `LinelistComplete`, part of the answer to `SKINNYlines`, up to Asterisk 20.
    LinelistComplete(ListEnd<'a>),
    /// `Link`, class call, Asterisk 1.4.
    Link(LegacyBridge<'a>),
    /// `ListDialplan`, part of the answer to `ShowDialPlan`.
    ListDialplan(ListDialplan<'a>),
    /// `Load`, class system.
    Load(ModuleEvent<'a>),
    /// `LoadAverageLimit`, class security.
    LoadAverageLimit(SecurityEvent<'a>),
    /// `LocalBridge`, class call.
    LocalBridge(LocalBridge<'a>),
    /// `LocalOptimizationBegin`, class call.
    LocalOptimizationBegin(LocalOptimizationBegin<'a>),
    /// `LocalOptimizationEnd`, class call.
    LocalOptimizationEnd(LocalOptimizationEnd<'a>),
    /// `LogChannel`, class system.
    LogChannel(LogChannel<'a>),
    /// `Masquerade`, class call, up to Asterisk 11.
    Masquerade(LegacyMasquerade<'a>),
    /// `MCID`, class call.
    Mcid(Mcid<'a>),
    /// `MeetmeEnd`, class call.
    MeetmeEnd(MeetmeEnd<'a>),
    /// `MeetmeJoin`, class call.
    MeetmeJoin(MeetmeMember<'a>),
    /// `MeetmeLeave`, class call.
    MeetmeLeave(MeetmeMember<'a>),
    /// `MeetmeList`, part of the answer to `MeetmeList`.
    MeetmeList(MeetmeList<'a>),
    /// `MeetmeListComplete`, part of the answer to `MeetmeList`.
    MeetmeListComplete(ListEnd<'a>),
    /// `MeetmeListRooms`, part of the answer to `MeetmeListRooms`.
    MeetmeListRooms(MeetmeRoom<'a>),
    /// `MeetmeListRoomsComplete`, part of the answer to `MeetmeListRooms`.
    MeetmeListRoomsComplete(ListEnd<'a>),
    /// `MeetmeMute`, class call.
    MeetmeMute(MeetmeMember<'a>),
    /// `MeetmeTalking`, class call.
    MeetmeTalking(MeetmeMember<'a>),
    /// `MeetmeTalkRequest`, class call.
    MeetmeTalkRequest(MeetmeMember<'a>),
    /// `MemoryLimit`, class security.
    MemoryLimit(SecurityEvent<'a>),
    /// `MessageWaiting`, class call.
    MessageWaiting(MessageWaiting<'a>),
    /// `MiniVoiceMail`, class call.
    MiniVoiceMail(MiniVoiceMail<'a>),
    /// `MixMonitorMute`, class call.
    MixMonitorMute(MixMonitorMute<'a>),
    /// `MixMonitorStart`, class call.
    MixMonitorStart(ChannelEvent<'a>),
    /// `MixMonitorStop`, class call.
    MixMonitorStop(ChannelEvent<'a>),
    /// `MobileStatus`, class system.
    MobileStatus(MobileStatus<'a>),
    /// `MonitorStart`, class call, up to Asterisk 20.
    MonitorStart(ChannelEvent<'a>),
    /// `MonitorStop`, class call, up to Asterisk 20.
    MonitorStop(ChannelEvent<'a>),
    /// `MusicOnHold`, class call, up to Asterisk 11.
    MusicOnHold(LegacyMusicOnHold<'a>),
    /// `MusicOnHoldStart`, class call.
    MusicOnHoldStart(MusicOnHoldStart<'a>),
    /// `MusicOnHoldStop`, class call.
    MusicOnHoldStop(ChannelEvent<'a>),
    /// `MWIGet`, part of the answer to `MWIGet`.
    MwiGet(MwiGet<'a>),
    /// `MWIGetComplete`, part of the answer to `MWIGet`.
    MwiGetComplete(ListEnd<'a>),
    /// `NewAccountCode`, class call.
    NewAccountCode(NewAccountCode<'a>),
    /// `NewCallerid`, class call.
    NewCallerid(NewCallerid<'a>),
    /// `Newchannel`, class call.
    Newchannel(ChannelEvent<'a>),
    /// `NewConnectedLine`, class call.
    NewConnectedLine(ChannelEvent<'a>),
    /// `Newexten`, class dialplan.
    Newexten(Newexten<'a>),
    /// `Newstate`, class call.
    Newstate(ChannelEvent<'a>),
    /// `OriginateResponse`, class call.
    OriginateResponse(OriginateResponse<'a>),
    /// `OutboundRegistrationDetail`, part of the answer to `PJSIPShowRegistrationsOutbound`.
    OutboundRegistrationDetail(OutboundRegistrationDetail<'a>),
    /// `OutboundRegistrationDetailComplete`, part of the answer to `PJSIPShowRegistrationsOutbound`.
    OutboundRegistrationDetailComplete(ListEnd<'a>),
    /// `OutboundSubscriptionDetail`, part of the answer to `PJSIPShowSubscriptionsOutbound`, Asterisk 20 and later.
    OutboundSubscriptionDetail(SubscriptionDetail<'a>),
    /// `OutboundSubscriptionDetailComplete`, part of the answer to `PJSIPShowSubscriptionsOutbound`.
    OutboundSubscriptionDetailComplete(ListEnd<'a>),
    /// `ParkedCall`, part of the answer to `ParkedCalls` and sent by itself, class call.
    ParkedCall(ParkedCall<'a>),
    /// `ParkedCallGiveUp`, class call.
    ParkedCallGiveUp(ParkedCall<'a>),
    /// `ParkedCallsComplete`, part of the answer to `ParkedCalls`.
    ParkedCallsComplete(ListEnd<'a>),
    /// `ParkedCallSwap`, class call.
    ParkedCallSwap(ParkedCall<'a>),
    /// `ParkedCallTimeOut`, class call.
    ParkedCallTimeOut(ParkedCall<'a>),
    /// `Parkinglot`, part of the answer to `Parkinglots`.
    Parkinglot(Parkinglot<'a>),
    /// `ParkinglotsComplete`, part of the answer to `Parkinglots`.
    ParkinglotsComplete(ListEnd<'a>),
    /// `PeerEntry`, part of the answers to `IAXpeerlist`, `IAXpeers`.
    PeerEntry(PeerEntry<'a>),
    /// `PeerlistComplete`, part of the answers to `IAXpeerlist`, `IAXpeers`.
    PeerlistComplete(ListEnd<'a>),
    /// `PeerStatus`, class system.
    PeerStatus(PeerStatus<'a>),
    /// `Pickup`, class call.
    Pickup(Pickup<'a>),
    /// `PJSIPMaintenanceStatus`, part of the answer to `PJSIPShowMaintenance` and sent by itself, class system, late Asterisk 20, 22 and later.
    PjsipMaintenanceStatus(PjsipMaintenanceStatus<'a>),
    /// `PJSIPMaintenanceStatusComplete`, part of the answer to `PJSIPShowMaintenance`, late Asterisk 20, 22 and later.
    PjsipMaintenanceStatusComplete(ListEnd<'a>),
    /// `PresenceStateChange`, part of the answer to `PresenceStateList` and sent by itself, class call.
    PresenceStateChange(PresenceStateChange<'a>),
    /// `PresenceStateListComplete`, part of the answer to `PresenceStateList`.
    PresenceStateListComplete(ListEnd<'a>),
    /// `PresenceStatus`, class call.
    PresenceStatus(PresenceStatus<'a>),
    /// `PRIShowSpans`, part of the answer to `PRIShowSpans`.
    PriShowSpans(PriShowSpans<'a>),
    /// `PRIShowSpansComplete`, part of the answer to `PRIShowSpans`.
    PriShowSpansComplete(ListEnd<'a>),
    /// `QueueCallerAbandon`, class agent.
    QueueCallerAbandon(QueueCaller<'a>),
    /// `QueueCallerJoin`, class agent.
    QueueCallerJoin(QueueCaller<'a>),
    /// `QueueCallerLeave`, class agent.
    QueueCallerLeave(QueueCaller<'a>),
    /// `QueueEntry`, part of the answer to `QueueStatus`.
    QueueEntry(QueueEntry<'a>),
    /// `QueueMember`, part of the answer to `QueueStatus`.
    QueueMember(QueueMember<'a>),
    /// `QueueMemberAdded`, class agent.
    QueueMemberAdded(QueueMember<'a>),
    /// `QueueMemberPause`, class agent.
    QueueMemberPause(QueueMember<'a>),
    /// `QueueMemberPaused`, class agent, up to Asterisk 11.
    QueueMemberPaused(QueueMember<'a>),
    /// `QueueMemberPenalty`, class agent.
    QueueMemberPenalty(QueueMember<'a>),
    /// `QueueMemberRemoved`, class agent.
    QueueMemberRemoved(QueueMember<'a>),
    /// `QueueMemberRinginuse`, class agent.
    QueueMemberRinginuse(QueueMember<'a>),
    /// `QueueMemberStatus`, class agent.
    QueueMemberStatus(QueueMember<'a>),
    /// `QueueParams`, part of the answer to `QueueStatus`.
    QueueParams(QueueParams<'a>),
    /// `QueueStatusComplete`, part of the answer to `QueueStatus`.
    QueueStatusComplete(ListEnd<'a>),
    /// `QueueSummary`, part of the answer to `QueueSummary`.
    QueueSummary(QueueSummary<'a>),
    /// `QueueSummaryComplete`, part of the answer to `QueueSummary`.
    QueueSummaryComplete(ListEnd<'a>),
    /// `ReceiveFAX`, class call.
    ReceiveFax(FaxTransfer<'a>),
    /// `RegistrationsComplete`, part of the answer to `IAXregistry`.
    RegistrationsComplete(ListEnd<'a>),
    /// `Registry`, class system.
    Registry(Registry<'a>),
    /// `RegistryEntry`, part of the answer to `IAXregistry`.
    RegistryEntry(RegistryEntry<'a>),
    /// `Reload`, class system.
    Reload(Reload<'a>),
    /// `Rename`, class call.
    Rename(Rename<'a>),
    /// `RequestBadFormat`, class security.
    RequestBadFormat(SecurityEvent<'a>),
    /// `RequestNotAllowed`, class security.
    RequestNotAllowed(SecurityEvent<'a>),
    /// `RequestNotSupported`, class security.
    RequestNotSupported(SecurityEvent<'a>),
    /// `ResourceListDetail`, part of the answer to `PJSIPShowResourceLists`.
    ResourceListDetail(ResourceListDetail<'a>),
    /// `ResourceListDetailComplete`, part of the answer to `PJSIPShowResourceLists`.
    ResourceListDetailComplete(ListEnd<'a>),
    /// `RTCPReceived`, class reporting.
    RtcpReceived(Rtcp<'a>),
    /// `RTCPSent`, class reporting.
    RtcpSent(Rtcp<'a>),
    /// `SendFAX`, class call.
    SendFax(FaxTransfer<'a>),
    /// `SessionLimit`, class security.
    SessionLimit(SecurityEvent<'a>),
    /// `SessionTimeout`, class call, up to Asterisk 20.
    SessionTimeout(SessionTimeout<'a>),
    /// `ShowDialPlanComplete`, part of the answer to `ShowDialPlan`.
    ShowDialPlanComplete(ListEnd<'a>),
    /// `Shutdown`, class system.
    Shutdown(Shutdown<'a>),
    /// `SIPpeerstatusComplete`, part of the answer to `SIPpeerstatus`, up to Asterisk 20.
    SiPpeerstatusComplete(ListEnd<'a>),
    /// `SIPQualifyPeerDone`, class call, up to Asterisk 20.
    SipQualifyPeerDone(SipQualifyPeerDone<'a>),
    /// `SoftHangupRequest`, class call.
    SoftHangupRequest(HangupRequest<'a>),
    /// `SpanAlarm`, class system.
    SpanAlarm(SpanAlarm<'a>),
    /// `SpanAlarmClear`, class system.
    SpanAlarmClear(SpanAlarm<'a>),
    /// `Status`, part of the answer to `Status`.
    Status(Status<'a>),
    /// `StatusComplete`, part of the answer to `Status`.
    StatusComplete(ListEnd<'a>),
    /// `SuccessfulAuth`, class security.
    SuccessfulAuth(SecurityEvent<'a>),
    /// `TestEvent`, class reporting.
    TestEvent(TestEvent<'a>),
    /// `Transfer`, class call, up to Asterisk 11.
    Transfer(LegacyTransfer<'a>),
    /// `TransportDetail`, part of the answer to `PJSIPShowEndpoint`.
    TransportDetail(TransportDetail<'a>),
    /// `UnexpectedAddress`, class security.
    UnexpectedAddress(SecurityEvent<'a>),
    /// `Unhold`, class call.
    Unhold(ChannelEvent<'a>),
    /// `Unlink`, class call, Asterisk 1.4.
    Unlink(LegacyBridge<'a>),
    /// `Unload`, class system.
    Unload(ModuleEvent<'a>),
    /// `UnParkedCall`, class call.
    UnParkedCall(ParkedCall<'a>),
    /// `UserEvent`, class user.
    UserEvent(UserEvent<'a>),
    /// `VarSet`, class dialplan.
    VarSet(VarSet<'a>),
    /// `VoicemailBoxDetail`, part of the answer to `VoicemailBoxSummary`, Asterisk 18 and later.
    VoicemailBoxDetail(VoicemailBoxDetail<'a>),
    /// `VoicemailBoxDetailComplete`, part of the answer to `VoicemailBoxSummary`, Asterisk 18 and later.
    VoicemailBoxDetailComplete(ListEnd<'a>),
    /// `VoicemailPasswordChange`, class system and user, Asterisk 18 and later.
    VoicemailPasswordChange(VoicemailPasswordChange<'a>),
    /// `VoicemailUserDetail`, part of the answer to `VoicemailUserStatus`.
    VoicemailUserDetail(VoicemailUser<'a>),
    /// `VoicemailUserDetailComplete`, part of the answer to `VoicemailUserStatus`.
    VoicemailUserDetailComplete(ListEnd<'a>),
    /// `VoicemailUserEntry`, part of the answer to `VoicemailUsersList`.
    VoicemailUserEntry(VoicemailUser<'a>),
    /// `VoicemailUserEntryComplete`, part of the answer to `VoicemailUsersList`.
    VoicemailUserEntryComplete(ListEnd<'a>),
    /// `WaitEventComplete`, part of the answer to `WaitEvent`.
    WaitEventComplete(ListEnd<'a>),
    /// `Wink`, class call.
    Wink(ChannelEvent<'a>),
    /// Any other message: read its headers by name.
    Other(Message<'a>),
}
