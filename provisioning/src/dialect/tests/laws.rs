//! What holds for every model, setting and value.

use std::collections::BTreeMap;

use proptest::prelude::*;

use crate::catalogue::{Family, Model};
use crate::dialect::Reader;
use crate::grandstream::{PNumber, PValues};
use crate::secret::Secret;
use crate::setting::{AccountSetting, Codec, KeyFunction, Kind, Setting, Value};

/// What must not be shown by its number is what must not be shown by its name.
#[test]
fn every_secret_setting_is_a_secret_number() {
    let mut seen = 0;
    for model in Model::all() {
        for setting in model.settings() {
            let number = model.number(setting).unwrap();
            if setting.is_secret() {
                assert!(
                    crate::grandstream::is_secret(number),
                    "{model} {setting} {number}"
                );
                seen += 1;
            }
        }
    }
    assert!(seen > 500, "{seen}");
}

/// For every model: each number is of one setting, and the families' templates have it.
#[test]
fn no_number_stands_for_two_settings_of_a_model() {
    for model in Model::all() {
        let mut seen: BTreeMap<u32, Setting> = BTreeMap::new();
        for setting in model.settings() {
            let first = model.number(setting).unwrap();
            assert!(model.family().knows(first), "{model} {setting} {first}");
            for number in first.get()..first.get() + setting.width(model.family()) {
                if let Some(other) = seen.insert(number, setting) {
                    panic!("{model}: P{number} is {other} and {setting}");
                }
            }
        }
        let none = matches!(model.family(), Family::Gxv36xx);
        assert_eq!(seen.is_empty(), none, "{model}");
    }
}

/// Values of a kind, enough to meet every code.
fn samples(setting: Setting, family: Family) -> Vec<Value> {
    match setting.kind() {
        Kind::Bool => vec![Value::Bool(true), Value::Bool(false)],
        Kind::Integer { least, most } => [least, most.min(least + 7), most].map(Value::Integer).to_vec(),
        Kind::Choice => setting.words_of(family).map(Value::Choice).collect(),
        Kind::Codec => Codec::ALL.iter().copied().map(Value::Codec).collect(),
        Kind::KeyFunction => KeyFunction::ALL.iter().copied().map(Value::Function).collect(),
        Kind::Ipv4 | Kind::Octets => vec![Value::Ipv4([10, 1, 2, 3].into())],
        Kind::Schedule => ["never", "every 2880", "daily 0", "weekly 6 23"]
            .iter()
            .map(|text| Value::parse(setting, text).unwrap())
            .collect(),
        Kind::Zone => ["UTC+11", "UTC-09:30", "Europe/Paris", "maker:HAW10"]
            .iter()
            .map(|text| Value::parse(setting, text).unwrap())
            .collect(),
        Kind::Url => vec![Value::Text("https://pbx.example.net/x?m=$mac".into())],
        Kind::Certificate => vec![Value::Text(
            "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----".into(),
        )],
        Kind::PrivateKey => vec![Value::Secret(Secret::new(
            "-----BEGIN PRIVATE KEY-----\nMIIB\n-----END PRIVATE KEY-----",
        ))],
        Kind::Secret | Kind::Raw => vec![Value::Secret(Secret::new("kT9-vV2_mQ7.xR4-pL1s"))],
        Kind::DialPlan => vec![Value::Text("{ x+ | \\+x+ | *x+ }".into())],
        Kind::Language => vec![Value::Text("fr".into())],
        _ => vec![Value::Text("pbx1".into())],
    }
}

/// The law of both ways, over every setting of every model and every value that its family can express: what is written reads
/// back, from the numbers of the family alone.
#[test]
fn what_is_written_reads_back_on_every_model() {
    let mut seen = std::collections::HashSet::new();
    let mut count = 0;
    for model in Model::all() {
        // Models of a family differ in how many there are of each.
        if !seen.insert((model.family(), model.numbering())) {
            continue;
        }
        let reader = Reader::new(model);
        for setting in model.settings() {
            for value in samples(setting, model.family()) {
                let Ok(pairs) = model.encode(setting, &value) else {
                    continue;
                };
                let mut values = PValues::new();
                for (number, text) in pairs {
                    assert!(model.family().knows(number), "{model} {setting} {number}");
                    values.set(number, text).unwrap();
                }
                let read = reader.read(&values);
                assert_eq!(read.len(), 1, "{model} {setting} {value:?}: {read:?}");
                let (there, back) = &read[0];
                assert_eq!(*there, setting, "{model} {value:?}");
                let back = back.as_ref().expect("a value");
                // A clock by name reads back as its rule, or its distance.
                match (&value, back) {
                    (Value::Zone(_), Value::Zone(_)) => {
                        assert_eq!(
                            model.encode(setting, back),
                            model.encode(setting, &value),
                            "{model}"
                        );
                    }
                    _ => assert_eq!(*back, value, "{model} {setting}"),
                }
                count += 1;
            }
        }
    }
    assert!(count > 15_000, "{count} values");
}

proptest! {
    /// Whatever is set with words, a file has no number outside the templates of the family.
    #[test]
    fn no_number_is_outside_the_family_but_raw(
        index in 0..Model::all().len(),
        picks in proptest::collection::vec((any::<proptest::sample::Index>(), any::<proptest::sample::Index>()), 1..40),
        raw in proptest::option::of(60_000u32..70_000),
    ) {
        let model = Model::all().nth(index).unwrap();
        let mut settings: BTreeMap<Setting, Value> = BTreeMap::new();
        // Settings of all models, also those that this one lacks.
        let mut there: Vec<Setting> = model.settings().collect();
        there.extend(AccountSetting::ALL.iter().map(|of| Setting::Account(3, *of)));
        there.extend(Setting::all());
        for (which, value) in picks {
            let setting = *which.get(&there);
            let samples = samples(setting, model.family());
            if !samples.is_empty() {
                settings.insert(setting, value.get(&samples).clone());
            }
        }
        if let Some(number) = raw {
            settings.insert(Setting::Raw(PNumber::new(number)), Value::Secret(Secret::new("1")));
        }
        let list: Vec<_> = settings.iter().map(|(setting, value)| (*setting, Some(value))).collect();
        let (entries, findings) = super::encode(model, None, &list);
        for (number, setting, _) in &entries {
            let is_raw = matches!(setting, Setting::Raw(_));
            prop_assert!(is_raw || model.family().knows(*number), "{} {} {}", model, setting, number);
            prop_assert_eq!(is_raw, Some(number.get()) == raw);
        }
        prop_assert!(entries.windows(2).all(|pair| pair[0].0 < pair[1].0), "in order, each once");
        for finding in findings {
            prop_assert!(!finding.to_string().contains("kT9"), "{}", finding);
        }
    }
}
