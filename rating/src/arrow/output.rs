//! Outcomes as columns.

use std::fmt::Display;
use std::mem::take;
use std::sync::Arc;

use arrow_array::types::{ArrowDictionaryKeyType, Date32Type, Int32Type};
use arrow_array::{
    Array, ArrayRef, Decimal128Array, DictionaryArray, Int8Array, Int64Array, PrimitiveArray, StringArray,
};
use arrow_buffer::{ArrowNativeType, BooleanBuffer, Buffer, NullBuffer, ScalarBuffer};
use arrow_schema::DataType;

use super::ArrowOptions;
use super::column::{Column, PRECISION, SCALE, Wanted};
use super::names::{Named, Names};
use crate::{Charge, Forbidden, Outcome, Status};

/// The first amount, in millionths, that has more digits.
const TOO_LARGE: u64 = 10u64.pow(PRECISION as u32);

/// What batches of a rater have in common.
#[derive(Debug)]
pub(super) struct Shared<'b> {
    pub(super) names: Names<'b>,
    wanted: Wanted,
    decimals: bool,
    dictionaries: bool,
    statuses: Arc<StringArray>,
    // The keys of a column of which there is only one value.
    first: Alike,
    // The day from which all decks are in force; `None` where they differ.
    only_version: Option<Option<i32>>,
    version: Alike,
    // Of a part of a batch, kept from one to the next.
    named: Vec<Named>,
    has_amounts: Vec<u8>,
    flags: Vec<u8>,
}

impl<'b> Shared<'b> {
    pub(super) fn new(names: Names<'b>, wanted: Wanted, options: &ArrowOptions) -> Self {
        let only_version = names.only_version();
        Self {
            wanted,
            decimals: options.decimals,
            dictionaries: options.dictionaries,
            statuses: Arc::new(StringArray::from_iter_values(Status::ALL.map(Status::name))),
            first: Alike::of(0),
            version: Alike::of(only_version.flatten().unwrap_or_default()),
            only_version,
            named: Vec::new(),
            has_amounts: Vec::new(),
            flags: Vec::new(),
            names,
        }
    }

    /// The calls of a part of which columns do not say all, in their order.
    fn not_said(&self, rated: &crate::Charges, odd: &[usize]) -> Vec<usize> {
        let has_reasons = self.wanted.has(Column::Reason);
        // By which row a call is forbidden is not in the columns, nor why one has no price.
        let says_who = has_reasons || self.wanted.any(&[Column::Prefix, Column::Destination]);
        let is_open = |status: Status| match status {
            Status::Rated | Status::Free => false,
            Status::Forbidden => says_who,
            Status::Unmatched | Status::Rejected => has_reasons,
        };
        let statuses = rated.statuses();
        let any_open = statuses.iter().fold(false, |any, status| any | is_open(*status));
        // The bits of all numbers: a negative one has the highest.
        let amounts = rated.before_tax().iter().zip(rated.after_tax());
        let counts = rated.billed_ms().iter().zip(rated.units());
        let bits = amounts
            .fold(0, |bits, (before, after)| bits | before | after)
            .cast_unsigned()
            | counts.fold(0, |bits, (billed, units)| bits | billed | units);
        if !any_open && bits < TOO_LARGE / 2 {
            return odd.to_vec();
        }
        let is_large = |at: usize| {
            let amounts = [rated.before_tax(), rated.after_tax()].map(|amounts| amounts.get(at));
            let counts = [rated.billed_ms(), rated.units()].map(|counts| counts.get(at));
            (self.decimals
                && amounts
                    .iter()
                    .flatten()
                    .any(|amount| amount.unsigned_abs() >= TOO_LARGE))
                || counts
                    .iter()
                    .flatten()
                    .any(|count| i64::try_from(**count).is_err())
        };
        let is_said = |at: usize| !statuses.get(at).is_some_and(|status| is_open(*status)) && !is_large(at);
        (0..statuses.len())
            .filter(|at| !is_said(*at) || odd.binary_search(at).is_ok())
            .collect()
    }
}

/// A column of one value, which all batches share: it takes no time, and no memory for each.
#[derive(Debug)]
struct Alike {
    value: i32,
    values: ScalarBuffer<i32>,
}

impl Alike {
    fn of(value: i32) -> Self {
        Self {
            value,
            values: ScalarBuffer::default(),
        }
    }

    fn values(&mut self, rows: usize) -> ScalarBuffer<i32> {
        if self.values.len() < rows {
            self.values = vec![self.value; rows].into();
        }
        self.values.slice(0, rows)
    }
}

/// The amounts of a column, in millionths.
#[derive(Debug)]
enum Amounts {
    Narrow(Vec<i64>),
    // As wide as Arrow has them.
    Wide(Vec<i128>),
}

impl Default for Amounts {
    fn default() -> Self {
        Self::Narrow(Vec::new())
    }
}

impl Amounts {
    fn new(rows: usize, decimals: bool) -> Self {
        match decimals {
            true => Self::Wide(Vec::with_capacity(rows)),
            false => Self::Narrow(Vec::with_capacity(rows)),
        }
    }

    fn extend(&mut self, micros: impl Iterator<Item = i64>) {
        match self {
            Self::Narrow(amounts) => amounts.extend(micros),
            Self::Wide(amounts) => amounts.extend(micros.map(i128::from)),
        }
    }

    fn set(&mut self, row: usize, micros: i64) {
        match self {
            Self::Narrow(amounts) => set(amounts, row, micros),
            Self::Wide(amounts) => set(amounts, row, i128::from(micros)),
        }
    }

    fn finish(self, nulls: Option<NullBuffer>) -> ArrayRef {
        match self {
            Self::Narrow(micros) => Arc::new(Int64Array::new(micros.into(), nulls)),
            Self::Wide(micros) => {
                let data_type = DataType::Decimal128(PRECISION, SCALE);
                Arc::new(Decimal128Array::new(micros.into(), nulls).with_data_type(data_type))
            }
        }
    }
}

/// Which rows have a value, a bit for each.
#[derive(Default)]
struct Mask {
    bits: Vec<u8>,
}

impl Mask {
    /// Appends what is 1 or 0 for each row of a part, the rows of which fill whole bytes unless it is the last one.
    fn extend(&mut self, flags: &[u8]) {
        let (eights, rest) = flags.as_chunks::<8>();
        // Moves the lowest bits of eight bytes side by side: no two of the sums meet.
        let pack =
            |eight: [u8; 8]| (u64::from_le_bytes(eight).wrapping_mul(0x0102_0408_1020_4080) >> 56) as u8;
        self.bits.extend(eights.iter().map(|eight| pack(*eight)));
        if !rest.is_empty() {
            let mut eight = [0; 8];
            for (flag, place) in rest.iter().zip(&mut eight) {
                *place = *flag;
            }
            self.bits.push(pack(eight));
        }
    }

    /// `None` where every row has one, or no column asked.
    fn finish(self, rows: usize) -> Option<NullBuffer> {
        if self.bits.is_empty() {
            return None;
        }
        let bits = BooleanBuffer::new(Buffer::from_vec(self.bits), 0, rows);
        Some(NullBuffer::new(bits)).filter(|nulls| nulls.null_count() > 0)
    }
}

/// The rows of one batch as they grow, in columns. Those that nobody wants stay empty.
pub(super) struct Rows<'n, 'b> {
    shared: &'n mut Shared<'b>,
    rows: usize,
    status: Vec<i8>,
    before: Amounts,
    tax: Amounts,
    after: Amounts,
    has_amounts: Mask,
    billed: Vec<i64>,
    units: Vec<i64>,
    prefix: Vec<i32>,
    destination: Vec<i32>,
    is_found: Mask,
    currency: Vec<i32>,
    plan: Vec<i32>,
    band: Vec<i32>,
    is_priced: Mask,
    version: Vec<i32>,
    has_version: Mask,
    reasons: Vec<Option<String>>,
}

impl<'n, 'b> Rows<'n, 'b> {
    pub(super) fn new(rows: usize, shared: &'n mut Shared<'b>) -> Self {
        let decimals = shared.decimals;
        let room = |column| if shared.wanted.has(column) { rows } else { 0 };
        let amounts = |column| Amounts::new(room(column), decimals);
        Self {
            rows: 0,
            status: Vec::with_capacity(room(Column::Status)),
            before: amounts(Column::BeforeTax),
            tax: amounts(Column::Tax),
            after: amounts(Column::AfterTax),
            has_amounts: Mask::default(),
            billed: Vec::with_capacity(room(Column::BilledMs)),
            units: Vec::with_capacity(room(Column::Units)),
            prefix: Vec::with_capacity(room(Column::Prefix)),
            destination: Vec::with_capacity(room(Column::Destination)),
            is_found: Mask::default(),
            currency: Vec::new(),
            plan: Vec::new(),
            band: Vec::new(),
            is_priced: Mask::default(),
            version: Vec::new(),
            has_version: Mask::default(),
            reasons: Vec::new(),
            shared,
        }
    }

    /// Appends calls that were rated in columns, but for those whose numbers among them are `odd`, in their order: each
    /// of those is pushed by `alone`, and so is every other that columns do not say all of.
    pub(super) fn extend(
        &mut self,
        rated: &crate::Charges,
        odd: &[usize],
        mut alone: impl FnMut(&mut Alone<'_, 'n, 'b>, usize),
    ) {
        const NAMES: [Column; 6] = [
            Column::Prefix,
            Column::Destination,
            Column::Currency,
            Column::Plan,
            Column::Version,
            Column::Band,
        ];
        let wanted = self.shared.wanted;
        let (before, after) = (rated.before_tax(), rated.after_tax());
        if wanted.has(Column::Status) {
            self.status
                .extend(rated.statuses().iter().map(|status| *status as i8));
        }
        if wanted.has(Column::BeforeTax) {
            self.before.extend(before.iter().copied());
        }
        if wanted.has(Column::Tax) {
            let both = after.iter().zip(before);
            self.tax
                .extend(both.map(|(after, before)| after.saturating_sub(*before)));
        }
        if wanted.has(Column::AfterTax) {
            self.after.extend(after.iter().copied());
        }
        // Counts that have no sign; those that are too large are told below.
        if wanted.has(Column::BilledMs) {
            self.billed
                .extend(rated.billed_ms().iter().map(|count| count.cast_signed()));
        }
        if wanted.has(Column::Units) {
            self.units
                .extend(rated.units().iter().map(|count| count.cast_signed()));
        }
        let has_amount = |status: &Status| u8::from(matches!(status, Status::Rated | Status::Free));
        self.shared.has_amounts.clear();
        self.shared
            .has_amounts
            .extend(rated.statuses().iter().map(has_amount));
        let mut named = std::mem::take(&mut self.shared.named);
        named.clear();
        if wanted.any(&NAMES) {
            named.resize(rated.len(), Named::default());
            let has_keys = wanted.any(&[Column::Prefix, Column::Destination]);
            self.shared.names.fill(rated, has_keys, &mut named);
        }
        for at in self.shared.not_said(rated, odd) {
            let mut row = Alone {
                rows: self,
                named: &mut named,
                at,
            };
            alone(&mut row, at);
        }
        self.extend_names(&named);
        self.shared.named = named;
        self.has_amounts.extend(&self.shared.has_amounts);
        self.rows += rated.len();
    }

    /// The columns of names of a part.
    fn extend_names(&mut self, named: &[Named]) {
        let Shared {
            names,
            wanted,
            flags,
            only_version,
            ..
        } = &mut *self.shared;
        if wanted.has(Column::Prefix) {
            self.prefix.extend(named.iter().map(Named::prefix));
        }
        if wanted.has(Column::Destination) {
            self.destination.extend(named.iter().map(Named::destination));
        }
        if wanted.any(&[Column::Prefix, Column::Destination]) {
            flags.clear();
            flags.extend(named.iter().map(|named| named.is_found));
            self.is_found.extend(flags);
        }
        if names.currencies().len() > 1 && wanted.has(Column::Currency) {
            self.currency
                .extend(named.iter().map(|named| names.currency(named)));
        }
        if names.plans().len() > 1 && wanted.has(Column::Plan) {
            self.plan.extend(named.iter().map(Named::plan));
        }
        if names.bands().len() > 1 && wanted.has(Column::Band) {
            self.band.extend(named.iter().map(|named| names.band(named)));
        }
        if wanted.any(&[Column::Currency, Column::Plan, Column::Band, Column::Version]) {
            flags.clear();
            flags.extend(named.iter().map(|named| named.is_priced));
            self.is_priced.extend(flags);
        }
        if only_version.is_none() && wanted.has(Column::Version) {
            let versions = named.iter().map(|named| names.version(named));
            self.version
                .extend(versions.clone().map(Option::unwrap_or_default));
            flags.clear();
            let has_version = versions.map(|version| u8::from(version.is_some()));
            flags.extend(
                has_version
                    .zip(named)
                    .map(|(has_version, named)| has_version & named.is_priced),
            );
            self.has_version.extend(flags);
        }
    }

    /// The columns in their order, behind those that are there.
    pub(super) fn finish(mut self, arrays: &mut Vec<ArrayRef>) {
        let rows = self.rows;
        let has_amounts = take(&mut self.has_amounts).finish(rows);
        // Most often the calls with a row of the deck are those with a price, and one mask does for both.
        let is_one = self.is_found.bits == self.is_priced.bits;
        let is_found = take(&mut self.is_found).finish(rows);
        let is_priced = match is_one {
            true => is_found.clone(),
            false => take(&mut self.is_priced).finish(rows),
        };
        for column in self.shared.wanted.columns() {
            let shared = &mut *self.shared;
            let is_dictionary = shared.dictionaries;
            let counts = |counts: Vec<i64>| Arc::new(Int64Array::new(counts.into(), has_amounts.clone()));
            let found = |keys: Vec<i32>, values| texts(keys.into(), &is_found, values, is_dictionary);
            let mut priced = |keys: Vec<i32>, values: Arc<StringArray>| {
                let keys = match values.len() {
                    0 | 1 => shared.first.values(rows),
                    _ => keys.into(),
                };
                texts(keys, &is_priced, values, is_dictionary)
            };
            arrays.push(match column {
                Column::Status => {
                    let keys = Int8Array::from(take(&mut self.status));
                    text(keys, Arc::clone(&shared.statuses), is_dictionary)
                }
                Column::BeforeTax => take(&mut self.before).finish(has_amounts.clone()),
                Column::Tax => take(&mut self.tax).finish(has_amounts.clone()),
                Column::AfterTax => take(&mut self.after).finish(has_amounts.clone()),
                Column::BilledMs => counts(take(&mut self.billed)),
                Column::Units => counts(take(&mut self.units)),
                Column::Prefix => found(take(&mut self.prefix), shared.names.prefixes()),
                Column::Destination => found(take(&mut self.destination), shared.names.destinations()),
                Column::Currency => priced(take(&mut self.currency), shared.names.currencies()),
                Column::Plan => priced(take(&mut self.plan), shared.names.plans()),
                Column::Band => priced(take(&mut self.band), shared.names.bands()),
                Column::Version => {
                    let (days, nulls) = match shared.only_version {
                        Some(Some(_)) => (shared.version.values(rows), is_priced.clone()),
                        Some(None) => (shared.version.values(rows), Some(NullBuffer::new_null(rows))),
                        None => (
                            take(&mut self.version).into(),
                            take(&mut self.has_version).finish(rows),
                        ),
                    };
                    Arc::new(PrimitiveArray::<Date32Type>::new(days, nulls))
                }
                Column::Reason => {
                    self.reasons.resize(rows, None);
                    Arc::new(StringArray::from(take(&mut self.reasons)))
                }
            });
        }
    }
}

/// A call of a part that is rated by itself, and its place in the columns.
pub(super) struct Alone<'r, 'n, 'b> {
    rows: &'r mut Rows<'n, 'b>,
    named: &'r mut [Named],
    // Within the part.
    at: usize,
}

impl<'b> Alone<'_, '_, 'b> {
    pub(super) fn set(&mut self, outcome: &Outcome<'b>) {
        match outcome {
            Outcome::Rated(charge) => self.charge(Status::Rated, charge),
            Outcome::Free(charge) => self.charge(Status::Free, charge),
            Outcome::NotAnswered => self.amounts(Status::Free, [0; 4], Named::default()),
            Outcome::Forbidden { by, .. } => {
                let named = match by {
                    Forbidden::Row {
                        destination, prefix, ..
                    } => self.rows.shared.names.found(*prefix, destination),
                    Forbidden::Numbering => Named::default(),
                };
                self.none(Status::Forbidden, named, outcome);
            }
            Outcome::Unmatched { .. } => self.none(Status::Unmatched, Named::default(), outcome),
            Outcome::Rejected(_) => self.none(Status::Rejected, Named::default(), outcome),
        }
    }

    /// A row that is no call, or whose charge no column holds.
    pub(super) fn reject(&mut self, why: &dyn Display) {
        self.none(Status::Rejected, Named::default(), why);
    }

    fn charge(&mut self, status: Status, charge: &Charge<'b>) {
        let (before, after) = (charge.before_tax.micros(), charge.after_tax.micros());
        let largest = before.unsigned_abs().max(after.unsigned_abs());
        match (
            i64::try_from(charge.billed.as_millis()),
            i64::try_from(charge.units),
        ) {
            (Ok(billed), Ok(units)) if largest < TOO_LARGE || !self.rows.shared.decimals => {
                let named = self.rows.shared.names.priced(charge.found);
                self.amounts(status, [before, after, billed, units], named);
            }
            _ => self.reject(&"the charge has more digits than its columns; check the duration and the rate"),
        }
    }

    /// A row without an amount.
    fn none(&mut self, status: Status, named: Named, why: &dyn Display) {
        self.amounts(status, [0; 4], named);
        set(&mut self.rows.shared.has_amounts, self.at, 0);
        if self.rows.shared.wanted.has(Column::Reason) {
            self.rows.reasons.resize(self.rows.rows + self.at, None);
            self.rows.reasons.push(Some(why.to_string()));
        }
    }

    /// A row with an amount before tax and one after it, the billed milliseconds and the units.
    fn amounts(&mut self, status: Status, [before, after, billed, units]: [i64; 4], named: Named) {
        let rows = &mut *self.rows;
        let row = rows.rows + self.at;
        set(&mut rows.status, row, status as i8);
        set(&mut rows.shared.has_amounts, self.at, 1);
        rows.before.set(row, before);
        rows.tax.set(row, after.saturating_sub(before));
        rows.after.set(row, after);
        set(&mut rows.billed, row, billed);
        set(&mut rows.units, row, units);
        set(self.named, self.at, named);
    }
}

/// Sets a value of a column that is wanted: others are empty.
fn set<T>(column: &mut [T], at: usize, value: T) {
    if let Some(place) = column.get_mut(at) {
        *place = value;
    }
}

fn texts(
    keys: ScalarBuffer<i32>,
    nulls: &Option<NullBuffer>,
    values: Arc<StringArray>,
    is_dictionary: bool,
) -> ArrayRef {
    let keys = PrimitiveArray::<Int32Type>::new(keys, nulls.clone());
    text(keys, values, is_dictionary)
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
