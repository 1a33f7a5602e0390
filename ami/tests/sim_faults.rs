//! What goes wrong on demand: each fault, seen by a client that shows every byte.
#![cfg(feature = "sim")]
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "a test is a client: it connects and takes time"
)]

mod sim_common;

use std::time::{Duration, Instant};

use sim_common::{Client, names, settings, start, start_with, value};
use switchhook_ami::sim::{Fault, Settings, SimError};
use tokio::io::AsyncReadExt as _;
use tokio::net::TcpStream;

const PING: &str = "Action: Ping\r\nActionID: p\r\n\r\n";

#[tokio::test]
async fn events_are_dropped_and_lists_are_not() {
    let pbx = start().await;
    let mut client = Client::log_in(&pbx).await;
    assert_eq!(pbx.fault(Fault::DropEvents { next: 1 }).unwrap(), 1);
    pbx.call("101", "102", Duration::from_secs(60)).unwrap();
    // Without its Newchannel, the call begins with what follows it.
    let first = client.message().await;
    assert_eq!(names(&first)[0], "Event");
    assert_eq!(value(&first, "Event"), "DeviceStateChange");
    client.until_event("BridgeEnter").await;
    pbx.fault(Fault::DropEvents { next: usize::MAX }).unwrap();
    let channels = client.list("Action: CoreShowChannels\r\n\r\n").await;
    assert_eq!(channels.len(), 4, "start, two channels, end: {channels:?}");
    pbx.fault(Fault::Heal).unwrap();
    pbx.call("103", "40123456", Duration::from_secs(60)).unwrap();
    client.until_event("Newchannel").await;
}

#[tokio::test]
async fn a_reply_comes_twice_never_or_late() {
    let pbx = start().await;
    let mut client = Client::deaf(&pbx).await;
    pbx.fault(Fault::DuplicateReply).unwrap();
    pbx.fault(Fault::NoReply).unwrap();
    pbx.fault(Fault::DelayReply(Duration::from_millis(60))).unwrap();
    let first = client.ask(PING).await;
    assert_eq!(client.message().await, first);

    // The second is carried out in silence; the next answer is the third's.
    client
        .send("Action: DBPut\r\nActionID: 2\r\nFamily: f\r\nKey: k\r\nVal: v\r\n\r\n")
        .await;
    let begun = Instant::now();
    client
        .send(
            "Action: DBGet\r\nActionID: 3\r\nFamily: f\r\nKey: k\r\n\r\nAction: Ping\r\nActionID: 4\r\n\r\n",
        )
        .await;
    assert_eq!(value(&client.message().await, "ActionID"), "3");
    assert!(begun.elapsed() >= Duration::from_millis(60), "it was held back");
    assert_eq!(value(&client.message().await, "Val"), "v", "the put was done");
    client.message().await;
    assert_eq!(
        value(&client.message().await, "ActionID"),
        "4",
        "in order, as from one thread"
    );
}

#[tokio::test]
async fn events_wait_behind_a_reply_that_is_held_back() {
    let pbx = start().await;
    let mut client = Client::log_in(&pbx).await;
    pbx.fault(Fault::DelayReply(Duration::from_millis(50))).unwrap();
    client
        .send("Action: QueuePause\r\nInterface: PJSIP/bb22\r\nPaused: true\r\n\r\n")
        .await;
    let reply = client.message().await;
    assert!(reply.contains("Interface paused successfully"), "{reply}");
    client.until_event("QueueMemberPause").await;
}

#[tokio::test]
async fn a_message_is_cut_in_half_and_the_connection_closed() {
    let pbx = start().await;
    let mut client = Client::deaf(&pbx).await;
    pbx.fault(Fault::CutMessage).unwrap();
    client.send(PING).await;
    let rest = client.rest().await;
    assert!(
        rest.starts_with("Response: Success\r\n") && !rest.contains("\r\n\r\n"),
        "{rest:?}"
    );
    assert!(pbx.connected().is_empty());
}

#[tokio::test]
async fn a_connection_is_closed_without_a_word_and_the_pbx_goes_on() {
    let pbx = start().await;
    let mut client = Client::log_in(&pbx).await;
    pbx.call("101", "102", Duration::from_secs(60)).unwrap();
    client.until_event("BridgeEnter").await;
    let [connected] = &pbx.connected()[..] else {
        panic!()
    };
    assert_eq!(connected.user.as_deref(), Some("portal"));
    pbx.fault_on(connected.id, Fault::Close).unwrap();
    client.rest().await;
    assert!(matches!(
        pbx.fault_on(connected.id, Fault::Close),
        Err(SimError::NoSuchConnection { .. })
    ));
    let mut client = Client::deaf(&pbx).await;
    let channels = client.list("Action: CoreShowChannels\r\n\r\n").await;
    assert_eq!(channels.len(), 4, "the call goes on: {channels:?}");
}

#[tokio::test]
async fn garbage_stands_between_two_messages_or_before_the_banner() {
    let pbx = start().await;
    let mut client = Client::deaf(&pbx).await;
    pbx.fault(Fault::Garbage(b"\x01rubbish: yes\r\n\r\n".to_vec()))
        .unwrap();
    assert_eq!(client.message().await, "\u{1}rubbish: yes\r\n\r\n");
    assert!(client.ask(PING).await.contains("Ping: Pong"));

    pbx.fault_next(Fault::Garbage(b"SSH-2.0-OpenSSH\r\n".to_vec()))
        .unwrap();
    let mut stream = TcpStream::connect(pbx.addr()).await.unwrap();
    let mut bytes = [0; 17];
    stream.read_exact(&mut bytes).await.unwrap();
    assert_eq!(&bytes, b"SSH-2.0-OpenSSH\r\n");
    Client::connect(&pbx).await;
}

#[tokio::test]
async fn a_slow_connection_gives_piece_after_piece() {
    let pbx = start().await;
    let mut client = Client::deaf(&pbx).await;
    let pause = Duration::from_millis(4);
    pbx.fault(Fault::Slow { bytes: 7, pause }).unwrap();
    let begun = Instant::now();
    let reply = client.ask(PING).await;
    let pieces = u32::try_from(reply.len() / 7).unwrap();
    assert!(begun.elapsed() >= pause * (pieces - 1), "{:?}", begun.elapsed());
    pbx.fault(Fault::Heal).unwrap();
    assert_eq!(value(&client.ask(PING).await, "Ping"), "Pong");
}

#[tokio::test]
async fn a_stalled_connection_goes_on_later() {
    let pbx = start().await;
    let mut client = Client::deaf(&pbx).await;
    pbx.fault(Fault::Stall(Duration::from_millis(80))).unwrap();
    let begun = Instant::now();
    assert!(client.ask(PING).await.contains("Ping: Pong"));
    assert!(begun.elapsed() >= Duration::from_millis(60));
}

#[tokio::test]
async fn a_half_open_connection_says_nothing_and_stays_open() {
    let pbx = start().await;
    let mut half = Client::log_in(&pbx).await;
    pbx.fault(Fault::HalfOpen).unwrap();
    assert!(pbx.connected().is_empty(), "its session is over");
    half.send(PING).await;
    let mut other = Client::log_in(&pbx).await;
    pbx.call("101", "102", Duration::from_millis(10)).unwrap();
    other.event("Cdr").await;
    let heard = tokio::time::timeout(Duration::from_millis(50), half.message()).await;
    assert!(heard.is_err(), "{heard:?}");
    pbx.stop().await;
    assert_eq!(half.rest().await, "", "it ends with the PBX");
}

#[tokio::test]
async fn a_restart_says_so_forgets_calls_and_takes_its_time_for_modules() {
    let pbx = start_with(Settings {
        login_failure_delay: Duration::ZERO,
        ..settings()
    })
    .await;
    let mut before = Client::log_in(&pbx).await;
    pbx.call("101", "102", Duration::from_secs(60)).unwrap();
    before.until_event("BridgeEnter").await;
    pbx.restart(Duration::from_millis(150)).await.unwrap();
    let rest = before.rest().await;
    assert!(
        rest.ends_with(
            "Event: Shutdown\r\nPrivilege: system,all\r\nShutdown: Cleanly\r\nRestart: True\r\n\r\n"
        ),
        "{rest}"
    );

    let mut after = Client::connect(&pbx).await;
    let login = "Action: Login\r\nUsername: portal\r\nSecret: secret\r\n\r\n";
    assert!(after.ask(login).await.contains("Authentication accepted"));
    let missing = after.ask("Action: DeviceStateList\r\n\r\n").await;
    assert!(
        missing.contains("Invalid/unknown command: DeviceStateList."),
        "{missing}"
    );
    let channels = after.list("Action: CoreShowChannels\r\n\r\n").await;
    assert_eq!(
        channels.len(),
        2,
        "the core is there, the call is not: {channels:?}"
    );
    after.event("FullyBooted").await;
    assert!(after.list("Action: DeviceStateList\r\n\r\n").await.len() > 2);
}
