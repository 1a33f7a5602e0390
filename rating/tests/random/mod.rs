//! Random plans, rates and books.

use std::time::Duration;

use chrono_tz::Tz;
use proptest::prelude::*;
use switchhook_rating::{
    Band, Book, Counting, Currency, Days, Deck, Destination, DigitCount, Hours, Increment, Kind, Place, Plan,
    Pricing, Rate, Ratio, Rounding, Seconds, Slot, Tax, TaxBasis, TaxSide,
};

fn ratio() -> impl Strategy<Value = Ratio> {
    (
        0i64..50_000,
        prop::sample::select(vec![1i64, 10, 100, 1000, 11, 3]),
    )
        .prop_map(|(above, below)| Ratio::new(above, below).unwrap())
}

fn increment() -> impl Strategy<Value = Increment> {
    let block = || prop::sample::select(vec![0u32, 1_000, 3_750, 4_500, 6_000, 30_000, 60_000, 90_000]);
    let next = prop::sample::select(vec![1_000u32, 3_750, 4_500, 6_000, 30_000, 60_000]);
    (block(), next, prop::sample::select(Counting::ALL.to_vec()))
        .prop_map(|(first, next, rule)| Increment::from_millis(first, next).counting(rule))
}

pub(crate) fn rate() -> impl Strategy<Value = Rate> {
    let limits = (
        prop::option::weighted(0.3, 0u32..60),
        prop::option::weighted(0.3, 60u32..600),
    );
    let slot = prop::option::weighted(0.3, (30u64..600, ratio()));
    let lengths = (
        prop::sample::select(vec![0u64, 0, 5, 20]),
        prop::sample::select(vec![0u64, 0, 7, 60]),
    );
    let money = (
        ratio(),
        ratio(),
        ratio(),
        prop::option::weighted(0.4, ratio()),
        prop::option::weighted(0.3, ratio()),
    );
    (
        increment(),
        prop::sample::select(vec![1u64, 30, 60, 3600]),
        money,
        slot,
        limits,
        lengths,
    )
        .prop_map(
            |(increment, per, (peak, offpeak, third, fee, surcharge), slot, (least, most), (grace, free))| {
                let mut rate = Rate::new(
                    Destination::new("Anywhere", Kind::Other),
                    Duration::from_secs(per),
                    increment,
                )
                .price(offpeak)
                .band_price("peak", peak)
                .grace(Duration::from_secs(grace))
                .free(Duration::from_secs(free));
                if let Some(fee) = fee {
                    rate = rate.fee(fee).band_fee("peak", third);
                }
                if let Some(surcharge) = surcharge {
                    rate = rate.surcharge(surcharge);
                }
                if let Some((from, price)) = slot {
                    rate = rate.slot(Slot::new(Duration::from_secs(from), price));
                }
                let francs = |francs: u32| Ratio::new(francs.into(), 1).unwrap();
                if let Some(least) = least {
                    rate = rate.minimum(francs(least));
                }
                if let Some(most) = most {
                    rate = rate.maximum(francs(most));
                }
                rate
            },
        )
}

fn tax() -> impl Strategy<Value = Tax> {
    (
        any::<bool>(),
        prop::option::of(any::<bool>()),
        any::<bool>(),
        0u32..25,
        prop::option::of(mode()),
    )
        .prop_map(|(included, first, exact, percent, rounding)| {
            let mut tax = if included {
                Tax::inclusive()
            } else {
                Tax::exclusive()
            };
            if let Some(after) = first {
                tax = tax.first(if after { TaxSide::After } else { TaxSide::Before });
            }
            if exact {
                tax = tax.basis(TaxBasis::Exact);
            }
            if let Some(mode) = rounding {
                tax = tax.rounding(mode);
            }
            tax.from(
                "2000-01-01".parse().unwrap(),
                percent.to_string().parse().unwrap(),
            )
        })
}

fn mode() -> impl Strategy<Value = Rounding> {
    prop::sample::select(Rounding::ALL.to_vec())
}

pub(crate) fn plan() -> impl Strategy<Value = Plan> {
    zone_and_tax().prop_flat_map(|both| plan_of("random", both))
}

/// What plans of one package have in common.
pub(crate) fn zone_and_tax() -> impl Strategy<Value = (Tz, Tax)> {
    let zone = prop::sample::select(vec![Tz::Pacific__Noumea, Tz::Europe__Paris]);
    (zone, tax())
}

pub(crate) fn plan_of(name: &'static str, (zone, tax): (Tz, Tax)) -> impl Strategy<Value = Plan> {
    let rounding = (mode(), 0u8..7, prop::sample::select(Place::ALL.to_vec()));
    let rules = (
        prop::sample::select(Pricing::ALL.to_vec()),
        prop::sample::select(Seconds::ALL.to_vec()),
    );
    (rules, rounding).prop_map(move |((pricing, seconds), (mode, decimals, place))| {
        Plan::new(name, Currency::EUR, zone)
            .band(Band::new(
                "peak",
                Days::WORKING,
                Hours::new(7 * 60, 19 * 60).unwrap(),
            ))
            .otherwise("offpeak")
            .pricing(pricing)
            .seconds(seconds)
            .rounding(mode, decimals)
            .place(place)
            .tax(tax.clone())
    })
}

pub(crate) fn deck(rate: Rate, currency: Option<Currency>) -> Deck {
    let mut deck = Deck::new();
    deck.add(&["+".parse().unwrap()], DigitCount::ANY, rate).unwrap();
    match currency {
        Some(currency) => deck.in_currency(currency),
        None => deck,
    }
}

/// A book of one plan, or of a plan that takes its row from a parent in another currency.
pub(crate) fn book(plan: Plan, rate: Rate, parent: Option<(Ratio, Ratio)>) -> Book {
    let Some((factor, exchange)) = parent else {
        return Book::new(plan, deck(rate, None)).unwrap();
    };
    let day = "2000-01-01".parse().unwrap();
    let bands = |plan: Plan| {
        plan.band(Band::new(
            "peak",
            Days::WORKING,
            Hours::new(7 * 60, 19 * 60).unwrap(),
        ))
        .otherwise("offpeak")
    };
    let above = bands(Plan::new("parent", Currency::EUR, plan.zone())).exchange(Currency::USD, day, exchange);
    let own = Rate::new(
        Destination::new("Here", Kind::Other),
        Duration::from_secs(60),
        Increment::new(60, 60),
    )
    .price(Ratio::ONE);
    let mut here = Deck::new();
    here.add(&["12".parse().unwrap()], DigitCount::ANY, own).unwrap();
    Book::builder()
        .plan(
            plan.exchange(Currency::USD, day, exchange)
                .parent("parent", factor),
            [here],
        )
        .plan(above, [deck(rate, Some(Currency::USD))])
        .build()
        .unwrap()
}

pub(crate) fn small_ratio() -> impl Strategy<Value = Ratio> {
    (1i64..300, prop::sample::select(vec![1i64, 10, 100]))
        .prop_map(|(above, below)| Ratio::new(above, below).unwrap())
}
