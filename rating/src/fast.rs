//! What makes a batch fast: prices as whole numbers of 64 bits, for the rows and plans where that is exact.
//!
//! A call is *ordinary* when its price is `numerator × billed milliseconds + fee numerator`, divided once and rounded
//! once, and perhaps divided once more for the tax: no slots, minimum, maximum, grace or free time, no conditions but
//! the number of digits, no parent and no other currency, one band for the whole call. Of the others this module says
//! so, and the engine rates them. Numbers that might not fit 64 bits are no ordinary ones either.

use std::collections::HashMap;
use std::hint::select_unpredictable;

use chrono::{NaiveDate, NaiveTime};

use crate::book::{Class, PlanData, Version};
use crate::calendar::Calendar;
use crate::engine::Exact;
use crate::{
    Counting, Decimal, DigitCount, Place, Plan, Pricing, Rounding, Seconds, TaxBasis, TaxPlace, TaxSide,
};

/// The ordinary part of a plan.
#[derive(Clone, Debug)]
pub(crate) struct FastPlan {
    seconds: Seconds,
    bands: usize,
    // How amounts are rounded, and to multiples of how many millionths.
    nearest: Nearest,
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
    // For each range of the index, which of the offers below.
    ranges: Ranges,
    // The prices of offer 0 in every band, then those of offer 1, and so on.
    prices: Vec<FastPrice>,
}

/// What stands for a range in place of an offer.
pub(crate) const NOTHING: u32 = u32::MAX;
/// What stands for a range whose calls the engine has to rate.
pub(crate) const UNUSUAL: u32 = u32::MAX - 1;
/// What stands for a range that goes on four digits deeper.
pub(crate) const DEEPER: u32 = u32::MAX - 2;

/// Most decks have so few different offers that their numbers fit 16 bits, which halves what a search reads.
#[derive(Clone, Debug)]
enum Ranges {
    Narrow(Vec<u16>),
    Wide(Vec<u32>),
}

/// The price of a class of rows in a band: one line of the cache, since each call reads another.
#[derive(Clone, Copy, Debug)]
#[repr(align(64))]
pub(crate) struct FastPrice {
    numerator: u64,
    fee: u64,
    amount: Divider,
    // Beyond so many billed milliseconds the numerator might not fit.
    most: u64,
    next: Divider,
    first_ms: u32,
    digits: DigitCount,
    is_free: bool,
}

const _: () = assert!(
    size_of::<FastPrice>() == 64,
    "a price fills one line of the cache"
);

/// A tax in force: from the amount that is rounded first to the other.
#[derive(Clone, Copy, Debug)]
struct FastTax {
    // Zero for no tax.
    factor: u64,
    other: Divider,
    nearest: Nearest,
    step: u64,
    // Beyond so many millionths the product might not fit.
    most: u64,
    // Whether the first amount is the one before tax.
    first_is_before: bool,
}

/// Divides by a number known beforehand: two multiplications are several times as fast as one division.
#[derive(Clone, Copy, Debug)]
struct Divider {
    divisor: u64,
    // 2^64 - 1 divided by the divisor.
    reciprocal: u64,
}

/// A rounding mode without branches: up from a rest of half of `(divisor & mask) + add` on.
#[derive(Clone, Copy, Debug)]
struct Nearest {
    mask: u64,
    add: u64,
    // A half goes to the even neighbour: 1, else 0.
    even: u64,
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
        let (mode, step) = amount_step(plan);
        Some(Self {
            seconds: plan.seconds_rounding(),
            bands: data.calendar.names().len(),
            nearest: Nearest::new(mode),
            step: u64::try_from(step).ok()?,
            taxes: std::iter::once(first).chain(taxes).collect(),
            effective: data
                .versions
                .iter()
                .map(|version| version.effective.map_or(i64::MIN, day_of))
                .collect(),
            versions: data
                .versions
                .iter()
                .map(|version| FastVersion::new(version, plan, &data.calendar))
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

    /// The charge of an ordinary call that began on a day in a band; `None` if it turns out not to be one.
    #[inline(always)]
    pub(crate) fn charge(
        &self,
        version: &FastVersion,
        offer: u32,
        digits: usize,
        band: usize,
        day: i64,
        length_ms: u64,
    ) -> Option<FastCharge> {
        let price = version.prices.get(offer as usize * self.bands + band)?;
        if !price.digits.allows(digits) {
            return None;
        }
        let length = match self.seconds {
            Seconds::Exact => length_ms,
            rule => crate::engine::counted(length_ms, rule)?,
        };
        // A call of which no second is left is free, and the engine says why.
        let first_ms = u64::from(price.first_ms);
        let after = length.checked_sub(1)?.saturating_sub(first_ms);
        // Which calls are longer than the first block no branch would guess.
        let blocks = select_unpredictable(length > first_ms, price.next.divide(after).0 + 1, 0);
        let billed_ms = blocks.checked_mul(price.next.divisor)?.checked_add(first_ms)?;
        if billed_ms > price.most {
            return None;
        }
        let steps = price
            .amount
            .round(price.numerator * billed_ms + price.fee, self.nearest);
        let first = steps.checked_mul(self.step)?;
        let (.., tax) = self.taxes.iter().rfind(|(from, ..)| *from <= day)?;
        let (before, after) = tax.as_ref()?.split(first)?;
        Some(FastCharge {
            before: i64::try_from(before).ok()?,
            after: i64::try_from(after).ok()?,
            billed_ms,
            units: blocks + u64::from(first_ms > 0),
            is_free: price.is_free,
        })
    }

    /// How many bytes of memory it takes.
    pub(crate) fn memory(&self) -> usize {
        self.versions.iter().map(FastVersion::memory).sum::<usize>()
    }
}

impl FastVersion {
    fn new(version: &Version, plan: &Plan, calendar: &Calendar) -> Self {
        let is_own = version.currency == plan.currency();
        let mut offers: HashMap<(u32, DigitCount), u32> = HashMap::new();
        let mut classes: Vec<Option<Vec<FastPrice>>> = vec![None; version.classes().len()];
        let mut prices: Vec<FastPrice> = Vec::new();
        for (class, prices) in version.classes().iter().zip(&mut classes) {
            *prices = is_own
                .then(|| FastPrice::bands(class, plan, calendar.names().len()))
                .flatten();
        }
        let ranges = version.index.for_each_range(DEEPER, |candidate| {
            let Some(candidate) = candidate else {
                return NOTHING;
            };
            let (class, allowed) = (version.class_of(candidate.row), version.digits(candidate.row));
            let Some(Some(bands)) = classes
                .get(class as usize)
                .filter(|_| version.conditions(candidate.row).is_none())
            else {
                return UNUSUAL;
            };
            *offers.entry((class, allowed)).or_insert_with(|| {
                let offer = (prices.len() / bands.len()) as u32;
                prices.extend(bands.iter().map(|price| FastPrice {
                    digits: allowed,
                    ..*price
                }));
                offer
            })
        });
        prices.shrink_to_fit();
        Self {
            ranges: Ranges::new(ranges),
            prices,
        }
    }

    /// What a range of the index stands for.
    #[inline]
    pub(crate) fn offer(&self, range: u32) -> u32 {
        match &self.ranges {
            // The three words above are the last ones of either width.
            Ranges::Narrow(ranges) => ranges.get(range as usize).map_or(NOTHING, |&offer| {
                let offer = u32::from(offer);
                if offer >= DEEPER & 0xFFFF {
                    offer | 0xFFFF_0000
                } else {
                    offer
                }
            }),
            Ranges::Wide(ranges) => ranges.get(range as usize).copied().unwrap_or(NOTHING),
        }
    }

    fn memory(&self) -> usize {
        size_of_val(self.prices.as_slice())
            + match &self.ranges {
                Ranges::Narrow(ranges) => size_of_val(ranges.as_slice()),
                Ranges::Wide(ranges) => size_of_val(ranges.as_slice()),
            }
    }
}

impl Ranges {
    fn new(wide: Vec<u32>) -> Self {
        let fits = wide
            .iter()
            .all(|offer| !(DEEPER & 0xFFFF..DEEPER).contains(offer));
        if fits {
            Self::Narrow(wide.into_iter().map(|offer| offer as u16).collect())
        } else {
            Self::Wide(wide)
        }
    }
}

impl FastPrice {
    /// The prices of a class in all bands, if they are ordinary.
    fn bands(class: &Class, plan: &Plan, bands: usize) -> Option<Vec<Self>> {
        (0..bands).map(|band| Self::new(class, plan, band)).collect()
    }

    fn new(class: &Class, plan: &Plan, band: usize) -> Option<Self> {
        let terms = &class.terms;
        let is_plain = terms.slots.is_empty()
            && terms.minimum.is_none()
            && terms.maximum.is_none()
            && class.grace_ms == 0
            && class.free_ms == 0
            && !terms.blocked;
        let offered = class.band(band);
        if !is_plain || offered.increment.rule() != Counting::Started {
            return None;
        }
        let (_, step) = amount_step(plan);
        let (unit, fee) = (offered.unit.reduced(), Exact::amount(offered.fee).reduced());
        // Both over one denominator: a millisecond's price and the fee.
        let common = gcd(unit.denominator(), fee.denominator());
        let over = unit.denominator().checked_mul(fee.denominator() / common)?;
        let numerator = unit.numerator().checked_mul(over / unit.denominator())?;
        let fee = fee.numerator().checked_mul(over / fee.denominator())?;
        let divisor = over.checked_mul(i128::from(step))?;
        let (numerator, fee) = (u64::try_from(numerator).ok()?, u64::try_from(fee).ok()?);
        let most = (LARGEST.checked_sub(fee)?)
            .checked_div(numerator)
            .unwrap_or(u64::MAX >> 1);
        Some(Self {
            numerator,
            fee,
            amount: Divider::new(divisor)?,
            most,
            first_ms: u32::try_from(offered.increment.first_ms()).ok()?,
            next: Divider::new(i128::from(offered.increment.next_ms()))?,
            digits: DigitCount::ANY,
            is_free: class.is_free,
        })
    }
}

/// Numbers up to here leave room for a rounding on top.
const LARGEST: u64 = (u64::MAX >> 1) - 1;

impl FastTax {
    fn new(plan: &Plan, percent: Decimal) -> Option<Self> {
        let rule = plan.taxation();
        let priced = if rule.is_included() {
            TaxSide::After
        } else {
            TaxSide::Before
        };
        let none = Self {
            factor: 0,
            other: Divider::new(1)?,
            nearest: Nearest::new(Rounding::Down),
            step: 1,
            most: u64::MAX,
            first_is_before: true,
        };
        if percent.is_zero() {
            return Some(none);
        }
        if rule.first_side() != priced || rule.second_basis() != TaxBasis::Rounded {
            return None;
        }
        let (mode, step) = amount_step(plan);
        let (mode, step) = match (rule.rounded_at(), rule.second_rounding()) {
            (TaxPlace::Invoice, _) | (_, Some(Rounding::Exact)) => (Rounding::HalfUp, 1),
            (TaxPlace::Line, other) => (other.unwrap_or(mode), step),
        };
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
            other: Divider::new((divisor / common).checked_mul(i128::from(step))?)?,
            nearest: Nearest::new(mode),
            step: u64::try_from(step).ok()?,
            most: LARGEST / factor.max(1),
            first_is_before: !rule.is_included(),
        })
    }

    /// The amounts before and after tax.
    #[inline]
    fn split(&self, first: u64) -> Option<(u64, u64)> {
        if self.factor == 0 {
            return Some((first, first));
        }
        if first > self.most {
            return None;
        }
        let other = self.other.round(first * self.factor, self.nearest);
        let other = other.checked_mul(self.step)?;
        // No tax is below zero.
        Some(if self.first_is_before {
            (first, other.max(first))
        } else {
            (other.min(first), first)
        })
    }
}

impl Divider {
    /// `None` unless the divisor lies above zero and leaves room.
    fn new(divisor: i128) -> Option<Self> {
        let divisor = u64::try_from(divisor)
            .ok()
            .filter(|&divisor| 0 < divisor && divisor <= LARGEST)?;
        Some(Self {
            divisor,
            reciprocal: u64::MAX / divisor,
        })
    }

    /// Quotient and rest.
    #[inline]
    fn divide(self, number: u64) -> (u64, u64) {
        // The estimate is at most two too small: one for the reciprocal, one for the product, both cut off.
        let estimate = ((u128::from(number) * u128::from(self.reciprocal)) >> 64) as u64;
        let rest = number - estimate * self.divisor;
        let once = u64::from(rest >= self.divisor);
        let rest = rest - once * self.divisor;
        let twice = u64::from(rest >= self.divisor);
        (estimate + once + twice, rest - twice * self.divisor)
    }

    /// The quotient, rounded.
    #[inline]
    fn round(self, number: u64, nearest: Nearest) -> u64 {
        let (quotient, rest) = self.divide(number);
        // The even neighbour of a half is below it when the quotient is even. An odd divisor has no half.
        let stays = nearest.even & !quotient & !self.divisor & 1;
        let from = (((self.divisor & nearest.mask) + nearest.add) >> 1) + stays;
        quotient + u64::from(rest >= from)
    }
}

impl Nearest {
    const fn new(mode: Rounding) -> Self {
        let (mask, add, even) = match mode {
            Rounding::Up | Rounding::Ceil => (0, 2, 0),
            // No rest is as large as that.
            Rounding::Down | Rounding::Floor => (0, u64::MAX, 0),
            Rounding::HalfUp | Rounding::Exact => (u64::MAX, 1, 0),
            Rounding::HalfDown => (u64::MAX, 2, 0),
            Rounding::HalfEven => (u64::MAX, 1, 1),
        };
        Self { mask, add, even }
    }
}

/// How the amount that comes first is rounded, and to multiples of how many millionths.
fn amount_step(plan: &Plan) -> (Rounding, i64) {
    match plan.rounded_at() {
        Place::Invoice => (Rounding::HalfUp, 1),
        _ => plan.step(),
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn dividing_by_multiplying_is_dividing(
            number in prop_oneof![0..=LARGEST, 0..1000u64, LARGEST - 1000..=LARGEST],
            divisor in prop_oneof![1..=LARGEST, 1..100u64, LARGEST - 10..=LARGEST],
            mode in prop::sample::select(Rounding::ALL.to_vec()),
        ) {
            let divider = Divider::new(i128::from(divisor)).unwrap();
            prop_assert_eq!(divider.divide(number), (number / divisor, number % divisor));
            let rounded = mode.divide(i128::from(number), i128::from(divisor));
            prop_assert_eq!(Some(i128::from(divider.round(number, Nearest::new(mode)))), rounded, "{}", mode);
        }

        /// Halves are where the modes differ.
        #[test]
        fn halves_are_rounded_as_the_mode_says(quotient in 0..1000u64, half in 1..1000u64, off in -1i64..2) {
            for mode in Rounding::ALL {
                let divider = Divider::new(i128::from(2 * half)).unwrap();
                let number = (quotient * 2 * half + half).saturating_add_signed(off);
                let rounded = mode.divide(i128::from(number), i128::from(2 * half));
                prop_assert_eq!(Some(i128::from(divider.round(number, Nearest::new(mode)))), rounded, "{}", mode);
            }
        }
    }

    #[test]
    fn what_leaves_no_room_has_no_divider() {
        for divisor in [0, -1, i128::from(u64::MAX), i128::MAX] {
            assert!(Divider::new(divisor).is_none());
        }
    }
}
