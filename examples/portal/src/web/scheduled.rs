//! Scheduled calls: the own telephone rings at a time, then a number is called.

mod form;
mod list;

#[cfg(test)]
mod tests;

pub use self::form::{change, create, edit, new};
pub use self::list::show;

use axum::extract::State;
use axum::response::Response;
use switchhook_callfile::Caught;
use switchhook_portal_core::audit::{Action, Actor, AuditEntry, Object};
use switchhook_portal_core::number::mask;
use switchhook_portal_core::schedule::{Seen, seen_by};
use switchhook_portal_core::{Capability, Party, Person};

use super::error::WebError;
use super::extract::Path;
use super::form::Fields;
use super::page::redirect_with;
use super::visitor::LoggedIn;
use crate::app::{App, Shared};
use crate::i18n::Texts;
use crate::log::Event;
use crate::scheduled::{self, PlaceError};
use crate::store::ScheduledCall;

/// `POST /scheduled/{id}/cancel`
pub async fn cancel(
    State(app): State<Shared>,
    user: LoggedIn,
    Path(id): Path<i64>,
    _: Fields,
) -> Result<Response, WebError> {
    user.scope(Capability::CallSchedule)?;
    let _one_at_a_time = app.scheduled.changing.lock().await;
    let (call, _) = of(&app, &user, id).await?;
    let Some(folder) = app
        .config
        .spool
        .folder
        .as_deref()
        .filter(|_| call.ended.is_none())
    else {
        return Ok(redirect_with("/scheduled", "scheduled-over"));
    };
    let notice = match scheduled::cancel(folder, &call.file).await {
        Ok(Some(cancelled)) => {
            app.store
                .scheduled_call_ended(&call.file, "cancelled", app.now())
                .await?;
            let entry = AuditEntry::new(
                Actor::Person(user.person.id),
                Action::Delete,
                Object::Call(mask(&call.number)),
            );
            app.audit(&user.session, entry).await;
            match cancelled.caught {
                Caught::InTime => "scheduled-cancelled",
                Caught::Calling => "scheduled-calling",
                Caught::Late => "scheduled-late",
            }
        }
        // Its follower says how it ended.
        Ok(None) => "scheduled-over",
        Err(error) => failed(&error),
    };
    Ok(redirect_with("/scheduled", notice))
}

/// A call that this person may see.
async fn of(app: &App, user: &LoggedIn, id: i64) -> Result<(ScheduledCall, Seen), WebError> {
    let call = app
        .store
        .scheduled_call(id.into())
        .await?
        .ok_or(WebError::NotFound)?;
    let owner = app.store.person(call.person).await?.ok_or(WebError::NotFound)?;
    let seen = seen_by(&user.subject, &party(&owner), &call.number, &call.note);
    // What somebody may not see does not exist.
    Ok((call, seen.ok_or(WebError::NotFound)?))
}

fn party(owner: &Person) -> Party {
    Party {
        person: Some(owner.id),
        department: owner.department,
        name: owner.display_name(),
        ..Party::default()
    }
}

/// Why nobody can schedule calls, in words.
fn trouble(app: &App, t: Texts) -> Option<String> {
    if app.config.spool.folder.is_none() {
        return Some(t.scheduled_off());
    }
    app.scheduled.trouble().map(|reason| t.scheduled_trouble(&reason))
}

/// The notice for a spool that did not do as it was asked.
fn failed(error: &PlaceError) -> &'static str {
    tracing::error!(event = %Event::SpoolUnusable, %error, "a scheduled call was not changed");
    "scheduled-failed"
}
