//! Why a device is told what it is told: every value with the layer that it comes from.

use axum::extract::State;
use axum::response::Response;
use switchhook_portal_core::Capability;
use switchhook_provisioning::layer::{Layer, Scope};

use crate::app::Shared;
use crate::i18n::Texts;
use crate::provisioning::Layers;
use crate::web::error::WebError;
use crate::web::extract::Path;
use crate::web::views::phones::{PhoneWhyPage, WhyRow};
use crate::web::visitor::LoggedIn;
use crate::web::{page, phones};

/// `GET /admin/phones/{id}/why`
pub async fn show(
    State(app): State<Shared>,
    user: LoggedIn,
    Path(id): Path<i64>,
) -> Result<Response, WebError> {
    user.scope(Capability::PhoneManage)?;
    let t = user.texts();
    let phone = phones::phone(&app, id.into()).await?;
    let device = app.store.device(phone.id).await?.ok_or(WebError::NotFound)?;
    let grandstream = device.grandstream().ok_or(WebError::NotFound)?;
    let layers = Layers::of(&app, &phone, &grandstream, None).await?;
    let here = format!("{}/why", phones::path(phone.id));
    let mut view = PhoneWhyPage {
        frame: user.frame(&app, &here, t.phone_why_title(phone.extension.as_str())),
        device: format!("{} {}", device.model.name(), device.mac),
        rows: Vec::new(),
        trouble: String::new(),
        back: phones::path(phone.id),
    };
    let configuration = match layers.configuration() {
        Ok(configuration) => configuration,
        Err(refused) => {
            view.trouble = t.problem_phone_file(&refused.to_string());
            return Ok(page::ok(&view));
        }
    };
    let resolved = layers.resolved();
    view.rows = configuration
        .explain()
        .filter_map(|value| {
            let why = resolved.why(value.number)?;
            let below = why.instead_of.iter().map(|layer| name(t, layer));
            Some(WhyRow {
                setting: value.setting.title().to_owned(),
                path: value.setting.path(),
                number: value.number.to_string(),
                value: value.text.map_or_else(|| t.phone_why_secret(), str::to_owned),
                layer: name(t, why.layer),
                instead_of: below.collect::<Vec<_>>().join(", "),
            })
        })
        .collect();
    // Together what belongs together.
    view.rows.sort_by(|one, other| one.path.cmp(&other.path));
    Ok(page::ok(&view))
}

/// The layer in the reader's language.
pub(super) fn name(t: Texts, layer: &Layer) -> String {
    match layer.scope() {
        Scope::Defaults => t.layer_baseline(),
        Scope::Model => t.layer_model(layer.name()),
        Scope::Site => t.layer_site(layer.name()),
        Scope::Account => t.layer_account(layer.name()),
        _ => t.layer_device(layer.name()),
    }
}
