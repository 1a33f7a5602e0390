use std::time::Duration;

use axum::http::StatusCode;
use switchhook_ami::sim::{Behaviour, Fault};
use switchhook_portal_core::live::LiveState;

use crate::testing::TestPortal;

const STALE: &str = "This is the last known state";

/// Four members whose telephones ring for as long as a caller waits.
async fn with_a_patient_queue() -> TestPortal {
    let portal = TestPortal::start().await;
    for extension in ["231", "232", "233", "234"] {
        portal.pbx.set_phone(extension, Behaviour::NoAnswer).unwrap();
    }
    portal.connected().await;
    portal
}

#[tokio::test]
async fn the_board_shows_who_waits_and_heals_after_the_pbx_was_restarted() {
    let portal = with_a_patient_queue().await;
    let mut agent = portal.log_in("jean").await;
    let mut stranger = portal.log_in("paul").await;
    portal
        .pbx
        .incoming("support", "0033140205050", Duration::from_secs(60))
        .unwrap();
    let board = portal
        .until("somebody waits", async || {
            let board = agent.get("/queues").await;
            board.body.contains("0033140205***").then_some(board)
        })
        .await;
    board.shows("Heimana Faatau");
    assert!(!board.body.contains("0033140205050"), "masked as in the call log");
    let (_, wait) = board
        .body
        .split_once("<live-clock since=")
        .expect("the wait ticks");
    assert!(
        wait.split_once('>')
            .is_some_and(|(_, shown)| shown.starts_with("0:00:")),
        "without the script the wait can be read too"
    );
    assert!(!board.body.contains(STALE), "the picture is current");
    let other = stranger.get("/queues").await;
    assert!(!other.body.contains("0033140205"), "it is not paul's queue");

    portal.pbx.crash();
    portal
        .until("the loss is seen", async || {
            (!portal.app.live.read(LiveState::is_current)).then_some(())
        })
        .await;
    let last_known = agent.get("/queues").await;
    last_known.shows("0033140205***");
    last_known.shows(STALE);
    portal.pbx.revive().await.unwrap();
    portal.connected().await;
    let healed = agent.get("/queues").await;
    assert!(!healed.body.contains("0033140205"), "nobody waits any more");
    healed.shows("Heimana Faatau");
    assert!(!healed.body.contains(STALE), "it is current again");
}

#[tokio::test]
async fn events_that_were_lost_leave_no_ghosts_behind() {
    let portal = with_a_patient_queue().await;
    let mut agent = portal.log_in("jean").await;
    portal
        .pbx
        .incoming("support", "0033140205050", Duration::from_secs(2))
        .unwrap();
    portal
        .until("somebody waits", async || {
            portal
                .app
                .live
                .read(|live| live.queues().iter().any(|queue| !queue.waiting.is_empty()))
                .then_some(())
        })
        .await;
    // The end of the call is not told, and then the line is cut.
    portal.pbx.fault(Fault::DropEvents { next: 10_000 }).unwrap();
    let clock = tokio::time::Instant::now();
    portal
        .until("the caller has given up", async || {
            (clock.elapsed() > Duration::from_millis(2_500)).then_some(())
        })
        .await;
    agent.get("/queues").await.shows("0033140205***");
    portal.pbx.fault(Fault::Close).unwrap();
    portal
        .until("it is read anew", async || {
            let board = agent.get("/queues").await;
            (!board.body.contains("0033140205")).then_some(())
        })
        .await;
    assert!(portal.app.live.read(|live| live.calls().is_empty()));
}

#[tokio::test]
async fn every_channel_is_for_who_may_see_all_calls() {
    let portal = TestPortal::start().await;
    portal.connected().await;
    let mut administrator = portal.log_in("admin").await;
    portal.pbx.call("221", "222", Duration::from_secs(30)).unwrap();
    let page = portal
        .until("they talk", async || {
            let page = administrator.get("/channels").await;
            (page.body.matches("<th scope=\"row\">PJSIP/").count() == 2 && page.body.contains(">Connected<"))
                .then_some(page)
        })
        .await;
    page.shows("Vaiana Teriitahi");
    page.shows("Bridge");
    administrator.get("/live").await.shows("href=\"/channels\"");

    let mut employee = portal.log_in("vaiana").await;
    assert_eq!(employee.get("/channels").await.status, StatusCode::FORBIDDEN);
    assert_eq!(
        employee.get("/live/stream?topic=channels").await.status,
        StatusCode::FORBIDDEN
    );
    assert!(!employee.get("/live").await.body.contains("href=\"/channels\""));
    let mut stranger = portal.stranger();
    assert!(
        stranger
            .get("/channels")
            .await
            .location
            .starts_with("/login?next=")
    );
}
