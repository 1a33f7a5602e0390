use super::*;

/// The trace of a call through a queue, step by step as an agent lives it.
#[test]
fn a_queue_call_from_ring_to_pause() {
    let mut trace = Trace::new();
    let status = "QueueMemberStatus Queue=q MemberName=A Interface=Local/107@m/n StateInterface=PJSIP/phone107 Paused=0";
    trace.at(
        0,
        &[&format!("{status} Status=1 CallsTaken=3 LastCall=1799999940")],
    );
    assert_eq!(
        trace.member(),
        (MemberState::Available, Some(-60), 3),
        "free since the last call, as far as one can know"
    );

    let trunk = "Newchannel Channel=PJSIP/trunk-0001 ChannelState=4 CallerIDNum=0600000000 Exten=600 Uniqueid=2.1 Linkedid=2.1";
    let join = "QueueCallerJoin Queue=q Channel=PJSIP/trunk-0001 Uniqueid=2.1 CallerIDNum=0600000000 Position=1 Count=1";
    trace.at(10, &[trunk, "Newstate Uniqueid=2.1 ChannelState=6", join]);
    assert_eq!(trace.waiting(), [(1, "0600000000")]);
    assert_eq!(trace.calls(), ["0600000000>600 waiting 10 1"]);

    let agent =
        "Newchannel Channel=PJSIP/phone107-0002 ChannelState=0 CallerIDNum=107 Uniqueid=2.2 Linkedid=2.1";
    trace.at(
        12,
        &[
            agent,
            "DialBegin Uniqueid=2.1 DestUniqueid=2.2",
            &format!("{status} Status=6 CallsTaken=3"),
        ],
    );
    assert_eq!(trace.member(), (MemberState::Ringing, Some(12), 3));

    let leave = "QueueCallerLeave Queue=q Uniqueid=2.1 Position=1 Count=0";
    trace.at(
        15,
        &[
            leave,
            "Newstate Uniqueid=2.2 ChannelState=6",
            &format!("{status} Status=2 CallsTaken=3"),
        ],
    );
    assert_eq!(trace.waiting(), []);
    assert_eq!(trace.member(), (MemberState::InCall, Some(15), 3));
    trace.at(
        15,
        &[
            "BridgeEnter BridgeUniqueid=b Uniqueid=2.1",
            "BridgeEnter BridgeUniqueid=b Uniqueid=2.2",
        ],
    );
    assert_eq!(trace.calls(), ["0600000000>107 talking 15 2"]);

    let pause =
        "QueueMemberPause Queue=q MemberName=A Interface=Local/107@m/n Paused=1 PausedReason=lunch Status=2";
    trace.at(30, &[pause]);
    assert_eq!(
        trace.member(),
        (MemberState::InCall, Some(15), 3),
        "the pause is shown after the call"
    );

    let paused = "QueueMemberStatus Queue=q MemberName=A Interface=Local/107@m/n Paused=1 PausedReason=lunch";
    trace.at(
        40,
        &[
            "BridgeLeave BridgeUniqueid=b Uniqueid=2.1",
            "BridgeLeave BridgeUniqueid=b Uniqueid=2.2",
            "Hangup Uniqueid=2.1",
            "Hangup Uniqueid=2.2",
            "AgentComplete Queue=q Interface=Local/107@m/n",
            &format!("{paused} Status=1 CallsTaken=4 LastCall=1800000040"),
        ],
    );
    assert_eq!(trace.member(), (MemberState::Paused, Some(30), 4));
    let queue = &trace.live.queues()[0];
    assert_eq!(
        (
            queue.completed,
            queue.members[0].pause.as_ref().unwrap().reason.as_str()
        ),
        (1, "lunch")
    );
    assert_eq!(
        queue.members[0].last_call,
        DateTime::from_timestamp(1_800_000_040, 0)
    );
    assert_eq!(trace.calls(), [""; 0]);

    let removed = "QueueMemberRemoved Queue=q MemberName=A Interface=Local/107@m/n";
    assert_eq!(trace.at(50, &[removed]).live.queues()[0].members, []);
}

#[test]
fn those_who_wait_keep_their_order() {
    let join = |id: &str, position| {
        format!("QueueCallerJoin Queue=q Uniqueid={id} CallerIDNum={id} Position={position}")
    };
    let mut trace = Trace::new();
    trace.at(0, &[&join("a", 1), &join("b", 2), &join("vip", 1)]);
    assert_eq!(trace.waiting(), [(1, "vip"), (2, "a"), (3, "b")]);
    trace.at(
        5,
        &[
            "QueueCallerAbandon Queue=q Uniqueid=a Position=2",
            "QueueCallerLeave Queue=q Uniqueid=a Position=2",
        ],
    );
    assert_eq!(trace.waiting(), [(1, "vip"), (2, "b")]);
    assert_eq!(trace.live.queues()[0].abandoned, 1);
    // Its queue event was lost; the channel's end is enough.
    assert_eq!(trace.at(6, &["Hangup Uniqueid=vip"]).waiting(), [(1, "b")]);
}

#[test]
fn what_a_connection_that_was_made_again_is_told_does_not_begin_the_counts_anew() {
    let status = "QueueMemberStatus Queue=q MemberName=A Interface=PJSIP/phone107 StateInterface=PJSIP/phone107 Paused=0 Status=1";
    let told = format!("{status} CallsTaken=7 LastCall=1799999940");
    let mut before = Trace::new();
    before.at(0, &[&told]);
    assert_eq!(before.member().2, 7);
    // The same PBX, asked by a connection that knows nothing yet.
    let mut again = Trace::new();
    again.at(500, &[&told]);
    assert_eq!(again.member(), before.member());
}

/// Asterisk 11 said `QueueMemberPaused`, later releases say `QueueMemberPause`.
#[test]
fn a_pause_is_seen_in_the_words_of_any_release() {
    for name in ["QueueMemberPause", "QueueMemberPaused"] {
        let mut trace = Trace::new();
        let status = "QueueMemberStatus Queue=q MemberName=A Interface=PJSIP/phone107 StateInterface=PJSIP/phone107 Paused=0 Status=1";
        trace.at(0, &[status]);
        let pause = format!(
            "{name} Queue=q MemberName=A Interface=PJSIP/phone107 Location=PJSIP/phone107 Paused=1 Reason=lunch PausedReason=lunch"
        );
        trace.at(20, &[&pause]);
        assert_eq!(trace.member().0, MemberState::Paused, "{name}");
    }
}
