//! What makes a batch fast: prices as whole numbers of 64 bits, for the rows and plans where that is exact.
//!
//! A call is *ordinary* when its price is `numerator × billed milliseconds + fee numerator`, divided once and rounded
//! once, and perhaps divided once more for the tax: no slots, minimum, maximum, grace or free time, no conditions but
//! the number of digits, no parent and no other currency, one band for the whole call. Of the others this module says
//! so, and the engine rates them. Numbers that might not fit 64 bits are no ordinary ones either, nor are calls of more
//! than 49 days.

mod divide;
mod season;

use std::collections::HashMap;

use chrono::{NaiveDate, NaiveTime};

use crate::book::{Class, PlanData, Version};
use crate::calendar::Calendar;
use crate::engine::{Exact, call_rounding, second_rounding};
use crate::pool::Pool;
use crate::{Counting, Decimal, DigitCount, Place, Plan, Pricing, Rounding, Seconds, TaxBasis, TaxSide};

use divide::{Blocks, Divider, LARGEST};
pub(crate) use season::Season;

/// The ordinary part of a plan.
#[derive(Clone, Debug)]
pub(crate) struct FastPlan {
    seconds: Seconds,
    // Amounts are multiples of so many millionths.
    step: u64,
    // By the day from which they hold, the first from the beginning of time; the tax is `None` if it is not ordinary.
    taxes: Vec<(i64, Decimal, Option<FastTax>)>,
    // The day from which each version is in force, by its number.
    effective: Vec<i64>,
    versions: Vec<FastVersion>,
    /// Whether rows that are missing here may stand elsewhere.
    pub(crate) has_parent: bool,
}

/// The ordinary part of a deck.
#[derive(Clone, Debug)]
pub(crate) struct FastVersion {
    // For each range of the index, where its prices begin below.
    ranges: Ranges,
    // The prices of an offer in every band, then those of the next.
    prices: Vec<FastPrice>,
    // What many prices share.
    terms: Vec<FastTerms>,
}

/// What stands for a range in place of an offer.
pub(crate) const NOTHING: u32 = u32::MAX;
/// What stands for a range whose calls the engine has to rate.
pub(crate) const UNUSUAL: u32 = u32::MAX - 1;
/// What stands for a range that goes on four digits deeper.
pub(crate) const DEEPER: u32 = u32::MAX - 2;

/// Most decks have so few different offers that their places fit 16 bits, which halves what a search reads.
#[derive(Clone, Debug)]
enum Ranges {
    Narrow(Vec<i16>),
    Wide(Vec<u32>),
}

/// The price of a class of rows in a band. Each call reads another, so it is small: half a line of the cache.
#[derive(Clone, Copy, Debug)]
#[repr(align(32))]
struct FastPrice {
    numerator: u64,
    fee: u64,
    // Beyond so many billed milliseconds the numerator might not fit, or what comes after it.
    most_ms: u32,
    terms: u16,
    digits: DigitCount,
    is_free: bool,
}

const _: () = assert!(
    size_of::<FastPrice>() == 32,
    "a line of the cache holds the prices of two bands"
);

/// A deck has few different ones, so they stay in the cache nearest to the core.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(align(64))]
struct FastTerms {
    amount: Divider,
    blocks: Blocks,
}

/// A tax in force: from the amount that is rounded first to the other.
#[derive(Clone, Copy, Debug)]
pub(crate) struct FastTax {
    factor: u64,
    other: Divider,
    step: u64,
    // Whether the first amount is the one before tax.
    first_is_before: bool,
}

/// What an ordinary call comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct FastCharge {
    pub(crate) before: i64,
    pub(crate) after: i64,
    pub(crate) billed_ms: u64,
    pub(crate) units: u64,
    pub(crate) is_free: bool,
}

/// Of a class the offer that came first, nearly always the only one: a deck may have a million ranges.
#[derive(Clone, Copy, Debug)]
enum FirstOffer {
    None,
    /// The engine has to rate its calls.
    Unusual,
    /// For numbers of so many digits.
    Of(DigitCount, u32),
}

impl FastPlan {
    /// The ordinary part of a plan; `None` if nothing about it is.
    pub(crate) fn new(data: &PlanData) -> Option<Self> {
        let plan = &data.plan;
        let one_band = data.calendar.names().len() == 1;
        let by_call = matches!(plan.rounded_at(), Place::Call | Place::Invoice);
        if !by_call || (plan.priced_by() != Pricing::Start && !one_band) || data.versions.is_empty() {
            return None;
        }
        let first = (i64::MIN, Decimal::ZERO, FastTax::new(plan, Decimal::ZERO));
        let steps = plan.taxation().steps().iter();
        let taxes = steps.map(|&(from, percent)| (day_of(from), percent, FastTax::new(plan, percent)));
        let taxes: Vec<_> = std::iter::once(first).chain(taxes).collect();
        let ordinary = taxes.iter().filter_map(|(.., tax)| tax.as_ref());
        let most = ordinary.map(FastTax::most).min().unwrap_or(LARGEST);
        let ((_, step), _) = call_rounding(plan);
        Some(Self {
            seconds: plan.seconds_rounding(),
            step: u64::try_from(step).ok()?,
            taxes,
            effective: data
                .versions
                .iter()
                .map(|version| version.effective.map_or(i64::MIN, day_of))
                .collect(),
            versions: data
                .versions
                .iter()
                .map(|version| FastVersion::new(version, plan, &data.calendar, most))
                .collect(),
            has_parent: data.chain.len() > 1,
        })
    }

    /// The deck in force on a day, counted from 1970.
    #[inline]
    pub(crate) fn version_on(&self, day: i64) -> Option<usize> {
        self.effective.iter().rposition(|&from| from <= day)
    }

    pub(crate) fn version(&self, at: usize) -> Option<&FastVersion> {
        self.versions.get(at)
    }

    /// The tax in force on a day, in percent.
    pub(crate) fn percent_on(&self, day: i64) -> Decimal {
        let step = self.taxes.iter().rfind(|(from, ..)| *from <= day);
        step.map_or(Decimal::ZERO, |(_, percent, _)| *percent)
    }

    /// The tax in force on a day, if it is ordinary.
    #[inline]
    pub(crate) fn tax_on(&self, day: i64) -> Option<&FastTax> {
        let (.., tax) = self.taxes.iter().rfind(|(from, ..)| *from <= day)?;
        tax.as_ref()
    }

    /// The charge of an ordinary call that began in a band; `None` if it turns out not to be one.
    #[inline(always)]
    pub(crate) fn charge(
        &self,
        version: &FastVersion,
        tax: &FastTax,
        offer: u32,
        digits: usize,
        band: usize,
        length_ms: u64,
    ) -> Option<FastCharge> {
        if offer >= DEEPER {
            return None;
        }
        let price = version.prices.get(offer as usize + band)?;
        let terms = version.terms.get(usize::from(price.terms))?;
        if !price.digits.allows(digits) {
            return None;
        }
        let length = match self.seconds {
            Seconds::Exact => length_ms,
            rule => crate::engine::counted(length_ms, rule)?,
        };
        // A call of which no second is left is free, and the engine says why.
        let length = u32::try_from(length).ok().filter(|&length| length > 0)?;
        let (units, billed_ms) = terms.blocks.count(length);
        if billed_ms > u64::from(price.most_ms) {
            return None;
        }
        // So nothing below is too large.
        let steps = terms.amount.divide(price.numerator * billed_ms + price.fee);
        let (before, after) = tax.split(steps * self.step);
        Some(FastCharge {
            before: before.cast_signed(),
            after: after.cast_signed(),
            billed_ms,
            units,
            is_free: price.is_free,
        })
    }

    /// How many bytes of memory it takes.
    pub(crate) fn memory(&self) -> usize {
        self.versions.iter().map(FastVersion::memory).sum::<usize>()
    }
}

impl FastVersion {
    /// Amounts may have `most` millionths.
    fn new(version: &Version, plan: &Plan, calendar: &Calendar, most: u64) -> Self {
        let is_own = version.currency == plan.currency();
        let mut first_offers: Vec<FirstOffer> = vec![FirstOffer::None; version.class_count()];
        let mut offers: HashMap<(u32, DigitCount), u32> = HashMap::new();
        let mut prices: Vec<FastPrice> = Vec::new();
        let mut terms = Pool::default();
        let mut number = |new: FastTerms| u16::try_from(terms.number(new)?).ok();
        let bands = calendar.names().len();
        let ranges = version.index.for_each_range(DEEPER, |candidate| {
            let Some(candidate) = candidate else {
                return NOTHING;
            };
            let (class, allowed) = (version.class_of(candidate.row), version.digits(candidate.row));
            if !is_own || version.conditions(candidate.row).is_some() {
                return UNUSUAL;
            }
            let Some(first) = first_offers.get_mut(class as usize) else {
                return UNUSUAL;
            };
            match *first {
                FirstOffer::Unusual => UNUSUAL,
                FirstOffer::Of(digits, offer) if digits == allowed => offer,
                FirstOffer::Of(_, other) => *offers.entry((class, allowed)).or_insert_with(|| {
                    let offer = prices.len() as u32;
                    prices.extend_from_within(other as usize..other as usize + bands);
                    for price in prices.iter_mut().skip(offer as usize) {
                        price.digits = allowed;
                    }
                    offer
                }),
                FirstOffer::None => {
                    let (offer, class) = (prices.len(), version.class(candidate.row));
                    let of_bands = (0..bands)
                        .map_while(|band| FastPrice::new(&class, plan, band, most, allowed, &mut number));
                    prices.extend(of_bands);
                    if prices.len() == offer + bands {
                        *first = FirstOffer::Of(allowed, offer as u32);
                        offer as u32
                    } else {
                        prices.truncate(offer);
                        *first = FirstOffer::Unusual;
                        UNUSUAL
                    }
                }
            }
        });
        prices.shrink_to_fit();
        Self {
            ranges: Ranges::new(ranges),
            prices,
            terms: terms.into_values(),
        }
    }

    /// What a range of the index stands for.
    #[inline]
    pub(crate) fn offer(&self, range: u32) -> u32 {
        match &self.ranges {
            // The three words above are the last ones of either width, so their sign goes along.
            Ranges::Narrow(ranges) => ranges
                .get(range as usize)
                .map_or(NOTHING, |&offer| i32::from(offer) as u32),
            Ranges::Wide(ranges) => ranges.get(range as usize).copied().unwrap_or(NOTHING),
        }
    }

    fn memory(&self) -> usize {
        size_of_val(self.prices.as_slice())
            + size_of_val(self.terms.as_slice())
            + match &self.ranges {
                Ranges::Narrow(ranges) => size_of_val(ranges.as_slice()),
                Ranges::Wide(ranges) => size_of_val(ranges.as_slice()),
            }
    }
}

impl Ranges {
    fn new(wide: Vec<u32>) -> Self {
        let narrow: Option<Vec<i16>> = wide
            .iter()
            .map(|&offer| i16::try_from(offer as i32).ok())
            .collect();
        match narrow {
            Some(narrow) => Self::Narrow(narrow),
            None => Self::Wide(wide),
        }
    }
}

impl FastPrice {
    /// The price of a class in a band, if it is ordinary, for amounts up to `most`. `terms` numbers what it may share with
    /// others.
    fn new(
        class: &Class<'_>,
        plan: &Plan,
        band: usize,
        most: u64,
        digits: DigitCount,
        terms: &mut impl FnMut(FastTerms) -> Option<u16>,
    ) -> Option<Self> {
        let rules = class.terms;
        let is_plain = rules.slots.is_empty()
            && rules.minimum.is_none()
            && rules.maximum.is_none()
            && class.grace_ms == 0
            && class.free_ms == 0
            && !rules.blocked;
        let offered = class.band(band);
        if !is_plain || offered.increment.rule() != Counting::Started {
            return None;
        }
        let ((mode, step), _) = call_rounding(plan);
        let (unit, fee) = (offered.unit.reduced(), Exact::amount(offered.fee).reduced());
        // Both over one denominator: a millisecond's price and the fee.
        let common = gcd(unit.denominator(), fee.denominator());
        let over = unit.denominator().checked_mul(fee.denominator() / common)?;
        let numerator = unit.numerator().checked_mul(over / unit.denominator())?;
        let fee = fee.numerator().checked_mul(over / fee.denominator())?;
        let divisor = over.checked_mul(i128::from(step))?;
        let (numerator, fee) = (u64::try_from(numerator).ok()?, u64::try_from(fee).ok()?);
        let amount = Divider::new(divisor, mode)?;
        let most = amount.most(most.checked_div(u64::try_from(step).ok()?)?);
        let most = (most.checked_sub(fee)?).checked_div(numerator).unwrap_or(most);
        Some(Self {
            numerator,
            fee,
            most_ms: u32::try_from(most).unwrap_or(u32::MAX),
            terms: terms(FastTerms {
                amount,
                blocks: Blocks::new(offered.increment.first_ms(), offered.increment.next_ms())?,
            })?,
            digits,
            is_free: class.is_free,
        })
    }
}

impl FastTax {
    fn new(plan: &Plan, percent: Decimal) -> Option<Self> {
        let rule = plan.taxation();
        let priced = if rule.is_included() {
            TaxSide::After
        } else {
            TaxSide::Before
        };
        let none = Self {
            factor: 1,
            other: Divider::new(1, Rounding::Down)?,
            step: 1,
            first_is_before: true,
        };
        if percent.is_zero() {
            return Some(none);
        }
        if rule.first_side() != priced || rule.second_basis() != TaxBasis::Rounded {
            return None;
        }
        let (first, place) = call_rounding(plan);
        let (mode, step) = second_rounding(plan, first, place);
        let without = 100 * percent.divisor();
        let with = without + i128::from(percent.mantissa());
        let common = gcd(with, without);
        let (factor, divisor) = if rule.is_included() {
            (without, with)
        } else {
            (with, without)
        };
        let factor = u64::try_from(factor / common).ok()?;
        Some(Self {
            factor,
            other: Divider::new((divisor / common).checked_mul(i128::from(step))?, mode)?,
            step: u64::try_from(step).ok()?,
            first_is_before: !rule.is_included(),
        })
    }

    /// How many millionths the first amount may have. The other is then below twice [`LARGEST`], as its step is below
    /// [`LARGEST`] too.
    fn most(&self) -> u64 {
        LARGEST / self.factor.max(1)
    }

    /// The amounts before and after tax.
    #[inline]
    fn split(&self, first: u64) -> (u64, u64) {
        let other = self.other.divide(first * self.factor) * self.step;
        // No tax is below zero.
        if self.first_is_before {
            (first, other.max(first))
        } else {
            (other.min(first), first)
        }
    }
}

fn gcd(a: i128, b: i128) -> i128 {
    let (mut a, mut b) = (a, b);
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a.max(1)
}

/// A date as days since 1970.
fn day_of(date: NaiveDate) -> i64 {
    date.and_time(NaiveTime::MIN)
        .and_utc()
        .timestamp()
        .div_euclid(86_400)
}
