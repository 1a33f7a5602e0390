//! Telephones that fetch their files from a portal with a port, on a simulated PBX.

use std::sync::Arc;

use axum::http::StatusCode;
use switchhook_portal_core::Phone;
use switchhook_provisioning::grandstream::PNumber;
use switchhook_provisioning::lifecycle::State;
use switchhook_provisioning::testing::{Outcome, Pages, Phone as Simulated, Round};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::sync::{Mutex, oneshot};

use crate::config::{Transport, Web};
use crate::server::Server;
use crate::testing::{Browser, Page, TestPortal};
use crate::web;

const MAC: &str = "c0:74:ad:11:22:33";

/// A portal that answers on loopback until it is dropped.
pub(super) struct Site {
    pub(super) portal: TestPortal,
    address: String,
    _stop: oneshot::Sender<()>,
}

impl Site {
    pub(super) async fn start() -> Self {
        let server = Server::bind(&Web {
            listen: "127.0.0.1:0".parse().unwrap(),
            transport: Transport::Loopback,
            public_url: None,
        })
        .await
        .unwrap();
        let address = server.address().unwrap().to_string();
        let portal = TestPortal::start_with(|config| {
            config.provisioning.address = Some(address.clone());
        })
        .await;
        portal.connected().await;
        let (stop, stopped) = oneshot::channel();
        let router = web::router(portal.app.clone());
        tokio::spawn(server.serve(router, async {
            let _ = stopped.await;
        }));
        Self {
            portal,
            address,
            _stop: stop,
        }
    }

    pub(super) async fn phone(&self, extension: &str) -> Phone {
        let phones = self.portal.app.store.phones().await.unwrap();
        phones
            .into_iter()
            .find(|phone| phone.extension.as_str() == extension)
            .unwrap()
    }

    /// What is answered at its port.
    async fn fetch(&self, path: &str) -> String {
        let mut stream = tokio::net::TcpStream::connect(&self.address).await.unwrap();
        let request = format!(
            "GET {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n",
            self.address
        );
        stream.write_all(request.as_bytes()).await.unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).await.unwrap();
        String::from_utf8_lossy(&answer).into_owned()
    }

    async fn state(&self) -> Option<State> {
        let provisioning = self.portal.app.provisioning.as_ref().unwrap();
        let record = provisioning.record(MAC.parse().unwrap()).await.unwrap();
        record.map(|record| record.state)
    }

    async fn becomes(&self, state: State) {
        self.portal
            .until(&format!("the telephone is {state}"), async || {
                (self.state().await == Some(state)).then_some(())
            })
            .await;
    }

    /// A telephone 299 of this model, and where its device fetches its first file.
    pub(super) async fn enrolled(&self, browser: &mut Browser<'_>, model: &str) -> (String, String) {
        let fields = [("extension", "299"), ("label", "Salle 4")];
        let page = browser.post("/admin/phones/new", &fields).await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.body);
        let path = format!("/admin/phones/{}", self.phone("299").await.id);
        let page = browser
            .post(&format!("{path}/device"), &[("model", model), ("mac", MAC)])
            .await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.body);
        (path, address_of(&page))
    }
}

fn address_of(page: &Page) -> String {
    let (_, rest) = page.body.split_once("id=\"enrolment-address\"").unwrap();
    rest.split('"').nth(3).unwrap().to_owned()
}

pub(super) fn telephone(model: &str, address: &str) -> Simulated {
    Simulated::new(model, MAC.parse().unwrap(), "1.0.11.106")
        .unwrap()
        .dhcp(address)
}

/// Whether a file was applied in these rounds.
fn applied(rounds: &[Round]) -> usize {
    rounds.iter().filter(|round| round.applied()).count()
}

#[tokio::test]
async fn a_new_telephone_is_told_its_address_once_fetches_its_file_and_is_seen_to_register() {
    let site = Site::start().await;
    let mut browser = site.portal.log_in("admin").await;
    let model = "GRP2614";
    let (path, address) = site.enrolled(&mut browser, model).await;
    assert!(
        address.starts_with(&format!("http://{}/prov/b/", site.address)),
        "{address}"
    );
    assert_eq!(site.state().await, Some(State::Expected));
    browser.get(&path).await.shows("waits for its first access");
    let mut desk = telephone(model, &address);
    let rounds = desk.boot().await;
    assert!(applied(&rounds) >= 2, "{rounds:?}");
    let account = desk.account(1).unwrap();
    let phone = site.phone("299").await;
    let secret = site.portal.app.pbx.sip_secret(&phone).await.unwrap();
    assert_eq!(
        (&*account.user, account.password.expose(), &*account.display_name),
        (phone.endpoint.as_str(), secret.expose(), "Salle 4")
    );
    // The registrar of the simulated PBX has every telephone that was written to it.
    site.becomes(State::Verified).await;
    for shown in [&*path, "/admin/phones?q=299"] {
        let page = browser.get(shown).await;
        page.shows("configured, registered");
        assert!(!page.body.contains(&address), "{shown} shows the address again");
    }
    browser
        .get("/admin/phones?q=registered")
        .await
        .shows("1.0.11.106");
    browser
        .get(&path)
        .await
        .shows("Nothing: it has what it should have");
    let mut auditor = site.portal.log_in("audit").await;
    let trail = auditor.get("/admin/audit").await;
    trail.shows("device_state: claimed → active");
    trail.shows("device_state: active → verified");
    let token = address.trim_end_matches('/').rsplit('/').next().unwrap();
    assert!(!trail.body.contains(token));
    // The first address is dead, whoever asks there.
    let mut thief = telephone(model, &address);
    let rounds = thief.boot().await;
    assert_eq!(applied(&rounds), 0, "{rounds:?}");
    assert!(thief.account(1).is_none());
}

#[tokio::test]
async fn what_changes_in_the_portal_is_told_before_and_fetched_when_the_telephone_is_told() {
    let site = Site::start().await;
    let mut browser = site.portal.log_in("admin").await;
    let (path, address) = site.enrolled(&mut browser, "GRP2614").await;
    let mut desk = telephone("GRP2614", &address);
    desk.boot().await;
    site.becomes(State::Verified).await;
    let fields = [("extension", "299"), ("label", "Salle 5")];
    let page = browser.post(&path, &fields).await;
    page.shows("Nothing is saved yet");
    assert_eq!(site.phone("299").await.label, "Salle 4");
    let fields = [("extension", "299"), ("label", "Salle 5"), ("confirmed", "yes")];
    browser.post(&path, &fields).await;
    let page = browser.get(&path).await;
    page.shows("<td>Salle 4</td><td>Salle 5</td>");
    page.shows("For this it has to fetch its file again.");
    let page = browser.post(&format!("{path}/resync"), &[]).await;
    assert_eq!(
        page.location,
        format!("{path}?notice=device-told"),
        "{}",
        page.body
    );
    browser.get("/admin/audit").await.shows("told:  → check-sync");
    desk.resync().await;
    assert_eq!(desk.account(1).unwrap().display_name, "Salle 5");
    site.portal
        .until("the page knows it", async || {
            let page = browser.get(&path).await;
            page.body
                .contains("Nothing: it has what it should have")
                .then_some(())
        })
        .await;
    let page = browser.post(&format!("{path}/reboot"), &[]).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
}

#[tokio::test]
async fn every_value_says_where_it_comes_from_and_no_secret_is_shown() {
    let site = Site::start().await;
    let mut browser = site.portal.log_in("admin").await;
    let (path, address) = site.enrolled(&mut browser, "GRP2614").await;
    let mut desk = telephone("GRP2614", &address);
    desk.boot().await;
    let page = browser.get(&format!("{path}/why")).await;
    for text in [
        "account.1.server.1 P47",
        "site Pacific Mills",
        "account 299",
        "security baseline",
        "model GRP2614",
        "a password",
    ] {
        page.shows(text);
    }
    for secret in [
        desk.account(1).unwrap().password.expose(),
        desk.value(PNumber::new(2)),
        desk.value(PNumber::new(1361)),
        desk.value(PNumber::new(1359)),
    ] {
        assert!(!secret.is_empty() && !page.body.contains(secret), "{secret}");
    }
}

#[tokio::test]
async fn a_telephone_that_is_found_is_configured_through_its_pages_and_then_fetches_by_itself() {
    let site = Site::start().await;
    let mut browser = site.portal.log_in("admin").await;
    let desk = Simulated::new("GXP2135", MAC.parse().unwrap(), "1.0.11.106").unwrap();
    let desk = Arc::new(Mutex::new(desk));
    let pages = Pages::serve(desk.clone()).await.unwrap();
    let address = pages.tls().to_string();
    let found = browser
        .post("/admin/phones/search", &[("address", &address)])
        .await
        .location;
    let token = found.split_once("found=").unwrap().1.to_owned();
    let fields = [("found", &*token), ("extension", "299")];
    let page = browser.post("/admin/phones/new", &fields).await;
    page.shows("is configured");
    let (_, rest) = page.body.split_once("id=\"device-password\"").unwrap();
    let password = rest.split('"').nth(3).unwrap().to_owned();
    site.becomes(State::Verified).await;
    let desk = desk.lock().await;
    let place = format!("{}/prov/d/", site.address);
    assert!(
        desk.value(PNumber::new(237)).starts_with(&place),
        "{}",
        desk.value(PNumber::new(237))
    );
    // The password that was shown is the one of its next file too.
    assert_eq!(desk.value(PNumber::new(2)), password);
}

#[tokio::test]
async fn a_telephone_out_of_service_gets_nothing_and_its_secret_is_void() {
    let site = Site::start().await;
    let mut browser = site.portal.log_in("admin").await;
    let (path, address) = site.enrolled(&mut browser, "GRP2614").await;
    let mut desk = telephone("GRP2614", &address);
    desk.boot().await;
    let before = desk.account(1).unwrap().password.expose().to_owned();
    let page = browser.post(&format!("{path}/retire"), &[]).await;
    assert_eq!(page.location, format!("{path}?notice=saved"), "{}", page.body);
    let phone = site.phone("299").await;
    let secret = site.portal.app.pbx.sip_secret(&phone).await.unwrap();
    assert_ne!(secret.expose(), before);
    let rounds = desk.resync().await;
    assert!(
        rounds
            .iter()
            .flat_map(|round| &round.asked)
            .all(|asked| asked.outcome == Outcome::NotThere),
        "{rounds:?}"
    );
    let page = browser.get(&path).await;
    page.shows("out of service");
    assert!(!page.body.contains("/retire\""), "twice");
    let again = browser.post(&format!("{path}/retire"), &[]).await;
    assert_eq!(again.status, StatusCode::SEE_OTHER);
    // Somebody asks in its name, under a token that was its own: the trail says so.
    let mut auditor = site.portal.log_in("audit").await;
    site.portal
        .until("the trail knows it", async || {
            let trail = auditor.get("/admin/audit").await;
            trail.body.contains(">retired</small>").then_some(())
        })
        .await;
    // Found again, it is enrolled anew.
    let page = browser.post(&format!("{path}/enrol"), &[]).await;
    let mut desk = telephone("GRP2614", &address_of(&page));
    desk.boot().await;
    assert_eq!(desk.account(1).unwrap().password.expose(), secret.expose());
}

#[tokio::test]
async fn a_deleted_telephone_and_one_whose_device_is_replaced_get_nothing() {
    let site = Site::start().await;
    let mut browser = site.portal.log_in("admin").await;
    let (path, address) = site.enrolled(&mut browser, "GRP2614").await;
    let mut desk = telephone("GRP2614", &address);
    desk.boot().await;
    let other = [("model", "GRP2614"), ("mac", "c0:74:ad:11:22:44")];
    let page = browser.post(&format!("{path}/device"), &other).await;
    page.shows("is taken out of service");
    assert_ne!(site.state().await, Some(State::Retired), "nothing is saved yet");
    let other = [other[0], other[1], ("confirmed", "yes")];
    let page = browser.post(&format!("{path}/device"), &other).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    assert_eq!(site.state().await, Some(State::Retired));
    assert_eq!(applied(&desk.resync().await), 0);
    // Its old device comes back.
    let own = [("model", "GRP2614"), ("mac", MAC), ("confirmed", "yes")];
    let page = browser.post(&format!("{path}/device"), &own).await;
    let mut desk = telephone("GRP2614", &address_of(&page));
    desk.boot().await;
    assert!(desk.account(1).is_some());
    browser.post(&format!("{path}/delete"), &[]).await;
    assert_eq!(site.state().await, Some(State::Retired));
    assert_eq!(applied(&desk.resync().await), 0);
}

#[tokio::test]
async fn strangers_learn_nothing_below_the_path_of_telephones() {
    let site = Site::start().await;
    let mut browser = site.portal.log_in("admin").await;
    let (_, address) = site.enrolled(&mut browser, "GRP2614").await;
    let mut stranger = site.portal.stranger();
    // Who knows the address is answered, so that what follows is no silence of the whole server.
    let (_, right) = address.split_once("/prov/").unwrap();
    let agent = [(
        "user-agent",
        "Grandstream Model HW GRP2614 SW 1.0.11.106 DevId c074ad112233",
    )];
    let page = stranger
        .get_with(&format!("/prov/{right}cfgc074ad112233.xml"), &agent)
        .await;
    assert_eq!(page.status, StatusCode::OK, "{address}");
    let mut answers = Vec::new();
    for path in [
        "/prov/b/aaaaaaaaaaaaaaaaaaaaaaaaaa/cfgc074ad112233.xml",
        "/prov/b/aaaaaaaaaaaaaaaaaaaaaaaaaa/cfgc074ad999999.xml",
        "/prov/d/aaaaaaaaaaaaaaaaaaaaaaaaaa/cfgc074ad112233.xml",
        "/prov/cfgc074ad112233.xml",
        "/prov/",
        "/prov",
    ] {
        let page = stranger.get_with(path, &agent).await;
        assert_eq!((page.status, &*page.body), (StatusCode::NOT_FOUND, ""), "{path}");
        assert!(page.cookies.is_empty(), "{path}");
        answers.push(format!("{:?}", page.headers));
    }
    answers.dedup();
    assert_eq!(answers.len(), 1, "{answers:?}");
    // Without the server nothing is there at all.
    let portal = TestPortal::start().await;
    let page = portal.stranger().get("/prov/").await;
    assert_eq!(page.status, StatusCode::NOT_FOUND);
    assert!(!page.body.is_empty(), "a page like any other that is not there");
}

#[tokio::test]
async fn a_device_passes_to_another_number_and_the_old_account_is_void() {
    let site = Site::start().await;
    let mut browser = site.portal.log_in("admin").await;
    let (path, address) = site.enrolled(&mut browser, "GRP2614").await;
    let mut desk = telephone("GRP2614", &address);
    desk.boot().await;
    site.becomes(State::Verified).await;
    let before = desk.account(1).unwrap();
    browser
        .post("/admin/phones/new", &[("extension", "298"), ("label", "Salle 9")])
        .await;
    let to = site.phone("298").await;
    let page = browser
        .post(&format!("{path}/pass"), &[("to", &to.id.to_string())])
        .await;
    assert_eq!(page.location, format!("{path}?notice=saved"), "{}", page.body);
    // Held, staged, told: now it is the telephone's turn. Nobody else changes it meanwhile.
    site.portal
        .until("its new file is offered", async || {
            let offered = site.portal.app.store.device(to.id).await.unwrap();
            offered.map(|_| ())
        })
        .await;
    let target = format!("/admin/phones/{}", to.id);
    site.portal
        .until("it is waited for", async || {
            let page = browser.get(&target).await;
            page.body.contains("has to fetch its file").then_some(())
        })
        .await;
    let other = [("model", "GRP2614"), ("mac", "c0:74:ad:11:22:44")];
    let page = browser.post(&format!("{target}/device"), &other).await;
    assert_eq!(page.location, format!("{target}?notice=device-state"));
    desk.resync().await;
    let after = desk.account(1).unwrap();
    assert_eq!(
        (&*after.user, &*after.display_name),
        (to.endpoint.as_str(), "Salle 9")
    );
    site.portal
        .until("it is over", async || {
            let all = site.portal.app.store.handovers().await.unwrap();
            all.is_empty().then_some(())
        })
        .await;
    let from = site.phone("299").await;
    let secret = site.portal.app.pbx.sip_secret(&from).await.unwrap();
    assert_ne!(
        secret.expose(),
        before.password.expose(),
        "the old secret is void"
    );
    assert!(site.portal.app.store.device(from.id).await.unwrap().is_none());
    let secret = site.portal.app.pbx.sip_secret(&to).await.unwrap();
    assert_eq!(secret.expose(), after.password.expose());
    let mut auditor = site.portal.log_in("audit").await;
    auditor.get("/admin/audit").await.shows("device_of: 299 → 298");
}

#[tokio::test]
async fn a_device_that_does_not_come_is_put_back() {
    let site = Site::start().await;
    let mut browser = site.portal.log_in("admin").await;
    let (path, address) = site.enrolled(&mut browser, "GRP2614").await;
    let mut desk = telephone("GRP2614", &address);
    desk.boot().await;
    site.becomes(State::Verified).await;
    browser.post("/admin/phones/new", &[("extension", "298")]).await;
    let to = site.phone("298").await;
    browser
        .post(&format!("{path}/pass"), &[("to", &to.id.to_string())])
        .await;
    let target = format!("/admin/phones/{}", to.id);
    site.portal
        .until("it can be put back", async || {
            let page = browser.get(&target).await;
            page.body.contains("/pass-back").then_some(())
        })
        .await;
    let page = browser.post(&format!("{target}/pass-back"), &[]).await;
    assert_eq!(page.location, format!("{target}?notice=saved"), "{}", page.body);
    site.portal
        .until("it is over", async || {
            let all = site.portal.app.store.handovers().await.unwrap();
            all.is_empty().then_some(())
        })
        .await;
    let from = site.phone("299").await;
    assert!(site.portal.app.store.device(from.id).await.unwrap().is_some());
    assert!(site.portal.app.store.device(to.id).await.unwrap().is_none());
    // It never noticed.
    let secret = site.portal.app.pbx.sip_secret(&from).await.unwrap();
    assert_eq!(desk.account(1).unwrap().password.expose(), secret.expose());
}

#[tokio::test]
async fn what_a_change_does_to_the_telephone_is_shown_before_it_is_saved() {
    let site = Site::start().await;
    let mut browser = site.portal.log_in("admin").await;
    let (path, _) = site.enrolled(&mut browser, "GRP2614").await;
    let typed = [
        ("extension", "299"),
        ("label", "Salle \"5\""),
        ("language", "es"),
        ("call_groups", "3"),
    ];
    let page = browser.post(&path, &typed).await;
    assert_eq!(page.status, StatusCode::OK);
    for text in [
        "Nothing is saved yet",
        "<td>Salle 4</td><td>Salle &#39;5&#39;</td><td>account 299</td>",
        "<td>es</td><td>account 299</td>",
        "It fetches its file",
        "name=\"label\" value=\"Salle &#34;5&#34;\"",
        "name=\"call_groups\" value=\"3\"",
    ] {
        page.shows(text);
    }
    assert_eq!(site.phone("299").await.label, "Salle 4");
    // Back to the form, with what was typed.
    let again = [&typed[..], &[("again", "yes")]].concat();
    let page = browser.post(&path, &again).await;
    page.shows("value=\"Salle &#34;5&#34;\"");
    assert_eq!(site.phone("299").await.label, "Salle 4");
    let confirmed = [&typed[..], &[("confirmed", "yes")]].concat();
    let page = browser.post(&path, &confirmed).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    assert_eq!(site.phone("299").await.label, "Salle \"5\"");
    // What the telephone is not told is saved at once.
    let other = [
        ("extension", "299"),
        ("label", "Salle \"5\""),
        ("language", "es"),
        ("call_groups", "4"),
    ];
    let page = browser.post(&path, &other).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
}

#[tokio::test]
async fn what_the_site_does_to_telephones_is_shown_before_it_is_saved() {
    let site = Site::start().await;
    let mut browser = site.portal.log_in("admin").await;
    site.enrolled(&mut browser, "GRP2614").await;
    browser
        .post("/admin/phones/new", &[("extension", "298"), ("label", "Salle 9")])
        .await;
    let path = format!("/admin/phones/{}/device", site.phone("298").await.id);
    let old = [("model", "GXP2000"), ("mac", "00:0b:82:11:22:33")];
    browser.post(&path, &old).await;
    let held = site.portal.app.site.current();
    let texts = held.site.texts();
    let with = |changed: &[(&'static str, &'static str)]| -> Vec<(&'static str, String)> {
        let value = |key: &str, text: String| {
            let other = changed.iter().find(|(other, _)| *other == key);
            other.map_or(text, |(_, text)| (*text).to_owned())
        };
        let all = texts.iter().map(|(key, text)| (*key, value(key, text.clone())));
        all.collect()
    };
    let mut send = async |changed: &[(&'static str, &'static str)], more: &[(&str, &str)]| {
        let typed = with(changed);
        let mut fields: Vec<(&str, &str)> = typed.iter().map(|(key, text)| (*key, text.as_str())).collect();
        fields.push(("version", "0"));
        fields.extend_from_slice(more);
        browser.post("/admin/site", &fields).await
    };
    let changed = [("vlan", "20"), ("clock", "Europe/Paris")];
    let page = send(&changed, &[]).await;
    for text in [
        "Nothing is saved yet",
        "GRP2614, 1 phone: 299",
        "GXP2000, 1 phone: 298",
        "It fetches its file and restarts",
        "site Pacific Mills",
        "<td>20</td>",
        // The older one cannot change its clock twice a year by itself.
        "is told as UTC+0",
    ] {
        page.shows(text);
    }
    assert_eq!(site.portal.app.site.current().version, 0);
    let page = send(&changed, &[("again", "yes")]).await;
    page.shows("value=\"20\"");
    assert_eq!(site.portal.app.site.current().version, 0);
    // The direct number is no telephone's.
    let page = send(&changed, &[("confirmed", "yes")]).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
    assert_eq!(site.portal.app.site.current().site.servers.vlan, Some(20));
    // It stands on the telephone's page, and in the list.
    let path = format!("/admin/phones/{}", site.phone("298").await.id);
    browser.get(&path).await.shows("is told as UTC+0");
    browser.get("/admin/phones?q=298").await.shows("left out");
    let page = browser.get("/admin/phones?q=299").await;
    assert!(!page.body.contains("left out"), "{}", page.body);
}

#[tokio::test]
async fn a_telephone_in_quarantine_gets_nothing_until_it_is_released() {
    let site = Site::start().await;
    let mut browser = site.portal.log_in("admin").await;
    let (path, address) = site.enrolled(&mut browser, "GRP2614").await;
    let page = browser.post(&format!("{path}/quarantine"), &[]).await;
    assert_eq!(
        page.location,
        format!("{path}?notice=device-state"),
        "it has nothing yet"
    );
    let mut desk = telephone("GRP2614", &address);
    desk.boot().await;
    let page = browser.post(&format!("{path}/quarantine"), &[]).await;
    assert_eq!(page.location, format!("{path}?notice=saved"), "{}", page.body);
    assert_eq!(site.state().await, Some(State::Quarantined));
    browser.get(&path).await.shows("in quarantine");
    let rounds = desk.resync().await;
    assert!(
        rounds
            .iter()
            .flat_map(|round| &round.asked)
            .all(|asked| asked.outcome == Outcome::NotThere),
        "{rounds:?}"
    );
    let page = browser.post(&format!("{path}/release"), &[]).await;
    assert_eq!(page.location, format!("{path}?notice=saved"), "{}", page.body);
    desk.resync().await;
    site.becomes(State::Verified).await;
    let mut auditor = site.portal.log_in("audit").await;
    let trail = auditor.get("/admin/audit").await;
    trail.shows("→ quarantined");
    trail.shows("device_state: quarantined → active");
}

#[tokio::test]
async fn old_firmware_is_told_in_the_list_and_on_the_page() {
    let site = Site::start().await;
    let mut browser = site.portal.log_in("admin").await;
    let (path, address) = site.enrolled(&mut browser, "GRP2614").await;
    let page = browser.get("/admin/phones?q=299").await;
    assert!(!page.body.contains("older than"), "nothing is known of it yet");
    let mut desk = telephone("GRP2614", &address);
    desk.boot().await;
    site.becomes(State::Verified).await;
    for shown in ["/admin/phones?q=299", &*path] {
        let page = browser.get(shown).await;
        page.shows("older than 1.0.13.44, which the site offers");
    }
    assert_eq!(
        browser
            .get("/admin/phones?q=older")
            .await
            .body
            .matches("<th scope=\"row\">")
            .count(),
        1
    );
}

#[tokio::test]
async fn old_models_fetch_a_screen_that_says_where_calls_go() {
    let site = Site::start().await;
    let mut browser = site.portal.log_in("admin").await;
    let (path, address) = site.enrolled(&mut browser, "GXP2120").await;
    let mut desk = telephone("GXP2120", &address);
    desk.boot().await;
    // The screen is below the address of its own.
    let place = desk.value(PNumber::new(341)).to_owned();
    assert_eq!(desk.value(PNumber::new(340)), "1");
    assert_eq!(desk.value(PNumber::new(1349)), "1");
    let (_, below) = place.split_once('/').unwrap();
    let screen = format!("/{}/idle_screen.xml", below.trim_end_matches('/'));
    let shown = site.fetch(&screen).await;
    assert!(shown.starts_with("HTTP/1.1 200"), "{screen}: {shown}");
    assert!(
        shown.contains("299") && shown.contains("Pacific Mills"),
        "{shown}"
    );
    assert!(!shown.contains("&gt;"), "{shown}");
    // Somebody dials the code of a forward.
    let phone = site.phone("299").await;
    site.portal
        .pbx
        .set_database("CFIM", phone.endpoint.as_str(), Some("221"))
        .unwrap();
    site.portal.app.forwards.look.notify_one();
    site.portal
        .until("the screen says so", async || {
            let shown = site.fetch(&screen).await;
            shown.contains("299 &gt; 221").then_some(())
        })
        .await;
    // A telephone that is deleted has none.
    let page = browser.post(&format!("{path}/delete"), &[]).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER);
    let gone = site.fetch(&screen).await;
    assert!(gone.starts_with("HTTP/1.1 404"), "{gone}");
}
