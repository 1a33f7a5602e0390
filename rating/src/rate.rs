//! What a destination costs.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;
use std::time::Duration;

use crate::{Decimal, Increment};

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

/// A kind of numbers. Parses and displays as one word; empty text is [`Other`](Self::Other).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
#[non_exhaustive]
pub enum Kind {
    /// `fixed`: lines of a fixed network.
    Fixed,
    /// `mobile`: mobile telephones.
    Mobile,
    /// `special`: short codes and other numbers with a price of their own.
    Special,
    /// `tollfree`: numbers that the called party pays for.
    TollFree,
    /// `premium`: numbers that earn money for the called party.
    Premium,
    /// `emergency`: police, fire brigade, ambulance.
    Emergency,
    /// `other`: anything else, or not said.
    #[default]
    Other,
}

impl Kind {
    const ALL: [(Self, &'static str); 7] = [
        (Self::Fixed, "fixed"),
        (Self::Mobile, "mobile"),
        (Self::Special, "special"),
        (Self::TollFree, "tollfree"),
        (Self::Premium, "premium"),
        (Self::Emergency, "emergency"),
        (Self::Other, "other"),
    ];
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(
            Self::ALL
                .iter()
                .find(|(kind, _)| kind == self)
                .map_or("other", |(_, name)| name),
        )
    }
}

impl FromStr for Kind {
    type Err = ParseKindError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text.is_empty() {
            return Ok(Self::Other);
        }
        Self::ALL
            .iter()
            .find(|(_, name)| name.eq_ignore_ascii_case(text))
            .map(|(kind, _)| *kind)
            .ok_or_else(|| ParseKindError {
                text: text.to_owned(),
            })
    }
}

/// A word that names no kind of numbers.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{text:?} is not a kind; use fixed, mobile, special, tollfree, premium, emergency, other or nothing")]
pub struct ParseKindError {
    /// The word as given.
    pub text: String,
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_survive_being_shown_and_read() {
        for (kind, name) in Kind::ALL {
            assert_eq!((kind.to_string().as_str(), name.parse()), (name, Ok(kind)));
        }
        assert_eq!("Mobile".parse(), Ok(Kind::Mobile));
        assert_eq!("".parse(), Ok(Kind::Other));
        assert!(
            "FIXE"
                .parse::<Kind>()
                .unwrap_err()
                .to_string()
                .contains("\"FIXE\" is not a kind")
        );
    }
}
