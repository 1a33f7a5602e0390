use super::{Agreement, Sentence};

const SMALL: [&str; 20] = [
    "zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze",
    "treize", "quatorze", "quinze", "seize", "dix-sept", "dix-huit", "dix-neuf",
];
const TENS: [&str; 7] = ["", "", "vingt", "trente", "quarante", "cinquante", "soixante"];

/// Asterisk's own grammar asks for this name; its pack lacks it.
const UNE: (&str, &str) = ("digits/1F", "une");
const MILLIARD: (&str, &str, &str) = ("switchhook/billion", "milliard", "milliards");

/// What comes after: only a number that ends here, or before a noun such as `millions`, has the s of `cents`.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Followed {
    ByNoun,
    ByMille,
}

pub(super) fn say(sentence: &mut Sentence, number: u64, agreement: Agreement) {
    if number == 0 {
        sentence.digits(0, SMALL[0]);
    }
    let mut rest = number;
    let (file, one, many) = MILLIARD;
    for (scale, file, one, many) in [
        (1_000_000_000, file, one, many),
        (1_000_000, "digits/million", "million", "millions"),
    ] {
        if rest >= scale {
            below_thousand(sentence, rest / scale, Agreement::Masculine, Followed::ByNoun);
            sentence.say(file, if rest / scale == 1 { one } else { many });
            rest %= scale;
        }
    }
    if rest >= 1000 {
        // Never "un mille".
        if rest >= 2000 {
            below_thousand(sentence, rest / 1000, Agreement::Masculine, Followed::ByMille);
        }
        sentence.say("digits/thousand", "mille");
        rest %= 1000;
    }
    below_thousand(sentence, rest, agreement, Followed::ByNoun);
}

fn below_thousand(sentence: &mut Sentence, number: u64, agreement: Agreement, followed: Followed) {
    let (hundreds, rest) = (number / 100, number % 100);
    if hundreds > 1 {
        sentence.digits(hundreds, SMALL[hundreds as usize]);
    }
    if hundreds > 0 {
        let has_s = hundreds > 1 && rest == 0 && followed == Followed::ByNoun;
        sentence.say("digits/hundred", if has_s { "cents" } else { "cent" });
    }
    below_hundred(sentence, rest, agreement, followed);
}

fn below_hundred(sentence: &mut Sentence, number: u64, agreement: Agreement, followed: Followed) {
    // 70 to 79 and 90 to 99 count on from 60 and 80.
    let rest = match number {
        0..=19 => number,
        20..=69 => number % 10,
        70..=79 => number - 60,
        _ => number - 80,
    };
    let has_and = number < 80 && (rest == 1 || rest == 11);
    match number - rest {
        0 => {}
        80 => {
            let has_s = rest == 0 && followed == Followed::ByNoun;
            sentence.digits(80, if has_s { "quatre-vingts" } else { "quatre-vingt" });
        }
        tens => sentence.digits(tens, TENS[(tens / 10) as usize]),
    }
    if number > 20 && has_and {
        sentence.say("digits/et", "et");
    }
    match rest {
        0 => {}
        1 if agreement == Agreement::Feminine => sentence.say(UNE.0, UNE.1),
        _ => sentence.digits(rest, SMALL[rest as usize]),
    }
}

pub(super) fn recordings(sentence: &mut Sentence) {
    sentence.say(UNE.0, UNE.1);
    sentence.say(MILLIARD.0, MILLIARD.1);
}
