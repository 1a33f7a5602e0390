//! Shares that are kept as their two numbers until they are shown.

use std::fmt;

/// A share: so many of so many. Shown as a percentage with one decimal, rounded half up from the two numbers.
///
/// Shares of several queues or days are added by their parts, never averaged.
///
/// ```
/// use switchhook_portal_core::queue::ratio::Ratio;
///
/// assert_eq!(Ratio::new(860, 1040).to_string(), "82.7");
/// assert_eq!((Ratio::new(9, 10) + Ratio::new(0, 90)).to_string(), "9.0");
/// assert_eq!(Ratio::new(0, 0).to_string(), "-"); // Nothing is not 100 %.
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Ratio {
    /// How many.
    pub part: u64,
    /// Of how many.
    pub whole: u64,
}

impl Ratio {
    /// So many of so many.
    pub const fn new(part: u64, whole: u64) -> Self {
        Self { part, whole }
    }

    /// Tenths of a percent; `None` if there is nothing to be a share of.
    pub fn tenths(self) -> Option<u64> {
        let (part, whole) = (u128::from(self.part), u128::from(self.whole));
        let tenths = (2000 * part + whole).checked_div(2 * whole)?;
        Some(u64::try_from(tenths).unwrap_or(u64::MAX))
    }
}

impl std::ops::Add for Ratio {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self::new(self.part + other.part, self.whole + other.whole)
    }
}

impl fmt::Display for Ratio {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.tenths() {
            Some(tenths) => write!(f, "{}.{}", tenths / 10, tenths % 10),
            None => f.write_str("-"),
        }
    }
}
