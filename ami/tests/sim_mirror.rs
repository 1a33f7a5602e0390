//! The client's mirror against the simulated PBX: life, lost connections, lost events.
#![cfg(feature = "sim")]

mod sim_common;

use std::time::Duration;

use sim_common::{settings, start, start_with};
use switchhook_ami::Secret;
use switchhook_ami::client::{Backoff, Client, Config, MirrorHandle, Update};
use switchhook_ami::mirror::{Change, Doubt, Health, Options, Part, State, Step};
use switchhook_ami::sim::{Behaviour, Fault, Pbx, Settings};
use switchhook_ami::value::QueueMemberStatus;

/// Nothing in these tests takes this long unless it is broken.
const PATIENCE: Duration = Duration::from_secs(10);

fn config(pbx: &Pbx, user: &str, secret: &str) -> Config {
    let soon = Backoff::new(Duration::from_millis(10), Duration::from_millis(50));
    Config::new(pbx.addr().to_string(), user, Secret::new(secret)).reconnect(soon)
}

/// Quick, so that tests are.
fn options() -> Options {
    Options::default()
        .settle_after(Duration::from_millis(5))
        .check_every(Duration::from_secs(1))
        .grace(Duration::from_millis(100))
}

/// Waits for a state that satisfies `wanted`.
async fn until(mirror: &MirrorHandle, what: &str, wanted: impl FnMut(&State) -> bool) -> State {
    let mut states = mirror.states();
    let found = tokio::time::timeout(PATIENCE, states.wait_for(wanted)).await;
    let state = found.unwrap_or_else(|_| panic!("{what}: {:?}", mirror.state()));
    state.expect("the client goes on").clone()
}

fn patient() -> Settings {
    Settings {
        phones: Behaviour::Answers {
            after: Duration::from_millis(20),
            talk: Duration::from_secs(60),
        },
        queue_timeout: Duration::from_secs(60),
        ..settings()
    }
}

#[tokio::test]
async fn a_caller_waits_is_answered_and_goes() {
    let pbx = start_with(patient()).await;
    for extension in ["102", "103"] {
        pbx.set_phone(extension, Behaviour::NoAnswer).unwrap();
    }
    let client = Client::connect(config(&pbx, "portal", "secret")).await.unwrap();
    let mirror = client.mirror(options());
    assert!(mirror.in_sync().await);
    assert_eq!(mirror.state().queue("support").unwrap().members.len(), 2);
    let mut changes = mirror.changes();

    pbx.incoming("support", "40123456", Duration::from_secs(1))
        .unwrap();
    let waits = |state: &State| {
        state
            .queue("support")
            .is_some_and(|queue| !queue.callers.is_empty())
    };
    let state = until(&mirror, "somebody waits", waits).await;
    let caller = &state.queue("support").unwrap().callers[0];
    assert_eq!(caller.party.number, "40123456");
    assert!(state.channel(&caller.unique_id).is_some());
    let ringing = |state: &State| {
        let members = state.queue("support").unwrap().members.values();
        members
            .filter(|member| member.status == QueueMemberStatus::Ringing)
            .count()
            == 2
    };
    until(&mirror, "both members ring", ringing).await;

    let state = until(&mirror, "the caller gives up", |state| {
        !waits(state) && state.channels().len() == 0
    })
    .await;
    assert_eq!(state.queue("support").unwrap().abandoned, 1);
    assert!(state.is_in_sync());

    let mut steps = Vec::new();
    while let Ok(Some(update)) = tokio::time::timeout(Duration::from_millis(200), changes.next()).await {
        if let Update::Changed(Change::Channel { step, .. }) = update {
            steps.push(step);
        }
    }
    let count = |wanted| steps.iter().filter(|step| **step == wanted).count();
    assert!(count(Step::Added) > 0);
    assert_eq!(count(Step::Added), count(Step::Removed));
    pbx.stop().await;
}

#[tokio::test]
async fn the_picture_heals_after_the_pbx_was_restarted() {
    let pbx = start_with(patient()).await;
    let client = Client::connect(config(&pbx, "portal", "secret")).await.unwrap();
    let mirror = client.mirror(options());
    pbx.call("101", "102", Duration::from_secs(60)).unwrap();
    until(&mirror, "they talk", |state| {
        state.is_in_sync()
            && state
                .channels()
                .filter(|channel| channel.bridge.is_some())
                .count()
                == 2
    })
    .await;

    pbx.crash();
    let state = until(&mirror, "it is told", |state| !state.is_in_sync()).await;
    assert!(matches!(
        state.health(Part::Channels),
        Some(Health::OutOfSync {
            because: Doubt::NotConnected { .. } | Doubt::NotRead,
            ..
        })
    ));
    pbx.revive().await.unwrap();
    let state = until(&mirror, "it is read anew", |state| {
        state.is_in_sync() && state.connections() == 2
    })
    .await;
    assert_eq!(state.channels().len(), 0, "nobody talks any more");
    assert_eq!(state.repairs().ghosts, 0, "nothing of this was a fault");
    pbx.stop().await;
}

#[tokio::test]
async fn a_check_finds_what_no_event_told() {
    let pbx = start_with(patient()).await;
    let client = Client::connect(config(&pbx, "portal", "secret")).await.unwrap();
    let mirror = client.mirror(options());
    assert!(mirror.in_sync().await);
    let mut changes = mirror.changes();
    assert_eq!(pbx.fault(Fault::DropEvents { next: 1_000 }).unwrap(), 1);
    pbx.call("101", "102", Duration::from_secs(60)).unwrap();
    until(&mirror, "a check finds it", |state| {
        state.channels().len() == 2 && state.repairs().missed > 0
    })
    .await;
    let repaired = async {
        loop {
            if let Some(Update::Changed(Change::Repaired(repair))) = changes.next().await {
                return repair;
            }
        }
    };
    let repair = tokio::time::timeout(PATIENCE, repaired)
        .await
        .expect("it is told");
    assert_eq!(repair.fault, switchhook_ami::mirror::Fault::Missed);
    pbx.stop().await;
}

#[tokio::test]
async fn events_that_overran_the_subscription_are_made_up_for() {
    let pbx = start().await;
    let client = Client::connect(config(&pbx, "portal", "secret").queue(4, 1 << 20))
        .await
        .unwrap();
    let mirror = client.mirror(options());
    for _ in 0..20 {
        // Refused while they still talk, which is as good.
        let _ = pbx.call("101", "102", Duration::from_millis(20));
        until(&mirror, "it settles", |state| {
            state.is_in_sync() && state.channels().len() == 0
        })
        .await;
    }
    let state = until(&mirror, "all is quiet", |state| {
        state.is_in_sync() && state.channels().len() == 0
    })
    .await;
    assert_eq!(state.channels_in("x").count(), 0);
    pbx.stop().await;
}

#[tokio::test]
async fn what_the_account_may_not_list_is_left_out() {
    let pbx = start().await;
    // `reader` has write class originate only.
    let client = Client::connect(config(&pbx, "reader", "quiet")).await.unwrap();
    let mirror = client.mirror(options());
    assert!(mirror.in_sync().await);
    let state = mirror.state();
    let Some(Health::Unavailable { reason, .. }) = state.health(Part::Channels) else {
        panic!("{state:?}")
    };
    assert!(reason.contains("Permission denied"), "{reason}");
    assert!(state.health(Part::Queues).unwrap().is_in_sync());
    assert_eq!(state.queues().len(), 1);
    pbx.stop().await;
}

#[tokio::test]
async fn a_mirror_ends_with_its_client_and_with_its_last_handle() {
    let pbx = start().await;
    let client = Client::connect(config(&pbx, "portal", "secret")).await.unwrap();
    let mirror = client.mirror(options());
    let mut changes = mirror.changes();
    assert!(mirror.in_sync().await);
    client.close().await;
    let last = async { while changes.next().await.is_some() {} };
    tokio::time::timeout(PATIENCE, last)
        .await
        .expect("the changes end");
    assert!(!mirror.state().is_in_sync());

    let client = Client::connect(config(&pbx, "portal", "secret")).await.unwrap();
    let mirror = client.mirror(options());
    assert!(mirror.in_sync().await);
    drop((mirror, client));
    // The mirror held a client: with it gone, the connection is.
    let gone = async {
        while !pbx.connected().is_empty() {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(PATIENCE, gone)
        .await
        .expect("the connection ends");
    pbx.stop().await;
}
