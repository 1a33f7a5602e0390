//! Tax on calls.

use chrono::NaiveDate;

use crate::{Decimal, Rounding};

/// Tax by date, on top of the prices or within them.
///
/// Before the first date there is none. The date is that of the call's start in the zone of the plan.
///
/// Of the amounts before and after tax one is made first from the exact price, and the other from it: by default the
/// one that the prices are in, rounded, so that the lines of a bill add up. [`first`](Self::first) turns that round,
/// [`basis`](Self::basis) takes the other one from the exact price too, and [`place`](Self::place) leaves the tax to
/// the invoice.
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
    first: Option<TaxSide>,
    basis: TaxBasis,
    place: TaxPlace,
    rounding: Option<Rounding>,
}

/// An amount without tax or with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TaxSide {
    /// `before`: without it.
    Before,
    /// `after`: with it.
    After,
}

/// What the second of the two amounts is made from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum TaxBasis {
    /// `rounded`: from the first one as it was rounded.
    #[default]
    Rounded,
    /// `exact`: from the exact price.
    Exact,
}

/// Where the tax is rounded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum TaxPlace {
    /// `line`: for each call.
    #[default]
    Line,
    /// `invoice`: once for the sum of the calls; the charge of a call holds its tax to the millionth.
    Invoice,
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

    /// How the second of the two amounts is rounded. Default: as the plan rounds amounts.
    pub fn rounding(mut self, mode: Rounding) -> Self {
        self.rounding = Some(mode);
        self
    }

    /// Which of the two amounts is made first, and rounded as the plan says. Default: the one that prices are in.
    pub fn first(mut self, side: TaxSide) -> Self {
        self.first = Some(side);
        self
    }

    /// What the second amount is made from. Default: the first as it was rounded.
    pub fn basis(mut self, basis: TaxBasis) -> Self {
        self.basis = basis;
        self
    }

    /// Where the tax is rounded. Default: for each call.
    pub fn place(mut self, place: TaxPlace) -> Self {
        self.place = place;
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

    /// The steps, earliest first: from which day, how many percent.
    #[must_use]
    pub fn steps(&self) -> &[(NaiveDate, Decimal)] {
        &self.steps
    }

    /// Which amount is made first.
    #[must_use]
    pub const fn first_side(&self) -> TaxSide {
        match (self.first, self.included) {
            (Some(side), _) => side,
            (None, true) => TaxSide::After,
            (None, false) => TaxSide::Before,
        }
    }

    /// What the second amount is made from.
    #[must_use]
    pub const fn second_basis(&self) -> TaxBasis {
        self.basis
    }

    /// Where the tax is rounded.
    #[must_use]
    pub const fn rounded_at(&self) -> TaxPlace {
        self.place
    }

    /// How the second amount is rounded; `None` for the way of the plan.
    #[must_use]
    pub const fn second_rounding(&self) -> Option<Rounding> {
        self.rounding
    }

    /// The first step whose tax is below zero or above 1000 %.
    pub(crate) fn misfit(&self) -> Option<Decimal> {
        let too_high = |percent: Decimal| i128::from(percent.mantissa()) > 1000 * percent.divisor();
        self.steps
            .iter()
            .map(|(_, percent)| *percent)
            .find(|&percent| percent.is_negative() || too_high(percent))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
}
