use super::*;

const LISTED_1: &str = "CoreShowChannel Channel=PJSIP/phone106-01 ChannelState=6 CallerIDNum=106 Exten=107 Uniqueid=1.1 \
                        Linkedid=1.1 Duration=00:01:00 BridgeId=b Application=Dial";
const LISTED_2: &str = "CoreShowChannel Channel=PJSIP/phone107-02 ChannelState=6 CallerIDNum=107 Uniqueid=1.2 \
                        Linkedid=1.1 Duration=00:00:50 BridgeId=b Application=AppDial";
const COMPLETE_2: &str = "CoreShowChannelsComplete EventList=Complete ListItems=2";

#[test]
fn a_snapshot_finds_calls_that_were_going_on() {
    let mut trace = Trace::new();
    trace.live.begin_snapshot();
    trace.at(60, &[LISTED_1, LISTED_2, COMPLETE_2]);
    assert!(trace.live.is_current());
    assert_eq!(trace.calls(), ["106>107 talking 10 2"]);
    trace.live.begin_snapshot();
    trace.at(120, &[LISTED_1, LISTED_2, COMPLETE_2]);
    assert_eq!(
        trace.calls(),
        ["106>107 talking 10 2"],
        "a second one changes nothing"
    );
    assert_eq!(trace.live.repairs(), Repairs::default());
}

#[test]
fn after_a_reconnection_what_ended_meanwhile_is_gone() {
    let mut trace = Trace::new();
    trace.live.begin_snapshot();
    trace.at(
        0,
        &[
            RING,
            CALLED,
            DIAL,
            ANSWERS,
            UP,
            "CoreShowChannelsComplete ListItems=0",
        ],
    );
    let before = trace.live.versions();
    trace.live.disconnected();
    trace.at(10, &[]);
    assert!(!trace.live.is_current());
    assert_eq!(trace.calls().len(), 1, "the last known state stays to be seen");
    assert_eq!(
        trace.live.versions().calls,
        before.calls + 1,
        "that it is old can be seen too"
    );

    trace.live.begin_snapshot();
    let new = "Newchannel Channel=PJSIP/phone108-03 ChannelState=4 CallerIDNum=108 Exten=109 Uniqueid=1.3 Linkedid=1.3";
    trace.at(
        20,
        &[new, "CoreShowChannelsComplete EventList=Complete ListItems=0"],
    );
    assert_eq!(
        trace.calls(),
        ["108>109 dialing 20 1"],
        "what began while the list came in stays"
    );
    assert_eq!(trace.live.repairs().ghosts, 2);
    assert!(trace.live.is_current());
}

#[test]
fn a_stale_list_does_not_revive_a_call_that_ended() {
    let mut trace = Trace::new();
    trace.at(0, &[RING, UP]);
    trace.live.begin_snapshot();
    trace.at(10, &[HANGUP_1, LISTED_1, "CoreShowChannelsComplete ListItems=1"]);
    assert_eq!(trace.calls(), [""; 0]);
}

#[test]
fn a_list_that_is_not_complete_takes_nothing_away() {
    let mut trace = Trace::new();
    trace.at(0, &[RING, UP]);
    trace.live.begin_snapshot();
    trace.at(10, &["CoreShowChannelsComplete EventList=Complete ListItems=1"]);
    assert_eq!((trace.calls().len(), trace.live.repairs().incomplete), (1, 1));
    trace.live.begin_snapshot();
    trace.at(11, &["CoreShowChannelsComplete EventList=cancelled"]);
    assert_eq!((trace.calls().len(), trace.live.repairs().incomplete), (1, 2));
}

#[test]
fn a_snapshot_of_the_queues_removes_what_is_gone() {
    let mut trace = Trace::new();
    let member = |name: &str| {
        format!("QueueMemberAdded Queue=q MemberName={name} Interface=PJSIP/{name} Status=1 Paused=0")
    };
    trace.at(
        0,
        &[
            &member("a"),
            &member("b"),
            "QueueCallerJoin Queue=q Uniqueid=1 Position=1",
            "QueueParams Queue=old",
        ],
    );
    trace.live.begin_snapshot();
    trace.at(30, &[
        "QueueMemberRemoved Queue=q Interface=PJSIP/b",
        "QueueParams Queue=q Strategy=ringall Completed=5 Abandoned=2",
        "QueueMember Queue=q Name=a Location=PJSIP/a StateInterface=PJSIP/a Status=1 Paused=1 PausedReason=x LastPause=1800000020",
        "QueueMember Queue=q Name=b Location=PJSIP/b StateInterface=PJSIP/b Status=1 Paused=0",
        "QueueEntry Queue=q Position=1 Uniqueid=2 CallerIDNum=unknown Wait=12",
        "QueueStatusComplete EventList=Complete ListItems=4",
    ]);
    let queues = trace.live.queues();
    assert_eq!(queues.len(), 1, "{queues:?}");
    assert_eq!(
        queues[0]
            .members
            .iter()
            .map(|member| member.name.as_str())
            .collect::<Vec<_>>(),
        ["a"]
    );
    assert_eq!(trace.member(), (MemberState::Paused, 20, 0));
    let waiting = &queues[0].waiting;
    assert_eq!((waiting.len(), waiting[0].number.as_str()), (1, ""));
    assert_eq!(waiting[0].since, trace.now - TimeDelta::seconds(12));
}
