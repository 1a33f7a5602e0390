//! The portal through its router, on a simulated PBX: who may do what, and what happens to bad input.

use axum::http::StatusCode;
use switchhook_portal_core::Capability;

use crate::testing::TestPortal;

#[tokio::test]
async fn a_session_cookie_that_is_not_ours_leads_to_the_login() {
    let portal = TestPortal::start().await;
    let mut browser = portal.stranger();
    for cookie in ["nonsense", "' OR 1=1 --", &"x".repeat(5000)] {
        browser.cookies = vec![("switchhook".to_owned(), cookie.to_owned())];
        let page = browser.get("/directory?q=a").await;
        assert_eq!(page.status, StatusCode::SEE_OTHER);
        assert_eq!(page.location, "/login?next=/directory%3Fq%3Da&expired=1");
    }
}

#[tokio::test]
async fn a_wrong_password_says_so_and_guessing_is_slowed_down() {
    let portal = TestPortal::start().await;
    let mut browser = portal.stranger();
    for attempt in 0..6 {
        let page = browser
            .post("/login", &[("login", "vaiana"), ("password", "guess")])
            .await;
        assert_eq!(page.status, StatusCode::UNAUTHORIZED, "attempt {attempt}");
        assert!(page.cookies.is_empty());
    }
    let page = browser
        .post(
            "/login",
            &[("login", "Vaiana"), ("password", crate::demo::PASSWORD)],
        )
        .await;
    assert_eq!(
        page.status,
        StatusCode::TOO_MANY_REQUESTS,
        "the right password waits too"
    );
    assert!(page.body.contains("Wait"), "{}", page.body);
}

#[tokio::test]
async fn a_form_needs_our_page_and_our_token() {
    let portal = TestPortal::start().await;
    let mut browser = portal.log_in("vaiana").await;
    let token = browser.csrf.clone();
    let number = ("number", "272410");
    for (what, fields, headers) in [
        ("no token", vec![number], vec![("sec-fetch-site", "same-origin")]),
        (
            "another token",
            vec![("csrf", "x"), number],
            vec![("sec-fetch-site", "same-origin")],
        ),
        (
            "another site",
            vec![("csrf", &*token), number],
            vec![("sec-fetch-site", "cross-site")],
        ),
        (
            "another origin",
            vec![("csrf", &*token), number],
            vec![("origin", "https://evil.example"), ("host", "127.0.0.1")],
        ),
    ] {
        let page = browser.post_raw("/dial", &fields, &headers).await;
        assert_eq!(page.status, StatusCode::FORBIDDEN, "{what}");
        page.shows("Go back, reload the page and try again.");
    }
}

#[tokio::test]
async fn numbers_that_nobody_can_dial_are_refused_with_the_reason() {
    let portal = TestPortal::start().await;
    portal.connected().await;
    let mut browser = portal.log_in("vaiana").await;
    for (number, expected) in [
        ("27abc10", "Leave out the character “a”"),
        ("222\r\nAction: Command", "U+000D"),
        ("222&PJSIP/trunk", "Leave out the character “&”"),
        ("", "Fill in this field"),
        ("221", "your own number"),
    ] {
        let page = browser.post("/dial", &[("number", number)]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{number:?}");
        page.shows(expected);
    }
    assert!(
        portal.app.live.read(|state| state.calls().is_empty()),
        "nothing was called"
    );
}

#[tokio::test]
async fn a_click_connects_two_telephones_and_the_call_is_there_with_its_price() {
    let portal = TestPortal::start().await;
    portal.connected().await;
    let mut browser = portal.log_in("vaiana").await;
    let token = browser.csrf.clone();
    let script = [("sec-fetch-site", "same-origin"), ("accept", "application/json")];
    let begun = browser
        .post_raw("/dial", &[("csrf", &token), ("number", "272410")], &script)
        .await;
    let begun: serde_json::Value = serde_json::from_str(&begun.body).unwrap();
    assert_eq!(begun["state"], "ringing");
    let id = begun["id"].as_str().unwrap().to_owned();

    // Nobody else hears of it.
    let mut other = portal.log_in("mateo").await;
    assert_eq!(
        other.get(&format!("/dial/{id}")).await.status,
        StatusCode::NOT_FOUND
    );

    let outcome: serde_json::Value =
        serde_json::from_str(&browser.get(&format!("/dial/{id}")).await.body).unwrap();
    assert_eq!(outcome["state"], "connected", "{outcome}");
    portal
        .until("the live page shows the call", async || {
            browser.get("/live").await.body.contains("272410").then_some(())
        })
        .await;
    assert!(
        !other.get("/live").await.body.contains("272410"),
        "it is not mateo's call"
    );

    let charged = portal
        .until("the call has its price", async || {
            let calls = portal.app.store.calls_to_rate(0.into(), true, 10).await.unwrap();
            let all = portal.app.store.unmatched_calls(0.into(), 10).await.unwrap();
            assert!(all.is_empty(), "{all:?}");
            (calls.is_empty() && portal.app.live.read(|s| s.calls().is_empty())).then_some(())
        })
        .await;
    let () = charged;
    let page = portal
        .until("the call log shows it", async || {
            let page = browser.get("/calls").await;
            page.body.contains("272410").then_some(page)
        })
        .await;
    // Fixed line in New Caledonia, one unit: 10.45 F by day, 6.30 F at night and on Sunday.
    assert!(
        page.body.contains("10") || page.body.contains("6"),
        "{}",
        page.body
    );
}

#[tokio::test]
async fn an_exchange_that_is_down_is_told_on_every_page_and_comes_back_by_itself() {
    let portal = TestPortal::start().await;
    portal.connected().await;
    let mut browser = portal.log_in("admin").await;
    assert!(
        !browser
            .get("/directory")
            .await
            .body
            .contains("has not been reachable")
    );
    portal.pbx.crash();
    portal
        .until("the page says so", async || {
            browser
                .get("/directory")
                .await
                .body
                .contains("has not been reachable since")
                .then_some(())
        })
        .await;
    let page = browser.post("/dial", &[("number", "222")]).await;
    assert_eq!(
        page.status,
        StatusCode::SEE_OTHER,
        "the outcome is told on the page"
    );
    browser.get("/admin/health").await.shows("Not connected");
    portal.pbx.revive().await.unwrap();
    portal
        .until("it is back", async || {
            (!browser
                .get("/directory")
                .await
                .body
                .contains("has not been reachable"))
            .then_some(())
        })
        .await;
    let gaps = portal.app.store.gaps(10).await.unwrap();
    assert!(matches!(gaps[..], [(_, Some(_), _)]), "{gaps:?}");
}

#[tokio::test]
async fn a_wrong_manager_password_is_told_and_the_portal_goes_on() {
    let portal =
        TestPortal::start_with(|config| config.pbx.events.secret = crate::config::Secret::new("wrong")).await;
    let mut browser = portal.log_in("admin").await;
    let page = portal
        .until("the health page says so", async || {
            let page = browser.get("/admin/health").await;
            page.body.contains("refuses this account").then_some(page)
        })
        .await;
    page.shows("portal.toml");
    assert!(!page.body.contains("wrong"), "the secret is not shown");
    assert_eq!(browser.get("/directory").await.status, StatusCode::OK);
}

#[tokio::test]
async fn somebody_elses_private_contact_does_not_exist() {
    let portal = TestPortal::start().await;
    let mut owner = portal.log_in("vaiana").await;
    let fields = [
        ("last_name", "Dentiste"),
        ("number1", "28 11 22"),
        ("private", "1"),
    ];
    assert_eq!(
        owner.post("/directory/contacts/new", &fields).await.status,
        StatusCode::SEE_OTHER
    );
    let page = owner.get("/directory?q=dentiste").await;
    page.shows("Dentiste");
    let id = page
        .body
        .split("href=\"/directory/contacts/")
        .filter_map(|rest| rest.split('"').next())
        .find(|id| id.parse::<i64>().is_ok());
    let path = format!("/directory/contacts/{}", id.unwrap());
    assert_eq!(owner.get(&path).await.status, StatusCode::OK);
    for login in ["mateo", "admin"] {
        let mut other = portal.log_in(login).await;
        assert!(
            !other.get("/directory?q=dentiste").await.body.contains("Dentiste"),
            "{login}"
        );
        assert_eq!(other.get(&path).await.status, StatusCode::NOT_FOUND, "{login}");
        let deleted = other.post(&format!("{path}/delete"), &[]).await;
        assert_eq!(deleted.status, StatusCode::NOT_FOUND, "{login}");
    }
}

#[tokio::test]
async fn an_idle_session_ends_and_a_live_page_does_not_keep_it() {
    let portal = TestPortal::start().await;
    let mut browser = portal.log_in("vaiana").await;
    let now = portal.app.now();
    let idle = portal.app.config.session.idle.as_secs().cast_signed();
    let token = browser
        .cookies
        .iter()
        .find(|(name, _)| name == "switchhook")
        .unwrap()
        .1
        .clone();
    // The session was last used almost too long ago; a look at the live page by itself does not count.
    portal
        .app
        .store
        .set_session_activity(&token, now - idle + 3)
        .await
        .unwrap();
    let stranger_path = "/live/stream?topic=nonsense";
    assert_eq!(browser.get(stranger_path).await.status, StatusCode::BAD_REQUEST);
    let row = portal.app.store.session(&token).await.unwrap().unwrap();
    assert_eq!(row.last_activity, now - idle + 3, "not touched");
    // A click does count.
    assert_eq!(browser.get("/directory").await.status, StatusCode::OK);
    let row = portal.app.store.session(&token).await.unwrap().unwrap();
    assert!(row.last_activity >= now);
    portal
        .app
        .store
        .set_session_activity(&token, now - idle - 1)
        .await
        .unwrap();
    let page = browser.get("/directory").await;
    assert_eq!(page.location, "/login?next=/directory&expired=1");
}

#[tokio::test]
async fn the_first_administrators_link_works_once() {
    let portal = TestPortal::start().await;
    let token = portal
        .app
        .store
        .make_link(crate::store::Link::FirstAdministrator, portal.app.now() + 60)
        .await
        .unwrap();
    let path = format!("/welcome/{token}");
    let mut browser = portal.stranger();
    assert_eq!(browser.get(&path).await.status, StatusCode::OK);
    assert_eq!(
        browser.get(&path).await.status,
        StatusCode::OK,
        "looking does not use it up"
    );
    let account = |password: &'static str| {
        [
            ("login", "root"),
            ("last_name", "Boss"),
            ("password", password),
            ("password_again", password),
        ]
    };
    let page = browser.post(&path, &account("12345678")).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    page.shows("among the first that are guessed");
    let page = browser.post(&path, &account("a long enough one")).await;
    assert_eq!(page.location, "/login?notice=password-set");
    assert_eq!(
        browser.post(&path, &account("a long enough one")).await.status,
        StatusCode::NOT_FOUND
    );
    let page = browser
        .post("/login", &[("login", "root"), ("password", "a long enough one")])
        .await;
    assert_eq!(page.location, "/");
    browser
        .get("/welcome/unknown")
        .await
        .shows("used already or is too old");
}

/// Every page and the right that it asks for.
const PAGES: &[(&str, Option<Capability>)] = &[
    ("/", None),
    ("/account", Some(Capability::AccountSelf)),
    ("/directory", Some(Capability::DirectoryRead)),
    ("/directory.csv", Some(Capability::DirectoryRead)),
    ("/directory/contacts/new", Some(Capability::ContactWrite)),
    ("/directory/contacts/import", Some(Capability::ContactWrite)),
    (
        "/directory/contacts/export/private.vcf",
        Some(Capability::DirectoryRead),
    ),
    (
        "/directory/contacts/export/shared.csv",
        Some(Capability::DirectoryManage),
    ),
    ("/live", Some(Capability::LiveCallsRead)),
    ("/queues", Some(Capability::QueueBoardRead)),
    ("/queues/statistics", Some(Capability::QueueStatistics)),
    ("/queues/statistics.csv", Some(Capability::QueueStatistics)),
    (
        "/queues/statistics/visits?what=offered",
        Some(Capability::QueueStatistics),
    ),
    ("/calls", Some(Capability::CallLogRead)),
    ("/calls.csv", Some(Capability::CallLogRead)),
    ("/scheduled", Some(Capability::CallSchedule)),
    ("/scheduled/new", Some(Capability::CallSchedule)),
    ("/costs", Some(Capability::CostRead)),
    (
        "/costs/report?from=2026-11-01&to=2026-11-30",
        Some(Capability::CostRead),
    ),
    (
        "/costs/report.csv?from=2026-11-01&to=2026-11-30",
        Some(Capability::CostRead),
    ),
    ("/costs/unrated", Some(Capability::TariffManage)),
    ("/admin/people", Some(Capability::PeopleManage)),
    ("/admin/people/new", Some(Capability::PeopleManage)),
    ("/admin/people/1", Some(Capability::PeopleManage)),
    ("/admin/departments", Some(Capability::DepartmentManage)),
    ("/admin/departments/new", Some(Capability::DepartmentManage)),
    ("/admin/departments/1", Some(Capability::DepartmentManage)),
    ("/admin/profiles", Some(Capability::ProfileManage)),
    ("/admin/phones", Some(Capability::PhoneManage)),
    ("/admin/phones/new", Some(Capability::PhoneManage)),
    ("/admin/phones/search", Some(Capability::PhoneManage)),
    ("/admin/phones/1", Some(Capability::PhoneManage)),
    ("/admin/site", Some(Capability::PhoneManage)),
    ("/admin/import", Some(Capability::PhoneManage)),
    ("/admin/clients", Some(Capability::ApiClientManage)),
    ("/admin/clients/new", Some(Capability::ApiClientManage)),
    ("/statistics", Some(Capability::StatisticsGlobal)),
    ("/statistics.csv", Some(Capability::StatisticsGlobal)),
    ("/statistics/hours", Some(Capability::StatisticsGlobal)),
    ("/statistics/hours.csv", Some(Capability::StatisticsGlobal)),
    ("/statistics/staffing", Some(Capability::StatisticsGlobal)),
    ("/recordings", Some(Capability::RecordingListen)),
    ("/admin/retention", Some(Capability::RecordingPurge)),
    ("/admin/health", Some(Capability::HealthRead)),
    ("/admin/audit", Some(Capability::AuditRead)),
];

/// What changes something, and the right for it.
const ACTIONS: &[(&str, Capability)] = &[
    ("/dial", Capability::CallOriginate),
    ("/directory/contacts/new", Capability::ContactWrite),
    ("/scheduled/new", Capability::CallSchedule),
    ("/scheduled/1", Capability::CallSchedule),
    ("/scheduled/1/cancel", Capability::CallSchedule),
    ("/costs/unrated/again", Capability::TariffManage),
    ("/account/password", Capability::AccountSelf),
    ("/admin/people/new", Capability::PeopleManage),
    ("/admin/people/1", Capability::PeopleManage),
    ("/admin/people/1/disable", Capability::PeopleManage),
    ("/admin/people/1/enable", Capability::PeopleManage),
    ("/admin/people/1/link", Capability::PeopleManage),
    ("/admin/departments/new", Capability::DepartmentManage),
    ("/admin/departments/1", Capability::DepartmentManage),
    ("/admin/departments/1/delete", Capability::DepartmentManage),
    ("/admin/phones/new", Capability::PhoneManage),
    ("/admin/phones/1", Capability::PhoneManage),
    ("/admin/phones/search", Capability::PhoneManage),
    ("/admin/phones/1/configure", Capability::PhoneManage),
    ("/admin/phones/1/secret", Capability::PhoneManage),
    ("/admin/phones/1/delete", Capability::PhoneManage),
    ("/admin/site", Capability::PhoneManage),
    ("/admin/import/x", Capability::PhoneManage),
    ("/admin/clients/new", Capability::ApiClientManage),
    ("/admin/clients/1/revoke", Capability::ApiClientManage),
    ("/recordings/1/hold", Capability::RecordingPurge),
    ("/recordings/1/release", Capability::RecordingPurge),
    ("/recordings/1/delete", Capability::RecordingPurge),
    ("/admin/retention/purge", Capability::RecordingPurge),
];

#[tokio::test]
async fn every_page_and_action_is_open_to_whom_the_table_says_and_nobody_else() {
    let portal = TestPortal::start().await;
    let mut stranger = portal.stranger();
    for (path, _) in PAGES {
        let page = stranger.get(path).await;
        assert!(
            page.location.starts_with("/login?next="),
            "{path} without a login: {}",
            page.status
        );
    }
    for account in crate::demo::accounts().iter() {
        let mut browser = portal.log_in(account.login).await;
        let id = portal.app.store.account(account.login).await.unwrap().unwrap().0;
        let may = |capability| id.profiles.scopes(capability).is_some();
        for (path, capability) in PAGES {
            let page = browser.get(path).await;
            let expected = match capability {
                Some(capability) if !may(*capability) => StatusCode::FORBIDDEN,
                _ => StatusCode::OK,
            };
            assert_eq!(
                page.status, expected,
                "{path} as {}: {}",
                account.login, page.body
            );
        }
        for (path, capability) in ACTIONS.iter().filter(|(_, capability)| !may(*capability)) {
            let page = browser
                .post(path, &[("number", "222"), ("short_name", "X")])
                .await;
            let refused = matches!(
                page.status,
                StatusCode::FORBIDDEN | StatusCode::UNPROCESSABLE_ENTITY
            );
            assert!(
                refused,
                "{path} as {} ({capability}): {}",
                account.login, page.status
            );
        }
    }
    // Nothing of what was refused was done.
    assert_eq!(portal.app.store.departments().await.unwrap().len(), 6);
    assert!(
        portal
            .app
            .store
            .people()
            .await
            .unwrap()
            .iter()
            .all(|person| !person.disabled)
    );
}

#[tokio::test]
async fn the_menu_is_what_the_table_grants() {
    let portal = TestPortal::start().await;
    for account in crate::demo::accounts().iter() {
        let mut browser = portal.log_in(account.login).await;
        let (person, _) = portal.app.store.account(account.login).await.unwrap().unwrap();
        let page = browser.get("/account").await;
        for entry in switchhook_portal_core::menu::ENTRIES {
            let granted = person.profiles.scopes(entry.capability).is_some();
            let shown = page.body.contains(&format!("href=\"{}\"", entry.path));
            assert_eq!(shown, granted, "{} for {}", entry.path, account.login);
        }
    }
}

#[tokio::test]
async fn a_telephone_made_in_the_portal_takes_part_and_goes_without_a_trace() {
    let portal = TestPortal::start().await;
    portal.connected().await;
    let mut admin = portal.log_in("admin").await;
    let page = admin
        .post(
            "/admin/phones/new",
            &[("extension", "260"), ("label", "Atelier 2")],
        )
        .await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    let phones = portal.app.store.phones().await.unwrap();
    let phone = phones
        .iter()
        .find(|p| p.extension.as_str() == "260")
        .unwrap()
        .clone();
    page.shows(phone.endpoint.as_str());

    let mut caller = portal.log_in("vaiana").await;
    let token = caller.csrf.clone();
    let script = [("sec-fetch-site", "same-origin"), ("accept", "application/json")];
    let begun = caller
        .post_raw("/dial", &[("csrf", &token), ("number", "260")], &script)
        .await;
    let begun: serde_json::Value = serde_json::from_str(&begun.body).unwrap();
    let path = format!("/dial/{}", begun["id"].as_str().unwrap());
    let outcome: serde_json::Value = serde_json::from_str(&caller.get(&path).await.body).unwrap();
    assert_eq!(outcome["state"], "connected");
    portal
        .until("the new telephone talks", async || {
            caller.get("/live").await.body.contains("260").then_some(())
        })
        .await;

    let taken = admin.post("/admin/phones/new", &[("extension", "260")]).await;
    assert_eq!(taken.status, StatusCode::UNPROCESSABLE_ENTITY);
    taken.shows("This is taken already");

    let deleted = admin
        .post(&format!("/admin/phones/{}/delete", phone.id), &[])
        .await;
    assert_eq!(deleted.status, StatusCode::SEE_OTHER, "{}", deleted.body);
    assert!(portal.app.store.phone(phone.id).await.unwrap().is_none());
}

#[tokio::test]
async fn nothing_is_saved_when_the_exchange_does_not_take_a_telephone() {
    let portal = TestPortal::start_with(|config| config.pbx.config = None).await;
    let mut admin = portal.log_in("admin").await;
    let before = portal.app.store.phones().await.unwrap().len();
    let page = admin.post("/admin/phones/new", &[("extension", "260")]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    page.shows("[[pbx.manager]]");
    assert_eq!(portal.app.store.phones().await.unwrap().len(), before);

    let portal = TestPortal::start().await;
    portal.connected().await;
    let mut admin = portal.log_in("admin").await;
    for fields in [
        [("extension", "26a"), ("label", "")],
        [("extension", "260\r\nAction: Command"), ("label", "")],
        [("extension", "260"), ("label", "x\r\n[evil]")],
    ] {
        let page = admin.post("/admin/phones/new", &fields).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{fields:?}");
    }
    assert_eq!(portal.app.store.phones().await.unwrap().len(), before);
}

#[tokio::test]
async fn an_address_that_means_nothing_answers_with_a_page_of_ours() {
    let portal = TestPortal::start().await;
    let mut admin = portal.log_in("admin").await;
    for (path, status) in [
        ("/admin/phones/x", StatusCode::NOT_FOUND),
        ("/admin/people/99999999999999999999", StatusCode::NOT_FOUND),
        ("/directory/contacts/-1", StatusCode::NOT_FOUND),
        ("/directory?from=x", StatusCode::BAD_REQUEST),
        ("/dial/unknown", StatusCode::NOT_FOUND),
        ("/nothing/here", StatusCode::NOT_FOUND),
        ("/logout", StatusCode::METHOD_NOT_ALLOWED),
    ] {
        let page = admin.get(path).await;
        assert_eq!(page.status, status, "{path}");
        page.shows("<main id=\"content\"");
    }
}

#[tokio::test]
async fn a_stranger_who_guesses_without_end_does_not_fill_the_audit_trail() {
    let portal = TestPortal::start().await;
    let mut browser = portal.stranger();
    for _ in 0..20 {
        browser
            .post("/login", &[("login", "vaiana"), ("password", "guess")])
            .await;
    }
    let page = portal.log_in("audit").await.get("/admin/audit?q=vaiana").await;
    let lines = page.body.matches("<td>vaiana</td>").count();
    assert_eq!(lines, 7, "six wrong passwords and one refusal: {}", page.body);
}

#[tokio::test]
async fn a_login_leads_nowhere_that_a_header_cannot_say() {
    let portal = TestPortal::start().await;
    let mut browser = portal.log_in("vaiana").await;
    for next in ["%00", "%7f", "%0d%0aa:b", "%1b"] {
        let page = browser.get(&format!("/login?next=/{next}")).await;
        assert_eq!(
            (page.status, &*page.location),
            (StatusCode::SEE_OTHER, "/"),
            "{next}"
        );
    }
}

#[tokio::test]
async fn a_database_that_fails_before_the_page_is_told_on_a_page_too() {
    let portal = TestPortal::start().await;
    let mut browser = portal.log_in("vaiana").await;
    portal.app.store.close().await;
    let page = browser.get("/calls").await;
    assert_eq!(page.status, StatusCode::INTERNAL_SERVER_ERROR);
    page.shows("Something went wrong");
}

#[tokio::test]
async fn reports_take_turns_and_other_pages_do_not_wait() {
    let portal = TestPortal::start().await;
    let mut accountant = portal.log_in("compta").await;
    let mut user = portal.log_in("vaiana").await;
    let turns = (portal.app.turn().await, portal.app.turn().await);
    for path in [
        "/costs/report?month=2026-11",
        "/costs/report.csv?month=2026-11",
        "/calls.csv",
        "/calls?number=27",
    ] {
        let waiting = tokio::time::timeout(std::time::Duration::from_millis(50), accountant.get(path)).await;
        assert!(waiting.is_err(), "{path} did not wait");
    }
    assert_eq!(user.get("/calls").await.status, StatusCode::OK);
    assert_eq!(user.get("/directory").await.status, StatusCode::OK);
    drop(turns);
    assert_eq!(
        accountant.get("/costs/report?month=2026-11").await.status,
        StatusCode::OK
    );
}
