//! What a device is to be told anew, against what was written into it last.

use std::collections::BTreeMap;

use switchhook_portal_core::Phone;
use switchhook_provisioning::grandstream::Configuration;

use super::{Account, Passwords, render, values_of};
use crate::app::App;
use crate::i18n::Texts;
use crate::store::{Device, StoreError};
use crate::web::phones::Known;
use crate::web::views::phones::{DeviceChange, DeviceDifference};

/// In the place of the account's secret, which is not asked for where it is not shown: any that telephones take.
const UNSEEN: &str = "kT9-vV2_mQ7.xR4-pL1s";

/// The difference for the telephone's page; the reason where there is no configuration.
pub(super) async fn of(
    app: &App,
    t: Texts,
    phone: &Phone,
    device: &Device,
) -> Result<DeviceDifference, StoreError> {
    let written = app.store.device_values(phone.id).await?;
    if written.is_empty() {
        return Ok(DeviceDifference::Never);
    }
    let name = super::display_name(&Known::load(app).await?.caller_name(phone));
    let service = app.store.service(phone.id).await?;
    let language = super::language(app, &service);
    let account = Account {
        user: phone.endpoint.as_str(),
        secret: UNSEEN,
        name: &name,
        label: phone.extension.as_str(),
        language,
    };
    let held = app.site.current();
    let configuration = match render(&app.config, &held.site, device, &account, &Passwords::draw()) {
        Ok(configuration) => configuration,
        Err(refused) => {
            return Ok(DeviceDifference::Refused(
                t.problem_phone_file(&refused.to_string()),
            ));
        }
    };
    let changes = changes(t, &configuration, &written.into_iter().collect());
    Ok(if changes.is_empty() {
        DeviceDifference::Nothing
    } else {
        DeviceDifference::Changes(changes)
    })
}

/// Every value that is stated otherwise than it was written, secrets only as changed.
fn changes(
    t: Texts,
    configuration: &Configuration,
    written: &BTreeMap<u32, Option<String>>,
) -> Vec<DeviceChange> {
    let titles: BTreeMap<u32, _> = configuration
        .explain()
        .map(|value| (value.number.get(), value.setting))
        .collect();
    values_of(configuration)
        .into_iter()
        .filter(|(number, now)| written.get(number) != Some(now))
        .map(|(number, now)| DeviceChange {
            setting: titles
                .get(&number)
                .map(|setting| setting.title().to_owned())
                .unwrap_or_default(),
            number: format!("P{number}"),
            before: match written.get(&number) {
                Some(Some(before)) => before.clone(),
                _ => String::new(),
            },
            now: now.unwrap_or_else(|| t.phone_secret_changed()),
        })
        .collect()
}
