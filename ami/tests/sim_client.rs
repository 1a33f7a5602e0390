//! This crate's client and its simulated PBX, together.
#![cfg(feature = "sim")]

mod sim_common;

use std::time::Duration;

use sim_common::{settings, start, start_with};
use switchhook_ami::action::{
    CoreShowChannels, DbGet, DbPut, GetConfig, Hangup, Operation, Originate, Outcome, QueueStatus, Target,
    UpdateConfig,
};
use switchhook_ami::client::{Backoff, Client, Config, Item, Subscription};
use switchhook_ami::sim::{AmiUser, Behaviour, Pbx, Settings};
use switchhook_ami::{Event, Secret};

fn config(pbx: &Pbx, secret: &str) -> Config {
    let soon = Backoff::new(Duration::from_millis(10), Duration::from_millis(50));
    Config::new(pbx.addr().to_string(), "portal", Secret::new(secret)).reconnect(soon)
}

/// Reads items until one satisfies `wanted`.
async fn until<T>(items: &mut Subscription, mut wanted: impl FnMut(&Item) -> Option<T>) -> T {
    let reading = async {
        loop {
            let item = items.next().await.expect("the client goes on");
            if let Some(found) = wanted(&item) {
                return found;
            }
        }
    };
    tokio::time::timeout(Duration::from_secs(10), reading)
        .await
        .expect("it comes in time")
}

#[tokio::test]
async fn click_to_dial_through_the_client_ends_in_a_record() {
    let pbx = start().await;
    let client = Client::connect(config(&pbx, "secret")).await.unwrap();
    let mut items = client.subscribe();
    let call =
        Originate::new("PJSIP/aa11", Target::extension("internal", "102")).caller_id("\"Moana Tehei\" <101>");
    let Outcome::Answered { unique_id, .. } = client.dial(call).await.unwrap() else {
        panic!("it is picked up")
    };
    let recorded = until(&mut items, |item| match item {
        Item::Event(message) => match message.event() {
            Event::Cdr(cdr) => Some(cdr.unique_id()),
            _ => None,
        },
        _ => None,
    });
    assert_eq!(recorded.await, unique_id);

    pbx.set_phone("101", Behaviour::Busy).unwrap();
    let call = Originate::new("PJSIP/aa11", Target::extension("internal", "102"));
    // OriginateResponse says no more of a phone that is busy; its Hangup does.
    assert_eq!(client.dial(call).await.unwrap(), Outcome::Busy);
    client.close().await;
}

#[tokio::test]
async fn the_client_finds_a_revived_pbx_again() {
    let pbx = start().await;
    let client = Client::connect(config(&pbx, "secret")).await.unwrap();
    let mut items = client.subscribe();
    until(&mut items, |item| {
        matches!(item, Item::Connected(_)).then_some(())
    })
    .await;
    pbx.crash();
    until(&mut items, |item| {
        matches!(item, Item::Disconnected { .. }).then_some(())
    })
    .await;
    pbx.revive().await.unwrap();
    until(&mut items, |item| {
        matches!(item, Item::Connected(_)).then_some(())
    })
    .await;
    client.send(CoreShowChannels).await.unwrap();
    client.close().await;
}

#[tokio::test]
async fn two_sections_of_one_name_are_filled_apart_and_renamed_last() {
    let pbx = start().await;
    let client = Client::connect(config(&pbx, "secret")).await.unwrap();
    let file = "switchhook/phones.conf";
    let update = UpdateConfig::file(file).steps([
        Operation::new_category("100"),
        Operation::append("100", "type", "endpoint"),
        Operation::new_category("100-aor"),
        Operation::append("100-aor", "type", "aor"),
        Operation::rename_category("100-aor", "100"),
    ]);
    client.update_config(update).await.unwrap();
    // From here on a step means both.
    let update = UpdateConfig::file(file).step(Operation::append("100", "note", "both"));
    client.update_config(update).await.unwrap();
    let read = client.send(GetConfig::file(file).category("100")).await.unwrap();
    let sections: Vec<(Option<&str>, Option<&str>)> = read
        .categories
        .iter()
        .map(|section| (section.get("type"), section.get("note")))
        .collect();
    assert_eq!(
        sections,
        [(Some("endpoint"), Some("both")), (Some("aor"), Some("both"))]
    );
    client.close().await;
}

#[tokio::test]
async fn what_is_not_there_is_told_from_what_is_not_permitted() {
    let mut company = sim_common::company();
    company.users.push(AmiUser {
        name: "poor".into(),
        secret: "secret".into(),
        read: String::new(),
        write: "reporting".into(),
        single: false,
    });
    let pbx = Pbx::start("127.0.0.1:0", company, settings()).await.unwrap();
    let poor = Config::new(pbx.addr().to_string(), "poor", Secret::new("secret"));
    let poor = Client::connect(poor).await.unwrap();
    let missing = poor.send(DbGet::new("CFIM", "999")).await.unwrap_err();
    assert!(missing.is_not_found(), "{missing}");
    let denied = poor.send(DbPut::new("CFIM", "999", "1")).await.unwrap_err();
    assert!(!denied.is_not_found());
    assert_eq!(
        denied.to_string(),
        "refused by Asterisk: Permission denied; give the user the write class that the action needs, in manager.conf"
    );
    let client = Client::connect(config(&pbx, "secret")).await.unwrap();
    let missing = client.send(GetConfig::file("nowhere.conf")).await.unwrap_err();
    assert!(missing.is_not_found(), "{missing}");
    let missing = client.send(Hangup::channel("PJSIP/999-1")).await.unwrap_err();
    assert!(missing.is_not_found(), "{missing}");
    client.close().await;
    poor.close().await;
}

#[tokio::test]
async fn a_wrong_secret_is_a_refusal() {
    let pbx = start().await;
    let error = Client::connect(config(&pbx, "wrong")).await.unwrap_err();
    assert!(error.is_refused(), "{error}");
}

#[tokio::test]
async fn a_large_update_arrives_whole() {
    let pbx = start_with(Settings {
        login_failure_delay: Duration::ZERO,
        ..settings()
    })
    .await;
    let client = Client::connect(config(&pbx, "secret")).await.unwrap();
    let lines = (0..100).map(|n| Operation::append("switchhook-phones", "exten", format!("{n},1,NoOp()")));
    client
        .update_config(UpdateConfig::file("switchhook/dialplan.conf").steps(lines))
        .await
        .unwrap();
    let file = client
        .send(GetConfig::file("switchhook/dialplan.conf"))
        .await
        .unwrap();
    let section = file.category("switchhook-phones").expect("it was there");
    let written: Vec<&str> = section.get_all("exten").collect();
    let expected: Vec<String> = (0..100).map(|n| format!("{n},1,NoOp()")).collect();
    assert_eq!(written, expected);
    let queues = client.send(QueueStatus::all()).await.unwrap();
    assert_eq!(
        queues.iter().map(|queue| queue.members.len()).collect::<Vec<_>>(),
        [2]
    );
    client.close().await;
}
