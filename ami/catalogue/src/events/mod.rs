//! The events of `events.toml`, and the Rust made from them.

mod kinds;
mod readers;
mod samples;
mod table;
mod views;

pub use table::{Event, EventTable, HeaderTypes, ValueType, ViewOptions};
pub use views::{Accessor, Snapshot, View};

use crate::generated::GeneratedFile;
use crate::table::TableError;

/// What the table of events makes.
///
/// # Errors
/// A table cannot be read or says what cannot be.
pub fn generate() -> Result<Vec<GeneratedFile>, TableError> {
    let table = EventTable::read()?;
    let types = HeaderTypes::read()?;
    let views = views::resolve(&table, &types)?;
    let mut files = kinds::generate(&table);
    files.extend(views::generate(&table, &types, &views));
    files.extend(samples::generate(&types, &views));
    files.extend(readers::generate(&views));
    Ok(files)
}

/// The views that the tables describe.
///
/// # Errors
/// A table cannot be read or says what cannot be.
pub fn views() -> Result<Vec<View>, TableError> {
    views::resolve(&EventTable::read()?, &HeaderTypes::read()?)
}
