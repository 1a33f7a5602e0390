//! Calls with a played Asterisk.

use std::path::Path;
use std::sync::{Arc, Mutex};

use chrono::{DateTime, Utc};
use switchhook_agi::Server;
use switchhook_agi::server::{Config as Limits, Router};
use switchhook_agi::testing::Script;

use super::{Menus, answer};
use crate::config::Config;
use crate::pin::cheap;

const ANY: &str = "0123456789*#ABCD";

/// A Monday morning in Paris, and a Sunday.
fn monday() -> DateTime<Utc> {
    "2026-11-23T09:00:00Z".parse().unwrap()
}
fn sunday() -> DateTime<Utc> {
    "2026-11-22T09:00:00Z".parse().unwrap()
}

fn config(folder: &Path) -> Config {
    let text = format!(
        r#"
        languages = ["en", "fr"]
        [transfer]
        numbers = ["1XX"]
        context = "internal"
        unavailable = ["unavailable"]
        [hours.office]
        zone = "Europe/Paris"
        open = ["mon-fri 08:00-12:00"]
        [menu.main]
        hours = "office"
        closed = ["closed"]
        closed_then = {{ record = "office" }}
        greeting = ["hello"]
        prompt = ["choose"]
        invalid = ["invalid"]
        tries = 2
        otherwise = {{ transfer = "100" }}
        [menu.main.keys]
        1 = {{ transfer = "101" }}
        2 = {{ ask-extension = ["which"] }}
        3 = {{ pin = "staff" }}
        4 = {{ record = "office" }}
        5 = {{ play = ["news"] }}
        6 = {{ language = "en" }}
        7 = {{ menu = "staff" }}
        9 = "hangup"
        [menu.staff]
        prompt = ["staff"]
        keys = {{ 1 = {{ transfer = "102" }} }}
        otherwise = {{ menu = "staff" }}
        [pin.staff]
        prompt = ["pin"]
        invalid = ["wrong"]
        lock_after = 4
        people = {{ ana = "{}" }}
        right = {{ menu = "staff" }}
        wrong = {{ transfer = "100" }}
        [record.office]
        folder = {folder:?}
        full = ["full"]
        review = ["review"]
        max_messages = 1
        "#,
        cheap("0070"),
    );
    Config::parse(&text, Path::new("ivr.toml")).unwrap_or_else(|error| panic!("{error}"))
}

/// What the caller hears up to the menu's prompt.
fn begun() -> Script {
    Script::call("agi://127.0.0.1/ivr/main?lang=fr")
        .on("ANSWER", "200 result=0")
        .on("SET VARIABLE CHANNEL(language) fr", "200 result=1")
}

trait Steps {
    fn plays(self, file: &str) -> Self;
    fn hears(self, file: &str) -> Self;
    fn presses(self, file: &str, key: char) -> Self;
    fn goes_to(self, number: &str) -> Self;
}

impl Steps for Script {
    /// To the end, whatever is pressed.
    fn plays(self, file: &str) -> Self {
        self.on(&format!("STREAM FILE {file} \"\""), "200 result=0 endpos=8000")
    }

    /// To the end, since no key is pressed.
    fn hears(self, file: &str) -> Self {
        self.on(&format!("STREAM FILE {file} {ANY}"), "200 result=0 endpos=8000")
    }

    fn presses(self, file: &str, key: char) -> Self {
        let reply = format!("200 result={} endpos=800", key as u32);
        self.on(&format!("STREAM FILE {file} {ANY}"), &reply)
    }

    fn goes_to(self, number: &str) -> Self {
        self.on(
            &format!("GET VARIABLE DIALPLAN_EXISTS(internal,{number},1)"),
            "200 result=1 (1)",
        )
        .on("SET CONTEXT internal", "200 result=0")
        .on(&format!("SET EXTENSION {number}"), "200 result=0")
        .on("SET PRIORITY 1", "200 result=0")
        .closes()
    }
}

/// A server with these menus, and calls to it one after the other.
async fn play(config: Config, now: fn() -> DateTime<Utc>, scripts: Vec<Script>) {
    let router = Router::with_state(Arc::new(Menus::new(config, now)))
        .route_with_state("/ivr/{menu}", answer)
        .unwrap();
    let reports = Arc::new(Mutex::new(Vec::new()));
    let limits = Limits::new("127.0.0.1:0").on_report({
        let reports = Arc::clone(&reports);
        move |report| reports.lock().unwrap().push(report.to_string())
    });
    let server = Server::start(limits, router).await.unwrap();
    for (index, script) in scripts.into_iter().enumerate() {
        let played = script.play_at(server.addr()).await;
        played.unwrap_or_else(|error| panic!("call {index}: {error}; {:?}", reports.lock().unwrap()));
    }
    // What is done after a call is done, too.
    server.shutdown(std::time::Duration::from_secs(10)).await;
}

/// The same without a folder for messages.
async fn play_open(scripts: Vec<Script>) {
    play(config(Path::new("/nonexistent")), monday, scripts).await;
}

#[tokio::test]
async fn a_key_sends_the_call_on_in_the_dialplan() {
    play_open(vec![
        // During the greeting, after it, in the pause, and in the second round, which has no greeting.
        begun().presses("hello", '1').goes_to("101"),
        begun().hears("hello").presses("choose", '1').goes_to("101"),
        begun()
            .hears("hello")
            .hears("choose")
            .on("WAIT FOR DIGIT 6000", "200 result=49")
            .goes_to("101"),
        begun()
            .presses("hello", '8')
            .hears("invalid")
            .presses("choose", '1')
            .goes_to("101"),
    ])
    .await;
}

#[tokio::test]
async fn who_chooses_nothing_gets_the_operator() {
    let silence = |script: Script, sounds: &[&str]| {
        let heard = sounds.iter().fold(script, |script, sound| script.hears(sound));
        heard.on("WAIT FOR DIGIT 6000", "200 result=0")
    };
    let first = silence(begun(), &["hello", "choose"]);
    play_open(vec![silence(first, &["choose"]).goes_to("100")]).await;
}

#[tokio::test]
async fn an_extension_is_asked_for_and_only_allowed_ones_are_called() {
    play_open(vec![
        begun()
            .presses("hello", '2')
            // The other side of the world.
            .presses("which", '0')
            .on("GET DATA \"\" 2000 2", "200 result=01")
            .plays_over("invalid", '1')
            .on("GET DATA \"\" 2000 2", "200 result=23")
            .goes_to("123"),
        begun()
            .presses("hello", '2')
            .presses("which", '1')
            .on("GET DATA \"\" 2000 2", "200 result=99")
            .on("GET VARIABLE DIALPLAN_EXISTS(internal,199,1)", "200 result=1 (0)")
            .plays("unavailable")
            .presses("choose", '9')
            .on("HANGUP", "200 result=1")
            .closes(),
    ])
    .await;
}

/// A key during a reproach.
trait PlaysOver {
    fn plays_over(self, file: &str, key: char) -> Self;
}

impl PlaysOver for Script {
    fn plays_over(self, file: &str, key: char) -> Self {
        self.presses(file, key)
    }
}

#[tokio::test]
async fn the_right_pin_opens_and_three_wrong_ones_lead_to_the_operator() {
    let enters = |script: Script, pin: &str| {
        let (first, rest) = pin.split_at(1);
        let first = first.chars().next().unwrap();
        script
            .presses("pin", first)
            .on("GET DATA \"\" 2000 15", &format!("200 result={rest}"))
    };
    let wrong = |script: Script, pin: &str| enters(script, pin);
    let right = enters(begun().presses("hello", '3'), "0070")
        .on("SET VARIABLE IVR_PERSON ana", "200 result=1")
        .presses("staff", '1')
        .goes_to("102");
    let three = {
        let one = wrong(begun().presses("hello", '3'), "70").hears("wrong");
        let two = wrong(one, "1111").hears("wrong");
        wrong(two, "2222").plays("wrong").goes_to("100")
    };
    // The fourth wrong one in ten minutes, in another call, shuts the lock: the fifth try is in vain, even with the
    // right PIN, and the next call is not asked.
    let fourth = {
        let one = wrong(begun().presses("hello", '3'), "3333").hears("wrong");
        let two = wrong(one, "0070").hears("wrong");
        wrong(two, "0070").plays("wrong").goes_to("100")
    };
    let shut = begun().presses("hello", '3').goes_to("100");
    play_open(vec![right, three, fourth, shut]).await;
}

#[tokio::test]
async fn outside_of_hours_a_message_is_taken_until_the_folder_is_full() {
    let folder = tempfile::tempdir().unwrap();
    let config = config(folder.path());
    let file = folder.path().join("20261122-090000-1700000000.1-1");
    let record = |dtmf: &str| {
        (
            format!("RECORD FILE {} wav {ANY} 120000 0 BEEP s=5", file.display()),
            dtmf.to_owned(),
        )
    };
    let (command, reply) = record("200 result=35 (dtmf) endpos=24000");
    let ends = |script: Script| script.on("HANGUP", "200 result=1").closes();
    let kept = ends(
        begun()
            .plays("closed")
            .on(&command, &reply)
            .presses("review", '1'),
    );
    let hung_up = begun()
        .plays("closed")
        .on(&command, "200 result=-1 (hangup) endpos=24000")
        .hangs_up()
        .expect("HANGUP")
        .say("511 Command Not Permitted on a dead channel or intercept routine")
        .closes();
    // Nothing was written here by a played Asterisk, so the folder is still empty.
    play(config.clone(), sunday, vec![kept, hung_up]).await;
    std::fs::write(file.with_extension("1.wav"), "").unwrap();
    let full = ends(begun().plays("closed").plays("full"));
    play(config, sunday, vec![full]).await;
}

#[tokio::test]
async fn what_is_too_short_is_removed() {
    let folder = tempfile::tempdir().unwrap();
    let mut config = config(folder.path());
    config.record.get_mut("office").unwrap().max_messages = 5;
    let base = folder
        .path()
        .join("20261122-090000-1700000000.1-1")
        .display()
        .to_string();
    let (file, other) = (format!("{base}.wav"), format!("{base}0.wav"));
    std::fs::write(&file, "what Asterisk wrote").unwrap();
    std::fs::write(&other, "another message").unwrap();
    let script = begun()
        .plays("closed")
        .on(
            &format!("RECORD FILE {base} wav {ANY} 120000 0 BEEP s=5"),
            "200 result=-1 (hangup) endpos=80",
        )
        .hangs_up()
        .on(
            "HANGUP",
            "511 Command Not Permitted on a dead channel or intercept routine",
        )
        .closes();
    play(config, sunday, vec![script]).await;
    assert!(!Path::new(&file).exists());
    assert!(Path::new(&other).exists());
}

#[tokio::test]
async fn a_message_whose_end_is_not_known_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    let mut config = config(folder.path());
    config.record.get_mut("office").unwrap().max_messages = 5;
    let base = folder
        .path()
        .join("20261122-090000-1700000000.1-1")
        .display()
        .to_string();
    let file = format!("{base}.wav");
    std::fs::write(&file, "what Asterisk still writes").unwrap();
    // Asterisk goes away in the middle of the message.
    let script = begun()
        .plays("closed")
        .expect(&format!("RECORD FILE {base} wav {ANY} 120000 0 BEEP s=5"))
        .hangs_up();
    let said = script.said_bytes();
    play(config, sunday, vec![script.cut_after(said)]).await;
    assert!(Path::new(&file).exists());
}

#[tokio::test]
async fn news_and_languages_lead_back_to_the_menu() {
    play_open(vec![
        begun()
            .presses("hello", '5')
            .plays("news")
            .presses("choose", '6')
            .on("SET VARIABLE CHANNEL(language) en", "200 result=1")
            .presses("choose", '9')
            .on("HANGUP", "200 result=1")
            .closes(),
    ])
    .await;
}

#[tokio::test]
async fn a_call_that_goes_round_and_round_is_ended() {
    let mut script = begun().presses("hello", '7');
    // The menu of the staff leads to itself: one step of forty was the first menu.
    for _ in 0..39 {
        for _ in 0..3 {
            script = script.hears("staff").on("WAIT FOR DIGIT 6000", "200 result=0");
        }
    }
    play_open(vec![script.on("HANGUP", "200 result=1").closes()]).await;
}

#[tokio::test]
async fn an_unknown_menu_fails_before_the_call_is_answered() {
    play_open(vec![Script::call("agi://127.0.0.1/ivr/night").fails()]).await;
}

#[tokio::test]
async fn a_hangup_anywhere_ends_the_call_in_peace() {
    play_open(vec![
        begun()
            .on(&format!("STREAM FILE hello {ANY}"), "200 result=-1 endpos=80")
            .hangs_up()
            .closes(),
        begun()
            .presses("hello", '3')
            .presses("pin", '0')
            .on("GET DATA \"\" 2000 15", "200 result=-1")
            .hangs_up()
            .closes(),
        begun()
            .presses("hello", '2')
            .hears("which")
            .on("WAIT FOR DIGIT 6000", "200 result=-1")
            .hangs_up()
            .closes(),
    ])
    .await;
}

#[tokio::test]
async fn dialling_tells_who_answered() {
    let text = r#"
        [transfer]
        numbers = ["1XX"]
        dial = "PJSIP/{number}"
        ring_seconds = 20
        unavailable = ["unavailable"]
        [menu.main]
        prompt = ["choose"]
        keys = { 1 = { transfer = "101" }, 9 = "hangup" }
    "#;
    let config = Config::parse(text, Path::new("ivr.toml")).unwrap();
    let begun = || {
        Script::call("agi://127.0.0.1/ivr/main")
            .on("ANSWER", "200 result=0")
            .on("SET VARIABLE CHANNEL(language) en", "200 result=1")
            .presses("choose", '1')
    };
    let answered = begun()
        .on("EXEC Dial PJSIP/101,20", "200 result=-1")
        .hangs_up()
        .on("GET VARIABLE DIALSTATUS", "200 result=1 (ANSWER)")
        .closes();
    let mut scripts = vec![answered];
    for status in ["NOANSWER", "BUSY", "CHANUNAVAIL", "CONGESTION"] {
        let script = begun()
            .on("EXEC Dial PJSIP/101,20", "200 result=0")
            .on("GET VARIABLE DIALSTATUS", &format!("200 result=1 ({status})"))
            .plays("unavailable")
            .presses("choose", '9')
            .on("HANGUP", "200 result=1")
            .closes();
        scripts.push(script);
    }
    play(config, monday, scripts).await;
}
