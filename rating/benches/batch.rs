//! Whole calls in columns, under decks of 10,000, 100,000 and 1,000,000 prefixes.
//!
//! `cargo bench -p switchhook-rating --bench batch`
//!
//! Destinations are drawn by 1/rank, as people call, or all alike, and one in fifty calls goes where no prefix is; all in
//! one batch, in batches of 1024 calls whose results are in the cache when they are read, and by two threads with columns
//! of their own, each all the calls.

#[path = "../tests/synthetic/mod.rs"]
mod synthetic;

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use switchhook_rating::{Book, Calls, Charges};
use synthetic::{Columns, Drawn};

const CALLS: usize = 1 << 17;

fn rate(book: &Book, batches: &[Calls<'_>], charges: &mut Charges) {
    for calls in batches {
        book.rate_batch(black_box(calls), charges);
        black_box(charges.after_tax().len());
    }
}

fn batches(criterion: &mut Criterion) {
    for prefixes in [10_000, 100_000, 1_000_000] {
        let rows = synthetic::deck(prefixes);
        let book = synthetic::book(&rows);
        for (drawn, name) in [(Drawn::ByRank, "by rank"), (Drawn::Alike, "alike")] {
            let columns = Columns::of(&synthetic::calls_drawn(&rows, CALLS, drawn));
            let mut group = criterion.benchmark_group(format!("batch/{name}"));
            let mut charges = Charges::new();
            for (size, name) in [(CALLS, "in one"), (1024, "of 1024")] {
                let batches = columns.batches(size);
                group.throughput(Throughput::Elements(CALLS as u64));
                group.bench_function(BenchmarkId::new(name, prefixes), |bencher| {
                    bencher.iter(|| rate(&book, &batches, &mut charges));
                });
            }
            let batches = columns.batches(1024);
            let mut other = Charges::new();
            group.throughput(Throughput::Elements(2 * CALLS as u64));
            group.bench_function(BenchmarkId::new("two threads", prefixes), |bencher| {
                bencher.iter(|| two_threads(&book, &batches, [&mut charges, &mut other]));
            });
            group.finish();
        }
    }
}

/// Both rate all of the calls. Starting them is part of it.
fn two_threads(book: &Book, batches: &[Calls<'_>], charges: [&mut Charges; 2]) {
    std::thread::scope(|scope| {
        for charges in charges {
            scope.spawn(|| rate(book, batches, charges));
        }
    });
}

criterion_group!(benches, batches);
criterion_main!(benches);
