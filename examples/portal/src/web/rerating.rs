//! Rating calls again: a job that is watched, its difference, and the step that applies it.

use axum::extract::State;
use axum::http::Uri;
use axum::response::{IntoResponse, Redirect, Response};
use switchhook_portal_core::audit::{Action, Actor, AuditEntry, Object};
use switchhook_portal_core::number::mask;
use switchhook_portal_core::tariff::{self as domain, JobState, NotApplied, Rerating, ReratingForm, Which};
use switchhook_portal_core::{Capability, Department};

use super::error::WebError;
use super::extract::Path;
use super::form::Fields;
use super::money::Shown;
use super::page::{self, redirect_with};
use super::views::common::{Choice, Errors};
use super::views::rerating::{
    ChangedRow, JobBadge, JobPage, JobRow, ReratingProgress, ReratingsPage, SumRow,
};
use super::visitor::LoggedIn;
use crate::app::{App, Shared};
use crate::i18n::Texts;
use crate::jobs::rerating::{DATABASE, Progress, TARIFF_CHANGED};
use crate::store::{ChangedCall, ChangedCounts, ChangedSum, NewRerating, StoredRerating};
use crate::tariff::Tariff;

#[cfg(test)]
mod tests;

/// Past jobs that are shown.
const JOBS: u32 = 20;

/// Calls of a difference that are shown.
const CALLS: u32 = 200;

/// `GET /tariff/rerating`
pub async fn list(State(app): State<Shared>, user: LoggedIn, uri: Uri) -> Result<Response, WebError> {
    user.scope(Capability::TariffManage)?;
    let form = ReratingForm::default();
    let view = list_page(&app, &user, page::here(&uri), &form, Errors::default()).await?;
    Ok(page::ok(&view))
}

/// `POST /tariff/rerating`
pub async fn begin(State(app): State<Shared>, user: LoggedIn, fields: Fields) -> Result<Response, WebError> {
    user.scope(Capability::TariffManage)?;
    let form = ReratingForm {
        from: fields.text("from"),
        to: fields.text("to"),
        which: fields.text("which"),
    };
    let wanted = match Rerating::parse(&form) {
        Ok(wanted) => wanted,
        Err(found) => {
            let errors = page::errors(user.texts(), &found);
            let view = list_page(&app, &user, "/tariff/rerating", &form, errors).await?;
            return Ok(page::unprocessable(&view));
        }
    };
    let (since, until) = wanted.period.bounds(app.config.pbx.time_zone);
    let new = NewRerating {
        person: user.person.id,
        since: since.map(|instant| instant.timestamp()),
        until: until.map(|instant| instant.timestamp()),
        which: wanted.which,
        tariff: &app.tariff.in_force().fingerprint(),
        began: app.now(),
    };
    let Some(id) = app.store.begin_rerating(&new).await? else {
        // The page says which one is open.
        return Ok(Redirect::to("/tariff/rerating").into_response());
    };
    let entry = AuditEntry::new(Actor::Person(user.person.id), Action::Rate, Object::Tariffs)
        .change("rerating", "", JobState::Running.key())
        .change("which", "", wanted.which.key());
    app.audit(&user.session, entry).await;
    app.reratings.ask();
    Ok(Redirect::to(&format!("/tariff/rerating/{id}")).into_response())
}

/// `GET /tariff/rerating/{id}`
pub async fn show(
    State(app): State<Shared>,
    user: LoggedIn,
    uri: Uri,
    Path(id): Path<i64>,
) -> Result<Response, WebError> {
    user.scope(Capability::TariffManage)?;
    let t = user.texts();
    let job = app.store.rerating(id.into()).await?;
    let running = job.state == JobState::Running;
    let tariff = app.tariff.current();
    let (mut departments, mut destinations, mut calls) = (Vec::new(), Vec::new(), Vec::new());
    let mut counts = ChangedCounts::default();
    if !running {
        counts = app.store.changed_counts(job.id).await?;
        let known = app.store.departments().await?;
        departments = app.store.changed_by_department(job.id).await?;
        for sum in &mut departments {
            sum.key = heading(t, &known, sum);
        }
        destinations = app.store.changed_by_destination(job.id).await?;
        calls = app.store.changed_calls(job.id, CALLS).await?;
    }
    let more = if calls.is_empty() {
        0
    } else {
        job.changes - i64::try_from(calls.len()).unwrap_or(0)
    };
    let here = format!("/tariff/rerating/{id}");
    let view = JobPage {
        frame: user.frame(&app, page::here(&uri), t.rerating_title()),
        trouble: trouble(t, &job.trouble),
        progress: running.then(|| progress(t, &latest(&app, &job))),
        cancel: job.state.is_open().then(|| format!("{here}/cancel")),
        apply: (job.state == JobState::Ready).then(|| format!("{here}/apply")),
        counts: [
            (t.rerating_dearer(), counts.dearer),
            (t.rerating_cheaper(), counts.cheaper),
            (t.rerating_gained(), counts.gained),
            (t.rerating_lost(), counts.lost),
        ]
        .map(|(label, count)| (label, t.integer(count))),
        departments: departments.iter().map(|sum| sum_row(t, &tariff, sum)).collect(),
        destinations: destinations.iter().map(|sum| sum_row(t, &tariff, sum)).collect(),
        calls: calls.iter().map(|call| changed(&app, t, &tariff, call)).collect(),
        more,
        job: row(&app, t, &job),
    };
    Ok(page::ok(&view))
}

/// `POST /tariff/rerating/{id}/apply`
pub async fn apply(
    State(app): State<Shared>,
    user: LoggedIn,
    Path(id): Path<i64>,
    _: Fields,
) -> Result<Response, WebError> {
    user.scope(Capability::TariffManage)?;
    let job = app.store.rerating(id.into()).await?;
    let here = format!("/tariff/rerating/{id}");
    let in_force = app.tariff.in_force().fingerprint();
    let entry = match domain::apply(&user.subject, job.state, &job.tariff, &in_force) {
        Ok(entry) => entry,
        Err(why) => return not_done(&here, &why),
    };
    let Some(written) = app.store.apply_rerating(job.id, app.now()).await? else {
        return Ok(redirect_with(&here, "rerating-over"));
    };
    app.reratings.tell(&job, JobState::Applied);
    let entry = entry
        .change("calls", "", written.to_string())
        .change("changes", "", job.changes.to_string());
    app.audit(&user.session, entry).await;
    Ok(redirect_with(&here, "rerating-applied"))
}

/// `POST /tariff/rerating/{id}/cancel`
pub async fn cancel(
    State(app): State<Shared>,
    user: LoggedIn,
    Path(id): Path<i64>,
    _: Fields,
) -> Result<Response, WebError> {
    user.scope(Capability::TariffManage)?;
    let job = app.store.rerating(id.into()).await?;
    let here = format!("/tariff/rerating/{id}");
    let entry = match domain::cancel(&user.subject, job.state) {
        Ok(entry) => entry,
        Err(why) => return not_done(&here, &why),
    };
    let cancelled = app
        .store
        .rerating_is(job.id, job.state, JobState::Cancelled, "", app.now())
        .await?;
    if !cancelled {
        return Ok(redirect_with(&here, "rerating-over"));
    }
    app.reratings.tell(&job, JobState::Cancelled);
    app.audit(&user.session, entry).await;
    Ok(redirect_with(&here, "rerating-cancelled"))
}

/// The live part of the page, as the stream sends it.
pub fn live(app: &App, t: Texts) -> ReratingProgress {
    match app.reratings.latest() {
        Some(latest) => progress(t, &latest),
        None => ReratingProgress {
            t,
            looked_at: 0,
            total: 1,
            sentence: String::new(),
            done: None,
        },
    }
}

/// What the job told last, or else what is written down.
fn latest(app: &App, job: &StoredRerating) -> Progress {
    let told = app.reratings.latest().filter(|latest| latest.id == job.id);
    told.unwrap_or(Progress {
        id: job.id,
        state: job.state,
        looked_at: job.looked_at,
        total: job.total,
        changes: job.changes,
    })
}

fn progress(t: Texts, latest: &Progress) -> ReratingProgress {
    ReratingProgress {
        t,
        looked_at: latest.looked_at,
        // An empty job is done at once: a bar of nothing would go on for ever.
        total: latest.total.max(latest.looked_at).max(1),
        sentence: t.rerating_progress(latest.looked_at, latest.total, latest.changes),
        done: (latest.state != JobState::Running).then(|| format!("/tariff/rerating/{}", latest.id)),
    }
}

fn not_done(here: &str, why: &NotApplied) -> Result<Response, WebError> {
    match why {
        NotApplied::Denied(_) => Err(WebError::Forbidden),
        NotApplied::TariffChanged => Ok(redirect_with(here, "rerating-outdated")),
        _ => Ok(redirect_with(here, "rerating-over")),
    }
}

fn trouble(t: Texts, code: &str) -> String {
    match code {
        "" => String::new(),
        TARIFF_CHANGED => t.rerating_trouble_tariff(),
        DATABASE => t.rerating_trouble_database(),
        other => other.to_owned(),
    }
}

fn row(app: &App, t: Texts, job: &StoredRerating) -> JobRow {
    let when = t.date_time(app.local(job.began));
    JobRow {
        href: format!("/tariff/rerating/{}", job.id),
        began: t.tariff_by(&when, &job.person),
        what: what(app, t, job),
        looked_at: t.integer(job.looked_at),
        changes: t.integer(job.changes),
        state: badge(t, job.state),
    }
}

/// Which calls, and of which days.
fn what(app: &App, t: Texts, job: &StoredRerating) -> String {
    let day = |at| t.date(app.local(at).date());
    let period = match (job.since, job.until.map(|until| until - 1)) {
        (Some(since), Some(last)) => t.costs_days(&day(since), &day(last)),
        (Some(since), None) => t.costs_days_from(&day(since)),
        (None, Some(last)) => t.costs_days_until(&day(last)),
        (None, None) => return which(t, job.which),
    };
    format!("{}, {period}", which(t, job.which))
}

fn which(t: Texts, which: Which) -> String {
    match which {
        Which::Stale => t.rerating_which_stale(),
        Which::Unmatched => t.rerating_which_unmatched(),
        _ => t.rerating_which_all(),
    }
}

fn badge(t: Texts, state: JobState) -> JobBadge {
    let (icon, tone, word) = match state {
        JobState::Running => ("refresh", "busy", t.rerating_state_running()),
        JobState::Ready => ("clock", "warn", t.rerating_state_ready()),
        JobState::Applied => ("check", "good", t.rerating_state_applied()),
        JobState::Cancelled => ("minus", "muted", t.rerating_state_cancelled()),
        _ => ("alert", "bad", t.rerating_state_failed()),
    };
    JobBadge { icon, tone, word }
}

fn heading(t: Texts, departments: &[Department], sum: &ChangedSum) -> String {
    let department = departments
        .iter()
        .find(|department| Some(department.id) == sum.department());
    department.map_or_else(|| t.costs_without_department(), Department::heading)
}

fn sum_row(t: Texts, tariff: &Tariff, sum: &ChangedSum) -> SumRow {
    let shown = Shown::of(tariff, &sum.currency);
    let amount = |micros| {
        // Calls that neither had nor get a price have no currency.
        if sum.currency.is_empty() {
            String::new()
        } else {
            shown.amount(t, micros)
        }
    };
    SumRow {
        name: if sum.key.is_empty() {
            t.rerating_without_price()
        } else {
            sum.key.clone()
        },
        calls: t.integer(sum.calls),
        old: amount(sum.old),
        new: amount(sum.new),
        difference: amount(sum.new.saturating_sub(sum.old)),
    }
}

fn changed(app: &App, t: Texts, tariff: &Tariff, call: &ChangedCall) -> ChangedRow {
    let price = |currency: &Option<String>, micros: Option<i64>| match (currency, micros) {
        (Some(currency), Some(micros)) => Shown::of(tariff, currency).amount(t, micros),
        _ => t.rerating_without_price(),
    };
    ChangedRow {
        when: t.date_time(app.local(call.started)),
        from: match call.caller_name.as_str() {
            "" => call.caller_number.clone(),
            name => format!("{name} ({})", call.caller_number),
        },
        called: mask(&call.called),
        old: price(&call.old_currency, call.old_after_tax),
        new: price(&call.currency, call.after_tax),
    }
}

async fn list_page(
    app: &App,
    user: &LoggedIn,
    here: &str,
    form: &ReratingForm<'_>,
    errors: Errors,
) -> Result<ReratingsPage, WebError> {
    let t = user.texts();
    let jobs = app.store.reratings(JOBS).await?;
    Ok(ReratingsPage {
        frame: user.frame(app, here, t.rerating_title()),
        from: form.from.to_owned(),
        to: form.to.to_owned(),
        which: Which::ALL
            .into_iter()
            .map(|one| Choice {
                value: one.key().to_owned(),
                label: which(t, one),
                selected: one.key() == form.which,
            })
            .collect(),
        open: jobs
            .iter()
            .find(|job| job.state.is_open())
            .map(|job| format!("/tariff/rerating/{}", job.id)),
        jobs: jobs.iter().map(|job| row(app, t, job)).collect(),
        errors,
    })
}
