use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Instant;

use tower_layer::Layer;
use tower_service::Service;
use tracing::Instrument as _;

use crate::call::{Call, HandlerError, Outcome};

/// A layer that puts a span of [tracing](https://docs.rs/tracing) around each call, so that every line that its handler
/// logs says which call it is about.
///
/// The span is `agi_call` with `id`, Asterisk's unique id, and `path`, what the dialplan asked for without its query;
/// nothing about people is in it, as long as your paths hold no numbers of theirs. Two lines say that a call began and how it ended.
///
/// ```
/// use switchhook_agi::layer::Trace;
/// use switchhook_agi::{Call, CallError, Handler as _};
///
/// async fn menu(call: Call) -> Result<(), CallError> {
///     // INFO agi_call{id=1700000000.12 path=/menu}: the menu plays
///     tracing::info!("the menu plays");
///     call.answer().await
/// }
/// let traced = menu.layer(Trace);
/// # let _ = traced;
/// ```
#[derive(Clone, Copy, Debug, Default)]
pub struct Trace;

impl<S> Layer<S> for Trace {
    type Service = Traced<S>;

    fn layer(&self, inner: S) -> Traced<S> {
        Traced { inner }
    }
}

/// A service with a [`Trace`] around it.
#[derive(Clone, Debug)]
pub struct Traced<S> {
    inner: S,
}

impl<S> Service<Call> for Traced<S>
where
    S: Service<Call, Response = (), Error: Into<HandlerError>, Future: Send + 'static>,
{
    type Response = ();
    type Error = HandlerError;
    type Future = Pin<Box<dyn Future<Output = Result<(), HandlerError>> + Send>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), HandlerError>> {
        self.inner.poll_ready(context).map_err(Into::into)
    }

    fn call(&mut self, call: Call) -> Self::Future {
        let id = call.environment().unique_id().unwrap_or_default();
        // Escaped: a line of the log is one line, whatever a peer says.
        let span = tracing::info_span!(
            "agi_call",
            id = %id.escape_debug(),
            path = %call.url().path().escape_debug(),
        );
        let began = Instant::now();
        // What a service does before its future is awaited belongs to the call too.
        let handling = span.in_scope(|| {
            tracing::info!("the call began");
            self.inner.call(call)
        });
        let traced = async move {
            let outcome = Outcome::of(handling.await.map_err(Into::into));
            let milliseconds = u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX);
            match outcome {
                Outcome::Failed(error) => {
                    // The error itself is for the server's report: it may be about the caller.
                    tracing::warn!(milliseconds, "the call failed");
                    Err(error)
                }
                _ => {
                    tracing::info!(milliseconds, "the call ended");
                    Ok(())
                }
            }
        };
        Box::pin(traced.instrument(span))
    }
}
