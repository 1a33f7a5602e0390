//! `[queue_log]`: where Asterisk writes what happens in its queues.

use std::path::PathBuf;

use super::ConfigError;
use super::reader::Reader;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct QueueLog {
    /// Without it, there are no queue statistics.
    pub file: Option<PathBuf>,
}

pub(super) fn read(file: &Reader<'_>) -> Result<QueueLog, ConfigError> {
    Ok(QueueLog {
        file: file.path("queue_log.file")?,
    })
}
