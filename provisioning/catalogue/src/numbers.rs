//! Which numbers a family has, and the alias names.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;

use crate::columns::{self, Row, TableError, variant};
use crate::generated::GeneratedFile;

/// Ranges of numbers in a file of their own.
const RANGES_IN_A_FILE: usize = 2400;

/// The files of numbers and aliases.
///
/// # Errors
///
/// A row cannot be understood.
pub fn files(folder: &Path, families: &[String]) -> Result<Vec<GeneratedFile>, TableError> {
    let mut files = numbers(folder, families)?;
    files.extend(aliases(folder)?);
    Ok(files)
}

fn numbers(folder: &Path, families: &[String]) -> Result<Vec<GeneratedFile>, TableError> {
    let text = columns::text(folder, "numbers.txt")?;
    let mut of_family: BTreeMap<String, (String, Vec<(u32, u32)>)> = BTreeMap::new();
    let mut family = String::new();
    for (index, line) in text.lines().enumerate() {
        let row = Row {
            file: "numbers.txt".to_owned(),
            line: index + 1,
            cells: Vec::new(),
        };
        if line.starts_with('#') || line.is_empty() {
            continue;
        }
        if let Some(head) = line.strip_prefix('[') {
            let (name, confidence) = head
                .split_once("] ")
                .ok_or_else(|| row.wrong("write [family] confidence"))?;
            if !families.iter().any(|family| family == name) {
                return Err(row.wrong(&format!("{name:?} is no family of families.txt")));
            }
            family = name.to_owned();
            of_family.insert(family.clone(), (confidence.to_owned(), Vec::new()));
            continue;
        }
        let Some((_, ranges)) = of_family.get_mut(&family) else {
            return Err(row.wrong("no family before it"));
        };
        for range in line.split_whitespace() {
            let (from, to) = range.split_once('-').unwrap_or((range, range));
            let (from, to) = (row.number(from)?, row.number(to)?);
            if from > to || ranges.last().is_some_and(|(_, last)| from <= *last) {
                return Err(row.wrong(&format!("{range:?} is out of order")));
            }
            ranges.push((from, to));
        }
    }
    for name in families {
        if !of_family.contains_key(name) {
            let file = "numbers.txt".to_owned();
            let what = format!("no numbers of {name}; write [{name}] and nothing below it if none are known");
            return Err(TableError::Row { file, line: 0, what });
        }
    }
    // Families with the same numbers share one table.
    let mut tables: Vec<(&Vec<(u32, u32)>, String)> = Vec::new();
    for (name, (_, ranges)) in &of_family {
        if !tables.iter().any(|(there, _)| *there == ranges) {
            tables.push((ranges, name.to_uppercase()));
        }
    }
    let mut files = Vec::new();
    let mut place: BTreeMap<&str, usize> = BTreeMap::new();
    let (mut body, mut count) = (String::new(), 0);
    for (index, (ranges, name)) in tables.iter().enumerate() {
        place.insert(name, files.len());
        let _ = write!(body, "pub(super) static {name}: [u32; {}] = [", ranges.len() * 2);
        for (from, to) in *ranges {
            let _ = write!(body, "{from}, {to}, ");
        }
        body.push_str("];\n\n");
        count += ranges.len();
        if count > RANGES_IN_A_FILE || index + 1 == tables.len() {
            let file = format!("numbers_{}.rs", files.len() + 1);
            let about = "The numbers of families: first and last of each range in turn.";
            files.push(GeneratedFile::new(&file, "numbers.txt", about, &body)?);
            (body, count) = (String::new(), 0);
        }
    }
    let mut text = String::new();
    for name in families {
        let (confidence, ranges) = &of_family[name];
        let table = tables.iter().find(|(there, _)| *there == ranges);
        let table = table.map_or("", |(_, name)| name);
        let _ = writeln!(
            text,
            "(&super::numbers_{}::{table}, C::{}),",
            place[table] + 1,
            variant(confidence)
        );
    }
    let body = format!(
        "use crate::catalogue::model::Confidence as C;\n\n/// In the order of the families.\n\
         pub(crate) static NUMBERS: [(&[u32], C); {}] = [\n{text}];\n",
        families.len()
    );
    files.push(GeneratedFile::new(
        "numbers.rs",
        "numbers.txt",
        "Which numbers each family has.",
        &body,
    )?);
    Ok(files)
}

fn aliases(folder: &Path) -> Result<Vec<GeneratedFile>, TableError> {
    let rows = columns::read(folder, "aliases.txt", 2)?;
    let half = rows.len().div_ceil(2);
    let mut files = Vec::new();
    for (part, rows) in rows.chunks(half).enumerate() {
        let mut text = String::new();
        for row in rows {
            let _ = writeln!(text, "({:?}, {}),", row.cell(0), row.number(row.cell(1))?);
        }
        let body = format!(
            "/// In the order of bytes.\npub(crate) static ALIASES: [(&str, u32); {}] = [\n{text}];\n",
            rows.len()
        );
        files.push(GeneratedFile::new(
            &format!("aliases_{}.rs", part + 1),
            "aliases.txt",
            "Names of configuration version 2.",
            &body,
        )?);
    }
    if let Some(pair) = rows.windows(2).find(|pair| pair[0].cell(0) >= pair[1].cell(0)) {
        return Err(pair[1].wrong("out of order"));
    }
    Ok(files)
}
