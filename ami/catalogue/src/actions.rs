//! The actions of `actions.toml`, and the Rust made from them.

use crate::generated::GeneratedFile;
use crate::table::TableError;

/// What the table of actions makes.
///
/// # Errors
/// The table cannot be read.
pub fn generate() -> Result<Vec<GeneratedFile>, TableError> {
    Ok(Vec::new())
}
