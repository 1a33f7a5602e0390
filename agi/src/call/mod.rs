//! A call as a handler sees it: what Asterisk said about it, commands, and the hangup as something to wait for.
//!
//! Nothing here knows how the bytes travel: [`converse`] takes any stream.

mod awake;
mod driver;
mod handler;
#[cfg(feature = "tower")]
mod service;

pub use crate::error::CallError;
pub(crate) use crate::outcome::FAILURE;
pub use crate::outcome::{HandlerError, Outcome};
pub use driver::converse;
pub(crate) use driver::{LONGEST_END, Surroundings, converse_within, linger};
pub use handler::{Handler, with_state};
#[cfg(feature = "tower")]
pub use service::{HandlerService, ServiceHandler};

use std::borrow::Cow;
use std::fmt;
use std::future::Future;
use std::net::SocketAddr;

use tokio::sync::{mpsc, oneshot, watch};

use crate::command::{
    Answer, Command, GetFullVariable, GetVariable, Hangup, ReplyError, Request, SetVariable,
};
use crate::outcome::HANGUP_FOLLOWS;
use crate::proto::CloseReason;
use crate::wire::{Environment, LineLimit, Reply, RequestUrl, Text};

/// One call that the dialplan has handed to a program.
///
/// Commands may be sent from several tasks; they run one after the other, as Asterisk demands. When the handler
/// returns, the call goes on in the dialplan.
///
/// ```
/// use switchhook_agi::command::{GetData, StreamFile};
/// use switchhook_agi::{Call, CallError};
///
/// async fn menu(call: Call) -> Result<(), CallError> {
///     call.answer().await?;
///     let choice = call.send(GetData::new("press-1").max_digits(1)).await?;
///     if choice.digits() == "1" {
///         call.set_variable("DEPARTMENT", "sales").await?;
///     }
///     let music = call.send(StreamFile::new("goodbye"));
///     tokio::select! {
///         played = music => drop(played?),
///         () = call.hung_up() => {}
///     }
///     Ok(())
/// }
/// ```
pub struct Call {
    environment: Environment,
    url: RequestUrl,
    parameters: Vec<(String, String)>,
    peer: Option<SocketAddr>,
    line_limit: LineLimit,
    orders: mpsc::Sender<Order>,
    state: watch::Receiver<State>,
}

/// What a call asks of its driver.
struct Order {
    request: Request,
    answer: oneshot::Sender<Result<Reply, CallError>>,
}

/// How a call stands.
#[derive(Clone, Debug)]
enum State {
    Alive,
    HungUp,
    Over(CloseReason),
}

impl Call {
    /// What Asterisk said about the call at its beginning.
    pub fn environment(&self) -> &Environment {
        &self.environment
    }

    /// Path and query that the dialplan asked for.
    pub fn url(&self) -> &RequestUrl {
        &self.url
    }

    /// The value of `name=value` in the query that the dialplan asked for, decoded.
    ///
    /// ```
    /// # use switchhook_agi::{Call, CallError};
    /// // AGI(agi://127.0.0.1/menu?lang=fr)
    /// async fn menu(call: Call) -> Result<(), CallError> {
    ///     let language = call.query("lang").unwrap_or("en".into());
    ///     call.set_variable("CHANNEL(language)", language.as_bytes()).await
    /// }
    /// ```
    pub fn query(&self, name: &str) -> Option<Cow<'_, str>> {
        self.url.query(name)
    }

    /// Who connected, where the call came over a network: the Asterisk, or the proxy before this program.
    pub fn peer(&self) -> Option<SocketAddr> {
        self.peer
    }

    /// The part of the path that a route calls `{name}`, decoded. `None` if its route has no such part, or if a handler
    /// runs without its [`Router`](crate::server::Router).
    ///
    /// ```
    /// use switchhook_agi::server::Router;
    /// # #[cfg(feature = "testing")]
    /// use switchhook_agi::testing::Script;
    /// use switchhook_agi::{Call, HandlerError};
    ///
    /// async fn menu(call: Call) -> Result<(), HandlerError> {
    ///     let name = call.parameter("name").ok_or("give menu a route with {name}")?;
    ///     Ok(call.set_variable("MENU", name).await?)
    /// }
    /// # #[cfg(feature = "testing")]
    /// # tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(async {
    /// let router = Router::new().route("/menu/{name}", menu)?;
    /// let script = Script::call("agi://127.0.0.1/menu/night%20service");
    /// script.on("SET VARIABLE MENU \"night service\"", "200 result=1").closes().run(router).await?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// # })?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn parameter(&self, name: &str) -> Option<&str> {
        self.parameters
            .iter()
            .find(|(found, _)| found == name)
            .map(|(_, value)| value.as_str())
    }

    /// Sends a command and waits for its reply.
    ///
    /// Dropping the future before the command was sent takes it back. Afterwards it stops `STREAM FILE`, `GET DATA`,
    /// `GET OPTION` and `WAIT FOR DIGIT` at once, except over AsyncAGI; any other command Asterisk carries out, its reply
    /// is dropped when it comes, and the next command waits for that.
    ///
    /// # Errors
    /// The command cannot be written, was refused or failed, or the call is over.
    pub async fn send<C: Command>(&self, command: C) -> Result<C::Response, CallError> {
        let request = Request::new(&command, self.line_limit)?;
        let (answer, reply) = oneshot::channel();
        if self.orders.send(Order { request, answer }).await.is_err() {
            return Err(self.over());
        }
        let reply = match reply.await {
            Ok(reply) => reply?,
            Err(_) => return Err(self.over()),
        };
        match command.response(&reply) {
            Ok(response) => Ok(response),
            Err(ReplyError::NotPermitted) if self.is_hung_up() => Err(CallError::HungUp),
            Err(ReplyError::Failed) => {
                let _ = tokio::time::timeout(HANGUP_FOLLOWS, self.hung_up()).await;
                Err(if self.is_hung_up() {
                    CallError::HungUp
                } else {
                    CallError::Reply(ReplyError::Failed)
                })
            }
            Err(error) => Err(CallError::Reply(error)),
        }
    }

    /// Answers the call, if nobody has yet.
    ///
    /// # Errors
    /// As for [`send`](Self::send).
    pub async fn answer(&self) -> Result<(), CallError> {
        self.send(Answer).await
    }

    /// Hangs up. What is allowed on a dead channel may still be sent.
    ///
    /// # Errors
    /// As for [`send`](Self::send).
    pub async fn hang_up(&self) -> Result<(), CallError> {
        self.send(Hangup::new()).await
    }

    /// Reads a channel variable or a function such as `CALLERID(num)`; `None` if it is not set.
    ///
    /// A value that `GET VARIABLE` cuts is read again, whole, with `GET FULL VARIABLE`, unless the name has `$`, `{`, `}`
    /// or a backslash in it, which would mean something else there.
    ///
    /// # Errors
    /// As for [`send`](Self::send).
    pub async fn variable(&self, name: &str) -> Result<Option<Text>, CallError> {
        let value = self.send(GetVariable::new(name)).await?;
        match GetFullVariable::of_cut(name, value.as_ref()) {
            Some(whole) => self.send(whole).await,
            None => Ok(value),
        }
    }

    /// Sets a channel variable or a function such as `CDR(userfield)`.
    ///
    /// # Errors
    /// As for [`send`](Self::send).
    pub async fn set_variable(&self, name: &str, value: impl AsRef<[u8]>) -> Result<(), CallError> {
        self.send(SetVariable::new(name, value)).await
    }

    /// Resolves when the caller hangs up or the session ends otherwise, whatever the handler does meanwhile. Each call
    /// of this gives a future of its own, which may be moved to another task.
    ///
    /// On a channel that was dead from the start, such as in extension `h`, that is at the end only.
    pub fn hung_up(&self) -> impl Future<Output = ()> + Send + use<> {
        let mut state = self.state.clone();
        async move {
            // An error means that the session is gone, and the call with it.
            let _ = state.wait_for(|state| !matches!(state, State::Alive)).await;
        }
    }

    /// Whether the caller has hung up, or the session has ended otherwise.
    pub fn is_hung_up(&self) -> bool {
        !matches!(*self.state.borrow(), State::Alive)
    }

    /// Why the session is over, once it is.
    pub fn ended(&self) -> Option<CloseReason> {
        match &*self.state.borrow() {
            State::Over(reason) => Some(reason.clone()),
            State::Alive | State::HungUp => None,
        }
    }

    pub(crate) fn set_parameters(&mut self, parameters: Vec<(String, String)>) {
        self.parameters = parameters;
    }

    fn over(&self) -> CallError {
        CallError::Ended {
            reason: self.ended().unwrap_or(CloseReason::Finished),
        }
    }
}

/// Shows the path only: the environment is about people.
impl fmt::Debug for Call {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Call({:?})", self.url.path())
    }
}
