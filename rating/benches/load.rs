//! Reads decks of 100 000 and a million lines, and compiles them into a book.
//!
//! `cargo bench -p switchhook-rating --bench load`
//!
//! In four shapes: a carrier's deck, with about two thousand rates and four hundred names, or every line with a name and a
//! price of its own; each in the order of prefixes, and in none.

#[path = "shapes/mod.rs"]
mod shapes;

use std::hint::black_box;
use std::time::Duration;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use switchhook_rating::import::Mapping;
use switchhook_rating::{Book, Currency, Deck, Format, Increment, Plan};

fn load(c: &mut Criterion) {
    let mapping = Mapping::new()
        .delimiter(';')
        .decimal_mark(',')
        .destination(1)
        .prefix(2)
        .international(true)
        .price(3)
        .increment(Increment::new(60, 1));
    let mut group = c.benchmark_group("load");
    group.sample_size(10).measurement_time(Duration::from_secs(5));
    for count in [100_000, 1_000_000] {
        group.throughput(Throughput::Elements(count as u64));
        for (shape, lines) in [
            ("shared", shapes::shared(count)),
            ("shared shuffled", shapes::shuffled(shapes::shared(count))),
            ("distinct", shapes::distinct(count)),
            ("distinct shuffled", shapes::shuffled(shapes::distinct(count))),
        ] {
            let text = shapes::csv(&lines);
            let read = || {
                let (deck, rejected) = Deck::from_csv(&text, &Format::default());
                assert!(rejected.is_empty());
                deck
            };
            let compile = |deck| {
                let plan = Plan::new("bench", Currency::EUR, chrono_tz::Europe::Paris);
                Book::new(plan, deck).expect("a deck without twins")
            };
            let name = |what: &str| BenchmarkId::new(format!("{what} {shape}"), count);
            group.bench_function(name("read"), |b| b.iter_with_large_drop(|| black_box(read())));
            group.bench_function(name("read and compile"), |b| {
                b.iter_with_large_drop(|| black_box(compile(read())));
            });
            let foreign = shapes::foreign(&lines);
            group.bench_function(name("import with a mapping"), |b| {
                b.iter_with_large_drop(|| {
                    black_box(mapping.read(foreign.as_bytes()).expect("the mapping fits"))
                });
            });
        }
    }
    group.finish();
}

criterion_group!(benches, load);
criterion_main!(benches);
