//! Which Asterisk says which version of the manager interface, and which event names came and went when.

use super::{EventFamily, Release};

/// The version in a banner, with the first and the last release that say it. From Asterisk's `include/asterisk/manager.h`
/// at every release tag. A branch that still gets releases has no end.
pub(super) const VERSIONS: &[((u16, u16, u16), Release, Release)] = &[
    row((1, 0, 0), (1, 0), (1, 4)),
    row((1, 1, 0), (1, 6), (1, 8)),
    row((1, 2, 0), (10, 0), (10, 12)),
    row((1, 3, 0), (11, 0), (11, 25)),
    row((2, 0, 0), (12, 0), (12, 0)),
    row((2, 1, 0), (12, 1), (12, 1)),
    row((2, 2, 0), (12, 2), (12, 2)),
    row((2, 3, 0), (12, 3), (12, 3)),
    row((2, 4, 0), (12, 4), (12, 4)),
    row((2, 5, 0), (12, 5), (13, 0)),
    row((2, 6, 0), (13, 1), (13, 1)),
    row((2, 7, 0), (13, 2), (13, 4)),
    // Asterisk 14.0 says so too.
    row((2, 8, 0), (13, 5), (14, 1)),
    row((2, 9, 0), (13, 13), (13, 14)),
    row((2, 10, 0), (13, 15), (13, 17)),
    row((2, 10, 2), (13, 18), (13, 18)),
    row((2, 10, 3), (13, 19), (13, 19)),
    row((2, 10, 4), (13, 20), (13, 25)),
    row((2, 10, 5), (13, 26), (13, 34)),
    row((2, 10, 6), (13, 35), (13, 38)),
    row((3, 1, 0), (14, 2), (14, 3)),
    row((3, 2, 0), (14, 4), (14, 6)),
    row((3, 2, 2), (14, 7), (14, 7)),
    row((4, 0, 0), (15, 0), (15, 0)),
    row((4, 0, 1), (15, 1), (15, 1)),
    row((4, 0, 2), (15, 2), (15, 2)),
    row((4, 0, 3), (15, 3), (15, 7)),
    row((5, 0, 0), (16, 0), (16, 2)),
    row((5, 0, 1), (16, 3), (16, 11)),
    row((5, 0, 2), (16, 12), (16, 16)),
    row((5, 0, 3), (16, 17), (16, 24)),
    row((5, 0, 4), (16, 25), (16, 28)),
    row((5, 0, 5), (16, 29), (16, 30)),
    row((6, 0, 0), (17, 0), (17, 5)),
    row((6, 0, 1), (17, 6), (17, 9)),
    row((7, 0, 0), (18, 0), (18, 2)),
    row((7, 0, 1), (18, 3), (18, 10)),
    row((7, 0, 2), (18, 11), (18, 14)),
    row((7, 0, 3), (18, 15), (18, u16::MAX)),
    row((8, 0, 0), (19, 0), (19, 2)),
    row((8, 0, 1), (19, 3), (19, 6)),
    row((8, 0, 2), (19, 7), (19, 8)),
    // From here on the number stays the same within a branch.
    row((9, 0, 0), (20, 0), (20, u16::MAX)),
    row((10, 0, 0), (21, 0), (21, u16::MAX)),
    row((11, 0, 0), (22, 0), (22, u16::MAX)),
    row((12, 0, 0), (23, 0), (23, u16::MAX)),
];

const fn row(
    version: (u16, u16, u16),
    first: (u16, u16),
    last: (u16, u16),
) -> ((u16, u16, u16), Release, Release) {
    (
        version,
        Release::new(first.0, first.1),
        Release::new(last.0, last.1).end(),
    )
}

/// The names that events of one purpose had, with the first release that has each and the first that no longer does.
pub(super) const EVENTS: &[(EventFamily, &str, Release, Option<Release>)] = &[
    (EventFamily::Dial, "Dial", ALWAYS, Some(SNAPSHOTS)),
    (EventFamily::Dial, "DialBegin", SNAPSHOTS, None),
    (EventFamily::Dial, "DialState", Release::new(14, 0), None),
    (EventFamily::Dial, "DialEnd", SNAPSHOTS, None),
    (EventFamily::Bridge, "Link", ALWAYS, Some(Release::new(1, 6))),
    (EventFamily::Bridge, "Bridge", Release::new(1, 6), Some(SNAPSHOTS)),
    // Asterisk 1.8 has it beside `Bridge`.
    (EventFamily::Bridge, "Unlink", ALWAYS, Some(Release::new(10, 0))),
    (EventFamily::Bridge, "BridgeCreate", SNAPSHOTS, None),
    (EventFamily::Bridge, "BridgeEnter", SNAPSHOTS, None),
    (EventFamily::Bridge, "BridgeLeave", SNAPSHOTS, None),
    (EventFamily::Bridge, "BridgeMerge", SNAPSHOTS, None),
    (EventFamily::Bridge, "BridgeDestroy", SNAPSHOTS, None),
    (EventFamily::QueueCaller, "Join", ALWAYS, Some(SNAPSHOTS)),
    (EventFamily::QueueCaller, "Leave", ALWAYS, Some(SNAPSHOTS)),
    (EventFamily::QueueCaller, "QueueCallerJoin", SNAPSHOTS, None),
    (EventFamily::QueueCaller, "QueueCallerLeave", SNAPSHOTS, None),
    (EventFamily::QueueCaller, "QueueCallerAbandon", ALWAYS, None),
    (
        EventFamily::MemberPause,
        "QueueMemberPaused",
        ALWAYS,
        Some(SNAPSHOTS),
    ),
    (EventFamily::MemberPause, "QueueMemberPause", SNAPSHOTS, None),
    (
        EventFamily::AsyncAgi,
        "AsyncAGI",
        Release::new(1, 6),
        Some(SNAPSHOTS),
    ),
    (EventFamily::AsyncAgi, "AsyncAGIStart", SNAPSHOTS, None),
    (EventFamily::AsyncAgi, "AsyncAGIExec", SNAPSHOTS, None),
    (EventFamily::AsyncAgi, "AsyncAGIEnd", SNAPSHOTS, None),
];

pub(super) const ALWAYS: Release = Release::new(0, 0);
/// Asterisk 12 made its events anew, around snapshots of channels and bridges.
pub(super) const SNAPSHOTS: Release = Release::new(12, 0);

/// Lists whose end could not be told by a marker before Asterisk 13.2, with the event that ends each. Not among them:
/// `VoicemailUsersList`, which answers with a bare success where there is nothing to list.
pub(super) const LIST_ENDS: &[(&str, &str)] = &[
    ("QueueStatus", "QueueStatusComplete"),
    ("QueueSummary", "QueueSummaryComplete"),
    ("Status", "StatusComplete"),
    ("ParkedCalls", "ParkedCallsComplete"),
    ("Parkinglots", "ParkinglotsComplete"),
    ("Agents", "AgentsComplete"),
    ("DBGet", "DBGetComplete"),
    ("SIPpeers", "PeerlistComplete"),
    ("SIPpeerstatus", "SIPpeerstatusComplete"),
    ("SIPshowregistry", "RegistrationsComplete"),
    ("IAXpeers", "PeerlistComplete"),
    ("IAXpeerlist", "PeerlistComplete"),
    ("IAXregistry", "RegistrationsComplete"),
    ("DAHDIShowChannels", "DAHDIShowChannelsComplete"),
    ("ZapShowChannels", "ZapShowChannelsComplete"),
    ("CoreShowChannels", "CoreShowChannelsComplete"),
    ("MeetmeList", "MeetmeListComplete"),
    ("ConfbridgeList", "ConfbridgeListComplete"),
];
