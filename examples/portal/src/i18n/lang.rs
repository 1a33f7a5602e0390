//! The four languages and which of them a browser gets.

use std::fmt;
use std::str::FromStr;

/// A language of the portal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Lang {
    /// French.
    Fr,
    /// English, the reference.
    #[default]
    En,
    /// Spanish.
    Es,
    /// Russian.
    Ru,
}

impl Lang {
    /// Every language, in the order of the chooser.
    pub(crate) const ALL: [Self; 4] = [Self::Fr, Self::En, Self::Es, Self::Ru];

    /// The two-letter code, as in `<html lang>`.
    pub(crate) fn code(self) -> &'static str {
        match self {
            Self::Fr => "fr",
            Self::En => "en",
            Self::Es => "es",
            Self::Ru => "ru",
        }
    }

    /// The language's name in the language itself.
    pub(crate) fn native_name(self) -> &'static str {
        match self {
            Self::Fr => "Français",
            Self::En => "English",
            Self::Es => "Español",
            Self::Ru => "Русский",
        }
    }

    /// Chooses by an `Accept-Language` header: the known language with the highest weight, the first of equals.
    ///
    /// `site` answers where the header is absent, names no language of ours or is longer than a browser would send.
    pub(crate) fn negotiate(accept_language: Option<&str>, site: Self) -> Self {
        let header = accept_language
            .filter(|header| header.len() <= 1_000)
            .unwrap_or_default();
        let mut best: Option<(u32, Self)> = None;
        for item in header.split(',') {
            let (tag, parameters) = item.split_once(';').unwrap_or((item, ""));
            let weight = match parameters.trim().strip_prefix("q=") {
                Some(weight) => thousandths(weight.trim()),
                None => 1_000,
            };
            let tag = tag.trim();
            let language = tag.split(['-', '_']).next().unwrap_or_default();
            let lang = if tag == "*" {
                Some(site)
            } else {
                language.parse().ok()
            };
            if let Some(lang) = lang
                && weight > 0
                && best.is_none_or(|(heaviest, _)| weight > heaviest)
            {
                best = Some((weight, lang));
            }
        }
        best.map_or(site, |(_, lang)| lang)
    }
}

/// A weight such as `0.8`, in thousandths; nonsense counts as nothing.
fn thousandths(weight: &str) -> u32 {
    match weight.parse::<f32>() {
        Ok(weight) if (0.0..=1.0).contains(&weight) => (weight * 1_000.0).round() as u32,
        _ => 0,
    }
}

impl fmt::Display for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// A language code that the portal does not speak.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no language {0:?}; the portal speaks fr, en, es and ru")]
pub(crate) struct UnknownLang(String);

impl FromStr for Lang {
    type Err = UnknownLang;

    fn from_str(code: &str) -> Result<Self, UnknownLang> {
        let found = Self::ALL
            .into_iter()
            .find(|lang| lang.code().eq_ignore_ascii_case(code));
        // What a stranger sent is repeated in part only.
        found.ok_or_else(|| UnknownLang(code.chars().take(20).collect()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_heaviest_known_language_of_the_browser_wins() {
        for (header, expected) in [
            (Some("fr-CA,fr;q=0.9,en;q=0.8"), Lang::Fr),
            (Some("de, en;q=0.3, ru;q=0.7"), Lang::Ru),
            (Some("en;q=0.5, es;q=0.5"), Lang::En),
            (Some("de-CH, *;q=0.1"), Lang::Es),
            (Some("ru;q=0, en;q=0.1"), Lang::En),
            (Some("ru;q=17, EN-gb"), Lang::En),
            (Some("tlh"), Lang::Es),
            (Some(""), Lang::Es),
            (Some(";;,,q=;-"), Lang::Es),
            (None, Lang::Es),
        ] {
            assert_eq!(Lang::negotiate(header, Lang::Es), expected, "{header:?}");
        }
        assert_eq!(Lang::negotiate(Some(&"ru,".repeat(1_000)), Lang::En), Lang::En);
    }

    #[test]
    fn a_code_reads_back_and_an_unknown_one_says_what_there_is() {
        for lang in Lang::ALL {
            assert_eq!(lang.code().parse(), Ok(lang));
        }
        let error = "klingon".parse::<Lang>().unwrap_err();
        assert_eq!(
            error.to_string(),
            "no language \"klingon\"; the portal speaks fr, en, es and ru"
        );
    }
}
