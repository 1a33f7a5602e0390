use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use super::route::{Pattern, RouteError};
use crate::call::{Call, Handler, HandlerError, with_state};

/// Chooses a handler by the path of `agi://host/path?query`.
///
/// ```
/// use switchhook_agi::server::Router;
/// use switchhook_agi::{Call, CallError};
///
/// async fn menu(call: Call) -> Result<(), CallError> {
///     let name = call.parameter("name").unwrap_or("main").to_owned();
///     let language = call.query("lang").unwrap_or("en".into());
///     call.set_variable("MENU", format!("{name} {language}")).await
/// }
/// let router = Router::new()
///     .route("/menu/{name}", menu)?
///     .route("/menu/night", |call: Call| async move { call.hang_up().await })?;
/// # let _ = router;
/// # Ok::<(), switchhook_agi::server::RouteError>(())
/// ```
///
/// Where several routes match, the one with the earlier literal part is taken: here `/menu/night` before
/// `/menu/{name}`. A path without a route is a [`NoRoute`] error, unless there is a [`fallback`](Self::fallback).
///
/// What handlers have in common is given to the router once:
///
/// ```
/// use std::sync::Arc;
/// use switchhook_agi::server::Router;
/// use switchhook_agi::{Call, CallError};
///
/// struct Office {
///     number: String,
/// }
///
/// async fn transfer(call: Call, office: Arc<Office>) -> Result<(), CallError> {
///     call.set_variable("TRANSFER_TO", &office.number).await
/// }
/// async fn time(call: Call) -> Result<(), CallError> {
///     call.answer().await
/// }
/// let router = Router::with_state(Arc::new(Office { number: "300".to_owned() }))
///     .route_with_state("/transfer", transfer)?
///     .route("/time", time)?;
/// # let _ = router;
/// # Ok::<(), switchhook_agi::server::RouteError>(())
/// ```
#[must_use]
#[derive(Clone, Default)]
pub struct Router<State = ()> {
    routes: Vec<Route>,
    fallback: Option<Boxed>,
    state: State,
}

#[derive(Clone)]
struct Route {
    path: String,
    pattern: Pattern,
    handler: Boxed,
}

type Boxed =
    Arc<dyn Fn(Call) -> Pin<Box<dyn Future<Output = Result<(), HandlerError>> + Send>> + Send + Sync>;

/// The dialplan asked for a path that no route has.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no route for {path:?}; correct the AGI() line of the dialplan, or add Router::route or fallback")]
pub struct NoRoute {
    /// Without the query.
    pub path: String,
}

impl Router {
    /// Without routes.
    pub fn new() -> Self {
        Self::default()
    }
}

impl<State: Clone + Send + Sync + 'static> Router<State> {
    /// Without routes; each call that a handler with a state gets comes with a clone of this one.
    pub fn with_state(state: State) -> Self {
        Self {
            routes: Vec::new(),
            fallback: None,
            state,
        }
    }

    /// Calls `handler` for this path. `{name}` stands for any one part of it; see [`Call::parameter`].
    ///
    /// # Errors
    /// The path cannot be a route, or there is one already that matches the same.
    pub fn route(mut self, path: &str, handler: impl Handler) -> Result<Self, RouteError> {
        let pattern = Pattern::parse(path)?;
        if let Some(other) = self.routes.iter().find(|route| route.pattern.is_same(&pattern)) {
            return Err(RouteError::Taken {
                path: path.to_owned(),
                other: other.path.clone(),
            });
        }
        self.routes.push(Route {
            path: path.to_owned(),
            pattern,
            handler: boxed(handler),
        });
        Ok(self)
    }

    /// As [`route`](Self::route), for an `async fn(Call, State)`.
    ///
    /// # Errors
    /// As for [`route`](Self::route).
    pub fn route_with_state<F, Fut, E>(self, path: &str, handler: F) -> Result<Self, RouteError>
    where
        F: Fn(Call, State) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = Result<(), E>> + Send + 'static,
        E: Into<HandlerError> + 'static,
    {
        let state = self.state.clone();
        self.route(path, with_state(handler, state))
    }

    /// Calls `handler` for every path without a route.
    pub fn fallback(mut self, handler: impl Handler) -> Self {
        self.fallback = Some(boxed(handler));
        self
    }
}

impl<State: Send + Sync + 'static> Handler for Router<State> {
    async fn handle(&self, mut call: Call) -> Result<(), HandlerError> {
        let found = self
            .routes
            .iter()
            .filter_map(|route| Some((route, route.pattern.matches(call.url())?)))
            .max_by_key(|(route, _)| route.pattern.rank());
        match (found, &self.fallback) {
            (Some((route, parameters)), _) => {
                call.set_parameters(parameters);
                (route.handler)(call).await
            }
            (None, Some(fallback)) => fallback(call).await,
            (None, None) => Err(NoRoute {
                path: call.url().path().to_owned(),
            }
            .into()),
        }
    }
}

fn boxed(handler: impl Handler) -> Boxed {
    let handler = Arc::new(handler);
    Arc::new(move |call| {
        let handler = Arc::clone(&handler);
        Box::pin(async move { handler.handle(call).await })
    })
}

impl<State> fmt::Debug for Router<State> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let paths: Vec<&str> = self.routes.iter().map(|route| route.path.as_str()).collect();
        f.debug_struct("Router")
            .field("routes", &paths)
            .field("fallback", &self.fallback.is_some())
            .finish()
    }
}
