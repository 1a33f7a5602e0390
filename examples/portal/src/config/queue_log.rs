//! `[queue_log]`: where Asterisk writes what happens in its queues.

use std::path::PathBuf;
use std::time::Duration;

use super::ConfigError;
use super::reader::Reader;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct QueueLog {
    /// Without it, there are no queue statistics.
    pub file: Option<PathBuf>,
    /// How long agents are left alone after a talk.
    pub wrap_up: Duration,
    /// Reasons of pauses that are wrap-up.
    pub wrap_up_reasons: Vec<String>,
}

pub(super) fn read(file: &Reader<'_>) -> Result<QueueLog, ConfigError> {
    Ok(QueueLog {
        file: file.path("queue_log.file")?,
        wrap_up: Duration::from_secs(file.integer("queue_log.wrap_up")?),
        wrap_up_reasons: file.texts("queue_log.wrap_up_reasons")?,
    })
}
