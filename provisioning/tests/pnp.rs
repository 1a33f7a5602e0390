//! Plug and play: a phone's question as it was captured, and what is no such question.

use switchhook_provisioning::pnp::{Folder, MAX_BYTES, Subscribe};

const GRP2612W: &[u8] = include_bytes!("../testdata/pnp/grp2612w.txt");

fn captured() -> String {
    String::from_utf8(GRP2612W.to_vec()).unwrap()
}

#[test]
fn a_captured_question_is_understood() {
    let asked = Subscribe::parse(GRP2612W).unwrap();
    assert_eq!(asked.mac().to_string(), "c0:74:ad:11:22:33");
    assert_eq!(
        (asked.vendor(), asked.model(), asked.firmware()),
        ("Grandstream", "GRP2612W", "1.0.5.67")
    );
    assert_eq!(asked.contact(), "192.0.2.40:5080".parse().unwrap());
    assert_eq!(asked.call_id(), "1831528547-5080-1@192.0.2.40");
}

#[test]
fn the_200_repeats_what_the_phone_recognises_it_by() {
    let asked = Subscribe::parse(GRP2612W).unwrap();
    let expected = [
        "SIP/2.0 200 OK",
        "Via: SIP/2.0/UDP 192.0.2.40:5080;branch=z9hG4bK1162193216;rport=5081;received=192.0.2.41",
        "From: <sip:MAC%3AC074AD112233@224.0.1.75>;tag=1352361245",
        "To: <sip:MAC%3AC074AD112233@224.0.1.75>;tag=t1",
        "Call-ID: 1831528547-5080-1@192.0.2.40",
        "CSeq: 20000 SUBSCRIBE",
        "Expires: 0",
        "Content-Length: 0",
        "",
        "",
    ];
    assert_eq!(
        asked.ok("192.0.2.41:5081".parse().unwrap(), "t1"),
        expected.join("\r\n")
    );
}

#[test]
fn the_notify_is_of_the_same_dialog_and_holds_the_folder() {
    let asked = Subscribe::parse(GRP2612W).unwrap();
    let folder = Folder::new("https://prov.example.net/b/f3Zk9Q").unwrap();
    let expected = [
        "NOTIFY sip:192.0.2.40:5080 SIP/2.0",
        "Via: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bKt1;rport",
        "Max-Forwards: 20",
        "From: <sip:MAC%3AC074AD112233@224.0.1.75>;tag=t1",
        "To: <sip:MAC%3AC074AD112233@224.0.1.75>;tag=1352361245",
        "Call-ID: 1831528547-5080-1@192.0.2.40",
        "CSeq: 1 NOTIFY",
        "Contact: <sip:192.0.2.1:5060>",
        "Event: ua-profile",
        "Subscription-State: terminated;reason=timeout",
        "Content-Type: application/url",
        "Content-Length: 36",
        "",
        "https://prov.example.net/b/f3Zk9Q/",
        "",
    ];
    assert_eq!(
        asked.notify(&folder, "192.0.2.1:5060".parse().unwrap(), "t1"),
        expected.join("\r\n")
    );
}

#[test]
fn short_names_and_folded_lines_mean_the_same() {
    let asked = Subscribe::parse(GRP2612W).unwrap();
    let other = captured()
        .replace("\r\nVia:", "\r\nv:")
        .replace("\r\nFrom:", "\r\nf :")
        .replace("\r\nTo:", "\r\nT:")
        .replace("\r\nCall-ID:", "\r\ni:")
        .replace("\r\nContact:", "\r\nm:")
        .replace("\r\nEvent:", "\r\no:\r\n ")
        .replace("SIP/2.0\r\n", "sip/2.0\r\n");
    assert_ne!(other, captured());
    let other = Subscribe::parse(other.as_bytes()).unwrap();
    assert_eq!(other.mac(), asked.mac());
    assert_eq!((other.vendor(), other.model()), (asked.vendor(), asked.model()));
    assert_eq!(other.ok(asked.contact(), "t"), asked.ok(asked.contact(), "t"));
}

#[test]
fn what_is_no_such_question_is_told_apart() {
    for (from, to, code) in [
        ("SUBSCRIBE sip", "REGISTER sip", "E-PNP-METHOD"),
        ("SUBSCRIBE sip", "subscribe sip", "E-PNP-METHOD"),
        (" SIP/2.0", " HTTP/1.1", "E-PNP-NOT-SIP"),
        ("SIP/2.0\r\n", "SIP/2.0\r\nno header\r\n", "E-PNP-LINE"),
        ("SIP/2.0\r\n", "SIP/2.0\r\n folded\r\n", "E-PNP-LINE"),
        ("tag=1352361245", "tag=13\u{0}52361245", "E-PNP-LINE"),
        ("tag=1352361245", "tag=1\rInjected: 1", "E-PNP-LINE"),
        ("tag=1352361245", "tag=1\nInjected: 1", "E-PNP-LINE"),
        ("ua-profile", "message-summary", "E-PNP-EVENT"),
        ("vendor=\"Grandstream", "vendor=\"Grand\"stream", "E-PNP-EVENT"),
        (
            "MAC%3AC074AD112233@224.0.1.75 SIP",
            "MAC%3AC074AD1122@224.0.1.75 SIP",
            "E-PNP-MAC",
        ),
        (
            "MAC%3AC074AD112233@224.0.1.75 SIP",
            "MAC%3AFFFFFFFFFFFF@224.0.1.75 SIP",
            "E-PNP-MAC",
        ),
        ("<sip:192.0.2.40:5080>", "<sip:evil.example.net>", "E-PNP-CONTACT"),
        ("Contact:", "X-Contact:", "E-PNP-MISSING"),
        ("Call-ID:", "X-Call-ID:", "E-PNP-MISSING"),
        ("\r\nVia:", "\r\nX-Via:", "E-PNP-MISSING"),
        ("20000 SUBSCRIBE", "20000 NOTIFY", "E-PNP-MISSING"),
        ("20000 SUBSCRIBE", "99999999999 SUBSCRIBE", "E-PNP-MISSING"),
        ("\r\n\r\n", "\r\n", "E-PNP-UNFINISHED"),
    ] {
        let changed = captured().replacen(from, to, 1);
        assert_ne!(changed, captured(), "{from:?} is not in the capture");
        let found = Subscribe::parse(changed.as_bytes()).map_err(|error| error.code());
        assert_eq!(found.err(), Some(code), "{from:?} to {to:?}");
    }
    assert_eq!(
        Subscribe::parse(b"\xff\r\n\r\n").unwrap_err().code(),
        "E-PNP-BYTES"
    );
}

#[test]
fn size_and_number_of_lines_have_limits() {
    let long = captured().replacen("Accept:", &format!("X: {}\r\nAccept:", "x".repeat(MAX_BYTES)), 1);
    assert_eq!(
        Subscribe::parse(long.as_bytes()).unwrap_err().code(),
        "E-PNP-LONG"
    );
    let many = captured().replacen("Accept:", &format!("{}Accept:", "X: 1\r\n".repeat(100)), 1);
    assert_eq!(
        Subscribe::parse(many.as_bytes()).unwrap_err().code(),
        "E-PNP-LINE"
    );
    let vias = captured().replacen("Accept:", &format!("{}Accept:", "v: x\r\n".repeat(9)), 1);
    assert_eq!(
        Subscribe::parse(vias.as_bytes()).unwrap_err().code(),
        "E-PNP-MISSING"
    );
}

#[test]
fn what_a_phone_says_of_itself_is_kept_short() {
    let long = captured().replacen("model=\"GRP2612W", &format!("model=\"{}", "W".repeat(1000)), 1);
    assert_eq!(Subscribe::parse(long.as_bytes()).unwrap().model().len(), 64);
}
