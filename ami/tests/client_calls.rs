//! Actions in flight: lists as they come, deadlines, answers that come twice or never, and calls that are dialled.
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "plays a server over real sockets"
)]

mod client_common;

use std::time::Duration;

use client_common::Peer;
use client_common::{connected, listener, next, within};
use switchhook_ami::action::{Filter, FilterMethod, Originate, Outcome, Ping, RawAction, Target};
use switchhook_ami::client::{Client, ConnectError, Item, SendError};
use switchhook_ami::proto::Failure;
use switchhook_ami::wire::Limits;

fn list() -> RawAction {
    RawAction::new("DBGetTree")
}

#[tokio::test]
async fn a_list_is_handed_out_as_it_comes() {
    let (_listener, mut peer, client) = connected().await;
    let mut items = client.stream(list()).await.expect("sent");
    let action = peer.answer("EventList: start\n").await;
    let id = action.action_id().expect("an id");
    for number in 0..3 {
        peer.say(&format!(
            "Event: DBGetTreeResponse\nActionID: {id}\nVal: {number}\n\n"
        ))
        .await;
        let item = within(items.next()).await.expect("an item").expect("no failure");
        assert_eq!(
            item.get("Val"),
            Some(&*number.to_string()),
            "before the list has ended"
        );
        assert!(items.complete().is_none());
    }
    peer.say(&format!(
        "Event: DBGetTreeComplete\nActionID: {id}\nEventList: Complete\nListItems: 3\n\n"
    ))
    .await;
    assert!(within(items.next()).await.is_none());
    let complete = items.complete().expect("it has ended");
    assert_eq!(complete.events[0].get("ListItems"), Some("3"));
    assert!(within(items.next()).await.is_none());
}

#[tokio::test]
async fn a_list_of_any_length_passes_through_a_small_bound_if_it_is_read() {
    let (listener, config) = listener().await;
    let config = config.limits(Limits {
        reply_bytes: 16 * 1024,
        ..Limits::default()
    });
    let (peer, client) = tokio::join!(Peer::log_in(&listener), Client::connect(config));
    let (mut peer, client) = (peer, client.expect("let in"));
    let mut items = client.stream(list()).await.expect("sent");
    let action = peer.answer("EventList: start\n").await;
    let id = action.action_id().expect("an id").to_owned();
    let mut read = 0;
    for part in 0..100 {
        let text: String = (0..50)
            .map(|n| {
                format!(
                    "Event: DBGetTreeResponse\nActionID: {id}\nVal: {}\n\n",
                    part * 50 + n
                )
            })
            .collect();
        peer.say(&text).await;
        for _ in 0..50 {
            let item = within(items.next()).await.expect("an item").expect("no failure");
            assert_eq!(item.get("Val"), Some(&*read.to_string()));
            read += 1;
        }
    }
    // As much again, unread: the list is given up, nothing else is.
    let text: String = (0..1000)
        .map(|_| format!("Event: DBGetTreeResponse\nActionID: {id}\nVal: x\n\n"))
        .collect();
    peer.say(&text).await;
    let (pong, _) = tokio::join!(client.send(Ping), peer.answer("Ping: Pong\n"));
    pong.expect("the others go on");
    let mut last = None;
    while let Some(item) = within(items.next()).await {
        last = Some(item);
    }
    assert_eq!(
        last.expect("some"),
        Err(SendError::OutcomeUnknown {
            failure: Failure::TooLarge { limit: 16 * 1024 }
        })
    );
}

#[tokio::test]
async fn an_error_in_the_middle_of_a_list_is_the_last_thing_told() {
    let (_listener, mut peer, client) = connected().await;
    let mut items = client.stream(list()).await.expect("sent");
    let action = peer.answer("EventList: start\n").await;
    let id = action.action_id().expect("an id");
    peer.say(&format!(
        "Event: DBGetTreeResponse\nActionID: {id}\n\nResponse: Error\nActionID: {id}\nMessage: Gone\n\n"
    ))
    .await;
    within(items.next())
        .await
        .expect("an item")
        .expect("it came before");
    let error = within(items.next()).await.expect("told").expect_err("refused");
    assert_eq!(
        error,
        SendError::Refused {
            message: "Gone".to_owned()
        }
    );
    assert!(within(items.next()).await.is_none());
}

#[tokio::test]
async fn a_dropped_list_leaves_the_connection_in_order() {
    let (_listener, mut peer, client) = connected().await;
    let items = client.stream(list()).await.expect("sent");
    let action = peer.answer("EventList: start\n").await;
    drop(items);
    let id = action.action_id().expect("an id");
    let mut all = client.subscribe();
    peer.say(&format!(
        "Event: A\nActionID: {id}\n\nEvent: B\nActionID: {id}\n\nEvent: Live\n\n"
    ))
    .await;
    assert!(matches!(next(&mut all).await, Item::Connected(_)));
    assert!(matches!(next(&mut all).await, Item::Event(event) if event.event_name() == Some("Live")));
}

#[tokio::test]
async fn answers_that_come_twice_or_never_hold_up_nobody() {
    let (_listener, mut peer, client) = connected().await;
    let silent = client.send_within(RawAction::new("Silent"), Duration::from_millis(50));
    let serve = async {
        peer.hear().await.expect("it was sent");
        let action = peer.answer("Ping: Pong\n").await;
        let id = action.action_id().expect("an id");
        peer.say(&format!("Response: Success\nActionID: {id}\nPing: Again\n\n"))
            .await;
        peer.answer("Ping: Pong\n").await;
    };
    let ask = async {
        client.send(Ping).await.expect("answered");
        client.send(Ping).await.expect("answered");
    };
    let (silent, (), ()) = tokio::join!(silent, ask, serve);
    let error = silent.expect_err("nothing came");
    assert!(
        matches!(
            error,
            SendError::OutcomeUnknown {
                failure: Failure::Timeout { .. }
            }
        ),
        "{error}"
    );
    assert_eq!(client.stats().unanswered, 1);
    assert_eq!(client.stats().unmatched, 1);
}

#[tokio::test]
async fn an_action_that_finds_no_room_in_time_was_never_sent() {
    let (listener, config) = listener().await;
    let (peer, client) = tokio::join!(Peer::log_in(&listener), Client::connect(config.in_flight(1)));
    let (mut peer, client) = (peer, client.expect("let in"));
    let first = tokio::spawn({
        let client = client.clone();
        async move { client.send(Ping).await }
    });
    let asked = peer.hear().await.expect("the first");
    let error = client
        .send_within(Ping, Duration::from_millis(20))
        .await
        .expect_err("no room");
    assert!(
        matches!(error, SendError::Congested { .. }) && error.is_retryable(),
        "{error}"
    );
    let id = asked.action_id().expect("an id");
    peer.say(&format!("Response: Success\nActionID: {id}\nPing: Pong\n\n"))
        .await;
    within(first).await.expect("no panic").expect("answered");
    let (pong, heard) = tokio::join!(client.send(Ping), peer.answer("Ping: Pong\n"));
    pong.expect("there is room again");
    assert!(
        heard.action_id().expect("an id").ends_with('3'),
        "the one in between was never sent: {heard:?}"
    );
}

#[tokio::test]
async fn a_thousand_actions_in_flight_are_answered_in_any_order() {
    let (_listener, mut peer, client) = connected().await;
    let tasks: Vec<_> = (0..1000)
        .map(|number| {
            let client = client.clone();
            tokio::spawn(async move {
                let name = format!("V{number}");
                let reply = client
                    .send(RawAction::new("Getvar").header("Variable", &name))
                    .await;
                assert_eq!(reply.expect("answered").response.get("Value"), Some(&*name));
            })
        })
        .collect();
    let mut asked = Vec::new();
    while asked.len() < 1000 {
        asked.push(peer.hear().await.expect("all of them before any is answered"));
    }
    for action in asked.iter().rev() {
        let (id, name) = (
            action.action_id().expect("an id"),
            action.get("Variable").expect("a name"),
        );
        peer.say(&format!("Response: Success\nActionID: {id}\nValue: {name}\n\n"))
            .await;
    }
    for task in tasks {
        within(task).await.expect("its own answer");
    }
}

#[tokio::test]
async fn a_megabyte_of_command_output_arrives_whole_in_both_forms() {
    let (_listener, mut peer, client) = connected().await;
    let line = |number: usize| format!("{number:06}: {}", "x".repeat(92));
    let expected: Vec<String> = (0..10_500).map(line).collect();
    for is_old in [false, true] {
        let serve = async {
            let action = peer.hear().await.expect("a command");
            let id = action.action_id().expect("an id").to_owned();
            let text = if is_old {
                format!(
                    "Response: Follows\nPrivilege: Command\nActionID: {id}\n{}\n--END COMMAND--\n\n",
                    expected.join("\n")
                )
            } else {
                let lines: String = expected.iter().map(|line| format!("Output: {line}\n")).collect();
                format!("Response: Success\nActionID: {id}\nMessage: Command output follows\n{lines}\n")
            };
            assert!(text.len() > 1 << 20);
            peer.say(&text).await;
        };
        let (output, ()) = tokio::join!(client.command("dialplan show"), serve);
        let output = output.expect("answered").lines;
        assert!(output == expected, "old form: {is_old}");
    }
}

fn call() -> Originate {
    Originate::new("PJSIP/100", Target::extension("from-internal", "200")).timeout(Duration::from_millis(100))
}

#[tokio::test]
async fn a_call_is_recognised_by_its_own_channel_whatever_comes_first() {
    for hangup_comes_first in [true, false] {
        let (_listener, mut peer, client) = connected().await;
        let serve = async {
            let originate = peer.answer("Message: Originate successfully queued\n").await;
            let (id, channel) = (
                originate.action_id().expect("an id"),
                originate.get("ChannelId").expect("chosen"),
            );
            let hangup = format!("Event: Hangup\nPrivilege: call,all\nUniqueid: {channel}\nCause: 17\n\n");
            // Another call of the same telephone ends otherwise.
            let other = "Event: Hangup\nPrivilege: call,all\nChannel: PJSIP/100-00000009\nUniqueid: 9.9\nCause: 34\n\n";
            let response = format!(
                "Event: OriginateResponse\nPrivilege: call,all\nActionID: {id}\nResponse: Failure\n\
                 Channel: PJSIP/100\nReason: 0\nUniqueid: <unknown>\n\n"
            );
            let parts = if hangup_comes_first {
                [other, &hangup, &response]
            } else {
                [other, &response, &hangup]
            };
            peer.say(&parts.concat()).await;
        };
        let (outcome, ()) = tokio::join!(client.dial(call()), serve);
        assert_eq!(outcome, Ok(Outcome::Busy), "hangup first: {hangup_comes_first}");
    }
}

#[tokio::test]
async fn a_call_whose_outcome_is_not_told_ends_with_its_channel() {
    let (_listener, mut peer, client) = connected().await;
    let serve = async {
        let originate = peer.answer("Message: Originate successfully queued\n").await;
        let channel = originate.get("ChannelId").expect("chosen");
        peer.say(&format!(
            "Event: Hangup\nPrivilege: call,all\nUniqueid: {channel}\nCause: 19\n\n"
        ))
        .await;
    };
    let (outcome, ()) = tokio::join!(client.dial(call()), serve);
    assert_eq!(outcome, Ok(Outcome::NoAnswer));
}

#[tokio::test]
async fn a_call_of_which_no_event_comes_says_which_right_is_missing() {
    let (listener, config) = listener().await;
    let config = config.reply_timeout(Duration::from_millis(50));
    let (peer, client) = tokio::join!(Peer::log_in(&listener), Client::connect(config));
    let (mut peer, client) = (peer, client.expect("let in"));
    let (outcome, _) = tokio::join!(
        client.dial(call()),
        peer.answer("Message: Originate successfully queued\n")
    );
    let error = outcome.expect_err("nothing was heard");
    assert!(matches!(error, SendError::NoCallEvents { .. }), "{error}");
    assert!(error.to_string().contains("read class call"), "{error}");
}

#[tokio::test]
async fn filters_are_set_on_each_connection_in_the_form_of_its_version() {
    let (listener, config) = listener().await;
    let filter = Filter::include()
        .event("Hangup")
        .header("Channel", FilterMethod::StartsWith, "PJSIP/1");
    let client = Client::start(config.filter(filter));
    let mut items = client.subscribe();
    for (version, advanced) in [("22.10.1", true), ("16.28.0", false)] {
        let mut peer = Peer::accept(&listener).await;
        peer.say("Asterisk Call Manager/11.0.0\n").await;
        peer.answer("Message: Authentication accepted\n").await;
        peer.say("Event: FullyBooted\n\n").await;
        peer.answer(&format!("AsteriskVersion: {version}\n")).await;
        let set = peer.answer("").await;
        assert_eq!(set.get("Action"), Some("Filter"));
        assert_eq!(set.get("MatchCriteria").is_some(), advanced, "{version}");
        assert!(matches!(next(&mut items).await, Item::Connected(_)));
        // What came meanwhile is not lost.
        assert!(
            matches!(next(&mut items).await, Item::Event(event) if event.event_name() == Some("FullyBooted"))
        );
        drop(peer);
        assert!(matches!(next(&mut items).await, Item::Disconnected { .. }));
    }
}

#[tokio::test]
async fn a_filter_that_is_refused_makes_no_connection() {
    let (listener, config) = listener().await;
    let serve = async {
        let mut peer = Peer::log_in(&listener).await;
        for _ in 0..2 {
            let action = peer.hear().await.expect("an action");
            let id = action.action_id().expect("an id").to_owned();
            peer.say(&format!(
                "Response: Error\nActionID: {id}\nMessage: Permission denied\n\n"
            ))
            .await;
        }
    };
    let (client, ()) = tokio::join!(
        Client::connect(config.filter(Filter::exclude().event("RTCPSent"))),
        serve
    );
    let error = client.expect_err("refused");
    assert!(
        matches!(error, ConnectError::Filter { .. }) && error.is_refused(),
        "{error}"
    );
}
