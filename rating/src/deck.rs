//! The rows of a tariff.

#[cfg(feature = "csv")]
mod bands;
mod check;
#[cfg(feature = "csv")]
mod csv;
mod diff;
mod print;
mod taken;
#[cfg(feature = "csv")]
mod twins;

use std::sync::Arc;

use chrono::NaiveDate;

use crate::index::MOST;
use crate::pool::{Pool, hash_of};
use crate::{Conditions, Currency, Destination, DigitCount, Kind, Prefix, Rate, RateRef, Ratio, Terms};

pub use check::Finding;
#[cfg(feature = "csv")]
pub use csv::{Rejected, RowError};
pub use diff::{ChangeKind, DeckDifference, FieldChange, RowChange};
pub(crate) use taken::Sorted;
use taken::Taken;

/// Rates with the prefixes that they are for: a dated file of a tariff.
///
/// Read from delimited text with `Deck::from_csv` (feature `csv`), or filled row by row. A deck without a date is in
/// force from the beginning of time; see [`Plan`](crate::Plan) for several decks of one plan.
///
/// Rows share the destinations, terms and conditions that they have in common. A row takes 24 bytes, a prefix 32 with its
/// place in the order, and each different name or price about 250: a carrier's deck of a million lines some 60 MB, and
/// one in which every line has a name and a price of its own 400 MB. Compiling takes twice that for a moment.
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
    // Each once: a deck of a million prefixes has a few thousand prices.
    destinations: Pool<Destination>,
    terms: Pool<Priced>,
    frames: Pool<Terms>,
    conditions: Pool<Conditions>,
    effective: Option<NaiveDate>,
    currency: Option<Currency>,
    taken: Option<Taken>,
    sorted: Option<Sorted>,
}

/// One row as it is kept.
#[derive(Clone, Copy, Debug)]
struct Stored {
    // Where its prefixes end; they begin where those of the row before end.
    end: u32,
    line: u32,
    parts: Parts,
}

/// Terms as they are kept. Many decks have one price for a row and all else in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Priced {
    pub(crate) price: Option<Ratio>,
    /// The number of the terms without their price.
    pub(crate) frame: u32,
}

/// What a row says besides its prefixes, by the numbers of what it shares with others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Parts {
    pub(crate) destination: u32,
    pub(crate) terms: u32,
    pub(crate) conditions: u32,
    pub(crate) digits: DigitCount,
}

/// A deck taken apart, to be compiled.
pub(crate) struct Pieces {
    pub(crate) destinations: Vec<Destination>,
    pub(crate) terms: Vec<Priced>,
    pub(crate) frames: Vec<Terms>,
    pub(crate) conditions: Vec<Conditions>,
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
    pub rate: RateRef<'a>,
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
        let mut begin = 0;
        self.rows.iter().map(move |row| {
            let from = std::mem::replace(&mut begin, row.end as usize);
            self.view(row, from)
        })
    }

    fn view(&self, row: &Stored, begin: usize) -> Row<'_> {
        Row {
            prefixes: self.prefixes.get(begin..row.end as usize).unwrap_or_default(),
            digits: row.parts.digits,
            rate: self.rate(row.parts),
            line: row.line as usize,
        }
    }

    #[expect(
        clippy::indexing_slicing,
        reason = "rows are made with the numbers of values that are there, and no value is taken out"
    )]
    fn rate(&self, parts: Parts) -> RateRef<'_> {
        let Priced { price, frame } = self.terms.values()[parts.terms as usize];
        RateRef {
            destination: &self.destinations.values()[parts.destination as usize],
            price,
            frame: &self.frames.values()[frame as usize],
            conditions: &self.conditions.values()[parts.conditions as usize],
        }
    }

    /// The rows without what they share.
    pub(crate) fn lines(&self) -> impl ExactSizeIterator<Item = (&[Prefix], Parts, usize)> {
        let mut begin = 0;
        self.rows.iter().map(move |row| {
            let from = std::mem::replace(&mut begin, row.end as usize);
            let prefixes = self.prefixes.get(from..row.end as usize).unwrap_or_default();
            (prefixes, row.parts, row.line as usize)
        })
    }

    /// The prefixes in their order, each with the number of its row.
    pub(crate) fn sorted(&mut self) -> Sorted {
        match self.sorted.take() {
            Some(sorted) => sorted,
            None => Sorted::of(self),
        }
    }

    /// Takes out what the rows share, and leaves the [`lines`](Self::lines).
    pub(crate) fn take_pieces(&mut self) -> Pieces {
        Pieces {
            destinations: std::mem::take(&mut self.destinations).into_values(),
            terms: std::mem::take(&mut self.terms).into_values(),
            frames: std::mem::take(&mut self.frames).into_values(),
            conditions: std::mem::take(&mut self.conditions).into_values(),
        }
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
        check_conditions(&rate.conditions)?;
        check_terms(&rate.terms)?;
        let mut taken = match self.taken.take() {
            Some(taken) => taken,
            None => Taken::of(self),
        };
        let free = taken.is_free(self, prefixes, digits, rate.conditions());
        let result = free.and_then(|()| {
            let row = self.rows.len();
            let conditions = rate.conditions;
            let parts = self.share_rate(rate, digits)?;
            self.push(prefixes, parts, line)?;
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
            if let Err(error) = self.add_line(row.prefixes, row.digits, row.rate.to_rate(), row.line) {
                refused.push((row.line, error));
            }
        }
        refused
    }

    /// The numbers of what a rate says.
    pub(crate) fn share_rate(&mut self, rate: Rate, digits: DigitCount) -> Result<Parts, DeckError> {
        let Rate {
            destination,
            terms,
            conditions,
        } = rate;
        self.share(&destination.name, destination.kind, terms, conditions, digits)
    }

    /// The numbers of what a row says, for rows that have it in common.
    pub(crate) fn share(
        &mut self,
        name: &str,
        kind: Kind,
        mut terms: Terms,
        conditions: Conditions,
        digits: DigitCount,
    ) -> Result<Parts, DeckError> {
        check_conditions(&conditions)?;
        check_terms(&terms)?;
        let is_it = |known: &Destination| known.kind == kind && *known.name == *name;
        let make = || Destination {
            name: Arc::from(name),
            kind,
        };
        let destination = self.destinations.number_by(hash_of((name, kind)), is_it, make);
        let price = terms.price.take();
        // Nearly every row has the same frame and conditions as the first.
        let frame = match self.frames.values().first() {
            Some(first) if *first == terms => Some(0),
            _ => self.frames.number(terms),
        };
        let frame = frame.ok_or(DeckError::Full)?;
        let conditions = match self.conditions.values().first() {
            Some(first) if *first == conditions => Some(0),
            _ => self.conditions.number(conditions),
        };
        Ok(Parts {
            destination: destination.ok_or(DeckError::Full)?,
            terms: self
                .terms
                .number(Priced { price, frame })
                .ok_or(DeckError::Full)?,
            conditions: conditions.ok_or(DeckError::Full)?,
            digits,
        })
    }

    /// Adds a row without a look whether another one is for the same calls: for readers of files, which look once at
    /// the end with [`drop_twins`](Self::drop_twins).
    pub(crate) fn push(&mut self, prefixes: &[Prefix], parts: Parts, line: usize) -> Result<(), DeckError> {
        let count = self.prefixes.len() + prefixes.len();
        if self.rows.len() >= MOST || count > MOST {
            return Err(DeckError::Full);
        }
        let end = u32::try_from(count).map_err(|_| DeckError::Full)?;
        (self.taken, self.sorted) = (None, None);
        self.prefixes.extend_from_slice(prefixes);
        self.rows.push(Stored {
            end,
            // A file of four thousand million lines is beyond the limits of every reader.
            line: u32::try_from(line).unwrap_or(u32::MAX),
            parts,
        });
        Ok(())
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

fn check_conditions(conditions: &Conditions) -> Result<(), DeckError> {
    match (conditions.from, conditions.until) {
        (Some(from), Some(until)) if until < from => Err(DeckError::NeverValid { from, until }),
        _ => Ok(()),
    }
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
