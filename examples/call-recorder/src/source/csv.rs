//! Follows `Master.csv`, with a position that survives restarts, rotation and half a line.
//!
//! The position is an offset and the bytes before it. A file in which those bytes do not stand before the offset is
//! another one: the log was rotated, by renaming or by copying and cutting, and what was written before that is read
//! from the file beside it that does have them.

use std::fs::{self, File};
use std::io::{self, Read as _, Seek as _, SeekFrom};
use std::path::{Path, PathBuf};
use std::time::Duration;

use csv_core::ReadRecordResult;
use serde::{Deserialize, Serialize};
use tracing::{info, warn};

use super::{Columns, Register, record};
use crate::call::Call;
use crate::config::{Csv, From};
use crate::queue::QueueError;

/// How often the file is looked at.
const LOOK: Duration = Duration::from_secs(1);
/// So many bytes before the position tell one file from another.
const TAIL: u64 = 200;
/// As much as is read at once.
const BLOCK: usize = 256 * 1024;
/// Asterisk drops records of more than about 1020 bytes: what is longer has a stray quote in it.
const LONGEST_RECORD: usize = 4096;

/// How far the file was read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Position {
    offset: u64,
    /// The bytes before it, as text; what is not UTF-8 is replaced, the same way each time.
    tail: String,
}

/// Why nothing was read.
#[derive(Debug, thiserror::Error)]
enum FollowError {
    #[error("cannot read {path}: {source}; let this user read it (group asterisk)", path = .path.display())]
    File { path: PathBuf, source: io::Error },
    #[error(transparent)]
    Queue(#[from] QueueError),
}

/// Follows one file.
#[derive(Debug)]
pub struct Follower {
    path: PathBuf,
    from: From,
    register: Register,
    /// The file's own name in the queue's table of positions.
    source: String,
    told: String,
}

impl Follower {
    /// For this file.
    pub fn new(csv: &Csv, register: Register) -> Self {
        Self {
            path: csv.file.clone(),
            from: csv.from,
            register,
            source: format!("csv:{}", csv.file.display()),
            told: String::new(),
        }
    }

    /// Follows for ever.
    pub async fn run(mut self) {
        loop {
            match self.read().await {
                Ok(()) => self.told.clear(),
                Err(error) => {
                    let text = error.to_string();
                    // Once: the file may be missing until the first call.
                    if text != self.told {
                        warn!(error = text, "not followed; trying again");
                        self.told = text;
                    }
                }
            }
            tokio::time::sleep(LOOK).await;
        }
    }

    /// Reads what is there now.
    async fn read(&self) -> Result<(), FollowError> {
        let stored = self.register.position(&self.source).await?;
        let position = stored.and_then(|stored| serde_json::from_str::<Position>(&stored).ok());
        let at = |path: &Path| {
            let path = path.to_owned();
            move |source| FollowError::File { path, source }
        };
        let mut file = File::open(&self.path).map_err(at(&self.path))?;
        let Some(position) = position else {
            let position = match self.from {
                From::Start => Position::default(),
                From::End => end_of(&mut file).map_err(at(&self.path))?,
            };
            info!(file = %self.path.display(), offset = position.offset, "followed from here on");
            self.keep(&[], &position).await?;
            return self.read_on(&mut file, position).await;
        };
        if belongs(&mut file, &position).map_err(at(&self.path))? {
            return self.read_on(&mut file, position).await;
        }
        // The rest of the file that was, and of those between.
        let mut earlier = siblings(&self.path).map_err(at(&self.path))?.into_iter();
        let before = earlier.by_ref().find_map(|path| {
            let mut file = File::open(&path).ok()?;
            belongs(&mut file, &position).ok()?.then_some((path, file))
        });
        match before {
            Some((path, mut file)) => {
                info!(file = %path.display(), "the log was rotated; its rest is read first");
                self.read_on(&mut file, position).await?;
                for path in earlier {
                    let mut file = File::open(&path).map_err(at(&path))?;
                    self.read_on(&mut file, Position::default()).await?;
                }
            }
            None => warn!(
                file = %self.path.display(),
                "the log was rotated and the file before is not beside it (or compressed): calls written since {} \
                 bytes of it may be missing; put it there and rotate with delaycompress",
                position.offset
            ),
        }
        self.keep(&[], &Position::default()).await?;
        self.read_on(&mut file, Position::default()).await
    }

    /// Reads whole records from here to the end, and keeps the position with them.
    async fn read_on(&self, file: &mut File, mut position: Position) -> Result<(), FollowError> {
        let failed = |source| FollowError::File {
            path: self.path.clone(),
            source,
        };
        loop {
            file.seek(SeekFrom::Start(position.offset)).map_err(failed)?;
            let mut block = Vec::with_capacity(BLOCK);
            file.by_ref()
                .take(BLOCK as u64)
                .read_to_end(&mut block)
                .map_err(failed)?;
            let (calls, used) = self.records(&block);
            if used == 0 {
                return Ok(());
            }
            position.offset += used as u64;
            position.tail = tail(file, position.offset).map_err(failed)?;
            self.keep(&calls, &position).await?;
        }
    }

    async fn keep(&self, calls: &[Call], position: &Position) -> Result<(), QueueError> {
        let position = serde_json::to_string(position).expect("a number and a text, which JSON has");
        let done = self
            .register
            .add(calls, Some((&*self.source, &*position).into()), false)
            .await?;
        if done.new > 0 {
            info!(calls = done.new, file = %self.path.display(), "registered");
        }
        Ok(())
    }

    /// The calls of all whole records, and how many bytes those take. A bad line costs that line.
    fn records(&self, block: &[u8]) -> (Vec<Call>, usize) {
        let mut calls = Vec::new();
        let mut used = 0;
        while let Some(length) = record_length(&block[used..]) {
            let line = &block[used..used + length];
            used += length;
            if line.iter().all(u8::is_ascii_whitespace) {
                continue;
            }
            match self.call(line) {
                Ok(call) => calls.push(call),
                // The line itself is about people.
                Err(reason) => {
                    warn!(file = %self.path.display(), reason, bytes = length, "a line is no record");
                }
            }
        }
        (calls, used)
    }

    fn call(&self, line: &[u8]) -> Result<Call, String> {
        let fields = fields(line);
        let columns = Columns::of(fields.len()).ok_or_else(|| match fields.len() {
            16 | 19 => "it has no uniqueid; set `loguniqueid = yes` in section [csv] of cdr.conf".to_owned(),
            count => format!("it has {count} columns; Asterisk writes 17, 18, 20 or 21"),
        })?;
        record::call(columns.name(fields), &self.register).map_err(|error| error.to_string())
    }
}

/// How long the first record is, its line break included; `None` while it is not whole.
fn record_length(bytes: &[u8]) -> Option<usize> {
    let mut is_quoted = false;
    for (index, &byte) in bytes.iter().enumerate() {
        match byte {
            b'"' => is_quoted = !is_quoted,
            b'\n' if !is_quoted => return Some(index + 1),
            _ => {}
        }
        if index >= LONGEST_RECORD {
            // A stray quote: the line alone is bad, not all that follows.
            let end = bytes.iter().position(|&byte| byte == b'\n');
            return Some(end.map_or(index, |end| end + 1));
        }
    }
    None
}

fn fields(line: &[u8]) -> Vec<String> {
    let mut reader = csv_core::Reader::new();
    let mut output = vec![0; line.len() + 1];
    let mut ends = [0; 64];
    let (mut read, mut written, mut count) = (0, 0, 0);
    loop {
        let (result, took, gave, ended) =
            reader.read_record(&line[read..], &mut output[written..], &mut ends[count..]);
        read += took;
        written += gave;
        count += ended;
        match result {
            // Once more with nothing: that ends the last field.
            ReadRecordResult::InputEmpty => {}
            _ => break,
        }
    }
    let mut begin = 0;
    ends[..count]
        .iter()
        .map(|&end| {
            let field = String::from_utf8_lossy(&output[begin..end]).into_owned();
            begin = end;
            field
        })
        .collect()
}

/// The position after the last whole line.
fn end_of(file: &mut File) -> io::Result<Position> {
    let length = file.metadata()?.len();
    let from = length.saturating_sub(LONGEST_RECORD as u64);
    file.seek(SeekFrom::Start(from))?;
    let mut last = Vec::new();
    file.by_ref().take(length - from).read_to_end(&mut last)?;
    let whole = last
        .iter()
        .rposition(|&byte| byte == b'\n')
        .map_or(0, |end| end + 1);
    let offset = from + whole as u64;
    Ok(Position {
        offset,
        tail: tail(file, offset)?,
    })
}

fn belongs(file: &mut File, position: &Position) -> io::Result<bool> {
    if file.metadata()?.len() < position.offset {
        return Ok(false);
    }
    Ok(tail(file, position.offset)? == position.tail)
}

fn tail(file: &mut File, offset: u64) -> io::Result<String> {
    let from = offset.saturating_sub(TAIL);
    file.seek(SeekFrom::Start(from))?;
    let mut tail = Vec::new();
    file.by_ref().take(offset - from).read_to_end(&mut tail)?;
    Ok(String::from_utf8_lossy(&tail).into_owned())
}

/// Files beside this one that begin with its name, such as `Master.csv.1`, oldest first; not those that are compressed.
fn siblings(path: &Path) -> io::Result<Vec<PathBuf>> {
    let name = path
        .file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    let mut found = Vec::new();
    for entry in fs::read_dir(path.parent().unwrap_or(Path::new(".")))? {
        let entry = entry?;
        let other = entry.file_name().to_string_lossy().into_owned();
        let is_compressed = [".gz", ".xz", ".bz2", ".zst"]
            .iter()
            .any(|end| other.ends_with(end));
        if other.starts_with(&name) && other != name && !is_compressed && entry.file_type()?.is_file() {
            found.push((entry.metadata()?.modified()?, entry.path()));
        }
    }
    found.sort();
    Ok(found.into_iter().map(|(_, path)| path).collect())
}

#[cfg(test)]
mod tests;
