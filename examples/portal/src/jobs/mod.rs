//! Work that goes on beside the pages.

pub mod forwards;
pub mod purge;
pub mod queue_log;
pub mod rating;
pub mod recordings;
pub mod rerating;
pub mod scheduled;

use std::time::Duration;

use tokio::sync::watch;
use tokio::task::JoinHandle;

use crate::app::{Shared, stopped};
use crate::log::Event;
use crate::{live, provisioning};

/// What runs for as long as the portal does.
pub struct Jobs {
    pub handles: Vec<JoinHandle<()>>,
    /// How often calls were looked at for their price.
    #[cfg(test)]
    pub rated: watch::Receiver<u64>,
    /// How often the files of recordings were looked at.
    #[cfg(test)]
    pub compared: watch::Receiver<u64>,
}

pub fn start(app: &Shared) -> Jobs {
    let done = watch::Sender::new(0);
    #[cfg(test)]
    let rated = done.subscribe();
    let looks = watch::Sender::new(0);
    #[cfg(test)]
    let compared = looks.subscribe();
    let handles = vec![
        tokio::spawn(live::feed::run(app.clone())),
        tokio::spawn(rating::keep_rated(app.clone(), done)),
        tokio::spawn(rerating::keep_going(app.clone())),
        tokio::spawn(recordings::keep_compared(app.clone(), looks)),
        tokio::spawn(queue_log::keep_read(app.clone())),
        tokio::spawn(purge::every_night(app.clone())),
        tokio::spawn(scheduled::follow(app.clone())),
        tokio::spawn(scheduled::withdraw_often(app.clone())),
        tokio::spawn(provisioning::keep_told(app.clone())),
        tokio::spawn(provisioning::keep_watched(app.clone())),
        tokio::spawn(provisioning::keep_passing_on(app.clone())),
        tokio::spawn(provisioning::keep_shown(app.clone())),
        tokio::spawn(forwards::watch(app.clone())),
        tokio::spawn(tidy(app.clone())),
    ];
    Jobs {
        handles,
        #[cfg(test)]
        rated,
        #[cfg(test)]
        compared,
    }
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
            tracing::warn!(event = %Event::SessionsKept, %error, "ended sessions could not be forgotten");
        }
    }
}
