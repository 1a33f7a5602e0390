//! Layers: what happens around handlers, in the form of [tower](https://docs.rs/tower), so that tower's own fit too.
//!
//! [`Handler::layer`](crate::Handler::layer) puts one around a function, around a router, and so around all that a
//! server does:
//!
//! ```
//! use std::time::Duration;
//! use switchhook_agi::layer::{AllowedNetworks, Token, Trace};
//! use switchhook_agi::server::Router;
//! use switchhook_agi::{Call, CallError, Handler as _};
//! use tower::timeout::TimeoutLayer;
//!
//! async fn lookup(call: Call) -> Result<(), CallError> {
//!     call.set_variable("CUSTOMER", "42").await
//! }
//! # let secret = "0123456789abcdef";
//! let handler = Router::new()
//!     // This route alone has to be done in two seconds.
//!     .route("/lookup", lookup.layer(TimeoutLayer::new(Duration::from_secs(2))))?
//!     // AGI(agi://pbx-tools/lookup?token=0123456789abcdef)
//!     .layer(Token::query("token", secret)?)
//!     .layer(AllowedNetworks::new(["192.0.2.0/24", "2001:db8::/32"])?)
//!     .layer(Trace);
//! # let _ = handler;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! The last layer sees a call first. One that refuses it returns an error, as a handler does: the session ends with
//! `AGISTATUS` `FAILURE` before any command was sent, and the server reports why.
//!
//! Of tower's own, each behind a feature of tower (`timeout`, `limit`, `load-shed`), those for a service of one request after the other make sense here, and have to be [`Clone`]:
//!
//! | Layer of tower | What it does to a call |
//! |---|---|
//! | `TimeoutLayer` | ends the handler where it stands; the dialplan goes on with `FAILURE` |
//! | `ConcurrencyLimitLayer` | lets the call wait until another has ended, unanswered; put `LoadShedLayer` around it to refuse instead |
//! | `LoadShedLayer` | refuses calls while what is inside is not ready |

mod guard;
mod networks;
mod token;
mod trace;

pub use guard::{Guard, Guarded};
pub use networks::{AllowedNetworks, NetworkError, NotAllowed};
pub use token::{EmptyToken, Token, WrongToken};
pub use trace::{Trace, Traced};
