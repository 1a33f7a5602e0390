//! The words of files for the settings that have a few.

use std::fmt;
use std::str::FromStr;

use crate::{CountedPer, Crossing, Period, Place, Pricing, Seconds, TaxBasis, TaxPlace, TaxSide};

/// Names for the words of files: `name`, `Display` and `FromStr` for each.
macro_rules! words {
    ($($name:ident: $what:literal, $($variant:ident = $word:literal),+;)+) => {$(
        impl $name {
            /// Every one.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The word used in files.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $word),+
                }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.name())
            }
        }

        impl FromStr for $name {
            type Err = ParseWordError;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                let found = Self::ALL.iter().copied().find(|word| word.name() == text);
                found.ok_or_else(|| ParseWordError {
                    text: text.to_owned(),
                    what: $what,
                    words: Self::ALL.iter().map(|word| word.name()).collect::<Vec<_>>().join(", "),
                })
            }
        }
    )+};
}

words! {
    Pricing: "way to price", Start = "start", Increment = "increment", Second = "second";
    Seconds: "way to round seconds", Exact = "none", Up = "up", Down = "down", HalfUp = "half_up";
    Place: "place to round", Increment = "increment", Segment = "segment", Call = "call", Invoice = "invoice";
    TaxSide: "side of a tax", Before = "before", After = "after";
    TaxBasis: "basis of a tax", Rounded = "rounded", Exact = "exact";
    TaxPlace: "place of a tax", Line = "line", Invoice = "invoice";
    Period: "period", Month = "month";
    CountedPer: "owner of a package", Trunk = "trunk", Account = "account", Extension = "extension";
    Crossing: "way to cross the end of a package", Split = "split", Inside = "inside", Beyond = "beyond";
}

/// A word that is none of those that a setting has.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{text:?} is not a {what}; use one of {words}")]
pub struct ParseWordError {
    /// The word as given.
    pub text: String,
    /// What it should be.
    pub what: &'static str,
    /// The words that there are.
    pub words: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_survive_being_shown_and_read() {
        for place in Place::ALL {
            assert_eq!(place.name().parse(), Ok(*place));
        }
        let error = "calls".parse::<Place>().unwrap_err();
        assert_eq!(
            error.to_string(),
            "\"calls\" is not a place to round; use one of increment, segment, call, invoice"
        );
    }
}
