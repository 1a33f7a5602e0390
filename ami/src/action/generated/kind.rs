// Generated from ami/catalogue/actions.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

/// Every action that Asterisk has, and those that were removed since 16.
///
/// ```
/// use switchhook_ami::action::ActionKind;
/// use switchhook_ami::value::Classes;
///
/// let kind = ActionKind::of("queuepause").unwrap();
/// assert_eq!(kind, ActionKind::QueuePause);
/// assert_eq!(kind.as_str(), "QueuePause");
/// assert_eq!(kind.module(), "app_queue");
/// assert!(kind.classes().allow(Classes::AGENT));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum ActionKind {
    /// `AbsoluteTimeout`.
    AbsoluteTimeout,
    /// `AgentLogoff`.
    AgentLogoff,
    /// `Agents`.
    Agents,
    /// `AGI`.
    Agi,
    /// `AOCMessage`.
    AocMessage,
    /// `Atxfer`.
    Atxfer,
    /// `BlindTransfer`.
    BlindTransfer,
    /// `Bridge`.
    Bridge,
    /// `BridgeDestroy`.
    BridgeDestroy,
    /// `BridgeInfo`.
    BridgeInfo,
    /// `BridgeKick`.
    BridgeKick,
    /// `BridgeList`.
    BridgeList,
    /// `BridgeTechnologyList`.
    BridgeTechnologyList,
    /// `BridgeTechnologySuspend`.
    BridgeTechnologySuspend,
    /// `BridgeTechnologyUnsuspend`.
    BridgeTechnologyUnsuspend,
    /// `CancelAtxfer`.
    CancelAtxfer,
    /// `Challenge`.
    Challenge,
    /// `ChangeMonitor`.
    ChangeMonitor,
    /// `Command`.
    Command,
    /// `ConfbridgeKick`.
    ConfbridgeKick,
    /// `ConfbridgeList`.
    ConfbridgeList,
    /// `ConfbridgeListRooms`.
    ConfbridgeListRooms,
    /// `ConfbridgeLock`.
    ConfbridgeLock,
    /// `ConfbridgeMute`.
    ConfbridgeMute,
    /// `ConfbridgeSetSingleVideoSrc`.
    ConfbridgeSetSingleVideoSrc,
    /// `ConfbridgeStartRecord`.
    ConfbridgeStartRecord,
    /// `ConfbridgeStopRecord`.
    ConfbridgeStopRecord,
    /// `ConfbridgeUnlock`.
    ConfbridgeUnlock,
    /// `ConfbridgeUnmute`.
    ConfbridgeUnmute,
    /// `ControlPlayback`.
    ControlPlayback,
    /// `CoreSettings`.
    CoreSettings,
    /// `CoreShowChannelMap`.
    CoreShowChannelMap,
    /// `CoreShowChannels`.
    CoreShowChannels,
    /// `CoreStatus`.
    CoreStatus,
    /// `CreateConfig`.
    CreateConfig,
    /// `DAHDIDialOffhook`.
    DahdiDialOffhook,
    /// `DAHDIDNDoff`.
    DahdiDndOff,
    /// `DAHDIDNDon`.
    DahdiDndOn,
    /// `DAHDIHangup`.
    DahdiHangup,
    /// `DAHDIRestart`.
    DahdiRestart,
    /// `DAHDIShowChannels`.
    DahdiShowChannels,
    /// `DAHDIShowStatus`.
    DahdiShowStatus,
    /// `DAHDITransfer`.
    DahdiTransfer,
    /// `DBDel`.
    DbDel,
    /// `DBDelTree`.
    DbDelTree,
    /// `DBGet`.
    DbGet,
    /// `DBGetTree`.
    DbGetTree,
    /// `DBPut`.
    DbPut,
    /// `DeviceStateList`.
    DeviceStateList,
    /// `DialplanExtensionAdd`.
    DialplanExtensionAdd,
    /// `DialplanExtensionRemove`.
    DialplanExtensionRemove,
    /// `Events`.
    Events,
    /// `ExtensionState`.
    ExtensionState,
    /// `ExtensionStateList`.
    ExtensionStateList,
    /// `FAXSession`.
    FaxSession,
    /// `FAXSessions`.
    FaxSessions,
    /// `FAXStats`.
    FaxStats,
    /// `Filter`.
    Filter,
    /// `GetConfig`.
    GetConfig,
    /// `GetConfigJSON`.
    GetConfigJson,
    /// `Getvar`.
    Getvar,
    /// `Hangup`.
    Hangup,
    /// `IAXnetstats`.
    IaxNetstats,
    /// `IAXpeerlist`.
    IaxPeerlist,
    /// `IAXpeers`.
    IaxPeers,
    /// `IAXregistry`.
    IaxRegistry,
    /// `JabberSend`.
    JabberSend,
    /// `ListCategories`.
    ListCategories,
    /// `ListCommands`.
    ListCommands,
    /// `LocalOptimizeAway`.
    LocalOptimizeAway,
    /// `LoggerRotate`.
    LoggerRotate,
    /// `Login`.
    Login,
    /// `Logoff`.
    Logoff,
    /// `MailboxCount`.
    MailboxCount,
    /// `MailboxStatus`.
    MailboxStatus,
    /// `MeetmeList`.
    MeetmeList,
    /// `MeetmeListRooms`.
    MeetmeListRooms,
    /// `MeetmeMute`.
    MeetmeMute,
    /// `MeetmeUnmute`.
    MeetmeUnmute,
    /// `MessageSend`.
    MessageSend,
    /// `MixMonitor`.
    MixMonitor,
    /// `MixMonitorMute`.
    MixMonitorMute,
    /// `ModuleCheck`.
    ModuleCheck,
    /// `ModuleLoad`.
    ModuleLoad,
    /// `Monitor`.
    Monitor,
    /// `MuteAudio`.
    MuteAudio,
    /// `MWIDelete`.
    MwiDelete,
    /// `MWIGet`.
    MwiGet,
    /// `MWIUpdate`.
    MwiUpdate,
    /// `Originate`.
    Originate,
    /// `Park`.
    Park,
    /// `ParkedCalls`.
    ParkedCalls,
    /// `Parkinglots`.
    Parkinglots,
    /// `PauseMonitor`.
    PauseMonitor,
    /// `Ping`.
    Ping,
    /// `PJSIPHangup`.
    PjsipHangup,
    /// `PJSIPNotify`.
    PjsipNotify,
    /// `PJSIPQualify`.
    PjsipQualify,
    /// `PJSIPRegister`.
    PjsipRegister,
    /// `PJSIPSetMaintenance`.
    PjsipSetMaintenance,
    /// `PJSIPShowAors`.
    PjsipShowAors,
    /// `PJSIPShowAuths`.
    PjsipShowAuths,
    /// `PJSIPShowContacts`.
    PjsipShowContacts,
    /// `PJSIPShowEndpoint`.
    PjsipShowEndpoint,
    /// `PJSIPShowEndpoints`.
    PjsipShowEndpoints,
    /// `PJSIPShowMaintenance`.
    PjsipShowMaintenance,
    /// `PJSIPShowRegistrationInboundContactStatuses`.
    PjsipShowRegistrationInboundContactStatuses,
    /// `PJSIPShowRegistrationsInbound`.
    PjsipShowRegistrationsInbound,
    /// `PJSIPShowRegistrationsOutbound`.
    PjsipShowRegistrationsOutbound,
    /// `PJSIPShowResourceLists`.
    PjsipShowResourceLists,
    /// `PJSIPShowSubscriptionsInbound`.
    PjsipShowSubscriptionsInbound,
    /// `PJSIPShowSubscriptionsOutbound`.
    PjsipShowSubscriptionsOutbound,
    /// `PJSIPUnregister`.
    PjsipUnregister,
    /// `PlayDTMF`.
    PlayDtmf,
    /// `PlayMF`.
    PlayMf,
    /// `PresenceState`.
    PresenceState,
    /// `PresenceStateList`.
    PresenceStateList,
    /// `PRIDebugFileSet`.
    PriDebugFileSet,
    /// `PRIDebugFileUnset`.
    PriDebugFileUnset,
    /// `PRIDebugSet`.
    PriDebugSet,
    /// `PRIShowSpans`.
    PriShowSpans,
    /// `QueueAdd`.
    QueueAdd,
    /// `QueueChangePriorityCaller`.
    QueueChangePriorityCaller,
    /// `QueueLog`.
    QueueLog,
    /// `QueueMemberRingInUse`.
    QueueMemberRingInUse,
    /// `QueuePause`.
    QueuePause,
    /// `QueuePenalty`.
    QueuePenalty,
    /// `QueueReload`.
    QueueReload,
    /// `QueueRemove`.
    QueueRemove,
    /// `QueueReset`.
    QueueReset,
    /// `QueueRule`.
    QueueRule,
    /// `QueueStatus`.
    QueueStatus,
    /// `QueueSummary`.
    QueueSummary,
    /// `QueueWithdrawCaller`.
    QueueWithdrawCaller,
    /// `Redirect`.
    Redirect,
    /// `Reload`.
    Reload,
    /// `SendFlash`.
    SendFlash,
    /// `SendText`.
    SendText,
    /// `Setvar`.
    Setvar,
    /// `ShowDialPlan`.
    ShowDialPlan,
    /// `SIPnotify`.
    SipNotify,
    /// `SIPpeers`.
    SipPeers,
    /// `SIPpeerstatus`.
    SipPeerStatus,
    /// `SIPqualifypeer`.
    SipQualifyPeer,
    /// `SIPshowpeer`.
    SipShowPeer,
    /// `SIPshowregistry`.
    SipShowRegistry,
    /// `SKINNYdevices`.
    SkinnyDevices,
    /// `SKINNYlines`.
    SkinnyLines,
    /// `SKINNYshowdevice`.
    SkinnyShowDevice,
    /// `SKINNYshowline`.
    SkinnyShowLine,
    /// `SorceryMemoryCacheExpire`.
    SorceryMemoryCacheExpire,
    /// `SorceryMemoryCacheExpireObject`.
    SorceryMemoryCacheExpireObject,
    /// `SorceryMemoryCachePopulate`.
    SorceryMemoryCachePopulate,
    /// `SorceryMemoryCacheStale`.
    SorceryMemoryCacheStale,
    /// `SorceryMemoryCacheStaleObject`.
    SorceryMemoryCacheStaleObject,
    /// `Status`.
    Status,
    /// `StopMixMonitor`.
    StopMixMonitor,
    /// `StopMonitor`.
    StopMonitor,
    /// `UnpauseMonitor`.
    UnpauseMonitor,
    /// `UpdateConfig`.
    UpdateConfig,
    /// `UserEvent`.
    UserEvent,
    /// `VoicemailBoxSummary`.
    VoicemailBoxSummary,
    /// `VoicemailForward`.
    VoicemailForward,
    /// `VoicemailMove`.
    VoicemailMove,
    /// `VoicemailRefresh`.
    VoicemailRefresh,
    /// `VoicemailRemove`.
    VoicemailRemove,
    /// `VoicemailUsersList`.
    VoicemailUsersList,
    /// `VoicemailUserStatus`.
    VoicemailUserStatus,
    /// `WaitEvent`.
    WaitEvent,
}
