//! How long questions about one call take: the longest call for a balance, an explanation, the cheapest of vendors.

use std::hint::black_box;
use std::time::Duration;

use criterion::{Criterion, criterion_group, criterion_main};
use switchhook_rating::explain::Language;
use switchhook_rating::question::least_cost;
use switchhook_rating::{
    Band, Book, Call, Currency, Days, Deck, Destination, DigitCount, Hours, Increment, Kind, Money, Plan,
    Pricing, Rate, Rounding, Start, Tax,
};

fn book(pricing: Pricing, decimals: u8, price: &str) -> Book {
    let rate = Rate::new(
        Destination::new("France", Kind::Other),
        Duration::from_secs(60),
        Increment::new(60, 1),
    )
    .price(price.parse().expect("a price"))
    .band_price("peak", "19.09".parse().expect("a price"))
    .fee("2".parse().expect("a fee"));
    let mut deck = Deck::new();
    deck.add(&["+33".parse().expect("a prefix")], DigitCount::ANY, rate)
        .expect("a row");
    let plan = Plan::new("bench", Currency::XPF, chrono_tz::Pacific::Tahiti)
        .band(Band::new(
            "peak",
            Days::WORKING,
            Hours::new(6 * 60, 22 * 60).expect("hours"),
        ))
        .otherwise("offpeak")
        .pricing(pricing)
        .tax(Tax::exclusive().from(
            "2013-10-01".parse().expect("a day"),
            "13".parse().expect("a number"),
        ))
        .rounding(Rounding::HalfUp, decimals);
    Book::new(plan, deck).expect("a book")
}

fn questions(criterion: &mut Criterion) {
    let start: Start = "2025-06-11T20:00:00Z".parse().expect("a time");
    let call = Call::new("+33123456789", start, Duration::from_secs(125));
    let balances: Vec<Money> = (1..64i64)
        .map(|francs| Money::from_micros(francs * 17_000_000, Currency::XPF))
        .collect();

    let mut group = criterion.benchmark_group("longest call");
    let by_start = book(Pricing::Start, 6, "12");
    let francs = book(Pricing::Start, 0, "12");
    let by_second = book(Pricing::Second, 6, "12");
    for (name, book) in [
        ("ordinary", &by_start),
        ("rounded to francs", &francs),
        ("cut at bands", &by_second),
    ] {
        let mut at = 0;
        group.bench_function(name, |bencher| {
            bencher.iter(|| {
                at = (at + 1) % balances.len();
                book.max_duration(black_box(&call), balances[at])
            });
        });
    }
    group.finish();

    let mut group = criterion.benchmark_group("explain");
    group.bench_function("data", |bencher| {
        bencher.iter(|| by_start.explain(black_box(&call)));
    });
    group.bench_function("data and French text", |bencher| {
        bencher.iter(|| by_start.explain(black_box(&call)).text(Language::Fr));
    });
    group.finish();

    let vendors: Vec<Book> = (1..=8)
        .map(|price| book(Pricing::Start, 6, &price.to_string()))
        .collect();
    criterion.bench_function("cheapest of 8 vendors", |bencher| {
        bencher.iter(|| least_cost(black_box(&call), vendors.iter().enumerate()));
    });
}

criterion_group!(benches, questions);
criterion_main!(benches);
