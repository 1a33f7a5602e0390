//! Who sees the statistics, and whether they are those of the calls.

use axum::http::StatusCode;

use crate::testing::TestPortal;
use crate::web::call_samples::add_call;

async fn portal() -> TestPortal {
    let portal = TestPortal::start().await;
    for (from, to, start) in [
        ("221", "272410", "2026-11-02T10:00:00Z"),
        ("221", "223", "2026-11-02T10:14:59Z"),
        // Already November in Nouméa.
        ("223", "254178", "2026-10-31T13:30:00Z"),
        ("223", "254178", "2026-10-31T12:30:00Z"),
    ] {
        add_call(&portal.app.store, from, to, start).await;
    }
    portal
}

const PATHS: [&str; 5] = [
    "/statistics",
    "/statistics.csv?month=2026-11",
    "/statistics/hours",
    "/statistics/hours.csv",
    "/statistics/staffing?calls=100",
];

#[tokio::test]
async fn statistics_are_for_their_profile_the_direction_and_administrators() {
    let portal = portal().await;
    for (login, status) in [
        ("yvonne", StatusCode::OK),
        ("direction", StatusCode::OK),
        ("admin", StatusCode::OK),
        ("vaiana", StatusCode::FORBIDDEN),
        ("chef", StatusCode::FORBIDDEN),
        ("audit", StatusCode::FORBIDDEN),
    ] {
        let mut browser = portal.log_in(login).await;
        for path in PATHS {
            assert_eq!(browser.get(path).await.status, status, "{login} {path}");
        }
    }
}

#[tokio::test]
async fn a_call_counts_in_the_month_day_and_hour_of_the_site() {
    let portal = portal().await;
    let mut browser = portal.log_in("admin").await;
    let months = browser.get("/statistics.csv").await.body;
    assert!(
        months.contains("2026-10,1,1,60,0,0,0,1,1,60,0,0,0\r\n"),
        "{months}"
    );
    assert!(
        months.contains("2026-11,3,3,180,1,1,60,2,2,120,0,0,0\r\n"),
        "{months}"
    );
    let days = browser.get("/statistics.csv?month=2026-11").await.body;
    for line in [
        "2026-11-01,1,",
        "2026-11-02,2,",
        "2026-11-30,0,0,0,",
        "Total,3,3,180,",
    ] {
        assert!(days.contains(line), "{line} in {days}");
    }
    let hours = browser.get("/statistics/hours.csv?month=2026-11").await.body;
    for line in ["00:00–01:00,1,", "21:00–22:00,2,", "23:00–24:00,0,"] {
        assert!(hours.contains(line), "{line} in {hours}");
    }
}

#[tokio::test]
async fn figures_lead_to_their_calls_only_for_who_sees_all_of_them() {
    let portal = portal().await;
    let path = "/statistics?month=2026-11";
    let link = "/calls?date=2026-11-02";
    assert!(portal.log_in("admin").await.get(path).await.body.contains(link));
    assert!(
        !portal
            .log_in("direction")
            .await
            .get(path)
            .await
            .body
            .contains(link)
    );
}

#[tokio::test]
async fn a_month_that_is_none_is_refused_and_one_without_calls_is_empty() {
    let portal = portal().await;
    let mut browser = portal.log_in("admin").await;
    for (month, status) in [
        ("2026-13", StatusCode::BAD_REQUEST),
        ("9999-01", StatusCode::BAD_REQUEST),
        ("x", StatusCode::BAD_REQUEST),
        ("1999-01", StatusCode::OK),
    ] {
        for path in ["/statistics", "/statistics/hours", "/statistics.csv"] {
            let page = browser.get(&format!("{path}?month={month}")).await;
            assert_eq!(page.status, status, "{path} {month}");
        }
    }
}

#[tokio::test]
async fn staffing_answers_for_typed_calls_and_names_wrong_fields() {
    let portal = portal().await;
    let mut browser = portal.log_in("yvonne").await;
    let page = browser.get("/statistics/staffing?calls=100&handling=180").await;
    assert_eq!(page.status, StatusCode::OK);
    // 14 people reach the goal, 20 have to be in the plan; 13 would be too few.
    for text in ["<dd>14</dd>", "<dd>20</dd>", "88.8%", "79.6%"] {
        assert!(page.body.contains(text), "{text} in {}", page.body);
    }
    for (query, field) in [
        ("calls=x", "calls"),
        ("calls=1&handling=0", "handling"),
        ("calls=1&level=100", "level"),
        ("calls=1&shrinkage=-1", "shrinkage"),
        ("calls=1&patience=0", "patience"),
        ("day=tomorrow", "day"),
        ("day=9999-12-31", "day"),
        ("calls=100000&handling=86400", "calls"),
    ] {
        let page = browser.get(&format!("/statistics/staffing?{query}")).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{query}");
        assert!(page.body.contains(&format!("id=\"{field}-error\"")), "{query}");
    }
}
