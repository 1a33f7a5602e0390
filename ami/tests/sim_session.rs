//! The simulated PBX at its door: banner, login, rights, limits.
#![cfg(feature = "sim")]
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "a test is a client: it connects and takes time"
)]

mod sim_common;

use std::time::{Duration, Instant};

use md5::{Digest as _, Md5};
use sim_common::{Client, settings, start, start_with, value};
use switchhook_ami::sim::Settings;

#[tokio::test]
async fn login_with_a_password_is_accepted_and_greeted() {
    let pbx = start().await;
    let mut client = Client::connect(&pbx).await;
    client
        .send("Action: Login\r\nActionID: 1\r\nUsername: PORTAL\r\nSecret: secret\r\n\r\n")
        .await;
    assert_eq!(
        client.message().await,
        "Response: Success\r\nActionID: 1\r\nMessage: Authentication accepted\r\n\r\n"
    );
    assert_eq!(
        client.message().await,
        "Event: FullyBooted\r\nPrivilege: system,all\r\nUptime: 0\r\nLastReload: 0\r\nStatus: Fully Booted\r\n\r\n"
    );
    assert_eq!(
        client
            .ask("Action: Login\r\nUsername: portal\r\nSecret: wrong\r\n\r\n")
            .await,
        "Response: Success\r\nMessage: Already authenticated\r\n\r\n"
    );
}

#[tokio::test]
async fn login_with_a_challenge_proves_the_secret_without_sending_it() {
    let pbx = start().await;
    let mut client = Client::connect(&pbx).await;
    let reply = client.ask("Action: Challenge\r\nAuthType: MD5\r\n\r\n").await;
    let challenge = value(&reply, "Challenge").to_owned();
    assert!(
        challenge.len() == 9 && challenge.bytes().all(|b| b.is_ascii_digit()),
        "{challenge}"
    );
    let again = client.ask("Action: Challenge\r\nAuthType: md5\r\n\r\n").await;
    assert_eq!(
        value(&again, "Challenge"),
        challenge,
        "one challenge per connection"
    );

    let digest = Md5::digest(format!("{challenge}secret"));
    let key: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    let login = format!("Action: Login\r\nAuthType: MD5\r\nUsername: portal\r\nKey: {key}\r\n\r\n");
    assert_eq!(
        client.ask(&login).await,
        "Response: Success\r\nMessage: Authentication accepted\r\n\r\n"
    );
}

#[tokio::test]
async fn a_challenge_needs_its_type() {
    let pbx = start().await;
    let mut client = Client::connect(&pbx).await;
    assert_eq!(
        client.ask("Action: Challenge\r\n\r\n").await,
        "Response: Error\r\nMessage: Must specify AuthType\r\n\r\n"
    );
}

#[tokio::test]
async fn a_failed_login_is_answered_late_and_closed() {
    for login in [
        "Username: portal\r\nSecret: wrong",
        "Username: nobody\r\nSecret: secret",
        "Secret: secret",
        // MD5 without a challenge, and a key in upper case, fail alike.
        "AuthType: MD5\r\nUsername: portal\r\nKey: 00000000000000000000000000000000",
    ] {
        let pbx = start().await;
        let mut client = Client::connect(&pbx).await;
        let begin = Instant::now();
        // What follows a failed login is never answered.
        client
            .send(&format!(
                "Action: Login\r\nActionID: 9\r\n{login}\r\n\r\nAction: Ping\r\n\r\n"
            ))
            .await;
        let rest = client.rest().await;
        assert_eq!(
            rest, "Response: Error\r\nActionID: 9\r\nMessage: Authentication failed\r\n\r\n",
            "{login}"
        );
        assert!(begin.elapsed() >= Duration::from_millis(30), "{login}");
    }
}

#[tokio::test]
async fn nothing_but_login_is_allowed_before_it() {
    let pbx = start().await;
    let mut client = Client::connect(&pbx).await;
    for action in ["Ping", "QueueStatus", "NoSuchThing"] {
        assert_eq!(
            client
                .ask(&format!("Action: {action}\r\nActionID: 2\r\n\r\n"))
                .await,
            "Response: Error\r\nActionID: 2\r\nMessage: Permission denied\r\n\r\n"
        );
    }
    client.send("Action: Logoff\r\n\r\n").await;
    assert_eq!(
        client.rest().await,
        "Response: Goodbye\r\nMessage: Thanks for all the fish.\r\n\r\n"
    );
}

#[tokio::test]
async fn a_user_without_the_class_is_refused() {
    let pbx = start().await;
    let mut client = Client::connect(&pbx).await;
    client
        .ask("Action: Login\r\nUsername: reader\r\nSecret: quiet\r\n\r\n")
        .await;
    for action in [
        "DBPut",
        "Command",
        "CoreShowChannels",
        "UpdateConfig",
        "QueuePause",
        "Reload",
    ] {
        assert_eq!(
            client.ask(&format!("Action: {action}\r\n\r\n")).await,
            "Response: Error\r\nMessage: Permission denied\r\n\r\n",
            "{action}"
        );
    }
    assert!(
        client
            .ask("Action: QueueStatus\r\n\r\n")
            .await
            .starts_with("Response: Success\r\n"),
        "needs no class"
    );
    let commands = client
        .ask("Action: ListCommands\r\n\r\nAction: Ping\r\n\r\n")
        .await;
    assert!(
        commands.starts_with("Event: ") || !commands.contains("DBPut"),
        "{commands}"
    );
}

#[tokio::test]
async fn list_commands_shows_synopsis_and_classes_of_what_is_allowed() {
    let pbx = start().await;
    let mut client = Client::log_in(&pbx).await;
    let reply = client.ask("Action: ListCommands\r\nActionID: c\r\n\r\n").await;
    assert!(
        reply.starts_with("Response: Success\r\nActionID: c\r\n"),
        "{reply}"
    );
    assert_eq!(value(&reply, "Ping"), "Keepalive command.  (Priv: <none>)");
    assert_eq!(
        value(&reply, "Originate"),
        "Originate a call.  (Priv: originate,all)"
    );
    assert_eq!(
        value(&reply, "GetConfig"),
        "Retrieve configuration.  (Priv: system,config,all)"
    );

    let mut reader = Client::connect(&pbx).await;
    reader
        .ask("Action: Login\r\nUsername: reader\r\nSecret: quiet\r\n\r\n")
        .await;
    let reply = reader.ask("Action: ListCommands\r\n\r\n").await;
    assert!(
        reply.contains("\r\nOriginate: ") && !reply.contains("\r\nDBPut: "),
        "{reply}"
    );
}

#[tokio::test]
async fn ping_unknown_and_empty_actions_answer_as_asterisk() {
    let pbx = start().await;
    let mut client = Client::log_in(&pbx).await;
    let pong = client.ask("action: ping\r\nactionid: p 1\r\n\r\n").await;
    assert!(
        pong.starts_with("Response: Success\r\nActionID: p 1\r\nPing: Pong\r\nTimestamp: "),
        "{pong}"
    );
    assert_eq!(
        client.ask("Action: Ping \r\n\r\n").await,
        "Response: Error\r\nMessage: Invalid/unknown command: Ping . Use Action: ListCommands to show available \
         commands.\r\n\r\n",
        "a trailing blank belongs to the name"
    );
    assert_eq!(
        client.ask("\r\n").await,
        "Response: Error\r\nMessage: Missing action in request\r\n\r\n"
    );
}

#[tokio::test]
async fn too_long_lines_and_too_many_lines_cost_one_message() {
    let pbx = start().await;
    let mut client = Client::log_in(&pbx).await;
    let long = format!("Action: Ping\r\nActionID: 3\r\nX: {}\r\n\r\n", "x".repeat(1100));
    assert_eq!(
        client.ask(&long).await,
        "Response: Error\r\nActionID: 3\r\nMessage: Failed to parse message: line too long\r\n\r\n"
    );
    let many = format!("Action: Ping\r\nActionID: 4\r\n{}\r\n", "X: 1\r\n".repeat(127));
    assert_eq!(
        client.ask(&many).await,
        "Response: Error\r\nActionID: 4\r\nMessage: Too many lines in message or allocation failure\r\n\r\n"
    );
    assert!(client.ask("Action: Ping\r\n\r\n").await.contains("Ping: Pong"));
}

#[tokio::test]
async fn the_mask_decides_which_events_arrive() {
    let pbx = start().await;
    let mut client = Client::deaf(&pbx).await;
    for (mask, reply) in [
        ("off", "Response: Success\r\nEvents: Off\r\n\r\n"),
        ("nonsense", "Response: Success\r\nEvents: Off\r\n\r\n"),
        ("", "Response: Error\r\nMessage: Invalid event mask\r\n\r\n"),
        ("cdr", "Response: Success\r\nEvents: On\r\n\r\n"),
    ] {
        assert_eq!(
            client
                .ask(&format!("Action: Events\r\nEventMask: {mask}\r\n\r\n"))
                .await,
            reply,
            "{mask:?}"
        );
    }
    pbx.call("101", "102", Duration::from_millis(10)).unwrap();
    let first = client.message().await;
    assert!(
        first.starts_with("Event: Cdr\r\nPrivilege: cdr,all\r\n"),
        "only Cdr passes the mask: {first}"
    );
}

#[tokio::test]
async fn read_classes_limit_whatever_mask_is_asked_for() {
    let pbx = start().await;
    let mut client = Client::connect(&pbx).await;
    client
        .ask("Action: Login\r\nUsername: reader\r\nSecret: quiet\r\n\r\n")
        .await;
    client.ask("Action: Events\r\nEventMask: on\r\n\r\n").await;
    pbx.incoming("support", "40123456", Duration::from_secs(5))
        .unwrap();
    for _ in 0..3 {
        let message = client.message().await;
        assert!(message.contains("\r\nPrivilege: agent,all\r\n"), "{message}");
    }
}

#[tokio::test]
async fn strangers_beyond_the_limit_are_closed_without_a_banner() {
    let pbx = start_with(Settings {
        auth_limit: 1,
        ..settings()
    })
    .await;
    let mut first = Client::connect(&pbx).await;
    let mut second = tokio::net::TcpStream::connect(pbx.addr()).await.unwrap();
    let mut bytes = Vec::new();
    tokio::io::AsyncReadExt::read_to_end(&mut second, &mut bytes)
        .await
        .unwrap();
    assert_eq!(bytes, b"");
    // Who has logged in no longer counts.
    first
        .ask("Action: Login\r\nUsername: portal\r\nSecret: secret\r\n\r\n")
        .await;
    Client::connect(&pbx).await;
}

#[tokio::test]
async fn who_does_not_log_in_is_closed_in_time() {
    let pbx = start_with(Settings {
        auth_timeout: Duration::from_millis(30),
        ..settings()
    })
    .await;
    let mut client = Client::connect(&pbx).await;
    assert_eq!(client.rest().await, "");
}

#[tokio::test]
async fn secrets_are_not_printed() {
    let company = sim_common::company();
    let printed = format!("{company:?} {:?}", start().await);
    assert!(
        !printed.contains("\"secret\"") && !printed.contains("quiet"),
        "{printed}"
    );
}
