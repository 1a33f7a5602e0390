//! The rows of a tariff.

#[cfg(feature = "csv")]
mod csv;

use std::collections::HashMap;

use chrono::NaiveDate;

use crate::{Currency, DigitCount, Prefix, Rate, Ratio};

#[cfg(feature = "csv")]
pub use csv::{Rejected, RowError};

/// Rates with the prefixes that they are for: a dated file of a tariff.
///
/// Read from delimited text with `Deck::from_csv` (feature `csv`), or filled row by row. A deck without a date is in
/// force from the beginning of time; see [`Plan`](crate::Plan) for several decks of one plan.
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
    pub(crate) rows: Vec<Stored>,
    pub(crate) effective: Option<NaiveDate>,
    pub(crate) currency: Option<Currency>,
    // Which rows a prefix has, to find a second one for the same numbers.
    taken: HashMap<Prefix, Vec<usize>>,
}

/// One row as it is kept.
#[derive(Clone, Debug)]
pub(crate) struct Stored {
    pub(crate) prefixes: Vec<Prefix>,
    pub(crate) digits: DigitCount,
    pub(crate) rate: Rate,
    pub(crate) line: usize,
}

/// One row of a deck: a rate and the numbers that it is for.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Row<'a> {
    /// The beginnings of the numbers.
    pub prefixes: &'a [Prefix],
    /// How many digits they have.
    pub digits: DigitCount,
    /// What they cost.
    pub rate: &'a Rate,
    /// The line of its file, 0 for one built without a file.
    pub line: usize,
}

impl Deck {
    /// A deck without rows.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The day from which the deck is in force, by the clock of its plan. Default: always.
    #[must_use]
    pub const fn effective_from(mut self, day: NaiveDate) -> Self {
        self.effective = Some(day);
        self
    }

    /// The currency of its prices. Default: that of the plan.
    #[must_use]
    pub const fn in_currency(mut self, currency: Currency) -> Self {
        self.currency = Some(currency);
        self
    }

    /// The day from which the deck is in force; `None` for always.
    #[must_use]
    pub const fn effective(&self) -> Option<NaiveDate> {
        self.effective
    }

    /// The currency of its prices; `None` for that of the plan.
    #[must_use]
    pub const fn currency(&self) -> Option<Currency> {
        self.currency
    }

    /// The rows, in the order in which they were added.
    pub fn rows(&self) -> impl ExactSizeIterator<Item = Row<'_>> {
        self.rows.iter().map(|row| Row {
            prefixes: &row.prefixes,
            digits: row.digits,
            rate: &row.rate,
            line: row.line,
        })
    }

    /// Adds a rate for the numbers that begin with one of the prefixes and have so many digits.
    ///
    /// # Errors
    ///
    /// [`DeckError`] when the rate has a price that cannot be, or another row is for the same calls. The deck then
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
                .find(|row| row.digits.overlaps(digits) && row.rate.conditions.contends(&rate.conditions));
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
        self.rows.push(Stored {
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
    /// own file, in charges too. Date and currency stay those of this deck.
    pub fn merge(&mut self, other: Self) -> Vec<(usize, DeckError)> {
        let mut refused = Vec::new();
        for row in other.rows {
            if let Err(error) = self.add_line(row.prefixes, row.digits, row.rate, row.line) {
                refused.push((row.line, error));
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
    let (terms, conditions) = (&rate.terms, &rate.conditions);
    if let (Some(from), Some(until)) = (conditions.from, conditions.until)
        && until < from
    {
        return Err(DeckError::NeverValid { from, until });
    }
    if terms.blocked {
        return Ok(());
    }
    if terms.per.is_zero() || !terms.per.subsec_nanos().is_multiple_of(1_000_000) {
        return Err(DeckError::Per);
    }
    if let Some(price) = terms.amounts().find(|price| price.is_negative()) {
        return Err(DeckError::Negative {
            price: price.to_string(),
        });
    }
    if let (Some(minimum), Some(maximum)) = (terms.minimum, terms.maximum)
        && maximum < minimum
    {
        return Err(DeckError::Limits { minimum, maximum });
    }
    if terms.price.is_none() && terms.bands.iter().all(|band| band.price.is_none()) {
        return Err(DeckError::NoPrice);
    }
    Ok(())
}

/// Why a row cannot be part of a deck.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DeckError {
    /// Another row is for the same calls.
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
    /// A validity that ends before it begins.
    #[error("valid from {from} until {until}, which is never; exchange the two days")]
    NeverValid {
        /// The first day.
        from: NaiveDate,
        /// The last day.
        until: NaiveDate,
    },
    /// A most that is less than the least.
    #[error("the maximum {maximum} is below the minimum {minimum}; exchange the two")]
    Limits {
        /// The least that a call costs.
        minimum: Ratio,
        /// The most that a call costs.
        maximum: Ratio,
    },
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
