use std::convert::Infallible;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::Poll;

use axum::body::{Body, Bytes};
use axum::http::StatusCode;

use crate::store::Status;
use crate::testing::{Browser, Page, TestPortal};
use crate::web::call_samples::{add_call, price};

const PLAN: &str = include_str!("../../../../../rating/testdata/new-caledonia/plan.toml");
const DECK: &str = include_str!("../../../../../rating/testdata/new-caledonia/deck.csv");

/// Two rows of the deck's columns.
const AUDIOTEL: &str = "99,8,Audiotel,premium,100,100,60,60,60,\n";

async fn upload(browser: &mut Browser<'_>, day: &str, deck: &str) -> Page {
    let files: [(&str, &str, &[u8]); 2] = [
        ("plan", "plan.toml", PLAN.as_bytes()),
        ("decks", "deck.csv", deck.as_bytes()),
    ];
    browser
        .upload(
            "/tariff/new",
            &[("effective", day), ("note", "<b>test</b>")],
            &files,
        )
        .await
}

/// The address of the draft that an upload leads to.
fn draft(page: &Page) -> String {
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    page.location.split('?').next().unwrap().to_owned()
}

#[tokio::test]
async fn a_version_prices_calls_from_its_day_once_its_rows_were_confirmed() {
    let portal = TestPortal::start().await;
    let store = &portal.app.store;
    let before = add_call(store, "221", "99123456", "2026-11-10T10:00:00Z").await;
    let after = add_call(store, "221", "99123456", "2026-11-20T10:00:00Z").await;
    price(store, before, "", None).await;
    price(store, after, "", None).await;
    let mut admin = portal.log_in("admin").await;
    let page = upload(&mut admin, "2026-11-15", &format!("{DECK}{AUDIOTEL}")).await;
    let here = draft(&page);

    let page = admin.get(&page.location).await;
    page.shows("The draft was kept");
    page.shows("Draft");
    page.shows("This version has 5 rows, the one in force 4.");
    page.shows("&#60;b&#62;test&#60;/b&#62;");
    // A draft prices nothing.
    assert_eq!(portal.app.tariff.current().rows(), 4);

    for (rows, text) in [
        ("", "is empty"),
        ("500", "That is not the number of rows of this version"),
    ] {
        let page = admin.post(&format!("{here}/activate"), &[("rows", rows)]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{rows:?} {text}");
    }
    let page = admin.post(&format!("{here}/activate"), &[("rows", "5")]).await;
    assert_eq!(page.location, format!("{here}?notice=tariff-activated"));
    admin.get(&page.location).await.shows("In force today");
    assert_eq!(portal.app.tariff.current().rows(), 5);

    // The job was woken: the later call has a price now, the earlier one is of another tariff's day.
    portal
        .until("the call is rated", async || {
            let charge = store.calls_of_ids(&[after.into()]).await.unwrap().pop()?.charge?;
            (charge.status == Status::Rated).then_some(())
        })
        .await;
    let charge = store
        .calls_of_ids(&[before.into()])
        .await
        .unwrap()
        .pop()
        .unwrap()
        .charge;
    assert_eq!(charge.unwrap().status, Status::Unmatched);

    // Back again in one step.
    let page = admin.post(&format!("{here}/withdraw"), &[]).await;
    assert_eq!(page.location, format!("{here}?notice=tariff-withdrawn"));
    assert_eq!(portal.app.tariff.current().rows(), 4);
    let page = admin.post(&format!("{here}/withdraw"), &[]).await;
    assert_eq!(page.location, format!("{here}?notice=tariff-state"));
    let list = admin.get("/tariff").await;
    list.shows("Withdrawn");
    list.shows("1 price is of another tariff");
    let mut trail = portal.log_in("audit").await;
    let trail = trail.get("/admin/audit").await;
    trail.shows("state: active → withdrawn");
    trail.shows("state: draft → active");
}

#[tokio::test]
async fn every_refused_line_is_shown_and_activated_only_on_request() {
    let portal = TestPortal::start().await;
    let mut admin = portal.log_in("admin").await;
    let deck = format!("{DECK}99,8,Audiotel,premium,1O0,100,60,60,60,\nnonsense\n");
    let here = draft(&upload(&mut admin, "2026-11-15", &deck).await);
    let lines = DECK.lines().count();
    let page = admin.get(&here).await;
    page.shows(&format!("deck.csv, line {}: ", lines + 1));
    page.shows("write digits and at most one");
    page.shows(&format!("deck.csv, line {}: ", lines + 2));
    let page = admin.post(&format!("{here}/activate"), &[("rows", "4")]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    page.shows("tick that they may stay out");
    let fields = [("rows", "4"), ("refused", "1")];
    let page = admin.post(&format!("{here}/activate"), &fields).await;
    assert!(
        page.location.ends_with("notice=tariff-activated"),
        "{}",
        page.location
    );
    // What priced calls is kept.
    let page = admin.post(&format!("{here}/delete"), &[]).await;
    assert!(
        page.location.ends_with("notice=tariff-state"),
        "{}",
        page.location
    );
}

#[tokio::test]
async fn files_that_make_no_tariff_leave_nothing_behind() {
    let portal = TestPortal::start().await;
    let mut admin = portal.log_in("admin").await;
    let day = [("effective", "2026-11-15"), ("note", "")];
    let plan: &[u8] = b"name = ";
    let named = PLAN.replace("file = \"deck.csv\"", "file = \"other.csv\"");
    let latin: &[u8] = b"prefix,destination\n1,Caf\xe9\n";
    for (files, text) in [
        (vec![("plan", "plan.toml", plan)], "make no tariff"),
        (
            vec![("plan", "plan.toml", named.as_bytes())],
            "other.csv: the plan names this deck",
        ),
        (vec![("decks", "deck.csv", &b"nothing"[..])], "make no tariff"),
        (vec![("decks", "deck.csv", latin)], "deck.csv is no UTF-8 text"),
        (
            vec![("decks", "else.csv", DECK.as_bytes())],
            "The plan names no deck else.csv",
        ),
        (vec![("plan", "", &b""[..])], "Choose a plan or a deck"),
    ] {
        let page = admin.upload("/tariff/new", &day, &files).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{text}");
        page.shows(text);
    }
    let page = admin
        .upload(
            "/tariff/new",
            &[("effective", "15/11/2026")],
            &[("decks", "deck.csv", DECK.as_bytes())],
        )
        .await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    let large = vec![b'#'; crate::web::upload::FILE_BYTES + 1];
    let page = admin
        .upload("/tariff/new", &day, &[("decks", "deck.csv", &large)])
        .await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    page.shows("larger than 32 MB");
    assert!(portal.app.store.tariff_versions().await.unwrap().is_empty());

    // A deck alone goes with the plan in force, and a draft can be thrown away.
    let page = admin
        .upload("/tariff/new", &day, &[("decks", "deck.csv", DECK.as_bytes())])
        .await;
    let here = draft(&page);
    let file = admin.get(&format!("{here}/files/1")).await;
    assert_eq!(file.body, DECK);
    assert_eq!(admin.get(&format!("{here}/files/0")).await.body, PLAN);
    assert_eq!(
        admin.get(&format!("{here}/files/2")).await.status,
        StatusCode::NOT_FOUND
    );
    let page = admin.post(&format!("{here}/delete"), &[]).await;
    assert_eq!(page.location, "/tariff?notice=deleted");
    assert_eq!(admin.get(&here).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn files_are_taken_from_our_own_page_only() {
    let portal = TestPortal::start().await;
    let mut admin = portal.log_in("admin").await;
    admin.csrf = "stolen".to_owned();
    let page = upload(&mut admin, "2026-11-15", DECK).await;
    assert_eq!(page.status, StatusCode::FORBIDDEN);
    assert!(portal.app.store.tariff_versions().await.unwrap().is_empty());
}

#[tokio::test]
async fn not_a_byte_is_read_of_files_from_somebody_who_may_not_send_them() {
    let portal = TestPortal::start().await;
    for (login, expected, is_read) in [
        ("compta", StatusCode::FORBIDDEN, false),
        ("vaiana", StatusCode::FORBIDDEN, false),
        // What it says is no form.
        ("admin", StatusCode::BAD_REQUEST, true),
    ] {
        let mut browser = portal.log_in(login).await;
        for path in ["/tariff/new", "/tariff/import"] {
            let asked = Arc::new(AtomicBool::new(false));
            let noted = asked.clone();
            let body = futures_util::stream::poll_fn(move |_| {
                noted.store(true, Ordering::Relaxed);
                Poll::Ready(None::<Result<Bytes, Infallible>>)
            });
            let page = browser.upload_body(path, Body::from_stream(body)).await;
            assert_eq!(page.status, expected, "{login} {path}");
            assert_eq!(asked.load(Ordering::Relaxed), is_read, "{login} {path}");
        }
    }
}

#[tokio::test]
async fn a_number_is_priced_without_calling_it() {
    let portal = TestPortal::start().await;
    let mut admin = portal.log_in("admin").await;
    // The example of the crate's own documentation: 17 minutes at 10.45 and the peak price.
    let page = admin
        .get("/tariff/test?number=87+23+45&date=2011-12-19&time=11:08&length=16:19")
        .await;
    page.shows("Priced");
    page.shows("177\u{a0}XPF");
    page.shows("Local fixed");
    page.shows("<ol>");
    page.shows("60/60");
    for lang in ["fr", "es", "ru"] {
        let page = admin
            .get_with(
                "/tariff/test?number=87+23+45&date=2011-12-19&time=11:08&length=16:19",
                &[("accept-language", lang)],
            )
            .await;
        page.shows(&format!("lang=\"{lang}\""));
        page.shows("177,65");
    }
    let page = admin.get("/tariff/test?number=99123456").await;
    page.shows("No tariff");
    for (query, text) in [
        ("number=call+me", "aria-invalid"),
        ("number=87&length=long", "Write seconds"),
        ("number=87&date=tomorrow", "is not a date"),
        ("number=87&tariff=77", ""),
    ] {
        let page = admin.get(&format!("/tariff/test?{query}")).await;
        if text.is_empty() {
            assert_eq!(page.status, StatusCode::NOT_FOUND, "{query}");
        } else {
            assert!(!page.body.contains("<ol>"), "{query}");
        }
    }
}

#[tokio::test]
async fn a_row_is_previewed_then_becomes_a_draft_then_rates_calls() {
    let portal = TestPortal::start().await;
    let store = &portal.app.store;
    let call = add_call(store, "221", "99123456", "2026-11-20T10:00:00Z").await;
    price(store, call, "", None).await;
    let mut admin = portal.log_in("admin").await;
    admin
        .get("/costs/unrated")
        .await
        .shows("/tariff/rates/new?prefix=99123");
    admin
        .get("/tariff/rates/new?prefix=99123")
        .await
        .shows("Fill in the row");
    let row = "prefix=99123&destination=Audio%3Btel&price=12,5&per=60&first=60&next=1&effective=2026-11-15";
    let page = admin.get(&format!("/tariff/rates/new?{row}")).await;
    page.shows("Of 1 calls without a price, 1 get one: 12\u{a0}XPF with tax.");
    page.shows("99123***");
    // The deck refuses a prefix that it has.
    let page = admin
        .get("/tariff/rates/new?prefix=7&destination=Again&price=1&per=60&first=60&next=1&effective=2026-11-15")
        .await;
    page.shows("The tariff does not take this row");
    let fields = [
        ("prefix", "99123"),
        ("destination", "Audio;tel"),
        ("price", "12,5"),
        ("per", "60"),
        ("first", "60"),
        ("next", "1"),
        ("effective", "2026-11-15"),
    ];
    let page = admin.post("/tariff/rates/new", &fields[..2]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    let here = draft(&admin.post("/tariff/rates/new", &fields).await);
    admin.get(&here).await.shows("Added: Audio;tel");
    admin.post(&format!("{here}/activate"), &[("rows", "5")]).await;
    portal
        .until("the call is rated", async || {
            let charge = store.calls_of_ids(&[call.into()]).await.unwrap().pop()?.charge?;
            (charge.amount == Some(("XPF".to_owned(), 12_500_000, 12_500_000))).then_some(())
        })
        .await;
}

#[tokio::test]
async fn two_versions_are_compared_row_by_row() {
    let portal = TestPortal::start().await;
    let mut admin = portal.log_in("admin").await;
    let deck = format!("{}{AUDIOTEL}", DECK.replace("10.45,6.30", "11.20,6.80"));
    let first = draft(&upload(&mut admin, "2026-11-15", &deck).await);
    let page = admin.get(&format!("{first}/difference")).await;
    // The row has nine prefixes.
    page.shows("0 1 2 3 4 5 6 8 9, digits 6-7");
    page.shows("Prefixes added: 1, removed: 0, changed: 9");
    page.shows("price_peak 10.45, price_offpeak 6.3<");
    page.shows("price_peak 11.2, price_offpeak 6.8<");
    page.shows("Audiotel");
    assert!(!page.body.contains("The rules of the plan"), "{}", page.body);
    let second = draft(&upload(&mut admin, "2026-11-16", DECK).await);
    let first = first.rsplit('/').next().unwrap();
    let page = admin.get(&format!("{second}/difference?with={first}")).await;
    page.shows("Prefixes added: 0, removed: 1, changed: 9");
    let page = admin.get(&format!("{second}/difference?with=files")).await;
    page.shows("Both have the same rows.");
    let page = admin.get(&format!("{second}/difference?with=77")).await;
    assert_eq!(page.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn active_versions_hold_after_a_restart() {
    let mut portal = TestPortal::start().await;
    {
        let mut admin = portal.log_in("admin").await;
        let here = draft(&upload(&mut admin, "2026-11-15", &format!("{DECK}{AUDIOTEL}")).await);
        admin.post(&format!("{here}/activate"), &[("rows", "5")]).await;
    }
    portal.stop().await;
    portal.start_again().await;
    assert_eq!(portal.app.tariff.current().rows(), 5);
}

#[tokio::test]
async fn nobody_else_administers_the_tariff() {
    let portal = TestPortal::start().await;
    for login in ["compta", "direction", "vaiana", "audit"] {
        let mut browser = portal.log_in(login).await;
        for path in [
            "/tariff",
            "/tariff/new",
            "/tariff/import",
            "/tariff/import/token",
            "/tariff/test",
            "/tariff/rates/new",
            "/tariff/rerating",
            "/tariff/rerating/1",
            "/tariff/1",
            "/tariff/1/difference",
            "/tariff/1/files/0",
        ] {
            let page = browser.get(path).await;
            assert_eq!(page.status, StatusCode::FORBIDDEN, "{login} {path}");
        }
        for path in [
            "/tariff/rates/new",
            "/tariff/import/token",
            "/tariff/rerating",
            "/tariff/rerating/1/apply",
            "/tariff/rerating/1/cancel",
            "/tariff/1/activate",
            "/tariff/1/withdraw",
            "/tariff/1/delete",
        ] {
            let page = browser.post(path, &[]).await;
            assert_eq!(page.status, StatusCode::FORBIDDEN, "{login} {path}");
        }
        let page = upload(&mut browser, "2026-11-15", DECK).await;
        assert_eq!(page.status, StatusCode::FORBIDDEN, "{login}");
    }
}
