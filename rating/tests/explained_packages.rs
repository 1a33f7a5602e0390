//! Calls with packages are explained by their parts, and reckoned again from that.

#[expect(dead_code, reason = "shared with explained.rs, which uses all of it")]
mod random;
mod reckon;

use std::time::Duration;

use proptest::prelude::*;
use random::{deck, plan_of, rate, zone_and_tax};
use reckon::{Q, reckon};
use switchhook_rating::explain::{Explanation, Language, Quantity, Step};
use switchhook_rating::{
    Allowance, Book, Call, CountedPer, Counters, Crossing, Currency, Deck, Destination, DigitCount,
    Increment, Kind, Money, Package, Plan, Rate, Start,
};

fn plain(text: &str) -> String {
    text.replace(['\u{a0}', '\u{202f}'], " ")
}

fn local(price: &str) -> Deck {
    let (to, minute) = (Destination::new("Local", Kind::Fixed), Duration::from_secs(60));
    let rate = Rate::new(to, minute, Increment::new(60, 1)).price(price.parse().unwrap());
    let mut deck = Deck::new();
    deck.add(
        &["4".parse().unwrap()],
        DigitCount::ANY,
        rate.fee("2".parse().unwrap()),
    )
    .unwrap();
    deck
}

/// Three minutes at 11 F, then 14 F a minute, and 2 F a call.
fn book(size: Allowance, crossing: Crossing) -> Book {
    let plan = |name| Plan::new(name, Currency::XPF, chrono_tz::Pacific::Tahiti);
    Book::builder()
        .plan(plan("beyond"), [local("14")])
        .plan(plan("inside"), [local("11")])
        .package(
            Package::new("optimum", CountedPer::Account, "beyond")
                .step(size, "inside")
                .crossing(crossing),
        )
        .build()
        .unwrap()
}

fn explain(book: &Book, counters: &mut Counters) -> Explanation {
    let start: Start = "2025-06-11 10:00:00".parse().unwrap();
    let call = Call::new("40431234", start, Duration::from_secs(120)).account("sales");
    book.rate_with(counters, &call).explain(book, &call)
}

#[test]
fn what_is_left_used_inside_and_beyond_is_said_in_every_language() {
    let (book, mut counters) = (
        book(Allowance::Time(Duration::from_secs(180)), Crossing::Split),
        Counters::default(),
    );
    let whole = explain(&book, &mut counters);
    assert_eq!(
        plain(&whole.text(Language::En)),
        "Dialled 40431234.\n\
         Plan “beyond”.\n\
         Package “optimum” of account sales, 06/2025: “inside”, 180 s left of 180 s.\n\
         Inside the package: 120 s by plan “inside”, which use up 120 s.\n\
         Prefix 4: Local (fixed line).\n\
         Wednesday 11 June 2025, 10:00:00 in Pacific/Tahiti: band “all”.\n\
         120 s in steps of 60/1: 61 units, 120 s billed.\n\
         120 s, band “all”, at 11 XPF per 60 s: 22 XPF.\n\
         Plus 2 XPF a call.\n\
         Together 24 XPF.\n\
         Amount: 24 XPF, nothing to round.\n\
         No tax."
    );
    let split = explain(&book, &mut counters);
    assert_eq!(
        plain(&split.line(Language::En)),
        "Local (prefix 4), all: 120 s; 60 s (inside) 13 XPF + 60 s (beyond) 14 XPF = 27 XPF, no tax"
    );
    let said = |language: Language, at: usize| plain(&split.sentences(language)[at]);
    // The package, its part, its share; the part beyond and its share.
    for (language, expected) in [
        (
            Language::En,
            [
                "Package “optimum” of account sales, 06/2025: “inside”, 60 s left of 180 s.",
                "Inside the package: 60 s by plan “inside”, which use up 60 s.",
                "Of this the first 60 s: 13 XPF.",
                "Beyond the package: 60 s by plan “beyond”.",
                "Of this 60 s behind the first 60 s: 14 XPF.",
            ],
        ),
        (
            Language::Fr,
            [
                "Forfait « optimum », compte sales, 06/2025 : « inside », reste 60 s sur 180 s.",
                "Dans le forfait : 60 s au plan « inside », qui en consomment 60 s.",
                "Dont 60 s à compter du début : 13 XPF.",
                "Hors forfait : 60 s au plan « beyond ».",
                "Dont 60 s après les 60 s premières : 14 XPF.",
            ],
        ),
        (
            Language::Es,
            [
                "Bono «optimum», cuenta sales, 06/2025: «inside», quedan 60 s de 180 s.",
                "Dentro del bono: 60 s con el plan «inside», que consumen 60 s.",
                "De ello, los primeros 60 s: 13 XPF.",
                "Fuera del bono: 60 s con el plan «beyond».",
                "De ello, 60 s tras los primeros 60 s: 14 XPF.",
            ],
        ),
        (
            Language::Ru,
            [
                "Пакет «optimum», учётная запись sales, 06/2025: «inside», осталось 60 с из 180 с.",
                "В пакете: 60 с по плану «inside», израсходовано 60 с.",
                "Из этого первые 60 с: 13 XPF.",
                "Сверх пакета: 60 с по плану «beyond».",
                "Из этого 60 с после первых 60 с: 14 XPF.",
            ],
        ),
    ] {
        assert_eq!([2, 3, 9, 10, 15].map(|at| said(language, at)), expected);
    }
    let used_up = explain(&book, &mut counters);
    assert_eq!(
        plain(&used_up.sentences(Language::En)[2..4].join(" ")),
        "Package “optimum” of account sales, 06/2025: “inside”, 0 s left of 180 s. \
         Beyond the package: 120 s by plan “beyond”."
    );
}

#[test]
fn money_is_said_with_its_side_of_the_tax() {
    let size = |money: &str| Allowance::AfterTax(money.parse().unwrap());
    let book = book(size("30 XPF"), Crossing::Split);
    let mut counters = Counters::default();
    explain(&book, &mut counters);
    let split = explain(&book, &mut counters);
    let left = Quantity::AfterTax {
        amount: "6 XPF".parse().unwrap(),
    };
    let Step::Package { tiers, .. } = &split.steps[2] else {
        panic!("{:?}", split.steps)
    };
    assert_eq!(tiers[0].left, left);
    assert_eq!(
        plain(&split.sentences(Language::Fr)[2]),
        "Forfait « optimum », compte sales, 06/2025 : « inside », reste 6 XPF TTC sur 30 XPF TTC."
    );
}

#[cfg(feature = "serde")]
#[test]
fn the_parts_survive_json() {
    let book = book(Allowance::Time(Duration::from_secs(180)), Crossing::Split);
    let mut counters = Counters::default();
    for _ in 0..3 {
        let explanation = explain(&book, &mut counters);
        let json = serde_json::to_string(&explanation).unwrap();
        assert_eq!(
            serde_json::from_str::<Explanation>(&json).unwrap(),
            explanation,
            "{json}"
        );
    }
}

fn plans() -> impl Strategy<Value = (Plan, Plan, Plan)> {
    zone_and_tax().prop_flat_map(|both| {
        (
            plan_of("beyond", both.clone()),
            plan_of("inside", both.clone()),
            plan_of("second", both),
        )
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    /// Whoever has the explanation can reckon the amounts of calls with packages too.
    #[test]
    fn the_amounts_with_packages_follow_from_the_explanation_alone(
        (beyond, inside, second) in plans(),
        rates in (rate(), rate(), rate()),
        (size, more, kind) in (1u64..300_000, 1u64..2000, 0u8..3),
        crossing in prop::sample::select(Crossing::ALL.to_vec()),
        start in 1_700_000_000i64..1_760_000_000,
        lengths in prop::collection::vec(1u64..400_000, 1..5),
    ) {
        let first = Money::from_micros(i64::try_from(size).unwrap() * 1_000, Currency::EUR);
        let first = match kind {
            0 => Allowance::Time(Duration::from_millis(size)),
            1 => Allowance::BeforeTax(first),
            _ => Allowance::AfterTax(first),
        };
        let package = Package::new("p", CountedPer::Account, "beyond")
            .step(first, "inside")
            .step(Allowance::Time(Duration::from_secs(more)), "second")
            .crossing(crossing);
        let book = Book::builder()
            .plan(beyond, [deck(rates.0, None)])
            .plan(inside, [deck(rates.1, None)])
            .plan(second, [deck(rates.2, None)])
            .package(package)
            .build()
            .unwrap();
        let start = Start::from(chrono::DateTime::from_timestamp(start, 0).unwrap());
        let mut counters = Counters::default();
        for millis in lengths {
            let call = Call::new("+33123456789", start, Duration::from_millis(millis)).account("a");
            let counted = book.rate_with(&mut counters, &call);
            let Some(charge) = counted.outcome.charge() else { continue };
            let explanation = counted.explain(&book, &call);
            let (before, after) = reckon(&explanation);
            prop_assert!(before.is(Q::money(charge.before_tax)), "{:#}", explanation);
            prop_assert!(after.is(Q::money(charge.after_tax)), "{:#}", explanation);
            for language in Language::ALL {
                let sentences = explanation.sentences(language);
                prop_assert_eq!(sentences.len(), explanation.steps.len());
                prop_assert!(sentences.iter().all(|sentence| sentence.ends_with('.')), "{:?}", sentences);
                prop_assert!(!explanation.line(language).contains('\n'));
            }
        }
    }
}
