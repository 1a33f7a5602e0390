//! Many subscribers on one connection: none holds up another, and what each loses is told.
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "plays a server over real sockets"
)]

mod client_common;

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use client_common::{Peer, connected, listener, next, within};
use switchhook_ami::client::{Client, Item, ItemRef, Overflow, State, Subscription, SubscriptionOptions};
use switchhook_ami::event::Filter;

/// Has the client read so many events, and returns when it has.
async fn tell(peer: &mut Peer, client: &Client, numbers: std::ops::Range<u64>) {
    let mut state = client.state_changes();
    drop(within(state.wait_for(State::is_connected)).await.expect("open"));
    let before = client.stats().events;
    let count = numbers.end - numbers.start;
    let mut text = String::new();
    for number in numbers {
        text.push_str(&format!("Event: Test\nNumber: {number}\n\n"));
        if text.len() > 60_000 {
            peer.say(&text).await;
            text.clear();
        }
    }
    peer.say(&text).await;
    let (pong, _) = tokio::join!(
        client.send(switchhook_ami::action::Ping),
        peer.answer("Ping: Pong\n")
    );
    pong.expect("the reader is not held up");
    assert_eq!(client.stats().events, before + count);
}

/// What waits: numbers of events, and losses as negative counts; `None` is left out.
fn waiting(subscription: &mut Subscription) -> Vec<i64> {
    std::iter::from_fn(|| subscription.try_next())
        .filter_map(|item| match item {
            Item::Event(event) => event.get("Number").and_then(|number| number.parse().ok()),
            Item::Lagged(count) => Some(-i64::try_from(count).expect("few")),
            _ => None,
        })
        .collect()
}

fn of(overflow: Overflow) -> SubscriptionOptions {
    SubscriptionOptions::new().queue(10, 1 << 20).overflow(overflow)
}

#[tokio::test]
async fn each_way_to_overflow_keeps_what_it_says_and_tells_what_it_lost() {
    let (_listener, mut peer, client) = connected().await;
    let mut newest = client.subscribe_to(of(Overflow::DropNewest));
    let mut oldest = client.subscribe_to(of(Overflow::DropOldest));
    let mut ending = client.subscribe_to(of(Overflow::End));
    for subscription in [&mut newest, &mut oldest, &mut ending] {
        assert!(matches!(next(subscription).await, Item::Connected(connected) if connected.generation == 1));
    }
    tell(&mut peer, &client, 0..30).await;
    assert_eq!(client.stats().dropped, 20 + 20 + 1);

    assert_eq!(waiting(&mut newest), [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, -20]);
    assert_eq!(
        waiting(&mut oldest),
        [-20, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29]
    );
    assert_eq!(waiting(&mut ending), [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, -1]);
    assert_eq!(
        (newest.dropped(), oldest.dropped(), ending.dropped()),
        (20, 20, 1)
    );

    tell(&mut peer, &client, 30..32).await;
    assert_eq!(waiting(&mut newest), [30, 31]);
    assert_eq!(waiting(&mut oldest), [30, 31]);
    assert!(within(ending.next()).await.is_none(), "it has ended");
}

#[tokio::test]
async fn a_filter_keeps_other_events_out_of_the_queue_and_its_count() {
    let (_listener, mut peer, client) = connected().await;
    let fives = Filter::names(["Test"]).header("Number", "5");
    let mut some = client.subscribe_to(fives.clone());
    let options = SubscriptionOptions::from(Filter::none()).queue(2, 1 << 20);
    let mut none = client.subscribe_to(options);
    tell(&mut peer, &client, 0..100).await;
    assert_eq!(waiting(&mut some), [5]);
    assert!(matches!(none.try_next(), Some(Item::Connected(_))));
    assert!(none.try_next().is_none());
    assert_eq!(client.stats().dropped, 0);
    drop(peer);
    assert!(matches!(next(&mut none).await, Item::Disconnected { .. }));
}

#[tokio::test]
async fn a_gap_never_hides_that_the_connection_was_another_one_meanwhile() {
    let (listener, config) = listener().await;
    let client = Client::start(config);
    let mut slow = client.subscribe_to(of(Overflow::DropNewest));
    let mut oldest = client.subscribe_to(of(Overflow::DropOldest));
    let mut peer = Peer::log_in(&listener).await;
    tell(&mut peer, &client, 0..20).await;
    drop(peer);
    let mut peer = Peer::log_in(&listener).await;
    tell(&mut peer, &client, 20..25).await;
    for subscription in [&mut slow, &mut oldest] {
        let mut generation = 0;
        let mut seen_after_loss = None;
        while let Some(item) = subscription.try_next() {
            match item {
                Item::Connected(connected) => generation = connected.generation,
                Item::Lagged(_) => seen_after_loss = Some(()),
                _ => {}
            }
        }
        assert_eq!(generation, 2, "the second connection is told in spite of the gap");
        seen_after_loss.expect("and so is the gap");
    }
}

/// The bound is counted in bytes held, not in time: what a subscriber that never reads can cost is stated.
#[tokio::test]
async fn a_subscriber_that_stops_reading_costs_its_bound_and_changes_nothing_for_the_others() {
    const EVENTS: u64 = 50_000;
    const BYTES: usize = 256 * 1024;
    let (_listener, mut peer, client) = connected().await;
    let stuck: Vec<Subscription> = [Overflow::DropNewest, Overflow::DropOldest, Overflow::End]
        .map(|overflow| {
            client.subscribe_to(
                SubscriptionOptions::new()
                    .queue(1_000_000, BYTES)
                    .overflow(overflow),
            )
        })
        .into();
    let mut reading = client.subscribe();
    let reader = tokio::spawn(async move {
        let mut expected = 0;
        while expected < EVENTS {
            match reading.next().await {
                Some(Item::Event(event)) => {
                    assert_eq!(event.get("Number"), Some(&*expected.to_string()));
                    expected += 1;
                }
                Some(Item::Connected(_)) => {}
                other => panic!("{other:?} after {expected}"),
            }
        }
        reading.dropped()
    });
    for from in (0..EVENTS).step_by(5_000) {
        tell(&mut peer, &client, from..from + 5_000).await;
        for subscription in &stuck {
            let (_, bytes) = subscription.waiting();
            assert!(bytes <= BYTES, "{bytes}");
        }
    }
    assert_eq!(
        within(reader).await.expect("no panic"),
        0,
        "the one that reads lost nothing"
    );
    for subscription in &stuck {
        let (items, bytes) = subscription.waiting();
        assert!(
            bytes > BYTES / 2,
            "the bound was reached: {items} items, {bytes} bytes"
        );
        assert!(subscription.dropped() > 0);
    }
}

#[tokio::test]
async fn handlers_see_every_event_borrowed_until_they_are_dropped() {
    let (_listener, mut peer, client) = connected().await;
    let sum = Arc::new(AtomicU64::new(0));
    let added = Arc::clone(&sum);
    let handler = client.handle(move |item| {
        if let ItemRef::Event(message) = item {
            let number: u64 = message
                .get("Number")
                .and_then(|number| number.parse().ok())
                .expect("a number");
            added.fetch_add(number, Ordering::Relaxed);
        }
    });
    tell(&mut peer, &client, 0..101).await;
    assert_eq!(sum.load(Ordering::Relaxed), 5050);
    drop(handler);
    tell(&mut peer, &client, 0..101).await;
    assert_eq!(sum.load(Ordering::Relaxed), 5050);
}

#[tokio::test]
async fn a_hundred_subscribers_share_the_bytes_of_an_event() {
    let (_listener, mut peer, client) = connected().await;
    let mut all: Vec<Subscription> = (0..100).map(|_| client.subscribe()).collect();
    tell(&mut peer, &client, 0..1).await;
    let mut events = Vec::new();
    for subscription in &mut all {
        assert!(matches!(next(subscription).await, Item::Connected(_)));
        match next(subscription).await {
            Item::Event(event) => events.push(event),
            other => panic!("{other:?}"),
        }
    }
    assert!(events.iter().all(|event| Arc::ptr_eq(event, &events[0])));
}
