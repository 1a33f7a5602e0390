//! Deletes what has been kept for long enough: recordings, and the portal's own notes. Each night, one at a time.
//!
//! A file goes before its row says so. Cut off in between, the next run finds the row again, and no file: that is no
//! failure.

use std::fmt;
use std::io;
use std::path::Path;
use std::time::Duration;

use chrono::{DateTime, Utc};
use switchhook_portal_core::RecordingId;
use switchhook_portal_core::audit::{Action, Actor, AuditEntry, Object};
use switchhook_portal_core::recording::{Keep, RecordingFile, next_run};

use crate::app::{Shared, stopped};
use crate::config::Config;
use crate::lock::{DatabaseLock, LockError};
use crate::log::Event;
use crate::recordings::alone;
use crate::recordings::folder::Folder;
use crate::store::{OldRecording, PurgeRun, RecordingState, Seconds, Store, StoreError};

/// Recordings in one step: files, then rows.
const STEP: u32 = 100;

/// A call that has no record in the log by then gets none any more.
const DAY: Seconds = 86_400;

/// How long another one may take that is at the same files.
const PATIENCE: Duration = Duration::from_secs(10);

/// Why nothing, or not everything, was deleted.
#[derive(Debug, thiserror::Error)]
pub enum PurgeError {
    #[error("somebody else is at the recordings; try again in a minute")]
    Busy,
    #[error(
        "cannot read the recordings in {folder}: {source}; check recordings.folder in portal.toml, and that it is mounted"
    )]
    Folder { folder: String, source: io::Error },
    #[error(transparent)]
    Lock(#[from] LockError),
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// What is kept for how long, and where it is.
#[derive(Clone, Copy, Debug)]
pub struct Policy<'a> {
    database: &'a Path,
    folder: Option<&'a Path>,
    recordings: Keep,
    notes: Keep,
}

impl<'a> Policy<'a> {
    pub fn of(config: &'a Config) -> Self {
        let recordings = &config.recordings;
        Self {
            database: &config.database,
            folder: recordings.folder.as_deref(),
            // Without a folder nothing is deleted, and the rows stay for the day on which there is one again.
            recordings: match recordings.folder {
                Some(_) => Keep::days(recordings.keep_days),
                None => Keep::ForEver,
            },
            notes: Keep::days(config.log.keep_days),
        }
    }

    pub fn recordings(&self) -> Keep {
        self.recordings
    }

    pub fn notes(&self) -> Keep {
        self.notes
    }

    /// What is this old has been kept for long enough.
    pub fn cutoff(&self, now: Seconds) -> Option<Seconds> {
        self.recordings.cutoff(moment(now)).map(|at| at.timestamp())
    }
}

/// What would go.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    pub recordings: i64,
    /// As of the last look at the files.
    pub bytes: i64,
    pub notes: i64,
}

impl fmt::Display for Plan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} recordings with {} bytes and {} notes would go",
            self.recordings, self.bytes, self.notes
        )
    }
}

pub async fn plan(store: &Store, policy: &Policy<'_>, now: Seconds) -> Result<Plan, StoreError> {
    let mut plan = Plan::default();
    if let Some(cutoff) = policy.cutoff(now) {
        (plan.recordings, plan.bytes) = store.count_old_recordings(cutoff).await?;
    }
    if let Some(cutoff) = policy.notes.cutoff(moment(now)) {
        plan.notes = store.count_old_notes(cutoff.timestamp()).await?;
    }
    Ok(plan)
}

/// The recordings that would go, oldest first.
pub async fn planned(
    store: &Store,
    policy: &Policy<'_>,
    now: Seconds,
    after: (Seconds, RecordingId),
    limit: u32,
) -> Result<Vec<OldRecording>, StoreError> {
    match policy.cutoff(now) {
        Some(cutoff) => store.old_recordings(cutoff, after, limit).await,
        None => Ok(Vec::new()),
    }
}

/// Before every recording.
pub const FIRST: (Seconds, RecordingId) = (Seconds::MIN, RecordingId(0));

impl fmt::Display for PurgeRun {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} recordings with {} bytes and {} notes deleted",
            self.recordings, self.bytes, self.notes
        )?;
        match self.failed {
            0 => Ok(()),
            failed => write!(f, "; {failed} files could not be deleted, the log says why"),
        }
    }
}

/// Deletes it. Who asked for it notes that in the trail: see [`audit`].
pub async fn run(store: &Store, policy: &Policy<'_>, now: Seconds) -> Result<PurgeRun, PurgeError> {
    let _alone = turn(policy.database).await?;
    let folder = match policy.folder.filter(|_| policy.recordings != Keep::ForEver) {
        Some(path) => Some(Folder::open(path).map_err(|source| PurgeError::Folder {
            folder: path.display().to_string(),
            source,
        })?),
        None => None,
    };
    let id = store.purge_began(now).await?;
    let mut run = PurgeRun {
        began: now,
        ..PurgeRun::default()
    };
    if let Some(folder) = &folder {
        recordings(store, folder, policy, now, &mut run).await?;
    }
    store.forget_journeys_without_calls(now - DAY).await?;
    if let Some(cutoff) = policy.notes.cutoff(moment(now)) {
        run.notes = store.forget_old_notes(cutoff.timestamp()).await?;
    }
    run.ended = Some(Utc::now().timestamp().max(now));
    store.purge_ended(id, &run).await?;
    tracing::info!(event = %Event::PurgeDone, recordings = run.recordings, bytes = run.bytes, failed = run.failed, notes = run.notes);
    Ok(run)
}

/// The line of the trail for a run.
pub fn audit(actor: Actor, run: &PurgeRun) -> AuditEntry {
    AuditEntry::new(actor, Action::Purge, Object::Kept)
        .change("recordings", "", run.recordings.to_string())
        .change("bytes", "", run.bytes.to_string())
        .change("notes", "", run.notes.to_string())
}

async fn turn(database: &Path) -> Result<DatabaseLock, PurgeError> {
    let until = tokio::time::Instant::now() + PATIENCE;
    loop {
        match alone(database)? {
            Some(lock) => return Ok(lock),
            None if tokio::time::Instant::now() >= until => return Err(PurgeError::Busy),
            None => tokio::time::sleep(Duration::from_millis(50)).await,
        }
    }
}

async fn recordings(
    store: &Store,
    folder: &Folder,
    policy: &Policy<'_>,
    now: Seconds,
    run: &mut PurgeRun,
) -> Result<(), PurgeError> {
    let mut after = FIRST;
    loop {
        let old = planned(store, policy, now, after, STEP).await?;
        let Some(last) = old.last() else { return Ok(()) };
        after = (last.recorded, last.id.into());
        // The store only narrows; whether something goes is decided by the rule.
        let due: Vec<_> = old
            .into_iter()
            .filter(|old| {
                policy
                    .recordings
                    .is_over(moment(old.recorded), !old.hold.is_empty(), moment(now))
            })
            .collect();
        let gone = delete_files(folder, due).await;
        run.failed += gone.failed;
        run.recordings += i64::try_from(gone.ids.len()).unwrap_or(i64::MAX);
        run.bytes = run
            .bytes
            .saturating_add(i64::try_from(gone.bytes).unwrap_or(i64::MAX));
        store.recordings_purged(&gone.ids, now).await?;
    }
}

/// What became of a wish about one recording.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decided {
    Done,
    /// Somebody holds it.
    Held,
    /// It was deleted meanwhile.
    Gone,
}

/// Holds a recording, or lets it go with an empty reason. Not in the middle of a purge, which may have decided on this
/// very file: who reads that it is held must not find it deleted.
pub async fn hold(
    store: &Store,
    database: &Path,
    id: RecordingId,
    reason: &str,
) -> Result<Decided, PurgeError> {
    let _alone = turn(database).await?;
    match store.recording(id).await? {
        Some(recording) if recording.state != RecordingState::Purged => {
            store.hold_recording(id, reason).await?;
            Ok(Decided::Done)
        }
        _ => Ok(Decided::Gone),
    }
}

/// Deletes one recording, whatever its age, unless somebody holds it by now.
pub async fn one(
    store: &Store,
    config: &Config,
    id: RecordingId,
    file: &RecordingFile,
    now: Seconds,
) -> Result<Decided, PurgeError> {
    let _alone = turn(&config.database).await?;
    match store.recording(id).await? {
        Some(recording) if !recording.hold.is_empty() => return Ok(Decided::Held),
        Some(recording) if recording.state != RecordingState::Purged => {}
        _ => return Ok(Decided::Gone),
    }
    let path = config.recordings.folder.as_deref().unwrap_or(Path::new(""));
    let failed = |source| PurgeError::Folder {
        folder: path.display().to_string(),
        source,
    };
    let (folder, file) = (Folder::open(path).map_err(failed)?, file.clone());
    let bytes = tokio::task::spawn_blocking(move || folder.remove(&file))
        .await
        .unwrap_or_else(|error| Err(io::Error::other(error)))
        .map_err(failed)?;
    store.recordings_purged(&[id.into()], now).await?;
    tracing::info!(event = %Event::RecordingPurged, recording = %id, bytes);
    Ok(Decided::Done)
}

/// What became of some files.
#[derive(Debug, Default)]
struct Gone {
    ids: Vec<i64>,
    bytes: u64,
    failed: i64,
}

async fn delete_files(folder: &Folder, due: Vec<OldRecording>) -> Gone {
    let folder = folder.clone();
    let deleted = tokio::task::spawn_blocking(move || {
        let mut gone = Gone::default();
        for old in due {
            let removed = match old.file.parse::<RecordingFile>() {
                Ok(file) => folder.remove(&file),
                Err(error) => Err(io::Error::other(error)),
            };
            match removed {
                Ok(bytes) => {
                    tracing::info!(event = %Event::RecordingPurged, recording = old.id, bytes);
                    gone.bytes += bytes;
                    gone.ids.push(old.id);
                }
                Err(error) => {
                    tracing::warn!(event = %Event::RecordingNotPurged, recording = old.id, %error);
                    gone.failed += 1;
                }
            }
        }
        gone
    });
    // It does not panic; were it stopped, rows without files are what the next run expects.
    deleted.await.unwrap_or_default()
}

/// Each night at the quiet hour, for as long as the portal runs.
pub async fn every_night(app: Shared) {
    let mut stopping = app.stopping.clone();
    let config = &app.config;
    loop {
        let next = next_run(Utc::now(), config.recordings.purge_at, config.pbx.time_zone);
        // In steps: a clock that is set right meanwhile is followed.
        while let Some(left) = (next - Utc::now()).to_std().ok().filter(|left| !left.is_zero()) {
            tokio::select! {
                () = tokio::time::sleep(left.min(Duration::from_secs(600))) => {}
                () = stopped(&mut stopping) => return,
            }
        }
        match run(&app.store, &Policy::of(config), app.now()).await {
            Ok(run) => app.audit_system(audit(Actor::System, &run)).await,
            Err(error) => {
                tracing::error!(event = %Event::PurgeFailed, %error, "what has been kept for long enough could not be deleted");
            }
        }
    }
}

fn moment(at: Seconds) -> DateTime<Utc> {
    DateTime::from_timestamp(at, 0).unwrap_or_default()
}

#[cfg(test)]
mod tests;
