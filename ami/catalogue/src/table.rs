//! Reads the tables.

use std::path::{Path, PathBuf};

use serde::de::DeserializeOwned;

/// Reads one table from the folder of this package.
///
/// # Errors
/// The file cannot be read, or is not what it should be; the error names file and line.
pub fn read<T: DeserializeOwned>(name: &str) -> Result<T, TableError> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
    let text = std::fs::read_to_string(&path).map_err(|source| TableError::Read {
        path: path.clone(),
        source,
    })?;
    toml::from_str(&text).map_err(|source| TableError::Parse {
        path,
        source: Box::new(source),
    })
}

/// Why the tables cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum TableError {
    /// A table is not there.
    #[error("{}: not readable", path.display())]
    Read {
        /// The table.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// A table is not TOML of the expected shape.
    #[error("{}: {source}", path.display())]
    Parse {
        /// The table.
        path: PathBuf,
        /// Where and why.
        source: Box<toml::de::Error>,
    },
    /// A row says what cannot be.
    #[error("{table}: {row}: {problem}")]
    Row {
        /// The table.
        table: &'static str,
        /// The row's name.
        row: String,
        /// What, and what to do.
        problem: String,
    },
}
