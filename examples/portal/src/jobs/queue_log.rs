//! Follows Asterisk's queue log as it is written: lines are kept as they are, and visits made of them.

mod import;

use std::fs::File;
use std::io::{self, Read as _, Seek as _, SeekFrom};
use std::path::{Path, PathBuf};
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;
use switchhook_portal_core::queue::log::{Entry, Line, Position, Reader};
use switchhook_portal_core::queue::rollup::Rollup;
use switchhook_portal_core::queue::service_level::Thresholds;
use switchhook_portal_core::queue::visit::{Limits, LineKey, Output, Reducer};

use crate::app::{Shared, stopped};
use crate::log::Event;
use crate::store::{LogBatch, LogFile, Made, Store, StoreError};

pub use self::import::import;

/// How often the file is looked at.
const AGAIN: Duration = Duration::from_secs(2);

/// Bytes that are read and kept at once.
const PIECE: usize = 1 << 20;

/// Lines that are reduced at once when all visits are made again.
const LINES: u32 = 20_000;

/// Counts the ways in which visits were made. With another one they are made again.
const VERSION: i64 = 1;

/// Why the log could not be read on.
#[derive(Debug, thiserror::Error)]
pub enum LogError {
    #[error(
        "cannot read {path}: {source}; the portal's user has to be able to read it, as a member of Asterisk's group"
    )]
    File { path: PathBuf, source: io::Error },
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// What a look at the file found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Found {
    pub lines: u64,
    /// Lines that could not be read. They are kept too.
    pub bad: u64,
}

/// Reads the log on for as long as the portal runs.
pub async fn keep_read(app: Shared) {
    let Some(path) = app.config.queue_log.file.clone() else {
        return;
    };
    let mut stopping = app.stopping.clone();
    let mut tick = tokio::time::interval(AGAIN);
    let mut follower = None;
    let mut told = String::new();
    loop {
        tokio::select! {
            _ = tick.tick() => {}
            () = stopped(&mut stopping) => return,
        }
        let found = async {
            let follower = match &mut follower {
                Some(follower) => follower,
                None => follower.insert(Follower::new(&app.store, &path, app.config.pbx.time_zone).await?),
            };
            follower.look(&app.store).await
        };
        match found.await {
            Ok(found) => {
                told.clear();
                if found.lines > 0 {
                    tracing::info!(event = %Event::QueueLogRead, lines = found.lines, bad = found.bad);
                }
            }
            Err(error) => {
                // What it knows may be more than what was kept.
                follower = None;
                let error = error.to_string();
                if told != error {
                    tracing::error!(event = %Event::QueueLogUnread, error, "the queue log could not be read");
                    told = error;
                }
            }
        }
    }
}

/// A file that is read on from where it was left.
#[derive(Debug)]
pub struct Follower {
    path: PathBuf,
    reducer: Reducer,
    zone: Tz,
}

/// Of the days that are kept. Who asks for other thresholds has the visits added up.
pub fn no_days(zone: Tz) -> Rollup {
    Rollup::new(zone, Thresholds::default())
}

impl Follower {
    /// Goes on where the database is. Visits that an earlier version of the portal made are made again.
    pub async fn new(store: &Store, path: &Path, zone: Tz) -> Result<Self, LogError> {
        if store.queue_projection().await? != VERSION {
            make_again(store).await?;
        }
        store.keep_queue_days(no_days(zone)).await?;
        let newest = store.last_queue_log_lines(1000).await?;
        let last = newest
            .iter()
            .find_map(|(key, text)| Some((*key, Entry::parse(text).ok()?.time)));
        let since = last.map_or(DateTime::<Utc>::MIN_UTC, |(_, time)| time - TimeDelta::hours(24));
        let visits = store.recent_queue_visits(since.timestamp()).await?;
        Ok(Self {
            path: path.to_owned(),
            reducer: Reducer::resume(Limits::default(), visits, last),
            zone,
        })
    }

    /// Reads what was added since the last look.
    pub async fn look(&mut self, store: &Store) -> Result<Found, LogError> {
        let mut found = Found::default();
        let path = self.path.clone();
        let wrong = |path: &Path, source| LogError::File {
            path: path.to_owned(),
            source,
        };
        let (mut file, mut identity, length) = open(&path).map_err(|source| wrong(&path, source))?;
        let mut place = match store.queue_log_file().await? {
            Some(place) => place,
            None => LogFile {
                generation: 1,
                identity: identity.clone(),
                at: Position::default(),
            },
        };
        if place.identity != identity || length < place.at.offset {
            // Rotated. The end of the old file is read first, where it is still there.
            if let Some((old, mut old_file)) = renamed(&path, &place) {
                self.read(store, &mut old_file, &mut place, true, &mut found)
                    .await
                    .map_err(|error| error.of(&old))?;
            }
            place = LogFile {
                generation: place.generation + 1,
                identity: std::mem::take(&mut identity),
                at: Position::default(),
            };
        }
        self.read(store, &mut file, &mut place, false, &mut found)
            .await
            .map_err(|error| error.of(&path))?;
        Ok(found)
    }

    async fn read(
        &mut self,
        store: &Store,
        file: &mut File,
        place: &mut LogFile,
        to_the_end: bool,
        found: &mut Found,
    ) -> Result<(), ReadError> {
        let mut reader = Reader::at(place.at);
        file.seek(SeekFrom::Start(place.at.offset))?;
        let mut bytes = vec![0; PIECE];
        loop {
            let length = file.read(&mut bytes)?;
            let mut batch = LogBatch::default();
            let mut each = |line: Line<'_>| self.line(place.generation, line, &mut batch, found);
            if length > 0 {
                reader.feed(&bytes[..length], &mut each);
            } else if to_the_end {
                reader.finish(&mut each);
            }
            if !batch.lines.is_empty() || reader.position() != place.at {
                batch.made.visits.extend(self.reducer.open().cloned());
                place.at = reader.position();
                store.add_queue_log(place, &batch, no_days(self.zone)).await?;
            }
            if length == 0 {
                return Ok(());
            }
        }
    }

    fn line(&mut self, generation: u32, line: Line<'_>, batch: &mut LogBatch, found: &mut Found) {
        let key = LineKey {
            generation,
            position: line.start.offset,
        };
        found.lines += 1;
        batch.lines.push((key, line.text.to_owned()));
        match line.entry {
            Ok(entry) => self.reducer.feed(key, &entry, |output| batch.made.keep(output)),
            Err(error) => {
                found.bad += 1;
                tracing::warn!(event = %Event::QueueLogLine, %error);
            }
        }
    }
}

impl Made {
    fn keep(&mut self, output: Output) {
        match output {
            Output::Visit(visit) => self.visits.push(*visit),
            Output::Refused(refused) => self.refused.push(refused),
            Output::Stray(stray) => self.strays.push(stray),
        }
    }
}

/// Makes all visits again from the lines that were kept.
async fn make_again(store: &Store) -> Result<(), StoreError> {
    let mut reducer = Reducer::new(Limits::default());
    let mut made = Made::default();
    let mut after = None;
    loop {
        let lines = store.queue_log_lines(after, LINES).await?;
        for (key, text) in &lines {
            if let Ok(entry) = Entry::parse(text) {
                reducer.feed(*key, &entry, |output| made.keep(output));
            }
        }
        match lines.last() {
            Some((key, _)) => after = Some(*key),
            None => break,
        }
    }
    made.visits.extend(reducer.open().cloned());
    store.replace_queue_visits(VERSION, &made).await
}

enum ReadError {
    File(io::Error),
    Store(StoreError),
}

impl From<io::Error> for ReadError {
    fn from(error: io::Error) -> Self {
        Self::File(error)
    }
}

impl From<StoreError> for ReadError {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl ReadError {
    fn of(self, path: &Path) -> LogError {
        match self {
            Self::File(source) => LogError::File {
                path: path.to_owned(),
                source,
            },
            Self::Store(error) => LogError::Store(error),
        }
    }
}

/// The file, what tells it from others however it is called, and how long it is.
fn open(path: &Path) -> io::Result<(File, String, u64)> {
    let file = File::open(path)?;
    let about = file.metadata()?;
    Ok((file, identity(&about), about.len()))
}

/// Whether the log can be read, for `check`.
pub fn readable(path: &Path) -> io::Result<u64> {
    open(path).map(|(_, _, length)| length)
}

#[cfg(unix)]
fn identity(about: &std::fs::Metadata) -> String {
    use std::os::unix::fs::MetadataExt as _;
    format!("{}:{}", about.dev(), about.ino())
}

/// Files have no such number here: only a file that became shorter is another one.
#[cfg(not(unix))]
fn identity(_: &std::fs::Metadata) -> String {
    String::new()
}

/// The file that was read so far, under the name that rotation gave it: in the same folder.
fn renamed(path: &Path, place: &LogFile) -> Option<(PathBuf, File)> {
    let folder = std::fs::read_dir(crate::files::folder_of(path)).ok()?;
    folder
        .filter_map(Result::ok)
        .map(|entry| entry.path())
        .filter(|other| other != path)
        .find_map(|other| {
            let (file, identity, length) = open(&other).ok()?;
            (identity == place.identity && length >= place.at.offset).then_some((other, file))
        })
}

#[cfg(test)]
mod tests;
