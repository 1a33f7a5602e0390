//! Text as people compare it (without accents and case) and as Asterisk takes it (plain ASCII).

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// The text without accents and case, for searching and sorting.
///
/// ```
/// use switchhook_portal_core::text::fold;
///
/// assert_eq!(fold("Éloïse  ŒUVRÉ"), "eloise oeuvre");
/// assert_eq!(fold("Фёдор"), "федор");
/// ```
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for character in text.chars() {
        // Most names are mostly ASCII, and a directory of a hundred thousand folds each of them.
        if character.is_ascii() {
            push_folded(&mut folded, character.to_ascii_lowercase());
            continue;
        }
        // Character by character is as good as the whole text: decomposition reorders marks only, which go anyway.
        for letter in std::iter::once(character).nfkd() {
            let letters = ligature(letter).map_or_else(|| letter.to_string(), str::to_owned);
            // Capitals first: some small letters share one capital (ς and σ), so lowering alone would keep them apart.
            letters
                .to_uppercase()
                .to_lowercase()
                .nfkd()
                .for_each(|letter| push_folded(&mut folded, letter));
        }
    }
    folded.truncate(folded.trim_end().len());
    folded
}

/// Runs of white space count as one blank, whatever kind they are, and none in front.
fn push_folded(folded: &mut String, character: char) {
    if !character.is_whitespace() {
        if character.is_ascii() || !is_combining_mark(character) {
            folded.push(character);
        }
    } else if !folded.is_empty() && !folded.ends_with(' ') {
        folded.push(' ');
    }
}

/// The name as Asterisk and telephone displays take it: printable ASCII, Cyrillic transliterated, accents removed.
///
/// Leaves out what has a meaning in caller ids and configuration files: `"`, `<`, `>`, `;`, `,`, `\`, `[`, `]`, `|`, `$`, `{` and `}`.
/// A letter of another script is left out too, so the result may be empty.
///
/// ```
/// use switchhook_portal_core::text::ascii_name;
///
/// assert_eq!(ascii_name("Zoë Müller-Strauß"), "Zoe Muller-Strauss");
/// assert_eq!(ascii_name("Юлия Щукина"), "Yuliya Shchukina");
/// assert_eq!(ascii_name("Eve\" <666>;\r\nAction: Logoff"), "Eve 666Action: Logoff");
/// ```
pub fn ascii_name(name: &str) -> String {
    let mut ascii = String::with_capacity(name.len());
    // Cyrillic is looked up before decomposition: й and ё are letters of their own, not и and е with a mark.
    for original in name.nfc() {
        match cyrillic(original) {
            Some(latin) => ascii.push_str(&latin),
            None => std::iter::once(original)
                .nfkd()
                .for_each(|character| push_ascii(&mut ascii, character)),
        }
    }
    ascii.trim().to_owned()
}

fn push_ascii(ascii: &mut String, character: char) {
    let blank = character.is_whitespace() && !character.is_control();
    if let Some(letters) = ligature(character) {
        ascii.push_str(letters);
    } else if blank && !ascii.ends_with(' ') {
        ascii.push(' ');
    } else if character.is_ascii_graphic() && !r#""<>;,\[]|${}"#.contains(character) {
        ascii.push(character);
    }
}

/// Letters that Unicode does not decompose.
fn ligature(character: char) -> Option<&'static str> {
    Some(match character {
        'ß' => "ss",
        'ẞ' => "SS",
        'æ' => "ae",
        'Æ' => "AE",
        'œ' => "oe",
        'Œ' => "OE",
        'ø' => "o",
        'Ø' => "O",
        'ł' => "l",
        'Ł' => "L",
        'đ' | 'ð' => "d",
        'Đ' | 'Ð' => "D",
        'þ' => "th",
        'Þ' => "Th",
        'ı' => "i",
        '’' | 'ʼ' | '‘' => "'",
        '–' | '—' | '‑' | '‐' => "-",
        _ => return None,
    })
}

/// The Latin spelling of a Cyrillic letter, as passports of the last decades have it (GOST R 52535.1 with `y` for й).
fn cyrillic(character: char) -> Option<String> {
    let lower = character.to_lowercase().next()?;
    let latin = match lower {
        'а' => "a",
        'б' => "b",
        'в' => "v",
        'г' | 'ґ' => "g",
        'д' => "d",
        'е' | 'ё' | 'э' => "e",
        'є' => "ye",
        'ж' => "zh",
        'з' => "z",
        'и' | 'і' => "i",
        'ї' => "yi",
        'й' | 'ы' => "y",
        'к' => "k",
        'л' => "l",
        'м' => "m",
        'н' => "n",
        'о' => "o",
        'п' => "p",
        'р' => "r",
        'с' => "s",
        'т' => "t",
        'у' | 'ў' => "u",
        'ф' => "f",
        'х' => "kh",
        'ц' => "ts",
        'ч' => "ch",
        'ш' => "sh",
        'щ' => "shch",
        'ю' => "yu",
        'я' => "ya",
        'ъ' | 'ь' => "",
        _ => return None,
    };
    let mut letters = latin.chars();
    Some(match letters.next() {
        Some(first) if lower != character => first.to_ascii_uppercase().to_string() + letters.as_str(),
        _ => latin.to_owned(),
    })
}

/// The first `max` characters: text from the PBX is kept, but not without limit.
pub(crate) fn clip(text: &str, max: usize) -> String {
    match text.char_indices().nth(max) {
        Some((end, _)) => text[..end].to_owned(),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn folding_ignores_accents_case_and_kinds_of_blank() {
        for (text, expected) in [
            ("HÔPITAL", "hopital"),
            ("Łódź", "lodz"),
            ("a\u{00a0}\u{202f}b", "a b"),
            ("ÉCOLE  n° 5", "ecole n° 5"),
            ("Ёлка", "елка"),
            ("ﬁn", "fin"),
            ("", ""),
        ] {
            assert_eq!(fold(text), expected, "{text:?}");
        }
    }

    #[test]
    fn names_become_plain_ascii() {
        for (name, expected) in [
            ("Jean-Denis Girard", "Jean-Denis Girard"),
            ("François Lœb", "Francois Loeb"),
            ("Иванов Сергей", "Ivanov Sergey"),
            ("Объедков", "Obedkov"),
            ("O’Brien", "O'Brien"),
            ("名前", ""),
            ("x]\n[evil", "xevil"),
        ] {
            assert_eq!(ascii_name(name), expected, "{name:?}");
        }
    }

    proptest! {
        /// Searching folds both sides, so folding twice must be folding once.
        #[test]
        fn folding_is_idempotent(text in "\\PC{0,20}") {
            let once = fold(&text);
            prop_assert_eq!(fold(&once), once);
        }

        /// Whatever a person is called, the name is safe in a caller id and in a configuration line.
        #[test]
        fn ascii_names_are_printable_ascii(name in any::<String>()) {
            let ascii = ascii_name(&name);
            prop_assert!(ascii.chars().all(|c| c == ' ' || c.is_ascii_graphic()));
            let has_syntax = ascii.contains(|c| r#""<>;,\[]|${}"#.contains(c));
            prop_assert!(!has_syntax);
        }
    }
}
