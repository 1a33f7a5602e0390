//! What a destination costs.

use std::sync::Arc;
use std::time::Duration;

use chrono::NaiveDate;

use crate::{Destination, Increment, Kind, Prefix, Ratio};

/// A price with its steps and its conditions: one row of a deck.
///
/// The price of a call is `(price + surcharge) × billed seconds ÷ per + fee`, where the billed seconds come from the
/// [`Increment`] and the price from the time band. The [`Conditions`] say which calls the row is for.
///
/// ```
/// use std::time::Duration;
/// use switchhook_rating::{Destination, Increment, Kind, Rate};
/// let rate = Rate::new(Destination::new("Local fixed", Kind::Fixed), Duration::from_secs(60), Increment::new(60, 60))
///     .price("10.45".parse()?)
///     .band_price("offpeak", "6.30".parse()?);
/// assert_eq!(rate.price_in("peak").unwrap().to_string(), "10.45");
/// assert_eq!(rate.price_in("offpeak").unwrap().to_string(), "6.3");
/// # Ok::<(), switchhook_rating::ParseRatioError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[must_use]
pub struct Rate {
    pub(crate) destination: Destination,
    pub(crate) terms: Terms,
    pub(crate) conditions: Conditions,
}

/// A [`Rate`] as it stands in a deck, where rows share what they have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RateRef<'a> {
    pub(crate) destination: &'a Destination,
    pub(crate) price: Option<Ratio>,
    /// The terms without the price, which many rows have in common.
    pub(crate) frame: &'a Terms,
    pub(crate) conditions: &'a Conditions,
}

/// The money and time of a [`Rate`]: what many rows of a deck have in common.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Terms {
    /// The price in every band that has none of its own.
    pub price: Option<Ratio>,
    /// What is different in single bands, by name.
    pub bands: Vec<BandTerms>,
    /// What is different from some length of the call on, shortest first.
    pub slots: Vec<Slot>,
    /// The time that prices and the surcharge are for.
    pub per: Duration,
    /// The steps of billing.
    pub increment: Increment,
    /// Paid once a call.
    pub fee: Ratio,
    /// Added to the price in every band and slot, for the time `per`.
    pub surcharge: Ratio,
    /// The least that a call costs.
    pub minimum: Option<Ratio>,
    /// The most that a call costs.
    pub maximum: Option<Ratio>,
    /// A call that is not longer than this is free.
    pub grace: Duration,
    /// Taken off the front of a call before it is billed.
    pub free: Duration,
    /// Calls are forbidden.
    pub blocked: bool,
}

/// Which calls a [`Rate`] is for, besides the prefix and the digits of its row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub struct Conditions {
    /// Numbers of this kind only.
    pub only: Option<Kind>,
    /// Calls from numbers that begin like this only.
    pub caller: Option<Prefix>,
    /// The first day, by the clock of the plan.
    pub from: Option<NaiveDate>,
    /// The last day, by the clock of the plan.
    pub until: Option<NaiveDate>,
    /// Among rows of one prefix the higher one comes first.
    pub priority: i32,
}

/// What is different in one band. What is `None` is as in the rest of the row.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct BandTerms {
    /// The band.
    pub band: Arc<str>,
    /// Its price.
    pub price: Option<Ratio>,
    /// Its steps.
    pub increment: Option<Increment>,
    /// Its fee, for calls that begin in it.
    pub fee: Option<Ratio>,
}

/// From some length of the call on: another price, and perhaps other steps.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Slot {
    /// How long the call has lasted when the slot begins; free seconds count.
    pub from: Duration,
    /// The price in every band, for the time `per` of the rate.
    pub price: Ratio,
    /// The steps. The first block counts only where the billed time begins in the slot.
    pub increment: Option<Increment>,
}

impl Slot {
    /// A price from a length on.
    #[must_use]
    pub const fn new(from: Duration, price: Ratio) -> Self {
        Self {
            from,
            price,
            increment: None,
        }
    }

    /// The steps from there on. Default: those of the rate.
    #[must_use]
    pub const fn increment(mut self, increment: Increment) -> Self {
        self.increment = Some(increment);
        self
    }
}

/// What two rows of one prefix have in common when both claim the same calls.
pub(crate) type Claim = (Option<Kind>, Option<Prefix>, i32, Option<NaiveDate>);

impl Conditions {
    /// Rows with another claim never contend: where very many share a prefix, only those with the same are compared.
    pub(crate) const fn claim(&self) -> Claim {
        (self.only, self.caller, self.priority, self.from)
    }

    /// Whether both can fit one call, so that two rows of one prefix would contend for it.
    pub(crate) fn contends(&self, other: &Self) -> bool {
        let begins = self.from.max(other.from);
        let ends = match (self.until, other.until) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        };
        let overlap = begins.zip(ends).is_none_or(|(begins, ends)| begins <= ends);
        // A later first day comes first, and the row before it ends there: what a new price list does.
        self.claim() == other.claim() && overlap
    }
}

impl Rate {
    /// A rate without a price yet: the price will be for `per`, usually a minute.
    pub fn new(destination: Destination, per: Duration, increment: Increment) -> Self {
        Self {
            destination,
            terms: Terms::new(per, increment),
            conditions: Conditions::default(),
        }
    }

    /// A destination that must not be called. Emergency numbers do not take such a row.
    pub fn blocked(destination: Destination) -> Self {
        Self {
            destination,
            terms: Terms::blocked(),
            conditions: Conditions::default(),
        }
    }

    /// The price in every band that has none of its own. Default: none.
    pub fn price(mut self, price: Ratio) -> Self {
        self.terms.price = Some(price);
        self
    }

    /// The price in one band. Default: none.
    pub fn band_price(mut self, band: &str, price: Ratio) -> Self {
        self.terms.band(&band.into()).price = Some(price);
        self
    }

    /// The steps in one band. Default: those of the rate.
    pub fn band_increment(mut self, band: &str, increment: Increment) -> Self {
        self.terms.band(&band.into()).increment = Some(increment);
        self
    }

    /// The fee of calls that begin in one band. Default: that of the rate.
    pub fn band_fee(mut self, band: &str, fee: Ratio) -> Self {
        self.terms.band(&band.into()).fee = Some(fee);
        self
    }

    /// Another price from some length of the call on. Replaces one from the same length. Default: none.
    pub fn slot(mut self, slot: Slot) -> Self {
        self.terms.slot(slot);
        self
    }

    /// What is paid once for an answered call. Default: 0.
    pub fn fee(mut self, fee: Ratio) -> Self {
        self.terms.fee = fee;
        self
    }

    /// What is added to the price in every band, for the time `per`. Default: 0.
    pub fn surcharge(mut self, surcharge: Ratio) -> Self {
        self.terms.surcharge = surcharge;
        self
    }

    /// The least that a call costs. Default: none.
    pub fn minimum(mut self, minimum: Ratio) -> Self {
        self.terms.minimum = Some(minimum);
        self
    }

    /// The most that a call costs. Default: none.
    pub fn maximum(mut self, maximum: Ratio) -> Self {
        self.terms.maximum = Some(maximum);
        self
    }

    /// The length up to which a call is free. Default: 0.
    pub fn grace(mut self, grace: Duration) -> Self {
        self.terms.grace = grace;
        self
    }

    /// What is taken off the front of a call before it is billed. Fee and minimum are due even of a call of which nothing
    /// is left; [`grace`](Self::grace) is what makes it free. Default: 0.
    pub fn free(mut self, free: Duration) -> Self {
        self.terms.free = free;
        self
    }

    /// Numbers of this kind only. Default: of every kind, known or not.
    pub fn only(mut self, kind: Kind) -> Self {
        self.conditions.only = Some(kind);
        self
    }

    /// Calls from numbers that begin like this only; a withheld number begins like nothing. Default: from anybody.
    pub fn caller(mut self, prefix: Prefix) -> Self {
        self.conditions.caller = Some(prefix);
        self
    }

    /// The first day, by the clock of the plan; the start of a call counts. Default: always.
    pub fn valid_from(mut self, day: NaiveDate) -> Self {
        self.conditions.from = Some(day);
        self
    }

    /// The last day, by the clock of the plan; the start of a call counts. Default: for ever.
    pub fn valid_until(mut self, day: NaiveDate) -> Self {
        self.conditions.until = Some(day);
        self
    }

    /// Among rows of one prefix the higher one comes first. Default: 0.
    pub fn priority(mut self, priority: i32) -> Self {
        self.conditions.priority = priority;
        self
    }

    /// What is called.
    #[must_use]
    pub const fn destination(&self) -> &Destination {
        &self.destination
    }

    /// Its money and time.
    #[must_use]
    pub const fn terms(&self) -> &Terms {
        &self.terms
    }

    /// Which calls it is for.
    #[must_use]
    pub const fn conditions(&self) -> &Conditions {
        &self.conditions
    }

    /// The price in a band, if there is one; without the surcharge.
    #[must_use]
    pub fn price_in(&self, band: &str) -> Option<Ratio> {
        self.terms.price_in(band)
    }

    /// Whether calls there are forbidden.
    #[must_use]
    pub const fn is_blocked(&self) -> bool {
        self.terms.blocked
    }
}

impl<'a> RateRef<'a> {
    /// What is called.
    #[must_use]
    pub const fn destination(self) -> &'a Destination {
        self.destination
    }

    /// Its money and time, put together for the occasion: rows that differ in their price share the rest of them.
    #[must_use]
    pub fn terms(self) -> Terms {
        Terms {
            price: self.price,
            ..self.frame.clone()
        }
    }

    /// Which calls it is for.
    #[must_use]
    pub const fn conditions(self) -> &'a Conditions {
        self.conditions
    }

    /// The price in a band, if there is one; without the surcharge.
    #[must_use]
    pub fn price_in(self, band: &str) -> Option<Ratio> {
        self.frame.price_in(band).or(self.price)
    }

    /// Whether calls there are forbidden.
    #[must_use]
    pub const fn is_blocked(self) -> bool {
        self.frame.blocked
    }

    /// The same by itself.
    pub fn to_rate(self) -> Rate {
        Rate {
            destination: self.destination.clone(),
            terms: self.terms(),
            conditions: *self.conditions,
        }
    }
}

impl Terms {
    /// Without a price yet.
    pub(crate) const fn new(per: Duration, increment: Increment) -> Self {
        Self {
            price: None,
            bands: Vec::new(),
            slots: Vec::new(),
            per,
            increment,
            fee: Ratio::ZERO,
            surcharge: Ratio::ZERO,
            minimum: None,
            maximum: None,
            grace: Duration::ZERO,
            free: Duration::ZERO,
            blocked: false,
        }
    }

    /// Of a destination that must not be called.
    pub(crate) const fn blocked() -> Self {
        let mut terms = Self::new(Duration::from_secs(60), Increment::new(60, 60));
        terms.blocked = true;
        terms
    }

    /// These terms; leaves others in their place.
    pub(crate) const fn take(&mut self) -> Self {
        std::mem::replace(self, Self::blocked())
    }

    /// What is different in a band. A name that many rows have is kept once.
    pub(crate) fn band(&mut self, name: &Arc<str>) -> &mut BandTerms {
        let at = self.bands.iter().position(|band| band.band == *name);
        let at = at.unwrap_or(self.bands.len());
        if at == self.bands.len() {
            self.bands.push(BandTerms {
                band: Arc::clone(name),
                price: None,
                increment: None,
                fee: None,
            });
        }
        &mut self.bands[at]
    }

    /// Adds a slot; replaces one from the same length.
    pub(crate) fn slot(&mut self, slot: Slot) {
        self.slots.retain(|known| known.from != slot.from);
        self.slots.push(slot);
        self.slots.sort_by_key(|slot| slot.from);
    }

    pub(crate) fn of(&self, band: &str) -> Option<&BandTerms> {
        self.bands.iter().find(|known| &*known.band == band)
    }

    /// The price in a band, if there is one; without the surcharge.
    #[must_use]
    pub fn price_in(&self, band: &str) -> Option<Ratio> {
        self.of(band).and_then(|band| band.price).or(self.price)
    }

    /// The steps in a band.
    #[must_use]
    pub fn increment_in(&self, band: &str) -> Increment {
        self.of(band)
            .and_then(|band| band.increment)
            .unwrap_or(self.increment)
    }

    /// The fee of calls that begin in a band.
    #[must_use]
    pub fn fee_in(&self, band: &str) -> Ratio {
        self.of(band).and_then(|band| band.fee).unwrap_or(self.fee)
    }

    /// Every amount in it, to find one that cannot be.
    pub(crate) fn amounts(&self) -> impl Iterator<Item = Ratio> {
        let bands = self
            .bands
            .iter()
            .flat_map(|band| band.price.into_iter().chain(band.fee));
        let slots = self.slots.iter().map(|slot| slot.price);
        bands
            .chain(slots)
            .chain(self.price)
            .chain([self.fee, self.surcharge])
            .chain(self.minimum)
            .chain(self.maximum)
    }
}
