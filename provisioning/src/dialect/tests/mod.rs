mod laws;
mod places;

use std::collections::BTreeMap;

use super::*;
use crate::catalogue::{Firmware, Model};
use crate::grandstream::{PNumber, PValues};
use crate::problem::Problem;
use crate::secret::Secret;
use crate::setting::{Codec, Setting, Value};

fn setting(path: &str) -> Setting {
    path.parse().unwrap_or_else(|error| panic!("{error}"))
}

/// `P52=1`, several with blanks between, or the code of what is wrong.
fn written(model: Model, path: &str, text: &str) -> String {
    let setting = setting(path);
    let value = match Value::parse(setting, text) {
        Ok(value) => value,
        Err(error) => panic!("{error}"),
    };
    match model.encode(setting, &value) {
        Ok(pairs) => {
            let pairs: Vec<_> = pairs
                .iter()
                .map(|(number, text)| format!("{number}={text}"))
                .collect();
            pairs.join(" ")
        }
        Err(problem) => problem.code().to_owned(),
    }
}

#[track_caller]
fn all(cases: &[(Model, &str, &str, &str)]) {
    for (model, path, text, expected) in cases {
        assert_eq!(written(*model, path, text), *expected, "{model} {path} {text}");
    }
}

/// What settings make that are all of them.
fn encode(
    model: Model,
    firmware: Option<Firmware>,
    settings: &[(Setting, Option<&Value>)],
) -> (Vec<(PNumber, Setting, String)>, Vec<crate::Finding>) {
    let (encoded, findings) = set::encode(&set::Stated {
        model,
        firmware,
        settings,
        made: None,
        places: &[],
    });
    let values = encoded.values.iter().zip(encoded.settings);
    let entries = values.map(|((number, text), setting)| (number, setting, text.to_owned()));
    (entries.collect(), findings)
}

#[test]
fn nat_stun_is_0_on_the_oldest_phones() {
    all(&[
        (Model::GRP2614, "account.1.nat", "stun", "P52=1"),
        (Model::GRP2614, "account.1.nat", "vpn", "P52=5"),
        (Model::GXP2000, "account.1.nat", "stun", "P52=0"),
        (Model::GXP2000, "account.1.nat", "none", "P52=1"),
        (Model::GXP2000, "account.1.nat", "auto", "E-ENUM-FAMILY"),
        (Model::GXV3000, "account.1.nat", "stun", "P52=0"),
        (Model::BT200, "account.1.nat", "none", "P52=1"),
        (Model::GXW4104, "profile.1.nat", "none", "P52=1"),
        (Model::HT802, "account.2.nat", "keep_alive", "P730=2"),
        (Model::HT802, "account.1.nat", "upnp", "P52=3"),
        (Model::HT502, "account.1.nat", "upnp", "E-ENUM-FAMILY"),
        (Model::HT814, "profile.2.nat", "upnp", "P730=3"),
    ]);
}

#[test]
fn transport_udp_is_1_on_the_oldest_phones_and_they_have_no_tls() {
    all(&[
        (Model::GXP2170, "account.6.transport", "tls", "P1848=2"),
        (Model::GXP2170, "account.1.transport", "udp", "P130=0"),
        (Model::GXP2000, "account.1.transport", "udp", "P130=1"),
        (Model::GXP2000, "account.1.transport", "tcp", "P130=2"),
        (Model::GXP2000, "account.1.transport", "tls", "E-ENUM-FAMILY"),
        (Model::GXW4108, "profile.1.transport", "udp", "P130=1"),
        (Model::HT802, "account.2.transport", "tls", "P830=2"),
        // No guide tells the codes of this one.
        (Model::HT286, "account.1.transport", "udp", "E-MODEL-SETTING"),
    ]);
}

#[test]
fn schedules_have_the_codes_of_their_family() {
    all(&[
        (Model::GXP2170, "prov.schedule", "every 90", "P194=1 P193=90"),
        (Model::GXP2170, "prov.schedule", "daily 3", "P194=2 P285=3"),
        (
            Model::GXP2170,
            "prov.schedule",
            "weekly 6 23",
            "P194=3 P285=23 P286=6",
        ),
        (Model::HT802, "prov.schedule", "every 90", "P194=3 P193=90"),
        (Model::HT802, "prov.schedule", "daily 3", "P194=1 P285=3"),
        (
            Model::HT802,
            "prov.schedule",
            "weekly 0 3",
            "P194=2 P285=3 P286=0",
        ),
        (Model::GXV3240, "prov.schedule", "daily 3", "P194=1 P285=3"),
        (Model::GXP2000, "prov.schedule", "every 90", "P194=1 P193=90"),
        (Model::GXP1405, "prov.schedule", "weekly 0 3", "E-ENUM-SCHEDULE"),
        (Model::GXP1405, "prov.schedule", "never", "P194=0"),
        (Model::HT286, "prov.schedule", "every 2880", "P194=1 P193=2"),
        (Model::HT286, "prov.schedule", "every 90", "E-ENUM-SCHEDULE"),
        // It keeps a schedule elsewhere, and nobody has shown in which order.
        (Model::DP750, "prov.schedule", "daily 3", "E-MODEL-SETTING"),
    ]);
}

#[test]
fn the_phone_book_comes_by_tftp_where_1_is_tftp() {
    all(&[
        (Model::GXP2170, "book.mode", "http", "P330=1"),
        (Model::GXP2170, "book.mode", "https", "P330=3"),
        (Model::GXV3240, "book.mode", "http", "P330=2"),
        (Model::GXV3240, "book.mode", "tftp", "P330=1"),
        (Model::GXV3240, "book.mode", "https", "E-ENUM-FAMILY"),
        (Model::GAC2500, "book.mode", "https", "P330=3"),
        (Model::GXP2000, "book.mode", "https", "E-ENUM-FAMILY"),
    ]);
}

#[test]
fn protocols_of_files_differ() {
    all(&[
        (Model::GXP2170, "prov.config_protocol", "https", "P212=2"),
        (Model::GXP2170, "prov.firmware_protocol", "http", "P6767=1"),
        (Model::GXP2170, "prov.config_protocol", "ftps", "E-ENUM-FAMILY"),
        (Model::HT802, "prov.config_protocol", "ftps", "P212=4"),
        (Model::GXP2000, "prov.config_protocol", "https", "E-ENUM-FAMILY"),
        (Model::GXV3275, "prov.config_protocol", "manual", "P212=3"),
        (Model::GRP2614, "prov.config_protocol", "manual", "E-ENUM-FAMILY"),
        (Model::HT802, "prov.firmware_protocol", "http", "E-MODEL-SETTING"),
    ]);
}

#[test]
fn one_number_rules_both_protocols_before_they_were_split() {
    let config = setting("prov.config_protocol");
    let firmware = setting("prov.firmware_protocol");
    let (http, https) = (Value::Choice("http"), Value::Choice("https"));
    let (entries, findings) = encode(
        Model::HT802,
        None,
        &[(config, Some(&https)), (firmware, Some(&https))],
    );
    assert_eq!(findings, []);
    assert_eq!(entries, [(PNumber::new(212), config, "2".to_owned())]);
    let (_, findings) = encode(
        Model::HT802,
        None,
        &[(config, Some(&https)), (firmware, Some(&http))],
    );
    let codes: Vec<_> = findings
        .iter()
        .map(|finding| (finding.code(), finding.setting))
        .collect();
    assert_eq!(codes, [("E-ENUM-SHARED", firmware)]);
    let (_, findings) = encode(Model::HT802, None, &[(firmware, Some(&http))]);
    assert_eq!(findings.len(), 1, "the other one would follow it");
}

#[test]
fn switches_that_are_turned_round_keep_their_sense() {
    all(&[
        (Model::GXP2170, "access.ssh", "no", "P276=1"),
        (Model::GRP2614, "access.ssh", "yes", "P276=0"),
        (Model::GDS3710, "access.ssh", "yes", "P276=1"),
        (Model::GDS3710, "access.ssh", "no", "P276=0"),
        (Model::HT802, "prov.notify_challenge", "yes", "P4428=0"),
        (Model::GRP2614, "access.web_mode", "http", "P1650=1"),
        (Model::GRP2614, "access.web_mode", "both", "P1650=3"),
        (Model::WP820, "access.web_mode", "http", "P1650=0"),
        (Model::WP820, "access.web_mode", "https", "P1650=1"),
        (Model::GXV3240, "access.web_mode", "https", "P900=1"),
        (Model::GXP1630, "access.web_mode", "off", "E-ENUM-FAMILY"),
        (Model::GRP2614, "prov.dhcp_override", "prefer", "P145=2"),
        (Model::GXP2170, "prov.dhcp_override", "prefer", "E-ENUM-FAMILY"),
    ]);
}

#[test]
fn time_zones_have_the_form_of_their_family() {
    all(&[
        (
            Model::GRP2614,
            "time.zone",
            "Europe/Paris",
            "P64=customize P246=CET-1CEST,M3.5.0,M10.5.0/3",
        ),
        (Model::GRP2614, "time.zone", "maker:HAW10", "P64=HAW10 P246="),
        (Model::GXP2000, "time.zone", "UTC+11", "P64=1380"),
        (Model::GXP2000, "time.zone", "Pacific/Noumea", "P64=1380"),
        (Model::BT200, "time.zone", "UTC-09:30", "P64=150"),
        // It would have to know when the clocks change.
        (Model::GXP2000, "time.zone", "Europe/Paris", "E-ZONE-FAMILY"),
        (Model::WP820, "time.zone", "Europe/Berlin", "P64=Europe/Berlin"),
        (Model::GXV3380, "time.zone", "UTC+1", "E-ZONE-FAMILY"),
        (Model::GXP1630, "time.zone", "Europe/Paris", "E-ZONE-LIST"),
        (Model::GXP1630, "time.zone", "maker:HAW10", "P64=HAW10"),
    ]);
}

#[test]
fn digits_are_sent_by_mask_switches_or_order() {
    all(&[
        (Model::GRP2614, "account.2.dtmf", "rtp", "P2401=0 P2402=1 P2403=0"),
        (
            Model::GRP2614,
            "account.1.dtmf",
            "audio+info",
            "P2301=1 P2302=0 P2303=1",
        ),
        (Model::GXP2000, "account.1.dtmf", "rtp+info", "P73=3"),
        (Model::GXP2000, "account.1.dtmf", "audio+rtp+info", "P73=11"),
        (Model::GXP2000, "account.2.dtmf", "rtp", "E-MODEL-SETTING"),
        (
            Model::HT802,
            "account.2.dtmf",
            "rtp+info",
            "P860=101 P861=102 P862=102",
        ),
        (
            Model::HT802,
            "account.1.dtmf",
            "audio+rtp+info",
            "P850=101 P851=102 P852=100",
        ),
        (
            Model::GXW4216,
            "profile.3.dtmf",
            "rtp",
            "P560=101 P561=101 P562=101",
        ),
        (
            Model::GXW4216,
            "profile.4.dtmf",
            "rtp",
            "P4583=101 P4584=101 P4585=101",
        ),
        (Model::HT802, "account.1.dtmf", "none", "E-ENUM-FAMILY"),
        (Model::GXW4104, "profile.1.dtmf", "rtp", "E-MODEL-SETTING"),
    ]);
}

#[test]
fn codecs_have_the_number_of_their_family() {
    all(&[
        (Model::GRP2614, "account.1.codec.1", "opus", "P57=125"),
        (Model::GXP2170, "account.6.codec.8", "opus", "P1858=125"),
        (Model::HT802, "account.2.codec.1", "opus", "P757=123"),
        (Model::GXV3240, "account.1.codec.7", "opus", "P46=123"),
        (Model::GXP2000, "account.1.codec.1", "opus", "E-CODEC-FAMILY"),
        (Model::GXP2000, "account.1.codec.1", "pcma", "P57=8"),
        (Model::GRP2614, "account.1.codec.1", "ilbc", "E-CODEC-FAMILY"),
        (Model::GRP2614, "page.codec", "g722", "P1568=9"),
    ]);
}

#[test]
fn other_numbers_that_change_their_meaning() {
    all(&[
        // Minutes everywhere but on door stations.
        (Model::GXP2170, "account.1.register_expiry", "60", "P32=60"),
        (Model::GDS3710, "account.1.register_expiry", "60", "P32=3600"),
        (
            Model::GDS3710,
            "account.1.register_expiry",
            "1081",
            "E-RANGE-NUMBER",
        ),
        (Model::GRP2614, "account.1.jitter_length", "300ms", "P132=2"),
        (
            Model::HT802,
            "account.1.jitter_length",
            "300ms",
            "E-MODEL-SETTING",
        ),
        (Model::GRP2614, "account.1.dial_key", "star", "P72=2"),
        (Model::GXP2170, "account.1.dial_key", "star", "E-ENUM-FAMILY"),
        (Model::GXP2170, "account.1.dial_key", "hash", "P72=1"),
        (Model::GXP2170, "account.1.proxy_mode", "always", "P2305=2"),
        (Model::GXP2120, "account.1.proxy_mode", "always", "E-ENUM-FAMILY"),
        (Model::GXP2170, "account.1.unregister_on_boot", "own", "P81=2"),
        (
            Model::GXP2000,
            "account.1.unregister_on_boot",
            "own",
            "E-ENUM-FAMILY",
        ),
        (Model::GXP2170, "account.1.tel_uri", "tel", "P63=2"),
        (Model::GXP2000, "account.1.tel_uri", "tel", "E-ENUM-FAMILY"),
        (Model::GRP2614, "account.1.srtp", "optional", "P183=3"),
        (Model::HT802, "account.2.srtp", "optional", "E-ENUM-FAMILY"),
        (Model::HT802, "account.2.srtp", "forced", "P443=2"),
        (Model::GRP2614, "account.1.ringtone", "default", "P104=5"),
        (Model::GXP2170, "account.1.ringtone", "default", "E-ENUM-FAMILY"),
        (
            Model::GRP2614,
            "account.1.auto_answer",
            "intercom",
            "E-ENUM-FAMILY",
        ),
        (Model::GXV3240, "account.1.auto_answer", "intercom", "P90=2"),
        (Model::HT802, "log.level", "extra", "P208=5"),
        (Model::GRP2614, "log.level", "extra", "E-ENUM-FAMILY"),
        (Model::GXP2000, "access.keypad_menu", "constraint", "P1357=1"),
        (Model::GXP2170, "access.keypad_menu", "constraint", "P1357=2"),
        (
            Model::GXP2170,
            "net.dns.1",
            "10.0.0.53",
            "P21=10 P22=0 P23=0 P24=53",
        ),
        // What is elsewhere on devices with ports of their own.
        (Model::HT802, "account.1.server.2", "pbx2", "P967=pbx2"),
        (Model::HT802, "account.2.server.2", "pbx2", "P987=pbx2"),
        (Model::GXP2170, "account.1.server.2", "pbx2", "P2312=pbx2"),
        (Model::HT814, "account.1.server.2", "pbx2", "E-MODEL-PROFILE"),
        (Model::HT814, "profile.1.server.2", "pbx2", "P967=pbx2"),
        // Its templates carry the proxy at another number that is not proved.
        (Model::HT814, "profile.1.proxy.1", "proxy", "E-MODEL-SETTING"),
        (Model::HT704, "profile.1.proxy.1", "proxy", "P48=proxy"),
        // The session timer, refresher and transport of account 3 on phones.
        (Model::GXW4216, "profile.3.transport", "tcp", "P530=1"),
        (Model::GXW4216, "profile.3.register_expiry", "60", "P532=60"),
        (Model::GXW4216, "profile.3.proxy.1", "proxy", "P548=proxy"),
        (Model::GXP2170, "account.3.session_force", "yes", "P530=1"),
        (Model::GXP2170, "account.3.session_uac_refresher", "uac", "P532=1"),
        (Model::GXP2170, "account.3.transport", "tcp", "P548=1"),
    ]);
}

#[test]
fn what_came_with_a_firmware_is_refused_before_it() {
    let web = setting("access.web_mode");
    let off = Value::Choice("off");
    let with = |firmware| {
        let (_, findings) = encode(Model::GXP2170, firmware, &[(web, Some(&off))]);
        findings.first().map(crate::Finding::code)
    };
    assert_eq!(with(None), None);
    assert_eq!(with(Some(Firmware::new(1, 0, 8, 50))), None);
    assert_eq!(with(Some(Firmware::new(1, 0, 8, 49))), Some("E-MODEL-FIRMWARE"));
}

#[test]
fn the_vendor_class_is_never_empty() {
    let class = setting("net.vendor_class");
    assert_eq!(
        Model::GXP2110.clear(class).map_err(|problem| problem.code()),
        Err("E-TEXT-EMPTY")
    );
    let cleared = Model::GXP2110.clear(setting("net.hostname")).unwrap();
    assert_eq!(cleared, [(PNumber::new(146), String::new())]);
}

#[test]
fn ports_with_the_same_servers_share_a_profile() {
    let list = |texts: &[(&str, &str)]| -> BTreeMap<Setting, Value> {
        let value = |(path, text): &(&str, &str)| (setting(path), Value::parse(setting(path), text).unwrap());
        texts.iter().map(value).collect()
    };
    let encode = |settings: &BTreeMap<Setting, Value>| {
        let list: Vec<_> = settings
            .iter()
            .map(|(setting, value)| (*setting, Some(value)))
            .collect();
        encode(Model::HT818, None, &list)
    };
    let two = list(&[
        ("account.1.server.1", "pbx1"),
        ("account.1.user_id", "u1"),
        ("account.2.server.1", "pbx2"),
        ("account.2.transport", "tcp"),
        ("account.2.user_id", "u2"),
        ("account.3.server.1", "pbx1"),
        ("account.3.user_id", "u3"),
    ]);
    let (entries, findings) = encode(&two);
    assert_eq!(findings, []);
    let text = |number: u32| {
        let found = entries.iter().find(|(there, ..)| there.get() == number);
        found.map(|(_, _, text)| text.as_str())
    };
    assert_eq!(
        [text(271), text(47), text(401), text(747), text(830)],
        [Some("1"), Some("pbx1"), Some("1"), Some("pbx2"), Some("1")]
    );
    assert_eq!(
        [text(4150), text(4151), text(4152)],
        [Some("0"), Some("1"), Some("0")]
    );
    let mut three = two;
    three.extend(list(&[
        ("account.4.server.1", "pbx3"),
        ("account.4.user_id", "u4"),
    ]));
    let (_, findings) = encode(&three);
    let told: Vec<_> = findings.iter().map(ToString::to_string).collect();
    assert_eq!(
        told,
        [
            "account.4.server.1: is the 3. different set of servers, and the device has room for 2; \
          give its accounts the same servers, transport and expiry"
        ]
    );
}

#[test]
fn a_short_list_of_codecs_ends_with_its_last() {
    let (first, second) = (setting("account.1.codec.1"), setting("account.1.codec.2"));
    let (pcma, g722) = (Value::Codec(Codec::Pcma), Value::Codec(Codec::G722));
    let (entries, findings) = encode(
        Model::GRP2614,
        None,
        &[(first, Some(&g722)), (second, Some(&pcma))],
    );
    assert_eq!(findings, []);
    let texts: BTreeMap<u32, &str> = entries
        .iter()
        .map(|(number, _, text)| (number.get(), text.as_str()))
        .collect();
    let expected = [
        (46, "8"),
        (57, "9"),
        (58, "8"),
        (59, "8"),
        (60, "8"),
        (61, "8"),
        (62, "8"),
        (98, "8"),
    ];
    assert_eq!(texts.into_iter().collect::<Vec<_>>(), expected);
}

#[test]
fn a_number_is_not_written_twice() {
    let (raw, server) = (setting("raw.P47"), setting("account.1.server.1"));
    let (text, host) = (Value::Secret(Secret::new("other")), Value::Text("pbx".into()));
    let (entries, findings) = encode(Model::GRP2614, None, &[(server, Some(&host)), (raw, Some(&text))]);
    assert_eq!(entries, [(PNumber::new(47), server, "pbx".to_owned())]);
    assert_eq!(
        findings[0].to_string(),
        "raw.P47: writes P47, and so does account.1.server.1; set one of the two"
    );
}

#[test]
fn what_a_file_clears_and_what_no_setting_says() {
    let mut values = PValues::new();
    for (number, text) in [
        (47, ""),
        (130, "9"),
        (64, "customize"),
        (246, "CET-1"),
        (24, "1"),
        (57, "98"),
        (8, "1"),
    ] {
        values.set(PNumber::new(number), text).unwrap();
    }
    let read = Model::GXP2170.read(&values);
    let told: Vec<_> = read
        .iter()
        .map(|(setting, value)| (setting.path(), value.as_ref().map(Value::text)))
        .collect();
    let some = |text: &str| Some(Some(text.to_owned()));
    assert_eq!(
        told,
        [
            ("account.1.server.1".to_owned(), None),
            ("raw.P130".to_owned(), Some(None)),
            ("time.zone".to_owned(), some("CET-1")),
            ("raw.P24".to_owned(), Some(None)),
            ("account.1.codec.1".to_owned(), some("ilbc")),
            ("net.mode".to_owned(), some("static")),
        ]
    );
}

#[test]
fn a_problem_says_what_can_be_done() {
    let told = |problem: Problem| format!("{problem}; {}", problem.remedy());
    let problem = Model::GXP2000
        .encode(setting("account.1.transport"), &Value::Choice("tls"))
        .unwrap_err();
    assert_eq!(
        told(problem),
        "GXP2000, 2010 and 2020 cannot be told \"tls\", only udp, tcp; choose one that it can be told, or leave it out"
    );
    let problem = Model::HT814
        .encode(setting("account.1.server.1"), &"pbx".into())
        .unwrap_err();
    assert_eq!(
        told(problem),
        "is kept in a profile on the HT814; set it of a profile, such as profile.1.server.1"
    );
}
