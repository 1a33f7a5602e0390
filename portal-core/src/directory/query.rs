//! A search as needles, which are made once.

use super::Search;
use super::texts::{BETWEEN, Needle, Texts};
use crate::DialString;
use crate::number::digits;
use crate::numbering::{Number, Site};
use crate::text::fold;

/// Digits that are taken for the keys of a name: fewer would find nearly everybody.
const FEWEST_KEYS: usize = 2;

/// What an entry has to hold.
#[derive(Debug)]
pub(super) struct Query {
    /// Each of them in one of its forms, anywhere.
    words: Vec<Vec<Needle>>,
    /// What was typed as one number is that, besides words: any of its forms.
    number: Vec<Needle>,
    /// Or the beginning of a name on a keypad.
    keys: Option<Needle>,
    /// In the field of this place.
    fields: Vec<(usize, Needle)>,
    /// Among the numbers: any of its forms.
    in_numbers: Vec<Needle>,
    /// A number without any digit finds nothing, rather than everything.
    is_hopeless: bool,
}

/// The place of the numbers behind the fields.
const NUMBERS: usize = 5;

/// The number as typed and in its one form.
fn forms(text: &str, site: &Site) -> Vec<Needle> {
    let typed = digits(text);
    let mut forms = vec![Needle::new(&typed)];
    if let Ok(number) = typed.parse::<DialString>()
        && let number @ Number::Outside(_) = site.read(&number)
        && number.canonical() != typed
    {
        forms.push(Needle::new(&number.canonical()));
    }
    forms
}

impl Query {
    pub(super) fn new(search: &Search, site: &Site) -> Self {
        let folded = |text: &str| -> String { fold(text).replace(char::is_control, " ") };
        let text = folded(&search.text);
        let words = text.split_ascii_whitespace().map(|word| {
            let mut forms = vec![Needle::new(word)];
            if let Ok(number) = word.parse::<DialString>()
                && number.as_str() != word
            {
                forms.push(Needle::new(number.as_str()));
            }
            forms
        });
        let mut words: Vec<_> = words.collect();
        // Long ones are rare, and say soonest that an entry does not fit; one of several forms stands in more of them.
        words.sort_by_key(|forms| (forms.len(), std::cmp::Reverse(forms[0].as_bytes().len())));
        let typed = text.parse::<DialString>().ok();
        let keys = typed
            .as_ref()
            .filter(|typed| {
                typed.as_str().len() >= FEWEST_KEYS && typed.as_str().bytes().all(|key| key.is_ascii_digit())
            })
            .map(|typed| Needle::new(&format!("0{typed}")));
        let fields = [
            (0, &search.first_name),
            (1, &search.last_name),
            (2, &search.company),
            (4, &search.email),
        ];
        let number = search.number.trim();
        Self {
            words,
            number: typed.map_or_else(Vec::new, |typed| forms(typed.as_str(), site)),
            keys,
            fields: fields
                .into_iter()
                .map(|(place, text)| (place, folded(text).trim().to_owned()))
                .filter(|(_, text)| !text.is_empty())
                .map(|(place, text)| (place, Needle::new(&text)))
                .collect(),
            in_numbers: if number.is_empty() {
                Vec::new()
            } else {
                forms(number, site)
            },
            is_hopeless: !number.is_empty() && digits(number).is_empty(),
        }
    }

    /// Whether every entry fits.
    pub(super) fn is_everything(&self) -> bool {
        self.words.is_empty() && self.fields.is_empty() && self.in_numbers.is_empty()
    }

    /// The slots of all entries that fit, whoever may see them.
    pub(super) fn run(&self, texts: &Texts, keys: &Texts) -> Vec<u32> {
        if self.is_hopeless {
            return Vec::new();
        }
        // The longest needle leaves the fewest entries to look at again.
        let by_field = self
            .fields
            .iter()
            .map(|(_, needle)| needle)
            .max_by_key(|needle| needle.as_bytes().len());
        let by_word = self.words.first();
        match (by_word, by_field) {
            (Some(forms), field)
                if field.is_none_or(|field| field.as_bytes().len() < forms[0].as_bytes().len()) =>
            {
                let mut slots = self.with_words(forms, texts, keys);
                if !self.fields.is_empty() || !self.in_numbers.is_empty() {
                    slots.retain(|&slot| self.fits_fields(texts.get(slot)));
                }
                slots
            }
            (_, Some(field)) => {
                let mut slots = found(texts, [field]);
                slots.retain(|&slot| self.fits_words(texts, keys, slot) && self.fits_fields(texts.get(slot)));
                slots
            }
            _ => {
                let mut slots = found(texts, &self.in_numbers);
                slots.retain(|&slot| self.fits_fields(texts.get(slot)));
                slots
            }
        }
    }

    /// Those that hold all words, the number or the keys. `forms` is one of the words.
    fn with_words(&self, forms: &[Needle], texts: &Texts, keys: &Texts) -> Vec<u32> {
        let mut slots = found(texts, forms);
        let is_all = self.words.len() == 1;
        if !is_all {
            slots.retain(|&slot| self.has_words(texts, slot));
        }
        // Who has the only word has it also among the numbers.
        let is_new =
            |needle: &&Needle| !is_all || forms.iter().all(|form| form.as_bytes() != needle.as_bytes());
        let mut more = found(texts, self.number.iter().filter(is_new));
        more.retain(|&slot| any(field(texts.get(slot), NUMBERS), &self.number));
        more.append(&mut found(keys, &self.keys));
        if !more.is_empty() {
            slots.append(&mut more);
            slots.sort_unstable();
            slots.dedup();
        }
        slots
    }

    fn has_words(&self, texts: &Texts, slot: u32) -> bool {
        self.words
            .iter()
            .all(|forms| forms.iter().any(|form| texts.holds(slot, form)))
    }

    fn fits_words(&self, texts: &Texts, keys: &Texts, slot: u32) -> bool {
        self.has_words(texts, slot)
            || any(field(texts.get(slot), NUMBERS), &self.number)
            || self.keys.as_ref().is_some_and(|needle| keys.holds(slot, needle))
    }

    fn fits_fields(&self, text: &str) -> bool {
        self.fields
            .iter()
            .all(|(place, needle)| needle.is_in(field(text, *place)))
            && (self.in_numbers.is_empty() || any(field(text, NUMBERS), &self.in_numbers))
    }
}

/// The slots of the texts that hold one of the needles, each once.
fn found<'n>(texts: &Texts, needles: impl IntoIterator<Item = &'n Needle>) -> Vec<u32> {
    let mut slots = Vec::new();
    let mut scans = 0;
    for needle in needles {
        scans += 1;
        texts.scan(needle, |slot| slots.push(slot));
    }
    if scans > 1 {
        slots.sort_unstable();
        slots.dedup();
    }
    slots
}

fn field(text: &str, place: usize) -> &str {
    text.split(BETWEEN).nth(place).unwrap_or_default()
}

fn any(text: &str, needles: &[Needle]) -> bool {
    needles.iter().any(|needle| needle.is_in(text))
}
