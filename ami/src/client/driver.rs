use std::collections::{HashMap, VecDeque};
use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::sync::{mpsc, oneshot, watch};

use super::config::Config;
use super::error::{ConnectError, SendError};
use super::hub::Hub;
use super::item::{Connected, Item};
use super::list::NotTaken;
use super::order::{Answer, Order, Sending};
use super::session::{Moved, Session, random};
use super::state::State;
use crate::action::{Logoff, Request};
use crate::proto::{CloseReason, Connection, Failure, Incoming, Notice, RequestId};
use crate::wire::MessageBuf;

/// Most bytes of actions that wait for the socket.
const UNWRITTEN: usize = 256 * 1024;

/// How long a goodbye may take.
const GOODBYE: Duration = Duration::from_secs(2);

/// The task behind a client: connects, serves, connects again.
pub(super) struct Driver {
    config: Config,
    orders: mpsc::UnboundedReceiver<Order>,
    state: watch::Sender<State>,
    hub: Arc<Hub>,
    session: Option<Session>,
    waiting: HashMap<RequestId, Answer>,
    /// Actions for which the peer, which does not read, has left no room yet. At most [`Config::in_flight`].
    held: VecDeque<Sending>,
    generation: u64,
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
        orders: mpsc::UnboundedReceiver<Order>,
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
            held: VecDeque::new(),
            generation: 0,
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
                        tracing::debug!(%error, attempt, "not connected");
                        self.hub.counters.failed_attempts.add(1);
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
                    tracing::debug!(generation = self.generation, %reason, "connection ended");
                    for sending in std::mem::take(&mut self.held) {
                        refuse(sending, SendError::NotConnected);
                    }
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
    }

    fn connected(&mut self, session: &Session) {
        self.generation += 1;
        self.hub.counters.connections.add(1);
        let connected = Connected {
            generation: self.generation,
            banner: session.banner.clone(),
        };
        tracing::debug!(generation = self.generation, banner = %session.banner, "logged in");
        // Who sees the state finds its subscription begun, and the other way round.
        self.hub.publish(&Item::Connected(connected));
        self.state.send_replace(State::Connected {
            banner: session.banner.clone(),
            generation: self.generation,
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
                    Some(Order::Send(sending)) => refuse(sending, SendError::NotConnected),
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
            if let Some(reason) = self.tell_waiting(&mut session) {
                return End::Lost(reason);
            }
            session.take_up();
            while session.unwritten() < UNWRITTEN
                && let Some(sending) = self.held.pop_front()
            {
                self.send(&mut session.connection, sending);
                session.take_up();
            }
            tokio::select! {
                // Also if there is no room: the wish to close must be heard.
                order = self.orders.recv() => match order {
                    Some(Order::Send(sending)) => self.held.push_back(sending),
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
                reason = Self::step(&self.hub, &mut self.waiting, &mut session) => {
                    if let Some(reason) = reason {
                        return End::Lost(reason);
                    }
                }
            }
        }
    }

    fn send(&mut self, connection: &mut Connection, sending: Sending) {
        // Its sender stopped waiting before it was sent.
        let Some(request) = sending.request.take() else {
            return;
        };
        let now = Instant::now();
        let sent = match &sending.answer.items {
            Some(_) => connection.send_streamed(&request, now),
            None => connection.send(&request, now),
        };
        match sent {
            Ok(id) => {
                self.hub.counters.actions.add(1);
                self.waiting.insert(id, sending.answer);
            }
            Err(_) => sending.answer.give(Err(SendError::NotConnected)),
        }
    }

    /// Moves bytes until something happened, and passes on what it means; returns why the connection ended, if it has.
    /// Cancel safe.
    async fn step(
        hub: &Hub,
        waiting: &mut HashMap<RequestId, Answer>,
        session: &mut Session,
    ) -> Option<CloseReason> {
        let (mut ended, mut unwanted) = (None, Vec::new());
        session
            .step(Some(&mut |incoming| match incoming {
                Incoming::Event(message) => hub.event(message),
                Incoming::Notice(notice) => tell(hub, waiting, notice, &mut ended, &mut unwanted),
            }))
            .await;
        for id in unwanted {
            session.connection.forget(id);
        }
        ended
    }

    /// Passes on what the connection had to say before it was asked.
    fn tell_waiting(&mut self, session: &mut Session) -> Option<CloseReason> {
        let Moved { received, sent } = std::mem::take(&mut session.moved);
        self.hub.counters.bytes_received.add(received);
        self.hub.counters.bytes_sent.add(sent);
        let (mut ended, mut unwanted) = (None, Vec::new());
        let early = std::mem::take(&mut session.early);
        for notice in early {
            tell(&self.hub, &mut self.waiting, notice, &mut ended, &mut unwanted);
        }
        while let Some(notice) = session.connection.poll_event() {
            tell(&self.hub, &mut self.waiting, notice, &mut ended, &mut unwanted);
        }
        for id in unwanted {
            session.connection.forget(id);
        }
        ended
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
            while self.tell_waiting(&mut session).is_none() {
                if Self::step(&self.hub, &mut self.waiting, &mut session)
                    .await
                    .is_some()
                {
                    break;
                }
            }
        };
        // A peer that does not answer is left all the same.
        let _ = tokio::time::timeout(GOODBYE, goodbye).await;
    }

    fn finish(&mut self) {
        self.orders.close();
        for sending in std::mem::take(&mut self.held) {
            refuse(sending, SendError::Closed);
        }
        // What was never taken up was never sent.
        while let Ok(order) = self.orders.try_recv() {
            match order {
                Order::Send(sending) => refuse(sending, SendError::Closed),
                Order::Close { done } => self.closers.push(done),
            }
        }
        self.hub.close();
        self.state.send_replace(State::Closed);
        for done in std::mem::take(&mut self.closers) {
            let _ = done.send(());
        }
    }
}

/// However the task ends, by a handler's panic or with its runtime too, nobody may wait for it for ever.
impl Drop for Driver {
    fn drop(&mut self) {
        self.finish();
    }
}

/// Passes on one notice.
fn tell(
    hub: &Hub,
    waiting: &mut HashMap<RequestId, Answer>,
    notice: Notice,
    ended: &mut Option<CloseReason>,
    unwanted: &mut Vec<RequestId>,
) {
    match notice {
        Notice::Reply { id, result } => {
            if let Some(answer) = waiting.remove(&id) {
                if result.is_err() {
                    hub.counters.unanswered.add(1);
                }
                answer.give(result.map_err(|failure| SendError::OutcomeUnknown { failure }));
            }
        }
        Notice::Item { id, message } => {
            if let Some(failure) = give_item(waiting, id, message) {
                // The rest of the list is of no use.
                unwanted.push(id);
                if let Some(answer) = waiting.remove(&id) {
                    answer.give(Err(SendError::OutcomeUnknown { failure }));
                }
            }
        }
        Notice::Event(message) => hub.owned_event(message),
        Notice::Unmatched(message) => hub.publish(&Item::Unmatched(Arc::new(message))),
        Notice::Malformed(malformed) => {
            tracing::warn!(%malformed, "a message was given up");
            hub.publish(&Item::Malformed(malformed));
        }
        Notice::Closed(reason) => *ended = Some(reason),
        Notice::Ready(_) => {}
    }
}

/// Hands on an item of a list; returns why that is of no use any more.
fn give_item(waiting: &HashMap<RequestId, Answer>, id: RequestId, message: MessageBuf) -> Option<Failure> {
    match waiting.get(&id)?.items.as_ref()?.push(message) {
        Ok(()) => None,
        // Nobody hears this.
        Err(NotTaken::Unwanted) => Some(Failure::ConnectionLost),
        Err(NotTaken::Full(failure)) => Some(failure),
    }
}

/// Tells that an action was not sent.
fn refuse(sending: Sending, error: SendError) {
    if sending.request.take().is_some() {
        sending.answer.give(Err(error));
    }
}
