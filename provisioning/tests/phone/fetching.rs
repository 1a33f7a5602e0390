//! Which files the phone asks for, how, and where it stops.

use switchhook_provisioning::grandstream::{PNumber, PValues, binary, encrypted, xml};
use switchhook_provisioning::testing::{Fault, Form, Outcome, Phone};
use switchhook_provisioning::{MacAddr, Secret};

use crate::server::{Identity, Server};

pub(crate) fn mac() -> MacAddr {
    "c0:74:ad:11:22:33".parse().unwrap()
}

pub(crate) fn values(list: &[(u32, &str)]) -> PValues {
    let mut values = PValues::new();
    for (number, text) in list {
        values.set(PNumber::new(*number), *text).unwrap();
    }
    values
}

pub(crate) fn phone(model: &str) -> Phone {
    Phone::new(model, mac(), "1.0.13.44").unwrap()
}

#[tokio::test]
async fn each_family_asks_for_its_names_in_its_order() {
    let binary = "/x/cfgc074ad112233";
    let by_mac = "/x/cfgc074ad112233.xml";
    for (model, paths) in [
        ("GXP1405", &[binary, by_mac, "/x/cfg.xml"][..]),
        ("GXP2135", &[binary, by_mac, "/x/cfggxp2135.xml", "/x/cfg.xml"]),
        ("HT802V2", &[binary, by_mac, "/x/cfg.xml"]),
        ("GRP2601W", &[binary, by_mac, "/x/cfggrp2601w.xml", "/x/cfg.xml"]),
        ("HT502", &[by_mac, binary]),
        ("GXP1100", &[by_mac, binary]),
        ("GDS3710", &[by_mac, "/x/cfg.xml"]),
    ] {
        let server = Server::default();
        let address = server.plain().await;
        let mut phone = phone(model).dhcp(&format!("http://{address}/x"));
        let rounds = phone.boot().await;
        assert_eq!(server.paths(), paths, "{model}");
        assert_eq!(rounds.len(), 1, "{model}");
        assert!(
            rounds[0]
                .asked
                .iter()
                .all(|asked| asked.outcome == Outcome::NotThere),
            "{model}"
        );
    }
}

/// The oldest take their server from their own values: by DHCP they know TFTP only.
#[tokio::test]
async fn the_oldest_ask_for_the_binary_file_alone() {
    for model in ["BT200", "GXP2000", "HT286", "GXW4104"] {
        let server = Server::default();
        let address = server.plain().await;
        let mut phone = phone(model);
        let file = binary::write(
            mac(),
            &values(&[(212, "1"), (237, &format!("{address}/x")), (145, "0")]),
        );
        phone.read_binary(&file).unwrap();
        phone.boot().await;
        assert_eq!(server.paths(), ["/x/cfgc074ad112233"], "{model}");
    }
}

#[tokio::test]
async fn phones_name_themselves_as_their_family_does() {
    for (model, agent) in [
        (
            "GXP1405",
            "Grandstream Model HW GXP1405 SW 1.0.13.44 DevId c074ad112233",
        ),
        (
            "HT802V2",
            "Grandstream Model HW HT802V2 V1.0A SW 1.0.13.44 DevId c074ad112233",
        ),
        (
            "GXV3350",
            "Grandstream Model HW GXV3350  V1.3A SW 1.0.13.44 DevId c074ad112233",
        ),
        (
            "GRP2601W",
            "Grandstream Model HW GRP2601W SW 1.0.13.44 DevId C0:74:AD:11:22:33",
        ),
        (
            "GXP2000",
            "Grandstream GXP2000 (gxp2000e.bin:1.0.13.44/boot55e.bin:1.1.6.9) DevId c074ad112233",
        ),
        ("HT287", "Grandstream HT287 1.0.13.44"),
    ] {
        assert_eq!(phone(model).user_agent(), agent);
    }
}

#[tokio::test]
async fn a_page_where_a_file_should_be_stops_the_phone() {
    let server = Server::default().file("/x/cfgc074ad112233", "<html>Welcome!</html>");
    let address = server.plain().await;
    let mut phone = phone("GRP2614").dhcp(&format!("http://{address}/x"));
    let rounds = phone.boot().await;
    assert!(
        matches!(rounds[0].asked[..], [ref only] if matches!(only.outcome, Outcome::Refused(_))),
        "{rounds:?}"
    );
    assert!(!rounds[0].applied());
}

/// The secure way in: a small binary file says where to go on, in the same round.
#[tokio::test]
async fn a_binary_file_is_in_force_before_the_next_name_is_asked_for() {
    let second = Server::default();
    let password = Secret::new("kT9-vV2_mQ7.xR4-pL1s");
    let full = xml::write(
        Some(mac()),
        &values(&[(47, "pbx.example.net"), (35, "u4711"), (34, "s3cret")]),
    );
    let full = encrypted::write(full.as_bytes(), &password, [7; 8], encrypted::Digest::Md5);
    let second = second.file("/d/token/cfgc074ad112233.xml", full);
    let there = second.plain().await;
    let lead = values(&[
        (145, "0"),
        (212, "1"),
        (237, &format!("{there}/d/token")),
        (1359, password.expose()),
    ]);
    let first = Server::default().file("/b/cfgc074ad112233", binary::write(mac(), &lead));
    let here = first.plain().await;

    let mut phone = phone("GRP2614").dhcp(&format!("http://{here}/b"));
    let rounds = phone.boot().await;

    assert_eq!(first.paths(), ["/b/cfgc074ad112233"]);
    assert_eq!(second.paths(), ["/d/token/cfgc074ad112233.xml"]);
    assert_eq!(rounds.len(), 1, "{rounds:?}");
    let outcomes: Vec<_> = rounds[0].asked.iter().map(|asked| &asked.outcome).collect();
    assert_eq!(
        outcomes,
        [
            &Outcome::Applied(Form::Binary),
            &Outcome::Applied(Form::Encrypted)
        ]
    );
    let account = phone.account(1).unwrap();
    assert_eq!(
        (account.user.as_str(), account.password.expose()),
        ("u4711", "s3cret")
    );
    // What holds a token or a password is not shown by chance.
    let shown = format!("{rounds:?} {phone:?} {account:?}");
    assert!(
        !shown.contains("token") && !shown.contains("s3cret") && !shown.contains("kT9"),
        "{shown}"
    );
}

#[tokio::test]
async fn an_xml_file_that_leads_elsewhere_makes_the_phone_ask_there() {
    let second = Server::default().file("/d/cfgc074ad112233.xml", xml::write(None, &values(&[(3, "Ana")])));
    let there = second.plain().await;
    let lead = xml::write(
        Some(mac()),
        &values(&[(145, "0"), (212, "1"), (237, &format!("{there}/d"))]),
    );
    let first = Server::default().file("/b/cfgc074ad112233.xml", lead);
    let here = first.plain().await;
    let mut phone = phone("HT802").dhcp(&format!("http://{here}/b"));
    assert_eq!(phone.boot().await.len(), 2);
    assert_eq!(first.paths(), ["/b/cfgc074ad112233", "/b/cfgc074ad112233.xml"]);
    assert_eq!(second.paths(), ["/d/cfgc074ad112233", "/d/cfgc074ad112233.xml"]);
    assert_eq!(phone.value(PNumber::new(3)), "Ana");
}

#[tokio::test]
async fn the_first_xml_file_wins_unless_all_are_wanted() {
    for (all, name) in [("0", "own"), ("1", "everybody")] {
        let server = Server::default()
            .file(
                "/cfgc074ad112233.xml",
                xml::write(None, &values(&[(3, "own"), (8467, all)])),
            )
            .file("/cfg.xml", xml::write(None, &values(&[(3, "everybody")])));
        let address = server.plain().await;
        let mut phone = phone("GRP2614").dhcp(&format!("http://{address}"));
        phone.boot().await;
        assert_eq!(phone.value(PNumber::new(3)), name);
    }
}

#[tokio::test]
async fn credentials_are_given_as_the_server_asks_for_them() {
    let digest = "Digest realm=\"phones\", nonce=\"abc\", qop=\"auth\", opaque=\"o\"";
    let sha = "Digest realm=\"phones\", nonce=\"abc\", qop=\"auth\", algorithm=SHA-256";
    for (model, challenge, begins, requests) in [
        (
            "GRP2614",
            digest,
            "Digest username=\"p1\", realm=\"phones\", nonce=\"abc\", uri=\"/cfg",
            2,
        ),
        (
            "GRP2614",
            sha,
            "Digest username=\"p1\", realm=\"phones\", nonce=\"abc\", uri=\"/cfg",
            2,
        ),
        ("GRP2614", "Basic realm=\"phones\"", "Basic cDE6c2VjcmV0", 2),
        // The oldest know neither.
        ("GXP2000", digest, "Digest", 1),
    ] {
        let server = Server::default()
            .challenge(challenge, begins)
            .file("/cfgc074ad112233", binary::write(mac(), &values(&[(3, "Ana")])));
        let address = server.plain().await;
        let mut phone = phone(model);
        let lead = values(&[
            (145, "0"),
            (212, "1"),
            (237, &address.to_string()),
            (1360, "p1"),
            (1361, "secret"),
        ]);
        phone.read_binary(&binary::write(mac(), &lead)).unwrap();
        let rounds = phone.boot().await;
        let first = &rounds[0].asked[0].outcome;
        if requests == 1 {
            assert_eq!((first, server.asked().len()), (&Outcome::Unauthorized, 1));
        } else {
            assert_eq!(first, &Outcome::Applied(Form::Binary), "{challenge}");
            assert_eq!(phone.value(PNumber::new(3)), "Ana");
        }
        assert!(server.asked().iter().all(|head| !head.contains("secret")));
    }
}

#[tokio::test]
async fn certificates_are_checked_as_the_values_say() {
    let identity = Identity::new(&["prov.example.net"]);
    let other = Identity::new(&["prov.example.net"]);
    let server = Server::default().file("/cfgc074ad112233", binary::write(mac(), &values(&[(3, "Ana")])));
    let address = server.tls(&identity).await;
    let trusting = |list: &[(u32, &str)], name: &str| {
        let mut phone = phone("GRP2614")
            .host("prov.example.net", address)
            .host("wrong.example.net", address);
        let mut all = vec![(145, "0"), (212, "2"), (237, name)];
        all.extend_from_slice(list);
        phone.read_binary(&binary::write(mac(), &values(&all))).unwrap();
        phone
    };
    let (right, wrong) = ("prov.example.net", "wrong.example.net");
    for (list, name, clock, trusted) in [
        (&[(8463, "0")][..], right, None, true),
        (&[(8463, "1")], right, None, false),
        (
            &[(8463, "1"), (8502, "1"), (8433, identity.authority.as_str())],
            right,
            None,
            true,
        ),
        (
            &[(8463, "1"), (8502, "2"), (8434, &identity.authority)],
            right,
            None,
            true,
        ),
        (
            &[(8463, "1"), (8502, "0"), (8433, &identity.authority)],
            right,
            None,
            false,
        ),
        (
            &[(8463, "1"), (8502, "1"), (8433, &other.authority)],
            right,
            None,
            false,
        ),
        (
            &[(8463, "1"), (8502, "1"), (8433, "no certificate")],
            right,
            None,
            false,
        ),
        (
            &[(8463, "1"), (8502, "1"), (8433, &identity.authority)],
            wrong,
            None,
            true,
        ),
        (
            &[
                (8463, "1"),
                (8502, "1"),
                (8433, &identity.authority),
                (22030, "1"),
            ],
            wrong,
            None,
            false,
        ),
        (
            &[
                (8463, "1"),
                (8502, "1"),
                (8433, &identity.authority),
                (22030, "1"),
            ],
            right,
            None,
            true,
        ),
        // A phone that does not know the time yet.
        (
            &[(8463, "1"), (8502, "1"), (8433, &identity.authority)],
            right,
            Some(0),
            false,
        ),
        (&[(8463, "0")], right, Some(0), true),
    ] {
        let mut phone = trusting(list, name);
        phone.set_clock(clock);
        let rounds = phone.boot().await;
        let applied = rounds[0].asked[0].outcome == Outcome::Applied(Form::Binary);
        let numbers: Vec<_> = list.iter().map(|(number, text)| (number, text.len())).collect();
        assert_eq!(applied, trusted, "{numbers:?} {name} {clock:?} {rounds:?}");
    }
}

#[tokio::test]
async fn what_breaks_off_is_not_applied_and_can_be_fetched_again() {
    let file = xml::write(Some(mac()), &values(&[(3, "Ana"), (47, "pbx.example.net")]));
    let server = Server::default().file("/cfgc074ad112233.xml", file);
    let address = server.plain().await;
    for fault in [Fault::Drop, Fault::Half] {
        let mut phone = phone("GXP1100").dhcp(&format!("http://{address}"));
        phone.fault(fault);
        let rounds = phone.boot().await;
        let outcome = &rounds[0].asked[0].outcome;
        assert!(
            matches!(outcome, Outcome::Failed(_) | Outcome::Refused(_)),
            "{fault:?} {outcome:?}"
        );
        assert_eq!(phone.value(PNumber::new(3)), "");
        phone.resync().await;
        assert_eq!(phone.value(PNumber::new(3)), "Ana", "{fault:?}");
    }
}

#[tokio::test]
async fn other_answers_end_the_round() {
    for answer in ["403 Forbidden", "302 Found", "500 Oh", "503 Later"] {
        let answer = format!("HTTP/1.1 {answer}\r\nContent-Length: 0\r\n\r\n");
        let server = Server::default().raw("/cfgc074ad112233", &answer);
        let address = server.plain().await;
        let mut phone = phone("GRP2614").dhcp(&format!("http://{address}"));
        let rounds = phone.boot().await;
        assert!(matches!(rounds[0].asked[..], [ref only] if matches!(only.outcome, Outcome::Status(_))));
    }
}

#[tokio::test]
async fn the_phone_stays_on_loopback() {
    for server in ["http://192.0.2.1/x", "http://prov.example.net/x"] {
        let mut phone = phone("GRP2614").dhcp(server);
        let rounds = phone.boot().await;
        assert!(
            matches!(&rounds[0].asked[0].outcome, Outcome::Failed(reason) if reason.contains("phone")),
            "{rounds:?}"
        );
    }
}

#[tokio::test]
async fn a_server_that_sends_in_circles_is_left() {
    // One server under two names, each of which leads to the other.
    let lead = |to: &str| xml::write(None, &values(&[(145, "0"), (212, "1"), (237, to)]));
    let server = Server::default()
        .file("/a/cfgc074ad112233.xml", lead("prov.example.net/b"))
        .file("/b/cfgc074ad112233.xml", lead("prov.example.net/a"));
    let address = server.plain().await;
    let mut phone = phone("GXP1100")
        .host("prov.example.net", address)
        .dhcp("http://prov.example.net/a");
    assert_eq!(phone.boot().await.len(), 4);
}
