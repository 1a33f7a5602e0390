//! The simulated PBX on a socket: the only file here that moves bytes and reads the clock.
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "a server: sockets, tasks and the clock are its trade"
)]

use std::collections::BTreeMap;
use std::fmt;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Notify, mpsc};
use tokio::task::JoinHandle;
use tokio::time::Instant;

use super::clock::Moment;
use super::company::{Behaviour, Company, Settings};
use super::error::SimError;
use super::manager::{Manager, Output};
use super::model::{Model, Plan};

/// A write that takes longer means a client that does not read.
const WRITE_TIMEOUT: Duration = Duration::from_secs(5);

/// A simulated PBX that listens on loopback. Dropping it stops it.
pub struct Pbx {
    address: SocketAddr,
    shared: Arc<Shared>,
    listener: Mutex<Option<JoinHandle<()>>>,
    timer: JoinHandle<()>,
}

struct Shared {
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
    up: bool,
}

struct Connection {
    queue: mpsc::UnboundedSender<Arc<str>>,
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

    /// The PBX dies: connections break, calls vanish, nobody listens. Its files, AstDB and queue members survive.
    pub fn crash(&self) {
        if let Some(task) = lock(&self.listener).take() {
            task.abort();
        }
        let mut state = self.shared.lock();
        state.up = false;
        state.manager.crash();
        for (_, connection) in std::mem::take(&mut state.connections) {
            connection.task.abort();
        }
    }

    /// Starts again on the same port after a [`crash`](Self::crash). Does nothing if the PBX is up.
    ///
    /// # Errors
    ///
    /// [`SimError::Listen`] if somebody else took the port.
    pub async fn revive(&self) -> Result<(), SimError> {
        if self.shared.lock().up {
            return Ok(());
        }
        let (listener, _) = listen(&self.address.to_string()).await?;
        {
            let mut state = self.shared.lock();
            let now = self.shared.now();
            state.manager.model.reboot(now);
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
        let connections = std::mem::take(&mut self.shared.lock().connections);
        tasks.extend(connections.into_values().map(|connection| connection.task));
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
                Output::Send(id, text) => {
                    let Some(connection) = self.connections.get(&id) else {
                        continue;
                    };
                    let waiting = connection.pending.fetch_add(text.len(), Ordering::Relaxed);
                    // One message may be larger than the limit; what may not grow is what waits behind it.
                    if waiting > limit || connection.queue.send(text).is_err() {
                        self.drop_connection(id);
                    }
                }
                // The writer ends when it has written what it was given.
                Output::Close(id) => drop(self.connections.remove(&id)),
            }
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

/// Reads from and writes to one client until either side has enough.
async fn converse(
    id: u64,
    mut stream: TcpStream,
    mut messages: mpsc::UnboundedReceiver<Arc<str>>,
    pending: Arc<AtomicUsize>,
    shared: Arc<Shared>,
) {
    // As Asterisk does; a refusal costs a little speed only.
    let _ = stream.set_nodelay(true);
    let (mut reader, mut writer) = stream.split();
    let mut buffer = [0; 4096];
    loop {
        tokio::select! {
            message = messages.recv() => {
                // The manager closed the session, and everything before that is written.
                let Some(message) = message else { break };
                let written = tokio::time::timeout(WRITE_TIMEOUT, writer.write_all(message.as_bytes())).await;
                pending.fetch_sub(message.len(), Ordering::Relaxed);
                if !matches!(written, Ok(Ok(()))) {
                    break;
                }
            }
            read = reader.read(&mut buffer) => {
                let Ok(count @ 1..) = read else { break };
                let mut state = shared.lock();
                state.manager.receive(id, &buffer[..count], shared.now());
                state.deliver();
                shared.changed.notify_one();
            }
        }
    }
    let mut state = shared.lock();
    state.manager.close(id);
    state.connections.remove(&id);
}
