//! What the PBX says: into the live state, the call log and the notice that it is not heard.

use std::time::Duration;

use chrono::Utc;
use switchhook_ami::action::{RawAction, Reply};
use switchhook_ami::client::{Client, Item, SendError, State};
use switchhook_ami::wire::MessageBuf;
use switchhook_portal_core::PartyIndex;
use switchhook_portal_core::call_log::{CallRecord, Cdr};
use switchhook_portal_core::live::LiveState;

use crate::app::{App, Shared, stopped};
use crate::log::Event;
use crate::notify;
use crate::store::StoreError;

/// One call is a dozen events within a moment: pages are told of them together.
const SETTLE: Duration = Duration::from_millis(100);

/// How often the state is compared with the PBX.
const RECONCILE: Duration = Duration::from_secs(60);

/// Lists that together show everything, and the event that ends each.
const SNAPSHOT: [(&str, &str); 3] = [
    ("CoreShowChannels", "CoreShowChannelsComplete"),
    ("QueueStatus", "QueueStatusComplete"),
    ("DeviceStateList", "DeviceStateListComplete"),
];

/// Listens for as long as the portal runs.
pub async fn run(app: Shared) {
    if let Err(error) = refresh_index(&app).await {
        tracing::error!(event = %Event::PeopleUnread, %error, "people and telephones could not be read");
    }
    let client = app.pbx.events().clone();
    let mut items = client.subscribe();
    let mut states = client.state_changes();
    let mut told = String::new();
    let mut stopping = app.stopping.clone();
    let mut reconcile = tokio::time::interval(RECONCILE);
    let mut settle = tokio::time::interval(SETTLE);
    // Until it is heard for the first time, the PBX counts as not reachable.
    app.pbx.set_down(Some(app.now()));
    loop {
        tokio::select! {
            item = items.next() => match item {
                Some(item) => heard(&app, &client, item, &mut told).await,
                None => return,
            },
            _ = settle.tick() => app.live.settle(),
            _ = reconcile.tick() => {
                if client.state().is_connected() {
                    snapshot(&app, &client).await;
                }
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
        app.live.change(LiveState::disconnected);
    }
    note_gap(app.store.gap_began(app.now(), reason).await);
}

/// Whose telephone is whose changed.
pub async fn refresh_index(app: &App) -> Result<(), StoreError> {
    let (phones, people) = (app.store.phones().await?, app.store.people().await?);
    let index = PartyIndex::new(&phones, &people).with_prefix(&*app.config.source_prefix);
    app.live.set_index(index);
    Ok(())
}

async fn heard(app: &App, client: &Client, item: Item, told: &mut String) {
    match item {
        Item::Connected(connected) => {
            let banner = connected.banner;
            tracing::info!(event = %Event::PbxConnected, %banner);
            notify::status(&format!("connected to {} ({banner})", app.config.pbx.name));
            note_gap(app.store.gap_ended(app.now()).await);
            app.pbx.set_down(None);
            snapshot(app, client).await;
        }
        Item::Disconnected { reason } => silent(app, &reason.to_string(), told).await,
        Item::Event(message) => {
            let now = Utc::now();
            app.live.change(|state| state.apply(&*message, now));
            match message.event_name() {
                Some("Cdr") => record(app, &message).await,
                // A PBX that starts lets us in before its modules are there: what it said until now is not all.
                Some("FullyBooted") => snapshot(app, client).await,
                _ => {}
            }
        }
        Item::Lagged(count) => {
            tracing::warn!(event = %Event::PbxEventsLost, count, "events were lost; reading the state anew");
            snapshot(app, client).await;
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

/// Reads everything anew. Events that come meanwhile wait in the subscription and are applied after.
async fn snapshot(app: &App, client: &Client) {
    app.live.change(LiveState::begin_snapshot);
    for (action, end) in SNAPSHOT {
        let list: Result<Reply, SendError> = client.send(RawAction::new(action).list(end)).await;
        match list {
            Ok(reply) => {
                let now = Utc::now();
                app.live.change(|state| {
                    for message in &reply.events {
                        state.apply(message, now);
                    }
                });
                // Settled between two lists only: half a list would show calls without their parties.
                app.live.settle();
            }
            // A PBX without queues has no QueueStatus: the rest is still worth having.
            Err(error) => {
                tracing::warn!(event = %Event::PbxIncomplete, %error, action, "a part of the live state is missing");
            }
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
        Ok(_) => app.live.ended.send_modify(|count| *count += 1),
        Err(error) => {
            tracing::error!(event = %Event::CallUnwritten, %error, unique_id = call.cdr.unique_id, "a call record could not be written");
        }
    }
}
