//! Names as the digits of a telephone's keypad.

use crate::text::fold;

/// The keys on which the letters of a name stand, words parted by `0`, the key of the blank.
///
/// Latin letters stand on the keys as ITU-T E.161 has them, Cyrillic ones as on telephones sold in Russia and Ukraine.
/// Digits stand for themselves. A hyphen parts words; what is on no key, such as an apostrophe, is left out.
///
/// ```
/// use switchhook_portal_core::directory::keypad;
///
/// assert_eq!(keypad("Zoë Müller"), "9630685537");
/// assert_eq!(keypad("Ёлкин"), "34445");
/// ```
pub fn keypad(name: &str) -> String {
    let mut keys = String::with_capacity(name.len());
    for character in fold(name).chars() {
        match character {
            ' ' | '-' | '\u{2010}'..='\u{2015}' | '.' | '/' | ',' | '&' => {
                if !keys.is_empty() && !keys.ends_with('0') {
                    keys.push('0');
                }
            }
            _ => keys.extend(key(character)),
        }
    }
    keys.truncate(keys.trim_end_matches('0').len());
    keys
}

/// The key of a folded letter.
fn key(letter: char) -> Option<char> {
    Some(match letter {
        'a'..='c' | 'а'..='г' | 'ґ' => '2',
        'd'..='f' | 'д'..='з' | 'є' => '3',
        'g'..='i' | 'и'..='л' | 'і' => '4',
        'j'..='l' | 'м'..='п' => '5',
        'm'..='o' | 'р'..='у' => '6',
        'p'..='s' | 'ф'..='ч' => '7',
        't'..='v' | 'ш'..='ы' => '8',
        'w'..='z' | 'ь'..='я' => '9',
        '0'..='9' => letter,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_stand_on_the_keys_of_their_script() {
        for (name, keys) in [
            ("abcdefghijklmnopqrstuvwxyz", "22233344455566677778889999"),
            // Four letters on each key; ё is on that of е and й on that of и, as they are without their marks.
            ("абвг деёжз ийкл", "222203333304444"),
            ("мноп рсту фхцч", "55550666607777"),
            ("шщъы ьэюя", "888809999"),
        ] {
            assert_eq!(keypad(name), keys, "{name}");
        }
    }

    #[test]
    fn words_are_parted_by_the_key_of_the_blank() {
        for (name, keys) in [
            ("Jean-Denis Girard", "53260336470447273"),
            ("O'Brien", "627436"),
            ("  -  ", ""),
            ("Studio 54", "788346054"),
            ("名前", ""),
        ] {
            assert_eq!(keypad(name), keys, "{name}");
        }
    }
}
