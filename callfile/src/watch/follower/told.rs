//! The part that the system tells: which files changed, and in what way.

use std::io::{self, PipeReader, PipeWriter, Read, Write};
use std::os::fd::{AsFd, BorrowedFd};
use std::os::unix::fs::MetadataExt;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, SystemTime};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;

use super::super::follow::Gone;
use super::super::inotify::{Change, Inotify, What};
use super::{FollowError, Follower, Source, at};
use crate::spool::FileName;

/// How long a file that left may take to come back with another time, or to arrive in the archive: the system puts both
/// halves of a move next to each other, but may hand them out in two portions.
const BACK: Duration = Duration::from_millis(100);

/// Waits for the system, and for other threads.
#[derive(Debug)]
pub(super) struct Told {
    inotify: Inotify,
    bell: Arc<Bell>,
    listener: PipeReader,
    /// Files that left, and did not arrive elsewhere yet.
    left: Vec<Left>,
}

#[derive(Debug)]
struct Left {
    cookie: u32,
    name: FileName,
    until: SystemTime,
}

/// Wakes a follower.
#[derive(Debug)]
pub(super) struct Bell {
    rung: AtomicBool,
    pipe: PipeWriter,
}

impl Bell {
    pub(super) fn ring(&self) {
        // One byte is enough until somebody comes.
        if !self.rung.swap(true, Ordering::AcqRel) {
            // It fails when nobody listens any more.
            let _ = (&self.pipe).write(&[0]);
        }
    }
}

impl Told {
    pub(super) fn open(outgoing: &Path, done: &Path) -> io::Result<Self> {
        let (listener, pipe) = io::pipe()?;
        Ok(Self {
            inotify: Inotify::open(outgoing, done)?,
            bell: Arc::new(Bell {
                rung: AtomicBool::new(false),
                pipe,
            }),
            listener,
            left: Vec::new(),
        })
    }

    /// Readable when something changed in the spool.
    pub(super) fn descriptor(&self) -> BorrowedFd<'_> {
        self.inotify.as_fd()
    }

    pub(super) fn bell(&self) -> Arc<Bell> {
        Arc::clone(&self.bell)
    }

    /// Lets the bell be rung again. Before the inbox is read, so that nothing said afterwards goes unheard.
    pub(super) fn silence(&mut self) {
        if self.bell.rung.load(Ordering::Acquire) {
            // The byte is there or about to be.
            let _ = self.listener.read(&mut [0]);
            self.bell.rung.swap(false, Ordering::AcqRel);
        }
    }

    /// When to look again where a file went that left.
    pub(super) fn next(&self) -> Option<SystemTime> {
        self.left.iter().map(|left| left.until).min()
    }

    /// Forgets a file that left.
    fn leave(&mut self, which: impl Fn(&Left) -> bool) -> Option<Left> {
        let at = self.left.iter().position(which)?;
        Some(self.left.swap_remove(at))
    }

    pub(super) fn wait(&self, timeout: Option<Duration>) -> io::Result<()> {
        let timeout = timeout.and_then(|timeout| Timespec::try_from(timeout).ok());
        let mut descriptors = [
            PollFd::new(&self.inotify, PollFlags::IN),
            PollFd::new(&self.listener, PollFlags::IN),
        ];
        match poll(&mut descriptors, timeout.as_ref()) {
            Ok(_) | Err(Errno::INTR) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }
}

impl Follower {
    /// Takes in what the system told. Whether it told anything.
    pub(super) fn be_told(&mut self, now: SystemTime) -> Result<bool, FollowError> {
        let Source::Told(told) = &mut self.source else {
            return Ok(false);
        };
        let changes = told.inotify.read().map_err(at("watch", &self.outgoing))?;
        let mut any = !changes.is_empty();
        // One file that cannot be read must not hide what happened to the others.
        let mut trouble = Ok(());
        for Change { what, name } in changes {
            let changed = self.changed(what, &FileName::found(name), now);
            if self.over {
                return changed.map(|()| any);
            }
            trouble = trouble.and(changed);
        }
        let went = self.look_where_they_went(now);
        any |= matches!(went, Ok(true));
        trouble.and(went).map(|_| any)
    }

    fn changed(&mut self, what: What, name: &FileName, now: SystemTime) -> Result<(), FollowError> {
        let Source::Told(told) = &mut self.source else {
            return Ok(());
        };
        let came_from = match what {
            What::Arrived(cookie) | What::Archived(cookie) => told.leave(|left| left.cookie == cookie),
            _ => None,
        };
        if told.leave(|left| left.name == *name).is_some() && !matches!(what, What::Arrived(_)) {
            // Somebody made another file of that name, or Asterisk did by appending to the one that left.
            let settled = self.settle(name, Gone::Moved, now);
            return settled.and(self.happened(what, name, came_from, now));
        }
        self.happened(what, name, came_from, now)
    }

    /// Where the file came from is known by now.
    fn happened(
        &mut self,
        what: What,
        name: &FileName,
        came_from: Option<Left>,
        now: SystemTime,
    ) -> Result<(), FollowError> {
        let Source::Told(told) = &mut self.source else {
            return Ok(());
        };
        match what {
            What::Arrived(_) => match came_from {
                Some(left) if left.name != *name => self.renamed(&left.name, name, now),
                _ => self.look(name, true, now),
            },
            What::Made => {
                let path = self.outgoing.join(name.as_os_str());
                // What somebody writes there is looked at when it is closed; a link is never closed.
                let link = std::fs::symlink_metadata(path)
                    .is_ok_and(|metadata| metadata.is_symlink() || metadata.nlink() > 1);
                if link { self.look(name, true, now) } else { Ok(()) }
            }
            What::Written => self.look(name, false, now),
            What::Deleted => {
                self.follow.on_gone(name, Gone::Deleted, now);
                Ok(())
            }
            What::Left(cookie) => {
                let (name, until) = (name.clone(), now + BACK);
                told.left.push(Left { cookie, name, until });
                Ok(())
            }
            What::Archived(_) if came_from.is_some() => self.archived(name, now),
            // From somewhere else.
            What::Archived(_) => Ok(()),
            What::StatusWritten if self.follow.awaits_status(name) => self.archived(name, now),
            What::StatusWritten => Ok(()),
            What::DoneMade => {
                told.inotify.watch_done().map_err(at("watch", &self.done))?;
                Ok(())
            }
            What::Overflow => self.look_at_all(),
            What::FolderGone => {
                self.over = true;
                let path = self.outgoing.clone();
                Err(FollowError::FolderGone { path })
            }
        }
    }

    /// Files that left and were not seen to arrive: the watch on the archive may be younger than the move.
    fn look_where_they_went(&mut self, now: SystemTime) -> Result<bool, FollowError> {
        let Source::Told(told) = &mut self.source else {
            return Ok(false);
        };
        let (due, left) = std::mem::take(&mut told.left)
            .into_iter()
            // Or the clock was set back.
            .partition(|left| left.until <= now || left.until > now + BACK);
        told.left = left;
        let due: Vec<Left> = due;
        let mut trouble = Ok(());
        for Left { name, .. } in &due {
            trouble = trouble.and(self.settle(name, Gone::Moved, now));
        }
        trouble.map(|()| !due.is_empty())
    }
}
