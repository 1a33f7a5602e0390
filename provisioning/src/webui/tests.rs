//! Each generation as the facts have it, as a function from requests to answers.

mod fake;

use super::*;
use crate::grandstream::{PNumber, PValues};
use crate::secret::Secret;

use fake::Fake;

/// Plays until there is nothing to send.
fn run(session: &mut Session, fake: &mut Fake) -> Result<Outcome, WebError> {
    for _ in 0..60 {
        let Some(request) = session.poll_request() else {
            break;
        };
        let shown = format!("{request:?}");
        assert!(!shown.contains("wq7"), "{shown}");
        if fake.generation != Generation::Manager {
            let target = request.target();
            assert!(!target.contains("wq7"), "a password in {target}");
        }
        let answer = fake.answer(&request);
        let mut response = Response::new(answer.status, answer.body.as_bytes());
        if let Some(cookie) = answer.cookie {
            response = response.set_cookie(cookie);
        }
        session.receive(&response);
    }
    session.outcome()
}

const ALL: [(Generation, &str); 6] = [
    (Generation::Token, "GXP1628"),
    (Generation::Token, "GXP2160"),
    (Generation::Challenge, "GRP2614"),
    (Generation::Form, "GXP1405"),
    (Generation::Legacy, "GXP2000"),
    (Generation::Manager, "GXV3370"),
];

fn numbers(of: &[u32]) -> Vec<PNumber> {
    of.iter().copied().map(PNumber::new).collect()
}

fn logged_in(fake: &mut Fake) -> Session {
    let mut session = Session::new("https://192.0.2.40");
    session.login("admin", &Secret::new("wq7.Lm-3_Zp")).unwrap();
    let outcome = run(&mut session, fake);
    assert_eq!(outcome, Ok(Outcome::LoggedIn(fake.generation)), "{}", fake.model);
    session
}

#[test]
fn each_generation_is_logged_into_read_written_and_restarted() {
    for (generation, model) in ALL {
        let mut fake = Fake::new(generation, model);
        let mut session = logged_in(&mut fake);
        assert_eq!(session.product().model.as_deref(), Some(model));
        assert!(session.product().firmware.is_some(), "{model}");

        session.read(&numbers(&[35, 47, 999])).unwrap();
        let Ok(Outcome::Values(told)) = run(&mut session, &mut fake) else {
            panic!("{model}")
        };
        let told: Vec<_> = told.iter().map(|(number, text)| (number.get(), text)).collect();
        assert_eq!(told, [(35, "u 4711 & co"), (47, "pbx.example.net")], "{model}");

        let mut values = PValues::new();
        values.set(PNumber::new(212), "2").unwrap();
        values
            .set(PNumber::new(237), "prov.example.net/d/é +%&=")
            .unwrap();
        session.write(&values).unwrap();
        assert_eq!(run(&mut session, &mut fake), Ok(Outcome::Done), "{model}");
        assert_eq!(fake.values[&237], "prov.example.net/d/é +%&=", "{model}");

        session.reboot().unwrap();
        assert_eq!(run(&mut session, &mut fake), Ok(Outcome::Done), "{model}");
        assert!(!session.is_logged_in());
        assert_eq!(session.read(&numbers(&[47])), Err(WebError::NotLoggedIn));
        assert_eq!(WebError::NotLoggedIn.code(), "E-WEB-NOT-LOGGED-IN");
        assert!(
            fake.asked.iter().all(|asked| !asked.contains("reset")),
            "{:?}",
            fake.asked
        );
    }
}

#[test]
fn the_ways_in_are_tried_in_their_order() {
    for (generation, model, expected) in [
        (
            Generation::Token,
            "GXP1628",
            "GET /cgi-bin/api.values.get, POST /cgi-bin/dologin",
        ),
        (
            Generation::Token,
            "GXP2160",
            "GET /cgi-bin/api.values.get, POST /cgi-bin/access, POST /cgi-bin/dologin",
        ),
        (
            Generation::Challenge,
            "GRP2614",
            "GET /cgi-bin/api.values.get, POST /cgi-bin/access, POST /cgi-bin/dologin, POST /cgi-bin/dorefresh",
        ),
        (
            Generation::Form,
            "GXP1405",
            "GET /cgi-bin/api.values.get, GET /manager, GET /, POST /cgi-bin/dologin, GET /cgi-bin/index",
        ),
        (
            Generation::Legacy,
            "GXP2000",
            "GET /cgi-bin/api.values.get, GET /manager, GET /, POST /dologin.htm, GET /index.htm",
        ),
        (
            Generation::Manager,
            "GXV3370",
            "GET /cgi-bin/api.values.get, GET /manager, GET /manager",
        ),
    ] {
        let mut fake = Fake::new(generation, model);
        logged_in(&mut fake);
        assert_eq!(fake.asked.join(", "), expected, "{model}");
    }
}

#[test]
fn a_first_page_that_sends_on_is_looked_for_where_phones_have_it() {
    for (generation, model, page) in [
        (Generation::Legacy, "GXP2000", "GET /index.htm"),
        (Generation::Form, "GXP1405", "GET /cgi-bin/index"),
    ] {
        let mut fake = Fake::new(generation, model);
        let mut session = Session::new("https://192.0.2.40");
        session.identify().unwrap();
        while let Some(request) = session.poll_request() {
            let mut answer = fake.answer(&request);
            let elsewhere = generation == Generation::Form && request.target() == "/index.htm";
            if request.target() == "/" || elsewhere {
                answer.status = 302;
                answer.body.clear();
            }
            session.receive(&Response::new(answer.status, answer.body.as_bytes()));
        }
        assert!(
            matches!(session.outcome(), Ok(Outcome::Product(_))),
            "{:?}",
            fake.asked
        );
        assert_eq!(fake.asked.last().map(String::as_str), Some(page));
        assert_eq!(session.generation(), Some(generation));
    }
}

#[test]
fn a_wrong_password_is_tried_once_and_told() {
    for (generation, model) in ALL {
        let mut fake = Fake::new(generation, model);
        let mut session = Session::new("https://192.0.2.40");
        session.login("admin", &Secret::new("geheim")).unwrap();
        let error = run(&mut session, &mut fake).unwrap_err();
        assert_eq!(error.code(), "E-WEB-PASSWORD", "{model}");
        assert!(!format!("{error} {error:?} {session:?}").contains("geheim"));
        let logins = fake.asked.iter().filter(|asked| asked.contains("dologin"));
        assert!(logins.count() <= 1, "{:?}", fake.asked);
    }
}

#[test]
fn a_locked_phone_says_so() {
    for (generation, model) in ALL {
        if generation == Generation::Manager {
            continue;
        }
        let mut fake = Fake::new(generation, model);
        fake.locked = true;
        let mut session = Session::new("https://192.0.2.40");
        session.login("admin", &Secret::new("geheim")).unwrap();
        assert_eq!(run(&mut session, &mut fake), Err(WebError::LockedOut), "{model}");
        assert_eq!(WebError::LockedOut.code(), "E-WEB-LOCKED");
    }
}

#[test]
fn what_it_is_comes_without_a_password_where_it_is_told() {
    for (generation, model) in ALL {
        let mut fake = Fake::new(generation, model);
        let mut session = Session::new("http://192.0.2.40");
        session.identify().unwrap();
        let Ok(Outcome::Product(product)) = run(&mut session, &mut fake) else {
            panic!("{model}")
        };
        let tells = !matches!(generation, Generation::Form | Generation::Legacy);
        assert_eq!(product.model.as_deref(), tells.then_some(model));
        assert!(
            fake.asked.iter().all(|asked| !asked.contains("login")),
            "{:?}",
            fake.asked
        );
    }
}

/// Answers the same to everything.
fn stubborn(response: &Response<'_>) -> (Result<Outcome, WebError>, Vec<Request>) {
    let mut session = Session::new("https://192.0.2.40");
    session.login("admin", &Secret::new("wq7.Lm-3_Zp")).unwrap();
    let mut requests = Vec::new();
    while let Some(request) = session.poll_request() {
        requests.push(request);
        assert!(requests.len() < 20);
        session.receive(response);
    }
    (session.outcome(), requests)
}

#[test]
fn a_stranger_gets_no_password() {
    for (status, body) in [
        (200, "<html>Welcome to your router, firmware 1.2.3.4</html>"),
        (200, "{\"response\":\"success\",\"body\":{}}"),
        (200, ""),
        (404, "no"),
        (302, ""),
        (500, "\u{0}\u{1}"),
    ] {
        let (outcome, requests) = stubborn(&Response::new(status, body.as_bytes()));
        assert_eq!(outcome, Err(WebError::NotGrandstream), "{status} {body}");
        for request in requests {
            let body = String::from_utf8_lossy(request.body()).into_owned();
            assert!(
                !request.target().contains("wq7") && !body.contains("wq7"),
                "{request:?}"
            );
            assert!(!request.path().contains("login"), "{request:?}");
        }
    }
}

#[test]
fn a_grandstream_without_a_known_way_in_is_told_as_such() {
    let page = "<html><title>Grandstream Device Configuration</title></html>";
    let (outcome, requests) = stubborn(&Response::new(404, page.as_bytes()));
    let error = outcome.unwrap_err();
    assert_eq!(
        (error.code(), error),
        ("E-WEB-NO-LOGIN", WebError::NoLogin),
        "{requests:?}"
    );
}

#[test]
fn a_page_that_never_ends_is_not_read() {
    let endless = vec![b'x'; MAX_ANSWER + 1];
    let (outcome, _) = stubborn(&Response::new(200, &endless));
    assert_eq!(outcome.unwrap_err().code(), "E-WEB-TOO-LONG");
}

#[test]
fn html_where_json_is_due_is_told_as_such() {
    let mut fake = Fake::new(Generation::Token, "GXP1628");
    let mut session = logged_in(&mut fake);
    for (status, body, code) in [
        (200, "<html>busy</html>", "E-WEB-UNEXPECTED"),
        (200, "{\"response\":1}", "E-WEB-UNEXPECTED"),
        (301, "", "E-WEB-REDIRECT"),
        (200, "{\"response\":\"error\",\"body\":\"no\"}", "E-WEB-REFUSED"),
        (
            200,
            "{\"response\":\"error\",\"body\":\"unauthorized\"}",
            "E-WEB-SESSION",
        ),
    ] {
        session.read(&numbers(&[47])).unwrap();
        let _ = session.poll_request().unwrap();
        session.receive(&Response::new(status, body.as_bytes()));
        assert_eq!(session.outcome().unwrap_err().code(), code, "{body}");
    }
    assert!(
        !session.is_logged_in(),
        "a session that has ended is not used again"
    );
}

#[test]
fn a_connection_that_breaks_is_a_success_only_for_a_restart() {
    let mut fake = Fake::new(Generation::Challenge, "GRP2614");
    let mut session = logged_in(&mut fake);
    session.read(&numbers(&[47])).unwrap();
    let _ = session.poll_request().unwrap();
    session.lost();
    assert_eq!(session.outcome().unwrap_err().code(), "E-WEB-LOST");
    session.reboot().unwrap();
    assert_eq!(session.outcome(), Err(WebError::Busy));
    assert_eq!(WebError::Busy.code(), "E-WEB-BUSY");
    let _ = session.poll_request().unwrap();
    session.lost();
    assert_eq!(session.outcome(), Ok(Outcome::Done));
    assert_eq!(session.outcome(), Err(WebError::Idle));
    assert_eq!(WebError::Idle.code(), "E-WEB-IDLE");
}

#[test]
fn an_earlier_firmware_is_written_to_in_the_other_way() {
    let mut fake = Fake::new(Generation::Token, "GXP2160");
    let mut session = logged_in(&mut fake);
    session.generation = Some(Generation::Challenge);
    let mut values = PValues::new();
    values.set(PNumber::new(212), "2").unwrap();
    session.write(&values).unwrap();
    assert_eq!(run(&mut session, &mut fake), Ok(Outcome::Done));
    assert_eq!(fake.values[&212], "2");
    let last: Vec<_> = fake.asked.iter().rev().take(2).map(String::as_str).collect();
    assert_eq!(
        last,
        ["POST /cgi-bin/api.values.post", "PUT /cgi-bin/config_update"]
    );
}

#[test]
fn android_gets_secrets_in_its_url_only_over_tls() {
    let mut fake = Fake::new(Generation::Manager, "GXV3370");
    let mut session = Session::new("http://192.0.2.40");
    session.login("admin", &Secret::new("wq7.Lm-3_Zp")).unwrap();
    let error = run(&mut session, &mut fake).unwrap_err();
    assert_eq!(error.code(), "E-WEB-SECRET-IN-URL");
    assert_eq!(fake.asked, ["GET /cgi-bin/api.values.get", "GET /manager"]);
}

#[test]
fn many_values_go_in_several_requests() {
    for (generation, model) in ALL {
        let mut fake = Fake::new(generation, model);
        let mut session = logged_in(&mut fake);
        let mut values = PValues::new();
        for number in 1000..1120 {
            values.set(PNumber::new(number), "x").unwrap();
        }
        session.write(&values).unwrap();
        assert_eq!(run(&mut session, &mut fake), Ok(Outcome::Done), "{model}");
        assert_eq!(fake.values.range(1000..1120).count(), 120, "{model}");
        session.read(&numbers(&(1000..1120).collect::<Vec<_>>())).unwrap();
        assert_eq!(
            run(&mut session, &mut fake),
            Ok(Outcome::Values(values)),
            "{model}"
        );
    }
}
