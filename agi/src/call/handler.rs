use std::error::Error;
use std::future::Future;

use super::Call;

/// What a handler may fail with.
pub type HandlerError = Box<dyn Error + Send + Sync>;

/// What a program does with a call: any `async fn(Call) -> Result<(), E>`, or a closure that returns such a future.
///
/// `Ok` sends the call back to the dialplan, with `AGISTATUS` `SUCCESS` unless one of its commands failed; an error or a
/// panic with `FAILURE`, so that the dialplan can do without. An error that says that the caller left is none; one that
/// says that a deadline ended the call is one. A handler must not block its thread (`tokio::task::spawn_blocking` is for
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
pub trait Handler: Send + Sync + 'static {
    /// Handles one call.
    fn handle(&self, call: Call) -> impl Future<Output = Result<(), HandlerError>> + Send;
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
