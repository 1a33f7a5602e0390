//! Files that browsers post, checked to come from our own pages.

use std::time::Duration;

use axum::extract::{FromRequest, Multipart, Request};
use switchhook_portal_core::Capability;

use super::error::WebError;
use super::visitor::LoggedIn;
use crate::app::Shared;
use crate::auth::origin::same_origin;

/// How long the files may take, on a slow line too.
const ARRIVES_WITHIN: Duration = Duration::from_secs(300);

/// What is taken: all files together, and the texts around them.
pub const FILE_BYTES: usize = 32 * 1024 * 1024;

/// What is read at most: beyond this the connection is closed.
pub const BODY_BYTES: usize = 8 * FILE_BYTES;

/// Fields in a form with files at most.
const PARTS: usize = 64;

/// The fields and files of a posted form, after its origin and token were checked.
#[derive(Debug, Default)]
pub struct Upload {
    fields: Vec<(String, String)>,
    files: Vec<UploadedFile>,
    /// More came than is taken, and none of it is here.
    pub too_large: bool,
}

/// A file as it came.
#[derive(Debug)]
pub struct UploadedFile {
    /// Of the field.
    pub field: String,
    /// As the browser says, without folders.
    pub name: String,
    pub bytes: Vec<u8>,
}

impl Upload {
    /// Reads what somebody posts who may.
    ///
    /// No extractor: the right is asked for before the first byte is read, so that nobody else makes the portal hold
    /// megabytes.
    pub async fn read(
        request: Request,
        app: &Shared,
        user: &LoggedIn,
        needed: Capability,
    ) -> Result<Self, WebError> {
        user.scope(needed)?;
        if !same_origin(request.headers()) {
            return Err(WebError::StaleForm);
        }
        let multipart = Multipart::from_request(request, app)
            .await
            .map_err(|_| WebError::BadRequest)?;
        tokio::time::timeout(ARRIVES_WITHIN, read(multipart, &user.csrf))
            .await
            .map_err(|_| WebError::BadRequest)?
    }

    /// The field's text without surrounding blanks; empty if it is not there.
    pub fn text(&self, name: &str) -> &str {
        self.fields
            .iter()
            .find(|(key, _)| key == name)
            .map_or("", |(_, value)| value.trim())
    }

    /// The files of a field; one that was left empty is not among them.
    pub fn files(&self, field: &str) -> impl Iterator<Item = &UploadedFile> {
        self.files.iter().filter(move |file| file.field == field)
    }
}

/// The token comes first in our forms, so that nothing is kept of a form that is not ours.
async fn read(mut multipart: Multipart, csrf: &str) -> Result<Upload, WebError> {
    let mut upload = Upload::default();
    let mut trusted = false;
    let mut room = FILE_BYTES;
    for _ in 0..PARTS {
        let Some(mut field) = multipart.next_field().await.map_err(|_| WebError::BadRequest)? else {
            break;
        };
        let name = field.name().unwrap_or_default().to_owned();
        let file = field.file_name().map(str::to_owned);
        if !trusted && name != "csrf" {
            return Err(WebError::StaleForm);
        }
        let mut bytes = Vec::new();
        while let Some(chunk) = field.chunk().await.map_err(|_| WebError::BadRequest)? {
            // What is too much is read to its end all the same: a browser shows no answer before it has sent its form.
            if chunk.len() > room {
                (room, bytes) = (0, Vec::new());
                upload.too_large = true;
                upload.files.clear();
            } else {
                room -= chunk.len();
                bytes.extend_from_slice(&chunk);
            }
        }
        match file {
            // What a browser sends for a field without a file.
            Some(file) if file.is_empty() && bytes.is_empty() => {}
            Some(_) if upload.too_large => {}
            Some(file) => upload.files.push(UploadedFile {
                field: name,
                name: file.rsplit(['/', '\\']).next().unwrap_or_default().to_owned(),
                bytes,
            }),
            None if name == "csrf" => {
                trusted = bytes == csrf.as_bytes();
                if !trusted {
                    return Err(WebError::StaleForm);
                }
            }
            None => {
                let text = String::from_utf8(bytes).map_err(|_| WebError::BadRequest)?;
                upload.fields.push((name, text));
            }
        }
    }
    if trusted {
        Ok(upload)
    } else {
        Err(WebError::StaleForm)
    }
}
