use std::sync::Arc;
use std::time::Duration;

use super::backoff::Backoff;
use super::connector::{Connector, Tcp};
use super::record::Recorder;
#[cfg(feature = "tls")]
use super::tls::{Tls, TlsConnector};
use crate::action::Filter;
use crate::proto::{LoginMethod, Options};
use crate::value::{EventMask, Secret};
use crate::wire::Limits;

/// Where to connect, as whom, and how patiently.
///
/// ```
/// use std::time::Duration;
/// use switchhook_ami::{EventMask, Secret, client::{Backoff, Config}};
///
/// let config = Config::new("127.0.0.1:5038", "ops", Secret::new("secret"))
///     .events(EventMask::CALL | EventMask::AGENT)
///     .keepalive(Some(Duration::from_secs(15)))
///     .reconnect(Backoff::new(Duration::from_secs(1), Duration::from_secs(60)));
/// assert!(!format!("{config:?}").contains("secret\""));
/// ```
#[derive(Clone, Debug)]
#[must_use]
pub struct Config {
    connector: Arc<dyn Connector>,
    pub(super) username: String,
    pub(super) secret: Secret,
    pub(super) method: LoginMethod,
    pub(super) events: Option<EventMask>,
    pub(super) keepalive: Option<Duration>,
    pub(super) connect_timeout: Duration,
    pub(super) reply_timeout: Duration,
    pub(super) reconnect: Backoff,
    pub(super) limits: Limits,
    pub(super) queue_items: usize,
    pub(super) queue_bytes: usize,
    pub(super) in_flight: usize,
    pub(super) filters: Vec<Filter>,
}

impl Config {
    /// Plain TCP to `address`, which is `host:port`; Asterisk's manager port is 5038.
    pub fn new(address: impl Into<String>, username: impl Into<String>, secret: Secret) -> Self {
        let address = address.into();
        Self::over(Tcp { address }, username, secret)
    }

    /// Over whatever `connector` opens.
    pub fn over(connector: impl Connector, username: impl Into<String>, secret: Secret) -> Self {
        let options = Options::new(username, secret);
        Self {
            connector: Arc::new(connector),
            username: options.username,
            secret: options.secret,
            method: options.method,
            events: options.events,
            keepalive: options.keepalive,
            connect_timeout: options.login_timeout,
            reply_timeout: options.reply_timeout,
            reconnect: Backoff::default(),
            limits: options.limits,
            queue_items: 8192,
            queue_bytes: 16 * 1024 * 1024,
            in_flight: 1024,
            filters: Vec::new(),
        }
    }

    /// Writes down what is said on all connections, to be played again; see [`record`](super::record). What cannot be
    /// written ends the connection. Secrets of the login are left out.
    pub fn record(mut self, to: impl std::io::Write + Send + 'static) -> Self {
        self.connector = Arc::new(Recorder::new(self.connector, to));
        self
    }

    /// TLS to `address`, which is `host:port`; Asterisk's TLS port is 5039 by default. Who is at the other end is always
    /// verified: [`Tls`] says against what. Feature `tls`.
    ///
    /// ```
    /// use switchhook_ami::{Secret, client::{Config, Tls}};
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let tls = Tls::pinned("5b:0f:8e:00:11:22:33:44:55:66:77:88:99:aa:bb:cc:5b:0f:8e:00:11:22:33:44:55:66:77:88:99:aa:bb:cc")?;
    /// let config = Config::over_tls("pbx.example.com:5039", tls, "ops", Secret::new("secret"));
    /// # let _ = config; Ok(()) }
    /// ```
    #[cfg(feature = "tls")]
    pub fn over_tls(
        address: impl Into<String>,
        tls: Tls,
        username: impl Into<String>,
        secret: Secret,
    ) -> Self {
        Self::over(TlsConnector::new(address.into(), tls), username, secret)
    }

    /// How to log in. Default: MD5, or the plain secret if the server refuses to give a challenge.
    pub fn login(mut self, method: LoginMethod) -> Self {
        self.method = method;
        self
    }

    /// Which events to receive. Default: all that the user may read.
    pub fn events(mut self, mask: EventMask) -> Self {
        self.events = Some(mask);
        self
    }

    /// Has Asterisk send only certain events: `filter` is set on each connection before it counts as connected, in the
    /// form that suits the version. Several add up; see [`Filter`]. Needs write class system; without it no connection
    /// comes about ([`ConnectError::Filter`](super::ConnectError::Filter)). Default: none.
    pub fn filter(mut self, filter: Filter) -> Self {
        self.filters.push(filter);
        self
    }

    /// After how much silence to send a Ping, or never. Default 30 s.
    pub fn keepalive(mut self, keepalive: Option<Duration>) -> Self {
        self.keepalive = keepalive;
        self
    }

    /// How long opening the socket may take, and then banner and login together. Default 10 s.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.connect_timeout = timeout;
        self
    }

    /// How long an answer may take, and a list between two items. Default 10 s.
    pub fn reply_timeout(mut self, timeout: Duration) -> Self {
        self.reply_timeout = timeout;
        self
    }

    /// How long to wait between attempts to connect. Default [`Backoff::default`]: half a second, up to 30 s.
    pub fn reconnect(mut self, backoff: Backoff) -> Self {
        self.reconnect = backoff;
        self
    }

    /// What the peer may make us hold. Default [`Limits::default`].
    pub fn limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// How many items, and how many bytes of them, wait for a subscription that is not read; more are lost and
    /// counted. Default 8192 items and 16 MiB.
    pub fn queue(mut self, items: usize, bytes: usize) -> Self {
        self.queue_items = items;
        self.queue_bytes = bytes;
        self
    }

    /// How many actions may wait for their answers at once; further ones wait to be sent, as long as their answers
    /// would be waited for. Asterisk carries them out one after the other. Default 1024.
    pub fn in_flight(mut self, actions: usize) -> Self {
        self.in_flight = actions.max(1);
        self
    }

    /// What the other end is called: `host:port`, or [`Connector::name`].
    pub fn address(&self) -> String {
        self.connector.name()
    }

    pub(super) fn connector(&self) -> &dyn Connector {
        &*self.connector
    }

    pub(super) fn options(&self, id_prefix: String) -> Options {
        Options {
            username: self.username.clone(),
            secret: self.secret.clone(),
            method: self.method,
            events: self.events,
            keepalive: self.keepalive,
            reply_timeout: self.reply_timeout,
            login_timeout: self.connect_timeout,
            limits: self.limits,
            id_prefix,
        }
    }
}
