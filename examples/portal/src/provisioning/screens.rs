//! What old telephones show while nobody talks on them: whose they are, and where calls go. They fetch it when they start, and
//! again when they are told that it changed.

use std::collections::HashMap;

use chrono::Utc;
use switchhook_portal_core::forward::Kind;
use switchhook_portal_core::{Person, Phone, PhoneId};
use switchhook_provisioning::notify::{EVERY, Notify};
use switchhook_provisioning::screen::{Display, Status};
use switchhook_provisioning::{MacAddr, Model};

use crate::app::{App, Shared, stopped};
use crate::forwards::{self, Data, ForwardsError};
use crate::log::Event;
use crate::pbx::caller_name;
use crate::store::Device;

/// The display of a model that fetches such a screen.
pub fn display(model: Model) -> Option<Display> {
    Some(match model.name() {
        "GXP2000" => Display::GXP2000,
        "GXP2010" => Display::GXP2010,
        "GXP2020" => Display::GXP2020,
        "GXP1160" | "GXP1165" => Display::GXP116X,
        "GXP1400" | "GXP1405" => Display::GXP140X,
        "GXP1450" => Display::GXP1450,
        "GXP2100" => Display::GXP2100,
        "GXP2110" | "GXP2124" => Display::GXP2110,
        "GXP2120" => Display::GXP2120,
        _ => return None,
    })
}

/// What a telephone shows now.
pub async fn status(app: &App, phone: &Phone) -> Result<Status, ForwardsError> {
    let people = app.store.people().await?;
    let data = forwards::data(app, false).await?;
    Ok(of(app, &people, &data, phone))
}

fn of(app: &App, people: &[Person], data: &Data, phone: &Phone) -> Status {
    /// What stands on telephones' keys in every language.
    const DO_NOT_DISTURB: &str = "DND";
    let now = Utc::now();
    let owner = people.iter().find(|person| Some(person.id) == phone.owner);
    let target = |id: PhoneId| {
        let forward = data.state.of(id).holding(Kind::Immediate, now)?;
        Some(forward.target.to_string())
    };
    let mut status = Status::new(phone.extension.as_str())
        .company(&app.config.company)
        .name(caller_name(phone, owner));
    if data.state.of(phone.id).do_not_disturb {
        status = status.do_not_disturb(DO_NOT_DISTURB);
    }
    if let Some(target) = target(phone.id) {
        status = status.forwards_to(target);
    }
    for other in &data.phones {
        if other.id != phone.id && target(other.id).as_deref() == Some(phone.extension.as_str()) {
            status = status.forwarded_here(other.extension.as_str());
        }
    }
    status
}

/// Tells telephones to fetch their screen when it changed, for as long as the portal runs.
pub async fn keep_shown(app: Shared) {
    if app.provisioning.is_none() || !app.pbx.notifies() {
        return;
    }
    let mut stopping = app.stopping.clone();
    let mut shown = HashMap::new();
    loop {
        tokio::select! {
            () = app.forwards.read.notified() => {}
            () = stopped(&mut stopping) => return,
        }
        let refreshed = async {
            if let Err(error) = refresh(&app, &mut shown).await {
                tracing::debug!(event = %Event::ScreensUnread, %error, "who forwards where is not known");
            }
        };
        tokio::select! {
            () = refreshed => {}
            () = stopped(&mut stopping) => return,
        }
    }
}

/// Tells those whose screen is another than it was. After a start nobody knows what they show, so all are told.
async fn refresh(app: &App, shown: &mut HashMap<MacAddr, Status>) -> Result<(), ForwardsError> {
    let devices: Vec<(PhoneId, Device)> = app
        .store
        .devices()
        .await?
        .into_iter()
        .filter(|(_, device)| device.model.grandstream().and_then(display).is_some())
        .collect();
    shown.retain(|mac, _| devices.iter().any(|(_, device)| device.mac == *mac));
    if devices.is_empty() {
        return Ok(());
    }
    let people = app.store.people().await?;
    let data = forwards::data(app, false).await?;
    for (id, device) in devices {
        let Some(phone) = data.phones.iter().find(|phone| phone.id == id) else {
            continue;
        };
        let status = of(app, &people, &data, phone);
        if shown.get(&device.mac) == Some(&status) {
            continue;
        }
        match app.pbx.notify(phone, Notify::Screen).await {
            Ok(()) => {}
            // One that is not registered fetches its screen when it starts.
            Err(error) => {
                tracing::debug!(event = %Event::ScreensUnread, %error, mac = %device.mac, "not told of its screen");
            }
        }
        shown.insert(device.mac, status);
        // Not all at once.
        tokio::time::sleep(EVERY).await;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_model_with_a_screen_is_in_the_catalogue() {
        let with: Vec<_> = Model::all().filter(|model| display(*model).is_some()).collect();
        assert_eq!(with.len(), 12, "{with:?}");
    }
}
