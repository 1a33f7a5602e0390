//! From a dialled number to its destination: reading the number, finding its row one by one and side by side.
//!
//! `cargo bench -p switchhook-rating --bench index`

#[path = "../tests/synthetic/mod.rs"]
mod synthetic;

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use switchhook_rating::Number;
use synthetic::{Columns, Drawn};

/// Numbers that are looked up in one go, as those of a batch of calls.
const BATCH: usize = 1024;

fn lookups(criterion: &mut Criterion) {
    for prefixes in [10_000, 100_000, 1_000_000] {
        let rows = synthetic::deck(prefixes);
        let book = synthetic::book(&rows);
        for (drawn, name) in [(Drawn::ByRank, "by rank"), (Drawn::Alike, "alike")] {
            let columns = Columns::of(&synthetic::calls_drawn(&rows, 1 << 17, drawn));
            let dialled: Vec<&str> = columns.dialled().collect();
            let read = |dialled: &&str| book.numbering().number(dialled).expect("digits");
            let numbers: Vec<Number> = dialled.iter().map(read).collect();
            let mut group = criterion.benchmark_group(format!("index/{name}"));
            group.throughput(Throughput::Elements(dialled.len() as u64));
            group.bench_function(BenchmarkId::new("read", prefixes), |bencher| {
                bencher.iter(|| {
                    for dialled in &dialled {
                        let _ = black_box(book.numbering().number(dialled));
                    }
                });
            });
            group.bench_function(BenchmarkId::new("read and find", prefixes), |bencher| {
                bencher.iter(|| {
                    for dialled in &dialled {
                        let _ = black_box(book.destination(dialled));
                    }
                });
            });
            let mut found = Vec::new();
            group.bench_function(BenchmarkId::new("find side by side", prefixes), |bencher| {
                bencher.iter(|| {
                    for numbers in numbers.chunks(BATCH) {
                        book.destinations(black_box(numbers), &mut found);
                        black_box(found.len());
                    }
                });
            });
            group.finish();
        }
    }
}

criterion_group!(benches, lookups);
criterion_main!(benches);
