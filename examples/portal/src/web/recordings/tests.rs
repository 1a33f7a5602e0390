//! Who hears what, how players get it, and what stands in the trail afterwards.

use axum::http::{StatusCode, header};
use switchhook_portal_core::RecordingId;

use crate::recordings::samples::{add_recording, folder, look};
use crate::store::RecordingState;
use crate::testing::{Browser, Page, TestPortal};

/// `heimana` supervises the queue support, through which the first call came; `hugo` is the recording officer.
const OUTSIDE: &str = "272410";

async fn portal_with_two() -> (TestPortal, RecordingId, RecordingId) {
    let portal = TestPortal::start().await;
    let service = add_recording(&portal, "2026/a.wav", OUTSIDE, "231", "2026-11-20T10:00:00Z").await;
    portal.app.store.put_through_queue(service, "support").await;
    let sales = add_recording(&portal, "2026/b.wav", "221", OUTSIDE, "2026-11-21T10:00:00Z").await;
    (portal, service, sales)
}

async fn trail(portal: &TestPortal) -> Vec<(String, String, String)> {
    let lines = portal
        .app
        .store
        .trail(&Default::default(), None, 100)
        .await
        .unwrap();
    let lines = lines
        .into_iter()
        .filter(|line| line.object.starts_with("recording "));
    lines.map(|line| (line.login, line.action, line.object)).collect()
}

async fn ask(browser: &mut Browser<'_>, path: &str, range: &str) -> Page {
    browser.get_with(path, &[("range", range)]).await
}

#[tokio::test]
async fn each_hears_as_far_as_the_table_says_and_what_is_beyond_does_not_exist() {
    let (portal, service, sales) = portal_with_two().await;
    for (login, hears_service, hears_sales, downloads, has_page) in [
        ("hugo", true, true, true, true),
        ("heimana", true, false, false, true),
        ("admin", false, false, false, false),
        ("chef", false, false, false, false),
        ("vaiana", false, false, false, false),
        ("audit", false, false, false, false),
    ] {
        let mut browser = portal.log_in(login).await;
        let page = browser.get("/recordings").await;
        assert_eq!(page.status == StatusCode::OK, has_page, "{login}");
        for (id, hears) in [(service, hears_service), (sales, hears_sales)] {
            assert_eq!(
                page.body.contains(&format!("/recordings/{id}/audio")),
                hears,
                "{login} {id}"
            );
            assert_eq!(
                page.body.contains(&format!("/recordings/{id}/download")),
                hears && downloads,
                "{login} {id}"
            );
            // A player's own menu offers what the right does.
            if hears {
                assert_eq!(page.body.contains("nodownload"), !downloads, "{login} {id}");
            }
            let beyond = if has_page {
                StatusCode::NOT_FOUND
            } else {
                StatusCode::FORBIDDEN
            };
            let expected = if hears { StatusCode::OK } else { beyond };
            for path in ["", "/audio"] {
                let page = browser.get(&format!("/recordings/{id}{path}")).await;
                assert_eq!(page.status, expected, "{login} {id}{path}");
            }
            let expected = if downloads {
                StatusCode::OK
            } else {
                StatusCode::FORBIDDEN
            };
            let page = browser.get(&format!("/recordings/{id}/download")).await;
            assert_eq!(page.status, expected, "{login} {id}");
            if !downloads {
                for path in ["hold", "release", "delete"] {
                    let page = browser
                        .post(&format!("/recordings/{id}/{path}"), &[("reason", "x")])
                        .await;
                    assert_eq!(page.status, StatusCode::FORBIDDEN, "{login} {id}/{path}");
                }
            }
        }
    }
    assert!(folder(&portal).join("2026/a.wav").exists() && folder(&portal).join("2026/b.wav").exists());
}

#[tokio::test]
async fn an_administrator_hears_nothing_until_he_grants_it_and_the_trail_has_that_too() {
    let (portal, service, _) = portal_with_two().await;
    let mut admin = portal.log_in("admin").await;
    let path = format!("/recordings/{service}/audio");
    assert_eq!(admin.get(&path).await.status, StatusCode::FORBIDDEN);
    let person = portal.app.store.account("admin").await.unwrap().unwrap().0;
    let fields = [
        ("login", "admin"),
        ("first_name", "Inès"),
        ("last_name", "Lacroix"),
        ("profiles", "user"),
        ("profiles", "administrator"),
        ("profiles", "recording-officer"),
    ];
    let page = admin.post(&format!("/admin/people/{}", person.id), &fields).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    assert_eq!(admin.get(&path).await.status, StatusCode::OK);
    let mut auditor = portal.log_in("audit").await;
    auditor
        .get("/admin/audit?q=recording-officer")
        .await
        .shows("recording-officer");
    auditor.get("/admin/audit?q=listened").await.shows("Inès Lacroix");
}

#[tokio::test]
async fn a_player_gets_the_parts_that_it_asks_for() {
    let (portal, service, _) = portal_with_two().await;
    let mut browser = portal.log_in("heimana").await;
    let path = format!("/recordings/{service}/audio");
    let whole = browser.get(&path).await;
    assert_eq!(whole.headers[header::CONTENT_TYPE], "audio/wav");
    assert_eq!(whole.headers[header::CACHE_CONTROL], "private, no-store");
    assert_eq!(whole.headers[header::ACCEPT_RANGES], "bytes");
    let size = 44 + 4 * 8000;
    assert_eq!(whole.headers[header::CONTENT_LENGTH], size.to_string());
    for (range, status, content_range) in [
        (
            "bytes=0-",
            StatusCode::PARTIAL_CONTENT,
            format!("bytes 0-{}/{size}", size - 1),
        ),
        (
            "bytes=16000-16099",
            StatusCode::PARTIAL_CONTENT,
            format!("bytes 16000-16099/{size}"),
        ),
        (
            "bytes=-100",
            StatusCode::PARTIAL_CONTENT,
            format!("bytes {}-{}/{size}", size - 100, size - 1),
        ),
        (
            "bytes=99999999-",
            StatusCode::RANGE_NOT_SATISFIABLE,
            format!("bytes */{size}"),
        ),
    ] {
        let page = ask(&mut browser, &path, range).await;
        assert_eq!(page.status, status, "{range}");
        assert_eq!(page.headers[header::CONTENT_RANGE], content_range, "{range}");
    }
    let tag = whole.headers[header::ETAG].to_str().unwrap().to_owned();
    for (known, status) in [
        (tag.as_str(), StatusCode::PARTIAL_CONTENT),
        ("\"other\"", StatusCode::OK),
    ] {
        let page = browser
            .get_with(&path, &[("range", "bytes=5-9"), ("if-range", known)])
            .await;
        assert_eq!(page.status, status, "{known}");
    }
    let head = browser.head(&path).await;
    assert_eq!((head.status, head.body.len()), (StatusCode::OK, 0));
    assert_eq!(head.headers[header::CONTENT_LENGTH], size.to_string());
}

#[tokio::test]
async fn a_listening_stands_in_the_trail_once_however_often_somebody_seeks() {
    let (portal, service, _) = portal_with_two().await;
    let mut browser = portal.log_in("heimana").await;
    let path = format!("/recordings/{service}/audio");
    // Looking at the page, asking how long it is, or beyond its end is no listening.
    browser.get("/recordings").await;
    browser.get(&format!("/recordings/{service}")).await;
    browser.head(&path).await;
    ask(&mut browser, &path, "bytes=99999999-").await;
    assert_eq!(trail(&portal).await, []);
    for range in ["bytes=0-", "bytes=100-", "bytes=-5", "bytes=5000-6000"] {
        ask(&mut browser, &path, range).await;
    }
    let listened = |login: &str| {
        (
            login.to_owned(),
            "listen".to_owned(),
            format!("recording {service}"),
        )
    };
    assert_eq!(trail(&portal).await, [listened("heimana")]);
    // Another one's listening, and a file that is taken along, by parts too.
    let mut officer = portal.log_in("hugo").await;
    ask(&mut officer, &path, "bytes=7-").await;
    let download = format!("/recordings/{service}/download");
    officer
        .get(&format!("/recordings/{service}"))
        .await
        .shows(">Listened<");
    let page = ask(&mut officer, &download, "bytes=1-").await;
    let name = page.headers[header::CONTENT_DISPOSITION]
        .to_str()
        .unwrap()
        .to_owned();
    assert_eq!(
        name,
        format!("attachment; filename=\"20261120-210000-{service}-hugo.wav\"")
    );
    ask(&mut officer, &download, "bytes=0-0").await;
    let taken = (
        "hugo".to_owned(),
        "export".to_owned(),
        format!("recording {service}"),
    );
    assert_eq!(
        trail(&portal).await,
        [taken, listened("hugo"), listened("heimana")]
    );
    officer
        .get(&format!("/recordings/{service}"))
        .await
        .shows(">Downloaded<");
    officer
        .get(&format!("/recordings/{service}"))
        .await
        .shows("Heimana Faatau");
}

#[tokio::test]
async fn no_address_leads_out_of_the_folder() {
    let (portal, service, _) = portal_with_two().await;
    let secret = folder(&portal).parent().unwrap().join("secret.wav");
    std::fs::write(&secret, "RIFF secret").unwrap();
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(&secret, folder(&portal).join("link.wav")).unwrap();
        std::os::unix::fs::symlink(secret.parent().unwrap(), folder(&portal).join("up")).unwrap();
    }
    look(&portal).await;
    let mut officer = portal.log_in("hugo").await;
    let page = officer.get("/recordings").await;
    page.shows("2 recordings");
    assert!(!page.body.contains("link.wav") && !page.body.contains("secret"));
    for path in [
        "/recordings/..%2Fsecret.wav/audio",
        "/recordings/../secret.wav",
        "/recordings/1%00/audio",
        "/recordings/-1/audio",
        "/recordings/9223372036854775808/audio",
        "/recordings/999/audio",
    ] {
        assert_eq!(officer.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    // A row that names a link, and a file that became one after it was seen.
    #[cfg(unix)]
    {
        let path = folder(&portal).join("2026/a.wav");
        std::fs::remove_file(&path).unwrap();
        std::os::unix::fs::symlink(&secret, &path).unwrap();
        let page = officer.get(&format!("/recordings/{service}/audio")).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND);
        let page = officer.post(&format!("/recordings/{service}/delete"), &[]).await;
        assert_eq!(page.status, StatusCode::SEE_OTHER);
        assert!(secret.exists(), "what the link points to stays");
    }
    assert!(
        !trail(&portal)
            .await
            .iter()
            .any(|(_, action, _)| action == "listen")
    );
}

#[tokio::test]
async fn filters_narrow_as_the_reader_sees_it_and_wrong_ones_are_named() {
    let (portal, ..) = portal_with_two().await;
    let mut officer = portal.log_in("hugo").await;
    // In Nouméa: 21:00 on the 20th and on the 21st.
    for (query, rows) in [
        ("", 2),
        ("?from=2026-11-20&to=2026-11-20", 1),
        ("?from=2026-11-22", 0),
        ("?who=heimana", 1),
        ("?who=221", 1),
        ("?number=272", 2),
        ("?number=2724", 0),
        ("?direction=incoming", 1),
        ("?direction=outgoing", 1),
        ("?queue=support", 0),
        ("?at_least=4", 2),
        ("?at_least=5", 0),
        ("?text=2026/b", 1),
        ("?text=2026/b&direction=incoming", 0),
    ] {
        let page = officer.get(&format!("/recordings{query}")).await;
        assert_eq!(page.body.matches("<audio ").count(), rows, "{query}");
        page.shows(&format!(">{rows} recording"));
    }
    for (query, words) in [
        ("?from=22.11.2026", "Choose a date."),
        ("?number=12x", "Leave out the character"),
        ("?at_least=long", "Use digits only."),
        ("?from=2026-11-22&to=2026-11-21", "exchange the two dates"),
    ] {
        let page = officer.get(&format!("/recordings{query}")).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{query}");
        page.shows(words);
        assert!(!page.body.contains("<audio "), "{query} lists nothing");
        // Nothing was looked for: "no recording" would be a wrong answer.
        for wrong in [">0 recordings", "No recording"] {
            assert!(!page.body.contains(wrong), "{query} says {wrong}");
        }
    }
    let page = officer.get("/recordings").await;
    assert!(page.body.contains("272***") && !page.body.contains(OUTSIDE));
}

#[tokio::test]
async fn a_page_of_the_list_begins_where_the_one_before_ended() {
    let portal = TestPortal::start().await;
    for minute in 0..52 {
        let file = format!("{minute}.wav");
        let start = format!("2026-11-20T10:{minute:02}:00Z");
        add_recording(&portal, &file, OUTSIDE, "231", &start).await;
    }
    let mut officer = portal.log_in("hugo").await;
    let first = officer.get("/recordings").await;
    first.shows("52 recordings");
    assert_eq!(first.body.matches("<audio ").count(), 50);
    let (_, rest) = first.body.split_once("href=\"/recordings?before=").unwrap();
    let next = format!("/recordings?before={}", rest.split('"').next().unwrap());
    let second = officer.get(&next).await;
    assert_eq!(second.body.matches("<audio ").count(), 2);
    second.shows("21:00:00");
}

#[tokio::test]
async fn a_file_that_is_gone_is_said_and_one_that_was_converted_is_found_again() {
    let (portal, service, sales) = portal_with_two().await;
    std::fs::remove_file(folder(&portal).join("2026/a.wav")).unwrap();
    std::fs::rename(
        folder(&portal).join("2026/b.wav"),
        folder(&portal).join("2026/b.mp3"),
    )
    .unwrap();
    let mut officer = portal.log_in("hugo").await;
    // Before anybody looked.
    let page = officer.get(&format!("/recordings/{service}/audio")).await;
    assert_eq!(page.status, StatusCode::NOT_FOUND);
    look(&portal).await;
    officer.get("/recordings").await.shows("File missing");
    officer
        .get(&format!("/recordings/{service}"))
        .await
        .shows("not mounted");
    let page = officer.get(&format!("/recordings/{sales}/audio")).await;
    assert_eq!(
        (page.status, &page.headers[header::CONTENT_TYPE]),
        (StatusCode::OK, &"audio/mpeg".parse().unwrap())
    );
    // It comes back.
    std::fs::write(folder(&portal).join("2026/a.wav"), "RIFF").unwrap();
    look(&portal).await;
    assert_eq!(
        officer.get(&format!("/recordings/{service}/audio")).await.status,
        StatusCode::OK
    );
}

#[tokio::test]
async fn the_call_log_leads_whoever_may_to_the_recording() {
    let (portal, service, _) = portal_with_two().await;
    // Who may see the call is not for that who may hear it: heimana took part, the administrator sees all calls.
    for (login, leads) in [("heimana", true), ("admin", false), ("appels", false)] {
        let page = portal.log_in(login).await.get("/calls").await;
        assert_eq!(
            page.body.contains(&format!("href=\"/recordings/{service}\"")),
            leads,
            "{login}"
        );
    }
}

#[tokio::test]
async fn what_is_held_is_held_with_a_reason_and_goes_when_somebody_lets_it() {
    let (portal, service, _) = portal_with_two().await;
    let mut officer = portal.log_in("hugo").await;
    let path = format!("/recordings/{service}");
    let page = officer.post(&format!("{path}/hold"), &[("reason", " ")]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    page.shows("Fill in this field.");
    let page = officer
        .post(&format!("{path}/hold"), &[("reason", "Complaint <77>")])
        .await;
    assert_eq!(page.location, format!("{path}?notice=recording-held"));
    let page = officer.get(&page.location).await;
    page.shows("Complaint &#60;77&#62;");
    assert!(
        !page.body.contains("/delete"),
        "what would be refused is not offered"
    );
    let page = officer.post(&format!("{path}/delete"), &[]).await;
    assert_eq!(page.location, format!("{path}?notice=recording-is-held"));
    assert!(folder(&portal).join("2026/a.wav").exists());
    officer.post(&format!("{path}/release"), &[]).await;
    let page = officer.post(&format!("{path}/delete"), &[]).await;
    assert_eq!(page.location, format!("{path}?notice=recording-deleted"));
    assert!(!folder(&portal).join("2026/a.wav").exists());
    let state = portal.app.store.recording(service).await.unwrap().unwrap().state;
    assert_eq!(state, RecordingState::Purged);
    let page = officer.get(&path).await;
    page.shows("Deleted on");
    for over in ["/hold", "/release", "/delete", "Will be deleted"] {
        assert!(!page.body.contains(over), "{over} of what is gone");
    }
    let page = officer.post(&format!("{path}/hold"), &[("reason", "late")]).await;
    assert_eq!(page.status, StatusCode::NOT_FOUND);
    assert_eq!(
        officer.get(&format!("{path}/audio")).await.status,
        StatusCode::NOT_FOUND
    );
    let actions: Vec<_> = trail(&portal)
        .await
        .into_iter()
        .map(|(_, action, _)| action)
        .collect();
    assert_eq!(actions, ["delete", "update", "update"]);
}

#[tokio::test]
async fn without_a_folder_the_page_says_what_to_do() {
    let portal = TestPortal::start_with(|config| config.recordings.folder = None).await;
    let mut officer = portal.log_in("hugo").await;
    officer.get("/recordings").await.shows("recordings.folder");
    officer.get("/admin/retention").await.shows("recordings.folder");
}

#[tokio::test]
async fn how_recordings_come_about_is_told_to_whoever_looks_after_them() {
    let portal = TestPortal::start().await;
    for (login, told) in [("hugo", true), ("heimana", false)] {
        let page = portal.log_in(login).await.get("/recordings").await;
        page.shows("No recording yet.");
        assert_eq!(page.body.contains("MixMonitor"), told, "{login}");
    }
}

#[tokio::test]
async fn a_recording_that_is_kept_for_ever_will_never_be_deleted() {
    let portal = TestPortal::start_with(|config| config.recordings.keep_days = 0).await;
    let id = add_recording(&portal, "2026/a.wav", OUTSIDE, "231", "2026-11-20T10:00:00Z").await;
    let mut officer = portal.log_in("hugo").await;
    let page = officer.get(&format!("/recordings/{id}")).await;
    page.shows("<dt>Will be deleted</dt><dd>Never</dd>");
}
