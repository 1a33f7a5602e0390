//! Whom the responder answers; no sockets.

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use switchhook_provisioning::discover::{Reaction, Responder, Silence};
use switchhook_provisioning::pnp::{Folder, Subscribe};

use super::question;

const PHONE: &str = "192.0.2.40:5080";

fn phone() -> SocketAddr {
    PHONE.parse().unwrap()
}

fn responder() -> Responder<impl FnMut(&Subscribe) -> Option<Folder>> {
    let expected = |asked: &Subscribe| {
        let known = asked.mac().to_string() == "c0:74:ad:11:22:33";
        known.then(|| Folder::new("https://prov.example.net/b/f3Zk9Q").unwrap())
    };
    Responder::new(
        expected,
        ["192.0.2.0/24".parse().unwrap()],
        "192.0.2.1:5090".parse().unwrap(),
    )
}

fn sent(responder: &mut Responder<impl FnMut(&Subscribe) -> Option<Folder>>) -> Vec<(SocketAddr, String)> {
    std::iter::from_fn(|| responder.poll_transmit())
        .map(|transmit| (transmit.to, transmit.text))
        .collect()
}

#[test]
fn an_expected_phone_gets_a_200_and_a_notify() {
    let mut responder = responder();
    let now = Instant::now();
    let reaction = responder.receive(
        question(PHONE, "1@a").as_bytes(),
        "192.0.2.40:5062".parse().unwrap(),
        "t1",
        now,
    );
    let Reaction::Answered(asked) = reaction else {
        panic!("{reaction:?}")
    };
    assert_eq!(asked.model(), "GRP2612W");
    let sent = sent(&mut responder);
    assert_eq!(
        sent[0].0,
        "192.0.2.40:5062".parse().unwrap(),
        "where it came from"
    );
    assert!(sent[0].1.starts_with("SIP/2.0 200 OK\r\n"));
    assert_eq!(sent[1].0, phone(), "where it wants it");
    assert!(
        sent[1]
            .1
            .ends_with("\r\n\r\nhttps://prov.example.net/b/f3Zk9Q/\r\n")
    );
    assert!(sent[1].1.contains("\r\nContact: <sip:192.0.2.1:5090>\r\n"));
    assert_eq!(sent.len(), 2);
}

#[test]
fn all_others_hear_nothing() {
    let now = Instant::now();
    let other = |from: &str, to: &str| question(PHONE, "1@a").replace(from, to);
    for (text, source, why) in [
        (question(PHONE, "1@a"), "198.51.100.7:5080", Silence::Foreign),
        (question("192.0.2.41:5080", "1@a"), PHONE, Silence::Elsewhere),
        (question("198.51.100.7:5080", "1@a"), PHONE, Silence::Elsewhere),
        (
            other("vendor=\"Grandstream\"", "vendor=\"snom\""),
            PHONE,
            Silence::OtherMaker,
        ),
        (other("vendor=\"Grandstream\";", ""), PHONE, Silence::OtherMaker),
        (other("C074AD112233", "C074AD112234"), PHONE, Silence::Unexpected),
    ] {
        let mut responder = responder();
        let reaction = responder.receive(text.as_bytes(), source.parse().unwrap(), "t1", now);
        assert_eq!(reaction, Reaction::Silent(why), "{text}");
        assert_eq!(sent(&mut responder), []);
        assert_eq!(responder.poll_timeout(), None);
    }
    let mut responder = responder();
    let reaction = responder.receive(b"\x00\xff garbage", phone(), "t1", now);
    assert!(
        matches!(reaction, Reaction::Silent(Silence::NoQuestion(_))),
        "{reaction:?}"
    );
    assert_eq!(sent(&mut responder), []);
}

#[test]
fn a_repeated_question_is_answered_once() {
    let mut responder = responder();
    let now = Instant::now();
    for repeat in 0..5 {
        let reaction = responder.receive(question(PHONE, "1@a").as_bytes(), phone(), "t1", now);
        assert_eq!(
            matches!(reaction, Reaction::Answered(_)),
            repeat == 0,
            "{reaction:?}"
        );
    }
    assert_eq!(sent(&mut responder).len(), 2);
    // The phone has started again.
    let reaction = responder.receive(question(PHONE, "2@a").as_bytes(), phone(), "t2", now);
    assert!(matches!(reaction, Reaction::Answered(_)), "{reaction:?}");
    let later = now + Duration::from_secs(70);
    let reaction = responder.receive(question(PHONE, "1@a").as_bytes(), phone(), "t3", later);
    assert!(
        matches!(reaction, Reaction::Answered(_)),
        "a new question after a long time: {reaction:?}"
    );
}

#[test]
fn a_flood_is_answered_ten_times_a_second() {
    let mut responder = responder();
    let begin = Instant::now();
    let mut answered = 0;
    for count in 0..1000u32 {
        let now = begin + Duration::from_millis(u64::from(count) * 2);
        let text = question(PHONE, &format!("{count}@a"));
        if let Reaction::Answered(_) = responder.receive(text.as_bytes(), phone(), "t", now) {
            answered += 1;
        }
        sent(&mut responder);
    }
    assert_eq!(answered, 20, "two seconds of questions");
}

#[test]
fn a_notify_is_sent_again_until_the_phone_has_it() {
    let mut responder = responder();
    let begin = Instant::now();
    responder.receive(question(PHONE, "1@a").as_bytes(), phone(), "t1", begin);
    let first = sent(&mut responder).pop().unwrap();
    let mut waits = Vec::new();
    while let Some(due) = responder.poll_timeout() {
        waits.push((due - begin).as_millis());
        responder.handle_timeout(due);
        assert_eq!(sent(&mut responder), std::slice::from_ref(&first));
    }
    assert_eq!(waits, [500, 1500, 3500]);

    responder.receive(question(PHONE, "2@a").as_bytes(), phone(), "t2", begin);
    let ok = "SIP/2.0 200 OK\r\nCall-ID: 2@a\r\nCSeq: 1 NOTIFY\r\n\r\n";
    let stranger = "192.0.2.99:5080".parse().unwrap();
    assert_ne!(
        responder.receive(ok.as_bytes(), stranger, "t", begin),
        Reaction::Acknowledged
    );
    assert!(responder.poll_timeout().is_some());
    assert_eq!(
        responder.receive(ok.as_bytes(), phone(), "t", begin),
        Reaction::Acknowledged
    );
    assert_eq!(responder.poll_timeout(), None);
}
