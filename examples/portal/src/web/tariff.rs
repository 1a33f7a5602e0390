//! The tariff: its versions, a new one, two compared, a number tried, a row added.

mod difference;
mod import;
mod rate;
mod test;
mod upload;
mod version;

#[cfg(test)]
mod tests;

pub use self::difference::show as difference;
pub use self::import::{create as keep_import, form as import_form, read as read_import, show as import};
pub use self::rate::{create as add_rate, show as new_rate};
pub use self::test::show as test;
pub use self::upload::{create, show as new};
pub use self::version::{activate, discard, file, show as version, withdraw};

use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use switchhook_portal_core::tariff::VersionState;
use switchhook_portal_core::{Capability, TariffVersionId};

use super::error::WebError;
use super::page;
use super::views::tariff::{Problems, TariffPage, VersionBadge, VersionRow};
use super::visitor::LoggedIn;
use crate::app::{App, Shared};
use crate::i18n::Texts;
use crate::store::{Seconds, StoredVersion};

/// Refused lines on a page.
const PROBLEMS: usize = 200;

/// `GET /tariff`
pub async fn list(State(app): State<Shared>, user: LoggedIn, uri: Uri) -> Result<Response, WebError> {
    user.scope(Capability::TariffManage)?;
    let t = user.texts();
    let files = app.tariff.files();
    let today = app.tariff.version_today();
    let versions = app.store.tariff_versions().await?;
    let view = TariffPage {
        frame: user.frame(&app, page::here(&uri), t.tariff_title()),
        files: match files.book() {
            Some(_) => t.tariff_files_in_use(&page::tariff_name(t, &files)),
            None => t.tariff_files_none(),
        },
        problems: problems(files.problems()).shown,
        rows: versions
            .iter()
            .map(|version| row(&app, t, version, today))
            .collect(),
        stale: stale(&app).await?,
    };
    Ok(page::ok(&view))
}

/// Prices that are of another tariff than the one in force on their day.
async fn stale(app: &App) -> Result<i64, WebError> {
    let in_force = app.tariff.in_force();
    let mut count = 0;
    for (from, until, tariff) in in_force.spans() {
        // Without a tariff there is nothing that a price could be made of instead.
        if tariff.book().is_some() {
            count += app.store.count_stale(from, until, tariff.fingerprint()).await?;
        }
    }
    Ok(count)
}

fn row(app: &App, t: Texts, stored: &StoredVersion, today: Option<TariffVersionId>) -> VersionRow {
    let id = stored.version.id;
    VersionRow {
        href: format!("/tariff/{id}"),
        effective: t.date(stored.effective),
        name: stored.name.clone(),
        rows: count(t, stored.version.rows),
        refused: count(t, stored.version.refused),
        made: by(app, t, stored.made, &stored.made_by),
        state: badge(t, stored.version.state, today == Some(id)),
        changed: stored
            .changed
            .as_ref()
            .map(|(at, name)| by(app, t, *at, name))
            .unwrap_or_default(),
    }
}

/// When, and by whom unless that was the portal.
fn by(app: &App, t: Texts, at: Seconds, name: &str) -> String {
    let when = t.date_time(app.local(at));
    match name {
        "" => when,
        name => t.tariff_by(&when, name),
    }
}

fn badge(t: Texts, state: VersionState, in_force: bool) -> VersionBadge {
    let (icon, tone, word) = match state {
        VersionState::Active if in_force => ("check", "good", t.tariff_in_force()),
        VersionState::Active => ("clock", "busy", t.tariff_state_active()),
        VersionState::Withdrawn => ("minus", "muted", t.tariff_state_withdrawn()),
        _ => ("edit", "warn", t.tariff_state_draft()),
    };
    VersionBadge { icon, tone, word }
}

fn problems(all: &[String]) -> Problems {
    Problems {
        shown: all.iter().take(PROBLEMS).cloned().collect(),
        more: i64::try_from(all.len().saturating_sub(PROBLEMS)).unwrap_or(i64::MAX),
    }
}

fn count(t: Texts, number: usize) -> String {
    t.integer(i64::try_from(number).unwrap_or(i64::MAX))
}
