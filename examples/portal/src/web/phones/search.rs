//! The first step of a new telephone: what stands at an address; and the last one, its configuration through its pages.

use axum::extract::State;
use axum::http::Uri;
use axum::response::{IntoResponse, Redirect, Response};
use switchhook_portal_core::audit::{Action, Outcome};
use switchhook_portal_core::{Capability, FieldError, Phone, Problem};
use switchhook_provisioning::MacAddr;
use switchhook_provisioning::brand::Brand;
use switchhook_provisioning::mitel::GlobalSip;

use super::{entry, path, phone as phone_of};
use crate::app::{App, Shared};
use crate::config::Transport;
use crate::finder::{self, FACTORY_PASSWORD, Found, NoPlace, NotFound, Place, Wanted};
use crate::i18n::Texts;
use crate::provisioning::{Enrolment, values_of};
use crate::store::{Device, DeviceSeen, Grandstream, Maker, OtherBrand, StoreError};
use crate::web::error::{WebError, url_query};
use crate::web::extract::Path;
use crate::web::form::Fields;
use crate::web::views::common::Errors;
use crate::web::views::phones::{FoundDevice, PhoneReadyPage, PhoneSearchPage, SipSecret};
use crate::web::visitor::LoggedIn;
use crate::web::{devices, page};

pub const PATH: &str = "/admin/phones/search";

/// `GET /admin/phones/search`
pub async fn form(State(app): State<Shared>, user: LoggedIn, uri: Uri) -> Result<Response, WebError> {
    user.scope(Capability::PhoneManage)?;
    Ok(page::ok(&view(&app, &user, page::here(&uri))))
}

/// `POST /admin/phones/search`: what stands there, or why nothing was found.
pub async fn search(State(app): State<Shared>, user: LoggedIn, fields: Fields) -> Result<Response, WebError> {
    user.scope(Capability::PhoneManage)?;
    let t = user.texts();
    let mut view = view(&app, &user, PATH);
    fields.text("address").clone_into(&mut view.address);
    fields.text("mac").clone_into(&mut view.mac);
    view.plain = fields.checked("plain");
    let Some(wanted) = wanted(&app, t, &fields, &mut view.errors) else {
        return Ok(page::unprocessable(&view));
    };
    let found = match finder::find(wanted).await {
        Ok(found) => found,
        Err(reason) => {
            let (field, text) = why_not(t, &reason);
            view.errors.add(field, text);
            return Ok(page::unprocessable(&view));
        }
    };
    if let Some(phone) = owner_of(&app, found.mac).await? {
        let text = t.search_known(&found.mac.to_string(), phone.extension.as_str());
        view.known = Some((text, path(phone.id)));
        return Ok(page::unprocessable(&view));
    }
    let token = app.finds.add(user.person.id, found);
    let next = format!("/admin/phones/new?{}", url_query("found", &token));
    Ok(Redirect::to(&next).into_response())
}

/// `POST /admin/phones/{id}/configure`: writes the configuration into a device that is known already.
pub async fn configure(
    State(app): State<Shared>,
    user: LoggedIn,
    Path(id): Path<i64>,
    fields: Fields,
) -> Result<Response, WebError> {
    user.scope(Capability::PhoneManage)?;
    let t = user.texts();
    let phone = phone_of(&app, id.into()).await?;
    let device = app.store.device(phone.id).await?.ok_or(WebError::NotFound)?;
    let mut errors = Errors::default();
    if let Some(mut wanted) = wanted(&app, t, &fields, &mut errors) {
        // Another telephone at this address is not to get this one's account.
        wanted.mac = Some(device.mac);
        match finder::find(wanted).await {
            Ok(found) if found.model == device.model => return install(&app, &user, &phone, &found).await,
            Ok(found) => errors.add("address", t.search_other_model(found.model.name())),
            Err(reason) => {
                let (field, text) = why_not(t, &reason);
                errors.add(field, text);
            }
        }
    }
    let typed = devices::typed_of(Some(device));
    super::device_refused(&app, &user, &phone, &typed, errors).await
}

/// A telephone that the person found, as pages show it.
pub(super) fn shown(app: &App, user: &LoggedIn, token: &str) -> Option<FoundDevice> {
    let found = app.finds.find(user.person.id, token)?;
    Some(device_of(&found, token))
}

fn device_of(found: &Found, token: &str) -> FoundDevice {
    FoundDevice {
        token: token.to_owned(),
        model: found.model.name().to_owned(),
        firmware: found.firmware.clone(),
        mac: found.mac.to_string(),
        address: found.place.to_string(),
    }
}

/// Notes which device the telephone has, writes its configuration into it, and says what became of that.
pub(super) async fn install(
    app: &App,
    user: &LoggedIn,
    phone: &Phone,
    found: &Found,
) -> Result<Response, WebError> {
    let t = user.texts();
    let device = Device {
        model: found.model,
        mac: found.mac,
    };
    let mut seen = DeviceSeen {
        phone: phone.id.into(),
        firmware: found.firmware.clone(),
        address: found.place.to_string(),
        seen: app.now(),
        configured: None,
    };
    let noted = match app.store.set_device(phone.id, Some(&device)).await {
        Ok(()) => app.store.set_device_seen(&seen).await.map(|()| true)?,
        // Somebody else saved it meanwhile.
        Err(StoreError::Taken(_)) => false,
        Err(error) => return Err(error.into()),
    };
    let written = if noted {
        // From its restart on it fetches its files by itself.
        let enrolment = match &app.provisioning {
            Some(provisioning) => {
                let expected = provisioning.expect(&device, user.person.login.as_str());
                Some(expected.await.map_err(WebError::internal)?)
            }
            None => None,
        };
        match device.maker() {
            Maker::Grandstream(device) => write(app, phone, &device, found, enrolment.as_ref(), t).await?,
            Maker::OtherBrand(device) => {
                write_other(app, phone, &device, found, enrolment.as_ref(), t).await?
            }
        }
    } else {
        let taken = FieldError::new("mac", Problem::Taken);
        Err(page::problem_text(t, &taken.problem))
    };
    let entry = entry(user, Action::Configure, phone.id)
        .change("model", "", device.model.name())
        .change("mac", "", device.mac.to_string());
    let entry = match &written {
        Ok(_) => entry.secret_changed("device_password"),
        Err(reason) => entry.outcome(Outcome::Failed(reason.clone())),
    };
    app.audit(&user.session, entry).await;
    if written.is_ok() {
        seen.configured = Some(app.now());
        app.store.set_device_seen(&seen).await?;
    }
    let (password, trouble) = match written {
        Ok(password) => (Some(SipSecret(password)), String::new()),
        Err(reason) => (None, reason),
    };
    let title = if password.is_some() {
        t.phone_ready_title(phone.extension.as_str())
    } else {
        t.phone_not_ready_title(phone.extension.as_str())
    };
    let view = PhoneReadyPage {
        frame: user.frame(app, &path(phone.id), title),
        device: device_of(found, ""),
        password,
        trouble,
        phone: path(phone.id),
        back: super::LIST.to_owned(),
    };
    Ok(page::ok(&view))
}

/// The new password of its pages, or why nothing was written.
async fn write(
    app: &App,
    phone: &Phone,
    device: &Grandstream,
    found: &Found,
    enrolment: Option<&Enrolment>,
    t: Texts,
) -> Result<Result<String, String>, WebError> {
    let (configuration, passwords) = match devices::configuration(app, phone, device).await {
        Ok(made) => made,
        Err(trouble) => return Ok(Err(trouble.text(t)?)),
    };
    let mut values = configuration.values().clone();
    for (number, text) in enrolment.into_iter().flat_map(Enrolment::values) {
        values.set(number, text).map_err(WebError::internal)?;
    }
    Ok(match finder::configure(found, &values).await {
        Ok(()) => {
            let written = values_of(&configuration);
            app.store.set_device_values(phone.id, &written).await?;
            Ok(passwords.admin)
        }
        Err(error) => Err(t.search_other(&error.to_string())),
    })
}

/// The same for a telephone of another maker: a Cisco is made to fetch its first file, a Mitel is given its account.
async fn write_other(
    app: &App,
    phone: &Phone,
    device: &OtherBrand,
    found: &Found,
    enrolment: Option<&Enrolment>,
    t: Texts,
) -> Result<Result<String, String>, WebError> {
    let done = match (device.model.brand(), &app.provisioning, enrolment) {
        (Brand::Cisco, Some(provisioning), Some(enrolment)) => {
            let is = Device {
                model: found.model,
                mac: found.mac,
            };
            let passwords = provisioning.passwords(&is).await?;
            let told = finder::fetch_now(found, &enrolment.address()).await;
            told.map(|()| passwords.admin)
        }
        (Brand::Cisco, ..) => return Ok(Err(t.search_needs_server())),
        _ => {
            let secret = match app.pbx.sip_secret(phone).await {
                Ok(secret) => secret,
                Err(error) => return Ok(Err(t.problem_pbx(&error.to_string()))),
            };
            let held = app.site.current();
            let line = held.site.servers.line(phone.endpoint.as_str(), secret.expose());
            let number = phone.extension.as_str();
            let form = match GlobalSip::new(&line, number, number) {
                Ok(form) => form,
                Err(refused) => return Ok(Err(t.problem_phone_file(&refused.to_string()))),
            };
            let told = finder::set_lines(found, &form).await;
            told.map(|()| found.password.expose().to_owned())
        }
    };
    Ok(done.map_err(|error| t.search_other(&error.to_string())))
}

/// What was typed, or what is wrong with it.
fn wanted(app: &App, t: Texts, fields: &Fields, errors: &mut Errors) -> Option<Wanted> {
    // The demo's telephones answer on this machine; on a real site nothing does that is one.
    let loopback = matches!(app.config.web.transport, Transport::Loopback);
    let place = match Place::read(fields.text("address"), loopback) {
        Ok(place) => Some(place),
        Err(NoPlace::NotAnAddress) => {
            errors.add("address", t.search_no_address());
            None
        }
        Err(NoPlace::NotPrivate) => {
            errors.add("address", t.search_not_private());
            None
        }
    };
    let mac = match fields.text("mac") {
        "" => None,
        text => match text.parse::<MacAddr>() {
            Ok(mac) => Some(mac),
            Err(error) => {
                errors.add("mac", devices::mac_problem(t, &error));
                None
            }
        },
    };
    let password = match fields.raw("password") {
        "" => FACTORY_PASSWORD,
        typed => typed,
    };
    let place = place.filter(|_| errors.is_empty())?;
    Some(Wanted {
        place,
        mac,
        password: password.into(),
        plain: fields.checked("plain"),
    })
}

fn why_not(t: Texts, reason: &NotFound) -> (&'static str, String) {
    match reason {
        NotFound::NoAnswer(_) => ("address", t.search_no_answer()),
        NotFound::NoMac => ("mac", t.search_no_mac()),
        NotFound::OtherMac { found, .. } => ("mac", t.search_other_mac(&found.to_string())),
        NotFound::UnknownMaker => ("address", t.search_unknown_maker()),
        NotFound::UnknownModel(model) => ("address", t.search_unknown_model(model)),
        NotFound::Refused => ("password", t.search_refused()),
        NotFound::LockedOut => ("password", t.search_locked_out()),
        NotFound::Other(reason) => ("address", t.search_other(reason)),
    }
}

/// The telephone that has this hardware address already.
async fn owner_of(app: &App, mac: MacAddr) -> Result<Option<Phone>, StoreError> {
    let devices = app.store.devices().await?;
    match devices.iter().find(|(_, device)| device.mac == mac) {
        Some((id, _)) => app.store.phone(*id).await,
        None => Ok(None),
    }
}

fn view(app: &App, user: &LoggedIn, here: &str) -> PhoneSearchPage {
    PhoneSearchPage {
        frame: user.frame(app, here, user.texts().phone_new()),
        errors: Errors::default(),
        hints: app
            .demo
            .iter()
            .flat_map(|demo| demo.phones.iter().cloned())
            .collect(),
        address: String::new(),
        mac: String::new(),
        plain: false,
        known: None,
    }
}

#[cfg(test)]
mod tests;
