//! Lookups and whole calls over decks of 10 and of 100 000 prefixes, with calls that most often match.
//!
//! `cargo bench -p switchhook-rating`

use std::hint::black_box;
use std::time::Duration;

use chrono::NaiveDate;
use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use switchhook_rating::{
    Band, Book, Call, Currency, Days, Deck, Destination, DigitCount, Hours, Increment, Kind, Numbering, Plan,
    Prefix, Rate, Start, Tax,
};

/// A small generator, so that every run sees the same decks and calls.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % bound
    }
}

fn book(prefixes: usize) -> Book {
    let mut random = Random(1);
    let mut deck = Deck::new();
    while deck.len() < prefixes {
        // Two to eight digits, most of them long, as in the decks of wholesale carriers.
        let digits = if prefixes < 100 {
            1
        } else {
            2 + random.below(7).max(random.below(7)) as u32
        };
        let value = random.below(10u64.pow(digits));
        let text = format!("+{value:0width$}", width = digits as usize);
        let prefix: Prefix = text.parse().expect("a plus and at most eight digits");
        let cents = random.below(500);
        let step = [1, 6, 30, 60][random.below(4) as usize];
        let price = format!("0.{cents:04}").parse().expect("a decimal number");
        let offpeak = format!("0.{:04}", cents / 2).parse().expect("a decimal number");
        let rate = Rate::new(
            Destination::new("somewhere", Kind::Fixed),
            Duration::from_secs(60),
            Increment::new(step, step),
        )
        .price(price)
        .band_price("offpeak", offpeak);
        // A prefix that is there already is refused, and the next one tried.
        let _ = deck.add(&[prefix], DigitCount::ANY, rate);
    }
    let plan = Plan::new("bench", Currency::EUR, chrono_tz::Europe::Paris)
        .band(Band::new(
            "peak",
            Days::WORKING,
            Hours::new(7 * 60, 19 * 60).expect("hours within a day"),
        ))
        .otherwise("offpeak")
        .tax(Tax::exclusive().from(NaiveDate::MIN, "20".parse().expect("a decimal number")))
        .numbering(Numbering::new().international("00"));
    Book::new(plan, deck).expect("a deck without conflicts")
}

fn calls() -> Vec<(String, Start, Duration)> {
    let mut random = Random(2);
    (0..10_000)
        .map(|_| {
            let number = format!("00{:011}", random.below(1 << 31) * 46 + random.below(46));
            let seconds = 1_700_000_000 + random.below(60_000_000) as i64;
            let start = chrono::DateTime::from_timestamp(seconds, 0).expect("a time of this century");
            (
                number,
                Start::Instant(start),
                Duration::from_secs(1 + random.below(600)),
            )
        })
        .collect()
}

fn rate_calls(criterion: &mut Criterion) {
    let calls = calls();
    let mut group = criterion.benchmark_group("rate");
    group.throughput(Throughput::Elements(calls.len() as u64));
    for prefixes in [10, 100_000] {
        let book = book(prefixes);
        let local: Vec<_> = calls
            .iter()
            .map(|(number, start, duration)| {
                let Start::Instant(instant) = start else {
                    unreachable!("calls() makes instants")
                };
                (number, instant.naive_utc(), duration)
            })
            .collect();
        group.bench_function(BenchmarkId::new("instant", prefixes), |bencher| {
            bencher.iter(|| {
                for (number, start, duration) in &calls {
                    black_box(book.rate(&Call::new(number, *start, *duration)));
                }
            });
        });
        group.bench_function(BenchmarkId::new("clock", prefixes), |bencher| {
            bencher.iter(|| {
                for (number, start, duration) in &local {
                    black_box(book.rate(&Call::new(number, *start, **duration)));
                }
            });
        });
    }
    group.finish();
}

fn match_numbers(criterion: &mut Criterion) {
    let calls = calls();
    let mut group = criterion.benchmark_group("match");
    group.throughput(Throughput::Elements(calls.len() as u64));
    for prefixes in [10, 100_000] {
        let book = book(prefixes);
        group.bench_function(BenchmarkId::from_parameter(prefixes), |bencher| {
            bencher.iter(|| {
                for (number, ..) in &calls {
                    let _ = black_box(book.destination(number));
                }
            });
        });
    }
    group.finish();
}

fn read_decks(criterion: &mut Criterion) {
    let mut text = String::from("prefix,destination,price,per,first,next\n");
    for prefix in 0..100_000 {
        text.push_str(&format!(
            "+{},Destination {prefix},0.{:04},60,60,1\n",
            1_000_000 + prefix * 7,
            prefix % 5000
        ));
    }
    let mut group = criterion.benchmark_group("deck");
    group.sample_size(20);
    group.throughput(Throughput::Elements(100_000));
    group.bench_function("read and compile 100000 lines", |bencher| {
        bencher.iter(|| {
            let (deck, rejected) = Deck::from_csv(&text, &switchhook_rating::Format::default());
            assert!(rejected.is_empty());
            let plan = Plan::new("bench", Currency::EUR, chrono_tz::UTC);
            black_box(Book::new(plan, deck).expect("a deck without conflicts"))
        });
    });
    group.finish();
}

criterion_group!(benches, rate_calls, match_numbers, read_decks);
criterion_main!(benches);
