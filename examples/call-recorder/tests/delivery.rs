//! Calls on their way to a receiver that is there, fails, refuses, is silent or away.

mod service;

use std::time::Duration;

use base64ct::{Base64, Encoding as _};
use serde_json::json;
use service::receiver::{Receiver, Reply};
use service::{ANSWERED, Site, TOKEN, cdr_line, files, wait_for};

/// A destination for plain JSON, impatient.
fn json_destination(url: &str) -> String {
    format!(
        "[[destination]]\nname = 'crm'\nurl = '{url}/calls'\nretry_seconds = 1\nretry_ceiling_seconds = 1\n\
         timeout_seconds = 2\nrefusals = 2\nfailures = 3\n[destination.headers]\n\
         Authorization = 'Bearer {{{{ secrets.token }}}}'\n[destination.secrets]\ntoken = {{ env = 'CRM_TOKEN' }}\n"
    )
}

const CSV: &str = "[csv]\nfile = '@/cdr/Master.csv'\nfrom = 'start'\n";

#[test]
fn a_call_reported_by_the_dialplan_is_posted_with_its_recording_and_the_source_goes() {
    let site = Site::new();
    let receiver = Receiver::start(|_, _| Reply::ok("{}"));
    let destination = json_destination(&receiver.url());
    site.configure(&format!(
        "[agi]\nlisten = '127.0.0.1:0'\n[recordings]\nfolder = '@/monitor'\nstill_seconds = 4\n{destination}"
    ));
    let mut program = site.start();
    let source = site.record("1793091600.7", b"RIFF sound");
    let kept = program.report("1793091600.7", &ANSWERED);
    assert!(kept < Duration::from_secs(4), "the channel was kept for {kept:?}");
    let request = receiver.wait(1).remove(0);
    assert_eq!(
        (request.method.as_str(), request.path.as_str()),
        ("POST", "/calls")
    );
    assert_eq!(request.header("content-type"), "application/json");
    assert_eq!(request.header("authorization"), format!("Bearer {TOKEN}"));
    assert_eq!(request.key(), "1793091600.7-call");
    let call = request.json();
    for (name, expected) in [
        ("unique_id", json!("1793091600.7")),
        ("caller", json!("100")),
        ("caller_name", json!("Alice \"A\" Martin")),
        ("called", json!("101")),
        ("status", json!("answered")),
        ("dial_status", json!("ANSWER")),
        ("start", json!("2026-10-27T09:00:00+00:00")),
        ("duration", json!(65)),
        ("duration_text", json!("0:01:05")),
        ("talk", json!(60)),
    ] {
        assert_eq!(call[name], expected, "{name}: {call}");
    }
    let recording = &call["recording"];
    assert_eq!(
        (&recording["name"], &recording["type"]),
        (&json!("1793091600.7.wav"), &json!("audio/wav"))
    );
    let sound = Base64::decode_vec(recording["base64"].as_str().unwrap()).unwrap();
    assert_eq!(sound, b"RIFF sound");
    program.says("INFO delivered");
    wait_for("the source to go", || (!source.exists()).then_some(()));
    let stored = files(&site.path("store/recordings"));
    assert_eq!(stored.len(), 1, "the store keeps it: {stored:?}");
    assert_eq!(std::fs::read(&stored[0]).unwrap(), b"RIFF sound");

    // Reported once more, and in Master.csv too: it is the same call.
    program.report("1793091600.7", &ANSWERED);
    program.report(
        "1793091600.8",
        &[("CDR(disposition)", "NO ANSWER"), ("DIALSTATUS", "CANCEL")],
    );
    let calls = receiver.wait(2);
    assert_eq!(calls[1].json()["unique_id"], "1793091600.8");
    // Without a recording it is registered all the same.
    assert_eq!(calls[1].json()["recording"], json!(null));
    assert_eq!(calls[1].json()["status"], "unanswered");
    let (status, well) = site.command(&["status"]);
    assert!(
        well && status.contains("crm: 0 waiting, 0 set aside, 2 delivered"),
        "{status}"
    );
}

#[test]
fn a_duration_beyond_the_calendar_is_a_call_all_the_same() {
    let site = Site::new();
    let receiver = Receiver::start(|_, _| Reply::ok("{}"));
    let destination = json_destination(&receiver.url());
    site.configure(&format!("[agi]\nlisten = '127.0.0.1:0'\n{destination}"));
    let program = site.start();
    let said = ANSWERED.map(|(name, value)| match name {
        "CDR(duration)" => (name, "9223372036854775807"),
        "CDR(end,u)" => (name, "0.000000"),
        _ => (name, value),
    });
    program.report("1793091600.8", &said);
    let call = receiver.wait(1).remove(0).json();
    assert_eq!(
        (&call["unique_id"], &call["end"]),
        (&json!("1793091600.8"), &json!(""))
    );
}

#[test]
fn order_is_kept_while_the_receiver_fails_in_every_way() {
    let site = Site::new();
    let receiver = Receiver::start(|_, number| match number {
        0 => Reply::status(503),
        1 => Reply::Close,
        2 => Reply::Silence(Duration::from_secs(4)),
        3 => Reply::Status(429, "Retry-After: 1\r\n".into(), String::new()),
        4 => Reply::status(500),
        5 => Reply::Status(302, "Location: http://127.0.0.1:1/\r\n".into(), String::new()),
        6 => Reply::status(401),
        _ => Reply::ok(""),
    });
    site.configure(&format!("{CSV}{}", json_destination(&receiver.url())));
    site.cdr(&[1, 2, 3].map(|number| cdr_line(number, "ANSWERED")).concat());
    let mut program = site.start();
    for _ in 0..3 {
        program.says("INFO delivered");
    }
    let ids: Vec<String> = receiver.seen().iter().map(|seen| seen.key().to_owned()).collect();
    let first = "1793091600.1-call".to_owned();
    assert_eq!(ids[..8], vec![first; 8], "the first is tried until it is there");
    assert_eq!(ids[8..], ["1793091600.2-call", "1793091600.3-call"]);
    let bodies: Vec<_> = receiver
        .seen()
        .into_iter()
        .take(8)
        .map(|seen| seen.body)
        .collect();
    assert!(
        bodies.iter().all(|body| *body == bodies[0]),
        "each attempt says the same"
    );
}

#[test]
fn a_receiver_that_is_away_is_waited_for() {
    let site = Site::new();
    let receiver = Receiver::start(|_, _| Reply::ok(""));
    let address = receiver.address();
    drop(receiver);
    site.configure(&format!(
        "{CSV}{}",
        json_destination(&format!("http://{address}"))
    ));
    site.cdr(&cdr_line(1, "BUSY"));
    let mut program = site.start();
    for _ in 0..3 {
        program.says("not delivered");
    }
    let (status, _) = site.command(&["status"]);
    assert!(
        status.contains("crm: 1 waiting") && status.contains("failures: step call:"),
        "{status}"
    );
    let receiver = Receiver::at(address, |_, _| Reply::ok(""));
    program.says("INFO delivered");
    assert_eq!(receiver.seen()[0].json()["status"], "busy");
}

#[test]
fn what_is_refused_is_set_aside_and_brought_back_by_hand() {
    let site = Site::new();
    let receiver = Receiver::start(|seen, number| match seen.json()["unique_id"].as_str() {
        Some("1793091600.1") if number < 5 => Reply::Status(422, String::new(), format!("no such {TOKEN}")),
        _ => Reply::ok(""),
    });
    site.configure(&format!("{CSV}{}", json_destination(&receiver.url())));
    site.cdr(&[1, 2].map(|number| cdr_line(number, "ANSWERED")).concat());
    let mut program = site.start();
    let line = program.says("set aside");
    assert!(line.contains("422 no such ***"), "secrets are not logged: {line}");
    program.says("INFO delivered");
    let (status, _) = site.command(&["status"]);
    assert!(status.contains("1 set aside, 1 delivered"), "{status}");
    assert!(
        status.contains("crm 1793091600.1: step call: it answered 422"),
        "{status}"
    );
    assert!(!status.contains(TOKEN), "{status}");
    assert_eq!(receiver.seen().len(), 3);
    // Still refused, twice; then accepted.
    assert!(
        site.command(&["retry", "--call", "1793091600.1"])
            .0
            .contains("1 deliveries")
    );
    program.says("set aside");
    assert!(site.command(&["retry"]).0.contains("1 deliveries"));
    program.says("INFO delivered");
    let (status, _) = site.command(&["status"]);
    assert!(status.contains("0 waiting, 0 set aside, 2 delivered"), "{status}");
}

#[test]
fn one_destination_does_not_wait_for_another() {
    let site = Site::new();
    let bad = Receiver::start(|_, _| Reply::status(503));
    let good = Receiver::start(|_, _| Reply::ok(""));
    let archive = json_destination(&good.url()).replace("'crm'", "'archive'");
    site.configure(&format!(
        "{CSV}[recordings]\nfolder = '@/monitor'\nstill_seconds = 1\n{}{archive}",
        json_destination(&bad.url())
    ));
    let source = site.record("1793091600.1", b"sound");
    site.cdr(&[1, 2].map(|number| cdr_line(number, "ANSWERED")).concat());
    let mut program = site.start();
    good.wait(2);
    program.says("not delivered");
    // Not confirmed everywhere, so that the source stays, also after the next clean-up.
    std::thread::sleep(Duration::from_secs(6));
    assert!(source.exists());
}

#[test]
fn a_configuration_is_checked_with_remedies() {
    let site = Site::new();
    let receiver = Receiver::start(|_, _| Reply::ok(""));
    let destination = json_destination(&receiver.url());
    site.configure(&format!("{CSV}[recordings]\nfolder = '@/monitor'\n{destination}"));
    site.cdr(&cdr_line(1, "ANSWERED"));
    let (text, well) = site.command(&["check"]);
    assert!(
        well && text.contains("all is well") && text.contains("accepts connections"),
        "{text}"
    );
    assert!(
        receiver.seen().iter().all(|seen| seen.body.is_empty()),
        "nothing is sent by a check"
    );

    site.configure(&format!(
        "[csv]\nfile = '@/cdr'\n[recordings]\nfolder = '@/nowhere'\n\
         [convert]\nto = 'mp3'\ncommand = ['sh', '-c', 'exit 7', '{{input}}', '{{output}}']\n{}",
        destination
            .replace("CRM_TOKEN", "NO_SUCH_VARIABLE")
            .replace(&receiver.url(), "http://127.0.0.1:1")
    ));
    let (text, well) = site.command(&["check"]);
    for said in [
        "nowhere",
        "exit status: 7",
        "NO_SUCH_VARIABLE is not set",
        "127.0.0.1:1",
        "wrong",
    ] {
        assert!(text.contains(said), "{said}: {text}");
    }
    assert!(!well);
}
