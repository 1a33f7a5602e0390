//! What is in the spool, file by file.

use std::fs::{self, ReadDir};
use std::path::Path;
use std::time::SystemTime;

use super::error::{SpoolError, at};
use super::{FileName, Spool, file, read};
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
    entries: ReadDir,
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
    fn of(folder: &Path, done: bool) -> Result<Self, SpoolError> {
        let entries = fs::read_dir(folder).map_err(at("read", folder))?;
        Ok(Self { entries, done })
    }

    fn look(&self, path: &Path, name: FileName) -> Result<Option<Listed>, SpoolError> {
        let Some(metadata) = file(path)? else {
            return Ok(None);
        };
        let due = metadata.modified().map_err(at("look at", path))?;
        let Some(report) = read(path)? else {
            return Ok(None);
        };
        let state = if self.done {
            let status = report.history.status().cloned();
            State::Done { status }
        } else {
            State::waiting(&report)
        };
        Ok(Some(Listed {
            name,
            due,
            state,
            report,
        }))
    }
}

impl Iterator for Listing {
    type Item = Result<Listed, SpoolError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let entry = match self.entries.next()? {
                Ok(entry) => entry,
                Err(error) => return Some(Err(at("read", Path::new("a folder of the spool"))(error))),
            };
            let path = entry.path();
            // One that went meanwhile, or that Asterisk passes over, is none.
            if let Some(listed) = self.look(&path, FileName::found(entry.file_name())).transpose() {
                return Some(listed);
            }
        }
    }
}
