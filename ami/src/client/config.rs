use std::time::Duration;

use super::backoff::Backoff;
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
    pub(super) address: String,
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
}

impl Config {
    /// `address` is `host:port`; Asterisk's manager port is 5038.
    pub fn new(address: impl Into<String>, username: impl Into<String>, secret: Secret) -> Self {
        let options = Options::new(username, secret);
        Self {
            address: address.into(),
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
        }
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

    /// `host:port`.
    pub fn address(&self) -> &str {
        &self.address
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
