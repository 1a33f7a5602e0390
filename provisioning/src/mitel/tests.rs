use proptest::prelude::*;

use super::*;
use crate::brand::{Brand, Entries, Model, Phone, read};
use crate::grandstream::Limits;
use crate::setting::Value;
use crate::{Finding, FunctionKey, KeyFunction, Line, Schedule, Secret, TimeZone, Transport};

const SECRET: &str = "kT9-vV2_mQ7.xR4-pL1s";

fn bare(model: &str) -> Phone {
    Phone::new(model.parse().unwrap(), "00:08:5d:11:22:33".parse().unwrap()).admin_password("wq7.Lm-3_Zp")
}

fn phone(model: &str) -> Phone {
    bare(model).line(Line::new("pbx.example.net", "u4711", SECRET))
}

fn full() -> Phone {
    let line = Line::new("pbx.example.net:5070", "u4711", SECRET)
        .secondary_registrar("pbx2.example.net")
        .display_name("Hélène: T #1")
        .label("Reception")
        .voicemail("*79")
        .transport(Transport::Tcp);
    bare("6757i")
        .line(line)
        .key(
            1,
            FunctionKey::new(KeyFunction::BusyLamp)
                .value("102")
                .label("Workshop"),
        )
        .key(11, FunctionKey::new(KeyFunction::SpeedDial).value("*21*600#"))
        .board_key(61, FunctionKey::new(KeyFunction::BusyLamp).value("103"))
        .set("net.vlan".parse().unwrap(), 20)
        .set("net.pc_vlan".parse().unwrap(), 0)
        .set("time.ntp.1".parse().unwrap(), "ntp.example.net")
        .set(
            "time.zone".parse().unwrap(),
            TimeZone::Named("Europe/Paris".into()),
        )
        .set("time.clock".parse().unwrap(), Value::Choice("24h"))
        .set("ui.language".parse().unwrap(), "fr")
        .set("log.server".parse().unwrap(), "log.example.net")
        .set(
            "prov.config_path".parse().unwrap(),
            "prov.example.net:8443/phones/x",
        )
        .set("prov.config_user".parse().unwrap(), "00085d112233")
        .set(
            "prov.config_password".parse().unwrap(),
            Secret::new("Pr0v.Secret-99"),
        )
        .set("prov.schedule".parse().unwrap(), Schedule::Daily { hour: 3 })
}

#[test]
fn one_full_file_is_as_it_was() {
    let file = full().render().unwrap();
    assert_eq!(file.text(), include_str!("../../tests/snapshots/6757i.cfg"));
    assert!(file.warnings().is_empty(), "{:?}", file.warnings());
}

#[test]
fn what_is_written_is_read_back_and_means_the_same() {
    let phone = full();
    let file = phone.render().unwrap();
    let text = text::read(file.text().as_bytes(), &Limits::default()).unwrap();
    assert_eq!(
        (text.entries.clone(), text.left.len()),
        (file.entries().clone(), 0)
    );
    let said = read(phone.model(), &text.entries);
    let value = |path: &str| {
        let value = said.settings.get(&path.parse().unwrap());
        value
            .unwrap_or_else(|| panic!("{path}"))
            .as_ref()
            .and_then(Value::text)
    };
    for (path, expected) in [
        ("account.1.server.1", "pbx.example.net:5070"),
        ("account.1.server.2", "pbx2.example.net"),
        ("account.1.user_id", "u4711"),
        ("account.1.display_name", "Hélène: T #1"),
        ("account.1.name", "Reception"),
        ("account.1.transport", "tcp"),
        ("account.1.voicemail", "*79"),
        ("account.2.active", "no"),
        ("key.line.1.function", "busy_lamp"),
        ("key.line.11.value", "*21*600#"),
        ("key.board.61.value", "103"),
        ("net.vlan", "20"),
        ("net.pc_vlan", "0"),
        ("ui.language", "fr"),
        ("log.server", "log.example.net"),
        ("prov.config_path", "prov.example.net:8443/phones/x"),
        ("prov.schedule", "daily 3"),
    ] {
        assert_eq!(value(path).as_deref(), Some(expected), "{path}");
    }
    let zone = said.settings[&"time.zone".parse().unwrap()].clone().unwrap();
    let again = self::phone("6757i")
        .set("time.zone".parse().unwrap(), zone)
        .render()
        .unwrap();
    for name in [
        "time zone minutes",
        "dst config",
        "dst start week",
        "dst start day",
        "dst end hour",
    ] {
        assert_eq!(again.entries().get(name), file.entries().get(name), "{name}");
    }
}

#[test]
fn a_phone_that_is_passed_on_keeps_nothing_of_the_person_before() {
    let before = full().render().unwrap();
    let other = bare("6757i").line(Line::new("pbx.example.net", "u9", "xR4-pL1s-kT9vV2_mQ7."));
    for next in [other, bare("6757i")] {
        let file = next.render().unwrap();
        let mut phone = before.entries().clone();
        for (name, text) in file.entries().iter() {
            phone.set(name, text);
        }
        for word in [
            "u4711",
            "Hélène",
            "Reception",
            "Workshop",
            "*79",
            SECRET,
            "*21*600#",
            "102",
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
fn what_is_whose_counts_above_what_somebody_set_on_the_phone() {
    let file = full().render().unwrap().text();
    assert!(file.contains("\n^sip line1 password: kT9-"), "{file}");
    assert!(file.contains("\n^sip line2 password:\n"), "{file}");
    assert!(file.contains("\n^admin password: "), "{file}");
    assert!(file.contains("\ntime server1: "), "{file}");
}

#[test]
fn no_secret_shows_in_debug_errors_or_differences() {
    let file = full().render().unwrap();
    let earlier = bare("6757i").render().unwrap();
    let refused = full()
        .set("net.vlan".parse().unwrap(), 5000)
        .render()
        .unwrap_err();
    let told = format!(
        "{:?} {file:?} {refused} {refused:?} {:?}",
        full(),
        file.entries().changes(earlier.entries()).collect::<Vec<_>>()
    );
    for secret in [SECRET, "wq7.Lm", "Pr0v.Secret"] {
        assert!(!told.contains(secret), "{secret} in {told}");
    }
    assert!(told.contains("u4711"), "the rest does");
}

#[test]
fn hostile_texts_come_out_as_texts_or_not_at_all() {
    for (name, good) in [
        ("x # y", true),
        ("^x: y", true),
        ("# x", true),
        ("x\nadmin password: y", false),
        ("x\" y", false),
        ("x\u{85}y", false),
    ] {
        let line = Line::new("pbx", "u4711", SECRET).display_name(name).label("Desk");
        let file = bare("6757i").line(line).render();
        assert_eq!(file.is_ok(), good, "{name:?}");
        if let Ok(file) = file {
            let text = text::read(file.text().as_bytes(), &Limits::default()).unwrap();
            assert_eq!(text.entries.get("sip line1 display name"), Some(name));
            assert_eq!(text.left, [0usize; 0]);
        }
    }
    let quoted = |phone: Phone| phone.check().iter().map(Finding::code).collect::<Vec<_>>();
    let line = Line::new("pbx", "u4711", "a\"b-kT9-vV2_mQ7.xR4#pL1s").label("say \"hi\"");
    assert_eq!(quoted(bare("6757i").line(line)), ["E-CHAR-UNFIT", "E-CHAR-UNFIT"]);
    assert_eq!(quoted(phone("6757i").own("sip dial plan", "x+#|xx+*")), [""; 0]);
    assert_eq!(quoted(phone("6757i").own("a: b", "x")), ["E-BRAND-NAME"]);
    assert_eq!(quoted(phone("6757i").own("a b", "x\ny")), ["E-CHAR-UNFIT"]);
}

#[test]
fn what_the_phones_cannot_be_told_is_an_error_with_a_remedy() {
    let codes = |phone: Phone| phone.check().iter().map(Finding::code).collect::<Vec<_>>();
    for (path, value, code) in [
        ("access.ssh", Value::Bool(false), "E-BRAND-SETTING"),
        (
            "prov.firmware_path",
            Value::Text("prov.example.net/fw".into()),
            "E-BRAND-SETTING",
        ),
        ("account.1.local_features", Value::Bool(true), "E-BRAND-SETTING"),
        ("ui.language", Value::Text("zh".into()), "E-ENUM-FAMILY"),
        ("time.date_format", Value::Choice("mdy"), "E-ENUM-FAMILY"),
        (
            "time.zone",
            Value::Zone(TimeZone::Named("Pacific/Chatham".into())),
            "E-ZONE-FAMILY",
        ),
        (
            "prov.schedule",
            Value::Schedule(Schedule::Weekly { weekday: 1, hour: 3 }),
            "E-ENUM-SCHEDULE",
        ),
    ] {
        assert_eq!(
            codes(phone("6757i").set(path.parse().unwrap(), value)),
            [code],
            "{path}"
        );
    }
    let tftp = phone("6757i")
        .set("prov.config_path".parse().unwrap(), "prov.example.net")
        .set("prov.config_protocol".parse().unwrap(), Value::Choice("tftp"));
    assert_eq!(codes(tftp), ["E-ENUM-FAMILY"]);
    let two = phone("6757i").line(Line::new("pbx", "u2", SECRET).transport(Transport::Tls));
    assert_eq!(codes(two), ["E-BRAND-SHARED"]);
    let cisco = phone("6757i").cisco(crate::cisco::Cisco::new().logo("x"));
    assert_eq!(codes(cisco), ["E-BRAND-SETTING"]);
    let wrong = Phone::new("6757i".parse().unwrap(), "54:7c:69:11:22:33".parse().unwrap())
        .line(Line::new("pbx", "u2", SECRET))
        .admin_password("wq7.Lm-3_Zp");
    assert_eq!(codes(wrong), ["W-MAC-MAKER"]);
}

#[test]
fn every_line_and_key_of_every_model_has_its_place_and_comes_back() {
    for model in Model::all().filter(|model| model.brand() == Brand::Mitel) {
        let mut phone = bare(model.name());
        for line in 1..=model.lines() {
            phone = phone.line(Line::new("pbx", format!("u{line}"), format!("{SECRET}{line}")));
        }
        let lamp = |key: u8| FunctionKey::new(KeyFunction::BusyLamp).value(format!("{key}"));
        for key in 1..=model.keys() {
            phone = phone.key(key, lamp(key));
        }
        for key in 1..=model.board_keys() {
            phone = phone.board_key(key, lamp(key));
        }
        let file = phone
            .render()
            .unwrap_or_else(|refused| panic!("{model}: {refused}"));
        let said = read(model, file.entries());
        for key in 1..=model.keys() {
            let value = &said.settings[&format!("key.line.{key}.value").parse().unwrap()];
            assert_eq!(value, &Some(Value::Text(key.to_string())), "{model}");
        }
        assert_eq!(
            said.left,
            [
                "https validate certificates",
                "https validate hostname",
                "https validate expires"
            ],
            "{model}"
        );
    }
}

#[test]
fn files_of_others_are_read_line_by_line_and_nothing_is_lost() {
    let file =
        b"# Desk\r\ndownload protocol: TFTP\r\n!sip line1 user name: u1\nsip dial plan: \"x+#|xx+*\" # all\n\
        time format: 1 # 24h\nno colon here\n: nothing\nsip line1 password:p:w\nsip line1 user name: u2\n";
    assert_eq!(Brand::of_file(file), Some(Brand::Mitel));
    let text = text::read(file, &Limits::default()).unwrap();
    assert_eq!(text.left, [6, 7]);
    let entries = &text.entries;
    assert_eq!(entries.get("sip dial plan"), Some("x+#|xx+*"));
    assert_eq!(entries.get("time format"), Some("1"));
    assert_eq!(entries.get("sip line1 password"), Some("p:w"));
    assert_eq!(
        entries.get("sip line1 user name"),
        Some("u2"),
        "the last one counts, as on the phone"
    );
    let said = read("6757i".parse().unwrap(), entries);
    assert_eq!(said.left, ["download protocol", "sip dial plan"]);

    let limits = Limits {
        bytes: 40,
        values: 1,
        value_bytes: 5,
    };
    for (file, code) in [
        (&b"a b: 1\nc d: 2\n"[..], "E-CFG-MANY"),
        (&[b'x'; 41][..], "E-CFG-TOO-LONG"),
        (b"a b: \xff", "E-CFG-UTF8"),
    ] {
        assert_eq!(text::read(file, &limits).unwrap_err().code(), code);
    }
    assert_eq!(
        text::read(b"a b: 123456", &limits).unwrap().left,
        [1],
        "one long line costs that line"
    );
}

proptest! {
    #[test]
    fn any_text_without_quotes_comes_back_as_it_was(text in "[^\\p{C}\"\n]{0,40}") {
        let mut entries = Entries::new(Brand::Mitel);
        entries.set("sip screen name", text.clone());
        let file = text::write(&entries);
        let read = text::read(file.as_bytes(), &Limits::default()).unwrap();
        prop_assert_eq!(read.entries.get("sip screen name"), Some(text.as_str()));
    }

    #[test]
    fn no_file_is_too_strange(text in "(sip line1 |user name|proxy ip|: |\n|softkey1 type|dst start day|#|\"|[-a-z0-9.:]){0,60}") {
        if let Ok(text) = text::read(text.as_bytes(), &Limits::default()) {
            let said = read("6757i".parse().unwrap(), &text.entries);
            for (setting, value) in &said.settings {
                prop_assert!(value.as_ref().is_none_or(|value| value.check(*setting).is_ok()), "{}", setting);
            }
        }
    }
}
