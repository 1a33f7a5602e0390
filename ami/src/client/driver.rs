use std::collections::HashMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::sync::{mpsc, oneshot, watch};

use super::config::Config;
use super::error::{ConnectError, SendError};
use super::session::{Session, random};
use super::state::State;
use super::subscription::{Hub, Item};
use crate::action::{Logoff, Reply, Request};
use crate::proto::{CloseReason, Notice, RequestId};

/// Most actions under way at once; further ones wait in their channel.
const PENDING: usize = 256;

/// Most bytes of actions that wait for the socket.
const UNWRITTEN: usize = 256 * 1024;

/// How long a goodbye may take.
const GOODBYE: Duration = Duration::from_secs(2);

/// What a [`Client`](super::Client) asks of its task.
#[derive(Debug)]
pub(super) enum Order {
    Send {
        request: Request,
        reply: oneshot::Sender<Result<Reply, SendError>>,
    },
    Close {
        done: oneshot::Sender<()>,
    },
}

/// The task behind a client: connects, serves, connects again.
pub(super) struct Driver {
    config: Config,
    orders: mpsc::Receiver<Order>,
    state: watch::Sender<State>,
    hub: Arc<Hub>,
    session: Option<Session>,
    waiting: HashMap<RequestId, oneshot::Sender<Result<Reply, SendError>>>,
    /// Who wants to know that it is over.
    closers: Vec<oneshot::Sender<()>>,
}

/// Why serving a connection ended.
enum End {
    /// The connection is gone.
    Lost(CloseReason),
    /// Nobody wants it any more.
    Unwanted,
}

impl Driver {
    pub(super) fn new(
        config: Config,
        orders: mpsc::Receiver<Order>,
        state: watch::Sender<State>,
        hub: Arc<Hub>,
    ) -> Self {
        Self {
            config,
            orders,
            state,
            hub,
            session: None,
            waiting: HashMap::new(),
            closers: Vec::new(),
        }
    }

    /// Begins with a connection that is logged in.
    pub(super) fn with_session(mut self, session: Session) -> Self {
        self.connected(&session);
        self.session = Some(session);
        self
    }

    pub(super) async fn run(mut self) {
        let mut attempt = 1;
        loop {
            let session = match self.session.take() {
                Some(session) => session,
                None => match self.open().await {
                    Some(Ok(session)) => {
                        self.connected(&session);
                        session
                    }
                    Some(Err(error)) => {
                        let error = Arc::new(error);
                        let delay = self.delay_after(&error, attempt);
                        attempt = attempt.saturating_add(1);
                        if self.rest(delay).await.is_none() {
                            break;
                        }
                        continue;
                    }
                    None => break,
                },
            };
            let began = session.began;
            match self.serve(session).await {
                End::Unwanted => break,
                End::Lost(reason) => {
                    let reason = Arc::new(Session::ended(&self.config, reason));
                    self.hub.publish(&Item::Disconnected {
                        reason: Arc::clone(&reason),
                    });
                    // A server that accepts and drops at once must not be asked in quick succession for ever.
                    if began.elapsed() >= self.config.reconnect.max() {
                        attempt = 1;
                    }
                    let delay = self.delay_after(&reason, attempt);
                    attempt = attempt.saturating_add(1);
                    if self.rest(delay).await.is_none() {
                        break;
                    }
                }
            }
        }
        self.finish();
    }

    fn connected(&self, session: &Session) {
        // Who sees the state finds its subscription begun, and the other way round.
        self.hub.publish(&Item::Connected(session.banner.clone()));
        self.state.send_replace(State::Connected {
            banner: session.banner.clone(),
        });
    }

    /// Tells why there is no connection, which holds until there is one, and says how long to wait.
    fn delay_after(&self, error: &Arc<ConnectError>, attempt: u32) -> Duration {
        if error.is_refused() {
            self.state.send_replace(State::Refused {
                attempt,
                error: Arc::clone(error),
            });
            // Asking often does not make a wrong secret right, and may get the address banned.
            return self.config.reconnect.delay(u32::MAX, random());
        }
        let last_error = Some(Arc::clone(error));
        self.state.send_replace(State::Connecting {
            attempt: attempt.saturating_add(1),
            last_error,
        });
        self.config.reconnect.delay(attempt, random())
    }

    /// Tries to connect, refusing actions meanwhile. `None` if nobody wants the client any more.
    async fn open(&mut self) -> Option<Result<Session, ConnectError>> {
        let config = self.config.clone();
        let opening = Session::open(&config);
        self.unless_unwanted(opening).await
    }

    /// Waits, refusing actions meanwhile. `None` if nobody wants the client any more.
    async fn rest(&mut self, delay: Duration) -> Option<()> {
        self.unless_unwanted(tokio::time::sleep(delay)).await
    }

    async fn unless_unwanted<T>(&mut self, work: impl Future<Output = T>) -> Option<T> {
        let mut work = std::pin::pin!(work);
        loop {
            tokio::select! {
                done = &mut work => return Some(done),
                order = self.orders.recv() => match order {
                    Some(Order::Send { reply, .. }) => {
                        // Nobody may be left to hear it.
                        let _ = reply.send(Err(SendError::NotConnected));
                    }
                    Some(Order::Close { done }) => {
                        self.closers.push(done);
                        return None;
                    }
                    None => return None,
                },
            }
        }
    }

    async fn serve(&mut self, mut session: Session) -> End {
        loop {
            if let Some(reason) = self.tell(&mut session) {
                return End::Lost(reason);
            }
            let has_room = session.connection.pending() < PENDING && session.unwritten() < UNWRITTEN;
            tokio::select! {
                order = self.orders.recv(), if has_room => match order {
                    Some(Order::Send { request, reply }) => {
                        match session.connection.send(&request, Instant::now()) {
                            Ok(id) => {
                                self.waiting.insert(id, reply);
                            }
                            Err(_) => {
                                let _ = reply.send(Err(SendError::NotConnected));
                            }
                        }
                    }
                    Some(Order::Close { done }) => {
                        self.closers.push(done);
                        self.log_off(session).await;
                        return End::Unwanted;
                    }
                    None => {
                        self.log_off(session).await;
                        return End::Unwanted;
                    }
                },
                () = session.step() => {}
            }
        }
    }

    /// Passes on what the connection has to say; returns why it ended, if it has.
    fn tell(&mut self, session: &mut Session) -> Option<CloseReason> {
        while let Some(notice) = session.connection.poll_event() {
            match notice {
                Notice::Reply { id, result } => {
                    if let Some(reply) = self.waiting.remove(&id) {
                        // Nobody may be left to hear it.
                        let _ = reply.send(result.map_err(|failure| SendError::OutcomeUnknown { failure }));
                    }
                }
                Notice::Event(message) => self.hub.publish(&Item::Event(Arc::new(message))),
                Notice::Unmatched(message) => self.hub.publish(&Item::Unmatched(Arc::new(message))),
                Notice::Malformed(malformed) => self.hub.publish(&Item::Malformed(malformed)),
                Notice::Closed(reason) => return Some(reason),
                Notice::Ready(_) => {}
            }
        }
        None
    }

    /// Says goodbye and waits for the answer, so that the peer has read all that was sent.
    async fn log_off(&mut self, mut session: Session) {
        let Ok(request) = Request::new(&Logoff) else {
            return;
        };
        if session.connection.send(&request, Instant::now()).is_err() {
            return;
        }
        let goodbye = async {
            while self.tell(&mut session).is_none() {
                session.step().await;
            }
        };
        // A peer that does not answer is left all the same.
        let _ = tokio::time::timeout(GOODBYE, goodbye).await;
    }

    fn finish(mut self) {
        self.orders.close();
        // What was never taken up was never sent.
        while let Ok(order) = self.orders.try_recv() {
            match order {
                Order::Send { reply, .. } => {
                    let _ = reply.send(Err(SendError::Closed));
                }
                Order::Close { done } => self.closers.push(done),
            }
        }
        self.hub.close();
        self.state.send_replace(State::Closed);
        for done in self.closers {
            let _ = done.send(());
        }
    }
}
