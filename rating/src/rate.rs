//! What a destination costs.

use std::sync::Arc;
use std::time::Duration;

use crate::{Decimal, Increment, Kind};

/// A set of prefixes that share a price: its name and its kind.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Destination {
    /// The name that people read, such as `French Polynesia mobile`.
    pub name: Arc<str>,
    /// What kind of numbers these are.
    pub kind: Kind,
}

impl Destination {
    /// A destination.
    #[must_use]
    pub fn new(name: &str, kind: Kind) -> Self {
        Self {
            name: name.into(),
            kind,
        }
    }
}

/// A price with its steps: one row of a deck.
///
/// The price of a call is `price × billed seconds ÷ per + fee`, where the billed seconds come from the
/// [`Increment`] and the price from the time band in which the call began.
///
/// ```
/// use std::time::Duration;
/// use switchhook_rating::{Destination, Increment, Kind, Rate};
/// let rate = Rate::new(Destination::new("Local fixed", Kind::Fixed), Duration::from_secs(60), Increment::new(60, 60))
///     .price("10.45".parse()?)
///     .band_price("offpeak", "6.30".parse()?);
/// assert_eq!(rate.price_in("peak").unwrap().to_string(), "10.45");
/// assert_eq!(rate.price_in("offpeak").unwrap().to_string(), "6.3");
/// # Ok::<(), switchhook_rating::ParseDecimalError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
pub struct Rate {
    pub(crate) destination: Destination,
    pub(crate) price: Option<Decimal>,
    pub(crate) band_prices: Vec<(Arc<str>, Decimal)>,
    pub(crate) per: Duration,
    pub(crate) increment: Increment,
    pub(crate) fee: Decimal,
    pub(crate) blocked: bool,
}

impl Rate {
    /// A rate without a price yet: the price will be for `per`, usually a minute.
    pub fn new(destination: Destination, per: Duration, increment: Increment) -> Self {
        Self {
            destination,
            price: None,
            band_prices: Vec::new(),
            per,
            increment,
            fee: Decimal::ZERO,
            blocked: false,
        }
    }

    /// A destination that must not be called.
    pub fn blocked(destination: Destination) -> Self {
        let mut rate = Self::new(destination, Duration::from_secs(60), Increment::new(60, 60));
        rate.blocked = true;
        rate
    }

    /// The price in every band that has none of its own. Default: none.
    pub fn price(mut self, price: Decimal) -> Self {
        self.price = Some(price);
        self
    }

    /// The price in one band. Default: none.
    pub fn band_price(mut self, band: &str, price: Decimal) -> Self {
        self.band_prices.retain(|(name, _)| &**name != band);
        self.band_prices.push((band.into(), price));
        self
    }

    /// What is paid once for an answered call. Default: 0.
    pub fn fee(mut self, fee: Decimal) -> Self {
        self.fee = fee;
        self
    }

    /// What is called.
    #[must_use]
    pub const fn destination(&self) -> &Destination {
        &self.destination
    }

    /// The price in a band, if there is one.
    #[must_use]
    pub fn price_in(&self, band: &str) -> Option<Decimal> {
        self.band_prices
            .iter()
            .find(|(name, _)| &**name == band)
            .map(|(_, price)| *price)
            .or(self.price)
    }

    /// Whether calls there are forbidden.
    #[must_use]
    pub const fn is_blocked(&self) -> bool {
        self.blocked
    }
}
