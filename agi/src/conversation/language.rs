use std::fmt;

/// A language that the lists of prompts are made for.
///
/// ```
/// use switchhook_agi::conversation::Language;
/// assert_eq!(Language::of("fr_CA"), Some(Language::French));
/// assert_eq!(Language::of("ru"), Some(Language::Russian));
/// assert_eq!(Language::of("tlh"), None);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Language {
    /// Numbers as in the United States: no `and` inside them.
    English,
    /// As in France: `soixante et onze`, `quatre-vingt-un`.
    French,
    /// With `un`, `veintiún` before a noun, and feminine hundreds.
    Spanish,
    /// With genders and three forms of every noun.
    Russian,
}

impl Language {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::English, Self::French, Self::Spanish, Self::Russian];

    /// By a tag such as `agi_language` has: `fr`, `fr_CA`, `fr-FR`.
    pub fn of(tag: &str) -> Option<Self> {
        let name = tag.split(['_', '-']).next()?;
        Self::ALL
            .into_iter()
            .find(|language| language.tag().eq_ignore_ascii_case(name))
    }

    /// Its two letters: the folder of its sounds.
    pub fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::French => "fr",
            Self::Spanish => "es",
            Self::Russian => "ru",
        }
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.tag())
    }
}
