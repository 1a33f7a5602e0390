//! A folder for what is not finished, beside where it will stand.

use std::fs::File;
use std::io;
use std::path::Path;

use tempfile::TempDir;

/// Goes away by itself. One that could not, because the machine lost its power, goes when the next one is made.
pub(super) struct Scratch {
    folder: TempDir,
    /// Locked for as long as somebody works in it; unknown where folders cannot be opened or locked.
    _lock: Option<File>,
}

impl Scratch {
    /// Makes a folder for this user alone in `place`, whose name begins with `prefix`.
    pub(super) fn make(place: &Path, prefix: &str) -> io::Result<Self> {
        // What cannot be removed takes room, and no more.
        let _ = remove_left(place, prefix);
        let folder = tempfile::Builder::new().prefix(prefix).tempdir_in(place)?;
        let lock = File::open(folder.path()).ok();
        if let Some(lock) = &lock {
            let _ = lock.try_lock();
        }
        Ok(Self { folder, _lock: lock })
    }

    pub(super) fn path(&self) -> &Path {
        self.folder.path()
    }
}

/// Removes folders in which nobody works any more.
fn remove_left(place: &Path, prefix: &str) -> io::Result<()> {
    for entry in std::fs::read_dir(place)? {
        let entry = entry?;
        let named = entry
            .file_name()
            .to_str()
            .is_some_and(|name| name.starts_with(prefix));
        if named && entry.file_type()?.is_dir() && File::open(entry.path())?.try_lock().is_ok() {
            std::fs::remove_dir_all(entry.path())?;
        }
    }
    Ok(())
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn what_a_crash_left_is_removed_and_what_is_in_use_is_not() {
        let place = tempfile::tempdir().unwrap();
        let left = place.path().join(".backup-left");
        std::fs::create_dir(&left).unwrap();
        std::fs::write(left.join("database.db"), "half").unwrap();
        std::fs::create_dir(place.path().join(".backups-of-mine")).unwrap();
        let first = Scratch::make(place.path(), ".backup-").unwrap();
        assert!(!left.exists());
        let second = Scratch::make(place.path(), ".backup-").unwrap();
        assert!(first.path().exists() && second.path().exists());
        drop((first, second));
        let names: Vec<_> = std::fs::read_dir(place.path())
            .unwrap()
            .map(|entry| entry.unwrap().file_name())
            .collect();
        assert_eq!(names, [".backups-of-mine"]);
    }
}
