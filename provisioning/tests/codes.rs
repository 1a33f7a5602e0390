//! The code of every finding: raised here, each by something that people do.

use std::collections::BTreeSet;

use switchhook_provisioning::brand;
use switchhook_provisioning::grandstream::{PNumber, PValues};
use switchhook_provisioning::layer::{Layer, List, Scope, Subject, resolve};
use switchhook_provisioning::policy::Policy;
use switchhook_provisioning::setting::{Codec, Value};
use switchhook_provisioning::{
    Baseline, Device, Finding, FunctionKey, KeyFunction, Line, MacAddr, Model, Setting,
};

const SECRET: &str = "kT9-vV2_mQ7.xR4-pL1s";

fn mac() -> MacAddr {
    MacAddr::new([0xc0, 0x74, 0xad, 0x11, 0x22, 0x33])
}

fn line() -> Line {
    Line::new("pbx.example.net", "u1", SECRET)
}

fn phone(model: Model) -> Device {
    Device::new(model, mac()).line(line())
}

fn set(device: Device, path: &str, value: impl Into<Value>) -> Device {
    device.set(path.parse().expect(path), value)
}

fn devices() -> Vec<Device> {
    let gxp = || phone(Model::GXP2135);
    let key = |position, function| gxp().key(position, FunctionKey::new(function));
    let with = |line| Device::new(Model::GXP2135, mac()).line(line);
    let firmware = |text: &str| text.parse().expect("a firmware");
    vec![
        Device::new(Model::GXP2135, mac()),
        Device::new(Model::GXP2135, "ffffffffffff".parse().expect("an address")).line(line()),
        Device::new(Model::GXP2135, "0004f2112233".parse().expect("an address")).line(line()),
        with(Line::new("pbx", "u1", "")),
        with(Line::new("pbx", "u1", "hunter2")),
        with(line().label(" Ann")),
        with(line().label("é".repeat(65))),
        with(line().label("Ann\u{7}")),
        with(Line::new("pbx", "u 1", SECRET)),
        (0..5).fold(Device::new(Model::GXP2135, mac()), |device, _| {
            device.line(line())
        }),
        (0..5).fold(Device::new(Model::GRP2614, mac()), |device, _| {
            device.line(line())
        }),
        gxp().ntp(["a", "b", "c"]),
        key(33, KeyFunction::Redial),
        key(8, KeyFunction::Forward),
        key(9, KeyFunction::BusyLamp),
        gxp().key(9, FunctionKey::new(KeyFunction::Line).line(2)),
        phone(Model::GRP2636).key(1, FunctionKey::new(KeyFunction::Redial)),
        gxp().admin_password("Admin"),
        gxp().admin_password("a1-b2"),
        gxp().admin_password(SECRET),
        set(gxp(), "net.vlan", true),
        set(gxp(), "raw.P47", "other"),
        set(
            set(gxp(), "account.1.session_expires", 100),
            "account.1.session_min_se",
            200,
        ),
        set(phone(Model::GXP2170), "access.web_mode", Value::Choice("off")).firmware(firmware("1.0.8.49")),
        set(
            set(
                phone(Model::HT802),
                "prov.config_protocol",
                Value::Choice("https"),
            ),
            "prov.firmware_protocol",
            Value::Choice("http"),
        ),
        ["pbx1", "pbx2", "pbx3"]
            .iter()
            .fold(Device::new(Model::HT818, mac()), |device, server| {
                device.line(Line::new(*server, "u1", SECRET))
            }),
    ]
}

/// Texts that a setting, or a model, does not take.
const TEXTS: &[(Model, &str, &str)] = &[
    (Model::GRP2614, "account.1.server.1", "https://pbx"),
    (Model::GRP2614, "account.1.server.1", "pbx example"),
    (Model::GRP2614, "account.1.server.1", "0.0.0.0"),
    (Model::GRP2614, "account.1.server.1", "pbx:0"),
    (Model::GRP2614, "prov.config_path", "prov/a?b"),
    (Model::GRP2614, "action.incoming", "pbx.example.net"),
    (Model::GRP2614, "prov.schedule", "every 5"),
    (Model::GRP2614, "prov.schedule", "daily 24"),
    (Model::GRP2614, "prov.schedule", "sometimes"),
    (Model::GRP2614, "ui.language", "French"),
    (Model::GRP2614, "account.1.transport", "sctp"),
    (Model::GRP2614, "net.vlan", "5000"),
    (Model::GRP2614, "account.1.name", ""),
    (Model::GRP2614, "tls.sip_cert", "no certificate"),
    (Model::GRP2614, "time.zone", "Europe/Atlantis"),
    (Model::GRP2614, "time.zone", "CET-1CEST"),
    (Model::GXP2000, "time.zone", "Europe/Paris"),
    (Model::GXP1630, "time.zone", "Europe/Paris"),
    (Model::GXP2000, "account.1.codec.1", "opus"),
    (Model::GXP2000, "prov.config_protocol", "https"),
    (Model::GXP1405, "prov.schedule", "weekly 0 3"),
    (Model::HT802, "prov.firmware_protocol", "http"),
    (Model::HT818, "account.1.server.1", "pbx"),
];

fn of_text(model: Model, path: &str, text: &str) -> Option<&'static str> {
    let setting: Setting = path.parse().expect(path);
    match Value::parse(setting, text) {
        Err(error) => Some(error.code()),
        Ok(value) => model.encode(setting, &value).err().map(|problem| problem.code()),
    }
}

fn layers(policy: &Policy, texts: &[(&str, &str)]) -> Vec<Finding> {
    let layer = texts
        .iter()
        .fold(Layer::new(Scope::Group, "here"), |layer, (path, text)| {
            layer
                .set_text(path, text)
                .unwrap_or_else(|error| panic!("{path}: {error}"))
        });
    let site = Layer::new(Scope::Site, "there").lock("net.hostname".parse().expect("a path"));
    let subject = Subject::new(Model::GRP2616, mac())
        .baseline(Baseline::Off)
        .firmware("1.0.0.1".parse().expect("a firmware"));
    let resolved = resolve(&[&site, &layer], &subject);
    match resolved.encode_by(policy) {
        Ok(configuration) => configuration.warnings().to_vec(),
        Err(refused) => refused.findings,
    }
}

fn of_layers() -> Vec<Finding> {
    let plain = Policy::default();
    let users: Vec<_> = (1..=5)
        .map(|account| format!("account.{account}.user_id"))
        .collect();
    let users: Vec<_> = users.iter().map(|path| (path.as_str(), "u")).collect();
    let lamp = || FunctionKey::new(KeyFunction::BusyLamp).value("100");
    let many = (0..200).fold(Layer::new(Scope::Site, "here"), |layer, _| {
        layer.append(List::SideKeys, lamp())
    });
    let full = resolve(&[&many], &Subject::new(Model::GRP2616, mac()));
    let mut all = full.check();
    for (policy, texts) in [
        (&plain, &[("net.hostname", "phone")][..]),
        (&plain, &[("account.1.user_id", "{extension}")]),
        (&plain, &[("account.1.allow_sip_factory_reset", "yes")]),
        (
            &plain,
            &[("account.1.user_id", "u"), ("prov.notify_challenge", "no")],
        ),
        (&plain, &[("tr069.enable", "yes")]),
        (&plain, &[("prov.all_files", "yes")]),
        (&plain, &[("account.1.transport", "tls")]),
        (&plain, &[("account.1.dial_plan", "{ x+ | }")]),
        (&plain, &[("account.1.dial_plan", "{ x+ | x+ }")]),
        (&plain, &users),
        (
            &plain.clone().emergency(["15"]),
            &[("account.1.dial_plan", "{ xxx }")],
        ),
        (&plain.clone().https(), &[("prov.config_protocol", "http")]),
        (
            &plain.clone().codecs([Codec::Pcma]),
            &[("account.1.codec.1", "g722")],
        ),
        (
            &plain
                .clone()
                .least_firmware(Model::GRP2616, "1.0.11.6".parse().expect("a firmware")),
            &[],
        ),
    ] {
        all.extend(layers(policy, texts));
    }
    all
}

fn of_changes() -> Vec<Finding> {
    let earlier = Device::new(Model::GRP2614, mac())
        .vlan(20)
        .render()
        .expect("a phone");
    let hostname = "net.hostname".parse().expect("a path");
    let now = Device::new(Model::GRP2614, mac())
        .vlan(30)
        .clear(hostname)
        .render()
        .expect("a phone");
    let mut on_device = PValues::new();
    on_device.set(PNumber::new(146), "anns-phone").expect("a text");
    let mut all = now.lost(None, &on_device);
    all.extend(now.forecast(earlier.values()).finding());
    all
}

/// Phones of other brands.
fn of_brands() -> Vec<Finding> {
    let phone = |model: &str| {
        let model = model.parse().expect(model);
        brand::Phone::new(model, mac())
            .admin_password("wq7.Lm-3_Zp")
            .line(line())
    };
    let path = |path: &str| path.parse().expect("a path");
    [
        phone("SPA504G")
            .set(path("access.ssh"), false)
            .set(path("prov.firmware_path"), "prov.example.net/fw")
            .own("a b", "x"),
        phone("SPA504G")
            .line(line().voicemail("1"))
            .line(line().voicemail("2")),
        phone("SPA502G").set(path("account.1.name"), "Reception"),
    ]
    .iter()
    .flat_map(brand::Phone::check)
    .collect()
}

/// Every code that stands beside a remedy in the sources.
fn listed() -> BTreeSet<&'static str> {
    let sources = [include_str!("../src/problem.rs"), include_str!("../src/rule.rs")];
    let told = sources.map(|source| {
        let (_, told) = source
            .split_once("const fn told(&self)")
            .expect("the list of codes");
        told
    });
    let quoted = told
        .into_iter()
        .flat_map(|told| told.split('"').skip(1).step_by(2));
    quoted
        .filter(|text| text.starts_with("E-") || text.starts_with("W-"))
        .collect()
}

#[test]
fn every_code_of_a_finding_is_raised_by_something() {
    let mut raised: BTreeSet<&str> = TEXTS
        .iter()
        .map(|(model, path, text)| {
            of_text(*model, path, text).unwrap_or_else(|| panic!("{model} takes {text:?} as {path}"))
        })
        .collect();
    let checked = devices().into_iter().flat_map(|device| device.check());
    let all = checked.chain(of_layers()).chain(of_changes()).chain(of_brands());
    raised.extend(all.map(|finding| finding.code()));
    let listed = listed();
    assert!(listed.len() > 60, "{} codes", listed.len());
    let missing: Vec<_> = listed.difference(&raised).collect();
    assert!(
        missing.is_empty(),
        "nothing raises {missing:?}: add something that does"
    );
    let unknown: Vec<_> = raised.difference(&listed).collect();
    assert!(unknown.is_empty(), "{unknown:?} have no remedy");
}

/// Texts that are nothing of the kind.
#[test]
fn what_cannot_be_read_has_a_code() {
    use switchhook_provisioning::catalogue::Firmware;
    use switchhook_provisioning::pnp::Folder;
    use switchhook_provisioning::{Transport, UtcOffset};
    let folder = |url: &str| Folder::new(url).map(|_| ()).map_err(|error| error.code());
    for (told, code) in [
        (
            "one"
                .parse::<Firmware>()
                .map(|_| ())
                .map_err(|error| error.code()),
            "E-FIRMWARE-VERSION",
        ),
        (
            "GRP 2614"
                .parse::<Model>()
                .map(|_| ())
                .map_err(|error| error.code()),
            "E-MODEL-UNKNOWN",
        ),
        (
            "sctp"
                .parse::<Transport>()
                .map(|_| ())
                .map_err(|error| error.code()),
            "E-NAME-UNKNOWN",
        ),
        (
            "net.vlam"
                .parse::<Setting>()
                .map(|_| ())
                .map_err(|error| error.code()),
            "E-SETTING-UNKNOWN",
        ),
        (
            "+15:00"
                .parse::<UtcOffset>()
                .map(|_| ())
                .map_err(|error| error.code()),
            "E-ZONE-OFFSET",
        ),
        (folder("prov.example.net"), "E-PNP-FOLDER"),
        (
            folder(&format!("https://prov.example.net/{}", "a".repeat(600))),
            "E-PNP-FOLDER-LONG",
        ),
    ] {
        assert_eq!(told, Err(code));
    }
}

/// Files below a directory of this crate, those with Rust.
#[expect(clippy::disallowed_methods, reason = "the list is made of the sources")]
fn sources(below: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut open = vec![format!("{}/{below}", env!("CARGO_MANIFEST_DIR"))];
    while let Some(path) = open.pop() {
        for entry in std::fs::read_dir(&path).expect("a directory") {
            let path = entry.expect("an entry").path();
            let name = path.to_string_lossy().into_owned();
            if path.is_dir() {
                open.push(name);
            } else if name.ends_with(".rs") {
                found.push((name, std::fs::read_to_string(path).expect("a file")));
            }
        }
    }
    found
}

/// The texts in quotes that are codes.
fn codes(source: &str) -> impl Iterator<Item = &str> {
    source.split('"').filter(|text| {
        let rest = text.strip_prefix("E-").or_else(|| text.strip_prefix("W-"));
        rest.is_some_and(|rest| {
            !rest.is_empty()
                && rest
                    .bytes()
                    .all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'-')
        })
    })
}

/// What other errors are called: of files that are read, of phones' pages, of servers. Each is named by a test or an example.
#[test]
fn every_other_code_is_named_by_a_test() {
    let mut told = BTreeSet::new();
    let mut tested = BTreeSet::new();
    for (name, source) in sources("src") {
        let program = source
            .split("\n#[cfg(test)]\nmod tests {")
            .next()
            .unwrap_or_default();
        let is_test = name.ends_with("tests.rs") || name.contains("/tests/");
        for text in source
            .lines()
            .filter(|line| is_test || line.trim_start().starts_with("//"))
        {
            tested.extend(codes(text).map(str::to_owned));
        }
        tested.extend(codes(&source[program.len()..]).map(str::to_owned));
        if !is_test {
            let lines = program
                .lines()
                .filter(|line| !line.trim_start().starts_with("//"));
            told.extend(lines.flat_map(codes).map(str::to_owned));
        }
    }
    for (_, source) in sources("tests") {
        // In tests a code may stand within a longer text.
        let words = source
            .split(|found: char| !(found.is_ascii_uppercase() || found.is_ascii_digit() || found == '-'));
        tested.extend(
            words
                .filter(|word| word.len() > 4)
                .map(|word| word.trim_end_matches('-').to_owned()),
        );
    }
    assert!(told.len() > 150, "{} codes", told.len());
    let findings: BTreeSet<_> = listed().into_iter().map(str::to_owned).collect();
    let missing: Vec<_> = told
        .difference(&findings)
        .filter(|code| !tested.contains(*code))
        .collect();
    assert!(missing.is_empty(), "no test names {missing:?}");
}

/// Each line of the list of attacks names tests that there are.
#[test]
fn every_attack_of_the_list_has_its_tests() {
    let list = include_str!("../docs/attacks.md");
    let programs: Vec<String> = ["src", "tests"]
        .into_iter()
        .flat_map(sources)
        .map(|(_, source)| source)
        .collect();
    let lines: Vec<_> = list
        .lines()
        .filter(|line| line.starts_with("| "))
        .skip(1)
        .collect();
    assert!(lines.len() >= 15, "{}", lines.len());
    for line in lines {
        let tests = line.rsplit('|').nth(1).unwrap_or_default();
        let names: Vec<_> = tests.split('`').skip(1).step_by(2).collect();
        assert!(!names.is_empty(), "no test: {line}");
        for name in names {
            let there = programs
                .iter()
                .any(|source| source.contains(&format!("fn {name}(")));
            assert!(there, "{name} is no test");
        }
    }
}
