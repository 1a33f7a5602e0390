//! Laws of `switchhook-provisioning`.

use switchhook_provisioning::catalogue::{Family, Firmware, identify};
use switchhook_provisioning::grandstream::{Limits, PNumber, PValues, binary, xml};
use switchhook_provisioning::setting::{Setting, Value};
use switchhook_provisioning::{Device, FunctionKey, KeyFunction, Line, MacAddr, Model, TimeZone, UtcOffset};

fn small() -> Limits {
    Limits {
        bytes: 3000,
        values: 40,
        value_bytes: 200,
    }
}

fn within(values: &PValues, limits: &Limits) {
    assert!(values.len() <= limits.values);
    assert!(values.iter().all(|(_, text)| text.len() <= limits.value_bytes));
}

/// A file that can be read holds no more than the limits, and written again it reads the same, in both forms.
///
/// Input: an XML file.
pub fn xml_file(bytes: &[u8]) {
    for limits in [small(), Limits::default()] {
        match xml::read(bytes, &limits) {
            Ok(file) => {
                within(&file.values, &limits);
                let again = xml::read(xml::write(file.mac, &file.values).as_bytes(), &Limits::default());
                assert_eq!(again.as_ref(), Ok(&file));
                let mac = file.mac.unwrap_or(MacAddr::new([0; 6]));
                let binary =
                    binary::read(&binary::write(mac, &file.values), &Limits::default()).expect("ours");
                assert_eq!(binary.values, file.values);
            }
            Err(error) => {
                let lines = bytes.iter().filter(|byte| **byte == b'\n').count() + 1;
                assert!(
                    error.line().is_none_or(|line| (1..=lines).contains(&line)),
                    "{error}"
                );
                assert!(
                    error.code().starts_with("E-") && error.to_string().len() < 500,
                    "{error}"
                );
            }
        }
    }
}

/// A binary file that can be read holds no more than the limits, and written again it reads the same.
///
/// Input: a binary file. Length and checksum are set right before it is read, and it is read as it is too.
pub fn binary_file(bytes: &[u8]) {
    let mut right = bytes.to_vec();
    if right.len() >= 16 {
        if right.len() % 2 == 1 {
            right.push(0);
        }
        let words = u32::try_from(right.len() / 2).expect("inputs are short");
        right[..4].copy_from_slice(&words.to_be_bytes());
        right[4..6].fill(0);
        right[12..16].copy_from_slice(b"\r\n\r\n");
        let sum = right.chunks(2).fold(0u16, |sum, word| {
            sum.wrapping_add(u16::from_be_bytes([word[0], word[1]]))
        });
        right[4..6].copy_from_slice(&sum.wrapping_neg().to_be_bytes());
    }
    for bytes in [bytes, &right] {
        for limits in [small(), Limits::default()] {
            match binary::read(bytes, &limits) {
                Ok(file) => {
                    within(&file.values, &limits);
                    let written = binary::write(file.mac, &file.values);
                    assert_eq!(binary::read(&written, &Limits::default()).as_ref(), Ok(&file));
                    let xml = xml::write(Some(file.mac), &file.values);
                    let xml = xml::read(xml.as_bytes(), &Limits::default()).expect("ours");
                    assert_eq!((xml.mac, xml.values), (Some(file.mac), file.values));
                }
                Err(error) => assert!(error.code().starts_with("E-") && error.to_string().len() < 500),
            }
        }
    }
}

/// Whatever a phone is told to be: it is refused with reasons, or both of its files read back; no secret is shown.
///
/// Input, one a line: model, address, registrar, user, secret, name, label of a key, its value, time zone.
pub fn device(bytes: &[u8]) {
    let Some([model, mac_text, registrar, user, secret, name, label, value, zone]) = crate::lines(bytes)
    else {
        return;
    };
    let model = model.parse::<Model>().unwrap_or(Model::GRP2614);
    let Ok(mac) = mac_text.parse::<MacAddr>() else {
        return;
    };
    let mut device = Device::new(model, mac)
        .line(Line::new(registrar, user, format!("QXJ{secret}")).display_name(name))
        .key(
            5,
            FunctionKey::new(KeyFunction::BusyLamp).value(value).label(label),
        );
    if let Ok(offset) = zone.parse::<UtcOffset>() {
        device = device.time_zone(TimeZone::Utc(offset));
    }
    // Unless something else holds these letters, only the secret can show them.
    let hidden = ![mac_text, registrar, user, name, label, value, zone]
        .iter()
        .any(|other| other.contains("QXJ"));
    let shown = format!("{device:?}");
    assert!(
        !hidden || !shown.contains("QXJ"),
        "the secret is shown by {shown}"
    );
    let findings = device.check();
    match device.render() {
        Ok(configuration) => {
            let values = configuration.values();
            let limits = Limits::default();
            let xml = xml::read(configuration.xml().as_bytes(), &limits).expect("its own file");
            assert_eq!((xml.mac, &xml.values), (Some(mac), values));
            let binary = binary::read(&configuration.binary(), &limits).expect("its own file");
            assert_eq!((binary.mac, &binary.values), (mac, values));
            assert_eq!(configuration.warnings().len(), findings.len());
            let explained: Vec<_> = configuration.explain().map(|line| format!("{line:?}")).collect();
            assert!(!hidden || !explained.iter().any(|line| line.contains("QXJ")));
        }
        Err(refused) => {
            assert!(!findings.is_empty());
            let said = refused.to_string();
            assert!(!hidden || !said.contains("QXJ"), "the secret is shown by {said}");
        }
    }
}

/// A setting and its value by their texts, on every family: what is written has numbers of the family alone, and reads back.
///
/// Input, one a line: path of a setting, value, User-Agent.
pub fn setting(bytes: &[u8]) {
    let Some([path, text, user_agent]) = crate::lines(bytes) else {
        return;
    };
    if let Some(who) = identify(user_agent) {
        assert!(who.model_name.len() <= 12);
    }
    crate::survives_display::<Firmware>(text);
    crate::survives_display::<Setting>(path);
    let Ok(setting) = path.parse::<Setting>() else {
        return;
    };
    let value = match Value::parse(setting, text) {
        Ok(value) => value,
        Err(error) => {
            assert!(error.code().starts_with("E-"));
            assert!(!setting.is_secret() || text.len() < 6 || !error.to_string().contains(text));
            return;
        }
    };
    if let Some(shown) = value.text() {
        assert_eq!(Value::parse(setting, &shown).as_ref(), Ok(&value), "{shown:?}");
    }
    // The largest of each family has all that the others have.
    for family in Family::ALL {
        let models = Model::all().filter(|model| model.family() == *family);
        let Some(model) = models.max_by_key(|model| model.accounts()) else {
            continue;
        };
        let Ok(pairs) = model.encode(setting, &value) else {
            continue;
        };
        let mut values = PValues::new();
        for (number, text) in pairs {
            assert!(
                matches!(setting, Setting::Raw(_)) || family.knows(number),
                "{model} {setting}"
            );
            values.set(number, text).expect("text that files carry");
        }
        for (there, back) in model.read(&values) {
            if matches!(setting, Setting::Raw(_)) {
                continue;
            }
            // A text that is empty clears.
            let Some(back) = back else { continue };
            assert_eq!(there, setting, "{model}");
            let again = model.encode(setting, &back).expect("its own value");
            assert!(
                again
                    .iter()
                    .all(|(number, text)| values.get(*number) == Some(text)),
                "{model} {setting}"
            );
        }
    }
}

/// What is displayed is read as the same value.
///
/// Input: a text.
pub fn value(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    crate::survives_display::<MacAddr>(text);
    if let Ok(offset) = text.parse::<UtcOffset>() {
        assert_eq!(offset.to_string().trim_start_matches("UTC").parse(), Ok(offset));
    }
    crate::survives_display::<PNumber>(text);
    crate::survives_display::<Model>(text);
    let mut values = PValues::new();
    if values.set(PNumber::new(3), text).is_ok() {
        assert_eq!(values.get(PNumber::new(3)), Some(text));
        let file = xml::read(xml::write(None, &values).as_bytes(), &Limits::default());
        if text.len() <= Limits::default().value_bytes {
            assert_eq!(file.expect("one value").values, values);
        }
    }
}
