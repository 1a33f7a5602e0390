//! What every voice menu needs.

mod language;
mod money;
mod number;
mod prompt;

pub use language::Language;
pub use money::{Currency, money, recordings};
pub use number::{Agreement, TooLarge, number};
pub use prompt::{Prompt, spoken};

/// Which sounds there are.
#[cfg(test)]
mod testing {
    use super::{Language, Prompt, recordings};

    /// What Debian's packages of Asterisk's core sounds hold, version 1.6.1.
    fn pack(language: Language) -> &'static str {
        match language {
            Language::English => include_str!("../../testdata/sounds/en.txt"),
            Language::French => include_str!("../../testdata/sounds/fr.txt"),
            Language::Spanish => include_str!("../../testdata/sounds/es.txt"),
            Language::Russian => include_str!("../../testdata/sounds/ru.txt"),
        }
    }

    pub(super) fn is_in_pack(prompt: &Prompt, language: Language) -> bool {
        pack(language).lines().any(|line| line == prompt.file())
    }

    /// In the pack, or among those to be recorded.
    pub(super) fn is_recorded(prompt: &Prompt, language: Language) -> bool {
        is_in_pack(prompt, language)
            || recordings(language)
                .iter()
                .any(|recorded| recorded.file() == prompt.file())
    }
}
