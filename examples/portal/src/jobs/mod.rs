//! Work that goes on beside the pages.

pub mod rating;

use std::time::Duration;

use tokio::task::JoinHandle;

use crate::app::{Shared, stopped};
use crate::live;

/// Starts everything that runs for as long as the portal does.
pub fn start(app: &Shared) -> Vec<JoinHandle<()>> {
    vec![
        tokio::spawn(live::feed::run(app.clone())),
        tokio::spawn(rating::keep_rated(app.clone())),
        tokio::spawn(tidy(app.clone())),
    ]
}

/// Forgets ended sessions, once a minute.
async fn tidy(app: Shared) {
    let mut stopping = app.stopping.clone();
    let mut tick = tokio::time::interval(Duration::from_secs(60));
    loop {
        tokio::select! {
            _ = tick.tick() => {}
            () = stopped(&mut stopping) => return,
        }
        let policy = app.config.session;
        let now = app.now();
        let forgotten = app
            .store
            .forget_ended_sessions(
                now - policy.idle.as_secs().cast_signed(),
                now - policy.absolute.as_secs().cast_signed(),
            )
            .await;
        if let Err(error) = forgotten {
            tracing::warn!(%error, "ended sessions could not be forgotten");
        }
    }
}
