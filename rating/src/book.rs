//! A plan and its deck, compiled: the thing that rates.

use std::sync::Arc;
use std::time::Duration;

use chrono::{MappedLocalTime, NaiveDateTime, Offset, TimeZone};

use crate::calendar::Calendar;
use crate::index::{Found, Index};
use crate::{
    Call, Charge, Decimal, Deck, Destination, Increment, InvalidCall, Money, NumberError, Outcome, Plan,
    Prefix, Rate, Rounding, Start, Unmatched,
};

/// A plan and its deck, checked and compiled. It never changes, and the same call always gets the same outcome.
///
/// ```
/// use std::time::Duration;
/// use switchhook_rating::{Book, Call, Currency, Deck, Format, Outcome, Plan, Start};
/// # #[cfg(feature = "csv")] {
/// let text = "prefix,destination,price,per,first,next\n\
///             +33,France,19.09,60,60,1\n";
/// let (deck, rejected) = Deck::from_csv(text, &Format::default());
/// assert!(rejected.is_empty());
/// let book = Book::new(Plan::new("example", Currency::XPF, chrono_tz::Pacific::Tahiti), deck)?;
///
/// let start: Start = "2025-06-11 10:00:00".parse()?;
/// let outcome = book.rate(&Call::new("+33 1 23 45 67 89", start, Duration::from_secs(90)));
/// assert_eq!(outcome.charge().unwrap().before_tax.to_string(), "28.635 XPF");
///
/// // What the deck does not know is not free.
/// let outcome = book.rate(&Call::new("+44 20 7946 0000", start, Duration::from_secs(90)));
/// assert!(matches!(outcome, Outcome::Unmatched { .. }));
/// # }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Book {
    plan: Plan,
    calendar: Calendar,
    index: Index,
    rates: Vec<Compiled>,
    // The prices of rate 0 in every band, then those of rate 1, and so on. Nothing for blocked ones.
    prices: Vec<Option<Decimal>>,
}

impl Book {
    /// Checks that plan and deck fit, and compiles them.
    ///
    /// # Errors
    ///
    /// [`BookError`] when the deck is empty, a band has no price or a price no band, a setting of the plan cannot be,
    /// or two rows are for the same numbers as they are dialled under this plan.
    pub fn new(plan: Plan, deck: Deck) -> Result<Self, BookError> {
        if let Some((key, code)) = plan.dialling().misfit() {
            return Err(BookError::DialCode {
                key,
                code: code.to_owned(),
            });
        }
        if let Some(percent) = plan.taxation().misfit() {
            return Err(BookError::Tax {
                percent: percent.to_string(),
            });
        }
        let rows = deck.rows;
        if rows.is_empty() {
            return Err(BookError::EmptyDeck);
        }
        let calendar = plan.calendar();
        let mut prices = Vec::with_capacity(rows.len() * calendar.names().len());
        let mut entries = Vec::new();
        for (number, row) in (0u32..).zip(&rows) {
            for (band, _) in &row.rate.band_prices {
                if !calendar.names().contains(band) {
                    let bands = calendar.names().join(", ");
                    return Err(BookError::UnknownBand {
                        band: band.to_string(),
                        line: row.line,
                        bands,
                    });
                }
            }
            for band in calendar.names() {
                let price = row.rate.price_in(band);
                if price.is_none() && !row.rate.blocked {
                    return Err(BookError::NoPrice {
                        band: band.to_string(),
                        line: row.line,
                    });
                }
                prices.push(price);
            }
            for &prefix in &row.prefixes {
                let dialled = plan
                    .dialling()
                    .prefix(prefix)
                    .map_err(|source| BookError::Prefix {
                        prefix,
                        line: row.line,
                        source,
                    })?;
                entries.push((dialled, row.digits, number));
            }
        }
        let line = |row: u32| rows.get(row as usize).map_or(0, |row| row.line);
        let index = Index::new(entries).map_err(|(prefix, a, b)| BookError::Duplicate {
            prefix,
            first: line(a),
            second: line(b),
        })?;
        let rates = rows
            .into_iter()
            .map(|row| Compiled::new(row.rate, row.line))
            .collect();
        Ok(Self {
            plan,
            calendar,
            index,
            rates,
            prices,
        })
    }

    /// The plan.
    pub const fn plan(&self) -> &Plan {
        &self.plan
    }

    /// What a dialled number belongs to, and by which prefix, whether it may be called or not; `None` when no row is
    /// for it.
    ///
    /// # Errors
    ///
    /// [`NumberError`] when what was dialled is no number.
    pub fn destination(&self, dialled: &str) -> Result<Option<(Prefix, &Destination)>, NumberError> {
        let number = self.plan.dialling().number(dialled)?;
        Ok(match self.index.find(&number) {
            Found::Row(prefix, rate) => self
                .rates
                .get(rate as usize)
                .map(|rate| (prefix, &rate.destination)),
            Found::WrongLength(..) | Found::Nothing => None,
        })
    }

    /// Rates one call.
    ///
    /// A call is priced whole by the band in which it begins.
    #[must_use]
    pub fn rate(&self, call: &Call<'_>) -> Outcome {
        if call.duration.is_zero() {
            return Outcome::NotAnswered;
        }
        let number = match self.plan.dialling().number(call.number) {
            Ok(number) => number,
            Err(error) => return Outcome::Invalid(error.into()),
        };
        let clock = match self.clock(call.start) {
            Ok(clock) => clock,
            Err(error) => return Outcome::Invalid(error),
        };
        let unmatched = |why| Outcome::Unmatched {
            number: number.to_string(),
            why,
        };
        let (prefix, at) = match self.index.find(&number) {
            Found::Row(prefix, rate) => (prefix, rate as usize),
            Found::WrongLength(prefix, allowed) => {
                return unmatched(Unmatched::Length {
                    prefix,
                    allowed,
                    digits: number.len(),
                });
            }
            Found::Nothing => return unmatched(Unmatched::NoPrefix),
        };
        let band = self.calendar.band_at(clock);
        let (Some(rate), Some(name)) = (self.rates.get(at), self.calendar.names().get(band)) else {
            // Never taken: the index holds rates of this book only, and the calendar its own bands.
            return unmatched(Unmatched::NoPrefix);
        };
        let price = self
            .prices
            .get(at * self.calendar.names().len() + band)
            .copied()
            .flatten();
        let Some(price) = price.filter(|_| !rate.blocked) else {
            return Outcome::Blocked {
                number: number.to_string(),
                destination: rate.destination.clone(),
                prefix,
            };
        };

        let too_large = Outcome::Invalid(InvalidCall::TooLarge {
            seconds: call.duration.as_secs(),
        });
        let Some((units, billed_ms)) = rate.increment.count(call.duration) else {
            return too_large;
        };
        let (mode, step) = self.plan.step();
        let exact = Exact::price(price, billed_ms, rate.per.as_millis(), rate.fee);
        let Some((amount, is_rounded)) = exact.and_then(|exact| exact.round(mode, step)) else {
            return too_large;
        };
        let tax = self.plan.taxation();
        let percent = tax.on(clock.date());
        let Some((before, after)) = tax.split(amount, percent, step, mode) else {
            return too_large;
        };
        let currency = self.plan.currency();
        let charge = Charge {
            before_tax: Money::from_micros(before, currency),
            after_tax: Money::from_micros(after, currency),
            destination: rate.destination.clone(),
            prefix,
            band: Arc::clone(name),
            duration: call.duration,
            billed: Duration::from_millis(billed_ms),
            units,
            increment: rate.increment,
            price,
            per: rate.per,
            fee: rate.fee,
            tax: percent,
            tax_included: tax.is_included(),
            rounded: is_rounded.then_some(mode),
            shown: self.plan.shown_rounding(),
            line: rate.line,
        };
        if price.is_zero() && rate.fee.is_zero() {
            Outcome::Free(charge)
        } else {
            Outcome::Rated(charge)
        }
    }

    /// What the clock of the plan showed.
    fn clock(&self, start: Start) -> Result<NaiveDateTime, InvalidCall> {
        let zone = self.plan.zone();
        match start {
            Start::Instant(instant) => {
                let utc = instant.naive_utc();
                let offset = zone.offset_from_utc_datetime(&utc).fix();
                utc.checked_add_offset(offset)
                    .ok_or(InvalidCall::StartOutOfRange { start })
            }
            // Prices go by the clock, so of a reading that came twice either will do.
            Start::Local(reading) => match zone.offset_from_local_datetime(&reading) {
                MappedLocalTime::None => Err(InvalidCall::SkippedTime {
                    start,
                    zone: zone.name(),
                }),
                MappedLocalTime::Single(_) | MappedLocalTime::Ambiguous(..) => Ok(reading),
            },
        }
    }
}

/// What rating needs of a row, close together: with many rows every step to another place in memory is paid for.
#[derive(Clone, Debug)]
struct Compiled {
    destination: Destination,
    per: Duration,
    increment: Increment,
    fee: Decimal,
    blocked: bool,
    line: usize,
}

impl Compiled {
    fn new(rate: Rate, line: usize) -> Self {
        let Rate {
            destination,
            per,
            increment,
            fee,
            blocked,
            ..
        } = rate;
        Self {
            destination,
            per,
            increment,
            fee,
            blocked,
            line,
        }
    }
}

/// An exact price in millionths: a fraction that no step has rounded yet.
struct Exact {
    numerator: i128,
    denominator: i128,
}

impl Exact {
    /// `price × billed ÷ per + fee`; `None` when a number on the way does not fit 128 bits.
    fn price(price: Decimal, billed_ms: u64, per_ms: u128, fee: Decimal) -> Option<Self> {
        const MICROS: i128 = 1_000_000;
        let numerator = i128::from(price.mantissa())
            .checked_mul(i128::from(billed_ms))?
            .checked_mul(MICROS)?;
        let denominator = price.divisor().checked_mul(i128::try_from(per_ms).ok()?)?;
        if fee.is_zero() {
            return Some(Self {
                numerator,
                denominator,
            });
        }
        let fee_part = i128::from(fee.mantissa())
            .checked_mul(MICROS)?
            .checked_mul(denominator)?;
        Some(Self {
            numerator: numerator.checked_mul(fee.divisor())?.checked_add(fee_part)?,
            denominator: denominator.checked_mul(fee.divisor())?,
        })
    }

    /// Whole millionths in multiples of `step`, and whether that changed the price.
    fn round(&self, mode: Rounding, step: i64) -> Option<(i64, bool)> {
        let denominator = self.denominator.checked_mul(i128::from(step))?;
        let steps = mode.divide(self.numerator, denominator)?;
        let is_rounded = steps.checked_mul(denominator) != Some(self.numerator);
        Some((
            i64::try_from(steps.checked_mul(i128::from(step))?).ok()?,
            is_rounded,
        ))
    }
}

/// Why a plan and a deck make no book.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BookError {
    /// Nothing to rate by.
    #[error("the deck has no rows; check its file, and the lines that were refused")]
    EmptyDeck,
    /// A price for a band that the plan does not have.
    #[error("line {line} of the deck has a price for band {band:?}; the bands of the plan are {bands}")]
    UnknownBand {
        /// The band.
        band: String,
        /// The line of the deck.
        line: usize,
        /// The bands that there are.
        bands: String,
    },
    /// A row without a price in one of the plan's bands.
    #[error(
        "line {line} of the deck has no price in band {band:?}; add a column price_{band}, or price for all bands"
    )]
    NoPrice {
        /// The band.
        band: String,
        /// The line of the deck.
        line: usize,
    },
    /// Two rows for the same numbers, though they may be spelt differently.
    #[error(
        "lines {first} and {second} of the deck are both for prefix {prefix}; remove it from one of the two"
    )]
    Duplicate {
        /// The prefix in the form of the deck.
        prefix: Prefix,
        /// The line of one row.
        first: usize,
        /// The line of the other.
        second: usize,
    },
    /// A prefix that is too long once it is brought to the form of numbers.
    #[error("prefix {prefix} on line {line} of the deck: {source}")]
    Prefix {
        /// The prefix as written.
        prefix: Prefix,
        /// The line of the deck.
        line: usize,
        /// Why.
        source: NumberError,
    },
    /// A code of the numbering that is no code.
    #[error("numbering.{key} is {code:?}; it holds 1 to 8 digits")]
    DialCode {
        /// The setting.
        key: &'static str,
        /// What it holds.
        code: String,
    },
    /// A tax that cannot be.
    #[error("a tax of {percent} %; it lies between 0 and 1000")]
    Tax {
        /// The percentage.
        percent: String,
    },
}
