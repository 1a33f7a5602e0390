//! Looks at AstDB again and again, and takes out forwards that have ended.

use std::time::Duration;

use chrono::Utc;
use switchhook_portal_core::forward;

use crate::app::{App, Shared, stopped};
use crate::forwards::{self, ForwardsError};
use crate::log::Event;

/// How often, where the dialplan does not tell. It looks at ends itself: one that is taken out late sends nobody anywhere.
const AGAIN: Duration = Duration::from_secs(60);

/// For as long as the portal runs.
pub async fn watch(app: Shared) {
    let mut stopping = app.stopping.clone();
    let mut tick = tokio::time::interval(AGAIN);
    let mut told = String::new();
    loop {
        tokio::select! {
            _ = tick.tick() => {}
            () = app.forwards.look.notified() => {}
            () = stopped(&mut stopping) => return,
        }
        // That the PBX is not heard is said elsewhere.
        if app.pbx.notice().is_some() {
            continue;
        }
        match look(&app).await {
            Ok(()) => told.clear(),
            Err(error) => {
                let error = error.to_string();
                if error != told {
                    tracing::warn!(event = %Event::ForwardsUnread, error, "forwards could not be read or ended; tried again each minute");
                    told = error;
                }
            }
        }
    }
}

async fn look(app: &App) -> Result<(), ForwardsError> {
    let found = forwards::read(app).await?;
    if forward::expired(&found, Utc::now()).is_empty() {
        return Ok(());
    }
    let _one_at_a_time = app.forwards.changing.lock().await;
    // Somebody may have set another end meanwhile.
    let data = forwards::data(app, true).await?;
    for ended in forward::end_expired(&data.phones, &data.found, Utc::now()) {
        forwards::change(app, &ended, None).await?;
        app.audit_system(ended.into_parts().1).await;
    }
    Ok(())
}
