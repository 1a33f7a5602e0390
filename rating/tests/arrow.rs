//! Calls in Arrow columns have the outcomes that they have one by one, whatever the columns are made of.
#![cfg(feature = "arrow")]

use std::sync::Arc;
use std::time::Duration;

use arrow_array::cast::AsArray;
use arrow_array::types::{Date32Type, Decimal128Type, Int16Type, Int64Type};
use arrow_array::{
    Array, ArrayRef, DictionaryArray, DurationMicrosecondArray, DurationMillisecondArray,
    DurationNanosecondArray, DurationSecondArray, Int8Array, Int16Array, Int32Array, Int64Array,
    LargeStringArray, NullArray, RecordBatch, RecordBatchOptions, StringArray, StringViewArray,
    TimestampMicrosecondArray, TimestampMillisecondArray, TimestampNanosecondArray, TimestampSecondArray,
    UInt16Array, UInt32Array, UInt64Array,
};
use chrono::{DateTime, NaiveDate};
use proptest::prelude::*;
#[cfg(feature = "serde")]
use switchhook_rating::arrow::FINGERPRINT;
use switchhook_rating::arrow::{ArrowOptions, ArrowRater, BatchError};
use switchhook_rating::{
    Band, Book, Call, Currency, Days, Deck, Destination, DigitCount, Forbidden, Hours, Increment, Kind,
    Outcome, Plan, Rate, Rounding, Start, Tax, When,
};

/// A call as a record may have it: anything may be missing.
#[derive(Clone, Debug)]
struct Record {
    number: Option<String>,
    start: Option<i64>,
    seconds: Option<i64>,
    trunk: Option<&'static str>,
}

/// A row of the result, as text.
#[derive(Debug, PartialEq, Eq)]
struct Row {
    status: &'static str,
    amounts: Option<[i64; 5]>,
    found: Option<(String, String)>,
    /// Currency, plan, band, and the day from which the deck is in force.
    by: Option<(String, String, String, Option<NaiveDate>)>,
}

impl Row {
    fn of(outcome: &Outcome<'_>) -> Self {
        let without = |status, found| Self {
            status,
            amounts: None,
            found,
            by: None,
        };
        let (status, charge) = match outcome {
            Outcome::Rated(charge) => ("rated", charge),
            Outcome::Free(charge) => ("free", charge),
            Outcome::NotAnswered => {
                return Self {
                    amounts: Some([0; 5]),
                    ..without("free", None)
                };
            }
            Outcome::Forbidden {
                by: Forbidden::Row {
                    destination, prefix, ..
                },
                ..
            } => {
                return without(
                    "forbidden",
                    Some((prefix.to_string(), destination.name.to_string())),
                );
            }
            Outcome::Forbidden { .. } => return without("forbidden", None),
            Outcome::Unmatched { .. } => return without("unmatched", None),
            _ => return without("rejected", None),
        };
        Self {
            status,
            amounts: Some([
                charge.before_tax.micros(),
                charge.tax_amount().micros(),
                charge.after_tax.micros(),
                charge.billed.as_millis() as i64,
                charge.units as i64,
            ]),
            found: Some((charge.prefix().to_string(), charge.destination().name.to_string())),
            by: Some((
                charge.before_tax.currency().code().to_owned(),
                charge.plan().name().to_owned(),
                charge.band().to_owned(),
                charge.version(),
            )),
        }
    }

    fn rejected() -> Self {
        Self {
            status: "rejected",
            amounts: None,
            found: None,
            by: None,
        }
    }
}

/// The rows of a result of any make.
fn rows(batch: &RecordBatch) -> Vec<Row> {
    let columns = ["status", "currency", "plan", "band", "prefix", "destination"];
    let [status, currency, plan, band, prefix, destination] = columns.map(|name| texts(&batch[name]));
    let number = |name: &str, row: usize| -> Option<i64> {
        let array = &batch[name];
        if array.is_null(row) {
            return None;
        }
        Some(match array.as_primitive_opt::<Decimal128Type>() {
            Some(decimals) => i64::try_from(decimals.value(row)).unwrap(),
            None => array.as_primitive::<Int64Type>().value(row),
        })
    };
    (0..batch.num_rows())
        .map(|row| {
            let status = status[row].as_deref().expect("every row has a status");
            let amounts =
                ["before_tax", "tax", "after_tax", "billed_ms", "units"].map(|name| number(name, row));
            let by = [&currency, &plan, &band].map(|texts| texts[row].clone());
            let version = batch["version"].as_primitive::<Date32Type>();
            let version = version.is_valid(row).then(|| version.value(row));
            let version = version.map(|days| Date32Type::to_naive_date_opt(days).unwrap());
            assert!(version.is_none() || by[0].is_some());
            Row {
                status: ["rated", "free", "forbidden", "unmatched", "rejected"]
                    .into_iter()
                    .find(|known| *known == status)
                    .expect("one of the five"),
                // All of them or none.
                amounts: amounts
                    .iter()
                    .any(Option::is_some)
                    .then(|| amounts.map(Option::unwrap)),
                found: prefix[row]
                    .clone()
                    .map(|prefix| (prefix, destination[row].clone().unwrap())),
                by: by.iter().any(Option::is_some).then(|| {
                    let [currency, plan, band] = by.map(Option::unwrap);
                    (currency, plan, band, version)
                }),
            }
        })
        .collect()
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

fn batch(columns: Vec<(&str, ArrayRef)>) -> RecordBatch {
    RecordBatch::try_from_iter_with_nullable(columns.into_iter().map(|(name, array)| (name, array, true)))
        .unwrap()
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
        cuts in prop::collection::vec(0usize..3000, 0..4),
    ) {
        let records: Vec<Record> = records.iter().cycle().take(3000).cloned().collect();
        let (column, is_local) = starts(start, &records);
        let calls = batch(vec![
            ("number", numbers(number, &records)),
            ("start", column),
            ("duration", durations(duration, &records)),
            ("trunk", Arc::new(records.iter().map(|record| record.trunk).collect::<StringArray>())),
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

    /// Nothing that an i64 may hold makes a batch fail.
    #[test]
    fn extreme_values_cost_their_rows(
        values in prop::collection::vec((any::<i64>(), any::<i64>(), ".{0,30}"), 1..20), start in 0usize..4, duration in 0usize..4,
    ) {
        let book = small_book();
        let (first, second): (Vec<i64>, Vec<i64>) = values.iter().map(|(a, b, _)| (*a, *b)).unzip();
        let start: ArrayRef = match start {
            0 => Arc::new(Int64Array::from(first)),
            1 => Arc::new(TimestampSecondArray::from(first)),
            2 => Arc::new(TimestampMillisecondArray::from(first).with_timezone("UTC")),
            _ => Arc::new(TimestampNanosecondArray::from(first)),
        };
        let duration: ArrayRef = match duration {
            0 => Arc::new(Int64Array::from(second)),
            1 => Arc::new(UInt64Array::from_iter_values(second.iter().map(|value| *value as u64))),
            2 => Arc::new(DurationSecondArray::from(second)),
            _ => Arc::new(DurationNanosecondArray::from(second)),
        };
        let number: StringArray = values.iter().map(|(_, _, text)| Some(text.as_str())).collect();
        let calls = batch(vec![("number", Arc::new(number)), ("start", start), ("duration", duration)]);
        let rated = book.rate_record_batch(&calls, &ArrowOptions::new().reasons()).unwrap();
        // A call without a price has a reason, and only that.
        for (row, reason) in rows(&rated).iter().zip(rated["reason"].as_string::<i32>()) {
            prop_assert_eq!(row.amounts.is_none(), reason.is_some_and(|reason| !reason.is_empty()));
        }
        prop_assert_eq!(rated.num_rows(), values.len());
    }
}

/// All columns of the result, in their order.
const COLUMNS: [&str; 13] = [
    "status",
    "before_tax",
    "tax",
    "after_tax",
    "currency",
    "billed_ms",
    "units",
    "prefix",
    "destination",
    "plan",
    "version",
    "band",
    "reason",
];

/// A column as text, whatever it is made of.
fn texts(array: &ArrayRef) -> Vec<Option<String>> {
    let dictionary = array.as_any_dictionary_opt();
    let dictionary = dictionary.filter(|dictionary| !dictionary.values().is_empty());
    let keys = dictionary.map(|dictionary| {
        (
            dictionary.normalized_keys(),
            dictionary.values().as_string::<i32>(),
        )
    });
    let text = |row: usize| {
        if array.is_null(row) {
            return None;
        }
        Some(if let Some((keys, values)) = &keys {
            values.value(keys[row]).to_owned()
        } else if let Some(decimals) = array.as_primitive_opt::<Decimal128Type>() {
            decimals.value_as_string(row)
        } else if let Some(days) = array.as_primitive_opt::<Date32Type>() {
            days.value(row).to_string()
        } else if let Some(counts) = array.as_primitive_opt::<Int64Type>() {
            counts.value(row).to_string()
        } else {
            array.as_string::<i32>().value(row).to_owned()
        })
    };
    (0..array.len()).map(text).collect()
}

fn small_book() -> Book {
    let mut deck = Deck::new();
    let minute = Duration::from_secs(60);
    let rate = Rate::new(
        Destination::new("Local", Kind::Fixed),
        minute,
        Increment::new(60, 60),
    );
    deck.add(
        &["1".parse().unwrap()],
        DigitCount::ANY,
        rate.price("10.45".parse().unwrap()),
    )
    .unwrap();
    deck.add(
        &["19".parse().unwrap()],
        DigitCount::ANY,
        Rate::blocked(Destination::new("Premium", Kind::Premium)),
    )
    .unwrap();
    Book::new(
        Plan::new("small", Currency::XPF, chrono_tz::Pacific::Noumea),
        deck,
    )
    .unwrap()
}

/// Four calls: one with a price, one forbidden, one that no row is for, one without a number.
fn four() -> RecordBatch {
    batch(vec![
        (
            "dst",
            Arc::new(StringArray::from(vec![Some("12"), Some("1900"), Some("2"), None])),
        ),
        (
            "start",
            Arc::new(TimestampSecondArray::from(vec![1_749_636_000; 4])),
        ),
        ("billsec", Arc::new(Int32Array::from(vec![61; 4]))),
    ])
}

fn names() -> ArrowOptions {
    ArrowOptions::new().number("dst").duration("billsec")
}

#[test]
fn kept_columns_stand_before_the_result() {
    let rated = small_book()
        .rate_record_batch(&four(), &names().keep().reasons())
        .unwrap();
    let schema = rated.schema();
    let columns: Vec<&str> = schema
        .fields()
        .iter()
        .map(|field| field.name().as_str())
        .collect();
    assert_eq!(&columns[..5], ["dst", "start", "billsec", "status", "before_tax"]);
    assert_eq!(rated["dst"].as_string::<i32>().value(1), "1900");
    let reasons: Vec<Option<&str>> = rated["reason"].as_string::<i32>().iter().collect();
    assert_eq!(reasons[0], None);
    assert!(reasons[1].unwrap().contains("forbids"), "{reasons:?}");
    assert!(reasons[2].unwrap().contains("add a row for it"), "{reasons:?}");
    assert_eq!(reasons[3], Some("the number is missing; every call needs one"));
}

#[test]
fn columns_that_do_not_fit_are_named_with_the_remedy() {
    let book = small_book();
    for (options, text) in [
        (
            ArrowOptions::new(),
            "there is no column \"number\"; the columns are dst, start, billsec; say which of them it is",
        ),
        (
            names().number("billsec"),
            "column \"billsec\" is Int32; cast it to text, which keeps leading zeros and the sign +",
        ),
        (
            names().duration("dst"),
            "column \"dst\" is Utf8; cast it to an integer of seconds, or a Duration",
        ),
        (
            names().trunk("channel"),
            "there is no column \"channel\"; the columns are dst, start, billsec; say which of them it is",
        ),
    ] {
        assert_eq!(
            book.rate_record_batch(&four(), &options).unwrap_err().to_string(),
            text
        );
    }
    assert_eq!(
        book.rate_record_batch(&four(), &names().columns(&["amount"]))
            .unwrap_err()
            .to_string(),
        "the result has no column \"amount\"; its columns are status, before_tax, tax, after_tax, currency, billed_ms, \
         units, prefix, destination, plan, version, band, reason"
    );
    let again = book.rate_record_batch(&four(), &names().keep()).unwrap();
    let names = names().keep();
    assert_eq!(
        book.rate_record_batch(&again, &names).unwrap_err(),
        BatchError::Twice {
            column: "status".to_owned()
        }
    );
}

#[test]
fn a_rater_takes_one_batch_after_the_other_and_no_other_schema() {
    let book = small_book();
    let mut rater = ArrowRater::new(&book, four().schema(), &names()).unwrap();
    let whole = rater.rate(&four()).unwrap();
    assert_eq!(whole.schema(), rater.schema());
    for row in 0..4 {
        assert_eq!(
            rows(&rater.rate(&four().slice(row, 1)).unwrap())[0],
            rows(&whole)[row]
        );
    }
    let other = batch(vec![("dst", Arc::new(NullArray::new(1)))]);
    assert_eq!(rater.rate(&other).unwrap_err(), BatchError::Schema);
}

#[test]
#[cfg(feature = "serde")]
fn the_result_says_which_book_made_it() {
    let book = small_book();
    let calls = four();
    let mut metadata = arrow_schema::Metadata::default();
    metadata.insert("source", "Master.csv");
    let schema = calls.schema().as_ref().clone().with_metadata(metadata);
    let calls = calls.with_schema(Arc::new(schema)).unwrap();
    let rated = book.rate_record_batch(&calls, &names()).unwrap();
    let made_by = |rated: &RecordBatch| rated.schema().metadata().get(FINGERPRINT).cloned();
    assert_eq!(made_by(&rated), Some(book.fingerprint().to_string()));
    assert!(!rated.schema().metadata().contains_key("source"));

    // Columns that are kept keep what is said of them.
    let rated = book.rate_record_batch(&calls, &names().keep()).unwrap();
    assert_eq!(made_by(&rated), Some(book.fingerprint().to_string()));
    assert_eq!(
        rated.schema().metadata().get("source").map(String::as_str),
        Some("Master.csv")
    );
}

/// Dictionaries only grow at their end, so that one of an earlier batch is the beginning of a later one.
#[test]
fn keys_keep_their_meaning_from_batch_to_batch() {
    let book = small_book();
    let mut rater = ArrowRater::new(&book, four().schema(), &names()).unwrap();
    let values = |batch: &RecordBatch| {
        let dictionary = batch["prefix"].as_any_dictionary();
        dictionary
            .values()
            .as_string::<i32>()
            .iter()
            .flatten()
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    assert_eq!(values(&rater.rate(&four().slice(2, 2)).unwrap()), [""; 0]);
    assert_eq!(values(&rater.rate(&four().slice(1, 2)).unwrap()), ["19"]);
    assert_eq!(values(&rater.rate(&four()).unwrap()), ["19", "1"]);
}

#[test]
fn columns_without_a_value_and_batches_without_a_row_are_fine() {
    let book = small_book();
    let empty: DictionaryArray<Int16Type> = DictionaryArray::new(
        Int16Array::from(vec![None, None]),
        Arc::new(StringArray::from(Vec::<&str>::new())),
    );
    for number in [Arc::new(NullArray::new(2)) as ArrayRef, Arc::new(empty)] {
        let calls = batch(vec![
            ("number", number),
            ("start", Arc::new(Int64Array::from(vec![0, 0]))),
            ("duration", Arc::new(Int64Array::from(vec![1, 1]))),
        ]);
        let rated = book.rate_record_batch(&calls, &ArrowOptions::new()).unwrap();
        assert_eq!(rows(&rated), [Row::rejected(), Row::rejected()]);
        assert_eq!(
            book.rate_record_batch(&calls.slice(0, 0), &ArrowOptions::new())
                .unwrap()
                .num_rows(),
            0
        );
    }
    let options = RecordBatchOptions::new().with_row_count(Some(3));
    let nothing =
        RecordBatch::try_new_with_options(Arc::new(arrow_schema::Schema::empty()), vec![], &options).unwrap();
    assert!(matches!(
        book.rate_record_batch(&nothing, &ArrowOptions::new()),
        Err(BatchError::Missing { .. })
    ));
}

#[test]
fn an_amount_of_nineteen_digits_costs_its_call_in_decimals_only() {
    let mut deck = Deck::new();
    let second = Duration::from_secs(1);
    let rate = Rate::new(
        Destination::new("Gold", Kind::Other),
        second,
        Increment::new(1, 1),
    );
    deck.add(
        &["1".parse().unwrap()],
        DigitCount::ANY,
        rate.price("999999999999".parse().unwrap()),
    )
    .unwrap();
    let book = Book::new(Plan::new("gold", Currency::EUR, chrono_tz::UTC), deck).unwrap();
    let calls = batch(vec![
        ("number", Arc::new(StringArray::from(vec!["12"; 2]))),
        ("start", Arc::new(Int64Array::from(vec![0; 2]))),
        ("duration", Arc::new(Int64Array::from(vec![1, 2]))),
    ]);
    let status = |options: &ArrowOptions| {
        let rated = book.rate_record_batch(&calls, options).unwrap();
        rows(&rated).iter().map(|row| row.status).collect::<Vec<_>>()
    };
    assert_eq!(status(&ArrowOptions::new()), ["rated", "rejected"]);
    assert_eq!(status(&ArrowOptions::new().micros()), ["rated", "rated"]);
}
