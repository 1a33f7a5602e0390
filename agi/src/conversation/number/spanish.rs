use super::{Agreement, Sentence};

const SMALL: [&str; 31] = [
    "cero",
    "uno",
    "dos",
    "tres",
    "cuatro",
    "cinco",
    "seis",
    "siete",
    "ocho",
    "nueve",
    "diez",
    "once",
    "doce",
    "trece",
    "catorce",
    "quince",
    "dieciséis",
    "diecisiete",
    "dieciocho",
    "diecinueve",
    "veinte",
    "veintiuno",
    "veintidós",
    "veintitrés",
    "veinticuatro",
    "veinticinco",
    "veintiséis",
    "veintisiete",
    "veintiocho",
    "veintinueve",
    "treinta",
];
const TENS: [&str; 10] = [
    "",
    "",
    "",
    "treinta",
    "cuarenta",
    "cincuenta",
    "sesenta",
    "setenta",
    "ochenta",
    "noventa",
];
const HUNDREDS: [(&str, &str); 10] = [
    ("", ""),
    ("ciento", "ciento"),
    ("doscientos", "doscientas"),
    ("trescientos", "trescientas"),
    ("cuatrocientos", "cuatrocientas"),
    ("quinientos", "quinientas"),
    ("seiscientos", "seiscientas"),
    ("setecientos", "setecientas"),
    ("ochocientos", "ochocientas"),
    ("novecientos", "novecientas"),
];

/// Asterisk's own grammar asks for this name; its pack lacks it.
const CIEN: (&str, &str) = ("digits/100", "cien");
const VEINTIUN: (&str, &str) = ("switchhook/21-m", "veintiún");
const VEINTIUNA: (&str, &str) = ("switchhook/21-f", "veintiuna");

pub(super) fn say(sentence: &mut Sentence, number: u64, agreement: Agreement) {
    if number == 0 {
        sentence.digits(0, SMALL[0]);
    }
    let (millions, rest) = (number / 1_000_000, number % 1_000_000);
    // A thousand million has no word of its own: "mil millones".
    match millions {
        0 => {}
        1 => {
            below_thousand(sentence, 1, Agreement::Masculine);
            sentence.say("digits/million", "millón");
        }
        _ => {
            below_million(sentence, millions, Agreement::Masculine);
            sentence.say("digits/millions", "millones");
        }
    }
    below_million(sentence, rest, agreement);
}

fn below_million(sentence: &mut Sentence, number: u64, agreement: Agreement) {
    let (thousands, rest) = (number / 1000, number % 1000);
    // Never "un mil". Before "mil" a number is never alone: "veintiún mil".
    if thousands > 1 {
        let before = match agreement {
            Agreement::Feminine => Agreement::Feminine,
            _ => Agreement::Masculine,
        };
        below_thousand(sentence, thousands, before);
    }
    if thousands > 0 {
        sentence.say("digits/thousand", "mil");
    }
    below_thousand(sentence, rest, agreement);
}

fn below_thousand(sentence: &mut Sentence, number: u64, agreement: Agreement) {
    let (hundreds, rest) = (number / 100, number % 100);
    let (masculine, feminine) = HUNDREDS[hundreds as usize];
    match (hundreds, rest, agreement) {
        (0, ..) => {}
        (1, 0, _) => sentence.say(CIEN.0, CIEN.1),
        (1, ..) => sentence.say("digits/100-and", masculine),
        (_, _, Agreement::Feminine) => sentence.say(hundreds_feminine(hundreds), feminine),
        _ => sentence.digits(hundreds * 100, masculine),
    }
    below_hundred(sentence, rest, agreement);
}

fn below_hundred(sentence: &mut Sentence, number: u64, agreement: Agreement) {
    match (number, agreement) {
        (0, _) => {}
        (1, Agreement::Masculine | Agreement::Neuter) => sentence.say("digits/1M", "un"),
        (1, Agreement::Feminine) => sentence.say("digits/1F", "una"),
        (21, Agreement::Masculine | Agreement::Neuter) => sentence.say(VEINTIUN.0, VEINTIUN.1),
        (21, Agreement::Feminine) => sentence.say(VEINTIUNA.0, VEINTIUNA.1),
        (1..=30, _) => sentence.digits(number, SMALL[number as usize]),
        _ => {
            let rest = number % 10;
            sentence.digits(number - rest, TENS[(number / 10) as usize]);
            if rest > 0 {
                sentence.say("digits/and", "y");
                below_hundred(sentence, rest, agreement);
            }
        }
    }
}

fn hundreds_feminine(hundreds: u64) -> String {
    format!("switchhook/{hundreds}00-f")
}

pub(super) fn recordings(sentence: &mut Sentence) {
    for (file, text) in [CIEN, VEINTIUN, VEINTIUNA] {
        sentence.say(file, text);
    }
    for hundreds in 2..10 {
        sentence.say(hundreds_feminine(hundreds), HUNDREDS[hundreds as usize].1);
    }
}
