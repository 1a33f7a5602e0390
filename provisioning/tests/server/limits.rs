//! How often, and how much is remembered of it.

use std::time::Duration;

use axum::http::StatusCode;
use switchhook_provisioning::MacAddr;
use switchhook_provisioning::server::{Rate, Refusal, What};

use crate::world::*;

#[tokio::test]
async fn an_address_that_scans_is_not_answered_any_more() {
    let mut strict = policy();
    strict.address_rate = Rate::new(100, Duration::from_secs(1));
    let world = World::with_phone(strict).await;
    let mut rated = 0;
    for last in 0..2_000u32 {
        let mac = MacAddr::new([0xc0, 0x74, 0xad, 0x55, (last >> 8) as u8, last as u8]);
        let agent = agent(mac);
        let path = first_path(mac);
        let headers = [("user-agent", agent.as_str())];
        let asking = Asking {
            from: "10.0.0.66",
            ..get(&path, &headers)
        };
        assert_eq!(world.ask(asking).await.status, StatusCode::NOT_FOUND);
    }
    for what in world.happened() {
        rated += usize::from(what == What::Refused(Refusal::AddressRate));
    }
    assert_eq!(rated, 1_980, "a refused request counts as five");
    // Another address is not held up, and this one not for ever.
    let told = claim(&world, PHONE).await;
    told.open(&told.fetch(&world).await);
    world.time.pass(Duration::from_secs(100));
    assert_eq!(
        told.fetch_at(&world.router, &told.url(), "10.0.0.66")
            .await
            .status,
        StatusCode::OK
    );
}

#[tokio::test]
async fn guessing_under_one_maker_s_prefix_is_slowed_from_all_addresses_together() {
    let mut strict = policy();
    strict.prefix_rate = Rate::new(50, Duration::from_secs(1));
    let world = World::with_phone(strict).await;
    for last in 0..60u8 {
        let mac = MacAddr::new([0xc0, 0x74, 0xad, 0x55, 0, last]);
        let (agent, path, from) = (agent(mac), first_path(mac), format!("10.0.1.{last}"));
        let headers = [("user-agent", agent.as_str())];
        world
            .ask(Asking {
                from: &from,
                ..get(&path, &headers)
            })
            .await;
    }
    let agent = agent(PHONE);
    let headers = [("user-agent", agent.as_str())];
    assert_eq!(
        world.ask(get(&first_path(PHONE), &headers)).await.status,
        StatusCode::NOT_FOUND
    );
    assert_eq!(world.happened().last(), Some(&What::Refused(Refusal::PrefixRate)));
    world.time.pass(Duration::from_secs(2));
    claim(&world, PHONE).await;
}

#[tokio::test]
async fn a_phone_that_asks_all_the_time_is_slowed() {
    let mut strict = policy();
    strict.token_rate = Rate::new(10, Duration::from_secs(1));
    let world = World::with_phone(strict).await;
    let told = claim(&world, PHONE).await;
    let mut given = 0;
    for _ in 0..20 {
        given += usize::from(told.fetch(&world).await.status == StatusCode::OK);
    }
    assert_eq!(given, 5, "each fetch is two requests");
    world.time.pass(Duration::from_secs(10));
    assert_eq!(told.fetch(&world).await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_site_behind_one_address_starts_all_its_phones_at_once() {
    let world = World::new(policy());
    for last in 0..=255u8 {
        let mac = MacAddr::new([0xc0, 0x74, 0xad, 0x66, 0, last]);
        world
            .expect(mac, switchhook_provisioning::server::Form::EncryptedXml)
            .await;
        let agent = agent(mac);
        let headers = [("user-agent", agent.as_str())];
        // Binary, XML, binary, XML, digest.
        assert_eq!(
            world
                .ask(get(&first_path(mac).replace(".xml", ""), &headers))
                .await
                .status,
            StatusCode::NOT_FOUND
        );
        let told = claim(&world, mac).await;
        assert_eq!(
            world
                .ask(get(&told.url().replace(".xml", ""), &headers))
                .await
                .status,
            StatusCode::NOT_FOUND
        );
        told.open(&told.fetch(&world).await);
    }
}
