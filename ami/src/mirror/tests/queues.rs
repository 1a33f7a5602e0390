use crate::value::QueueMemberStatus;

use super::*;

const STATUS: &str =
    "QueueMemberStatus Queue=q MemberName=Ana Interface=Local/107@m/n StateInterface=PJSIP/107";

fn queue(state: &State) -> &Queue {
    state.queue("q").unwrap()
}

fn member(state: &State) -> &Member {
    &queue(state).members["Local/107@m/n"]
}

fn waiting(state: &State) -> Vec<&str> {
    let callers = queue(state).callers.iter();
    callers.map(|caller| caller.unique_id.as_str()).collect()
}

/// The answer of a PBX with one queue that has these items.
fn with(items: &[&str]) -> impl Fn(Part) -> Reply {
    let items: Vec<String> = items.iter().map(|item| (*item).to_owned()).collect();
    move |part| match part {
        Part::Queues => list(part, &items),
        part => list(part, &[]),
    }
}

#[test]
fn a_call_through_a_queue_from_the_list_to_its_end() {
    let mut trace = Trace::unread();
    trace.serve(with(&[
        "QueueParams Queue=q Strategy=ringall Max=0 Calls=0 Completed=3 Abandoned=1 Holdtime=7",
        "QueueMember Queue=q Name=Ana Location=Local/107@m/n StateInterface=PJSIP/107 Status=1 Paused=0 CallsTaken=3 \
         LastCall=1800000000",
    ]));
    trace.mirror.settle(at(0));
    let listed = member(trace.state());
    assert_eq!((listed.status_since, listed.last_call), (None, Some(at(0))));
    assert_eq!(
        (queue(trace.state()).completed, queue(trace.state()).max),
        (3, None)
    );

    trace.at(
        10,
        &["QueueCallerJoin Queue=q Channel=PJSIP/t-1 Uniqueid=2.1 CallerIDNum=0600 Position=1 Count=1"],
    );
    assert_eq!(queue(trace.state()).callers[0].since, at(10));
    trace.at(12, &[&format!("{STATUS} Paused=0 Status=6")]);
    let ringing = member(trace.state());
    assert_eq!(
        (ringing.status, ringing.status_since),
        (QueueMemberStatus::Ringing, Some(at(12)))
    );
    trace.at(
        15,
        &[
            "QueueCallerLeave Queue=q Uniqueid=2.1 Count=0 Position=1",
            "AgentConnect Queue=q Uniqueid=2.1 CallerIDNum=0600 DestUniqueid=2.2 Interface=Local/107@m/n HoldTime=5",
            &format!("{STATUS} Paused=0 Status=2 InCall=1"),
        ],
    );
    let served = &queue(trace.state()).served["2.1"];
    assert_eq!((served.since, served.waited.as_secs()), (at(15), 5));
    assert_eq!(
        (served.channel.as_str(), served.party.number.as_str()),
        ("2.2", "0600")
    );
    assert!(queue(trace.state()).callers.is_empty() && member(trace.state()).in_call);

    trace.at(
        30,
        &[
            "AgentComplete Queue=q Uniqueid=2.1 Interface=Local/107@m/n",
            &format!("{STATUS} Status=1 CallsTaken=4"),
        ],
    );
    assert_eq!(
        (queue(trace.state()).completed, queue(trace.state()).served.len()),
        (4, 0)
    );
    assert_eq!(member(trace.state()).calls_taken, 4);
}

/// Where the caller's channel is gone before Asterisk tells of the end, the event names no channel.
#[test]
fn a_call_that_ends_without_its_channels_named_leaves_nobody_served() {
    let mut trace = Trace::unread();
    trace.serve(with(&[
        "QueueParams Queue=q",
        "QueueMember Queue=q Name=Ana Location=Local/107@m/n Status=1 InCall=0",
    ]));
    trace.at(
        15,
        &["AgentConnect Queue=q Uniqueid=2.1 DestUniqueid=2.2 Interface=Local/107@m/n HoldTime=5"],
    );
    trace.at(
        30,
        &[
            "AgentComplete Queue=q Interface=Local/107@m/n Reason=caller",
            "Hangup Uniqueid=2.1",
        ],
    );
    assert!(!member(trace.state()).in_call);
    assert_eq!(
        (queue(trace.state()).completed, queue(trace.state()).served.len()),
        (1, 0)
    );
}

/// Asterisk 16 tells the member's state before `AgentConnect`, with `InCall: 0`, and not again until the end.
#[test]
fn a_member_is_in_a_call_from_connect_to_complete_whatever_was_said_before() {
    let mut trace = Trace::unread();
    trace.serve(with(&[
        "QueueParams Queue=q",
        "QueueMember Queue=q Name=Ana Location=Local/107@m/n Status=1 InCall=0",
    ]));
    trace.at(
        15,
        &[
            &format!("{STATUS} Status=2 InCall=0"),
            "AgentConnect Queue=q Uniqueid=2.1 DestUniqueid=2.2 Interface=Local/107@m/n HoldTime=5",
        ],
    );
    assert!(member(trace.state()).in_call);
    trace.at(
        30,
        &["AgentComplete Queue=q Uniqueid=2.1 Interface=Local/107@m/n"],
    );
    assert!(!member(trace.state()).in_call);
}

#[test]
fn a_pause_keeps_its_reason_and_its_beginning() {
    let mut trace = Trace::unread();
    trace.serve(with(&[
        "QueueParams Queue=q",
        "QueueMember Queue=q Name=Ana Location=Local/107@m/n Status=1 Paused=1 PausedReason=lunch LastPause=1799999990",
    ]));
    trace.mirror.settle(at(0));
    let before = at(0) - Duration::from_secs(10);
    let pause = |state: &State| member(state).pause.clone();
    assert_eq!(
        pause(trace.state()),
        Some(Pause {
            reason: "lunch".into(),
            since: Some(before)
        })
    );
    trace.at(5, &[&format!("{STATUS} Paused=1 Status=2")]);
    assert_eq!(
        pause(trace.state()),
        Some(Pause {
            reason: "lunch".into(),
            since: Some(before)
        })
    );
    trace.at(6, &[&format!("{STATUS} Paused=0")]);
    assert_eq!(pause(trace.state()), None);
    trace.at(
        9,
        &["QueueMemberPause Queue=q Interface=Local/107@m/n Paused=1 PausedReason="],
    );
    assert_eq!(
        pause(trace.state()),
        Some(Pause {
            reason: String::new(),
            since: Some(at(9))
        })
    );
}

#[test]
fn those_who_wait_keep_their_order() {
    let join = |id: &str, place: u8| format!("QueueCallerJoin Queue=q Uniqueid={id} Position={place}");
    let mut trace = Trace::new();
    trace.at(0, &[&join("a", 1), &join("b", 2), &join("vip", 1)]);
    assert_eq!(waiting(trace.state()), ["vip", "a", "b"]);
    trace.at(
        5,
        &[
            "QueueCallerAbandon Queue=q Uniqueid=a",
            "QueueCallerLeave Queue=q Uniqueid=a",
        ],
    );
    assert_eq!(
        (waiting(trace.state()), queue(trace.state()).abandoned),
        (vec!["vip", "b"], 1)
    );
    // Its queue event was lost; the channel's end is enough.
    trace.at(6, &["Hangup Uniqueid=vip"]);
    assert_eq!(waiting(trace.state()), ["b"]);
}

#[test]
fn a_join_that_is_older_than_the_list_moves_nobody() {
    let mut trace = Trace::unread();
    // a, b and c came; a and b were answered; then the list was made, and the events are written after it.
    trace.serve(with(&[
        "QueueParams Queue=q",
        "QueueEntry Queue=q Position=1 Uniqueid=c Wait=4",
    ]));
    trace.at(
        9,
        &[
            "QueueCallerJoin Queue=q Uniqueid=b Position=2",
            "QueueCallerJoin Queue=q Uniqueid=c Position=3",
            "QueueCallerLeave Queue=q Uniqueid=a",
            "QueueCallerLeave Queue=q Uniqueid=b",
        ],
    );
    assert_eq!(waiting(trace.state()), ["c"]);
    assert_eq!(
        queue(trace.state()).callers[0].since,
        at(0) - Duration::from_secs(4)
    );
}

#[test]
fn a_reload_of_the_queues_is_read_anew_and_is_no_fault() {
    let mut trace = Trace::new();
    trace.at(
        1,
        &["QueueMemberAdded Queue=q Interface=PJSIP/1 Status=1 Paused=0"],
    );
    trace.at(2, &["Reload Module=app_queue.so Status=0"]);
    assert_eq!(trace.mirror.clone().next_list(), Some(Part::Queues));
    trace.serve(with(&[
        "QueueParams Queue=q",
        "QueueMember Queue=q Location=PJSIP/2 Status=1 Paused=0",
    ]));
    trace.at(60, &[]);
    assert_eq!(
        queue(trace.state()).members.keys().collect::<Vec<_>>(),
        ["PJSIP/2"]
    );
    assert_eq!(trace.state().repairs(), Repairs::default());
    trace.at(61, &["Reload Module=res_pjsip.so Status=0"]);
    assert_eq!(trace.mirror.next_list(), None);
}

#[test]
fn a_check_tells_what_it_mended_in_a_queue() {
    let mut trace = Trace::new();
    trace.at(
        1,
        &[
            "QueueMemberAdded Queue=q Interface=PJSIP/1 Status=1 Paused=0",
            "QueueMemberAdded Queue=q Interface=PJSIP/2 Status=1 Paused=0",
            "QueueCallerJoin Queue=q Uniqueid=gone Position=1",
        ],
    );
    trace.check(
        60,
        with(&[
            "QueueParams Queue=q",
            "QueueMember Queue=q Location=PJSIP/1 Status=2 Paused=0",
            "QueueMember Queue=q Location=PJSIP/3 Status=1 Paused=0",
            "QueueEntry Queue=q Position=1 Uniqueid=new Wait=30",
        ]),
    );
    let found: Vec<String> = trace
        .at(62, &[])
        .into_iter()
        .filter_map(|change| match change {
            Change::Repaired(Repair { subject, fault }) => Some(match subject {
                Subject::Member { interface, .. } => format!("{interface} {fault:?}"),
                Subject::Caller { unique_id, .. } => format!("{unique_id} {fault:?}"),
                other => panic!("{other:?}"),
            }),
            _ => None,
        })
        .collect();
    assert_eq!(
        found,
        [
            "PJSIP/1 Differed",
            "PJSIP/2 Ghost",
            "PJSIP/3 Missed",
            "gone Ghost",
            "new Missed"
        ]
    );
    let repairs = trace.state().repairs();
    assert_eq!((repairs.ghosts, repairs.missed, repairs.differed), (2, 2, 1));
}

#[test]
fn limits_hold_in_a_queue_too() {
    let mut mirror = Mirror::new(Options::default().queues(1).queue_entries(2), at(0));
    mirror.connected(at(0));
    for number in 0..5 {
        for line in [
            format!("QueueMemberAdded Queue=q Interface=PJSIP/{number} Status=1 Paused=0"),
            format!("QueueMemberAdded Queue=q{number} Interface=PJSIP/1 Status=1 Paused=0"),
            format!("QueueCallerJoin Queue=q Uniqueid={number} Position=1"),
        ] {
            mirror.event(message(&line).as_message(), at(1));
        }
    }
    mirror.settle(at(1));
    let state = mirror.state();
    assert_eq!(
        (
            state.queues().len(),
            queue(state).members.len(),
            queue(state).callers.len()
        ),
        (1, 2, 2)
    );
    let health = state.health(Part::Queues);
    assert!(
        matches!(
            health,
            Some(Health::OutOfSync {
                because: Doubt::TooMany { .. },
                ..
            })
        ),
        "{health:?}"
    );
}
