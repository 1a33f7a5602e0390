use super::Sentence;

const SMALL: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
const TENS: [&str; 10] = [
    "", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
];
const SCALES: [(u64, &str, &str); 3] = [
    (1_000_000_000, "digits/billion", "billion"),
    (1_000_000, "digits/million", "million"),
    (1000, "digits/thousand", "thousand"),
];

pub(super) fn say(sentence: &mut Sentence, number: u64) {
    if number == 0 {
        sentence.digits(0, SMALL[0]);
    }
    let mut rest = number;
    for (scale, file, text) in SCALES {
        if rest >= scale {
            below_thousand(sentence, rest / scale);
            sentence.say(file, text);
            rest %= scale;
        }
    }
    below_thousand(sentence, rest);
}

fn below_thousand(sentence: &mut Sentence, number: u64) {
    if number >= 100 {
        sentence.digits(number / 100, SMALL[(number / 100) as usize]);
        sentence.say("digits/hundred", "hundred");
    }
    let mut rest = number % 100;
    if rest >= 20 {
        sentence.digits(rest - rest % 10, TENS[(rest / 10) as usize]);
        rest %= 10;
    }
    if rest > 0 {
        sentence.digits(rest, SMALL[rest as usize]);
    }
}
