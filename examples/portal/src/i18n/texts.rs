//! [`Texts`]: every message of the portal as a method.

use super::Lang;

/// The portal's messages in one language; as cheap to copy as the language itself.
///
/// A message without variables is `t.directory_title()`; one with variables takes them in the order in which the
/// English text names them: `t.calls_shown(12)`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Texts {
    pub(super) lang: Lang,
}

impl Texts {
    /// The messages of a language.
    pub(crate) fn new(lang: Lang) -> Self {
        Self { lang }
    }

    /// The language of these messages.
    pub(crate) fn lang(self) -> Lang {
        self.lang
    }
}

include!(concat!(env!("OUT_DIR"), "/texts.rs"));

/// The CLDR plural category of a whole number.
fn plural_category(lang: Lang, number: i64) -> &'static str {
    let n = number.unsigned_abs();
    let millions = n != 0 && n.is_multiple_of(1_000_000);
    match lang {
        Lang::En if n == 1 => "one",
        Lang::En => "other",
        Lang::Fr if n < 2 => "one",
        Lang::Es if n == 1 => "one",
        Lang::Fr | Lang::Es if millions => "many",
        Lang::Fr | Lang::Es => "other",
        Lang::Ru => match (n % 10, n % 100) {
            (1, hundreds) if hundreds != 11 => "one",
            (2..=4, hundreds) if !(12..=14).contains(&hundreds) => "few",
            _ => "many",
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plural_categories_are_those_of_cldr() {
        for (lang, number, expected) in [
            (Lang::En, 0, "other"),
            (Lang::En, 1, "one"),
            (Lang::En, 2, "other"),
            (Lang::Fr, 0, "one"),
            (Lang::Fr, 1, "one"),
            (Lang::Fr, 2, "other"),
            (Lang::Fr, 1_000_000, "many"),
            (Lang::Es, 0, "other"),
            (Lang::Es, 1, "one"),
            (Lang::Es, 2_000_000, "many"),
            (Lang::Ru, 0, "many"),
            (Lang::Ru, 1, "one"),
            (Lang::Ru, 2, "few"),
            (Lang::Ru, 5, "many"),
            (Lang::Ru, 11, "many"),
            (Lang::Ru, 14, "many"),
            (Lang::Ru, 21, "one"),
            (Lang::Ru, 22, "few"),
            (Lang::Ru, 111, "many"),
            (Lang::Ru, 1_000_000, "many"),
        ] {
            assert_eq!(plural_category(lang, number), expected, "{lang:?} {number}");
        }
    }

    #[test]
    fn russian_counts_calls_in_its_own_way() {
        let t = Texts::new(Lang::Ru);
        for (count, expected) in [
            (1, "1 звонок"),
            (2, "2 звонка"),
            (5, "5 звонков"),
            (11, "11 звонков"),
            (21, "21 звонок"),
        ] {
            assert_eq!(t.calls_count(count), expected);
        }
    }

    #[test]
    fn numbers_in_messages_are_grouped_as_the_language_does() {
        assert_eq!(Texts::new(Lang::En).calls_count(12_345), "12,345 calls");
        assert_eq!(Texts::new(Lang::Fr).calls_count(12_345), "12\u{202f}345 appels");
        assert_eq!(
            Texts::new(Lang::Fr).calls_count(1_000_000),
            "1\u{202f}000\u{202f}000 d’appels"
        );
    }
}
