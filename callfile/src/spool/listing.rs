//! What is in the spool, file by file.

use std::ffi::OsStr;
use std::fs::{self, DirEntry, File, Metadata, ReadDir};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use rustix::fs::{Mode, OFlags, openat};

use super::error::{SpoolError, at};
use super::{FileName, Spool, file, read};
use crate::check::{MAX_FILE, check};
use crate::history::{History, Status};
use crate::report::{Report, Verdict};

/// A file of the spool, and how far Asterisk is with it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Listed {
    /// Its name.
    pub name: FileName,
    /// Its modification time: when Asterisk calls; while it is calling, when it looks again; and for one that is
    /// done, when it was appended to last.
    pub due: SystemTime,
    /// How far it is.
    pub state: State,
    /// What stands in it.
    pub report: Report,
}

/// How far Asterisk is with a file.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum State {
    /// Not tried yet.
    Waiting,
    /// A call is being made. That is what the file says: one whose Asterisk was stopped says so until the next start,
    /// and one with `AlwaysDelete: no` may stay like that after its call.
    Calling {
        /// Which attempt it is, from 1.
        attempt: usize,
    },
    /// Tried in vain, and tried again when it is due.
    Retrying {
        /// How often it was tried.
        failed: usize,
    },
    /// Over: a file of `outgoing_done`. Without status Asterisk could not write it.
    Done {
        /// How it ended.
        status: Option<Status>,
    },
    /// Asterisk will remove it without a call, or nobody knows what it will do: the report says why.
    Odd,
}

impl State {
    fn waiting(report: &Report) -> Self {
        let history: &History = &report.history;
        let failed = history.failed_attempts();
        match () {
            () if history.calling_pid().is_some() => Self::Calling { attempt: failed + 1 },
            () if report.verdict != Verdict::Called => Self::Odd,
            () if failed > 0 => Self::Retrying { failed },
            () => Self::Waiting,
        }
    }
}

/// The files of a folder of the spool, in no order, each read when it is its turn: memory does not grow with their
/// number. From [`Spool::list`] and [`Spool::done`].
#[derive(Debug)]
pub struct Listing {
    path: PathBuf,
    /// By which its files are opened: the system need not find the way to the folder for each.
    folder: File,
    entries: ReadDir,
    /// What stands in one file.
    bytes: Vec<u8>,
    done: bool,
}

impl Spool {
    /// The files that wait, are being tried or are tried again, with what stands in them.
    ///
    /// Files that Asterisk takes meanwhile may be missing. [`Spool::pending`] only looks at their times, and sorts.
    ///
    /// # Errors
    ///
    /// The folder could not be read. A file that could not be read is an error of its own, and the others follow.
    pub fn list(&self) -> Result<Listing, SpoolError> {
        Listing::of(&self.outgoing, false)
    }

    /// The files that are over, as far as they asked to be kept with [`archive`](crate::Builder::archive). None where
    /// Asterisk has not made the folder yet.
    ///
    /// # Errors
    ///
    /// Those of [`Spool::list`].
    pub fn done(&self) -> Result<Option<Listing>, SpoolError> {
        match fs::metadata(&self.done) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            _ => Listing::of(&self.done, true).map(Some),
        }
    }

    /// One file that is over. None if there is none of that name.
    ///
    /// # Errors
    ///
    /// It could not be read.
    pub fn read_done(&self, name: &FileName) -> Result<Option<Report>, SpoolError> {
        let path = self.done.join(name.as_os_str());
        if file(&path)?.is_some() {
            read(&path)
        } else {
            Ok(None)
        }
    }
}

impl Listing {
    fn of(path: &Path, done: bool) -> Result<Self, SpoolError> {
        Ok(Self {
            folder: File::open(path).map_err(at("read", path))?,
            entries: fs::read_dir(path).map_err(at("read", path))?,
            path: path.to_owned(),
            bytes: Vec::new(),
            done,
        })
    }

    /// None for a file that went meanwhile, and for what Asterisk passes over.
    fn look(&mut self, entry: &DirEntry) -> Result<Option<Listed>, SpoolError> {
        let name = entry.file_name();
        // A link leads to a file, or to something that is better not opened.
        let plain = entry.file_type().is_ok_and(|kind| kind.is_file());
        if !plain && file(&entry.path())?.is_none() {
            return Ok(None);
        }
        let metadata = match self.fill(&name) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            metadata => metadata.map_err(at("read", &entry.path()))?,
        };
        let due = metadata.modified().map_err(at("look at", &entry.path()))?;
        let report = check(&self.bytes);
        let state = if self.done {
            let status = report.history.status().cloned();
            State::Done { status }
        } else {
            State::waiting(&report)
        };
        Ok(Some(Listed {
            name: FileName::found(name),
            due,
            state,
            report,
        }))
    }

    /// Reads a file as it is at this moment.
    fn fill(&mut self, name: &OsStr) -> io::Result<Metadata> {
        // Should it have become a pipe meanwhile, nobody waits for its other end.
        let flags = OFlags::RDONLY | OFlags::CLOEXEC | OFlags::NONBLOCK;
        let file = File::from(openat(&self.folder, name, flags, Mode::empty())?);
        let metadata = file.metadata()?;
        // What is appended from now on belongs to a later look. One byte more than is looked at, so that the report says
        // when there are more; and where a disk does not know the size, as much.
        let most = MAX_FILE as u64 + 1;
        let size = Some(metadata.len())
            .filter(|size| *size > 0)
            .map_or(most, |size| size.min(most));
        self.bytes.clear();
        self.bytes
            .reserve(usize::try_from(size).unwrap_or(MAX_FILE).min(1 << 16));
        file.take(size).read_to_end(&mut self.bytes)?;
        Ok(metadata)
    }
}

impl Iterator for Listing {
    type Item = Result<Listed, SpoolError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let looked = match self.entries.next()? {
                Ok(entry) => self.look(&entry),
                Err(error) => Err(at("read", &self.path)(error)),
            };
            if let Some(listed) = looked.transpose() {
                return Some(listed);
            }
        }
    }
}
