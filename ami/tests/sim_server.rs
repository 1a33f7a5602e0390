//! The simulated PBX as a server: it dies, comes back, and outlives bad clients.
#![cfg(feature = "sim")]
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "a test is a client: it connects and takes time"
)]

mod sim_common;

use std::time::Duration;

use sim_common::{Client, company, phone, settings, start, start_with};
use switchhook_ami::sim::{AmiUser, Behaviour, Company, Pbx, Settings, SimError};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

#[tokio::test]
async fn a_crash_breaks_connections_and_a_revival_takes_them_again() {
    let pbx = start().await;
    let address = pbx.addr();
    let mut client = Client::log_in(&pbx).await;
    client
        .ask("Action: DBPut\r\nFamily: CFIM\r\nKey: 101\r\nVal: 1\r\n\r\n")
        .await;
    client
        .ask("Action: QueueAdd\r\nQueue: support\r\nInterface: PJSIP/aa11\r\n\r\n")
        .await;
    pbx.call("101", "102", Duration::from_secs(60)).unwrap();
    client.until_event("BridgeEnter").await;
    pbx.crash();
    client.rest().await;
    // The listener's task ends in its own time: a connection may still be taken up to then, but never answered.
    if let Ok(mut stream) = TcpStream::connect(address).await {
        let mut bytes = Vec::new();
        let _ = stream.read_to_end(&mut bytes).await;
        assert_eq!(bytes, b"");
    }
    assert!(matches!(
        pbx.call("101", "102", Duration::ZERO),
        Err(SimError::Down)
    ));

    pbx.revive().await.unwrap();
    pbx.revive().await.unwrap();
    assert_eq!(pbx.addr(), address, "the same port");
    let mut client = Client::log_in(&pbx).await;
    let channels = client.list("Action: CoreShowChannels\r\n\r\n").await;
    assert_eq!(channels.len(), 2, "calls are gone: {channels:?}");
    let entry = client
        .list("Action: DBGet\r\nFamily: CFIM\r\nKey: 101\r\n\r\n")
        .await;
    assert!(entry[1].contains("Val: 1\r\n"), "AstDB is not");
    let queue = client
        .list("Action: QueueStatus\r\nMember: PJSIP/aa11\r\n\r\n")
        .await;
    assert!(
        queue[2].contains("Membership: dynamic\r\n"),
        "nor are dynamic members"
    );
    pbx.call("101", "102", Duration::from_millis(10)).unwrap();
    client.event("Cdr").await;
}

#[tokio::test]
async fn stopping_and_dropping_free_the_port() {
    let pbx = start().await;
    let address = pbx.addr().to_string();
    let mut client = Client::log_in(&pbx).await;
    pbx.stop().await;
    client.rest().await;
    let again = Pbx::start(&address, company(), settings())
        .await
        .expect("the port is free again");
    let mut client = Client::log_in(&again).await;
    drop(again);
    client.rest().await;
}

#[tokio::test]
async fn a_client_that_does_not_read_is_dropped_and_others_are_served() {
    let pbx = start_with(Settings {
        backlog_limit: 64 * 1024,
        ..settings()
    })
    .await;
    let mut stuck = TcpStream::connect(pbx.addr()).await.unwrap();
    stuck
        .write_all(b"Action: Login\r\nUsername: portal\r\nSecret: secret\r\n\r\n")
        .await
        .unwrap();
    let mut client = Client::deaf(&pbx).await;
    // Each reply is a few kilobytes: the kernel's buffers fill, then the PBX's, then it is enough.
    let question = "Action: ListCommands\r\n\r\n".repeat(1000);
    let mut refused = false;
    for _ in 0..200 {
        let write = tokio::time::timeout(Duration::from_secs(1), stuck.write_all(question.as_bytes())).await;
        if !matches!(write, Ok(Ok(()))) {
            refused = true;
            break;
        }
    }
    assert!(refused, "200 000 unread replies were taken");
    assert!(client.ask("Action: Ping\r\n\r\n").await.contains("Ping: Pong"));
}

#[tokio::test]
async fn thousands_of_actions_that_fail_at_once_are_answered_one_after_the_other() {
    const COUNT: usize = 15_000;
    let pbx = start().await;
    // The first keeps the session busy while the others pile up behind it.
    let rings = Behaviour::Answers {
        after: Duration::from_millis(300),
        talk: Duration::ZERO,
    };
    pbx.set_phone("101", rings).unwrap();
    let originate =
        |channel: &str| format!("Action: Originate\r\nChannel: {channel}\r\nApplication: Echo\r\n\r\n");
    let mut stream = TcpStream::connect(pbx.addr()).await.unwrap();
    let login = "Action: Login\r\nUsername: portal\r\nSecret: secret\r\nEvents: off\r\n\r\n";
    let actions = login.to_owned() + &originate("PJSIP/aa11") + &originate("X/1").repeat(COUNT);
    stream
        .write_all((actions + "Action: Logoff\r\n\r\n").as_bytes())
        .await
        .unwrap();
    let mut said = String::new();
    tokio::time::timeout(Duration::from_secs(60), stream.read_to_string(&mut said))
        .await
        .expect("the session ends")
        .unwrap();
    assert_eq!(
        said.matches("Message: Originate successfully queued\r\n").count(),
        1
    );
    assert_eq!(said.matches("Message: Originate failed\r\n").count(), COUNT);
}

#[tokio::test]
async fn only_loopback_is_listened_on() {
    for address in ["0.0.0.0:0", "[::]:0"] {
        let error = Pbx::start(address, company(), settings()).await.unwrap_err();
        assert!(matches!(error, SimError::NotLoopback { .. }), "{error}");
    }
    let taken = start().await;
    let error = Pbx::start(&taken.addr().to_string(), company(), settings())
        .await
        .unwrap_err();
    assert!(
        error.to_string().starts_with("cannot listen on 127.0.0.1:"),
        "{error}"
    );
}

#[tokio::test]
async fn a_company_that_cannot_be_is_refused_with_the_remedy() {
    let twice = Company {
        phones: vec![phone("a", "101", ""), phone("b", "101", "")],
        ..Company::default()
    };
    let broken = Company {
        phones: vec![phone("a", "101", "x\r\nAction: Logoff")],
        ..Company::default()
    };
    let mut class = Company {
        users: vec![AmiUser::new("u", "p")],
        ..Company::default()
    };
    class.users[0].read = "call,everything".into();
    let file = Company {
        files: vec![("x.conf".into(), "[a\n".into())],
        ..Company::default()
    };
    for (company, text) in [
        (
            twice,
            "the sample company is not usable: extension 101 is used twice; give each phone and queue its own",
        ),
        (
            broken,
            "the sample company is not usable: phone \"101\" has a line break in \"x\\r\\nAction: Logoff\"; remove it",
        ),
        (
            class,
            "the sample company is not usable: AMI user \"u\" has the unknown class \"everything\"; see manager.conf",
        ),
        (
            file,
            "configuration file \"x.conf\", line 1: no `]` after the section's name",
        ),
    ] {
        let error = Pbx::start("127.0.0.1:0", company, Settings::default())
            .await
            .unwrap_err();
        assert_eq!(error.to_string(), text);
    }
}

#[tokio::test]
async fn a_pbx_with_pace_lives_by_itself() {
    let pbx = start_with(Settings {
        pace: 1000.0,
        calls_per_hour: 600,
        ..Settings::default()
    })
    .await;
    let mut client = Client::log_in(&pbx).await;
    for _ in 0..3 {
        client.event("Cdr").await;
    }
    let mut still = start_with(Settings {
        pace: 0.0,
        ..settings()
    })
    .await;
    let mut client = Client::log_in(&still).await;
    assert_eq!(
        client.list("Action: CoreShowChannels\r\n\r\n").await.len(),
        2,
        "nothing happens unasked"
    );
    still = pbx;
    drop(still);
}
