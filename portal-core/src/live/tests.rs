use std::time::Duration;

use proptest::prelude::*;
use switchhook_ami::MessageBuf;
use switchhook_ami::mirror::{Mirror, Options};

use super::*;
use crate::call_log::Visibility;
use crate::testing::{person, phone, subject};
use crate::{DepartmentId, PartyIndex, Person, Profile};

mod queue;

/// `Name key=value key=value`: an event on one line. `_` stands for a blank.
fn event(line: &str) -> MessageBuf {
    let mut words = line.split_whitespace();
    let mut text = format!("Event: {}\r\n", words.next().unwrap());
    for word in words {
        let (key, value) = word.split_once('=').unwrap();
        text += &format!("{key}: {}\r\n", value.replace('_', " "));
    }
    MessageBuf::parse(format!("{text}\r\n").as_bytes()).unwrap()
}

fn at(second: u64) -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(1_800_000_000 + second)
}

/// Seconds since the test began.
fn second(time: DateTime<Utc>) -> i64 {
    time.timestamp() - 1_800_000_000
}

/// A state with a clock that the test sets.
struct Trace {
    mirror: Mirror,
    live: LiveState,
}

impl Trace {
    fn new() -> Self {
        Self {
            mirror: Mirror::new(Options::default(), at(0)),
            live: LiveState::new(),
        }
    }

    fn at(&mut self, second: u64, lines: &[&str]) -> &mut Self {
        for line in lines {
            self.mirror.event(event(line).as_message(), at(second));
        }
        self.mirror.settle(at(second));
        self.live.show(self.mirror.state());
        self
    }

    /// `caller>called state since channels` for every call.
    fn calls(&self) -> Vec<String> {
        let line = |call: &Call| {
            let since = second(call.since);
            format!(
                "{}>{} {} {since} {}",
                call.caller.number,
                call.called.number,
                call.state.key(),
                call.channels
            )
        };
        self.live.calls().iter().map(line).collect()
    }

    fn member(&self) -> (MemberState, Option<i64>, u64) {
        let member = &self.live.queues()[0].members[0];
        let (state, since) = member.state();
        (state, since.map(second), member.calls_taken)
    }

    fn waiting(&self) -> Vec<(u32, &str)> {
        let waiting = &self.live.queues()[0].waiting;
        waiting
            .iter()
            .map(|waiting| (waiting.position, waiting.number.as_str()))
            .collect()
    }
}

const RING: &str =
    "Newchannel Channel=PJSIP/phone106-01 ChannelState=4 CallerIDNum=106 Exten=107 Uniqueid=1.1 Linkedid=1.1";
const CALLED: &str =
    "Newchannel Channel=PJSIP/phone107-02 ChannelState=0 CallerIDNum=107 Uniqueid=1.2 Linkedid=1.1";
const DIAL: &str =
    "DialBegin Uniqueid=1.1 Channel=PJSIP/phone106-01 DestUniqueid=1.2 DestChannel=PJSIP/phone107-02";
const RINGS: &str = "Newstate Channel=PJSIP/phone107-02 ChannelState=5 Uniqueid=1.2";
const ANSWERS: &str = "Newstate Channel=PJSIP/phone107-02 ChannelState=6 Uniqueid=1.2";
const UP: &str = "Newstate Channel=PJSIP/phone106-01 ChannelState=6 Uniqueid=1.1";
const HANGUP_1: &str = "Hangup Channel=PJSIP/phone106-01 Uniqueid=1.1";
const HANGUP_2: &str = "Hangup Channel=PJSIP/phone107-02 Uniqueid=1.2";

#[test]
fn a_call_rings_is_answered_held_and_ends() {
    let mut trace = Trace::new();
    assert_eq!(trace.at(0, &[RING]).calls(), ["106>107 dialing 0 1"]);
    assert_eq!(trace.at(1, &[CALLED, DIAL]).calls(), ["106>107 dialing 0 1"]);
    assert_eq!(trace.at(2, &[RINGS]).calls(), ["106>107 ringing 1 2"]);
    assert_eq!(trace.at(5, &[ANSWERS, UP]).calls(), ["106>107 talking 5 2"]);
    let bridged = [
        "BridgeEnter BridgeUniqueid=b Uniqueid=1.1",
        "BridgeEnter BridgeUniqueid=b Uniqueid=1.2",
    ];
    assert_eq!(trace.at(5, &bridged).calls(), ["106>107 talking 5 2"]);
    assert_eq!(
        trace.at(9, &["Hold Uniqueid=1.2"]).calls(),
        ["106>107 on-hold 9 2"]
    );
    assert_eq!(
        trace.at(12, &["Unhold Uniqueid=1.2"]).calls(),
        ["106>107 talking 5 2"]
    );
    assert_eq!(
        trace
            .at(
                20,
                &["BridgeLeave BridgeUniqueid=b Uniqueid=1.2", HANGUP_2, HANGUP_1]
            )
            .calls(),
        [""; 0]
    );
}

#[test]
fn a_click_rings_the_own_phone_first() {
    let mut trace = Trace::new();
    let own = "Newchannel Channel=PJSIP/phone106-01 ChannelState=0 CallerIDNum=106 Exten=107 Uniqueid=1.1 Linkedid=1.1";
    let dial = "DialBegin DestUniqueid=1.1 DestChannel=PJSIP/phone106-01 DestChannelState=5";
    assert_eq!(trace.at(0, &[own, dial]).calls(), ["106>107 ringing 0 1"]);
    assert_eq!(trace.at(4, &[UP]).calls(), ["106>107 in-service 4 1"]);
    assert_eq!(
        trace.at(5, &[CALLED, DIAL, RINGS]).calls(),
        ["106>107 ringing 5 2"]
    );
    assert_eq!(trace.at(7, &[ANSWERS]).calls(), ["106>107 talking 7 2"]);
}

#[test]
fn a_menu_answers() {
    let mut trace = Trace::new();
    let menu = "Newexten Uniqueid=1.1 Exten=s Application=Background AppData=hello";
    trace.at(0, &[RING]).at(3, &[UP, menu]);
    assert_eq!(trace.calls(), ["106>107 in-service 3 1"]);
    assert_eq!(
        trace.live.calls()[0].state,
        CallState::InService {
            application: "Background".into()
        }
    );
}

#[test]
fn several_phones_that_ring_show_the_number_that_was_dialled() {
    let mut trace = Trace::new();
    let second =
        "Newchannel Channel=PJSIP/phone108-03 ChannelState=5 CallerIDNum=108 Uniqueid=1.3 Linkedid=1.1";
    let dial = "DialBegin Uniqueid=1.1 DestUniqueid=1.3 DestChannel=PJSIP/phone108-03";
    trace.at(0, &["Newchannel Channel=PJSIP/phone106-01 ChannelState=4 CallerIDNum=106 Exten=600 Uniqueid=1.1 Linkedid=1.1"]);
    trace.at(1, &[CALLED, DIAL, RINGS, second, dial]);
    assert_eq!(trace.calls(), ["106>600 ringing 1 3"]);
    let took = "Newstate Uniqueid=1.3 ChannelState=6";
    assert_eq!(
        trace.at(4, &[took, UP, HANGUP_2]).calls(),
        ["106>108 talking 4 2"]
    );
}

#[test]
fn local_channels_join_a_call_but_are_not_counted() {
    let mut trace = Trace::new();
    trace.at(
        0,
        &[
            RING,
            "Newchannel Channel=Local/107@x-0;1 ChannelState=0 Uniqueid=1.5 Linkedid=1.1",
            "Newchannel Channel=Local/107@x-0;2 ChannelState=4 Uniqueid=1.6 Linkedid=1.1",
            "DialBegin Uniqueid=1.1 DestUniqueid=1.5 DestChannel=Local/107@x-0;1",
            CALLED,
            "DialBegin Uniqueid=1.6 DestUniqueid=1.2 DestChannel=PJSIP/phone107-02",
            RINGS,
        ],
    );
    assert_eq!(trace.calls(), ["106>107 ringing 0 2"]);
}

#[test]
fn a_zombie_leaves_no_ghost() {
    let mut trace = Trace::new();
    trace.at(0, &[RING, CALLED, DIAL, RINGS]).at(2, &[ANSWERS, UP]);
    // An attended transfer: 108 had called 107 and hands it over; its channel takes the other's place.
    trace.at(
        5,
        &[
            "Newchannel Channel=PJSIP/phone108-03 ChannelState=6 CallerIDNum=108 Uniqueid=1.3 Linkedid=1.3",
            "Rename Channel=PJSIP/phone107-02 Newname=PJSIP/phone107-02<MASQ> Uniqueid=1.2",
            "Rename Channel=PJSIP/phone108-03 Newname=PJSIP/phone107-02 Uniqueid=1.3",
            "Rename Channel=PJSIP/phone107-02<MASQ> Newname=PJSIP/phone108-03<ZOMBIE> Uniqueid=1.2",
        ],
    );
    trace.at(
        5,
        &["Newstate Uniqueid=1.3 ChannelState=6 Linkedid=1.1 CallerIDNum=107"],
    );
    trace.at(5, &["Hangup Channel=PJSIP/phone108-03<ZOMBIE> Uniqueid=1.2"]);
    assert_eq!(trace.calls(), ["106>107 talking 5 2"]);
    assert_eq!(trace.live.calls()[0].called.channel, "PJSIP/phone107-02");
    // A late message about the zombie does not bring it back.
    trace.at(
        6,
        &["Newexten Channel=PJSIP/phone108-03<ZOMBIE> Uniqueid=1.2 ChannelState=6"],
    );
    assert_eq!(trace.at(9, &[HANGUP_1, "Hangup Uniqueid=1.3"]).calls(), [""; 0]);
}

#[test]
fn two_calls_that_share_a_bridge_are_one() {
    let mut trace = Trace::new();
    let other =
        "Newchannel Channel=PJSIP/phone108-03 ChannelState=6 CallerIDNum=108 Uniqueid=1.3 Linkedid=1.3";
    trace.at(0, &[RING, UP]).at(1, &[other]);
    assert_eq!(trace.calls().len(), 2);
    trace.at(
        2,
        &[
            "BridgeEnter BridgeUniqueid=b Uniqueid=1.1",
            "BridgeEnter BridgeUniqueid=b Uniqueid=1.3",
        ],
    );
    assert_eq!(trace.calls(), ["106>108 talking 1 2"]);
    assert_eq!(trace.at(3, &["BridgeDestroy BridgeUniqueid=b"]).calls().len(), 2);
}

#[test]
fn versions_change_only_with_what_can_be_seen() {
    let mut trace = Trace::new();
    let seen = |trace: &Trace| {
        let versions = trace.live.versions();
        (versions.calls, versions.queues, versions.devices)
    };
    trace.at(0, &[RING]);
    assert_eq!(seen(&trace), (1, 0, 0));
    trace.at(
        1,
        &[
            RING,
            "Newexten Uniqueid=1.1 Exten=s Application=NoOp",
            "VarSet Uniqueid=1.1 Variable=x",
            CALLED,
        ],
    );
    assert_eq!(seen(&trace), (1, 0, 0));
    trace.at(
        2,
        &[
            "DeviceStateChange Device=PJSIP/phone107 State=RINGING",
            "DeviceStateChange Device=Queue:q State=INUSE",
        ],
    );
    assert_eq!(seen(&trace), (1, 0, 1));
    assert_eq!(trace.live.presence("phone107"), Presence::Ringing);
    trace.at(
        3,
        &["QueueMemberAdded Queue=q Interface=PJSIP/b Status=1 Paused=0"],
    );
    assert_eq!(seen(&trace), (1, 1, 1));
    trace.at(
        4,
        &[
            "QueueMemberStatus Queue=q Interface=PJSIP/a Status=1",
            "DeviceStateChange Device=PJSIP/phone107 State=RINGING",
        ],
    );
    assert_eq!(seen(&trace), (1, 2, 1));
    trace.at(
        5,
        &["QueueMemberStatus Queue=q Interface=PJSIP/a Status=1 Wrapuptime=9"],
    );
    assert_eq!(seen(&trace), (1, 2, 1));
}

fn index() -> PartyIndex {
    let people = [1, 2].map(|id| Person {
        department: Some(DepartmentId(id)),
        ..person(id, &[])
    });
    PartyIndex::new(&[phone(10, "106", Some(1)), phone(11, "107", Some(2))], &people)
}

#[test]
fn roles_see_the_calls_that_their_right_reaches() {
    let mut trace = Trace::new();
    let line = "Newchannel Channel=PJSIP/trunk-01 ChannelState=4 CallerIDNum=0600123456 CallerIDName=Bob Exten=107 Uniqueid=1.1 Linkedid=1.1";
    trace.at(
        0,
        &[line, CALLED, "DialBegin Uniqueid=1.1 DestUniqueid=1.2", RINGS],
    );
    for (who, profile, departments, expected) in [
        (
            2,
            Profile::User,
            &[][..],
            Some((Visibility::Full, "0600123456", "Bob", "107", "First Last2")),
        ),
        (1, Profile::User, &[1], None),
        (
            1,
            Profile::DepartmentHead,
            &[2],
            Some((Visibility::Masked, "0600123***", "", "107", "First Last2")),
        ),
        (1, Profile::DepartmentHead, &[1], None),
        (
            9,
            Profile::Administrator,
            &[],
            Some((Visibility::Masked, "0600123***", "", "107", "First Last2")),
        ),
        (9, Profile::Calls, &[], None),
        (2, Profile::Auditor, &[2], None),
    ] {
        let seen = trace
            .live
            .calls_for(&subject(who, &[profile], &[], departments), &index());
        let shown = seen.first().map(|call| {
            let (caller, called) = (&call.caller, &call.called);
            (
                call.visibility,
                &*caller.number,
                &*caller.name,
                &*called.number,
                &*called.name,
            )
        });
        assert_eq!(shown, expected, "{who} {profile}");
    }
}

#[test]
fn members_see_the_board_of_their_own_queues() {
    let mut trace = Trace::new();
    trace.at(0, &[
        "QueueMemberAdded Queue=mine MemberName=x Interface=Local/106@m/n StateInterface=PJSIP/phone106 Status=1 Paused=0",
        "QueueMemberAdded Queue=other MemberName=y Interface=PJSIP/phone107 Status=2 Paused=0",
        "QueueCallerJoin Queue=mine Uniqueid=5 CallerIDNum=0600123456 CallerIDName=Bob Position=1",
    ]);
    for (who, profile, departments, expected) in [
        (1, Profile::User, &[][..], &["mine"][..]),
        (2, Profile::User, &[], &["other"]),
        (3, Profile::User, &[], &[]),
        (3, Profile::DepartmentHead, &[1, 2], &["mine", "other"]),
        (3, Profile::Direction, &[], &["mine", "other"]),
        (1, Profile::Auditor, &[1], &[]),
    ] {
        let seen = trace
            .live
            .queues_for(&subject(who, &[profile], &[], departments), &index());
        assert_eq!(
            seen.iter().map(|queue| queue.name.as_str()).collect::<Vec<_>>(),
            expected,
            "{who} {profile}"
        );
    }
    let mine = trace
        .live
        .queues_for(&subject(1, &[Profile::User], &[], &[]), &index())
        .remove(0);
    assert_eq!(mine.members[0].name, "First Last1");
    assert_eq!(
        (mine.waiting[0].number.as_str(), mine.waiting[0].name.as_str()),
        ("0600123***", "")
    );
}

/// What a PBX does with five channels: begin, dial, answer, enter a bridge, end.
fn any_event() -> impl Strategy<Value = String> {
    (0u8..7, 0u8..5, 0u8..5).prop_map(|(kind, one, other)| match kind {
        0 => format!("Newchannel Channel=PJSIP/phone{one}-0{one} ChannelState=4 CallerIDNum={one} Uniqueid={one} Linkedid={other}"),
        1 => format!("DialBegin Uniqueid={one} DestUniqueid={other}"),
        2 => format!("Newstate Uniqueid={one} ChannelState=6"),
        3 => format!("BridgeEnter Uniqueid={one} BridgeUniqueid=b{other}"),
        4 => format!("BridgeLeave Uniqueid={one}"),
        5 => format!("Rename Uniqueid={one} Newname=PJSIP/phone{other}-0{other}<ZOMBIE>"),
        _ => format!("Hangup Uniqueid={one}"),
    })
}

proptest! {
    /// In whatever order events come, no channel is shown twice, and none is left once all have ended.
    #[test]
    fn nothing_is_shown_twice_and_nothing_stays(events in prop::collection::vec(any_event(), 0..40)) {
        let mut trace = Trace::new();
        for (second, line) in events.iter().enumerate() {
            trace.at(second as u64, &[line]);
            let mut names: Vec<_> = trace.live.calls().iter().flat_map(|call| &call.channel_names).collect();
            let shown: usize = trace.live.calls().iter().map(|call| call.channels).sum();
            prop_assert_eq!(shown, names.len());
            names.sort();
            prop_assert!(names.iter().all(|name| !name.contains("ZOMBIE")));
        }
        for id in 0..5 {
            trace.at(100, &[&format!("Hangup Uniqueid={id}")]);
        }
        prop_assert!(trace.calls().is_empty());
    }

    /// Nothing that a peer writes makes the state fail, whatever the clock says.
    #[test]
    fn no_value_panics(
        event_name in "[A-Z][a-zA-Z]{3,12}",
        values in prop::collection::vec("[a-z0-9.;/@-]{0,12}|-?[0-9]{1,20}", 8),
        clock in any::<u64>(),
    ) {
        let names = ["Uniqueid", "ChannelState", "Exten", "LastPause", "LastCall", "Queue", "Status", "BridgeUniqueid"];
        let headers: String = names.iter().zip(&values).map(|(name, value)| format!(" {name}={value}")).collect();
        let now = SystemTime::UNIX_EPOCH.checked_add(Duration::from_secs(clock)).unwrap_or(SystemTime::UNIX_EPOCH);
        let mut trace = Trace::new();
        for name in ["Newchannel", "BridgeEnter", "QueueCallerJoin", "QueueMemberAdded", "DialBegin", &event_name] {
            let line = format!("{name} Interface=x Paused=1{headers}");
            trace.mirror.event(event(&line).as_message(), now);
            trace.mirror.settle(now);
            trace.live.show(trace.mirror.state());
        }
    }

    /// Who may see all calls sees every channel once; who may not sees none.
    #[test]
    fn every_channel_is_in_one_row(events in prop::collection::vec(any_event(), 0..40)) {
        let mut trace = Trace::new();
        for line in &events {
            trace.at(0, &[line]);
        }
        let bridges = trace.live.bridges_for(&subject(9, &[Profile::Administrator], &[], &[]), &index());
        let rows: usize = bridges.iter().map(|bridge| bridge.channels.len()).sum();
        prop_assert_eq!(rows, trace.mirror.state().channels().len());
        prop_assert!(trace.live.bridges_for(&subject(1, &[Profile::DepartmentHead], &[], &[1, 2]), &index()).is_empty());
    }
}

#[test]
fn a_stale_picture_stays_to_be_seen_and_says_so() {
    let mut trace = Trace::new();
    trace.mirror.connected(at(0));
    while let Some(part) = trace.mirror.next_list() {
        trace.mirror.refused(part, "not here", at(0));
    }
    trace.at(1, &[RING]);
    assert!(!trace.live.is_current(), "nothing could be read");
    let before = trace.live.versions();
    trace.mirror.disconnected("switched off", at(2));
    trace.at(2, &[]);
    assert_eq!(trace.calls().len(), 1);
    assert_eq!(trace.live.versions(), before, "it was not current before either");
}

#[test]
fn the_numbers_of_channels_are_masked_as_in_the_call_log() {
    let mut trace = Trace::new();
    trace.at(
        0,
        &[
            "Newchannel Channel=PJSIP/trunk-01 ChannelState=6 CallerIDNum=0600123456 CallerIDName=Bob Uniqueid=1.1",
            "Newchannel Channel=Local/0600123456@out-0001;1 ChannelState=6 CallerIDNum=0600123456 Uniqueid=1.2",
            "BridgeEnter BridgeUniqueid=b BridgeType=basic Uniqueid=1.1",
            "BridgeEnter BridgeUniqueid=b BridgeType=basic Uniqueid=1.2",
        ],
    );
    let administrator = subject(9, &[Profile::Administrator], &[], &[]);
    let bridges = trace.live.bridges_for(&administrator, &index());
    assert_eq!((bridges.len(), bridges[0].kind.as_str()), (1, "basic"));
    let shown: Vec<_> = bridges[0]
        .channels
        .iter()
        .map(|channel| {
            (
                channel.name.as_str(),
                channel.party.number.as_str(),
                channel.party.name.as_str(),
            )
        })
        .collect();
    assert_eq!(
        shown,
        [
            ("PJSIP/trunk-01", "0600123***", ""),
            ("Local/…out-0001;1", "0600123***", "")
        ]
    );
}
