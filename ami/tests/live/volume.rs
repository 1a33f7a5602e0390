//! Much at once: output, lists, actions in flight, and readers that do not keep up.

use std::io::{Read, Write};
use std::time::Duration;

use futures_util::future::join_all;
use switchhook_ami::action::{DbDelTree, DbGet, DbGetTree, DbPut, Ping, UserEvent};
use switchhook_ami::client::{Client, Item};
use switchhook_ami::proto::LoginMethod;
use switchhook_rig::{Laboratory, Version};
use tokio::net::TcpSocket;

use crate::SOON;
use crate::lab::{Lab, account, config, started};

const KEYS: usize = 5000;

pub(crate) async fn a_megabyte_of_output_thousands_of_items_and_hundreds_in_flight_arrive_whole(
    version: Version,
) {
    let lab = Lab::start(version).await;
    let value = |number: usize| format!("{number}: {}", "x".repeat(240));
    // In flight 250 at a time, each matched by its ActionID.
    for numbers in (0..KEYS).collect::<Vec<_>>().chunks(250) {
        let puts = numbers.iter().map(|number| {
            lab.client
                .send(DbPut::new("many", format!("key{number:05}"), value(*number)))
        });
        for put in join_all(puts).await {
            put.expect("put");
        }
    }
    let gets = (0..250).map(|number| lab.client.send(DbGet::new("many", format!("key{number:05}"))));
    for (number, got) in join_all(gets).await.into_iter().enumerate() {
        assert_eq!(got.as_deref(), Ok(&*value(number)));
    }
    let tree = lab.ask(DbGetTree::new().family("many")).await;
    assert_eq!(tree.len(), KEYS);
    for (number, item) in tree.messages().iter().enumerate() {
        assert_eq!(item.get("Key"), Some(&*format!("/many/key{number:05}")));
        assert_eq!(item.get("Val"), Some(&*value(number)));
    }
    let output = lab.client.command("database show many").await.expect("output");
    let bytes: usize = output.lines.iter().map(String::len).sum();
    assert!(bytes > 1_000_000, "{bytes} bytes");
    let told = output.lines.last().map(String::as_str);
    assert!(
        told.is_some_and(|last| last.starts_with(&format!("{KEYS} results"))),
        "{told:?}"
    );
    let failed = lab
        .client
        .command("no such command")
        .await
        .expect("output, though it failed");
    assert!(failed.text().contains("No such command"), "{failed:?}");
    lab.ask(DbDelTree::new("many")).await;
    assert!(lab.ask(DbGetTree::new().family("many")).await.is_empty());
}

pub(crate) async fn a_slow_subscriber_lags_and_a_slow_reader_is_cut_off(version: Version) {
    const EVENTS: usize = 2000;
    const ROUNDS: usize = 4;
    let rig = started(version);
    let client = Client::connect(config(&rig).queue(100, 1 << 20))
        .await
        .expect("let in");
    let mut slow = client.subscribe();
    let speaker = Client::connect(account(&rig, Laboratory::QUIET))
        .await
        .expect("let in");

    // A plain socket that logs in and then does not read, as an account that Asterisk waits a tenth of a second for.
    // Its kernel shall not take everything in its stead.
    let socket = TcpSocket::new_v4().expect("a socket");
    socket.set_recv_buffer_size(16 << 10).expect("a small buffer");
    let stuck = socket.connect(rig.pbx.ami_addr()).await.expect("open");
    let mut stuck = stuck.into_std().expect("a plain socket");
    stuck.set_nonblocking(false).expect("a blocking socket");
    let login = format!(
        "Action: Login\r\nUsername: {}\r\nSecret: {}\r\n\r\n",
        Laboratory::HASTY,
        rig.secret.expose()
    );
    stuck.write_all(login.as_bytes()).expect("sent");

    let text = "y".repeat(900);
    for _ in 0..ROUNDS {
        let batch = (0..EVENTS).map(|_| speaker.send(UserEvent::new("Flood").header("Text", &*text)));
        for told in join_all(batch).await {
            told.expect("told");
        }
        // Nothing of that delays what is asked meanwhile.
        client.send(Ping).await.expect("a pong");
    }
    let said = ROUNDS * EVENTS;
    let (mut heard, mut lagged) = (0, 0);
    while let Some(item) = slow.try_next() {
        match item {
            Item::Event(event) if event.get("UserEvent") == Some("Flood") => heard += 1,
            Item::Lagged(count) => lagged += count,
            _ => {}
        }
    }
    assert!((1..=100).contains(&heard), "{heard} of {said}");
    assert!(lagged >= (said - 100) as u64, "{lagged} of {said} told as lost");
    client.send(Ping).await.expect("a pong");

    // Asterisk gives the stuck one up: what the kernel held can be read, cut off in the middle, and then the end.
    let given_up = async {
        loop {
            let connected = client.command("manager show connected").await.expect("output");
            if !connected.text().contains(Laboratory::HASTY) {
                break;
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    };
    tokio::time::timeout(2 * SOON, given_up).await.expect("given up");
    stuck.set_read_timeout(Some(SOON)).expect("a time limit");
    let mut read = Vec::new();
    stuck.read_to_end(&mut read).expect("the end of the connection");
    assert!(read.len() < said * 900, "{} bytes", read.len());
    assert!(!read.ends_with(b"\r\n\r\n"), "the last message is cut off");

    // One that reads gets everything, as the same account.
    let reader = Client::connect(account(&rig, Laboratory::HASTY).login(LoginMethod::Plain))
        .await
        .expect("let in");
    let log = crate::log::Log::of(&reader);
    let batch = (0..EVENTS).map(|_| speaker.send(UserEvent::new("Flood").header("Text", &*text)));
    join_all(batch).await;
    speaker.send(UserEvent::new("Last")).await.expect("told");
    log.named(0, "UserEvent", "UserEvent", "Last").await;
    let all = log
        .since(0)
        .iter()
        .filter(|event| event.get("UserEvent") == Some("Flood"))
        .count();
    assert_eq!(all, EVENTS);
    tokio::time::timeout(Duration::from_secs(5), client.close())
        .await
        .expect("closes");
}
