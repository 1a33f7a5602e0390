use std::io;
use std::path::{Path, PathBuf};

use super::{FileNameError, Spool};

/// Why a call file could not be put into the spool, found there, or taken out.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SpoolError {
    /// A folder is not there, or is a file.
    #[error("there is no folder {}; {remedy}", path.display())]
    NoFolder {
        /// Which.
        path: PathBuf,
        /// What to do.
        remedy: &'static str,
    },
    /// A rename between two file systems is none.
    #[error(
        "{} is on another file system than {}; make files in a folder beside it, such as tmp in astspooldir",
        staging.display(), outgoing.display()
    )]
    OtherFileSystem {
        /// Where files are made.
        staging: PathBuf,
        /// Where they go.
        outgoing: PathBuf,
    },
    /// Asterisk would read files while they are made.
    #[error("{} lies inside {}, which Asterisk watches; make files in a folder beside it", staging.display(), outgoing.display())]
    StagingInside {
        /// Where files are made.
        staging: PathBuf,
        /// Where they go.
        outgoing: PathBuf,
    },
    /// Asterisk would call again after each of its starts.
    #[error(
        "user {uid} cannot remove files from {} (mode {mode:04o}), so Asterisk would call again after each start; \
         give the folder to it, as with `chown {uid} {0}` and `chmod u+rwx {0}`", outgoing.display()
    )]
    CannotDelete {
        /// The folder.
        outgoing: PathBuf,
        /// Asterisk's user.
        uid: u32,
        /// Who may do what with the folder.
        mode: u32,
    },
    /// The file cannot be given to Asterisk.
    #[error(
        "this process cannot give files to user {uid} or group {gid} of Asterisk; run it as root, as that user, or as \
         a member of that group"
    )]
    Owner {
        /// Asterisk's user.
        uid: u32,
        /// Its group.
        gid: u32,
        /// What the system said.
        source: io::Error,
    },
    /// The system refuses.
    #[error(
        "no permission to {doing} {}; run as the user that Asterisk runs as, or as root",
        path.display()
    )]
    Denied {
        /// What was tried.
        doing: &'static str,
        /// With which file or folder.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// A file of this name is waiting or being tried.
    #[error("{} is waiting already; cancel it first, or choose another name", path.display())]
    AlreadyPending {
        /// The file.
        path: PathBuf,
    },
    /// Not a name for a file.
    #[error(transparent)]
    Name(#[from] FileNameError),
    /// Asterisk cuts longer paths.
    #[error("{} has {length} bytes; Asterisk handles {limit}, choose a shorter name", path.display())]
    PathTooLong {
        /// The path.
        path: PathBuf,
        /// How long it is.
        length: usize,
        /// How long it may be.
        limit: usize,
    },
    /// Every name that was tried is taken.
    #[error("{} is full of files that a crash left; remove the `call-*.part` in it", staging.display())]
    StagingFull {
        /// Where files are made.
        staging: PathBuf,
    },
    /// A time that no file can have, or none in this spool: some disks end in 2038 or 2446.
    #[error(
        "the time of the call is before 1970 or after the last one that files here can have; choose another"
    )]
    Time,
    /// The file is in the spool, but a crash of the machine may still undo that.
    #[error(
        "{} is in the spool, but the disk did not confirm it; Asterisk calls all the same, do not submit it again",
        path.display()
    )]
    Unsynced {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// No room left, for anybody or for this user.
    #[error("no room to {doing} {}; free some on that disk, then try again", path.display())]
    Full {
        /// What was tried.
        doing: &'static str,
        /// With which file or folder.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The disk can only be read.
    #[error("cannot {doing} {}: its disk can only be read; mount it for writing, as with `mount -o remount,rw`", path.display())]
    ReadOnly {
        /// What was tried.
        doing: &'static str,
        /// With which file or folder.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// Anything else that the system says.
    #[error("could not {doing} {}", path.display())]
    Io {
        /// What was tried.
        doing: &'static str,
        /// With which file or folder.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

impl SpoolError {
    /// Whether the call is in the spool in spite of the error. If not, it is safe to try again.
    #[must_use]
    pub const fn is_placed(&self) -> bool {
        matches!(self, Self::Unsynced { .. })
    }
}

/// What the system said, in our words.
pub(super) fn at(doing: &'static str, path: &Path) -> impl FnOnce(io::Error) -> SpoolError {
    let path = path.to_owned();
    move |source| match source.kind() {
        io::ErrorKind::PermissionDenied => SpoolError::Denied { doing, path, source },
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => SpoolError::Full { doing, path, source },
        io::ErrorKind::ReadOnlyFilesystem => SpoolError::ReadOnly { doing, path, source },
        _ => SpoolError::Io { doing, path, source },
    }
}

impl Spool {
    /// The same where a file goes from one folder to the other.
    pub(super) fn failure(&self, source: io::Error, doing: &'static str, path: &Path) -> SpoolError {
        match source.kind() {
            // The folders are on one device, yet not on one mount.
            io::ErrorKind::CrossesDevices => SpoolError::OtherFileSystem {
                staging: self.staging.clone(),
                outgoing: self.outgoing.clone(),
            },
            io::ErrorKind::AlreadyExists => SpoolError::AlreadyPending {
                path: path.to_owned(),
            },
            _ => at(doing, path)(source),
        }
    }
}
