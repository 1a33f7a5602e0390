//! This crate's client and its simulated PBX, together.
#![cfg(feature = "sim")]

mod sim_common;

use std::time::Duration;

use sim_common::{settings, start, start_with};
use switchhook_ami::action::{
    CoreShowChannels, GetConfig, Operation, Originate, Outcome, QueueStatus, Target, UpdateConfig,
};
use switchhook_ami::client::{Backoff, Client, Config, Item, Subscription};
use switchhook_ami::sim::{Behaviour, Pbx, Settings};
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
    let Outcome::Answered { unique_id, .. } = client.originate(call).await.unwrap() else {
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
    assert_eq!(client.originate(call).await.unwrap(), Outcome::Busy);
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
