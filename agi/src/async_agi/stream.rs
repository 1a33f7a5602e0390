//! The program's end of a call: a stream in memory that can also fail as a network does.

use std::io;
use std::pin::Pin;
use std::sync::{Arc, OnceLock};
use std::task::{Context, Poll, ready};

use tokio::io::{AsyncRead, AsyncWrite, DuplexStream, ReadBuf};

/// Ends with an error instead of an end, once there is one.
pub(super) struct Near {
    stream: DuplexStream,
    lost: Arc<OnceLock<String>>,
}

impl Near {
    /// Two ends, and where the reason goes before the far one is dropped.
    pub(super) fn pair(bytes: usize) -> (Self, DuplexStream, Arc<OnceLock<String>>) {
        let (stream, far) = tokio::io::duplex(bytes);
        let lost = Arc::new(OnceLock::new());
        let near = Self {
            stream,
            lost: Arc::clone(&lost),
        };
        (near, far, lost)
    }
}

impl AsyncRead for Near {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        ready!(Pin::new(&mut self.stream).poll_read(context, buffer))?;
        Poll::Ready(match self.lost.get() {
            Some(reason) if buffer.filled().len() == before => Err(io::Error::other(reason.clone())),
            _ => Ok(()),
        })
    }
}

impl AsyncWrite for Near {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write(context, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}
