//! What becomes of calls: every outcome, tax, rounding, fees, numbers as they are dialled.

use std::time::Duration;

use chrono::NaiveDate;
use chrono_tz::Pacific::Tahiti;
use proptest::prelude::*;
use switchhook_rating::{
    Band, Book, BookError, Call, Charge, Counting, Currency, Days, Deck, Destination, DigitCount, Hours,
    Increment, Kind, Money, NumberError, Numbering, Outcome, Place, Plan, Rate, Rejection, Rounding, Start,
    Tax, read_prefixes,
};

fn rate(name: &str, increment: Increment) -> Rate {
    Rate::new(
        Destination::new(name, Kind::Fixed),
        Duration::from_secs(60),
        increment,
    )
}

fn priced(price: &str, increment: Increment) -> Rate {
    rate("Somewhere", increment).price(price.parse().unwrap())
}

fn deck(rows: impl IntoIterator<Item = (&'static str, Rate)>) -> Deck {
    let mut deck = Deck::new();
    for (prefixes, rate) in rows {
        deck.add(&read_prefixes(prefixes, 1000).unwrap(), DigitCount::ANY, rate)
            .unwrap();
    }
    deck
}

fn plan() -> Plan {
    Plan::new("test", Currency::XPF, Tahiti)
}

fn outcome(
    plan: Plan,
    rows: impl IntoIterator<Item = (&'static str, Rate)>,
    number: &str,
    length: Duration,
) -> Outcome<'static> {
    let start: Start = "2025-06-11 10:00:00".parse().unwrap();
    // Outcomes borrow their book; that of a test may live as long as the test does.
    let book: &Book = Box::leak(Box::new(Book::new(plan, deck(rows)).unwrap()));
    book.rate(&Call::new(number, start, length))
}

/// The charge of one call at one rate.
fn charge(plan: Plan, rate: Rate, seconds: u64) -> Charge<'static> {
    match outcome(plan, [("1", rate)], "123", Duration::from_secs(seconds)) {
        Outcome::Rated(charge) | Outcome::Free(charge) => charge,
        other => panic!("{other}"),
    }
}

#[test]
fn every_call_has_one_outcome() {
    let rows = || {
        [
            ("1", priced("10", Increment::new(60, 60))),
            ("2", priced("0", Increment::new(60, 60))),
            ("12", Rate::blocked(Destination::new("Premium", Kind::Premium))),
            ("3", priced("0", Increment::new(1, 1)).fee("5".parse().unwrap())),
        ]
    };
    for (number, seconds, word) in [
        ("1345", 61, "rated"),
        ("2345", 61, "free"),
        ("3345", 61, "rated"),     // nothing a minute, but a fee
        ("1245", 61, "forbidden"), // and never the shorter row, which has a price
        ("1345", 0, "unanswered"),
        ("x", 0, "unanswered"),
        ("9345", 61, "unmatched"),
        ("1x45", 61, "rejected"),
        ("", 61, "rejected"),
    ] {
        let outcome = outcome(plan(), rows(), number, Duration::from_secs(seconds));
        assert_eq!(outcome.word(), word, "{number}: {outcome}");
        assert_eq!(
            outcome.charge().is_some(),
            ["rated", "free"].contains(&word),
            "{number}"
        );
    }
}

#[test]
fn a_letter_in_the_number_is_named() {
    let outcome = outcome(
        plan(),
        [("1", priced("10", Increment::new(60, 60)))],
        "12a4",
        Duration::from_secs(1),
    );
    assert_eq!(
        outcome,
        Outcome::Rejected(Rejection::Number(NumberError::Character {
            found: 'a',
            position: 3
        }))
    );
    assert_eq!(
        outcome.to_string(),
        "cannot be rated: 'a' at character 3 of the number; only digits, a leading + and blanks belong there"
    );
}

#[test]
fn a_price_beyond_any_amount_is_an_error_of_that_call() {
    let dear = priced("999999999999999", Increment::new(60, 60));
    for length in [Duration::from_secs(3600), Duration::MAX] {
        let outcome = outcome(plan(), [("1", dear.clone())], "12", length);
        assert_eq!(
            outcome,
            Outcome::Rejected(Rejection::TooLarge {
                seconds: length.as_secs()
            }),
            "{length:?}"
        );
    }
}

#[test]
fn published_prices_come_out_exactly() {
    let minute_then_seconds = Increment::new(60, 1);
    let until_2013 = || {
        Tax::exclusive()
            .from(
                NaiveDate::from_ymd_opt(2000, 1, 1).unwrap(),
                "10".parse().unwrap(),
            )
            .from(
                NaiveDate::from_ymd_opt(2013, 10, 1).unwrap(),
                "13".parse().unwrap(),
            )
    };
    // Price a minute, seconds, before tax, after 13 %.
    for (price, seconds, before, after) in [
        ("19.09", 60, "19.09 XPF", "21.5717 XPF"),
        ("19.09", 61, "19.408167 XPF", "21.931229 XPF"),
        ("19.09", 90, "28.635 XPF", "32.35755 XPF"),
        ("23.64", 90, "35.46 XPF", "40.0698 XPF"),
        ("33.33", 600, "333.3 XPF", "376.629 XPF"),
        ("33.33", 10, "33.33 XPF", "37.6629 XPF"),
    ] {
        let charge = charge(
            plan().tax(until_2013()),
            priced(price, minute_then_seconds),
            seconds,
        );
        assert_eq!(
            (charge.before_tax.to_string(), charge.after_tax.to_string()),
            (before.into(), after.into())
        );
        assert_eq!(
            charge.tax_amount().checked_add(charge.before_tax),
            Some(charge.after_tax)
        );
    }
}

#[test]
fn amounts_are_rounded_as_the_plan_says() {
    // 11 F with 10 % tax are 16.666… hundredths a second without it; a minute is indivisible.
    let hundredths = || plan().rounding(Rounding::Ceil, 2);
    let cut = || {
        Tax::exclusive()
            .from(NaiveDate::MIN, "10".parse().unwrap())
            .rounding(Rounding::Down)
    };
    let ten = charge(hundredths().tax(cut()), priced("10", Increment::new(60, 1)), 10);
    assert_eq!(
        (
            ten.before_tax.to_string().as_str(),
            ten.after_tax.to_string().as_str()
        ),
        ("10 XPF", "11 XPF")
    );
    let longer = charge(hundredths().tax(cut()), priced("10", Increment::new(60, 1)), 125);
    assert_eq!(longer.before_tax.to_string(), "20.84 XPF");
    assert_eq!(longer.after_tax.to_string(), "22.92 XPF");
    assert_eq!(
        longer.to_string(),
        "Somewhere (prefix 1), all: 125 s in steps of 60/1 = 125 s; 125 s × 10 XPF / 60 s = 20.84 XPF (rounded ceil), with 10 % tax 22.92 XPF"
    );
    let gateway = charge(
        plan().rounding(Rounding::Ceil, 0),
        priced("20", Increment::new(60, 1)),
        61,
    );
    assert_eq!(gateway.before_tax.to_string(), "21 XPF");
}

#[test]
fn tax_within_the_price_is_taken_out() {
    let tax = Tax::inclusive().from(NaiveDate::MIN, "13".parse().unwrap());
    let charge = charge(
        plan().rounding(Rounding::HalfUp, 0).tax(tax),
        priced("377", Increment::new(60, 60)),
        5,
    );
    assert_eq!(
        (
            charge.before_tax.to_string().as_str(),
            charge.after_tax.to_string().as_str()
        ),
        ("334 XPF", "377 XPF")
    );
    assert!(
        charge
            .to_string()
            .ends_with("1 × 377 XPF a 60 s = 377 XPF, of which 13 % tax 43 XPF"),
        "{charge}"
    );
}

#[test]
fn an_amount_that_is_kept_for_the_invoice_says_how_it_was_kept() {
    let plan = plan().rounding(Rounding::Floor, 2).place(Place::Invoice);
    let charge = charge(plan, priced("2/3", Increment::new(60, 60)), 60);
    assert_eq!(charge.before_tax.micros(), 666_667);
    assert!(charge.to_string().contains("(rounded half_up)"), "{charge}");
}

/// The same for the fast path that prices ordinary calls: 1.133333 and 13 % are 1.28066629.
#[test]
fn the_tax_of_a_call_is_kept_to_the_nearest_where_the_invoice_rounds() {
    for mode in Rounding::ALL {
        let tax = Tax::exclusive().rounding(mode);
        let tax = tax.from(
            NaiveDate::from_ymd_opt(1990, 1, 1).unwrap(),
            "13".parse().unwrap(),
        );
        let plan = plan().tax(tax).place(Place::Invoice);
        let charge = charge(plan, priced("1", Increment::new(0, 1)), 68);
        let amounts = (charge.before_tax.micros(), charge.after_tax.micros());
        assert_eq!(amounts, (1_133_333, 1_280_666), "{mode}");
    }
}

/// The first block stays in one piece: 90 s rounded, and 30 s after it.
#[test]
fn a_call_counted_from_zero_does_not_get_cheaper_when_it_gets_longer() {
    let plan = || plan().rounding(Rounding::HalfUp, 0).place(Place::Increment);
    // 0.4 F a minute: 90 s are 0.6 F, and two minutes in two blocks would be nothing.
    let rate = || priced("0.4", Increment::new(90, 60).counting(Counting::FromZero));
    let (short, long) = (charge(plan(), rate(), 90), charge(plan(), rate(), 91));
    assert_eq!((short.billed.as_secs(), long.billed.as_secs()), (90, 120));
    assert_eq!((short.units, long.units), (1, 2));
    assert_eq!(
        (short.before_tax.micros(), long.before_tax.micros()),
        (1_000_000, 1_000_000)
    );
}

#[test]
fn free_seconds_leave_the_fee_and_the_minimum_due() {
    let rate = || priced("6", Increment::new(60, 60)).free(Duration::from_secs(60));
    let fee = charge(plan(), rate().fee("2".parse().unwrap()), 30);
    assert_eq!((fee.billed, fee.before_tax.micros()), (Duration::ZERO, 2_000_000));
    let least = charge(plan(), rate().minimum("3".parse().unwrap()), 30);
    assert_eq!(least.before_tax.micros(), 3_000_000);
    let grace = rate().fee("2".parse().unwrap()).grace(Duration::from_secs(30));
    let none = charge(plan(), grace, 30);
    assert!(none.before_tax.is_zero());
}

#[test]
fn a_fee_is_paid_once() {
    let rate = || priced("0.10", Increment::new(1, 1)).fee("0.0825".parse().unwrap());
    let euros = || Plan::new("test", Currency::EUR, Tahiti);
    assert_eq!(charge(euros(), rate(), 60).before_tax.to_string(), "0.1825 EUR");
    let long = charge(euros(), rate(), 600);
    assert_eq!(long.before_tax.to_string(), "1.0825 EUR");
    assert_eq!(long.shown_before_tax(), "1.08");
    assert!(
        long.to_string()
            .contains("10 × 0.1 EUR a 60 s + 0.0825 EUR a call = 1.0825 EUR"),
        "{long}"
    );
}

#[test]
fn numbers_match_however_they_are_dialled() {
    let numbering = Numbering::new()
        .country("689")
        .international("00")
        .outside_line("0");
    let rows = || {
        [
            ("0033", priced("20", Increment::new(60, 60))),
            ("+336", priced("30", Increment::new(60, 60))),
            ("4", priced("10", Increment::new(60, 60))),
        ]
    };
    for (number, price) in [
        ("+33 1 23 45 67 89", "20"),
        ("00033123456789", "20"),
        ("0 00 33 6 12 34 56 78", "30"),
        ("0 40 43 12 34", "10"),
        ("+689 40 43 12 34", "10"),
    ] {
        let outcome = outcome(
            plan().numbering(numbering.clone()),
            rows(),
            number,
            Duration::from_secs(5),
        );
        assert_eq!(
            outcome
                .charge()
                .map(|charge| charge.price().to_string())
                .as_deref(),
            Some(price),
            "{number}: {outcome}"
        );
    }
}

#[test]
fn a_plan_and_a_deck_that_do_not_fit_make_no_book() {
    let peak = || Band::new("peak", Days::WORKING, Hours::new(420, 1140).unwrap());
    let ten = || priced("10", Increment::new(60, 60));
    for (plan, deck, message) in [
        (plan(), Deck::new(), "the deck has no rows"),
        (
            plan(),
            deck([("1", ten().band_price("night", "1".parse().unwrap()))]),
            "line 0 of the deck has a price for band \"night\"; the bands of the plan are all",
        ),
        (
            plan().band(peak()),
            deck([(
                "1",
                rate("x", Increment::new(1, 1)).band_price("peak", "1".parse().unwrap()),
            )]),
            "no price in band \"all\"",
        ),
        (
            plan().numbering(Numbering::new().international("00")),
            deck([("0033", ten()), ("+33", ten())]),
            "are both for prefix +33",
        ),
        (
            plan().numbering(Numbering::new().country("6x")),
            deck([("1", ten())]),
            "numbering.country is \"6x\"",
        ),
        (
            plan().tax(Tax::exclusive().from(NaiveDate::MIN, "-1".parse().unwrap())),
            deck([("1", ten())]),
            "a tax of -1 %",
        ),
    ] {
        let error: BookError = Book::new(plan, deck).unwrap_err();
        assert!(error.to_string().contains(message), "{message}: {error}");
    }
}

#[test]
fn two_spellings_of_a_prefix_in_one_row_are_one() {
    let numbering = Numbering::new().international("00");
    let rows = [("0033,+33", priced("20", Increment::new(60, 60)))];
    let outcome = outcome(plan().numbering(numbering), rows, "+331", Duration::from_secs(5));
    assert_eq!(outcome.word(), "rated");
}

prop_compose! {
    fn some_rate()(price in 0u64..10_000_000, first in 0u32..200_000, next in 1u32..200_000, fee in 0u64..10_000) -> Rate {
        let decimal = |hundredths: u64| format!("{}.{:02}", hundredths / 100, hundredths % 100).parse().unwrap();
        priced("0", Increment::from_millis(first, next)).price(decimal(price)).fee(decimal(fee))
    }
}

proptest! {
    #[test]
    fn at_one_rate_longer_never_costs_less(rate in some_rate(), a in 1u64..100_000, b in 1u64..100_000, mode in 0usize..8, decimals in 0u8..7) {
        let plan = || plan().rounding(Rounding::ALL[mode], decimals).tax(Tax::exclusive().from(NaiveDate::MIN, "13".parse().unwrap()));
        let (short, long) = (charge(plan(), rate.clone(), a.min(b)), charge(plan(), rate, a.max(b)));
        prop_assert!(short.before_tax.micros() <= long.before_tax.micros());
        prop_assert!(short.after_tax.micros() <= long.after_tax.micros());
    }

    #[test]
    fn the_parts_of_a_charge_sum_to_it(rate in some_rate(), seconds in 1u64..1_000_000, percent in 0u32..40, included: bool) {
        let tax = if included { Tax::inclusive() } else { Tax::exclusive() };
        let tax = tax.from(NaiveDate::MIN, percent.to_string().parse().unwrap());
        let charge = charge(plan().tax(tax), rate, seconds);
        prop_assert_eq!(charge.before_tax.checked_add(charge.tax_amount()), Some(charge.after_tax));
        prop_assert!(charge.before_tax.micros() <= charge.after_tax.micros());
        prop_assert!(charge.billed >= charge.duration);
    }

    /// The price again, the slow way: as a fraction of whole numbers, rounded half up at the end.
    #[test]
    fn the_amount_is_the_fraction_rounded_once(hundredths in 0u64..10_000_000, seconds in 1u64..1_000_000, step in 1u32..600) {
        let rate = priced(&format!("{}.{:02}", hundredths / 100, hundredths % 100), Increment::new(step, step));
        let charge = charge(plan(), rate, seconds);
        let billed = u128::from(seconds.div_ceil(u64::from(step)) * u64::from(step));
        // Hundredths × seconds / 60, in millionths: × 10 000 / 60, and half of 60 more for rounding.
        let micros = (u128::from(hundredths) * billed * 10_000 + 30) / 60;
        prop_assert_eq!(u128::try_from(charge.before_tax.micros()).unwrap(), micros);
        prop_assert_eq!(charge.before_tax.currency(), Money::zero(Currency::XPF).currency());
    }

    /// A gap in the tariff must never look like a present.
    #[test]
    fn only_a_price_of_zero_makes_a_call_free(number in "[0-9]{1,8}", price in 0u64..3, fee in 0u64..3, seconds in 1u64..5000) {
        let rate = priced(&price.to_string(), Increment::new(60, 1)).fee(fee.to_string().parse().unwrap());
        let outcome = outcome(plan(), [("12", rate)], &number, Duration::from_secs(seconds));
        let expected = match (number.starts_with("12"), price + fee) {
            (false, _) => "unmatched",
            (true, 0) => "free",
            (true, _) => "rated",
        };
        prop_assert_eq!(outcome.word(), expected);
        prop_assert_eq!(outcome.charge().is_some(), expected != "unmatched");
    }

    #[test]
    fn no_call_panics(number in ".*", seconds: u64, nanos in 0u32..1_000_000_000, at: i64) {
        let start = chrono::DateTime::from_timestamp(at, 0).unwrap_or(chrono::DateTime::<chrono::Utc>::MAX_UTC);
        let book = Book::new(plan(), deck([("1", priced("10", Increment::new(60, 1)))])).unwrap();
        let outcome = book.rate(&Call::new(&number, start, Duration::new(seconds, nanos)));
        prop_assert!(!outcome.to_string().is_empty());
    }
}
