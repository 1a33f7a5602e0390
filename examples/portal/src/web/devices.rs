//! The device that uses a telephone's account: its model, its hardware address and its configuration file.

mod difference;
pub mod lifecycle;
pub(super) mod preview;
pub mod why;

use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use switchhook_portal_core::audit::{Action, Outcome};
use switchhook_portal_core::{Capability, FieldError, Language, Phone, Problem};
use switchhook_provisioning::grandstream::Configuration;
use switchhook_provisioning::{AnyModel, MacAddr, Model, ParseMacError, Refused, brand};

use super::error::WebError;
use super::extract::Path;
use super::form::Fields;
use super::page::{self, redirect_with};
use super::phones;
use super::views::common::{Choice, Errors};
use super::views::phones::{DeviceCard, DeviceFile};
use super::visitor::LoggedIn;
use crate::app::{App, Shared};
use crate::i18n::Texts;
use crate::pbx::PbxError;
use crate::provisioning::{BrandFile, Layers, LeftOut, Passwords};
use crate::store::{Device, Grandstream, Maker, OtherBrand, StoreError};

/// Model and address as typed.
#[derive(Clone, Debug, Default)]
pub struct Typed {
    pub model: String,
    pub mac: String,
}

/// `POST /admin/phones/{id}/device`
pub async fn change(
    State(app): State<Shared>,
    user: LoggedIn,
    Path(id): Path<i64>,
    fields: Fields,
) -> Result<Response, WebError> {
    user.scope(Capability::PhoneManage)?;
    let phone = phones::phone(&app, id.into()).await?;
    let typed = Typed {
        model: fields.text("model").to_owned(),
        mac: fields.text("mac").to_owned(),
    };
    let before = app.store.device(phone.id).await?;
    if let Some(before) = &before
        && lifecycle::is_locked(&app, &phone, before).await?
    {
        return Ok(redirect_with(&phones::path(phone.id), "device-state"));
    }
    let device = match read(user.texts(), &typed) {
        Ok(device) => device,
        Err(errors) => return phones::device_refused(&app, &user, &phone, &typed, errors).await,
    };
    if fields.checked("again") {
        return phones::device_refused(&app, &user, &phone, &typed, Errors::default()).await;
    }
    if !fields.checked("confirmed")
        && let (Some(before), Some(device)) = (&before, &device)
        && let Some(group) = preview::of_device(&app, user.texts(), &phone, before, device).await?
    {
        let action = format!("{}/device", phones::path(phone.id));
        return Ok(preview::page(&app, &user, &action, &fields, vec![group], 0));
    }
    match app.store.set_device(phone.id, device.as_ref()).await {
        Ok(()) => {}
        Err(StoreError::Taken(_)) => {
            let taken = FieldError::new("mac", Problem::Taken);
            let errors = page::errors(user.texts(), &[taken]);
            return phones::device_refused(&app, &user, &phone, &typed, errors).await;
        }
        Err(error) => return Err(error.into()),
    }
    let (model, mac) = (
        shown(before, |d| d.model.name().to_owned()),
        shown(before, |d| d.mac.to_string()),
    );
    let entry = phones::entry(&user, Action::Update, phone.id)
        .change("model", model, shown(device, |d| d.model.name().to_owned()))
        .change("mac", mac, shown(device, |d| d.mac.to_string()));
    app.audit(&user.session, entry).await;
    let Some(provisioning) = &app.provisioning else {
        return Ok(redirect_with(&phones::path(phone.id), "saved"));
    };
    if let Some(before) = before.filter(|before| device.is_none_or(|device| device.mac != before.mac)) {
        provisioning
            .retire(before.mac, user.person.login.as_str())
            .await
            .map_err(WebError::internal)?;
    }
    match device {
        Some(device) if before != Some(device) => lifecycle::enrol(&app, &user, &phone, &device).await,
        _ => Ok(redirect_with(&phones::path(phone.id), "saved")),
    }
}

/// `POST /admin/phones/{id}/file`: the configuration file, with secrets. A POST, so that nothing fetches it unasked.
pub async fn file(
    State(app): State<Shared>,
    user: LoggedIn,
    Path(id): Path<i64>,
    fields: Fields,
) -> Result<Response, WebError> {
    user.scope(Capability::PhoneManage)?;
    let t = user.texts();
    let phone = phones::phone(&app, id.into()).await?;
    let device = app.store.device(phone.id).await?.ok_or(WebError::NotFound)?;
    let typed = typed_of(Some(device));
    let made = match device.maker() {
        Maker::Grandstream(device) => configuration(&app, &phone, &device)
            .await
            .map(|(configuration, _)| of_grandstream(&configuration, &device, fields.text("form"))),
        Maker::OtherBrand(device) => of_brand(&app, &phone, &device).await,
    };
    let (name, kind, content) = match made {
        Ok(file) => file,
        Err(trouble) => {
            let mut errors = Errors::default();
            errors.add("model", trouble.text(t)?);
            let entry = phones::entry(&user, Action::Export, phone.id).outcome(Outcome::Failed(
                errors.iter().map(|error| error.text.clone()).collect(),
            ));
            app.audit(&user.session, entry).await;
            return phones::device_refused(&app, &user, &phone, &typed, errors).await;
        }
    };
    app.audit(&user.session, phones::entry(&user, Action::Export, phone.id))
        .await;
    let headers = [
        (header::CONTENT_TYPE, kind.to_owned()),
        (
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"{name}\""),
        ),
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    Ok((headers, content).into_response())
}

/// Name, media type and content.
type File = (String, &'static str, Vec<u8>);

fn of_grandstream(configuration: &Configuration, device: &Grandstream, form: &str) -> File {
    if takes_binary(device.model) && (form == "binary" || !device.model.formats().xml) {
        (
            configuration.binary_name(),
            "application/octet-stream",
            configuration.binary(),
        )
    } else {
        (
            configuration.xml_name(),
            "application/xml",
            configuration.xml().into_bytes(),
        )
    }
}

async fn of_brand(app: &App, phone: &Phone, device: &OtherBrand) -> Result<File, Trouble> {
    let file = brand_file(app, phone, device)
        .await?
        .render()
        .map_err(Trouble::Refused)?;
    let kind = match device.model.brand() {
        brand::Brand::Cisco => "application/xml",
        _ => "text/plain; charset=utf-8",
    };
    Ok((file.name(), kind, file.text().into_bytes()))
}

/// What a telephone of another maker is to be told.
pub(super) async fn brand_file(app: &App, phone: &Phone, device: &OtherBrand) -> Result<BrandFile, Trouble> {
    let secret = app.pbx.sip_secret(phone).await.map_err(Trouble::Pbx)?;
    BrandFile::of(app, phone, device, secret.expose())
        .await
        .map_err(Trouble::Store)
}

/// What a device cannot be told of the site, and of an account with this language.
pub(super) fn left_out_of(app: &App, device: &Device, language: Option<&str>) -> Vec<LeftOut> {
    match device.maker() {
        Maker::Grandstream(device) => Layers::left_out_of(app, &device, language),
        Maker::OtherBrand(device) => BrandFile::left_out_of(app, &device, language),
    }
}

/// Why a device has no configuration.
#[derive(Debug)]
pub(super) enum Trouble {
    Pbx(PbxError),
    Refused(Refused),
    Store(StoreError),
}

impl Trouble {
    /// For whoever asked; what is the portal's own fault is an error page.
    pub(super) fn text(self, t: Texts) -> Result<String, WebError> {
        match self {
            Self::Pbx(error) => Ok(t.problem_pbx(&error.to_string())),
            Self::Refused(refused) => Ok(t.problem_phone_file(&refused.to_string())),
            Self::Store(error) => Err(error.into()),
        }
    }
}

/// What a telephone's device is to be told, with the passwords of its pages.
pub(super) async fn configuration(
    app: &App,
    phone: &Phone,
    device: &Grandstream,
) -> Result<(Configuration, Passwords), Trouble> {
    let secret = app.pbx.sip_secret(phone).await.map_err(Trouble::Pbx)?;
    let layers = Layers::of(app, phone, device, Some(secret.expose()))
        .await
        .map_err(Trouble::Store)?;
    let configuration = layers.configuration().map_err(Trouble::Refused)?;
    Ok((configuration, layers.passwords))
}

/// The GXP family asks for the binary file first, and some old devices read nothing else; the GRP family is documented
/// with XML only.
fn takes_binary(model: Model) -> bool {
    let formats = model.formats();
    formats.binary && (model.name().starts_with("GXP") || !formats.xml)
}

/// What was typed, as a device; none if both fields are empty.
fn read(t: Texts, typed: &Typed) -> Result<Option<Device>, Errors> {
    let (model, mac) = (typed.model.trim(), typed.mac.trim());
    if model.is_empty() && mac.is_empty() {
        return Ok(None);
    }
    let mut errors = Errors::default();
    let model = match model.parse::<AnyModel>() {
        Ok(model) => Some(model),
        Err(_) => {
            errors.add("model", t.problem_phone_model());
            None
        }
    };
    let mac = match mac.parse::<MacAddr>() {
        Ok(mac) if mac.is_of_one_device() => Some(mac),
        Ok(mac) => {
            errors.add("mac", t.problem_mac_nobody(&mac.to_string()));
            None
        }
        Err(error) => {
            errors.add("mac", mac_problem(t, &error));
            None
        }
    };
    match (model, mac) {
        (Some(model), Some(mac)) => Ok(Some(Device { model, mac })),
        _ => Err(errors),
    }
}

/// The library's error in the reader's language.
pub(super) fn mac_problem(t: Texts, error: &ParseMacError) -> String {
    match error {
        ParseMacError::Length { text, digits } => {
            t.problem_mac_length(text, i64::try_from(*digits).unwrap_or(i64::MAX))
        }
        ParseMacError::Digit { text, found } => t.problem_mac_digit(text, &found.to_string()),
        ParseMacError::Separators { text } => t.problem_mac_separators(text),
        other => other.to_string(),
    }
}

fn shown(device: Option<Device>, of: impl Fn(Device) -> String) -> String {
    device.map(of).unwrap_or_default()
}

pub(super) fn typed_of(device: Option<Device>) -> Typed {
    Typed {
        model: shown(device, |d| d.model.name().to_owned()),
        mac: shown(device, |d| d.mac.to_string()),
    }
}

/// The part of a telephone's page about its device; `typed` is what a refused form held.
pub async fn card(app: &App, t: Texts, phone: &Phone, typed: Option<&Typed>) -> Result<DeviceCard, WebError> {
    let device = app.store.device(phone.id).await?;
    let kept = typed_of(device);
    let typed = typed.unwrap_or(&kept);
    let action = phones::path(phone.id);
    let none = Choice {
        value: String::new(),
        label: t.phone_model_none(),
        selected: typed.model.is_empty(),
    };
    let models = AnyModel::all().map(|model| Choice {
        value: model.name().to_owned(),
        label: format!("{} {}", model.maker(), model.name()),
        selected: model.name() == typed.model,
    });
    let file = |form, name: String| DeviceFile { form, name };
    let files = device.map_or_else(Vec::new, |device| match device.maker() {
        Maker::Grandstream(Grandstream { model, mac }) => {
            let xml = model
                .formats()
                .xml
                .then(|| file("xml", format!("cfg{mac:x}.xml")));
            let binary = takes_binary(model).then(|| file("binary", format!("cfg{mac:x}")));
            [xml, binary].into_iter().flatten().collect()
        }
        Maker::OtherBrand(device) => vec![file("file", device.model.brand().file_name(device.mac))],
    });
    let grandstream = device.and_then(|device| device.grandstream());
    Ok(DeviceCard {
        models: std::iter::once(none).chain(models).collect(),
        mac: typed.mac.clone(),
        change: format!("{action}/device"),
        download: format!("{action}/file"),
        files,
        configure: device.is_some().then(|| format!("{action}/configure")),
        address: app
            .store
            .device_seen(phone.id)
            .await?
            .map(|seen| seen.address)
            .unwrap_or_default(),
        left_out: match &device {
            Some(device) => {
                let service = app.store.service(phone.id).await?;
                let language = service.language.as_ref().map(Language::as_str);
                let left_out = left_out_of(app, device, language);
                left_out.iter().map(|left| preview::left_out(t, left)).collect()
            }
            None => Vec::new(),
        },
        difference: match &grandstream {
            Some(device) => Some(difference::of(app, t, phone, device).await?),
            None => None,
        },
        note: match device {
            Some(device) if grandstream.is_none() => t.device_other_brand(device.model.maker()),
            _ => String::new(),
        },
        life: match &device {
            Some(device) => lifecycle::card(app, t, phone, device).await?,
            None => None,
        },
    })
}

#[cfg(test)]
mod tests;
