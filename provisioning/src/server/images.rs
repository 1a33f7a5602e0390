//! Firmware: which files there are, and sending them, whole or in parts.

// This module is one that touches files.
#![allow(clippy::disallowed_methods, clippy::disallowed_types)]

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Read as _, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use axum::body::{Body, Bytes};
use axum::http::header::{ACCEPT_RANGES, CONTENT_LENGTH, CONTENT_RANGE, CONTENT_TYPE, ETAG, IF_RANGE, RANGE};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Method, Response, StatusCode};
use sha2::{Digest as _, Sha256};
use tokio::io::{AsyncReadExt as _, AsyncSeekExt as _};
use tokio::sync::OwnedSemaphorePermit;

use crate::catalogue::Model;

use super::answer::{come_back, refusal};
use super::check::Refused;
use super::event::{Refusal, Sent, What};
use super::host::Files;
use super::record::Exceptions;
use super::store::Store;
use super::token::FileHash;
use super::{Caller, Inner};

/// A file of firmware.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Image {
    /// The models that it is for. A device of another one must not be led to it.
    pub models: Vec<Model>,
    /// The hardware revision that it is for; all of them if there is none.
    pub hardware: Option<String>,
    /// Its version, as devices name it.
    pub version: String,
    /// The name under which devices ask for it, such as `grp2614fw.bin`.
    pub name: String,
    /// What it is.
    pub hash: FileHash,
    /// How long it is.
    pub length: u64,
    path: PathBuf,
    modified: Option<SystemTime>,
}

/// Why a file is no image of firmware.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ImageError {
    /// It could not be read.
    #[error("cannot read {}: {source}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// It is not what it was said to be.
    #[error("{} is {found}, not {wanted}; fetch it again from its maker", path.display())]
    Hash {
        /// The file.
        path: PathBuf,
        /// What it was to be.
        wanted: FileHash,
        /// What it is.
        found: FileHash,
    },
    /// A version or a name that cannot stand in a path.
    #[error("{text:?} cannot stand in a path; write letters, digits, dots, hyphens and underscores")]
    Name {
        /// What was given.
        text: String,
    },
    /// A version has one file of a name.
    #[error("version {version} has a {name} already")]
    Twice {
        /// The version.
        version: String,
        /// The name.
        name: String,
    },
}

/// All files of firmware, by version and name: what stands below `/fw/`.
///
/// A device loads what its configuration leads it to: [`Files::firmware`](super::Files::firmware) says which version, and the server
/// writes where that is.
#[derive(Clone, Debug, Default)]
pub struct Images {
    by_path: BTreeMap<(String, String), Arc<Image>>,
}

impl Images {
    /// Adds a file, after reading all of it: it has to be what it is said to be.
    ///
    /// # Errors
    ///
    /// When it cannot be read, has another hash, or its version and name are taken or cannot stand in a path.
    pub fn add(
        &mut self,
        models: impl IntoIterator<Item = Model>,
        hardware: Option<&str>,
        version: &str,
        path: impl Into<PathBuf>,
        wanted: FileHash,
    ) -> Result<&Image, ImageError> {
        let path = path.into();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let name = name.to_ascii_lowercase();
        for text in [version, &name] {
            let fits = |c: char| c.is_ascii_alphanumeric() || ".-_".contains(c);
            if text.is_empty() || text.starts_with('.') || text.len() > 60 || !text.chars().all(fits) {
                return Err(ImageError::Name {
                    text: crate::mac::shown(text),
                });
            }
        }
        let key = (version.to_owned(), name.clone());
        if self.by_path.contains_key(&key) {
            let version = version.to_owned();
            return Err(ImageError::Twice { version, name });
        }
        let (found, length, modified) = hash_of(&path).map_err(|source| ImageError::Read {
            path: path.clone(),
            source,
        })?;
        if found != wanted {
            return Err(ImageError::Hash { path, wanted, found });
        }
        let image = Image {
            models: models.into_iter().collect(),
            hardware: hardware.map(str::to_owned),
            version: version.to_owned(),
            name,
            hash: found,
            length,
            path,
            modified,
        };
        Ok(self.by_path.entry(key).or_insert_with(|| Arc::new(image)))
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = &Image> {
        self.by_path.values().map(|image| &**image)
    }

    /// The files of a version for a model, and for its hardware revision where files differ by it.
    pub fn of<'a>(
        &'a self,
        model: Model,
        hardware: Option<&'a str>,
        version: &'a str,
    ) -> impl Iterator<Item = &'a Image> {
        self.iter().filter(move |image| {
            image.version == version
                && image.models.contains(&model)
                && (image.hardware.is_none() || image.hardware.as_deref() == hardware)
        })
    }

    fn get(&self, version: &str, name: &str) -> Option<&Arc<Image>> {
        // Asked for rarely, so the two copies do not matter.
        self.by_path.get(&(version.to_owned(), name.to_ascii_lowercase()))
    }
}

fn hash_of(path: &Path) -> io::Result<(FileHash, u64, Option<SystemTime>)> {
    let mut file = File::open(path)?;
    let modified = file.metadata()?.modified().ok();
    let (mut digest, mut length, mut buffer) = (Sha256::new(), 0, vec![0; 64 << 10]);
    loop {
        match file.read(&mut buffer)? {
            0 => return Ok((FileHash::from_bytes(digest.finalize().into()), length, modified)),
            count => {
                digest.update(&buffer[..count]);
                length += count as u64;
            }
        }
    }
}

/// Which bytes of a file are asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    All,
    /// From the first to the last one.
    Range(u64, u64),
    /// None that are there.
    Nothing,
}

/// Reads `Range`: one range. What is not understood counts as not said, as RFC 9110 has it.
fn part(headers: &HeaderMap, etag: &str, length: u64) -> Part {
    let header = |name| headers.get(name).and_then(|value| value.to_str().ok());
    if header(IF_RANGE).is_some_and(|known| known != etag) {
        return Part::All;
    }
    let range = header(RANGE).and_then(|range| range.strip_prefix("bytes="));
    let Some((from, to)) = range.and_then(|range| range.split_once('-')) else {
        return Part::All;
    };
    let number = |text: &str| match text.bytes().all(|byte| byte.is_ascii_digit()) {
        true => text.parse::<u64>().ok(),
        false => None,
    };
    match (from, number(from), to, number(to)) {
        (_, Some(from), "", _) if from < length => Part::Range(from, length - 1),
        (_, Some(from), _, Some(to)) if from <= to && from < length => Part::Range(from, to.min(length - 1)),
        (_, Some(from), _, Some(to)) if from > to => Part::All,
        (_, Some(_), "", _) | (_, Some(_), _, Some(_)) => Part::Nothing,
        ("", _, _, Some(count)) if count > 0 && length > 0 => {
            Part::Range(length.saturating_sub(count), length - 1)
        }
        ("", _, _, Some(_)) => Part::Nothing,
        _ => Part::All,
    }
}

impl<S: Store, F: Files> Inner<S, F> {
    pub(super) async fn send_image(
        self: &Arc<Self>,
        parts: &Parts,
        caller: &Caller<'_>,
        version: &str,
        name: &str,
        now: SystemTime,
    ) -> Response<Body> {
        let opened = match self.images.get(version, name) {
            Some(image) if parts.method == Method::GET || parts.method == Method::HEAD => {
                unchanged(image).await.map(|file| (Arc::clone(image), file))
            }
            _ => None,
        };
        let Some((image, file)) = opened else {
            let refused = Refused {
                why: Refusal::Firmware,
                named: None,
                holder: None,
            };
            // Nobody's failure, so nothing is stored.
            let _ = self.refused(caller, refused, now).await;
            return refusal();
        };
        let etag = format!("\"{}\"", image.hash);
        let part = part(&parts.headers, &etag, image.length);
        let mut response = Response::new(Body::empty());
        let headers = response.headers_mut();
        headers.insert(ACCEPT_RANGES, HeaderValue::from_static("bytes"));
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/octet-stream"));
        if let Ok(etag) = HeaderValue::try_from(etag) {
            headers.insert(ETAG, etag);
        }
        let range =
            |text: String| HeaderValue::try_from(text).unwrap_or(HeaderValue::from_static("bytes */*"));
        let (from, count) = match part {
            Part::All => (0, image.length),
            Part::Range(from, to) => {
                headers.insert(
                    CONTENT_RANGE,
                    range(format!("bytes {from}-{to}/{}", image.length)),
                );
                *response.status_mut() = StatusCode::PARTIAL_CONTENT;
                (from, to - from + 1)
            }
            Part::Nothing => {
                headers.insert(CONTENT_RANGE, range(format!("bytes */{}", image.length)));
                headers.insert(CONTENT_LENGTH, HeaderValue::from_static("0"));
                *response.status_mut() = StatusCode::RANGE_NOT_SATISFIABLE;
                return response;
            }
        };
        response.headers_mut().insert(CONTENT_LENGTH, count.into());
        if parts.method == Method::HEAD {
            return response;
        }
        let Ok(permit) = Arc::clone(&self.streams).try_acquire_owned() else {
            return come_back();
        };
        let (file_sent, hash) = (Sent::Firmware, image.hash);
        self.event(
            Some(caller),
            None,
            What::Sent {
                file: file_sent,
                hash,
                exceptions: Exceptions::default(),
            },
        );
        *response.body_mut() = Body::from_stream(stream(file, from, count, permit));
        response
    }
}

/// The file, if it still is the one that was hashed.
async fn unchanged(image: &Image) -> Option<tokio::fs::File> {
    let file = tokio::fs::File::open(&image.path).await.ok()?;
    let metadata = file.metadata().await.ok()?;
    let same =
        metadata.is_file() && metadata.len() == image.length && metadata.modified().ok() == image.modified;
    same.then_some(file)
}

/// Reads as the connection takes it. The permit is held until the last byte is, or the connection ends.
fn stream(
    file: tokio::fs::File,
    from: u64,
    count: u64,
    permit: OwnedSemaphorePermit,
) -> impl futures_util::Stream<Item = io::Result<Bytes>> {
    const CHUNK: u64 = 64 << 10;
    let begun = (file, Some(from), count, permit);
    futures_util::stream::try_unfold(begun, |(mut file, from, left, permit)| async move {
        if left == 0 {
            return Ok(None);
        }
        if let Some(from) = from {
            file.seek(SeekFrom::Start(from)).await?;
        }
        let mut chunk = vec![0; left.min(CHUNK) as usize];
        file.read_exact(&mut chunk).await?;
        let left = left - chunk.len() as u64;
        Ok(Some((Bytes::from(chunk), (file, None, left, permit))))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_read_as_rfc_9110_has_them() {
        for (range, expected) in [
            ("bytes=0-499", Part::Range(0, 499)),
            ("bytes=500-", Part::Range(500, 999)),
            ("bytes=-200", Part::Range(800, 999)),
            ("bytes=-2000", Part::Range(0, 999)),
            ("bytes=900-2000", Part::Range(900, 999)),
            ("bytes=999-999", Part::Range(999, 999)),
            ("bytes=1000-", Part::Nothing),
            ("bytes=1000-2000", Part::Nothing),
            ("bytes=-0", Part::Nothing),
            ("bytes=5-4", Part::All),
            ("bytes=0-1,5-6", Part::All),
            ("bytes=-", Part::All),
            ("bytes=+1-2", Part::All),
            ("lines=1-2", Part::All),
            ("bytes=99999999999999999999-", Part::All),
        ] {
            let headers = HeaderMap::from_iter([(RANGE, HeaderValue::from_static(range))]);
            assert_eq!(part(&headers, "\"x\"", 1000), expected, "{range}");
        }
        let mut headers = HeaderMap::from_iter([(RANGE, HeaderValue::from_static("bytes=0-1"))]);
        headers.insert(IF_RANGE, HeaderValue::from_static("\"another\""));
        assert_eq!(part(&headers, "\"x\"", 1000), Part::All);
    }

    #[test]
    fn a_file_has_to_be_what_it_is_said_to_be() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("grp2614fw.bin");
        std::fs::write(&path, b"firmware").unwrap();
        let mut images = Images::default();
        let mut add = |version, hash| {
            images
                .add([Model::GRP2614], None, version, &path, hash)
                .map(|image| image.length)
        };
        assert!(matches!(
            add("1.0.5.67", FileHash::of(b"other")),
            Err(ImageError::Hash { .. })
        ));
        assert!(matches!(
            add("../1", FileHash::of(b"firmware")),
            Err(ImageError::Name { .. })
        ));
        assert_eq!(add("1.0.5.67", FileHash::of(b"firmware")).unwrap(), 8);
        assert!(matches!(
            add("1.0.5.67", FileHash::of(b"firmware")),
            Err(ImageError::Twice { .. })
        ));
        assert_eq!(images.of(Model::GRP2614, Some("V1.0A"), "1.0.5.67").count(), 1);
        assert_eq!(images.of(Model::GXP2135, None, "1.0.5.67").count(), 0);
    }
}
