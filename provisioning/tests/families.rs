//! One full file of each family, as it is written: a difference is a change that phones will see.
//!
//! Everything that a family can express is set once on the first account, a line is added on the others, and keys are set at
//! their splits. A file that differs is left in the folder that the failing test names.

use std::collections::BTreeSet;

use switchhook_provisioning::catalogue::Family;
use switchhook_provisioning::grandstream::{Limits, xml};
use switchhook_provisioning::setting::{Codec, Key, KeySetting, Kind, Value};
use switchhook_provisioning::{
    Device, Finding, FunctionKey, KeyFunction, Line, MacAddr, Model, Secret, Setting,
};

const SECRET: &str = "kT9-vV2_mQ7.xR4-pL1s";

/// The model with the most of everything.
fn of_family(family: Family) -> Option<Model> {
    let models = Model::all().filter(|model| model.family() == family);
    models.max_by_key(|model| (model.settings().count(), std::cmp::Reverse(*model)))
}

/// A value that the model can be told; `None` where there is none.
fn sample(model: Model, setting: Setting) -> Option<Value> {
    let text = |text: &str| Some(Value::Text(text.to_owned()));
    let first = |texts: &[&str]| {
        let values = texts
            .iter()
            .map(|text| Value::parse(setting, text).expect("a value"));
        values
            .into_iter()
            .find(|value| model.encode(setting, value).is_ok())
    };
    match (setting.path().as_str(), setting.kind()) {
        // Both are one number on some families.
        ("prov.config_protocol" | "prov.firmware_protocol", _) => first(&["https", "http"]),
        ("access.admin_password", _) => Some(Value::Secret(Secret::new("wq7.Lm-3_Zp"))),
        ("access.user_password", _) => Some(Value::Secret(Secret::new("uX4.rr-9_Qa"))),
        (_, Kind::Bool) => Some(Value::Bool(true)),
        (_, Kind::Integer { least, most }) => Some(Value::Integer(most.min(least + 120))),
        // The last word is the one that families differ in.
        (_, Kind::Choice) => setting.words_of(model.family()).last().map(Value::Choice),
        (_, Kind::Codec) => Some(Value::Codec(Codec::Pcma)),
        (_, Kind::Ipv4 | Kind::Octets) => Some(Value::Ipv4([10, 1, 2, 3].into())),
        (_, Kind::Schedule) => first(&["weekly 0 3", "every 2880"]),
        (_, Kind::Zone) => first(&["Europe/Paris", "UTC+11", "maker:HAW10"]),
        (_, Kind::Url) => text("https://pbx.example.net/$mac"),
        (_, Kind::Certificate) => text("-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----"),
        (_, Kind::PrivateKey) => {
            let key = "-----BEGIN PRIVATE KEY-----\nMIIB\n-----END PRIVATE KEY-----";
            Some(Value::Secret(Secret::new(key)))
        }
        (_, Kind::Secret) => Some(Value::Secret(Secret::new(SECRET))),
        (_, Kind::DialPlan) => text("{ x+ | \\+x+ | *x+ }"),
        (_, Kind::Language) => text("fr"),
        (_, Kind::Host) => text("host.example.net:5071"),
        (_, Kind::Path) => text("files.example.net/a"),
        (_, Kind::KeyFunction | Kind::Raw) => None,
        _ => text("pbx1"),
    }
}

fn full(model: Model) -> Device {
    let mut device = Device::new(model, MacAddr::new([0xc0, 0x74, 0xad, 0x11, 0x22, 0x33]));
    for number in 1..=model.accounts().unwrap_or(0) {
        let user = Setting::Account(number, switchhook_provisioning::setting::AccountSetting::UserId);
        // Outside lines, and ports of the largest gateways.
        if model.number(user).is_none() {
            break;
        }
        device = device.line(Line::new("pbx.example.net", format!("u{number}"), SECRET));
    }
    let mut keys = BTreeSet::new();
    for setting in model.settings() {
        match setting {
            Setting::Key(key, KeySetting::Function) => {
                keys.insert(key);
            }
            Setting::Account(2.., _) | Setting::Key(..) => {}
            Setting::Account(1, _) if setting.path().ends_with("user_id") => {}
            // Ports choose their profile themselves.
            Setting::Profile(1, _)
            | Setting::Account(_, switchhook_provisioning::setting::AccountSetting::Profile) => {}
            _ => {
                if let Some(value) =
                    sample(model, setting).filter(|value| model.encode(setting, value).is_ok())
                {
                    device = device.set(setting, value);
                }
            }
        }
    }
    let line_keys = model.line_keys().unwrap_or(0);
    for key in keys {
        let lamp = FunctionKey::new(KeyFunction::BusyLamp)
            .value("101")
            .label("Workshop");
        let function = Setting::Key(key, KeySetting::Function);
        let possible = model
            .encode(function, &Value::Function(KeyFunction::BusyLamp))
            .is_ok();
        device = match key {
            Key::Line(key) if possible && (key == 1 || key.abs_diff(line_keys) <= 1) => device.key(key, lamp),
            Key::Side(key @ (1 | 7 | 8 | 18 | 19)) => device.side_key(key, lamp),
            Key::Board(key @ (1 | 41)) => device.board_key(key, lamp),
            _ => device,
        };
    }
    device
}

#[test]
#[expect(
    clippy::disallowed_methods,
    reason = "files to compare with, and those that differ are left for the reader"
)]
fn a_full_file_of_each_family_is_the_same_every_time() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/snapshots/families");
    let mut differ = Vec::new();
    for family in Family::ALL {
        let Some(model) = of_family(*family).filter(|model| model.settings().next().is_some()) else {
            assert_eq!(
                *family,
                Family::Gxv36xx,
                "the only one of which no number is known"
            );
            continue;
        };
        let configuration = full(model)
            .render()
            .unwrap_or_else(|refused| panic!("{model}: {refused}"));
        let codes: BTreeSet<_> = configuration.warnings().iter().map(Finding::code).collect();
        assert!(
            codes.iter().all(|code| code.starts_with('W')),
            "{model}: {codes:?}"
        );
        let actual = configuration.xml();
        let name = format!("{family}-{model}.xml");
        if std::fs::read_to_string(folder.join(&name)).ok().as_ref() != Some(&actual) {
            let left = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("families");
            std::fs::create_dir_all(&left).expect("a folder for what tests write");
            std::fs::write(left.join(&name), &actual).expect("a file");
            differ.push(left.join(name).display().to_string());
        }
    }
    assert!(
        differ.is_empty(),
        "these differ from tests/snapshots/families:\n{}",
        differ.join("\n")
    );
}

/// A file is read back into the settings that made it.
#[test]
fn a_full_file_of_each_family_reads_back_into_its_settings() {
    for model in Family::ALL.iter().filter_map(|family| of_family(*family)) {
        let device = full(model);
        let Ok(configuration) = device.render() else {
            panic!("{model}")
        };
        let file = xml::read(configuration.xml().as_bytes(), &Limits::default()).unwrap();
        assert_eq!(&file.values, configuration.values(), "{model}");
        let mut again = Device::new(model, configuration.mac());
        for (setting, value) in model.read(&file.values) {
            assert!(!matches!(setting, Setting::Raw(_)), "{model}: {setting}");
            again = match value {
                Some(value) => again.set(setting, value),
                None => again.clear(setting),
            };
        }
        let again = again
            .render()
            .unwrap_or_else(|refused| panic!("{model}: {refused}"));
        assert_eq!(again.values(), configuration.values(), "{model}");
    }
}
