//! Reading and printing files, small and large, plain and awkward, and putting them into a spool.
//!
//! `cargo bench -p switchhook-callfile`

use std::hint::black_box;
use std::time::Duration;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use switchhook_callfile::{CallFile, Target, check};

/// A call as the manuals show it.
fn plain() -> CallFile {
    CallFile::builder(
        "PJSIP/100",
        Target::extension("internal", "200").expect("plain names"),
    )
    .caller_id("Fire alarm", "200")
    .wait_time(Duration::from_secs(20))
    .max_retries(2)
    .retry_time(Duration::from_secs(60))
    .variable("ROOM", "cellar")
    .build()
    .expect("plain values")
}

/// Twenty variables full of what has to be escaped.
fn awkward() -> CallFile {
    let variables = (0..20).fold(plain().edit(), |call, number| {
        call.variable(format!("VARIABLE_{number}"), ";a;b;c\\;#;".repeat(9))
    });
    variables.build().expect("values that a line can carry")
}

/// What a file looks like after 100 attempts.
fn retried() -> Vec<u8> {
    let mut file = plain().to_bytes();
    for attempt in 1..=100 {
        let lines =
            format!("\nStartRetry: 4711 {attempt} (1718000060)\n\nEndRetry: 4711 {attempt} (1718000045)\n");
        file.extend_from_slice(lines.as_bytes());
    }
    file
}

fn read(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("read");
    for (name, file) in [
        ("plain", plain().to_bytes()),
        ("awkward", awkward().to_bytes()),
        ("retried", retried()),
        ("colons only", b":\n".repeat(500)),
    ] {
        group.throughput(Throughput::Bytes(file.len() as u64));
        group.bench_function(BenchmarkId::from_parameter(name), |bencher| {
            bencher.iter(|| check(black_box(&file)));
        });
    }
    group.finish();
}

fn print(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("print");
    for (name, call) in [("plain", plain()), ("awkward", awkward())] {
        group.throughput(Throughput::Bytes(call.to_bytes().len() as u64));
        let mut out = Vec::new();
        group.bench_function(BenchmarkId::from_parameter(name), |bencher| {
            bencher.iter(|| {
                out.clear();
                black_box(&call).print(&mut out);
            });
        });
    }
    group.finish();
}

#[cfg(all(unix, feature = "spool"))]
fn spool(criterion: &mut Criterion) {
    use switchhook_callfile::{FileName, Spool};

    let folder = tempfile::tempdir().expect("a temporary folder");
    for name in ["outgoing", "tmp"] {
        std::fs::create_dir(folder.path().join(name)).expect("a folder in it");
    }
    let spool = Spool::open(folder.path()).expect("a spool of our own");
    let (call, name) = (plain(), FileName::new("bench").expect("a plain name"));
    let mut group = criterion.benchmark_group("spool");
    group.throughput(Throughput::Elements(1));
    group.sample_size(20);
    group.bench_function("submit and cancel", |bencher| {
        bencher.iter(|| {
            spool.submit(&name, &call).expect("a disk with room");
            spool.cancel(&name).expect("the file submitted before")
        });
    });
    group.finish();
}

#[cfg(not(all(unix, feature = "spool")))]
fn spool(_: &mut Criterion) {}

criterion_group!(benches, read, print, spool);
criterion_main!(benches);
