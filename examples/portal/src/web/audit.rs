//! The audit trail: who did what, in the reader's words.

use axum::extract::{Query, State};
use axum::response::Response;
use serde::Deserialize;
use switchhook_portal_core::audit::Action;
use switchhook_portal_core::{Capability, Department, Person, Phone, Scope};

use super::error::{WebError, url_query};
use super::page;
use super::views::audit::{AuditPage, AuditResult, AuditRow};
use super::visitor::LoggedIn;
use crate::app::{App, Shared};
use crate::i18n::Texts;
use crate::store::{self, StoreError, TrailQuery};

/// Rows on a page.
const PAGE: u32 = 100;

/// The kinds of `audit::Object`.
const KINDS: [&str; 9] = ["person", "department", "phone", "contact", "call", "file", "page", "tariffs", "session"];

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct AuditQuery {
    q: String,
    /// The last line of the page before.
    before: String,
}

/// `GET /admin/audit`: everything for whoever may read everything, one's own actions for others.
pub async fn show(State(app): State<Shared>, user: LoggedIn, Query(query): Query<AuditQuery>) -> Result<Response, WebError> {
    let scope = user.scope(Capability::AuditRead)?;
    let t = user.texts();
    let names = Names::load(&app).await?;
    let wanted = TrailQuery { only: (scope < Scope::All).then_some(user.person.id), ..names.search(t, &query.q) };
    let rows = app.store.trail(&wanted, query.before.parse().ok(), PAGE).await?;
    let more = rows.get(PAGE as usize - 1).map(|last| {
        let mut parts = vec![url_query("before", &last.id.to_string())];
        if !query.q.is_empty() {
            parts.push(url_query("q", &query.q));
        }
        format!("/admin/audit?{}", parts.join("&"))
    });
    let view = AuditPage {
        frame: user.frame(&app, "/admin/audit", t.audit_title()),
        total: app.store.count_trail(&wanted).await?,
        rows: rows.into_iter().map(|row| names.row(&app, t, row)).collect(),
        more,
        q: query.q,
    };
    Ok(page::ok(&view))
}

/// What the identifiers of the trail are called now; what is gone keeps its number.
struct Names {
    people: Vec<Person>,
    departments: Vec<Department>,
    phones: Vec<Phone>,
}

impl Names {
    async fn load(app: &App) -> Result<Self, StoreError> {
        Ok(Self {
            people: app.store.people().await?,
            departments: app.store.departments().await?,
            phones: app.store.phones().await?,
        })
    }

    /// Looks for words of the page in what the trail holds: keys and identifiers.
    fn search(&self, t: Texts, search: &str) -> TrailQuery {
        let text = search.trim().to_lowercase();
        let holds = |word: &str| word.to_lowercase().contains(&text);
        let people: Vec<_> = self.people.iter().filter(|person| holds(&person.display_name())).map(|p| p.id).collect();
        let departments = self.departments.iter().filter(|d| holds(&d.short_name)).map(|d| format!("department {}", d.id));
        let phones = self.phones.iter().filter(|p| holds(p.extension.as_str())).map(|p| format!("phone {}", p.id));
        TrailQuery {
            only: None,
            actions: Action::ALL.map(Action::key).into_iter().filter(|key| holds(&t.audit_action_word(key))).collect(),
            kinds: KINDS.into_iter().filter(|kind| holds(&t.audit_object_word(kind))).collect(),
            objects: people.iter().map(|id| format!("person {id}")).chain(departments).chain(phones).collect(),
            people,
            text,
        }
    }

    fn row(&self, app: &App, t: Texts, row: store::AuditRow) -> AuditRow {
        let person = row.person.and_then(|id| self.people.iter().find(|person| person.id == id.into()));
        AuditRow {
            when: t.date_time(app.local(row.at)),
            who: match person {
                Some(person) => person.display_name(),
                None if row.login.is_empty() => t.audit_portal(),
                None => row.login,
            },
            address: row.address,
            action: if Action::ALL.iter().any(|action| action.key() == row.action) {
                t.audit_action_word(&row.action)
            } else {
                // Written by a later version.
                row.action
            },
            object: self.object(t, &row.object),
            detail: row.detail,
            result: match row.result.as_str() {
                "done" => AuditResult::Done,
                "refused" => AuditResult::Refused,
                _ => AuditResult::Failed,
            },
        }
    }

    /// `person 4` as `Person: Teva Maruhi`.
    fn object(&self, t: Texts, stored: &str) -> String {
        let (kind, reference) = stored.split_once(' ').unwrap_or((stored, ""));
        if !KINDS.contains(&kind) {
            return stored.to_owned();
        }
        let id: Option<i64> = reference.parse().ok();
        let name = match kind {
            "person" => self.people.iter().find(|p| Some(i64::from(p.id)) == id).map(Person::display_name),
            "department" => {
                self.departments.iter().find(|d| Some(i64::from(d.id)) == id).map(|d| d.short_name.clone())
            }
            "phone" => self.phones.iter().find(|p| Some(i64::from(p.id)) == id).map(|p| p.extension.to_string()),
            _ => None,
        };
        match name.as_deref().unwrap_or(reference) {
            "" => t.audit_object_word(kind),
            name => t.audit_named(&t.audit_object_word(kind), name),
        }
    }
}
