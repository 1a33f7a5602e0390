//! Calls in Arrow columns have the outcomes that they have one by one, whatever the columns are made of.
#![cfg(feature = "arrow")]

mod arrow_rows;

use std::sync::Arc;
use std::time::Duration;

use arrow_array::types::Int16Type;
use arrow_array::{
    ArrayRef, DictionaryArray, DurationMicrosecondArray, DurationMillisecondArray, DurationNanosecondArray,
    DurationSecondArray, Int8Array, Int16Array, Int32Array, Int64Array, LargeStringArray, StringArray,
    StringViewArray, TimestampMicrosecondArray, TimestampMillisecondArray, TimestampNanosecondArray,
    TimestampSecondArray, UInt16Array, UInt32Array, UInt64Array,
};
use arrow_rows::{COLUMNS, Row, batch, rows, texts};
use chrono::{DateTime, NaiveDate};
use proptest::prelude::*;
use switchhook_rating::arrow::{ArrowOptions, ArrowRater};
use switchhook_rating::{
    Band, Book, Call, Currency, Days, Deck, Destination, DigitCount, Hours, Increment, Kind, Plan, Rate,
    Rounding, Start, Tax, When,
};

/// A call as a record may have it: anything may be missing.
#[derive(Clone, Debug)]
struct Record {
    number: Option<String>,
    start: Option<i64>,
    seconds: Option<i64>,
    trunk: Option<&'static str>,
}

/// A small random deck: prefixes that overlap, prices that are zero, destinations that are forbidden.
fn deck() -> impl Strategy<Value = Deck> {
    let row = (
        "[0-3]{1,3}",
        0i64..3_000_000,
        0i64..3_000_000,
        prop::sample::select(vec![(1, 1), (60, 1), (30, 6), (60, 60), (1, 3600)]),
        prop::sample::select(vec![0i64, 500, 15_000]),
        0u8..8,
    );
    prop::collection::vec(row, 1..12).prop_map(|rows| {
        let mut deck = Deck::new();
        for (at, (prefix, peak, offpeak, (first, next), fee, dice)) in rows.into_iter().enumerate() {
            let destination = Destination::new(&format!("destination {}", at % 5), Kind::Other);
            let price = |cents: i64| format!("0.{cents:07}").parse().unwrap();
            let minute = Duration::from_secs(60);
            let rate = match dice {
                0 => Rate::blocked(destination),
                1 => Rate::new(destination, minute, Increment::new(first, next)).price("0".parse().unwrap()),
                _ => Rate::new(destination, minute, Increment::new(first, next))
                    .price(price(offpeak))
                    .band_price("peak", price(peak))
                    .fee(price(fee)),
            };
            // A prefix that is there already is refused.
            let _ = deck.add(&[prefix.parse().unwrap()], DigitCount::ANY, rate);
        }
        deck
    })
}

/// A small random tariff: a plan with two versions of its deck, and another, of another currency, for one trunk.
fn book() -> impl Strategy<Value = Book> {
    let tax = prop::sample::select(vec!["0", "13", "20", "19.6"]);
    let rounding = (
        prop::sample::select(vec![Rounding::HalfUp, Rounding::Ceil, Rounding::Floor]),
        0u8..=6,
    );
    let decks = (deck(), deck(), deck());
    (decks, tax, any::<bool>(), rounding).prop_map(
        |((first, second, other), tax, included, (mode, decimals))| {
            let tax = [Tax::exclusive(), Tax::inclusive()][usize::from(included)]
                .clone()
                .from(NaiveDate::MIN, tax.parse().unwrap());
            let plan = |name, currency| {
                Plan::new(name, currency, chrono_tz::Europe::Paris)
                    .band(Band::new(
                        "peak",
                        Days::WORKING,
                        Hours::new(8 * 60, 19 * 60).unwrap(),
                    ))
                    .otherwise("offpeak")
                    .rounding(mode, decimals)
                    .tax(tax.clone())
            };
            let day = NaiveDate::from_ymd_opt(2024, 6, 1).unwrap();
            Book::builder()
                .plan(plan("usual", Currency::EUR), [first, second.effective_from(day)])
                .plan(plan("other", Currency::XPF), [other])
                .assign(When::Trunk("PJSIP/other-".to_owned()), "other")
                .build()
                .expect("decks without conflicts")
        },
    )
}

fn record() -> impl Strategy<Value = Record> {
    let number = prop_oneof![
        8 => "[0-4]{1,9}".prop_map(Some),
        1 => "[+]?[0-9 ]{0,20}|[a-z]{0,3}".prop_map(Some),
        1 => Just(None),
    ];
    let start = prop_oneof![
        // The hours in which the clocks of Paris are put on and back in 2025 among them.
        6 => (1_600_000_000i64..1_800_000_000).prop_map(Some),
        1 => (1_743_290_000i64..1_743_300_000).prop_map(Some),
        1 => (1_761_430_000i64..1_761_450_000).prop_map(Some),
        1 => Just(None),
    ];
    let seconds =
        prop_oneof![6 => (0i64..=120).prop_map(Some), 1 => (-3i64..100).prop_map(Some), 1 => Just(None)];
    let trunk = prop::sample::select(vec![
        None,
        Some(""),
        Some("PJSIP/other-0000001a"),
        Some("PJSIP/gw-01"),
    ]);
    (number, start, seconds, trunk).prop_map(|(number, start, seconds, trunk)| Record {
        number,
        start,
        seconds,
        trunk,
    })
}

/// What a record comes to when it is rated by itself.
fn alone(book: &Book, record: &Record, is_local: bool) -> Row {
    let (Some(number), Some(start), Some(seconds)) = (&record.number, record.start, record.seconds) else {
        return Row::rejected();
    };
    let Ok(seconds) = u64::try_from(seconds) else {
        return Row::rejected();
    };
    let instant = DateTime::from_timestamp(start, 0).unwrap();
    let start = if is_local {
        Start::Local(instant.naive_utc())
    } else {
        Start::Instant(instant)
    };
    let call = Call::new(number, start, Duration::from_secs(seconds));
    Row::of(&book.rate(&call.trunk(record.trunk.unwrap_or_default())))
}

/// The numbers as text of every kind.
fn numbers(kind: usize, records: &[Record]) -> ArrayRef {
    let numbers: Vec<Option<&str>> = records.iter().map(|record| record.number.as_deref()).collect();
    match kind {
        0 => Arc::new(StringArray::from(numbers)),
        1 => Arc::new(LargeStringArray::from(numbers)),
        2 => Arc::new(StringViewArray::from(numbers)),
        3 => Arc::new(numbers.into_iter().collect::<DictionaryArray<Int16Type>>()),
        _ => {
            // Values of other text, one of them null, and one that no key is for.
            let mut values: Vec<Option<&str>> = vec![Some("never"), None];
            let keys: Vec<Option<i16>> = numbers
                .iter()
                .map(|number| {
                    values.push(*number);
                    Some(if number.is_some() {
                        values.len() as i16 - 1
                    } else {
                        1
                    })
                })
                .collect();
            Arc::new(DictionaryArray::new(
                Int16Array::from(keys),
                Arc::new(StringViewArray::from(values)),
            ))
        }
    }
}

/// The starts in every unit, with a zone and without, and as text; and whether they are readings of a clock.
fn starts(kind: usize, records: &[Record]) -> (ArrayRef, bool) {
    let starts = |factor: i64| {
        records
            .iter()
            .map(|record| record.start.map(|start| start * factor))
            .collect::<Vec<_>>()
    };
    let texts = |format: &str| {
        let text = |record: &Record| {
            Some(
                DateTime::from_timestamp(record.start?, 0)?
                    .format(format)
                    .to_string(),
            )
        };
        Arc::new(records.iter().map(text).collect::<StringArray>())
    };
    let array: ArrayRef = match kind {
        0 => Arc::new(Int64Array::from(starts(1))),
        1 => Arc::new(TimestampSecondArray::from(starts(1)).with_timezone("UTC")),
        2 => Arc::new(TimestampMillisecondArray::from(starts(1_000)).with_timezone("+11:00")),
        3 => Arc::new(TimestampMicrosecondArray::from(starts(1_000_000)).with_timezone("Pacific/Noumea")),
        4 => Arc::new(TimestampNanosecondArray::from(starts(1_000_000_000)).with_timezone("UTC")),
        5 => texts("%Y-%m-%dT%H:%M:%SZ"),
        6 => Arc::new(TimestampSecondArray::from(starts(1))),
        7 => Arc::new(TimestampMillisecondArray::from(starts(1_000))),
        8 => Arc::new(TimestampMicrosecondArray::from(starts(1_000_000))),
        9 => Arc::new(TimestampNanosecondArray::from(starts(1_000_000_000))),
        _ => texts("%Y-%m-%d %H:%M:%S"),
    };
    (array, kind >= 6)
}

/// The lengths in every width and unit.
fn durations(kind: usize, records: &[Record]) -> ArrayRef {
    fn all<T: TryFrom<i64>>(records: &[Record]) -> Vec<Option<T>> {
        let widen = |seconds| {
            T::try_from(seconds)
                .ok()
                .expect("fits every width, but for negative ones")
        };
        records.iter().map(|record| record.seconds.map(widen)).collect()
    }
    let factor = |factor: i64| {
        records
            .iter()
            .map(|record| Some(record.seconds? * factor))
            .collect::<Vec<_>>()
    };
    match kind {
        0 => Arc::new(Int64Array::from(all::<i64>(records))),
        1 => Arc::new(Int32Array::from(all::<i32>(records))),
        2 => Arc::new(Int16Array::from(all::<i16>(records))),
        3 => Arc::new(Int8Array::from(all::<i8>(records))),
        4 => Arc::new(DurationSecondArray::from(factor(1))),
        5 => Arc::new(DurationMillisecondArray::from(factor(1_000))),
        6 => Arc::new(DurationMicrosecondArray::from(factor(1_000_000))),
        7 => Arc::new(DurationNanosecondArray::from(factor(1_000_000_000))),
        8 => Arc::new(UInt64Array::from(all::<u64>(records))),
        9 => Arc::new(UInt32Array::from(all::<u32>(records))),
        _ => Arc::new(UInt16Array::from(all::<u16>(records))),
    }
}

proptest! {
    // Each case compiles a book of three decks.
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// One by one and in columns, whatever they are made of, is the same.
    #[test]
    fn arrow_is_rust(
        book in book(),
        mut records in prop::collection::vec(record(), 0..60),
        number in 0usize..5, start in 0usize..11, duration in 0usize..11,
        plain: bool, micros: bool, cut in (0usize..60, 0usize..60),
    ) {
        if duration >= 8 {
            for record in &mut records {
                record.seconds = record.seconds.map(i64::abs);
            }
        }
        let (column, is_local) = starts(start, &records);
        let calls = batch(vec![
            ("duration", durations(duration, &records)),
            ("number", numbers(number, &records)),
            ("start", column),
            ("channel", Arc::new(records.iter().map(|record| record.trunk).collect::<StringArray>())),
        ]);
        let mut options = ArrowOptions::new().trunk("channel");
        if plain {
            options = options.plain();
        }
        if micros {
            options = options.micros();
        }
        let expected: Vec<Row> = records.iter().map(|record| alone(&book, record, is_local)).collect();
        let rated = book.rate_record_batch(&calls, &options).unwrap();
        prop_assert_eq!(&rows(&rated), &expected);

        // A slice does not begin where its memory does.
        let from = cut.0.min(records.len());
        let len = cut.1.min(records.len() - from);
        let slice = book.rate_record_batch(&calls.slice(from, len), &options).unwrap();
        prop_assert_eq!(&rows(&slice)[..], &expected[from..from + len]);
    }

    /// A rater keeps what it learnt, and works on parts: neither shows, nor does where a batch is cut.
    #[test]
    fn batches_of_any_size_are_the_rows_of_one(
        book in book(),
        records in prop::collection::vec(record(), 1..40),
        number in 0usize..5, start in 0usize..11, duration in 0usize..8,
        cuts in prop::collection::vec(0usize..3000, 0..4), has_keys: bool,
    ) {
        let records: Vec<Record> = records.iter().cycle().take(3000).cloned().collect();
        let (column, is_local) = starts(start, &records);
        let calls = batch(vec![
            ("number", numbers(number, &records)),
            ("start", column),
            ("duration", durations(duration, &records)),
            ("trunk", match has_keys {
                true => Arc::new(records.iter().map(|record| record.trunk).collect::<DictionaryArray<Int16Type>>()),
                false => Arc::new(records.iter().map(|record| record.trunk).collect::<StringViewArray>()),
            }),
        ]);
        let expected: Vec<Row> = records.iter().map(|record| alone(&book, record, is_local)).collect();
        let mut rater = ArrowRater::new(&book, calls.schema(), &ArrowOptions::new()).unwrap();
        let mut cuts = cuts;
        cuts.extend([0, 3000]);
        cuts.sort_unstable();
        for pair in cuts.windows(2) {
            let rated = rater.rate(&calls.slice(pair[0], pair[1] - pair[0])).unwrap();
            prop_assert_eq!(&rows(&rated)[..], &expected[pair[0]..pair[1]]);
        }
        // All of it is known now.
        prop_assert_eq!(rows(&rater.rate(&calls).unwrap()), expected);
    }

    /// A column is the same whether others are made or not.
    #[test]
    fn columns_that_are_asked_for_are_those_of_the_whole_result(
        book in book(),
        records in prop::collection::vec(record(), 0..60),
        chosen in prop::collection::vec(prop::sample::select(COLUMNS.to_vec()), 0..6),
        plain: bool,
    ) {
        let (column, _) = starts(0, &records);
        let calls = batch(vec![
            ("number", numbers(0, &records)),
            ("start", column),
            ("duration", durations(0, &records)),
        ]);
        let options = if plain { ArrowOptions::new().plain() } else { ArrowOptions::new() };
        let whole = book.rate_record_batch(&calls, &options.clone().reasons()).unwrap();
        let part = book.rate_record_batch(&calls, &options.columns(&chosen)).unwrap();
        let schema = part.schema();
        let names: Vec<&str> = schema.fields().iter().map(|field| field.name().as_str()).collect();
        let expected: Vec<&str> = COLUMNS.into_iter().filter(|name| chosen.contains(name)).collect();
        prop_assert_eq!(&names, &expected);
        prop_assert_eq!(part.num_rows(), records.len());
        for name in names {
            prop_assert_eq!(texts(&part[name]), texts(&whole[name]), "{}", name);
        }
    }

}
