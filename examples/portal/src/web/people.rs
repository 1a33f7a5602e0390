//! People: who they are, what they may do, and the link with which they choose their own password.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use serde::Deserialize;
use switchhook_portal_core::approved::Refused;
use switchhook_portal_core::audit::{Action, Actor, AuditEntry, Object, Outcome};
use switchhook_portal_core::person::{PersonError, keeps_an_administrator};
use switchhook_portal_core::rights::{Profiles, QueueProfile};
use switchhook_portal_core::text::fold;
use switchhook_portal_core::{
    Capability, FieldError, NewPerson, Person, PersonForm as Typed, PersonId, Problem, Profile, QueueName,
    Subject, person,
};
use tokio::sync::Mutex;

use super::error::{WebError, url_query};
use super::extract::{Path, Query};
use super::form::Fields;
use super::page::{self, held_names, profile_name, redirect_with};
use super::views::common::{Choice, Errors};
use super::views::people::{
    ExistingPerson, LinkPage, OneTimeUrl, PeoplePage, PersonForm, PersonPage, PersonRow, PersonState,
    ProfileChoice,
};
use super::visitor::LoggedIn;
use crate::app::{App, Shared};
use crate::i18n::Texts;
use crate::live::feed::refresh_index;
use crate::pbx::PbxError;
use crate::run;
use crate::store::{Link, StoreError};

const LIST: &str = "/admin/people";

/// Rows on a page.
const PAGE: usize = 100;

/// Two administrators who demote each other at the same moment must not both succeed.
static CHANGING: Mutex<()> = Mutex::const_new(());

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct PeopleQuery {
    q: String,
    show: usize,
}

/// `GET /admin/people`
pub async fn list(
    State(app): State<Shared>,
    user: LoggedIn,
    uri: Uri,
    Query(query): Query<PeopleQuery>,
) -> Result<Response, WebError> {
    user.scope(Capability::PeopleManage)?;
    let t = user.texts();
    let (departments, phones) = (app.store.departments().await?, app.store.phones().await?);
    let (invited, logins) = (
        app.store.people_without_password().await?,
        app.store.last_logins().await?,
    );
    let mut people = app.store.people().await?;
    people.retain(|person| matches(person, &query.q));
    let shown = query.show.clamp(PAGE, 10_000);
    let row = |person: &Person| PersonRow {
        href: path(person.id),
        name: person.display_name(),
        login: person.login.to_string(),
        department: departments
            .iter()
            .find(|d| Some(d.id) == person.department)
            .map(|d| d.short_name.clone())
            .unwrap_or_default(),
        phones: t.list(
            &phones
                .iter()
                .filter(|p| p.owner == Some(person.id))
                .map(|p| p.extension.as_str())
                .collect::<Vec<_>>(),
        ),
        profiles: t.list(&held_names(t, &person.profiles)),
        state: state(person, &invited),
        last_login: logins
            .get(person.login.as_str())
            .map(|at| t.date_time(app.local(*at))),
    };
    let view = PeoplePage {
        frame: user.frame(&app, page::here(&uri), t.people_title()),
        rows: people.iter().take(shown).map(row).collect(),
        total: i64::try_from(people.len()).unwrap_or(i64::MAX),
        more: (people.len() > shown)
            .then(|| format!("{LIST}?{}&show={}", url_query("q", &query.q), shown + PAGE)),
        q: query.q,
        add: format!("{LIST}/new"),
    };
    Ok(page::ok(&view))
}

/// Every word of the search begins a word of the name or stands in the login.
fn matches(person: &Person, search: &str) -> bool {
    let name = fold(&person.display_name());
    fold(search).split_whitespace().all(|word| {
        name.split([' ', '-', '\'']).any(|part| part.starts_with(word))
            || person.login.as_str().contains(word)
    })
}

/// `GET /admin/people/new`
pub async fn new(State(app): State<Shared>, user: LoggedIn) -> Result<Response, WebError> {
    user.scope(Capability::PeopleManage)?;
    let profiles = [Profile::User.key()];
    let typed = Typed {
        profiles: &profiles,
        ..Typed::default()
    };
    Ok(page::ok(
        &view(&app, &user, None, &typed, Errors::default()).await?,
    ))
}

/// `POST /admin/people/new`: adds the person and shows the link with which that person chooses a password.
pub async fn create(State(app): State<Shared>, user: LoggedIn, fields: Fields) -> Result<Response, WebError> {
    user.scope(Capability::PeopleManage)?;
    let profiles: Vec<&str> = fields.all("profiles").collect();
    let typed = typed(&fields, &profiles, false);
    let new = match NewPerson::parse(&typed) {
        Ok(new) => new,
        Err(found) => return refused(&app, &user, None, &typed, &found).await,
    };
    let approved = match person::add(&user.subject, new.clone()) {
        Ok(approved) => approved,
        Err(found) => {
            let found = not_allowed(&app, &user, found).await?;
            return refused(&app, &user, None, &typed, &[found]).await;
        }
    };
    let (id, audit) = match app
        .store
        .add_person(approved, None, &app.occasion(&user.session))
        .await
    {
        Ok(added) => added,
        Err(error) => return refused(&app, &user, None, &typed, &[mistake(error)?]).await,
    };
    App::noted(&user.session, &audit);
    link_page(&app, &user, &new.with_id(id)).await
}

/// `GET /admin/people/{id}`
pub async fn edit(
    State(app): State<Shared>,
    user: LoggedIn,
    uri: Uri,
    Path(id): Path<i64>,
) -> Result<Response, WebError> {
    user.scope(Capability::PeopleManage)?;
    let old = stored(&app, id.into()).await?;
    let mut view = shown(&app, &user, &old, Errors::default()).await?;
    view.frame = user.frame(&app, page::here(&uri), view.frame.title);
    Ok(page::ok(&view))
}

/// `POST /admin/people/{id}`
pub async fn change(
    State(app): State<Shared>,
    user: LoggedIn,
    Path(id): Path<i64>,
    fields: Fields,
) -> Result<Response, WebError> {
    user.scope(Capability::PeopleManage)?;
    let _changing = CHANGING.lock().await;
    let old = stored(&app, id.into()).await?;
    let profiles: Vec<&str> = fields.all("profiles").collect();
    let typed = typed(&fields, &profiles, old.disabled);
    let new = match NewPerson::parse(&typed) {
        Ok(new) => new,
        Err(found) => return refused(&app, &user, Some(&old), &typed, &found).await,
    };
    let name = new.clone().with_id(old.id).ascii_name();
    match put(&app, &user, &old, new).await? {
        Ok(()) if name != old.ascii_name() && !rename_phones(&app, &user, old.id, &name).await? => {
            Ok(redirect_with(LIST, "saved-not-in-pbx"))
        }
        Ok(()) => Ok(redirect_with(LIST, "saved")),
        Err(found) => refused(&app, &user, Some(&old), &typed, &[found]).await,
    }
}

/// `POST /admin/people/{id}/disable`
pub async fn disable(
    State(app): State<Shared>,
    user: LoggedIn,
    Path(id): Path<i64>,
    _: Fields,
) -> Result<Response, WebError> {
    switch(&app, &user, id.into(), true).await
}

/// `POST /admin/people/{id}/enable`
pub async fn enable(
    State(app): State<Shared>,
    user: LoggedIn,
    Path(id): Path<i64>,
    _: Fields,
) -> Result<Response, WebError> {
    switch(&app, &user, id.into(), false).await
}

/// `POST /admin/people/{id}/link`: a new link to choose a password; earlier ones stop working.
pub async fn link(
    State(app): State<Shared>,
    user: LoggedIn,
    Path(id): Path<i64>,
    _: Fields,
) -> Result<Response, WebError> {
    user.scope(Capability::PeopleManage)?;
    let person = stored(&app, id.into()).await?;
    match person::invite(&user.subject, &person) {
        Ok(approved) => app.audit(&user.session, approved.into_parts().1).await,
        Err(found) => {
            app.audit(&user.session, *found.audit).await;
            return Err(WebError::Forbidden);
        }
    }
    link_page(&app, &user, &person).await
}

async fn switch(app: &Shared, user: &LoggedIn, id: PersonId, disabled: bool) -> Result<Response, WebError> {
    user.scope(Capability::PeopleManage)?;
    let _changing = CHANGING.lock().await;
    let old = stored(app, id).await?;
    match put(
        app,
        user,
        &old,
        NewPerson {
            disabled,
            ..as_new(&old)
        },
    )
    .await?
    {
        Ok(()) => Ok(redirect_with(&path(id), "saved")),
        Err(found) => {
            let errors = page::errors(user.texts(), &[found]);
            shown(app, user, &old, errors)
                .await
                .map(|view| page::unprocessable(&view))
        }
    }
}

/// Writes a change, unless it takes the last administrator away or a value that somebody else has.
async fn put(
    app: &App,
    user: &LoggedIn,
    old: &Person,
    new: NewPerson,
) -> Result<Result<(), FieldError>, WebError> {
    let approved = match person::change(&user.subject, old, new, &app.store.people().await?) {
        Ok(approved) => approved,
        Err(found) => return not_allowed(app, user, found).await.map(Err),
    };
    match app
        .store
        .change_person(approved, &app.occasion(&user.session))
        .await
    {
        Ok(audit) => App::noted(&user.session, &audit),
        Err(error) => return mistake(error).map(Err),
    }
    refresh_index(app).await?;
    Ok(Ok(()))
}

/// Tells Asterisk the new name of whoever calls from this person's telephones. `false` if it did not take it: the
/// person is renamed all the same, and saving the telephone tries again.
async fn rename_phones(app: &App, user: &LoggedIn, owner: PersonId, name: &str) -> Result<bool, WebError> {
    let mut taken = true;
    for phone in app
        .store
        .phones_of(owner)
        .await?
        .iter()
        .filter(|phone| phone.label.is_empty())
    {
        let service = app.store.service(phone.id).await?;
        match app.pbx.put_phone(phone, &service, name, None).await {
            // Where the portal does not write telephones, the name is kept by whoever does.
            Ok(()) | Err(PbxError::NotConfigured(_) | PbxError::SecretLost { .. }) => {}
            Err(error) => {
                taken = false;
                let entry = AuditEntry::new(
                    Actor::Person(user.person.id),
                    Action::Configure,
                    Object::Phone(phone.id),
                );
                app.audit(&user.session, entry.outcome(Outcome::Failed(error.to_string())))
                    .await;
            }
        }
    }
    Ok(taken)
}

/// What the store refuses because of what was typed.
fn mistake(error: StoreError) -> Result<FieldError, WebError> {
    match error {
        StoreError::Taken(_) => Ok(FieldError::new("login", Problem::Taken)),
        // The only thing that a person refers to.
        StoreError::InUse => Ok(FieldError::new("department", Problem::Unknown)),
        error => Err(error.into()),
    }
}

fn typed<'a>(fields: &'a Fields, profiles: &'a [&'a str], disabled: bool) -> Typed<'a> {
    Typed {
        login: fields.text("login"),
        first_name: fields.text("first_name"),
        last_name: fields.text("last_name"),
        email: fields.text("email"),
        department: fields.text("department"),
        profiles,
        disabled,
    }
}

fn as_new(person: &Person) -> NewPerson {
    NewPerson {
        login: person.login.clone(),
        first_name: person.first_name.clone(),
        last_name: person.last_name.clone(),
        email: person.email.clone(),
        department: person.department,
        profiles: person.profiles.clone(),
        disabled: person.disabled,
    }
}

fn path(id: PersonId) -> String {
    format!("{LIST}/{id}")
}

fn text<T: ToString>(value: Option<T>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

/// Notes a refusal; a field that cannot be so is for the form, anything else is forbidden.
async fn not_allowed(
    app: &App,
    user: &LoggedIn,
    found: Refused<PersonError>,
) -> Result<FieldError, WebError> {
    app.audit(&user.session, *found.audit).await;
    match found.reason {
        PersonError::Field(error) => Ok(error),
        _ => Err(WebError::Forbidden),
    }
}

fn state(person: &Person, without_password: &HashSet<PersonId>) -> PersonState {
    match (person.disabled, without_password.contains(&person.id)) {
        (true, _) => PersonState::Disabled,
        (false, true) => PersonState::Invited,
        (false, false) => PersonState::Active,
    }
}

async fn stored(app: &App, id: PersonId) -> Result<Person, WebError> {
    app.store.person(id).await?.ok_or(WebError::NotFound)
}

/// The link, shown once: only its fingerprint is kept.
async fn link_page(app: &App, user: &LoggedIn, person: &Person) -> Result<Response, WebError> {
    let t = user.texts();
    let url = run::make_link(
        &app.store,
        Link::ChoosePassword(person.id),
        &run::base_url(&app.config),
    )
    .await?;
    let expires = app.now() + run::LINK_HOURS * 3600;
    Ok(page::ok(&LinkPage {
        frame: user.frame(app, &path(person.id), t.link_title()),
        name: person.display_name(),
        url: OneTimeUrl(url),
        expires: t.date_time(app.local(expires)),
        back: LIST.to_owned(),
    }))
}

async fn refused(
    app: &App,
    user: &LoggedIn,
    old: Option<&Person>,
    typed: &Typed<'_>,
    found: &[FieldError],
) -> Result<Response, WebError> {
    let view = view(app, user, old, typed, page::errors(user.texts(), found)).await?;
    Ok(page::unprocessable(&view))
}

/// The page of a person as stored.
async fn shown(app: &App, user: &LoggedIn, person: &Person, errors: Errors) -> Result<PersonPage, WebError> {
    let keys = person.profiles.keys();
    let profiles: Vec<&str> = keys.iter().map(String::as_str).collect();
    let (email, department) = (text(person.email.as_ref()), text(person.department));
    let typed = Typed {
        login: person.login.as_str(),
        first_name: &person.first_name,
        last_name: &person.last_name,
        email: &email,
        department: &department,
        profiles: &profiles,
        disabled: person.disabled,
    };
    view(app, user, Some(person), &typed, errors).await
}

async fn view(
    app: &App,
    user: &LoggedIn,
    old: Option<&Person>,
    typed: &Typed<'_>,
    errors: Errors,
) -> Result<PersonPage, WebError> {
    let t = user.texts();
    let people = app.store.people().await?;
    let action = old.map_or_else(|| format!("{LIST}/new"), |old| path(old.id));
    let title = old.map_or_else(|| t.person_new(), |old| t.person_edit(&old.display_name()));
    let existing = match old {
        Some(old) => {
            let without_password = app.store.people_without_password().await?;
            Some(ExistingPerson {
                state: state(old, &without_password),
                new_link: format!("{action}/link"),
                switch: may_switch(&user.subject, &people, old)
                    .then(|| format!("{action}/{}", if old.disabled { "enable" } else { "disable" })),
            })
        }
        None => None,
    };
    Ok(PersonPage {
        frame: user.frame(app, &action, title),
        action,
        person: PersonForm {
            first_name: typed.first_name.to_owned(),
            last_name: typed.last_name.to_owned(),
            login: typed.login.to_owned(),
            email: typed.email.to_owned(),
        },
        departments: std::iter::once(Choice {
            value: String::new(),
            label: t.person_department_none(),
            selected: false,
        })
        .chain(app.store.departments().await?.into_iter().map(|department| {
            let value = department.id.to_string();
            Choice {
                label: department.heading(),
                selected: typed.department == value,
                value,
            }
        }))
        .collect(),
        profiles: profile_choices(t, &user.subject, &people, old, typed.profiles),
        queues: queue_choices(app, t, &user.subject, &people, typed.profiles),
        grants: grant_choices(t, &user.subject, typed.profiles),
        errors,
        existing,
    })
}

/// Whether this person may be disabled or enabled here: never oneself, never the last administrator.
fn may_switch(subject: &Subject, people: &[Person], person: &Person) -> bool {
    let switched = Person {
        disabled: !person.disabled,
        ..person.clone()
    };
    person.id != subject.person
        && subject.may_grant(&person.profiles)
        && keeps_an_administrator(people, &switched).is_ok()
}

fn profile_choices(
    t: Texts,
    subject: &Subject,
    people: &[Person],
    old: Option<&Person>,
    ticked: &[&str],
) -> Vec<ProfileChoice> {
    let without = |profile: Profile| {
        old.map(|old| {
            let mut changed = old.clone();
            changed.profiles.everywhere.remove(&profile);
            changed
        })
    };
    Profile::ALL
        .into_iter()
        .filter(|profile| !profile.is_of_queue() && *profile != Profile::ApiClient)
        .map(|profile| {
            let last =
                without(profile).is_some_and(|changed| keeps_an_administrator(people, &changed).is_err());
            let mut choice = choice(
                subject,
                profile.key().to_owned(),
                profile_name(t, profile),
                ticked,
                t,
            );
            if last {
                choice.locked = Some(t.problem_last_administrator());
            }
            ProfileChoice {
                help: page::profile_help(t, profile),
                ..choice
            }
        })
        .collect()
}

/// Both profiles of each queue that Asterisk has, or of which somebody holds one.
fn queue_choices(
    app: &App,
    t: Texts,
    subject: &Subject,
    people: &[Person],
    ticked: &[&str],
) -> Vec<ProfileChoice> {
    let live = super::profiles::live_queues(app);
    let held = people
        .iter()
        .flat_map(|person| &person.profiles.queues)
        .map(|held| held.queue().clone());
    let typed = ticked
        .iter()
        .filter_map(|key| key.parse::<QueueProfile>().ok())
        .map(|held| held.queue().clone());
    let queues: BTreeSet<QueueName> = live.into_iter().chain(held).chain(typed).collect();
    let both = queues.iter().flat_map(QueueProfile::of_queue);
    both.map(|profile| {
        let name = format!("{}: {}", profile_name(t, profile.profile()), profile.queue());
        choice(subject, profile.to_string(), name, ticked, t)
    })
    .collect()
}

/// What can be granted to single people. It counts as long as they hold a profile that it goes with.
fn grant_choices(t: Texts, subject: &Subject, ticked: &[&str]) -> Vec<ProfileChoice> {
    let mut grants = BTreeMap::new();
    for capability in Capability::ALL {
        for profile in Profile::ALL {
            if profile.may_be_granted(capability) {
                let with: &mut Vec<String> = grants.entry(capability).or_default();
                with.push(profile_name(t, profile));
            }
        }
    }
    grants
        .into_iter()
        .map(|(capability, with)| ProfileChoice {
            help: t.person_grant_with(&t.list(&with)),
            ..choice(
                subject,
                format!("grant:{capability}"),
                page::capability_name(t, capability),
                ticked,
                t,
            )
        })
        .collect()
}

/// A box to tick; locked for whoever may not give what it stands for.
fn choice(subject: &Subject, key: String, name: String, ticked: &[&str], t: Texts) -> ProfileChoice {
    let mut wanted = Profiles::default();
    let beyond = wanted.add(&key).is_err() || !subject.may_grant(&wanted);
    ProfileChoice {
        name,
        help: String::new(),
        checked: ticked.contains(&&*key),
        locked: beyond.then(|| t.problem_more_than_you_hold()),
        id: key,
    }
}

#[cfg(test)]
mod tests;
