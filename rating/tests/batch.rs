//! A batch says of every call what rating it alone says, and both what the exact engine says.

use std::time::Duration;

use chrono::NaiveDate;
use proptest::prelude::*;
use switchhook_rating::{
    Band, Book, Call, Calls, Charges, Counting, Currency, Days, Deck, Destination, DigitCount, Hours,
    Increment, Kind, Numbering, Outcome, Place, Plan, Pricing, Rate, Ratio, Rounding, Seconds, Slot, Start,
    Starts, Status, Tax, TaxBasis, TaxSide, Texts, When,
};

fn ratio(text: &str) -> Ratio {
    text.parse().unwrap()
}

fn prices() -> impl Strategy<Value = Ratio> {
    prop::sample::select(vec![
        "0",
        "0.0213",
        "9.45",
        "10.45",
        "170/11",
        "1/3",
        "12",
        "99999999.999999",
    ])
    .prop_map(ratio)
}

fn rates() -> impl Strategy<Value = Rate> {
    let increment = (
        prop::sample::select(vec![0u32, 1000, 4500, 30_000, 60_000]),
        prop::sample::select(vec![1u32, 1000, 3750, 60_000]),
    );
    let counting = prop::sample::select(vec![
        Counting::Started,
        Counting::Started,
        Counting::Started,
        Counting::FromZero,
        Counting::Next,
    ]);
    let per = prop::sample::select(vec![1u64, 60, 7]);
    // Most rows are ordinary; the others have one thing each that is not.
    (
        prices(),
        prices(),
        prices(),
        increment,
        counting,
        per,
        0u32..24,
        prices(),
    )
        .prop_map(
            |(price, offpeak, fee, (first, next), counting, per, what, other)| {
                let increment = Increment::from_millis(first, next).counting(counting);
                let rate = Rate::new(
                    Destination::new("somewhere", Kind::Other),
                    Duration::from_secs(per),
                    increment,
                )
                .price(price)
                .band_price("offpeak", offpeak);
                match what {
                    0 => rate.fee(fee),
                    1 => rate.minimum(other),
                    2 => rate.maximum(other),
                    3 => rate.grace(Duration::from_secs(3)),
                    4 => rate.free(Duration::from_secs(30)),
                    5 => rate.slot(Slot::new(Duration::from_secs(120), other)),
                    6 => rate.only(Kind::Mobile),
                    7 => rate.valid_from(NaiveDate::from_ymd_opt(2025, 3, 30).unwrap()),
                    8 => rate.band_increment("offpeak", Increment::new(60, 60)),
                    9 => rate.surcharge(other),
                    10 => Rate::blocked(Destination::new("nowhere", Kind::Premium)),
                    11 => rate.band_fee("peak", fee),
                    12 => rate.caller("41".parse().unwrap()),
                    _ => rate,
                }
            },
        )
}

fn decks() -> impl Strategy<Value = Deck> {
    let digits = prop_oneof![4 => Just(DigitCount::ANY), 1 => Just(DigitCount::new(6, 7).unwrap())];
    prop::collection::vec(("\\+?[1-3]{1,9}", digits, rates()), 1..12).prop_map(|rows| {
        let mut deck = Deck::new();
        for (prefix, digits, rate) in rows {
            // One that is there already is refused.
            let _ = deck.add(&[prefix.parse().unwrap()], digits, rate);
        }
        deck
    })
}

fn plans() -> impl Strategy<Value = Plan> {
    let zone = prop::sample::select(vec![
        chrono_tz::Europe::Paris,
        chrono_tz::Pacific::Tahiti,
        chrono_tz::Australia::Lord_Howe,
    ]);
    let tax = (
        any::<bool>(),
        any::<bool>(),
        any::<bool>(),
        prop::option::of(prop::sample::select(Rounding::ALL.to_vec())),
        prop::sample::select(vec!["0", "13", "19.6", "20"]),
    )
        .prop_map(|(included, after_first, exact, mode, percent)| {
            let tax = if included {
                Tax::inclusive()
            } else {
                Tax::exclusive()
            };
            let tax = if after_first {
                tax.first(TaxSide::After)
            } else {
                tax
            };
            let tax = if exact { tax.basis(TaxBasis::Exact) } else { tax };
            let tax = mode.into_iter().fold(tax, Tax::rounding);
            tax.from(
                NaiveDate::from_ymd_opt(2025, 3, 30).unwrap(),
                percent.parse().unwrap(),
            )
        });
    let rounding = (
        prop::sample::select(Rounding::ALL.to_vec()),
        0u8..7,
        any::<bool>(),
    );
    let place = prop_oneof![5 => Just(Place::Call), 1 => Just(Place::Segment), 1 => Just(Place::Increment), 1 => Just(Place::Invoice)];
    let pricing =
        prop_oneof![5 => Just(Pricing::Start), 1 => Just(Pricing::Second), 1 => Just(Pricing::Increment)];
    let seconds = prop::sample::select(vec![Seconds::Exact, Seconds::Up, Seconds::Down, Seconds::HalfUp]);
    (zone, tax, rounding, place, pricing, seconds, any::<bool>()).prop_map(
        |(zone, tax, (mode, decimals, coin), place, pricing, seconds, forbids)| {
            let numbering = Numbering::new()
                .international("00")
                .outside_line("9")
                .emergency("112")
                .kind("12 mobile".parse().unwrap());
            let numbering = if forbids {
                numbering.kind("31 forbidden".parse().unwrap())
            } else {
                numbering
            };
            let plan = Plan::new("first", Currency::EUR, zone)
                .band(Band::new(
                    "peak",
                    Days::WORKING,
                    Hours::new(8 * 60, 19 * 60 + 30).unwrap(),
                ))
                .otherwise("offpeak")
                .holiday("easter+1".parse().unwrap())
                .tax(tax)
                .rounding(mode, decimals)
                .place(place)
                .pricing(pricing)
                .seconds(seconds)
                .numbering(numbering);
            if coin { plan.coin(50_000) } else { plan }
        },
    )
}

/// One plan with one deck or two, and perhaps a second plan for some calls, or a parent for the first.
fn books() -> impl Strategy<Value = Book> {
    (plans(), decks(), decks(), decks(), any::<bool>(), 0u8..3).prop_filter_map(
        "a deck with rows",
        |(plan, deck, later, other, versions, second)| {
            let second_plan = Plan::new("second", Currency::EUR, plan.zone())
                .band(Band::new(
                    "peak",
                    Days::WORKING,
                    Hours::new(8 * 60, 19 * 60 + 30).unwrap(),
                ))
                .otherwise("offpeak")
                .numbering(plan.dialling().clone());
            let plan = if second == 2 {
                plan.parent("second", ratio("11/10"))
            } else {
                plan
            };
            let later = later.effective_from(NaiveDate::from_ymd_opt(2025, 10, 26).unwrap());
            let decks = if versions { vec![deck, later] } else { vec![deck] };
            let mut builder = Book::builder().plan(plan, decks);
            if second > 0 {
                builder = builder.plan(second_plan, [other]);
            }
            if second == 1 {
                builder = builder
                    .assign(When::Trunk("PJSIP/cheap-".to_owned()), "second")
                    .assign(When::Account("sales".to_owned()), "second")
                    .assign(When::Caller("42".parse().unwrap()), "second");
            }
            builder.build().ok()
        },
    )
}

#[derive(Clone, Debug)]
struct Row {
    number: String,
    start: i64,
    millis: u64,
    caller: &'static str,
    account: &'static str,
    trunk: &'static str,
}

fn rows() -> impl Strategy<Value = Vec<Row>> {
    let number = prop_oneof![
        8 => "9?(00|\\+|)[1-3]{1,12}",
        1 => "[0-9 +*-]{0,24}",
        1 => Just("112".to_owned()),
    ];
    // Around the days on which clocks change, the tax begins and the second deck does; and anywhere.
    let start = prop_oneof![
        4 => 1_743_200_000i64..1_743_400_000,
        4 => 1_761_300_000i64..1_761_600_000,
        2 => 1_700_000_000i64..1_800_000_000,
        1 => any::<i64>(),
    ];
    let millis = prop_oneof![1 => Just(0u64), 6 => (1u64..4000).prop_map(|seconds| seconds * 1000), 3 => 1u64..4_000_000, 1 => any::<u64>()];
    let caller = prop::sample::select(vec!["", "41", "421", "anonymous"]);
    let account = prop::sample::select(vec!["", "sales"]);
    let trunk = prop::sample::select(vec!["", "PJSIP/cheap-1", "PJSIP/gw-1"]);
    let row = (number, start, millis, caller, account, trunk).prop_map(
        |(number, start, millis, caller, account, trunk)| Row {
            number,
            start,
            millis,
            caller,
            account,
            trunk,
        },
    );
    prop::collection::vec(row, 1..60)
}

/// Everything that both say of a call.
fn assert_same(book: &Book, calls: &Calls<'_>, durations: &[u64], charges: &Charges) -> [usize; 5] {
    let mut counts = [0; 5];
    assert_eq!((charges.len(), durations.len()), (calls.len(), calls.len()));
    for (at, &millis) in durations.iter().enumerate() {
        let call = calls.get(at);
        let outcome = call.as_ref().map(|call| book.rate(call));
        // A start beyond the calendar is no call at all; but one that was not answered is free whenever it was.
        let without = if millis == 0 {
            Status::Free
        } else {
            Status::Rejected
        };
        let status = outcome.as_ref().map_or(without, Outcome::status);
        assert_eq!(charges.statuses()[at], status, "{call:?}");
        counts[status as usize] += 1;
        let charge = outcome.as_ref().and_then(Outcome::charge);
        let amounts = charge.map_or((0, 0), |charge| {
            (charge.before_tax.micros(), charge.after_tax.micros())
        });
        assert_eq!(
            (charges.before_tax()[at], charges.after_tax()[at]),
            amounts,
            "{call:?}"
        );
        let billed = charge.map_or((0, 0), |charge| (charge.billed.as_millis() as u64, charge.units));
        assert_eq!((charges.billed_ms()[at], charges.units()[at]), billed, "{call:?}");
        // The steps are worked out by the engine, whoever made the price.
        if let Some(charge) = charge {
            let working = charge.working().unwrap();
            let amounts = (charge.before_tax.micros(), charge.after_tax.micros());
            assert_eq!((working.before_tax, working.after_tax), amounts, "{call:?}");
            assert_eq!(
                (working.billed, working.units),
                (charge.billed, charge.units),
                "{call:?}"
            );
            assert_eq!(working.tax, charge.tax_percent(), "{call:?}");
        }
        let source = book.source(charges, at);
        assert_eq!(source.is_some(), charge.is_some(), "{call:?}");
        if let Some((source, charge)) = source.zip(charge) {
            assert_eq!(source.prefix(), charge.prefix(), "{call:?}");
            assert_eq!(source.destination(), charge.destination(), "{call:?}");
            assert_eq!(source.line(), charge.line(), "{call:?}");
            assert_eq!(source.plan().name(), charge.plan().name(), "{call:?}");
            assert_eq!(source.band(), charge.band(), "{call:?}");
        }
    }
    counts
}

/// A book that was written down and read again says the same.
#[cfg(feature = "serde")]
fn assert_blob_same(book: &Book, calls: &Calls<'_>, charges: &Charges) {
    let again = Book::from_blob(&book.to_blob()).unwrap();
    let mut others = Charges::new();
    again.rate_batch(calls, &mut others);
    assert_eq!(others.statuses(), charges.statuses());
    assert_eq!(others.before_tax(), charges.before_tax());
    assert_eq!(others.after_tax(), charges.after_tax());
    assert_eq!(others.billed_ms(), charges.billed_ms());
    assert_eq!(others.units(), charges.units());
    for at in 0..charges.len() {
        let sources = [(&again, &others), (book, charges)].map(|(book, charges)| book.source(charges, at));
        let [other, source] = sources.map(|source| source.map(|source| (source.prefix(), source.line())));
        assert_eq!(other, source, "{:?}", calls.get(at));
    }
}

#[cfg(not(feature = "serde"))]
fn assert_blob_same(_: &Book, _: &Calls<'_>, _: &Charges) {}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn a_batch_says_what_single_calls_say(book in books(), rows in rows(), kind in 0u8..3) {
        let numbers: Vec<&str> = rows.iter().map(|row| row.number.as_str()).collect();
        let starts: Vec<i64> = rows.iter().map(|row| row.start).collect();
        let durations: Vec<u64> = rows.iter().map(|row| row.millis).collect();
        let millis: Vec<i64> = starts.iter().map(|start| start.wrapping_mul(1000).wrapping_add(250)).collect();
        let text = numbers.concat();
        let mut offsets = vec![0i32];
        for number in &numbers {
            offsets.push(offsets[offsets.len() - 1] + number.len() as i32);
        }
        let callers: Vec<&str> = rows.iter().map(|row| row.caller).collect();
        let accounts: Vec<u32> = rows.iter().map(|row| u32::from(row.account.is_empty())).collect();
        let trunks: Vec<&str> = rows.iter().map(|row| row.trunk).collect();
        let (starts, numbers) = match kind {
            0 => (Starts::Seconds(&starts), Texts::Each(&numbers)),
            1 => (Starts::Millis(&millis), Texts::Packed { offsets: &offsets, text: &text }),
            _ => (Starts::Readings(&starts), Texts::Each(&numbers)),
        };
        let calls = Calls::new(numbers, starts, &durations)
            .and_then(|calls| calls.callers(Texts::Each(&callers)))
            .and_then(|calls| calls.accounts(Texts::Dictionary { keys: &accounts, values: &["sales", ""] }))
            .and_then(|calls| calls.trunks(Texts::Each(&trunks)))
            .unwrap();
        let mut charges = Charges::new();
        book.rate_batch(&calls, &mut charges);
        let counts = assert_same(&book, &calls, &durations, &charges);
        prop_assert_eq!(counts.iter().sum::<usize>(), rows.len());
        assert_blob_same(&book, &calls, &charges);
        // The columns are filled anew, whatever they held.
        let none = Calls::new(Texts::Unknown, Starts::Seconds(&[]), &[]).unwrap();
        book.rate_batch(&none, &mut charges);
        prop_assert!(charges.is_empty());
    }
}

#[path = "synthetic/mod.rs"]
mod synthetic;

/// More calls than fit one chunk, under a deck as carriers have them.
#[test]
fn a_large_batch_says_what_single_calls_say() {
    let rows = synthetic::deck(20_000);
    let mut deck = Deck::new();
    for row in &rows {
        let price = |units: u32| ratio(&format!("{units}/10000"));
        let rate = Rate::new(
            Destination::new(&row.prefix, Kind::Other),
            Duration::from_secs(60),
            Increment::new(row.first, row.next),
        )
        .price(price(row.peak))
        .band_price("offpeak", price(row.offpeak));
        deck.add(
            &[format!("+{}", row.prefix).parse().unwrap()],
            DigitCount::ANY,
            rate,
        )
        .unwrap();
    }
    let plan = Plan::new("carrier", Currency::EUR, chrono_tz::Europe::Paris)
        .band(Band::new(
            "peak",
            Days::WORKING,
            Hours::new(8 * 60, 19 * 60).unwrap(),
        ))
        .otherwise("offpeak")
        .tax(Tax::exclusive().from(
            NaiveDate::from_ymd_opt(2014, 1, 1).unwrap(),
            "20".parse().unwrap(),
        ))
        .numbering(Numbering::new().international("00"));
    let book = Book::new(plan, deck).unwrap();
    let made = synthetic::calls(&rows, 5000);
    let numbers: Vec<&str> = made.iter().map(|call| call.number.as_str()).collect();
    let starts: Vec<i64> = made.iter().map(|call| call.start).collect();
    let durations: Vec<u64> = made.iter().map(|call| u64::from(call.seconds) * 1000).collect();
    let calls = Calls::new(Texts::Each(&numbers), Starts::Seconds(&starts), &durations).unwrap();
    let mut charges = Charges::new();
    book.rate_batch(&calls, &mut charges);
    let [rated, free, forbidden, unmatched, rejected] = assert_same(&book, &calls, &durations, &charges);
    assert!(rated > 4800 && unmatched > 20, "{rated} {unmatched}");
    assert_eq!((free, forbidden, rejected), (0, 0, 0));
    assert_blob_same(&book, &calls, &charges);
}

/// A rate that tells rows apart by its price.
fn flat(price: &str) -> Rate {
    let destination = Destination::new(price, Kind::Other);
    Rate::new(destination, Duration::from_secs(60), Increment::new(60, 60)).price(ratio(price))
}

/// Numbers of many lengths beside each other, to rows that ask for one and rows that do not, down to prefixes that stand
/// several tables deep.
#[test]
fn each_number_of_a_batch_is_asked_for_its_own_digits() {
    let mut deck = Deck::new();
    let exactly = |digits| DigitCount::new(digits, digits).unwrap();
    for (prefix, digits, price) in [
        ("+33", DigitCount::ANY, "1"),
        ("+336", exactly(11), "2"),
        ("+336123", exactly(12), "3"),
        ("+33612345", exactly(10), "4"),
        ("+3361234567", exactly(11), "5"),
        ("+3361234567", exactly(13), "6"),
        ("+3361234567890", DigitCount::ANY, "7"),
        ("+44", exactly(12), "8"),
    ] {
        deck.add(&[prefix.parse().unwrap()], digits, flat(price)).unwrap();
    }
    let plan = Plan::new("digits", Currency::EUR, chrono_tz::UTC);
    let book = Book::new(plan, deck).unwrap();
    let of_each_length = |digits: &str| {
        (9..=digits.len())
            .map(|end| format!("+{}", &digits[..end]))
            .collect()
    };
    let numbers: Vec<Vec<String>> = ["3361234567890", "3369999999999", "3361239999999", "4412345678901"]
        .map(of_each_length)
        .to_vec();
    let numbers: Vec<&str> = numbers.iter().flatten().map(String::as_str).collect();
    // Over several chunks, and in another order in each.
    let dialled: Vec<&str> = (0..1500).map(|at| numbers[at * 7 % numbers.len()]).collect();
    let (starts, durations) = (vec![1_749_675_600; 1500], vec![60_000; 1500]);
    let calls = Calls::new(Texts::Each(&dialled), Starts::Seconds(&starts), &durations).unwrap();
    let mut charges = Charges::new();
    book.rate_batch(&calls, &mut charges);
    let [rated, free, forbidden, unmatched, rejected] = assert_same(&book, &calls, &durations, &charges);
    assert!(rated > 1100 && unmatched > 200, "{rated} {unmatched}");
    assert_eq!((free, forbidden, rejected), (0, 0, 0));
    assert_blob_same(&book, &calls, &charges);
    for (number, price) in [
        ("+336123456", Some(1)),
        ("+3361234567", Some(4)),
        ("+33612345678", Some(5)),
        ("+336123456789", Some(3)),
        ("+3361234567890", Some(7)),
        ("+33699999999", Some(2)),
        ("+336999999999", Some(1)),
        ("+336123999999", Some(3)),
        ("+441234567890", Some(8)),
        ("+44123456789", None),
    ] {
        let at = dialled.iter().position(|dialled| *dialled == number).unwrap();
        assert_eq!(
            charges.before_tax()[at],
            price.unwrap_or(0) * 1_000_000,
            "{number}"
        );
    }
}

/// Calls of one chunk that begin in more years than it is gone through, before the first deck too, and beyond the years
/// for which clocks are known beforehand.
#[test]
fn calls_of_many_years_are_rated_in_one_batch() {
    let deck = |price: &str, from: Option<(i32, u32, u32)>| {
        let mut deck = Deck::new();
        let rate = flat(price).band_price("offpeak", ratio("1/2"));
        deck.add(&["+".parse().unwrap()], DigitCount::ANY, rate).unwrap();
        let from = from.and_then(|(year, month, day)| NaiveDate::from_ymd_opt(year, month, day));
        from.into_iter().fold(deck, Deck::effective_from)
    };
    let tax = |(year, month, day), percent: &str| {
        (
            NaiveDate::from_ymd_opt(year, month, day).unwrap(),
            percent.parse().unwrap(),
        )
    };
    let steps = [
        tax((1995, 8, 1), "20.6"),
        tax((2000, 4, 1), "19.6"),
        tax((2014, 1, 1), "20"),
    ];
    let taxes = steps
        .into_iter()
        .fold(Tax::exclusive(), |tax, (from, percent)| tax.from(from, percent));
    let plan = Plan::new("years", Currency::EUR, chrono_tz::Europe::Paris)
        .band(Band::new(
            "peak",
            Days::WORKING,
            Hours::new(8 * 60, 19 * 60).unwrap(),
        ))
        .otherwise("offpeak")
        .tax(taxes);
    let decks = [
        deck("1", Some((1980, 6, 1))),
        deck("2", Some((2010, 7, 14))),
        deck("3", Some((2050, 1, 1))),
    ];
    let book = Book::builder().plan(plan, decks).build().unwrap();
    // Eleven days and some hours apart, from 1966 to 2109, and not in their order.
    let starts: Vec<i64> = (0..4700)
        .map(|at| -126_230_400 + (at * 1009 % 4700) * 961_234)
        .collect();
    let (numbers, durations) = (vec!["+33123456789"; 4700], vec![61_000; 4700]);
    for starts in [Starts::Seconds(&starts), Starts::Readings(&starts)] {
        let calls = Calls::new(Texts::Each(&numbers), starts, &durations).unwrap();
        let mut charges = Charges::new();
        book.rate_batch(&calls, &mut charges);
        let [rated, _, _, unmatched, rejected] = assert_same(&book, &calls, &durations, &charges);
        assert!(
            rated > 4000 && unmatched > 400 && rejected < 5,
            "{rated} {unmatched} {rejected}"
        );
    }
}

#[test]
fn columns_that_do_not_belong_together_are_refused() {
    let numbers = Texts::Each(&["1", "2"]);
    let error = |calls: Result<Calls<'_>, switchhook_rating::ColumnError>| calls.unwrap_err().to_string();
    let seconds = Starts::Seconds(&[0, 0]);
    assert_eq!(
        error(Calls::new(numbers, Starts::Seconds(&[0]), &[1, 1])),
        "column starts has 1 calls and that of the durations 2; give as many of each"
    );
    assert!(error(Calls::new(Texts::Unknown, seconds, &[1, 1])).contains("column numbers has 0 calls"));
    for offsets in [&[0, 1, 9][..], &[0, -1, 1], &[1, 0, 1]] {
        let packed = Texts::Packed { offsets, text: "12" };
        assert!(
            error(Calls::new(packed, seconds, &[1, 1])).contains("offsets of column numbers fall"),
            "{offsets:?}"
        );
    }
    let calls = Calls::new(numbers, seconds, &[1, 1]).unwrap();
    let trunks = Texts::Dictionary {
        keys: &[0, 1],
        values: &["PJSIP/gw-"],
    };
    assert!(error(calls.trunks(trunks)).contains("column trunks has a key without a value"));
    let start: Start = chrono::DateTime::UNIX_EPOCH.into();
    assert_eq!(
        calls.get(1),
        Some(Call::new("2", start, Duration::from_millis(1)))
    );
    assert_eq!(calls.get(2), None);
}
