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
    portal_of(LOG).await
}

/// With two queues in its log.
async fn portal_of(log: &str) -> TestPortal {
    let portal = TestPortal::start_with(|config| {
        let file = config.queue_log.file.as_ref().unwrap();
        std::fs::write(file, log).unwrap();
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

/// Jean is in both queues and answers in each; somebody without an account is in `orders`.
const AGENTS: &str = "\
1793563200|MANAGER|support|Jean Poadja|ADDMEMBER|
1793563200|MANAGER|orders|Jean Poadja|ADDMEMBER|
1793563200|MANAGER|orders|Somebody|ADDMEMBER|
1793563210|1.1|support|NONE|ENTERQUEUE||272410|1
1793563235|1.1|support|Jean Poadja|CONNECT|25|1.2|5
1793563295|1.1|support|Jean Poadja|COMPLETECALLER|25|60|1
1793563300|MANAGER|NONE|Jean Poadja|PAUSEALL|Lunch
1793563300|MANAGER|support|Jean Poadja|PAUSE|Lunch
1793563300|MANAGER|orders|Jean Poadja|PAUSE|Lunch
1793563420|MANAGER|NONE|Jean Poadja|UNPAUSEALL|
1793563420|MANAGER|support|Jean Poadja|UNPAUSE|
1793563420|MANAGER|orders|Jean Poadja|UNPAUSE|
1793566800|1.3|orders|NONE|ENTERQUEUE||283655|1
1793566815|1.3|orders|Jean Poadja|RINGNOANSWER|15000
1793566820|1.3|orders|Somebody|CONNECT|20|1.4|5
1793566850|1.3|orders|Somebody|COMPLETEAGENT|20|30|1
1793566900|MANAGER|support|Jean Poadja|REMOVEMEMBER|
1793566900|MANAGER|orders|Jean Poadja|REMOVEMEMBER|
1793566900|MANAGER|orders|Somebody|REMOVEMEMBER|
";

#[tokio::test]
async fn an_agent_sees_the_own_time_and_a_supervisor_that_of_the_queue() {
    let portal = portal_of(AGENTS).await;
    let csv = "/queues/statistics.csv?period=2026-11&table=agents";
    let mut files = Vec::new();
    for login in ["admin", "heimana", "jean"] {
        let mut browser = portal.log_in(login).await;
        files.push(browser.get(csv).await.body);
    }
    let row = |file: &str, begin: &str| {
        let found = file.lines().find(|line| line.starts_with(begin));
        found.unwrap_or_else(|| panic!("{begin}: {file}")).to_owned()
    };
    let [admin, supervisor, agent] = &files[..] else {
        panic!()
    };
    // In two queues for 3700 s, and paused in both for 120 s: once.
    let whole = row(agent, "Jean Poadja,All queues");
    assert!(
        whole.contains(",3700,") && whole.contains(",120,1,60,60,1,15000,"),
        "{whole}"
    );
    assert_eq!(row(admin, "Jean Poadja,All queues"), whole);
    assert!(row(admin, "Somebody,orders").contains(",3700,"));
    assert!(!agent.contains("Somebody"), "{agent}");
    assert!(
        !supervisor.contains("Somebody") && !supervisor.contains("orders"),
        "{supervisor}"
    );
    assert!(row(supervisor, "Jean Poadja,support").contains(",3700,"));

    let mut agent = portal.log_in("jean").await;
    let page = agent.get("/queues/statistics?period=2026-11").await;
    page.shows("Jean Poadja: Lunch");
    assert!(
        !page.body.contains("table=queues"),
        "only own figures: {}",
        page.body
    );
    let mine = portal.app.store.account("jean").await.unwrap().unwrap().0.id;
    let list = format!(
        "/queues/statistics/visits?period=2026-11&agent=p{}&what=",
        i64::from(mine)
    );
    agent.get(&format!("{list}answered-by")).await.shows("1 line");
    agent.get(&format!("{list}missed-by")).await.shows("1 line");
    agent
        .get("/queues/statistics/visits?period=2026-11&agent=nSomebody&what=answered-by")
        .await
        .shows("0 lines");
    agent
        .get("/queues/statistics/visits?period=2026-11&what=offered")
        .await
        .shows("0 lines");
    let mut admin = portal.log_in("admin").await;
    admin
        .get("/queues/statistics/visits?period=2026-11&agent=nSomebody&what=answered-by")
        .await
        .shows("1 line");
}

#[tokio::test]
async fn who_gave_up_and_was_answered_later_need_not_be_called() {
    let portal = portal_of(
        "\
1793563200|1.1|support|NONE|ENTERQUEUE||272410|1
1793563230|1.1|support|NONE|ABANDON|1|1|30
1793563300|1.2|orders|NONE|ENTERQUEUE||272410|1
1793563310|1.2|orders|Jean|CONNECT|10|1.3|5
1793563400|1.2|orders|Jean|COMPLETECALLER|10|90|1
1793566800|1.4|support|NONE|ENTERQUEUE||283655|1
1793566835|1.4|support|NONE|ABANDON|1|1|35
1793566900|1.5|support|NONE|ENTERQUEUE||283655|1
1793566950|1.5|support|NONE|ABANDON|1|1|50
1793566960|1.6|support|NONE|ENTERQUEUE|||1
1793566990|1.6|support|NONE|ABANDON|1|1|30
",
    )
    .await;
    let mut admin = portal.log_in("admin").await;
    let page = admin.get("/queues/statistics?period=2026-11&table=callers").await;
    page.shows("283***");
    page.shows("0:01:20");
    assert!(!page.body.contains("272***"), "was answered: {}", page.body);
    let visits = "/queues/statistics/visits?period=2026-11&table=callers&what=";
    let recovered = admin.get(&format!("{visits}recovered")).await;
    recovered.shows("1 line");
    recovered.shows("272***");
    admin.get(&format!("{visits}to-call")).await.shows("2 lines");
    admin
        .get(&format!("{visits}without-number"))
        .await
        .shows("1 line");
    // Who supervises the queue has to call, and so sees whom.
    let mut supervisor = portal.log_in("heimana").await;
    let page = supervisor
        .get("/queues/statistics?period=2026-11&table=callers")
        .await;
    page.shows("283655");
}

#[tokio::test]
async fn the_days_that_are_kept_give_the_tables_of_the_visits() {
    let portal = portal().await;
    let mut admin = portal.log_in("admin").await;
    for table in [
        "global",
        "queues",
        "service-level",
        "abandons",
        "weekdays",
        "half-hours",
    ] {
        // No call waited 21 s; with that threshold the visits themselves are added up.
        let address = format!("/queues/statistics.csv?from=2026-01-01&to=2026-12-31&table={table}");
        let kept = admin.get(&address).await.body;
        let visits = admin.get(&format!("{address}&service=21")).await.body;
        assert!(
            kept.contains(",3") || table == "abandons" || table == "service-level",
            "{kept}"
        );
        assert_eq!(kept, visits);
    }
}
