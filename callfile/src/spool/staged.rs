//! A file outside Asterisk's sight.

use std::ffi::OsStr;
use std::fs::{self, File, OpenOptions, Permissions};
use std::io::{self, Write};
use std::os::unix::fs::{MetadataExt, OpenOptionsExt, PermissionsExt, fchown};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::SystemTime;

use super::Spool;
use super::error::{SpoolError, at};
use super::fault::point;
use super::rename::rename_new;

/// The user and group that Asterisk runs as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Owner {
    pub(super) uid: u32,
    pub(super) gid: u32,
}

/// A temporary file; removed when dropped, unless it was renamed into the spool.
#[derive(Debug)]
pub(super) struct Staged {
    path: PathBuf,
    /// Open until the file is complete.
    file: Option<File>,
}

/// What the names of temporary files begin and end with; between them stand two numbers.
const PREFIX: &str = "call-";
const SUFFIX: &str = ".part";

/// Whether a file in the staging folder is one of ours, by its name.
pub(super) fn is_ours(name: &OsStr) -> bool {
    let number =
        |text: &str| !text.is_empty() && text.len() <= 10 && text.bytes().all(|byte| byte.is_ascii_digit());
    name.to_str()
        .and_then(|name| name.strip_prefix(PREFIX)?.strip_suffix(SUFFIX)?.split_once('-'))
        .is_some_and(|(process, count)| number(process) && number(count))
}

/// How many names are tried: each one taken is a file that a crash left.
const NAMES: u32 = 1000;

impl Staged {
    /// A new file in the staging folder, which nobody else can read.
    pub(super) fn create(spool: &Spool) -> Result<Self, SpoolError> {
        let (path, file) = reserve(spool, "make a file in", |path| {
            OpenOptions::new()
                .write(true)
                .create_new(true)
                .mode(0o600)
                .open(path)
        })?;
        let file = Some(file);
        Ok(Self { path, file })
    }

    /// Takes a file away from the spool. None if it is not there.
    pub(super) fn take(spool: &Spool, from: &Path) -> Result<Option<Self>, SpoolError> {
        let mut gone = false;
        let (path, ()) = reserve(spool, "move a file to", |path| match rename_new(from, path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                gone = true;
                Ok(())
            }
            renamed => renamed,
        })?;
        let staged = Self { path, file: None };
        if gone {
            staged.let_go();
            return Ok(None);
        }
        Ok(Some(staged))
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Contents, owner, time.
    pub(super) fn fill(
        &mut self,
        contents: &[u8],
        time: Option<SystemTime>,
        spool: &Spool,
    ) -> Result<(), SpoolError> {
        let Some(file) = &mut self.file else {
            return Ok(());
        };
        point();
        file.write_all(contents).map_err(at("write", &self.path))?;
        give(file, spool.owner).map_err(|source| {
            let Owner { uid, gid } = spool.owner;
            SpoolError::Owner { uid, gid, source }
        })?;
        if let Some(time) = time {
            point();
            file.set_modified(time)
                .map_err(at("set the time of", &self.path))?;
            // A disk keeps the last time that it can in place of a later one, and says nothing.
            let kept = file.metadata().and_then(|metadata| metadata.modified());
            if kept.map_err(at("look at", &self.path))? < time {
                return Err(SpoolError::Time);
            }
        }
        Ok(())
    }

    /// Writes it out to the disk.
    pub(super) fn sync(&mut self) -> io::Result<()> {
        point();
        self.file.as_ref().map_or(Ok(()), File::sync_all)?;
        self.close();
        Ok(())
    }

    /// Nothing more is written. Asterisk would take the closing of a file in its folder for another submission, so this
    /// comes before the rename.
    pub(super) fn close(&mut self) {
        self.file = None;
    }

    /// Into the spool, unless the name is there already.
    pub(super) fn rename_to(mut self, path: &Path, spool: &Spool) -> Result<(), SpoolError> {
        self.close();
        point();
        rename_new(&self.path, path).map_err(|error| spool.failure(error, "make", path))?;
        self.let_go();
        Ok(())
    }

    /// Forgets the file, which is not there any more.
    fn let_go(mut self) {
        self.path = PathBuf::new();
    }
}

impl Drop for Staged {
    fn drop(&mut self) {
        if !self.path.as_os_str().is_empty() {
            point();
            // Of no further use to anybody; what went wrong before is what the caller hears of.
            let _ = fs::remove_file(&self.path);
        }
    }
}

/// Finds a name in the staging folder at which `make` does not meet another file.
fn reserve<T>(
    spool: &Spool,
    doing: &'static str,
    mut make: impl FnMut(&Path) -> io::Result<T>,
) -> Result<(PathBuf, T), SpoolError> {
    static NUMBER: AtomicU32 = AtomicU32::new(0);
    for _ in 0..NAMES {
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let name = format!("{PREFIX}{}-{number}{SUFFIX}", std::process::id());
        let path = spool.staging.join(name);
        point();
        match make(&path) {
            Ok(made) => return Ok((path, made)),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(spool.failure(error, doing, &spool.staging)),
        }
    }
    Err(SpoolError::StagingFull {
        staging: spool.staging.clone(),
    })
}

/// Gives a file to Asterisk, which reads it, appends to it, sets its times and removes it.
///
/// Root and Asterisk's own user can do that. A member of its group cannot: the file then belongs to the group, which
/// is enough but for the times.
fn give(file: &File, owner: Owner) -> io::Result<()> {
    let Owner { uid, gid } = owner;
    let now = file.metadata()?;
    if now.uid() == uid {
        return Ok(());
    }
    point();
    match fchown(file, Some(uid), Some(gid)) {
        Ok(()) => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::PermissionDenied => {
            if now.gid() != gid {
                point();
                fchown(file, None, Some(gid))?;
            }
            point();
            file.set_permissions(Permissions::from_mode(0o660))
        }
        Err(error) => Err(error),
    }
}
