//! Names that change: each at one moment, and all of them back if one fails.

use std::io;
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};

use crate::files::{folder_of, sync_folder, with_suffix};

/// What changed until now.
pub(super) struct Changes {
    now: DateTime<Utc>,
    steps: Vec<Step>,
}

/// A file that has something new under its name, or has lost it.
struct Step {
    path: PathBuf,
    /// Where that is now which was there before.
    kept: Option<PathBuf>,
}

impl Changes {
    pub(super) fn new(now: DateTime<Utc>) -> Self {
        Self {
            now,
            steps: Vec::new(),
        }
    }

    /// What was there before, under its new names.
    pub(super) fn kept(&self) -> Vec<PathBuf> {
        self.steps.iter().filter_map(|step| step.kept.clone()).collect()
    }

    /// Puts `new` in the place of `path`, where at every moment is either the old file or the new one; the old one has
    /// another name from then on.
    pub(super) fn replace(&mut self, path: &Path, new: &Path) -> io::Result<()> {
        let kept = kept_name(path, self.now);
        self.replace_keeping(path, new, &kept)
    }

    /// The same for a database, with what SQLite left beside it: beside the new one, it would take that for its own.
    pub(super) fn replace_database(&mut self, path: &Path, new: &Path) -> io::Result<()> {
        let kept = kept_name(path, self.now);
        for suffix in ["-wal", "-shm", "-journal"] {
            let (old, to) = (with_suffix(path, suffix), with_suffix(&kept, suffix));
            match std::fs::rename(&old, &to) {
                Ok(()) => self.steps.push(Step {
                    path: old,
                    kept: Some(to),
                }),
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                Err(error) => return Err(error),
            }
        }
        self.replace_keeping(path, new, &kept)
    }

    fn replace_keeping(&mut self, path: &Path, new: &Path, kept: &Path) -> io::Result<()> {
        let old = path.symlink_metadata().is_ok();
        if old && std::fs::hard_link(path, kept).is_err() {
            // A folder or a disk that has no second names: for a moment, nothing has this one.
            std::fs::rename(path, kept)?;
        }
        self.steps.push(Step {
            path: path.into(),
            kept: old.then(|| kept.into()),
        });
        std::fs::rename(new, path)?;
        sync_folder(folder_of(path))
    }

    /// Everything as it was, as far as that works.
    pub(super) fn undo(self) {
        for step in self.steps.into_iter().rev() {
            let Some(kept) = step.kept else {
                let _ = std::fs::remove_file(step.path);
                continue;
            };
            if std::fs::rename(&kept, &step.path).is_ok() {
                // Two names of one file: then renaming leaves both.
                let _ = std::fs::remove_file(kept);
            }
        }
    }
}

/// A name beside a file for what it was before, which nothing has yet.
fn kept_name(path: &Path, now: DateTime<Utc>) -> PathBuf {
    let name = with_suffix(path, &format!(".before-{}", now.format("%Y-%m-%dT%H%M%SZ")));
    // Two restores within one second: the first one's old file is the one that matters.
    let numbered = (2..).map(|number| with_suffix(&name, &format!(".{number}")));
    std::iter::once(name.clone())
        .chain(numbered)
        .find(|free| free.symlink_metadata().is_err())
        .unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::sync::atomic::{AtomicBool, Ordering};

    use super::*;

    fn files(folder: &Path) -> BTreeMap<String, String> {
        std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| {
                let path = entry.unwrap().path();
                let name = path.file_name().unwrap().to_str().unwrap().to_owned();
                (name, std::fs::read_to_string(path).unwrap())
            })
            .collect()
    }

    fn now() -> DateTime<Utc> {
        "2026-11-22T04:26:14Z".parse().unwrap()
    }

    #[test]
    fn a_change_that_fails_takes_those_before_it_back() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        for name in ["plan.toml", "portal.db", "portal.db-wal", "portal.db-journal"] {
            std::fs::write(path(name), format!("old {name}")).unwrap();
        }
        let before = files(folder.path());
        for name in ["new-plan", "new-deck"] {
            std::fs::write(path(name), "new").unwrap();
        }
        let mut changes = Changes::new(now());
        changes.replace(&path("plan.toml"), &path("new-plan")).unwrap();
        changes.replace(&path("deck.csv"), &path("new-deck")).unwrap();
        assert_eq!(files(folder.path())["plan.toml"], "new");
        assert!(
            changes
                .replace_database(&path("portal.db"), &path("nothing"))
                .is_err()
        );
        assert_eq!(
            files(folder.path())["portal.db.before-2026-11-22T042614Z-wal"],
            "old portal.db-wal"
        );
        changes.undo();
        assert_eq!(files(folder.path()), before);
    }

    #[test]
    fn a_new_database_has_nothing_of_the_old_one_beside_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        for name in [
            "portal.db",
            "portal.db-wal",
            "portal.db-shm",
            "portal.db-journal",
            "new",
        ] {
            std::fs::write(path(name), name).unwrap();
        }
        let mut changes = Changes::new(now());
        changes
            .replace_database(&path("portal.db"), &path("new"))
            .unwrap();
        let kept = "portal.db.before-2026-11-22T042614Z";
        let expected = [
            ("portal.db".to_owned(), "new"),
            (kept.to_owned(), "portal.db"),
            (format!("{kept}-journal"), "portal.db-journal"),
            (format!("{kept}-shm"), "portal.db-shm"),
            (format!("{kept}-wal"), "portal.db-wal"),
        ];
        let expected: BTreeMap<_, _> = expected.map(|(name, text)| (name, text.to_owned())).into();
        assert_eq!(files(folder.path()), expected);
        assert_eq!(changes.kept().len(), 4);
    }

    /// Whoever starts the portal in between would begin with an empty one.
    #[test]
    fn there_is_no_moment_without_a_file() {
        let folder = tempfile::tempdir().unwrap();
        let (path, new) = (folder.path().join("portal.db"), folder.path().join("new"));
        std::fs::write(&path, "0").unwrap();
        let done = AtomicBool::new(false);
        std::thread::scope(|scope| {
            let looking = scope.spawn(|| {
                while !done.load(Ordering::Relaxed) {
                    if std::fs::read_to_string(&path).is_err() {
                        return false;
                    }
                }
                true
            });
            for turn in 0..300 {
                std::fs::write(&new, turn.to_string()).unwrap();
                Changes::new(now()).replace_database(&path, &new).unwrap();
            }
            done.store(true, Ordering::Relaxed);
            assert!(looking.join().unwrap(), "the file was missing");
        });
        assert_eq!(files(folder.path()).len(), 301);
    }
}
