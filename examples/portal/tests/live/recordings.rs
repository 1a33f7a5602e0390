//! A call through the queue of a real Asterisk is recorded by its dialplan, and heard in the portal by whom an
//! administrator gave that right.

use std::os::unix::fs::PermissionsExt;
use std::time::Duration;

use serde::Deserialize;
use serde_json::json;
use switchhook_rig::{Behaviour, Instance, Version, wait_for};

use crate::portal::until;
use crate::scene::Scene;

/// What the player said of itself.
#[derive(Debug, Deserialize)]
struct Heard {
    duration: f64,
    middle: f64,
    at: f64,
    statuses: Vec<u16>,
}

#[test]
#[ignore = "needs a real Asterisk: see examples/asterisk"]
fn a_recorded_queue_call_is_heard_on_asterisk_22() {
    a_recorded_queue_call_is_heard(Version::V22);
}

#[test]
#[ignore = "needs a real Asterisk: see examples/asterisk"]
fn a_recorded_queue_call_is_heard_on_asterisk_16() {
    a_recorded_queue_call_is_heard(Version::V16);
}

/// By a call file, which Asterisk wants to be able to write.
fn a_voice_calls_the_queue(pbx: &Instance) {
    let text = "Channel: Local/200@internal\nContext: internal\nExtension: 800\nPriority: 1\n";
    let outgoing = pbx.spool_dir().join("outgoing");
    let unfinished = pbx.spool_dir().join("voice.call");
    std::fs::write(&unfinished, text).unwrap();
    std::fs::set_permissions(&unfinished, std::fs::Permissions::from_mode(0o666)).unwrap();
    std::fs::rename(unfinished, outgoing.join("voice.call")).unwrap();
}

fn a_recorded_queue_call_is_heard(version: Version) {
    let mut scene = Scene::start_with(version, |pbx| {
        format!("[recordings]\nfolder = {:?}\n", pbx.spool_dir().join("monitor"))
    });
    let link = scene.portal.first_link();
    let login = json!({ "tab": "admin", "login": "olga", "password": "a long walk by the sea" });
    let account = json!({ "link": link, "first": "Olga", "last": "Admin" });
    scene.ask::<()>("makeFirstAccount", &[&login, &account]);
    scene.ask::<serde_json::Value>("logIn", &[&login]);

    scene.step("a call through the queue, of four seconds");
    let agent = scene
        .pbx
        .phone("102", &Behaviour::answer().hang_up_after(Duration::from_secs(4)))
        .unwrap();
    // SIPp only echoes: an announcement of Asterisk's own is the caller, so that there is something to hear.
    a_voice_calls_the_queue(&scene.pbx);
    agent.ended(1, Duration::from_secs(20)).unwrap();
    let row = wait_for(
        "the record of the recorded channel",
        Duration::from_secs(10),
        || {
            let rows = scene.pbx.master_csv().unwrap();
            rows.into_iter().find(|row| !row.userfield.is_empty())
        },
    )
    .unwrap();
    let file = scene.pbx.spool_dir().join("monitor").join(&row.userfield);
    wait_for("the file", Duration::from_secs(10), || {
        file.is_file().then_some(())
    })
    .unwrap();

    scene.step("an administrator hears nothing, and can grant it");
    let status: u16 = scene.ask("statusOf", &[&json!({ "tab": "admin", "path": "/recordings" })]);
    assert_eq!(status, 403);
    scene.ask::<()>(
        "grant",
        &[&json!({ "tab": "admin", "person": "Olga Admin", "profile": "recording-officer" })],
    );

    scene.step("the recording is listed with its call, and heard");
    let command = json!({ "tab": "admin" });
    let rows: Vec<Vec<String>> = until(
        || scene.ask("recordings", &[&command]),
        |rows: &Vec<Vec<String>>| rows.first().is_some_and(|row| row[5].is_empty()),
    );
    assert_eq!(rows.len(), 1, "{rows:?}");
    assert_eq!(rows[0][0], crate::records::shown_time(&row.start), "{rows:?}");
    assert!(rows[0][3].contains("support"), "{rows:?}");
    let heard: Heard = scene.ask("playRecording", &[&command]);
    assert!(heard.duration > 2.5 && heard.duration < 8.0, "{heard:?}");
    assert!((heard.at - heard.middle).abs() < 0.3, "{heard:?}");
    assert!(
        !heard.statuses.is_empty() && heard.statuses.iter().all(|status| *status == 206),
        "{heard:?}"
    );
    let trail: Vec<Vec<String>> = scene.ask("trail", &[&json!({ "tab": "admin", "words": "listened" })]);
    assert_eq!(trail.len(), 1, "{trail:?}");
    scene.conclude(&[]);
}
