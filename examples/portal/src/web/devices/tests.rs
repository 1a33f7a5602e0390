//! Devices on the page of a telephone, and the files they fetch, on a simulated PBX.

use axum::http::StatusCode;
use switchhook_provisioning::grandstream::{Limits, PNumber, xml};

use super::*;
use crate::config::Servers;
use crate::testing::{Browser, Page, TestPortal};

const MAC: &str = "00:0b:82:aa:bb:cc";

/// A site whose telephones have all servers, and a telephone 299 of its own.
async fn site() -> TestPortal {
    let portal = TestPortal::start_with(|config| {
        config.server = Servers {
            sip: "192.168.10.5".into(),
            sip2: Some("192.168.10.6".into()),
            config: Some("192.168.10.5/phones/config".into()),
            firmware: Some("192.168.10.5/phones/firmware".into()),
            syslog: Some("192.168.10.7".into()),
            ntp: vec!["192.168.10.8".into(), "192.168.10.9".into()],
            utc_diff: None,
            vlan: Some(20),
        };
    })
    .await;
    portal.connected().await;
    portal
}

/// Makes the telephone; gives its path and the SIP secret that the page showed.
async fn phone(portal: &TestPortal, browser: &mut Browser<'_>) -> (String, String) {
    let page = browser
        .post(
            "/admin/phones/new",
            &[("extension", "299"), ("label", "Reception \"1\"")],
        )
        .await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    let (_, rest) = page.body.split_once("id=\"sip-password\"").unwrap();
    let secret = rest.split('"').nth(3).unwrap().to_owned();
    let phones = portal.app.store.phones().await.unwrap();
    let phone = phones
        .iter()
        .find(|phone| phone.extension.as_str() == "299")
        .unwrap();
    (phones::path(phone.id), secret)
}

async fn device(browser: &mut Browser<'_>, path: &str, model: &str, mac: &str) -> Page {
    browser
        .post(
            &format!("{path}/device"),
            &[("model", model), ("mac", mac), ("confirmed", "yes")],
        )
        .await
}

#[tokio::test]
async fn a_device_is_kept_shown_changed_and_forgotten() {
    let portal = site().await;
    let mut browser = portal.log_in("admin").await;
    let (path, _) = phone(&portal, &mut browser).await;
    assert!(!browser.get(&path).await.body.contains("cfg000b82aabbcc"));
    for written in ["000B82AABBCC", "00-0b-82-aa-bb-cc", "000b.82aa.bbcc", MAC] {
        let page = device(&mut browser, &path, "GXP2135", written).await;
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{written}: {}", page.body);
        browser.get(&path).await.shows(MAC);
    }
    browser.get("/admin/phones?q=000b83").await.shows("0 phones");
    for search in ["00:0b:82", "000B82aabb"] {
        browser
            .get(&format!("/admin/phones?q={search}"))
            .await
            .shows("GXP2135 00:0b:82:aa:bb:cc");
    }
    browser
        .get("/admin/audit")
        .await
        .shows("mac:  → 00:0b:82:aa:bb:cc");
    // Only one telephone can be the one with this label.
    let other = browser.post("/admin/phones/new", &[("extension", "298")]).await;
    assert_eq!(other.status, StatusCode::OK);
    let phones = portal.app.store.phones().await.unwrap();
    let other = phones
        .iter()
        .find(|phone| phone.extension.as_str() == "298")
        .unwrap();
    let page = device(&mut browser, &phones::path(other.id), "GRP2614", "000b82aabbcc").await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(
        device(&mut browser, &path, "", "").await.status,
        StatusCode::SEE_OTHER
    );
    let page = device(&mut browser, &phones::path(other.id), "GRP2614", "000b82aabbcc").await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    // With the telephone, what is known of its device goes.
    browser
        .post(&format!("{}/delete", phones::path(other.id)), &[])
        .await;
    assert_eq!(portal.app.store.devices().await.unwrap(), []);
}

#[tokio::test]
async fn what_is_no_address_gets_the_librarys_error_in_the_form() {
    let portal = site().await;
    let mut browser = portal.log_in("admin").await;
    let (path, _) = phone(&portal, &mut browser).await;
    for (model, mac, expected) in [
        (
            "GXP2135",
            "00:0b:82:aa:bb",
            "has 10 hexadecimal digits; a MAC address has 12, such as 00:0b:82:aa:bb:cc.",
        ),
        ("GXP2135", "", "has 0 hexadecimal digits"),
        (
            "GXP2135",
            "reception phone",
            "is no hexadecimal digit. Write the address as on the label",
        ),
        (
            "GXP2135",
            "00:0b-82:aa:bb:cc",
            "the separators do not fit. Write 000b82aabbcc, 00:0b:82:aa:bb:cc",
        ),
        ("GXP2135", "ff:ff:ff:ff:ff:ff", "is no address of a single device"),
        ("", MAC, "Choose the model of the telephone."),
        ("GXP9999", MAC, "Choose the model of the telephone."),
    ] {
        let page = device(&mut browser, &path, model, mac).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{model} {mac}");
        page.shows(expected);
        // What was typed stays, to be corrected.
        page.shows(&format!("value=\"{mac}\""));
    }
    assert_eq!(portal.app.store.devices().await.unwrap(), []);
}

#[tokio::test]
async fn the_file_has_the_account_the_servers_and_a_password_of_its_own() {
    let portal = site().await;
    let mut browser = portal.log_in("admin").await;
    let (path, secret) = phone(&portal, &mut browser).await;
    device(&mut browser, &path, "GXP2135", MAC).await;
    let page = browser.get(&path).await;
    page.shows("cfg000b82aabbcc.xml");
    page.shows("value=\"binary\"");
    let file = browser.post(&format!("{path}/file"), &[("form", "xml")]).await;
    assert_eq!(file.status, StatusCode::OK, "{}", file.body);
    let read = xml::read(file.body.as_bytes(), &Limits::default()).unwrap();
    assert_eq!(read.mac, MAC.parse().ok());
    let value = |number| read.values.get(PNumber::new(number)).unwrap_or_default();
    let phones = portal.app.store.phones().await.unwrap();
    let user = phones
        .iter()
        .find(|p| p.extension.as_str() == "299")
        .unwrap()
        .endpoint
        .to_string();
    for (number, expected) in [
        (47, "192.168.10.5"),
        (2312, "192.168.10.6"),
        (35, &*user),
        (36, &*user),
        (34, &*secret),
        (270, "299"),
        (3, "Reception '1'"),
        (237, "192.168.10.5/phones/config"),
        (192, "192.168.10.5/phones/firmware"),
        (207, "192.168.10.7"),
        (30, "192.168.10.8"),
        (51, "20"),
    ] {
        assert_eq!(value(number), expected, "P{number} in {}", file.body);
    }
    // Three secrets are three secrets.
    let password = value(2).to_owned();
    let of_user = value(196).to_owned();
    for drawn in [&password, &of_user] {
        assert!(drawn.len() >= 16 && *drawn != secret, "{drawn:?}");
    }
    assert_ne!(password, of_user);
    let again = browser.post(&format!("{path}/file"), &[("form", "xml")]).await;
    let again = xml::read(again.body.as_bytes(), &Limits::default()).unwrap();
    for (number, before) in [(2, &password), (196, &of_user)] {
        let drawn = again.values.get(PNumber::new(number));
        assert_ne!(drawn, Some(&**before), "P{number} is drawn for each file");
    }
    let trail = browser.get("/admin/audit").await.body;
    assert!(
        [&secret, &password, &of_user]
            .iter()
            .all(|secret| !trail.contains(*secret)),
        "{trail}"
    );
    assert!(trail.matches("Phone").count() >= 2, "{trail}");
}

#[tokio::test]
async fn only_who_manages_telephones_gets_a_file_and_only_of_a_known_device() {
    let portal = site().await;
    let mut admin = portal.log_in("admin").await;
    let (path, _) = phone(&portal, &mut admin).await;
    let form = [("form", "xml")];
    assert_eq!(
        admin.post(&format!("{path}/file"), &form).await.status,
        StatusCode::NOT_FOUND
    );
    device(&mut admin, &path, "GRP2614", MAC).await;
    // The GRP family has no binary file here: asked for, the XML comes.
    assert!(!admin.get(&path).await.body.contains("value=\"binary\""));
    let file = admin.post(&format!("{path}/file"), &[("form", "binary")]).await;
    assert!(file.body.starts_with("<?xml"), "{}", file.body);
    for login in ["vaiana", "chef", "audit"] {
        let mut browser = portal.log_in(login).await;
        for action in ["file", "device"] {
            let page = browser.post(&format!("{path}/{action}"), &form).await;
            assert_eq!(page.status, StatusCode::FORBIDDEN, "{login} {action}");
        }
    }
    // Nothing fetches it by a link.
    assert_eq!(
        admin.get(&format!("{path}/file")).await.status,
        StatusCode::METHOD_NOT_ALLOWED
    );
}

#[tokio::test]
async fn without_the_account_in_asterisk_there_is_no_file_and_the_page_says_why() {
    let portal = site().await;
    let mut browser = portal.log_in("admin").await;
    let form = switchhook_portal_core::PhoneForm {
        extension: "297",
        ..Default::default()
    };
    let new = switchhook_portal_core::NewPhone::parse(&form).unwrap();
    let id = portal.app.store.add_phone("pnowhere", &new).await.unwrap();
    let path = phones::path(id);
    device(&mut browser, &path, "GXP2135", MAC).await;
    let page = browser.post(&format!("{path}/file"), &[("form", "xml")]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    page.shows("has no section for this telephone");
}

#[test]
fn a_device_that_reads_the_binary_file_only_is_offered_that() {
    let mut only = Model::all().filter(|model| model.formats().binary && !model.formats().xml);
    assert!(only.clone().count() > 0);
    assert!(only.all(takes_binary));
    assert!(!takes_binary(Model::GRP2614) && takes_binary(Model::GXP2135));
}
