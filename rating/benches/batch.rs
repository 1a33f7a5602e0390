//! Whole calls in columns, under decks of 10,000, 100,000 and 1,000,000 prefixes.
//!
//! `cargo bench -p switchhook-rating --bench batch`

#[path = "../tests/synthetic/mod.rs"]
mod synthetic;

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use switchhook_rating::Charges;

fn batches(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("batch");
    for prefixes in [10_000, 100_000, 1_000_000] {
        let rows = synthetic::deck(prefixes);
        let book = synthetic::book(&rows);
        let columns = synthetic::Columns::of(&synthetic::calls(&rows, 1 << 17));
        let calls = columns.calls();
        group.throughput(Throughput::Elements(calls.len() as u64));
        let mut charges = Charges::new();
        group.bench_function(BenchmarkId::from_parameter(prefixes), |bencher| {
            bencher.iter(|| {
                book.rate_batch(black_box(&calls), &mut charges);
                black_box(charges.after_tax().len())
            });
        });
    }
    group.finish();
}

criterion_group!(benches, batches);
criterion_main!(benches);
