//! A rename that does not overwrite.

use std::io;
use std::path::Path;

/// Renames, unless `to` exists.
#[cfg(target_os = "linux")]
pub(super) fn rename_new(from: &Path, to: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    use rustix::io::Errno;
    match renameat_with(CWD, from, CWD, to, RenameFlags::NOREPLACE) {
        // Some file systems, NFS among them, do not know how.
        Err(Errno::INVAL | Errno::NOSYS) => look_and_rename(from, to),
        result => Ok(result?),
    }
}

#[cfg(not(target_os = "linux"))]
pub(super) fn rename_new(from: &Path, to: &Path) -> io::Result<()> {
    look_and_rename(from, to)
}

/// Two writers of one name at the same moment can still meet here; a hard link would tell them apart, but Asterisk
/// on Linux takes linked files two seconds late.
fn look_and_rename(from: &Path, to: &Path) -> io::Result<()> {
    match std::fs::symlink_metadata(to) {
        Ok(_) => Err(io::ErrorKind::AlreadyExists.into()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => std::fs::rename(from, to),
        Err(error) => Err(error),
    }
}
