//! Many files, written out to the disk together.

use std::io;
use std::path::PathBuf;
use std::time::SystemTime;

use super::error::{SpoolError, at};
use super::fault::point;
use super::staged::Staged;
use super::{FileName, Spool, lock, sync, whole_second};
use crate::call_file::CallFile;

/// A call to be put into the spool among others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Submission {
    /// The name of its file.
    pub name: FileName,
    /// The call.
    pub call: CallFile,
    /// When Asterisk places it; at once without.
    pub time: Option<SystemTime>,
}

/// So many files are open to a crash of the machine at once, and no more: memory does not grow with their number.
const GROUP: usize = 1000;

/// A file that is complete but for the disk.
struct Ready {
    at: usize,
    staged: Staged,
    path: PathBuf,
}

impl Spool {
    /// Puts many calls into the spool, a thousand at a time, which waits for the disk twice for each thousand instead
    /// of each file. Gives the result of each, in their order.
    ///
    /// Every file is whole and on the disk before Asterisk can see it, as with [`Spool::submit`]. On Linux all that
    /// waits to be written to this disk is written out with them. One that fails does not keep the others back.
    ///
    /// ```
    /// use switchhook_callfile::{CallFile, FileName, Spool, Submission, Target};
    ///
    /// # let astspooldir = tempfile::tempdir()?;
    /// # std::fs::create_dir(astspooldir.path().join("outgoing"))?;
    /// # std::fs::create_dir(astspooldir.path().join("tmp"))?;
    /// # let spool = Spool::open(astspooldir.path())?;
    /// let call = CallFile::builder("PJSIP/100", Target::extension("internal", "200")?).build()?;
    /// let calls = ["a", "b", "a"].map(|name| Submission {
    ///     name: FileName::new(name).unwrap(),
    ///     call: call.clone(),
    ///     time: None,
    /// });
    /// let results = spool.submit_all(calls);
    /// assert!(results[0].is_ok() && results[1].is_ok());
    /// assert!(results[2].as_ref().unwrap_err().to_string().contains("waiting already"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn submit_all(&self, calls: impl IntoIterator<Item = Submission>) -> Vec<Result<(), SpoolError>> {
        let mut results = Vec::new();
        let mut calls = calls.into_iter();
        loop {
            let before = results.len();
            self.submit_group(calls.by_ref().take(GROUP), &mut results);
            if results.len() - before < GROUP {
                return results;
            }
        }
    }

    fn submit_group(
        &self,
        calls: impl Iterator<Item = Submission>,
        results: &mut Vec<Result<(), SpoolError>>,
    ) {
        let mut ready = Vec::new();
        let at_work = lock::at_work(&self.staging);
        for submission in calls {
            let made = match &at_work {
                Ok(_) => self.make(&submission),
                // Each hears of it; the system is asked again for its words.
                Err(_) => lock::at_work(&self.staging).and_then(|_| self.make(&submission)),
            };
            let at = results.len();
            results.push(made.map(|(staged, path)| ready.push(Ready { at, staged, path })));
        }
        if ready.is_empty() {
            return;
        }
        if let Err(error) = self.write_out(&mut ready) {
            for Ready { at: index, path, .. } in ready {
                results[index] = Err(at("write to the disk", &path)(again(&error)));
            }
            return;
        }
        let mut placed = Vec::with_capacity(ready.len());
        for Ready { at, staged, path } in ready {
            match staged.rename_to(&path, self) {
                Ok(()) => placed.push((at, path)),
                Err(error) => results[at] = Err(error),
            }
        }
        point();
        if let Err(error) = sync(&self.outgoing) {
            for (at, path) in placed {
                let source = again(&error);
                results[at] = Err(SpoolError::Unsynced { path, source });
            }
        }
    }

    /// Everything but the disk and the rename.
    fn make(&self, submission: &Submission) -> Result<(Staged, PathBuf), SpoolError> {
        let Submission { name, call, time } = submission;
        let time = match time {
            Some(time) => Some(whole_second(*time).ok_or(SpoolError::Time)?),
            None => None,
        };
        let path = self.path(name)?;
        let mut staged = Staged::create(self)?;
        staged.fill(&call.to_bytes(), time, self)?;
        Ok((staged, path))
    }

    /// All of them at once.
    #[cfg(target_os = "linux")]
    fn write_out(&self, ready: &mut [Ready]) -> io::Result<()> {
        for file in ready {
            file.staged.close();
        }
        let disk = std::fs::File::open(&self.staging)?;
        point();
        Ok(rustix::fs::syncfs(disk)?)
    }

    /// One after the other, where the system has nothing else.
    #[cfg(not(target_os = "linux"))]
    fn write_out(&self, ready: &mut [Ready]) -> io::Result<()> {
        ready.iter_mut().try_for_each(|file| {
            point();
            file.staged.sync()
        })
    }
}

/// The same error for one more file.
fn again(error: &io::Error) -> io::Error {
    match error.raw_os_error() {
        Some(number) => io::Error::from_raw_os_error(number),
        None => error.kind().into(),
    }
}
