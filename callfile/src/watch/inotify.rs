//! What the system tells about the two folders.

use std::ffi::OsString;
use std::io;
use std::mem::MaybeUninit;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::os::unix::ffi::OsStringExt;
use std::path::{Path, PathBuf};

use rustix::fs::inotify::{self, CreateFlags, ReadFlags, Reader, WatchFlags};
use rustix::io::Errno;

/// A watch on `outgoing`, and on `outgoing_done` as soon as it is there: Asterisk makes it for the first file that it
/// archives.
#[derive(Debug)]
pub(super) struct Inotify {
    fd: OwnedFd,
    done: PathBuf,
    outgoing_watch: i32,
    done_watch: Option<i32>,
    parent_watch: Option<i32>,
    buffer: Vec<MaybeUninit<u8>>,
}

/// Something that happened to a file.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Change {
    pub(super) what: What,
    pub(super) name: OsString,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum What {
    /// It came into `outgoing` complete.
    Arrived(u32),
    /// A link to it was made there, or it was begun.
    Made,
    /// It was written to there.
    Written,
    Deleted,
    /// It left; the number comes again where it arrives, if that is watched.
    Left(u32),
    /// It came to `outgoing_done`.
    Archived(u32),
    /// It was written to there.
    StatusWritten,
    /// `outgoing_done` was made.
    DoneMade,
    /// Too much happened: look at everything.
    Overflow,
    /// `outgoing` itself is gone.
    FolderGone,
}

/// Enough for a thousand events; each has at most a name of 255 bytes.
const BUFFER: usize = 64 * 1024;

impl Inotify {
    pub(super) fn open(outgoing: &Path, done: &Path) -> io::Result<Self> {
        let fd = inotify::init(CreateFlags::CLOEXEC | CreateFlags::NONBLOCK)?;
        let flags = WatchFlags::CREATE
            | WatchFlags::CLOSE_WRITE
            | WatchFlags::MOVED_TO
            | WatchFlags::MOVED_FROM
            | WatchFlags::DELETE
            | WatchFlags::DELETE_SELF
            | WatchFlags::MOVE_SELF
            | WatchFlags::ONLYDIR;
        let outgoing_watch = inotify::add_watch(&fd, outgoing, flags)?;
        let mut this = Self {
            fd,
            done: done.to_owned(),
            outgoing_watch,
            done_watch: None,
            parent_watch: None,
            buffer: vec![MaybeUninit::uninit(); BUFFER],
        };
        if !this.watch_done()?
            && let Some(parent) = done.parent()
        {
            let flags = WatchFlags::CREATE | WatchFlags::MOVED_TO | WatchFlags::ONLYDIR;
            this.parent_watch = Some(inotify::add_watch(&this.fd, parent, flags)?);
            // It may have been made just before.
            this.watch_done()?;
        }
        Ok(this)
    }

    /// Begins to watch `outgoing_done`. Whether it is there.
    pub(super) fn watch_done(&mut self) -> io::Result<bool> {
        let flags = WatchFlags::MOVED_TO | WatchFlags::CLOSE_WRITE | WatchFlags::ONLYDIR;
        match inotify::add_watch(&self.fd, &self.done, flags) {
            Ok(watch) => {
                self.done_watch = Some(watch);
                if let Some(parent) = self.parent_watch.take() {
                    inotify::remove_watch(&self.fd, parent)?;
                }
                Ok(true)
            }
            Err(Errno::NOENT | Errno::NOTDIR) => Ok(false),
            Err(error) => Err(error.into()),
        }
    }

    /// What happened since the last time, without waiting; at most about one buffer of it.
    pub(super) fn read(&mut self) -> io::Result<Vec<Change>> {
        let mut changes = Vec::new();
        let mut reader = Reader::new(&self.fd, &mut self.buffer);
        loop {
            let event = match reader.next() {
                Ok(event) => event,
                Err(Errno::AGAIN) => break,
                Err(Errno::INTR) => continue,
                Err(error) => return Err(error.into()),
            };
            let (flags, watch) = (event.events(), event.wd());
            let name = event
                .file_name()
                .map(|name| name.to_bytes().to_vec())
                .unwrap_or_default();
            let is_done = |name: &[u8]| {
                self.done
                    .file_name()
                    .is_some_and(|done| done.as_encoded_bytes() == name)
            };
            let what = if flags.contains(ReadFlags::QUEUE_OVERFLOW) {
                Some(What::Overflow)
            } else if watch == self.outgoing_watch {
                outgoing(flags, event.cookie())
            } else if Some(watch) == self.done_watch {
                archive(flags, event.cookie())
            } else {
                (Some(watch) == self.parent_watch && is_done(&name)).then_some(What::DoneMade)
            };
            if let Some(what) = what {
                let name = OsString::from_vec(name);
                changes.push(Change { what, name });
            }
            if reader.is_buffer_empty() {
                break;
            }
        }
        Ok(changes)
    }
}

impl AsFd for Inotify {
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.fd.as_fd()
    }
}

fn outgoing(flags: ReadFlags, cookie: u32) -> Option<What> {
    // IGNORED follows the removal of the folder, or of its file system.
    if flags
        .intersects(ReadFlags::DELETE_SELF | ReadFlags::MOVE_SELF | ReadFlags::IGNORED | ReadFlags::UNMOUNT)
    {
        return Some(What::FolderGone);
    }
    if flags.contains(ReadFlags::ISDIR) {
        return None;
    }
    Some(match () {
        () if flags.contains(ReadFlags::MOVED_TO) => What::Arrived(cookie),
        () if flags.contains(ReadFlags::CLOSE_WRITE) => What::Written,
        () if flags.contains(ReadFlags::MOVED_FROM) => What::Left(cookie),
        () if flags.contains(ReadFlags::DELETE) => What::Deleted,
        () if flags.contains(ReadFlags::CREATE) => What::Made,
        () => return None,
    })
}

fn archive(flags: ReadFlags, cookie: u32) -> Option<What> {
    match () {
        () if flags.contains(ReadFlags::ISDIR) => None,
        () if flags.contains(ReadFlags::MOVED_TO) => Some(What::Archived(cookie)),
        () if flags.contains(ReadFlags::CLOSE_WRITE) => Some(What::StatusWritten),
        () => None,
    }
}
