//! Explanations as people read them, in every language: the sentences of a few calls, word for word.

use std::time::Duration;

use switchhook_rating::explain::{Explanation, Language, Step};
use switchhook_rating::{
    Band, Book, Call, Currency, Days, Deck, Destination, DigitCount, Hours, Increment, Kind, KindRule,
    Numbering, Plan, Pricing, Rate, Rounding, Seconds, Start, Status, Tax, When,
};

/// French Polynesia by bands, a parent with a factor in another currency, and what must not be called.
fn book() -> Book {
    let prefix = |text: &str| text.parse().unwrap();
    let ratio = |text: &str| text.parse().unwrap();
    let rate = |name: &str, kind| {
        Rate::new(
            Destination::new(name, kind),
            Duration::from_secs(60),
            Increment::new(60, 1),
        )
    };
    let mut deck = Deck::new().effective_from("2025-01-01".parse().unwrap());
    let mobile = rate("Vini", Kind::Mobile)
        .price(ratio("20"))
        .band_price("peak", ratio("33.5"))
        .minimum(ratio("40"));
    deck.add(&[prefix("87")], DigitCount::new(8, 8).unwrap(), mobile)
        .unwrap();
    deck.add(
        &[prefix("3665")],
        DigitCount::ANY,
        Rate::blocked(Destination::new("Audiotel", Kind::Premium)),
    )
    .unwrap();
    deck.add(
        &[prefix("+33")],
        DigitCount::ANY,
        rate("France", Kind::Mobile).price(ratio("1")).only(Kind::Mobile),
    )
    .unwrap();
    let mut vendor = Deck::new().in_currency(Currency::USD);
    let fiji = rate("Fiji", Kind::Other)
        .price(ratio("0.25"))
        .surcharge(ratio("0.05"))
        .fee(ratio("0.1"))
        .free(Duration::from_secs(10));
    vendor.add(&[prefix("+679")], DigitCount::ANY, fiji).unwrap();
    let bands = |name: &str| {
        Plan::new(name, Currency::XPF, chrono_tz::Pacific::Tahiti)
            .band(Band::new(
                "peak",
                Days::WORKING,
                Hours::new(6 * 60, 22 * 60).unwrap(),
            ))
            .otherwise("offpeak")
            .exchange(Currency::USD, "2025-01-01".parse().unwrap(), ratio("110"))
    };
    let plan = bands("Papeete")
        .pricing(Pricing::Second)
        .seconds(Seconds::Up)
        .rounding(Rounding::Ceil, 0)
        .tax(Tax::exclusive().from("2013-10-01".parse().unwrap(), "13".parse().unwrap()))
        .parent("vendor", ratio("1.2"));
    let numbering = Numbering::new()
        .country("689")
        .international("00")
        .kind(KindRule::new(&[prefix("87")], DigitCount::ANY, Kind::Mobile));
    Book::builder()
        .numbering(numbering)
        .plan(plan, [deck])
        .plan(bands("vendor"), [vendor])
        .assign(When::Trunk("PJSIP/gw-".to_owned()), "Papeete")
        .build()
        .unwrap()
}

fn explain(number: &str, start: &str, millis: u64) -> Explanation {
    let start: Start = start.parse().unwrap();
    book().explain(&Call::new(number, start, Duration::from_millis(millis)).trunk("PJSIP/gw-00000012"))
}

/// With ordinary blanks, so that the expected texts can be read.
fn plain(text: &str) -> String {
    text.replace(['\u{a0}', '\u{202f}'], " ")
}

const WEDNESDAY_NIGHT: &str = "2025-06-11 21:59:00";

#[test]
fn a_call_over_two_bands_is_told_in_four_languages() {
    let explanation = explain("00689 87 12 34 56", WEDNESDAY_NIGHT, 89_400);
    for (language, expected) in [
        (
            Language::En,
            "Dialled 00689 87 12 34 56: the number 87123456 (mobile).\n\
             Plan “Papeete”, by trunk PJSIP/gw-.\n\
             Deck in force since 1 January 2025.\n\
             Prefix 87: Vini (mobile).\n\
             Wednesday 11 June 2025, 21:59:00 in Pacific/Tahiti: band “peak”.\n\
             89.4 s rounded up to whole seconds: 90 s.\n\
             90 s in steps of 60/1: 31 units, 90 s billed.\n\
             60 s, band “peak”, at 33.5 XPF per 60 s: 33.5 XPF.\n\
             30 s, band “offpeak”, at 20 XPF per 60 s: 10 XPF.\n\
             Together 43.5 XPF.\n\
             43.5 XPF rounded up to multiples of 1 XPF for the call: 44 XPF.\n\
             44 XPF before tax, 13% tax 6 XPF: 50 XPF with tax, rounded up to multiples of 1 XPF.",
        ),
        (
            Language::Fr,
            "Numéro composé : 00689 87 12 34 56, soit 87123456 (mobile).\n\
             Plan tarifaire « Papeete », celui du faisceau PJSIP/gw-.\n\
             Tarif en vigueur depuis le 01/01/2025.\n\
             Préfixe 87 : Vini (mobile).\n\
             mercredi 11/06/2025, 21:59:00, heure de Pacific/Tahiti : plage « peak ».\n\
             89,4 s arrondies par excès à la seconde : 90 s.\n\
             90 s par paliers de 60/1 : 31 unités, soit 90 s facturées.\n\
             60 s, plage « peak », à 33,5 XPF les 60 s : 33,5 XPF.\n\
             30 s, plage « offpeak », à 20 XPF les 60 s : 10 XPF.\n\
             En tout 43,5 XPF.\n\
             43,5 XPF arrondis pour l’appel par excès au multiple de 1 XPF : 44 XPF.\n\
             44 XPF HT, plus 13 % de taxe 6 XPF : 50 XPF TTC, arrondi par excès au multiple de 1 XPF.",
        ),
        (
            Language::Es,
            "Número marcado: 00689 87 12 34 56, es decir, 87123456 (móvil).\n\
             Plan de precios «Papeete», el de la troncal PJSIP/gw-.\n\
             Tarifa vigente desde el 01/01/2025.\n\
             Prefijo 87: Vini (móvil).\n\
             miércoles 11/06/2025, 21:59:00, hora de Pacific/Tahiti: franja «peak».\n\
             89,4 s redondeados por exceso a segundos enteros: 90 s.\n\
             90 s en bloques de 60/1: 31 unidades, 90 s facturados.\n\
             60 s, franja «peak», a 33,5 XPF cada 60 s: 33,5 XPF.\n\
             30 s, franja «offpeak», a 20 XPF cada 60 s: 10 XPF.\n\
             En total, 43,5 XPF.\n\
             43,5 XPF, redondeados en la llamada por exceso a múltiplos de 1 XPF: 44 XPF.\n\
             44 XPF sin impuestos, más 13 % de impuestos 6 XPF: 50 XPF en total, con redondeo por exceso a múltiplos de 1 XPF.",
        ),
        (
            Language::Ru,
            "Набрано 00689 87 12 34 56: номер 87123456 (мобильный).\n\
             Тарифный план «Papeete» — по транку PJSIP/gw-.\n\
             Тариф, действующий с 01.01.2025.\n\
             Префикс 87: Vini (мобильный).\n\
             среда, 11.06.2025, 21:59:00, время Pacific/Tahiti: период «peak».\n\
             89,4 с, округлено в большую сторону до целых секунд: 90 с.\n\
             90 с шагами по 60/1: 31 единица, к оплате 90 с.\n\
             60 с, период «peak», по 33,5 XPF за 60 с: 33,5 XPF.\n\
             30 с, период «offpeak», по 20 XPF за 60 с: 10 XPF.\n\
             Вместе 43,5 XPF.\n\
             43,5 XPF, округлено за звонок в большую сторону с шагом 1 XPF: 44 XPF.\n\
             44 XPF без налога, налог 13 % 6 XPF: 50 XPF с налогом, округлено в большую сторону с шагом 1 XPF.",
        ),
    ] {
        assert_eq!(plain(&explanation.text(language)), expected);
    }
}

#[test]
fn the_line_says_it_all_at_once() {
    let explanation = explain("00689 87 12 34 56", WEDNESDAY_NIGHT, 90_000);
    for (language, expected) in [
        (
            Language::En,
            "Vini (prefix 87), peak + offpeak: 90 s in steps of 60/1 = 90 s; \
             1 × 33.5 XPF a 60 s + 30 s × 20 XPF / 60 s = 43.5 XPF → 44 XPF, with 13% tax 50 XPF",
        ),
        (
            Language::Fr,
            "Vini (préfixe 87), peak + offpeak : 90 s par paliers de 60/1 = 90 s ; \
             1 × 33,5 XPF les 60 s + 30 s × 20 XPF / 60 s = 43,5 XPF → 44 XPF, avec 13 % de taxe 50 XPF",
        ),
        (
            Language::Es,
            "Vini (prefijo 87), peak + offpeak: 90 s en bloques de 60/1 = 90 s; \
             1 × 33,5 XPF cada 60 s + 30 s × 20 XPF / 60 s = 43,5 XPF → 44 XPF, con 13 % de impuestos 50 XPF",
        ),
        (
            Language::Ru,
            "Vini (префикс 87), peak + offpeak: 90 с шагами по 60/1 = 90 с; \
             1 × 33,5 XPF за 60 с + 30 с × 20 XPF / 60 с = 43,5 XPF → 44 XPF, с налогом 13 % 50 XPF",
        ),
    ] {
        assert_eq!(plain(&explanation.line(language)), expected);
    }
    let short = explain("00689 87 12 34 56", WEDNESDAY_NIGHT, 1_000);
    assert_eq!(
        plain(&short.line(Language::En)),
        "Vini (prefix 87), peak: 1 s in steps of 60/1 = 60 s; 1 × 33.5 XPF a 60 s, at least 40 XPF = 40 XPF, with 13% tax 46 XPF"
    );
}

#[test]
fn parent_currency_and_free_seconds_are_told() {
    let explanation = explain("00679 330 1234", WEDNESDAY_NIGHT, 70_000);
    let text = plain(&explanation.text(Language::En));
    for sentence in [
        "Prefix +679: Fiji, from the parent plan “vendor”.",
        "70 s less the first 10 s, which are free: 60 s.",
        "The prices of the parent plan are multiplied by 1.2.",
        "1.00 USD is 110 XPF.",
        // 0.30 USD × 1.2 × 110 are 39.6 XPF a minute.
        "50 s, band “peak”, at 0.25 USD plus 0.05 USD per 60 s: 33 XPF.",
        "10 s, band “offpeak”, at 0.25 USD plus 0.05 USD per 60 s: 6.6 XPF.",
        "Plus 0.10 USD a call, which is 13.2 XPF.",
    ] {
        assert!(text.contains(sentence), "{sentence} is not in\n{text}");
    }
}

#[test]
fn what_has_no_price_says_why_and_what_to_do() {
    for (number, millis, status, en, ru) in [
        (
            "00689 87 12",
            5_000,
            Status::Unmatched,
            "No tariff: prefix 87 is for numbers of 8 digits, this one has 4. Correct the row or add another.",
            "Нет тарифа: префикс 87 — для номеров с числом цифр 8, а в этом их 4. Исправьте строку или добавьте другую.",
        ),
        (
            "0044 20 7946 0000",
            5_000,
            Status::Unmatched,
            "No tariff: no prefix of the deck begins this number. Add a row for it and rate again.",
            "Нет тарифа: ни один префикс не подходит к этому номеру. Добавьте для него строку и пересчитайте.",
        ),
        (
            "0033 6 12 34 56 78",
            5_000,
            Status::Unmatched,
            "No tariff: prefix +33 is for numbers of the kind “mobile”, and the numbering plan does not know what kind this one is. \
             Add its beginning to the kinds of the numbering plan, or a row for all kinds.",
            "Нет тарифа: префикс +33 — для номеров вида «мобильный», а вид этого номера плану нумерации неизвестен. \
             Добавьте его начало к видам плана нумерации или строку для всех видов.",
        ),
        (
            "366512",
            5_000,
            Status::Forbidden,
            "The deck forbids this destination. To allow it, give its row a price.",
            "Тариф запрещает это направление. Чтобы разрешить его, укажите цену в его строке.",
        ),
        (
            "00689 HELP",
            5_000,
            Status::Rejected,
            "Not rated: 'H' at position 7 stands in no number. Check what was dialled.",
            "Не рассчитано: 'H' на месте 7 не бывает в номерах. Проверьте набранное.",
        ),
        (
            "00689 87 12 34 56",
            0,
            Status::Free,
            "Nobody answered: nothing to pay.",
            "Без ответа: платить не за что.",
        ),
    ] {
        let explanation = explain(number, WEDNESDAY_NIGHT, millis);
        assert_eq!(explanation.status, status, "{number}");
        let last = |language| plain(explanation.sentences(language).last().unwrap());
        assert_eq!(
            (last(Language::En), last(Language::Ru)),
            (en.to_owned(), ru.to_owned())
        );
        assert!(plain(&explanation.line(Language::En)).ends_with(en));
    }
}

#[test]
fn a_deck_that_is_not_in_force_yet_is_said() {
    let explanation = explain("00689 87 12 34 56", "2024-12-31 23:59:59", 5_000);
    let why = plain(explanation.sentences(Language::Fr).last().unwrap());
    assert!(
        why.starts_with("Pas de tarif : aucun tarif du plan n’est en vigueur le 31/12/2024."),
        "{why}"
    );
}

#[test]
fn every_language_has_words_of_its_own_for_every_kind() {
    for kind in [
        Kind::Internal,
        Kind::Fixed,
        Kind::TollFree,
        Kind::Premium,
        Kind::Emergency,
        Kind::Forbidden,
    ] {
        let words = Language::ALL.map(|language| language.kind(kind));
        assert!(
            words.iter().all(|word| !word.is_empty()) && words[0] != words[3],
            "{words:?}"
        );
    }
}

/// The data survive being written and read, and no amount becomes a number that a reader could take for a float.
#[cfg(feature = "serde")]
#[test]
fn explanations_survive_json() {
    for (number, millis) in [
        ("00689 87 12 34 56", 89_400),
        ("00679 330 1234", 70_001),
        ("0044", 1),
        ("366512", 1),
        ("x", 1),
        ("1", 0),
    ] {
        let explanation = explain(number, WEDNESDAY_NIGHT, millis);
        let json = serde_json::to_string(&explanation).unwrap();
        assert_eq!(
            serde_json::from_str::<Explanation>(&json).unwrap(),
            explanation,
            "{json}"
        );
        let value: serde_json::Value = serde_json::from_str(&json).unwrap();
        assert!(!has_float(&value), "{json}");
        assert!(
            !explanation
                .steps
                .iter()
                .any(|step| matches!(step, Step::Stuck { .. }))
        );
    }
}

#[cfg(feature = "serde")]
fn has_float(value: &serde_json::Value) -> bool {
    match value {
        serde_json::Value::Number(number) => !number.is_u64() && !number.is_i64(),
        serde_json::Value::Array(values) => values.iter().any(has_float),
        serde_json::Value::Object(fields) => fields.values().any(has_float),
        _ => false,
    }
}
