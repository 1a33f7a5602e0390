//! What a group adds up to.

use std::time::Duration;

use super::{Entry, ReportError};
use crate::{Currency, Money, Rounding, Status};

/// How many calls ended in which way. Each call counts once, so the five add up to the calls that went in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// With a price.
    pub rated: u64,
    /// At a price of zero, or not answered.
    pub free: u64,
    /// To where the tariff forbids to call.
    pub forbidden: u64,
    /// To where the tariff has no rate.
    pub unmatched: u64,
    /// With a record that is wrong.
    pub rejected: u64,
}

impl Counts {
    /// All calls.
    #[must_use]
    pub const fn all(&self) -> u64 {
        self.rated + self.free + self.forbidden + self.unmatched + self.rejected
    }

    /// In the order rated, free, forbidden, unmatched, rejected.
    #[must_use]
    pub const fn list(&self) -> [u64; 5] {
        [
            self.rated,
            self.free,
            self.forbidden,
            self.unmatched,
            self.rejected,
        ]
    }

    /// One more call.
    pub const fn add(&mut self, status: Status) {
        match status {
            Status::Rated => self.rated += 1,
            Status::Free => self.free += 1,
            Status::Forbidden => self.forbidden += 1,
            Status::Unmatched => self.unmatched += 1,
            Status::Rejected => self.rejected += 1,
        }
    }

    const fn plus(self, other: Self) -> Self {
        Self {
            rated: self.rated + other.rated,
            free: self.free + other.free,
            forbidden: self.forbidden + other.forbidden,
            unmatched: self.unmatched + other.unmatched,
            rejected: self.rejected + other.rejected,
        }
    }
}

/// Calls, time and money.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Total {
    /// How many calls, by what became of them.
    pub counts: Counts,
    /// How long the calls with a price lasted, those that are free among them.
    pub duration: Duration,
    /// How long they are billed for.
    pub billed: Duration,
    /// The sum before tax, of unrounded amounts.
    pub before_tax: Money,
    /// The sum after tax, of unrounded amounts.
    pub after_tax: Money,
}

impl Total {
    /// Nothing.
    #[must_use]
    pub fn zero(currency: Currency) -> Self {
        Self {
            counts: Counts::default(),
            duration: Duration::ZERO,
            billed: Duration::ZERO,
            before_tax: Money::zero(currency),
            after_tax: Money::zero(currency),
        }
    }

    /// The tax.
    #[must_use]
    pub fn tax(&self) -> Money {
        // Both are sums of amounts of one sign and currency, so the difference exists.
        self.after_tax
            .checked_sub(self.before_tax)
            .unwrap_or(Money::zero(self.after_tax.currency()))
    }

    /// One call.
    pub(super) fn of(entry: &Entry<'_>, currency: Currency) -> Result<Self, ReportError> {
        let mut total = Self::zero(currency);
        total.counts.add(entry.status);
        if let Some((before_tax, after_tax)) = entry.amounts {
            for amount in [before_tax, after_tax] {
                if amount.currency() != currency {
                    return Err(ReportError::OtherCurrency {
                        found: amount.currency(),
                        expected: currency,
                    });
                }
            }
            total = Self {
                duration: entry.duration,
                billed: entry.billed,
                before_tax,
                after_tax,
                ..total
            };
        }
        Ok(total)
    }

    /// Both together. What has no money adds to every currency.
    ///
    /// # Errors
    ///
    /// [`ReportError::TooLarge`], or [`ReportError::OtherCurrency`].
    pub fn plus(&self, other: &Self) -> Result<Self, ReportError> {
        let (found, expected) = (other.before_tax.currency(), self.before_tax.currency());
        let mut other = *other;
        if found != expected {
            if !(other.before_tax.is_zero() && other.after_tax.is_zero()) {
                return Err(ReportError::OtherCurrency { found, expected });
            }
            (other.before_tax, other.after_tax) = (Money::zero(expected), Money::zero(expected));
        }
        let sum = |one: Money, other: Money| one.checked_add(other).ok_or(ReportError::TooLarge);
        let time = |one: Duration, other| one.checked_add(other).ok_or(ReportError::TooLarge);
        Ok(Self {
            counts: self.counts.plus(other.counts),
            duration: time(self.duration, other.duration)?,
            billed: time(self.billed, other.billed)?,
            before_tax: sum(self.before_tax, other.before_tax)?,
            after_tax: sum(self.after_tax, other.after_tax)?,
        })
    }

    /// The same with amounts in multiples of a coin.
    pub(super) fn rounded(&self, mode: Rounding, coin: i64) -> Result<Self, ReportError> {
        let rounded = |amount: Money| {
            let coin = i128::from(coin.max(1));
            let micros = mode
                .divide(i128::from(amount.micros()), coin)?
                .checked_mul(coin)?;
            Some(Money::from_micros(i64::try_from(micros).ok()?, amount.currency()))
        };
        Ok(Self {
            before_tax: rounded(self.before_tax).ok_or(ReportError::TooLarge)?,
            after_tax: rounded(self.after_tax).ok_or(ReportError::TooLarge)?,
            ..*self
        })
    }

    /// The same calls and times, and no money.
    pub(super) fn without_money(&self) -> Self {
        let zero = Money::zero(self.before_tax.currency());
        Self {
            before_tax: zero,
            after_tax: zero,
            ..*self
        }
    }

    /// The same calls and times, and the money of both.
    pub(super) fn plus_money(&self, other: &Self) -> Result<Self, ReportError> {
        let sum = self.plus(other)?;
        Ok(Self {
            before_tax: sum.before_tax,
            after_tax: sum.after_tax,
            ..*self
        })
    }
}
