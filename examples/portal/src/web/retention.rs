//! How long things are kept: what would go now, what went, and a button for now rather than tonight.

use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use chrono::Utc;
use serde::Deserialize;
use switchhook_portal_core::audit::Actor;
use switchhook_portal_core::recording::{Keep, next_run};
use switchhook_portal_core::{Capability, RecordingId};

use super::error::WebError;
use super::extract::Query;
use super::form::Fields;
use super::page::{self, redirect_with};
use super::recordings::{keeps, size, trouble};
use super::views::recordings::{OldRow, RetentionPage, RunRow};
use super::visitor::LoggedIn;
use crate::app::{App, Shared};
use crate::i18n::Texts;
use crate::jobs::purge::{self, Policy};
use crate::store::{PurgeRun, Seconds};

/// Rows on a page.
const PAGE: u32 = 100;

/// Past runs that are shown.
const RUNS: u32 = 14;

/// A run that began this long ago does not go on any more.
const LONGEST: Seconds = 6 * 3600;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct RetentionQuery {
    /// Beginning and id of the last recording of the page before.
    after: String,
}

/// `GET /admin/retention`: the dry run.
pub async fn show(
    State(app): State<Shared>,
    user: LoggedIn,
    uri: Uri,
    Query(query): Query<RetentionQuery>,
) -> Result<Response, WebError> {
    user.scope(Capability::RecordingPurge)?;
    let t = user.texts();
    let (policy, now) = (Policy::of(&app.config), app.now());
    let plan = purge::plan(&app.store, &policy, now).await?;
    let after = place(&query.after).unwrap_or(purge::FIRST);
    let old = purge::planned(&app.store, &policy, now, after, PAGE).await?;
    let when = |at: Seconds| t.date_time(app.local(at));
    let view = RetentionPage {
        frame: user.frame(&app, page::here(&uri), t.retention_title()),
        rules: rules(&app, t, &policy),
        recordings: t.integer(plan.recordings),
        size: size(t, u64::try_from(plan.bytes).unwrap_or(0)),
        notes: t.integer(plan.notes),
        due: plan.recordings + plan.notes > 0,
        more: old
            .get(PAGE as usize - 1)
            .map(|last| format!("/admin/retention?after={}-{}", last.recorded, last.id)),
        rows: old
            .iter()
            .map(|old| OldRow {
                href: format!("/recordings/{}", old.id),
                when: when(old.recorded),
                file: old.file.clone(),
                size: size(t, u64::try_from(old.bytes).unwrap_or(0)),
            })
            .collect(),
        purge: "/admin/retention/purge".to_owned(),
        runs: app
            .store
            .purges(RUNS)
            .await?
            .iter()
            .map(|run| RunRow {
                when: when(run.began),
                recordings: t.integer(run.recordings),
                size: size(t, u64::try_from(run.bytes).unwrap_or(0)),
                notes: t.integer(run.notes),
                trouble: trouble_of(t, run, now),
            })
            .collect(),
    };
    Ok(page::ok(&view))
}

/// `POST /admin/retention/purge`: what the night would do.
pub async fn purge(State(app): State<Shared>, user: LoggedIn, _: Fields) -> Result<Response, WebError> {
    user.scope(Capability::RecordingPurge)?;
    let notice = match purge::run(&app.store, &Policy::of(&app.config), app.now()).await {
        Ok(run) => {
            let entry = purge::audit(Actor::Person(user.person.id), &run);
            app.audit(&user.session, entry).await;
            if run.failed == 0 { "purged" } else { "purge-failed" }
        }
        Err(error) => trouble(error)?,
    };
    Ok(redirect_with("/admin/retention", notice))
}

fn rules(app: &App, t: Texts, policy: &Policy<'_>) -> Vec<String> {
    let recordings = &app.config.recordings;
    let mut rules = match recordings.folder {
        Some(_) => vec![t.retention_of_recordings(&keeps(t, policy.recordings()))],
        None => vec![t.recordings_off()],
    };
    rules.push(t.retention_of_notes(&keeps(t, policy.notes())));
    if (policy.recordings(), policy.notes()) != (Keep::ForEver, Keep::ForEver) {
        let next = next_run(Utc::now(), recordings.purge_at, app.config.pbx.time_zone);
        rules.push(t.retention_next(&t.date_time(app.local(next.timestamp()))));
    }
    rules
}

fn trouble_of(t: Texts, run: &PurgeRun, now: Seconds) -> String {
    match run.ended {
        None if now - run.began < LONGEST => t.retention_run_open(),
        None => t.retention_run_cut(),
        Some(_) if run.failed > 0 => t.retention_run_failed(run.failed),
        Some(_) => String::new(),
    }
}

/// `<beginning>-<id>`, the place from which younger recordings follow.
fn place(text: &str) -> Option<(Seconds, RecordingId)> {
    let (recorded, id) = text.rsplit_once('-')?;
    Some((recorded.parse().ok()?, RecordingId(id.parse().ok()?)))
}
