//! Outcomes as columns.

use std::fmt::Display;
use std::sync::Arc;

use arrow_array::types::ArrowDictionaryKeyType;
use arrow_array::{
    ArrayRef, Date32Array, Decimal128Array, DictionaryArray, Int8Array, Int32Array, Int64Array,
    PrimitiveArray, StringArray,
};
use arrow_buffer::{ArrowNativeType, NullBuffer, NullBufferBuilder};
use arrow_schema::{DataType, Field};

use super::ArrowOptions;
use super::names::{Names, PricedBy};
use crate::{Book, Charge, Forbidden, Outcome, Status};

/// Digits of an amount, and how many of them are decimals: as many as engines keep in 64 bits.
const PRECISION: u8 = 18;
const SCALE: i8 = 6;

/// The first amount, in millionths, that has more digits.
const TOO_LARGE: u64 = 10u64.pow(PRECISION as u32);

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
        Field::new("currency", text(DataType::Int32), true),
        Field::new("billed_ms", DataType::Int64, true),
        Field::new("units", DataType::Int64, true),
        Field::new("prefix", text(DataType::Int32), true),
        Field::new("destination", text(DataType::Int32), true),
        Field::new("plan", text(DataType::Int32), true),
        Field::new("version", DataType::Date32, true),
        Field::new("band", text(DataType::Int32), true),
    ];
    if options.reasons {
        fields.push(Field::new("reason", DataType::Utf8, true));
    }
    fields
}

/// One row of the result.
struct Row {
    status: Status,
    /// Before tax and after it, billed milliseconds, units. A call that was not answered has them without a price.
    amounts: Option<[i64; 4]>,
    /// The keys of prefix and destination. A forbidden call has them without an amount.
    found: Option<(i32, i32)>,
    priced_by: Option<PricedBy>,
}

/// The columns of one batch as they grow.
pub(super) struct Charges<'n, 'b> {
    names: &'n mut Names<'b>,
    options: &'n ArrowOptions,
    status: Vec<i8>,
    before: Vec<i64>,
    after: Vec<i64>,
    billed: Vec<i64>,
    units: Vec<i64>,
    has_amounts: NullBufferBuilder,
    prefix: Vec<i32>,
    destination: Vec<i32>,
    is_found: NullBufferBuilder,
    plan: Vec<i32>,
    currency: Vec<i32>,
    band: Vec<i32>,
    is_priced: NullBufferBuilder,
    version: Vec<Option<i32>>,
    reasons: Vec<Option<String>>,
}

impl<'n, 'b> Charges<'n, 'b> {
    pub(super) fn new(rows: usize, options: &'n ArrowOptions, names: &'n mut Names<'b>) -> Self {
        Self {
            names,
            options,
            status: Vec::with_capacity(rows),
            before: Vec::with_capacity(rows),
            after: Vec::with_capacity(rows),
            billed: Vec::with_capacity(rows),
            units: Vec::with_capacity(rows),
            has_amounts: NullBufferBuilder::new(rows),
            prefix: Vec::with_capacity(rows),
            destination: Vec::with_capacity(rows),
            is_found: NullBufferBuilder::new(rows),
            plan: Vec::with_capacity(rows),
            currency: Vec::with_capacity(rows),
            band: Vec::with_capacity(rows),
            is_priced: NullBufferBuilder::new(rows),
            version: Vec::with_capacity(rows),
            reasons: Vec::new(),
        }
    }

    pub(super) fn push(&mut self, outcome: &Outcome<'b>) {
        match outcome {
            Outcome::Rated(charge) => self.charge(Status::Rated, charge),
            Outcome::Free(charge) => self.charge(Status::Free, charge),
            Outcome::NotAnswered => self.row(&Row {
                status: Status::Free,
                amounts: Some([0; 4]),
                found: None,
                priced_by: None,
            }),
            Outcome::Forbidden { by, .. } => {
                let found = match by {
                    Forbidden::Row {
                        destination, prefix, ..
                    } => Some(self.names.found(*prefix, destination)),
                    Forbidden::Numbering => None,
                };
                self.none(Status::Forbidden, found, outcome);
            }
            Outcome::Unmatched { .. } => self.none(Status::Unmatched, None, outcome),
            Outcome::Rejected(_) => self.none(Status::Rejected, None, outcome),
        }
    }

    /// The row of a call that was rated in columns; `false` where those do not say all of it.
    pub(super) fn push_rated(&mut self, book: &'b Book, rated: &crate::Charges, at: usize) -> bool {
        let Some(&status) = rated.statuses().get(at) else {
            return false;
        };
        let is_plain = match status {
            Status::Rated | Status::Free => true,
            Status::Unmatched | Status::Rejected => !self.options.reasons,
            // By which row it is forbidden is not in the columns.
            Status::Forbidden => false,
        };
        if !is_plain {
            return false;
        }
        if matches!(status, Status::Unmatched | Status::Rejected) {
            self.row(&Row {
                status,
                amounts: None,
                found: None,
                priced_by: None,
            });
            return true;
        }
        let count = |counts: &[u64]| i64::try_from(counts.get(at).copied().unwrap_or_default()).ok();
        let micros = |amounts: &[i64]| amounts.get(at).copied().unwrap_or_default();
        let (before, after) = (micros(rated.before_tax()), micros(rated.after_tax()));
        let (Some(billed), Some(units)) = (count(rated.billed_ms()), count(rated.units())) else {
            return false;
        };
        if self.options.decimals && before.unsigned_abs().max(after.unsigned_abs()) >= TOO_LARGE {
            return false;
        }
        // A call that was not answered has no source.
        let site = book.source(rated, at).map(|source| source.site);
        let found = site.map(|site| {
            let destination = book.version(site).destination(site.row);
            self.names.found(site.prefix, destination)
        });
        self.row(&Row {
            status,
            amounts: Some([before, after, billed, units]),
            found,
            priced_by: site.map(|site| self.names.priced_by(site)),
        });
        true
    }

    /// A row that is no call, or whose charge no column holds.
    pub(super) fn reject(&mut self, why: &dyn Display) {
        self.none(Status::Rejected, None, why);
    }

    fn charge(&mut self, status: Status, charge: &Charge<'b>) {
        let (before, after) = (charge.before_tax.micros(), charge.after_tax.micros());
        let largest = before.unsigned_abs().max(after.unsigned_abs());
        match (
            i64::try_from(charge.billed.as_millis()),
            i64::try_from(charge.units),
        ) {
            (Ok(billed), Ok(units)) if largest < TOO_LARGE || !self.options.decimals => {
                let found = self.names.found(charge.prefix(), charge.destination());
                let priced_by = self.names.priced_by(charge.found);
                self.row(&Row {
                    status,
                    amounts: Some([before, after, billed, units]),
                    found: Some(found),
                    priced_by: Some(priced_by),
                });
            }
            _ => self.reject(&"the charge has more digits than its columns; check the duration and the rate"),
        }
    }

    /// A row without an amount.
    fn none(&mut self, status: Status, found: Option<(i32, i32)>, why: &dyn Display) {
        if self.options.reasons {
            self.reasons.resize(self.status.len(), None);
            self.reasons.push(Some(why.to_string()));
        }
        self.row(&Row {
            status,
            amounts: None,
            found,
            priced_by: None,
        });
    }

    fn row(&mut self, row: &Row) {
        // What a null hides is a key that there may be no value for, so it is 0: a batch without names has no keys.
        self.status.push(row.status as i8);
        self.has_amounts.append(row.amounts.is_some());
        let [before, after, billed, units] = row.amounts.unwrap_or_default();
        self.before.push(before);
        self.after.push(after);
        self.billed.push(billed);
        self.units.push(units);
        self.is_found.append(row.found.is_some());
        let (prefix, destination) = row.found.unwrap_or_default();
        self.prefix.push(prefix);
        self.destination.push(destination);
        self.is_priced.append(row.priced_by.is_some());
        let by = row.priced_by.unwrap_or_default();
        self.plan.push(by.plan);
        self.currency.push(by.currency);
        self.band.push(by.band);
        self.version.push(by.version);
    }

    /// The columns in the order of [`fields`], behind those that are there.
    pub(super) fn finish(mut self, arrays: &mut Vec<ArrayRef>) {
        let (decimals, dictionaries) = (self.options.decimals, self.options.dictionaries);
        let rows = self.status.len();
        let tax = self.after.iter().zip(&self.before);
        let tax = tax.map(|(after, before)| after.saturating_sub(*before)).collect();
        let has_amounts = self.has_amounts.finish();
        let (is_found, is_priced) = (self.is_found.finish(), self.is_priced.finish());
        let text = |keys: Vec<i32>, nulls: &Option<NullBuffer>, values: Arc<StringArray>| {
            text(Int32Array::new(keys.into(), nulls.clone()), values, dictionaries)
        };
        let statuses = Arc::new(StringArray::from_iter_values(Status::ALL.map(Status::name)));
        arrays.push(self::text(Int8Array::from(self.status), statuses, dictionaries));
        for micros in [self.before, tax, self.after] {
            arrays.push(amount(micros, has_amounts.clone(), decimals));
        }
        arrays.push(text(self.currency, &is_priced, self.names.currencies()));
        for counts in [self.billed, self.units] {
            arrays.push(Arc::new(Int64Array::new(counts.into(), has_amounts.clone())));
        }
        arrays.push(text(self.prefix, &is_found, self.names.prefixes()));
        arrays.push(text(self.destination, &is_found, self.names.destinations()));
        arrays.push(text(self.plan, &is_priced, self.names.plans()));
        arrays.push(Arc::new(Date32Array::from(self.version)));
        arrays.push(text(self.band, &is_priced, self.names.bands()));
        if self.options.reasons {
            self.reasons.resize(rows, None);
            arrays.push(Arc::new(StringArray::from(self.reasons)));
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
fn text<K: ArrowDictionaryKeyType>(
    keys: PrimitiveArray<K>,
    values: Arc<StringArray>,
    is_dictionary: bool,
) -> ArrayRef {
    if is_dictionary {
        return Arc::new(DictionaryArray::new(keys, values));
    }
    let texts = keys.iter().map(|key| Some(values.value(key?.to_usize()?)));
    Arc::new(texts.collect::<StringArray>())
}
