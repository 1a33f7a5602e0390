use std::fmt;
use std::io::{self, Write};
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};
use std::time::Instant;

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

use crate::client::connector::{BoxTransport, Connecting, Connector};

/// Headers whose values are secrets.
const SECRETS: [&[u8]; 2] = [b"secret:", b"key:"];

/// Most bytes of an unfinished line that wait to be written.
const LINE: usize = 64 * 1024;

/// Writes down what goes over the streams of another connector.
pub(in crate::client) struct Recorder {
    inner: Arc<dyn Connector>,
    out: Out,
}

type Out = Arc<Mutex<dyn Write + Send>>;

impl Recorder {
    pub(in crate::client) fn new(inner: Arc<dyn Connector>, out: impl Write + Send + 'static) -> Self {
        Self {
            inner,
            out: Arc::new(Mutex::new(out)),
        }
    }
}

impl fmt::Debug for Recorder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Recorder").field(&self.inner).finish()
    }
}

impl Connector for Recorder {
    fn connect(&self) -> Connecting<'_> {
        Box::pin(async {
            let stream = self.inner.connect().await?;
            let mut recorded = Recorded {
                stream,
                out: Arc::clone(&self.out),
                began: Instant::now(),
                said: Vec::new(),
            };
            recorded.write(b"connection\n")?;
            Ok(Box::new(recorded) as BoxTransport)
        })
    }

    fn name(&self) -> String {
        self.inner.name()
    }
}

/// A stream that is written down.
struct Recorded {
    stream: BoxTransport,
    out: Out,
    began: Instant,
    /// What the client has said of a line that is not finished.
    said: Vec<u8>,
}

impl Recorded {
    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        let mut out = self.out.lock().unwrap_or_else(PoisonError::into_inner);
        out.write_all(bytes)?;
        out.flush()
    }

    fn piece(&mut self, sender: char, bytes: &[u8]) -> io::Result<()> {
        let at = self.began.elapsed().as_secs_f64();
        let mut piece = format!("{sender} {at:.6} {}\n", bytes.len()).into_bytes();
        piece.extend_from_slice(bytes);
        piece.push(b'\n');
        self.write(&piece)
    }

    /// Lines are written whole, or a secret could be cut so that it is not seen.
    fn client_said(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.said.extend_from_slice(bytes);
        let Some(end) = self.said.iter().rposition(|byte| *byte == b'\n') else {
            if self.said.len() > LINE {
                self.said.clear();
            }
            return Ok(());
        };
        let rest = self.said.split_off(end + 1);
        let lines = std::mem::replace(&mut self.said, rest);
        let redacted: Vec<u8> = lines
            .split_inclusive(|byte| *byte == b'\n')
            .flat_map(|line| redacted(line).to_vec())
            .collect();
        self.piece('C', &redacted)
    }
}

fn redacted(line: &[u8]) -> &[u8] {
    let is = |name: &&[u8]| {
        line.get(..name.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(name))
    };
    match SECRETS.iter().position(is) {
        Some(0) => b"Secret: (not recorded)\r\n",
        Some(_) => b"Key: (not recorded)\r\n",
        None => line,
    }
}

impl AsyncRead for Recorded {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        room: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = room.filled().len();
        let polled = Pin::new(&mut self.stream).poll_read(context, room);
        let read = &room.filled()[before..];
        if !read.is_empty() {
            self.piece('S', read)?;
        }
        polled
    }
}

impl AsyncWrite for Recorded {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let polled = Pin::new(&mut self.stream).poll_write(context, bytes);
        if let Poll::Ready(Ok(length)) = polled {
            self.client_said(&bytes[..length])?;
        }
        polled
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}
