use std::sync::Arc;

use super::error::ConnectError;
use crate::wire::Banner;

/// How a [`Client`](super::Client)'s connection is.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum State {
    /// Trying, or waiting to try again.
    Connecting {
        /// Which attempt since the last connection that held, from 1.
        attempt: u32,
        /// Why the one before failed, or why the connection ended.
        last_error: Option<Arc<ConnectError>>,
    },
    /// Logged in.
    Connected {
        /// What the server called itself.
        banner: Banner,
        /// Which connection of this client, counted from 1.
        generation: u64,
    },
    /// The login was refused. It is tried again at the longest delay: the secret may be corrected over there.
    Refused {
        /// Which attempt since the last connection that held, from 1.
        attempt: u32,
        /// What was said.
        error: Arc<ConnectError>,
    },
    /// Closed for good.
    Closed,
}

impl State {
    /// Whether actions can be sent.
    pub fn is_connected(&self) -> bool {
        matches!(self, Self::Connected { .. })
    }
}
