//! Laws of what `switchhook-provisioning` reads from the network: plug-and-play questions and the answers of phones' pages.

use switchhook_provisioning::Secret;
use switchhook_provisioning::grandstream::{PNumber, PValues};
use switchhook_provisioning::pnp::{Folder, Subscribe};
use switchhook_provisioning::webui::{Generation, Response, Session};

/// A question that can be read names one device, and the two answers to it are one message each, whatever it echoes.
///
/// Input: a datagram.
pub fn plug_and_play(bytes: &[u8]) {
    let asked = match Subscribe::parse(bytes) {
        Ok(asked) => asked,
        Err(error) => {
            assert!(error.code().starts_with("E-PNP-") && error.to_string().len() < 500);
            return;
        }
    };
    assert!(asked.mac().is_of_one_device() && asked.contact().port() != 0);
    for said in [asked.vendor(), asked.model(), asked.firmware()] {
        assert!(said.chars().count() <= 64 && !said.chars().any(char::is_control));
    }
    let source = "192.0.2.40:5080".parse().expect("an address");
    let ok = asked.ok(source, "t1");
    assert!(ok.starts_with("SIP/2.0 200 OK\r\n"));
    assert_eq!(ok.find("\r\n\r\n"), Some(ok.len() - 4), "one message: {ok:?}");
    let folder = Folder::new("https://prov.example.net/b/").expect("a folder");
    let notify = asked.notify(&folder, source, "t1");
    let (head, body) = notify.split_once("\r\n\r\n").expect("a head");
    assert_eq!(body, "https://prov.example.net/b/\r\n");
    for line in ok.trim_end().split("\r\n").chain(head.split("\r\n")) {
        assert!(!line.contains(['\r', '\n', '\0']), "{line:?}");
    }
    assert!(head.contains(&format!("\r\nContent-Length: {}", body.len())));
}

const PASSWORD: &str = "wq7.Lm-3_Zp";

/// Whatever a phone answers, a conversation comes to an end, and the password is in no URL (but Android's), no error and no
/// `Debug`.
///
/// Input: a byte that says which pages the phone is taken to have, then its answers, divided by NUL: a byte for the status, a
/// byte for the cookies, the body.
pub fn web_pages(bytes: &[u8]) {
    let Some((&first, rest)) = bytes.split_first() else {
        return;
    };
    let answers: Vec<&[u8]> = rest.split(|byte| *byte == 0).collect();
    let mut next = answers.iter().cycle();
    let mut session = Session::new("https://192.0.2.40");
    let assumed = match first % 6 {
        1 => Some(Generation::Legacy),
        2 => Some(Generation::Form),
        3 => Some(Generation::Token),
        4 => Some(Generation::Challenge),
        5 => Some(Generation::Manager),
        _ => None,
    };
    if let Some(generation) = assumed {
        session = session.assume(generation);
    }
    let mut run = |session: &mut Session| {
        for count in 0.. {
            assert!(count < 100, "a conversation without end");
            let Some(request) = session.poll_request() else {
                break;
            };
            let android = request.target().starts_with("/manager?");
            assert!(android || !request.target().contains(PASSWORD));
            assert!(!format!("{request:?}").contains(PASSWORD));
            let mut parts = request
                .headers()
                .map(|(_, value)| value)
                .chain([request.target()]);
            assert!(parts.all(|part| !part.contains(['\r', '\n', '\0'])));
            let answer = next.next().copied().unwrap_or_default();
            let (status, answer) = answer.split_first().unwrap_or((&b'0', b""));
            let (cookie, body) = answer.split_first().unwrap_or((&b'0', b""));
            let status = match status % 8 {
                1 => 302,
                2 => 401,
                3 => 404,
                4 => 500,
                5 => 429,
                6 => {
                    session.lost();
                    continue;
                }
                _ => 200,
            };
            let mut response = Response::new(status, body);
            for (bit, text) in [(1, "SessionId=1"), (2, "session_id=2; path=/"), (4, "sid=a\rb")] {
                if cookie & bit != 0 {
                    response = response.set_cookie(text);
                }
            }
            session.receive(&response);
        }
        if let Err(error) = session.outcome() {
            let said = format!("{error} {error:?}");
            assert!(error.code().starts_with("E-WEB-") && error.to_string().len() < 500);
            assert!(!said.contains(PASSWORD));
        }
        assert!(!format!("{session:?}").contains(PASSWORD));
    };
    session.login("admin", &Secret::new(PASSWORD)).expect("idle");
    run(&mut session);
    let numbers: Vec<_> = [47, 35, 2].map(PNumber::new).into();
    let mut values = PValues::new();
    for number in &numbers {
        values.set(*number, "x & y").expect("a text");
    }
    for step in 0..4 {
        let asked = match step {
            0 => session.read(&numbers),
            1 => session.write(&values),
            2 => session.reboot(),
            _ => session.logout(),
        };
        if asked.is_ok() {
            run(&mut session);
        }
    }
}
