#![doc = include_str!("../guide/conversation.md")]

// Values in, values out.
mod announcement;
mod language;
mod money;
mod number;
mod prompt;

// What talks to a call.
#[cfg(feature = "tokio")]
mod ask;
#[cfg(feature = "tokio")]
mod confirm;
#[cfg(feature = "tokio")]
mod entry;
#[cfg(feature = "tokio")]
mod menu;
#[cfg(feature = "tokio")]
mod play;
#[cfg(feature = "tokio")]
mod record;

pub use announcement::{Announcement, Item};
#[cfg(feature = "tokio")]
pub use ask::{Answer, Ask};
#[cfg(feature = "tokio")]
pub use confirm::{Confirm, Confirmed, ReadBack};
#[cfg(feature = "tokio")]
pub use entry::Digits;
pub use language::Language;
#[cfg(feature = "tokio")]
pub use menu::{Choice, Menu};
pub use money::{Currency, money, recordings};
pub use number::{Agreement, TooLarge, number};
pub use prompt::{Prompt, spoken};
#[cfg(feature = "tokio")]
pub use record::{Record, Recorded};

/// Which sounds there are.
#[cfg(test)]
mod testing {
    use super::{Language, Prompt, recordings};

    /// What Debian's packages of Asterisk's core sounds hold, version 1.6.1.
    pub(super) fn pack(language: Language) -> &'static str {
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
