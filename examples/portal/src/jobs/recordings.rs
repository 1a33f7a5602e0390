//! Looks at the files of recordings: at those that the PBX named soon after, at all of them every ten minutes.

use std::time::Duration;

use tokio::sync::watch;

use crate::app::{Shared, stopped};
use crate::log::Event;
use crate::recordings::index;

/// How often everything is looked at: files are also converted, moved and deleted by others.
const AGAIN: Duration = Duration::from_secs(600);

/// The recorder closes its file a moment after the call ended.
const SETTLE: Duration = Duration::from_secs(2);

/// `done` counts the looks.
pub async fn keep_compared(app: Shared, done: watch::Sender<u64>) {
    let Some(folder) = app.config.recordings.folder.clone() else {
        return;
    };
    let mut stopping = app.stopping.clone();
    let mut tick = tokio::time::interval(AGAIN);
    let mut told = String::new();
    loop {
        let only_expected = tokio::select! {
            _ = tick.tick() => false,
            () = app.recordings.named.notified() => {
                tokio::select! {
                    () = tokio::time::sleep(SETTLE) => true,
                    () = stopped(&mut stopping) => return,
                }
            }
            () = stopped(&mut stopping) => return,
        };
        let database = &app.config.database;
        match index::compare(&app.store, database, &folder, only_expected, app.now()).await {
            Ok(changes) => {
                told.clear();
                if changes > 0 {
                    tracing::info!(event = %Event::RecordingsRead, changes);
                }
            }
            Err(error) => {
                let error = error.to_string();
                // Said once for each reason: a folder that is not mounted stays so for a while.
                if told != error {
                    tracing::error!(event = %Event::RecordingsUnread, error, "the files of recordings could not be looked at");
                    told = error;
                }
            }
        }
        done.send_modify(|looks| *looks += 1);
    }
}
