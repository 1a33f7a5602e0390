//! What somebody would try who wants a wrong price, a panic or a machine that stands still.

use std::time::Duration;

use chrono::{DateTime, Datelike, NaiveDate, TimeDelta, Timelike, Utc};
use chrono_tz::Tz;
use proptest::prelude::*;
use switchhook_rating::question::MaxDuration;
use switchhook_rating::{
    Allowance, Band, Book, Call, Calls, Charges, CountedPer, Counters, Counting, Currency, Days, Deck,
    Destination, DigitCount, Holiday, Hours, Increment, Kind, Money, Package, Plan, Pricing, Rate, Seconds,
    Start, Starts, Texts,
};

fn rate(price: &str, increment: Increment) -> Rate {
    Rate::new(
        Destination::new("x", Kind::Other),
        Duration::from_secs(60),
        increment,
    )
    .price(price.parse().unwrap())
}

fn deck(rate: Rate) -> Deck {
    let mut deck = Deck::new();
    deck.add(&["1".parse().unwrap()], DigitCount::ANY, rate).unwrap();
    deck
}

fn plan(name: &str) -> Plan {
    Plan::new(name, Currency::EUR, chrono_tz::UTC)
}

/// Lengths beyond all counting are the same in a batch and alone.
#[test]
fn the_longest_lengths_have_one_outcome() {
    for increment in [
        Increment::new(60, 60),
        Increment::new(60, 1),
        Increment::from_millis(0, 3),
        Increment::from_millis(4_000_000_000, 4_000_000_000),
        Increment::new(0, 1),
    ] {
        for price in ["0", "0.000001", "1", "999999999999999"] {
            let book = Book::new(plan("t"), deck(rate(price, increment))).unwrap();
            let lengths = [
                u64::MAX,
                u64::MAX - 1,
                u64::MAX - 60_000,
                u64::MAX - 4_000_000_000,
                u64::MAX / 2,
                i64::MAX as u64 / 1000,
            ];
            let numbers = vec!["1"; lengths.len()];
            let starts = vec![1_749_675_600; lengths.len()];
            let calls = Calls::new(Texts::Each(&numbers), Starts::Seconds(&starts), &lengths).unwrap();
            let mut charges = Charges::new();
            book.rate_batch(&calls, &mut charges);
            for (at, length) in lengths.into_iter().enumerate() {
                let alone = book.rate(&calls.get(at).unwrap());
                let what = format!("{increment} at {price} for {length} ms: {alone}");
                assert_eq!(charges.statuses()[at], alone.status(), "{what}");
                let amount = alone.charge().map_or(0, |charge| charge.after_tax.micros());
                assert_eq!(charges.after_tax()[at], amount, "{what}");
                let billed = alone.charge().map_or(0, |charge| charge.billed.as_millis());
                assert_eq!(u128::from(charges.billed_ms()[at]), billed, "{what}");
            }
        }
    }
}

/// A row's minimum and maximum hold for the call, wherever a package ends in it.
#[test]
fn a_minimum_and_a_maximum_hold_for_a_call_that_a_package_splits() {
    for (limited, seconds) in [
        (
            rate("10", Increment::new(1, 1)).minimum("15".parse().unwrap()),
            60,
        ),
        (
            rate("10", Increment::new(1, 1)).maximum("15".parse().unwrap()),
            600,
        ),
    ] {
        for size in [
            Allowance::Time(Duration::from_secs(20)),
            Allowance::BeforeTax(Money::from_micros(3_000_000, Currency::EUR)),
        ] {
            let book = Book::builder()
                .plan(plan("beyond"), [deck(limited.clone())])
                .plan(plan("inside"), [deck(limited.clone())])
                .package(Package::new("p", CountedPer::Account, "beyond").step(size, "inside"))
                .build()
                .unwrap();
            let start: Start = "2025-06-11 10:00:00".parse().unwrap();
            let call = Call::new("1", start, Duration::from_secs(seconds)).account("sales");
            let counted = book.rate_with(&mut Counters::default(), &call);
            assert_eq!(counted.parts.len(), 2, "{size:?}");
            assert_eq!(
                counted.outcome.charge().unwrap().before_tax,
                book.rate(&call).charge().unwrap().before_tax,
                "{size:?}"
            );
        }
    }
}

/// A long line of parents is refused before it is followed for every plan of it, which would take hours.
#[test]
fn a_book_of_ten_thousand_parents_is_answered_at_once() {
    let mut builder = Book::builder();
    for at in 0..10_000 {
        let plan = plan(&format!("plan {at}"));
        builder = match at {
            9_999 => builder.plan(plan, [deck(rate("1", Increment::new(1, 1)))]),
            _ => builder.plan(plan.parent(&format!("plan {}", at + 1), "1".parse().unwrap()), []),
        };
    }
    let error = builder.build().unwrap_err().to_string();
    assert!(error.contains("parents"), "{error}");
}

/// One prefix with a row for each caller: each is compared with few others, or this would take many minutes.
#[test]
fn a_prefix_with_very_many_rows_is_checked_in_time() {
    let mut deck = Deck::new();
    for caller in 0..60_000 {
        let rate = rate("1", Increment::new(1, 1)).caller(format!("{}", 1_000_000 + caller).parse().unwrap());
        deck.add(&["1".parse().unwrap()], DigitCount::ANY, rate).unwrap();
    }
    assert_eq!(deck.check(&plan("t")).len(), 1, "no row takes other callers");
    Book::new(plan("t"), deck).unwrap();
}

/// Two small files, a plan of very many bands and a deck of very many prices, ask for all memory of the machine.
#[test]
fn bands_times_prices_are_bounded() {
    let mut plan = plan("t");
    for band in 0..9_000 {
        plan = plan.band(Band::new(
            &format!("b{band}"),
            Days::WORKING,
            Hours::new(0, 1440).unwrap(),
        ));
    }
    let mut deck = Deck::new();
    for row in 0..1_200 {
        let rate = rate(&format!("0.{row:04}"), Increment::new(1, 1));
        deck.add(&[format!("1{row:04}").parse().unwrap()], DigitCount::ANY, rate)
            .unwrap();
    }
    let error = Book::new(plan, deck).unwrap_err().to_string();
    assert!(error.contains("more than 10000000 different prices"), "{error}");
}

/// The richest caller and the smallest price.
#[test]
fn the_largest_balance_has_a_longest_call() {
    for counting in Counting::ALL {
        for (price, per) in [
            ("0.000001", 1),
            ("0.000001", 30),
            ("0.000001", 33),
            ("0.000001", 4_000_000),
            ("1", 1),
        ] {
            for free in [Duration::ZERO, Duration::from_millis(u64::MAX)] {
                let rate = Rate::new(
                    Destination::new("x", Kind::Other),
                    Duration::from_secs(per),
                    Increment::new(4_000_000, 4_000_000).counting(counting),
                )
                .price(price.parse().unwrap())
                .free(free);
                let book = Book::new(plan("t").seconds(Seconds::Down), deck(rate)).unwrap();
                let start: Start = "2025-06-11 10:00:00".parse().unwrap();
                let call = Call::new("1", start, Duration::ZERO);
                let longest = book.max_duration(&call, Money::from_micros(i64::MAX, Currency::EUR));
                assert_eq!(
                    longest,
                    MaxDuration::Unlimited,
                    "{counting} {price} {per} {free:?}"
                );
            }
        }
    }
}

const ZONES: [Tz; 7] = [
    Tz::Europe__Paris,
    Tz::Australia__Lord_Howe,
    Tz::Pacific__Apia,
    Tz::Pacific__Noumea,
    Tz::Africa__Casablanca,
    Tz::America__Sao_Paulo,
    Tz::Asia__Kathmandu,
];

const HOLIDAYS: [(i32, u32, u32); 4] = [(2025, 3, 30), (2011, 12, 31), (2025, 4, 6), (2025, 10, 26)];

/// 0 in a window that may run over midnight; second by second, asked of the zone database.
fn band(zone: Tz, at: i64, hours: (u16, u16), holidays_too: bool) -> usize {
    let local = DateTime::from_timestamp(at, 0)
        .unwrap()
        .with_timezone(&zone)
        .naive_local();
    let minute = (local.hour() * 60 + local.minute()) as u16;
    let opens = |day: NaiveDate| {
        if HOLIDAYS.contains(&(day.year(), day.month(), day.day())) {
            holidays_too
        } else {
            day.weekday().num_days_from_monday() < 5
        }
    };
    let (from, to) = hours;
    let (today, yesterday) = (opens(local.date()), opens(local.date() - TimeDelta::days(1)));
    let inside = if from < to {
        today && (from..to).contains(&minute)
    } else {
        (today && minute >= from) || (yesterday && minute < to)
    };
    usize::from(!inside)
}

prop_compose! {
    fn moment()(
        base in prop::sample::select(vec![
            "2025-03-30T00:30:00Z", "2025-10-26T00:10:00Z", "2025-04-05T14:00:00Z", "2025-10-04T14:00:00Z",
            "2011-12-30T08:00:00Z", "2011-12-29T20:00:00Z", "2025-02-23T01:30:00Z", "2025-04-06T01:30:00Z", "2018-11-04T02:00:00Z",
        ]),
        shift in -90_000i64..90_000,
    ) -> i64 {
        base.parse::<DateTime<Utc>>().unwrap().timestamp() + shift
    }
}

proptest! {
    /// Each second has the price of the clock of its own instant, whatever the clock does.
    #[test]
    fn every_second_has_the_price_of_its_own_clock(
        zone in prop::sample::select(ZONES.to_vec()), start in moment(), seconds in 1u64..200_000,
        hours in prop::sample::select(vec![(1320u16, 360u16), (150, 180), (0, 1440), (1439, 1), (75, 1435), (1410, 30)]),
        holidays_too: bool, by_increment: bool, step in prop::sample::select(vec![1_000u64, 7_000, 60_000]),
    ) {
        let days = if holidays_too { Days::WORKING.with(Days::HOLIDAY) } else { Days::WORKING };
        let mut plan = Plan::new("t", Currency::EUR, zone)
            .band(Band::new("in", days, Hours::new(hours.0, hours.1).unwrap()))
            .otherwise("out")
            .pricing(if by_increment { Pricing::Increment } else { Pricing::Second });
        for (year, month, day) in HOLIDAYS {
            plan = plan.holiday(Holiday::Once(NaiveDate::from_ymd_opt(year, month, day).unwrap()));
        }
        let rate = rate("0.6", Increment::from_millis(0, step as u32)).band_price("out", "0.06".parse().unwrap());
        let book = Book::new(plan, deck(rate)).unwrap();
        let begin = DateTime::from_timestamp(start, 0).unwrap();
        let outcome = book.rate(&Call::new("1", begin, Duration::from_secs(seconds)));
        let micros = [10_000i64, 1_000];
        let step = step / 1000;
        let billed = seconds.div_ceil(step) * step;
        let expected: i64 = (0..billed)
            .map(|second| {
                let at = if by_increment { second / step * step } else { second };
                micros[band(zone, start + at as i64, hours, holidays_too)]
            })
            .sum();
        prop_assert_eq!(outcome.charge().unwrap().before_tax.micros(), expected, "{}", outcome);
    }
}
