//! What the laws of `arrow.rs` do not say: names, errors, metadata, and columns at their ends.
#![cfg(feature = "arrow")]

mod arrow_rows;

use std::sync::Arc;
use std::time::Duration;

use arrow_array::cast::AsArray;
use arrow_array::types::Int16Type;
use arrow_array::{
    ArrayRef, DictionaryArray, DurationNanosecondArray, DurationSecondArray, Int16Array, Int32Array,
    Int64Array, NullArray, RecordBatch, RecordBatchOptions, StringArray, TimestampMillisecondArray,
    TimestampNanosecondArray, TimestampSecondArray, UInt64Array,
};
use arrow_rows::{Row, batch, rows};
use proptest::prelude::*;
#[cfg(feature = "serde")]
use switchhook_rating::arrow::FINGERPRINT;
use switchhook_rating::arrow::{ArrowOptions, ArrowRater, BatchError};
use switchhook_rating::{Book, Currency, Deck, Destination, DigitCount, Increment, Kind, Plan, Rate};

proptest! {
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
            names().start("billsec"),
            "column \"billsec\" is Int32; cast it to a Timestamp, an Int64 of seconds since 1970, or text as in call records",
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

/// No value of a column that every call needs, and none of one that they do not.
#[test]
fn columns_of_nulls_alone_cost_what_they_must() {
    let book = small_book();
    let two = |column: &str| {
        let number: ArrayRef = Arc::new(StringArray::from(vec!["12"; 2]));
        let start: ArrayRef = Arc::new(Int64Array::from(vec![0; 2]));
        let duration: ArrayRef = Arc::new(Int64Array::from(vec![1; 2]));
        let columns = [
            ("number", number),
            ("start", start),
            ("duration", duration.clone()),
            ("trunk", duration),
        ];
        let or_nulls = |(name, array): (&'static str, ArrayRef)| match name {
            "number" | "trunk" if name == column => (name, Arc::new(StringArray::new_null(2)) as ArrayRef),
            "trunk" => (name, Arc::new(StringArray::from(vec!["PJSIP/gw"; 2])) as ArrayRef),
            _ if name == column => (name, Arc::new(Int64Array::new_null(2)) as ArrayRef),
            _ => (name, array),
        };
        let calls = batch(columns.map(or_nulls).into());
        let rated = book
            .rate_record_batch(&calls, &ArrowOptions::new().reasons())
            .unwrap();
        let reason = rated["reason"]
            .as_string::<i32>()
            .iter()
            .next()
            .flatten()
            .map(str::to_owned);
        (rows(&rated)[1].status, reason.unwrap_or_default())
    };
    for column in ["number", "start", "duration"] {
        let expected = format!("the {column} is missing; every call needs one");
        assert_eq!(two(column), ("rejected", expected));
    }
    assert_eq!(two("trunk"), ("rated", String::new()));
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
