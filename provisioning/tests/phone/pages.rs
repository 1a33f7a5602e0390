//! The pages of each generation, visited by `webui::Session`, which was written apart from them.

use std::sync::Arc;
use std::time::Duration;

use switchhook_provisioning::grandstream::{PNumber, xml};
use switchhook_provisioning::testing::{PageFault, Pages, PagesGeneration, Phone};
use switchhook_provisioning::webui::{Generation, Outcome, Session, StoredKey, WebError};
use switchhook_provisioning::{FunctionKey, KeyFunction, Secret};
use tokio::sync::Mutex;

use crate::browser::browse;
use crate::fetching::{phone, values};
use crate::server::Server;

/// One phone of each generation.
pub(crate) const PHONES: [(&str, PagesGeneration, Generation); 7] = [
    ("GXP2000", PagesGeneration::Htm, Generation::Legacy),
    ("GXP1405", PagesGeneration::Cgi, Generation::Form),
    ("HT702", PagesGeneration::Cgi, Generation::Form),
    ("GXP1628", PagesGeneration::Api, Generation::Token),
    ("GXP2170", PagesGeneration::Api, Generation::Token),
    ("GRP2614", PagesGeneration::Access, Generation::Challenge),
    ("GXV3240", PagesGeneration::Manager, Generation::Manager),
];

struct Desk {
    phone: Arc<Mutex<Phone>>,
    pages: Pages,
}

impl Desk {
    async fn new(model: &str) -> Self {
        let phone = Arc::new(Mutex::new(phone(model).printed_password("l4bel.Pass")));
        let pages = Pages::serve(Arc::clone(&phone)).await.unwrap();
        Self { phone, pages }
    }

    fn session(&self) -> Session {
        Session::new(format!("http://{}", self.pages.plain())).secrets_in_urls(true)
    }

    async fn log_in(&self, session: &mut Session, password: &str) -> Result<Outcome, WebError> {
        session.login("admin", &Secret::new(password)).unwrap();
        browse(session, self.pages.plain()).await;
        session.outcome()
    }
}

/// Log in, point it to a server, read that back, restart: it fetches its file there.
#[tokio::test]
async fn every_generation_can_be_pointed_to_a_server() {
    for (model, pages, generation) in PHONES {
        let desk = Desk::new(model).await;
        assert_eq!(desk.phone.lock().await.pages(), pages, "{model}");
        let server = Server::default();
        let address = server.plain().await;
        let mut session = desk.session();
        let outcome = desk.log_in(&mut session, "l4bel.Pass").await;
        assert_eq!(outcome, Ok(Outcome::LoggedIn(generation)), "{model}");
        assert_eq!(session.product().model.as_deref(), Some(model));
        assert_eq!(
            session.product().firmware.as_deref(),
            Some("1.0.13.44"),
            "{model}"
        );

        let path = format!("{address}/b/token");
        session.write(&values(&[(212, "1"), (237, &path)])).unwrap();
        browse(&mut session, desk.pages.plain()).await;
        assert_eq!(session.outcome(), Ok(Outcome::Done), "{model}");

        session.read(&[PNumber::new(237), PNumber::new(212)]).unwrap();
        browse(&mut session, desk.pages.plain()).await;
        let told = session.outcome();
        assert_eq!(
            told,
            Ok(Outcome::Values(values(&[(237, &path), (212, "1")]))),
            "{model}"
        );

        session.reboot().unwrap();
        browse(&mut session, desk.pages.plain()).await;
        assert_eq!(session.outcome(), Ok(Outcome::Done), "{model}");
        // The phone restarts once its answer is out: it is at its files as long as it is locked.
        for _ in 0..200 {
            if !desk.phone.lock().await.history().is_empty() {
                break;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        assert_eq!(server.paths()[0], "/b/token/cfgc074ad112233", "{model}");
        // Only the generation that has no form for it puts the password where logs may keep it.
        let in_urls = desk.pages.asked().iter().any(|line| line.contains("l4bel"));
        assert_eq!(
            in_urls,
            generation == Generation::Manager,
            "{model} {:?}",
            desk.pages.asked()
        );
    }
}

#[tokio::test]
async fn what_a_phone_is_can_be_seen_without_a_password() {
    for (model, mac) in [("GXP2170", true), ("GRP2614", true), ("GXV3240", false)] {
        let desk = Desk::new(model).await;
        let mut session = desk.session();
        session.identify().unwrap();
        browse(&mut session, desk.pages.plain()).await;
        let Ok(Outcome::Product(product)) = session.outcome() else {
            panic!("{model}");
        };
        assert_eq!(product.model.as_deref(), Some(model));
        assert_eq!(product.mac.is_some(), mac, "{model}");
    }
}

#[tokio::test]
async fn too_many_wrong_passwords_shut_the_door_for_a_while() {
    for (model, ..) in PHONES {
        let desk = Desk::new(model).await;
        for attempt in 1..5 {
            let outcome = desk.log_in(&mut desk.session(), "guess").await;
            assert!(
                matches!(outcome, Err(WebError::WrongPassword { .. })),
                "{model} {attempt} {outcome:?}"
            );
        }
        for password in ["guess", "l4bel.Pass"] {
            let outcome = desk.log_in(&mut desk.session(), password).await;
            assert_eq!(outcome, Err(WebError::LockedOut), "{model}");
        }
        desk.phone.lock().await.wait(Duration::from_secs(301));
        let outcome = desk.log_in(&mut desk.session(), "l4bel.Pass").await;
        assert!(matches!(outcome, Ok(Outcome::LoggedIn(_))), "{model} {outcome:?}");
    }
}

#[tokio::test]
async fn there_is_one_administrator_at_a_time_and_not_for_ever() {
    for (model, ..) in PHONES {
        let desk = Desk::new(model).await;
        let (mut first, mut second) = (desk.session(), desk.session());
        desk.log_in(&mut first, "l4bel.Pass").await.unwrap();
        desk.log_in(&mut second, "l4bel.Pass").await.unwrap();
        let write = async |session: &mut Session| {
            session.write(&values(&[(3, "Ana")])).unwrap();
            browse(session, desk.pages.plain()).await;
            session.outcome()
        };
        assert_eq!(write(&mut first).await, Err(WebError::SessionEnded), "{model}");
        assert_eq!(write(&mut second).await, Ok(Outcome::Done), "{model}");
        desk.phone.lock().await.wait(Duration::from_secs(3_600));
        assert_eq!(write(&mut second).await, Err(WebError::SessionEnded), "{model}");
    }
}

#[tokio::test]
async fn passwords_are_not_told() {
    for (model, ..) in PHONES {
        let desk = Desk::new(model).await;
        let file = xml::write(None, &values(&[(34, "s3cret-of-SIP")]));
        let mut phone = desk.phone.lock().await;
        if phone.read_xml(file.as_bytes()).is_ok() {
            phone.restart();
        }
        drop(phone);
        let mut session = desk.session();
        desk.log_in(&mut session, "l4bel.Pass").await.unwrap();
        session.read(&[PNumber::new(34), PNumber::new(2)]).unwrap();
        browse(&mut session, desk.pages.plain()).await;
        let Ok(Outcome::Values(told)) = session.outcome() else {
            panic!("{model}");
        };
        // The Android telephones hand them out to whoever is logged in.
        let open = model == "GXV3240";
        let told: Vec<_> = told.iter().map(|(_, text)| text.to_owned()).collect();
        assert_eq!(
            told.iter()
                .any(|text| text.contains("s3cret") || text.contains("l4bel")),
            open,
            "{model} {told:?}"
        );
    }
}

#[tokio::test]
async fn answers_that_go_wrong_are_told_apart_from_a_refusal() {
    for (model, ..) in PHONES {
        for fault in [
            PageFault::Drop,
            PageFault::Half,
            PageFault::Endless,
            PageFault::Redirect,
        ] {
            let desk = Desk::new(model).await;
            let mut session = desk.session();
            desk.log_in(&mut session, "l4bel.Pass").await.unwrap();
            desk.pages.fault(fault);
            session.read(&[PNumber::new(237)]).unwrap();
            browse(&mut session, desk.pages.plain()).await;
            let outcome = session.outcome();
            assert!(
                matches!(
                    outcome,
                    Err(WebError::Lost { .. }
                        | WebError::TooLong { .. }
                        | WebError::Unexpected { .. }
                        | WebError::Redirected { .. }
                        | WebError::SessionEnded)
                ),
                "{model} {fault:?} {outcome:?}"
            );
        }
    }
}

#[tokio::test]
async fn p1650_shuts_ports() {
    // What the plain port does: answers, leads to the other one, or hangs up.
    for (mode, answer) in [
        ("", Some("200")),
        ("1", Some("200")),
        ("3", Some("200")),
        ("0", Some("302")),
        ("2", None),
    ] {
        let desk = Desk::new("GRP2614").await;
        let mut phone = desk.phone.lock().await;
        phone
            .read_xml(xml::write(None, &values(&[(1650, mode)])).as_bytes())
            .unwrap();
        phone.restart();
        drop(phone);
        let mut session = desk.session();
        session.identify().unwrap();
        browse(&mut session, desk.pages.plain()).await;
        let outcome = session.outcome();
        match answer {
            Some("200") => assert!(matches!(outcome, Ok(Outcome::Product(_))), "{mode} {outcome:?}"),
            Some(_) => assert!(
                outcome.is_err() && !desk.pages.asked().is_empty(),
                "{mode} {outcome:?}"
            ),
            None => assert!(
                outcome.is_err() && desk.pages.asked().is_empty(),
                "{mode} {outcome:?}"
            ),
        }
    }
}

/// The filter of a boss, a lamp on the second line key and one on a board: in the list of newer firmware, by numbers on the others.
#[tokio::test]
async fn keys_are_stored_in_the_phones_list_and_by_numbers_where_there_is_none() {
    let lamp = FunctionKey::new(KeyFunction::BusyLamp)
        .value("101")
        .label("Ann & \"Bob\"");
    let filter = FunctionKey::new(KeyFunction::SpeedDial)
        .value("*21*101#")
        .label("filter");
    let keys = [
        StoredKey::second_line(lamp.clone()),
        StoredKey::soft(filter),
        StoredKey::board(2, lamp),
    ];
    let numbers = [
        (1365, "11"),
        (1466, ""),
        (1467, "Ann & \"Bob\""),
        (1468, "101"),
        (2987, "10"),
        (2989, "filter"),
        (2990, "*21*101#"),
        (23_005, "1"),
        (23_007, "Ann & \"Bob\""),
        (23_008, "101"),
    ];
    for (model, path) in [
        ("GRP2614", "POST /cgi-bin/api-save_mpk"),
        ("GXP2170", "POST /cgi-bin/api.values.post"),
        ("GXP1405", "POST /cgi-bin/update"),
    ] {
        let desk = Desk::new(model).await;
        let mut session = desk.session();
        desk.log_in(&mut session, "l4bel.Pass").await.unwrap();
        session.store_keys(&keys, &values(&numbers)).unwrap();
        browse(&mut session, desk.pages.plain()).await;
        assert_eq!(session.outcome(), Ok(Outcome::Done), "{model}");
        let asked = desk.pages.asked();
        assert!(
            asked.last().is_some_and(|line| line.starts_with(path)),
            "{model} {asked:?}"
        );
        let phone = desk.phone.lock().await;
        for (number, text) in numbers {
            assert_eq!(phone.stored(PNumber::new(number)), text, "{model} P{number}");
        }
    }
    let unknown = StoredKey::board(1, FunctionKey::new(KeyFunction::Redial));
    let desk = Desk::new("GRP2614").await;
    let mut session = desk.session();
    desk.log_in(&mut session, "l4bel.Pass").await.unwrap();
    let error = session.store_keys(&[unknown], &values(&[])).unwrap_err();
    assert_eq!(error.code(), "E-WEB-IMPOSSIBLE");
}
