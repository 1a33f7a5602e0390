//! What must hold between the translations and the reference language, or the build fails.

use super::catalogue::{Catalogue, Choice, Kind, Message, Part, Problem};

/// The plural categories that CLDR 48 knows for whole numbers and fractions of a language, in its order.
///
/// `None` for a language that we do not ship.
pub(crate) fn categories(language: &str) -> Option<&'static [&'static str]> {
    match language {
        "en" => Some(&["one", "other"]),
        "fr" | "es" => Some(&["one", "many", "other"]),
        "ru" => Some(&["one", "few", "many", "other"]),
        _ => None,
    }
}

/// Compares a translation with the reference and returns everything wrong with it.
///
/// The reference may be compared with itself, which checks its plural forms.
pub(crate) fn check(reference: &Catalogue, translation: &Catalogue) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut complain = |line: usize, text: String| {
        problems.push(Problem {
            file: translation.file.clone(),
            line,
            text,
        });
    };
    let Some(needed) = categories(&translation.language) else {
        complain(
            0,
            format!(
                "no plural rules for the language `{}`; add them to check.rs",
                translation.language
            ),
        );
        return problems;
    };
    for wanted in &reference.messages {
        if translation.message(&wanted.key).is_none() {
            let place = format!("{}:{}", reference.file, wanted.line);
            complain(
                0,
                format!("`{}` is missing; translate it from {place}", wanted.key),
            );
        }
    }
    for message in &translation.messages {
        let Some(wanted) = reference.message(&message.key) else {
            complain(
                message.line,
                format!(
                    "`{}` is not in {}; remove it or add it there",
                    message.key, reference.file
                ),
            );
            continue;
        };
        for text in variables(wanted, message) {
            complain(message.line, text);
        }
        let mut choices = Vec::new();
        collect(&message.parts, &mut choices);
        let mut known = Vec::new();
        collect(&wanted.parts, &mut known);
        for choice in choices {
            let text = if choice.plural {
                plural(message, choice, needed, &translation.language)
            } else {
                words(message, choice, &known)
            };
            if let Some(text) = text {
                complain(message.line, text);
            }
        }
    }
    problems
}

/// The same variables with the same kinds, whatever their order.
fn variables(wanted: &Message, message: &Message) -> Vec<String> {
    let mut found = Vec::new();
    let key = &message.key;
    for (name, kind) in &wanted.variables {
        match message.variables.iter().find(|(other, _)| other == name) {
            None => found.push(format!(
                "`{key}` does not use `${name}`, which the reference gives"
            )),
            // A number may be written without a choice where the language needs none.
            Some((_, Kind::Number)) if *kind == Kind::Text => found.push(format!(
                "`{key}` chooses by the number `${name}`, which is text in the reference; write \
                 `{{ NUMBER(${name}) }}` there"
            )),
            Some(_) => {}
        }
    }
    for (name, _) in &message.variables {
        if !wanted.variables.iter().any(|(other, _)| other == name) {
            found.push(format!(
                "`{key}` uses `${name}`, which the reference does not give"
            ));
        }
    }
    found
}

fn plural(message: &Message, choice: &Choice, needed: &[&str], language: &str) -> Option<String> {
    let Message { key, .. } = message;
    let variable = &choice.variable;
    let has = |category: &str| choice.variants.iter().any(|(known, _)| known == category);
    let missing: Vec<&str> = needed.iter().copied().filter(|category| !has(category)).collect();
    if !missing.is_empty() {
        return Some(format!(
            "`{key}` chooses by `${variable}` without [{}]; the language `{language}` needs {}",
            missing.join("], ["),
            needed.join(", "),
        ));
    }
    for (category, _) in &choice.variants {
        if !needed.contains(&category.as_str()) && category.parse::<i64>().is_err() {
            return Some(format!(
                "`{key}` has [{category}] for `${variable}`, which `{language}` never uses"
            ));
        }
    }
    if choice
        .variants
        .get(choice.default)
        .is_none_or(|(category, _)| category != "other")
    {
        return Some(format!("`{key}`: the default of a plural is *[other]"));
    }
    None
}

/// A choice by word has the words of the reference: a misspelt one would never be shown.
fn words(message: &Message, choice: &Choice, known: &[&Choice]) -> Option<String> {
    let sorted = |choice: &Choice| {
        let mut keys: Vec<String> = choice.variants.iter().map(|(key, _)| key.clone()).collect();
        keys.sort();
        keys
    };
    let reference = known
        .iter()
        .find(|other| !other.plural && other.variable == choice.variable)?;
    let (wanted, found) = (sorted(reference), sorted(choice));
    (wanted != found).then(|| {
        format!(
            "`{}` chooses by `${}` among {}, the reference among {}",
            message.key,
            choice.variable,
            found.join(", "),
            wanted.join(", ")
        )
    })
}

fn collect<'a>(parts: &'a [Part], choices: &mut Vec<&'a Choice>) {
    for part in parts {
        if let Part::Choice(choice) = part {
            choices.push(choice);
            for (_, parts) in &choice.variants {
                collect(parts, choices);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(language: &str, source: &str) -> Catalogue {
        Catalogue::read(language, &format!("i18n/{language}.ftl"), source).unwrap()
    }

    /// Checks a translation against an English file; problems as a person reads them.
    fn problems(english: &str, language: &str, translation: &str) -> Vec<String> {
        let found = check(&read("en", english), &read(language, translation));
        found.iter().map(ToString::to_string).collect()
    }

    fn refused(source: &str) -> String {
        let found = Catalogue::read("en", "i18n/en.ftl", source).unwrap_err();
        found
            .iter()
            .map(ToString::to_string)
            .collect::<Vec<_>>()
            .join("\n")
    }

    const CALLS: &str = "calls = { $count ->\n  [one] one call\n *[other] { $count } calls\n}\n";

    #[test]
    fn a_complete_translation_has_no_problem() {
        let russian = "calls = { $count ->\n [one] { $count } звонок\n [few] { $count } звонка\n \
                       [many] { $count } звонков\n *[other] { $count } звонка\n}\n";
        assert_eq!(problems(CALLS, "ru", russian), Vec::<String>::new());
    }

    #[test]
    fn a_missing_and_an_extra_key_are_named_with_their_place() {
        assert_eq!(
            problems("a = A\nb = B\n", "fr", "a = A\nc = C\n"),
            [
                "i18n/fr.ftl: `b` is missing; translate it from i18n/en.ftl:2",
                "i18n/fr.ftl:2: `c` is not in i18n/en.ftl; remove it or add it there",
            ]
        );
    }

    #[test]
    fn variables_must_be_those_of_the_reference() {
        assert_eq!(
            problems("hello = Hello { $name }\n", "es", "hello = Hola { $nombre }\n"),
            [
                "i18n/es.ftl:1: `hello` does not use `$name`, which the reference gives",
                "i18n/es.ftl:1: `hello` uses `$nombre`, which the reference does not give",
            ]
        );
    }

    #[test]
    fn a_number_needs_every_plural_category_of_the_language() {
        let two = "calls = { $count ->\n [one] { $count } звонок\n *[other] { $count } звонков\n}\n";
        assert_eq!(
            problems(CALLS, "ru", two),
            [
                "i18n/ru.ftl:1: `calls` chooses by `$count` without [few], [many]; the language `ru` needs one, few, \
              many, other"
            ]
        );
        let french = "calls = { $count ->\n [one] { $count } appel\n *[other] { $count } appels\n}\n";
        assert_eq!(
            problems(CALLS, "fr", french),
            [
                "i18n/fr.ftl:1: `calls` chooses by `$count` without [many]; the language `fr` needs one, many, other"
            ]
        );
    }

    #[test]
    fn a_category_that_the_language_never_uses_is_refused() {
        let few = "calls = { $count ->\n [one] x{ $count }\n [few] y\n *[other] z\n}\n";
        assert_eq!(
            problems(few, "en", few),
            ["i18n/en.ftl:1: `calls` has [few] for `$count`, which `en` never uses"]
        );
    }

    #[test]
    fn the_default_of_a_plural_is_other() {
        let wrong = "calls = { $count ->\n *[one] x{ $count }\n [other] y\n}\n";
        assert_eq!(
            problems(wrong, "en", wrong),
            ["i18n/en.ftl:1: `calls`: the default of a plural is *[other]"]
        );
    }

    #[test]
    fn a_plural_where_the_reference_has_text_says_what_to_write() {
        let french = "calls = { $count ->\n [one] x\n [many] x\n *[other] { $count }\n}\n";
        assert_eq!(
            problems("calls = Calls: { $count }\n", "fr", french),
            [
                "i18n/fr.ftl:1: `calls` chooses by the number `$count`, which is text in the reference; write \
              `{ NUMBER($count) }` there"
            ]
        );
    }

    #[test]
    fn a_misspelt_word_of_a_choice_is_found() {
        let english = "state = { $state ->\n [busy] busy\n *[unknown] ?\n}\n";
        let french = "state = { $state ->\n [bussy] occupé\n *[unknown] ?\n}\n";
        assert_eq!(
            problems(english, "fr", french),
            [
                "i18n/fr.ftl:1: `state` chooses by `$state` among bussy, unknown, the reference among busy, unknown"
            ]
        );
    }

    #[test]
    fn what_cannot_be_compiled_is_refused_with_its_line() {
        for (source, expected) in [
            ("a = A\nb { \n", "i18n/en.ftl:2: not valid Fluent"),
            (
                "a = A\n\na = B\n",
                "i18n/en.ftl:3: `a` stands twice (first on line 1)",
            ),
            ("Title = A\n", "`Title`: write keys in lower case"),
            ("a = A\n  .title = B\n", "`a` has the attribute `.title`"),
            ("a = { DATETIME($x) }\n", "only `{ $variable }`"),
            ("a = { b }\n", "only `{ $variable }`"),
            (
                "a = { -product }\n",
                "the term `-product` is used but not defined",
            ),
        ] {
            let found = refused(source);
            assert!(found.contains(expected), "{source:?} gave {found:?}");
        }
    }

    #[test]
    fn terms_are_written_into_the_messages() {
        let english = read("en", "-product = Switchhook\ntitle = { -product } portal\n");
        assert_eq!(
            english.message("title").unwrap().parts,
            [
                Part::Text("Switchhook".to_owned()),
                Part::Text(" portal".to_owned())
            ]
        );
    }
}
