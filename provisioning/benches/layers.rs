//! Many phones of one site: resolved, checked and written, about 10 kB each.
//!
//! `cargo bench -p switchhook-provisioning --bench layers`

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use switchhook_provisioning::layer::{Base, Layer, List, Scope, Subject, resolve};
use switchhook_provisioning::setting::Codec;
use switchhook_provisioning::{Device, FunctionKey, KeyFunction, Line, MacAddr, Model, Protocol};

const MODEL: Model = Model::GXP2170;

/// What a site and a group say: servers, clock, codecs and dial plan of each account, 36 keys, 16 action URLs.
fn shared() -> [Layer; 2] {
    let template = Device::new(MODEL, MacAddr::new([0x00, 0x0b, 0x82, 0, 0, 0]))
        .ntp(["ntp1.example.net", "ntp2.example.net"])
        .config_server(Protocol::Https, "prov.example.net/phones")
        .firmware_server(Protocol::Https, "prov.example.net/firmware")
        .vlan(20)
        .language("fr");
    let of_device = template.settings().into_iter();
    let site = of_device.fold(
        Layer::new(Scope::Site, "Nouméa"),
        |layer, (setting, value)| match value {
            Some(value) => layer.set(setting, value),
            None => layer.clear(setting),
        },
    );
    let actions = [
        "boot",
        "registered",
        "unregistered",
        "off_hook",
        "on_hook",
        "incoming",
        "outgoing",
        "missed",
        "established",
        "terminated",
        "dnd_on",
        "dnd_off",
        "forward_on",
        "forward_off",
        "hold",
        "unhold",
    ];
    let site = actions.iter().fold(site, |layer, action| {
        let url = format!("https://pbx.example.net/phones/{action}?mac=$mac&local=$local");
        layer
            .set_text(&format!("action.{action}"), &url)
            .expect("a setting")
    });
    let site = (1..=6).fold(site, |layer, account| {
        let text = |layer: Layer, of: &str, text: &str| {
            let path = format!("account.{account}.{of}");
            layer.set_text(&path, text).expect("a setting")
        };
        let layer = text(layer, "dial_plan", "{ 1[57] | xxx | xxxxxx | 00xx+ | *x+ }");
        let layer = text(layer, "transport", "udp");
        let layer = text(layer, "register_expiry", "10");
        let layer = text(layer, "session_expires", "1800");
        let layer = text(layer, "dtmf_pt", "101");
        layer.replace(List::Codecs(account), [Codec::G722, Codec::Pcma, Codec::Pcmu])
    });
    let group = (13..=48).fold(Layer::new(Scope::Group, "sales"), |layer, key| {
        let text = |layer: Layer, of: &str, text: &str| {
            layer
                .set_text(&format!("key.line.{key}.{of}"), text)
                .expect("a setting")
        };
        let layer = text(layer, "function", "busy_lamp");
        let layer = text(layer, "account", "1");
        let layer = text(layer, "label", "Workshop on the 2nd floor");
        text(layer, "value", &format!("{}", 1000 + key))
    });
    [site, group]
}

fn device(number: u32) -> (Subject, Layer) {
    let [_, a, b, c] = number.to_be_bytes();
    let mac = MacAddr::new([0x00, 0x0b, 0x82, a, b, c]);
    let line = Line::new("pbx.example.net", format!("u{number}"), "kT9-vV2_mQ7.xR4-pL1s")
        .display_name("Hélène T. & Cie")
        .label("Réception")
        .voicemail("*79");
    let device = Device::new(MODEL, mac)
        .line(line)
        .admin_password("wq7.Lm-3_ZpA.9xR")
        .key(1, FunctionKey::new(KeyFunction::SpeedDial).value("100"));
    (Subject::new(MODEL, mac), Layer::of(&device))
}

fn layers(criterion: &mut Criterion) {
    let [site, group] = shared();
    let base = Base::new(MODEL, None, &[&site, &group]);
    let (subject, layer) = device(4711);
    let written = |resolved: switchhook_provisioning::layer::Resolved<'_>| {
        resolved.encode().expect("a phone without faults").xml()
    };
    let file = written(base.resolve(&[&layer], &subject));
    assert_eq!(file, written(resolve(&[&site, &group, &layer], &subject)));
    assert!((9_000..11_000).contains(&file.len()), "{} bytes", file.len());

    let mut group_of = criterion.benchmark_group("layers");
    group_of.throughput(Throughput::Elements(1));
    group_of.bench_function("resolve", |bencher| {
        bencher.iter(|| base.resolve(&[black_box(&layer)], &subject));
    });
    group_of.bench_function("resolve and encode", |bencher| {
        bencher.iter(|| base.resolve(&[black_box(&layer)], &subject).encode());
    });
    group_of.bench_function("resolve, encode and write XML", |bencher| {
        bencher.iter(|| written(base.resolve(&[black_box(&layer)], &subject)));
    });
    group_of.bench_function("the same without a base", |bencher| {
        bencher.iter(|| written(resolve(&[&site, &group, black_box(&layer)], &subject)));
    });
    group_of.finish();
}

criterion_group!(benches, layers);
criterion_main!(benches);
