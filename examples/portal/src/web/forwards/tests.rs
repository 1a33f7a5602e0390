//! The pages of forwards, in front of the simulated PBX.

use axum::http::StatusCode;
use switchhook_portal_core::Phone;

use crate::demo::PASSWORD;
use crate::testing::TestPortal;

async fn phone(portal: &TestPortal, extension: &str) -> Phone {
    let phones = portal.app.store.phones().await.unwrap();
    phones
        .into_iter()
        .find(|phone| phone.extension.as_str() == extension)
        .unwrap()
}

/// What AstDB has of a telephone.
async fn entry(portal: &TestPortal, family: &str, extension: &str) -> Option<String> {
    let phone = phone(portal, extension).await;
    let found = portal.app.pbx.read_forwards(&[]).await.unwrap();
    found
        .value(family.parse().unwrap(), phone.endpoint.as_str())
        .map(str::to_owned)
}

#[tokio::test]
async fn a_forward_set_here_and_one_dialled_at_the_telephone_show_the_same() {
    let portal = TestPortal::start().await;
    portal.connected().await;
    let own = phone(&portal, "221").await;
    let mut vaiana = portal.log_in("vaiana").await;
    vaiana.get("/forwards").await.shows("Off");
    let id = own.id.to_string();
    let set = |kind, number| {
        [
            ("phone", &*id),
            ("kind", kind),
            ("colleague", ""),
            ("number", number),
            ("date", ""),
            ("time", ""),
        ]
    };
    let page = vaiana.post("/forwards/new", &set("immediate", "2 22")).await;
    assert_eq!(page.location, "/forwards?notice=forward-set", "{}", page.body);
    assert_eq!(entry(&portal, "CFIM", "221").await.as_deref(), Some("222"));
    let page = vaiana.get("/forwards").await;
    page.shows("Camille Duquesne 222 rings.");

    // The telephone dials *21*223# and #21#: an entry like any other.
    portal
        .pbx
        .set_database("CFIM", own.endpoint.as_str(), Some("223"))
        .unwrap();
    let page = portal
        .until("the page shows what was dialled", async || {
            portal.app.forwards.look.notify_one();
            let page = vaiana.get("/forwards").await;
            page.body.contains("Mateo Quiroga 223 rings.").then_some(page)
        })
        .await;
    page.shows("Always");
    portal
        .pbx
        .set_database("CFIM", own.endpoint.as_str(), None)
        .unwrap();
    portal
        .until("the page shows that it is off", async || {
            let page = vaiana.get("/forwards").await;
            page.body.contains("Vaiana Teriitahi 221 rings.").then_some(())
        })
        .await;
    // And by the page.
    vaiana.post("/forwards/new", &set("busy", "223")).await;
    let page = vaiana
        .post("/forwards/clear", &[("phone", &id), ("kind", "busy")])
        .await;
    assert_eq!(page.location, "/forwards?notice=forward-cleared");
    assert_eq!(entry(&portal, "CFBS", "221").await, None);
}

#[tokio::test]
async fn a_refusal_is_explained_and_nothing_is_written() {
    let portal = TestPortal::start().await;
    portal.connected().await;
    let id = phone(&portal, "221").await.id.to_string();
    let other = phone(&portal, "222").await.id.to_string();
    let mut vaiana = portal.log_in("vaiana").await;
    for (phone, number, words) in [
        (&id, "221", "Calls would come back to the same telephone."),
        (&id, "299", "Nobody has the number 299."),
        (&id, "112", "Calls cannot be forwarded to an emergency number."),
        (&id, "*21*222#", "Calls cannot be forwarded to a feature code."),
        (&id, "222&PJSIP/trunk", "This is no number"),
        (
            &id,
            "759311",
            "Your profiles do not allow forwarding calls out of the house.",
        ),
        (&other, "223", "You may not forward the calls of this telephone."),
    ] {
        let page = vaiana
            .post(
                "/forwards/new",
                &[("phone", phone), ("kind", "immediate"), ("number", number)],
            )
            .await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{number}");
        page.shows(words);
    }
    let page = vaiana
        .post("/forwards/clear", &[("phone", &other), ("kind", "busy")])
        .await;
    assert_eq!(page.location, "/forwards?notice=forward-refused");
    let found = portal.app.pbx.read_forwards(&[]).await.unwrap();
    assert_eq!(found.entries().count(), 0);
    let auditor = portal.log_in("audit").await.get("/forwards").await;
    assert_eq!(auditor.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn calls_leave_the_house_only_after_the_password_and_not_for_ever() {
    let portal = TestPortal::start().await;
    portal.connected().await;
    let id = phone(&portal, "221").await.id.to_string();
    let mut chef = portal.log_in("chef").await;
    let form = |password| {
        [
            ("phone", &*id),
            ("kind", "no-answer"),
            ("number", "75 93 11"),
            ("password", password),
        ]
    };
    chef.post("/forwards/new", &form(""))
        .await
        .shows("type your password");
    chef.post("/forwards/new", &form("a guess"))
        .await
        .shows("password-error");
    assert_eq!(entry(&portal, "CFUN", "221").await, None);
    let page = chef.post("/forwards/new", &form(PASSWORD)).await;
    assert_eq!(page.location, "/forwards?notice=forward-outside", "{}", page.body);
    assert_eq!(entry(&portal, "CFUN", "221").await.as_deref(), Some("759311"));
    let page = chef.get("/forwards").await;
    for words in ["Out of the house", "until", "Soledad Ibáñez"] {
        page.shows(words);
    }
    let phone = phone(&portal, "221").await;
    let end = format!("CFUN/{}", phone.endpoint);
    let found = portal.app.pbx.read_forwards(&[]).await.unwrap();
    let end = found.value("CFEND".parse().unwrap(), &end).unwrap();
    let days = (end.parse::<i64>().unwrap() - portal.app.now()) / (24 * 3600);
    assert!((29..=30).contains(&days), "{days}");
}

#[tokio::test]
async fn a_forward_that_has_ended_is_taken_out() {
    let portal = TestPortal::start().await;
    portal.connected().await;
    let own = phone(&portal, "221").await;
    portal
        .pbx
        .set_database("CFIM", own.endpoint.as_str(), Some("222"))
        .unwrap();
    let end = format!("CFIM/{}", own.endpoint);
    portal.pbx.set_database("CFEND", &end, Some("1000")).unwrap();
    portal.app.forwards.look.notify_one();
    portal
        .until("the forward is gone", async || {
            let found = portal.app.pbx.read_forwards(&[]).await.unwrap();
            (found.entries().count() == 0).then_some(())
        })
        .await;
}

#[tokio::test]
async fn without_an_account_for_astdb_forwards_are_only_shown() {
    let portal = TestPortal::start_with(|config| config.pbx.state = None).await;
    portal.connected().await;
    let own = phone(&portal, "221").await;
    portal
        .pbx
        .set_database("CFIM", own.endpoint.as_str(), Some("222"))
        .unwrap();
    let mut vaiana = portal.log_in("vaiana").await;
    let page = portal
        .until("the page shows it", async || {
            let page = vaiana.get("/forwards").await;
            page.body.contains("Camille Duquesne 222").then_some(page)
        })
        .await;
    page.shows("no account of portal.toml has the task");
    let id = own.id.to_string();
    let page = vaiana
        .post("/forwards/clear", &[("phone", &id), ("kind", "immediate")])
        .await;
    assert_eq!(page.location, "/forwards?notice=forward-failed");
}
