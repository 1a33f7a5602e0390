//! Calls through the simulated PBX, seen from outside.
#![cfg(feature = "sim")]

mod sim_common;

use std::time::Duration;

use sim_common::{Client, events, names, start, value};
use switchhook_ami::sim::{Behaviour, SimError};

const SNAPSHOT: [&str; 14] = [
    "Channel",
    "ChannelState",
    "ChannelStateDesc",
    "CallerIDNum",
    "CallerIDName",
    "ConnectedLineNum",
    "ConnectedLineName",
    "Language",
    "AccountCode",
    "Context",
    "Exten",
    "Priority",
    "Uniqueid",
    "Linkedid",
];

const BRIDGE: [&str; 7] = [
    "BridgeUniqueid",
    "BridgeType",
    "BridgeTechnology",
    "BridgeCreator",
    "BridgeName",
    "BridgeNumChannels",
    "BridgeVideoSourceMode",
];

const CLICK: &str = "Action: Originate\r\nActionID: click-1\r\nChannel: PJSIP/aa11\r\nContext: internal\r\nExten: 102\r\n\
                     Priority: 1\r\nCallerID: \"Moana Tehei\" <101>\r\nChannelId: portal-1\r\nAsync: true\r\n\r\n";

#[tokio::test]
async fn click_to_dial_ends_in_a_record_with_the_same_unique_id() {
    let pbx = start().await;
    let mut client = Client::log_in(&pbx).await;
    client.send(CLICK).await;
    assert_eq!(
        client.message().await,
        "Response: Success\r\nActionID: click-1\r\nMessage: Originate successfully queued\r\n\r\n",
        "the reply comes before the events it causes"
    );
    let story = client.until_event("Cdr").await;
    assert_eq!(
        events(&story)
            .into_iter()
            .filter(|name| !name.ends_with("Status"))
            .collect::<Vec<_>>(),
        [
            // His own phone rings,
            "Newchannel",
            "Newexten",
            "NewConnectedLine",
            "DialBegin",
            "Newstate",
            "DeviceStateChange",
            "DialState",
            // and is picked up.
            "Newstate",
            "DeviceStateChange",
            "DialEnd",
            "OriginateResponse",
            "Newexten",
            // The other one rings,
            "Newchannel",
            "Newexten",
            "NewConnectedLine",
            "DialBegin",
            "Newstate",
            "DeviceStateChange",
            "DialState",
            // and is picked up.
            "Newstate",
            "DeviceStateChange",
            "DialEnd",
            "NewConnectedLine",
            // They talk,
            "BridgeCreate",
            "BridgeEnter",
            "BridgeEnter",
            "HangupRequest",
            "BridgeLeave",
            "BridgeLeave",
            "BridgeDestroy",
            // and that was it.
            "Hangup",
            "DeviceStateChange",
            "Hangup",
            "DeviceStateChange",
            "Cdr",
        ],
    );
    let response = story
        .iter()
        .find(|m| m.starts_with("Event: OriginateResponse"))
        .unwrap();
    assert_eq!(
        response,
        "Event: OriginateResponse\r\nPrivilege: call,all\r\nActionID: click-1\r\nResponse: Success\r\n\
         Channel: PJSIP/aa11-00000000\r\nContext: internal\r\nExten: 102\r\nReason: 4\r\nUniqueid: portal-1\r\n\
         CallerIDNum: 101\r\nCallerIDName: Moana Tehei\r\n\r\n"
    );
    let cdr = story.last().unwrap();
    assert_eq!(
        names(cdr),
        [
            "Event",
            "Privilege",
            "AccountCode",
            "Source",
            "Destination",
            "DestinationContext",
            "CallerID",
            "Channel",
            "DestinationChannel",
            "LastApplication",
            "LastData",
            "StartTime",
            "AnswerTime",
            "EndTime",
            "Duration",
            "BillableSeconds",
            "Disposition",
            "AMAFlags",
            "UniqueID",
            "UserField",
            "LinkedID",
            "Sequence",
        ]
    );
    for (name, expected) in [
        ("UniqueID", "portal-1"),
        ("LinkedID", "portal-1"),
        ("Source", "101"),
        ("Destination", "102"),
        ("DestinationContext", "internal"),
        ("CallerID", "\"Moana Tehei\" <101>"),
        ("Channel", "PJSIP/aa11-00000000"),
        ("DestinationChannel", "PJSIP/bb22-00000001"),
        ("LastApplication", "Dial"),
        ("Disposition", "ANSWERED"),
        ("AMAFlags", "DOCUMENTATION"),
        ("Sequence", "1"),
    ] {
        assert_eq!(value(cdr, name), expected, "{name}");
    }
    assert_eq!(value(cdr, "StartTime").len(), "2026-11-22 10:00:00".len());
}

#[tokio::test]
async fn events_carry_their_headers_in_asterisks_order() {
    let pbx = start().await;
    let mut client = Client::log_in(&pbx).await;
    pbx.call("101", "102", Duration::from_millis(10)).unwrap();
    let story = client.until_event("Cdr").await;
    let of = |name: &str| {
        let message = story
            .iter()
            .find(|m| m.starts_with(&format!("Event: {name}\r\n")))
            .unwrap_or_else(|| panic!("{name}"));
        names(message)[2..].to_vec()
    };
    let dest: Vec<String> = SNAPSHOT.iter().map(|name| format!("Dest{name}")).collect();
    let dest: Vec<&str> = dest.iter().map(String::as_str).collect();
    assert_eq!(of("Newchannel"), SNAPSHOT);
    assert_eq!(
        of("Newexten"),
        [&SNAPSHOT[..], &["Extension", "Application", "AppData"]].concat()
    );
    assert_eq!(of("DialBegin"), [&SNAPSHOT[..], &dest, &["DialString"]].concat());
    assert_eq!(of("DialEnd"), [&SNAPSHOT[..], &dest, &["DialStatus"]].concat());
    assert_eq!(of("BridgeCreate"), BRIDGE);
    assert_eq!(of("BridgeEnter"), [&BRIDGE[..], &SNAPSHOT].concat());
    assert_eq!(of("Hangup"), [&SNAPSHOT[..], &["Cause", "Cause-txt"]].concat());
    assert_eq!(of("DeviceStateChange"), ["Device", "State"]);
    assert_eq!(
        of("ExtensionStatus"),
        ["Exten", "Context", "Hint", "Status", "StatusText"]
    );

    let channels: Vec<&String> = story
        .iter()
        .filter(|m| m.starts_with("Event: Newchannel"))
        .collect();
    assert_eq!(value(channels[0], "CallerIDNum"), "101");
    assert_eq!(value(channels[0], "ConnectedLineNum"), "<unknown>");
    assert_eq!(value(channels[0], "ChannelStateDesc"), "Ring");
    assert_eq!(
        value(channels[1], "Linkedid"),
        value(channels[0], "Uniqueid"),
        "one call, one linked id"
    );
}

#[tokio::test]
async fn a_call_that_is_not_answered_says_why() {
    for (behaviour, dial_status, cause, text, disposition) in [
        (Behaviour::Busy, Some("BUSY"), "17", "User busy", "BUSY"),
        (
            Behaviour::NoAnswer,
            Some("NOANSWER"),
            "19",
            "User alerting, no answer",
            "NO ANSWER",
        ),
        (Behaviour::Unreachable, None, "20", "Subscriber absent", "FAILED"),
    ] {
        let pbx = start().await;
        pbx.set_phone("102", behaviour).unwrap();
        let mut client = Client::log_in(&pbx).await;
        let unique_id = pbx.call("101", "102", Duration::from_secs(1)).unwrap();
        let story = client.until_event("Cdr").await;
        let end = story.iter().find(|m| m.starts_with("Event: DialEnd"));
        assert_eq!(end.map(|m| value(m, "DialStatus")), dial_status, "{behaviour:?}");
        let hangup = story
            .iter()
            .rfind(|m| m.starts_with("Event: Hangup\r\n"))
            .unwrap();
        assert_eq!(
            (value(hangup, "Uniqueid"), value(hangup, "Cause")),
            (&*unique_id, cause),
            "{behaviour:?}"
        );
        assert_eq!(value(hangup, "Cause-txt"), text);
        let refused = story
            .iter()
            .filter(|m| m.starts_with("Event: Hangup\r\n") && m.contains("\r\nTechCause: 486\r\n"));
        assert_eq!(
            refused.count(),
            usize::from(behaviour == Behaviour::Busy),
            "{behaviour:?}"
        );
        let cdr = story.last().unwrap();
        assert_eq!(value(cdr, "Disposition"), disposition, "{behaviour:?}");
        assert_eq!(value(cdr, "AnswerTime"), "");
        assert_eq!(value(cdr, "BillableSeconds"), "0");
    }
}

#[tokio::test]
async fn originate_tells_why_the_first_phone_was_not_picked_up() {
    for (behaviour, reason) in [
        (Behaviour::Busy, "0"),
        (Behaviour::NoAnswer, "3"),
        (Behaviour::Unreachable, "0"),
    ] {
        let pbx = start().await;
        pbx.set_phone("101", behaviour).unwrap();
        let mut client = Client::log_in(&pbx).await;
        client.send(&CLICK.replace("Async", "Timeout: 60\r\nAsync")).await;
        let response = client.event("OriginateResponse").await;
        assert_eq!(value(&response, "Response"), "Failure", "{behaviour:?}");
        assert_eq!(value(&response, "Reason"), reason, "{behaviour:?}");
        assert_eq!(value(&response, "Uniqueid"), "portal-1");
        assert_eq!(
            value(&response, "Channel"),
            "PJSIP/aa11",
            "as asked for, whatever there was"
        );
    }
}

#[tokio::test]
async fn an_originate_that_makes_no_channel_names_the_wanted_one() {
    let pbx = start().await;
    let mut client = Client::log_in(&pbx).await;
    client
        .send("Action: Originate\r\nChannel: SIP/100\r\nApplication: Echo\r\nAsync: yes\r\n\r\n")
        .await;
    assert_eq!(
        client.event("OriginateResponse").await,
        "Event: OriginateResponse\r\nPrivilege: call,all\r\nResponse: Failure\r\nChannel: SIP/100\r\n\
         Application: Echo\r\nData: \r\nReason: 0\r\nUniqueid: <unknown>\r\nCallerIDNum: <unknown>\r\n\
         CallerIDName: <unknown>\r\n\r\n"
    );
}

#[tokio::test]
async fn an_originate_with_another_caller_id_says_so_before_it_rings() {
    let pbx = start().await;
    let mut client = Client::log_in(&pbx).await;
    client
        .send(&CLICK.replace("\"Moana Tehei\" <101>", "Front desk <800>"))
        .await;
    let story = client.until_event("DialBegin").await;
    assert_eq!(
        events(&story),
        [
            "Newchannel",
            "Newexten",
            "NewCallerid",
            "NewConnectedLine",
            "DialBegin"
        ]
    );
    assert_eq!(value(&story[1], "CallerIDNum"), "101");
    assert_eq!(names(&story[3])[16..], ["CID-CallingPres"]);
    assert_eq!(
        (value(&story[3], "CallerIDNum"), value(&story[3], "CallerIDName")),
        ("800", "Front desk")
    );
    assert_eq!(
        value(&client.event("Cdr").await, "CallerID"),
        "\"Front desk\" <800>"
    );
}

#[tokio::test]
async fn a_synchronous_originate_blocks_its_connection_until_the_phone_is_picked_up() {
    let pbx = start().await;
    let mut client = Client::log_in(&pbx).await;
    let sync = CLICK
        .replace("Async: true\r\n", "")
        .replace("portal-1", "portal-2");
    client
        .send(&format!("{sync}Action: Ping\r\nActionID: after\r\n\r\n"))
        .await;
    assert_eq!(
        client.message().await,
        "Response: Success\r\nActionID: click-1\r\nMessage: Originate successfully queued\r\n\r\n",
        "before any event and before the Ping"
    );
    let events = client.until_event("DialEnd").await;
    assert!(events[0].starts_with("Event: Newchannel\r\n"), "{}", events[0]);

    let pbx = start().await;
    pbx.set_phone("101", Behaviour::Busy).unwrap();
    let mut client = Client::log_in(&pbx).await;
    client.send(&sync).await;
    assert_eq!(
        client.message().await,
        "Response: Error\r\nActionID: click-1\r\nMessage: Originate failed\r\n\r\n"
    );
}

#[tokio::test]
async fn originate_refuses_what_asterisk_refuses() {
    let pbx = start().await;
    let mut client = Client::deaf(&pbx).await;
    for (headers, message) in [
        (
            "Context: internal\r\nExten: 102\r\nPriority: 1",
            "Channel not specified",
        ),
        (
            "Channel: PJSIP/aa11\r\nContext: internal\r\nExten: 999\r\nPriority: 1\r\nAsync: 1",
            "Extension does not exist.",
        ),
        (
            "Channel: PJSIP/aa11\r\nContext: other\r\nExten: 102\r\nPriority: 1\r\nAsync: 1",
            "Extension does not exist.",
        ),
        (
            "Channel: aa11\r\nContext: internal\r\nExten: 102\r\nPriority: 1",
            "Invalid channel",
        ),
        (
            "Channel: PJSIP/aa11\r\nExten: 102\r\nPriority: 1\r\nTimeout: soon",
            "Invalid timeout",
        ),
        (
            "Channel: PJSIP/aa11\r\nExten: 102",
            "Originate with 'Exten' requires 'Context' and 'Priority'",
        ),
    ] {
        assert_eq!(
            client
                .ask(&format!("Action: Originate\r\n{headers}\r\n\r\n"))
                .await,
            format!("Response: Error\r\nMessage: {message}\r\n\r\n"),
            "{headers}"
        );
    }
    let mut reader = Client::connect(&pbx).await;
    reader
        .ask("Action: Login\r\nUsername: reader\r\nSecret: quiet\r\n\r\n")
        .await;
    assert_eq!(
        reader.ask("Action: Originate\r\nChannel: PJSIP/aa11\r\nApplication: System\r\nData: id\r\nAsync: 1\r\n\r\n").await,
        "Response: Error\r\nMessage: Originate Access Forbidden: app or data blacklisted\r\n\r\n"
    );
}

#[tokio::test]
async fn channels_are_listed_and_can_be_hung_up() {
    let pbx = start().await;
    let mut client = Client::log_in(&pbx).await;
    pbx.call("101", "40123456", Duration::from_secs(60)).unwrap();
    client.until_event("BridgeEnter").await;
    let list = client
        .list("Action: CoreShowChannels\r\nActionID: ch\r\n\r\n")
        .await;
    assert_eq!(
        list[0],
        "Response: Success\r\nActionID: ch\r\nEventList: start\r\nMessage: Channels will follow\r\n\r\n"
    );
    assert_eq!(list.len(), 4);
    let tail = ["Application", "ApplicationData", "Duration", "BridgeId"];
    assert_eq!(
        names(&list[1]),
        [&["Event", "ActionID"][..], &SNAPSHOT, &tail].concat()
    );
    assert_eq!(value(&list[1], "ApplicationData"), "PJSIP/40123456@trunk,0");
    assert_eq!(value(&list[2], "Application"), "AppDial");
    assert_eq!(value(&list[1], "BridgeId"), value(&list[2], "BridgeId"));
    assert_eq!(
        list[3],
        "Event: CoreShowChannelsComplete\r\nActionID: ch\r\nEventList: Complete\r\nListItems: 2\r\n\r\n"
    );

    let channel = value(&list[1], "Channel");
    assert_eq!(
        client
            .ask(&format!("Action: Hangup\r\nChannel: {channel}\r\n\r\n"))
            .await,
        "Response: Success\r\nMessage: Channel Hungup\r\n\r\n"
    );
    let story = client.until_event("Cdr").await;
    assert_eq!(
        story
            .iter()
            .filter(|m| m.starts_with("Event: Hangup\r\n"))
            .count(),
        2
    );
    assert_eq!(value(story.last().unwrap(), "Disposition"), "ANSWERED");
    for (headers, message) in [
        (format!("Channel: {channel}\r\n"), "No such channel"),
        (String::new(), "No channel specified"),
    ] {
        let reply = client.ask(&format!("Action: Hangup\r\n{headers}\r\n")).await;
        assert_eq!(reply, format!("Response: Error\r\nMessage: {message}\r\n\r\n"));
    }
}

#[tokio::test]
async fn a_ringing_call_that_is_hung_up_is_cancelled() {
    let pbx = start().await;
    pbx.set_phone("102", Behaviour::NoAnswer).unwrap();
    let mut client = Client::log_in(&pbx).await;
    let unique_id = pbx.call("101", "102", Duration::from_secs(1)).unwrap();
    client.until_event("DialState").await;
    client
        .send(&format!("Action: Hangup\r\nChannel: {unique_id}\r\n\r\n"))
        .await;
    let story = client.until_event("Cdr").await;
    let end = story.iter().find(|m| m.starts_with("Event: DialEnd")).unwrap();
    assert_eq!(value(end, "DialStatus"), "CANCEL");
    assert_eq!(value(story.last().unwrap(), "Disposition"), "NO ANSWER");
}

#[tokio::test]
async fn device_and_extension_states_follow_the_call() {
    let pbx = start().await;
    pbx.set_phone("103", Behaviour::Unreachable).unwrap();
    let mut client = Client::log_in(&pbx).await;
    pbx.call("101", "102", Duration::from_secs(60)).unwrap();
    client.until_event("BridgeEnter").await;
    let devices = client
        .list("Action: DeviceStateList\r\nActionID: d\r\n\r\n")
        .await;
    assert_eq!(
        devices,
        [
            "Response: Success\r\nActionID: d\r\nEventList: start\r\nMessage: Device State Changes will follow\r\n\r\n",
            "Event: DeviceStateChange\r\nActionID: d\r\nDevice: PJSIP/aa11\r\nState: INUSE\r\n\r\n",
            "Event: DeviceStateChange\r\nActionID: d\r\nDevice: PJSIP/bb22\r\nState: INUSE\r\n\r\n",
            "Event: DeviceStateChange\r\nActionID: d\r\nDevice: PJSIP/cc33\r\nState: UNAVAILABLE\r\n\r\n",
            "Event: DeviceStateListComplete\r\nActionID: d\r\nEventList: Complete\r\nListItems: 3\r\n\r\n",
        ]
    );
    let extensions = client
        .list("Action: ExtensionStateList\r\nActionID: e\r\n\r\n")
        .await;
    assert_eq!(
        extensions[1],
        "Event: ExtensionStatus\r\nActionID: e\r\nExten: 101\r\nContext: internal\r\nHint: PJSIP/aa11\r\nStatus: 1\r\n\
         StatusText: InUse\r\n\r\n"
    );
    assert_eq!(
        (
            value(&extensions[3], "Status"),
            value(&extensions[3], "StatusText")
        ),
        ("4", "Unavailable")
    );
    assert_eq!(
        client
            .ask("Action: ExtensionState\r\nExten: 102\r\nContext: internal\r\n\r\n")
            .await,
        "Response: Success\r\nMessage: Extension Status\r\nExten: 102\r\nContext: internal\r\nHint: PJSIP/bb22\r\n\
         Status: 1\r\nStatusText: InUse\r\n\r\n"
    );
}

#[tokio::test]
async fn a_phone_that_cannot_call_says_so() {
    let pbx = start().await;
    let talk = Duration::from_secs(60);
    assert!(matches!(
        pbx.call("999", "102", talk),
        Err(SimError::NoSuchPhone { .. })
    ));
    assert!(matches!(
        pbx.call("101", "12", talk),
        Err(SimError::NoSuchNumber { .. })
    ));
    assert!(matches!(
        pbx.incoming("sales", "1", talk),
        Err(SimError::NoSuchQueue { .. })
    ));
    pbx.call("101", "102", talk).unwrap();
    let error = pbx.call("101", "103", talk).unwrap_err();
    assert_eq!(error.to_string(), "phone 101 cannot call now: its state is INUSE");
}
