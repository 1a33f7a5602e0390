//! An Asterisk with everything in it, a client that may do everything, and what they said to each other.

use std::collections::BTreeSet;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use switchhook_ami::action::{Action, Hangup, Originate, Outcome, RawAction, Target};
use switchhook_ami::client::{Client, Config, SendError};
use switchhook_ami::proto::LoginMethod;
use switchhook_ami::{MessageBuf, Secret};
use switchhook_rig::{Laboratory, Version};

use crate::SOON;
use crate::log::Log;
use crate::tap::Tap;

pub(crate) struct Lab {
    // The client ends before its Asterisk.
    pub(crate) client: Client,
    pub(crate) log: Log,
    pub(crate) rig: Laboratory,
    pub(crate) tap: Tap,
    asked: Mutex<BTreeSet<String>>,
    number: AtomicU32,
}

/// Asked for without a real Asterisk, a test fails with the sentence that it is ignored with.
pub(crate) fn started(version: Version) -> Laboratory {
    Laboratory::start(version)
        .unwrap_or_else(|e| panic!("needs a real Asterisk: see examples/asterisk ({e})"))
}

/// How to reach it, as the account that may do everything.
pub(crate) fn config(rig: &Laboratory) -> Config {
    account(rig, Laboratory::USER)
}

/// The same as another of the laboratory's accounts.
pub(crate) fn account(rig: &Laboratory, user: &str) -> Config {
    let address = rig.pbx.ami_addr().to_string();
    patient(Config::new(address, user, Secret::new(rig.secret.expose())))
}

/// Nothing may be lost here, and the machine may be busy.
fn patient(config: Config) -> Config {
    config.queue(1 << 20, 1 << 30).reply_timeout(SOON)
}

/// The two ends of a local channel: the first is in `Wait`, the second in the dialplan.
#[derive(Clone, Debug)]
pub(crate) struct Call {
    pub(crate) first: String,
    pub(crate) second: String,
}

impl Lab {
    pub(crate) async fn start(version: Version) -> Self {
        let rig = started(version);
        let tap = Tap::new(rig.pbx.ami_addr().to_string());
        let config = Config::over(tap.clone(), Laboratory::USER, Secret::new(rig.secret.expose()));
        let client = Client::connect(patient(config).login(LoginMethod::Md5))
            .await
            .expect("let in");
        Self {
            log: Log::of(&client),
            client,
            rig,
            tap,
            asked: Mutex::default(),
            number: AtomicU32::new(0),
        }
    }

    pub(crate) fn version(&self) -> Version {
        self.rig.pbx.version
    }

    pub(crate) fn is_22(&self) -> bool {
        self.version() == Version::V22
    }

    /// Sends an action that must be answered, and remembers that it was.
    pub(crate) async fn ask<A: Action>(&self, action: A) -> A::Response {
        let name = action.name().to_owned();
        let answer = self.client.send(action).await;
        self.note(&name);
        answer.unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    /// Sends an action that must be refused, and gives Asterisk's words.
    pub(crate) async fn refused<A: Action>(&self, action: A) -> String {
        let name = action.name().to_owned();
        match self.client.send(action).await {
            Err(SendError::Refused { message, .. }) => {
                self.note(&name);
                message
            }
            Err(other) => panic!("{name}: {other}"),
            Ok(_) => panic!("{name} was not refused"),
        }
    }

    /// Remembers an action that the client itself sends.
    pub(crate) fn note(&self, name: &str) {
        self.asked
            .lock()
            .expect("nobody panics with it")
            .insert(name.to_owned());
    }

    /// The actions that were answered.
    pub(crate) fn asked(&self) -> BTreeSet<String> {
        self.asked.lock().expect("nobody panics with it").clone()
    }

    /// Calls an extension of the context `lab` that answers.
    pub(crate) async fn call(&self, extension: &str) -> Call {
        let originate = self.originate(extension);
        let outcome = self.ask(originate.timeout(SOON)).await;
        let Outcome::Answered { channel, .. } = outcome else {
            panic!("{extension}: {outcome:?}")
        };
        let first = channel.as_str().to_owned();
        let second = first.replace(";1", ";2");
        Call { first, second }
    }

    fn originate(&self, extension: &str) -> Originate {
        let id = format!("lab-{}", self.number.fetch_add(1, Ordering::Relaxed));
        Originate::new(
            format!("Local/{extension}@lab/n"),
            Target::application("Wait", "300"),
        )
        .caller_id("\"Zoe, Test\" <300>")
        .account("laboratory")
        .channel_id(&id)
    }

    /// Ends the calls of all local channels, and waits until they are gone.
    pub(crate) async fn hang_up_all(&self) {
        // The fax goes on.
        self.ask(Hangup::matching("^Local/(fo|[^f])")).await;
        self.eventually("the end of all calls", async || {
            let status = self.client.send(RawAction::new("CoreShowChannels")).await.ok()?;
            let left = status.events_named("CoreShowChannel").any(|channel| {
                let name = channel.get("Channel").unwrap_or_default();
                name.starts_with("Local/") && !name.starts_with("Local/fax@")
            });
            (!left).then_some(())
        })
        .await;
    }

    /// Asks until there is an answer.
    pub(crate) async fn eventually<T>(&self, what: &str, ready: impl AsyncFn() -> Option<T>) -> T {
        let end = Instant::now() + SOON;
        loop {
            if let Some(found) = ready().await {
                return found;
            }
            assert!(Instant::now() < end, "no {what} within {SOON:?}");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }
}

/// The message with this header.
pub(crate) fn find<'a>(messages: &'a [MessageBuf], header: &str, value: &str) -> &'a MessageBuf {
    messages
        .iter()
        .find(|message| message.get(header) == Some(value))
        .unwrap_or_else(|| panic!("no {header}: {value} in {messages:?}"))
}

/// The item of a list whose accessor gives this text.
macro_rules! item {
    ($list:ident, $accessor:ident: $value:expr) => {
        $list
            .iter()
            .find(|item| item.$accessor().as_deref() == Some($value))
            .unwrap_or_else(|| {
                panic!(
                    "no {} {:?} in {:?}",
                    stringify!($accessor),
                    $value,
                    $list.messages()
                )
            })
    };
}
pub(crate) use item;
