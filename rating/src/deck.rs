//! The rows of a tariff.

#[cfg(feature = "csv")]
mod csv;

use std::collections::HashMap;

use crate::{DigitCount, Prefix, Rate};

#[cfg(feature = "csv")]
pub use csv::{Rejected, RowError};

/// Rates with the prefixes that they are for.
///
/// Read from delimited text with `Deck::from_csv` (feature `csv`), or filled row by row.
///
/// ```
/// use std::time::Duration;
/// use switchhook_rating::{read_prefixes, Deck, Destination, DigitCount, Increment, Kind, Rate};
/// let mut deck = Deck::new();
/// let mobile = Rate::new(Destination::new("Mobile", Kind::Mobile), Duration::from_secs(30), Increment::new(30, 30))
///     .price("9.45".parse()?);
/// deck.add(&read_prefixes("7,07", 100)?, "6-7".parse()?, mobile)?;
/// assert_eq!(deck.len(), 1);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct Deck {
    pub(crate) rows: Vec<Row>,
    // Which rows a prefix has, to find a second one for the same numbers.
    taken: HashMap<Prefix, Vec<usize>>,
}

/// One row: a rate and the numbers that it is for.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    pub(crate) prefixes: Vec<Prefix>,
    pub(crate) digits: DigitCount,
    pub(crate) rate: Rate,
    pub(crate) line: usize,
}

impl Deck {
    /// A deck without rows.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a rate for the numbers that begin with one of the prefixes and have so many digits.
    ///
    /// # Errors
    ///
    /// [`DeckError`] when the rate has a price that cannot be, or another row is for the same numbers. The deck then
    /// stays as it was.
    pub fn add(&mut self, prefixes: &[Prefix], digits: DigitCount, rate: Rate) -> Result<(), DeckError> {
        self.add_line(prefixes.to_vec(), digits, rate, 0)
    }

    pub(crate) fn add_line(
        &mut self,
        prefixes: Vec<Prefix>,
        digits: DigitCount,
        rate: Rate,
        line: usize,
    ) -> Result<(), DeckError> {
        check(&rate)?;
        for &prefix in &prefixes {
            let others = self.taken.get(&prefix).map(Vec::as_slice).unwrap_or_default();
            let twin = others
                .iter()
                .filter_map(|&row| self.rows.get(row))
                .find(|row| row.digits.overlaps(digits));
            if let Some(twin) = twin {
                return Err(DeckError::Duplicate {
                    prefix,
                    first: twin.line,
                });
            }
        }
        for &prefix in &prefixes {
            self.taken.entry(prefix).or_default().push(self.rows.len());
        }
        self.rows.push(Row {
            prefixes,
            digits,
            rate,
            line,
        });
        Ok(())
    }

    /// Adds the rows of another deck. Rows for numbers that this one has already are refused, the rest is taken.
    ///
    /// Returns each refused line of the other deck with the reason. Lines keep the numbers that they have in their
    /// own file, in charges too.
    pub fn merge(&mut self, other: Self) -> Vec<(usize, DeckError)> {
        let mut refused = Vec::new();
        for Row {
            prefixes,
            digits,
            rate,
            line,
        } in other.rows
        {
            if let Err(error) = self.add_line(prefixes, digits, rate, line) {
                refused.push((line, error));
            }
        }
        refused
    }

    /// How many rows there are.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there is no row.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// How many prefixes all rows have together.
    #[must_use]
    pub fn prefix_count(&self) -> usize {
        self.rows.iter().map(|row| row.prefixes.len()).sum()
    }
}

fn check(rate: &Rate) -> Result<(), DeckError> {
    if rate.blocked {
        return Ok(());
    }
    if rate.per.is_zero() || !rate.per.subsec_nanos().is_multiple_of(1_000_000) {
        return Err(DeckError::Per);
    }
    let prices = rate
        .band_prices
        .iter()
        .map(|(_, price)| *price)
        .chain(rate.price)
        .chain([rate.fee]);
    if let Some(price) = prices.into_iter().find(|price| price.is_negative()) {
        return Err(DeckError::Negative {
            price: price.to_string(),
        });
    }
    if rate.price.is_none() && rate.band_prices.is_empty() {
        return Err(DeckError::NoPrice);
    }
    Ok(())
}

/// Why a row cannot be part of a deck.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DeckError {
    /// Another row is for the same numbers.
    #[error(
        "prefix {prefix} was given before, on line {first} of its file, for numbers of the same length; remove one of the two"
    )]
    Duplicate {
        /// The prefix that both have.
        prefix: Prefix,
        /// The line of the other, 0 for one built without a file.
        first: usize,
    },
    /// No price at all.
    #[error("no price; give one, 0 for a free destination, or mark the row as blocked")]
    NoPrice,
    /// A price below zero.
    #[error("the price {price} is below zero; give 0 for a free destination")]
    Negative {
        /// The price.
        price: String,
    },
    /// A price for no time, or for a fraction of a millisecond.
    #[error(
        "the time that the price is for must be above zero and in whole milliseconds, such as 60 seconds"
    )]
    Per,
}

/// How a deck is written as text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Format {
    /// What stands between two fields. Default: `,`.
    pub delimiter: u8,
    /// What stands before the decimals of a number. Default: `.`.
    pub decimal_mark: char,
    /// The most prefixes in one row. Default: 10 000.
    pub row_prefixes: usize,
    /// The most prefixes in all. Default: 2 000 000.
    pub deck_prefixes: usize,
}

impl Default for Format {
    fn default() -> Self {
        Self {
            delimiter: b',',
            decimal_mark: '.',
            row_prefixes: 10_000,
            deck_prefixes: 2_000_000,
        }
    }
}

impl Format {
    /// Fields between `;`, decimals after `,`: how spreadsheets in much of Europe write.
    #[must_use]
    pub fn semicolons() -> Self {
        Self {
            delimiter: b';',
            decimal_mark: ',',
            ..Self::default()
        }
    }
}
