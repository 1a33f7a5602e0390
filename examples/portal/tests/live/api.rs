//! Another program asks the portal for calls: what it is told is what the telephones did.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::process::Command;
use std::time::{Duration, Instant};

use base64ct::{Base64, Encoding};
use serde_json::{Value, json};
use switchhook_rig::{Behaviour, Instance, Version, wait_for};

use crate::portal::Portal;

/// How long a source rings here; a site has thirty seconds.
const RING: Duration = Duration::from_secs(2);

#[test]
#[ignore = "needs a real Asterisk: see examples/asterisk"]
fn a_program_is_told_what_the_telephones_did_on_asterisk_22() {
    a_program_is_told_what_the_telephones_did(Version::V22);
}

#[test]
#[ignore = "needs a real Asterisk: see examples/asterisk"]
fn a_program_is_told_what_the_telephones_did_on_asterisk_16() {
    a_program_is_told_what_the_telephones_did(Version::V16);
}

/// A program that asks this portal.
struct Crm {
    address: String,
    token: String,
}

impl Crm {
    /// One request on a connection of its own; gives status and body.
    fn send(&self, head: &str, body: &str) -> (u16, Value) {
        let mut socket = TcpStream::connect(&self.address).unwrap();
        socket.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
        let length = body.len();
        write!(
            socket,
            "{head}\r\nHost: portal\r\nConnection: close\r\nContent-Length: {length}\r\n\r\n{body}"
        )
        .unwrap();
        let mut answer = String::new();
        socket.read_to_string(&mut answer).unwrap();
        let status = answer.get(9..12).and_then(|s| s.parse().ok());
        let (_, body) = answer
            .split_once("\r\n\r\n")
            .unwrap_or_else(|| panic!("{answer:?}"));
        (
            status.unwrap(),
            serde_json::from_str(body).unwrap_or_else(|e| panic!("{e}: {answer}")),
        )
    }

    fn ask(&self, source: &str, destination: &str) -> (u16, Value) {
        let body = json!({ "source": source, "destination": destination }).to_string();
        let token = &self.token;
        let head = format!(
            "POST /api/v1/calls HTTP/1.1\r\nAuthorization: Bearer {token}\r\nContent-Type: application/json"
        );
        self.send(&head, &body)
    }

    /// Status and code.
    fn call(&self, source: &str, destination: &str) -> (u16, String) {
        let (status, told) = self.ask(source, destination);
        (status, told["code"].as_str().unwrap().to_owned())
    }
}

fn of(status: u16, code: &str) -> (u16, String) {
    (status, code.to_owned())
}

fn a_program_is_told_what_the_telephones_did(version: Version) {
    let mut pbx = Instance::start(version)
        .unwrap_or_else(|e| panic!("needs a real Asterisk: see examples/asterisk: {e}"));
    let folder = tempfile::tempdir().unwrap();
    // The program knows telephone 100 as 00, and writes numbers as from abroad. The telephones are not the portal's.
    let dialing = format!(
        "ring_seconds = {}, forbidden = [\"00X.\"], \
         source = [{{ match = \"XX\", prefix = \"1\", endpoint = \"{{number}}\" }}], \
         destination = [{{ match = \"+687XXX\", strip = 4 }}]",
        RING.as_secs()
    );
    let mut portal = Portal::start_with(&pbx, folder.path(), &dialing, "[api]\nget = true\n");
    let _ = portal.first_link();
    let made = Command::new(env!("CARGO_BIN_EXE_switchhook-portal"))
        .args(["token", "portal.toml", "crm"])
        .current_dir(folder.path())
        .output()
        .unwrap();
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    let crm = Crm {
        address: portal.url.trim_start_matches("http://").to_owned(),
        token: String::from_utf8(made.stdout).unwrap().trim().to_owned(),
    };

    let alice = pbx.phone("100", &Behaviour::answer()).unwrap();
    let bruno = pbx
        .phone("101", &Behaviour::answer().hang_up_after(Duration::from_secs(1)))
        .unwrap();
    let chloe = pbx.phone("102", &Behaviour::RingWithoutAnswer).unwrap();
    let _david = pbx.phone("103", &Behaviour::Busy).unwrap();
    // The portal finds its Asterisk by itself.
    let (status, told) = wait_for("the first call", Duration::from_secs(20), || {
        Some(crm.ask("00", "+687 101")).filter(|(status, _)| *status != 503)
    })
    .unwrap();
    assert_eq!(
        (status, told["code"].as_str()),
        (200, Some("connected")),
        "{told}"
    );
    assert_eq!(told["call"]["source"], "100");
    assert_eq!(told["call"]["destination"], "101");
    alice.answered(1, Duration::from_secs(10)).unwrap();
    bruno.answered(1, Duration::from_secs(10)).unwrap();
    bruno.ended(1, Duration::from_secs(10)).unwrap();
    // Its id is that of the call's record.
    let record = wait_for("the record", Duration::from_secs(10), || {
        pbx.master_csv().unwrap().pop()
    })
    .unwrap();
    assert_eq!(told["call"]["unique_id"], record.uniqueid.as_str());
    assert_eq!(
        (&*record.dst, &*record.disposition),
        ("101", "ANSWERED"),
        "{record:?}"
    );

    let begun = Instant::now();
    assert_eq!(crm.call("02", "101"), of(409, "source-no-answer"));
    assert!(begun.elapsed() >= RING, "it rang for {:?} only", begun.elapsed());
    assert_eq!(chloe.rung(), 1);
    assert_eq!(crm.call("03", "101"), of(409, "source-busy"));
    // 104 is not registered, 199 does not exist.
    assert_eq!(crm.call("04", "101"), of(409, "source-unreachable"));
    assert_eq!(crm.call("99", "101"), of(409, "source-unreachable"));
    assert_eq!(crm.call("00", "199"), of(422, "unknown-destination"));
    assert_eq!(
        crm.call("00", "0033612345678"),
        of(403, "destination-not-allowed")
    );
    assert_eq!(crm.call("100", "101"), of(422, "unknown-source"));
    assert_eq!((alice.rung(), bruno.rung()), (1, 1), "nothing of that rang");

    // The whitepaper's request, with the token as the password of `crm`.
    let basic = format!("crm:{}", crm.token);
    let head = format!(
        "GET /api/v1/calls?src=00&dst=101 HTTP/1.1\r\nAuthorization: Basic {}",
        Base64::encode_string(basic.as_bytes())
    );
    assert_eq!(crm.send(&head, "").1["code"], "connected");
    bruno.ended(2, Duration::from_secs(10)).unwrap();
    let stranger = Crm {
        address: crm.address.clone(),
        token: "guess".to_owned(),
    };
    assert_eq!(stranger.call("00", "101"), of(401, "bad-token"));

    pbx.stop();
    let down = wait_for("the portal to notice", Duration::from_secs(10), || {
        Some(crm.call("00", "101")).filter(|(status, _)| *status == 503)
    });
    assert_eq!(down.unwrap(), of(503, "pbx-unreachable"));
    let status = portal.stop();
    let said = portal.said();
    assert!(status.success(), "{status}: {said}");
    assert!(!said.contains(&crm.token), "the token is in the log");
}
