//! What the server tells: a line of the log for each, and one of the trail for what somebody may look for later.

use std::collections::VecDeque;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use switchhook_portal_core::audit::{Action, Actor, AuditEntry, Object, Outcome};
use switchhook_provisioning::MacAddr;
use switchhook_provisioning::lifecycle::State;
use switchhook_provisioning::server::{Event as Told, Refusal, Sent, What, Who};

use super::Provisioning;
use crate::app::{App, Shared, stopped};
use crate::log::Event;
use crate::store::{DeviceSeen, StoreError, seconds};

/// Writes down what the server tells, for as long as the portal runs.
pub async fn keep_told(app: Shared) {
    let Some(provisioning) = &app.provisioning else {
        return;
    };
    let Some(mut told) = provisioning.take_told() else {
        return;
    };
    let mut stopping = app.stopping.clone();
    let mut refused = Refused::default();
    loop {
        let event = tokio::select! {
            event = told.recv() => event,
            () = stopped(&mut stopping) => return,
        };
        let Some(event) = event else { return };
        let lost = provisioning.lost.swap(0, Ordering::Relaxed);
        if lost > 0 {
            tracing::warn!(event = %Event::ProvisioningLost, count = lost, "more happened than could be written");
        }
        tell(&event);
        if let Err(error) = keep(&app, provisioning, &event, &mut refused).await {
            tracing::error!(event = %Event::ProvisioningUnwritten, %error, "what a telephone did could not be written to the database");
        }
    }
}

/// No event holds a token, a password or a path.
fn tell(event: &Told) {
    let mac = event.mac.map(|mac| mac.to_string());
    let address = event.address.map(|address| address.to_string());
    let by = match &event.who {
        Who::Operator(name) => name.as_str(),
        Who::Registrar => "registrar",
        Who::Clock => "clock",
        _ => "",
    };
    match &event.what {
        What::State { from, to, cause } if event.is_alert() => {
            tracing::warn!(event = %Event::ProvisioningState, mac, address, by, %from, %to, %cause);
        }
        What::State { from, to, cause } => {
            tracing::info!(event = %Event::ProvisioningState, mac, address, by, %from, %to, %cause);
        }
        What::Enrolled | What::Renewed | What::Claimed => {
            let what = word(&event.what);
            tracing::info!(event = %Event::ProvisioningEnrolled, mac, address, by, what);
        }
        What::ClaimedAgain => {
            let what = word(&event.what);
            tracing::warn!(event = %Event::ProvisioningEnrolled, mac, address, by, what);
        }
        What::Refused(why) if event.is_alert() => {
            let user_agent = event.user_agent.as_deref();
            tracing::warn!(event = %Event::ProvisioningRefused, mac, address, reason = why.name(), user_agent);
        }
        // Scanners are many.
        What::Refused(why) => {
            tracing::debug!(event = %Event::ProvisioningRefused, mac, address, reason = why.name());
        }
        What::Delivered { file, .. } => {
            tracing::info!(event = %Event::ProvisioningSent, mac, address, file = file.name());
        }
        What::Interrupted { file, .. } => {
            tracing::warn!(event = %Event::ProvisioningSent, mac, address, file = file.name(), "the connection ended before the file did");
        }
        What::Unavailable { why } => {
            tracing::error!(event = %Event::ProvisioningUnavailable, address, error = why);
        }
        other => {
            tracing::debug!(event = %Event::ProvisioningSent, mac, address, what = word(other));
        }
    }
}

fn word(what: &What) -> &'static str {
    match what {
        What::Enrolled => "enrolled",
        What::Renewed => "renewed",
        What::Claimed => "claimed",
        What::ClaimedAgain => "claimed-again",
        What::Challenged { .. } => "challenged",
        What::Sent { .. } => "sent",
        _ => "other",
    }
}

async fn keep(
    app: &App,
    provisioning: &Provisioning,
    event: &Told,
    refused: &mut Refused,
) -> Result<(), StoreError> {
    let Some(mac) = event.mac else { return Ok(()) };
    // What a person did stands in the trail under that person's name.
    if matches!(event.who, Who::Operator(_)) {
        return Ok(());
    }
    let Some(phone) = app.store.phone_with(mac).await? else {
        return Ok(());
    };
    let entry = AuditEntry::new(Actor::System, Action::Configure, Object::Phone(phone));
    let entry = match &event.what {
        What::State { from, to, .. } => entry.change("device_state", from.name(), to.name()),
        What::Claimed => entry.change("device_state", State::Expected.name(), State::Claimed.name()),
        What::ClaimedAgain => entry.outcome(Outcome::Refused("claimed-again".to_owned())),
        What::Refused(why) if event.is_alert() && refused.is_new(mac, *why) => {
            entry.outcome(Outcome::Refused(why.name().to_owned()))
        }
        What::Delivered {
            file: Sent::Configuration,
            ..
        } => return arrived(app, provisioning, event, mac, phone.into()).await,
        _ => return Ok(()),
    };
    app.audit_device(event.address, entry).await;
    Ok(())
}

/// A device has its configuration: what differs from it from now on is what changes from now on.
async fn arrived(
    app: &App,
    provisioning: &Provisioning,
    event: &Told,
    mac: MacAddr,
    phone: i64,
) -> Result<(), StoreError> {
    if let Some(values) = provisioning.desks.take_given(mac) {
        app.store.set_device_values(phone.into(), &values).await?;
    }
    let at = seconds(event.at);
    let firmware = provisioning.firmware(mac).await;
    let before = app.store.device_seen(phone.into()).await?;
    app.store
        .set_device_seen(&DeviceSeen {
            phone,
            firmware: firmware
                .or(before.as_ref().map(|seen| seen.firmware.clone()))
                .unwrap_or_default(),
            // Its pages may be at another port: that was found out by a person.
            address: match before.map(|seen| seen.address).filter(|text| !text.is_empty()) {
                Some(address) => address,
                None => event
                    .address
                    .map(|address| address.to_string())
                    .unwrap_or_default(),
            },
            seen: at,
            configured: Some(at),
        })
        .await?;
    provisioning.fetched.notify_one();
    Ok(())
}

/// Refusals that stand in the trail already: whoever knows a hardware address could fill it otherwise.
#[derive(Default)]
struct Refused(VecDeque<(MacAddr, Refusal, Instant)>);

impl Refused {
    const REMEMBERED: usize = 1024;
    const FOR: Duration = Duration::from_secs(3600);

    fn is_new(&mut self, mac: MacAddr, why: Refusal) -> bool {
        self.0.retain(|(.., at)| at.elapsed() < Self::FOR);
        if self
            .0
            .iter()
            .any(|(other, reason, _)| (*other, *reason) == (mac, why))
        {
            return false;
        }
        if self.0.len() >= Self::REMEMBERED {
            self.0.pop_front();
        }
        self.0.push_back((mac, why, Instant::now()));
        true
    }
}
