//! `[spool]`: where planned calls wait, and how many of them.

use std::path::PathBuf;
use std::time::Duration;

use switchhook_portal_core::dial::Pattern;
use switchhook_portal_core::schedule::Policy;

use super::dialing::patterns;
use super::reader::Reader;
use super::{Config, ConfigError};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spool {
    /// Asterisk's `astspooldir`. Without it, nobody can plan calls.
    pub folder: Option<PathBuf>,
    pub per_person: u32,
    pub days: u32,
    pub retries: u32,
    pub retry: Duration,
    pub emergency: Vec<Pattern>,
}

pub(super) fn read(file: &Reader<'_>) -> Result<Spool, ConfigError> {
    Ok(Spool {
        folder: file.path("spool.folder")?,
        per_person: file.integer("spool.per_person")?,
        days: file.integer("spool.days")?,
        retries: file.integer("spool.retries")?,
        retry: Duration::from_secs(file.integer::<u64>("spool.retry_minutes")? * 60),
        emergency: patterns(file, "spool.emergency")?,
    })
}

impl Config {
    /// What holds for planned calls: the rules of a click, and more.
    pub fn schedule(&self) -> Policy {
        Policy {
            dial: self.pbx.policy(),
            emergency: self.spool.emergency.clone(),
            most: self.spool.per_person,
            days: self.spool.days,
        }
    }
}
