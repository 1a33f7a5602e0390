//! A FastAGI server: accepts calls, hands each to a handler in a task of its own, and keeps its bounds.
//!
//! # What happens when there is too much
//!
//! | Too many | What happens |
//! |---|---|
//! | calls, of all or from one address | each further one is refused at once: the line `failure`, so that the dialplan goes on with `AGISTATUS` `FAILURE`; nobody waits in a queue. [`Report`] and [`Stats`] tell |
//! | connections that say nothing | they count as calls until their environment is late ([`Config::environment_timeout`]) |
//! | bytes | a session that exceeds [`Limits`](crate::wire::Limits) is ended |
//! | time | a call that exceeds a deadline is given back to the dialplan as failed; its handler sees a hangup, and is stopped some seconds later |
//! | calls while the server stops | those that run may end, up to the patience of [`Server::shutdown`]; new ones are refused |
//! | open files | accepting pauses for moments until there are some again; each call takes one, so keep [`Config::max_calls`] below the limit |
//!
//! A limit for one route alone, or one that lets calls wait, is a [layer](crate::layer).

mod bounds;
mod config;
mod error;
mod report;
mod route;
mod router;

pub use config::Config;
pub use error::StartError;
pub use report::{Incident, Report};
pub use route::RouteError;
pub use router::{NoRoute, Router};

pub mod between_machines {
    #![doc = include_str!("between_machines.md")]
}

use std::fmt;
use std::io::Write as _;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use tokio::io::AsyncWriteExt as _;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, watch};
use tokio::task::{JoinHandle, JoinSet};
use tokio::time::{Instant, timeout, timeout_at};

use self::bounds::{Bounds, Permit};
use crate::call::{FAILURE, Handler, LONGEST_END, Outcome, Surroundings, converse_within, linger};
use crate::wire::Text;

/// How many refused callers are waited for at once until they have read that. Beyond that they are told and cut off.
const REFUSALS: usize = 256;

/// How long calls may take to go away once they were stopped by force.
const ABORT: Duration = Duration::from_secs(1);

/// How many connections the operating system may keep for us to accept. It may allow fewer.
const BACKLOG: u32 = 4096;

/// A running FastAGI server. Dropping it ends it and every call at once; [`shutdown`](Self::shutdown) is gentler.
///
/// ```
/// use switchhook_agi::server::{Config, Server};
/// use switchhook_agi::{Call, CallError};
///
/// async fn greet(call: Call) -> Result<(), CallError> {
///     call.answer().await
/// }
/// # let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
/// # runtime.block_on(async {
/// // Port 0 takes any; without an address it is 127.0.0.1:4573, Asterisk's default.
/// let server = Server::start(Config::new("127.0.0.1:0"), greet).await?;
/// assert!(server.addr().ip().is_loopback());
/// let stats = server.shutdown(std::time::Duration::from_secs(10)).await;
/// assert_eq!(stats.begun, 0);
/// # Ok::<(), switchhook_agi::server::StartError>(())
/// # }).unwrap();
/// ```
pub struct Server {
    address: SocketAddr,
    counters: Arc<Counters>,
    phase: watch::Sender<Phase>,
    task: JoinHandle<()>,
}

/// What a server did since it started.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Stats {
    /// Calls that run now.
    pub running: u64,
    /// Calls that were handed to the handler.
    pub begun: u64,
    /// Calls whose handler ended well.
    pub completed: u64,
    /// Calls whose handler returned an error.
    pub failed: u64,
    /// Calls whose handler panicked.
    pub panicked: u64,
    /// Calls whose handler had to be stopped.
    pub stopped: u64,
    /// Connections refused at the limit or while stopping.
    pub refused: u64,
    /// Connections that were no call: silent, too slow, or not from Asterisk.
    pub not_begun: u64,
}

#[derive(Debug, Default)]
pub(crate) struct Counters {
    running: AtomicU64,
    begun: AtomicU64,
    completed: AtomicU64,
    failed: AtomicU64,
    panicked: AtomicU64,
    stopped: AtomicU64,
    refused: AtomicU64,
    not_begun: AtomicU64,
}

/// How far a shutdown has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Phase {
    Serving,
    /// No new calls; those that run may end until then.
    Draining(Instant),
}

impl Server {
    /// Starts to listen, and hands every call to `handler`: a function, or a [`Router`].
    ///
    /// # Errors
    /// The address is no address, is not on loopback although nothing allows that, or cannot be listened on.
    ///
    /// # Panics
    /// Outside a tokio runtime.
    pub async fn start(config: Config, handler: impl Handler) -> Result<Self, StartError> {
        let (listener, address) = config.listen().await?;
        let (phase, seen) = watch::channel(Phase::Serving);
        let counters = Arc::new(Counters::default());
        let acceptor = Acceptor {
            bounds: Bounds::new(config.max_calls, config.max_calls_per_address),
            refusals: Arc::new(Semaphore::new(REFUSALS)),
            config: Arc::new(config),
            handler: Arc::new(handler),
            counters: Arc::clone(&counters),
            calls: JoinSet::new(),
            stop: watch::Sender::new(false),
        };
        let task = tokio::spawn(acceptor.run(listener, seen));
        Ok(Self {
            address,
            counters,
            phase,
            task,
        })
    }

    /// Where Asterisk connects: `AGI(agi://<this>/path)`.
    pub fn addr(&self) -> SocketAddr {
        self.address
    }

    /// What it did so far.
    pub fn stats(&self) -> Stats {
        self.counters.stats()
    }

    /// Takes no new calls, lets those that run end within `patience`, and then ends the rest: their handlers see a
    /// hangup and have some seconds to finish. The dialplan goes on with `AGISTATUS` `FAILURE`.
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

impl Drop for Server {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl fmt::Debug for Server {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Server")
            .field("address", &self.address)
            .field("stats", &self.stats())
            .finish_non_exhaustive()
    }
}

impl Counters {
    /// Counts how a call ended, and tells what whoever runs the program should know of it.
    pub(crate) fn ended(&self, outcome: Outcome) -> Option<Incident> {
        let (counter, incident) = match outcome {
            Outcome::Completed => (&self.completed, None),
            Outcome::Failed(error) => {
                let error = error.to_string();
                (&self.failed, Some(Incident::HandlerFailed { error }))
            }
            Outcome::Panicked(message) => (&self.panicked, Some(Incident::HandlerPanicked { message })),
            Outcome::Stopped(reason) => (&self.stopped, Some(Incident::HandlerStopped { reason })),
            Outcome::NotBegun(reason) => (&self.not_begun, Some(Incident::NotBegun { reason })),
        };
        count(counter);
        incident
    }

    #[cfg(feature = "async-agi")]
    pub(crate) fn begun(&self) {
        count(&self.begun);
    }

    #[cfg(feature = "async-agi")]
    pub(crate) fn refused(&self) {
        count(&self.refused);
    }

    #[cfg(feature = "async-agi")]
    pub(crate) fn not_begun(&self) {
        count(&self.not_begun);
    }

    pub(crate) fn stats(&self) -> Stats {
        let read = |counter: &AtomicU64| counter.load(Ordering::Relaxed);
        Stats {
            running: read(&self.running),
            begun: read(&self.begun),
            completed: read(&self.completed),
            failed: read(&self.failed),
            panicked: read(&self.panicked),
            stopped: read(&self.stopped),
            refused: read(&self.refused),
            not_begun: read(&self.not_begun),
        }
    }
}

fn count(counter: &AtomicU64) {
    counter.fetch_add(1, Ordering::Relaxed);
}

/// Counts a call as running while it lives, however it ends.
pub(crate) struct Running(Arc<Counters>);

impl Running {
    pub(crate) fn new(counters: &Arc<Counters>) -> Self {
        count(&counters.running);
        Self(Arc::clone(counters))
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.0.running.fetch_sub(1, Ordering::Relaxed);
    }
}

struct Acceptor<H> {
    config: Arc<Config>,
    handler: Arc<H>,
    counters: Arc<Counters>,
    bounds: Bounds,
    refusals: Arc<Semaphore>,
    /// Dropped with this value, and every call with it.
    calls: JoinSet<()>,
    /// Tells the calls to end.
    stop: watch::Sender<bool>,
}

impl<H: Handler> Acceptor<H> {
    async fn run(mut self, listener: TcpListener, mut phase: watch::Receiver<Phase>) {
        let deadline = loop {
            if let Phase::Draining(deadline) = *phase.borrow_and_update() {
                break deadline;
            }
            tokio::select! {
                accepted = listener.accept() => match accepted {
                    Ok((stream, peer)) => self.admit(stream, peer),
                    Err(error) => {
                        self.report(None, None, Incident::AcceptFailed { error: error.to_string() });
                        // Out of file descriptors, most likely: let others finish first.
                        tokio::time::sleep(Duration::from_millis(50)).await;
                    }
                },
                Some(_) = self.calls.join_next() => {}
                Ok(()) = phase.changed() => {}
            }
        };
        // Whoever has connected already is told; closing the socket would only cut them off.
        for _ in 0..BACKLOG {
            let Ok(Ok((stream, peer))) = timeout(Duration::ZERO, listener.accept()).await else {
                break;
            };
            let limit = self.config.max_calls;
            self.refuse(stream, peer, Incident::Refused { limit });
        }
        drop(listener);
        if timeout_at(deadline, self.all_ended()).await.is_err() {
            self.stop_all(LONGEST_END).await;
        }
    }

    /// Ends every call: asked to for the time `longest`, then by force.
    async fn stop_all(&mut self, longest: Duration) {
        self.stop.send_replace(true);
        if timeout(longest, self.all_ended()).await.is_err() {
            self.calls.abort_all();
            // A handler that blocks its thread cannot be stopped; waiting for it could last for ever.
            let _ = timeout(ABORT, self.all_ended()).await;
        }
    }

    async fn all_ended(&mut self) {
        while self.calls.join_next().await.is_some() {}
    }

    fn admit(&mut self, stream: TcpStream, peer: SocketAddr) {
        let permit = match self.bounds.admit(peer.ip()) {
            Ok(permit) => permit,
            Err(incident) => {
                self.refuse(stream, peer, incident);
                return;
            }
        };
        // Lines are short and waited for; a refusal costs a little speed only.
        let _ = stream.set_nodelay(true);
        self.calls.spawn(serve(
            stream,
            peer,
            permit,
            Arc::clone(&self.config),
            Arc::clone(&self.handler),
            Arc::clone(&self.counters),
            self.stop.subscribe(),
        ));
    }

    /// Says so and leaves: the dialplan goes on with `AGISTATUS` `FAILURE`.
    fn refuse(&mut self, mut stream: TcpStream, peer: SocketAddr, incident: Incident) {
        count(&self.counters.refused);
        self.report(Some(peer), None, incident);
        let Ok(permit) = Arc::clone(&self.refusals).try_acquire_owned() else {
            // There is room in the buffer of a new connection, so this does not wait.
            if let Ok(mut stream) = stream.into_std() {
                let _ = stream.write(FAILURE);
            }
            return;
        };
        self.calls.spawn(async move {
            // A peer that left already needs no answer.
            if stream.write_all(FAILURE).await.is_ok() && stream.shutdown().await.is_ok() {
                linger(&mut stream, false).await;
            }
            drop(permit);
        });
    }

    fn report(&self, peer: Option<SocketAddr>, unique_id: Option<Text>, incident: Incident) {
        self.config.report(&Report {
            peer,
            unique_id,
            incident,
        });
    }
}

/// One connection, from its first byte to its last.
async fn serve<H: Handler>(
    stream: TcpStream,
    peer: SocketAddr,
    permit: Permit,
    config: Arc<Config>,
    handler: Arc<H>,
    counters: Arc<Counters>,
    mut stop: watch::Receiver<bool>,
) {
    let _running = Running::new(&counters);
    let mut unique_id = None;
    let stopped = async move {
        // The sender goes away only with this task.
        let _ = stop.wait_for(|stop| *stop).await;
    };
    let surroundings = Surroundings {
        peer: Some(peer),
        stop: stopped,
        hang_up: std::future::pending(),
        lingers: true,
    };
    let outcome = converse_within(surroundings, stream, &*handler, config.options.clone(), |call| {
        count(&counters.begun);
        unique_id = call.environment().get_bytes("agi_uniqueid").map(Text::from);
    })
    .await;
    drop(permit);
    if let Some(incident) = counters.ended(outcome) {
        config.report(&Report {
            peer: Some(peer),
            unique_id,
            incident,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Call, CallError};

    async fn nothing(_: Call) -> Result<(), CallError> {
        Ok(())
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn a_handler_that_blocks_its_thread_is_not_waited_for_for_ever() {
        let (release, released) = std::sync::mpsc::channel::<()>();
        let (begun, begins) = tokio::sync::oneshot::channel();
        let mut acceptor = Acceptor {
            config: Arc::new(Config::default()),
            handler: Arc::new(nothing),
            counters: Arc::default(),
            bounds: Bounds::new(1, 1),
            refusals: Arc::new(Semaphore::new(1)),
            calls: JoinSet::new(),
            stop: watch::Sender::new(false),
        };
        acceptor.calls.spawn(async move {
            let _ = begun.send(());
            // Until this test is over, or has failed.
            let _ = released.recv_timeout(Duration::from_secs(60));
        });
        begins.await.unwrap();
        timeout(Duration::from_secs(30), acceptor.stop_all(Duration::ZERO))
            .await
            .expect("it gives up on the handler");
        drop(release);
    }
}
