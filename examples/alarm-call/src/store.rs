//! The file in which all alarms are kept: whole, or as it was before.

use std::fs::{self, File, TryLockError};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use crate::book::Book;
use crate::config::Config;

/// The folder of state, held by one service.
#[derive(Debug)]
pub(crate) struct Store {
    path: PathBuf,
    /// Held as long as this lives; the system lets it go after a crash.
    _lock: File,
}

#[derive(Debug, thiserror::Error)]
pub(crate) enum StoreError {
    #[error(
        "cannot {doing} {}: {source}; make the folder with this user as its owner, as the README has it",
        path.display()
    )]
    Io {
        doing: &'static str,
        path: PathBuf,
        source: io::Error,
    },
    #[error("another service uses {}; stop it first, or give this one a `state` of its own", path.display())]
    Locked { path: PathBuf },
    #[error(
        "{} is not what this program wrote: {source}; move it away to begin anew: open alarms in it are then forgotten",
        path.display()
    )]
    Unreadable {
        path: PathBuf,
        source: serde_json::Error,
    },
    #[error(transparent)]
    Rules(#[from] switchhook_callfile::pacer::RulesError),
}

fn at(doing: &'static str, path: &Path) -> impl FnOnce(io::Error) -> StoreError {
    let path = path.to_owned();
    move |source| StoreError::Io { doing, path, source }
}

fn file(state: &Path) -> PathBuf {
    state.join("alarms.json")
}

/// What was saved last; none if nothing was yet.
pub(crate) fn load(config: &Config) -> Result<Option<Book>, StoreError> {
    let path = file(&config.state);
    let bytes = match fs::read(&path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        bytes => bytes.map_err(at("read", &path))?,
    };
    let book = Book::load(&bytes, config).map_err(|source| StoreError::Unreadable { path, source })?;
    Ok(Some(book))
}

impl Store {
    /// Takes the folder, and gives what was saved in it.
    pub(crate) fn open(config: &Config) -> Result<(Self, Book), StoreError> {
        let lock = config.state.join("lock");
        let opened = File::options()
            .create(true)
            .append(true)
            .open(&lock)
            .map_err(at("write", &lock))?;
        opened.try_lock().map_err(|error| match error {
            TryLockError::WouldBlock => StoreError::Locked {
                path: config.state.clone(),
            },
            TryLockError::Error(source) => at("lock", &lock)(source),
        })?;
        let book = match load(config)? {
            Some(book) => book,
            None => Book::new(config)?,
        };
        let store = Self {
            path: file(&config.state),
            _lock: opened,
        };
        // Tells at once whether it can be written.
        store.save(&book)?;
        Ok((store, book))
    }

    /// When this returns, it is on the disk.
    pub(crate) fn save(&self, book: &Book) -> Result<(), StoreError> {
        let made = self.path.with_extension("new");
        let bytes = serde_json::to_vec(book).map_err(|source| StoreError::Unreadable {
            path: self.path.clone(),
            source,
        })?;
        let written = || {
            let mut file = File::create(&made)?;
            file.write_all(&bytes)?;
            file.sync_all()?;
            fs::rename(&made, &self.path)?;
            File::open(self.path.parent().unwrap_or(Path::new(".")))?.sync_all()
        };
        written().map_err(at("write", &self.path))
    }
}
