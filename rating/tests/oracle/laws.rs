//! What holds on every book, without a second price to compare with.

use std::time::Duration;

use proptest::prelude::*;
use switchhook_rating::{Allowance, Call, Counters, Currency, Money, Outcome, Status};

use crate::strategies::{call, site};

/// The laws get fewer books than the prices: building one takes as long as a hundred calls.
fn config() -> ProptestConfig {
    ProptestConfig {
        cases: 100,
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

/// Status, amounts and billed time: all but the blocks, which nobody counts over a cut.
fn amounts(outcome: &Outcome<'_>) -> (Status, Option<(Money, Money, Duration)>) {
    let charge = outcome.charge();
    (
        outcome.status(),
        charge.map(|charge| (charge.before_tax, charge.after_tax, charge.billed)),
    )
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn longer_never_costs_less(
        site in site(), calls in prop::collection::vec((call(), 0u64..200_000), 1..200),
    ) {
        let book = site.book();
        for (model, more) in &calls {
            let call = model.call();
            let longer = Call { duration: call.duration + Duration::from_millis(*more), ..call };
            let (short, long) = (book.rate(&call), book.rate(&longer));
            let Some((short, long)) = short.charge().zip(long.charge()) else {
                continue;
            };
            prop_assert!(short.before_tax.micros() <= long.before_tax.micros(), "{} and {}", short, long);
            prop_assert!(short.after_tax.micros() <= long.after_tax.micros(), "{} and {}", short, long);
            prop_assert!(short.billed <= long.billed && short.units <= long.units, "{} and {}", short, long);
        }
    }

    /// The segments say where every millisecond of the billed time went, and what they cost adds up.
    #[test]
    fn the_working_adds_up_to_the_charge(site in site(), calls in prop::collection::vec(call(), 1..200)) {
        let book = site.book();
        for model in &calls {
            let outcome = book.rate(&model.call());
            let Some(charge) = outcome.charge() else { continue };
            let working = charge.working().unwrap();
            let length: Duration = working.segments.iter().map(|segment| segment.length).sum();
            prop_assert_eq!(length, charge.billed);
            let sum = working.segments.iter().try_fold(working.fee, |sum, segment| sum.plus(segment.amount));
            prop_assert_eq!(sum, Some(working.sum));
            prop_assert_eq!(
                (working.before_tax, working.after_tax, working.units),
                (charge.before_tax.micros(), charge.after_tax.micros(), charge.units)
            );
        }
    }

    /// Where inside and beyond have the same prices a package changes none, wherever in a call it ends.
    #[test]
    fn inside_and_beyond_prices_meet(
        site in site(), calls in prop::collection::vec(call(), 1..100), size in 1u64..3000, kind in 0u8..3,
    ) {
        let money = Money::from_micros(size as i64 * 100_000, Currency::EUR);
        let book = site.with_package(match kind {
            0 => Allowance::Time(Duration::from_secs(size)),
            1 => Allowance::BeforeTax(money),
            _ => Allowance::AfterTax(money),
        });
        let mut counters = Counters::default();
        for model in &calls {
            let call = model.call();
            let counted = book.rate_with(&mut counters, &call);
            let plain = book.rate(&call);
            prop_assert_eq!(amounts(&counted.outcome), amounts(&plain), "{} {:?} {:?}", plain, call, counted.parts);
            let billed: Duration = counted.parts.iter().map(|part| part.billed).sum();
            let whole = plain.charge().map_or(Duration::ZERO, |charge| charge.billed);
            prop_assert!(counted.parts.is_empty() || billed == whole);
        }
    }

    /// A period may be rated in two goes, with counters that were put away in between.
    #[test]
    fn splitting_a_period_does_not_change_a_sum(
        site in site(), calls in prop::collection::vec(call(), 1..100), cut in any::<prop::sample::Index>(), size in 1u64..3000,
    ) {
        let book = site.with_package(Allowance::Time(Duration::from_secs(size)));
        let go = |counters: &mut Counters, from: usize, until: usize| {
            let outcomes = calls[from..until].iter().map(|model| book.rate_with(counters, &model.call()).outcome);
            let charged = outcomes.filter_map(|outcome| outcome.charge().map(|charge| charge.after_tax));
            Money::sum(Currency::EUR, charged).unwrap()
        };
        let mut whole = Counters::default();
        let sum = go(&mut whole, 0, calls.len());
        let cut = cut.index(calls.len() + 1);
        let mut first = Counters::default();
        let before = go(&mut first, 0, cut);
        let mut second = Counters::default();
        for counter in first.iter() {
            second.insert(counter);
        }
        let after = go(&mut second, cut, calls.len());
        prop_assert_eq!(before.checked_add(after), Some(sum));
        prop_assert_eq!(second, whole);
    }
}
