//! What the dry run lists is what goes, and a run that was cut off is finished by the next.

use super::*;
use crate::recordings::samples::{add_recording, folder, look};
use crate::store::{AuditRow, RecordingState};
use crate::testing::TestPortal;

const DAY: Seconds = 86_400;

/// Recordings of 9, 7 and 5 days ago, where they stay for six. The oldest is held.
async fn site() -> (TestPortal, [RecordingId; 3], Seconds) {
    let portal = TestPortal::start().await;
    let now = portal.app.now();
    let mut ids = [RecordingId(0); 3];
    for (id, age) in ids.iter_mut().zip([9, 7, 5]) {
        let start = moment(now - age * DAY).to_rfc3339();
        *id = add_recording(&portal, &format!("{age}.wav"), "272410", "231", &start).await;
    }
    portal
        .app
        .store
        .hold_recording(ids[0], "Complaint")
        .await
        .unwrap();
    (portal, ids, now)
}

async fn state(portal: &TestPortal, id: RecordingId) -> RecordingState {
    portal.app.store.recording(id).await.unwrap().unwrap().state
}

#[tokio::test]
async fn the_dry_run_lists_what_the_run_then_deletes() {
    let (portal, ids, now) = site().await;
    let (store, policy) = (&portal.app.store, Policy::of(&portal.app.config));
    // What was converted goes under both names.
    std::fs::write(folder(&portal).join("7.mp3"), "ID3").unwrap();
    look(&portal).await;
    let plan = plan(store, &policy, now).await.unwrap();
    let listed: Vec<_> = planned(store, &policy, now, FIRST, 10)
        .await
        .unwrap()
        .into_iter()
        .map(|old| (old.id, old.file))
        .collect();
    assert_eq!(listed, [(i64::from(ids[1]), "7.wav".to_owned())]);
    assert_eq!((plan.recordings, plan.bytes), (1, 44 + 4 * 8000 + 3));

    let mut officer = portal.log_in("hugo").await;
    let page = officer.get("/admin/retention").await;
    page.shows("<code>7.wav</code>");
    assert!(!page.body.contains("<code>9.wav</code>") && !page.body.contains("<code>5.wav</code>"));
    let page = officer.post("/admin/retention/purge", &[]).await;
    assert_eq!(page.location, "/admin/retention?notice=purged");

    let left: Vec<bool> = ["9.wav", "7.wav", "7.mp3", "5.wav"]
        .map(|name| folder(&portal).join(name).exists())
        .into();
    assert_eq!(left, [true, false, false, true]);
    assert_eq!(state(&portal, ids[1]).await, RecordingState::Purged);
    let runs = store.purges(10).await.unwrap();
    assert_eq!(runs.len(), 1);
    assert_eq!(
        (runs[0].recordings, runs[0].bytes, runs[0].failed),
        (plan.recordings, plan.bytes, 0)
    );
    assert!(runs[0].ended.is_some());
    let page = officer.get("/admin/retention").await;
    page.shows("Nothing has been kept for long enough yet.");
    let page = portal
        .log_in("audit")
        .await
        .get("/admin/audit?q=Deleted+by+age")
        .await;
    page.shows("Hugo Delmas");
    // A look at the files does not bring back the row, nor does a second run count it again.
    look(&portal).await;
    assert_eq!(state(&portal, ids[1]).await, RecordingState::Purged);
    assert_eq!(run(store, &policy, now).await.unwrap().recordings, 0);
}

#[tokio::test]
async fn a_run_that_was_cut_off_between_file_and_row_is_finished_by_the_next() {
    let (portal, ids, now) = site().await;
    let (store, policy) = (&portal.app.store, Policy::of(&portal.app.config));
    // The end of the process: the run began, a file is gone, its row does not say so.
    store.purge_began(now - 7 * 3600).await.unwrap();
    std::fs::remove_file(folder(&portal).join("7.wav")).unwrap();
    portal
        .log_in("hugo")
        .await
        .get("/admin/retention")
        .await
        .shows("Cut off; the next run finishes it");
    // Whether or not somebody looked at the files meanwhile.
    look(&portal).await;
    assert_eq!(state(&portal, ids[1]).await, RecordingState::Missing);
    let done = run(store, &policy, now).await.unwrap();
    assert_eq!((done.recordings, done.bytes, done.failed), (1, 0, 0));
    assert_eq!(state(&portal, ids[1]).await, RecordingState::Purged);
}

#[tokio::test]
async fn one_at_a_time() {
    let (portal, ids, now) = site().await;
    let (store, policy) = (&portal.app.store, Policy::of(&portal.app.config));
    let (one, other) = tokio::join!(run(store, &policy, now), run(store, &policy, now));
    assert_eq!(one.unwrap().recordings + other.unwrap().recordings, 1);
    assert_eq!(state(&portal, ids[1]).await, RecordingState::Purged);
    // Whoever looks at the files waits for its turn too.
    let held = turn(policy.database).await.unwrap();
    assert!(alone(policy.database).unwrap().is_none());
    drop(held);
}

#[tokio::test]
async fn a_folder_that_is_not_there_deletes_nothing_from_the_index() {
    let (portal, ids, now) = site().await;
    let store = &portal.app.store;
    std::fs::rename(folder(&portal), folder(&portal).with_extension("away")).unwrap();
    let error = run(store, &Policy::of(&portal.app.config), now)
        .await
        .unwrap_err();
    assert!(error.to_string().contains("recordings.folder"), "{error}");
    assert_eq!(state(&portal, ids[1]).await, RecordingState::Present);
    let page = portal
        .log_in("hugo")
        .await
        .post("/admin/retention/purge", &[])
        .await;
    assert_eq!(page.location, "/admin/retention?notice=purge-failed");
}

#[tokio::test]
async fn a_file_that_cannot_be_deleted_costs_that_file() {
    let (portal, ids, now) = site().await;
    let (store, policy) = (&portal.app.store, Policy::of(&portal.app.config));
    store.hold_recording(ids[0], "").await.unwrap();
    // A folder in the place of the file: whoever runs the tests may be root, whom no mode stops.
    std::fs::remove_file(folder(&portal).join("9.wav")).unwrap();
    std::fs::create_dir(folder(&portal).join("9.wav")).unwrap();
    let done = run(store, &policy, now).await.unwrap();
    assert_eq!((done.recordings, done.failed), (1, 1));
    assert_eq!(state(&portal, ids[0]).await, RecordingState::Present);
    assert_eq!(state(&portal, ids[1]).await, RecordingState::Purged);
}

#[tokio::test]
async fn notes_go_by_their_age_and_deleted_recordings_with_them() {
    let (portal, ids, now) = site().await;
    let (store, mut policy) = (&portal.app.store, Policy::of(&portal.app.config));
    let old = AuditRow {
        id: 0,
        at: now - 400 * DAY,
        person: None,
        login: "somebody".to_owned(),
        address: String::new(),
        action: "log-in".to_owned(),
        object: "session".to_owned(),
        result: "done".to_owned(),
        detail: String::new(),
        fingerprint: None,
    };
    store.add_audit(&old).await.unwrap();
    store.gap_began(now - 401 * DAY, "x").await.unwrap();
    store.gap_ended(now - 400 * DAY).await.unwrap();
    assert_eq!(
        run(store, &policy, now).await.unwrap().notes,
        0,
        "for ever in the demo"
    );
    policy.notes = Keep::days(365);
    // The company was set up before that, and one gap goes too.
    let notes = store.count_trail(&Default::default()).await.unwrap() + 1;
    let plan = plan(store, &policy, now).await.unwrap();
    assert_eq!(plan.notes, notes);
    assert_eq!(run(store, &policy, now).await.unwrap().notes, notes);
    assert!(
        !store
            .trail(&Default::default(), None, 100)
            .await
            .unwrap()
            .iter()
            .any(|line| line.login == "somebody")
    );
    // A year later the row of the deleted recording goes too; its file went long ago.
    let later = now + 366 * DAY;
    policy.recordings = Keep::ForEver;
    run(store, &policy, later).await.unwrap();
    assert!(store.recording(ids[1]).await.unwrap().is_none());
    assert!(store.recording(ids[0]).await.unwrap().is_some());
}

#[tokio::test]
async fn who_reads_that_a_recording_is_held_never_finds_it_deleted() {
    let (portal, ids, now) = site().await;
    let (store, config) = (&portal.app.store, &portal.app.config);
    let path = format!("/recordings/{}/hold", ids[1]);
    let mut officer = portal.log_in("hugo").await;
    // A purge is at the files and has decided on this one.
    let purge = turn(&config.database).await.unwrap();
    let reason = [("reason", "Complaint")];
    let (page, ()) = tokio::join!(officer.post(&path, &reason), async {
        tokio::time::sleep(Duration::from_millis(300)).await;
        std::fs::remove_file(folder(&portal).join("7.wav")).unwrap();
        store.recordings_purged(&[ids[1].into()], now).await.unwrap();
        drop(purge);
    });
    assert_eq!(page.status, axum::http::StatusCode::NOT_FOUND);
    assert_eq!(store.recording(ids[1]).await.unwrap().unwrap().hold, "");

    // And who waits for a turn to delete one looks once more when it comes.
    let (id, file) = (ids[2], "5.wav".parse::<RecordingFile>().unwrap());
    let turn = turn(&config.database).await.unwrap();
    let (deleted, ()) = tokio::join!(one(store, config, id, &file, now), async {
        tokio::time::sleep(Duration::from_millis(100)).await;
        store.hold_recording(id, "Complaint").await.unwrap();
        drop(turn);
    });
    assert_eq!(deleted.unwrap(), Decided::Held);
    assert!(folder(&portal).join("5.wav").exists());
}
