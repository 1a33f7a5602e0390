//! From the first token to the device's own.

use std::sync::Arc;

use axum::http::StatusCode;
use switchhook_provisioning::MacAddr;
use switchhook_provisioning::catalogue::Model;
use switchhook_provisioning::grandstream::PNumber;
use switchhook_provisioning::lifecycle::State;
use switchhook_provisioning::server::{
    Clock as _, Files as _, Form, MemoryStore, Put, Record, Refusal, Sent, Server, Store, StoreError,
    SystemClock, SystemRandom, TokenHash, What,
};

use crate::world::*;

#[tokio::test]
async fn a_phone_goes_from_the_site_s_url_to_its_own_file() {
    let world = World::with_phone(policy()).await;
    let agent = agent(PHONE);
    let headers = [("user-agent", agent.as_str())];

    // It asks for the binary first, and goes on at a clean 404.
    let binary = first_path(PHONE).replace(".xml", "");
    assert_eq!(
        world.ask(get(&binary, &headers)).await.status,
        StatusCode::NOT_FOUND
    );
    let told = claim(&world, PHONE).await;
    assert_eq!(world.record(PHONE).await.state, State::Claimed);
    assert_eq!((told.user.as_str(), told.password.len()), ("c074ad112233", 26));

    let file = told.fetch(&world).await;
    let values = told.open(&file);
    assert_eq!(values.get(PNumber::new(35)), Some("u4711"));
    assert_eq!(values.get(PNumber::new(34)), Some(SIP_SECRET));
    assert_eq!(
        values.get(PNumber::new(331)),
        Some(format!("prov.example.net{}", told.path).as_str())
    );
    assert_eq!(file.header("cache-control"), "no-store");
    assert_eq!(file.header("content-type"), "application/octet-stream");

    let record = world.record(PHONE).await;
    assert_eq!((record.state, record.window), (State::Active, None));
    let seen = record.seen.as_ref().unwrap();
    assert_eq!(seen.firmware.as_deref(), Some("1.0.5.67"));

    // The first token is dead for this phone.
    assert_eq!(
        world.ask(get(&first_path(PHONE), &headers)).await.status,
        StatusCode::NOT_FOUND
    );
    let happened = world.happened();
    assert!(
        matches!(happened[..], [
        What::Enrolled,
        What::Claimed,
        What::Sent { file: Sent::First, .. },
        What::Delivered { file: Sent::First, .. },
        What::Challenged { stale: false },
        What::State { to: State::Active, .. },
        What::Sent { file: Sent::Configuration, .. },
        What::Delivered { file: Sent::Configuration, hash },
        What::Refused(Refusal::State),
    ] if hash == seen.file),
        "{happened:?}"
    );
}

#[tokio::test]
async fn the_first_file_holds_no_account() {
    let world = World::with_phone(policy()).await;
    let agent = agent(PHONE);
    let answer = world
        .ask(get(&first_path(PHONE), &[("user-agent", &agent)]))
        .await;
    let text = String::from_utf8(answer.body).unwrap();
    assert!(!text.contains(SIP_SECRET) && !text.contains("<P35>"), "{text}");
    for expected in [
        "<P145>0</P145>",
        "<P1414>0</P1414>",
        "<P276>1</P276>",
        "<P212>2</P212>",
    ] {
        assert!(text.contains(expected), "{text}");
    }
}

#[tokio::test]
async fn a_first_file_that_was_lost_is_given_again_to_the_same_address_only() {
    let world = World::with_phone(policy()).await;
    let lost = claim(&world, PHONE).await;
    let agent = agent(PHONE);
    let path = first_path(PHONE);
    let headers = [("user-agent", agent.as_str())];
    let elsewhere = Asking {
        from: "10.0.0.66",
        ..get(&path, &headers)
    };
    assert_eq!(world.ask(elsewhere).await.status, StatusCode::NOT_FOUND);
    let told = claim(&world, PHONE).await;
    assert!(world.happened().contains(&What::ClaimedAgain));
    assert_eq!(
        lost.fetch(&world).await.status,
        StatusCode::NOT_FOUND,
        "of two, the later one counts"
    );
    told.open(&told.fetch(&world).await);
}

#[tokio::test]
async fn a_first_file_is_not_given_again_after_a_while() {
    let world = World::with_phone(policy()).await;
    claim(&world, PHONE).await;
    world.time.pass(HOUR / 5);
    let (agent, path) = (agent(PHONE), first_path(PHONE));
    let answer = world.ask(get(&path, &[("user-agent", &agent)])).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn outside_its_window_a_phone_gets_no_first_file() {
    let world = World::with_phone(policy()).await;
    world.time.pass(HOUR);
    let (agent, path) = (agent(PHONE), first_path(PHONE));
    let answer = world.ask(get(&path, &[("user-agent", &agent)])).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    assert_eq!(world.happened().last(), Some(&What::Refused(Refusal::Window)));
}

/// A store in which others are served between any two steps.
#[derive(Default)]
struct Slow(MemoryStore);

impl Store for Slow {
    async fn by_mac(&self, mac: MacAddr) -> Result<Option<Arc<Record>>, StoreError> {
        let found = self.0.by_mac(mac).await;
        tokio::task::yield_now().await;
        found
    }

    async fn by_token(&self, token: &TokenHash) -> Result<Option<Arc<Record>>, StoreError> {
        let found = self.0.by_token(token).await;
        tokio::task::yield_now().await;
        found
    }

    async fn put(&self, record: Record) -> Result<Put, StoreError> {
        tokio::task::yield_now().await;
        self.0.put(record).await
    }

    async fn all(&self) -> Result<Vec<Arc<Record>>, StoreError> {
        self.0.all().await
    }
}

#[tokio::test]
async fn of_many_that_claim_at_once_one_gets_it() {
    let store = Slow::default();
    let server = Server::new(
        store,
        Desks::default(),
        policy(),
        key(),
        SystemClock,
        SystemRandom,
    );
    let now = SystemClock.now();
    let record = Record::expected(PHONE, Model::GRP2614, "main", now).window(now + HOUR);
    server.enrol(record, "test").await.unwrap();
    let router = server.router();
    let tasks: Vec<_> = (1..50)
        .map(|last| {
            let router = router.clone();
            tokio::spawn(async move {
                let (agent, path, from) = (agent(PHONE), first_path(PHONE), format!("10.0.0.{last}"));
                let headers = [("user-agent", agent.as_str())];
                let asking = Asking {
                    from: &from,
                    ..get(&path, &headers)
                };
                ask(&router, asking).await.status
            })
        })
        .collect();
    let mut given = 0;
    for task in tasks {
        given += usize::from(task.await.unwrap().is_success());
    }
    assert_eq!(given, 1);
    assert_eq!(server.store().by_mac(PHONE).await.unwrap().unwrap().version, 2);
}

#[tokio::test]
async fn a_phone_with_a_first_token_of_its_own_is_not_enrolled_by_its_site_s() {
    let world = World::with_phone(policy()).await;
    let closes = switchhook_provisioning::server::Clock::now(&world.time) + HOUR;
    let token = world
        .server
        .reopen(PHONE, closes, true, "ann")
        .await
        .unwrap()
        .unwrap();
    let agent = agent(PHONE);
    let headers = [("user-agent", agent.as_str())];
    assert_eq!(
        world.ask(get(&first_path(PHONE), &headers)).await.status,
        StatusCode::NOT_FOUND
    );
    let own = format!("/b/{}/cfg{PHONE:x}.xml", token.to_text());
    assert_eq!(world.ask(get(&own, &headers)).await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_phone_that_reads_only_binary_files_gets_them() {
    let world = World::new(policy());
    world.expect(PHONE, Form::Binary).await;
    let agent = agent(PHONE);
    let headers = [("user-agent", agent.as_str())];
    let first = world
        .ask(get(
            &first_path(PHONE).replace(".xml", "").replace("c074ad", "C074AD"),
            &headers,
        ))
        .await;
    let told = told(PHONE, &read_binary(PHONE, &first.body));
    assert_eq!(told.file_password, "");
    let xml = told.fetch(&world).await;
    assert_eq!(xml.status, StatusCode::NOT_FOUND);
    let file = told
        .fetch_at(&world.router, &told.url().replace(".xml", ".bin"), "10.0.0.5")
        .await;
    assert_eq!(
        read_binary(PHONE, &file.body).get(PNumber::new(35)),
        Some("u4711")
    );
}

#[tokio::test]
async fn the_router_can_stand_below_a_path() {
    let world = World::with_phone(policy()).await;
    let router = axum::Router::new().nest("/prov", world.server.router());
    let agent = agent(PHONE);
    let path = format!("/prov{}", first_path(PHONE));
    let answer = ask(&router, get(&path, &[("user-agent", &agent)])).await;
    let told = told(PHONE, &read_xml(PHONE, &answer.body));
    // The digest is about the path as the phone sent it.
    let file = told
        .fetch_at(&router, &format!("/prov{}", told.url()), "10.0.0.5")
        .await;
    told.open(&file);
    let refused = ask(&router, get("/prov", &[])).await;
    assert_eq!((refused.status, refused.body.len()), (StatusCode::NOT_FOUND, 0));
}

/// The same number opens what it shuts on the next model.
#[tokio::test]
async fn a_first_file_shuts_ssh_by_the_code_of_the_model() {
    let desks = Desks::default();
    for (model, code) in [
        (Model::GRP2614, Some("1")),
        (Model::GDS3710, Some("0")),
        (Model::GXP2000, None),
    ] {
        let record = Record::expected(OTHER, model, "main", std::time::UNIX_EPOCH);
        let values = desks.first(&record).await.unwrap();
        assert_eq!(values.get(PNumber::new(276)), code, "{model}");
        assert!(
            values.iter().all(|(number, _)| model.family().knows(number)),
            "{model}"
        );
    }
}
