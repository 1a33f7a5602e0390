//! Reads decks of 100 000 and a million lines, and compiles them into a book.
//!
//! `cargo bench -p switchhook-rating --bench load`

use std::fmt::Write;
use std::hint::black_box;
use std::time::Duration;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use switchhook_rating::import::Mapping;
use switchhook_rating::{Book, Currency, Deck, Format, Increment, Plan};

/// The lines of a deck in the order of their prefixes, as carriers send them: runs of siblings below real codes, of which
/// six in ten cost the same as the one before, in about two thousand rates.
fn lines(count: usize) -> Vec<(String, usize)> {
    let mut state = 1u64;
    let mut below = |bound: u64| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % bound
    };
    let mut rate = 0;
    (0..count)
        .map(|line| {
            // Seven digits for a million, and some of eight.
            let mut prefix = (1_000_000 + line * 8_999_999 / count).to_string();
            if below(10) == 0 {
                write!(prefix, "{}", below(10)).expect("a String takes everything");
            }
            if below(10) >= 6 {
                rate = below(2_000) as usize;
            }
            (prefix, rate)
        })
        .collect()
}

fn own_format(count: usize) -> String {
    let mut text = String::from("prefix,destination,price,per,first,next\n");
    for (prefix, rate) in lines(count) {
        let (destination, price) = (rate % 400, 100 + rate);
        writeln!(text, "+{prefix},Destination {destination},0.{price:04},60,60,1")
            .expect("a String takes everything");
    }
    text
}

fn foreign_format(count: usize) -> String {
    let mut text = String::new();
    for (prefix, rate) in lines(count) {
        let (destination, price) = (rate % 400, 100 + rate);
        writeln!(text, "Destination {destination};{prefix};0,{price:04}").expect("a String takes everything");
    }
    text
}

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
        let text = own_format(count);
        let read = || {
            let (deck, rejected) = Deck::from_csv(&text, &Format::default());
            assert!(rejected.is_empty());
            deck
        };
        let compile = |deck| {
            let plan = Plan::new("bench", Currency::EUR, chrono_tz::Europe::Paris);
            Book::new(plan, deck).expect("a deck without twins")
        };
        group.bench_function(BenchmarkId::new("read", count), |b| b.iter(|| black_box(read())));
        group.bench_function(BenchmarkId::new("read and compile", count), |b| {
            b.iter(|| black_box(compile(read())));
        });
        let foreign = foreign_format(count);
        group.bench_function(BenchmarkId::new("import with a mapping", count), |b| {
            b.iter(|| black_box(mapping.read(foreign.as_bytes()).expect("the mapping fits")));
        });
    }
    group.finish();
}

criterion_group!(benches, load);
criterion_main!(benches);
