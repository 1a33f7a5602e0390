//! From the exact price to the amounts before and after tax.

use super::Exact;
use crate::{Decimal, Place, Plan, Rounding, TaxBasis, TaxPlace, TaxSide};

/// The two amounts in millionths, and whether the first was changed by rounding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Taxed {
    pub(crate) before: i64,
    pub(crate) after: i64,
    pub(crate) rounded: bool,
}

/// Rounds the exact price and splits it; `None` when an amount does not fit.
pub(crate) fn tax(plan: &Plan, exact: Exact, percent: Decimal) -> Option<Taxed> {
    let ((mode, step), place) = call_rounding(plan);
    split(plan, exact, percent, mode, step, place)
}

/// How the amount of a call that comes first is rounded and to which step, and where its tax is.
pub(crate) fn call_rounding(plan: &Plan) -> ((Rounding, i64), TaxPlace) {
    match plan.rounded_at() {
        // Nothing of a call is rounded then, so its tax is not either.
        Place::Invoice => ((Rounding::HalfUp, 1), TaxPlace::Invoice),
        Place::Increment | Place::Segment | Place::Call => (plan.step(), plan.taxation().rounded_at()),
    }
}

/// How the other amount is rounded and to which step.
pub(crate) fn second_rounding(
    plan: &Plan,
    (mode, step): (Rounding, i64),
    place: TaxPlace,
) -> (Rounding, i64) {
    match (place, plan.taxation().second_rounding()) {
        (TaxPlace::Invoice, _) | (_, Some(Rounding::Exact)) => (Rounding::HalfUp, 1),
        (TaxPlace::Line, other) => (other.unwrap_or(mode), step),
    }
}

/// Rounds and splits the sum of an invoice as [`tax`] does a call: everything that was left to it is rounded here.
pub(crate) fn tax_sum(plan: &Plan, exact: Exact, percent: Decimal) -> Option<Taxed> {
    let (mode, step) = plan.step();
    split(plan, exact, percent, mode, step, TaxPlace::Line)
}

fn split(
    plan: &Plan,
    exact: Exact,
    percent: Decimal,
    mode: Rounding,
    step: i64,
    place: TaxPlace,
) -> Option<Taxed> {
    let rule = plan.taxation();
    if percent.is_zero() {
        let (amount, rounded) = exact.round(mode, step)?;
        return Some(Taxed {
            before: amount,
            after: amount,
            rounded,
        });
    }
    // With tax and without it stand to each other as these two.
    let without = 100 * percent.divisor();
    let with = without + i128::from(percent.mantissa());
    let side = |exact: Exact, is: TaxSide, wanted: TaxSide| match (is, wanted) {
        (TaxSide::Before, TaxSide::After) => ratio(exact, with, without),
        (TaxSide::After, TaxSide::Before) => ratio(exact, without, with),
        _ => Some(exact),
    };
    let priced = if rule.is_included() {
        TaxSide::After
    } else {
        TaxSide::Before
    };
    let first_side = rule.first_side();
    let second_side = match first_side {
        TaxSide::Before => TaxSide::After,
        TaxSide::After => TaxSide::Before,
    };
    let (first, rounded) = side(exact, priced, first_side)?.round(mode, step)?;
    let (second_mode, second_step) = second_rounding(plan, (mode, step), place);
    let second = match rule.second_basis() {
        TaxBasis::Rounded => side(Exact::micros(first), first_side, second_side)?,
        TaxBasis::Exact => side(exact, priced, second_side)?,
    };
    let (second, _) = second.round(second_mode, second_step)?;
    // Two modes on one exact price may pass each other by a coin; no tax is below zero.
    Some(match first_side {
        TaxSide::Before => Taxed {
            before: first,
            after: second.max(first),
            rounded,
        },
        TaxSide::After => Taxed {
            before: second.min(first),
            after: first,
            rounded,
        },
    })
}

fn ratio(exact: Exact, above: i128, below: i128) -> Option<Exact> {
    let product = |a: Exact| {
        Exact::new(
            a.numerator().checked_mul(above)?,
            a.denominator().checked_mul(below)?,
        )
    };
    product(exact).or_else(|| product(exact.reduced()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Currency, Tax};
    use chrono::NaiveDate;
    use proptest::prelude::*;

    const FRANC: i64 = 1_000_000;

    fn plan(tax: Tax, mode: Rounding, decimals: u8) -> Plan {
        Plan::new("t", Currency::XPF, chrono_tz::UTC)
            .tax(tax)
            .rounding(mode, decimals)
    }

    fn amounts(plan: &Plan, micros: i64, percent: &str) -> Option<(i64, i64)> {
        tax(plan, Exact::micros(micros), percent.parse().unwrap()).map(|taxed| (taxed.before, taxed.after))
    }

    #[test]
    fn tax_is_added_to_or_taken_out_of_the_rounded_amount() {
        // 50 F at 13 % are 56.5 F: floats say 56.49999999999999, and round to 56.
        let on_top = |decimals| plan(Tax::exclusive(), Rounding::HalfUp, decimals);
        let within = plan(Tax::inclusive(), Rounding::HalfUp, 0);
        // 20.84 F and 10 % are 22.924 F, cut off at hundredths.
        let cut = plan(Tax::exclusive().rounding(Rounding::Down), Rounding::Ceil, 2);
        for (plan, amount, percent, expected) in [
            (&on_top(0), 50 * FRANC, "13", (50 * FRANC, 57 * FRANC)),
            (&on_top(6), 50 * FRANC, "13", (50 * FRANC, 56_500_000)),
            (&cut, 20_840_000, "10", (20_840_000, 22_920_000)),
            (&within, 377 * FRANC, "13", (334 * FRANC, 377 * FRANC)),
            (&within, FRANC, "0", (FRANC, FRANC)),
        ] {
            assert_eq!(
                amounts(plan, amount, percent),
                Some(expected),
                "{amount} at {percent}"
            );
        }
        assert_eq!(amounts(&on_top(6), i64::MAX, "13"), None);
    }

    #[test]
    fn what_is_left_to_the_invoice_is_kept_to_the_nearest_millionth() {
        // 8.751381 and 0.1 % are 8.760132381, whatever the tax of the invoice will be rounded like.
        for mode in [Rounding::Ceil, Rounding::Floor, Rounding::HalfUp] {
            let plan = plan(Tax::exclusive().rounding(mode), Rounding::Up, 2).place(Place::Invoice);
            assert_eq!(
                amounts(&plan, 8_751_381, "0.1"),
                Some((8_751_381, 8_760_132)),
                "{mode}"
            );
        }
    }

    #[test]
    fn each_side_may_come_first_and_the_other_from_either() {
        // 29.204... F before tax: 90 s at 19.09 and 13 % are 32.36 F with it.
        let exact = 28_635_000;
        let after_first = |basis| {
            plan(
                Tax::exclusive()
                    .first(TaxSide::After)
                    .basis(basis)
                    .rounding(Rounding::HalfUp),
                Rounding::Ceil,
                0,
            )
        };
        assert_eq!(
            amounts(&after_first(TaxBasis::Rounded), exact, "13"),
            Some((29 * FRANC, 33 * FRANC))
        );
        assert_eq!(
            amounts(&after_first(TaxBasis::Exact), exact, "13"),
            Some((29 * FRANC, 33 * FRANC))
        );
        // 2.4 F: 2 F and 13 % of the rounded amount, or of the exact one.
        let before_first = |basis| plan(Tax::exclusive().basis(basis), Rounding::HalfUp, 0);
        assert_eq!(
            amounts(&before_first(TaxBasis::Rounded), 2_400_000, "13"),
            Some((2 * FRANC, 2 * FRANC))
        );
        assert_eq!(
            amounts(&before_first(TaxBasis::Exact), 2_400_000, "13"),
            Some((2 * FRANC, 3 * FRANC))
        );
    }

    #[test]
    fn the_invoice_may_round_the_tax_or_everything() {
        let tax = Tax::exclusive().place(TaxPlace::Invoice);
        let taxed_later = plan(tax, Rounding::HalfUp, 0);
        assert_eq!(
            amounts(&taxed_later, 2_400_000, "13"),
            Some((2 * FRANC, 2_260_000))
        );
        let all_later = plan(Tax::exclusive(), Rounding::HalfUp, 0).place(Place::Invoice);
        assert_eq!(amounts(&all_later, 2_400_000, "13"), Some((2_400_000, 2_712_000)));
    }

    proptest! {
        #[test]
        fn more_before_tax_is_never_less_after_it(
            a in 0i64..1_000_000_000, b in 0i64..1_000_000_000, percent in 0u32..40,
            after_first: bool, exact: bool, included: bool,
        ) {
            for mode in Rounding::ALL {
                let mut rule = if included { Tax::inclusive() } else { Tax::exclusive() };
                if after_first { rule = rule.first(TaxSide::After); }
                if exact { rule = rule.basis(TaxBasis::Exact); }
                let rule = rule.from(NaiveDate::MIN, percent.to_string().parse().unwrap());
                let plan = plan(rule, mode, 2);
                let of = |amount| amounts(&plan, amount, &percent.to_string()).unwrap();
                let (less, more) = (of(a.min(b)), of(a.max(b)));
                prop_assert!(less.0 <= more.0 && less.1 <= more.1, "{}", mode);
                prop_assert!(less.0 <= less.1);
            }
        }
    }
}
