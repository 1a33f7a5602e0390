//! Recordings: the list, one of them, and what has been kept for long enough.

use askama::Template;

use super::common::{Chip, Choice, Direction, Errors, Party};
use crate::web::frame::Frame;

/// `GET /recordings`.
#[derive(Debug, Template)]
#[template(path = "recordings.html")]
pub(crate) struct RecordingsPage {
    pub(crate) frame: Frame,
    /// Whether the portal knows where recordings are.
    pub(crate) configured: bool,
    pub(crate) from: String,
    pub(crate) to: String,
    pub(crate) who: String,
    pub(crate) number: String,
    pub(crate) at_least: String,
    pub(crate) text: String,
    /// The first entry of both is "all" with an empty value.
    pub(crate) queues: Vec<Choice>,
    pub(crate) directions: Vec<Choice>,
    pub(crate) errors: Errors,
    pub(crate) chips: Vec<Chip>,
    /// Whose recordings these are.
    pub(crate) scope: String,
    pub(crate) rows: Vec<RecordingRow>,
    pub(crate) total: i64,
    /// Whether to say how recordings come about while there are none: to whoever looks after them.
    pub(crate) hint: bool,
    /// Whether rows offer the file.
    pub(crate) downloads: bool,
    pub(crate) more: Option<String>,
}

/// A recording in the list.
#[derive(Clone, Debug)]
pub(crate) struct RecordingRow {
    /// Its own page.
    pub(crate) href: String,
    pub(crate) when: String,
    /// Absent where no call is known.
    pub(crate) direction: Option<Direction>,
    pub(crate) from: Party,
    pub(crate) to: Party,
    /// Empty without one.
    pub(crate) queue: String,
    pub(crate) length: String,
    pub(crate) sound: Sound,
    /// Whether it stays however old it is.
    pub(crate) held: bool,
    pub(crate) download: Option<String>,
}

/// What there is to hear.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Sound {
    /// At this address.
    Here(String),
    /// The file is there, and no browser plays its kind.
    NotPlayable,
    /// The call has only just ended.
    Expected,
    Missing,
    /// Deleted, at this time.
    Purged(String),
}

/// `GET /recordings/{id}`.
#[derive(Debug, Template)]
#[template(path = "recording.html")]
pub(crate) struct RecordingPage {
    pub(crate) frame: Frame,
    pub(crate) row: RecordingRow,
    pub(crate) file: String,
    /// Empty while there is no file.
    pub(crate) size: String,
    /// When it will be deleted; empty if it was.
    pub(crate) until: String,
    /// Why it is held; empty if it is not.
    pub(crate) reason: String,
    /// For whoever decides how long it stays.
    pub(crate) keeping: Option<Keeping>,
}

/// What may be done about how long a recording stays.
#[derive(Debug)]
pub(crate) struct Keeping {
    /// Whether it was deleted: then nothing is left to decide.
    pub(crate) gone: bool,
    pub(crate) hold: String,
    pub(crate) release: String,
    /// Absent for one that is gone or held.
    pub(crate) delete: Option<String>,
    pub(crate) errors: Errors,
    /// Who listened and downloaded, newest first.
    pub(crate) uses: Vec<RecordingUse>,
}

#[derive(Clone, Debug)]
pub(crate) struct RecordingUse {
    pub(crate) when: String,
    pub(crate) who: String,
    pub(crate) what: String,
}

/// `GET /admin/retention`.
#[derive(Debug, Template)]
#[template(path = "retention.html")]
pub(crate) struct RetentionPage {
    pub(crate) frame: Frame,
    /// How long recordings stay, how long notes do, and when what is older goes: sentences.
    pub(crate) rules: Vec<String>,
    /// What would go now: recordings, their size, notes.
    pub(crate) recordings: String,
    pub(crate) size: String,
    pub(crate) notes: String,
    /// Whether anything would.
    pub(crate) due: bool,
    pub(crate) rows: Vec<OldRow>,
    pub(crate) more: Option<String>,
    pub(crate) purge: String,
    pub(crate) runs: Vec<RunRow>,
}

/// A recording that would go.
#[derive(Clone, Debug)]
pub(crate) struct OldRow {
    pub(crate) href: String,
    pub(crate) when: String,
    pub(crate) file: String,
    pub(crate) size: String,
}

/// A time when something was deleted.
#[derive(Clone, Debug)]
pub(crate) struct RunRow {
    pub(crate) when: String,
    pub(crate) recordings: String,
    pub(crate) size: String,
    pub(crate) notes: String,
    /// What was wrong; empty if nothing was.
    pub(crate) trouble: String,
}
