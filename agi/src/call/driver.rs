//! Moves the bytes of one call and runs its handler beside, in one task: neither waits for the other.

use std::future::{Future, pending, poll_fn};
use std::net::SocketAddr;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::{Pin, pin};
use std::task::Poll;
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _};
use tokio::sync::{mpsc, oneshot, watch};
use tokio::time::{Instant, Sleep, sleep_until, timeout};

use super::awake::stays_awake;
use super::{Call, CallError, Handler, HandlerError, Order, Outcome, State};
use crate::command::ReplyError;
use crate::outcome::FAILURE;
use crate::proto::{CloseReason, NotSent, Notice, Options, Session};
use crate::wire::Reply;

/// A line that takes longer to write means a peer that does not read.
const WRITE_TIMEOUT: Duration = Duration::from_secs(5);

/// How long a handler may go on once the call was taken from it.
const GRACE: Duration = Duration::from_secs(5);

/// How long the peer may take to close its side. Until then it is read from: closing a socket with unread bytes in it
/// would take back what was written last.
const LINGER: Duration = Duration::from_secs(2);

/// How much is read from it meanwhile. What an Asterisk has under way then is less; a flood gets no more of our time.
const LINGER_BYTES: u64 = 1024 * 1024;

/// How long a call takes at most to end, once it was told to: the grace, a last write, the linger.
pub(crate) const LONGEST_END: Duration = Duration::from_secs(15);

/// What a call has beside its stream.
pub(crate) struct Surroundings<Stop, HangUp> {
    /// Who connected.
    pub(crate) peer: Option<SocketAddr>,
    /// Resolves when the call shall end early.
    pub(crate) stop: Stop,
    /// Resolves when the caller hangs up and the stream does not say so.
    pub(crate) hang_up: HangUp,
    /// Whether the peer reads what was written only as long as the stream is open: a socket.
    pub(crate) lingers: bool,
}

/// Runs one call over any stream, from its environment to its end. `stop` ends it early.
///
/// A panic of the handler is caught, unless panics abort the program.
///
/// ```
/// use switchhook_agi::call::{Outcome, converse};
/// use switchhook_agi::proto::Options;
/// use switchhook_agi::{Call, CallError};
/// use tokio::io::AsyncWriteExt as _;
///
/// async fn nothing(_: Call) -> Result<(), CallError> {
///     Ok(())
/// }
/// # let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
/// # runtime.block_on(async {
/// let (ours, mut asterisk) = tokio::io::duplex(1024);
/// asterisk.write_all(b"agi_network: yes\n\n").await.unwrap();
/// asterisk.shutdown().await.unwrap();
/// let outcome = converse(ours, &nothing, Options::default(), std::future::pending()).await;
/// assert!(matches!(outcome, Outcome::Completed));
/// # });
/// ```
pub async fn converse<S, H>(
    stream: S,
    handler: &H,
    options: Options,
    stop: impl Future<Output = ()>,
) -> Outcome
where
    S: AsyncRead + AsyncWrite + Unpin,
    H: Handler,
{
    let surroundings = Surroundings {
        peer: None,
        stop,
        hang_up: pending(),
        lingers: true,
    };
    converse_within(surroundings, stream, handler, options, |_| {}).await
}

/// As [`converse`]; `told` learns of the call before its handler does.
pub(crate) fn converse_within<S, H>(
    surroundings: Surroundings<impl Future<Output = ()>, impl Future<Output = ()>>,
    stream: S,
    handler: &H,
    options: Options,
    told: impl FnOnce(&Call),
) -> impl Future<Output = Outcome>
where
    S: AsyncRead + AsyncWrite + Unpin,
    H: Handler,
{
    stays_awake(conversation(surroundings, stream, handler, options, told))
}

async fn conversation<S, H>(
    surroundings: Surroundings<impl Future<Output = ()>, impl Future<Output = ()>>,
    stream: S,
    handler: &H,
    options: Options,
    told: impl FnOnce(&Call),
) -> Outcome
where
    S: AsyncRead + AsyncWrite + Unpin,
    H: Handler,
{
    let call_timeout = options.call_timeout;
    let (orders, taken) = mpsc::channel(1);
    let (state, seen) = watch::channel(State::Alive);
    let now = Instant::now();
    let session = Session::new(options, now.into_std());
    let due = session.poll_timeout().map_or(now, Instant::from_std);
    let mut driver = Driver {
        stream,
        session,
        timer: Box::pin(sleep_until(due)),
        orders: taken,
        is_let_go: false,
        waiting: None,
        state,
        reason: None,
        peer_closed: false,
        give_up: None,
        call_timeout,
        is_hang_up_known: false,
        lingers: surroundings.lingers,
    };
    let mut stop = pin!(surroundings.stop);
    let mut hang_up = pin!(surroundings.hang_up);
    let environment = loop {
        if let Some(Notice::Started(environment)) = driver.session.poll_event() {
            break environment;
        }
        if driver.session.is_closed() {
            driver.tell();
            let reason = driver.reason.take().unwrap_or(CloseReason::ClosedByPeer);
            driver.finish(true).await;
            return Outcome::NotBegun(reason);
        }
        driver.step(None, stop.as_mut(), hang_up.as_mut()).await;
    };
    let call = Call {
        url: environment.url(),
        environment,
        parameters: Vec::new(),
        peer: surroundings.peer,
        line_limit: driver.session.line_limit(),
        orders,
        state: seen,
    };
    told(&call);
    // Called inside, so that a panic before the first await is caught too.
    let mut handling: Handling<'_> = Box::pin(async move { handler.handle(call).await });
    let mut outcome = driver.run(&mut handling, stop, hang_up).await;
    // Of a handler that was stopped, what it holds is dropped only here, and that may panic too.
    if let Err(panic) = catch_unwind(AssertUnwindSafe(|| drop(handling))) {
        outcome = Outcome::of_panic(&*panic);
    }
    let is_failure = !matches!(outcome, Outcome::Completed);
    driver.finish(is_failure).await;
    outcome
}

struct Driver<S> {
    stream: S,
    session: Session,
    /// Goes off at the next deadline or before. Commands move their deadlines ahead all the time; setting a timer each
    /// time would cost more than all else here.
    timer: Pin<Box<Sleep>>,
    orders: mpsc::Receiver<Order>,
    /// No more orders can come.
    is_let_go: bool,
    /// Who waits for the reply under way. May have gone away.
    waiting: Option<oneshot::Sender<Result<Reply, CallError>>>,
    state: watch::Sender<State>,
    /// Why the session is over.
    reason: Option<CloseReason>,
    peer_closed: bool,
    /// When a handler without a call is stopped.
    give_up: Option<Instant>,
    call_timeout: Duration,
    /// That the caller hung up was told beside the stream.
    is_hang_up_known: bool,
    lingers: bool,
}

/// A handler at work.
type Handling<'a> = Pin<Box<dyn Future<Output = Result<(), HandlerError>> + Send + 'a>>;

impl<S: AsyncRead + AsyncWrite + Unpin> Driver<S> {
    /// Until the handler is done, or has to be stopped.
    async fn run(
        &mut self,
        handling: &mut Handling<'_>,
        mut stop: Pin<&mut impl Future<Output = ()>>,
        mut hang_up: Pin<&mut impl Future<Output = ()>>,
    ) -> Outcome {
        loop {
            self.tell();
            if let Some(request) = self.session.poll_transmit() {
                self.write(&request).await;
                self.tell();
            }
            if let Some(outcome) = self.step(Some(handling), stop.as_mut(), hang_up.as_mut()).await {
                return outcome;
            }
        }
    }

    /// Waits until something happens, and takes it in.
    async fn step(
        &mut self,
        handling: Option<&mut Handling<'_>>,
        stop: Pin<&mut impl Future<Output = ()>>,
        hang_up: Pin<&mut impl Future<Output = ()>>,
    ) -> Option<Outcome> {
        let mut buffer = [0; 2048];
        let due = match self.give_up {
            Some(give_up) => Some(give_up),
            None => self.session.poll_timeout().map(Instant::from_std),
        };
        if let Some(due) = due
            && (due < self.timer.deadline() || self.timer.is_elapsed())
        {
            self.timer.as_mut().reset(due);
        }
        let is_closed = self.session.is_closed();
        tokio::select! {
            // The handler first: it may want to send something, which is then taken up at once. What the peer says
            // comes last: one that never stops must not keep the clock from being looked at.
            biased;
            result = caught(handling) => return Some(result),
            order = self.orders.recv(), if !self.is_let_go && (self.session.is_idle() || is_closed) => {
                match order {
                    Some(order) => self.take(order),
                    // Nobody holds the call any more, but the handler still works.
                    None => self.is_let_go = true,
                }
            }
            () = self.timer.as_mut(), if due.is_some() => {
                let now = Instant::now();
                if self.give_up.is_some_and(|give_up| give_up <= now) {
                    let reason = self.reason.clone().unwrap_or(CloseReason::Finished);
                    return Some(Outcome::Stopped(reason));
                }
                // Does nothing when it went off too early.
                self.session.handle_timeout(now.into_std());
            }
            () = abandoned(self.waiting.as_mut()), if self.session.can_interrupt() => {
                self.session.interrupt(Instant::now().into_std());
            }
            () = stop, if !is_closed => self.session.close(CloseReason::Shutdown),
            () = hang_up, if !self.is_hang_up_known => {
                self.is_hang_up_known = true;
                self.session.hang_up(Instant::now().into_std());
            }
            // What comes once the session is over is left to the linger, which has bounds.
            read = self.stream.read(&mut buffer), if !self.peer_closed && !is_closed => match read {
                Ok(0) => {
                    self.peer_closed = true;
                    self.session.closed_by_peer();
                }
                Ok(count) => self.session.receive(&buffer[..count], Instant::now().into_std()),
                Err(error) => {
                    self.peer_closed = true;
                    self.lost(&error);
                }
            },
        }
        if self.session.is_closed() && !is_closed {
            self.on_closed().await;
        }
        None
    }

    /// Sends what the handler wants to be sent.
    fn take(&mut self, order: Order) {
        // It was given up before it was sent.
        if order.answer.is_closed() {
            return;
        }
        let error = match self.session.send(&order.request, Instant::now().into_std()) {
            Ok(()) => {
                self.waiting = Some(order.answer);
                return;
            }
            Err(NotSent::HungUp) => CallError::HungUp,
            // Orders are taken up only when the session is idle or over.
            Err(NotSent::Over | NotSent::NotStarted | NotSent::Busy) => CallError::Ended {
                reason: self.reason.clone().unwrap_or(CloseReason::Finished),
            },
        };
        let _ = order.answer.send(Err(error));
    }

    /// Passes on what the session has to say.
    fn tell(&mut self) {
        while let Some(notice) = self.session.poll_event() {
            match notice {
                Notice::Reply(reply) => {
                    let reply =
                        reply.map_err(|error| CallError::Reply(ReplyError::TooLong { limit: error.limit }));
                    if let Some(waiting) = self.waiting.take() {
                        // Nobody may be left to hear it.
                        let _ = waiting.send(reply);
                    }
                }
                Notice::HungUp => drop(self.state.send_replace(State::HungUp)),
                Notice::Closed(reason) => {
                    if let Some(waiting) = self.waiting.take() {
                        let reason = reason.clone();
                        let _ = waiting.send(Err(CallError::OutcomeUnknown { reason }));
                    }
                    self.reason = Some(reason.clone());
                    self.state.send_replace(State::Over(reason));
                }
                // Nobody waits for it: that is why it was interrupted.
                Notice::Interrupted => drop(self.waiting.take()),
                Notice::Started(_) | Notice::Trying(_) | Notice::Unexpected(_) => {}
            }
        }
    }

    /// Gives the call back to Asterisk, and the handler some time to notice.
    async fn on_closed(&mut self) {
        self.tell();
        let peer_ended = matches!(
            self.reason,
            Some(CloseReason::ClosedByPeer | CloseReason::Lost { .. })
        );
        let time = if peer_ended {
            // What is done after a call, such as storing it, may take as long as a call.
            self.call_timeout.min(Duration::from_secs(365 * 24 * 60 * 60))
        } else {
            GRACE
        };
        self.give_up = Some(Instant::now() + time);
        if !peer_ended {
            self.write(FAILURE).await;
            self.shut_down().await;
        }
    }

    async fn write(&mut self, bytes: &[u8]) {
        if self.peer_closed {
            return;
        }
        let writing = async {
            self.stream.write_all(bytes).await?;
            // Not every stream is a socket.
            self.stream.flush().await
        };
        match timeout(WRITE_TIMEOUT, writing).await {
            Ok(Ok(())) => {}
            Ok(Err(error)) => self.lost(&error),
            Err(_) => self.session.close(CloseReason::Lost {
                error: format!("the peer read nothing for {WRITE_TIMEOUT:?}"),
            }),
        }
    }

    async fn shut_down(&mut self) {
        // It may be gone already, which is just as well.
        let _ = timeout(WRITE_TIMEOUT, self.stream.shutdown()).await;
    }

    fn lost(&mut self, error: &std::io::Error) {
        self.session.close(CloseReason::Lost {
            error: error.to_string(),
        });
    }

    /// Ends the session, if it is not over, and closes the connection so that the peer reads all that was written.
    async fn finish(&mut self, is_failure: bool) {
        let was_closed = self.session.is_closed();
        self.session.close(CloseReason::Finished);
        self.tell();
        self.orders.close();
        if !was_closed {
            if is_failure {
                self.write(FAILURE).await;
            }
            self.shut_down().await;
        }
        linger(&mut self.stream, self.peer_closed || !self.lingers).await;
    }
}

/// Reads until the peer closes its side, bounded in time and bytes.
pub(crate) async fn linger<S: AsyncRead + Unpin>(stream: &mut S, is_closed: bool) {
    if is_closed {
        return;
    }
    let mut stream = stream.take(LINGER_BYTES);
    let mut buffer = [0; 512];
    let until_closed = async { while matches!(stream.read(&mut buffer).await, Ok(1..)) {} };
    // A peer that does not close, or does not stop, is left all the same.
    let _ = timeout(LINGER, until_closed).await;
}

/// Resolves when nobody waits for the reply any more.
async fn abandoned(waiting: Option<&mut oneshot::Sender<Result<Reply, CallError>>>) {
    match waiting {
        Some(waiting) => waiting.closed().await,
        None => std::future::pending().await,
    }
}

/// The handler's outcome; its panic too.
async fn caught(handling: Option<&mut Handling<'_>>) -> Outcome {
    let Some(handling) = handling else {
        return std::future::pending().await;
    };
    // Nothing of ours is in use while the handler runs, and the handler itself is never polled again after a panic.
    poll_fn(
        move |context| match catch_unwind(AssertUnwindSafe(|| handling.as_mut().poll(context))) {
            Ok(Poll::Pending) => Poll::Pending,
            Ok(Poll::Ready(result)) => Poll::Ready(Outcome::of(result)),
            Err(panic) => Poll::Ready(Outcome::of_panic(&*panic)),
        },
    )
    .await
}
