//! The folder of recordings: what is in it, and its files, without ever leaving it.
//!
//! A path is opened part by part and no link is followed: whoever may write into the folder can make the portal neither
//! read nor delete anything elsewhere. The folder itself may be a link, which is the administrator's own.

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

use switchhook_portal_core::recording::{AudioKind, RecordingFile};

/// The folder, which was there when it was opened.
#[derive(Clone, Debug)]
pub struct Folder {
    path: PathBuf,
}

/// A recording that is there.
#[derive(Clone, Debug)]
pub struct Found {
    /// Of several with the same name, the one that is played.
    pub file: RecordingFile,
    /// Of all of them.
    pub bytes: u64,
    /// Seconds since 1970.
    pub modified: i64,
}

/// How many files are looked at: what is beyond is no folder of recordings.
const MOST: usize = 2_000_000;

impl Folder {
    /// # Errors
    ///
    /// It is not there, or cannot be read.
    pub fn open(path: &Path) -> io::Result<Self> {
        std::fs::read_dir(path)?;
        Ok(Self { path: path.into() })
    }

    /// Every recording, sorted by name. Names that begin with a dot are unfinished work of somebody.
    pub fn scan(&self) -> io::Result<Vec<Found>> {
        let mut files = Vec::new();
        let mut folders = vec![String::new()];
        while let Some(below) = folders.pop() {
            let entries = match std::fs::read_dir(self.path.join(&below)) {
                Ok(entries) => entries,
                // Deleted meanwhile.
                Err(error) if error.kind() == io::ErrorKind::NotFound && !below.is_empty() => continue,
                Err(error) => return Err(error),
            };
            for entry in entries {
                let entry = entry?;
                let Ok(name) = entry.file_name().into_string() else {
                    continue;
                };
                if name.starts_with('.') {
                    continue;
                }
                let path = if below.is_empty() {
                    name
                } else {
                    format!("{below}/{name}")
                };
                // Of the entry itself, not of what a link points to.
                let kind = entry.file_type()?;
                if kind.is_dir() {
                    // As deep as a recording may be.
                    if path.split('/').count() < 32 {
                        folders.push(path);
                    }
                } else if kind.is_file()
                    && let Ok(file) = path.parse::<RecordingFile>()
                    && let Ok(metadata) = entry.metadata()
                {
                    let modified = metadata.modified().ok();
                    files.push(Found {
                        file,
                        bytes: metadata.len(),
                        modified: modified.map_or(0, seconds),
                    });
                }
                if files.len() > MOST {
                    return Err(io::Error::other(format!("there are more than {MOST} recordings")));
                }
            }
        }
        let order = |found: &Found| {
            let ending = found.file.ending();
            AudioKind::ENDINGS.iter().position(|(known, _)| *known == ending)
        };
        files.sort_by(|one, other| (one.file.stem(), order(one)).cmp(&(other.file.stem(), order(other))));
        files.dedup_by(|next, kept| {
            let same = next.file.stem() == kept.file.stem();
            if same {
                kept.bytes += next.bytes;
            }
            same
        });
        Ok(files)
    }

    /// One recording as a scan would find it, `None` if it is not there.
    pub fn look(&self, file: &RecordingFile) -> io::Result<Option<Found>> {
        let mut found: Option<Found> = None;
        for (file, opened) in self.all_of(file)? {
            let metadata = opened.metadata()?;
            let found = found.get_or_insert(Found {
                file,
                bytes: 0,
                modified: metadata.modified().map_or(0, seconds),
            });
            found.bytes += metadata.len();
        }
        Ok(found)
    }

    /// The file for reading.
    pub fn read(&self, file: &RecordingFile) -> io::Result<File> {
        let opened = self.open_below(file.as_str())?;
        // A pipe or a device would wait for ever.
        if opened.metadata()?.is_file() {
            Ok(opened)
        } else {
            Err(io::Error::other("is no ordinary file"))
        }
    }

    /// Deletes the recording under all of its endings. What is gone already is no failure. Gives the bytes.
    pub fn remove(&self, file: &RecordingFile) -> io::Result<u64> {
        let mut bytes = 0;
        for (file, opened) in self.all_of(file)? {
            let size = opened.metadata()?.len();
            drop(opened);
            match self.unlink(file.as_str()) {
                Ok(()) => bytes += size,
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                Err(error) => return Err(error),
            }
        }
        Ok(bytes)
    }

    /// The files that are there under the name of a recording, the one that is played first.
    fn all_of(&self, file: &RecordingFile) -> io::Result<Vec<(RecordingFile, File)>> {
        let mut all = Vec::new();
        for (ending, _) in AudioKind::ENDINGS {
            let Ok(file) = format!("{}.{ending}", file.stem()).parse::<RecordingFile>() else {
                continue;
            };
            match self.read(&file) {
                Ok(opened) => all.push((file, opened)),
                Err(error) if is_absent(&error) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(all)
    }

    #[cfg(unix)]
    fn parent_of<'a>(&self, below: &'a str) -> io::Result<(rustix::fd::OwnedFd, &'a str)> {
        use rustix::fs::{Mode, OFlags, open, openat};

        let folder = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC;
        let mut at = open(&self.path, folder, Mode::empty())?;
        let (parents, name) = below.rsplit_once('/').unwrap_or(("", below));
        for part in parents.split('/').filter(|part| !part.is_empty()) {
            at = openat(&at, part, folder | OFlags::NOFOLLOW, Mode::empty())?;
        }
        Ok((at, name))
    }

    #[cfg(unix)]
    fn open_below(&self, below: &str) -> io::Result<File> {
        use rustix::fs::{Mode, OFlags, openat};

        let (parent, name) = self.parent_of(below)?;
        // Without waiting, should it be a pipe.
        let flags = OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC;
        Ok(openat(&parent, name, flags, Mode::empty())?.into())
    }

    #[cfg(unix)]
    fn unlink(&self, below: &str) -> io::Result<()> {
        let (parent, name) = self.parent_of(below)?;
        Ok(rustix::fs::unlinkat(&parent, name, rustix::fs::AtFlags::empty())?)
    }

    /// Without `openat`, each part is looked at before the whole is used.
    #[cfg(not(unix))]
    fn checked(&self, below: &str) -> io::Result<PathBuf> {
        let mut path = self.path.clone();
        for part in below.split('/') {
            path.push(part);
            if std::fs::symlink_metadata(&path)?.is_symlink() {
                return Err(io::Error::other("is a link"));
            }
        }
        Ok(path)
    }

    #[cfg(not(unix))]
    fn open_below(&self, below: &str) -> io::Result<File> {
        File::open(self.checked(below)?)
    }

    #[cfg(not(unix))]
    fn unlink(&self, below: &str) -> io::Result<()> {
        std::fs::remove_file(self.checked(below)?)
    }
}

/// There is no such file, or a link where it should be.
pub fn is_absent(error: &io::Error) -> bool {
    #[cfg(unix)]
    if error.raw_os_error() == Some(rustix::io::Errno::LOOP.raw_os_error()) {
        return true;
    }
    matches!(
        error.kind(),
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory
    )
}

fn seconds(time: std::time::SystemTime) -> i64 {
    chrono::DateTime::<chrono::Utc>::from(time).timestamp()
}

#[cfg(all(test, unix))]
mod tests {
    use std::os::unix::fs::symlink;

    use super::*;

    fn file(path: &str) -> RecordingFile {
        path.parse().unwrap()
    }

    /// A folder with recordings, beside a secret that everything here tries to reach.
    fn site() -> (tempfile::TempDir, Folder) {
        let site = tempfile::tempdir().unwrap();
        let folder = site.path().join("monitor");
        std::fs::create_dir_all(folder.join("2026/11")).unwrap();
        std::fs::create_dir_all(site.path().join("secrets")).unwrap();
        std::fs::write(site.path().join("secrets/a.wav"), "secret").unwrap();
        std::fs::write(folder.join("2026/11/a.wav"), "12345").unwrap();
        let opened = Folder::open(&folder).unwrap();
        (site, opened)
    }

    #[test]
    fn links_lead_nowhere_whether_to_files_or_folders() {
        let (site, folder) = site();
        let monitor = site.path().join("monitor");
        symlink(site.path().join("secrets/a.wav"), monitor.join("link.wav")).unwrap();
        symlink(site.path().join("secrets"), monitor.join("linked")).unwrap();
        symlink(monitor.join("2026"), monitor.join("2027")).unwrap();
        for path in ["link.wav", "linked/a.wav", "2027/11/a.wav"] {
            let error = folder.read(&file(path)).unwrap_err();
            assert!(is_absent(&error), "{path}: {error}");
            assert_eq!(folder.remove(&file(path)).unwrap(), 0, "{path}");
            assert!(folder.look(&file(path)).unwrap().is_none(), "{path}");
        }
        let found: Vec<_> = folder
            .scan()
            .unwrap()
            .into_iter()
            .map(|f| f.file.to_string())
            .collect();
        assert_eq!(found, ["2026/11/a.wav"]);
        assert!(site.path().join("secrets/a.wav").exists());
        assert!(folder.read(&file("2026/11/a.wav")).is_ok());
    }

    #[test]
    fn a_pipe_or_a_folder_with_the_name_of_a_recording_is_no_recording() {
        let (site, folder) = site();
        let monitor = site.path().join("monitor");
        std::fs::create_dir(monitor.join("folder.wav")).unwrap();
        let pipe = std::process::Command::new("mkfifo")
            .arg(monitor.join("pipe.wav"))
            .status();
        assert!(pipe.unwrap().success());
        assert!(folder.read(&file("folder.wav")).is_err());
        assert!(
            folder.read(&file("pipe.wav")).is_err(),
            "and nobody waits for a writer"
        );
        assert_eq!(folder.scan().unwrap().len(), 1);
    }

    #[test]
    fn a_recording_is_all_files_of_its_name_and_they_go_together() {
        let (site, folder) = site();
        let monitor = site.path().join("monitor/2026/11");
        std::fs::write(monitor.join("a.mp3"), "123").unwrap();
        std::fs::write(monitor.join(".b.wav"), "unfinished").unwrap();
        std::fs::write(monitor.join("a.txt"), "a note").unwrap();
        let found = folder.scan().unwrap();
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!((found[0].file.as_str(), found[0].bytes), ("2026/11/a.wav", 8));
        assert_eq!(folder.look(&file("2026/11/a.ogg")).unwrap().unwrap().bytes, 8);
        assert_eq!(folder.remove(&file("2026/11/a.mp3")).unwrap(), 8);
        assert!(monitor.join("a.txt").exists() && !monitor.join("a.wav").exists());
        assert_eq!(
            folder.remove(&file("2026/11/a.mp3")).unwrap(),
            0,
            "once more is no failure"
        );
    }

    #[test]
    fn a_folder_that_is_not_there_is_said() {
        assert!(Folder::open(Path::new("/nonexistent/monitor")).is_err());
    }
}
