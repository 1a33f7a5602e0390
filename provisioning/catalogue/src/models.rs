//! Families and models.

use std::fmt::Write;
use std::path::Path;

use crate::columns::{self, Row, TableError, variant};
use crate::generated::GeneratedFile;

/// The names of all families, in their order.
///
/// # Errors
///
/// The table cannot be read.
pub fn families(folder: &Path) -> Result<Vec<String>, TableError> {
    let rows = columns::read(folder, "families.txt", 5)?;
    Ok(rows.iter().map(|row| row.cell(0).to_owned()).collect())
}

/// Families of a column as an array of variants; `*` is none, which stands for all.
///
/// # Errors
///
/// One is not in `families.txt`.
pub fn family_list(row: &Row, text: &str, families: &[String]) -> Result<String, TableError> {
    if text == "*" {
        return Ok("&[]".to_owned());
    }
    let names = text
        .split_whitespace()
        .map(|name| {
            if families.iter().any(|family| family == name) {
                Ok(format!("F::{}", variant(name)))
            } else {
                Err(row.wrong(&format!("{name:?} is no family of families.txt")))
            }
        })
        .collect::<Result<Vec<_>, _>>()?;
    Ok(format!("&[{}]", names.join(", ")))
}

/// The enum of families and what each is like.
///
/// # Errors
///
/// A row cannot be understood.
pub fn families_file(folder: &Path, families: &[String]) -> Result<GeneratedFile, TableError> {
    let rows = columns::read(folder, "families.txt", 5)?;
    let mut variants = String::new();
    let mut facts = String::new();
    for row in &rows {
        let name = variant(row.cell(0));
        let keys = match row.cell(1) {
            "-" => "None",
            "fixed" => "Fixed",
            "dynamic" => "Dynamic",
            "?" => "Unknown",
            _ => return Err(row.wrong("codes of line keys are -, fixed, dynamic or ?")),
        };
        let agent = match row.cell(2) {
            shape @ ("legacy" | "parts" | "current" | "hardware" | "colons") => variant(shape),
            _ => return Err(row.wrong("User-Agents are legacy, parts, current, hardware or colons")),
        };
        let model_file = row.cell(3) == "yes";
        let title = row.cell(4);
        let _ = writeln!(variants, "/// {title}.\n{name},");
        let _ = writeln!(
            facts,
            "family({:?}, LineKeyCodes::{keys}, UserAgent::{agent}, {model_file}, {title:?}),",
            row.cell(0)
        );
    }
    let count = rows.len();
    let all: Vec<String> = families
        .iter()
        .map(|name| format!("Self::{}", variant(name)))
        .collect();
    let body = format!(
        "use crate::catalogue::family::{{Facts, LineKeyCodes, UserAgent, family}};\n\n\
         /// Models that share one set of numbers and codes.\n\
         #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]\n#[non_exhaustive]\n\
         pub enum Family {{\n{variants}}}\n\n\
         impl Family {{\n/// All of them.\npub const ALL: &'static [Self] = &[{}];\n}}\n\n\
         pub(crate) static FAMILIES: [Facts; {count}] = [\n{facts}];\n",
        all.join(", ")
    );
    GeneratedFile::new("families.rs", "families.txt", "Families of models.", &body)
}

/// The constants of models and what each has.
///
/// # Errors
///
/// A row cannot be understood.
pub fn models_files(folder: &Path, families: &[String]) -> Result<Vec<GeneratedFile>, TableError> {
    let rows = columns::read(folder, "models.txt", 13)?;
    let passwords = columns::read(folder, "passwords.txt", 4)?;
    let mut consts = String::new();
    let mut facts = String::new();
    let mut hardware = String::new();
    for (index, row) in rows.iter().enumerate() {
        let name = row.cell(0);
        family_list(row, row.cell(1), families)?;
        let (accounts, first) = match row.cell(2).split_once('(') {
            None => (row.cell(2), "-"),
            Some((now, first)) => (now, first.trim_end_matches(')')),
        };
        // What is not known has a constant of its own, so that a row stays a line.
        let count = |text: &str| -> Result<String, TableError> {
            Ok(match text {
                "?" => "U".to_owned(),
                _ => row.number(text)?.to_string(),
            })
        };
        let pair = |text: &str, between: char| -> Result<String, TableError> {
            let (one, other) = match text {
                "?" => ("?", "?"),
                "-" => ("0", "0"),
                _ => text
                    .split_once(between)
                    .ok_or_else(|| row.wrong(&format!("{text:?} is no pair")))?,
            };
            Ok(format!("({}, {})", count(one)?, count(other)?))
        };
        let password = passwords
            .iter()
            .rev()
            .find(|rule| {
                let whom: Vec<&str> = rule.cell(0).split_whitespace().collect();
                whom.contains(&name) || whom.contains(&row.cell(1)) || whom == ["*"]
            })
            .ok_or_else(|| row.wrong("no rule of passwords.txt is about it"))?;
        let _ = writeln!(
            facts,
            "model({name:?}, F::{}, N::{}, {}, {}, {}),",
            variant(row.cell(1)),
            variant(row.cell(9)),
            match row.cell(10) {
                "bin" => "BIN",
                "bin+xml" => "BIN_XML",
                "bin+xml+alias" => "ALL",
                "xml" => "XML",
                _ => return Err(row.wrong("files are bin, bin+xml, bin+xml+alias or xml")),
            },
            match row.cell(11) {
                "binary" => "BIN_ONLY",
                "binary-first" => "BIN_FIRST",
                "xml-first" => "XML_FIRST",
                "xml" => "XML_ONLY",
                _ => return Err(row.wrong("orders are binary, binary-first, xml-first or xml")),
            },
            row.cell(12).to_uppercase(),
        );
        let _ = writeln!(
            hardware,
            "has({}, {}, [{}, {}, {}], {}, {}, {}, ({}, {}, {})),",
            count(accounts)?,
            row.number(first)?,
            count(row.cell(3))?,
            count(row.cell(4))?,
            count(row.cell(5))?,
            pair(row.cell(6), 'x')?,
            pair(row.cell(7), '+')?,
            row.number(row.cell(8))?,
            password.cell(1),
            password.cell(2),
            password.cell(3) == "yes",
        );
        let _ = writeln!(
            consts,
            "/// Grandstream {name}{}\npub const {name}: Self = Self({index});",
            about(row)
        );
    }
    let body = format!("use crate::catalogue::model::Model;\n\nimpl Model {{\n{consts}}}\n");
    let count = rows.len();
    let head = "use crate::catalogue::family::Family as F;\nuse crate::catalogue::model::{ALL, BIN, BIN_FIRST, BIN_ONLY, \
                BIN_XML, Facts, HIGH, LOW, MEDIUM, Numbering as N, XML, XML_FIRST, XML_ONLY, model};\n\n";
    let facts = format!("{head}pub(crate) static MODELS: [Facts; {count}] = [\n{facts}];\n");
    let hardware = format!(
        "use crate::catalogue::model::{{Hardware, UNKNOWN as U, has}};\n\n\
         /// Accounts now and at first, keys (line, screen, side), boards, ports, handsets, passwords.\n\
         pub(crate) static HARDWARE: [Hardware; {count}] = [\n{hardware}];\n"
    );
    Ok(vec![
        GeneratedFile::new("models.rs", "models.txt", "A constant for every model.", &body)?,
        GeneratedFile::new("model_facts.rs", "models.txt", "Models, in their order.", &facts)?,
        GeneratedFile::new(
            "hardware.rs",
            "models.txt",
            "What models have, in their order.",
            &hardware,
        )?,
    ])
}

/// What a reader wants to know first.
fn about(row: &Row) -> String {
    let mut text = String::new();
    match row.cell(2).split_once('(') {
        None if row.cell(2) == "?" => {}
        None => {
            let _ = write!(text, ": {}", counted(row.cell(2), "account"));
        }
        Some((now, first)) => {
            let first = first.trim_end_matches(')');
            let _ = write!(
                text,
                ": {} ({first} in its first firmware)",
                counted(now, "account")
            );
        }
    }
    if !matches!(row.cell(3), "0" | "?") {
        let _ = write!(text, ", {}", counted(row.cell(3), "line key"));
    }
    text.push('.');
    text
}

fn counted(number: &str, what: &str) -> String {
    let s = if number == "1" { "" } else { "s" };
    format!("{number} {what}{s}")
}
