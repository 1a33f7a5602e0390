//! The files that are made from the tables, and whether those in the tree are up to date.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::{fs, io};

/// No longer: one file holds one idea, and a reader can take it in.
pub const MOST_LINES: usize = 600;

/// One file, complete and formatted as rustfmt would.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GeneratedFile {
    /// Its place below `ami/src`, such as `event/generated/kind.rs`.
    pub path: String,
    /// All of it.
    pub text: String,
}

impl GeneratedFile {
    /// A file that begins by saying where it comes from. `table` is such as `events.toml`.
    #[must_use]
    pub fn new(path: impl Into<String>, table: &str, body: &str) -> Self {
        let mut text = String::new();
        // Writing to a String does not fail.
        let _ = writeln!(
            text,
            "// Generated from ami/catalogue/{table} by `cargo run -p switchhook-ami-catalogue -- generate`; do not edit.\n"
        );
        text.push_str(body);
        Self {
            path: path.into(),
            text,
        }
    }
}

/// What is different in the tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Difference {
    /// A file is not there.
    Missing(String),
    /// A file is not as it would be written.
    Changed(String),
    /// A file in a folder of generated files that nothing makes.
    Stray(String),
    /// A file would be longer than [`MOST_LINES`].
    TooLong(String, usize),
}

impl std::fmt::Display for Difference {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Missing(path) => write!(f, "{path}: missing"),
            Self::Changed(path) => write!(f, "{path}: not what the table makes"),
            Self::Stray(path) => write!(f, "{path}: nothing makes it; delete it"),
            Self::TooLong(path, lines) => write!(f, "{path}: {lines} lines; split its module in the table"),
        }
    }
}

/// Compares `files` with the tree below `source` (`ami/src`).
///
/// # Errors
/// A folder could not be read.
pub fn differences(source: &Path, files: &[GeneratedFile]) -> io::Result<Vec<Difference>> {
    let mut found = Vec::new();
    for file in files {
        let lines = file.text.lines().count();
        if lines > MOST_LINES {
            found.push(Difference::TooLong(file.path.clone(), lines));
        }
        match fs::read_to_string(source.join(&file.path)) {
            Ok(text) if text == file.text => {}
            Ok(_) => found.push(Difference::Changed(file.path.clone())),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                found.push(Difference::Missing(file.path.clone()));
            }
            Err(error) => return Err(error),
        }
    }
    for path in strays(source, files)? {
        found.push(Difference::Stray(path));
    }
    Ok(found)
}

/// Writes `files` below `source` and deletes what nothing makes any more. Returns how many files changed.
///
/// # Errors
/// A file could not be written.
pub fn write(source: &Path, files: &[GeneratedFile]) -> io::Result<usize> {
    let mut changed = 0;
    for path in strays(source, files)? {
        fs::remove_file(source.join(path))?;
        changed += 1;
    }
    for file in files {
        let path = source.join(&file.path);
        if fs::read_to_string(&path).is_ok_and(|text| text == file.text) {
            continue;
        }
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(path, &file.text)?;
        changed += 1;
    }
    Ok(changed)
}

/// Rust files in the folders of `files` that are not among them.
fn strays(source: &Path, files: &[GeneratedFile]) -> io::Result<Vec<String>> {
    let made: BTreeSet<PathBuf> = files.iter().map(|file| PathBuf::from(&file.path)).collect();
    let folders: BTreeSet<&Path> = made.iter().filter_map(|path| path.parent()).collect();
    let mut strays = Vec::new();
    for folder in folders {
        let entries = match fs::read_dir(source.join(folder)) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            Err(error) => return Err(error),
        };
        for entry in entries {
            let path = folder.join(entry?.file_name());
            if path.extension().is_some_and(|extension| extension == "rs") && !made.contains(&path) {
                strays.push(path.display().to_string());
            }
        }
    }
    strays.sort();
    Ok(strays)
}
