//! Turns checked catalogues into the methods of `Texts`: a key that does not exist does not compile, a key that
//! nobody uses is a warning, and nothing is parsed or can fail while the portal runs.

use std::fmt::Write;

use super::catalogue::{Catalogue, Choice, Kind, Message, Part};

/// Writes the `impl Texts` block. `catalogues` holds the reference first and one entry for each language.
pub(crate) fn generate(catalogues: &[Catalogue]) -> String {
    let mut code = String::from("impl Texts {\n");
    let Some(reference) = catalogues.first() else {
        return code + "}\n";
    };
    for message in &reference.messages {
        method(&mut code, message, catalogues);
    }
    code + "}\n"
}

fn method(code: &mut String, message: &Message, catalogues: &[Catalogue]) {
    let name = message.key.replace('-', "_");
    let arguments: String = message
        .variables
        .iter()
        .map(|(name, kind)| match kind {
            Kind::Number => format!(", {}: i64", name.replace('-', "_")),
            Kind::Text => format!(", {}: &str", name.replace('-', "_")),
        })
        .collect();
    line(
        code,
        1,
        &format!(
            "/// {}",
            sketch(&message.parts).replace('\n', " ").replace('[', "\\[")
        ),
    );
    line(
        code,
        1,
        &format!("pub(crate) fn {name}(self{arguments}) -> String {{"),
    );
    if !message.variables.is_empty() {
        line(code, 2, "let mut out = String::new();");
    }
    line(code, 2, "match self.lang {");
    for catalogue in catalogues {
        // The check ran before: every language has every key.
        let Some(text) = catalogue.message(&message.key) else {
            continue;
        };
        let arm = variant_name(&catalogue.language);
        if message.variables.is_empty() {
            let fixed: String = text
                .parts
                .iter()
                .map(|part| if let Part::Text(text) = part { text } else { "" })
                .collect();
            line(code, 3, &format!("Lang::{arm} => {fixed:?}.to_owned(),"));
        } else {
            line(code, 3, &format!("Lang::{arm} => {{"));
            parts(code, 4, &text.parts, message);
            line(code, 3, "}");
        }
    }
    line(code, 2, "}");
    if !message.variables.is_empty() {
        line(code, 2, "out");
    }
    line(code, 1, "}");
}

fn parts(code: &mut String, depth: usize, list: &[Part], message: &Message) {
    for part in list {
        match part {
            Part::Text(text) => {
                let mut letters = text.chars();
                line(
                    code,
                    depth,
                    &match (letters.next(), letters.next()) {
                        (Some(only), None) => format!("out.push({only:?});"),
                        _ => format!("out.push_str({text:?});"),
                    },
                );
            }
            Part::Value(variable) => {
                let name = variable.replace('-', "_");
                let number = message
                    .variables
                    .iter()
                    .any(|(known, kind)| known == variable && *kind == Kind::Number);
                line(
                    code,
                    depth,
                    &if number {
                        format!("out.push_str(&self.integer({name}));")
                    } else {
                        format!("out.push_str({name});")
                    },
                );
            }
            Part::Choice(choice) => select(code, depth, choice, message),
        }
    }
}

fn select(code: &mut String, depth: usize, choice: &Choice, message: &Message) {
    let name = choice.variable.replace('-', "_");
    let subject = if choice.plural {
        format!("({name}, plural_category(self.lang, {name}))")
    } else {
        name
    };
    line(code, depth, &format!("match {subject} {{"));
    // Exact numbers win over categories, as in Fluent.
    let exact = |key: &str| key.parse::<i64>().is_ok();
    let mut order: Vec<usize> = (0..choice.variants.len())
        .filter(|index| *index != choice.default)
        .collect();
    order.sort_by_key(|index| !choice.variants.get(*index).is_some_and(|(key, _)| exact(key)));
    order.push(choice.default);
    for index in order {
        let Some((key, list)) = choice.variants.get(index) else {
            continue;
        };
        let pattern = match (index == choice.default, choice.plural) {
            (true, _) => "_".to_owned(),
            (false, true) if exact(key) => format!("({key}, _)"),
            (false, true) => format!("(_, {key:?})"),
            (false, false) => format!("{key:?}"),
        };
        line(code, depth + 1, &format!("{pattern} => {{"));
        parts(code, depth + 2, list, message);
        line(code, depth + 1, "}");
    }
    line(code, depth, "}");
}

/// The message with its variables, as the method's documentation.
fn sketch(list: &[Part]) -> String {
    list.iter()
        .map(|part| match part {
            Part::Text(text) => text.clone(),
            Part::Value(name) => format!("`{name}`"),
            Part::Choice(choice) => {
                let variants = choice.variants.get(choice.default);
                variants.map(|(_, list)| sketch(list)).unwrap_or_default()
            }
        })
        .collect()
}

fn variant_name(language: &str) -> String {
    let mut letters = language.chars();
    letters
        .next()
        .map(|first| first.to_ascii_uppercase().to_string() + letters.as_str())
        .unwrap_or_default()
}

fn line(code: &mut String, depth: usize, text: &str) {
    // Writing to a String does not fail.
    let _ = writeln!(code, "{:1$}{text}", "", depth * 4);
}
