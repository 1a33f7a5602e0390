//! Bands and taxes go by the clock of the plan's zone, on days of 23 and 25 hours too.

use std::time::Duration;

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use chrono_tz::Tz;
use switchhook_rating::{
    Band, Book, Call, Currency, Days, Deck, Destination, DigitCount, Hours, Increment, Kind, Outcome, Plan,
    Pricing, Rate, Rejection, Seconds, Start, Status, Tax, read_prefixes,
};

/// Night is from 02:30 to 06:00 on every day.
fn book(zone: Tz) -> Book {
    let every_day = Days::WORKING.with(Days::WEEKEND);
    let plan = Plan::new("clocks", Currency::EUR, zone)
        .band(Band::new("night", every_day, Hours::new(150, 360).unwrap()))
        .otherwise("day")
        .tax(Tax::exclusive().from(
            NaiveDate::from_ymd_opt(2025, 7, 1).unwrap(),
            "20".parse().unwrap(),
        ));
    let rate = Rate::new(
        Destination::new("x", Kind::Other),
        Duration::from_secs(60),
        Increment::new(60, 60),
    )
    .price("1".parse().unwrap());
    let mut deck = Deck::new();
    deck.add(&read_prefixes("1", 1).unwrap(), DigitCount::ANY, rate)
        .unwrap();
    Book::new(plan, deck).unwrap()
}

fn outcome(zone: Tz, start: &str) -> Outcome<'static> {
    let start: Start = start.parse().unwrap();
    // Outcomes borrow their book; that of a test may live as long as the test does.
    Box::leak(Box::new(book(zone))).rate(&Call::new("1", start, Duration::from_secs(60)))
}

fn band(zone: Tz, start: &str) -> String {
    outcome(zone, start).charge().unwrap().band().to_owned()
}

const PARIS: Tz = chrono_tz::Europe::Paris;

#[test]
fn instants_are_brought_to_the_clock_of_the_zone() {
    for (zone, start, expected) in [
        (PARIS, "2025-06-11T00:29:59Z", "day"),
        (PARIS, "2025-06-11T00:30:00Z", "night"),
        (PARIS, "2025-06-11T02:30:00+02:00", "night"),
        (PARIS, "2025-12-11T00:30:00Z", "day"), // winter: 01:30
        (PARIS, "2025-12-11T01:30:00Z", "night"),
        (chrono_tz::Pacific::Noumea, "2025-06-10T15:30:00Z", "night"),
        (chrono_tz::Asia::Kathmandu, "2025-06-10T20:45:00Z", "night"),
    ] {
        assert_eq!(band(zone, start), expected, "{zone} {start}");
    }
}

#[test]
fn the_hour_that_comes_twice_has_one_price() {
    // 2025-10-26 in Paris: 03:00 becomes 02:00. 02:45 is there at 00:45 and at 01:45 UTC.
    for start in [
        "2025-10-26T00:45:00Z",
        "2025-10-26T01:45:00Z",
        "2025-10-26 02:45:00",
    ] {
        assert_eq!(band(PARIS, start), "night", "{start}");
    }
    for start in [
        "2025-10-26T00:15:00Z",
        "2025-10-26T01:15:00Z",
        "2025-10-26 02:15:00",
    ] {
        assert_eq!(band(PARIS, start), "day", "{start}");
    }
}

#[test]
fn the_hour_that_is_left_out_has_none() {
    // 2025-03-30 in Paris: 02:00 becomes 03:00.
    assert_eq!(band(PARIS, "2025-03-30T00:59:59Z"), "day"); // 01:59:59
    assert_eq!(band(PARIS, "2025-03-30T01:00:00Z"), "night"); // 03:00:00
    let outcome = outcome(PARIS, "2025-03-30 02:45:00");
    assert!(
        matches!(outcome, Outcome::Rejected(Rejection::SkippedTime { .. })),
        "{outcome}"
    );
    assert_eq!(
        outcome.to_string(),
        "cannot be rated: the clock in Europe/Paris never showed 2025-03-30 02:45:00, it was put forward; \
         give the start as an instant"
    );
}

#[test]
fn taxes_change_at_local_midnight() {
    for (start, tax) in [
        ("2025-06-30T21:59:59Z", "0"),
        ("2025-06-30T22:00:00Z", "20"),
        ("2025-06-30 23:59:59", "0"),
        ("2025-07-01 00:00:00", "20"),
    ] {
        assert_eq!(
            outcome(PARIS, start).charge().unwrap().tax_percent().to_string(),
            tax,
            "{start}"
        );
    }
}

#[test]
fn the_ends_of_time_are_an_error_and_no_panic() {
    for instant in [DateTime::<Utc>::MIN_UTC, DateTime::<Utc>::MAX_UTC] {
        for zone in [PARIS, chrono_tz::Pacific::Noumea, chrono_tz::America::Los_Angeles] {
            let book = book(zone);
            let outcome = book.rate(&Call::new("1", instant, Duration::from_secs(60)));
            assert!(["rated", "rejected"].contains(&outcome.word()), "{outcome}");
        }
    }
    let noumea = book(chrono_tz::Pacific::Noumea);
    let outcome = noumea.rate(&Call::new("1", DateTime::<Utc>::MAX_UTC, Duration::from_secs(1)));
    assert!(
        matches!(outcome, Outcome::Rejected(Rejection::StartOutOfRange { .. })),
        "{outcome}"
    );
    for reading in [NaiveDateTime::MIN, NaiveDateTime::MAX] {
        let book = book(PARIS);
        let outcome = book.rate(&Call::new("1", reading, Duration::from_secs(60)));
        assert_eq!(outcome.word(), "rated", "{outcome}");
    }
}

/// Night is from midnight to six on every day, and costs 1 an hour; day costs 4.
fn hourly(zone: Tz, pricing: Pricing) -> Book {
    let every_day = Days::WORKING.with(Days::WEEKEND);
    let plan = Plan::new("hourly", Currency::EUR, zone)
        .band(Band::new("night", every_day, Hours::new(0, 360).unwrap()))
        .otherwise("day")
        .pricing(pricing)
        .longest(Duration::from_secs(24 * 3600));
    let rate = Rate::new(
        Destination::new("x", Kind::Other),
        Duration::from_secs(3600),
        Increment::new(1, 1),
    )
    .price("4".parse().unwrap())
    .band_price("night", "1".parse().unwrap())
    .fee("0".parse().unwrap());
    let mut deck = Deck::new();
    deck.add(&read_prefixes("1", 1).unwrap(), DigitCount::ANY, rate)
        .unwrap();
    Book::new(plan, deck).unwrap()
}

fn cost(zone: Tz, pricing: Pricing, start: &str, hours: u64) -> String {
    let start: Start = start.parse().unwrap();
    let book = hourly(zone, pricing);
    let outcome = book.rate(&Call::new("1", start, Duration::from_secs(hours * 3600)));
    outcome.charge().unwrap().before_tax.amount_text()
}

#[test]
fn days_of_23_and_25_hours_have_as_many() {
    for (start, hours, expected) in [
        ("2025-06-11 00:00:00", 24, "78.00"), // 6 of night, 18 of day
        ("2025-03-30 00:00:00", 23, "77.00"), // 02:00 to 03:00 is left out: 5 and 18
        ("2025-10-26 00:00:00", 25, "79.00"), // and comes twice: 7 and 18
        ("2025-10-26 02:00:00", 1, "1.00"),   // a reading that came twice is the first
        ("2025-10-26 02:00:00", 5, "5.00"),   // so that six o'clock is five hours away
        ("2025-10-26T01:00:00Z", 5, "8.00"),  // and four hours from the second
    ] {
        assert_eq!(cost(PARIS, Pricing::Second, start, hours), expected, "{start}");
    }
}

#[test]
fn a_call_over_midnight_the_new_year_or_a_whole_year_changes_bands_on_the_way() {
    let noumea = chrono_tz::Pacific::Noumea;
    for (pricing, start, hours, expected) in [
        (Pricing::Second, "2025-06-11 23:00:00", 2, "5.00"),
        (Pricing::Start, "2025-06-11 23:00:00", 2, "8.00"),
        (Pricing::Second, "2025-12-31 22:00:00", 4, "10.00"),
        (Pricing::Second, "2025-01-01 00:00:00", 24 * 365, "28470.00"), // 365 × 78
        (Pricing::Increment, "2025-01-01 00:00:00", 24 * 400, "31200.00"),
    ] {
        assert_eq!(cost(noumea, pricing, start, hours), expected, "{start} {pricing}");
    }
}

#[test]
fn long_calls_have_a_price_and_are_flagged() {
    let start: Start = "2025-06-11 10:00:00".parse().unwrap();
    let book = hourly(PARIS, Pricing::Start);
    for (seconds, flagged) in [
        (24 * 3600, false),
        (24 * 3600 + 1, true),
        (200 * 366 * 86_400, true),
    ] {
        let outcome = book.rate(&Call::new("1", start, Duration::from_secs(seconds)));
        assert_eq!(outcome.charge().unwrap().is_overlong(), flagged, "{seconds}");
    }
    // Where it would have to be cut into bands, there is an end to it.
    let book = hourly(PARIS, Pricing::Second);
    let outcome = book.rate(&Call::new("1", start, Duration::from_secs(200 * 366 * 86_400)));
    assert_eq!(
        outcome.to_string(),
        "cannot be rated: a call of 6324480000 s is longer than a hundred years; check the duration"
    );
}

#[test]
fn a_call_in_the_future_has_a_price_and_one_of_no_time_is_not_answered() {
    assert_eq!(cost(PARIS, Pricing::Second, "2150-01-01 12:00:00", 1), "4.00");
    assert_eq!(cost(PARIS, Pricing::Second, "9999-12-30 12:00:00", 1), "4.00");
    let book = hourly(PARIS, Pricing::Second);
    let start: Start = "2025-06-11 10:00:00".parse().unwrap();
    let outcome = book.rate(&Call::new("1", start, Duration::ZERO));
    assert_eq!((outcome, outcome.status()), (Outcome::NotAnswered, Status::Free));
}

#[test]
fn fractions_of_a_second_go_as_the_plan_says() {
    let start: Start = "2025-06-11 10:00:00".parse().unwrap();
    for (rule, millis, billed, status) in [
        (Seconds::Exact, 6_100, 7, Status::Rated), // by started seconds all the same
        (Seconds::Down, 6_900, 6, Status::Rated),
        (Seconds::HalfUp, 6_500, 7, Status::Rated),
        (Seconds::Up, 100, 1, Status::Rated),
        (Seconds::Down, 900, 0, Status::Free),
    ] {
        let plan = Plan::new("t", Currency::EUR, PARIS).seconds(rule);
        let rate = Rate::new(
            Destination::new("x", Kind::Other),
            Duration::from_secs(1),
            Increment::new(1, 1),
        )
        .price("1".parse().unwrap())
        .fee("5".parse().unwrap());
        let mut deck = Deck::new();
        deck.add(&read_prefixes("1", 1).unwrap(), DigitCount::ANY, rate)
            .unwrap();
        let book = Book::new(plan, deck).unwrap();
        let outcome = book.rate(&Call::new("1", start, Duration::from_millis(millis)));
        let charge = outcome.charge().unwrap();
        assert_eq!(
            (charge.billed.as_secs(), outcome.status()),
            (billed, status),
            "{rule}"
        );
    }
}
