//! Why a line of a deck is refused.

use crate::{
    DeckError, ParseDigitCountError, ParseIncrementError, ParseKindError, ParseRatioError, PrefixError,
};

/// A line of a deck that was refused. Displays as the line's number, the reason and the remedy.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {error}")]
pub struct Rejected {
    /// Counted from 1.
    pub line: usize,
    /// The line, its first 80 characters.
    pub text: String,
    /// Why it was refused.
    #[source]
    pub error: RowError,
}

/// Why a line of a deck was refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RowError {
    /// There is not even a line of column names.
    #[error(
        "nothing to read; begin with a line of column names such as prefix,destination,price,per,first,next"
    )]
    Empty,
    /// A column that has to be there is not.
    #[error("no column {column:?}; name it in the first line, and check the delimiter")]
    MissingColumn {
        /// Its name.
        column: &'static str,
    },
    /// A column whose name means nothing.
    #[error("the column {column:?} is unknown and was left out; correct its name, or call it note")]
    UnknownColumn {
        /// Its name.
        column: String,
    },
    /// A column that is there twice.
    #[error("the column {column:?} is there twice; remove one of the two")]
    RepeatedColumn {
        /// Its name.
        column: String,
    },
    /// More or fewer fields than columns.
    #[error(
        "{found} fields where there are {expected} columns; put fields that hold the delimiter in double quotes"
    )]
    FieldCount {
        /// Fields in this line.
        found: usize,
        /// Columns in the first.
        expected: usize,
    },
    /// A double quote without its partner.
    #[error("a double quote is not closed; close it on the same line")]
    OpenQuote,
    /// Text after the quote that ends a field.
    #[error("field {field}: text after the closing quote; write a quote within a field twice")]
    AfterQuote {
        /// Which field, counted from 1.
        field: usize,
    },
    /// A carriage return that is not part of a line ending.
    #[error("a carriage return within the line; end lines with LF or CR LF")]
    LineEnding,
    /// More bytes or fields than any row has.
    #[error("the line is too long; a row has at most 16384 bytes and 64 fields")]
    TooLong,
    /// Something that has to be there is not.
    #[error("{column}: empty; fill it in")]
    EmptyField {
        /// The column.
        column: &'static str,
    },
    /// A field that is no number.
    #[error("{column}: {error}")]
    Number {
        /// The column.
        column: String,
        /// What is wrong.
        error: ParseRatioError,
    },
    /// A number that is no length of time.
    #[error(
        "{column}: {text:?} is not a length in seconds; write 0.001 to 4000000, with at most three decimals"
    )]
    Seconds {
        /// The column.
        column: &'static str,
        /// The field.
        text: String,
    },
    /// A field that holds no prefixes.
    #[error("prefix: {0}")]
    Prefix(#[from] PrefixError),
    /// All prefixes together are too many.
    #[error(
        "prefix: the deck has more than {limit} prefixes; use shorter ones, or raise the limit of the format"
    )]
    DeckFull {
        /// The limit.
        limit: usize,
    },
    /// A field that is no number of digits.
    #[error("digits: {0}")]
    Digits(#[from] ParseDigitCountError),
    /// A field that is no kind.
    #[error("kind: {0}")]
    Kind(#[from] ParseKindError),
    /// A field that holds no steps.
    #[error("{column}: {error}")]
    Increment {
        /// The column.
        column: String,
        /// What is wrong.
        error: ParseIncrementError,
    },
    /// A field that means nothing.
    #[error("{column}: {text:?} means nothing here; {remedy}")]
    Value {
        /// The column.
        column: &'static str,
        /// The field.
        text: String,
        /// What to write.
        remedy: &'static str,
    },
    /// A field that is neither yes nor no.
    #[error("blocked: {text:?} is neither yes nor no; write yes, or nothing")]
    Blocked {
        /// The field.
        text: String,
    },
    /// A band without a price.
    #[error("no price in band {band:?}; fill in price_{band} or price, 0 for free")]
    NoBandPrice {
        /// The band.
        band: String,
    },
    /// The row is well written but cannot be part of the deck.
    #[error(transparent)]
    Deck(#[from] DeckError),
}
