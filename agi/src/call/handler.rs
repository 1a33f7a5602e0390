use std::future::Future;

use super::{Call, HandlerError};

/// What a program does with a call: any `async fn(Call) -> Result<(), E>`, or a closure that returns such a future.
///
/// `Ok` sends the call back to the dialplan, with `AGISTATUS` `SUCCESS` unless one of its commands failed; an error or a
/// panic with `FAILURE`, so that the dialplan can do without. An error that says that the caller left is none; one that
/// says that a deadline ended the call is one. An error of yours may have a [`CallError`](crate::CallError) as its
/// `source`: it counts as that. One that hides it is a failure, whenever a caller hangs up: so make no
/// `#[error(transparent)]` of it, and with anyhow give it a `context`. A handler must not block its thread (`tokio::task::spawn_blocking` is for
/// that): its own call would stand still, and others with it, perhaps all, also on a runtime with several threads.
///
/// ```
/// use switchhook_agi::{Call, CallError, Handler};
///
/// async fn greet(call: Call) -> Result<(), CallError> {
///     call.answer().await
/// }
/// fn is_handler(_: impl Handler) {}
///
/// is_handler(greet);
/// let greeting = "hello".to_owned();
/// is_handler(move |call: Call| {
///     let greeting = greeting.clone();
///     async move { call.set_variable("GREETING", greeting).await }
/// });
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not handle calls",
    label = "not a handler",
    note = "a handler is `async fn(Call) -> Result<(), E>`",
    note = "`async fn(Call, State) -> Result<(), E>` goes to `Router::route_with_state` or through `with_state`"
)]
pub trait Handler: Send + Sync + 'static {
    /// Handles one call.
    fn handle(&self, call: Call) -> impl Future<Output = Result<(), HandlerError>> + Send;

    /// Puts a layer around this handler: a function, a router, or what has layers already. The last layer sees a call
    /// first.
    ///
    /// ```
    /// # use std::time::Duration;
    /// use switchhook_agi::layer::AllowedNetworks;
    /// use switchhook_agi::server::Router;
    /// use switchhook_agi::{Call, CallError, Handler as _};
    /// use tower::limit::ConcurrencyLimitLayer;
    /// use tower::load_shed::LoadShedLayer;
    ///
    /// async fn conference(call: Call) -> Result<(), CallError> {
    ///     call.answer().await
    /// }
    /// // Five calls at once in the conference, a sixth is refused; all of it for one network only.
    /// let five = conference.layer(ConcurrencyLimitLayer::new(5)).layer(LoadShedLayer::new());
    /// let handler = Router::new().route("/conference", five)?.layer(AllowedNetworks::new(["10.0.0.0/8"])?);
    /// # let _ = handler;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[cfg(feature = "tower")]
    fn layer<L>(self, layer: L) -> super::ServiceHandler<L::Service>
    where
        Self: Sized,
        L: tower_layer::Layer<super::HandlerService<Self>>,
        super::ServiceHandler<L::Service>: Handler,
    {
        super::ServiceHandler::new(layer.layer(super::HandlerService::new(self)))
    }
}

impl<F, Fut, E> Handler for F
where
    F: Fn(Call) -> Fut + Send + Sync + 'static,
    Fut: Future<Output = Result<(), E>> + Send,
    E: Into<HandlerError>,
{
    async fn handle(&self, call: Call) -> Result<(), HandlerError> {
        self(call).await.map_err(Into::into)
    }
}

/// Makes a handler of an `async fn(Call, State)`. Each call gets a clone of the state: an `Arc`, a pool of connections.
///
/// A [`Router`](crate::server::Router) does it for its routes.
///
/// ```
/// use std::sync::Arc;
/// use switchhook_agi::call::with_state;
/// use switchhook_agi::{Call, CallError, Handler};
///
/// struct Texts {
///     greeting: String,
/// }
///
/// async fn greet(call: Call, texts: Arc<Texts>) -> Result<(), CallError> {
///     call.set_variable("GREETING", &texts.greeting).await
/// }
///
/// fn is_handler(_: impl Handler) {}
/// let texts = Arc::new(Texts { greeting: "hello".to_owned() });
/// is_handler(with_state(greet, texts));
/// ```
pub fn with_state<F, State, Fut, E>(handler: F, state: State) -> impl Handler
where
    F: Fn(Call, State) -> Fut + Send + Sync + 'static,
    State: Clone + Send + Sync + 'static,
    Fut: Future<Output = Result<(), E>> + Send,
    E: Into<HandlerError>,
{
    move |call| handler(call, state.clone())
}
