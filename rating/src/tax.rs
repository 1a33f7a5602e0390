//! Tax on calls.

use chrono::NaiveDate;

use crate::{Decimal, Rounding};

/// Tax by date, on top of the prices or within them.
///
/// Before the first date there is none. The date is that of the call's start in the zone of the plan. On top: the
/// tax is taken from the rounded amount before tax, so that the lines of a bill add up. Within: the amount before
/// tax is the rounded amount divided by 1 + tax.
///
/// ```
/// use chrono::NaiveDate;
/// use switchhook_rating::Tax;
/// let tax = Tax::exclusive()
///     .from(NaiveDate::from_ymd_opt(2000, 1, 1).unwrap(), "10".parse()?)
///     .from(NaiveDate::from_ymd_opt(2013, 10, 1).unwrap(), "13".parse()?);
/// assert_eq!(tax.on(NaiveDate::from_ymd_opt(2013, 9, 30).unwrap()).to_string(), "10");
/// # Ok::<(), switchhook_rating::ParseDecimalError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[must_use]
pub struct Tax {
    steps: Vec<(NaiveDate, Decimal)>,
    included: bool,
    rounding: Option<Rounding>,
}

impl Tax {
    /// Prices are without tax.
    pub fn exclusive() -> Self {
        Self::default()
    }

    /// Prices hold the tax.
    pub fn inclusive() -> Self {
        Self {
            included: true,
            ..Self::default()
        }
    }

    /// The tax from a day on, in percent.
    pub fn from(mut self, day: NaiveDate, percent: Decimal) -> Self {
        self.steps.retain(|(known, _)| *known != day);
        self.steps.push((day, percent));
        self.steps.sort_by_key(|(day, _)| *day);
        self
    }

    /// How the amount that the tax leads to is rounded. Default: as the plan rounds amounts.
    pub fn rounding(mut self, mode: Rounding) -> Self {
        self.rounding = Some(mode);
        self
    }

    /// The tax of a day in percent; 0 before the first.
    #[must_use]
    pub fn on(&self, day: NaiveDate) -> Decimal {
        self.steps
            .iter()
            .rev()
            .find(|(from, _)| *from <= day)
            .map_or(Decimal::ZERO, |(_, percent)| *percent)
    }

    /// Whether prices hold the tax.
    #[must_use]
    pub const fn is_included(&self) -> bool {
        self.included
    }

    /// The first step whose tax is below zero or above 1000 %.
    pub(crate) fn misfit(&self) -> Option<Decimal> {
        let too_high = |percent: Decimal| i128::from(percent.mantissa()) > 1000 * percent.divisor();
        self.steps
            .iter()
            .map(|(_, percent)| *percent)
            .find(|&percent| percent.is_negative() || too_high(percent))
    }

    /// The amounts before and after tax, in the steps (`unit`) that the plan rounds to; `None` when they do not fit.
    pub(crate) fn split(
        &self,
        amount: i64,
        percent: Decimal,
        unit: i64,
        mode: Rounding,
    ) -> Option<(i64, i64)> {
        if percent.is_zero() {
            return Some((amount, amount));
        }
        let whole = 100 * percent.divisor();
        let with_tax = whole + i128::from(percent.mantissa());
        let (numerator, denominator) = if self.included {
            (whole, with_tax)
        } else {
            (with_tax, whole)
        };
        let unit = i128::from(unit);
        let steps = self.rounding.unwrap_or(mode).divide(
            i128::from(amount).checked_mul(numerator)?,
            denominator.checked_mul(unit)?,
        )?;
        let other = i64::try_from(steps.checked_mul(unit)?).ok()?;
        Some(if self.included {
            (other, amount)
        } else {
            (amount, other)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn tax_changes_on_its_day() {
        let tax = Tax::exclusive()
            .from(day("2013-10-01"), "13".parse().unwrap())
            .from(day("2000-01-01"), "10".parse().unwrap());
        for (date, percent) in [
            ("1999-12-31", "0"),
            ("2000-01-01", "10"),
            ("2013-09-30", "10"),
            ("2013-10-01", "13"),
            ("2040-01-01", "13"),
        ] {
            assert_eq!(tax.on(day(date)).to_string(), percent, "{date}");
        }
    }

    #[test]
    fn tax_is_added_to_or_taken_out_of_the_rounded_amount() {
        let percent = |text: &str| text.parse::<Decimal>().unwrap();
        // 50 F at 13 % are 56.5 F: floats say 56.49999999999999, and round to 56.
        let franc = 1_000_000;
        let on_top = Tax::exclusive();
        assert_eq!(
            on_top.split(50 * franc, percent("13"), franc, Rounding::HalfUp),
            Some((50 * franc, 57 * franc))
        );
        assert_eq!(
            on_top.split(50 * franc, percent("13"), 1, Rounding::HalfUp),
            Some((50 * franc, 56_500_000))
        );
        // 20.84 F and 10 % are 22.924 F, cut off at hundredths.
        let cut = Tax::exclusive().rounding(Rounding::Down);
        assert_eq!(
            cut.split(20_840_000, percent("10"), 10_000, Rounding::Ceil),
            Some((20_840_000, 22_920_000))
        );
        let within = Tax::inclusive();
        assert_eq!(
            within.split(377 * franc, percent("13"), franc, Rounding::HalfUp),
            Some((334 * franc, 377 * franc))
        );
        assert_eq!(
            within.split(1, percent("0"), franc, Rounding::HalfUp),
            Some((1, 1))
        );
        assert_eq!(on_top.split(i64::MAX, percent("13"), 1, Rounding::HalfUp), None);
    }

    proptest! {
        #[test]
        fn more_before_tax_is_never_less_after_it(a in 0i64..1_000_000_000, b in 0i64..1_000_000_000, percent in 0u32..40) {
            let percent: Decimal = percent.to_string().parse().unwrap();
            for mode in Rounding::ALL {
                let after = |amount| Tax::exclusive().split(amount, percent, 10_000, mode).unwrap().1;
                prop_assert!(after(a.min(b)) <= after(a.max(b)), "{}", mode);
            }
        }
    }
}
