//! `[recordings]`: where they are and how long they stay.

use std::path::PathBuf;

use chrono::NaiveTime;

use super::ConfigError;
use super::reader::Reader;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recordings {
    /// Without one, the portal knows no recordings.
    pub folder: Option<PathBuf>,
    /// The same folder as Asterisk calls it.
    pub pbx_folder: String,
    /// 0 is for ever.
    pub keep_days: u32,
    /// By the clocks of the PBX's site.
    pub purge_at: NaiveTime,
}

pub(super) fn read(file: &Reader<'_>) -> Result<Recordings, ConfigError> {
    let pbx_folder = file.text("recordings.pbx_folder")?;
    if !pbx_folder.starts_with('/') {
        return Err(file.bad(
            "recordings.pbx_folder",
            format!("{pbx_folder:?} is no absolute path"),
            "write the folder as MixMonitor has it, such as \"/var/spool/asterisk/monitor\"",
        ));
    }
    let at = file.text("recordings.purge_at")?;
    let purge_at = NaiveTime::parse_from_str(&at, "%H:%M").map_err(|_| {
        file.bad(
            "recordings.purge_at",
            format!("{at:?} is no time of day"),
            "write a quiet hour between quotation marks, such as \"03:30\"",
        )
    })?;
    Ok(Recordings {
        folder: file.path("recordings.folder")?,
        pbx_folder,
        keep_days: file.integer("recordings.keep_days")?,
        purge_at,
    })
}
