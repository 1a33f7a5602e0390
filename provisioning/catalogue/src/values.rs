//! The codes of values: words, codecs, schedules, zones, keys.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;

use crate::columns::{self, Row, TableError, variant};
use crate::generated::GeneratedFile;
use crate::models::family_list;

/// The files of codes.
///
/// # Errors
///
/// A row cannot be understood.
pub fn files(folder: &Path, families: &[String]) -> Result<Vec<GeneratedFile>, TableError> {
    let mut files = choices(folder, families)?;
    files.push(others(folder, families)?);
    files.push(keys(folder)?);
    Ok(files)
}

fn choices(folder: &Path, families: &[String]) -> Result<Vec<GeneratedFile>, TableError> {
    let rows = columns::read(folder, "choices.txt", 3)?;
    let mut settings: BTreeMap<&str, Vec<&Row>> = BTreeMap::new();
    for row in &rows {
        settings.entry(row.cell(0)).or_default().push(row);
    }
    let (mut first, mut second, mut device) = (String::new(), String::new(), String::new());
    for (setting, rows) in settings {
        let mut words: Vec<&str> = Vec::new();
        let mut lists = String::new();
        // The last row that names a family counts, so it comes first.
        for row in rows.iter().rev() {
            let mut number = 0;
            let mut list = String::new();
            let mut cells = row.cell(2).split_whitespace();
            while let Some(cell) = cells.next() {
                if cell == "number" {
                    number = row.number(cells.next().unwrap_or_default())?;
                    continue;
                }
                let (word, code) = cell
                    .split_once('=')
                    .ok_or_else(|| row.wrong(&format!("{cell:?} is not word=code")))?;
                let _ = write!(list, "({word:?}, {code:?}), ");
            }
            let _ = writeln!(
                lists,
                "Codes {{ families: {}, number: {number}, list: &[{list}] }},",
                family_list(row, row.cell(1), families)?
            );
        }
        for row in rows {
            for cell in row.cell(2).split_whitespace() {
                if let Some((word, _)) = cell.split_once('=')
                    && !words.contains(&word)
                {
                    words.push(word);
                }
            }
        }
        let name = setting.replace('.', "_").to_uppercase();
        let text = match setting.strip_prefix("account.") {
            Some(of) if of < "ringtone" => &mut first,
            Some(_) => &mut second,
            None => &mut device,
        };
        let _ = writeln!(
            text,
            "pub(crate) static {name}: Choices = Choices {{ words: &{words:?}, codes: &[{lists}] }};\n"
        );
    }
    let head =
        "use crate::catalogue::choices::{Choices, Codes};\nuse crate::catalogue::family::Family as F;\n\n";
    Ok(vec![
        GeneratedFile::new(
            "account_choices.rs",
            "choices.txt",
            "The words of settings of accounts, to the letter P.",
            &format!("{head}{first}"),
        )?,
        GeneratedFile::new(
            "more_account_choices.rs",
            "choices.txt",
            "The words of settings of accounts, from the letter R.",
            &format!("{head}{second}"),
        )?,
        GeneratedFile::new(
            "choices.rs",
            "choices.txt",
            "The words of settings.",
            &format!(
                "{head}pub(crate) use super::account_choices::*;\npub(crate) use super::more_account_choices::*;\n\n{device}"
            ),
        )?,
    ])
}

fn others(folder: &Path, families: &[String]) -> Result<GeneratedFile, TableError> {
    let mut body = String::from(
        "use crate::catalogue::choices::{ScheduleCodes, ZoneForm};\nuse crate::catalogue::family::Family as F;\n\
         use crate::setting::Codec;\n\n",
    );
    let rows = columns::read(folder, "codecs.txt", 3)?;
    let mut text = String::new();
    for row in &rows {
        let list = family_list(row, row.cell(1), families)?;
        let _ = writeln!(
            text,
            "(Codec::{}, {list}, {:?}),",
            variant(row.cell(0)),
            row.cell(2)
        );
    }
    let _ = writeln!(
        body,
        "/// The families have it; none stands for all.\n\
         pub(crate) static CODECS: [(Codec, &[F], &str); {}] = [\n{text}];\n",
        rows.len()
    );
    let rows = columns::read(folder, "schedules.txt", 5)?;
    let mut text = String::new();
    for row in rows.iter().rev() {
        let list = family_list(row, row.cell(0), families)?;
        let days = row.cell(2).ends_with("days");
        let code = |cell: &str| match cell.split_whitespace().next() {
            None | Some("-") => "None".to_owned(),
            Some(code) => format!("Some({code:?})"),
        };
        let _ = writeln!(
            text,
            "ScheduleCodes {{ families: {list}, off: {}, every: {}, in_days: {days}, daily: {}, weekly: {} }},",
            code(row.cell(1)),
            code(row.cell(2)),
            code(row.cell(3)),
            code(row.cell(4))
        );
    }
    let _ = writeln!(
        body,
        "/// The first that names a family counts; none stands for all.\n\
         pub(crate) static SCHEDULES: [ScheduleCodes; {}] = [\n{text}];\n",
        rows.len()
    );
    let rows = columns::read(folder, "zones.txt", 2)?;
    let mut text = String::new();
    for row in rows.iter().rev() {
        let list = family_list(row, row.cell(0), families)?;
        let _ = writeln!(text, "({list}, ZoneForm::{}),", variant(row.cell(1)));
    }
    let _ = writeln!(
        body,
        "/// The first that names a family counts; none stands for all.\n\
         pub(crate) static ZONES: [(&[F], ZoneForm); {}] = [\n{text}];\n",
        rows.len()
    );
    let ouis = columns::read(folder, "ouis.txt", 1)?;
    let mut text = String::new();
    for row in &ouis {
        let oui = row.cell(0);
        if oui.len() != 6 || u32::from_str_radix(oui, 16).is_err() {
            return Err(row.wrong("a prefix is six digits"));
        }
        let _ = write!(text, "[0x{}, 0x{}, 0x{}], ", &oui[..2], &oui[2..4], &oui[4..]);
    }
    let _ = writeln!(
        body,
        "/// The prefixes registered to the maker.\npub(crate) static OUIS: [[u8; 3]; {}] = [{text}];",
        ouis.len()
    );
    GeneratedFile::new(
        "values.rs",
        "{codecs,schedules,zones,ouis}.txt",
        "Codes of codecs, schedules and zones, and prefixes of addresses.",
        &body,
    )
}

fn keys(folder: &Path) -> Result<GeneratedFile, TableError> {
    let rows = columns::read(folder, "keys.txt", 5)?;
    let mut variants = String::new();
    let mut all = String::new();
    let mut text = String::new();
    for row in &rows {
        let name = variant(row.cell(0));
        let _ = writeln!(variants, "/// {}.\n{name},", row.cell(4));
        let _ = write!(all, "Self::{name}, ");
        let fixed = match row.cell(1) {
            "-" => "None".to_owned(),
            code => format!("Some({code:?})"),
        };
        let alias = match row.cell(3) {
            "-" => "",
            alias => alias,
        };
        let _ = writeln!(
            text,
            "key({:?}, {fixed}, {:?}, {alias:?}),",
            row.cell(0),
            row.cell(2)
        );
    }
    let body = format!(
        "use crate::catalogue::choices::{{KeyCodes, key}};\n\n/// What a key does.\n\
         #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]\n#[non_exhaustive]\n\
         pub enum KeyFunction {{\n{variants}}}\n\nimpl KeyFunction {{\n/// All of them.\n\
         pub const ALL: &'static [Self] = &[{all}];\n}}\n\n\
         pub(crate) static KEYS: [KeyCodes; {}] = [\n{text}];\n",
        rows.len()
    );
    GeneratedFile::new("keys.rs", "keys.txt", "What keys do, and the codes.", &body)
}
