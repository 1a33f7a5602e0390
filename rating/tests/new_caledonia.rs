//! The sample tariff of New Caledonia against a bill that was really sent.
#![cfg(all(feature = "csv", feature = "serde"))]

use std::sync::LazyLock;
use std::time::Duration;

use switchhook_rating::{Book, Call, Charge, Currency, Deck, Money, Outcome, Plan, Rounding};

static BOOK: LazyLock<Book> = LazyLock::new(|| {
    let plan = Plan::from_toml(include_str!("../testdata/new-caledonia/plan.toml")).unwrap();
    let (deck, rejected) = Deck::from_csv(
        include_str!("../testdata/new-caledonia/deck.csv"),
        &plan.decks()[0].format,
    );
    assert_eq!(rejected, []);
    Book::new(plan, deck).unwrap()
});

fn rate(number: &str, start: &str, seconds: u64) -> Outcome<'static> {
    let start: switchhook_rating::Start = start.parse().unwrap();
    BOOK.rate(&Call::new(number, start, Duration::from_secs(seconds)))
}

fn charge(number: &str, start: &str, seconds: u64) -> Charge<'static> {
    match rate(number, start, seconds) {
        Outcome::Rated(charge) => charge,
        other => panic!("{number} at {start} for {seconds} s: {other}"),
    }
}

/// The lines of the bill: number, start, seconds, amounts before and after tax.
fn bill() -> Vec<[&'static str; 5]> {
    include_str!("../testdata/new-caledonia/calls.csv")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .skip(1)
        .map(|line| line.split(',').collect::<Vec<_>>().try_into().unwrap())
        .collect()
}

#[test]
fn the_seventeen_calls_of_the_bill_come_out_to_the_franc() {
    let bill = bill();
    assert_eq!(bill.len(), 17);
    for [number, start, seconds, before_tax, after_tax] in bill {
        let charge = charge(number, start, seconds.parse().unwrap());
        assert_eq!(
            charge.shown_before_tax(),
            before_tax,
            "{number} {start}: {charge}"
        );
        assert_eq!(charge.shown_after_tax(), after_tax, "{number} {start}: {charge}");
        assert_eq!(charge.band(), "peak", "{number} {start}");
    }
}

#[test]
fn the_bill_adds_up_from_unrounded_amounts() {
    let amounts: Vec<Money> = bill()
        .iter()
        .map(|[number, start, seconds, ..]| charge(number, start, seconds.parse().unwrap()).after_tax)
        .collect();
    let total = Money::sum(Currency::XPF, amounts.iter().copied()).unwrap();
    // 17 + 7 + 2 + 2 + 10 × 1 units of 10.45, 1 + 5 of 9.45, 38 of 37.80.
    assert_eq!(total.to_string(), "1890.2 XPF");
    let shown = amounts
        .iter()
        .map(|amount| amount.round(Rounding::Floor).unwrap());
    assert_eq!(Money::sum(Currency::XPF, shown).unwrap().to_string(), "1882 XPF");
}

#[test]
fn an_exact_minute_is_one_unit() {
    let charge = charge("872101", "2011-12-19 11:00:00", 60);
    assert_eq!(
        (charge.units, charge.before_tax.to_string().as_str()),
        (1, "10.45 XPF")
    );
    assert_eq!(charge.shown_before_tax(), "10");
}

#[test]
fn saturday_is_off_peak() {
    // 2011-12-17 is a Saturday.
    let charge = charge("872101", "2011-12-17 10:00:00", 61);
    assert_eq!((charge.units, charge.band()), (2, "offpeak"));
    assert_eq!(charge.before_tax.to_string(), "12.6 XPF");
    assert_eq!(charge.shown_before_tax(), "12");
}

#[test]
fn kinds_and_destinations_follow_the_longest_prefix() {
    for (number, destination, prefix) in [
        ("272101", "Local fixed", "2"),
        ("0272101", "Local fixed", "0"),
        ("759109", "Local mobile", "7"),
        ("0759109", "Local mobile", "07"),
        ("19689401234", "French Polynesia fixed", "19689"),
        ("019689871234", "French Polynesia fixed", "019689"),
        ("0196893701234", "French Polynesia mobile", "0196893"),
    ] {
        let charge = charge(number, "2011-12-19 11:00:00", 10);
        assert_eq!(
            (&*charge.destination().name, charge.prefix().to_string().as_str()),
            (destination, prefix),
            "{number}"
        );
    }
}

#[test]
fn a_call_without_a_tariff_is_reported_and_not_free() {
    for (number, message) in [
        (
            "0033123456789",
            "no rate for 0033123456789: prefix 0 is for numbers of 6 to 7 digits, and this one has 13; correct the row or add another",
        ),
        (
            "12345",
            "no rate for 12345: prefix 1 is for numbers of 6 to 7 digits, and this one has 5; correct the row or add another",
        ),
        (
            "+33123456789",
            "no rate for +33123456789: no prefix of the deck begins it; add a row for it",
        ),
    ] {
        let outcome = rate(number, "2011-12-19 11:00:00", 10);
        assert!(matches!(outcome, Outcome::Unmatched { .. }), "{outcome}");
        assert_eq!(outcome.to_string(), message);
        assert_eq!(outcome.charge(), None);
    }
}

#[test]
fn the_explanation_says_units_times_price() {
    let charge = charge("872101", "2011-12-19 11:08:58", 979);
    assert_eq!(
        charge.to_string(),
        "Local fixed (prefix 8), peak: 979 s in steps of 60/60 = 1020 s; 17 × 10.45 XPF a 60 s = 177.65 XPF, no tax"
    );
}
