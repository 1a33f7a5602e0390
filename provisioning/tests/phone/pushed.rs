//! The push driver against the pages of each generation, over TLS where the phone has it.

use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use switchhook_provisioning::Secret;
use switchhook_provisioning::grandstream::PNumber;
use switchhook_provisioning::push::{Options, PasswordChange, PushError, ServerAddress, WebUi};
use switchhook_provisioning::testing::{Pages, Phone};
use tokio::sync::Mutex;

use crate::fetching::{phone, values};
use crate::pages::PHONES;
use crate::server::Server;

const HERE: IpAddr = IpAddr::V4(std::net::Ipv4Addr::LOCALHOST);

fn options(pages: &Pages) -> Options {
    Options::new().ports(pages.tls().port(), pages.plain().port())
}

async fn served(model: &str) -> (Arc<Mutex<Phone>>, Pages) {
    let phone = Arc::new(Mutex::new(phone(model).printed_password("l4bel.Pass")));
    let pages = Pages::serve(Arc::clone(&phone)).await.unwrap();
    (phone, pages)
}

/// The whole visit of an administrator: password, server, read back, restart.
#[tokio::test]
async fn a_phone_of_each_generation_gets_a_password_and_a_server() {
    for (model, ..) in PHONES {
        let (phone, pages) = served(model).await;
        let server = Server::default();
        let address = server.plain().await;
        // The oldest have no TLS.
        let old = model == "GXP2000";
        let mut visit = WebUi::connect(HERE, &options(&pages).plain_http(old))
            .await
            .unwrap();
        assert_eq!(visit.fingerprint().is_some(), !old, "{model}");
        visit.login("admin", &Secret::new("l4bel.Pass")).await.unwrap();

        let new = Secret::new("wq7.Lm-3_Zp");
        let changed = visit.change_password(&new).await.unwrap();
        assert_eq!(changed, PasswordChange::Changed, "{model}");
        assert_eq!(phone.lock().await.value(PNumber::new(2)), new.expose(), "{model}");

        visit
            .set_server(&ServerAddress::new(&format!("http://{address}/b/token")).unwrap())
            .await
            .unwrap();
        visit.write(&values(&[(30, "old.example.net")])).await.unwrap();
        let wanted = values(&[
            (212, "1"),
            (237, &format!("{address}/b/token")),
            (30, "ntp.example.net"),
        ]);
        let drift = visit.drift(&wanted).await.unwrap();
        let differing: Vec<_> = drift.differing().map(|row| row.number).collect();
        assert_eq!(differing, [PNumber::new(30)], "{model}");

        visit.reboot().await.unwrap();
        for _ in 0..200 {
            if !phone.lock().await.history().is_empty() {
                break;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        assert_eq!(server.paths()[0], "/b/token/cfgc074ad112233", "{model}");
    }
}

#[tokio::test]
async fn another_phone_at_the_same_place_is_not_given_the_password() {
    let (_phone, pages) = served("GRP2614").await;
    let first = WebUi::connect(HERE, &options(&pages)).await.unwrap();
    let pin = first.fingerprint().unwrap();
    let (_other, others) = served("GRP2614").await;
    let error = WebUi::connect(HERE, &options(&others).pinned(pin))
        .await
        .unwrap_err();
    assert!(matches!(error, PushError::WrongCertificate { .. }), "{error}");
    assert!(others.asked().is_empty());
}
