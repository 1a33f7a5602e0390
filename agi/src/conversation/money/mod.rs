//! Amounts of money as lists of prompts.

mod currency;

pub use currency::Currency;

use super::Language;
use super::number::{self, Plural, TooLarge, plural};
use super::prompt::{Prompt, Sentence};
use currency::{Noun, Units};

/// An amount of money as a list of prompts: `amount` minor units (cents, kopecks, millimes), or whole ones where the
/// currency has no others in use.
///
/// ```
/// use switchhook_agi::conversation::{Currency, Language, money, spoken};
/// let ruble = Currency::RUB;
/// let says = |amount| spoken(&money(amount, ruble, Language::Russian).unwrap());
/// assert_eq!(says(1_02), "один рубль две копейки");
/// assert_eq!(says(5_00), "пять рублей");
/// assert_eq!(says(21), "двадцать одна копейка");
///
/// let prompts = money(80_00, Currency::EUR, Language::French).unwrap();
/// let files: Vec<&str> = prompts.iter().map(|prompt| prompt.file()).collect();
/// assert_eq!(files, ["digits/80", "switchhook/eur-2"]);
/// ```
///
/// # Errors
/// There are more than 999 999 999 999 whole units.
pub fn money(amount: i64, currency: Currency, language: Language) -> Result<Vec<Prompt>, TooLarge> {
    let parts = 10_u64.pow(currency.decimals());
    let (major, minor) = (amount.unsigned_abs() / parts, amount.unsigned_abs() % parts);
    if !number::is_sayable(major) {
        return Err(TooLarge { number: amount });
    }
    let mut sentence = Sentence::default();
    if amount < 0 {
        number::minus(&mut sentence, language);
    }
    let unit = |kind| Unit {
        currency,
        kind,
        language,
    };
    // "fifty cents", but "zero euros".
    if major > 0 || minor == 0 {
        unit(Kind::Major).say(&mut sentence, major);
    }
    if minor > 0 {
        if major > 0 {
            and(&mut sentence, language);
        }
        unit(Kind::Minor).say(&mut sentence, minor);
    }
    Ok(sentence.finish())
}

fn and(sentence: &mut Sentence, language: Language) {
    match language {
        Language::English => sentence.say("vm-and", "and"),
        Language::French => sentence.say("digits/et", "et"),
        Language::Spanish => sentence.say("digits/and", "y"),
        Language::Russian => {}
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Major,
    Minor,
}

struct Unit {
    currency: Currency,
    kind: Kind,
    language: Language,
}

impl Unit {
    /// The number and the unit, agreeing with each other.
    fn say(&self, sentence: &mut Sentence, count: u64) {
        let names = self.currency.names();
        let millions = count > 0 && count.is_multiple_of(1_000_000);
        let (agreement, form) = match self.language {
            Language::English => {
                let noun = self.noun(&names.english);
                (noun.agreement, usize::from(count != 1))
            }
            Language::French => {
                let noun = self.noun(&names.french.units);
                (noun.agreement, usize::from(count >= 2))
            }
            Language::Spanish => {
                let noun = self.noun(&names.spanish);
                (noun.agreement, usize::from(count != 1))
            }
            Language::Russian => {
                let noun = self.noun(&names.russian);
                let form = match plural(count) {
                    Plural::One => 0,
                    Plural::Few => 1,
                    Plural::Many => 2,
                };
                (noun.agreement, form)
            }
        };
        number::say(sentence, count, agreement, self.language);
        match self.language {
            // Only a major unit comes in millions.
            Language::French if millions => return self.say_of(sentence),
            Language::Spanish if millions => sentence.say("digits/es-de", "de"),
            _ => {}
        }
        self.say_form(sentence, form);
    }

    /// The unit after one (0), several or a few (1), many (2).
    fn say_form(&self, sentence: &mut Sentence, form: usize) {
        let names = self.currency.names();
        let text = match self.language {
            Language::English => self.noun(&names.english).forms[form],
            Language::French => self.noun(&names.french.units).forms[form],
            Language::Spanish => self.noun(&names.spanish).forms[form],
            Language::Russian => self.noun(&names.russian).forms[form],
        };
        // By the smallest number that it goes with.
        let number = [1, 2, 5][form];
        let code = self.currency.code().to_ascii_lowercase();
        let minor = if self.kind == Kind::Minor { "-minor" } else { "" };
        sentence.say(format!("switchhook/{code}{minor}-{number}"), text);
    }

    /// `d'euros`
    fn say_of(&self, sentence: &mut Sentence) {
        let code = self.currency.code().to_ascii_lowercase();
        sentence.say(format!("switchhook/{code}-of"), self.currency.names().french.of);
    }

    fn noun<'a, const FORMS: usize>(&self, units: &'a Units<FORMS>) -> &'a Noun<FORMS> {
        match (self.kind, &units.minor) {
            (Kind::Minor, Some(minor)) => minor,
            // Without a minor unit there are no parts to be said.
            _ => &units.major,
        }
    }
}

/// What a voice needs beyond the sounds that Asterisk's pack of the language has: for every [`number`](fn@super::number)
/// and the money of every [`Currency`].
///
/// Record these texts, or let a machine speak them, and put the files into the folder of the language, as
/// `<sounds>/fr/switchhook/eur-1.wav`. Names that begin with `digits/` are those that Asterisk's own SAY NUMBER asks
/// for and does not find: it is mended as well.
///
/// ```
/// use switchhook_agi::conversation::{Language, recordings};
/// for prompt in recordings(Language::French) {
///     // digits/1F: une
///     let line = format!("{}: {}", prompt.file(), prompt.text());
///     assert!(line.contains(": "));
/// }
/// ```
pub fn recordings(language: Language) -> Vec<Prompt> {
    let mut sentence = Sentence::default();
    for currency in Currency::all() {
        let forms = if language == Language::Russian { 3 } else { 2 };
        for kind in [Kind::Major, Kind::Minor] {
            let unit = Unit {
                currency,
                kind,
                language,
            };
            if kind == Kind::Minor && currency.decimals() == 0 {
                continue;
            }
            (0..forms).for_each(|form| unit.say_form(&mut sentence, form));
            if kind == Kind::Major && language == Language::French {
                unit.say_of(&mut sentence);
            }
        }
    }
    let mut all = number::recordings(language);
    all.extend(sentence.finish());
    all
}

#[cfg(test)]
mod tests;
