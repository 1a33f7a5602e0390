//! Puts a backup in place: all of it, or nothing.

use std::fmt;
use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use tempfile::NamedTempFile;

use super::archive::{self, Small};
use super::changes::Changes;
use super::scratch::Scratch;
use super::{BackupError, DATABASE};
use crate::config::Config;
use crate::files::{folder_of, give_to_owner_of, make_alike, make_folders, set_mode};
use crate::lock::DatabaseLock;
use crate::store::{Contents, Store};
use crate::tariff::Source;

/// What a restore may do.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    /// Replace what is there; it is kept beside it.
    pub overwrite: bool,
    /// Put the configuration of the backup in place too.
    pub configuration: bool,
}

/// What was done.
#[derive(Debug)]
pub struct Restored {
    /// When the backup was made.
    pub made: String,
    pub program: String,
    pub database: PathBuf,
    pub contents: Contents,
    /// Files that were written beside the database.
    pub files: Vec<PathBuf>,
    /// What was there before, under its new name.
    pub kept: Vec<PathBuf>,
    /// What else there is to know.
    pub notes: Vec<String>,
}

impl fmt::Display for Restored {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "{}: {} people, {} telephones and {} calls, as of {} (version {})",
            self.database.display(),
            self.contents.people,
            self.contents.phones,
            self.contents.calls,
            self.made,
            self.program
        )?;
        for file in &self.files {
            writeln!(f, "restored: {}", file.display())?;
        }
        for file in &self.kept {
            writeln!(f, "what was there before: {}", file.display())?;
        }
        for note in &self.notes {
            writeln!(f, "{note}")?;
        }
        Ok(())
    }
}

/// Restores the backup `from` into the site of `config_path`.
///
/// Everything is read, checked and brought to this version beside its place first; then names change. A configuration
/// that is not there comes from the backup.
pub async fn restore(
    config_path: &Path,
    from: &Path,
    options: Options,
    now: DateTime<Utc>,
) -> Result<Restored, BackupError> {
    let from_backup = options.configuration || !config_path.exists();
    let site = if from_backup {
        None
    } else {
        Some(Config::read(config_path)?)
    };
    let (small, (config, staged, _lock)) = archive::read(from, |small| {
        let config = match site {
            Some(config) => config,
            None => Config::parse(&small.configuration, config_path)?,
        };
        // Held until the end: a portal that starts meanwhile is refused.
        let lock = DatabaseLock::take(&config.database)?;
        let (staged, file) = Staged::begin(&config.database)?;
        Ok((file, config.database.clone(), (config, staged, lock)))
    })?;
    let contents = check(from, &small, &staged.database).await?;
    empty_or(&config.database, options.overwrite).await?;

    let mut plan = Placing::new(options.overwrite);
    let mut notes = Vec::new();
    match (&config.tariff, &small.manifest.plan) {
        (Source::Plan(path), Some(name)) => {
            for (file, bytes) in &small.tariff {
                let to = if file == name {
                    path.clone()
                } else {
                    folder_of(path).join(file)
                };
                plan.add(to, bytes, 0o644)?;
            }
        }
        (_, Some(_)) => notes.push(format!(
            "the tariff of the backup was left out, because {} names none",
            config_path.display()
        )),
        _ => {}
    }
    if from_backup {
        plan.add(config_path.to_owned(), small.configuration.as_bytes(), 0o640)?;
    }
    // What the old database has in its log goes into it, so that its one file is all of it. One that cannot be read
    // keeps its log beside it.
    if config.database.exists() {
        let _ = Store::settle(&config.database).await;
    }
    let files = plan.ready.iter().map(|(_, to)| to.clone()).collect();
    // From here on nothing waits, so that whoever asks to stop does so before or after.
    let kept = plan.carry_out(&staged, &config.database, now)?.kept();
    Ok(Restored {
        made: small.manifest.made,
        program: small.manifest.program,
        database: config.database,
        contents,
        files,
        kept,
        notes,
    })
}

/// Whether the database is one of ours, whole, as old as the manifest says; brings it to this version.
async fn check(from: &Path, small: &Small, database: &Path) -> Result<Contents, BackupError> {
    let damaged = |why: String| BackupError::Damaged {
        path: from.into(),
        why,
    };
    let unreadable = |error: crate::store::StoreError| damaged(error.to_string());
    let flaws = Store::flaws(database).await.map_err(unreadable)?;
    if !flaws.is_empty() {
        return Err(damaged(flaws.join("; ")));
    }
    let contents = Store::contents(database).await.map_err(unreadable)?;
    if contents.version != small.manifest.database_version {
        return Err(damaged(format!(
            "its database is of version {}, and its manifest says {}",
            contents.version, small.manifest.database_version
        )));
    }
    let store = Store::open(database).await.map_err(unreadable)?;
    store.close().await;
    Store::contents(database).await.map_err(unreadable)
}

/// A database with something in it stays, unless it may be replaced.
async fn empty_or(database: &Path, overwrite: bool) -> Result<(), BackupError> {
    if overwrite || std::fs::metadata(database).map_or(0, |file| file.len()) == 0 {
        return Ok(());
    }
    let what = match Store::contents(database).await {
        Ok(contents) if contents.is_empty() => return Ok(()),
        Ok(contents) => format!(
            "it has {} people, {} telephones and {} calls",
            contents.people, contents.phones, contents.calls
        ),
        // What cannot be read may be worth something to somebody who can repair it.
        Err(error) => format!("it cannot be read: {error}"),
    };
    Err(BackupError::Filled {
        database: database.into(),
        what,
    })
}

fn write_error(path: &Path) -> impl Fn(io::Error) -> BackupError + use<> {
    let path = path.to_owned();
    move |source| BackupError::Write {
        path: path.clone(),
        source,
    }
}

/// The new database, in a folder beside its place, that goes away by itself.
struct Staged {
    _folder: Scratch,
    database: PathBuf,
}

impl Staged {
    fn begin(database: &Path) -> Result<(Self, File), BackupError> {
        let error = write_error(database);
        let folder = Scratch::make(folder_of(database), ".restore-").map_err(&error)?;
        let staged = folder.path().join(DATABASE);
        let file = OpenOptions::new()
            .write(true)
            .create_new(true)
            .open(&staged)
            .map_err(&error)?;
        set_mode(&file, 0o600).map_err(&error)?;
        give_to_owner_of(folder_of(database), &file).map_err(&error)?;
        Ok((
            Self {
                _folder: folder,
                database: staged,
            },
            file,
        ))
    }
}

/// Small files that are to be put in place, each written beside it already.
struct Placing {
    overwrite: bool,
    ready: Vec<(NamedTempFile, PathBuf)>,
}

impl Placing {
    fn new(overwrite: bool) -> Self {
        Self {
            overwrite,
            ready: Vec::new(),
        }
    }

    /// What is there already and the same stays. A new file is made for the folder's owner, with this mode; one that
    /// replaces another has the other's owner and mode.
    fn add(&mut self, to: PathBuf, bytes: &[u8], mode: u32) -> Result<(), BackupError> {
        match std::fs::read(&to) {
            Ok(there) if there == bytes => return Ok(()),
            Ok(_) if !self.overwrite => return Err(BackupError::Differs { path: to }),
            Ok(_) => {}
            Err(source) if source.kind() == io::ErrorKind::NotFound => {}
            Err(source) => return Err(BackupError::Read { path: to, source }),
        }
        let error = write_error(&to);
        let folder = folder_of(&to);
        make_folders(folder).map_err(&error)?;
        let mut file = NamedTempFile::new_in(folder).map_err(&error)?;
        file.write_all(bytes).map_err(&error)?;
        if to.exists() {
            make_alike(&to, file.as_file()).map_err(&error)?;
        } else {
            set_mode(file.as_file(), mode).map_err(&error)?;
            give_to_owner_of(folder, file.as_file()).map_err(&error)?;
        }
        file.as_file().sync_all().map_err(&error)?;
        self.ready.push((file, to));
        Ok(())
    }

    /// Gives each its name, the database last: once that is new, everything is.
    fn carry_out(self, staged: &Staged, database: &Path, now: DateTime<Utc>) -> Result<Changes, BackupError> {
        let mut changes = Changes::new(now);
        let mut all = || {
            for (file, to) in &self.ready {
                changes.replace(to, file.path()).map_err(write_error(to))?;
            }
            let error = write_error(database);
            File::open(&staged.database)
                .and_then(|file| file.sync_all())
                .map_err(&error)?;
            changes
                .replace_database(database, &staged.database)
                .map_err(&error)
        };
        match all() {
            Ok(()) => Ok(changes),
            Err(error) => {
                changes.undo();
                Err(error)
            }
        }
    }
}
