//! What a version changes: its rows beside those of the tariff in force, the configured file or another version.

use std::collections::HashMap;

use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use serde::Deserialize;
use switchhook_portal_core::Capability;
use switchhook_rating::{ChangeKind, Deck, DigitCount, Row, RowChange};

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

/// Prefixes of a row on the page.
const PREFIXES: usize = 20;

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
    let found = found(t, old, new, ROWS).await?;
    let view = DifferencePage {
        frame: user.frame(&app, page::here(&uri), t.difference_of(&t.date(stored.effective))),
        with: choices(&app, t, id, &query.with).await?,
        action: format!("/tariff/{id}/difference"),
        counts: found.counts,
        plan: other_plan,
        more: found.more,
        rows: found.rows,
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

/// What differs, in words.
pub(super) struct Found {
    pub counts: String,
    pub rows: Vec<DifferenceRow>,
    /// Prefixes that have no place among the rows.
    pub more: i64,
}

/// What differs between two tariffs: the first rows, and how many prefixes in all.
pub(super) async fn found(t: Texts, old: Sources, new: Sources, rows: usize) -> Result<Found, WebError> {
    // Decks of a hundred thousand rows take a moment.
    let found = tokio::task::spawn_blocking(move || compare(&old, &new, rows))
        .await
        .map_err(WebError::internal)?;
    Ok(Found {
        counts: t.difference_counts(found.added, found.removed, found.changed),
        rows: found.changes.into_iter().map(|change| row(t, change)).collect(),
        more: found.more,
    })
}

/// What differs, as far as a page shows it.
#[derive(Debug, Default)]
struct Differences {
    added: i64,
    removed: i64,
    changed: i64,
    /// The first rows, each with its prefixes.
    changes: Vec<Change>,
    /// Prefixes that have no place among those.
    more: i64,
}

/// What became of a row.
#[derive(Debug)]
struct Change {
    kind: ChangeKind,
    /// Empty where there is one deck only.
    deck: String,
    /// With what tells the rows of one prefix apart.
    prefixes: Vec<String>,
    conditions: String,
    destination: String,
    old: String,
    new: String,
}

/// Deck by deck; one that is missing on a side has no rows there, and neither has one of which nothing can be read.
fn compare(old: &Sources, new: &Sources, rows: usize) -> Differences {
    let mut names: Vec<&String> = new.decks.iter().map(|(name, _)| name).collect();
    names.extend(
        old.decks
            .iter()
            .map(|(name, _)| name)
            .filter(|name| new.deck(name).is_none()),
    );
    let several = names.len() > 1;
    let count = |number| i64::try_from(number).unwrap_or(i64::MAX);
    let mut found = Differences::default();
    for name in names {
        let (older, newer) = (deck(old, name), deck(new, name));
        let difference = older.difference(&newer);
        found.added += count(difference.added());
        found.removed += count(difference.removed());
        found.changed += count(difference.changed());
        // The prefixes of a row come one by one, and all say the same.
        let mut known: HashMap<(usize, usize), usize> = HashMap::new();
        for one in difference.changes() {
            let line = |row: Option<Row<'_>>| row.map_or(0, |row| row.line);
            let lines = (line(one.older()), line(one.newer()));
            match known.get(&lines) {
                Some(&at) => found.changes[at].prefixes.push(one.prefix().to_string()),
                None if found.changes.len() < rows => {
                    known.insert(lines, found.changes.len());
                    let deck = if several { name.clone() } else { String::new() };
                    found.changes.push(change(&one, deck));
                }
                None => found.more += 1,
            }
        }
    }
    found
}

/// The rows of a deck, read as its plan says.
fn deck(sources: &Sources, name: &str) -> Deck {
    let files = deck_files(&sources.plan).unwrap_or_default();
    let format = files
        .iter()
        .find(|deck| deck.file == name)
        .map(|deck| deck.format);
    let text = sources.deck(name).unwrap_or_default();
    Deck::from_csv(text, &format.unwrap_or_default()).0
}

/// A change as text. Settings are named as the columns of a deck, in every language.
fn change(change: &RowChange<'_>, deck: String) -> Change {
    let kind = change.kind();
    let (mut old, mut new) = (Vec::new(), Vec::new());
    for field in change.fields() {
        // The destination of a row that came or went stands in its own column.
        if kind != ChangeKind::Changed && field.field == "destination" {
            continue;
        }
        let shown = |value: Option<String>| format!("{} {}", field.field, value.as_deref().unwrap_or("–"));
        if kind != ChangeKind::Added {
            old.push(shown(field.old));
        }
        if kind != ChangeKind::Removed {
            new.push(shown(field.new));
        }
    }
    Change {
        kind,
        deck,
        prefixes: vec![change.prefix().to_string()],
        conditions: conditions(change.row()),
        destination: change.row().rate.destination().name.to_string(),
        old: old.join(", "),
        new: new.join(", "),
    }
}

/// What tells the rows of one prefix apart.
fn conditions(row: Row<'_>) -> String {
    let mut text = String::new();
    if row.digits != DigitCount::ANY {
        text += &match row.digits.bounds() {
            (least, most) if least == most => format!(", digits {least}"),
            (least, most) => format!(", digits {least}-{most}"),
        };
    }
    let conditions = row.rate.conditions();
    if let Some(only) = conditions.only {
        text += &format!(", only {only}");
    }
    if let Some(caller) = conditions.caller {
        text += &format!(", caller {caller}");
    }
    text
}

/// The prefixes of a row, the first of them where it has very many.
fn prefixes(change: &Change) -> String {
    let mut text = change
        .prefixes
        .iter()
        .take(PREFIXES)
        .cloned()
        .collect::<Vec<_>>()
        .join(" ");
    if change.prefixes.len() > PREFIXES {
        text += &format!(" … (+{})", change.prefixes.len() - PREFIXES);
    }
    text + &change.conditions
}

fn row(t: Texts, change: Change) -> DifferenceRow {
    let (icon, tone, word) = match change.kind {
        ChangeKind::Added => ("plus", "good", t.difference_added()),
        ChangeKind::Removed => ("minus", "bad", t.difference_removed()),
        ChangeKind::Changed => ("edit", "warn", t.difference_changed()),
    };
    DifferenceRow {
        icon,
        tone,
        word,
        prefix: prefixes(&change),
        deck: change.deck,
        destination: change.destination,
        old: change.old,
        new: change.new,
    }
}
