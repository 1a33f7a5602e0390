//! Rows of a result of the feature `arrow`, to compare them with outcomes.

#![allow(dead_code, reason = "each test takes what it needs")]

use arrow_array::cast::AsArray;
use arrow_array::types::{Date32Type, Decimal128Type, Int64Type};
use arrow_array::{Array, ArrayRef, RecordBatch};
use chrono::NaiveDate;
use switchhook_rating::{Forbidden, Outcome};

/// A row of the result, as text.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Row {
    pub(crate) status: &'static str,
    pub(crate) amounts: Option<[i64; 5]>,
    pub(crate) found: Option<(String, String)>,
    /// Currency, plan, band, and the day from which the deck is in force.
    pub(crate) by: Option<(String, String, String, Option<NaiveDate>)>,
}

impl Row {
    pub(crate) fn of(outcome: &Outcome<'_>) -> Self {
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

    pub(crate) fn rejected() -> Self {
        Self {
            status: "rejected",
            amounts: None,
            found: None,
            by: None,
        }
    }
}

/// The rows of a result of any make.
pub(crate) fn rows(batch: &RecordBatch) -> Vec<Row> {
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

/// A batch, any value of which may be missing.
pub(crate) fn batch(columns: Vec<(&str, ArrayRef)>) -> RecordBatch {
    RecordBatch::try_from_iter_with_nullable(columns.into_iter().map(|(name, array)| (name, array, true)))
        .unwrap()
}

/// All columns of the result, in their order.
pub(crate) const COLUMNS: [&str; 13] = [
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
pub(crate) fn texts(array: &ArrayRef) -> Vec<Option<String>> {
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
