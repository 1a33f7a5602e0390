//! What the phone answers to a NOTIFY, and what it does then.

use std::net::IpAddr;

use switchhook_provisioning::grandstream::{PNumber, xml};
use switchhook_provisioning::testing::{Phone, Reaction};

use crate::fetching::{phone, values};
use crate::server::Server;

const LOOPBACK: IpAddr = IpAddr::V4(std::net::Ipv4Addr::LOCALHOST);

fn notify(event: &str, more: &str) -> Vec<u8> {
    format!(
        "NOTIFY sip:u1@127.0.0.1:5080;ob SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.1:5060;rport;branch=z9hG4bKPj1\r\n\
         From: <sip:asterisk@127.0.0.1>;tag=a\r\nTo: <sip:u1@127.0.0.1>\r\nCall-ID: c1\r\nCSeq: 7 NOTIFY\r\n\
         Event: {event}\r\n{more}Content-Length: 0\r\n\r\n"
    )
    .into_bytes()
}

fn registered(model: &str, list: &[(u32, &str)]) -> Phone {
    let mut phone = phone(model);
    let mut all = vec![
        (271, "1"),
        (47, "127.0.0.1"),
        (35, "u1"),
        (36, "u1"),
        (34, "s3cret"),
    ];
    all.extend_from_slice(list);
    phone
        .read_xml(xml::write(None, &values(&all)).as_bytes())
        .unwrap();
    phone
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

#[test]
fn each_event_does_what_the_family_knows() {
    for (model, event, reaction) in [
        ("GRP2614", "resync", Reaction::Resync),
        ("GRP2614", "check-sync", Reaction::Resync),
        ("GRP2614", "check-sync;reboot=true", Reaction::Restart),
        ("GRP2614", "check-sync;reboot=false", Reaction::Resync),
        ("GRP2614", "x-gs-screen", Reaction::Nothing),
        ("GXP2120", "x-gs-screen", Reaction::Screen),
        ("GXP2000", "check-sync", Reaction::Restart),
        ("GXP2000", "resync", Reaction::Nothing),
        ("GRP2614", "sys-control", Reaction::Nothing),
        ("GRP2614", "message-summary", Reaction::Nothing),
    ] {
        let mut phone = registered(model, &[(4428, "1")]);
        let notified = phone.notify(&notify(event, ""), LOOPBACK);
        assert_eq!(notified.reaction, reaction, "{model} {event}");
        let status = if reaction == Reaction::Nothing {
            "489"
        } else {
            "200"
        };
        assert!(
            text(&notified.answer).starts_with(&format!("SIP/2.0 {status} ")),
            "{notified:?}"
        );
    }
}

#[test]
fn the_answer_finds_its_way_back() {
    let answer = text(
        &registered("GRP2614", &[(4428, "1")])
            .notify(&notify("resync", ""), LOOPBACK)
            .answer,
    );
    for line in [
        "Via: SIP/2.0/UDP 127.0.0.1:5060;rport;branch=z9hG4bKPj1\r\n",
        "From: <sip:asterisk@127.0.0.1>;tag=a\r\n",
        "To: <sip:u1@127.0.0.1>;tag=c074ad112233\r\n",
        "Call-ID: c1\r\n",
        "CSeq: 7 NOTIFY\r\n",
        "User-Agent: Grandstream GRP2614 1.0.13.44\r\n",
    ] {
        assert!(answer.contains(line), "{answer}");
    }
}

#[test]
fn who_cannot_answer_the_challenge_is_refused() {
    let mut phone = registered("GRP2614", &[]);
    let notified = phone.notify(&notify("resync", ""), LOOPBACK);
    assert_eq!(notified.reaction, Reaction::Challenge);
    let answer = text(&notified.answer);
    assert!(
        answer.starts_with("SIP/2.0 401 ") && answer.contains("realm=\"127.0.0.1\""),
        "{answer}"
    );
    let nonce = answer
        .split("nonce=\"")
        .nth(1)
        .unwrap()
        .split('"')
        .next()
        .unwrap()
        .to_owned();
    let authorization = |password: &str| {
        use md5::Digest as _;
        let hash = |text: String| {
            let hash: [u8; 16] = md5::Md5::digest(text).into();
            hash.iter().map(|byte| format!("{byte:02x}")).collect::<String>()
        };
        let (first, second) = (
            hash(format!("u1:127.0.0.1:{password}")),
            hash("NOTIFY:sip:u1@127.0.0.1".to_owned()),
        );
        let response = hash(format!("{first}:{nonce}:00000001:xyz:auth:{second}"));
        format!(
            "Authorization: Digest username=\"u1\", realm=\"127.0.0.1\", nonce=\"{nonce}\", \
             uri=\"sip:u1@127.0.0.1\", response=\"{response}\", qop=auth, nc=00000001, cnonce=\"xyz\"\r\n"
        )
    };
    let wrong = phone.notify(&notify("resync", &authorization("guess")), LOOPBACK);
    assert_eq!(wrong.reaction, Reaction::Challenge);
    let right = phone.notify(&notify("resync", &authorization("s3cret")), LOOPBACK);
    assert_eq!(right.reaction, Reaction::Resync);
    // Once: the same message again is a replay.
    let again = phone.notify(&notify("resync", &authorization("s3cret")), LOOPBACK);
    assert_eq!(again.reaction, Reaction::Challenge);
}

/// Adapters come from the factory open to any NOTIFY, telephones do not.
#[test]
fn the_factory_setting_differs_by_family() {
    for (model, reaction) in [("HT802", Reaction::Resync), ("GXP2135", Reaction::Challenge)] {
        assert_eq!(
            phone(model).notify(&notify("resync", ""), LOOPBACK).reaction,
            reaction,
            "{model}"
        );
    }
}

#[test]
fn strangers_are_not_heard_when_only_the_proxy_may_speak() {
    let mut phone = registered("GRP2614", &[(4428, "1"), (2347, "1")]);
    let stranger = phone.notify(&notify("resync", ""), "127.0.0.2".parse().unwrap());
    assert_eq!(
        (stranger.reaction, stranger.answer.len()),
        (Reaction::WrongSource, 0)
    );
    assert_eq!(
        phone.notify(&notify("resync", ""), LOOPBACK).reaction,
        Reaction::Resync
    );
}

#[test]
fn what_is_no_notify_does_nothing() {
    let mut phone = registered("GRP2614", &[(4428, "1")]);
    let options = text(&notify("resync", ""))
        .replace("NOTIFY", "OPTIONS")
        .into_bytes();
    assert!(text(&phone.notify(&options, LOOPBACK).answer).starts_with("SIP/2.0 405 "));
    for message in [
        &b""[..],
        b"\xff\xfe",
        b"SIP/2.0 200 OK\r\n\r\n",
        b"NOTIFY x HTTP/1.1\r\n\r\n",
        &[b'x'; 70_000],
    ] {
        assert_eq!(phone.notify(message, LOOPBACK).reaction, Reaction::Nothing);
    }
}

#[tokio::test]
async fn a_resync_leaves_waiting_what_needs_a_restart() {
    let list = values(&[(4428, "1"), (3, "Ana"), (51, "20")]);
    let server = Server::default().file("/cfgc074ad112233.xml", xml::write(None, &list));
    let address = server.plain().await;
    let mut phone = registered("GXP2135", &[(4428, "1")]).dhcp(&format!("http://{address}"));
    let reaction = phone.notify(&notify("resync", ""), LOOPBACK).reaction;
    phone.react(reaction).await;
    let (name, vlan) = (PNumber::new(3), PNumber::new(51));
    assert_eq!((phone.value(name), phone.value(vlan)), ("Ana", ""));
    let reaction = phone
        .notify(&notify("check-sync;reboot=true", ""), LOOPBACK)
        .reaction;
    phone.react(reaction).await;
    assert_eq!(phone.value(vlan), "20");
}
