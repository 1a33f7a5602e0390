//! The programs in `examples/`, each run against the simulated PBX: what readers copy has to work.
#![cfg(feature = "sim")]
#![allow(
    clippy::disallowed_types,
    reason = "a test of programs: one of them has a socket"
)]

mod sim_common;

/// The parts of the programs are called here; what reads the command line is not.
macro_rules! examples {
    ($($name:ident = $path:literal,)*) => {
        $(
            #[path = $path]
            #[allow(dead_code, reason = "`main` reads the command line, the parts below it are called here")]
            mod $name;
        )*
        const TRIED: &[&str] = &[$($path),*];
    };
}

examples! {
    astdb = "../examples/astdb.rs",
    click_to_dial = "../examples/click_to_dial.rs",
    command_output = "../examples/command_output.rs",
    edit_config = "../examples/edit_config.rs",
    follow_call = "../examples/follow_call.rs",
    own_event = "../examples/own_event.rs",
    sans_io = "../examples/sans_io.rs",
    several_pbxs = "../examples/several_pbxs.rs",
    watch_queue = "../examples/watch_queue.rs",
}

use std::time::Duration;

use sim_common::start;
use switchhook_ami::client::{Client, Config, Item, Subscription};
use switchhook_ami::sim::{Behaviour, Pbx};
use switchhook_ami::wire::MessageBuf;
use switchhook_ami::{Secret, action, proto};

fn config(pbx: &Pbx) -> Config {
    Config::new(pbx.addr().to_string(), "portal", Secret::new("secret"))
}

async fn client(pbx: &Pbx) -> Client {
    Client::connect(config(pbx)).await.expect("the PBX is there")
}

async fn in_time<T>(work: impl Future<Output = T>) -> T {
    tokio::time::timeout(Duration::from_secs(10), work)
        .await
        .expect("it ends in time")
}

#[test]
fn every_example_is_tried_here_or_by_hand() {
    // These talk to the terminal all the time, or have a test of their own.
    const BY_HAND: &[&str] = &["watch.rs", "ami_over_http.rs"];
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/examples");
    for entry in std::fs::read_dir(folder).expect("the examples are there") {
        let name = entry.expect("it can be read").file_name();
        let name = name.to_str().expect("a plain name");
        let is_tried = TRIED.iter().any(|path| path.ends_with(&format!("/{name}")));
        assert!(is_tried || BY_HAND.contains(&name), "{name} has no test");
    }
}

#[tokio::test]
async fn click_to_dial_says_what_became_of_the_call() {
    let pbx = start().await;
    let client = client(&pbx).await;
    let call = || in_time(click_to_dial::call(&client, "PJSIP/aa11", "internal", "102"));
    pbx.set_phone("101", Behaviour::Unreachable).unwrap();
    let said = call().await.unwrap();
    assert!(said.starts_with("PJSIP/aa11 cannot be reached"), "{said}");
    pbx.set_phone("101", Behaviour::Busy).unwrap();
    let said = call().await.unwrap();
    assert_eq!(said, "PJSIP/aa11 is busy");
    pbx.set_phone("101", sim_common::QUICK).unwrap();
    let said = call().await.unwrap();
    assert!(
        said.starts_with("PJSIP/aa11-") && said.ends_with("was picked up and calls 102"),
        "{said}"
    );

    let injected = click_to_dial::call(&client, "PJSIP/aa11", "internal", "102\r\nAction: Logoff").await;
    assert!(
        injected
            .unwrap_err()
            .to_string()
            .contains("cannot carry line breaks")
    );
}

#[tokio::test]
async fn a_queue_is_watched_from_who_is_there_to_what_changes() {
    let pbx = start().await;
    pbx.set_phone("102", Behaviour::NoAnswer).unwrap();
    pbx.set_phone("103", Behaviour::NoAnswer).unwrap();
    let client = client(&pbx).await;
    let mut items = client.subscribe();
    assert_eq!(
        watch_queue::status(&client, "support").await.unwrap(),
        ["Jean: Some(NotInUse)", "Teva: Some(NotInUse)"]
    );
    pbx.incoming("support", "40123456", Duration::from_millis(200))
        .unwrap();
    assert_eq!(queue_change(&mut items).await, "40123456 waits as number 1");
    let status = watch_queue::status(&client, "support").await.unwrap();
    assert!(
        status
            .iter()
            .any(|line| line.starts_with("1. 40123456 has waited")),
        "{status:?}"
    );
    assert!(
        queue_change(&mut items)
            .await
            .starts_with("40123456 gave up after")
    );
}

async fn queue_change(items: &mut Subscription) -> String {
    in_time(async {
        loop {
            if let Item::Event(message) = items.next().await.expect("the client goes on")
                && let Some(line) = watch_queue::change(&message.event(), "Support")
            {
                return line;
            }
        }
    })
    .await
}

#[tokio::test]
async fn a_call_is_followed_from_its_first_channel_to_its_last_hang_up() {
    let pbx = start().await;
    let client = client(&pbx).await;
    let mut items = client.subscribe();
    pbx.call("101", "102", Duration::from_millis(30)).unwrap();
    let steps = in_time(follow_call::next_call(&mut items)).await.unwrap();
    let who_and_what: Vec<(&str, &str)> = steps
        .iter()
        .map(|step| {
            let (channel, what) = step.split_once(' ').expect("a channel and what it does");
            (&channel[..10], what)
        })
        .collect();
    let (first, second) = ("PJSIP/aa11", "PJSIP/bb22");
    assert_eq!(who_and_what.first(), Some(&(first, "begins")));
    for expected in [
        (second, "rings"),
        (second, "ANSWER"),
        (first, "talks"),
        (second, "talks"),
    ] {
        assert!(who_and_what.contains(&expected), "{expected:?} in {steps:#?}");
    }
    let hang_ups = steps
        .iter()
        .filter(|step| step.contains("hangs up: Normal Clearing"));
    assert_eq!(hang_ups.count(), 2);
}

#[tokio::test]
async fn a_setting_is_changed_and_read_back() {
    let pbx = start().await;
    let client = client(&pbx).await;
    let file = "switchhook/dialplan.conf";
    let set = |value| edit_config::set(&client, file, "switchhook-phones", "note", value);
    assert_eq!(set("one").await.unwrap(), None);
    assert_eq!(set("two").await.unwrap().as_deref(), Some("one"));
    assert_eq!(set("two").await.unwrap().as_deref(), Some("two"));
    let missing = edit_config::set(&client, file, "nobody", "note", "x").await;
    assert!(
        missing
            .unwrap_err()
            .to_string()
            .contains("not exactly one [nobody]")
    );
}

#[tokio::test]
async fn a_forward_is_written_read_and_removed_twice() {
    let pbx = start().await;
    let client = client(&pbx).await;
    assert_eq!(astdb::forwarded(&client, "101").await, Ok(None));
    astdb::forward(&client, "101", Some("0611")).await.unwrap();
    assert_eq!(
        astdb::forwarded(&client, "101").await,
        Ok(Some("0611".to_owned()))
    );
    astdb::forward(&client, "101", None).await.unwrap();
    astdb::forward(&client, "101", None).await.unwrap();
    assert_eq!(astdb::forwarded(&client, "101").await, Ok(None));
}

#[tokio::test]
async fn a_command_gives_its_lines_or_says_why_it_failed() {
    let pbx = start().await;
    let client = client(&pbx).await;
    let uptime = command_output::run(&client, "core show uptime").await.unwrap();
    assert_eq!(uptime.lines().count(), 2);
    assert!(uptime.starts_with("System uptime: "));
    let unknown = command_output::run(&client, "core shwo uptime")
        .await
        .unwrap_err();
    assert!(
        unknown.to_string().contains("No such command 'core shwo uptime'"),
        "{unknown}"
    );
}

#[test]
fn a_user_event_becomes_a_type_of_ones_own() {
    let door = |text: &[u8]| {
        let message = MessageBuf::parse(text).expect("a whole message");
        own_event::Door::from_message(message.as_message())
    };
    let expected = own_event::Door {
        name: "back".to_owned(),
        opened_by: "100".to_owned(),
    };
    let whole = b"Event: UserEvent\r\nUserEvent: Door\r\nName: back\r\nOpened-by: 100\r\n\r\n";
    assert_eq!(door(whole), Some(expected));
    assert_eq!(
        door(b"Event: UserEvent\r\nUserEvent: Door\r\nName: back\r\n\r\n"),
        None
    );
    assert_eq!(
        door(b"Event: UserEvent\r\nUserEvent: Bell\r\nName: back\r\nOpened-by: 100\r\n\r\n"),
        None
    );
}

#[tokio::test]
async fn several_pbxs_are_heard_side_by_side_though_one_is_down() {
    let (north, south, down) = (start().await, start().await, start().await);
    down.crash();
    let mut heard = several_pbxs::watch([
        ("north".to_owned(), config(&north)),
        ("south".to_owned(), config(&south)),
        ("down".to_owned(), config(&down)),
    ]);
    let (mut connected, mut ended) = (0, Vec::new());
    in_time(async {
        while ended.len() < 4 {
            let (name, what) = heard.recv().await.expect("they go on");
            assert_ne!((name.as_str(), what.as_str()), ("down", "connected"));
            if what == "connected" {
                connected += 1;
                let pbx = if name == "north" { &north } else { &south };
                pbx.call("101", "102", Duration::from_millis(30)).unwrap();
            }
            if what.ends_with("ends") {
                ended.push(name);
            }
        }
    })
    .await;
    assert_eq!(connected, 2);
    ended.sort();
    assert_eq!(ended, ["north", "north", "south", "south"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_protocol_runs_on_a_blocking_socket() {
    let pbx = start().await;
    let address = pbx.addr();
    let asking = tokio::task::spawn_blocking(move || {
        let socket = std::net::TcpStream::connect(address).expect("the PBX listens");
        let options = proto::Options::new("portal", Secret::new("secret"));
        sans_io::ask(&socket, options, &action::CoreSettings)
            .map(|settings| settings.asterisk_version().map(std::borrow::Cow::into_owned))
            .map_err(|error| error.to_string())
    });
    let settings = in_time(asking).await.expect("it does not panic").unwrap();
    assert_eq!(settings.as_deref(), Some("22.10.1"));

    let refused = tokio::task::spawn_blocking(move || {
        let socket = std::net::TcpStream::connect(address).expect("the PBX listens");
        let options = proto::Options::new("portal", Secret::new("wrong"));
        sans_io::ask(&socket, options, &action::CoreSettings)
            .map(|_| ())
            .map_err(|error| error.to_string())
    });
    let refused = in_time(refused).await.expect("it does not panic").unwrap_err();
    assert!(refused.contains("login refused"), "{refused}");
}
