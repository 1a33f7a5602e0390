//! The folders in which messages are left, and their limit.

use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};

use crate::config::{Config, Problem, Record};

/// Asterisk's format, which is also the ending.
pub(crate) const FORMAT: &str = "wav";

/// Looks at every folder once, before the first call.
pub(crate) fn check_folders(config: &Config) -> Result<(), Problem> {
    for (name, record) in &config.record {
        let folder = record.local_folder();
        count(folder).map_err(|error| Problem {
            key: format!("record.{name}.folder"),
            problem: format!("cannot look into {}: {error}", folder.display()),
            remedy: "make the folder, give it to the user that Asterisk runs as, and let this program read it; if its \
                     path is another for this program, give `local_folder`"
                .to_owned(),
        })?;
    }
    Ok(())
}

/// Where a message goes.
pub(crate) struct Place {
    /// For Asterisk: without the ending.
    pub(crate) remote: String,
    /// For this program.
    pub(crate) local: PathBuf,
}

impl Place {
    /// A name that no other message has: a call has one id, and leaves its messages one after the other.
    pub(crate) fn new(record: &Record, now: DateTime<Utc>, unique_id: &str, number: u32) -> Self {
        // The id may begin with the name of the system, which may be anything.
        let id = unique_id.replace(|sign: char| !sign.is_ascii_alphanumeric() && sign != '.', "_");
        let id: String = id.trim_matches('.').chars().take(80).collect();
        let name = format!("{}-{id}-{number}", now.format("%Y%m%d-%H%M%S"));
        Self {
            remote: record.folder.join(&name).to_string_lossy().into_owned(),
            local: record.local_folder().join(format!("{name}.{FORMAT}")),
        }
    }
}

/// How many messages there are.
pub(crate) async fn is_full(record: &Record) -> Result<bool, std::io::Error> {
    let folder = record.local_folder().to_owned();
    let counted = tokio::task::spawn_blocking(move || count(&folder)).await;
    Ok(counted.map_err(std::io::Error::other)?? >= record.max_messages)
}

/// Removes what is no message. That it is there still does no harm beyond its place.
pub(crate) async fn remove(place: &Place) {
    let local = place.local.clone();
    let removed =
        tokio::task::spawn_blocking(move || std::fs::remove_file(&local).map_err(|error| (local, error)));
    if let Ok(Err((file, error))) = removed.await
        && error.kind() != std::io::ErrorKind::NotFound
    {
        tracing::warn!(event = "message.not_removed", file = %file.display(), %error);
    }
}

fn count(folder: &Path) -> Result<usize, std::io::Error> {
    let mut found = 0;
    for entry in std::fs::read_dir(folder)? {
        if entry?.path().extension().is_some_and(|ending| ending == FORMAT) {
            found += 1;
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;

    use super::{Place, is_full};
    use crate::config::Record;

    fn record(folder: &str) -> Record {
        toml::from_str(&format!("folder = {folder:?}\nmax_messages = 2\n")).unwrap()
    }

    #[test]
    fn a_message_stays_in_its_folder_whatever_the_call_is_called() {
        for (id, expected) in [
            ("1700000000.12", "/m/19700101-000000-1700000000.12-1"),
            ("../../etc/x", "/m/19700101-000000-_.._etc_x-1"),
            ("a b\n", "/m/19700101-000000-a_b_-1"),
            ("", "/m/19700101-000000--1"),
        ] {
            let place = Place::new(&record("/m"), DateTime::UNIX_EPOCH, id, 1);
            assert_eq!(place.remote, expected, "{id:?}");
            assert_eq!(place.local.to_string_lossy(), format!("{expected}.wav"));
        }
    }

    #[tokio::test]
    async fn a_folder_is_full_at_its_limit() {
        let folder = tempfile::tempdir().unwrap();
        let record = record(folder.path().to_str().unwrap());
        for (name, full) in [("a.wav", false), ("note.txt", false), ("b.wav", true)] {
            std::fs::write(folder.path().join(name), "").unwrap();
            assert_eq!(is_full(&record).await.unwrap(), full, "{name}");
        }
        drop(folder);
        assert!(is_full(&record).await.is_err());
    }
}
