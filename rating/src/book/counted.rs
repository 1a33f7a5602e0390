//! Rating with packages: what is inside has one price, what is beyond another.

use std::time::Duration;

use chrono::NaiveDate;

use super::{Book, Site};
use crate::engine::{Exact, Working, tax};
use crate::{
    Allowance, Call, Charge, CountedPer, Counters, Crossing, Decimal, Money, Outcome, Package, Plan, Start,
};

/// A package with the numbers of its plans.
#[derive(Clone, Debug)]
pub(crate) struct PackageData {
    pub(crate) package: Package,
    pub(crate) steps: Vec<(Allowance, u16)>,
    pub(crate) beyond: u16,
}

/// What became of a call under packages.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Counted<'b> {
    /// The outcome, as of a call without packages.
    pub outcome: Outcome<'b>,
    /// The package that took the call or a part of it.
    pub package: Option<&'b Package>,
    /// The parts of the billed time, in order. Empty without a package.
    pub parts: Vec<Part<'b>>,
    /// What there was of the package that is for such calls, used up or not; `None` when none is.
    pub usage: Option<Usage<'b>>,
}

/// What there was of a package before a call.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Usage<'b> {
    /// The package.
    pub package: &'b Package,
    /// The trunk, account or extension that shares it.
    pub owner: String,
    /// The day of the call by the clock of the plan: its month is that of the package.
    pub day: NaiveDate,
    /// What was left of each step: milliseconds, or millionths of the currency.
    pub left: Vec<i64>,
}

/// A part of the billed time of a call.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Part<'b> {
    /// The step of the package, from 0; `None` beyond.
    pub step: Option<usize>,
    /// The plan whose prices it has.
    pub plan: &'b Plan,
    /// How long it is.
    pub billed: Duration,
    /// What it costs, exactly, in millionths; of the first part with the fee.
    pub amount: Exact,
    /// What it uses of its step: milliseconds, or millionths of the currency; 0 beyond.
    pub used: i64,
    /// The whole call by the prices of this part.
    pub(crate) charge: Charge<'b>,
}

impl Eq for Part<'_> {}

impl Book {
    /// Rates one call with packages, and counts what it uses of them.
    ///
    /// Calls have to come in the order of their start. Apart from the counters the result depends on nothing else, so
    /// accounts may be rated apart from each other.
    ///
    /// ```
    /// use std::time::Duration;
    /// use switchhook_rating::{
    ///     Allowance, Book, Call, CountedPer, Counters, Currency, Deck, Destination, DigitCount, Increment, Kind, Package, Plan,
    ///     Rate, Start,
    /// };
    /// let deck = |price: &str| -> Result<Deck, Box<dyn std::error::Error>> {
    ///     let rate = Rate::new(Destination::new("Local", Kind::Fixed), Duration::from_secs(60), Increment::new(60, 1));
    ///     let mut deck = Deck::new();
    ///     deck.add(&["4".parse()?], DigitCount::ANY, rate.price(price.parse()?))?;
    ///     Ok(deck)
    /// };
    /// let plan = |name| Plan::new(name, Currency::XPF, chrono_tz::Pacific::Tahiti);
    /// let book = Book::builder()
    ///     .plan(plan("beyond"), [deck("14")?])
    ///     .plan(plan("inside"), [deck("11")?])
    ///     .package(
    ///         Package::new("two minutes", CountedPer::Account, "beyond")
    ///             .step(Allowance::Time(Duration::from_secs(120)), "inside"),
    ///     )
    ///     .build()?;
    ///
    /// let mut counters = Counters::default();
    /// let start: Start = "2025-06-11 10:00:00".parse()?;
    /// let call = Call::new("40431234", start, Duration::from_secs(180)).account("sales");
    /// // Two minutes at 11 F, one at 14 F; then the package is used up.
    /// let first = book.rate_with(&mut counters, &call);
    /// assert_eq!(first.outcome.charge().unwrap().before_tax.to_string(), "36 XPF");
    /// let second = book.rate_with(&mut counters, &call);
    /// assert_eq!(second.outcome.charge().unwrap().before_tax.to_string(), "42 XPF");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn rate_with(&self, counters: &mut Counters, call: &Call<'_>) -> Counted<'_> {
        let outcome = self.rate(call);
        let plain = |outcome| Counted {
            outcome,
            package: None,
            parts: Vec::new(),
            usage: None,
        };
        let Some(charge) = outcome.charge() else {
            return plain(outcome);
        };
        let Some(day) = self.day(charge.found, call.start) else {
            return plain(outcome);
        };
        for data in &self.packages {
            let owner = data.owner(call);
            if data.beyond == charge.found.plan
                && !owner.is_empty()
                && self.takes(&data.package, charge, call)
            {
                return self.count(data, owner, day, counters, call, outcome);
            }
        }
        plain(outcome)
    }

    fn day(&self, site: Site, start: Start) -> Option<NaiveDate> {
        let zone = self.plan_data(site.plan).plan.zone();
        start.reading_in(zone).map(|reading| reading.date())
    }

    /// Whether calls like this are in the package.
    fn takes(&self, package: &Package, charge: &Charge<'_>, call: &Call<'_>) -> bool {
        let dialled = self.numbering.dial(call.number);
        let kind_fits = package.kinds().is_empty()
            || package.kinds().contains(&charge.destination().kind)
            || dialled.is_ok_and(|dialled| package.kinds().contains(&dialled.kind));
        let prefixes = package.prefixes();
        let number_fits =
            prefixes.is_empty() || prefixes.iter().any(|&prefix| charge.number().begins_with(prefix));
        kind_fits && number_fits
    }

    /// Uses up the steps of a package in their order.
    fn count<'b>(
        &'b self,
        data: &'b PackageData,
        owner: &str,
        day: NaiveDate,
        counters: &mut Counters,
        call: &Call<'_>,
        beyond: Outcome<'b>,
    ) -> Counted<'b> {
        let package = &data.package;
        let mut split = Split::default();
        let used = counters.used(package.name(), owner, day);
        let left = |(number, &(size, _)): (usize, &(Allowance, u16))| {
            let used = used.get(number).copied().unwrap_or(0);
            size.units().saturating_sub(used).max(0)
        };
        let left: Vec<i64> = data.steps.iter().enumerate().map(left).collect();
        let usage = Some(Usage {
            package,
            owner: owner.to_owned(),
            day,
            left: left.clone(),
        });
        for ((number, &(size, plan)), left) in data.steps.iter().enumerate().zip(left) {
            if left <= 0 {
                continue;
            }
            let inside = self.rate_by(call, Some(plan));
            let Some(charge) = inside.charge() else {
                // The plan inside has no price for it: the call is not one of the package.
                continue;
            };
            let mut count = |amount| counters.add(package.name(), owner, day, number, amount);
            let whole = size.used_by(charge);
            if split.parts.is_empty() && (whole <= left || package.crossed() == Crossing::Inside) {
                count(whole);
                let Some(working) = charge.working() else { continue };
                let part = part(Some(number), charge, charge.billed, working.sum, whole);
                return Counted {
                    outcome: inside,
                    package: Some(package),
                    parts: vec![part],
                    usage,
                };
            }
            if package.crossed() == Crossing::Beyond {
                continue;
            }
            let Some(taken) = split.take(charge, size, left, number) else {
                continue;
            };
            count(taken);
            if split.is_over {
                break;
            }
        }
        let priced = beyond.charge().filter(|_| !split.parts.is_empty());
        let Some(outcome) = priced.and_then(|charge| split.finish(charge)) else {
            return Counted {
                outcome: beyond,
                package: None,
                parts: Vec::new(),
                usage,
            };
        };
        Counted {
            outcome,
            package: Some(package),
            parts: split.parts,
            usage,
        }
    }
}

fn part<'b>(
    step: Option<usize>,
    charge: &Charge<'b>,
    billed: Duration,
    amount: Exact,
    used: i64,
) -> Part<'b> {
    Part {
        step,
        plan: charge.plan(),
        billed,
        amount,
        used,
        charge: *charge,
    }
}

impl PackageData {
    fn owner<'a>(&self, call: &Call<'a>) -> &'a str {
        match self.package.counted_per() {
            CountedPer::Trunk => trunk_name(call.trunk),
            CountedPer::Account => call.account,
            CountedPer::Extension => call.extension,
        }
    }
}

/// The trunk of a channel: Asterisk puts `-` and a number behind it, such as `PJSIP/gw-0000001a`.
fn trunk_name(channel: &str) -> &str {
    match channel.rsplit_once('-') {
        Some((trunk, number)) if number.len() >= 8 && number.bytes().all(|byte| byte.is_ascii_hexdigit()) => {
            trunk
        }
        _ => channel,
    }
}

impl Allowance {
    /// Its size in what counters hold: milliseconds, or millionths.
    pub(crate) fn units(self) -> i64 {
        match self {
            Self::Time(time) => i64::try_from(time.as_millis()).unwrap_or(i64::MAX),
            Self::BeforeTax(money) | Self::AfterTax(money) => money.micros(),
        }
    }

    /// What a whole call uses of it.
    fn used_by(self, charge: &Charge<'_>) -> i64 {
        match self {
            Self::Time(_) => i64::try_from(charge.billed.as_millis()).unwrap_or(i64::MAX),
            Self::BeforeTax(_) => charge.before_tax.micros(),
            Self::AfterTax(_) => charge.after_tax.micros(),
        }
    }
}

/// A call that is cut where steps of a package end.
#[derive(Default)]
struct Split<'b> {
    parts: Vec<Part<'b>>,
    /// How much of the billed time the parts cover.
    at: Duration,
    /// The parts cover all of it.
    is_over: bool,
    /// Whether a part has a price.
    has_price: bool,
}

impl<'b> Split<'b> {
    /// Takes as many whole seconds of a charge as fit what is left of a step; what they use of it.
    fn take(&mut self, charge: &Charge<'b>, size: Allowance, left: i64, step: usize) -> Option<i64> {
        let working = charge.working()?;
        let rest = charge.billed.checked_sub(self.at)?;
        let first = self.parts.is_empty();
        let (length, is_money) = match size {
            Allowance::Time(_) => (Duration::from_secs(u64::try_from(left).ok()? / 1000), false),
            Allowance::BeforeTax(_) | Allowance::AfterTax(_) => {
                let with_tax = matches!(size, Allowance::AfterTax(_));
                let budget = before_tax(charge, Exact::micros(left), with_tax)?;
                (affordable(&working, self.at, budget, first)?, true)
            }
        };
        let length = length.min(rest);
        if length.is_zero() && !rest.is_zero() {
            return None;
        }
        let mut amount = cost(&working, self.at, self.at + length)?;
        if first {
            amount = amount.plus(working.fee)?;
        }
        self.is_over = length == rest;
        self.at += length;
        self.has_price |= !charge.book.class(charge.found).is_free;
        let used = match (is_money, self.is_over) {
            (false, _) => i64::try_from(length.as_millis()).ok()?,
            // Not a second more fits in: what is left is less than one costs.
            (true, false) => left,
            (true, true) => {
                let used = after_tax(charge, amount, matches!(size, Allowance::AfterTax(_)))?;
                used.round(crate::Rounding::HalfUp, 1)?.0.min(left)
            }
        };
        self.parts.push(part(Some(step), charge, length, amount, used));
        Some(used)
    }

    /// Adds what lies beyond, and brings the sum to the minimum and maximum of the row beyond; then it is rounded once
    /// by the rules of the plan beyond.
    fn finish(&mut self, beyond: &Charge<'b>) -> Option<Outcome<'b>> {
        let working = beyond.working()?;
        if !self.is_over {
            let rest = beyond.billed.saturating_sub(self.at);
            let amount = cost(&working, self.at, beyond.billed)?;
            self.has_price |= !beyond.book.class(beyond.found).is_free;
            self.at += rest;
            self.parts.push(part(None, beyond, rest, amount, 0));
        }
        let sum = self
            .parts
            .iter()
            .try_fold(Exact::ZERO, |sum, part| sum.plus(part.amount))?;
        // A call in the grace of its row has no minimum.
        let sum = if working.in_grace {
            sum
        } else {
            beyond.book.pricer(beyond.found, working.scale).limit(sum)?
        };
        self.has_price |= !sum.is_zero();
        let taxed = tax(beyond.plan(), sum, beyond.tax)?;
        let money = |micros| Money::from_micros(micros, beyond.before_tax.currency());
        let charge = Charge {
            before_tax: money(taxed.before),
            after_tax: money(taxed.after),
            billed: self.at,
            is_split: true,
            ..*beyond
        };
        Some(if self.has_price {
            Outcome::Rated(charge)
        } else {
            Outcome::Free(charge)
        })
    }
}

/// What the billed time from one moment to another costs, without the fee.
fn cost(working: &Working, from: Duration, until: Duration) -> Option<Exact> {
    let mut sum = Exact::ZERO;
    let mut at = Duration::ZERO;
    for segment in &working.segments {
        let end = at + segment.length;
        let overlap = end.min(until).saturating_sub(at.max(from));
        if !overlap.is_zero() {
            let millis = |length: Duration| u64::try_from(length.as_millis()).ok();
            let part = segment
                .amount
                .times(millis(overlap)?)?
                .over(i128::from(millis(segment.length)?))?;
            sum = sum.plus(part)?;
        }
        at = end;
    }
    Some(sum)
}

/// The most whole seconds from a moment on that cost no more than a budget.
fn affordable(working: &Working, from: Duration, budget: Exact, with_fee: bool) -> Option<Duration> {
    let budget = if with_fee {
        budget.minus(working.fee)?
    } else {
        budget
    };
    if budget.compare(Exact::ZERO)?.is_lt() {
        return Some(Duration::ZERO);
    }
    // The cost grows with the length, so the last second that fits is found by halving.
    let (mut fits, mut too_long) = (0, working.billed.as_secs() + 1);
    while too_long - fits > 1 {
        let middle = fits + (too_long - fits) / 2;
        let amount = cost(working, from, from + Duration::from_secs(middle))?;
        if amount.compare(budget)?.is_gt() {
            too_long = middle;
        } else {
            fits = middle;
        }
    }
    Some(Duration::from_secs(fits))
}

/// An amount with or without tax, in the way in which prices are.
fn before_tax(charge: &Charge<'_>, amount: Exact, has_tax: bool) -> Option<Exact> {
    convert(amount, charge.tax, has_tax, charge.tax_included())
}

/// An amount as prices are, with or without tax.
fn after_tax(charge: &Charge<'_>, amount: Exact, wants_tax: bool) -> Option<Exact> {
    convert(amount, charge.tax, charge.tax_included(), wants_tax)
}

fn convert(amount: Exact, percent: Decimal, is_with: bool, wants_with: bool) -> Option<Exact> {
    let without = 100 * percent.divisor();
    let with = without + i128::from(percent.mantissa());
    let (above, below) = match (is_with, wants_with) {
        (false, true) => (with, without),
        (true, false) => (without, with),
        _ => return Some(amount),
    };
    amount.times(u64::try_from(above).ok()?)?.over(below)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_channel_of_a_trunk_is_not_part_of_its_name() {
        for (channel, trunk) in [
            ("PJSIP/gw-0000001a", "PJSIP/gw"),
            ("PJSIP/my-gw", "PJSIP/my-gw"),
            ("DAHDI/i1", "DAHDI/i1"),
            ("", ""),
        ] {
            assert_eq!(trunk_name(channel), trunk);
        }
    }
}
