//! Which events cannot be seen here, and why. All others must be.

use switchhook_rig::Version;

/// Whether an event is seen in a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sight {
    /// It must be.
    Seen,
    /// It is not, and why.
    Unseen(&'static str),
    /// It may be.
    Perhaps,
}

/// Where a reason holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum On {
    Both,
    Only(Version),
}

const DAHDI: &str = "chan_dahdi drives telephone cards, and is in neither of Debian's packages";
const MEETME: &str = "app_meetme needs DAHDI too";
const COMPLETION: &str = "call completion needs lines that offer it, such as ISDN";
const BEFORE_12: &str = "Asterisk before 12";
const REMOVED: &str = "removed with 21";
const AFTER_16: &str = "came after 16.28";

#[rustfmt::skip]
const UNSEEN: [(On, &str, &[&str]); 22] = [
    (On::Both, DAHDI, &[
        "Alarm", "AlarmClear", "DAHDIChannel", "DAHDIShowChannels", "DAHDIShowChannelsComplete", "DAHDIShowStatus",
        "DAHDIShowStatusComplete", "DNDState", "MCID", "PRIShowSpans", "PRIShowSpansComplete", "SpanAlarm",
        "SpanAlarmClear", "Wink",
    ]),
    (On::Both, MEETME, &[
        "MeetmeEnd", "MeetmeJoin", "MeetmeLeave", "MeetmeList", "MeetmeListComplete", "MeetmeListRooms",
        "MeetmeListRoomsComplete", "MeetmeMute", "MeetmeTalkRequest", "MeetmeTalking",
    ]),
    (On::Both, COMPLETION, &[
        "CCAvailable", "CCCallerRecalling", "CCCallerStartMonitoring", "CCCallerStopMonitoring", "CCFailure",
        "CCMonitorFailed", "CCOfferTimerStart", "CCRecallComplete", "CCRequestAcknowledged", "CCRequested",
    ]),
    (On::Both, BEFORE_12, &[
        "AGIExec", "AsyncAGI", "Bridge", "DTMF", "Dial", "Join", "Leave", "Link", "Masquerade", "MusicOnHold",
        "QueueMemberPaused", "Transfer", "Unlink",
    ]),
    (On::Only(Version::V22), REMOVED, &[
        "DeviceEntry", "DevicelistComplete", "LineEntry", "LinelistComplete", "MonitorStart", "MonitorStop",
        "SIPQualifyPeerDone", "SIPpeerstatusComplete", "SessionTimeout",
    ]),
    (On::Only(Version::V16), AFTER_16, &[
        "CoreShowChannelMap", "CoreShowChannelMapComplete", "Flash", "PJSIPMaintenanceStatus",
        "PJSIPMaintenanceStatusComplete", "VoicemailBoxDetail", "VoicemailBoxDetailComplete",
    ]),
    (On::Only(Version::V16), "stands within the message of the item before it, which has no empty line", &[
        "DevicelistComplete", "LinelistComplete",
    ]),
    (On::Only(Version::V16), "chan_sip tells it of calls with session timers", &["SessionTimeout"]),
    (On::Both, "res_mwi_external excludes app_voicemail, and is in neither of Debian's packages", &[
        "MWIGet", "MWIGetComplete",
    ]),
    (On::Both, "chan_mobile needs a Bluetooth telephone", &["MobileStatus"]),
    (On::Both, "res_xmpp tells it of contacts on a server", &["JabberStatus"]),
    (On::Both, "app_minivm tells it when it has sent a mail", &["MiniVoiceMail"]),
    (On::Both, "charges come with the signalling of lines that have them; AOCMessage sends them out untold", &[
        "AOC-D", "AOC-E", "AOC-S",
    ]),
    (On::Both, "needs a telephone that reports what it received, which SIPp does not", &["RTCPReceived"]),
    (On::Both, "a member hangs up while an announcement is played to it", &["AgentDump"]),
    (On::Both, "a parked channel is replaced by another", &["ParkedCallSwap"]),
    (On::Both, "a caller changes it by its keys in a menu of many prompts", &["VoicemailPasswordChange"]),
    (On::Both, "Asterisk itself subscribes to nothing", &["OutboundSubscriptionDetail"]),
    (On::Both, "Asterisk closes the sessions as it sends it, and a run does not stop it", &["Shutdown"]),
    (On::Both, "tells of an overload", &["DeadlockStart", "LoadAverageLimit", "MemoryLimit"]),
    (On::Both, "no module of ours raises it", &[
        "AuthMethodNotAllowed", "InvalidTransport", "RequestNotSupported", "UnexpectedAddress",
    ]),
    (On::Both, "a log file could not be written", &["LogChannel"]),
];

/// Events that depend on which of two things happens first.
const PERHAPS: [&str; 3] = ["BridgeMerge", "Rename", "RequestBadFormat"];

/// What the table says of an event.
pub(super) fn sight(name: &str, version: Version) -> Sight {
    if PERHAPS.contains(&name) {
        return Sight::Perhaps;
    }
    let row = UNSEEN
        .iter()
        .find(|(on, _, names)| (*on == On::Both || *on == On::Only(version)) && names.contains(&name));
    row.map_or(Sight::Seen, |(_, why, _)| Sight::Unseen(why))
}

#[test]
fn the_table_names_no_event_that_the_catalogue_lacks() {
    use switchhook_ami::event::EventKind;

    for (_, _, names) in UNSEEN {
        for name in names {
            assert!(EventKind::of(name).is_some(), "{name}");
        }
    }
}
