//! What is wrong with a file, and with a line of it.

use crate::{DeckError, ParseDigitCountError, ParseRatioError, PrefixError};

/// A line that was refused. Displays as its number, the field, the reason and the remedy.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {problem}")]
pub struct Refused {
    /// Counted from 1.
    pub line: usize,
    /// The line, its first 80 characters.
    pub text: String,
    /// Why it was refused.
    #[source]
    pub problem: RowProblem,
}

/// Dirt that was taken off a field. Displays as `line 446: price (column 8): "68 `" read as "68"`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repaired {
    /// The line, counted from 1.
    pub line: usize,
    /// What the field is, and its column.
    pub field: String,
    /// The field as it stands in the file.
    pub from: String,
    /// What it was read as.
    pub to: String,
}

impl std::fmt::Display for Repaired {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self {
            line,
            field,
            from,
            to,
        } = self;
        write!(f, "line {line}: {field}: {from:?} read as {to:?}")
    }
}

/// Why a line was refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RowProblem {
    /// More bytes or fields than any row has.
    #[error("the line is too long; a row has at most 16384 bytes and 64 fields")]
    TooLong,
    /// Bytes that are no text in the encoding.
    #[error(
        "bytes that are no characters in this encoding; correct the encoding of the mapping, or leave it out"
    )]
    Encoding,
    /// A carriage return that is not part of a line ending.
    #[error("a carriage return within the line; end lines with LF or CR LF")]
    LineEnding,
    /// A double quote without its partner.
    #[error("a double quote is not closed; close it on the same line, or set quotes = false")]
    OpenQuote,
    /// Text after the quote that ends a field.
    #[error(
        "field {field}: text after the closing quote; write a quote within a field twice, or set quotes = false"
    )]
    AfterQuote {
        /// Which field, counted from 1.
        field: usize,
    },
    /// The line does not have the form of the pattern.
    #[error("the line does not have the form that the pattern says; correct one of the two")]
    Shape,
    /// More or fewer fields than the mapping says.
    #[error(
        "{found} fields where {least} to {most} are expected; correct the line, or allow it with fields or wide"
    )]
    FieldCount {
        /// Fields in this line.
        found: usize,
        /// The fewest there may be.
        least: usize,
        /// The most there may be.
        most: usize,
    },
    /// Something that has to be there is not.
    #[error("{field}: empty; fill it in")]
    Empty {
        /// What it is, and its column.
        field: String,
    },
    /// A field that is no number.
    #[error("{field}: {error}")]
    Number {
        /// What it is, and its column.
        field: String,
        /// What is wrong.
        error: ParseRatioError,
    },
    /// A price that is too fine or too large once tax is taken out and the factor applied.
    #[error(
        "{field}: {text} with the tax and the factor of the mapping has more than 15 digits; check these three"
    )]
    Price {
        /// What it is, and its column.
        field: String,
        /// The price as given.
        text: String,
    },
    /// A number that is no length of time.
    #[error(
        "{field}: {text:?} is not a length in seconds; write 0.001 to 4000000, with at most three decimals"
    )]
    Seconds {
        /// What it is, and its column.
        field: String,
        /// The field.
        text: String,
    },
    /// Neither a column nor a constant says the steps.
    #[error("nothing says the steps in which time is billed; give the mapping an increment")]
    NoIncrement,
    /// A field that holds no prefixes.
    #[error("{field}: {error}")]
    Prefix {
        /// What it is, and its column.
        field: String,
        /// What is wrong.
        error: PrefixError,
    },
    /// A prefix with its area code is longer than a number.
    #[error("{field}: {text:?} together have more than 15 digits; check both columns")]
    LongPrefix {
        /// What it is, and its column.
        field: String,
        /// Both.
        text: String,
    },
    /// An international prefix with which no number begins.
    #[error(
        "{field}: +{digits} begins with 0, as no country does; correct it, or allow repair of leading zeros"
    )]
    LeadingZero {
        /// What it is, and its column.
        field: String,
        /// The digits.
        digits: String,
    },
    /// More prefixes than there may be.
    #[error("the deck has more than {limit} prefixes; use shorter ones, or raise the limit of the mapping")]
    DeckFull {
        /// The limit.
        limit: usize,
    },
    /// A word that the mapping does not know.
    #[error("{field}: {word:?} means nothing; known are {known}; add it to the mapping, or correct it")]
    Word {
        /// What it is, and its column.
        field: String,
        /// The word.
        word: String,
        /// What is known.
        known: String,
    },
    /// A field that is no number of digits.
    #[error("{field}: {error}")]
    Digits {
        /// What it is, and its column.
        field: String,
        /// What is wrong.
        error: ParseDigitCountError,
    },
    /// A field that is no day.
    #[error("{field}: {text:?} is not a day; write {format}, or correct dates in the mapping")]
    Date {
        /// What it is, and its column.
        field: String,
        /// The field.
        text: String,
        /// A day as the mapping expects it.
        format: String,
    },
    /// Another row is for the same calls, and the mapping says which one stands.
    #[error("the row on line {by} is for the same calls and stands instead, as the mapping says")]
    Superseded {
        /// The line of the other.
        by: usize,
    },
    /// The row is well written but cannot be part of the deck.
    #[error(transparent)]
    Deck(#[from] DeckError),
}

/// Why a whole file cannot be read with a mapping.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum MappingError {
    /// The mapping lacks something.
    #[error("the mapping does not say where the {what} is; add it")]
    Missing {
        /// What it lacks.
        what: &'static str,
    },
    /// A column that the header does not name.
    #[error("no column {name:?} in line {line}; there are: {found}")]
    NoColumn {
        /// The name in the mapping.
        name: String,
        /// The line of the header.
        line: usize,
        /// The names there are.
        found: String,
    },
    /// A column by name in a file without a header.
    #[error(
        "the column {name:?} is given by name, but the file has no header; give its number, or set header = true"
    )]
    NoHeader {
        /// The name in the mapping.
        name: String,
    },
    /// Columns count from 1.
    #[error("the {what} is column 0; columns are counted from 1, or from -1 at the right end")]
    ColumnZero {
        /// What is there.
        what: &'static str,
    },
    /// A pattern that is none, or a delimiter that cannot be one.
    #[error(
        "{text:?} cannot tell fields apart; use one ASCII character, or a pattern such as \"{{1}} | {{2}}\""
    )]
    Shape {
        /// As given.
        text: String,
    },
    /// A tax, a factor or a time that cannot be.
    #[error("{what} is {value}, which cannot be; it has to be above zero and to have few digits")]
    Value {
        /// What it is.
        what: &'static str,
        /// As given.
        value: String,
    },
    /// The line of names itself cannot be read.
    #[error("the line of names cannot be read: {0}")]
    Header(#[source] RowProblem),
}
