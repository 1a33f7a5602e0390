//! Laws of layers.

use proptest::prelude::*;

use super::fold::Fold;
use super::*;
use crate::grandstream::PNumber;
use crate::setting::{Codec, Setting};
use crate::{FunctionKey, KeyFunction, MacAddr, Model};

const PATHS: [&str; 8] = [
    "account.1.name",
    "account.1.user_id",
    "account.1.codec.1",
    "account.1.codec.2",
    "account.2.name",
    "net.hostname",
    "key.line.7.label",
    "raw.P4711",
];

fn subject() -> Subject {
    let mac = MacAddr::new([0xc0, 0x74, 0xad, 1, 2, 3]);
    Subject::new(Model::GRP2614, mac).extension("101").name("Ann")
}

#[derive(Clone, Debug)]
enum Act {
    Set(usize, u8),
    Clear(usize),
    Leave(usize),
    Lock(usize),
    Codec(bool),
    Key(bool),
}

fn act() -> impl Strategy<Value = Act> {
    let path = || 0..PATHS.len();
    prop_oneof![
        4 => (path(), 0u8..3).prop_map(|(path, value)| Act::Set(path, value)),
        1 => path().prop_map(Act::Clear),
        1 => path().prop_map(Act::Leave),
        1 => path().prop_map(Act::Lock),
        1 => any::<bool>().prop_map(Act::Codec),
        1 => any::<bool>().prop_map(Act::Key),
    ]
}

fn layer(scope: Scope, name: &str, acts: &[Act]) -> Layer {
    acts.iter().fold(Layer::new(scope, name), |layer, act| {
        let setting = |path: usize| -> Setting { PATHS[path].parse().expect("a path") };
        match *act {
            Act::Set(path, value) => match PATHS[path] {
                "account.1.codec.1" | "account.1.codec.2" => {
                    let codecs = [Codec::Pcma, Codec::Pcmu, Codec::G722];
                    layer.set(setting(path), codecs[usize::from(value)])
                }
                _ => layer.set(setting(path), ["a", "b{name}", "c"][usize::from(value)]),
            },
            Act::Clear(path) => layer.clear(setting(path)),
            Act::Leave(path) => layer.leave(setting(path)),
            Act::Lock(path) => layer.lock(setting(path)),
            Act::Codec(true) => layer.replace(List::Codecs(1), [Codec::G729]),
            Act::Codec(false) => layer.append(List::Codecs(1), Codec::Opus),
            Act::Key(true) => layer.replace(List::LineKeys, Vec::<FunctionKey>::new()),
            Act::Key(false) => layer.append(List::LineKeys, FunctionKey::new(KeyFunction::DoNotDisturb)),
        }
    })
}

fn pile() -> impl Strategy<Value = Vec<Layer>> {
    proptest::collection::vec(proptest::collection::vec(act(), 0..6), 1..7).prop_map(|acts| {
        let scopes = Scope::ALL;
        let layers = acts.iter().enumerate();
        layers
            .map(|(index, acts)| layer(scopes[index % scopes.len()], &format!("layer {index}"), acts))
            .collect()
    })
}

proptest! {
    /// Which neighbours are joined first does not matter.
    #[test]
    fn laying_layers_upon_each_other_is_associative(layers in pile(), one in 0usize..7, two in 0usize..7) {
        let (one, two) = (one.min(two).min(layers.len()), one.max(two).min(layers.len()));
        let fold = |layers: &[&'static Layer]| {
            layers.iter().map(|layer| Fold::of(layer)).reduce(|lower, upper| lower.join(&upper)).unwrap_or_default()
        };
        let layers: Vec<&'static Layer> = layers.into_iter().map(|layer| &*Box::leak(Box::new(layer))).collect();
        let (a, b, c) = (fold(&layers[..one]), fold(&layers[one..two]), fold(&layers[two..]));
        prop_assert_eq!(a.join(&b).join(&c), a.join(&b.join(&c)));
        prop_assert_eq!(a.join(&b).join(&c), fold(&layers));
    }

    /// In which order layers are given does not matter, nor whether some were prepared.
    #[test]
    fn the_order_in_which_layers_are_given_does_not_matter(layers in pile(), shift in 0usize..7, cut in 0usize..7) {
        let given: Vec<&Layer> = layers.iter().collect();
        let mut turned = given.clone();
        turned.rotate_left(shift % given.len());
        let subject = subject();
        let straight = resolve(&given, &subject);
        let other = resolve(&turned, &subject);
        prop_assert_eq!(&straight.given, &other.given);
        prop_assert_eq!(&straight.findings, &other.findings);

        let (below, above) = given.split_at(cut.min(given.len()));
        let base = Base::new(Model::GRP2614, None, below);
        let prepared = base.resolve(above, &subject);
        prop_assert_eq!(straight.check(), prepared.check());
        let text = |resolved: &Resolved<'_>| resolved.encode().map(|made| made.xml()).ok();
        prop_assert_eq!(text(&straight), text(&prepared));
    }

    /// What a layer has locked is what it and those below it say.
    #[test]
    fn a_lock_holds(layers in pile()) {
        let given: Vec<&Layer> = layers.iter().collect();
        let all = resolve(&given, &subject());
        for (setting, _) in all.settings() {
            let Some(lock) = layers.iter().position(|layer| layer.locks(setting)) else { continue };
            if all.layer(setting).is_some_and(|layer| layers[lock + 1..].contains(layer)) {
                // Only what was added to a list may stand in a place that was locked empty.
                prop_assert!(matches!(setting, Setting::Key(..) | Setting::Account(..)));
                prop_assert_eq!(all.locked_by(setting), None);
            } else {
                let below = resolve(&given[..=lock], &subject());
                if all.locked_by(setting).is_some() {
                    prop_assert_eq!(all.value(setting), below.value(setting), "{}", setting);
                }
            }
        }
    }

    /// Every number is one that the family has, but for raw ones.
    #[test]
    fn no_number_is_outside_the_family_except_raw(layers in pile(), model in 0usize..132) {
        let model = Model::all().nth(model).expect("a model");
        let given: Vec<&Layer> = layers.iter().collect();
        let subject = Subject::new(model, MacAddr::new([0, 0x0b, 0x82, 1, 2, 3])).name("Ann").extension("1");
        if let Ok(configuration) = resolve(&given, &subject).encode() {
            for value in configuration.explain() {
                let raw = matches!(value.setting, Setting::Raw(_));
                prop_assert!(raw || model.family().knows(value.number), "{} of {}", value.number, model);
            }
            let same = configuration.changes(configuration.values()).count();
            prop_assert_eq!(same, 0, "nothing differs from itself");
        }
    }
}

fn set(scope: Scope, name: &str, path: &str, text: &str) -> Layer {
    Layer::new(scope, name).set_text(path, text).expect("a setting")
}

#[test]
fn a_value_knows_its_layer_its_lock_and_what_it_stands_in_place_of() {
    let family = set(Scope::Family, "grp26xx", "ui.language", "en");
    let site = set(Scope::Site, "Nouméa", "ui.language", "fr").lock("ui.language".parse().unwrap());
    let device = set(Scope::Device, "desk", "ui.language", "de");
    let resolved = resolve(&[&device, &site, &family], &subject());
    let why = resolved.why(PNumber::new(1362)).unwrap();
    assert_eq!(
        why.to_string(),
        "P1362 is ui.language, which site \"Nouméa\" sets to \"fr\", locked by site \"Nouméa\", in place of family \"grp26xx\""
    );
    assert_eq!(resolved.locked_by("ui.language".parse().unwrap()), Some(&site));
    let told: Vec<_> = resolved.check().iter().map(ToString::to_string).collect();
    assert_eq!(
        told,
        [
            "ui.language: device \"desk\" says something of it, and site \"Nouméa\" has locked it; take it out there, or unlock it below"
        ]
    );
}

#[test]
fn a_password_is_explained_without_being_shown() {
    let layer = set(Scope::Account, "1", "account.1.password", "kT9-vV2_mQ7.xR4-pL1s");
    let resolved = resolve(&[&layer], &subject());
    let why = resolved.why(PNumber::new(34)).unwrap();
    assert_eq!(
        why.to_string(),
        "P34 is account.1.password, which account \"1\" sets"
    );
    for shown in [format!("{why:?}"), format!("{resolved:?}"), format!("{layer:?}")] {
        assert!(!shown.contains("kT9"), "{shown}");
    }
}

#[test]
fn leaving_and_clearing_are_not_the_same() {
    let vlan: Setting = "net.hostname".parse().unwrap();
    let site = set(Scope::Site, "here", "net.hostname", "phone");
    let numbers = |layer: &Layer| {
        let resolved = resolve(&[&site, layer], &subject());
        resolved
            .encode()
            .unwrap()
            .values()
            .get(PNumber::new(146))
            .map(str::to_owned)
    };
    let device = Layer::new(Scope::Device, "desk");
    assert_eq!(numbers(&device).as_deref(), Some("phone"));
    assert_eq!(numbers(&device.clone().clear(vlan)).as_deref(), Some(""));
    assert_eq!(numbers(&device.clone().leave(vlan)), None);
    assert_eq!(numbers(&device.leave(vlan).unset(vlan)).as_deref(), Some("phone"));
}

#[test]
fn variables_are_filled_in_once_and_of_their_account() {
    let site = [
        ("account.1.user_id", "{extension}"),
        ("account.2.user_id", "{extension}"),
        ("account.1.display_name", "{name}"),
        ("net.hostname", "{model}-{mac}"),
        ("account.1.dial_plan", "{ x+ }"),
    ];
    let site = site
        .iter()
        .fold(Layer::new(Scope::Site, "here"), |layer, (path, text)| {
            layer.set_text(path, text).unwrap()
        });
    let subject = subject().name("{mac}").account(2, "102", "Bob");
    let resolved = resolve(&[&site], &subject);
    let text = |path: &str| resolved.value(path.parse().unwrap()).unwrap().text().unwrap();
    assert_eq!(
        (text("account.1.user_id"), text("account.2.user_id")),
        ("101".into(), "102".into())
    );
    assert_eq!(text("account.1.display_name"), "{mac}", "not looked at again");
    assert_eq!(text("net.hostname"), "GRP2614-c074ad010203");
    assert_eq!(text("account.1.dial_plan"), "{ x+ }");

    let unnamed = Subject::new(Model::GRP2614, subject.mac());
    let told: Vec<_> = resolve(&[&site], &unnamed)
        .check()
        .iter()
        .map(crate::Finding::code)
        .collect();
    assert_eq!(told, ["E-LAYER-VARIABLE", "E-LAYER-VARIABLE", "E-LAYER-VARIABLE"]);
}

#[test]
fn what_a_variable_stands_for_is_checked_like_any_value() {
    let site = set(Scope::Site, "here", "account.1.user_id", "{extension}");
    let refused = resolve(&[&site], &subject().extension("a b"))
        .encode()
        .unwrap_err();
    assert_eq!(refused.findings[0].code(), "E-CHAR-UNFIT");
}

#[test]
fn added_keys_go_into_free_places_and_one_too_many_is_told() {
    let key = |value: &str| FunctionKey::new(KeyFunction::BusyLamp).value(value);
    let mut group = set(Scope::Group, "sales", "account.1.user_id", "101");
    for number in 0..12 {
        group = group.append(List::LineKeys, key(&format!("2{number:02}")));
    }
    let device = set(Scope::Device, "desk", "key.line.6.function", "do_not_disturb")
        .set("key.line.6.account".parse().unwrap(), 1);
    let all = resolve(&[&group], &subject());
    assert_eq!(
        all.value("key.line.16.value".parse().unwrap()),
        Some(&"211".into())
    );
    assert!(all.encode().is_ok());
    let one_less = resolve(&[&group, &device], &subject());
    assert_eq!(
        one_less.value("key.line.7.value".parse().unwrap()),
        Some(&"201".into())
    );
    let refused = one_less.encode().unwrap_err();
    assert_eq!(
        refused.findings.last().map(crate::Finding::code),
        Some("E-LAYER-FULL")
    );
}
