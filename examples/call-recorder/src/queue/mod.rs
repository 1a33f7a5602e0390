//! The queue on disk: SQLite, written through to the disk before anything is confirmed to anybody.
//!
//! A call is registered in the same transaction as the position of its source and its deliveries. So a power cut or a
//! `kill -9` leaves either all of that or nothing, and what was not registered is read again.

mod calls;
mod deliveries;
mod overview;
mod position;

pub use calls::{Intake, Job, Registered, Stage, Stored};
pub use deliveries::{Delivery, Fault, Learned};
pub use overview::Overview;
#[cfg(test)]
pub use overview::Waiting;
pub use position::Position;

use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use sqlx::SqlitePool;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use tokio::sync::Notify;

/// Why the queue could not do its work.
#[derive(Debug, thiserror::Error)]
pub enum QueueError {
    /// No folder, no right, no room.
    #[error(
        "cannot open the queue {path}: {source}; the folder must exist and this user must be able to write there"
    )]
    Open { path: String, source: sqlx::Error },
    /// Made by another version, most likely.
    #[error("cannot bring the queue {path} to this version: {source}; use the version that wrote it")]
    Migrate {
        path: String,
        source: sqlx::migrate::MigrateError,
    },
    /// The folder itself.
    #[error("cannot use the folder {path}: {source}; create it, and give it to this user")]
    Folder { path: String, source: std::io::Error },
    /// Two would deliver everything twice.
    #[error("another call-recorder works in {0}; stop it first")]
    Locked(String),
    /// Of the database, such as a disk that is full.
    #[error("the queue refused: {0}")]
    Sql(#[from] sqlx::Error),
    /// A row that this version did not write.
    #[error("the queue holds {value:?} in {column}, which this version does not know")]
    Value { column: &'static str, value: String },
}

/// What the functions here give.
pub type Result<T, E = QueueError> = std::result::Result<T, E>;

/// The queue.
#[derive(Clone, Debug)]
pub struct Queue {
    pool: SqlitePool,
    folder: PathBuf,
    /// Says that something may be due earlier than thought.
    changed: Arc<Notify>,
    /// Held while the program works.
    _lock: Option<Arc<File>>,
}

impl Queue {
    /// Opens the queue of this folder for work, creating what is missing.
    pub async fn open(folder: &Path) -> Result<Self> {
        let at = |source| QueueError::Folder {
            path: folder.display().to_string(),
            source,
        };
        for part in [folder.to_owned(), folder.join("recordings")] {
            std::fs::create_dir_all(&part).map_err(at)?;
            close_to_others(&part).map_err(at)?;
        }
        let lock = File::create(folder.join("lock")).map_err(at)?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(QueueError::Locked(folder.display().to_string())),
            Err(TryLockError::Error(source)) => return Err(at(source)),
        }
        let queue = Self::connect(folder, true, Some(Arc::new(lock))).await?;
        // What the last run did not finish.
        match std::fs::remove_dir_all(queue.parts()) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(at(error)),
            _ => std::fs::create_dir(queue.parts()).map_err(at)?,
        }
        Ok(queue)
    }

    /// Opens it beside a program that works there: to look, or to bring back what was set aside.
    pub async fn open_beside(folder: &Path) -> Result<Self> {
        Self::connect(folder, false, None).await
    }

    async fn connect(folder: &Path, create: bool, lock: Option<Arc<File>>) -> Result<Self> {
        let path = folder.join("queue.db");
        let shown = path.display().to_string();
        let options = SqliteConnectOptions::new()
            .filename(&path)
            .create_if_missing(create)
            .foreign_keys(true)
            .journal_mode(SqliteJournalMode::Wal)
            // What was confirmed survives a power cut.
            .synchronous(SqliteSynchronous::Full)
            .busy_timeout(Duration::from_secs(5));
        // SQLite has one writer; one connection makes our own wait in line.
        let pool = SqlitePoolOptions::new()
            .max_connections(1)
            .connect_with(options)
            .await;
        let pool = pool.map_err(|source| QueueError::Open {
            path: shown.clone(),
            source,
        })?;
        if create {
            sqlx::migrate!()
                .run(&pool)
                .await
                .map_err(|source| QueueError::Migrate { path: shown, source })?;
        }
        Ok(Self {
            pool,
            folder: folder.to_owned(),
            changed: Arc::default(),
            _lock: lock,
        })
    }

    /// Where recordings are stored.
    pub fn recordings(&self) -> PathBuf {
        self.folder.join("recordings")
    }

    /// Where recordings are while they are made.
    pub fn parts(&self) -> PathBuf {
        self.recordings().join(".part")
    }

    /// The file of a stored recording.
    pub fn stored_path(&self, name: &str) -> PathBuf {
        self.recordings().join(name)
    }

    /// Waits until something has changed, or for this long.
    pub async fn changed(&self, at_most: Duration) {
        let _ = tokio::time::timeout(at_most, self.changed.notified()).await;
    }

    fn tell(&self) {
        self.changed.notify_waiters();
    }
}

/// Recordings are people's voices.
fn close_to_others(folder: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    let mut permissions = std::fs::metadata(folder)?.permissions();
    permissions.set_mode(permissions.mode() & !0o007);
    std::fs::set_permissions(folder, permissions)
}

#[cfg(test)]
mod tests;
