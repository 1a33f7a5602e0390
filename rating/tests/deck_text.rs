//! A deck that is written as text is read back as it was, whatever its columns.
#![cfg(feature = "csv")]

use std::fmt::Write;
use std::time::Duration;

use chrono::NaiveDate;
use proptest::prelude::*;
use switchhook_rating::{
    Counting, Deck, Destination, DigitCount, Format, Increment, Kind, Rate, Ratio, Slot, read_prefixes,
};

fn ratios() -> impl Strategy<Value = Ratio> {
    (
        0i64..1_000_000,
        prop::sample::select(vec![1i64, 10, 10_000, 11, 1130]),
    )
        .prop_map(|(numerator, denominator)| Ratio::new(numerator, denominator).unwrap())
}

fn steps() -> impl Strategy<Value = Increment> {
    (0u32..200_000, 1u32..200_000, 0usize..4)
        .prop_map(|(first, next, rule)| Increment::from_millis(first, next).counting(Counting::ALL[rule]))
}

fn kinds() -> impl Strategy<Value = Kind> {
    prop::sample::select(vec![
        Kind::Fixed,
        Kind::Mobile,
        Kind::TollFree,
        Kind::Emergency,
        Kind::Other,
    ])
}

fn lengths() -> impl Strategy<Value = Duration> {
    (0u64..4_000_000).prop_map(Duration::from_millis)
}

fn days() -> impl Strategy<Value = NaiveDate> {
    (0u64..20_000).prop_map(|day| NaiveDate::from_ymd_opt(1990, 1, 1).unwrap() + chrono::Days::new(day))
}

/// What each band has: names with all that needs quotes.
const BANDS: [&str; 3] = ["peak", "Heures, \"creuses\"", "3;4"];

fn rates() -> impl Strategy<Value = Rate> {
    let destination = ("[A-Za-zé,;\"#| '.]{0,12}", kinds())
        // Blanks around a name are no part of it, and it has to be there.
        .prop_map(|(name, kind)| Destination::new(format!("x{name}y").as_str(), kind));
    let bands = prop::collection::vec(
        (
            prop::option::of(ratios()),
            prop::option::of(steps()),
            prop::option::of(ratios()),
        ),
        BANDS.len(),
    );
    let slots = prop::collection::vec((1u64..4_000_000, ratios(), prop::option::of(steps())), 0..3);
    let amounts = (ratios(), ratios(), prop::option::of((ratios(), ratios())));
    let conditions = (
        prop::option::of(kinds()),
        prop::option::of("\\+?[0-9]{1,15}"),
        (prop::option::of(days()), prop::option::of(days())),
        any::<i32>(),
    );
    let head = (destination, ratios(), 1u64..4_000_000, steps(), 0u8..10);
    (head, bands, slots, amounts, (lengths(), lengths()), conditions).prop_map(
        |(head, bands, slots, (fee, surcharge, limits), (grace, free), conditions)| {
            let (destination, price, per, increment, blocked) = head;
            let mut rate = if blocked == 0 {
                Rate::blocked(destination)
            } else {
                let rate = Rate::new(destination, Duration::from_millis(per), increment);
                // Bands that all have a price need no other one.
                let is_by_band = blocked == 1 && bands.iter().all(|(price, ..)| price.is_some());
                let mut rate = if is_by_band { rate } else { rate.price(price) }
                    .fee(fee)
                    .surcharge(surcharge)
                    .grace(grace)
                    .free(free);
                for (name, (price, increment, fee)) in BANDS.into_iter().zip(bands) {
                    if let Some(price) = price {
                        rate = rate.band_price(name, price);
                    }
                    if let Some(increment) = increment {
                        rate = rate.band_increment(name, increment);
                    }
                    if let Some(fee) = fee {
                        rate = rate.band_fee(name, fee);
                    }
                }
                for (from, price, increment) in slots {
                    let slot = Slot::new(Duration::from_millis(from), price);
                    rate = rate.slot(match increment {
                        Some(increment) => slot.increment(increment),
                        None => slot,
                    });
                }
                if let Some((a, b)) = limits {
                    rate = rate.minimum(a.min(b)).maximum(a.max(b));
                }
                rate
            };
            let (only, caller, (from, until), priority) = conditions;
            if let Some(only) = only {
                rate = rate.only(only);
            }
            if let Some(caller) = caller {
                rate = rate.caller(caller.parse().unwrap());
            }
            if let Some(from) = from {
                rate = rate.valid_from(from);
            }
            if let Some(until) = until {
                rate = rate.valid_until(from.map_or(until, |from| from.max(until)));
            }
            rate.priority(priority)
        },
    )
}

fn decks() -> impl Strategy<Value = Deck> {
    let prefixes = prop_oneof![
        "\\+?[0-9]{1,15}",
        Just("+".to_owned()),
        "[0-4]-[5-9]",
        "\\+3[0-4]-\\+3[5-9]|\\+44",
    ];
    let digits = prop_oneof![
        Just(DigitCount::ANY),
        (1u8..50, 0u8..50).prop_map(|(least, more)| DigitCount::new(least, least + more).unwrap())
    ];
    prop::collection::vec((prefixes, digits, rates()), 0..12).prop_map(|rows| {
        let mut deck = Deck::new();
        for (prefixes, digits, rate) in rows {
            // Two for the same calls are refused.
            let _ = deck.add(&read_prefixes(&prefixes, 100).unwrap(), digits, rate);
        }
        deck
    })
}

/// All that a deck holds, row by row, but for the lines on which it stands. Bands in the order of their names: that of
/// the columns is nobody's concern.
fn shown(deck: &Deck) -> String {
    let mut text = String::new();
    for row in deck.rows() {
        let mut rate = format!("{:?} {:?}", row.rate.destination(), row.rate.conditions());
        for name in BANDS {
            let terms = row.rate.terms();
            let band = terms.bands.iter().find(|band| &*band.band == name);
            write!(rate, " {band:?}").unwrap();
        }
        let mut terms = row.rate.terms();
        terms.bands.clear();
        writeln!(text, "{:?} {:?} {rate} {terms:?}", row.prefixes, row.digits).unwrap();
    }
    text
}

proptest! {
    #[test]
    fn a_deck_that_is_written_is_read_back_as_it_was(deck in decks(), is_european in any::<bool>()) {
        let format = if is_european { Format::semicolons() } else { Format::default() };
        let text = deck.to_csv(&format);
        let (again, rejected) = Deck::from_csv(&text, &format);
        prop_assert!(rejected.is_empty(), "{:?}\n{}", rejected, text);
        prop_assert_eq!(shown(&again), shown(&deck), "{}", text);
        prop_assert_eq!(again.to_csv(&format), text);
    }
}
