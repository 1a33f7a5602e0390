//! A client that stays connected, over TCP, TLS or any other byte stream. Feature `tokio`.
//!
//! ```no_run
//! use switchhook_ami::client::{Client, Config, Item};
//! use switchhook_ami::{Event, EventMask, Secret};
//!
//! # async fn run() {
//! let config = Config::new("127.0.0.1:5038", "ops", Secret::new("secret")).events(EventMask::CALL);
//! let client = Client::start(config);
//! let mut items = client.subscribe();
//! while let Some(item) = items.next().await {
//!     match item {
//!         Item::Connected(connected) => println!("connected to {}: read the state anew", connected.banner),
//!         Item::Event(message) => {
//!             if let Event::Hangup(hangup) = message.event() {
//!                 println!("{:?} {:?}", hangup.channel().name(), hangup.cause());
//!             }
//!         }
//!         Item::Lagged(count) => println!("{count} events were lost: read the state anew"),
//!         other => println!("{other:?}"),
//!     }
//! }
//! # }
//! ```

mod backoff;
mod config;
mod connector;
mod dial;
mod driver;
mod error;
mod hub;
mod item;
mod list;
mod mirror;
mod order;
pub mod record;
mod session;
mod state;
mod stats;
mod subscription;
#[cfg(feature = "tls")]
mod tls;

pub use backoff::Backoff;
pub use config::Config;
pub use connector::{BoxTransport, Connecting, Connector, Transport};
pub use error::{ConnectError, SendError};
pub use hub::Handler;
pub use item::{Connected, Item, ItemRef};
pub use list::ListStream;
pub use mirror::{Changes, MirrorHandle, Update};
pub use state::State;
pub use stats::Stats;
pub use subscription::{Overflow, Subscription, SubscriptionOptions};
#[cfg(feature = "tls")]
pub use tls::{Tls, TlsError};

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{OwnedSemaphorePermit, Semaphore, mpsc, oneshot, watch};
use tracing::Instrument;

use crate::action::{Action, Command, CommandOutput, CreateConfig, Reply, Request, UpdateConfig};
use crate::proto::Failure;
use crate::value::EventMask;
use driver::Driver;
use hub::Hub;
use order::{Answer, Order, Sending, Slot, TakeBack};
use session::Session;

/// A connection to Asterisk that lasts: it comes back after each loss, with the same events.
///
/// Clones share one connection. A task of its own reads and never waits for a subscriber; it ends, logging off,
/// with [`close`](Self::close) or with the last clone.
///
/// Dropping the future of any method here is safe for the connection. An action whose future is dropped may
/// still be carried out, and its answer is thrown away.
#[derive(Clone, Debug)]
pub struct Client {
    /// Unbounded, but for [`places`](Self::places).
    orders: mpsc::UnboundedSender<Order>,
    places: Arc<Semaphore>,
    state: watch::Receiver<State>,
    hub: Arc<Hub>,
    events: Option<EventMask>,
    reply_timeout: Duration,
    reply_bytes: usize,
}

impl Client {
    /// Connects and logs in, once; connects again whenever the connection is lost later.
    ///
    /// # Errors
    /// At once if the first connection fails: refused, wrong secret, not AMI.
    pub async fn connect(config: Config) -> Result<Self, ConnectError> {
        let session = Session::open(&config).await?;
        Ok(Self::with(config, Some(session)))
    }

    /// Connects in the background and never fails; [`state`](Self::state) tells how it goes.
    ///
    /// Must be called within a tokio runtime.
    pub fn start(config: Config) -> Self {
        Self::with(config, None)
    }

    fn with(config: Config, session: Option<Session>) -> Self {
        let (orders, taken) = mpsc::unbounded_channel();
        let (told, state) = watch::channel(State::Connecting {
            attempt: 1,
            last_error: None,
        });
        let hub = Arc::new(Hub::new(config.queue_items, config.queue_bytes));
        let places = Arc::new(Semaphore::new(config.in_flight));
        let (events, reply_timeout, reply_bytes) =
            (config.events, config.reply_timeout, config.limits.reply_bytes);
        let span = tracing::debug_span!("ami", peer = %config.address());
        let driver = Driver::new(config, taken, told, Arc::clone(&hub));
        let driver = match session {
            // Known to be connected from the first moment on.
            Some(session) => driver.with_session(session),
            None => driver,
        };
        tokio::spawn(driver.run().instrument(span));
        Self {
            orders,
            places,
            state,
            hub,
            events,
            reply_timeout,
            reply_bytes,
        }
    }

    /// How the connection is now.
    pub fn state(&self) -> State {
        self.state.borrow().clone()
    }

    /// A receiver that sees every later change of [`state`](Self::state).
    pub fn state_changes(&self) -> watch::Receiver<State> {
        let mut changes = self.state.clone();
        // A clone would tell as news what the client itself never asked about.
        changes.mark_unchanged();
        changes
    }

    /// Everything that happens from now on. If there is a connection, [`Item::Connected`] comes first.
    ///
    /// Each subscription has a bounded queue of its own ([`Config::queue`]); one that is not read gets
    /// [`Item::Lagged`] and disturbs nobody.
    pub fn subscribe(&self) -> Subscription {
        self.subscribe_to(SubscriptionOptions::new())
    }

    /// As [`subscribe`](Self::subscribe), of certain events only, with a queue of another size, or with another way
    /// when it is full.
    ///
    /// ```no_run
    /// # fn example(client: &switchhook_ami::Client) {
    /// use switchhook_ami::client::{Overflow, SubscriptionOptions};
    /// use switchhook_ami::event::{Filter, Hangup};
    ///
    /// let mut hangups = client.subscribe_to(Filter::of::<Hangup<'_>>());
    /// let support = Filter::all().header("Queue", "support");
    /// let options = SubscriptionOptions::new().filter(support).queue(100, 1 << 20).overflow(Overflow::DropOldest);
    /// let mut latest = client.subscribe_to(options);
    /// # }
    /// ```
    pub fn subscribe_to(&self, options: impl Into<SubscriptionOptions>) -> Subscription {
        self.hub.subscribe(options.into())
    }

    /// Has `handler` see everything from now on as it comes, borrowed from what was received: the fastest way, without
    /// a copy and without a queue. It runs in the task that reads, so it must not wait and should be quick; while it works,
    /// nothing is read. It ends when the returned [`Handler`] is dropped, or with the client.
    ///
    /// ```no_run
    /// # fn example(client: &switchhook_ami::Client) {
    /// use switchhook_ami::client::ItemRef;
    /// use std::sync::{Arc, atomic::{AtomicU64, Ordering}};
    ///
    /// let hangups = Arc::new(AtomicU64::new(0));
    /// let counted = Arc::clone(&hangups);
    /// let handler = client.handle(move |item| {
    ///     if let ItemRef::Event(message) = item && message.event_name() == Some("Hangup") {
    ///         counted.fetch_add(1, Ordering::Relaxed);
    ///     }
    /// });
    /// # drop(handler);
    /// # }
    /// ```
    pub fn handle(&self, handler: impl FnMut(ItemRef<'_>) + Send + 'static) -> Handler {
        self.hub.handle(Box::new(handler))
    }

    /// What this client has done so far.
    pub fn stats(&self) -> Stats {
        self.hub.counters.read()
    }

    /// Sends an action and waits for its whole answer.
    ///
    /// # Errors
    /// [`SendError`] tells whether the action was never sent, was refused, or has an unknown outcome.
    pub async fn send<A: Action>(&self, action: A) -> Result<A::Response, SendError> {
        let reply = self.request(Request::new(&action)?).await?;
        Ok(action.response(&reply)?)
    }

    /// As [`send`](Self::send), with another patience than [`Config::reply_timeout`]: how long the answer may take, and
    /// a list between two items.
    ///
    /// # Errors
    /// As [`send`](Self::send).
    pub async fn send_within<A: Action>(
        &self,
        action: A,
        patience: Duration,
    ) -> Result<A::Response, SendError> {
        let request = Request::new(&action)?.reply_timeout(patience);
        let reply = self.request(request).await?;
        Ok(action.response(&reply)?)
    }

    /// Sends an action whose answer is a list, and hands out its items as they come: for lists of any length.
    ///
    /// # Errors
    /// As [`send`](Self::send), as far as the action was not sent; the rest is told by [`ListStream::next`].
    ///
    /// ```no_run
    /// # async fn example(client: &switchhook_ami::Client) -> Result<(), switchhook_ami::client::SendError> {
    /// use switchhook_ami::action::RawAction;
    /// let mut entries = client.stream(RawAction::new("DBGetTree")).await?;
    /// while let Some(entry) = entries.next().await {
    ///     println!("{:?}", entry?.text("Key"));
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub async fn stream<A: Action>(&self, action: A) -> Result<ListStream, SendError> {
        let request = Request::new(&action)?;
        let place = self.place(self.patience(&request)).await?;
        let (whole, answered) = oneshot::channel();
        let slot = Slot::new(request);
        let take_back = TakeBack(slot.clone());
        let (items, stream) = ListStream::new(answered, self.reply_bytes, take_back);
        self.order(slot, whole, Some(items), place)?;
        Ok(stream)
    }

    /// Runs a command of the command line. Its output is kept when it failed.
    ///
    /// # Errors
    /// As [`send`](Self::send).
    pub async fn command(&self, command: impl Into<String>) -> Result<CommandOutput, SendError> {
        self.send(Command::new(command)).await
    }

    /// Changes a configuration file, with as many messages as that takes. Needs write class config.
    ///
    /// Several messages build up `<file>.staging` and the last writes the file itself, so that it changes in one
    /// step; see [`UpdateConfig::split`].
    ///
    /// # Errors
    /// As [`send`](Self::send). The file is as it was, unless the outcome is [unknown](SendError::OutcomeUnknown).
    pub async fn update_config(&self, update: UpdateConfig) -> Result<(), SendError> {
        let parts = update.split();
        // Nothing is sent before all of it is known to be sendable.
        let requests = parts.iter().map(Request::new).collect::<Result<Vec<_>, _>>()?;
        if parts.len() > 1 {
            match self.send(CreateConfig::file(update.staging_file())).await {
                // It is there from the last time; if it could not be made, the first part is refused.
                Ok(()) | Err(SendError::Refused { .. }) => {}
                Err(error) => return Err(error),
            }
        }
        for (part, request) in parts.iter().zip(requests) {
            let reply = self.request(request).await?;
            part.response(&reply)?;
        }
        Ok(())
    }

    /// Logs off and waits for the goodbye, at most two seconds. Actions under way get
    /// [`SendError::OutcomeUnknown`]; subscriptions end. All clones are closed.
    pub async fn close(&self) {
        let (done, closed) = oneshot::channel();
        if self.orders.send(Order::Close { done }).is_ok() {
            // An error means that the task has ended already.
            let _ = closed.await;
        }
    }

    /// Dropping this takes the action back if it was not sent yet.
    async fn request(&self, request: Request) -> Result<Reply, SendError> {
        let patience = self.patience(&request);
        let place = self.place(patience).await?;
        let (whole, mut answered) = oneshot::channel();
        let slot = Slot::new(request);
        let take_back = TakeBack(slot.clone());
        self.order(slot, whole, None, place)?;
        let result = match tokio::time::timeout(patience, &mut answered).await {
            Ok(result) => result,
            // The connection does not take it up.
            Err(_) if take_back.0.take().is_some() => {
                return Err(SendError::Congested { waited: patience });
            }
            // Once sent, it is the connection that watches its time.
            Err(_) => answered.await,
        };
        // The task answers every order; if it was stopped with its runtime, nobody knows.
        result.unwrap_or(Err(SendError::OutcomeUnknown {
            failure: Failure::ConnectionLost,
        }))
    }

    fn patience(&self, request: &Request) -> Duration {
        request.reply_timeout.unwrap_or(self.reply_timeout)
    }

    /// Waits until one more action may be under way.
    async fn place(&self, patience: Duration) -> Result<OwnedSemaphorePermit, SendError> {
        let place = Arc::clone(&self.places).acquire_owned();
        match tokio::time::timeout(patience, place).await {
            Ok(place) => place.map_err(|_| SendError::Closed),
            Err(_) => Err(SendError::Congested { waited: patience }),
        }
    }

    fn order(
        &self,
        request: Slot,
        whole: oneshot::Sender<Result<Reply, SendError>>,
        items: Option<list::ItemSink>,
        place: OwnedSemaphorePermit,
    ) -> Result<(), SendError> {
        let answer = Answer {
            whole,
            items,
            _place: place,
        };
        self.orders
            .send(Order::Send(Sending { request, answer }))
            .map_err(|_| SendError::Closed)
    }
}
