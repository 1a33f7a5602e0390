use std::future::poll_fn;
use std::hash::{BuildHasher, RandomState};
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::Sleep;

use super::config::Config;
use super::connector::BoxTransport;
use super::error::{ConnectError, SendError};
use crate::action::{Action, CoreSettings, FilterForm, Request};
use crate::proto::{CloseReason, Connection, Incoming, Notice};
use crate::wire::Banner;

/// Most bytes taken from the socket at once: more than a hundred events.
const READ: usize = 64 * 1024;

/// Most notices, and most bytes of them, that are kept from before the session counts as connected.
const EARLY: usize = 1024;
const EARLY_BYTES: usize = 1024 * 1024;

/// When the alarm rings if nothing is due: now and then.
const NEVER: Duration = Duration::from_secs(24 * 60 * 60);

/// A byte stream and the protocol on it. Holds no protocol rule of its own.
pub(super) struct Session {
    stream: BoxTransport,
    buffer: Box<[u8]>,
    /// Bytes that the stream did not take yet.
    unwritten: Vec<u8>,
    /// How many of them it took.
    written: usize,
    needs_flush: bool,
    /// Wakes at the connection's time or before it.
    alarm: Pin<Box<Sleep>>,
    pub(super) connection: Connection,
    pub(super) banner: Banner,
    pub(super) began: Instant,
    pub(super) moved: Moved,
    /// What was told before the session counted as connected.
    pub(super) early: Vec<Notice>,
    early_bytes: usize,
}

/// Bytes that were moved and not counted yet.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Moved {
    pub(super) received: u64,
    pub(super) sent: u64,
}

/// What happened to the stream.
enum Happened {
    Read(usize),
    Ended,
    Failed(io::Error),
    TimeIsUp,
}

impl Session {
    /// Connects and logs in. Cancel safe: dropping the future closes the stream.
    pub(super) async fn open(config: &Config) -> Result<Self, ConnectError> {
        let address = config.address();
        // Refused credentials need no socket.
        Connection::new(config.options("sh".to_owned()), Instant::now())?;
        let connector = config.connector();
        let stream = match tokio::time::timeout(config.connect_timeout, connector.connect()).await {
            Ok(Ok(stream)) => stream,
            Ok(Err(source)) => return Err(ConnectError::opening(address, source)),
            Err(_) => {
                return Err(ConnectError::Timeout {
                    address,
                    waited: config.connect_timeout,
                });
            }
        };
        let now = Instant::now();
        let connection = Connection::new(config.options(format!("sh{:x}", random())), now)?;
        let mut session = Self {
            stream,
            buffer: vec![0; READ].into_boxed_slice(),
            unwritten: Vec::new(),
            written: 0,
            needs_flush: false,
            alarm: Box::pin(tokio::time::sleep_until(now.into())),
            connection,
            banner: Banner::new(""),
            began: now,
            moved: Moved::default(),
            early: Vec::new(),
            early_bytes: 0,
        };
        loop {
            while let Some(notice) = session.connection.poll_event() {
                match notice {
                    Notice::Ready(banner) => {
                        session.banner = banner;
                        session.set_filters(config).await?;
                        return Ok(session);
                    }
                    Notice::Closed(source) => return Err(ConnectError::Session { address, source }),
                    // Nothing else counts before the login.
                    _ => {}
                }
            }
            session.step(None).await;
        }
    }

    async fn set_filters(&mut self, config: &Config) -> Result<(), ConnectError> {
        if config.filters.is_empty() {
            return Ok(());
        }
        let form = match self.ask(config, &CoreSettings).await {
            Ok(settings) => settings
                .asterisk_version()
                .map_or_else(FilterForm::default, |version| {
                    FilterForm::for_asterisk(version.as_ref())
                }),
            // Every Asterisk that has filters knows the old form.
            Err(ConnectError::Filter { .. }) => FilterForm::default(),
            Err(error) => return Err(error),
        };
        for filter in &config.filters {
            self.ask(config, &filter.clone().form(form)).await?;
        }
        Ok(())
    }

    /// Asks before anybody else can.
    async fn ask<A: Action>(&mut self, config: &Config, action: &A) -> Result<A::Response, ConnectError> {
        let refused = |source| ConnectError::Filter {
            address: config.address(),
            source,
        };
        let request = Request::new(action).map_err(|error| refused(error.into()))?;
        let Ok(asked) = self.connection.send(&request, Instant::now()) else {
            return Err(refused(SendError::NotConnected));
        };
        loop {
            while let Some(notice) = self.connection.poll_event() {
                match notice {
                    Notice::Reply { id, result } if id == asked => {
                        return result
                            .map_err(|failure| SendError::OutcomeUnknown { failure })
                            .and_then(|reply| Ok(action.response(&reply)?))
                            .map_err(refused);
                    }
                    Notice::Closed(reason) => return Err(Self::ended(config, reason)),
                    other => self.keep(other),
                }
            }
            self.step(None).await;
        }
    }

    /// Keeps what comes before the session counts as connected, as far as it fits: whoever is told of the connection
    /// reads the state anew, so nothing is lost with the rest.
    fn keep(&mut self, notice: Notice) {
        let bytes = match &notice {
            Notice::Event(message) | Notice::Unmatched(message) => message.as_bytes().len(),
            _ => 0,
        };
        if self.early.len() < EARLY && self.early_bytes + bytes <= EARLY_BYTES {
            self.early_bytes += bytes;
            self.early.push(notice);
        }
    }

    /// Moves bytes until some came or time is up, and tells what they mean; without `tell`, the connection keeps that.
    /// Cancel safe.
    pub(super) async fn step(&mut self, tell: Option<&mut (dyn FnMut(Incoming<'_>) + Send)>) {
        self.take_up();
        self.set_alarm();
        // Not every stream knows when it is the others' turn, and one that is always readable would never wait.
        tokio::task::consume_budget().await;
        // Nothing is lost if this is dropped: what it did is noted before it returns.
        let happened = poll_fn(|context| self.poll(context)).await;
        let now = Instant::now();
        match happened {
            Happened::Read(length) => {
                let bytes = &self.buffer[..length];
                match tell {
                    Some(tell) => self.connection.receive_with(bytes, now, tell),
                    None => self.connection.receive(bytes, now),
                }
                // A peer that never stops talking leaves no moment in which the alarm is looked at.
                if self.connection.poll_timeout().is_some_and(|due| due <= now) {
                    self.connection.handle_timeout(now);
                }
            }
            Happened::Ended => self.connection.closed_by_peer(now),
            Happened::Failed(error) => self.connection.lost(error.to_string()),
            Happened::TimeIsUp => self.connection.handle_timeout(now),
        }
    }

    /// Puts what the connection wants to send behind what waits for the stream.
    pub(super) fn take_up(&mut self) {
        while let Some(bytes) = self.connection.poll_transmit() {
            self.unwritten.extend_from_slice(&bytes);
        }
    }

    /// Always reads while writing: Asterisk drops sessions that do not read for 100 ms.
    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Happened> {
        if let Poll::Ready(error) = self.poll_write(context) {
            return Poll::Ready(Happened::Failed(error));
        }
        let mut room = ReadBuf::new(&mut self.buffer);
        match Pin::new(&mut self.stream).poll_read(context, &mut room) {
            Poll::Ready(Ok(())) => {
                let length = room.filled().len();
                self.moved.received += length as u64;
                return Poll::Ready(match length {
                    0 => Happened::Ended,
                    length => Happened::Read(length),
                });
            }
            Poll::Ready(Err(error)) => return Poll::Ready(Happened::Failed(error)),
            Poll::Pending => {}
        }
        self.alarm.as_mut().poll(context).map(|()| Happened::TimeIsUp)
    }

    /// Writes what the stream takes now; ready only if it takes nothing any more.
    fn poll_write(&mut self, context: &mut Context<'_>) -> Poll<io::Error> {
        while self.unwritten() > 0 {
            match Pin::new(&mut self.stream).poll_write(context, &self.unwritten[self.written..]) {
                Poll::Ready(Ok(0)) => return Poll::Ready(io::ErrorKind::WriteZero.into()),
                Poll::Ready(Ok(length)) => {
                    self.written += length;
                    self.moved.sent += length as u64;
                    self.needs_flush = true;
                }
                Poll::Ready(Err(error)) => return Poll::Ready(error),
                Poll::Pending => break,
            }
        }
        if self.unwritten() == 0 {
            self.unwritten.clear();
            self.written = 0;
        } else if self.written > READ {
            // A peer that is always a little behind must not make this grow for ever.
            self.unwritten.drain(..self.written);
            self.written = 0;
        }
        if self.needs_flush {
            match Pin::new(&mut self.stream).poll_flush(context) {
                Poll::Ready(Ok(())) => self.needs_flush = false,
                Poll::Ready(Err(error)) => return Poll::Ready(error),
                Poll::Pending => {}
            }
        }
        Poll::Pending
    }

    /// An alarm that is too early does no harm, and resetting one costs: a later time waits until this one has rung.
    fn set_alarm(&mut self) {
        let due = match self.connection.poll_timeout() {
            Some(due) => due.into(),
            None if self.alarm.is_elapsed() => tokio::time::Instant::now() + NEVER,
            None => return,
        };
        if self.alarm.is_elapsed() || due < self.alarm.deadline() {
            self.alarm.as_mut().reset(due);
        }
    }

    /// Bytes that wait for the stream to take them.
    pub(super) fn unwritten(&self) -> usize {
        self.unwritten.len() - self.written
    }

    /// What to say of a session that has ended.
    pub(super) fn ended(config: &Config, source: CloseReason) -> ConnectError {
        ConnectError::Session {
            address: config.address(),
            source,
        }
    }
}

/// A number that differs between clients: for jitter and ids, not for secrets.
pub(super) fn random() -> u64 {
    RandomState::new().hash_one(0)
}
