//! What the portal knows of recordings, kept equal to what is there.

use std::collections::{HashMap, HashSet};
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use switchhook_ami::wire::MessageBuf;
use switchhook_portal_core::call_log::Cdr;
use switchhook_portal_core::recording::{AudioKind, RecordingFile, WAV_HEAD, wav_length};

use super::alone;
use super::folder::{Folder, Found};
use crate::app::App;
use crate::lock::LockError;
use crate::log::Event;
use crate::store::{FileChange, KnownFile, NewRecording, RecordingState, Seconds, Store, StoreError};

/// A file is closed a moment after the call ended.
const CLOSING: Seconds = 15;

/// A call's record comes when the call is over: until then nobody knows whether there is anything to find.
const UNDER_WAY: Seconds = 4 * 3600;

/// Why files and rows could not be compared.
#[derive(Debug, thiserror::Error)]
pub enum IndexError {
    #[error(
        "cannot read the recordings in {folder}: {source}; check recordings.folder in portal.toml, and that the portal's user may read it"
    )]
    Folder { folder: String, source: io::Error },
    #[error(transparent)]
    Lock(#[from] LockError),
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// `UserEvent: Recording` with the headers `File`, `Uniqueid` and, if it likes, `Linkedid`.
pub async fn user_event(app: &App, message: &MessageBuf) {
    let text = |name| message.text(name).unwrap_or_default().into_owned();
    if !text("UserEvent").eq_ignore_ascii_case("Recording") {
        return;
    }
    note(app, &text("File"), text("Uniqueid"), text("Linkedid")).await;
}

/// The dialplan may put the name of the file into the call's record; and a recording that was named before belongs to it.
pub async fn call_ended(app: &App, cdr: &Cdr) {
    if app.config.recordings.folder.is_none() {
        return;
    }
    if cdr.has_talk() && is_named(&cdr.user_field) {
        note(app, &cdr.user_field, cdr.unique_id.clone(), cdr.linked_id.clone()).await;
    }
    if let Err(error) = app.store.link_recordings_of(&cdr.unique_id, &cdr.linked_id).await {
        tracing::error!(event = %Event::RecordingUnwritten, %error, "a recording could not be joined with its call");
    }
    app.recordings.named.notify_one();
}

/// Whether the field holds the name of a recording: sites write other things there too.
fn is_named(field: &str) -> bool {
    AudioKind::ENDINGS
        .iter()
        .any(|(ending, _)| field.strip_suffix(ending).is_some_and(|stem| stem.ends_with('.')))
}

async fn note(app: &App, name: &str, unique_id: String, linked_id: String) {
    let recordings = &app.config.recordings;
    if recordings.folder.is_none() {
        return;
    }
    let file = match RecordingFile::reported(name, &recordings.pbx_folder) {
        Ok(file) => file,
        Err(error) => {
            // Its length only: names of files may hold numbers.
            tracing::warn!(event = %Event::RecordingUnknown, %error, bytes = name.len(), "the PBX named a recording that is none");
            return;
        }
    };
    let clip = |text: String| text.chars().take(255).collect();
    let new = NewRecording {
        file,
        unique_id: clip(unique_id),
        linked_id: clip(linked_id),
        recorded: app.now(),
    };
    match app.store.note_recording(&new, app.now()).await {
        Ok(_) => app.recordings.named.notify_one(),
        Err(error) => {
            tracing::error!(event = %Event::RecordingUnwritten, %error, "a recording could not be noted; the next look at the files finds it");
        }
    }
}

/// Looks at all files, or only for those that the PBX named just now.
pub async fn compare(
    store: &Store,
    database: &Path,
    path: &Path,
    only_expected: bool,
    now: Seconds,
) -> Result<usize, IndexError> {
    // Whoever purges looks at these files too, and another look follows.
    let Some(_alone) = alone(database)? else {
        return Ok(0);
    };
    let known = store.known_files(only_expected).await?;
    if only_expected && known.is_empty() {
        return Ok(0);
    }
    let folder = path.to_owned();
    let failed = |source| IndexError::Folder {
        folder: path.display().to_string(),
        source,
    };
    // A folder of many files, perhaps on another machine.
    let changes = tokio::task::spawn_blocking(move || {
        let folder = Folder::open(&folder)?;
        let found = if only_expected {
            let named = known.iter().filter_map(|known| known.file.parse().ok());
            let looks: io::Result<Vec<_>> = named.map(|file: RecordingFile| folder.look(&file)).collect();
            looks?.into_iter().flatten().collect()
        } else {
            folder.scan()?
        };
        Ok(differences(&folder, &known, found, now))
    })
    .await
    .unwrap_or_else(|error| Err(io::Error::other(error)))
    .map_err(failed)?;
    store.apply_file_changes(&changes, now).await?;
    store.link_all_recordings().await?;
    Ok(changes.len())
}

/// What has to be changed so that the portal believes what is there.
fn differences(folder: &Folder, known: &[KnownFile], found: Vec<Found>, now: Seconds) -> Vec<FileChange> {
    let by_stem: HashMap<&str, &KnownFile> = known.iter().map(|known| (known.stem.as_str(), known)).collect();
    let mut there = HashSet::new();
    let mut changes = Vec::new();
    for found in found {
        let bytes = i64::try_from(found.bytes).unwrap_or(i64::MAX);
        let file = found.file.to_string();
        match by_stem.get(found.file.stem()) {
            Some(known) => {
                there.insert(known.id);
                let same = known.state == RecordingState::Present.key() && known.bytes == bytes;
                if !same || known.file != file {
                    let length = length(folder, &found);
                    let id = known.id;
                    changes.push(FileChange::Present {
                        id,
                        file,
                        bytes,
                        length,
                    });
                }
            }
            None => changes.push(FileChange::New {
                stem: found.file.stem().to_owned(),
                unique_id: found.file.unique_id().unwrap_or_default().to_owned(),
                modified: found.modified,
                bytes,
                length: length(folder, &found),
                file,
            }),
        }
    }
    changes.extend(
        known
            .iter()
            .filter(|known| !there.contains(&known.id))
            .filter_map(|known| absent(known, now)),
    );
    changes
}

/// What it means that there is no file.
fn absent(known: &KnownFile, now: Seconds) -> Option<FileChange> {
    let id = known.id;
    let age = now - known.noted;
    match (known.state.as_str(), known.talked) {
        ("missing" | "purged", _) => None,
        ("expected", Some(false)) => Some(FileChange::Never { id }),
        ("expected", Some(true)) if age < CLOSING => None,
        ("expected", None) if age < UNDER_WAY => None,
        _ => Some(FileChange::Missing { id }),
    }
}

/// In milliseconds, where the file tells it.
fn length(folder: &Folder, found: &Found) -> Option<i64> {
    if !matches!(found.file.kind(), AudioKind::Wav | AudioKind::Wav49) {
        return None;
    }
    let file = folder.read(&found.file).ok()?;
    let size = file.metadata().ok()?.len();
    let length = wav_length(&head(file).ok()?, size)?;
    i64::try_from(length.as_millis()).ok()
}

fn head(file: File) -> io::Result<Vec<u8>> {
    let mut head = Vec::with_capacity(WAV_HEAD);
    file.take(WAV_HEAD as u64).read_to_end(&mut head)?;
    Ok(head)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known(state: &str, talked: Option<bool>) -> KnownFile {
        KnownFile {
            id: 1,
            stem: "a".into(),
            file: "a.wav".into(),
            bytes: 0,
            state: state.into(),
            noted: 1000,
            talked,
        }
    }

    #[test]
    fn a_file_that_is_not_there_is_missing_only_where_somebody_talked() {
        for (state, talked, age, expected) in [
            ("expected", Some(true), 5, None),
            ("expected", Some(true), 60, Some(FileChange::Missing { id: 1 })),
            ("expected", Some(false), 5, Some(FileChange::Never { id: 1 })),
            ("expected", None, 600, None),
            ("expected", None, 5 * 3600, Some(FileChange::Missing { id: 1 })),
            ("present", Some(true), 5, Some(FileChange::Missing { id: 1 })),
            ("missing", Some(true), 5, None),
            ("purged", Some(true), 5, None),
        ] {
            assert_eq!(
                absent(&known(state, talked), 1000 + age),
                expected,
                "{state} {talked:?} {age}"
            );
        }
    }

    #[test]
    fn a_field_is_a_name_only_if_it_ends_as_one() {
        for (field, expected) in [
            ("1.wav", true),
            ("a/b.opus", true),
            ("VIP customer", false),
            ("wav", false),
            ("", false),
        ] {
            assert_eq!(is_named(field), expected, "{field}");
        }
    }
}
