//! The page of the site's settings, on a simulated PBX.

use axum::http::StatusCode;

use super::*;
use crate::testing::{Browser, Page, TestPortal};

/// Posts the form with what the page shows, but for these fields.
async fn change(browser: &mut Browser<'_>, version: &str, changed: &[(&'static str, &'static str)]) -> Page {
    let mut fields = vec![("version", version), ("sip", "192.168.10.5")];
    fields.retain(|(key, _)| changed.iter().all(|(other, _)| other != key));
    fields.extend_from_slice(changed);
    browser.post(PATH, &fields).await
}

#[tokio::test]
async fn what_is_saved_holds_at_once_and_each_version_stays() {
    let portal = TestPortal::start_with(|config| {
        config.server.syslog = Some("192.168.10.7".to_owned());
    })
    .await;
    let mut browser = portal.log_in("admin").await;
    // Before the first version, what portal.toml says stands in the form.
    browser.get(PATH).await.shows("value=\"192.168.10.7\"");
    let saved = change(
        &mut browser,
        "0",
        &[
            ("vlan", "20"),
            ("clock", "-10.0"),
            ("ntp", "a.example, b.example"),
            ("default_number", "3030"),
        ],
    )
    .await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    let held = portal.app.site.current();
    assert_eq!((held.version, held.site.servers.vlan), (1, Some(20)));
    assert_eq!(held.site.servers.ntp, ["a.example", "b.example"]);
    // Clicked calls show the number too.
    assert_eq!(portal.app.dial_policy().outside_number.as_deref(), Some("3030"));
    assert_eq!(
        portal.app.schedule_policy().dial.outside_number.as_deref(),
        Some("3030")
    );
    let page = browser.get(PATH).await;
    page.shows("VLAN: – → 20");
    page.shows("value=\"UTC-10:00\"");
    browser.get("/admin/audit").await.shows("vlan:  → 20");
    let saved = change(&mut browser, "1", &[("vlan", "30")]).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER, "{}", saved.body);
    // An older version is put into the form, and holds again once it is saved.
    browser
        .get(&format!("{PATH}?version=1"))
        .await
        .shows("value=\"20\"");
    assert_eq!(portal.app.site.current().site.servers.vlan, Some(30));
    // What was not changed makes no version.
    change(&mut browser, "2", &[("vlan", "30")]).await;
    assert_eq!(portal.app.store.site_versions(10).await.unwrap().len(), 2);
    assert_eq!(
        browser.get(&format!("{PATH}?version=9")).await.status,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn a_mistake_is_told_at_its_field_and_nothing_is_kept() {
    let portal = TestPortal::start().await;
    let mut browser = portal.log_in("admin").await;
    for (field, value, expected) in [
        ("sip", "", "Fill in this field."),
        ("clock", "Nouméa", "“Nouméa” is neither a time zone"),
        ("vlan", "5000", "“5000” is no VLAN"),
        ("default_number", "30 30", "“30 30” is no telephone number"),
        ("config", "a b", "Telephones would refuse this"),
    ] {
        let page = change(&mut browser, "0", &[(field, value)]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{field}");
        page.shows(&format!("id=\"{field}-error\""));
        page.shows(expected);
    }
    assert_eq!(portal.app.site.current().version, 0);
}

#[tokio::test]
async fn who_saves_what_somebody_else_changed_meanwhile_is_told() {
    let portal = TestPortal::start().await;
    let mut browser = portal.log_in("admin").await;
    assert_eq!(
        change(&mut browser, "0", &[("vlan", "20")]).await.status,
        StatusCode::SEE_OTHER
    );
    let page = change(&mut browser, "0", &[("vlan", "30")]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    page.shows("Somebody else changed these settings meanwhile");
    // What was typed stays, and is saved over the newer version by whoever read it.
    page.shows("value=\"30\"");
    page.shows("name=\"version\" value=\"1\"");
    assert_eq!(portal.app.site.current().site.servers.vlan, Some(20));
}
