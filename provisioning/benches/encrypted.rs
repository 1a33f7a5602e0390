//! Files under a password: what a server does for each phone that asks.
//!
//! `cargo bench -p switchhook-provisioning --bench encrypted`

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use switchhook_provisioning::grandstream::encrypted::{self, Digest};
use switchhook_provisioning::grandstream::{Limits, PNumber, PValues, xml};
use switchhook_provisioning::{MacAddr, Secret};

/// A phone's XML file of 10 kB.
fn file() -> String {
    let mut values = PValues::new();
    let mac = MacAddr::new([0xc0, 0x74, 0xad, 1, 2, 3]);
    for number in 2.. {
        let text = format!("value {number} & more");
        values.set(PNumber::new(number), text).expect("plain text");
        let file = xml::write(Some(mac), &values);
        if file.len() >= 10_000 {
            return file;
        }
    }
    unreachable!("numbers do not end before 10 kB")
}

fn encrypt(criterion: &mut Criterion) {
    let file = file();
    let password = Secret::new("v9Gk-27qT_mm4Xz.h0Ls");
    let limits = Limits::default();
    let mut group = criterion.benchmark_group("encrypted");
    group.throughput(Throughput::Elements(1));
    for (name, digest) in [("md5", Digest::Md5), ("sha256", Digest::Sha256)] {
        group.bench_function(BenchmarkId::new("write 10 kB", name), |bencher| {
            bencher.iter(|| encrypted::write(black_box(file.as_bytes()), &password, [7; 8], digest));
        });
        let written = encrypted::write(file.as_bytes(), &password, [7; 8], digest);
        group.bench_function(BenchmarkId::new("read 10 kB", name), |bencher| {
            bencher.iter(|| encrypted::read(black_box(&written), &password, digest, &limits));
        });
    }
    group.finish();
}

criterion_group!(benches, encrypt);
criterion_main!(benches);
