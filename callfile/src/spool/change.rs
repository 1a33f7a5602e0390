//! Changing one's mind: taking a call back, or to another time, though Asterisk may be about to make it.
//!
//! Asterisk notes the time of a file once, when the file appears, and at that time opens it by its name, whatever
//! its time is by then. So a changed time changes nothing, and neither does another file of the same name. What does is
//! another name: the old one is then not found, which Asterisk passes over without a word.
//!
//! Asterisk opens a file only when it has become due. Between that and the line `StartRetry` that it appends nothing can
//! be seen. So a clock that still shows less than the due time after the file went is the proof that no call was begun.

use std::fs::{self, File};
use std::path::Path;
use std::time::{Duration, SystemTime};

use rustix::fs::{AtFlags, CWD, Timespec, Timestamps, UTIME_OMIT, utimensat};

use super::error::{SpoolError, at};
use super::fault::point;
use super::rename::rename_new;
use super::staged::Staged;
use super::{FileName, Spool, contents, file, lock, read, sync, whole_second};
use crate::history::AttemptEvent;
use crate::report::Report;

/// A file that was taken out of the spool.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Cancelled {
    /// What it was.
    pub report: Report,
    /// Whether that was in time.
    pub caught: Caught,
}

/// Whether a file was taken back before Asterisk called.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Caught {
    /// No call follows, for certain.
    InTime,
    /// A call is being made: it goes on, but no retry follows. Asterisk may leave a file of that name with nothing but
    /// its own lines in it, which it discards itself.
    Calling,
    /// Its time had come, but it does not say that a call was begun. Asterisk may have read it at that very moment, and
    /// then one call follows; if Asterisk was not running, none does.
    Late,
}

/// What became of a wish for another time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[must_use = "a call that could not be moved is made at its old time"]
pub enum Rescheduled {
    /// It is made at the new time, under the new name, and only then.
    Moved,
    /// The file is not there: Asterisk is done with it, or somebody else took it.
    Gone,
    /// A call is being made. The file stays as it is, with its retries.
    Calling,
    /// Its time has come, or comes within a second. The file stays as it is, and is called.
    Late,
}

/// Clocks of whole seconds may be one apart.
const MARGIN: Duration = Duration::from_secs(1);

impl Spool {
    /// Takes a file out of the spool, and says what it was, and whether that was in time. None if it is not there: then
    /// Asterisk is done with it.
    ///
    /// Of a link only the link goes; what it leads to stays. The name is not free before its time: Asterisk has noted it,
    /// and would call another file of that name then, whatever time that has.
    ///
    /// # Errors
    ///
    /// The file could not be read or moved, and stays; or the disk did not confirm it: then a crash of the machine may
    /// bring the file back.
    pub fn cancel(&self, name: &FileName) -> Result<Option<Cancelled>, SpoolError> {
        let path = self.outgoing.join(name.as_os_str());
        let Some(metadata) = file(&path)? else {
            return Ok(None);
        };
        let due = metadata.modified().map_err(at("look at", &path))?;
        // What this process may not read stays: a call must not go without anybody hearing which it was.
        if read(&path)?.is_none() {
            return Ok(None);
        }
        let _at_work = lock::at_work(&self.staging)?;
        // Out of Asterisk's sight in one step, so that what is read then is what was cancelled.
        let Some(taken) = Staged::take(self, &path)? else {
            return Ok(None);
        };
        let after = now();
        let report = read(&contents(taken.path(), &self.outgoing))?;
        sync(&self.outgoing).map_err(at("write to the disk", &self.outgoing))?;
        Ok(report.map(|report| {
            let caught = match () {
                // Asterisk appends to a file by its name, and so makes a new one.
                () if report.history.calling_pid().is_some() || is_called(&path) => Caught::Calling,
                () if after < next_look(&report, due, after) => Caught::InTime,
                () => Caught::Late,
            };
            Cancelled { report, caught }
        }))
    }

    /// Makes a call that waits, or waits for its next attempt, at another time.
    ///
    /// The file gets the new time, and then the name `to`, in one step: it needs another name because Asterisk has noted
    /// the old one for the old time. So the call is made once whatever happens; a crash of this program between the two
    /// leaves it at its old time for the Asterisk that is running. A part of a second counts as a whole one.
    ///
    /// ```
    /// use std::time::{Duration, SystemTime};
    /// use switchhook_callfile::{CallFile, FileName, Rescheduled, Spool, Target};
    ///
    /// # let astspooldir = tempfile::tempdir()?;
    /// # std::fs::create_dir(astspooldir.path().join("outgoing"))?;
    /// # std::fs::create_dir(astspooldir.path().join("tmp"))?;
    /// # let spool = Spool::open(astspooldir.path())?;
    /// let call = CallFile::builder("PJSIP/100", Target::extension("internal", "200")?).build()?;
    /// let in_an_hour = SystemTime::now() + Duration::from_secs(3600);
    /// let (name, new_name) = (FileName::new("reminder-1.call")?, FileName::new("reminder-1-moved.call")?);
    /// spool.submit_at(&name, &call, in_an_hour)?;
    ///
    /// let in_two_hours = in_an_hour + Duration::from_secs(3600);
    /// assert_eq!(spool.reschedule(&name, &new_name, in_two_hours)?, Rescheduled::Moved);
    /// assert_eq!(spool.reschedule(&name, &new_name, in_two_hours)?, Rescheduled::Gone);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// The new name is waiting already, or is the old one; the time cannot be kept; this process may not set the file's
    /// time, which its owner and root may. The file is as it was then, unless [`SpoolError::is_placed`].
    pub fn reschedule(
        &self,
        from: &FileName,
        to: &FileName,
        time: SystemTime,
    ) -> Result<Rescheduled, SpoolError> {
        let time = whole_second(time).ok_or(SpoolError::Time)?;
        let (old, new) = (self.outgoing.join(from.as_os_str()), self.path(to)?);
        if from == to {
            return Err(SpoolError::AlreadyPending { path: new });
        }
        let _turn = lock::moving(&self.outgoing)?;
        let Some(metadata) = file(&old)? else {
            return Ok(Rescheduled::Gone);
        };
        let due = metadata.modified().map_err(at("look at", &old))?;
        let Some(report) = read(&old)? else {
            return Ok(Rescheduled::Gone);
        };
        if report.history.calling_pid().is_some() {
            return Ok(Rescheduled::Calling);
        }
        let before = now();
        let look = next_look(&report, due, before);
        if before + MARGIN >= look {
            return Ok(Rescheduled::Late);
        }
        if fs::symlink_metadata(&new).is_ok() {
            return Err(SpoolError::AlreadyPending { path: new });
        }
        match self.with_time(&old, &new, due, time) {
            Err(SpoolError::Io { source, .. }) if source.kind() == std::io::ErrorKind::NotFound => {
                return Ok(Rescheduled::Gone);
            }
            moved => moved?,
        }
        if now() >= look
            && let Some(outcome) = self.put_back(&old, &new, due)?
        {
            return Ok(outcome);
        }
        point();
        sync(&self.outgoing).map_err(|source| SpoolError::Unsynced { path: new, source })?;
        Ok(Rescheduled::Moved)
    }

    /// The new time, on the disk, and then the new name.
    fn with_time(&self, old: &Path, new: &Path, due: SystemTime, time: SystemTime) -> Result<(), SpoolError> {
        set_time(old, time)?;
        let renamed = kept(old, time)
            .and_then(|()| {
                point();
                // Opening it for reading only is nothing to Asterisk.
                File::open(old)
                    .and_then(|file| file.sync_all())
                    .map_err(at("write to the disk", old))
            })
            .and_then(|()| {
                point();
                rename_new(old, new).map_err(|error| self.failure(error, "make", new))
            });
        if renamed.is_err() {
            // If it went meanwhile there is nothing to set; the first error is the one to tell.
            let _ = set_time(old, due);
        }
        renamed
    }

    /// The time came while the file was moved, because the machine stood still: Asterisk may have read it before. None
    /// if it is sure not to have.
    fn put_back(&self, old: &Path, new: &Path, due: SystemTime) -> Result<Option<Rescheduled>, SpoolError> {
        let called = read(new)?.is_none_or(|report| report.history.calling_pid().is_some());
        if called || old.exists() {
            // It is being called, under its old name; where Asterisk made that anew, the other file is one too many.
            if old.exists() {
                fs::remove_file(new).map_err(at("remove", new))?;
            } else {
                set_time(new, due)?;
                rename_new(new, old).map_err(|error| self.failure(error, "make", old))?;
            }
            return Ok(Some(Rescheduled::Calling));
        }
        set_time(new, due)?;
        match rename_new(new, old) {
            Ok(()) => Ok(Some(Rescheduled::Late)),
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
                fs::remove_file(new).map_err(at("remove", new))?;
                Ok(Some(Rescheduled::Calling))
            }
            Err(error) => Err(self.failure(error, "make", old)),
        }
    }
}

/// Whether a file says that a call is being made. One that cannot be read is none that Asterisk writes to.
fn is_called(path: &Path) -> bool {
    matches!(read(path), Ok(Some(report)) if report.history.calling_pid().is_some())
}

/// When Asterisk opens the file next: at its time; and after a failed attempt also a retry time after the beginning of
/// that, which it wrote down.
fn next_look(report: &Report, due: SystemTime, now: SystemTime) -> SystemTime {
    let begun = report
        .history
        .marks()
        .iter()
        .rev()
        .find(|mark| mark.event == AttemptEvent::Start)
        .and_then(|mark| mark.time(Duration::ZERO));
    match begun {
        Some(again) if again > now => due.min(again),
        _ => due,
    }
}

/// Without opening the file, which Asterisk watches.
fn set_time(path: &Path, time: SystemTime) -> Result<(), SpoolError> {
    let since = time
        .duration_since(SystemTime::UNIX_EPOCH)
        .map_err(|_| SpoolError::Time)?;
    let times = Timestamps {
        last_access: Timespec {
            tv_sec: 0,
            tv_nsec: UTIME_OMIT,
        },
        last_modification: Timespec {
            tv_sec: since.as_secs().try_into().map_err(|_| SpoolError::Time)?,
            tv_nsec: since.subsec_nanos().into(),
        },
    };
    point();
    utimensat(CWD, path, &times, AtFlags::empty()).map_err(|error| at("set the time of", path)(error.into()))
}

/// A disk keeps the last time that it can in place of a later one, and says nothing.
fn kept(path: &Path, time: SystemTime) -> Result<(), SpoolError> {
    let kept = fs::metadata(path).and_then(|metadata| metadata.modified());
    if kept.map_err(at("look at", path))? < time {
        return Err(SpoolError::Time);
    }
    Ok(())
}

#[expect(
    clippy::disallowed_methods,
    reason = "only the clock after the deed tells whether Asterisk can have been first"
)]
fn now() -> SystemTime {
    SystemTime::now()
}
