//! What may be odd about a deck, as data and as sentences.

use std::fmt;

/// Something odd in a deck that is legal all the same, or that keeps it from becoming a book.
///
/// Displays as a sentence that says where and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(tag = "finding", rename_all = "snake_case"))]
#[non_exhaustive]
pub enum Finding {
    /// Two rows for the same calls, perhaps spelt differently.
    Conflict {
        /// The prefix, as numbers are dialled under the plan.
        prefix: String,
        /// The line of one row.
        first: usize,
        /// The line of the other.
        second: usize,
    },
    /// Most numbers that begin like this have rows, some have none.
    Gap {
        /// How they all begin.
        parent: String,
        /// The beginnings without a row.
        missing: Vec<String>,
    },
    /// All rows of a prefix ask for a kind, a caller or a day, and nothing is there for other calls. Rows that ask for a
    /// length only are no finding: the numbers of most countries have one length.
    Narrow {
        /// The prefix.
        prefix: String,
        /// The lines of its rows.
        lines: Vec<usize>,
    },
    /// A row has no price in a band of the plan.
    NoPrice {
        /// The line of the row.
        line: usize,
        /// What it is for.
        destination: String,
        /// The band.
        band: String,
    },
    /// A row whose numbers all have more specific rows.
    Covered {
        /// The prefix.
        prefix: String,
        /// The line of the row.
        line: usize,
        /// Whether the number that consists of the prefix alone still reaches it.
        except_itself: bool,
    },
    /// A row that comes after another one of the same prefix, which takes all of its calls.
    Behind {
        /// The prefix.
        prefix: String,
        /// The line of the row.
        line: usize,
        /// The line of the row that comes first.
        first: usize,
    },
    /// A row whose validity was over before its deck came into force.
    Over {
        /// The prefix.
        prefix: String,
        /// The line of the row.
        line: usize,
        /// Its last day.
        until: String,
        /// The first day of the deck.
        effective: String,
    },
}

impl Finding {
    /// Whether a book cannot be made of the deck before this is mended.
    #[must_use]
    pub const fn is_fatal(&self) -> bool {
        matches!(self, Self::Conflict { .. } | Self::NoPrice { .. })
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Conflict {
                prefix,
                first,
                second,
            } => write!(
                f,
                "lines {first} and {second} are both for prefix {prefix}; remove it from one of the two"
            ),
            Self::Gap { parent, missing } if parent.is_empty() => write!(
                f,
                "most numbers of the country have rows, those with {} have none, or few; add a row for these",
                missing.join(", ")
            ),
            Self::Gap { parent, missing } => write!(
                f,
                "most numbers that begin with {parent} have rows, those with {} have none, or few; add a row for these, or one for {parent}",
                missing.join(", ")
            ),
            Self::Narrow { prefix, lines } => {
                let lines: Vec<_> = lines.iter().map(usize::to_string).collect();
                write!(
                    f,
                    "prefix {prefix} (line {}) has rows for some calls only, and no shorter prefix takes the others; add a row without conditions",
                    lines.join(", ")
                )
            }
            Self::NoPrice {
                line,
                destination,
                band,
            } => write!(
                f,
                "line {line} ({destination}) has no price in band {band}; add a column price_{band}, or price for all bands"
            ),
            Self::Covered {
                prefix,
                line,
                except_itself,
            } => {
                let rest = if *except_itself {
                    "but the number itself"
                } else {
                    "at all"
                };
                write!(
                    f,
                    "line {line}: no number reaches prefix {prefix} {rest}, longer prefixes take them; remove it, or one of them"
                )
            }
            Self::Behind { prefix, line, first } => write!(
                f,
                "line {line}: line {first} takes every call to prefix {prefix} before it; remove one of the two, or exchange their priorities"
            ),
            Self::Over {
                prefix,
                line,
                until,
                effective,
            } => write!(
                f,
                "line {line}: prefix {prefix} was valid until {until}, the deck is in force from {effective}; remove the row"
            ),
        }
    }
}
