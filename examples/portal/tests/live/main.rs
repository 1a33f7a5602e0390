//! Two telephones talk because somebody pressed a button in the portal: the built portal, a real Asterisk 22 and 16,
//! SIPp telephones and Debian's Chromium, from the first administrator's link to the price of the call.
//!
//! The live pages heal after the faults of a simulated PBX too (`board_sim`, without Asterisk and SIPp).
//! And another program asks the portal for calls (`api`), without a browser.
//!
//! `cargo test -p switchhook-portal --test live -- --ignored`, as root, after `npm ci` in `tests/browser`.
//! `SCREENSHOTS=folder` keeps pictures.

mod api;
mod board;
mod board_sim;
mod browser;
mod check;
mod journeys;
mod portal;
mod queue_statistics;
mod recordings;
mod records;
mod scene;
mod scheduled;
mod telephones;

use std::time::Duration;

use serde_json::json;
use switchhook_rig::{Behaviour, Version};

use portal::{RING, until};
use records::{kept, shown_length, shown_time};
use scene::{Scene, Sip};

#[test]
#[ignore = "needs a real Asterisk: see examples/asterisk"]
fn a_click_makes_two_telephones_talk_and_the_call_has_its_price_on_asterisk_22() {
    everything_a_first_day_needs(Version::V22);
}

#[test]
#[ignore = "needs a real Asterisk: see examples/asterisk"]
fn a_click_makes_two_telephones_talk_and_the_call_has_its_price_on_asterisk_16() {
    everything_a_first_day_needs(Version::V16);
}

fn everything_a_first_day_needs(version: Version) {
    let mut scene = Scene::start(version);
    let [anna, bruno] = an_administrator_sets_up(&mut scene);
    a_call_to_a_colleague(&mut scene, &anna, &bruno);
    calls_to_the_outside(&mut scene, &anna);
    costs_and_calls_without_a_tariff(&mut scene);
    the_whole_log_is_asterisks(&scene);
    a_call_that_does_not_come_about(&mut scene, &anna);
    the_pbx_goes_down_and_comes_back(&mut scene, &anna, &bruno);
    a_deleted_telephone_is_gone(&mut scene, &anna, &bruno);
    scene.conclude(&[&anna, &bruno]);
}

/// Link, account, department, two people with a telephone each; Anna chooses her password.
fn an_administrator_sets_up(scene: &mut Scene) -> [Sip; 2] {
    scene.step("the first administrator's link, account and login");
    let link = scene.portal.first_link();
    let login = json!({ "tab": "admin", "login": "olga", "password": "a long walk by the sea" });
    let account = json!({ "link": link, "first": "Olga", "last": "Admin" });
    scene.ask::<()>("makeFirstAccount", &[&login, &account]);
    let entered: serde_json::Value = scene.ask("logIn", &[&login]);
    assert_eq!(entered["me"], "Olga Admin");
    scene.link_is_void(&link);

    scene.step("a department, people and telephones");
    let departments: Vec<Vec<String>> = scene.ask(
        "addDepartment",
        &[&json!({ "tab": "admin", "short": "SALES", "full": "Sales and service" })],
    );
    assert_eq!(departments, [["SALES", "Sales and service", "0", "0"]]);
    let [(anna, link), (bruno, _)] = [("Anna", "Martin", "110"), ("Bruno", "Costa", "111")].map(|(first, last, extension)| {
        let login = first.to_lowercase();
        let person = json!({ "tab": "admin", "first": first, "last": last, "login": login, "department": "SALES" });
        let link: String = scene.ask("addPerson", &[&person]);
        let phone = json!({ "tab": "admin", "extension": extension, "owner": format!("{first} {last}"), "department": "SALES" });
        (scene.ask::<Sip>("addPhone", &[&phone]), link)
    });
    assert!(anna.user != bruno.user && anna.password != bruno.password);
    assert_eq!(anna.server, "127.0.0.1");

    scene.step("Anna's link, password and login");
    let login = json!({ "tab": "anna", "login": "anna", "password": "tea in the afternoon", "link": link });
    scene.ask::<()>("choosePassword", &[&login]);
    scene.link_is_void(&link);
    let entered: serde_json::Value = scene.ask("logIn", &[&login]);
    assert_eq!(entered["me"], "Anna Martin");
    [anna, bruno]
}

/// Anna finds Bruno, clicks, they talk; the pages show it, and afterwards the log and its price are Asterisk's.
fn a_call_to_a_colleague(scene: &mut Scene, anna: &Sip, bruno: &Sip) {
    scene.step("the telephones made in the portal register");
    let anna = scene.register(anna, &Behaviour::answer().ring_for(Duration::from_secs(1)));
    let talk = Behaviour::answer()
        .ring_for(Duration::from_secs(1))
        .hang_up_after(Duration::from_secs(5));
    let bruno = scene.register(bruno, &talk);

    scene.step("a call to a colleague");
    let row: Vec<String> = scene.ask("find", &[&json!({ "tab": "anna", "typed": "bru" })]);
    assert_eq!(row[1..=2], ["Costa", "Bruno"], "{row:?}");
    scene.ask::<()>(
        "presenceIs",
        &[&json!({ "tab": "anna", "extension": "111", "word": "Free" })],
    );
    scene.ask::<()>("watchPresence", &[&json!({ "tab": "anna", "extension": "111" })]);
    scene.ask::<()>("watchCalls", &[&json!({ "tab": "anna's calls", "like": "anna" })]);
    scene.ask::<()>("watchCalls", &[&json!({ "tab": "wall", "like": "admin" })]);
    let said: Vec<String> = scene.ask("dial", &[&json!({ "tab": "anna", "number": "111" })]);
    assert_eq!(
        said,
        [
            "Calling…",
            "Your phone 110 rings: lift it, then 111 is called.",
            "Your phone is lifted: 111 is being called."
        ]
    );
    scene.ask::<()>(
        "callIsShown",
        &[&json!({ "tab": "wall", "words": "Talking", "shot": format!("live-{}", scene.pbx.version) })],
    );
    anna.answered(1, Duration::from_secs(10)).unwrap();
    bruno.ended(1, Duration::from_secs(20)).unwrap();
    anna.ended(1, Duration::from_secs(10)).unwrap();

    scene.step("what the pages showed while it lasted");
    for tab in ["anna's calls", "wall"] {
        let seen: Vec<Vec<[String; 6]>> = scene.ask("callsSeen", &[&json!({ "tab": tab })]);
        assert!(
            seen.first().is_some_and(Vec::is_empty) && seen.last().is_some_and(Vec::is_empty),
            "{seen:?}"
        );
        assert!(
            seen.iter().all(|rows| rows.len() <= 1),
            "one call is one row: {seen:?}"
        );
        let rows: Vec<&[String; 6]> = seen.iter().flatten().collect();
        let states: Vec<&str> = rows.iter().map(|row| row[0].as_str()).collect();
        // Between Anna's answer and Bruno's bell her telephone is on a call with the dialplan.
        assert!(
            states.starts_with(&["Ringing"]) && states.ends_with(&["Talking", "Talking", "Talking"]),
            "{tab}: {seen:?}"
        );
        let last = rows.iter().rposition(|row| row[0] == "Ringing").unwrap();
        let rest = &rows[last + 1..];
        let talking = &rest[rest.iter().position(|row| row[0] == "Talking").unwrap()..];
        for row in talking {
            // Whoever may see the call may know the two colleagues.
            assert_eq!(row[1..=3], ["Internal", "Anna Martin 110", "Bruno Costa 111"]);
        }
        let clocks: Vec<&str> = talking
            .iter()
            .map(|row| row[5].as_str())
            .filter(|clock| !clock.is_empty())
            .collect();
        // A busy machine may skip a second.
        assert!(
            clocks.is_sorted() && clocks.len() >= 3 && clocks.last() >= Some(&"0:00:03"),
            "the clock counts: {clocks:?}"
        );
    }
    scene.ask::<()>(
        "presenceIs",
        &[&json!({ "tab": "anna", "extension": "111", "word": "Free" })],
    );
    let presence: Vec<String> = scene.ask("presenceSeen", &[&json!({ "tab": "anna" })]);
    assert_eq!(presence, ["Free", "Ringing", "On a call", "Free"]);

    scene.step("the record of the call and its price");
    let row = scene.record(0);
    assert_eq!(
        (&*row.src, &*row.dst, &*row.disposition),
        ("110", "111", "ANSWERED"),
        "{row:?}"
    );
    assert!((5..=8).contains(&row.billsec), "{row:?}");
    let charge = scene.tariff.price(&row);
    let log = scene.call_log("anna", 1);
    assert_eq!(
        log[0][..7],
        [
            "Internal".to_owned(),
            shown_time(&row.start),
            "Anna Martin 110".to_owned(),
            "Bruno Costa 111".to_owned(),
            "Answered".to_owned(),
            shown_length(row.billsec),
            format!("{} EUR", charge.shown_after_tax()),
        ]
    );
    assert_eq!(kept(&scene.portal.database, std::slice::from_ref(&row)), [row]);
}

/// A contact of Anna's with two numbers: one has a price, the other none.
fn calls_to_the_outside(scene: &mut Scene, anna: &Sip) {
    scene.step("calls to the outside");
    let contact =
        json!({ "tab": "anna", "first": "Zoe", "last": "Outside", "number1": "254999", "number2": "871234" });
    scene.ask::<()>("addContact", &[&contact]);
    let anna = scene.register(anna, &Behaviour::answer());
    let outside = scene
        .pbx
        .trunk(&Behaviour::answer().hang_up_after(Duration::from_secs(2)))
        .unwrap();
    for (number, calls) in [("254999", 1), ("871234", 2)] {
        let row: Vec<String> = scene.ask("find", &[&json!({ "tab": "anna", "typed": "outside" })]);
        // A contact is seen by who made it only, unless that person says otherwise.
        assert_eq!(row[1..=2], ["Outside Private", "Zoe"], "{row:?}");
        let said: Vec<String> = scene.ask("dial", &[&json!({ "tab": "anna", "number": number })]);
        assert_eq!(
            said.last().map(String::as_str),
            Some(&*format!("Your phone is lifted: {number} is being called.")),
            "{said:?}"
        );
        outside.ended(calls, Duration::from_secs(20)).unwrap();
        anna.ended(calls, Duration::from_secs(10)).unwrap();
    }
    // The end of a number that somebody else called is not for an administrator's eyes.
    for (tab, shown) in [("anna's calls", "254999"), ("wall", "254***")] {
        let seen: Vec<Vec<[String; 6]>> = scene.ask("callsSeen", &[&json!({ "tab": tab })]);
        let numbers: Vec<&str> = seen.iter().flatten().map(|row| row[3].as_str()).collect();
        assert!(
            numbers.iter().any(|number| number.contains(shown)),
            "{tab}: {numbers:?}"
        );
        assert!(
            tab != "wall" || !numbers.iter().any(|number| number.contains("254999")),
            "{numbers:?}"
        );
    }
    let (priced, unpriced) = (scene.record(1), scene.record(2));
    assert_eq!(
        (&*priced.src, &*priced.dst, &*priced.disposition),
        ("110", "254999", "ANSWERED"),
        "{priced:?}"
    );
    assert_eq!(
        (&*unpriced.src, &*unpriced.dst, &*unpriced.disposition),
        ("110", "871234", "ANSWERED"),
        "{unpriced:?}"
    );
    let charge = scene.tariff.price(&priced);
    // The newest stands first.
    let log = scene.call_log("anna", 3);
    for (line, row, cost) in [
        (&log[1], &priced, format!("{} EUR", charge.shown_after_tax())),
        (&log[0], &unpriced, "No tariff".to_owned()),
    ] {
        assert_eq!(
            [&*line[0], &*line[2], &*line[4]],
            ["Outgoing", "Anna Martin 110", "Answered"],
            "{line:?}"
        );
        assert!(line[3].contains(&row.dst), "{line:?}");
        assert_eq!(
            [&line[1], &line[5], &line[6]],
            [&shown_time(&row.start), &shown_length(row.billsec), &cost]
        );
    }
}

/// The administrator's report adds up to what the tariff gives; what has no price is said, not free.
fn costs_and_calls_without_a_tariff(scene: &mut Scene) {
    scene.step("costs, and calls without a tariff");
    let rows = [scene.record(0), scene.record(1)];
    let charges = rows.each_ref().map(|row| scene.tariff.price(row));
    let costs: scene::Costs = scene.ask("costs", &[&json!({ "tab": "admin" })]);
    for (row, charge) in rows.iter().zip(&charges) {
        let when = shown_time(&row.start);
        let line = costs
            .lines
            .iter()
            .find(|line| line[1] == when)
            .unwrap_or_else(|| panic!("{when}: {costs:?}"));
        assert_eq!(line[4], shown_length(row.billsec), "{line:?}");
        assert_eq!(
            [&line[5], &line[7]],
            [&charge.shown_before_tax(), &charge.shown_after_tax()],
            "{line:?}"
        );
    }
    assert_eq!(costs.lines.len(), 2, "{costs:?}");
    let sum = charges[0].after_tax.checked_add(charges[1].after_tax).unwrap();
    assert_eq!(
        costs.total.last().unwrap(),
        &sum.rounded_text(charges[0].plan().shown_rounding()),
        "{costs:?}"
    );
    assert!(
        costs.notices.iter().any(|notice| notice.contains('1')),
        "one call is missing in the sum: {costs:?}"
    );

    let unrated: Vec<Vec<String>> = scene.ask("unrated", &[&json!({ "tab": "admin" })]);
    let row = scene.record(2);
    assert_eq!(unrated.len(), 1, "{unrated:?}");
    assert_eq!(
        [&unrated[0][3], &unrated[0][2]],
        [&shown_time(&row.start), &shown_length(row.billsec)]
    );
    assert!(
        unrated[0][0].starts_with("87") && !unrated[0][4].is_empty(),
        "{unrated:?}"
    );
}

/// Every field of every record.
fn the_whole_log_is_asterisks(scene: &Scene) {
    let master = scene.pbx.master_csv().unwrap();
    assert_eq!(master.len(), 3, "{master:?}");
    assert_eq!(kept(&scene.portal.database, &master), master);
}

/// Anna's telephone is off, nobody lifts it, or it is busy: the page says which.
fn a_call_that_does_not_come_about(scene: &mut Scene, anna: &Sip) {
    scene.step("a telephone that is not registered, one that nobody lifts, one that is busy");
    scene.ask::<Vec<String>>("find", &[&json!({ "tab": "anna", "typed": "bru" })]);
    let said: Vec<String> = scene.ask("dial", &[&json!({ "tab": "anna", "number": "111" })]);
    assert_eq!(
        said.last().map(String::as_str),
        Some("Your telephone 110 did not ring: it is not registered. Switch it on or ask an administrator.")
    );
    let silent = scene.register(anna, &Behaviour::RingWithoutAnswer);
    let said: Vec<String> = scene.ask("dial", &[&json!({ "tab": "anna", "number": "111" })]);
    assert_eq!(
        said.last().map(String::as_str),
        Some("Your telephone 110 was not answered.")
    );
    assert_eq!(silent.rung(), 1, "it rang for {RING:?}");
    drop(silent);
    let _busy = scene.register(anna, &Behaviour::Busy);
    let said: Vec<String> = scene.ask("dial", &[&json!({ "tab": "anna", "number": "111" })]);
    assert_eq!(
        said.last().map(String::as_str),
        Some("Your telephone 110 is busy.")
    );
}

/// Nothing is pretended while Asterisk is away, and nobody has to do anything once it is back.
fn the_pbx_goes_down_and_comes_back(scene: &mut Scene, anna: &Sip, bruno: &Sip) {
    scene.step("the PBX goes down");
    let anna = scene.register(anna, &Behaviour::answer());
    let bruno = scene.register(bruno, &Behaviour::answer().hang_up_after(Duration::from_secs(1)));
    let health: Vec<Vec<String>> = scene.ask("health", &[&json!({ "tab": "admin" })]);
    assert!(health.iter().take(4).all(|item| item[0] == "Works"), "{health:?}");
    scene.pbx.stop();
    let notice: String = scene.ask("notice", &[&json!({ "tab": "admin", "there": true })]);
    let name = format!(
        "The telephony server Asterisk {} has not been reachable since",
        scene.pbx.version
    );
    assert!(notice.starts_with(&name), "{notice}");
    let health: Vec<Vec<String>> = scene.ask("health", &[&json!({ "tab": "admin" })]);
    let failed: Vec<&Vec<String>> = health
        .iter()
        .filter(|item| item[1].starts_with("Telephony server"))
        .collect();
    assert_eq!(failed.len(), 4, "{health:?}");
    assert!(
        failed
            .iter()
            .all(|item| item[0] == "Fails" && item[2].starts_with("Not connected") && !item[3].is_empty()),
        "{health:?}"
    );
    scene.ask::<Vec<String>>("find", &[&json!({ "tab": "anna", "typed": "bru" })]);
    let said: Vec<String> = scene.ask("dial", &[&json!({ "tab": "anna", "number": "111" })]);
    assert_eq!(
        said.last().map(String::as_str),
        Some("The telephony server cannot be reached; no call was started.")
    );

    scene.step("the PBX comes back");
    scene.pbx.start_again().unwrap();
    scene.step("it is back");
    assert_eq!(
        scene.ask::<Option<String>>("notice", &[&json!({ "tab": "admin", "there": false })]),
        None
    );
    let health = until(
        || scene.ask::<Vec<Vec<String>>>("health", &[&json!({ "tab": "admin" })]),
        |health| health.iter().take(4).all(|item| item[0] == "Works"),
    );
    assert!(health.iter().take(4).all(|item| item[0] == "Works"), "{health:?}");
    assert!(
        health
            .iter()
            .any(|item| item[1] == "Time without events" && item[2].starts_with("From ")),
        "{health:?}"
    );
    let before = scene.pbx.master_csv().unwrap().len();
    scene.ask::<Vec<String>>("find", &[&json!({ "tab": "anna", "typed": "bru" })]);
    let said: Vec<String> = scene.ask("dial", &[&json!({ "tab": "anna", "number": "111" })]);
    assert_eq!(
        said.last().map(String::as_str),
        Some("Your phone is lifted: 111 is being called.")
    );
    bruno.ended(1, Duration::from_secs(20)).unwrap();
    anna.ended(1, Duration::from_secs(10)).unwrap();
    let row = scene.record(before);
    let calls = until(
        || kept(&scene.portal.database, std::slice::from_ref(&row)),
        |calls| calls.last() == Some(&row),
    );
    assert_eq!(calls.last(), Some(&row));
    // To Asterisk that has just started a telephone is there once it was asked, which is within `qualify_frequency`.
    let free = json!({ "tab": "anna", "extension": "111", "word": "Free", "seconds": 75 });
    scene.ask::<()>("presenceIs", &[&free]);
}

/// What the portal wrote into Asterisk's files it takes out again, and nothing else.
fn a_deleted_telephone_is_gone(scene: &mut Scene, anna: &Sip, bruno: &Sip) {
    scene.step("a telephone is deleted");
    let read =
        |name: &str| std::fs::read_to_string(scene.pbx.config_dir().join("switchhook").join(name)).unwrap();
    let before = [read("phones.conf"), read("dialplan.conf")];
    for phone in [anna, bruno] {
        assert!(before.iter().all(|text| text.contains(&phone.user)), "{before:?}");
    }
    let left: Vec<Vec<String>> = scene.ask("deletePhone", &[&json!({ "tab": "admin", "extension": "111" })]);
    assert_eq!(left.iter().map(|row| &*row[1]).collect::<Vec<_>>(), ["110"]);
    let read =
        |name: &str| std::fs::read_to_string(scene.pbx.config_dir().join("switchhook").join(name)).unwrap();
    for text in [read("phones.conf"), read("dialplan.conf")] {
        assert!(!text.contains(&bruno.user) && !text.contains("111"), "{text}");
        assert!(text.contains(&anna.user), "{text}");
    }
    scene.is_refused(bruno);
    scene.register(anna, &Behaviour::answer());
}
