//! The steps of a call that was rated with packages.

use chrono::Datelike;

use super::charge::chosen;
use super::{Explanation, Quantity, Step, Tier, millis, outcome, working};
use crate::engine::Exact;
use crate::{Allowance, Book, Call, Charge, Counted, Money, Part, Place, Rounding, Usage};

pub(super) fn explain(book: &Book, call: &Call<'_>, counted: &Counted<'_>) -> Explanation {
    let mut explanation = outcome::explain(book, call, &counted.outcome);
    let (Some(usage), Some(charge)) = (&counted.usage, counted.outcome.charge()) else {
        return explanation;
    };
    let mut steps = Vec::with_capacity(24);
    let (plan, by) = chosen(book, call);
    working::called(charge, call.number, plan, by, &mut steps);
    steps.push(package(usage));
    match counted.parts.as_slice() {
        [] => {
            steps.push(part(usage, &beyond(charge)));
            working::row(charge, &mut steps);
            working::working(charge, &mut steps);
        }
        [only] if !charge.is_split => {
            steps.push(part(usage, only));
            working::row(charge, &mut steps);
            working::working(charge, &mut steps);
        }
        parts => {
            // What does not fit 128 bits ends the steps early, as it does for a call without packages.
            let whole = shares(usage, parts, &mut steps);
            let tax = whole.and_then(|total| {
                steps.push(Step::Sum {
                    total: working::units(total)?,
                });
                // The minimum and maximum are those of the row beyond.
                let unsplit = Charge {
                    is_split: false,
                    ..*charge
                };
                let beyond = unsplit.working()?;
                let total = match beyond.in_grace {
                    true => total,
                    false => working::limits(charge, total, beyond.scale, &mut steps)?,
                };
                working::tax(charge, charge.tax, total, &mut steps)
            });
            debug_assert!(tax.is_some() || whole.is_none());
        }
    }
    explanation.steps = steps;
    explanation
}

/// All of a call, when nothing of the package was for it.
fn beyond<'b>(charge: &Charge<'b>) -> Part<'b> {
    Part {
        step: None,
        plan: charge.plan(),
        billed: charge.billed,
        amount: Exact::ZERO,
        used: 0,
        charge: *charge,
    }
}

/// Each part: what the whole call would cost at its prices, and its share of that.
fn shares(usage: &Usage<'_>, parts: &[Part<'_>], steps: &mut Vec<Step>) -> Option<Exact> {
    let (mut total, mut from) = (Exact::ZERO, 0);
    for (number, one) in parts.iter().enumerate() {
        let (charge, length) = (&one.charge, millis(one.billed));
        steps.push(part(usage, one));
        working::row(charge, steps);
        let working = charge.working()?;
        working::length(charge, &working, steps)?;
        working::prices(charge, &working, number == 0, steps)?;
        steps.push(Step::Share {
            from,
            length,
            total: working::units(one.amount)?,
        });
        total = total.plus(one.amount)?;
        from += length;
    }
    Some(total)
}

fn package(usage: &Usage<'_>) -> Step {
    let tier = |((size, plan), left): (&(Allowance, String), &i64)| Tier {
        plan: plan.clone(),
        size: quantity(*size, size.units()),
        left: quantity(*size, *left),
    };
    Step::Package {
        package: usage.package.name().to_owned(),
        per: usage.package.counted_per(),
        owner: usage.owner.clone(),
        year: usage.day.year(),
        month: usage.day.month(),
        tiers: usage.package.steps().iter().zip(&usage.left).map(tier).collect(),
    }
}

fn part(usage: &Usage<'_>, part: &Part<'_>) -> Step {
    let tier = part.step.and_then(|step| usage.package.steps().get(step));
    let (mode, unit) = match part.plan.rounded_at() {
        Place::Invoice => (Rounding::HalfUp, 1),
        _ => part.plan.step(),
    };
    Step::Part {
        tier: part.step.map(|step| step + 1),
        plan: part.plan.name().to_owned(),
        length: millis(part.billed),
        used: tier.map(|(size, _)| quantity(*size, part.used)),
        place: part.plan.rounded_at(),
        mode,
        unit: Money::from_micros(unit, part.plan.currency()),
    }
}

/// So many milliseconds, or millionths, of what an allowance is of.
fn quantity(of: Allowance, units: i64) -> Quantity {
    let amount = |money: Money| Money::from_micros(units, money.currency());
    match of {
        Allowance::Time(_) => Quantity::Time {
            length: u64::try_from(units).unwrap_or(0),
        },
        Allowance::BeforeTax(money) => Quantity::BeforeTax {
            amount: amount(money),
        },
        Allowance::AfterTax(money) => Quantity::AfterTax {
            amount: amount(money),
        },
    }
}
