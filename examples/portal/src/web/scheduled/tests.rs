use std::fs::OpenOptions;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use axum::http::StatusCode;
use chrono::{Days, NaiveDateTime, NaiveTime, TimeDelta, TimeZone};
use switchhook_callfile::check;

use crate::demo::spool::Player;
use crate::jobs::scheduled::withdraw;
use crate::testing::{Browser, Page, TestPortal};

fn spool(portal: &TestPortal) -> PathBuf {
    portal.app.config.spool.folder.clone().unwrap()
}

/// The files of a folder of the spool.
fn files(portal: &TestPortal, part: &str) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(spool(portal).join(part)).unwrap();
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

/// So many seconds from now, by the clock of the site.
fn local(portal: &TestPortal, from_now: i64) -> NaiveDateTime {
    portal.app.local(portal.app.now() + from_now)
}

async fn plan_at(browser: &mut Browser<'_>, number: &str, at: NaiveDateTime) -> Page {
    let (date, time) = (at.date().to_string(), at.format("%H:%M:%S").to_string());
    let fields = [
        ("number", number),
        ("date", &*date),
        ("time", &*time),
        ("note", "the offer"),
    ];
    browser.post("/scheduled/new", &fields).await
}

/// In two hours.
async fn plan(portal: &TestPortal, browser: &mut Browser<'_>, number: &str) -> PathBuf {
    let page = plan_at(browser, number, local(portal, 7200)).await;
    assert_eq!(page.location, "/scheduled?notice=scheduled", "{}", page.body);
    let files = files(portal, "outgoing");
    files.into_iter().next_back().unwrap()
}

/// As Asterisk appends.
fn append(file: &Path, line: &str) {
    let mut file = OpenOptions::new().append(true).open(file).unwrap();
    writeln!(file, "{line}").unwrap();
}

/// As Asterisk archives.
fn archive(portal: &TestPortal, file: &Path, status: &str) {
    append(file, &format!("Status: {status}"));
    let done = spool(portal)
        .join("outgoing_done")
        .join(file.file_name().unwrap());
    std::fs::rename(file, done).unwrap();
}

async fn shown(portal: &TestPortal, browser: &mut Browser<'_>, words: &str) {
    for _ in 0..500 {
        let page = browser.get("/scheduled").await;
        if page.body.contains(words) {
            return;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    let calls = portal.app.store.open_scheduled_calls().await;
    panic!("waited ten seconds in vain for {words:?}: {calls:?}");
}

async fn id(portal: &TestPortal) -> i64 {
    portal.app.store.open_scheduled_calls().await.unwrap()[0]
        .id
        .into()
}

#[tokio::test]
async fn a_call_waits_in_the_spool_until_it_is_cancelled_and_the_trail_has_both() {
    let portal = TestPortal::start().await;
    let mut browser = portal.log_in("vaiana").await;
    let offered = browser.get("/scheduled/new?number=27%2024%2010").await;
    offered.shows("value=\"27 24 10\"");
    let file = plan(&portal, &mut browser, "27 24 10").await;

    let report = check(std::fs::read(&file).unwrap());
    assert_eq!(report.findings, []);
    let call = report.call.unwrap().to_string();
    for line in [
        "Extension: 272410\n",
        "Archive: yes\n",
        "CallerID: \"Vaiana Teriitahi\" <221>\n",
        "MaxRetries: 1\n",
    ] {
        assert!(call.contains(line), "{line} in {call}");
    }
    let due = std::fs::metadata(&file).unwrap().modified().unwrap();
    let wait = due.duration_since(SystemTime::now()).unwrap().as_secs();
    assert!((7100..=7200).contains(&wait), "{wait}");

    let page = browser.get("/scheduled").await;
    for words in ["27 24 10", "the offer", "Scheduled</span>"] {
        page.shows(words);
    }
    let path = format!("/scheduled/{}/cancel", id(&portal).await);
    let page = browser.post(&path, &[]).await;
    assert_eq!(page.location, "/scheduled?notice=scheduled-cancelled");
    assert_eq!(files(&portal, "outgoing"), [] as [PathBuf; 0]);
    browser.get("/scheduled").await.shows("Cancelled</span>");
    let again = browser.post(&path, &[]).await;
    assert_eq!(again.location, "/scheduled?notice=scheduled-over");

    let trail = portal.log_in("audit").await.get("/admin/audit?q=272410").await;
    assert!(
        !trail.body.contains("Scheduled a call"),
        "the whole number is not in the trail"
    );
    let trail = portal.log_in("audit").await.get("/admin/audit").await;
    for words in ["Scheduled a call", "272***", "Deleted"] {
        trail.shows(words);
    }
}

#[tokio::test]
async fn what_cannot_be_scheduled_is_said_at_its_field() {
    let portal = TestPortal::start_with(|config| {
        config.spool.per_person = 2;
        config.spool.days = 2;
        config.pbx.dialing.forbidden = vec!["36.".parse().unwrap()];
    })
    .await;
    let mut browser = portal.log_in("vaiana").await;
    let (soon, past, far) = (
        local(&portal, 600),
        local(&portal, -60),
        local(&portal, 3 * 86_400),
    );
    plan(&portal, &mut browser, "272410").await;
    for (number, at, expected) in [
        ("286120", past, "This time has passed"),
        ("286120", far, "at most 2 days"),
        ("112", soon, "Emergency numbers cannot be called later"),
        ("1 8", soon, "Emergency numbers cannot be called later"),
        ("364000", soon, "it may not be called"),
        ("221", soon, "your own number"),
        ("27abc", soon, "Leave out the character"),
        ("27 24 10", soon, "scheduled a call to this number already"),
    ] {
        let page = plan_at(&mut browser, number, at).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{number} {at}");
        page.shows(expected);
    }
    let page = browser
        .post(
            "/scheduled/new",
            &[("number", "286120"), ("date", "soon"), ("time", "25:00")],
        )
        .await;
    for field in ["date-error", "time-error"] {
        page.shows(field);
    }
    plan(&portal, &mut browser, "286120").await;
    let page = plan_at(&mut browser, "261500", soon).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    page.shows("You have 2 scheduled calls already");
    assert_eq!(files(&portal, "outgoing").len(), 2);
    // Somebody else has a limit of their own.
    let mut other = portal.log_in("admin").await;
    let page = plan_at(&mut other, "272410", soon).await;
    assert_eq!(page.location, "/scheduled?notice=scheduled", "{}", page.body);
}

#[tokio::test]
async fn where_the_clock_is_changed_the_page_says_what_holds() {
    let zone = chrono_tz::Europe::Paris;
    let portal = TestPortal::start_with(|config| {
        config.pbx.time_zone = zone;
        config.spool.days = 366;
    })
    .await;
    let mut browser = portal.log_in("vaiana").await;
    let half_past_two = NaiveTime::from_hms_opt(2, 30, 0).unwrap();
    let today = local(&portal, 0).date();
    let nights = (1..365).map(|day| (today + Days::new(day)).and_time(half_past_two));
    let (mut skipped, mut twice) = (None, None);
    for night in nights {
        match zone.from_local_datetime(&night) {
            chrono::MappedLocalTime::None => skipped = Some(night),
            chrono::MappedLocalTime::Ambiguous(first, _) => twice = Some((night, first)),
            chrono::MappedLocalTime::Single(_) => {}
        }
    }
    let (skipped, (twice, first)) = (skipped.unwrap(), twice.unwrap());
    let page = plan_at(&mut browser, "272410", skipped).await;
    assert_eq!(page.location, "/scheduled?notice=scheduled-skips");
    browser
        .get(&page.location)
        .await
        .shows("The clock goes forward over the time");
    let page = plan_at(&mut browser, "286120", twice).await;
    assert_eq!(page.location, "/scheduled?notice=scheduled-twice");
    let calls = portal.app.store.open_scheduled_calls().await.unwrap();
    for (number, due) in [
        (
            "272410",
            zone.from_local_datetime(&(skipped + TimeDelta::hours(1)))
                .unwrap(),
        ),
        ("286120", first),
    ] {
        let call = calls.iter().find(|call| call.number == number).unwrap();
        assert_eq!(call.due, due.timestamp(), "{number}");
    }
}

#[tokio::test]
async fn the_list_follows_what_asterisk_does_with_the_file() {
    let portal = TestPortal::start().await;
    let mut browser = portal.log_in("vaiana").await;
    let file = plan(&portal, &mut browser, "272410").await;
    append(&file, "\nStartRetry: 4711 1 (1795345428)");
    shown(&portal, &mut browser, "Your telephone rings").await;
    append(&file, "EndRetry: 4711 1 (1795345428)");
    shown(&portal, &mut browser, "Not answered, tried again").await;
    append(&file, "StartRetry: 4711 2 (1795345828)");
    shown(&portal, &mut browser, "2 attempts").await;
    archive(&portal, &file, "Completed");
    shown(&portal, &mut browser, "Answered</span>").await;
    // The row is written first, then the file is deleted.
    for _ in 0..500 {
        if files(&portal, "outgoing_done").is_empty() {
            break;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    assert_eq!(
        files(&portal, "outgoing_done"),
        [] as [PathBuf; 0],
        "what is written down is not kept twice"
    );
    assert_eq!(portal.app.store.open_scheduled_calls().await.unwrap(), []);
}

#[tokio::test]
async fn what_ended_while_the_portal_was_stopped_is_found_in_the_archive() {
    let mut portal = TestPortal::start().await;
    let mut files = Vec::new();
    for number in ["272410", "286120", "261500", "277700"] {
        let at = local(&portal, 7200);
        let mut browser = portal.log_in("vaiana").await;
        plan_at(&mut browser, number, at).await;
        let call = portal
            .app
            .store
            .open_scheduled_calls()
            .await
            .unwrap()
            .pop()
            .unwrap();
        files.push(spool(&portal).join("outgoing").join(call.file));
    }
    portal.stop().await;
    archive(&portal, &files[0], "Completed");
    archive(&portal, &files[1], "Expired");
    std::fs::remove_file(&files[2]).unwrap();
    portal.start_again().await;
    let mut browser = portal.log_in("vaiana").await;
    for words in [
        "Answered</span>",
        "Not answered or not reachable",
        "Outcome not known",
    ] {
        shown(&portal, &mut browser, words).await;
    }
    let open = portal.app.store.open_scheduled_calls().await.unwrap();
    assert_eq!(
        open.iter().map(|call| &*call.number).collect::<Vec<_>>(),
        ["277700"]
    );
    // And it is followed on.
    append(&files[3], "\nStartRetry: 4711 1 (1795345428)");
    shown(&portal, &mut browser, "Your telephone rings").await;
}

#[tokio::test]
async fn another_time_is_another_file_and_too_late_is_said() {
    let portal = TestPortal::start().await;
    let mut browser = portal.log_in("vaiana").await;
    let old = plan(&portal, &mut browser, "272410").await;
    let path = format!("/scheduled/{}", id(&portal).await);
    browser.get(&path).await.shows("27");
    let at = local(&portal, 10_800);
    let fields = [
        ("date", at.date().to_string()),
        ("time", at.format("%H:%M:%S").to_string()),
    ];
    let fields = fields.each_ref().map(|(name, value)| (*name, &**value));
    let page = browser.post(&path, &fields).await;
    assert_eq!(page.location, "/scheduled?notice=scheduled");
    let new = files(&portal, "outgoing");
    assert!(new.len() == 1 && new[0] != old, "{new:?}");
    // The old name went; that is no end of the call.
    append(&new[0], "\nStartRetry: 4711 1 (1795345428)");
    shown(&portal, &mut browser, "Your telephone rings").await;

    let page = browser.post(&path, &fields).await;
    assert_eq!(page.location, "/scheduled?notice=scheduled-not-moved");
    let past = [("date", "2020-01-01"), ("time", "10:00")];
    let page = browser.post(&path, &past).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = browser.post(&format!("{path}/cancel"), &[]).await;
    assert_eq!(page.location, "/scheduled?notice=scheduled-calling");
    browser
        .get(&page.location)
        .await
        .shows("it goes on, but is not tried again");
    let page = browser.post(&path, &fields).await;
    assert_eq!(page.location, "/scheduled?notice=scheduled-over");
}

#[tokio::test]
async fn others_see_and_cancel_by_right_only_and_change_nothing() {
    let portal = TestPortal::start().await;
    let mut owner = portal.log_in("vaiana").await;
    plan(&portal, &mut owner, "272410").await;
    let id = id(&portal).await;
    let at = [("date", "2026-12-24"), ("time", "10:00")];
    for account in crate::demo::accounts().iter().filter(|a| a.login != "vaiana") {
        let person = portal.app.store.account(account.login).await.unwrap().unwrap().0;
        let phones = portal.app.store.phones_of(person.id).await.unwrap();
        let subject = switchhook_portal_core::Subject::new(&person, &phones);
        let vaiana = portal.app.store.account("vaiana").await.unwrap().unwrap().0;
        let may = subject.may(switchhook_portal_core::Capability::CallSchedule);
        let reaches = subject.reaches(
            switchhook_portal_core::Capability::CallSchedule,
            &super::party(&vaiana),
        );
        let mut browser = portal.log_in(account.login).await;
        let list = browser.get("/scheduled").await;
        let expected = match (may, reaches) {
            (false, _) => (StatusCode::FORBIDDEN, StatusCode::FORBIDDEN),
            (true, false) => (StatusCode::OK, StatusCode::NOT_FOUND),
            (true, true) => (StatusCode::OK, StatusCode::FORBIDDEN),
        };
        let change = browser.post(&format!("/scheduled/{id}"), &at).await;
        assert_eq!((list.status, change.status), expected, "{}", account.login);
        assert!(
            !list.body.contains("272410") && !list.body.contains("the offer"),
            "{}",
            account.login
        );
        assert_eq!(
            list.body.contains("Vaiana Teriitahi"),
            reaches,
            "{}",
            account.login
        );
        if !reaches {
            let cancel = browser.post(&format!("/scheduled/{id}/cancel"), &[]).await;
            assert_eq!(cancel.status, expected.1, "{}", account.login);
        }
    }
    assert_eq!(files(&portal, "outgoing").len(), 1);
    let mut admin = portal.log_in("admin").await;
    let page = admin.post(&format!("/scheduled/{id}/cancel"), &[]).await;
    assert_eq!(page.location, "/scheduled?notice=scheduled-cancelled");
}

#[tokio::test]
async fn whoever_may_not_call_any_more_does_not_call_later_either() {
    let portal = TestPortal::start().await;
    let mut browser = portal.log_in("vaiana").await;
    plan(&portal, &mut browser, "272410").await;
    withdraw(&portal.app).await.unwrap();
    assert_eq!(files(&portal, "outgoing").len(), 1);
    let person = portal.app.store.account("vaiana").await.unwrap().unwrap().0.id;
    let mut admin = portal.log_in("admin").await;
    admin.post(&format!("/admin/people/{person}/disable"), &[]).await;
    withdraw(&portal.app).await.unwrap();
    assert_eq!(files(&portal, "outgoing"), [] as [PathBuf; 0]);
    admin
        .get("/scheduled")
        .await
        .shows("Withdrawn: no longer allowed");
}

#[tokio::test]
async fn without_a_spool_the_page_says_so_and_no_number_has_the_link() {
    let portal = TestPortal::start_with(|config| config.spool.folder = None).await;
    let mut browser = portal.log_in("vaiana").await;
    browser
        .get("/scheduled")
        .await
        .shows("Nobody can schedule calls here");
    assert!(!browser.get("/directory").await.body.contains("/scheduled/new?"));
    let page = plan_at(&mut browser, "272410", local(&portal, 600)).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    page.shows("Nobody can schedule calls here");

    let portal = TestPortal::start_with(|config| config.spool.folder = Some("/nonexistent".into())).await;
    let mut browser = portal.log_in("vaiana").await;
    shown(&portal, &mut browser, "Calls cannot be scheduled now").await;
    let page = plan_at(&mut browser, "272410", local(&portal, 600)).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(portal.app.store.open_scheduled_calls().await.unwrap(), []);
    portal
        .log_in("admin")
        .await
        .get("/admin/health")
        .await
        .shows("there is no folder");
}

#[tokio::test]
async fn the_demo_carries_a_scheduled_call_out() {
    let portal = TestPortal::start().await;
    portal.connected().await;
    let mut browser = portal.log_in("vaiana").await;
    browser.get("/directory").await.shows("/scheduled/new?number=");
    let player = Player::start(&portal.app.config);
    let page = plan_at(&mut browser, "222", local(&portal, 2)).await;
    assert_eq!(page.location, "/scheduled?notice=scheduled", "{}", page.body);
    shown(&portal, &mut browser, "Answered</span>").await;
    player.stop().await;
    assert_eq!(files(&portal, "outgoing"), [] as [PathBuf; 0]);
}
