//! Tests of every action: a sample goes into each parameter, and each kind of answer is read.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::parameter::ParameterType;
use super::reply;
use super::row::{ActionRow, Response, Table};
use super::rust::{construction, sample};
use crate::generated::GeneratedFile;
use crate::names;
use crate::table::TableError;

pub(super) fn files(table: &Table) -> Result<Vec<GeneratedFile>, TableError> {
    let mut modules: BTreeMap<String, String> = BTreeMap::new();
    let mut tested =
        String::from("/// The actions whose tests are generated.\npub(crate) const TESTED: &[&str] = &[\n");
    for action in table.actions.iter().filter(|action| !action.hand_written) {
        let text = modules.entry(action.file()).or_insert_with(|| {
            String::from(
                "use std::time::Duration;\n\nuse switchhook_ami::Secret;\nuse switchhook_ami::action::*;\n\nuse crate::support::*;\n",
            )
        });
        text.push_str(&test(table, action)?);
        let _ = writeln!(tested, "    {:?},", action.name);
    }
    tested.push_str("];\n");
    tested.push_str(
        "\n/// The headers of the others, which are written by hand.\npub(crate) const BY_HAND: &[(&str, &[&str])] = &[\n",
    );
    for action in table.actions.iter().filter(|action| action.hand_written) {
        let headers: Vec<&str> = action.params.iter().map(|one| one.name.as_str()).collect();
        let _ = writeln!(tested, "    ({:?}, &{headers:?}),", action.name);
    }
    tested.push_str("];\n");
    let mut list = String::new();
    for module in modules.keys() {
        let _ = writeln!(list, "mod {module};");
    }
    let _ = write!(list, "\n{tested}");
    modules.insert("mod".to_owned(), list);
    let file = |(name, text): (String, String)| {
        GeneratedFile::new(
            format!("../tests/action_samples/generated/{name}.rs"),
            "actions.toml",
            &used_imports(&text),
        )
    };
    Ok(modules.into_iter().map(file).collect())
}

/// Leaves out what a file does not use.
fn used_imports(text: &str) -> String {
    let mut kept = text.to_owned();
    for (import, word) in [
        ("use std::time::Duration;\n\n", "Duration::"),
        ("use switchhook_ami::Secret;\n", "Secret::new"),
    ] {
        if !text.contains(word) {
            kept = kept.replacen(import, "", 1);
        }
    }
    kept
}

fn test(table: &Table, action: &ActionRow) -> Result<String, TableError> {
    let (mut full, mut all, mut required) = (construction(table, action), Vec::new(), Vec::new());
    for parameter in &action.params {
        let (rust, wire) = sample(table, parameter);
        let line = format!("{}: {wire}", parameter.name);
        all.push(line.clone());
        if parameter.required {
            required.push(line.clone());
        } else {
            let _ = write!(full, ".{}({rust})", parameter.rust());
        }
        if parameter.kind == ParameterType::Variables {
            // A second one stands in a header of its own.
            let _ = write!(full, ".{}({rust})", parameter.rust());
            all.push(line);
        }
    }
    let mut text = format!(
        "\n#[test]\nfn {}() {{\n    let least = {};\n    let full = {full};\n    \
         assert_encodes(&least, {:?}, {:?}, &{required:?});\n    assert_encodes(&full, {:?}, {:?}, &{all:?});\n",
        names::snake(&action.rust()),
        construction(table, action),
        action.name,
        action.classes.join(","),
        action.name,
        action.classes.join(","),
    );
    let answer = match action.response {
        Response::Fields => fields(table, action, "assert_fields")?,
        Response::Raw => fields(table, action, "assert_text")?,
        Response::List => format!(
            "    assert_lists(&least, &{:?}, {:?}, {});\n",
            action.items,
            action.end.as_deref().unwrap_or_default(),
            action.bare_success_is_empty,
        ),
        Response::AckThenEvent => format!(
            "    assert_then(&least, {:?});\n",
            action.event.as_deref().unwrap_or_default()
        ),
        _ => "    assert_simple(&least);\n".to_owned(),
    };
    text.push_str(&answer);
    text.push_str("}\n");
    Ok(text)
}

/// A response with a sample in each of its headers, and what each reads.
fn fields(table: &Table, action: &ActionRow, check: &str) -> Result<String, TableError> {
    let mut lines = Vec::new();
    let mut reads = String::new();
    for field in &action.fields {
        let kind = reply::field_type(table, action, field)?;
        lines.push(format!("{}: {}", field.name, kind.sample));
        let _ = writeln!(
            reads,
            "    assert_reads(reply.{}(), {:?}, {:?});",
            names::snake(&field.name),
            kind.shown,
            field.name,
        );
    }
    Ok(format!("    let reply = {check}(&least, &{lines:?});\n{reads}"))
}
