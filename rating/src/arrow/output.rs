//! Outcomes as columns.

use std::collections::HashMap;
use std::fmt::Display;
use std::hash::Hash;
use std::sync::Arc;

use arrow_array::types::ArrowDictionaryKeyType;
use arrow_array::{
    Array, ArrayRef, Decimal128Array, DictionaryArray, Int8Array, Int32Array, Int64Array, PrimitiveArray,
    StringArray,
};
use arrow_buffer::{ArrowNativeType, NullBuffer, NullBufferBuilder};
use arrow_schema::{DataType, Field};

use super::ArrowOptions;
use crate::{Charge, Forbidden, Outcome, Prefix, Status};

/// Digits of an amount, and how many of them are decimals: as many as engines keep in 64 bits.
const PRECISION: u8 = 18;
const SCALE: i8 = 6;

/// The first amount, in millionths, that has more digits.
const TOO_LARGE: u64 = 10u64.pow(PRECISION as u32);

/// What a status is called, by its key in the column: its place in [`Status`].
const STATUSES: [&str; 5] = ["rated", "free", "forbidden", "unmatched", "rejected"];

/// The columns of the result, in the order in which [`Charges::finish`] makes them.
pub(super) fn fields(options: &ArrowOptions) -> Vec<Field> {
    let amount = if options.decimals {
        DataType::Decimal128(PRECISION, SCALE)
    } else {
        DataType::Int64
    };
    let text = |keys| {
        if options.dictionaries {
            DataType::Dictionary(Box::new(keys), Box::new(DataType::Utf8))
        } else {
            DataType::Utf8
        }
    };
    let mut fields = vec![
        Field::new("status", text(DataType::Int8), false),
        Field::new("before_tax", amount.clone(), true),
        Field::new("tax", amount.clone(), true),
        Field::new("after_tax", amount, true),
        Field::new("billed_ms", DataType::Int64, true),
        Field::new("units", DataType::Int64, true),
    ];
    for name in ["prefix", "destination", "plan", "band"] {
        fields.push(Field::new(name, text(DataType::Int32), true));
    }
    if options.reasons {
        fields.push(Field::new("reason", DataType::Utf8, true));
    }
    fields
}

/// The columns of one batch as they grow.
pub(super) struct Charges {
    status: Vec<i8>,
    before: Vec<i64>,
    after: Vec<i64>,
    billed: Vec<i64>,
    units: Vec<i64>,
    // Which rows have an amount: a call that was not answered has one without a row of the deck.
    priced: NullBufferBuilder,
    prefix: Names<Prefix>,
    destination: Names<Arc<str>>,
    band: Names<Arc<str>>,
    reasons: Option<Vec<Option<String>>>,
    decimals: bool,
}

/// The row of a deck that was found, as far as columns show it.
#[derive(Clone, Copy)]
struct Found<'a> {
    prefix: Prefix,
    destination: &'a Arc<str>,
    band: Option<&'a Arc<str>>,
}

impl Charges {
    pub(super) fn new(rows: usize, options: &ArrowOptions) -> Self {
        Self {
            status: Vec::with_capacity(rows),
            before: Vec::with_capacity(rows),
            after: Vec::with_capacity(rows),
            billed: Vec::with_capacity(rows),
            units: Vec::with_capacity(rows),
            priced: NullBufferBuilder::new(rows),
            prefix: Names::new(rows),
            destination: Names::new(rows),
            band: Names::new(rows),
            reasons: options.reasons.then(|| Vec::with_capacity(rows)),
            decimals: options.decimals,
        }
    }

    pub(super) fn push(&mut self, outcome: &Outcome<'_>) {
        match outcome {
            Outcome::Rated(charge) => self.charge(Status::Rated, charge),
            Outcome::Free(charge) => self.charge(Status::Free, charge),
            Outcome::NotAnswered => self.row(Status::Free, Some([0; 4]), None),
            Outcome::Forbidden {
                by: Forbidden::Row {
                    destination, prefix, ..
                },
                ..
            } => {
                let found = Found {
                    prefix: *prefix,
                    destination: &destination.name,
                    band: None,
                };
                self.none(Status::Forbidden, Some(found), outcome);
            }
            Outcome::Unmatched { .. } => self.none(Status::Unmatched, None, outcome),
            Outcome::Forbidden { .. } => self.none(Status::Forbidden, None, outcome),
            Outcome::Rejected(_) => self.none(Status::Rejected, None, outcome),
        }
    }

    /// A row that is no call, or whose charge no column holds.
    pub(super) fn reject(&mut self, why: &dyn Display) {
        self.none(Status::Rejected, None, why);
    }

    fn charge(&mut self, status: Status, charge: &Charge<'_>) {
        let (before, after) = (charge.before_tax.micros(), charge.after_tax.micros());
        let is_too_large = self.decimals && before.unsigned_abs().max(after.unsigned_abs()) >= TOO_LARGE;
        match (
            i64::try_from(charge.billed.as_millis()),
            i64::try_from(charge.units),
        ) {
            (Ok(billed), Ok(units)) if !is_too_large => {
                let found = Found {
                    prefix: charge.prefix(),
                    destination: &charge.destination().name,
                    band: Some(charge.band_name()),
                };
                self.row(status, Some([before, after, billed, units]), Some(found));
            }
            _ => self.reject(&"the charge has more digits than its columns; check the duration and the rate"),
        }
    }

    /// A row without an amount.
    fn none(&mut self, status: Status, found: Option<Found<'_>>, why: &dyn Display) {
        self.row(status, None, found);
        if let Some(reason) = self.reasons.as_mut().and_then(|reasons| reasons.last_mut()) {
            *reason = Some(why.to_string());
        }
    }

    fn row(&mut self, status: Status, amounts: Option<[i64; 4]>, found: Option<Found<'_>>) {
        self.status.push(status as i8);
        self.priced.append(amounts.is_some());
        let [before, after, billed, units] = amounts.unwrap_or_default();
        self.before.push(before);
        self.after.push(after);
        self.billed.push(billed);
        self.units.push(units);
        self.prefix.push(found.as_ref().map(|found| &found.prefix));
        self.destination
            .push(found.as_ref().map(|found| found.destination));
        self.band.push(found.as_ref().and_then(|found| found.band));
        if let Some(reasons) = &mut self.reasons {
            reasons.push(None);
        }
    }

    /// The columns in the order of [`fields`], behind those that are there.
    pub(super) fn finish(mut self, plan: &str, options: &ArrowOptions, arrays: &mut Vec<ArrayRef>) {
        let text = |keys: Int32Array, values: StringArray| dictionary(keys, values, options.dictionaries);
        let priced = self.priced.finish();
        let tax = self
            .after
            .iter()
            .zip(&self.before)
            .map(|(after, before)| after.saturating_sub(*before))
            .collect();
        let (band, bands) = self.band.finish(ToString::to_string);
        let by_deck = band.nulls().cloned();
        let (prefix, prefixes) = self.prefix.finish(ToString::to_string);
        let (destination, destinations) = self.destination.finish(ToString::to_string);
        arrays.push(dictionary(
            Int8Array::from(self.status),
            StringArray::from_iter_values(STATUSES),
            options.dictionaries,
        ));
        for amounts in [self.before, tax, self.after] {
            arrays.push(amount(amounts, priced.clone(), options.decimals));
        }
        for counts in [self.billed, self.units] {
            arrays.push(Arc::new(Int64Array::new(counts.into(), priced.clone())));
        }
        let plans = Int32Array::new(vec![0; band.len()].into(), by_deck);
        arrays.push(text(prefix, prefixes));
        arrays.push(text(destination, destinations));
        arrays.push(text(plans, StringArray::from_iter_values([plan])));
        arrays.push(text(band, bands));
        if let Some(reasons) = self.reasons {
            arrays.push(Arc::new(StringArray::from(reasons)));
        }
    }
}

fn amount(micros: Vec<i64>, nulls: Option<NullBuffer>, decimals: bool) -> ArrayRef {
    if !decimals {
        return Arc::new(Int64Array::new(micros.into(), nulls));
    }
    let wide: Vec<i128> = micros.into_iter().map(i128::from).collect();
    let data_type = DataType::Decimal128(PRECISION, SCALE);
    Arc::new(Decimal128Array::new(wide.into(), nulls).with_data_type(data_type))
}

/// A column of few texts: a dictionary, or the texts written out for each row.
fn dictionary<K: ArrowDictionaryKeyType>(
    keys: PrimitiveArray<K>,
    values: StringArray,
    is_wanted: bool,
) -> ArrayRef {
    if is_wanted {
        return Arc::new(DictionaryArray::new(keys, Arc::new(values)));
    }
    let texts = keys.iter().map(|key| Some(values.value(key?.to_usize()?)));
    Arc::new(texts.collect::<StringArray>())
}

/// The keys of a column of few values, and the values in the order in which they came.
struct Names<T> {
    keys: Vec<i32>,
    known: NullBufferBuilder,
    by_value: HashMap<T, i32>,
    values: Vec<T>,
}

impl<T: Clone + Eq + Hash> Names<T> {
    fn new(rows: usize) -> Self {
        Self {
            keys: Vec::with_capacity(rows),
            known: NullBufferBuilder::new(rows),
            by_value: HashMap::new(),
            values: Vec::new(),
        }
    }

    fn push(&mut self, value: Option<&T>) {
        self.known.append(value.is_some());
        let Some(value) = value else {
            return self.keys.push(0);
        };
        if let Some(&key) = self.by_value.get(value) {
            return self.keys.push(key);
        }
        // There are no more of them than rows, and of those an array has at most as many as a key can count.
        let key = i32::try_from(self.values.len()).unwrap_or(i32::MAX);
        self.by_value.insert(value.clone(), key);
        self.values.push(value.clone());
        self.keys.push(key);
    }

    fn finish(mut self, show: impl Fn(&T) -> String) -> (Int32Array, StringArray) {
        let keys = Int32Array::new(self.keys.into(), self.known.finish());
        (keys, StringArray::from_iter_values(self.values.iter().map(show)))
    }
}
