//! Calls in and charges out as Arrow record batches: what Spark, Polars, DataFusion, DuckDB and pyarrow work with.
//!
//! [`ArrowRater`] rates batches of one schema; [`Book::rate_record_batch`] is the short way for a single one. Input
//! columns are found by name: `number`, `start` and `duration`, and where they are there `caller`, `account`,
//! `extension` and `trunk`; [`ArrowOptions`] maps other names.
//!
//! | input | types |
//! |---|---|
//! | `number`, `caller`, `account`, `extension`, `trunk` | `Utf8`, `LargeUtf8`, `Utf8View`, and dictionaries of them |
//! | `start` | `Timestamp` of any unit, with a zone (an instant) or without (the clock in the zone of the plan); `Int64`, seconds since 1970; text as in a call record |
//! | `duration` | integers up to 64 bits, in seconds; `Duration` of any unit |
//!
//! Every row of the input has a row in the output, in the same place. What is wrong with a row is said in its
//! `status`, never by an error of the batch: a null or an impossible value of the first three columns makes it
//! `rejected`, and a null of the others is what is not known of the call.
//!
//! | output | type | null |
//! |---|---|---|
//! | `status` | dictionary: `rated`, `free`, `forbidden`, `unmatched`, `rejected` | never |
//! | `before_tax`, `tax`, `after_tax` | `Decimal128(18, 6)`, or `Int64` millionths | unless rated or free |
//! | `billed_ms`, `units` | `Int64` | unless rated or free |
//! | `prefix`, `destination` | dictionary | where no row of the deck was found |
//! | `currency`, `plan`, `band` | dictionary | unless a row of the deck gave the price |
//! | `version` | `Date32`: the day from which the deck is in force | the same, and for decks in force always |
//! | `reason` (on demand) | `Utf8` | for rated and free calls |
//!
//! [`ArrowOptions::columns`] leaves out what nobody needs. Dictionaries hold the names that a rater met so far, and
//! one of a later batch begins with that of the one before: beside a small batch that is sent on there are not all names
//! of the book, and a stream may send on only what is new. The metadata of the schema has the fingerprint of the book
//! under `switchhook.fingerprint`.
//!
//! Packages are left out, as by [`Book::rate_batch`]: calls have their prices beyond them. What a package takes of a call
//! depends on the calls before it, and a batch may be rated anywhere and in any order. [`Book::rate_with`] rates with
//! packages, one call after the other.
//!
//! ```
//! # #[cfg(feature = "csv")] {
//! use std::sync::Arc;
//! use arrow_array::cast::AsArray;
//! use arrow_array::types::Decimal128Type;
//! use arrow_array::{ArrayRef, Int64Array, RecordBatch, StringArray, TimestampSecondArray};
//! use switchhook_rating::arrow::ArrowOptions;
//! use switchhook_rating::{Book, Currency, Deck, Format, Plan};
//!
//! let text = "prefix,destination,price,per,first,next\n+33,France,19.09,60,60,1\n";
//! let (deck, _) = Deck::from_csv(text, &Format::default());
//! let book = Book::new(Plan::new("example", Currency::XPF, chrono_tz::Pacific::Tahiti), deck)?;
//!
//! let calls = RecordBatch::try_from_iter([
//!     ("dst", Arc::new(StringArray::from(vec![Some("+33123456789"), None])) as ArrayRef),
//!     ("start", Arc::new(TimestampSecondArray::from(vec![1_749_636_000, 1_749_636_000]))),
//!     ("billsec", Arc::new(Int64Array::from(vec![90, 90]))),
//! ])?;
//! let options = ArrowOptions::new().number("dst").duration("billsec");
//! let charges = book.rate_record_batch(&calls, &options)?;
//! let after_tax = charges["after_tax"].as_primitive::<Decimal128Type>();
//! assert_eq!(after_tax.value_as_string(0), "28.635000");
//!
//! // The second call has no number: rejected, without an amount.
//! let status = charges["status"].as_any_dictionary();
//! assert_eq!(status.values().as_string::<i32>().value(status.normalized_keys()[1]), "rejected");
//! assert!(charges["after_tax"].is_null(1));
//! # }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod column;
mod input;
mod names;
mod output;
mod part;

use std::sync::Arc;

use arrow_array::{RecordBatch, RecordBatchOptions};
use arrow_schema::{Metadata, Schema, SchemaRef};

use crate::Book;
use column::Wanted;
use input::Columns;
use names::Names;
use output::{Rows, Shared};
use part::Part;

/// The key of the metadata of the result under which the [`Fingerprint`](crate::Fingerprint) of the book stands, which
/// tells later by which tariff the amounts were made.
#[cfg(feature = "serde")]
pub const FINGERPRINT: &str = "switchhook.fingerprint";

/// Which columns hold the calls, and how the charges are wanted.
///
/// ```
/// use switchhook_rating::arrow::ArrowOptions;
/// // The columns of Asterisk's table `cdr`, and plain text in the result for Spark, which knows no dictionaries.
/// let options = ArrowOptions::new().number("dst").start("answer").duration("billsec").trunk("dstchannel").plain();
/// # let _ = options;
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
pub struct ArrowOptions {
    number: String,
    start: String,
    duration: String,
    known: [Option<String>; KNOWN.len()],
    keep: bool,
    dictionaries: bool,
    decimals: bool,
    reasons: bool,
    columns: Option<Vec<String>>,
}

/// What else may be known of a call, in the order of [`ArrowOptions`]' fields and of `input::Columns`'.
const KNOWN: [&str; 4] = ["caller", "account", "extension", "trunk"];

impl ArrowOptions {
    /// The columns `number`, `start` and `duration`; `caller`, `account`, `extension` and `trunk` where they are there.
    pub fn new() -> Self {
        Self {
            number: "number".to_owned(),
            start: "start".to_owned(),
            duration: "duration".to_owned(),
            known: [const { None }; KNOWN.len()],
            keep: false,
            dictionaries: true,
            decimals: true,
            reasons: false,
            columns: None,
        }
    }

    /// The column that holds what was dialled. Default: `number`.
    pub fn number(mut self, column: &str) -> Self {
        column.clone_into(&mut self.number);
        self
    }

    /// The column of the times at which the calls were answered, or began, as the tariff goes by. Default: `start`.
    pub fn start(mut self, column: &str) -> Self {
        column.clone_into(&mut self.start);
        self
    }

    /// The column that holds how long the parties talked. Default: `duration`.
    pub fn duration(mut self, column: &str) -> Self {
        column.clone_into(&mut self.duration);
        self
    }

    /// The column of callers' numbers. Default: `caller`, if there is one.
    pub fn caller(mut self, column: &str) -> Self {
        self.known[0] = Some(column.to_owned());
        self
    }

    /// The column of accounts. Default: `account`, if there is one.
    pub fn account(mut self, column: &str) -> Self {
        self.known[1] = Some(column.to_owned());
        self
    }

    /// The column of the callers' extensions. Default: `extension`, if there is one.
    pub fn extension(mut self, column: &str) -> Self {
        self.known[2] = Some(column.to_owned());
        self
    }

    /// The column of trunks. Default: `trunk`, if there is one.
    pub fn trunk(mut self, column: &str) -> Self {
        self.known[3] = Some(column.to_owned());
        self
    }

    /// Puts all columns of the input before those of the result. Default: the result alone.
    pub const fn keep(mut self) -> Self {
        self.keep = true;
        self
    }

    /// Text columns of the result as plain `Utf8`, for programs that know no dictionaries. Default: dictionaries,
    /// which are several times as fast.
    pub const fn plain(mut self) -> Self {
        self.dictionaries = false;
        self
    }

    /// Amounts as `Int64` millionths. Default: `Decimal128(18, 6)`.
    pub const fn micros(mut self) -> Self {
        self.decimals = false;
        self
    }

    /// Only these columns of the result, in its own order: what nobody asks for is not made. Default: all of them, but
    /// for `reason`.
    ///
    /// ```
    /// use switchhook_rating::arrow::ArrowOptions;
    /// let totals = ArrowOptions::new().columns(&["status", "after_tax"]);
    /// # let _ = totals;
    /// ```
    pub fn columns(mut self, columns: &[&str]) -> Self {
        self.columns = Some(columns.iter().map(|column| (*column).to_owned()).collect());
        self
    }

    /// Adds a column `reason` that says why a call has no price, and what to do. Default: none.
    pub const fn reasons(mut self) -> Self {
        self.reasons = true;
        self
    }
}

impl Default for ArrowOptions {
    fn default() -> Self {
        Self::new()
    }
}

/// Rates the batches of one schema, one after the other.
///
/// The columns are looked up once, and what the batches share is kept, so use one for a whole stream. Several threads
/// take one each.
#[derive(Debug)]
pub struct ArrowRater<'b> {
    book: &'b Book,
    options: ArrowOptions,
    columns: [Option<usize>; 3 + KNOWN.len()],
    input: SchemaRef,
    output: SchemaRef,
    shared: Shared<'b>,
    // Of a part of a batch, kept from one to the next.
    rated: crate::Charges,
}

impl<'b> ArrowRater<'b> {
    /// Finds the columns.
    ///
    /// # Errors
    ///
    /// [`BatchError`] when a column is missing, is of a type that holds no such value, or would be twice in the
    /// output.
    pub fn new(book: &'b Book, input: SchemaRef, options: &ArrowOptions) -> Result<Self, BatchError> {
        let required = |name: &str| {
            let found = input.column_with_name(name);
            found
                .map(|(index, _)| Some(index))
                .ok_or_else(|| missing(&input, name))
        };
        let optional = |at: usize| match options.known[at].as_deref() {
            Some(name) => required(name),
            None => Ok(input.column_with_name(KNOWN[at]).map(|(index, _)| index)),
        };
        let columns = [
            required(&options.number)?,
            required(&options.start)?,
            required(&options.duration)?,
            optional(0)?,
            optional(1)?,
            optional(2)?,
            optional(3)?,
        ];
        for (role, index) in columns.iter().enumerate() {
            if let Some(field) = index.and_then(|index| input.fields().get(index)) {
                input::check(role, field)?;
            }
        }
        let wanted = Wanted::new(options)?;
        let output = output_schema(book, &input, options, wanted)?;
        Ok(Self {
            book,
            options: options.clone(),
            columns,
            input,
            output,
            shared: Shared::new(Names::new(book), wanted, options),
            rated: crate::Charges::new(),
        })
    }

    /// Which columns of the input are read, by number: what came from outside may be validated first.
    pub fn columns(&self) -> impl Iterator<Item = usize> {
        self.columns.iter().flatten().copied()
    }

    /// The schema of all batches that come out.
    #[must_use]
    pub fn schema(&self) -> SchemaRef {
        Arc::clone(&self.output)
    }

    /// Rates one batch: a row of the result for each of its rows, in their order.
    ///
    /// # Errors
    ///
    /// [`BatchError`] when the batch is of another schema than the rater, or its result larger than an Arrow array
    /// can be.
    pub fn rate(&mut self, calls: &RecordBatch) -> Result<RecordBatch, BatchError> {
        if calls.schema_ref().fields() != self.input.fields() {
            return Err(BatchError::Schema);
        }
        let columns = Columns::new(calls, &self.columns)?;
        let mut rows = Rows::new(calls.num_rows(), &mut self.shared);
        let mut part = Part::new(&columns);
        for from in (0..calls.num_rows()).step_by(part::ROWS) {
            part.fill(from..calls.num_rows().min(from + part::ROWS));
            part.rate(self.book, &mut self.rated)?;
            rows.extend(&self.rated, part.odd(), |row, at| match columns.call(from + at) {
                Ok(call) => row.set(&self.book.rate(&call)),
                Err(wrong) => row.reject(&wrong),
            });
        }
        let mut arrays = Vec::with_capacity(self.output.fields().len());
        if self.options.keep {
            arrays.extend_from_slice(calls.columns());
        }
        rows.finish(&mut arrays);
        // A caller may want no column at all, and gets as many rows of nothing.
        let count = RecordBatchOptions::new().with_row_count(Some(calls.num_rows()));
        RecordBatch::try_new_with_options(self.schema(), arrays, &count)
            .map_err(|error| BatchError::Result(error.to_string()))
    }
}

/// The columns of the input where they are kept, then those of the result.
fn output_schema(
    book: &Book,
    input: &Schema,
    options: &ArrowOptions,
    wanted: Wanted,
) -> Result<SchemaRef, BatchError> {
    let mut fields = Vec::new();
    let mut metadata = Metadata::default();
    if options.keep {
        fields.extend(input.fields().iter().cloned());
        metadata.clone_from(input.metadata());
    }
    for field in wanted.fields(options) {
        if fields.iter().any(|kept| kept.name() == field.name()) {
            return Err(BatchError::Twice {
                column: field.name().clone(),
            });
        }
        fields.push(Arc::new(field));
    }
    #[cfg(feature = "serde")]
    metadata.insert(FINGERPRINT.to_owned(), book.fingerprint().to_string());
    #[cfg(not(feature = "serde"))]
    let _ = book;
    Ok(Arc::new(Schema::new_with_metadata(fields, metadata)))
}

fn missing(input: &Schema, column: &str) -> BatchError {
    let there: Vec<&str> = input.fields().iter().map(|field| field.name().as_str()).collect();
    BatchError::Missing {
        column: column.to_owned(),
        there: there.join(", "),
    }
}

impl Book {
    /// Rates the calls of one record batch. For a stream of them, an [`ArrowRater`] looks the columns up once.
    ///
    /// # Errors
    ///
    /// [`BatchError`] when a column is missing, is of a type that holds no such value, or would be twice in the
    /// output. What is wrong with a row is in its `status`.
    pub fn rate_record_batch(
        &self,
        calls: &RecordBatch,
        options: &ArrowOptions,
    ) -> Result<RecordBatch, BatchError> {
        ArrowRater::new(self, calls.schema(), options)?.rate(calls)
    }
}

/// Why columns hold no calls.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BatchError {
    /// A column is not there.
    #[error("there is no column {column:?}; the columns are {there}; say which of them it is")]
    Missing {
        /// The column that was asked for.
        column: String,
        /// The columns that are there.
        there: String,
    },
    /// A column is of a type that holds no such value.
    #[error("column {column:?} is {found}; cast it to {expected}")]
    Type {
        /// The column.
        column: String,
        /// What it is.
        found: String,
        /// What it may be.
        expected: &'static str,
    },
    /// The result has no such column.
    #[error("the result has no column {column:?}; its columns are {there}")]
    NoResult {
        /// The column that was asked for.
        column: String,
        /// The columns that there are.
        there: String,
    },
    /// A column that is kept has the name of one of the result.
    #[error("column {column:?} is one of the result too; rename it before, or do not keep the columns")]
    Twice {
        /// The column.
        column: String,
    },
    /// A batch of another schema.
    #[error("the batch has other columns than the first one; use another rater for it")]
    Schema,
    /// The result is no batch.
    #[error("the result is no batch: {0}; rate fewer rows at once")]
    Result(String),
}
