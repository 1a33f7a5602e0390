//! The steps of a call that has a price.

use super::{ChosenBy, Fraction, Segment, Step, millis};
use crate::engine::{Exact, Working};
use crate::{Charge, Decimal, Money, Place, Plan, Ratio, Rounding, TaxBasis, TaxPlace, TaxSide};

/// The steps of a charge.
///
/// A fraction that does not fit 128 bits ends them early: such a call is next to one that is rejected as too large.
pub(super) fn steps(charge: &Charge<'_>, dialled: &str, by: ChosenBy) -> Vec<Step> {
    let mut steps = Vec::with_capacity(12);
    called(charge, dialled, charge.plan(), by, &mut steps);
    row(charge, &mut steps);
    working(charge, &mut steps);
    steps
}

/// What follows when it is known which row of which plan prices the whole call.
pub(super) fn working(charge: &Charge<'_>, steps: &mut Vec<Step>) {
    if let Some(working) = charge.working() {
        let rest = length(charge, &working, steps).and_then(|()| amount(charge, &working, steps));
        debug_assert!(rest.is_some() || working.limited.denominator() > 1 << 60);
    }
}

/// Number and plan.
pub(super) fn called(charge: &Charge<'_>, dialled: &str, plan: &Plan, by: ChosenBy, steps: &mut Vec<Step>) {
    let number = charge.number();
    steps.push(Step::Dialled {
        dialled: dialled.to_owned(),
        number: number.to_string(),
        kind: charge.number_kind(),
    });
    steps.push(Step::Plan {
        plan: plan.name().to_owned(),
        by,
    });
}

/// Row and clock.
pub(super) fn row(charge: &Charge<'_>, steps: &mut Vec<Step>) {
    let plan = charge.plan();
    steps.extend(charge.version().map(|since| Step::Version { since }));
    let (destination, source) = (charge.destination(), charge.row_plan());
    steps.push(Step::Row {
        prefix: charge.prefix().to_string(),
        line: charge.line(),
        destination: destination.name.to_string(),
        kind: destination.kind,
        parent: (source.name() != plan.name()).then(|| source.name().to_owned()),
    });
    if let Some(local) = charge.local_start() {
        steps.push(Step::Clock {
            local,
            zone: plan.zone().name().to_owned(),
            band: charge.band().to_owned(),
            holiday: source.holidays().iter().any(|holiday| holiday.is(local.date())),
        });
    }
}

/// Seconds, grace, free seconds, blocks.
pub(super) fn length(charge: &Charge<'_>, working: &Working, steps: &mut Vec<Step>) -> Option<()> {
    let plan = charge.plan();
    let (lasted, counted, free) = (
        millis(charge.duration),
        millis(working.counted),
        millis(working.free),
    );
    if let Some(longest) = plan.longest_call().filter(|_| charge.is_overlong()) {
        steps.push(Step::Stuck {
            lasted,
            longest: millis(longest),
        });
    }
    if lasted != counted {
        steps.push(Step::Seconds {
            lasted,
            mode: plan.seconds_rounding(),
            counted,
        });
    }
    if working.in_grace {
        steps.push(Step::Grace {
            length: counted,
            grace: millis(charge.terms().grace),
        });
        return Some(());
    }
    if free > 0 {
        steps.push(Step::FreeSeconds {
            length: counted,
            free,
            left: counted - free,
        });
    }
    let increment = charge.increment();
    steps.push(Step::Billed {
        length: counted - free,
        first: millis(increment.first()),
        next: millis(increment.next()),
        counting: increment.rule(),
        units: working.units,
        billed: millis(working.billed),
    });
    Some(())
}

/// Prices, fee, limits, rounding, tax.
fn amount(charge: &Charge<'_>, working: &Working, steps: &mut Vec<Step>) -> Option<()> {
    let has_fee = prices(charge, working, true, steps)?;
    let total = units(working.sum)?;
    if working.segments.len() + usize::from(has_fee) > 1 {
        steps.push(Step::Sum { total });
    }
    if !working.in_grace {
        limits(charge, working.sum, working.scale, steps)?;
    }
    tax(charge, working.tax, working.limited, steps)
}

/// Segments and, where it is asked for, the fee; whether there is one.
pub(super) fn prices(
    charge: &Charge<'_>,
    working: &Working,
    with_fee: bool,
    steps: &mut Vec<Step>,
) -> Option<bool> {
    let terms = charge.terms();
    scale(charge, working, steps);
    let scale = fraction(working.scale);
    for part in &working.segments {
        let exact = Exact::amount(part.price)
            .plus(Exact::amount(terms.surcharge))?
            .times(millis(part.length))?
            .over(i128::from(millis(terms.per)))?
            .scaled(working.scale)?;
        let (band, slot) = (
            charge.name_of_band(part.band),
            part.slot.checked_sub(1).and_then(|at| terms.slots.get(at)),
        );
        let increment = slot
            .and_then(|slot| slot.increment)
            .unwrap_or_else(|| terms.increment_in(band));
        steps.push(Step::Segment(Segment {
            from: millis(part.at),
            length: millis(part.length),
            blocks: part.blocks,
            first: millis(increment.first()),
            next: millis(increment.next()),
            band: band.to_owned(),
            slot: slot.map(|slot| millis(slot.from)),
            price: fraction(part.price),
            surcharge: fraction(terms.surcharge),
            per: millis(terms.per),
            scale,
            exact: units(exact)?,
            kept: units(part.amount)?,
        }));
    }
    let has_fee = with_fee && !working.in_grace && !charge.fee().is_zero();
    if has_fee {
        steps.push(Step::Fee {
            fee: fraction(charge.fee()),
            kept: units(working.fee)?,
        });
    }
    Some(has_fee)
}

/// What prices are multiplied by.
fn scale(charge: &Charge<'_>, working: &Working, steps: &mut Vec<Step>) {
    let (factor, exchange) = charge.scaled_by();
    if factor != Ratio::ONE {
        steps.push(Step::Factor {
            factor: fraction(factor),
        });
    }
    if let Some((from, rate)) = exchange {
        steps.push(Step::Exchange {
            from,
            to: charge.plan().currency(),
            rate: fraction(rate),
        });
    }
    debug_assert_eq!(
        factor.checked_mul(exchange.map_or(Ratio::ONE, |(_, rate)| rate)),
        Some(working.scale)
    );
}

/// The sum, brought to the minimum and maximum of the row.
pub(super) fn limits(
    charge: &Charge<'_>,
    mut sum: Exact,
    scale: Ratio,
    steps: &mut Vec<Step>,
) -> Option<Exact> {
    let terms = charge.terms();
    let scaled = |limit: Ratio| Exact::amount(limit).scaled(scale);
    if let Some(minimum) = terms.minimum
        && sum.compare(scaled(minimum)?)?.is_lt()
    {
        let total = scaled(minimum)?;
        steps.push(Step::Minimum {
            minimum: fraction(minimum),
            before: units(sum)?,
            total: units(total)?,
        });
        sum = total;
    }
    if let Some(maximum) = terms.maximum
        && sum.compare(scaled(maximum)?)?.is_gt()
    {
        let total = scaled(maximum)?;
        steps.push(Step::Maximum {
            maximum: fraction(maximum),
            before: units(sum)?,
            total: units(total)?,
        });
        sum = total;
    }
    Some(sum)
}

/// The first amount, and the other one.
pub(super) fn tax(
    charge: &Charge<'_>,
    percent: Decimal,
    mut exact: Exact,
    steps: &mut Vec<Step>,
) -> Option<()> {
    let plan = charge.plan();
    let (rule, currency) = (plan.taxation(), plan.currency());
    let place = plan.rounded_at();
    let (mode, step) = match place {
        Place::Invoice => (Rounding::HalfUp, 1),
        _ => plan.step(),
    };
    let side = rule.first_side();
    let priced = match rule.is_included() {
        true => TaxSide::After,
        false => TaxSide::Before,
    };
    let percent_exact = Fraction::new(percent.mantissa().into(), percent.divisor())?;
    if side != priced && !percent.is_zero() {
        let without = 100 * percent.divisor();
        let with = without + i128::from(percent.mantissa());
        let before = units(exact)?;
        exact = match side {
            TaxSide::After => exact.times(u64::try_from(with).ok()?)?.over(without)?,
            TaxSide::Before => exact.times(u64::try_from(without).ok()?)?.over(with)?,
        };
        steps.push(Step::OtherSide {
            percent: percent_exact,
            side,
            before,
            total: units(exact)?,
        });
    }
    let money = |micros| Money::from_micros(micros, currency);
    let first = match side {
        TaxSide::Before => charge.before_tax,
        TaxSide::After => charge.after_tax,
    };
    steps.push(Step::Round {
        place,
        mode,
        unit: money(step),
        before: units(exact)?,
        after: first,
    });
    let is_left = place == Place::Invoice || rule.rounded_at() == TaxPlace::Invoice;
    let (second_mode, second_step) = match rule.second_rounding() {
        _ if is_left => (Rounding::HalfUp, 1),
        Some(Rounding::Exact) => (Rounding::HalfUp, 1),
        other => (other.unwrap_or(mode), step),
    };
    let basis = rule.second_basis();
    debug_assert!(matches!(basis, TaxBasis::Rounded | TaxBasis::Exact));
    steps.push(Step::Tax {
        percent: percent_exact,
        included: rule.is_included(),
        first: side,
        basis,
        mode: second_mode,
        unit: money(second_step),
        before: charge.before_tax,
        tax: charge.tax_amount(),
        after: charge.after_tax,
    });
    Some(())
}

fn fraction(ratio: Ratio) -> Fraction {
    // A ratio has a denominator above zero.
    Fraction::new(ratio.numerator().into(), ratio.denominator().into()).unwrap_or(Fraction::ZERO)
}

/// An amount in millionths as one in units of its currency.
pub(super) fn units(exact: Exact) -> Option<Fraction> {
    let exact = exact.reduced();
    Fraction::new(exact.numerator(), exact.denominator().checked_mul(1_000_000)?)
}
