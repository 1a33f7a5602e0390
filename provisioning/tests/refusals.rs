//! What is wrong with a phone is told with a code, the place, and what to do; and no password is part of it.

mod common;

use std::time::Duration;

use common::any_device;
use proptest::prelude::*;
use switchhook_provisioning::{
    Device, Finding, FunctionKey, KeyFunction, Line, Model, Protocol, Schedule, SyslogLevel, TimeZone,
    Transport,
};

const SECRET: &str = "kT9-vV2_mQ7.xR4-pL1s";

fn line() -> Line {
    Line::new("pbx.example.net", "u1", SECRET)
}

fn without_lines() -> Device {
    Device::new(Model::GXP2135, "000b82aabbcc".parse().expect("a MAC address"))
}

fn phone() -> Device {
    without_lines().line(line())
}

/// One line a finding: its code and its words.
fn told(device: &Device) -> Vec<String> {
    let findings = device.check();
    findings
        .iter()
        .map(|finding| format!("{} {finding}", finding.code()))
        .collect()
}

#[test]
fn lines_are_checked() {
    let with = |line| told(&without_lines().line(line));
    for (line, expected) in [
        (
            Line::new("", "u1", SECRET),
            "E-TEXT-EMPTY account.1.server.1: is empty; fill it in",
        ),
        (
            Line::new("sips:pbx", "u1", SECRET),
            "E-HOST-SCHEME account.1.server.1: \"sips:pbx\" has a scheme; leave out what stands before the name",
        ),
        (
            Line::new("pbx example", "u1", SECRET),
            "E-HOST-NAME account.1.server.1: \"pbx example\" is neither a host name nor an address; \
             write a name or an address, such as pbx.example.net or [2001:db8::5]:5061",
        ),
        (
            line().secondary_registrar("0.0.0.0:5060"),
            "E-HOST-NOWHERE account.1.server.2: \"0.0.0.0:5060\" is an address that nothing can be reached at; \
             write the address that phones reach it at",
        ),
        (
            line().secondary_registrar("pbx2:70000"),
            "E-HOST-PORT account.1.server.2: \"pbx2:70000\" has no port from 1 to 65535 after its colon; \
             write it as pbx.example.net:5060, and an IPv6 address in brackets",
        ),
        (
            Line::new("pbx", "u 1", SECRET),
            "E-CHAR-UNFIT account.1.user_id: character 2, ' ', does not belong there; take it out",
        ),
        (
            line().auth_id("a\"b"),
            "E-CHAR-UNFIT account.1.auth_id: character 2, '\"', does not belong there; take it out",
        ),
        (
            Line::new("pbx", "u1", ""),
            "E-PWD-EMPTY account.1.password: is empty; set one",
        ),
        (
            Line::new("pbx", "u1", "pässword-of-length"),
            "E-CHAR-UNFIT account.1.password: character 2 does not belong there; take it out",
        ),
        (
            Line::new("pbx", "u1", "hunter2"),
            "W-PWD-SHORT account.1.password: has 7 characters, few enough to be guessed; give it 20 or more random ones",
        ),
        (
            line().display_name("Ann\nP2=1"),
            "E-CHAR-FORBIDDEN account.1.display_name: character 4 is U+000A; take control characters out",
        ),
        (
            line().display_name("nnA\u{202e}"),
            "E-CHAR-FORBIDDEN account.1.display_name: character 4 is U+202E; take control characters out",
        ),
        (
            line().display_name("Ann \"Nan\" Lee"),
            "E-CHAR-UNFIT account.1.display_name: character 5, '\"', does not belong there; take it out",
        ),
        (
            line().label(" Ann"),
            "E-CHAR-BLANK account.1.name: begins or ends with a blank; take the blank away",
        ),
        (
            line().label("é".repeat(65)),
            "E-TEXT-LONG account.1.name: has 65 characters and at most 64 have room; shorten it",
        ),
        (
            line().voicemail("* 79"),
            "E-CHAR-UNFIT account.1.voicemail: character 2, ' ', does not belong there; take it out",
        ),
    ] {
        assert_eq!(with(line), [expected]);
    }
}

#[test]
fn what_the_model_lacks_is_refused() {
    let five = (0..5).fold(without_lines(), |device, _| device.line(line()));
    assert_eq!(
        told(&five),
        [
            "E-MODEL-LINE account.5.active: the GXP2135 has 4 lines; take this one out, or choose a larger model"
        ]
    );
    let six = (0..6).fold(
        Device::new(Model::GRP2624, "c074ad000001".parse().unwrap()),
        |device, _| device.line(line()),
    );
    let lacks = |of: &str| {
        format!(
            "E-MODEL-SETTING account.7.{of}: is not known to exist on line 7 of the GRP2624; \
             leave it out, or use one of lines 1 to 6"
        )
    };
    for (seventh, of) in [
        (line().secondary_registrar("pbx2"), "server.2"),
        (line().display_name("Ann"), "display_name"),
        (line().label("Ann"), "name"),
        (line().voicemail("*79"), "voicemail"),
        (line().transport(Transport::Tls), "transport"),
        (line().star_codes_on_phone(true), "local_features"),
    ] {
        assert_eq!(told(&six.clone().line(seventh)), [lacks(of)]);
    }
    assert_eq!(told(&six.line(line())), [""; 0], "a plain seventh line is fine");
    let five = (0..5).fold(
        Device::new(Model::GRP2614, "c074ad000001".parse().unwrap()),
        |device, _| device.line(line()),
    );
    assert_eq!(
        told(&five),
        [
            "W-MODEL-FIRMWARE account.5.active: the GRP2614 had 4 accounts with its first firmware, and ignores the others; \
          make sure that its firmware is up to date"
        ]
    );
    assert_eq!(
        told(&phone().ntp(["a", "b", "c"])),
        ["E-MODEL-SERVERS time.ntp.2: 3 servers, and the phone has room for 2; keep the best ones"]
    );
    assert_eq!(
        told(&phone().dns([[10, 0, 0, 1].into(), [10, 0, 0, 2].into(), [10, 0, 0, 3].into()])),
        ["E-MODEL-SERVERS net.dns.2: 3 servers, and the phone has room for 2; keep the best ones"]
    );
}

#[test]
fn keys_are_checked() {
    for (position, key, expected) in [
        (
            33,
            FunctionKey::new(KeyFunction::Redial),
            "E-MODEL-KEY key.line.33.function: the GXP2135 has keys 1 to 32; use another key, or choose a larger model",
        ),
        (
            0,
            FunctionKey::new(KeyFunction::Redial),
            "E-MODEL-KEY key.line.0.function: the GXP2135 has keys 1 to 32; use another key, or choose a larger model",
        ),
        (
            8,
            FunctionKey::new(KeyFunction::Forward),
            "E-KEY-FUNCTION key.line.8.function: the line keys (1 to 8) of the GXP2135 cannot do forward; use a key after them",
        ),
        (
            9,
            FunctionKey::new(KeyFunction::BusyLamp),
            "E-KEY-VALUE key.line.9.value: busy_lamp needs a number; give it one",
        ),
        (
            9,
            FunctionKey::new(KeyFunction::BusyLamp).value("1 2"),
            "E-CHAR-UNFIT key.line.9.value: character 2, ' ', does not belong there; take it out",
        ),
        (
            9,
            FunctionKey::new(KeyFunction::Redial).label("Ann\u{7}"),
            "E-CHAR-FORBIDDEN key.line.9.label: character 4 is U+0007; take control characters out",
        ),
        (
            9,
            FunctionKey::new(KeyFunction::Line).line(2),
            "E-KEY-LINE key.line.9.account: line 2 is not set up; choose one of the phone's lines",
        ),
        (
            9,
            FunctionKey::new(KeyFunction::Line).line(0),
            "E-KEY-LINE key.line.9.account: line 0 is not set up; choose one of the phone's lines",
        ),
        (
            9,
            FunctionKey::new(KeyFunction::Redial).line(200),
            "E-KEY-LINE key.line.9.account: line 200 is not set up; choose one of the phone's lines",
        ),
        (
            9,
            FunctionKey::new(KeyFunction::Redial).label(""),
            "E-TEXT-EMPTY key.line.9.label: is empty; fill it in, or do not set it",
        ),
    ] {
        assert_eq!(told(&phone().key(position, key)), [expected]);
    }
}

/// People put a password into an address; what is wrong with the address is told without it.
#[test]
fn an_address_with_a_password_is_not_repeated() {
    for (path, code) in [
        ("https://prov:hunter2@prov.example.net/x", "E-HOST-SCHEME"),
        ("prov:hunter2@prov.example.net", "E-HOST-PORT"),
        ("prov:hunter2@prov.example.net:99999/x?y", "E-HOST-PORT"),
        ("pröv:hun/ter2@prov.example.net", "E-HOST-NAME"),
        ("prov/hunter2@prov.example.net?x", "E-HOST-PATH"),
    ] {
        let device = phone().config_server(Protocol::Https, path);
        let (told, findings) = (told(&device), format!("{:?}", device.check()));
        assert!(told.len() == 1 && told[0].starts_with(code), "{told:?}");
        assert!(told[0].contains("…@prov.example.net"), "{told:?}");
        assert!(
            !told[0].contains("ter2") && !findings.contains("ter2"),
            "{told:?}"
        );
    }
    let device = without_lines().line(Line::new("sip:u1:hunter2@pbx", "u1", SECRET));
    assert_eq!(
        told(&device),
        ["E-HOST-SCHEME account.1.server.1: \"…@pbx\" has a scheme; leave out what stands before the name"]
    );
}

#[test]
fn passwords_of_the_phones_own_pages_are_checked() {
    for (password, expected) in [
        ("", "E-PWD-EMPTY access.admin_password: is empty; set one"),
        (
            "Admin",
            "E-PWD-FACTORY access.admin_password: is a password that phones leave the factory with; choose another one",
        ),
        (
            "a1-b2",
            "E-PWD-LENGTH access.admin_password: has 5 characters, and this model takes 6 to 25; choose another one",
        ),
        (
            "a1-b2 c3",
            "E-CHAR-UNFIT access.admin_password: character 6 does not belong there; take it out",
        ),
        (
            SECRET,
            "E-PWD-SAME access.admin_password: is also account.1.password; choose another one for the phone's own pages",
        ),
        (
            "user4711",
            "E-PWD-SAME access.admin_password: is also account.2.user_id; choose another one for the phone's own pages",
        ),
    ] {
        let device = phone()
            .line(Line::new("pbx", "user4711", SECRET))
            .admin_password(password);
        assert_eq!(told(&device), [expected]);
    }
    assert_eq!(
        told(&phone().admin_password("wq7.Lm-3_Zp").user_password("wq7.Lm-3_Zp")),
        [
            "E-PWD-SAME access.user_password: is also access.admin_password; choose another one for the phone's own pages"
        ]
    );
}

#[test]
fn everything_else_is_checked() {
    let every = |seconds| Schedule::Every(Duration::from_secs(seconds));
    for (device, expected) in [
        (
            without_lines(),
            "W-NO-LINE phone: has no line; add one, unless the phone is to be signed off",
        ),
        (
            Device::new(Model::GXP2135, "ffffffffffff".parse().unwrap()).line(line()),
            "E-MAC-GROUP mac: ff:ff:ff:ff:ff:ff is no address of one device; copy it from the label of the phone",
        ),
        (
            Device::new(Model::GXP2135, "0004f2112233".parse().unwrap()).line(line()),
            "W-MAC-MAKER mac: 00:04:f2:11:22:33 does not begin as addresses of Grandstream do; \
             compare it with the label of the phone",
        ),
        (
            phone().vlan(4095),
            "E-RANGE-NUMBER net.vlan: \"4095\" is no number from 0 to 4094; give a number within the range",
        ),
        (
            phone().vlan_priority(8),
            "E-RANGE-NUMBER net.vlan_priority: \"8\" is no number from 0 to 7; give a number within the range",
        ),
        (
            phone().dns([[0, 0, 0, 0].into()]),
            "E-HOST-NOWHERE net.dns.1: \"0.0.0.0\" is an address that nothing can be reached at; \
             write the address that phones reach it at",
        ),
        (
            phone().ntp(["ntp1", "-"]),
            "E-HOST-NAME time.ntp.2: \"-\" is neither a host name nor an address; \
             write a name or an address, such as pbx.example.net or [2001:db8::5]:5061",
        ),
        (
            phone().time_zone(TimeZone::Named("Asia/Jerusalem".into())),
            "E-ZONE-NAME time.zone: \"Asia/Jerusalem\" is no time zone that phones can be told by name; \
             write it as Europe/Paris, or give its rule or its distance from UTC",
        ),
        (
            phone().time_zone(TimeZone::Posix("Europe/Paris".into())),
            "E-ZONE-RULE time.zone: \"Europe/Paris\" is no time zone rule; write it as CET-1CEST,M3.5.0,M10.5.0/3, \
             with names of letters and both dates of the summer time",
        ),
        (
            phone().time_zone(TimeZone::Maker("HAW 10".into())),
            "E-CHAR-UNFIT time.zone: character 4, ' ', does not belong there; take it out",
        ),
        (
            phone().syslog("log:0", SyslogLevel::Info),
            "E-HOST-PORT log.server: \"log:0\" has no port from 1 to 65535 after its colon; \
             write it as pbx.example.net:5060, and an IPv6 address in brackets",
        ),
        (
            phone().config_server(Protocol::Https, "https://prov/x"),
            "E-HOST-SCHEME prov.config_path: \"https://prov/x\" has a scheme; leave out what stands before the name",
        ),
        (
            phone().config_server(Protocol::Https, "prov/a?b"),
            "E-HOST-PATH prov.config_path: \"prov/a?b\" has '?' in its path; \
             keep to letters, digits and - . _ ~ / % + = @ : , in a path",
        ),
        (
            phone().config_server(Protocol::Http, "prov/a"),
            "W-SEC-PLAIN prov.config_protocol: the file with its SIP secrets travels unencrypted; use HTTPS",
        ),
        (
            phone().firmware_server(Protocol::Http, "/firmware"),
            "E-TEXT-EMPTY prov.firmware_path: is empty; fill it in, or do not set it",
        ),
        (
            phone().schedule(every(59 * 60)),
            "E-RANGE-INTERVAL prov.schedule: 59 minutes between two checks; give 60 minutes to a year",
        ),
        (
            phone().schedule(Schedule::Every(Duration::MAX)),
            "E-RANGE-INTERVAL prov.schedule: 307445734561825861 minutes between two checks; give 60 minutes to a year",
        ),
        (
            phone().schedule(Schedule::Daily { hour: 24 }),
            "E-RANGE-WHEN prov.schedule: hour 24; give hours 0 to 23, and weekdays 0 (Sunday) to 6",
        ),
        (
            phone().schedule(Schedule::Weekly { weekday: 7, hour: 0 }),
            "E-RANGE-WHEN prov.schedule: hour 0 of day 7; give hours 0 to 23, and weekdays 0 (Sunday) to 6",
        ),
        (
            phone().language("French"),
            "E-LANGUAGE-CODE ui.language: \"French\" is no code of a language; write the phone's code for it, such as en or fr",
        ),
    ] {
        assert_eq!(told(&device), [expected]);
    }
}

#[test]
fn hosts_are_names_and_addresses_with_or_without_a_port() {
    for (host, good) in [
        ("pbx", true),
        ("pbx.example.net:5060", true),
        ("pbx_1.example", true),
        ("10.0.0.5", true),
        ("10.0.0.5:65535", true),
        ("[2001:db8::5]", true),
        ("[2001:db8::5]:5061", true),
        ("4711.example", true),
        ("2001:db8::5", false),
        ("[2001:db8::5", false),
        ("[2001:db8::5]x", false),
        ("[::]", false),
        ("[10.0.0.5]", false),
        ("255.255.255.255", false),
        ("224.0.1.75", false),
        ("10.0.0", false),
        ("10.0.0.256", false),
        ("10.0.0.05", false),
        ("pbx:", false),
        ("pbx:+5060", false),
        ("pbx:5060:1", false),
        ("pbx.", false),
        (".pbx", false),
        ("-pbx", false),
        ("pbx/x", false),
        ("pb\u{e9}x", false),
        ("user@pbx", false),
        (&"a".repeat(64), false),
        (&"a.".repeat(200), false),
    ] {
        let device = without_lines().line(Line::new(host, "u1", SECRET));
        assert_eq!(device.render().is_ok(), good, "{host:?}: {:?}", told(&device));
    }
}

#[test]
fn a_refusal_lists_the_errors_and_keeps_the_warnings() {
    let device = Device::new(Model::GRP2614, "0004f2112233".parse().unwrap())
        .line(Line::new("pbx", "", "short"))
        .vlan(9999);
    let refused = device.render().unwrap_err();
    let codes: Vec<_> = refused.findings.iter().map(Finding::code).collect();
    assert_eq!(
        codes,
        ["W-MAC-MAKER", "E-TEXT-EMPTY", "W-PWD-SHORT", "E-RANGE-NUMBER"]
    );
    assert_eq!(
        refused.to_string(),
        "account.1.user_id: is empty; fill it in\n\
         net.vlan: \"9999\" is no number from 0 to 4094; give a number within the range"
    );
}

#[test]
fn a_finding_comes_in_parts_too() {
    let findings = phone().vlan(9999).check();
    let [finding] = findings.as_slice() else {
        panic!("{findings:?}")
    };
    assert_eq!(finding.what(), "\"9999\" is no number from 0 to 4094");
    assert_eq!(finding.remedy(), "give a number within the range");
    assert_eq!(finding.setting.path(), "net.vlan");
    assert!(finding.is_error());
}

proptest! {
    /// A secret that cannot be mistaken for anything else must not turn up where it could be logged.
    #[test]
    fn no_secret_shows(device in any_device(), secret in "[\u{1}A-Z ]{0,3}QXJ[A-Z]{9}[é ]?", admin in "QXJ[A-Z]{3,30}") {
        let device = device.line(Line::new("pbx", "u1", secret.clone())).admin_password(admin.clone()).user_password(admin);
        let mut shown = format!("{device:?}");
        for finding in device.check() {
            shown.push_str(&format!("{finding} {finding:?}"));
        }
        match device.render() {
            Ok(configuration) => {
                shown.push_str(&format!("{configuration:?}"));
                for value in configuration.explain() {
                    shown.push_str(&format!("{value:?}"));
                }
            }
            Err(refused) => shown.push_str(&format!("{refused} {refused:?}")),
        }
        prop_assert!(!shown.contains("QXJ"), "{}", shown);
    }

    #[test]
    fn no_text_is_too_strange(text: String, other: String) {
        let device = Device::new(Model::GXP2135, "000b82aabbcc".parse().unwrap())
            .line(
                Line::new(text.clone(), text.clone(), text.clone())
                    .secondary_registrar(other.clone())
                    .auth_id(other.clone())
                    .display_name(text.clone())
                    .label(other.clone())
                    .voicemail(text.clone()),
            )
            .key(9, FunctionKey::new(KeyFunction::BusyLamp).value(text.clone()).label(other.clone()))
            .ntp([text.clone()])
            .time_zone(TimeZone::Posix(other.clone()))
            .syslog(text.clone(), SyslogLevel::Info)
            .config_server(Protocol::Https, text.clone())
            .language(text)
            .admin_password(other);
        for finding in device.check() {
            prop_assert!(finding.to_string().len() < 1_000);
        }
    }
}
