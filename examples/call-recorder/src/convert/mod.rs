//! What becomes of a recording: copied or converted into the store, away from the call path.

mod encoder;
mod folder;
mod upload;

pub use encoder::{Encoder, check_command};
pub use folder::{Folders, serve};
pub use upload::Upload;

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

use crate::config::{Convert, Format};

/// Why there is no result.
#[derive(Debug, thiserror::Error)]
pub enum ConvertError {
    /// The encoder: another try may help, and the WAV will do.
    #[error("{0}")]
    Encoder(String),
    /// This machine: the disk is full, a file is missing. The WAV would not do either.
    #[error("cannot write {path}: {source}", path = .path.display())]
    Disk { path: PathBuf, source: io::Error },
}

impl ConvertError {
    fn disk(path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        move |source| Self::Disk { path, source }
    }
}

/// How recordings are converted.
#[derive(Debug)]
pub enum Converter {
    /// Not at all.
    Copy,
    /// By a program on this machine.
    Encoder(Encoder),
    /// By another machine that shares folders with this one.
    Folders(Folders),
    /// By another machine over HTTP.
    Upload(Upload),
}

impl Converter {
    /// As the configuration says; finds the encoder.
    pub fn new(convert: &Convert) -> Result<Self, String> {
        if convert.to == Format::Wav && convert.command.is_empty() {
            return Ok(Self::Copy);
        }
        if let (Some(outbox), Some(inbox)) = (&convert.outbox, &convert.inbox) {
            return Ok(Self::Folders(Folders::new(outbox, inbox, convert)));
        }
        if let Some(url) = &convert.url {
            return Upload::new(url, convert).map(Self::Upload);
        }
        Encoder::find(convert).map(Self::Encoder)
    }

    /// What it does, for people.
    pub fn describe(&self) -> String {
        match self {
            Self::Copy => "recordings are delivered as they are".into(),
            Self::Encoder(encoder) => format!("recordings are converted by {}", encoder.describe()),
            Self::Folders(folders) => format!(
                "recordings are converted by who watches {}",
                folders.outbox().display()
            ),
            Self::Upload(upload) => format!("recordings are converted by {}", upload.url()),
        }
    }

    /// Whether the WAV is made smaller.
    pub fn converts(&self) -> bool {
        !matches!(self, Self::Copy)
    }

    /// Puts the converted recording at `output`, whole or not at all. `part` is its name until then, in a folder of
    /// the same disk.
    pub async fn convert(&self, input: &Path, part: &Path, output: &Path) -> Result<u64, ConvertError> {
        let made = match self {
            Self::Copy => copy(input, part).await,
            Self::Encoder(encoder) => encoder.run(input, part).await,
            Self::Folders(folders) => folders.run(input, part).await,
            Self::Upload(upload) => upload.run(input, part).await,
        };
        let settled = match made {
            Ok(()) => settle(part, output).await,
            Err(error) => Err(error),
        };
        if settled.is_err() {
            // Half of it would only take room.
            let _ = tokio::fs::remove_file(part).await;
        }
        settled
    }
}

/// The media type of a file's name.
pub fn media_type(name: &str) -> &'static str {
    match name.rsplit('.').next() {
        Some("mp3") => "audio/mpeg",
        Some("opus") => "audio/ogg",
        Some("wav") => "audio/wav",
        _ => "application/octet-stream",
    }
}

/// The name while it is written. Its ending stays: encoders go by it.
fn part(output: &Path) -> PathBuf {
    let name = output.file_name().unwrap_or_default().to_string_lossy();
    output.with_file_name(format!(".part-{name}"))
}

/// Copies, without keeping a thread of the runtime.
async fn copy(input: &Path, output: &Path) -> Result<(), ConvertError> {
    tokio::fs::copy(input, output)
        .await
        .map(drop)
        .map_err(ConvertError::disk(output))
}

/// Onto the disk, and then under its name: what has the name is whole, also after a power cut.
async fn settle(part: &Path, output: &Path) -> Result<u64, ConvertError> {
    let (part, output) = (part.to_owned(), output.to_owned());
    let settle = move || {
        let at = ConvertError::disk(&output);
        let settled = File::options()
            .read(true)
            .write(true)
            .open(&part)
            .and_then(|file| {
                file.sync_all()?;
                let length = file.metadata()?.len();
                std::fs::rename(&part, &output)?;
                let folder = output.parent().unwrap_or(Path::new("."));
                File::open(folder)?.sync_all()?;
                Ok(length)
            });
        settled.map_err(at)
    };
    tokio::task::spawn_blocking(settle)
        .await
        .map_err(|error| ConvertError::Encoder(error.to_string()))?
}
