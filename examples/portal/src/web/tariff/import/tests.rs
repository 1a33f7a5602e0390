use axum::http::StatusCode;

use crate::testing::{Browser, Page, TestPortal};

/// What a scanner made of a list: eight rows, five lines that are none, four repairs, a blank line.
const INTER: &[u8] = include_bytes!("../../../../../../rating/testdata/import/inter.csv");
const TELIAX: &[u8] = include_bytes!("../../../../../../rating/testdata/import/teliax-rates.csv");
const BOOK: &[u8] = include_bytes!("../../../demo/book.toml");

const MAP: &[u8] = br#"
delimiter = ";"
decimal_mark = ","
header = true
international = true
increment = "60/1"
[columns]
destination = "Pays"
prefix = "Indicatif"
price = -1
"#;

async fn import(browser: &mut Browser<'_>, ready: &str, files: &[(&str, &str, &[u8])]) -> Page {
    let fields = [("mapping", ready), ("deck", "")];
    browser.upload("/tariff/import", &fields, files).await
}

#[tokio::test]
async fn what_was_refused_and_repaired_is_shown_before_anything_is_kept() {
    let portal = TestPortal::start().await;
    let store = &portal.app.store;
    let mut admin = portal.log_in("admin").await;
    admin.get("/tariff").await.shows("href=\"/tariff/import\"");
    admin
        .get("/tariff/import")
        .await
        .shows("inter.csv: classic price");
    let page = import(&mut admin, "inter", &[("file", "inter.csv", INTER)]).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    let here = page.location;
    assert!(store.tariff_versions().await.unwrap().is_empty());

    let page = admin.get(&here).await;
    page.shows("Nothing is kept yet.");
    page.shows("utf-8, detected");
    for (label, count) in [
        ("Lines", 14),
        ("Rows", 8),
        ("Refused lines", 5),
        ("Left out: headings, comments, blank lines", 1),
        ("Repairs", 4),
    ] {
        page.shows(&format!("<dt>{label}</dt><dd>{count}</dd>"));
    }
    page.shows("line 13: price (column 8): &#34;6O&#34; is not a number");
    page.shows("line 6: price (column 8): &#34;68 `&#34; read as &#34;68&#34;");
    page.shows("+991, only fixed");
    page.shows("price 1020/11");
    // Another person's is not there, nor in any other's name.
    let mut other = portal.log_in("compta").await;
    assert_eq!(other.get(&here).await.status, StatusCode::FORBIDDEN);

    let page = admin
        .post(&here, &[("effective", "tomorrow"), ("note", "")])
        .await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    page.shows("line 13:");
    let page = admin
        .post(&here, &[("effective", "2026-11-15"), ("note", "letter of May")])
        .await;
    assert!(
        page.location.ends_with("notice=tariff-kept"),
        "{} {}",
        page.location,
        page.body
    );
    let version = page.location.split('?').next().unwrap().to_owned();
    let page = admin.get(&version).await;
    page.shows("letter of May");
    page.shows("Origin");
    page.shows("line 13: price (column 8): &#34;6O&#34; is not a number");
    page.shows("utf-8, detected");
    // It can be downloaded as a deck of the portal's.
    let deck = admin.get(&format!("{version}/files/1")).await;
    assert!(
        deck.body.contains("+8820,,Borduria Satellite") || deck.body.contains("+8820,Borduria Satellite"),
        "{}",
        deck.body
    );
    // Refused lines have to be accepted, as those of a deck.
    let page = admin.post(&format!("{version}/activate"), &[("rows", "8")]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    page.shows("tick that they may stay out");
    let fields = [("rows", "8"), ("refused", "1")];
    let page = admin.post(&format!("{version}/activate"), &fields).await;
    assert!(page.location.ends_with("tariff-activated"), "{}", page.location);
    // What was kept waits no longer.
    let page = admin.get(&here).await;
    assert_eq!(page.location, "/tariff/import?notice=import-gone");
    admin.get(&page.location).await.shows("waits no longer");
}

#[tokio::test]
async fn a_mapping_of_ones_own_reads_any_columns_and_encoding() {
    let portal = TestPortal::start().await;
    let mut admin = portal.log_in("admin").await;
    let rates = "Pays;Ville;Indicatif;Prix\nCor\u{e9}e;;82;19,5\nC\u{f4}te;;225;sur demande\n";
    let latin: Vec<u8> = rates
        .chars()
        .map(|c| u8::try_from(u32::from(c)).unwrap())
        .collect();
    let files = [
        ("file", "tarifs 2026.csv", latin.as_slice()),
        ("map", "mine.toml", MAP),
    ];
    let page = import(&mut admin, "", &files).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    let page = admin.get(&page.location).await;
    page.shows("iso-8859-1, detected");
    page.shows("mine.toml");
    page.shows("Corée");
    page.shows("line 3: price (column -1): &#34;sur demande&#34; is not a number");
}

#[tokio::test]
async fn what_cannot_be_imported_is_refused_with_the_remedy() {
    let portal = TestPortal::start().await;
    let mut admin = portal.log_in("admin").await;
    let packages: &[u8] = br#"
default = "beyond"
[[plans]]
name = "beyond"
currency = "XPF"
zone = "Pacific/Tahiti"
decks = [{ file = "deck.csv" }]
[[plans]]
name = "inside"
currency = "XPF"
zone = "Pacific/Tahiti"
parent = { plan = "beyond", factor = "1/2" }
[[packages]]
name = "25 hours"
per = "trunk"
beyond = "beyond"
steps = [{ minutes = "1500", plan = "inside" }]
"#;
    let inter = ("file", "inter.csv", INTER);
    for (ready, files, text) in [
        ("inter", vec![], "Choose the file of the operator."),
        (
            "",
            vec![inter],
            "Upload your mapping, or choose a ready-made one.",
        ),
        (
            "inter",
            vec![inter, ("map", "mine.toml", MAP)],
            "keep one of the two",
        ),
        (
            "",
            vec![inter, ("map", "mine.toml", &b"columns = 1"[..])],
            "mine.toml: ",
        ),
        ("", vec![inter, ("map", "mine.toml", MAP)], "no column"),
        (
            "teliax",
            vec![("file", "teliax-rates.csv", TELIAX)],
            "The file has prices in USD, the deck deck.csv in XPF",
        ),
        (
            "inter",
            vec![inter, ("plan", "plan.toml", &b"name = "[..])],
            "plan.toml: ",
        ),
    ] {
        let page = import(&mut admin, ready, &files).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{text}");
        page.shows(text);
    }
    // The name of the package stands in a word that says what to do, here and where a plan is uploaded.
    for (path, field) in [("/tariff/import", "file"), ("/tariff/new", "decks")] {
        let files = [("plan", "plan.toml", packages), (field, "inter.csv", INTER)];
        let fields = [("mapping", "inter"), ("effective", "2026-11-15")];
        let page = admin.upload(path, &fields, &files).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{path}");
        page.shows("The packages 25 hours cannot be counted here");
    }
    assert!(portal.app.store.tariff_versions().await.unwrap().is_empty());
}

#[tokio::test]
async fn a_book_of_several_plans_takes_the_file_too() {
    let portal = TestPortal::start().await;
    let mut admin = portal.log_in("admin").await;
    let files = [("plan", "book.toml", BOOK), ("file", "inter.csv", INTER)];
    let page = import(&mut admin, "inter-500", &files).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    let here = page.location;
    admin.get(&here).await.shows("packages of 500–10000 hours");
    let page = admin
        .post(&here, &[("effective", "2026-11-15"), ("note", "")])
        .await;
    admin
        .get(&page.location)
        .await
        .shows("New Caledonia, Customer service");
}
