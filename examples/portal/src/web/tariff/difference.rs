//! What a version changes: its rows beside those of the tariff in force, the configured file or another version.

use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use serde::Deserialize;
use switchhook_portal_core::Capability;
use switchhook_portal_core::tariff::{RowDifference, Setting, differences};

use crate::app::{App, Shared};
use crate::i18n::Texts;
use crate::tariff::{Sources, deck_files};
use crate::web::error::WebError;
use crate::web::extract::{Path, Query};
use crate::web::page;
use crate::web::views::common::Choice;
use crate::web::views::tariff::{DifferencePage, DifferenceRow};
use crate::web::visitor::LoggedIn;

/// Rows on the page.
const ROWS: usize = 500;

/// The configured file among the choices.
const FILES: &str = "files";

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct DifferenceQuery {
    /// A version, `files`, or empty for the one in force.
    with: String,
}

/// `GET /tariff/{id}/difference`
pub async fn show(
    State(app): State<Shared>,
    user: LoggedIn,
    uri: Uri,
    Path(id): Path<i64>,
    Query(query): Query<DifferenceQuery>,
) -> Result<Response, WebError> {
    user.scope(Capability::TariffManage)?;
    let t = user.texts();
    let stored = app.store.tariff_version(id.into()).await?;
    let old = match query.with.parse::<i64>() {
        Ok(other) => app.store.tariff_sources(other.into()).await?,
        Err(_) if query.with == FILES => app.tariff.files().sources().clone(),
        Err(_) => app.tariff.current().sources().clone(),
    };
    let new = app.store.tariff_sources(id.into()).await?;
    let other_plan = old.plan != new.plan;
    // Decks of a hundred thousand rows take a moment.
    let found = tokio::task::spawn_blocking(move || compare(&old, &new))
        .await
        .map_err(WebError::internal)?;
    let count = |wanted: fn(&RowDifference) -> bool| {
        i64::try_from(found.iter().filter(|row| wanted(row)).count()).unwrap_or(i64::MAX)
    };
    let added = count(|row| row.old.is_none());
    let removed = count(|row| row.new.is_none());
    let changed = count(|row| row.old.is_some() && row.new.is_some());
    let view = DifferencePage {
        frame: user.frame(&app, page::here(&uri), t.difference_of(&t.date(stored.effective))),
        with: choices(&app, t, id, &query.with).await?,
        action: format!("/tariff/{id}/difference"),
        counts: t.difference_counts(added, removed, changed),
        plan: other_plan,
        rows: found.iter().take(ROWS).map(|found| row(t, found)).collect(),
        more: i64::try_from(found.len().saturating_sub(ROWS)).unwrap_or(i64::MAX),
        back: format!("/tariff/{id}"),
    };
    Ok(page::ok(&view))
}

/// What this version can be compared with.
async fn choices(app: &App, t: Texts, id: i64, with: &str) -> Result<Vec<Choice>, WebError> {
    let choice = |value: String, label: String| Choice {
        selected: value == with,
        value,
        label,
    };
    let mut choices = vec![
        choice(String::new(), t.tariff_in_force()),
        choice(FILES.to_owned(), t.tariff_from_file()),
    ];
    let versions = app.store.tariff_versions().await?;
    choices.extend(
        versions
            .iter()
            .filter(|version| version.version.id != id.into())
            .map(|version| {
                let label = format!("{}, {}", version.name, t.date(version.effective));
                choice(version.version.id.to_string(), label)
            }),
    );
    Ok(choices)
}

/// Deck by deck; one that is missing on a side has no rows there.
fn compare(old: &Sources, new: &Sources) -> Vec<RowDifference> {
    let mut names: Vec<&String> = new.decks.iter().map(|(name, _)| name).collect();
    names.extend(
        old.decks
            .iter()
            .map(|(name, _)| name)
            .filter(|name| new.deck(name).is_none()),
    );
    names
        .into_iter()
        .flat_map(|name| {
            let side = |sources: &Sources| {
                (
                    sources.deck(name).unwrap_or_default().to_owned(),
                    delimiter(sources, name),
                )
            };
            let ((old, before), (new, after)) = (side(old), side(new));
            differences((&old, before), (&new, after))
        })
        .collect()
}

/// What stands between two fields of a deck.
fn delimiter(sources: &Sources, name: &str) -> char {
    deck_files(&sources.plan)
        .unwrap_or_default()
        .iter()
        .find(|deck| deck.file == name)
        .map_or(',', |deck| char::from(deck.format.delimiter))
}

fn row(t: Texts, found: &RowDifference) -> DifferenceRow {
    let (icon, tone, word) = match (&found.old, &found.new) {
        (None, _) => ("plus", "good", t.difference_added()),
        (_, None) => ("minus", "bad", t.difference_removed()),
        _ => ("edit", "warn", t.difference_changed()),
    };
    DifferenceRow {
        icon,
        tone,
        word,
        prefix: found.prefix.clone(),
        destination: found.destination.clone(),
        old: found.old.as_deref().map(settings).unwrap_or_default(),
        new: found.new.as_deref().map(settings).unwrap_or_default(),
    }
}

/// The columns are named as in the deck, in every language.
fn settings(settings: &[Setting]) -> String {
    let shown: Vec<String> = settings
        .iter()
        .map(|setting| match setting.value.as_str() {
            "" => format!("{} –", setting.column),
            value => format!("{} {value}", setting.column),
        })
        .collect();
    shown.join(", ")
}
