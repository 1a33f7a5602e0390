//! Handlers as services of tower, and services as handlers.

use std::fmt;
use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use tower_service::Service;

use super::{Call, Handler, HandlerError};

/// A handler as a tower service: what the first layer around it is given.
///
/// It is always ready, and its clones are the same handler.
pub struct HandlerService<H> {
    handler: Arc<H>,
}

impl<H> HandlerService<H> {
    /// Of a handler.
    pub fn new(handler: H) -> Self {
        Self {
            handler: Arc::new(handler),
        }
    }
}

impl<H: Handler> Service<Call> for HandlerService<H> {
    type Response = ();
    type Error = HandlerError;
    type Future = Pin<Box<dyn Future<Output = Result<(), HandlerError>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), HandlerError>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, call: Call) -> Self::Future {
        let handler = Arc::clone(&self.handler);
        Box::pin(async move { handler.handle(call).await })
    }
}

impl<H> Clone for HandlerService<H> {
    fn clone(&self) -> Self {
        Self {
            handler: Arc::clone(&self.handler),
        }
    }
}

impl<H> fmt::Debug for HandlerService<H> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("HandlerService")
    }
}

/// A tower service as a handler; [`Handler::layer`] makes them.
///
/// Each call has a clone of the service, waits until it is ready, and calls it. An error of either is that of the
/// handler: the dialplan goes on with `AGISTATUS` `FAILURE`.
///
/// ```
/// use switchhook_agi::call::ServiceHandler;
/// use switchhook_agi::{Call, CallError, Handler};
/// fn is_handler(_: impl Handler) {}
/// is_handler(ServiceHandler::new(tower::service_fn(|call: Call| async move { call.answer().await })));
/// ```
#[derive(Clone, Debug)]
pub struct ServiceHandler<S> {
    service: S,
}

impl<S> ServiceHandler<S> {
    /// Of a service.
    pub fn new(service: S) -> Self {
        Self { service }
    }
}

impl<S> Handler for ServiceHandler<S>
where
    S: Service<Call, Response = (), Error: Into<HandlerError>, Future: Send> + Clone + Send + Sync + 'static,
{
    async fn handle(&self, call: Call) -> Result<(), HandlerError> {
        let mut service = self.service.clone();
        poll_fn(|context| service.poll_ready(context))
            .await
            .map_err(Into::into)?;
        service.call(call).await.map_err(Into::into)
    }
}
