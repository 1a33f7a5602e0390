//! Which telephones registered with what they fetched, and which have not been seen for long.

use std::collections::HashMap;
use std::time::Duration;

use switchhook_provisioning::lifecycle::{Cause, Periods};
use switchhook_provisioning::server::OperateError;

use super::Provisioning;
use crate::app::{App, Shared, stopped};
use crate::log::Event;
use crate::store::StoreError;

/// How often the registrar is asked while somebody is waited for.
const EVERY: Duration = Duration::from_secs(15);
/// A telephone that fetched its file registers within a moment.
const SOON: Duration = Duration::from_secs(2);

/// Looks for as long as the portal runs.
pub async fn keep_watched(app: Shared) {
    let Some(provisioning) = &app.provisioning else {
        return;
    };
    let mut stopping = app.stopping.clone();
    let mut tick = tokio::time::interval(EVERY);
    tick.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    let mut told = String::new();
    loop {
        tokio::select! {
            _ = tick.tick() => {}
            () = provisioning.fetched.notified() => {
                tokio::select! {
                    () = tokio::time::sleep(SOON) => {}
                    () = stopped(&mut stopping) => return,
                }
            }
            () = stopped(&mut stopping) => return,
        }
        match look(&app, provisioning).await {
            Ok(()) => told.clear(),
            // Said once for each reason.
            Err(error) => {
                let error = error.to_string();
                if told != error {
                    tracing::warn!(event = %Event::ProvisioningUnseen, error, "who is registered could not be found out");
                    told = error;
                }
            }
        }
    }
}

async fn look(
    app: &App,
    provisioning: &Provisioning,
) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
    registrations(app, provisioning).await?;
    provisioning.server.tend(&Periods::default()).await?;
    Ok(())
}

async fn registrations(
    app: &App,
    provisioning: &Provisioning,
) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
    let waits = |state: switchhook_provisioning::lifecycle::State| {
        state.after(Cause::Registered).is_some_and(|after| after != state)
    };
    let waiting = provisioning.records().await?;
    if !app.pbx.notifies() || !waiting.iter().any(|record| waits(record.state)) {
        return Ok(());
    }
    let devices = by_endpoint(app).await?;
    for contact in app.pbx.contacts().await? {
        let (Some(mac), Some(address)) = (devices.get(&contact.endpoint), contact.address) else {
            continue;
        };
        let is_waited_for = waiting
            .iter()
            .any(|record| record.mac == *mac && waits(record.state));
        if is_waited_for {
            match provisioning
                .server
                .registered(*mac, address, contact.user_agent.as_deref())
                .await
            {
                // It changed in between: the next look tells.
                Ok(_) | Err(OperateError::State { .. } | OperateError::Unknown { .. }) => {}
                Err(error) => return Err(error.into()),
            }
        }
    }
    Ok(())
}

/// The device of each account.
async fn by_endpoint(app: &App) -> Result<HashMap<String, switchhook_provisioning::MacAddr>, StoreError> {
    let phones = app.store.phones().await?;
    let devices = app.store.devices().await?;
    let all = devices.iter().filter_map(|(id, device)| {
        let phone = phones.iter().find(|phone| phone.id == *id)?;
        Some((phone.endpoint.to_string(), device.mac))
    });
    Ok(all.collect())
}
