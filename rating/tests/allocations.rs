//! Rating a call allocates nothing, whatever becomes of it.

use std::time::Duration;

use switchhook_rating::{
    Band, Book, Call, Currency, Days, Deck, Destination, DigitCount, Hours, Increment, Kind, Plan, Pricing,
    Rate, Start,
};

#[test]
fn no_call_allocates() {
    let mut deck = Deck::new();
    let rate = |price: &str| {
        Rate::new(
            Destination::new("x", Kind::Fixed),
            Duration::from_secs(60),
            Increment::new(60, 1),
        )
        .price(price.parse().unwrap())
        .band_price("night", "1".parse().unwrap())
    };
    for (prefix, rate) in [
        ("1", rate("10.45")),
        ("2", rate("0")),
        ("3", Rate::blocked(Destination::new("y", Kind::Premium))),
    ] {
        deck.add(&[prefix.parse().unwrap()], DigitCount::ANY, rate)
            .unwrap();
    }
    for pricing in Pricing::ALL {
        let plan = Plan::new("t", Currency::EUR, chrono_tz::Europe::Paris)
            .band(Band::new("night", Days::WORKING, Hours::new(0, 360).unwrap()))
            .otherwise("day")
            .pricing(*pricing);
        let book = Book::new(plan, deck.clone()).unwrap();
        for start in ["2025-06-11T03:59:00Z", "2025-06-11 10:00:00"] {
            let start: Start = start.parse().unwrap();
            for number in ["12345", "+123", "222", "333", "4", "x"] {
                let call = Call::new(number, start, Duration::from_secs(700))
                    .account("sales")
                    .trunk("PJSIP/gw-1");
                let mut word = "";
                let used = allocation_counter::measure(|| word = book.rate(&call).word());
                assert_eq!(used.count_total, 0, "{number} {word} {pricing}");
            }
        }
    }
}
