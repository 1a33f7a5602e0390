//! Recordings: found, heard, downloaded, and held for longer than the rule says.

mod keeping;
mod list;
mod sound;

pub use self::keeping::{delete, hold, release, trouble};
pub use self::list::show;
pub use self::sound::{audio, download};

use axum::extract::State;
use axum::response::Response;
use switchhook_portal_core::audit::Object;
use switchhook_portal_core::call_log::CallRecord;
use switchhook_portal_core::recording::{Keep, heard_by, reaches};
use switchhook_portal_core::{Capability, RecordingId};

use super::calls::{direction, party};
use super::error::WebError;
use super::extract::Path;
use super::page;
use super::views::common::Errors;
use super::views::recordings::{Keeping, RecordingPage, RecordingRow, RecordingUse, Sound};
use super::visitor::LoggedIn;
use crate::app::{App, Shared};
use crate::i18n::Texts;
use crate::jobs::purge::Policy;
use crate::store::{Recording, RecordingState};

/// `GET /recordings/{id}`
pub async fn one(
    State(app): State<Shared>,
    user: LoggedIn,
    Path(id): Path<i64>,
    uri: axum::http::Uri,
) -> Result<Response, WebError> {
    let recording = of(&app, &user, id, Capability::RecordingListen).await?;
    Ok(page::ok(
        &view(&app, &user, &recording, page::here(&uri), Errors::default()).await?,
    ))
}

/// The recording, if the capability reaches it. What it does not reach does not exist.
async fn of(app: &App, user: &LoggedIn, id: i64, capability: Capability) -> Result<Recording, WebError> {
    user.scope(capability)?;
    let recording = app.store.recording(RecordingId(id)).await?;
    recording
        .filter(|recording| reaches(&user.subject, capability, call(recording), &recording.queue))
        .ok_or(WebError::NotFound)
}

fn call(recording: &Recording) -> Option<&CallRecord> {
    recording.call.as_ref().map(|call| &call.record)
}

fn path(id: RecordingId) -> String {
    format!("/recordings/{id}")
}

/// One recording as this person sees it, or nothing.
fn row(app: &App, user: &LoggedIn, recording: &Recording) -> Option<RecordingRow> {
    let t = user.texts();
    let call = call(recording);
    let seen = heard_by(&user.subject, call, &recording.queue)?;
    let href = path(recording.id);
    let there = recording.state == RecordingState::Present;
    let may_download = reaches(
        &user.subject,
        Capability::RecordingDownload,
        call,
        &recording.queue,
    );
    Some(RecordingRow {
        when: t.date_time(app.local(recording.recorded)),
        direction: call.map(|call| direction(call.direction)),
        from: party(&seen.caller),
        to: party(&seen.callee),
        queue: recording.queue.clone(),
        length: recording
            .lasts()
            .map(|length| t.duration(length.as_secs()))
            .unwrap_or_default(),
        sound: match recording.state {
            RecordingState::Present if recording.file.kind().is_playable() => {
                Sound::Here(format!("{href}/audio"))
            }
            RecordingState::Present => Sound::NotPlayable,
            RecordingState::Expected => Sound::Expected,
            RecordingState::Missing => Sound::Missing,
            RecordingState::Purged => Sound::Purged(
                recording
                    .purged
                    .map(|at| t.date_time(app.local(at)))
                    .unwrap_or_default(),
            ),
        },
        held: !recording.hold.is_empty(),
        download: (there && may_download).then(|| format!("{href}/download")),
        href,
    })
}

async fn view(
    app: &App,
    user: &LoggedIn,
    recording: &Recording,
    here: &str,
    errors: Errors,
) -> Result<RecordingPage, WebError> {
    let t = user.texts();
    let row = row(app, user, recording).ok_or(WebError::NotFound)?;
    let may_keep = reaches(
        &user.subject,
        Capability::RecordingPurge,
        call(recording),
        &recording.queue,
    );
    Ok(RecordingPage {
        frame: user.frame(app, here, t.recording_of(&row.when)),
        file: recording.file.to_string(),
        size: if recording.bytes == 0 {
            String::new()
        } else {
            size(t, recording.bytes)
        },
        until: until(app, t, recording),
        reason: recording.hold.clone(),
        keeping: if may_keep {
            Some(keeping(app, t, recording, errors).await?)
        } else {
            None
        },
        row,
    })
}

fn until(app: &App, t: Texts, recording: &Recording) -> String {
    let rule = Policy::of(&app.config).recordings();
    match rule.until(recording.began()) {
        _ if recording.state == RecordingState::Purged => String::new(),
        Some(_) if !recording.hold.is_empty() => t.recording_until_released(),
        Some(until) => t.date(app.local(until.timestamp()).date()),
        None => t.recording_until_never(),
    }
}

async fn keeping(app: &App, t: Texts, recording: &Recording, errors: Errors) -> Result<Keeping, WebError> {
    let path = path(recording.id);
    let gone = recording.state == RecordingState::Purged;
    let object = Object::Recording(recording.id);
    let people = app.store.people().await?;
    let uses = app
        .store
        .uses(&format!("{} {}", object.kind(), object.reference()), 20)
        .await?;
    Ok(Keeping {
        hold: format!("{path}/hold"),
        release: format!("{path}/release"),
        gone,
        delete: (!gone && recording.hold.is_empty()).then(|| format!("{path}/delete")),
        errors,
        uses: uses
            .into_iter()
            .map(|line| RecordingUse {
                when: t.date_time(app.local(line.at)),
                who: people
                    .iter()
                    .find(|person| Some(i64::from(person.id)) == line.person)
                    .map_or(line.login, switchhook_portal_core::Person::display_name),
                what: t.recording_use(&line.action),
            })
            .collect(),
    })
}

/// `1.2 MB`; a file of a few bytes is a kilobyte.
pub fn size(t: Texts, bytes: u64) -> String {
    let tenths = |unit: u64| i64::try_from(bytes.saturating_mul(10).div_ceil(unit)).unwrap_or(i64::MAX);
    match bytes {
        0 => t.size_kilobytes("0"),
        1..=999_999 => t.size_kilobytes(&t.integer(tenths(10_000))),
        1_000_000..=999_999_999 => t.size_megabytes(&t.decimal(tenths(1_000_000), 1)),
        _ => t.size_gigabytes(&t.decimal(tenths(1_000_000_000), 1)),
    }
}

/// How long something stays, in words.
pub fn keeps(t: Texts, keep: Keep) -> String {
    match keep {
        Keep::ForEver => t.retention_for_ever(),
        Keep::Days(days) => t.retention_days(i64::from(days.get())),
    }
}

#[cfg(test)]
mod tests;
