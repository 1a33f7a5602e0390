//! The sound itself: to a player that seeks, or as a file to take along. Both stand in the trail, once each time.

use std::io;
use std::time::Instant;

use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, Method, header};
use axum::response::Response;
use switchhook_portal_core::Capability;
use switchhook_portal_core::audit::{Action, Actor, AuditEntry, Object};

use super::of;
use crate::app::{App, Shared};
use crate::log::Event;
use crate::recordings::folder::{Folder, is_absent};
use crate::recordings::listening::Use;
use crate::store::{Recording, RecordingState};
use crate::web::error::WebError;
use crate::web::extract::Path;
use crate::web::ranges;
use crate::web::visitor::LoggedIn;

/// `GET /recordings/{id}/audio`
pub async fn audio(
    State(app): State<Shared>,
    user: LoggedIn,
    Path(id): Path<i64>,
    method: Method,
    headers: HeaderMap,
) -> Result<Response, WebError> {
    let recording = of(&app, &user, id, Capability::RecordingListen).await?;
    send(&app, &user, &recording, Use::Listen, &method, &headers).await
}

/// `GET /recordings/{id}/download`
pub async fn download(
    State(app): State<Shared>,
    user: LoggedIn,
    Path(id): Path<i64>,
    method: Method,
    headers: HeaderMap,
) -> Result<Response, WebError> {
    let recording = of(&app, &user, id, Capability::RecordingDownload).await?;
    send(&app, &user, &recording, Use::Download, &method, &headers).await
}

async fn send(
    app: &App,
    user: &LoggedIn,
    recording: &Recording,
    what: Use,
    method: &Method,
    headers: &HeaderMap,
) -> Result<Response, WebError> {
    let path = app.config.recordings.folder.clone().ok_or(WebError::NotFound)?;
    if recording.state == RecordingState::Purged {
        return Err(WebError::NotFound);
    }
    let name = recording.file.clone();
    // The folder may be another machine's.
    let opened = tokio::task::spawn_blocking(move || Folder::open(&path)?.read(&name)).await;
    let file = opened
        .unwrap_or_else(|error| Err(io::Error::other(error)))
        .map_err(|error| unreadable(recording, &error))?;
    let more = match what {
        Use::Listen => Vec::new(),
        Use::Download => vec![(header::CONTENT_DISPOSITION, disposition(app, user, recording))],
    };
    let media_type = recording.file.kind().media_type();
    let response = ranges::respond(file, method, headers, media_type, more)
        .await
        .map_err(|error| unreadable(recording, &error))?;
    // Who only asks how long it is hears nothing, nor does who asks beyond its end.
    let hears = *method == Method::GET && response.status().is_success();
    if hears
        && app
            .recordings
            .listenings
            .begins(&user.fingerprint, recording.id, what, Instant::now())
    {
        let action = match what {
            Use::Listen => Action::Listen,
            Use::Download => Action::Export,
        };
        let entry = AuditEntry::new(
            Actor::Person(user.person.id),
            action,
            Object::Recording(recording.id),
        );
        app.audit(&user.session, entry).await;
    }
    Ok(response)
}

/// A file that is not there (any more) is no fault of ours; the next look at the files says so in the list.
fn unreadable(recording: &Recording, error: &io::Error) -> WebError {
    if is_absent(error) {
        return WebError::NotFound;
    }
    tracing::error!(event = %Event::RecordingUnreadable, recording = %recording.id, %error);
    WebError::internal(error)
}

/// The name says who took it along and when it was said: a file that turns up elsewhere tells where it came from.
fn disposition(app: &App, user: &LoggedIn, recording: &Recording) -> HeaderValue {
    let name = format!(
        "attachment; filename=\"{}-{}-{}.{}\"",
        app.local(recording.recorded).format("%Y%m%d-%H%M%S"),
        recording.id,
        user.person.login,
        recording.file.ending()
    );
    // Logins hold letters, digits and `._-@`.
    HeaderValue::from_str(&name).unwrap_or(HeaderValue::from_static("attachment"))
}
