use std::time::Duration;

use crate::wire::{Frame, Framer, Limits};

/// A recording that was read; see the [module](super) for its form.
///
/// ```
/// use switchhook_ami::client::record::Recording;
/// let recording = Recording::parse(b"connection\nS 0.0 30\nAsterisk Call Manager/11.0.0\r\n\n").unwrap();
/// assert_eq!(recording.connections(), 1);
/// let error = Recording::parse(b"connection\nS 0.0 99\nAst").unwrap_err();
/// assert_eq!(error.to_string(), "byte 11: the recording ends in the middle of a piece; it was cut off");
/// ```
#[derive(Clone, Debug)]
pub struct Recording {
    pub(super) connections: Vec<Conversation>,
}

/// Why a recording cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("byte {at}: {problem}")]
pub struct RecordingError {
    /// Where, from 0.
    pub at: usize,
    /// What is wrong there.
    pub problem: &'static str,
}

/// One connection of a recording.
#[derive(Clone, Debug, Default)]
pub(super) struct Conversation {
    /// The banner line.
    pub(super) banner: Option<String>,
    /// Name and ActionID of each action, in order.
    pub(super) actions: Vec<(String, Option<String>)>,
    /// What the server said, and when.
    pub(super) said: Vec<Said>,
}

/// A message of the server.
#[derive(Clone, Debug)]
pub(super) struct Said {
    pub(super) at: Duration,
    pub(super) bytes: Vec<u8>,
    /// Which of the actions it answers.
    pub(super) answers: Option<usize>,
}

impl Recording {
    /// Reads what [`Config::record`](crate::client::Config::record) wrote.
    ///
    /// # Errors
    /// The first place that is not a recording.
    pub fn parse(bytes: &[u8]) -> Result<Self, RecordingError> {
        let mut connections = Vec::new();
        let mut at = 0;
        let mut reading: Option<Reading> = None;
        while at < bytes.len() {
            let fail = |problem| RecordingError { at, problem };
            let end = bytes[at..]
                .iter()
                .take(100)
                .position(|byte| *byte == b'\n')
                .ok_or_else(|| fail("no line that begins a piece; is this a recording?"))?;
            let line = std::str::from_utf8(&bytes[at..at + end]).unwrap_or_default();
            let after = at + end + 1;
            if line == "connection" {
                connections.extend(reading.replace(Reading::default()).map(Reading::finish));
                at = after;
                continue;
            }
            let mut words = line.split(' ');
            let (sender, seconds, length) = (words.next(), words.next(), words.next());
            let seconds = seconds
                .and_then(|seconds| seconds.parse::<f64>().ok())
                .and_then(|seconds| Duration::try_from_secs_f64(seconds).ok());
            let length = length.and_then(|length| length.parse::<usize>().ok());
            let (Some(seconds), Some(length), Some(reading)) = (seconds, length, &mut reading) else {
                return Err(fail(
                    "not a line of sender, seconds and length after the line `connection`",
                ));
            };
            let piece = after
                .checked_add(length)
                .filter(|end| *end < bytes.len())
                .map(|end| &bytes[after..end])
                .ok_or_else(|| fail("the recording ends in the middle of a piece; it was cut off"))?;
            match sender {
                Some("S") => reading.server_said(seconds, piece),
                Some("C") => reading.client_said(piece),
                _ => return Err(fail("the sender of a piece is S or C")),
            }
            at = after + length + 1;
        }
        connections.extend(reading.map(Reading::finish));
        Ok(Self { connections })
    }

    /// How many connections were recorded.
    pub fn connections(&self) -> usize {
        self.connections.len()
    }
}

/// A conversation that is being read.
struct Reading {
    server: Framer,
    client: Framer,
    conversation: Conversation,
}

impl Default for Reading {
    fn default() -> Self {
        Self {
            server: Framer::new(Limits::default()),
            client: Framer::without_banner(Limits::default()),
            conversation: Conversation::default(),
        }
    }
}

impl Reading {
    fn server_said(&mut self, at: Duration, piece: &[u8]) {
        self.server.push(piece);
        while let Some(frame) = self.server.next() {
            match frame {
                Frame::Banner(banner) => self.conversation.banner = Some(banner.to_string()),
                Frame::Message(message) => {
                    let id = message.action_id();
                    let actions = &self.conversation.actions;
                    let answers =
                        id.and_then(|id| actions.iter().position(|(_, own)| own.as_deref() == Some(id)));
                    self.conversation.said.push(Said {
                        at,
                        bytes: message.as_bytes().to_vec(),
                        answers,
                    });
                }
                // What the client could not take when it was recorded cannot be played either.
                Frame::Malformed(_) => {}
            }
        }
    }

    fn client_said(&mut self, piece: &[u8]) {
        self.client.push(piece);
        while let Some(frame) = self.client.next() {
            if let Frame::Message(message) = frame {
                let name = message.get("Action").unwrap_or_default().to_owned();
                let id = message.action_id().map(str::to_owned);
                self.conversation.actions.push((name, id));
            }
        }
    }

    fn finish(self) -> Conversation {
        self.conversation
    }
}
