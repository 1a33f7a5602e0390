//! What happened to calls, as the page of a call tells it after they went over a real Asterisk: one that was sent on, and
//! one through a queue.

use std::time::Duration;

use serde::Deserialize;
use serde_json::json;
use switchhook_rig::{Behaviour, Version};

use crate::portal::until;
use crate::scene::{Scene, Sip};

const SOON: Duration = Duration::from_secs(20);

/// The tables of a call's page.
#[derive(Debug, Default, Deserialize)]
struct Journey {
    legs: Vec<Vec<String>>,
    steps: Vec<Vec<String>>,
    notes: Vec<String>,
}

impl Journey {
    /// What happened, without when.
    fn steps(&self) -> Vec<&str> {
        self.steps.iter().map(|row| row[2].as_str()).collect()
    }
}

#[test]
#[ignore = "needs a real Asterisk: see examples/asterisk"]
fn a_call_that_is_sent_on_and_one_through_a_queue_show_their_legs_on_asterisk_22() {
    calls_show_their_legs(Version::V22);
}

#[test]
#[ignore = "needs a real Asterisk: see examples/asterisk"]
fn a_call_that_is_sent_on_and_one_through_a_queue_show_their_legs_on_asterisk_16() {
    calls_show_their_legs(Version::V16);
}

fn calls_show_their_legs(version: Version) {
    let mut scene = Scene::start(version);
    let link = scene.portal.first_link();
    let login = json!({ "tab": "olga", "login": "olga", "password": "a long walk by the sea" });
    let account = json!({ "link": link, "first": "Olga", "last": "Admin" });
    scene.ask::<()>("makeFirstAccount", &[&login, &account]);
    scene.ask::<serde_json::Value>("logIn", &[&login]);
    scene.ask::<Vec<Vec<String>>>(
        "addDepartment",
        &[&json!({ "tab": "olga", "short": "SALES", "full": "Sales" })],
    );
    let phone = json!({ "tab": "olga", "extension": "110", "owner": "Olga Admin", "department": "SALES" });
    let sip: Sip = scene.ask("addPhone", &[&phone]);

    scene.step("a telephone of the portal calls, and is sent on");
    let olga = scene.register(&sip, &Behaviour::answer());
    let mut bruno = scene.pbx.phone("101", &Behaviour::answer()).unwrap();
    let brief = Behaviour::answer().hang_up_after(Duration::from_secs(2));
    let emma = scene.pbx.phone("104", &brief).unwrap();
    let mut call = olga.calls("101").unwrap();
    call.answered(SOON).unwrap();
    bruno.answered(1, SOON).unwrap();
    // The rig's feature code; keys while nobody talks yet would be lost.
    std::thread::sleep(Duration::from_secs(2));
    bruno.press("##").unwrap();
    std::thread::sleep(Duration::from_secs(1));
    bruno.press("104").unwrap();
    emma.answered(1, SOON).unwrap();
    call.ended(SOON).unwrap();
    drop((bruno, emma));
    let told = told(&mut scene, |journey| {
        journey.legs.len() == 3 && journey.notes.is_empty()
    });
    let numbers: Vec<&str> = told
        .legs
        .iter()
        .filter_map(|leg| leg[0].split(' ').next_back())
        .collect();
    assert_eq!(numbers, ["110", "101", "104"], "{told:?}");
    assert_eq!(
        (&*told.legs[0][0], &*told.legs[0][2]),
        ("Olga Admin 110", "101"),
        "{told:?}"
    );
    assert!(told.notes.is_empty(), "{told:?}");
    let steps = told.steps();
    assert!(
        steps
            .iter()
            .any(|step| step.ends_with("sent Olga Admin 110 on to 104")),
        "{told:?}"
    );
    let talks: Vec<&&str> = steps
        .iter()
        .filter(|step| step.starts_with("Talk: Olga Admin 110 and "))
        .collect();
    assert_eq!(talks.len(), 2, "{told:?}");
    assert!(talks[0].ends_with("101") && talks[1].ends_with("104"), "{told:?}");

    scene.step("it calls the queue, where one member does not answer");
    let silent = scene.pbx.phone("102", &Behaviour::RingWithoutAnswer).unwrap();
    let david = scene.pbx.phone("103", &Behaviour::answer()).unwrap();
    let call = olga.calls("800").unwrap();
    david.answered(1, Duration::from_secs(60)).unwrap();
    std::thread::sleep(Duration::from_secs(2));
    call.hang_up();
    david.ended(1, SOON).unwrap();
    drop((silent, david));
    let told = self::told(&mut scene, |journey| {
        journey.notes.is_empty() && journey.steps().iter().any(|step| step.contains("queue support"))
    });
    let steps = told.steps();
    assert!(
        steps.contains(&"Olga Admin 110 in the queue support: Answered"),
        "{told:?}"
    );
    assert!(
        steps
            .iter()
            .any(|step| step.starts_with("Talk: Olga Admin 110 and ")),
        "{told:?}"
    );
    assert_eq!(told.legs[0][0], "Olga Admin 110");
    assert!(
        told.legs
            .iter()
            .any(|leg| leg[6] == "Answered" && leg[1] == "Was called"),
        "{told:?}"
    );
    assert!(told.notes.is_empty(), "{told:?}");
    drop(olga);
    scene.conclude(&[&sip]);
}

/// The newest call of the log, once its page tells this.
fn told(scene: &mut Scene, is_it: impl Fn(&Journey) -> bool) -> Journey {
    let command = json!({ "tab": "olga" });
    until(|| scene.ask::<Journey>("newestJourney", &[&command]), is_it)
}
