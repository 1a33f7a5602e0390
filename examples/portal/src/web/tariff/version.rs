//! One version: what it holds, and whether it prices calls.

use axum::extract::State;
use axum::http::{Uri, header};
use axum::response::{IntoResponse, Response};
use switchhook_portal_core::Capability;
use switchhook_portal_core::audit::{Action, Actor, AuditEntry, Object};
use switchhook_portal_core::tariff::{self as domain, Activation, NotChanged, VersionState};

use super::import::summary;
use super::{problems, row};
use crate::app::{App, Shared};
use crate::i18n::Texts;
use crate::log::Event;
use crate::store::{StoreError, StoredVersion};
use crate::tariff::checked;
use crate::web::error::WebError;
use crate::web::extract::Path;
use crate::web::form::Fields;
use crate::web::page::{self, problem_text, redirect_with};
use crate::web::views::common::Errors;
use crate::web::views::tariff::{Activate, VersionPage};
use crate::web::visitor::LoggedIn;

/// `GET /tariff/{id}`
pub async fn show(
    State(app): State<Shared>,
    user: LoggedIn,
    uri: Uri,
    Path(id): Path<i64>,
) -> Result<Response, WebError> {
    user.scope(Capability::TariffManage)?;
    let stored = app.store.tariff_version(id.into()).await?;
    let view = view(&app, &user, page::here(&uri), &stored, "", Errors::default()).await?;
    Ok(page::ok(&view))
}

/// `POST /tariff/{id}/activate`
pub async fn activate(
    State(app): State<Shared>,
    user: LoggedIn,
    Path(id): Path<i64>,
    fields: Fields,
) -> Result<Response, WebError> {
    user.scope(Capability::TariffManage)?;
    let stored = app.store.tariff_version(id.into()).await?;
    let form = Activation {
        rows: fields.text("rows"),
        without_refused: fields.checked("refused"),
    };
    let here = format!("/tariff/{id}");
    match domain::activate(&user.subject, &stored.version, &form) {
        Ok(entry) => change(&app, &user, &stored, VersionState::Active, entry).await,
        Err(NotChanged::Form(found)) => {
            let t = user.texts();
            let mut errors = Errors::default();
            for error in found {
                let text = match (error.field, &error.problem) {
                    ("refused", _) => t.tariff_refused_first(),
                    (_, problem) => problem_text(t, problem),
                };
                errors.add(error.field, text);
            }
            let view = view(&app, &user, &here, &stored, form.rows, errors).await?;
            Ok(page::unprocessable(&view))
        }
        Err(other) => not_changed(&here, &other),
    }
}

/// `POST /tariff/{id}/withdraw`
pub async fn withdraw(
    State(app): State<Shared>,
    user: LoggedIn,
    Path(id): Path<i64>,
    _: Fields,
) -> Result<Response, WebError> {
    user.scope(Capability::TariffManage)?;
    let stored = app.store.tariff_version(id.into()).await?;
    match domain::withdraw(&user.subject, &stored.version) {
        Ok(entry) => change(&app, &user, &stored, VersionState::Withdrawn, entry).await,
        Err(other) => not_changed(&format!("/tariff/{id}"), &other),
    }
}

/// `POST /tariff/{id}/delete`
pub async fn discard(
    State(app): State<Shared>,
    user: LoggedIn,
    Path(id): Path<i64>,
    _: Fields,
) -> Result<Response, WebError> {
    user.scope(Capability::TariffManage)?;
    let stored = app.store.tariff_version(id.into()).await?;
    match domain::discard(&user.subject, &stored.version) {
        Ok(entry) => {
            app.store.delete_tariff_draft(stored.version.id).await?;
            app.audit(&user.session, entry).await;
            Ok(redirect_with("/tariff", "deleted"))
        }
        Err(other) => not_changed(&format!("/tariff/{id}"), &other),
    }
}

/// `GET /tariff/{id}/files/{place}`: the plan is 0, its decks follow.
pub async fn file(
    State(app): State<Shared>,
    user: LoggedIn,
    Path((id, place)): Path<(i64, usize)>,
) -> Result<Response, WebError> {
    user.scope(Capability::TariffManage)?;
    let mut sources = app.store.tariff_sources(id.into()).await?;
    let (kind, name, text) = match place.checked_sub(1) {
        None => ("application/toml", "plan.toml".to_owned(), sources.plan),
        Some(deck) if deck < sources.decks.len() => {
            let (name, text) = sources.decks.swap_remove(deck);
            ("text/csv; charset=utf-8", plain(&name), text)
        }
        Some(_) => return Err(WebError::NotFound),
    };
    let entry = AuditEntry::new(
        Actor::Person(user.person.id),
        Action::Export,
        Object::Tariff(id.into()),
    );
    app.audit(&user.session, entry).await;
    let headers = [
        (header::CONTENT_TYPE, kind.to_owned()),
        (
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"{name}\""),
        ),
    ];
    Ok((headers, text).into_response())
}

/// A name that may stand in a header.
fn plain(name: &str) -> String {
    name.chars()
        .map(|c| {
            if c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_') {
                c
            } else {
                '_'
            }
        })
        .collect()
}

/// Writes the new state down, lets it hold and says so.
async fn change(
    app: &Shared,
    user: &LoggedIn,
    stored: &StoredVersion,
    after: VersionState,
    entry: AuditEntry,
) -> Result<Response, WebError> {
    let (id, before) = (stored.version.id, stored.version.state);
    let here = format!("/tariff/{id}");
    let written = app
        .store
        .tariff_version_is(id, before, after, Some(user.person.id), app.now())
        .await;
    match written {
        Ok(()) => {}
        Err(StoreError::Gone) => return Ok(redirect_with(&here, "tariff-state")),
        Err(error) => return Err(error.into()),
    }
    app.tariff.read_versions(&app.store).await?;
    tracing::info!(event = %Event::TariffChanged, version = i64::from(id), state = after.key());
    app.audit(&user.session, entry).await;
    app.activated.notify_one();
    let notice = match after {
        VersionState::Active => "tariff-activated",
        _ => "tariff-withdrawn",
    };
    Ok(redirect_with(&here, notice))
}

fn not_changed(here: &str, why: &NotChanged) -> Result<Response, WebError> {
    match why {
        NotChanged::Denied(_) => Err(WebError::Forbidden),
        _ => Ok(redirect_with(here, "tariff-state")),
    }
}

async fn view(
    app: &App,
    user: &LoggedIn,
    here: &str,
    stored: &StoredVersion,
    typed: &str,
    errors: Errors,
) -> Result<VersionPage, WebError> {
    let t = user.texts();
    let id = stored.version.id;
    let sources = app.store.tariff_sources(id).await?;
    let names = std::iter::once("plan.toml").chain(sources.decks.iter().map(|(name, _)| name.as_str()));
    let files = names
        .enumerate()
        .map(|(place, name)| (name.to_owned(), format!("/tariff/{id}/files/{place}")))
        .collect();
    let import = app.store.tariff_import(id).await?;
    let found = if stored.version.refused > 0 {
        checked(sources).await.problems().to_vec()
    } else {
        Vec::new()
    };
    let state = stored.version.state;
    Ok(VersionPage {
        frame: user.frame(app, here, t.tariff_version_title(&t.date(stored.effective))),
        version: row(app, t, stored, app.tariff.version_today()),
        note: stored.note.clone(),
        fingerprint: stored.fingerprint.clone(),
        files,
        problems: problems(&found),
        import: import.map(|import| summary(t, &import)),
        compare: format!("/tariff/{id}/difference"),
        test: format!("/tariff/test?tariff={id}"),
        activate: (state != VersionState::Active).then(|| Activate {
            action: format!("/tariff/{id}/activate"),
            help: help(t, app, stored),
            typed: typed.to_owned(),
            refused: stored.version.refused > 0,
        }),
        withdraw: (state == VersionState::Active).then(|| format!("/tariff/{id}/withdraw")),
        discard: (state == VersionState::Draft).then(|| format!("/tariff/{id}/delete")),
        errors,
    })
}

fn help(t: Texts, app: &App, stored: &StoredVersion) -> String {
    let number = |rows: usize| i64::try_from(rows).unwrap_or(i64::MAX);
    t.tariff_activate_help(number(stored.version.rows), number(app.tariff.current().rows()))
}
