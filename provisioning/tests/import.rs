//! Directories as other programs leave them, made up for this: no file of anybody's phone is among them.

use switchhook_provisioning::brand;
use switchhook_provisioning::import::{Imported, Options, directory};
use switchhook_provisioning::layer::{Subject, resolve};
use switchhook_provisioning::{Model, Setting};

const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/testdata/import");

/// All files below a directory, by their paths from there.
#[allow(
    clippy::disallowed_methods,
    reason = "samples are files, which the crate itself never touches"
)]
fn files(below: &str) -> Vec<(String, Vec<u8>)> {
    let mut found = Vec::new();
    let mut open = vec![format!("{ROOT}/{below}")];
    while let Some(path) = open.pop() {
        for entry in std::fs::read_dir(&path).expect("a directory") {
            let path = entry.expect("an entry").path();
            let name = path.to_string_lossy().into_owned();
            if path.is_dir() {
                open.push(name);
            } else {
                let short = name.strip_prefix(ROOT).expect("below it").to_owned();
                found.push((short, std::fs::read(path).expect("a file")));
            }
        }
    }
    found.sort();
    found
}

fn import(below: &str, options: &Options) -> Imported {
    let files = files(below);
    directory(
        files
            .iter()
            .map(|(path, bytes)| (path.as_str(), bytes.as_slice())),
        options,
    )
}

fn told(imported: &Imported) -> Vec<String> {
    imported.report.iter().map(ToString::to_string).collect()
}

#[test]
fn of_two_files_of_a_phone_the_one_counts_that_it_asks_for_first() {
    let imported = import("astportal", &Options::default().other_models(Model::GXP2135));
    let told = told(&imported);
    assert_eq!(told.len(), 4);
    assert_eq!(
        told[0],
        "/astportal/cfg000b82aabb01: 00:0b:82:aa:bb:01, GXP2135: 9 settings"
    );
    assert_eq!(
        told[1],
        "/astportal/cfg000b82aabb01.txt: 00:0b:82:aa:bb:01: says what its other file says"
    );
    assert!(
        told[2].starts_with("/astportal/cfg000b82aabb02.txt: E-TEXT-NO-EQUALS: line 2: no `=`"),
        "{}",
        told[2]
    );
    assert!(told[3].ends_with("gs_phonebook.xml: passed over: it is no phone's configuration"));
    let [phone] = imported.phones.as_slice() else {
        panic!("one phone")
    };
    let user: Setting = "account.1.user_id".parse().unwrap();
    assert_eq!(phone.layer.value(user), Some(&"101".into()));
    assert!(!format!("{imported:?}").contains("kT9-vV2"));
}

#[test]
fn a_directory_says_the_model_and_templates_are_passed_over() {
    let imported = import("fusionpbx", &Options::default());
    let told = told(&imported);
    assert_eq!(
        told,
        [
            "/fusionpbx/gxp2170/000b82aabb03.xml: 00:0b:82:aa:bb:03, GXP2170: 5 settings, 1 raw number",
            "/fusionpbx/gxp2170/cfg000b82aabb04.xml: passed over: it is a template",
            "/fusionpbx/gxp2170/{$mac}.xml: passed over: it is no phone's configuration",
        ]
    );
    let phone = &imported.phones[0];
    let subject = Subject::new(phone.model, phone.mac);
    let configuration = resolve(&[&phone.layer], &subject).encode().unwrap();
    let text = |number: &str| configuration.values().get(number.parse().unwrap());
    assert_eq!((text("P99999"), text("P35")), (Some("1"), Some("103")));
}

#[test]
fn a_file_for_a_model_is_a_layer_of_its_own_and_names_are_read() {
    let options = Options::default().model("c074adaabb05".parse().unwrap(), Model::GRP2614);
    let imported = import("wazo", &options);
    assert_eq!(
        told(&imported),
        [
            "/wazo/cfgc074adaabb05.xml: c0:74:ad:aa:bb:05, GRP2614: 1 setting, 1 unknown name left out",
            "/wazo/cfggrp2614.xml: every GRP2614: 2 settings",
        ]
    );
    let model = &imported.models[&Model::GRP2614];
    assert_eq!(
        model.value("time.ntp.1".parse().unwrap()),
        Some(&"ntp.example.net".into())
    );
}

#[test]
fn capitals_are_read_and_a_file_of_another_phone_is_not() {
    let imported = import("epm", &Options::default().other_models(Model::GXP2000));
    assert_eq!(
        told(&imported),
        [
            "/epm/CFG000B82AABB06: 00:0b:82:aa:bb:06, GXP2000: 3 settings",
            "/epm/cfg000b82aabb07.xml: the file says that it is for 00:0b:82:aa:bb:08; take away the wrong one",
        ]
    );
    let unknown = import("epm", &Options::default());
    assert!(unknown.phones.is_empty());
    assert!(told(&unknown)[0].ends_with("nothing tells its model; name it in the options"));
}

#[test]
fn a_file_for_everybody_is_told_when_phones_let_it_count_above_their_own() {
    let everybody: (&str, &[u8]) = (
        "cfg.xml",
        b"<gs_provision version='1'><config version='1'/></gs_provision>",
    );
    let phone = |number: u8, values: &'static [u8]| (format!("cfgc074ad11220{number}.txt"), values);
    let plain = phone(1, b"P35 = 101\n");
    let all_files = phone(2, b"P35 = 102\nP8467 = 1\n");
    for (second, expected) in [
        (
            None,
            "cfg.xml: passed over: it is for phones of all models, whose numbers differ",
        ),
        (
            Some(&all_files),
            "cfg.xml: W-ORDER: passed over, and 1 of the phones let it count above their own file; \
             put what it says into a layer",
        ),
    ] {
        let others = [Some(&plain), second].into_iter().flatten();
        let files = std::iter::once(everybody).chain(others.map(|(path, bytes)| (path.as_str(), *bytes)));
        let imported = directory(files, &Options::default().other_models(Model::GRP2614));
        assert_eq!(told(&imported)[0], expected);
        assert_eq!(imported.report[0].outcome.is_problem(), second.is_some());
    }
}

#[test]
fn phones_of_other_brands_are_read_beside_the_grandstreams() {
    let files: [(&str, &[u8]); 5] = [
        (
            "config/SEP547C69112233.cnf.xml",
            b"<flat-profile><User_ID_1_>u1</User_ID_1_><Dial_Plan_1_>(x.)</Dial_Plan_1_></flat-profile>",
        ),
        (
            "Aastra/6757i/00085D112233.cfg",
            b"# Desk\nsip line1 user name: u2\nsoftkey1 type: blf\nsoftkey1 value: 102\n",
        ),
        ("spa547c69112234.xml", b"<flat-profile><a>"),
        ("aastra.cfg", b"time server1: ntp.example.net\n"),
        ("cfg000b82aabb01.txt", b"P35 = 101\n"),
    ];
    let model = "GXP2170".parse().unwrap();
    let imported = directory(files, &Options::default().other_models(model));
    let told: Vec<_> = imported.report.iter().map(ToString::to_string).collect();
    assert_eq!(
        told[0],
        "config/SEP547C69112233.cnf.xml: 54:7c:69:11:22:33, Cisco SPA: 1 setting, 1 names without words"
    );
    assert!(told[2].starts_with("spa547c69112234.xml: E-XML-"), "{}", told[2]);
    assert_eq!(told[3], "aastra.cfg: passed over: it is no phone's configuration");
    assert_eq!(imported.phones.len(), 1);
    let of = |mac: &str| &imported.others[&mac.parse().unwrap()];
    let value = |mac: &str, path: &str| of(mac).settings.get(&path.parse().unwrap()).cloned().flatten();
    assert_eq!(value("547c69112233", "account.1.user_id"), Some("u1".into()));
    assert_eq!(of("547c69112233").left, ["Dial_Plan_1_"]);
    assert_eq!(of("00085d112233").model.map(brand::Model::name), Some("6757i"));
    // The softkeys of this model come after its ten at the top.
    assert_eq!(value("00085d112233", "key.line.11.value"), Some("102".into()));
}
