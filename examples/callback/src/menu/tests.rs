//! Calls with a played Asterisk and a spool of their own.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use chrono_tz::Europe::Moscow;
use switchhook_agi::Server;
use switchhook_agi::server::{Config as Limits, Router};
use switchhook_agi::testing::Script;
use switchhook_callfile::{CallFile, Spool};

use super::menu;
use crate::config::Config;
use crate::ledger::{Ledger, read};
use crate::pin::cheap;
use crate::request::{Service, request};

const ANY: &str = "0123456789*#ABCD";

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for name in ["outgoing", "tmp", "state"] {
        fs::create_dir(folder.path().join(name)).unwrap();
    }
    folder
}

async fn start(folder: &Path, more: &str) -> Server {
    let path = folder.display();
    let text = format!(
        "state = \"{path}/state\"\nspool = \"{path}\"\nzone = \"Europe/Moscow\"\nlog_variables = true\n\
         [dial]\nmax_minutes = 5\ncaller_number = \"9998877\"\n[budget]\ncalls = 2\nminutes = 6\n\
         [people.anna]\nnumbers = [\"8910564789X\"]\npin = \"{}\"\n\
         [people.leo]\nnumbers = [\"89990000000\"]\npin_required = false\n{more}",
        cheap("0070")
    );
    let config = Config::parse(&text, Path::new("callback.toml")).unwrap_or_else(|error| panic!("{error}"));
    let service = Service {
        spool: Spool::open(&config.spool).unwrap(),
        ledger: Ledger::open(&config.state, Moscow).unwrap(),
        config,
    };
    let router = Router::with_state(Arc::new(service))
        .route_with_state("/callback/request", request)
        .unwrap()
        .route_with_state("/callback/menu", menu)
        .unwrap();
    Server::start(Limits::new("127.0.0.1:0"), router).await.unwrap()
}

trait Steps {
    fn plays(self, file: &str) -> Self;
    fn keys(self, question: &str, timeout: u32, most: usize, keys: &str) -> Self;
    fn dials(self, number: &str, seconds: u32, status: &str, spoken: &str) -> Self;
    fn ends(self) -> Self;
}

impl Steps for Script {
    fn plays(self, file: &str) -> Self {
        self.on(&format!("STREAM FILE {file} \"\""), "200 result=0 endpos=8000")
    }

    /// The first key during the question, the others after it.
    fn keys(self, question: &str, timeout: u32, most: usize, keys: &str) -> Self {
        let first = u32::from(keys.as_bytes()[0]);
        self.on(
            &format!("STREAM FILE {question} {ANY}"),
            &format!("200 result={first} endpos=80"),
        )
        .on(
            &format!("GET DATA \"\" {timeout} {}", most - 1),
            &format!("200 result={}", &keys[1..]),
        )
    }

    fn dials(self, number: &str, seconds: u32, status: &str, spoken: &str) -> Self {
        let script = self
            .on("SET VARIABLE CALLERID(num) 9998877", "200 result=1")
            .on(
                &format!("EXEC Dial SIP/{number}@sip-provider,120,S({seconds})"),
                "200 result=-1",
            )
            .on("GET VARIABLE DIALSTATUS", &format!("200 result=1 ({status})"));
        if spoken.is_empty() {
            return script;
        }
        script.on("GET VARIABLE ANSWEREDTIME", &format!("200 result=1 ({spoken})"))
    }

    fn ends(self) -> Self {
        self.on("HANGUP", "200 result=1").closes()
    }
}

fn called_back(person: &str) -> Script {
    Script::call("agi://127.0.0.1/callback/menu")
        .on(
            "GET VARIABLE CALLBACK_PERSON",
            &format!("200 result=1 ({person})"),
        )
        .on("ANSWER", "200 result=0")
        .on("SET VARIABLE TIMEOUT(absolute) 900", "200 result=1")
}

async fn play(server: &Server, scripts: Vec<Script>) {
    for (index, script) in scripts.into_iter().enumerate() {
        let played = script.play_at(server.addr()).await;
        played.unwrap_or_else(|error| panic!("call {index}: {error}"));
    }
}

fn calls_from(number: &str) -> Script {
    Script::call("agi://127.0.0.1/callback/request")
        .environment("agi_callerid", number)
        .ends()
}

#[tokio::test]
async fn who_may_is_called_back_once_and_strangers_are_not() {
    let folder = folder();
    let server = start(folder.path(), "").await;
    play(
        &server,
        vec![
            calls_from("89105647899"),
            // The file is there.
            calls_from("89105647899"),
            calls_from("89105657899"),
            calls_from("unknown"),
            calls_from(""),
        ],
    )
    .await;
    server.shutdown(std::time::Duration::from_secs(5)).await;
    let outgoing: Vec<_> = fs::read_dir(folder.path().join("outgoing"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    let [file] = outgoing.as_slice() else {
        panic!("{outgoing:?}")
    };
    assert!(file.ends_with("callback-89105647899.call"), "{file:?}");
    let due = fs::metadata(file).unwrap().modified().unwrap();
    assert!(
        due > std::time::SystemTime::now(),
        "hung up first, called a while later"
    );
    let call = CallFile::parse(fs::read(file).unwrap()).unwrap();
    assert_eq!(call.channel().as_bytes(), b"SIP/89105647899@sip-provider");
    let days = read(&folder.path().join("state")).unwrap();
    assert_eq!((days.len(), days["anna"].callbacks), (1, 1));
}

#[tokio::test]
async fn the_right_pin_and_a_number_connect_within_the_budget() {
    let folder = folder();
    let server = start(folder.path(), "").await;
    let anna = || called_back("anna").keys("vm-password", 2000, 16, "0070");
    play(
        &server,
        vec![
            // Wrong, nothing, then the number of the time.
            anna()
                .keys("vm-enter-num-to-call", 5000, 15, "003314")
                .on(
                    &format!("STREAM FILE pbx-invalid {ANY}"),
                    "200 result=0 endpos=80",
                )
                .on(
                    &format!("STREAM FILE vm-enter-num-to-call {ANY}"),
                    "200 result=0 endpos=80",
                )
                .on("WAIT FOR DIGIT 10000", "200 result=0")
                .on(
                    &format!("STREAM FILE pbx-invalid {ANY}"),
                    "200 result=0 endpos=80",
                )
                .keys("vm-enter-num-to-call", 5000, 15, "100")
                .dials("8495100", 300, "ANSWER", "240")
                .ends(),
            // Busy, then another number, for which two of the six minutes are left. Both are calls.
            anna()
                .keys("vm-enter-num-to-call", 5000, 15, "1234567")
                .dials("84951234567", 120, "BUSY", "")
                .plays("number-not-answering")
                .keys("vm-enter-num-to-call", 5000, 15, "89161112233")
                .plays("vm-sorry")
                .plays("vm-goodbye")
                .ends(),
        ],
    )
    .await;
    server.shutdown(std::time::Duration::from_secs(5)).await;
    let days = read(&folder.path().join("state")).unwrap();
    assert_eq!((days["anna"].calls, days["anna"].seconds), (2, 240));
    // After a restart too.
    let server = start(folder.path(), "").await;
    let again = anna()
        .keys("vm-enter-num-to-call", 5000, 15, "100")
        .plays("vm-sorry")
        .plays("vm-goodbye")
        .ends();
    play(&server, vec![again]).await;
}

#[tokio::test]
async fn three_wrong_pins_end_the_call_and_nine_the_day() {
    let folder = folder();
    let server = start(folder.path(), "[pin]\nlock_after = 4\n").await;
    let wrong = |script: Script, last: bool| {
        let keys = if last { "\"\"" } else { ANY };
        script.keys("vm-password", 2000, 16, "1234").on(
            &format!("STREAM FILE vm-incorrect {keys}"),
            "200 result=0 endpos=80",
        )
    };
    let three = |first: Script| {
        wrong(wrong(wrong(first, false), false), true)
            .plays("vm-goodbye")
            .ends()
    };
    let right_too_late = wrong(called_back("anna"), false)
        .keys("vm-password", 2000, 16, "0070")
        .on(
            &format!("STREAM FILE vm-incorrect {ANY}"),
            "200 result=0 endpos=80",
        )
        .keys("vm-password", 2000, 16, "0070")
        .plays("vm-incorrect")
        .plays("vm-goodbye")
        .ends();
    play(
        &server,
        vec![
            three(called_back("anna")),
            right_too_late,
            calls_from("89105647899"),
        ],
    )
    .await;
    server.shutdown(std::time::Duration::from_secs(5)).await;
    assert_eq!(read(&folder.path().join("state")).unwrap()["anna"].wrong_pins, 4);
    assert_eq!(fs::read_dir(folder.path().join("outgoing")).unwrap().count(), 0);
}

#[tokio::test]
async fn after_three_tries_it_is_goodbye_and_the_world_is_no_number() {
    let folder = folder();
    let server = start(folder.path(), "").await;
    let wrong = |script: Script, keys: &str, last: bool| {
        let barge = if last { "\"\"" } else { ANY };
        script.keys("vm-enter-num-to-call", 5000, 15, keys).on(
            &format!("STREAM FILE pbx-invalid {barge}"),
            "200 result=0 endpos=80",
        )
    };
    let script = wrong(called_back("leo"), "81033123456789", false);
    let script = wrong(wrong(script, "8*1", false), "02", true);
    play(&server, vec![script.plays("vm-goodbye").ends()]).await;
    assert!(read(&folder.path().join("state")).unwrap().is_empty());
}

#[tokio::test]
async fn a_caller_who_hangs_up_while_talking_pays_for_what_was_spoken() {
    let folder = folder();
    let server = start(folder.path(), "").await;
    let script = called_back("leo")
        .keys("vm-enter-num-to-call", 5000, 15, "100")
        .on("SET VARIABLE CALLERID(num) 9998877", "200 result=1")
        .expect("EXEC Dial SIP/8495100@sip-provider,120,S(300)")
        .hangs_up()
        .say("200 result=-1")
        .on("GET VARIABLE DIALSTATUS", "200 result=1 (ANSWER)")
        .on("GET VARIABLE ANSWEREDTIME", "200 result=1 (77)")
        .closes();
    play(&server, vec![script]).await;
    // Asterisk itself goes away in the middle: all that was set aside stays used.
    let script = called_back("leo")
        .keys("vm-enter-num-to-call", 5000, 15, "100")
        .on("SET VARIABLE CALLERID(num) 9998877", "200 result=1")
        .expect("EXEC Dial SIP/8495100@sip-provider,120,S(283)")
        .close();
    play(&server, vec![script]).await;
    server.shutdown(std::time::Duration::from_secs(5)).await;
    let days = read(&folder.path().join("state")).unwrap();
    assert_eq!((days["leo"].calls, days["leo"].seconds), (2, 360));
}

#[tokio::test]
async fn only_calls_that_this_program_placed_come_to_the_menu() {
    let folder = folder();
    let server = start(folder.path(), "").await;
    let script = |reply: &str| {
        Script::call("agi://127.0.0.1/callback/menu")
            .on("GET VARIABLE CALLBACK_PERSON", reply)
            .fails()
    };
    play(
        &server,
        vec![script("200 result=0"), script("200 result=1 (mallory)")],
    )
    .await;
}
