//! What a call costs, and why.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use chrono::NaiveDate;

use crate::book::Site;
use crate::engine::Working;
use crate::increment::seconds_text;
use crate::{Book, Decimal, Destination, Increment, Money, Number, Plan, Prefix, Ratio, Rounding, Start};

/// What a call costs.
///
/// Amounts are kept in millionths as the plan rounds them: totals add these, and only what is shown is rounded to
/// coins. The rest stands in the [`Book`] that it borrows from, and the steps are worked out again when they are asked
/// for. Displays as one line that says units × price:
///
/// ```text
/// Local fixed (prefix 8), peak: 979 s in steps of 60/60 = 1020 s; 17 × 10.45 XPF a 60 s = 177.65 XPF, no tax
/// ```
#[derive(Clone, Copy)]
#[non_exhaustive]
pub struct Charge<'b> {
    /// The amount before tax.
    pub before_tax: Money,
    /// The amount after tax.
    pub after_tax: Money,
    /// How long the call lasted.
    pub duration: Duration,
    /// How long it is billed for.
    pub billed: Duration,
    /// The blocks billed, the first one included; see [`Increment::blocks`].
    pub units: u64,
    pub(crate) book: &'b Book,
    pub(crate) found: Site,
    pub(crate) number: Number,
    pub(crate) start: Start,
    pub(crate) tax: Decimal,
    /// Only a part of it lies beyond a package: the parts have workings of their own.
    pub(crate) is_split: bool,
}

impl<'b> Charge<'b> {
    /// The number, in the form of the deck.
    #[must_use]
    pub const fn number(&self) -> &Number {
        &self.number
    }

    /// When the call began, as the record says.
    #[must_use]
    pub const fn start(&self) -> Start {
        self.start
    }

    /// The prefix that matched.
    #[must_use]
    pub const fn prefix(&self) -> Prefix {
        self.found.prefix
    }

    pub(crate) const fn site(&self) -> Site {
        self.found
    }

    /// What was called.
    #[must_use]
    pub fn destination(&self) -> &'b Destination {
        self.book.version(self.found).destination(self.found.row)
    }

    /// The plan whose rules the price follows.
    pub fn plan(&self) -> &'b Plan {
        &self.book.plan_data(self.found.plan).plan
    }

    /// The plan whose deck has the row: that of the rules, or a parent of it.
    pub fn row_plan(&self) -> &'b Plan {
        &self.book.plan_data(self.found.source).plan
    }

    /// The day from which the deck is in force; `None` for always.
    #[must_use]
    pub fn version(&self) -> Option<NaiveDate> {
        self.book.version(self.found).effective
    }

    /// The band in which the call began.
    #[must_use]
    pub fn band(&self) -> &'b str {
        self.band_name()
    }

    #[expect(
        clippy::indexing_slicing,
        reason = "bands are numbered by the calendar that this charge was made with"
    )]
    pub(crate) fn band_name(&self) -> &'b Arc<str> {
        &self.book.plan_data(self.found.source).calendar.names()[usize::from(self.found.band)]
    }

    /// The line of the deck, 0 for one built without a file.
    #[must_use]
    pub fn line(&self) -> usize {
        self.book.version(self.found).line(self.found.row)
    }

    /// The steps of billing in the band in which the call began.
    #[must_use]
    pub fn increment(&self) -> Increment {
        self.book.band_terms(self.found).increment
    }

    /// The price in the band in which the call began, as the deck has it; without the surcharge.
    #[must_use]
    pub fn price(&self) -> Ratio {
        self.book.band_terms(self.found).price
    }

    /// The time that prices are for.
    #[must_use]
    pub fn per(&self) -> Duration {
        self.book.class(self.found).terms.per
    }

    /// Paid once a call, as the deck has it.
    #[must_use]
    pub fn fee(&self) -> Ratio {
        self.book.band_terms(self.found).fee
    }

    /// The tax in percent.
    #[must_use]
    pub const fn tax_percent(&self) -> Decimal {
        self.tax
    }

    /// Whether the price holds the tax.
    #[must_use]
    pub fn tax_included(&self) -> bool {
        self.plan().taxation().is_included()
    }

    /// The tax.
    #[must_use]
    pub fn tax_amount(&self) -> Money {
        // Both amounts are of one currency and not negative, so the difference exists.
        self.after_tax
            .checked_sub(self.before_tax)
            .unwrap_or(Money::zero(self.after_tax.currency()))
    }

    /// Whether the call lasted longer than the plan thinks that calls do: it may have got stuck.
    #[must_use]
    pub fn is_overlong(&self) -> bool {
        self.plan()
            .longest_call()
            .is_some_and(|longest| self.duration > longest)
    }

    /// How the exact price was rounded to the amount, if it had to be.
    #[must_use]
    pub fn rounded(&self) -> Option<Rounding> {
        self.working().and_then(|working| working.rounded)
    }

    /// The amount before tax as the plan shows it: in coins, without the code of the currency.
    #[must_use]
    pub fn shown_before_tax(&self) -> String {
        self.before_tax.rounded_text(self.plan().shown_rounding())
    }

    /// The amount after tax as the plan shows it.
    #[must_use]
    pub fn shown_after_tax(&self) -> String {
        self.after_tax.rounded_text(self.plan().shown_rounding())
    }

    /// The steps by which the amount came about, worked out again; `None` for a call that a package splits, whose
    /// steps are its [`Part`](crate::Part)s.
    #[must_use]
    pub fn working(&self) -> Option<Working> {
        if self.is_split {
            return None;
        }
        self.book.work(self.found, self.start, self.duration)
    }
}

impl PartialEq for Charge<'_> {
    /// Whether all that it says is the same, be it by one book or by two that have the same rows.
    fn eq(&self, other: &Self) -> bool {
        (
            self.before_tax,
            self.after_tax,
            self.duration,
            self.billed,
            self.units,
            self.tax,
        ) == (
            other.before_tax,
            other.after_tax,
            other.duration,
            other.billed,
            other.units,
            other.tax,
        ) && (
            self.number,
            self.start,
            self.prefix(),
            self.line(),
            self.version(),
        ) == (
            other.number,
            other.start,
            other.prefix(),
            other.line(),
            other.version(),
        ) && (
            self.destination(),
            self.band(),
            self.plan().name(),
            self.row_plan().name(),
        ) == (
            other.destination(),
            other.band(),
            other.plan().name(),
            other.row_plan().name(),
        )
    }
}

impl Eq for Charge<'_> {}

impl fmt::Debug for Charge<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Charge").field(&format_args!("{self}")).finish()
    }
}

impl fmt::Display for Charge<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (prefix, band, increment) = (self.prefix(), self.band(), self.increment());
        let (lasted, billed) = (seconds_text(self.duration), seconds_text(self.billed));
        write!(
            f,
            "{} (prefix {prefix}), {band}: {lasted} s in steps of {increment} = {billed} s; ",
            self.destination().name
        )?;
        let Some(working) = self.working() else {
            return write!(f, "split at the end of a package = {}", self.after_tax);
        };
        self.sum(f, &working)?;
        let amount = if self.tax_included() {
            self.after_tax
        } else {
            self.before_tax
        };
        write!(f, " = {amount}")?;
        if let Some(mode) = working.rounded {
            write!(f, " (rounded {mode})")?;
        }
        match (self.tax.is_zero(), self.tax_included()) {
            (true, _) => f.write_str(", no tax"),
            (false, false) => write!(f, ", with {} % tax {}", self.tax, self.after_tax),
            (false, true) => write!(f, ", of which {} % tax {}", self.tax, self.tax_amount()),
        }
    }
}

impl Charge<'_> {
    /// What is added up: each segment, the fee, and what all of it is multiplied by.
    fn sum(&self, f: &mut fmt::Formatter<'_>, working: &Working) -> fmt::Result {
        let currency = self.book.version(self.found).currency;
        let per = self.per();
        let per_text = seconds_text(per);
        let one = working.segments.len() == 1;
        if working.segments.is_empty() {
            f.write_str("0 s")?;
        }
        for (at, segment) in working.segments.iter().enumerate() {
            if at > 0 {
                f.write_str(" + ")?;
            }
            let price = segment.price;
            match segment.length.as_millis().checked_rem(per.as_millis()) {
                Some(0) => {
                    let times = segment.length.as_millis() / per.as_millis();
                    write!(f, "{times} × {price} {currency} a {per_text} s")?;
                }
                _ => write!(
                    f,
                    "{} s × {price} {currency} / {per_text} s",
                    seconds_text(segment.length)
                )?,
            }
            if !one {
                let names = self.book.plan_data(self.found.source).calendar.names();
                let band = names.get(segment.band).map_or("", |name| name);
                write!(f, " ({band})")?;
            }
        }
        let fee = self.fee();
        if !fee.is_zero() {
            write!(f, " + {fee} {currency} a call")?;
        }
        if working.scale != Ratio::ONE {
            write!(f, ", × {}", working.scale)?;
        }
        Ok(())
    }
}
