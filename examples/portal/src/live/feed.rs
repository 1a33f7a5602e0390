//! What the PBX says: into the live state, the call log and the notice that it is not heard.

use std::sync::PoisonError;
use std::time::Duration;

use switchhook_ami::client::{Changes, Item, State, Update};
use switchhook_ami::mirror::{Change, Health, Options};
use switchhook_ami::wire::MessageBuf;
use switchhook_portal_core::PartyIndex;
use switchhook_portal_core::call_log::{CallRecord, Cdr};
use tokio::time::MissedTickBehavior;

use super::journeys::{self, Journeys};
use crate::app::{App, Shared, stopped};
use crate::forwards;
use crate::log::Event;
use crate::notify;
use crate::recordings::index;
use crate::store::StoreError;

/// One call is a dozen events within a moment: pages are told of them together.
const SETTLE: Duration = Duration::from_millis(100);

/// How often the picture is compared with the PBX.
const CHECK: Duration = Duration::from_secs(60);

/// Listens for as long as the portal runs.
pub async fn run(app: Shared) {
    if let Err(error) = refresh_index(&app).await {
        tracing::error!(event = %Event::PeopleUnread, %error, "people and telephones could not be read");
    }
    let client = app.pbx.events().clone();
    let mut items = client.subscribe();
    let mirror = client.mirror(Options::default().settle_after(SETTLE).check_every(CHECK));
    let mut pictures = mirror.states();
    tokio::spawn(note_repairs(mirror.changes()));
    let mut states = client.state_changes();
    let mut told = String::new();
    let mut journeys = Journeys::new();
    let mut look = tokio::time::interval(journeys::LOOK);
    look.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut stopping = app.stopping.clone();
    // Until it is heard for the first time, the PBX counts as not reachable.
    app.pbx.set_down(Some(app.now()));
    loop {
        tokio::select! {
            item = items.next() => match item {
                Some(item) => heard(&app, item, &mut told, &mut journeys).await,
                None => return,
            },
            _ = look.tick() => journeys.keep_finished(&app, || pictures.borrow().clone()).await,
            changed = pictures.changed() => {
                if changed.is_err() {
                    return;
                }
                let picture = pictures.borrow_and_update().clone();
                app.live.show(&picture);
            }
            changed = states.changed() => {
                if changed.is_err() {
                    return;
                }
                let state = states.borrow_and_update().clone();
                if let State::Connecting { last_error: Some(error), .. } | State::Refused { error, .. } = state {
                    silent(&app, &error.to_string(), &mut told).await;
                }
            }
            () = stopped(&mut stopping) => {
                // Calls that end while the portal is not running are missing in its log.
                note_gap(app.store.gap_began(app.now(), "the portal was stopped").await);
                journeys.keep_open(&app).await;
                return;
            }
        }
        if app.pbx.notice().is_none() {
            told.clear();
        }
    }
}

/// The PBX is not heard: said once for each reason, noted once.
async fn silent(app: &App, reason: &str, told: &mut String) {
    if told != reason {
        tracing::warn!(event = %Event::PbxUnreachable, reason, "the PBX is not reachable; trying again");
        notify::status(&format!("{} is not reachable: {reason}", app.config.pbx.name));
        reason.clone_into(told);
    }
    if app.pbx.notice().is_none() {
        app.pbx.set_down(Some(app.now()));
    }
    note_gap(app.store.gap_began(app.now(), reason).await);
}

/// Whose telephone is whose changed.
pub async fn refresh_index(app: &App) -> Result<(), StoreError> {
    let (phones, people) = (app.store.phones().await?, app.store.people().await?);
    let index = PartyIndex::new(&phones, &people).with_prefix(&*app.config.source_prefix);
    app.live.set_index(index);
    let services = app.store.services().await?;
    let direct = phones.iter().filter_map(|phone| {
        let (_, service) = services.iter().find(|(id, _)| *id == phone.id)?;
        Some((
            phone.extension.to_string(),
            service.direct_number.as_ref()?.to_string(),
        ))
    });
    app.directory.refresh_colleagues(app).await?;
    *app.direct_numbers.write().unwrap_or_else(PoisonError::into_inner) = direct.collect();
    Ok(())
}

async fn heard(app: &App, item: Item, told: &mut String, journeys: &mut Journeys) {
    match item {
        Item::Connected(connected) => {
            let banner = connected.banner;
            tracing::info!(event = %Event::PbxConnected, %banner);
            notify::status(&format!("connected to {} ({banner})", app.config.pbx.name));
            note_gap(app.store.gap_ended(app.now()).await);
            app.pbx.set_down(None);
            app.forwards.look.notify_one();
        }
        Item::Disconnected { reason } => {
            app.scheduled.deafen();
            journeys.interrupted();
            silent(app, &reason.to_string(), told).await;
        }
        Item::Event(message) => {
            journeys.hear(&message);
            match message.event_name() {
                Some("Cdr") => record(app, &message).await,
                Some("UserEvent") => {
                    if message.text("UserEvent").as_deref() == Some(forwards::USER_EVENT) {
                        app.forwards.look.notify_one();
                    }
                    index::user_event(app, &message).await;
                }
                Some(_) => app.scheduled.hear(&message),
                None => {}
            }
        }
        Item::Lagged(count) => {
            app.scheduled.deafen();
            journeys.interrupted();
            tracing::warn!(event = %Event::PbxEventsLost, count, "events were lost; calls that ended meanwhile are not in the log");
        }
        // Its length only: what belongs to nobody may be anything.
        Item::Unmatched(message) => {
            tracing::debug!(event = %Event::PbxOther, bytes = message.as_bytes().len(), "an answer to nothing");
        }
        other => tracing::debug!(event = %Event::PbxOther, ?other),
    }
}

fn note_gap(result: Result<(), StoreError>) {
    if let Err(error) = result {
        tracing::error!(event = %Event::GapUnwritten, %error, "the time without events could not be noted");
    }
}

/// Says what the picture lacks, and what a check had to mend in it.
async fn note_repairs(mut changes: Changes) {
    while let Some(update) = changes.next().await {
        match update {
            // A PBX without queues has no QueueStatus: the rest is still worth having.
            Update::Changed(Change::Health {
                part,
                health: Health::Unavailable { reason, .. },
            }) => {
                tracing::warn!(event = %Event::PbxIncomplete, %reason, action = part.list(), "a part of the live state is missing");
            }
            Update::Changed(Change::Repaired(repair)) => {
                tracing::info!(event = %Event::PbxRepaired, subject = ?repair.subject, fault = ?repair.fault, "a check mended what no event had told");
            }
            _ => {}
        }
    }
}

/// A call ended: its record goes into the log. One bad record costs that record.
async fn record(app: &App, message: &MessageBuf) {
    let cdr = match Cdr::from_headers(message, app.config.pbx.time_zone) {
        Ok(cdr) => cdr,
        Err(error) => {
            let (unique_id, channel) = (message.text("UniqueID"), message.text("Channel"));
            tracing::error!(event = %Event::CallUnreadable, %error, ?unique_id, ?channel, "a call record could not be read and is not in the log");
            return;
        }
    };
    let call = CallRecord::new(cdr, &app.live.index());
    match app.store.add_calls(std::slice::from_ref(&call)).await {
        Ok(_) => {
            index::call_ended(app, &call.cdr).await;
            app.live.ended.send_modify(|count| *count += 1);
        }
        Err(error) => {
            tracing::error!(event = %Event::CallUnwritten, %error, unique_id = call.cdr.unique_id, "a call record could not be written");
        }
    }
}
