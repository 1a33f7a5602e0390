//! One portal for each database: two would each write every call, and a restore would pull it away under a running one.

use std::fs::{File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use crate::files;

/// Held for as long as this value lives; the operating system gives it back when the process ends, however it ends.
#[derive(Debug)]
pub struct DatabaseLock {
    _file: File,
}

/// Why the database cannot be had alone.
#[derive(Debug, thiserror::Error)]
pub enum LockError {
    #[error(
        "a portal is running with the database {database}; stop it first (systemctl stop switchhook-portal)"
    )]
    Running { database: PathBuf },
    #[error(
        "cannot lock the database {database}: {source}; check that its folder exists and that the portal's user may write there"
    )]
    Io { database: PathBuf, source: io::Error },
}

impl DatabaseLock {
    /// Locks a file beside the database: closing the database's own a second time would undo SQLite's locks on it.
    pub fn take(database: &Path) -> Result<Self, LockError> {
        Self::take_beside(database, &files::with_suffix(database, ".lock"))
    }

    /// The same for a part of its work, under a file of its own.
    pub fn take_beside(database: &Path, path: &Path) -> Result<Self, LockError> {
        let failed = |source| LockError::Io {
            database: database.into(),
            source,
        };
        let file = files::open_or_make(path).map_err(failed)?;
        match file.try_lock() {
            Ok(()) => Ok(Self { _file: file }),
            Err(TryLockError::WouldBlock) => Err(LockError::Running {
                database: database.into(),
            }),
            Err(TryLockError::Error(source)) => Err(failed(source)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_database_belongs_to_one_at_a_time() {
        let folder = tempfile::tempdir().unwrap();
        let database = folder.path().join("portal.db");
        let first = DatabaseLock::take(&database).unwrap();
        let error = DatabaseLock::take(&database).unwrap_err().to_string();
        assert!(
            error.contains("portal.db; stop it first (systemctl stop"),
            "{error}"
        );
        drop(first);
        DatabaseLock::take(&database).unwrap();
    }
}
