//! Queues of the simulated PBX.
#![cfg(feature = "sim")]

mod sim_common;

use std::time::Duration;

use sim_common::{Client, events, names, settings, start, start_with, value};
use switchhook_ami::sim::{Behaviour, Settings};

const LONG: Duration = Duration::from_secs(60);

#[tokio::test]
async fn a_caller_is_taken_by_the_first_member_who_picks_up() {
    let pbx = start().await;
    let slow = Behaviour::Answers {
        after: Duration::from_millis(70),
        talk: Duration::from_millis(10),
    };
    pbx.set_phone("103", slow).unwrap();
    let mut client = Client::log_in(&pbx).await;
    let unique_id = pbx.incoming("support", "40123456", LONG).unwrap();
    let mut story = client.until_event("Cdr").await;
    story.extend(client.until_event("Cdr").await);

    let agents: Vec<&str> = events(&story)
        .into_iter()
        .filter(|n| n.starts_with("Agent") || n.starts_with("QueueC"))
        .collect();
    assert_eq!(
        agents,
        [
            "QueueCallerJoin",
            "AgentCalled",
            "AgentCalled",
            "QueueCallerLeave",
            "AgentConnect",
            "AgentComplete"
        ]
    );
    let find = |name: &str| {
        story
            .iter()
            .find(|m| m.starts_with(&format!("Event: {name}\r\n")))
            .unwrap()
    };
    let join = find("QueueCallerJoin");
    assert_eq!(names(join)[16..], ["Queue", "Position", "Count"]);
    assert_eq!(
        (
            value(join, "Uniqueid"),
            value(join, "CallerIDNum"),
            value(join, "Count")
        ),
        (&*unique_id, "40123456", "1")
    );
    let leave = find("QueueCallerLeave");
    assert_eq!(names(leave)[16..], ["Queue", "Position", "Count"]);
    assert_eq!((value(leave, "Count"), value(leave, "Position")), ("0", "1"));
    assert_eq!(
        names(find("AgentCalled"))[30..],
        ["Queue", "Interface", "MemberName"]
    );
    let connect = find("AgentConnect");
    assert_eq!(
        names(connect)[30..],
        ["Queue", "Interface", "MemberName", "HoldTime", "RingTime"]
    );
    assert_eq!(
        (value(connect, "Interface"), value(connect, "MemberName")),
        ("PJSIP/bb22", "Jean")
    );
    let complete = find("AgentComplete");
    assert_eq!(
        names(complete)[30..],
        [
            "Queue",
            "Interface",
            "MemberName",
            "HoldTime",
            "TalkTime",
            "Reason"
        ]
    );
    assert!(["caller", "agent"].contains(&value(complete, "Reason")));
    let elsewhere = find("Hangup");
    assert_eq!(
        (value(elsewhere, "Cause"), value(elsewhere, "Cause-txt")),
        ("26", "Answered elsewhere")
    );

    let records: Vec<&String> = story.iter().filter(|m| m.starts_with("Event: Cdr")).collect();
    let seen: Vec<_> = records
        .iter()
        .map(|r| {
            (
                value(r, "Disposition"),
                value(r, "DestinationChannel"),
                value(r, "Sequence"),
                value(r, "LinkedID"),
            )
        })
        .collect();
    assert_eq!(
        seen,
        [
            ("NO ANSWER", "PJSIP/cc33-00000002", "1", &*unique_id),
            ("ANSWERED", "PJSIP/bb22-00000001", "2", &*unique_id)
        ],
        "one record per member that rang"
    );
    assert_eq!(value(records[1], "LastApplication"), "Queue");
    assert_eq!(value(records[1], "LastData"), "support");

    let status = client.list("Action: QueueStatus\r\n\r\n").await;
    assert_eq!(
        (
            value(&status[1], "Completed"),
            value(&status[1], "ServicelevelPerf")
        ),
        ("1", "100.0")
    );
    assert_eq!(
        (value(&status[2], "CallsTaken"), value(&status[2], "InCall")),
        ("1", "0")
    );
    assert_ne!(value(&status[2], "LastCall"), "0");
}

#[tokio::test]
async fn a_caller_who_gives_up_is_an_abandoned_call() {
    let pbx = start().await;
    pbx.set_phone("102", Behaviour::NoAnswer).unwrap();
    pbx.set_phone("103", Behaviour::Unreachable).unwrap();
    let mut client = Client::log_in(&pbx).await;
    pbx.incoming("support", "40123456", Duration::from_millis(50))
        .unwrap();
    let story = client.until_event("QueueCallerLeave").await;
    assert_eq!(
        story
            .iter()
            .filter(|m| m.starts_with("Event: AgentCalled"))
            .count(),
        1,
        "only who can be reached"
    );
    let abandon = story
        .iter()
        .find(|m| m.starts_with("Event: QueueCallerAbandon"))
        .unwrap();
    assert_eq!(
        names(abandon)[16..],
        ["Queue", "Position", "OriginalPosition", "HoldTime"]
    );
    let mut cdr = client.event("Cdr").await;
    if !value(&cdr, "DestinationChannel").is_empty() {
        assert_eq!(value(&cdr, "Disposition"), "NO ANSWER");
        cdr = client.event("Cdr").await;
    }
    assert_eq!(
        value(&cdr, "Disposition"),
        "ANSWERED",
        "the dialplan answered before it queued"
    );
    assert_eq!(value(&cdr, "DestinationChannel"), "");
    let status = client.list("Action: QueueStatus\r\n\r\n").await;
    assert_eq!(
        (value(&status[1], "Abandoned"), value(&status[1], "Calls")),
        ("1", "0")
    );
}

#[tokio::test]
async fn members_who_do_not_answer_are_rung_again() {
    let pbx = start().await;
    pbx.set_phone("102", Behaviour::NoAnswer).unwrap();
    pbx.set_phone("103", Behaviour::Busy).unwrap();
    let mut client = Client::log_in(&pbx).await;
    pbx.incoming("support", "40123456", LONG).unwrap();
    let first = client.until_event("AgentRingNoAnswer").await;
    let missed = first.last().unwrap();
    assert_eq!(
        names(missed)[30..],
        ["Queue", "Interface", "MemberName", "RingTime"]
    );
    assert_eq!(value(missed, "Interface"), "PJSIP/bb22");
    assert!(
        value(missed, "RingTime").parse::<u64>().unwrap() >= 80,
        "milliseconds"
    );
    client.event("AgentCalled").await;
    pbx.set_phone("103", sim_common::QUICK).unwrap();
    let connect = client.event("AgentConnect").await;
    assert_eq!(value(&connect, "Interface"), "PJSIP/cc33");
}

#[tokio::test]
async fn queue_status_lists_parameters_members_and_callers() {
    let pbx = start_with(Settings {
        queue_timeout: LONG,
        ..settings()
    })
    .await;
    pbx.set_phone("102", Behaviour::NoAnswer).unwrap();
    pbx.set_phone("103", Behaviour::Unreachable).unwrap();
    let mut client = Client::deaf(&pbx).await;
    let unique_id = pbx.incoming("support", "40123456", LONG).unwrap();
    let list = client
        .list("Action: QueueStatus\r\nActionID: q\r\nQueue: SUPPORT\r\n\r\n")
        .await;
    // Static members have been logged in since the queue was loaded.
    let start = value(&list[2], "LoginTime").to_owned();
    assert!(start.parse::<u64>().unwrap() > 1_700_000_000, "{start}");
    assert_eq!(
        list,
        [
            "Response: Success\r\nActionID: q\r\nEventList: start\r\nMessage: Queue status will follow\r\n\r\n".to_owned(),
            "Event: QueueParams\r\nQueue: support\r\nMax: 0\r\nStrategy: ringall\r\nCalls: 1\r\nHoldtime: 0\r\n\
             TalkTime: 0\r\nCompleted: 0\r\nAbandoned: 0\r\nServiceLevel: 60\r\nServicelevelPerf: 0.0\r\n\
             ServicelevelPerf2: 0.0\r\nWeight: 0\r\nActionID: q\r\n\r\n"
                .to_owned(),
            "Event: QueueMember\r\nQueue: support\r\nName: Jean\r\nLocation: PJSIP/bb22\r\nStateInterface: PJSIP/bb22\r\n\
             Membership: static\r\nPenalty: 0\r\nCallsTaken: 0\r\nLastCall: 0\r\nLastPause: 0\r\nLoginTime: -\r\n\
             InCall: 0\r\nStatus: 6\r\nPaused: 0\r\nPausedReason: \r\nWrapuptime: 0\r\nActionID: q\r\n\r\n"
                .replace('-', &start),
            "Event: QueueMember\r\nQueue: support\r\nName: Teva\r\nLocation: PJSIP/cc33\r\nStateInterface: PJSIP/cc33\r\n\
             Membership: static\r\nPenalty: 0\r\nCallsTaken: 0\r\nLastCall: 0\r\nLastPause: 0\r\nLoginTime: -\r\n\
             InCall: 0\r\nStatus: 5\r\nPaused: 0\r\nPausedReason: \r\nWrapuptime: 0\r\nActionID: q\r\n\r\n"
                .replace('-', &start),
            format!(
                "Event: QueueEntry\r\nQueue: support\r\nPosition: 1\r\nChannel: PJSIP/trunk-00000000\r\n\
                 Uniqueid: {unique_id}\r\nCallerIDNum: 40123456\r\nCallerIDName: unknown\r\n\
                 ConnectedLineNum: unknown\r\nConnectedLineName: unknown\r\nWait: 0\r\nPriority: 0\r\nActionID: q\r\n\r\n"
            ),
            "Event: QueueStatusComplete\r\nActionID: q\r\nEventList: Complete\r\nListItems: 4\r\n\r\n".to_owned(),
        ]
    );
    let one = client.list("Action: QueueStatus\r\nMember: Teva\r\n\r\n").await;
    assert_eq!(
        events(&one),
        ["QueueParams", "QueueMember", "QueueEntry", "QueueStatusComplete"]
    );
    let none = client.list("Action: QueueStatus\r\nQueue: sales\r\n\r\n").await;
    assert_eq!(value(&none[1], "ListItems"), "0");

    let summary = client.list("Action: QueueSummary\r\nActionID: s\r\n\r\n").await;
    assert_eq!(
        summary[1..],
        [
            "Event: QueueSummary\r\nQueue: support\r\nLoggedIn: 1\r\nAvailable: 0\r\nCallers: 1\r\nHoldTime: 0\r\n\
             TalkTime: 0\r\nLongestHoldTime: 0\r\nActionID: s\r\n\r\n",
            "Event: QueueSummaryComplete\r\nActionID: s\r\nEventList: Complete\r\nListItems: 1\r\n\r\n",
        ]
    );
}

#[tokio::test]
async fn members_come_go_and_pause() {
    let pbx = start().await;
    let mut client = Client::log_in(&pbx).await;
    client.send("Action: QueueAdd\r\nQueue: support\r\nInterface: PJSIP/aa11\r\nMemberName: Moana\r\nPenalty: 2\r\n\r\n").await;
    assert_eq!(
        client.message().await,
        "Response: Success\r\nMessage: Added interface to queue\r\n\r\n"
    );
    let added = client.event("QueueMemberAdded").await;
    assert_eq!(
        names(&added),
        [
            "Event",
            "Privilege",
            "Queue",
            "MemberName",
            "Interface",
            "StateInterface",
            "Membership",
            "Penalty",
            "CallsTaken",
            "LastCall",
            "LastPause",
            "LoginTime",
            "InCall",
            "Status",
            "Paused",
            "PausedReason",
            "Ringinuse",
            "Wrapuptime",
        ]
    );
    for (name, expected) in [
        ("Privilege", "agent,all"),
        ("Membership", "dynamic"),
        ("Penalty", "2"),
        ("Status", "1"),
    ] {
        assert_eq!(value(&added, name), expected);
    }
    client
        .send("Action: QueuePause\r\nInterface: PJSIP/aa11\r\nPaused: true\r\nReason: lunch\r\n\r\n")
        .await;
    assert_eq!(
        client.message().await,
        "Response: Success\r\nMessage: Interface paused successfully\r\n\r\n"
    );
    let paused = client.event("QueueMemberPause").await;
    assert_eq!(
        (value(&paused, "Paused"), value(&paused, "PausedReason")),
        ("1", "lunch")
    );
    assert_ne!(value(&paused, "LastPause"), "0");

    // A paused member is not rung.
    pbx.incoming("support", "40123456", LONG).unwrap();
    let story = client.until_event("AgentConnect").await;
    assert!(
        !story
            .iter()
            .any(|m| m.starts_with("Event: AgentCalled") && value(m, "Interface") == "PJSIP/aa11")
    );

    let mut client = Client::deaf(&pbx).await;
    for (action, word, message) in [
        (
            "QueuePause\r\nInterface: PJSIP/aa11\r\nPaused: no",
            "Success",
            "Interface unpaused successfully",
        ),
        (
            "QueuePause\r\nInterface: PJSIP/zz99\r\nPaused: yes",
            "Error",
            "Interface not found",
        ),
        (
            "QueuePause\r\nInterface: PJSIP/aa11",
            "Error",
            "Need 'Interface' and 'Paused' parameters.",
        ),
        (
            "QueueAdd\r\nQueue: support\r\nInterface: PJSIP/aa11",
            "Error",
            "Unable to add interface: Already there",
        ),
        (
            "QueueAdd\r\nQueue: sales\r\nInterface: PJSIP/aa11",
            "Error",
            "Unable to add interface to queue: No such queue",
        ),
        (
            "QueueAdd\r\nInterface: PJSIP/aa11",
            "Error",
            "'Queue' not specified.",
        ),
        (
            "QueueAdd\r\nQueue: support",
            "Error",
            "'Interface' not specified.",
        ),
        (
            "QueueRemove\r\nQueue: support\r\nInterface: PJSIP/bb22",
            "Error",
            "Member not dynamic",
        ),
        (
            "QueueRemove\r\nQueue: support\r\nInterface: PJSIP/aa11",
            "Success",
            "Removed interface from queue",
        ),
        (
            "QueueRemove\r\nQueue: support\r\nInterface: PJSIP/aa11",
            "Error",
            "Unable to remove interface: Not there",
        ),
        (
            "QueueRemove\r\nQueue: sales\r\nInterface: PJSIP/aa11",
            "Error",
            "Unable to remove interface from queue: No such queue",
        ),
        (
            "QueueRemove\r\nQueue: support",
            "Error",
            "Need 'Queue' and 'Interface' parameters.",
        ),
    ] {
        let reply = client.ask(&format!("Action: {action}\r\n\r\n")).await;
        assert_eq!(
            reply,
            format!("Response: {word}\r\nMessage: {message}\r\n\r\n"),
            "{action}"
        );
    }
}
