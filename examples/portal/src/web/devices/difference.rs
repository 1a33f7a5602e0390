//! What a device is to be told anew, against what was written into it last, and what that takes.

use std::collections::BTreeMap;

use switchhook_portal_core::Phone;
use switchhook_provisioning::grandstream::PNumber;
use switchhook_provisioning::{Configuration, Effect};

use super::why;
use crate::app::App;
use crate::i18n::Texts;
use crate::provisioning::{Layers, values_of};
use crate::store::{Grandstream, StoreError};
use crate::web::views::phones::{DeviceChange, DeviceDifference};

/// The difference for the telephone's page; the reason where there is no configuration.
pub(super) async fn of(
    app: &App,
    t: Texts,
    phone: &Phone,
    device: &Grandstream,
) -> Result<DeviceDifference, StoreError> {
    let written = app.store.device_values(phone.id).await?;
    if written.is_empty() {
        return Ok(DeviceDifference::Never);
    }
    let layers = Layers::of(app, phone, device, None).await?;
    let configuration = match layers.configuration() {
        Ok(configuration) => configuration,
        Err(refused) => {
            return Ok(DeviceDifference::Refused(
                t.problem_phone_file(&refused.to_string()),
            ));
        }
    };
    let (changes, effect) = changes(t, device, &layers, &configuration, &written.into_iter().collect());
    Ok(match effect {
        Effect::Nothing => DeviceDifference::Nothing,
        Effect::Resync => DeviceDifference::Changes(changes, t.phone_forecast_fetch()),
        Effect::Reboot => DeviceDifference::Changes(changes, t.phone_forecast_restart()),
    })
}

/// Every value that is stated otherwise than it was written, secrets only as changed; and what the device must do for them.
fn changes(
    t: Texts,
    device: &Grandstream,
    layers: &Layers,
    configuration: &Configuration,
    written: &BTreeMap<u32, Option<String>>,
) -> (Vec<DeviceChange>, Effect) {
    let settings: BTreeMap<u32, _> = configuration
        .explain()
        .map(|value| (value.number.get(), value.setting))
        .collect();
    let resolved = layers.resolved();
    let mut effect = Effect::Nothing;
    let mut changes = Vec::new();
    for (number, now) in values_of(configuration) {
        if written.get(&number) == Some(&now) {
            continue;
        }
        let setting = settings.get(&number);
        let takes = setting.map_or(Effect::Resync, |setting| device.model.effect(*setting));
        effect = effect.max(takes).max(Effect::Resync);
        changes.push(DeviceChange {
            setting: setting
                .map(|setting| setting.title().to_owned())
                .unwrap_or_default(),
            number: format!("P{number}"),
            before: match written.get(&number) {
                Some(Some(before)) => before.clone(),
                _ => String::new(),
            },
            now: now.unwrap_or_else(|| t.phone_secret_changed()),
            layer: resolved
                .why(PNumber::new(number))
                .map(|why| why::name(t, why.layer))
                .unwrap_or_default(),
        });
    }
    (changes, effect)
}
