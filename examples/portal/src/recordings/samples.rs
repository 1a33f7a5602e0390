//! Recordings in the folder and the store of a test's portal.

use std::path::PathBuf;

use switchhook_portal_core::RecordingId;

use super::index;
use crate::demo::recordings::conversation;
use crate::store::NewRecording;
use crate::testing::TestPortal;
use crate::web::call_samples::add_call;

/// Where the portal's recordings are.
pub fn folder(portal: &TestPortal) -> PathBuf {
    portal.app.config.recordings.folder.clone().unwrap()
}

/// Looks at all files, as the job does.
pub async fn look(portal: &TestPortal) {
    let (app, folder) = (&portal.app, folder(portal));
    // The job may be at it this very moment; then this look comes after it.
    portal
        .until("nobody else is at the files", async || {
            crate::recordings::alone(&app.config.database).unwrap().map(drop)
        })
        .await;
    index::compare(&app.store, &app.config.database, &folder, false, app.now())
        .await
        .unwrap();
}

/// A call of a minute with a recording of four seconds, which is there.
pub async fn add_recording(
    portal: &TestPortal,
    file: &str,
    from: &str,
    to: &str,
    start: &str,
) -> RecordingId {
    let store = &portal.app.store;
    let call = add_call(store, from, to, start).await;
    let path = folder(portal).join(file);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, conversation(1, 4)).unwrap();
    let unique_id: String = store.unique_id(call).await;
    let new = NewRecording {
        file: file.parse().unwrap(),
        linked_id: unique_id.clone(),
        unique_id,
        recorded: portal.app.now(),
    };
    let id = store.note_recording(&new, portal.app.now()).await.unwrap();
    look(portal).await;
    id
}
