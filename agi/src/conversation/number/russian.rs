use super::{Agreement, Sentence};

const SMALL: [&str; 20] = [
    "ноль",
    "один",
    "два",
    "три",
    "четыре",
    "пять",
    "шесть",
    "семь",
    "восемь",
    "девять",
    "десять",
    "одиннадцать",
    "двенадцать",
    "тринадцать",
    "четырнадцать",
    "пятнадцать",
    "шестнадцать",
    "семнадцать",
    "восемнадцать",
    "девятнадцать",
];
const TENS: [&str; 10] = [
    "",
    "",
    "двадцать",
    "тридцать",
    "сорок",
    "пятьдесят",
    "шестьдесят",
    "семьдесят",
    "восемьдесят",
    "девяносто",
];
/// `digits/100` to `digits/900`: Asterisk's own grammar asks for these, its pack lacks them.
const HUNDREDS: [&str; 10] = [
    "",
    "сто",
    "двести",
    "триста",
    "четыреста",
    "пятьсот",
    "шестьсот",
    "семьсот",
    "восемьсот",
    "девятьсот",
];
/// The same.
const ONE_FEMININE: (&str, &str) = ("digits/1f", "одна");
const TWO_FEMININE: (&str, &str) = ("digits/2f", "две");

struct Scale {
    value: u64,
    agreement: Agreement,
    /// After one, a few, many. Asterisk's names, where it has some.
    forms: [(&'static str, &'static str); 3],
}

const SCALES: [Scale; 3] = [
    Scale {
        value: 1_000_000_000,
        agreement: Agreement::Masculine,
        forms: [
            ("digits/billion", "миллиард"),
            ("switchhook/billion-a", "миллиарда"),
            ("switchhook/billions", "миллиардов"),
        ],
    },
    Scale {
        value: 1_000_000,
        agreement: Agreement::Masculine,
        forms: [
            ("digits/million", "миллион"),
            ("digits/million-a", "миллиона"),
            ("digits/millions", "миллионов"),
        ],
    },
    Scale {
        value: 1000,
        agreement: Agreement::Feminine,
        forms: [
            ("digits/thousand", "тысяча"),
            ("digits/thousands-i", "тысячи"),
            ("digits/thousands", "тысяч"),
        ],
    },
];

/// Which form a noun has after a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum Plural {
    /// 1, 21, 101: but not 11.
    One,
    /// 2 to 4, 22 to 24: but not 12 to 14.
    Few,
    /// All others, 0 too.
    Many,
}

pub(in super::super) fn plural(number: u64) -> Plural {
    match (number % 10, number % 100) {
        (_, 11..=14) => Plural::Many,
        (1, _) => Plural::One,
        (2..=4, _) => Plural::Few,
        _ => Plural::Many,
    }
}

pub(super) fn say(sentence: &mut Sentence, number: u64, agreement: Agreement) {
    if number == 0 {
        sentence.digits(0, SMALL[0]);
    }
    let mut rest = number;
    for scale in &SCALES {
        let count = rest / scale.value;
        if count > 0 {
            below_thousand(sentence, count, scale.agreement);
            let (file, text) = scale.forms[plural(count) as usize];
            sentence.say(file, text);
            rest %= scale.value;
        }
    }
    below_thousand(sentence, rest, agreement);
}

fn below_thousand(sentence: &mut Sentence, number: u64, agreement: Agreement) {
    if number >= 100 {
        sentence.digits(number - number % 100, HUNDREDS[(number / 100) as usize]);
    }
    let mut rest = number % 100;
    if rest >= 20 {
        sentence.digits(rest - rest % 10, TENS[(rest / 10) as usize]);
        rest %= 10;
    }
    match (rest, agreement) {
        (0, _) => {}
        (1, Agreement::Feminine) => sentence.say(ONE_FEMININE.0, ONE_FEMININE.1),
        (2, Agreement::Feminine) => sentence.say(TWO_FEMININE.0, TWO_FEMININE.1),
        (1, Agreement::Neuter) => sentence.say("digits/1n", "одно"),
        _ => sentence.digits(rest, SMALL[rest as usize]),
    }
}

pub(super) fn recordings(sentence: &mut Sentence) {
    for (file, text) in [ONE_FEMININE, TWO_FEMININE] {
        sentence.say(file, text);
    }
    for hundreds in 1..10 {
        sentence.digits(hundreds * 100, HUNDREDS[hundreds as usize]);
    }
    // Of the singulars the pack has all.
    for (file, text) in SCALES.iter().flat_map(|scale| &scale.forms[1..]) {
        sentence.say(*file, text);
    }
}
