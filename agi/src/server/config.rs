use std::fmt;
use std::io;
use std::net::SocketAddr;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::Duration;

use tokio::net::{TcpListener, TcpSocket};

use super::{BACKLOG, Report, StartError};
use crate::proto::Options;
use crate::wire::Limits;

/// Where a server listens and what it allows.
///
/// ```
/// use std::time::Duration;
/// use switchhook_agi::server::Config;
/// let config = Config::new("127.0.0.1:4573")
///     .max_calls(200)
///     .call_timeout(Duration::from_secs(30 * 60))
///     .on_report(|report| eprintln!("{report}"));
/// # let _ = config;
/// ```
#[must_use]
#[derive(Clone)]
pub struct Config {
    address: String,
    beyond_loopback: bool,
    pub(super) max_calls: usize,
    pub(super) max_calls_per_address: usize,
    pub(super) options: Options,
    reporter: Arc<dyn Fn(&Report) + Send + Sync>,
}

impl Default for Config {
    /// On `127.0.0.1:4573`, which is where `AGI(agi://127.0.0.1/)` looks.
    fn default() -> Self {
        Self::new("127.0.0.1:4573")
    }
}

impl Config {
    /// On this address, `host:port`.
    pub fn new(address: impl Into<String>) -> Self {
        Self {
            address: address.into(),
            beyond_loopback: false,
            max_calls: 1000,
            max_calls_per_address: usize::MAX,
            options: Options::default(),
            reporter: Arc::new(|_| {}),
        }
    }

    /// Allows an address that other machines reach. AGI has neither password nor encryption: whoever connects is
    /// believed to be Asterisk. Let a firewall see to it that only Asterisk can, or leave the address on loopback and put
    /// a tunnel before it: [`between_machines`](super::between_machines).
    pub fn beyond_loopback(mut self) -> Self {
        self.beyond_loopback = true;
        self
    }

    /// How many calls may run at once. Others are refused at once, and the dialplan goes on with `AGISTATUS`
    /// `FAILURE`. 1000 by default; each takes a file descriptor.
    pub fn max_calls(mut self, calls: usize) -> Self {
        self.max_calls = calls.min(tokio::sync::Semaphore::MAX_PERMITS);
        self
    }

    /// How many calls may run at once that come from the same address. Others are refused as above. By default as many as
    /// in all: there is one Asterisk, or a proxy before several.
    pub fn max_calls_per_address(mut self, calls: usize) -> Self {
        self.max_calls_per_address = calls;
        self
    }

    /// See [`Options::environment_timeout`]. 10 s by default.
    pub fn environment_timeout(mut self, time: Duration) -> Self {
        self.options.environment_timeout = time;
        self
    }

    /// See [`Options::reply_timeout`]. 30 s by default.
    pub fn reply_timeout(mut self, time: Duration) -> Self {
        self.options.reply_timeout = time;
        self
    }

    /// See [`Options::idle_timeout`]. 5 minutes by default.
    pub fn idle_timeout(mut self, time: Duration) -> Self {
        self.options.idle_timeout = time;
        self
    }

    /// See [`Options::call_timeout`]. 4 hours by default.
    pub fn call_timeout(mut self, time: Duration) -> Self {
        self.options.call_timeout = time;
        self
    }

    /// What is too much. See [`Limits`].
    pub fn limits(mut self, limits: Limits) -> Self {
        self.options.limits = limits;
        self
    }

    /// Calls this when something went wrong: a handler that failed or panicked, a caller refused, a connection that
    /// was no call. Write it to your log. By default nobody is told, and [`Server::stats`](super::Server::stats)
    /// counts.
    pub fn on_report(mut self, reporter: impl Fn(&Report) + Send + Sync + 'static) -> Self {
        self.reporter = Arc::new(reporter);
        self
    }

    pub(super) fn report(&self, report: &Report) {
        // A reporter that panics must not end the server.
        let _ = catch_unwind(AssertUnwindSafe(|| (self.reporter)(report)));
    }

    pub(super) async fn listen(&self) -> Result<(TcpListener, SocketAddr), StartError> {
        let failed = |source| StartError::Listen {
            address: self.address.clone(),
            source,
        };
        let found = tokio::net::lookup_host(&self.address).await;
        let found: Vec<SocketAddr> = found
            .map_err(|source| StartError::Address {
                address: self.address.clone(),
                source,
            })?
            .collect();
        let outside = found.iter().any(|address| !address.ip().is_loopback());
        if outside && !self.beyond_loopback {
            return Err(StartError::NotLoopback {
                address: self.address.clone(),
            });
        }
        let listener = listen_on_first(&found).map_err(failed)?;
        let address = listener.local_addr().map_err(failed)?;
        Ok((listener, address))
    }
}

/// The first address that can be had. The queue is longer than the usual 128: a caller who finds it full waits for a
/// second, and Asterisk with the call.
fn listen_on_first(addresses: &[SocketAddr]) -> io::Result<TcpListener> {
    let mut last = io::Error::new(io::ErrorKind::InvalidInput, "no address of that name");
    for &address in addresses {
        let listening = || {
            let socket = if address.is_ipv4() {
                TcpSocket::new_v4()?
            } else {
                TcpSocket::new_v6()?
            };
            // As tokio does: a port whose last connections still linger can be had again. Elsewhere than on Unix it
            // would let two programs have one port.
            #[cfg(unix)]
            socket.set_reuseaddr(true)?;
            socket.bind(address)?;
            socket.listen(BACKLOG)
        };
        match listening() {
            Ok(listener) => return Ok(listener),
            Err(error) => last = error,
        }
    }
    Err(last)
}

impl fmt::Debug for Config {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Config")
            .field("address", &self.address)
            .field("beyond_loopback", &self.beyond_loopback)
            .field("max_calls", &self.max_calls)
            .field("max_calls_per_address", &self.max_calls_per_address)
            .field("options", &self.options)
            .finish_non_exhaustive()
    }
}
