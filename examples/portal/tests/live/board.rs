//! The board of a queue and the page of all channels, in front of a real Asterisk that is restarted in the middle.

use std::time::Duration;

use serde::Deserialize;
use serde_json::json;
use switchhook_rig::{Behaviour, Version};

use crate::browser::Browser;
use crate::portal::until;
use crate::scene::Scene;

/// A queue as the board shows it.
#[derive(Debug, Deserialize)]
pub struct Queue {
    name: String,
    figures: Vec<String>,
    pub callers: Vec<Vec<String>>,
    pub agents: Vec<Vec<String>>,
}

impl Queue {
    /// State and duration of an agent.
    fn agent(&self, name: &str) -> (&str, &str) {
        let row = self.agents.iter().find(|row| row[0].starts_with(name));
        let row = row.unwrap_or_else(|| panic!("no {name} in {self:?}"));
        (&row[1], &row[2])
    }
}

#[test]
#[ignore = "needs a real Asterisk: see examples/asterisk"]
fn the_board_and_the_channels_heal_when_asterisk_22_is_restarted() {
    the_board_heals(Version::V22);
}

#[test]
#[ignore = "needs a real Asterisk: see examples/asterisk"]
fn the_board_and_the_channels_heal_when_asterisk_16_is_restarted() {
    the_board_heals(Version::V16);
}

fn the_board_heals(version: Version) {
    let mut scene = Scene::start(version);
    let link = scene.portal.first_link();
    let login = json!({ "tab": "admin", "login": "olga", "password": "a long walk by the sea" });
    let account = json!({ "link": link, "first": "Olga", "last": "Admin" });
    scene.ask::<()>("makeFirstAccount", &[&login, &account]);
    scene.ask::<serde_json::Value>("logIn", &[&login]);
    let board = json!({ "tab": "board", "like": "admin", "path": "/queues" });
    let channels = json!({ "tab": "channels", "like": "admin", "path": "/channels" });
    scene.ask::<()>("watchPage", &[&board]);
    scene.ask::<()>("watchPage", &[&channels]);

    scene.step("a caller waits while a member's telephone rings");
    let patient = Behaviour::answer().ring_for(Duration::from_secs(8));
    let member = scene.pbx.phone("102", &patient).unwrap();
    let caller = scene.pbx.phone("100", &Behaviour::answer()).unwrap();
    let call = caller.calls("800").unwrap();
    let seen = look(&mut scene.browser, "board-waiting", |queue| {
        queue.callers.len() == 1 && queue.agent("Chloé Durand").0 == "Ringing"
    });
    assert_eq!((seen.name.as_str(), seen.figures[0].as_str()), ("support", "1"));
    // The administrator takes no part in the call: the last three digits are hidden, and these are all.
    assert_eq!(seen.callers[0][1], "***", "{seen:?}");
    let waited = &seen.callers[0][2];
    assert!(
        waited.starts_with("0:") || waited.starts_with("00:"),
        "the wait ticks: {waited}"
    );
    assert_eq!(seen.agent("David Nguyen").0, "Unavailable");
    let rows = rows(&mut scene.browser, |rows| {
        rows.iter().any(|row| row[0].starts_with("PJSIP/102-"))
    });
    assert!(
        rows.iter().any(|row| row[0].starts_with("PJSIP/100-")),
        "{rows:?}"
    );

    scene.step("Asterisk goes down in the middle of it, and comes back");
    scene.pbx.stop();
    let notice: String = scene.ask("notice", &[&json!({ "tab": "admin", "there": true })]);
    assert!(notice.contains("has not been reachable since"), "{notice}");
    drop(call);
    // It remembers where its telephones are.
    scene.pbx.start_again().unwrap();
    let notice: Option<String> = scene.ask("notice", &[&json!({ "tab": "admin", "there": false })]);
    assert_eq!(notice, None);
    let healed = look(&mut scene.browser, "board-healed", |queue| {
        queue.callers.is_empty()
    });
    assert_eq!(healed.figures[0], "0");
    assert_ne!(healed.agent("Chloé Durand").0, "Ringing");
    assert_eq!(healed.agent("David Nguyen").0, "Unavailable");
    let left = self::rows(&mut scene.browser, Vec::is_empty);
    assert!(left.is_empty(), "{left:?}");

    scene.step("the same pages follow the next call");
    let call = caller.calls("800").unwrap();
    let talking = look(&mut scene.browser, "board-talking", |queue| {
        queue.callers.is_empty() && queue.agent("Chloé Durand").0 == "On a call"
    });
    assert_eq!(talking.figures[3], "1", "{talking:?}");
    let joined = self::rows(&mut scene.browser, |rows| rows.len() == 2);
    assert!(joined.iter().all(|row| row[1] == "Connected"), "{joined:?}");
    call.hang_up();
    look(&mut scene.browser, "board-over", |queue| {
        queue.agent("Chloé Durand").0 == "Free"
    });
    drop((caller, member));
    scene.conclude(&[]);
}

/// The board once it is as wanted.
#[track_caller]
pub fn look(browser: &mut Browser, shot: &str, wanted: impl Fn(&Queue) -> bool) -> Queue {
    let command = json!({ "tab": "board" });
    let is_wanted = |board: &Vec<Queue>| board.first().is_some_and(&wanted);
    let seen: Vec<Queue> = until(|| browser.ask("board", &[&command]), is_wanted);
    assert!(is_wanted(&seen), "{shot}: {seen:?}");
    let mut seen: Vec<Queue> = browser.ask("board", &[&json!({ "tab": "board", "shot": shot })]);
    seen.remove(0)
}

/// The channels once they are as wanted.
#[track_caller]
pub fn rows(browser: &mut Browser, wanted: impl Fn(&Vec<Vec<String>>) -> bool) -> Vec<Vec<String>> {
    let command = json!({ "tab": "channels" });
    until(|| browser.ask("rowsShown", &[&command]), wanted)
}
