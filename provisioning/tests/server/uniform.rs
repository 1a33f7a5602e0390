//! Whatever is refused is refused in the same words.

use axum::http::StatusCode;
use switchhook_provisioning::server::Form;

use crate::world::*;

#[tokio::test]
async fn unknown_wrong_and_retired_are_one_answer_byte_for_byte() {
    let world = World::with_phone(policy()).await;
    let told = claim(&world, PHONE).await;
    told.open(&told.fetch(&world).await);
    world.expect(OTHER, Form::EncryptedXml).await;
    let gone = claim(&world, OTHER).await;
    gone.open(&gone.fetch(&world).await);
    world.server.retire(OTHER, "ann").await.unwrap();

    let token = SITE_TOKEN.to_text();
    let wrong_token = "a".repeat(26);
    let device = |token: &str, name: &str| format!("/d/{token}/{name}");
    let own = told.path.trim_start_matches("/d/");
    let paths = [
        // The site's token: a phone that is enrolled, one that is retired, one that nobody knows.
        first_path(PHONE),
        first_path(OTHER),
        first_path(STRANGER),
        format!("/b/{token}/nonsense"),
        // No token of ours.
        first_path(PHONE).replace(&token, &wrong_token),
        first_path(STRANGER).replace(&token, &wrong_token),
        first_path(PHONE).replace(&token, "short"),
        device(&wrong_token, "cfgc074ad112233.xml"),
        device(&wrong_token, "cfgc074ad999999.xml"),
        // A retired phone's own token, and its neighbour's name under a good one.
        gone.url(),
        device(own, "cfgc074ad112234.xml"),
        device(own, "nonsense"),
        // What is clean but not there.
        device(own, "cfgc074ad112233"),
        device(own, "cfg.xml"),
        device(own, "cfggrp2614.xml"),
        "/fw/1.0.5.67/grp2614fw.bin".to_owned(),
        "/".to_owned(),
        "/index.html".to_owned(),
        "/d".to_owned(),
    ];
    let agent = agent(PHONE);
    let mut answers = Vec::new();
    for method in ["GET", "HEAD", "POST", "DELETE", "OPTIONS", "BREW"] {
        for path in &paths {
            let headers = [("user-agent", agent.as_str())];
            let asking = Asking {
                method,
                from: "10.0.0.7",
                ..get(path, &headers)
            };
            answers.push((method, path.as_str(), world.ask(asking).await));
        }
    }
    // From where nobody may ask, and without anything said.
    answers.push((
        "GET",
        "elsewhere",
        world
            .ask(Asking {
                from: "192.0.2.9",
                ..get(&paths[0], &[])
            })
            .await,
    ));
    let expected = &answers[0].2;
    assert_eq!((expected.status, expected.body.len()), (StatusCode::NOT_FOUND, 0));
    assert_eq!(expected.header("cache-control"), "no-store");
    for (method, path, answer) in &answers {
        assert_eq!(answer, expected, "{method} {path}");
    }
}

#[tokio::test]
async fn nothing_that_is_sent_is_a_page() {
    let world = World::with_phone(policy()).await;
    let told = claim(&world, PHONE).await;
    for answer in [
        world.ask(get("/", &[])).await,
        world.ask(get(&told.url(), &[])).await,
        told.fetch(&world).await,
    ] {
        assert!(!answer.header("content-type").contains("html"));
        assert!(
            !answer
                .body
                .to_ascii_lowercase()
                .windows(5)
                .any(|part| part == b"<html")
        );
        assert_eq!(answer.header("cache-control"), "no-store");
    }
}

#[tokio::test]
async fn a_host_that_does_not_tell_addresses_gives_nothing() {
    use axum::body::Body;
    use axum::http::Request;
    use tower::ServiceExt as _;
    let world = World::with_phone(policy()).await;
    let request = Request::builder()
        .uri(first_path(PHONE))
        .body(Body::empty())
        .unwrap();
    let answer = world.router.clone().oneshot(request).await.unwrap();
    assert_eq!(answer.status(), StatusCode::NOT_FOUND);
}
