use std::io::{self, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::{Duration, Instant};

use crate::error::{Result, RigError};

/// More than any list of a small company, so that a peer gone mad does not fill the memory.
const LONGEST: usize = 16 << 20;

/// Who said a line of a [`Manager`]'s transcript.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Speaker {
    /// We, the client.
    Client,
    /// Asterisk, the server.
    Server,
}

/// A plain, blocking conversation with the manager interface, for tests and for recording transcripts.
///
/// It is deliberately simple, and independent of switchhook-ami, which is tested with it.
#[derive(Debug)]
pub struct Manager {
    stream: TcpStream,
    buffer: Vec<u8>,
    banner: String,
    prefix: String,
    number: u32,
    events: Vec<Reply>,
    transcript: Vec<(Speaker, Vec<u8>)>,
}

/// A message from Asterisk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply {
    lines: Vec<(String, String)>,
}

impl Reply {
    /// The first header of this name, whatever its case.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.lines
            .iter()
            .find(|(n, _)| n.eq_ignore_ascii_case(name))
            .map(|(_, v)| v.as_str())
    }

    /// Whether it is the event of this name.
    #[must_use]
    pub fn is_event(&self, name: &str) -> bool {
        self.get("Event") == Some(name)
    }

    /// All headers in their order.
    #[must_use]
    pub fn headers(&self) -> &[(String, String)] {
        &self.lines
    }
}

impl Manager {
    /// Connects and reads the banner.
    ///
    /// # Errors
    ///
    /// Nobody listens, or there is no banner within five seconds.
    pub fn connect(address: SocketAddr) -> Result<Self> {
        let failed = |e: io::Error| RigError::Manager(format!("{address}: {e}"));
        let stream = TcpStream::connect_timeout(&address, Duration::from_secs(5)).map_err(failed)?;
        let mut manager = Self {
            stream,
            buffer: Vec::new(),
            banner: String::new(),
            prefix: "rig".to_owned(),
            number: 0,
            events: Vec::new(),
            transcript: Vec::new(),
        };
        let line = manager.take(b"\r\n", Duration::from_secs(5))?;
        manager.banner = String::from_utf8_lossy(&line).trim_end().to_owned();
        Ok(manager)
    }

    /// The greeting, such as `Asterisk Call Manager/11.0.0`.
    #[must_use]
    pub fn banner(&self) -> &str {
        &self.banner
    }

    /// Names the next actions `prefix-1`, `prefix-2` …, instead of `rig-1`, `rig-2` ….
    pub fn name_actions(&mut self, prefix: impl Into<String>) {
        self.prefix = prefix.into();
        self.number = 0;
    }

    /// Logs in with the secret as text.
    ///
    /// # Errors
    ///
    /// The connection failed. A refusal is a [`Reply`] with `Response: Error`.
    pub fn login(&mut self, user: &str, secret: &str) -> Result<Reply> {
        self.ask(&[("Action", "Login"), ("Username", user), ("Secret", secret)])
    }

    /// Sends an action, with an `ActionID` of our own, and waits for its response. Events that come meanwhile are
    /// kept for [`Manager::event`].
    ///
    /// # Errors
    ///
    /// The connection failed, or there was no answer within forty seconds.
    pub fn ask(&mut self, action: &[(&str, &str)]) -> Result<Reply> {
        self.number += 1;
        let id = format!("{}-{}", self.prefix, self.number);
        let mut lines: Vec<(&str, &str)> = action.to_vec();
        lines.insert(1, ("ActionID", &id));
        self.send(&lines)?;
        let end = Instant::now() + Duration::from_secs(40);
        loop {
            let reply = self.message(end)?;
            if reply.get("ActionID") == Some(&id) && reply.lines.first().is_some_and(|(n, _)| n == "Response")
            {
                return Ok(reply);
            }
            self.events.push(reply);
        }
    }

    /// Sends a list action and waits for its end. Gives the items without first and last message.
    ///
    /// # Errors
    ///
    /// The connection failed, the action was refused, or the list did not end.
    pub fn list(&mut self, action: &[(&str, &str)]) -> Result<Vec<Reply>> {
        let first = self.ask(action)?;
        if first.get("Response") != Some("Success") {
            return Err(RigError::Manager(format!(
                "{action:?}: {:?}",
                first.get("Message")
            )));
        }
        let id = first.get("ActionID").map(str::to_owned);
        let end = Instant::now() + Duration::from_secs(10);
        let mut items = Vec::new();
        loop {
            let reply = self.message(end)?;
            if reply.get("ActionID").map(str::to_owned) != id {
                self.events.push(reply);
            } else if reply
                .get("EventList")
                .is_some_and(|l| l.eq_ignore_ascii_case("Complete"))
            {
                return Ok(items);
            } else {
                items.push(reply);
            }
        }
    }

    /// The first event that `wanted` accepts, among those that came already and those to come. It is then used up.
    ///
    /// # Errors
    ///
    /// The connection failed, or no such event came in time.
    pub fn event(&mut self, within: Duration, wanted: impl Fn(&Reply) -> bool) -> Result<Reply> {
        if let Some(at) = self.events.iter().position(&wanted) {
            return Ok(self.events.remove(at));
        }
        let end = Instant::now() + within;
        loop {
            let reply = self.message(end)?;
            if wanted(&reply) {
                return Ok(reply);
            }
            self.events.push(reply);
        }
    }

    /// Sends header lines as they are, and the empty line that ends them.
    ///
    /// # Errors
    ///
    /// The connection failed.
    pub fn send(&mut self, lines: &[(&str, &str)]) -> Result<()> {
        let text: String = lines
            .iter()
            .map(|(name, value)| format!("{name}: {value}\r\n"))
            .collect();
        let bytes = format!("{text}\r\n").into_bytes();
        self.stream
            .write_all(&bytes)
            .map_err(|e| RigError::Manager(e.to_string()))?;
        self.transcript.push((Speaker::Client, bytes));
        Ok(())
    }

    /// Everything said so far, in its order, to the byte.
    #[must_use]
    pub fn transcript(&self) -> &[(Speaker, Vec<u8>)] {
        &self.transcript
    }

    /// The next message of any kind.
    fn message(&mut self, end: Instant) -> Result<Reply> {
        let within = end.saturating_duration_since(Instant::now());
        let bytes = self.take(b"\r\n\r\n", within)?;
        let text = String::from_utf8_lossy(&bytes);
        let lines = text.split("\r\n").filter(|line| !line.is_empty()).map(|line| {
            // Some bodies have lines without a colon; they are kept as a name.
            let (name, value) = line.split_once(':').unwrap_or((line, ""));
            (
                name.to_owned(),
                value.strip_prefix(' ').unwrap_or(value).to_owned(),
            )
        });
        Ok(Reply {
            lines: lines.collect(),
        })
    }

    /// Reads up to and including `terminator`.
    fn take(&mut self, terminator: &[u8], within: Duration) -> Result<Vec<u8>> {
        let end = Instant::now() + within;
        loop {
            let found = self
                .buffer
                .windows(terminator.len())
                .position(|w| w == terminator);
            if let Some(at) = found {
                let rest = self.buffer.split_off(at + terminator.len());
                let taken = std::mem::replace(&mut self.buffer, rest);
                self.transcript.push((Speaker::Server, taken.clone()));
                return Ok(taken);
            }
            if self.buffer.len() > LONGEST {
                return Err(RigError::Manager(format!(
                    "a message of more than {LONGEST} bytes"
                )));
            }
            let left = end.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return Err(RigError::Timeout {
                    what: "a message from the manager".into(),
                    within,
                });
            }
            self.read_some(left, within)?;
        }
    }

    fn read_some(&mut self, left: Duration, within: Duration) -> Result<()> {
        let mut chunk = [0_u8; 16 * 1024];
        let read = self
            .stream
            .set_read_timeout(Some(left))
            .and_then(|()| self.stream.read(&mut chunk));
        match read {
            Ok(0) => Err(RigError::Manager("closed by Asterisk".into())),
            Ok(length) => {
                self.buffer.extend_from_slice(&chunk[..length]);
                Ok(())
            }
            Err(e) if matches!(e.kind(), io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut) => {
                Err(RigError::Timeout {
                    what: "a message from the manager".into(),
                    within,
                })
            }
            Err(e) => Err(RigError::Manager(e.to_string())),
        }
    }
}
