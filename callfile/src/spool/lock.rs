//! Who is at work in the staging folder, so that nobody's temporary file is taken for one that a crash left.

use std::fs::File;
use std::io;
use std::path::Path;

use rustix::fs::{FlockOperation, flock};
use rustix::io::Errno;

use super::error::{SpoolError, at};

/// Held for as long as a temporary file of ours is in the folder. The system lets go of it when the process ends,
/// however it ends.
#[derive(Debug)]
pub(super) struct AtWork {
    _folder: Option<File>,
}

/// Says that this writer is at work, beside others. Waits while somebody cleans up.
pub(super) fn at_work(staging: &Path) -> Result<AtWork, SpoolError> {
    let folder = File::open(staging).map_err(at("make a file in", staging))?;
    // Where a disk knows no locks nobody can be alone either, so nothing is ever cleaned up there.
    Ok(wait_for(folder, FlockOperation::LockShared))
}

/// One at a time gives a file another time and then another name: two could leave the name of the one with the time of
/// the other. Waits for the others.
pub(super) fn moving(outgoing: &Path) -> Result<AtWork, SpoolError> {
    let folder = File::open(outgoing).map_err(at("move a file in", outgoing))?;
    Ok(wait_for(folder, FlockOperation::LockExclusive))
}

fn wait_for(folder: File, operation: FlockOperation) -> AtWork {
    let locked = loop {
        match flock(&folder, operation) {
            Err(Errno::INTR) => {}
            locked => break locked,
        }
    };
    AtWork {
        _folder: locked.is_ok().then_some(folder),
    }
}

/// Makes sure that nobody is at work, and that nobody begins before this is dropped. None if somebody is.
pub(super) fn alone(staging: &Path) -> io::Result<Option<AtWork>> {
    let folder = File::open(staging)?;
    match flock(&folder, FlockOperation::NonBlockingLockExclusive) {
        Ok(()) => Ok(Some(AtWork {
            _folder: Some(folder),
        })),
        Err(Errno::WOULDBLOCK | Errno::INTR) => Ok(None),
        Err(error) => Err(error.into()),
    }
}
