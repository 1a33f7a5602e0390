//! The flow of a new telephone: search, form, configuration, on a simulated PBX and a simulated telephone.

use std::sync::Arc;

use axum::http::StatusCode;
use switchhook_provisioning::testing::{Pages, Phone as Simulated};
use tokio::sync::Mutex;

use super::*;
use crate::testing::TestPortal;

const MAC: &str = "c0:74:ad:11:22:33";

async fn simulated(model: &str) -> (Arc<Mutex<Simulated>>, Pages) {
    let phone = Simulated::new(model, MAC.parse().unwrap(), "1.0.11.106").unwrap();
    let phone = Arc::new(Mutex::new(phone));
    let pages = Pages::serve(phone.clone()).await.unwrap();
    (phone, pages)
}

#[tokio::test]
async fn a_telephone_is_found_saved_configured_and_would_register() {
    let portal = TestPortal::start().await;
    portal.connected().await;
    let mut browser = portal.log_in("admin").await;
    let (desk, pages) = simulated("GXP2135").await;
    let address = pages.tls().to_string();
    let page = browser.post(PATH, &[("address", &address)]).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    let form = page.location;
    let page = browser.get(&form).await;
    page.shows("GXP2135");
    page.shows("1.0.11.106");
    page.shows(MAC);
    let token = form.split_once("found=").unwrap().1.to_owned();
    // A mistake keeps what was found.
    let page = browser
        .post("/admin/phones/new", &[("found", &token), ("extension", "x")])
        .await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    page.shows(&format!("value=\"{token}\""));
    let fields = [
        ("found", &*token),
        ("extension", "299"),
        ("label", "Salle 4"),
        ("language", "fr"),
    ];
    let page = browser.post("/admin/phones/new", &fields).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    page.shows("Phone 299 is configured");
    let phones = portal.app.store.phones().await.unwrap();
    let phone = phones
        .iter()
        .find(|phone| phone.extension.as_str() == "299")
        .unwrap();
    let account = desk.lock().await.account(1).unwrap();
    let secret = portal.app.pbx.sip_secret(phone).await.unwrap();
    assert_eq!(account.server, portal.app.site.current().site.servers.sip);
    assert_eq!(
        (&*account.user, account.password.expose()),
        (phone.endpoint.as_str(), secret.expose())
    );
    assert_eq!(account.display_name, "Salle 4");
    assert!(!page.body.contains(secret.expose()), "nobody has to type it");
    // The list knows it, and the page offers to write it again.
    let list = browser.get("/admin/phones?q=299").await;
    for text in ["GXP2135", "1.0.11.106", &address] {
        list.shows(text);
    }
    let (_, rest) = page.body.split_once("id=\"device-password\"").unwrap();
    let password = rest.split('"').nth(3).unwrap().to_owned();
    let again = format!("{}/configure", path(phone.id));
    let refused = browser.post(&again, &[("address", &address)]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    refused.shows("id=\"password-error\"");
    // What would be told anew: nothing, until something changes; a secret only as changed.
    let own = path(phone.id);
    browser
        .get(&own)
        .await
        .shows("Nothing: it has what it should have");
    let fields = [
        ("extension", "298"),
        ("label", "Salle 5"),
        ("language", "fr"),
        ("confirmed", "yes"),
    ];
    let changed = browser.post(&own, &fields).await;
    assert_eq!(changed.status, StatusCode::SEE_OTHER, "{}", changed.body);
    let page = browser.get(&own).await;
    page.shows("<td>Salle 4</td><td>Salle 5</td>");
    page.shows("<td>299</td><td>298</td>");
    assert!(!page.body.contains("<td>a new password</td>"), "{}", page.body);
    browser.post(&format!("{own}/secret"), &[]).await;
    browser.get(&own).await.shows("<td></td><td>a new password</td>");
    let page = browser
        .post(&again, &[("address", &address), ("password", &password)])
        .await;
    page.shows("Phone 298 is configured");
    browser
        .get(&own)
        .await
        .shows("Nothing: it has what it should have");
    // Found once more, it is known.
    let page = browser
        .post(PATH, &[("address", &address), ("password", "x")])
        .await;
    page.shows("id=\"password-error\"");
    let trail = browser.get("/admin/audit").await.body;
    assert!(trail.contains("mac") && !trail.contains(&password), "{trail}");
}

#[tokio::test]
async fn each_answer_of_the_search_is_told_at_its_field() {
    let portal = TestPortal::start().await;
    let mut browser = portal.log_in("admin").await;
    let (_, pages) = simulated("GRP2614").await;
    let address = pages.tls().to_string();
    for (fields, field, expected) in [
        (
            vec![("address", "phone.example")],
            "address",
            "Write an address such as 192.168.1.40",
        ),
        (
            vec![("address", "8.8.8.8")],
            "address",
            "no address of a private network",
        ),
        (
            vec![("address", "127.0.0.1:1")],
            "address",
            "Nobody answers there",
        ),
        (
            vec![("address", &*address), ("mac", "00:0b")],
            "mac",
            "a MAC address has 12",
        ),
        (
            vec![("address", &*address), ("mac", "c0:74:ad:99:99:99")],
            "mac",
            MAC,
        ),
        (
            vec![("address", &*address), ("password", "wrong")],
            "password",
            "refused this password",
        ),
    ] {
        let page = browser.post(PATH, &fields).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{fields:?}");
        page.shows(&format!("id=\"{field}-error\""));
        page.shows(expected);
    }
    // A telephone that is there already is named, with the way to it.
    let phones = portal.app.store.phones().await.unwrap();
    let device = Device {
        model: "GRP2614".parse().unwrap(),
        mac: MAC.parse().unwrap(),
    };
    portal
        .app
        .store
        .set_device(phones[0].id, Some(&device))
        .await
        .unwrap();
    let page = browser.post(PATH, &[("address", &address)]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    page.shows(&format!("href=\"{}\"", path(phones[0].id)));
    let gone = browser.get("/admin/phones/new?found=nothing").await;
    assert!(gone.location.contains("found-gone"), "{}", gone.location);
}

#[tokio::test]
async fn a_telephone_that_went_away_is_saved_and_the_page_says_so() {
    let portal = TestPortal::start().await;
    portal.connected().await;
    let mut browser = portal.log_in("admin").await;
    let (_, pages) = simulated("GXP2135").await;
    let address = pages.tls().to_string();
    let form = browser.post(PATH, &[("address", &address)]).await.location;
    let token = form.split_once("found=").unwrap().1.to_owned();
    drop(pages);
    let page = browser
        .post("/admin/phones/new", &[("found", &token), ("extension", "299")])
        .await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    page.shows("Phone 299 is saved, but not configured");
    assert!(!page.body.contains("device-password"), "{}", page.body);
    let seen = portal.app.store.devices_seen().await.unwrap();
    assert_eq!(seen[0].configured, None);
}
