use crate::config::Config;

/// The language of a call: what the dialplan says, what the number says, what the channel has, or the first there is.
/// Only one that there are sounds for.
pub(super) fn choose<'a>(
    config: &'a Config,
    asked: Option<&str>,
    caller: Option<&str>,
    channel: Option<&str>,
) -> &'a str {
    let known = |tag: &str| {
        let base = tag.split('_').next().unwrap_or(tag);
        let find = |name: &str| config.languages.iter().find(|language| *language == name);
        find(tag).or_else(|| find(base)).map(String::as_str)
    };
    let by_number = caller.and_then(|caller| {
        let matching = config
            .language_by_number
            .iter()
            .filter(|(begin, _)| caller.starts_with(*begin));
        matching
            .max_by_key(|(begin, _)| begin.len())
            .map(|(_, language)| language.as_str())
    });
    asked
        .and_then(known)
        .or(by_number)
        .or_else(|| channel.and_then(known))
        .or(config.languages.first().map(String::as_str))
        .unwrap_or("en")
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{Config, choose};

    #[test]
    fn the_dialplan_then_the_number_then_the_channel_choose_the_language() {
        let text = r#"
            languages = ["en", "fr", "es_MX"]
            [language_by_number]
            "0033" = "fr"
            "00331" = "es_MX"
            [transfer]
            numbers = ["1XX"]
            context = "internal"
            [menu.main]
            prompt = ["x"]
            keys = { 1 = "hangup" }
        "#;
        let config = Config::parse(text, Path::new("ivr.toml")).unwrap();
        for (asked, caller, channel, expected) in [
            (Some("fr"), Some("0044"), Some("en"), "fr"),
            (Some("fr_CA"), None, None, "fr"),
            (Some("../x"), None, Some("es_MX"), "es_MX"),
            (Some("tlh"), None, None, "en"),
            (None, Some("003346"), Some("en"), "fr"),
            (None, Some("003312"), Some("en"), "es_MX"),
            (None, Some("0044"), Some("fr"), "fr"),
            (None, None, Some("es"), "en"),
            (None, None, None, "en"),
        ] {
            assert_eq!(
                choose(&config, asked, caller, channel),
                expected,
                "{asked:?} {caller:?} {channel:?}"
            );
        }
    }
}
