//! What goes wrong with provisioning servers, tried on this one: each test is one attack, and that it fails.

use std::time::SystemTime;

use axum::http::StatusCode;
use switchhook_provisioning::catalogue::Model;
use switchhook_provisioning::grandstream::PNumber;
use switchhook_provisioning::lifecycle::State;
use switchhook_provisioning::server::{
    Algorithm, Clock as _, Exceptions, Form, Policy, Record, Refusal, What,
};

use crate::world::*;

/// `PHONE` with its own file, and what it was told.
async fn at_work() -> (World, Told) {
    at_work_with(policy()).await
}

async fn at_work_with(policy: Policy) -> (World, Told) {
    let world = World::with_phone(policy).await;
    let told = claim(&world, PHONE).await;
    told.open(&told.fetch(&world).await);
    (world, told)
}

fn last_refusal(world: &World) -> Option<Refusal> {
    world.happened().into_iter().rev().find_map(|what| match what {
        What::Refused(refusal) => Some(refusal),
        _ => None,
    })
}

#[tokio::test]
async fn guessing_a_mac_address_gives_nothing() {
    let (world, _) = at_work().await;
    let agent = agent(PHONE);
    for path in [
        "/cfgc074ad112233.xml",
        "/cfgc074ad112233",
        "/b/cfgc074ad112233.xml",
        "/d//cfgc074ad112233.xml",
    ] {
        let answer = world.ask(get(path, &[("user-agent", &agent)])).await;
        assert_eq!(
            (answer.status, answer.body.len()),
            (StatusCode::NOT_FOUND, 0),
            "{path}"
        );
    }
}

#[tokio::test]
async fn the_token_of_a_phone_does_not_open_its_neighbour() {
    let (world, told) = at_work().await;
    world.expect(OTHER, Form::Xml).await;
    let neighbour = Told {
        mac: OTHER,
        ..told.clone()
    };
    assert_eq!(neighbour.fetch(&world).await.status, StatusCode::NOT_FOUND);
    assert_eq!(last_refusal(&world), Some(Refusal::WrongDevice));
    assert!(world.alerts() > 0);
}

#[tokio::test]
async fn a_captured_answer_opens_nothing_a_second_time() {
    let (world, told) = at_work().await;
    let agent = agent(PHONE);
    let url = told.url();
    let challenged = world.ask(get(&url, &[("user-agent", &agent)])).await;
    let answer = told.answer(challenged.header("www-authenticate"), "GET", &url, 1);
    let headers = [("user-agent", agent.as_str()), ("authorization", &answer)];
    assert_eq!(world.ask(get(&url, &headers)).await.status, StatusCode::OK);
    let again = world.ask(get(&url, &headers)).await;
    assert_eq!(again.status, StatusCode::UNAUTHORIZED);
    assert!(again.header("www-authenticate").contains("stale=true"));
}

#[tokio::test]
async fn a_captured_answer_opens_no_other_path_method_or_device() {
    let (world, told) = at_work().await;
    world.expect(OTHER, Form::EncryptedXml).await;
    let other = claim(&world, OTHER).await;
    let (agent, other_agent) = (agent(PHONE), agent(OTHER));
    let (url, other_url) = (told.url(), other.url());
    let challenge = || async {
        let answer = world.ask(get(&url, &[("user-agent", &agent)])).await;
        answer.header("www-authenticate").to_owned()
    };
    // To another device's path, with that device's name.
    let answer = told.answer(&challenge().await, "GET", &url, 1);
    let headers = [("user-agent", other_agent.as_str()), ("authorization", &answer)];
    assert_eq!(
        world.ask(get(&other_url, &headers)).await.status,
        StatusCode::NOT_FOUND
    );
    // With another method.
    let headers = [("user-agent", agent.as_str()), ("authorization", &answer)];
    let head = Asking {
        method: "HEAD",
        ..get(&url, &headers)
    };
    assert_eq!(world.ask(head).await.status, StatusCode::NOT_FOUND);
    // With another query.
    let query = format!("{url}?x=1");
    assert_eq!(
        world.ask(get(&query, &headers)).await.status,
        StatusCode::NOT_FOUND
    );
    assert_eq!(last_refusal(&world), Some(Refusal::Digest));
    // The other's nonce under this token.
    let others = world.ask(get(&other_url, &[("user-agent", &other_agent)])).await;
    let answer = told.answer(others.header("www-authenticate"), "GET", &url, 1);
    let headers = [("user-agent", agent.as_str()), ("authorization", &answer)];
    assert_eq!(world.ask(get(&url, &headers)).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_nonce_is_too_old_after_its_time() {
    let (world, told) = at_work().await;
    let agent = agent(PHONE);
    let url = told.url();
    let challenged = world.ask(get(&url, &[("user-agent", &agent)])).await;
    let answer = told.answer(challenged.header("www-authenticate"), "GET", &url, 1);
    world.time.pass(HOUR / 10);
    let headers = [("user-agent", agent.as_str()), ("authorization", &answer)];
    let late = world.ask(get(&url, &headers)).await;
    assert!(late.header("www-authenticate").contains("stale=true"));
    assert_eq!(
        world.record(PHONE).await.state,
        State::Active,
        "being late is no attack"
    );
}

#[tokio::test]
async fn guessing_the_password_ends_in_quarantine() {
    let (world, told) = at_work().await;
    let guess = Told {
        password: "guess".to_owned(),
        ..told.clone()
    };
    for _ in 0..5 {
        assert_eq!(guess.fetch(&world).await.status, StatusCode::NOT_FOUND);
    }
    assert_eq!(world.record(PHONE).await.state, State::Quarantined);
    assert_eq!(
        told.fetch(&world).await.status,
        StatusCode::NOT_FOUND,
        "nothing until somebody looked"
    );
    assert!(world.happened().iter().any(|what| matches!(
        what,
        What::State {
            to: State::Quarantined,
            ..
        }
    )));
    assert!(world.alerts() > 5);
    world.server.release(PHONE, "ann").await.unwrap();
    told.open(&told.fetch(&world).await);
}

#[tokio::test]
async fn a_right_request_in_between_clears_what_was_counted() {
    let (world, told) = at_work().await;
    let guess = Told {
        password: "guess".to_owned(),
        ..told.clone()
    };
    for _ in 0..3 {
        for _ in 0..4 {
            guess.fetch(&world).await;
        }
        told.open(&told.fetch(&world).await);
        world.time.pass(HOUR / 60);
    }
    assert_eq!(world.record(PHONE).await.state, State::Active);
}

#[tokio::test]
async fn whoever_only_knows_the_site_s_token_cannot_put_a_phone_into_quarantine() {
    let (world, told) = at_work().await;
    for _ in 0..50 {
        let agent = agent(PHONE);
        world
            .ask(get(&first_path(PHONE), &[("user-agent", &agent)]))
            .await;
    }
    assert_eq!(world.record(PHONE).await.state, State::Active);
    told.open(&told.fetch_at(&world.router, &told.url(), "10.0.0.6").await);
}

#[tokio::test]
async fn a_forged_user_agent_alone_opens_nothing() {
    let world = World::with_phone(policy()).await;
    let (agent, path) = (
        agent(PHONE),
        first_path(PHONE).replace(&SITE_TOKEN.to_text(), &"a".repeat(26)),
    );
    assert_eq!(
        world.ask(get(&path, &[("user-agent", &agent)])).await.status,
        StatusCode::NOT_FOUND
    );
    assert_eq!(last_refusal(&world), Some(Refusal::Unknown));
}

#[tokio::test]
async fn a_user_agent_that_does_not_fit_is_refused_though_all_else_is_right() {
    let (world, told) = at_work().await;
    let url = told.url();
    for agent in [
        "",
        "curl/8.0",
        &agent(OTHER),
        "Grandstream Model HW GXP2135 SW 1.0.11.23 DevId c074ad112233",
    ] {
        let headers = [("user-agent", agent)];
        let challenged = world.ask(get(&url, &headers)).await;
        let answer = told.answer(challenged.header("www-authenticate"), "GET", &url, 1);
        let headers = [("user-agent", agent), ("authorization", &answer)];
        assert_eq!(
            world.ask(get(&url, &headers)).await.status,
            StatusCode::NOT_FOUND,
            "{agent}"
        );
        assert_eq!(last_refusal(&world), Some(Refusal::UserAgent), "{agent}");
    }
    let world = World::with_phone(policy()).await;
    let other_model = agent(PHONE).replace("GRP2614", "GXP2135");
    let answer = world
        .ask(get(&first_path(PHONE), &[("user-agent", &other_model)]))
        .await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    assert_eq!(world.record(PHONE).await.state, State::Expected);
}

#[tokio::test]
async fn plain_http_gives_nothing_without_a_reason() {
    let (world, told) = at_work().await;
    let answer = told.fetch_at(&world.plain, &told.url(), "10.0.0.5").await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    assert_eq!(last_refusal(&world), Some(Refusal::PlainHttp));

    let exceptions = Exceptions {
        plain_http: Some("GXP2000 without TLS, in the laboratory".to_owned()),
        ..Exceptions::default()
    };
    let now: SystemTime = world.time.now();
    let record = Record::expected(OTHER, Model::GRP2614, "main", now)
        .window(now + HOUR)
        .exceptions(exceptions.clone());
    world.server.enrol(record, "ann").await.unwrap();
    let agent = agent(OTHER);
    let answer = ask(&world.plain, get(&first_path(OTHER), &[("user-agent", &agent)])).await;
    let values = read_xml(OTHER, &answer.body);
    assert_eq!(
        values.get(PNumber::new(212)),
        Some("1"),
        "its files are where it can fetch them"
    );
    // And everybody who reads the audit sees it.
    let happened = world.happened();
    assert!(
        happened
            .iter()
            .any(|what| matches!(what, What::Sent { exceptions: there, .. } if *there == exceptions))
    );
}

#[tokio::test]
async fn a_password_is_taken_neither_from_a_url_nor_unasked() {
    let (world, told) = at_work().await;
    let agent = agent(PHONE);
    let url = format!("{}?username={}&password={}", told.url(), told.user, told.password);
    assert_eq!(
        world.ask(get(&url, &[("user-agent", &agent)])).await.status,
        StatusCode::UNAUTHORIZED
    );
    let basic = basic(&told);
    let headers = [("user-agent", agent.as_str()), ("authorization", &basic)];
    let url = told.url();
    assert_eq!(
        world.ask(get(&url, &headers)).await.status,
        StatusCode::UNAUTHORIZED
    );
}

fn basic(told: &Told) -> String {
    use base64ct::{Base64, Encoding as _};
    format!(
        "Basic {}",
        Base64::encode_string(format!("{}:{}", told.user, told.password).as_bytes())
    )
}

#[tokio::test]
async fn basic_is_taken_where_the_policy_says_so_and_over_tls_only() {
    let mut allowing = policy();
    allowing.allow_basic = true;
    let (world, told) = at_work_with(allowing).await;
    let (agent, url) = (agent(PHONE), told.url());
    let right = basic(&told);
    let headers = [("user-agent", agent.as_str()), ("authorization", &right)];
    assert_eq!(world.ask(get(&url, &headers)).await.status, StatusCode::OK);
    assert_eq!(
        ask(&world.plain, get(&url, &headers)).await.status,
        StatusCode::NOT_FOUND
    );
    let wrong = basic(&Told {
        password: "guess".to_owned(),
        ..told.clone()
    });
    let headers = [("user-agent", agent.as_str()), ("authorization", &wrong)];
    assert_eq!(world.ask(get(&url, &headers)).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_phone_that_is_gone_gets_nothing_and_is_reported() {
    let (world, told) = at_work().await;
    world.server.retire(PHONE, "ann").await.unwrap();
    let before = world.alerts();
    assert_eq!(told.fetch(&world).await.status, StatusCode::NOT_FOUND);
    assert_eq!(last_refusal(&world), Some(Refusal::Retired));
    assert_eq!(world.alerts(), before + 1);
}

#[tokio::test]
async fn from_outside_the_networks_nothing_is_given() {
    let (world, told) = at_work().await;
    for from in ["192.0.2.7", "2001:db8::7"] {
        let answer = told.fetch_at(&world.router, &told.url(), from).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{from}");
        assert_eq!(last_refusal(&world), Some(Refusal::Network));
    }
    told.open(&told.fetch_at(&world.router, &told.url(), "::ffff:10.0.0.5").await);
}

#[tokio::test]
async fn a_forged_forwarding_header_moves_nobody() {
    let mut behind = policy();
    behind.trusted_proxies = vec!["10.9.9.9/32".parse().unwrap()];
    let (world, told) = at_work_with(behind).await;
    let (agent, url) = (agent(PHONE), told.url());
    let status = async |from, forwarded: &str, scheme: &str| {
        let headers = [
            ("user-agent", agent.as_str()),
            ("x-forwarded-for", forwarded),
            ("x-forwarded-proto", scheme),
        ];
        world
            .ask(Asking {
                from,
                ..get(&url, &headers)
            })
            .await
            .status
    };
    // Not from a proxy: the header is anybody's.
    assert_eq!(
        status("192.0.2.7", "10.0.0.5", "https").await,
        StatusCode::NOT_FOUND
    );
    // From the proxy only its own word counts, which is the last.
    assert_eq!(
        status("10.9.9.9", "10.0.0.5, 192.0.2.7", "https").await,
        StatusCode::NOT_FOUND
    );
    assert_eq!(
        status("10.9.9.9", "192.0.2.7, 10.0.0.5", "http").await,
        StatusCode::NOT_FOUND
    );
    assert_eq!(status("10.9.9.9", "nobody", "https").await, StatusCode::NOT_FOUND);
    assert_eq!(
        status("10.9.9.9", "192.0.2.7, 10.0.0.5", "https").await,
        StatusCode::UNAUTHORIZED
    );
}

#[tokio::test]
async fn without_the_certificate_that_is_asked_for_nothing_is_given() {
    let mut strict = policy();
    strict.require_client_certificate = true;
    let world = World::with_phone(strict).await;
    let agent = agent(PHONE);
    let answer = world
        .ask(get(&first_path(PHONE), &[("user-agent", &agent)]))
        .await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    assert_eq!(last_refusal(&world), Some(Refusal::Certificate));

    use switchhook_provisioning::server::ClientCertificate;
    let of = |mac| {
        world
            .router
            .clone()
            .layer(axum::Extension(ClientCertificate(mac)))
    };
    let headers = [("user-agent", agent.as_str())];
    assert_eq!(
        ask(&of(OTHER), get(&first_path(PHONE), &headers)).await.status,
        StatusCode::NOT_FOUND
    );
    assert_eq!(
        ask(&of(PHONE), get(&first_path(PHONE), &headers)).await.status,
        StatusCode::OK
    );
}

#[tokio::test]
async fn no_event_holds_a_secret() {
    let (world, told) = at_work().await;
    let guess = Told {
        password: "guess".to_owned(),
        ..told.clone()
    };
    guess.fetch(&world).await;
    world
        .desks
        .fails
        .store(true, std::sync::atomic::Ordering::Relaxed);
    assert_eq!(told.fetch(&world).await.status, StatusCode::SERVICE_UNAVAILABLE);
    let record = world.record(PHONE).await;
    let shown = format!(
        "{:?} {record:?} {:?} {:?}",
        world.events.lock().unwrap(),
        world.server,
        policy()
    );
    let token = told.path.trim_start_matches("/d/");
    for secret in [
        token,
        &told.password,
        &told.file_password,
        SIP_SECRET,
        &SITE_TOKEN.to_text(),
    ] {
        assert!(secret.len() > 10 && !shown.contains(secret), "{shown}");
    }
    assert!(shown.contains("the database is away"), "{shown}");
}

#[tokio::test]
async fn the_digest_that_phones_know_is_offered_first() {
    let mut both = policy();
    both.digests = vec![Algorithm::Md5, Algorithm::Sha256];
    let (world, told) = at_work_with(both).await;
    let (agent, url) = (agent(PHONE), told.url());
    let answer = world.ask(get(&url, &[("user-agent", &agent)])).await;
    let offered: Vec<_> = answer.headers.get_all("www-authenticate").iter().collect();
    assert!(offered[0].to_str().unwrap().contains("algorithm=MD5"));
    let sha = offered[1].to_str().unwrap();
    let response = told.answer(sha, "GET", &url, 1);
    assert!(response.contains("SHA-256"));
    let headers = [("user-agent", agent.as_str()), ("authorization", &response)];
    assert_eq!(world.ask(get(&url, &headers)).await.status, StatusCode::OK);
}
