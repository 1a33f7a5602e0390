//! Cisco and Mitel telephones at a portal with a port, on a simulated PBX.

use std::sync::Arc;

use axum::http::StatusCode;
use switchhook_provisioning::brand::Model;
use switchhook_provisioning::lifecycle::State;
use switchhook_provisioning::testing::{BrandPages, BrandPhone};
use tokio::sync::Mutex;

use super::*;
use crate::provisioning::tests::Site;
use crate::testing::Browser;

const CISCO: &str = "54:7c:69:11:22:33";
const MITEL: &str = "00:08:5d:11:22:33";

fn simulated(model: &str, mac: &str, firmware: &str) -> BrandPhone {
    let model: Model = model.parse().unwrap();
    BrandPhone::new(model, mac.parse().unwrap(), firmware)
}

/// Telephone 299 with this device, and where that fetches its first file.
async fn enrolled(site: &Site, browser: &mut Browser<'_>, model: &str, mac: &str) -> (String, String) {
    let fields = [("extension", "299"), ("label", "Salle 4"), ("language", "fr")];
    let page = browser.post("/admin/phones/new", &fields).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    let path = format!("/admin/phones/{}", site.phone("299").await.id);
    let fields = [("model", model), ("mac", mac)];
    let page = browser.post(&format!("{path}/device"), &fields).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    let (_, rest) = page.body.split_once("id=\"enrolment-address\"").unwrap();
    (path, rest.split('"').nth(3).unwrap().to_owned())
}

/// Where the telephone was told to fetch its own file.
fn own_address(phone: &BrandPhone) -> String {
    match phone.text("Profile_Rule").rsplit_once("] ") {
        Some((_, address)) => address.to_owned(),
        None => {
            let name = phone.file_names().pop().unwrap();
            let text = |name| phone.text(name);
            let (server, port) = (text("http server"), text("http port"));
            format!("http://{server}:{port}/{}/{name}", text("http path"))
        }
    }
}

async fn state(site: &Site, mac: &str) -> Option<State> {
    let provisioning = site.portal.app.provisioning.as_ref().unwrap();
    let record = provisioning.record(mac.parse().unwrap()).await.unwrap();
    record.map(|record| record.state)
}

async fn becomes(site: &Site, mac: &str, expected: State) {
    let wanted = format!("the telephone is {expected}");
    site.portal
        .until(&wanted, async || {
            (state(site, mac).await == Some(expected)).then_some(())
        })
        .await;
}

/// Its account is the one of this extension, and nobody else's.
async fn has_account_of(site: &Site, desk: &BrandPhone, extension: &str) {
    let phone = site.phone(extension).await;
    let secret = site.portal.app.pbx.sip_secret(&phone).await.unwrap();
    let accounts = desk.registrations();
    assert_eq!(accounts.len(), 1, "{accounts:?}");
    assert_eq!(
        (&*accounts[0].user, accounts[0].secret.expose()),
        (phone.endpoint.as_str(), secret.expose())
    );
}

#[tokio::test]
async fn a_telephone_of_another_maker_fetches_its_file_registers_and_passes_to_another_person() {
    for (model, mac, firmware) in [("SPA504G", CISCO, "7.4.8a"), ("6757i", MITEL, "3.2.2.1136")] {
        let site = Site::start().await;
        let mut browser = site.portal.log_in("admin").await;
        let (path, address) = enrolled(&site, &mut browser, model, mac).await;
        assert_eq!(state(&site, mac).await, Some(State::Expected));
        let mut desk = simulated(model, mac, firmware);
        let first = match address.ends_with("/spa$MA.xml") {
            true => address.clone(),
            false => format!("{address}{}", desk.file_names().pop().unwrap()),
        };
        assert_eq!(desk.fetch(&first).await.unwrap(), 200, "{first}");
        assert_eq!(desk.registrations(), [], "the first file has no account");
        // And its pages have the password that the portal knows already.
        let is = Device {
            model: desk.model().into(),
            mac: mac.parse().unwrap(),
        };
        let provisioning = site.portal.app.provisioning.as_ref().unwrap();
        let told = match desk.model().brand() {
            Brand::Cisco => desk.text("Admin_Passwd"),
            _ => desk.text("admin password"),
        };
        assert_eq!(told, provisioning.passwords(&is).await.unwrap().admin);
        let own = own_address(&desk);
        assert_eq!(desk.fetch(&own).await.unwrap(), 200, "{own}");
        has_account_of(&site, &desk, "299").await;
        becomes(&site, mac, State::Verified).await;
        let page = browser.get(&path).await;
        page.shows("configured, registered");
        page.shows("is told its account, the site and passwords of its own");
        assert!(!page.body.contains("/why\""), "there is no such page for it");
        let list = browser.get("/admin/phones?q=299").await;
        for text in [model, firmware, mac] {
            list.shows(text);
        }
        // The first address is dead.
        assert_eq!(simulated(model, mac, firmware).fetch(&first).await.unwrap(), 404);

        // To somebody else's desk.
        let fields = [("extension", "298"), ("label", "Salle 5")];
        browser.post("/admin/phones/new", &fields).await;
        let to = site.phone("298").await.id.to_string();
        let page = browser.post(&format!("{path}/pass"), &[("to", &to)]).await;
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
        site.portal
            .until("the other file waits", async || {
                let fetched = desk.fetch(&own).await.unwrap();
                assert_eq!(fetched, 200);
                (desk.registrations()[0].user == site.phone("298").await.endpoint.as_str()).then_some(())
            })
            .await;
        site.portal
            .until("the device is passed on", async || {
                site.portal
                    .app
                    .store
                    .handovers()
                    .await
                    .unwrap()
                    .is_empty()
                    .then_some(())
            })
            .await;
        desk.fetch(&own).await.unwrap();
        has_account_of(&site, &desk, "298").await;
    }
}

#[tokio::test]
async fn the_search_finds_them_makes_a_cisco_fetch_its_file_and_gives_a_mitel_its_account() {
    for (model, mac, firmware) in [("SPA504G", CISCO, "7.4.8a"), ("6757i", MITEL, "3.2.2.1136")] {
        let site = Site::start().await;
        let mut browser = site.portal.log_in("admin").await;
        let desk = Arc::new(Mutex::new(simulated(model, mac, firmware)));
        let pages = BrandPages::serve(desk.clone()).await.unwrap();
        let address = pages.address().to_string();
        let refused = browser
            .post("/admin/phones/search", &[("address", &*address)])
            .await;
        assert_eq!(
            refused.status,
            StatusCode::UNPROCESSABLE_ENTITY,
            "these know no encryption, and nobody allowed to go without"
        );
        let fields = [("address", &*address), ("plain", "1")];
        let page = browser.post("/admin/phones/search", &fields).await;
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
        let form = page.location;
        let page = browser.get(&form).await;
        for text in [model, firmware, mac] {
            page.shows(text);
        }
        let token = form.split_once("found=").unwrap().1.to_owned();
        let fields = [("found", &*token), ("extension", "299"), ("label", "Salle 4")];
        let page = browser.post("/admin/phones/new", &fields).await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.body);
        page.shows("Phone 299 is configured");
        let mut desk = desk.lock().await;
        if model == "SPA504G" {
            let own = own_address(&desk);
            assert_eq!(desk.text("Resync_Periodic"), "60");
            assert_eq!(desk.fetch(&own).await.unwrap(), 200);
            assert_eq!(desk.text("Resync_Periodic"), "0", "from now on once a day");
            becomes(&site, mac, State::Verified).await;
            has_account_of(&site, &desk, "299").await;
        } else {
            // All its lines have the account, as its page has one form for them.
            let phone = site.phone("299").await;
            let accounts = desk.registrations();
            assert!(
                accounts
                    .iter()
                    .all(|account| account.user == phone.endpoint.as_str())
            );
            assert_eq!((accounts.len(), desk.restarts()), (9, 1));
        }
    }
}

#[tokio::test]
async fn the_file_can_be_downloaded_and_what_it_cannot_say_is_named() {
    let site = Site::start().await;
    let mut browser = site.portal.log_in("admin").await;
    for (model, mac, name, mark) in [
        ("SPA504G", CISCO, "spa547c69112233.xml", "<flat-profile>"),
        ("6757i", MITEL, "00085D112233.cfg", "sip line1 user name"),
    ] {
        let path = match site
            .portal
            .app
            .store
            .phones()
            .await
            .unwrap()
            .iter()
            .find(|phone| phone.extension.as_str() == "299")
        {
            Some(phone) => {
                let path = format!("/admin/phones/{}", phone.id);
                let fields = [("model", model), ("mac", mac), ("confirmed", "yes")];
                browser.post(&format!("{path}/device"), &fields).await;
                path
            }
            None => enrolled(&site, &mut browser, model, mac).await.0,
        };
        browser.get(&path).await.shows(name);
        let file = browser.post(&format!("{path}/file"), &[("form", "file")]).await;
        assert_eq!(file.status, StatusCode::OK, "{}", file.body);
        assert!(
            file.headers["content-disposition"]
                .to_str()
                .unwrap()
                .contains(name)
        );
        assert!(file.body.contains(mark), "{}", file.body);
        has_account(&site, model, mac, &file.body).await;
    }
    let why = format!("/admin/phones/{}/why", site.phone("299").await.id);
    assert_eq!(browser.get(&why).await.status, StatusCode::NOT_FOUND);
    // A zone with a summer time, and no restart by NOTIFY.
    let device = OtherBrand {
        model: "6757i".parse().unwrap(),
        mac: MITEL.parse().unwrap(),
    };
    let left_out = BrandFile::left_out_of(&site.portal.app, &device, Some("ru"));
    let language = Setting::Device(DeviceSetting::UiLanguage);
    assert!(
        left_out.iter().any(|left| left.setting == language),
        "{left_out:?}"
    );
    let known = BrandFile::left_out_of(&site.portal.app, &device, Some("fr"));
    assert!(known.iter().all(|left| left.setting != language), "{known:?}");
}

async fn has_account(site: &Site, model: &str, mac: &str, file: &str) {
    let mut desk = simulated(model, mac, "1");
    desk.read(file);
    has_account_of(site, &desk, "299").await;
}
