//! Packages: what they take, what they count, and what a call pays that crosses their end.

use std::time::Duration;

use proptest::prelude::*;
use switchhook_rating::{
    Allowance, Book, BookError, Call, Charge, CountedPer, Counters, Crossing, Currency, Deck, Destination,
    DigitCount, Increment, Kind, Money, Package, Plan, Rate, Rounding, Start,
};

fn deck(price: &str, fee: &str) -> Deck {
    let mut deck = Deck::new();
    for (prefix, kind) in [("1", Kind::Fixed), ("7", Kind::Mobile)] {
        let rate = Rate::new(
            Destination::new("x", kind),
            Duration::from_secs(60),
            Increment::new(60, 1),
        )
        .price(price.parse().unwrap())
        .fee(fee.parse().unwrap());
        deck.add(&[prefix.parse().unwrap()], DigitCount::ANY, rate)
            .unwrap();
    }
    deck
}

fn plan(name: &str) -> Plan {
    Plan::new(name, Currency::XPF, chrono_tz::Pacific::Tahiti)
}

fn book(package: Package, inside: &str, beyond: &str) -> Book {
    Book::builder()
        .plan(plan("beyond"), [deck(beyond, "0")])
        .plan(plan("inside"), [deck(inside, "0")])
        .package(package)
        .build()
        .unwrap()
}

fn minutes(minutes: u64) -> Allowance {
    Allowance::Time(Duration::from_secs(minutes * 60))
}

fn francs(francs: i64) -> Money {
    Money::from_micros(francs * 1_000_000, Currency::XPF)
}

fn call(number: &'static str, start: &str, seconds: u64) -> Call<'static> {
    let start: Start = start.parse().unwrap();
    Call::new(number, start, Duration::from_secs(seconds)).account("sales")
}

fn amount(book: &Book, counters: &mut Counters, call: &Call<'_>) -> String {
    let counted = book.rate_with(counters, call);
    counted.outcome.charge().unwrap().before_tax.amount_text()
}

#[test]
fn the_call_that_crosses_the_end_goes_as_the_package_says() {
    // Three minutes at 11 F, then 14 F a minute; calls of two minutes.
    for (crossing, amounts) in [
        (Crossing::Split, ["22", "25", "28"]),
        (Crossing::Inside, ["22", "22", "28"]),
        (Crossing::Beyond, ["22", "28", "28"]),
    ] {
        let package = Package::new("p", CountedPer::Account, "beyond")
            .step(minutes(3), "inside")
            .crossing(crossing);
        let book = book(package, "11", "14");
        let mut counters = Counters::default();
        let two_minutes = call("1", "2025-06-11 10:00:00", 120);
        let got = amounts.map(|_| amount(&book, &mut counters, &two_minutes));
        assert_eq!(got, amounts, "{crossing}");
    }
}

#[test]
fn a_package_is_new_every_month_and_for_each_owner() {
    let package = Package::new("p", CountedPer::Account, "beyond").step(minutes(2), "inside");
    let book = book(package, "11", "14");
    let mut counters = Counters::default();
    for (account, start, expected) in [
        ("sales", "2025-06-30 23:59:59", "22"), // counts whole for June
        ("sales", "2025-06-30 23:59:59", "28"),
        ("office", "2025-06-30 23:59:59", "22"),
        ("sales", "2025-07-01 00:00:00", "22"),
        ("", "2025-07-01 00:00:00", "28"), // of nobody's package
        ("", "2025-07-01 00:00:00", "28"),
    ] {
        let call = call("1", start, 120).account(account);
        assert_eq!(amount(&book, &mut counters, &call), expected, "{account} {start}");
    }
    assert_eq!(counters.iter().count(), 3);
    counters.forget_before(chrono::NaiveDate::from_ymd_opt(2025, 7, 31).unwrap());
    assert_eq!(counters.iter().count(), 1);
}

#[test]
fn a_trunk_is_named_without_the_number_of_its_channel() {
    let package = Package::new("p", CountedPer::Trunk, "beyond").step(minutes(2), "inside");
    let book = book(package, "11", "14");
    let mut counters = Counters::default();
    let call = call("1", "2025-06-11 10:00:00", 120);
    for (trunk, expected) in [
        ("PJSIP/gw-0000001a", "22"),
        ("PJSIP/gw-0000001b", "28"),
        ("PJSIP/other-0000001c", "22"),
    ] {
        assert_eq!(
            amount(&book, &mut counters, &call.trunk(trunk)),
            expected,
            "{trunk}"
        );
    }
}

#[test]
fn money_is_counted_at_the_prices_inside() {
    // 33 F are three minutes at 11 F; of the second call one minute fits, and 33 F are used up.
    let package =
        Package::new("p", CountedPer::Account, "beyond").step(Allowance::BeforeTax(francs(33)), "inside");
    let book = book(package, "11", "14");
    let mut counters = Counters::default();
    let two_minutes = call("1", "2025-06-11 10:00:00", 120);
    assert_eq!(amount(&book, &mut counters, &two_minutes), "22");
    let crossed = book.rate_with(&mut counters, &two_minutes);
    assert_eq!(crossed.outcome.charge().unwrap().before_tax.amount_text(), "25");
    let parts: Vec<_> = crossed
        .parts
        .iter()
        .map(|part| (part.plan.name(), part.billed.as_secs(), part.amount.to_string()))
        .collect();
    assert_eq!(
        parts,
        [
            ("inside", 60, "11000000".to_owned()),
            ("beyond", 60, "14000000".to_owned())
        ]
    );
    assert_eq!(amount(&book, &mut counters, &two_minutes), "28");
}

#[test]
fn a_split_call_keeps_the_minimum_and_maximum_of_its_row() {
    // Two minutes at 11 F and 14 F are 25 F.
    for (minimum, maximum, expected) in [("30", "100", "30"), ("0", "20", "20"), ("0", "100", "25")] {
        let deck = |price: &str| {
            let rate = Rate::new(
                Destination::new("x", Kind::Fixed),
                Duration::from_secs(60),
                Increment::new(60, 1),
            )
            .price(price.parse().unwrap())
            .minimum(minimum.parse().unwrap())
            .maximum(maximum.parse().unwrap());
            let mut deck = Deck::new();
            deck.add(&["1".parse().unwrap()], DigitCount::ANY, rate).unwrap();
            deck
        };
        let book = Book::builder()
            .plan(plan("beyond"), [deck("14")])
            .plan(plan("inside"), [deck("11")])
            .package(Package::new("p", CountedPer::Account, "beyond").step(minutes(1), "inside"))
            .build()
            .unwrap();
        let counted = book.rate_with(&mut Counters::default(), &call("1", "2025-06-11 10:00:00", 120));
        assert_eq!(counted.parts.len(), 2);
        assert_eq!(
            counted.outcome.charge().unwrap().before_tax.amount_text(),
            expected
        );
    }
}

#[test]
fn steps_are_tiers_of_volume() {
    let package = Package::new("tiers", CountedPer::Account, "beyond")
        .step(minutes(1), "inside")
        .step(minutes(2), "middle");
    let book = Book::builder()
        .plan(plan("beyond"), [deck("30", "0")])
        .plan(plan("inside"), [deck("10", "0")])
        .plan(plan("middle"), [deck("20", "0")])
        .package(package)
        .build()
        .unwrap();
    let mut counters = Counters::default();
    // One call through all of them: a minute at 10, two at 20, one at 30.
    let counted = book.rate_with(&mut counters, &call("1", "2025-06-11 10:00:00", 240));
    assert_eq!(counted.outcome.charge().unwrap().before_tax.amount_text(), "80");
    assert_eq!(counted.parts.len(), 3);
}

#[test]
fn a_package_takes_its_kinds_and_prefixes_only() {
    for package in [
        Package::new("p", CountedPer::Account, "beyond").kind(Kind::Mobile),
        Package::new("p", CountedPer::Account, "beyond").prefix("7".parse().unwrap()),
    ] {
        let book = book(package.step(minutes(100), "inside"), "11", "14");
        let mut counters = Counters::default();
        assert_eq!(
            amount(&book, &mut counters, &call("1", "2025-06-11 10:00:00", 60)),
            "14"
        );
        assert_eq!(
            amount(&book, &mut counters, &call("7", "2025-06-11 10:00:00", 60)),
            "11"
        );
    }
}

#[test]
fn a_package_that_cannot_be_is_refused() {
    let package = || Package::new("p", CountedPer::Account, "beyond");
    let euro = Allowance::BeforeTax(Money::from_micros(1, Currency::EUR));
    for (package, part) in [
        (package(), "it has no step"),
        (
            package().step(minutes(1), "nowhere"),
            "there is no plan \"nowhere\"",
        ),
        (package().step(minutes(0), "inside"), "a step of it is empty"),
        (package().step(euro, "inside"), "in another currency"),
    ] {
        let error: BookError = Book::builder()
            .plan(plan("beyond"), [deck("14", "0")])
            .plan(plan("inside"), [deck("11", "0")])
            .package(package)
            .build()
            .unwrap_err();
        assert!(error.to_string().contains(part), "{error}");
    }
}

proptest! {
    /// Where inside and beyond cost the same, a package changes no price, wherever it ends.
    #[test]
    fn inside_and_beyond_prices_meet(
        size in 1u64..400, money: bool, tenths in 1u64..500, fee in 0u64..20, decimals in 0u8..=6,
        lengths in prop::collection::vec(1u64..300, 1..8),
    ) {
        let price = format!("{}.{}", tenths / 10, tenths % 10);
        let step = if money { Allowance::AfterTax(francs(size as i64)) } else { Allowance::Time(Duration::from_secs(size)) };
        let rounded = |name| plan(name).rounding(Rounding::HalfUp, decimals);
        let book = Book::builder()
            .plan(rounded("beyond"), [deck(&price, &fee.to_string())])
            .plan(rounded("inside"), [deck(&price, &fee.to_string())])
            .package(Package::new("p", CountedPer::Account, "beyond").step(step, "inside"))
            .build()
            .unwrap();
        let mut counters = Counters::default();
        for seconds in lengths {
            let call = call("1", "2025-06-11 10:00:00", seconds);
            let plain = book.rate(&call);
            let counted = book.rate_with(&mut counters, &call);
            let amounts = |charge: &Charge<'_>| (charge.before_tax, charge.after_tax, charge.billed);
            prop_assert_eq!(counted.outcome.charge().map(amounts), plain.charge().map(amounts));
            for counter in counters.iter() {
                let most = if money { size as i64 * 1_000_000 } else { size as i64 * 1000 };
                prop_assert!(counter.used[0] <= most);
            }
        }
    }
}
