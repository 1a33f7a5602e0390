//! The actions of `actions.toml`, and the Rust made from them.

mod choice;
mod kind;
mod parameter;
mod privileges;
mod reply;
mod row;
mod rust;
mod sample;

pub use parameter::ParameterType;
pub use row::{ActionRow, Choice, Parameter, Response, Table};

use crate::generated::GeneratedFile;
use crate::table::TableError;

/// What the table of actions makes.
///
/// # Errors
/// The table cannot be read, or a row says what cannot be.
pub fn generate() -> Result<Vec<GeneratedFile>, TableError> {
    let table = Table::read()?;
    let mut files = vec![kind::names(&table), kind::facts(&table), choice::file(&table)];
    files.extend(rust::files(&table)?);
    files.extend(sample::files(&table)?);
    let mut files: Vec<GeneratedFile> = files.into_iter().map(formatted).collect::<Result<_, _>>()?;
    files.push(privileges::file(&table)?);
    Ok(files)
}

fn formatted(file: GeneratedFile) -> Result<GeneratedFile, TableError> {
    let text = crate::rustfmt::formatted(&file.text).map_err(|source| TableError::Row {
        table: "actions.toml",
        row: file.path.clone(),
        problem: source.to_string(),
    })?;
    Ok(GeneratedFile { text, ..file })
}
