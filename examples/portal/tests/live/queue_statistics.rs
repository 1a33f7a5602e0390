//! Three calls to a queue of a real Asterisk, one answered, one given up, one that waited too long, as the statistics of
//! the portal count them from the log that Asterisk wrote.

use std::time::Duration;

use serde_json::json;
use switchhook_rig::{Behaviour, Manager, Task, Version, wait_for};

use crate::portal::until;
use crate::scene::Scene;

#[test]
#[ignore = "needs a real Asterisk: see examples/asterisk"]
fn the_statistics_count_what_became_of_calls_to_a_queue_of_asterisk_22() {
    three_calls_are_counted(Version::V22);
}

#[test]
#[ignore = "needs a real Asterisk: see examples/asterisk"]
fn the_statistics_count_what_became_of_calls_to_a_queue_of_asterisk_16() {
    three_calls_are_counted(Version::V16);
}

fn three_calls_are_counted(version: Version) {
    const SOON: Duration = Duration::from_secs(20);
    let mut scene = Scene::start_with(version, |pbx| {
        format!("[queue_log]\nfile = {:?}\n", pbx.log_dir().join("queue_log"))
    });
    let link = scene.portal.first_link();
    let login = json!({ "tab": "admin", "login": "olga", "password": "a long walk by the sea" });
    let account = json!({ "link": link, "first": "Olga", "last": "Admin" });
    scene.ask::<()>("makeFirstAccount", &[&login, &account]);
    scene.ask::<serde_json::Value>("logIn", &[&login]);

    scene.step("a member answers, and hangs up");
    let slow = Behaviour::answer()
        .ring_for(Duration::from_secs(4))
        .hang_up_after(Duration::from_secs(2));
    let member = scene.pbx.phone("102", &slow).unwrap();
    let caller = scene.pbx.phone("100", &Behaviour::answer()).unwrap();
    let call = caller.calls("800").unwrap();
    member.ended(1, SOON).unwrap();
    drop(call);

    scene.step("a caller gives up while the member's telephone rings");
    let call = caller.calls("800").unwrap();
    wait_for("the member to ring", SOON, || (member.rung() == 2).then_some(())).unwrap();
    drop(call);

    scene.step("a caller waits for two seconds, which is all the time there is");
    let mut manager = Manager::connect(scene.pbx.ami_addr()).unwrap();
    let (user, secret) = scene.pbx.account(Task::Calls);
    manager.login(user, secret.expose()).unwrap();
    let originate = [
        ("Action", "Originate"),
        ("Channel", "PJSIP/100"),
        ("Application", "Queue"),
        ("Data", "support,r,,,2"),
        ("CallerID", "<0687123456>"),
        ("Async", "true"),
    ];
    let reply = manager.ask(&originate).unwrap();
    assert_eq!(reply.get("Response"), Some("Success"), "{reply:?}");

    scene.step("the page and the file for spreadsheets");
    let mut read = |path: &str, wanted: &str| {
        let asked = json!({ "tab": "admin", "path": path });
        let seen = until(
            || scene.ask::<String>("textOf", &[&asked]),
            |text| text.contains(wanted),
        );
        assert!(seen.contains(wanted), "no {wanted}: {seen}");
        seen
    };
    read(
        "/queues/statistics?period=today",
        "Offered 3 = Answered 1 + Abandoned 1 + Waited too long 1",
    );
    let file = read(
        "/queues/statistics.csv?period=today&table=queues",
        "support,3,1,33.3,1,33.3,1,0,",
    );
    assert!(file.contains("Total,3,1,33.3"), "{file}");
    let agents = read(
        "/queues/statistics.csv?period=today&table=agents",
        "Chloé Durand,support,",
    );
    let row: Vec<&str> = agents
        .lines()
        .find(|line| line.starts_with("Chloé Durand,support,"))
        .unwrap()
        .split(',')
        .collect();
    // Answered once, and talked for about two seconds.
    assert_eq!(row[6], "1", "{agents}");
    assert!(["1", "2", "3"].contains(&row[7]), "{agents}");
    read("/queues/statistics/visits?period=today&what=timed-out", "1 line");
    scene.conclude(&[]);
}
