//! Settings: the two enums, and what is known about each.

use std::fmt::Write;
use std::path::Path;

use crate::columns::{self, Row, TableError, variant};
use crate::generated::GeneratedFile;

/// The enums of settings and their rows.
///
/// # Errors
///
/// A row cannot be understood.
pub fn files(folder: &Path) -> Result<Vec<GeneratedFile>, TableError> {
    let accounts = columns::read(folder, "accounts.txt", 9)?;
    let device = columns::read(folder, "device.txt", 6)?;
    let choices = columns::read(folder, "choices.txt", 3)?;
    Ok(vec![
        names(
            "accounts.rs",
            "accounts.txt",
            "AccountSetting",
            "A setting of an account",
            &accounts,
            8,
        )?,
        names(
            "device.rs",
            "device.txt",
            "DeviceSetting",
            "A setting of the device as a whole",
            &device,
            5,
        )?,
        rows(
            "account_rows.rs",
            "accounts.txt",
            "account",
            &accounts,
            7,
            &choices,
        )?,
        rows("device_rows.rs", "device.txt", "device", &device, 4, &choices)?,
        texts("account_texts.rs", "accounts.txt", &accounts, (6, 8))?,
        texts("device_texts.rs", "device.txt", &device, (3, 5))?,
        account_numbers(&accounts)?,
        port_numbers(folder)?,
    ])
}

/// An enum with a variant for each row.
fn names(
    file: &str,
    table: &str,
    name: &str,
    about: &str,
    rows: &[Row],
    title: usize,
) -> Result<GeneratedFile, TableError> {
    let mut variants = String::new();
    let mut all = String::new();
    for row in rows {
        let it = variant(row.cell(0));
        let _ = writeln!(
            variants,
            "/// {}.\n{it},",
            row.cell(title).replace('[', "\\[").replace(']', "\\]")
        );
        let _ = write!(all, "Self::{it}, ");
    }
    let body = format!(
        "/// {about}.\n#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]\n#[non_exhaustive]\n\
         pub enum {name} {{\n{variants}}}\n\nimpl {name} {{\n/// All of them.\n\
         pub const ALL: &'static [Self] = &[{all}];\n}}\n"
    );
    GeneratedFile::new(file, table, &format!("{about}, by name."), &body)
}

/// What is known about each, in the order of the enum.
fn rows(
    file: &str,
    table: &str,
    prefix: &str,
    rows: &[Row],
    confidence: usize,
    choices: &[Row],
) -> Result<GeneratedFile, TableError> {
    let mut text = String::new();
    for row in rows {
        let name = row.cell(0);
        let of_choices = format!("{prefix}.{name}");
        let has_words = choices.iter().any(|choice| choice.cell(0) == of_choices);
        let kind = kind(row, has_words)?;
        let number = if prefix == "device" {
            row.number(row.cell(2))?
        } else {
            0
        };
        let words = if has_words {
            format!("Some(&choices::{})", of_choices.replace('.', "_").to_uppercase())
        } else {
            "None".to_owned()
        };
        let _ = writeln!(
            text,
            "row({name:?}, {kind}, {number}, {words}, C::{}),",
            variant(row.cell(confidence)),
        );
    }
    let body = format!(
        "use crate::catalogue::choices::{{Row, row}};\nuse crate::catalogue::model::Confidence as C;\n\
         use crate::setting::Kind as K;\nuse super::choices;\n\npub(crate) static ROWS: [Row; {}] = [\n{text}];\n",
        rows.len()
    );
    GeneratedFile::new(file, table, "What is known about each setting.", &body)
}

/// Alias and title of each, in the order of the enum.
fn texts(
    file: &str,
    table: &str,
    rows: &[Row],
    (alias, title): (usize, usize),
) -> Result<GeneratedFile, TableError> {
    let mut text = String::new();
    for row in rows {
        let alias = match row.cell(alias) {
            "-" => "",
            alias => alias,
        };
        let _ = writeln!(text, "({alias:?}, {:?}),", row.cell(title));
    }
    let body = format!(
        "/// An empty alias is none.\npub(crate) static TEXTS: [(&str, &str); {}] = [\n{text}];\n",
        rows.len()
    );
    GeneratedFile::new(file, table, "Aliases and titles of settings.", &body)
}

fn kind(row: &Row, has_words: bool) -> Result<String, TableError> {
    let kind = row.cell(1);
    let plain = match kind {
        "bool" => "Bool",
        "text" => "Text",
        "filled" => "Filled",
        "dialled" => "Dialled",
        "user" => "SipUser",
        "auth" => "AuthId",
        "display" => "DisplayName",
        "language" => "Language",
        "host" => "Host",
        "path" => "Path",
        "url" => "Url",
        "ipv4" => "Ipv4",
        "octets" => "Octets",
        "secret" => "Secret",
        "key" => "PrivateKey",
        "pem" => "Certificate",
        "choice" if has_words => "Choice",
        "choice" => return Err(row.wrong("no words in choices.txt")),
        "codec" => "Codec",
        "zone" => "Zone",
        "schedule" => "Schedule",
        "dialplan" => "DialPlan",
        _ => {
            let range = kind.strip_prefix("int ").and_then(|range| range.split_once(".."));
            let (least, most) = range.ok_or_else(|| row.wrong(&format!("{kind:?} is no kind")))?;
            return Ok(format!(
                "K::Integer {{ least: {}, most: {} }}",
                row.number(least)?,
                row.number(most)?
            ));
        }
    };
    Ok(format!("K::{plain}"))
}

fn account_numbers(rows: &[Row]) -> Result<GeneratedFile, TableError> {
    let mut text = String::new();
    for row in rows {
        let six = row.numbers(2, 6)?.unwrap_or_else(|| vec![0; 6]);
        let _ = write!(text, "numbers({six:?})");
        if row.cell(3) != "-" {
            let _ = write!(text, ".blocks({})", row.number(row.cell(3))?);
        }
        for (column, method) in [(4, "grp260x"), (5, "older")] {
            if let Some(pair) = row.numbers(column, 2)? {
                let _ = write!(text, ".{method}({}, {})", pair[0], pair[1]);
            }
        }
        text.push_str(",\n");
    }
    let body = format!(
        "use crate::dialect::number::{{AccountNumbers, numbers}};\n\n/// In the order of the settings.\n\
         pub(crate) static ACCOUNTS: [AccountNumbers; {}] = [\n{text}];\n",
        rows.len()
    );
    GeneratedFile::new(
        "account_numbers.rs",
        "accounts.txt",
        "The numbers of accounts on phones.",
        &body,
    )
}

fn port_numbers(folder: &Path) -> Result<GeneratedFile, TableError> {
    let mut body = String::from("use super::accounts::AccountSetting as A;\n\n");
    for (file, name, columns, about) in [
        ("ports.txt", "PORTS", 2, "Adapters: the numbers of ports 1 and 2."),
        ("profiles.txt", "PROFILES", 4, "The numbers of profiles 1 to 4."),
        (
            "port_users.txt",
            "PORT_USERS",
            3,
            "The number of port 1 on FXS devices, DECT bases and FXO gateways; port k has k-1 more.",
        ),
    ] {
        let rows = columns::read(folder, file, columns + 2)?;
        let mut text = String::new();
        for row in &rows {
            let numbers = (1..=columns)
                .map(|index| row.number(row.cell(index)))
                .collect::<Result<Vec<_>, _>>()?;
            let _ = writeln!(text, "(A::{}, {numbers:?}),", variant(row.cell(0)));
        }
        let _ = writeln!(
            body,
            "/// {about}\npub(crate) static {name}: [(A, [u32; {columns}]); {}] = [\n{text}];\n",
            rows.len()
        );
    }
    GeneratedFile::new(
        "port_numbers.rs",
        "{ports,profiles,port_users}.txt",
        "The numbers of adapters and gateways.",
        &body,
    )
}
