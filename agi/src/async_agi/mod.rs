//! AsyncAGI: the same handlers, reached over a connection to the manager interface (AMI). Feature `async-agi`.
//!
//! ```no_run
//! use switchhook_agi::async_agi::{AsyncAgi, Config};
//! use switchhook_agi::server::Router;
//! use switchhook_agi::{Call, CallError};
//! use switchhook_ami::client::{Client, Config as Manager};
//! use switchhook_ami::{EventMask, Secret};
//!
//! async fn menu(call: Call) -> Result<(), CallError> {
//!     call.answer().await
//! }
//!
//! # async fn run() -> Result<(), Box<dyn std::error::Error>> {
//! let manager = Manager::new("127.0.0.1:5038", "ivr", Secret::new("secret")).events(EventMask::AGI);
//! let client = Client::connect(manager).await?;
//! // In the dialplan: AGI(agi:async,/menu/main?lang=fr)
//! let router = Router::new().route("/menu/{name}", menu)?;
//! let calls = AsyncAgi::start(&client, Config::default(), router);
//! # calls.shutdown(std::time::Duration::ZERO).await;
//! # Ok(())
//! # }
//! ```
//!
//! The account needs `read = agi` and `write = agi`, and nothing else. Asterisk connects to nothing, so the program may
//! stand on another machine, behind AMI's TLS.
//!
//! # Which handler
//!
//! A first argument that begins with a slash is the path of the call, with its query: `AGI(agi:async,/ivr/main?lang=fr)`
//! is to a [`Router`](crate::server::Router) what `AGI(agi://host/ivr/main?lang=fr)` is. Without one the path is `/async`.
//!
//! # What differs from FastAGI
//!
//! - Every connection hears of every call. Two programs share an Asterisk with [`Config::accepts`].
//! - The path is the first argument, so those for the handler begin with the second: `argument(2)`, and
//!   `Token::argument(2, …)`. There is no peer address: [`AllowedNetworks`](crate::layer::AllowedNetworks) refuses these
//!   calls unless it is told to take those without.
//! - A hangup ends the session: Asterisk runs no command after it. Nobody but Asterisk's end of the session tells of it,
//!   so that of another manager's `ASYNCAGI BREAK` looks the same.
//! - A line has at most [`LineLimit::ASYNC_AGI`](crate::wire::LineLimit::ASYNC_AGI) bytes, whatever the version.
//! - Asterisk passes replies on in pieces of 1024 bytes, which are put together here. One that has more than some 680
//!   bytes to be percent-encoded loses its end in Asterisk: it becomes a
//!   [`Refused`](crate::command::ReplyError::Refused) with code 599, never a wrong value; an environment like that is no
//!   call, and goes back to the dialplan.
//! - A command that plays cannot be cut short: when a handler fails meanwhile, the dialplan goes on after it.
//! - Commands take longer: Asterisk looks for them when the caller's sound comes, every 20 ms, or every 100 ms without.
//! - When the connection to Asterisk is lost, so are the calls under way: their handlers see the session end with
//!   [`CloseReason::Lost`](crate::proto::CloseReason::Lost). Once it is back, those that still wait in Asterisk are sent
//!   back to the dialplan. Calls that began meanwhile wait until their caller gives up; give such a dialplan a
//!   `Set(TIMEOUT(absolute)=…)`.
//! - `AGISTATUS` says `FAILURE` as with FastAGI. That takes a command that fails: Asterisk's log warns that there is no
//!   sound `switchhook-failure`.

mod carrier;
mod config;
mod dispatcher;
mod pipe;
mod stream;

pub use config::Config;

use std::collections::HashMap;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use switchhook_ami::Client;
use switchhook_ami::client::SubscriptionOptions;
use switchhook_ami::event::Filter;
use tokio::sync::{Semaphore, watch};
use tokio::task::{JoinHandle, JoinSet};
use tokio::time::Instant;

use crate::call::Handler;
use crate::server::{Counters, Stats};
use dispatcher::{Dispatcher, Work};

/// How many events may wait: those of some thousand calls in the moment in which they begin.
const QUEUE: (usize, usize) = (20_000, 64 << 20);

/// How long calls may take to go away once they were stopped by force.
const ABORT: Duration = Duration::from_secs(1);

/// Answers the calls that wait in `AGI(agi:async)`. Dropping it ends it and every handler at once, and leaves the calls
/// where they are; [`shutdown`](Self::shutdown) sends them back to the dialplan.
///
/// See the [module](self) for an example.
pub struct AsyncAgi {
    counters: Arc<Counters>,
    phase: watch::Sender<Phase>,
    task: JoinHandle<()>,
}

/// How far a shutdown has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Phase {
    Serving,
    /// No new calls; those that run may end until then.
    Draining(Instant),
}

impl AsyncAgi {
    /// Hands every call that enters AsyncAGI from now on to `handler`: a function, or a
    /// [`Router`](crate::server::Router). `client` needs [`EventMask::AGI`](switchhook_ami::EventMask::AGI) among its
    /// events; it may be connected or not, and may do other things too.
    ///
    /// # Panics
    /// Outside a tokio runtime.
    pub fn start(client: &Client, config: Config, handler: impl Handler) -> Self {
        let kinds = ["AsyncAGIStart", "AsyncAGIExec", "AsyncAGIEnd", "AsyncAGI"];
        let options = SubscriptionOptions::new()
            .filter(Filter::names(kinds))
            .queue(QUEUE.0, QUEUE.1);
        let items = client.subscribe_to(options);
        let (phase, seen) = watch::channel(Phase::Serving);
        let counters = Arc::new(Counters::default());
        let dispatcher = Dispatcher {
            client: client.clone(),
            work: Arc::new(Work {
                limit: Semaphore::new(config.max_calls.min(Semaphore::MAX_PERMITS)),
                config,
                handler,
                counters: Arc::clone(&counters),
            }),
            listeners: HashMap::new(),
            calls: JoinSet::new(),
            abandoned: Vec::new(),
            number: 0,
            stop: watch::Sender::new(false),
        };
        let task = tokio::spawn(dispatcher.run(items, seen));
        Self {
            counters,
            phase,
            task,
        }
    }

    /// What it did so far. Calls left to others do not count.
    pub fn stats(&self) -> Stats {
        self.counters.stats()
    }

    /// Takes no new calls, lets those that run end within `patience`, and then ends the rest: their handlers see a
    /// hangup and have some seconds to finish. The dialplan goes on with `AGISTATUS` `FAILURE`. The client stays
    /// connected.
    pub async fn shutdown(mut self, patience: Duration) -> Stats {
        // Longer than any call is for ever.
        let patience = patience.min(Duration::from_secs(365 * 24 * 60 * 60));
        self.phase
            .send_replace(Phase::Draining(Instant::now() + patience));
        // It ends by itself; if it panicked, there is nothing left to wait for.
        let _ = (&mut self.task).await;
        self.counters.stats()
    }
}

impl Drop for AsyncAgi {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl fmt::Debug for AsyncAgi {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AsyncAgi")
            .field("stats", &self.stats())
            .finish_non_exhaustive()
    }
}
