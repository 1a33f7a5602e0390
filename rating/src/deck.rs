//! The rows of a tariff.

#[cfg(feature = "csv")]
mod bands;
mod check;
#[cfg(feature = "csv")]
mod csv;
mod diff;
mod print;
mod taken;

use std::collections::HashMap;

use chrono::NaiveDate;

use crate::index::MOST;
use crate::{Currency, DigitCount, Prefix, Rate, Ratio, Terms};

pub use check::Finding;
#[cfg(feature = "csv")]
pub use csv::{Rejected, RowError};
pub use diff::{ChangeKind, DeckDifference, FieldChange, RowChange};
use taken::Taken;

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
    rows: Vec<Stored>,
    // Those of the first row, then those of the second, and so on.
    prefixes: Vec<Prefix>,
    // Each once: a deck of a million prefixes has a few thousand rates.
    rates: Vec<Rate>,
    effective: Option<NaiveDate>,
    currency: Option<Currency>,
    known: KnownRates,
    taken: Option<Taken>,
}

/// One row as it is kept.
#[derive(Clone, Copy, Debug)]
struct Stored {
    // Where its prefixes end; they begin where those of the row before end.
    end: u32,
    rate: u32,
    line: u32,
    digits: DigitCount,
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
    // The number of the rate: rows of one number have the same.
    pub(crate) shared: u32,
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
        let mut begin = 0;
        self.rows.iter().map(move |row| {
            let from = std::mem::replace(&mut begin, row.end as usize);
            self.view(row, from)
        })
    }

    fn view(&self, row: &Stored, begin: usize) -> Row<'_> {
        Row {
            prefixes: self.prefixes.get(begin..row.end as usize).unwrap_or_default(),
            digits: row.digits,
            // Rows are made with the number of a rate that is there.
            rate: &self.rates[row.rate as usize],
            line: row.line as usize,
            shared: row.rate,
        }
    }

    /// How many different rates the rows have.
    #[must_use]
    pub const fn rate_count(&self) -> usize {
        self.rates.len()
    }

    /// Adds a rate for the numbers that begin with one of the prefixes and have so many digits.
    ///
    /// # Errors
    ///
    /// [`DeckError`] when the rate has a price that cannot be, or another row is for the same calls. The deck then
    /// stays as it was.
    pub fn add(&mut self, prefixes: &[Prefix], digits: DigitCount, rate: Rate) -> Result<(), DeckError> {
        self.add_line(prefixes, digits, rate, 0)
    }

    pub(crate) fn add_line(
        &mut self,
        prefixes: &[Prefix],
        digits: DigitCount,
        rate: Rate,
        line: usize,
    ) -> Result<(), DeckError> {
        check(&rate)?;
        let mut taken = match self.taken.take() {
            Some(taken) => taken,
            None => Taken::of(self),
        };
        let free = taken.is_free(self, prefixes, digits, rate.conditions());
        let result = free.and_then(|()| {
            let row = self.rows.len();
            let conditions = *rate.conditions();
            let shared = self.share(rate)?;
            self.push(prefixes, digits, shared, line)?;
            taken.take(prefixes, &conditions, row);
            Ok(())
        });
        self.taken = Some(taken);
        result
    }

    /// Adds the rows of another deck. Rows for numbers that this one has already are refused, the rest is taken.
    ///
    /// Returns each refused line of the other deck with the reason. Lines keep the numbers that they have in their
    /// own file, in charges too. Date and currency stay those of this deck.
    #[expect(
        clippy::needless_pass_by_value,
        reason = "a deck that was merged is not to be used again"
    )]
    pub fn merge(&mut self, other: Self) -> Vec<(usize, DeckError)> {
        let mut refused = Vec::new();
        for row in other.rows() {
            if let Err(error) = self.add_line(row.prefixes, row.digits, row.rate.clone(), row.line) {
                refused.push((row.line, error));
            }
        }
        refused
    }

    /// The number of a rate, for rows that have it in common.
    pub(crate) fn share(&mut self, rate: Rate) -> Result<u32, DeckError> {
        check(&rate)?;
        if let Some(&known) = self.known.0.get(&rate) {
            return Ok(known);
        }
        let number = u32::try_from(self.rates.len()).map_err(|_| DeckError::Full)?;
        self.known.0.insert(rate.clone(), number);
        self.rates.push(rate);
        Ok(number)
    }

    /// Adds a row without a look whether another one is for the same calls: for readers of files, which look once at
    /// the end with [`drop_twins`](Self::drop_twins).
    pub(crate) fn push(
        &mut self,
        prefixes: &[Prefix],
        digits: DigitCount,
        shared: u32,
        line: usize,
    ) -> Result<(), DeckError> {
        let count = self.prefixes.len() + prefixes.len();
        if self.rows.len() >= MOST || count > MOST {
            return Err(DeckError::Full);
        }
        let end = u32::try_from(count).map_err(|_| DeckError::Full)?;
        self.taken = None;
        self.prefixes.extend_from_slice(prefixes);
        self.rows.push(Stored {
            end,
            rate: shared,
            // A file of four thousand million lines is beyond the limits of every reader.
            line: u32::try_from(line).unwrap_or(u32::MAX),
            digits,
        });
        Ok(())
    }

    /// Takes out each row for calls that an earlier one is for. Returns their lines.
    #[cfg(feature = "csv")]
    pub(crate) fn drop_twins(&mut self) -> Vec<(usize, DeckError)> {
        let suspects = taken::suspects(self);
        if suspects.is_empty() {
            return Vec::new();
        }
        let mut taken = Taken::default();
        let mut refused = Vec::new();
        let mut refused_rows = Vec::new();
        let mut suspects = suspects.into_iter().peekable();
        for (number, row) in self.rows().enumerate() {
            if suspects.next_if_eq(&number).is_none() {
                continue;
            }
            match taken.is_free(self, row.prefixes, row.digits, row.rate.conditions()) {
                Ok(()) => taken.take(row.prefixes, row.rate.conditions(), number),
                Err(error) => {
                    refused.push((row.line, error));
                    refused_rows.push(number);
                }
            }
        }
        self.remove(&refused_rows);
        refused
    }

    /// Takes rows out, given in their order.
    #[cfg(feature = "csv")]
    fn remove(&mut self, numbers: &[usize]) {
        let mut numbers = numbers.iter().copied().peekable();
        let (mut rows, mut prefixes) = (Vec::with_capacity(self.rows.len()), Vec::new());
        for (number, row) in self.rows().enumerate() {
            if numbers.next_if_eq(&number).is_some() {
                continue;
            }
            prefixes.extend_from_slice(row.prefixes);
            rows.push(Stored {
                end: u32::try_from(prefixes.len()).unwrap_or(u32::MAX),
                ..self.rows[number]
            });
        }
        (self.rows, self.prefixes, self.taken) = (rows, prefixes, None);
    }

    /// A row by its number.
    fn row(&self, number: usize) -> Option<Row<'_>> {
        let before = number.checked_sub(1).and_then(|before| self.rows.get(before));
        let begin = before.map_or(0, |row| row.end as usize);
        self.rows.get(number).map(|row| self.view(row, begin))
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
    pub const fn prefix_count(&self) -> usize {
        self.prefixes.len()
    }
}

/// The numbers of rates that are there.
#[derive(Clone, Default)]
struct KnownRates(HashMap<Rate, u32>);

impl std::fmt::Debug for KnownRates {
    /// How many: the rates themselves stand in the deck.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} known", self.0.len())
    }
}

fn check(rate: &Rate) -> Result<(), DeckError> {
    let (terms, conditions) = (&rate.terms, &rate.conditions);
    if let (Some(from), Some(until)) = (conditions.from, conditions.until)
        && until < from
    {
        return Err(DeckError::NeverValid { from, until });
    }
    check_terms(terms)
}

/// What a row of any deck has to keep to.
pub(crate) fn check_terms(terms: &Terms) -> Result<(), DeckError> {
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
    /// More rows or prefixes than 67 million.
    #[error("the deck is full; split it into several")]
    Full,
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
