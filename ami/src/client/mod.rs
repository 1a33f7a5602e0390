//! A client over TCP that stays connected. Feature `tokio`.
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
//!         Item::Connected(banner) => println!("connected to {banner}: read the state anew"),
//!         Item::Event(message) => {
//!             if let Event::Hangup(hangup) = message.event() {
//!                 println!("{:?} {:?}", hangup.channel().name(), hangup.cause());
//!             }
//!         }
//!         Item::Lost(count) => println!("{count} events were lost: read the state anew"),
//!         other => println!("{other:?}"),
//!     }
//! }
//! # }
//! ```

mod backoff;
mod config;
mod driver;
mod error;
mod mirror;
mod session;
mod state;
mod subscription;

pub use backoff::Backoff;
pub use config::Config;
pub use error::{ConnectError, SendError};
pub use mirror::{Changes, MirrorHandle, Update};
pub use state::State;
pub use subscription::{Item, Subscription};

use std::sync::Arc;

use tokio::sync::{mpsc, oneshot, watch};

use crate::action::{
    Action, Command, CommandOutput, CreateConfig, Originate, Outcome, Reply, Request, UpdateConfig,
};
use crate::value::EventMask;
use driver::{Driver, Order};
use session::Session;
use subscription::Hub;

/// Actions that may wait to be taken up by the connection.
const ORDERS: usize = 64;

/// A connection to Asterisk that lasts: it comes back after each loss, with the same events.
///
/// Clones share one connection. A task of its own reads and never waits for a subscriber; it ends, logging off,
/// with [`close`](Self::close) or with the last clone.
///
/// Dropping the future of any method here is safe for the connection. An action whose future is dropped may
/// still be carried out, and its answer is thrown away.
#[derive(Clone, Debug)]
pub struct Client {
    orders: mpsc::Sender<Order>,
    state: watch::Receiver<State>,
    hub: Arc<Hub>,
    events: Option<EventMask>,
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
        let (orders, taken) = mpsc::channel(ORDERS);
        let (told, state) = watch::channel(State::Connecting {
            attempt: 1,
            last_error: None,
        });
        let hub = Arc::new(Hub::new(config.queue_items, config.queue_bytes));
        let events = config.events;
        let driver = Driver::new(config, taken, told, Arc::clone(&hub));
        let driver = match session {
            // Known to be connected from the first moment on.
            Some(session) => driver.with_session(session),
            None => driver,
        };
        tokio::spawn(driver.run());
        Self {
            orders,
            state,
            hub,
            events,
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
    /// [`Item::Lost`] and disturbs nobody.
    pub fn subscribe(&self) -> Subscription {
        self.hub.subscribe()
    }

    /// Sends an action and waits for its whole answer.
    ///
    /// # Errors
    /// [`SendError`] tells whether the action was never sent, was refused, or has an unknown outcome.
    pub async fn send<A: Action>(&self, action: A) -> Result<A::Response, SendError> {
        let reply = self.request(Request::new(&action)?).await?;
        Ok(action.response(&reply)?)
    }

    /// Calls a telephone and waits for what becomes of it: at most its
    /// [`timeout`](Originate::timeout) and some seconds. Other actions and events go on meanwhile.
    ///
    /// It tells about the telephone that is called first. What becomes of its call to the target is told by later
    /// events (`DialEnd`, `Hangup`, `Cdr`) that carry its `unique_id` as their `Linkedid`.
    ///
    /// # Errors
    /// As [`send`](Self::send); and [`SendError::NeedsEvents`] if the connection receives no call events, which
    /// bring the answer.
    pub async fn originate(&self, call: Originate) -> Result<Outcome, SendError> {
        if self.events.is_some_and(|mask| !mask.contains(EventMask::CALL)) {
            return Err(SendError::NeedsEvents {
                mask: EventMask::CALL,
            });
        }
        self.send(call).await
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
        if self.orders.send(Order::Close { done }).await.is_ok() {
            // An error means that the task has ended already.
            let _ = closed.await;
        }
    }

    async fn request(&self, request: Request) -> Result<Reply, SendError> {
        let (reply, answered) = oneshot::channel();
        self.orders
            .send(Order::Send { request, reply })
            .await
            .map_err(|_| SendError::Closed)?;
        // The task answers every order; if it was stopped with its runtime, nobody knows.
        answered.await.unwrap_or(Err(SendError::OutcomeUnknown {
            failure: crate::proto::Failure::ConnectionLost,
        }))
    }
}
