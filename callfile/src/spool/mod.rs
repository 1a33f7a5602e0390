//! Files on disk: the one part of the crate that touches them.

#![expect(
    clippy::disallowed_types,
    reason = "putting files where Asterisk takes them is what this module is for; time is still an argument"
)]

mod change;
mod error;
mod fault;
mod file_name;
mod group;
mod listing;
mod lock;
mod rename;
mod staged;
mod sweep;

use std::fs::{self, File};
use std::io::{self, Read};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use chrono::{NaiveDateTime, TimeZone};

pub use change::{Cancelled, Caught, Rescheduled};
pub use error::SpoolError;
pub use file_name::{FileName, FileNameError};
pub use group::Submission;
pub use listing::{Listed, Listing, State};

use crate::call_file::CallFile;
use crate::check::{MAX_FILE, check};
use crate::civil::{ClockChange, instant};
use crate::report::Report;
use error::at;
use fault::point;
use staged::{Owner, Staged};

/// The longest path that `pbx_spool` handles.
const MAX_PATH: usize = 254;

/// A spool of call files: the folder that Asterisk watches, and one beside it in which files are made.
///
/// Asterisk reads a file the moment it appears, so a file is written elsewhere on the same file system, given to
/// Asterisk's user, given its time, written out to the disk, and then renamed in one step. Nothing is ever read
/// half-written or before its time, and a crash leaves either nothing or the whole file in `outgoing`.
///
/// All methods block: they wait for the disk. Use a thread for them in an async program.
///
/// ```
/// use std::time::{Duration, SystemTime};
/// use switchhook_callfile::{CallFile, FileName, Spool, Target};
///
/// # let astspooldir = tempfile::tempdir()?;
/// # std::fs::create_dir(astspooldir.path().join("outgoing"))?;
/// # std::fs::create_dir(astspooldir.path().join("tmp"))?;
/// // `astspooldir` of asterisk.conf, most often /var/spool/asterisk.
/// let spool = Spool::open(astspooldir.path())?;
/// let call = CallFile::builder("PJSIP/100", Target::extension("internal", "200")?).build()?;
///
/// spool.submit(&FileName::new("alarm-1.call")?, &call)?;
///
/// let in_an_hour = SystemTime::now() + Duration::from_secs(3600);
/// let later = FileName::new("reminder-1.call")?;
/// spool.submit_at(&later, &call, in_an_hour)?;
/// assert_eq!(spool.pending()?.len(), 2);
/// assert!(spool.cancel(&later)?.is_some());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Spool {
    outgoing: PathBuf,
    staging: PathBuf,
    pub(crate) done: PathBuf,
    owner: Owner,
}

/// A file in `outgoing`.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Pending {
    /// Its name.
    pub name: FileName,
    /// Its modification time: when Asterisk calls, or while it is trying, when it looks again.
    pub due: SystemTime,
}

impl Spool {
    /// Opens the spool in Asterisk's `astspooldir`: files go to `outgoing` and are made in `tmp`.
    ///
    /// Temporary files that a crash left there are removed, unless another writer is at work.
    ///
    /// # Errors
    ///
    /// A folder is missing or is none, they are on two file systems, or Asterisk could not remove files from
    /// `outgoing`. The error says what to do.
    pub fn open(astspooldir: impl AsRef<Path>) -> Result<Self, SpoolError> {
        let spool = astspooldir.as_ref();
        Self::with_folders(spool.join("outgoing"), spool.join("tmp"))
    }

    /// Opens a spool whose folders lie elsewhere.
    ///
    /// # Errors
    ///
    /// Those of [`Spool::open`], and `staging` inside `outgoing`.
    pub fn with_folders(
        outgoing: impl Into<PathBuf>,
        staging: impl Into<PathBuf>,
    ) -> Result<Self, SpoolError> {
        let (outgoing, staging) = (outgoing.into(), staging.into());
        let watched = folder(
            &outgoing,
            "astspooldir of asterisk.conf says where it is, and Asterisk makes it",
        )?;
        let made_in = folder(
            &staging,
            "make it with Asterisk's user as its owner, or name another one",
        )?;
        let real = |path: &Path| fs::canonicalize(path).map_err(at("find", path));
        if real(&staging)?.starts_with(real(&outgoing)?) {
            return Err(SpoolError::StagingInside { staging, outgoing });
        }
        if watched.dev() != made_in.dev() {
            return Err(SpoolError::OtherFileSystem { staging, outgoing });
        }
        let spool = Self {
            done: outgoing.with_file_name("outgoing_done"),
            outgoing,
            staging,
            owner: Owner {
                uid: watched.uid(),
                gid: watched.gid(),
            },
        };
        spool.can_be_emptied(&watched)?;
        spool.sweep();
        Ok(spool)
    }

    /// The user and group that Asterisk runs as. Default: those that `outgoing` belongs to. Where that is root and
    /// Asterisk does not run as root, name its user here: it could not read the files otherwise.
    ///
    /// # Errors
    ///
    /// This user could not remove files from `outgoing`: Asterisk would call again after each of its starts.
    pub fn owner(mut self, uid: u32, gid: u32) -> Result<Self, SpoolError> {
        self.owner = Owner { uid, gid };
        let watched = fs::metadata(&self.outgoing).map_err(at("look at", &self.outgoing))?;
        self.can_be_emptied(&watched)?;
        Ok(self)
    }

    fn can_be_emptied(&self, outgoing: &fs::Metadata) -> Result<(), SpoolError> {
        let Owner { uid, gid } = self.owner;
        // Write and search, of whichever class Asterisk's user falls into.
        let needed = match () {
            () if uid == 0 => 0,
            () if uid == outgoing.uid() => 0o300,
            () if gid == outgoing.gid() => 0o030,
            () => 0o003,
        };
        if outgoing.mode() & needed == needed {
            return Ok(());
        }
        Err(SpoolError::CannotDelete {
            outgoing: self.outgoing.clone(),
            uid,
            mode: outgoing.mode() & 0o7777,
        })
    }

    /// The folder that Asterisk watches.
    #[must_use]
    pub fn outgoing(&self) -> &Path {
        &self.outgoing
    }

    /// Where Asterisk keeps files that are over. Default: `outgoing_done` beside `outgoing`.
    #[must_use]
    pub fn done_folder(mut self, folder: impl Into<PathBuf>) -> Self {
        self.done = folder.into();
        self
    }

    /// The folder in which files are made.
    #[must_use]
    pub fn staging(&self) -> &Path {
        &self.staging
    }

    /// Puts a call into the spool; Asterisk places it at once.
    ///
    /// # Errors
    ///
    /// The name is waiting already, the file could not be given to Asterisk, or the disk said no. Nothing is left
    /// behind then, unless [`SpoolError::is_placed`].
    pub fn submit(&self, name: &FileName, call: &CallFile) -> Result<(), SpoolError> {
        self.put(name, call, None)
    }

    /// Puts a call into the spool that Asterisk places at a time, or at once if that has passed.
    ///
    /// Asterisk goes by whole seconds of the system's clock; a part of a second counts as a whole one, so that the call
    /// is never early. [`reschedule`](Spool::reschedule) changes the time afterwards.
    ///
    /// # Errors
    ///
    /// Those of [`Spool::submit`].
    pub fn submit_at(&self, name: &FileName, call: &CallFile, time: SystemTime) -> Result<(), SpoolError> {
        let time = whole_second(time).ok_or(SpoolError::Time)?;
        self.put(name, call, Some(time))
    }

    /// Puts a call into the spool that Asterisk places when the clock of a place shows a time, or at once if it did: a
    /// year that was mistyped is a call in the middle of the night, so look at times that somebody typed.
    ///
    /// A time that is shown twice is the first, and one that is never shown is as long after the change of the clock as
    /// it says; for another choice see [`instant`] and [`Spool::submit_at`].
    ///
    /// ```no_run
    /// use chrono_tz::Europe::Paris;
    /// use switchhook_callfile::{CallFile, FileName, Spool, Target, TouchTime};
    ///
    /// let call = CallFile::builder("PJSIP/100", Target::extension("internal", "200")?).build()?;
    /// // As `touch -t` has it, or any other NaiveDateTime of chrono.
    /// let time = TouchTime::parse("202612240630", 2026)?.civil();
    /// Spool::open("/var/spool/asterisk")?.schedule_at(&FileName::new("wake-1.call")?, &call, time, &Paris)?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Those of [`Spool::submit`], and a time beyond the calendar.
    pub fn schedule_at<Z: TimeZone>(
        &self,
        name: &FileName,
        call: &CallFile,
        time: NaiveDateTime,
        zone: &Z,
    ) -> Result<(), SpoolError> {
        let time = instant(time, zone, ClockChange::First).map_err(|_| SpoolError::Time)?;
        self.submit_at(name, call, time.into())
    }

    fn put(&self, name: &FileName, call: &CallFile, time: Option<SystemTime>) -> Result<(), SpoolError> {
        let path = self.path(name)?;
        let _at_work = lock::at_work(&self.staging)?;
        let mut staged = Staged::create(self)?;
        staged.fill(&call.to_bytes(), time, self)?;
        staged.sync().map_err(at("write to the disk", &path))?;
        staged.rename_to(&path, self)?;
        // What was renamed is Asterisk's now, whether or not the disk has heard of it. Of the other folder the disk need
        // not hear: what a crash could bring back there is a temporary file.
        point();
        sync(&self.outgoing).map_err(|source| SpoolError::Unsynced { path, source })
    }

    /// Where a file of this name lies.
    fn path(&self, name: &FileName) -> Result<PathBuf, SpoolError> {
        let path = self.outgoing.join(name.as_os_str());
        let length = path.as_os_str().as_bytes().len();
        if length > MAX_PATH {
            return Err(SpoolError::PathTooLong {
                path,
                length,
                limit: MAX_PATH,
            });
        }
        Ok(path)
    }

    /// The files that wait or are being tried, the earliest first.
    ///
    /// # Errors
    ///
    /// The folder could not be read.
    pub fn pending(&self) -> Result<Vec<Pending>, SpoolError> {
        let entries = fs::read_dir(&self.outgoing).map_err(at("read", &self.outgoing))?;
        let mut pending = Vec::new();
        for entry in entries {
            let entry = entry.map_err(at("read", &self.outgoing))?;
            let path = entry.path();
            if let Some(metadata) = file(&path)? {
                let due = metadata.modified().map_err(at("look at", &path))?;
                let name = FileName::found(entry.file_name());
                pending.push(Pending { name, due });
            }
        }
        pending.sort_by(|a, b| (a.due, &a.name).cmp(&(b.due, &b.name)));
        Ok(pending)
    }

    /// What Asterisk makes of a file in the spool, and of its attempts so far. None if it is not there.
    ///
    /// # Errors
    ///
    /// The file could not be read.
    pub fn read(&self, name: &FileName) -> Result<Option<Report>, SpoolError> {
        let path = self.outgoing.join(name.as_os_str());
        if file(&path)?.is_some() {
            read(&path)
        } else {
            Ok(None)
        }
    }
}

/// Writes out which files a folder has.
fn sync(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

/// Up, because Asterisk cuts parts of a second off.
fn whole_second(time: SystemTime) -> Option<SystemTime> {
    let since = time.duration_since(SystemTime::UNIX_EPOCH).ok()?;
    let part = u64::from(since.subsec_nanos() > 0);
    let seconds = since.as_secs().checked_add(part)?;
    SystemTime::UNIX_EPOCH.checked_add(Duration::from_secs(seconds))
}

fn folder(path: &Path, remedy: &'static str) -> Result<fs::Metadata, SpoolError> {
    let metadata = fs::metadata(path).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => SpoolError::NoFolder {
            path: path.to_owned(),
            remedy,
        },
        _ => at("look at", path)(error),
    })?;
    if metadata.is_dir() {
        Ok(metadata)
    } else {
        Err(SpoolError::NoFolder {
            path: path.to_owned(),
            remedy,
        })
    }
}

/// What Asterisk would take: a file, or a link to one. None if it took it meanwhile, or never would.
fn file(path: &Path) -> Result<Option<fs::Metadata>, SpoolError> {
    match fs::metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound || leads_nowhere(path, &error) => Ok(None),
        metadata => Ok(Some(metadata.map_err(at("look at", path))?).filter(fs::Metadata::is_file)),
    }
}

/// Whether it is a link that goes round in a circle or through a file: one of those must not hide all others.
fn leads_nowhere(path: &Path, error: &io::Error) -> bool {
    error.kind() != io::ErrorKind::PermissionDenied
        && fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_symlink())
}

/// Where to read what was moved out of a folder: a link leads on from there.
fn contents(moved: &Path, folder: &Path) -> PathBuf {
    fs::read_link(moved).map_or_else(|_| moved.to_owned(), |target| folder.join(target))
}

fn read(path: &Path) -> Result<Option<Report>, SpoolError> {
    let file = match File::open(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        file => file.map_err(at("read", path))?,
    };
    let mut bytes = Vec::new();
    // One byte more than is looked at, so that the report says when there are more.
    file.take(MAX_FILE as u64 + 1)
        .read_to_end(&mut bytes)
        .map_err(at("read", path))?;
    Ok(Some(check(bytes)))
}
