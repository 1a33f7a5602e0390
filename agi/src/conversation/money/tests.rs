#![allow(
    clippy::inconsistent_digit_grouping,
    reason = "1_00 is one euro: the underscore is the decimal point"
)]

use std::collections::HashSet;

use proptest::prelude::*;

use super::super::Agreement;
use super::super::testing::{is_in_pack, is_recorded};
use super::super::{Language, spoken};
use super::{Currency, TooLarge, money, recordings};

const EUR: &str = "EUR";

fn says(amount: i64, currency: &str, language: Language) -> String {
    spoken(&money(amount, Currency::of(currency).unwrap(), language).unwrap())
}

fn check(language: Language, expected: &[(i64, &str, &str)]) {
    for (amount, currency, text) in expected {
        assert_eq!(
            says(*amount, currency, language),
            *text,
            "{amount} {currency} {language}"
        );
    }
}

#[test]
fn money_in_english() {
    check(
        Language::English,
        &[
            (0, EUR, "zero euros"),
            (1_00, EUR, "one euro"),
            (2_00, EUR, "two euros"),
            (5_00, EUR, "five euros"),
            (11_00, EUR, "eleven euros"),
            (21_00, EUR, "twenty one euros"),
            (22_00, EUR, "twenty two euros"),
            (71_00, EUR, "seventy one euros"),
            (80_00, EUR, "eighty euros"),
            (81_00, EUR, "eighty one euros"),
            (91_00, EUR, "ninety one euros"),
            (100_00, EUR, "one hundred euros"),
            (101_00, EUR, "one hundred one euros"),
            (200_00, EUR, "two hundred euros"),
            (1_000_00, EUR, "one thousand euros"),
            (1_001_00, EUR, "one thousand one euros"),
            (2_000_00, EUR, "two thousand euros"),
            (21_000_00, EUR, "twenty one thousand euros"),
            (1_000_000_00, EUR, "one million euros"),
            (2_000_001_00, EUR, "two million one euros"),
            (1, EUR, "one cent"),
            (1_50, "USD", "one dollar and fifty cents"),
            (-21_05, "USD", "minus twenty one dollars and five cents"),
            (1_01, "GBP", "one pound and one penny"),
            (2_02, "GBP", "two pounds and two pence"),
            (1_250, "TND", "one dinar and two hundred fifty millimes"),
            (1_001, "XPF", "one thousand one francs"),
            (1, "JPY", "one yen"),
            (3_01, "RUB", "three rubles and one kopeck"),
        ],
    );
}

#[test]
fn money_in_french() {
    check(
        Language::French,
        &[
            (0, EUR, "zéro euro"),
            (1_00, EUR, "un euro"),
            (2_00, EUR, "deux euros"),
            (5_00, EUR, "cinq euros"),
            (11_00, EUR, "onze euros"),
            (21_00, EUR, "vingt et un euros"),
            (22_00, EUR, "vingt deux euros"),
            (71_00, EUR, "soixante et onze euros"),
            (80_00, EUR, "quatre-vingts euros"),
            (81_00, EUR, "quatre-vingt un euros"),
            (91_00, EUR, "quatre-vingt onze euros"),
            (100_00, EUR, "cent euros"),
            (101_00, EUR, "cent un euros"),
            (200_00, EUR, "deux cents euros"),
            (1_000_00, EUR, "mille euros"),
            (1_001_00, EUR, "mille un euros"),
            (2_000_00, EUR, "deux mille euros"),
            (21_000_00, EUR, "vingt et un mille euros"),
            (1_000_000_00, EUR, "un million d'euros"),
            (2_000_001_00, EUR, "deux millions un euros"),
            (1, EUR, "un centime"),
            (1_80, EUR, "un euro et quatre-vingts centimes"),
            (-3_00, EUR, "moins trois euros"),
            (1_00, "GBP", "une livre"),
            (21_01, "GBP", "vingt et une livres et un penny"),
            (81_00, "GBP", "quatre-vingt une livres"),
            (1_001_00, "GBP", "mille une livres"),
            (1_000_000, "XPF", "un million de francs"),
            (200, "XPF", "deux cents francs"),
            (2_071, "TND", "deux dinars et soixante et onze millimes"),
            (3_000_000_000_00, "USD", "trois milliards de dollars"),
        ],
    );
}

#[test]
fn money_in_spanish() {
    check(
        Language::Spanish,
        &[
            (0, EUR, "cero euros"),
            (1_00, EUR, "un euro"),
            (2_00, EUR, "dos euros"),
            (5_00, EUR, "cinco euros"),
            (11_00, EUR, "once euros"),
            (21_00, EUR, "veintiún euros"),
            (22_00, EUR, "veintidós euros"),
            (71_00, EUR, "setenta y un euros"),
            (80_00, EUR, "ochenta euros"),
            (81_00, EUR, "ochenta y un euros"),
            (91_00, EUR, "noventa y un euros"),
            (100_00, EUR, "cien euros"),
            (101_00, EUR, "ciento un euros"),
            (200_00, EUR, "doscientos euros"),
            (1_000_00, EUR, "mil euros"),
            (1_001_00, EUR, "mil un euros"),
            (2_000_00, EUR, "dos mil euros"),
            (21_000_00, EUR, "veintiún mil euros"),
            (1_000_000_00, EUR, "un millón de euros"),
            (2_000_001_00, EUR, "dos millones un euros"),
            (1, EUR, "un céntimo"),
            (1_21, EUR, "un euro y veintiún céntimos"),
            (1_00, "GBP", "una libra"),
            (21_01, "GBP", "veintiuna libras y un penique"),
            (31_00, "GBP", "treinta y una libras"),
            (200_00, "GBP", "doscientas libras"),
            (501_000_00, "GBP", "quinientas una mil libras"),
            (500_000_000_00, "GBP", "quinientos millones de libras"),
            (-1_001, "TND", "menos un dinar y un milésimo"),
            (5_000_000_000, "XPF", "cinco mil millones de francos"),
        ],
    );
}

#[test]
fn money_in_russian() {
    check(
        Language::Russian,
        &[
            (0, "RUB", "ноль рублей"),
            (1_00, "RUB", "один рубль"),
            (2_00, "RUB", "два рубля"),
            (5_00, "RUB", "пять рублей"),
            (11_00, "RUB", "одиннадцать рублей"),
            (21_00, "RUB", "двадцать один рубль"),
            (22_00, "RUB", "двадцать два рубля"),
            (71_00, "RUB", "семьдесят один рубль"),
            (80_00, "RUB", "восемьдесят рублей"),
            (81_00, "RUB", "восемьдесят один рубль"),
            (91_00, "RUB", "девяносто один рубль"),
            (100_00, "RUB", "сто рублей"),
            (101_00, "RUB", "сто один рубль"),
            (200_00, "RUB", "двести рублей"),
            (1_000_00, "RUB", "одна тысяча рублей"),
            (1_001_00, "RUB", "одна тысяча один рубль"),
            (2_000_00, "RUB", "две тысячи рублей"),
            (21_000_00, "RUB", "двадцать одна тысяча рублей"),
            (1_000_000_00, "RUB", "один миллион рублей"),
            (2_000_001_00, "RUB", "два миллиона один рубль"),
            (1, "RUB", "одна копейка"),
            (2, "RUB", "две копейки"),
            (5, "RUB", "пять копеек"),
            (12, "RUB", "двенадцать копеек"),
            (1_21, "RUB", "один рубль двадцать одна копейка"),
            (112_14, "RUB", "сто двенадцать рублей четырнадцать копеек"),
            (-2_00, "USD", "минус два доллара"),
            (2_02, EUR, "два евро два цента"),
            (2, "JPY", "две иены"),
            (21, "JPY", "двадцать одна иена"),
            (5_022, "TND", "пять динаров двадцать два миллима"),
        ],
    );
}

#[test]
fn what_is_too_large_is_refused_and_does_not_overflow() {
    for currency in Currency::all() {
        let limit = 1_000_000_000_000 * 10_i64.pow(currency.decimals());
        for amount in [limit, -limit, i64::MAX, i64::MIN] {
            let error = money(amount, currency, Language::French).unwrap_err();
            assert_eq!(error, TooLarge { number: amount }, "{currency:?}");
        }
        money(limit - 1, currency, Language::French).unwrap();
    }
}

#[test]
fn recordings_are_what_the_packs_lack_each_named_once() {
    for language in Language::ALL {
        let all = recordings(language);
        let mut names = HashSet::new();
        for prompt in &all {
            assert!(!is_in_pack(prompt, language), "{language}: {prompt:?}");
            assert!(
                names.insert(prompt.file().to_owned()),
                "{language}: {prompt:?} twice"
            );
            assert!(!prompt.text().is_empty());
        }
        // 10 currencies, 7 of them with a minor unit.
        let forms = if language == Language::Russian { 3 } else { 2 };
        assert!(all.len() >= 17 * forms, "{language}: {}", all.len());
    }
    assert_eq!(recordings(Language::English).len(), 34);
}

proptest! {
    /// No two amounts sound the same, and every sound is in Asterisk's pack or among those to be recorded.
    #[test]
    fn distinct_amounts_have_distinct_prompts(
        one in -999_999_999_999_i64..1_000_000_000_000, shift in 0_u32..40, near in -3_i64..4, which in 0_usize..10
    ) {
        let currency = Currency::all().nth(which).unwrap();
        let one = one >> shift;
        for other in [one + near, one * 100, one / 100, one + near * 100] {
            for language in Language::ALL {
                let Ok(first) = money(one, currency, language) else { continue };
                let Ok(second) = money(other, currency, language) else { continue };
                let files = |prompts: &[super::Prompt]| {
                    prompts.iter().map(|prompt| prompt.file().to_owned()).collect::<Vec<_>>()
                };
                prop_assert_eq!(files(&first) == files(&second), one == other, "{} {} {}", one, other, language);
                for prompt in &first {
                    prop_assert!(is_recorded(prompt, language), "{} {:?}", language, prompt);
                }
            }
        }
    }
}

#[test]
fn a_noun_knows_how_a_number_agrees_with_it() {
    // What French and Russian call feminine here.
    let pound = Currency::of("gbp").unwrap().names();
    assert_eq!(pound.french.units.major.agreement, Agreement::Feminine);
    assert_eq!(pound.russian.major.agreement, Agreement::Masculine);
}
