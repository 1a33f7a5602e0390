//! What operators, the registrar and the clock do.

use std::time::Duration;

use axum::http::StatusCode;
use switchhook_provisioning::catalogue::Model;
use switchhook_provisioning::lifecycle::{Periods, State};
use switchhook_provisioning::server::{Clock as _, Form, OperateError, Record};

use crate::world::*;

async fn active() -> (World, Told) {
    let world = World::with_phone(policy()).await;
    let told = claim(&world, PHONE).await;
    told.open(&told.fetch(&world).await);
    (world, told)
}

#[tokio::test]
async fn a_phone_that_registers_from_where_it_fetched_is_verified() {
    let (world, told) = active().await;
    let registered = async |from: &str, agent| {
        world
            .server
            .registered(PHONE, from.parse().unwrap(), agent)
            .await
            .unwrap()
    };
    assert!(!registered("10.0.0.66", None).await, "from elsewhere");
    assert!(
        !registered("10.0.0.5", Some("Grandstream GXP2135 1.0.11.23")).await,
        "as something else"
    );
    assert!(registered("10.0.0.5", Some("Grandstream GRP2614 1.0.5.67")).await);
    assert_eq!(world.record(PHONE).await.state, State::Verified);
    // A new file has to show again that it works.
    world
        .desks
        .values
        .lock()
        .unwrap()
        .insert(PHONE, "u4712".to_owned());
    told.fetch(&world).await;
    assert_eq!(world.record(PHONE).await.state, State::Active);
}

#[tokio::test]
async fn a_phone_that_does_not_register_or_is_not_seen_is_told() {
    let (world, told) = active().await;
    let periods = Periods::default();
    assert_eq!(world.server.tend(&periods).await.unwrap(), 0);
    world.time.pass(Duration::from_secs(16 * 60));
    assert_eq!(world.server.tend(&periods).await.unwrap(), 1);
    assert_eq!(world.record(PHONE).await.state, State::Failed);
    world.time.pass(49 * HOUR);
    assert_eq!(world.server.tend(&periods).await.unwrap(), 1);
    assert_eq!(world.record(PHONE).await.state, State::Stale);
    told.fetch(&world).await;
    assert_eq!(world.record(PHONE).await.state, State::Active);
}

#[tokio::test]
async fn after_a_factory_reset_an_operator_opens_the_window_again() {
    let (world, old) = active().await;
    let agent = agent(PHONE);
    let headers = [("user-agent", agent.as_str())];
    assert_eq!(
        world.ask(get(&first_path(PHONE), &headers)).await.status,
        StatusCode::NOT_FOUND
    );
    let closes = world.time.now() + HOUR;
    assert_eq!(
        world.server.reopen(PHONE, closes, false, "ann").await.unwrap(),
        None
    );
    assert_eq!(old.fetch(&world).await.status, StatusCode::NOT_FOUND);
    let told = claim(&world, PHONE).await;
    told.open(&told.fetch(&world).await);
}

#[tokio::test]
async fn what_cannot_be_is_refused_with_the_reason() {
    let (world, _) = active().await;
    let now = world.time.now();
    let known = Record::expected(PHONE, Model::GRP2614, "main", now);
    assert!(matches!(
        world.server.enrol(known, "ann").await,
        Err(OperateError::Known { .. })
    ));
    let elsewhere = Record::expected(OTHER, Model::GRP2614, "moon", now);
    let error = world.server.enrol(elsewhere, "ann").await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "there is no site \"moon\"; add it to the policy, or choose one of its sites"
    );
    let error = world.server.release(PHONE, "ann").await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "c0:74:ad:11:22:33 is active: released leads nowhere from there"
    );
    assert!(matches!(
        world.server.retire(STRANGER, "ann").await,
        Err(OperateError::Unknown { .. })
    ));
}

#[tokio::test]
async fn what_is_read_back_shows_drift_and_its_end() {
    let (world, _) = active().await;
    let state = |agrees| world.server.read_back(PHONE, agrees, "ann");
    assert_eq!(state(false).await.unwrap().state, State::Drift);
    assert_eq!(state(true).await.unwrap().state, State::Active);
}

#[test]
fn a_model_that_reads_only_binary_gets_binary() {
    assert_eq!(Form::of(Model::GRP2614), Form::EncryptedXml);
    assert_eq!(Form::of("GXP2000".parse::<Model>().unwrap()), Form::Binary);
}
