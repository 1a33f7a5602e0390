//! Which addresses are looked at.

use std::fmt;
use std::net::Ipv4Addr;
use std::str::FromStr;

use ipnet::Ipv4Net;

use crate::mac::shown;

/// Addresses to look at: a network or from one to another.
///
/// ```
/// use switchhook_provisioning::discover::Range;
/// let range: Range = "192.0.2.0/28".parse()?;
/// assert_eq!(range.len(), 14, "neither the network nor its broadcast");
/// assert_eq!("192.0.2.10-192.0.2.12".parse::<Range>()?.addresses().count(), 3);
/// let error = "10.0.0.0/8".parse::<Range>().unwrap_err();
/// assert_eq!(error.to_string(), "\"10.0.0.0/8\" has 16777214 addresses, and at most 4096 are looked at; take a part of it");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Range {
    first: Ipv4Addr,
    last: Ipv4Addr,
}

impl Range {
    /// How many addresses a range has at most.
    pub const MOST: u32 = 4096;

    /// How many it has.
    #[allow(clippy::len_without_is_empty, reason = "a range has at least one address")]
    #[must_use]
    pub fn len(&self) -> u32 {
        u32::from(self.last) - u32::from(self.first) + 1
    }

    /// One after the other.
    pub fn addresses(&self) -> impl Iterator<Item = Ipv4Addr> + use<> {
        (u32::from(self.first)..=u32::from(self.last)).map(Ipv4Addr::from)
    }

    /// Whether an address is in it.
    #[must_use]
    pub fn contains(&self, address: Ipv4Addr) -> bool {
        (self.first..=self.last).contains(&address)
    }
}

impl fmt::Display for Range {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.first, self.last)
    }
}

impl fmt::Debug for Range {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Range({self})")
    }
}

/// Why a text is no range.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ParseRangeError {
    /// Neither a network nor two addresses.
    #[error("{text:?} is no range; write a network such as 192.0.2.0/24, or 192.0.2.10-192.0.2.40")]
    Shape {
        /// What was given, shortened when long.
        text: String,
    },
    /// The second address is before the first.
    #[error("{text:?} goes backwards; write the lower address first")]
    Backwards {
        /// What was given, shortened when long.
        text: String,
    },
    /// More addresses than are looked at.
    #[error(
        "{text:?} has {addresses} addresses, and at most {} are looked at; take a part of it",
        Range::MOST
    )]
    Large {
        /// What was given, shortened when long.
        text: String,
        /// How many it has.
        addresses: u64,
    },
    /// Addresses that no phone has.
    #[error("{text:?} has addresses that no device can have; take the network of the phones")]
    Nobody {
        /// What was given, shortened when long.
        text: String,
    },
}

impl ParseRangeError {
    /// A code that does not change between releases.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Shape { .. } => "E-RANGE-SHAPE",
            Self::Backwards { .. } => "E-RANGE-BACKWARDS",
            Self::Large { .. } => "E-RANGE-LARGE",
            Self::Nobody { .. } => "E-RANGE-NOBODY",
        }
    }
}

impl FromStr for Range {
    type Err = ParseRangeError;

    fn from_str(given: &str) -> Result<Self, ParseRangeError> {
        let text = shown(given.trim());
        let ends = || -> Option<(Ipv4Addr, Ipv4Addr)> {
            if let Some((first, last)) = given.split_once('-') {
                return Some((first.trim().parse().ok()?, last.trim().parse().ok()?));
            }
            let network: Ipv4Net = match given.trim().parse() {
                Ok(network) => network,
                Err(_) => Ipv4Net::from(given.trim().parse::<Ipv4Addr>().ok()?),
            };
            let (first, last) = (u32::from(network.network()), u32::from(network.broadcast()));
            let edge = u32::from(network.prefix_len() < 31);
            Some(((first + edge).into(), (last - edge).into()))
        };
        let Some((first, last)) = ends() else {
            return Err(ParseRangeError::Shape { text });
        };
        if first > last {
            return Err(ParseRangeError::Backwards { text });
        }
        let addresses = u64::from(u32::from(last) - u32::from(first)) + 1;
        if addresses > u64::from(Self::MOST) {
            return Err(ParseRangeError::Large { text, addresses });
        }
        let nobody = |address: Ipv4Addr| {
            address.is_unspecified()
                || address.is_multicast()
                || address.is_broadcast()
                || address.octets()[0] >= 240
        };
        if nobody(first) || nobody(last) {
            return Err(ParseRangeError::Nobody { text });
        }
        Ok(Self { first, last })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn ranges_are_read_and_bounded() {
        for (text, expected) in [
            ("192.0.2.7", Ok("192.0.2.7-192.0.2.7")),
            ("192.0.2.7/32", Ok("192.0.2.7-192.0.2.7")),
            ("192.0.2.0/31", Ok("192.0.2.0-192.0.2.1")),
            ("192.0.2.9/24", Ok("192.0.2.1-192.0.2.254")),
            (" 192.0.2.3 - 192.0.2.5 ", Ok("192.0.2.3-192.0.2.5")),
            ("192.0.2.5-192.0.2.3", Err("E-RANGE-BACKWARDS")),
            ("10.0.0.0/16", Err("E-RANGE-LARGE")),
            ("0.0.0.0/0", Err("E-RANGE-LARGE")),
            ("0.0.0.0", Err("E-RANGE-NOBODY")),
            ("224.0.0.0/24", Err("E-RANGE-NOBODY")),
            ("255.255.255.255", Err("E-RANGE-NOBODY")),
            ("192.0.2.0/33", Err("E-RANGE-SHAPE")),
            ("phones", Err("E-RANGE-SHAPE")),
            ("", Err("E-RANGE-SHAPE")),
        ] {
            let found = text.parse::<Range>();
            let found = found
                .as_ref()
                .map(ToString::to_string)
                .map_err(ParseRangeError::code);
            assert_eq!(found.as_deref(), expected.as_ref().copied(), "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn no_range_is_longer_than_the_longest(text in "[0-9./ -]{0,40}") {
            if let Ok(range) = text.parse::<Range>() {
                prop_assert!((1..=Range::MOST).contains(&range.len()));
                prop_assert_eq!(range.addresses().count(), range.len() as usize);
            }
        }
    }
}
