//! The audit trail: who did what, in the reader's words.

use axum::extract::State;
use axum::response::Response;
use serde::Deserialize;
use switchhook_portal_core::audit::Action;
use switchhook_portal_core::{Capability, Department, Person, Phone};

use super::error::{WebError, url_query};
use super::extract::Query;
use super::page;
use super::views::audit::{AuditPage, AuditResult, AuditRow};
use super::visitor::LoggedIn;
use crate::app::{App, Shared};
use crate::i18n::Texts;
use crate::store::{self, ClientRow, StoreError, TrailQuery};

/// Rows on a page.
const PAGE: u32 = 100;

/// The kinds of `audit::Object`.
const KINDS: [&str; 15] = [
    "person",
    "department",
    "phone",
    "contact",
    "call",
    "api-client",
    "file",
    "page",
    "tariffs",
    "tariff",
    "recording",
    "kept",
    "session",
    "site",
    "queue",
];

/// The keys of `audit::Outcome`.
const RESULTS: [&str; 3] = ["done", "refused", "failed"];

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct AuditQuery {
    q: String,
    /// The last line of the page before.
    before: String,
}

/// `GET /admin/audit`: everything for whoever may read everything, one's own actions for others.
pub async fn show(
    State(app): State<Shared>,
    user: LoggedIn,
    Query(query): Query<AuditQuery>,
) -> Result<Response, WebError> {
    let scope = user.scope(Capability::AuditRead)?;
    let t = user.texts();
    let names = Names::load(&app).await?;
    let wanted = TrailQuery {
        only: (!scope.is_all()).then_some(user.person.id),
        ..names.search(t, &query.q)
    };
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
    clients: Vec<ClientRow>,
}

impl Names {
    async fn load(app: &App) -> Result<Self, StoreError> {
        Ok(Self {
            people: app.store.people().await?,
            departments: app.store.departments().await?,
            phones: app.store.phones().await?,
            clients: app.store.clients().await?,
        })
    }

    /// Looks for words of the page in what the trail holds: keys and identifiers.
    fn search(&self, t: Texts, search: &str) -> TrailQuery {
        let text = search.trim().to_lowercase();
        let holds = |word: &str| word.to_lowercase().contains(&text);
        let people: Vec<_> = self
            .people
            .iter()
            .filter(|person| holds(&person.display_name()))
            .map(|p| p.id)
            .collect();
        let departments = self
            .departments
            .iter()
            .filter(|d| holds(&d.short_name))
            .map(|d| format!("department {}", d.id));
        let phones = self
            .phones
            .iter()
            .filter(|p| holds(p.extension.as_str()))
            .map(|p| format!("phone {}", p.id));
        let clients = self
            .clients
            .iter()
            .filter(|c| holds(&c.name))
            .map(|c| format!("api-client {}", c.id));
        TrailQuery {
            only: None,
            actions: Action::ALL
                .map(Action::key)
                .into_iter()
                .filter(|key| holds(&t.audit_action_word(key)))
                .collect(),
            results: RESULTS
                .into_iter()
                .filter(|key| holds(&result(key).word(&t)))
                .collect(),
            kinds: KINDS
                .into_iter()
                .filter(|kind| holds(&t.audit_object_word(kind)))
                .collect(),
            objects: people
                .iter()
                .map(|id| format!("person {id}"))
                .chain(departments)
                .chain(phones)
                .chain(clients)
                .collect(),
            people,
            text,
        }
    }

    fn row(&self, app: &App, t: Texts, row: store::AuditRow) -> AuditRow {
        let person = row
            .person
            .and_then(|id| self.people.iter().find(|person| person.id == id.into()));
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
            result: result(&row.result),
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
            "person" => self
                .people
                .iter()
                .find(|p| Some(i64::from(p.id)) == id)
                .map(Person::display_name),
            "department" => self
                .departments
                .iter()
                .find(|d| Some(i64::from(d.id)) == id)
                .map(|d| d.short_name.clone()),
            "api-client" => self
                .clients
                .iter()
                .find(|c| Some(i64::from(c.id)) == id)
                .map(|c| c.name.clone()),
            "phone" => self
                .phones
                .iter()
                .find(|p| Some(i64::from(p.id)) == id)
                .map(|p| p.extension.to_string()),
            _ => None,
        };
        match name.as_deref().unwrap_or(reference) {
            "" => t.audit_object_word(kind),
            name => t.audit_named(&t.audit_object_word(kind), name),
        }
    }
}

fn result(key: &str) -> AuditResult {
    match key {
        "done" => AuditResult::Done,
        "refused" => AuditResult::Refused,
        _ => AuditResult::Failed,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::TestPortal;

    #[tokio::test]
    async fn administrators_read_what_they_did_and_auditors_everything() {
        let portal = TestPortal::start().await;
        let mut admin = portal.log_in("admin").await;
        admin
            .post("/admin/departments/new", &[("short_name", "QUAI")])
            .await;
        portal.log_in("vaiana").await.get("/calls.csv").await;
        portal
            .stranger()
            .post("/login", &[("login", "intruder"), ("password", "guess")])
            .await;
        let mut auditor = portal.log_in("audit").await;
        for (search, own, all) in [
            ("", "Department: QUAI", "Page: /calls.csv"),
            ("quai", "Created", "Created"),
            ("CREATED", "QUAI", "QUAI"),
            ("department", "QUAI", "QUAI"),
            ("/calls", "Nothing was recorded", "Vaiana Teriitahi"),
            ("teriitahi", "Nothing was recorded", "Exported"),
            ("intruder", "Nothing was recorded", "Refused"),
            ("' OR 1 --", "Nothing was recorded", "Nothing was recorded"),
        ] {
            let address = format!("/admin/audit?{}", url_query("q", search));
            admin.get(&address).await.shows(own);
            auditor.get(&address).await.shows(all);
        }
        assert!(!admin.get("/admin/audit").await.body.contains("/calls.csv"));
    }

    #[tokio::test]
    async fn the_trail_goes_on_where_the_page_ends() {
        let portal = TestPortal::start().await;
        for line in 0..PAGE + 1 {
            let row = store::AuditRow {
                id: 0,
                at: i64::from(line),
                person: None,
                login: format!("login{line:03}"),
                address: "192.0.2.1".to_owned(),
                action: "log-in".to_owned(),
                object: "session".to_owned(),
                result: "refused".to_owned(),
                detail: String::new(),
                fingerprint: None,
            };
            portal.app.store.add_audit(&row).await.unwrap();
        }
        let mut auditor = portal.log_in("audit").await;
        let first = auditor.get("/admin/audit?q=192.0.2.1").await;
        assert!(
            first.body.contains("login100") && !first.body.contains("login000"),
            "newest first"
        );
        let (_, rest) = first.body.split_once("href=\"/admin/audit?before=").unwrap();
        let next = format!(
            "/admin/audit?before={}",
            rest.split('"')
                .next()
                .unwrap()
                .replace("&#38;", "&")
                .replace("&amp;", "&")
        );
        let second = auditor.get(&next).await;
        assert!(
            second.body.contains("login000") && !second.body.contains("login001"),
            "{next}: {}",
            second.body
        );
    }
}
