//! What somebody decides about one recording: that it stays for longer than the rule says, or goes before.

use axum::extract::State;
use axum::response::Response;
use switchhook_portal_core::Capability;
use switchhook_portal_core::audit::{Action, Actor, AuditEntry, Object};
use switchhook_portal_core::recording::hold_reason;

use super::{of, path, view};
use crate::app::Shared;
use crate::jobs::purge::{self, Decided, PurgeError};
use crate::log::Event;
use crate::store::RecordingState;
use crate::web::error::WebError;
use crate::web::extract::Path;
use crate::web::form::Fields;
use crate::web::page::{self, redirect_with};
use crate::web::views::common::Errors;
use crate::web::visitor::LoggedIn;

/// `POST /recordings/{id}/hold`: with a reason, so that somebody else knows later when it is over.
pub async fn hold(
    State(app): State<Shared>,
    user: LoggedIn,
    Path(id): Path<i64>,
    fields: Fields,
) -> Result<Response, WebError> {
    let recording = of(&app, &user, id, Capability::RecordingPurge).await?;
    if recording.state == RecordingState::Purged {
        return Err(WebError::NotFound);
    }
    let reason = match hold_reason(fields.text("reason")) {
        Ok(reason) => reason,
        Err(problem) => {
            let mut errors = Errors::default();
            errors.add("reason", page::problem_text(user.texts(), &problem));
            let here = path(recording.id);
            return Ok(page::unprocessable(
                &view(&app, &user, &recording, &here, errors).await?,
            ));
        }
    };
    let notice = keep(&app, &user, &recording, &reason, "recording-held").await?;
    Ok(redirect_with(&path(recording.id), notice))
}

/// `POST /recordings/{id}/release`
pub async fn release(
    State(app): State<Shared>,
    user: LoggedIn,
    Path(id): Path<i64>,
    _: Fields,
) -> Result<Response, WebError> {
    let recording = of(&app, &user, id, Capability::RecordingPurge).await?;
    let notice = keep(&app, &user, &recording, "", "recording-released").await?;
    Ok(redirect_with(&path(recording.id), notice))
}

async fn keep(
    app: &Shared,
    user: &LoggedIn,
    recording: &crate::store::Recording,
    reason: &str,
    done: &'static str,
) -> Result<&'static str, WebError> {
    match purge::hold(&app.store, &app.config.database, recording.id, reason).await {
        Ok(Decided::Gone) => return Err(WebError::NotFound),
        Ok(_) => {}
        Err(error) => return trouble(error),
    }
    let entry = AuditEntry::new(
        Actor::Person(user.person.id),
        Action::Update,
        Object::Recording(recording.id),
    )
    .change("hold", recording.hold.clone(), reason);
    app.audit(&user.session, entry).await;
    Ok(done)
}

/// `POST /recordings/{id}/delete`
pub async fn delete(
    State(app): State<Shared>,
    user: LoggedIn,
    Path(id): Path<i64>,
    _: Fields,
) -> Result<Response, WebError> {
    let recording = of(&app, &user, id, Capability::RecordingPurge).await?;
    if recording.state == RecordingState::Purged {
        return Err(WebError::NotFound);
    }
    let notice = match purge::one(&app.store, &app.config, recording.id, &recording.file, app.now()).await {
        Ok(Decided::Done) => {
            let entry = AuditEntry::new(
                Actor::Person(user.person.id),
                Action::Delete,
                Object::Recording(recording.id),
            );
            app.audit(&user.session, entry).await;
            "recording-deleted"
        }
        // What is held is let go first, by somebody who read why.
        Ok(Decided::Held) => "recording-is-held",
        Ok(Decided::Gone) => return Err(WebError::NotFound),
        Err(error) => trouble(error)?,
    };
    Ok(redirect_with(&path(recording.id), notice))
}

/// The notice for a purge that came to nothing.
pub fn trouble(error: PurgeError) -> Result<&'static str, WebError> {
    match error {
        PurgeError::Busy => Ok("purge-busy"),
        PurgeError::Store(error) => Err(error.into()),
        error => {
            tracing::error!(event = %Event::PurgeFailed, %error, "recordings could not be deleted");
            Ok("purge-failed")
        }
    }
}
