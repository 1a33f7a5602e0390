//! Phones of other brands by their pages: simulated ones, and what is none of them.

use std::sync::Arc;

use switchhook_provisioning::brand::{Brand, Phone};
use switchhook_provisioning::discover::probe;
use switchhook_provisioning::mitel::GlobalSip;
use switchhook_provisioning::push::{BrandUi, Options};
use switchhook_provisioning::testing::{BrandPages, BrandPhone};
use switchhook_provisioning::{Line, Secret};
use tokio::sync::Mutex;

use crate::HERE;
use crate::fake::{answer, serve};

const SECRET: &str = "kT9-vV2_mQ7.xR4-pL1s";

fn plain(port: u16) -> Options {
    Options::new()
        .ports(1, port)
        .plain_http(true)
        .timeout(std::time::Duration::from_secs(5))
}

async fn simulated(model: &str, mac: &str, firmware: &str) -> (Arc<Mutex<BrandPhone>>, BrandPages) {
    let phone = BrandPhone::new(model.parse().unwrap(), mac.parse().unwrap(), firmware);
    let phone = Arc::new(Mutex::new(phone));
    let pages = BrandPages::serve(Arc::clone(&phone)).await.unwrap();
    (phone, pages)
}

#[tokio::test]
async fn a_cisco_is_found_told_to_fetch_and_registers_anew() {
    let (phone, pages) = simulated("SPA504G", "54:7c:69:11:22:33", "7.5.5").await;
    let found = probe(HERE, &plain(pages.address().port())).await.unwrap();
    assert_eq!(found.brand, Some(Brand::Cisco));
    assert_eq!(found.product.model.as_deref(), Some("SPA504G"));
    assert_eq!(found.product.firmware.as_deref(), Some("7.5.5"));
    assert_eq!(found.product.mac, "54:7c:69:11:22:33".parse().ok());

    let file = |user: &str| {
        Phone::new("SPA504G".parse().unwrap(), "54:7c:69:11:22:33".parse().unwrap())
            .line(Line::new("pbx.example.net", user, SECRET))
            .admin_password("wq7.Lm-3_Zp")
            .set("prov.config_path".parse().unwrap(), "127.0.0.1/phones")
            .set("prov.config_user".parse().unwrap(), "547c69112233")
            .set(
                "prov.config_password".parse().unwrap(),
                Secret::new("Pr0v.Secret-99"),
            )
            .render()
            .unwrap()
            .text()
    };
    let (first, second) = (file("u4711"), file("u4712"));
    let mut fetches = 0;
    let server = serve(Vec::new(), move |asked| {
        assert!(
            asked.line.starts_with("GET /phones/spa547c69112233.xml "),
            "{}",
            asked.line
        );
        fetches += 1;
        match fetches {
            1 => answer(200, "", &first),
            // From then on the file has told it who it is.
            2 => answer(
                401,
                "WWW-Authenticate: Digest realm=\"prov\", nonce=\"n1\", qop=\"auth\"\r\n",
                "",
            ),
            _ => answer(200, "", &second),
        }
    })
    .await;
    let url = format!("http://127.0.0.1:{}/phones/spa$MA.xml", server.port);

    let mut ui = BrandUi::connect(HERE, &plain(pages.address().port()))
        .await
        .unwrap();
    let product = ui.identify().await.unwrap();
    assert_eq!(
        product.status.map(|status| status.product).as_deref(),
        Some("SPA504G")
    );
    ui.resync(&url).await.unwrap();
    assert_eq!(phone.lock().await.registrations()[0].user, "u4711");

    // Now its pages have a password, which the file gave them.
    let refused = ui.resync(&url).await.unwrap_err();
    assert_eq!(refused.code(), "E-WEB-NOT-LOGGED-IN");
    ui.login("admin", "wrong");
    assert_eq!(ui.resync(&url).await.unwrap_err().code(), "E-WEB-PASSWORD");
    ui.login("admin", "wq7.Lm-3_Zp");
    ui.resync(&url).await.unwrap();
    let registrations = phone.lock().await.registrations();
    assert_eq!(
        (registrations.len(), registrations[0].user.as_str()),
        (1, "u4712")
    );
    assert_eq!(registrations[0].secret.expose(), SECRET);
    assert_eq!(server.asked().len(), 3);
    assert_eq!(ui.product().await.unwrap().firmware.as_deref(), Some("7.5.5"));

    for wrong in ["tftp://192.0.2.1/x", "http://127.0.0.1/x y"] {
        assert_eq!(ui.resync(wrong).await.unwrap_err().code(), "E-WEB-IMPOSSIBLE");
    }
    assert_eq!(
        ui.restart().await.unwrap_err().code(),
        "E-WEB-IMPOSSIBLE",
        "that is a Mitel's page"
    );
    let told = format!("{ui:?} {:?}", pages.asked());
    assert!(!told.contains("wq7.Lm") && !told.contains(SECRET), "{told}");
}

#[tokio::test]
async fn a_mitel_says_by_its_question_what_it_is_and_takes_its_lines_by_a_form() {
    let (phone, pages) = simulated("6757i", "00:08:5d:11:22:33", "3.2.2.1136").await;
    let found = probe(HERE, &plain(pages.address().port())).await.unwrap();
    assert_eq!(
        (found.brand, found.product.model.as_deref()),
        (Some(Brand::Mitel), Some("6757i"))
    );

    let mut ui = BrandUi::connect(HERE, &plain(pages.address().port()))
        .await
        .unwrap();
    assert_eq!(
        ui.product().await.unwrap_err().code(),
        "E-WEB-IDLE",
        "nothing has said whose it is"
    );
    ui.identify().await.unwrap();
    ui.login("admin", "22222");
    let product = ui.product().await.unwrap();
    assert_eq!(product.firmware.as_deref(), Some("3.2.2.1136"));
    assert_eq!(product.mac, "00:08:5d:11:22:33".parse().ok());

    let line = Line::new("pbx.example.net", "u4711", SECRET).display_name("Ann & <Co>");
    let form = GlobalSip::new(&line, "Lagoon & Co 101", "101").unwrap();
    ui.set_lines(&form).await.unwrap();
    ui.restart().await.unwrap();
    let phone = phone.lock().await;
    let first = &phone.registrations()[0];
    assert_eq!(
        (first.user.as_str(), first.server.as_str()),
        ("u4711", "pbx.example.net")
    );
    assert_eq!(first.secret.expose(), SECRET);
    assert_eq!(phone.text("sip line1 screen name"), "Lagoon & Co 101");
    assert_eq!(phone.restarts(), 1);
}

#[tokio::test]
async fn something_else_is_told_no_password() {
    for (status, headers, body) in [
        (200, "", "<html>Router</html>"),
        (404, "", ""),
        (401, "WWW-Authenticate: Basic realm=\"Router\"\r\n", ""),
    ] {
        let server = serve(Vec::new(), move |_| answer(status, headers, body)).await;
        let mut ui = BrandUi::connect(HERE, &plain(server.port)).await.unwrap();
        ui.login("admin", "22222");
        assert_eq!(ui.identify().await.unwrap_err().code(), "E-WEB-NOT-OF-BRAND");
        drop(ui);
        let found = probe(HERE, &plain(server.port)).await.unwrap_err();
        assert_eq!(found.code(), "E-WEB-NOT-GRANDSTREAM");
    }
}

#[test]
fn every_phone_reads_by_itself_what_is_written_for_it() {
    for model in switchhook_provisioning::brand::Model::all() {
        let mac = "02:00:00:11:22:33".parse().unwrap();
        let mut device = Phone::new(model, mac).admin_password("wq7.Lm-3_Zp");
        for line in 1..=model.lines() {
            let line = Line::new(
                "pbx.example.net",
                format!("u{line}"),
                format!("{SECRET}<&#{line}"),
            );
            device = device.line(line.display_name("Tom & \u{e9}<x>"));
        }
        let mut phone = BrandPhone::new(model, mac, "1.0");
        phone.read(
            &device
                .render()
                .unwrap_or_else(|refused| panic!("{model}: {refused}"))
                .text(),
        );
        let registrations = phone.registrations();
        assert_eq!(registrations.len(), usize::from(model.lines()), "{model}");
        for registration in registrations {
            assert_eq!(registration.user, format!("u{}", registration.line));
            assert_eq!(registration.auth_id, registration.user);
            assert_eq!(
                registration.secret.expose(),
                format!("{SECRET}<&#{}", registration.line),
                "{model}"
            );
        }
        // And signs off again.
        let off = Phone::new(model, mac)
            .admin_password("wq7.Lm-3_Zp")
            .render()
            .unwrap();
        phone.read(&off.text());
        assert_eq!(phone.registrations(), [], "{model}");
        assert!(
            phone.file_names().iter().all(|name| name.ends_with(".cfg")),
            "{model}"
        );
    }
}
