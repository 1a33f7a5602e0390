// Generated from ami/catalogue/actions.toml by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.

mod app_agent_pool;
mod app_confbridge;
mod app_controlplayback;
mod app_meetme;
mod app_mf;
mod app_mixmonitor;
mod app_queue;
mod app_queue_member;
mod app_senddtmf;
mod app_voicemail;
mod chan_dahdi;
mod chan_iax2;
mod chan_sip;
mod chan_skinny;
mod core_bridge;
mod core_channel;
mod core_config;
mod core_database;
mod core_message;
mod core_state;
mod core_system;
mod core_transfer;
mod pbx_config;
mod res_agi;
mod res_fax;
mod res_manager_devicestate;
mod res_manager_presencestate;
mod res_monitor;
mod res_mutestream;
mod res_mwi_external_ami;
mod res_parking;
mod res_pjsip;
mod res_pjsip_maintenance;
mod res_pjsip_notify;
mod res_pjsip_outbound_registration;
mod res_pjsip_pubsub;
mod res_pjsip_registrar;
mod res_sorcery_memory_cache;
mod res_xmpp;

/// The actions whose tests are generated.
pub(crate) const TESTED: &[&str] = &[
    "AbsoluteTimeout",
    "AgentLogoff",
    "Agents",
    "AGI",
    "AOCMessage",
    "Atxfer",
    "BlindTransfer",
    "Bridge",
    "BridgeDestroy",
    "BridgeInfo",
    "BridgeKick",
    "BridgeList",
    "BridgeTechnologyList",
    "BridgeTechnologySuspend",
    "BridgeTechnologyUnsuspend",
    "CancelAtxfer",
    "ChangeMonitor",
    "ConfbridgeKick",
    "ConfbridgeList",
    "ConfbridgeListRooms",
    "ConfbridgeLock",
    "ConfbridgeMute",
    "ConfbridgeSetSingleVideoSrc",
    "ConfbridgeStartRecord",
    "ConfbridgeStopRecord",
    "ConfbridgeUnlock",
    "ConfbridgeUnmute",
    "ControlPlayback",
    "CoreSettings",
    "CoreShowChannelMap",
    "CoreShowChannels",
    "CoreStatus",
    "DAHDIDialOffhook",
    "DAHDIDNDoff",
    "DAHDIDNDon",
    "DAHDIHangup",
    "DAHDIRestart",
    "DAHDIShowChannels",
    "DAHDIShowStatus",
    "DAHDITransfer",
    "DBDelTree",
    "DBGetTree",
    "DeviceStateList",
    "DialplanExtensionAdd",
    "DialplanExtensionRemove",
    "ExtensionState",
    "ExtensionStateList",
    "FAXSession",
    "FAXSessions",
    "FAXStats",
    "GetConfigJSON",
    "Getvar",
    "IAXpeerlist",
    "IAXpeers",
    "IAXregistry",
    "JabberSend",
    "LocalOptimizeAway",
    "LoggerRotate",
    "MailboxCount",
    "MailboxStatus",
    "MeetmeList",
    "MeetmeListRooms",
    "MeetmeMute",
    "MeetmeUnmute",
    "MessageSend",
    "MixMonitor",
    "MixMonitorMute",
    "ModuleCheck",
    "ModuleLoad",
    "Monitor",
    "MuteAudio",
    "MWIDelete",
    "MWIGet",
    "MWIUpdate",
    "Park",
    "ParkedCalls",
    "Parkinglots",
    "PauseMonitor",
    "PJSIPNotify",
    "PJSIPQualify",
    "PJSIPRegister",
    "PJSIPSetMaintenance",
    "PJSIPShowAors",
    "PJSIPShowAuths",
    "PJSIPShowContacts",
    "PJSIPShowEndpoint",
    "PJSIPShowEndpoints",
    "PJSIPShowMaintenance",
    "PJSIPShowRegistrationInboundContactStatuses",
    "PJSIPShowRegistrationsInbound",
    "PJSIPShowRegistrationsOutbound",
    "PJSIPShowResourceLists",
    "PJSIPShowSubscriptionsInbound",
    "PJSIPShowSubscriptionsOutbound",
    "PJSIPUnregister",
    "PlayDTMF",
    "PlayMF",
    "PresenceState",
    "PresenceStateList",
    "PRIDebugFileSet",
    "PRIDebugFileUnset",
    "PRIDebugSet",
    "PRIShowSpans",
    "QueueAdd",
    "QueueChangePriorityCaller",
    "QueueLog",
    "QueueMemberRingInUse",
    "QueuePause",
    "QueuePenalty",
    "QueueReload",
    "QueueRemove",
    "QueueReset",
    "QueueSummary",
    "QueueWithdrawCaller",
    "Redirect",
    "SendFlash",
    "SendText",
    "Setvar",
    "ShowDialPlan",
    "SIPnotify",
    "SIPpeers",
    "SIPpeerstatus",
    "SIPqualifypeer",
    "SIPshowpeer",
    "SIPshowregistry",
    "SKINNYdevices",
    "SKINNYlines",
    "SKINNYshowdevice",
    "SKINNYshowline",
    "SorceryMemoryCacheExpire",
    "SorceryMemoryCacheExpireObject",
    "SorceryMemoryCachePopulate",
    "SorceryMemoryCacheStale",
    "SorceryMemoryCacheStaleObject",
    "Status",
    "StopMixMonitor",
    "StopMonitor",
    "UnpauseMonitor",
    "VoicemailBoxSummary",
    "VoicemailForward",
    "VoicemailMove",
    "VoicemailRefresh",
    "VoicemailRemove",
    "VoicemailUsersList",
    "VoicemailUserStatus",
];

/// The headers of the others, which are written by hand.
pub(crate) const BY_HAND: &[(&str, &[&str])] = &[
    ("Challenge", &["AuthType"]),
    ("Command", &["Command"]),
    ("CreateConfig", &["Filename"]),
    ("DBDel", &["Family", "Key"]),
    ("DBGet", &["Family", "Key"]),
    ("DBPut", &["Family", "Key", "Val"]),
    ("Events", &["EventMask"]),
    ("Filter", &["Operation", "MatchCriteria", "Filter"]),
    ("GetConfig", &["Filename", "Category", "Filter"]),
    ("Hangup", &["Channel", "Cause"]),
    ("IAXnetstats", &[]),
    ("ListCategories", &["Filename", "Match"]),
    ("ListCommands", &[]),
    ("Login", &["Username", "AuthType", "Secret", "Key", "Events"]),
    ("Logoff", &[]),
    (
        "Originate",
        &[
            "Channel",
            "Exten",
            "Context",
            "Priority",
            "Application",
            "Data",
            "Timeout",
            "CallerID",
            "Variable",
            "Account",
            "EarlyMedia",
            "Async",
            "Codecs",
            "ChannelId",
            "OtherChannelId",
            "PreDialGoSub",
        ],
    ),
    ("Ping", &[]),
    ("PJSIPHangup", &["Channel"]),
    ("QueueRule", &["Rule"]),
    ("QueueStatus", &["Queue", "Member"]),
    ("Reload", &["Module"]),
    (
        "UpdateConfig",
        &[
            "SrcFilename",
            "DstFilename",
            "Reload",
            "PreserveEffectiveContext",
            "Action-000000",
            "Cat-000000",
            "Var-000000",
            "Value-000000",
            "Match-000000",
            "Line-000000",
            "Options-000000",
        ],
    ),
    ("UserEvent", &["UserEvent", "Header1", "HeaderN"]),
    ("WaitEvent", &["Timeout"]),
];
