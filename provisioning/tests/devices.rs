//! Whole phones: known files byte for byte, and laws that hold for every phone.

mod common;

use std::collections::HashSet;

use common::{any_device, gxp2135, reception, signed_off};
use proptest::prelude::*;
use switchhook_provisioning::grandstream::{Limits, PNumber, binary, xml};
use switchhook_provisioning::layer::{Base, Layer, Scope, Subject, resolve};
use switchhook_provisioning::setting::{AccountSetting, Value};
use switchhook_provisioning::{Device, Finding, FunctionKey, KeyFunction, Line, Model, Schedule, Setting};

const SECRET: &str = "kT9-vV2_mQ7.xR4-pL1s";

fn text(device: &Device, number: u32) -> Option<String> {
    let configuration = device.render().expect("a phone without faults");
    configuration
        .values()
        .get(PNumber::new(number))
        .map(str::to_owned)
}

/// The snapshots are files of a released form: a difference is a change that phones will see.
#[track_caller]
#[expect(
    clippy::disallowed_methods,
    reason = "a failing test leaves a file to compare with"
)]
fn assert_snapshot(name: &str, actual: &[u8], expected: &[u8]) {
    if actual != expected {
        let path = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        std::fs::write(&path, actual).expect("a folder for what tests write");
        panic!("{name} differs; compare it with {}", path.display());
    }
}

#[test]
fn a_full_grp2614_is_the_same_file_every_time() {
    let configuration = reception().render().unwrap();
    assert_eq!(configuration.warnings(), []);
    assert_eq!(configuration.xml_name(), "cfgc074ad112233.xml");
    assert_snapshot(
        "grp2614.xml",
        configuration.xml().as_bytes(),
        include_bytes!("snapshots/grp2614.xml"),
    );
    assert_eq!(configuration.binary_name(), "cfgc074ad112233");
    assert_snapshot(
        "grp2614.bin",
        &configuration.binary(),
        include_bytes!("snapshots/grp2614.bin"),
    );
}

#[test]
fn a_full_gxp2135_is_the_same_file_every_time() {
    let configuration = gxp2135().render().unwrap();
    assert_snapshot(
        "gxp2135.xml",
        configuration.xml().as_bytes(),
        include_bytes!("snapshots/gxp2135.xml"),
    );
    assert_snapshot(
        "gxp2135.bin",
        &configuration.binary(),
        include_bytes!("snapshots/gxp2135.bin"),
    );
}

#[test]
fn a_phone_without_lines_is_signed_off() {
    let configuration = signed_off().render().unwrap();
    let codes: Vec<_> = configuration.warnings().iter().map(Finding::code).collect();
    assert_eq!(codes, ["W-NO-LINE"]);
    assert_snapshot(
        "signed-off.xml",
        configuration.xml().as_bytes(),
        include_bytes!("snapshots/signed-off.xml"),
    );
}

#[test]
fn what_an_earlier_owner_had_is_cleared() {
    let mac = "c074ad112233".parse().unwrap();
    let two = Device::new(Model::GRP2614, mac)
        .line(Line::new("pbx", "u1", SECRET).label("One").voicemail("*79"))
        .line(Line::new("pbx", "u2", SECRET).display_name("Two"));
    let one = Device::new(Model::GRP2614, mac).line(Line::new("pbx", "u3", SECRET));
    let two = two.render().unwrap();
    let one = one.render().unwrap();
    // Choices such as the transport are stated again with the next line that is set up there.
    let choice = |of| {
        matches!(
            of,
            AccountSetting::Register | AccountSetting::SubscribeMwi | AccountSetting::Transport
        )
    };
    for value in two.explain() {
        let kept = one.values().get(value.number).is_none();
        let of_line_2 = matches!(value.setting, Setting::Account(2, of) if choice(of));
        assert_eq!(kept, of_line_2, "{} of the earlier owner", value.setting);
    }
    for (number, text) in [
        (401, "0"),
        (404, ""),
        (406, ""),
        (407, ""),
        (270, ""),
        (33, ""),
        (99, "0"),
    ] {
        assert_eq!(one.values().get(PNumber::new(number)), Some(text), "P{number}");
    }
}

#[test]
fn nothing_is_stated_that_nobody_set() {
    let device =
        Device::new(Model::GXP2135, "000b82aabbcc".parse().unwrap()).line(Line::new("pbx", "u1", SECRET));
    for number in [
        2, 196, 51, 21, 92, 30, 64, 207, 237, 212, 192, 194, 1362, 1363, 23800,
    ] {
        assert_eq!(text(&device, number), None, "P{number}");
    }
}

#[test]
fn what_is_set_dhcp_may_not_replace() {
    let device = reception();
    for number in [143, 144, 145] {
        assert_eq!(text(&device, number).as_deref(), Some("0"), "P{number}");
    }
}

#[test]
fn codes_of_keys_are_those_of_the_model_and_the_place() {
    let with_key = |model, position, function| {
        let key = FunctionKey::new(function).value("101").label("x");
        Device::new(model, "000b82aabbcc".parse().unwrap())
            .line(Line::new("pbx", "u1", SECRET))
            .key(position, key)
    };
    for (model, position, function, number, code) in [
        // The line keys of a GXP2135 have a table of their own, though 7 and 8 stand in the second block.
        (Model::GXP2135, 1, KeyFunction::BusyLamp, 1363, "11"),
        (Model::GXP2135, 8, KeyFunction::BusyLamp, 23804, "11"),
        (Model::GXP2135, 9, KeyFunction::BusyLamp, 23808, "1"),
        (Model::GXP2135, 32, KeyFunction::Park, 23900, "9"),
        (Model::GXP2135, 2, KeyFunction::Park, 1365, "19"),
        (Model::GXP2135, 2, KeyFunction::SpeedDial, 1365, "10"),
        (Model::GXP2135, 2, KeyFunction::DoNotDisturb, 1365, "32"),
        (Model::GXP2135, 20, KeyFunction::DoNotDisturb, 23852, "22"),
        (Model::GXP2135, 2, KeyFunction::Line, 1365, "0"),
        (Model::GXP2135, 9, KeyFunction::Line, 23808, "31"),
        // A GRP has one table for all.
        (Model::GRP2614, 1, KeyFunction::BusyLamp, 1363, "1"),
        (Model::GRP2614, 6, KeyFunction::SpeedDial, 1373, "0"),
        (Model::GRP2614, 16, KeyFunction::Redial, 23836, "23"),
        (Model::GRP2614, 2, KeyFunction::Redial, 1365, "23"),
        (Model::GRP2614, 3, KeyFunction::Line, 1367, "31"),
        (Model::GRP2614, 5, KeyFunction::Park, 1371, "9"),
    ] {
        let device = with_key(model, position, function);
        assert_eq!(
            text(&device, number).as_deref(),
            Some(code),
            "{model} key {position} {function:?}"
        );
    }
}

#[test]
fn keys_without_a_function_fill_the_gaps_and_line_keys_stay() {
    let device = Device::new(Model::GRP2614, "c074ad112233".parse().unwrap())
        .line(Line::new("pbx", "u1", SECRET))
        .key(8, FunctionKey::new(KeyFunction::BusyLamp).value("101"));
    let function = |key: u32| {
        text(
            &device,
            if key <= 6 {
                1361 + 2 * key
            } else {
                23800 + 4 * (key - 7)
            },
        )
    };
    for key in 1..=4 {
        assert_eq!(function(key), None, "key {key}");
    }
    for key in (5..=16).filter(|key| *key != 8) {
        assert_eq!(function(key).as_deref(), Some("-1"), "key {key}");
    }
    assert_eq!(function(8).as_deref(), Some("1"));
    assert_eq!(
        text(&device, 23805).as_deref(),
        Some("0"),
        "line 1 is 0 for phones"
    );
}

#[test]
fn lines_beyond_the_sixth_have_what_they_need_to_register() {
    let mac = "c074ad112233".parse().unwrap();
    let device = (1..=12).fold(Device::new(Model::GRP2614, mac), |device, line| {
        device.line(Line::new("pbx", format!("u{line}"), SECRET))
    });
    for (number, expected) in [
        (1701, "1"),
        (1804, "u6"),
        (50601, "1"),
        (50602, "pbx"),
        (50604, "u7"),
        (50605, "u7"),
        (50606, SECRET),
        (51104, "u12"),
    ] {
        assert_eq!(text(&device, number).as_deref(), Some(expected), "P{number}");
    }
}

#[test]
fn schedules_are_in_the_words_of_this_family() {
    let minutes = |minutes: u64| Schedule::Every(std::time::Duration::from_secs(minutes * 60 - 1));
    for (schedule, expected) in [
        (Schedule::Never, [Some("0"), None, None, None]),
        (minutes(60), [Some("1"), Some("60"), None, None]),
        (Schedule::Daily { hour: 3 }, [Some("2"), None, Some("3"), None]),
        (
            Schedule::Weekly { weekday: 0, hour: 23 },
            [Some("3"), None, Some("23"), Some("0")],
        ),
    ] {
        let device = signed_off().schedule(schedule);
        let got = [194, 193, 285, 286].map(|number| text(&device, number));
        assert_eq!(got.each_ref().map(Option::as_deref), expected, "{schedule:?}");
    }
}

proptest! {
    #[test]
    fn a_rendered_phone_reads_back_from_both_files(device in any_device()) {
        let Ok(configuration) = device.render() else { return Ok(()) };
        let file = xml::read(configuration.xml().as_bytes(), &Limits::default()).unwrap();
        prop_assert_eq!(file.mac, Some(configuration.mac()));
        prop_assert_eq!(&file.values, configuration.values());
        let file = binary::read(&configuration.binary(), &Limits::default()).unwrap();
        prop_assert_eq!(file.mac, configuration.mac());
        prop_assert_eq!(&file.values, configuration.values());
    }

    #[test]
    fn every_value_is_known_by_its_number_and_stands_once(device in any_device()) {
        let Ok(configuration) = device.render() else { return Ok(()) };
        let mut seen = HashSet::new();
        let mut last = None;
        for value in configuration.explain() {
            prop_assert!(seen.insert(value.number), "{} twice", value.number);
            prop_assert!(last < Some(value.number));
            last = Some(value.number);
            prop_assert_eq!(configuration.model().setting(value.number), Some(value.setting));
            prop_assert_eq!(value.text.is_none(), value.setting.is_secret());
        }
    }

    /// The changes are what makes the later file of the earlier one, and show no password.
    #[test]
    fn changes_lead_from_one_configuration_to_the_next(one in any_device(), other in any_device()) {
        let (Ok(one), Ok(other)) = (one.render(), other.render()) else { return Ok(()) };
        prop_assert_eq!(one.changes(one.values()).count(), 0);
        let changed: HashSet<_> = other.changes(one.values()).map(|change| change.now.number).collect();
        for (number, text) in other.values().iter() {
            prop_assert_eq!(changed.contains(&number), one.values().get(number) != Some(text), "{}", number);
        }
        for change in other.changes(one.values()).filter(|change| change.now.setting.is_secret()) {
            prop_assert_eq!((change.now.text, change.before), (None, None));
        }
    }

    #[test]
    fn the_same_phone_is_the_same_file(device in any_device()) {
        if let (Ok(one), Ok(other)) = (device.render(), device.clone().render()) {
            prop_assert_eq!(one.xml(), other.xml());
            prop_assert_eq!(one.binary(), other.binary());
        }
    }

    #[test]
    fn findings_and_refusal_agree(device in any_device()) {
        let findings = device.check();
        match device.render() {
            Ok(configuration) => {
                prop_assert!(!findings.iter().any(Finding::is_error));
                prop_assert_eq!(configuration.warnings(), findings.as_slice());
            }
            Err(refused) => {
                prop_assert!(findings.iter().any(Finding::is_error));
                prop_assert_eq!(refused.findings, findings);
            }
        }
    }

    /// Whatever is prepared beforehand: the layers of a device come to its file, and each number has the text that its setting makes
    /// alone.
    #[test]
    fn a_device_and_its_layers_make_the_same_file(device in any_device()) {
        if let Ok(configuration) = device.render() {
            let model = configuration.model();
            let settings = device.settings();
            for (setting, value) in &settings {
                let alone = match value {
                    Some(value) => model.encode(*setting, value),
                    None => model.clear(*setting),
                };
                // What ports share is kept in a profile.
                for (number, text) in alone.unwrap_or_default() {
                    prop_assert_eq!(configuration.values().get(number), Some(text.as_str()), "{} {}", setting, number);
                }
            }
            let subject = Subject::new(model, configuration.mac());
            let whole = Layer::of(&device);
            let file = resolve(&[&whole], &subject).encode().map(|there| there.xml());
            prop_assert_eq!(file.as_ref(), Ok(&configuration.xml()));
            let say = |layer: Layer, (setting, value): (&Setting, &Option<Value>)| match value {
                Some(value) => layer.set(*setting, value.clone()),
                None => layer.clear(*setting),
            };
            for split in [0, 1] {
                let part = |rest: usize| {
                    let of = settings.iter().enumerate().filter(move |(index, _)| index % 2 == rest);
                    of.map(|(_, entry)| entry)
                };
                let site = part(split).fold(Layer::new(Scope::Site, "half"), say);
                let own = part(1 - split).fold(Layer::new(Scope::Device, "other half"), say);
                let base = Base::new(model, None, &[&site]);
                let resolved = base.resolve(&[&own], &subject).encode().map(|there| there.xml());
                prop_assert_eq!(resolved.as_ref(), Ok(&configuration.xml()));
            }
        }
    }

    /// What identifies somebody is stated of every account whose number is known.
    #[test]
    fn every_line_of_the_model_is_stated(device in any_device()) {
        let Ok(configuration) = device.render() else { return Ok(()) };
        let model = configuration.model();
        let stated: HashSet<_> = configuration.explain().map(|value| value.setting).collect();
        for line in 1..=model.accounts().unwrap_or(0) {
            for of in [AccountSetting::Active, AccountSetting::UserId, AccountSetting::AuthId, AccountSetting::Password] {
                let setting = Setting::Account(line, of);
                prop_assert!(model.number(setting).is_none() || stated.contains(&setting), "{model} {setting}");
            }
        }
    }
}
