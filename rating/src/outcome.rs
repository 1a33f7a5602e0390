//! What became of a call.

use std::fmt;
use std::str::FromStr;

use chrono::NaiveDate;

use crate::{
    Charge, Currency, Destination, DigitCount, Kind, Number, NumberError, ParseWordError, Prefix, Start,
};

/// What became of a call.
///
/// Every call ends as exactly one of these, and each has a [`Status`]. A call that the tariff does not know is
/// [`Unmatched`](Self::Unmatched), never free; only prices of zero in the deck, or its grace, make a call
/// [`Free`](Self::Free).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Outcome<'b> {
    /// It has a price.
    Rated(Charge<'b>),
    /// The deck has a price for it, which is zero.
    Free(Charge<'b>),
    /// Its destination must not be called.
    Forbidden {
        /// The number, in the form of the deck.
        number: Number,
        /// What forbids it.
        by: Forbidden<'b>,
    },
    /// It lasted no time, and costs nothing.
    NotAnswered,
    /// No row of the deck fits. Add one and rate the call again.
    Unmatched {
        /// The number, in the form of the deck.
        number: Number,
        /// Why no row fits.
        why: Unmatched,
    },
    /// The record is wrong, or a price cannot be made of it.
    Rejected(Rejection),
}

impl<'b> Outcome<'b> {
    /// Which of the five it is. A call that was not answered is free.
    #[must_use]
    pub const fn status(&self) -> Status {
        match self {
            Self::Rated(_) => Status::Rated,
            Self::Free(_) | Self::NotAnswered => Status::Free,
            Self::Forbidden { .. } => Status::Forbidden,
            Self::Unmatched { .. } => Status::Unmatched,
            Self::Rejected(_) => Status::Rejected,
        }
    }

    /// The charge of a call that is rated or free.
    #[must_use]
    pub const fn charge(&self) -> Option<&Charge<'b>> {
        match self {
            Self::Rated(charge) | Self::Free(charge) => Some(charge),
            _ => None,
        }
    }

    /// One word for a column: that of the status, but `unanswered` for a call that was not answered.
    #[must_use]
    pub const fn word(&self) -> &'static str {
        match self {
            Self::NotAnswered => "unanswered",
            other => other.status().name(),
        }
    }
}

impl fmt::Display for Outcome<'_> {
    /// One line that says how the price came about, or why there is none.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Rated(charge) => charge.fmt(f),
            Self::Free(charge) => write!(f, "free: {charge}"),
            Self::Forbidden { number, by } => write!(f, "forbidden: {number} is {by}"),
            Self::NotAnswered => f.write_str("not answered"),
            Self::Unmatched { number, why } => write!(f, "no rate for {number}: {why}"),
            Self::Rejected(why) => write!(f, "cannot be rated: {why}"),
        }
    }
}

/// The five ends that a call can come to. Their counts add up to the calls that went in.
///
/// ```
/// use switchhook_rating::Status;
/// assert_eq!("unmatched".parse(), Ok(Status::Unmatched));
/// assert_eq!(Status::ALL.len(), 5);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// `rated`: it has a price.
    Rated,
    /// `free`: it costs nothing, or was not answered.
    Free,
    /// `forbidden`: it must not be made.
    Forbidden,
    /// `unmatched`: no row fits.
    Unmatched,
    /// `rejected`: the record is wrong.
    Rejected,
}

impl Status {
    /// Every one.
    pub const ALL: [Self; 5] = [
        Self::Rated,
        Self::Free,
        Self::Forbidden,
        Self::Unmatched,
        Self::Rejected,
    ];

    /// The word used in files.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Rated => "rated",
            Self::Free => "free",
            Self::Forbidden => "forbidden",
            Self::Unmatched => "unmatched",
            Self::Rejected => "rejected",
        }
    }
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl FromStr for Status {
    type Err = ParseWordError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let found = Self::ALL.into_iter().find(|status| status.name() == text);
        found.ok_or_else(|| ParseWordError {
            text: text.to_owned(),
            what: "status",
            words: Self::ALL.map(Self::name).join(", "),
        })
    }
}

/// What forbids a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Forbidden<'b> {
    /// A row of the deck.
    Row {
        /// What was called.
        destination: &'b Destination,
        /// The prefix that matched.
        prefix: Prefix,
        /// The line of the deck, 0 for one built without a file.
        line: usize,
    },
    /// The numbering, which says that numbers of this kind must not be called.
    Numbering,
}

impl Forbidden<'_> {
    /// What was called, where a row says it.
    #[must_use]
    pub const fn destination(&self) -> Option<&Destination> {
        match self {
            Self::Row { destination, .. } => Some(destination),
            Self::Numbering => None,
        }
    }
}

impl fmt::Display for Forbidden<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Row {
                destination, prefix, ..
            } => write!(
                f,
                "{} (prefix {prefix}), which the deck forbids",
                destination.name
            ),
            Self::Numbering => f.write_str("of a kind that the numbering forbids"),
        }
    }
}

/// Why no row of the deck fits a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Unmatched {
    /// No prefix begins it.
    #[error("no prefix of the deck begins it; add a row for it")]
    NoPrefix,
    /// A prefix does, but for numbers of another length.
    #[error(
        "prefix {prefix} is for numbers of {allowed}, and this one has {digits}; correct the row or add another"
    )]
    Length {
        /// The longest prefix that begins the number.
        prefix: Prefix,
        /// What its first row allows.
        allowed: DigitCount,
        /// The digits of the number.
        digits: usize,
    },
    /// A prefix does, but its row asks for a kind of numbers, and the numbering does not know that this is one.
    #[error(
        "prefix {prefix} is for numbers of kind {only}, and this one is {}; add it to the kinds of the numbering, or a row without a kind",
        found.map_or("of no known kind".to_owned(), |kind| kind.to_string())
    )]
    Kind {
        /// The longest prefix that begins the number.
        prefix: Prefix,
        /// What its first row asks for.
        only: Kind,
        /// What the number is, if that is known.
        found: Option<Kind>,
    },
    /// A prefix does, but its row is for other callers.
    #[error("prefix {prefix} is for calls from {caller} only; add a row for other callers")]
    Caller {
        /// The longest prefix that begins the number.
        prefix: Prefix,
        /// Whose calls its first row is for.
        caller: Prefix,
    },
    /// A prefix does, but its row is not valid on that day.
    #[error("the row of prefix {prefix} on line {line} is not valid on {day}; add one that is")]
    Validity {
        /// The longest prefix that begins the number.
        prefix: Prefix,
        /// The line of its first row.
        line: usize,
        /// The day of the call.
        day: NaiveDate,
    },
    /// No deck is in force yet.
    #[error("no deck of the plan is in force on {day}; add one that is")]
    NoDeck {
        /// The day of the call.
        day: NaiveDate,
    },
}

/// What is wrong with the record of a call, or with what would come out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Rejection {
    /// What was dialled is no number.
    #[error(transparent)]
    Number(#[from] NumberError),
    /// The clock never showed the start, because it was put forward over it.
    #[error("the clock in {zone} never showed {start}, it was put forward; give the start as an instant")]
    SkippedTime {
        /// The start as given.
        start: Start,
        /// The zone of the plan.
        zone: &'static str,
    },
    /// The start is at the end of the calendar.
    #[error("the start {start} is out of range; check the clock that wrote the record")]
    StartOutOfRange {
        /// The start as given.
        start: Start,
    },
    /// The price is larger than an amount can be.
    #[error(
        "a call of {seconds} s at this rate costs more than an amount can hold; check the duration and the rate"
    )]
    TooLarge {
        /// The length of the call.
        seconds: u64,
    },
    /// The call is too long to be cut into bands.
    #[error("a call of {seconds} s is longer than a hundred years; check the duration")]
    TooLong {
        /// The length of the call.
        seconds: u64,
    },
    /// The deck's prices are in a currency whose worth is not known on that day.
    #[error("the plan does not say what {currency} is worth on {day}; add a rate of exchange")]
    Exchange {
        /// The currency of the deck.
        currency: Currency,
        /// The day of the call.
        day: NaiveDate,
    },
}
