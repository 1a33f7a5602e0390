//! A new version from files. They are read and compiled before anything is kept.

use axum::extract::{Request, State};
use axum::response::Response;
use chrono::NaiveDate;
use switchhook_portal_core::audit::{Action, Actor, AuditEntry, Object};
use switchhook_portal_core::{Capability, Problem};

use super::problems;
use crate::app::{App, Shared};
use crate::i18n::Texts;
use crate::store::NewVersion;
use crate::tariff::{ImportReport, Sources, Tariff, checked, packages};
use crate::web::error::WebError;
use crate::web::page::{self, problem_text, redirect_with};
use crate::web::upload::{FILE_BYTES, Upload, UploadedFile};
use crate::web::views::common::Errors;
use crate::web::views::tariff::NewVersionPage;
use crate::web::visitor::LoggedIn;

/// The longest remark.
pub(super) const NOTE: usize = 200;

/// `GET /tariff/new`
pub async fn show(State(app): State<Shared>, user: LoggedIn) -> Result<Response, WebError> {
    user.scope(Capability::TariffManage)?;
    let today = app.tariff.today().to_string();
    Ok(page::ok(&view(
        &app,
        &user,
        today,
        String::new(),
        &[],
        Errors::default(),
    )))
}

/// `POST /tariff/new`
pub async fn create(
    State(app): State<Shared>,
    user: LoggedIn,
    request: Request,
) -> Result<Response, WebError> {
    let upload = Upload::read(request, &app, &user, Capability::TariffManage).await?;
    let t = user.texts();
    let (day, note) = (upload.text("effective"), upload.text("note"));
    let mut errors = Errors::default();
    let effective = effective(t, day, &mut errors);
    if note.chars().count() > NOTE || note.contains(char::is_control) {
        errors.add("note", problem_text(t, &Problem::TooLong { max: NOTE }));
    }
    if upload.too_large {
        let megabytes = (FILE_BYTES / 1024 / 1024).to_string();
        errors.add("decks", t.tariff_too_large(&megabytes));
    }
    let sources = sources(t, &app, &upload, &mut errors);
    let again = |found: &[String], errors| {
        let page = view(&app, &user, day.to_owned(), note.to_owned(), found, errors);
        page::unprocessable(&page)
    };
    let (Some(effective), Some(sources), true) = (effective, sources, errors.is_empty()) else {
        return Ok(again(&[], errors));
    };
    // Two at a time: a deck of a million rows takes its share of memory.
    let _turn = app.turn().await;
    let tariff = checked(sources.clone()).await;
    if tariff.book().is_none() {
        return Ok(again(tariff.problems(), errors));
    }
    for file in upload.files("decks") {
        if tariff.sources().deck(&file.name).is_none() {
            errors.add("decks", t.tariff_not_named(&file.name));
        }
    }
    if !errors.is_empty() {
        return Ok(again(&[], errors));
    }
    keep(&app, &user, &tariff, effective, note, None).await
}

/// Keeps a tariff that was checked as a draft, and leads to it.
pub(super) async fn keep(
    app: &App,
    user: &LoggedIn,
    tariff: &Tariff,
    effective: NaiveDate,
    note: &str,
    import: Option<&ImportReport>,
) -> Result<Response, WebError> {
    let new = NewVersion {
        effective,
        name: tariff.name(),
        note,
        rows: tariff.rows(),
        refused: tariff.problems().len() + import.map_or(0, |import| import.refused),
        fingerprint: tariff.fingerprint(),
        sources: tariff.sources(),
        made: app.now(),
        made_by: Some(user.person.id),
        import,
    };
    let id = app.store.add_tariff_version(&new).await?;
    let mut entry = AuditEntry::new(Actor::Person(user.person.id), Action::Create, Object::Tariff(id))
        .change("rows", "", new.rows.to_string())
        .change("refused", "", new.refused.to_string())
        .change("effective", "", effective.to_string());
    if let Some(import) = import {
        entry = entry.change("file", "", import.file.clone());
    }
    app.audit(&user.session, entry).await;
    Ok(redirect_with(&format!("/tariff/{id}"), "tariff-kept"))
}

/// The first day that was typed.
pub(super) fn effective(t: Texts, text: &str, errors: &mut Errors) -> Option<NaiveDate> {
    let day = text.parse::<NaiveDate>().ok().filter(|day| {
        use chrono::Datelike;
        (1970..=2999).contains(&day.year())
    });
    if day.is_none() {
        let problem = if text.is_empty() {
            Problem::Empty
        } else {
            Problem::NotADate
        };
        errors.add("effective", problem_text(t, &problem));
    }
    day
}

/// What was uploaded, and what of the tariff in force stays.
fn sources(t: Texts, app: &App, upload: &Upload, errors: &mut Errors) -> Option<Sources> {
    let mut text = |field, file: &UploadedFile| match std::str::from_utf8(&file.bytes) {
        Ok(text) => Some(text.strip_prefix('\u{feff}').unwrap_or(text).to_owned()),
        Err(_) => {
            errors.add(field, t.tariff_not_text(&file.name));
            None
        }
    };
    let plan = upload.files("plan").next().map(|file| text("plan", file));
    let decks: Vec<_> = upload
        .files("decks")
        .map(|file| text("decks", file).map(|text| (file.name.clone(), text)))
        .collect();
    if plan.is_none() && decks.is_empty() {
        if !upload.too_large {
            errors.add("plan", t.tariff_nothing_uploaded());
        }
        return None;
    }
    if let Some(Some(plan)) = &plan {
        let packages = packages(plan);
        if !packages.is_empty() {
            errors.add("plan", t.tariff_packages(&t.list(&packages)));
            return None;
        }
    }
    let current = app.tariff.current();
    let mut decks: Vec<_> = decks.into_iter().collect::<Option<_>>()?;
    for (name, text) in &current.sources().decks {
        if !decks.iter().any(|(uploaded, _)| uploaded == name) {
            decks.push((name.clone(), text.clone()));
        }
    }
    Some(Sources {
        plan: plan.unwrap_or_else(|| Some(current.sources().plan.clone()))?,
        decks,
    })
}

fn view(
    app: &App,
    user: &LoggedIn,
    effective: String,
    note: String,
    found: &[String],
    errors: Errors,
) -> NewVersionPage {
    NewVersionPage {
        frame: user.frame(app, "/tariff/new", user.texts().tariff_upload()),
        effective,
        note,
        problems: problems(found),
        errors,
    }
}
