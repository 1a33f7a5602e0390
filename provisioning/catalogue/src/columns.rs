//! Tables of plain text: a row a line, columns between `|`.

use std::path::Path;
use std::{fs, io};

/// A row, with where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The file, such as `models.txt`.
    pub file: String,
    /// From 1.
    pub line: usize,
    /// Its columns without the blanks around them.
    pub cells: Vec<String>,
}

/// What is wrong with a table.
#[derive(Debug, thiserror::Error)]
pub enum TableError {
    /// It cannot be read.
    #[error("{file}: {source}")]
    Read {
        /// The file.
        file: String,
        /// Why not.
        source: io::Error,
    },
    /// A row that cannot be understood.
    #[error("{file}:{line}: {what}")]
    Row {
        /// The file.
        file: String,
        /// From 1.
        line: usize,
        /// What is wrong, and what to do.
        what: String,
    },
    /// Generated Rust that rustfmt does not take.
    #[error(transparent)]
    Format(#[from] io::Error),
}

/// The rows of a table. Lines that begin with `#` are for readers.
///
/// # Errors
///
/// The file cannot be read, or a row has not as many columns as it should.
pub fn read(folder: &Path, file: &str, columns: usize) -> Result<Vec<Row>, TableError> {
    let text = text(folder, file)?;
    let mut rows = Vec::new();
    for (index, line) in text.lines().enumerate() {
        if line.starts_with('#') || line.trim().is_empty() {
            continue;
        }
        let row = Row {
            file: file.to_owned(),
            line: index + 1,
            cells: line.split('|').map(|cell| cell.trim().to_owned()).collect(),
        };
        if row.cells.len() != columns {
            return Err(row.wrong(&format!("{} columns; this table has {columns}", row.cells.len())));
        }
        rows.push(row);
    }
    Ok(rows)
}

/// All of a file.
///
/// # Errors
///
/// It cannot be read.
pub fn text(folder: &Path, file: &str) -> Result<String, TableError> {
    fs::read_to_string(folder.join(file)).map_err(|source| TableError::Read {
        file: file.to_owned(),
        source,
    })
}

impl Row {
    /// A column.
    #[must_use]
    pub fn cell(&self, index: usize) -> &str {
        &self.cells[index]
    }

    /// An error at this row.
    #[must_use]
    pub fn wrong(&self, what: &str) -> TableError {
        TableError::Row {
            file: self.file.clone(),
            line: self.line,
            what: what.to_owned(),
        }
    }

    /// A number, or 0 for `-`.
    ///
    /// # Errors
    ///
    /// It is neither.
    pub fn number(&self, text: &str) -> Result<u32, TableError> {
        match text {
            "-" => Ok(0),
            _ => text
                .parse()
                .map_err(|_| self.wrong(&format!("{text:?} is no number"))),
        }
    }

    /// The numbers of a column, `-` for none at all.
    ///
    /// # Errors
    ///
    /// One is no number, or there are not `count` of them.
    pub fn numbers(&self, index: usize, count: usize) -> Result<Option<Vec<u32>>, TableError> {
        if self.cell(index) == "-" {
            return Ok(None);
        }
        let numbers = self
            .cell(index)
            .split_whitespace()
            .map(|text| self.number(text))
            .collect::<Result<Vec<_>, _>>()?;
        if numbers.len() != count {
            return Err(self.wrong(&format!("{} numbers; give {count} or -", numbers.len())));
        }
        Ok(Some(numbers))
    }
}

/// `dns_mode` as `DnsMode`, `server.1` as `Server1`.
#[must_use]
pub fn variant(name: &str) -> String {
    name.split(['_', '.', '-'])
        .map(|word| {
            let mut letters = word.chars();
            letters
                .next()
                .map(|first| first.to_ascii_uppercase().to_string() + letters.as_str())
                .unwrap_or_default()
        })
        .collect()
}
