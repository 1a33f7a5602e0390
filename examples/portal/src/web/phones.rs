//! Telephones: what stands in the portal stands in Asterisk too, or in neither.

mod form;
pub mod search;

use std::collections::HashMap;
use std::sync::Arc;

use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use serde::Deserialize;
use switchhook_portal_core::audit::{Action, Actor, AuditEntry, Object, Outcome};
use switchhook_portal_core::text::fold;
use switchhook_portal_core::{
    Capability, EndpointName, FieldError, Language, Person, Phone, PhoneId, PhoneService, Problem, Secret,
};
use switchhook_provisioning::AnyModel;

pub(super) use self::form::Known;
use self::form::{Typed, check, view};

use super::devices::{self, lifecycle, preview};
use super::error::WebError;
use super::extract::{Path, Query};
use super::form::Fields;
use super::page::{self, redirect_with};
use super::views::common::Errors;
use super::views::phones::{DeviceState, PhoneRow, PhoneSecretPage, PhonesPage, SipSecret};
use super::visitor::LoggedIn;
use crate::app::{App, Shared};
use crate::live::feed::refresh_index;
use crate::live::presence;
use crate::log::Event;
use crate::pbx::PbxError;
use crate::store::{Device, DeviceSeen, StoreError, rights_text};
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
    let seen: HashMap<i64, DeviceSeen> = app
        .store
        .devices_seen()
        .await?
        .into_iter()
        .map(|seen| (seen.phone, seen))
        .collect();
    let records = match &app.provisioning {
        Some(provisioning) => provisioning.records().await.map_err(WebError::internal)?,
        None => Vec::new(),
    };
    let t = user.texts();
    let services: HashMap<PhoneId, PhoneService> = app.store.services().await?.into_iter().collect();
    let mut left_out = LeftOuts::default();
    let of = |phone: &Phone, text: &dyn Fn(&DeviceSeen) -> String| {
        seen.get(&i64::from(phone.id)).map(text).unwrap_or_default()
    };
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
            state: devices.get(&phone.id).map(|device| {
                let record = records.iter().find(|record| record.mac == device.mac);
                let seen = seen.get(&i64::from(phone.id));
                lifecycle::state(t, record.map(Arc::as_ref), seen)
            }),
            firmware: of(phone, &|seen| seen.firmware.clone()),
            old: devices.get(&phone.id).and_then(|device| {
                let firmware = of(phone, &|seen| seen.firmware.clone()).parse().ok();
                lifecycle::old(&app, t, device, firmware)
            }),
            left_out: devices.get(&phone.id).map_or_else(String::new, |device| {
                let language = services
                    .get(&phone.id)
                    .and_then(|service| service.language.as_ref());
                match left_out.count(&app, device, language.map(Language::as_str)) {
                    0 => String::new(),
                    count => t.phones_left_out(count),
                }
            }),
            address: of(phone, &|seen| seen.address.clone()),
            seen: of(phone, &|seen| t.date_time(app.local(seen.seen))),
        })
        .filter(|row| matches(row, &query.q))
        .collect();
    let view = PhonesPage {
        frame: user.frame(&app, page::here(&uri), user.texts().phones_title()),
        q: query.q,
        total: i64::try_from(rows.len()).unwrap_or(i64::MAX),
        rows,
        add: search::PATH.to_owned(),
    };
    Ok(page::ok(&view))
}

/// How many settings of the site a telephone is not told, looked up once for each model and language.
#[derive(Default)]
struct LeftOuts(HashMap<(AnyModel, Option<String>), i64>);

impl LeftOuts {
    fn count(&mut self, app: &App, device: &Device, language: Option<&str>) -> i64 {
        let key = (device.model, language.map(str::to_owned));
        *self.0.entry(key).or_insert_with(|| {
            let left_out = devices::left_out_of(app, device, language);
            i64::try_from(left_out.len()).unwrap_or(i64::MAX)
        })
    }
}

/// Every word of the search stands somewhere in the row.
fn matches(row: &PhoneRow, search: &str) -> bool {
    // Some labels have the hardware address without its colons.
    let plain = row.device.replace(':', "");
    let word =
        |state: &Option<DeviceState>| state.as_ref().map(|state| state.word.clone()).unwrap_or_default();
    let (state, old) = (word(&row.state), word(&row.old));
    let text = fold(&format!(
        "{} {} {} {} {} {plain} {} {} {state} {old} {}",
        row.extension,
        row.label,
        row.person,
        row.department,
        row.device,
        row.firmware,
        row.address,
        row.left_out
    ));
    fold(search).split_whitespace().all(|word| text.contains(word))
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct NewQuery {
    /// A telephone that was found in the first step.
    found: String,
}

/// `GET /admin/phones/new`
pub async fn new(
    State(app): State<Shared>,
    user: LoggedIn,
    Query(query): Query<NewQuery>,
) -> Result<Response, WebError> {
    user.scope(Capability::PhoneManage)?;
    let found = search::shown(&app, &user, &query.found);
    if found.is_none() && !query.found.is_empty() {
        return Ok(redirect_with(search::PATH, "found-gone"));
    }
    let typed = Typed::default();
    Ok(page::ok(
        &view(&app, &user, None, &typed, Errors::default(), None, found).await?,
    ))
}

/// `POST /admin/phones/new`: draws account and secret, writes them to Asterisk, then into the portal, and shows them.
pub async fn create(State(app): State<Shared>, user: LoggedIn, fields: Fields) -> Result<Response, WebError> {
    user.scope(Capability::PhoneManage)?;
    let typed = Typed::read(&fields);
    let token = fields.text("found");
    let device = app.finds.find(user.person.id, token);
    if device.is_none() && !token.is_empty() {
        return Ok(redirect_with(search::PATH, "found-gone"));
    }
    let refused = async |errors| {
        let found = search::shown(&app, &user, token);
        let view = view(&app, &user, None, &typed, errors, None, found).await?;
        Ok(page::unprocessable(&view))
    };
    let known = Known::load(&app).await?;
    let (new, service) = match check(&app, &known, None, &typed).await? {
        Ok(read) => read,
        Err(found) => return refused(page::errors(user.texts(), &found)).await,
    };
    let endpoint = EndpointName::from_random(token::bytes());
    let secret = Secret::sip(token::bytes());
    let drawn = new.clone().with_account(PhoneId(0), endpoint);
    if let Err(error) = app
        .pbx
        .put_phone(&drawn, &service, &known.caller_name(&drawn), Some(&secret))
        .await
    {
        app.audit(&user.session, configure(&user, &app, &error)).await;
        return refused(pbx_error(&user, &error)).await;
    }
    let id = match app.store.add_phone(drawn.endpoint.as_str(), &new).await {
        Ok(id) => id,
        Err(error) => {
            // What only Asterisk knows would be a telephone that nobody can find or delete.
            if let Err(again) = app.pbx.remove_phone(&drawn).await {
                tracing::error!(event = %Event::PhoneLeft, error = %again, endpoint = %drawn.endpoint, "the telephone could not be taken out of Asterisk again");
            }
            let found = mistake(error)?;
            return refused(page::errors(user.texts(), &[found])).await;
        }
    };
    let phone = Phone { id, ..drawn };
    app.store.set_service(id, &service).await?;
    let entry = entry(&user, Action::Create, id)
        .change("extension", "", phone.extension.as_str())
        .change("label", "", &phone.label)
        .change("owner", "", text(phone.owner))
        .change("department", "", text(phone.department))
        .secret_changed("sip_secret");
    let entry = service_changes(entry, &PhoneService::default(), &service);
    app.audit(&user.session, entry).await;
    refresh_index(&app).await?;
    match device {
        Some(found) => {
            app.finds.remove(token);
            search::install(&app, &user, &phone, &found).await
        }
        None => Ok(secret_page(&app, &user, &phone, &secret)),
    }
}

/// `GET /admin/phones/{id}`
pub async fn edit(
    State(app): State<Shared>,
    user: LoggedIn,
    Path(id): Path<i64>,
) -> Result<Response, WebError> {
    user.scope(Capability::PhoneManage)?;
    let old = phone(&app, id.into()).await?;
    let typed = Typed::of(&old, &app.store.service(old.id).await?);
    Ok(page::ok(
        &view(&app, &user, Some(&old), &typed, Errors::default(), None, None).await?,
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
    let typed = Typed::read(&fields);
    let known = Known::load(&app).await?;
    let (new, service) = match check(&app, &known, Some(&old), &typed).await? {
        Ok(read) => read,
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
    let before = app.store.service(old.id).await?;
    if fields.checked("again") {
        let view = view(&app, &user, Some(&old), &typed, Errors::default(), None, None).await?;
        return Ok(page::ok(&view));
    }
    if !fields.checked("confirmed")
        && let Some(group) =
            preview::of_phone(&app, user.texts(), (&old, &before), (&changed, &service)).await?
    {
        let action = path(old.id);
        return Ok(preview::page(&app, &user, &action, &fields, vec![group], 0));
    }
    // Asterisk holds the extension, the name and what the telephone has beside; the rest is the portal's alone. It is
    // written in any case, which repairs what an earlier change could not, but only what changes there has to succeed.
    let in_asterisk = (&old.extension, &name_before, &before) != (&changed.extension, &name, &service);
    if let Err(error) = app.pbx.put_phone(&changed, &service, &name, None).await {
        if in_asterisk {
            app.audit(&user.session, configure(&user, &app, &error)).await;
            return refused(&app, &user, Some(&old), &typed, pbx_error(&user, &error)).await;
        }
        tracing::debug!(event = %Event::PhoneUnwritten, %error, endpoint = %old.endpoint, "the telephone was not written to Asterisk");
    }
    if let Err(error) = app.store.change_phone(old.id, &new).await {
        if in_asterisk && let Err(again) = app.pbx.put_phone(&old, &before, &name_before, None).await {
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
    app.store.set_service(old.id, &service).await?;
    let entry = entry(&user, Action::Update, old.id)
        .change("extension", old.extension.as_str(), changed.extension.as_str())
        .change("label", &old.label, &changed.label)
        .change("owner", text(old.owner), text(changed.owner))
        .change("department", text(old.department), text(changed.department))
        .change("hidden", old.hidden.to_string(), changed.hidden.to_string());
    let entry = service_changes(entry, &before, &service);
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
    let service = app.store.service(phone.id).await?;
    if let Err(error) = app.pbx.put_phone(&phone, &service, &name, Some(&secret)).await {
        return pbx_refused(&app, &user, &phone, &error).await;
    }
    app.store.forget_device_secrets(phone.id).await?;
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
    if let (Some(provisioning), Some(device)) = (&app.provisioning, app.store.device(phone.id).await?) {
        provisioning
            .retire(device.mac, user.person.login.as_str())
            .await
            .map_err(WebError::internal)?;
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

/// What became different beside extension, owner and department.
fn service_changes(entry: AuditEntry, before: &PhoneService, after: &PhoneService) -> AuditEntry {
    entry
        .change(
            "direct_number",
            text(before.direct_number.as_ref()),
            text(after.direct_number.as_ref()),
        )
        .change("rights", rights_text(before), rights_text(after))
        .change(
            "call_groups",
            before.call_groups.to_string(),
            after.call_groups.to_string(),
        )
        .change(
            "pickup_groups",
            before.pickup_groups.to_string(),
            after.pickup_groups.to_string(),
        )
        .change(
            "language",
            text(before.language.as_ref()),
            text(after.language.as_ref()),
        )
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
    let typed = Typed::of(phone, &app.store.service(phone.id).await?);
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
    let typed = Typed::of(phone, &app.store.service(phone.id).await?);
    Ok(page::unprocessable(
        &view(app, user, Some(phone), &typed, errors, Some(device), None).await?,
    ))
}

async fn refused(
    app: &App,
    user: &LoggedIn,
    old: Option<&Phone>,
    typed: &Typed,
    errors: Errors,
) -> Result<Response, WebError> {
    Ok(page::unprocessable(
        &view(app, user, old, typed, errors, None, None).await?,
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
        server: app.site.current().site.servers.sip.clone(),
        user: phone.endpoint.to_string(),
        secret: SipSecret(secret.expose().to_owned()),
        back: LIST.to_owned(),
    })
}

#[cfg(test)]
mod tests;
