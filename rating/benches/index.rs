//! From a dialled number to its destination, one number at a time: reading the number is part of it.
//!
//! `cargo bench -p switchhook-rating --bench index`

#[path = "../tests/synthetic/mod.rs"]
mod synthetic;

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};

fn lookups(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("index");
    for prefixes in [10_000, 100_000, 1_000_000] {
        let rows = synthetic::deck(prefixes);
        let book = synthetic::book(&rows);
        let calls = synthetic::calls(&rows, 1 << 17);
        group.throughput(Throughput::Elements(calls.len() as u64));
        group.bench_function(BenchmarkId::new("read", prefixes), |bencher| {
            bencher.iter(|| {
                for call in &calls {
                    let _ = black_box(book.numbering().number(&call.number));
                }
            });
        });
        group.bench_function(BenchmarkId::new("read and find", prefixes), |bencher| {
            bencher.iter(|| {
                for call in &calls {
                    let _ = black_box(book.destination(&call.number));
                }
            });
        });
    }
    group.finish();
}

criterion_group!(benches, lookups);
criterion_main!(benches);
