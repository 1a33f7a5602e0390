//! What the tables say to whom, and what stands behind a figure.

use axum::http::StatusCode;

use crate::testing::TestPortal;

/// Four calls to `support` and one to `orders`, on 2 November in Nouméa.
const LOG: &str = "\
1793563200|1.1|support|NONE|ENTERQUEUE||272410|1
1793563225|1.1|support|Jean|CONNECT|25|1.2|5
1793563285|1.1|support|Jean|COMPLETECALLER|25|60|1
1793566800|1.3|support|NONE|ENTERQUEUE||283655|1
1793566835|1.3|support|NONE|ABANDON|1|1|35
1793566900|1.4|support|NONE|CLOSED|
1793566901|0.9|support|NONE|ABANDON|1|1|90
1793570400|1.5|orders|NONE|ENTERQUEUE||254178|1
1793570410|1.5|orders|NONE|EXITWITHTIMEOUT|1|1|10
";

async fn portal() -> TestPortal {
    let portal = TestPortal::start_with(|config| {
        let file = config.queue_log.file.as_ref().unwrap();
        std::fs::write(file, LOG).unwrap();
    })
    .await;
    portal
        .until("the queue log is read", async || {
            let queues = portal.app.store.logged_queues().await.unwrap();
            (queues.len() == 2).then_some(())
        })
        .await;
    portal
}

#[tokio::test]
async fn a_table_adds_up_and_shows_the_queues_of_its_reader_only() {
    let portal = portal().await;
    for (login, queues, total) in [
        ("admin", "orders,1,0,0.0,0,0.0,1", "Total,3,1,33.3,1,33.3,1"),
        ("heimana", "support,2,1,50.0,1,50.0,0", "Total,2,1,50.0,1,50.0,0"),
    ] {
        let mut browser = portal.log_in(login).await;
        let file = browser.get("/queues/statistics.csv?period=2026-11").await.body;
        assert!(file.contains(queues) && file.contains(total), "{login}: {file}");
    }
    let mut supervisor = portal.log_in("heimana").await;
    let page = supervisor
        .get("/queues/statistics?period=2026-11&queues=orders")
        .await;
    assert!(!page.body.contains("<table"), "{}", page.body);
    for login in ["vaiana", "audit", "chef"] {
        let mut browser = portal.log_in(login).await;
        for path in [
            "/queues/statistics",
            "/queues/statistics.csv",
            "/queues/statistics/visits?what=offered",
        ] {
            assert_eq!(
                browser.get(path).await.status,
                StatusCode::FORBIDDEN,
                "{login} {path}"
            );
        }
    }
}

#[tokio::test]
async fn a_line_too_many_has_its_cause_and_a_figure_its_visits() {
    let portal = portal().await;
    let mut admin = portal.log_in("admin").await;
    let page = admin.get("/queues/statistics?period=2026-11&table=queues").await;
    page.shows("3 lines of entry, 1 of an answer, 2 of giving up");
    page.shows("+1: no line says that the call came");
    let list = admin
        .get("/queues/statistics/visits?period=2026-11&of=support&what=abandoned:30-60")
        .await;
    list.shows("283***");
    assert!(!list.body.contains("272***"), "{}", list.body);
    let closed = admin
        .get("/queues/statistics/visits?period=2026-11&what=refused-closed")
        .await;
    closed.shows("1 line");
    let nothing = admin
        .get("/queues/statistics/visits?period=2026-11&what=anything")
        .await;
    assert_eq!(nothing.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn days_that_are_none_are_told_at_the_form() {
    let portal = portal().await;
    let mut admin = portal.log_in("admin").await;
    let page = admin
        .get("/queues/statistics?from=2026-11-03&to=2026-11-01")
        .await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    page.shows("of which the last is not before the first");
}
