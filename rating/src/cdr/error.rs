//! Why a record could not be read.

use super::Field;

/// Why reading failed: for one record, or for good.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CdrError {
    /// One record cannot be used. Reading goes on behind it.
    #[error(transparent)]
    Record(#[from] BadRecord),
    /// The source could not be read.
    #[error("the records could not be read")]
    Io(#[from] std::io::Error),
    /// The line of column names is missing or lacks what every record needs.
    #[error(
        "line {line}: no column {missing}; the first line has to name the columns, as a cdr table does: {found}"
    )]
    Header {
        /// Where the names were looked for, counted from 1.
        line: u64,
        /// What is missing.
        missing: &'static str,
        /// What was there, its first 200 characters.
        found: String,
    },
    /// Two columns are one field.
    #[error("line {line}: the column {column:?} is there twice; remove one of the two")]
    RepeatedColumn {
        /// The line of names, counted from 1.
        line: u64,
        /// Its name.
        column: String,
    },
    /// The file is no Parquet file, or one that is not supported.
    #[cfg(feature = "parquet")]
    #[error(
        "not a Parquet file of call records: {reason}; write it again with text, whole or decimal numbers and times"
    )]
    Parquet {
        /// What is wrong with it.
        reason: String,
    },
}

impl CdrError {
    /// Whether only one record is lost and reading goes on.
    #[must_use]
    pub const fn is_one_record(&self) -> bool {
        matches!(self, Self::Record(_))
    }
}

/// A record that cannot be used. Displays as its line, the reason and the remedy.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {problem}")]
pub struct BadRecord {
    /// The line on which it begins, counted from 1.
    pub line: u64,
    /// Its beginning, at most 80 characters, to recognise it by.
    pub text: String,
    /// What is wrong.
    #[source]
    pub problem: RecordProblem,
}

/// What is wrong with a record.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RecordProblem {
    /// The record ends within a quoted field.
    #[error(
        "the record breaks off within a quoted field, as when Asterisk or its disk stopped while writing; \
         complete it from the operator's records, or remove it"
    )]
    Cut,
    /// Bytes of value zero, which a crashed machine leaves in place of what it did not write.
    #[error("zero bytes, as a crashed machine leaves them; remove them, and the record if it is not whole")]
    ZeroBytes,
    /// More or fewer fields than a record has.
    #[error(
        "{found} fields where {expected} are expected; the record was cut, or two were written into one line, or \
         another program wrote it"
    )]
    FieldCount {
        /// Fields in this record.
        found: usize,
        /// What there may be: `16 to 21`, or the columns of the header.
        expected: String,
    },
    /// Text after the quote that ends a field.
    #[error("field {field}: text after the closing quote; write a quote within a field twice")]
    AfterQuote {
        /// Which field, counted from 1.
        field: usize,
    },
    /// A record longer than any.
    #[error("more than {limit} bytes; raise the limit, or look whether the file is what it should be")]
    TooLong {
        /// The limit.
        limit: usize,
    },
    /// No start.
    #[error("no start; without it the call has no price, so write the time at which it began")]
    NoStart,
    /// A field that should be a time.
    #[error("{field}: {text:?} is not a time; write 2011-12-19 11:08:58")]
    Time {
        /// The field.
        field: Field,
        /// Its text, at most 40 characters.
        text: String,
    },
    /// A field that should be a number.
    #[error("{field}: {text:?} is not a number; write digits")]
    Number {
        /// The field.
        field: Field,
        /// Its text, at most 40 characters.
        text: String,
    },
    /// A duration below zero: the clock of the machine was put back during the call.
    #[error(
        "{field}: {text} is below zero, as when the clock is put back during a call; write the true seconds"
    )]
    Negative {
        /// The field.
        field: Field,
        /// Its text, at most 40 characters.
        text: String,
    },
    /// A duration that cannot be.
    #[error(
        "{field}: {seconds} s is more than the {limit} s that a call may last; correct it, or raise the limit"
    )]
    Absurd {
        /// The field.
        field: Field,
        /// What it says.
        seconds: u64,
        /// The limit.
        limit: u64,
    },
    /// More seconds of talk than of call.
    #[error("billsec {billsec} s is more than duration {duration} s; correct the one that is wrong")]
    TalkLongerThanCall {
        /// Seconds from answer to end.
        billsec: u64,
        /// Seconds from start to end.
        duration: u64,
    },
    /// A line that is no JSON object.
    #[error("not a JSON object: {reason}; write each record as one object on one line")]
    Json {
        /// What the parser says.
        reason: String,
    },
    /// A key that is there twice.
    #[error("{field} is there twice; write it once")]
    Repeated {
        /// The field.
        field: Field,
    },
}
