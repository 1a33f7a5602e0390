use std::hash::{BuildHasher, RandomState};
use std::io;
use std::time::Instant;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};

use super::config::Config;
use super::error::ConnectError;
use crate::proto::{CloseReason, Connection, Notice};
use crate::wire::Banner;

/// Most bytes taken from the socket at once.
const READ: usize = 16 * 1024;

/// A socket and the protocol on it. Holds no protocol rule of its own.
pub(super) struct Session {
    reader: OwnedReadHalf,
    writer: OwnedWriteHalf,
    buffer: Box<[u8]>,
    /// Bytes that the socket did not take yet.
    unwritten: Vec<u8>,
    pub(super) connection: Connection,
    pub(super) banner: Banner,
    pub(super) began: Instant,
}

impl Session {
    /// Connects and logs in. Cancel safe: dropping the future closes the socket.
    pub(super) async fn open(config: &Config) -> Result<Self, ConnectError> {
        let address = config.address.clone();
        // Refused credentials need no socket.
        Connection::new(config.options("sh".to_owned()), Instant::now())?;
        let stream = match tokio::time::timeout(config.connect_timeout, TcpStream::connect(&address)).await {
            Ok(Ok(stream)) => stream,
            Ok(Err(source)) => return Err(ConnectError::Unreachable { address, source }),
            Err(_) => {
                return Err(ConnectError::Timeout {
                    address,
                    waited: config.connect_timeout,
                });
            }
        };
        // Actions are small and wanted at once. A socket that cannot do this works all the same.
        let _ = stream.set_nodelay(true);
        let (reader, writer) = stream.into_split();
        let connection = Connection::new(config.options(format!("sh{:x}", random())), Instant::now())?;
        let mut session = Self {
            reader,
            writer,
            buffer: vec![0; READ].into_boxed_slice(),
            unwritten: Vec::new(),
            connection,
            banner: Banner::new(""),
            began: Instant::now(),
        };
        loop {
            while let Some(notice) = session.connection.poll_event() {
                match notice {
                    Notice::Ready(banner) => {
                        session.banner = banner;
                        return Ok(session);
                    }
                    Notice::Closed(source) => return Err(ConnectError::Session { address, source }),
                    // Nothing else counts before the login.
                    _ => {}
                }
            }
            session.step().await;
        }
    }

    /// Moves bytes until something happened: some came, some went, or time is up. Cancel safe.
    pub(super) async fn step(&mut self) {
        while let Some(bytes) = self.connection.poll_transmit() {
            self.unwritten.extend_from_slice(&bytes);
        }
        let due = self.connection.poll_timeout();
        let timeout = async {
            match due {
                Some(due) => tokio::time::sleep_until(due.into()).await,
                None => std::future::pending().await,
            }
        };
        // Always read while writing: Asterisk drops sessions that do not read for 100 ms.
        tokio::select! {
            read = self.reader.read(&mut self.buffer) => match read {
                Ok(0) => self.connection.closed_by_peer(Instant::now()),
                Ok(length) => self.connection.receive(&self.buffer[..length], Instant::now()),
                Err(error) => self.fail(&error),
            },
            written = self.writer.write(&self.unwritten), if !self.unwritten.is_empty() => match written {
                Ok(length) => {
                    self.unwritten.drain(..length);
                }
                Err(error) => self.fail(&error),
            },
            () = timeout => self.connection.handle_timeout(Instant::now()),
        }
    }

    /// Bytes that wait for the socket to take them.
    pub(super) fn unwritten(&self) -> usize {
        self.unwritten.len()
    }

    fn fail(&mut self, error: &io::Error) {
        self.connection.lost(error.to_string());
    }

    /// What to say of a session that has ended.
    pub(super) fn ended(config: &Config, source: CloseReason) -> ConnectError {
        ConnectError::Session {
            address: config.address.clone(),
            source,
        }
    }
}

/// A number that differs between clients: for jitter and ids, not for secrets.
pub(super) fn random() -> u64 {
    RandomState::new().hash_one(0)
}
