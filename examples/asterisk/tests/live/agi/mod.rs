//! switchhook-agi and real calls, reached in every way that Asterisk has.

pub(crate) mod async_agi;
pub(crate) mod commands;
pub(crate) mod desk;
pub(crate) mod dialplan;
pub(crate) mod hangups;
pub(crate) mod keys;
pub(crate) mod programs;
pub(crate) mod recording;
pub(crate) mod server;

use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use switchhook_agi::server::{Config, Stats};
use switchhook_agi::{Handler, Server};
use switchhook_rig::{Instance, Manager};
use tokio::runtime::Runtime;

use crate::{SOON, done};

/// How soon a hangup has to be noticed.
pub(crate) const AT_ONCE: Duration = Duration::from_secs(5);

/// A program where the instance's dialplan expects one.
pub(crate) struct Program {
    runtime: Runtime,
    server: Server,
}

impl Program {
    pub(crate) fn start(pbx: &Instance, handler: impl Handler) -> Self {
        Self::start_with(Config::new(format!("127.0.0.1:{}", pbx.ports.agi)), handler)
    }

    pub(crate) fn start_with(config: Config, handler: impl Handler) -> Self {
        let runtime = Runtime::new().unwrap();
        let server = runtime.block_on(Server::start(config, handler)).unwrap();
        Self { runtime, server }
    }

    pub(crate) fn stop(self) -> Stats {
        self.runtime.block_on(self.server.shutdown(SOON))
    }
}

/// A handler's way to tell the test something; handlers are shared, so the sender is too.
pub(crate) fn told<T: Send + 'static>() -> (Arc<Mutex<Sender<T>>>, Receiver<T>) {
    let (sender, receiver) = channel();
    (Arc::new(Mutex::new(sender)), receiver)
}

pub(crate) fn tell<T>(sender: &Mutex<Sender<T>>, value: T) {
    // The test may be over already.
    let _ = sender.lock().unwrap().send(value);
}

/// A call without a telephone: one half of a Local channel waits, the other is at `extension`.
pub(crate) fn originate(calls: &mut Manager, extension: &str) {
    done(
        &calls
            .ask(&[
                ("Action", "Originate"),
                ("Channel", &format!("Local/{extension}@internal/n")),
                ("Application", "Wait"),
                ("Data", "30"),
                ("CallerID", "\"Zoe: (Blanc)\" <106>"),
                ("Async", "true"),
            ])
            .unwrap(),
    );
}

/// `AGISTATUS` and the variable `RESULT`, as the dialplan reports them.
pub(crate) fn agi_done(events: &mut Manager) -> (String, String) {
    let event = events
        .event(SOON, |event| event.get("UserEvent") == Some("AgiDone"))
        .unwrap();
    let get = |name| event.get(name).unwrap_or_default().to_owned();
    (get("Status"), get("Result"))
}
