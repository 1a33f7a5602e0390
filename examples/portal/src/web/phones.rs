//! Telephones: what stands in the portal stands in Asterisk too, or in neither.

use std::collections::HashMap;

use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use serde::Deserialize;
use switchhook_portal_core::audit::{Action, Actor, AuditEntry, Object, Outcome};
use switchhook_portal_core::text::fold;
use switchhook_portal_core::{
    Capability, Department, EndpointName, FieldError, NewPhone, Person, Phone, PhoneForm as Typed, PhoneId,
    Problem, Secret,
};

use super::devices;
use super::error::WebError;
use super::extract::{Path, Query};
use super::form::Fields;
use super::page::{self, redirect_with};
use super::views::common::{Choice, Errors};
use super::views::phones::{
    ExistingPhone, PhoneForm, PhonePage, PhoneRow, PhoneSecretPage, PhonesPage, SipSecret,
};
use super::visitor::LoggedIn;
use crate::app::{App, Shared};
use crate::live::feed::refresh_index;
use crate::live::presence;
use crate::log::Event;
use crate::pbx::PbxError;
use crate::store::{Device, StoreError};
use crate::token;

const LIST: &str = "/admin/phones";

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct PhonesQuery {
    q: String,
}

/// `GET /admin/phones`
pub async fn list(
    State(app): State<Shared>,
    user: LoggedIn,
    uri: Uri,
    Query(query): Query<PhonesQuery>,
) -> Result<Response, WebError> {
    user.scope(Capability::PhoneManage)?;
    let known = Known::load(&app).await?;
    let presences = app.live.presences();
    let devices: HashMap<PhoneId, Device> = app.store.devices().await?.into_iter().collect();
    let rows: Vec<PhoneRow> = app
        .store
        .phones()
        .await?
        .iter()
        .map(|phone| PhoneRow {
            href: path(phone.id),
            presence: presence::shown(presences.get(phone.endpoint.as_str()).copied()),
            extension: phone.extension.to_string(),
            label: phone.label.clone(),
            person: known.owner(phone).map(Person::display_name).unwrap_or_default(),
            department: known
                .department(phone)
                .map(|d| d.short_name.clone())
                .unwrap_or_default(),
            device: devices
                .get(&phone.id)
                .map(|device| format!("{} {}", device.model.name(), device.mac))
                .unwrap_or_default(),
        })
        .filter(|row| matches(row, &query.q))
        .collect();
    let view = PhonesPage {
        frame: user.frame(&app, page::here(&uri), user.texts().phones_title()),
        q: query.q,
        total: i64::try_from(rows.len()).unwrap_or(i64::MAX),
        rows,
        add: format!("{LIST}/new"),
    };
    Ok(page::ok(&view))
}

/// Every word of the search stands somewhere in the row.
fn matches(row: &PhoneRow, search: &str) -> bool {
    // Some labels have the hardware address without its colons.
    let plain = row.device.replace(':', "");
    let text = fold(&format!(
        "{} {} {} {} {} {plain}",
        row.extension, row.label, row.person, row.department, row.device
    ));
    fold(search).split_whitespace().all(|word| text.contains(word))
}

/// `GET /admin/phones/new`
pub async fn new(State(app): State<Shared>, user: LoggedIn) -> Result<Response, WebError> {
    user.scope(Capability::PhoneManage)?;
    Ok(page::ok(
        &view(&app, &user, None, &Typed::default(), Errors::default(), None).await?,
    ))
}

/// `POST /admin/phones/new`: draws account and secret, writes them to Asterisk, then into the portal, and shows them.
pub async fn create(State(app): State<Shared>, user: LoggedIn, fields: Fields) -> Result<Response, WebError> {
    user.scope(Capability::PhoneManage)?;
    let typed = typed(&fields);
    let known = Known::load(&app).await?;
    let new = match check(&app, &known, None, &typed).await? {
        Ok(new) => new,
        Err(found) => return refused(&app, &user, None, &typed, page::errors(user.texts(), &found)).await,
    };
    let endpoint = EndpointName::from_random(token::bytes());
    let secret = Secret::sip(token::bytes());
    let drawn = new.clone().with_account(PhoneId(0), endpoint);
    if let Err(error) = app
        .pbx
        .put_phone(&drawn, &known.caller_name(&drawn), Some(&secret))
        .await
    {
        app.audit(&user.session, configure(&user, &app, &error)).await;
        return refused(&app, &user, None, &typed, pbx_error(&user, &error)).await;
    }
    let id = match app.store.add_phone(drawn.endpoint.as_str(), &new).await {
        Ok(id) => id,
        Err(error) => {
            // What only Asterisk knows would be a telephone that nobody can find or delete.
            if let Err(again) = app.pbx.remove_phone(&drawn).await {
                tracing::error!(event = %Event::PhoneLeft, error = %again, endpoint = %drawn.endpoint, "the telephone could not be taken out of Asterisk again");
            }
            let found = mistake(error)?;
            return refused(&app, &user, None, &typed, page::errors(user.texts(), &[found])).await;
        }
    };
    let phone = Phone { id, ..drawn };
    let entry = entry(&user, Action::Create, id)
        .change("extension", "", phone.extension.as_str())
        .change("label", "", &phone.label)
        .change("owner", "", text(phone.owner))
        .change("department", "", text(phone.department))
        .secret_changed("sip_secret");
    app.audit(&user.session, entry).await;
    refresh_index(&app).await?;
    Ok(secret_page(&app, &user, &phone, &secret))
}

/// `GET /admin/phones/{id}`
pub async fn edit(
    State(app): State<Shared>,
    user: LoggedIn,
    Path(id): Path<i64>,
) -> Result<Response, WebError> {
    user.scope(Capability::PhoneManage)?;
    let old = phone(&app, id.into()).await?;
    let (owner, department) = (text(old.owner), text(old.department));
    let typed = typed_of(&old, &owner, &department);
    Ok(page::ok(
        &view(&app, &user, Some(&old), &typed, Errors::default(), None).await?,
    ))
}

/// `POST /admin/phones/{id}`: the secret stays.
pub async fn change(
    State(app): State<Shared>,
    user: LoggedIn,
    Path(id): Path<i64>,
    fields: Fields,
) -> Result<Response, WebError> {
    user.scope(Capability::PhoneManage)?;
    let old = phone(&app, id.into()).await?;
    let typed = typed(&fields);
    let known = Known::load(&app).await?;
    let new = match check(&app, &known, Some(&old), &typed).await? {
        Ok(new) => new,
        Err(found) => {
            return refused(
                &app,
                &user,
                Some(&old),
                &typed,
                page::errors(user.texts(), &found),
            )
            .await;
        }
    };
    let changed = new.clone().with_account(old.id, old.endpoint.clone());
    let (name_before, name) = (known.caller_name(&old), known.caller_name(&changed));
    // Asterisk holds the extension and the name; the rest is the portal's alone. It is written in any case, which
    // repairs what an earlier change could not, but only what changes there has to succeed.
    let in_asterisk = (&old.extension, &name_before) != (&changed.extension, &name);
    if let Err(error) = app.pbx.put_phone(&changed, &name, None).await {
        if in_asterisk {
            app.audit(&user.session, configure(&user, &app, &error)).await;
            return refused(&app, &user, Some(&old), &typed, pbx_error(&user, &error)).await;
        }
        tracing::debug!(event = %Event::PhoneUnwritten, %error, endpoint = %old.endpoint, "the telephone was not written to Asterisk");
    }
    if let Err(error) = app.store.change_phone(old.id, &new).await {
        if in_asterisk && let Err(again) = app.pbx.put_phone(&old, &name_before, None).await {
            tracing::error!(event = %Event::PhoneNotRestored, error = %again, endpoint = %old.endpoint, "the telephone could not be put back in Asterisk");
        }
        let found = mistake(error)?;
        return refused(
            &app,
            &user,
            Some(&old),
            &typed,
            page::errors(user.texts(), &[found]),
        )
        .await;
    }
    let entry = entry(&user, Action::Update, old.id)
        .change("extension", old.extension.as_str(), changed.extension.as_str())
        .change("label", &old.label, &changed.label)
        .change("owner", text(old.owner), text(changed.owner))
        .change("department", text(old.department), text(changed.department))
        .change("hidden", old.hidden.to_string(), changed.hidden.to_string());
    app.audit(&user.session, entry).await;
    refresh_index(&app).await?;
    Ok(redirect_with(LIST, "saved"))
}

/// `POST /admin/phones/{id}/secret`: a new secret, shown once; the old one stops working.
pub async fn new_secret(
    State(app): State<Shared>,
    user: LoggedIn,
    Path(id): Path<i64>,
    _: Fields,
) -> Result<Response, WebError> {
    user.scope(Capability::PhoneManage)?;
    let phone = phone(&app, id.into()).await?;
    let secret = Secret::sip(token::bytes());
    let name = Known::load(&app).await?.caller_name(&phone);
    if let Err(error) = app.pbx.put_phone(&phone, &name, Some(&secret)).await {
        return pbx_refused(&app, &user, &phone, &error).await;
    }
    app.audit(
        &user.session,
        entry(&user, Action::Update, phone.id).secret_changed("sip_secret"),
    )
    .await;
    Ok(secret_page(&app, &user, &phone, &secret))
}

/// `POST /admin/phones/{id}/delete`
pub async fn delete(
    State(app): State<Shared>,
    user: LoggedIn,
    Path(id): Path<i64>,
    _: Fields,
) -> Result<Response, WebError> {
    user.scope(Capability::PhoneManage)?;
    let phone = phone(&app, id.into()).await?;
    // Asterisk first: a telephone that is still in the portal can be deleted once more, as often as it takes.
    if let Err(error) = app.pbx.remove_phone(&phone).await {
        return pbx_refused(&app, &user, &phone, &error).await;
    }
    app.store.remove_phone(phone.id).await?;
    app.audit(
        &user.session,
        entry(&user, Action::Delete, phone.id).change("extension", phone.extension.as_str(), ""),
    )
    .await;
    refresh_index(&app).await?;
    Ok(redirect_with(LIST, "deleted"))
}

/// The people and departments that telephones name.
pub(super) struct Known {
    people: Vec<Person>,
    departments: Vec<Department>,
}

impl Known {
    pub(super) async fn load(app: &App) -> Result<Self, StoreError> {
        Ok(Self {
            people: app.store.people().await?,
            departments: app.store.departments().await?,
        })
    }

    fn owner(&self, phone: &Phone) -> Option<&Person> {
        self.people.iter().find(|person| Some(person.id) == phone.owner)
    }

    fn department(&self, phone: &Phone) -> Option<&Department> {
        self.departments
            .iter()
            .find(|department| Some(department.id) == phone.department)
    }

    /// What Asterisk shows to those who are called.
    pub(super) fn caller_name(&self, phone: &Phone) -> String {
        match self.owner(phone) {
            Some(owner) if phone.label.is_empty() => owner.ascii_name(),
            _ => phone.label.clone(),
        }
    }
}

pub(super) fn path(id: PhoneId) -> String {
    format!("{LIST}/{id}")
}

fn text<T: ToString>(value: Option<T>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

pub(super) async fn phone(app: &App, id: PhoneId) -> Result<Phone, WebError> {
    app.store.phone(id).await?.ok_or(WebError::NotFound)
}

fn typed(fields: &Fields) -> Typed<'_> {
    Typed {
        extension: fields.text("extension"),
        label: fields.text("label"),
        owner: fields.text("owner"),
        department: fields.text("department"),
        hidden: fields.checked("hidden"),
    }
}

/// Finds what the store would refuse before anything is written to Asterisk.
async fn check(
    app: &App,
    known: &Known,
    old: Option<&Phone>,
    typed: &Typed<'_>,
) -> Result<Result<NewPhone, Vec<FieldError>>, StoreError> {
    let new = match NewPhone::parse(typed) {
        Ok(new) => new,
        Err(found) => return Ok(Err(found)),
    };
    let mut found = Vec::new();
    let others = app.store.phones().await?;
    if others
        .iter()
        .any(|phone| phone.extension == new.extension && Some(phone.id) != old.map(|old| old.id))
    {
        found.push(FieldError::new("extension", Problem::Taken));
    }
    if new
        .owner
        .is_some_and(|owner| known.people.iter().all(|person| person.id != owner))
    {
        found.push(FieldError::new("owner", Problem::Unknown));
    }
    if new
        .department
        .is_some_and(|id| known.departments.iter().all(|department| department.id != id))
    {
        found.push(FieldError::new("department", Problem::Unknown));
    }
    Ok(if found.is_empty() { Ok(new) } else { Err(found) })
}

/// What the store refuses because of what was typed: somebody else was faster.
fn mistake(error: StoreError) -> Result<FieldError, WebError> {
    match error {
        StoreError::Taken(_) => Ok(FieldError::new("extension", Problem::Taken)),
        StoreError::InUse => Ok(FieldError::new("owner", Problem::Unknown)),
        error => Err(error.into()),
    }
}

fn pbx_error(user: &LoggedIn, error: &PbxError) -> Errors {
    let mut errors = Errors::default();
    errors.add("extension", user.texts().problem_pbx(&error.to_string()));
    errors
}

pub(super) fn entry(user: &LoggedIn, action: Action, id: PhoneId) -> AuditEntry {
    AuditEntry::new(Actor::Person(user.person.id), action, Object::Phone(id))
}

/// Asterisk did not take a change: its own words belong in the trail.
fn configure(user: &LoggedIn, app: &App, error: &PbxError) -> AuditEntry {
    let file = Object::File(app.config.pbx.phones.file.clone());
    AuditEntry::new(Actor::Person(user.person.id), Action::Configure, file)
        .outcome(Outcome::Failed(error.to_string()))
}

async fn pbx_refused(
    app: &Shared,
    user: &LoggedIn,
    phone: &Phone,
    error: &PbxError,
) -> Result<Response, WebError> {
    app.audit(&user.session, configure(user, app, error)).await;
    let (owner, department) = (text(phone.owner), text(phone.department));
    let typed = typed_of(phone, &owner, &department);
    refused(app, user, Some(phone), &typed, pbx_error(user, error)).await
}

/// The page of a telephone whose device was refused.
pub(super) async fn device_refused(
    app: &App,
    user: &LoggedIn,
    phone: &Phone,
    device: &devices::Typed,
    errors: Errors,
) -> Result<Response, WebError> {
    let (owner, department) = (text(phone.owner), text(phone.department));
    let typed = typed_of(phone, &owner, &department);
    Ok(page::unprocessable(
        &view(app, user, Some(phone), &typed, errors, Some(device)).await?,
    ))
}

/// A telephone as its form shows it.
fn typed_of<'a>(phone: &'a Phone, owner: &'a str, department: &'a str) -> Typed<'a> {
    Typed {
        extension: phone.extension.as_str(),
        label: &phone.label,
        owner,
        department,
        hidden: phone.hidden,
    }
}

async fn refused(
    app: &App,
    user: &LoggedIn,
    old: Option<&Phone>,
    typed: &Typed<'_>,
    errors: Errors,
) -> Result<Response, WebError> {
    Ok(page::unprocessable(
        &view(app, user, old, typed, errors, None).await?,
    ))
}

/// Account and secret, shown once: the portal does not keep the secret.
fn secret_page(app: &App, user: &LoggedIn, phone: &Phone, secret: &Secret) -> Response {
    let t = user.texts();
    page::ok(&PhoneSecretPage {
        frame: user.frame(
            app,
            &path(phone.id),
            t.phone_secret_title(phone.extension.as_str()),
        ),
        server: app.config.server.sip.clone(),
        user: phone.endpoint.to_string(),
        secret: SipSecret(secret.expose().to_owned()),
        back: LIST.to_owned(),
    })
}

async fn view(
    app: &App,
    user: &LoggedIn,
    old: Option<&Phone>,
    typed: &Typed<'_>,
    errors: Errors,
    device: Option<&devices::Typed>,
) -> Result<PhonePage, WebError> {
    let t = user.texts();
    let known = Known::load(app).await?;
    let presences = app.live.presences();
    let action = old.map_or_else(|| format!("{LIST}/new"), |old| path(old.id));
    let title = old.map_or_else(|| t.phone_new(), |old| t.phone_edit(old.extension.as_str()));
    let none = |label| Choice {
        value: String::new(),
        label,
        selected: false,
    };
    Ok(PhonePage {
        frame: user.frame(app, &action, title),
        phone: PhoneForm {
            extension: typed.extension.to_owned(),
            label: typed.label.to_owned(),
            hidden: typed.hidden,
        },
        people: std::iter::once(none(t.phone_person_none()))
            .chain(known.people.iter().map(|person| {
                let value = person.id.to_string();
                Choice {
                    label: person.display_name(),
                    selected: typed.owner == value,
                    value,
                }
            }))
            .collect(),
        departments: std::iter::once(none(t.person_department_none()))
            .chain(known.departments.iter().map(|department| {
                let value = department.id.to_string();
                Choice {
                    label: department.heading(),
                    selected: typed.department == value,
                    value,
                }
            }))
            .collect(),
        errors,
        existing: match old {
            Some(old) => Some(ExistingPhone {
                presence: presence::shown(presences.get(old.endpoint.as_str()).copied()),
                new_secret: format!("{action}/secret"),
                delete: format!("{action}/delete"),
                device: devices::card(app, t, old.id, device).await?,
            }),
            None => None,
        },
        action,
    })
}

#[cfg(test)]
mod tests;
