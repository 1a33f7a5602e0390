//! What became of a call: its price and the reasons for it.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use crate::increment::seconds_text;
use crate::{Decimal, Destination, DigitCount, Increment, Money, NumberError, Prefix, Rounding, Start};

/// What became of a call.
///
/// Every call ends as exactly one of these. A call that the tariff does not know is [`Unmatched`](Self::Unmatched),
/// never free; only a price of zero in the deck makes a call [`Free`](Self::Free).
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Outcome {
    /// It has a price.
    Rated(Charge),
    /// The deck has a price for it, which is zero.
    Free(Charge),
    /// The deck forbids its destination.
    Blocked {
        /// The number, in the form of the deck.
        number: String,
        /// What was called.
        destination: Destination,
        /// The prefix that matched.
        prefix: Prefix,
    },
    /// It lasted no time, and costs nothing.
    NotAnswered,
    /// No row of the deck fits. Add one and rate the call again.
    Unmatched {
        /// The number, in the form of the deck.
        number: String,
        /// Why no row fits.
        why: Unmatched,
    },
    /// The record is wrong.
    Invalid(InvalidCall),
}

impl Outcome {
    /// The charge of a call that is rated or free.
    #[must_use]
    pub const fn charge(&self) -> Option<&Charge> {
        match self {
            Self::Rated(charge) | Self::Free(charge) => Some(charge),
            _ => None,
        }
    }

    /// One word for a column: `rated`, `free`, `blocked`, `unanswered`, `unmatched` or `invalid`.
    #[must_use]
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Rated(_) => "rated",
            Self::Free(_) => "free",
            Self::Blocked { .. } => "blocked",
            Self::NotAnswered => "unanswered",
            Self::Unmatched { .. } => "unmatched",
            Self::Invalid(_) => "invalid",
        }
    }
}

impl fmt::Display for Outcome {
    /// One line that says how the price came about, or why there is none.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Rated(charge) => charge.fmt(f),
            Self::Free(charge) => write!(f, "free: {charge}"),
            Self::Blocked {
                number,
                destination,
                prefix,
            } => {
                write!(
                    f,
                    "blocked: {number} is {} (prefix {prefix}), which the deck forbids",
                    destination.name
                )
            }
            Self::NotAnswered => f.write_str("not answered"),
            Self::Unmatched { number, why } => write!(f, "no rate for {number}: {why}"),
            Self::Invalid(why) => write!(f, "cannot be rated: {why}"),
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
}

/// What is wrong with the record of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum InvalidCall {
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
}

/// What a call costs, and how that came about.
///
/// Amounts are kept in millionths as the plan rounds them: totals add these, and only what is shown is rounded to
/// coins. Displays as one line that says units × price:
///
/// ```text
/// Local fixed (prefix 8), peak: 979 s in steps of 60/60 = 1020 s; 17 × 10.45 XPF a 60 s = 177.65 XPF, no tax
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Charge {
    /// The amount before tax.
    pub before_tax: Money,
    /// The amount after tax.
    pub after_tax: Money,
    /// What was called.
    pub destination: Destination,
    /// The prefix that matched.
    pub prefix: Prefix,
    /// The band in which the call began.
    pub band: Arc<str>,
    /// How long the call lasted.
    pub duration: Duration,
    /// How long it is billed for.
    pub billed: Duration,
    /// The blocks billed, the first one included.
    pub units: u64,
    /// The steps of billing.
    pub increment: Increment,
    /// The price.
    pub price: Decimal,
    /// The time that the price is for.
    pub per: Duration,
    /// Paid once a call.
    pub fee: Decimal,
    /// The tax in percent.
    pub tax: Decimal,
    /// Whether the price holds the tax.
    pub tax_included: bool,
    /// How the exact price was rounded to the amount, if it had to be.
    pub rounded: Option<Rounding>,
    /// How the plan rounds what is shown.
    pub shown: Rounding,
    /// The line of the deck, 0 for one built without a file.
    pub line: usize,
}

impl Charge {
    /// The tax.
    #[must_use]
    pub fn tax_amount(&self) -> Money {
        // Both amounts are of one currency and not negative, so the difference exists.
        self.after_tax
            .checked_sub(self.before_tax)
            .unwrap_or(Money::zero(self.after_tax.currency()))
    }

    /// The amount before tax as the plan shows it: in coins, without the code of the currency.
    #[must_use]
    pub fn shown_before_tax(&self) -> String {
        self.before_tax.rounded_text(self.shown)
    }

    /// The amount after tax as the plan shows it.
    #[must_use]
    pub fn shown_after_tax(&self) -> String {
        self.after_tax.rounded_text(self.shown)
    }

    /// One line that says how the price came about.
    #[must_use]
    pub fn explain(&self) -> String {
        self.to_string()
    }
}

impl fmt::Display for Charge {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            destination,
            prefix,
            band,
            increment,
            price,
            fee,
            tax,
            ..
        } = self;
        let currency = self.before_tax.currency();
        let (lasted, billed, per) = (
            seconds_text(self.duration),
            seconds_text(self.billed),
            seconds_text(self.per),
        );
        write!(
            f,
            "{} (prefix {prefix}), {band}: {lasted} s in steps of {increment} = {billed} s; ",
            destination.name
        )?;
        let (billed_ms, per_ms) = (self.billed.as_millis(), self.per.as_millis());
        match billed_ms.checked_rem(per_ms) {
            Some(0) => write!(f, "{} × {price} {currency} a {per} s", billed_ms / per_ms)?,
            _ => write!(f, "{billed} s × {price} {currency} / {per} s")?,
        }
        if !fee.is_zero() {
            write!(f, " + {fee} {currency} a call")?;
        }
        let amount = if self.tax_included {
            self.after_tax
        } else {
            self.before_tax
        };
        write!(f, " = {amount}")?;
        if let Some(mode) = self.rounded {
            write!(f, " (rounded {mode})")?;
        }
        match (tax.is_zero(), self.tax_included) {
            (true, _) => f.write_str(", no tax"),
            (false, false) => write!(f, ", with {tax} % tax {}", self.after_tax),
            (false, true) => write!(f, ", of which {tax} % tax {}", self.tax_amount()),
        }
    }
}
