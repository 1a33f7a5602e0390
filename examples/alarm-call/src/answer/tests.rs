//! Calls with a played Asterisk and a spool of their own.

use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use switchhook_agi::Server;
use switchhook_agi::server::{Config as Limits, Router};
use switchhook_agi::testing::Script;
use switchhook_callfile::Spool;

use super::answer;
use crate::config::tests::config;
use crate::engine::{Engine, Running};
use crate::inbox::{Inbox, Raise, Request};
use crate::store::{Store, load};

const ANY: &str = "0123456789*#ABCD";

/// A service without Asterisk.
struct Service {
    folder: tempfile::TempDir,
    config: Arc<crate::config::Config>,
    server: Server,
    running: Running,
}

impl Service {
    async fn start(folder: tempfile::TempDir) -> Self {
        for name in ["outgoing", "tmp", "state/inbox"] {
            fs::create_dir_all(folder.path().join(name)).unwrap();
        }
        let path = folder.path().display();
        let config = Arc::new(config(&format!(
            "state = \"{path}/state\"\nspool = \"{path}\"\n[message]\npass_on = \"2\"\nrepeat = 2\n"
        )));
        let (store, book) = Store::open(&config).unwrap();
        let spool = Spool::open(&config.spool).unwrap();
        let (engine, running) = Engine::start(Arc::clone(&config), spool, store, book).unwrap();
        let router = Router::with_state(engine)
            .route_with_state("/alarm/{id}", answer)
            .unwrap();
        let server = Server::start(Limits::new("127.0.0.1:0"), router).await.unwrap();
        Self {
            folder,
            config,
            server,
            running,
        }
    }

    fn raise(&self, text: &str, prompts: &[&str]) {
        let prompts = prompts.iter().map(|&prompt| prompt.to_owned()).collect();
        let raise = Raise::new(text, prompts, "oncall", None).unwrap();
        Inbox::of(&self.config.state)
            .leave(&Request::Raise(raise))
            .unwrap();
    }

    /// Until so many call files lie in the spool; their names.
    fn placed(&self, count: usize) -> Vec<String> {
        wait("a call file", || {
            let found = files(&self.folder.path().join("outgoing"));
            (found.len() == count).then_some(found)
        })
    }

    /// As Asterisk does when an answered call is over.
    fn completed(&self, file: &str) {
        let outgoing = self.folder.path().join("outgoing").join(file);
        let text = fs::read_to_string(&outgoing).unwrap();
        fs::create_dir_all(self.folder.path().join("outgoing_done")).unwrap();
        let done = self.folder.path().join("outgoing_done").join(file);
        fs::rename(&outgoing, &done).unwrap();
        fs::write(&done, text + "\nStatus: Completed\n").unwrap();
    }

    async fn stop(self) -> tempfile::TempDir {
        self.server.shutdown(Duration::from_secs(5)).await;
        self.running.stop();
        self.folder
    }
}

fn files(folder: &Path) -> Vec<String> {
    let mut found: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    found.sort();
    found
}

fn wait<T>(what: &str, mut ready: impl FnMut() -> Option<T>) -> T {
    let begun = Instant::now();
    loop {
        if let Some(value) = ready() {
            return value;
        }
        assert!(begun.elapsed() < Duration::from_secs(20), "no {what}");
        std::thread::sleep(Duration::from_millis(20));
    }
}

fn id(file: &str) -> String {
    let id = file.strip_prefix("alarm-").unwrap().rsplit_once('-').unwrap().0;
    id.to_owned()
}

trait Steps {
    fn hears(self, file: &str) -> Self;
    fn plays(self, file: &str) -> Self;
}

impl Steps for Script {
    fn hears(self, file: &str) -> Self {
        self.on(&format!("STREAM FILE {file} {ANY}"), "200 result=0 endpos=8000")
    }

    fn plays(self, file: &str) -> Self {
        self.on(&format!("STREAM FILE {file} \"\""), "200 result=0 endpos=8000")
    }
}

fn call(id: &str) -> Script {
    Script::call(&format!("agi://127.0.0.1/alarm/{id}")).on("ANSWER", "200 result=0")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_acknowledges_and_a_restart_calls_nobody_again() {
    let service = Service::start(tempfile::tempdir().unwrap()).await;
    service.raise("disk full", &["custom/disk", "custom/full"]);
    let file = service.placed(1).remove(0);
    let text = fs::read_to_string(service.folder.path().join("outgoing").join(&file)).unwrap();
    assert!(
        text.starts_with("Channel: Local/101@autocaller/n\n") && text.contains("Set: __ALARM_PERSON=anna\n"),
        "{text}"
    );
    // Stopped while the call is being made, and started again.
    let service = Service::start(service.stop().await).await;
    call(&id(&file))
        .hears("beep")
        .hears("beep")
        .hears("custom/disk")
        .hears("custom/full")
        .hears("vm-press")
        .hears("digits/1")
        .on("WAIT FOR DIGIT 6000", "200 result=49")
        .plays("auth-thankyou")
        .on("HANGUP", "200 result=1")
        .closes()
        .play_at(service.server.addr())
        .await
        .unwrap();
    service.completed(&file);
    // What it said is taken away once it is known.
    wait("the end", || {
        files(&service.folder.path().join("outgoing_done"))
            .is_empty()
            .then_some(())
    });
    // Who answers late is told.
    call(&id(&file))
        .plays("auth-thankyou")
        .plays("vm-goodbye")
        .on("HANGUP", "200 result=1")
        .closes()
        .play_at(service.server.addr())
        .await
        .unwrap();
    let service = Service::start(service.stop().await).await;
    assert!(files(&service.folder.path().join("outgoing")).is_empty());
    let book = load(&service.config).unwrap().unwrap();
    let shown = crate::show::Shown {
        alarm: book.alarm(&id(&file)).unwrap(),
        all: true,
    }
    .to_string();
    assert!(
        shown.contains("acknowledged by anna at") && shown.contains(", 1 calls, raised 1 times\n"),
        "{shown}"
    );
    service.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_key_or_passed_on_the_next_person_is_called() {
    let service = Service::start(tempfile::tempdir().unwrap()).await;
    service.raise("db1", &[]);
    let file = service.placed(1).remove(0);
    // Nobody speaks: it is spelled, twice, and no key is pressed.
    let heard = |script: Script| {
        script
            .on(&format!("SAY ALPHA db1 {ANY}"), "200 result=0")
            .hears("vm-press")
            .hears("digits/1")
            .on("WAIT FOR DIGIT 6000", "200 result=0")
    };
    let script = call(&id(&file)).hears("beep").hears("beep");
    heard(heard(script))
        .on("HANGUP", "200 result=1")
        .closes()
        .play_at(service.server.addr())
        .await
        .unwrap();
    service.completed(&file);
    let second = wait("the next call", || {
        files(&service.folder.path().join("outgoing"))
            .pop()
            .filter(|next| *next != file)
    });
    let text = fs::read_to_string(service.folder.path().join("outgoing").join(&second)).unwrap();
    assert!(text.starts_with("Channel: PJSIP/102\n"), "{text}");
    // Passed on, and nobody is left.
    call(&id(&second))
        .on(&format!("STREAM FILE beep {ANY}"), "200 result=50 endpos=100")
        .plays("auth-thankyou")
        .on("HANGUP", "200 result=1")
        .closes()
        .play_at(service.server.addr())
        .await
        .unwrap();
    service.completed(&second);
    wait("the end", || {
        let book = load(&service.config).ok()??;
        book.alarm(&id(&file))
            .filter(|alarm| alarm.is_unanswered())
            .map(drop)
    });
    service.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_missing_sound_is_spelled_over_and_a_strange_call_is_refused() {
    let service = Service::start(tempfile::tempdir().unwrap()).await;
    service.raise("full", &["custom/missing"]);
    let file = service.placed(1).remove(0);
    call(&id(&file))
        .hears("beep")
        .hears("beep")
        .on(
            &format!("STREAM FILE custom/missing {ANY}"),
            "200 result=-1 endpos=0",
        )
        .on(&format!("SAY ALPHA full {ANY}"), "200 result=49")
        .plays("auth-thankyou")
        .on("HANGUP", "200 result=1")
        .closes()
        .play_at(service.server.addr())
        .await
        .unwrap();
    Script::call("agi://127.0.0.1/alarm/77")
        .fails()
        .play_at(service.server.addr())
        .await
        .unwrap();
    service.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn acknowledged_elsewhere_a_call_that_waits_is_taken_back() {
    let service = Service::start(tempfile::tempdir().unwrap()).await;
    service.raise("disk full", &[]);
    service.placed(1);
    let by = "the duty desk".to_owned();
    let alarm = "disk full".to_owned();
    Inbox::of(&service.config.state)
        .leave(&Request::Acknowledge { alarm, by })
        .unwrap();
    service.placed(0);
    // A second service would call everybody twice.
    let error = Store::open(&service.config).unwrap_err().to_string();
    assert!(error.starts_with("another service uses"), "{error}");
    service.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_call_that_is_nowhere_counts_and_is_not_repeated() {
    let service = Service::start(tempfile::tempdir().unwrap()).await;
    service.raise("disk full", &[]);
    let file = service.placed(1).remove(0);
    let folder = service.stop().await;
    // A crash before the file was there looks like this; so does a call of which nothing was kept.
    fs::remove_file(folder.path().join("outgoing").join(&file)).unwrap();
    let service = Service::start(folder).await;
    let next = service.placed(1).remove(0);
    let text = fs::read_to_string(service.folder.path().join("outgoing").join(&next)).unwrap();
    assert!(
        text.starts_with("Channel: PJSIP/102\n"),
        "the next person, not Anna again: {text}"
    );
    service.stop().await;
}
