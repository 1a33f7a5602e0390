//! What a device gets besides its configuration, and what it changes.

use std::io::Write as _;

use axum::http::StatusCode;
use switchhook_provisioning::catalogue::Model;
use switchhook_provisioning::grandstream::PNumber;
use switchhook_provisioning::lifecycle::State;
use switchhook_provisioning::server::{FileHash, Form, Images, Sent, What};

use crate::world::*;

#[tokio::test]
async fn a_phone_book_stands_below_the_phone_s_own_path() {
    let world = World::with_phone(policy()).await;
    let told = claim(&world, PHONE).await;
    told.open(&told.fetch(&world).await);
    let path = format!("{}/GS_phonebook.xml", told.path);
    let book = world.ask(get(&path, &[])).await;
    assert_eq!(
        (book.status, book.body.as_slice()),
        (StatusCode::OK, b"<AddressBook/>".as_slice())
    );
    let screen = world.ask(get(&format!("{}/gs_screen.xml", told.path), &[])).await;
    assert_eq!(screen.status, StatusCode::NOT_FOUND);
    let mut strict = policy();
    strict.require_digest_for_directories = true;
    let world = World::with_phone(strict).await;
    let told = claim(&world, PHONE).await;
    let path = format!("{}/phonebook.xml", told.path);
    assert_eq!(world.ask(get(&path, &[])).await.status, StatusCode::UNAUTHORIZED);
    assert_eq!(
        told.fetch_at(&world.router, &path, "10.0.0.5").await.status,
        StatusCode::OK
    );
}

#[tokio::test]
async fn asking_for_the_head_changes_nothing() {
    let world = World::with_phone(policy()).await;
    let told = claim(&world, PHONE).await;
    let (agent, url) = (agent(PHONE), told.url());
    let headers = [("user-agent", agent.as_str())];
    let challenged = world
        .ask(Asking {
            method: "HEAD",
            ..get(&url, &headers)
        })
        .await;
    let answer = told.answer(challenged.header("www-authenticate"), "HEAD", &url, 1);
    let headers = [("user-agent", agent.as_str()), ("authorization", &answer)];
    let head = world
        .ask(Asking {
            method: "HEAD",
            ..get(&url, &headers)
        })
        .await;
    assert_eq!(head.status, StatusCode::OK);
    assert_eq!(world.record(PHONE).await.state, State::Claimed);
    let file = told.fetch(&world).await;
    assert_eq!(head.header("content-length"), file.body.len().to_string());
}

#[tokio::test]
async fn the_record_is_written_when_something_changes_and_only_then() {
    let world = World::with_phone(policy()).await;
    let told = claim(&world, PHONE).await;
    told.fetch(&world).await;
    let version = world.record(PHONE).await.version;
    told.fetch(&world).await;
    assert_eq!(world.record(PHONE).await.version, version);
    world
        .desks
        .values
        .lock()
        .unwrap()
        .insert(PHONE, "u4712".to_owned());
    told.fetch(&world).await;
    let record = world.record(PHONE).await;
    assert_eq!(record.version, version + 1);
    world.time.pass(2 * HOUR);
    told.fetch(&world).await;
    let later = world.record(PHONE).await;
    assert_eq!(later.version, version + 2);
    assert_ne!(later.seen.as_ref().unwrap().at, record.seen.as_ref().unwrap().at);
}

#[tokio::test]
async fn a_new_token_takes_the_place_of_the_old_one_once_it_is_used() {
    let world = World::with_phone(policy()).await;
    let old = claim(&world, PHONE).await;
    old.fetch(&world).await;
    world.server.renew(PHONE, "ann").await.unwrap();
    // The file under the old token, and under the old password, tells the new ones.
    let values = old.open(&old.fetch(&world).await);
    let new = told(PHONE, &values);
    assert_ne!(
        (&old.path, &old.password, &old.file_password),
        (&new.path, &new.password, &new.file_password)
    );
    old.open(&old.fetch(&world).await);
    let values = new.open(&new.fetch(&world).await);
    assert_eq!(values.get(PNumber::new(1361)), Some(new.password.as_str()));
    assert_eq!(old.fetch(&world).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn when_the_host_has_no_answer_the_phone_is_asked_to_come_back() {
    let world = World::with_phone(policy()).await;
    let told = claim(&world, PHONE).await;
    world
        .desks
        .fails
        .store(true, std::sync::atomic::Ordering::Relaxed);
    let answer = told.fetch(&world).await;
    assert_eq!(
        (answer.status, answer.header("retry-after")),
        (StatusCode::SERVICE_UNAVAILABLE, "60")
    );
    assert_eq!(world.record(PHONE).await.state, State::Claimed);
}

#[tokio::test]
async fn firmware_is_sent_whole_and_in_parts() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("grp2614fw.bin");
    let bytes: Vec<u8> = (0..300_000u32).map(|number| number as u8).collect();
    std::fs::write(&path, &bytes).unwrap();
    let mut images = Images::default();
    images
        .add([Model::GRP2614], None, "1.0.5.67", &path, FileHash::of(&bytes))
        .unwrap();
    let world = World::with_images(policy(), images);
    let url = "/fw/1.0.5.67/GRP2614fw.bin";

    let whole = world.ask(get(url, &[])).await;
    assert_eq!((whole.status, whole.body == bytes), (StatusCode::OK, true));
    assert_eq!(whole.header("accept-ranges"), "bytes");
    let head = world
        .ask(Asking {
            method: "HEAD",
            ..get(url, &[])
        })
        .await;
    assert_eq!((head.header("content-length"), head.body.len()), ("300000", 0));
    let etag = whole.header("etag").to_owned();
    for (range, from, to) in [
        ("bytes=0-9", 0, 9),
        ("bytes=100000-", 100_000, 299_999),
        ("bytes=-5", 299_995, 299_999),
    ] {
        let part = world
            .ask(get(url, &[("range", range), ("if-range", &etag)]))
            .await;
        assert_eq!(part.status, StatusCode::PARTIAL_CONTENT);
        assert_eq!(part.header("content-range"), format!("bytes {from}-{to}/300000"));
        assert!(part.body == bytes[from..=to], "{range}");
    }
    let beyond = world.ask(get(url, &[("range", "bytes=300000-")])).await;
    assert_eq!(
        (beyond.status, beyond.header("content-range")),
        (StatusCode::RANGE_NOT_SATISFIABLE, "bytes */300000")
    );
    assert!(world.happened().iter().any(|what| matches!(
        what,
        What::Sent {
            file: Sent::Firmware,
            ..
        }
    )));

    // A file that is not any more what was added is not sent.
    std::fs::OpenOptions::new()
        .append(true)
        .open(&path)
        .unwrap()
        .write_all(b"!")
        .unwrap();
    assert_eq!(world.ask(get(url, &[])).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_phone_that_is_led_to_a_firmware_is_told_where_it_is_and_finds_it_there() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("grp2614fw.bin");
    std::fs::write(&path, b"firmware").unwrap();
    let mut images = Images::default();
    let hash = FileHash::of(b"firmware");
    images
        .add([Model::GRP2614], None, "1.0.5.67", &path, hash)
        .unwrap();
    let world = World::with_images(policy(), images);
    world.expect(PHONE, Form::EncryptedXml).await;
    let told = claim(&world, PHONE).await;
    let values = |file: &Answer| {
        let values = told.open(file);
        [192, 6767, 238].map(|number| values.get(PNumber::new(number)).map(str::to_owned))
    };
    let before = told.fetch(&world).await;
    assert_eq!(
        values(&before),
        [None, None, None],
        "nothing is said of it unless somebody does"
    );

    *world.desks.firmware.lock().unwrap() = Some("1.0.5.67".to_owned());
    let led = told.fetch(&world).await;
    let [place, protocol, check] = values(&led).map(Option::unwrap_or_default);
    assert_eq!(
        (place.as_str(), protocol.as_str(), check.as_str()),
        ("prov.example.net/fw/1.0.5.67", "2", "0")
    );
    let below = place.strip_prefix("prov.example.net").unwrap();
    let file = world.ask(get(&format!("{below}/grp2614fw.bin"), &[])).await;
    assert_eq!(
        (file.status, file.body.as_slice()),
        (StatusCode::OK, &b"firmware"[..])
    );

    // One that is not there leads nobody anywhere.
    *world.desks.firmware.lock().unwrap() = Some("9.9.9.9".to_owned());
    assert_eq!(told.fetch(&world).await.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(matches!(
        world.happened().last(),
        Some(What::Unavailable { why }) if why.starts_with("there is no file of firmware 9.9.9.9 for the GRP2614")
    ));
}

#[tokio::test]
async fn no_more_firmware_is_sent_at_once_than_may_be() {
    use axum::body::Body;
    use axum::extract::ConnectInfo;
    use axum::http::Request;
    use tower::ServiceExt as _;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("grp2614fw.bin");
    std::fs::write(&path, vec![0; 1 << 20]).unwrap();
    let mut images = Images::default();
    images
        .add(
            [Model::GRP2614],
            None,
            "1.0.5.67",
            &path,
            FileHash::of(&vec![0; 1 << 20]),
        )
        .unwrap();
    let mut one = policy();
    one.firmware_streams = 1;
    let world = World::with_images(one, images);
    let url = "/fw/1.0.5.67/grp2614fw.bin";
    let request = Request::builder()
        .uri(url)
        .extension(ConnectInfo(std::net::SocketAddr::from(([10, 0, 0, 5], 1))))
        .body(Body::empty())
        .unwrap();
    let first = world.router.clone().oneshot(request).await.unwrap();
    assert_eq!(first.status(), StatusCode::OK);
    assert_eq!(
        world.ask(get(url, &[])).await.status,
        StatusCode::SERVICE_UNAVAILABLE
    );
    drop(first);
    assert_eq!(world.ask(get(url, &[])).await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_file_that_did_not_arrive_is_told_from_one_that_did() {
    let world = World::with_phone(policy()).await;
    use axum::body::Body;
    use axum::extract::ConnectInfo;
    use axum::http::Request;
    use tower::ServiceExt as _;
    let request = Request::builder()
        .uri(first_path(PHONE))
        .header("user-agent", agent(PHONE))
        .extension(ConnectInfo(std::net::SocketAddr::from(([10, 0, 0, 5], 1))))
        .body(Body::empty())
        .unwrap();
    drop(world.router.clone().oneshot(request).await.unwrap());
    assert!(matches!(
        world.happened().last(),
        Some(What::Interrupted {
            file: Sent::First,
            ..
        })
    ));
    claim(&world, PHONE).await;
    assert!(matches!(
        world.happened().last(),
        Some(What::Delivered {
            file: Sent::First,
            ..
        })
    ));
}
