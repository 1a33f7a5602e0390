use axum::http::StatusCode;
use switchhook_portal_core::tariff::JobState;
use switchhook_portal_core::{CallId, PersonId};

use crate::store::{NewVersion, RerateSums, Status};
use crate::tariff::{Sources, Tariff};
use crate::testing::{Browser, TestPortal};
use crate::web::call_samples::add_call;

const PLAN: &str = include_str!("../../../../../rating/testdata/new-caledonia/plan.toml");
const DECK: &str = include_str!("../../../../../rating/testdata/new-caledonia/deck.csv");

/// Calls with the prices of the sample tariff: two local ones and one that it does not know.
async fn priced(portal: &TestPortal) -> Vec<CallId> {
    let store = &portal.app.store;
    let mut calls = Vec::new();
    for (number, start) in [
        ("272410", "2026-11-20T10:00:00Z"),
        ("283655", "2026-11-20T11:00:00Z"),
        ("99123456", "2026-11-20T12:00:00Z"),
    ] {
        calls.push(add_call(store, "221", number, start).await);
    }
    crate::jobs::rating::run(store, &portal.app.tariff.in_force(), portal.app.now())
        .await
        .unwrap();
    calls
}

/// The sample tariff with the local price off-peak at 20 francs, active since the first of the month.
async fn dearer(portal: &TestPortal) {
    let sources = Sources {
        plan: PLAN.to_owned(),
        decks: vec![("deck.csv".to_owned(), DECK.replace("10.45,6.30", "20,20"))],
    };
    let tariff = Tariff::of(&sources);
    let new = NewVersion {
        effective: "2026-11-01".parse().unwrap(),
        name: tariff.name(),
        note: "",
        rows: tariff.rows(),
        refused: 0,
        fingerprint: tariff.fingerprint(),
        sources: tariff.sources(),
        made: 0,
        made_by: None,
        import: None,
    };
    let id = portal.app.store.add_tariff_version(&new).await.unwrap();
    let mut admin = portal.log_in("admin").await;
    let page = admin
        .post(&format!("/tariff/{id}/activate"), &[("rows", "4")])
        .await;
    assert!(
        page.location.ends_with("tariff-activated"),
        "{} {}",
        page.location,
        page.body
    );
}

async fn begin(browser: &mut Browser<'_>) -> String {
    let page = browser.post("/tariff/rerating", &[("which", "all")]).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    page.location
}

async fn ready(portal: &TestPortal) {
    portal
        .until("the job is ready", async || {
            let job = portal.app.store.reratings(1).await.unwrap().pop()?;
            (job.state == JobState::Ready).then_some(())
        })
        .await;
}

async fn amount(portal: &TestPortal, call: CallId) -> Option<i64> {
    let mut calls = portal.app.store.calls_of_ids(&[call.into()]).await.unwrap();
    calls.pop()?.charge?.amount.map(|(.., with_tax)| with_tax)
}

#[tokio::test]
async fn nothing_changes_before_the_difference_is_applied_and_then_all_at_once() {
    let portal = TestPortal::start().await;
    let calls = priced(&portal).await;
    assert_eq!(amount(&portal, calls[0]).await, Some(6_300_000));
    dearer(&portal).await;
    let mut admin = portal.log_in("admin").await;
    admin.get("/tariff").await.shows("2 prices are of another tariff");
    let here = begin(&mut admin).await;
    ready(&portal).await;
    assert_eq!(amount(&portal, calls[0]).await, Some(6_300_000));

    let page = admin.get(&here).await;
    page.shows("Ready to be applied");
    // By department and by destination: 12.6 francs become 40.
    page.shows("COM");
    page.shows("Local fixed");
    page.shows("12\u{a0}XPF");
    page.shows("40\u{a0}XPF");
    page.shows("27\u{a0}XPF");
    page.shows("272***");
    page.shows("<dt>Dearer</dt><dd>2</dd>");
    page.shows("<dt>Cheaper</dt><dd>0</dd>");
    assert!(
        !page.body.contains("272410"),
        "the end of a number is private here too"
    );

    // One at a time.
    assert_eq!(begin(&mut admin).await, "/tariff/rerating");
    admin
        .get("/tariff/rerating")
        .await
        .shows("Another one is not finished");

    let page = admin.post(&format!("{here}/apply"), &[]).await;
    assert_eq!(page.location, format!("{here}?notice=rerating-applied"));
    assert_eq!(amount(&portal, calls[0]).await, Some(20_000_000));
    assert_eq!(amount(&portal, calls[1]).await, Some(20_000_000));
    assert_eq!(amount(&portal, calls[2]).await, None);
    let list = admin.get("/tariff").await;
    assert!(!list.body.contains("of another tariff"), "{}", list.body);
    let page = admin.post(&format!("{here}/apply"), &[]).await;
    assert_eq!(page.location, format!("{here}?notice=rerating-over"));
    // The difference can still be read.
    admin.get(&here).await.shows("Local fixed");
    let mut trail = portal.log_in("audit").await;
    trail.get("/admin/audit").await.shows("rerating: ready → applied");
}

#[tokio::test]
async fn what_came_out_is_thrown_away_or_outdated_by_another_tariff() {
    let portal = TestPortal::start().await;
    let calls = priced(&portal).await;
    let mut admin = portal.log_in("admin").await;
    let first = begin(&mut admin).await;
    ready(&portal).await;
    dearer(&portal).await;
    let page = admin.post(&format!("{first}/apply"), &[]).await;
    assert_eq!(page.location, format!("{first}?notice=rerating-outdated"));
    let page = admin.post(&format!("{first}/cancel"), &[]).await;
    assert_eq!(page.location, format!("{first}?notice=rerating-cancelled"));
    assert_eq!(amount(&portal, calls[0]).await, Some(6_300_000));
    let second = begin(&mut admin).await;
    assert_ne!(first, second);
    ready(&portal).await;
}

#[tokio::test]
async fn a_job_that_was_cut_off_goes_on_where_it_was() {
    let mut portal = TestPortal::start().await;
    let calls = priced(&portal).await;
    dearer(&portal).await;
    portal.stop().await;
    // As a portal leaves it that was stopped after the first call.
    let store = &portal.app.store;
    let person = store.people().await.unwrap()[0].id;
    let id = store
        .begin_rerating(&crate::store::NewRerating {
            person: PersonId(person.0),
            since: None,
            until: None,
            which: switchhook_portal_core::tariff::Which::All,
            tariff: &portal.app.tariff.in_force().fingerprint(),
            began: 0,
        })
        .await
        .unwrap()
        .unwrap();
    let mut job = store.rerating(id).await.unwrap();
    assert_eq!(job.total, 3);
    (job.position, job.looked_at) = (calls[0], 1);
    assert!(store.rerated(&job, &[], &RerateSums::default()).await.unwrap());
    portal.start_again().await;
    ready(&portal).await;
    let job = portal.app.store.rerating(id).await.unwrap();
    assert_eq!((job.looked_at, job.changes), (3, 1));
}

#[tokio::test]
async fn a_stopped_job_writes_nothing_more() {
    let portal = TestPortal::start().await;
    let calls = priced(&portal).await;
    let store = &portal.app.store;
    let person = store.people().await.unwrap()[0].id;
    let id = store
        .begin_rerating(&crate::store::NewRerating {
            person,
            since: None,
            until: None,
            which: switchhook_portal_core::tariff::Which::Unmatched,
            tariff: "other",
            began: 0,
        })
        .await
        .unwrap()
        .unwrap();
    let job = store.rerating(id).await.unwrap();
    assert_eq!(job.total, 1, "only the call without a tariff");
    let (running, cancelled) = (JobState::Running, JobState::Cancelled);
    assert!(store.rerating_is(id, running, cancelled, "", 0).await.unwrap());
    assert!(!store.rerated(&job, &[], &RerateSums::default()).await.unwrap());
    assert!(store.apply_rerating(id, 0).await.unwrap().is_none());
    let mut last = store.calls_of_ids(&[calls[2].into()]).await.unwrap();
    assert_eq!(last.pop().unwrap().charge.unwrap().status, Status::Unmatched);
}

#[tokio::test]
async fn days_that_make_no_sense_are_named() {
    let portal = TestPortal::start().await;
    let mut admin = portal.log_in("admin").await;
    let page = admin
        .post(
            "/tariff/rerating",
            &[("from", "2026-11-20"), ("to", "2026-11-19")],
        )
        .await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    page.shows("The end is before the beginning");
}
