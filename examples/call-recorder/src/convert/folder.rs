//! A converter on another machine that shares two folders with this one: WAV files are put into the one, results are
//! fetched from the other. The same program works there: `call-recorder convert-folder`.

use std::path::{Path, PathBuf};
use std::time::Duration;

use super::{ConvertError, Encoder, copy, part, settle};
use crate::config::{Convert, seconds};

/// How often the folders are looked at. A shared folder tells nobody of changes.
const LOOK: Duration = Duration::from_millis(500);

/// The two folders.
#[derive(Clone, Debug)]
pub struct Folders {
    outbox: PathBuf,
    inbox: PathBuf,
    extension: &'static str,
    limit: Duration,
}

impl Folders {
    /// `outbox` is where WAV files go, `inbox` where results come from.
    pub fn new(outbox: &Path, inbox: &Path, convert: &Convert) -> Self {
        Self {
            outbox: outbox.to_owned(),
            inbox: inbox.to_owned(),
            extension: convert.to.extension(),
            limit: seconds(convert.time_limit_seconds),
        }
    }

    /// Where WAV files go.
    pub fn outbox(&self) -> &Path {
        &self.outbox
    }

    /// Where results come from.
    pub fn inbox(&self) -> &Path {
        &self.inbox
    }

    /// Puts a file there and waits for its result.
    pub(super) async fn run(&self, input: &Path, output: &Path) -> Result<(), ConvertError> {
        let stem = input
            .file_stem()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let result = self.inbox.join(format!("{stem}.{}", self.extension));
        let refusal = self.inbox.join(format!("{stem}.error"));
        let order = self.outbox.join(format!("{stem}.wav"));
        // A result of an earlier order of this name is of the same recording, and will do.
        if !exists(&result).await {
            let _ = tokio::fs::remove_file(&refusal).await;
            let part = part(&order);
            copy(input, &part).await?;
            settle(&part, &order).await?;
        }
        let waited = tokio::time::timeout(self.limit, async {
            loop {
                if exists(&result).await {
                    return Ok(());
                }
                if let Ok(reason) = tokio::fs::read_to_string(&refusal).await {
                    let _ = tokio::fs::remove_file(&refusal).await;
                    return Err(ConvertError::Encoder(format!(
                        "the other machine: {}",
                        reason.trim()
                    )));
                }
                tokio::time::sleep(LOOK).await;
            }
        });
        let gone = |_| {
            let outbox = self.outbox.display();
            ConvertError::Encoder(format!(
                "no result within {:?}; does the converter of {outbox} run?",
                self.limit
            ))
        };
        waited.await.map_err(gone)??;
        copy(&result, output).await?;
        let _ = tokio::fs::remove_file(&result).await;
        Ok(())
    }
}

/// The other side: converts what comes into `from` into `to`, one after the other, for ever.
pub async fn serve(encoder: &Encoder, extension: &str, from: &Path, to: &Path) -> std::io::Result<()> {
    loop {
        for order in orders(from)? {
            let stem = order
                .file_stem()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned();
            let result = to.join(format!("{stem}.{extension}"));
            let part = part(&result);
            let made = match encoder.run(&order, &part).await {
                Ok(()) => settle(&part, &result).await.map(drop),
                Err(error) => Err(error),
            };
            match made {
                Ok(()) => tracing::info!(file = stem, "converted"),
                Err(error) => {
                    tracing::warn!(file = stem, %error, "not converted");
                    let _ = std::fs::remove_file(&part);
                    let refusal = to.join(format!(".part-{stem}.error"));
                    std::fs::write(&refusal, error.to_string())?;
                    std::fs::rename(&refusal, to.join(format!("{stem}.error")))?;
                }
            }
            std::fs::remove_file(&order)?;
        }
        tokio::time::sleep(LOOK).await;
    }
}

/// The files that wait, by name.
fn orders(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        if name.ends_with(".wav") && !name.starts_with('.') {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

async fn exists(path: &Path) -> bool {
    tokio::fs::metadata(path).await.is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Format;

    #[tokio::test]
    async fn a_recording_goes_to_the_other_machine_and_comes_back_converted() {
        let folder = tempfile::tempdir().unwrap();
        let [outbox, inbox, store] = ["out", "in", "store"].map(|name| folder.path().join(name));
        for folder in [&outbox, &inbox, &store] {
            std::fs::create_dir(folder).unwrap();
        }
        let convert = Convert {
            to: Format::Mp3,
            // Refuses what is called b.
            command: [
                "sh",
                "-c",
                "case $1 in */b.wav) exit 1;; esac; tr a-z A-Z < $1 > $2",
                "x",
                "{input}",
                "{output}",
            ]
            .map(str::to_owned)
            .to_vec(),
            time_limit_seconds: 20,
            ..Convert::default()
        };
        let encoder = Encoder::find(&convert).unwrap();
        let folders = Folders::new(&outbox, &inbox, &convert);
        let (from, to) = (outbox.clone(), inbox.clone());
        let server = tokio::spawn(async move { serve(&encoder, "mp3", &from, &to).await });
        for name in ["a", "b"] {
            std::fs::write(store.join(format!("{name}.wav")), "sound").unwrap();
        }
        folders
            .run(&store.join("a.wav"), &store.join("a.mp3"))
            .await
            .unwrap();
        assert_eq!(std::fs::read(store.join("a.mp3")).unwrap(), b"SOUND");
        let error = folders
            .run(&store.join("b.wav"), &store.join("b.mp3"))
            .await
            .unwrap_err();
        assert!(error.to_string().contains("the other machine"), "{error}");
        server.abort();
        let left = [outbox, inbox].map(|folder| std::fs::read_dir(folder).unwrap().count());
        assert_eq!(left, [0, 0], "nothing stays behind");
    }
}
