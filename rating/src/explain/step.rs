//! What an explanation is made of.

use chrono::{NaiveDate, NaiveDateTime};

use super::Fraction;
#[cfg(feature = "serde")]
use super::as_text;
use crate::{CountedPer, Counting, Currency, Kind, Money, Place, Rounding, Seconds, TaxBasis, TaxSide};

/// One step from what was dialled to what it costs, with every number that went into it.
///
/// Lengths are thousandths of a second. Prices, fees, minima and maxima are those of the deck, in its currency; what
/// comes out of them is in that of the plan, times the factor and the rate of exchange.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(tag = "step", rename_all = "snake_case"))]
#[non_exhaustive]
pub enum Step {
    /// What was dialled became a number in the form of the deck.
    Dialled {
        /// As dialled.
        dialled: String,
        /// As the deck knows it.
        number: String,
        /// What kind of number it is, where the numbering plan knows it.
        #[cfg_attr(feature = "serde", serde(with = "as_text::optional"))]
        kind: Option<Kind>,
    },
    /// Which plan the call goes by.
    Plan {
        /// Its name.
        plan: String,
        /// What chose it.
        by: ChosenBy,
    },
    /// The deck that was in force, where it is not one for all times.
    Version {
        /// The day from which it is in force.
        #[cfg_attr(feature = "serde", serde(with = "as_text"))]
        since: NaiveDate,
    },
    /// The row of the deck that fits.
    Row {
        /// The prefix that begins the number.
        prefix: String,
        /// The line of the deck's file, 0 for a deck without one.
        line: usize,
        /// What was called.
        destination: String,
        /// What the deck says of its kind.
        #[cfg_attr(feature = "serde", serde(with = "as_text"))]
        kind: Kind,
        /// The plan whose deck it stands in, where that is not the call's own but a parent of it.
        parent: Option<String>,
    },
    /// What the clock showed in the zone of the plan.
    Clock {
        /// The reading.
        #[cfg_attr(feature = "serde", serde(with = "as_text::clock"))]
        local: NaiveDateTime,
        /// The zone.
        zone: String,
        /// The band of the week.
        band: String,
        /// Whether the day is a holiday of the plan.
        holiday: bool,
    },
    /// The length of the call was brought to whole seconds.
    Seconds {
        /// The length of the call.
        lasted: u64,
        /// How it was rounded.
        #[cfg_attr(feature = "serde", serde(with = "as_text"))]
        mode: Seconds,
        /// What came out.
        counted: u64,
    },
    /// The call was not longer than what passes for nothing.
    Grace {
        /// The length of the call.
        length: u64,
        /// What passes for nothing.
        grace: u64,
    },
    /// The first seconds are not counted.
    FreeSeconds {
        /// The length of the call.
        length: u64,
        /// What is not counted.
        free: u64,
        /// What remains.
        left: u64,
    },
    /// The length was counted in blocks.
    Billed {
        /// What is counted.
        length: u64,
        /// The first block.
        first: u64,
        /// Every further block.
        next: u64,
        /// How blocks are counted.
        #[cfg_attr(feature = "serde", serde(with = "as_text"))]
        counting: Counting,
        /// How many there are.
        units: u64,
        /// What they come to.
        billed: u64,
    },
    /// A stretch of the billed time at one price.
    Segment(Segment),
    /// An amount that is paid once a call.
    Fee {
        /// It.
        fee: Fraction,
        /// What is counted of it: times factor and exchange, and rounded where the plan rounds parts.
        kept: Fraction,
    },
    /// The prices of a parent plan are multiplied.
    Factor {
        /// By this.
        factor: Fraction,
    },
    /// The prices are in another currency than the plan.
    Exchange {
        /// The currency of the deck.
        #[cfg_attr(feature = "serde", serde(with = "as_text"))]
        from: Currency,
        /// The currency of the plan.
        #[cfg_attr(feature = "serde", serde(with = "as_text"))]
        to: Currency,
        /// One of the deck's currency in the plan's.
        rate: Fraction,
    },
    /// All parts together.
    Sum {
        /// What the segments and the fee come to.
        total: Fraction,
    },
    /// The call would cost less than a call costs at least.
    Minimum {
        /// The least, as the deck has it.
        minimum: Fraction,
        /// The sum before.
        before: Fraction,
        /// The least in the currency of the plan: what the call comes to.
        total: Fraction,
    },
    /// The call would cost more than a call costs at most.
    Maximum {
        /// The most, as the deck has it.
        maximum: Fraction,
        /// The sum before.
        before: Fraction,
        /// The most in the currency of the plan: what the call comes to.
        total: Fraction,
    },
    /// The plan rounds the amount on the other side of the tax first.
    OtherSide {
        /// The tax in percent.
        percent: Fraction,
        /// The side that comes first.
        #[cfg_attr(feature = "serde", serde(with = "as_text"))]
        side: TaxSide,
        /// The exact amount on the side of the prices.
        before: Fraction,
        /// The exact amount on that side.
        total: Fraction,
    },
    /// The exact amount was rounded.
    Round {
        /// Where the plan rounds.
        #[cfg_attr(feature = "serde", serde(with = "as_text"))]
        place: Place,
        /// How.
        #[cfg_attr(feature = "serde", serde(with = "as_text"))]
        mode: Rounding,
        /// To multiples of this.
        #[cfg_attr(feature = "serde", serde(with = "as_text"))]
        unit: Money,
        /// The exact amount.
        before: Fraction,
        /// What came out.
        #[cfg_attr(feature = "serde", serde(with = "as_text"))]
        after: Money,
    },
    /// The tax.
    Tax {
        /// In percent; 0 for none.
        percent: Fraction,
        /// Whether the prices hold it.
        included: bool,
        /// The side that was rounded first.
        #[cfg_attr(feature = "serde", serde(with = "as_text"))]
        first: TaxSide,
        /// What the other side is made from.
        #[cfg_attr(feature = "serde", serde(with = "as_text"))]
        basis: TaxBasis,
        /// How the other side is rounded.
        #[cfg_attr(feature = "serde", serde(with = "as_text"))]
        mode: Rounding,
        /// To multiples of this.
        #[cfg_attr(feature = "serde", serde(with = "as_text"))]
        unit: Money,
        /// The amount before tax.
        #[cfg_attr(feature = "serde", serde(with = "as_text"))]
        before: Money,
        /// The tax.
        #[cfg_attr(feature = "serde", serde(with = "as_text"))]
        tax: Money,
        /// The amount after tax.
        #[cfg_attr(feature = "serde", serde(with = "as_text"))]
        after: Money,
    },
    /// A package is for such calls.
    Package {
        /// Its name.
        package: String,
        /// Whose calls share it.
        #[cfg_attr(feature = "serde", serde(with = "as_text"))]
        per: CountedPer,
        /// Which trunk, account or extension.
        owner: String,
        /// The year, by the clock of the plan.
        year: i32,
        /// The month, from 1.
        month: u32,
        /// What there was of its steps before the call.
        tiers: Vec<Tier>,
    },
    /// A part of the billed time, inside the package or beyond. Where there is more than one, the steps behind it up
    /// to its [`Share`](Self::Share) say what the whole call would cost at its prices.
    Part {
        /// The step of the package, from 1; `None` beyond.
        tier: Option<usize>,
        /// The plan whose prices it has.
        plan: String,
        /// How long it is.
        length: u64,
        /// What it uses of the step.
        used: Option<Quantity>,
        /// Where this plan rounds: parts of calls are rounded before they are added where it is each segment or
        /// increment.
        #[cfg_attr(feature = "serde", serde(with = "as_text"))]
        place: Place,
        /// How.
        #[cfg_attr(feature = "serde", serde(with = "as_text"))]
        mode: Rounding,
        /// To multiples of this.
        #[cfg_attr(feature = "serde", serde(with = "as_text"))]
        unit: Money,
    },
    /// What one of several parts comes to: of each segment that it overlaps its share by length, and the fee of the
    /// first part.
    Share {
        /// Where it begins in the billed time.
        from: u64,
        /// How long it is.
        length: u64,
        /// What is counted.
        total: Fraction,
    },
    /// The call is longer than the plan believes: perhaps it hung.
    Stuck {
        /// The length of the call.
        lasted: u64,
        /// The longest that the plan believes.
        longest: u64,
    },
    /// Nobody answered: nothing is paid.
    NotAnswered,
    /// The destination must not be called.
    Forbidden {
        /// Whether a row of the deck says so; otherwise the kinds of the numbering do.
        by_row: bool,
    },
    /// No row of the deck fits.
    Unmatched {
        /// Why.
        why: NoRow,
    },
    /// The record is wrong, or its price is more than an amount can be.
    Rejected {
        /// Why.
        why: BadRecord,
    },
}

/// A stretch of the billed time at one price: `(price + surcharge) × length ÷ per × scale`.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct Segment {
    /// Where it begins, from the start of the call.
    pub from: u64,
    /// How long it is.
    pub length: u64,
    /// How many blocks begin in it.
    pub blocks: u64,
    /// The first block of its steps.
    pub first: u64,
    /// The further blocks of its steps.
    pub next: u64,
    /// The band of the week.
    pub band: String,
    /// The length of the call from which this price holds, where the row has several.
    pub slot: Option<u64>,
    /// The price.
    pub price: Fraction,
    /// What is paid on top of it in all bands.
    pub surcharge: Fraction,
    /// The time that both are for.
    pub per: u64,
    /// The factor of the parent plan times the rate of exchange.
    pub scale: Fraction,
    /// What the stretch costs, exactly.
    pub exact: Fraction,
    /// What is counted of that: the same, unless the plan rounds each segment or increment.
    pub kept: Fraction,
}

/// A step of a package before a call.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct Tier {
    /// The plan whose prices it has.
    pub plan: String,
    /// How much it is, every month.
    pub size: Quantity,
    /// What was left of it.
    pub left: Quantity,
}

/// Time or money of a package.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(tag = "of", rename_all = "snake_case"))]
#[non_exhaustive]
pub enum Quantity {
    /// Billed time.
    Time {
        /// How long.
        length: u64,
    },
    /// Money before tax.
    BeforeTax {
        /// How much.
        #[cfg_attr(feature = "serde", serde(with = "as_text"))]
        amount: Money,
    },
    /// Money after tax.
    AfterTax {
        /// How much.
        #[cfg_attr(feature = "serde", serde(with = "as_text"))]
        amount: Money,
    },
}

/// What chose the plan of a call.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(
    feature = "serde",
    serde(tag = "rule", content = "of", rename_all = "snake_case")
)]
#[non_exhaustive]
pub enum ChosenBy {
    /// No rule was for the call.
    Default,
    /// Its account.
    Account(String),
    /// Its extension.
    Extension(String),
    /// The beginning of its trunk.
    Trunk(String),
    /// The beginning of the number.
    Number(String),
    /// The beginning of the caller's number.
    Caller(String),
}

/// Why no row of the deck fits.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(tag = "reason", rename_all = "snake_case"))]
#[non_exhaustive]
pub enum NoRow {
    /// No prefix begins the number.
    NoPrefix,
    /// A prefix does, but for numbers of another length.
    Length {
        /// The longest prefix that begins the number.
        prefix: String,
        /// The digit counts that it is for, such as `6-7`.
        allowed: String,
        /// The digits of the number.
        digits: usize,
    },
    /// A prefix does, but for another kind of numbers.
    Kind {
        /// The prefix.
        prefix: String,
        /// The kind that its row asks for.
        #[cfg_attr(feature = "serde", serde(with = "as_text"))]
        wanted: Kind,
        /// The kind of the number, where the numbering plan knows it.
        #[cfg_attr(feature = "serde", serde(with = "as_text::optional"))]
        kind: Option<Kind>,
    },
    /// A prefix does, but for other callers.
    Caller {
        /// The prefix.
        prefix: String,
        /// How the numbers of its callers begin.
        caller: String,
    },
    /// A prefix does, but not on that day.
    Validity {
        /// The prefix.
        prefix: String,
        /// The line of its row.
        line: usize,
        /// The day of the call.
        #[cfg_attr(feature = "serde", serde(with = "as_text"))]
        day: NaiveDate,
    },
    /// No deck was in force on that day.
    NoDeck {
        /// The day of the call.
        #[cfg_attr(feature = "serde", serde(with = "as_text"))]
        day: NaiveDate,
    },
    /// Anything else, in English.
    Other {
        /// The reason and the remedy.
        message: String,
    },
}

/// What is wrong with the record of a call.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(tag = "reason", rename_all = "snake_case"))]
#[non_exhaustive]
pub enum BadRecord {
    /// Nothing was dialled.
    Empty,
    /// A character that stands in no number.
    Character {
        /// It.
        found: char,
        /// Where, counted from 1.
        at: usize,
    },
    /// More digits than a number has.
    TooLong,
    /// The clock never showed the start, because it was put forward over it.
    Skipped {
        /// The start as given.
        start: String,
        /// The zone of the plan.
        zone: String,
    },
    /// The start is out of the calendar.
    StartOutOfRange {
        /// The start as given.
        start: String,
    },
    /// The price is more than an amount can be.
    TooLarge {
        /// The length of the call in seconds.
        seconds: u64,
    },
    /// The call is longer than calls are cut into bands.
    Endless {
        /// The length of the call in seconds.
        seconds: u64,
    },
    /// No exchange rate was in force on that day.
    NoExchange {
        /// The currency of the deck.
        #[cfg_attr(feature = "serde", serde(with = "as_text"))]
        currency: Currency,
        /// The day of the call.
        #[cfg_attr(feature = "serde", serde(with = "as_text"))]
        day: NaiveDate,
    },
    /// Anything else, in English.
    Other {
        /// The reason and the remedy.
        message: String,
    },
}
