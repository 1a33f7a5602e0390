//! What a report adds up for whom.

use axum::http::StatusCode;

use super::*;
use crate::i18n::Lang;
use crate::testing::TestPortal;
use crate::web::call_samples::{add_call, price};

/// Three calls of `COM` (221 is `vaiana`, 223 `mateo`) and one of `SAV`, in November.
async fn portal() -> TestPortal {
    let portal = TestPortal::start().await;
    let store = &portal.app.store;
    for (from, to, start, micros) in [
        ("221", "272410", "2026-11-02T10:00:00Z", 2_599_900_000),
        ("221", "283655", "2026-11-03T10:00:00Z", 106_900_000),
        ("223", "254178", "2026-11-04T10:00:00Z", 10_450_000),
        ("234", "286042", "2026-11-05T10:00:00Z", 1_000_000_000),
        // Still October in Nouméa's books: it began on 31 October at 23:30 there.
        ("221", "272410", "2026-10-31T12:30:00Z", 5_000_000),
    ] {
        let call = add_call(store, from, to, start).await;
        price(store, call, "XPF", Some((micros, micros + micros / 10))).await;
    }
    portal
}

#[tokio::test]
async fn a_report_adds_what_its_reader_may_see_and_rounds_last() {
    let portal = portal().await;
    for (login, before_tax, after_tax, unseen) in [
        // 2599.9 + 106.9 = 2706.8: the figures alone would give 2705.
        ("vaiana", "2706", "2977", "Mateo"),
        // + 10.45
        ("chef", "2717", "2988", "Whitford"),
        ("compta", "3717", "4088", "nobody"),
        ("direction", "3717", "4088", "nobody"),
        ("admin", "3717", "4088", "nobody"),
        // The whole call log, but only the own costs.
        ("appels", "0", "0", "Vaiana"),
    ] {
        let mut browser = portal.log_in(login).await;
        let file = browser.get("/costs/report.csv?month=2026-11").await.body;
        let total = file.lines().last().unwrap();
        assert!(
            total.starts_with(",Total,") && total.ends_with(&format!(",{before_tax},{after_tax}")),
            "{login}: {file}"
        );
        assert!(!file.contains(unseen), "{login}: {file}");
    }
    let mut auditor = portal.log_in("audit").await;
    for path in [
        "/costs",
        "/costs/report?month=2026-11",
        "/costs/report.csv?month=2026-11",
    ] {
        assert_eq!(auditor.get(path).await.status, StatusCode::FORBIDDEN, "{path}");
    }
}

#[tokio::test]
async fn a_detail_hides_whom_others_called() {
    let portal = portal().await;
    let own = portal
        .log_in("vaiana")
        .await
        .get("/costs/report?month=2026-11&report=detail")
        .await;
    own.shows("272410");
    own.shows("02/11/2026 21:00:00");
    let all = portal
        .log_in("compta")
        .await
        .get("/costs/report?month=2026-11&report=detail")
        .await;
    all.shows("272***");
    assert!(!all.body.contains("272410"), "{}", all.body);
    assert_eq!(
        all.body.matches("Vaiana Teriitahi (221)").count(),
        1,
        "the name stands at the first of two calls"
    );
}

#[tokio::test]
async fn periods_departments_and_phones_narrow() {
    let portal = portal().await;
    let mut browser = portal.log_in("compta").await;
    let (departments, phones) = (
        portal.app.store.departments().await.unwrap(),
        portal.app.store.phones().await.unwrap(),
    );
    let department = departments.iter().find(|d| d.short_name == "SAV").unwrap().id;
    let phone = |extension: &str| {
        phones
            .iter()
            .find(|p| p.extension.as_str() == extension)
            .unwrap()
            .id
    };
    for (query, total) in [
        ("month=2026-10".to_owned(), "5"),
        ("month=2026-09".to_owned(), "0"),
        ("from=2026-11-02&to=2026-11-02".to_owned(), "2599"),
        ("from=2026-11-04".to_owned(), "1010"),
        ("to=2026-10-31".to_owned(), "5"),
        (format!("month=2026-11&department={department}"), "1000"),
        (
            format!("month=2026-11&phones={}&phones={}", phone("223"), phone("234")),
            "1010",
        ),
    ] {
        let file = browser.get(&format!("/costs/report.csv?{query}")).await.body;
        assert_eq!(
            file.lines().last().unwrap().rsplit(',').nth(1).unwrap(),
            total,
            "{query}: {file}"
        );
    }
    // Nobody widens a scope by naming somebody else.
    let mut head = portal.log_in("chef").await;
    let file = head
        .get(&format!(
            "/costs/report.csv?month=2026-11&department={department}"
        ))
        .await
        .body;
    assert!(file.lines().last().unwrap().ends_with(",0,0"), "{file}");
}

#[tokio::test]
async fn a_wrong_form_comes_back_with_what_is_wrong() {
    let portal = portal().await;
    let mut browser = portal.log_in("compta").await;
    for (query, words) in [
        (
            "month=2026-11&from=2026-11-01",
            "Fill in either this or the other field, not both.",
        ),
        ("", "Fill in this field."),
        ("month=2026-13", "Choose a month from the list."),
        ("from=2026-11-05&to=2026-11-01", "The end is before the beginning"),
        (
            "month=2026-11&department=1&phones=1",
            "Fill in either this or the other field, not both.",
        ),
    ] {
        let page = browser.get(&format!("/costs/report?{query}")).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{query}");
        page.shows(words);
        assert_eq!(
            browser.get(&format!("/costs/report.csv?{query}")).await.status,
            StatusCode::BAD_REQUEST
        );
    }
    // Two currencies are two reports.
    let call = add_call(&portal.app.store, "234", "286042", "2026-11-06T10:00:00Z").await;
    price(&portal.app.store, call, "EUR", Some((1, 1))).await;
    let page = browser.get("/costs/report?month=2026-11").await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    page.shows("EUR");
}

#[tokio::test]
async fn calls_without_a_tariff_are_counted_and_not_free() {
    let portal = portal().await;
    for (from, start) in [
        ("221", "2026-11-06T10:00:00Z"),
        ("234", "2026-11-06T11:00:00Z"),
        ("221", "2026-12-06T10:00:00Z"),
    ] {
        let call = add_call(&portal.app.store, from, "99999", start).await;
        price(&portal.app.store, call, "", None).await;
    }
    for (login, count, link) in [
        ("vaiana", "1 call of this period has", false),
        ("compta", "2 calls of this period have", false),
        ("admin", "2 calls of this period have", true),
    ] {
        let page = portal
            .log_in(login)
            .await
            .get("/costs/report?month=2026-11")
            .await;
        page.shows(count);
        let whole = "<a href=\"/costs/unrated\">Calls without a tariff</a></span>";
        assert_eq!(page.body.contains(whole), link, "{login}");
    }
}

#[tokio::test]
async fn the_form_offers_what_its_reader_may_see() {
    let portal = TestPortal::start().await;
    let own = portal.log_in("vaiana").await.get("/costs").await;
    assert!(!own.body.contains("name=\"department\"") && !own.body.contains("name=\"phones\""));
    let head = portal.log_in("chef").await.get("/costs").await;
    head.shows("COM (Commercial)");
    head.shows("221 Vaiana Teriitahi");
    assert!(
        !head.body.contains("SAV (") && !head.body.contains("234 Noah"),
        "{}",
        head.body
    );
    let all = portal
        .log_in("compta")
        .await
        .get("/costs?month=2026-10&report=detail")
        .await;
    all.shows("234 Noah Whitford");
    assert_eq!(all.body.matches("<option value=\"20").count(), 18);
}

#[test]
fn periods_read_as_people_say_them() {
    let t = Texts::new(Lang::En);
    let day = |day| NaiveDate::from_ymd_opt(2026, 11, day);
    for (days, expected) in [
        (Period::Month("2026-11".parse().unwrap()), "November 2026"),
        (
            Period::Days {
                from: day(1),
                to: day(5),
            },
            "01/11/2026 to 05/11/2026",
        ),
        (
            Period::Days {
                from: day(1),
                to: None,
            },
            "from 01/11/2026",
        ),
        (
            Period::Days {
                from: None,
                to: day(5),
            },
            "until 05/11/2026",
        ),
    ] {
        assert_eq!(period(t, days), expected);
    }
}

#[tokio::test]
async fn the_preview_says_what_the_report_will_without_its_page() {
    let portal = portal().await;
    let mut browser = portal.log_in("compta").await;
    let page = browser.get("/costs/preview?month=2026-11&report=detail").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.body.starts_with("<section id=\"preview\""), "{}", page.body);
    page.shows("<strong class=\"big\">4,088 XPF</strong>");
    page.shows("SAV");
    // Half a form is no mistake yet.
    let page = browser.get("/costs/preview?month=2026-11&from=2026-11-01").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(!page.body.contains("XPF"), "{}", page.body);
    // The page of the form holds the same part, for browsers without the script.
    let page = browser.get("/costs?month=2026-11").await;
    page.shows("data-from=\"/costs/preview\"");
    page.shows("<strong class=\"big\">4,088 XPF</strong>");
    // Everybody sees what they may.
    let mut browser = portal.log_in("vaiana").await;
    browser
        .get("/costs/preview?month=2026-11")
        .await
        .shows("<strong class=\"big\">2,977 XPF</strong>");
    let mut auditor = portal.log_in("audit").await;
    let page = auditor.get("/costs/preview?month=2026-11").await;
    assert_eq!(page.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_report_is_a_file_for_spreadsheets_too() {
    let portal = portal().await;
    let mut browser = portal.log_in("compta").await;
    let page = browser
        .get("/costs/report.xlsx?month=2026-11&report=detail")
        .await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.body.starts_with("PK"), "a packed file");
    let name = page.headers["content-disposition"].to_str().unwrap();
    assert!(name.ends_with(".xlsx\""), "{name}");
    let page = browser.get("/costs/report.xlsx?month=2026").await;
    assert_eq!(page.status, StatusCode::BAD_REQUEST);
    let mut auditor = portal.log_in("audit").await;
    let page = auditor.get("/costs/report.xlsx?month=2026-11").await;
    assert_eq!(page.status, StatusCode::FORBIDDEN);
    auditor.get("/admin/audit").await.shows("/costs/report.xlsx");
}
