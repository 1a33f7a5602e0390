//! Brings calls from registered to deliverable: waits for their recordings, converts them, and cleans up afterwards.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::task::JoinSet;
use tracing::{error, info, warn};

use crate::config::{Config, Recordings};
use crate::convert::{ConvertError, Converter};
use crate::queue::{Job, Queue, QueueError, Stage, Stored};
use crate::recording::{Location, Observed, OpenFiles, Stops, Verdict, Watch};
use crate::time;

/// How often recordings that are still written are looked at.
const LOOK: Duration = Duration::from_millis(500);
/// How often delivered calls are looked for that may be cleaned up.
const CLEAN: Duration = Duration::from_secs(5);
/// The pause after a failed conversion doubles up to this.
const LONGEST_PAUSE: i64 = 5 * 60 * 1000;
/// As many calls as are worked on at once.
const BATCH: u32 = 200;
/// Begins the note of a recording whose source is not removed, since more may have been written to it.
const OVERDUE: &str = "still written when it was taken";
/// Lengths of files without sound: Asterisk writes the header of a WAV (44 bytes; 60 of WAV49) before the first sound.
const NO_SOUND: [i64; 3] = [0, 44, 60];
const DAY: i64 = 24 * 60 * 60 * 1000;

/// What prepares calls.
pub struct Preparer {
    queue: Queue,
    recordings: Option<(Recordings, Location)>,
    converter: Arc<Converter>,
    plain: Arc<Converter>,
    format: crate::config::Format,
    parallel: usize,
    tries: u32,
    keep: crate::config::Keep,
    stops: Stops,
    begun: Instant,
    watches: HashMap<i64, Watch>,
    converting: HashSet<i64>,
    conversions: JoinSet<(Job, Result<Stored, ConvertError>)>,
    told_hidden: bool,
}

impl Preparer {
    /// Finds the encoder and compiles the template of file names.
    pub fn new(config: &Config, queue: &Queue, stops: Stops) -> Result<Self, String> {
        let recordings = config.recordings.clone();
        let recordings = recordings.map(|rules| Location::new(&rules).map(|location| (rules, location)));
        Ok(Self {
            queue: queue.clone(),
            recordings: recordings.transpose()?,
            converter: Arc::new(Converter::new(&config.convert)?),
            plain: Arc::new(Converter::Copy),
            format: config.convert.to,
            parallel: config.convert.parallel,
            tries: config.convert.tries,
            keep: config.keep,
            stops,
            begun: Instant::now(),
            watches: HashMap::new(),
            converting: HashSet::new(),
            conversions: JoinSet::new(),
            told_hidden: false,
        })
    }

    /// What becomes of recordings, for people.
    pub fn describe(&self) -> String {
        match self.recordings {
            Some(_) => self.converter.describe(),
            None => "calls are registered without recordings".into(),
        }
    }

    /// Works for ever.
    pub async fn run(mut self) {
        let mut cleaned = None::<Instant>;
        loop {
            if let Err(error) = self.round().await {
                warn!(%error, "the queue failed; trying again");
            }
            if cleaned.is_none_or(|last| last.elapsed() >= CLEAN) {
                cleaned = Some(Instant::now());
                if let Err(error) = self.clean().await {
                    warn!(%error, "cleaning up failed; trying again");
                }
            }
            let wait = match self.queue.next_due().await {
                Ok(Some(due)) => Duration::from_millis((due - time::now()).clamp(20, 500).unsigned_abs()),
                _ => LOOK,
            };
            tokio::select! {
                () = self.queue.changed(wait) => {}
                Some(done) = self.conversions.join_next() => {
                    if let Ok((job, result)) = done
                        && let Err(error) = self.converted(&job, result).await
                    {
                        // The conversion is done again.
                        warn!(%error, "the queue failed; trying again");
                    }
                }
            }
        }
    }

    async fn round(&mut self) -> Result<(), QueueError> {
        let jobs = self.queue.due(time::now(), BATCH).await?;
        let mut recordings = Vec::new();
        for job in jobs {
            match job.stage {
                Stage::Gathering => self.queue.gathered(job.id, time::now()).await?,
                Stage::Recording => recordings.push(job),
                Stage::Converting => self.begin_conversion(job).await?,
                Stage::Ready => {}
            }
        }
        self.look(recordings).await
    }

    /// One look at `/proc` serves all recordings.
    async fn look(&mut self, jobs: Vec<Job>) -> Result<(), QueueError> {
        if jobs.is_empty() {
            return Ok(());
        }
        let Some((rules, location)) = &self.recordings else {
            for job in jobs {
                self.queue.ready(job.id, None, "", time::now()).await?;
            }
            return Ok(());
        };
        let mut candidates = Vec::new();
        for job in jobs {
            match location.of(&job.call) {
                Ok(Some(path)) => candidates.push((job, path)),
                Ok(None) => self.queue.ready(job.id, None, "", time::now()).await?,
                Err(note) => {
                    warn!(
                        call = job.call.unique_id,
                        note, "registered without its recording"
                    );
                    self.queue.ready(job.id, None, &note, time::now()).await?;
                }
            }
        }
        if candidates.is_empty() {
            return Ok(());
        }
        let open = tokio::task::spawn_blocking(OpenFiles::look)
            .await
            .unwrap_or_default();
        if let (Some(hidden), false) = (open.hidden(), self.told_hidden) {
            self.told_hidden = true;
            warn!(
                hidden,
                seconds = rules.blind_still_seconds,
                "recordings must stand still for this long instead"
            );
        }
        let elapsed = self.begun.elapsed();
        for (job, path) in candidates {
            // Not through a link: what is deleted later must be the recording.
            let file = std::fs::symlink_metadata(&path)
                .ok()
                .filter(std::fs::Metadata::is_file);
            let observed = Observed {
                length: file.as_ref().map(std::fs::Metadata::len),
                is_open: file.as_ref().and_then(|file| open.holds(file).ok()),
                stopped: self.stops.has(&job.call.unique_id),
            };
            let watch = self.watches.entry(job.id).or_insert_with(|| Watch::new(elapsed));
            let now = time::now();
            let length = observed.length.unwrap_or(0);
            match watch.see(observed, rules, elapsed) {
                Verdict::Wait => {
                    let look = i64::try_from(LOOK.as_millis()).unwrap_or(500);
                    self.queue.look_again(job.id, now + look).await?;
                    continue;
                }
                Verdict::Missing => self.queue.ready(job.id, None, "", now).await?,
                Verdict::Complete => {
                    self.queue
                        .recorded(job.id, &shown(&path), length, "", now)
                        .await?;
                }
                Verdict::Overdue => {
                    warn!(
                        call = job.call.unique_id,
                        "its recording is {OVERDUE}; the source stays"
                    );
                    self.queue
                        .recorded(job.id, &shown(&path), length, OVERDUE, now)
                        .await?;
                }
            }
            self.watches.remove(&job.id);
        }
        Ok(())
    }

    async fn begin_conversion(&mut self, job: Job) -> Result<(), QueueError> {
        if self.conversions.len() >= self.parallel || !self.converting.insert(job.id) {
            return Ok(());
        }
        let Some(source) = job.source_file.clone() else {
            self.converting.remove(&job.id);
            return self.queue.ready(job.id, None, &job.note, time::now()).await;
        };
        if job.source_bytes.is_some_and(|bytes| NO_SOUND.contains(&bytes)) {
            // A call that nobody took has a file all the same. It goes with the others' sources.
            self.converting.remove(&job.id);
            return self.queue.ready(job.id, None, &job.note, time::now()).await;
        }
        let source = PathBuf::from(source);
        let is_plain = !self.converter.converts() || job.tries >= self.tries;
        let converter = Arc::clone(if is_plain { &self.plain } else { &self.converter });
        let extension = match is_plain {
            true => source
                .extension()
                .map(|end| end.to_string_lossy().to_lowercase())
                .unwrap_or_default(),
            false => self.format.extension().to_owned(),
        };
        let folder = self.queue.recordings();
        let file = format!("{}/{}.{extension}", day(job.since), job.call.unique_id);
        // An encoder that outlived this program's last run may still write: it has a name of its own.
        let name = format!("{}-{}.{extension}", std::process::id(), job.call.unique_id);
        let part = self.queue.parts().join(name);
        self.conversions.spawn(async move {
            let output = folder.join(&file);
            let made = async {
                let parent = output.parent().unwrap_or(&folder);
                tokio::fs::create_dir_all(parent)
                    .await
                    .map_err(|source| ConvertError::Disk {
                        path: parent.to_owned(),
                        source,
                    })?;
                converter.convert(&source, &part, &output).await
            };
            let stored = made.await.map(|bytes| Stored {
                file,
                bytes: i64::try_from(bytes).unwrap_or(i64::MAX),
            });
            (job, stored)
        });
        Ok(())
    }

    async fn converted(&mut self, job: &Job, result: Result<Stored, ConvertError>) -> Result<(), QueueError> {
        self.converting.remove(&job.id);
        let call = &job.call.unique_id;
        let now = time::now();
        let pause = (1000_i64 << job.tries.min(20)).min(LONGEST_PAUSE);
        match result {
            Ok(stored) => {
                info!(
                    call,
                    file = stored.file,
                    bytes = stored.bytes,
                    "its recording is stored"
                );
                self.queue.ready(job.id, Some(&stored), &job.note, now).await
            }
            Err(error @ ConvertError::Encoder(_)) => {
                let before = if job.note.starts_with(OVERDUE) {
                    OVERDUE.to_owned() + "; "
                } else {
                    String::new()
                };
                let note = format!("{before}not converted: {error}");
                let last = job.tries + 1 >= self.tries;
                warn!(call, %error, delivered_as_it_is = last, "not converted");
                self.queue.conversion_failed(job.id, &note, now + pause).await
            }
            Err(ConvertError::Disk { path, source }) if is_gone(&path, job) => {
                let note = format!("its recording vanished: {source}");
                warn!(call, note, "registered without its recording");
                self.queue.ready(job.id, None, &note, now).await
            }
            Err(error) => {
                // Nothing is lost by waiting for somebody to make room.
                error!(call, %error, "cannot store its recording; trying again");
                self.queue.look_again(job.id, now + pause.max(5000)).await
            }
        }
    }

    /// Removes sources whose calls are confirmed everywhere, and what is kept no longer.
    async fn clean(&mut self) -> Result<(), QueueError> {
        let keeps = self
            .recordings
            .as_ref()
            .is_none_or(|(rules, _)| rules.keep_source);
        for job in self.queue.delivered_everywhere(BATCH).await? {
            if let (Some(source), false) = (&job.source_file, keeps) {
                let path = Path::new(source);
                let length = std::fs::symlink_metadata(path)
                    .ok()
                    .filter(std::fs::Metadata::is_file);
                let length = length.and_then(|file| i64::try_from(file.len()).ok());
                if length.is_some() && length == job.source_bytes && !job.note.starts_with(OVERDUE) {
                    if let Err(error) = std::fs::remove_file(path) {
                        warn!(file = source, %error, "cannot remove the source of a delivered recording; give this user the right to write in its folder");
                        // Once is enough to say so: it is not asked for again.
                    }
                } else if length.is_some() {
                    warn!(file = source, "the source stays: it is not what was delivered");
                }
            }
            self.queue.cleaned(job.id, time::now()).await?;
        }
        let before = |days: u32| time::now() - i64::from(days) * DAY;
        if let Some(days) = self.keep.recordings_days.or(self.keep.calls_days) {
            for (id, file) in self.queue.old_recordings(before(days), BATCH).await? {
                match std::fs::remove_file(self.queue.stored_path(&file)) {
                    Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                        warn!(file, %error, "cannot remove an old recording");
                    }
                    _ => self.queue.recording_removed(id).await?,
                }
            }
        }
        if let Some(days) = self.keep.calls_days {
            let removed = self.queue.remove_calls(before(days)).await?;
            if removed > 0 {
                info!(removed, "old calls are removed");
            }
        }
        Ok(())
    }
}

/// Whether it is the source that is not there any more.
fn is_gone(path: &Path, job: &Job) -> bool {
    job.source_file
        .as_deref()
        .is_some_and(|source| Path::new(source) == path && !path.exists())
}

fn shown(path: &Path) -> String {
    path.display().to_string()
}

/// The folder of a day: `2026/11/22`.
fn day(moment: i64) -> String {
    chrono::DateTime::from_timestamp_millis(moment).map_or_else(
        || "other".to_owned(),
        |moment| moment.format("%Y/%m/%d").to_string(),
    )
}
