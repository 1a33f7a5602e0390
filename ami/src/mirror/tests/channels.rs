use super::*;
use crate::UniqueId;

const RING: &str =
    "Newchannel Channel=PJSIP/106-01 ChannelState=4 CallerIDNum=106 Exten=107 Uniqueid=1.1 Linkedid=1.1";
const CALLED: &str =
    "Newchannel Channel=PJSIP/107-02 ChannelState=0 CallerIDNum=107 Uniqueid=1.2 Linkedid=1.1";
const DIAL: &str = "DialBegin Uniqueid=1.1 DestUniqueid=1.2 DestChannelState=5";

fn channel_change(id: &str, step: Step) -> Change {
    Change::Channel { id: id.into(), step }
}

#[test]
fn a_call_is_two_channels_that_meet_in_a_bridge() {
    let mut trace = Trace::new();
    assert_eq!(trace.at(1, &[RING]), [channel_change("1.1", Step::Added)]);
    trace.at(2, &[CALLED, DIAL]);
    let called = trace.state().channel("1.2").unwrap();
    assert_eq!(called.called_by.as_ref().map(UniqueId::as_str), Some("1.1"));
    assert_eq!((called.state_since, called.created), (at(2), at(2)));
    trace.at(
        5,
        &[
            "Newstate Uniqueid=1.2 ChannelState=6",
            "BridgeCreate BridgeUniqueid=b BridgeType=basic",
            "BridgeEnter BridgeUniqueid=b Uniqueid=1.1",
            "BridgeEnter BridgeUniqueid=b Uniqueid=1.2",
            "Newexten Uniqueid=1.1 Exten=s Application=Dial AppData=x",
        ],
    );
    let state = trace.state();
    assert_eq!(state.channels_in("b").count(), 2);
    assert_eq!(state.bridge("b").unwrap().kind, "basic");
    assert_eq!(state.channel("1.2").unwrap().state_since, at(5));
    let caller = state.channel("1.1").unwrap();
    assert_eq!(
        (
            caller.dialled.as_str(),
            caller.extension.as_str(),
            caller.application.as_str()
        ),
        ("107", "s", "Dial")
    );

    trace.at(9, &["Hold Uniqueid=1.1"]);
    assert_eq!(trace.state().channel("1.1").unwrap().held_since, Some(at(9)));
    trace.at(10, &["Hold Uniqueid=1.1"]);
    assert_eq!(trace.state().channel("1.1").unwrap().held_since, Some(at(9)));
    trace.at(11, &["Unhold Uniqueid=1.1", "BridgeDestroy BridgeUniqueid=b"]);
    let caller = trace.state().channel("1.1").unwrap();
    assert_eq!((&caller.held_since, &caller.bridge), (&None, &None));
    let changes = trace.at(12, &["Hangup Uniqueid=1.1", "Hangup Uniqueid=1.2"]);
    assert_eq!(changes.len(), 2);
    assert_eq!(trace.state().channels().len(), 0);
}

#[test]
fn what_comes_after_the_end_brings_nobody_back() {
    let mut trace = Trace::new();
    trace.at(1, &[RING, CALLED, "Hangup Uniqueid=1.2", "Hangup Uniqueid=7.7"]);
    trace.at(
        2,
        &[
            "DialEnd Uniqueid=1.1 DestUniqueid=1.2 DialStatus=CANCEL",
            "Newexten Uniqueid=1.2 ChannelState=6",
            // Nobody knew this one either.
            "DialEnd Uniqueid=1.1 DestUniqueid=8.8",
            "BridgeLeave BridgeUniqueid=b Uniqueid=9.9",
            "QueueCallerJoin Queue=q Uniqueid=7.7 Position=1",
        ],
    );
    let ids: Vec<&str> = trace
        .state()
        .channels()
        .map(|channel| channel.unique_id.as_str())
        .collect();
    assert_eq!(ids, ["1.1"]);
    assert!(trace.state().queue("q").unwrap().callers.is_empty());
    // A client that chooses ids of its own may choose one again.
    trace.at(3, &[CALLED]);
    assert!(trace.state().channel("1.2").is_some());
}

#[test]
fn an_event_that_a_rename_overtook_does_not_bring_the_old_name_back() {
    let mut trace = Trace::new();
    trace.at(1, &[RING]);
    trace.at(
        2,
        &[
            "Rename Channel=PJSIP/106-01 Newname=PJSIP/106-01<MASQ> Uniqueid=1.1",
            "Rename Channel=PJSIP/106-01<MASQ> Newname=PJSIP/108-09 Uniqueid=1.1",
            "Newstate Channel=PJSIP/106-01 ChannelState=6 Uniqueid=1.1",
        ],
    );
    let channel = trace.state().channel("1.1").unwrap();
    assert_eq!((channel.name.as_str(), channel.state.code()), ("PJSIP/108-09", 6));
    // Named so again on purpose.
    trace.at(
        3,
        &["Rename Channel=PJSIP/108-09 Newname=PJSIP/106-01 Uniqueid=1.1"],
    );
    assert_eq!(
        trace.state().channel("1.1").unwrap().name.as_str(),
        "PJSIP/106-01"
    );
}

#[test]
fn merged_bridges_are_one_and_a_late_leave_does_not_part_them() {
    let mut trace = Trace::new();
    trace.at(
        1,
        &[
            RING,
            CALLED,
            "BridgeEnter BridgeUniqueid=one Uniqueid=1.1",
            "BridgeEnter BridgeUniqueid=two Uniqueid=1.2",
            "BridgeMerge ToBridgeUniqueid=one FromBridgeUniqueid=two",
            "BridgeLeave BridgeUniqueid=two Uniqueid=1.2",
            "BridgeDestroy BridgeUniqueid=two",
        ],
    );
    let state = trace.state();
    assert_eq!((state.channels_in("one").count(), state.bridges().len()), (2, 1));
}

#[test]
fn who_takes_anothers_place_in_a_bridge_is_there_alone() {
    let mut trace = Trace::new();
    trace.at(
        1,
        &[
            RING,
            CALLED,
            "BridgeEnter BridgeUniqueid=b Uniqueid=1.1",
            "BridgeEnter BridgeUniqueid=b Uniqueid=1.2 SwapUniqueid=1.1",
        ],
    );
    let inside: Vec<&str> = trace
        .state()
        .channels_in("b")
        .map(|channel| channel.unique_id.as_str())
        .collect();
    assert_eq!(inside, ["1.2"]);
}

#[test]
fn a_list_finds_what_was_going_on_and_ends_what_is_over() {
    let mut trace = Trace::unread();
    trace.now = at(60);
    let listed =
        "CoreShowChannel Channel=PJSIP/106-01 ChannelState=6 CallerIDNum=106 Exten=107 Uniqueid=1.1 \
                  Linkedid=1.1 Duration=00:00:50 BridgeId=b Application=Dial ApplicationData=PJSIP/107"
            .to_owned();
    let calls = |items: Vec<String>| {
        move |part| match part {
            Part::Channels => list(part, &items),
            Part::Bridges => refusal("Invalid/unknown command"),
            part => list(part, &[]),
        }
    };
    trace.serve(calls(vec![listed.clone()]));
    trace.mirror.settle(at(60));
    let channel = trace.state().channel("1.1").unwrap();
    assert_eq!((channel.created, channel.state_since), (at(10), at(10)));
    assert_eq!(channel.application, "Dial");
    assert!(trace.state().bridge("b").is_some(), "known through its channel");
    assert!(trace.state().is_in_sync());

    assert_eq!(
        trace.check(120, calls(vec![listed])),
        [],
        "a check that finds nothing tells nothing"
    );
    let changes = trace.check(180, calls(Vec::new()));
    assert!(changes.contains(&channel_change("1.1", Step::Removed)));
    assert_eq!(
        trace.state().bridges().len(),
        0,
        "nobody lists it, so nobody would end it"
    );
    assert_eq!(
        trace.at(182, &[]),
        [Change::Repaired(Repair {
            subject: Subject::Channel("1.1".into()),
            fault: Fault::Ghost
        })]
    );
}

#[test]
fn a_difference_that_an_event_explains_is_no_fault() {
    let mut trace = Trace::new();
    trace.at(1, &[RING]);
    // It hung up before the list was made; Asterisk writes that after it.
    trace.check(5, |part| list(part, &[]));
    trace.at(5, &["Hangup Uniqueid=1.1"]);
    assert_eq!(trace.at(60, &[]), []);
    assert_eq!(trace.state().repairs(), Repairs::default());
}

#[test]
fn more_channels_than_the_limit_are_left_out_and_it_is_said() {
    let mut mirror = Mirror::new(Options::default().channels(2).only(&[Part::Channels]), at(0));
    mirror.connected(at(0));
    let part = mirror.next_list().unwrap();
    mirror.listed(part, &list(part, &[]), at(0));
    for id in 0..5 {
        let event = message(&format!("Newchannel Channel=PJSIP/{id}-1 Uniqueid={id}"));
        mirror.event(event.as_message(), at(1));
    }
    mirror.settle(at(1));
    let too_many = Health::OutOfSync {
        since: at(1),
        because: Doubt::TooMany { limit: 2 },
    };
    assert_eq!(
        (
            mirror.state().channels().len(),
            mirror.state().health(Part::Channels)
        ),
        (2, Some(&too_many))
    );

    for id in 0..5 {
        mirror.event(message(&format!("Hangup Uniqueid={id}")).as_message(), at(2));
    }
    mirror.check();
    let part = mirror.next_list().unwrap();
    mirror.listed(part, &list(part, &[]), at(3));
    mirror.settle(at(3));
    assert!(mirror.state().is_in_sync(), "all fit again");
}
