//! Books of several plans: versions, parents, currencies, conditions of rows, assignment.

use std::time::Duration;

use chrono::NaiveDate;
use switchhook_rating::{
    Book, BookError, Call, Currency, Deck, Destination, DigitCount, Increment, Kind, Numbering, Outcome,
    Plan, Rate, Start, Status, Unmatched, When,
};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn rate(price: &str) -> Rate {
    Rate::new(
        Destination::new(price, Kind::Other),
        Duration::from_secs(60),
        Increment::new(60, 60),
    )
    .price(price.parse().unwrap())
}

fn deck(rows: impl IntoIterator<Item = (&'static str, Rate)>) -> Deck {
    let mut deck = Deck::new();
    for (prefix, rate) in rows {
        deck.add(&[prefix.parse().unwrap()], DigitCount::ANY, rate)
            .unwrap();
    }
    deck
}

fn plan(name: &str) -> Plan {
    Plan::new(name, Currency::XPF, chrono_tz::Pacific::Tahiti)
}

fn price(book: &Book, call: &Call<'_>) -> String {
    match book.rate(call) {
        Outcome::Rated(charge) => charge.before_tax.amount_text(),
        other => other.to_string(),
    }
}

fn call<'a>(number: &'a str, start: &str) -> Call<'a> {
    let start: Start = start.parse().unwrap();
    Call::new(number, start, Duration::from_secs(60))
}

#[test]
fn the_deck_in_force_at_the_start_counts_whole() {
    let old = deck([("1", rate("10")), ("12", rate("11"))]).effective_from(day("2013-01-01"));
    let new = deck([("1", rate("20"))]).effective_from(day("2013-10-01"));
    let book = Book::builder().plan(plan("p"), [new, old]).build().unwrap();
    for (number, start, expected) in [
        ("12", "2013-09-30 23:59:59", "11"),
        ("12", "2013-10-01 00:00:00", "20"), // never the older deck's longer prefix
        ("12", "2013-10-01T09:59:59Z", "11"), // by the clock of Tahiti
        (
            "1",
            "2012-12-31 23:59:59",
            "no rate for 1: no deck of the plan is in force on 2012-12-31; add one that is",
        ),
    ] {
        assert_eq!(price(&book, &call(number, start)), expected, "{number} {start}");
    }
    let outcome = book.rate(&call("12", "2013-12-01 00:00:00"));
    assert_eq!(outcome.charge().unwrap().version(), Some(day("2013-10-01")));
}

#[test]
fn a_row_that_is_missing_is_looked_up_in_the_parent_and_multiplied() {
    let book = Book::builder()
        .plan(
            plan("retail").parent("wholesale", "1.5".parse().unwrap()),
            [deck([
                ("1", rate("7")),
                ("2", Rate::blocked(Destination::new("no", Kind::Premium))),
            ])],
        )
        .plan(
            plan("wholesale"),
            [deck([
                ("12", rate("100")),
                ("2", rate("3")),
                ("3", rate("10").fee("4".parse().unwrap())),
            ])],
        )
        .build()
        .unwrap();
    for (number, expected) in [
        ("12", "7"), // any row of its own comes before the parent's
        ("3", "21"), // (10 + 4) × 1.5
        ("2", "forbidden: 2 is no (prefix 2), which the deck forbids"),
        (
            "4",
            "no rate for 4: no prefix of the deck begins it; add a row for it",
        ),
    ] {
        assert_eq!(
            price(&book, &call(number, "2025-06-11 10:00:00")),
            expected,
            "{number}"
        );
    }
    let outcome = book.rate(&call("3", "2025-06-11 10:00:00"));
    let charge = outcome.charge().unwrap();
    assert_eq!(
        (charge.plan().name(), charge.row_plan().name()),
        ("retail", "wholesale")
    );
    assert!(charge.to_string().contains("× 1.5 = 21 XPF"), "{charge}");
}

#[test]
fn prices_in_another_currency_are_exchanged_at_the_rate_of_the_day() {
    let dollars = deck([("1", rate("0.1944"))]).in_currency(Currency::USD);
    let rates = plan("p")
        .exchange(Currency::USD, day("2010-01-01"), "100".parse().unwrap())
        .exchange(Currency::USD, day("2011-01-01"), "11933/125".parse().unwrap());
    let book = Book::builder().plan(rates, [dollars.clone()]).build().unwrap();
    for (start, expected) in [
        ("2010-12-31 12:00:00", "19.44"),
        ("2011-01-01 12:00:00", "18.558202"), // 0.1944 × 95.464 = 18.5582016
        (
            "2009-12-31 12:00:00",
            "cannot be rated: the plan does not say what USD is worth on 2009-12-31; add a rate of exchange",
        ),
    ] {
        assert_eq!(price(&book, &call("1", start)), expected, "{start}");
    }
    let error = Book::builder().plan(plan("p"), [dollars]).build().unwrap_err();
    assert!(matches!(error, BookError::NoExchange { .. }), "{error}");
}

#[test]
fn conditions_choose_among_rows_of_one_prefix() {
    let numbering = Numbering::new()
        .kind("33 mobile".parse().unwrap())
        .kind("34 fixed".parse().unwrap());
    let rows = [
        ("3", rate("1")),
        ("3", rate("2").only(Kind::Mobile)),
        ("3", rate("3").caller("40".parse().unwrap())),
        ("3", rate("4").caller("401".parse().unwrap())),
        ("3", rate("5").valid_from(day("2025-01-01"))),
        (
            "3",
            rate("6")
                .priority(1)
                .valid_from(day("2026-01-01"))
                .valid_until(day("2026-01-31")),
        ),
        ("34", rate("7").only(Kind::Mobile)),
    ];
    let book = Book::builder()
        .plan(plan("p").numbering(numbering), [deck(rows)])
        .build()
        .unwrap();
    for (number, caller, start, expected) in [
        ("32", "", "2024-12-31 10:00:00", "1"),
        ("32", "", "2025-01-01 10:00:00", "5"), // the later first day
        ("33", "", "2025-01-01 10:00:00", "2"), // an asked kind before none
        ("33", "40999", "2025-01-01 10:00:00", "3"), // a caller before a kind
        ("33", "40199", "2025-01-01 10:00:00", "4"), // a longer one before a shorter
        ("33", "anonymous", "2025-01-01 10:00:00", "2"),
        ("33", "40199", "2026-01-31 23:59:59", "6"), // priority before all
        ("33", "40199", "2026-02-01 00:00:00", "4"),
        ("34", "", "2025-01-01 10:00:00", "5"), // none fits: the next shorter prefix
    ] {
        assert_eq!(
            price(&book, &call(number, start).caller(caller)),
            expected,
            "{number} {caller} {start}"
        );
    }
}

#[test]
fn what_keeps_a_row_from_fitting_is_told() {
    for (row, part) in [
        (
            rate("1").only(Kind::Mobile),
            "is for numbers of kind mobile, and this one is of no known kind; add it to",
        ),
        (
            rate("1").caller("4".parse().unwrap()),
            "is for calls from 4 only; add a row",
        ),
        (
            rate("1").valid_until(day("2020-01-01")),
            "is not valid on 2025-01-01; add one",
        ),
    ] {
        let book = Book::new(plan("p"), deck([("3", row)])).unwrap();
        let outcome = book.rate(&call("3", "2025-01-01 10:00:00"));
        assert_eq!(outcome.status(), Status::Unmatched);
        assert!(outcome.to_string().contains(part), "{outcome}");
        assert!(!matches!(
            outcome,
            Outcome::Unmatched {
                why: Unmatched::NoPrefix,
                ..
            }
        ));
    }
}

#[test]
fn help_may_always_be_called() {
    let numbering = Numbering::new()
        .emergency("15")
        .kind("8 forbidden".parse().unwrap());
    let rows = [
        ("1", Rate::blocked(Destination::new("no", Kind::Premium))),
        ("15", Rate::blocked(Destination::new("no", Kind::Premium))),
    ];
    let book = Book::new(plan("p").numbering(numbering), deck(rows)).unwrap();
    for (number, status) in [
        ("15", Status::Unmatched),
        ("12", Status::Forbidden),
        ("81", Status::Forbidden),
    ] {
        assert_eq!(
            book.rate(&call(number, "2025-01-01 10:00:00")).status(),
            status,
            "{number}"
        );
    }
}

#[test]
fn calls_go_to_the_plan_that_a_rule_assigns() {
    let book = Book::builder()
        .plan(plan("a"), [deck([("1", rate("1"))])])
        .plan(plan("b"), [deck([("1", rate("2"))])])
        .default_plan("b")
        .assign(When::Trunk("PJSIP/gw-".to_owned()), "a")
        .build()
        .unwrap();
    let call = call("1", "2025-01-01 10:00:00");
    assert_eq!(price(&book, &call), "2");
    assert_eq!(price(&book, &call.trunk("PJSIP/gw-00000001")), "1");
    let under = book.rate_under("a", &call).unwrap();
    assert_eq!(under.charge().unwrap().plan().name(), "a");
    assert_eq!(book.rate_under("c", &call), None);
}

#[test]
fn plans_that_do_not_fit_each_other_make_no_book() {
    let one = || [deck([("1", rate("1"))])];
    let half = || "0.5".parse().unwrap();
    for (builder, part) in [
        (Book::builder(), "the book has no plan"),
        (
            Book::builder().plan(plan("a"), one()).plan(plan("a"), one()),
            "two plans are called \"a\"",
        ),
        (
            Book::builder().plan(plan("a").parent("b", half()), one()),
            "there is no plan \"b\"",
        ),
        (
            Book::builder()
                .plan(plan("a").parent("b", half()), one())
                .plan(plan("b").parent("a", half()), one()),
            "plan \"a\": plan \"a\" is its own parent",
        ),
        (
            Book::builder()
                .plan(plan("a").parent("b", "0".parse().unwrap()), one())
                .plan(plan("b"), one()),
            "plan \"a\": the factor 0",
        ),
        (
            Book::builder()
                .plan(plan("a"), one())
                .assign(When::Account("x".into()), "b"),
            "there is no plan \"b\"",
        ),
        (
            Book::builder().plan(plan("a"), one()).default_plan("b"),
            "there is no plan \"b\"",
        ),
        (
            Book::builder().plan(plan("a"), [deck([("1", rate("1"))]), deck([("2", rate("1"))])]),
            "two decks are in force from the beginning",
        ),
        (
            Book::builder().plan(plan("a").coin(0), one()),
            "a smallest coin of 0",
        ),
        (
            Book::builder()
                .plan(plan("a"), one())
                .plan(plan("b").numbering(Numbering::new().country("687")), one()),
            "say differently how numbers are dialled",
        ),
    ] {
        let error = builder.build().unwrap_err().to_string();
        assert!(error.contains(part), "{part}: {error}");
    }
}

#[test]
fn amounts_are_multiples_of_the_smallest_coin() {
    let five_hundredths = Plan::new("p", Currency::EUR, chrono_tz::Europe::Paris).coin(50_000);
    let book = Book::new(five_hundredths, deck([("1", rate("0.17")), ("2", rate("0.18"))])).unwrap();
    for (number, expected) in [("1", "0.15"), ("2", "0.20")] {
        assert_eq!(price(&book, &call(number, "2025-01-01 10:00:00")), expected);
    }
}
