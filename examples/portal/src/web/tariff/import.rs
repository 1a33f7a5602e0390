//! The file of an operator, whatever its columns: read through a mapping, shown with everything that was refused and
//! repaired, and kept as a draft only then.

use axum::extract::{Request, State};
use axum::http::Uri;
use axum::response::{IntoResponse, Redirect, Response};
use switchhook_portal_core::Capability;
use switchhook_rating::import::Mapping;
use switchhook_rating::{Currency, DeckFile};

use super::difference;
use super::upload::{NOTE, effective, keep};
use super::{count, problems};
use crate::app::{App, Shared};
use crate::i18n::Texts;
use crate::tariff::{ImportReport, READY, Sources, Waiting, checked, decks_of, packages, ready_mapping};
use crate::web::error::WebError;
use crate::web::extract::Path;
use crate::web::form::Fields;
use crate::web::page::{self, problem_text, redirect_with};
use crate::web::upload::{FILE_BYTES, Upload, UploadedFile};
use crate::web::views::common::{Choice, Errors};
use crate::web::views::tariff::{ImportForm, ImportKeep, ImportPage, ImportSummary};
use crate::web::visitor::LoggedIn;

/// Changed rows on the page.
const ROWS: usize = 50;

/// `GET /tariff/import`
pub async fn form(State(app): State<Shared>, user: LoggedIn, uri: Uri) -> Result<Response, WebError> {
    user.scope(Capability::TariffManage)?;
    let view = form_view(&app, &user, page::here(&uri), "", "", Errors::default());
    Ok(page::ok(&view))
}

/// `POST /tariff/import`: reads the file and shows what came of it.
pub async fn read(State(app): State<Shared>, user: LoggedIn, request: Request) -> Result<Response, WebError> {
    let upload = Upload::read(request, &app, &user, Capability::TariffManage).await?;
    let t = user.texts();
    let (ready, deck) = (upload.text("mapping"), upload.text("deck"));
    let mut errors = Errors::default();
    let again = |errors| {
        let view = form_view(&app, &user, "/tariff/import", ready, deck, errors);
        page::unprocessable(&view)
    };
    if upload.too_large {
        let megabytes = (FILE_BYTES / 1024 / 1024).to_string();
        errors.add("file", t.tariff_too_large(&megabytes));
        return Ok(again(errors));
    }
    let mapping = mapping(t, &upload, ready, &mut errors);
    let plan = plan(t, &app, &upload, &mut errors);
    let file = upload.files("file").next();
    if file.is_none() {
        errors.add("file", t.import_no_file());
    }
    let target = plan.as_deref().and_then(|plan| {
        let name = file.map(|file| file.name.as_str()).unwrap_or_default();
        target(t, plan, deck, name, &mut errors)
    });
    let (Some((mapping, mapping_name)), Some(plan), Some(file), Some((target, currency)), true) =
        (mapping, plan, file, target, errors.is_empty())
    else {
        return Ok(again(errors));
    };
    // Two at a time: a deck of a million rows takes its share of memory.
    let _turn = app.turn().await;
    let bytes = file.bytes.clone();
    let imported = tokio::task::spawn_blocking(move || mapping.read(&bytes))
        .await
        .map_err(WebError::internal)?;
    let imported = match imported {
        Ok(imported) => imported,
        Err(error) => {
            let field = if ready.is_empty() { "map" } else { "mapping" };
            errors.add(field, format!("{mapping_name}: {error}"));
            return Ok(again(errors));
        }
    };
    if let Some(other) = imported.deck.currency().filter(|other| *other != currency) {
        errors.add(
            "deck",
            t.import_currency(other.code(), &target.file, currency.code()),
        );
        return Ok(again(errors));
    }
    let report = ImportReport::new(&file.name, &mapping_name, &imported);
    let current = app.tariff.current();
    let mut decks: Vec<_> = current
        .sources()
        .decks
        .iter()
        .filter(|(name, _)| *name != target.file)
        .cloned()
        .collect();
    decks.push((target.file.clone(), imported.deck.to_csv(&target.format)));
    let tariff = checked(Sources {
        plan: plan.clone(),
        decks: decks.clone(),
    })
    .await;
    let is_usable = tariff.book().is_some();
    let sources = if is_usable {
        tariff.sources().clone()
    } else {
        Sources { plan, decks }
    };
    let token = app.imports.add(
        user.person.id,
        target.file,
        sources,
        report,
        tariff.problems().to_vec(),
        is_usable,
    );
    Ok(Redirect::to(&format!("/tariff/import/{token}")).into_response())
}

/// `GET /tariff/import/{token}`: what was read, refused and repaired, and what it changes.
pub async fn show(
    State(app): State<Shared>,
    user: LoggedIn,
    uri: Uri,
    Path(token): Path<String>,
) -> Result<Response, WebError> {
    user.scope(Capability::TariffManage)?;
    let Some(waiting) = app.imports.find(user.person.id, &token) else {
        return Ok(redirect_with("/tariff/import", "import-gone"));
    };
    let t = user.texts();
    let typed = ImportKeep {
        action: format!("/tariff/import/{token}"),
        effective: app.tariff.today().to_string(),
        note: note(t, &waiting.report),
    };
    let view = view(&app, &user, page::here(&uri), &waiting, typed, Errors::default()).await?;
    Ok(page::ok(&view))
}

/// `POST /tariff/import/{token}`: keeps it as a draft.
pub async fn create(
    State(app): State<Shared>,
    user: LoggedIn,
    Path(token): Path<String>,
    fields: Fields,
) -> Result<Response, WebError> {
    user.scope(Capability::TariffManage)?;
    let here = format!("/tariff/import/{token}");
    let Some(waiting) = app.imports.find(user.person.id, &token) else {
        return Ok(redirect_with("/tariff/import", "import-gone"));
    };
    let t = user.texts();
    let (day, note) = (fields.text("effective"), fields.text("note"));
    let mut errors = Errors::default();
    let effective = effective(t, day, &mut errors);
    if note.chars().count() > NOTE || note.contains(char::is_control) {
        let problem = switchhook_portal_core::Problem::TooLong { max: NOTE };
        errors.add("note", problem_text(t, &problem));
    }
    let _turn = app.turn().await;
    let tariff = checked(waiting.sources.clone()).await;
    match effective {
        Some(effective) if errors.is_empty() && tariff.book().is_some() => {
            let kept = keep(&app, &user, &tariff, effective, note, Some(&waiting.report)).await;
            if kept.is_ok() {
                app.imports.remove(&token);
            }
            kept
        }
        _ => {
            let typed = ImportKeep {
                action: here.clone(),
                effective: day.to_owned(),
                note: note.to_owned(),
            };
            let view = view(&app, &user, &here, &waiting, typed, errors).await?;
            Ok(page::unprocessable(&view))
        }
    }
}

/// The mapping that was chosen or uploaded, with its name.
fn mapping(t: Texts, upload: &Upload, ready: &str, errors: &mut Errors) -> Option<(Mapping, String)> {
    let uploaded = upload.files("map").next();
    match (ready_mapping(ready), uploaded) {
        (Some(mapping), None) => Some((mapping, ready.to_owned())),
        (Some(_), Some(_)) => {
            errors.add("mapping", t.import_two_mappings());
            None
        }
        (None, None) => {
            errors.add("map", t.import_no_mapping());
            None
        }
        (None, Some(file)) => {
            let read = Mapping::from_toml(text(t, "map", file, errors)?);
            read.map(|mapping| (mapping, file.name.clone()))
                .map_err(|error| errors.add("map", format!("{}: {error}", file.name)))
                .ok()
        }
    }
}

/// The plan that was uploaded, or else the one in force.
fn plan(t: Texts, app: &App, upload: &Upload, errors: &mut Errors) -> Option<String> {
    let plan = match upload.files("plan").next() {
        Some(file) => text(t, "plan", file, errors)?.to_owned(),
        None => app.tariff.current().sources().plan.clone(),
    };
    if plan.is_empty() {
        errors.add("plan", t.import_no_plan());
        return None;
    }
    let packages = packages(&plan);
    if !packages.is_empty() {
        errors.add("plan", t.tariff_packages(&t.list(&packages)));
        return None;
    }
    Some(plan)
}

fn text<'f>(t: Texts, field: &'static str, file: &'f UploadedFile, errors: &mut Errors) -> Option<&'f str> {
    match std::str::from_utf8(&file.bytes) {
        Ok(text) => Some(text.strip_prefix('\u{feff}').unwrap_or(text)),
        Err(_) => {
            errors.add(field, t.tariff_not_text(&file.name));
            None
        }
    }
}

/// The deck that the file becomes, with its currency: the chosen one, the plan's only one, or that of the file's name.
fn target(
    t: Texts,
    plan: &str,
    chosen: &str,
    file: &str,
    errors: &mut Errors,
) -> Option<(DeckFile, Currency)> {
    let decks = match decks_of(plan) {
        Ok(decks) => decks,
        Err(error) => {
            errors.add("plan", format!("plan.toml: {error}"));
            return None;
        }
    };
    let named = |name: &str| decks.iter().find(|(deck, _)| deck.file == name);
    let found = match decks.as_slice() {
        [only] => Some(only),
        _ => named(chosen).or_else(|| named(file)),
    };
    if found.is_none() {
        let names: Vec<String> = decks.iter().map(|(deck, _)| deck.file.clone()).collect();
        errors.add("deck", t.import_no_deck(&t.list(&names)));
    }
    found.cloned()
}

/// What the draft is remembered by, unless somebody writes something else.
fn note(t: Texts, report: &ImportReport) -> String {
    let number = |lines: usize| i64::try_from(lines).unwrap_or(i64::MAX);
    let file: String = report
        .file
        .chars()
        .filter(|c| !c.is_control())
        .take(100)
        .collect();
    t.import_note(&file, number(report.rows), number(report.refused))
}

fn form_view(app: &App, user: &LoggedIn, here: &str, ready: &str, deck: &str, errors: Errors) -> ImportForm {
    let t = user.texts();
    let choice = |value: &str, label: String, chosen: &str| Choice {
        selected: value == chosen,
        value: value.to_owned(),
        label,
    };
    let current = app.tariff.current();
    let decks = decks_of(&current.sources().plan).unwrap_or_default();
    let own = std::iter::once(choice("", t.import_mapping_own(), ready));
    ImportForm {
        frame: user.frame(app, here, t.import_title()),
        mappings: own
            .chain(READY.map(|name| choice(name, mapping_label(t, name), ready)))
            .collect(),
        decks: decks
            .iter()
            .map(|(file, _)| choice(&file.file, file.file.clone(), deck))
            .collect(),
        errors,
    }
}

/// What a ready-made mapping is for.
fn mapping_label(t: Texts, name: &str) -> String {
    match name {
        "inter" => t.import_ready_inter(),
        "inter-optimum" => t.import_ready_inter_optimum(),
        "inter-1-16" => t.import_ready_inter_hours("1–16"),
        "inter-25-250" => t.import_ready_inter_hours("25–250"),
        "inter-500" => t.import_ready_inter_hours("500–10000"),
        "opt-rates" => t.import_ready_opt_rates(),
        "teliax" => t.import_ready_teliax(),
        file => file.to_owned(),
    }
}

async fn view(
    app: &App,
    user: &LoggedIn,
    here: &str,
    waiting: &Waiting,
    typed: ImportKeep,
    errors: Errors,
) -> Result<ImportPage, WebError> {
    let t = user.texts();
    let (old, new) = (app.tariff.current().sources().clone(), waiting.sources.clone());
    let changes = difference::found(t, old, new, ROWS).await?;
    Ok(ImportPage {
        frame: user.frame(app, here, t.import_read(&waiting.report.file)),
        summary: summary(t, &waiting.report),
        deck: waiting.deck.clone(),
        problems: problems(&waiting.problems),
        counts: changes.counts,
        rows: changes.rows,
        more: changes.more,
        keep: waiting.is_usable.then_some(typed),
        errors,
    })
}

/// What became of the lines, for this page and that of the version.
pub(super) fn summary(t: Texts, report: &ImportReport) -> ImportSummary {
    let mut refused = problems(&report.refused_lines);
    let mut repaired = problems(&report.repaired_lines);
    let beyond = |all: usize, kept: usize| i64::try_from(all.saturating_sub(kept)).unwrap_or(i64::MAX);
    refused.more += beyond(report.refused, report.refused_lines.len());
    repaired.more += beyond(report.repaired, report.repaired_lines.len());
    ImportSummary {
        file: report.file.clone(),
        mapping: mapping_label(t, &report.mapping),
        encoding: match report.is_detected {
            true => t.import_encoding_detected(&report.encoding),
            false => t.import_encoding_given(&report.encoding),
        },
        counts: [
            (t.import_lines(), count(t, report.lines)),
            (t.tariff_rows(), count(t, report.rows)),
            (t.tariff_refused(), count(t, report.refused)),
            (t.import_skipped(), count(t, report.skipped)),
            (t.import_repairs(), count(t, report.repaired)),
        ],
        refused,
        repaired,
    }
}

#[cfg(test)]
mod tests;
