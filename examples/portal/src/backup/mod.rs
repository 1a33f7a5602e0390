//! Backup and restore: everything that makes this portal, in one file.
//!
//! A backup is a `tar` file that any `tar` can list and unpack: `manifest.json` first, then `portal.toml`, the files of
//! the tariff, and `database.db` last. The manifest has the size and SHA-256 of each.

mod archive;
mod changes;
mod make;
mod restore;
mod scratch;

#[cfg(test)]
mod tests;

pub use make::make;
pub use restore::{Options, restore};

use std::io;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use crate::config::ConfigError;
use crate::lock::LockError;
use crate::store::StoreError;

/// What the manifest says that it is.
const FORMAT: &str = "switchhook-portal-backup";
/// Raised when an older program could not read a backup any more.
const FORMAT_VERSION: u32 = 1;
const MANIFEST: &str = "manifest.json";
const CONFIGURATION: &str = "portal.toml";
const DATABASE: &str = "database.db";
/// Before the names of the tariff's files.
const TARIFF: &str = "tariff/";

/// Why there is no backup, or nothing was restored.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    #[error(transparent)]
    Config(#[from] ConfigError),
    #[error(transparent)]
    Lock(#[from] LockError),
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error("there is no database {0} yet, so there is nothing to back up; start the portal once")]
    NoDatabase(PathBuf),
    #[error(
        "cannot copy the database into {folder}: {source}; check the folder and the space on its disk, which has to take two copies"
    )]
    Copy { folder: PathBuf, source: StoreError },
    #[error("{0} is there already; give another name, or a folder: in it the backup gets a name of its own")]
    Exists(PathBuf),
    #[error("--keep removes older backups of a folder; give a folder in place of {0}")]
    KeepWithoutFolder(PathBuf),
    #[error("cannot write {path}: {source}; check the folder, its permissions and the space on the disk")]
    Write { path: PathBuf, source: io::Error },
    #[error("cannot read {path}: {source}; give a file that exists and that you may read")]
    Read { path: PathBuf, source: io::Error },
    #[error("{path} is not a backup of the portal: {why}; nothing was changed")]
    Foreign { path: PathBuf, why: String },
    #[error("the backup {path} is damaged: {why}; nothing was changed; take another one")]
    Damaged { path: PathBuf, why: String },
    #[error(
        "the backup {path} was made by version {theirs} of the portal, which is newer than this one, {ours}; nothing was changed; install version {theirs} or a later one"
    )]
    Newer {
        path: PathBuf,
        theirs: String,
        ours: &'static str,
    },
    #[error(
        "the database {database} is not empty: {what}; nothing was changed; --overwrite puts the backup in its place and keeps it beside it"
    )]
    Filled { database: PathBuf, what: String },
    #[error(
        "{path} differs from the file in the backup; nothing was changed; --overwrite replaces it and keeps it beside it"
    )]
    Differs { path: PathBuf },
}

/// What the first file of a backup says of the others.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq, Serialize)]
struct Manifest {
    format: String,
    format_version: u32,
    /// The version of the program.
    program: String,
    /// RFC 3339, UTC.
    made: String,
    /// The last migration of the database.
    database_version: i64,
    /// Which of the files is the tariff's plan.
    plan: Option<String>,
    files: Vec<Part>,
}

/// One file of a backup.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq, Serialize)]
struct Part {
    name: String,
    bytes: u64,
    /// In hexadecimal.
    sha256: String,
}
