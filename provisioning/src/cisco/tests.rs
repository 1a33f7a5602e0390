use std::time::Duration;

use proptest::prelude::*;

use super::*;
use crate::brand::{Brand, Model, Phone, read};
use crate::grandstream::Limits;
use crate::setting::Value;
use crate::{Baseline, FunctionKey, KeyFunction, Line, Schedule, Secret, TimeZone};

const SECRET: &str = "kT9-vV2_mQ7.xR4-pL1s";

fn bare(model: &str) -> Phone {
    Phone::new(model.parse().unwrap(), "54:7c:69:11:22:33".parse().unwrap()).admin_password("wq7.Lm-3_Zp")
}

fn phone(model: &str) -> Phone {
    bare(model).line(Line::new("pbx.example.net", "u4711", SECRET))
}

/// All that there are words for.
fn full() -> Phone {
    let line = Line::new("pbx.example.net", "u4711", SECRET)
        .secondary_registrar("pbx2.example.net:5062")
        .display_name("Hélène <T> & Co")
        .label("Reception")
        .voicemail("*79");
    bare("SPA504G")
        .line(line)
        .line(Line::new("pbx.example.net", "u4712", "zB3-hN8_cW5.fD6-gJ2k").auth_id("a4712"))
        .key(
            3,
            FunctionKey::new(KeyFunction::BusyLamp)
                .value("102")
                .label("Workshop"),
        )
        .key(
            4,
            FunctionKey::new(KeyFunction::SpeedDial).value("*21*600#").line(2),
        )
        .board_key(33, FunctionKey::new(KeyFunction::BusyLamp).value("103"))
        .set("net.mode".parse().unwrap(), Value::Choice("static"))
        .set("net.ip".parse().unwrap(), std::net::Ipv4Addr::new(192, 0, 2, 40))
        .set(
            "net.mask".parse().unwrap(),
            std::net::Ipv4Addr::new(255, 255, 255, 0),
        )
        .set(
            "net.gateway".parse().unwrap(),
            std::net::Ipv4Addr::new(192, 0, 2, 1),
        )
        .set(
            "net.dns.1".parse().unwrap(),
            std::net::Ipv4Addr::new(192, 0, 2, 2),
        )
        .set("net.vlan".parse().unwrap(), 20)
        .set("net.pc_vlan".parse().unwrap(), 0)
        .set("time.ntp.1".parse().unwrap(), "ntp.example.net")
        .set(
            "time.zone".parse().unwrap(),
            TimeZone::Named("Europe/Paris".into()),
        )
        .set("time.clock".parse().unwrap(), Value::Choice("24h"))
        .set("time.date_format".parse().unwrap(), Value::Choice("dmy"))
        .set("ui.language".parse().unwrap(), "fr")
        .set("log.server".parse().unwrap(), "log.example.net:514")
        .set("ldap.server".parse().unwrap(), "ldap.example.net")
        .set("ldap.base".parse().unwrap(), "ou=people,dc=example,dc=net")
        .set("ldap.user".parse().unwrap(), "cn=phones,dc=example,dc=net")
        .set("ldap.password".parse().unwrap(), Secret::new("ld.4p-Secret_77"))
        .set("prov.config_path".parse().unwrap(), "prov.example.net/phones")
        .set("prov.config_user".parse().unwrap(), "547c69112233")
        .set(
            "prov.config_password".parse().unwrap(),
            Secret::new("Pr0v.Secret-99"),
        )
        .set(
            "prov.firmware_path".parse().unwrap(),
            "prov.example.net/fw/spa50x-30x-7-6-2c.bin",
        )
        .set("prov.schedule".parse().unwrap(), Schedule::Daily { hour: 3 })
        .set("account.1.register_expiry".parse().unwrap(), 60)
        .cisco(
            Cisco::new()
                .station_name("Lagoon Ltd")
                .logo("Lagoon")
                .dictionaries(
                    Dictionaries::new("https://prov.example.net/lang/")
                        .add("French", "spa50x_30x_fr_v754.xml"),
                )
                .user_access(UserAccess::Read),
        )
}

#[test]
fn one_full_file_is_as_it_was() {
    let file = full().render().unwrap();
    let text = file.text();
    assert_eq!(text, include_str!("../../tests/snapshots/spa504g.xml"));
    assert!(file.warnings().is_empty(), "{:?}", file.warnings());
}

#[test]
fn what_is_written_is_read_back_and_means_the_same() {
    let phone = full();
    let file = phone.render().unwrap();
    let entries = Brand::Cisco
        .read(file.text().as_bytes(), &Limits::default())
        .unwrap();
    assert!(entries.iter().eq(file.entries().iter()));

    let said = read(phone.model(), &entries);
    let text = |path: &str| {
        let value = said.settings.get(&path.parse().unwrap());
        value
            .unwrap_or_else(|| panic!("{path}"))
            .as_ref()
            .and_then(Value::text)
    };
    for (path, expected) in [
        ("account.1.server.1", "pbx.example.net"),
        ("account.1.server.2", "pbx2.example.net:5062"),
        ("account.1.user_id", "u4711"),
        ("account.1.display_name", "Hélène <T> & Co"),
        ("account.1.name", "Reception"),
        ("account.1.voicemail", "*79"),
        ("account.1.register_expiry", "60"),
        ("account.2.auth_id", "a4712"),
        ("account.3.active", "no"),
        ("key.line.3.function", "busy_lamp"),
        ("key.line.3.label", "Workshop"),
        ("key.line.4.value", "*21*600#"),
        ("key.line.4.account", "2"),
        ("key.board.33.value", "103"),
        ("net.ip", "192.0.2.40"),
        ("net.vlan", "20"),
        ("net.pc_vlan", "0"),
        ("time.clock", "24h"),
        ("ui.language", "fr"),
        ("ldap.user", "cn=phones,dc=example,dc=net"),
        ("prov.config_path", "prov.example.net/phones"),
        ("prov.config_protocol", "https"),
        ("prov.schedule", "daily 3"),
    ] {
        assert_eq!(text(path).as_deref(), Some(expected), "{path}");
    }
    let secret = said.settings.get(&"account.2.password".parse().unwrap());
    assert_eq!(secret, Some(&Some(Value::Secret("zB3-hN8_cW5.fD6-gJ2k".into()))));

    // Said again, it is the same clock.
    let zone = said
        .settings
        .get(&"time.zone".parse().unwrap())
        .cloned()
        .flatten()
        .unwrap();
    let again = self::phone("SPA504G")
        .set("time.zone".parse().unwrap(), zone)
        .render()
        .unwrap();
    assert_eq!(
        again.entries().get("Daylight_Saving_Time_Rule"),
        Some("start=3/-1/7/2:0:0;end=10/-1/7/3:0:0;save=1:0:0")
    );
}

#[test]
fn a_phone_that_is_passed_on_keeps_nothing_of_the_person_before() {
    let before = full().render().unwrap();
    let now = bare("SPA504G").line(Line::new("pbx.example.net", "u9", "xR4-pL1s-kT9vV2_mQ7."));
    let signed_off = bare("SPA504G");
    for next in [now, signed_off] {
        let file = next.render().unwrap();
        // What the phone has when it has applied both.
        let mut phone = before.entries().clone();
        for (name, text) in file.entries().iter() {
            phone.set(name, text);
        }
        for word in [
            "u4711",
            "a4712",
            "Hélène",
            "Reception",
            "Workshop",
            "*79",
            SECRET,
            "zB3-hN8",
            "ld.4p",
            "*21*600#",
            // On its expansion board.
            "103",
        ] {
            for (name, text) in phone.iter() {
                assert!(!text.contains(word), "{name} still has {word}");
            }
        }
    }
}

#[test]
fn a_label_that_no_key_shows_is_told_and_the_phone_has_its_file_all_the_same() {
    let line = || Line::new("pbx.example.net", "u4711", SECRET);
    let told = |phone: Phone| -> Vec<String> {
        let file = phone.render().unwrap();
        file.warnings().iter().map(ToString::to_string).collect()
    };
    for model in ["SPA502G", "SPA512G"] {
        let expected = format!(
            "account.1.name: no key of this {model} shows it; leave it out; the display shows the line's display name"
        );
        assert_eq!(told(bare(model).line(line().label("Reception"))), [expected]);
        assert_eq!(told(bare(model).line(line())), [""; 0]);
    }
    let labelled = bare("SPA504G").line(line().label("Reception"));
    assert_eq!(told(labelled.clone()), [""; 0], "its own key shows it");
    let taken = labelled.key(1, FunctionKey::new(KeyFunction::BusyLamp).value("102"));
    assert_eq!(taken.render().unwrap().warnings()[0].code(), "W-KEY-LABEL");
}

#[test]
fn no_secret_shows_in_debug_errors_or_differences() {
    let file = full().render().unwrap();
    let earlier = bare("SPA504G").render().unwrap();
    let refused = full()
        .set(
            "prov.config_password".parse().unwrap(),
            Secret::new("Pr0v.Secret]99"),
        )
        .set("net.vlan".parse().unwrap(), 5000)
        .render()
        .unwrap_err();
    let told = format!(
        "{:?} {file:?} {refused} {refused:?} {:?}",
        full(),
        file.entries().changes(earlier.entries()).collect::<Vec<_>>()
    );
    for secret in [SECRET, "zB3-hN8", "wq7.Lm", "ld.4p-Secret", "Pr0v.Secret"] {
        assert!(!told.contains(secret), "{secret} in {told}");
    }
    assert!(told.contains("u4711"), "the rest does");
}

#[test]
fn hostile_texts_come_out_as_texts_or_not_at_all() {
    let hostile = "</Display_Name_1_><Password_1_>x</Password_1_>&amp;]]>";
    let line = Line::new("pbx.example.net", "u4711", "a<b>&'\"c-_mQ7.xR4-pL1s").display_name(hostile);
    let file = bare("SPA504G").line(line).render();
    // The name sent with calls cannot have a quote; without one it is carried as it is.
    let file = file.unwrap();
    let entries = flat_profile::read(file.text().as_bytes(), &Limits::default()).unwrap();
    assert_eq!(entries.get("Display_Name_1_"), Some(hostile));
    assert_eq!(entries.get("Password_1_"), Some("a<b>&'\"c-_mQ7.xR4-pL1s"));

    // In a script and in a rule there is no escape, so what would end a part is refused.
    let lamp = |value: &str, label: &str| FunctionKey::new(KeyFunction::BusyLamp).value(value).label(label);
    for (key, code) in [
        (lamp("102;fnc=sd", "x"), "E-CHAR-UNFIT"),
        (lamp("102@evil.example", "x"), "E-CHAR-UNFIT"),
        (lamp("102", "x;ext=666"), "E-CHAR-UNFIT"),
        (lamp("102", "x\r\ny"), "E-CHAR-FORBIDDEN"),
    ] {
        let findings = phone("SPA504G").key(2, key).check();
        assert!(
            findings.iter().any(|finding| finding.code() == code),
            "{findings:?}"
        );
    }
    for (name, good) in [
        ("Ring1", true),
        ("a b", false),
        ("a><b", false),
        ("flat-profile", false),
        ("", false),
    ] {
        assert_eq!(
            phone("SPA504G").own(name, "<>").render().is_ok(),
            good,
            "{name:?}"
        );
    }
}

#[test]
fn what_the_phones_cannot_be_told_is_an_error_with_a_remedy() {
    for (path, value, code) in [
        ("access.ssh", Value::Bool(false), "E-BRAND-SETTING"),
        ("account.1.srtp", Value::Choice("off"), "E-BRAND-SETTING"),
        ("prov.config_protocol", Value::Choice("tftp"), "E-ENUM-FAMILY"),
        (
            "prov.schedule",
            Value::Schedule(Schedule::Weekly { weekday: 0, hour: 3 }),
            "E-ENUM-SCHEDULE",
        ),
        (
            "time.zone",
            Value::Zone(TimeZone::Named("Pacific/Chatham".into())),
            "E-ZONE-FAMILY",
        ),
        (
            "time.zone",
            Value::Zone(TimeZone::Maker("HAW10".into())),
            "E-ZONE-FAMILY",
        ),
        ("time.date_format", Value::Choice("ymd"), "E-ENUM-FAMILY"),
        ("ui.language", Value::Text("ru".into()), "E-ENUM-FAMILY"),
        ("net.vlan", Value::Integer(5000), "E-RANGE-NUMBER"),
        (
            "prov.firmware_path",
            Value::Text("prov.example.net/fw".into()),
            "E-HOST-FILE",
        ),
        ("account.5.user_id", Value::Text("u".into()), "E-BRAND-SETTING"),
    ] {
        let findings = phone("SPA504G").set(path.parse().unwrap(), value).check();
        let codes: Vec<_> = findings.iter().map(crate::Finding::code).collect();
        assert_eq!(codes, [code], "{path}: {findings:?}");
    }
    let codes = |phone: Phone| phone.check().iter().map(crate::Finding::code).collect::<Vec<_>>();
    let key = FunctionKey::new(KeyFunction::Redial);
    assert_eq!(codes(phone("SPA504G").key(2, key.clone())), ["E-ENUM-FAMILY"]);
    assert_eq!(codes(phone("SPA504G").key(5, key)), ["E-MODEL-KEY"]);
    let five = (0..5).fold(bare("SPA504G"), |phone, _| {
        phone.line(Line::new("pbx", "u1", SECRET))
    });
    assert_eq!(codes(five), ["E-MODEL-LINE"]);
}

#[test]
fn a_phone_without_an_administrators_password_is_refused_unless_somebody_decides_so() {
    let open = Phone::new("SPA504G".parse().unwrap(), "54:7c:69:11:22:33".parse().unwrap()).line(Line::new(
        "pbx.example.net",
        "u4711",
        SECRET,
    ));
    let refused = open.render().unwrap_err();
    assert_eq!(refused.to_string(), "access.admin_password: is empty; set one");
    let file = open.baseline(Baseline::Off).render().unwrap();
    assert_eq!(file.entries().get("Profile_Rule_B"), None);
    assert_eq!(file.entries().get("Cfwd_All_Act_Code"), None);
    // The same one in two places opens both.
    let same = phone("SPA504G").admin_password(SECRET).check();
    assert_eq!(same[0].code(), "E-PWD-SAME");
}

#[test]
fn star_codes_go_to_the_pbx_unless_the_line_says_otherwise() {
    let file = phone("SPA504G").render().unwrap();
    assert_eq!(file.entries().get("Cfwd_All_Act_Code"), Some(""));
    assert_eq!(file.entries().get("Dial_Plan_1_"), Some("([x*#].)"));
    let line = Line::new("pbx.example.net", "u4711", SECRET).star_codes_on_phone(true);
    let file = bare("SPA504G").line(line).render().unwrap();
    assert_eq!(
        (
            file.entries().get("Cfwd_All_Act_Code"),
            file.entries().get("Dial_Plan_1_")
        ),
        (None, None)
    );
}

#[test]
fn no_file_names_a_line_or_key_that_the_model_lacks() {
    for model in Model::all().filter(|model| model.brand() == Brand::Cisco) {
        let mut phone = bare(model.name());
        for line in 1..=model.lines() {
            phone = phone.line(Line::new("pbx", format!("u{line}"), format!("{SECRET}{line}")));
        }
        let file = phone
            .render()
            .unwrap_or_else(|refused| panic!("{model}: {refused}"));
        for (name, _) in file.entries().iter() {
            let Some((_, number)) = name.strip_suffix('_').and_then(|name| name.rsplit_once('_')) else {
                continue;
            };
            if let Ok(number) = number.parse::<u8>() {
                let most = if name.starts_with("Ext") || name.starts_with("Short") {
                    model.keys()
                } else {
                    model.lines()
                };
                assert!((1..=most).contains(&number), "{model}: {name}");
            }
        }
        let read = read(model, file.entries());
        for line in 1..=model.lines() {
            let user = read
                .settings
                .get(&format!("account.{line}.user_id").parse().unwrap());
            assert_eq!(user, Some(&Some(Value::Text(format!("u{line}")))), "{model}");
        }
    }
}

#[test]
fn every_named_zone_is_told_as_it_is_or_refused() {
    for (zone, offset, rule) in [
        ("Pacific/Noumea", Some("GMT+11:00"), None),
        ("Pacific/Tahiti", Some("GMT-10:00"), None),
        ("Africa/Tunis", Some("GMT+01:00"), None),
        ("Asia/Kathmandu", Some("GMT+05:45"), None),
        (
            "Europe/Dublin",
            Some("GMT"),
            Some("start=3/-1/7/1:0:0;end=10/-1/7/2:0:0;save=1:0:0"),
        ),
        (
            "America/New_York",
            Some("GMT-05:00"),
            Some("start=3/8/7/2:0:0;end=11/1/7/2:0:0;save=1:0:0"),
        ),
        ("Pacific/Marquesas", None, None),
    ] {
        let phone = phone("SPA504G").set("time.zone".parse().unwrap(), TimeZone::Named(zone.into()));
        let file = phone.render().ok();
        let text = |name: &str| file.as_ref().and_then(|file| file.entries().get(name));
        assert_eq!(
            (text("Time_Zone"), text("Daylight_Saving_Time_Rule")),
            (offset, rule),
            "{zone}"
        );
    }
}

#[test]
fn schedules_are_seconds_or_a_time_of_day() {
    for (schedule, periodic, at) in [
        (Schedule::Never, "0", ""),
        (Schedule::Every(Duration::from_secs(7200)), "7200", ""),
        (Schedule::Daily { hour: 3 }, "0", "0300"),
    ] {
        let file = phone("SPA504G")
            .set("prov.schedule".parse().unwrap(), schedule)
            .render()
            .unwrap();
        let text = |name: &str| file.entries().get(name);
        assert_eq!(
            (text("Resync_Periodic"), text("Resync_At__HHmm_")),
            (Some(periodic), Some(at))
        );
        let said = read("SPA504G".parse().unwrap(), file.entries());
        assert_eq!(
            said.settings[&"prov.schedule".parse().unwrap()],
            Some(Value::Schedule(schedule))
        );
    }
}

#[test]
fn the_profile_of_the_original_is_read_with_its_namespace_and_attributes() {
    let file = br#"<?xml version='1.0'?><flat-profile xmlns="http://www.sipura.net/xsd/SPA50x-30x-SIP">
        <Proxy_1_ ua="na">pbx.example.net</Proxy_1_><User_ID_1_ ua="na">abcd1234</User_ID_1_>
        <Auth_ID_1_>abcd1234</Auth_ID_1_><Password_1_> s3cret </Password_1_>
        <Time_Zone>GMT-10:00</Time_Zone><Dial_Plan_1_>(x.)</Dial_Plan_1_><Call_Pickup_Code/></flat-profile>"#;
    assert_eq!(Brand::of_file(file), Some(Brand::Cisco));
    let entries = flat_profile::read(file, &Limits::default()).unwrap();
    let said = read("SPA504G".parse().unwrap(), &entries);
    assert_eq!(
        said.settings[&"account.1.user_id".parse().unwrap()],
        Some("abcd1234".into())
    );
    assert_eq!(
        said.settings[&"account.1.password".parse().unwrap()],
        Some(Value::Secret("s3cret".into()))
    );
    assert_eq!(said.left, ["Dial_Plan_1_", "Call_Pickup_Code"], "nothing is lost");
}

#[test]
fn files_that_are_none_say_why_and_hold_no_more_than_the_limits() {
    let limits = Limits {
        bytes: 1_000,
        values: 2,
        value_bytes: 20,
    };
    for (file, code) in [
        ("", "E-PROFILE-EMPTY"),
        ("<gs_provision/>", "E-PROFILE-ROOT"),
        ("<flat-profile/><flat-profile/>", "E-PROFILE-ROOT"),
        ("<flat-profile>", "E-XML-CUT-OFF"),
        ("<flat-profile>x</flat-profile>", "E-PROFILE-TEXT"),
        ("<flat-profile><a><b/></a></flat-profile>", "E-PROFILE-NESTED"),
        ("<flat-profile><a.b/></flat-profile>", "E-PROFILE-NAME"),
        ("<flat-profile><a/><b/><a/><c/></flat-profile>", "E-PROFILE-MANY"),
        (
            "<flat-profile><a>012345678901234567890</a></flat-profile>",
            "E-PROFILE-VALUE-LONG",
        ),
        ("<flat-profile><a>x&#13;y</a></flat-profile>", "E-PROFILE-CONTROL"),
        ("<!DOCTYPE x><flat-profile/>", "E-XML-DOCTYPE"),
        ("<flat-profile><a>&x;</a></flat-profile>", "E-XML-ENTITY"),
    ] {
        let error = flat_profile::read(file.as_bytes(), &limits).unwrap_err();
        assert_eq!(error.code(), code, "{file}");
    }
    assert_eq!(
        flat_profile::read(&[b' '; 1_001], &limits).unwrap_err().code(),
        "E-XML-TOO-LONG"
    );
    let twice = flat_profile::read(b"<flat-profile><a>1</a><a>2</a></flat-profile>", &limits).unwrap();
    assert_eq!(twice.get("a"), Some("2"), "the last one counts, as on the phone");
}

#[test]
fn a_page_that_tells_an_address_of_its_own_keeps_the_phone_reachable() {
    let page = |kind: &str| {
        format!(
            "<flat-profile><Product_Name>SPA504G</Product_Name><Software_Version>7.5.5</Software_Version>\
             <MAC_Address>1CDF0F4B0616</MAC_Address><Connection_Type>{kind}</Connection_Type>\
             <Current_IP>192.0.2.40</Current_IP><Current_Netmask>255.255.255.0</Current_Netmask>\
             <Current_Gateway>192.0.2.1</Current_Gateway><Primary__DNS>192.0.2.2</Primary__DNS>\
             <Primary_DNS>192.0.2.2</Primary_DNS><Secondary__DNS>0.0.0.0</Secondary__DNS>\
             <Primary_NTP_Server>ntp.example.net</Primary_NTP_Server><Password_1_>s3cret</Password_1_></flat-profile>"
        )
    };
    let status = Status::read(page("Static IP").as_bytes()).unwrap();
    assert_eq!(
        (status.product.as_str(), status.firmware.as_deref()),
        ("SPA504G", Some("7.5.5"))
    );
    assert_eq!(status.mac, "1c:df:0f:4b:06:16".parse().ok());
    assert_eq!(
        (status.dns.len(), status.ntp.as_slice()),
        (1, &["ntp.example.net".to_owned()][..])
    );
    assert!(!format!("{status:?}").contains("s3cret"));
    let file = status.keep_address(phone("SPA504G")).render().unwrap();
    let text = |name: &str| file.entries().get(name);
    assert_eq!(
        (text("Connection_Type"), text("Static_IP")),
        (Some("Static IP"), Some("192.0.2.40"))
    );
    assert_eq!(
        (text("NetMask"), text("Gateway")),
        (Some("255.255.255.0"), Some("192.0.2.1"))
    );

    let status = Status::read(page("DHCP").as_bytes()).unwrap();
    assert_eq!(
        status.keep_address(phone("SPA504G")),
        phone("SPA504G"),
        "DHCP gives it"
    );
    for page in [
        "<flat-profile/>",
        "<html/>",
        "<flat-profile><Product_Name>a b</Product_Name></flat-profile>",
    ] {
        assert!(Status::read(page.as_bytes()).is_err(), "{page}");
    }
}

#[test]
fn a_page_without_a_product_is_no_phones() {
    let error = Status::read(b"<flat-profile/>").unwrap_err();
    assert_eq!(error.code(), "E-STATUS-PRODUCT");
}

#[test]
fn resync_takes_a_url_and_nothing_that_ends_one() {
    for (target, good) in [
        ("https://prov.example.net/d/f3Zk9Q/spa$MA.xml", true),
        ("http://192.0.2.1:8080/spa547c69112233.xml", true),
        ("tftp://192.0.2.1/SEP547C69112233.cnf.xml", false),
        ("https://u:p@prov.example.net/x", false),
        ("https://prov.example.net/a b", false),
        ("https://prov.example.net/x HTTP/1.1\r\nHost: y", false),
        ("https://[--uid x]/", false),
        ("https://prov.example.net/$(reboot)", false),
        ("javascript:x", false),
        ("", false),
    ] {
        let path = resync_path(target);
        assert_eq!(path.is_ok(), good, "{target}");
        assert!(path.as_ref().is_ok() || path.as_ref().is_err_and(|error| error.code() == "E-RESYNC-URL"));
        if let Ok(path) = path {
            assert!(
                path.starts_with("/admin/resync?http")
                    && path.is_ascii()
                    && !path.contains([' ', '\r', '\n'])
            );
        }
    }
}

proptest! {
    #[test]
    fn any_text_of_a_person_comes_back_as_it_was(name in "[^\\p{C}\"\\\\]{1,40}", label in "[a-zA-Zéß<>&' ]{1,20}") {
        let line = Line::new("pbx.example.net", "u4711", SECRET).display_name(name.clone()).label(label.clone());
        if let Ok(file) = bare("SPA504G").line(line).render() {
            let entries = flat_profile::read(file.text().as_bytes(), &Limits::default()).unwrap();
            prop_assert_eq!(entries.get("Display_Name_1_"), Some(name.as_str()));
            prop_assert_eq!(entries.get("Short_Name_1_"), Some(label.as_str()));
        }
    }

    #[test]
    fn no_file_is_too_strange(text in "(<flat-profile>|</flat-profile>|<Proxy_1_>|</Proxy_1_>|<Time_Zone>|GMT|[-+:/;=a-z0-9<>&]){0,40}") {
        if let Ok(entries) = flat_profile::read(text.as_bytes(), &Limits::default()) {
            let _ = read("SPA504G".parse().unwrap(), &entries);
        }
    }

    #[test]
    fn no_text_of_a_name_is_too_strange(text in "[-+:/;=.a-zA-Z0-9|\\[\\] $]{0,40}") {
        let mut entries = crate::brand::Entries::new(Brand::Cisco);
        for name in ["Proxy_1_", "Time_Zone", "Daylight_Saving_Time_Rule", "Profile_Rule", "Extended_Function_1_",
            "Extension_1_", "Resync_At__HHmm_", "Resync_Periodic", "VLAN_ID", "Unit_1_Key_1", "Register_Expires_1_"] {
            entries.set(name, text.clone());
        }
        entries.set("Daylight_Saving_Time_Enable", "Yes");
        entries.set("Enable_VLAN", "Yes");
        let said = read("SPA504G".parse().unwrap(), &entries);
        for (setting, value) in &said.settings {
            prop_assert!(value.as_ref().is_none_or(|value| value.check(*setting).is_ok()), "{}", setting);
        }
    }
}
