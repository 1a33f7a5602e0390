use proptest::prelude::*;

use super::super::testing::is_recorded;
use super::super::{Language, spoken};
use super::{Agreement, LIMIT, TooLarge, number};

fn says(value: i64, agreement: Agreement, language: Language) -> String {
    spoken(&number(value, agreement, language).unwrap())
}

#[test]
fn numbers_in_english() {
    for (value, expected) in [
        (0, "zero"),
        (1, "one"),
        (11, "eleven"),
        (21, "twenty one"),
        (80, "eighty"),
        (100, "one hundred"),
        (101, "one hundred one"),
        (1_000, "one thousand"),
        (1_001, "one thousand one"),
        (2_000_001, "two million one"),
        (-7, "minus seven"),
        (
            999_999_999_999,
            "nine hundred ninety nine billion nine hundred ninety nine million nine hundred ninety nine thousand \
             nine hundred ninety nine",
        ),
    ] {
        assert_eq!(
            says(value, Agreement::Alone, Language::English),
            expected,
            "{value}"
        );
    }
}

#[test]
fn numbers_in_french() {
    for (value, masculine, feminine) in [
        (0, "zéro", "zéro"),
        (1, "un", "une"),
        (17, "dix-sept", "dix-sept"),
        (21, "vingt et un", "vingt et une"),
        (61, "soixante et un", "soixante et une"),
        (70, "soixante dix", "soixante dix"),
        (71, "soixante et onze", "soixante et onze"),
        (72, "soixante douze", "soixante douze"),
        (80, "quatre-vingts", "quatre-vingts"),
        (81, "quatre-vingt un", "quatre-vingt une"),
        (91, "quatre-vingt onze", "quatre-vingt onze"),
        (99, "quatre-vingt dix-neuf", "quatre-vingt dix-neuf"),
        (100, "cent", "cent"),
        (101, "cent un", "cent une"),
        (111, "cent onze", "cent onze"),
        (171, "cent soixante et onze", "cent soixante et onze"),
        (200, "deux cents", "deux cents"),
        (201, "deux cent un", "deux cent une"),
        (1_000, "mille", "mille"),
        (2_000, "deux mille", "deux mille"),
        (21_000, "vingt et un mille", "vingt et un mille"),
        (80_000, "quatre-vingt mille", "quatre-vingt mille"),
        (200_000, "deux cent mille", "deux cent mille"),
        (80_000_000, "quatre-vingts millions", "quatre-vingts millions"),
        (200_000_000, "deux cents millions", "deux cents millions"),
        (1_000_000_000, "un milliard", "un milliard"),
        (2_000_000_001, "deux milliards un", "deux milliards une"),
    ] {
        assert_eq!(
            says(value, Agreement::Masculine, Language::French),
            masculine,
            "{value}"
        );
        assert_eq!(
            says(value, Agreement::Alone, Language::French),
            masculine,
            "{value}"
        );
        assert_eq!(
            says(value, Agreement::Feminine, Language::French),
            feminine,
            "{value}"
        );
    }
}

#[test]
fn numbers_in_spanish() {
    for (value, alone, masculine, feminine) in [
        (0, "cero", "cero", "cero"),
        (1, "uno", "un", "una"),
        (16, "dieciséis", "dieciséis", "dieciséis"),
        (21, "veintiuno", "veintiún", "veintiuna"),
        (22, "veintidós", "veintidós", "veintidós"),
        (30, "treinta", "treinta", "treinta"),
        (31, "treinta y uno", "treinta y un", "treinta y una"),
        (100, "cien", "cien", "cien"),
        (101, "ciento uno", "ciento un", "ciento una"),
        (121, "ciento veintiuno", "ciento veintiún", "ciento veintiuna"),
        (200, "doscientos", "doscientos", "doscientas"),
        (
            541,
            "quinientos cuarenta y uno",
            "quinientos cuarenta y un",
            "quinientas cuarenta y una",
        ),
        (1_000, "mil", "mil", "mil"),
        (2_000, "dos mil", "dos mil", "dos mil"),
        (21_000, "veintiún mil", "veintiún mil", "veintiuna mil"),
        (100_000, "cien mil", "cien mil", "cien mil"),
        (200_000, "doscientos mil", "doscientos mil", "doscientas mil"),
        (1_000_000, "un millón", "un millón", "un millón"),
        (
            21_000_000,
            "veintiún millones",
            "veintiún millones",
            "veintiún millones",
        ),
        (
            200_000_001,
            "doscientos millones uno",
            "doscientos millones un",
            "doscientos millones una",
        ),
        (1_000_000_000, "mil millones", "mil millones", "mil millones"),
    ] {
        assert_eq!(says(value, Agreement::Alone, Language::Spanish), alone, "{value}");
        assert_eq!(
            says(value, Agreement::Masculine, Language::Spanish),
            masculine,
            "{value}"
        );
        assert_eq!(
            says(value, Agreement::Feminine, Language::Spanish),
            feminine,
            "{value}"
        );
    }
}

#[test]
fn numbers_in_russian() {
    for (value, masculine, feminine) in [
        (0, "ноль", "ноль"),
        (1, "один", "одна"),
        (2, "два", "две"),
        (11, "одиннадцать", "одиннадцать"),
        (12, "двенадцать", "двенадцать"),
        (21, "двадцать один", "двадцать одна"),
        (40, "сорок", "сорок"),
        (90, "девяносто", "девяносто"),
        (102, "сто два", "сто две"),
        (200, "двести", "двести"),
        (1_000, "одна тысяча", "одна тысяча"),
        (2_000, "две тысячи", "две тысячи"),
        (5_000, "пять тысяч", "пять тысяч"),
        (11_000, "одиннадцать тысяч", "одиннадцать тысяч"),
        (21_001, "двадцать одна тысяча один", "двадцать одна тысяча одна"),
        (112_000, "сто двенадцать тысяч", "сто двенадцать тысяч"),
        (1_000_000, "один миллион", "один миллион"),
        (2_000_002, "два миллиона два", "два миллиона две"),
        (5_000_000, "пять миллионов", "пять миллионов"),
        (3_000_000_000, "три миллиарда", "три миллиарда"),
        (15_000_000_000, "пятнадцать миллиардов", "пятнадцать миллиардов"),
    ] {
        assert_eq!(
            says(value, Agreement::Masculine, Language::Russian),
            masculine,
            "{value}"
        );
        assert_eq!(
            says(value, Agreement::Feminine, Language::Russian),
            feminine,
            "{value}"
        );
    }
    assert_eq!(says(21, Agreement::Neuter, Language::Russian), "двадцать одно");
}

#[test]
fn what_is_too_large_is_refused_and_does_not_overflow() {
    for language in Language::ALL {
        for value in [LIMIT as i64, -(LIMIT as i64), i64::MAX, i64::MIN] {
            let error = number(value, Agreement::Alone, language).unwrap_err();
            assert_eq!(error, TooLarge { number: value });
            assert!(
                error.to_string().ends_with("the limit is 999999999999"),
                "{error}"
            );
        }
    }
}

proptest! {
    /// A caller can tell any two numbers apart, and every sound is somewhere.
    #[test]
    fn distinct_numbers_sound_distinct(one in -999_999_999_999_i64..1_000_000_000_000, shift in 0_u32..40, near in -3_i64..4) {
        let one = one >> shift;
        let other = one + near;
        for language in Language::ALL {
            for agreement in [Agreement::Alone, Agreement::Masculine, Agreement::Feminine, Agreement::Neuter] {
                let Ok(first) = number(one, agreement, language) else { continue };
                let Ok(second) = number(other, agreement, language) else { continue };
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
