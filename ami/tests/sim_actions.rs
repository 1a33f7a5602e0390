//! The simulated PBX's actions beside calls and queues: all of them answer, to whom they may.
#![cfg(feature = "sim")]

mod sim_common;

use std::time::Duration;

use sim_common::{Client, QUICK, company, settings, start, start_with, value};
use switchhook_ami::sim::{AmiUser, Behaviour, Pbx, Settings, Version};

/// Names and texts of `ListCommands`.
async fn commands(client: &mut Client) -> Vec<(String, String)> {
    let reply = client.ask("Action: ListCommands\r\n\r\n").await;
    let lines = reply.lines().filter_map(|line| line.split_once(": "));
    let lines = lines.filter(|(_, text)| text.contains("(Priv: "));
    lines
        .map(|(name, text)| (name.to_owned(), text.to_owned()))
        .collect()
}

/// What comes before the answer to a Ping that follows a whole action, or none.
async fn answer(client: &mut Client, action: &str) -> String {
    client
        .send(&format!("{action}Action: Ping\r\nActionID: after\r\n\r\n"))
        .await;
    let mut text = String::new();
    loop {
        let message = client.message().await;
        if let Some((before, _)) = message.split_once("Response: Success\r\nActionID: after\r\n") {
            return text + before;
        }
        text.push_str(&message);
    }
}

#[tokio::test]
async fn every_action_of_either_version_answers() {
    for (version, count) in [(Version::V16, 149), (Version::V22, 154)] {
        let pbx = start_with(Settings {
            version,
            ..settings()
        })
        .await;
        let mut client = Client::connect_to(&pbx, version).await;
        client
            .ask("Action: Login\r\nUsername: portal\r\nSecret: secret\r\nEvents: off\r\n\r\n")
            .await;
        let commands = commands(&mut client).await;
        assert_eq!(commands.len(), count, "{version:?}");
        for (name, _) in commands.iter().filter(|(name, _)| name != "Logoff") {
            let said = answer(&mut client, &format!("Action: {name}\r\nActionID: x\r\n\r\n")).await;
            // This one says nothing but an empty line when there is nothing to say.
            let silent = name == "IAXnetstats";
            assert!(
                silent || said.contains("\r\nActionID: x\r\n"),
                "{version:?} {name}: {said:?}"
            );
            assert!(!said.contains("Invalid/unknown"), "{version:?} {name}: {said}");
        }
    }
}

#[tokio::test]
async fn an_action_needs_one_of_its_classes() {
    let mut company = company();
    company.users.push(AmiUser {
        write: String::new(),
        ..AmiUser::new("nobody", "secret")
    });
    let pbx = Pbx::start("127.0.0.1:0", company, settings()).await.unwrap();
    let mut client = Client::deaf(&pbx).await;
    let commands = commands(&mut client).await;
    let mut nobody = Client::connect(&pbx).await;
    nobody
        .ask("Action: Login\r\nUsername: nobody\r\nSecret: secret\r\nEvents: off\r\n\r\n")
        .await;
    let mut denied = 0;
    for (name, text) in commands.iter().filter(|(name, _)| name != "Logoff") {
        let said = answer(&mut nobody, &format!("Action: {name}\r\n\r\n")).await;
        let is_denied = said == "Response: Error\r\nMessage: Permission denied\r\n\r\n";
        assert_eq!(
            is_denied,
            !text.ends_with("(Priv: <none>)"),
            "{name}: {text}: {said}"
        );
        denied += usize::from(is_denied);
    }
    assert!(denied > 100, "{denied}");
}

#[tokio::test]
async fn actions_of_modules_that_are_not_loaded_are_unknown() {
    let pbx = start_with(Settings {
        modules_missing: vec!["app_queue".into()],
        ..settings()
    })
    .await;
    let mut client = Client::deaf(&pbx).await;
    let said = client.ask("Action: QueueStatus\r\n\r\n").await;
    assert!(said.contains("Invalid/unknown command: QueueStatus."), "{said}");
    let said = client
        .ask("Action: ModuleCheck\r\nModule: app_queue\r\n\r\n")
        .await;
    assert!(said.contains("Module not loaded"), "{said}");
}

#[tokio::test]
async fn a_filter_holds_for_its_own_session() {
    let pbx = start().await;
    let (mut filtered, mut all) = (Client::log_in(&pbx).await, Client::log_in(&pbx).await);
    let add = |filter: &str| format!("Action: Filter\r\nOperation: Add\r\n{filter}\r\n\r\n");
    let said = filtered.ask(&add("MatchCriteria: name(Hangup)\r\nFilter:")).await;
    assert!(said.starts_with("Response: Success\r\n"), "{said}");
    filtered.ask(&add("Filter: !Channel: PJSIP/bb22-")).await;
    pbx.call("101", "102", Duration::from_millis(10)).unwrap();
    all.event("Cdr").await;
    let heard = answer(&mut filtered, "").await;
    assert_eq!(heard.matches("Event: ").count(), 1, "{heard}");
    assert!(heard.starts_with("Event: Hangup\r\n") && heard.contains("Channel: PJSIP/aa11-"));
}

#[tokio::test]
async fn a_user_event_reaches_whoever_may_hear_it_with_all_its_headers() {
    let pbx = start().await;
    let mut client = Client::log_in(&pbx).await;
    let mut reader = Client::connect(&pbx).await;
    reader
        .ask("Action: Login\r\nUsername: reader\r\nSecret: quiet\r\n\r\n")
        .await;
    let said = client
        .ask("Action: UserEvent\r\nActionID: 9\r\nUserEvent: Colour\r\nHue: blue\r\nHue: green\r\n\r\n")
        .await;
    assert_eq!(
        said,
        "Response: Success\r\nActionID: 9\r\nMessage: Event Sent\r\n\r\n"
    );
    assert_eq!(
        client.message().await,
        "Event: UserEvent\r\nPrivilege: user,all\r\nUserEvent: Colour\r\nActionID: 9\r\nHue: blue\r\nHue: green\r\n\r\n"
    );
    assert_eq!(answer(&mut reader, "").await, "", "class user is not his");
}

#[tokio::test]
async fn variables_of_an_originate_are_those_of_its_channel() {
    let pbx = start().await;
    pbx.set_phone(
        "101",
        Behaviour::Answers {
            after: Duration::ZERO,
            talk: Duration::from_secs(60),
        },
    )
    .unwrap();
    let mut client = Client::log_in(&pbx).await;
    client
        .ask(
            "Action: Originate\r\nChannel: PJSIP/aa11\r\nApplication: Wait\r\nChannelId: v\r\nAsync: true\r\n\
             Variable: A=1,B=\"x,y\"\r\nVariable: C=a\\,b\r\n\r\n",
        )
        .await;
    client.event("OriginateResponse").await;
    for (name, expected) in [("A", "1"), ("B", "x,y"), ("C", "a,b"), ("D", "")] {
        let get = format!("Action: Getvar\r\nChannel: v\r\nVariable: {name}\r\n\r\n");
        assert_eq!(value(&client.ask(&get).await, "Value"), expected, "{name}");
    }
}

#[tokio::test]
async fn a_user_who_may_be_here_once_is_refused_a_second_time() {
    let mut company = company();
    company.users.push(AmiUser {
        single: true,
        ..AmiUser::new("single", "secret")
    });
    let pbx = Pbx::start("127.0.0.1:0", company, settings()).await.unwrap();
    let login = "Action: Login\r\nUsername: single\r\nSecret: secret\r\nEvents: off\r\n\r\n";
    let mut first = Client::connect(&pbx).await;
    assert!(first.ask(login).await.contains("Authentication accepted"));
    let mut second = Client::connect(&pbx).await;
    second.send(login).await;
    assert_eq!(
        second.rest().await,
        "Response: Error\r\nMessage: Login Already In Use\r\n\r\n"
    );
    first.ask("Action: Logoff\r\n\r\n").await;
    let mut third = Client::connect(&pbx).await;
    assert!(third.ask(login).await.contains("Authentication accepted"));
}

#[tokio::test]
async fn a_line_without_room_is_congestion() {
    let pbx = start_with(Settings {
        outside: Behaviour::Congested,
        ..settings()
    })
    .await;
    let mut client = Client::log_in(&pbx).await;
    pbx.call("101", "40123456", Duration::ZERO).unwrap();
    assert_eq!(value(&client.event("DialEnd").await, "DialStatus"), "CONGESTION");
    let hangup = client.event("Hangup").await;
    assert_eq!(
        (value(&hangup, "Cause"), value(&hangup, "TechCause")),
        ("34", "503")
    );
    assert_eq!(value(&client.event("Cdr").await, "Disposition"), "FAILED");
}

#[tokio::test]
async fn a_member_is_not_rung_while_it_wraps_up() {
    let pbx = start_with(Settings {
        queue_wrapup: Duration::from_secs(60),
        ..settings()
    })
    .await;
    let mut client = Client::log_in(&pbx).await;
    pbx.set_phone("103", Behaviour::Unreachable).unwrap();
    pbx.incoming("support", "40123456", Duration::from_secs(60))
        .unwrap();
    let connected = client.event("AgentConnect").await;
    assert_eq!(value(&connected, "Interface"), "PJSIP/bb22");
    client.event("AgentComplete").await;
    let status = client.event("QueueMemberStatus").await;
    assert_eq!(value(&status, "Wrapuptime"), "60");
    pbx.incoming("support", "40123456", Duration::from_millis(100))
        .unwrap();
    let story = client.until_event("QueueCallerAbandon").await;
    assert!(
        !story
            .iter()
            .any(|message| message.starts_with("Event: AgentCalled")),
        "{story:?}"
    );
}

#[tokio::test]
async fn two_calls_are_joined_and_one_is_moved_on() {
    let long = Behaviour::Answers {
        after: Duration::from_millis(5),
        talk: Duration::from_secs(60),
    };
    let pbx = start_with(Settings {
        phones: long,
        ..settings()
    })
    .await;
    let mut client = Client::log_in(&pbx).await;
    for (endpoint, id) in [("aa11", "one"), ("bb22", "two")] {
        client
            .ask(&format!(
                "Action: Originate\r\nChannel: PJSIP/{endpoint}\r\nApplication: Wait\r\nAsync: true\r\nChannelId: {id}\r\n\r\n"
            ))
            .await;
        client.event("OriginateResponse").await;
    }
    client
        .ask("Action: Bridge\r\nChannel1: one\r\nChannel2: two\r\n\r\n")
        .await;
    client.event("BridgeEnter").await;
    let bridge = client.event("BridgeEnter").await;
    assert_eq!(value(&bridge, "BridgeNumChannels"), "2");
    let map = client
        .list("Action: CoreShowChannelMap\r\nChannel: one\r\n\r\n")
        .await;
    assert_eq!(map.len(), 3);
    assert!(value(&map[1], "Channel").starts_with("PJSIP/bb22-"));

    // The one who is moved takes nobody along.
    let moved = "Action: Redirect\r\nChannel: two\r\nContext: internal\r\nExten: 103\r\nPriority: 1\r\n\r\n";
    assert!(client.ask(moved).await.contains("Redirect successful"));
    let gone = client.event("Hangup").await;
    assert_eq!(value(&gone, "Uniqueid"), "one");
    let story = client.until_event("BridgeEnter").await;
    let dialled = story
        .iter()
        .find(|m| m.starts_with("Event: DialBegin\r\n"))
        .unwrap();
    assert_eq!(value(dialled, "Uniqueid"), "two");
    assert_eq!(value(dialled, "DestCallerIDNum"), "103");
}

#[tokio::test]
async fn a_parked_call_waits_on_its_number_until_its_caller_has_enough() {
    let pbx = start().await;
    pbx.set_phone("102", QUICK).unwrap();
    let mut client = Client::log_in(&pbx).await;
    let id = pbx.call("101", "102", Duration::from_secs(60)).unwrap();
    client.event("BridgeEnter").await;
    client.event("BridgeEnter").await;
    let said = client
        .ask(&format!("Action: Park\r\nChannel: {id}\r\n\r\n"))
        .await;
    assert_eq!(said, "Response: Success\r\nMessage: Park successful\n\r\n\r\n");
    let parked = client.event("ParkedCall").await;
    assert_eq!(value(&parked, "ParkingSpace"), "701");
    assert_eq!(value(&parked, "ParkeeUniqueid"), id);
    assert_eq!(client.list("Action: ParkedCalls\r\n\r\n").await.len(), 3);
    client
        .send(&format!("Action: Hangup\r\nChannel: {id}\r\n\r\n"))
        .await;
    client.event("ParkedCallGiveUp").await;
    client.event("Hangup").await;
    assert_eq!(client.list("Action: ParkedCalls\r\n\r\n").await.len(), 2);
}
