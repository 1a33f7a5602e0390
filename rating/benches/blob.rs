//! Writes and reads compiled books of 100 000 and a million lines.
//!
//! `cargo bench -p switchhook-rating --bench blob`
//!
//! Two shapes: a carrier's deck, with about two thousand rates and four hundred names, and one in which every line has a
//! name and a price of its own. A book that is read was on nobody's disk: the bytes lie in memory, as those of a mapped
//! file do when they were read before.

#[path = "shapes/mod.rs"]
mod shapes;

use std::hint::black_box;
use std::time::Duration;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use switchhook_rating::{Book, Currency, Deck, Format, Plan};

fn book(text: &str) -> Book {
    let (deck, rejected) = Deck::from_csv(text, &Format::default());
    assert!(rejected.is_empty());
    let plan = Plan::new("bench", Currency::EUR, chrono_tz::Europe::Paris);
    Book::new(plan, deck).expect("a deck without twins")
}

fn blob(c: &mut Criterion) {
    let mut group = c.benchmark_group("blob");
    group.sample_size(20).measurement_time(Duration::from_secs(5));
    for (shape, lines) in [
        ("shared", shapes::shared as fn(usize) -> _),
        ("distinct", shapes::distinct),
    ] {
        for count in [100_000, 1_000_000] {
            let book = book(&shapes::csv(&lines(count)));
            let blob = book.to_blob();
            drop(book);
            let name = |what: &str| BenchmarkId::new(format!("{what} {shape}"), count);
            group.throughput(Throughput::Bytes(blob.len() as u64));
            group.bench_function(name("read"), |b| {
                b.iter_with_large_drop(|| black_box(Book::from_blob(&blob).expect("our own blob")));
            });
            let book = Book::from_blob(&blob).expect("our own blob");
            assert_eq!(book.to_blob(), blob);
            group.bench_function(name("write"), |b| {
                b.iter_with_large_drop(|| black_box(book.to_blob()));
            });
        }
    }
    group.finish();
}

criterion_group!(benches, blob);
criterion_main!(benches);
