//! Records in files, one for each device.
//!
//! A record is written to a temporary file, that file to the disk, and only then it takes the name of the old one. So a
//! crash at any step leaves the old record or the new one, and never a part.

// This module is the one that touches files.
#![allow(clippy::disallowed_methods, clippy::disallowed_types)]

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, RwLock, RwLockReadGuard};

use rustix::fs::FlockOperation;

use crate::mac::MacAddr;

use super::super::record::Record;
use super::super::token::TokenHash;
use super::memory::Table;
use super::{Put, Store, StoreError, text};

/// Records in files of one folder, and all of them in memory to be read.
///
/// Each device has its file `<mac>.device`. The folder belongs to one process at a time.
#[derive(Debug, Clone)]
pub struct FileStore {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    folder: PathBuf,
    table: RwLock<Table>,
    /// One writer at a time, who may wait for the disk while others read.
    writer: Mutex<()>,
    damaged: Vec<Damaged>,
    /// Held as long as the store lives.
    lock: File,
}

impl Drop for Inner {
    fn drop(&mut self) {
        // A program that this process is just starting has a copy of the open file for a moment, and with it the lock.
        let _ = rustix::fs::flock(&self.lock, FlockOperation::Unlock);
    }
}

/// A file of the folder that is no record. Its device is unknown until it is enrolled anew, which replaces the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Damaged {
    /// The file.
    pub path: PathBuf,
    /// The first line that is wrong; 1-based.
    pub line: usize,
}

const SUFFIX: &str = "device";
const TEMPORARY: &str = "new";

impl FileStore {
    /// Opens a folder, and makes it if it is not there. Only its owner may read it.
    ///
    /// A file that is no record costs that record: see [`FileStore::damaged`].
    ///
    /// # Errors
    ///
    /// When the folder cannot be made or read, or another process has it.
    pub fn open(folder: impl Into<PathBuf>) -> Result<Self, StoreError> {
        let folder = folder.into();
        make(&folder).map_err(at("make", &folder))?;
        let lock_path = folder.join("lock");
        let lock = OpenOptions::new()
            .create(true)
            .truncate(false)
            .write(true)
            .open(&lock_path)
            .map_err(at("open", &lock_path))?;
        if rustix::fs::flock(&lock, FlockOperation::NonBlockingLockExclusive).is_err() {
            return Err(StoreError::InUse { path: folder });
        }
        let (mut table, mut damaged) = (Table::default(), Vec::new());
        for entry in fs::read_dir(&folder).map_err(at("read", &folder))? {
            let path = entry.map_err(at("read", &folder))?.path();
            match path.extension().and_then(|extension| extension.to_str()) {
                // Its writer died before it had its name.
                Some(TEMPORARY) => fs::remove_file(&path).map_err(at("remove", &path))?,
                Some(SUFFIX) => {
                    let bytes = fs::read(&path).map_err(at("read", &path))?;
                    let record = std::str::from_utf8(&bytes).map_err(|_| 1).and_then(text::read);
                    match record {
                        Ok(record) if path == file_of(&folder, record.mac) => table.insert(Arc::new(record)),
                        Ok(_) => damaged.push(Damaged { path, line: 2 }),
                        Err(line) => damaged.push(Damaged { path, line }),
                    }
                }
                _ => {}
            }
        }
        damaged.sort_by(|one, other| one.path.cmp(&other.path));
        Ok(Self {
            inner: Arc::new(Inner {
                folder,
                table: RwLock::new(table),
                writer: Mutex::new(()),
                damaged,
                lock,
            }),
        })
    }

    /// The files that were no records when the folder was opened.
    #[must_use]
    pub fn damaged(&self) -> &[Damaged] {
        &self.inner.damaged
    }

    // Nothing panics while it holds the lock, so what is behind a poisoned one is whole.
    fn read(&self) -> RwLockReadGuard<'_, Table> {
        self.inner.table.read().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Inner {
    fn put(&self, mut record: Record) -> Result<Put, StoreError> {
        let _turn = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
        let current = self
            .table
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .is_current(&record);
        if !current {
            return Ok(Put::Conflict);
        }
        record.version += 1;
        replace(&self.folder, record.mac, text::write(&record).as_bytes())?;
        let record = Arc::new(record);
        self.table
            .write()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(Arc::clone(&record));
        Ok(Put::Stored(record))
    }
}

impl Store for FileStore {
    async fn by_mac(&self, mac: MacAddr) -> Result<Option<Arc<Record>>, StoreError> {
        Ok(self.read().by_mac(mac))
    }

    async fn by_token(&self, token: &TokenHash) -> Result<Option<Arc<Record>>, StoreError> {
        Ok(self.read().by_token(token))
    }

    /// Runs to its end even if the future is dropped: the disk is written by a thread of its own.
    async fn put(&self, record: Record) -> Result<Put, StoreError> {
        let inner = Arc::clone(&self.inner);
        tokio::task::spawn_blocking(move || inner.put(record))
            .await
            .unwrap_or_else(|failed| Err(StoreError::Other(Box::new(failed))))
    }

    async fn all(&self) -> Result<Vec<Arc<Record>>, StoreError> {
        Ok(self.read().all())
    }
}

fn file_of(folder: &Path, mac: MacAddr) -> PathBuf {
    folder.join(format!("{mac:x}.{SUFFIX}"))
}

fn replace(folder: &Path, mac: MacAddr, bytes: &[u8]) -> Result<(), StoreError> {
    let path = file_of(folder, mac);
    let temporary = folder.join(format!("{mac:x}.{TEMPORARY}"));
    point();
    let mut file = File::create(&temporary).map_err(at("make", &temporary))?;
    point();
    file.write_all(bytes).map_err(at("write", &temporary))?;
    point();
    file.sync_all().map_err(at("write to the disk", &temporary))?;
    point();
    fs::rename(&temporary, &path).map_err(at("replace", &path))?;
    point();
    // The name is on the disk once the folder is.
    File::open(folder)
        .and_then(|folder| folder.sync_all())
        .map_err(at("write to the disk", folder))?;
    point();
    Ok(())
}

#[cfg(unix)]
fn make(folder: &Path) -> io::Result<()> {
    use std::os::unix::fs::DirBuilderExt as _;
    fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)
}

#[cfg(not(unix))]
fn make(folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)
}

fn at(doing: &'static str, path: &Path) -> impl FnOnce(io::Error) -> StoreError {
    let path = path.to_owned();
    move |source| StoreError::Io { doing, path, source }
}

/// Does nothing, except in the tests of this module, where the process ends here.
#[cfg(not(test))]
#[inline]
const fn point() {}

#[cfg(test)]
use tests::point;

#[cfg(test)]
mod tests {
    use std::process::Command;
    use std::sync::atomic::{AtomicU32, Ordering};
    use std::time::{Duration, UNIX_EPOCH};

    use crate::catalogue::Model;

    use super::*;

    /// How many points are passed before the process dies; 0 is for ever.
    static LEFT: AtomicU32 = AtomicU32::new(0);

    pub(super) fn point() {
        if LEFT.load(Ordering::Relaxed) > 0 && LEFT.fetch_sub(1, Ordering::Relaxed) == 1 {
            // As with SIGKILL: nothing is dropped, nothing is cleaned up.
            std::process::abort();
        }
    }

    const DIE: &str = "SWITCHHOOK_TEST_DIE";
    const FOLDER: &str = "SWITCHHOOK_TEST_FOLDER";
    const MAC: MacAddr = MacAddr::new([0, 11, 130, 1, 2, 3]);

    fn record(site: &str) -> Record {
        Record::expected(
            MAC,
            Model::GRP2614,
            site,
            UNIX_EPOCH + Duration::from_secs(1_700_000_000),
        )
    }

    fn put(store: &FileStore, record: Record) -> Option<Arc<Record>> {
        match store.inner.put(record).unwrap() {
            Put::Stored(stored) => Some(stored),
            Put::Conflict => None,
        }
    }

    fn site(folder: &Path) -> Option<String> {
        let store = FileStore::open(folder).unwrap();
        assert_eq!(store.damaged(), []);
        let record = store.read().by_mac(MAC);
        record.map(|record| record.site.clone())
    }

    #[tokio::test]
    async fn the_laws_of_a_store_hold_in_memory_and_in_files() {
        let folder = tempfile::tempdir().unwrap();
        crate::server::check_store(&FileStore::open(folder.path()).unwrap()).await;
        crate::server::check_store(&crate::server::MemoryStore::default()).await;
    }

    #[test]
    fn what_was_stored_is_there_after_a_restart() {
        let folder = tempfile::tempdir().unwrap();
        let store = FileStore::open(folder.path()).unwrap();
        let first = put(&store, record("one")).unwrap();
        assert!(put(&store, record("late")).is_none());
        let mut second = (*first).clone();
        second.site = "two".to_owned();
        assert_eq!(put(&store, second).unwrap().version, 2);
        assert!(put(&store, (*first).clone()).is_none());
        assert!(matches!(
            FileStore::open(folder.path()),
            Err(StoreError::InUse { .. })
        ));
        drop(store);
        assert_eq!(site(folder.path()).as_deref(), Some("two"));
    }

    #[test]
    fn a_damaged_file_costs_that_record() {
        let folder = tempfile::tempdir().unwrap();
        drop(put(&FileStore::open(folder.path()).unwrap(), record("one")));
        let bad = folder.path().join("000b82ffffff.device");
        fs::write(&bad, "switchhook device 1\nmac nobody\nend\n").unwrap();
        let store = FileStore::open(folder.path()).unwrap();
        assert_eq!(store.damaged(), [Damaged { path: bad, line: 2 }]);
        assert!(store.read().by_mac(MAC).is_some());
    }

    /// Runs as a process of its own, below.
    #[test]
    fn the_process_that_dies() {
        let (Ok(after), Ok(folder)) = (std::env::var(DIE), std::env::var(FOLDER)) else {
            return;
        };
        let store = FileStore::open(folder).unwrap();
        let mut new = (*store.read().by_mac(MAC).unwrap()).clone();
        new.site = "new".to_owned();
        LEFT.store(after.parse().unwrap(), Ordering::Relaxed);
        let _ = store.inner.put(new);
    }

    #[test]
    fn a_process_killed_at_any_step_leaves_the_old_record_or_the_new_one() {
        let mut left = Vec::new();
        for after in 1..=6 {
            let folder = tempfile::tempdir().unwrap();
            drop(put(&FileStore::open(folder.path()).unwrap(), record("old")));
            let status = Command::new(std::env::current_exe().unwrap())
                .args(["--exact", "server::store::file::tests::the_process_that_dies"])
                .env(DIE, after.to_string())
                .env(FOLDER, folder.path())
                .output()
                .unwrap()
                .status;
            assert!(!status.success(), "it did not die at step {after}");
            left.push(site(folder.path()).unwrap());
            // And again, to the end.
            let store = FileStore::open(folder.path()).unwrap();
            let there = store.read().by_mac(MAC).unwrap();
            assert!(put(&store, (*there).clone()).is_some());
        }
        assert_eq!(left, ["old", "old", "old", "old", "new", "new"]);
    }
}
