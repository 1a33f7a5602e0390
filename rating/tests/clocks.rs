//! Bands and taxes go by the clock of the plan's zone, on days of 23 and 25 hours too.

use std::time::Duration;

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use chrono_tz::Tz;
use switchhook_rating::{
    Band, Book, Call, Currency, Days, Deck, Destination, DigitCount, Hours, Increment, Kind, Outcome, Plan,
    Rate, Rejection, Start, Tax, read_prefixes,
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
