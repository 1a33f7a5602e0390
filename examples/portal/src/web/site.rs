//! What all telephones of the site are told, with every version of it.

use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use serde::Deserialize;
use switchhook_portal_core::audit::{Action, Actor, AuditEntry, Object};
use switchhook_portal_core::{Capability, Person};

use super::devices::preview;
use super::error::WebError;
use super::extract::Query;
use super::form::Fields;
use super::page::{self, redirect_with};
use super::views::common::{Choice, Errors};
use super::views::site::{SiteField, SiteGroup, SitePage, SiteVersionRow};
use super::visitor::LoggedIn;
use crate::app::{App, Shared};
use crate::i18n::Texts;
use crate::site::{KEYS, Mistake, Site, Wrong};
use crate::store::{NewSite, StoreError};

pub const PATH: &str = "/admin/site";

/// Versions on the page.
const VERSIONS: u32 = 20;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct SiteQuery {
    /// Which version stands in the form; the one that holds without it.
    version: Option<i64>,
}

/// `GET /admin/site`
pub async fn show(
    State(app): State<Shared>,
    user: LoggedIn,
    uri: Uri,
    Query(query): Query<SiteQuery>,
) -> Result<Response, WebError> {
    user.scope(Capability::PhoneManage)?;
    let held = app.site.current();
    let typed = match query.version {
        Some(0) => Site::of(&app.config).texts(),
        Some(version) => app.store.site_of(version).await?.texts(),
        None => held.site.texts(),
    };
    let view = view(
        &app,
        &user,
        page::here(&uri),
        held.version,
        &typed,
        Errors::default(),
    )
    .await?;
    Ok(page::ok(&view))
}

/// `POST /admin/site`: a new version.
pub async fn save(State(app): State<Shared>, user: LoggedIn, fields: Fields) -> Result<Response, WebError> {
    user.scope(Capability::PhoneManage)?;
    let t = user.texts();
    let typed = KEYS.map(|key| (key, fields.text(key).to_owned()));
    let from = fields.id::<i64>("version")?.ok_or(WebError::BadRequest)?;
    let site = match Site::read(|key| fields.text(key)) {
        Ok(site) => site,
        Err(mistakes) => {
            let view = view(&app, &user, PATH, from, &typed, errors(t, &mistakes)).await?;
            return Ok(page::unprocessable(&view));
        }
    };
    let before = app.site.current();
    if before.version == from && before.site == site {
        return Ok(redirect_with(PATH, "saved"));
    }
    if fields.checked("again") {
        let view = view(&app, &user, PATH, from, &typed, Errors::default()).await?;
        return Ok(page::ok(&view));
    }
    if before.version == from && !fields.checked("confirmed") {
        let (telephones, unchanged) = preview::of_site(&app, t, &before.site, &site).await?;
        if !telephones.is_empty() {
            return Ok(preview::page(&app, &user, PATH, &fields, telephones, unchanged));
        }
    }
    let new = NewSite {
        from,
        site: &site,
        made: app.now(),
        person: Some(user.person.id.into()),
        note: "",
    };
    match app.store.add_site(&new).await {
        Ok(version) => {
            let entry = changed(Actor::Person(user.person.id), &before.site, &site);
            app.use_site(version, site);
            app.audit(&user.session, entry).await;
            Ok(redirect_with(PATH, "saved"))
        }
        Err(StoreError::Gone) => {
            let mut errors = Errors::default();
            errors.add("sip", t.site_outdated());
            let view = view(&app, &user, PATH, before.version, &typed, errors).await?;
            Ok(page::unprocessable(&view))
        }
        Err(error) => Err(error.into()),
    }
}

/// The line of the trail for new settings.
pub fn changed(actor: Actor, before: &Site, after: &Site) -> AuditEntry {
    let entry = AuditEntry::new(actor, Action::Update, Object::Site);
    before
        .texts()
        .into_iter()
        .zip(after.texts())
        .fold(entry, |entry, ((key, before), (_, after))| {
            entry.change(key, before, after)
        })
}

pub fn errors(t: Texts, mistakes: &[Mistake]) -> Errors {
    let mut errors = Errors::default();
    for mistake in mistakes {
        errors.add(mistake.key, wrong(t, &mistake.wrong));
    }
    errors
}

pub fn wrong(t: Texts, wrong: &Wrong) -> String {
    match wrong {
        Wrong::Empty => t.problem_empty(),
        Wrong::Clock(text) => t.site_problem_clock(text),
        Wrong::Vlan(text) => t.site_problem_vlan(text),
        Wrong::Number(text) => t.site_problem_number(text),
        Wrong::Baseline(text) => t.site_problem_baseline(text),
        // The library's own words, as in the log.
        refused @ Wrong::Refused { .. } => t.site_problem_refused(&refused.to_string()),
    }
}

/// What a setting is called.
pub fn label(t: Texts, key: &str) -> String {
    match key {
        "sip" => t.site_sip(),
        "sip2" => t.site_sip2(),
        "config" => t.site_config(),
        "firmware" => t.site_firmware(),
        "syslog" => t.site_syslog(),
        "ntp" => t.site_ntp(),
        "clock" => t.site_clock(),
        "vlan" => t.site_vlan(),
        "default_number" => t.site_default_number(),
        "baseline" => t.site_baseline(),
        other => other.to_owned(),
    }
}

fn help(t: Texts, app: &App, key: &str) -> String {
    match key {
        "sip2" => t.site_sip2_help(),
        "config" if app.provisioning.is_some() => t.site_config_served(),
        "config" | "firmware" => t.site_path_help(),
        "ntp" => t.site_ntp_help(),
        "clock" => t.site_clock_help(app.config.pbx.time_zone.name()),
        "vlan" => t.site_vlan_help(),
        "default_number" => t.site_default_number_help(),
        "baseline" => t.site_baseline_help(),
        _ => String::new(),
    }
}

type Typed = [(&'static str, String)];

async fn view(
    app: &App,
    user: &LoggedIn,
    here: &str,
    version: i64,
    typed: &Typed,
    errors: Errors,
) -> Result<SitePage, WebError> {
    let t = user.texts();
    let group = |title, keys: &[&'static str]| SiteGroup {
        title,
        fields: keys
            .iter()
            .map(|&key| SiteField {
                key,
                label: label(t, key),
                help: help(t, app, key),
                value: typed
                    .iter()
                    .find(|(name, _)| *name == key)
                    .map(|(_, value)| value.clone())
                    .unwrap_or_default(),
                required: key == "sip",
                choices: choices(t, key, typed),
            })
            .collect(),
    };
    Ok(SitePage {
        frame: user.frame(app, here, t.site_title()),
        errors,
        version,
        groups: vec![
            group(t.site_group_calls(), &["sip", "sip2", "default_number"]),
            group(t.site_group_files(), &["config", "firmware"]),
            group(t.site_group_network(), &["clock", "ntp", "vlan", "syslog"]),
            group(t.site_group_security(), &["baseline"]),
        ],
        served: match &app.provisioning {
            Some(provisioning) => t.site_served(&provisioning.place()),
            None => t.site_not_served(),
        },
        versions: versions(app, t).await?,
        start: format!("{PATH}?version=0"),
    })
}

/// What can be chosen, where not everything can be written.
fn choices(t: Texts, key: &str, typed: &Typed) -> Vec<Choice> {
    if key != "baseline" {
        return Vec::new();
    }
    let chosen = typed.iter().find(|(name, _)| *name == key);
    let chosen = chosen.map_or("", |(_, value)| value.as_str());
    [
        ("", t.site_baseline_on()),
        ("shared", t.site_baseline_shared()),
        ("off", t.site_baseline_off()),
    ]
    .into_iter()
    .map(|(value, label)| Choice {
        value: value.to_owned(),
        label,
        selected: value == chosen,
    })
    .collect()
}

/// The latest versions with what each changed.
async fn versions(app: &App, t: Texts) -> Result<Vec<SiteVersionRow>, WebError> {
    let rows = app.store.site_versions(VERSIONS + 1).await?;
    let people = app.store.people().await?;
    let start = Site::of(&app.config).texts();
    let mut shown = Vec::new();
    for (place, row) in rows.iter().enumerate().take(VERSIONS as usize) {
        let before = match rows.get(place + 1) {
            Some(older) => app.store.site_of(older.id).await?.texts(),
            None => start.clone(),
        };
        let after = app.store.site_of(row.id).await?.texts();
        let changes = before
            .into_iter()
            .zip(after)
            .filter(|((_, before), (_, after))| before != after)
            .map(|((key, before), (_, after))| {
                let word = |text: String| if text.is_empty() { "–".to_owned() } else { text };
                format!("{}: {} → {}", label(t, key), word(before), word(after))
            });
        shown.push(SiteVersionRow {
            href: format!("{PATH}?version={}", row.id),
            number: row.id.to_string(),
            when: t.date_time(app.local(row.made)),
            who: people
                .iter()
                .find(|person| Some(i64::from(person.id)) == row.person)
                .map_or_else(|| t.audit_portal(), Person::display_name),
            note: row.note.clone(),
            changes: changes.collect(),
        });
    }
    Ok(shown)
}

#[cfg(test)]
mod tests;
