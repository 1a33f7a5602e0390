//! Stretches of time in which all that depends on the date is the same.

use crate::clock::Clock;

use super::{FastPlan, FastTax};

const SECONDS_A_DAY: i64 = 86_400;

/// A stretch of time in which nothing about a plan changes but the band: not its clock, deck or tax. Most batches lie
/// within one.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Season<'p> {
    // Seconds since 1970.
    from: i64,
    until: i64,
    /// How many seconds the clock is ahead of UTC.
    pub(crate) ahead: i64,
    /// The number of the deck in force.
    pub(crate) version: usize,
    /// The tax, if it is ordinary.
    pub(crate) tax: Option<&'p FastTax>,
}

impl FastPlan {
    /// The season around an instant; `None` without a deck in force, and outside of the table of the clock.
    pub(crate) fn season(&self, clock: &Clock, instant: i64) -> Option<Season<'_>> {
        let (mut from, mut until, ahead) = clock.stretch(instant)?;
        let day = (instant + ahead).div_euclid(SECONDS_A_DAY);
        let changes = self
            .effective
            .iter()
            .chain(self.taxes.iter().map(|(from, ..)| from));
        for change in changes.map(|day| day.saturating_mul(SECONDS_A_DAY).saturating_sub(ahead)) {
            if change <= instant {
                from = from.max(change);
            } else {
                until = until.min(change);
            }
        }
        Some(Season {
            from,
            until,
            ahead,
            version: self.version_on(day)?,
            tax: self.tax_on(day),
        })
    }
}

impl Season<'_> {
    #[inline]
    pub(crate) fn contains(&self, instant: i64) -> bool {
        (self.from..self.until).contains(&instant)
    }
}
