//! What the portal writes while it is used, and what it never writes.

use std::sync::{Arc, Mutex};

use axum::http::StatusCode;
use tracing_subscriber::layer::SubscriberExt;

use super::line::Lines;
use super::sink::Sink;
use crate::config::Secret;
use crate::demo::PASSWORD;
use crate::testing::TestPortal;

/// Runs something with a log of its own, at the level that shows most, and gives what it wrote.
async fn logged<F: Future<Output = ()>>(work: F) -> String {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("portal.log");
    let (sink, _) = Sink::open(Some(&file)).unwrap();
    let subscriber = tracing_subscriber::registry().with(Lines::new(sink));
    // The test's runtime has this one thread: tasks that the portal starts write there too.
    let listening = tracing::subscriber::set_default(subscriber);
    work.await;
    drop(listening);
    std::fs::read_to_string(file).unwrap()
}

fn lines_of<'l>(log: &'l str, event: &str) -> Vec<&'l str> {
    let wanted = format!(" event={event} ");
    log.lines().filter(|line| line.contains(&wanted)).collect()
}

#[tokio::test]
async fn a_refused_login_is_one_line_that_nobody_can_forge() {
    let log = logged(async {
        let portal = TestPortal::start().await;
        let mut stranger = portal.stranger();
        for login in [
            "anna",
            "x\n2026-01-01T00:00:00.000Z INFO event=login.done person=root",
        ] {
            let page = stranger
                .post("/login", &[("login", login), ("password", "hunter2 hunter2")])
                .await;
            assert_eq!(page.status, StatusCode::UNAUTHORIZED);
        }
        portal.log_in("admin").await;
    })
    .await;
    let refused = lines_of(&log, "login.refused");
    assert_eq!(refused.len(), 2, "{log}");
    assert!(
        refused[0].ends_with(
            " INFO event=login.refused person=anna address=127.0.0.1 object=session reason=wrong-password"
        ),
        "{log}"
    );
    assert!(
        refused[1].contains(r#" person="x\n2026-01-01T00:00:00.000Z INFO event=login.done person=root" "#),
        "{log}"
    );
    assert_eq!(log.lines().filter(|l| l.starts_with("2026-01-01")).count(), 0);
    let done: Vec<_> = lines_of(&log, "login.done")
        .into_iter()
        .filter(|line| line.contains(" person=admin address=127.0.0.1 object=session"))
        .collect();
    assert_eq!(done.len(), 1, "{log}");
}

#[tokio::test]
async fn no_secret_of_the_portal_gets_into_the_log() {
    let typed = Arc::new(Mutex::new(Vec::new()));
    let secrets = typed.clone();
    let log = logged(async move {
        // An account that the PBX refuses: even then its secret is not told.
        let portal = TestPortal::start_with(|config| {
            if let Some(calls) = &mut config.pbx.calls {
                calls.secret = Secret::new("manager-secret-4711");
            }
        })
        .await;
        portal.connected().await;
        let mut admin = portal.log_in("admin").await;
        let made = admin
            .post(
                "/admin/phones/new",
                &[
                    ("extension", "277"),
                    ("label", "Spare"),
                    ("owner", ""),
                    ("department", ""),
                ],
            )
            .await;
        made.shows("277");
        let invited = admin
            .post(
                "/admin/people/new",
                &[
                    ("first_name", "Zoe"),
                    ("last_name", "New"),
                    ("login", "zoe"),
                    ("profiles", "user"),
                ],
            )
            .await;
        assert!(invited.status.is_success() || invited.status.is_redirection());
        let mut found = typed.lock().unwrap();
        found.extend(admin.cookies.iter().map(|(_, value)| value.clone()));
        found.push(admin.csrf.clone());
        for page in [&made, &invited] {
            // A SIP secret and a link's token are long words of letters and digits.
            let words = page
                .body
                .split(|c: char| !c.is_ascii_alphanumeric() && c != '-' && c != '_')
                .filter(|word| word.len() >= 20 && word.bytes().any(|b| b.is_ascii_digit()));
            found.extend(words.map(str::to_owned));
        }
    })
    .await;
    let secrets = secrets.lock().unwrap();
    assert!(secrets.len() > 3, "{secrets:?}");
    assert!(!lines_of(&log, "create.done").is_empty(), "{log}");
    for secret in
        secrets
            .iter()
            .map(String::as_str)
            .chain([PASSWORD, "switchhook+demo", "manager-secret-4711"])
    {
        assert!(!log.contains(secret), "{secret:?} is in the log:\n{log}");
    }
}

#[tokio::test]
async fn what_a_library_says_is_told_apart_from_what_the_portal_says() {
    let log = logged(async {
        tracing::event!(target: "sqlx::query", tracing::Level::WARN, event = "login.done", "slow\nquery");
    })
    .await;
    assert!(
        log.contains(
            r#" WARN event=library library=sqlx::query library_event=login.done text="slow\nquery""#
        ),
        "{log}"
    );
}
