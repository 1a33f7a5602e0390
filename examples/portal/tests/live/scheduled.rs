//! Somebody schedules calls in the browser; a real Asterisk takes them from its spool at their time, SIPp telephones ring, and
//! the page shows what became of each.

use std::time::Duration;

use serde_json::json;
use switchhook_rig::{Behaviour, Version, wait_for};

use crate::portal::RING;
use crate::scene::{Scene, Sip};

#[test]
#[ignore = "needs a real Asterisk: see examples/asterisk"]
fn calls_are_scheduled_moved_and_cancelled_on_asterisk_22() {
    calls_are_scheduled(Version::V22);
}

#[test]
#[ignore = "needs a real Asterisk: see examples/asterisk"]
fn calls_are_scheduled_moved_and_cancelled_on_asterisk_16() {
    calls_are_scheduled(Version::V16);
}

/// The rows of the page until one of them has this number and this state.
fn shown(scene: &mut Scene, number: &str, state: &str) {
    let mut last = Vec::new();
    wait_for(
        &format!("{number} to be shown as {state}"),
        Duration::from_secs(40),
        || {
            last = scene.ask::<Vec<Vec<String>>>("scheduled", &[&json!({ "tab": "alice" })]);
            last.iter()
                .any(|row| row[2].contains(number) && row[4].contains(state))
                .then_some(())
        },
    )
    .unwrap_or_else(|e| panic!("{e}: {last:?}\n{}", scene.portal.said()));
}

fn calls_are_scheduled(version: Version) {
    let mut scene = Scene::start_with(version, |pbx| {
        format!("[spool]\nfolder = {:?}\nretries = 0\n", pbx.spool_dir())
    });
    let link = scene.portal.first_link();
    let login = json!({ "tab": "alice", "login": "alice", "password": "a long walk by the sea" });
    let account = json!({ "link": link, "first": "Alice", "last": "Admin" });
    scene.ask::<()>("makeFirstAccount", &[&login, &account]);
    scene.ask::<serde_json::Value>("logIn", &[&login]);
    scene.ask::<Vec<Vec<String>>>(
        "addDepartment",
        &[&json!({ "tab": "alice", "short": "SALES", "full": "Sales" })],
    );
    let phone = json!({ "tab": "alice", "extension": "110", "owner": "Alice Admin", "department": "SALES" });
    let sip: Sip = scene.ask("addPhone", &[&phone]);
    let alice = scene.register(&sip, &Behaviour::answer());
    let bruno = scene
        .pbx
        .phone("102", &Behaviour::answer().hang_up_after(Duration::from_secs(2)))
        .unwrap();

    scene.step("a call in a few seconds, and two that are cancelled and moved");
    let said: String = scene.ask(
        "schedule",
        &[&json!({ "tab": "alice", "number": "102", "seconds": 10 })],
    );
    assert!(said.contains("The call is scheduled."), "{said}");
    for number in ["101", "103"] {
        scene.ask::<String>(
            "schedule",
            &[&json!({ "tab": "alice", "number": number, "seconds": 20 })],
        );
    }
    let said: String = scene.ask("cancelScheduled", &[&json!({ "tab": "alice", "number": "101" })]);
    assert!(said.contains("The call is cancelled."), "{said}");
    let said: String = scene.ask(
        "schedule",
        &[&json!({ "tab": "alice", "number": "103", "seconds": 3600, "again": true })],
    );
    assert!(said.contains("The call is scheduled."), "{said}");
    let outgoing = scene.pbx.spool_dir().join("outgoing");
    let waiting = std::fs::read_dir(&outgoing).unwrap().count();
    assert!((1..=2).contains(&waiting), "{waiting}");

    scene.step("Alice's telephone rings, then the other one");
    alice.answered(1, Duration::from_secs(20)).unwrap();
    bruno.ended(1, Duration::from_secs(20)).unwrap();
    shown(&mut scene, "102", "Answered");
    shown(&mut scene, "101", "Cancelled");
    shown(&mut scene, "103", "Scheduled");
    let row = scene.record(0);
    assert_eq!((&*row.src, &*row.dst), ("110", "102"), "{row:?}");
    assert_eq!(alice.rung(), 1);
    drop(alice);

    scene.step("a telephone that nobody lifts");
    let silent = scene.register(&sip, &Behaviour::RingWithoutAnswer);
    scene.ask::<String>(
        "schedule",
        &[&json!({ "tab": "alice", "number": "102", "seconds": 2 })],
    );
    shown(&mut scene, "102", "Not answered");
    assert_eq!(silent.rung(), 1, "it rang for {RING:?}");
    // The time of the cancelled and the moved one has long passed.
    assert_eq!(bruno.rung(), 1);
    scene.ask::<Vec<Vec<String>>>(
        "scheduled",
        &[&json!({ "tab": "alice", "shot": format!("scheduled-{version}") })],
    );
    let done = scene.pbx.spool_dir().join("outgoing_done");
    assert_eq!(std::fs::read_dir(done).unwrap().count(), 0);
    scene.conclude(&[&sip]);
}
