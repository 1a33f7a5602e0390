//! The client against a peer that this test plays, over real sockets on loopback.
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "plays a server over real sockets"
)]

mod client_common;

use client_common::{Peer, connected, listener, next, within};

use switchhook_ami::action::{Operation, Originate, Outcome, Ping, RawAction, Target, UpdateConfig};
use switchhook_ami::client::{Client, Config, ConnectError, Item, SendError, State};
use switchhook_ami::proto::CloseReason;
use switchhook_ami::wire::Limits;
use switchhook_ami::{EventMask, Secret};

#[tokio::test]
async fn a_wrong_password_fails_at_once_and_says_so() {
    let (listener, config) = listener().await;
    let serve = async {
        let mut peer = Peer::accept(&listener).await;
        peer.say("Asterisk Call Manager/11.0.0\n").await;
        peer.hear().await;
        peer.say("Response: Error\nMessage: Authentication failed\n\n")
            .await;
    };
    let (client, ()) = tokio::join!(Client::connect(config), serve);
    let error = client.expect_err("refused");
    assert!(error.is_refused());
    assert!(error.to_string().contains("Authentication failed"), "{error}");
    assert!(!error.to_string().contains("hunter2"), "{error}");
}

#[tokio::test]
async fn a_closed_port_fails_at_once_and_names_it() {
    let (listener, config) = listener().await;
    drop(listener);
    let address = config.address().to_owned();
    let error = Client::connect(config).await.expect_err("nobody listens");
    assert!(matches!(error, ConnectError::Unreachable { .. }), "{error}");
    assert!(error.to_string().contains(&address), "{error}");
}

#[tokio::test]
async fn a_server_that_is_not_asterisk_is_recognised() {
    let (listener, config) = listener().await;
    let serve = async {
        let mut peer = Peer::accept(&listener).await;
        peer.say("220 mail.example.com ESMTP\n").await;
        peer.hear().await;
    };
    let (client, ()) = tokio::join!(Client::connect(config), serve);
    let error = client.expect_err("not AMI");
    assert!(
        matches!(
            error,
            ConnectError::Session {
                source: CloseReason::NotAmi { .. },
                ..
            }
        ),
        "{error}"
    );
}

#[tokio::test]
async fn a_started_client_tells_why_it_is_refused_and_keeps_trying() {
    let (listener, config) = listener().await;
    let client = Client::start(config);
    let mut changes = client.state_changes();
    for round in 1..=3 {
        let mut peer = Peer::accept(&listener).await;
        peer.say("Asterisk Call Manager/11.0.0\n").await;
        peer.hear().await;
        // It is not told as merely connecting while it tries again.
        let is_refused = matches!(client.state(), State::Refused { .. });
        assert_eq!(is_refused, round > 1);
        peer.say("Response: Error\nMessage: Authentication failed\n\n")
            .await;
        let refused = |state: &State| matches!(state, State::Refused { attempt, .. } if *attempt == round);
        drop(
            within(changes.wait_for(refused))
                .await
                .expect("the client is open"),
        );
    }
    // Corrected over there.
    let _peer = Peer::log_in(&listener).await;
    drop(
        within(changes.wait_for(State::is_connected))
            .await
            .expect("the client is open"),
    );
}

#[tokio::test]
async fn a_lost_connection_comes_back_and_subscriptions_go_on() {
    let (listener, config) = listener().await;
    let client = Client::start(config.events(EventMask::CALL));
    let mut items = client.subscribe();
    assert_eq!(
        client.send(Ping).await.expect_err("not connected yet"),
        SendError::NotConnected
    );
    for round in 0..3 {
        let mut peer = Peer::accept(&listener).await;
        peer.say("Asterisk Call Manager/11.0.0\n").await;
        let login = peer.answer("Message: Authentication accepted\n").await;
        assert_eq!(login.get("Events"), Some("call"), "the mask holds again");
        peer.say(&format!("Event: Hangup\nChannel: round-{round}\n\n"))
            .await;
        assert!(matches!(next(&mut items).await, Item::Connected(_)));
        let Item::Event(event) = next(&mut items).await else {
            panic!("an event")
        };
        assert_eq!(event.get("Channel"), Some(&*format!("round-{round}")));
        drop(peer);
        let Item::Disconnected { reason } = next(&mut items).await else {
            panic!("a loss")
        };
        assert!(reason.to_string().contains("closed by the peer"), "{reason}");
    }
}

#[tokio::test]
async fn an_action_whose_answer_is_lost_has_an_unknown_outcome() {
    let (listener, mut peer, client) = connected().await;
    let sent = tokio::spawn({
        let client = client.clone();
        async move { client.send(Ping).await }
    });
    peer.hear().await.expect("it was sent");
    drop((peer, listener));
    let error = within(sent).await.expect("no panic").expect_err("no answer");
    assert!(matches!(error, SendError::OutcomeUnknown { .. }), "{error}");
    assert!(!error.is_retryable());
}

#[tokio::test]
async fn a_refusal_and_an_unsendable_action_are_told_apart() {
    let (_listener, mut peer, client) = connected().await;
    let error = client
        .send(RawAction::new("X").header("A", "b\nc"))
        .await
        .expect_err("not sendable");
    assert!(matches!(error, SendError::Invalid(_)), "{error}");
    let serve = async {
        let action = peer.hear().await.expect("an action");
        assert_eq!(action.get("Action"), Some("Reload"), "the first that was sent");
        let id = action.action_id().expect("an id").to_owned();
        peer.say(&format!(
            "Response: Error\nActionID: {id}\nMessage: Permission denied\n\n"
        ))
        .await;
    };
    let (result, ()) = tokio::join!(client.send(switchhook_ami::action::Reload::all()), serve);
    assert_eq!(
        result,
        Err(SendError::Refused {
            message: "Permission denied".to_owned()
        })
    );
}

#[tokio::test]
async fn an_originate_waits_for_its_outcome_while_other_actions_go_on() {
    let (_listener, mut peer, client) = connected().await;
    let call = Originate::new("PJSIP/100", Target::extension("from-internal", "200"));
    let serve = async {
        let originate = peer.answer("Message: Originate successfully queued\n").await;
        assert_eq!(originate.get("Async"), Some("true"));
        peer.answer("Ping: Pong\n").await;
        let id = originate.action_id().expect("an id").to_owned();
        peer.say(&format!(
            "Event: OriginateResponse\nPrivilege: call,all\nActionID: {id}\nResponse: Success\n\
             Channel: PJSIP/100-00000001\nReason: 4\nUniqueid: 1.7\n\n"
        ))
        .await;
    };
    // `join!` polls in this order, so the originate is sent first.
    let (outcome, pong, ()) = tokio::join!(client.dial(call), client.send(Ping), serve);
    pong.expect("answered while the telephone rings");
    let Ok(Outcome::Answered { channel, .. }) = outcome else {
        panic!("{outcome:?}")
    };
    assert_eq!(channel.endpoint(), "PJSIP/100");
}

#[tokio::test]
async fn an_originate_without_call_events_is_refused_before_it_is_sent() {
    let (listener, config) = listener().await;
    let config = config.events(EventMask::AGENT);
    let (_peer, client) = tokio::join!(Peer::log_in(&listener), Client::connect(config));
    let call = Originate::new("PJSIP/100", Target::extension("from-internal", "200"));
    let error = client
        .expect("let in")
        .dial(call)
        .await
        .expect_err("its answer could not come");
    assert_eq!(
        error.to_string(),
        "the action was not sent: its answer comes as an event; add class call to Config::events"
    );
}

#[tokio::test]
async fn a_slow_subscriber_loses_a_counted_number_and_nobody_else_waits() {
    let (listener, config) = listener().await;
    let config = config.queue(10, 1 << 20);
    let (peer, client) = tokio::join!(Peer::log_in(&listener), Client::connect(config));
    let (mut peer, client) = (peer, client.expect("let in"));
    let mut slow = client.subscribe();
    for number in 0..1000 {
        peer.say(&format!("Event: Test\nNumber: {number}\n\n")).await;
    }
    // The client has read all that when it reads the answer to this.
    let (pong, _) = tokio::join!(client.send(Ping), peer.answer("Ping: Pong\n"));
    pong.expect("it is not held up");
    let (mut events, mut lost) = (0, 0);
    while let Some(item) = slow.try_next() {
        match item {
            Item::Event(event) => {
                assert_eq!(event.get("Number"), Some(&*events.to_string()), "in order");
                events += 1;
            }
            Item::Lagged(count) => lost += count,
            Item::Connected(_) => {}
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(events + lost, 1000);
    assert!(lost >= 990, "{lost}");
}

#[tokio::test]
async fn an_oversized_event_costs_that_event() {
    let (listener, config) = listener().await;
    let config = config.limits(Limits {
        message_bytes: 1000,
        ..Limits::default()
    });
    let (peer, client) = tokio::join!(Peer::log_in(&listener), Client::connect(config));
    let (mut peer, client) = (peer, client.expect("let in"));
    let mut items = client.subscribe();
    peer.say(&format!(
        "Event: Big\nData: {}\n\nEvent: Small\n\n",
        "x".repeat(100_000)
    ))
    .await;
    assert!(matches!(next(&mut items).await, Item::Connected(_)));
    assert!(matches!(next(&mut items).await, Item::Malformed(_)));
    assert!(matches!(next(&mut items).await, Item::Event(event) if event.event_name() == Some("Small")));
}

#[tokio::test]
async fn close_says_goodbye_and_ends_everything() {
    let (_listener, mut peer, client) = connected().await;
    let mut items = client.subscribe();
    let serve = async {
        let action = peer.hear().await.expect("a goodbye");
        assert_eq!(action.get("Action"), Some("Logoff"));
        let id = action.action_id().expect("an id").to_owned();
        peer.say(&format!("Response: Goodbye\nActionID: {id}\n\n")).await;
        drop(peer);
    };
    tokio::join!(within(client.close()), serve);
    assert!(matches!(client.state(), State::Closed));
    assert!(matches!(next(&mut items).await, Item::Connected(_)));
    assert!(within(items.next()).await.is_none());
    assert_eq!(client.send(Ping).await.expect_err("closed"), SendError::Closed);
    assert!(!SendError::Closed.is_retryable(), "it connects no more");
    assert!(within(client.subscribe().next()).await.is_none());
    within(client.close()).await;
}

#[tokio::test]
async fn state_changes_tells_later_changes_only() {
    let (_listener, peer, client) = connected().await;
    let mut changes = client.state_changes();
    assert!(!changes.has_changed().expect("the client is open"));
    drop(peer);
    within(changes.changed()).await.expect("the client is open");
    assert!(!changes.borrow().is_connected());
}

#[tokio::test]
async fn an_address_that_is_none_is_told_how_to_write_it() {
    for address in ["pbx", ""] {
        let error = Client::connect(Config::new(address, "ops", Secret::new("secret")))
            .await
            .expect_err("no address");
        assert_eq!(
            error.to_string(),
            format!(
                "cannot connect to {address:?}: invalid socket address; write it as host:port, such as 127.0.0.1:5038"
            )
        );
    }
}

#[tokio::test]
async fn the_last_clone_takes_the_task_with_it() {
    let (_listener, mut peer, client) = connected().await;
    let mut changes = client.state_changes();
    drop(client.clone());
    let (pong, _) = tokio::join!(client.send(Ping), peer.answer("Ping: Pong\n"));
    pong.expect("one clone is left");
    drop(client);
    let action = peer.hear().await.expect("a goodbye");
    assert_eq!(action.get("Action"), Some("Logoff"));
    drop(peer);
    within(changes.wait_for(|state| matches!(state, State::Closed)))
        .await
        .expect("told before it ends");
}

#[tokio::test]
async fn a_dropped_future_leaves_the_connection_in_order() {
    let (_listener, mut peer, client) = connected().await;
    let abandoned = tokio::spawn({
        let client = client.clone();
        async move { client.send(Ping).await }
    });
    let first = peer.hear().await.expect("it was sent");
    abandoned.abort();
    assert!(abandoned.await.expect_err("aborted").is_cancelled());
    let id = first.action_id().expect("an id").to_owned();
    peer.say(&format!("Response: Success\nActionID: {id}\nTimestamp: 1\n\n"))
        .await;
    let (pong, _) = tokio::join!(client.send(Ping), peer.answer("Timestamp: 2\n"));
    assert_eq!(pong.expect("answered").timestamp.as_deref(), Some("2"));
}

#[tokio::test]
async fn hundreds_of_actions_at_once_all_get_their_own_answer() {
    let (_listener, mut peer, client) = connected().await;
    let serve = async {
        for _ in 0..600 {
            let action = peer.hear().await.expect("an action");
            let (id, key) = (
                action.action_id().expect("an id"),
                action.get("Variable").expect("a name"),
            );
            let answer = format!("Response: Success\nActionID: {id}\nValue: {key}\n\n");
            peer.say(&answer).await;
        }
    };
    let ask = async {
        let tasks: Vec<_> = (0..600)
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
        for task in tasks {
            within(task).await.expect("its own answer");
        }
    };
    tokio::join!(serve, ask);
}

#[tokio::test]
async fn a_large_update_is_built_up_aside_and_stops_at_the_first_refusal() {
    let (_listener, mut peer, client) = connected().await;
    let steps = (0..60).map(|n| Operation::append("general", format!("v{n}"), "1"));
    let update = UpdateConfig::file("a.conf").steps(steps);
    let serve = async {
        let create = peer.answer("").await;
        assert_eq!(
            (create.get("Action"), create.get("Filename")),
            (Some("CreateConfig"), Some("a.conf.staging"))
        );
        let first = peer.answer("").await;
        assert_eq!(
            (first.get("SrcFilename"), first.get("DstFilename")),
            (Some("a.conf"), Some("a.conf.staging"))
        );
        let second = peer.hear().await.expect("the last part");
        assert_eq!(
            (second.get("SrcFilename"), second.get("DstFilename")),
            (Some("a.conf.staging"), Some("a.conf"))
        );
        let id = second.action_id().expect("an id").to_owned();
        peer.say(&format!(
            "Response: Error\nActionID: {id}\nMessage: Save of config failed\n\n"
        ))
        .await;
    };
    let (result, ()) = tokio::join!(client.update_config(update), serve);
    assert_eq!(
        result,
        Err(SendError::Refused {
            message: "Save of config failed".to_owned()
        })
    );
}
