//! Recordings of calls: what the PBX says of them, the files that are there, and who listened.

pub mod folder;
pub mod index;
pub mod listening;
#[cfg(test)]
pub mod samples;

use std::path::Path;

use tokio::sync::Notify;

use self::listening::Listenings;
use crate::files::with_suffix;
use crate::lock::{DatabaseLock, LockError};

/// What every part of the portal shares of them.
#[derive(Debug, Default)]
pub struct Recordings {
    /// The PBX named a file.
    pub named: Notify,
    pub listenings: Listenings,
}

/// The right to change files and rows together: a look at the files in the middle of a purge would take what was just
/// deleted for missing. `None` while somebody else has it, who may be another process.
pub fn alone(database: &Path) -> Result<Option<DatabaseLock>, LockError> {
    match DatabaseLock::take_beside(database, &with_suffix(database, ".recordings.lock")) {
        Ok(lock) => Ok(Some(lock)),
        Err(LockError::Running { .. }) => Ok(None),
        Err(error) => Err(error),
    }
}
