//! Makes a backup while the portal runs, or not.

use std::fmt;
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

use chrono::{DateTime, SecondsFormat, Utc};

use super::archive::{self, Content, describe, stays_inside};
use super::scratch::Scratch;
use super::{BackupError, CONFIGURATION, DATABASE, FORMAT, FORMAT_VERSION, Manifest, TARIFF};
use crate::config::Config;
use crate::files::{folder_of, sync_folder};
use crate::store::{Contents, Store};
use crate::tariff::{Source, deck_files};

/// How backups are called that are not told their name; sorted by name they are sorted by age.
const NAME_START: &str = "switchhook-portal-";
const NAME_END: &str = ".tar";

/// What was done.
#[derive(Debug)]
pub struct Made {
    pub path: PathBuf,
    pub bytes: u64,
    pub contents: Contents,
    /// Files of the tariff, the plan among them.
    pub tariff: usize,
    /// Files of the tariff that are not in it, and why.
    pub left_out: Vec<String>,
    /// Older backups that `keep` had removed.
    pub removed: Vec<PathBuf>,
}

impl fmt::Display for Made {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{} ({} bytes)", self.path.display(), self.bytes)?;
        writeln!(
            f,
            "holds {} people, {} telephones and {} calls, {} files of the tariff, and portal.toml with its secrets: keep it as safe as those",
            self.contents.people, self.contents.phones, self.contents.calls, self.tariff
        )?;
        for file in &self.left_out {
            writeln!(f, "left out: {file}")?;
        }
        for file in &self.removed {
            writeln!(f, "removed: {}", file.display())?;
        }
        Ok(())
    }
}

/// Makes the backup `to`, or one of its own name in the folder `to`; of those, the newest `keep` stay.
///
/// The file appears when it is whole, and only its owner may read it: it holds the secrets of the configuration.
pub async fn make(
    config_path: &Path,
    to: &Path,
    keep: Option<usize>,
    now: DateTime<Utc>,
) -> Result<Made, BackupError> {
    let config = Config::read(config_path)?;
    if !config.database.exists() {
        return Err(BackupError::NoDatabase(config.database));
    }
    let in_folder = to.is_dir();
    if keep.is_some() && !in_folder {
        return Err(BackupError::KeepWithoutFolder(to.into()));
    }
    let path = if in_folder {
        to.join(name(now))
    } else {
        to.to_owned()
    };
    // Said before the work; whether it still holds is asked again at the end.
    if path.symlink_metadata().is_ok() {
        return Err(BackupError::Exists(path));
    }
    let write = |source| BackupError::Write {
        path: path.clone(),
        source,
    };
    let folder = folder_of(&path);
    let scratch = Scratch::make(folder, ".backup-").map_err(write)?;
    let copy = scratch.path().join(DATABASE);
    let contents = Store::copy(&config.database, &copy)
        .await
        .map_err(|source| BackupError::Copy {
            folder: folder.into(),
            source,
        })?;

    let read = |path: &Path| {
        std::fs::read(path).map_err(|source| BackupError::Read {
            path: path.into(),
            source,
        })
    };
    let mut parts = vec![(CONFIGURATION.to_owned(), Content::Bytes(read(config_path)?))];
    let mut left_out = Vec::new();
    let plan = match &config.tariff {
        Source::Plan(plan) => Some(tariff(plan, &mut parts, &mut left_out)),
        Source::None | Source::Sample => None,
    };
    let tariff = parts.len() - 1;
    parts.push((
        DATABASE.to_owned(),
        Content::File(File::open(&copy).map_err(write)?),
    ));
    let mut described = Vec::new();
    for (name, content) in &mut parts {
        described.push(describe(name, content).map_err(write)?);
    }
    let manifest = Manifest {
        format: FORMAT.to_owned(),
        format_version: FORMAT_VERSION,
        program: env!("CARGO_PKG_VERSION").to_owned(),
        made: now.to_rfc3339_opts(SecondsFormat::Secs, true),
        database_version: contents.version,
        plan: plan.flatten(),
        files: described,
    };
    // Such a file is for its owner alone from the beginning.
    let mut file = tempfile::NamedTempFile::new_in(scratch.path()).map_err(write)?;
    let contents_of_parts = parts.into_iter().map(|(_, content)| content).collect();
    archive::write(file.as_file_mut(), &manifest, contents_of_parts, now.timestamp()).map_err(write)?;
    file.as_file().sync_all().map_err(write)?;
    let bytes = file.as_file().metadata().map_err(write)?.len();
    file.persist_noclobber(&path).map_err(|refused| {
        if refused.error.kind() == io::ErrorKind::AlreadyExists {
            BackupError::Exists(path.clone())
        } else {
            write(refused.error)
        }
    })?;
    sync_folder(folder).map_err(write)?;
    let removed = match keep {
        Some(keep) => rotate(folder, &path, keep).map_err(write)?,
        None => Vec::new(),
    };
    Ok(Made {
        path,
        bytes,
        contents,
        tariff,
        left_out,
        removed,
    })
}

/// Adds the plan and its decks, and gives the plan's name. Without a plan that can be read there is none: a ruined
/// tariff keeps nobody from saving the rest.
fn tariff(plan: &Path, parts: &mut Vec<(String, Content)>, left_out: &mut Vec<String>) -> Option<String> {
    let read = |path: &Path, left_out: &mut Vec<String>| {
        std::fs::read(path)
            .map_err(|error| left_out.push(format!("{}: {error}", path.display())))
            .ok()
    };
    let name = plan.file_name()?.to_str()?.to_owned();
    let text = read(plan, left_out)?;
    match std::str::from_utf8(&text).map(deck_files) {
        Ok(Ok(decks)) => {
            for deck in decks {
                let (path, known) = (
                    folder_of(plan).join(&deck.file),
                    parts
                        .iter()
                        .any(|(name, _)| *name == format!("{TARIFF}{}", deck.file)),
                );
                if known {
                    continue;
                }
                if !stays_inside(&deck.file) || deck.file == name {
                    left_out.push(format!("{}: it does not stand beside the plan", path.display()));
                    continue;
                }
                if let Some(bytes) = read(&path, left_out) {
                    parts.push((format!("{TARIFF}{}", deck.file), Content::Bytes(bytes)));
                }
            }
        }
        Ok(Err(error)) => left_out.push(format!("the decks of {}: {error}", plan.display())),
        Err(error) => left_out.push(format!("the decks of {}: {error}", plan.display())),
    }
    parts.push((format!("{TARIFF}{name}"), Content::Bytes(text)));
    Some(name)
}

fn name(now: DateTime<Utc>) -> String {
    format!("{NAME_START}{}{NAME_END}", now.format("%Y-%m-%dT%H%M%SZ"))
}

/// Whether the file has a name as [`name`] gives; no other is ever removed.
fn is_ours(file: &str) -> bool {
    let time = file
        .strip_prefix(NAME_START)
        .and_then(|rest| rest.strip_suffix(NAME_END));
    time.is_some_and(|time| chrono::NaiveDateTime::parse_from_str(time, "%Y-%m-%dT%H%M%SZ").is_ok())
}

/// Removes all but the newest of the folder's backups; the one just made stays even if a wrong clock gave others a
/// later time.
fn rotate(folder: &Path, made: &Path, keep: usize) -> io::Result<Vec<PathBuf>> {
    let mut names = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        if let Some(name) = entry.file_name().to_str()
            && is_ours(name)
            && made.file_name() != Some(entry.file_name().as_os_str())
            && entry.file_type()?.is_file()
        {
            names.push(name.to_owned());
        }
    }
    names.sort_unstable();
    let old = names.len().saturating_sub(keep.saturating_sub(1));
    let mut removed = Vec::new();
    for name in &names[..old] {
        let path = folder.join(name);
        std::fs::remove_file(&path)?;
        removed.push(path);
    }
    Ok(removed)
}
