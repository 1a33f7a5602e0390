//! More questions to a book: their laws over random books and calls, and a few cases by hand.

mod random;

use std::time::Duration;

use proptest::prelude::*;
use random::{book, plan, rate, small_ratio};
use switchhook_rating::question::{
    Margin, MaxDuration, Priced, Reprice, compare, least_cost, least_cost_plan, margin, rerate, what_if,
};
use switchhook_rating::{
    Band, Book, Call, Currency, Days, Deck, Destination, DigitCount, Hours, Increment, Kind, Money, Outcome,
    Plan, Rate, Rounding, Slot, Start, Status, Tax, When,
};

const NUMBER: &str = "+33123456789";

fn start() -> Start {
    "2025-06-11 10:00:00".parse().unwrap()
}

fn call(seconds: u64) -> Call<'static> {
    Call::new(NUMBER, start(), Duration::from_secs(seconds))
}

fn simple(price: &str, first: u32, next: u32) -> Rate {
    Rate::new(
        Destination::new("France", Kind::Other),
        Duration::from_secs(60),
        Increment::new(first, next),
    )
    .price(price.parse().unwrap())
}

fn of(rate: Rate) -> Book {
    // The bands of the random rates.
    let plan = Plan::new("plain", Currency::EUR, chrono_tz::Europe::Paris)
        .band(Band::new(
            "peak",
            Days::WORKING,
            Hours::new(7 * 60, 19 * 60).unwrap(),
        ))
        .otherwise("offpeak");
    book(plan, rate, None)
}

/// What a call of so many milliseconds costs with tax; `None` when that is more than an amount can hold.
fn after(book: &Book, call: &Call<'_>, millis: u64) -> Option<i64> {
    let outcome = book.rate(&Call {
        duration: Duration::from_millis(millis),
        ..*call
    });
    match outcome {
        Outcome::NotAnswered => Some(0),
        other => other.charge().map(|charge| charge.after_tax.micros()),
    }
}

#[test]
fn the_longest_call_for_a_balance_is_found_by_hand_too() {
    for (rate, balance, millis) in [
        (simple("0.06", 1, 1), "0.06 EUR", 60_000),
        (simple("0.06", 60, 60), "0.11 EUR", 60_000),
        (simple("0.06", 60, 60), "0.05 EUR", 0),
        (
            simple("0.06", 30, 6).fee("0.05".parse().unwrap()),
            "0.11 EUR",
            60_000,
        ),
        (
            simple("0.06", 1, 1).free(Duration::from_secs(10)),
            "0.06 EUR",
            70_000,
        ),
        (
            simple("0.06", 60, 60).grace(Duration::from_secs(5)),
            "0.01 EUR",
            5_000,
        ),
        (
            simple("0.06", 1, 1).minimum("0.10".parse().unwrap()),
            "0.09 EUR",
            0,
        ),
        (
            simple("0.06", 1, 1).minimum("0.10".parse().unwrap()),
            "0.12 EUR",
            120_000,
        ),
        // A minute at 6, and everything after it at 3 cents a minute.
        (
            simple("0.06", 1, 1).slot(Slot::new(Duration::from_secs(60), "0.03".parse().unwrap())),
            "0.09 EUR",
            120_000,
        ),
    ] {
        let book = of(rate.clone());
        let longest = book.max_duration(&call(0), balance.parse().unwrap());
        assert_eq!(
            longest,
            MaxDuration::UpTo(Duration::from_millis(millis)),
            "{rate:?} for {balance}"
        );
    }
}

#[test]
fn a_call_that_never_costs_more_is_unlimited() {
    let unlimited = |rate: Rate, balance: &str| {
        of(rate).max_duration(&call(0), balance.parse().unwrap()) == MaxDuration::Unlimited
    };
    assert!(unlimited(simple("0", 60, 60), "0 EUR"));
    assert!(unlimited(
        simple("0.06", 60, 60).maximum("2".parse().unwrap()),
        "2 EUR"
    ));
    assert!(!unlimited(
        simple("0.06", 60, 60).maximum("2".parse().unwrap()),
        "1.99 EUR"
    ));
    // An hour costs 3.60, and nothing after it.
    let flat = || simple("0.06", 60, 60).slot(Slot::new(Duration::from_secs(3600), "0".parse().unwrap()));
    assert!(unlimited(flat(), "3.60 EUR"));
    assert!(!unlimited(flat(), "3.59 EUR"));
    // A year at 6 cents a minute costs 31 622.40.
    assert!(unlimited(simple("0.06", 60, 60), "31622.40 EUR"));
    assert!(!unlimited(simple("0.06", 60, 60), "31622.39 EUR"));
}

#[test]
fn what_has_no_price_has_no_longest_call() {
    let book = of(simple("0.06", 60, 60));
    let balance = "1 EUR".parse().unwrap();
    let unknown = book.max_duration(&Call::new("5", start(), Duration::ZERO), balance);
    assert!(
        matches!(unknown, MaxDuration::NoPrice(Outcome::Unmatched { .. })),
        "{unknown:?}"
    );
    let letters = book.max_duration(&Call::new("HELP", start(), Duration::ZERO), balance);
    assert!(
        matches!(letters, MaxDuration::NoPrice(Outcome::Rejected(_))),
        "{letters:?}"
    );
    assert_eq!(
        book.max_duration(&call(0), "1 XPF".parse().unwrap()),
        MaxDuration::Currency
    );
}

#[test]
fn rounded_and_taxed_prices_are_inverted_exactly() {
    // 20 F a minute by the second and 13 % tax, both rounded to francs: 57 F with tax are 50 F before, up to 50.5.
    let plan = Plan::new("francs", Currency::XPF, chrono_tz::Pacific::Tahiti)
        .tax(Tax::exclusive().from("2013-10-01".parse().unwrap(), "13".parse().unwrap()))
        .rounding(Rounding::HalfUp, 0);
    let book = book(plan, simple("20", 1, 1), None);
    assert_eq!(
        book.max_duration(&call(0), "57 XPF".parse().unwrap()),
        MaxDuration::UpTo(Duration::from_secs(151))
    );
    assert_eq!(
        book.rate(&call(151)).charge().unwrap().after_tax.to_string(),
        "57 XPF"
    );
    assert_eq!(
        book.rate(&call(152)).charge().unwrap().after_tax.to_string(),
        "58 XPF"
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    /// `price(max) <= balance < price(max + 1 ms)`, whatever the plan.
    #[test]
    fn the_longest_call_is_covered_and_a_longer_one_is_not(
        plan in plan(), rate in rate(), parent in prop::option::weighted(0.3, (small_ratio(), small_ratio())),
        start in 1_700_000_000i64..1_760_000_000, balance in prop_oneof![0i64..2_000_000, 0i64..500_000_000_000],
    ) {
        let book = book(plan, rate, parent);
        let start = Start::from(chrono::DateTime::from_timestamp(start, 0).unwrap());
        let call = Call::new(NUMBER, start, Duration::ZERO);
        match book.max_duration(&call, Money::from_micros(balance, Currency::EUR)) {
            MaxDuration::UpTo(longest) => {
                let millis = u64::try_from(longest.as_millis()).unwrap();
                prop_assert!(after(&book, &call, millis).is_some_and(|cost| cost <= balance));
                prop_assert!(after(&book, &call, millis + 1).is_none_or(|cost| cost > balance));
            }
            MaxDuration::Unlimited => {
                let year = u64::try_from(MaxDuration::YEAR.as_millis()).unwrap();
                prop_assert!(after(&book, &call, year).is_some_and(|cost| cost <= balance));
            }
            other => prop_assert!(false, "{other:?}"),
        }
    }

    /// The cheapest vendor is first, and none is lost.
    #[test]
    fn no_vendor_is_cheaper_than_the_first(rates in prop::collection::vec(rate(), 1..5), seconds in 1u64..2_000) {
        let books: Vec<Book> = rates.into_iter().map(of).collect();
        let offers = least_cost(&call(seconds), books.iter().enumerate());
        prop_assert_eq!(offers.len(), books.len());
        prop_assert!(offers.is_sorted_by_key(|offer| offer.cost().map(Money::micros)));
    }

    /// A tariff compared with itself changes nothing, and a comparison adds up to what the two tariffs make of the calls.
    #[test]
    fn a_comparison_adds_up(old in rate(), new in rate(), lengths in prop::collection::vec(0u64..500, 0..20)) {
        let (old, new) = (of(old), of(new));
        let calls = || lengths.iter().map(|&seconds| call(seconds));
        let same = compare(&old, &old, calls());
        prop_assert_eq!(same.total().changed, 0);
        let difference = compare(&old, &new, calls());
        let sum = |book: &Book| calls().filter_map(|call| after(book, &call, u64::try_from(call.duration.as_millis()).unwrap())).sum::<i64>();
        let delta = difference.total().delta().map_or(0, Money::micros);
        prop_assert_eq!(delta, sum(&new) - sum(&old));
        prop_assert_eq!(difference.total().calls, lengths.len() as u64);
    }
}

#[test]
fn vendors_that_do_not_take_the_call_come_last() {
    let (dear, cheap) = (of(simple("0.09", 1, 1)), of(simple("0.03", 1, 1)));
    let mut deck = Deck::new();
    deck.add(&["+44".parse().unwrap()], DigitCount::ANY, simple("0.01", 1, 1))
        .unwrap();
    let elsewhere = Book::new(Plan::new("uk", Currency::EUR, chrono_tz::Europe::London), deck).unwrap();
    let offers = least_cost(
        &call(60),
        [("uk", &elsewhere), ("dear", &dear), ("cheap", &cheap)],
    );
    assert_eq!(
        offers.iter().map(|offer| offer.vendor).collect::<Vec<_>>(),
        ["cheap", "dear", "uk"]
    );
    assert_eq!(offers[2].outcome.status(), Status::Unmatched);
}

#[test]
fn plans_of_one_book_are_vendors_too() {
    let deck = |price| {
        let mut deck = Deck::new();
        deck.add(&["+".parse().unwrap()], DigitCount::ANY, simple(price, 1, 1))
            .unwrap();
        deck
    };
    let plan = |name| Plan::new(name, Currency::EUR, chrono_tz::Europe::Paris);
    let book = Book::builder()
        .plan(plan("a"), [deck("0.02")])
        .plan(plan("b"), [deck("0.01")])
        .assign(When::Trunk("PJSIP/a-".to_owned()), "a")
        .build()
        .unwrap();
    let offers = least_cost_plan(&book, &call(60), ["a", "b", "nobody"]);
    assert_eq!(
        offers.iter().map(|offer| offer.vendor).collect::<Vec<_>>(),
        ["b", "a"]
    );
}

#[test]
fn a_sale_below_cost_is_a_loss() {
    let (sell, buy) = (of(simple("0.02", 1, 1)), of(simple("0.03", 60, 60)));
    let loss = margin(&sell, &buy, &call(61)).unwrap();
    assert!(loss.is_loss());
    assert_eq!(loss.margin, loss.sold.checked_sub(loss.bought).unwrap());
    let unknown = Call {
        number: "5",
        ..call(61)
    };
    let (sold, bought) = *margin(&sell, &buy, &unknown).unwrap_err();
    assert_eq!(
        (sold.status(), bought.status()),
        (Status::Unmatched, Status::Unmatched)
    );
    let nothing = Money::zero(Currency::EUR);
    assert_eq!(Margin::between(nothing, loss.bought).unwrap().per_mille(), None);
    assert_eq!(Margin::between(Money::zero(Currency::XPF), loss.bought), None);
}

#[test]
fn calls_rated_again_are_reported_when_their_price_or_status_changes() {
    let book = of(simple("0.06", 60, 60));
    let same = Priced::from(&book.rate(&call(60)));
    let amount = "0.05 EUR".parse().unwrap();
    let stored = [
        (60, Some(same)),
        (60, Some(Priced::new(Status::Rated, amount, amount))),
        (60, None),
        (0, Some(Priced::without(Status::Free))),
        (60, Some(Priced::without(Status::Unmatched))),
    ];
    let calls = stored.map(|(seconds, stored)| Reprice {
        call: call(seconds),
        stored,
        group: "sales",
    });
    let mut changed = Vec::new();
    let difference = rerate(&book, calls, |rerated| {
        changed.push((rerated.stored, rerated.outcome.status()));
    });
    assert_eq!(changed.len(), 3);
    assert!(changed.iter().all(|(_, status)| *status == Status::Rated));
    let total = difference.total();
    assert_eq!(
        (total.calls, total.changed, total.gained, total.dearer),
        (5, 3, 2, 1)
    );
    assert_eq!(total.delta().unwrap().to_string(), "0.13 EUR");
}

#[test]
fn another_book_is_another_circumstance() {
    let (dear, cheap) = (of(simple("0.09", 1, 1)), of(simple("0.03", 1, 1)));
    let nowhere = Call {
        number: "5",
        ..call(60)
    };
    let answers = what_if(
        (&dear, call(60)),
        [(&cheap, call(60)), (&dear, call(120)), (&dear, nowhere)],
    );
    let deltas: Vec<_> = answers
        .iter()
        .map(|answer| answer.delta.map(|delta| delta.to_string()))
        .collect();
    assert_eq!(
        deltas,
        [Some("-0.06 EUR".to_owned()), Some("0.09 EUR".to_owned()), None]
    );
}
