//! Profiles: what each allows, the portal's menu as others see it, and profiles of queues that are gone.

use std::collections::{BTreeMap, BTreeSet};

use axum::extract::State;
use axum::response::Response;
use serde::Deserialize;
use switchhook_portal_core::audit::{Action, Actor, AuditEntry, Object};
use switchhook_portal_core::live::LiveState;
use switchhook_portal_core::menu::menu_for;
use switchhook_portal_core::rights::{Cell, Profiles, QueueProfile, Scope, cell};
use switchhook_portal_core::{Capability, Person, PersonId, Profile, QueueName, Subject, person};

use super::error::{WebError, url_query};
use super::extract::Query;
use super::form::Fields;
use super::page::{self, capability_name, entry_label, held_names, profile_name, redirect_with};
use super::views::common::Choice;
use super::views::profiles::{GoneQueue, ProfilesPage, RightRow, SeenAs};
use super::visitor::LoggedIn;
use crate::app::{App, Shared};
use crate::i18n::Texts;

const PAGE: &str = "/admin/profiles";

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct ProfilesQuery {
    /// `profile:<key>` or `person:<id>`: whose menu is shown.
    r#as: String,
}

/// `GET /admin/profiles?as=`: the table of rights and, if asked for, which pages somebody sees. Nothing of what those pages
/// hold is shown: one's own rights decide about that.
pub async fn show(
    State(app): State<Shared>,
    user: LoggedIn,
    Query(query): Query<ProfilesQuery>,
) -> Result<Response, WebError> {
    user.scope(Capability::ProfileManage)?;
    let t = user.texts();
    let people = app.store.people().await?;
    let seen = match as_whom(&query.r#as, t, &people) {
        Some((name, profiles, object)) => {
            let entry = AuditEntry::new(Actor::Person(user.person.id), Action::View, object);
            app.audit(&user.session, entry).await;
            let menu = menu_for(&Subject::holding(PersonId(0), profiles.clone()));
            let pages = menu.into_iter().flat_map(|(_, entries)| entries);
            Some(SeenAs {
                name,
                profiles: t.list(&held_names(t, &profiles)),
                pages: pages.map(|entry| entry_label(t, entry)).collect(),
            })
        }
        None => None,
    };
    let chosen = |value: String, label: String| Choice {
        selected: value == query.r#as,
        value,
        label,
    };
    let profiles = Profile::ALL.map(|profile| chosen(format!("profile:{profile}"), profile_name(t, profile)));
    let persons = people
        .iter()
        .map(|person| chosen(format!("person:{}", person.id), person.display_name()));
    let view = ProfilesPage {
        frame: user.frame(&app, PAGE, t.profiles()),
        choices: profiles.into_iter().chain(persons).collect(),
        seen,
        profiles: Profile::ALL.map(|profile| profile_name(t, profile)).to_vec(),
        rows: Capability::ALL.map(|capability| row(t, capability)).to_vec(),
        gone: gone(&app, &people),
    };
    Ok(page::ok(&view))
}

/// `POST /admin/profiles/drop`: takes the profiles of a queue that is gone from whoever holds them.
pub async fn drop(State(app): State<Shared>, user: LoggedIn, fields: Fields) -> Result<Response, WebError> {
    user.scope(Capability::ProfileManage)?;
    let queue: QueueName = fields.text("queue").parse().map_err(|_| WebError::NotFound)?;
    let exists = !app.live.read(LiveState::is_current) || live_queues(&app).contains(&queue);
    let people = app.store.people().await?;
    match person::drop_queue_profiles(&user.subject, &queue, exists, &people) {
        Ok(approved) => {
            let audit = app
                .store
                .drop_queue_profiles(approved, &app.occasion(&user.session))
                .await?;
            App::noted(&user.session, &audit);
            Ok(redirect_with(PAGE, "saved"))
        }
        Err(found) => {
            app.audit(&user.session, *found.audit).await;
            Err(WebError::Forbidden)
        }
    }
}

fn as_whom(wanted: &str, t: Texts, people: &[Person]) -> Option<(String, Profiles, Object)> {
    match wanted.split_once(':')? {
        ("profile", key) => {
            let profile: Profile = key.parse().ok()?;
            let object = Object::Page(format!("{PAGE}?{}", url_query("as", wanted)));
            Some((profile_name(t, profile), [profile].into(), object))
        }
        ("person", id) => {
            let id: PersonId = PersonId(id.parse().ok()?);
            let person = people.iter().find(|person| person.id == id)?;
            let profiles = Subject::new(person, []).profiles;
            Some((person.display_name(), profiles, Object::Person(id)))
        }
        _ => None,
    }
}

fn row(t: Texts, capability: Capability) -> RightRow {
    RightRow {
        name: capability_name(t, capability),
        cells: Profile::ALL
            .map(|profile| words(t, cell(profile, capability)))
            .to_vec(),
    }
}

fn words(t: Texts, cell: Cell) -> String {
    let scope = |scope| match scope {
        Scope::Own => t.scope_own(),
        Scope::Department => t.scope_department(),
        Scope::Queue => t.scope_queue(),
        _ => t.scope_all(),
    };
    let words: Vec<String> = cell
        .scopes
        .iter()
        .map(scope)
        .chain(cell.grantable.then(|| t.scope_grant()))
        .collect();
    words.join(", ")
}

/// The queues that Asterisk has.
pub fn live_queues(app: &App) -> BTreeSet<QueueName> {
    app.live.read(|state| {
        let queues = state.queues().iter();
        queues.filter_map(|queue| queue.name.parse().ok()).collect()
    })
}

/// Queues of which somebody holds a profile, and that Asterisk does not have. Nothing as long as nobody knows what it has.
fn gone(app: &App, people: &[Person]) -> Vec<GoneQueue> {
    if !app.live.read(LiveState::is_current) {
        return Vec::new();
    }
    let there = live_queues(app);
    let mut gone: BTreeMap<&QueueName, Vec<String>> = BTreeMap::new();
    for person in people {
        let queues: BTreeSet<&QueueName> = person.profiles.queues.iter().map(QueueProfile::queue).collect();
        for queue in queues.into_iter().filter(|queue| !there.contains(*queue)) {
            gone.entry(queue).or_default().push(person.display_name());
        }
    }
    gone.into_iter()
        .map(|(queue, people)| GoneQueue {
            queue: queue.to_string(),
            people,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use axum::http::StatusCode;

    use crate::testing::TestPortal;

    #[tokio::test]
    async fn the_page_shows_the_table_and_the_menu_as_others_see_it() {
        let portal = TestPortal::start().await;
        let mut admin = portal.log_in("admin").await;
        let page = admin.get("/admin/profiles").await;
        assert_eq!(page.status, StatusCode::OK);
        page.shows("Listen to recordings");

        let page = admin.get("/admin/profiles?as=profile:auditor").await;
        page.shows("<li>Audit trail</li>");
        assert!(!page.body.contains("<li>Costs</li>"), "an auditor sees no costs");
        let page = portal.log_in("audit").await.get("/admin/audit?q=profile").await;
        page.shows("Looked at");
        for unknown in ["profile:root", "person:x", "person:99999", "x"] {
            let page = admin.get(&format!("/admin/profiles?as={unknown}")).await;
            assert_eq!(page.status, StatusCode::OK, "{unknown}");
            assert!(!page.body.contains("seen-as"), "{unknown}");
        }
    }

    #[tokio::test]
    async fn profiles_of_a_queue_go_when_it_is_gone_and_not_by_hand() {
        let portal = TestPortal::start().await;
        portal.connected().await;
        let mut admin = portal.log_in("admin").await;
        let page = admin.post("/admin/profiles/drop", &[("queue", "support")]).await;
        assert_eq!(page.status, StatusCode::FORBIDDEN, "the queue is there");

        let (jean, _) = portal.app.store.account("jean").await.unwrap().unwrap();
        let page = admin
            .post(
                &format!("/admin/people/{}", jean.id),
                &[
                    ("login", "jean"),
                    ("last_name", "Poadja"),
                    ("profiles", "agent:support"),
                    ("profiles", "agent:gone"),
                ],
            )
            .await;
        assert_eq!(page.status, StatusCode::SEE_OTHER, "{}", page.body);
        admin.get("/admin/profiles").await.shows("gone");
        let page = admin.post("/admin/profiles/drop", &[("queue", "gone")]).await;
        assert_eq!(page.location, "/admin/profiles?notice=saved");
        let (jean, _) = portal.app.store.account("jean").await.unwrap().unwrap();
        assert_eq!(jean.profiles.to_string(), "agent:support");
    }
}
