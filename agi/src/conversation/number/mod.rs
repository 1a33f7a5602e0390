//! Numbers as lists of prompts, with the grammar of each language.

mod english;
mod french;
mod russian;
mod spanish;

pub(super) use russian::{Plural, plural};

use super::Language;
use super::prompt::{Prompt, Sentence};

/// What a number is said with: alone, or before a noun of this gender.
///
/// English says the same for all. Neuter is Russian only; French and Spanish take it for masculine.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Agreement {
    /// As in counting: `uno`, `veintiuno`.
    Alone,
    /// `un euro`, `veintiún euros`, `один рубль`, `два рубля`.
    Masculine,
    /// `une livre`, `doscientas libras`, `одна копейка`, `две копейки`.
    Feminine,
    /// `одно`.
    Neuter,
}

/// A number that no list of prompts is made for.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{number} is too large to be said; the limit is {}", LIMIT - 1)]
pub struct TooLarge {
    /// The number.
    pub number: i64,
}

/// The first number that is too large.
const LIMIT: u64 = 1_000_000_000_000;

/// A whole number as a list of prompts, up to 999 999 999 999 and down to its negative.
///
/// Asterisk's own SAY NUMBER stops at a thousand million, and says nothing for what its sounds lack: in the Russian
/// pack, every hundred and the plurals of thousands.
///
/// ```
/// use switchhook_agi::conversation::{Agreement, Language, number, spoken};
/// let prompts = number(21_000, Agreement::Alone, Language::Russian)?;
/// let files: Vec<&str> = prompts.iter().map(|prompt| prompt.file()).collect();
/// assert_eq!(files, ["digits/20", "digits/1f", "digits/thousand"]);
/// assert_eq!(spoken(&prompts), "двадцать одна тысяча");
/// # Ok::<(), switchhook_agi::conversation::TooLarge>(())
/// ```
///
/// # Errors
/// The number is too large.
pub fn number(number: i64, agreement: Agreement, language: Language) -> Result<Vec<Prompt>, TooLarge> {
    let mut sentence = Sentence::default();
    if number < 0 {
        minus(&mut sentence, language);
    }
    if number.unsigned_abs() >= LIMIT {
        return Err(TooLarge { number });
    }
    say(&mut sentence, number.unsigned_abs(), agreement, language);
    Ok(sentence.finish())
}

pub(super) fn minus(sentence: &mut Sentence, language: Language) {
    sentence.say(
        "digits/minus",
        match language {
            Language::English => "minus",
            Language::French => "moins",
            Language::Spanish => "menos",
            Language::Russian => "минус",
        },
    );
}

/// Whether it can be said.
pub(super) fn is_sayable(number: u64) -> bool {
    number < LIMIT
}

/// Says a number below the limit.
pub(super) fn say(sentence: &mut Sentence, number: u64, agreement: Agreement, language: Language) {
    match language {
        Language::English => english::say(sentence, number),
        Language::French => french::say(sentence, number, agreement),
        Language::Spanish => spanish::say(sentence, number, agreement),
        Language::Russian => russian::say(sentence, number, agreement),
    }
}

/// What numbers need beyond the sounds that Asterisk's packs have, for people to record.
pub(super) fn recordings(language: Language) -> Vec<Prompt> {
    let mut sentence = Sentence::default();
    match language {
        Language::English => {}
        Language::French => french::recordings(&mut sentence),
        Language::Spanish => spanish::recordings(&mut sentence),
        Language::Russian => russian::recordings(&mut sentence),
    }
    sentence.finish()
}

#[cfg(test)]
mod tests;
