//! A connection that keeps all that was read from it.

use std::io;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};

use switchhook_ami::MessageBuf;
use switchhook_ami::client::{BoxTransport, Connecting, Connector};
use switchhook_ami::wire::{Frame, Framer, Limits};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;

/// Opens TCP connections; all messages that come over them can be looked at, lists and their ends too.
#[derive(Clone, Debug)]
pub(crate) struct Tap {
    address: String,
    read: Arc<Mutex<Vec<u8>>>,
}

impl Tap {
    pub(crate) fn new(address: String) -> Self {
        Self {
            address,
            read: Arc::default(),
        }
    }

    /// Every message so far.
    pub(crate) fn messages(&self) -> Vec<MessageBuf> {
        let mut framer = Framer::new(Limits::default());
        framer.push(&self.read.lock().expect("nobody panics with it"));
        let mut messages = Vec::new();
        while let Some(frame) = framer.next() {
            match frame {
                Frame::Message(message) => messages.push(message.to_owned()),
                Frame::Banner(_) => {}
                other => panic!("{other:?}"),
            }
        }
        messages
    }
}

impl Connector for Tap {
    fn connect(&self) -> Connecting<'_> {
        Box::pin(async {
            let stream = TcpStream::connect(&self.address).await?;
            let read = Arc::clone(&self.read);
            Ok(Box::new(Tapped { stream, read }) as BoxTransport)
        })
    }

    fn name(&self) -> String {
        self.address.clone()
    }
}

struct Tapped {
    stream: TcpStream,
    read: Arc<Mutex<Vec<u8>>>,
}

impl AsyncRead for Tapped {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        let polled = Pin::new(&mut self.stream).poll_read(context, buffer);
        let mut read = self.read.lock().expect("nobody panics with it");
        read.extend_from_slice(&buffer.filled()[before..]);
        polled
    }
}

impl AsyncWrite for Tapped {
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
