use std::fmt;
use std::future::{Future, ready};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use tower_layer::Layer;
use tower_service::Service;

use crate::call::{Call, HandlerError};

type Check = Arc<dyn Fn(&Call) -> Result<(), HandlerError> + Send + Sync>;

/// A layer that lets calls pass or refuses them, by what is known before the first command.
///
/// ```
/// use switchhook_agi::layer::Guard;
/// use switchhook_agi::{Call, CallError, Handler as _};
///
/// async fn door(call: Call) -> Result<(), CallError> {
///     call.answer().await
/// }
/// let internal = Guard::new(|call| match call.environment().context().as_deref() {
///     Some("internal") => Ok(()),
///     _ => Err("only for calls from the context internal".into()),
/// });
/// let handler = door.layer(internal);
/// # let _ = handler;
/// ```
#[derive(Clone)]
pub struct Guard {
    check: Check,
}

impl Guard {
    /// Calls pass of which `check` says `Ok`.
    pub fn new(check: impl Fn(&Call) -> Result<(), HandlerError> + Send + Sync + 'static) -> Self {
        Self {
            check: Arc::new(check),
        }
    }
}

impl<S> Layer<S> for Guard {
    type Service = Guarded<S>;

    fn layer(&self, inner: S) -> Guarded<S> {
        Guarded {
            inner,
            check: Arc::clone(&self.check),
        }
    }
}

impl fmt::Debug for Guard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Guard")
    }
}

/// A service behind a [`Guard`], [`AllowedNetworks`](super::AllowedNetworks) or a [`Token`](super::Token).
#[derive(Clone)]
pub struct Guarded<S> {
    inner: S,
    check: Check,
}

impl<S> Service<Call> for Guarded<S>
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
        if let Err(refused) = (self.check)(&call) {
            return Box::pin(ready(Err(refused)));
        }
        let handling = self.inner.call(call);
        Box::pin(async move { handling.await.map_err(Into::into) })
    }
}

impl<S> fmt::Debug for Guarded<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Guarded")
    }
}
