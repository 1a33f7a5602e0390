//! What becomes of each action on each version.

use switchhook_rig::Version;

/// What becomes of an action.
#[derive(Clone, Copy, Debug)]
pub(super) enum Fate {
    /// A chapter sends it through its type and checks what its answer says.
    Answered,
    /// It cannot be asked there, and why.
    Absent(&'static str),
}

/// An action on both versions.
#[derive(Clone, Copy, Debug)]
pub(super) struct Row {
    pub(super) name: &'static str,
    on_22: Fate,
    on_16: Fate,
}

impl Row {
    pub(super) fn fate(&self, version: Version) -> Fate {
        match version {
            Version::V22 => self.on_22,
            Version::V16 => self.on_16,
        }
    }
}

const DAHDI: &str = "chan_dahdi drives telephone cards, and is in neither of Debian's packages";
const MEETME: &str =
    "app_meetme mixes in the kernel modules of DAHDI, and is in neither of Debian's packages";
const MWI: &str = "res_mwi_external excludes app_voicemail, and is in neither of Debian's packages";

const fn both(name: &'static str) -> Row {
    Row {
        name,
        on_22: Fate::Answered,
        on_16: Fate::Answered,
    }
}

const fn since_22(name: &'static str) -> Row {
    Row {
        name,
        on_22: Fate::Answered,
        on_16: Fate::Absent("came after 16.28"),
    }
}

const fn until_20(name: &'static str) -> Row {
    Row {
        name,
        on_22: Fate::Absent("its module was removed with 21"),
        on_16: Fate::Answered,
    }
}

const fn absent(name: &'static str, why: &'static str) -> Row {
    Row {
        name,
        on_22: Fate::Absent(why),
        on_16: Fate::Absent(why),
    }
}

/// The 154 actions of 22 and 23, and the 15 that were removed since 16.
#[rustfmt::skip]
pub(super) const TABLE: [Row; 169] = [
    both("AbsoluteTimeout"),
    both("AgentLogoff"),
    both("Agents"),
    both("AGI"),
    both("AOCMessage"),
    both("Atxfer"),
    both("BlindTransfer"),
    both("Bridge"),
    both("BridgeDestroy"),
    both("BridgeInfo"),
    both("BridgeKick"),
    both("BridgeList"),
    both("BridgeTechnologyList"),
    both("BridgeTechnologySuspend"),
    both("BridgeTechnologyUnsuspend"),
    both("CancelAtxfer"),
    both("Challenge"),
    until_20("ChangeMonitor"),
    both("Command"),
    both("ConfbridgeKick"),
    both("ConfbridgeList"),
    both("ConfbridgeListRooms"),
    both("ConfbridgeLock"),
    both("ConfbridgeMute"),
    both("ConfbridgeSetSingleVideoSrc"),
    both("ConfbridgeStartRecord"),
    both("ConfbridgeStopRecord"),
    both("ConfbridgeUnlock"),
    both("ConfbridgeUnmute"),
    both("ControlPlayback"),
    both("CoreSettings"),
    since_22("CoreShowChannelMap"),
    both("CoreShowChannels"),
    both("CoreStatus"),
    both("CreateConfig"),
    absent("DAHDIDialOffhook", DAHDI),
    absent("DAHDIDNDoff", DAHDI),
    absent("DAHDIDNDon", DAHDI),
    absent("DAHDIHangup", DAHDI),
    absent("DAHDIRestart", DAHDI),
    absent("DAHDIShowChannels", DAHDI),
    absent("DAHDIShowStatus", DAHDI),
    absent("DAHDITransfer", DAHDI),
    both("DBDel"),
    both("DBDelTree"),
    both("DBGet"),
    both("DBGetTree"),
    both("DBPut"),
    both("DeviceStateList"),
    both("DialplanExtensionAdd"),
    both("DialplanExtensionRemove"),
    both("Events"),
    both("ExtensionState"),
    both("ExtensionStateList"),
    both("FAXSession"),
    both("FAXSessions"),
    both("FAXStats"),
    both("Filter"),
    both("GetConfig"),
    both("GetConfigJSON"),
    both("Getvar"),
    both("Hangup"),
    both("IAXnetstats"),
    both("IAXpeerlist"),
    both("IAXpeers"),
    both("IAXregistry"),
    both("JabberSend"),
    both("ListCategories"),
    both("ListCommands"),
    both("LocalOptimizeAway"),
    both("LoggerRotate"),
    both("Login"),
    both("Logoff"),
    both("MailboxCount"),
    both("MailboxStatus"),
    absent("MeetmeList", MEETME),
    absent("MeetmeListRooms", MEETME),
    absent("MeetmeMute", MEETME),
    absent("MeetmeUnmute", MEETME),
    both("MessageSend"),
    both("MixMonitor"),
    both("MixMonitorMute"),
    both("ModuleCheck"),
    both("ModuleLoad"),
    until_20("Monitor"),
    both("MuteAudio"),
    absent("MWIDelete", MWI),
    absent("MWIGet", MWI),
    absent("MWIUpdate", MWI),
    both("Originate"),
    both("Park"),
    both("ParkedCalls"),
    both("Parkinglots"),
    until_20("PauseMonitor"),
    both("Ping"),
    since_22("PJSIPHangup"),
    both("PJSIPNotify"),
    both("PJSIPQualify"),
    both("PJSIPRegister"),
    since_22("PJSIPSetMaintenance"),
    both("PJSIPShowAors"),
    both("PJSIPShowAuths"),
    both("PJSIPShowContacts"),
    both("PJSIPShowEndpoint"),
    both("PJSIPShowEndpoints"),
    since_22("PJSIPShowMaintenance"),
    both("PJSIPShowRegistrationInboundContactStatuses"),
    both("PJSIPShowRegistrationsInbound"),
    both("PJSIPShowRegistrationsOutbound"),
    both("PJSIPShowResourceLists"),
    both("PJSIPShowSubscriptionsInbound"),
    both("PJSIPShowSubscriptionsOutbound"),
    both("PJSIPUnregister"),
    both("PlayDTMF"),
    both("PlayMF"),
    both("PresenceState"),
    both("PresenceStateList"),
    absent("PRIDebugFileSet", DAHDI),
    absent("PRIDebugFileUnset", DAHDI),
    absent("PRIDebugSet", DAHDI),
    absent("PRIShowSpans", DAHDI),
    both("QueueAdd"),
    both("QueueChangePriorityCaller"),
    both("QueueLog"),
    both("QueueMemberRingInUse"),
    both("QueuePause"),
    both("QueuePenalty"),
    both("QueueReload"),
    both("QueueRemove"),
    both("QueueReset"),
    both("QueueRule"),
    both("QueueStatus"),
    both("QueueSummary"),
    both("QueueWithdrawCaller"),
    both("Redirect"),
    both("Reload"),
    since_22("SendFlash"),
    both("SendText"),
    both("Setvar"),
    both("ShowDialPlan"),
    until_20("SIPnotify"),
    until_20("SIPpeers"),
    until_20("SIPpeerstatus"),
    until_20("SIPqualifypeer"),
    until_20("SIPshowpeer"),
    until_20("SIPshowregistry"),
    until_20("SKINNYdevices"),
    until_20("SKINNYlines"),
    until_20("SKINNYshowdevice"),
    until_20("SKINNYshowline"),
    both("SorceryMemoryCacheExpire"),
    both("SorceryMemoryCacheExpireObject"),
    both("SorceryMemoryCachePopulate"),
    both("SorceryMemoryCacheStale"),
    both("SorceryMemoryCacheStaleObject"),
    both("Status"),
    both("StopMixMonitor"),
    until_20("StopMonitor"),
    until_20("UnpauseMonitor"),
    both("UpdateConfig"),
    both("UserEvent"),
    since_22("VoicemailBoxSummary"),
    since_22("VoicemailForward"),
    since_22("VoicemailMove"),
    both("VoicemailRefresh"),
    since_22("VoicemailRemove"),
    both("VoicemailUsersList"),
    both("VoicemailUserStatus"),
    both("WaitEvent"),
];

#[test]
fn the_table_names_every_action_of_the_catalogue_once() {
    use switchhook_ami::action::ActionKind;

    let mut listed: Vec<_> = TABLE.iter().map(|row| row.name).collect();
    listed.sort_unstable();
    let mut known: Vec<_> = ActionKind::all().map(ActionKind::as_str).collect();
    known.sort_unstable();
    assert_eq!(listed, known);
}
