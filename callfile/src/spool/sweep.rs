//! What crashes left.

use std::fs;

use super::staged::is_ours;
use super::{Spool, lock};

impl Spool {
    /// Removes the temporary files that writers left which were killed, and says how many there were. Those of writers
    /// that are at work are not touched: while there is one, nothing is removed. [`Spool::open`] does this too.
    ///
    /// Whatever cannot be removed stays, and is tried again the next time.
    pub fn sweep(&self) -> usize {
        // Nobody can be at work without the lock, so whatever is there nobody has in use. A disk without locks is not
        // cleaned up: who could tell?
        let Ok(Some(_alone)) = lock::alone(&self.staging) else {
            return 0;
        };
        let Ok(entries) = fs::read_dir(&self.staging) else {
            return 0;
        };
        entries
            .filter_map(Result::ok)
            .filter(|entry| is_ours(&entry.file_name()))
            .filter(|entry| fs::remove_file(entry.path()).is_ok())
            .count()
    }
}
