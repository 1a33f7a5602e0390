//! One thread that has the book, its file and the spool: whatever happens, happens there, one thing after the other.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use chrono::{DateTime, Utc};
use switchhook_callfile::watch::{FollowError, Follower, Handle, News, Outcome, Update};
use switchhook_callfile::{FileName, Spool, SpoolError, Status};
use tokio::sync::oneshot;

use crate::alarm::{Alarm, Call, Speech};
use crate::answer::Briefing;
use crate::book::{Acknowledged, Book, Raised};
use crate::config::Config;
use crate::inbox::{Inbox, Request};
use crate::speech;
use crate::store::Store;

/// How often the inbox is looked at, since requests come as files.
const INBOX: Duration = Duration::from_millis(500);
/// How often the spool is asked about calls, beside what the follower tells: for those that ended while nobody watched.
const RECONCILE: Duration = Duration::from_secs(5);
/// A file that is nowhere may be on its way from one folder to the other.
const ON_ITS_WAY: Duration = Duration::from_secs(3);
/// What is over for long is forgotten.
const FORGET: Duration = Duration::from_secs(600);

enum Order {
    Followed(Update),
    Spoken {
        id: String,
        sound: Option<String>,
    },
    Brief {
        id: String,
        reply: oneshot::Sender<Option<Briefing>>,
    },
    Acknowledge {
        id: String,
        by: String,
        reply: oneshot::Sender<Acknowledged>,
    },
    PassOn {
        id: String,
        reply: oneshot::Sender<()>,
    },
    Stop,
}

/// What handlers of calls speak to.
#[derive(Clone)]
pub(crate) struct Engine {
    config: Arc<Config>,
    orders: Sender<Order>,
}

/// The threads, to be ended.
pub(crate) struct Running {
    engine: JoinHandle<()>,
    follower: JoinHandle<()>,
    handle: Handle,
    orders: Sender<Order>,
}

impl Engine {
    /// Begins: goes on with what was open, calls, follows.
    pub(crate) fn start(
        config: Arc<Config>,
        spool: Spool,
        store: Store,
        book: Book,
    ) -> Result<(Self, Running), FollowError> {
        let (orders, inbox) = channel();
        // Before the first call, so that nothing is missed.
        let follower = Follower::open(&spool)?;
        let handle = follower.handle();
        let following = std::thread::spawn({
            let orders = orders.clone();
            move || follow(follower, &orders)
        });
        let (texts, to_speak) = channel::<(String, String)>();
        if config.speech.is_some() {
            std::thread::spawn({
                let (config, orders) = (Arc::clone(&config), orders.clone());
                move || speak(&config, &to_speak, &orders)
            });
        }
        let worker = Worker {
            requests: Inbox::of(&config.state),
            config: Arc::clone(&config),
            spool,
            store,
            book,
            texts,
            is_saved: true,
            stuck: BTreeSet::new(),
        };
        let engine = std::thread::spawn(move || worker.run(&inbox));
        let running = Running {
            engine,
            follower: following,
            handle,
            orders: orders.clone(),
        };
        Ok((Self { config, orders }, running))
    }

    pub(crate) fn config(&self) -> &Config {
        &self.config
    }

    /// What to say about an alarm; none if there is none.
    pub(crate) async fn brief(&self, id: &str) -> Option<Briefing> {
        let (reply, answer) = oneshot::channel();
        let id = id.to_owned();
        // Without an engine the program ends.
        let _ = self.orders.send(Order::Brief { id, reply });
        answer.await.ok().flatten()
    }

    pub(crate) async fn acknowledge(&self, id: &str, by: &str) -> Acknowledged {
        let (reply, answer) = oneshot::channel();
        let (id, by) = (id.to_owned(), by.to_owned());
        let _ = self.orders.send(Order::Acknowledge { id, by, reply });
        answer.await.unwrap_or(Acknowledged::NoneOpen)
    }

    pub(crate) async fn pass_on(&self, id: &str) {
        let (reply, done) = oneshot::channel();
        let id = id.to_owned();
        let _ = self.orders.send(Order::PassOn { id, reply });
        let _ = done.await;
    }
}

impl Running {
    /// Ends the threads. Calls that are being made go on in Asterisk, and are found again at the next start.
    pub(crate) fn stop(self) {
        let _ = self.orders.send(Order::Stop);
        self.handle.stop();
        for thread in [self.engine, self.follower] {
            if thread.join().is_err() {
                tracing::error!(event = "thread.panicked");
            }
        }
    }
}

fn follow(follower: Follower, orders: &Sender<Order>) {
    for update in follower {
        match update {
            Ok(update) => {
                if orders.send(Order::Followed(update)).is_err() {
                    return;
                }
            }
            // The spool is asked every few seconds anyway.
            Err(error) => tracing::error!(event = "follow.failed", %error),
        }
    }
}

fn speak(config: &Config, texts: &Receiver<(String, String)>, orders: &Sender<Order>) {
    let Some(plan) = &config.speech else { return };
    for (id, text) in texts {
        let sound = speech::speak(plan, &id, &text);
        if let Err(error) = &sound {
            tracing::error!(event = "speech.failed", alarm = id, %error);
        }
        let sound = sound.ok();
        if orders.send(Order::Spoken { id, sound }).is_err() {
            return;
        }
    }
}

struct Worker {
    config: Arc<Config>,
    spool: Spool,
    store: Store,
    book: Book,
    requests: Inbox,
    texts: Sender<(String, String)>,
    is_saved: bool,
    /// Call files of which the log says already that Asterisk does not take them.
    stuck: BTreeSet<String>,
}

impl Worker {
    fn run(mut self, orders: &Receiver<Order>) {
        for text in self.book.to_speak() {
            let _ = self.texts.send(text);
        }
        let (mut reconciled, mut forgotten) = (None::<Instant>, None::<Instant>);
        let is_due = |last: &mut Option<Instant>, every: Duration| {
            let is_due = last.is_none_or(|last| last.elapsed() >= every);
            if is_due {
                *last = Some(Instant::now());
            }
            is_due
        };
        loop {
            if !self.is_saved {
                self.save();
            }
            if is_due(&mut reconciled, RECONCILE) {
                self.reconcile();
            }
            if is_due(&mut forgotten, FORGET) {
                self.forget();
            }
            self.take_requests();
            let until = self.place();
            let wait = until
                .and_then(|until| (until - Utc::now()).to_std().ok())
                .map_or(INBOX, |wait| wait.min(INBOX));
            match orders.recv_timeout(wait) {
                Ok(Order::Stop) | Err(RecvTimeoutError::Disconnected) => break,
                Ok(order) => self.obey(order),
                Err(RecvTimeoutError::Timeout) => {}
            }
        }
    }

    /// Whether it is on the disk. If not, it is tried again until it is.
    fn save(&mut self) -> bool {
        let saved = self.store.save(&self.book);
        if let Err(error) = &saved {
            tracing::error!(event = "state.unsaved", %error);
        }
        self.is_saved = saved.is_ok();
        self.is_saved
    }

    fn obey(&mut self, order: Order) {
        let now = Utc::now();
        match order {
            Order::Followed(Update { name, news, .. }) => {
                if let News::Ended(outcome) = news {
                    let was_answered = matches!(outcome, Outcome::Answered(_));
                    self.ended(&name.to_string(), &outcome.to_string(), was_answered);
                }
            }
            Order::Spoken { id, sound } => {
                self.book.spoken(&id, sound, &self.config, now);
                self.save();
            }
            Order::Brief { id, reply } => {
                let briefing = self.book.heard(&id, now).map(brief);
                self.save();
                // Whoever asked has hung up meanwhile.
                let _ = reply.send(briefing);
            }
            Order::Acknowledge { id, by, reply } => {
                let done = self.acknowledge(&id, &by, now);
                let _ = reply.send(done);
            }
            Order::PassOn { id, reply } => {
                self.book.pass_on(&id, now);
                self.save();
                tracing::info!(event = "alarm.passed_on", alarm = id);
                let _ = reply.send(());
            }
            Order::Stop => {}
        }
    }

    fn acknowledge(&mut self, id: &str, by: &str, now: DateTime<Utc>) -> Acknowledged {
        let done = self.book.acknowledge(id, by, now);
        if done == Acknowledged::Done {
            self.save();
            tracing::info!(event = "alarm.acknowledged", alarm = id, by);
        }
        done
    }

    fn take_requests(&mut self) {
        let requests = match self.requests.requests() {
            Ok(requests) => requests,
            Err(error) => {
                tracing::error!(event = "inbox.unreadable", folder = %self.requests.folder().display(), %error);
                return;
            }
        };
        for (path, request) in requests {
            let is_refused = match request {
                Ok(request) => self.take(request),
                Err(reason) => {
                    tracing::error!(event = "request.refused", file = %path.display(), reason);
                    true
                }
            };
            // First on paper: after a crash between the two the same key makes it the same alarm.
            if !self.save() {
                return;
            }
            if let Err(error) = Inbox::done(&path, is_refused) {
                tracing::error!(event = "inbox.unwritable", file = %path.display(), %error);
            }
        }
    }

    /// Whether it is to be put aside.
    fn take(&mut self, request: Request) -> bool {
        let now = Utc::now();
        match request {
            Request::Raise(raise) => {
                if !self.config.list.contains_key(&raise.list) {
                    tracing::error!(
                        event = "request.refused",
                        list = raise.list,
                        reason = "no such list; add it to the configuration"
                    );
                    return true;
                }
                let (text, key) = (raise.text.clone(), raise.key.clone());
                match self.book.raise(raise, &self.config, now) {
                    Raised::New(id) => {
                        tracing::info!(event = "alarm.raised", alarm = id, key);
                        let is_spoken = |alarm: &Alarm| alarm.speech == Speech::Pending;
                        if self.book.alarm(&id).is_some_and(is_spoken) {
                            let _ = self.texts.send((id, text));
                        }
                    }
                    Raised::Again(id) => tracing::info!(event = "alarm.raised_again", alarm = id, key),
                    Raised::Refused => {
                        let reason = "too many alarms are open; acknowledge some, or raise max_alarms";
                        tracing::error!(event = "request.refused", key, reason);
                        return true;
                    }
                }
            }
            Request::Acknowledge { alarm, by } => {
                let Some(id) = self.book.find(&alarm).map(|alarm| alarm.id.clone()) else {
                    tracing::warn!(event = "request.refused", alarm, reason = "no such alarm");
                    return true;
                };
                self.acknowledge(&id, &by, now);
                self.take_back(&id);
            }
        }
        false
    }

    /// A call that Asterisk has not begun need not be made any more. One that has begun says so itself.
    fn take_back(&mut self, id: &str) {
        let call = self.book.alarm(id).and_then(|alarm| alarm.call.clone());
        let Some(name) = call.and_then(|call| FileName::new(call.file).ok()) else {
            return;
        };
        let is_waiting = self
            .spool
            .read(&name)
            .is_ok_and(|report| report.is_some_and(|report| report.history.calling_pid().is_none()));
        if is_waiting && let Err(error) = self.spool.cancel(&name) {
            tracing::warn!(event = "call.not_cancelled", file = %name, %error);
        }
    }

    /// Places what is due; says when more is.
    fn place(&mut self) -> Option<DateTime<Utc>> {
        loop {
            let now = Utc::now();
            let due = match self.book.due(now, &self.config) {
                Ok(due) => due,
                Err(until) => return until,
            };
            // First on paper, then in the spool: a crash between the two costs an attempt, and repeats none.
            if !self.save() {
                let why = "the state could not be saved".to_owned();
                self.book.not_placed(&due.file, why, now);
                return None;
            }
            let placed = self.submit(&due.file, &due.person, &due.alarm);
            match placed {
                Ok(()) => {
                    let (alarm, person, file) = (due.alarm, due.person, due.file);
                    tracing::info!(event = "call.placed", alarm, person, file);
                }
                Err(error) => {
                    tracing::error!(event = "call.not_placed", alarm = due.alarm, person = due.person, %error);
                    self.book.not_placed(&due.file, error.to_string(), now);
                    self.save();
                }
            }
        }
    }

    fn submit(&self, file: &str, person: &str, alarm: &str) -> Result<(), Box<dyn std::error::Error>> {
        let call = self.config.call_file(person, alarm)?;
        match self.spool.submit(&FileName::new(file)?, &call) {
            Err(error) if !error.is_placed() => Err(error.into()),
            _ => Ok(()),
        }
    }

    fn ended(&mut self, file: &str, how: &str, was_answered: bool) {
        let now = Utc::now();
        let Some(id) = self.book.ended(file, how, was_answered, &self.config, now) else {
            return;
        };
        self.stuck.remove(file);
        tracing::info!(event = "call.ended", alarm = id, file, how);
        if self.book.alarm(&id).is_some_and(Alarm::is_unanswered) {
            tracing::error!(event = "alarm.unanswered", alarm = id);
        }
        if self.save() {
            // It has said what it had to.
            let kept = archive(&self.spool).join(file);
            let _ = std::fs::remove_file(kept);
        }
    }

    /// What became of calls of which the follower says nothing: those of an earlier run.
    fn reconcile(&mut self) {
        for call in self.book.calls() {
            match self.became(&call) {
                Ok(Some((how, was_answered))) => self.ended(&call.file, how, was_answered),
                Ok(None) => self.complain(&call),
                Err(error) => tracing::error!(event = "spool.unreadable", file = call.file, %error),
            }
        }
    }

    /// Says once that a call hangs: nobody else is called while it does, and nobody knows whether it will be made.
    fn complain(&mut self, call: &Call) {
        let patience = self.config.call.ring_seconds + 60;
        let age = (Utc::now() - call.since).num_seconds();
        let is_waiting = || {
            let report = FileName::new(&call.file)
                .ok()
                .and_then(|name| self.spool.read(&name).ok()?);
            report.is_some_and(|report| report.history.calling_pid().is_none())
        };
        if age > patience.into() && !self.stuck.contains(&call.file) && is_waiting() {
            let remedy = "see whether Asterisk is running, with pbx_spool loaded and this spool";
            tracing::error!(event = "call.stuck", file = call.file, age, remedy);
            self.stuck.insert(call.file.clone());
        }
    }

    fn became(&self, call: &Call) -> Result<Option<(&'static str, bool)>, SpoolError> {
        let name = FileName::new(&call.file)?;
        // In this order: a file goes from the one to the other.
        if self.spool.read(&name)?.is_some() {
            return Ok(None);
        }
        let is_old = (Utc::now() - call.since)
            .to_std()
            .is_ok_and(|age| age > ON_ITS_WAY);
        let Some(report) = self.spool.read_done(&name)? else {
            return Ok(is_old.then_some(("unknown: its file is gone", false)));
        };
        Ok(match report.history.status() {
            // Asterisk moves the file first and writes into it then.
            None => None,
            Some(Status::Completed) => Some(("answered and over", true)),
            Some(Status::Failed) => Some(("discarded by Asterisk", false)),
            Some(_) => Some(("not answered", false)),
        })
    }

    fn forget(&mut self) {
        let old = self.book.forget(&self.config, Utc::now());
        if old.is_empty() {
            return;
        }
        self.save();
        for alarm in old {
            if let (Some(plan), Speech::Sound(_)) = (&self.config.speech, &alarm.speech) {
                speech::remove(plan, &alarm.id);
            }
        }
    }
}

fn archive(spool: &Spool) -> std::path::PathBuf {
    spool
        .outgoing()
        .parent()
        .unwrap_or(Path::new("/"))
        .join("outgoing_done")
}

fn brief(alarm: &Alarm) -> Briefing {
    let sounds = match &alarm.speech {
        _ if !alarm.prompts.is_empty() => alarm.prompts.clone(),
        Speech::Sound(sound) => vec![sound.clone()],
        Speech::None | Speech::Pending => Vec::new(),
    };
    Briefing {
        person: alarm
            .call
            .as_ref()
            .map_or_else(|| "somebody".to_owned(), |call| call.person.clone()),
        is_open: alarm.is_open(),
        sounds,
        text: alarm.text.clone(),
    }
}
