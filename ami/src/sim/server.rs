//! The simulated PBX on a socket: the only file here that moves bytes and reads the clock.
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "a server: sockets, tasks and the clock are its trade"
)]

use std::collections::{BTreeMap, VecDeque};
use std::fmt;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use tokio::net::TcpListener;
use tokio::sync::{Notify, mpsc};
use tokio::task::JoinHandle;
use tokio::time::Instant;

use super::clock::Moment;
use super::company::{Behaviour, Company, Settings};
use super::connection::{Order, converse};
use super::error::SimError;
use super::fault::Fault;
use super::manager::{Manager, Output};
use super::model::{Model, Plan};

/// Connections that are over for the PBX but not for their clients; the oldest is closed for one more.
const LEAVING: usize = 200;

/// A client that is connected now.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Connected {
    /// Names the connection in [`Pbx::fault_on`]; never used twice.
    pub id: u64,
    /// The AMI user, once logged in.
    pub user: Option<String>,
}

/// A simulated PBX that listens on loopback. Dropping it stops it.
pub struct Pbx {
    address: SocketAddr,
    shared: Arc<Shared>,
    listener: Mutex<Option<JoinHandle<()>>>,
    timer: JoinHandle<()>,
}

pub(super) struct Shared {
    state: Mutex<State>,
    /// Something changed: the timer has to look again when it is due.
    changed: Notify,
    /// Where the simulation's time was when the process's clock stood at `instant`.
    epoch: Moment,
    instant: Instant,
}

struct State {
    manager: Manager,
    connections: BTreeMap<u64, Connection>,
    /// Connections without a session: half-open ones, which nobody closes, and those that still write.
    leaving: VecDeque<JoinHandle<()>>,
    up: bool,
}

struct Connection {
    queue: mpsc::UnboundedSender<Order>,
    /// Bytes in the queue.
    pending: Arc<AtomicUsize>,
    task: JoinHandle<()>,
}

impl Pbx {
    /// Starts a PBX for a company, listening on a loopback address (port 0 takes any).
    ///
    /// # Errors
    ///
    /// [`SimError::Company`] or [`SimError::File`] if the company makes no sense, [`SimError::NotLoopback`] and
    /// [`SimError::Listen`] if the address cannot be used.
    ///
    /// # Panics
    ///
    /// Outside a tokio runtime.
    pub async fn start(address: &str, company: Company, settings: Settings) -> Result<Self, SimError> {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        let epoch = Moment(u64::try_from(now.as_millis()).unwrap_or(u64::MAX));
        let utc_offset = settings
            .utc_offset
            .unwrap_or_else(|| chrono::Local::now().offset().local_minus_utc());
        let users = company.users.clone();
        let model = Model::new(company, settings, utc_offset, epoch)?;
        let (listener, address) = listen(address).await?;
        let state = State {
            manager: Manager::new(model, users),
            connections: BTreeMap::new(),
            leaving: VecDeque::new(),
            up: true,
        };
        let shared = Arc::new(Shared {
            state: Mutex::new(state),
            changed: Notify::new(),
            epoch,
            instant: Instant::now(),
        });
        let timer = tokio::spawn(keep_time(Arc::clone(&shared)));
        let task = tokio::spawn(accept(listener, Arc::clone(&shared)));
        Ok(Self {
            address,
            shared,
            listener: Mutex::new(Some(task)),
            timer,
        })
    }

    /// Where AMI clients connect.
    pub fn addr(&self) -> SocketAddr {
        self.address
    }

    /// Writes an entry of AstDB, or removes it without a value, as a dialplan does when somebody dials a feature code. As
    /// with a real PBX, no event tells of it.
    ///
    /// # Errors
    ///
    /// [`SimError::Down`] while it is crashed.
    pub fn set_database(&self, family: &str, key: &str, value: Option<&str>) -> Result<(), SimError> {
        self.shared.act(|manager| {
            let entry = format!("/{family}/{key}");
            match value {
                Some(value) => manager.model.database.insert(entry, value.to_owned()),
                None => manager.model.database.remove(&entry),
            };
            Ok(())
        })
    }

    /// Changes what a phone does when it is called.
    ///
    /// # Errors
    ///
    /// [`SimError::NoSuchPhone`] if no phone has this extension.
    pub fn set_phone(&self, extension: &str, behaviour: Behaviour) -> Result<(), SimError> {
        self.shared.act(|manager| {
            let endpoint = manager.model.phone_of(extension);
            let endpoint = endpoint.ok_or_else(|| SimError::NoSuchPhone {
                extension: extension.to_owned(),
            })?;
            manager.model.set_behaviour(&endpoint, behaviour);
            Ok(())
        })
    }

    /// A phone dials a number: a colleague, a queue or somebody outside. If the far side answers, they talk for `talk`.
    /// Returns the unique id of the caller's channel.
    ///
    /// # Errors
    ///
    /// If there is no such phone or number, or the phone is not free.
    pub fn call(&self, from: &str, to: &str, talk: Duration) -> Result<String, SimError> {
        let plan = Plan {
            talk: Some(talk),
            ..Plan::default()
        };
        self.shared
            .act(|manager| manager.model.place_call(from, to, plan))
    }

    /// Somebody outside calls a queue and hangs up if nobody answered within `patience`. Returns the unique id of the
    /// caller's channel.
    ///
    /// # Errors
    ///
    /// [`SimError::NoSuchQueue`] if there is no such queue.
    pub fn incoming(&self, queue: &str, from: &str, patience: Duration) -> Result<String, SimError> {
        let plan = Plan {
            patience: Some(patience),
            ..Plan::default()
        };
        self.shared
            .act(|manager| manager.model.place_incoming(queue, from, plan))
    }

    /// Who is connected, oldest first.
    pub fn connected(&self) -> Vec<Connected> {
        let state = self.shared.lock();
        let sessions = state.manager.sessions.iter();
        let connected = sessions.map(|(id, session)| Connected {
            id: *id,
            user: session.login.user().map(str::to_owned),
        });
        connected.collect()
    }

    /// Makes something go wrong on every connection there is; says on how many.
    ///
    /// # Errors
    ///
    /// [`SimError::Down`] after a crash.
    pub fn fault(&self, fault: Fault) -> Result<usize, SimError> {
        self.shared.act(move |manager| Ok(manager.fault_all(&fault)))
    }

    /// Makes something go wrong on one connection.
    ///
    /// # Errors
    ///
    /// [`SimError::NoSuchConnection`] if it is gone, [`SimError::Down`] after a crash.
    pub fn fault_on(&self, connection: u64, fault: Fault) -> Result<(), SimError> {
        self.shared.act(|manager| {
            if !manager.sessions.contains_key(&connection) {
                return Err(SimError::NoSuchConnection { id: connection });
            }
            manager.fault(connection, fault);
            Ok(())
        })
    }

    /// Makes something go wrong on the next connection, from before its banner; asked twice, on the next two.
    ///
    /// # Errors
    ///
    /// [`SimError::Down`] after a crash.
    pub fn fault_next(&self, fault: Fault) -> Result<(), SimError> {
        self.shared.act(|manager| {
            manager.next_faults.push_back(fault);
            Ok(())
        })
    }

    /// The PBX dies: connections break, calls vanish, nobody listens. Its files, AstDB and queue members survive.
    pub fn crash(&self) {
        self.stop_listening();
        let mut state = self.shared.lock();
        state.up = false;
        state.manager.crash();
        for task in state.take_tasks() {
            task.abort();
        }
    }

    /// The listener's task is kept, so that [`begin_again`](Self::begin_again) can wait for its end: the port is taken
    /// until then.
    fn stop_listening(&self) {
        if let Some(task) = lock(&self.listener).as_ref() {
            task.abort();
        }
    }

    /// Starts again on the same port after a [`crash`](Self::crash). Does nothing if the PBX is up.
    ///
    /// # Errors
    ///
    /// [`SimError::Listen`] if somebody else took the port.
    pub async fn revive(&self) -> Result<(), SimError> {
        self.begin_again(Duration::ZERO).await
    }

    /// Ends as `core restart now` does, and starts again on the same port: `Shutdown` to whoever may hear it,
    /// connections closed, calls gone. Managers are let in at once, but for the time `boot` the actions of modules
    /// (queues, `DeviceStateList`, PJSIP, …) are unknown, and `FullyBooted` comes at its end.
    ///
    /// # Errors
    ///
    /// [`SimError::Listen`] if somebody else took the port.
    pub async fn restart(&self, boot: Duration) -> Result<(), SimError> {
        self.stop_listening();
        {
            let mut state = self.shared.lock();
            state.manager.handle_timeout(self.shared.now());
            state.manager.shut_down();
            state.deliver();
            state.up = false;
        }
        self.begin_again(boot).await
    }

    async fn begin_again(&self, boot: Duration) -> Result<(), SimError> {
        if self.shared.lock().up {
            return Ok(());
        }
        let ended = lock(&self.listener).take();
        if let Some(task) = ended {
            task.abort();
            // It was cancelled: that is what was asked for.
            let _ = task.await;
        }
        let (listener, _) = listen(&self.address.to_string()).await?;
        {
            let mut state = self.shared.lock();
            let now = self.shared.now();
            state.manager.model.reboot(now, boot);
            state.up = true;
        }
        let task = tokio::spawn(accept(listener, Arc::clone(&self.shared)));
        if let Some(task) = lock(&self.listener).replace(task) {
            task.abort();
        }
        self.shared.changed.notify_one();
        Ok(())
    }

    /// Stops listening, closes every connection and waits until all of it is gone.
    pub async fn stop(self) {
        let mut tasks: Vec<JoinHandle<()>> = lock(&self.listener).take().into_iter().collect();
        tasks.extend(self.shared.lock().take_tasks());
        for task in tasks {
            task.abort();
            // It was cancelled: that is what was asked for.
            let _ = task.await;
        }
    }
}

impl Drop for Pbx {
    fn drop(&mut self) {
        self.crash();
        self.timer.abort();
    }
}

impl fmt::Debug for Pbx {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pbx")
            .field("address", &self.address)
            .finish_non_exhaustive()
    }
}

/// No code panics while it holds one of these locks; if one did, the state would still be whole.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

async fn listen(address: &str) -> Result<(TcpListener, SocketAddr), SimError> {
    let failed = |source| SimError::Listen {
        address: address.to_owned(),
        source,
    };
    let resolved: Vec<SocketAddr> = tokio::net::lookup_host(address).await.map_err(failed)?.collect();
    if !resolved.iter().all(|address| address.ip().is_loopback()) {
        return Err(SimError::NotLoopback {
            address: address.to_owned(),
        });
    }
    let listener = TcpListener::bind(&resolved[..]).await.map_err(failed)?;
    let bound = listener.local_addr().map_err(failed)?;
    Ok((listener, bound))
}

impl Shared {
    /// Bytes came from a client.
    pub(super) fn received(&self, id: u64, bytes: &[u8]) {
        let mut state = self.lock();
        state.manager.receive(id, bytes, self.now());
        state.deliver();
        self.changed.notify_one();
    }

    /// A client is gone.
    pub(super) fn closed(&self, id: u64) {
        let mut state = self.lock();
        state.manager.close(id);
        state.connections.remove(&id);
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        lock(&self.state)
    }

    fn now(&self) -> Moment {
        self.epoch.after(self.instant.elapsed())
    }

    /// Does something to the PBX at this moment and hands out what comes of it.
    fn act<T>(&self, action: impl FnOnce(&mut Manager) -> Result<T, SimError>) -> Result<T, SimError> {
        let mut state = self.lock();
        if !state.up {
            return Err(SimError::Down);
        }
        state.manager.handle_timeout(self.now());
        let result = action(&mut state.manager);
        state.deliver();
        self.changed.notify_one();
        result
    }
}

impl State {
    /// Gives the manager's output to the connections' writers.
    fn deliver(&mut self) {
        let limit = self.manager.model.settings.backlog_limit;
        for output in self.manager.take_output() {
            match output {
                Output::Send(id, bytes) => {
                    let Some(connection) = self.connections.get(&id) else {
                        continue;
                    };
                    let waiting = connection.pending.fetch_add(bytes.len(), Ordering::Relaxed);
                    // One message may be larger than the limit; what may not grow is what waits behind it.
                    if waiting > limit || connection.queue.send(Order::Write(bytes)).is_err() {
                        self.drop_connection(id);
                    }
                }
                // The writer ends when it has written what it was given.
                Output::Close(id) => self.leave(id),
                Output::Slow(id, bytes, pause) => self.order(id, Order::Slow(bytes, pause)),
                Output::Stall(id, length) => self.order(id, Order::Stall(length)),
                Output::Freeze(id) => {
                    self.order(id, Order::Freeze);
                    self.leave(id);
                }
            }
        }
    }

    /// A connection has no session any more; its task has something left to do, or to leave undone.
    fn leave(&mut self, id: u64) {
        let Some(connection) = self.connections.remove(&id) else {
            return;
        };
        self.leaving.retain(|task| !task.is_finished());
        self.leaving.push_back(connection.task);
        if self.leaving.len() > LEAVING
            && let Some(oldest) = self.leaving.pop_front()
        {
            oldest.abort();
        }
    }

    fn take_tasks(&mut self) -> Vec<JoinHandle<()>> {
        let connections = std::mem::take(&mut self.connections);
        let leaving = std::mem::take(&mut self.leaving);
        let tasks = connections.into_values().map(|connection| connection.task);
        tasks.chain(leaving).collect()
    }

    fn order(&mut self, id: u64, order: Order) {
        if let Some(connection) = self.connections.get(&id) {
            // An error means that its task has ended: then there is nothing left to disturb.
            let _ = connection.queue.send(order);
        }
    }

    fn drop_connection(&mut self, id: u64) {
        self.manager.close(id);
        if let Some(connection) = self.connections.remove(&id) {
            connection.task.abort();
        }
    }
}

/// Lets time pass in the PBX.
async fn keep_time(shared: Arc<Shared>) {
    loop {
        let due = {
            let mut state = shared.lock();
            if state.up {
                state.manager.handle_timeout(shared.now());
                state.deliver();
                state.manager.poll_timeout()
            } else {
                None
            }
        };
        match due {
            None => shared.changed.notified().await,
            Some(at) => {
                let wait = at.since(shared.now());
                tokio::select! {
                    // Rounded up: waking a little early would only mean going round again.
                    () = tokio::time::sleep(wait + Duration::from_millis(1)) => {}
                    () = shared.changed.notified() => {}
                }
            }
        }
    }
}

async fn accept(listener: TcpListener, shared: Arc<Shared>) {
    loop {
        let Ok((stream, _)) = listener.accept().await else {
            // Out of file descriptors, or the client left again: let others finish first.
            tokio::time::sleep(Duration::from_millis(50)).await;
            continue;
        };
        let mut state = shared.lock();
        // Dropping the stream closes it without a word, as Asterisk does at its limit.
        let Some(id) = state.manager.open(shared.now()) else {
            continue;
        };
        let (queue, messages) = mpsc::unbounded_channel();
        let pending = Arc::new(AtomicUsize::new(0));
        let task = tokio::spawn(converse(
            id,
            stream,
            messages,
            Arc::clone(&pending),
            Arc::clone(&shared),
        ));
        state.connections.insert(id, Connection { queue, pending, task });
        state.deliver();
        shared.changed.notify_one();
    }
}
