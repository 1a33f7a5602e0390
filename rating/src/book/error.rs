//! Why plans and decks make no book.

use crate::{NumberError, Plan, Prefix, Ratio};

/// Why plans and decks make no book.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum BookError {
    /// What is wrong with one of several plans.
    #[error("plan {plan:?}: {error}")]
    InPlan {
        /// Its name.
        plan: String,
        /// What is wrong.
        #[source]
        error: Box<BookError>,
    },
    /// Not a single plan.
    #[error("the book has no plan; add one")]
    NoPlan,
    /// Two plans of one name.
    #[error("two plans are called {plan:?}; rename one of them")]
    PlanTwice {
        /// The name.
        plan: String,
    },
    /// A name that no plan has.
    #[error("there is no plan {plan:?}; correct the name, or add the plan")]
    NoSuchPlan {
        /// The name.
        plan: String,
    },
    /// Two plans that dial differently.
    #[error(
        "the plans {first:?} and {second:?} say differently how numbers are dialled; say it once for the book"
    )]
    Numberings {
        /// The name of one.
        first: String,
        /// The name of the other.
        second: String,
    },
    /// A plan that is its own parent.
    #[error("plan {plan:?} is its own parent, perhaps by way of others; take one of the parents away")]
    Circle {
        /// Its name.
        plan: String,
    },
    /// A parent whose prices mean something else.
    #[error("the parent {parent:?} has another currency or time zone; give both plans the same")]
    Parent {
        /// The name of the parent.
        parent: String,
    },
    /// A factor that cannot be.
    #[error(
        "the factor {factor} of the parent; it lies above zero, and with those of other parents has 15 digits"
    )]
    Factor {
        /// The factor.
        factor: Ratio,
    },
    /// Two decks from the same day.
    #[error("two decks are in force from {day}; merge them, or give one another day")]
    SameDay {
        /// The day.
        day: String,
    },
    /// More than a book could need.
    #[error("more than {most} {what}; check what the book is made from")]
    TooMany {
        /// Of what.
        what: &'static str,
        /// How many there may be.
        most: usize,
    },
    /// A rate of exchange that cannot be.
    #[error("a {currency} is worth {rate}; give a rate above zero")]
    Exchange {
        /// The currency.
        currency: String,
        /// The rate.
        rate: Ratio,
    },
    /// A deck in a currency of which no worth is known.
    #[error(
        "a deck has prices in {currency}, and the plan does not say what that is worth; add a rate of exchange"
    )]
    NoExchange {
        /// The currency.
        currency: String,
    },
    /// A coin that is none.
    #[error("a smallest coin of {micros} millionths; it lies above zero, 50000 for five hundredths")]
    Coin {
        /// The coin.
        micros: i64,
    },
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
    /// A time that cannot be counted in milliseconds.
    #[error("line {line} of the deck has a time or price too long to reckon with; shorten it")]
    TooLong {
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
        /// The line of the deck, 0 for a prefix that stands elsewhere.
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
    /// Two packages of one name.
    #[error("two packages are called {package:?}; rename one of them")]
    PackageTwice {
        /// The name.
        package: String,
    },
    /// A package that cannot be.
    #[error("package {package:?}: {why}")]
    Package {
        /// Its name.
        package: String,
        /// What is wrong, and what to do.
        why: &'static str,
    },
}

impl BookError {
    /// With the name of the plan, where there are several.
    pub(super) fn in_plan(self, plan: &Plan, several: bool) -> Self {
        if !several {
            return self;
        }
        Self::InPlan {
            plan: plan.name().to_owned(),
            error: Box::new(self),
        }
    }
}
