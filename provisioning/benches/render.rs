//! From settings to files and back: a phone with one line, and one with all that can be set.
//!
//! `cargo bench -p switchhook-provisioning`

use std::hint::black_box;
use std::time::Duration;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use switchhook_provisioning::grandstream::{Limits, binary, xml};
use switchhook_provisioning::{
    Device, FunctionKey, KeyFunction, Line, MacAddr, Model, Protocol, Schedule, TimeZone,
};

fn one_line() -> Device {
    Device::new(Model::GXP2135, MacAddr::new([0x00, 0x0b, 0x82, 1, 2, 3]))
        .line(Line::new("pbx.example.net", "u1001", "kT9-vV2_mQ7.xR4-pL1s").display_name("Ann & Bob"))
}

fn everything() -> Device {
    let mut device = Device::new(Model::GXP2135, MacAddr::new([0x00, 0x0b, 0x82, 1, 2, 3]));
    for line in 1..=4 {
        device = device.line(
            Line::new("pbx.example.net", format!("u100{line}"), "kT9-vV2_mQ7.xR4-pL1s")
                .secondary_registrar("pbx2.example.net:5062")
                .display_name("Hélène T. & Cie")
                .label("Réception")
                .voicemail("*79"),
        );
    }
    for key in 1..=32 {
        let busy_lamp = FunctionKey::new(KeyFunction::BusyLamp);
        device = device.key(
            key,
            busy_lamp
                .value(format!("{}", 1000 + u32::from(key)))
                .label("Workshop"),
        );
    }
    device
        .admin_password("wq7.Lm-3_Zp")
        .vlan(20)
        .dns([[10, 0, 0, 53].into()])
        .ntp(["ntp1.example.net", "ntp2.example.net"])
        .time_zone(TimeZone::Posix("CET-1CEST,M3.5.0,M10.5.0/3".into()))
        .config_server(Protocol::Https, "prov.example.net/phones")
        .firmware_server(Protocol::Https, "prov.example.net/firmware")
        .schedule(Schedule::Every(Duration::from_secs(24 * 3600)))
        .language("fr")
}

fn render(criterion: &mut Criterion) {
    for (name, device) in [("one line", one_line()), ("everything", everything())] {
        let configuration = device.render().expect("a phone without faults");
        let (text, bytes) = (configuration.xml(), configuration.binary());

        let mut phones = criterion.benchmark_group("phones");
        phones.throughput(Throughput::Elements(1));
        phones.bench_function(BenchmarkId::new("check and write XML", name), |bencher| {
            bencher.iter(|| {
                black_box(&device)
                    .render()
                    .map(|configuration| configuration.xml())
            });
        });
        phones.bench_function(BenchmarkId::new("check and write binary", name), |bencher| {
            bencher.iter(|| {
                black_box(&device)
                    .render()
                    .map(|configuration| configuration.binary())
            });
        });
        phones.finish();

        let limits = Limits::default();
        let mut files = criterion.benchmark_group("files");
        files.throughput(Throughput::Bytes(text.len() as u64));
        files.bench_function(BenchmarkId::new("write XML", name), |bencher| {
            bencher.iter(|| black_box(&configuration).xml());
        });
        files.bench_function(BenchmarkId::new("read XML", name), |bencher| {
            bencher.iter(|| xml::read(black_box(text.as_bytes()), &limits));
        });
        files.throughput(Throughput::Bytes(bytes.len() as u64));
        files.bench_function(BenchmarkId::new("write binary", name), |bencher| {
            bencher.iter(|| black_box(&configuration).binary());
        });
        files.bench_function(BenchmarkId::new("read binary", name), |bencher| {
            bencher.iter(|| binary::read(black_box(&bytes), &limits));
        });
        files.finish();
    }
}

criterion_group!(benches, render);
criterion_main!(benches);
